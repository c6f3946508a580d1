//! The colours of maps and charts, light and dark. It draws nothing.
//!
//! The ramp of a map is one hue from pale to deep (on dark, from dim to bright), so that order shows without colour too; the
//! three models differ in lightness as well as hue, and stay apart for the common colour-vision deficiencies.

use std::fmt;

/// Red, green, blue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Color(pub u8, pub u8, pub u8);

/// `#rrggbb`.
impl fmt::Display for Color {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.0, self.1, self.2)
    }
}

/// What everything is drawn in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Theme {
    /// Behind a figure; a page's own views stand on the page's.
    pub paper: Color,
    /// Words.
    pub ink: Color,
    /// Lesser words: axis labels, sources.
    pub faint: Color,
    /// Grid lines and the frames of insets.
    pub rule: Color,
    /// A place without an agreement.
    pub land: Color,
    /// Borders between counties.
    pub county_border: Color,
    /// Borders between states, and the coast.
    pub state_border: Color,
    /// The classes of a map, from few to many.
    pub ramp: [Color; 5],
    /// The parts of a chart split by model (jail, task force, warrant) or level; the last is for what is unknown.
    pub parts: [Color; 4],
    /// The outline of the place that is pointed at, and the mark of the date.
    pub highlight: Color,
}

impl Theme {
    /// Dark on light.
    pub const LIGHT: Theme = Theme {
        paper: Color(0xff, 0xff, 0xff),
        ink: Color(0x1d, 0x21, 0x26),
        faint: Color(0x55, 0x5d, 0x66),
        rule: Color(0xd9, 0xdd, 0xe1),
        land: Color(0xee, 0xee, 0xea),
        county_border: Color(0xd2, 0xd3, 0xcf),
        state_border: Color(0x8b, 0x90, 0x94),
        ramp: [
            Color(0xb5, 0xd3, 0xe4),
            Color(0x83, 0xb2, 0xd0),
            Color(0x4f, 0x8d, 0xb9),
            Color(0x24, 0x65, 0x98),
            Color(0x0b, 0x3a, 0x66),
        ],
        parts: [Color(0x6a, 0x2c, 0x70), Color(0x2f, 0x74, 0xb5), Color(0xe8, 0xa8, 0x38), Color(0x8b, 0x90, 0x94)],
        highlight: Color(0x1d, 0x21, 0x26),
    };

    /// Light on dark.
    pub const DARK: Theme = Theme {
        paper: Color(0x15, 0x18, 0x1c),
        ink: Color(0xf1, 0xf3, 0xf4),
        faint: Color(0xa9, 0xb1, 0xb9),
        rule: Color(0x3a, 0x40, 0x47),
        land: Color(0x2a, 0x2e, 0x33),
        county_border: Color(0x3c, 0x42, 0x49),
        state_border: Color(0x7b, 0x83, 0x8b),
        ramp: [
            Color(0x1f, 0x4b, 0x6b),
            Color(0x2f, 0x6c, 0x96),
            Color(0x4a, 0x91, 0xbd),
            Color(0x7f, 0xb8, 0xd9),
            Color(0xcb, 0xe5, 0xf3),
        ],
        parts: [Color(0xc7, 0x8f, 0xd0), Color(0x3f, 0x82, 0xc8), Color(0xf6, 0xd5, 0x8c), Color(0x7b, 0x83, 0x8b)],
        highlight: Color(0xff, 0xff, 0xff),
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Relative luminance, 0 to 1, as WCAG 2.2 defines it.
    fn luminance(color: Color) -> f64 {
        let linear = |part: u8| {
            let share = f64::from(part) / 255.0;
            if share <= 0.040_45 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(color.0) + 0.7152 * linear(color.1) + 0.0722 * linear(color.2)
    }

    fn contrast(a: Color, b: Color) -> f64 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn words_can_be_read() {
        for theme in [Theme::LIGHT, Theme::DARK] {
            assert!(contrast(theme.ink, theme.paper) >= 7.0);
            assert!(contrast(theme.faint, theme.paper) >= 4.5);
        }
    }

    #[test]
    fn classes_differ_in_lightness_alone() {
        for theme in [Theme::LIGHT, Theme::DARK] {
            let classes: Vec<Color> = std::iter::once(theme.land).chain(theme.ramp).collect();
            for pair in classes.windows(2) {
                assert!(contrast(pair[0], pair[1]) >= 1.25, "{} {}", pair[0], pair[1]);
            }
            for (one, a) in theme.parts.iter().take(3).enumerate() {
                for b in theme.parts.iter().take(3).skip(one + 1) {
                    assert!(contrast(*a, *b) >= 1.5, "{a} {b}");
                }
            }
        }
    }
}
