//! Arcs on the grid of whole cells that geometry is packed in, and the repairs that the grid asks for: arcs
//! fallen onto each other become one, rings that touch themselves come apart, lines without width go, and a
//! county without area gets a small square. It knows no file format.

use std::collections::HashMap;

/// A point in cells of the grid.
pub(super) type Cell = [i16; 2];

/// Arcs, and rings made of them.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Lattice {
    /// Each arc's points, both ends included, no point twice in a row.
    pub(super) arcs: Vec<Vec<Cell>>,
    pub(super) rings: Vec<Ring>,
}

/// One ring of a county.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Ring {
    /// The county's index.
    pub(super) owner: usize,
    /// The arcs around: `i`, or `!i` for arc `i` backwards. Outer rings turn one way, holes the other, so
    /// that two neighbours go along their border in opposite directions.
    pub(super) steps: Vec<i32>,
}

impl Lattice {
    /// From arcs whose neighbouring points may coincide, and rings over them.
    pub(super) fn new(arcs: Vec<Vec<Cell>>, rings: Vec<Ring>) -> Lattice {
        let mut lattice = Lattice::default();
        let renamed = lattice.weld(arcs);
        for ring in rings {
            let steps = ring.steps.iter().filter_map(|&step| {
                let name = renamed.get(arc_of(step)).copied().flatten()?;
                Some(if step < 0 { !name } else { name })
            });
            let parts = lattice.part(steps.collect());
            lattice.rings.extend(parts.into_iter().map(|steps| Ring { owner: ring.owner, steps }));
        }
        lattice
    }

    /// The points around a ring, the first not again at the end.
    pub(super) fn points(&self, steps: &[i32]) -> Vec<Cell> {
        around(&self.arcs, steps)
    }

    /// Twice the area of all rings of a county, in square cells.
    pub(super) fn twice_area(&self, owner: usize) -> i64 {
        self.rings.iter().filter(|ring| ring.owner == owner).map(|ring| twice_area(&self.points(&ring.steps))).sum()
    }

    /// Gives a county a square of `side` cells around a point. Where a neighbour lies around, the square is cut
    /// out of it, moved by as little as takes it clear of the neighbour's border, so that the county owns its
    /// ground alone.
    pub(super) fn add_square(&mut self, owner: usize, around: Cell, side: i16) {
        let start = around.map(|at| at.saturating_sub(side / 2));
        let (place, host) = self.clear_place(start, side).unwrap_or((start, None));
        let [left, top] = place;
        let (right, bottom) = (left.saturating_add(side), top.saturating_add(side));
        let arc = self.arcs.len() as i32;
        self.arcs.push(vec![[left, top], [right, top], [right, bottom], [left, bottom], [left, top]]);
        self.rings.push(Ring { owner, steps: vec![arc] });
        if let Some(host) = host {
            self.rings.push(Ring { owner: host, steps: vec![!arc] });
        }
    }

    /// The nearest upper left corner from which a square lies all inside one county or all outside, and that
    /// county; `None` when there is none within 16 cells.
    fn clear_place(&self, start: Cell, side: i16) -> Option<(Cell, Option<usize>)> {
        let mut moves: Vec<Cell> = (-16..=16).flat_map(|x| (-16..=16).map(move |y| [x, y])).collect();
        moves.sort_by_key(|&[x, y]| (x * x + y * y, x, y));
        moves.into_iter().find_map(|[x, y]| {
            let [left, top] = [start[0].checked_add(x)?, start[1].checked_add(y)?];
            let (right, bottom) = (left.checked_add(side)?, top.checked_add(side)?);
            let reach = [left, top, right, bottom];
            let clear = self.arcs.iter().all(|arc| {
                arc.windows(2).all(|edge| match edge {
                    &[a, b] => !meets(a, b, reach),
                    _ => true,
                })
            });
            clear.then(|| ([left, top], self.owner_at([left, top])))
        })
    }

