//! A headline between two questions: of which day it tells, from what, and what it must not leave out.

use std::rc::Rc;

use crate::chart::choropleth::Unit;
use crate::contract::Query;
use crate::date::Date;
use crate::error::Result;
use crate::phrases::phrase;
use crate::place::{Fips, State};
use crate::roster::query::earlier::Earlier;
use crate::roster::query::filter::Filter;
use crate::roster::query::restated::{self, Of, Restated, StateTable};
use crate::roster::record::Record;
use crate::roster::record::agreement::Status;

use super::super::needs::last_list;
use super::super::restated as after;
use super::super::words::{period, source};
use super::age::ago;
use super::counted::Counted;
use super::grammar::{day_after, small, upper_first};
use super::places::{MOST_NAMED, chosen, place, states_of};
use super::words::Told;

/// ICE's page of the program, where it publishes its lists.
const PAGE: &str = "https://www.ice.gov/identify-and-arrest/287g";

/// The headline of one record.
#[derive(Clone, Debug)]
pub struct HeadlineView {
    record: Rc<Record>,
    /// What others know of the years before the record.
    earlier: Earlier,
    /// What others know of the days after it.
    restated: Restated,
    query: Query,
    /// The first list and the last one.
    known: (Date, Date),
    /// The day on which it is read.
    today: Option<Date>,
}

impl HeadlineView {
    /// A headline with the default query, which tells no age. `earlier` is what others know of the years before this
    /// record and of the days after it.
    ///
    /// # Errors
    /// The record holds no agreement that was ever listed.
    pub fn new(record: Rc<Record>, earlier: Option<Earlier>) -> Result<HeadlineView> {
        let last = last_list(&record)?;
        let earlier = earlier.unwrap_or_default();
        let restated = earlier.restated.clone().after(last);
        let known = (record.dates().first().copied().unwrap_or(last), last);
        Ok(HeadlineView { record, earlier, restated, query: Query::default(), known, today: None })
    }

    /// The record that it counts.
    pub fn record(&self) -> &Record {
        &self.record
    }

    /// The query that it follows.
    pub fn query(&self) -> &Query {
        &self.query
    }

    /// Follows another query, read on a day; without one it tells no age.
    pub fn update(&mut self, query: Query, today: Option<Date>) {
        self.query = query;
        self.today = today;
    }

    /// What there is, in sentences, the first of them first; all of them together can be quoted.
    pub fn sentences(&self) -> Vec<String> {
        let filter = &self.query.filter;
        if !filter.counties.is_empty() && chosen(filter).is_empty() {
            return vec![self.query.lang.pick(phrase!(headline.nowhere)).to_owned()];
        }
        match (self.query.as_of, self.answering()) {
            (Some(day), _) if day < self.known.0 => self.before(day),
            (_, Some(table)) => self.after(table),
            _ => self.listed(),
        }
    }

    /// The same as one text.
    pub fn text(&self) -> String {
        self.sentences().join(" ")
    }

    /// Where what is told is from: ICE's lists, and the later one that another tracker restates, where one is told of.
    pub fn source(&self) -> String {
        let lang = self.query.lang;
        let tracked = self.tracked().map(|table| after::source(table, lang) + ".");
        [source(&self.record, lang)].into_iter().chain(tracked).collect::<Vec<_>>().join(" ")
    }

    /// The headline with its source and the day on which it was read, as a text to be copied. `at` is the address where
    /// it stands; empty where it stands nowhere.
    pub fn cite(&self, at: &str) -> String {
        let lang = self.query.lang;
        let mut cited = self.sentences();
        cited.push(source(&self.record, lang));
        cited.extend(self.tracked().map(|table| after::source(table, lang) + "."));
        cited.push(lang.tell(phrase!(headline.page), &[PAGE]));
        if let Some(today) = self.today {
            let read = if at.is_empty() { phrase!(headline.read) } else { phrase!(headline.read_at) };
            cited.push(lang.tell(read, &[&lang.day(today), at]));
        }
        cited.retain(|line| !line.is_empty());
        cited.join(" ")
    }

    /// The later list that answers for a day after the record's last one, where totals by state and model can.
    fn answering(&self) -> Option<&StateTable> {
        let day = self.query.as_of.filter(|_| restated::answers(&self.query.filter))?;
        self.restated.on(day)
    }

