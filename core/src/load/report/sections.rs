//! Reads a document without judgements by its headings: the kind of document says what each is for.

use super::block::{Block, BlockKind};
use super::body::{may_be_heading, paragraph};
use super::doubt::{self, doubt};
use super::name::plain;
use super::points::Points;
use crate::inspection::{
    DocumentKind, Doubt, Inspection, Items, PrintedOutcome, Section, SectionHeadings, SectionRole,
};

/// How much longer than a known heading a printed one may be, in letters: "... in this area of social work practice".
const LONGER: usize = 100;

/// The text under a heading.
#[derive(Debug)]
pub(super) struct Part {
    pub(super) role: SectionRole,
    /// The heading as printed; empty for the introduction.
    pub(super) heading: String,
    pub(super) page: u32,
    pub(super) blocks: Vec<Block>,
}

impl Part {
    /// Returns `true` if this is a list of points, and a block is a heading after it.
    fn ends_list(&self, block: &Block) -> bool {
        let is_list = matches!(self.role, SectionRole::Priority | SectionRole::Improve);
        is_list && block.kind == BlockKind::Heading && self.blocks.iter().any(|point| point.kind == BlockKind::Bullet)
    }
}

/// Returns the parts of a text: the introduction, then one for each known heading. Another heading stays in its part.
pub(super) fn parts(blocks: Vec<Block>, kind: &DocumentKind) -> Vec<Part> {
    let opened = |role, heading: String, page| Part { role, heading, page, blocks: Vec::new() };
    let first = blocks.first().map_or(1, |block| block.page);
    let mut parts = vec![opened(SectionRole::Introduction, String::new(), first)];
    let mut blocks = blocks.into_iter().peekable();
    while let Some(block) = blocks.next() {
        let goes_on_in_prose =
            blocks.peek().is_some_and(|next| !matches!(next.kind, BlockKind::Bullet | BlockKind::Heading));
        let open = parts.last_mut().expect("there is the introduction");
        match role(&block, kind) {
            // A heading that a box repeats.
            Some(role) if role == open.role && open.blocks.is_empty() => {}
            Some(role) => parts.push(opened(role, block.text, block.page)),
            None => match own_role(&block, kind) {
                Some(role) if role == open.role => open.blocks.push(block),
                Some(role) => {
                    let opened = opened(role, String::new(), block.page);
                    parts.push(Part { blocks: vec![block], ..opened });
                }
                // Under a heading of its own, prose after a list of points is not a point.
                None if open.ends_list(&block) && goes_on_in_prose => {
                    parts.push(opened(SectionRole::Findings, block.text, block.page));
                }
                None => open.blocks.push(block),
            },
        }
    }
    parts
}

/// Returns `true` if a line opens a section.
pub(super) fn opens(line: &str, kind: &DocumentKind) -> bool {
    heading(line, false, kind).is_some()
}

/// Returns what the section is for that a block opens, if it is the heading of one.
fn role(block: &Block, kind: &DocumentKind) -> Option<SectionRole> {
    if !may_be_heading(block) {
        return None;
    }
    heading(&block.text, block.kind == BlockKind::Heading, kind)
}

fn heading(text: &str, is_set_as_one: bool, kind: &DocumentKind) -> Option<SectionRole> {
    if text.ends_with('.') {
        return None;
    }
    let printed = plain(text);
    let fits = |heading: &String| {
        let known = plain(heading);
        let rest = printed.strip_prefix(&known)?;
        let is_whole = rest.is_empty() || is_set_as_one && rest.len() <= LONGER || rest.len() <= 1;
        let is_longer = rest.starts_with(' ') && rest.len() <= LONGER && known.contains(' ');
        (is_whole || is_longer).then_some(known.len())
    };
    let best = |section: &SectionHeadings| section.headings.iter().filter_map(fits).max();
    let found = kind.sections.iter().filter_map(|section| Some((best(section)?, section.role)));
    found.max_by_key(|(length, _)| *length).map(|(_, role)| role)
}

/// Returns the section that a paragraph belongs to by its first words.
fn own_role(block: &Block, kind: &DocumentKind) -> Option<SectionRole> {
    let is_paragraph = !matches!(block.kind, BlockKind::Heading | BlockKind::Bullet);
    let opens = |section: &&SectionHeadings| section.paragraphs.iter().any(|words| block.text.starts_with(words));
    kind.sections.iter().filter(|_| is_paragraph).find(opens).map(|section| section.role)
}

/// Puts the parts into the inspection, and says what is missing.
pub(super) fn fill(inspection: &mut Inspection, parts: Vec<Part>, kind: &DocumentKind) {
    let roles: Vec<SectionRole> = parts.iter().map(|part| part.role).collect();
    inspection.doubts.extend(missing(&roles, kind));
    put(inspection, parts, kind);
}

