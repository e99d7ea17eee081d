//! The options that name a registry of plugins.

use crate::cli::screen::Screen;
use crate::story::{Error, Registry};
use clap::Args;
use jiff::Timestamp;

#[derive(Debug, Args)]
pub(super) struct RegistryArguments {
    /// The registry of plugins: a folder, or an https address.
    #[arg(long, value_name = "DIR|URL", env = "COPYDESK_REGISTRY")]
    registry: Option<String>,
    /// The registry's public key (minisign), as its keeper states it elsewhere. Its list has to be signed with it.
    #[arg(long, value_name = "PUBLICKEY", env = "COPYDESK_REGISTRY_KEY")]
    registry_key: Option<String>,
}

impl RegistryArguments {
    /// Opens the registry, if one is named.
    pub(super) fn open(&self, screen: &Screen) -> Result<Option<Registry>, Error> {
        let Some(source) = self.registry.as_deref().filter(|source| !source.is_empty()) else { return Ok(None) };
        let Some(key) = &self.registry_key else {
            let problem = "is not used: its public key is not given".to_owned();
            let hint = "get the key from its keeper, and add --registry-key PUBLICKEY".to_owned();
            return Err(Error::Library { path: source.into(), problem, hint });
        };
        screen.step(&format!("asking {source}"), || Registry::open(source, key.trim(), Timestamp::now())).map(Some)
    }
}
