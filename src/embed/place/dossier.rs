//! What a panel tells of a place, as text: a line for each thing that is told, in its order, its cells parted by tabs.
//! The first cell says what it is. It chooses no words and counts nothing.
//!
//! - `hint`: how a place is chosen, where none is;
//! - `place`: five digits or a postal code, nothing for several places; the name;
//! - `said`: a sentence of the place; `note`: one that narrows it; `date`: the day, in words; `quote`: all of that, to
//!   be quoted;
//! - `group`: a heading over agencies; `1` where they are not shown at once;
//! - `agency`, of the group before: a name; where it sits and where its agreements hold;
//! - `agreement`, of the agency before: the model; `1` where it is over; where it stands, when it was signed, since
//!   when it has been listed;
//! - `text`, of the agreement before: the address of its signed text, a page of the web; what is read; what is heard;
//! - `course`: how many there were over time, as SVG path data in a box of 1,000 by 100; where in it the day
//!   counted lies; its first and its last month; the largest count; all of it in a
//!   sentence;
//! - `fact`: residents, a share;
//! - `choices`: a heading over places; `1` where they are not shown at once;
//! - `choice`, of the choices before: the code; what it is called here; how many agreements, in words, or what
//!   changed; for a script its name, agreements and agencies;
//! - `words`: what the buttons are called: close, copy link, sentence, embed code; then copied, copy by hand, no texts.

/// A dossier while it is written.
#[derive(Clone, Debug, Default)]
pub(in super::super) struct Dossier(Vec<u8>);

impl Dossier {
    /// Writes a line. What would part cells or lines becomes a blank: a record is hostile.
    pub(in super::super) fn line(&mut self, cells: &[&str]) {
        for (at, cell) in cells.iter().enumerate() {
            if at > 0 {
                self.0.push(b'\t');
            }
            for byte in cell.bytes() {
                self.0.push(byte.max(b' '));
            }
        }
        self.0.push(b'\n');
    }

    /// All of it.
    pub(in super::super) fn text(self) -> String {
        String::from_utf8(self.0).unwrap_or_default()
    }
}

/// The cell that says whether something is so.
pub(in super::super) fn flag(is_so: bool) -> &'static str {
    if is_so { "1" } else { "" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_another_line() {
        let mut dossier = Dossier::default();
        dossier.line(&["agency", "A\nquote\tB\r", ""]);
        assert_eq!(dossier.text(), "agency\tA quote B \t\n");
    }
}
