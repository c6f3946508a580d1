//! What a page's search is told: the places and agencies that a reader may mean, and what is counted of the one that is
//! chosen. It remembers no search.

use std::rc::Rc;

use super::super::title;
use super::finding::{self, Errors, Hit, fits};
use super::fold::Folded;
use super::index::{Entry, Form, Index, Subject};
use super::reading::{Reading, read};
use super::town::town;
use crate::atlas::Geography;
use crate::contract::Query;
use crate::error::Result;
use crate::phrases::phrase;
use crate::place::county_word;
use crate::roster::query::count;
use crate::roster::record::Record;
use crate::roster::record::agreement::{Agreement, Level, Seat};

use super::super::needs::require_names;

/// So many are offered at the most: a page shows no more without scrolling, and more letters are typed faster than so
/// many are read.
const MOST: usize = 10;

/// A search of one record and geography.
#[derive(Clone, Debug)]
pub struct SearchView {
    record: Rc<Record>,
    pub(super) geography: Rc<Geography>,
    pub(super) index: Index,
    query: Query,
}

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// The best first; none for fewer than two letters.
    pub offers: Vec<Offer>,
    /// How many there are, or that there is none and what to do; empty for fewer than two letters.
    pub said: String,
}

/// A place or an agency that may be meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// By which it is [chosen](SearchView::choose).
    pub entry: usize,
    /// What it is called, in pieces: by turns what was not typed, which may be nothing, and what was.
    pub name: Vec<String>,
    /// What it is, and where: `County · Florida`.
    pub about: String,
}

/// What was chosen: a place and what is counted there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chosen {
    /// Five digits for a county, the postal code for a state; of an agency and a town those of the county that it sits
    /// in, the first of several, else of its state.
    pub code: String,
    /// What the place of the code is called: `Lee County, Florida`.
    pub name: String,
    /// Agreements there, for the query.
    pub agreements: usize,
    /// Agencies there.
    pub agencies: usize,
    /// The agency, if one was chosen, or the one that a town was found by.
    pub agency: Option<String>,
}

impl SearchView {
    /// Folds all names of a record and a geography, which takes longer than any search.
    ///
    /// # Errors
    /// The record's agencies have no names yet.
    pub fn new(record: Rc<Record>, geography: Rc<Geography>) -> Result<SearchView> {
        require_names(&record)?;
        let index = Index::new(&record, &geography);
        Ok(SearchView { record, geography, index, query: Query::default() })
    }

    /// Follows another query: its language, and what it counts.
    pub fn update(&mut self, query: Query) {
        self.query = query;
    }

