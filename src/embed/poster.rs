//! A view as a picture that stands alone, for files: what a page shows of it, without the page. It writes no file, and
//! counts nothing that the view does not.

use std::rc::Rc;

use crate::atlas::Geography;
use crate::chart::choropleth::{Area, Unit};
use crate::chart::figure::{self, Caption, Drawn};
use crate::chart::page::{self, Form};
use crate::chart::{Theme, Tone};
use crate::contract::{ColorScheme, Query, View};
use crate::date::Date;
use crate::error::{Error, Kind, Result};
use crate::phrases::phrase;
use crate::roster::query::earlier::Earlier;
use crate::roster::query::series::Measure;
use crate::roster::record::Record;

use super::words::{conditions, labelled, source};
use super::{GridView, GrowthView, HeadlineView, MapView, PlaceView};

/// What pictures are made from.
#[derive(Clone, Debug)]
pub struct Sources {
    /// The record. Titles name counties if it has been told what they are called.
    pub record: Rc<Record>,
    /// The shapes of its counties.
    pub geography: Rc<Geography>,
    /// Finer ones, for a single state.
    pub fine: Option<Rc<Geography>>,
    /// What others know of the years before the record and of the days after it.
    pub earlier: Option<Earlier>,
}

/// How large a picture becomes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Size {
    /// So many pixels wide, and as high as it gets.
    Width(f32),
    /// A card for social media, of 1200 by 630 pixels.
    Card,
}

/// A picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Poster {
    /// It as SVG.
    pub svg: String,
    /// Width and height, in pixels.
    pub size: (f32, f32),
    /// What it shows, its title and then the headline: the words of an `alt`, and of a description where a page is
    /// shared.
    pub sentence: String,
}

/// The views that have a picture.
pub const PICTURED: [View; 5] = [View::Map, View::Growth, View::Grid, View::Headline, View::Place];

/// How many agencies of a place are named, beside how many more there are: on a card, else.
const NAMED: (usize, usize) = (8, 30);

/// How many notes of a map say what it counts, where others have that beside their date.
const OF_MAP: usize = 1;

impl Sources {
    /// Draws a view. A theme that follows the reader is light: a file knows none. `notes` holds annotations of a growth
    /// chart, a line each: its day, a tab, its words.
    ///
    /// # Errors
    /// The view has no picture, the record holds no agreement that was ever listed, or the picture has no extent.
    pub fn draw(&self, view: View, query: Query, size: Size, notes: &str) -> Result<Poster> {
        let theme = Tone(u8::from(query.theme == ColorScheme::Dark)).theme();
        // What is told in words is its own headline.
        let told = match view {
            View::Headline => Some(self.sentences(query.clone())?),
            View::Place => Some(self.place(query.clone(), size)?),
            _ => None,
        };
        if let Some((caption, sentence)) = told {
            let form = if size == Size::Card { Form::Card(0) } else { Form::Column };
            let Drawn { svg, size } = figure::words(&caption, &theme, size.width(), form);
            return Ok(Poster { svg, size, sentence });
        }
        let headline = self.headline(view, query.clone())?;
        let (poster, title) = match view {
            View::Map => self.map(query, size, &theme),
            View::Growth => self.growth(query, size, &theme, notes),
            View::Grid => self.grid(query, size, &theme),
            _ => Err(Error::new(Kind::Picture, view.code(), PICTURED.map(View::code).join(" "))),
        }?;
        Ok(match headline {
            Some(headline) => Poster { sentence: [&title, ". ", &headline].concat(), ..poster },
            None => poster,
        })
    }

    /// The headline of what a view counts; `None` where a picture shows something else than how many there are.
    fn headline(&self, view: View, mut query: Query) -> Result<Option<String>> {
        let mut headline = HeadlineView::new(self.record.clone(), self.earlier.clone())?;
        let of_map = view == View::Map;
        let counts = match query.measure {
            Measure::Active => !of_map || query.unit != Unit::Share,
            Measure::First => !of_map,
            Measure::Signed | Measure::Ended => view != View::Growth,
        };
        if !counts {
            return Ok(None);
        }
        if !of_map {
            query.filter.statuses.clear();
            query.unit = Unit::default();
        }
        // Before its first list only the chart knows a day, after its last one only a map of states.
        let [first, last] = [self.record.dates().first(), self.record.dates().last()].map(Option::<&Date>::copied);
        let of_states = of_map && query.area == Area::State;
        query.as_of = match query.as_of {
            Some(day) if Some(day) > last && !of_states => None,
            Some(day) if Some(day) < first && view != View::Growth => first,
            day => day,
        };
        headline.update(query, None);
        Ok(Some(headline.text()))
    }

