//! What an officer does: opens stories, drafts, edits, sends for sign-off, sets the time of a release, and stops.

use super::mailing;
use super::pages;
use super::problem::Problem;
use super::site::{Site, Visitor, address_of, now};
use crate::document::VersionId;
use crate::review::{Acting, TextName};
use crate::story::{Error, Proofread, ReviewError};
use crate::zone::Moment;
use axum::Router;
use axum::extract::{DefaultBodyLimit, Form, Multipart, Path, State};
use axum::http::HeaderMap;
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use serde::Deserialize;
use std::sync::Arc;

type Shared = State<Arc<Site>>;

/// How large a report may be: the largest of 330 real ones has half a megabyte.
const REPORT: usize = 20 << 20;

/// Words that were edited, with what the person began with.
#[derive(Debug, Deserialize)]
pub(super) struct Edited {
    words: String,
    #[serde(default)]
    seen: String,
}

/// What to do with a text.
#[derive(Debug, Deserialize)]
pub(super) struct Act {
    #[serde(rename = "act")]
    verb: String,
    #[serde(default)]
    version: String,
    #[serde(default)]
    because: String,
    #[serde(default)]
    at: String,
}

/// Which output to draft.
#[derive(Debug, Deserialize)]
pub(super) struct Wanted {
    output: String,
}

/// The pages of officers.
pub(super) fn routes() -> Router<Arc<Site>> {
    Router::new()
        .route("/", get(home))
        .route("/record", get(record))
        .route("/story/{*story}", get(story))
        .route("/draft/{*story}", post(draft))
        .route("/new", post(new).layer(DefaultBodyLimit::max(REPORT)))
        .route("/text/{*text}", get(text))
        .route("/save/{*text}", post(save))
        .route("/check/{*text}", post(check))
        .route("/act/{*text}", post(act))
        .route("/a/desk.js", get(|| async { ([(axum::http::header::CONTENT_TYPE, "text/javascript")], pages::SCRIPT) }))
}

/// Leads each person to where they work.
async fn home(State(site): Shared, headers: HeaderMap) -> Result<Response, Problem> {
    site.visit(&headers, move |_, visitor| {
        if !visitor.is_officer {
            return Ok(Redirect::to("/t").into_response());
        }
        let texts = visitor.desk.status(None, now())?;
        let stories = visitor.desk.stories()?;
        Ok(pages::desk(&visitor, &stories, &texts).into_response())
    })
    .await
}

async fn record(State(site): Shared, headers: HeaderMap) -> Result<Html<String>, Problem> {
    site.visit_as_officer(&headers, move |_, visitor| {
        let (log, verified) = (visitor.desk.log()?, visitor.desk.verify(None)?);
        Ok(pages::record(&visitor, &log, &verified))
    })
    .await
}

async fn story(State(site): Shared, Path(name): Path<String>, headers: HeaderMap) -> Result<Html<String>, Problem> {
    site.visit_as_officer(&headers, move |_, visitor| {
        let overview = visitor.desk.overview(&name).map_err(|error| match error {
            Error::NoStory { .. } => Problem::NotFound,
            other => other.into(),
        })?;
        let texts = visitor.desk.status(None, now())?;
        let own: Vec<_> = texts.iter().filter(|text| text.text.story.as_deref() == Some(&name)).collect();
        Ok(pages::story_page(&visitor, &overview, &own))
    })
    .await
}

async fn draft(
    State(site): Shared,
    Path(name): Path<String>,
    headers: HeaderMap,
    Form(wanted): Form<Wanted>,
) -> Result<Redirect, Problem> {
    site.visit_as_officer(&headers, move |_, visitor| {
        visitor.acting()?;
        visitor.desk.draft(&name, &wanted.output)?;
        Ok(Redirect::to(&format!("/text/{name}/{}", wanted.output)))
    })
    .await
}

/// Makes a story from an uploaded report. The name of its file is not used.
async fn new(State(site): Shared, headers: HeaderMap, mut form: Multipart) -> Result<Redirect, Problem> {
    let cut = |_| Problem::Form("The file did not arrive whole, or is larger than 20 MB.".to_owned());
    let (mut name, mut report) = (String::new(), Vec::new());
    while let Some(field) = form.next_field().await.map_err(cut)? {
        match field.name() {
            Some("name") => name = field.text().await.map_err(cut)?,
            Some("report") => report = field.bytes().await.map_err(cut)?.to_vec(),
            _ => {}
        }
    }
    site.visit_as_officer(&headers, move |_, visitor| {
        visitor.acting()?;
        let name = name.trim();
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if name.is_empty() || name.len() > 60 || !name.chars().all(plain) || name.starts_with('-') {
            return Err(Problem::Form(
                "Give the story a name of small letters, digits and hyphens, such as ofsted-2026.".to_owned(),
            ));
        }
        if !report.starts_with(b"%PDF-") {
            return Err(Problem::Form(
                "The file is not a PDF. Choose the report as the inspectorate sent it.".to_owned(),
            ));
        }
        let story = visitor.desk.new_story(name, &report)?;
        Ok(Redirect::to(&format!("/story/{story}")))
    })
    .await
}

