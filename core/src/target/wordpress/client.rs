//! The HTTP of a WordPress site.

use crate::target::TargetError;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;
use std::time::Duration;
use ureq::Agent;
use ureq::http::{Request, Response};

/// How long a site may take for an answer.
const PATIENCE: Duration = Duration::from_secs(30);

/// No answer is larger, in bytes.
const LARGEST: u64 = 16 << 20;

/// A site, and the right to post there.
pub(super) struct Client {
    agent: Agent,
    url: String,
    user: String,
    /// The header that names the account.
    login: String,
}

/// What a site answered.
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) body: Vec<u8>,
    /// The site and the account.
    of: (String, String),
}

impl Client {
    pub(super) fn new(url: &str, user: &str, password: &str) -> Result<Client, TargetError> {
        let config = Agent::config_builder()
            .timeout_global(Some(PATIENCE))
            .http_status_as_error(false)
            // A redirected POST would become a GET, and the password would go elsewhere.
            .max_redirects(0)
            .max_redirects_will_error(false)
            .build();
        let login = format!("Basic {}", STANDARD.encode(format!("{user}:{password}")));
        let url = url.trim_end_matches('/').to_owned();
        let client = Client { agent: config.new_agent(), url, user: user.to_owned(), login };
        if is_private(&client.url) {
            return Ok(client);
        }
        Err(client.broken("the password would not be encrypted on its way: write https://"))
    }

    /// Returns the error of a site that does what it should not.
    pub(super) fn broken(&self, cause: &str) -> TargetError {
        TargetError::Unreachable { cause: format!("{}: {cause}", self.url) }
    }

    /// Asks the REST interface about something, such as `posts`, as the account. The address is the one that works however the
    /// site writes its own.
    pub(super) fn ask(
        &self,
        method: &str,
        what: &str,
        query: &str,
        body: Option<&Value>,
    ) -> Result<Answer, TargetError> {
        let address = format!("{}/?rest_route=/wp/v2/{what}{query}", self.url);
        let request = Request::builder().method(method).uri(address).header("Authorization", &self.login);
        let request = request.header("Content-Type", "application/json");
        let bytes = body.map(|body| body.to_string().into_bytes()).unwrap_or_default();
        let request = request.body(bytes).map_err(|error| self.broken(&error.to_string()))?;
        self.answer(self.agent.run(request))
    }

    /// Reads a page as anybody does.
    pub(super) fn read(&self, address: &str) -> Result<Answer, TargetError> {
        self.answer(self.agent.get(address).call())
    }

    fn answer(&self, got: Result<Response<ureq::Body>, ureq::Error>) -> Result<Answer, TargetError> {
        let broken = |error: ureq::Error| self.broken(&error.to_string());
        let mut response = got.map_err(broken)?;
        let status = response.status().as_u16();
        let body = response.body_mut().with_config().limit(LARGEST).read_to_vec().map_err(broken)?;
        Ok(Answer { status, body, of: (self.url.clone(), self.user.clone()) })
    }
}

impl Answer {
    /// Returns the JSON of an answer that has one of these numbers.
    pub(super) fn expect(self, statuses: &[u16]) -> Result<Value, TargetError> {
        let Answer { status, body, of: (url, user) } = self;
        let json: Option<Value> = serde_json::from_slice(&body).ok();
        let said = json.as_ref().and_then(|json| json["message"].as_str()).unwrap_or_default();
        let said = said.replace(char::is_control, " ");
        let cause = match (status, json.is_some()) {
            _ if statuses.contains(&status) && json.is_some() => return Ok(json.unwrap_or_default()),
            (401 | 403, _) => format!("it does not let `{user}` do this ({status}: {said})"),
            (300..=399, _) => "it sends us to another address: write its last one in desk.toml".to_owned(),
            (_, true) => format!("it answers with {status}: {said}"),
            (_, false) => format!("it answers with {status}, and not as WordPress does"),
        };
        Err(TargetError::Unreachable { cause: format!("{url}: {cause}") })
    }
}

/// Returns whether what is sent to an address is encrypted, or does not leave this machine.
fn is_private(url: &str) -> bool {
    let Some(rest) = url.strip_prefix("http://") else { return url.starts_with("https://") };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.rsplit_once(':').filter(|(_, port)| !port.ends_with(']')).map_or(authority, |(host, _)| host);
    let host = host.trim_matches(['[', ']']);
    host == "localhost" || host.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::is_private;

    #[test]
    fn a_password_leaves_the_machine_only_encrypted() {
        for url in ["https://a.example", "http://localhost", "http://127.0.0.1:8080/wp", "http://[::1]:80"] {
            assert!(is_private(url), "{url}");
        }
        for url in
            ["http://a.example", "http://127.0.0.1@a.example/", "http://localhost.a.example", "ftp://localhost", ""]
        {
            assert!(!is_private(url), "{url}");
        }
    }
}
