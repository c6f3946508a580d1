//! What is said of days after the record's last list: totals that another tracker restated, and agreements that the
//! newest list is without.

use crate::chart::choropleth::Choropleth;
use crate::chart::figure::Caption;
use crate::date::Date;
use crate::phrases::{Lang, phrase};
use crate::roster::query::filter::Filter;
use crate::roster::query::restated::{Models, Of, Restated, StateTable, TRACKER};
use crate::roster::record::Record;
use crate::roster::record::agreement::{Agreement, Model};

use super::table::Table;
use super::words::{agreements, as_of, labelled, model_name, places};

/// The mark that each restated figure bears where there is no room for a sentence: `2,654 (restated)`.
pub fn marked(figure: &str, lang: Lang) -> String {
    lang.tell(phrase!(restated.marked), &[figure])
}

/// The totals of a place in words: the sum, then each model that has any if they are `split`, then from where.
pub fn lines(models: Models, split: bool, table: &StateTable, lang: Lang) -> Vec<String> {
    let sum = agreements(models.iter().sum(), lang);
    let mut lines = vec![lang.tell(phrase!(restated.sum), &[&sum])];
    for (model, n) in Model::ALL.into_iter().zip(models).filter(|(_, n)| split && *n > 0) {
        lines.push(labelled(model_name(model, lang), &lang.number(n), lang));
    }
    lines.push(source(table, lang));
    lines
}

/// Where a restated figure comes from.
pub fn source(table: &StateTable, lang: Lang) -> String {
    lang.tell(phrase!(restated.source), &[TRACKER, &table.workbook])
}

/// Where the record ends, and what the newest total is; `None` when nothing is known after it.
pub fn newest(restated: &Restated, filter: &Filter, last: Date, lang: Lang) -> Option<String> {
    let table = restated.newest()?;
    let (of, n) = table.beside(filter);
    let phrase = match of {
        Of::All => phrase!(restated.newest),
        Of::Selection => phrase!(restated.newest_selected),
        Of::AllAlone => phrase!(restated.newest_unfit),
    };
    Some(lang.tell(phrase, &[&lang.day(last), &agreements(n, lang), &lang.day(table.day), TRACKER]))
}

/// Makes the caption of a map of states say that its counts are restated: in the title, the date, the sum and the
/// source.
pub fn caption(caption: &mut Caption, choropleth: &Choropleth, table: &StateTable, lang: Lang) {
    caption.title = lang.tell(phrase!(restated.sum), &[&caption.title]);
    caption.date = as_of(table.day, lang);
    let mut sum = lang.tell(phrase!(restated.sum), &[&agreements(choropleth.total.agreements, lang)]);
    if !choropleth.states.is_empty() {
        sum = [sum, lang.tell(phrase!(growth.in_places), &[&places(&choropleth.states, lang)])].join(". ");
    }
    if let Some(first) = caption.notes.first_mut() {
        *first = sum + ".";
    }
    caption.source = source(table, lang) + ".";
}

/// Makes the table of a map of states say it, with a column for the source in place of the one for agencies, which
/// nobody knows.
pub fn table(twin: &mut Table, table: &StateTable, lang: Lang) {
    for (column, head) in twin.head.iter_mut().enumerate() {
        match column {
            1 => *head = marked(head, lang),
            2 => *head = lang.pick(phrase!(growth.source)).to_owned(),
            _ => {}
        }
    }
    for cell in twin.rows.iter_mut().filter_map(|row| row.get_mut(2)) {
        *cell = lang.tell(phrase!(restated.list), &[TRACKER, &table.workbook]);
    }
}

/// How many agreements were missing from the newest lists on a day, and since when the first of them; `None` for none.
pub type Absent = Option<(usize, Date, bool)>;

/// The absent ones among what `admits` lets in: how many, the first day without one, whether all have been absent since
/// that day.
pub fn absent(record: &Record, day: Date, admits: impl Fn(&Agreement) -> bool) -> Absent {
    let mut found: Absent = None;
    for agreement in record.absent_on(day).filter(|agreement| admits(agreement)) {
        let Some(since) = agreement.absent_since else { continue };
        let (n, first, same) = found.unwrap_or((0, since, true));
        found = Some((n + 1, first.min(since), same && first == since));
    }
    found
}

/// That some more are absent, and what that means; a footnote.
pub fn absent_note(absent: (usize, Date, bool), lang: Lang) -> String {
    absent_noted(absent, &lang.number(absent.0), lang)
}