async fn text(State(site): Shared, Path(path): Path<String>, headers: HeaderMap) -> Result<Html<String>, Problem> {
    site.visit_as_officer(&headers, move |site, visitor| {
        let text = visitor.text(&path)?;
        show_text(site, &visitor, &text, None)
    })
    .await
}

/// Returns the page of a text; `unsaved` are words that could not be saved, because somebody else had saved theirs.
fn show_text(site: &Site, visitor: &Visitor, text: &TextName, unsaved: Option<&str>) -> Result<Html<String>, Problem> {
    let statuses = visitor.desk.status(Some(&visitor.desk.story_path(text)), now())?;
    let status = statuses.into_iter().find(|status| status.text.is(text)).ok_or(Problem::NotFound)?;
    let editable = visitor.desk.editable(text)?;
    let proofread: Option<Proofread> = match &editable {
        Some(editable) => Some(visitor.desk.proofread(text, &editable.source)?),
        None => None,
    };
    let access = site.access()?;
    let comments = access.comments(text)?;
    let asked = status.open().into_iter().filter(|open| open.now).flat_map(|open| open.from);
    let opened: Vec<_> =
        asked.map(|person| access.opened(&person.id, text).map(|at| (person, at))).collect::<Result<_, _>>()?;
    let embargo = visitor.desk.embargo_of(text)?;
    let shown = pages::TextPage {
        status: &status,
        editable: editable.as_ref(),
        proofread: proofread.as_ref(),
        comments: &comments,
        opened: &opened,
        embargo: embargo.as_ref(),
        unsaved,
    };
    Ok(pages::text_page(visitor, &shown))
}

async fn save(
    State(site): Shared,
    Path(path): Path<String>,
    headers: HeaderMap,
    Form(edited): Form<Edited>,
) -> Result<Response, Problem> {
    site.visit_as_officer(&headers, move |site, visitor| {
        let text = visitor.text(&path)?;
        visitor.acting()?;
        let saved = site.saving(|| visitor.desk.save_draft(&text, &edited.seen, &edited.words));
        match saved {
            Ok(()) => Ok(Redirect::to(&format!("/text/{}", address_of(&text))).into_response()),
            Err(Error::Review(why)) if matches!(*why, ReviewError::SavedInBetween { .. }) => {
                Ok(show_text(site, &visitor, &text, Some(&edited.words))?.into_response())
            }
            Err(error) => Err(error.into()),
        }
    })
    .await
}

/// Checks words while they are typed: returns the list of findings alone.
async fn check(
    State(site): Shared,
    Path(path): Path<String>,
    headers: HeaderMap,
    Form(edited): Form<Edited>,
) -> Result<Html<String>, Problem> {
    site.visit_as_officer(&headers, move |_, visitor| {
        let text = visitor.text(&path)?;
        let words = edited.words.replace("\r\n", "\n");
        Ok(Html(pages::found(&visitor.desk.proofread(&text, &words)?).into_string()))
    })
    .await
}

async fn act(
    State(site): Shared,
    Path(path): Path<String>,
    headers: HeaderMap,
    Form(form): Form<Act>,
) -> Result<Redirect, Problem> {
    site.visit_as_officer(&headers, move |site, visitor| {
        let text = visitor.text(&path)?;
        let acting = visitor.acting()?;
        done(site, &visitor, (&text, &form), &acting)?;
        Ok(Redirect::to(&format!("/text/{}", address_of(&text))))
    })
    .await
}

/// Does what a form of the text's page asks for.
fn done(site: &Site, visitor: &Visitor, (text, form): (&TextName, &Act), acting: &Acting) -> Result<(), Problem> {
    let desk = &visitor.desk;
    let because = Some(form.because.trim()).filter(|because| !because.is_empty());
    let version = || {
        VersionId::new(form.version.clone())
            .map_err(|_| Problem::Form("The page is not whole: open it again.".to_owned()))
    };
    let reason = || because.ok_or_else(|| Problem::Form("Say why: the reason is recorded.".to_owned()));
    match form.verb.as_str() {
        "submit" => {
            let place = desk.draft_place(text);
            let shown = desk.editable(text)?.map(|editable| editable.sha256);
            if shown.as_deref() != Some(&form.version) {
                return Err(Problem::Form(
                    "The draft was saved again while you looked at it. Open the page again, and send what is there now."
                        .to_owned(),
                ));
            }
            desk.submit(&place, because, acting)?;
            // What fails here is tried again in the next round.
            drop(mailing::ask_all(site));
        }
        "remind" => drop(mailing::remind(site, desk, text, &acting.by)?),
        "withdraw" => desk.withdraw((text, &version()?), because, acting)?,
        "schedule" => {
            let at: Moment = form.at.trim().parse().map_err(Problem::Form)?;
            desk.schedule((text, &version()?), (at, &[]), because, acting)?;
        }
        "unschedule" => drop(desk.unschedule((text, &version()?), acting)?),
        "stop" => drop(desk.stop(text, reason()?, acting)?),
        "resume" => drop(desk.resume(text, reason()?, acting)?),
        "stop-all" => {
            for other in desk.stoppable()? {
                desk.stop(&other, reason()?, acting)?;
            }
        }
        _ => return Err(Problem::NotFound),
    }
    Ok(())
}
