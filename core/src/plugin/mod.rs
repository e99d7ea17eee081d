//! Plugins: find, load in a worker, draft.
