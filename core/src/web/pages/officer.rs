//! The pages of officers: the stories, one story, one text with its editor, and the record.

use super::claims::answered;
use super::list::state;
use super::reader::class_of;
use super::{clipped, output_name, sentence, signed_in};
use crate::access::Comment;
use crate::document::VersionId;
use crate::finding::Severity;
use crate::phrasing::{self, day, number, time};
use crate::review::{Actor, OpenRole, State, Submitted, TextName};
use crate::store::Log;
use crate::story::{Answered, Editable, Proofread, TextStatus, Verified};
use crate::web::shell::on_a_page;
use crate::web::site::{Visitor, address_of};
use crate::zone::LocalTime;
use axum::response::Html;
use jiff::Timestamp;
use maud::{Markup, html};

/// What the page of a text shows.
pub(in crate::web) struct TextPage<'a> {
    pub(in crate::web) status: &'a TextStatus,
    pub(in crate::web) editable: Option<&'a Editable>,
    pub(in crate::web) proofread: Option<&'a Proofread>,
    pub(in crate::web) comments: &'a [Comment],
    /// When each person who has not answered first opened their link.
    pub(in crate::web) opened: &'a [(Actor, Option<Timestamp>)],
    pub(in crate::web) embargo: Option<&'a LocalTime>,
    /// What people who check facts said of the version that is in review.
    pub(in crate::web) answers: &'a [Answered],
    /// The others who have the text open, each with their last sign of life.
    pub(in crate::web) others: &'a [(String, Timestamp)],
    /// Words that were not saved, because somebody else had saved theirs.
    pub(in crate::web) unsaved: Option<&'a str>,
}

/// Returns the page of all stories.
pub(in crate::web) fn desk(visitor: &Visitor, stories: &[String], texts: &[TextStatus]) -> Html<String> {
    let main = html! {
        main.in #main {
            h1 { "Stories" }
            @if stories.is_empty() { p { "There is no story yet. Begin with the report, as the inspectorate sent it." } }
            @for story in stories {
                @let own: Vec<&TextStatus> = texts.iter().filter(|text| text.text.story.as_ref() == Some(story)).collect();
                section aria-labelledby=(format!("s-{story}")) {
                    h2 id=(format!("s-{story}")) { a href=(format!("/story/{story}")) { (story) } }
                    @if own.is_empty() { p.hint { "Nothing is drafted yet." } }
                    (rows(visitor, &own))
                }
            }
            section aria-labelledby="new" {
                h2 #new { "Begin a new story" }
                form method="post" action="/new" enctype="multipart/form-data" {
                    label for="name" { "Name" span.hint { "Small letters, digits and hyphens, such as ofsted-2026" } }
                    input #name name="name" required pattern="[a-z0-9][a-z0-9-]*" maxlength="60" autocomplete="off";
                    label for="report" { "The report" span.hint { "The PDF, up to 20 MB" } }
                    input #report type="file" name="file" accept="application/pdf" required;
                    button { "Read the report" }
                }
            }
            section aria-labelledby="stop" {
                h2 #stop { "Stop everything" }
                p { "No text of this desk goes out until somebody ends its stop. What is out already stays where it is." }
                @if let Some(first) = texts.iter().find(|text| text.review.current().is_some()) {
                    form method="post" action=(format!("/act/{}", address_of(&first.text))) {
                        label for="because" { "Why?" span.hint { "The reason is recorded." } }
                        input #because name="because" required maxlength="400";
                        button.danger name="act" value="stop-all" { "Stop everything" }
                    }
                } @else { p.hint { "Nothing has been sent for sign-off, so there is nothing to stop." } }
            }
        }
    };
    signed_in(visitor, "Stories", &main)
}

pub(super) fn rows(visitor: &Visitor, texts: &[&TextStatus]) -> Markup {
    html! {
        ul.rows {
            @for text in texts {
                li {
                    a href=(format!("/text/{}", address_of(&text.text))) { (super::heading(&output_name(&text.text.output))) }
                    span.hint { (state_now(visitor, text)) }
                }
            }
        }
    }
}

