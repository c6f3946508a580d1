//! What is known of counties: residents, residents born abroad, and whether most of the votes for president went to the
//! winner.
//!
//! Source: `data/context.csv`, which `data/SOURCES.md` describes. Unknown stays unknown, never zero. It knows no
//! agreement: what a day's agencies look like beside these figures, [`profile`](super::profile) says.

use std::collections::BTreeMap;

use crate::date::Date;
use crate::error::{Error, Kind, Result};
use crate::place::Fips;

use crate::roster::record::table::{Table, broken};

/// The columns of `data/context.csv`, in order. A file may have others beside them, which are not read.
///
/// Residents on 1 July 2023: U.S. Census Bureau, co-est2023-alldata. Residents born abroad: American Community Survey
/// 2017 to 2021, as the Economic Research Service of the USDA restates it. Votes for the candidates of two parties and
/// for all, November 2016 and 2024: Tony McGovern, US County Level Election Results 08-24 (MIT).
pub const COLUMNS: [&str; 9] = [
    "fips",
    "population_2023",
    "foreign_born_2017_21",
    "votes_dem_2016",
    "votes_gop_2016",
    "votes_2016",
    "votes_dem_2024",
    "votes_gop_2024",
    "votes_2024",
];

/// The presidential elections that the columns know, and who won them; both times the candidate of the column `gop`.
/// Source: Federal Election Commission, official results of 2016 and 2024.
pub const ELECTIONS: [(i32, &str); 2] = [(2016, "Trump"), (2024, "Trump")];

/// What is known of one county.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// Residents on 1 July 2023.
    pub residents: Option<u32>,
    /// Residents born abroad, by the survey of 2017 to 2021.
    pub foreign_born: Option<u32>,
    /// Whether the winner got more votes in it than anybody else, for each of [`ELECTIONS`].
    pub for_winner: [Option<bool>; 2],
}

/// The figures of all counties of 2023, those of territories apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Context {
    counties: BTreeMap<Fips, Figures>,
}

/// The numbers of a row, in the order of [`COLUMNS`] from the second on.
type Numbers = [Option<u32>; 8];

impl Context {
    /// From the table as CSV, its columns found by header.
    ///
    /// # Errors
    /// No CSV, a column missing, a code that is none or stands twice, a cell that is neither a whole number nor blank,
    /// or votes that cannot be: without their parts, or fewer in all than in part. The error names row and column.
    pub fn compile(bytes: &[u8]) -> Result<Context> {
        let figures =
            |[residents, foreign_born, dem_2016, gop_2016, all_2016, dem_2024, gop_2024, all_2024]: Numbers| {
                let for_winner = [for_winner(dem_2016, gop_2016, all_2016), for_winner(dem_2024, gop_2024, all_2024)];
                Figures { residents, foreign_born, for_winner }
            };
        Ok(Context { counties: rows(bytes)?.into_iter().map(|(fips, numbers)| (fips, figures(numbers))).collect() })
    }

    /// The county's figures; `None` for one that the table lacks, as it does those of territories.
    pub fn figures(&self, fips: Fips) -> Option<&Figures> {
        self.counties.get(&fips)
    }

    /// What shares of agencies and counties need of it, and no more: of residents whether they are fewer than a number,
    /// as none or that number; nobody born abroad.
    pub fn coarse(&self, number: u32) -> Context {
        let coarse = |figures: &Figures| Figures {
            residents: figures.residents.map(|n| if n < number { 0 } else { number }),
            foreign_born: None,
            for_winner: figures.for_winner,
        };
        Context { counties: self.counties.iter().map(|(fips, figures)| (*fips, coarse(figures))).collect() }
    }

    /// All counties with their figures, in the order of their codes.
    pub fn counties(&self) -> impl Iterator<Item = (Fips, &Figures)> {
        self.counties.iter().map(|(fips, figures)| (*fips, figures))
    }

