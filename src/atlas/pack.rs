//! From TopoJSON to packed bytes: project where the file has degrees, put what the main file lacks into
//! insets, simplify, lay on the grid, repair, write. It reads texts, never files.

use super::encode::{Heading, encode};
use super::lattice::Lattice;
use super::options::Options;
use super::projection::{FRAME, is_inset, project_in};
use super::sources::{Sources, bounds, fips};
use super::stream::broken;
use super::topojson::Topology;
use crate::error::Result;
use crate::place::{Fips, State};
use std::collections::BTreeSet;

/// Packed bytes, and what became of counties that could not be packed as they were.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Packed {
    /// What [`Geography::decode`](super::Geography::decode) reads.
    pub bytes: Vec<u8>,
    /// The codes and bare names of the counties in them, in the order of the codes.
    pub counties: Vec<(Fips, String)>,
    /// Codes and names of counties left out: of territories that this map has no place for.
    pub left_out: Vec<String>,
    /// Counties without area in the source, which got a small square where they lie.
    pub squared: Vec<Fips>,
}

/// Between an inset's shapes and its frame, in map units.
const INSET_MARGIN: f64 = 4.0;

/// Packs the counties of a TopoJSON file: its object `counties`, or its only one, of polygons with ids of five
/// digits and `properties.name`, quantised or not.
///
/// A file in degrees is projected as [`project`](super::project) says; any other is taken to lie in the frame of
/// 975 by 610 as it is, y to the south, or brought to its size. From `degrees`, a second file in longitude and
/// latitude, come the counties of insets that the first lacks: for us-atlas, Guam and the Northern Marianas.
///
/// # Errors
/// When a text is not such a file, when no county in it has a known state's code or two have the same, when
/// one has no points at all, or when the grid is too fine for the frame (above 32,767 cells).
pub fn pack(counties: &str, degrees: Option<&str>, options: &Options) -> Result<Packed> {
    let mut left_out = Vec::new();
    let mut source = Topology::parse(counties)?;
    let mut known = BTreeSet::new();
    let mut sources = Sources::default();
    if in_degrees(&source) {
        sources.add(source, &mut known, &mut left_out, project_in)?;
    } else {
        fit(&mut source, FRAME);
        sources.add(source, &mut known, &mut left_out, |_, x, y| Some((x, y)))?;
    }
    if let Some(degrees) = degrees {
        let mut second = Topology::parse(degrees)?;
        second.shapes.retain(|shape| fips(shape).is_none_or(|fips| !known.contains(&fips)));
        sources.add(second, &mut known, &mut left_out, |state, x, y| {
            project_in(state, x, y).filter(|_| is_inset(state))
        })?;
    }
    if sources.counties.is_empty() {
        return Err(broken("no county of a known state", "ids that begin with a state's two digits"));
    }
    sources.counties.sort_by_key(|county| county.fips);
    let (lattice, squared) = sources.lattice(options)?;
    let insets = insets(&sources, &lattice, options);
    let counties: Vec<_> = sources.counties.iter().map(|county| (county.fips, county.name.clone())).collect();
    let cells = |units: f64| (units * f64::from(options.cells)).round() as u32;
    let heading = Heading {
        cells: options.cells,
        frame: [cells(FRAME.0), cells(FRAME.1)],
        insets: &insets,
        places: &counties,
        names: options.names,
    };
    Ok(Packed { bytes: encode(&heading, &lattice)?, counties, left_out, squared })
}

/// The frames around states drawn elsewhere than they lie, in cells.
fn insets(sources: &Sources, lattice: &Lattice, options: &Options) -> Vec<(State, [u32; 4])> {
    let margin = (INSET_MARGIN * f64::from(options.cells)) as i32;
    let mut insets: Vec<(State, [i32; 4])> = Vec::new();
    for ring in &lattice.rings {
        let Some(state) = sources.counties.get(ring.owner).map(|county| county.fips.state()) else { continue };
        if !is_inset(state) {
            continue;
        }
        for [x, y] in lattice.points(&ring.steps).into_iter().map(|point| point.map(i32::from)) {
            let place = [x - margin, y - margin, x + margin, y + margin];
            match insets.iter_mut().find(|inset| inset.0 == state) {
                Some((_, [left, top, right, bottom])) => {
                    (*left, *top) = ((*left).min(place[0]), (*top).min(place[1]));
                    (*right, *bottom) = ((*right).max(place[2]), (*bottom).max(place[3]));
                }
                None => insets.push((state, place)),
            }
        }
    }
    insets.into_iter().map(|(state, frame)| (state, frame.map(|side| side.max(0) as u32))).collect()
}

fn in_degrees(source: &Topology) -> bool {
    source.arcs.iter().flatten().all(|&[x, y]| x.abs() <= 180.0 && y.abs() <= 90.0)
}

