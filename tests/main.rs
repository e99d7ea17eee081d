//! The integration tests: one binary, one file per subject.
#![expect(clippy::unwrap_used, reason = "a test that unwraps fails where it should")]

mod architecture;
mod commands;
mod damaged;
mod drafts;
mod harness;
mod layout;
mod plugins;
mod quotable;
mod reports;
mod toml_files;
mod workspace;