    /// The headline as a page has it, and the same as one text.
    fn sentences(&self, query: Query) -> Result<(Caption, String)> {
        let mut headline = HeadlineView::new(self.record.clone(), self.earlier.clone())?;
        headline.update(query, None);
        let mut notes = headline.sentences();
        let title = if notes.is_empty() { String::new() } else { notes.remove(0) };
        let caption = Caption { title, notes, source: headline.source(), ..Caption::default() };
        Ok((caption, headline.text()))
    }

    /// What a panel tells of a place: its name, a sentence, its agencies with their models; and what of it is to be
    /// quoted.
    fn place(&self, query: Query, size: Size) -> Result<(Caption, String)> {
        let lang = query.lang;
        let mut view = PlaceView::new(self.record.clone(), self.geography.clone())?;
        if let Some(earlier) = &self.earlier {
            view.restate(earlier.restated.clone());
        }
        view.update(query);
        let Some(code) = view.asked() else {
            return Err(Error::new(Kind::Picture, "no place, or several", "one state or one county"));
        };
        let (mut caption, mut sentence) = (Caption::default(), String::new());
        for line in view.dossier(&code).lines() {
            match *line.split('\t').collect::<Vec<_>>() {
                ["place", _, name] => caption.title = name.to_owned(),
                ["said", said] => caption.date = said.to_owned(),
                ["date", day] => caption.notes.insert(0, day.to_owned()),
                ["note", note] => caption.notes.push(note.to_owned()),
                ["quote", quote] => sentence = quote.to_owned(),
                _ => {}
            }
        }
        let most = if size == Size::Card { NAMED.0 } else { NAMED.1 };
        let agencies = view.agencies();
        let named = agencies.iter().take(most).map(|(name, models)| labelled(name, &models.join(", "), lang));
        caption.notes.extend(named);
        if let Some(more) = agencies.len().checked_sub(most).filter(|more| *more > 0) {
            caption.notes.push(lang.tell(phrase!(map.more), &[&lang.number(more)]));
        }
        caption.source = source(&self.record, lang);
        Ok((caption, sentence))
    }

    fn map(&self, query: Query, size: Size, theme: &Theme) -> Result<(Poster, String)> {
        let mut view = MapView::whole(self.record.clone(), self.geography.clone())?;
        if let Some(fine) = &self.fine {
            view.refine(fine.clone());
        }
        if let Some(earlier) = &self.earlier {
            view.restate(earlier.restated.clone());
        }
        view.update(query);
        let (width, height) = match size {
            Size::Width(width) => (width, figure::map_height(self.geography.frame(), width)),
            Size::Card => page::CARD_PICTURE,
        };
        view.resize(width, height);
        let told = Told::of(view.caption(theme), view.query(), OF_MAP);
        let (caption, form) = told.around(size);
        Ok(told.beside(figure::map(caption, &view.scene(theme), form)))
    }

    fn growth(&self, query: Query, size: Size, theme: &Theme, notes: &str) -> Result<(Poster, String)> {
        let mut view = GrowthView::new(self.record.clone(), self.earlier.clone())?;
        view.update(query, size.width(), notes);
        let told = Told::of(view.caption(theme), view.query(), 0);
        let (caption, form) = told.around(size);
        Ok(told.beside(figure::growth(caption, &view.marks(theme), theme, view.size(), form)?))
    }

    fn grid(&self, query: Query, size: Size, theme: &Theme) -> Result<(Poster, String)> {
        let restated = self.earlier.as_ref().map(|earlier| earlier.restated.clone()).unwrap_or_default();
        let mut view = GridView::new(self.record.clone(), restated)?;
        view.update(query);
        // On a card every state has the place that it has on a page, smaller.
        let width = if size == Size::Card { Size::CARD_GRID } else { size.width() };
        let told = Told::of(view.caption(), view.query(), 0);
        let (caption, form) = told.around(size);
        Ok(told.beside(figure::grid(caption, &view.drawing(width), theme, form)))
    }
}

/// The words around a picture as its view has them, and with those first that nobody may miss.
struct Told {
    caption: Caption,
    first: Caption,
    /// How many of the notes those are.
    n_first: usize,
}

impl Told {
    /// `n_first` notes say how many there are; what narrows the count follows them.
    fn of(caption: Caption, query: &Query, n_first: usize) -> Told {
        let conditions = conditions(&query.filter, query.lang);
        let found = conditions.and_then(|told| caption.notes.iter().position(|note| *note == told));
        let mut told = Told { first: caption.clone(), caption, n_first };
        if let Some(at) = found.filter(|at| *at >= n_first) {
            let note = told.first.notes.remove(at);
            told.first.notes.insert(n_first, note);
            told.n_first += 1;
        }
        told
    }

    fn around(&self, size: Size) -> (&Caption, Form) {
        match size {
            Size::Width(_) => (&self.caption, Form::Column),
            Size::Card => (&self.first, Form::Card(self.n_first)),
        }
    }

