//! All that can be found, folded once: states in each language, counties, agencies, towns. It keeps no name, only where
//! a name is had from.

use super::super::title::is_alone;
use super::fold::{Folded, bit, is_among, mask};
use super::town::town;
use crate::atlas::Geography;
use crate::phrases::{Lang, phrase};
use crate::place::State;
use crate::roster::record::Record;
use crate::roster::record::agreement::Level;
use crate::vocabulary::Vocabulary;

/// Words that initials leave out.
const SMALL: &str = "of the and for in";

/// What is found, in the order in which equals are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// A state, the District or a territory.
    State,
    /// A county, by its index in the geography.
    County(usize),
    /// A town, by the index of an agreement of the agency that stands for it.
    Town(usize),
    /// An agency, by the index of an agreement of its.
    Agency(usize),
}

/// Something that can be found.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// What it is.
    pub subject: Subject,
    /// The state that it is or lies in.
    pub state: State,
    /// The same as a set of one: a bit by its place in [`State::all`].
    pub within: u64,
    /// The index of the county that it is or lies in; `None` where it lies in none.
    pub county: Option<usize>,
    /// How many agreements were listed there last.
    pub agreements: u32,
}

/// A name of an entry.
#[derive(Clone, Copy, Debug)]
pub struct Form {
    /// Whose, by its index.
    pub entry: usize,
    /// Where words begin; see [`Folded::starts`].
    pub starts: u64,
    /// Which letters it has; see [`mask`].
    pub mask: u32,
    /// So many letters are a whole name, too: of `Lee County` the first three.
    pub bare: usize,
    /// Whether it is the initials of a name's words.
    pub initials: bool,
    /// From where to where among the letters of all.
    letters: (usize, usize),
}

impl Form {
    /// A name of the entry of an index.
    pub fn of(folded: &Folded, entry: usize) -> Form {
        Form {
            entry,
            starts: folded.starts(),
            mask: mask(folded.letters.as_bytes()),
            bare: 0,
            initials: false,
            letters: (0, 0),
        }
    }
}

/// All that can be found in a record and a geography. Their names must have come.
#[derive(Clone, Debug)]
pub struct Index {
    letters: Vec<u8>,
    forms: Vec<Form>,
    entries: Vec<Entry>,
    /// How many forms stand before those of counties, of which each has one in each language.
    states: usize,
}

impl Index {
    /// Folds the names of all.
    pub fn new(record: &Record, geography: &Geography) -> Index {
        let mut index = Index { letters: Vec::new(), forms: Vec::new(), entries: Vec::new(), states: 0 };
        let mut folded = Folded::default();
        for state in State::all() {
            index.push(Subject::State, state, None);
            for lang in Lang::ALL {
                index.name(&mut folded, lang.state(state), true);
            }
            index.name(&mut folded, state.postal(), true);
            if state.is_district() {
                index.name(&mut folded, Lang::default().pick(phrase!(search.capital)), true);
            }
        }
        index.states = index.forms.len();
        let counties = index.entries.len();
        for (at, county) in geography.counties().iter().enumerate() {
            index.push(Subject::County(at), county.fips.state(), Some(at));
            // What is its state, too, is found as that, and what has no name not at all.
            let short = Some(geography.name_of(at)).filter(|_| !is_alone(geography, at)).unwrap_or_default();
            folded.fill(short, false);
            // The default language begins with it.
            let mut bare = folded.letters.len();
            for lang in Lang::ALL {
                let title = if short.is_empty() { String::new() } else { lang.county(county.fips, short) };
                index.name(&mut folded, &title, false);
                if let Some(form) = index.forms.last_mut() {
                    form.bare = std::mem::take(&mut bare);
                }
            }
        }

        let last = record.clamp(None);
        let mut agency = None;
        // Where the newest agency stands, and the town that it stands for.
        let (mut newest, mut newest_town) = (None, None);
        for (at, (agreement, number)) in record.with_agencies().enumerate() {
            let state = agreement.state;
            if agency.replace(number) != Some(number) {
                let county = agreement.counties.iter().find_map(|fips| geography.position(*fips));
                newest = Some(index.push(Subject::Agency(at), state, county));
                index.name(&mut folded, agreement.agency, false);
                let town = town(&agreement, &folded);
                if agreement.level == Some(Level::State) {
                    for small in [true, false] {
                        index.push_initials(&folded, small);
                    }
                }
                newest_town = town.and_then(|town| {
                    folded.fill(town, false);
                    index.push_town(&folded, at, (state, county), geography)
                });
            }
            if !last.is_some_and(|day| agreement.is_active(day)) {
                continue;
            }
            // The states stand first, each once.
            index.count(State::all().position(|other| other == state));
            index.count(newest);
            index.count(newest_town);
            for fips in agreement.counties {
                index.count(geography.position(*fips).map(|county| counties + county));
            }
        }
        index
    }

