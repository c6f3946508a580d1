//! Where words stand on a map: a state's count in the state or beside it in the sea, a county's name in the county.
//! Where there is no room there is no label. It draws nothing.

use crate::atlas::{Anchor, Geography};
use crate::place::State;

use super::surface::{CIRCLE, Fit};
use super::text;

/// Room around words, in CSS pixels.
const MARGIN: f32 = 1.0;
/// How far words beside a state may stand from it, in CSS pixels.
const FURTHEST: f32 = 120.0;
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
    /// Beside it: the middle of the words, and the line to them.
    Beside((f32, f32), [(f32, f32); 2]),
    /// Nowhere: there is no room.
    Nowhere,
}

/// A spot for each state's words, as wide as `widths` says, in the order of the anchors; all in pixels of a picture of
/// a size. Words that do not fit in their state go over the nearest water that is free; those of an inset have a place
/// of their own beside its name.
pub fn spots(
    geography: &Geography,
    anchors: &[Anchor],
    widths: &dyn Fn(State, bool) -> f32,
    size: f32,
    fit: Fit,
    picture: (f32, f32),
) -> Vec<Spot> {
    let high = size * RISE + 2.0 * MARGIN;
    // Insets with their names, which may stand out to the left as far as a frame is wide.
    let named = |[left, top, right, bottom]: [f32; 4]| [left.min(right - 60.0), top - size * 1.5, right, bottom];
    let mut taken: Vec<[f32; 4]> = geography.insets().iter().map(|inset| named(fit.box_rect(inset.frame))).collect();
    let mut spots: Vec<Spot> = anchors
        .iter()
        .map(|anchor| {
            let wide = widths(anchor.state, false) + 2.0 * MARGIN;
            if fits(anchor, wide, high, fit) { Spot::In(middle(anchor, fit)) } else { Spot::Nowhere }
        })
        .collect();
    let inset = |state: State| geography.insets().iter().any(|inset| inset.state == state);
    let homeless = |(anchor, spot): &(&Anchor, &mut Spot)| **spot == Spot::Nowhere && !inset(anchor.state);
    for (anchor, spot) in anchors.iter().zip(&mut spots).filter(homeless) {
        let from = middle(anchor, fit);
        let (wide, high) = (widths(anchor.state, true) + 2.0 * MARGIN, high + 1.0);
        let free = |(x, y): (f32, f32)| {
            let rect = [x - wide / 2.0, y - high / 2.0, x + wide / 2.0, y + high / 2.0];
            let inside = rect[0] >= 0.0 && rect[1] >= 0.0 && rect[2] <= picture.0 && rect[3] <= picture.1;
            inside && taken.iter().all(|other| !overlap(*other, rect)) && is_water(geography, fit, rect)
        };
        let place = around(from).find(|place| free(*place));
        if let Some((x, y)) = place {
            taken.push([x - wide / 2.0, y - high / 2.0, x + wide / 2.0, y + high / 2.0]);
            // To the side of the words that faces the state.
            let end = (x + (wide / 2.0) * (from.0 - x).signum(), y);
            let end = if (from.0 - x).abs() > wide / 2.0 { end } else { (x, y + high / 2.0 * (from.1 - y).signum()) };
            *spot = Spot::Beside((x, y), [from, end]);
        }
    }
    spots
}

/// The label for words on a spot; `None` where there is none.
pub fn label(spot: Spot, text: String, size: f32, on: Option<usize>) -> Option<Label> {
    let lower = |(x, y): (f32, f32)| (x, y + size * RISE / 2.0);
    match spot {
        Spot::In(middle) => Some(Label { text, at: lower(middle), size, on, leader: None, badge: false }),
        Spot::Beside(middle, line) => {
            Some(Label { text, at: lower(middle), size, on: None, leader: Some(line), badge: false })
        }
        Spot::Nowhere => None,
    }
}

/// A badge with a state's number, where the state has room for it: at its anchor, or over the name that may stand
/// there.
pub fn badge(anchor: &Anchor, text: String, size: f32, fit: Fit, named: bool) -> Option<Label> {
    let lift = if named { size + PADDING } else { 0.0 };
    let (wide, high) = (text::width(&text, size) + 2.0 * PADDING, size * RISE + 2.0 * PADDING);
    let (x, y) = middle(anchor, fit);
    let at = (x, y - lift + size * RISE / 2.0);
    let badge = Label { text, at, size, on: None, leader: None, badge: true };
    fits(anchor, wide, high + 2.0 * lift, fit).then_some(badge)
}

