//! Totals by state and model on days after the record's last list, as another tracker restated them from ICE's later
//! lists.
//!
//! Made from `data/restated.csv`; read from the lean file that ships beside the record. No agency stands behind these
//! numbers: they are never mixed into the record, never joined to what it counts, and of days that it covers they say
//! nothing.

use crate::date::Date;
use crate::error::{Error, Kind, Result};
use crate::place::State;

use super::filter::Filter;
use super::lean::{END, lines};
use crate::roster::record::agreement::Model;
use crate::roster::record::table::Table;
use crate::roster::record::table::rows;

/// The name of the tracker whose state tables these are; see `data/SOURCES.md`.
pub const TRACKER: &str = "Tracking_287g";

/// The columns of `data/restated.csv`.
pub const COLUMNS: [&str; 7] = ["date", "state", "jem", "tfm", "wso", "total", "source"];

/// Agreements of each model, in the order of [`Model::ALL`].
pub type Models = [usize; 3];

/// All of the tables, in the order of their days.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Restated(Vec<StateTable>);

/// What one list of ICE's held, state by state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StateTable {
    /// The day that ICE gave the list.
    pub day: Date,
    /// The name of ICE's workbook.
    pub workbook: String,
    /// States in the order of their postal codes; one that is not here had none.
    counts: Vec<(State, Models)>,
}

impl StateTable {
    /// What a filter of states and models admits, in one state.
    pub fn of_state(&self, state: State, filter: &Filter) -> Models {
        let among = filter.states.is_empty() || filter.states.contains(&state);
        let counts = self.counts.iter().find(|(other, _)| among && *other == state);
        admitted(counts.map_or([0; 3], |(_, counts)| *counts), filter)
    }

    /// What it admits in all states together.
    pub fn of_all(&self, filter: &Filter) -> Models {
        let mut sum = [0; 3];
        for (state, _) in &self.counts {
            for (n, more) in sum.iter_mut().zip(self.of_state(*state, filter)) {
                *n += more;
            }
        }
        sum
    }

    /// How many agreements it admits.
    pub fn total(&self, filter: &Filter) -> usize {
        self.of_all(filter).iter().sum()
    }

    /// The total that stands beside a count of what a filter asks for, and of what it is: of all where totals by state
    /// and model cannot tell.
    pub fn beside(&self, filter: &Filter) -> (Of, usize) {
        let all = Filter::default();
        if !answers(filter) {
            return (Of::AllAlone, self.total(&all));
        }
        // Words that leave nothing out choose nothing.
        let mut asked = filter.clone();
        asked.statuses.clear();
        if Model::ALL.iter().all(|model| asked.models.contains(model)) {
            asked.models.clear();
        }
        (if asked == all { Of::All } else { Of::Selection }, self.total(filter))
    }

    /// The states and territories in which it admits any.
    pub fn states_with(&self, filter: &Filter) -> Vec<State> {
        self.states().filter(|state| self.of_state(*state, filter) != [0; 3]).collect()
    }

    /// The states that it names.
    pub fn states(&self) -> impl Iterator<Item = State> {
        self.counts.iter().map(|(state, _)| *state)
    }
}

/// Of what a total is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    /// Of all agreements, which is what was asked for.
    All,
    /// Of the states and models that were asked for.
    Selection,
    /// Of all: of what was asked for alone nobody knows.
    AllAlone,
}

/// The counts of the models that a filter admits; the others at zero.
fn admitted(mut counts: Models, filter: &Filter) -> Models {
    for (n, model) in counts.iter_mut().zip(Model::ALL) {
        if !filter.models.is_empty() && !filter.models.contains(&model) {
            *n = 0;
        }
    }
    counts
}

/// Whether totals by state and model can tell what a filter asks for, statuses aside.
pub fn speaks_of(filter: &Filter) -> bool {
    Filter { models: Vec::new(), ..filter.clone() }.is_of_states()
}