    /// The later list that is told of, if one is: the one that answers, or the newest beside what the last list held.
    fn tracked(&self) -> Option<&StateTable> {
        let newest = || self.restated.newest().filter(|_| self.query.as_of.is_none_or(|day| day >= self.known.1));
        self.answering().or_else(newest)
    }

    fn told(&self, past: bool) -> Told<'_> {
        // A share is told of by a clause of its own, where there is one.
        let unit = if self.query.unit == Unit::Agencies { Unit::Agencies } else { Unit::Agreements };
        Told { filter: &self.query.filter, unit, own: (0, false), past, lang: self.query.lang }
    }

    /// What the record counts on the day.
    fn listed(&self) -> Vec<String> {
        let (lang, filter, last) = (self.query.lang, &self.query.filter, self.known.1);
        let day = self.query.as_of.map_or(last, |day| day.min(last));
        let counties = chosen(filter);
        let counted = Counted::of_record(&self.record, filter, &counties, day);
        let told = Told { own: counted.own(), ..self.told(day < last) };
        let place = place(filter, &self.record, &counted, lang).unwrap_or_default();
        let lead = if day < last { phrase!(headline.on) } else { phrase!(headline.as_of) };
        let mut main = lang.tell(lead, &[&lang.day(day)]) + &told.clause(counted.total, &place);
        main.push_str(&self.beside(&told, &counted, &counties));
        main.push('.');
        let mut said = self.share(day).unwrap_or_else(|| vec![main]);
        if filter.statuses.contains(&Status::Ended) && counted.total != [0; 2] {
            said.push(lang.pick(phrase!(headline.ended_note)).to_owned());
        }
        if filter.statuses.contains(&Status::Absent) && counted.total != [0; 2] {
            said.push(lang.pick(phrase!(headline.absent_note)).to_owned());
        }
        if self.query.as_of.is_some_and(|asked| asked > last) {
            said.push(lang.tell(phrase!(headline.lists_end), &[&lang.day(last)]));
        }
        said.extend(self.tracked().map(|table| self.later(table)));
        let absent = after::absent(&self.record, day, |agreement| filter.admits(agreement));
        said.extend(absent.filter(|_| filter.is_of_active()).map(|absent| {
            let number = upper_first(&small(absent.0, false, lang));
            after::absent_noted(absent, &number, lang)
        }));
        said.extend(self.stale());
        said
    }

    /// How many counties have a county-wide agreement on a day, of how many, where that is asked for; `None` of a place
    /// that is one county, of counties that were chosen, and of what is not active.
    fn share(&self, day: Date) -> Option<Vec<String>> {
        let (lang, filter) = (self.query.lang, &self.query.filter);
        if self.query.unit != Unit::Share || !filter.counties.is_empty() || !filter.is_of_active() {
            return None;
        }
        let n = Some(Counted::of_counties(&self.record, filter, day)).filter(|[_, of]| *of > 1)?;
        let states = states_of(filter).into_iter().map(|state| (state, [1; 2])).collect();
        let place = place(filter, &self.record, &Counted { states, ..Counted::default() }, lang).unwrap_or_default();
        let past = day < self.known.1;
        let lead = if past { phrase!(headline.on) } else { phrase!(headline.as_of) };
        let share = [lang.tell(lead, &[&lang.day(day)]), self.told(past).share(n, &place), ".".to_owned()];
        let too = if filter.states.is_empty() { lang.pick(phrase!(map.share_too)) } else { "" };
        Some(vec![share.concat(), lang.tell(phrase!(headline.share_note), &[too])])
    }

    /// Which states have the most, and which of the chosen ones have none.
    fn beside(&self, told: &Told<'_>, counted: &Counted, counties: &[Fips]) -> String {
        let states = states_of(told.filter);
        let mut beside = String::new();
        if !counties.is_empty() || counted.states.is_empty() {
            return beside;
        }
        let without: Vec<State> =
            states.iter().filter(|state| counted.states.iter().all(|(other, _)| other != *state)).copied().collect();
        let none = (states.len() <= MOST_NAMED && !without.is_empty()).then(|| told.none(&without));
        for clause in [told.most(counted), none].into_iter().flatten() {
            beside.push_str("; ");
            beside.push_str(&clause);
        }
        beside
    }

    /// What the list held by a day after the record's last one, as a sentence beside what was counted.
    fn later(&self, table: &StateTable) -> String {
        let (lang, filter) = (self.query.lang, &self.query.filter);
        let lead = lang.tell(phrase!(headline.by), &[&day_after(table.day, self.known.1, lang)]);
        let (of, n) = table.beside(filter);
        if of == Of::AllAlone {
            let n = Told { filter: &Filter::default(), ..self.told(true) }.agreements(n);
            let n = lang.tell(phrase!(headline.in_all), &[&n]);
            let held = lang.tell(phrase!(headline.held), &[&lead, &n]);
            return lang.tell(phrase!(headline.unfit), &[&held]) + ".";
        }
        // The noun has just been said.
        if of == Of::All && self.query.unit == Unit::Agreements && n > 0 {
            return lang.tell(phrase!(headline.held), &[&lead, &small(n, false, lang)]) + ".";
        }
        let counted = Counted::of_table(table, filter);
        let place = match filter.states.is_empty() {
            true => String::new(),
            false => place(filter, &self.record, &counted, lang).unwrap_or_default(),
        };
        self.held(&lead, n, &place) + "."
    }

    /// `As of …, ICE’s list held … in …, as restated by another tracker`.
    fn held(&self, lead: &str, n: usize, place: &str) -> String {
        let mut what = self.told(true).agreements(n);
        if !place.is_empty() {
            what.push(' ');
            what.push_str(place);
        }
        let phrase = if n == 0 { phrase!(headline.held_none) } else { phrase!(headline.held) };
        self.query.lang.tell(phrase, &[lead, &what])
    }

    /// What the list held on a day after the record's last one.
    fn after(&self, table: &StateTable) -> Vec<String> {
        let (lang, filter) = (self.query.lang, &self.query.filter);
        let counted = Counted::of_table(table, filter);
        let place = place(filter, &self.record, &counted, lang).unwrap_or_default();
        let lead = lang.tell(phrase!(headline.as_of), &[&lang.day(table.day)]);
        let [n, _] = counted.total;
        // No agency stands behind these numbers.
        let told = Told { unit: Unit::Agreements, ..self.told(true) };
        let main = self.held(&lead, n, &place) + &self.beside(&told, &counted, &[]) + ".";
        vec![main, lang.tell(phrase!(headline.lists_end), &[&lang.day(self.known.1)])]
    }

    /// What is known of a day before the first list.
    fn before(&self, day: Date) -> Vec<String> {
        let (lang, filter) = (self.query.lang, &self.query.filter);
        let fits = filter.is_of_states() && filter.is_of_active();
        let totals = if fits && filter.states.is_empty() { &self.earlier.totals[..] } else { &[] };
        let in_words = lang.day(day);
        let mut said = Vec::new();
        let rosters = match self.earlier.last_roster() {
            Some(last) if fits && day <= last => Counted::of_rosters(&self.earlier, &filter.states, day),
            _ => Counted::default(),
        };
        if let Some(total) = totals.iter().rfind(|total| total.period.middle() <= day) {
            let told = Told { filter: &Filter::default(), ..self.told(true) };
            let n = if total.of_agencies { told.agencies(total.count) } else { told.agreements(total.count) };
            let of = period(total.period.first, total.period.every, lang);
            said.push(lang.tell(phrase!(headline.reported), &[&in_words, &n, &of]));
            let source = total.source.get(lang.pick(phrase!(wording))).map_or("", String::as_str);
            said.push(lang.tell(phrase!(headline.source), &[source]));
        } else if rosters.total != [0; 2] {
            let [_, n] = rosters.total;
            let place = place(filter, &self.record, &rosters, lang).unwrap_or_default();
            let agencies = [&self.told(true).agencies(n), " ", &place].concat();
            let known = phrase!(headline.known).map(|[one, several]| if n == 1 { one } else { several });
            said.push(lang.tell(&known, &[&lang.tell(phrase!(headline.on), &[&in_words]), &agencies]));
        } else {
            let all = *filter == Filter::default();
            let unknown = if all { phrase!(headline.unknown) } else { phrase!(headline.unknown_selected) };
            said.push(lang.tell(unknown, &[&in_words]));
        }
        said.push(lang.tell(phrase!(headline.lists_begin), &[&lang.day(self.known.0)]));
        said
    }

    /// How old the newest list is, where whoever asks for the latest might take it for today's.
    fn stale(&self) -> Option<String> {
        let (lang, last) = (self.query.lang, self.known.1);
        let ago = ago(last, self.today.filter(|_| self.query.as_of.is_none())?, lang)?;
        Some(lang.tell(phrase!(headline.stale), &[&lang.day(last), &ago]))
    }
}
