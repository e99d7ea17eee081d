//! The council's services that inspectorates look at, in the words that texts use for them. Services are data
//! (`core/services/*.toml`, and a desk's `services/*.toml`): to add one, add a file. The files are read in
//! [`load`](crate::load).

use super::ServiceId;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A service in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Service {
    /// Its identifier, such as `childrens-services`.
    pub id: ServiceId,
    /// What texts call it: "children’s services".
    pub name: String,
    /// The people it is for: "children and families".
    pub people: String,
    /// One of them: "child or family".
    pub one: String,
    /// What it gives them: "help for children".
    pub help: String,
    /// The officer who answers for it: "director of children’s services".
    pub director: String,
    /// The work that is done in it: "social work".
    pub work: String,
    /// Those who do it: "social workers".
    pub workers: String,
    /// The hashtag of the service.
    pub tag: String,
    /// The hashtag of the work.
    pub work_tag: String,
    /// Whether its people are safe, as a question that councillors are asked.
    pub safe: String,
    /// When somebody should ask for help, after "if": "your family needs help".
    pub need_help: String,
    /// What to do in danger, in a sentence; empty where nothing is to be said.
    #[serde(default)]
    pub in_danger: String,
    /// Whom people may have to ask, after "if you have": "a social worker".
    pub ask: String,
}

/// The services that the program knows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Services(Vec<Service>);

impl Services {
    /// Collects services; a later one replaces an earlier one with the same identifier.
    pub fn new(all: impl IntoIterator<Item = Service>) -> Services {
        let mut services: Vec<Service> = Vec::new();
        for service in all {
            services.retain(|other| other.id != service.id);
            services.push(service);
        }
        Services(services)
    }

    /// Returns the service with this identifier.
    pub fn get(&self, id: &ServiceId) -> Option<&Service> {
        self.0.iter().find(|service| service.id == *id)
    }

    /// Returns the services in order.
    pub fn iter(&self) -> impl Iterator<Item = &Service> {
        self.0.iter()
    }
}
