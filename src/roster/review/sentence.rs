//! The sentence that a reporter can quote: what a list, or a stretch of them, brought. It counts nothing itself; its
//! words are phrases.

use crate::date::Date;
use crate::phrases::{Each, Lang, phrase};
use crate::place::State;

use super::changes::Balance;
use crate::roster::import::doubt::seldom;
use crate::roster::query::filter::Filter;

/// What one list brought, or all lists from one day to another, both included:
/// `May 18, 2026: 13 added, 3 no longer listed, 1,843 in all; Maryland has none any more.`
pub fn sentence(balance: &Balance, filter: &Filter, (from, to): (Date, Date), lang: Lang) -> String {
    let mut parts = numbers(balance, lang);
    if parts.is_empty() {
        // Nothing is known of what the first list changed.
        let is_first = balance.before.is_none();
        let nothing = if is_first { phrase!(changes.first_list) } else { phrase!(changes.nothing) };
        parts.push(lang.pick(nothing).to_owned());
    }
    let total = lang.number(balance.total);
    parts.push(match from == to {
        true => lang.tell(phrase!(changes.in_all), &[&total]),
        false => lang.tell(phrase!(changes.in_all_on), &[&total, &lang.day(to)]),
    });
    let (subject, parts) = (subject(filter, lang), parts.join(", "));
    let mut said = match (from == to, subject.is_empty()) {
        (true, true) => lang.tell(phrase!(changes.on), &[&lang.day(to), &parts]),
        (false, true) => lang.tell(phrase!(changes.since), &[&lang.day(from), &parts]),
        (true, false) => lang.tell(phrase!(changes.of_on), &[&subject, &lang.day(to), &parts]),
        (false, false) => lang.tell(phrase!(changes.of_since), &[&subject, &lang.day(from), &parts]),
    };
    for (states, words) in [
        (&balance.opened, phrase!(changes.opened)),
        (&balance.reopened, phrase!(changes.reopened)),
        (&balance.emptied, phrase!(changes.emptied)),
        (&balance.unlisted, phrase!(changes.unlisted)),
    ] {
        // Of a county or a name it would be taken for all of the state.
        if !states.is_empty() && filter.is_of_states() {
            said.push_str("; ");
            said.push_str(&one_or_several(words, states.len(), &listed(states, lang), lang));
        }
    }
    said.push('.');
    for (n, words) in [(balance.switched, phrase!(changes.switched)), (balance.superseded, phrase!(changes.superseded))]
    {
        if n > 0 {
            said.push(' ');
            said.push_str(&one_or_several(words, n, &of_the_gone(n, balance.gone, lang), lang));
            said.push('.');
        }
    }
    if from == to && balance.before.is_some_and(|before| seldom(balance.gone + balance.absent, before)) {
        said.push(' ');
        said.push_str(lang.pick(phrase!(changes.seldom)));
    }
    said
}

/// How many were added, listed again, renewed, are no longer listed, missing from the newest list, have another day of
/// signing: what there is of it, in words.
#[inline(never)]
pub fn numbers(balance: &Balance, lang: Lang) -> Vec<String> {
    let all = [
        (balance.added, phrase!(changes.added)),
        (balance.returned, phrase!(changes.returned)),
        (balance.renewed, phrase!(changes.renewed)),
        (balance.gone, phrase!(changes.gone)),
        (balance.absent, phrase!(changes.absent)),
        (balance.redated, phrase!(changes.redated)),
    ];
    all.into_iter().filter(|(n, _)| *n > 0).map(|(n, words)| lang.count(words, n)).collect()
}

