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
use crate::roster::query::residents::Residents;
use crate::roster::record::Record;
use crate::roster::record::agreement::{Agreement, Level};
use crate::roster::record::documents::Documents;

use super::super::needs::last_list;
use super::super::restated as after;
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
    pub(super) documents: Documents,
    pub(super) residents: Residents,
    /// What the query admits, wherever it is.
    pub(super) filter: Filter,
    pub(super) day: Date,
    pub(super) lang: Lang,
    asked: Option<String>,
}

impl PlaceView {
    /// A panel with the default query, which knows no residents, and no texts but its record's.
    ///
    /// # Errors
    /// The record holds no agreement that was ever listed.
    pub fn new(record: Rc<Record>, geography: Rc<Geography>) -> Result<PlaceView> {
        let day = last_list(&record)?;
        let (documents, residents, filter) = (Documents::default(), Residents::default(), Filter::default());
        Ok(PlaceView { record, geography, documents, residents, filter, day, lang: Lang::default(), asked: None })
    }

    /// The record that it tells of.
    pub fn record(&self) -> &Record {
        &self.record
    }

    /// Gives it its record again, with names.
    pub fn learn(&mut self, record: Rc<Record>) {
        self.record = record;
    }

    /// Gives it the addresses of signed texts that its record does not have.
    pub fn link(&mut self, documents: Documents) {
        self.documents = documents;
    }

    /// Gives it the residents of counties.
    pub fn populate(&mut self, residents: Residents) {
        self.residents = residents;
    }

    /// Follows another query.
    pub fn update(&mut self, query: Query) {
        self.lang = query.lang;
        self.day = self.record.clamp(query.as_of).unwrap_or(self.day);
        self.asked = match (query.filter.counties.as_slice(), query.filter.states.as_slice()) {
            ([county], _) => Some(county.to_string()),
            ([], [state]) => Some(state.postal().to_owned()),
            _ => None,
        };
        self.filter = Filter { states: Vec::new(), counties: Vec::new(), ..query.filter };
    }

    /// The code of the one county, or else the one state, that the query asks for; `None` where it asks for several or
    /// for all.
    pub fn asked(&self) -> Option<&str> {
        self.asked.as_deref()
    }

