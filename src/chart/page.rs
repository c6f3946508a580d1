//! The words around a picture that stands alone, on any [`Surface`]: title, date, legend, notes, source, and where the
//! picture stands among them. It draws no picture.

use super::caption::{Caption, Key, Swatch};
use super::map;
use super::surface::{Anchor, CIRCLE, Pen, Surface, trace};
use super::text;
use super::theme::{Color, Theme};

/// How words and picture stand to each other.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Form {
    /// One below the other, as wide as the picture and as high as all of it becomes.
    Column,
    /// A card for social media: the words that matter, so many notes among them, beside the picture, the others in
    /// small print below. As large as [`CARD`].
    Card(usize),
}

/// Width and height of a card, in units of its own words: 1200 by 630 pixels.
pub const CARD: (f32, f32) = (640.0, 336.0);
/// Pixels of a card for each of those units.
const ENLARGED: f32 = 1.875;
/// The room for a card's picture where words below it have two lines.
pub const CARD_PICTURE: (f32, f32) = (378.0, 262.0);

/// The margin to either side.
const MARGIN: f32 = 8.0;
/// That of a card, the width of its words, and the gap between them and the picture.
const CARD_MARGIN: f32 = 18.0;
const CARD_WORDS: f32 = 210.0;
const CARD_GAP: f32 = 16.0;
/// The size of the source below words alone.
const FOOT: f32 = 10.0;
/// How much smaller the words of a card are set until they fit.
const SMALLER: [f32; 6] = [1.0, 0.92, 0.85, 0.78, 0.7, 0.6];

/// Where a picture stands on its page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Page {
    /// Width and height of the whole.
    pub size: (f32, f32),
    /// Where the picture's left upper corner is.
    pub at: (f32, f32),
    /// How much larger the picture is than it was drawn.
    pub scale: f32,
    /// Pixels for each unit.
    enlarged: f32,
}

impl Page {
    /// Width and height, in pixels.
    pub fn shown(&self) -> [f32; 2] {
        [self.size.0, self.size.1].map(|length| (length * self.enlarged).round())
    }
}

/// What the words around a picture of a size take up, before any is drawn.
pub fn measure(caption: &Caption, theme: &Theme, picture: (f32, f32), form: Form) -> Page {
    lay(&mut Nowhere, caption, theme, picture, form)
}

/// Draws the paper and the words around a picture of a size.
pub fn draw<S: Surface>(surface: &mut S, caption: &Caption, theme: &Theme, picture: (f32, f32), form: Form) -> Page {
    let page = measure(caption, theme, picture, form);
    let paper = rect(surface, (0.0, 0.0), page.size);
    surface.fill(&paper, theme.paper);
    lay(surface, caption, theme, picture, form)
}

fn lay<S: Surface>(surface: &mut S, caption: &Caption, theme: &Theme, picture: (f32, f32), form: Form) -> Page {
    match form {
        Form::Column => column(surface, caption, theme, picture),
        Form::Card(n_notes) => card(surface, caption, theme, picture, n_notes),
    }
}

fn column<S: Surface>(surface: &mut S, caption: &Caption, theme: &Theme, picture: (f32, f32)) -> Page {
    let width = picture.0;
    let mut words = Words { surface, left: MARGIN, right: width - MARGIN, y: 0.0, times: 1.0 };
    words.bold(&caption.title, 18.0, theme.ink);
    words.plain(&caption.date, 13.0, theme.faint);
    let top = words.y + 8.0;
    words.y = top + picture.1 + 4.0;
    if !caption.legend.is_empty() {
        words.bold(&caption.unit, 12.0, theme.ink);
        words.legend(&caption.legend, theme);
    }
    for note in &caption.notes {
        words.plain(note, 12.0, theme.ink);
    }
    words.plain(&caption.source, 11.0, theme.faint);
    Page { size: (width, (words.y + 8.0).ceil()), at: (0.0, top), scale: 1.0, enlarged: 1.0 }
}

