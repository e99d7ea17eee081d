//! Writes the record as a page that an auditor reads without copydesk: who did what to which words, when, and how it is
//! known. The page needs no other file.

use super::super::page::page;
use crate::document::{Document, VersionId};
use crate::export::{escape, to_html_fragment};
use crate::phrasing::time;
use crate::phrasing::what;
use crate::review::{Event, Proof, Terminal, TextName};
use crate::store::Recorded;
use crate::story::Told;
use crate::zone::Zone;
use jiff::Timestamp;
use std::fmt::Write;

const STYLE: &str = "\
td:nth-child(4){min-width:16rem}td:nth-child(5){min-width:12rem;overflow-wrap:anywhere}\
.hash{font-family:monospace;font-size:.85rem;overflow-wrap:anywhere}\
details{border:1px solid #767676;margin:1rem 0}summary{padding:.5rem 1rem;cursor:pointer;font-weight:bold}\
.words{padding:0 1rem;border-top:1px solid #767676}";

/// The record, or a part of it.
pub(super) struct Page<'a> {
    /// What it is the record of.
    pub(super) of: &'a str,
    /// The events.
    pub(super) events: &'a [&'a Recorded],
    /// The versions that they are about.
    pub(super) versions: &'a [(VersionId, Document)],
    /// The mails about each text to those on a press list.
    pub(super) told: &'a [(TextName, Vec<Told>)],
    /// The hash of the last event of the whole record.
    pub(super) head: &'a str,
    /// When the page is written.
    pub(super) now: Timestamp,
    /// The time zone.
    pub(super) zone: &'a Zone,
}

impl Page<'_> {
    /// Returns the page.
    pub(super) fn write(&self) -> String {
        let (written, head) = (time(self.now, self.zone), self.head);
        let mut body = String::new();
        for text in self.texts() {
            self.text(text, &mut body);
        }
        if !self.versions.is_empty() {
            body.push_str("<h2>The words of each version</h2>\n");
        }
        for (version, document) in self.versions {
            let (id, short, words) = (version.as_str(), version.short(), to_html_fragment(document));
            writeln!(
                body,
                "<details id=\"v{short}\"><summary>Version {short}</summary><div class=\"words\">\
                 <p class=\"hash\">SHA-256 {id}</p>\n{words}</div></details>"
            )
            .expect("a string takes all");
        }
        let said = format!(
            "<p>Written on {written}. Every event carries the hash of the one before it, and every version is named by the hash of \
             its words, so a later change shows: <code>copydesk log --verify</code>.</p>\n\
             <p class=\"hash\">Last event of the whole record: {head}</p>\n{body}"
        );
        page(&format!("Record of {}", self.of), STYLE, &said)
    }

    /// Returns the texts, in the order in which they first come.
    fn texts(&self) -> Vec<&TextName> {
        let mut texts: Vec<&TextName> = Vec::new();
        for recorded in self.events {
            if !texts.iter().any(|known| known.is(&recorded.event.text)) {
                texts.push(&recorded.event.text);
            }
        }
        texts
    }

    fn text(&self, text: &TextName, body: &mut String) {
        let name = escape(&text.to_string());
        let mut put = |words: &str| body.push_str(words);
        put(&format!("<h2>{name}</h2>\n<div class=\"wide\"><table>\n<thead><tr><th scope=\"col\">Event</th>"));
        put("<th scope=\"col\">When</th><th scope=\"col\">Who</th><th scope=\"col\">What</th>");
        put("<th scope=\"col\">How it is known</th></tr></thead>\n<tbody>\n");
        for recorded in self.events.iter().filter(|recorded| recorded.event.text.is(text)) {
            let event = &recorded.event;
            let cells = [
                recorded.number.to_string(),
                escape(&time(event.at, self.zone)),
                escape(&event.by.name),
                self.linked(event),
                in_code(&escape(&proof(event))),
            ];
            put(&format!("<tr><td>{}</td></tr>\n", cells.join("</td><td>")));
        }
        put("</tbody></table></div>\n");
        let told = self.told.iter().find(|(other, _)| other.is(text)).map_or(&[][..], |(_, told)| told);
        if !told.is_empty() {
            put(&self.who_was_told(told));
        }
    }

    /// Returns a table of those who were told of a text by mail.
    fn who_was_told(&self, told: &[Told]) -> String {
        let mut table = "<h3>Who got it by mail</h3>\n<div class=\"wide\"><table>\n<thead><tr>".to_owned();
        table.push_str("<th scope=\"col\">Who</th><th scope=\"col\">List</th><th scope=\"col\">What</th>");
        table.push_str("<th scope=\"col\">When a server took it</th></tr></thead>\n<tbody>\n");
        for mail in told {
            let at = mail.sent.map(|at| time(at, self.zone));
            let at = at.or_else(|| mail.unsent.as_ref().map(|why| format!("not sent: {why}"))).unwrap_or_default();
            let what = format!("{} of version {}", mail.notice, mail.short());
            let cells = [&mail.to, &mail.target.to_string(), &what, &at].map(|cell| escape(cell));
            writeln!(table, "<tr><td>{}</td></tr>", cells.join("</td><td>")).expect("a string takes all");
        }
        table + "</tbody></table></div>\n"
    }

    /// Returns what was done, with links to the words of its version.
    fn linked(&self, event: &Event) -> String {
        let words = in_code(&escape(&what(event)));
        let known = event.act.version().filter(|version| self.versions.iter().any(|(known, _)| known == *version));
        let Some(short) = known.map(VersionId::short) else { return words };
        words.replacen(short, &format!("<a href=\"#v{short}\">{short}</a>"), 1)
    }
}

/// Returns a text with what is between back quotes as code.
fn in_code(text: &str) -> String {
    let parts = text.split('`').enumerate();
    parts.map(|(place, part)| if place % 2 == 1 { format!("<code>{part}</code>") } else { part.to_owned() }).collect()
}

/// Returns how it is known who acted.
fn proof(event: &Event) -> String {
    let at = |Terminal { account, host, program }: &Terminal| format!("on {host}, as {account}, with {program}");
    match &event.proof {
        None => "recorded by an older program, which took the person’s word".to_owned(),
        Some(Proof::Terminal(terminal)) => format!("typed {}", at(terminal)),
        Some(Proof::Schedule(terminal)) => format!("done at the time that the person had set, {}", at(terminal)),
        Some(Proof::Link { address, session, server }) => {
            format!("in a browser, opened with a link and a code sent to {address} (session {session}), {}", at(server))
        }
        Some(Proof::Message { recorded_by, file, sha256, terminal }) => format!(
            "{} recorded it from the message “{file}” (kept in the folder `evidence`, SHA-256 {}), {}",
            recorded_by.name,
            &sha256[..sha256.len().min(16)],
            at(terminal)
        ),
    }
}
