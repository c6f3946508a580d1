//! A table between two questions: which rows it has for the query, and for a place that was chosen beside it, in which
//! order, and what stands around them.

use std::ops::Range;
use std::rc::Rc;

use crate::chart::choropleth::Unit;
use crate::chart::figure::Caption;
use crate::contract::Query;
use crate::date::Date;
use crate::error::Result;
use crate::phrases::{Lang, phrase};
use crate::place::{Fips, State};
use crate::roster::query::count::{self, Tally};
use crate::roster::query::filter::Filter;
use crate::roster::query::restated::Restated;
use crate::roster::record::Record;
use crate::roster::record::agreement::{Agreement, Seat, Status};
use crate::roster::record::documents::Documents;
use crate::roster::record::table;

use super::super::address::is_of_the_web;
use super::super::needs::{last_list, require_names};
use super::super::restated as after;
use super::super::search::Chosen;
use super::super::words::{agencies, agreements, as_of, conditions, labelled, lower_first, place_of, source, subject};
use super::cells::{self, N_WRITTEN, NOTHING, WRITTEN};
use super::known::Known;
use super::order::{Column, sorted};

/// A place beside the query's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    County(Fips),
    State(State),
}

impl Place {
    fn of(code: &str) -> Option<Place> {
        State::from_postal(code).map(Place::State).or_else(|| Fips::parse(code).map(Place::County))
    }

    /// Of a county its own and its towns', of a state all.
    fn holds(self, seat: Seat) -> bool {
        match self {
            Place::County(fips) => seat.counties.contains(&fips),
            Place::State(state) => seat.state == state,
        }
    }

    fn name(self, record: &Record, lang: Lang) -> String {
        place_of(&self.within(Filter::default()), record, lang).unwrap_or_default()
    }

    /// A filter that asks for the place alone.
    fn within(self, mut filter: Filter) -> Filter {
        match self {
            Place::County(fips) => filter.counties = vec![fips],
            Place::State(state) => filter.states = vec![state],
        }
        filter
    }
}

/// The table of one record.
#[derive(Clone, Debug)]
pub struct TableView {
    record: Rc<Record>,
    restated: Restated,
    documents: Documents,
    query: Query,
    place: Option<Place>,
    order: (Column, bool),
    /// Whether the texts are known, so that a row without one is said to have none.
    texts_known: bool,
    /// The agreements admitted, by their places in the record.
    admitted: Vec<usize>,
    /// The rows in order: which of those are in each.
    rows: Vec<Range<usize>>,
}

impl TableView {
    /// A table with the default query, in its default order, and what others know of the days after the record's last
    /// list. It knows no texts but its record's.
    ///
    /// # Errors
    /// The record holds no agreement that was ever listed, or its agencies have no names.
    pub fn new(record: Rc<Record>, restated: Restated) -> Result<TableView> {
        require_names(&record)?;
        let restated = restated.after(last_list(&record)?);
        let mut view = TableView {
            texts_known: record.agreements().any(|agreement| agreement.document.is_some()),
            record,
            restated,
            documents: Documents::default(),
            query: Query::default(),
            place: None,
            order: (Column::default(), false),
            admitted: Vec::new(),
            rows: Vec::new(),
        };
        view.sort();
        Ok(view)
    }

    /// Gives it the addresses of signed texts that its record does not have.
    ///
    /// # Errors
    /// When the bytes are another file's, or another record's.
    pub fn furnish(&mut self, bytes: &[u8]) -> Result<()> {
        self.documents = Documents::read(bytes, &self.record)?;
        self.texts_known = true;
        Ok(())
    }

    /// Follows another query.
    pub fn update(&mut self, query: Query) {
        self.query = query;
        self.sort();
    }

    /// Shows what there is at a place by its code, and nothing else; everywhere for a code of none.
    pub fn narrow(&mut self, code: &str) {
        let place = Place::of(code);
        if self.place != place {
            self.place = place;
            self.sort();
        }
    }

