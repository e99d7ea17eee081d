//! The page of a story, and of its final report.

use super::officer::rows;
use super::{sentence, signed_in};
use crate::phrasing::{difference, number};
use crate::story::{FinalReport, StoryOverview, TextStatus};
use crate::web::site::Visitor;
use axum::response::Html;
use maud::{Markup, html};

/// Returns the page of a story.
pub(in crate::web) fn story_page(visitor: &Visitor, story: &StoryOverview, texts: &[&TextStatus]) -> Html<String> {
    let drafted = |output: &str| texts.iter().any(|text| text.text.output == output && text.draft.is_some());
    let name = &story.name;
    let main = html! {
        main.in #main {
            p.kicker { a href="/" { "Stories" } " › " (name) }
            h1 { (story.about) }
            dl.facts {
                @if let Some(embargo) = &story.embargo {
                    dt { "Embargo" }
                    dd { "nothing goes out before " strong { (embargo.to_string()) } }
                }
                dt { "Report" }
                dd {
                    a href=(format!("/report/{name}")) { "Open the report" } ": "
                    @if story.is_final { "the final one" } @else { "not final yet; texts go out only once they were checked against the final report" }
                }
            }
            (judgements(story))
            section aria-labelledby="prepare" {
                h2 #prepare { "Before you draft" }
                ul.rows {
                    li { a href=(format!("/brief/{name}")) { "Brief" } span.hint { "Statements, embargo, key messages, next steps, local facts" } }
                    li { a href=(format!("/quotes/{name}")) { "Quotations" } span.hint { "What can be quoted from the report, the best first" } }
                    li { a href=(format!("/reading/{name}")) { "What was read" } span.hint { "Correct a grade, a name or a date, and settle doubts" } }
                }
            }
            (texts_of(visitor, story, texts, &drafted))
            (final_report(story))
        }
    };
    signed_in(visitor, name, &main)
}

fn judgements(story: &StoryOverview) -> Markup {
    html! {
        @if !story.judgements.is_empty() {
            section aria-labelledby="judgements" {
                h2 #judgements { "Judgements" }
                ul { @for (area, grade) in &story.judgements { li { (area) ": " strong { (grade) } } } }
            }
        }
        @if !story.doubts.is_empty() {
            section.findings aria-labelledby="doubts" {
                h2 #doubts { "To check against the report" }
                ul { @for doubt in &story.doubts {
                    li { (sentence(&doubt.message)) @if let Some(page) = doubt.page { " (page " (page) ")" } }
                } }
                p { a href=(format!("/reading/{}", story.name)) { "Correct what was read, or settle a doubt" } }
            }
        }
    }
}

fn texts_of(visitor: &Visitor, story: &StoryOverview, texts: &[&TextStatus], drafted: &dyn Fn(&str) -> bool) -> Markup {
    let open: Vec<_> = story.outputs.iter().filter(|(id, _)| !drafted(id)).collect();
    html! {
        section aria-labelledby="texts" {
            h2 #texts { "Texts" }
            (rows(visitor, texts))
            @if let Some(why) = &story.not_ready {
                p.alert { (sentence(why)) " Nothing can be drafted until then." }
                p { a href=(format!("/reading/{}", story.name)) { "Correct what was read" } }
            } @else if !open.is_empty() {
                form.inline method="post" action=(format!("/draft/{}", story.name)) {
                    label for="output" { "Draft another" }
                    select #output name="output" { @for (id, title) in open { option value=(id) { (title) } } }
                    button.second { "Draft it" }
                }
            }
        }
    }
}

fn final_report(story: &StoryOverview) -> Markup {
    html! {
        section aria-labelledby="final" {
            h2 #final { "The published report" }
            form method="post" action=(format!("/final/{}", story.name)) enctype="multipart/form-data" {
                label for="file" {
                    @if story.is_final { "Replace the final report" } @else { "The report as it was published" }
                    span.hint { "The PDF. You then see what differs from the one you drafted from. Texts are checked against it before they go out." }
                }
                input #file type="file" name="file" accept="application/pdf" required;
                @if story.is_final { input type="hidden" name="replace" value="yes"; }
                button.second { "Take it as the final report" }
            }
        }
    }
}

/// Returns the page that says what differs between the final report and the one before.
pub(in crate::web) fn taken(visitor: &Visitor, name: &str, taken: &FinalReport) -> Html<String> {
    let main = html! {
        main.in.narrow #main {
            p.kicker { a href="/" { "Stories" } " › " a href=(format!("/story/{name}")) { (name) } }
            h1 {
                @if taken.differences.is_empty() { "The published report says the same as the one you drafted from" }
                @else { (number(taken.differences.len(), "difference", "differences")) " from the report you drafted from" }
            }
            @for doubt in &taken.inspection.doubts { p.alert { (sentence(&doubt.message)) } }
            ul.rows {
                @for (found, drafts) in &taken.differences {
                    li {
                        (sentence(&difference(found)))
                        @for draft in drafts {
                            span.bad.says { "Quoted in " (draft.file_stem().unwrap_or_default().to_string_lossy()) }
                        }
                    }
                }
            }
            p { "From now on texts are drafted from this report and checked against it." }
            p { a.button href=(format!("/story/{name}")) { "Back to the story" } }
        }
    };
    signed_in(visitor, "Final report", &main)
}
