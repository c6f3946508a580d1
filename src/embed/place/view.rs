//! A panel between two questions: of which record and day it tells, and what there is of a place. Which places a query
//! asks for narrows nothing here: the panel's place is its own.

use std::rc::Rc;

use crate::atlas::Geography;
use crate::contract::Query;
use crate::date::Date;
use crate::error::Result;
use crate::phrases::{Lang, phrase};
use crate::place::{Fips, State};
use crate::roster::query::count::{self, Tally};
use crate::roster::query::filter::Filter;
use crate::roster::query::lean;
use crate::roster::query::residents::Residents;
use crate::roster::query::restated::Restated;
use crate::roster::record::Record;
use crate::roster::record::agreement::{Agreement, Level, Seat, Status};
use crate::roster::record::documents::Documents;

use super::super::needs::last_list;
use super::super::restated as after;
use super::super::title;
use super::super::words::{as_of, conditions, place_of, places, source};
use super::dossier::Dossier;
use super::words::{self, Counted};

/// What a panel is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Subject {
    /// A county, by its index and its code.
    County(usize, Fips),
    /// A state.
    State(State),
}

impl Subject {
    /// Its state.
    pub(super) fn state(self) -> State {
        match self {
            Subject::County(_, fips) => fips.state(),
            Subject::State(state) => state,
        }
    }

    /// Five digits or a postal code.
    pub(super) fn code(self) -> String {
        match self {
            Subject::County(_, fips) => fips.to_string(),
            Subject::State(state) => state.postal().to_owned(),
        }
    }
}

/// The panel of one record.
#[derive(Clone, Debug)]
pub struct PlaceView {
    pub(super) record: Rc<Record>,
    pub(super) geography: Rc<Geography>,
    pub(super) documents: Documents,
    /// Whether the texts are known, so that one without an address is said to have none.
    pub(super) texts_known: bool,
    pub(super) residents: Residents,
    /// What others know of the days after the record's last list.
    restated: Restated,
    /// What others say of counties: `background.tsv`, as it came.
    pub(super) background: Vec<u8>,
    /// What the query admits, wherever it is.
    pub(super) filter: Filter,
    pub(super) day: Date,
    pub(super) lang: Lang,
    /// The places that the query asks for; none where it asks for all.
    pub(super) asked: Vec<Subject>,
    /// What they are called together.
    title: String,
}

/// An agreement that was heard of by the day, with its place in the record and its agency's number.
pub(super) struct Heard<'a> {
    pub(super) at: usize,
    pub(super) agreement: Agreement<'a>,
    pub(super) agency: u32,
    pub(super) status: Status,
}

/// What there is of some places, each agreement once.
#[derive(Default)]
struct Found<'a> {
    /// Those of any status, on any day.
    ever: Vec<Agreement<'a>>,
    /// Those of the query's statuses on its day, and those of the state's own agencies.
    heard: Vec<Heard<'a>>,
    counted: Counted,
    absent: after::Absent,
    /// Whether one that is counted is no town's.
    own: bool,
}

impl PlaceView {
    /// A panel with the default query, which knows no residents, and no texts but its record's.
    ///
    /// # Errors
    /// The record holds no agreement that was ever listed.
    pub fn new(record: Rc<Record>, geography: Rc<Geography>) -> Result<PlaceView> {
        Ok(PlaceView {
            day: last_list(&record)?,
            texts_known: record.agreements().any(|agreement| agreement.document.is_some()),
            documents: Documents::default(),
            record,
            geography,
            residents: Residents::default(),
            restated: Restated::default(),
            background: Vec::new(),
            filter: Filter::default(),
            lang: Lang::default(),
            asked: Vec::new(),
            title: String::new(),
        })
    }

    /// Whether agencies and counties have names.
    pub fn is_named(&self) -> bool {
        self.record.is_named() && !self.geography.name_of(0).is_empty()
    }

    /// Gives it its record again, with names.
    pub fn learn(&mut self, record: Rc<Record>) {
        self.record = record;
    }

    /// Gives it the addresses of signed texts that its record does not have, or else the residents of counties: the
    /// bytes of either file.
    ///
    /// # Errors
    /// When they are another file's, or another record's.
    pub fn furnish(&mut self, bytes: &[u8], texts: bool) -> Result<()> {
        if texts {
            self.documents = Documents::read(bytes, &self.record)?;
            self.texts_known = true;
        } else {
            self.residents = Residents::read(bytes)?;
        }
        Ok(())
    }

