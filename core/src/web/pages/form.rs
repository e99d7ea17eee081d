//! A file of a story as a form: one field for each key, from the schema of the file, with what is wrong next to it.

use super::{sentence, signed_in};
use crate::story::{Field, Input, StoryFile, StoryForm};
use crate::web::shell::{heading, on_a_page};
use crate::web::site::Visitor;
use axum::response::Html;
use maud::{Markup, html};

/// Keys whose texts are longer than a line.
const LONG: [&str; 3] = ["words", "text", "because"];

/// Returns `true` if an output of a plugin asks for the field, so that its key means nothing to the program.
fn of_output(field: &Field) -> bool {
    field.pointer.starts_with("/outputs/")
}

/// Returns `true` if a text needs more than a line: a browser takes the ends of lines out of a field that has only one.
fn is_long(field: &Field, text: &str) -> bool {
    // The parts of a contact are a level deeper.
    let is_asked = of_output(field) && field.pointer.split('/').count() == "/outputs/OUTPUT/FIELD".split('/').count();
    is_asked || LONG.contains(&field.key.as_str()) || text.contains('\n')
}

/// Returns the page of a form.
pub(in crate::web) fn form(visitor: &Visitor, file: StoryFile, form: &StoryForm) -> Html<String> {
    let (title, path, intro) = match file {
        StoryFile::Brief => (
            "Brief",
            "brief",
            "What you add to the report. Anything missing here becomes a marked place in the drafts. Empty all fields of an entry to take it out.",
        ),
        StoryFile::Reading => (
            "What was read",
            "reading",
            "Drafts use these facts, and checks hold every text against them. Compare them with the report, and correct what is wrong.",
        ),
    };
    let main = html! {
        main.in.narrow #main {
            p.kicker { a href="/" { "Stories" } " › " a href=(format!("/story/{}", form.story)) { (form.story) } }
            h1 { (title) }
            p { (intro) }
            @if file == StoryFile::Reading { p { a href=(format!("/report/{}", form.story)) { "Open the report" } } }
            (problems(form))
            form method="post" action=(format!("/{path}/{}", form.story)) {
                input type="hidden" name="seen" value=(form.seen);
                @match &form.fields {
                    Ok(fields) => { @for field in fields { (top(form, field)) } }
                    Err(text) => {
                        label for="whole" { "The file" span.hint { "It has a mistake in its form, so it is shown as a whole." } }
                        textarea #whole name="whole" rows="24" spellcheck="false" { (text) }
                    }
                }
                button { "Save" }
            }
        }
    };
    signed_in(visitor, title, &main)
}

fn problems(form: &StoryForm) -> Markup {
    html! {
        @if !form.theirs.is_empty() {
            div.alert role="alert" {
                p { "Somebody else saved this while you edited it. Your words are below and are not saved yet. What was saved meanwhile is next to each field that differs; saving now replaces it." }
            }
        }
        @if !form.mistakes.is_empty() {
            div.alert role="alert" {
                p { "Nothing was saved. To mend first:" }
                ul { @for mistake in &form.mistakes {
                    li {
                        @match &mistake.pointer {
                            Some(pointer) if form.fields.is_ok() => a href=(format!("#{}", id(pointer))) { (place(pointer)) },
                            _ => { "Line " (mistake.line) },
                        }
                        ": " (sentence(&plain(&mistake.message))) @if let Some(hint) = mistake.hint.as_deref().and_then(on_a_page) { " " (hint) }
                    }
                } }
            }
        }
    }
}

/// Returns a field of the file itself: a section of the form.
fn top(form: &StoryForm, field: &Field) -> Markup {
    html! {
        @match &field.input {
            Input::Groups(groups) if field.key == "doubts" => (doubts(groups)),
            Input::Groups(groups) => {
                section aria-labelledby=(id(&field.pointer)) {
                    h2 id=(id(&field.pointer)) { (name(&field.key)) }
                    p.hint { (plain(&field.help)) }
                    @for (number, fields) in groups.iter().enumerate() { (entry(form, field, (number, groups.len()), fields)) }
                }
            }
            Input::Group(fields) => {
                section aria-labelledby=(id(&field.pointer)) {
                    h2 id=(id(&field.pointer)) { (name(&field.key)) }
                    p.hint { (plain(&field.help)) }
                    @for field in fields { (entered(form, field)) }
                }
            }
            _ => (entered(form, field)),
        }
    }
}

/// Returns an entry of a list; the last of all is the empty one.
fn entry(form: &StoryForm, list: &Field, (number, all): (usize, usize), fields: &[Field]) -> Markup {
    let pointer = format!("{}/{number}", list.pointer);
    let one = name(list.key.strip_suffix('s').unwrap_or(&list.key));
    let filled = html! { @for field in fields { (entered(form, field)) } };
    html! {
        @if number + 1 == all {
            details open[all == 1] { summary id=(id(&pointer)) { "Add: " (one.to_lowercase()) } (filled) }
        } @else {
            fieldset.entry { legend id=(id(&pointer)) { (one) " " (number + 1) } (filled) }
        }
    }
}

