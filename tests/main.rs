//! The integration tests: one binary, one file per subject.
#![expect(clippy::unwrap_used, reason = "a test that unwraps fails where it should")]

mod architecture;
mod commands;
mod drafts;
mod harness;
mod plugins;
mod quotable;
mod toml_files;
mod workspace;
