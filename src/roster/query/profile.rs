//! In which counties the agencies of a day are, and whose residents: small ones, and those that voted for the winner.
//!
//! No share stands without its base rate, the same share of all counties: five counties in six voted for the winner of
//! 2024, so most agencies of any list do. It knows no geometry: whoever asks brings codes of other years to those of
//! 2023.

use std::collections::BTreeSet;

use crate::date::Date;
use crate::error::Result;
use crate::place::Fips;

use super::context::{Context, ELECTIONS, Figures, last_election};
use super::earlier::Period;
use crate::roster::record::Record;
use crate::roster::record::agreement::Level;
use crate::roster::record::table::rows;

/// A county with fewer residents is small: the line that the literature on the program draws.
pub const SMALL: u32 = 100_000;

/// An agency with an agreement on a day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Agency {
    /// It is the state's own, and so sits in no county.
    pub of_state: bool,
    /// The counties it sits in; empty where nobody could say.
    pub counties: BTreeSet<Fips>,
    /// Those of them that its agreement covers whole: never a town's or a campus's.
    pub county_wide: BTreeSet<Fips>,
}

impl Agency {
    /// Takes in one of its agreements. One without a level is a sheriff's, as on the map: ICE gave none only before
    /// 2025.
    fn add(&mut self, level: Option<Level>, counties: impl Iterator<Item = Fips>) {
        match level {
            Some(Level::State) => self.of_state = true,
            Some(Level::Municipal) => self.counties.extend(counties),
            Some(Level::County) | None => {
                let counties: Vec<Fips> = counties.collect();
                self.counties.extend(&counties);
                self.county_wide.extend(&counties);
            }
        }
    }
}

/// The agencies whose agreements are active on a day, by the record. `current` gives the code of 2023 for one of any
/// year.
pub fn active(record: &Record, day: Date, current: impl Fn(Fips) -> Fips) -> Vec<Agency> {
    let mut agencies: Vec<Agency> = Vec::new();
    let mut last = None;
    for (agreement, number) in record.with_agencies().filter(|(agreement, _)| agreement.is_active(day)) {
        if last.replace(number) != Some(number) {
            agencies.push(Agency::default());
        }
        let counties = agreement.counties.iter().map(|fips| current(*fips));
        agencies.iter_mut().next_back().into_iter().for_each(|agency| agency.add(agreement.level, counties.clone()));
    }
    agencies
}

/// The agencies that single rosters name before the record begins: a partial list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// The first signing and the last roster of all: nothing is known of other days.
    pub span: (Date, Date),
    /// Those that had signed by the day and that a roster of the day or later names.
    pub agencies: Vec<Agency>,
}

/// Who is known from `data/early.csv` to have had an agreement on a day; `None` for a table without rows.
///
/// # Errors
/// A column is missing, or a cell is not what its column holds; the error names the row.
pub fn known(early: &[u8], day: Date, current: impl Fn(Fips) -> Fips) -> Result<Option<Known>> {
    let (mut agencies, mut days) = (Vec::new(), Vec::new());
    rows(early, ["level", "fips", "first_signed", "last_listed"], |[level, fips, first, last]| {
        let (first, last) = (Period::parse(first)?.first, Period::parse(last)?.last());
        days.extend([first, last]);
        let codes = fips.split(';').filter(|code| !code.is_empty()).map(Fips::parse);
        let counties = codes.collect::<Option<Vec<Fips>>>()?;
        if (first..=last).contains(&day) {
            let mut agency = Agency::default();
            agency.add(Some(Level::from_code(level)?), counties.into_iter().map(&current));
            agencies.push(agency);
        }
        Some(())
    })?;
    let span = days.iter().min().copied().zip(days.iter().max().copied());
    Ok(span.map(|span| Known { span, agencies }))
}

/// What a line is a share of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    /// Agencies, those of a state apart. One of several counties counts once, as [`Within`] where every one of them is.
    Agencies,
    /// Counties with a county-wide agreement.
    Counties,
    /// The residents of these counties.
    Residents,
    /// The residents of these counties who were born abroad.
    ForeignBorn,
}

impl Of {
    /// All four.
    pub const ALL: [Of; 4] = [Of::Agencies, Of::Counties, Of::Residents, Of::ForeignBorn];

    /// How many a county adds; `None` where unknown.
    fn weight(self, figures: Option<&Figures>) -> Option<u64> {
        match self {
            Of::Agencies | Of::Counties => Some(1),
            Of::Residents => figures?.residents.map(u64::from),
            Of::ForeignBorn => figures?.foreign_born.map(u64::from),
        }
    }
}

/// The counties that a share lies in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Within {
    /// Of fewer than [`SMALL`] residents.
    Small,
    /// That gave the winner of the last presidential election more votes than anybody else.
    Winner,
}

/// A part of a whole, and what is in neither.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// Those within.
    pub part: u64,
    /// Those of whom it is known whether they are.
    pub whole: u64,
    /// Those of whom it is not known.
    pub unknown: u64,
    /// Agencies that no county is known of; counties whose residents are not.
    pub left_out: u64,
}

