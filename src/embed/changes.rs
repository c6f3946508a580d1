//! What changed on ICE's lists, day by day, as text: a line for each thing that is told, its cells parted by tabs, the
//! first of which says what it is. What changed is counted where the program counts it; nothing is counted here.
//!
//! All of it, the newest day first:
//! - `title`; `span`: the first and the last day; `said`: the sentence; `note`: one that stands beside it;
//! - `back`: a button, where a place narrows it;
//! - `states`: a heading over places; `state`, of these: the code; the name; what changed, in words; for a script
//!   agreements and agencies there;
//! - `empty`: a sentence, where nothing changed;
//! - `day`: `YYYY-MM-DD`; in words; what its list brought; `1` where it is shown at once;
//! - `more`: a button, where there are more days than asked for;
//! - `words`: what links are called, and what stands before them; `source`.
//!
//! By the name `csv`, all changes as CSV.
//!
//! Of one day:
//! - `kind`: a heading, what became of the agreements that follow;
//! - `change`: its number; the agency; where it is, and its model; what is said of it; the address of its signed text,
//!   a page of the web, or nothing; what is heard of that.
//!
//! Of the number of a change:
//! - `chosen`: of the agency's county, the first of several, else of its state the code, the name, agreements and
//!   agencies there on the day counted; the agency.

use std::rc::Rc;

use crate::contract::Query;
use crate::date::Date;
use crate::error::Result;
use crate::phrases::phrase;
use crate::place::{Fips, State};
use crate::roster::query::count::{self, Tally};
use crate::roster::query::filter::Filter;
use crate::roster::query::restated::Restated;
use crate::roster::record::Record;
use crate::roster::record::agreement::{Agreement, Model, Seat};
use crate::roster::record::documents::Documents;
use crate::roster::review::beside::Beside;
use crate::roster::review::changes::{Balance, Change, Kind, balance, begin, changes_beside};
use crate::roster::review::sentence;

use super::address::is_of_the_web;
use super::needs::{last_list, require_names};
use super::place::dossier::Dossier;
use super::restated::newest;
use super::words::{conditions, labelled, model_name, place_of, source};
use super::written::{COLUMNS, Told, heading, said, written};

/// Asks for all changes as CSV: a binding of its own would cost every page some bytes.
const CSV: &str = "csv";
/// Days are shown at once until so many changes are.
const AT_ONCE: usize = 40;
/// So many days are told at first.
const DAYS: usize = 30;

/// What changed in one record.
#[derive(Clone, Debug)]
pub struct ChangesView {
    record: Rc<Record>,
    beside: Beside,
    restated: Restated,
    documents: Documents,
    query: Query,
    /// The place that narrows it: five digits, a postal code, or nothing.
    code: String,
    /// Whether all days are told.
    all: bool,
    day: Date,
    filter: Filter,
    lines: Vec<Line>,
}

/// A change, as it is kept between two questions.
#[derive(Clone, Debug)]
struct Line {
    day: Date,
    kind: Kind,
    at: usize,
    /// Of what took its place.
    other: Option<(Model, Option<Date>)>,
    was: Option<Date>,
}

impl Line {
    fn of(change: &Change) -> Line {
        let other = change.other.map(|other| (other.model, other.signed));
        Line { day: change.day, kind: change.kind, at: change.at, other, was: change.was }
    }

    fn told(&self) -> Told {
        (self.day, self.kind, self.was, self.other)
    }
}

impl ChangesView {
    /// Of a record and what is known of the days after it, by the default query. Without more it knows of no corrected
    /// days, and of renewals what the record's identifiers say.
    ///
    /// # Errors
    /// The record holds no agreement that was ever listed, or its agencies have no names.
    pub fn new(record: Rc<Record>, restated: Restated) -> Result<ChangesView> {
        require_names(&record)?;
        let day = last_list(&record)?;
        let mut view = ChangesView {
            beside: Beside::of(&record, &[]),
            record,
            restated,
            documents: Documents::default(),
            query: Query::default(),
            code: String::new(),
            all: false,
            day,
            filter: Filter::default(),
            lines: Vec::new(),
        };
        view.find();
        Ok(view)
    }

    /// Gives it the addresses of signed texts that its record does not have, or else what is known beside the record:
    /// the bytes of either file.
    ///
    /// # Errors
    /// When they are another file's, or another record's.
    pub fn furnish(&mut self, bytes: &[u8], texts: bool) -> Result<()> {
        if texts {
            self.documents = Documents::read(bytes, &self.record)?;
        } else {
            self.beside = Beside::read(bytes, &self.record)?;
            self.find();
        }
        Ok(())
    }

