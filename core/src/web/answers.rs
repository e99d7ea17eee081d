//! What an approver does: reads her list and her texts, answers, comments, and passes a text on to a colleague.

use super::mailing;
use super::pages;
use super::problem::Problem;
use super::site::{Site, Visitor, address_of, given, now, version};
use crate::access::NewComment;
use crate::document::VersionId;
use crate::review::{PersonId, Submitted, TextName};
use crate::story::{Error, ReviewError, media_type};
use axum::extract::{Form, Path, Query, State};
use axum::http::{HeaderMap, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use serde::Deserialize;
use std::sync::Arc;

type Shared = State<Arc<Site>>;

/// Which version to compare with.
#[derive(Debug, Deserialize)]
pub(super) struct Since {
    since: Option<String>,
}

/// An answer.
#[derive(Debug, Deserialize)]
pub(super) struct Answer {
    version: String,
    #[serde(default, rename = "answer")]
    choice: String,
    #[serde(default)]
    because: String,
}

/// A comment, or the closing of one.
#[derive(Debug, Deserialize)]
pub(super) struct Comment {
    #[serde(default)]
    version: String,
    #[serde(default)]
    leaf: usize,
    #[serde(default, rename = "comment")]
    body: String,
    #[serde(default)]
    answers: Option<i64>,
    #[serde(default)]
    close: Option<i64>,
}

/// A colleague.
#[derive(Debug, Deserialize)]
pub(super) struct Colleague {
    person: String,
}

/// Lists the texts that a person is asked about.
pub(super) async fn list(State(site): Shared, headers: HeaderMap) -> Result<Html<String>, Problem> {
    site.visit(&headers, move |_, visitor| {
        let mut texts = Vec::new();
        for text in visitor.texts()? {
            let review = visitor.desk.review(&text)?;
            texts.push((text, review));
        }
        Ok(pages::list(&visitor, &texts))
    })
    .await
}

/// Shows a text to a person.
pub(super) async fn read(
    State(site): Shared,
    Path(path): Path<String>,
    Query(since): Query<Since>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    site.visit(&headers, move |site, visitor| {
        let text = visitor.text(&path)?;
        let is_asked = visitor.desk.texts_to_sign(&visitor.person.id)?.iter().any(|asked| asked.is(&text));
        if !is_asked && !visitor.is_officer {
            return Ok(Redirect::to(&format!("/c/{path}")).into_response());
        }
        let copy = visitor.desk.reader_copy(&text, &visitor.person, since.since.as_deref())?;
        let comments = site.access()?.comments(&text)?;
        let may_act = visitor.session.may_act(now());
        Ok(pages::reader(&visitor, &copy, &comments, may_act).into_response())
    })
    .await
}

/// Sends the file that a text describes, for the browser to show or to save.
pub(super) async fn file(
    State(site): Shared,
    Path(path): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let found = site.visit(&headers, move |_, visitor| Ok(visitor.desk.file_of_text(&visitor.text(&path)?)?));
    let (file, bytes) = found.await?.ok_or(Problem::NotFound)?;
    let kind = media_type(file.ending());
    // A picture is shown; it runs nothing under the rules of every page. What else there is, is saved.
    let how = if kind.starts_with("image/") { "inline" } else { "attachment" };
    let disposition = format!("{how}; filename=\"{}\"", file.name);
    Ok(([(header::CONTENT_TYPE, kind.to_owned()), (header::CONTENT_DISPOSITION, disposition)], bytes).into_response())
}

/// Records an answer to the version that the person saw.
pub(super) async fn answer(
    State(site): Shared,
    Path(path): Path<String>,
    headers: HeaderMap,
    Form(answer): Form<Answer>,
) -> Result<Redirect, Problem> {
    site.visit(&headers, move |site, visitor| {
        let text = visitor.text(&path)?;
        let acting = visitor.acting()?;
        let shown = version(&answer.version)?;
        let because = given(&answer.because);
        let done = match answer.choice.as_str() {
            "yes" => visitor.desk.sign((&text, &shown), None, (because, None), &acting).map(drop),
            "no" => {
                let because = because.ok_or_else(|| {
                    Problem::Form("Say what should change, so that the author can mend it.".to_owned())
                })?;
                visitor.desk.send_back((&text, &shown), because, &acting)
            }
            _ => return Err(Problem::Form("Choose yes or no.".to_owned())),
        };
        done.map_err(|error| refused(&text, error))?;
        if answer.choice == "yes"
            && let Some(wish) = because
        {
            comment(site, &visitor, &text, (&shown, "", wish))?;
        }
        // Those who were waiting for this answer are asked at once; what fails is tried again later.
        drop(mailing::ask_all(site));
        Ok(Redirect::to(&format!("{}#state", mailing::page_of(&text))))
    })
    .await
}

/// Keeps a comment, or closes one.
pub(super) async fn comment_on(
    State(site): Shared,
    Path(path): Path<String>,
    headers: HeaderMap,
    Form(form): Form<Comment>,
) -> Result<Redirect, Problem> {
    site.visit(&headers, move |site, visitor| {
        let text = visitor.text(&path)?;
        let acting = visitor.acting()?;
        if let Some(number) = form.close {
            site.access()?.close(&text, number, &acting.by, acting.at)?;
        } else {
            let body = form.body.trim();
            if body.is_empty() {
                return Err(Problem::Form("Write what should change here.".to_owned()));
            }
            if let Some(number) = form.answers {
                let access = site.access()?;
                let all = access.comments(&text)?;
                let comment = all.iter().find(|comment| comment.number == number).ok_or(Problem::NotFound)?;
                let (version, leaf, words) = (comment.version.as_ref(), &*comment.leaf, &*comment.words);
                let (text, by, answers) = (&text, &visitor.person, form.answers);
                access.comment(&NewComment { text, version, leaf, words, by, body, answers }, acting.at)?;
                return Ok(answered(&visitor, text, form.leaf));
            }
            let shown = version(&form.version)?;
            let (_, document) = visitor.desk.version(shown.as_str())?;
            let leaves = document.leaves();
            let leaf = leaves.get(form.leaf).map(crate::document::Leaf::text).ok_or(Problem::NotFound)?;
            comment(site, &visitor, &text, (&shown, &leaf, body))?;
        }
        Ok(answered(&visitor, &text, form.leaf))
    })
    .await
}

/// Leads back to the paragraph.
fn answered(visitor: &Visitor, text: &TextName, leaf: usize) -> Redirect {
    let page = if visitor.is_officer { format!("/text/{}", address_of(text)) } else { mailing::page_of(text) };
    Redirect::to(&format!("{page}#l{leaf}"))
}

fn comment(
    site: &Site,
    visitor: &Visitor,
    text: &TextName,
    (version, leaf, body): (&VersionId, &str, &str),
) -> Result<(), Problem> {
    let new = NewComment { text, version: Some(version), leaf, words: "", by: &visitor.person, body, answers: None };
    site.access()?.comment(&new, now())?;
    Ok(())
}

/// Sends a link of their own to a colleague who can answer in the same role.
pub(super) async fn pass_on(
    State(site): Shared,
    Path(path): Path<String>,
    headers: HeaderMap,
    Form(colleague): Form<Colleague>,
) -> Result<Html<String>, Problem> {
    site.visit(&headers, move |site, visitor| {
        let text = visitor.text(&path)?;
        let acting = visitor.acting()?;
        let review = visitor.desk.review(&text)?;
        let open = review.current().map(Submitted::open).unwrap_or_default();
        let mine = open.iter().filter(|open| open.from.iter().any(|actor| actor.id == visitor.person.id));
        let to = mine
            .flat_map(|open| &open.from)
            .find(|actor| actor.id == PersonId(colleague.person.clone()) && actor.id != visitor.person.id)
            .ok_or_else(|| Problem::Form("Choose a colleague who can answer in your role.".to_owned()))?;
        let mut outbox = mailing::outbox(site)?;
        let version = review.current().map(|current| current.version().to_string()).unwrap_or_default();
        let key = format!("pass {text} {version} {} {}", acting.by.id, to.id);
        mailing::ask(site, (&visitor.desk, &mut outbox), (&text, to, std::slice::from_ref(&acting.by)), &key)?;
        drop(mailing::send(&visitor.desk, &mut outbox, acting.at));
        Ok(pages::passed_on(&visitor, &text, to))
    })
    .await
}

/// Returns why an answer was not recorded, with the way back to the text.
fn refused(text: &TextName, error: Error) -> Problem {
    match error {
        Error::Review(refused) => match *refused {
            ReviewError::Refused { why, .. } => Problem::Changed { path: address_of(text), why: why.to_string() },
            ReviewError::Held { held, .. } => Problem::Form(format!(
                "The text has {held}. To approve it all the same, say why in the field below your answer: the reason is recorded."
            )),
            other => Problem::Story(Box::new(Error::Review(Box::new(other)))),
        },
        other => other.into(),
    }
}
