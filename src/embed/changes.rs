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
//! Of one day:
//! - `kind`: a heading, what became of the agreements that follow;
//! - `change`: its number for [`choose`](ChangesView::choose); the agency; where it is, and its model; what is said of
//!   it; the address of its signed text, a page of the web, or nothing; what is heard of that.

use std::rc::Rc;

use crate::contract::Query;
use crate::date::Date;
use crate::error::Result;
use crate::phrases::{Lang, phrase};
use crate::place::{Fips, State};
use crate::roster::query::count::{self, Tally};
use crate::roster::query::filter::Filter;
use crate::roster::query::restated::Restated;
use crate::roster::record::Record;
use crate::roster::record::agreement::{Agreement, Model};
use crate::roster::record::documents::Documents;
use crate::roster::review::beside::Beside;
use crate::roster::review::changes::{Balance, Change, Kind, balance, changes_beside};
use crate::roster::review::sentence;

use super::address::is_of_the_web;
use super::needs::{last_list, require_names};
use super::place::dossier::Dossier;
use super::restated::newest;
use super::words::{conditions, labelled, lower_first, model_name, place_of, source};

/// Days are shown at once until so many changes are.
const AT_ONCE: usize = 40;

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
}

/// A place and what is counted there, for who hears of an agency chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chosen {
    /// Five digits for the agency's county, the first of several, else the postal code of its state.
    pub code: String,
    /// What the place is called.
    pub name: String,
    /// Agreements there on the day counted, for the query.
    pub agreements: usize,
    /// Agencies there.
    pub agencies: usize,
    /// The agency.
    pub agency: String,
}

impl ChangesView {
    /// Of a record, what is known beside it and of the days after it, by the default query.
    ///
    /// # Errors
    /// The record holds no agreement that was ever listed, or its agencies have no names.
    pub fn new(record: Rc<Record>, beside: Beside, restated: Restated) -> Result<ChangesView> {
        require_names(&record)?;
        let day = last_list(&record)?;
        let mut view = ChangesView {
            record,
            beside,
            restated,
            documents: Documents::default(),
            query: Query::default(),
            code: String::new(),
            day,
            filter: Filter::default(),
            lines: Vec::new(),
        };
        view.find();
        Ok(view)
    }

    /// Gives it the addresses of signed texts that its record does not have.
    ///
    /// # Errors
    /// When the bytes are another file's, or another record's.
    pub fn furnish(&mut self, documents: &[u8]) -> Result<()> {
        self.documents = Documents::read(documents, &self.record)?;
        Ok(())
    }

    /// Follows another query.
    pub fn update(&mut self, query: Query) {
        self.query = query;
        self.find();
    }

    /// Narrows it to the place of a code; widens it again for nothing, and for a code of no place.
    pub fn narrow(&mut self, code: &str) {
        if self.code != code {
            self.code = code.to_owned();
            self.find();
        }
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
        (self.query.since.until(self.day).unwrap_or(self.day), self.day)
    }

    /// The sentence of the program's `changes`, in the query's language.
    #[inline(never)]
    fn sentence(&self) -> String {
        let (lang, span) = (self.query.lang, self.span());
        let found = changes_beside(&self.record, &self.beside, &self.filter, span);
        let balance = balance(&self.record, &found, &self.filter, span);
        sentence::told(&balance, &self.filter, span, lang, &|day| lang.day(day))
    }

