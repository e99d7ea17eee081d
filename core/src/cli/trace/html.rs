//! Writes origins as a page: words with a source are links to a note that shows the source with the words marked. The
//! note is shown while a pointer or the keyboard is on the words and, as the link's target, after a tap; no script is
//! needed. The kind of source is given in the line below and in the legend, not by colour alone. The page needs no
//! other file.

use super::labels;
use crate::document::{Kind, Within};
use crate::export::escape;
use crate::language::capitalised;
use crate::story::{Cited, Traced, TracedLine, TracedRun, Whose};
use std::fmt::Write;

const STYLE: &str = "\
*{box-sizing:border-box}\
body{max-width:46rem;margin:2rem auto 16rem;padding:0 1rem;font:1.0625rem/1.7 sans-serif;color:#111;background:#fff}\
h1{font-size:1.5rem;line-height:1.25}.text{border-top:2px solid #111;border-bottom:2px solid #111}\
.text h2{font-size:1.4rem;line-height:1.35;margin-bottom:.25rem}.text h3{font-size:1.2rem}.text h4,.text h5,.text h6{font-size:1.05rem}\
.within{margin-left:1.5rem}.quote{border-left:.25rem solid #555;padding-left:1rem}\
table{border-collapse:collapse}th,td{padding:.2rem .8rem .2rem 0;text-align:left;border-bottom:1px solid #767676}td.n{text-align:right}\
.w{color:#111;text-decoration:underline 2px;text-underline-offset:4px;border-radius:2px}\
.w:hover,.w:focus{outline:3px solid #111;background:#ffdd00}\
.report{background:#d9ebf9;text-decoration-color:#00458b}\
.brief{background:#dff0de;text-decoration:underline 2px dashed #1d6b2a}\
.desk{background:#efe3f6;text-decoration:underline 2px dotted #5b2a86}\
.record{background:#e3f1f0;text-decoration:underline 1px double #0b5a55}\
.person{background:#fdeccb;text-decoration:underline 2px wavy #8a4b00;font-weight:bold}\
.place{background:#fff;text-decoration:none;border:2px dashed #8a4b00}\
.unknown{background:#fbdfdc;text-decoration:underline 2px wavy #a3120a;border:1px solid #a3120a}\
.note{display:none;position:fixed;left:0;right:0;bottom:0;max-height:45vh;overflow:auto;z-index:1;padding:1rem max(1rem,calc(50vw - 22rem));\
background:#fff;border-top:4px solid #111;font-weight:normal;font-size:1rem;line-height:1.5;text-align:left}\
.note:target,.w:hover+.note,.w:focus+.note{display:block}.w:hover+.note,.w:focus+.note{z-index:2}\
.note b{display:block}.note span{display:block;margin:.25rem 0 .5rem}.note mark{background:#ffdd00;color:#111;font-weight:bold}\
.note a{display:none;color:#00458b}.note:target a{display:inline}\
details{margin:-.5rem 0 1rem;font-size:.9375rem}h2+details,h3+details,h4+details,h5+details,h6+details{margin-top:.25rem}summary{cursor:pointer;color:#333}a:focus-visible,summary:focus-visible{outline:3px solid #111}\
@media print{.note{display:none!important}body{margin:0}}";

/// The page; nothing in it comes from elsewhere.
const RULE: &str = "default-src 'none'; style-src 'unsafe-inline'";

pub(super) fn show(traced: &Traced, report: &str) -> String {
    let file = traced.path.file_name().unwrap_or_default().to_string_lossy();
    let title = escape(&format!("Sources of the words in {file}"));
    let mut page = Page::default();
    let mut text = String::new();
    for line in traced.lines.iter().filter(|line| !line.runs.is_empty()) {
        page.line(line, &mut text);
    }
    format!(
        "<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{RULE}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n\
         <style>{STYLE}</style>\n</head>\n<body>\n<header>\n<h1>{title}</h1>\n\
         <p>Point at marked words, go to them with the Tab key or tap them: a note shows their source{}. \
         Words without a mark are the house’s own. Below each paragraph stands the list of all its origins.</p>\n</header>\n\
         {}<main class=\"text\" aria-label=\"The text\">\n{text}</main>\n</body>\n</html>\n",
        if report.is_empty() { String::new() } else { format!(" in “{}” or the story", escape(report)) },
        legend(traced),
    )
}

