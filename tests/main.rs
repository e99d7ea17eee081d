//! The integration tests: one binary, one file per subject.

mod architecture;
mod toml_files;
mod workspace;