/// Returns the state of a text, with whether its draft is another one by now.
fn state_now(visitor: &Visitor, text: &TextStatus) -> String {
    let mut said = match text.review.state {
        State::Drafted => "Drafted.".to_owned(),
        _ => state(visitor, &text.review),
    };
    if text.edited() {
        said.push_str(" The draft was edited since.");
    }
    let waiting: Vec<String> = text.open().iter().filter(|open| open.now).map(asked).collect();
    if !waiting.is_empty() {
        said = format!("{said} Waiting for {}.", waiting.join("; "));
    }
    if text.review.stop.is_some() {
        said.push_str(" Stopped.");
    }
    said
}

/// Returns who is asked, in words.
fn asked(open: &OpenRole) -> String {
    plain(&phrasing::open(open))
}

/// Returns words without the marks that a terminal has around ids.
fn plain(words: &str) -> String {
    words.replace('`', "")
}

/// Returns the page of a text: editor, findings, and what has to be true before it goes out.
pub(in crate::web) fn text_page(visitor: &Visitor, page: &TextPage<'_>) -> Html<String> {
    let text = &page.status.text;
    let story = text.story.as_deref().unwrap_or_default();
    let title = super::heading(&output_name(&text.output));
    let main = html! {
        main.in.desk #main {
            p.kicker { a href="/" { "Stories" } " › " a href=(format!("/story/{story}")) { (story) } }
            h1 { (title) }
            p.hint #state { (state_now(visitor, page.status)) }
            @if let Some(unsaved) = page.unsaved {
                section.findings aria-labelledby="unsaved" {
                    h2 #unsaved { "Your words are not saved" }
                    p { "Somebody else has saved this text since you began. The editor shows what they saved; your words are here. Bring over what should stay, and save again." }
                    label for="yours" { "Your words" }
                    textarea #yours rows="12" readonly { (unsaved) }
                }
            }
            @for (name, seen) in page.others {
                p.remark { (name) " has this text open too: last seen on " (time(*seen, visitor.desk.zone())) "." }
            }
            @match (page.editable, page.proofread) {
                (Some(editable), Some(proofread)) => (editor(page, editable, proofread)),
                _ => p { "There is no draft of this text here." },
            }
            (gate(visitor, page))
            (remarks(visitor, page))
        }
        script src="/a/desk.js" defer {}
    };
    signed_in(visitor, &title, &main)
}

