//! Starts the site: its addresses, the thread that sends mail, and the end by a signal.

use super::guard::guard;
use super::problem::Problem;
use super::shell;
use super::site::{Site, now};
use super::{answers, claims, desk_pages, door, mailing, setup_pages, story_pages};
use crate::review::PersonId;
use crate::story::{self, DeskStore};
use axum::extract::DefaultBodyLimit;
use axum::http::header;
use axum::middleware::from_fn_with_state;
use axum::routing::{get, post};
use axum::{Router, serve as serve_axum};
use jiff::SignedDuration;
use std::fmt;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::runtime::Builder;

/// How often the site looks for texts that wait, and for mail to send.
const ROUND: Duration = Duration::from_secs(5);
/// How large a form may be: a text of 5,000 words several times over.
const FORM: usize = 512 << 10;
/// How long ended links, sessions and codes are kept.
const KEPT: SignedDuration = SignedDuration::from_hours(24 * 90);

/// How a site is started.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The desk's folder.
    pub desk: PathBuf,
    /// Where it listens.
    pub listen: SocketAddr,
    /// The address at which people reach it, such as `https://desk.avershire.example`; left out, where it listens.
    pub address: Option<String>,
    /// The folder for mail, in place of what `desk.toml` says.
    pub mail_folder: Option<String>,
    /// The people who get a link at the start.
    pub invite: Vec<PersonId>,
}

/// Why a site was not started, or ended.
#[derive(Debug)]
pub enum ServeError {
    /// The desk cannot be opened, or lacks something.
    Desk(Box<story::Error>),
    /// The site cannot listen.
    Listen {
        /// Where.
        at: SocketAddr,
        /// The system's reason.
        cause: std::io::Error,
    },
    /// The address is not one of a site.
    Address {
        /// The address.
        address: String,
    },
    /// Something else failed.
    Failed {
        /// The reason.
        cause: String,
    },
}

impl ServeError {
    /// Returns the next step.
    pub fn hint(&self) -> String {
        match self {
            ServeError::Desk(error) => error.hint().unwrap_or_default(),
            ServeError::Listen { .. } => "choose another port with --listen 127.0.0.1:PORT".to_owned(),
            ServeError::Address { .. } => {
                "write https://HOST; without https only addresses of this machine are allowed".to_owned()
            }
            ServeError::Failed { .. } => "look at the message, and start it again".to_owned(),
        }
    }
}

impl fmt::Display for ServeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ServeError::Desk(error) => error.fmt(f),
            ServeError::Listen { at, cause } => write!(f, "nothing can listen at {at}: {cause}"),
            ServeError::Address { address } => write!(f, "`{address}` cannot be the address of the site"),
            ServeError::Failed { cause } => f.write_str(cause),
        }
    }
}

impl std::error::Error for ServeError {}

impl From<story::Error> for ServeError {
    fn from(error: story::Error) -> ServeError {
        ServeError::Desk(Box::new(error))
    }
}

/// Serves a desk until the process is asked to end. `say` prints what a person who started it has to know.
///
/// # Errors
/// The desk cannot be opened, or nothing can listen there.
pub fn serve(settings: &Settings, say: &(dyn Fn(&str) + Sync)) -> Result<(), ServeError> {
    let failed = |cause: &dyn fmt::Display| ServeError::Failed { cause: cause.to_string() };
    let runtime = Builder::new_multi_thread().worker_threads(2).enable_all().build().map_err(|error| failed(&error))?;
    runtime.block_on(async {
        let listen = |cause| ServeError::Listen { at: settings.listen, cause };
        let listener = TcpListener::bind(settings.listen).await.map_err(listen)?;
        let at = listener.local_addr().map_err(listen)?;
        let desk = DeskStore::open(&settings.desk)?;
        let address = settings.address.clone().or_else(|| desk.web_address().map(str::to_owned));
        let address = address.map_or_else(|| Ok(format!("http://{at}")), checked)?;
        let cores = std::thread::available_parallelism().map_or(2, std::num::NonZero::get);
        let site = Site::new(settings.desk.clone(), &address, cores, settings.mail_folder.clone());
        site.open().map_err(|error| failed(&error))?.sender()?;
        let site = Arc::new(site);
        say(&format!("The desk of {} is at {address}", desk.council_name()));
        for person in &settings.invite {
            let actor = desk.person(Some(&person.0))?;
            let link = mailing::link(&site, &actor.id, None, "the person who started the site");
            say(&format!("  {}: {}", actor.name, link.map_err(|error| failed(&error))?));
        }
        let rounds = tokio::spawn(rounds(Arc::clone(&site)));
        let done = serve_axum(listener, routes(site)).with_graceful_shutdown(ended()).await;
        rounds.abort();
        done.map_err(|error| failed(&error))
    })
}