    /// Sorts by a column, from below or from above: `down`.
    pub fn order(&mut self, column: Column, down: bool) {
        if self.order != (column, down) {
            self.order = (column, down);
            self.sort();
        }
    }

    /// The query that it follows.
    pub fn query(&self) -> &Query {
        &self.query
    }

    /// Whether there is such a county.
    pub fn has(&self, fips: Fips) -> bool {
        self.record.has_county(fips)
    }

    /// How many rows there are.
    pub fn n_rows(&self) -> usize {
        self.rows.len()
    }

    /// Whether a row is an agency, with all of its agreements that the query admits.
    pub fn is_by_agency(&self) -> bool {
        self.query.unit == Unit::Agencies
    }

    /// The day that is told of; the first there is for a record without lists, which there is none of.
    fn day(&self) -> Date {
        self.record.clamp(self.query.as_of).unwrap_or(Date::from_days(0))
    }

    fn holds(&self, seat: Seat) -> bool {
        self.place.is_none_or(|place| place.holds(seat))
    }

    fn sort(&mut self) {
        let (day, (column, down), by_agency) = (self.day(), self.order, self.is_by_agency());
        let (mut admitted, mut rows): (Vec<usize>, Vec<Range<usize>>) = (Vec::new(), Vec::new());
        let mut last = None;
        for (at, (agreement, agency)) in self.record.with_agencies().enumerate() {
            if !self.query.filter.admits_on(&agreement, day) || !self.holds(agreement.seat()) {
                continue;
            }
            let n = admitted.len();
            admitted.push(at);
            match rows.last_mut().filter(|_| by_agency && last == Some(agency)) {
                Some(row) => row.end = n + 1,
                None => rows.push(n..n + 1),
            }
            last = Some(agency);
        }
        self.admitted = admitted;
        // Of several the least: the first day, the first name.
        let key = |row: &Range<usize>| {
            let keys = self.of(row).map(|(_, known)| cells::key(column, known, &self.record, self.query.lang));
            keys.filter(|key| !key.is_empty()).min().unwrap_or_default()
        };
        let order = sorted(rows.iter().map(key), down);
        self.rows = order.into_iter().filter_map(|at| rows.get(at).cloned()).collect();
    }

    /// The agreements of a row, with their places in the record.
    fn of(&self, row: &Range<usize>) -> impl Iterator<Item = (usize, Known<'_>)> {
        let day = self.day();
        let admitted = self.admitted.get(row.clone()).unwrap_or_default();
        admitted.iter().filter_map(move |at| Some((*at, Known::on(self.record.agreements().get(*at)?, day))))
    }

    /// Some rows in words, a line for each: its cells, parted by tabs, in the order of [`heads`](TableView::heads), and
    /// then of each signed text its address, a page of the web, what is read and what is heard; where there is none,
    /// nothing in place of an address, and that.
    pub fn rows(&self, start: usize, n: usize) -> String {
        let mut lines: Vec<u8> = Vec::new();
        for row in self.rows.iter().skip(start).take(n) {
            for column in Column::ALL {
                let said = self.cell(column, row);
                write(&mut lines, if said.is_empty() { NOTHING } else { &said });
            }
            let texts = self.texts(row);
            for (address, known) in &texts {
                let agreement = known.agreement;
                let link = cells::link(agreement.agency, agreement.model, texts.len() > 1, self.query.lang);
                write(&mut lines, address);
                link.iter().for_each(|words| write(&mut lines, words));
            }
            let signed = || self.of(row).any(|(_, known)| known.status != Some(Status::Pending));
            if texts.is_empty() && self.texts_known && signed() {
                let none = ["", self.query.lang.pick(phrase!(place.no_text)), ""];
                none.into_iter().for_each(|words| write(&mut lines, words));
            }
            lines.push(b'\n');
        }
        String::from_utf8(lines).unwrap_or_default()
    }

