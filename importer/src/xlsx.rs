//! The parts of a workbook (ECMA-376) that a list needs: sheets, texts, which numbers are days, links, the time of
//! saving. It is a tenth of what a reader of every spreadsheet is, as a page has to load it; a test holds it to one.
//!
//! It formats no number, evaluates no formula and sets no bounds: those stand in `workbook.rs`.

use std::borrow::Cow;
use std::collections::BTreeMap;

use agreement_atlas::date::Date;
use quick_xml::Reader;
use quick_xml::events::Event;

use crate::archive::{Archive, Failure};
use crate::xml::{Result, attribute, inner, is, next, reader, string, unescaped};

/// Days from a workbook's day 0 to 1970: its first day is 1 January 1900, and it takes 1900 for a leap year.
const EPOCH: i32 = 25_569;
/// The same where days are counted from 1904.
const EPOCH_1904: i32 = 24_107;
/// The last day that a workbook knows, 31 December 9999.
const LAST: f64 = 2_958_465.0;

/// A workbook that is open.
pub struct Xlsx<'a> {
    parts: Archive<'a>,
    /// Sheets, each with its name and, if it has cells, its part.
    sheets: Vec<(String, Option<String>)>,
    strings: Vec<String>,
    /// For each style of cells whether its numbers are days.
    days: Vec<bool>,
    epoch: i32,
}

/// A cell, counted from 0: row, column.
pub type Place = (usize, usize);

/// Something that a sheet holds.
pub enum Found {
    /// A cell's text, as its reader sees it; days as `YYYY-MM-DD`.
    Cell(String),
    /// Where a cell leads.
    Link(Option<String>),
}

