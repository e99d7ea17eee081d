//! Reads pages of lines into an [`Inspection`], by layout: columns by position, headings by style, paragraphs by
//! number. What is unclear becomes a doubt, never a guess, and a document that is not an inspection report is read as
//! far as possible, without a judgement. PDFs are read in [`pdf`](super::pdf).

mod block;
mod body;
mod doubt;
mod hyphens;
mod name;
mod previous;
mod running_text;
mod table;
mod title;

use super::pdf::Pages;
use crate::inspection::{Authorities, Authority, DocumentKind, Framework, Frameworks, Inspection, PublicRecord};
use block::{Block, BlockKind, Blocks};
use hyphens::DocumentWords;
use running_text::{Flow, Row};
use table::Table;
use title::Head;

/// The reference data for reading a report.
#[derive(Clone, Copy, Debug)]
pub struct Known<'a> {
    /// The frameworks whose tables can be read.
    pub frameworks: &'a Frameworks,
    /// The authorities there are.
    pub authorities: &'a Authorities,
    /// The past judgements of the authorities.
    pub record: &'a PublicRecord,
}

/// Reads a document. Never fails: missing data are reported in [`Inspection::doubts`].
pub fn read(pages: &Pages, known: &Known) -> Inspection {
    let flow = Flow::new(pages);
    let head = title::read(&flow.rows, flow.size);
    let table = match title::kind(&head.title) {
        Some(_) => None,
        None => table::read(&flow.rows, known.frameworks, &head.dates),
    };
    let kind = kind(&head, table.as_ref(), known.frameworks);
    let start = table.as_ref().map_or(head.end, |table| table.end);
    let lexicon = DocumentWords::new(&flow);
    let blocks = Blocks::new(&flow, &lexicon);
    let text: &[Row] = body::before_closing(&flow.rows[start.min(flow.rows.len())..]);
    let mut inspection = inspection(kind, head, known.authorities);
    inspection.doubts.extend(doubt::dates(&flow, &inspection));
    inspection.doubts.extend(doubt::authority(&inspection, known.authorities));
    inspection.doubts.extend(doubt::letters(&flow));
    let blocks = body::before_small_print(blocks.of(text), flow.size);
    if kind == DocumentKind::Ilacs {
        judged(&mut inspection, &table.unwrap_or_default(), blocks, known);
    } else {
        let text = blocks.into_iter().filter(|block| block.kind != BlockKind::Heading);
        inspection.paragraphs = text.map(|block| body::paragraph(block, None)).collect();
    }
    inspection
}

/// Returns the kind of document: from the title, else from the table, else the one that the title suggests.
fn kind(head: &Head, table: Option<&Table>, frameworks: &Frameworks) -> DocumentKind {
    let by_table = || {
        let table = table?;
        let framework = table.framework.as_ref().and_then(|id| frameworks.get(id));
        framework.map(|framework| framework.document)
    };
    title::kind(&head.title)
        .or_else(by_table)
        .unwrap_or_else(|| if title::is_inspection(&head.title) { DocumentKind::Ilacs } else { DocumentKind::Other })
}

fn inspection(document: DocumentKind, head: Head, authorities: &Authorities) -> Inspection {
    let entry = authorities.find(&head.authority);
    let authority = Authority {
        name: entry.map_or_else(|| head.authority.clone(), |entry| entry.name.clone()),
        code: entry.and_then(|entry| entry.code.clone()),
        urn: entry.and_then(|entry| entry.urn.clone()),
        region: entry.and_then(|entry| entry.region.clone()),
        title: head.authority,
    };
    Inspection {
        document,
        framework: None,
        title: head.title,
        published: None,
        report_url: None,
        dates_as_printed: head.dates_as_printed,
        authority,
        dates: head.dates,
        lead_inspectors: head.lead_inspectors,
        judgements: Vec::new(),
        summary: Vec::new(),
        improvements: Vec::new(),
        sections: Vec::new(),
        paragraphs: Vec::new(),
        doubts: Vec::new(),
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
    inspection.improvements = body.improvements;
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