    /// Follows another query.
    pub fn update(&mut self, query: Query) {
        self.query = query;
        self.find();
    }

    /// Whether there is such a county.
    pub fn has(&self, fips: Fips) -> bool {
        self.record.has_county(fips)
    }

    /// Says whether all days are told.
    pub fn show(&mut self, all: bool) {
        self.all = all;
    }

    /// All of it, narrowed to the place of a code, widened again for nothing and for a code of no place; what changed
    /// on a day; the place of an agency by the number of a change. The head of this file says what the lines are.
    pub fn dossier(&mut self, code: &str) -> String {
        let mut told = Dossier::default();
        if code == CSV {
            return self.to_csv();
        }
        if let Some(day) = Date::parse(code) {
            self.tell_day(day, &mut told);
        } else if let Some(at) = code.strip_prefix('#').and_then(|at| at.parse().ok()) {
            self.tell_chosen(at, &mut told);
        } else {
            if self.code != code {
                self.code = code.to_owned();
                self.find();
            }
            self.tell(&mut told);
        }
        told.text()
    }

    fn find(&mut self) {
        self.day = self.record.clamp(self.query.as_of).unwrap_or(self.day);
        self.filter = self.query.filter.clone();
        if let Some((state, fips)) = place(&self.code) {
            (self.filter.states, self.filter.counties) = (vec![state], fips.into_iter().collect());
        }
        let found = changes_beside(&self.record, &self.beside, &self.filter, self.span());
        self.lines = found.iter().map(Line::of).collect();
    }

    /// The first and the last day told of; the first may be after the last.
    fn span(&self) -> (Date, Date) {
        let since = self.query.since.until(self.day).unwrap_or(self.day);
        (begin(&self.record, since), self.day)
    }

    /// The sentence of the program's `changes`, in the query's language.
    #[inline(never)]
    fn sentence(&self) -> String {
        let (lang, span) = (self.query.lang, self.span());
        let found = changes_beside(&self.record, &self.beside, &self.filter, span);
        let balance = balance(&self.record, &found, &self.filter, span);
        sentence::sentence(&balance, &self.filter, span, lang)
    }

    fn tell(&self, told: &mut Dossier) {
        let lang = self.query.lang;
        let (from, to) = self.span();
        let title = match place_of(&self.filter, &self.record, lang) {
            Some(place) => lang.tell(phrase!(changes.title_of), &[&place]),
            None => lang.pick(phrase!(changes.title)).to_owned(),
        };
        told.line(&["title", &title]);
        let [first, last] = [from, to].map(|day| lang.day(day));
        if place(&self.code).is_some() {
            told.line(&["back", lang.pick(phrase!(changes.back))]);
        }
        if from > to {
            told.line(&["empty", &lang.tell(phrase!(changes.reversed), &[&first, &last])]);
        } else {
            let span = if from == to { last } else { lang.tell(phrase!(changes.span), &[&first, &last]) };
            told.line(&["span", &span]);
            told.line(&["said", &self.sentence()]);
            told.line(&["note", lang.pick(phrase!(changes.caution))]);
        }
        if let Some(conditions) = conditions(&self.filter, lang) {
            told.line(&["note", &conditions]);
        }
        let end = self.record.dates().last().filter(|end| self.day == **end);
        if let Some(newest) = end.and_then(|end| newest(&self.restated, &self.filter, *end, lang)) {
            told.line(&["note", &newest]);
        }
        if from <= to && self.lines.is_empty() {
            told.line(&["empty", &self.nothing((from, to))]);
        }
        self.tell_states(told);
        self.tell_days(told);
        let words = [phrase!(changes.text), phrase!(changes.follow)].map(|phrase| lang.pick(phrase));
        told.line(&["words", words[0], words[1]]);
        told.line(&["source", &source(&self.record, lang)]);
    }

    /// That nothing changed, and when something did before.
    fn nothing(&self, (from, to): (Date, Date)) -> String {
        let lang = self.query.lang;
        let [first, last] = [from, to].map(|day| lang.day(day));
        let begin = self.record.dates().first().copied().unwrap_or(from);
        let before = changes_beside(&self.record, &self.beside, &self.filter, (begin, from));
        let when = match before.last() {
            Some(change) => lang.tell(phrase!(changes.last), &[&lang.day(change.day)]),
            None => lang.pick(phrase!(changes.never)).to_owned(),
        };
        [lang.tell(phrase!(changes.empty), &[&first, &last]), when].join(" ")
    }

