//! Writes HTML: a whole accessible page, or its body.

use super::frame::Frame;
use super::{cut, name};
use crate::document::{Block, Document, ENGLISH, Kind, Leaf, Origin, Run, VERSION_PROPERTY, frame_mark, may_lead_to};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use std::fmt::Write as _;

const STYLE: &str = "body{max-width:42rem;margin:2rem auto;padding:0 1rem;font:1.125rem/1.5 sans-serif;color:#111;\
background:#fff}a{color:#00458b}blockquote{margin:1rem 0;padding-left:1rem;border-left:.25rem solid #555}\
table{border-collapse:collapse}th,td{padding:.4rem .8rem;border:1px solid #555;text-align:left}\
img{max-width:100%}mark{background:#ffdd00;color:#111}body{overflow-wrap:break-word}\
.frame{border-bottom:.125rem solid;margin-bottom:1.5rem;padding-bottom:.5rem}.frame p{margin:0}.frame img{max-height:4rem}\
.council{font-weight:bold;font-size:1.25rem}.stamp{color:#555;font-size:.875rem}";

/// On paper: A4, so close that a members' briefing has room on one page.
const PRINT: &str = "@page{size:A4;margin:1.5cm}@media print{body{max-width:none;margin:0;padding:0;font-size:10pt;\
line-height:1.25}h1{font-size:1.5em;margin:0}h2{font-size:1.15em;margin:.6em 0 0}h3{font-size:1em;margin:.6em 0 0}\
p,ul,blockquote{margin:.35em 0}}";

/// Returns a whole page: the document's words, and no others but its frame and a name for the tab.
pub(super) fn page(document: &Document, frame: &Frame) -> String {
    let (name, about) = (escape(&name(document)), escape(&summary(document)));
    let language = escape(document.language());
    let direction = if document.is_right_to_left() { " dir=\"rtl\"" } else { "" };
    let mut head = String::new();
    if !about.is_empty() {
        let _ = write!(
            head,
            "<meta name=\"description\" content=\"{about}\">\n<meta property=\"og:type\" content=\"article\">\n\
             <meta property=\"og:title\" content=\"{name}\">\n<meta property=\"og:description\" content=\"{about}\">\n"
        );
    }
    if let Some(stamp) = &frame.stamp {
        let version = &stamp.version;
        let _ = writeln!(head, "<meta name=\"{VERSION_PROPERTY}\" content=\"{version}\">");
    }
    let on_paper = frame.stamp.as_ref().map(|stamp| {
        let stamp = stamp.to_string().replace(['"', '\\', '<'], "");
        format!("@page{{@top-left{{content:\"{stamp}\";font:8pt sans-serif}}@bottom-right{{content:counter(page) \" of \" counter(pages);font:8pt sans-serif}}}}")
    });
    let colour =
        frame.face.colour.map(|colour| format!("h1,h2,h3,.council{{color:{colour}}}.frame{{border-color:{colour}}}"));
    format!(
        "<!DOCTYPE html>\n<html lang=\"{language}\"{direction}>\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{name}</title>\n{head}\
         <style>{STYLE}{PRINT}{}{}{}</style>\n</head>\n<body>\n{}<main>\n{}</main>\n</body>\n</html>\n",
        on_paper.unwrap_or_default(),
        colour.unwrap_or_default(),
        frame.face.stylesheet.as_deref().unwrap_or_default(),
        around(frame),
        fragment(document)
    )
}

/// Returns what is written above the words: whose paper it is, and what kind of copy.
fn around(frame: &Frame) -> String {
    let mut inner = String::new();
    let name = frame.face.name.as_deref().unwrap_or_default();
    match &frame.face.logo {
        Some(logo) => {
            let picture = BASE64_STANDARD.encode(&logo.bytes);
            let _ = writeln!(
                inner,
                "<p><img alt=\"{}\" src=\"data:image/{};base64,{picture}\"></p>",
                escape(name),
                logo.format.name()
            );
        }
        None if !name.is_empty() => {
            let _ = writeln!(inner, "<p class=\"council\">{}</p>", escape(name));
        }
        None => {}
    }
    let stamp = frame.stamp.as_ref().map(ToString::to_string).unwrap_or_default();
    if !stamp.is_empty() {
        let _ = writeln!(inner, "<p class=\"stamp\">{}</p>", escape(&stamp));
    }
    if inner.is_empty() {
        return inner;
    }
    let words = if frame.face.logo.is_some() { stamp } else { format!("{name} {stamp}") };
    format!("<header class=\"frame\" data-copydesk=\"{}\">\n{inner}</header>\n", frame_mark(&words))
}

/// Returns what a search engine or a social network shows of a page: its first sentences that are not a heading.
fn summary(document: &Document) -> String {
    const MOST: usize = 155;
    let leaves = document.leaves();
    let running = leaves.iter().filter(|leaf| leaf.kind == Kind::Paragraph && leaf.within.is_empty());
    let first = running.map(Leaf::text).find(|text| text.split_whitespace().count() > 8).unwrap_or_default();
    let text = first.split_whitespace().collect::<Vec<_>>().join(" ");
    cut(&text, MOST).map(|cut| format!("{cut}…")).unwrap_or(text)
}

