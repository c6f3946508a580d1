//! Places by their federal codes (FIPS 5-2 states, FIPS 6-4 counties) and the names people know them by.
//!
//! It knows no shapes and no agreements: these codes are all that those two share.

use std::collections::BTreeMap;
use std::fmt;

/// Code, postal abbreviation, English name. Codes and abbreviations: U.S. Census Bureau,
/// ANSI/FIPS state codes. The fifty states, the District and the territories with counties on our maps.
const STATES: [(u8, &str, &str); 54] = [
    (1, "AL", "Alabama"),
    (2, "AK", "Alaska"),
    (4, "AZ", "Arizona"),
    (5, "AR", "Arkansas"),
    (6, "CA", "California"),
    (8, "CO", "Colorado"),
    (9, "CT", "Connecticut"),
    (10, "DE", "Delaware"),
    (11, "DC", "District of Columbia"),
    (12, "FL", "Florida"),
    (13, "GA", "Georgia"),
    (15, "HI", "Hawaii"),
    (16, "ID", "Idaho"),
    (17, "IL", "Illinois"),
    (18, "IN", "Indiana"),
    (19, "IA", "Iowa"),
    (20, "KS", "Kansas"),
    (21, "KY", "Kentucky"),
    (22, "LA", "Louisiana"),
    (23, "ME", "Maine"),
    (24, "MD", "Maryland"),
    (25, "MA", "Massachusetts"),
    (26, "MI", "Michigan"),
    (27, "MN", "Minnesota"),
    (28, "MS", "Mississippi"),
    (29, "MO", "Missouri"),
    (30, "MT", "Montana"),
    (31, "NE", "Nebraska"),
    (32, "NV", "Nevada"),
    (33, "NH", "New Hampshire"),
    (34, "NJ", "New Jersey"),
    (35, "NM", "New Mexico"),
    (36, "NY", "New York"),
    (37, "NC", "North Carolina"),
    (38, "ND", "North Dakota"),
    (39, "OH", "Ohio"),
    (40, "OK", "Oklahoma"),
    (41, "OR", "Oregon"),
    (42, "PA", "Pennsylvania"),
    (44, "RI", "Rhode Island"),
    (45, "SC", "South Carolina"),
    (46, "SD", "South Dakota"),
    (47, "TN", "Tennessee"),
    (48, "TX", "Texas"),
    (49, "UT", "Utah"),
    (50, "VT", "Vermont"),
    (51, "VA", "Virginia"),
    (53, "WA", "Washington"),
    (54, "WV", "West Virginia"),
    (55, "WI", "Wisconsin"),
    (56, "WY", "Wyoming"),
    (66, "GU", "Guam"),
    (69, "MP", "Northern Mariana Islands"),
    (72, "PR", "Puerto Rico"),
];

/// A state, the District of Columbia, or a territory, by its two-digit code. Ordered by that code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct State(u8);

impl State {
    /// Every state and territory known here, in the order of their codes.
    pub fn all() -> impl Iterator<Item = State> {
        STATES.iter().map(|row| State(row.0))
    }

    /// The state of a two-digit code.
    pub fn from_code(code: u8) -> Option<State> {
        STATES.iter().any(|row| row.0 == code).then_some(State(code))
    }

    /// The state of a postal abbreviation, in either case.
    pub fn from_postal(postal: &str) -> Option<State> {
        STATES.iter().find(|row| row.1.eq_ignore_ascii_case(postal)).map(|row| State(row.0))
    }

    /// The state of an English name, in any case.
    pub fn from_name(name: &str) -> Option<State> {
        STATES.iter().find(|row| row.2.eq_ignore_ascii_case(name)).map(|row| State(row.0))
    }

    /// The two-digit code as a number, 1 to 72.
    pub fn code(self) -> u8 {
        self.0
    }

    /// The postal abbreviation: `FL`.
    pub fn postal(self) -> &'static str {
        self.row().map_or("", |row| row.1)
    }

    /// The English name: `Florida`.
    pub fn name(self) -> &'static str {
        self.row().map_or("", |row| row.2)
    }

    /// Whether it is one of the inhabited territories rather than a state or the District.
    pub fn is_territory(self) -> bool {
        self.0 >= 60
    }

    /// Whether it is the District of Columbia.
    pub fn is_district(self) -> bool {
        self.0 == 11
    }

    fn row(self) -> Option<&'static (u8, &'static str, &'static str)> {
        STATES.iter().find(|row| row.0 == self.0)
    }
}

/// A county or what stands for one (parish, borough, independent city, municipality of a territory), by
/// its five-digit code. Ordered by that code, so that the counties of a state stand together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fips(u32);

