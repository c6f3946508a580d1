//! Agencies' names compared: folded, spelt almost alike, worded otherwise. It joins nothing: likeness alone proves
//! nothing.

use super::rules::{LONG_NAME, MANGLED_LETTERS, NAME_SLIPS, OFFICE_SLIPS};
use crate::place::{State, plain};

/// A name folded as rule 1 compares names: case, accents, punctuation and possessives off, the usual short forms
/// written out, `&` as `and`.
pub fn fold(name: &str) -> String {
    words(name).join(" ")
}

fn words(name: &str) -> Vec<String> {
    let spaced = name.replace('&', " and ").replace(['-', '/', '.', ','], " ");
    let mut words: Vec<String> = Vec::new();
    for word in spaced.split_whitespace() {
        let bare = word.strip_suffix("'s").or_else(|| word.strip_suffix("s'")).unwrap_or(word);
        let folded: String = bare.chars().filter_map(plain).collect();
        match folded.as_str() {
            "" => {}
            "st" => words.push("saint".to_owned()),
            "ft" => words.push("fort".to_owned()),
            "twp" => words.push("township".to_owned()),
            "dept" => words.push("department".to_owned()),
            "pd" => words.extend(["police".to_owned(), "department".to_owned()]),
            // Louisiana's counties are parishes, and ICE prints either.
            "co" | "parish" => words.push("county".to_owned()),
            "sheriffs" => words.push("sheriff".to_owned()),
            // A county has one sheriff, whatever the office is called.
            word if words.last().is_some_and(|word| word == "sheriff") && is_office(word) => {}
            "constables" => words.push("constable".to_owned()),
            _ => words.push(folded),
        }
    }
    words
}

/// The words for an office, a letter missing or wrong.
fn is_office(word: &str) -> bool {
    ["office", "department"].iter().any(|office| strsim::osa_distance(office, word) <= OFFICE_SLIPS)
}

/// Rule 4: few typing errors between two folded names, none of them in a digit.
pub fn alike(one: &str, other: &str) -> bool {
    let most = if one.len().min(other.len()) >= LONG_NAME { NAME_SLIPS.0 } else { NAME_SLIPS.1 };
    digits(one) == digits(other) && strsim::osa_distance(one, other) <= most
}

/// Rule 9: whether a folded name is another with one stretch of it, of a few letters, replaced by whatever.
pub fn mangled(name: &str, true_name: &str) -> bool {
    let n_before = name.chars().zip(true_name.chars()).take_while(|(a, b)| a == b).count();
    let n_after = name.chars().rev().zip(true_name.chars().rev()).take_while(|(a, b)| a == b).count();
    let n_letters = true_name.chars().count();
    digits(name) == digits(true_name) && n_letters.saturating_sub(n_before + n_after) <= MANGLED_LETTERS
}

fn digits(name: &str) -> String {
    name.chars().filter(char::is_ascii_digit).collect()
}

/// Words that ICE adds to a name, drops from it or swaps in it (rule 5): it printed one agreement of a university first
/// as its board of trustees', then as its police department's. Those that tell a county's office from a town's stay.
const LOOSE: [&str; 9] = ["city", "of", "the", "police", "services", "department", "office", "board", "trustees"];

/// Rule 5: the words of a folded name that say whose office it is, sorted; all of them when no other is left. The
/// state's name and postal code say it of none.
pub fn core(name: &str, state: State) -> Vec<String> {
    let (full, postal) = (fold(state.name()), state.postal().to_ascii_lowercase());
    let without = name.replace(&full, " ");
    let loose = |word: &&str| LOOSE.contains(word) || *word == postal;
    let mut words: Vec<String> = without.split_whitespace().filter(|word| !loose(word)).map(str::to_owned).collect();
    if words.is_empty() {
        words = name.split_whitespace().map(str::to_owned).collect();
    }
    words.sort_unstable();
    words
}

/// Words for whose office it is, which say nothing of where (rule 6).
const OFFICES: [&str; 6] = ["county", "sheriff", "jail", "marshal", "constable", "public"];

/// Rule 6: whether one folded name is a county's office and the other a town's of the same place:
/// `haskell police department`, `haskell county sheriff`.
pub fn named_for_one_place(one: &str, other: &str) -> bool {
    let place = |name: &str| -> Vec<String> {
        let words = name.split(' ').filter(|word| !OFFICES.contains(word) && !LOOSE.contains(word));
        words.map(str::to_owned).collect()
    };
    let of_county = |name: &str| name.split(' ').any(|word| word == "county");
    of_county(one) != of_county(other) && !place(one).is_empty() && place(one) == place(other)
}

