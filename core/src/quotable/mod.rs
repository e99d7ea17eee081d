//! Which sentences of a report can be quoted.
