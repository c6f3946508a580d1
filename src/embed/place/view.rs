//! A panel between two questions: of which record and day it tells, and what there is of a place. Which places a query
//! asks for narrows nothing here: the panel's place is its own.

use std::rc::Rc;

use crate::atlas::Geography;
use crate::contract::Query;
use crate::date::Date;
use crate::error::Result;
use crate::phrases::phrase;
use crate::place::{Fips, State};
use crate::roster::query::count::{self, Tally};
use crate::roster::query::filter::Filter;
use crate::roster::query::residents::Residents;
use crate::roster::record::Record;
use crate::roster::record::agreement::{Agreement, Level};

use super::super::needs::last_list;
use super::super::title;
use super::super::words::{as_of, conditions, source};
use super::dossier::Dossier;
use super::words;

/// What a panel is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Subject {
    /// A county, by its index.
    County(usize),
    /// A state.
    State(State),
}

/// The panel of one record.
#[derive(Clone, Debug)]
pub struct PlaceView {
    pub(super) record: Rc<Record>,
    pub(super) geography: Rc<Geography>,
    pub(super) residents: Residents,
    pub(super) query: Query,
    pub(super) day: Date,
}

impl PlaceView {
    /// A panel with the default query, which knows no residents.
    ///
    /// # Errors
    /// The record holds no agreement that was ever listed.
    pub fn new(record: Rc<Record>, geography: Rc<Geography>) -> Result<PlaceView> {
        let day = last_list(&record)?;
        Ok(PlaceView { record, geography, residents: Residents::default(), query: Query::default(), day })
    }

    /// The record that it tells of.
    pub fn record(&self) -> &Record {
        &self.record
    }

    /// Gives it its record again, with names or with the addresses of signed texts.
    pub fn learn(&mut self, record: Rc<Record>) {
        self.record = record;
    }

    /// Gives it the residents of counties.
    pub fn populate(&mut self, residents: Residents) {
        self.residents = residents;
    }

    /// Follows another query.
    pub fn update(&mut self, query: Query) {
        self.query = query;
        self.day = self.record.clamp(self.query.as_of).unwrap_or(self.day);
    }

    /// The query that it follows.
    pub fn query(&self) -> &Query {
        &self.query
    }

    /// The code of the one county, or else the one state, that the query asks for; `None` where it asks for several or
    /// for all.
    pub fn asked(&self) -> Option<String> {
        match (self.query.filter.counties.as_slice(), self.query.filter.states.as_slice()) {
            ([county], _) => Some(county.to_string()),
            ([], [state]) => Some(state.postal().to_owned()),
            _ => None,
        }
    }

