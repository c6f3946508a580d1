//! Where words stand on a map: a state's count in the state or beside it in the sea, a county's name in the county.
//! Where there is no room there is no label. It draws nothing.

use crate::atlas::{Anchor, Geography};
use crate::place::State;

use super::surface::{CIRCLE, Fit};
use super::text;

/// Room around words, in CSS pixels.
const MARGIN: f32 = 1.0;
/// How far words beside a state may stand from it, in CSS pixels: further away a list reads better.
const FURTHEST: f32 = 60.0;
/// How wide the name of an inset with a number may be, in CSS pixels: on a map at less than a scale, and on others.
const NAMES: (f32, f32) = (40.0, 70.0);
/// See `NAMES`.
const NARROW: f32 = 0.5;
/// Lines are measured at points so many CSS pixels apart.
const APART: f32 = 2.0;
/// The shortest line from a state to its words, in CSS pixels.
const SHORTEST: f32 = 12.0;
/// Between a badge's number and its outline, in CSS pixels.
const PADDING: f32 = 3.0;
/// The share of their size that letters rise above the base line.
const RISE: f32 = 0.72;

/// A line of words on a map.
#[derive(Clone, Debug, PartialEq)]
pub struct Label {
    /// What it says.
    pub text: String,
    /// The middle of its base line, in pixels of the picture.
    pub at: (f32, f32),
    /// How high its letters are set, in CSS pixels.
    pub size: f32,
    /// The county in which it stands; `None` beside the land.
    pub on: Option<usize>,
    /// A line to what it speaks of, when it stands beside.
    pub leader: Option<[(f32, f32); 2]>,
    /// Whether it is a number in an outlined box, which speaks of its whole state.
    pub badge: bool,
}

impl Label {
    /// The rectangle of its words, or of its box.
    pub fn rect(&self) -> [f32; 4] {
        let half = text::width(&self.text, self.size) / 2.0;
        let (x, y) = self.at;
        match self.badge {
            true => [x - half - PADDING, y - self.size * RISE - PADDING, x + half + PADDING, y + PADDING],
            false => [x - half, y - self.size, x + half, y + self.size * 0.3],
        }
    }
}

/// Where the words for a state stand.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Spot {
    /// In the state: the middle of the words.
    In((f32, f32)),
    /// Beside it: the middle of the words, and the line to them; none in the list at the margin.
    Beside((f32, f32), Option<Line>),
    /// Nowhere: there is no room.
    Nowhere,
}

/// From a state to its words.
pub type Line = [(f32, f32); 2];

/// What stands on a picture already, so that nothing is set over it.
struct Taken<'a> {
    geography: &'a Geography,
    fit: Fit,
    picture: (f32, f32),
    rects: Vec<[f32; 4]>,
    lines: Vec<Line>,
}

impl Taken<'_> {
    /// Whether words may stand in a rectangle: over water, clear of other words and of their lines.
    fn is_free(&self, rect: [f32; 4]) -> bool {
        let [left, top, right, bottom] = rect;
        let inside = left >= 0.0 && top >= 0.0 && right <= self.picture.0 && bottom <= self.picture.1;
        inside
            && self.rects.iter().all(|other| !overlap(*other, rect))
            && self.lines.iter().all(|line| !meets(*line, rect))
            && is_water(self.geography, self.fit, rect)
    }

    /// Whether a line from a state may be drawn: clear of words and of other lines, over one other state at the most.
    fn is_clear(&self, line: Line, state: State) -> bool {
        let crossed = self.lines.iter().any(|other| crosses(line, *other));
        !crossed && self.rects.iter().all(|rect| !meets(line, *rect)) && self.crossed(line, state) <= 1
    }

    /// How many other states a line runs over.
    fn crossed(&self, [from, to]: Line, state: State) -> usize {
        let n = ((to.0 - from.0).hypot(to.1 - from.1) / APART).ceil().max(1.0);
        let mut crossed: Vec<State> = Vec::new();
        for step in 0..=n as usize {
            let share = step as f32 / n;
            let point = self.fit.map_point(from.0 + (to.0 - from.0) * share, from.1 + (to.1 - from.1) * share);
            let county = point.and_then(|(x, y)| self.geography.county_at(x, y));
            let over = county.and_then(|at| self.geography.counties().get(at)).map(|county| county.fips.state());
            crossed.extend(over.filter(|over| *over != state && !crossed.contains(over)));
        }
        crossed.len()
    }
}

