//! The names of counties, and the hand table: the counties of agencies that neither ICE's lists nor the agencies' own
//! names place.
//!
//! Sources: `data/counties.csv`, one county a row; `data/places.csv`, one agency a row with the reason. The hand table
//! overrules a county that a list prints, and no county in an agency's own name; it moves no agency to another state.

use crate::error::{Error, Kind, Result};
use crate::place::{Fips, Gazetteer, State};

use crate::roster::record::agreement::slug;
use crate::roster::record::table::{Table, broken};

/// The columns of the table of counties, in order.
const COUNTIES: [&str; 2] = ["fips", "name"];

/// The columns of the hand table, in order.
pub const COLUMNS: [&str; 4] = ["state", "agency", "fips", "reason"];

/// A gazetteer of the counties of a table in CSV.
///
/// # Errors
/// Another header, a code of no known state or not behind the one above, or no name. The error names row and column.
pub fn counties(bytes: &[u8]) -> Result<Gazetteer> {
    let mut counties: Vec<(Fips, String)> = Vec::new();
    table(bytes, COUNTIES, |[code, name], wrong| {
        let after = |fips: &Fips| counties.last().is_none_or(|(last, _)| last < fips);
        let fips = Fips::parse(code).filter(after).ok_or_else(|| wrong(0, "five-digit codes that ascend"))?;
        if name.trim().is_empty() {
            return Err(wrong(1, "a name"));
        }
        counties.push((fips, name.to_owned()));
        Ok(())
    })?;
    Ok(Gazetteer::new(counties.iter().map(|(fips, name)| (*fips, name.as_str()))))
}

/// The table that [`counties`] reads.
pub fn counties_csv<'a>(counties: impl IntoIterator<Item = (Fips, &'a str)>) -> String {
    let mut csv = Table::new(&COUNTIES);
    for (fips, name) in counties {
        csv.push(&[&fips.to_string(), name]);
    }
    csv.finish()
}

/// A gazetteer that knows the agencies of the hand table beside its counties. `bytes` is the table as CSV.
///
/// # Errors
/// Another header, an unknown state, an agency without a name or met before in its state, a code of no county of the
/// state, or no reason. The error names row and column.
pub fn read(bytes: &[u8], mut gazetteer: Gazetteer) -> Result<Gazetteer> {
    table(bytes, COLUMNS, |[state, agency, codes, reason], wrong| {
        let state = State::from_postal(state).ok_or_else(|| wrong(0, "a postal code such as FL"))?;
        let agency = slug(agency);
        if agency.is_empty() {
            return Err(wrong(1, "a name"));
        }
        let mut counties = Vec::new();
        for code in codes.split(';') {
            let of_state = |fips: &Fips| fips.state() == state && gazetteer.name(*fips).is_some();
            let fips = Fips::parse(code).filter(of_state);
            counties.push(fips.ok_or_else(|| wrong(2, "codes of counties of the state, joined by ;"))?);
        }
        counties.sort_unstable();
        counties.dedup();
        if reason.trim().is_empty() {
            return Err(wrong(3, "a reason"));
        }
        if !gazetteer.seats(state, &agency).is_empty() {
            return Err(wrong(1, "an agency that no row above has placed"));
        }
        gazetteer.seat(state, agency, counties);
        Ok(())
    })?;
    Ok(gazetteer)
}

