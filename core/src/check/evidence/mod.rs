//! What checks read: the story, made ready once, and a text, taken apart once. Not here: what is wrong with it (rules).

pub(super) mod calendar;
pub(super) mod contacts;
pub(super) mod counted;
pub(super) mod coverage;
pub(super) mod dictionary;
pub(super) mod earlier;
pub(super) mod figures;
pub(super) mod ground;
pub(super) mod known;
pub(super) mod lines;
pub(super) mod ours;
pub(super) mod passages;
pub(super) mod points;
pub(super) mod prose;
pub(super) mod ranks;
pub(super) mod reading;
pub(super) mod retold;
pub(super) mod roles;
pub(super) mod set_apart;
pub(super) mod sources;
pub(super) mod speaker;
pub(super) mod values;
pub(super) mod who_speaks;
