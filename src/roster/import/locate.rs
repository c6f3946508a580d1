//! In which county an agency sits: by its own name, else by the hand table, else by the county that ICE prints.
//!
//! A name is matched whole. A typing error is forgiven only in names long enough to survive it, so that Bowie
//! never becomes Boone. What fits no rule and stands in no table stays without a county: nothing is guessed.

use crate::place::{Fips, Gazetteer, State, key};

use super::cell::only;
use crate::roster::record::agreement::{Level, slug};

/// What was found out about an agency's county.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Location {
    /// The counties, in the order of their codes; empty for state agencies and where no rule fits.
    pub counties: Vec<Fips>,
    /// Why what ICE prints was not taken as it stands, for the log.
    pub remark: Option<&'static str>,
}

/// The words that follow a county's name.
const NOUNS: [&str; 5] = ["county", "parish", "borough", "municipality", "district"];

/// Places an agency. `printed` is what ICE's COUNTY says, cleaned; `None` where it says nothing.
pub fn locate(
    gazetteer: &Gazetteer,
    state: State,
    agency: &str,
    level: Option<Level>,
    printed: Option<&str>,
) -> Location {
    if level == Some(Level::State) {
        return Location::default();
    }
    let own = by_own_name(gazetteer, state, agency, level);
    let stated = printed.and_then(|printed| by_cell(gazetteer, state, printed));
    let hand = gazetteer.seats(state, &slug(agency));
    match (own, stated) {
        // A row of the hand table has its reason: it knows of cells that name a real county, but not the agency's.
        (None, Some((stated, _))) if !hand.is_empty() && stated != hand => {
            Location { counties: hand.to_vec(), remark: Some("the county of the hand table") }
        }
        (Some(own), Some((stated, _))) if !stated.contains(&own) => {
            Location { counties: vec![own], remark: Some("the county in the agency's own name") }
        }
        (_, Some((counties, remark))) => Location { counties, remark },
        (Some(own), None) => {
            let remark = printed.map(|_| "no county of that name in the state: the county in the agency's own name");
            Location { counties: vec![own], remark }
        }
        (None, None) => {
            let remark = match hand {
                [] => "no county of that name in the state: unplaced",
                _ => "no county of that name in the state: the county of the hand table",
            };
            Location { counties: hand.to_vec(), remark: printed.map(|_| remark) }
        }
    }
}

/// The level of an agency, where its name says more than ICE's TYPE, `printed`: the sheriff of a county is the
/// county's, and a police department or department of public safety that does not call itself a county's is a town's. A
/// department named as a county is, such as Miami-Dade's, stays what ICE prints, unless the hand table knows it for a
/// town's.
pub fn level(gazetteer: &Gazetteer, state: State, agency: &str, printed: Option<Level>) -> Option<Level> {
    let lower = agency.to_lowercase();
    let words: Vec<&str> = lower.split(' ').map(|word| word.trim_end_matches([',', '.'])).collect();
    let says = |noun: &str| words.contains(&noun);
    let of_county = words.iter().any(|word| NOUNS.contains(word));
    let sheriff = words.iter().any(|word| word.starts_with("sheriff"));
    match printed {
        Some(Level::Municipal) if of_county && sheriff => {
            let own = by_own_name(gazetteer, state, agency, Some(Level::County));
            own.map_or(printed, |_| Some(Level::County))
        }
        Some(Level::County) if !of_county && !sheriff && (says("police") || (says("public") && says("safety"))) => {
            let office = words.iter().position(|word| is_office(word)).unwrap_or_default();
            let name = words.get(..office).unwrap_or_default().join(" ");
            let named = !gazetteer.named(state, &name).is_empty();
            let town = !named || !gazetteer.seats(state, &slug(agency)).is_empty();
            if town { Some(Level::Municipal) } else { printed }
        }
        _ => printed,
    }
}

