//! The page on which a person reads a version and answers: who asks, what blocks, what changed, the text with its notes, the
//! quotations with their sources, what the text says of the result, and the answer.

use super::claims::answered;
use super::list::state;
use super::{clipped, output_name, ready, sentence, signed_in};
use crate::access::Comment;
use crate::document::{Class, Noted, VersionId};
use crate::export::{Highlight, HighlightKind, NOT_COMPARED, annotated};
use crate::finding::Severity;
use crate::phrasing::{day, number, time};
use crate::review::{Act, Actor, Event, Refused, SignOff, State, Submitted, TextName};
use crate::story::{BaseKind, Cited, Quotation, ReaderCopy};
use crate::text::{Span, TextSpan};
use crate::web::site::{Visitor, address_of};
use axum::response::Html;
use maud::{Markup, html};

/// Returns the page.
pub(in crate::web) fn reader(
    visitor: &Visitor,
    copy: &ReaderCopy,
    comments: &[Comment],
    may_act: bool,
) -> Html<String> {
    let title = if copy.title.is_empty() { output_name(&copy.text.output) } else { copy.title.clone() };
    let changes = changes(copy);
    let main = html! {
        main.in #main {
            (head(visitor, copy, &title))
            (findings(copy))
            (changed(visitor, copy))
            (picture(copy))
            (text(visitor, copy, comments))
            (quotations(copy))
            (told(visitor, copy))
            (answer(visitor, copy, may_act))
        }
        @if can_answer(visitor, copy) {
            aside.bar aria-label="Your answer" {
                div.in {
                    span {
                        @if copy.base.is_some() { (number(changes, "change", "changes")) ", " } @else { "All of it is new, " }
                        @if copy.errors() == 0 { "nothing blocks it" }
                        @else { strong.bad { (number(copy.errors(), "error blocks", "errors block")) " it" } }
                    }
                    a.button href="#answer" { "Go to your answer" }
                }
            }
        }
    };
    signed_in(visitor, &title, &main)
}

fn can_answer(visitor: &Visitor, copy: &ReaderCopy) -> bool {
    matches!(copy.review.state, State::Submitted(_)) && (copy.role.is_ok() || may_return(visitor, copy))
}

/// Returns `true` if the person is asked about the text and may still give it back.
fn may_return(visitor: &Visitor, copy: &ReaderCopy) -> bool {
    copy.review.current().is_some_and(|current| current.needs().asks(&visitor.person.id))
        && !matches!(copy.role, Err(Refused::OwnText { .. }))
}

fn changes(copy: &ReaderCopy) -> usize {
    if copy.base.is_none() {
        return 0;
    }
    Class::ALL.into_iter().map(|class| copy.summary.of(class).count()).sum()
}

fn head(visitor: &Visitor, copy: &ReaderCopy, title: &str) -> Markup {
    let zone = visitor.desk.zone();
    html! {
        div.head {
            p.kicker {
                (output_name(&copy.text.output)) " · " (copy.text.story.as_deref().unwrap_or_default()) " · for "
                (visitor.person.name)
            }
            h1 { (title) }
            dl.facts {
                @if let Some(current) = copy.review.current() {
                    dt { "Asked by" }
                    dd { (crate::phrasing::by(current.authors())) ", " (time(current.at(), zone)) }
                }
                @if let Some(embargo) = &copy.embargo {
                    dt { "Embargo" }
                    dd { "nothing goes out before " strong { (embargo.to_string()) } }
                }
                dt { "State" }
                dd #state { (state(visitor, &copy.review)) }
                dt { "Version" }
                dd { code { (copy.version.short()) } }
                @if let Some(file) = &copy.file {
                    dt { "File" }
                    dd { a href=(format!("/file/{}", address_of(&copy.text))) { (file.name) } ", described below: your answer is for both" }
                }
                @if let Some(current) = copy.review.current() {
                    dt { "Who answers" }
                    dd { ul.people {
                        @for signed in current.signed() { li.yes { (signed_by(visitor, signed)) } }
                        @for open in current.open() {
                            li.wait {
                                (open.from.iter().map(|actor| name(visitor, actor)).collect::<Vec<_>>().join(" or "))
                                ": not answered yet" @if !open.now { ", asked after the others" }
                            }
                        }
                    } }
                }
            }
        }
    }
}

