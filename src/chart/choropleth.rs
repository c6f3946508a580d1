//! Where the record and the map meet: how many agreements each county or state of a map has, in classes.
//!
//! What belongs to no place of the map is counted beside it. It draws nothing.

use crate::atlas::Geography;
use crate::date::Date;
use crate::roster::count::{self, Seat, Tally};
use crate::roster::{Agreement, Filter, Level, Record};

use super::classes::Classes;

/// What a map is coloured by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Area {
    /// Each county has its own colour.
    #[default]
    County,
    /// Each state has one.
    State,
}

/// What is counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Unit {
    /// Agreements.
    #[default]
    Agreements,
    /// Agencies.
    Agencies,
}

impl Unit {
    /// The figure of a tally that this unit asks for.
    pub fn of(self, tally: &Tally) -> usize {
        match self {
            Unit::Agreements => tally.agreements,
            Unit::Agencies => tally.agencies,
        }
    }
}

/// The counts of a map on a day.
#[derive(Clone, Debug, PartialEq)]
pub struct Choropleth {
    /// What is coloured.
    pub area: Area,
    /// What is counted.
    pub unit: Unit,
    /// The classes of the counts.
    pub classes: Classes,
    /// For each county of the geography its tally, or that of its state.
    pub tallies: Vec<Tally>,
    /// Everything that the filter admits, on the map or not.
    pub total: Tally,
    /// State agencies, which belong to no county; empty on a map of states.
    pub state_agencies: Tally,
    /// Agencies of counties or towns in no county of the map; empty on a map of states.
    pub unplaced: Tally,
    /// The states, the District included, that have an agreement.
    pub states: usize,
    /// The territories that have one.
    pub territories: usize,
}

impl Choropleth {
    /// Counts a record for a map. The classes are made for the record's last list without any filter, so that a colour means the
    /// same while time is scrubbed and models are switched on and off.
    pub fn new(geography: &Geography, record: &Record, filter: &Filter, day: Date, area: Area, unit: Unit) -> Choropleth {
        let largest = record.clamp(None).map_or(0, |last| {
            let all = Filter::default();
            let counts = |tallies: Vec<Tally>| tallies.iter().map(|tally| unit.of(tally)).max().unwrap_or_default();
            match area {
                Area::County => {
                    let seats = count::by_seat(record, &all, last).into_iter();
                    counts(seats.filter(|(seat, _)| matches!(seat, Seat::County(_))).map(|(_, tally)| tally).collect())
                }
                Area::State => counts(count::by_state(record, &all, last).into_values().collect()),
            }
        });
        let by_state = count::by_state(record, filter, day);
        let mut choropleth = Choropleth {
            area,
            unit,
            classes: Classes::up_to(largest),
            tallies: vec![Tally::default(); geography.counties().len()],
            total: count::total(record, filter, day),
            state_agencies: Tally::default(),
            unplaced: Tally::default(),
            states: by_state.keys().filter(|state| !state.is_territory()).count(),
            territories: by_state.keys().filter(|state| state.is_territory()).count(),
        };
        match area {
            Area::State => {
                for (tally, county) in choropleth.tallies.iter_mut().zip(geography.counties()) {
                    *tally = by_state.get(&county.fips.state()).copied().unwrap_or_default();
                }
            }
            Area::County => {
                for (seat, tally) in count::by_seat(record, filter, day) {
                    let index = match seat {
                        Seat::County(fips) => geography.position(fips),
                        _ => None,
                    };
                    if let Some(place) = index.and_then(|index| choropleth.tallies.get_mut(index)) {
                        *place = tally;
                    }
                }
                let beside = count::tally(record, filter, day, |agreement| {
                    beside(geography, agreement).into_iter().collect()
                });
                choropleth.state_agencies = beside.get(&Beside::State).copied().unwrap_or_default();
                choropleth.unplaced = beside.get(&Beside::Unplaced).copied().unwrap_or_default();
            }
        }
        choropleth
    }

    /// The shade of a county in the ramp of a theme; `None` where nothing is counted.
    pub fn shade(&self, county: usize) -> Option<usize> {
        let count = self.tallies.get(county).map(|tally| self.unit.of(tally))?;
        self.classes.class(count).map(|class| self.classes.shade(class))
    }
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Beside {
    State,
    Unplaced,
}

/// Why an agreement is on no county of the map; `None` when it is on one.
fn beside(geography: &Geography, agreement: &Agreement) -> Option<Beside> {
    if agreement.counties.iter().any(|fips| geography.position(*fips).is_some()) {
        None
    } else if agreement.counties.is_empty() && agreement.level == Some(Level::State) {
        Some(Beside::State)
    } else {
        Some(Beside::Unplaced)
    }
}
