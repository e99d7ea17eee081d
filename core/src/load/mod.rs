//! Bytes to data. Nothing here touches the disk: a caller reads the file and hands the bytes over.

pub mod markdown;
