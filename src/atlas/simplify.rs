//! Fewer points on an arc: M. Visvalingam and J. D. Whyatt, Line generalisation by repeated elimination of
//! points, The Cartographic Journal 30 (1993). Both ends stay, so arcs that met still meet.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// The arc without those points whose triangle with their neighbours, once all smaller ones are gone, is
/// smaller than `least` square units. An arc that closes, an island say, keeps a triangle.
pub(super) fn simplify(arc: &[[f64; 2]], least: f64) -> Vec<[f64; 2]> {
    let n = arc.len();
    let mut before: Vec<usize> = (0..n).map(|i| i.saturating_sub(1)).collect();
    let mut after: Vec<usize> = (1..=n).collect();
    let mut gone = vec![false; n];
    let weigh = |before: usize, at: usize, after: usize| match (arc.get(before), arc.get(at), arc.get(after)) {
        (Some(a), Some(b), Some(c)) => triangle(*a, *b, *c),
        _ => f64::INFINITY,
    };
    let mut weights = vec![f64::INFINITY; n];
    let mut heap = BinaryHeap::new();
    for at in 1..n.saturating_sub(1) {
        set(&mut weights, at, weigh(at - 1, at, at + 1));
        heap.push(Reverse((Weight(weigh(at - 1, at, at + 1)), at)));
    }
    let mut left = n;
    let fewest = if arc.first() == arc.last() { 4 } else { 2 };
    while let Some(Reverse((Weight(weight), at))) = heap.pop() {
        if weight >= least || left <= fewest {
            break;
        }
        if look(&gone, at, true) || weight != look(&weights, at, f64::INFINITY) {
            continue;
        }
        set(&mut gone, at, true);
        left -= 1;
        let (west, east) = (look(&before, at, 0), look(&after, at, n));
        set(&mut after, west, east);
        set(&mut before, east, west);
        for next in [west, east] {
            if next > 0 && next + 1 < n {
                // A point is never lighter than the one whose going made it so, or it would go out of turn.
                let renewed = weigh(look(&before, next, 0), next, look(&after, next, n)).max(weight);
                set(&mut weights, next, renewed);
                heap.push(Reverse((Weight(renewed), next)));
            }
        }
    }
    arc.iter().zip(gone).filter(|(_, gone)| !gone).map(|(point, _)| *point).collect()
}

/// The area of a triangle.
fn triangle(a: [f64; 2], b: [f64; 2], c: [f64; 2]) -> f64 {
    ((a[0] - c[0]) * (b[1] - a[1]) - (a[0] - b[0]) * (c[1] - a[1])).abs() / 2.0
}

fn look<T: Copy>(list: &[T], at: usize, otherwise: T) -> T {
    list.get(at).copied().unwrap_or(otherwise)
}

fn set<T>(list: &mut [T], at: usize, value: T) {
    if let Some(place) = list.get_mut(at) {
        *place = value;
    }
}

/// An area, in order.
#[derive(PartialEq)]
struct Weight(f64);

impl Eq for Weight {}

impl Ord for Weight {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.total_cmp(&other.0)
    }
}

impl PartialOrd for Weight {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_triangles_go_first() {
        // A headland of 4 square units, then a ripple of half a unit:
        //
        //       b
        //      / \    d
        //     a   c--/ \--e
        let arc = [[0.0, 0.0], [2.0, 2.0], [4.0, 0.0], [5.0, 0.5], [6.0, 0.0]];
        let check = |least, kept: &[usize]| {
            let expected: Vec<_> = kept.iter().map(|&at| arc[at]).collect();
            assert_eq!(simplify(&arc, least), expected, "{least}");
        };
        check(0.0, &[0, 1, 2, 3, 4]);
        check(0.6, &[0, 1, 2, 4]);
        check(5.0, &[0, 1, 4]);
        check(100.0, &[0, 4]);
    }

    #[test]
    fn an_arc_of_two_points_stays() {
        assert_eq!(simplify(&[[0.0, 0.0], [1.0, 1.0]], 100.0).len(), 2);
        assert!(simplify(&[], 1.0).is_empty());
    }
}
