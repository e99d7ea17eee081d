//! What an officer does: opens stories, drafts, edits, sends for sign-off, sets the time of a release, and stops.

use super::mailing;
use super::pages;
use super::problem::Problem;
use super::site::{Site, Visitor, address_of, given, now, version};
use super::upload;
use crate::document::VersionId;
use crate::review::{Acting, Correction, TextName};
use crate::story::{DeskStore, Error, OpenChanges, Proofread, ReleaseOutcome, ReviewError, ReviseError, pasted};
use crate::zone::Moment;
use axum::Router;
use axum::extract::{DefaultBodyLimit, Form, Multipart, Path, State};
use axum::http::HeaderMap;
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use serde::Deserialize;
use std::sync::Arc;

type Shared = State<Arc<Site>>;

/// Words that were edited, with what the person began with.
#[derive(Debug, Deserialize)]
pub(super) struct Edited {
    words: String,
    #[serde(default)]
    seen: String,
}

/// What was copied elsewhere.
#[derive(Debug, Deserialize)]
pub(super) struct Copied {
    page: String,
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
    #[serde(default)]
    wrong: String,
    #[serde(default)]
    right: String,
}

/// The pages of officers.
pub(super) fn routes() -> Router<Arc<Site>> {
    Router::new()
        .route("/", get(home))
        .route("/record", get(record))
        .route("/revise/{*text}", post(revise).layer(DefaultBodyLimit::max(upload::LARGEST)))
        .route("/text/{*text}", get(text))
        .route("/save/{*text}", post(save))
        .route("/check/{*text}", post(check))
        .route("/act/{*text}", post(act))
        .route("/paste", post(paste))
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
    let mut access = site.access()?;
    access.note_open(text, &visitor.person, now())?;
    let others = access.others_in(text, &visitor.person.id, now())?;
    let comments = access.comments(text)?;
    let asked = status.open().into_iter().filter(|open| open.now).flat_map(|open| open.from);
    let opened: Vec<_> =
        asked.map(|person| access.opened(&person.id, text).map(|at| (person, at))).collect::<Result<_, _>>()?;
    let embargo = visitor.desk.embargo_of(text)?;
    let answers = visitor.desk.answers(text)?;
    let shown = pages::TextPage {
        answers: &answers,
        others: &others,
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
    site.visit_as_officer(&headers, move |site, visitor| {
        let text = visitor.text(&path)?;
        site.access()?.note_open(&text, &visitor.person, now())?;
        let words = edited.words.replace("\r\n", "\n");
        Ok(Html(pages::found(&visitor.desk.proofread(&text, &words)?).into_string()))
    })
    .await
}

/// Takes an edited file as the next draft. The comments in it are kept next to the text, under the officer's name with that of
/// their author.
async fn revise(
    State(site): Shared,
    Path(path): Path<String>,
    headers: HeaderMap,
    form: Multipart,
) -> Result<Html<String>, Problem> {
    let sent = upload::read(form).await?;
    site.visit_as_officer(&headers, move |site, visitor| {
        let text = visitor.text(&path)?;
        visitor.acting()?;
        let open = match sent.word("open") {
            "accept" => OpenChanges::Accept,
            "reject" => OpenChanges::Reject,
            _ => OpenChanges::Refuse,
        };
        let ending = sent.ending(&["docx", "md", "html", "htm", "txt", "eml"]).ok_or_else(|| {
            Problem::Form("Choose a Word document (.docx), a page (.html), or a text (.md or .txt).".to_owned())
        })?;
        let edited = (sent.file.as_slice(), ending);
        let force = sent.word("force") == "yes";
        match site.saving(|| visitor.desk.revise(&text, edited, open, force)) {
            Ok(revised) => {
                site.access()?.keep(&text, &revised.comments(visitor.desk.zone(), now()))?;
                Ok(pages::revised(&visitor, &text, &revised))
            }
            Err(Error::Revise(why)) => match *why {
                ReviseError::Open { changes, .. } => Ok(pages::open_changes(&visitor, &text, &changes)),
                ReviseError::Unlike { kept, words, like, .. } => {
                    Ok(pages::unlike(&visitor, &text, (kept, words), like.as_deref()))
                }
                other => Err(Error::Revise(Box::new(other)).into()),
            },
            Err(error) => Err(error.into()),
        }
    })
    .await
}

/// Returns what was copied from a page or a Word document as Markdown.
async fn paste(State(site): Shared, headers: HeaderMap, Form(copied): Form<Copied>) -> Result<String, Problem> {
    site.visit_as_officer(&headers, move |_, _| Ok(pasted(&copied.page))).await
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
    let (because, version) = (given(&form.because), || version(&form.version));
    let reason = || because.ok_or_else(|| Problem::Form("Say why: the reason is recorded.".to_owned()));
    match form.verb.as_str() {
        "submit" => submit(site, desk, (text, form), because, acting)?,
        "remind" => drop(mailing::remind(site, desk, text, &acting.by)?),
        "withdraw" => {
            desk.withdraw((text, &version()?), because, acting)?;
            if desk.review(text)?.out().is_some() {
                all_done(desk.recall(text, acting)?)?;
            }
        }
        "schedule" => {
            let at: Moment = form.at.trim().parse().map_err(Problem::Form)?;
            desk.schedule((text, &version()?), (at, &[]), because, acting)?;
        }
        "release" => all_done(desk.release((text, &version()?), &[], (because, None), acting)?)?,
        "correct" => all_done(correct(desk, (text, &version()?), form, because, acting)?)?,
        "unschedule" => drop(desk.unschedule((text, &version()?), acting)?),
        "stop" => drop(desk.stop(text, reason()?, acting)?),
        "recall" => all_done(desk.recall(text, acting)?)?,
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

/// Sends the saved draft for sign-off, if it is the one that the person saw.
fn submit(
    site: &Site,
    desk: &DeskStore,
    (text, form): (&TextName, &Act),
    because: Option<&str>,
    acting: &Acting,
) -> Result<(), Problem> {
    let shown = desk.editable(text)?.map(|editable| editable.sha256);
    if shown.as_deref() != Some(&form.version) {
        return Err(Problem::Form(
            "The draft was saved again while you looked at it. Open the page again, and send what is there now."
                .to_owned(),
        ));
    }
    desk.submit(&desk.draft_place(text), because, acting)?;
    // What fails here is tried again in the next round.
    drop(mailing::ask_all(site));
    Ok(())
}

/// Puts a corrected version in the place of the one that is out.
fn correct(
    desk: &DeskStore,
    (text, version): (&TextName, &VersionId),
    form: &Act,
    because: Option<&str>,
    acting: &Acting,
) -> Result<ReleaseOutcome, Problem> {
    let [wrong, right] = [form.wrong.trim(), form.right.trim()].map(str::to_owned);
    if wrong.is_empty() || right.is_empty() {
        return Err(Problem::Form("Say what was wrong, and what is right: both are recorded.".to_owned()));
    }
    let review = desk.review(text)?;
    let nothing = || Problem::Form("No version of this text is out, so there is nothing to correct.".to_owned());
    let out = review.out().ok_or_else(nothing)?;
    let correction = Correction { of: out.version().clone(), wrong, right };
    Ok(desk.release((text, version), out.targets(), (because, Some(correction)), acting)?)
}

/// Fails if a target was missed, with the first reason. The page lists what is where.
fn all_done(outcome: ReleaseOutcome) -> Result<(), Problem> {
    outcome.missed.into_iter().next().map_or(Ok(()), |(_, why)| Err(why.into()))
}