/// Returns the doubts about sections that a whole document has and this one has not.
pub(super) fn missing(roles: &[SectionRole], kind: &DocumentKind) -> Vec<Doubt> {
    let missing = kind.must.sections.iter().filter(|role| !roles.contains(role));
    missing.map(|role| without(*role, kind)).collect()
}

/// Puts the parts into the inspection, each where its role says.
pub(super) fn put(inspection: &mut Inspection, parts: Vec<Part>, kind: &DocumentKind) {
    for part in parts {
        if !part.heading.is_empty() {
            let heading = part.heading.trim_end_matches([':', ' ']).to_owned();
            inspection.sections.push(Section { area: None, role: Some(part.role), heading, grade: None });
        }
        match part.role {
            SectionRole::Headline => inspection.summary.extend(texts(part.blocks)),
            SectionRole::Outcome => outcome(inspection, part, kind),
            SectionRole::Priority | SectionRole::Improve => points(inspection, part, kind),
            role => {
                let is_text = |block: &Block| block.kind != BlockKind::Heading;
                let paragraphs = part.blocks.into_iter().filter(is_text).map(|block| paragraph(block, None));
                inspection.paragraphs.extend(paragraphs.map(|mut paragraph| {
                    paragraph.role = Some(role);
                    paragraph
                }));
            }
        }
    }
}

fn texts(blocks: Vec<Block>) -> impl Iterator<Item = String> {
    blocks.into_iter().filter(|block| block.kind != BlockKind::Heading).map(|block| block.text)
}

fn without(role: SectionRole, kind: &DocumentKind) -> Doubt {
    let headings = kind.sections.iter().filter(|section| section.role == role).flat_map(|section| &section.headings);
    let headings = headings.map(|heading| format!("“{heading}”")).collect::<Vec<_>>().join(", ");
    doubt(
        "missing-section",
        None,
        format!(
            "copydesk could not find the section with the heading {headings}. If the document has it, a page may be missing."
        ),
    )
}

fn points(inspection: &mut Inspection, part: Part, kind: &DocumentKind) {
    let Part { role, heading, page, mut blocks } = part;
    blocks.retain(|block| block.kind != BlockKind::Heading);
    if let [only] = &blocks[..]
        && names_none(&only.text)
    {
        let mut paragraph = paragraph(only.clone(), None);
        paragraph.role = Some(role);
        inspection.paragraphs.push(paragraph);
        return;
    }
    let items = kind.sections.iter().find(|section| section.role == role).map(|section| section.items);
    let read = match items.unwrap_or_default() {
        Items::List => Points::read(blocks),
        Items::Paragraphs | Items::Owned => Points::paragraphs(blocks),
    };
    let heading = heading.trim_end_matches([':', ' ', '?']);
    if read.all.is_empty() {
        inspection.doubts.push(doubt("no-improvements", Some(page), format!("There are no points under “{heading}”.")));
    } else if read.in_prose {
        let message = format!("“{heading}” is not a list, so copydesk took each paragraph as one point.");
        inspection.doubts.push(doubt("improvements-in-prose", Some(page), message));
    }
    inspection.doubts.extend(doubt::points(heading, &read, Some(page)));
    let list =
        if role == SectionRole::Priority { &mut inspection.priority_actions } else { &mut inspection.improvements };
    list.extend(read.all);
}

/// Returns `true` for a sentence that says that there are no points: "There are no areas for priority action."
fn names_none(text: &str) -> bool {
    let text = text.to_lowercase();
    ["there are no ", "there were no ", "no areas ", "none "].iter().any(|words| text.starts_with(words))
        && text.len() < 90
}

/// Reads the outcome: the sentence that has the words of one. The other sentences of the section say what follows.
fn outcome(inspection: &mut Inspection, part: Part, kind: &DocumentKind) {
    for block in part.blocks.into_iter().filter(|block| block.kind != BlockKind::Heading) {
        let mut after = block.clone();
        let sentences = crate::language::sentences(&block.text);
        let of = |sentence: &str| {
            let sentence = sentence.to_lowercase();
            kind.outcomes.iter().find(|outcome| outcome.words.iter().any(|words| sentence.contains(words)))
        };
        for sentence in sentences {
            let text = &block.text[sentence];
            if let Some(found) = of(text)
                && inspection.outcome.is_none()
            {
                inspection.outcome = Some(PrintedOutcome { id: found.id.clone(), text: text.trim().to_owned() });
                block.text[sentence.end..].trim().clone_into(&mut after.text);
            }
        }
        if !after.text.is_empty() {
            let mut paragraph = paragraph(after, None);
            paragraph.role = Some(SectionRole::Outcome);
            inspection.paragraphs.push(paragraph);
        }
    }
    if inspection.outcome.is_none() && !kind.outcomes.is_empty() {
        let message = format!("None of the set sentences for an outcome is under “{}”.", part.heading);
        inspection.doubts.push(doubt("no-outcome", Some(part.page), message));
    }
}
