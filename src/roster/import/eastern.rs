//! The day at ICE's desk: U.S. Eastern days of hours in UTC. It knows the rule of daylight saving time since 1987 and
//! no other zone.

use crate::date::Date;

/// The first Sunday on or after a day; 1 January 1970 was a Thursday.
fn sunday(from: Date) -> Date {
    from.plus((-(from.days() + 4)).rem_euclid(7))
}

/// The U.S. Eastern day of an hour (0 to 23) of a day in UTC.
///
/// Daylight saving time begins at 2:00, 7:00 in UTC, and ends at 2:00, 6:00 in UTC: from the second Sunday of March to
/// the first of November since 2007 (Energy Policy Act of 2005, section 110), from the first of April to the last of
/// October before.
pub fn day(date: Date, hour: u32) -> Date {
    let (year, ..) = date.ymd();
    let [begins, ends] = if year >= 2007 { [(3, 8), (11, 1)] } else { [(4, 1), (10, 25)] };
    let at = |(month, day): (u32, u32), hour: u32| Date::new(year, month, day).map(|date| (sunday(date), hour));
    let summer = at(begins, 7) <= Some((date, hour)) && Some((date, hour)) < at(ends, 6);
    if hour < if summer { 4 } else { 5 } { date.plus(-1) } else { date }
}

/// The U.S. Eastern day of a time as workbooks write it: `2025-05-28T19:02:11Z`. `None` when it is written otherwise.
pub fn day_of(time: &str) -> Option<Date> {
    let hour: u32 = time.get(11..13)?.parse().ok()?;
    Some(day(Date::parse(time.get(..10)?)?, hour)).filter(|_| hour < 24)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_turns_at_four_in_summer_and_at_five_in_winter() {
        let check = |time: &str, expected: &str| {
            assert_eq!(day_of(time).map(|day| day.to_string()).as_deref(), Some(expected), "{time}");
        };
        check("2025-07-01T03:59:59Z", "2025-06-30");
        check("2025-07-01T04:00:00Z", "2025-07-01");
        check("2025-01-01T04:59:59Z", "2024-12-31");
        check("2025-01-01T05:00:00Z", "2025-01-01");
        // Daylight saving time of 2025: 9 March to 2 November; of 2006: 2 April to 29 October.
        check("2025-03-09T04:30:00Z", "2025-03-08");
        check("2025-03-10T04:30:00Z", "2025-03-10");
        check("2025-11-02T04:30:00Z", "2025-11-02");
        check("2025-11-03T04:30:00Z", "2025-11-02");
        check("2006-03-20T04:30:00Z", "2006-03-19");
        check("2006-04-03T04:30:00Z", "2006-04-03");
        check("2006-10-30T04:30:00Z", "2006-10-29");
        assert_eq!(day_of("soon"), None);
        assert_eq!(day_of("2025-07-01T24:00:00Z"), None);
    }
}
