//! The integration tests: one binary, one file per subject.

mod damaged;
mod layout;
mod reports;