/// Shrinks, or enlarges, and centres shapes that reach beyond the frame by more than a tenth of it; us-atlas's
/// own westernmost islands lie 58 units outside.
fn fit(source: &mut Topology, (width, height): (f64, f64)) {
    let [left, top, right, bottom] = bounds(source.arcs.iter().flatten());
    let as_it_is = left >= -0.1 * width && top >= -0.1 * height && right <= 1.1 * width && bottom <= 1.1 * height;
    if as_it_is || left >= right || top >= bottom {
        return;
    }
    let scale = (width / (right - left)).min(height / (bottom - top));
    let middle = [(left + right) / 2.0, (top + bottom) / 2.0];
    for [x, y] in source.arcs.iter_mut().flatten() {
        *x = width / 2.0 + (*x - middle[0]) * scale;
        *y = height / 2.0 + (*y - middle[1]) * scale;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::atlas::Geography;

    /// Two counties side by side, then an islet; 300 units wide, so no degrees.
    ///
    /// ```text
    ///      100   200   300
    ///  100  +-----+-----+
    ///       |  A  |  B  |   + B's islet
    ///  200  +-----+-----+
    /// ```
    const ARCS: &str = "[[[200,100],[200,200]],[[200,200],[100,200],[100,100],[200,100]],\
        [[200,100],[300,100],[300,200],[200,200]],[[400,150],[400.4,150],[400.4,150.4],[400,150]]]";

    fn file(arcs: &str, counties: &str) -> String {
        let object = format!(r#"{{"type":"GeometryCollection","geometries":[{counties}]}}"#);
        format!(r#"{{"type":"Topology","arcs":{arcs},"objects":{{"counties":{object}}}}}"#)
    }

    fn county(id: &str, polygons: &str) -> String {
        format!(r#"{{"type":"MultiPolygon","id":"{id}","properties":{{"name":"N{id}"}},"arcs":{polygons}}}"#)
    }

    fn pair() -> String {
        file(ARCS, &[county("12001", "[[[0,1]]]"), county("13001", "[[[-1,2]],[[3]]]")].join(","))
    }

    #[test]
    fn counties_come_out_as_they_went_in() {
        let packed = pack(&pair(), None, &Options::default()).unwrap();
        assert_eq!((packed.counties.len(), packed.left_out.len(), packed.squared.len()), (2, 0, 0));
        let geography = Geography::decode(&packed.bytes).unwrap();
        let check = |index: usize, n_rings, area, bounds| {
            let county = &geography.counties()[index];
            assert_eq!((geography.rings(index).count(), county.area, county.bounds), (n_rings, area, bounds));
        };
        check(0, 1, 10_000.0, [100.0, 100.0, 200.0, 200.0]);
        check(1, 2, 10_000.125, [200.0, 100.0, 400.5, 200.0]);
        assert_eq!(geography.name_of(0), "N12001");
    }

    #[test]
    fn a_county_without_area_gets_a_square() {
        let line = "[[[200,100],[200,200]],[[200,200],[100,200],[100,100],[200,100]],[[150,150],[150,150]]]";
        let text = file(line, &[county("51163", "[[[0,1]]]"), county("51678", "[[[2]]]")].join(","));
        let packed = pack(&text, None, &Options::default()).unwrap();
        assert_eq!(packed.squared, [Fips::parse("51678").unwrap()]);
        let geography = Geography::decode(&packed.bytes).unwrap();
        assert_eq!(geography.counties().iter().map(|county| county.area).collect::<Vec<_>>(), [9_999.75, 0.25]);
        assert_eq!(geography.county_at(150.0, 150.0), Some(1));
    }

    #[test]
    fn islands_of_the_second_file_stay_visible() {
        // A large island and a speck, in degrees.
        let arcs = "[[[145.1,14.1],[145.3,14.1],[145.3,14.2],[145.1,14.1]],\
            [[145.7,18.1],[145.701,18.1],[145.7,18.101],[145.7,18.1]]]";
        let second = file(
            arcs,
            &[county("69085", "[[[0]],[[1]]]"), county("60010", "[[[0]]]"), county("12001", "[[[0]]]")].join(","),
        );
        let packed = pack(&pair(), Some(&second), &Options::default()).unwrap();
        assert_eq!(packed.left_out, ["60010 N60010"]);
        let geography = Geography::decode(&packed.bytes).unwrap();
        assert_eq!(geography.rings(2).count(), 2);
        assert_eq!(geography.insets().len(), 1);
        let speck = geography.county_at(945.0 + 1.5 * 1300.0 * 0.25f32.to_radians() * 0.959, 463.19);
        assert_eq!(speck, Some(2));
    }

    #[test]
    fn degrees_are_projected() {
        let arcs = "[[[-85,30],[-84,30],[-84,31],[-85,31],[-85,30]],[[-150,60],[-149,60],[-149,61],[-150,60]]]";
        let text =
            file(arcs, &[county("12001", "[[[0]]]"), county("02020", "[[[1]]]"), county("72001", "[[[0]]]")].join(","));
        let packed = pack(&text, None, &Options::default()).unwrap();
        assert_eq!(packed.left_out, ["72001 N72001"]);
        let geography = Geography::decode(&packed.bytes).unwrap();
        let check = |longitude, latitude, expected| {
            let (x, y) = crate::atlas::project(longitude, latitude).unwrap();
            assert_eq!(geography.county_at(x, y), expected);
        };
        check(-84.5, 30.5, Some(1));
        check(-149.2, 60.3, Some(0));
        check(-80.0, 30.5, None);
    }

    #[test]
    fn another_frame_is_brought_to_size() {
        let metres = ARCS.replace("00", "0000");
        let packed = pack(&file(&metres, &county("12001", "[[[0,1]]]")), None, &Options::default()).unwrap();
        let geography = Geography::decode(&packed.bytes).unwrap();
        let [left, top, right, bottom] = geography.counties()[0].bounds;
        assert!(left >= 0.0 && top >= 0.0 && right <= 975.0 && bottom <= 610.0);
        assert!(right - left > 100.0);
    }

    #[test]
    fn errors_say_what_was_found() {
        let check = |counties: &[String], expected: &str| {
            let found = pack(&file(ARCS, &counties.join(",")), None, &Options::default()).unwrap_err().to_string();
            assert_eq!(found, format!("geography: found {expected}"));
        };
        check(&[], "no county of a known state, expected ids that begin with a state's two digits");
        let twice = county("12001", "[[[0,1]]]");
        check(&[twice.clone(), twice], "county 12001 twice, expected each county once");
        check(&[county("12001", "[]")], "county 12001 without a point, expected a shape for each county");
    }
}
