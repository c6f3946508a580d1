//! Who has an agreement in a place: its agencies with their agreements, each as it stood on the day.

use crate::phrases::phrase;
use crate::roster::record::agreement::{Agreement, Level, Status};

use super::super::address::is_of_the_web;
use super::super::title;
use super::super::words::model_name;
use super::dossier::{Dossier, flag};
use super::view::{Heard, PlaceView, Subject};
use super::words;

/// So many agencies of a state are shown at once.
const MOST: usize = 12;
/// So many of its own in the panel of one of its counties.
const MOST_OF_STATE: usize = 3;

/// In which group an agency of a place is told by its agreements, by number; `None` in none.
fn group(agency: &[Heard], of_county: bool) -> Option<usize> {
    let wide = agency.iter().any(|it| it.agreement.is_state_wide());
    match agency.iter().all(|it| turn(it.status) == 2) {
        true if wide && of_county => None,
        true => Some(2),
        false => Some(usize::from(wide)),
    }
}

impl PlaceView {
    /// Agencies that sit in a place, a county's own before towns'; those of its state; and those whose agreements there
    /// are no longer listed.
    pub(super) fn tell_who(&self, subject: Subject, heard: &[Heard], dossier: &mut Dossier) {
        let (lang, of_county) = (self.lang, matches!(subject, Subject::County(..)));
        let [here, own] = match of_county {
            true => [phrase!(place.here), phrase!(place.of_state)],
            false => [phrase!(place.local), phrase!(place.own)],
        };
        // Whoever sits in a county is shown, however many they are.
        let (here_most, own_most) = if of_county { (usize::MAX, MOST_OF_STATE) } else { (MOST, MOST) };
        // What is over stands open only where nothing else does.
        let past_most = if heard.iter().all(|it| turn(it.status) == 2) { MOST } else { 0 };
        let groups = [(here, here_most), (own, own_most), (phrase!(place.earlier), past_most)];
        for (number, (words, most)) in groups.into_iter().enumerate() {
            let mut agencies: Vec<&[Heard]> = Vec::new();
            for agency in heard.chunk_by(|one, other| one.agency == other.agency) {
                if group(agency, of_county) == Some(number) {
                    agencies.push(agency);
                }
            }
            let n = agencies.len();
            if n == 0 {
                continue;
            }
            dossier.line(&["group", &words::heading(lang.pick(words), n, lang), flag(n > most)]);
            for of_town in [false, true] {
                for agency in &agencies {
                    if of_town == agency.iter().any(|it| it.agreement.level == Some(Level::Municipal)) {
                        self.tell_agency(subject, agency, dossier);
                    }
                }
            }
        }
    }

    /// The agencies that are counted in the one place that the query asks for, in the record's order, with the models
    /// of each; none where it asks for several or for all.
    pub fn agencies(&self) -> Vec<(&str, Vec<&'static str>)> {
        let mut agencies: Vec<(&str, Vec<&'static str>)> = Vec::new();
        let [subject] = *self.asked.as_slice() else { return agencies };
        let mut last = None;
        for (agreement, agency) in self.record.with_agencies() {
            if !self.is_of(subject, agreement.seat()) || !self.filter.admits_on(&agreement, self.day) {
                continue;
            }
            if last.replace(agency) != Some(agency) {
                agencies.push((agreement.agency, Vec::new()));
            }
            if let Some((_, models)) = agencies.last_mut() {
                models.push(model_name(agreement.model, self.lang));
            }
        }
        agencies
    }

    /// An agency with its agreements: those that stand, those to come, those that are over.
    fn tell_agency(&self, subject: Subject, agency: &[Heard], dossier: &mut Dossier) {
        let lang = self.lang;
        let Some(first) = agency.first() else { return };
        dossier.line(&["agency", first.agreement.agency, &self.seat(subject, &first.agreement)]);
        for number in 0..3 {
            for Heard { at, agreement, status, .. } in agency {
                if turn(*status) != number {
                    continue;
                }
                let model = model_name(agreement.model, lang);
                let mut said = words::standing(agreement, *status, self.day, lang);
                // What is pending is signed by nobody, whatever a later list has linked.
                let address = agreement.document.or_else(|| self.documents.of(*at));
                let address = address.filter(|address| *status != Status::Pending && is_of_the_web(address));
                if address.is_none() && *status != Status::Pending && self.texts_known {
                    said.push_str(words::APART);
                    said.push_str(lang.pick(phrase!(place.no_text)));
                }
                dossier.line(&["agreement", model, flag(number == 2), &said]);
                if let Some(address) = address {
                    let heard = lang.tell(phrase!(place.text_of), &[agreement.agency, model]);
                    dossier.line(&["text", address, lang.pick(phrase!(place.text)), &heard]);
                }
            }
        }
    }

    /// Where an agency sits, seen from a place, and where its agreement holds.
    fn seat(&self, subject: Subject, agreement: &Agreement) -> String {
        let lang = self.lang;
        let mut seats = String::new();
        for seat in
            self.seats(agreement.seat()).filter(|seat| !matches!(subject, Subject::County(at, _) if at == *seat))
        {
            if !seats.is_empty() {
                seats.push_str(", ");
            }
            seats.push_str(&title::bare(&self.geography, seat, lang));
        }
        let extent = words::extent(agreement, lang);
        if seats.is_empty() || agreement.is_state_wide() {
            let is_placed = agreement.is_state_wide() || matches!(subject, Subject::County(..));
            return (if is_placed { extent } else { lang.pick(phrase!(map.unplaced)) }).to_owned();
        }
        match subject {
            Subject::County(..) => {
                seats = lang.tell(phrase!(place.also_in), &[&seats]);
                [extent, words::APART, &seats].concat()
            }
            Subject::State(_) => [&seats, words::APART, extent].concat(),
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