    /// What is said before a place is chosen.
    pub fn hint(&self) -> &'static str {
        self.query.lang.pick(phrase!(place.hint))
    }

    /// All that is told of a place by its code, on the query's day and by its filter; `None` for a code of no place.
    pub fn dossier(&self, code: &str) -> Option<Dossier> {
        let subject = match State::from_postal(code) {
            Some(state) => Subject::State(state),
            None => Subject::County(self.geography.position(Fips::parse(code)?)?),
        };
        let (lang, filter) = (self.query.lang, self.filter());
        let state = self.state_of(subject)?;
        let (code, name) = match subject {
            Subject::State(state) => (state.postal().to_owned(), lang.state(state).to_owned()),
            Subject::County(county) => {
                (self.geography.counties().get(county)?.fips.to_string(), title::county(&self.geography, county, lang))
            }
        };
        let tally = self.tally(subject);
        let mut signed: Option<(Date, Date)> = None;
        let mut own = false;
        let counted = self.record.agreements().iter();
        for agreement in counted.filter(|it| self.is_of(subject, it) && filter.admits_on(it, self.day)) {
            own |= agreement.level != Some(Level::Municipal);
            if let Some(day) = agreement.signed {
                let (first, last) = signed.unwrap_or((day, day));
                signed = Some((first.min(day), last.max(day)));
            }
        }
        let past = self.record.clamp(None).is_some_and(|last| self.day < last);
        let sentence = words::sentence(&name, &tally, signed, (self.day, past), &filter, lang);
        let mut notes = Vec::new();
        if tally.agreements > 0 && !own && matches!(subject, Subject::County(_)) {
            notes.push(lang.pick(phrase!(place.none_own)).to_owned());
        }
        notes.extend(conditions(&filter, lang));
        let date = as_of(self.day, lang);
        let mut quote = sentence.clone();
        for said in notes.iter().cloned().chain([format!("{date}."), source(&self.record, lang)]) {
            quote.push(' ');
            quote.push_str(&said);
        }
        let tallies = self.tallies();
        Some(Dossier {
            code,
            name,
            agreements: tally.agreements,
            agencies: tally.agencies,
            date,
            sentence,
            notes,
            quote,
            groups: self.groups(subject, state),
            course: self.course(subject),
            facts: self.facts(subject, state, &tallies),
            choices: self.choices(subject, state, tally.agreements, &tallies),
            words: words::buttons(lang),
        })
    }

    /// What the query admits, wherever it is.
    pub(super) fn filter(&self) -> Filter {
        Filter { states: Vec::new(), counties: Vec::new(), ..self.query.filter.clone() }
    }

    pub(super) fn state_of(&self, subject: Subject) -> Option<State> {
        match subject {
            Subject::State(state) => Some(state),
            Subject::County(county) => self.geography.counties().get(county).map(|county| county.fips.state()),
        }
    }

    /// What is counted in a place.
    pub(super) fn tally(&self, subject: Subject) -> Tally {
        let tallies = count::tally(&self.record, &self.filter(), self.day, 1, &mut |agreement, count| {
            if self.is_of(subject, agreement) {
                count(0);
            }
        });
        tallies.first().copied().unwrap_or_default()
    }

    /// Whether an agreement counts in a place: a state's own agencies in their state alone.
    pub(super) fn is_of(&self, subject: Subject, agreement: &Agreement) -> bool {
        match subject {
            Subject::State(state) => agreement.state == state,
            Subject::County(county) => self.seats(agreement).any(|seat| seat == county),
        }
    }

    /// The counties that an agreement is of, by their indexes.
    pub(super) fn seats<'a>(&'a self, agreement: &'a Agreement) -> impl Iterator<Item = usize> {
        agreement.counties.iter().filter_map(|fips| self.geography.position(*fips))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::atlas::Geography;
    use crate::embed::place::dossier::{Agency, Choices};
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

    fn told(query: &str, code: &str) -> Dossier {
        view(query).dossier(code).unwrap()
    }

    fn agencies(agencies: &[Agency]) -> Vec<String> {
        let line = |agency: &Agency| {
            let lines = agency.agreements.iter().map(|line| format!("{}: {}", line.model, line.said.join("; ")));
            [&agency.name, " | ", &agency.seat, " | ", &lines.collect::<Vec<_>>().join(" + ")].concat()
        };
        agencies.iter().map(line).collect()
    }

    fn choices(choices: &Choices) -> Vec<String> {
        let told = choices.places.iter().map(|place| format!("{} {} {}", place.code, place.name, place.count));
        std::iter::once(choices.heading.clone()).chain(told).collect()
    }

    #[test]
    fn every_agency_of_a_county_is_told_as_it_stands() {
        let lee = told("", "12071");
        assert_eq!((lee.name.as_str(), lee.agreements, lee.agencies), ("Lee County, Florida", 3, 3));
        assert_eq!(
            lee.sentence,
            "Lee County, Florida, has 3 agreements with 3 agencies. The first was signed on February 26, 2025."
        );
        let headings: Vec<(&str, bool)> = lee.groups.iter().map(|group| (group.heading.as_str(), group.folded)).collect();
        let expected =
            [("Agencies here (3)", false), ("State agencies that also act here (1)", false), ("No longer listed (1)", true)];
        assert_eq!(headings, expected);
        assert_eq!(
            agencies(&lee.groups[0].agencies),
            [
                "Collier and Lee Drug Unit | County-wide · also in Collier County | Task force: Active; Signed March 1, 2025; \
                 listed since March 5, 2025",
                "Lee County Sheriff | County-wide | Jail enforcement: Active; Signed February 26, 2025; listed since \
                 March 5, 2025 + Task force: Absent from ICE’s list since June 1, 2025; Signed February 28, 2025; listed since \
                 March 5, 2025 + Warrant service officer: Pending since April 1, 2025 + Jail enforcement: Renewed by a later \
                 agreement; no longer listed since March 5, 2025; Signed January 1, 2020; listed since January 12, 2021",
                "Sanibel Police | A town’s or a campus’s, not county-wide | Task force: Active; Signed March 2, 2025; listed \
                 since April 1, 2025",
            ]
        );
        assert_eq!(agencies(&lee.groups[1].agencies)[0].split(" | ").next(), Some("Highway Patrol"));
        assert_eq!(
            agencies(&lee.groups[2].agencies),
            [
                "Estero Police | A town’s or a campus’s, not county-wide | Task force: No longer listed since May 1, 2025; \
                 Signed March 2, 2025; listed since March 5, 2025"
            ]
        );
        assert_eq!(
            lee.quote,
            "Lee County, Florida, has 3 agreements with 3 agencies. The first was signed on February 26, 2025. As of June 1, \
             2025. Source: ICE’s lists of participating agencies, January 12, 2021 to June 1, 2025."
        );
    }

    #[test]
    fn a_text_is_linked_where_its_address_may_be_followed_and_it_was_signed() {
        let lee = told("", "12071");
        let lines = lee.groups.iter().flat_map(|group| &group.agencies).flat_map(|agency| &agency.agreements);
        let links: Vec<_> = lines.filter_map(|line| line.link.as_ref()).collect();
        let told = links.iter().map(|link| (link.address.as_str(), link.text.as_str(), link.label.as_str()));
        assert_eq!(
            told.collect::<Vec<_>>(),
            [
                ("https://a.gov/unit.pdf", "Signed text", "Signed text: Collier and Lee Drug Unit, Task force"),
                ("https://a.gov/lee.pdf", "Signed text", "Signed text: Lee County Sheriff, Task force"),
            ]
        );
    }

    #[test]
    fn a_day_is_told_as_it_was() {
        let lee = told("as-of=2025-03-05", "12071");
        assert_eq!(
            lee.sentence,
            "On March 5, 2025, Lee County, Florida, had 4 agreements with 3 agencies. The first was signed on February 26, 2025."
        );
        assert_eq!(lee.date, "As of March 5, 2025");
        let sanibel = agencies(&lee.groups[0].agencies);
        assert_eq!(sanibel[3], "Sanibel Police | A town’s or a campus’s, not county-wide | Task force: Pending since March 5, 2025");
        let before = told("as-of=2021-01-12&lang=es", "12071");
        assert_eq!(
            before.sentence,
            "El 12 de enero de 2021, Lee County, Florida, tenía 1 acuerdo con 1 agencia. Se firmó el 1 de enero de 2020."
        );
        assert_eq!(before.groups.len(), 1);
    }

    #[test]
    fn the_rest_of_a_query_narrows_and_is_said() {
        let lee = told("model=JEM&state=GA&county=13049&q=sheriff", "12071");
        assert_eq!(lee.agreements, 1);
        assert_eq!(
            lee.sentence,
            "Lee County, Florida, has 1 agreement with 1 agency. It was signed on February 26, 2025."
        );
        assert_eq!(lee.notes, ["Only: Jail enforcement; “sheriff”."]);
        assert!(lee.quote.contains("Only: Jail enforcement; “sheriff”. As of June 1, 2025."), "{}", lee.quote);
        let gone = told("status=ended", "12071");
        assert_eq!(
            gone.sentence,
            "Lee County, Florida: 1 agreement with 1 agency (counted here: 287(g) agreements no longer listed). It was signed on \
             March 2, 2025."
        );
        assert_eq!(gone.groups.iter().map(|group| group.folded).collect::<Vec<_>>(), [false]);
        let only_town = told("", "12057");
        assert_eq!(only_town.notes, ["None is with the county’s own agency."]);
        assert_eq!(only_town.sentence, "Hillsborough County, Florida, has 1 agreement with 1 agency.");
    }

    #[test]
    fn none_is_an_answer_with_the_nearest_that_have_one() {
        let glades = told("", "12043");
        assert_eq!(glades.sentence, "Glades County, Florida, has no agreements.");
        assert_eq!(glades.course, None);
        assert_eq!(
            choices(&glades.choices[0]),
            [
                "The nearest counties with an agreement",
                "12071 Lee County 3",
                "12021 Collier County 1",
                "12057 Hillsborough County 1",
                "13049 Charlton County, Georgia 1"
            ]
        );
        // The state's own act there all the same.
        assert_eq!(glades.groups[0].heading, "State agencies that also act here (1)");
        assert_eq!(glades.facts, ["3 of 67 counties in Florida have an agreement with an agency of their own or of a town"]);
        // Nothing is near to what is drawn elsewhere than it lies.
        assert_eq!(choices(&told("", "15003").choices[0]), ["State", "HI Hawaii 0"]);
        let guam = told("", "66010");
        assert_eq!((guam.sentence.as_str(), guam.facts.len()), ("Guam has no agreements.", 0));
        assert_eq!(view("").dossier("99999"), None);
        assert_eq!(view("").dossier("<b>"), None);
    }

    #[test]
    fn neighbours_and_the_state_are_beside_a_county_and_counties_in_a_state() {
        let lee = told("", "12071");
        assert_eq!(
            choices(&lee.choices[0]),
            ["Neighboring counties", "12015 Charlotte County 0", "12021 Collier County 1", "12051 Hendry County 0"]
        );
        assert_eq!(choices(&lee.choices[1]), ["State", "FL Florida 5"]);
        let across = told("", "12089");
        assert!(choices(&across.choices[0]).contains(&"13049 Charlton County, Georgia 1".to_owned()));
        let florida = told("", "FL");
        assert_eq!(
            choices(&florida.choices[0]),
            ["Counties with an agreement", "12021 Collier County 1", "12057 Hillsborough County 1", "12071 Lee County 3"]
        );
        assert_eq!(choices(&florida.choices[1]), ["Neighboring states", "AL Alabama 0", "GA Georgia 1"]);
    }

    #[test]
    fn a_state_is_told_with_its_own_agencies_and_where_the_others_sit() {
        let florida = told("", "FL");
        assert_eq!(
            florida.sentence,
            "Florida has 5 agreements with 5 agencies. The first was signed on February 26, 2025."
        );
        let headings: Vec<&str> = florida.groups.iter().map(|group| group.heading.as_str()).collect();
        assert_eq!(headings, ["Local agencies (4)", "State agencies (1)", "No longer listed (1)"]);
        let seats: Vec<&str> = florida.groups[0].agencies.iter().map(|agency| agency.seat.as_str()).collect();
        assert_eq!(
            seats,
            [
                "Collier County, Lee County · County-wide",
                "Lee County · County-wide",
                "Lee County · A town’s or a campus’s, not county-wide",
                "Hillsborough County · A town’s or a campus’s, not county-wide",
            ]
        );
        assert_eq!(florida.groups[1].agencies[0].seat, "");
        let many: String = (0..20).map(|n| format!("FL,Police {n},municipal,12071,TFM,2025-03-05,\n")).collect();
        let csv = format!("state,agency,level,fips,model,first_listed,ended\n{many}");
        let view = PlaceView::new(Rc::new(Record::read(csv.as_bytes()).unwrap()), geography()).unwrap();
        assert!(view.dossier("FL").unwrap().groups[0].folded);
    }

    #[test]
    fn residents_are_of_the_county_or_of_all_counties_of_the_state() {
        let csv = "fips,population_2023,foreign_born_2017_21,votes_dem_2016,votes_gop_2016,votes_2016,votes_dem_2024,\
            votes_gop_2024,votes_2024\n12015,1000,,,,,,,\n12071,834573,,,,,,,\n13049,7,,,,,,,\n";
        let mut view = view("");
        view.populate(Residents::read(&Residents::pack(&Context::compile(csv.as_bytes()).unwrap())).unwrap());
        let first = |code: &str| view.dossier(code).unwrap().facts[0].clone();
        assert_eq!(first("12071"), "834,573 residents (2023)");
        assert_eq!(first("FL"), "835,573 residents (2023)");
        assert!(first("12021").starts_with("3 of 67"));
    }

    #[test]
    fn the_line_of_time_has_a_step_at_each_list_that_changed_the_count() {
        let course = told("as-of=2025-04-01", "12071").course.unwrap();
        assert_eq!(course.most, "5");
        assert!(course.line.starts_with("M0 80H") && course.line.ends_with("H1000"), "{}", course.line);
        assert_eq!(course.line.matches('V').count(), 4);
        assert_eq!(course.area, format!("{}V100H0Z", course.line));
        assert!((900..1_000).contains(&course.now), "{}", course.now);
        assert_eq!((course.from.as_str(), course.to.as_str()), ("January 2021", "June 2025"));
        assert_eq!(
            course.label,
            "Agreements here from January 12, 2021 to June 1, 2025: at most 5 agreements; on April 1, 2025, 5."
        );
    }

    #[test]
    fn a_query_of_one_place_asks_for_its_panel() {
        let check = |query: &str, expected: Option<&str>| assert_eq!(view(query).asked().as_deref(), expected, "{query}");
        check("", None);
        check("state=fl", Some("FL"));
        check("county=12071", Some("12071"));
        check("county=12071&state=GA", Some("12071"));
        check("county=12071,12021", None);
        check("state=FL,GA", None);
    }
}
