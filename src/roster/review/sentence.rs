//! The sentence that a reporter can quote: what a list, or a stretch of them, brought. It counts nothing itself.

use crate::date::Date;
use crate::phrases::Lang;

use super::changes::Balance;
use crate::roster::import::doubt::seldom;
use crate::roster::query::filter::Filter;

/// A day in words: `18 May 2026`.
pub fn day(date: Date) -> String {
    date.in_words()
}

/// A whole number with a comma for each thousand: `1,843`.
pub fn number(n: usize) -> String {
    Lang::En.number(n)
}

/// What one list brought, or all lists from one day to another, both included:
/// `18 May 2026: 13 added, 3 no longer on the list, 1,843 in all; Maryland has none any more.`
pub fn sentence(balance: &Balance, filter: &Filter, (from, to): (Date, Date)) -> String {
    let mut parts: Vec<String> = Vec::new();
    let mut part = |n: usize, words: &str| {
        if n > 0 {
            parts.push(format!("{} {words}", number(n)));
        }
    };
    part(balance.added, "added");
    part(balance.returned, "listed again");
    part(balance.renewed, "renewed");
    part(balance.gone, "no longer on the list");
    part(balance.redated, if balance.redated == 1 { "day of signing corrected" } else { "days of signing corrected" });
    if parts.is_empty() {
        // Nothing is known of what the first list changed.
        let nothing = if balance.before.is_some() { "nothing changed" } else { "the first list in the record" };
        parts.push(nothing.to_owned());
    }
    let total = number(balance.total);
    parts.push(if from == to { format!("{total} in all") } else { format!("{total} in all on {}", day(to)) });
    let subject = subject(filter);
    let when = match (from == to, subject.is_empty()) {
        (true, _) => day(to),
        (false, true) => format!("Since {}", day(from)),
        (false, false) => format!("since {}", day(from)),
    };
    let mut said = format!("{subject}{when}: {}", parts.join(", "));
    for (states, one, several) in [
        (&balance.opened, "has its first in the record", "have their first in the record"),
        (&balance.reopened, "is on the list again", "are on the list again"),
        (&balance.emptied, "has none any more", "have none any more"),
    ] {
        let names: Vec<&str> = states.iter().map(|state| state.name()).collect();
        match names.len() {
            0 => {}
            1 => said.push_str(&format!("; {} {one}", listed(&names))),
            _ => said.push_str(&format!("; {} {several}", listed(&names))),
        }
    }
    said.push('.');
    let missing = "missing for too short a time to be called no longer listed";
    for (n, [one, several]) in [
        (balance.absent, [format!("is {missing}"), format!("are {missing}")]),
        (balance.switched, ["switched to another model", "switched to another model"].map(str::to_owned)),
        (balance.superseded, ["was renewed on another list", "were renewed on other lists"].map(str::to_owned)),
    ] {
        if n > 0 {
            said.push_str(&format!(" {} {}.", of_the_gone(n, balance.gone), if n == 1 { one } else { several }));
        }
    }
    if from == to && balance.before.is_some_and(|before| seldom(balance.gone, before)) {
        said.push_str(" So many seldom leave at once: compare ICE's list before you print this.");
    }
    said
}

/// Some of those no longer on the list.
fn of_the_gone(n: usize, gone: usize) -> String {
    match (n, gone) {
        (1, 1) => "It".to_owned(),
        (2, 2) => "Both".to_owned(),
        (n, gone) if n == gone => format!("All {}", number(gone)),
        (n, gone) => format!("{} of the {}", number(n), number(gone)),
    }
}

/// The states asked for, and a word where more narrows the question than a sentence can say; empty where nothing does.
fn subject(filter: &Filter) -> String {
    let names: Vec<&str> = filter.states.iter().map(|state| state.name()).collect();
    let narrow = !filter.is_of_states();
    match (names.is_empty(), narrow) {
        (true, false) => String::new(),
        (false, false) => format!("{}, ", listed(&names)),
        (true, true) => "Of what was asked for, ".to_owned(),
        (false, true) => format!("{}, of what was asked for, ", listed(&names)),
    }
}