/// A spot for each state's words, in the order of the anchors; all in pixels of a picture of a size. `widths` says how
/// wide a state's words are, within it and with its postal code; `first` which states come before others where room is
/// scarce. Words that do not fit in their state go over water near it, with a line; where that would run across other
/// words or states, into a list at the right margin. Those of an inset have a place of their own beside its name.
pub fn spots(
    geography: &Geography,
    anchors: &[Anchor],
    widths: &dyn Fn(State, bool) -> f32,
    first: &dyn Fn(State) -> bool,
    size: f32,
    fit: Fit,
    picture: (f32, f32),
) -> Vec<Spot> {
    let high = size * RISE + 2.0 * MARGIN;
    // Insets, and their names above them: on the territories' frames, which are narrow, they end where those do.
    let name = if fit.scale < NARROW { NAMES.0 } else { NAMES.1 };
    let frames = geography.insets().iter().map(|inset| (inset.state.is_territory(), fit.box_rect(inset.frame)));
    let rects = frames.flat_map(|(ends, frame)| {
        let [left, top, right, _] = frame;
        let right = if ends { right } else { (left + right + name) / 2.0 };
        [frame, [right - name, top - size * 1.5, right, top]]
    });
    let rects = rects.collect();
    let mut taken = Taken { geography, fit, picture, rects, lines: Vec::new() };
    let about =
        |(x, y): (f32, f32), wide: f32, high: f32| [x - wide / 2.0, y - high / 2.0, x + wide / 2.0, y + high / 2.0];
    let mut spots: Vec<Spot> = Vec::new();
    for anchor in anchors {
        let wide = widths(anchor.state, false) + 2.0 * MARGIN;
        let (middle, fits) = (middle(anchor, fit), fits(anchor, wide, high, fit));
        if fits {
            taken.rects.push(about(middle, wide, high));
        }
        spots.push(if fits { Spot::In(middle) } else { Spot::Nowhere });
    }
    let inset = |state: State| geography.insets().iter().any(|inset| inset.state == state);
    let high = high + 1.0;
    // From north to south, so that the list at the margin reads as the coast does.
    let mut homeless: Vec<(f32, usize)> = Vec::new();
    for (at, anchor) in anchors.iter().enumerate() {
        if spots.get(at) == Some(&Spot::Nowhere) && !inset(anchor.state) {
            let after = homeless.partition_point(|(north, _)| *north < anchor.at.1);
            homeless.insert(after, (anchor.at.1, at));
        }
    }
    let widest = homeless.iter().filter_map(|(_, at)| anchors.get(*at)).map(|anchor| widths(anchor.state, true));
    let left = picture.0 - widest.fold(0.0, f32::max) - 2.0 * MARGIN;
    // The list begins beside the northernmost.
    let mut row = homeless.first().map_or(0.0, |(north, _)| fit.box_point(0.0, *north).1);
    for pass in [true, false] {
        for (_, at) in &homeless {
            let (Some(anchor), Some(spot)) = (anchors.get(*at), spots.get_mut(*at)) else { continue };
            if first(anchor.state) != pass {
                continue;
            }
            let (from, wide) = (middle(anchor, fit), widths(anchor.state, true) + 2.0 * MARGIN);
            let near = around(from).find_map(|(x, y)| {
                // To the side of the words that faces the state.
                let across = (from.0 - x).abs() > wide / 2.0;
                let end = if across {
                    (x + wide / 2.0 * (from.0 - x).signum(), y)
                } else {
                    (x, y + high / 2.0 * (from.1 - y).signum())
                };
                let free = taken.is_free(about((x, y), wide, high)) && taken.is_clear([from, end], anchor.state);
                free.then_some(((x, y), [from, end]))
            });
            if let Some((place, line)) = near {
                taken.rects.push(about(place, wide, high));
                taken.lines.push(line);
                *spot = Spot::Beside(place, Some(line));
                continue;
            }
            let mut y = row;
            while y < picture.1 && !taken.is_free(about((left + wide / 2.0, y), wide, high)) {
                y += 1.0;
            }
            if y < picture.1 {
                row = y;
                taken.rects.push(about((left + wide / 2.0, y), wide, high));
                *spot = Spot::Beside((left + wide / 2.0, y), None);
            }
        }
    }
    spots
}

/// The label for words on a spot; `None` where there is none.
pub fn label(spot: Spot, text: String, size: f32, on: Option<usize>) -> Option<Label> {
    let lower = |(x, y): (f32, f32)| (x, y + size * RISE / 2.0);
    match spot {
        Spot::In(middle) => Some(Label { text, at: lower(middle), size, on, leader: None, badge: false }),
        Spot::Beside(middle, leader) => Some(Label { text, at: lower(middle), size, on: None, leader, badge: false }),
        Spot::Nowhere => None,
    }
}

