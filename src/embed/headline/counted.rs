//! What a headline counts: in all, in each state, in how many of the counties that were chosen. It speaks no sentence.

use crate::date::Date;
use crate::place::{Fips, State};
use crate::roster::query::count::tally;
use crate::roster::query::earlier::Earlier;
use crate::roster::query::filter::Filter;
use crate::roster::query::restated::StateTable;
use crate::roster::record::Record;
use crate::roster::record::agreement::Level;

/// Agreements and agencies; none of those that nobody knows.
pub type Numbers = [usize; 2];

/// What there is on a day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counted {
    /// In all.
    pub total: Numbers,
    /// Agreements of a state's own agencies among them, of a day that the record counts.
    pub n_of_states: usize,
    /// The states and territories that have any, in the order of their codes, with their numbers.
    pub states: Vec<(State, Numbers)>,
    /// How many of the chosen counties have any.
    pub n_counties: usize,
}

impl Counted {
    /// What a filter admits on a day; `counties` are those that it asks for, each once.
    pub fn of_record(record: &Record, filter: &Filter, counties: &[Fips], day: Date) -> Counted {
        let n_states = usize::from(u8::MAX) + 1;
        let whole = n_states + counties.len();
        let tallies = tally(record, filter, day, whole + 2, &mut |seat, count| {
            count(usize::from(seat.state.code()));
            for (at, fips) in counties.iter().enumerate() {
                if seat.counties.contains(fips) {
                    count(n_states + at);
                }
            }
            count(whole);
            if seat.level == Some(Level::State) {
                count(whole + 1);
            }
        });
        let of = |at: usize| tallies.get(at).map_or([0; 2], |tally| [tally.agreements, tally.agencies]);
        let states = State::all().map(|state| (state, of(usize::from(state.code()))));
        Counted {
            total: of(whole),
            n_of_states: of(whole + 1)[0],
            states: states.filter(|(_, n)| *n != [0; 2]).collect(),
            n_counties: (n_states..whole).filter(|at| of(*at) != [0; 2]).count(),
        }
    }

    /// How many counties of a filter's states, or of all, have a county-wide agreement that it admits on a day, and how
    /// many there are; none until their names have come.
    pub fn of_counties(record: &Record, filter: &Filter, day: Date) -> Numbers {
        let asked = |fips: Fips| filter.states.is_empty() || filter.states.contains(&fips.state());
        let own = record.agreements().filter(|one| one.level != Some(Level::Municipal));
        let admitted = own.filter(|one| filter.admits_on(one, day));
        let mut with = vec![false; record.counties().count()];
        for at in admitted.flat_map(|one| one.counties).filter_map(|fips| record.county_at(*fips)) {
            if let Some(with) = with.get_mut(at) {
                *with = true;
            }
        }
        let of = || record.counties().zip(&with).filter(|(fips, _)| asked(*fips));
        [of().filter(|(_, with)| **with).count(), of().count()]
    }

    /// What a filter of states and models admits of a later list, as another tracker restated it.
    pub fn of_table(table: &StateTable, filter: &Filter) -> Counted {
        Counted::of_states(|state| [table.of_state(state, filter).iter().sum(), 0])
    }

    /// How many of the agreements are with the own agencies of states, and whether those are territories, all of them.
    pub fn own(&self) -> (usize, bool) {
        (self.n_of_states, self.states.iter().all(|(state, _)| state.is_territory()))
    }

    /// How many agencies of some states, or of all without any, are known to have had an agreement on a day before the
    /// lists.
    pub fn of_rosters(earlier: &Earlier, states: &[State], day: Date) -> Counted {
        let asked = |state: State| states.is_empty() || states.contains(&state);
        let known = earlier.agencies.iter().filter(|it| (it.first..=it.last).contains(&day) && asked(it.state));
        let known: Vec<State> = known.map(|it| it.state).collect();
        Counted::of_states(|state| [0, known.iter().filter(|other| **other == state).count()])
    }

    fn of_states(of: impl Fn(State) -> Numbers) -> Counted {
        let mut counted = Counted::default();
        for state in State::all() {
            let [agreements, agencies] = of(state);
            if agreements + agencies > 0 {
                let [all, of_all] = counted.total;
                counted.total = [all + agreements, of_all + agencies];
                counted.states.push((state, [agreements, agencies]));
            }
        }
        counted
    }
}
