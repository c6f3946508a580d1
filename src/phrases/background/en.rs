//! What is said around statements of others, in English.

use super::BackgroundPhrases;

/// The words.
pub const BACKGROUND: BackgroundPhrases = BackgroundPhrases {
    title: "What studies and findings say of the program",
    note: "Statements of others about the 287(g) program, restated here, each of its own time; the atlas counts none of them.",
    source: "Source: #.",
    reported: "Told as others reported it; the source itself was not read.",
    winner: "On #1, #2 of the agencies (#3 of #4) were in counties that #5 had won in #6. The same share of all counties: \
             #7 (#8 of #9).",
    small: "On #1, #2 of the agencies (#3 of #4) were in counties with fewer than 100,000 residents (as of 2023). The same \
            share of all counties: #7 (#8 of #9).",
    all_winner: "No list of #1 is known here. The share of all counties that #2 had won in #3: #4 (#5 of #6).",
    all_small: "The share of all counties with fewer than 100,000 residents (as of 2023): #4 (#5 of #6).",
    of_place: "#: # Source, not read but as others reported it: #.",
};
