//! Reads pages of lines into an [`Inspection`], by layout: columns by position, headings by style, paragraphs by
//! number. What is unclear becomes a doubt, never a guess, and a document that is not an inspection report is read as
//! far as possible, without a judgement. PDFs are read in [`pdf`](super::pdf).

mod block;
pub(in crate::load) mod bodies;
mod body;
mod doubt;
mod hyphens;
mod letter;
mod letter_words;
mod name;
mod owned;
mod page;
mod page_blocks;
mod points;
mod previous;
mod running_text;
mod sections;
mod table;
mod title;

use super::pdf::Pages;
use crate::inspection::{
    Authorities, Authority, DocumentId, DocumentKind, DocumentKinds, Form, Framework, Frameworks, Inspection,
    PublicRecord,
};
use block::{Block, BlockKind, Blocks};
use hyphens::DocumentWords;
use running_text::{Flow, Row};
use table::Table;
use title::Head;

/// The reference data for reading a report.
#[derive(Clone, Copy, Debug)]
pub struct Known<'a> {
    /// The kinds of document that can be read.
    pub kinds: &'a DocumentKinds,
    /// The frameworks whose tables can be read.
    pub frameworks: &'a Frameworks,
    /// The authorities there are.
    pub authorities: &'a Authorities,
    /// The past judgements of the authorities.
    pub record: &'a PublicRecord,
}

/// Reads a document. Never fails: missing data are reported in [`Inspection::doubts`].
pub fn read(pages: &Pages, known: &Known) -> Inspection {
    let (tables, frameworks) = (with_tables(known), known.frameworks);
    let known = &Known { frameworks: &tables, ..*known };
    let flow = Flow::new(pages);
    let head = title::read(&flow.rows, flow.size, known.kinds);
    let by_title = known.kinds.of_title(&head.title);
    let table = match by_title[..] {
        [] => table::read(&flow.rows, known.frameworks, &head.dates),
        [..] => None,
    };
    let kind = by_title.first().copied().or_else(|| by_table(&head, table.as_ref(), known));
    let start = table.as_ref().map_or(head.end, |table| table.end).min(flow.rows.len());
    let lexicon = DocumentWords::new(&flow);
    let blocks = Blocks::new(&flow, &lexicon);
    let mut text: &[Row] = body::before_closing(&flow.rows[start..]);
    if kind.is_some_and(|kind| kind.form == Form::Letter) {
        text = letter::before_greeting(text);
    }
    let is_closed = text.len() < flow.rows[start..].len();
    let id = kind.map(|kind| kind.id.clone()).unwrap_or_default();
    let mut inspection = inspection(id, head, known.authorities);
    let blocks_of = |rows: &[Row]| body::before_small_print(blocks.of(rows), flow.size);
    match kind.map(|kind| (kind, kind.form)) {
        Some((_, Form::Judgements)) => judged(&mut inspection, &table.unwrap_or_default(), blocks_of(text), known),
        Some((kind, Form::Letter)) => {
            inspection.letter_date = letter::day(&flow.rows[..start]);
            by_headings(&mut inspection, blocks_of(text), kind);
            inspection.doubts.extend(doubt::end(&inspection, kind, is_closed));
        }
        Some((kind, Form::Report)) => with_owners(&mut inspection, text, (&blocks, flow.size), kind),
        Some((kind, Form::Page)) => {
            inspection.authority = whom(page::authority(&inspection.title, kind), known.authorities);
            page::fill(&mut inspection, blocks_of(&flow.rows), kind, frameworks);
        }
        Some((_, Form::Unread)) | None => {
            let text = blocks_of(text).into_iter().filter(|block| block.kind != BlockKind::Heading);
            inspection.paragraphs = text.map(|block| body::paragraph(block, None)).collect();
        }
    }
    if let Some(kind) = kind {
        bodies::fill(&mut inspection, &flow.rows[..start], kind);
    }
    let is_page = kind.is_some_and(|kind| kind.form == Form::Page);
    let mut of_head = if is_page { Vec::new() } else { doubt::dates(&flow, &inspection) };
    of_head.extend(doubt::kinds(&by_title));
    of_head.extend(doubt::authority(&inspection, known.authorities));
    of_head.extend(doubt::letters(&flow));
    of_head.extend(doubt::pages(pages, &flow));
    of_head.extend(doubt::parts_of_pages(pages));
    inspection.doubts.splice(..0, of_head);
    inspection
}

/// Returns the frameworks of the kinds that print a table of judgements.
fn with_tables(known: &Known) -> Frameworks {
    let has_table =
        |framework: &&Framework| known.kinds.get(&framework.document).is_none_or(|kind| kind.form == Form::Judgements);
    Frameworks::new(known.frameworks.iter().filter(has_table).cloned())
}

