//! What the unfolded filters tell, as text: a line for each thing, its cells parted by tabs. It keeps no choice, and
//! counts nothing itself. What the page had asked for where a reader asks for something else is given to it.
//!
//! - `words`: what is called what: the button that unfolds all of it, the box for places, the levels, the statuses,
//!   what is counted, the days of signing, their first, their last, what is said where they are turned around, the
//!   words in names, the button that clears all;
//! - `places`: the states and the counties that are chosen, by their codes;
//! - `choice`, of models, levels, statuses and units: its name in the contract, its word, what it is called, how many
//!   it would leave (nothing of a unit), `1` where it is chosen;
//! - `signed`: the first and the last day that are chosen, the first and the last that can be;
//! - `q`: the words in names;
//! - `chip`: a name that a reader has chosen something for, what, what its button is called, and what the name is
//!   without it: nothing where the page's own is restored;
//! - `said`: how much is left, and what the button that shows it is called;
//! - `undo`, where nothing is: a name, or `clear`, or `whole`; and what would be left without it.

use crate::chart::choropleth::{Area, Unit};
use crate::contract::{Attribute, Query};
use crate::date::Date;
use crate::phrases::{Lang, phrase};
use crate::place::{Fips, State};
use crate::roster::query::count::{self, Tally};
use crate::roster::query::filter::Filter;
use crate::roster::record::Record;
use crate::roster::record::agreement::{Level, Model, Status};
use crate::vocabulary::Vocabulary;

use super::filters::FiltersView;
use super::place::dossier::{Dossier, flag};
use super::words::{agencies, agreements, labelled, level_name, model_name, place_of, signed};

/// What narrows a count, and what is counted, each by its name in the contract.
const NAMES: [&str; 8] = ["state", "county", "model", "level", "status", "signed", "q", UNIT];
/// The last of them narrows nothing.
const UNIT: &str = "unit";

/// What of a query is meant by a name, in the contract's words; nothing where that is the default.
fn words(name: &str, query: &Query) -> Vec<String> {
    let Some(attribute) = Attribute::of(name) else { return Vec::new() };
    let words = attribute.words(&mut query.clone());
    if words == attribute.words(&mut Query::default()) { Vec::new() } else { words }
}

/// Whether two lists have the same words, in whatever order.
fn same(one: &[String], other: &[String]) -> bool {
    let within = |inner: &[String], outer: &[String]| inner.iter().all(|word| outer.contains(word));
    within(one, other) && within(other, one)
}

/// What a query asks for by these names, with other words of one; without any, its default.
fn with(name: &str, others: &[String], query: &Query) -> Query {
    let mut lines = String::new();
    for each in NAMES {
        let value = if each == name { others.join(",") } else { words(each, query).join(",") };
        lines = [&lines, each, "\t", &value, "\n"].concat();
    }
    Query::read_lines(&lines).0
}

/// What stands where a word does among its like.
fn named<T: Copy>(all: &[T], codes: &[&str], word: &str) -> Option<T> {
    codes.iter().position(|code| *code == word).and_then(|at| all.get(at).copied())
}

/// Tells of the filters that a query asks for, beside those of the page itself.
pub fn panel(filters: &FiltersView, own: &Query) -> String {
    let query = &filters.query;
    let Some(day) = filters.day() else { return String::new() };
    let mut panel = Panel { record: &filters.record, query, own, lang: query.lang, day, text: Dossier::default() };
    panel.tell();
    panel.text.text()
}

struct Panel<'a> {
    record: &'a Record,
    query: &'a Query,
    /// The query as the page itself would have it.
    own: &'a Query,
    lang: Lang,
    day: Date,
    text: Dossier,
}

