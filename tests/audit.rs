//! The audit of the real ILACS reports next to the repository: whatever a report prints below its table of judgements is read,
//! once and in its place, and nothing else is. What `truth.json` knows of each is compared in [`reports`](crate::reports).
//! Skipped, with a message, if the reports are missing.

use crate::harness::Report;
use crate::reports::{READ, letters, words_of};
use copydesk::inspection::{Inspection, Paragraph};
use copydesk::load::pdf::{Line, Pages};
use std::collections::{BTreeMap, BTreeSet};

/// Words of the inspectorate about itself, its address and the licence, wherever they are in a sentence.
const CLOSING: [&str; 8] = [
    "the office for standards in education",
    "regulates and inspects",
    "piccadilly gate",
    "crown copyright",
    "you may reuse this information",
    "if you would like a copy",
    "textphone",
    "enquiries@ofsted",
];
/// Letters smaller than this are those of footnotes and of the edges of a page, in points.
const SMALL_PRINT: f32 = 10.5;
/// A line that is on more pages than this belongs to no text.
const FURNITURE: usize = 3;

/// Returns every text that was read, with where it is.
fn texts(inspection: &Inspection) -> Vec<(String, &str)> {
    let summary =
        inspection.summary.iter().enumerate().map(|(place, text)| (format!("summary {place}"), text.as_str()));
    let paragraphs = inspection
        .paragraphs
        .iter()
        .map(|it| (format!("paragraph {}", it.number.unwrap_or_default()), it.text.as_str()));
    let points = inspection.improvements.iter().enumerate().flat_map(|(place, point)| {
        let below = point.points.iter().map(|below| below.text.as_str());
        std::iter::once(point.text.as_str()).chain(below).map(move |text| (format!("point {place}"), text))
    });
    summary.chain(paragraphs).chain(points).collect()
}

/// Returns what is wrong with a text by itself.
fn wrong_in(text: &str) -> Option<&'static str> {
    let chars: Vec<char> = text.chars().collect();
    let glued =
        |three: &[char]| three[0].is_lowercase() && matches!(three[1], '.' | '!' | '?') && three[2].is_uppercase();
    let after_number = text.trim_start_matches(|c: char| c.is_ascii_digit());
    if text.trim().is_empty() {
        Some("it is empty")
    } else if after_number.len() < text.len() && after_number.starts_with(['.', ')']) {
        Some("it begins with its number")
    } else if text.contains("  ") || [" .", " ,", " ;"].iter().any(|sign| text.contains(sign)) {
        Some("it has a space too many")
    } else if chars.windows(3).any(glued) {
        Some("a space is missing")
    } else if CLOSING.iter().any(|words| text.to_lowercase().contains(words)) {
        Some("it has the closing words in it")
    } else {
        None
    }
}

/// Returns `true` if a paragraph has the number of the next one in it, as in "... of risk. 38. Leaders".
fn has_next_number(paragraph: &Paragraph) -> bool {
    let Some(number) = paragraph.number else { return false };
    let next = format!("{}.", number + 1);
    paragraph.text.match_indices(&next).any(|(start, found)| {
        let before = paragraph.text[..start].chars().next_back();
        let after = paragraph.text[start + found.len()..].trim_start().chars().next();
        before.is_none_or(|c| !c.is_ascii_digit() && !matches!(c, '£' | '.' | ','))
            && after.is_some_and(char::is_uppercase)
    })
}

/// Returns what is wrong with the order of things: paragraph numbers, and sections against the table.
fn out_of_order(inspection: &Inspection) -> Vec<String> {
    let mut found = Vec::new();
    let numbers: Vec<u32> = inspection.paragraphs.iter().filter_map(|paragraph| paragraph.number).collect();
    if numbers.len() != inspection.paragraphs.len()
        || !numbers.iter().copied().eq(1..=u32::try_from(numbers.len()).unwrap())
    {
        found.push(format!("the numbers are {numbers:?}"));
    }
    for paragraph in
        inspection.paragraphs.iter().filter(|paragraph| paragraph.area.is_none() || has_next_number(paragraph))
    {
        found.push(format!("paragraph {:?} has no area, or the next one in it", paragraph.number));
    }
    let graded = inspection.judgements.iter().filter(|judgement| judgement.area.as_str() != "overall");
    let graded: BTreeSet<_> = graded.map(|judgement| (Some(&judgement.area), Some(&judgement.grade))).collect();
    let headed: BTreeSet<_> = inspection.sections.iter().map(|it| (it.area.as_ref(), it.grade.as_ref())).collect();
    if graded != headed || headed.len() != inspection.sections.len() {
        found.push(format!("the table has {graded:?}, the headings have {headed:?}"));
    }
    found
}

/// Returns the words of a line, its pieces parted by tabs.
fn text_of(line: &Line) -> String {
    line.pieces.iter().map(|piece| piece.text.as_str()).collect::<Vec<_>>().join("\t")
}