impl<'a> Xlsx<'a> {
    /// Opens a workbook.
    pub fn open(parts: Archive<'a>) -> Result<Xlsx<'a>> {
        let mut xlsx = Xlsx { parts, sheets: Vec::new(), strings: Vec::new(), days: Vec::new(), epoch: EPOCH };
        let roots = xlsx.relations("_rels/.rels")?;
        let root = roots.values().find(|relation| relation.kind == "officeDocument");
        let book = root.map_or_else(|| "xl/workbook.xml".to_owned(), |relation| within("", &relation.target));
        let relations = xlsx.relations(&beside(&book))?;
        // Whoever writes no relation has them under their usual names.
        let of_kind = |kind: &str| {
            let relation = relations.values().find(|relation| relation.kind == kind);
            relation.map_or_else(
                || format!("{}{kind}.xml", folder(&book)),
                |relation| within(folder(&book), &relation.target),
            )
        };
        xlsx.read_book(&book, &relations)?;
        xlsx.read_strings(&of_kind("sharedStrings"))?;
        xlsx.read_styles(&of_kind("styles"))?;
        Ok(xlsx)
    }

    /// The names of its sheets, in order.
    pub fn sheets(&self) -> Vec<String> {
        self.sheets.iter().map(|(name, _)| name.clone()).collect()
    }

    /// When it was saved, as it says itself.
    pub fn saved(&self) -> Option<String> {
        let text = self.part("docProps/core.xml").ok()??;
        let mut reader = reader(&text);
        loop {
            match reader.read_event().ok()? {
                Event::Start(element) if is(&element, "modified") => {
                    return inner(&mut reader, "modified").ok().filter(|saved| !saved.is_empty());
                }
                Event::Eof => return None,
                _ => {}
            }
        }
    }

    /// Gives every cell of a sheet that holds something, and every link, one after another.
    pub fn read(&self, sheet: usize, mut give: impl FnMut(Place, Found) -> Result<()>) -> Result<()> {
        let Some(path) = self.sheets.get(sheet).and_then(|(_, path)| path.clone()) else { return Ok(()) };
        let text = self.part(&path)?.ok_or_else(|| format!("no {path}"))?;
        let relations = self.relations(&beside(&path))?;
        let placed = |error: String| format!("{path}: {error}");
        let mut reader = reader(&text);
        let (mut row, mut column, mut within_data) = (0, 0, false);
        loop {
            match next(&mut reader).map_err(placed)? {
                Event::Start(element) if is(&element, "sheetData") => within_data = true,
                Event::End(element) if element.local_name().as_ref() == "sheetData" => within_data = false,
                Event::Start(element) if within_data && is(&element, "row") => {
                    if let Some(number) = attribute(&element, "r").map_err(placed)? {
                        row = number.parse::<usize>().ok().and_then(|n| n.checked_sub(1)).unwrap_or(row);
                    }
                }
                Event::End(element) if within_data && element.local_name().as_ref() == "row" => {
                    (row, column) = (row + 1, 0);
                }
                Event::Start(element) if within_data && is(&element, "c") => {
                    let named = attribute(&element, "r").map_err(placed)?;
                    let place = named.map_or(Ok((row, column)), |name| self::place(&name)).map_err(placed)?;
                    column = place.1 + 1;
                    let [kind, style] = ["t", "s"].map(|name| attribute(&element, name));
                    let style = style.map_err(placed)?.and_then(|style| style.parse().ok());
                    let text = self.cell(&mut reader, kind.map_err(placed)?.as_deref(), style).map_err(placed)?;
                    if !text.is_empty() {
                        give(place, Found::Cell(text))?;
                    }
                }
                Event::Start(element) if !within_data && is(&element, "hyperlink") => {
                    let Some(range) = attribute(&element, "ref").map_err(placed)? else { continue };
                    let place = self::place(range.split(':').next().unwrap_or_default()).map_err(placed)?;
                    let id = attribute(&element, "id").map_err(placed)?;
                    let relation = id.and_then(|id| relations.get(id.as_ref()));
                    let relation = relation.filter(|relation| relation.kind == "hyperlink");
                    give(place, Found::Link(relation.map(|relation| unescaped(&relation.target))))?;
                }
                Event::Eof => return Ok(()),
                _ => {}
            }
        }
    }

    /// What a cell shows, of the kind and the style that it names.
    fn cell(&self, reader: &mut Reader<&[u8]>, kind: Option<&str>, style: Option<usize>) -> Result<String> {
        let mut shown = String::new();
        loop {
            match next(reader)? {
                Event::Start(element) if is(&element, "is") => shown = string(reader, "is")?,
                Event::Start(element) if is(&element, "v") => {
                    let value = inner(reader, "v")?;
                    // Texts of their own stand in `is`.
                    if !matches!(kind, Some("inlineStr" | "is")) {
                        shown = self.value(&value, kind, style)?;
                    }
                }
                Event::End(element) if element.local_name().as_ref() == "c" => return Ok(shown),
                Event::Eof => return Err("the end within a cell".to_owned()),
                _ => {}
            }
        }
    }

    fn value(&self, value: &str, kind: Option<&str>, style: Option<usize>) -> Result<String> {
        if value.is_empty() {
            return Ok(String::new());
        }
        match kind {
            Some("s") => {
                let text = value.trim().parse().ok().and_then(|index: usize| self.strings.get(index));
                text.cloned().ok_or_else(|| format!("a cell with the shared text {value}, which there is not"))
            }
            Some("b") => match value.trim().to_ascii_lowercase().as_str() {
                "1" | "true" => Ok("true".to_owned()),
                "0" | "false" => Ok("false".to_owned()),
                other => Err(format!("a cell that is neither true nor false: {other}")),
            },
            Some("str") => Ok(unescaped(value)),
            Some("d" | "e") => Ok(value.to_owned()),
            None | Some("n") => match value.parse::<f64>() {
                Ok(number) if style.is_some_and(|style| self.days.get(style) == Some(&true)) => Ok(self.day(number)),
                Ok(number) => Ok(number.to_string()),
                Err(_) if kind.is_none() => Ok(value.to_owned()),
                Err(_) => Err(format!("a cell with the number {value}")),
            },
            Some(other) => Err(format!("a cell of the kind {other}")),
        }
    }

    /// The day of a number, its time left out.
    fn day(&self, number: f64) -> String {
        let day = number.floor().clamp(0.0, LAST) as i32;
        // Up to the leap day that 1900 never had.
        let early = i32::from(self.epoch == EPOCH && day < 60);
        Date::from_days(day + early - self.epoch).to_string()
    }

    fn read_book(&mut self, path: &str, relations: &Relations) -> Result<()> {
        let text = self.part(path)?.ok_or_else(|| format!("no {path}"))?;
        let placed = |error: String| format!("{path}: {error}");
        let mut reader = reader(&text);
        loop {
            match next(&mut reader).map_err(placed)? {
                Event::Start(element) if is(&element, "sheet") => {
                    let [name, id] = ["name", "id"].map(|name| attribute(&element, name).map_err(placed));
                    let (name, id) = (name?.unwrap_or_default().into_owned(), id?.unwrap_or_default());
                    let relation = relations.get(id.as_ref());
                    let relation = relation.ok_or_else(|| placed(format!("a sheet {name} without a part")))?;
                    // A chart on a sheet of its own has no cells.
                    let has_cells = relation.kind == "worksheet";
                    let part = has_cells.then(|| within(folder(path), &relation.target));
                    self.sheets.push((name, part));
                }
                Event::Start(element) if is(&element, "workbookPr") => {
                    let from_1904 = attribute(&element, "date1904").map_err(placed)?;
                    if from_1904.is_some_and(|flag| flag == "1" || flag == "true") {
                        self.epoch = EPOCH_1904;
                    }
                }
                Event::Eof => return Ok(()),
                _ => {}
            }
        }
    }

    fn read_strings(&mut self, path: &str) -> Result<()> {
        let Some(text) = self.part(path)? else { return Ok(()) };
        let placed = |error: String| format!("{path}: {error}");
        let mut reader = reader(&text);
        loop {
            match next(&mut reader).map_err(placed)? {
                Event::Start(element) if is(&element, "si") => {
                    self.strings.push(string(&mut reader, "si").map_err(placed)?);
                }
                Event::Eof => return Ok(()),
                _ => {}
            }
        }
    }

    /// Which styles of cells show a number as a day.
    fn read_styles(&mut self, path: &str) -> Result<()> {
        let Some(text) = self.part(path)? else { return Ok(()) };
        let placed = |error: String| format!("{path}: {error}");
        let mut own: BTreeMap<String, bool> = BTreeMap::new();
        let mut of_cells = false;
        let mut reader = reader(&text);
        loop {
            match next(&mut reader).map_err(placed)? {
                Event::Start(element) if is(&element, "numFmt") => {
                    let [id, code] = ["numFmtId", "formatCode"].map(|name| attribute(&element, name).map_err(placed));
                    if let (Some(id), Some(code)) = (id?, code?) {
                        own.insert(id.into_owned(), shows_day(&code));
                    }
                }
                Event::Start(element) if is(&element, "cellXfs") => of_cells = true,
                Event::End(element) if element.local_name().as_ref() == "cellXfs" => of_cells = false,
                Event::Start(element) if of_cells && is(&element, "xf") => {
                    let id = attribute(&element, "numFmtId").map_err(placed)?;
                    let day = |id: Cow<str>| own.get(id.as_ref()).copied().unwrap_or_else(|| is_day(&id));
                    self.days.push(id.is_some_and(day));
                }
                Event::Eof => return Ok(()),
                _ => {}
            }
        }
    }

    /// What a part leads to, by the names that it has for it; nothing where there is no such part.
    fn relations(&self, path: &str) -> Result<Relations> {
        let mut relations = Relations::new();
        let Some(text) = self.part(path)? else { return Ok(relations) };
        let placed = |error: String| format!("{path}: {error}");
        let mut reader = reader(&text);
        loop {
            match next(&mut reader).map_err(placed)? {
                Event::Start(element) if is(&element, "Relationship") => {
                    let of =
                        |name: &str| Ok::<_, String>(attribute(&element, name).map_err(placed)?.unwrap_or_default());
                    let kind = of("Type")?.rsplit('/').next().unwrap_or_default().to_owned();
                    relations.insert(of("Id")?.into_owned(), Relation { kind, target: of("Target")?.into_owned() });
                }
                Event::Eof => return Ok(relations),
                _ => {}
            }
        }
    }

    /// The text of a part, whose name some programs write in other letters, or with the other stroke.
    fn part(&self, path: &str) -> Result<Option<String>> {
        let same = |name: &str| name.replace('\\', "/").eq_ignore_ascii_case(path);
        let Some(index) = self.parts.names().position(same) else { return Ok(None) };
        let bytes = self.parts.part(index).map_err(|failure| match failure {
            Failure::TooLarge => format!("{path} is too large"),
            Failure::Damaged(found) => format!("{path}: {found}"),
        })?;
        let text = String::from_utf8(bytes).map_err(|_| format!("{path} that is not UTF-8"))?;
        Ok(Some(text))
    }
}

/// Where a part leads.
struct Relation {
    /// The last word of what it is.
    kind: String,
    target: String,
}

type Relations = BTreeMap<String, Relation>;

/// The folder of a part, with the stroke at its end.
fn folder(path: &str) -> &str {
    path.rfind('/').and_then(|at| path.get(..=at)).unwrap_or_default()
}

/// The part that says where a part leads.
fn beside(path: &str) -> String {
    let folder = folder(path);
    format!("{folder}_rels/{}.rels", path.get(folder.len()..).unwrap_or_default())
}

/// A target as a path from the root.
fn within(folder: &str, target: &str) -> String {
    target.strip_prefix('/').map_or_else(|| format!("{folder}{target}"), str::to_owned)
}

/// A place by its name, `AB12`.
fn place(name: &str) -> Result<Place> {
    let digits = name.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    let letters = name.get(..name.len() - digits.len()).unwrap_or_default();
    let column = letters.bytes().try_fold(0_usize, |column, letter| {
        let letter = usize::from(letter.to_ascii_uppercase().wrapping_sub(b'A'));
        column.checked_mul(26)?.checked_add(letter + 1)
    });
    let row = digits.parse::<usize>().ok().and_then(|row| row.checked_sub(1));
    // No spreadsheet has more columns or rows than these.
    let place = row.filter(|row| *row < 1 << 20).zip(column.and_then(|n| n.checked_sub(1)).filter(|n| *n < 1 << 14));
    place.ok_or_else(|| format!("a cell at {name}"))
}

/// Whether a format that every workbook has shows a day, by its number (ECMA-376, 18.8.30).
fn is_day(id: &str) -> bool {
    id.parse::<u32>().is_ok_and(|id| matches!(id, 14..=22 | 27..=36 | 45 | 47 | 50..=58))
}

/// Whether a format of a workbook's own shows a day or a time of one: a letter of either stands for itself only in
/// quotes, brackets or behind a mark. A span of time, `[h]:mm`, is none.
fn shows_day(code: &str) -> bool {
    let mut letters = code.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' | '_' | '*' => drop(letters.next()),
            '"' => drop(letters.find(|letter| *letter == '"')),
            '[' => {
                let inside: String = letters.by_ref().take_while(|letter| *letter != ']').collect();
                let unit = inside.to_ascii_lowercase();
                if ['h', 'm', 's'].iter().any(|of| !unit.is_empty() && unit.chars().all(|letter| letter == *of)) {
                    return false;
                }
            }
            ';' => return false,
            letter if "dmyhsDMYHS".contains(letter) => return true,
            _ => {}
        }
    }
    false
}
