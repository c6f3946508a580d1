//! Which day the name of a list's file says, as ICE and archives have given the lists names.
//!
//! It opens no file and asks no clock, and of two readings of a name that nothing decides between it takes neither.

use crate::date::Date;
use crate::error::{Error, Kind, Result};

use super::eastern;
use super::issue::Issue;

/// No list is older: section 287(g) became law on 30 September 1996.
const LAW_YEAR: i32 = 1996;

/// What is known of a list's day beside its rows.
#[derive(Clone, Copy, Debug)]
pub struct Clues<'a> {
    /// The name of its file, without the ending.
    pub name: &'a str,
    /// The folders above it, the nearest first: a capture's is dated.
    pub folders: &'a [String],
    /// Its latest day of signing.
    pub signed: Option<Date>,
    /// The day on which ICE's own workbook was saved.
    pub saved: Option<Date>,
    /// The last day that a list can have.
    pub last: Date,
}

/// When a list was published, and how one came to know, unless its name says it plainly.
pub type Dated = (Issue, Option<String>);

impl Clues<'_> {
    /// When the list was published. The name says it: as in `2025-05-28pm`, ICE's own
    /// `participatingAgencies05282025pm`, six digits as in `091526`, an archive's stamp as in `20210915223357`, which
    /// is in UTC and has no part of the day. A digit too many or too few is a slip. Where the name allows several days,
    /// the day of saving, a folder above or the latest signing decides; where it has none, a folder does.
    ///
    /// # Errors
    /// No day is found, none from 1996 to the last that a list can have, or several that nothing decides between.
    pub fn issue(&self) -> Result<Dated> {
        let readings = Readings::of(self.name, self.last);
        let slip = readings.exact.is_empty();
        let mut possible = if slip { readings.slips } else { readings.exact };
        possible.sort_by_key(|issue| issue.date);
        possible.dedup();
        let Some(first) = possible.first().cloned() else {
            let years = format!("a day from {LAW_YEAR} to {}", self.last);
            if let Some(odd) = readings.impossible.first() {
                return Err(Error::new(Kind::List, format!("{odd} in the name \"{}\"", self.name), years));
            }
            let Some((date, folder)) = self.folder() else {
                let found = format!("no date in the name \"{}\"", self.name);
                return Err(Error::new(Kind::List, found, "one as in 2025-05-28pm, or --date"));
            };
            return Ok((Issue::on(date), Some(format!("{date} is the day of its folder {folder}"))));
        };
        if one_day(&possible) {
            let remark = slip.then(|| format!("\"{}\" is read as {first}: a digit too many or too few", self.name));
            return Ok((first, remark));
        }
        let all: Vec<String> = possible.iter().map(|issue| issue.date.to_string()).collect();
        for (day, before, after, witness) in [
            (self.saved, 2, 14, "the day of saving"),
            (self.folder().map(|(day, _)| day), 31, 1, "the folder's day"),
            (self.signed, 31, 60, "the latest signing"),
        ] {
            let Some(day) = day else { continue };
            let near = |issue: &&Issue| (-before..=after).contains(&issue.date.since(day));
            let kept: Vec<Issue> = possible.iter().filter(near).cloned().collect();
            if let Some(issue) = kept.first().filter(|_| one_day(&kept)) {
                let days = all.join(" or ");
                let remark = format!("\"{}\" is {days}: {} by {witness}, {day}", self.name, issue.date);
                return Ok((issue.clone(), Some(remark)));
            }
            if !kept.is_empty() {
                possible = kept;
            }
        }
        let found = format!("the days {} in the name \"{}\"", all.join(" and "), self.name);
        Err(Error::new(Kind::List, found, "one day, or --date"))
    }

    /// The part of a day that the name marks, if that is the day; the day alone otherwise.
    pub fn issue_on(&self, date: Date) -> Issue {
        let readings = Readings::of(self.name, self.last);
        let marked = readings.exact.into_iter().chain(readings.slips).find(|issue| issue.date == date);
        marked.unwrap_or_else(|| Issue::on(date))
    }

    /// The day in the name of the nearest folder that has one.
    fn folder(&self) -> Option<(Date, &str)> {
        self.folders.iter().find_map(|folder| {
            let exact = Readings::of(folder, self.last).exact;
            Some((exact.first().filter(|_| one_day(&exact))?.date, folder.as_str()))
        })
    }
}

