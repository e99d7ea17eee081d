//! Why a request was not done, as a page that says what to do next.

use super::shell;
use crate::access::AccessError;
use crate::story;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use std::fmt;

/// Why a request was not done.
#[derive(Debug)]
pub(super) enum Problem {
    /// Nobody has signed in here.
    SignIn,
    /// The person has to type a new code before they act.
    Confirm,
    /// There is no such page for this person.
    NotFound,
    /// The request did not come from a page of this site.
    NotFromHere,
    /// The form lacks something, which is named.
    Form(String),
    /// Another version is the current one now.
    Changed {
        /// The address of the text.
        path: String,
        /// Why the answer was not recorded.
        why: String,
    },
    /// Too many requests are waiting.
    Busy,
    /// The program failed.
    Broken,
    /// The work was refused or failed.
    Story(Box<story::Error>),
    /// The link, code or session was refused.
    Access(AccessError),
    /// The mail could not be handed over.
    Mail(String),
}

impl From<story::Error> for Problem {
    fn from(error: story::Error) -> Problem {
        Problem::Story(Box::new(error))
    }
}

impl From<AccessError> for Problem {
    fn from(error: AccessError) -> Problem {
        Problem::Access(error)
    }
}

impl Problem {
    /// Returns the status, the heading, and what the page says.
    fn words(&self) -> Words {
        match self {
            Problem::Form(what) => {
                (StatusCode::UNPROCESSABLE_ENTITY, "Something is missing".to_owned(), vec![what.clone()])
            }
            Problem::Changed { why, .. } => {
                (StatusCode::CONFLICT, "Nothing was recorded".to_owned(), vec![shell::sentence(why)])
            }
            Problem::Story(error) => story_words(error),
            Problem::Access(error) => access_words(error),
            Problem::Mail(why) => (
                StatusCode::SERVICE_UNAVAILABLE,
                "The mail could not be sent".to_owned(),
                vec![shell::sentence(why), "Try again in a few minutes, or ask the press office.".to_owned()],
            ),
            _ => self.fixed_words(),
        }
    }

    /// Returns the words of a problem that has always the same.
    fn fixed_words(&self) -> Words {
        let plain = |status, title: &str, words: &str| (status, title.to_owned(), vec![words.to_owned()]);
        match self {
            Problem::SignIn => plain(
                StatusCode::UNAUTHORIZED,
                "Open the link in your mail",
                "This browser is not signed in, or was signed out. Open the link in the last mail from copydesk: \
                 it sends a code to your address.",
            ),
            Problem::Confirm => plain(
                StatusCode::UNAUTHORIZED,
                "Confirm that it is you",
                "More than 12 hours have gone since you typed a code. Nothing was recorded.",
            ),
            Problem::NotFound => plain(
                StatusCode::NOT_FOUND,
                "There is no such page",
                "It may have been for somebody else, or its story may have been renamed.",
            ),
            Problem::NotFromHere => plain(
                StatusCode::FORBIDDEN,
                "This did not come from a page of this site",
                "Nothing was recorded. Open the page again, and send the form from there.",
            ),
            Problem::Busy => plain(
                StatusCode::SERVICE_UNAVAILABLE,
                "Too many people are here at once",
                "Nothing was recorded. Try again in a minute.",
            ),
            _ => plain(
                StatusCode::INTERNAL_SERVER_ERROR,
                "Something went wrong in copydesk",
                "The request was not finished. Look at the text again before you repeat it; if it happens again, tell the \
                 press office.",
            ),
        }
    }
}

/// The status, the heading and the words of a page.
type Words = (StatusCode, String, Vec<String>);

fn story_words(error: &story::Error) -> Words {
    let hint = error.hint().and_then(|hint| shell::on_a_page(&hint));
    let words = [Some(shell::sentence(&error.to_string())), hint].into_iter().flatten().collect();
    (StatusCode::CONFLICT, "This could not be done".to_owned(), words)
}

fn access_words(error: &AccessError) -> Words {
    let status = match error {
        AccessError::NoLink | AccessError::Ended | AccessError::Revoked => StatusCode::NOT_FOUND,
        AccessError::WrongCode => StatusCode::FORBIDDEN,
        AccessError::TooManyCodes => StatusCode::TOO_MANY_REQUESTS,
        _ => StatusCode::INTERNAL_SERVER_ERROR,
    };
    (status, shell::heading(&error.to_string()), vec![shell::sentence(error.hint())])
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (_, title, words) = self.words();
        write!(f, "{title}: {}", words.join(" "))
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        if matches!(self, Problem::Confirm) {
            return Redirect::to("/again").into_response();
        }
        let back = match &self {
            Problem::Changed { path, .. } => Some(format!("/t/{path}")),
            _ => None,
        };
        let (status, title, words) = self.words();
        let mut response = (status, shell::problem(&title, &words, back.as_deref())).into_response();
        if status == StatusCode::SERVICE_UNAVAILABLE {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("60"));
        }
        response
    }
}
