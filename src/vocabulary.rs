//! Enumerations whose values have one word each, the same in attributes, flags, columns and answers.
//!
//! The words stand beside each enumeration, once; nothing here knows any.

/// An enumeration with a word for each value.
pub trait Vocabulary: Copy + PartialEq + 'static {
    /// Every value, in the order in which the contract lists them.
    const ALL: &'static [Self];
    /// Their words, in the same order.
    const CODES: &'static [&'static str];

    /// The word of a value.
    fn code(self) -> &'static str;

    /// Reads a word, in either case.
    fn from_code(code: &str) -> Option<Self> {
        Self::ALL.get(position(Self::CODES, code)?).copied()
    }

    /// What is expected where a word is not understood: `JEM, TFM or WSO`.
    fn one_of() -> String {
        one_of(Self::CODES)
    }
}

/// Where a word stands among others, in either case. Apart, so that a page carries the search once.
fn position(codes: &[&str], code: &str) -> Option<usize> {
    codes.iter().position(|known| known.eq_ignore_ascii_case(code))
}

fn one_of(codes: &[&str]) -> String {
    match codes {
        [others @ .., last] if !others.is_empty() => [&others.join(", "), " or ", last].concat(),
        codes => codes.concat(),
    }
}

/// Gives an enumeration its words: as a [`Vocabulary`], and by methods of its own for whoever names the type.
macro_rules! vocabulary {
    ($type:ident { $($value:ident => $code:literal),+ $(,)? }) => {
        impl $type {
            /// Every value, in the order in which the contract lists them.
            pub const ALL: [$type; [$($code),+].len()] = [$($type::$value),+];

            /// Its word in attributes, flags, columns and answers.
            pub const fn code(self) -> &'static str {
                match self {
                    $($type::$value => $code),+
                }
            }

            /// Reads the word, in either case.
            pub fn from_code(code: &str) -> Option<$type> {
                <$type as $crate::vocabulary::Vocabulary>::from_code(code)
            }
        }

        impl $crate::vocabulary::Vocabulary for $type {
            const ALL: &'static [$type] = &$type::ALL;
            const CODES: &'static [&'static str] = &[$($code),+];

            fn code(self) -> &'static str {
                self.code()
            }
        }
    };
}
pub(crate) use vocabulary;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_in_either_case_and_listed_in_a_sentence() {
        let codes = ["JEM", "TFM", "WSO"];
        let check = |code: &str, expected| assert_eq!(position(&codes, code), expected, "{code}");
        check("tfm", Some(1));
        check("WSO", Some(2));
        check("TF", None);
        check("", None);
        assert_eq!(one_of(&codes), "JEM, TFM or WSO");
        assert_eq!(one_of(&codes[..2]), "JEM or TFM");
        assert_eq!(one_of(&codes[..1]), "JEM");
    }
}
