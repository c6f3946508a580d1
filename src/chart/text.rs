//! How wide words are, without asking a browser: so that a chart is laid out the same on a canvas, in SVG and on a page
//! with hostile styles.
//!
//! Source of the widths: the advance widths of Helvetica in Adobe's core font metrics (AFM), which Arial and Liberation
//! Sans share, in thousandths of the font's size. Letters with accents are as wide as without.

/// The fonts that words are set in: all three have the widths below. A page without them shows its own sans-serif,
/// about as wide.
pub const FONT: &str = "Helvetica, Arial, 'Liberation Sans', sans-serif";

/// The widths of the characters from the blank to the tilde, in thousandths of the size.
const WIDTHS: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
    556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833,
    722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556,
    556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334,
    260, 334, 584,
];

/// The width of a line of text in the units of `size`.
pub fn width(text: &str, size: f32) -> f32 {
    let thousandths: u32 = text.chars().map(|letter| u32::from(advance(letter))).sum();
    thousandths as f32 * size / 1000.0
}

fn advance(letter: char) -> u16 {
    let letter = if letter.is_ascii() { letter } else { crate::place::plain(letter).unwrap_or(letter) };
    // A dash, a quote or a middle dot outside the table is about as wide as a digit.
    (letter as usize).checked_sub(' ' as usize).and_then(|index| WIDTHS.get(index)).copied().unwrap_or(556)
}

/// Pieces of a sentence in one.
pub fn said(pieces: &[&str]) -> String {
    pieces.concat()
}

/// Breaks text into lines no wider than `room`, in the units of `size`. A word wider than that has a line of its own.
pub fn wrap(text: &str, size: f32, room: f32) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ') {
        match lines.last_mut() {
            Some(line) if width(line, size) + width(" ", size) + width(word, size) <= room => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_are_those_of_the_font() {
        let check = |text, expected: f32| assert!((width(text, 10.0) - expected).abs() < 0.01, "{text}");
        check("", 0.0);
        check("100", 16.68);
        check("Wi", 11.66);
        check("Doña", 23.9);
    }

    #[test]
    fn lines_fit_their_room() {
        let text = "Also counted: 75 agreements of state agencies, which belong to no county";
        let lines = wrap(text, 12.0, 180.0);
        assert!(lines.len() > 1 && lines.iter().all(|line| width(line, 12.0) <= 180.0));
        assert_eq!(lines.join(" "), text);
        assert_eq!(wrap("unbreakable", 12.0, 1.0), ["unbreakable"]);
    }
}
