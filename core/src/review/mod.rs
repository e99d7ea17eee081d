//! Review: what has to happen before a text may leave the council. A text is drafted, submitted, signed, published, and then
//! corrected or withdrawn; each step consumes the one before, so that what was not signed cannot be published:
//!
//! ```compile_fail,E0599
//! # use copydesk::review::Submitted;
//! # fn show(submitted: Submitted, at: jiff::Timestamp) {
//! submitted.publish(at); // only what is `Signed` has this method
//! # }
//! ```
//!
//! A sign-off is one person's yes to one version, in one role. Here stand the rules of that and nothing else: no disk, no
//! clock (times are handed in), no store, and nobody knows who is logged in. Not here: how a text is checked, what is shown.

mod event;
mod history;
mod refused;
mod requirement;
mod state;
#[cfg(test)]
mod tests;

pub use event::{Act, Actor, Despite, Event, Held, PersonId, RoleId, TextName};
pub use history::{Approved, Review, State};
pub use refused::Refused;
pub use requirement::{Open, Requirement, RoleNeeded, SECOND_READER};
pub use state::{Published, Returned, SignOff, Signed, Step, Submitted, Withdrawn};
