//! What the record cannot say of itself: the years before its first list and the days after its last one, the times
//! without a list, the rows that a list printed.
//!
//! Made from `data/totals.csv`, `data/early.csv`, `data/lists.csv` and `data/restated.csv`; read from the two lean
//! files that ship beside the record, of the years before it and of the days after it. Sightings far apart and
//! somebody's totals are no lists: it joins neither to the other, nor to the record.

use crate::date::{Date, Days};
use crate::error::Result;
use crate::place::State;

use super::lean::{END, lines};
use super::restated::Restated;
use super::series::{Every, Step};
use crate::roster::import::list::ListKind;
use crate::roster::record::Record;
use crate::roster::record::table::rows;

/// All of it, in the order of days.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Earlier {
    /// Dated national totals.
    pub totals: Vec<Total>,
    /// Agencies that are known to have had an agreement.
    pub agencies: Vec<Sighted>,
    /// The list before and the list after a time without one, longer than [`GAP_DAYS`]. The first ends with the
    /// record's first list.
    pub gaps: Vec<(Date, Date)>,
    /// Days whose list had another number of rows than the record counts agreements, with that number.
    pub rows: Vec<(Date, usize)>,
    /// Totals of the days after the record's last list.
    pub restated: Restated,
}

/// The longest month. In the whole archive of 12 January 2021 to 18 May 2026 no two lists lie more than 29 days apart;
/// where a month has none, something of it is missing.
pub const GAP_DAYS: i32 = 31;

/// One figure of one source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Total {
    /// The day, month or year that the figure is of.
    pub period: Period,
    /// Agencies are counted, not agreements.
    pub of_agencies: bool,
    /// The figure.
    pub count: usize,
    /// Whether a chart that begins later says it all the same.
    pub milestone: bool,
    /// How the source was read.
    pub read: Read,
    /// The source in English and in Spanish; empty until it is [told](Earlier::cite).
    pub source: [String; 2],
}

/// How a source was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Read {
    /// Counted from a list of agencies itself.
    Listed,
    /// Seen in the source or in a quotation of it.
    Seen,
    /// Restated from a tracker's register of the source.
    Restated,
}

/// An agency between the first signing and the last roster that names it, which is not the day on which its agreement
/// ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sighted {
    /// Its state.
    pub state: State,
    /// The first day of the period of the first signing.
    pub first: Date,
    /// The last day of the period of the last roster.
    pub last: Date,
}

/// A day, a month or a year, as exactly as a source tells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// Its first day.
    pub first: Date,
    /// Whether it is a day, a month or a year.
    pub every: Every,
}

impl Period {
    /// Reads `2012-10-02`, `2012-10` or `2012` and nothing else.
    pub fn parse(text: &str) -> Option<Period> {
        let (rest, every) = match text.len() {
            4 => ("-01-01", Every::Year),
            7 => ("-01", Every::Month),
            _ => ("", Every::Day),
        };
        let mut day = text.to_owned();
        day.push_str(rest);
        Some(Period { first: Date::parse(&day)?, every })
    }

    /// Its last day.
    pub fn last(self) -> Date {
        self.every.next(self.first).plus(-1)
    }

    /// The day in its middle, where a mark for it stands.
    pub fn middle(self) -> Date {
        self.first.plus(self.last().since(self.first) / 2)
    }
}

/// The words that open a line of the lean file of the years before.
const LINES: [&str; 5] = ["total", "milestone", "early", "gap", "rows"];
const EXPECTED: &str = "total, milestone, early, gap or rows, in earlier.tsv";

impl Earlier {
    /// Reads the lean file of the years before the record: a line for each fact, its cells parted by tabs, and one for
    /// its end.
    ///
    /// # Errors
    /// Not UTF-8, a line that is none of its kinds, or no line for its end; the error names the line.
    pub fn read(bytes: &[u8]) -> Result<Earlier> {
        let mut earlier = Earlier::default();
        lines(bytes, EXPECTED, |cells| earlier.push(cells))?;
        Ok(earlier)
    }