/// A phrase in its form for so many, its hole filled.
fn one_or_several(words: &Each<[&'static str; 2]>, n: usize, filled: &str, lang: Lang) -> String {
    lang.tell(&words.map(|[one, several]| if n == 1 { one } else { several }), &[filled])
}

/// Some of those no longer listed.
#[inline(never)]
fn of_the_gone(n: usize, gone: usize, lang: Lang) -> String {
    match (n, gone) {
        (1, 1) => lang.pick(phrase!(changes.it)).to_owned(),
        (2, 2) => lang.pick(phrase!(changes.both)).to_owned(),
        (n, gone) if n == gone => lang.tell(phrase!(changes.every), &[&lang.number(gone)]),
        (n, gone) => lang.tell(phrase!(changes.some), &[&lang.number(n), &lang.number(gone)]),
    }
}

/// The states asked for, and a word where more narrows the question than a sentence can say; empty where nothing does.
fn subject(filter: &Filter, lang: Lang) -> String {
    let names = listed(&filter.states, lang);
    let narrow = !filter.is_of_states();
    match (names.is_empty(), narrow) {
        (true, true) => lang.pick(phrase!(changes.of_asked)).to_owned(),
        (false, true) => lang.tell(phrase!(changes.of_these), &[&names]),
        (_, false) => names,
    }
}

/// Names in a row: `Maryland, Ohio and Texas`.
fn listed(states: &[State], lang: Lang) -> String {
    let mut row = String::new();
    for (at, state) in states.iter().enumerate() {
        let name = lang.state(*state);
        row.push_str(match at {
            0 => "",
            at if at + 1 < states.len() => ", ",
            _ if name.starts_with('I') => lang.pick(phrase!(changes.and_i)),
            _ => lang.pick(phrase!(changes.and)),
        });
        row.push_str(name);
    }
    row
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_reads_well() {
        let date = |text: &str| Date::parse(text).unwrap();
        let state = |postal: &str| State::from_postal(postal).unwrap();
        let check = |balance: Balance, filter: &Filter, from: &str, expected: &str| {
            assert_eq!(sentence(&balance, filter, (date(from), date("2026-05-18")), Lang::En), expected);
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
        let told = "May 18, 2026: 13 added, 3 no longer listed, 1,843 in all; Maryland has none any more.";
        check(some.clone(), &all, "2026-05-18", told);
        // What the newest list is without is not counted among what is no longer listed.
        let (absent, unlisted) = (2, std::mem::take(&mut some.clone().emptied));
        check(
            Balance { absent, unlisted, emptied: Vec::new(), ..some.clone() },
            &all,
            "2026-05-18",
            "May 18, 2026: 13 added, 3 no longer listed, 2 missing from the newest list, 1,843 in all; Maryland has none \
             on that day’s list.",
        );
        check(
            Balance { absent: 1, total: 1, ..Balance::default() },
            &all,
            "2026-05-18",
            "May 18, 2026: 1 missing from the newest list, 1 in all.",
        );
        let left = Balance { switched: 1, superseded: 2, ..some.clone() };
        let why = "1 of the 3 no longer listed switched to another model. 2 of the 3 no longer listed were renewed on \
                   other lists.";
        check(left, &all, "2026-05-18", &format!("{told} {why}"));
        let [one, two, three] = [1, 2, 3].map(|n| Balance { gone: n, switched: n, total: 9, ..Balance::default() });
        for (balance, expected) in [
            (one, "1 no longer listed, 9 in all. The one no longer listed switched to another model."),
            (two, "2 no longer listed, 9 in all. Both no longer listed switched to another model."),
            (three, "3 no longer listed, 9 in all. All 3 no longer listed switched to another model."),
        ] {
            check(balance, &all, "2026-05-18", &format!("May 18, 2026: {expected}"));
        }
        let many = Balance { before: Some(1000), gone: 21, total: 979, ..Balance::default() };
        let look = "So many seldom leave at once: compare ICE's list before you print this.";
        check(many.clone(), &all, "2026-05-18", &format!("May 18, 2026: 21 no longer listed, 979 in all. {look}"));
        check(
            Balance { gone: 20, total: 980, ..many },
            &all,
            "2026-05-18",
            "May 18, 2026: 20 no longer listed, 980 in all.",
        );
        let missing = Balance { before: Some(1000), gone: 15, absent: 6, total: 979, ..Balance::default() };
        let said = "May 18, 2026: 15 no longer listed, 6 missing from the newest list, 979 in all.";
        check(missing, &all, "2026-05-18", &format!("{said} {look}"));
        let none = Balance { before: Some(0), ..Balance::default() };
        check(none, &all, "2026-05-18", "May 18, 2026: nothing changed, 0 in all.");
        let first = Balance { total: 151, ..Balance::default() };
        check(first, &all, "2026-05-18", "May 18, 2026: the first list in the record, 151 in all.");
        let again = Balance { returned: 1, total: 2, reopened: vec![state("ID")], ..Balance::default() };
        check(again, &all, "2026-05-18", "May 18, 2026: 1 listed again, 2 in all; Idaho is on the list again.");
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
            "Since April 2, 2026: 1 added, 1 renewed, 1 day of signing corrected, 1,000,000 in all on May 18, 2026; \
             Nevada and Ohio have their first in the record; Delaware, Maryland and New Jersey have none any more.",
        );
        let florida = Filter { states: vec![state("FL")], ..Filter::default() };
        let few = Balance { added: 2, redated: 2, total: 348, ..Balance::default() };
        check(
            few.clone(),
            &florida,
            "2026-05-18",
            "Florida, May 18, 2026: 2 added, 2 days of signing corrected, 348 in all.",
        );
        check(
            few.clone(),
            &florida,
            "2026-05-14",
            "Florida, since May 14, 2026: 2 added, 2 days of signing corrected, 348 in all on May 18, 2026.",
        );
        let words = Filter { words: "lee".to_owned(), ..Filter::default() };
        let of_some = |states: [&str; 2]| states.map(state).to_vec();
        check(
            Balance { emptied: of_some(["MD", "DE"]), opened: of_some(["FL", "OH"]), ..few },
            &words,
            "2026-05-18",
            "Of what was asked for, May 18, 2026: 2 added, 2 days of signing corrected, 348 in all.",
        );
    }
}