fn card<S: Surface>(surface: &mut S, caption: &Caption, theme: &Theme, picture: (f32, f32), n_notes: usize) -> Page {
    let (width, height) = CARD;
    let fine = (CARD_MARGIN, width - CARD_MARGIN);
    // The small print first: the picture has the room above it.
    let small = fitting(fine, height / 4.0, &|words| small_print(words, caption, n_notes, theme));
    let top_of_small = height - CARD_MARGIN / 2.0 - small.1;
    let side = (CARD_MARGIN, CARD_MARGIN + CARD_WORDS);
    let room = top_of_small - CARD_MARGIN / 2.0;
    let beside = fitting(side, room, &|words| lead(words, caption, n_notes, theme));
    let mut words = Words { surface, left: side.0, right: side.1, y: CARD_MARGIN / 2.0, times: beside.0 };
    lead(&mut words, caption, n_notes, theme);
    words = Words { left: fine.0, right: fine.1, y: top_of_small, times: small.0, ..words };
    small_print(&mut words, caption, n_notes, theme);
    let left = side.1 + CARD_GAP;
    let (wide, high) = (fine.1 - left, top_of_small - CARD_MARGIN - 4.0);
    let scale = (wide / picture.0).min(high / picture.1);
    let at = (left + (wide - picture.0 * scale) / 2.0, CARD_MARGIN + (high - picture.1 * scale) / 2.0);
    Page { size: CARD, at, scale, enlarged: ENLARGED }
}

/// Words that no picture stands beside, at a width: the title large, then what is said of it, then the notes, and the
/// source at the foot. A card has its own size: what has no room even in small letters is left out.
pub fn words<S: Surface>(surface: &mut S, caption: &Caption, theme: &Theme, width: f32, form: Form) -> Page {
    let (size, margin, enlarged) = match form {
        Form::Column => ((width, f32::INFINITY), 2.0 * MARGIN, 1.0),
        Form::Card(_) => (CARD, 2.0 * CARD_MARGIN, ENLARGED),
    };
    let sides = (margin, size.0 - margin);
    let source = fitting(sides, size.1, &|words| words.plain(&caption.source, FOOT, theme.faint)).1;
    let room = size.1 - source - 2.0 * margin;
    let (times, high) = fitting(sides, room, &|words| spoken(words, caption, theme));
    // On a card they stand in the middle of what is above the source.
    let top = if room.is_finite() { margin + ((room - high) / 2.0).max(0.0) - FOOT } else { margin / 2.0 };
    let height = if size.1.is_finite() { size.1 } else { (top + high + source + 1.5 * margin).ceil() };
    let page = Page { size: (size.0, height), at: (0.0, 0.0), scale: 1.0, enlarged };
    let paper = rect(surface, (0.0, 0.0), page.size);
    surface.fill(&paper, theme.paper);
    let mut words = Words { surface, left: sides.0, right: sides.1, y: top, times };
    spoken(&mut words, caption, theme);
    words = Words { y: height - margin / 2.0 - source, times: 1.0, ..words };
    words.plain(&caption.source, FOOT, theme.faint);
    page
}

/// What is said where no picture is.
fn spoken<S: Surface>(words: &mut Words<S>, caption: &Caption, theme: &Theme) {
    words.bold(&caption.title, 26.0, theme.ink);
    words.y += 6.0 * words.times;
    words.plain(&caption.date, 15.0, theme.ink);
    words.y += 6.0 * words.times;
    for note in &caption.notes {
        words.plain(note, 12.5, theme.faint);
    }
}

/// How much smaller words between two edges are set so that they become no higher than a room, and how high that is.
fn fitting((left, right): (f32, f32), room: f32, set: &dyn Fn(&mut Words<Nowhere>)) -> (f32, f32) {
    let mut fits = (1.0, 0.0);
    for times in SMALLER {
        let mut words = Words { surface: &mut Nowhere, left, right, y: 0.0, times };
        set(&mut words);
        fits = (times, words.y);
        if words.y <= room {
            break;
        }
    }
    fits
}

