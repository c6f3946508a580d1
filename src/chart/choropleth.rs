//! Where the record and the map meet: how many agreements each county or state of a map has, in classes.
//!
//! What belongs to no place of the map is counted beside it. It draws nothing.

use crate::atlas::{County, Geography};
use crate::date::Date;
use crate::place::State;
use crate::roster::count::{self, Tally};
use crate::roster::{Filter, Level, Record};

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
    /// For each county whether the filter asks for it at all: what was not asked for is not drawn as none.
    pub asked: Vec<bool>,
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
    pub fn new(
        geography: &Geography,
        record: &Record,
        filter: &Filter,
        day: Date,
        area: Area,
        unit: Unit,
    ) -> Choropleth {
        let groups = Groups { counties: geography.counties().len(), area };
        let (all, last) = (Filter::default(), record.clamp(None).unwrap_or(day));
        let usual = groups.tally(geography, record, &all, last);
        let largest = usual.iter().take(groups.places()).map(|tally| unit.of(tally)).max().unwrap_or_default();
        let found = groups.tally(geography, record, filter, day);
        let tally = |group: usize| found.get(group).copied().unwrap_or_default();
        let by_state = Groups { counties: 0, area: Area::State }.tally(geography, record, filter, day);
        let states = |territory: bool| {
            let of_kind = |state: &State| state.is_territory() == territory;
            let listed =
                |state: &State| by_state.get(usize::from(state.code())).is_some_and(|tally| tally.agreements > 0);
            State::all().filter(of_kind).filter(listed).count()
        };
        let of_place = |(index, county): (usize, &County)| match area {
            Area::County => tally(index),
            Area::State => tally(usize::from(county.fips.state().code())),
        };
        Choropleth {
            area,
            unit,
            classes: Classes::up_to(largest),
            tallies: geography.counties().iter().enumerate().map(of_place).collect(),
            asked: geography.counties().iter().map(|county| asks_for(filter, county)).collect(),
            total: tally(groups.total()),
            state_agencies: tally(groups.state_agencies()),
            unplaced: tally(groups.unplaced()),
            states: states(false),
            territories: states(true),
        }
    }

    /// The shade of a county in the ramp of a theme; `None` where nothing is counted.
    pub fn shade(&self, county: usize) -> Option<usize> {
        let count = self.tallies.get(county).map(|tally| self.unit.of(tally))?;
        self.classes.class(count).map(|class| self.classes.shade(class))
    }
}

/// Whether a filter leaves room for agreements of a county.
fn asks_for(filter: &Filter, county: &County) -> bool {
    (filter.states.is_empty() || filter.states.contains(&county.fips.state()))
        && (filter.counties.is_empty() || filter.counties.contains(&county.fips))
}

/// How the groups of a map are numbered: its counties by their index, or states by their code; then what is beside the map.
#[derive(Clone, Copy)]
struct Groups {
    counties: usize,
    area: Area,
}

impl Groups {
    fn places(self) -> usize {
        match self.area {
            Area::County => self.counties,
            Area::State => 100,
        }
    }

    fn state_agencies(self) -> usize {
        self.places()
    }

    fn unplaced(self) -> usize {
        self.places() + 1
    }

    fn total(self) -> usize {
        self.places() + 2
    }

    fn tally(self, geography: &Geography, record: &Record, filter: &Filter, day: Date) -> Vec<Tally> {
        count::tally(record, filter, day, self.places() + 3, &mut |agreement, count| {
            count(self.total());
            if self.area == Area::State {
                return count(usize::from(agreement.state.code()));
            }
            let mut placed = false;
            for county in agreement.counties.iter().filter_map(|fips| geography.position(*fips)) {
                count(county);
                placed = true;
            }
            match agreement.level {
                _ if placed => {}
                Some(Level::State) => count(self.state_agencies()),
                _ => count(self.unplaced()),
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::place::Fips;

    const CSV: &str = "\
state,agency,level,fips,model,first_listed,ended
FL,Collier and Lee Drug Unit,county,12021;12071,TFM,2025-03-05,
FL,Highway Patrol,state,,TFM,2025-03-05,
FL,Lee County Sheriff,county,12071,JEM,2025-03-05,
FL,Lee County Sheriff,county,12071,TFM,2025-03-05,
FL,Nowhere Police,municipal,,WSO,2025-03-05,
GU,Guam Police,state,,TFM,2025-03-05,
";

    #[test]
    fn nothing_is_lost_between_the_map_and_what_is_beside_it() {
        let geography = Geography::decode(include_bytes!("../../data/us.atlas")).unwrap();
        let record = Record::read(CSV.as_bytes()).unwrap();
        let day = record.clamp(None).unwrap();
        let at = |map: &Choropleth, code: u32| map.tallies[geography.position(Fips::new(code).unwrap()).unwrap()];
        let map = Choropleth::new(&geography, &record, &Filter::default(), day, Area::County, Unit::Agreements);
        assert_eq!((at(&map, 12_071).agreements, at(&map, 12_071).agencies), (3, 2));
        assert_eq!(at(&map, 12_021).agreements, 1);
        assert_eq!((map.state_agencies.agreements, map.unplaced.agreements, map.total.agreements), (2, 1, 6));
        assert_eq!((map.states, map.territories), (1, 1));
        assert_eq!(map.tallies.iter().map(|tally| tally.agreements).sum::<usize>(), 4);

        assert!(map.asked.iter().all(|asked| *asked));

        let guam = Filter { states: vec![State::from_postal("GU").unwrap()], ..Filter::default() };
        let map = Choropleth::new(&geography, &record, &guam, day, Area::County, Unit::Agreements);
        assert_eq!(map.asked.iter().filter(|asked| **asked).count(), 1);

        let map = Choropleth::new(&geography, &record, &Filter::default(), day, Area::State, Unit::Agencies);
        assert_eq!((at(&map, 12_001).agreements, at(&map, 12_001).agencies), (5, 4));
        assert_eq!((map.state_agencies.agreements, map.unplaced.agreements, map.total.agencies), (0, 0, 5));
    }
}