fn editor(page: &TextPage<'_>, editable: &Editable, proofread: &Proofread) -> Markup {
    let path = address_of(&page.status.text);
    let may_submit = matches!(page.status.review.state, State::Drafted | State::Returned(_) | State::Withdrawn(_))
        || page.status.edited();
    html! {
        div.work {
            section.editor aria-labelledby="edit" {
                h2 #edit { "The text" }
                form method="post" action=(format!("/save/{path}")) {
                    input type="hidden" name="seen" value=(editable.sha256);
                    label for="words" { "Markdown" span.hint { "# begins a heading, - an item of a list; a blank line ends a paragraph." } }
                    textarea #words name="words" rows="24" spellcheck="true" data-check=(format!("/check/{path}")) data-paste="/paste" { (editable.source) }
                    button { "Save" }
                }
                @if may_submit {
                    form method="post" action=(format!("/act/{path}")) {
                        input type="hidden" name="version" value=(editable.sha256);
                        @if proofread.found.iter().any(|(_, found)| found.blocks()) || proofread.places > 0 {
                            label for="despite" { "Why should it be sent although it is not ready?" span.hint { "The reason is recorded, and everybody who signs reads it." } }
                            input #despite name="because" maxlength="400";
                        }
                        button name="act" value="submit" { "Send the saved text for sign-off" }
                        @if page.status.review.current().is_some() { p.hint { "It ends every yes that was given to an earlier version." } }
                    }
                } @else {
                    p { a.button.second href=(format!("/t/{path}")) { "Read it as the approvers do" } }
                }
                (other_ways(&page.status.text))
            }
            aside.rail aria-label="Findings" { div #found aria-live="polite" { (found(proofread)) } }
        }
    }
}

/// Returns the ways to a next draft other than the editor: an edited file, and drafting again.
fn other_ways(text: &TextName) -> Markup {
    let path = address_of(text);
    html! {
        details {
            summary { "Bring back an edited file" }
            form method="post" action=(format!("/revise/{path}")) enctype="multipart/form-data" {
                label for="edited" { "The file" span.hint { "A Word document, or a page or text. It replaces the draft; a copy of the draft is kept." } }
                input #edited type="file" name="file" accept=".docx,.md,.html,.htm,.txt" required;
                label for="open" { "Tracked changes that are still open" }
                select #open name="open" {
                    option value="refuse" { "Stop, and show them to me" }
                    option value="accept" { "Accept all of them" }
                    option value="reject" { "Reject all of them" }
                }
                div.tick {
                    input #force type="checkbox" name="force" value="yes";
                    label for="force" { "Take it even if most of its words are others" }
                }
                button.second { "Use this file" }
            }
        }
        @if let Some(story) = &text.story {
            details {
                summary { "Draft it again from the report" }
                form method="post" action=(format!("/draft/{story}")) {
                    input type="hidden" name="output" value=(text.output);
                    p.hint { "With the brief and the quotations as they are now. If the text was edited, a copy of it is kept in the story’s folder." }
                    button.second name="again" value="yes" { "Draft it again" }
                }
            }
        }
    }
}

/// Returns the findings, as a fragment.
pub(in crate::web) fn found(proofread: &Proofread) -> Markup {
    let errors = proofread.found.iter().filter(|(_, found)| found.blocks()).count();
    html! {
        h2 {
            @if errors > 0 { span.bad { (number(errors, "error blocks", "errors block")) " the text" } }
            @else { "Nothing blocks the text" }
        }
        p.hint {
            (number(proofread.words, "word", "words")) ", tells " (proofread.told.0) " of " (proofread.told.1) " results"
            @if proofread.places > 0 { ", " (number(proofread.places, "place", "places")) " to fill in" }
        }
        @for (line, found) in &proofread.found {
            @if found.finding.severity > Severity::Note {
                div class={ "card " (class_of(found.finding.severity)) } {
                    p { b { "Line " (line) ": " (sentence(&found.finding.message)) } }
                    @if let Some(source) = &found.source { p { (source.label) ": “" (clipped(&source.text)) "”" } }
                    @if let Some(hint) = found.finding.hint.as_deref().and_then(on_a_page) { p.hint { (hint) } }
                }
            }
        }
        @let notes = proofread.found.iter().filter(|(_, found)| found.finding.severity == Severity::Note);
        @if notes.clone().next().is_some() {
            details {
                summary { (number(notes.clone().count(), "note", "notes")) }
                @for (line, found) in notes {
                    div.card.note { p { "Line " (line) ": " (sentence(&found.finding.message)) } }
                }
            }
        }
    }
}

fn gate(visitor: &Visitor, page: &TextPage<'_>) -> Markup {
    let (text, review) = (page.status, &page.status.review);
    let Some(current) = review.current() else { return still_out(text) };
    html! {
        section.gate aria-labelledby="gate" {
            h2 #gate { "Sign-off and release" }
            (signers(visitor, page, current))
            (checkers(visitor, page))
            @for bar in &text.bars { p.alert { (sentence(&bar.to_string())) } }
            @for delivery in &review.deliveries {
                p { "At " (delivery.target.to_string()) ": version " (delivery.version.short()) ", " (delivery.place) ", " (time(delivery.at, visitor.desk.zone())) }
            }
            form method="post" action=(format!("/act/{}", address_of(&text.text))) {
                input type="hidden" name="version" value=(current.version().to_string());
                (release(page, current.version()))
            }
        }
    }
}

