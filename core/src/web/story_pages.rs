//! What an officer does with a story: begins it with a report, corrects what was read, fills in the brief, chooses quotations, drafts.

use super::pages;
use super::problem::Problem;
use super::site::{Site, Visitor, now};
use super::upload;
use crate::story::{Answers, Error, Field, Input, QuoteWish, StoryFile};
use axum::Router;
use axum::extract::{DefaultBodyLimit, Form, Multipart, Path, Query, State};
use axum::http::{HeaderMap, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use serde::Deserialize;
use std::sync::Arc;

type Shared = State<Arc<Site>>;

/// Which output to draft.
#[derive(Debug, Deserialize)]
struct Wanted {
    output: String,
    /// Whether an edited draft is replaced.
    #[serde(default)]
    again: Option<String>,
}

/// Which passages to list.
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct Filter {
    /// A topic.
    #[serde(default)]
    pub(super) about: String,
    /// Whose words.
    #[serde(default)]
    pub(super) from: String,
    /// `critical`, `praise`, or all.
    #[serde(default)]
    pub(super) stance: String,
}

/// What to do with a sentence.
#[derive(Debug, Deserialize)]
struct Wish {
    words: String,
    #[serde(default)]
    paragraph: String,
    #[serde(default, rename = "wish")]
    choice: String,
    #[serde(default)]
    back: String,
}

/// The pages of a story.
pub(super) fn routes() -> Router<Arc<Site>> {
    Router::new()
        .route("/story/{*story}", get(story))
        .route("/draft/{*story}", post(draft))
        .route("/new", post(new).layer(DefaultBodyLimit::max(upload::LARGEST)))
        .route("/final/{*story}", post(take_final).layer(DefaultBodyLimit::max(upload::LARGEST)))
        .route("/report/{*story}", get(report))
        .route("/brief/{*story}", get(brief).post(save_brief))
        .route("/reading/{*story}", get(reading).post(save_reading))
        .route("/quotes/{*story}", get(quotes))
        .route("/quote/{*story}", post(choose))
}

/// Returns the page for a story that is not there, in place of an error.
fn known(error: Error) -> Problem {
    match error {
        Error::NoStory { .. } => Problem::NotFound,
        other => other.into(),
    }
}

async fn story(State(site): Shared, Path(name): Path<String>, headers: HeaderMap) -> Result<Html<String>, Problem> {
    site.visit_as_officer(&headers, move |_, visitor| {
        let overview = visitor.desk.overview(&name).map_err(known)?;
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
    site.visit_as_officer(&headers, move |site, visitor| {
        visitor.acting()?;
        site.saving(|| visitor.desk.draft(&name, &wanted.output, wanted.again.is_some())).map_err(known)?;
        Ok(Redirect::to(&format!("/text/{name}/{}", wanted.output)))
    })
    .await
}

async fn new(State(site): Shared, headers: HeaderMap, form: Multipart) -> Result<Redirect, Problem> {
    let sent = upload::read(form).await?;
    site.visit_as_officer(&headers, move |_, visitor| {
        visitor.acting()?;
        let name = sent.word("name");
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if name.is_empty() || name.len() > 60 || !name.chars().all(plain) || name.starts_with('-') {
            return Err(Problem::Form(
                "Give the story a name of small letters, digits and hyphens, such as ofsted-2026.".to_owned(),
            ));
        }
        let story = visitor.desk.new_story(name, sent.report()?)?;
        Ok(Redirect::to(&format!("/story/{story}")))
    })
    .await
}

/// Takes the report as it was published, and shows what differs.
async fn take_final(
    State(site): Shared,
    Path(name): Path<String>,
    headers: HeaderMap,
    form: Multipart,
) -> Result<Html<String>, Problem> {
    let sent = upload::read(form).await?;
    site.visit_as_officer(&headers, move |_, visitor| {
        visitor.acting()?;
        let replace = sent.word("replace") == "yes";
        let taken = visitor.desk.take_final(&name, sent.report()?, replace).map_err(known)?;
        Ok(pages::taken(&visitor, &name, &taken))
    })
    .await
}

/// Returns the file of the report, to be read next to what was read from it.
async fn report(State(site): Shared, Path(name): Path<String>, headers: HeaderMap) -> Result<Response, Problem> {
    let bytes = site.visit_as_officer(&headers, move |_, visitor| visitor.desk.report(&name).map_err(known));
    let (bytes, kind) = bytes.await?.ok_or(Problem::NotFound)?;
    Ok(([(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, "inline")], bytes).into_response())
}

async fn brief(State(site): Shared, Path(name): Path<String>, headers: HeaderMap) -> Result<Html<String>, Problem> {
    form_page(&site, name, StoryFile::Brief, &headers).await
}

async fn reading(State(site): Shared, Path(name): Path<String>, headers: HeaderMap) -> Result<Html<String>, Problem> {
    form_page(&site, name, StoryFile::Reading, &headers).await
}

async fn form_page(
    site: &Arc<Site>,
    name: String,
    file: StoryFile,
    headers: &HeaderMap,
) -> Result<Html<String>, Problem> {
    site.visit_as_officer(headers, move |_, visitor| {
        let form = visitor.desk.story_form(&name, file).map_err(known)?;
        Ok(pages::form(&visitor, file, &form))
    })
    .await
}

type Pairs = Vec<(String, String)>;

async fn save_brief(
    State(site): Shared,
    Path(name): Path<String>,
    headers: HeaderMap,
    Form(sent): Form<Pairs>,
) -> Result<Response, Problem> {
    save(&site, name, StoryFile::Brief, &headers, sent).await
}

async fn save_reading(
    State(site): Shared,
    Path(name): Path<String>,
    headers: HeaderMap,
    Form(sent): Form<Pairs>,
) -> Result<Response, Problem> {
    save(&site, name, StoryFile::Reading, &headers, sent).await
}

async fn save(
    site: &Arc<Site>,
    name: String,
    file: StoryFile,
    headers: &HeaderMap,
    sent: Pairs,
) -> Result<Response, Problem> {
    site.visit_as_officer(headers, move |site, visitor| {
        visitor.acting()?;
        let seen = sent.iter().find(|(key, _)| key == "seen").map(|(_, seen)| seen.clone()).unwrap_or_default();
        let answers = answers(&visitor, &name, file, sent)?;
        match site.saving(|| visitor.desk.save_form(&name, file, &seen, &answers)).map_err(known)? {
            Some(form) => Ok(pages::form(&visitor, file, &form).into_response()),
            None => Ok(Redirect::to(&format!("/story/{name}")).into_response()),
        }
    })
    .await
}

/// Returns what a person sent, by the pointers of the fields. A doubt that is settled has no values any more.
fn answers(visitor: &Visitor, name: &str, file: StoryFile, sent: Pairs) -> Result<Answers, Problem> {
    let mut answers = Answers::new();
    let settled: Vec<usize> =
        sent.iter().filter(|(key, _)| key == "settled").filter_map(|(_, number)| number.parse().ok()).collect();
    for (key, value) in sent {
        match key.as_str() {
            "whole" => answers.entry(String::new()).or_default().push(value),
            key if key.starts_with('/') => answers.entry(key.to_owned()).or_default().push(value),
            _ => {}
        }
    }
    if !settled.is_empty() {
        let form = visitor.desk.story_form(name, file).map_err(known)?;
        let doubts = form.fields.unwrap_or_default().into_iter().find(|field| field.key == "doubts");
        let Some(Field { input: Input::Groups(doubts), .. }) = doubts else { return Ok(answers) };
        for field in settled.iter().filter_map(|number| doubts.get(*number)).flatten() {
            answers.insert(field.pointer.clone(), vec![String::new()]);
        }
    }
    Ok(answers)
}

async fn quotes(
    State(site): Shared,
    Path(name): Path<String>,
    Query(filter): Query<Filter>,
    headers: HeaderMap,
) -> Result<Html<String>, Problem> {
    site.visit_as_officer(&headers, move |_, visitor| {
        let quotations = visitor.desk.quotable(&name).map_err(known)?;
        Ok(pages::quotes(&visitor, &name, &quotations, &filter))
    })
    .await
}

async fn choose(
    State(site): Shared,
    Path(name): Path<String>,
    headers: HeaderMap,
    Form(wish): Form<Wish>,
) -> Result<Response, Problem> {
    site.visit_as_officer(&headers, move |site, visitor| {
        visitor.acting()?;
        let choice = match wish.choice.as_str() {
            "pick" => QuoteWish::Pick,
            "ban" => QuoteWish::Ban,
            _ => QuoteWish::Either,
        };
        let sentence = (wish.words.as_str(), wish.paragraph.parse().ok());
        let wrong = site.saving(|| visitor.desk.choose_quote(&name, sentence, choice)).map_err(known)?;
        if let Some(form) = wrong {
            return Ok(pages::form(&visitor, StoryFile::Brief, &form).into_response());
        }
        // Back to the list as it was filtered, and to nowhere else.
        let filter = if wish.back.starts_with('?') { wish.back.as_str() } else { "" };
        Ok(Redirect::to(&format!("/quotes/{name}{filter}")).into_response())
    })
    .await
}