    /// What a list of offers is called.
    pub fn called(&self) -> &'static str {
        self.query.lang.pick(phrase!(search.found))
    }

    /// What a reader may mean.
    pub fn find(&self, text: &str) -> Found {
        self.found(text, &|_| true)
    }

    /// Which states and counties a reader may mean.
    pub fn find_places(&self, text: &str) -> Found {
        self.found(text, &|entry| matches!(entry.subject, Subject::State | Subject::County(_)))
    }

    fn found(&self, text: &str, admitted: &finding::Admitted) -> Found {
        let lang = self.query.lang;
        let readings = read(text, &self.index);
        if readings.is_empty() {
            return Found::default();
        }
        let (hits, n) = finding::find(&self.index, &readings, MOST, admitted);
        let is_similar = hits.first().is_some_and(Hit::is_slip);
        let mut offers = Vec::new();
        for hit in hits {
            offers.extend(self.offer(hit, &readings));
        }
        let said = match n {
            0 => lang.tell(phrase!(search.nothing), &[text.trim()]),
            n if n > offers.len() => {
                let all = lang.count(phrase!(search.results), n);
                lang.tell(phrase!(search.first), &[&all, &lang.number(offers.len())])
            }
            n => lang.count(phrase!(search.results), n),
        };
        let said = if is_similar { lang.tell(phrase!(search.similar), &[text.trim(), &said]) } else { said };
        Found { offers, said }
    }

    /// What an offer stands for; `None` for a number that was never offered.
    pub fn choose(&self, entry: usize) -> Option<Chosen> {
        let entry = self.index.entries().get(entry)?;
        let name = entry.county.map_or_else(
            || self.state(entry).to_owned(),
            |county| title::county(&self.geography, county, self.query.lang),
        );
        let within = |seat: Seat| match entry.county {
            None => seat.state == entry.state,
            county => seat.counties.iter().any(|fips| self.geography.position(*fips) == county),
        };
        let day = self.record.clamp(self.query.as_of)?;
        let tally = count::tally(&self.record, &self.query.filter, day, 1, &mut |seat, count| {
            if within(seat) {
                count(0);
            }
        });
        let tally = tally.first().copied().unwrap_or_default();
        let agency = self.agreement(entry.subject).map(|agreement| agreement.agency.to_owned());
        let code = self.code(entry);
        Some(Chosen { code, name, agreements: tally.agreements, agencies: tally.agencies, agency })
    }

    /// The code of the place that an entry leads to.
    pub(super) fn code(&self, entry: &Entry) -> String {
        let shape = entry.county.and_then(|county| self.geography.counties().get(county));
        shape.map_or_else(|| entry.state.postal().to_owned(), |shape| shape.fips.to_string())
    }

    fn offer(&self, hit: Hit, readings: &[Reading]) -> Option<Offer> {
        let entry = self.index.entries().get(hit.entry)?;
        let name = self.name(entry);
        let place = self.place(entry);
        let kind = self.query.lang.pick(match entry.subject {
            Subject::State if entry.state.is_territory() => phrase!(search.territory),
            Subject::State if entry.state.is_district() => phrase!(search.federal_district),
            Subject::State => phrase!(search.state),
            Subject::County(_) if self.word(entry) == Some("County") => phrase!(search.county),
            Subject::County(_) => phrase!(search.equivalent),
            Subject::Town(_) => phrase!(search.town),
            Subject::Agency(_) if self.is_state_wide(entry) => phrase!(search.state_agency),
            Subject::Agency(_) => phrase!(search.agency),
        });
        let about = match place {
            Some(place) => self.query.lang.tell(phrase!(search.about), &[kind, &place]),
            None => kind.to_owned(),
        };
        let name = self.pieces(entry, &name, readings);
        Some(Offer { entry: hit.entry, name, about })
    }

    /// A name in pieces. Of one that was found by another name, or by its code, nothing may have been typed.
    fn pieces(&self, entry: &Entry, name: &str, readings: &[Reading]) -> Vec<String> {
        let folded = Folded::of(name);
        let form = Form::of(&folded, 0);
        let shown = (&form, folded.letters.as_bytes());
        let mut marks = Vec::new();
        if !readings.iter().any(|it| fits(&self.index, entry, shown, it, Errors::Begun, &mut marks).is_some()) {
            marks.clear();
        }
        let mut pieces: Vec<String> = vec![String::new()];
        for (at, letter) in name.char_indices() {
            let spans = || marks.iter().filter_map(|[from, to]| folded.span(*from, *to));
            let typed = spans().any(|[from, to]| from <= at && at < to);
            if typed == (pieces.len() % 2 == 1) {
                pieces.push(String::new());
            }
            if let Some(piece) = pieces.last_mut() {
                piece.push(letter);
            }
        }
        pieces
    }

    fn name(&self, entry: &Entry) -> String {
        match entry.subject {
            Subject::State => self.state(entry).to_owned(),
            Subject::County(at) => title::bare(&self.geography, at, self.query.lang),
            Subject::Town(_) => {
                let town = |agreement: Agreement| town(&agreement, &Folded::of(agreement.agency)).map(str::to_owned);
                self.agreement(entry.subject).and_then(town).unwrap_or_default()
            }
            Subject::Agency(_) => {
                self.agreement(entry.subject).map_or(String::new(), |agreement| agreement.agency.to_owned())
            }
        }
    }

    /// The word that its state uses for a county.
    fn word(&self, entry: &Entry) -> Option<&'static str> {
        county_word(self.geography.counties().get(entry.county?)?.fips)
    }

    /// Where it lies; `None` for a state.
    fn place(&self, entry: &Entry) -> Option<String> {
        match (entry.subject, entry.county) {
            (Subject::State, _) => None,
            (Subject::Town(_) | Subject::Agency(_), Some(county)) => {
                Some(title::county(&self.geography, county, self.query.lang))
            }
            _ => Some(self.state(entry).to_owned()),
        }
    }

    fn state(&self, entry: &Entry) -> &'static str {
        self.query.lang.state(entry.state)
    }

    /// The first agreement of the agency that is found, or that a town is found by.
    fn agreement(&self, subject: Subject) -> Option<Agreement<'_>> {
        match subject {
            Subject::Agency(at) | Subject::Town(at) => self.record.agreements().get(at),
            Subject::State | Subject::County(_) => None,
        }
    }

    fn is_state_wide(&self, entry: &Entry) -> bool {
        self.agreement(entry.subject).is_some_and(|agreement| agreement.level == Some(Level::State))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::place::State;
    use crate::roster::import::places;

    /// Agencies of our own making, in counties that there are.
    const CSV: &str = "\
state,agency,level,fips,model,signed,first_listed,ended
AL,Lee County Sheriff's Office,county,01081,TFM,2025-03-01,2025-03-05,
FL,City of Heron Police Department,municipal,12086,TFM,2025-03-01,2025-03-05,
FL,Egret Highway Patrol,state,,TFM,2025-03-01,2025-03-05,
FL,Ft. Heron Police Department,municipal,12071,TFM,2025-03-02,2025-03-05,
FL,Ft. Heron Police Department,municipal,12071,WSO,2025-03-02,2025-03-05,
FL,Lee County Sheriff's Office,county,12071,JEM,2025-02-01,2025-03-05,
FL,Lee County Sheriff's Office,county,12071,TFM,2025-03-01,2025-03-05,
FL,Ñandú Springs Police Department,municipal,12086,TFM,2025-03-01,2025-03-05,2025-04-01
FL,Twin Herons Marshal's Office,municipal,12057;12103,TFM,2025-03-01,2025-03-05,
FL,Unplaced Police Department,municipal,,TFM,2025-03-01,2025-03-05,
VA,Roanoke Police Department,municipal,51770,TFM,2025-03-01,2025-03-05,
";

    fn search_of(csv: &[u8], query: &str) -> SearchView {
        let geography = Geography::decode(include_bytes!("../../../data/us.atlas")).unwrap();
        let names = places::counties(include_bytes!("../../../data/counties.csv")).unwrap();
        geography.name(|fips| names.name(fips));
        let mut search = SearchView::new(Rc::new(Record::read(csv).unwrap()), Rc::new(geography)).unwrap();
        search.update(Query::parse(query).0);
        search
    }

    fn search(query: &str) -> SearchView {
        search_of(CSV.as_bytes(), query)
    }

    /// The first of what is found, each with its kind and place.
    fn found(search: &SearchView, text: &str) -> Vec<String> {
        search.find(text).offers.iter().map(|offer| format!("{}: {}", offer.name.concat(), offer.about)).collect()
    }

    fn first(search: &SearchView, text: &str) -> String {
        found(search, text).into_iter().next().unwrap_or_default()
    }

    #[test]
    fn readers_find_what_they_mean() {
        let search = search("");
        let check = |text: &str, expected: &str| assert_eq!(first(&search, text), expected, "{text}");
        for text in [
            "lee, fl",
            "Lee,FL",
            "lee county florida",
            "LEE COUNTY, Fl.",
            "lee fl",
            "lee florida",
            "lee, flo",
            "county of lee, florida",
            "condado de lee, florida",
            "lee, flroida",
        ] {
            check(text, "Lee County: County · Florida");
        }
        check("lee, al", "Lee County: County · Alabama");
        for text in ["st johns", "saint johns", "st. johns", "Saint Johns County", "saint jo", "st jo", "sait johns"] {
            check(text, "St. Johns County: County · Florida");
        }
        for text in ["miami dade", "Miami-Dade", "miamidade", "dade fl", "maimi dade", "MIAMI–DADE COUNTY"] {
            check(text, "Miami-Dade County: County · Florida");
        }
        for text in ["doña ana", "dona ana", "DONA ANA", "Don\u{303}a Ana", "dona ana, nm"] {
            check(text, "Doña Ana County: County · New Mexico");
        }
        check("desoto fl", "DeSoto County: County · Florida");
        check("de soto fl", "DeSoto County: County · Florida");
        check("new york", "New York: State");
        check("nueva york", "New York: State");
        check("ny", "New York: State");
        check("washignton", "Washington: State");
        check("state of washington", "Washington: State");
        check("dc", "District of Columbia: Federal district");
        check("guam", "Guam: Territory");
        check("orleans", "Orleans Parish: County equivalent · Louisiana");
        check("kansas city", "");
    }

    #[test]
    fn agencies_and_their_towns_are_found() {
        let search = search("");
        let check = |text: &str, expected: &str| assert_eq!(first(&search, text), expected, "{text}");
        check("heron", "Heron: City or town · Miami-Dade County, Florida");
        check("city of heron", "Heron: City or town · Miami-Dade County, Florida");
        check("heron police", "Ft. Heron Police Department: Agency · Lee County, Florida");
        check("city of heron police", "City of Heron Police Department: Agency · Miami-Dade County, Florida");
        check("fort heron", "Ft. Heron: City or town · Lee County, Florida");
        check("ft heron", "Ft. Heron: City or town · Lee County, Florida");
        check("fort heron pd", "Ft. Heron Police Department: Agency · Lee County, Florida");
        check("patrol", "Egret Highway Patrol: State agency · Florida");
        check("patrol florida", "Egret Highway Patrol: State agency · Florida");
        check("sheriff lee alabama", "Lee County Sheriff's Office: Agency · Lee County, Alabama");
        check("sheriff lee", "Lee County Sheriff's Office: Agency · Lee County, Florida");
        check("police lee county", "Ft. Heron Police Department: Agency · Lee County, Florida");
        check("twin herons", "Twin Herons: City or town · Hillsborough County, Florida");
        check("unplaced", "Unplaced: City or town · Florida");
        // No longer listed, and still found.
        check("nandu", "Ñandú Springs: City or town · Miami-Dade County, Florida");
        // An independent city is no town besides.
        assert!(
            !found(&search, "roanoke").iter().any(|found| found.contains("town")),
            "{:?}",
            found(&search, "roanoke")
        );
        assert_eq!(found(&search, "roanoke police"), ["Roanoke Police Department: Agency · Roanoke city, Virginia"]);
    }

    #[test]
    fn the_best_come_first_and_of_equals_the_larger() {
        let search = search("");
        let names = |text: &str| found(&search, text);
        // Of the counties of that name Florida's has most, then Alabama's; then the others, in their order.
        let lee = names("lee");
        assert_eq!(lee[..2], ["Lee County: County · Florida", "Lee County: County · Alabama"]);
        assert!(lee[2..].iter().all(|found| found.starts_with("Lee County: County · ")), "{lee:?}");
        // The whole name; then words of names, the larger first, towns before agencies, short names before long ones.
        let heron = names("heron");
        let begins = [
            "Heron: ",
            "Ft. Heron: ",
            "Ft. Heron Police",
            "Twin Herons: ",
            "Twin Herons Marshal",
            "City of Heron Police",
        ];
        for (found, begins) in heron.iter().zip(begins) {
            assert!(found.starts_with(begins), "{heron:?}");
        }
        // An error in a whole name comes last.
        assert_eq!(heron[begins.len()..], ["Huron County: County · Michigan", "Huron County: County · Ohio"]);
        assert_eq!(names("herron")[0], "Heron: City or town · Miami-Dade County, Florida");
        // One in a beginning only where nothing fits.
        assert_eq!(names("egr"), ["Egret Highway Patrol: State agency · Florida"]);
        assert_eq!(names("egerth")[0], "Egret Highway Patrol: State agency · Florida");
        // What may be a state's name, and may be none, does not hide what begins so.
        let south = names("lee county s");
        assert!(south[0].contains(" · South Carolina") && south[1].starts_with("Lee County Sheriff"), "{south:?}");
    }

    #[test]
    fn counties_are_found_by_their_titles_in_each_language() {
        for lang in ["en", "es"] {
            let search = search(&format!("lang={lang}"));
            let check = |text: &str, code: &str| {
                let offers = search.find(text).offers;
                let chosen = offers.first().and_then(|offer| search.choose(offer.entry));
                assert_eq!(chosen.map_or(String::new(), |chosen| chosen.code), code, "{text}, {lang}");
            };
            for text in ["condado de lee, fl", "Condado de Lee, Florida", "condado de le, fl", "condado lee, fl"] {
                check(text, "12071");
            }
            for text in
                ["parroquia de orleans", "Parroquia de Orleans, Luisiana", "parroquia orleans", "orleans parish"]
            {
                check(text, "22071");
            }
            check("municipio de tinian", "69120");
            check("tinian municipality", "69120");
            check("área censal de bethel", "02050");
            check("region de planificacion de capitol", "09110");
            check("ciudad de roanoke", "51770");
        }
        let spanish = search("lang=es");
        assert_eq!(first(&spanish, "lee, fl"), "Condado de Lee: Condado · Florida");
        assert_eq!(first(&spanish, "orleans"), "Parroquia de Orleans: Equivalente a un condado · Luisiana");
    }

    #[test]
    fn state_agencies_are_found_by_their_initials() {
        let csv = "\
state,agency,level,fips,model,first_listed,ended
FL,Florida Bureau of the Wetlands and Herons,state,,TFM,2025-03-05,
FL,\"Florida Department of Rare Birds and Nests, Division of Heron Care\",state,,TFM,2025-03-05,
FL,Quail Egret Osprey Police Department,municipal,12071,TFM,2025-03-05,
GA,Georgia Bureau of Wetlands,state,,TFM,2025-03-05,
";
        let search = search_of(csv.as_bytes(), "");
        let check = |text: &str, expected: &str| assert_eq!(first(&search, text), expected, "{text}");
        let wetlands = "Florida Bureau of the Wetlands and Herons: State agency · Florida";
        for text in ["fbwh", "FBWH", "F.B.W.H.", "bwh", "fwh", "fbotwah", "fbw", "bw, fl", "fbwh, florida"] {
            check(text, if text == "bw, fl" { "" } else { wetlands });
        }
        let nests = "Florida Department of Rare Birds and Nests, Division of Heron Care: State agency · Florida";
        for text in ["fdrbn", "drbn", "fhc", "fdhc", "fdorb"] {
            check(text, nests);
        }
        check("gbw", "Georgia Bureau of Wetlands: State agency · Georgia");
        // Of a state's own alone, of three letters at least, in their order, and without an error.
        for text in ["qeo", "qeopd", "fb", "fhw", "fbwx"] {
            check(text, "");
        }
        // Nothing of the name was typed.
        assert_eq!(search.find("fbwh").offers[0].name.len(), 1);
    }

    #[test]
    fn a_town_and_a_county_of_one_name_are_both_among_the_first() {
        let head = "state,agency,level,fips,model,first_listed,ended\n";
        let town = "TX,Houston Police Department,municipal,48201,TFM,2025-03-05,\n";
        let counties = ["AL,01", "GA,13", "MN,27", "TN,47"].map(|state| {
            let (postal, code) = state.split_once(',').unwrap();
            let of_state = |end: &str| format!("{postal},Sheriff's Office {end},county,{code}{end},TFM,2025-03-05,\n");
            let fips = match code {
                "01" => "069",
                "13" => "153",
                "27" => "055",
                _ => "083",
            };
            let office = of_state(fips);
            [office.clone(), office.replace("TFM", "WSO")].concat()
        });
        let names = |csv: &str| found(&search_of(csv.as_bytes(), ""), "houston");
        // The town has fewer than each of four counties.
        let fewer = names(&[head, &counties.concat(), town].concat());
        let at = fewer.iter().position(|found| found == "Houston: City or town · Harris County, Texas");
        assert!(fewer[0].starts_with("Houston County: ") && at.is_some_and(|at| at < 3), "{fewer:?}");
        // One with more comes first, and the county after it.
        let more = names(&[head, town].concat());
        assert_eq!(more[0], "Houston: City or town · Harris County, Texas");
        assert!(more[1].starts_with("Houston County: "), "{more:?}");
        // What is found but for an error comes after all that is not.
        let slipped = "TX,Huston Police Department,municipal,48201,TFM,2025-03-05,\n";
        let after = names(&[head, slipped].concat());
        let at = after.iter().position(|found| found.starts_with("Huston: ")).unwrap();
        assert!(after[..at].iter().all(|found| found.starts_with("Houston")), "{after:?}");
        assert_eq!(at, after.len() - 1);
        // Nothing is offered twice, and as many are said as there are.
        let mut once = fewer.clone();
        once.sort();
        once.dedup();
        assert_eq!(once.len(), fewer.len());
    }

    #[test]
    fn what_was_typed_is_marked() {
        let search = search("");
        let check = |text: &str, expected: &str| {
            let offers = search.find(text).offers;
            let Offer { name, .. } = offers.first().unwrap();
            let piece = |(at, piece): (usize, &String)| if at % 2 == 1 { format!("[{piece}]") } else { piece.clone() };
            assert_eq!(name.iter().enumerate().map(piece).collect::<String>(), expected, "{text}");
        };
        check("lee", "[Lee] County");
        check("lee co, fl", "[Lee Co]unty");
        check("dade, fl", "Miami-[Dade] County");
        // No letter twice.
        check("dad dade, fl", "Miami-[Dade] County");
        check("miamid", "[Miami-D]ade County");
        check("dona a", "[Doña A]na County");
        check("nandu", "[Ñandú] Springs");
        check("saint jo", "[St. Jo]hns County");
        check("sheriff lee", "[Lee] County [Sheriff]'s Office");
        check("maimi dade", "[M]ia[mi-Dade] County");
        check("ny", "New York");
        check("fl", "[Fl]orida");
    }

    #[test]
    fn what_is_not_there_is_said() {
        let english = search("");
        let none = english.find(" xyzzy ");
        assert_eq!(none.offers, []);
        assert!(none.said.starts_with("Nothing found for “xyzzy”."), "{}", none.said);
        assert!(search("lang=es").find("xyzzy").said.starts_with("No se encontró “xyzzy”."));
        for text in ["", " ", "l", "é", ",", "- -", "“”", "l.", "!!!"] {
            assert_eq!(english.find(text), Found::default(), "{text}");
        }
        assert_eq!(english.find("nandu").said, "2 results");
        assert_eq!(english.find("washignton").said.split(". ").next(), Some("Nothing is called “washignton”"));
        assert_eq!(search("lang=es").find("nandu").said, "2 resultados");
        assert_eq!(english.find("egret").said, "1 result");
        assert_eq!(english.find_places("egret").offers, []);
        let places: Vec<String> = english.find_places("lee").offers.iter().map(|offer| offer.about.clone()).collect();
        assert!(places.len() > 2 && places.iter().all(|about| about.starts_with("County")), "{places:?}");
        assert!(
            english.find("county").said.ends_with(" results, the first 10 shown"),
            "{}",
            english.find("county").said
        );
    }

    #[test]
    fn hostile_text_is_text() {
        let name = "<img src=x onerror=alert(1)> & \u{202e}\"Heron\" Police Department";
        let csv = format!(
            "state,agency,level,fips,model,first_listed,ended\nFL,\"{}\",municipal,12071,TFM,2025-03-05,\n",
            name.replace('"', "\"\"")
        );
        let search = search_of(csv.as_bytes(), "");
        assert_eq!(search.find("img src").offers[0].name.concat(), name);
        let long = "lee ".repeat(100_000);
        for text in [
            long.as_str(),
            "\0\0\0",
            "🚓🚓🚓",
            "\u{300}\u{301}\u{302}",
            "ｌｅｅ",
            "%00..//",
            "l\u{200d}ee",
            "łł łł",
            "#1 #2 ##",
            "a,,,,,,b",
            ",,lee",
        ] {
            let found = search.find(text);
            for offer in &found.offers {
                assert!(offer.name.iter().skip(1).all(|piece| !piece.is_empty()), "{text}: {offer:?}");
            }
        }
        assert_eq!(search.find("#1 #2 ##").said.matches("“#1 #2 ##”").count(), 1);
        assert_eq!(search.choose(usize::MAX), None);
    }

    #[test]
    fn a_choice_is_a_place_and_what_is_counted_there() {
        let check = |query: &str, text: &str, expected: (&str, &str, usize, usize, Option<&str>)| {
            let search = search(query);
            let chosen = search.choose(search.find(text).offers[0].entry).unwrap();
            let Chosen { code, name, agreements, agencies, agency } = &chosen;
            assert_eq!((code.as_str(), name.as_str(), *agreements, *agencies, agency.as_deref()), expected, "{text}");
        };
        check("", "lee, fl", ("12071", "Lee County, Florida", 4, 2, None));
        check("model=JEM", "lee, fl", ("12071", "Lee County, Florida", 1, 1, None));
        check("", "florida", ("FL", "Florida", 8, 6, None));
        check("lang=es", "nueva york", ("NY", "Nueva York", 0, 0, None));
        check("", "egret", ("FL", "Florida", 8, 6, Some("Egret Highway Patrol")));
        check("", "unplaced police", ("FL", "Florida", 8, 6, Some("Unplaced Police Department")));
        check("", "fort heron", ("12071", "Lee County, Florida", 4, 2, Some("Ft. Heron Police Department")));
        // Of several counties the first.
        check(
            "",
            "twin herons marshal",
            ("12057", "Hillsborough County, Florida", 1, 1, Some("Twin Herons Marshal's Office")),
        );
        check(
            "as-of=2025-03-05",
            "nandu",
            ("12086", "Miami-Dade County, Florida", 2, 2, Some("Ñandú Springs Police Department")),
        );
        check("", "nandu", ("12086", "Miami-Dade County, Florida", 1, 1, Some("Ñandú Springs Police Department")));
    }

    #[test]
    fn every_county_and_every_agency_is_found_with_and_without_an_error() {
        let search = search_of(include_bytes!("../../../data/agreements.csv"), "");
        let slipped = |name: &str| {
            // The third of the letters that are told apart: left out.
            let at = name.char_indices().filter(|(_, letter)| letter.is_alphabetic()).nth(2).unwrap().0;
            let (before, after) = name.split_at(at);
            let mut after = after.chars();
            after.next();
            format!("{before}{}", after.as_str())
        };
        // Some of them: each search is a walk through all names.
        for county in search.geography.counties().iter().step_by(97) {
            let at = search.geography.position(county.fips).unwrap();
            let state = county.fips.state();
            if title::is_alone(&search.geography, at) {
                assert_eq!(search.choose(search.find(state.name()).offers[0].entry).unwrap().code, state.postal());
                continue;
            }
            let title = title::bare(&search.geography, at, search.query.lang);
            let code = |text: &str| {
                let offers = search.find(text).offers;
                offers.first().and_then(|offer| search.choose(offer.entry)).map_or(String::new(), |chosen| chosen.code)
            };
            let expected = county.fips.to_string();
            for text in [format!("{title}, {}", state.postal()), format!("{title} {}", state.name())] {
                assert_eq!(code(&text), expected, "{text}");
            }
            let bare = search.geography.name_of(at);
            // A city and a county may have one name.
            let twins = search
                .geography
                .counties()
                .iter()
                .enumerate()
                .filter(|(other, county)| county.fips.state() == state && search.geography.name_of(*other) == bare);
            let among = |text: &str| {
                let offers = search.find(&format!("{text}, {}", state.postal())).offers;
                let mut chosen = offers.iter().filter_map(|offer| search.choose(offer.entry));
                assert!(chosen.any(|chosen| chosen.code == expected), "{text}, {}", state.postal());
            };
            if twins.count() == 1 {
                among(bare);
            }
            if title.chars().count() > 8 {
                among(&slipped(&title));
            }
        }
        let mut agencies = 0;
        let mut last = None;
        for (agreement, number) in search.record.with_agencies() {
            if last.replace(number) == Some(number) {
                continue;
            }
            agencies += 1;
            if agencies % 53 > 0 {
                continue;
            }
            let (name, state) = (agreement.agency, agreement.state);
            for text in [name.to_owned(), slipped(name)] {
                let offers = search.find(&format!("{text}, {}", state.postal())).offers;
                let mut chosen = offers.iter().filter_map(|offer| search.choose(offer.entry));
                assert!(chosen.any(|chosen| chosen.agency.as_deref() == Some(name)), "{text}, {}", state.postal());
            }
        }
        assert!(agencies > 1000);
    }

    #[test]
    fn towns_of_the_record_are_places() {
        let search = search_of(include_bytes!("../../../data/agreements.csv"), "");
        let towns: Vec<String> = search
            .index
            .entries()
            .iter()
            .filter(|it| matches!(it.subject, Subject::Town(_)))
            .map(|it| search.name(it))
            .collect();
        assert!(towns.len() > 300, "{}", towns.len());
        for town in &towns {
            let lower = town.to_lowercase();
            for word in ["police", "department", "office", "county", "university", "college", "airport", "constable"] {
                assert!(!lower.split(' ').any(|it| it == word), "{town}");
            }
        }
    }

    #[test]
    fn every_state_is_found_by_its_names_and_its_code() {
        for lang in ["en", "es"] {
            let search = search(&format!("lang={lang}"));
            let drawn: Vec<State> = search.geography.counties().iter().map(|county| county.fips.state()).collect();
            for state in State::all().filter(|state| drawn.contains(state)) {
                let own = search.query.lang.state(state);
                for text in [state.name(), own, state.postal()] {
                    let offers = search.find(text).offers;
                    assert!(!offers.is_empty(), "{text}");
                    assert_eq!(search.choose(offers[0].entry).unwrap().code, state.postal(), "{text}");
                    assert_eq!(offers[0].name.concat(), own);
                    assert_eq!(
                        offers.iter().filter(|offer| offer.name.concat() == own && !offer.about.contains('·')).count(),
                        1,
                        "{text}"
                    );
                }
            }
        }
    }
}