/// Returns where a text is that was withdrawn and is not taken away everywhere yet.
fn still_out(text: &TextStatus) -> Markup {
    let is_out = matches!(text.review.state, State::Withdrawn(_)) && !text.review.deliveries.is_empty();
    html! {
        @if is_out {
            section.gate aria-labelledby="gate" {
                h2 #gate { "Withdrawn, but not everywhere yet" }
                @for delivery in &text.review.deliveries {
                    p { "Still at " (delivery.target.to_string()) ": version " (delivery.version.short()) ", " (delivery.place) }
                }
                form method="post" action=(format!("/act/{}", address_of(&text.text))) {
                    button.danger name="act" value="recall" { "Take it away there" }
                }
            }
        }
    }
}

/// Returns the fields and buttons of the form by which a version is released, corrected, stopped or taken back.
fn release(page: &TextPage<'_>, version: &VersionId) -> Markup {
    let (text, review) = (page.status, &page.status.review);
    let is_signed = matches!(review.state, State::Signed(_));
    let may_correct = is_signed && review.out().is_some_and(|out| out.version() != version);
    let embargo = page.embargo.map(|embargo| embargo.local.to_string()).unwrap_or_default();
    html! {
        @if may_correct {
            p { "Another version of this text is out. This one takes its place wherever that one is." }
            label for="wrong" { "What was wrong?" }
            input #wrong name="wrong" maxlength="400";
            label for="right" { "What is right?" }
            input #right name="right" maxlength="400";
        } @else if is_signed {
            label for="at" { "Release at" span.hint { "Local time, such as 2026-07-28T09:30. It is the end of the embargo unless you change it." } }
            input #at name="at" required maxlength="25" value=(embargo);
        }
        label for="why" { "Reason" span.hint { "Needed to stop and to end a stop, and to release a text that something holds back." } }
        input #why name="because" maxlength="400";
        div.go {
            @if may_correct { button name="act" value="correct" { "Put the correction in its place" } }
            @else if is_signed {
                button name="act" value="schedule" { "Set the time" }
                button.second name="act" value="release" formnovalidate { "Release it now" }
            }
            @if matches!(review.state, State::Releasing(_)) { button name="act" value="release" formnovalidate { "Go on with the release" } }
            @if matches!(review.state, State::Scheduled(_)) { button.second name="act" value="unschedule" formnovalidate { "Take the time away" } }
            @if matches!(review.state, State::Submitted(_)) && !text.edited() { button name="act" value="remind" formnovalidate { "Remind them" } }
            @if review.stop.is_none() { button.danger name="act" value="stop" formnovalidate { "Stop this text" } }
            @else { button.second name="act" value="resume" formnovalidate { "End the stop" } }
            button.second name="act" value="withdraw" formnovalidate { "Withdraw it" }
        }
    }
}

fn signers(visitor: &Visitor, page: &TextPage<'_>, current: &Submitted) -> Markup {
    let (text, zone) = (page.status, visitor.desk.zone());
    html! {
        ul.people {
            @for signed in current.signed() { li.yes { (signed.by.name) ": yes, " (time(signed.at, zone)) } }
            @for open in current.open() { li.wait { (asked(&open)) ": not answered yet" } }
        }
        @for (person, opened) in page.opened {
            p.hint {
                (person.name) " "
                @match opened { Some(at) => { "opened the link on " (time(*at, zone)) } None => { "has not opened the link" } }
            }
        }
        @for fallen in &text.fallen {
            p.hint { "No longer holds: " (plain(&phrasing::sign_off(&fallen.sign_off))) ", " (time(fallen.sign_off.at, zone)) }
        }
        @if let Some(approved) = text.review.last_approved() {
            p.hint { "Approved last: version " (approved.version.short()) " on " (day(approved.on)) }
        }
    }
}

