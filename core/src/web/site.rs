//! What every request shares: the desk's folder, the site's address, and the threads on which the work is done.

use super::problem::Problem;
use crate::access::{Access, Session};
use crate::document::VersionId;
use crate::review::{Acting, Actor, Proof, TextName};
use crate::story::{DeskStore, this_machine};
use axum::http::{HeaderMap, header};
use jiff::Timestamp;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::Semaphore;

/// How many requests may wait for a thread.
const QUEUE: usize = 64;
/// How long a request may take.
const PATIENCE: Duration = Duration::from_secs(20);

/// The site of one desk.
#[derive(Debug)]
pub(super) struct Site {
    /// The desk's folder.
    pub(super) desk: PathBuf,
    /// The address that links begin with, without a slash at its end.
    pub(super) address: String,
    /// The folder for mail, in place of what `desk.toml` says.
    mail_folder: Option<String>,
    threads: Semaphore,
    waiting: AtomicUsize,
    saves: Mutex<()>,
}

impl Site {
    pub(super) fn new(desk: PathBuf, address: &str, cores: usize, mail_folder: Option<String>) -> Site {
        let address = address.trim_end_matches('/').to_owned();
        Site {
            desk,
            address,
            mail_folder,
            threads: Semaphore::new(cores),
            waiting: AtomicUsize::new(0),
            saves: Mutex::new(()),
        }
    }

    /// Returns the name of the cookie. Browsers accept the prefix only over https, for this host and its whole site.
    pub(super) fn cookie(&self) -> &'static str {
        if self.is_secure() { "__Host-copydesk" } else { "copydesk" }
    }

    pub(super) fn is_secure(&self) -> bool {
        self.address.starts_with("https://")
    }

    /// Does work of the synchronous core on a thread of its own.
    pub(super) async fn work<T: Send + 'static>(
        self: &Arc<Self>,
        work: impl FnOnce(&Site) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        if self.waiting.fetch_add(1, Ordering::Relaxed) >= QUEUE {
            self.waiting.fetch_sub(1, Ordering::Relaxed);
            return Err(Problem::Busy);
        }
        let place = tokio::time::timeout(PATIENCE, self.threads.acquire()).await;
        self.waiting.fetch_sub(1, Ordering::Relaxed);
        let (Ok(Ok(place)), site) = (place, Arc::clone(self)) else { return Err(Problem::Busy) };
        let done = tokio::task::spawn_blocking(move || work(&site)).await;
        drop(place);
        done.unwrap_or(Err(Problem::Broken))
    }

    /// Does the work of a request by somebody who has signed in.
    ///
    /// # Errors
    /// [`Problem::SignIn`], and those of the work.
    pub(super) async fn visit<T: Send + 'static>(
        self: &Arc<Self>,
        headers: &HeaderMap,
        work: impl FnOnce(&Site, Visitor) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let cookie = self.cookie_in(headers);
        self.work(move |site| work(site, site.visitor(cookie.as_deref())?)).await
    }

    /// Does the work of a request by somebody who writes and sends texts.
    ///
    /// # Errors
    /// [`Problem::SignIn`]; [`Problem::NotFound`] for everybody else, as these pages do not exist for them; and those of the
    /// work.
    pub(super) async fn visit_as_officer<T: Send + 'static>(
        self: &Arc<Self>,
        headers: &HeaderMap,
        work: impl FnOnce(&Site, Visitor) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let work = |site: &Site, visitor: Visitor| {
            if visitor.is_officer { work(site, visitor) } else { Err(Problem::NotFound) }
        };
        self.visit(headers, work).await
    }

    /// Saves one draft at a time, so that the look at the file and the writing of it are one step.
    pub(super) fn saving<T>(&self, save: impl FnOnce() -> T) -> T {
        let _one = self.saves.lock().unwrap_or_else(PoisonError::into_inner);
        save()
    }

    /// Opens the desk. Its files are read anew for each request.
    pub(super) fn open(&self) -> Result<DeskStore, Problem> {
        let mut desk = DeskStore::open(&self.desk)?;
        if let Some(folder) = &self.mail_folder {
            desk.mail_into(folder)?;
        }
        Ok(desk)
    }

    /// Opens the desk's links, sessions and comments.
    pub(super) fn access(&self) -> Result<Access, Problem> {
        Ok(Access::open(&self.desk)?)
    }

    /// Returns the value of the cookie that a browser sent.
    pub(super) fn cookie_in(&self, headers: &HeaderMap) -> Option<String> {
        let name = self.cookie();
        let all = headers.get_all(header::COOKIE).into_iter().filter_map(|value| value.to_str().ok());
        let mut pairs = all.flat_map(|value| value.split(';')).filter_map(|pair| pair.trim().split_once('='));
        pairs.find(|(key, _)| *key == name).map(|(_, value)| value.to_owned())
    }

    /// Returns who a browser belongs to.
    ///
    /// # Errors
    /// [`Problem::SignIn`] if nobody has signed in there, or the person has left the desk.
    pub(super) fn visitor(&self, cookie: Option<&str>) -> Result<Visitor, Problem> {
        let (access, cookie) = (self.access()?, cookie.ok_or(Problem::SignIn)?);
        let session = access.session(cookie, now())?.ok_or(Problem::SignIn)?;
        let desk = self.open()?;
        let person = desk.person(Some(&session.person.0)).map_err(|_| Problem::SignIn)?;
        let is_officer = desk.is_officer(&person.id);
        let invited = access.invited(&person.id, now())?;
        Ok(Visitor { desk, session, person, is_officer, invited })
    }
}

