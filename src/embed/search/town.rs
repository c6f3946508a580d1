//! Which town an agency stands for, by the words of its name: `Sanibel Police Department` is Sanibel's. It knows no
//! town by name, and says nothing where words leave a doubt.

use super::fold::{Folded, is_among};
use crate::roster::record::agreement::{Agreement, Level};

/// How the first word of an office begins: `Police Department`, `Department of Public Safety`, `Marshal's Office`.
const OFFICES: [&str; 5] = ["police", "depart", "public", "marshal", "constable"];
/// Words before a town's name, with `of` after them.
const KINDS: &str = "city town village borough township";
/// Words after a town's name that are not part of it.
const TRAILING: &str = "metropolitan metro";
/// An agency with one of these words in its name is no single town's: a county's, a state's, a school's, an airport's,
/// one of several towns, or of a part of one.
const OTHERS: &str = "county parish state regional special sheriff sheriffs district precinct pct ward university college \
                      school schools isd campus airport authority board cooperative force tribe tribal nation hospital \
                      transit railroad";

/// The town that an agency stands for; `None` for agencies of counties and states, and where its name, `folded`, speaks
/// of anything else than a single town.
pub fn town<'a>(agreement: &Agreement<'a>, folded: &Folded) -> Option<&'a str> {
    if agreement.level != Some(Level::Municipal) || folded.comma.is_some() {
        return None;
    }
    let mut office = None;
    for at in 0..folded.n_words() {
        let word = folded.word(at);
        if is_among(word, OTHERS) || word.bytes().any(|byte| byte.is_ascii_digit()) {
            return None;
        }
        if office.is_none() && OFFICES.iter().any(|office| word.starts_with(office)) {
            office = Some(at);
        }
    }
    let mut to = office?;
    let from = if is_among(folded.word(0), KINDS) && folded.word(1) == "of" { 2 } else { 0 };
    let last = |to: usize| to.checked_sub(1).map_or("", |last| folded.word(last));
    if is_among(last(to), TRAILING) {
        to -= 1;
    }
    // `Florida Atlantic` is a school; `Florida City` is a town.
    let state = Folded::of(agreement.state.name());
    let of_state = (0..state.n_words()).all(|word| state.word(word) == folded.word(from + word));
    if from >= to || (of_state && last(to) != "city") {
        return None;
    }
    let [from, to] = folded.span(folded.begin(from), folded.begin(to))?;
    agreement.agency.get(from..to)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::roster::record::Record;

    /// The town of an agency in Florida.
    fn of(agency: &str, level: &str) -> Option<String> {
        let csv = format!("state,agency,level,model,first_listed,ended\nFL,\"{agency}\",{level},TFM,2025-03-05,\n");
        let record = Record::read(csv.as_bytes()).unwrap();
        town(&record.agreements().get(0).unwrap(), &Folded::of(agency)).map(str::to_owned)
    }

    #[test]
    fn towns_are_the_words_before_the_office() {
        let check =
            |agency: &str, expected: Option<&str>| assert_eq!(of(agency, "municipal").as_deref(), expected, "{agency}");
        check("Sanibel Police Department", Some("Sanibel"));
        check("City of Heron Police Department", Some("Heron"));
        check("Village of Blue Heron Department of Public Safety", Some("Blue Heron"));
        check("Heron Shores Public Safety", Some("Heron Shores"));
        check("Heron Police Services Department", Some("Heron"));
        check("Heron's Point Marshal's Office", Some("Heron's Point"));
        check("Heron Township Constable", Some("Heron Township"));
        check("Heron Metropolitan Police Department", Some("Heron"));
        check("Isle of Herons Police Department", Some("Isle of Herons"));
        check("Florida City Police Department", Some("Florida City"));
        // Nothing before the office, or no office.
        check("Police Department", None);
        check("Constable Heron Township", None);
        check("Heron", None);
        // Not a single town's, nor the state's.
        check("Floridana Police Department", Some("Floridana"));
        check("Heron County Police Department", None);
        check("Heron Regional Police Department", None);
        check("Heron University Police Department", None);
        check("Heron Airport Police Department", None);
        check("Heron Public Schools Police Department", None);
        check("Heron Constable Precinct 2", None);
        check("Heron 6th Constable", None);
        check("Heron, Egret Police Department", None);
        check("Florida Atlantic Police Department", None);
        check("Florida Police Department", None);
    }

    #[test]
    fn a_county_and_a_state_stand_for_no_town() {
        let towns = ["municipal", "county", "state", ""].map(|level| of("Heron Police Department", level));
        assert_eq!(towns, [Some("Heron".to_owned()), None, None, None]);
    }
}
