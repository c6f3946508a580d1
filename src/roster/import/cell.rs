//! What ICE types into a cell, and what it means.
//!
//! Source of the quirks: ICE's own lists, 2021 to 2026. A cell is read or it is not: nothing here guesses
//! from another cell.

use crate::date::Date;
use crate::place::State;

use crate::roster::record::agreement::{Level, Model};

/// A cell of a sheet: its text (a date cell as `YYYY-MM-DD`, an empty one as ``) and the address it links to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// What a reader of the sheet sees, as stored.
    pub text: String,
    /// The target of the cell's link.
    pub link: Option<String>,
}

impl Cell {
    /// A cell without a link.
    pub fn new(text: impl Into<String>) -> Cell {
        Cell { text: text.into(), link: None }
    }
}

/// Text without what typing leaves behind: curly apostrophes and quotes straightened, every run of blanks (no-break
/// and zero-width ones too) one space, no blank or comma at either end.
pub fn clean(text: &str) -> String {
    if is_clean(text.as_bytes()) {
        return text.to_owned();
    }
    let straight: String = text
        .chars()
        .map(|c| match c {
            '\u{2018}' | '\u{2019}' | '\u{02BC}' | '\u{00B4}' | '`' => '\'',
            '\u{201C}' | '\u{201D}' => '"',
            '\u{2013}' | '\u{2014}' => '-',
            '\u{200B}'..='\u{200D}' | '\u{FEFF}' => ' ',
            c => c,
        })
        .collect();
    let joined = straight.split_whitespace().collect::<Vec<_>>().join(" ");
    joined.trim_matches([' ', ',']).to_owned()
}

/// Whether bytes are plain text that cleaning leaves as it is. Nearly every cell of a list is: a pass over bytes in
/// place of several over characters.
fn is_clean(text: &[u8]) -> bool {
    let bare = |end: Option<&u8>| !matches!(end, Some(b' ' | b','));
    let plain = |byte: &u8| matches!(byte, b' '..=b'~') && *byte != b'`';
    bare(text.first()) && bare(text.last()) && text.iter().all(plain) && !text.windows(2).any(|pair| pair == b"  ")
}

/// Cleaned text, or `None` where ICE says that it has nothing to say: an empty cell, `N/A`, `#N/A`, `#NA` and their
/// misspellings.
pub fn given(text: &str) -> Option<String> {
    let text = clean(text);
    let letters: String = text.to_lowercase().chars().filter(char::is_ascii_alphanumeric).collect();
    (!letters.is_empty() && letters != "na").then_some(text)
}

/// The state or territory: its name in any case, or the only one within two typing errors of it (`UTAHJ`,
/// `PENNSLYVANIA`).
pub fn state(text: &str) -> Option<State> {
    let text = clean(text);
    State::from_name(&text).or_else(|| State::from_postal(&text)).or_else(|| {
        let near = |state: &State| {
            let distance = strsim::osa_distance(&state.name().to_lowercase(), &text.to_lowercase());
            // Two errors in a short name leave too little of it: `OHAI` is not Ohio.
            distance <= if state.name().len() < 6 { 1 } else { 2 }
        };
        only(State::all().filter(near))
    })
}

/// What ICE calls the models when it writes them out, in a few ways. A model of another name may be a new one.
const MODELS: [(&str, Model); 7] = [
    ("jail enforcement", Model::Jem),
    ("jail enforcement model", Model::Jem),
    ("task force", Model::Tfm),
    ("task force model", Model::Tfm),
    ("task force officer", Model::Tfm),
    ("warrant service", Model::Wso),
    ("warrant service officer", Model::Wso),
];

/// The model: its code, or as ICE calls it with two typing errors at the most (`Warrant Services Office`). A word or a
/// digit more (`Task Force Model II`) makes it no model that is known.
pub fn model(text: &str) -> Option<Model> {
    let text = clean(text).to_lowercase();
    if let Some(model) = Model::from_code(&text) {
        return Some(model);
    }
    let n_words = |text: &str| text.split(' ').count();
    let numbered = text.contains(|c: char| c.is_ascii_digit());
    let meant = |name: &str| !numbered && n_words(name) == n_words(&text) && strsim::osa_distance(name, &text) <= 2;
    let exact = MODELS.iter().find(|(name, _)| *name == text);
    exact.or_else(|| MODELS.iter().find(|(name, _)| meant(name))).map(|(_, model)| *model)
}

/// The level, by the first of its words, `Muncipality` included.
pub fn level(text: &str) -> Option<Level> {
    match clean(text).to_lowercase().split(' ').next()? {
        "county" => Some(Level::County),
        "municipality" | "muncipality" | "municipal" => Some(Level::Municipal),
        "state" => Some(Level::State),
        _ => None,
    }
}

/// A day: `YYYY-MM-DD`, or month, day and year with slashes, one of which may be missing (`05/082025`).
pub fn day(text: &str) -> Option<Date> {
    let text = clean(text);
    // Dates stored as text sometimes drag a midnight behind them.
    let text = text.split([' ', 'T']).next()?;
    Date::parse(text).or_else(|| {
        let parts: Vec<&str> = text.split('/').collect();
        let (month, day, year) = match parts.as_slice() {
            [month, day, year] => (*month, *day, *year),
            [month, rest] if rest.len() > 4 => {
                let (day, year) = rest.split_at_checked(rest.len() - 4)?;
                (*month, day, year)
            }
            [rest, year] if year.len() == 4 => {
                let (month, day) = rest.split_at_checked(rest.len().checked_sub(2)?)?;
                (month, day, *year)
            }
            _ => return None,
        };
        Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
    })
}

