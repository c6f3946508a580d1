//! Agencies as dots: each in its county or as near to it as the others leave room on its state's land, so that none
//! hides another, and of which models.
//!
//! The places come in rows like a honeycomb's, each taken once. A record gives the same places on each day, so that
//! dots stand still while time is scrubbed. Agencies of no county have none.

use crate::atlas::Geography;
use crate::date::Date;
use crate::place::State;
use crate::roster::query::filter::Filter;
use crate::roster::record::Record;
use crate::roster::record::agreement::Model;

/// The height of a row for a place's width: that of a triangle of equal sides.
const ROW: f32 = 0.866_025_4;

/// An agency on a map.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Dot {
    /// Its number in the record.
    pub agency: u32,
    /// The county that it sits in, the first of several.
    pub county: usize,
    /// The middle of the dot, in map units.
    pub at: (f32, f32),
    /// For each of [`Model::ALL`] whether the agency has such an agreement.
    pub models: [bool; 3],
}

/// So many places from its own a dot may stand at the most: beyond it says nothing of where its agency sits.
const FURTHEST: f32 = 12.0;

/// Places for all agencies of a record, by their numbers, for dots `apart` map units from middle to middle: without a
/// model yet. None for an agency of no county. `None` where the land of some state does not hold its dots.
pub fn places(geography: &Geography, record: &Record, apart: f32) -> Option<Vec<Option<Dot>>> {
    let mut dots: Vec<Option<Dot>> = Vec::new();
    for (agreement, agency) in record.with_agencies() {
        let county = agreement.counties.first().and_then(|fips| geography.position(*fips));
        let dot = county.map(|county| Dot { agency, county, at: (0.0, 0.0), models: [false; 3] });
        match dots.get_mut(agency as usize) {
            Some(known) => *known = known.or(dot),
            None => dots.push(dot),
        }
    }
    let home = |dot: &Dot| geography.counties().get(dot.county).map(|county| (county.centre, county.fips.state()));
    let homes: Vec<_> = dots.iter().flatten().filter_map(home).collect();
    let on_land = |dot: usize, at: (f32, f32)| homes.get(dot).is_some_and(|(_, state)| is_in(geography, *state, at));
    let spots = spread(homes.iter().map(|(centre, _)| *centre), apart, &on_land)?;
    for (dot, spot) in dots.iter_mut().flatten().zip(spots) {
        dot.at = spot;
    }
    Some(dots)
}

/// Whether a point lies in a state: a question of its own counties alone, which stand together.
fn is_in(geography: &Geography, state: State, (x, y): (f32, f32)) -> bool {
    let first = geography.counties().partition_point(|county| county.fips.state() < state);
    let of = geography.counties().iter().enumerate().skip(first);
    let mut of = of.take_while(|(_, county)| county.fips.state() == state);
    of.any(|(index, county)| {
        let [left, top, right, bottom] = county.bounds;
        left <= x && x <= right && top <= y && y <= bottom && geography.covers(index, x, y)
    })
}

/// The dots of those agencies that a filter admits on a day, of the models it admits.
pub fn dots(record: &Record, filter: &Filter, day: Date, places: &[Option<Dot>]) -> Vec<Dot> {
    let mut dots: Vec<Dot> = Vec::new();
    for (agreement, agency) in record.with_agencies().filter(|(agreement, _)| filter.admits_on(agreement, day)) {
        let Some(place) = places.get(agency as usize).copied().flatten() else { continue };
        // The agreements of an agency stand together.
        if dots.last().is_none_or(|last| last.agency != agency) {
            dots.push(place);
        }
        if let Some(dot) = dots.last_mut() {
            for (has, model) in dot.models.iter_mut().zip(Model::ALL) {
                *has |= model == agreement.model;
            }
        }
    }
    dots
}

/// The parts of a dot: for each of its models its number and the share of a turn where its part begins and ends, from
/// the top.
pub fn parts(models: [bool; 3]) -> impl Iterator<Item = (usize, f32, f32)> {
    let n = models.into_iter().filter(|has| *has).count() as f32;
    let of = models.into_iter().enumerate().filter(|(_, has)| *has);
    of.enumerate().map(move |(nth, (model, _))| (model, nth as f32 / n, (nth + 1) as f32 / n))
}