    /// What a cell says of all agreements of a row, each thing once.
    fn cell(&self, column: Column, row: &Range<usize>) -> String {
        let mut told: Vec<String> = Vec::new();
        for (_, known) in self.of(row) {
            let said = cells::said(column, known, &self.record, self.query.lang);
            // An agency is one, however it is spelt.
            if !said.is_empty() && !told.contains(&said) && (told.is_empty() || column != Column::Agency) {
                told.push(said);
            }
        }
        told.join(" · ")
    }

    /// The addresses of the texts of a row, each once: pages of the web.
    fn texts(&self, row: &Range<usize>) -> Vec<(&str, Known<'_>)> {
        let mut texts: Vec<(&str, Known)> = Vec::new();
        for (at, known) in self.of(row) {
            if let Some(address) = self.address(at, known).filter(|it| texts.iter().all(|(other, _)| other != it)) {
                texts.push((address, known));
            }
        }
        texts
    }

    /// What is pending is signed by nobody, whatever a later list has linked.
    fn address<'a>(&'a self, at: usize, known: Known<'a>) -> Option<&'a str> {
        let address = known.agreement.document.or_else(|| self.documents.of(at));
        address.filter(|address| known.status != Some(Status::Pending) && is_of_the_web(address))
    }

    /// What a row leads to: its agency, where it sits, the first of several counties, else its state, and how much the
    /// query counts there; `None` beyond the last.
    pub fn choose(&self, row: usize) -> Option<Chosen> {
        let (_, known) = self.of(self.rows.get(row)?).next()?;
        let agreement = known.agreement;
        let place = match agreement.counties.first() {
            Some(fips) => Place::County(*fips),
            None => Place::State(agreement.state),
        };
        let Tally { agreements, agencies, .. } = self.tally(&self.query.filter, |seat| place.holds(seat));
        let code = match place {
            Place::County(fips) => fips.to_string(),
            Place::State(state) => state.postal().to_owned(),
        };
        let name = place.name(&self.record, self.query.lang);
        Some(Chosen { code, name, agreements, agencies, agency: Some(agreement.agency.to_owned()) })
    }

    fn tally(&self, filter: &Filter, holds: impl Fn(Seat) -> bool) -> Tally {
        let tallies = count::tally(&self.record, filter, self.day(), 1, &mut |seat, count| {
            if holds(seat) {
                count(0);
            }
        });
        tallies.into_iter().next().unwrap_or_default()
    }

    /// All rows as CSV, in their order, with the columns and codes of the record, as they were known on the day; of an
    /// agency with several agreements each thing once, joined by `;`.
    pub fn to_csv(&self) -> String {
        let mut csv = [WRITTEN, "\n"].concat();
        for row in &self.rows {
            let mut cells: [Vec<String>; N_WRITTEN] = Default::default();
            for (at, known) in self.of(row) {
                let document = self.address(at, known).unwrap_or_default();
                for (cell, written) in cells.iter_mut().zip(cells::written(known, &self.record, document)) {
                    if !written.is_empty() && !cell.contains(&written) {
                        cell.push(written);
                    }
                }
            }
            csv.push_str(&table::row(&cells.map(|cell| cell.join(";"))));
        }
        csv
    }

    /// The name of the place that rows were [narrowed](TableView::narrow) to.
    fn place_name(&self) -> Option<String> {
        self.place.map(|place| place.name(&self.record, self.query.lang))
    }

