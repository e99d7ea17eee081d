//! Turns bytes into data. Nothing here touches the disk: a caller reads the file and passes the bytes. The parts do not
//! depend on each other, except on TOML, in which frameworks and house rules are written too, and on the builder that
//! every reader of texts uses.

mod document_builder;
pub mod document_kind;
pub mod docx;
pub mod foreign;
pub mod framework;
pub mod house;
pub mod html;
pub mod made_file;
pub mod mail;
pub mod markdown;
pub mod pdf;
pub mod plain_text;
pub mod press_list;
pub mod record;
pub mod report;
pub mod schema;
pub mod service;
pub mod toml;
pub mod wording;
