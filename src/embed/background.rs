//! What studies and findings say of the program, as text: a line for each thing that is told, its cells parted by tabs,
//! the first of which says what it is. A share that a statement speaks of stands beside the same share of all counties,
//! on the day counted and when it was said. It judges no statement and counts nothing itself.
//!
//! - `title`; `note`;
//! - `item`: when it was said; what; from where, and how that was read;
//! - `share`, of the item before: a sentence.

use std::rc::Rc;

use crate::contract::Query;
use crate::date::Date;
use crate::error::Result;
use crate::phrases::{Lang, phrase};
use crate::place::Fips;
use crate::roster::query::background::{Statement, read};
use crate::roster::query::context::Context;
use crate::roster::query::filter::Filter;
use crate::roster::query::profile::{Line, Of, Profile, Share, Within, active, profile};
use crate::roster::query::restated::Restated;
use crate::roster::record::Record;

use super::needs::last_list;
use super::place::dossier::Dossier;
use super::restated::newest;
use super::words::period;

/// What others say, beside one record.
#[derive(Clone, Debug)]
pub struct BackgroundView {
    record: Rc<Record>,
    restated: Restated,
    statements: Vec<Statement>,
    /// The figures of counties; `None` until they come: no share is told without them.
    context: Option<Context>,
    query: Query,
    day: Date,
}

impl BackgroundView {
    /// Of a record and what is known of the days after it, by the default query.
    ///
    /// # Errors
    /// The record holds no agreement that was ever listed.
    pub fn new(record: Rc<Record>, restated: Restated) -> Result<BackgroundView> {
        let day = last_list(&record)?;
        Ok(BackgroundView { day, record, restated, statements: Vec::new(), context: None, query: Query::default() })
    }

    /// Gives it the statements, or else the figures of counties: the bytes of `background.tsv` or of `shares.tsv`.
    ///
    /// # Errors
    /// When they are not what they should be.
    pub fn furnish(&mut self, bytes: &[u8], statements: bool) -> Result<()> {
        if statements {
            self.statements = read(bytes)?;
        } else {
            self.context = Some(Context::read(bytes)?);
        }
        Ok(())
    }

    /// Follows another query.
    pub fn update(&mut self, query: Query) {
        self.day = self.record.clamp(query.as_of).unwrap_or(self.day);
        self.query = query;
    }

    /// All of it, the newest first; the head of this file says what the lines are.
    pub fn told(&self) -> String {
        let (lang, mut told) = (self.query.lang, Dossier::default());
        told.line(&["title", lang.pick(phrase!(background.title))]);
        told.line(&["note", lang.pick(phrase!(background.note))]);
        // Shares of the last list's agencies might be taken for today's.
        let last = self.record.clamp(None).filter(|last| *last == self.day);
        let newest = last.and_then(|last| newest(&self.restated, &Filter::default(), last, lang));
        newest.iter().for_each(|newest| told.line(&["note", newest]));
        let first = self.record.dates().first().copied().unwrap_or(self.day);
        let counted = |day: Date| Some(profile(self.context.as_ref()?, &active(&self.record, day, |fips| fips), day));
        let now = counted(self.day);
        for it in self.statements.iter().rev() {
            let [said, source] = [&it.said, &it.source].map(|each| in_language(each, lang));
            let when = period(it.period.first, it.period.every, lang);
            told.line(&["item", &when, said, &whence(it, source, lang)]);
            if it.shares.is_empty() {
                continue;
            }
            let then = counted(it.period.last());
            for within in &it.shares {
                let of_then = if it.period.last() < first { None } else { Some(it.period.last()) };
                let sentences = [
                    then.as_ref().and_then(|then| sentence(then, *within, of_then, &when, lang)),
                    now.as_ref().and_then(|now| sentence(now, *within, Some(self.day), "", lang)),
                ];
                sentences.iter().flatten().for_each(|sentence| told.line(&["share", sentence]));
            }
        }
        told.text()
    }
}

/// The statements as annotations of a growth chart, a line each: when, a tab, what was found in a few words, a tab,
/// that with the name of the source as far as its first comma. The rest is the view's to tell. Those of a county are
/// left out where a query chooses other places.
pub fn notes(statements: &[Statement], query: &Query) -> String {
    let (lang, filter) = (query.lang, &query.filter);
    let mut notes = String::new();
    for it in statements {
        let chosen = |fips: Fips| {
            let of_state = filter.states.is_empty() || filter.states.contains(&fips.state());
            of_state && (filter.counties.is_empty() || filter.counties.contains(&fips))
        };
        if !it.county.is_none_or(chosen) {
            continue;
        }
        let [short, source] = [&it.short, &it.source].map(|each| in_language(each, lang));
        let when = it.period.every.label(it.period.first);
        let name = source.split(',').next().unwrap_or_default();
        let by_others = if it.reported { lang.pick(phrase!(background.by_others)) } else { "" };
        notes = [&notes, &when, "\t", short, "\t", short, " (", name, by_others, ")\n"].concat();
    }
    notes
}

/// From where a statement is, and how that was read.
fn whence(it: &Statement, source: &str, lang: Lang) -> String {
    let mut whence = lang.tell(phrase!(background.source), &[source]);
    if it.reported {
        whence.push(' ');
        whence.push_str(lang.pick(phrase!(background.reported)));
    }
    whence
}

/// What there is in the language: the second where it is not English.
fn in_language(each: &[String; 2], lang: Lang) -> &str {
    each.get(lang.pick(phrase!(wording))).map_or("", String::as_str)
}

/// The share of the agencies of a day beside that of all counties, or the latter alone without a day; `None` where it
/// is not known who had won.
fn sentence(profile: &Profile, within: Within, day: Option<Date>, when: &str, lang: Lang) -> Option<String> {
    let Line { here, base, .. } = profile.lines.iter().find(|line| line.of == Of::Agencies && line.within == within)?;
    let cells = |share: &Share| Some([percent(share)?, number(share.part, lang), number(share.whole, lang)]);
    let winner = if within == Within::Winner { profile.winner? } else { "" };
    let year = profile.election.to_string();
    let [all, all_part, all_whole] = cells(base)?;
    let Some(day) = day else {
        let phrase =
            if within == Within::Winner { phrase!(background.all_winner) } else { phrase!(background.all_small) };
        return Some(lang.tell(phrase, &[when, winner, &year, &all, &all_part, &all_whole]));
    };
    let [share, part, whole] = cells(here)?;
    let phrase = if within == Within::Winner { phrase!(background.winner) } else { phrase!(background.small) };
    let filled: [&str; 9] = [&lang.day(day), &share, &part, &whole, winner, &year, &all, &all_part, &all_whole];
    Some(lang.tell(phrase, &filled))
}

/// A share in percent, one digit after the point; `None` of nothing.
fn percent(share: &Share) -> Option<String> {
    let tenths = share.tenths()?;
    Some([&(tenths / 10).to_string(), ".", &(tenths % 10).to_string(), "%"].concat())
}

fn number(n: u64, lang: Lang) -> String {
    lang.number(n as usize)
}
