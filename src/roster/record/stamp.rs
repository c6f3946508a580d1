//! By what files that belong together know each other: a hash of what both hold (FNV-1a, its upper 28 bits). It keeps
//! nobody out who wants to come in: it tells a mixed set from a whole one.

/// A hash while it is made.
pub(in crate::roster) struct Stamp(u32);

impl Stamp {
    /// Of nothing yet.
    pub(in crate::roster) fn new() -> Stamp {
        Stamp(0x811c_9dc5)
    }

    /// Takes in some bytes.
    pub(in crate::roster) fn add(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u32::from(*byte)).wrapping_mul(0x0100_0193);
        }
    }

    /// The number, below 2^28.
    pub(in crate::roster) fn number(self) -> u32 {
        self.0 >> 4
    }
}