/// Shows the file that the text describes, if it is a picture.
fn picture(copy: &ReaderCopy) -> Markup {
    let file = copy.file.as_ref().filter(|file| file.ending() == "svg");
    html! {
        @if let Some(file) = file {
            p { img.made src=(format!("/file/{}", address_of(&copy.text))) alt=(format!("{}, described below", file.name)); }
        }
    }
}

fn name(visitor: &Visitor, actor: &Actor) -> String {
    if actor.id == visitor.person.id { format!("{} (you)", actor.name) } else { actor.name.clone() }
}

fn signed_by(visitor: &Visitor, signed: &SignOff) -> String {
    let despite = signed.despite.as_ref().map(|despite| format!(", although it has {}", despite.over));
    let at = time(signed.at, visitor.desk.zone());
    format!("{}: yes, {at}{}", name(visitor, &signed.by), despite.unwrap_or_default())
}

fn findings(copy: &ReaderCopy) -> Markup {
    let errors = copy.errors();
    let shown: Vec<_> =
        copy.found.iter().enumerate().filter(|(_, found)| found.finding.severity > Severity::Note).collect();
    html! {
        @if !shown.is_empty() {
            section.findings.blocked[errors > 0] aria-labelledby="findings" {
                h2 #findings {
                    @if errors > 0 { "This text cannot go out as it is" } @else { "Found in this text" }
                }
                ul {
                    @for (at, found) in &shown {
                        li class=(class_of(found.finding.severity)) {
                            span.n { (at + 1) } " "
                            a href=(format!("#f{at}")) { strong { (sentence(&found.finding.message)) } }
                            @if let Some(source) = &found.source {
                                span.says { (source.label) ": “" (clipped(&source.text)) "”" }
                            }
                        }
                    }
                }
            }
        }
    }
}