/// Returns the blocks alone. Only the first main heading stays one.
pub(super) fn fragment(document: &Document) -> String {
    let mut html = Blocks { text: String::new(), marks_english: !document.is_english() };
    let mut main_headings = 0;
    for block in &document.blocks {
        match block {
            Block::Heading { level: 1, runs } if main_headings > 0 => tagged(&mut html, "h2", runs),
            other => write_block(&mut html, other),
        }
        main_headings += usize::from(matches!(block, Block::Heading { level: 1, .. }));
    }
    html.text
}

/// Blocks that are being written.
struct Blocks {
    text: String,
    /// Whether the text is in another language, and words of the report in it are marked as English.
    marks_english: bool,
}

impl Blocks {
    fn words(&self, runs: &[Run]) -> String {
        if !self.marks_english {
            return words(runs);
        }
        let parts = runs.chunk_by(|one, other| one.is_of_report() == other.is_of_report());
        let marked = |part: &[Run]| match words(part) {
            english if part[0].is_of_report() => format!("<span lang=\"{ENGLISH}\">{english}</span>"),
            own => own,
        };
        parts.map(marked).collect()
    }
}

fn write_blocks(html: &mut Blocks, blocks: &[Block]) {
    for block in blocks {
        write_block(html, block);
    }
}

fn write_block(html: &mut Blocks, block: &Block) {
    match block {
        Block::Heading { level, runs } => tagged(html, &format!("h{}", (*level).clamp(1, 6)), runs),
        Block::Paragraph(runs) => tagged(html, "p", runs),
        Block::List { start, items } => list(html, *start, items),
        Block::Quote(blocks) => {
            html.text.push_str("<blockquote>\n");
            write_blocks(html, blocks);
            html.text.push_str("</blockquote>\n");
        }
        Block::Table { head, rows } => table(html, head, rows),
        Block::Image { src, alt } => {
            let alt: String = alt.iter().map(|run| run.text.as_str()).collect();
            // Without words the attribute stays away: an empty one would say that there is nothing to see.
            let attribute = |name: &str, value: &str| match value {
                "" => String::new(),
                value => format!(" {name}=\"{}\"", escape(value)),
            };
            let _ = writeln!(html.text, "<p><img{}{}></p>", attribute("src", src), attribute("alt", &alt));
        }
        Block::Rule => html.text.push_str("<hr>\n"),
    }
}

fn tagged(html: &mut Blocks, tag: &str, runs: &[Run]) {
    let words = html.words(runs);
    let _ = writeln!(html.text, "<{tag}>{words}</{tag}>");
}

fn list(html: &mut Blocks, start: Option<u64>, items: &[Vec<Block>]) {
    let (open, close) = match start {
        None => ("<ul>".to_owned(), "</ul>"),
        Some(1) => ("<ol>".to_owned(), "</ol>"),
        Some(number) => (format!("<ol start=\"{number}\">"), "</ol>"),
    };
    let _ = writeln!(html.text, "{open}");
    for item in items {
        match item.as_slice() {
            [Block::Paragraph(runs)] => tagged(html, "li", runs),
            blocks => {
                html.text.push_str("<li>\n");
                write_blocks(html, blocks);
                html.text.push_str("</li>\n");
            }
        }
    }
    let _ = writeln!(html.text, "{close}");
}

/// Writes a table. If the columns have headings, the first cell of a row is its heading.
fn table(html: &mut Blocks, head: &[Vec<Run>], rows: &[Vec<Vec<Run>>]) {
    html.text.push_str("<table>\n");
    if !head.is_empty() {
        html.text.push_str("<thead>\n<tr>");
        for cell in head {
            let words = html.words(cell);
            let _ = write!(html.text, "<th scope=\"col\">{words}</th>");
        }
        html.text.push_str("</tr>\n</thead>\n");
    }
    html.text.push_str("<tbody>\n");
    for row in rows {
        html.text.push_str("<tr>");
        for (index, cell) in row.iter().enumerate() {
            let names = index == 0 && !head.is_empty();
            let (open, close) = if names { ("<th scope=\"row\">", "</th>") } else { ("<td>", "</td>") };
            let words = html.words(cell);
            let _ = write!(html.text, "{open}{words}{close}");
        }
        html.text.push_str("</tr>\n");
    }
    html.text.push_str("</tbody>\n</table>\n");
}

/// Returns how a run looks: its link, and the tags around it.
fn look(run: &Run) -> (Option<&str>, [bool; 3]) {
    (run.link.as_deref().filter(|url| may_lead_to(url)), [run.strong, run.emphasis, run.origin == Origin::Place])
}

