//! The review of a text: what has to happen before it may leave the council. A text is drafted, submitted, signed,
//! published, and then corrected or withdrawn; each step consumes the one before, so that a text that was not signed
//! off cannot be published:
//!
//! ```compile_fail,E0599
//! # use copydesk::review::Submitted;
//! # fn show(submitted: Submitted, at: jiff::Timestamp) {
//! submitted.publish(at); // only what is `Signed` has this method
//! # }
//! ```
//!
//! A sign-off is one person's approval of one version, in one role. This module is the rules alone: it has no disk, no
//! store and no clock (times are passed in), and does not know who is logged in. Texts are checked in
//! [`check`](crate::check).

mod event;
mod history;
mod join;
mod refused;
mod requirement;
mod state;
#[cfg(test)]
mod tests;

pub use event::{Act, Actor, Despite, Event, Held, PersonId, RoleId, TextName};
pub use history::{Approved, Review, State};
pub use join::{Entry, Joining, Voids, join};
pub use refused::Refused;
pub use requirement::{OpenRole, Requirement, RoleNeeded, SECOND_READER};
pub use state::{Published, Returned, SignOff, Signed, Step, Submitted, Withdrawn};