    /// The lean file that pages may load; [`read`](Context::read) reads it. Five lines, each a name, a tab and a value
    /// for every county: the distance of its code from the one before, residents, those born abroad (parted by blanks,
    /// empty where unknown), then for each election a letter: `w` for the winner's, `o` for another's, `-` where
    /// unknown.
    pub fn written(&self) -> String {
        let mut last = 0;
        let distance = |fips: &Fips| {
            let distance = fips.code() - last;
            last = fips.code();
            distance.to_string()
        };
        let codes: Vec<String> = self.counties.keys().map(distance).collect();
        let numbers = |of: fn(&Figures) -> Option<u32>| {
            let number = |figures| of(figures).map_or(String::new(), |n| n.to_string());
            self.counties.values().map(number).collect::<Vec<_>>().join(" ")
        };
        let letters = |[first, second]: [Option<bool>; 2], index: usize| match [first, second].get(index) {
            Some(Some(true)) => 'w',
            Some(Some(false)) => 'o',
            _ => '-',
        };
        let votes =
            |index| self.counties.values().map(|figures| letters(figures.for_winner, index)).collect::<String>();
        let lines = [codes.join(" "), numbers(|it| it.residents), numbers(|it| it.foreign_born), votes(0), votes(1)];
        LINES.iter().zip(lines).map(|(name, line)| format!("{name}\t{line}\n")).collect()
    }

    /// Reads the lean file.
    ///
    /// # Errors
    /// Another line than the five in their order, a value that is none of its line's, codes that do not rise or are of
    /// no state, or lines of different length. The error names the line.
    pub fn read(bytes: &[u8]) -> Result<Context> {
        let text = str::from_utf8(bytes).unwrap_or_default();
        let mut lines = text.lines().enumerate();
        let mut line = |name: &str, expected: &str| {
            let (index, line) = lines.next().unwrap_or_default();
            let wrong = Error::new(Kind::Context, "another line", expected).at_row(index + 1);
            line.strip_prefix(name)
                .and_then(|rest| rest.strip_prefix('\t'))
                .ok_or_else(|| wrong.clone())
                .map(|it| (it, wrong))
        };
        let [fips, residents, foreign_born, votes @ ..] = LINES;
        let (codes, wrong) = line(fips, "fips and the distances between codes")?;
        let mut last = 0_u32;
        let code = |text: &str| {
            let distance = text.parse::<u32>().ok().filter(|distance| *distance > 0)?;
            last = last.checked_add(distance)?;
            Fips::new(last)
        };
        let codes: Option<Vec<Fips>> = codes.split(' ').map(code).collect();
        let mut counties: Vec<(Fips, Figures)> =
            codes.ok_or(wrong)?.into_iter().map(|fips| (fips, Figures::default())).collect();
        for (name, is_residents) in [(residents, true), (foreign_born, false)] {
            let (numbers, wrong) = line(name, &format!("{name} and a number, or none, for each code"))?;
            let numbers: Vec<&str> = numbers.split(' ').collect();
            if numbers.len() != counties.len() {
                return Err(wrong);
            }
            for ((_, figures), number) in counties.iter_mut().zip(numbers) {
                let number = number_or_blank(number).ok_or_else(|| wrong.clone())?;
                *(if is_residents { &mut figures.residents } else { &mut figures.foreign_born }) = number;
            }
        }
        for (index, name) in votes.into_iter().enumerate() {
            let (letters, wrong) = line(name, &format!("{name} and w, o or - for each code"))?;
            if letters.len() != counties.len() {
                return Err(wrong);
            }
            for ((_, figures), letter) in counties.iter_mut().zip(letters.bytes()) {
                let vote = match letter {
                    b'w' => Some(true),
                    b'o' => Some(false),
                    b'-' => None,
                    _ => return Err(wrong),
                };
                figures.for_winner.iter_mut().skip(index).take(1).for_each(|it| *it = vote);
            }
        }
        Ok(Context { counties: counties.into_iter().collect() })
    }
}

/// What the lines of the lean file begin with.
const LINES: [&str; 5] = ["fips", "residents", "foreign_born", "2016", "2024"];

/// `data/context.csv` from a table that has more: its columns alone, sorted by code.
///
/// # Errors
/// As [`Context::compile`].
pub fn table(bytes: &[u8]) -> Result<String> {
    let mut table = Table::new(&COLUMNS);
    for (fips, numbers) in rows(bytes)? {
        let number = |n: Option<u32>| n.map_or(String::new(), |n| n.to_string());
        let cells: Vec<String> = std::iter::once(fips.to_string()).chain(numbers.map(number)).collect();
        table.push(&cells);
    }
    Ok(table.finish())
}