    /// Takes the sources of the totals from their lean file, which a page needs when it first answers: a line for each
    /// total, in English and in Spanish, and one for the end.
    ///
    /// # Errors
    /// Not UTF-8, a line without two languages or of no total, or no line for the end; the error names the line.
    pub fn cite(&mut self, bytes: &[u8]) -> Result<()> {
        let mut totals = self.totals.iter_mut();
        lines(bytes, "a total's source in two languages, in sources.tsv", |cells| match (cells, totals.next()) {
            ([en, es], Some(total)) => {
                total.source = [*en, *es].map(str::to_owned);
                Some(())
            }
            _ => None,
        })
    }

    fn push(&mut self, cells: &[&str]) -> Option<()> {
        match cells {
            [word @ ("total" | "milestone"), period, count, unit, read] => self.totals.push(Total {
                period: Period::parse(period)?,
                of_agencies: *unit == "agencies",
                count: count.parse().ok()?,
                milestone: *word == "milestone",
                read: match *read {
                    "listed" => Read::Listed,
                    "seen" => Read::Seen,
                    _ => Read::Restated,
                },
                source: Default::default(),
            }),
            ["early", state, first, last] => self.agencies.push(Sighted {
                state: State::from_postal(state)?,
                first: Date::parse(first)?,
                last: Date::parse(last)?,
            }),
            ["gap", from, to] => self.gaps.push((Date::parse(from)?, Date::parse(to)?)),
            ["rows", day, n] => self.rows.push((Date::parse(day)?, n.parse().ok()?)),
            _ => return None,
        }
        Some(())
    }

    /// How many agencies are known to have had an agreement, day by day: in the states named, or in all without one.
    /// Empty when there is none. The steps end with the last roster of all, after which nothing is known.
    pub fn known(&self, states: &[State]) -> Vec<Step> {
        let of: Vec<&Sighted> =
            self.agencies.iter().filter(|it| states.is_empty() || states.contains(&it.state)).collect();
        let last = self.last_roster();
        let mut days = Days::default();
        for it in &of {
            days.add(it.first);
            let next = it.last.plus(1);
            if Some(next) <= last {
                days.add(next);
            }
        }
        let mut steps: Vec<Step> = Vec::new();
        for date in days.all() {
            let count = of.iter().filter(|it| (it.first..=it.last).contains(&date)).count();
            if steps.last().is_none_or(|step| step.total() != count) {
                steps.push(Step { date, parts: vec![count] });
            }
        }
        steps
    }

    /// The day of the last roster that names an early agency.
    pub fn last_roster(&self) -> Option<Date> {
        self.agencies.iter().map(|it| it.last).max()
    }

    /// From the tables of `data/` (`totals.csv`, `early.csv`, `lists.csv`, `restated.csv`) and the record made from the
    /// lists. What was counted from the record itself is left out, and what was restated of days that it covers.
    ///
    /// # Errors
    /// A column is missing, or a cell is not what its column holds; the error names the row.
    pub fn compile([totals, early, lists, restated]: [&[u8]; 4], record: &Record) -> Result<Earlier> {
        let mut restated = Restated::read(restated)?;
        if let Some(last) = record.dates().last() {
            restated = restated.after(*last);
        }
        let mut earlier = Earlier { restated, ..Earlier::default() };
        let columns = ["date", "count", "unit", "read", "source", "source_es", "milestone"];
        rows(totals, columns, |[date, count, unit, read, en, es, milestone]| {
            let word = match milestone {
                "" => "total",
                "yes" => "milestone",
                _ => return None,
            };
            if read == "counted" {
                return Some(());
            }
            earlier.push(&[word, date, count, unit, read])?;
            earlier.totals.last_mut()?.source = [en, es].map(str::to_owned);
            Some(())
        })?;
        rows(early, ["state", "first_signed", "last_listed"], |[state, first, last]| {
            let (first, last) = (Period::parse(first)?.first, Period::parse(last)?.last());
            earlier.push(&["early", state, &first.to_string(), &last.to_string()])
        })?;
        // The last list of each day, as the record counts it.
        let mut days: Vec<(Date, usize)> = earlier.last_roster().map(|day| (day, 0)).into_iter().collect();
        rows(lists, ["kind", "date", "rows"], |[kind, date, n]| {
            let (date, n) = (Date::parse(date)?, n.parse().ok()?);
            if kind == ListKind::Participating.code() {
                days.retain(|(day, _)| *day != date);
                days.push((date, n));
            }
            Some(())
        })?;
        for pair in days.windows(2) {
            if let [(from, _), (to, _)] = pair
                && to.since(*from) > GAP_DAYS
            {
                earlier.gaps.push((*from, *to));
            }
        }
        for (day, n) in days.into_iter().skip(1) {
            let counted = record.agreements().filter(|agreement| agreement.is_active(day)).count();
            if counted != n {
                earlier.rows.push((day, n));
            }
        }
        Ok(earlier)
    }