/// The county that an agency's name speaks of: `Lee County Sheriff's Office`, `Miami-Dade Sheriff's Office`,
/// `Sheriff of Lee County`, `City of Richmond Police Department` where Richmond is an independent city.
fn by_own_name(gazetteer: &Gazetteer, state: State, agency: &str, level: Option<Level>) -> Option<Fips> {
    let words: Vec<&str> = agency.split(' ').collect();
    let lower: Vec<String> = words.iter().map(|word| word.to_lowercase()).collect();
    let before = |index: usize| words.get(..index).unwrap_or_default();
    // `County` in a name belongs to the words before it; the words of an office may stand before those.
    if let Some(noun) = lower.iter().position(|word| NOUNS.contains(&word.trim_end_matches([',', '.']))) {
        let name = before(noun);
        let office = |word: &str| word.eq_ignore_ascii_case("of") || word.starts_with(|c: char| c.is_ascii_digit());
        let after_office =
            name.iter().rposition(|word| office(word)).map_or(name, |at| name.get(at + 1..).unwrap_or_default());
        let codes = [name, after_office].map(|name| gazetteer.named(state, &name.join(" ")));
        return codes.into_iter().find_map(|codes| only(codes.iter().copied().filter(|fips| !fips.is_city())));
    }
    let office = |words: &[String]| words.iter().position(|word| is_office(word));
    // `City of Richmond`, `Richmond City`, or a bare name before the office's own words.
    let (name, said_city) = match lower.as_slice() {
        [city, of, rest @ ..] if city == "city" && of == "of" => {
            (words.get(2..2 + office(rest).unwrap_or(rest.len())), true)
        }
        all => {
            let end = office(all)?;
            let city = end.checked_sub(1).filter(|last| lower.get(*last).is_some_and(|word| word == "city"));
            (words.get(..city.unwrap_or(end)), city.is_some())
        }
    };
    let codes = gazetteer.named(state, &name?.join(" "));
    let of_kind = |city: bool| only(codes.iter().copied().filter(move |fips| fips.is_city() == city));
    let sheriff = lower.iter().any(|word| word.starts_with("sheriff"));
    // A sheriff without the word `County` still speaks of the county; a town's police may only share its name.
    if level == Some(Level::County) && sheriff && !said_city {
        return of_kind(false).or_else(|| of_kind(true));
    }
    of_kind(true)
}

fn is_office(word: &str) -> bool {
    ["sheriff", "sheriffs", "police", "department", "marshal", "public"].contains(&word.replace("'s", "").as_str())
}

/// The counties that a COUNTY cell speaks of, and what had to be overlooked in it.
fn by_cell(gazetteer: &Gazetteer, state: State, printed: &str) -> Option<(Vec<Fips>, Option<&'static str>)> {
    if let Some(found) = one_by_cell(gazetteer, state, printed) {
        return Some((vec![found.0], found.1));
    }
    let parts: Vec<&str> = printed.split(['/', ';', ',', '&']).flat_map(|part| part.split(" and ")).collect();
    if parts.len() < 2 {
        return None;
    }
    let mut counties = Vec::new();
    for part in parts {
        counties.push(one_by_cell(gazetteer, state, part.trim())?.0);
    }
    counties.sort_unstable();
    counties.dedup();
    Some((counties, Some("several counties")))
}

