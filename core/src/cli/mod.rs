//! The command line: one verb, one file.

pub mod report;
pub mod worker;