    /// The states that something changed in, those with most changes first, where there are several.
    fn tell_states(&self, told: &mut Dossier) {
        let lang = self.query.lang;
        // By the states' codes.
        let mut states: Vec<Vec<(Kind, usize)>> = vec![Vec::new(); usize::from(u8::MAX)];
        for line in &self.lines {
            let own = self.agreement(line).and_then(|one| states.get_mut(usize::from(one.state.code())));
            if let Some(changes) = own {
                changes.push((line.kind, line.at));
            }
        }
        if states.iter().filter(|changes| !changes.is_empty()).count() < 2 {
            return;
        }
        let tallies = self.tallies(usize::from(u8::MAX), &|agreement| Some(usize::from(agreement.state.code())));
        told.line(&["states", lang.pick(phrase!(changes.by_state))]);
        loop {
            let (mut code, mut changes) = (0, &mut Vec::new());
            for (other, all) in (0..=u8::MAX).zip(&mut states) {
                if all.len() > changes.len() {
                    (code, changes) = (other, all);
                }
            }
            let (Some(state), false) = (State::from_code(code), changes.is_empty()) else { return };
            let said = self.numbers(std::mem::take(changes).into_iter());
            let tally = tallies.get(usize::from(code)).copied().unwrap_or_default();
            let [agreements, agencies] = [tally.agreements, tally.agencies].map(|n| n.to_string());
            told.line(&["state", state.postal(), lang.state(state), &said, &agreements, &agencies]);
        }
    }

    fn tell_days(&self, told: &mut Dossier) {
        let (lang, most) = (self.query.lang, if self.all { usize::MAX } else { DAYS });
        let mut shown = 0;
        let mut days: Vec<&[Line]> = self.lines.chunk_by(|one, other| one.day == other.day).collect();
        days.reverse();
        for lines in days.iter().take(most) {
            let Some(day) = lines.first().map(|line| line.day) else { continue };
            shown += lines.len();
            let open = if shown <= AT_ONCE || shown == lines.len() { "1" } else { "" };
            let said = self.numbers(lines.iter().map(|line| (line.kind, line.at)));
            told.line(&["day", &day.to_string(), &lang.day(day), &said, open]);
        }
        if days.len() > most {
            told.line(&["more", &lang.count(phrase!(changes.more), days.len() - most)]);
        }
    }

    /// What changed, in words.
    #[inline(never)]
    fn numbers(&self, changes: impl Iterator<Item = (Kind, usize)>) -> String {
        sentence::numbers(&Balance::of(changes), self.query.lang).join(", ")
    }

    fn tell_day(&self, day: Date, told: &mut Dossier) {
        let lang = self.query.lang;
        let lines = || self.lines.iter().filter(|line| line.day == day);
        let mut kind = None;
        for line in lines() {
            let Some(one) = self.agreement(line) else { continue };
            if kind.replace(line.kind) != Some(line.kind) {
                let n = lines().filter(|other| other.kind == line.kind).count();
                told.line(&["kind", &labelled(heading(line.kind, lang), &lang.number(n), lang)]);
            }
            let model = model_name(one.model, lang);
            let about = [&self.seat(&one), model].join(lang.pick(phrase!(changes.apart)));
            let address = self.address(line.at, &one);
            let heard = lang.tell(phrase!(changes.text_of), &[one.agency, model]);
            let said = said(line.told(), &one, lang);
            told.line(&["change", &line.at.to_string(), one.agency, &about, &said, address, &heard]);
        }
    }

    /// A row for each change, in the order of the program's.
    fn to_csv(&self) -> String {
        let mut csv = COLUMNS.to_owned();
        for line in &self.lines {
            let Some(one) = self.agreement(line) else { continue };
            let named = |fips: &Fips| self.record.county(*fips).unwrap_or_default().to_owned();
            csv.push_str(&written(line.told(), &one, &named, self.address(line.at, &one)));
        }
        csv
    }

    /// The address of a signed text, if it is a page of the web.
    fn address<'a>(&'a self, at: usize, one: &Agreement<'a>) -> &'a str {
        let address = one.document.or_else(|| self.documents.of(at));
        address.filter(|address| is_of_the_web(address)).unwrap_or_default()
    }