/// Whether readings agree but for a day.
fn one_day(issues: &[Issue]) -> bool {
    let days = || issues.iter().map(|issue| issue.date);
    days().max().zip(days().min()).is_some_and(|(last, first)| last.since(first) <= 1)
}

/// A run of digits and where it stands.
#[derive(Clone, Copy)]
struct Run<'a> {
    start: usize,
    digits: &'a str,
}

impl Run<'_> {
    fn end(&self) -> usize {
        self.start + self.digits.len()
    }
}

/// Every way to read a name as a day.
#[derive(Default)]
struct Readings {
    /// Days as they are written.
    exact: Vec<Issue>,
    /// Days that one digit more or less makes.
    slips: Vec<Issue>,
    /// What is written like a day and is none that a list can have.
    impossible: Vec<String>,
}

impl Readings {
    /// Runs of digits are read whole: a day inside a longer run is none.
    fn of(name: &str, last: Date) -> Readings {
        let mut readings = Readings::default();
        let runs = runs(name);
        let mut rest = runs.as_slice();
        while let Some((run, later)) = rest.split_first() {
            let (date, used, end) = match separated(name, rest) {
                Some((date, end)) => (date, 3, end),
                None => (written(run.digits), 1, run.end()),
            };
            rest = rest.get(used..).unwrap_or_default();
            let behind = name.get(end..).unwrap_or_default();
            let possible = |date: Date| date.ymd().0 >= LAW_YEAR && date <= last;
            match date {
                Written::Day(date) if possible(date) => match hour(name, end, rest) {
                    // An archive's stamp: day, mark, time.
                    Some(hour) => {
                        rest = rest.get(1..).unwrap_or_default();
                        readings.exact.push(Issue::on(eastern::day(date, hour)));
                    }
                    None => readings.exact.push(Issue::before(date, behind)),
                },
                Written::Stamp(date, hour) if possible(date) => {
                    readings.exact.push(Issue::on(eastern::day(date, hour)));
                }
                Written::Day(date) | Written::Stamp(date, _) => readings.impossible.push(format!("the day {date}")),
                Written::None => {
                    readings.impossible.push(format!("no day: {}", name.get(run.start..end).unwrap_or_default()))
                }
                Written::Slip(dates) => {
                    let dates: Vec<Date> = dates.into_iter().filter(|date| possible(*date)).collect();
                    if dates.is_empty() {
                        readings.impossible.push(format!("no day: {}", run.digits));
                    }
                    readings.slips.extend(dates.into_iter().map(|date| Issue::before(date, behind)));
                }
                Written::Number => rest = later,
            }
        }
        readings
    }
}

/// What a run of digits is as a day.
enum Written {
    Day(Date),
    /// A day and an hour, in UTC.
    Stamp(Date, u32),
    /// The days that one digit more or less makes of it.
    Slip(Vec<Date>),
    /// As long as a day, and none.
    None,
    /// Too short or too long for a day.
    Number,
}

fn runs(name: &str) -> Vec<Run<'_>> {
    let mut runs = Vec::new();
    let mut from = 0;
    for piece in name.split(|c: char| !c.is_ascii_digit()) {
        if !piece.is_empty() {
            // The piece is a part of the name: its place is where it was cut.
            let start = name.get(from..).and_then(|rest| rest.find(piece)).map_or(from, |at| from + at);
            runs.push(Run { start, digits: piece });
            from = start + piece.len();
        }
    }
    runs
}

/// Three runs with one mark between them: year, month, day, or month, day, year.
fn separated(name: &str, runs: &[Run]) -> Option<(Written, usize)> {
    let [one, two, three, ..] = runs else { return None };
    let between = |a: &Run, b: &Run| name.get(a.end()..b.start).filter(|mark| ["-", "_", ".", " "].contains(mark));
    if between(one, two)? != between(two, three)? {
        return None;
    }
    let (year, month, day) = match [one, two, three].map(|run| run.digits.len()) {
        [4, 1..=2, 1..=2] => (one, two, three),
        [1..=2, 1..=2, 4] => (three, one, two),
        _ => return None,
    };
    let number = |run: &Run| run.digits.parse::<u32>().ok();
    let date = Date::new(number(year)? as i32, number(month)?, number(day)?);
    Some((date.map_or(Written::None, Written::Day), three.end()))
}