/// Whether they can tell it, statuses included: they are of what ICE listed.
pub fn answers(filter: &Filter) -> bool {
    filter.is_of_active() && speaks_of(filter)
}

impl Restated {
    /// The tables of days after a record's last list; of the days before, the record itself knows.
    pub fn after(mut self, last: Date) -> Restated {
        self.0.retain(|table| table.day > last);
        self
    }

    /// All of them, in the order of their days.
    pub fn tables(&self) -> &[StateTable] {
        &self.0
    }

    /// The newest of them.
    pub fn newest(&self) -> Option<&StateTable> {
        self.0.last()
    }

    /// The last one on or before a day; `None` when all are later.
    pub fn on(&self, day: Date) -> Option<&StateTable> {
        let after = self.0.partition_point(|table| table.day <= day);
        self.0.get(after.checked_sub(1)?)
    }

    /// Reads `data/restated.csv`: a row for each list and state.
    ///
    /// # Errors
    /// A cell is not what its column holds, models do not add up to the total, or a row is out of order; the error
    /// names the row.
    pub fn read(bytes: &[u8]) -> Result<Restated> {
        let mut tables: Vec<StateTable> = Vec::new();
        let mut wrong = None;
        let mut line = 1;
        rows(bytes, COLUMNS, |[date, state, jem, tfm, wso, total, source]| {
            line += 1;
            let (day, state) = (Date::parse(date)?, State::from_postal(state)?);
            let counts: Models = [jem.parse().ok()?, tfm.parse().ok()?, wso.parse().ok()?];
            let total: usize = total.parse().ok()?;
            let mut found = |found: String, expected: String| {
                wrong.get_or_insert(Error::new(Kind::Record, found, expected).at_row(line));
            };
            let sum = counts.iter().try_fold(0_usize, |sum, n| sum.checked_add(*n));
            if sum != Some(total) {
                found(format!("the total {total}"), format!("jem, tfm and wso together, {jem} + {tfm} + {wso}"));
            }
            match tables.last_mut() {
                Some(table) if table.day == day => {
                    if table.counts.last().is_some_and(|(before, _)| before.postal() >= state.postal()) {
                        found(state.postal().to_owned(), "the states of a day in the order of their codes".to_owned());
                    }
                    if table.workbook != source {
                        found(format!("the source {source}"), format!("one source a day, {}", table.workbook));
                    }
                    table.counts.push((state, counts));
                }
                before => {
                    if before.is_some_and(|table| table.day > day) {
                        found(date.to_owned(), "days in order".to_owned());
                    }
                    tables.push(StateTable { day, workbook: source.to_owned(), counts: vec![(state, counts)] });
                }
            }
            Some(())
        })?;
        match wrong {
            Some(error) => Err(error),
            None => Ok(Restated(tables)),
        }
    }

    /// The file that [`read`](Restated::read) reads.
    pub fn to_csv(&self) -> String {
        let mut csv = Table::new(&COLUMNS);
        for table in &self.0 {
            for (state, [jem, tfm, wso]) in &table.counts {
                let numbers = [jem, tfm, wso, &(jem + tfm + wso)].map(ToString::to_string);
                let [jem, tfm, wso, total] = numbers.each_ref().map(String::as_str);
                csv.push(&[&table.day.to_string(), state.postal(), jem, tfm, wso, total, &table.workbook]);
            }
        }
        csv.finish()
    }

    /// The states that any table names, in order.
    fn states(&self) -> Vec<State> {
        State::all().filter(|state| self.0.iter().any(|table| table.states().any(|other| other == *state))).collect()
    }

