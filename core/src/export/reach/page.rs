//! Writes a reach as a page: the table, then each cutting as a column of text in which the words of the release and of the report are
//! marked, so that they can be told apart without colour and by screen readers.

use super::{SCORE, left_out, per_cent, verdict};
use crate::document::Kind;
use crate::export::html::escape;
use crate::export::redline::whole_page;
use crate::reach::{Cell, Cutting, From, LitLine, Message, Reach, Verdict};
use std::fmt::Write as _;

const STYLE: &str = include_str!("reach.css");

pub(super) fn write(reach: &Reach) -> String {
    let title = format!("What came through of {}", escape(&reach.release));
    let mut html = String::new();
    table(&mut html, reach);
    let _ = writeln!(html, "<p>{}</p>", escape(SCORE));
    legend(&mut html);
    for (number, cutting) in reach.cuttings.iter().enumerate() {
        section(&mut html, reach, number, cutting);
    }
    whole_page(&title, STYLE, &format!("<div class=\"redline reach\">\n{html}</div>\n"), "")
}

fn table(html: &mut String, reach: &Reach) {
    html.push_str("<h2 id=\"messages\">Messages</h2>\n");
    html.push_str("<div class=\"wide\" role=\"region\" aria-labelledby=\"messages\" tabindex=\"0\">\n<table>\n<thead>\n<tr><th scope=\"col\">Message</th>");
    for (number, cutting) in reach.cuttings.iter().enumerate() {
        let _ =
            write!(html, "<th scope=\"col\"><a href=\"#cutting-{}\">{}</a></th>", number + 1, escape(&cutting.name));
    }
    html.push_str("</tr>\n</thead>\n<tbody>\n");
    for (number, message) in reach.messages.iter().enumerate() {
        let kind = escape(message.kind.name());
        let _ =
            write!(html, "<tr><th scope=\"row\"><span class=\"kind\">{kind}</span> {}</th>", escape(&message.about));
        for cutting in &reach.cuttings {
            html.push_str(&cell(cutting.cells.get(number)));
        }
        html.push_str("</tr>\n");
    }
    let mut figure = |name: &str, value: &dyn Fn(&Cutting) -> f64| {
        let _ = write!(html, "<tr><th scope=\"row\">{}</th>", escape(name));
        for cutting in &reach.cuttings {
            let shown = if cutting.is_about_release() { per_cent(value(cutting)) } else { "not about it".to_owned() };
            let _ = write!(html, "<td>{shown}</td>");
        }
        html.push_str("</tr>\n");
    };
    figure("Score", &|cutting| cutting.score);
    figure("Release came through, of its words", &|cutting| cutting.came_through);
    figure("Release came through, of its own words", &|cutting| cutting.own_came_through);
    for from in From::ALL {
        figure(&format!("Words of the cutting: {}", from.name()), &|cutting| cutting.split.share(from));
    }
    html.push_str("</tbody>\n</table>\n</div>\n");
}

fn cell(cell: Option<&Cell>) -> String {
    let Some(cell) = cell else { return "<td>not about it</td>".to_owned() };
    let class = match cell.verdict {
        Verdict::WordForWord => "word-for-word",
        Verdict::OtherWords => "other-words",
        Verdict::Contradicted => "contradicted",
        Verdict::Absent => "absent",
    };
    format!("<td class=\"{class}\">{}</td>", escape(&verdict(cell)))
}

fn legend(html: &mut String) {
    html.push_str("<h2>Marks</h2>\n<ul class=\"marks\">\n");
    for (from, said) in [
        (From::Release, "words of the release that the report does not have: underlined twice"),
        (From::Both, "words that both have: underlined once"),
        (From::Report, "words of the report that the release does not have: dotted underline"),
    ] {
        let _ = writeln!(html, "<li>{} {}</li>", marked(from.name(), from), escape(said));
    }
    html.push_str("<li>words of neither: not marked</li>\n</ul>\n");
}

fn section(html: &mut String, reach: &Reach, number: usize, cutting: &Cutting) {
    let id = number + 1;
    let name = escape(&cutting.name);
    let _ = writeln!(
        html,
        "<section aria-labelledby=\"cutting-{id}\">\n<h2 id=\"cutting-{id}\" tabindex=\"-1\">{name}</h2>"
    );
    if let Some(said) = left_out(cutting) {
        let _ = writeln!(html, "<p><strong>Left out:</strong> {}.</p>", escape(&said));
    }
    survived(html, reach, cutting);
    if !cutting.added.is_empty() {
        html.push_str("<h3>What the cutting adds</h3>\n<ul>\n");
        for added in &cutting.added {
            let _ = writeln!(html, "<li><strong>{}:</strong> {}</li>", escape(&added.about), escape(&added.sentence));
        }
        html.push_str("</ul>\n");
    }
    if cutting.is_about_release() {
        html.push_str("<h3>Its text</h3>\n<div class=\"column\">\n");
        cutting.lines.iter().for_each(|line| self::line(html, line));
        html.push_str("</div>\n");
    }
    html.push_str("</section>\n");
}

/// Lists what the cutting says otherwise, and each sentence of the statements with whether it is there.
fn survived(html: &mut String, reach: &Reach, cutting: &Cutting) {
    let told: Vec<(&Message, &Cell)> = reach.messages.iter().zip(&cutting.cells).collect();
    let wrong: Vec<_> = told.iter().filter(|(_, cell)| cell.verdict == Verdict::Contradicted).collect();
    if !wrong.is_empty() {
        html.push_str("<h3>What it says otherwise</h3>\n<ul>\n");
        for (message, cell) in wrong {
            let says = cell.sentence.as_deref().unwrap_or_default();
            let _ = writeln!(
                html,
                "<li>{}. <strong>The cutting says:</strong> {}</li>",
                escape(&message.about),
                escape(says)
            );
        }
        html.push_str("</ul>\n");
    }
    for (message, cell) in told.iter().filter(|(_, cell)| cell.sentences.iter().any(|(_, is_there)| *is_there)) {
        let Some(speaker) = &message.speaker else { continue };
        let _ = writeln!(html, "<h3>What survived of the words of {}</h3>\n<ul>", escape(speaker));
        for (sentence, is_there) in &cell.sentences {
            let said = if *is_there { "word for word" } else { "not word for word" };
            let _ = writeln!(html, "<li><strong>{said}:</strong> “{}”</li>", escape(sentence));
        }
        html.push_str("</ul>\n");
    }
}

fn line(html: &mut String, line: &LitLine) {
    let words: String = line.parts.iter().map(|(text, from)| marked(text, *from)).collect();
    if words.trim().is_empty() {
        return;
    }
    let class = if matches!(line.kind, Kind::Heading(_)) { " class=\"headline\"" } else { "" };
    let _ = writeln!(html, "<p{class}>{words}</p>");
}

/// Returns words with the mark of where they are from, and the name of it for those who do not see the mark.
fn marked(words: &str, from: From) -> String {
    let class = match from {
        From::Release => "release",
        From::Both => "both",
        From::Report => "report",
        From::Neither => return escape(words),
    };
    let (text, name) = (escape(words), from.name());
    format!("<mark class=\"{class}\"><span class=\"label\">({name}: </span>{text}<span class=\"label\">)</span></mark>")
}
