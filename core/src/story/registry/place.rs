//! Where a registry is: a folder, or an https address. What is read is bounded in size and time, and a name in it never leads
//! out of it.

use crate::disk;
use crate::story::Error;
use std::io::{Error as IoError, ErrorKind};
use std::path::PathBuf;
use std::time::Duration;
use ureq::Agent;

/// How long one answer may take.
const PATIENCE: Duration = Duration::from_mins(1);

/// The place of a registry.
#[derive(Debug)]
pub(super) enum Place {
    /// A folder.
    Folder(PathBuf),
    /// An address, without a slash at its end.
    Address { url: String, agent: Agent },
}

impl Place {
    /// Returns the place that a person named. Without encryption only this computer is asked: others on the way would learn
    /// what is installed.
    pub(super) fn of(source: &str) -> Result<Place, Error> {
        let url = source.trim_end_matches('/').to_owned();
        let is_here = ["http://127.0.0.1:", "http://localhost:"].iter().any(|start| url.starts_with(start));
        if url.starts_with("https://") || is_here {
            let config = Agent::config_builder().timeout_global(Some(PATIENCE)).max_redirects(0).build();
            return Ok(Place::Address { url, agent: config.new_agent() });
        }
        let place = Place::Folder(PathBuf::from(source));
        if url.contains("://") {
            return Err(place.refused("is no address that is used".to_owned(), "give a folder, or an https:// address"));
        }
        Ok(place)
    }

    /// Reads a file of the registry.
    pub(super) fn read(&self, name: &str, largest: u64) -> Result<Vec<u8>, Error> {
        if !is_inside(name) {
            let problem = format!("names a file that is not in it: {}", name.escape_debug());
            return Err(self.refused(problem, "tell who keeps it"));
        }
        let cause = match self {
            Place::Folder(folder) => {
                match disk::read(&folder.join(name), usize::try_from(largest).unwrap_or(usize::MAX)) {
                    Ok(bytes) => return Ok(bytes),
                    Err(cause) => cause,
                }
            }
            Place::Address { url, agent } => {
                let answer = agent.get(format!("{url}/{name}")).call();
                let bytes = answer.and_then(|mut answer| answer.body_mut().with_config().limit(largest).read_to_vec());
                match bytes {
                    Ok(bytes) => return Ok(bytes),
                    Err(ureq::Error::StatusCode(404)) => IoError::from(ErrorKind::NotFound),
                    Err(error) => IoError::other(error.to_string()),
                }
            }
        };
        let hint = match cause.kind() {
            ErrorKind::NotFound => "see that this is the registry's folder or address, where index.json is",
            _ => "run the command again; if it stays so, ask who keeps it",
        };
        Err(self.refused(format!("gave no {name}: {cause}"), hint))
    }

    /// Returns the error of a registry that is not used.
    pub(super) fn refused(&self, problem: String, hint: &str) -> Error {
        let path = match self {
            Place::Folder(folder) => folder.clone(),
            Place::Address { url, .. } => PathBuf::from(url),
        };
        Error::Library { path, problem, hint: hint.to_owned() }
    }
}

/// Returns `true` if a name is a way down from the registry, in letters that mean nothing in an address.
fn is_inside(name: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '+');
    !name.is_empty()
        && name.split('/').all(|part| part.chars().all(plain) && !part.starts_with('.') && !part.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_leads_out_and_no_address_is_read_in_the_open() {
        for name in ["index.json", "letters/foster-1.0.0+b.so"] {
            assert!(is_inside(name), "{name}");
        }
        for name in
            ["", "/etc/passwd", "../x", "a/../b", "a//b", "a?b", "a#b", "a%2e", "http://x", "a\\b", ".hidden", "a b"]
        {
            assert!(!is_inside(name), "{name}");
        }
        assert!(
            matches!(Place::of("https://a.example/registry/").unwrap(), Place::Address { url, .. } if url.ends_with('y'))
        );
        assert!(matches!(Place::of("http://127.0.0.1:80/x").unwrap(), Place::Address { .. }));
        assert!(matches!(Place::of("../registry").unwrap(), Place::Folder(_)));
        for source in ["http://a.example", "http://127.0.0.1.a.example", "ftp://a.example", "file:///etc"] {
            assert!(Place::of(source).is_err(), "{source}");
        }
    }
}
