//! The integration tests: one binary, one file per subject.
#![expect(clippy::unwrap_used, reason = "a test that unwraps fails where it should")]
#![expect(clippy::disallowed_methods, reason = "tests read and write files, and run the program")]
#![expect(clippy::print_stderr, reason = "a test that is skipped says so")]

mod architecture;
mod audit;
mod bad_libraries;
mod branches;
mod carried;
mod checks;
mod clocks;
mod commands;
mod damaged;
mod desk_pages;
mod diff;
mod doubtful;
mod drafts;
mod earlier;
mod examples;
mod formats;
mod harness;
mod header;
mod house;
mod kept_origins;
mod layout;
mod letters;
mod links;
mod office;
mod origins;
mod own_drafts;
mod pages;
mod plain_texts;
mod plugin_check;
mod plugin_new;
mod plugins;
mod posts;
mod press;
mod quotable;
mod quoted;
mod release;
mod reports;
mod review;
mod revise;
mod store;
mod stranger;
mod surroundings;
mod texts;
mod toml_files;
mod trace;
mod trust;
mod unread;
mod web;
mod word;
mod wordpress;
mod words;
mod workspace;
mod zoo;