    /// All that can be found.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The names of all with their letters, those of an entry together.
    pub fn forms(&self) -> impl DoubleEndedIterator<Item = (&Form, &[u8])> {
        self.forms.iter().map(|form| self.with_letters(form))
    }

    fn with_letters<'a>(&'a self, form: &'a Form) -> (&'a Form, &'a [u8]) {
        let (from, to) = form.letters;
        (form, self.letters.get(from..to).unwrap_or_default())
    }

    /// The states for one of whose names something holds, of where its words begin and its letters.
    pub fn states(&self, holds: &dyn Fn(u64, &[u8]) -> bool) -> u64 {
        let mut set = 0;
        for (form, name) in self.forms().take(self.states) {
            if holds(form.starts, name) {
                set |= self.entries.get(form.entry).map_or(0, |entry| entry.within);
            }
        }
        set
    }

    /// The name of a county, in the default language, by its index in the geography.
    pub fn form_of_county(&self, county: usize) -> Option<(&Form, &[u8])> {
        Some(self.with_letters(self.forms.get(self.states + county * Lang::ALL.len())?))
    }

    /// The index of a town, which is new unless another agency stands for it, too; `None` for an independent city,
    /// which is found as what stands for a county.
    fn push_town(
        &mut self,
        folded: &Folded,
        agreement: usize,
        (state, county): (State, Option<usize>),
        geography: &Geography,
    ) -> Option<usize> {
        let shape = county.and_then(|county| geography.counties().get(county));
        if shape.is_some_and(|shape| shape.fips.is_city()) {
            let (form, letters) = self.form_of_county(county?)?;
            if letters.get(..form.bare) == Some(folded.letters.as_bytes()) {
                return None;
            }
        }
        // The agencies of a state stand together in a record.
        for (form, letters) in self.forms().rev() {
            let entry = self.entries.get(form.entry)?;
            if entry.state != state {
                break;
            }
            let town = matches!(entry.subject, Subject::Town(_)) && entry.county == county;
            if town && letters == folded.letters.as_bytes() {
                return Some(form.entry);
            }
        }
        let town = self.push(Subject::Town(agreement), state, county);
        self.push_form(folded);
        Some(town)
    }

    /// Counts an agreement to an entry.
    fn count(&mut self, entry: Option<usize>) {
        if let Some(entry) = entry.and_then(|entry| self.entries.get_mut(entry)) {
            entry.agreements += 1;
        }
    }

    /// Adds an entry, whose names come next.
    fn push(&mut self, subject: Subject, state: State, county: Option<usize>) -> usize {
        let within = State::all().position(|other| other == state).map_or(0, bit);
        self.entries.push(Entry { subject, state, within, county, agreements: 0 });
        self.entries.len() - 1
    }

    /// The initials of the last entry's words, with those of small ones or without.
    #[inline(never)]
    fn push_initials(&mut self, folded: &Folded, small: bool) {
        let from = self.letters.len();
        for word in (0..folded.n_words()).map(|at| folded.word(at)) {
            if small || !is_among(word, SMALL) {
                self.letters.extend(word.as_bytes().first());
            }
        }
        let entry = self.entries.len().saturating_sub(1);
        let letters = (from, self.letters.len());
        self.forms.push(Form { entry, starts: 0, mask: 0, bare: 0, initials: true, letters });
    }

    /// A name of the last entry; with `open` no word of it is a short form.
    #[inline(never)]
    fn name(&mut self, folded: &mut Folded, name: &str, open: bool) {
        folded.fill(name, open);
        self.push_form(folded);
    }

    /// The same, folded.
    fn push_form(&mut self, folded: &Folded) {
        let from = self.letters.len();
        self.letters.extend_from_slice(folded.letters.as_bytes());
        let form = Form::of(folded, self.entries.len().saturating_sub(1));
        self.forms.push(Form { letters: (from, self.letters.len()), ..form });
    }
}
