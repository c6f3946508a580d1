//! Where the record and the map meet: how many agreements each county or state of a map has, in classes.
//!
//! What belongs to no place of the map is counted beside it. It draws nothing.

use crate::atlas::{County, Geography};
use crate::date::Date;
use crate::place::State;
use crate::roster::query::count::{Tallies, Tally};
use crate::roster::query::filter::Filter;
use crate::roster::record::Record;
use crate::roster::record::agreement::Level;
use crate::vocabulary::vocabulary;

use super::classes::Classes;

/// What a map shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Area {
    /// Each county has its own colour.
    #[default]
    County,
    /// Each state has one.
    State,
    /// Each agency has a dot.
    Agency,
}

vocabulary!(Area { County => "county", State => "state", Agency => "agency" });

/// What is counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Unit {
    /// Agreements.
    #[default]
    Agreements,
    /// Agencies.
    Agencies,
    /// Of a state's counties those with a county-wide agreement; of other places agreements.
    Share,
}

vocabulary!(Unit { Agreements => "agreements", Agencies => "agencies", Share => "share" });

impl Unit {
    /// The figure of a tally that this unit asks for.
    pub fn of(self, tally: &Tally) -> usize {
        match self {
            Unit::Agreements | Unit::Share => tally.agreements,
            Unit::Agencies => tally.agencies,
        }
    }
}

/// How a county is filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fill {
    /// Not at all: the choice leaves it out, which is not none.
    Unasked,
    /// As land: nothing is counted there.
    Bare,
    /// In the colour of a shade of the ramp.
    Whole(usize),
    /// With stripes of that colour: a town's or a campus's agency sits there, and the county's own did not sign.
    Striped(usize),
}

/// The counts of a map on a day.
#[derive(Clone, Debug, PartialEq)]
pub struct Choropleth {
    /// What is shown.
    pub area: Area,
    /// What is counted.
    pub unit: Unit,
    /// The classes of the counts.
    pub classes: Classes,
    /// For each county of the geography its tally, or on a map of states that of its state.
    pub tallies: Vec<Tally>,
    /// What is sorted into classes: for each county how many of the unit its tally has, unless it is
    /// [coloured](Choropleth::colored) by something else.
    pub values: Vec<usize>,
    /// For each county whether an agency of more than a town or a campus signed there.
    pub county_wide: Vec<bool>,
    /// For each county how it is filled.
    pub fills: Vec<Fill>,
    /// The tally of each state, by its code.
    pub of_states: Vec<Tally>,
    /// Everything that the filter admits, on the map or not.
    pub total: Tally,
    /// State agencies, which belong to no county, state by state; empty on a map of states.
    pub state_agencies: Vec<(State, Tally)>,
    /// Agencies of counties or towns in no county of the map; nothing on a map of states.
    pub unplaced: Tally,
    /// The states, the District and the territories that have an agreement, in the order of their codes.
    pub states: Vec<State>,
}

/// One more than the largest code of a state.
const STATES: usize = 100;

impl Choropleth {
    /// Counts a record for a map. `classes` are the caller's, so that a colour means the same while time is scrubbed
    /// and models are switched on and off.
    pub fn new(
        geography: &Geography,
        record: &Record,
        filter: &Filter,
        day: Date,
        kind: (Area, Unit),
        classes: Classes,
    ) -> Choropleth {
        Choropleth::of(&Choropleth::tally(geography, record, filter, day), geography, filter, kind, classes)
    }

    /// The groups that a map counts: behind the counties stand the states, their own agencies, what has no place, all
    /// together, and the counties once more for what is no town's.
    fn groups(geography: &Geography) -> [usize; 5] {
        let n = geography.counties().len();
        let total = n + 2 * STATES + 1;
        [n, n + STATES, total - 1, total, total + 1]
    }

    /// Counts a record for a map: the tallies that follow the day.
    pub fn tally(geography: &Geography, record: &Record, filter: &Filter, day: Date) -> Tallies {
        let [states, own, unplaced, total, wide] = Choropleth::groups(geography);
        Tallies::new(record, filter, day, wide + states, &mut |seat, count| {
            let state = usize::from(seat.state.code());
            count(total);
            count(states + state);
            let mut placed = false;
            for county in seat.counties.iter().filter_map(|fips| geography.position(*fips)) {
                count(county);
                placed = true;
                // Where ICE never gave a level, it was a sheriff's: each of those rows names one.
                if seat.level != Some(Level::Municipal) {
                    count(wide + county);
                }
            }
            match seat.level {
                _ if placed => {}
                Some(Level::State) => count(own + state),
                _ => count(unplaced),
            }
        })
    }