/// A run of digits by itself.
fn written(digits: &str) -> Written {
    let day = |date: Option<Date>| date.map_or(Written::None, Written::Day);
    match digits.len() {
        6 => day(short(digits)),
        8 => day(month_first(digits).or_else(|| year_first(digits))),
        12 | 14 => match digits.split_at_checked(8) {
            Some((date, time)) => {
                year_first(date).zip(time_of(time)).map_or(Written::None, |(date, hour)| Written::Stamp(date, hour))
            }
            None => Written::None,
        },
        5 | 7 | 9 => {
            let mut dates: Vec<Date> = neighbours(digits)
                .iter()
                .flat_map(|digits| match digits.len() {
                    6 => vec![short(digits)],
                    8 => vec![month_first(digits), year_first(digits)],
                    _ => Vec::new(),
                })
                .flatten()
                .collect();
            dates.sort();
            dates.dedup();
            Written::Slip(dates)
        }
        _ => Written::Number,
    }
}

/// Digits with one left out, and with one put in.
fn neighbours(digits: &str) -> Vec<String> {
    let parts = (0..=digits.len()).filter_map(|at| digits.split_at_checked(at));
    parts
        .flat_map(|(before, behind)| {
            let fewer = behind.get(1..).map(|behind| format!("{before}{behind}"));
            fewer.into_iter().chain((0..10).map(move |digit| format!("{before}{digit}{behind}")))
        })
        .collect()
}

fn number(digits: &str, from: usize, to: usize) -> Option<u32> {
    digits.get(from..to)?.parse().ok()
}

/// `MMDDYYYY`, as ICE writes it.
fn month_first(digits: &str) -> Option<Date> {
    Date::new(number(digits, 4, 8)? as i32, number(digits, 0, 2)?, number(digits, 2, 4)?)
}

/// `YYYYMMDD`, as archives write it.
fn year_first(digits: &str) -> Option<Date> {
    Date::new(number(digits, 0, 4)? as i32, number(digits, 4, 6)?, number(digits, 6, 8)?)
}

/// `MMDDYY`; years from 96 on are of the last century.
fn short(digits: &str) -> Option<Date> {
    let year = number(digits, 4, 6)? as i32;
    let century = if year >= LAW_YEAR % 100 { 1900 } else { 2000 };
    Date::new(century + year, number(digits, 0, 2)?, number(digits, 2, 4)?)
}

/// The hour of `HHMM` or `HHMMSS`.
fn time_of(digits: &str) -> Option<u32> {
    let seconds = if digits.len() == 4 { 0 } else { number(digits, 4, 6)? };
    let (hour, minute) = (number(digits, 0, 2)?, number(digits, 2, 4)?);
    (matches!(digits.len(), 4 | 6) && hour < 24 && minute < 60 && seconds < 60).then_some(hour)
}

/// The hour of a time that follows a day written year first, one mark between them.
fn hour(name: &str, end: usize, later: &[Run]) -> Option<u32> {
    let run = later.first()?;
    let joined = matches!(name.get(end..run.start)?, "-" | "_" | " " | "T" | "t");
    let year_first = !name.get(..end)?.ends_with(|c: char| !c.is_ascii_digit()) && written_year_first(name.get(..end)?);
    time_of(run.digits).filter(|_| joined && year_first)
}

