//! What several subjects' tests need. Not here: anything about one subject.

pub(crate) mod plugins;