/// The year of the last presidential election up to a day, its own day included: the Tuesday after November's first
/// Monday, in years that four divides (2 U.S. Code § 7).
pub fn last_election(day: Date) -> i32 {
    let (year, ..) = day.ymd();
    let last = year - year.rem_euclid(4);
    // Of the days from 2 to 8 November one is a Tuesday. 1 January 1970 was a Thursday.
    let tuesday = (2..=8).filter_map(|n| Date::new(last, 11, n)).find(|day| day.days().rem_euclid(7) == 5);
    if tuesday.is_some_and(|tuesday| day < tuesday) { last - 4 } else { last }
}

/// Whether the candidate of the second column led; `None` where unknown, even, or where another might have.
fn for_winner(dem: Option<u32>, gop: Option<u32>, all: Option<u32>) -> Option<bool> {
    let (dem, gop, all) = (dem?, gop?, all?);
    let others = all.saturating_sub(dem).saturating_sub(gop);
    if gop < dem { Some(false) } else { (gop > dem.max(others)).then_some(true) }
}

fn number_or_blank(text: &str) -> Option<Option<u32>> {
    if text.is_empty() {
        return Some(None);
    }
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| digits).map(Some)
}

fn rows(bytes: &[u8]) -> Result<BTreeMap<Fips, Numbers>> {
    let mut reader = csv::Reader::from_reader(bytes);
    let headers = reader.headers().map_err(|error| broken(Kind::Context, &error))?.clone();
    let mut places = [0; COLUMNS.len()];
    for (place, column) in places.iter_mut().zip(COLUMNS) {
        *place = headers
            .iter()
            .position(|header| header == column)
            .ok_or_else(|| Error::new(Kind::Context, "other columns", format!("{column} among them")).at_row(1))?;
    }
    let mut counties = BTreeMap::new();
    for row in reader.records() {
        let row = row.map_err(|error| broken(Kind::Context, &error))?;
        let line = row.position().map_or(0, |position| position.line() as usize);
        let cells = places.map(|place| row.get(place).unwrap_or_default());
        let wrong = |column: usize, expected: &str| {
            let (name, cell) = (COLUMNS.get(column).copied().unwrap_or_default(), cells.get(column).unwrap_or(&""));
            let shown: String = cell.chars().take(40).collect();
            Error::new(Kind::Context, format!("\"{shown}\""), expected).at_row(line).in_column(name)
        };
        let [code, rest @ ..] = cells;
        let fips = Fips::parse(code).ok_or_else(|| wrong(0, "a county's five digits"))?;
        let mut numbers: Numbers = [None; 8];
        for ((number, cell), column) in numbers.iter_mut().zip(rest).zip(1..) {
            *number = number_or_blank(cell).ok_or_else(|| wrong(column, "a whole number, or nothing where unknown"))?;
        }
        let [_, _, votes @ ..] = numbers;
        for (votes, column) in votes.chunks(3).zip([5, 8]) {
            let [dem, gop, all] = votes else { continue };
            let whole = match (dem, gop, all) {
                (None, None, None) => true,
                (Some(dem), Some(gop), Some(all)) => u64::from(*dem) + u64::from(*gop) <= u64::from(*all),
                _ => false,
            };
            if !whole {
                return Err(wrong(column, "all votes beside those of the two parties, and no fewer"));
            }
        }
        if counties.insert(fips, numbers).is_some() {
            return Err(wrong(0, "each county once"));
        }
    }
    if counties.is_empty() {
        return Err(Error::new(Kind::Context, "no rows", "a row for each county").at_row(2));
    }
    Ok(counties)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "fips,population_2023,foreign_born_2017_21,votes_dem_2016,votes_gop_2016,votes_2016,\
        votes_dem_2024,votes_gop_2024,votes_2024\n";

    fn fips(code: u32) -> Fips {
        Fips::new(code).unwrap()
    }

    #[test]
    fn what_is_written_for_pages_is_read_again() {
        let rows = "01001,60342,1241,1,3,5,1,3,5\n09110,976248,,,,,3,1,4\n15005,81,4,,,,,,\n51600,9,1,2,3,9,2,2,4\n";
        let context = Context::compile(format!("{HEAD}{rows}").as_bytes()).unwrap();
        assert_eq!(context.figures(fips(1_001)).unwrap().for_winner, [Some(true), Some(true)]);
        let capitol = Figures { residents: Some(976_248), foreign_born: None, for_winner: [None, Some(false)] };
        assert_eq!(context.figures(fips(9_110)), Some(&capitol));
        // Somebody else may have led with four of nine votes, and two are no more than two.
        assert_eq!(context.figures(fips(51_600)).unwrap().for_winner, [None, None]);
        assert_eq!(context.figures(fips(66_010)), None);
        let lean = "fips\t1001 8109 5895 36595\nresidents\t60342 976248 81 9\nforeign_born\t1241  4 1\n2016\tw---\n2024\two--\n";
        assert_eq!(context.written(), lean);
        assert_eq!(Context::read(lean.as_bytes()).unwrap(), context);
    }

    #[test]
    fn a_lean_file_that_is_none_is_refused() {
        let lean = "fips\t1001 2\nresidents\t6 7\nforeign_born\t1 \n2016\tw-\n2024\two\n";
        assert!(Context::read(lean.as_bytes()).is_ok());
        let check = |found: &str, made: &str, row: usize| {
            let error = Context::read(lean.replace(found, made).as_bytes()).unwrap_err().to_string();
            assert!(error.starts_with(&format!("row {row}: found another line, expected ")), "{error}");
        };
        check("fips", "<!doctype html>", 1);
        check("1001 2", "1001 0", 1);
        check("1001 2", "1001 4294967295", 1);
        check("1001 2", "99001 2", 1);
        check("6 7", "6", 2);
        check("6 7", "6 +7", 2);
        check("w-", "w", 4);
        check("w-", "é", 4);
        check("w-", "x-", 4);
    }

    #[test]
    fn a_table_keeps_its_columns_and_is_sorted() {
        let more = "county,fips,votes_2024,population_2023,foreign_born_2017_21,votes_dem_2016,votes_gop_2016,votes_2016,\
            votes_dem_2024,votes_gop_2024\nB,01003,4,5,1,,,,1,2\nA,01001,9,6,,1,1,2,3,4\n";
        assert_eq!(table(more.as_bytes()).unwrap(), format!("{HEAD}01001,6,,1,1,2,3,4,9\n01003,5,1,,,,1,2,4\n"));
    }

    #[test]
    fn errors_name_row_and_column() {
        let check = |rows: &str, message: &str| {
            let error = Context::compile(format!("{HEAD}{rows}").as_bytes()).unwrap_err();
            assert_eq!(error.to_string(), message);
        };
        check("1001,1,1,,,,,,\n", "row 2, column fips: found \"1001\", expected a county's five digits");
        let number = "expected a whole number, or nothing where unknown";
        check("01001,1.5,1,,,,,,\n", &format!("row 2, column population_2023: found \"1.5\", {number}"));
        check("01001,4294967296,1,,,,,,\n", &format!("row 2, column population_2023: found \"4294967296\", {number}"));
        let votes = "expected all votes beside those of the two parties, and no fewer";
        check("01001,1,1,2,2,3,,,\n", &format!("row 2, column votes_2016: found \"3\", {votes}"));
        check("01001,1,1,,,,2,,3\n", &format!("row 2, column votes_2024: found \"3\", {votes}"));
        check("01001,1,1,,,,,,\n01001,1,1,,,,,,\n", "row 3, column fips: found \"01001\", expected each county once");
        check("", "row 2: found no rows, expected a row for each county");
        let error = Context::compile(b"fips\n01001\n").unwrap_err().to_string();
        assert_eq!(error, "row 1: found other columns, expected population_2023 among them");
    }

    #[test]
    fn elections_fall_on_their_tuesdays() {
        let check = |day, year| assert_eq!(last_election(Date::parse(day).unwrap()), year, "{day}");
        check("2002-07-02", 2000);
        check("2016-11-07", 2012);
        check("2016-11-08", 2016);
        check("2020-11-02", 2016);
        check("2020-11-03", 2020);
        check("2024-11-04", 2020);
        check("2024-11-05", 2024);
        check("2027-01-01", 2024);
        check("2028-11-06", 2024);
        check("2028-11-07", 2028);
    }
}
