//! An answer at a terminal: a table to read, CSV or JSON to go on with. It never rounds and never reorders.

use std::io::{self, ErrorKind, Write};

use agreement_atlas::roster::record::table::Table;
use clap::ValueEnum;
use serde_json::{Map, Value};

/// How an answer is printed.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub enum Format {
    /// Columns aligned for reading.
    #[default]
    Table,
    /// RFC 4180.
    Csv,
    /// An array of objects.
    Json,
}

/// Writes an answer to standard output. A reader who has seen enough (`| head`) is no failure.
pub fn say(text: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        outcome => outcome,
    }
}

/// Columns and rows; the cells from `n_words` on are numbers.
pub struct Answer {
    /// The columns' names.
    pub columns: Vec<String>,
    /// How many columns, from the first, hold words.
    pub n_words: usize,
    /// The rows, as wide as `columns`.
    pub rows: Vec<Vec<String>>,
}

impl Answer {
    /// Leaves a column out.
    pub fn drop(&mut self, column: &str) {
        let Some(at) = self.columns.iter().position(|name| name == column) else { return };
        self.columns.remove(at);
        for row in self.rows.iter_mut().filter(|row| at < row.len()) {
            row.remove(at);
        }
    }

    /// The answer as text that ends in a line break.
    pub fn print(&self, format: Format) -> String {
        match format {
            Format::Table => self.table(),
            Format::Csv => {
                let columns: Vec<&str> = self.columns.iter().map(String::as_str).collect();
                let mut table = Table::new(&columns);
                self.rows.iter().for_each(|row| table.push(row));
                table.finish()
            }
            Format::Json => self.json(),
        }
    }

    fn table(&self) -> String {
        let lines = || std::iter::once(&self.columns).chain(&self.rows);
        let widths: Vec<usize> = (0..self.columns.len())
            .map(|at| {
                lines().filter_map(|line| line.get(at)).map(|cell| cell.chars().count()).max().unwrap_or_default()
            })
            .collect();
        lines()
            .map(|line| {
                let cells = line.iter().zip(&widths).enumerate().map(|(at, (cell, width))| match at < self.n_words {
                    true => format!("{cell:<width$}"),
                    false => format!("{cell:>width$}"),
                });
                format!("{}\n", cells.collect::<Vec<_>>().join("  ").trim_end())
            })
            .collect()
    }

    fn json(&self) -> String {
        let object = |row: &Vec<String>| {
            let cells = self.columns.iter().zip(row).enumerate().map(|(at, (column, cell))| {
                (column.clone(), if at < self.n_words { Value::from(cell.as_str()) } else { number(cell) })
            });
            Value::Object(cells.collect::<Map<_, _>>())
        };
        format!("{:#}\n", Value::Array(self.rows.iter().map(object).collect()))
    }
}

/// A whole number or one with decimals; what is unknown, and so blank, as null.
fn number(cell: &str) -> Value {
    let whole = cell.parse::<u64>().map(Value::from);
    let any = whole.or_else(|_| cell.parse::<f64>().map(Value::from));
    any.unwrap_or_else(|_| if cell.is_empty() { Value::Null } else { Value::from(cell) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prints_in_three_ways() {
        let answer = Answer {
            columns: vec!["agency".to_owned(), "agreements".to_owned()],
            n_words: 1,
            rows: vec![vec!["Doña, Ana".to_owned(), "7".to_owned()], vec!["5".to_owned(), "1234".to_owned()]],
        };
        assert_eq!(
            answer.print(Format::Table),
            "agency     agreements\nDoña, Ana           7\n5                1234\n"
        );
        assert_eq!(answer.print(Format::Csv), "agency,agreements\n\"Doña, Ana\",7\n5,1234\n");
        let json: Value = serde_json::from_str(&answer.print(Format::Json)).unwrap();
        assert_eq!(
            json,
            serde_json::json!([{"agency": "Doña, Ana", "agreements": 7}, {"agency": "5", "agreements": 1234}])
        );
    }
}