impl Panel<'_> {
    fn tell(&mut self) {
        let chips = self.chips();
        self.called(chips.len());
        let [states, counties] = ["state", "county"].map(|name| words(name, self.query).join(","));
        self.text.line(&["places", &states, &counties]);
        for (name, codes) in [("model", Model::CODES), ("level", Level::CODES), ("status", Status::CODES)] {
            self.choices(name, codes);
        }
        for unit in Unit::ALL.into_iter().filter(|unit| *unit != Unit::Share || self.query.area == Area::State) {
            let code = unit.code();
            self.text.line(&["choice", UNIT, code, &self.said(UNIT, code), "", flag(unit == self.query.unit)]);
        }
        let filter = &self.query.filter;
        let day = |day: Option<Date>| day.map_or_else(String::new, |day| day.to_string());
        let first = self.record.agreements().filter_map(|agreement| agreement.signed).min();
        let ends = [filter.signed.0, filter.signed.1, first, self.record.dates().last().copied()].map(day);
        let [from, to, first, last] = ends.each_ref().map(String::as_str);
        self.text.line(&["signed", from, to, first, last]);
        self.text.line(&["q", &filter.words]);
        for (name, said, rest) in chips {
            let remove = self.lang.tell(phrase!(filters.remove), &[&said]);
            self.text.line(&["chip", name, &said, &remove, &rest]);
        }
        self.result();
    }

    fn called(&mut self, chosen: usize) {
        let lang = self.lang;
        let button = match chosen {
            0 => lang.pick(phrase!(filters.more)).to_owned(),
            n => lang.tell(phrase!(filters.some), &[&lang.number(n)]),
        };
        let words = [
            phrase!(filters.place),
            phrase!(filters.levels),
            phrase!(filters.statuses),
            phrase!(filters.units),
            phrase!(filters.signed),
            phrase!(filters.from),
            phrase!(filters.to),
            phrase!(filters.turned),
            phrase!(filters.words),
            phrase!(filters.clear),
        ];
        let mut cells = vec!["words", &button];
        cells.extend(words.map(|phrase| lang.pick(phrase)));
        self.text.line(&cells);
    }

    /// A name's choices, each with what choosing it would leave.
    fn choices(&mut self, name: &str, codes: &[&'static str]) {
        let chosen = words(name, self.query);
        for code in codes {
            let only = with(name, &[(*code).to_owned()], self.query);
            let tally = count::total(self.record, &only.filter, self.day);
            let default = name != "status" || *code == Status::Active.code();
            let is_chosen = if chosen.is_empty() { default } else { chosen.iter().any(|it| it == code) };
            let n = self.lang.number(self.query.unit.of(&tally));
            self.text.line(&["choice", name, code, &self.said(name, code), &n, flag(is_chosen)]);
        }
    }

    /// What a reader calls a word of the contract.
    fn said(&self, name: &str, word: &str) -> String {
        let lang = self.lang;
        let known = match name {
            "state" => State::from_postal(word).map(|state| lang.state(state)),
            "model" => named(&Model::ALL, Model::CODES, word).map(|model| model_name(model, lang)),
            "level" => named(&Level::ALL, Level::CODES, word).map(|level| level_name(level, lang)),
            "status" => named(&lang.pick(phrase!(filters.status)), Status::CODES, word),
            UNIT => {
                let units = [phrase!(filters.agreements), phrase!(filters.agencies), phrase!(filters.share)];
                named(&units, Unit::CODES, word).map(|phrase| lang.pick(phrase))
            }
            "q" => return lang.tell(phrase!(filters.named), &[word]),
            "signed" => {
                let said = signed(with(name, &[word.to_owned()], self.query).filter.signed, lang);
                return said.map(upper_first).unwrap_or_default();
            }
            _ => {
                let counties = Fips::parse(word).into_iter().collect();
                return place_of(&Filter { counties, ..Filter::default() }, self.record, lang).unwrap_or_default();
            }
        };
        known.unwrap_or_default().to_owned()
    }

    /// What a reader calls all words of a name; where there are none, and the page itself asks for some, that.
    fn all_said(&self, name: &str, words: &[String]) -> String {
        let phrase = match name {
            "state" => phrase!(filters.all_states),
            "county" => phrase!(filters.all_counties),
            "model" => phrase!(filters.all_models),
            "level" => phrase!(filters.all_levels),
            "signed" => phrase!(filters.any_day),
            "q" => phrase!(filters.any_name),
            _ if words.is_empty() => return self.said(name, Status::Active.code()),
            _ => &[""; Lang::ALL.len()],
        };
        if words.is_empty() {
            return self.lang.pick(phrase).to_owned();
        }
        let said = words.iter().map(|word| self.said(name, word)).collect::<Vec<_>>().join(", ");
        // What a level is called says little alone.
        if name == "level" { self.lang.tell(phrase!(filters.level), &[&said]) } else { said }
    }

    /// What a reader has chosen: a name, what of it, and what it would be without that: nothing where the page's own is
    /// restored. Of states and counties each is one.
    fn chips(&self) -> Vec<(&'static str, String, String)> {
        let mut chips = Vec::new();
        for name in NAMES {
            let (own, now) = (words(name, self.own), words(name, self.query));
            if same(&own, &now) {
                continue;
            }
            let mut fresh = 0;
            for (at, word) in now.iter().enumerate().filter(|_| name == "state" || name == "county") {
                if own.contains(word) {
                    continue;
                }
                fresh += 1;
                let mut rest = now.clone();
                rest.remove(at);
                // Where only what the page asked for would be left, that is restored as it was written.
                let rest = if same(&rest, &own) { String::new() } else { rest.join(",") };
                chips.push((name, self.said(name, word), rest));
            }
            if fresh == 0 {
                chips.push((name, self.all_said(name, &now), String::new()));
            }
        }
        chips
    }

    /// How many a filter leaves on a day, in words; `None` for none.
    fn left(&self, query: &Query, day: Date) -> Option<String> {
        let tally = count::total(self.record, &query.filter, day);
        let n = self.query.unit.of(&tally);
        let words = if self.query.unit == Unit::Agencies { agencies(n, self.lang) } else { agreements(n, self.lang) };
        (tally.agreements > 0).then_some(words)
    }

    /// How much is left; where nothing is, without which filter there would be something.
    fn result(&mut self) {
        let lang = self.lang;
        let Tally { agreements: n, agencies: of, .. } = count::total(self.record, &self.query.filter, self.day);
        let counts = [agreements(n, lang), agencies(of, lang)];
        let of_both = counts.each_ref().map(String::as_str);
        let [of_agreements, of_agencies] = of_both;
        let of_unit = if self.query.unit == Unit::Agencies { of_agencies } else { of_agreements };
        let show = lang.tell(phrase!(filters.show), &[of_unit]);
        if n > 0 {
            return self.text.line(&["said", &lang.tell(phrase!(filters.result), &of_both), &show]);
        }
        let nothing = lang.tell(phrase!(filters.nothing), &[&lang.day(self.day)]);
        self.text.line(&["said", &nothing, &show]);
        let mut ways: Vec<(&str, String)> = Vec::new();
        for name in NAMES.into_iter().filter(|name| *name != UNIT) {
            let (own, now) = (words(name, self.own), words(name, self.query));
            if now.is_empty() {
                continue;
            }
            let rest = if same(&own, &now) { &[][..] } else { &own };
            if let Some(n) = self.left(&with(name, rest, self.query), self.day) {
                ways.push((name, lang.tell(phrase!(filters.without), &[&self.all_said(name, &now), &n])));
            }
        }
        if let Some(last) = self.record.dates().last().copied().filter(|last| *last != self.day) {
            let then = self.left(self.query, last);
            ways.extend(then.map(|n| ("as-of", lang.tell(phrase!(filters.on_day), &[&lang.day(last), &n]))));
        }
        // Two or more of them together leave nothing, or the page's own.
        let whole = Query::default();
        let clear = ("clear", phrase!(filters.clear), self.own);
        for (name, word, query) in [clear, ("whole", phrase!(filters.whole), &whole)] {
            if ways.is_empty() {
                ways.extend(self.left(query, self.day).map(|n| (name, labelled(lang.pick(word), &n, lang))));
            }
        }
        for (name, way) in ways {
            self.text.line(&["undo", name, &way]);
        }
    }
}