    /// The county around a point that lies on no border.
    fn owner_at(&self, [x, y]: Cell) -> Option<usize> {
        // Off the grid's lines, so that no point of the grid lies on the ray.
        let (x, y) = (f64::from(x) + 0.25, f64::from(y) + 0.5);
        let mut crossed: HashMap<usize, usize> = HashMap::new();
        for ring in &self.rings {
            let points = self.points(&ring.steps);
            for (&[x0, y0], &[x1, y1]) in points.iter().zip(points.iter().cycle().skip(1)) {
                let [x0, y0, x1, y1] = [x0, y0, x1, y1].map(f64::from);
                if (y0 > y) != (y1 > y) && x0 + (y - y0) / (y1 - y0) * (x1 - x0) > x {
                    *crossed.entry(ring.owner).or_default() += 1;
                }
            }
        }
        crossed.into_iter().filter(|(_, n)| n % 2 == 1).map(|(owner, _)| owner).min()
    }

    /// Keeps each distinct arc once, and says for every given one which it became; `None` when it had no length.
    fn weld(&mut self, arcs: Vec<Vec<Cell>>) -> Vec<Option<i32>> {
        let mut known: HashMap<Vec<Cell>, i32> = HashMap::new();
        let mut renamed = Vec::with_capacity(arcs.len());
        for mut arc in arcs {
            arc.dedup();
            if arc.len() < 2 {
                renamed.push(None);
                continue;
            }
            let backwards: Vec<Cell> = arc.iter().rev().copied().collect();
            let name = known.get(&arc).copied().or_else(|| known.get(&backwards).map(|name| !name));
            renamed.push(Some(name.unwrap_or_else(|| {
                let name = self.arcs.len() as i32;
                self.arcs.push(arc.clone());
                known.insert(arc, name);
                name
            })));
        }
        renamed
    }

    /// A ring taken apart where it comes to a node again, without the parts that have no area.
    fn part(&self, steps: Vec<i32>) -> Vec<Vec<i32>> {
        let start = |step: i32| {
            let arc = self.arcs.get(arc_of(step))?;
            if step < 0 { arc.last() } else { arc.first() }
        };
        let (mut parts, mut path): (Vec<Vec<i32>>, Vec<i32>) = (Vec::new(), Vec::new());
        for step in steps {
            if let Some(at) = path.iter().position(|&before| start(before) == start(step)) {
                parts.push(path.split_off(at));
            }
            path.push(step);
        }
        parts.push(path);
        parts.retain(|steps| twice_area(&self.points(steps)) != 0);
        parts
    }
}

/// The points of a ring from the arcs that it goes along, the first not again at the end.
pub(super) fn around<P: Copy>(arcs: &[Vec<P>], steps: &[i32]) -> Vec<P> {
    let mut points = Vec::new();
    for &step in steps {
        let arc = arcs.get(arc_of(step)).map_or(&[][..], Vec::as_slice);
        if step < 0 {
            points.extend(arc.iter().rev());
        } else {
            points.extend(arc);
        }
        points.pop();
    }
    points
}

/// The arc of a step in either direction.
pub(super) fn arc_of(step: i32) -> usize {
    (if step < 0 { !step } else { step }) as usize
}

/// Twice the area inside a ring, positive when it turns from east to south.
fn twice_area(points: &[Cell]) -> i64 {
    let edges = points.iter().zip(points.iter().cycle().skip(1));
    edges.map(|(&a, &b)| i64::from(a[0]) * i64::from(b[1]) - i64::from(b[0]) * i64::from(a[1])).sum()
}