/// A badge with a state's number, where the state has room for the number: at its anchor, or over the name that may
/// stand there. Its box may reach over the state's border. A territory without room has it beside its frame.
pub fn badge(geography: &Geography, anchor: &Anchor, text: String, size: f32, fit: Fit, named: bool) -> Option<Label> {
    let lift = if named { size + PADDING } else { 0.0 };
    let (wide, high) = (text::width(&text, size), size * RISE);
    let at = if fits(anchor, wide, high + 2.0 * lift, fit) {
        let (x, y) = middle(anchor, fit);
        (x, y - lift + high / 2.0)
    } else {
        let mut frames = geography.insets().iter().filter(|inset| inset.state.is_territory());
        let inset = frames.find(|inset| inset.state == anchor.state)?;
        let [left, top, ..] = fit.box_rect(inset.frame);
        (left - wide / 2.0 - 2.0 * PADDING, top + high + PADDING)
    };
    Some(Label { text, at, size, on: None, leader: None, badge: true })
}

fn middle(anchor: &Anchor, fit: Fit) -> (f32, f32) {
    fit.box_point(anchor.at.0, anchor.at.1)
}

/// Whether a state has room for so much around its anchor.
fn fits(anchor: &Anchor, wide: f32, high: f32, fit: Fit) -> bool {
    wide / 2.0 <= anchor.room.0 * fit.scale && high / 2.0 <= anchor.room.1 * fit.scale
}

/// The names of those counties that hold theirs, where they are `free` to stand, in a picture of a size: in the middle,
/// or above or below it. They are those of `named`, a geometry of the same counties.
pub fn names(
    (geography, named): (&Geography, &Geography),
    free: &dyn Fn(&Label) -> bool,
    size: f32,
    fit: Fit,
    picture: (f32, f32),
) -> Vec<Label> {
    let mut names = Vec::new();
    for (index, county) in geography.counties().iter().enumerate() {
        let name = named.name_of(index);
        let (x, y) = fit.box_point(county.centre.0, county.centre.1);
        let [left, _, right, _] = fit.box_rect(county.bounds);
        let (wide, high) = (text::width(name, size) + 2.0 * MARGIN, size * RISE + 2.0 * MARGIN);
        if name.is_empty() || wide > right - left {
            continue;
        }
        let stands = |aside: f32| {
            let y = y + aside * size;
            let seen = x > wide / 2.0 && y > high / 2.0 && x + wide / 2.0 < picture.0 && y + high / 2.0 < picture.1;
            let points = [-1.0, -0.5, 0.0, 0.5, 1.0].into_iter().flat_map(|across| [(across, -1.0), (across, 1.0)]);
            let mut points = points.map(|(across, down)| fit.map_point(x + across * wide / 2.0, y + down * high / 2.0));
            let inside = seen && points.all(|point| point.is_some_and(|(x, y)| geography.covers(index, x, y)));
            let label = label(Spot::In((x, y)), name.to_owned(), size, Some(index)).filter(|_| inside);
            label.filter(|label| free(label))
        };
        names.extend([0.0, -1.0, 1.0, -2.0, 2.0].into_iter().find_map(stands));
    }
    names
}

/// Points around one, nearest first: to the east first, where the sea of the small states lies.
fn around(from: (f32, f32)) -> impl Iterator<Item = (f32, f32)> {
    // In sixteenths of a turn, from the east to both sides.
    const TURNS: [usize; 16] = [0, 1, 15, 2, 14, 3, 13, 4, 12, 5, 11, 6, 10, 7, 9, 8];
    let distances = (0_u8..).map(|n| SHORTEST + f32::from(n) * 6.0).take_while(|distance| *distance <= FURTHEST);
    distances.flat_map(move |distance| {
        let way = |turn: usize| CIRCLE.get(turn).copied().unwrap_or_default();
        TURNS.into_iter().map(way).map(move |(x, y)| (from.0 + distance * 1.4 * x, from.1 + distance * y))
    })
}

/// Whether no land shows under a rectangle: points of it in three rows, a few pixels apart.
fn is_water(geography: &Geography, fit: Fit, [left, top, right, bottom]: [f32; 4]) -> bool {
    let rows = [top, (top + bottom) / 2.0, bottom];
    let mut points = rows.into_iter().flat_map(|y| {
        let across = (0_u8..=8).map(f32::from);
        across.map(move |step| (left + (right - left) * step / 8.0, y))
    });
    points.all(|(x, y)| fit.map_point(x, y).is_some_and(|(x, y)| geography.county_at(x, y).is_none()))
}