    /// Gives it what others know of the days after the record's last list.
    pub fn restate(&mut self, restated: Restated) {
        self.restated = restated;
    }

    /// Gives it what others say of counties: the bytes of `background.tsv`.
    ///
    /// # Errors
    /// When they are cut short.
    pub fn quote(&mut self, background: Vec<u8>) -> Result<()> {
        lean::whole(&background)?;
        self.background = background;
        Ok(())
    }

    /// Follows another query.
    pub fn update(&mut self, mut query: Query) {
        self.lang = query.lang;
        self.day = self.record.clamp(query.as_of).unwrap_or(self.day);
        self.filter = std::mem::take(&mut query.filter);
        let title = place_of(&self.filter, &self.record, self.lang);
        let states = std::mem::take(&mut self.filter.states);
        let counties = std::mem::take(&mut self.filter.counties);
        self.asked.clear();
        for fips in &counties {
            self.ask(county(&self.geography, *fips));
        }
        for state in states.iter().filter(|_| counties.is_empty()) {
            self.ask(Some(Subject::State(*state)));
        }
        let states: Vec<State> = self.asked.iter().map(|subject| subject.state()).collect();
        self.title = title.unwrap_or_else(|| places(&states, self.lang));
    }

    #[inline(never)]
    fn ask(&mut self, subject: Option<Subject>) {
        // A code may be given twice.
        if let Some(subject) = subject.filter(|it| !self.asked.contains(it)) {
            self.asked.push(subject);
        }
    }

    /// The code of the one county, or else the one state, that the query asks for; `None` where it asks for several or
    /// for all.
    pub fn asked(&self) -> Option<String> {
        match self.asked.as_slice() {
            [subject] => Some(subject.code()),
            _ => None,
        }
    }

    /// All that is told of a place by its code, on the query's day and by its filter, as lines of cells parted by tabs;
    /// `dossier.rs` says what they are. For a code of no place how one is chosen, what there is of the several that the
    /// query asks for, or what is new; until agencies have names no more than the first of these.
    pub fn dossier(&self, code: &str) -> String {
        let subject = match State::from_postal(code) {
            Some(state) => Some(Subject::State(state)),
            None => Fips::parse(code).and_then(|fips| county(&self.geography, fips)),
        };
        let named = self.record.is_named();
        let mut dossier = Dossier::default();
        let tallies = self.tallies();
        if let Some(subject) = subject.filter(|_| named) {
            let found = self.tell_head(&[subject], &subject.code(), &self.called(subject), &mut dossier);
            self.tell_course(&found.ever, &mut dossier);
            self.tell_who(subject, &found.heard, &mut dossier);
            self.tell_around(subject, &tallies, &mut dossier);
            dossier.line(&words::buttons(self.lang));
            return dossier.text();
        }
        match self.asked.as_slice() {
            asked @ [_, _, ..] if named => {
                self.tell_head(asked, "", &self.title, &mut dossier);
                self.tell_places(phrase!(place.choose), None, asked, &tallies, &mut dossier);
            }
            _ => dossier.line(&["hint", self.lang.pick(phrase!(place.hint))]),
        }
        if named {
            self.tell_newest(&tallies, &mut dossier);
        }
        dossier.text()
    }