/// A person who has signed in, at their desk.
pub(super) struct Visitor {
    pub(super) desk: DeskStore,
    pub(super) session: Session,
    pub(super) person: Actor,
    /// Whether the person writes and sends texts, and sees all of them.
    pub(super) is_officer: bool,
    /// The texts that the person has a link to.
    invited: Vec<TextName>,
}

impl Visitor {
    /// Returns who acts, and how that is known.
    ///
    /// # Errors
    /// [`Problem::Confirm`] if the person's last code was typed too long ago.
    pub(super) fn acting(&self) -> Result<Acting, Problem> {
        let at = now();
        if !self.session.may_act(at) {
            return Err(Problem::Confirm);
        }
        let proof =
            Proof::Link { address: self.session.address.clone(), session: self.session.number, server: this_machine() };
        Ok(Acting { by: self.person.clone(), proof: Some(proof), at })
    }

    /// Returns the texts that the person is asked about: to sign them, or to check their facts.
    ///
    /// # Errors
    /// The record cannot be read.
    pub(super) fn texts(&self) -> Result<Vec<TextName>, Problem> {
        let mut texts = self.desk.texts_to_sign(&self.person.id)?;
        for invited in &self.invited {
            if !texts.iter().any(|text| text.is(invited)) {
                texts.push(invited.clone());
            }
        }
        Ok(texts)
    }

    /// Returns the text at an address: one that the person may see.
    ///
    /// # Errors
    /// [`Problem::NotFound`], also if it exists and the person may not see it.
    pub(super) fn text(&self, path: &str) -> Result<TextName, Problem> {
        let texts = if self.is_officer { self.desk.texts()? } else { self.texts()? };
        texts.into_iter().find(|text| address_of(text) == path).ok_or(Problem::NotFound)
    }
}

/// Returns the end of a text's address: its story and output.
pub(super) fn address_of(text: &TextName) -> String {
    match &text.story {
        Some(story) => format!("{story}/{}", text.output),
        None => format!("{}/{}", text.council, text.output),
    }
}

/// Returns the time, to the second, as all events have it.
pub(super) fn now() -> Timestamp {
    Timestamp::from_second(Timestamp::now().as_second()).expect("a second of a time is a time")
}

/// Returns the version that a form names.
///
/// # Errors
/// [`Problem::Form`] if it names none.
pub(super) fn version(name: &str) -> Result<VersionId, Problem> {
    VersionId::new(name.to_owned()).map_err(|_| Problem::Form("The page is not whole: open it again.".to_owned()))
}

/// Returns the words in a field, or `None` if it was left empty.
pub(super) fn given(words: &str) -> Option<&str> {
    Some(words.trim()).filter(|words| !words.is_empty())
}
