//! From an inspectorate's report to communications that a council can stand behind.

pub mod brief;
pub mod cli;
pub mod desk;
pub mod document;
pub mod export;
pub mod finding;
pub mod inspection;
pub mod load;
pub mod plugin;
pub mod quotable;
pub mod story;
pub mod template;
pub mod text;
pub mod worker;