    /// Tells what places are called, how many agreements they have together, and what that counts.
    fn tell_head(&self, subjects: &[Subject], code: &str, name: &str, dossier: &mut Dossier) -> Found<'_> {
        let (lang, found) = (self.lang, self.found(subjects));
        let counted = &found.counted;
        dossier.line(&["place", code, name]);
        let last = self.record.clamp(None).unwrap_or(self.day);
        let past = self.day < last;
        let mut quote = words::sentence((name, subjects.len()), counted, (self.day, past), &self.filter, lang);
        dossier.line(&["said", &quote]);
        let mut say = |kind: &str, said: &str| {
            dossier.line(&[kind, said]);
            quote.push(' ');
            quote.push_str(said);
        };
        if counted.agreements > 0 && !found.own && matches!(subjects, [Subject::County(..)]) {
            say("note", lang.pick(phrase!(place.none_own)));
        }
        if let Some(conditions) = conditions(&self.filter, lang) {
            say("note", &conditions);
        }
        if let Some(absent) = found.absent.filter(|_| self.filter.is_of_active()) {
            say("note", &after::absent_note(absent, lang));
        }
        if let Some(newest) = after::newest(&self.restated, &self.asking(subjects), last, lang).filter(|_| !past) {
            say("note", &newest);
        }
        say("date", &as_of(self.day, lang));
        quote.push_str(". ");
        quote.push_str(&source(&self.record, lang));
        dossier.line(&["quote", &quote]);
        found
    }

    /// The filter that asks for places.
    fn asking(&self, subjects: &[Subject]) -> Filter {
        let mut filter = self.filter.clone();
        for subject in subjects {
            match subject {
                Subject::County(_, fips) => filter.counties.push(*fips),
                Subject::State(state) => filter.states.push(*state),
            }
        }
        filter
    }

    fn found(&self, subjects: &[Subject]) -> Found<'_> {
        let mut found = Found::default();
        let (counted, mut last) = (&mut found.counted, None);
        for (at, (agreement, agency)) in self.record.with_agencies().enumerate() {
            let is_here = subjects.iter().any(|subject| self.is_of(*subject, agreement.seat()));
            let is_wide = agreement.is_state_wide() && subjects.iter().any(|it| it.state() == agreement.state);
            if !(is_here || is_wide) || !self.filter.admits(&agreement) {
                continue;
            }
            let (status, asked) = (agreement.status_on(self.day), &self.filter.statuses);
            if let Some(status) = status.filter(|status| asked.is_empty() || asked.contains(status)) {
                found.heard.push(Heard { at, agreement, agency, status });
            }
            if !is_here {
                continue;
            }
            found.ever.push(agreement);
            if let (Some(since), Some(Status::Absent)) = (agreement.absent_since, status) {
                let (n, first, same) = found.absent.unwrap_or((0, since, true));
                found.absent = Some((n + 1, first.min(since), same && first == since));
            }
            if !self.filter.admits_on(&agreement, self.day) {
                continue;
            }
            counted.agreements += 1;
            counted.agencies += usize::from(last.replace(agency) != Some(agency));
            found.own |= agreement.level != Some(Level::Municipal);
            if let Some(day) = agreement.signed {
                let (first, last) = counted.signed.unwrap_or((day, day));
                counted.signed = Some((first.min(day), last.max(day)));
            }
        }
        found
    }

    /// The tally of each county, by its index; then of each state, by the number of its code.
    fn tallies(&self) -> Vec<Tally> {
        let n = self.geography.counties().len();
        count::tally(&self.record, &self.filter, self.day, n + usize::from(u8::MAX), &mut |seat, count| {
            count(n + usize::from(seat.state.code()));
            self.seats(seat).for_each(count);
        })
    }

    /// What is counted in a place.
    pub(super) fn tally(&self, subject: Subject, tallies: &[Tally]) -> Tally {
        let at = match subject {
            Subject::County(county, _) => county,
            Subject::State(state) => self.geography.counties().len() + usize::from(state.code()),
        };
        tallies.get(at).copied().unwrap_or_default()
    }

    /// The name of a place.
    pub(super) fn called(&self, subject: Subject) -> String {
        match subject {
            Subject::County(county, _) => title::county(&self.geography, county, self.lang),
            Subject::State(state) => self.lang.state(state).to_owned(),
        }
    }

    /// Whether agreements of a seat count in a place: a state's own agencies in their state alone.
    pub(super) fn is_of(&self, subject: Subject, seat: Seat) -> bool {
        match subject {
            Subject::State(state) => seat.state == state,
            Subject::County(county, _) => self.seats(seat).any(|at| at == county),
        }
    }

    /// The counties that agreements of a seat are of, by their indexes.
    pub(super) fn seats<'a>(&'a self, seat: Seat<'a>) -> impl Iterator<Item = usize> {
        seat.counties.iter().filter_map(|fips| self.geography.position(*fips))
    }
}