/// The same with its number as it is to be written.
pub fn absent_noted((n, since, same): (usize, Date, bool), number: &str, lang: Lang) -> String {
    let phrase = match (n, same) {
        (1, _) => phrase!(restated.absent_one),
        (_, true) => phrase!(restated.absent_same),
        (_, false) => phrase!(restated.absent_first),
    };
    lang.tell(phrase, &[number, &lang.day(since)])
}

/// The same of a place, in a line: `1 missing from the newest list since May 18, 2026`.
pub fn absent_line((n, since, same): (usize, Date, bool), lang: Lang) -> String {
    let phrase = match (n, same) {
        (1, _) => phrase!(restated.line_one),
        (_, true) => phrase!(restated.line_same),
        (_, false) => phrase!(restated.line_first),
    };
    lang.tell(phrase, &[&lang.number(n), &lang.day(since)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::place::State;

    const CSV: &str =
        "date,state,jem,tfm,wso,total,source\n2026-06-09,AL,1,2,0,3,a.xlsx\n2026-06-09,GU,0,1,0,1,a.xlsx\n";

    #[test]
    fn the_newest_total_is_of_what_is_asked_where_it_can_be() {
        let restated = Restated::read(CSV.as_bytes()).unwrap();
        let last = Date::parse("2026-05-18").unwrap();
        let check =
            |filter: &Filter, lang, expected| assert_eq!(newest(&restated, filter, last, lang).unwrap(), expected);
        let all = Filter::default();
        check(
            &all,
            Lang::En,
            "The lists counted here end on May 18, 2026; the total was 4 agreements on June 9, 2026, as restated by another \
             tracker, Tracking_287g.",
        );
        let guam = Filter { states: vec![State::from_postal("GU").unwrap()], ..all.clone() };
        check(
            &guam,
            Lang::Es,
            "Las listas contadas aquí terminan el 18 de mayo de 2026; el total de esta selección era de 1 acuerdo el 9 de junio \
             de 2026, según otro registro, Tracking_287g.",
        );
        let named = Filter { words: "sheriff".to_owned(), ..all };
        check(
            &named,
            Lang::En,
            "The lists counted here end on May 18, 2026; the total of all was 4 agreements on June 9, 2026, as restated by another \
             tracker, Tracking_287g; for this selection alone it is not known.",
        );
        assert_eq!(newest(&Restated::default(), &named, last, Lang::En), None);
    }

    #[test]
    fn a_restated_figure_is_never_without_the_word() {
        let restated = Restated::read(CSV.as_bytes()).unwrap();
        let table = restated.newest().unwrap();
        let source = "Source: restated by the tracker Tracking_287g from ICE’s list a.xlsx; no agencies known";
        assert_eq!(
            lines([1, 2, 0], true, table, Lang::En),
            ["3 agreements, restated", "Jail enforcement: 1", "Task force: 2", source]
        );
        assert_eq!(lines([0, 1, 0], false, table, Lang::En), ["1 agreement, restated", source]);
        assert_eq!(
            [Lang::En, Lang::Es].map(|lang| marked("1,934", lang)),
            ["1,934 (restated)", "1,934 (según otro registro)"]
        );
    }

    #[test]
    fn absent_ones_are_told_with_the_day_of_the_first() {
        let record = Record::read(
            b"state,agency,model,first_listed,last_listed,absent_since,ended\n\
              AL,A,JEM,2021-01-12,2021-02-01,2021-02-02,\nAL,B,JEM,2021-01-12,2021-02-03,2021-02-04,\n\
              AL,C,JEM,2021-01-12,2021-02-04,,\nAL,D,JEM,2021-01-12,2021-02-01,,2021-02-02\n",
        )
        .unwrap();
        let on = |day: &str| absent(&record, Date::parse(day).unwrap(), |_| true);
        assert_eq!(on("2021-02-01"), None);
        assert_eq!(absent(&record, Date::parse("2021-02-04").unwrap(), |_| false), None);
        let check = |day: &str, lang, line: &str, note: &str| {
            let found = on(day).unwrap();
            assert_eq!(absent_line(found, lang), line);
            assert!(absent_note(found, lang).starts_with(note), "{}", absent_note(found, lang));
        };
        check(
            "2021-02-02",
            Lang::En,
            "1 missing from the newest list since February 2, 2021",
            "1 agreement is missing from the newest list, since February 2, 2021: not",
        );
        check(
            "2021-02-04",
            Lang::En,
            "2 missing from the newest list, the first since February 2, 2021",
            "2 agreements are missing from the newest list, the first since February 2, 2021: not",
        );
        check(
            "2021-02-04",
            Lang::Es,
            "2 faltan en la lista más reciente, el primero desde el 2 de febrero de 2021",
            "2 acuerdos faltan en la lista más reciente, el primero desde el 2 de febrero de 2021: no",
        );
    }
}
