//! A sheet as somebody else read it from a workbook or CSV: the cells that hold something, by row and column.
//!
//! Cells are kept where they are, and nothing in between: one in the last row and column costs no more than one in the
//! first.

use std::collections::BTreeMap;

use super::cell::Cell;

/// The cells of a sheet. Rows and columns count from 0.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet(BTreeMap<usize, Cells>);

/// The cells of one row, in order of their columns.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cells(Vec<(usize, Cell)>);

/// What stands where nothing stands.
static NOTHING: Cell = Cell { text: String::new(), link: None };

impl Sheet {
    /// Puts a cell in its place; what stood there before is gone.
    pub fn put(&mut self, row: usize, column: usize, cell: Cell) {
        let cells = &mut self.0.entry(row).or_default().0;
        match cells.binary_search_by_key(&column, |(column, _)| *column) {
            Ok(at) => {
                if let Some((_, old)) = cells.get_mut(at) {
                    *old = cell;
                }
            }
            Err(at) => cells.insert(at, (column, cell)),
        }
    }

    /// Gives a cell that holds something the address that it links to; one that holds nothing stays so.
    pub fn link(&mut self, row: usize, column: usize, address: Option<String>) {
        let cells = self.0.get_mut(&row);
        if let Some((_, cell)) = cells.and_then(|cells| cells.0.iter_mut().find(|(at, _)| *at == column)) {
            cell.link = address;
        }
    }

    /// The rows that hold a cell, first row first, each with its number.
    pub fn rows(&self) -> impl Iterator<Item = (usize, &Cells)> {
        self.0.iter().map(|(row, cells)| (*row, cells))
    }
}

impl Cells {
    /// The cell of a column; an empty one where nothing stands.
    pub fn at(&self, column: usize) -> &Cell {
        let found = self.0.binary_search_by_key(&column, |(column, _)| *column).ok();
        found.and_then(|at| self.0.get(at)).map_or(&NOTHING, |(_, cell)| cell)
    }

    /// The cells with their columns, first column first.
    pub fn iter(&self) -> impl Iterator<Item = (usize, &Cell)> {
        self.0.iter().map(|(column, cell)| (*column, cell))
    }
}

impl From<&[Vec<Cell>]> for Sheet {
    fn from(rows: &[Vec<Cell>]) -> Sheet {
        let mut sheet = Sheet::default();
        for (row, cells) in rows.iter().enumerate() {
            for (column, cell) in cells.iter().enumerate().filter(|(_, cell)| **cell != NOTHING) {
                sheet.put(row, column, cell.clone());
            }
        }
        sheet
    }
}

impl From<&Vec<Vec<Cell>>> for Sheet {
    fn from(rows: &Vec<Vec<Cell>>) -> Sheet {
        Sheet::from(rows.as_slice())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_stand_where_they_were_put() {
        let mut sheet = Sheet::default();
        sheet.put(1_048_575, 16_383, Cell::new("last"));
        sheet.put(0, 2, Cell::new("c"));
        sheet.put(0, 0, Cell::new("old"));
        sheet.put(0, 0, Cell::new("a"));
        sheet.link(0, 2, Some("https://www.ice.gov".to_owned()));
        sheet.link(7, 7, Some("https://nowhere.example".to_owned()));
        let rows: Vec<usize> = sheet.rows().map(|(row, _)| row).collect();
        assert_eq!(rows, [0, 1_048_575]);
        let (_, cells) = sheet.rows().next().unwrap();
        assert_eq!([0, 1, 2].map(|column| cells.at(column).text.as_str()), ["a", "", "c"]);
        assert!(cells.at(2).link.is_some());
        assert_eq!(cells.iter().count(), 2);
    }
}
