//! The way in: a link leads to a page that shows nothing, from which a person has a code sent to their own address; the code opens
//! a session in that browser.

use super::mailing;
use super::problem::Problem;
use super::shell;
use super::site::{Site, address_of, now};
use crate::access::{AccessError, For, Link, SESSION};
use axum::extract::{Form, Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use serde::Deserialize;
use std::sync::Arc;

type Shared = State<Arc<Site>>;

/// A typed code.
#[derive(Debug, Deserialize)]
pub(super) struct Typed {
    #[serde(default)]
    code: String,
}

/// Shows the door. Nothing is changed, however often a scanner opens it; a browser of that person is led on.
pub(super) async fn show(
    State(site): Shared,
    Path(secret): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let cookie = site.cookie_in(&headers);
    site.work(move |site| {
        let (access, now) = (site.access()?, now());
        let link = access.link(&secret, now)?;
        let session = cookie.map(|cookie| access.session(&cookie, now)).transpose()?.flatten();
        if session.is_some_and(|session| session.person == link.person) {
            return Ok(Redirect::to(&behind(&link)).into_response());
        }
        let masked = masked(&address(site, &link)?);
        let waits = access.waits_for_code(For::Link(&link), now)?;
        Ok(shell::door(&format!("/r/{secret}"), &masked, waits, None).into_response())
    })
    .await
}

/// Sends a code to the person's address.
pub(super) async fn send(State(site): Shared, Path(secret): Path<String>) -> Result<Redirect, Problem> {
    site.work(move |site| {
        let (mut access, now) = (site.access()?, now());
        let link = access.link(&secret, now)?;
        let to = address(site, &link)?;
        let code = access.code(For::Link(&link), now)?;
        mailing::code(site, &to, &code, now)?;
        Ok(Redirect::to(&format!("/r/{secret}")))
    })
    .await
}

/// Opens a session with the code.
pub(super) async fn enter(
    State(site): Shared,
    Path(secret): Path<String>,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    site.work(move |site| {
        let (mut access, now) = (site.access()?, now());
        let link = access.link(&secret, now)?;
        let masked = masked(&address(site, &link)?);
        match access.enter(&link, &typed.code, &masked, now) {
            Ok(cookie) => {
                let secure = if site.is_secure() { "; Secure" } else { "" };
                let cookie = format!(
                    "{}={}; Path=/; HttpOnly; SameSite=Lax; Max-Age={}{secure}",
                    site.cookie(),
                    cookie.0,
                    SESSION.as_secs()
                );
                Ok(([(header::SET_COOKIE, cookie)], Redirect::to(&behind(&link))).into_response())
            }
            Err(AccessError::WrongCode) => {
                let waits = access.waits_for_code(For::Link(&link), now)?;
                let page = shell::door(&format!("/r/{secret}"), &masked, waits, Some(wrong(waits)));
                Ok((StatusCode::FORBIDDEN, page).into_response())
            }
            Err(error) => Err(error.into()),
        }
    })
    .await
}

/// Shows the page on which a person who signed in some time ago types a new code.
pub(super) async fn again(State(site): Shared, headers: HeaderMap) -> Result<Html<String>, Problem> {
    site.visit(&headers, move |site, visitor| {
        let waits = site.access()?.waits_for_code(For::Session(&visitor.session), now())?;
        Ok(shell::door("/again", &visitor.session.address, waits, None))
    })
    .await
}

/// Sends a code for a session.
pub(super) async fn send_again(State(site): Shared, headers: HeaderMap) -> Result<Redirect, Problem> {
    site.visit(&headers, move |site, visitor| {
        let to = visitor.desk.mail_of(&visitor.person.id).ok_or(Problem::SignIn)?;
        let code = site.access()?.code(For::Session(&visitor.session), now())?;
        mailing::code(site, &to, &code, now())?;
        Ok(Redirect::to("/again"))
    })
    .await
}

/// Notes that the person of a session has typed its code.
pub(super) async fn prove(
    State(site): Shared,
    headers: HeaderMap,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    site.visit(&headers, move |site, visitor| {
        let (mut access, now) = (site.access()?, now());
        match access.prove(&visitor.session, &typed.code, now) {
            Ok(()) => Ok(Redirect::to(if visitor.is_officer { "/" } else { "/t" }).into_response()),
            Err(AccessError::WrongCode) => {
                let waits = access.waits_for_code(For::Session(&visitor.session), now)?;
                let page = shell::door("/again", &visitor.session.address, waits, Some(wrong(waits)));
                Ok((StatusCode::FORBIDDEN, page).into_response())
            }
            Err(error) => Err(error.into()),
        }
    })
    .await
}

/// Signs a browser out.
pub(super) async fn leave(State(site): Shared, headers: HeaderMap) -> Result<Response, Problem> {
    let (cookie, name) = (site.cookie_in(&headers), site.cookie());
    let secure = if site.is_secure() { "; Secure" } else { "" };
    site.work(move |site| {
        if let Ok(visitor) = site.visitor(cookie.as_deref()) {
            site.access()?.leave(&visitor.session)?;
        }
        Ok(())
    })
    .await?;
    let gone = format!("{name}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0{secure}");
    Ok(([(header::SET_COOKIE, gone)], shell::problem("You are signed out", &[], None)).into_response())
}

/// Returns where a link leads.
fn behind(link: &Link) -> String {
    match &link.text {
        Some(text) => format!("/t/{}", address_of(text)),
        None => "/".to_owned(),
    }
}

/// Returns the address of the person whom a link is for: the desk's, and never one that is typed.
fn address(site: &Site, link: &Link) -> Result<String, Problem> {
    site.open()?.mail_of(&link.person).ok_or(Problem::Access(AccessError::Revoked))
}

/// Returns an address of which only the person knows the rest.
pub(super) fn masked(address: &str) -> String {
    let (name, host) = address.rsplit_once('@').unwrap_or((address, ""));
    format!("{}•••@{host}", name.chars().next().unwrap_or_default())
}

fn wrong(waits: bool) -> &'static str {
    if waits {
        "That is not the code in the last mail. Look at the mail again."
    } else {
        "That was not the right code, or it came too late. Ask for a new one."
    }
}