    fn agreement(&self, line: &Line) -> Option<Agreement<'_>> {
        self.record.agreements().get(line.at)
    }

    /// Where an agency sits: its counties, if it has any, and its state.
    fn seat(&self, one: &Agreement) -> String {
        let mut names: Vec<String> = one.counties.iter().filter_map(|fips| self.county(*fips)).collect();
        names.push(self.query.lang.state(one.state).to_owned());
        // A territory of one county, and the District, are that county.
        names.dedup();
        names.join(", ")
    }

    fn county(&self, fips: Fips) -> Option<String> {
        let (short, lang) = (self.record.county(fips)?, self.query.lang);
        let name = lang.county(fips, short);
        Some(if name == fips.state().name() { lang.state(fips.state()).to_owned() } else { name })
    }

    fn tell_chosen(&self, at: usize, told: &mut Dossier) {
        let Some(one) = self.record.agreements().get(at) else { return };
        let county = one.counties.first().copied().filter(|fips| self.record.county(*fips).is_some());
        let within = |other: Seat| match county {
            None => other.state == one.state,
            Some(fips) => other.counties.contains(&fips),
        };
        let tally = self.tallies(1, &|other| within(other).then_some(0)).first().copied().unwrap_or_default();
        let (code, filter) = match county {
            None => (one.state.postal().to_owned(), Filter { states: vec![one.state], ..Filter::default() }),
            Some(fips) => (fips.to_string(), Filter { counties: vec![fips], ..Filter::default() }),
        };
        let name = place_of(&filter, &self.record, self.query.lang).unwrap_or_default();
        let [agreements, agencies] = [tally.agreements, tally.agencies].map(|n| n.to_string());
        told.line(&["chosen", &code, &name, &agreements, &agencies, one.agency]);
    }

    /// What is active on the query's day of what it admits, wherever it is, by groups.
    #[inline(never)]
    fn tallies(&self, n: usize, group: &dyn Fn(Seat) -> Option<usize>) -> Vec<Tally> {
        let filter = Filter { statuses: Vec::new(), ..self.query.filter.clone() };
        count::tally(&self.record, &filter, self.day, n, &mut |seat, count| {
            if let Some(group) = group(seat) {
                count(group);
            }
        })
    }
}