    /// The lean file of all but the sources and what is restated; [`read`](Earlier::read) reads it.
    pub fn written(&self) -> String {
        let [total, milestone, early, gap, rows] = LINES;
        let mut lines: Vec<String> = Vec::new();
        for it in &self.totals {
            let period = it.period.every.label(it.period.first);
            let unit = if it.of_agencies { "agencies" } else { "agreements" };
            let read = match it.read {
                Read::Listed => "listed",
                Read::Seen => "seen",
                Read::Restated => "restated",
            };
            let word = if it.milestone { milestone } else { total };
            lines.push([word, &period, &it.count.to_string(), unit, read].join("\t"));
        }
        lines.extend(
            self.agencies.iter().map(|it| format!("{early}\t{}\t{}\t{}", it.state.postal(), it.first, it.last)),
        );
        lines.extend(self.gaps.iter().map(|(from, to)| format!("{gap}\t{from}\t{to}")));
        lines.extend(self.rows.iter().map(|(day, n)| format!("{rows}\t{day}\t{n}")));
        lines.push(END.to_owned());
        lines.join("\n") + "\n"
    }

    /// The lean file of the sources; [`cite`](Earlier::cite) reads it.
    pub fn written_sources(&self) -> String {
        let lines = self.totals.iter().map(|it| it.source.join("\t") + "\n");
        lines.collect::<String>() + END + "\n"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LEAN: &str = "\
total\t2009-02\t67\tagreements\trestated
milestone\t2011\t72\tagencies\tseen
early\tAL\t2003-09-10\t2012-10-02
early\tFL\t2002-07-02\t2012-10-16
gap\t2012-10-16\t2021-01-12
rows\t2025-05-28\t628
end
";

    #[test]
    fn what_is_read_is_written_again() {
        let earlier = Earlier::read(LEAN.as_bytes()).unwrap();
        assert_eq!((earlier.totals.len(), earlier.agencies.len(), earlier.gaps.len()), (2, 2, 1));
        assert_eq!(earlier.totals.iter().map(|total| total.milestone).collect::<Vec<_>>(), [false, true]);
        assert_eq!(earlier.written(), LEAN);
        let check =
            |line: &str, message: &str| assert_eq!(Earlier::read(line.as_bytes()).unwrap_err().to_string(), message);
        let expected = "row 1: found another line, expected total, milestone, early, gap or rows, in earlier.tsv";
        check("early\tZZ\t2003-09-10\t2012-10-02\n", expected);
        check("<!doctype html>\n", expected);
        check("", &expected.replace("another line", "half a file"));
        let sources = "CRS\tel CRS\nICE\tel ICE\nend\n";
        let mut cited = earlier.clone();
        assert_eq!(cited.cite(sources.as_bytes()), Ok(()));
        assert_eq!((cited.written(), cited.written_sources()), (LEAN.to_owned(), sources.to_owned()));
        for broken in ["CRS\tel CRS\n", "CRS\nend\n", "a\tb\nc\td\ne\tf\nend\n"] {
            assert!(earlier.clone().cite(broken.as_bytes()).is_err(), "{broken}");
        }
        for cut in 0..LEAN.len() {
            assert!(Earlier::read(&LEAN.as_bytes()[..cut]).is_err(), "{}", &LEAN[..cut]);
        }
    }

    #[test]
    fn known_agencies_end_with_the_last_roster() {
        let earlier = Earlier::read(LEAN.as_bytes()).unwrap();
        let check = |states: &[&str], expected: &[(&str, usize)]| {
            let states: Vec<State> = states.iter().filter_map(|state| State::from_postal(state)).collect();
            let found: Vec<(String, usize)> =
                earlier.known(&states).iter().map(|step| (step.date.to_string(), step.total())).collect();
            let expected: Vec<(String, usize)> = expected.iter().map(|(day, n)| ((*day).to_owned(), *n)).collect();
            assert_eq!(found, expected);
        };
        check(&[], &[("2002-07-02", 1), ("2003-09-10", 2), ("2012-10-03", 1)]);
        check(&["AL"], &[("2003-09-10", 1), ("2012-10-03", 0)]);
        check(&["TX"], &[]);
    }

    #[test]
    fn periods_are_as_exact_as_they_are_written() {
        let check = |text: &str, expected: Option<(&str, &str, &str)>| {
            let found = Period::parse(text).map(|it| [it.first, it.middle(), it.last()].map(|day| day.to_string()));
            assert_eq!(found, expected.map(|(a, b, c)| [a, b, c].map(str::to_owned)), "{text}");
        };
        check("2012-10-02", Some(("2012-10-02", "2012-10-02", "2012-10-02")));
        check("2018-03", Some(("2018-03-01", "2018-03-16", "2018-03-31")));
        check("2011", Some(("2011-01-01", "2011-07-02", "2011-12-31")));
        check("2018-3", None);
        check("", None);
    }

    #[test]
    fn tables_become_facts() {
        let record = Record::read(b"state,agency,model,first_listed,ended\nAL,A,TFM,2021-01-12,\n").unwrap();
        let totals = "date,date_precision,unit,count,source,source_es,read,milestone\n\
            2018-03,month,agencies,76,OIG,la OIG,seen,yes\n\
            2021-01-12,day,agreements,1,the record,el registro,counted,\n";
        let early = "state,first_signed,last_listed\nAL,2009-02,2017-08-01\n";
        let lists = "kind,date,rows\nparticipating,2021-01-12,1\npending,2021-03-12,9\nparticipating,2021-02-12,1\n\
            participating,2021-07-01,2\nparticipating,2021-08-02,1\n";
        // The day of the record's last list is the record's own.
        let restated = "date,state,jem,tfm,wso,total,source\n2021-01-12,AL,0,1,0,1,a\n2021-07-02,AL,0,3,0,3,b\n";
        let compile = |totals: &str| {
            Earlier::compile([totals.as_bytes(), early.as_bytes(), lists.as_bytes(), restated.as_bytes()], &record)
        };
        let compiled = compile(totals).unwrap();
        assert_eq!(
            compiled.written() + &compiled.restated.written(),
            "milestone\t2018-03\t76\tagencies\tseen\nearly\tAL\t2009-02-01\t2017-08-01\n\
             gap\t2017-08-01\t2021-01-12\ngap\t2021-02-12\t2021-07-01\ngap\t2021-07-01\t2021-08-02\nrows\t2021-07-01\t2\nend\n\
             states\tAL\nrestated\t2021-07-02\tb\t 3\nend\n"
        );
        for (cell, other) in [("76", "many"), ("yes", "no")] {
            let found = "2018-03, 76, agencies, seen, OIG, la OIG, yes".replace(cell, other);
            assert_eq!(
                compile(&totals.replace(cell, other)).unwrap_err().to_string(),
                format!("row 2: found {found}, expected date, count, unit, read, source, source_es, milestone")
            );
        }
    }
}
