//! The clauses of a headline. It counts nothing.

use crate::chart::choropleth::Unit;
use crate::phrases::{Each, Lang, fill, phrase};
use crate::place::{State, key};
use crate::roster::query::filter::Filter;
use crate::roster::record::agreement::{Level, Model, Status};

use super::super::words::{lower_first, model_name};
use super::counted::{Counted, Numbers};
use super::grammar::{enumerated, form, numbered, small, some};
use super::places;

/// What is counted, and how it is told.
pub struct Told<'a> {
    pub filter: &'a Filter,
    pub unit: Unit,
    /// How many of the agreements counted are with a state's own agencies, and whether those are of territories alone.
    pub own: (usize, bool),
    /// Whether what is told is over.
    pub past: bool,
    pub lang: Lang,
}

impl Told<'_> {
    /// `779 of 3,149 counties have a county-wide 287(g) agreement`.
    pub fn share(&self, [with, of]: Numbers, place: &str) -> String {
        let lang = self.lang;
        let place = if place.is_empty() { String::new() } else { [" ", place.trim_end_matches(',')].concat() };
        let agencies = match self.agencies(0) {
            agencies if agencies.is_empty() => agencies,
            agencies => lang.tell(phrase!(headline.with), &[&agencies]),
        };
        let signed = self.signed(1);
        let [with, of] = [with, of].map(|n| lang.number(n));
        let filled = [&*with, &of, &place, &agencies, &self.models(1), signed.trim_end_matches(',')];
        let phrase = lang.pick(phrase!(headline.share)).get(usize::from(self.past)).copied().unwrap_or_default();
        fill(phrase, &filled)
    }

    /// `one agreement`, `1,100 task force agreements`.
    pub fn agreements(&self, n: usize) -> String {
        some(phrase!(headline.agreements), n, &[&self.models(n)], self.lang)
    }

    /// The models asked for, beside the noun of so many agreements; nothing for all of them.
    fn models(&self, n: usize) -> String {
        let lang = self.lang;
        let asked = Model::ALL.iter().filter(|model| self.filter.models.contains(model));
        let names: Vec<String> = asked.map(|model| lower_first(model_name(*model, lang))).collect();
        let last = if n > 1 { phrase!(headline.and) } else { phrase!(headline.or) };
        match names.len() {
            // All of them narrow nothing.
            0 | 3.. => String::new(),
            1 => lang.tell(phrase!(headline.of_model), &[&names.concat()]),
            _ => lang.tell(phrase!(headline.of_models), &[&enumerated(&names, lang.pick(last))]),
        }
    }

    /// Which days of signing are meant, with the blank before it.
    fn signed(&self, n: usize) -> String {
        let (phrase, days) = match self.filter.signed {
            (None, None) => return String::new(),
            (Some(from), None) => (phrase!(headline.signed_since), [from, from]),
            (None, Some(to)) => (phrase!(headline.signed_until), [to, to]),
            (Some(from), Some(to)) if from == to => (phrase!(headline.signed_on), [from, to]),
            (Some(from), Some(to)) => (phrase!(headline.signed_between), [from, to]),
        };
        let [from, to] = days.map(|day| self.lang.day(day));
        self.lang.tell(&form(phrase, n <= 1), &[&from, &to])
    }

    /// `one agency`, `300 municipal agencies whose names include “police”`; for none, of what kind and name they would
    /// be, if any is asked for.
    pub fn agencies(&self, n: usize) -> String {
        let (lang, filter) = (self.lang, self.filter);
        let one = n == 1;
        let asked = Level::ALL.iter().filter(|level| filter.levels.contains(level));
        let levels: Vec<String> = asked.map(|level| lang.pick(&form(level_of(*level), one)).to_owned()).collect();
        let last = if one { phrase!(headline.or) } else { phrase!(headline.and) };
        let of = match levels.is_empty() {
            true => String::new(),
            false => lang.tell(phrase!(headline.of_levels), &[&enumerated(&levels, lang.pick(last))]),
        };
        let mut said = match n {
            0 if of.is_empty() && filter.words.is_empty() => return String::new(),
            0 => lang.tell(phrase!(headline.any_agencies), &[&of]),
            _ => numbered(phrase!(headline.agencies), n, &small(n, true, lang), &[&of], lang),
        };
        // What holds no letter narrows nothing.
        let asked = filter.words.split_whitespace().filter(|word| !key(word).is_empty());
        let quoted = asked.map(|word| lang.tell(phrase!(headline.quoted), &[word]));
        let quoted: Vec<String> = quoted.collect();
        if !quoted.is_empty() {
            let words = enumerated(&quoted, lang.pick(phrase!(headline.and)));
            said.push_str(&lang.tell(&form(phrase!(headline.named), one), &[&words]));
        }
        said
    }

    /// Who or what there is, where, and what it does. `place` is where.
    pub fn clause(&self, [n, of]: Numbers, place: &str) -> String {
        let lang = self.lang;
        let agencies = self.agencies(of);
        let agreements = self.agreements(n) + &self.signed(n);
        let verb = self.verb(n);
        // What is said of names would be taken for the place's.
        let (first, after) = match (place.is_empty(), self.filter.words.is_empty()) {
            (true, _) => (String::new(), String::new()),
            (_, true) => (String::new(), [" ", place].concat()),
            (_, false) => ([place.trim_end_matches(','), ", "].concat(), String::new()),
        };
        if self.unit == Unit::Agencies && of > 0 {
            let have = self.have(of > 1);
            let said = [agencies, after].concat();
            return first + &lang.tell(phrase!(headline.agencies_have), &[&said, have, &agreements, &verb]);
        }
        let mut said = [first, agreements].concat();
        if !agencies.is_empty() {
            said.push_str(&lang.tell(phrase!(headline.with), &[&agencies]));
        }
        [&said, &after, " ", &verb].concat()
    }

    /// What so many agreements do, or where they stand.
    fn verb(&self, n: usize) -> String {
        let (lang, filter) = (self.lang, self.filter);
        let at = usize::from(self.past) * 3 + n.min(2);
        let pick = |forms: &'static Each<[&'static str; 6]>| lang.pick(forms).get(at).copied().unwrap_or_default();
        if filter.is_of_active() {
            let only_own = matches!(filter.levels.as_slice(), [Level::State]);
            let (n_own, of_territories) = self.own;
            let who = match n_own {
                0 if !only_own => phrase!(headline.local_officers),
                own if only_own || own >= n => phrase!(headline.own_officers),
                _ => phrase!(headline.officers),
            };
            let [of_state, of_territory] = lang.pick(phrase!(headline.own));
            let who = lang.tell(who, &[if of_territories { of_territory } else { of_state }]);
            return fill(pick(phrase!(headline.acts)), &[&who]);
        }
        let asked = Status::ALL.iter().filter(|status| filter.statuses.contains(status));
        let verbs = asked.map(|status| {
            pick(match status {
                Status::Active => phrase!(headline.active),
                Status::Pending => phrase!(headline.pending),
                Status::Renewed => phrase!(headline.renewed),
                Status::Absent => phrase!(headline.absent),
                Status::Ended => phrase!(headline.ended),
            })
        });
        let verbs: Vec<String> = verbs.map(str::to_owned).collect();
        enumerated(&verbs, lang.pick(phrase!(headline.or)))
    }

    fn have(&self, plural: bool) -> &'static str {
        let at = usize::from(self.past) * 2 + usize::from(plural);
        self.lang.pick(phrase!(headline.have)).get(at).copied().unwrap_or_default()
    }

    /// Which state has the most, where several have some and not all have as many; or which two, if no third has as
    /// many.
    pub fn most(&self, counted: &Counted) -> Option<String> {
        let (lang, of_agencies) = (self.lang, self.unit == Unit::Agencies);
        let of = |[agreements, agencies]: Numbers| if of_agencies { agencies } else { agreements };
        let most = counted.states.iter().map(|(_, n)| of(*n)).max()?;
        let first: Vec<State> =
            counted.states.iter().filter(|(_, n)| of(*n) == most).map(|(state, _)| *state).collect();
        let phrase = match (first.len(), counted.states.len(), of_agencies) {
            (n, all, _) if n == all => return None,
            (1, 2, false) => phrase!(headline.more),
            (1, 2, true) => phrase!(headline.more_agencies),
            (1, _, false) => phrase!(headline.most),
            (1, _, true) => phrase!(headline.most_agencies),
            (2, _, false) => phrase!(headline.most_each),
            (2, _, true) => phrase!(headline.most_agencies_each),
            _ => return None,
        };
        let (names, have) = self.have_of(&first);
        Some(lang.tell(phrase, &[&names, have, &lang.number(most)]))
    }

    /// Which of the chosen states have none, where others have some.
    pub fn none(&self, states: &[State]) -> String {
        let of_agencies = self.unit == Unit::Agencies;
        let phrase = if of_agencies { phrase!(headline.have_no_agencies) } else { phrase!(headline.have_none) };
        let (names, have) = self.have_of(states);
        self.lang.tell(phrase, &[&names, have])
    }

    fn have_of(&self, states: &[State]) -> (String, &'static str) {
        let names = enumerated(&places::names(states, self.lang), self.lang.pick(phrase!(headline.and)));
        (names, self.have(places::is_plural(states, self.lang)))
    }
}

/// What an agency of a level is called, and several are.
fn level_of(level: Level) -> &'static Each<[&'static str; 2]> {
    match level {
        Level::County => phrase!(headline.county),
        Level::Municipal => phrase!(headline.municipal),
        Level::State => phrase!(headline.state),
    }
}