/// Names in a row: `Maryland, Ohio and Texas`.
fn listed(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::place::State;

    #[test]
    fn it_reads_well() {
        let date = |text: &str| Date::parse(text).unwrap();
        let state = |postal: &str| State::from_postal(postal).unwrap();
        let check = |balance: Balance, filter: &Filter, from: &str, expected: &str| {
            assert_eq!(sentence(&balance, filter, (date(from), date("2026-05-18"))), expected);
        };
        let all = Filter::default();
        let some = Balance {
            before: Some(1833),
            added: 13,
            gone: 3,
            total: 1843,
            emptied: vec![state("MD")],
            ..Balance::default()
        };
        let told = "18 May 2026: 13 added, 3 no longer on the list, 1,843 in all; Maryland has none any more.";
        check(some.clone(), &all, "2026-05-18", told);
        let rest = "missing for too short a time to be called no longer listed.";
        check(Balance { absent: 2, ..some.clone() }, &all, "2026-05-18", &format!("{told} 2 of the 3 are {rest}"));
        check(Balance { absent: 1, ..some.clone() }, &all, "2026-05-18", &format!("{told} 1 of the 3 is {rest}"));
        check(Balance { absent: 3, ..some.clone() }, &all, "2026-05-18", &format!("{told} All 3 are {rest}"));
        let both = told.replace("3 no", "2 no");
        check(Balance { gone: 2, absent: 2, ..some.clone() }, &all, "2026-05-18", &format!("{both} Both are {rest}"));
        check(
            Balance { gone: 1, absent: 1, total: 1, ..Balance::default() },
            &all,
            "2026-05-18",
            &format!("18 May 2026: 1 no longer on the list, 1 in all. It is {rest}"),
        );
        let left = Balance { switched: 1, superseded: 2, ..some.clone() };
        let why = "1 of the 3 switched to another model. 2 of the 3 were renewed on other lists.";
        check(left, &all, "2026-05-18", &format!("{told} {why}"));
        let many = Balance { before: Some(1000), gone: 21, total: 979, ..Balance::default() };
        let look = "So many seldom leave at once: compare ICE's list before you print this.";
        check(many.clone(), &all, "2026-05-18", &format!("18 May 2026: 21 no longer on the list, 979 in all. {look}"));
        check(
            Balance { gone: 20, total: 980, ..many },
            &all,
            "2026-05-18",
            "18 May 2026: 20 no longer on the list, 980 in all.",
        );
        let none = Balance { before: Some(0), ..Balance::default() };
        check(none, &all, "2026-05-18", "18 May 2026: nothing changed, 0 in all.");
        let first = Balance { total: 151, ..Balance::default() };
        check(first, &all, "2026-05-18", "18 May 2026: the first list in the record, 151 in all.");
        let again = Balance { returned: 1, total: 2, reopened: vec![state("ID")], ..Balance::default() };
        check(again, &all, "2026-05-18", "18 May 2026: 1 listed again, 2 in all; Idaho is on the list again.");
        check(
            Balance {
                added: 1,
                renewed: 1,
                redated: 1,
                total: 1_000_000,
                opened: vec![state("NV"), state("OH")],
                emptied: vec![state("DE"), state("MD"), state("NJ")],
                ..Balance::default()
            },
            &all,
            "2026-04-02",
            "Since 2 April 2026: 1 added, 1 renewed, 1 day of signing corrected, 1,000,000 in all on 18 May 2026; \
             Nevada and Ohio have their first in the record; Delaware, Maryland and New Jersey have none any more.",
        );
        let florida = Filter { states: vec![state("FL")], ..Filter::default() };
        let few = Balance { added: 2, redated: 2, total: 348, ..Balance::default() };
        check(
            few.clone(),
            &florida,
            "2026-05-18",
            "Florida, 18 May 2026: 2 added, 2 days of signing corrected, 348 in all.",
        );
        check(
            few.clone(),
            &florida,
            "2026-05-14",
            "Florida, since 14 May 2026: 2 added, 2 days of signing corrected, 348 in all on 18 May 2026.",
        );
        let words = Filter { words: "lee".to_owned(), ..Filter::default() };
        check(
            few,
            &words,
            "2026-05-18",
            "Of what was asked for, 18 May 2026: 2 added, 2 days of signing corrected, 348 in all.",
        );
    }
}