fn middle(anchor: &Anchor, fit: Fit) -> (f32, f32) {
    fit.box_point(anchor.at.0, anchor.at.1)
}

/// Whether a state has room for so much around its anchor.
fn fits(anchor: &Anchor, wide: f32, high: f32, fit: Fit) -> bool {
    wide / 2.0 <= anchor.room.0 * fit.scale && high / 2.0 <= anchor.room.1 * fit.scale
}

/// The names of those counties that hold theirs, in a picture of a size. They are those of `named`, a geometry of the
/// same counties.
pub fn names(geography: &Geography, named: &Geography, size: f32, fit: Fit, picture: (f32, f32)) -> Vec<Label> {
    let mut names = Vec::new();
    for (index, county) in geography.counties().iter().enumerate() {
        let name = named.name_of(index);
        let (x, y) = fit.box_point(county.centre.0, county.centre.1);
        let [left, _, right, _] = fit.box_rect(county.bounds);
        let (wide, high) = (text::width(name, size) + 2.0 * MARGIN, size * RISE + 2.0 * MARGIN);
        let seen = x > wide / 2.0 && y > high / 2.0 && x + wide / 2.0 < picture.0 && y + high / 2.0 < picture.1;
        if !seen || name.is_empty() || wide > right - left {
            continue;
        }
        let points = [-1.0, -0.5, 0.0, 0.5, 1.0].into_iter().flat_map(|across| [(across, -1.0), (across, 1.0)]);
        let inside = points.into_iter().all(|(across, down)| {
            let point = fit.map_point(x + across * wide / 2.0, y + down * high / 2.0);
            point.is_some_and(|(x, y)| geography.covers(index, x, y))
        });
        if inside {
            names.extend(label(Spot::In((x, y)), name.to_owned(), size, Some(index)));
        }
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

fn is_water(geography: &Geography, fit: Fit, [left, top, right, bottom]: [f32; 4]) -> bool {
    let middle = (left + right) / 2.0;
    let points = [(left, top), (middle, top), (right, top), (left, bottom), (middle, bottom), (right, bottom)];
    points.into_iter().all(|(x, y)| fit.map_point(x, y).is_some_and(|(x, y)| geography.county_at(x, y).is_none()))
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
        let spots = spots(&us, &anchors, &wide, size, fit, picture);
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
    fn words_beside_states_keep_apart() {
        for (width, size) in [(320.0, 9.0), (640.0, 11.0), (1_200.0, 12.0)] {
            let (_, spots) = national(width, size);
            let rects: Vec<[f32; 4]> = (spots.iter())
                .filter_map(|spot| match spot {
                    Spot::Beside((x, y), _) => Some([x - 15.0, y - size * 0.36, x + 15.0, y + size * 0.36]),
                    _ => None,
                })
                .collect();
            assert!(!rects.is_empty());
            for (at, one) in rects.iter().enumerate() {
                assert!(one[0] >= 0.0 && one[2] <= width, "{one:?}");
                assert!(rects.iter().skip(at + 1).all(|other| !overlap(*one, *other)), "{width}");
            }
        }
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
                let Some(badge) = badge(anchor, "14".to_owned(), size, fit, width > 1_000.0) else { return false };
                // A border may run between two points of it, and a cell of the grid is as wide as a badge at most.
                let [left, top, right, bottom] = badge.rect();
                let corners = [(left, top), (right, top), (right, bottom), (left, bottom)];
                for (x, y) in corners.map(|(x, y)| (x * 0.8 + badge.at.0 * 0.2, y * 0.8 + (top + bottom) * 0.1)) {
                    assert_eq!(state_at(fit, x, y), Some(anchor.state), "{} at {width}", anchor.state.postal());
                }
                true
            };
            standing.push(anchors.iter().filter(stands).count());
        }
        assert!(standing.windows(2).all(|pair| pair[0] < pair[1]) && standing[0] > 10, "{standing:?}");
    }

    #[test]
    fn counties_bear_their_names_when_looked_at_closely() {
        let us = us();
        let picture = (640.0, 400.0);
        let close = |named: &Geography, fit| names(&us, named, 11.0, fit, picture);
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