pub(super) fn class_of(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

fn changed(visitor: &Visitor, copy: &ReaderCopy) -> Markup {
    let zone = visitor.desk.zone();
    let called = |kind: BaseKind| match kind {
        BaseKind::Signed(at) => format!("your yes of {}", time(at, zone)),
        BaseKind::Returned(at) => format!("the version that you gave back on {}", time(at, zone)),
        BaseKind::Approved(on) => format!("the version approved on {}", day(on)),
    };
    let base = copy.base.map(|base| &copy.bases[base]);
    html! {
        section aria-labelledby="what" {
            @if let Some(base) = base {
                h2 #what { "What changed since " (called(base.kind)) }
                @if copy.bases.len() > 1 {
                    nav.pills aria-label="Compare with" {
                        @for other in &copy.bases {
                            a href=(format!("?since={}", other.version.short())) aria-current=[(other == base).then_some("true")] {
                                (called(other.kind))
                            }
                        }
                    }
                }
                @if copy.summary.is_same() { p { "Nothing: the texts are the same." } }
                @for class in Class::ALL {
                    @if copy.summary.of(class).next().is_some() {
                        div.class {
                            h3 { (class.title()) }
                            ul { @for noted in copy.summary.of(class) { li { (change(noted)) } } }
                        }
                    }
                }
                @for shape in copy.summary.shapes_in_words() { p.hint { (sentence(&shape)) } }
                @if copy.summary.left_out.differs() {
                    div.class {
                        h3 { (NOT_COMPARED) }
                        ul { @for one in copy.summary.left_out.in_words() { li { (one) } } }
                    }
                }
                @if !copy.summary.not_compared.is_empty() {
                    p.hint { "Not compared: " (copy.summary.not_compared_in_words()) "." }
                }
            } @else {
                h2 #what { "This text is new" }
                p { "No earlier version of it was approved, and you have not answered one. All of it is to be read." }
            }
            @for remark in &copy.remarks { (remark_of(visitor, remark)) }
        }
    }
}

fn change(noted: &Noted) -> Markup {
    let (before, after) = (clipped(&noted.before), clipped(&noted.after));
    html! {
        @if let Some(about) = &noted.about { span.about { (about) ": " } }
        @if !before.is_empty() { del { (before) } }
        @if !before.is_empty() && !after.is_empty() { " → " }
        @if noted.class == Class::Moved { span.moved { (after) } } @else if !after.is_empty() { ins { (after) } }
    }
}

fn remark_of(visitor: &Visitor, event: &Event) -> Markup {
    let because = match &event.act {
        Act::Returned { because, .. } => because.as_str(),
        _ => "",
    };
    html! {
        blockquote.remark {
            p { (because) }
            footer {
                (event.by.name) " gave back version " (event.act.version().map(VersionId::short).unwrap_or_default()) ", "
                (time(event.at, visitor.desk.zone()))
            }
        }
    }
}

fn text(visitor: &Visitor, copy: &ReaderCopy, comments: &[Comment]) -> Markup {
    let highlights = highlights(copy);
    let notes = |leaf: usize| notes(visitor, copy, comments, leaf).into_string();
    let body = annotated(&copy.redline, &highlights, &notes);
    html! {
        section.text aria-labelledby="text" {
            h2 #text { "The text" }
            p.legend {
                @if copy.base.is_some() { ins { "new" } " " del { "taken out" } " " span.moved { "moved" } }
                span.key { "✓ its source has these words" }
            }
            div lang=(copy.language) { (ready(body)) }
        }
    }
}

fn highlights(copy: &ReaderCopy) -> Vec<Highlight> {
    let findings = copy.found.iter().enumerate().filter(|(_, found)| !found.finding.place.span.is_empty());
    let findings = findings.map(|(at, found)| Highlight {
        place: found.finding.place,
        kind: HighlightKind::Finding(at + 1, class_of(found.finding.severity)),
        note: format!("f{at}"),
    });
    let quotations = copy.quotations.iter().enumerate().filter_map(|(at, quotation)| {
        quotation.source.as_ref()?;
        let place = *quotation.places.last()?;
        let end = after_mark(copy.leaves.get(place.block)?, place.span.end);
        Some(Highlight {
            place: TextSpan { block: place.block, span: Span::new(place.span.start, end) },
            kind: HighlightKind::Quotation(is_right(copy, quotation)),
            note: format!("q{at}"),
        })
    });
    findings.chain(quotations).collect()
}

/// Returns `true` if the source has the quotation word for word, as far as the checks know.
fn is_right(copy: &ReaderCopy, quotation: &Quotation) -> bool {
    quotation.finding.is_none_or(|found| copy.found[found].finding.severity == Severity::Note)
}

/// Returns the place after a closing quotation mark, if there is one.
fn after_mark(leaf: &str, end: usize) -> usize {
    let rest = leaf.get(end..).unwrap_or_default();
    rest.chars().next().filter(|mark| ['”', '’', '"', '\''].contains(mark)).map_or(end, |mark| end + mark.len_utf8())
}

/// Returns what is next to a paragraph: its findings, the sources of its quotations, its comments, and a place for a new one.
fn notes(visitor: &Visitor, copy: &ReaderCopy, comments: &[Comment], leaf: usize) -> Markup {
    let here = |place: TextSpan| place.block == leaf;
    let own = copy.leaves.get(leaf).map_or("", String::as_str);
    let on_this: Vec<&Comment> =
        comments.iter().filter(|comment| comment.answers.is_none() && comment.leaf == own && !own.is_empty()).collect();
    html! {
        @for (at, found) in copy.found.iter().enumerate().filter(|(_, found)| here(found.finding.place)) {
            div class={ "card " (class_of(found.finding.severity)) } id=(format!("f{at}")) {
                p { b { (at + 1) ". " (sentence(&found.finding.message)) } }
                @if let Some(source) = &found.source {
                    p { (source.label) ": “" (clipped(&source.text)) "”" }
                }
            }
        }
        @for (at, quotation) in copy.quotations.iter().enumerate() {
            @if let Some(source) = quotation.source.as_ref().filter(|_| quotation.places.last().is_some_and(|place| here(*place))) {
                (source_of(copy, quotation, source, at))
            }
        }
        @for comment in on_this { (comment_of(visitor, copy, comments, comment, leaf)) }
        @if !own.is_empty() {
            details.comment {
                summary { span aria-hidden="true" { "✎" } span.vh { "Comment on this paragraph" } }
                form method="post" action=(format!("/comment/{}", address_of(&copy.text))) {
                    (hidden(copy, leaf))
                    label for=(format!("c{leaf}")) { "What should change here?" }
                    textarea id=(format!("c{leaf}")) name="comment" rows="3" maxlength="4000" required {}
                    button.second { "Save comment" }
                }
            }
        }
    }
}

fn hidden(copy: &ReaderCopy, leaf: usize) -> Markup {
    html! {
        input type="hidden" name="version" value=(copy.version.as_str());
        input type="hidden" name="leaf" value=(leaf);
    }
}

/// Returns the passage of a quotation, with its words lit.
fn source_of(copy: &ReaderCopy, quotation: &Quotation, source: &Cited, at: usize) -> Markup {
    let text = source.text.as_deref().unwrap_or_default();
    let part = source.part.filter(|part| part.get(text).is_some()).unwrap_or(Span::at(0));
    let right = is_right(copy, quotation);
    html! {
        details.source id=(format!("q{at}")) {
            summary { @if right { "✓ " (source.label) } @else { "Compare with " (source.label) } }
            p {
                (text[..part.start]) @if !part.is_empty() { mark { (&text[part]) } } (text[part.end..])
            }
        }
    }
}

fn comment_of(visitor: &Visitor, copy: &ReaderCopy, all: &[Comment], comment: &Comment, leaf: usize) -> Markup {
    let zone = visitor.desk.zone();
    let action = format!("/comment/{}", address_of(&copy.text));
    let number = comment.number;
    html! {
        div.said.closed[comment.closed_by.is_some()] {
            @if !comment.words.is_empty() && comment.words != comment.leaf { p.hint { "On “" (clipped(&comment.words)) "”" } }
            p { (comment.body) }
            p.hint { (comment.by.name) ", " (time(comment.made, zone)) }
            @for answer in all.iter().filter(|answer| answer.answers == Some(number)) {
                div.reply { p { (answer.body) } p.hint { (answer.by.name) ", " (time(answer.made, zone)) } }
            }
            @if let Some(by) = &comment.closed_by { p.hint { "Closed by " (by) } }
            @else {
                details {
                    summary { "Answer or close" }
                    form method="post" action=(action) {
                        (hidden(copy, leaf))
                        input type="hidden" name="answers" value=(number);
                        label for=(format!("a{number}")) { "Your answer" }
                        textarea id=(format!("a{number}")) name="comment" rows="2" maxlength="4000" required {}
                        button.second { "Save answer" }
                    }
                    form method="post" action=(action) {
                        (hidden(copy, leaf))
                        input type="hidden" name="close" value=(number);
                        button.second { "Close this comment" }
                    }
                }
            }
        }
    }
}

fn quotations(copy: &ReaderCopy) -> Markup {
    html! {
        @if !copy.quotations.is_empty() {
            section aria-labelledby="quotes" {
                h2 #quotes { "Quotations and their sources" }
                ul.quotes {
                    @for (at, quotation) in copy.quotations.iter().enumerate() {
                        li {
                            q { (clipped(&quotation.words)) }
                            p { (verdict(copy, quotation, at)) }
                        }
                    }
                }
                @if !copy.unsourced.is_empty() {
                    details {
                        summary { (number(copy.unsourced.len(), "phrase is", "phrases are")) " from no source: people wrote them" }
                        ul { @for place in &copy.unsourced { li { (words_at(copy, *place)) } } }
                    }
                }
            }
        }
    }
}

fn words_at(copy: &ReaderCopy, place: TextSpan) -> Markup {
    let words = copy.leaves.get(place.block).and_then(|leaf| place.span.get(leaf)).unwrap_or_default();
    html! { a href=(format!("#l{}", place.block)) { (clipped(words.trim())) } }
}

fn verdict(copy: &ReaderCopy, quotation: &Quotation, at: usize) -> Markup {
    html! {
        @match (quotation.finding.filter(|_| !is_right(copy, quotation)), &quotation.source) {
            (Some(found), _) => {
                strong.bad { "✗ " (sentence(&copy.found[found].finding.message)) } " "
                a href=(format!("#f{found}")) { "See it in the text" }
            }
            (None, Some(source)) => {
                span.ok { "✓ word for word" } ", " a href=(format!("#q{at}")) { (source.label) }
            }
            (None, None) => span.hint { "Not from the report or an agreed statement." }
        }
    }
}

fn told(visitor: &Visitor, copy: &ReaderCopy) -> Markup {
    let all = copy.coverage.len();
    let is_told = |covered: &crate::check::Covered| covered.place.is_some() || covered.waived.is_some();
    let done = copy.coverage.iter().filter(|covered| is_told(covered)).count();
    html! {
        @if all > 0 {
            section aria-labelledby="told" {
                h2 #told { "What the text says of the result: " (done) " of " (all) }
                ul.told {
                    @for covered in &copy.coverage {
                        li.yes[is_told(covered)].no[!is_told(covered)] {
                            (sentence(&covered.what))
                            @if !is_told(covered) { span.vh { " Not in the text." } }
                        }
                    }
                }
            }
        }
        section aria-labelledby="checked" {
            h2 #checked { "Facts that people checked" }
            @if copy.answers.is_empty() { p { "Nobody has said yet whether a sentence is right." } }
            @for answer in &copy.answers { (answered(visitor, answer)) }
            @if copy.review.current().is_some() {
                p { a href=(format!("/c/{}", address_of(&copy.text))) { "Check the facts, sentence by sentence" } }
            }
        }
        @if !copy.not_looked_at.is_empty() {
            section aria-labelledby="unseen" {
                h2 #unseen { "Not checked" }
                ul { @for what in &copy.not_looked_at { li { (sentence(what)) } } }
            }
        }
    }
}

fn answer(visitor: &Visitor, copy: &ReaderCopy, may_act: bool) -> Markup {
    html! {
        section.answer aria-labelledby="answer" {
            @if !can_answer(visitor, copy) {
                h2 #answer tabindex="-1" { "No answer is waited for" }
                p { (state(visitor, &copy.review)) }
                @if let (State::Submitted(_), Err(why)) = (&copy.review.state, &copy.role) { p { (sentence(&why.to_string())) } }
            } @else if !may_act {
                h2 #answer tabindex="-1" { "Your answer to version " (copy.version.short()) }
                p { "More than 12 hours have gone since you typed a code. Type a new one before you answer." }
                p { a.button href="/again" { "Confirm that it is you" } }
            } @else {
                h2 #answer tabindex="-1" { "Your answer to version " (copy.version.short()) }
                (answer_form(copy))
                (colleagues(visitor, copy))
            }
        }
    }
}

fn answer_form(copy: &ReaderCopy) -> Markup {
    let errors = copy.errors();
    html! {
        form method="post" action=(format!("/answer/{}", address_of(&copy.text))) {
            input type="hidden" name="version" value=(copy.version.as_str());
            fieldset {
                legend {
                    "Your answer holds for exactly these words. If anybody changes one, it falls, and you are asked again."
                }
                @if copy.role.is_ok() {
                    div.radio {
                        input #yes type="radio" name="answer" value="yes" required;
                        label for="yes" {
                            "Yes, I approve this text"
                            @if errors > 0 {
                                span.hint {
                                    "It still cannot go out: " (number(errors, "error blocks", "errors block"))
                                    " it. Say below why you approve it all the same."
                                }
                            }
                        }
                    }
                } @else {
                    p.ok { "You have approved this version. You can still give it back." }
                }
                div.radio {
                    input #no type="radio" name="answer" value="no" required;
                    label for="no" { "No, give it back to its author" }
                }
            }
            label for="because" {
                "What should change?"
                span.hint { "Needed with a no. With a yes it is a wish, which the author reads." }
            }
            textarea #because name="because" rows="4" maxlength="4000" {}
            button { "Send my answer" }
        }
    }
}

fn colleagues(visitor: &Visitor, copy: &ReaderCopy) -> Markup {
    let open = copy.review.current().map(Submitted::open).unwrap_or_default();
    let mine = open.iter().filter(|open| open.from.iter().any(|actor| actor.id == visitor.person.id));
    let others: Vec<&Actor> = mine
        .flat_map(|open| &open.from)
        .filter(|actor| actor.id != visitor.person.id && visitor.desk.mail_of(&actor.id).is_some())
        .collect();
    html! {
        @if !others.is_empty() {
            details.pass {
                summary { "Pass it on to a colleague" }
                p { "The colleague gets a link of their own. Do not forward yours: it leads to a code in your mailbox." }
                form method="post" action=(format!("/pass/{}", address_of(&copy.text))) {
                    label for="colleague" { "Who should answer?" }
                    select #colleague name="person" {
                        @for actor in others { option value=(actor.id.to_string()) { (actor.name) } }
                    }
                    button.second { "Send the link" }
                }
            }
        }
    }
}

/// Returns the page after a text was passed on.
pub(in crate::web) fn passed_on(visitor: &Visitor, text: &TextName, to: &Actor) -> Html<String> {
    let main = html! {
        main.in.narrow #main {
            h1 { "Passed on to " (to.name) }
            p { (to.name) " gets a link by mail. You can still answer yourself." }
            p { a href=(format!("/t/{}", address_of(text))) { "Back to the text" } }
        }
    };
    signed_in(visitor, "Passed on", &main)
}
