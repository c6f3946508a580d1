//! Where the labels of annotations stand above a plot: greedily, the weightiest first, never one over another or over
//! another's line.
//!
//! It knows widths and places, no words.

/// A label that wants a place. Its line falls from it into the plot at `x`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Wanted {
    /// Where its day lies.
    pub x: f32,
    /// How wide its words are.
    pub width: f32,
    /// The greater, the earlier it chooses.
    pub weight: u32,
}

/// Where a label stands: its left edge, and the row it stands in. Row 0 is the lowest, next to the plot.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spot {
    /// The left edge of its words.
    pub left: f32,
    /// Its row.
    pub row: usize,
}

/// Between a label and its own line.
const BESIDE: f32 = 4.0;
/// Between the far end of a label and another's line.
const FAR: f32 = 14.0;

/// A spot for each label between `from` and `to` in at most `n_rows` rows; `None` for those that no room is left for.
pub fn place(wanted: &[Wanted], (from, to): (f32, f32), n_rows: usize) -> Vec<Option<Spot>> {
    let mut spots: Vec<Option<Spot>> = vec![None; wanted.len()];
    let mut waiting: Vec<usize> = (0..wanted.len()).collect();
    // The weightiest of those still waiting, the first of equals; there are a dozen at most.
    while let Some(next) =
        waiting.iter().copied().reduce(|a, b| if weight(wanted, b) > weight(wanted, a) { b } else { a })
    {
        waiting.retain(|index| *index != next);
        let Some(label) = wanted.get(next) else { break };
        let sides = [label.x + BESIDE, label.x - BESIDE - label.width];
        // In the lowest row a label that lies on the days of others would shut them out: it goes higher, if it can.
        let shuts = |left: f32| {
            let near = |other: &Wanted| other.x > left - FAR && other.x < left + label.width + FAR;
            wanted.iter().any(|other| other.x != label.x && near(other))
        };
        let low = sides.into_iter().filter(|left| !shuts(*left)).map(|left| Spot { left, row: 0 });
        let high = (1..n_rows).chain([0]).flat_map(|row| sides.map(|left| Spot { left, row }));
        let candidates = low.chain(high);
        let free = |spot: &Spot| {
            let inside = spot.left >= from && spot.left + label.width <= to && (from..=to).contains(&label.x);
            let others = wanted.iter().zip(&spots).filter_map(|(other, placed)| Some((other, placed.as_ref()?)));
            inside && others.into_iter().all(|(other, placed)| agree((label, spot), (other, placed)))
        };
        let found = candidates.into_iter().find(free);
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
    // A line reaches down from its label's row. None may pass through another label, between it and its own line, or so
    // near to its far end that the words seem to be that line's.
    let crosses = |(line, above): (&Wanted, &Spot), (label, below): (&Wanted, &Spot)| {
        let (left, right) = (below.left - FAR, below.left + label.width + FAR);
        let (left, right) = if below.left > label.x { (label.x, right) } else { (left, label.x) };
        above.row >= below.row && line.x > left && line.x < right
    };
    let apart = one.1.row != other.1.row
        || one.1.left >= other.1.left + other.0.width + 2.0 * BESIDE
        || other.1.left >= one.1.left + one.0.width + 2.0 * BESIDE;
    apart && !crosses(one, other) && !crosses(other, one)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wanted(labels: &[(f32, f32, u32)]) -> Vec<Wanted> {
        labels.iter().map(|(x, width, weight)| Wanted { x: *x, width: *width, weight: *weight }).collect()
    }

    #[test]
    fn labels_stand_beside_their_lines_and_drop_out_by_weight() {
        let check = |labels: &[(f32, f32, u32)], rows, expected: &[Option<(f32, usize)>]| {
            let spots = place(&wanted(labels), (0.0, 300.0), rows);
            let found: Vec<_> = spots.iter().map(|spot| spot.map(|spot| (spot.left, spot.row))).collect();
            assert_eq!(found, expected);
        };
        check(&[(10.0, 50.0, 1)], 1, &[Some((14.0, 0))]);
        // No room to the right: to the left.
        check(&[(280.0, 50.0, 1)], 1, &[Some((226.0, 0))]);
        // Wider than all there is, or beside the plot.
        check(&[(150.0, 400.0, 1), (-5.0, 10.0, 1)], 3, &[None, None]);
        // Two of a day stand on both sides of its line; a third goes a row up.
        check(&[(150.0, 60.0, 2), (150.0, 50.0, 1)], 1, &[Some((154.0, 0)), Some((96.0, 0))]);
        // One that would shut out another goes to the other side, or higher.
        check(&[(100.0, 90.0, 2), (150.0, 60.0, 1)], 2, &[Some((6.0, 0)), Some((154.0, 0))]);
        check(&[(100.0, 190.0, 2), (150.0, 60.0, 1)], 2, &[Some((104.0, 1)), Some((154.0, 0))]);
        // The weightier one chooses first, whatever the order.
        check(&[(100.0, 190.0, 1), (110.0, 180.0, 2)], 1, &[None, Some((114.0, 0))]);
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
                assert!(spot.left >= 0.0 && spot.left + it.width <= 600.0 && spot.row < 3);
                for (other, there) in placed.iter().skip(n + 1) {
                    let same = spot.row == there.row;
                    assert!(!same || spot.left + it.width <= there.left || there.left + other.width <= spot.left);
                    let over = |x: f32, low: &Spot, label: &Wanted| {
                        let far = if low.left > label.x { low.left + label.width + 13.0 } else { low.left - 13.0 };
                        x != label.x && (x - label.x) * (x - far) < 0.0
                    };
                    assert!(spot.row < there.row || !over(it.x, there, other));
                    assert!(there.row < spot.row || !over(other.x, spot, it));
                }
            }
        }
    }
}