/// What a card says beside its picture.
fn lead<S: Surface>(words: &mut Words<S>, caption: &Caption, n_notes: usize, theme: &Theme) {
    words.bold(&caption.title, 19.0, theme.ink);
    words.plain(&caption.date, 13.0, theme.faint);
    for note in caption.notes.iter().take(n_notes) {
        words.plain(note, 13.0, theme.ink);
    }
    if !caption.legend.is_empty() {
        words.y += 6.0 * words.times;
        words.bold(&caption.unit, 10.5, theme.ink);
        words.legend(&caption.legend, theme);
    }
}

/// What it says below.
fn small_print<S: Surface>(words: &mut Words<S>, caption: &Caption, n_notes: usize, theme: &Theme) {
    for note in caption.notes.iter().skip(n_notes).chain([&caption.source]) {
        words.plain(note, 8.5, theme.faint);
    }
}

/// A column of words, growing downwards.
struct Words<'a, S: Surface> {
    surface: &'a mut S,
    left: f32,
    right: f32,
    y: f32,
    /// How much larger they are set than is said.
    times: f32,
}

impl<S: Surface> Words<'_, S> {
    fn plain(&mut self, words: &str, size: f32, color: Color) {
        self.lines(words, size, false, color);
    }

    fn bold(&mut self, words: &str, size: f32, color: Color) {
        self.lines(words, size, true, color);
    }

    fn lines(&mut self, words: &str, size: f32, bold: bool, color: Color) {
        if words.is_empty() {
            return;
        }
        let size = size * self.times;
        // Bold letters are about a twelfth wider.
        let room = (self.right - self.left) * if bold { 0.92 } else { 1.0 };
        for line in text::wrap(words, size, room) {
            self.y += (size * 1.35).round();
            let at = (self.left, self.y);
            match bold {
                true => self.surface.heading(&line, at, size, color),
                false => self.surface.text(&line, at, Anchor::Start, size, color),
            }
        }
    }

    /// Entries beside each other while there is room; the words of one that is wider than all of it go on below.
    fn legend(&mut self, legend: &[Key], theme: &Theme) {
        let (row, size, beside) = (18.0 * self.times, 12.0 * self.times, 22.0 * self.times);
        let mut x = self.left;
        self.y += row;
        for key in legend {
            let wide = beside + text::width(&key.label, size);
            if x > self.left && x + wide > self.right {
                x = self.left;
                self.y += row;
            }
            self.swatch(key, (x, self.y - 10.0 * self.times), theme);
            let lines = text::wrap(&key.label, size, self.right - self.left - beside);
            for (at, line) in lines.iter().enumerate() {
                self.y += if at > 0 { (size * 1.25).round() } else { 0.0 };
                self.surface.text(line, (x + beside, self.y), Anchor::Start, size, theme.ink);
            }
            // Beside several lines stands nothing else.
            x = if lines.len() > 1 { self.right } else { x + wide + 14.0 * self.times };
        }
        self.y += 4.0 * self.times;
    }

    /// A patch of 16 by 12, or what stands in its middle.
    fn swatch(&mut self, key: &Key, (x, y): (f32, f32), theme: &Theme) {
        let (times, color) = (self.times, key.color);
        let surface = &mut *self.surface;
        let (wide, high) = (16.0 * times, 12.0 * times);
        let middle = (x + wide / 2.0, y + high / 2.0);
        match key.swatch {
            Swatch::Whole | Swatch::Striped => {
                let patch = rect(surface, (x, y), (wide, high));
                let striped = key.swatch == Swatch::Striped;
                surface.fill(&patch, if striped { theme.land.mixed(color, map::TINT) } else { color });
                surface.stroke(&patch, theme.state_border, 0.5);
                if striped {
                    let stripes = surface.path(&mut |pen| {
                        for [(from_x, from_y), (to_x, to_y)] in STRIPES {
                            pen.move_to(x + from_x * times, y + from_y * times);
                            pen.line_to(x + to_x * times, y + to_y * times);
                        }
                    });
                    surface.stroke(&stripes, color, 1.4 * times);
                }
            }
            Swatch::Badge => {
                let patch = rect(surface, (x + 2.0 * times, y), (high, high));
                surface.fill(&patch, theme.paper);
                surface.stroke(&patch, color, 0.75);
            }
            Swatch::Dot => {
                let dot = disc(surface, middle, 5.0 * times);
                surface.fill(&dot, color);
            }
            Swatch::Ring => {
                let ring = disc(surface, middle, 3.5 * times);
                surface.stroke(&ring, color, 1.5);
            }
        }
    }
}

