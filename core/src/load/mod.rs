//! Bytes to data. Nothing here touches the disk: a caller reads the file and hands the bytes over. The parts do not know
//! each other, but for TOML, which frameworks are written in too.

pub mod framework;
pub mod markdown;
pub mod pdf;
pub mod record;
pub mod report;
pub mod schema;
pub mod toml;