    /// What stands around the rows: what they are of, how many, what narrows them, and from where.
    pub fn caption(&self) -> Caption {
        let (filter, lang, day) = (&self.query.filter, self.query.lang, self.day());
        let tally = self.tally(filter, |seat| self.holds(seat));
        let mut title = subject(filter, lang).to_owned();
        if self.is_by_agency() {
            title = lang.tell(phrase!(map.agencies_with), &[&lower_first(&title)]);
        }
        if let Some(place) = self.place_name().or_else(|| place_of(filter, &self.record, lang)) {
            title = labelled(&title, &place, lang);
        }
        let n = [&agreements(tally.agreements, lang)[..], &agencies(tally.agencies, lang)];
        let n = lang.tell(phrase!(rows.total), &n);
        let mut notes: Vec<String> = conditions(filter, lang).into_iter().collect();
        let admits = |it: &Agreement| filter.admits(it) && self.holds(it.seat());
        let absent = after::absent(&self.record, day, admits).filter(|_| filter.is_of_active());
        notes.extend(absent.map(|absent| after::absent_note(absent, lang)));
        if self.record.clamp(None) == Some(day) {
            let asked = filter.clone();
            let asked = match self.place {
                Some(place) => place.within(asked),
                None => asked,
            };
            notes.extend(after::newest(&self.restated, &asked, day, lang));
        }
        let date = labelled(&as_of(day, lang), &n, lang);
        Caption { title, date, notes, source: source(&self.record, lang), ..Caption::default() }
    }

    /// What columns are called, the one of the signed texts, which sorts nothing, last.
    pub fn heads(&self) -> [&'static str; Column::ALL.len() + 1] {
        cells::heads(self.query.lang)
    }

    /// What is said where there is no row: that there is none, and what there is of another status. Empty where there
    /// are rows.
    pub fn nothing(&self) -> String {
        if !self.rows.is_empty() {
            return String::new();
        }
        let (lang, day) = (self.query.lang, self.day());
        let mut others: Vec<String> = Vec::new();
        for status in Status::ALL {
            let filter = Filter { statuses: vec![status], ..self.query.filter.clone() };
            let n = self.tally(&filter, |seat| self.holds(seat)).agreements;
            if n > 0 {
                others.push(cells::others(status, n, lang));
            }
        }
        let mut said = lang.tell(phrase!(map.nothing), &[&lang.day(day)]) + ".";
        if !others.is_empty() {
            said.push(' ');
            said.push_str(&lang.tell(phrase!(rows.others), &[&others.join(", ")]));
        }
        said
    }

    /// How the rows are sorted, in words.
    pub fn sorting(&self) -> String {
        let (lang, (column, down)) = (self.query.lang, self.order);
        let head = self.heads().get(column as usize).copied().unwrap_or_default();
        lang.tell(if down { phrase!(rows.down) } else { phrase!(rows.up) }, &[head])
    }

    /// What a reader may do with the rows, what a button is called that gives each agency a row, and what is said where
    /// the texts did not come.
    pub fn words(&self) -> [&'static str; 3] {
        [phrase!(rows.hint), phrase!(rows.group), phrase!(rows.textless)].map(|words| self.query.lang.pick(words))
    }

    /// What a button is called that leads back from a place; nothing where rows are of none.
    pub fn back(&self) -> Option<String> {
        self.place_name().map(|place| self.query.lang.tell(phrase!(rows.back), &[&place]))
    }
}

/// Writes a cell behind others of its line. What would part cells or lines becomes a blank: a record is hostile.
fn write(lines: &mut Vec<u8>, cell: &str) {
    if lines.last().is_some_and(|byte| *byte != b'\n') {
        lines.push(b'\t');
    }
    lines.extend(cell.bytes().map(|byte| byte.max(b' ')));
}

#[cfg(test)]
mod tests {
    use super::*;

    const RECORD: &[u8] =
        b"state,agency,level,fips,model,signed,pending_from,first_listed,last_listed,absent_since,ended,document\n\
        AL,Zeta Police,municipal,01001;01003,TFM,2025-03-02,,2025-03-05,2025-06-01,,,https://www.ice.gov/z.pdf\n\
        FL,A,county,12071,JEM,2020-05-06,,2024-06-01,2025-06-01,,,javascript:alert(1)\n\
        FL,A,county,12071,TFM,2025-05-01,,2025-05-02,2025-06-01,,,https://www.ice.gov/a.pdf\n\
        FL,\"=1+\t1\nB\",state,,TFM,,,2025-03-05,2025-05-02,2025-06-01,,\n\
        FL,C,,,WSO,2025-01-01,,2025-03-05,2025-03-05,,2025-05-02,\n\
        GA,D,county,13001,WSO,,2025-05-02,,,,,https://www.ice.gov/d.pdf\n";

