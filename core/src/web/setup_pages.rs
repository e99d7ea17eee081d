//! What an officer sees of the desk as a whole: what goes out when, and who signs what.

use super::pages;
use super::problem::Problem;
use super::site::{Site, now};
use crate::phrasing::calendar;
use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use std::sync::Arc;

type Shared = State<Arc<Site>>;

/// The pages of the desk as a whole.
pub(super) fn routes() -> Router<Arc<Site>> {
    Router::new().route("/times", get(times)).route("/times.ics", get(calendar_file)).route("/desk", get(setup))
}

async fn times(State(site): Shared, headers: HeaderMap) -> Result<Html<String>, Problem> {
    site.visit_as_officer(&headers, move |_, visitor| {
        let (table, embargoes) = (visitor.desk.timetable()?, visitor.desk.embargoes()?);
        Ok(pages::times(&visitor, &table, &embargoes, now()))
    })
    .await
}

async fn calendar_file(State(site): Shared, headers: HeaderMap) -> Result<Response, Problem> {
    let text = site.visit_as_officer(&headers, move |_, visitor| Ok(calendar(&visitor.desk.timetable()?.due, now())));
    let kind = [
        (header::CONTENT_TYPE, "text/calendar; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=releases.ics"),
    ];
    Ok((kind, text.await?).into_response())
}

async fn setup(State(site): Shared, headers: HeaderMap) -> Result<Html<String>, Problem> {
    site.visit_as_officer(&headers, move |_, visitor| Ok(pages::setup(&visitor, &visitor.desk.setup()?))).await
}