    /// What is said before a place is chosen.
    pub fn hint(&self) -> &'static str {
        self.lang.pick(phrase!(place.hint))
    }

    /// All that is told of a place by its code, on the query's day and by its filter, as lines of cells parted by tabs;
    /// `dossier.rs` says what they are. `None` for a code of no place.
    pub fn dossier(&self, code: &str) -> Option<String> {
        let subject = match State::from_postal(code) {
            Some(state) => Subject::State(state),
            None => Subject::County(self.geography.position(Fips::parse(code)?)?),
        };
        let lang = self.lang;
        let state = self.state_of(subject)?;
        let (code, name) = self.called(subject)?;
        let (tally, tallies) = (self.tally(subject), self.tallies());
        let mut dossier = Dossier::default();
        dossier.line(&["place", &code, &name]);

        let (signed, own) = self.signed(subject);
        let past = self.record.dates().last().is_some_and(|last| self.day < *last);
        let mut quote = words::sentence(&name, &tally, signed, (self.day, past), &self.filter, lang);
        dossier.line(&["said", &quote]);
        let mut say = |kind: &str, said: &str| {
            dossier.line(&[kind, said]);
            quote.push(' ');
            quote.push_str(said);
        };
        if tally.agreements > 0 && !own && matches!(subject, Subject::County(_)) {
            say("note", lang.pick(phrase!(place.none_own)));
        }
        if let Some(conditions) = conditions(&self.filter, lang) {
            say("note", &conditions);
        }
        let counted = self.filter.is_of_active();
        let missing =
            |agreement: &Agreement| counted && self.is_of(subject, agreement) && self.filter.admits(agreement);
        if let Some(absent) = after::absent(&self.record, self.day, missing) {
            say("note", &after::absent_note(absent, lang));
        }
        let date = as_of(self.day, lang);
        say("date", &date);
        quote.push('.');
        quote.push(' ');
        quote.push_str(&source(&self.record, lang));
        dossier.line(&["quote", &quote]);

        self.tell_course(subject, &mut dossier);
        self.tell_facts(subject, state, &tallies, &mut dossier);
        self.tell_who(subject, state, &mut dossier);
        self.tell_choices(subject, state, tally.agreements, &tallies, &mut dossier);
        dossier.line(&words::buttons(lang));
        Some(dossier.text())
    }

    /// The first and the last day of signing of what is counted in a place, and whether any of that is not a town's.
    fn signed(&self, subject: Subject) -> (Option<(Date, Date)>, bool) {
        let (mut signed, mut own): (Option<(Date, Date)>, bool) = (None, false);
        for agreement in self.record.agreements() {
            if !self.is_of(subject, agreement) || !self.filter.admits_on(agreement, self.day) {
                continue;
            }
            own |= agreement.level != Some(Level::Municipal);
            if let Some(day) = agreement.signed {
                let (first, last) = signed.unwrap_or((day, day));
                signed = Some((first.min(day), last.max(day)));
            }
        }
        (signed, own)
    }

    /// The code and the name of a place.
    pub(super) fn called(&self, subject: Subject) -> Option<(String, String)> {
        let lang = self.lang;
        Some(match subject {
            Subject::State(state) => (state.postal().to_owned(), lang.state(state).to_owned()),
            Subject::County(county) => {
                (self.geography.counties().get(county)?.fips.to_string(), title::county(&self.geography, county, lang))
            }
        })
    }

    pub(super) fn state_of(&self, subject: Subject) -> Option<State> {
        match subject {
            Subject::State(state) => Some(state),
            Subject::County(county) => self.geography.counties().get(county).map(|county| county.fips.state()),
        }
    }

    /// What is counted in a place.
    pub(super) fn tally(&self, subject: Subject) -> Tally {
        let tallies = count::tally(&self.record, &self.filter, self.day, 1, &mut |agreement, count| {
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
            let text = view.dossier(code).unwrap();
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
                 March 5, 2025 | Task force: Absent from ICE’s list since June 1, 2025 · Signed February 28, 2025 · listed since \
                 March 5, 2025 | Warrant service officer: Pending since April 1, 2025 | Jail enforcement (over): Renewed by a \
                 later agreement; no longer listed since March 5, 2025 · Signed January 1, 2020 · listed since January 12, 2021",
                "Sanibel Police | A town’s or a campus’s, not county-wide | Task force: Active · Signed March 2, 2025 · listed \
                 since April 1, 2025",
            ]
        );
        assert_eq!(lee.agencies(1)[0].split(" | ").take(2).collect::<Vec<_>>(), ["Highway Patrol", "State agency"]);
        assert_eq!(
            lee.agencies(2),
            [
                "Estero Police | A town’s or a campus’s, not county-wide | Task force (over): No longer listed since May 1, 2025 · \
                 Signed March 2, 2025 · listed since March 5, 2025"
            ]
        );
        assert_eq!(
            lee.one("quote"),
            "Lee County, Florida, has 3 agreements with 3 agencies. The first of them was signed on February 26, 2025. 1 is \
             missing from the newest list, since June 1, 2025; an absence so short is not counted as an ending. As of \
             June 1, 2025. Source: ICE’s lists of participating agencies, January 12, 2021 to June 1, 2025."
        );
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
        let mut view = PlaceView::new(Rc::new(bare.clone()), geography()).unwrap();
        assert!(Told::of(&view, "12071").all("text").is_empty());
        view.link(Documents::read(&Documents::pack(&whole), &bare).unwrap());
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
        let share = "3 of 67 counties in Florida have an agreement with an agency of their own or of a town";
        assert_eq!(glades.all("fact"), [share]);
        // Nothing is near to what is drawn elsewhere than it lies.
        assert_eq!(told("", "15003").choices(0), ["State", "HI Hawaii 0"]);
        let guam = told("", "66010");
        assert_eq!((guam.one("said").as_str(), guam.all("fact").len()), ("Guam has no agreements.", 0));
        assert_eq!(view("").dossier("99999"), None);
        assert_eq!(view("").dossier("<b>"), None);
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
    fn residents_are_of_the_county_or_of_all_counties_of_the_state() {
        let csv = "fips,population_2023,foreign_born_2017_21,votes_dem_2016,votes_gop_2016,votes_2016,votes_dem_2024,\
            votes_gop_2024,votes_2024\n12015,1000,,,,,,,\n12071,834573,,,,,,,\n13049,7,,,,,,,\n";
        let mut view = view("");
        view.populate(Residents::read(&Residents::pack(&Context::compile(csv.as_bytes()).unwrap())).unwrap());
        let first = |code: &str| Told::of(&view, code).all("fact").swap_remove(0);
        assert_eq!(first("12071"), "834,573 residents (2023)");
        assert_eq!(first("FL"), "835,573 residents (2023)");
        assert!(first("12021").starts_with("3 of 67"));
    }

    #[test]
    fn the_line_of_time_has_a_step_at_each_list_that_changed_the_count() {
        let course = told("as-of=2025-04-01", "12071").one("course");
        let [line, area, now, from, to, most, label] = course.split(" | ").collect::<Vec<_>>().try_into().unwrap();
        assert_eq!((from, to, most), ("January 2021", "June 2025", "5"));
        // One agreement of five; then four, five, four, three.
        assert!(line.starts_with("M0 80H") && line.ends_with("V40H1000"), "{line}");
        assert_eq!(line.matches('V').count(), 4);
        assert_eq!(area, format!("{line}V100H0Z"));
        assert!((900..1_000).contains(&now.parse::<i32>().unwrap()), "{now}");
        assert_eq!(
            label,
            "Agreements here from January 12, 2021 to June 1, 2025: at most 5 agreements; on April 1, 2025, 5."
        );
    }

    #[test]
    fn a_query_of_one_place_asks_for_its_panel() {
        let check = |query: &str, expected: Option<&str>| assert_eq!(view(query).asked(), expected, "{query}");
        check("", None);
        check("state=fl", Some("FL"));
        check("county=12071", Some("12071"));
        check("county=12071&state=GA", Some("12071"));
        check("county=12071,12021", None);
        check("state=FL,GA", None);
    }
}
