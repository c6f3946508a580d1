//! Who has an agreement in a place: its agencies with their agreements, each as it stood on the day.

use crate::phrases::phrase;
use crate::roster::record::agreement::{Agreement, Level, Status};

use super::super::title;
use super::super::words::model_name;
use super::address::is_of_the_web;
use super::dossier::{Dossier, flag};
use super::view::{PlaceView, Subject};
use super::words;

/// So many agencies of a state are shown at once.
const MOST: usize = 12;
/// So many of its own in the panel of one of its counties.
const MOST_OF_STATE: usize = 3;

/// An agency that was heard of by the day.
struct Heard<'a> {
    /// Each with its place in the record.
    agreements: Vec<(usize, &'a Agreement, Status)>,
    /// It is the state's own.
    is_wide: bool,
    of_town: bool,
    /// None of its agreements is listed any more, or to come.
    is_past: bool,
}

impl PlaceView {
    /// Agencies that sit in a place, a county's own before towns'; those of its state; and those whose agreements there
    /// are no longer listed.
    pub(super) fn tell_who(&self, subject: Subject, dossier: &mut Dossier) {
        let (lang, of_county) = (self.lang, matches!(subject, Subject::County(..)));
        let heard = self.heard(subject);
        let [here, own] = match of_county {
            true => [phrase!(place.here), phrase!(place.of_state)],
            false => [phrase!(place.local), phrase!(place.own)],
        };
        // Whoever sits in a county is shown, however many they are.
        let (here_most, own_most) = if of_county { (usize::MAX, MOST_OF_STATE) } else { (MOST, MOST) };
        // What is over stands open only where nothing else does.
        let past_most = if heard.iter().all(|agency| agency.is_past) { MOST } else { 0 };
        let groups = [(here, here_most), (own, own_most), (phrase!(place.earlier), past_most)];
        for (number, (words, most)) in groups.into_iter().enumerate() {
            let is_in = |agency: &Heard| match (agency.is_past, agency.is_wide) {
                (true, wide) => number == 2 && !(wide && of_county),
                (false, wide) => number == usize::from(wide),
            };
            let n = heard.iter().filter(|agency| is_in(agency)).count();
            if n == 0 {
                continue;
            }
            dossier.line(&["group", &words::heading(lang.pick(words), n, lang), flag(n > most)]);
            for of_town in [false, true] {
                for agency in heard.iter().filter(|agency| agency.of_town == of_town && is_in(agency)) {
                    self.tell_agency(subject, agency, dossier);
                }
            }
        }
    }

    fn heard(&self, subject: Subject) -> Vec<Heard<'_>> {
        let statuses = self.filter.statuses.as_slice();
        let mut heard: Vec<Heard> = Vec::new();
        let mut last = None;
        for (at, (agreement, agency)) in self.record.with_agencies().enumerate() {
            let is_wide = agreement.state == subject.state() && agreement.is_state_wide();
            if !(is_wide || self.is_of(subject, agreement)) || !self.filter.admits(agreement) {
                continue;
            }
            let Some(status) = agreement.status_on(self.day) else { continue };
            if !statuses.is_empty() && !statuses.contains(&status) {
                continue;
            }
            if last.replace(agency) != Some(agency) {
                heard.push(Heard { agreements: Vec::new(), is_wide, of_town: false, is_past: true });
            }
            if let Some(agency) = heard.last_mut() {
                agency.of_town |= agreement.level == Some(Level::Municipal);
                agency.is_past &= turn(status) == 2;
                agency.agreements.push((at, agreement, status));
            }
        }
        heard
    }

    /// An agency with its agreements: those that stand, those to come, those that are over.
    fn tell_agency(&self, subject: Subject, agency: &Heard, dossier: &mut Dossier) {
        let lang = self.lang;
        let Some((_, first, _)) = agency.agreements.first() else { return };
        dossier.line(&["agency", &first.agency, &self.seat(subject, first)]);
        for number in 0..3 {
            for (at, agreement, status) in agency.agreements.iter().filter(|(.., status)| turn(*status) == number) {
                let (model, said) =
                    (model_name(agreement.model, lang), words::standing(agreement, *status, self.day, lang));
                dossier.line(&["agreement", model, flag(number == 2), &said]);
                // What is pending is signed by nobody, whatever a later list has linked.
                let address = agreement.document.as_deref().or_else(|| self.documents.of(*at));
                let address = address.filter(|_| *status != Status::Pending);
                if let Some(address) = address.filter(|address| is_of_the_web(address)) {
                    let heard = lang.tell(phrase!(place.text_of), &[&agreement.agency, model]);
                    dossier.line(&["text", address, lang.pick(phrase!(place.text)), &heard]);
                }
            }
        }
    }

    /// Where an agency sits, seen from a place, and where its agreement holds.
    fn seat(&self, subject: Subject, agreement: &Agreement) -> String {
        let lang = self.lang;
        let mut seats = String::new();
        for seat in self.seats(agreement).filter(|seat| !matches!(subject, Subject::County(at, _) if at == *seat)) {
            if !seats.is_empty() {
                seats.push_str(", ");
            }
            seats.push_str(&title::bare(&self.geography, seat, lang));
        }
        let extent = words::extent(agreement, lang);
        match subject {
            _ if agreement.is_state_wide() => extent.to_owned(),
            Subject::County(..) if seats.is_empty() => extent.to_owned(),
            Subject::County(..) => [extent, &lang.tell(phrase!(place.also_in), &[&seats])].join(words::APART),
            Subject::State(_) if seats.is_empty() => lang.pick(phrase!(map.unplaced)).to_owned(),
            Subject::State(_) => [&seats, extent].join(words::APART),
        }
    }
}

/// In which turn agreements of a status are told.
fn turn(status: Status) -> usize {
    match status {
        Status::Active | Status::Absent => 0,
        Status::Pending => 1,
        Status::Ended | Status::Renewed => 2,
    }
}
