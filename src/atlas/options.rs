//! How finely a geography is packed: for a whole country, or for one state. It measures nothing itself.

/// How finely to pack.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Options {
    /// Cells of the grid in one unit: points fall on whole cells.
    pub cells: u32,
    /// Points whose triangle with their neighbours is smaller than this go, in square units.
    pub least_triangle: f64,
    /// Counties below this area keep all their points, in square units.
    pub small_county: f64,
    /// The width of the square that stands for a county without area, in cells.
    pub county_square: i16,
    /// The width of the square that stands for an island of a territory too small to see, in cells.
    pub island_square: i16,
    /// Whether the counties' names are packed too. Geometry without them is for a page that has them in another file.
    pub names: bool,
}

/// For a whole country on a screen: half a unit is a pixel of a fine one, and borders that lie so show no corner.
impl Default for Options {
    fn default() -> Options {
        Options { cells: 2, least_triangle: 3.3, small_county: 12.0, county_square: 1, island_square: 2, names: true }
    }
}

impl Options {
    /// For one state on a screen: all that us-atlas's ten-million files hold but what falls within a sixth of a unit, a
    /// pixel of a state that fills a page. It is loaded when somebody looks closer. Measured, brotli 11: a tenth of a
    /// unit and half the triangle, 14 kB more.
    pub fn fine() -> Options {
        Options {
            cells: 6,
            least_triangle: 1.0,
            county_square: 3,
            island_square: 6,
            names: false,
            ..Options::default()
        }
    }
}