/// The place of a code: a state, and a county of it.
fn place(code: &str) -> Option<(State, Option<Fips>)> {
    let county = Fips::parse(code).map(|fips| (fips.state(), Some(fips)));
    county.or_else(|| State::from_postal(code).map(|state| (state, None)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const CSV: &str = "\
state,agency,level,fips,model,status,signed,first_listed,last_listed,absent_since,ended,document
FL,Estero\tPolice\u{202e},municipal,12071,TFM,active,2025-03-02,2025-03-05,2025-06-01,,,javascript:alert(1)
FL,Highway Patrol,state,,TFM,active,2025-03-01,2025-03-05,2025-06-01,,,https://a.gov/a.pdf
FL,Lee County Sheriff,county,12071,JEM,active,2020-01-01,2021-01-12,2025-06-01,,,
FL,Lee County Sheriff,county,12071,TFM,absent,2025-02-28,2025-03-05,2025-05-01,2025-06-01,,
GA,Charlton County Sheriff,county,13049,WSO,ended,2021-01-01,2021-01-12,2025-03-01,,2025-05-01,
";

    fn view(query: &str) -> ChangesView {
        let mut record = Record::read(CSV.as_bytes()).unwrap();
        let names = [(12_071, "Lee"), (13_049, "Charlton")];
        record.name_counties(names.map(|(code, name)| (Fips::new(code).unwrap(), name)));
        let mut view = ChangesView::new(Rc::new(record), Restated::default()).unwrap();
        view.update(Query::parse(query).0);
        view
    }

    /// The cells of the lines of a kind.
    fn all(told: &str, kind: &str) -> Vec<String> {
        let lines = told.lines().filter_map(|line| line.split_once('\t'));
        lines.filter(|(first, _)| *first == kind).map(|(_, rest)| rest.replace('\t', " | ")).collect()
    }

    #[test]
    fn days_stand_newest_first_with_what_each_brought() {
        let mut view = view("since=2021-01-01");
        let told = view.dossier("");
        assert_eq!(all(&told, "title"), ["What changed on ICE’s lists"]);
        assert_eq!(all(&told, "span"), ["January 12, 2021 to June 1, 2025"]);
        assert_eq!(
            all(&told, "said"),
            [
                "Since January 12, 2021: 3 added, 1 no longer listed, 1 missing from the newest list, 3 in all on June 1, 2025; \
              Georgia has none any more."
            ]
        );
        assert_eq!(
            all(&told, "day"),
            [
                "2025-06-01 | June 1, 2025 | 1 missing from the newest list | 1",
                "2025-05-01 | May 1, 2025 | 1 no longer listed | 1",
                "2025-03-05 | March 5, 2025 | 3 added | 1",
            ]
        );
        let states = [
            "FL | Florida | 3 added, 1 missing from the newest list | 3 | 3",
            "GA | Georgia | 1 no longer listed | 0 | 0",
        ];
        assert_eq!(all(&told, "state"), states);
        assert!(all(&told, "more").is_empty());
        assert_eq!(all(&told, "note")[0].split(':').next(), Some("Not on the list does not mean revoked"));
    }

    #[test]
    fn a_day_tells_who_and_what_of_them() {
        let day = view("since=2021-01-01").dossier("2025-03-05");
        assert_eq!(all(&day, "kind"), ["Added: 3"]);
        let told = all(&day, "change");
        // What would part cells or lines does not, and what is no page of the web is no link.
        assert!(told[0].starts_with("0 | Estero Police"), "{}", told[0]);
        assert!(
            told[0].contains("Lee County, Florida · Task force | signed March 2, 2025 |  | Signed text"),
            "{}",
            told[0]
        );
        assert!(
            told[1].starts_with(
                "1 | Highway Patrol | Florida · Task force | signed March 1, 2025 | https://a.gov/a.pdf | "
            )
        );
        for hostile in ["2025-03-06", "#9"] {
            assert_eq!(view("since=2021-01-01").dossier(hostile), "", "{hostile}");
        }
        let chosen = |query: &str, at: &str| all(&view(query).dossier(at), "chosen").concat();
        assert_eq!(chosen("", "#3"), "12071 | Lee County, Florida | 2 | 2 | Lee County Sheriff");
        assert_eq!(chosen("lang=es", "#1"), "FL | Florida | 3 | 3 | Highway Patrol");
    }

    #[test]
    fn all_changes_are_rows_without_formulas_and_links_to_pages_of_the_web_alone() {
        let mut all = view("since=2021-01-01");
        let whole = all.dossier("");
        assert_eq!(
            all.dossier("csv"),
            "day,change,state,agency,county,fips,model,signed,found,made,document\n\
             2025-03-05,added,FL,Estero\tPolice\u{202e},Lee,12071,TFM,2025-03-02,,,\n\
             2025-03-05,added,FL,Highway Patrol,,,TFM,2025-03-01,,,https://a.gov/a.pdf\n\
             2025-03-05,added,FL,Lee County Sheriff,Lee,12071,TFM,2025-02-28,,,\n\
             2025-05-01,no longer listed,GA,Charlton County Sheriff,Charlton,13049,WSO,2021-01-01,,,\n\
             2025-06-01,absent,FL,Lee County Sheriff,Lee,12071,TFM,2025-02-28,,,\n"
        );
        assert_eq!(all.dossier(""), whole);
        all.dossier("GA");
        assert_eq!(all.dossier("csv").lines().count(), 2);
    }

    #[test]
    fn a_place_narrows_it_and_lets_go() {
        let mut view = view("since=2021-01-01");
        let whole = view.dossier("");
        let told = view.dossier("12071");
        assert_eq!(all(&told, "title"), ["What changed on ICE’s lists: Lee County, Florida"]);
        assert_eq!(all(&told, "back"), ["Show all places"]);
        assert_eq!(all(&told, "day").len(), 2);
        assert!(all(&told, "state").is_empty());
        for code in ["", "99999", "ZZ", "\t", "#", "#x"] {
            assert_eq!(view.dossier(code), whole, "{code:?}");
        }
    }

    #[test]
    fn where_nothing_changed_the_last_change_is_told() {
        let empty = |query: &str| all(&view(query).dossier(""), "empty");
        let said = "Nothing changed from May 2, 2025 to May 31, 2025. The last change before that was on May 1, 2025.";
        assert_eq!(empty("since=2025-05-02&as-of=2025-05-31"), [said]);
        let said = "Nothing changed from May 2, 2025 to June 1, 2025. No list before that changed anything here.";
        assert_eq!(empty("since=2025-05-02&q=nobody"), [said]);
        assert_eq!(
            empty("since=2025-05-02&as-of=2025-03-05"),
            ["No days to tell of: May 2, 2025 is after March 5, 2025, the day counted on."]
        );
        assert_eq!(
            all(&view("lang=es&as-of=2025-04-30").dossier(""), "empty"),
            [
                "Nada cambió del 31 de marzo de 2025 al 30 de abril de 2025. El último cambio anterior fue el 5 de marzo de 2025."
            ]
        );
    }
}