    /// A map of [tallies](Choropleth::tally).
    pub fn of(
        tallies: &Tallies,
        geography: &Geography,
        filter: &Filter,
        (area, unit): (Area, Unit),
        classes: Classes,
    ) -> Choropleth {
        let [states, own, unplaced, total, wide] = Choropleth::groups(geography);
        let tally = |group: usize| tallies.of.get(group).copied().unwrap_or_default();
        let of_state = |county: &County| usize::from(county.fips.state().code());
        let tallies: Vec<Tally> = (geography.counties().iter().enumerate())
            .map(|(index, county)| match area {
                Area::State => tally(states + of_state(county)),
                Area::County | Area::Agency => tally(index),
            })
            .collect();
        let own = State::all().map(|state| (state, tally(own + usize::from(state.code()))));
        let choropleth = Choropleth {
            area,
            unit,
            tallies,
            values: Vec::new(),
            county_wide: (wide..wide + states).map(|group| tally(group).agreements > 0).collect(),
            fills: Vec::new(),
            of_states: (states..states + STATES).map(tally).collect(),
            total: tally(total),
            state_agencies: own.filter(|(_, tally)| area != Area::State && tally.agreements > 0).collect(),
            unplaced: if area == Area::State { Tally::default() } else { tally(unplaced) },
            states: State::all().filter(|state| tally(states + usize::from(state.code())).agreements > 0).collect(),
            classes: Classes::up_to(0),
        };
        choropleth.counted(geography, filter, classes)
    }

    /// Coloured by its tallies.
    fn counted(self, geography: &Geography, filter: &Filter, classes: Classes) -> Choropleth {
        let values = self.tallies.iter().map(|tally| self.unit.of(tally)).collect();
        let (area, county_wide) = (self.area, self.county_wide.clone());
        self.colored(geography, filter, classes, values, &|county, shade| match area {
            // Dots tell of agencies; the ground below them is bare.
            Area::Agency => Fill::Bare,
            Area::County if county_wide.get(county) != Some(&true) => Fill::Striped(shade),
            Area::County | Area::State => Fill::Whole(shade),
        })
    }

    /// The same counts, with a value for each county in classes of their own; zero stands for none. `fill` gives the
    /// fill of a county whose value has a shade.
    pub fn colored(
        mut self,
        geography: &Geography,
        filter: &Filter,
        classes: Classes,
        values: Vec<usize>,
        fill: &dyn Fn(usize, usize) -> Fill,
    ) -> Choropleth {
        let counties = geography.counties().iter().zip(&values).enumerate();
        self.fills = counties
            .map(|(index, (county, value))| match classes.class(*value) {
                _ if !asks_for(filter, county) => Fill::Unasked,
                Some(class) => fill(index, classes.shade(class)),
                None => Fill::Bare,
            })
            .collect();
        (self.values, self.classes) = (values, classes);
        self
    }

    /// The same map of states with other counts of them, agreements of each model, that no agency stands behind.
    pub fn restated(
        mut self,
        geography: &Geography,
        filter: &Filter,
        models: impl Fn(State) -> [usize; 3],
    ) -> Choropleth {
        let tally = |state: State| {
            let models = models(state);
            Tally { agreements: models.iter().sum(), agencies: 0, models }
        };
        self.total = Tally::default();
        self.states.clear();
        for state in State::all() {
            let tally = tally(state);
            if let Some(of_state) = self.of_states.get_mut(usize::from(state.code())) {
                *of_state = tally;
            }
            self.total.agreements += tally.agreements;
            for (sum, n) in self.total.models.iter_mut().zip(tally.models) {
                *sum += n;
            }
            if tally.agreements > 0 {
                self.states.push(state);
            }
        }
        self.tallies = geography.counties().iter().map(|county| self.of_state(county.fips.state())).collect();
        let classes = self.classes.clone();
        self.counted(geography, filter, classes)
    }

    /// The largest value of a place.
    pub fn largest(&self) -> usize {
        self.values.iter().copied().max().unwrap_or_default()
    }

    /// The tally of a state.
    pub fn of_state(&self, state: State) -> Tally {
        self.of_states.get(usize::from(state.code())).copied().unwrap_or_default()
    }