/// The stripes of a patch, each from the left below to the right above.
const STRIPES: [[(f32, f32); 2]; 4] =
    [[(0.0, 6.0), (6.0, 0.0)], [(0.0, 12.0), (12.0, 0.0)], [(5.0, 12.0), (16.0, 1.0)], [(11.0, 12.0), (16.0, 7.0)]];

/// A rectangle from its left upper corner.
pub(super) fn rect<S: Surface>(surface: &mut S, (x, y): (f32, f32), (wide, high): (f32, f32)) -> S::Path {
    let corners = [(x, y), (x + wide, y), (x + wide, y + high), (x, y + high)];
    surface.path(&mut |pen| trace(pen, corners.into_iter(), true))
}

fn disc<S: Surface>(surface: &mut S, (x, y): (f32, f32), radius: f32) -> S::Path {
    surface.path(&mut |pen| trace(pen, CIRCLE.into_iter().map(|(dx, dy)| (x + dx * radius, y + dy * radius)), true))
}

/// A surface that shows nothing: what is laid out on it is only measured.
struct Nowhere;

impl Pen for Nowhere {
    fn move_to(&mut self, _: f32, _: f32) {}
    fn line_to(&mut self, _: f32, _: f32) {}
}

impl Surface for Nowhere {
    type Path = ();

    fn path(&mut self, _: &mut dyn FnMut(&mut dyn Pen)) {}
    fn fill(&mut self, (): &(), _: Color) {}
    fn stroke(&mut self, (): &(), _: Color, _: f32) {}
    fn text(&mut self, _: &str, _: (f32, f32), _: Anchor, _: f32, _: Color) {}
    fn within(&mut self, _: &[[f32; 4]], _: &mut dyn FnMut(&mut Nowhere)) {}
}

#[cfg(test)]
mod tests {
    use super::*;

    fn caption(n_notes: usize, words: &str) -> Caption {
        let key = |swatch| Key { swatch, color: Theme::LIGHT.ink, label: words.to_owned() };
        Caption {
            title: words.to_owned(),
            date: words.to_owned(),
            unit: words.to_owned(),
            legend: [Swatch::Whole, Swatch::Striped, Swatch::Dot, Swatch::Ring, Swatch::Badge].map(key).to_vec(),
            notes: vec![words.to_owned(); n_notes],
            source: words.to_owned(),
        }
    }

    #[test]
    fn a_column_is_as_wide_as_its_picture_and_has_room_for_it() {
        for (n_notes, words) in
            [(0, "one"), (4, "a good many words that go on and on until there are two lines of them")]
        {
            let (caption, picture) = (caption(n_notes, words), (320.0, 200.0));
            let page = measure(&caption, &Theme::LIGHT, picture, Form::Column);
            assert_eq!((page.size.0, page.scale, page.at.0), (320.0, 1.0, 0.0));
            assert!(page.at.1 > 0.0 && page.at.1 + picture.1 < page.size.1, "{page:?}");
            assert_eq!(page.shown(), [page.size.0, page.size.1]);
        }
    }

    #[test]
    fn a_card_has_its_size_and_its_picture_stands_in_it_beside_the_words() {
        let long = "as many words as nobody would ever have expected in a card ".repeat(3);
        for words in ["one", long.as_str()] {
            for picture in [(378.0, 262.0), (900.0, 200.0), (100.0, 900.0)] {
                let page = measure(&caption(5, words), &Theme::LIGHT, picture, Form::Card(1));
                assert_eq!((page.size, page.shown()), (CARD, [1200.0, 630.0]));
                let (right, bottom) = (page.at.0 + picture.0 * page.scale, page.at.1 + picture.1 * page.scale);
                assert!(page.at.0 >= CARD_MARGIN + CARD_WORDS && right <= CARD.0 - CARD_MARGIN + 0.01, "{page:?}");
                assert!(page.at.1 >= CARD_MARGIN - 0.01 && bottom < CARD.1, "{page:?}");
            }
        }
    }
}
