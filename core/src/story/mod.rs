//! The joining layer: the only place where the parts meet.

pub mod scaffold;