/// On which side of a line a point lies: a sign, or zero on it.
fn side([a, b]: Line, (x, y): (f32, f32)) -> f32 {
    (b.0 - a.0) * (y - a.1) - (b.1 - a.1) * (x - a.0)
}

/// Whether two lines cross.
fn crosses(one: Line, other: Line) -> bool {
    let parts = |line: Line, [a, b]: Line| side(line, a) * side(line, b) < 0.0;
    parts(one, other) && parts(other, one)
}

/// Whether a line has a point in a rectangle: it ends there, or crosses one of its diagonals.
fn meets(line: Line, [left, top, right, bottom]: [f32; 4]) -> bool {
    let inside = |(x, y): (f32, f32)| left < x && x < right && top < y && y < bottom;
    let diagonals = [[(left, top), (right, bottom)], [(left, bottom), (right, top)]];
    line.into_iter().any(inside) || diagonals.into_iter().any(|diagonal| crosses(line, diagonal))
}

/// Whether two rectangles (left, top, right, bottom) have a point in common.
pub(crate) fn overlap(one: [f32; 4], other: [f32; 4]) -> bool {
    one[0] < other[2] && other[0] < one[2] && one[1] < other[3] && other[1] < one[3]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn us() -> Geography {
        Geography::decode(include_bytes!("../../data/us.atlas")).unwrap()
    }

    /// The spots of counts of three digits on a national map of a width.
    fn national(width: f32, size: f32) -> (Vec<Anchor>, Vec<Spot>) {
        let us = us();
        let anchors = us.anchors();
        let picture = (width, (width * 610.0 / 975.0).round());
        let fit = Fit::new(us.frame(), picture);
        let wide = |_: State, beside: bool| text::width(if beside { "MA 100" } else { "100" }, size);
        let spots = spots(&us, &anchors, &wide, &|_| true, size, fit, picture);
        (anchors, spots)
    }

    #[test]
    fn each_state_has_its_words_on_a_wide_map() {
        let (anchors, spots) = national(1_200.0, 12.0);
        let of = |postal: &str| {
            let at = anchors.iter().position(|anchor| anchor.state.postal() == postal).unwrap();
            spots[at]
        };
        for postal in ["TX", "FL", "CO", "WV", "SC", "ME", "AK"] {
            assert!(matches!(of(postal), Spot::In(_)), "{postal} {:?}", of(postal));
        }
        for postal in ["RI", "DE", "DC", "NJ", "CT"] {
            assert!(matches!(of(postal), Spot::Beside(..)), "{postal} {:?}", of(postal));
        }
    }

    #[test]
    fn words_and_lines_keep_apart() {
        for (width, size) in [(320.0, 9.0), (375.0, 9.0), (640.0, 11.0), (975.0, 11.0), (1_200.0, 12.0)] {
            let (anchors, spots) = national(width, size);
            let mut rects: Vec<(State, [f32; 4])> = Vec::new();
            let mut lines: Vec<(State, Line)> = Vec::new();
            for (anchor, spot) in anchors.iter().zip(&spots) {
                let words = if matches!(spot, Spot::In(_)) { "100" } else { "MA 100" };
                let half = text::width(words, size) / 2.0;
                match spot {
                    Spot::In((x, y)) | Spot::Beside((x, y), _) => {
                        rects.push((anchor.state, [x - half, y - size * 0.36, x + half, y + size * 0.36]));
                    }
                    Spot::Nowhere => {}
                }
                if let Spot::Beside(_, Some(line)) = spot {
                    lines.push((anchor.state, *line));
                }
            }
            assert!(rects.len() > 40, "{}", rects.len());
            for (at, (state, rect)) in rects.iter().enumerate() {
                let name = state.postal();
                assert!(rect[0] >= 0.0 && rect[2] <= width, "{width} {name}: {rect:?}");
                assert!(rects.iter().skip(at + 1).all(|(_, other)| !overlap(*rect, *other)), "{width} {name}");
                for (of, line) in lines.iter().filter(|(of, _)| of != state) {
                    assert!(!meets(*line, *rect), "{width}: the line of {} meets {name}", of.postal());
                }
            }
            for (at, (state, line)) in lines.iter().enumerate() {
                let crossed = lines.iter().skip(at + 1).any(|(_, other)| crosses(*line, *other));
                assert!(!crossed, "{width}: {}", state.postal());
            }
        }
    }

    #[test]
    fn no_line_is_drawn_over_another_nor_over_two_states() {
        let us = us();
        let fit = Fit::new(us.frame(), (975.0, 610.0));
        let anchors = us.anchors();
        let of = |postal: &str| anchors.iter().find(|anchor| anchor.state.postal() == postal).unwrap();
        let (kansas, at) = (of("KS").state, middle(of("KS"), fit));
        let (north, east) = ((at.0, at.1 - 30.0), (at.0 + 30.0, at.1));
        let clear = |lines: &[Line], to| {
            let taken =
                Taken { geography: &us, fit, picture: (975.0, 610.0), rects: Vec::new(), lines: lines.to_vec() };
            taken.is_clear([at, to], kansas)
        };
        assert!(clear(&[], north) && clear(&[], east));
        // Over Missouri into Illinois.
        assert!(!clear(&[], (at.0 + 230.0, at.1)));
        let across = [(at.0 - 10.0, at.1 - 20.0), (at.0 + 10.0, at.1 - 20.0)];
        assert!(!clear(&[across], north) && clear(&[across], east));
    }

    #[test]
    fn lines_meet_what_they_run_through() {
        let rect = [10.0, 10.0, 20.0, 15.0];
        let check = |line, expected| assert_eq!(meets(line, rect), expected, "{line:?}");
        check([(0.0, 12.0), (30.0, 13.0)], true);
        check([(12.0, 12.0), (13.0, 13.0)], true);
        check([(9.0, 12.0), (12.0, 9.0)], true);
        check([(0.0, 9.0), (30.0, 9.5)], false);
        check([(8.0, 12.0), (12.0, 8.0)], false);
    }

    #[test]
    fn a_badge_stands_in_its_state_or_nowhere() {
        let us = us();
        let state_at = |fit: Fit, x, y| {
            let (x, y) = fit.map_point(x, y).unwrap();
            us.county_at(x, y).map(|county| us.counties()[county].fips.state())
        };
        let mut standing = Vec::new();
        for (width, size) in [(320.0, 9.0), (975.0, 11.0), (4_000.0, 11.0)] {
            let fit = Fit::new(us.frame(), (width, width * 610.0 / 975.0));
            let anchors = us.anchors();
            let stands = |anchor: &&Anchor| {
                let Some(badge) = badge(&us, anchor, "14".to_owned(), size, fit, width > 1_000.0) else { return false };
                // A territory without room has it over water, beside its frame.
                let mut insets = us.insets().iter().map(|inset| (inset.state, fit.box_rect(inset.frame)));
                if insets.any(|(state, frame)| state == anchor.state && badge.rect()[2] < frame[0]) {
                    assert!(anchor.state.is_territory() && is_water(&us, fit, badge.rect()), "{:?} at {width}", badge);
                    return false;
                }
                // The number's corners: a border may run between two points of them, and a cell of the grid is as wide
                // as a badge at most.
                let [left, top, right, bottom] = badge.rect();
                let inner = [left + PADDING, top + PADDING, right - PADDING, bottom - PADDING];
                let corners = [(inner[0], inner[1]), (inner[2], inner[1]), (inner[2], inner[3]), (inner[0], inner[3])];
                for (x, y) in corners.map(|(x, y)| (x * 0.8 + badge.at.0 * 0.2, y * 0.8 + (top + bottom) * 0.1)) {
                    assert_eq!(state_at(fit, x, y), Some(anchor.state), "{} at {width}", anchor.state.postal());
                }
                true
            };
            standing.push(anchors.iter().filter(stands).count());
        }
        // On the last, a name takes some of the room.
        assert!(standing[0] < standing[1] && standing.iter().all(|n| *n > 35), "{standing:?}");
    }

    #[test]
    fn counties_bear_their_names_when_looked_at_closely() {
        let us = us();
        let picture = (640.0, 400.0);
        let close = |named: &Geography, fit| names((&us, named), &|_| true, 11.0, fit, picture);
        let table = crate::roster::import::places::counties(include_bytes!("../../data/counties.csv")).unwrap();
        let named = us.clone();
        named.name(|fips| table.name(fips));
        assert!(close(&named, Fit::new(us.frame(), picture)).len() < 60);
        let florida = crate::chart::camera::Camera::around([720.0, 460.0, 860.0, 600.0], us.frame(), picture);
        assert!(close(&us, florida.fit(us.frame(), picture)).is_empty());
        let close = close(&named, florida.fit(us.frame(), picture));
        let said: Vec<&str> = close.iter().map(|label| label.text.as_str()).collect();
        assert!(said.contains(&"Collier") && said.contains(&"Polk"), "{said:?}");
        assert!(close.iter().all(|label| label.at.0 > 0.0 && label.at.0 < 640.0));
    }
}
