//! The grid of states as a drawing: a tile for each, with its code, its number and its curve. It counts nothing; a page
//! makes the same of elements and styles, whose measures these are.

use super::page::rect;
use super::surface::{Anchor, Surface, trace};
use super::theme::Theme;

/// A state's tile.
#[derive(Clone, Debug, PartialEq)]
pub struct Tile {
    /// Its row and its column where every state has a tile, from 1.
    pub place: [usize; 2],
    /// Its postal code.
    pub code: String,
    /// How many, as the language writes it.
    pub number: String,
    /// Whether it has neither a number nor a curve.
    pub none: bool,
    /// The corners of its curve, from 0 to 1 to the right and down; none where there is none.
    pub curve: Vec<(f32, f32)>,
}

/// All tiles at a width.
#[derive(Clone, Debug, PartialEq)]
pub struct Tiles {
    /// In their order.
    pub tiles: Vec<Tile>,
    /// Whether every state has one.
    pub whole: bool,
    /// Where on the curves the day counted lies, from 0 to 1; none for their last.
    pub day: Option<f32>,
    /// The width, in CSS pixels.
    pub width: f32,
}

/// Between two tiles.
const GAP: f32 = 4.0;
/// From this width on the tiles of all states stand about where the states lie, so many beside each other.
const PLACED: f32 = 540.0;
const COLUMNS: usize = 12;
/// The least width of one that stands in a plain row.
const LEAST: f32 = 64.0;
/// From this width on placed tiles are higher, and their words larger.
const WIDE: f32 = 900.0;
/// The share of the land over the curve's days after the one counted.
const FADED: f32 = 0.6;
/// Above and below the grid.
const AROUND: f32 = 8.0;

impl Tiles {
    fn is_placed(&self) -> bool {
        self.whole && self.width >= PLACED
    }

    fn n_columns(&self) -> usize {
        match self.is_placed() {
            true => COLUMNS,
            false => (((self.width + GAP) / (LEAST + GAP)) as usize).max(1),
        }
    }

    /// Width and height of a tile, and the size of its words.
    fn measures(&self) -> (f32, f32, f32) {
        let n = self.n_columns() as f32;
        let (high, size) = if self.is_placed() && self.width >= WIDE { (60.0, 15.0) } else { (44.0, 13.0) };
        ((self.width - GAP * (n - 1.0)) / n, high, size)
    }

    /// The row and the column of a tile, from 0.
    fn place(&self, at: usize, tile: &Tile) -> [usize; 2] {
        match self.is_placed() {
            true => tile.place.map(|from_one| from_one.saturating_sub(1)),
            false => [at / self.n_columns(), at % self.n_columns()],
        }
    }

    /// Width and height of the picture, in CSS pixels.
    pub fn size(&self) -> (f32, f32) {
        let rows = self.tiles.iter().enumerate().map(|(at, tile)| self.place(at, tile)[0] + 1).max().unwrap_or(0);
        let (_, high, _) = self.measures();
        (self.width, 2.0 * AROUND + rows as f32 * (high + GAP) - GAP)
    }
}

/// Draws all tiles.
pub fn draw<S: Surface>(surface: &mut S, tiles: &Tiles, theme: &Theme) {
    let (wide, high, size) = tiles.measures();
    let [_, curve, ..] = theme.ramp;
    for (at, tile) in tiles.tiles.iter().enumerate() {
        let [row, column] = tiles.place(at, tile);
        let (x, y) = (column as f32 * (wide + GAP), AROUND + row as f32 * (high + GAP));
        let land = rect(surface, (x, y), (wide, high));
        surface.fill(&land, theme.land);
        // Up to the day and after it: what lies before an edge is drawn on it, where it has no extent.
        let mut area = |from: f32, to: f32, color| {
            let corners = tile.curve.iter().map(|(right, down)| (x + right.clamp(from, to) * wide, y + down * high));
            let path = surface.path(&mut |pen| trace(pen, corners.clone(), true));
            surface.fill(&path, color);
        };
        match tiles.day {
            None => area(0.0, 1.0, curve),
            Some(day) => {
                area(0.0, day, curve);
                area(day, 1.0, curve.mixed(theme.land, FADED));
            }
        }
        let ink = if tile.none { theme.faint } else { theme.ink };
        let line = (size * 1.25).round();
        surface.heading(&tile.code, (x + 5.0, y + line), size, ink);
        match tiles.is_placed() {
            true => surface.text(&tile.number, (x + 5.0, y + 2.0 * line), Anchor::Start, size, ink),
            false => surface.text(&tile.number, (x + wide - 5.0, y + line), Anchor::End, size, ink),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tiles(n: usize, whole: bool, width: f32) -> Tiles {
        let tile = |at: usize| Tile {
            place: [at / COLUMNS + 1, at % COLUMNS + 1],
            code: "FL".to_owned(),
            number: "1,234".to_owned(),
            none: false,
            curve: Vec::new(),
        };
        Tiles { tiles: (0..n).map(tile).collect(), whole, day: None, width }
    }

    #[test]
    fn tiles_stand_in_rows_or_where_their_states_lie() {
        assert_eq!(tiles(24, true, 540.0).size(), (540.0, 108.0));
        assert_eq!(tiles(24, true, 900.0).size().1, 140.0);
        // Five in a row of a phone.
        assert_eq!(tiles(11, true, 340.0).size().1, 156.0);
        assert_eq!(tiles(1, false, 1200.0).size().1, 60.0);
        assert_eq!(tiles(3, false, 10.0).n_columns(), 1);
    }
}
