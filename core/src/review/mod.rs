//! The review of a text: what has to happen before it may leave the council. A text is drafted, submitted, signed,
//! released, and then corrected or withdrawn; each step consumes the one before. So a text that was not signed off cannot
//! be released:
//!
//! ```compile_fail,E0599
//! # use copydesk::review::{Actor, Release, Submitted};
//! # fn show(submitted: Submitted, release: Release, by: Actor, at: jiff::Timestamp) {
//! submitted.release(release, by, at); // only what is `Signed` has this method
//! # }
//! ```
//!
//! Nor can one before its time, or one with an error that nobody has accepted: a [`Release`] is made of a [`Pass`], and
//! only [`Review::pass`] gives one, which looks at both.
//!
//! ```compile_fail,E0451
//! # use copydesk::{document::VersionId, review::Pass};
//! # fn show(version: VersionId, report: String) {
//! Pass { version, report, embargo: None, under_embargo: false, despite: None }; // its fields are private
//! # }
//! ```
//!
//! ```compile_fail,E0451
//! # use copydesk::{document::VersionId, review::{Release, TargetId}};
//! # fn show(version: VersionId, targets: Vec<TargetId>, report: String) {
//! Release { version, targets, report, embargo: None, under_embargo: false, despite: None, correction: None }; // its fields are private
//! # }
//! ```
//!
//! A sign-off is one person's approval of one version, in one role. This module is the rules alone: it has no disk, no
//! store and no clock (times are passed in), and does not know who is logged in. Texts are checked in
//! [`check`](crate::check).

mod event;
mod gate;
mod history;
mod join;
mod refused;
mod release;
mod requirement;
mod state;
#[cfg(test)]
mod tests;

pub use event::{
    Act, Acting, Actor, Despite, Event, Held, PersonId, PluginChange, PluginStep, Proof, RoleId, Terminal, TextName,
    Verdict,
};
pub use gate::{Bar, Conditions, Pass, Waiver};
pub use history::{Approved, Review, State};
pub use join::{Entry, Joining, Voids, join};
pub use refused::Refused;
pub use release::{Correction, Delivery, Release, Released, Releasing, Scheduled, Stop, TargetId};
pub use requirement::{OpenRole, Requirement, RoleNeeded, SECOND_READER};
pub use state::{Returned, SignOff, Signed, Step, Submitted, Withdrawn};