/// Returns what people said of the facts, and the form by which somebody is asked to check them.
fn checkers(visitor: &Visitor, page: &TextPage<'_>) -> Markup {
    let path = address_of(&page.status.text);
    html! {
        @for answer in page.answers { (answered(visitor, answer)) }
        details {
            summary { "Ask somebody to check the facts" }
            form method="post" action=(format!("/ask/{path}")) {
                label for="person" { "Who?" span.hint { "They get a link of their own, to the sentences of this text and their sources. They sign nothing." } }
                select #person name="person" {
                    @for (id, name) in visitor.desk.people() { option value=(id) { (name) } }
                }
                button.second { "Send the link" }
            }
            p { a href=(format!("/c/{path}")) { "Check the facts yourself" } }
        }
    }
}

fn remarks(visitor: &Visitor, page: &TextPage<'_>) -> Markup {
    let open: Vec<&Comment> = page.comments.iter().filter(|comment| comment.answers.is_none()).collect();
    html! {
        @if !open.is_empty() {
            section aria-labelledby="comments" {
                h2 #comments { "Comments" }
                @for comment in open {
                    div.said.closed[comment.closed_by.is_some()] {
                        @if !comment.words.is_empty() { p.hint { "On “" (clipped(&comment.words)) "”" } }
                        @else if !comment.leaf.is_empty() { p.hint { "On “" (clipped(&comment.leaf)) "”" } }
                        p { (comment.body) }
                        p.hint { (comment.by.name) ", " (time(comment.made, visitor.desk.zone()))
                            @if let Some(version) = &comment.version { ", version " (version.short()) }
                            @if let Some(by) = &comment.closed_by { "; closed by " (by) } }
                        @for answer in page.comments.iter().filter(|answer| answer.answers == Some(comment.number)) {
                            div.reply {
                                p { (answer.body) }
                                p.hint { (answer.by.name) ", " (time(answer.made, visitor.desk.zone())) }
                            }
                        }
                        @if comment.closed_by.is_none() { (answer_or_close(page, comment.number)) }
                    }
                }
                p { a href=(format!("/t/{}", address_of(&page.status.text))) { "Answer or close them next to the text" } }
            }
        }
    }
}

/// Returns the forms that answer and close a comment, whether its paragraph is still in the text or not.
fn answer_or_close(page: &TextPage<'_>, number: i64) -> Markup {
    let action = format!("/comment/{}", address_of(&page.status.text));
    html! {
        details {
            summary { "Answer or close" }
            form method="post" action=(action) {
                input type="hidden" name="answers" value=(number);
                label for=(format!("a{number}")) { "Your answer" }
                textarea id=(format!("a{number}")) name="comment" rows="2" maxlength="4000" required {}
                button.second { "Save answer" }
            }
            form method="post" action=(action) {
                input type="hidden" name="close" value=(number);
                button.second { "Close this comment" }
            }
        }
    }
}

/// Returns the page of the record.
pub(in crate::web) fn record(visitor: &Visitor, log: &Log, verified: &Verified) -> Html<String> {
    let zone = visitor.desk.zone();
    let main = html! {
        main.in #main {
            h1 { "Record" }
            @if verified.faults.is_empty() {
                p.ok { "The record is whole: " (number(log.events.len(), "event", "events")) "." }
                @if let Some(head) = &verified.head { p.hint { "Last event: " code { (head) } } }
            } @else {
                @for fault in &verified.faults { p.alert role="alert" { (sentence(&fault.to_string())) } }
            }
            div.wide tabindex="0" role="region" aria-label="Events" {
                table {
                    thead { tr { th scope="col" { "Nr" } th scope="col" { "Time" } th scope="col" { "Text" } th scope="col" { "Who did what" } } }
                    tbody {
                        @for recorded in log.events.iter().rev() {
                            tr {
                                td { (recorded.number) }
                                td { (time(recorded.event.at, zone)) }
                                td { (recorded.event.text.to_string()) }
                                td { (recorded.event.by.name) " " (plain(&phrasing::what(&recorded.event))) (phrasing::proven(&recorded.event)) }
                            }
                        }
                    }
                }
            }
        }
    };
    signed_in(visitor, "Record", &main)
}
