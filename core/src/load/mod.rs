//! Bytes to data. Nothing here touches the disk: a caller reads the file and hands the bytes over. The parts do not know
//! each other, but for TOML, which frameworks and house rules are written in too, and the builder that every reader of
//! texts builds its document with.

mod build;
pub mod docx;
pub mod framework;
pub mod house;
pub mod html;
pub mod markdown;
pub mod pdf;
pub mod plain;
pub mod record;
pub mod report;
pub mod schema;
pub mod toml;
pub mod wording;