/// Accepts an address of a site: over https, or on this machine.
fn checked(address: String) -> Result<String, ServeError> {
    let plain = address.strip_prefix("http://").map(|rest| rest.trim_end_matches('/'));
    let host = plain.map(|rest| rest.rsplit_once(':').map_or(rest, |(host, _)| host));
    let is_here = host.is_some_and(|host| ["localhost", "127.0.0.1", "[::1]"].contains(&host));
    let rest = address.strip_prefix("https://").unwrap_or_default().trim_end_matches('/');
    let is_secure = !rest.is_empty() && !rest.contains(['/', '?', '#', '@', ' ']);
    if is_here || is_secure { Ok(address) } else { Err(ServeError::Address { address }) }
}

/// Asks for answers and sends mail, until the site ends.
async fn rounds(site: Arc<Site>) {
    loop {
        let round = |site: &Site| -> Result<(), Problem> {
            mailing::ask_all(site)?;
            mailing::remind_all(site)?;
            site.access()?.forget(now() - KEPT)?;
            Ok(())
        };
        // What fails (the desk's file is being written, the drive is away) is tried again in the next round.
        drop(site.work(round).await);
        tokio::time::sleep(ROUND).await;
    }
}

async fn ended() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminated) = signal(SignalKind::terminate()) {
            tokio::select! { _ = tokio::signal::ctrl_c() => {} _ = terminated.recv() => {} }
            return;
        }
    }
    drop(tokio::signal::ctrl_c().await);
}

fn routes(site: Arc<Site>) -> Router {
    Router::new()
        .route("/r/{secret}", get(door::show).post(door::enter))
        .route("/r/{secret}/code", post(door::send))
        .route("/again", get(door::again).post(door::prove))
        .route("/again/code", post(door::send_again))
        .route("/leave", post(door::leave))
        .route("/t", get(answers::list))
        .route("/t/{*text}", get(answers::read))
        .route("/file/{*text}", get(answers::file))
        .route("/answer/{*text}", post(answers::answer))
        .route("/c/{*text}", get(claims::show).post(claims::answer))
        .route("/ask/{*text}", post(claims::ask))
        .route("/comment/{*text}", post(answers::comment_on))
        .route("/pass/{*text}", post(answers::pass_on))
        .route("/a/style.css", get(|| async { ([(header::CONTENT_TYPE, "text/css; charset=utf-8")], shell::STYLE) }))
        .route("/healthz", get(|| async { "ok\n" }))
        .merge(desk_pages::routes())
        .merge(story_pages::routes())
        .merge(setup_pages::routes())
        .fallback(|| async { Problem::NotFound })
        .layer(DefaultBodyLimit::max(FORM))
        .layer(from_fn_with_state(Arc::clone(&site), guard))
        .with_state(site)
}

#[cfg(test)]
mod tests {
    use super::checked;

    #[test]
    fn a_site_is_reached_over_https_or_on_this_machine() {
        for address in [
            "https://desk.avershire.example",
            "https://desk.avershire.example:8443/",
            "http://127.0.0.1:8080",
            "http://[::1]:80",
        ] {
            assert!(checked(address.to_owned()).is_ok(), "{address}");
        }
        for address in [
            "http://desk.avershire.example",
            "https://",
            "desk.example",
            "https://a@b",
            "https://a/b",
            "http://127.0.0.1.evil.example",
        ] {
            assert!(checked(address.to_owned()).is_err(), "{address}");
        }
    }
}