    fn table(query: &str) -> TableView {
        let mut record = Record::read(RECORD).unwrap();
        let names = [(1_001, "Autauga"), (1_003, "Baldwin"), (12_071, "Lee"), (13_001, "Appling")];
        record.name_counties(names.map(|(code, name)| (Fips::new(code).unwrap(), name)));
        let mut table = TableView::new(Rc::new(record), Restated::default()).unwrap();
        let (query, warnings) = Query::parse(query);
        assert!(warnings.is_empty(), "{warnings:?}");
        table.update(query);
        table
    }

    #[test]
    fn rows_say_what_was_known_on_the_day_and_link_to_pages_of_the_web_alone() {
        let check = |query: &str, expected: &[&str]| {
            let rows = table(query).rows(0, 9);
            assert_eq!(rows.lines().map(|row| row.replace('\t', "|")).collect::<Vec<_>>(), expected, "{query}");
        };
        check(
            "status=active,pending,ended,absent",
            &[
                "Zeta Police|Alabama|Autauga County, Baldwin County|Task force|Municipal|Active|Mar 2, 2025|Mar 5, 2025|\
             Still listed|https://www.ice.gov/z.pdf|Signed text|Signed text: Zeta Police, Task force",
                "=1+ 1 B|Florida|All of the state|Task force|State|Missing from the newest list since Jun 1, 2025|–|\
             Mar 5, 2025|May 2, 2025|\
             |no text linked by ICE|",
                "A|Florida|Lee County|Jail enforcement|County|Active|May 6, 2020|Jun 1, 2024|Still listed|\
             |no text linked by ICE|",
                "A|Florida|Lee County|Task force|County|Active|May 1, 2025|May 2, 2025|Still listed|\
             https://www.ice.gov/a.pdf|Signed text|Signed text: A, Task force",
                "C|Florida|County not known|Warrant service officer|–|No longer listed as of May 2, 2025|\
             Jan 1, 2025|Mar 5, 2025|Mar 5, 2025||no text linked by ICE|",
                "D|Georgia|Appling County|Warrant service officer|County|Pending since May 2, 2025|–|–|–",
            ],
        );
        check(
            "as-of=2025-03-05&state=FL&lang=es",
            &[
                "=1+ 1 B|Florida|Todo el estado|Grupo de trabajo|Estado|Vigente|–|5 mar 2025|Sigue en la lista|\
             |ICE no enlaza el texto|",
                "A|Florida|Condado de Lee|Aplicación en cárceles|Condado|Vigente|6 may 2020|1 jun 2024|Sigue en la lista|\
             |ICE no enlaza el texto|",
                "C|Florida|Condado desconocido|Oficial de órdenes|–|Vigente|1 ene 2025|5 mar 2025|\
             Sigue en la lista||ICE no enlaza el texto|",
            ],
        );
        check(
            "unit=agencies&state=FL",
            &["A|Florida|Lee County|Jail enforcement · Task force|County|Active|May 6, 2020 · May 1, 2025|\
             Jun 1, 2024 · May 2, 2025|Still listed|https://www.ice.gov/a.pdf|Signed text|Signed text: A, Task force"],
        );
    }