impl Share {
    /// In tenths of a per cent, as [`rounded`]; `None` of nothing.
    pub fn tenths(self) -> Option<u64> {
        rounded(self.part, self.whole, 1_000)
    }

    fn add(&mut self, weight: Option<u64>, within: Option<bool>) {
        match (weight, within) {
            (None, _) => self.left_out += 1,
            (Some(weight), None) => self.unknown += weight,
            (Some(weight), Some(within)) => {
                self.whole += weight;
                self.part += if within { weight } else { 0 };
            }
        }
    }
}

/// A part of a whole in hundredths, or in whatever `of` is, rounded to the nearest, halves up. Less than all is never
/// all, and some is never none. `None` of nothing.
pub fn rounded(part: u64, whole: u64, of: u64) -> Option<u64> {
    let nearest = (part * of + whole / 2).checked_div(whole)?;
    let (least, most) = (u64::from(part > 0), of - u64::from(part < whole));
    Some(nearest.max(least).min(most))
}

/// A share of what has agreements, and the same share of all counties.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// What it is a share of.
    pub of: Of,
    /// The counties it lies in.
    pub within: Within,
    /// Of the agencies, or of the counties with a county-wide agreement.
    pub here: Share,
    /// Of all counties of the fifty states and the District: of agencies and counties the share of counties, else of
    /// all residents.
    pub base: Share,
}

/// The answer for a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    /// Agencies in all.
    pub agencies: usize,
    /// Those of a state, which are in no line.
    pub of_states: usize,
    /// The year of the last presidential election.
    pub election: i32,
    /// Who won it; `None` where the table has not its votes, and the lines of the winner's counties say nothing then.
    pub winner: Option<&'static str>,
    /// Each [`Of`] within small counties, then within the winner's.
    pub lines: Vec<Line>,
}

/// Holds the agencies of a day beside the figures of all counties.
pub fn profile(context: &Context, agencies: &[Agency], day: Date) -> Profile {
    let election = last_election(day);
    let known = ELECTIONS.iter().position(|(year, _)| *year == election);
    let is_within = |within: Within, figures: Option<&Figures>| match within {
        Within::Small => figures?.residents.map(|residents| residents < SMALL),
        Within::Winner => figures?.for_winner.get(known?).copied().flatten(),
    };
    let local = || agencies.iter().filter(|agency| !agency.of_state);
    let county_wide: BTreeSet<Fips> = local().flat_map(|agency| agency.county_wide.iter().copied()).collect();
    let mut lines = Vec::new();
    for within in [Within::Small, Within::Winner] {
        for of in Of::ALL {
            let mut here = Share::default();
            if of == Of::Agencies {
                for agency in local() {
                    let counties = agency.counties.iter().map(|fips| is_within(within, context.figures(*fips)));
                    here.add((!agency.counties.is_empty()).then_some(1), all(counties));
                }
            } else {
                for figures in county_wide.iter().map(|fips| context.figures(*fips)) {
                    here.add(of.weight(figures), is_within(within, figures));
                }
            }
            let mut base = Share::default();
            for (_, figures) in context.counties() {
                base.add(of.weight(Some(figures)), is_within(within, Some(figures)));
            }
            lines.push(Line { of, within, here, base });
        }
    }
    let winner = known.and_then(|index| ELECTIONS.get(index)).map(|(_, winner)| *winner);
    Profile { agencies: agencies.len(), of_states: agencies.len() - local().count(), election, winner, lines }
}