impl Fips {
    /// The county of a numeric code whose first two of five digits are a known state.
    pub fn new(code: u32) -> Option<Fips> {
        let state = u8::try_from(code / 1000).ok()?;
        State::from_code(state).map(|_| Fips(code))
    }

    /// Reads exactly five digits.
    pub fn parse(text: &str) -> Option<Fips> {
        (text.len() == 5 && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok().and_then(Fips::new))?
    }

    /// The code as a number.
    pub fn code(self) -> u32 {
        self.0
    }

    /// The state it lies in.
    pub fn state(self) -> State {
        State((self.0 / 1000) as u8)
    }

    /// Whether the code is of an independent city, which Maryland, Missouri, Nevada and Virginia number from 510.
    pub fn is_city(self) -> bool {
        matches!(self.state().code(), 24 | 29 | 32 | 51) && self.0 % 1000 >= 510
    }
}

/// Five digits.
impl fmt::Display for Fips {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:05}", self.0)
    }
}

/// Alaska's boroughs as of 2023, the vintage of the geometry; its other units are census areas, but for four
/// that are both city and borough and one municipality. Source: U.S. Census Bureau, county names 2023.
const ALASKA_BOROUGHS: [u32; 12] = [2013, 2060, 2068, 2090, 2100, 2122, 2130, 2150, 2164, 2170, 2185, 2188];
/// Juneau, Sitka, Wrangell, Yakutat.
const ALASKA_CITY_BOROUGHS: [u32; 4] = [2110, 2220, 2275, 2282];

/// A county's name with the word its state uses for counties: `Lee County`, `Orleans Parish`,
/// `Richmond city`. `short` is the bare name, as Census cartographic files carry it.
pub fn county_title(fips: Fips, short: &str) -> String {
    match county_word(fips) {
        None => short.to_owned(),
        // Three cities carry the word already: Carson City, James City (a county) and Charles City (a county).
        Some("city") if short.ends_with(" City") => short.to_owned(),
        Some(word) => [short, " ", word].concat(),
    }
}

/// The word that a state uses for a county; `None` where its name has none.
pub fn county_word(fips: Fips) -> Option<&'static str> {
    Some(match fips.state().code() {
        _ if fips.is_city() => "city",
        2 if ALASKA_BOROUGHS.contains(&fips.code()) => "Borough",
        2 if ALASKA_CITY_BOROUGHS.contains(&fips.code()) => "City and Borough",
        2 if fips.code() == 2020 => "Municipality",
        2 => "Census Area",
        // Since 2022; the eight counties before them keep the word.
        9 if fips.code() >= 9_110 => "Planning Region",
        11 | 66 => return None,
        22 => "Parish",
        69 | 72 => "Municipality",
        _ => "County",
    })
}

/// The bare names of all counties, looked up by state, and the bodies of known seat that were noted beside them.
///
/// Names are compared as [`key`] folds them, so `St. Tammany`, `Saint Tammany` and `ST TAMMANY` are one.
#[derive(Clone, Debug, Default)]
pub struct Gazetteer {
    by_name: BTreeMap<(State, String), Vec<Fips>>,
    names: BTreeMap<Fips, String>,
    seats: BTreeMap<(State, String), Vec<Fips>>,
}

impl Gazetteer {
    /// From each county's code and bare name.
    pub fn new<'a>(counties: impl IntoIterator<Item = (Fips, &'a str)>) -> Gazetteer {
        let mut gazetteer = Gazetteer::default();
        for (fips, name) in counties {
            gazetteer.by_name.entry((fips.state(), key(name))).or_default().push(fips);
            gazetteer.names.insert(fips, name.to_owned());
        }
        gazetteer
    }

    /// The counties of a state with exactly this name after folding: none, one, or a county and an
    /// independent city (Baltimore, St. Louis, Fairfax, Franklin, Richmond, Roanoke).
    pub fn named(&self, state: State, name: &str) -> &[Fips] {
        self.by_name.get(&(state, key(name))).map_or(&[], Vec::as_slice)
    }

    /// The bare names of a state's counties, folded, each with its codes.
    pub fn of_state(&self, state: State) -> impl Iterator<Item = (&str, &[Fips])> {
        self.by_name
            .range((state, String::new())..)
            .take_while(move |((of, _), _)| *of == state)
            .map(|((_, name), codes)| (name.as_str(), codes.as_slice()))
    }

    /// Notes in which counties a body sits whose name is no county's; `folded` is its name as whoever asks will fold
    /// it.
    pub fn seat(&mut self, state: State, folded: String, counties: Vec<Fips>) {
        self.seats.insert((state, folded), counties);
    }

    /// The counties noted for a body; empty where none were.
    pub fn seats(&self, state: State, folded: &str) -> &[Fips] {
        self.seats.get(&(state, folded.to_owned())).map_or(&[], Vec::as_slice)
    }

    /// All counties in the order of their codes, with their bare names.
    pub fn counties(&self) -> impl Iterator<Item = (Fips, &str)> {
        self.names.iter().map(|(fips, name)| (*fips, name.as_str()))
    }

    /// The bare name of a county, as it was given.
    pub fn name(&self, fips: Fips) -> Option<&str> {
        self.names.get(&fips).map(String::as_str)
    }
}