    #[test]
    fn what_stands_around_the_rows_says_what_they_are_of() {
        let check = |query: &str, place: &str, title: &str, date: &str, nothing: &str| {
            let mut table = table(query);
            table.narrow(place);
            let caption = table.caption();
            assert_eq!([&caption.title, &caption.date, &table.nothing()], [title, date, nothing], "{query}, {place}");
        };
        check("", "", "287(g) agreements", "As of June 1, 2025: 3 agreements with 2 agencies", "");
        check(
            "unit=agencies",
            "12071",
            "Agencies with 287(g) agreements: Lee County, Florida",
            "As of June 1, 2025: 2 agreements with 1 agency",
            "",
        );
        check("lang=es", "FL", "Acuerdos 287(g): Florida", "Al 1 de junio de 2025: 2 acuerdos con 1 agencia", "");
        check(
            "",
            "GA",
            "287(g) agreements: Georgia",
            "As of June 1, 2025: 0 agreements with 0 agencies",
            "No agreements here as of June 1, 2025. With another status there are: 1 pending.",
        );
        check(
            "level=state&lang=es",
            "",
            "Acuerdos 287(g)",
            "Al 1 de junio de 2025: 0 acuerdos con 0 agencias",
            "Ningún acuerdo aquí al 1 de junio de 2025. En otra situación hay: 1 que falta en la lista más reciente.",
        );
        let csv = "date,state,jem,tfm,wso,total,source\n2025-07-09,FL,1,2,0,3,a.xlsx\n2025-07-09,GA,0,1,0,1,a.xlsx\n";
        let newest = |query: &str, place: &str| {
            let mut table = table(query);
            table.restated = Restated::read(csv.as_bytes()).unwrap();
            table.narrow(place);
            table.caption().notes.pop().unwrap_or_default()
        };
        assert!(newest("", "").contains("the total was 4 agreements on July 9, 2025"), "{}", newest("", ""));
        assert!(newest("state=FL,GA", "FL").contains("the total of this selection was 3 agreements"));
        assert!(newest("", "12071").contains("the total of all was 4 agreements"));
        assert_eq!(newest("as-of=2025-03-05", ""), "");
        let empty = table("q=nobody");
        assert_eq!(empty.nothing(), "No agreements here as of June 1, 2025.");
        assert_eq!(empty.caption().notes, ["Counted here are only agreements with “nobody” in the agency’s name."]);
        assert_eq!(empty.back(), None);
        assert_eq!((empty.choose(0), empty.rows(0, 9)), (None, String::new()));
        let mut narrowed = table("");
        narrowed.narrow("12071");
        assert_eq!(narrowed.back().unwrap(), "Only Lee County, Florida: show all places");
        assert_eq!(narrowed.sorting(), "Sorted by State, ascending");
    }

    #[test]
    fn a_row_leads_to_where_its_agency_is() {
        let chosen = |query, row| {
            let Chosen { code, name, agreements, agencies, agency } = table(query).choose(row).unwrap();
            (code, name, [agreements, agencies], agency.unwrap())
        };
        let check = |query, row, code: &str, name: &str, n, agency: &str| {
            assert_eq!(chosen(query, row), (code.to_owned(), name.to_owned(), n, agency.to_owned()));
        };
        check("", 0, "01001", "Autauga County, Alabama", [1, 1], "Zeta Police");
        check("", 2, "12071", "Lee County, Florida", [2, 1], "A");
        check("status=ended", 0, "FL", "Florida", [1, 1], "C");
    }

    #[test]
    fn a_csv_has_the_columns_of_the_record_and_no_formula() {
        let csv = table("status=active,absent&state=FL&unit=agencies").to_csv();
        assert_eq!(
            csv,
            "state,agency,level,county,fips,model,status,signed,pending_from,first_listed,last_listed,absent_since,ended,document\n\
             FL,\"'=1+\t1\nB\",state,,,TFM,absent,,,2025-03-05,2025-05-02,2025-06-01,,\n\
             FL,A,county,Lee,12071,JEM;TFM,active,2020-05-06;2025-05-01,,2024-06-01;2025-05-02,2025-06-01,,,https://www.ice.gov/a.pdf\n"
        );
    }

    #[test]
    fn a_record_without_names_has_no_table() {
        let mut record = Record::read(RECORD).unwrap();
        assert!(TableView::new(Rc::new(record.clone()), Restated::default()).is_ok());
        record = Record::default();
        assert!(TableView::new(Rc::new(record), Restated::default()).is_err());
    }
}