    /// All of it, days until there are so many; the head of this file says what the lines are.
    pub fn told(&self, most: usize) -> String {
        let (lang, mut told) = (self.query.lang, Dossier::default());
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
        self.tell_states(&mut told);
        self.tell_days(most, &mut told);
        let words = [phrase!(changes.text), phrase!(changes.follow)].map(|phrase| lang.pick(phrase));
        told.line(&["words", words[0], words[1]]);
        told.line(&["source", &source(&self.record, lang)]);
        told.text()
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

    fn tell_days(&self, most: usize, told: &mut Dossier) {
        let lang = self.query.lang;
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

    /// What changed on a day, `YYYY-MM-DD`; the head of this file says what the lines are.
    pub fn day(&self, day: &str) -> String {
        let (lang, mut told) = (self.query.lang, Dossier::default());
        let day = Date::parse(day);
        let lines = || self.lines.iter().filter(|line| Some(line.day) == day);
        let mut kind = None;
        for line in lines() {
            let Some(one) = self.agreement(line) else { continue };
            if kind.replace(line.kind) != Some(line.kind) {
                let n = lines().filter(|other| other.kind == line.kind).count();
                told.line(&["kind", &labelled(heading(line.kind, lang), &lang.number(n), lang)]);
            }
            let model = model_name(one.model, lang);
            let about = [&self.seat(one), model].join(lang.pick(phrase!(changes.apart)));
            let address = one.document.as_deref().or_else(|| self.documents.of(line.at));
            let address = address.filter(|address| is_of_the_web(address)).unwrap_or_default();
            let heard = lang.tell(phrase!(changes.text_of), &[&one.agency, model]);
            let said = said(line, one, lang);
            told.line(&["change", &line.at.to_string(), &one.agency, &about, &said, address, &heard]);
        }
        told.text()
    }

    fn agreement(&self, line: &Line) -> Option<&Agreement> {
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

    /// The place of an agency by the number of one of its changes; `None` for a number of none.
    pub fn choose(&self, at: usize) -> Option<Chosen> {
        let one = self.record.agreements().get(at)?;
        let county = one.counties.first().copied().filter(|fips| self.record.county(*fips).is_some());
        let within = |other: &Agreement| match county {
            None => other.state == one.state,
            Some(fips) => other.counties.contains(&fips),
        };
        let tally = self.tallies(1, &|other| within(other).then_some(0)).first().copied().unwrap_or_default();
        let (code, filter) = match county {
            None => (one.state.postal().to_owned(), Filter { states: vec![one.state], ..Filter::default() }),
            Some(fips) => (fips.to_string(), Filter { counties: vec![fips], ..Filter::default() }),
        };
        Some(Chosen {
            code,
            name: place_of(&filter, &self.record, self.query.lang).unwrap_or_default(),
            agreements: tally.agreements,
            agencies: tally.agencies,
            agency: one.agency.clone(),
        })
    }

    /// What is active on the query's day of what it admits, wherever it is, by groups.
    #[inline(never)]
    fn tallies(&self, n: usize, group: &dyn Fn(&Agreement) -> Option<usize>) -> Vec<Tally> {
        let filter = Filter { statuses: Vec::new(), ..self.query.filter.clone() };
        count::tally(&self.record, &filter, self.day, n, &mut |agreement, count| {
            if let Some(group) = group(agreement) {
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

fn heading(kind: Kind, lang: Lang) -> &'static str {
    lang.pick(match kind {
        Kind::Added => phrase!(changes.kinds.added),
        Kind::Returned => phrase!(changes.kinds.returned),
        Kind::Renewed => phrase!(changes.kinds.renewed),
        Kind::Superseded => phrase!(changes.kinds.superseded),
        Kind::Switched => phrase!(changes.kinds.switched),
        Kind::Ended => phrase!(changes.kinds.ended),
        Kind::Absent => phrase!(changes.kinds.absent),
        Kind::Redated => phrase!(changes.kinds.redated),
    })
}

/// When an agreement was signed, what was printed before, and what took its place.
fn said(line: &Line, one: &Agreement, lang: Lang) -> String {
    let signed = match one.signed {
        Some(day) => lang.tell(phrase!(changes.signed), &[&lang.day(day)]),
        None => lang.pick(phrase!(changes.undated)).to_owned(),
    };
    let (more, day) = match (line.kind, line.other, line.was, one.signed) {
        (Kind::Redated, _, Some(was), Some(now)) => {
            return lang.tell(phrase!(changes.corrected), &[&lang.day(was), &lang.day(now)]);
        }
        (Kind::Redated, _, None, Some(now)) => return lang.tell(phrase!(changes.filled), &[&lang.day(now)]),
        (Kind::Renewed | Kind::Superseded, Some((_, Some(day))), ..) => (phrase!(changes.heir), lang.day(day)),
        (Kind::Switched, Some((model, _)), ..) => (phrase!(changes.now), lower_first(model_name(model, lang))),
        _ => return signed,
    };
    [signed, lang.tell(more, &[&day])].join(lang.pick(phrase!(changes.apart)))
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
        let mut view = ChangesView::new(Rc::new(record), Beside::default(), Restated::default()).unwrap();
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
        let view = view("since=2021-01-01");
        let told = view.told(9);
        assert_eq!(all(&told, "title"), ["What changed on ICE’s lists"]);
        assert_eq!(all(&told, "span"), ["January 1, 2021 to June 1, 2025"]);
        assert_eq!(
            all(&told, "said"),
            [
                "Since January 1, 2021: 3 added, 2 no longer on the list, 3 in all on June 1, 2025; Georgia has none any \
              more. 1 of the 2 is missing for too short a time to be called no longer listed."
            ]
        );
        assert_eq!(
            all(&told, "day"),
            [
                "2025-06-01 | June 1, 2025 | 1 no longer on the list | 1",
                "2025-05-01 | May 1, 2025 | 1 no longer on the list | 1",
                "2025-03-05 | March 5, 2025 | 3 added | 1",
            ]
        );
        let states = [
            "FL | Florida | 3 added, 1 no longer on the list | 3 | 3",
            "GA | Georgia | 1 no longer on the list | 0 | 0",
        ];
        assert_eq!(all(&told, "state"), states);
        assert_eq!(all(&view.told(1), "more"), ["Show 2 earlier days with changes"]);
        assert_eq!(all(&told, "note")[0].split(':').next(), Some("Not on the list does not mean revoked"));
    }

    #[test]
    fn a_day_tells_who_and_what_of_them() {
        let day = view("since=2021-01-01").day("2025-03-05");
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
        for hostile in ["", "2025-03-06", "x\ty"] {
            assert_eq!(view("since=2021-01-01").day(hostile), "");
        }
        assert_eq!(view("").choose(9), None);
        let lee = view("").choose(3).unwrap();
        assert_eq!((lee.code.as_str(), lee.name.as_str(), lee.agreements), ("12071", "Lee County, Florida", 2));
        let patrol = view("lang=es").choose(1).unwrap();
        assert_eq!((patrol.code.as_str(), patrol.agreements, patrol.agencies), ("FL", 3, 3));
    }

    #[test]
    fn a_place_narrows_it_and_lets_go() {
        let mut view = view("since=2021-01-01");
        let whole = view.told(9);
        view.narrow("12071");
        let told = view.told(9);
        assert_eq!(all(&told, "title"), ["What changed on ICE’s lists: Lee County, Florida"]);
        assert_eq!(all(&told, "back"), ["Show all places"]);
        assert_eq!(all(&told, "day").len(), 2);
        assert!(all(&told, "state").is_empty());
        for code in ["", "99999", "ZZ", "\t"] {
            view.narrow(code);
            assert_eq!(view.told(9), whole, "{code:?}");
        }
    }

    #[test]
    fn where_nothing_changed_the_last_change_is_told() {
        let empty = |query: &str| all(&view(query).told(9), "empty");
        let said = "Nothing changed from May 2, 2025 to May 31, 2025. The last change before that was on May 1, 2025.";
        assert_eq!(empty("since=2025-05-02&as-of=2025-05-31"), [said]);
        let said = "Nothing changed from May 2, 2025 to June 1, 2025. No list before that changed anything here.";
        assert_eq!(empty("since=2025-05-02&q=nobody"), [said]);
        assert_eq!(
            empty("since=2025-05-02&as-of=2025-03-05"),
            ["No days to tell of: May 2, 2025 is after March 5, 2025, the day counted on."]
        );
        assert_eq!(
            all(&view("lang=es&as-of=2025-04-30").told(9), "empty"),
            [
                "Nada cambió del 31 de marzo de 2025 al 30 de abril de 2025. El último cambio anterior fue el 5 de marzo de 2025."
            ]
        );
    }
}
