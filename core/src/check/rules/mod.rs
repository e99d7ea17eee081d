//! What can be wrong with a text: one file for each check. Not here: what checks read (evidence, claims).

pub(super) mod access;
pub(super) mod addresses;
pub(super) mod balance;
pub(super) mod children;
pub(super) mod consistency;
pub(super) mod contacts;
pub(super) mod counts;
pub(super) mod dates;
pub(super) mod election;
pub(super) mod embargo;
pub(super) mod grade_scale;
pub(super) mod grades;
pub(super) mod letters;
pub(super) mod nothing;
pub(super) mod origins;
pub(super) mod party;
pub(super) mod people;
pub(super) mod points;
pub(super) mod quotations;
pub(super) mod ranking;
pub(super) mod readability;
pub(super) mod report_link;
pub(super) mod spelling;
pub(super) mod unfinished;
