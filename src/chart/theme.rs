//! The colours of maps and charts, light and dark. It draws nothing.
//!
//! The ramp of a map is one hue from pale to deep (on dark, from dim to bright), so that order shows without colour
//! too; the three models differ in lightness as well as hue, and stay apart for the common colour-vision deficiencies.

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

impl Color {
    /// This colour with a `share` of another.
    pub fn mixed(self, other: Color, share: f32) -> Color {
        let mix = |one: u8, other: u8| (f32::from(one) + (f32::from(other) - f32::from(one)) * share).round() as u8;
        Color(mix(self.0, other.0), mix(self.1, other.1), mix(self.2, other.2))
    }

    /// How light it looks, from 0 to 255: the luma of ITU-R BT.601.
    fn luma(self) -> f32 {
        0.299 * f32::from(self.0) + 0.587 * f32::from(self.1) + 0.114 * f32::from(self.2)
    }
}

/// How a page is coloured: light on dark when the lowest bit is set, with strong borders when the next one is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tone(pub u8);

impl Tone {
    /// Its colours.
    pub fn theme(self) -> Theme {
        let theme = if self.0 & 1 == 1 { Theme::DARK } else { Theme::LIGHT };
        if self.0 & 2 == 2 { theme.strong() } else { theme }
    }
}

