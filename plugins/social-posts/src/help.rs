//! The third post after a poor result: where a family gets help.

use crate::form::Form;
use crate::post::{Block, Line, Part, Post};
use copydesk_plugin::pick;
use copydesk_plugin::story::{Contact, Id, Request};

/// As long as the name and the number of a place where families get help.
const USUAL_CONTACT: usize = 40;

/// Returns the post.
pub(crate) fn post(request: &Request, form: &Form) -> Option<Post> {
    let contact = pick::contact(request, "families");
    let details = request.desk.contacts.iter().find(|contact| contact.r#for == "families");
    let ask = match contact.as_ref().zip(details) {
        Some((id, contact)) => reach(id, contact),
        None => Line::default().place("Where people get help: name, telephone", "a".repeat(USUAL_CONTACT)).own("."),
    };
    let service = &request.inspection.kind.service;
    let of =
        |field: &str, words: &str| Line::default().datum(Id::new(format!("/inspection/kind/service/{field}")), words);
    let asked = Line::default()
        .own("If you have ")
        .then(of("ask", &service.ask))
        .own(", you can ask them what the report means for you.");
    let danger = (!service.in_danger.is_empty()).then(|| vec![of("in_danger", &service.in_danger)]);
    let parts = [
        Part::needed(
            0,
            vec![vec![Line::default().own("If ").then(of("need_help", &service.need_help)).own(": ").then(ask)]],
        ),
        Part::wanted(1, if form.brief { Vec::new() } else { vec![vec![asked]] }),
        Part::needed(0, vec![danger.unwrap_or_default()]),
        Part::wanted(2, contact.zip(details).and_then(|(id, contact)| page(&id, contact)).into_iter().collect()),
    ];
    Post::fit(form, &parts)
}

fn reach(id: &Id, contact: &Contact) -> Line {
    let line = Line::default().own("contact ").datum(id.child("name"), &contact.name);
    let line = match &contact.phone {
        Some(phone) => line.own(" on ").datum(id.child("phone"), phone),
        None => line,
    };
    line.own(".")
}

fn page(id: &Id, contact: &Contact) -> Option<Block> {
    let url = contact.url.as_ref()?;
    Some(vec![Line::default().datum(id.child("url"), url)])
}
