//! The agreements of a query as rows, one each or one for each agency: which, in what order, and what their cells say.
//! Only rows that are asked for are put into words. It draws nothing, and counts nothing that `roster` does not.

mod cells;
mod known;
mod order;
mod view;

pub use order::Column;
pub use view::TableView;