/// The classes of a map of first signatures, light and dark: what was signed before the half-years that have classes of
/// their own, a grey; then these from the earliest, which is the deepest.
const FIRST: [[Color; 5]; 2] = [
    [
        Color(0x7d, 0x82, 0x87),
        Color(0x0b, 0x4f, 0x3c),
        Color(0x2f, 0x7d, 0x5f),
        Color(0x6b, 0xb0, 0x8a),
        Color(0xb5, 0xd9, 0xb8),
    ],
    [
        Color(0x6f, 0x75, 0x7b),
        Color(0xd5, 0xef, 0xd8),
        Color(0x8f, 0xca, 0xa0),
        Color(0x4f, 0x9a, 0x70),
        Color(0x2c, 0x5f, 0x47),
    ],
];

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
        land: Color(0xf2, 0xf2, 0xee),
        county_border: Color(0xd2, 0xd3, 0xcf),
        state_border: Color(0x8b, 0x90, 0x94),
        ramp: [
            Color(0xac, 0xcc, 0xdf),
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

    /// The same with borders as strong as words, for readers who have asked for strong colours.
    pub fn strong(self) -> Theme {
        let Theme { ink, .. } = self;
        Theme { faint: ink, rule: ink, county_border: self.faint, state_border: ink, ..self }
    }

    /// The same with the classes of a map of first signatures.
    pub fn of_first(self) -> Theme {
        let [light, dark] = FIRST;
        Theme { ramp: if self.paper == Theme::DARK.paper { dark } else { light }, ..self }
    }

    /// Words that can be read on a colour.
    pub fn ink_on(&self, ground: Color) -> Color {
        let (ink, paper) = (self.ink.luma() - ground.luma(), self.paper.luma() - ground.luma());
        if ink.abs() >= paper.abs() { self.ink } else { self.paper }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::map::TINT;

    /// A part of an sRGB colour as light, 0 to 1 (IEC 61966-2-1).
    fn linear(part: u8) -> f64 {
        let share = f64::from(part) / 255.0;
        if share <= 0.040_45 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
    }

    /// Relative luminance, 0 to 1, as WCAG 2.2 defines it.
    fn luminance(color: Color) -> f64 {
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

    /// A colour as seen with a colour-vision deficiency of full severity. G. M. Machado, M. M. Oliveira and L. A. F.
    /// Fernandes, A Physiologically-based Model for Simulation of Color Vision Deficiency, IEEE TVCG 15 (2009), table
    /// 1: protanopia, deuteranopia, tritanopia; then as on a grey page.
    fn seen(color: Color, deficiency: usize) -> [f64; 3] {
        const MATRICES: [[[f64; 3]; 3]; 4] = [
            [
                [0.152_286, 1.052_583, -0.204_868],
                [0.114_503, 0.786_281, 0.099_216],
                [-0.003_882, -0.048_116, 1.051_998],
            ],
            [[0.367_322, 0.860_646, -0.227_968], [0.280_085, 0.672_501, 0.047_413], [-0.011_820, 0.042_940, 0.968_881]],
            [
                [1.255_528, -0.076_749, -0.178_779],
                [-0.078_411, 0.930_809, 0.147_602],
                [0.004_733, 0.691_367, 0.303_900],
            ],
            [[0.2126, 0.7152, 0.0722]; 3],
        ];
        let parts = [linear(color.0), linear(color.1), linear(color.2)];
        MATRICES[deficiency].map(|row| row.iter().zip(parts).map(|(m, part)| m * part).sum::<f64>().clamp(0.0, 1.0))
    }

    /// How different two linear colours look, 0 to about 1: the distance in Oklab,
    /// <https://bottosson.github.io/posts/oklab/>.
    fn difference(a: [f64; 3], b: [f64; 3]) -> f64 {
        let lab = |[r, g, b]: [f64; 3]| {
            let l = (0.412_221_470_8 * r + 0.536_332_536_3 * g + 0.051_445_992_9 * b).cbrt();
            let m = (0.211_903_498_2 * r + 0.680_699_545_1 * g + 0.107_396_956_6 * b).cbrt();
            let s = (0.088_302_461_9 * r + 0.281_718_837_6 * g + 0.629_978_700_5 * b).cbrt();
            [
                0.210_454_255_3 * l + 0.793_617_785_0 * m - 0.004_072_046_8 * s,
                1.977_998_495_1 * l - 2.428_592_205_0 * m + 0.450_593_709_9 * s,
                0.025_904_037_1 * l + 0.782_771_766_2 * m - 0.808_675_766_0 * s,
            ]
        };
        let (a, b) = (lab(a), lab(b));
        a.iter().zip(b).map(|(a, b)| (a - b).powi(2)).sum::<f64>().sqrt()
    }

    #[test]
    fn colours_stay_distinct_to_every_eye_and_on_a_grey_page() {
        for theme in [Theme::LIGHT, Theme::DARK, Theme::LIGHT.of_first(), Theme::DARK.of_first()] {
            let ground: Vec<Color> = std::iter::once(theme.land).chain(theme.ramp).collect();
            let models: Vec<Color> = theme.parts.iter().take(3).copied().collect();
            for colors in [ground, models] {
                for (at, a) in colors.iter().enumerate() {
                    for b in colors.iter().skip(at + 1) {
                        for deficiency in 0..4 {
                            let apart = difference(seen(*a, deficiency), seen(*b, deficiency));
                            // Twice what CSS Color 4 takes for just noticeable, 0.02.
                            assert!(apart >= 0.04, "{a} {b} to {deficiency}: {apart:.3}");
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn classes_differ_in_lightness_alone() {
        for theme in [Theme::LIGHT, Theme::DARK] {
            let classes: Vec<Color> = std::iter::once(theme.land).chain(theme.ramp).collect();
            for pair in classes.windows(2) {
                assert!(contrast(pair[0], pair[1]) >= 1.3, "{} {}", pair[0], pair[1]);
            }
            // Stripes on their ground.
            for color in theme.ramp {
                let ground = theme.land.mixed(color, TINT);
                assert!(contrast(color, ground) >= 1.3, "{color} on {ground}");
            }
            let [_, halves @ ..] = theme.of_first().ramp;
            let halves: Vec<Color> = halves.into_iter().chain([theme.land]).collect();
            for pair in halves.windows(2) {
                assert!(contrast(pair[0], pair[1]) >= 1.3, "{} {}", pair[0], pair[1]);
            }
            for (one, a) in theme.parts.iter().take(3).enumerate() {
                for b in theme.parts.iter().take(3).skip(one + 1) {
                    assert!(contrast(*a, *b) >= 1.5, "{a} {b}");
                }
            }
        }
    }
}
