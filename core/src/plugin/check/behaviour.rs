//! Group C, first part: drafting from good, sparse and malformed requests.

use super::samples::{bytes_of, each_object};
use super::subject::Answer;
use super::{Check, CheckOutcome, Sample, Skipped, Subject};
use crate::plugin::worker_side::{NO_REASON, NOT_SAID};
use crate::plugin::{Cause, Offer, Part, Report};
use serde_json::{Value, json};

pub(super) const CHECKS: &[Check] = &[
    Check { id: "C1", title: "drafts from a usual request", run: drafts },
    Check { id: "C2", title: "answers every sample", run: every_sample },
    Check { id: "C3", title: "takes what is missing and what is new", run: sparse_and_new },
    Check { id: "C4", title: "survives malformed requests", run: no_request },
    Check { id: "C5", title: "says why where it does not draft", run: reasons },
];

fn drafts(subject: &Subject<'_>) -> Result<CheckOutcome, Skipped> {
    let mut wrong = Vec::new();
    let mut refused = Vec::new();
    for (_, first) in subject.first_answers()? {
        wrong.extend(first.wrong().or_else(|| blank(first)));
        let all = || subject.answers().into_iter().flatten().filter(|answer| answer.output == first.output);
        if first.result.is_err() && all().all(|answer| answer.result.is_err()) {
            refused.extend(first.content().err().map(|why| format!("{}: it {why}", first.what)));
        }
    }
    let fix = "make it draft from samples/good-result.json, or try it with a request of your own: --request";
    if wrong.is_empty() && !refused.is_empty() {
        return Ok(CheckOutcome::warn(format!("no sample gives a document: {}", refused.join("; ")), fix));
    }
    Ok(CheckOutcome::of(&wrong, fix, "drafts every output"))
}

fn blank(answer: &Answer) -> Option<String> {
    let is_blank = |part: &Part| matches!(part, Part::Text(text) if text.trim().is_empty());
    let blank = answer.result.as_ref().is_ok_and(|drafted| drafted.parts.iter().all(is_blank));
    blank.then(|| format!("{}: the document is blank", answer.what))
}

fn every_sample(subject: &Subject<'_>) -> Result<CheckOutcome, Skipped> {
    let answers = subject.answers()?;
    let first: Vec<&str> = subject.first_answers()?.map(|(_, first)| first.what.as_str()).collect();
    let others = answers.iter().filter(|answer| !first.contains(&answer.what.as_str()));
    let wrong: Vec<String> = others.filter_map(Answer::wrong).collect();
    let fix = "draft or refuse: what is missing in a request is empty or null, and no reason to break";
    Ok(CheckOutcome::of(&wrong, fix, format!("drafts or refuses each of {} requests", answers.len())))
}

fn sparse_and_new(subject: &Subject<'_>) -> Result<CheckOutcome, Skipped> {
    let mut wrong = Vec::new();
    for (offer, first) in subject.first_answers()? {
        let sparse = bytes_of(&json!({ "output": offer.id }));
        let new = with_new_fields(&subject.samples[0], offer);
        wrong.extend(subject.ask(offer, "a request without any data", sparse)?.wrong());
        let answer = subject.ask(offer, "a request with new fields", new)?;
        if answer.content() != first.content() && subject.steady().is_ok() {
            wrong.push(answer.wrong().unwrap_or_else(|| format!("{}: the document differs", answer.what)));
        }
    }
    let fix = "take a missing field as empty, and pass over fields that you do not know";
    Ok(CheckOutcome::of(&wrong, fix, "missing fields are tolerated, and new ones change nothing"))
}

fn with_new_fields(sample: &Sample, offer: &Offer) -> Vec<u8> {
    let mut request = sample.json_for(offer);
    each_object(&mut request, &mut |object| {
        object.insert("of_a_later_version".to_owned(), json!({ "new": [1, null, "text"] }));
    });
    bytes_of(&request)
}

/// Requests that are none, by name.
fn unreadable() -> [(&'static str, &'static [u8]); 4] {
    [
        ("an empty request", b""),
        ("the request `null`", b"null"),
        ("a request that is cut off", b"{\"output\": \"x\", \"inspection\": {\"title\": \"Aver"),
        ("a request that is not UTF-8", b"{\"output\": \"\xff\xfe\"}"),
    ]
}

/// Requests that can be read and are odd, by name.
fn odd(offer: &Offer) -> [(&'static str, Vec<u8>); 3] {
    let nested = (0..100).fold(Value::Null, |inner, _| json!([inner]));
    let long = "long ".repeat(2 << 20);
    [
        ("the request `{}`", b"{}".to_vec()),
        ("a request with lists 100 deep", bytes_of(&json!({ "output": offer.id, "new": nested }))),
        ("a request of 10 MB", format!("{{\"output\":\"{}\",\"new\":\"{long}\"}}", offer.id).into_bytes()),
    ]
}

fn no_request(subject: &Subject<'_>) -> Result<CheckOutcome, Skipped> {
    let fix = "read the request with a JSON parser, and return COPYDESK_BAD_REQUEST where that fails";
    let offer = &subject.offers()?[0];
    let mut wrong = Vec::new();
    let mut drafted = Vec::new();
    for (name, request) in unreadable() {
        let answer = subject.ask(offer, name, request.to_vec())?;
        wrong.extend(answer.broken());
        drafted.extend(answer.result.is_ok().then_some(name));
    }
    for (name, request) in odd(offer) {
        wrong.extend(subject.ask(offer, name, request)?.broken());
    }
    if wrong.is_empty() && !drafted.is_empty() {
        return Ok(CheckOutcome::warn(format!("it drafts a document from {}", drafted.join(", ")), fix));
    }
    Ok(CheckOutcome::of(&wrong, fix, "reports malformed requests, and goes on"))
}

fn reasons(subject: &Subject<'_>) -> Result<CheckOutcome, Skipped> {
    let offer = &subject.offers()?[0];
    let (name, cut_off) = unreadable()[2];
    let more = [
        subject.ask(offer, name, cut_off.to_vec())?,
        subject.ask(offer, "a request without any data", bytes_of(&json!({ "output": offer.id })))?,
    ];
    let wrong: Vec<String> = subject.answers()?.iter().chain(&more).filter_map(without_reason).collect();
    let fix = "call `fail` with a code and a sentence before returning; in Rust, `Refusal::new` does";
    Ok(CheckOutcome::of(&wrong, fix, "gives a code and a sentence wherever it does not draft"))
}

fn without_reason(answer: &Answer) -> Option<String> {
    let Err(error) = &answer.result else { return None };
    let silent = match &error.cause {
        Cause::Reported(Report::Refused { code, message } | Report::Fault { code, message }) => {
            code == NO_REASON || code.is_empty() || message.trim().is_empty()
        }
        Cause::Reported(Report::BadRequest(message)) => message == NOT_SAID || message.trim().is_empty(),
        _ => false,
    };
    silent.then(|| format!("{}: it {}", answer.what, error.cause))
}