/// Returns the legend: the kinds of source, their marks, and the number of words.
fn legend(traced: &Traced) -> String {
    let mut rows = String::new();
    for (whose, count) in traced.words() {
        let mark = match class(whose) {
            "" => "not marked".to_owned(),
            class => format!("<span class=\"w {class}\">marked like this</span>"),
        };
        writeln!(
            rows,
            "<tr><th scope=\"row\">{}</th><td>{mark}</td><td class=\"n\">{count}</td></tr>",
            escape(whose.about())
        )
        .expect("a string takes all that is written");
    }
    format!(
        "<section aria-labelledby=\"legend\">\n<h2 id=\"legend\">Sources</h2>\n<table>\n<thead>\n<tr>\
         <th scope=\"col\">From</th><th scope=\"col\">In the text</th><th scope=\"col\">Words</th></tr>\n</thead>\n<tbody>\n\
         {rows}</tbody>\n</table>\n</section>\n"
    )
}

/// Returns the class of the words' mark; standard wording has none.
fn class(whose: Whose) -> &'static str {
    match whose {
        Whose::Template | Whose::Plugin => "",
        other => other.id(),
    }
}

/// The page in the making.
#[derive(Default)]
struct Page {
    /// The number of notes.
    notes: usize,
}

impl Page {
    fn line(&mut self, line: &TracedLine, page: &mut String) {
        let mut words = String::new();
        for runs in line.runs.chunk_by(|a, b| (a.whose, &a.label, &a.sources) == (b.whose, &b.label, &b.sources)) {
            words += &self.words(runs);
        }
        let tag = match line.kind {
            // The page has a main heading already.
            Kind::Heading(level) => format!("h{}", (level + 1).clamp(2, 6)),
            Kind::Paragraph | Kind::Image { .. } | Kind::Rule => "p".to_owned(),
        };
        let what = match (&line.kind, line.within.last()) {
            (Kind::Image { .. }, _) => "Picture: ",
            (_, Some(Within::Item { .. })) => "• ",
            _ => "",
        };
        let class = match line.within.last() {
            Some(Within::Quote { .. }) => " class=\"quote\"",
            Some(_) => " class=\"within\"",
            None => "",
        };
        write!(page, "<div{class}>\n<{tag}>{what}{words}</{tag}>\n{}</div>\n", details(line))
            .expect("a string takes all that is written");
    }

    /// Writes words with one origin: plain if they are standard wording, with a note otherwise.
    fn words(&mut self, runs: &[TracedRun]) -> String {
        let said: String = runs.iter().map(|run| run.run.text.as_str()).collect();
        let class = class(runs[0].whose);
        let said = escape(&said).replace('\n', "<br>");
        if class.is_empty() {
            return said;
        }
        self.notes += 1;
        let number = self.notes;
        let (words, space) = said.split_at(said.trim_end().len());
        format!(
            "<a class=\"w {class}\" id=\"w{number}\" href=\"#n{number}\" aria-describedby=\"n{number}\">{words}</a>\
             <span class=\"note\" id=\"n{number}\" role=\"note\">{}<a href=\"#w{number}\">Close</a></span>{space}",
            note(&runs[0])
        )
    }
}

/// Returns the content of a note: each source with the words marked.
fn note(run: &TracedRun) -> String {
    if run.sources.is_empty() {
        return format!("<b>{}</b>", escape(&capitalised(&run.label)));
    }
    let told: Vec<String> = run.sources.iter().map(source).collect();
    told.concat()
}

fn source(cited: &Cited) -> String {
    let label = format!("<b>{}</b>", escape(&capitalised(&cited.label)));
    let Some(text) = &cited.text else { return label };
    let part = cited.part.unwrap_or_default();
    let (before, behind) = (&text[..part.start], &text[part.end..]);
    let marked = if part.is_empty() { String::new() } else { format!("<mark>{}</mark>", escape(&text[part])) };
    format!("{label}<span>{}{marked}{}</span>", escape(before), escape(behind))
}

/// Returns all origins of a paragraph, with the words of each.
fn details(line: &TracedLine) -> String {
    let groups: Vec<&[TracedRun]> = line.runs.chunk_by(|a, b| a.label == b.label).collect();
    let items = groups.iter().map(|runs| {
        let words: String = runs.iter().map(|run| run.run.text.as_str()).collect();
        format!("<li>“{}”: {}</li>\n", escape(words.trim()), escape(&labels(runs)))
    });
    let count = if groups.len() == 1 { "1 origin".to_owned() } else { format!("{} origins", groups.len()) };
    format!("<details><summary>{count}</summary>\n<ol>\n{}</ol>\n</details>\n", items.collect::<String>())
}