/// Reads a page of a web site that was saved as HTML or plain text; `None` if it is of no kind that is published as a page.
pub fn read_page(text: &str, known: &Known) -> Option<Inspection> {
    let blocks = page_blocks::of(text);
    let (kind, title) = page::kind(&blocks, known.kinds)?;
    let authority = whom(page::authority(&title, kind), known.authorities);
    let mut inspection = Inspection { document: kind.id.clone(), title, authority, ..Inspection::default() };
    page::fill(&mut inspection, blocks, kind, known.frameworks);
    inspection.doubts.extend(doubt::authority(&inspection, known.authorities));
    Some(inspection)
}

/// Returns the kind of document that the table of judgements shows, or else the one with judgements if the title suggests
/// it.
fn by_table<'a>(head: &Head, table: Option<&Table>, known: &Known<'a>) -> Option<&'a DocumentKind> {
    let shown = || {
        let framework = table?.framework.as_ref()?;
        known.kinds.get(&known.frameworks.get(framework)?.document)
    };
    let suggested = || {
        let graded = known.kinds.iter().find(|kind| kind.form == Form::Judgements);
        graded.filter(|_| title::is_inspection(&head.title))
    };
    shown().or_else(suggested)
}

/// Reads a document without judgements, with what a table says each body has to do.
fn with_owners(inspection: &mut Inspection, text: &[Row], (blocks, size): (&Blocks<'_>, f32), kind: &DocumentKind) {
    let table = owned::table(text, blocks, |row| sections::opens(&row.text(), kind));
    let taken = table.as_ref().map_or(0..0, |(taken, _)| taken.clone());
    let mut all = blocks.of(&text[..taken.start]);
    all.extend(blocks.of(&text[taken.end..]));
    by_headings(inspection, body::before_small_print(all, size), kind);
    if let Some((_, points)) = table {
        inspection.doubts.retain(|doubt| doubt.code != "no-improvements");
        inspection.priority_actions.extend(points);
    }
}

/// Reads a document without judgements: its introduction and its sections.
fn by_headings(inspection: &mut Inspection, blocks: Vec<Block>, kind: &DocumentKind) {
    let parts = sections::parts(blocks, kind);
    if kind.form == Form::Letter
        && let Some(introduction) = parts.first()
    {
        let read = letter::introduction(&introduction.blocks, inspection.letter_date);
        inspection.dates_as_printed = read.dates_as_printed;
        inspection.dates = read.dates;
        inspection.inspectors = read.inspectors;
        inspection.topic = read.topic;
    }
    sections::fill(inspection, parts, kind);
}

/// Returns the authority with a printed name.
fn whom(printed: String, authorities: &Authorities) -> Authority {
    let entry = authorities.find(&printed);
    Authority {
        name: entry.map_or_else(|| printed.clone(), |entry| entry.name.clone()),
        code: entry.and_then(|entry| entry.code.clone()),
        urn: entry.and_then(|entry| entry.urn.clone()),
        region: entry.and_then(|entry| entry.region.clone()),
        title: printed,
    }
}

fn inspection(document: DocumentId, head: Head, authorities: &Authorities) -> Inspection {
    Inspection {
        document,
        title: head.title,
        dates_as_printed: head.dates_as_printed,
        authority: whom(head.authority, authorities),
        dates: head.dates,
        lead_inspectors: head.lead_inspectors,
        ..Inspection::default()
    }
}

/// Adds what only an inspection report has.
fn judged(inspection: &mut Inspection, table: &Table, blocks: Vec<Block>, known: &Known) {
    inspection.framework.clone_from(&table.framework);
    inspection.judgements.clone_from(&table.judgements);
    let framework = inspection.framework.as_ref().and_then(|id| known.frameworks.get(id));
    inspection.doubts.extend(doubt::table(table, framework));
    let Some(framework) = framework.or_else(|| nearest(inspection, known.frameworks)) else { return };
    let body = body::read(blocks, framework);
    let mut doubts = doubt::body(&body, inspection, framework);
    doubts.extend(doubt::by_elimination(table, &body, inspection));
    inspection.summary = body.summary;
    inspection.improvements = body.improvements.all;
    inspection.sections = body.sections.into_iter().map(|(section, _)| section).collect();
    inspection.paragraphs = body.paragraphs;
    doubts.extend(doubt::numbering(inspection));
    doubts.extend(doubt::record(inspection, known.frameworks, known.record));
    inspection.doubts.extend(doubts);
}

/// Returns the framework in force with most of the judgements that were read: good enough to recognise sections.
fn nearest<'a>(inspection: &Inspection, frameworks: &'a Frameworks) -> Option<&'a Framework> {
    let known = |framework: &&Framework| {
        inspection.judgements.iter().filter(|judgement| framework.area(&judgement.area).is_some()).count()
    };
    frameworks.iter().filter(|framework| framework.was_in_force(&inspection.dates)).max_by_key(known)
}