/// The address of a signed document: what the cell links to, or the address typed into it. `None` for words such as
/// `link pending`. A mail gateway's wrapper, which carries a clerk's address, gives way to the address inside it, and
/// so do an archive's stamp and a browser extension's prefix.
pub fn document(cell: &Cell) -> Option<String> {
    address(cell.link.as_deref().unwrap_or_default()).or_else(|| address(&clean(&cell.text)))
}

fn address(text: &str) -> Option<String> {
    if let Some((wrapper, query)) = text.split_once('?')
        && wrapper.contains("safelinks.protection.outlook.com")
    {
        let (_, inside) = form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "url")?;
        return address(&inside);
    }
    // The last scheme in the text begins ICE's own address; one slash after it is a typing error met in the lists.
    let start = text.rfind("https:/").or_else(|| text.rfind("http:/"))?;
    let rest = text.get(start..)?.split_once(":/")?.1.trim_start_matches('/').trim();
    let plausible = rest.contains('.') && !rest.contains(['@', ' ', '"', '<', '>']);
    plausible.then(|| format!("https://{rest}"))
}

/// The only item of an iterator; `None` when it has none or several.
pub(crate) fn only<T>(mut items: impl Iterator<Item = T>) -> Option<T> {
    let first = items.next()?;
    items.next().is_none().then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_model_is_one_by_all_of_its_words() {
        let check = |text: &str, expected: Option<Model>| assert_eq!(model(text), expected, "{text}");
        for known in ["Task Force Model ", "Task  Force Officer", "TFM", "task force", "Task Forse Model"] {
            check(known, Some(Model::Tfm));
        }
        check("Warrant Services Officer", Some(Model::Wso));
        check("Warrant Service Office", Some(Model::Wso));
        check("Jail Enforcment Model", Some(Model::Jem));
        for other in
            ["Task Force Model II", "Task Force Model 2", "Task Force Model and Hybrid", "Hybrid Task Force", "Task"]
        {
            check(other, None);
        }
        check("Warrant Service Officer / Task Force Model", None);
        check("", None);
    }

    #[test]
    fn text_is_cleaned() {
        let check = |text, cleaned: &str| assert_eq!(clean(text), cleaned);
        check(" Pasco County  Sheriff\u{2019}s Office, ", "Pasco County Sheriff's Office");
        check("Corrections and Rehabilitation\u{a0}", "Corrections and Rehabilitation");
        check(" , ", "");
    }

    #[test]
    fn nothing_is_given_as_nothing() {
        let check = |text, found: Option<&str>| assert_eq!(given(text).as_deref(), found, "{text}");
        check("#N/A", None);
        check("#NA", None);
        check("#n?A", None);
        check(" ", None);
        check("Lee County ", Some("Lee County"));
    }

    #[test]
    fn states_survive_typing() {
        let check = |text, postal| assert_eq!(state(text).map(State::postal), postal, "{text}");
        check("UTAHJ", Some("UT"));
        check("UTAh", Some("UT"));
        check("PENNSLYVANIA", Some("PA"));
        check("WESt VIRIGINA", Some("WV"));
        check("VIRGINIA ", Some("VA"));
        check("MCHIGAN", Some("MI"));
        check("NORTHERN MARIANA ISLANDS", Some("MP"));
        check("ATLANTIS", None);
        check("", None);
    }

    #[test]
    fn days_survive_typing() {
        let check =
            |text, found: Option<&str>| assert_eq!(day(text).map(|d| d.to_string()).as_deref(), found, "{text}");
        check("2025-05-08", Some("2025-05-08"));
        check("2025-05-08 00:00:00", Some("2025-05-08"));
        check("05/082025", Some("2025-05-08"));
        check("7/72025", Some("2025-07-07"));
        check("1/31/2025", Some("2025-01-31"));
        check("0131/2025", Some("2025-01-31"));
        check("13/1/2025", None);
        check("soon", None);
        check("", None);
    }

    #[test]
    fn addresses_lose_their_wrappers() {
        let check = |link: &str, found: Option<&str>| {
            let cell = Cell { text: "link".to_owned(), link: Some(link.to_owned()) };
            assert_eq!(document(&cell).as_deref(), found, "{link}");
        };
        let ice = Some("https://www.ice.gov/doclib/287gMOA/a.pdf");
        check("https://www.ice.gov/doclib/287gMOA/a.pdf", ice);
        check("http://www.ice.gov/doclib/287gMOA/a.pdf", ice);
        check("https:/www.ice.gov/doclib/287gMOA/a.pdf", ice);
        check("chrome-extension://abc/https:/www.ice.gov/doclib/287gMOA/a.pdf", ice);
        check("https://archive.example/web/20240101000000/https://www.ice.gov/doclib/287gMOA/a.pdf", ice);
        check(
            "https://gcc02.safelinks.protection.outlook.com/?url=https%3A%2F%2Fwww.ice.gov%2Fdoclib%2F287gMOA%2Fa.pdf\
             &data=05%7C02%7Cclerk%40agency",
            ice,
        );
        check("mailto:clerk@agency.example", None);
        assert_eq!(document(&Cell::new("link pending")), None);
        assert_eq!(document(&Cell::new("https://www.ice.gov/a.pdf")).as_deref(), Some("https://www.ice.gov/a.pdf"));
    }
}
