//! `data/restated.csv`: a tracker's state tables of ICE's later lists under the project's own names of columns,
//! checked, no number changed.

use crate::project::{self, Project};
use crate::step::Step;
use agreement_atlas::roster::query::restated::{COLUMNS, Restated};
use anyhow::{Context, Result, bail};
use std::path::Path;

/// The columns of the tables as they come, for [`COLUMNS`] in the same order.
const GIVEN: &str = "list_date,state,JEM,TFM,WSO,total,source";

/// Writes the file. An error when a column is another, when models do not add up to a total, or when nothing is there.
pub fn make(project: &Project, table: &Path) -> Result<()> {
    let step = Step::start("restated", "reading");
    let given = project::text(table)?;
    let restated = renamed(&given).with_context(|| table.display().to_string())?;
    let file = "data/restated.csv";
    project::write(&project.path(file), restated.to_csv().as_bytes())?;
    step.done(&format!("{file} written, {} lists", restated.tables().len()));
    Ok(())
}

fn renamed(given: &str) -> Result<Restated> {
    let (head, rows) = given.split_once('\n').unwrap_or((given, ""));
    if head.trim_end() != GIVEN {
        bail!("row 1: found {:?}, expected {GIVEN}", head.chars().take(80).collect::<String>());
    }
    let restated = Restated::read(format!("{}\n{rows}", COLUMNS.join(",")).as_bytes())?;
    if restated.tables().is_empty() {
        bail!("found no row, expected one for each list and state");
    }
    Ok(restated)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_renamed_and_rows_checked() {
        let check = |text: &str, expected: &str| {
            let found = renamed(text).map_or_else(|error| error.to_string(), |restated| restated.to_csv());
            assert_eq!(found, expected);
        };
        check(
            &format!("{GIVEN}\n2026-06-09,AL,1,2,0,3,a.xlsx\n"),
            "date,state,jem,tfm,wso,total,source\n2026-06-09,AL,1,2,0,3,a.xlsx\n",
        );
        check(
            &format!("{GIVEN}\n2026-06-09,AL,1,2,0,4,a.xlsx\n"),
            "row 2: found the total 4, expected jem, tfm and wso together, 1 + 2 + 0",
        );
        check(GIVEN, "found no row, expected one for each list and state");
        check("<!doctype html>\n", &format!("row 1: found \"<!doctype html>\", expected {GIVEN}"));
    }
}