/// Returns the doubts, each with a box by which it is settled.
fn doubts(groups: &[Vec<Field>]) -> Markup {
    let value = |fields: &[Field], key: &str| {
        let field = fields.iter().find(|field| field.key == key)?;
        match &field.input {
            Input::Text(text) | Input::Number(text) if !text.is_empty() => Some(text.clone()),
            _ => None,
        }
    };
    html! {
        @if groups.len() > 1 {
            section.findings aria-labelledby="doubts" {
                h2 #doubts { "Doubts" }
                @for (number, fields) in groups[..groups.len() - 1].iter().enumerate() {
                    div.tick {
                        input type="checkbox" name="settled" value=(number) id=(format!("doubt-{number}"));
                        label for=(format!("doubt-{number}")) {
                            (sentence(&value(fields, "message").unwrap_or_default()))
                            @if let Some(page) = value(fields, "page") { " (page " (page) ")" }
                            span.hint { "Tick it once what is read is right." }
                        }
                    }
                }
            }
        }
    }
}

/// Returns a field with its label, its help, and what is wrong with it.
fn entered(form: &StoryForm, field: &Field) -> Markup {
    let id = id(&field.pointer);
    let help = html! {
        (name(&field.key)) @if !field.help.is_empty() { span.hint { (plain(&field.help)) } }
    };
    html! {
        @match &field.input {
            Input::Ticks(words) => {
                fieldset { legend id=(id) { (help) }
                    input type="hidden" name=(field.pointer) value="";
                    @for (word, chosen) in words {
                        div.tick {
                            input type="checkbox" name=(field.pointer) value=(word) id=(format!("{id}-{word}")) checked[*chosen];
                            label for=(format!("{id}-{word}")) { (heading(word)) }
                        }
                    }
                }
            }
            Input::Group(fields) => {
                fieldset.entry { legend id=(id) { (help) } @for field in fields { (entered(form, field)) } }
            }
            Input::Groups(_) => {}
            _ => { label for=(id) { (help) } (control(form, field, &id)) }
        }
        @for mistake in form.mistakes.iter().filter(|mistake| mistake.pointer.as_ref() == Some(&field.pointer)) {
            p.wrong { (sentence(&plain(&mistake.message))) @if let Some(hint) = mistake.hint.as_deref().and_then(on_a_page) { " " (hint) } }
        }
        @for (_, theirs) in form.theirs.iter().filter(|(pointer, _)| *pointer == field.pointer) {
            p.wrong { "Saved by somebody else: “" (theirs) "”" }
        }
    }
}

fn control(form: &StoryForm, field: &Field, id: &str) -> Markup {
    let name = &field.pointer;
    let rows = |text: &str, least: usize| (text.lines().count() + 1).max(least + text.len() / 90);
    html! {
        @match &field.input {
            Input::Text(text) => {
                @if let Some(options) = form.options.get(field.key.as_str()).filter(|_| !of_output(field)) { (choice(name, id, options, text)) }
                @else if is_long(field, text) { textarea id=(id) name=(name) rows=(rows(text, 3)) spellcheck="true" { (text) } }
                @else { input id=(id) name=(name) value=(text) autocomplete="off"; }
            }
            Input::Choice { words, chosen } => {
                @let options: Vec<(String, String)> = words.iter().map(|word| (word.clone(), heading(word))).collect();
                (choice(name, id, &options, chosen))
            }
            Input::Day(day) => input id=(id) name=(name) value=(day) placeholder="2026-05-06" autocomplete="off" maxlength="10";,
            Input::Moment(at) => input id=(id) name=(name) value=(at) placeholder="2026-05-06T09:30" autocomplete="off" maxlength="25";,
            Input::Number(number) => input id=(id) name=(name) value=(number) inputmode="numeric" autocomplete="off";,
            Input::Lines(lines) => {
                span.hint { "One on each line" }
                textarea id=(id) name=(name) rows=(rows(lines, 2)) spellcheck="true" { (lines) }
            }
            _ => {}
        }
    }
}

fn choice(name: &str, id: &str, options: &[(String, String)], chosen: &str) -> Markup {
    html! {
        select id=(id) name=(name) {
            option value="" { "–" }
            @for (value, shown) in options { option value=(value) selected[value == chosen] { (shown) } }
            @if !chosen.is_empty() && options.iter().all(|(value, _)| value != chosen) {
                option value=(chosen) selected { (chosen) }
            }
        }
    }
}

/// Returns the id of a field's element.
fn id(pointer: &str) -> String {
    format!("f{}", pointer.replace(['/', '~'], "-"))
}

/// Returns where a value is, in words: "Statements 2, speaker".
fn place(pointer: &str) -> String {
    let steps = pointer.split('/').filter(|step| !step.is_empty());
    let words = steps.enumerate().map(|(depth, step)| match step.parse::<usize>() {
        Ok(number) => format!(" {}", number + 1),
        Err(_) if depth == 0 => name(step),
        Err(_) => format!(", {}", name(step).to_lowercase()),
    });
    words.collect()
}

/// Returns what people call a key.
fn name(key: &str) -> String {
    match key {
        "publish_at" => "End of the embargo".to_owned(),
        "published" => "Day of publication".to_owned(),
        "report_url" | "url" => "Web address".to_owned(),
        "alt" => "Alternative text".to_owned(),
        "for" => "For whom".to_owned(),
        "pick" => "Quote first".to_owned(),
        "ban" => "Never quote".to_owned(),
        "earlier" => "Earlier reports".to_owned(),
        "outputs" => "For your outputs".to_owned(),
        other => heading(&other.replace(['_', '-'], " ")),
    }
}

/// Returns words without the marks that documentation and messages for the terminal have around names.
fn plain(words: &str) -> String {
    words.replace('`', "")
}