/// Whether all are true: not where one is known to be false, unknown where another is.
fn all(parts: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    let mut unknown = false;
    for part in parts {
        match part {
            Some(false) => return Some(false),
            Some(true) => {}
            None => unknown = true,
        }
    }
    (!unknown).then_some(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    const CONTEXT: &str = "\
fips,population_2023,foreign_born_2017_21,votes_dem_2016,votes_gop_2016,votes_2016,votes_dem_2024,votes_gop_2024,votes_2024
01081,99999,900,2,1,3,1,2,3
01087,100000,80,1,2,3,1,2,3
02063,7000,7,,,,,,
09190,600000,,,,,2,1,3
";

    const RECORD: &str = "\
state,agency,level,fips,model,first_listed,ended
AK,City Police,municipal,02063,TFM,2025-03-05,
AL,Lee and Macon Drug Unit,county,01081;01087,TFM,2025-03-05,
AL,Lee County Sheriff,county,01081,JEM,2025-03-05,
AL,Lee County Sheriff,county,01081,WSO,2021-03-05,
AL,Lost Police,municipal,,TFM,2025-03-05,
AL,Macon Police,municipal,01087,TFM,2025-03-05,
AL,State Guard,state,,TFM,2025-03-05,
CT,Sheriff,county,09001,TFM,2025-03-05,
GU,Guam Sheriff,county,66010,TFM,2025-03-05,
AL,Gone Police,municipal,01087,TFM,2021-03-05,2025-03-01
";

    /// Fairfield as Western Connecticut, as geometry would.
    fn current(fips: Fips) -> Fips {
        if fips.code() == 9_001 { Fips::new(9_190).unwrap() } else { fips }
    }

    fn lines(profile: &Profile) -> Vec<[u64; 8]> {
        let cells = |share: Share| [share.part, share.whole, share.unknown, share.left_out];
        let line = |line: &Line| [cells(line.here), cells(line.base)].concat().try_into().unwrap();
        profile.lines.iter().map(line).collect()
    }

    #[test]
    fn each_share_stands_beside_that_of_all_counties() {
        let context = Context::compile(CONTEXT.as_bytes()).unwrap();
        let record = Record::read(RECORD.as_bytes()).unwrap();
        let day = Date::parse("2025-03-05").unwrap();
        let profile = profile(&context, &active(&record, day, current), day);
        assert_eq!(
            (profile.agencies, profile.of_states, profile.election, profile.winner),
            (8, 1, 2024, Some("Trump"))
        );
        assert_eq!(
            lines(&profile),
            [
                // Chugach's town and Lee's sheriff; the unit of two counties is not in small ones alone, Guam is
                // unknown, one is lost.
                [2, 5, 1, 1, 2, 4, 0, 0],
                [1, 3, 1, 0, 2, 4, 0, 0],
                [99_999, 799_999, 0, 1, 106_999, 806_999, 0, 0],
                [900, 980, 0, 2, 907, 987, 0, 1],
                // Alaska's votes are unknown.
                [3, 4, 2, 1, 2, 3, 1, 0],
                [2, 3, 1, 0, 2, 3, 1, 0],
                [199_999, 799_999, 0, 1, 199_999, 799_999, 7_000, 0],
                [980, 980, 0, 2, 980, 980, 7, 1],
            ]
        );
    }

    #[test]
    fn an_election_that_the_table_has_not_is_no_answer() {
        let context = Context::compile(CONTEXT.as_bytes()).unwrap();
        let record = Record::read(RECORD.as_bytes()).unwrap();
        let day = Date::parse("2021-03-05").unwrap();
        let profile = profile(&context, &active(&record, day, current), day);
        assert_eq!((profile.election, profile.winner, profile.agencies), (2020, None, 2));
        let winner: Vec<&Line> = profile.lines.iter().filter(|line| line.within == Within::Winner).collect();
        assert!(winner.iter().all(|line| line.here.tenths().is_none() && line.base.tenths().is_none()));
        assert_eq!(winner[0].here, Share { unknown: 2, ..Share::default() });
    }

    #[test]
    fn rosters_answer_for_the_years_before() {
        let early = "state,agency,level,fips,first_signed,last_listed\nAL,A,county,01081;01087,2009-02,2017-08-01\n\
            AL,B,municipal,01087,2009-10-01,2012-10\nAL,C,state,,2002-07-02,2012-10-16\n";
        let known = |day: &str| known(early.as_bytes(), Date::parse(day).unwrap(), current).unwrap().unwrap();
        let check = |day, n| assert_eq!(known(day).agencies.len(), n, "{day}");
        check("2002-07-01", 0);
        check("2009-01-31", 1);
        check("2009-02-01", 2);
        check("2012-10-31", 2);
        check("2017-08-01", 1);
        let Known { span: (first, last), agencies } = known("2012-10-01");
        assert_eq!((first.to_string(), last.to_string()), ("2002-07-02".to_owned(), "2017-08-01".to_owned()));
        assert_eq!(
            agencies.iter().map(|it| (it.of_state, it.county_wide.len())).collect::<Vec<_>>(),
            [(false, 2), (false, 0), (true, 0)]
        );
    }

    #[test]
    fn a_share_is_the_nearest_but_never_all_nor_none_that_is_not() {
        let check = |part, whole, expected| assert_eq!(rounded(part, whole, 100), expected, "{part} of {whole}");
        check(0, 0, None);
        check(0, 254, Some(0));
        check(1, 254, Some(1));
        check(252, 254, Some(99));
        check(253, 254, Some(99));
        check(254, 254, Some(100));
        check(1, 8, Some(13));
        check(1, 3, Some(33));
        check(2, 3, Some(67));
        check(59, 95, Some(62));
        let tenths = |part, whole| Share { part, whole, ..Share::default() }.tenths();
        assert_eq!((tenths(2_526, 3_144), tenths(3_143, 3_144), tenths(1, 3_144)), (Some(803), Some(999), Some(1)));
        assert_eq!(tenths(0, 0), None);
    }

    #[test]
    fn all_is_false_before_it_is_unknown() {
        let check = |parts: &[Option<bool>], expected| assert_eq!(all(parts.iter().copied()), expected);
        check(&[Some(true), Some(true)], Some(true));
        check(&[Some(true), None], None);
        check(&[None, Some(false)], Some(false));
    }
}
