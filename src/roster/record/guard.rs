//! Cells that a spreadsheet would take for a formula: how they are written in CSV, and read back the same.
//!
//! The rule, for every CSV that the program writes. A cell is *active* when its first character after any apostrophes
//! and spaces is one of `=`, `+`, `-`, `@`, their full-width twins, a tab or a line break, unless the cell is a plain
//! negative number. An active cell is written with one apostrophe before it; a cell that begins with an apostrophe
//! and is active without it is read without it. Since an apostrophe more or less leaves a cell as active as it was,
//! each text comes back as it went.

use std::borrow::Cow;

/// A cell as it is written.
pub fn guarded(cell: &str) -> Cow<'_, str> {
    if is_active(cell) { Cow::Owned(format!("'{cell}")) } else { Cow::Borrowed(cell) }
}

/// A written cell as it was meant.
pub fn unguarded(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|rest| is_active(rest)).unwrap_or(cell)
}

/// Whether a spreadsheet could take a cell for a formula, with or without apostrophes before it.
pub fn is_active(cell: &str) -> bool {
    let bare = cell.trim_start_matches(['\'', ' ']);
    bare.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']) && !is_negative_number(cell)
}

/// A minus, then digits and points alone: no formula can be made of them.
fn is_negative_number(cell: &str) -> bool {
    let digits = cell.strip_prefix('-').unwrap_or_default();
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_get_an_apostrophe_and_lose_it_again() {
        let check = |cell: &str, written: &str| {
            assert_eq!(guarded(cell), written);
            assert_eq!(unguarded(written), cell);
        };
        check("=HYPERLINK(\"https://a.example\")", "'=HYPERLINK(\"https://a.example\")");
        check("+1", "'+1");
        check("-1+1", "'-1+1");
        check("@SUM(A1)", "'@SUM(A1)");
        check("\t=1", "'\t=1");
        check("\r\n=1", "'\r\n=1");
        check(" =1", "' =1");
        check("＝1", "'＝1");
        check("'=1", "''=1");
        check("''=1", "'''=1");
        check("'-5", "''-5");
        check("- ", "'- ");
        for plain in ["", "'", "''", "'s Gravenhage Police", "Lee County Sheriff's Office", "a=b", "-5", "-0.25"] {
            check(plain, plain);
        }
    }

    #[test]
    fn what_people_type_is_read_as_they_mean_it() {
        // Written by no program: an active cell without its apostrophe stands for itself.
        assert_eq!(unguarded("=1"), "=1");
        assert_eq!(unguarded("'t Zand"), "'t Zand");
    }
}
