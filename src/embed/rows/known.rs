//! An agreement as it was known on a day: nothing that came later is told of it.

use crate::date::Date;
use crate::roster::record::agreement::{Agreement, Status};

/// An agreement on a day.
#[derive(Clone, Copy)]
pub(super) struct Known<'a> {
    pub agreement: Agreement<'a>,
    pub day: Date,
    /// `None` before it was first heard of.
    pub status: Option<Status>,
}

impl<'a> Known<'a> {
    pub fn on(agreement: Agreement<'a>, day: Date) -> Known<'a> {
        Known { agreement, day, status: agreement.status_on(day) }
    }

    /// The day of signing; while it was pending nothing was signed by both.
    pub fn signed(self) -> Option<Date> {
        self.by_then(self.agreement.signed).filter(|_| self.status != Some(Status::Pending))
    }

    /// The first list that carried it.
    pub fn first(self) -> Option<Date> {
        self.by_then(self.agreement.first_listed)
    }

    /// The last list that carried it; `None` where it stood on that day's, or on none yet.
    pub fn last(self) -> Option<Date> {
        self.agreement
            .last_listed
            .filter(|_| matches!(self.status, Some(Status::Absent | Status::Ended | Status::Renewed)))
    }

    /// Since when its status has been what it was; `None` of one that is active, for which `first` says it.
    pub fn since(self) -> Option<Date> {
        match self.status? {
            Status::Active => None,
            Status::Pending => self.agreement.pending_from,
            Status::Absent => self.agreement.absent_since,
            Status::Ended | Status::Renewed => self.agreement.ended,
        }
    }

    fn by_then(self, day: Option<Date>) -> Option<Date> {
        day.filter(|day| *day <= self.day)
    }
}