/// Reads a table row by row. `wrong` makes an error of the cell in a column and of what was expected there.
fn table<const N: usize>(
    bytes: &[u8],
    columns: [&str; N],
    mut take: impl FnMut([&str; N], &dyn Fn(usize, &str) -> Error) -> Result<()>,
) -> Result<()> {
    let mut reader = csv::Reader::from_reader(bytes);
    let headers = reader.headers().map_err(|error| broken(Kind::Places, &error))?;
    if headers != columns.as_slice() {
        let found = format!("the columns {}", headers.iter().collect::<Vec<_>>().join(", "));
        return Err(Error::new(Kind::Places, found, columns.join(", ")).at_row(1));
    }
    for row in reader.records() {
        let row = row.map_err(|error| broken(Kind::Places, &error))?;
        let number = row.position().map_or(0, |position| position.line() as usize);
        let mut cells = [""; N];
        for (cell, text) in cells.iter_mut().zip(&row) {
            *cell = text;
        }
        let wrong = |column: usize, expected: &str| {
            let [name, found] = [&columns, &cells].map(|row| row.get(column).copied().unwrap_or_default());
            Error::new(Kind::Places, format!("\"{found}\""), expected).at_row(number).in_column(name)
        };
        take(cells, &wrong)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn placed(rows: &str) -> Result<Gazetteer> {
        let counties = [(12_081, "Manatee"), (12_095, "Orange"), (12_115, "Sarasota"), (48_361, "Orange")];
        let gazetteer = Gazetteer::new(counties.map(|(code, name)| (Fips::new(code).unwrap(), name)));
        read(format!("state,agency,fips,reason\n{rows}").as_bytes(), gazetteer)
    }

    #[test]
    fn agencies_are_found_by_their_folded_names() {
        let gazetteer =
            placed("FL,Orlando Police Dept.,12095,seat\nFL,Longboat Key Police Department,12115;12081,two\n").unwrap();
        let florida = State::from_postal("FL").unwrap();
        let codes = |name: &str| gazetteer.seats(florida, &slug(name)).iter().map(|f| f.code()).collect::<Vec<_>>();
        assert_eq!(codes("ORLANDO Police Dept"), [12_095]);
        assert_eq!(codes("Longboat Key Police Department"), [12_081, 12_115]);
        assert!(codes("Orlando Police").is_empty());
        assert!(gazetteer.seats(State::from_postal("TX").unwrap(), "orlando-police-dept").is_empty());
    }

    #[test]
    fn errors_name_row_and_column() {
        let check = |rows: &str, message: &str| assert_eq!(placed(rows).unwrap_err().to_string(), message);
        let codes = "expected codes of counties of the state, joined by ;";
        check("ZZ,A,12095,seat\n", "row 2, column state: found \"ZZ\", expected a postal code such as FL");
        check("FL, ,12095,seat\n", "row 2, column agency: found \" \", expected a name");
        check("FL,A,48361,seat\n", &format!("row 2, column fips: found \"48361\", {codes}"));
        check("FL,A,12095;,seat\n", &format!("row 2, column fips: found \"12095;\", {codes}"));
        check("FL,A,12095,\n", "row 2, column reason: found \"\", expected a reason");
        check(
            "FL,A,12095,seat\nFL,a.,12081,seat\n",
            "row 3, column agency: found \"a.\", expected an agency that no row above has placed",
        );
        let error = read(b"agency,fips\n", Gazetteer::default()).unwrap_err();
        assert_eq!(error.to_string(), "row 1: found the columns agency, fips, expected state, agency, fips, reason");
    }

    #[test]
    fn counties_are_read_and_written() {
        let csv = "fips,name\n12071,Lee\n35013,Doña Ana\n";
        let gazetteer = counties(csv.as_bytes()).unwrap();
        assert_eq!(gazetteer.name(Fips::new(35_013).unwrap()), Some("Doña Ana"));
        assert_eq!(counties_csv(gazetteer.counties()), csv);
        let check = |rows: &str, message: &str| {
            let error = counties(format!("fips,name\n{rows}").as_bytes()).unwrap_err().to_string();
            assert_eq!(error, message);
        };
        let ascend = "expected five-digit codes that ascend";
        check("12071,Lee\n12071,Lee\n", &format!("row 3, column fips: found \"12071\", {ascend}"));
        check("99001,Lee\n", &format!("row 2, column fips: found \"99001\", {ascend}"));
        check("12071, \n", "row 2, column name: found \" \", expected a name");
    }
}