/// Whether the day at the end of a text begins with its year.
fn written_year_first(text: &str) -> bool {
    let day = text.len().checked_sub(8).and_then(|from| text.get(from..)).and_then(year_first);
    day.is_some() || text.len().checked_sub(10).and_then(|from| text.get(from..)).and_then(Date::parse).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clues<'a>(name: &'a str, folders: &'a [String]) -> Clues<'a> {
        Clues { name, folders, signed: None, saved: None, last: Date::new(2027, 12, 31).unwrap() }
    }

    #[test]
    fn a_folder_of_two_days_dates_nothing_unless_they_are_one_night() {
        let dated = |folder: &str| clues("agencies", &[folder.to_owned()]).issue().map(|(issue, _)| issue.to_string());
        assert_eq!(dated("sheets_20250528_20250529").unwrap(), "2025-05-28");
        assert!(dated("sheets_20250528_20250530").is_err());
    }

    fn read(name: &str) -> String {
        clues(name, &[]).issue().map_or_else(|error| error.to_string(), |(issue, _)| issue.to_string())
    }

    #[test]
    fn every_published_form_of_a_name_is_read() {
        for (name, issue) in [
            ("participatingAgencies05282025pm", "2025-05-28pm"),
            ("participatingAgencies05282025PM", "2025-05-28pm"),
            ("pendingAgencies05282025mid", "2025-05-28mid"),
            ("287gParticipatingAgencies05282025am", "2025-05-28am"),
            ("ParticipatingAgency05282025", "2025-05-28"),
            ("participatingAgencies 05282025 pmC", "2025-05-28pmC"),
            ("participatingAgencies05282025pm_0", "2025-05-28pm"),
            ("participatingAgencies05282025pm (1)", "2025-05-28pm"),
            ("participatingAgencies091526pm", "2026-09-15pm"),
            ("ParticipatingEntities-20210915223357", "2021-09-15"),
            ("ParticipatingEntities-20210916033357", "2021-09-15"),
            ("participatingAgencies-20260610173000", "2026-06-10"),
            ("sheets_20260609_151931", "2026-06-09"),
            ("sheets_20260610_091526", "2026-06-10"),
            ("2025-05-28T010203Z", "2025-05-27"),
            ("05-28-2025", "2025-05-28"),
            ("5.28.2025 pm", "2025-05-28pm"),
            ("2025-05-28-ambulances", "2025-05-28"),
            ("participatingAgencies090022025am", "2025-09-02am"),
            ("participatingAgencies05282025pm-20250528230000", "2025-05-28pm"),
        ] {
            assert_eq!(read(name), issue, "{name}");
        }
    }

    #[test]
    fn what_is_no_day_of_a_list_is_refused() {
        for (name, error) in [
            ("agencies", "list: found no date in the name \"agencies\", expected one as in 2025-05-28pm, or --date"),
            (
                "a1730000020250528",
                "list: found no date in the name \"a1730000020250528\", expected one as in 2025-05-28pm, or --date",
            ),
            (
                "a05282035pm",
                "list: found the day 2035-05-28 in the name \"a05282035pm\", expected a day from 1996 to 2027-12-31",
            ),
            (
                "a19951231",
                "list: found the day 1995-12-31 in the name \"a19951231\", expected a day from 1996 to 2027-12-31",
            ),
            (
                "a13282025",
                "list: found no day: 13282025 in the name \"a13282025\", expected a day from 1996 to 2027-12-31",
            ),
            (
                "2025-02-30",
                "list: found no day: 2025-02-30 in the name \"2025-02-30\", expected a day from 1996 to 2027-12-31",
            ),
            (
                "a20210915253357",
                "list: found no day: 20210915253357 in the name \"a20210915253357\", expected a day from 1996 to 2027-12-31",
            ),
            (
                "05282025-06092025",
                "list: found the days 2025-05-28 and 2025-06-09 in the name \"05282025-06092025\", expected one day, or --date",
            ),
            (
                "a060920263pm",
                "list: found the days 2023-06-09 and 2026-06-09 in the name \"a060920263pm\", expected one day, or --date",
            ),
        ] {
            assert_eq!(read(name), error);
        }
    }

    #[test]
    fn a_witness_decides_between_two_readings() {
        let none: [String; 0] = [];
        let day = |text| Date::parse(text);
        let slip = clues("participatingAgencies060920263pm", &none);
        let check = |clues: Clues, issue: &str, witness: &str| {
            let (found, remark) = clues.issue().unwrap();
            assert_eq!(found.to_string(), issue);
            assert!(remark.as_ref().unwrap().contains(witness), "{remark:?}");
        };
        check(Clues { signed: day("2026-06-05"), ..slip }, "2026-06-09pm", "by the latest signing");
        check(
            Clues { saved: day("2023-06-08"), signed: day("2026-06-05"), ..slip },
            "2023-06-09pm",
            "by the day of saving",
        );
        let folders = ["sheets_20260609_151931".to_owned()];
        check(Clues { folders: &folders, ..slip }, "2026-06-09pm", "by the folder's day");
        check(clues("participatingAgencies", &folders), "2026-06-09", "the day of its folder sheets_20260609_151931");
        // A signing far from either day decides nothing.
        assert!(Clues { signed: day("2020-01-01"), ..slip }.issue().is_err());
        let named = clues("participatingAgencies05282025pm", &folders);
        assert_eq!(named.issue().unwrap(), (Issue::from_name("2025-05-28pm").unwrap(), None));
        assert_eq!(named.issue_on(day("2025-05-28").unwrap()).to_string(), "2025-05-28pm");
        assert_eq!(named.issue_on(day("2025-05-27").unwrap()).to_string(), "2025-05-27");
    }
}