/// Whether an edge touches a rectangle.
fn meets(a: Cell, b: Cell, [left, top, right, bottom]: [i16; 4]) -> bool {
    let apart = a[0].max(b[0]) < left || a[0].min(b[0]) > right || a[1].max(b[1]) < top || a[1].min(b[1]) > bottom;
    if apart {
        return false;
    }
    // The rectangle's corners all to one side of the edge's line.
    let side = |x: i16, y: i16| {
        let [x, y] = [i64::from(x) - i64::from(a[0]), i64::from(y) - i64::from(a[1])];
        ((i64::from(b[0]) - i64::from(a[0])) * y - (i64::from(b[1]) - i64::from(a[1])) * x).signum()
    };
    let sides = [side(left, top), side(right, top), side(right, bottom), side(left, bottom)];
    !(sides == [1; 4] || sides == [-1; 4])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ring(owner: usize, steps: &[i32]) -> Ring {
        Ring { owner, steps: steps.to_vec() }
    }

    fn square(left: i16, top: i16, side: i16) -> Vec<Cell> {
        let (right, bottom) = (left + side, top + side);
        vec![[left, top], [right, top], [right, bottom], [left, bottom], [left, top]]
    }

    #[test]
    fn repairs_what_the_grid_does_to_rings() {
        let check = |arcs: Vec<Vec<Cell>>, given: &[i32], expected: &[&[i32]]| {
            let lattice = Lattice::new(arcs, vec![ring(0, given)]);
            let found: Vec<_> = lattice.rings.iter().map(|ring| ring.steps.as_slice()).collect();
            assert_eq!(found, expected);
        };
        // Whole as it was.
        check(vec![square(0, 0, 4)], &[0], &[&[0]]);
        // A closed arc without area, and an arc without length.
        check(vec![vec![[0, 0], [2, 2], [0, 0]]], &[0], &[]);
        check(vec![vec![[0, 0], [0, 0]], square(0, 0, 4)], &[0, 1], &[&[0]]);
        // Two arcs on one line: a lens closed up.
        check(vec![vec![[0, 0], [3, 3]], vec![[3, 3], [0, 0]]], &[0, 1], &[]);
        // A spike out and back.
        let spike = vec![vec![[0, 0], [4, 0], [4, 4]], vec![[4, 4], [9, 9]], vec![[4, 4], [0, 0]]];
        check(spike, &[0, 1, !1, 2], &[&[0, 2]]);
        // A figure of eight.
        check(vec![square(0, 0, 4), square(0, 0, -4)], &[0, 1], &[&[0], &[1]]);
    }

    #[test]
    fn arcs_fallen_onto_each_other_are_one_border() {
        // Two counties that held a third between them, whose two sides are now one line.
        let arcs = vec![
            vec![[4, 0], [0, 0], [0, 4], [4, 4]],
            vec![[4, 4], [4, 0]],
            vec![[4, 0], [4, 4]],
            vec![[4, 4], [8, 4], [8, 0], [4, 0]],
        ];
        let rings = vec![ring(0, &[0, 1]), ring(1, &[!1, !2]), ring(2, &[2, 3])];
        let lattice = Lattice::new(arcs, rings);
        assert_eq!(lattice.arcs.len(), 3);
        assert_eq!(lattice.rings, [ring(0, &[0, 1]), ring(2, &[!1, 2])]);
    }

    #[test]
    fn a_square_is_cut_out_of_the_county_around_it() {
        let check = |around: Cell, expected: Cell, host: &[usize]| {
            let mut lattice = Lattice::new(vec![square(0, 0, 20)], vec![ring(0, &[0])]);
            lattice.add_square(1, around, 2);
            assert_eq!(lattice.arcs[1], square(expected[0], expected[1], 2));
            let owners: Vec<_> = lattice.rings[1..].iter().map(|ring| ring.owner).collect();
            assert_eq!(owners, [&[1], host].concat());
            assert_eq!(lattice.twice_area(1), 8);
            assert_eq!(lattice.twice_area(0), 800 - 8 * host.len() as i64);
        };
        check([10, 10], [9, 9], &[0]);
        // On the border: moved inside by as little as does.
        check([20, 10], [17, 9], &[0]);
        check([0, 10], [-3, 9], &[]);
        check([40, 10], [39, 9], &[]);
    }
}