    /// How a county is filled; as left out where there is none.
    pub fn fill(&self, county: usize) -> Fill {
        self.fills.get(county).copied().unwrap_or(Fill::Unasked)
    }

    /// How many of the places that were asked for have nothing, and how many are in each class; on a map of states, of
    /// states.
    pub fn places(&self, geography: &Geography) -> (usize, Vec<usize>) {
        let (mut none, mut classes) = (0, vec![0; self.classes.len()]);
        let mut last = None;
        for (county, value) in self.values.iter().enumerate() {
            let state = geography.counties().get(county).map(|county| county.fips.state());
            // The counties of a state stand together.
            let again = self.area == Area::State && last.replace(state) == Some(state);
            if again || self.fill(county) == Fill::Unasked {
                continue;
            }
            let class = self.classes.class(*value).and_then(|class| classes.get_mut(class));
            *class.unwrap_or(&mut none) += 1;
        }
        (none, classes)
    }

    /// How many counties have stripes.
    pub fn striped(&self) -> usize {
        self.fills.iter().filter(|fill| matches!(fill, Fill::Striped(_))).count()
    }
}

/// Whether a filter leaves room for agreements of a county.
fn asks_for(filter: &Filter, county: &County) -> bool {
    (filter.states.is_empty() || filter.states.contains(&county.fips.state()))
        && (filter.counties.is_empty() || filter.counties.contains(&county.fips))
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
FL,Tampa Police,municipal,12057,WSO,2025-03-05,
GU,Guam Police,state,,TFM,2025-03-05,
";

    #[test]
    fn nothing_is_lost_between_the_map_and_what_is_beside_it() {
        let geography = Geography::decode(include_bytes!("../../data/us.atlas")).unwrap();
        let record = Record::read(CSV.as_bytes()).unwrap();
        let day = record.clamp(None).unwrap();
        let map = |filter: &Filter, area, unit| {
            Choropleth::new(&geography, &record, filter, day, (area, unit), Classes::up_to(3))
        };
        let index = |code: u32| geography.position(Fips::new(code).unwrap()).unwrap();
        let at = |map: &Choropleth, code: u32| map.tallies[index(code)];
        let all = map(&Filter::default(), Area::County, Unit::Agreements);
        assert_eq!((at(&all, 12_071).agreements, at(&all, 12_071).agencies), (3, 2));
        assert_eq!(at(&all, 12_021).agreements, 1);
        assert_eq!((all.unplaced.agreements, all.total.agreements, all.largest()), (1, 7, 3));
        let own: Vec<_> = all.state_agencies.iter().map(|(state, tally)| (state.postal(), tally.agreements)).collect();
        assert_eq!(own, [("FL", 1), ("GU", 1)]);
        assert_eq!(all.states.iter().map(|state| state.postal()).collect::<Vec<_>>(), ["FL", "GU"]);
        assert_eq!(all.tallies.iter().map(|tally| tally.agreements).sum::<usize>(), 5);
        assert_eq!(all.of_state(State::from_postal("FL").unwrap()).agencies, 5);
        assert_eq!(
            [12_071, 12_021, 12_057, 12_001].map(|code| all.fill(index(code))),
            [Fill::Whole(4), Fill::Whole(0), Fill::Striped(0), Fill::Bare]
        );
        assert_eq!((all.places(&geography), all.striped()), ((3_146, vec![2, 0, 1]), 1));

        let guam = Filter { states: vec![State::from_postal("GU").unwrap()], ..Filter::default() };
        let guam = map(&guam, Area::County, Unit::Agreements);
        assert_eq!(guam.fills.iter().filter(|fill| **fill != Fill::Unasked).count(), 1);
        assert_eq!(guam.places(&geography), (1, vec![0, 0, 0]));

        let states = map(&Filter::default(), Area::State, Unit::Agencies);
        assert_eq!((at(&states, 12_001).agreements, at(&states, 12_001).agencies), (6, 5));
        assert_eq!((states.state_agencies.len(), states.unplaced.agreements, states.total.agencies), (0, 0, 6));
        assert_eq!(states.places(&geography), (51, vec![1, 0, 1]));

        let agencies = map(&Filter::default(), Area::Agency, Unit::Agreements);
        assert!(agencies.fills.iter().all(|fill| *fill == Fill::Bare));
        assert_eq!((agencies.largest(), agencies.state_agencies.len()), (3, 2));
    }
}
