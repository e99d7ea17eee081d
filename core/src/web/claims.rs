//! What a person does who checks facts: reads the sentences of a text, each with its source, and says of each whether it is right.

use super::mailing;
use super::pages;
use super::problem::Problem;
use super::site::{Site, address_of, given, version};
use crate::review::Verdict;
use axum::extract::{Form, Path, State};
use axum::http::HeaderMap;
use axum::response::{Html, Redirect};
use serde::Deserialize;
use std::sync::Arc;

type Shared = State<Arc<Site>>;

/// What a person says of a sentence.
#[derive(Debug, Deserialize)]
pub(super) struct Said {
    version: String,
    sentence: String,
    #[serde(default)]
    verdict: String,
    #[serde(default)]
    because: String,
    /// The number of the sentence on the page, to go back there.
    #[serde(default)]
    number: usize,
}

/// A person to be asked.
#[derive(Debug, Deserialize)]
pub(super) struct Asked {
    person: String,
}

/// Shows what can be checked in a text.
pub(super) async fn show(
    State(site): Shared,
    Path(path): Path<String>,
    headers: HeaderMap,
) -> Result<Html<String>, Problem> {
    site.visit(&headers, move |_, visitor| {
        let text = visitor.text(&path)?;
        Ok(pages::claims(&visitor, &visitor.desk.claims(&text)?))
    })
    .await
}

/// Records what a person says of a sentence.
pub(super) async fn answer(
    State(site): Shared,
    Path(path): Path<String>,
    headers: HeaderMap,
    Form(said): Form<Said>,
) -> Result<Redirect, Problem> {
    site.visit(&headers, move |_, visitor| {
        let text = visitor.text(&path)?;
        let acting = visitor.acting()?;
        let (version, because) = (version(&said.version)?, given(&said.because));
        let verdict = match said.verdict.as_str() {
            "right" => Verdict::Right,
            "wrong" if because.is_none() => {
                return Err(Problem::Form("Say what is right, so that the author can correct it.".to_owned()));
            }
            "wrong" => Verdict::Wrong,
            "not-mine" => Verdict::NotMine,
            _ => return Err(Problem::Form("Choose one: right, wrong, or not for you to say.".to_owned())),
        };
        visitor.desk.check_sentence((&text, &version), &said.sentence, (verdict, because), &acting)?;
        Ok(Redirect::to(&format!("/c/{path}#n{}", said.number)))
    })
    .await
}

/// Asks a person of the desk to check the facts of a text.
pub(super) async fn ask(
    State(site): Shared,
    Path(path): Path<String>,
    headers: HeaderMap,
    Form(asked): Form<Asked>,
) -> Result<Redirect, Problem> {
    site.visit_as_officer(&headers, move |site, visitor| {
        let text = visitor.text(&path)?;
        let acting = visitor.acting()?;
        let to = visitor
            .desk
            .person(Some(&asked.person))
            .map_err(|_| Problem::Form("Choose a person of this desk.".to_owned()))?;
        if visitor.desk.mail_of(&to.id).is_none() {
            return Err(Problem::Form(format!("{} has no mail address in desk.toml.", to.name)));
        }
        let review = visitor.desk.review(&text)?;
        let version = review.current().map(|current| current.version().to_string());
        let version = version.ok_or_else(|| Problem::Form("Send the text for sign-off first.".to_owned()))?;
        let mut outbox = mailing::outbox(site)?;
        let key = format!("check {text} {version} {}", to.id);
        mailing::ask(site, (&visitor.desk, &mut outbox), (&text, &to, std::slice::from_ref(&acting.by)), &key)?;
        mailing::send(&visitor.desk, &mut outbox, acting.at)?;
        Ok(Redirect::to(&format!("/text/{}#gate", address_of(&text))))
    })
    .await
}