/// The county of a code, or of one that it has had.
pub(super) fn county(geography: &Geography, fips: Fips) -> Option<Subject> {
    let at = geography.position(fips)?;
    Some(Subject::County(at, geography.counties().get(at)?.fips))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::roster::import::places;
    use crate::roster::query::context::Context;

    const CSV: &str = "\
state,agency,level,fips,model,status,signed,pending_from,first_listed,last_listed,absent_since,ended,renewed_by,document
FL,Collier and Lee Drug Unit,county,12021;12071,TFM,active,2025-03-01,,2025-03-05,2025-06-01,,,,https://a.gov/unit.pdf
FL,Highway Patrol,state,,TFM,active,2025-03-01,,2025-03-05,2025-06-01,,,,
FL,Lee County Sheriff,county,12071,JEM,renewed,2020-01-01,,2021-01-12,2025-02-10,,2025-03-05,x,javascript:alert(1)
FL,Lee County Sheriff,county,12071,JEM,active,2025-02-26,,2025-03-05,2025-06-01,,,,https://a.gov/b c.pdf
FL,Lee County Sheriff,county,12071,TFM,absent,2025-02-28,,2025-03-05,2025-05-01,2025-06-01,,,https://a.gov/lee.pdf
FL,Lee County Sheriff,county,12071,WSO,pending,,2025-04-01,,,,,,https://a.gov/c.pdf
FL,Estero Police,municipal,12071,TFM,ended,2025-03-02,,2025-03-05,2025-04-01,,2025-05-01,,//a.gov/d.pdf
FL,Sanibel Police,municipal,12071,TFM,active,2025-03-02,2025-03-05,2025-04-01,2025-06-01,,,,data:text/html
FL,Tampa Police,municipal,12057,WSO,active,,,2025-03-05,2025-06-01,,,,
GA,Charlton County Sheriff,,13049,WSO,active,2021-01-01,,2021-01-12,2025-06-01,,,,
";

    fn geography() -> Rc<Geography> {
        let geography = Geography::decode(include_bytes!("../../../data/us.atlas")).unwrap();
        let names = places::counties(include_bytes!("../../../data/counties.csv")).unwrap();
        geography.name(|fips| names.name(fips));
        Rc::new(geography)
    }

    fn view(query: &str) -> PlaceView {
        let mut view = PlaceView::new(Rc::new(Record::read(CSV.as_bytes()).unwrap()), geography()).unwrap();
        view.update(Query::parse(query).0);
        view
    }

    /// The lines of a dossier.
    struct Told(Vec<Vec<String>>);

    impl Told {
        fn of(view: &PlaceView, code: &str) -> Told {
            let text = view.dossier(code);
            Told(text.lines().map(|line| line.split('\t').map(str::to_owned).collect()).collect())
        }

        /// The cells of all lines of a kind.
        fn all(&self, kind: &str) -> Vec<String> {
            self.0.iter().filter(|line| line[0] == kind).map(|line| line[1..].join(" | ")).collect()
        }

        fn one(&self, kind: &str) -> String {
            let [one] = self.all(kind).try_into().unwrap();
            one
        }

        /// Each agency with its agreements on one line, of the group of a number.
        fn agencies(&self, group: usize) -> Vec<String> {
            let (mut at, mut agencies) = (0, Vec::new());
            for line in &self.0 {
                match line[0].as_str() {
                    "group" => at += 1,
                    "agency" if at == group + 1 => agencies.push(line[1..].join(" | ")),
                    "agreement" if at == group + 1 => {
                        let agency = agencies.last_mut().unwrap();
                        *agency = [
                            agency.as_str(),
                            " | ",
                            &line[1],
                            if line[2] == "1" { " (over): " } else { ": " },
                            &line[3],
                        ]
                        .concat();
                    }
                    _ => {}
                }
            }
            agencies
        }

        /// The choices of a number: heading, then code, name and count of each.
        fn choices(&self, number: usize) -> Vec<String> {
            let mut choices: Vec<Vec<String>> = Vec::new();
            for line in &self.0 {
                match line[0].as_str() {
                    "choices" => choices.push(vec![line[1].clone()]),
                    "choice" => {
                        choices.last_mut().unwrap().push([&line[1], &line[2], &line[5]].map(String::as_str).join(" "))
                    }
                    _ => {}
                }
            }
            choices.swap_remove(number)
        }
    }

    fn told(query: &str, code: &str) -> Told {
        Told::of(&view(query), code)
    }

    #[test]
    fn every_agency_of_a_county_is_told_as_it_stands() {
        let lee = told("", "12071");
        assert_eq!(lee.one("place"), "12071 | Lee County, Florida");
        assert_eq!(
            lee.one("said"),
            "Lee County, Florida, has 3 agreements with 3 agencies. The first of them was signed on February 26, 2025."
        );
        let expected =
            ["Agencies here (3) | ", "State agencies, tied by ICE to no county (1) | ", "No longer listed (1) | 1"];
        assert_eq!(lee.all("group"), expected);
        assert_eq!(
            lee.agencies(0),
            [
                "Collier and Lee Drug Unit | County-wide · also in Collier County | Task force: Active · Signed March 1, 2025 · \
                 listed since March 5, 2025",
                "Lee County Sheriff | County-wide | Jail enforcement: Active · Signed February 26, 2025 · listed since \
                 March 5, 2025 · no text linked by ICE | Task force: Missing from the newest list since June 1, 2025 · \
                 Signed February 28, 2025 · listed since March 5, 2025 | Warrant service officer: Pending since April 1, 2025 | Jail \
                 enforcement (over): Renewed by a later agreement; no longer listed since March 5, 2025 · Signed January 1, \
                 2020 · listed since January 12, 2021 · no text linked by ICE",
                "Sanibel Police | A town’s or a campus’s, not county-wide | Task force: Active · Signed March 2, 2025 · listed \
                 since April 1, 2025 · no text linked by ICE",
            ]
        );
        assert_eq!(lee.agencies(1)[0].split(" | ").take(2).collect::<Vec<_>>(), ["Highway Patrol", "State agency"]);
        assert_eq!(
            lee.agencies(2),
            [
                "Estero Police | A town’s or a campus’s, not county-wide | Task force (over): No longer listed since May 1, 2025 · \
                 Signed March 2, 2025 · listed since March 5, 2025 · no text linked by ICE"
            ]
        );
        assert_eq!(
            lee.one("quote"),
            "Lee County, Florida, has 3 agreements with 3 agencies. The first of them was signed on February 26, 2025. 1 \
             agreement is missing from the newest list, since June 1, 2025: not counted from then on, and it may reappear. \
             As of June 1, 2025. Source: ICE’s lists of participating agencies, January 12, 2021 to June 1, 2025."
        );
    }

    #[test]
    fn it_says_where_the_lists_end_and_what_the_total_is_now() {
        let csv = "date,state,jem,tfm,wso,total,source\n2025-06-09,FL,1,2,0,3,a.xlsx\n2025-06-09,GA,0,1,0,1,a.xlsx\n";
        let newest = |query: &str, code: &str| {
            let mut view = view(query);
            view.restate(Restated::read(csv.as_bytes()).unwrap());
            let told = Told::of(&view, code);
            let notes = told.all("note").into_iter().filter(|note| note.contains("Tracking_287g")).collect::<Vec<_>>();
            assert!(notes.iter().all(|note| told.one("quote").contains(note)));
            notes.concat()
        };
        let end = "The lists counted here end on June 1, 2025; the total of ";
        let by = "as restated by another tracker, Tracking_287g";
        let of_florida = format!("{end}this selection was 3 agreements on June 9, 2025, {by}.");
        assert_eq!(newest("", "FL"), of_florida);
        assert_eq!(newest("as-of=2025-07-01&status=active", "FL"), of_florida);
        let of_all =
            format!("{end}all was 4 agreements on June 9, 2025, {by}; for this selection alone it is not known.");
        assert_eq!(newest("", "12071"), of_all);
        assert_eq!(newest("state=FL,GA&q=sheriff", ""), of_all);
        assert_eq!(newest("as-of=2025-05-31", "FL"), "");
    }

    #[test]
    fn a_text_is_linked_where_its_address_may_be_followed_and_it_was_signed() {
        assert_eq!(
            told("", "12071").all("text"),
            [
                "https://a.gov/unit.pdf | Signed text | Signed text: Collier and Lee Drug Unit, Task force",
                "https://a.gov/lee.pdf | Signed text | Signed text: Lee County Sheriff, Task force",
            ]
        );
    }

    #[test]
    fn a_packed_record_has_its_texts_from_their_own_file() {
        let whole = Record::read(CSV.as_bytes()).unwrap();
        let bare: Vec<&str> = CSV.lines().map(|line| line.rsplit_once(',').unwrap().0).collect();
        let bare = Record::read(bare.join("\n").as_bytes()).unwrap();
        let mut view = PlaceView::new(Rc::new(bare), geography()).unwrap();
        assert!(Told::of(&view, "12071").all("text").is_empty());
        view.furnish(&Documents::pack(&whole), true).unwrap();
        assert_eq!(Told::of(&view, "12071").all("text"), told("", "12071").all("text"));
    }

    #[test]
    fn a_day_is_told_as_it_was() {
        let lee = told("as-of=2025-03-05", "12071");
        assert_eq!(
            lee.one("said"),
            "On March 5, 2025, Lee County, Florida, had 4 agreements with 3 agencies. The first of them was signed on February 26, 2025."
        );
        assert_eq!(lee.one("date"), "As of March 5, 2025");
        let sanibel = lee.agencies(0).pop().unwrap();
        assert_eq!(
            sanibel,
            "Sanibel Police | A town’s or a campus’s, not county-wide | Task force: Pending since March 5, 2025"
        );
        let before = told("as-of=2021-01-12&lang=es", "12071");
        assert_eq!(
            before.one("said"),
            "El 12 de enero de 2021, Condado de Lee, Florida, tenía 1 acuerdo con 1 agencia. Se firmó el 1 de enero de 2020."
        );
        assert_eq!(before.all("group").len(), 1);
        assert_eq!(
            told("as-of=2021-01-12", "12057").one("said"),
            "On January 12, 2021, Hillsborough County, Florida, had no agreements."
        );
    }

    #[test]
    fn the_rest_of_a_query_narrows_and_is_said() {
        let lee = told("model=JEM&state=GA&county=13049&q=sheriff", "12071");
        assert_eq!(
            lee.one("said"),
            "Lee County, Florida, has 1 agreement with 1 agency. It was signed on February 26, 2025."
        );
        let only =
            "Counted here are only agreements of the jail enforcement model, with “sheriff” in the agency’s name.";
        assert_eq!(lee.all("note"), [only]);
        assert!(lee.one("quote").contains(&format!("{only} As of June 1, 2025. Source: ")));
        let gone = told("status=ended", "12071");
        assert_eq!(
            gone.one("said"),
            "Lee County, Florida: 1 agreement with 1 agency (counted here: 287(g) agreements no longer listed). It was signed on \
             March 2, 2025."
        );
        assert_eq!(gone.all("group"), ["No longer listed (1) | "]);
        let only_town = told("", "12057");
        assert_eq!(only_town.all("note"), ["None is with the county’s own agency."]);
        assert_eq!(only_town.one("said"), "Hillsborough County, Florida, has 1 agreement with 1 agency.");
    }

    #[test]
    fn none_is_an_answer_with_the_nearest_that_have_one() {
        let glades = told("", "12043");
        assert_eq!(glades.one("said"), "Glades County, Florida, has no agreements.");
        assert!(glades.all("course").is_empty());
        assert_eq!(
            glades.choices(0),
            [
                "The nearest counties with an agreement",
                "12071 Lee County 3",
                "12021 Collier County 1",
                "12057 Hillsborough County 1",
                "13049 Charlton County, Georgia 1"
            ]
        );
        // The state's own act there all the same.
        assert_eq!(glades.all("group"), ["State agencies, tied by ICE to no county (1) | "]);
        let share = "Counties with an agreement of an agency of their own or of a town: 3 of 67 in Florida";
        assert_eq!(glades.all("fact"), [share]);
        // Nothing is near to what is drawn elsewhere than it lies.
        assert_eq!(told("", "15003").choices(0), ["State", "HI Hawaii 0"]);
        let guam = told("", "66010");
        assert_eq!((guam.one("said").as_str(), guam.all("fact").len()), ("Guam has no agreements.", 0));
        for code in ["99999", "<b>"] {
            assert_eq!(view("").dossier(code), view("").dossier(""), "{code}");
        }
    }

    #[test]
    fn neighbours_and_the_state_are_beside_a_county_and_counties_in_a_state() {
        let lee = told("", "12071");
        assert_eq!(
            lee.choices(0),
            ["Neighboring counties", "12015 Charlotte County 0", "12021 Collier County 1", "12051 Hendry County 0"]
        );
        assert_eq!(lee.choices(1), ["State", "FL Florida 5"]);
        assert_eq!(lee.all("choice")[1], "12021 | Collier County | 1 agreement | Collier County, Florida | 1 | 1");
        assert!(told("", "12089").all("choices")[0].starts_with("The nearest"));
        assert!(told("", "12089").choices(0).contains(&"13049 Charlton County, Georgia 1".to_owned()));
        let florida = told("", "FL");
        assert_eq!(
            florida.choices(0),
            [
                "Counties with an agreement",
                "12021 Collier County 1",
                "12057 Hillsborough County 1",
                "12071 Lee County 3"
            ]
        );
        assert_eq!(florida.choices(1), ["Neighboring states", "AL Alabama 0", "GA Georgia 1"]);
    }

    #[test]
    fn a_state_is_told_with_its_own_agencies_and_where_the_others_sit() {
        let florida = told("", "FL");
        assert_eq!(
            florida.one("said"),
            "Florida has 5 agreements with 5 agencies. The first of them was signed on February 26, 2025."
        );
        assert_eq!(
            florida.all("group"),
            ["Local agencies (4) | ", "State agencies (1) | ", "No longer listed (1) | 1"]
        );
        let seats: Vec<String> =
            florida.agencies(0).iter().map(|agency| agency.split(" | ").nth(1).unwrap().to_owned()).collect();
        assert_eq!(
            seats,
            [
                "Collier County, Lee County · County-wide",
                "Lee County · County-wide",
                "Lee County · A town’s or a campus’s, not county-wide",
                "Hillsborough County · A town’s or a campus’s, not county-wide",
            ]
        );
        let many: String = (0..20).map(|n| format!("FL,Police {n},municipal,12071,TFM,2025-03-05,\n")).collect();
        let csv = format!(
            "state,agency,level,fips,model,first_listed,ended\n{many}FL,Nowhere Police,municipal,,TFM,2025-03-05,\n"
        );
        let view = PlaceView::new(Rc::new(Record::read(csv.as_bytes()).unwrap()), geography()).unwrap();
        let florida = Told::of(&view, "FL");
        assert_eq!(florida.all("group"), ["Local agencies (21) | 1"]);
        assert!(florida.all("agency").contains(&"Nowhere Police | County not known".to_owned()));
    }

    #[test]
    fn what_others_say_of_a_county_is_told_there_and_nowhere_else() {
        let mut view = view("");
        let csv = "date,fips,share,statement,statement_es,source,source_es,read,short,short_es\n\
                   2011-12,12071,,Found.,Hallado.,A letter,Una carta,reported,F,H\n\
                   2011-12,12057,,Of another.,De otro.,B,B,reported,O,D\n2014,,,All.,Todo.,B,B,reported,A,T\n";
        let file = crate::roster::query::background::written(csv.as_bytes()).unwrap();
        view.quote(file.into()).unwrap();
        let facts = |view: &PlaceView, code: &str| Told::of(view, code).all("fact");
        let told = "December 2011: Found. Source, not read but as others reported it: A letter.";
        assert_eq!(facts(&view, "12071").iter().filter(|fact| fact.contains("ource")).collect::<Vec<_>>(), [told]);
        assert!(!facts(&view, "FL").iter().any(|fact| fact.contains("ource")));
        view.update(Query::parse("lang=es").0);
        assert!(facts(&view, "12071").iter().any(|fact| fact.starts_with("diciembre de 2011: Hallado. ")));
        let file = crate::roster::query::background::written(csv.as_bytes()).unwrap();
        assert!((0..file.len()).all(|end| view.quote(file.as_bytes()[..end].into()).is_err()));
    }

    #[test]
    fn residents_are_of_the_county_or_of_all_counties_of_the_state() {
        let csv = "fips,population_2023,foreign_born_2017_21,votes_dem_2016,votes_gop_2016,votes_2016,votes_dem_2024,\
            votes_gop_2024,votes_2024\n12015,1000,,,,,,,\n12071,834573,,,,,,,\n13049,7,,,,,,,\n";
        let mut view = view("");
        view.furnish(&Residents::pack(&Context::compile(csv.as_bytes()).unwrap()), false).unwrap();
        let first = |code: &str| Told::of(&view, code).all("fact").swap_remove(0);
        assert_eq!(first("12071"), "834,573 residents (2023)");
        assert_eq!(first("FL"), "835,573 residents (2023)");
        assert!(first("12021").ends_with("3 of 67 in Florida"));
    }

    #[test]
    fn the_line_of_time_has_a_step_at_each_list_that_changed_the_count() {
        let course = told("as-of=2025-04-01", "12071").one("course");
        let [line, now, from, to, most, label] = course.split(" | ").collect::<Vec<_>>().try_into().unwrap();
        assert_eq!((from, to, most), ("January 2021", "June 2025", "5"));
        // One agreement of five; then four, five, four, three.
        assert!(line.starts_with("M0 80H") && line.ends_with("V40H1000"), "{line}");
        assert_eq!(line.matches('V').count(), 4);
        assert!((900..1_000).contains(&now.parse::<i32>().unwrap()), "{now}");
        assert_eq!(label, "Agreements here from January 2021 to June 2025: at most 5; on April 1, 2025, 5.");
    }

    #[test]
    fn a_query_of_one_place_asks_for_its_panel() {
        let check =
            |query: &str, expected: Option<&str>| assert_eq!(view(query).asked().as_deref(), expected, "{query}");
        check("", None);
        check("state=fl", Some("FL"));
        check("county=12071", Some("12071"));
        check("county=12071&state=GA", Some("12071"));
        check("county=12071,12021", None);
        check("county=12071,12071", Some("12071"));
        check("state=FL,GA", None);
    }
    #[test]
    fn before_a_choice_it_says_how_to_make_one_and_what_is_new() {
        let newest = |query: &str| told(query, "").choices(0);
        let all = told("", "");
        assert_eq!(all.one("hint"), "Find your county, or tap the map.");
        assert!(all.all("place").is_empty() && all.all("words").is_empty());
        // Day by day, of each the places with most changes first, and no more than five of them.
        assert_eq!(all.all("choices"), ["Newest changes | "]);
        let said = |told: &Told| -> Vec<String> {
            let lines = told.all("choice");
            lines.iter().map(|line| line.splitn(4, " | ").take(3).collect::<Vec<_>>().join(" | ")).collect()
        };
        assert_eq!(
            said(&all),
            [
                "12071 | Lee County, Florida | June 1, 2025: 1 missing from the newest list",
                "12071 | Lee County, Florida | May 1, 2025: 1 no longer listed",
                "12071 | Lee County, Florida | April 1, 2025: 1 added",
                "12071 | Lee County, Florida | March 5, 2025: 2 added",
                "12021 | Collier County, Florida | March 5, 2025: 1 added",
            ]
        );
        // For a script, what is counted there now.
        assert!(all.all("choice")[0].ends_with(" | Lee County, Florida | 3 | 3"));
        assert_eq!(newest("as-of=2025-05-20&lang=es")[0], "Los cambios más recientes");
        assert_eq!(
            said(&told("as-of=2025-05-20&lang=es", ""))[0],
            "12071 | Condado de Lee, Florida | 1 de mayo de 2025: 1 ya no figura"
        );
        // A state's own agency has no county; what the first list carried was not added by it.
        assert_eq!(said(&told("level=state", "")), ["FL | Florida | March 5, 2025: 1 added"]);
        assert!(told("state=GA", "").all("choices").is_empty());
        assert_eq!(newest("county=12057")[1..], ["12057 Hillsborough County, Florida 1"]);
        // An agreement that took over on the day when another went is not added, nor the other gone.
        assert_eq!(said(&told("county=12071&model=JEM", "")), [""; 0]);
    }

    #[test]
    fn before_names_have_come_it_says_how_to_choose_and_no_more() {
        let whole = Record::read(CSV.as_bytes()).unwrap();
        let packed = Record::packed(&whole.to_packed()).unwrap();
        let mut view = PlaceView::new(Rc::new(packed), geography()).unwrap();
        assert_eq!(view.dossier(""), "hint\tFind your county, or tap the map.\n");
        view.update(Query::parse("county=12071,12021").0);
        assert!(!view.is_named());
        assert_eq!(view.dossier("12071"), "hint\tFind your county, or tap the map.\n");
    }

    #[test]
    fn several_places_are_told_together_and_each_can_be_chosen() {
        let two = told("county=12071,12021", "");
        assert_eq!(two.one("place"), " | 2 counties in Florida");
        assert_eq!(
            two.one("said"),
            "Together they have 3 agreements with 3 agencies. The first of them was signed on February 26, 2025."
        );
        assert!(two.all("hint").is_empty());
        let choices = ["Choose one of them", "12071 Lee County, Florida 3", "12021 Collier County, Florida 1"];
        assert_eq!(two.choices(0), choices);
        assert_eq!(two.all("date"), ["As of June 1, 2025"]);
        let before = told("state=FL,GA,FL&as-of=2021-01-12&lang=es", "");
        assert_eq!(before.one("place"), " | 2 estados");
        assert_eq!(
            before.one("said"),
            "El 12 de enero de 2021, juntos tenían 2 acuerdos con 2 agencias. El primero de ellos se firmó el 1 de enero de 2020."
        );
        assert_eq!(told("county=12043,12051&model=TFM", "").one("said"), "None of them has an agreement.");
        assert_eq!(
            told("state=FL,GA&status=ended", "").one("said"),
            "2 states: 1 agreement with 1 agency (counted here: 287(g) agreements no longer listed). It was signed on March 2, 2025."
        );
    }
}