    /// The lean file, which [`read_written`](Restated::read_written) reads: a line for the states, then one for each
    /// list with what changed since the one before, model by model, a cell for each state, empty where nothing did; and
    /// one for its end.
    pub fn written(&self) -> String {
        let states = self.states();
        let names: Vec<&str> = states.iter().map(|state| state.postal()).collect();
        let mut lines = vec![format!("states\t{}", names.join(" "))];
        let all = Filter::default();
        let mut before = vec![0_i64; states.len() * Model::ALL.len()];
        for table in &self.0 {
            let now = (0..Model::ALL.len()).flat_map(|model| {
                let of = |state: &State| table.of_state(*state, &all).get(model).copied().unwrap_or_default() as i64;
                states.iter().map(of).collect::<Vec<_>>()
            });
            let now: Vec<i64> = now.collect();
            let changes = now.iter().zip(&before).map(|(now, before)| match now - before {
                0 => String::new(),
                change => change.to_string(),
            });
            let changes = changes.collect::<Vec<_>>().join(" ");
            lines.push(format!("restated\t{}\t{}\t{}", table.day, table.workbook, changes.trim_end()));
            before = now;
        }
        lines.push(END.to_owned());
        lines.join("\n") + "\n"
    }

    /// Reads the lean file.
    ///
    /// # Errors
    /// Not UTF-8, a line that is none of its kinds, or no line for its end; the error names the line. A file that was
    /// cut gives no number at all: the last of those that it still had would pass for the newest.
    pub fn read_written(bytes: &[u8]) -> Result<Restated> {
        let (mut restated, mut states) = (Restated::default(), Vec::new());
        lines(bytes, "states or restated, in restated.tsv", |cells| match cells {
            ["states", names] => {
                states = names.split_terminator(' ').map(State::from_postal).collect::<Option<_>>()?;
                Some(())
            }
            ["restated", day, workbook, changes] => restated.push(&states, day, workbook, changes),
            _ => None,
        })?;
        Ok(restated)
    }