/// A name folded for comparing: lower case, accents and punctuation off, blanks out, `saint` as `st`, `sainte` as
/// `ste`. `De Soto` and `DeSoto`, `LaSalle` and `La Salle`, `Doña Ana` and `Dona Ana` come out equal.
pub fn key(name: &str) -> String {
    name.split(|c: char| c.is_whitespace() || c == '-')
        .map(|word| {
            let word: String = word.chars().filter_map(plain).collect();
            match word.as_str() {
                "saint" => "st".to_owned(),
                "sainte" => "ste".to_owned(),
                _ => word,
            }
        })
        .collect()
}

/// A letter or digit, small and without its accent; `None` for blanks and punctuation. Letters of other alphabets stay
/// as they are.
pub fn plain(letter: char) -> Option<char> {
    Some(match letter {
        'á' | 'à' | 'ä' | 'â' | 'Á' | 'À' | 'Ä' | 'Â' => 'a',
        'é' | 'è' | 'ë' | 'ê' | 'É' | 'È' | 'Ë' | 'Ê' => 'e',
        'í' | 'ì' | 'ï' | 'î' | 'Í' | 'Ì' | 'Ï' | 'Î' => 'i',
        'ó' | 'ò' | 'ö' | 'ô' | 'Ó' | 'Ò' | 'Ö' | 'Ô' => 'o',
        'ú' | 'ù' | 'ü' | 'û' | 'Ú' | 'Ù' | 'Ü' | 'Û' => 'u',
        'ñ' | 'Ñ' => 'n',
        'ç' | 'Ç' => 'c',
        letter if letter.is_ascii_alphanumeric() => letter.to_ascii_lowercase(),
        letter if letter.is_ascii() || ('\u{80}'..='\u{bf}').contains(&letter) => return None,
        // Dashes, quotes and blanks beyond Latin.
        '\u{2000}'..='\u{206f}' | '\u{3000}' => return None,
        letter => letter,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn states_answer_to_code_postal_and_name() {
        for state in State::all() {
            assert_eq!(State::from_code(state.code()), Some(state));
            assert_eq!(State::from_postal(&state.postal().to_lowercase()), Some(state));
            assert_eq!(State::from_name(&state.name().to_uppercase()), Some(state));
        }
        assert_eq!(State::all().count(), 54);
        assert_eq!(State::from_postal("ZZ"), None);
    }

    #[test]
    fn counties_are_called_what_their_state_calls_them() {
        let check = |code, short, title| assert_eq!(county_title(Fips::new(code).unwrap(), short), title);
        check(12_071, "Lee", "Lee County");
        check(22_071, "Orleans", "Orleans Parish");
        check(51_760, "Richmond", "Richmond city");
        check(51_159, "Richmond", "Richmond County");
        check(32_510, "Carson City", "Carson City");
        check(51_036, "Charles City", "Charles City County");
        check(2_110, "Juneau", "Juneau City and Borough");
        check(2_020, "Anchorage", "Anchorage Municipality");
        check(2_063, "Chugach", "Chugach Census Area");
        check(9_190, "Western Connecticut", "Western Connecticut Planning Region");
        check(9_001, "Fairfield", "Fairfield County");
        check(66_010, "Guam", "Guam");
    }

    #[test]
    fn names_fold_alike() {
        let check = |a, b| assert_eq!(key(a), key(b), "{a} and {b}");
        check("St. Tammany", "SAINT TAMMANY");
        check("DeSoto", "De Soto");
        check("Doña Ana", "Dona Ana");
        check("Prince George's", "Prince Georges");
        check("Miami-Dade", "Miami Dade");
    }

    #[test]
    fn a_county_and_a_city_of_one_name_are_both_found() {
        let (county, city) = (Fips::new(24_005).unwrap(), Fips::new(24_510).unwrap());
        let gazetteer = Gazetteer::new([(county, "Baltimore"), (city, "Baltimore")]);
        let maryland = State::from_postal("MD").unwrap();
        assert_eq!(gazetteer.named(maryland, "BALTIMORE"), [county, city]);
        assert!(gazetteer.named(State::from_postal("VA").unwrap(), "Baltimore").is_empty());
        assert_eq!(gazetteer.of_state(maryland).count(), 1);
    }
}