/// Returns the lines of the text below the table, without what pages repeat, up to the closing words.
fn printed(pages: &Pages) -> Vec<String> {
    let mut on_pages: BTreeMap<String, usize> = BTreeMap::new();
    for page in &pages.0 {
        let lines: BTreeSet<String> = page.lines.iter().map(|line| letters(&text_of(line))).collect();
        for line in lines {
            *on_pages.entry(line).or_default() += 1;
        }
    }
    let is_furniture = |line: &str| on_pages.get(&letters(line)).is_some_and(|pages| *pages > FURNITURE);
    let lines = pages.0.iter().flat_map(|page| &page.lines);
    let lines = lines.filter(|line| line.size > SMALL_PRINT && !line.artifact).map(text_of);
    let lines = lines.take_while(|line| !CLOSING.iter().any(|words| line.to_lowercase().starts_with(words)));
    let lines: Vec<String> = lines.filter(|line| letters(line).len() > 2 && !is_furniture(line)).collect();
    let below = lines.iter().rposition(|line| letters(line).starts_with("judgementgrade"));
    lines[below.map_or(0, |row| row + 1)..].to_vec()
}

/// Returns the headings, and the rows of the table, each with its grade as it may be printed.
fn titles(inspection: &Inspection) -> Vec<String> {
    let mut titles = vec!["whatneedstoimprove".to_owned()];
    let headings = inspection.sections.iter().map(|section| &section.heading);
    for name in headings.chain(inspection.judgements.iter().map(|judgement| &judgement.name)) {
        for verb in ["", "is", "are"] {
            for grade in
                ["outstanding", "good", "requiresimprovementtobegood", "requireimprovementtobegood", "inadequate"]
            {
                titles.push(format!("{}{verb}{grade}", letters(name)));
            }
        }
    }
    titles
}

/// Returns the lines of which something was dropped: they are in no text, and in no heading or row of the table.
fn dropped(pages: &Pages, inspection: &Inspection) -> Vec<String> {
    let texts = inspection.summary.iter().chain(inspection.paragraphs.iter().map(|paragraph| &paragraph.text)).cloned();
    let points = inspection.improvements.iter().map(words_of);
    let doubts = inspection.doubts.iter().map(|doubt| doubt.message.clone());
    let read: String = texts.chain(points).chain(doubts).map(|text| letters(&text)).collect();
    let titles = titles(inspection);
    let is_part = |piece: &str| titles.iter().any(|title| title.contains(&letters(piece)));
    let is_title = |line: &str| is_part(line) || line.split('\t').all(is_part);
    let lines = printed(pages).into_iter();
    lines.filter(|line| !read.contains(&letters(line)) && !is_title(line)).collect()
}

/// Returns every fault of a report.
fn faults(pages: &Pages, inspection: &Inspection) -> Vec<String> {
    let mut found = out_of_order(inspection);
    found.extend(
        texts(inspection).into_iter().filter_map(|(place, text)| Some(format!("{place}: {}: {text}", wrong_in(text)?))),
    );
    found.extend(dropped(pages, inspection).into_iter().map(|line| format!("dropped: {line}")));
    found
}

#[test]
fn every_report_is_read_whole_and_without_a_fault() {
    let of = |(Report { slug, .. }, pages, inspection): &(Report, Pages, Inspection)| {
        faults(pages, inspection).into_iter().map(|fault| format!("{slug}: {fault}")).collect::<Vec<_>>()
    };
    let found: Vec<String> = READ.iter().flat_map(of).collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
    let looked_at = READ.iter().map(|(_, pages, _)| printed(pages).len()).min();
    assert!(looked_at.is_none_or(|lines| lines > 100), "of each report the lines were looked at");
}

/// A change for the worse.
type Damage = fn(&mut Inspection);

#[test]
fn the_audit_finds_each_fault_that_it_looks_for() {
    let Some((_, pages, whole)) = READ.first() else { return };
    let damages: [(&str, Damage); 9] = [
        ("dropped", |it| it.summary.truncate(1)),
        ("dropped", |it| it.improvements.truncate(2)),
        ("the numbers are", |it| drop(it.paragraphs.remove(4))),
        ("has no area", |it| it.paragraphs[3].area = None),
        ("the next one in it", |it| it.paragraphs[3].text.push_str(" 5. Leaders act.")),
        ("it begins with its number", |it| it.paragraphs[3].text.insert_str(0, "4.")),
        ("closing words", |it| it.paragraphs[3].text.push_str(" Ofsted regulates and inspects.")),
        ("it is empty", |it| it.paragraphs[3].text.clear()),
        ("the headings have", |it| drop(it.sections.pop())),
    ];
    for (wanted, damage) in damages {
        let mut damaged = whole.clone();
        damage(&mut damaged);
        let found = faults(pages, &damaged);
        assert!(found.iter().any(|fault| fault.contains(wanted)), "{wanted}: {found:?}");
    }
}