    /// Reads the line of one list, of these states; `None` when it is not one.
    fn push(&mut self, states: &[State], day: &str, workbook: &str, changes: &str) -> Option<()> {
        let day = Date::parse(day).filter(|day| self.newest().is_none_or(|newest| newest.day < *day))?;
        let changes: Vec<&str> = changes.split(' ').collect();
        if states.is_empty() || changes.len() > states.len() * Model::ALL.len() {
            return None;
        }
        let mut counts = Vec::new();
        for (at, state) in states.iter().enumerate() {
            let mut of_state = self.newest().map_or([0; 3], |table| table.of_state(*state, &Filter::default()));
            for (model, n) in of_state.iter_mut().enumerate() {
                if let Some(change) = changes.get(model * states.len() + at).filter(|change| !change.is_empty()) {
                    *n = n.checked_add_signed(change.parse().ok()?).filter(|n| *n < 1_000_000)?;
                }
            }
            counts.push((*state, of_state));
        }
        self.0.push(StateTable { day, workbook: workbook.to_owned(), counts });
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::roster::record::agreement::Status;

    const CSV: &str = "\
date,state,jem,tfm,wso,total,source
2026-06-09,AL,1,2,0,3,a.xlsx
2026-06-09,GU,0,1,0,1,a.xlsx
2026-06-29,AL,1,5,0,6,b.xlsx
2026-06-29,GU,0,0,0,0,b.xlsx
";

    fn day(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    #[test]
    fn tables_are_read_written_and_sent_the_same() {
        let restated = Restated::read(CSV.as_bytes()).unwrap();
        assert_eq!(restated.to_csv(), CSV);
        let lean = "states\tAL GU\nrestated\t2026-06-09\ta.xlsx\t1  2 1\nrestated\t2026-06-29\tb.xlsx\t  3 -1\nend\n";
        assert_eq!(restated.written(), lean);
        assert_eq!(Restated::read_written(lean.as_bytes()).unwrap(), restated);
        let none = Restated::default();
        assert_eq!(Restated::read_written(none.written().as_bytes()).unwrap(), none);
        for cut in 0..lean.len() {
            assert!(Restated::read_written(&lean.as_bytes()[..cut]).is_err(), "{}", &lean[..cut]);
        }
    }

    #[test]
    fn what_does_not_add_up_or_is_out_of_order_is_refused() {
        let check = |from: &str, to: &str, message: &str| {
            assert_eq!(Restated::read(CSV.replacen(from, to, 1).as_bytes()).unwrap_err().to_string(), message);
        };
        check("2,0,3", "2,0,4", "row 2: found the total 4, expected jem, tfm and wso together, 1 + 2 + 0");
        check("2026-06-29,AL", "2026-06-08,AL", "row 4: found 2026-06-08, expected days in order");
        check(
            "09,GU,0,1,0,1",
            "09,AL,0,1,0,1",
            "row 3: found AL, expected the states of a day in the order of their codes",
        );
        check(
            "1,a.xlsx\n2026-06-29",
            "1,c.xlsx\n2026-06-29",
            "row 3: found the source c.xlsx, expected one source a day, a.xlsx",
        );
        check(
            "AL,1",
            "AL,many",
            "row 2: found 2026-06-09, AL, many, 2, 0, 3, a.xlsx, expected date, state, jem, tfm, wso, total, source",
        );
        for lean in [
            "states\tAL ZZ\n",
            "restated\t2026-06-09\ta.xlsx\t1\n",
            "states\tAL\nrestated\t2026-06-09\ta.xlsx\t-1\n",
            "states\tAL\nrestated\t2026-06-09\ta.xlsx\t1 1 1 1\n",
            "states\tAL\nrestated\t2026-06-09\ta.xlsx\t1\nrestated\t2026-06-09\tb.xlsx\t1\n",
            "states\tAL\nrestated\t2026-06-09\ta.xlsx\t99999999999\n",
        ] {
            let error = Restated::read_written(format!("{lean}end\n").as_bytes()).unwrap_err();
            assert!(error.to_string().contains("another line"), "{error}");
        }
    }

    #[test]
    fn the_table_on_or_before_a_day_answers_of_states_and_models() {
        let restated = Restated::read(CSV.as_bytes()).unwrap();
        let on = |text| restated.on(day(text)).map(|table| table.workbook.as_str());
        assert_eq!((on("2026-06-08"), on("2026-06-28"), on("2030-01-01")), (None, Some("a.xlsx"), Some("b.xlsx")));
        let first = &restated.tables()[0];
        let all = Filter::default();
        let alabama = Filter { states: vec![State::from_postal("AL").unwrap()], ..all.clone() };
        let task_force = Filter { models: vec![Model::Tfm], ..all.clone() };
        let of = |filter| (first.of_all(filter), first.total(filter), first.states_with(filter).len());
        assert_eq!(of(&all), ([1, 3, 0], 4, 2));
        assert_eq!(of(&alabama), ([1, 2, 0], 3, 1));
        assert_eq!(of(&task_force), ([0, 3, 0], 3, 2));
        assert_eq!(restated.tables()[1].states_with(&all), alabama.states);

        let named = Filter { words: "sheriff".to_owned(), ..all.clone() };
        let ended = Filter { statuses: vec![Status::Ended], ..all.clone() };
        assert_eq!([&all, &alabama, &task_force, &named, &ended].map(speaks_of), [true, true, true, false, true]);
        assert_eq!([&all, &alabama, &task_force, &named, &ended].map(answers), [true, true, true, false, false]);

        let beside = |filter: &Filter| first.beside(filter);
        assert_eq!([&all, &alabama].map(beside), [(Of::All, 4), (Of::Selection, 3)]);
        assert_eq!([&named, &ended].map(beside), [(Of::AllAlone, 4); 2]);
        // Words that leave nothing out choose nothing.
        let active = Filter { statuses: vec![Status::Active], ..all.clone() };
        let models = Filter { models: Model::ALL.to_vec(), ..active.clone() };
        assert_eq!([&active, &models].map(beside), [(Of::All, 4); 2]);
    }

    #[test]
    fn of_days_that_the_record_covers_nothing_is_restated() {
        let restated = Restated::read(CSV.as_bytes()).unwrap();
        let after = |text| restated.clone().after(day(text)).tables().len();
        assert_eq!([after("2026-06-08"), after("2026-06-09"), after("2026-06-29")], [2, 1, 0]);
    }
}