/// The first letter large: a phrase that stands alone.
fn upper_first(mut text: String) -> String {
    if let Some(first) = text.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    text
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use super::*;

    const CSV: &str = "\
state,agency,level,fips,model,status,signed,pending_from,first_listed,ended
AL,Lee County Sheriff's Office,county,01081,WSO,active,2025-03-01,,2025-03-05,
FL,Egret Highway Patrol,state,,TFM,active,2025-02-25,,2025-03-05,
FL,Heron Police Department,municipal,12086,TFM,active,2025-03-01,,2025-03-05,
FL,Lee County Sheriff's Office,county,12071,JEM,active,2020-02-26,,2021-01-12,
FL,Lee County Sheriff's Office,county,12071,TFM,ended,2025-02-28,,2025-03-05,2025-05-01
FL,Sanibel Marshal's Office,municipal,12071,TFM,pending,,2025-03-20,,
";

    /// The lines of a kind, their cells parted by bars, of a query beside a page's own.
    fn lines(kind: &str, query: &str, own: &str) -> Vec<String> {
        let mut record = Record::read(CSV.as_bytes()).unwrap();
        record.name_counties([(Fips::new(12_071).unwrap(), "Lee"), (Fips::new(12_086).unwrap(), "Miami-Dade")]);
        let mut filters = FiltersView::new(Rc::new(record));
        filters.update(Query::parse(query).0);
        let text = panel(&filters, &Query::parse(own).0);
        let of_kind = text.lines().filter_map(|line| line.strip_prefix(kind)?.strip_prefix('\t'));
        of_kind.map(|line| line.replace('\t', "|")).collect()
    }

    #[test]
    fn each_choice_has_what_choosing_it_would_leave() {
        let check = |query, expected: &[&str]| {
            let choices = lines("choice", query, "");
            for line in expected {
                assert!(choices.contains(&(*line).to_owned()), "{query}: {line} in {choices:#?}");
            }
        };
        check("", &["level|county|County|2|1", "level|municipal|Municipal|1|1", "level|state|State|1|1"]);
        check("level=state", &["level|county|County|2|", "level|state|State|1|1", "status|active|Active|1|1"]);
        check(
            "state=FL",
            &["status|active|Active|3|1", "status|pending|Pending|1|", "status|ended|No longer listed|1|"],
        );
        check("state=FL&status=ended,pending", &["level|county|County|1|1", "status|active|Active|3|"]);
        check(
            "county=12071&unit=agencies&status=active,ended",
            &["level|county|County|1|1", "unit|agencies|Agencies||1"],
        );
        check(
            "model=WSO&lang=es",
            &["level|county|Condado|1|1", "status|ended|Ya no figura|0|", "unit|agreements|Acuerdos||1"],
        );
        assert_eq!(lines("choice", "", "").len(), 13);
        check("q=heron&level=state", &["model|TFM|Task force|0|1", "level|municipal|Municipal|1|"]);
        check(
            "model=WSO&unit=agencies",
            &["model|JEM|Jail enforcement|1|", "model|TFM|Task force|2|", "model|WSO|Warrant service officer|1|1"],
        );
        assert_eq!(lines("choice", "by=state&unit=share", "").last().unwrap(), "unit|share|Share of counties||1");
    }

    #[test]
    fn a_chip_is_what_a_reader_chose_beside_the_page() {
        let check =
            |query, own, expected: &[&str]| assert_eq!(lines("chip", query, own), expected, "{query} beside {own}");
        check("", "", &[]);
        check("state=FL&model=TFM", "state=FL&model=TFM", &[]);
        check("state=GA,FL", "state=FL,GA", &[]);
        check("state=FL&status=active", "", &["state|Florida|Remove filter: Florida|"]);
        check(
            "state=FL,GA",
            "",
            &["state|Florida|Remove filter: Florida|GA", "state|Georgia|Remove filter: Georgia|FL"],
        );
        check("state=FL,GA", "state=FL", &["state|Georgia|Remove filter: Georgia|"]);
        check("state=GA", "state=FL", &["state|Georgia|Remove filter: Georgia|"]);
        check("state=FL", "state=FL,GA", &["state|Florida|Remove filter: Florida|"]);
        check(
            "",
            "state=FL&q=police",
            &["state|All states|Remove filter: All states|", "q|Any name|Remove filter: Any name|"],
        );
        check(
            "county=12071,12086",
            "",
            &[
                "county|Lee County, Florida|Remove filter: Lee County, Florida|12086",
                "county|Miami-Dade County, Florida|Remove filter: Miami-Dade County, Florida|12071",
            ],
        );
        check(
            "model=JEM,TFM&signed=2025-01-20..&q=a&unit=agencies",
            "",
            &[
                "model|Jail enforcement, Task force|Remove filter: Jail enforcement, Task force|",
                "signed|Signed since January 20, 2025|Remove filter: Signed since January 20, 2025|",
                "q|Name: a|Remove filter: Name: a|",
                "unit|Agencies|Remove filter: Agencies|",
            ],
        );
        check(
            "status=ended&level=state&lang=es",
            "status=pending",
            &["level|Nivel: Estado|Quitar filtro: Nivel: Estado|", "status|Ya no figura|Quitar filtro: Ya no figura|"],
        );
        let button = |query, own| lines("words", query, own)[0].split('|').next().unwrap().to_owned();
        assert_eq!(button("state=FL,GA&q=a", ""), "Filters (3)");
        assert_eq!(button("state=FL&lang=es", "state=FL"), "Más filtros");
    }

    #[test]
    fn the_button_that_shows_what_is_left_says_how_much_of_what_is_counted() {
        let check = |query, expected: &str| {
            let told = lines("said", query, "").join(" ");
            assert_eq!(told.split_once('|').unwrap().1, expected, "{query}");
        };
        check("", "Show 4 agreements");
        check("unit=agencies&model=WSO", "Show 1 agency");
        check("state=TX&lang=es", "Mostrar 0 acuerdos");
    }

    #[test]
    fn what_left_nothing_can_be_undone() {
        let check = |query, own, said: &str, expected: &[&str]| {
            let told = lines("said", query, own).join(" ");
            assert_eq!(told.split_once('|').unwrap().0, said, "{query}");
            assert_eq!(lines("undo", query, own), expected, "{query}");
        };
        check("state=FL", "", "3 agreements with 3 agencies", &[]);
        let nothing = "On May 1, 2025 no agreement fits all of these filters.";
        check(
            "state=AL&model=TFM",
            "",
            nothing,
            &["state|Without “Alabama”: 2 agreements", "model|Without “Task force”: 1 agreement"],
        );
        check(
            "state=AL&model=TFM&unit=agencies",
            "state=AL",
            nothing,
            &["state|Without “Alabama”: 2 agencies", "model|Without “Task force”: 1 agency"],
        );
        // What restores the page's own leaves nothing either.
        check(
            "model=WSO&state=FL&q=heron",
            "model=TFM&state=AL",
            nothing,
            &["model|Without “Warrant service officer”: 1 agreement"],
        );
        check("state=TX&q=nobody", "", nothing, &["clear|Clear all: 4 agreements"]);
        check("state=TX&q=nobody", "state=TX&q=nobody", nothing, &["whole|Show everything: 4 agreements"]);
        check(
            "level=state&as-of=2021-02-01&lang=es",
            "",
            "Al 1 de febrero de 2021 ningún acuerdo cumple todos estos filtros.",
            &["level|Sin “Nivel: Estado”: 1 acuerdo", "as-of|Al 1 de mayo de 2025: 1 acuerdo"],
        );
    }

    #[test]
    fn nothing_of_a_query_is_another_line() {
        let hostile = "q=a%09b%0Achip%09state%09x";
        assert_eq!(lines("chip", hostile, ""), ["q|Name: a b chip state x|Remove filter: Name: a b chip state x|"]);
        assert_eq!(lines("q", hostile, ""), ["a b chip state x"]);
    }

    #[test]
    fn days_and_places_are_told_for_the_controls() {
        assert_eq!(lines("signed", "signed=2025-01-20..", ""), ["2025-01-20||2020-02-26|2025-05-01"]);
        assert_eq!(lines("places", "state=fl,GA&county=12071", ""), ["FL,GA|12071"]);
    }
}
