//! Where the labels of annotations stand above a plot: each to the right of its line, the weightiest first, never one
//! over another or over another's line.
//!
//! It knows widths and places, no words.

/// A label that wants a place. Its line falls from it into the plot at `x`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Wanted {
    /// Where its day lies.
    pub x: f32,
    /// How wide its words are, and how wide fewer ones; of none it is the same.
    pub widths: [f32; 2],
    /// Where it has to end.
    pub until: f32,
    /// The greater, the earlier it chooses.
    pub weight: u32,
}

/// Where a label stands: its left edge, and the row it stands in. Row 0 is the lowest, next to the plot.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spot {
    /// The left edge of its words.
    pub left: f32,
    /// How wide it is.
    pub width: f32,
    /// Its row.
    pub row: usize,
}

/// Between a label and its own line.
pub const BESIDE: f32 = 3.0;
/// Between its far end and the next line.
pub const APART: f32 = 2.0;

/// A spot for each label within `from` and `to` in at most `n_rows` rows, with fewer words where all have no room;
/// `None` for those that no room is left for.
pub fn place(wanted: &[Wanted], (from, to): (f32, f32), n_rows: usize) -> Vec<Option<Spot>> {
    let mut spots: Vec<Option<Spot>> = vec![None; wanted.len()];
    let mut waiting: Vec<usize> = (0..wanted.len()).collect();
    // The weightiest of those still waiting, the first of equals; there are a dozen at most.
    while let Some(next) =
        waiting.iter().copied().reduce(|a, b| if weight(wanted, b) > weight(wanted, a) { b } else { a })
    {
        waiting.retain(|index| *index != next);
        let Some(label) = wanted.get(next) else { break };
        let left = label.x + BESIDE;
        let mut found = None;
        for width in label.widths {
            // In the lowest row a label that lies on the days of others would shut them out: it goes higher, if it can.
            let shuts = wanted.iter().any(|other| other.x > label.x && other.x < left + width + APART);
            let inside = label.x >= from && left + width <= to.min(label.until);
            for n in 0..n_rows {
                let spot = Spot { left, width, row: if shuts { (n + 1) % n_rows } else { n } };
                let free = |(other, placed): (&Wanted, &Option<Spot>)| {
                    placed.as_ref().is_none_or(|placed| agree((label, &spot), (other, placed)))
                };
                if inside && found.is_none() && wanted.iter().zip(&spots).all(free) {
                    found = Some(spot);
                }
            }
        }
        if let Some(place) = spots.get_mut(next) {
            *place = found;
        }
    }
    spots
}

fn weight(wanted: &[Wanted], index: usize) -> u32 {
    wanted.get(index).map_or(0, |label| label.weight)
}

/// Whether two labels leave each other and each other's lines alone.
fn agree(one: (&Wanted, &Spot), other: (&Wanted, &Spot)) -> bool {
    // A line reaches down from its label's row. None may pass through another label.
    let crosses = |(line, above): (&Wanted, &Spot), (label, below): (&Wanted, &Spot)| {
        above.row >= below.row && line.x > label.x && line.x < below.left + below.width + APART
    };
    let apart = one.1.row != other.1.row || one.0.x != other.0.x;
    apart && !crosses(one, other) && !crosses(other, one)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wanted(labels: &[(f32, f32, u32)]) -> Vec<Wanted> {
        let label = |(x, width, weight): &(f32, f32, u32)| Wanted {
            x: *x,
            widths: [*width, width / 2.0],
            until: f32::MAX,
            weight: *weight,
        };
        labels.iter().map(label).collect()
    }

    #[test]
    fn labels_stand_right_of_their_lines_and_shrink_or_drop_out_by_weight() {
        let check = |wanted: &[Wanted], rows, expected: &[Option<(f32, usize)>]| {
            let spots = place(wanted, (0.0, 300.0), rows);
            for (label, spot) in wanted.iter().zip(&spots) {
                assert!(spot.is_none_or(|spot| spot.left == label.x + BESIDE));
            }
            let found: Vec<_> = spots.iter().map(|spot| spot.map(|spot| (spot.width, spot.row))).collect();
            assert_eq!(found, expected);
        };
        check(&wanted(&[(10.0, 50.0, 1)]), 1, &[Some((50.0, 0))]);
        // No room to the right: fewer words, or none.
        check(&wanted(&[(260.0, 50.0, 1)]), 1, &[Some((25.0, 0))]);
        check(&wanted(&[(280.0, 50.0, 1)]), 3, &[None]);
        let until = |until: f32| [Wanted { until, ..wanted(&[(10.0, 50.0, 1)])[0] }];
        check(&until(64.0), 1, &[Some((50.0, 0))]);
        check(&until(60.0), 3, &[Some((25.0, 0))]);
        check(&until(30.0), 3, &[None]);
        // Wider than all there is, or beside the plot.
        check(&wanted(&[(150.0, 400.0, 1), (-5.0, 10.0, 1)]), 3, &[None, None]);
        // Two of a day stand one above the other.
        check(&wanted(&[(150.0, 60.0, 2), (150.0, 50.0, 1)]), 2, &[Some((60.0, 0)), Some((50.0, 1))]);
        check(&wanted(&[(150.0, 60.0, 2), (150.0, 50.0, 3)]), 1, &[None, Some((50.0, 0))]);
        // One that would shut out another goes higher; where it cannot, the weightier one is heard first.
        check(&wanted(&[(100.0, 90.0, 2), (150.0, 60.0, 1)]), 2, &[Some((90.0, 1)), Some((60.0, 0))]);
        check(&wanted(&[(100.0, 190.0, 1), (110.0, 180.0, 2)]), 1, &[None, Some((180.0, 0))]);
        check(&[], 2, &[]);
    }

    #[test]
    fn no_label_ever_touches_another_or_its_line() {
        let mut seed = 287_u32;
        let mut next = |below: u32| {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (seed >> 8) % below
        };
        for _ in 0..500 {
            let labels: Vec<_> = (0..12).map(|_| (next(600) as f32, 20.0 + next(160) as f32, next(9))).collect();
            let wanted = wanted(&labels);
            let spots = place(&wanted, (0.0, 600.0), 3);
            let placed: Vec<_> =
                wanted.iter().zip(&spots).filter_map(|(it, spot)| Some((it, spot.as_ref()?))).collect();
            assert!(!placed.is_empty());
            for (n, (it, spot)) in placed.iter().enumerate() {
                assert!(spot.left >= 0.0 && spot.left + spot.width <= 600.0 && spot.row < 3);
                for (other, there) in placed.iter().skip(n + 1) {
                    let same = spot.row == there.row;
                    assert!(!same || spot.left + spot.width <= there.left || there.left + there.width <= spot.left);
                    let over = |x: f32, low: &Spot| x > low.left && x < low.left + low.width;
                    assert!(spot.row < there.row || !over(it.x, there));
                    assert!(there.row < spot.row || !over(other.x, spot));
                }
            }
        }
    }
}