/// A place for each dot, in the order given, for dots `apart` map units from middle to middle, where `admits` lets it
/// stand. The first of two that want one place has it; the other takes the free one nearest to where it wants to be.
/// `None` when one finds no place near enough; empty when `apart` is nothing.
pub fn spread(
    wanted: impl IntoIterator<Item = (f32, f32)>,
    apart: f32,
    admits: &dyn Fn(usize, (f32, f32)) -> bool,
) -> Option<Vec<(f32, f32)>> {
    if apart.is_nan() || apart <= 0.0 {
        return Some(Vec::new());
    }
    // Row by row, in no order: a few dozen in each.
    let mut taken: Vec<(i32, Vec<i32>)> = Vec::new();
    let place = |(row, column): (i32, i32)| {
        let shift = if row.rem_euclid(2) == 1 { 0.5 } else { 0.0 };
        ((column as f32 + shift) * apart, row as f32 * ROW * apart)
    };
    let mut spots = Vec::new();
    for (dot, (x, y)) in wanted.into_iter().enumerate() {
        let is_taken = |(row, column): (i32, i32)| {
            let at = taken.binary_search_by_key(&row, |(row, _)| *row).ok();
            at.and_then(|at| taken.get(at)).is_some_and(|(_, columns)| columns.contains(&column))
        };
        let (row, column) = ((y / (ROW * apart)).round() as i32, (x / apart).round() as i32);
        let mut nearest: Option<(f32, (i32, i32))> = None;
        // Rings of places around the wanted one; the places of the ring after next are further than any of this one.
        for ring in 0_i32.. {
            let nearer = (ring - 1) as f32 * ROW * apart;
            if nearest.map_or(nearer > FURTHEST * apart, |(distance, _)| distance < nearer) {
                break;
            }
            for r in row - ring..=row + ring {
                let edge = (r - row).abs() == ring;
                let step = if edge || ring == 0 { 1 } else { 2 * ring };
                for c in (column - ring..=column + ring).step_by(step as usize) {
                    let spot = place((r, c));
                    let distance = (spot.0 - x).hypot(spot.1 - y);
                    let better = nearest.is_none_or(|(least, _)| distance < least);
                    if better && !is_taken((r, c)) && admits(dot, spot) {
                        nearest = Some((distance, (r, c)));
                    }
                }
            }
        }
        let (_, spot) = nearest?;
        let row = taken.binary_search_by_key(&spot.0, |(row, _)| *row).unwrap_or_else(|at| {
            taken.insert(at, (spot.0, Vec::new()));
            at
        });
        if let Some((_, columns)) = taken.get_mut(row) {
            columns.push(spot.1);
        }
        spots.push(place(spot));
    }
    Some(spots)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agencies_stand_still_while_models_come_and_go() {
        let csv = "\
state,agency,level,fips,model,first_listed,ended
FL,Collier and Lee Drug Unit,county,12021;12071,TFM,2025-03-05,
FL,Highway Patrol,state,,TFM,2025-03-05,
FL,Lee County Sheriff,county,12071,JEM,2025-03-01,2025-03-08
FL,Lee County Sheriff,county,12071,TFM,2025-03-05,
FL,Sanibel Police,municipal,12071,WSO,2025-03-05,
";
        let geography = Geography::decode(include_bytes!("../../data/us.atlas")).unwrap();
        let record = Record::read(csv.as_bytes()).unwrap();
        let places = places(&geography, &record, 2.0).unwrap();
        assert_eq!(places.iter().map(Option::is_some).collect::<Vec<_>>(), [true, false, true, true]);
        let on = |day: &str| dots(&record, &Filter::default(), Date::parse(day).unwrap(), &places);
        assert_eq!(
            on("2025-03-01").iter().map(|dot| (dot.agency, dot.models)).collect::<Vec<_>>(),
            [(2, [true, false, false])]
        );
        let later = on("2025-03-05");
        assert_eq!(later.iter().map(|dot| dot.agency).collect::<Vec<_>>(), [0, 2, 3]);
        assert_eq!((later[1].models, later[1].at), ([true, true, false], on("2025-03-01")[0].at));
        assert_eq!(on("2025-03-08")[1].models, [false, true, false]);
        assert_eq!(parts([true, false, true]).collect::<Vec<_>>(), [(0, 0.0, 0.5), (2, 0.5, 1.0)]);
    }

    fn least_distance(spots: &[(f32, f32)]) -> f32 {
        let pairs = spots.iter().enumerate().flat_map(|(at, a)| spots.iter().skip(at + 1).map(move |b| (a, b)));
        pairs.map(|(a, b)| (a.0 - b.0).hypot(a.1 - b.1)).fold(f32::INFINITY, f32::min)
    }

    #[test]
    fn no_dot_hides_another() {
        let crowd: Vec<(f32, f32)> = (0..400).map(|n| ((n % 7) as f32 * 0.3, (n % 11) as f32 * 0.2)).collect();
        let spots = spread(crowd.iter().copied(), 2.0, &|_, _| true).unwrap();
        assert_eq!(spots.len(), crowd.len());
        assert!(least_distance(&spots) > 1.99, "{}", least_distance(&spots));
        // As tight as a disc of them can be: none is flung far.
        let furthest = spots.iter().map(|spot| spot.0.hypot(spot.1)).fold(0.0, f32::max);
        assert!(furthest < 2.0 * (400.0_f32 / 2.6).sqrt() + 4.0, "{furthest}");
    }

    #[test]
    fn a_dot_alone_stands_where_it_belongs() {
        let check = |x: f32, y: f32| {
            let spots = spread([(x, y)], 1.0, &|_, _| true).unwrap();
            assert!((spots[0].0 - x).hypot(spots[0].1 - y) <= 0.6, "{spots:?}");
        };
        check(0.0, 0.0);
        check(10.3, -4.2);
        check(-7.77, 3.49);
        assert_eq!(spread([(1.0, 1.0)], 0.0, &|_, _| true), Some(Vec::new()));
        assert_eq!(spread([], 1.0, &|_, _| true), Some(Vec::new()));
    }

    #[test]
    fn dots_keep_to_the_land_of_their_state_or_there_are_none() {
        let us = Geography::decode(include_bytes!("../../data/us.atlas")).unwrap();
        let record = Record::read(include_bytes!("../../data/agreements.csv")).unwrap();
        let of = |apart: f32| places(&us, &record, apart);
        for dot in of(3.5).unwrap().iter().flatten() {
            let state = us.counties()[dot.county].fips.state();
            let on = us.county_at(dot.at.0, dot.at.1).map(|county| us.counties()[county].fips.state());
            assert_eq!(on, Some(state), "{dot:?}");
        }
        assert_eq!(of(12.0), None);
        assert_eq!(spread([(0.0, 0.0)], 1.0, &|_, _| false), None);
    }
}