    /// The picture, and its title.
    fn beside(&self, Drawn { svg, size }: Drawn) -> (Poster, String) {
        (Poster { svg, size, sentence: self.first.told(self.n_first) }, self.first.title.clone())
    }
}

impl Size {
    /// So wide a grid is drawn for a card before it is made smaller.
    const CARD_GRID: f32 = 560.0;

    fn width(self) -> f32 {
        match self {
            Size::Width(width) => width,
            Size::Card => page::CARD_PICTURE.0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CSV: &[u8] = b"state,agency,level,fips,model,first_listed,ended\nFL,A & B <c>,county,12071,JEM,2025-03-05,\n";

    fn sources() -> Sources {
        let geography = Geography::decode(include_bytes!("../../data/us.atlas")).unwrap();
        let record = Rc::new(Record::read(CSV).unwrap());
        Sources { record, geography: Rc::new(geography), fine: None, earlier: None }
    }

    fn draw(view: View, query: &str, size: Size) -> Result<Poster> {
        sources().draw(view, Query::parse(query).0, size, "")
    }

    #[test]
    fn a_picture_says_in_words_what_it_shows() {
        let check = |view, query: &str, sentence: &str| {
            for size in [Size::Width(480.0), Size::Card] {
                let poster = draw(view, query, size).unwrap();
                assert_eq!(poster.sentence, sentence);
                assert!(
                    poster.svg.contains("<title>") && poster.svg.contains("<desc>") && poster.svg.contains("<text")
                );
            }
        };
        let said = "As of March 5, 2025, one agreement with one agency in Florida lets local officers act for ICE.";
        check(View::Map, "", &format!("287(g) agreements by county. {said}"));
        check(View::Map, "as-of=2020-01-01", &format!("287(g) agreements by county. {said}"));
        check(View::Growth, "status=ended", &format!("Active 287(g) agreements over time. {said}"));
        check(
            View::Grid,
            "lang=es&as-of=2026-01-01&unit=agencies",
            "Acuerdos 287(g) por estado. Al 5 de marzo de 2025, un acuerdo con una agencia en Florida permite a agentes \
             locales actuar en nombre de ICE.",
        );
        // What shows something else than how many there are says what it shows.
        check(
            View::Growth,
            "measure=ended",
            "287(g) agreements no longer listed, by month. March 2025 to March 2025: 0 agreements.",
        );
        let first = draw(View::Map, "measure=first", Size::Card).unwrap().sentence;
        assert!(first.ends_with("1 agreement with 1 agency in Florida."), "{first}");
    }

    #[test]
    fn what_is_told_in_words_is_a_card_of_words() {
        let said = "As of March 5, 2025, one agreement with one agency in Florida lets local officers act for ICE.";
        for size in [Size::Width(480.0), Size::Card] {
            let headline = draw(View::Headline, "", size).unwrap();
            assert_eq!(headline.sentence, said);
            assert!(headline.svg.contains(&format!("<title>{said}</title>")) && headline.svg.contains("Source: ICE"));
            let place = draw(View::Place, "county=12071", size).unwrap();
            assert!(
                place.svg.contains("A &amp; B &lt;c&gt;: Jail enforcement") && place.sentence.contains("1 agreement")
            );
            assert_eq!(headline.size == (1200.0, 630.0), size == Size::Card);
        }
        // One that has no more room than for some says how many there are besides.
        let row = |n: usize| format!("FL,Agency {n},county,12071,JEM,2025-03-05,\n");
        let csv: String = (0..40).map(row).collect();
        let csv = format!("state,agency,level,fips,model,first_listed,ended\n{csv}");
        let sources = Sources { record: Rc::new(Record::read(csv.as_bytes()).unwrap()), ..sources() };
        let card = sources.draw(View::Place, Query::parse("state=FL").0, Size::Card, "").unwrap();
        assert!(card.svg.contains("Agency 0: ") && card.svg.contains("and 32 more"), "{}", card.svg);
    }

    #[test]
    fn what_a_reader_writes_stays_text() {
        let query = "q=%3Cscript%3E%22%26%01&lang=en";
        for view in PICTURED.into_iter().filter(|view| *view != View::Place) {
            let svg = draw(view, query, Size::Width(480.0)).unwrap().svg;
            assert!(svg.contains("&lt;script&gt;&quot;&amp;") && !svg.contains("<script") && !svg.contains('\u{1}'));
        }
    }

    #[test]
    fn a_view_without_a_picture_is_refused_by_name() {
        let refused = |view, query| draw(view, query, Size::Card).unwrap_err().to_string();
        assert_eq!(refused(View::Table, ""), "picture: found table, expected map growth grid headline place");
        for query in ["", "state=FL,GA"] {
            assert_eq!(
                refused(View::Place, query),
                "picture: found no place, or several, expected one state or one county"
            );
        }
    }
}
