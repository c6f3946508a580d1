//! Presidents' terms: when each begins. It names no president.

use crate::date::Date;

/// The day on which a term begins in a year, a year after one that four divides: the Twentieth Amendment, section 1;
/// `None` in other years.
pub fn inauguration(year: i32) -> Option<Date> {
    Date::new(year, 1, 20).filter(|_| year.rem_euclid(4) == 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_begin_every_four_years() {
        assert_eq!(inauguration(2025), Date::parse("2025-01-20"));
        assert_eq!([2022, 2023, 2024].map(inauguration), [None; 3]);
    }
}
