//! A child of the same executable that does one job within limits.
