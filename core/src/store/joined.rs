//! Events that were joined from another copy of the record, and what they change: which events have no effect any more.
//! What that is, the rules of a review decide (`review::join`); here it is only recorded.

use crate::review::Actor;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// Where an event was recorded first, if that was in another copy of the record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Joined {
    /// The event's number there.
    pub number: u64,
    /// The hash of the event before it there.
    pub previous: String,
    /// The event's hash there.
    pub hash: String,
    /// The name of the file that it was joined from.
    pub from: String,
    /// Who joined the two records.
    pub by: Actor,
    /// When they were joined.
    pub at: Timestamp,
    /// Why the event has no effect, if it has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub void: Option<String>,
    /// The earlier events that have no effect any more because of this one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub voids: Vec<Voided>,
    /// The SHA-256 of the document as it is stored here, if the same words were stored with other origins there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<String>,
    /// Whether there was no note of the last event when the two were joined.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub unwitnessed: bool,
}

/// An event that has no effect any more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Voided {
    /// The event's number.
    pub number: u64,
    /// The reason: a phrase.
    pub because: String,
}
