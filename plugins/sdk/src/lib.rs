//! Write an output for copydesk. (Front page: written with the trait and the macro.)

pub mod plan;
pub mod story;
