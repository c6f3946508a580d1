//! Stripes across a shape: the lighter texture of a county that only hosts an agency. They are lines of their own, so
//! that a canvas and SVG show the same ones.

use crate::atlas::Geography;

/// The lines at 45° across a county of a geography, from end to end, `apart` map units from one another. Where counties
/// touch, theirs meet. None for a county narrower than the space between two.
pub fn stripes(geography: &Geography, county: usize, apart: f32) -> Vec<[(f32, f32); 2]> {
    // Turned by 45° and stretched by √2, so that a stripe is a line of one height: u to the east and south, v to the
    // north and east.
    let turned = |(x, y): (f32, f32)| (x - y, x + y);
    let back = |u: f32, v: f32| ((u + v) / 2.0, (v - u) / 2.0);
    let step = apart * std::f32::consts::SQRT_2;
    let mut stripes = Vec::new();
    if step.is_nan() || step <= 0.0 {
        return stripes;
    }
    let (mut low, mut high) = (f32::INFINITY, f32::NEG_INFINITY);
    for (_, v) in geography.rings(county).flatten().map(turned) {
        (low, high) = (low.min(v), high.max(v));
    }
    let mut line = (low / step).ceil();
    while line * step < high {
        let v = line * step;
        let mut cut: Vec<f32> = Vec::new();
        for ring in geography.rings(county) {
            cut.extend(crate::atlas::crossings(ring.map(turned), v));
        }
        // A few numbers: not worth a sort.
        while let Some(west) = take_least(&mut cut) {
            let Some(east) = take_least(&mut cut) else { break };
            stripes.push([back(west, v), back(east, v)]);
        }
        line += 1.0;
    }
    stripes
}

fn take_least(numbers: &mut Vec<f32>) -> Option<f32> {
    let (at, _) = numbers.iter().enumerate().min_by(|a, b| a.1.total_cmp(b.1))?;
    Some(numbers.swap_remove(at))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::place::Fips;

    #[test]
    fn stripes_lie_inside_and_reach_the_border() {
        let us = Geography::decode(include_bytes!("../../data/us.atlas")).unwrap();
        // Monroe County, Florida: a mainland and many keys. Harris County, Texas.
        for fips in ["12087", "48201"] {
            let county = us.position(Fips::parse(fips).unwrap()).unwrap();
            let lines = stripes(&us, county, 1.0);
            assert!(lines.len() > 5, "{fips}: {}", lines.len());
            for [a, b] in lines {
                let slope = (b.1 - a.1) / (b.0 - a.0);
                assert!((slope + 1.0).abs() < 0.2 || (b.0 - a.0).abs() < 0.05, "{slope}");
                let inside = |share: f32| (a.0 + (b.0 - a.0) * share, a.1 + (b.1 - a.1) * share);
                let (x, y) = inside(0.5);
                assert_eq!(us.county_at(x, y), Some(county), "{x} {y}");
                // Just past its end: farther on a bay's other shore may be the county's again.
                let (x, y) = inside(1.0 + 0.3 / (b.0 - a.0));
                assert_ne!((us.county_at(x, y), (b.0 - a.0) > 1.0), (Some(county), true));
            }
        }
        let check = |apart, n| assert_eq!(stripes(&us, 0, apart).len(), n, "{apart}");
        check(1e6, 0);
        check(0.0, 0);
        check(f32::NAN, 0);
    }
}