pub(super) fn words(runs: &[Run]) -> String {
    let mut html = String::new();
    for linked in runs.chunk_by(|a, b| look(a).0 == look(b).0) {
        let link = look(&linked[0]).0;
        if let Some(url) = link {
            let _ = write!(html, "<a href=\"{}\">", escape(url));
        }
        for alike in linked.chunk_by(|a, b| look(a) == look(b)) {
            let tags = ["strong", "em", "mark"].into_iter().zip(look(&alike[0]).1);
            let tags: Vec<&str> = tags.filter_map(|(tag, on)| on.then_some(tag)).collect();
            html.extend(tags.iter().map(|tag| format!("<{tag}>")));
            html.extend(alike.iter().map(|run| escape(&run.text).replace('\n', "<br>")));
            html.extend(tags.iter().rev().map(|tag| format!("</{tag}>")));
        }
        html.push_str(if link.is_some() { "</a>" } else { "" });
    }
    html
}

/// Words as a page writes them.
pub(crate) fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use crate::document::{Document, Origin};
    use crate::export::{Frame, to_html, to_html_fragment};
    use crate::load::markdown::read;
    use crate::text::Span;

    fn fragment(text: &str) -> String {
        to_html_fragment(&read(text, &[]).0)
    }

    #[test]
    fn blocks() {
        assert_eq!(
            fragment(
                "# A\n\n# B\n\nx **y _z_** <[l](https://a.example/?b&c)\n\n3. one\n4. two\n\n   three\n\n> q\n\n---\n"
            ),
            "<h1>A</h1>\n<h2>B</h2>\n\
             <p>x <strong>y </strong><strong><em>z</em></strong> &lt;<a href=\"https://a.example/?b&amp;c\">l</a></p>\n\
             <ol start=\"3\">\n<li>one</li>\n<li>\n<p>two</p>\n<p>three</p>\n</li>\n</ol>\n\
             <blockquote>\n<p>q</p>\n</blockquote>\n<hr>\n"
        );
    }

    #[test]
    fn tables_name_their_rows_and_columns() {
        assert_eq!(
            fragment("| Area | Grade |\n|---|---|\n| Leaders | Good |\n"),
            "<table>\n<thead>\n<tr><th scope=\"col\">Area</th><th scope=\"col\">Grade</th></tr>\n</thead>\n<tbody>\n\
             <tr><th scope=\"row\">Leaders</th><td>Good</td></tr>\n</tbody>\n</table>\n"
        );
    }

    #[test]
    fn places_are_marked() {
        let (document, _) = read(r"By \[who\].", &[(Span::new(3, 10), Origin::Place)]);
        assert_eq!(to_html_fragment(&document), "<p>By <mark>[who]</mark>.</p>\n");
    }

    #[test]
    fn no_address_runs_a_script() {
        assert_eq!(fragment("[a](JavaScript:alert(1)) [b](/c:d)"), "<p>a <a href=\"/c:d\">b</a></p>\n");
    }

    #[test]
    fn a_page_has_no_words_that_the_document_has_not() {
        let page = |text: &str| to_html(&read(text, &[]).0, &Frame::default());
        let first = "A long paragraph without any heading, which is why its first words are the name";
        let untitled = page(first);
        assert!(untitled.contains(&format!("<main>\n<p>{first}</p>\n</main>")), "{untitled}");
        assert!(
            untitled.contains("<title>A long paragraph without any heading, which is why its…</title>"),
            "{untitled}"
        );
        assert!(page("a\n\n## B").contains("<title>B</title>"));
        let old = Document { title: "Old title".to_owned(), blocks: Vec::new(), ..Document::default() };
        assert!(to_html(&old, &Frame::default()).contains("<title></title>"), "no title that the text has not");
    }

    #[test]
    fn a_table_without_headings_is_data() {
        assert_eq!(
            fragment("|  |  |\n|---|---|\n| Phone | 01632 960001<br>960002 |\n"),
            "<table>\n<tbody>\n<tr><td>Phone</td><td>01632 960001<br>960002</td></tr>\n</tbody>\n</table>\n"
        );
    }

    #[test]
    fn pictures_have_the_addresses_of_pictures() {
        assert_eq!(
            fragment("![a](b.jpg)\n\n![c](http://d.example/e.png)\n\n![](f.jpg)\n"),
            "<p><img src=\"b.jpg\" alt=\"a\"></p>\n<p><img alt=\"c\"></p>\n<p><img src=\"f.jpg\"></p>\n"
        );
    }

    #[test]
    fn a_page_has_one_main_heading_and_a_language() {
        let (document, _) = read("# A & B\n\nc", &[]);
        let page = to_html(&document, &Frame::default());
        assert!(
            page.starts_with("<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n"),
            "{page}"
        );
        assert!(page.contains("<title>A &amp; B</title>"), "{page}");
        assert!(page.ends_with("<main>\n<h1>A &amp; B</h1>\n<p>c</p>\n</main>\n</body>\n</html>\n"), "{page}");
    }
}