/// Rule 5, of names as printed: whether both say whose office it is in the same words. What one of them has behind a
/// comma, a slash or a dash names a division of the body before it; a number there tells bodies apart.
pub fn reworded(one: &str, other: &str, state: State) -> bool {
    let words = |name: &str| core(&fold(name), state);
    let body =
        |name: &str| words([", ", "/", " - "].iter().fold(name, |name, mark| name.split(mark).next().unwrap_or(name)));
    let (ones, others) = (words(one), words(other));
    ones == others || (digits(one) == digits(other) && (body(one) == others || ones == body(other)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_fold_alike() {
        let check = |one, other| assert_eq!(fold(one), fold(other));
        check("St. Cloud P.D", "SAINT CLOUD P D");
        check("Lee County Sheriff's Office", "Lee County Sheriff Department");
        check("Fish & Wildlife Commission", "Fish and Wildlife Commission");
        check("Ft. Myers Police Dept.", "Fort Myers Police Department");
        check("Lafourche County Sheriff's Office", "Lafourche Parish Sheriff's Offic");
        assert_ne!(fold("Mahanoy City Police Department"), fold("Mahanoy Township Police Department"));
        assert_ne!(fold("Constable Precinct 1"), fold("Constable Precinct 2"));
    }

    #[test]
    fn a_mangled_name_lacks_three_letters_at_most() {
        let check = |name, expected| assert_eq!(mangled(name, "walton county sheriff"), expected, "{name}");
        check("wa-labelon county sheriff", true);
        check("wa-labeln county sheriff", true);
        check("w-labeln county sheriff", false);
        check("wa-label1n county sheriff", false);
    }

    #[test]
    fn few_errors_are_forgiven_and_none_in_digits() {
        let check = |one: &str, other: &str, expected| assert_eq!(alike(&fold(one), &fold(other)), expected, "{one}");
        check("Alachua Police Departent", "Alachua Police Department", true);
        check("Bowie PD", "Boone PD", true);
        check("Freedom County Sheriff's Office", "Freeborn County Sheriff's Office", true);
        check("Constable Precinct 1", "Constable Precinct 2", false);
        check("Melbourne Police Department", "Melbourne Beach Police Department", false);
    }

    #[test]
    fn a_mangled_name_lacks_one_stretch() {
        let check = |one: &str, other: &str, expected| assert_eq!(mangled(&fold(one), &fold(other)), expected, "{one}");
        check("Waria-labelon County Sheriff's Office", "Walton County Sheriff's Office", true);
        check("Waria-labelon County Sheriff's Office", "Wakulla County Sheriff's Office", false);
        check("Bradenton Police Department", "Clewiston Police Department", false);
        check("Constable Precinct 1", "Constable Precinct 2", false);
    }

    #[test]
    fn loose_words_do_not_tell_agencies_apart() {
        let florida = State::from_postal("FL").unwrap();
        let check = |one: &str, other: &str, expected| {
            assert_eq!(core(&fold(one), florida) == core(&fold(other), florida), expected, "{one}");
        };
        check("City of Miami Police Department", "Miami Police", true);
        check("Florida Department of Corrections", "Department of Corrections", true);
        check("Orange County Sheriff", "Orange City Police Department", false);
        check("Florida State University", "University of Florida", false);
        check("University of West Florida Board of Trustees", "University of West Florida Police Department", true);
        check("FL Dept of Corrections", "Florida Department of Corrections", true);
    }

    #[test]
    fn a_town_and_its_county_bear_one_place() {
        let check = |one: &str, other: &str, expected| {
            assert_eq!(named_for_one_place(&fold(one), &fold(other)), expected, "{one}");
            assert_eq!(named_for_one_place(&fold(other), &fold(one)), expected, "{one}");
        };
        check("Haskell Police Department", "Haskell County Sheriff's Office", true);
        check("City of Lee Police", "Lee County Jail", true);
        check("Mahanoy City Police Department", "Mahanoy Township Police Department", false);
        check("Lee Police Department", "Leon County Sheriff's Office", false);
        check("Lee County Jail", "Lee County Sheriff's Office", false);
        check("Police Department", "County Sheriff's Office", false);
    }

    #[test]
    fn a_division_stands_behind_its_body() {
        let state = State::from_postal("FL").unwrap();
        let check = |one, other, expected| {
            assert_eq!(reworded(one, other, state), expected, "{one}");
            assert_eq!(reworded(other, one, state), expected, "{other}");
        };
        let finance = "Department of Financial Services";
        check(finance, "Florida Department of Financial Services , Criminal Investigation Division", true);
        check("Department of Safety", "Department of Safety / FHP", true);
        check("Constable", "Constable, Precinct 1", false);
        check("Constable, Precinct 1", "Constable, Precinct 2", false);
        check("Department of Law, Division A", "Department of Law, Division B", false);
        check("Melbourne Police Department", "Melbourne Beach Police Department", false);
    }
}