fn one_by_cell(gazetteer: &Gazetteer, state: State, printed: &str) -> Option<(Fips, Option<&'static str>)> {
    let (name, noun) = match printed.rsplit_once(' ') {
        Some((name, last)) => {
            let last = last.to_lowercase();
            let county =
                NOUNS.iter().any(|noun| strsim::osa_distance(noun, &last) <= if *noun == "county" { 2 } else { 1 });
            match last.as_str() {
                "city" => (name, Some(true)),
                _ if county => (name, Some(false)),
                _ => (printed, None),
            }
        }
        None => (printed, None),
    };
    // Of a county and an independent city of one name, the cell means the one whose noun it prints; the county where it
    // prints none.
    let pick = |codes: &[Fips]| match codes {
        [one] => Some(*one),
        _ => only(codes.iter().copied().filter(|fips| fips.is_city() == noun.unwrap_or(false))),
    };
    if let Some(found) = pick(gazetteer.named(state, name)).or_else(|| pick(gazetteer.named(state, printed))) {
        return Some((found, None));
    }
    // `St. Mary's` for St. Marys folds away; `Lyon's County` for Lyon does not.
    if let Some(found) = name.strip_suffix("'s").and_then(|name| pick(gazetteer.named(state, name))) {
        return Some((found, Some("read without the possessive")));
    }
    let folded = key(name);
    let allowed = match folded.len() {
        0..=5 => return None,
        6..=9 => 1,
        _ => 2,
    };
    let near = gazetteer.of_state(state).filter(|(name, _)| strsim::osa_distance(name, &folded) <= allowed);
    only(near).and_then(|(_, codes)| pick(codes)).map(|found| (found, Some("a typing error")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gazetteer() -> Gazetteer {
        let counties = [
            (12_071, "Lee"),
            (12_086, "Miami-Dade"),
            (22_109, "Terrebonne"),
            (24_005, "Baltimore"),
            (24_037, "St. Mary's"),
            (24_510, "Baltimore"),
            (29_189, "St. Louis"),
            (29_510, "St. Louis"),
            (35_013, "Doña Ana"),
            (36_101, "Steuben"),
            (48_037, "Bowie"),
            (48_061, "Cameron"),
            (51_159, "Richmond"),
            (51_760, "Richmond"),
            (51_097, "King and Queen"),
        ];
        Gazetteer::new(counties.map(|(code, name)| (Fips::new(code).unwrap(), name)))
    }

    fn check(state: &str, agency: &str, level: Option<Level>, printed: Option<&str>, expected: &[u32]) {
        let state = State::from_postal(state).unwrap();
        let location = locate(&gazetteer(), state, agency, level, printed);
        let codes: Vec<u32> = location.counties.iter().map(|fips| fips.code()).collect();
        assert_eq!(codes, expected, "{agency} in {printed:?}");
    }

    #[test]
    fn an_agencys_own_name_comes_first() {
        let county = Some(Level::County);
        check("FL", "Lee County Sheriff's Office", county, None, &[12_071]);
        check("FL", "Lee County Sheriff's Office", county, Some("Miami-Dade County"), &[12_071]);
        check("FL", "Miami-Dade Sheriff's Office", county, None, &[12_086]);
        check("FL", "Sheriff of Lee County", None, None, &[12_071]);
        check("TX", "Constable Precinct 2 Cameron County", None, None, &[48_061]);
        check("LA", "Terrebonne Parish Sheriff's Office", county, None, &[22_109]);
        check("VA", "City of Richmond Sheriff's Office", county, None, &[51_760]);
        check("VA", "Richmond County Sheriff's Office", county, None, &[51_159]);
        check("VA", "Richmond City Police Department", Some(Level::Municipal), None, &[51_760]);
        check("MO", "St. Louis County Sheriff's Office", county, None, &[29_189]);
        check("MO", "Saint Louis City Sheriff's Office", county, None, &[29_510]);
        check("NM", "Dona Ana County Sheriff's Office", county, None, &[35_013]);
    }

    #[test]
    fn a_name_says_whose_office_it_is() {
        let mut gazetteer = gazetteer();
        let texas = State::from_postal("TX").unwrap();
        gazetteer.seat(texas, slug("Cameron Police Department"), vec![Fips::new(48_331).unwrap()]);
        let check = |state: &str, agency: &str, printed, expected| {
            let state = State::from_postal(state).unwrap();
            assert_eq!(level(&gazetteer, state, agency, Some(printed)), Some(expected), "{agency}");
        };
        let (county, town) = (Level::County, Level::Municipal);
        check("FL", "Lee County Sheriff's Office", town, county);
        check("FL", "Sanibel Police Department", county, town);
        check("FL", "Sanibel Department of Public Safety", county, town);
        check("FL", "Miami-Dade Police Department", county, county);
        check("FL", "Lee County Port Authority Police", county, county);
        check("FL", "Lee County Constable Precinct 1", town, town);
        check("TX", "Cameron Police Department", county, town);
        check("TX", "Bowie Police Department", county, county);
        check("VA", "Hopewell County Sheriff's Office", town, town);
        check("FL", "Highway Patrol", Level::State, Level::State);
        assert_eq!(level(&gazetteer, texas, "Anywhere Police Department", None), None);
    }

    #[test]
    fn a_town_is_placed_by_the_printed_county_alone() {
        let town = Some(Level::Municipal);
        check("FL", "Lee Police Department", town, None, &[]);
        check("FL", "Fort Myers Police Department", town, Some("Lee County"), &[12_071]);
        check("FL", "Fort Myers Police Department", town, Some("Lee Conty"), &[12_071]);
        check("NY", "Bath Police Department", town, Some("Stueben County"), &[36_101]);
        check("MD", "Leonardtown Police Department", town, Some("St. Mary's County"), &[24_037]);
        check("MD", "Essex Police Department", town, Some("Baltimore"), &[24_005]);
        check("MD", "Harbor Police Department", town, Some("Baltimore City"), &[24_510]);
        check("VA", "Shacklefords Police Department", town, Some("King and Queen County"), &[51_097]);
        check("TX", "Anywhere Police Department", town, Some("Bowie/Cameron"), &[48_037, 48_061]);
        check("TX", "Anywhere Police Department", town, Some("Boone County"), &[]);
        check("TX", "Anywhere Police Department", town, Some("Decatur"), &[]);
    }

    #[test]
    fn the_hand_table_overrules_a_cell_but_no_name() {
        let florida = State::from_postal("FL").unwrap();
        let lee = Fips::new(12_071).unwrap();
        let mut gazetteer = gazetteer();
        gazetteer.seat(florida, "estero-police-department".to_owned(), vec![lee]);
        let place = |printed| locate(&gazetteer, florida, "Estero Police Department", Some(Level::Municipal), printed);
        assert_eq!(place(None), Location { counties: vec![lee], remark: None });
        assert_eq!(place(Some("Lee County")), Location { counties: vec![lee], remark: None });
        let other = place(Some("Miami-Dade County"));
        assert_eq!(other, Location { counties: vec![lee], remark: Some("the county of the hand table") });
        let wrong = place(Some("Bowie County"));
        assert_eq!(wrong.counties, [lee]);
        assert_eq!(wrong.remark, Some("no county of that name in the state: the county of the hand table"));
    }

    #[test]
    fn a_state_agency_sits_in_no_county() {
        check(
            "FL",
            "Lee County Office of the Department of Law Enforcement",
            Some(Level::State),
            Some("Lee County"),
            &[],
        );
    }
}
