//! The table of agreements, in English.

use super::RowsPhrases;

/// The words.
pub const ROWS: RowsPhrases = RowsPhrases {
    model: "Model",
    level: "Level",
    status: "Status",
    signed: "Signed",
    first: "First listed",
    last: "Last listed",
    still: "Still listed",
    state_wide: "All of the state",
    absent: "Absent since #",
    ended: "No longer listed as of #",
    renewed: "Renewed; no longer listed as of #",
    total: "# with #",
    group: "One row for each agency",
    back: "Only #: show all places",
    hint: "Arrow keys move from row to row, Enter looks at the agency’s place on the map.",
    up: "Sorted by #, ascending",
    down: "Sorted by #, descending",
    others: "With another status there are: #.",
    n_active: ["# active", "# active"],
    n_pending: ["# pending", "# pending"],
    n_renewed: ["# renewed", "# renewed"],
    n_ended: ["# no longer listed", "# no longer listed"],
    n_absent: ["# missing from the newest list", "# missing from the newest list"],
    textless: "Links to the signed texts did not load.",
};
