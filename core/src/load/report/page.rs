//! Reads a page of a web site: title, authority, day of publication, judgements as its framework says they are printed, and
//! sections by their headings. Which page it is, and what its headings mean, is in the files.

use super::block::{Block, BlockKind};
use super::doubt::doubt;
use super::name;
use super::sections::{self, Part};
use crate::inspection::{
    Area, AreaId, DocumentKind, DocumentKinds, Doubt, Form, Framework, Frameworks, Inspection, Judgement, Section,
};
use crate::language::dates;
use jiff::civil::Date;
use regex::{Regex, escape};

/// How many blocks may come before the title, or the day of publication after it.
const HEAD: usize = 20;

/// Returns the kind of a page, and its title: the first block that a kind is recognised by.
pub(super) fn kind<'a>(blocks: &[Block], kinds: &'a DocumentKinds) -> Option<(&'a DocumentKind, String)> {
    blocks.iter().take(HEAD).find_map(|block| {
        let kind = kinds.of_title(&block.text).into_iter().find(|kind| kind.form == Form::Page)?;
        Some((kind, block.text.clone()))
    })
}

/// Returns the authority that a title begins with.
pub(super) fn authority(title: &str, kind: &DocumentKind) -> String {
    let end = kind.after_authority.iter().filter_map(|after| title.find(after)).min();
    title[..end.unwrap_or(title.len())].trim().to_owned()
}

/// Reads the blocks of a page into an inspection whose title and authority are known.
pub(super) fn fill(inspection: &mut Inspection, blocks: Vec<Block>, kind: &DocumentKind, frameworks: &Frameworks) {
    inspection.published = published(&inspection.title, &blocks);
    let of_kind = frameworks.iter().filter(|framework| framework.document == kind.id);
    let read = of_kind.map(|framework| (judgements(framework, &inspection.authority.title, &blocks), framework));
    let Some((judgements, framework)) = read.max_by_key(|(judgements, _)| judgements.len()) else { return };
    inspection.framework = Some(framework.id.clone());
    inspection.judgements = judgements;
    let missing = framework.missing(&inspection.judgements).map(|area| {
        doubt("missing-judgement", Some(1), format!("The page was read without a judgement “{}”.", area.name))
    });
    let missing: Vec<_> = missing.collect();
    inspection.doubts.extend(missing);
    inspection.doubts.extend(differs(inspection, framework));
    let mut roles = Vec::new();
    for (area, blocks) in by_area(blocks, framework) {
        let parts = sections::parts(blocks, kind);
        roles.extend(parts.iter().map(|part| part.role));
        put(inspection, parts, area, kind);
    }
    inspection.doubts.extend(sections::missing(&roles, kind));
}

/// Puts the parts under an area's heading into the inspection.
fn put(inspection: &mut Inspection, parts: Vec<Part>, area: Option<Headed>, kind: &DocumentKind) {
    let (sections, paragraphs) = (inspection.sections.len(), inspection.paragraphs.len());
    sections::put(inspection, parts, kind);
    let Some((id, heading)) = area else { return };
    let graded = inspection.judgements.iter().find(|judgement| judgement.area == id);
    let grade = graded.map(|judgement| judgement.grade.clone());
    let first = Section { area: Some(id.clone()), role: None, heading, grade };
    // The sections of the area are those below this one.
    inspection.sections.splice(sections.., [first]);
    for paragraph in &mut inspection.paragraphs[paragraphs..] {
        paragraph.area = Some(id.clone());
    }
}

/// An area with the heading that names it.
type Headed = (AreaId, String);

/// Parts the blocks at the headings that are an area's name.
fn by_area(blocks: Vec<Block>, framework: &Framework) -> Vec<(Option<Headed>, Vec<Block>)> {
    let mut parts = vec![(None, Vec::new())];
    for block in blocks {
        let is_heading = block.kind == BlockKind::Heading;
        let area = name::area(framework, &block.text).map(|(area, _)| area).filter(|area| is_heading && !area.overall);
        match area {
            Some(area) => parts.push((Some((area.id.clone(), block.text)), Vec::new())),
            None => parts.last_mut().expect("there is the first").1.push(block),
        }
    }
    parts
}

/// Returns the day in the title, or the one on which the page says it was published.
fn published(title: &str, blocks: &[Block]) -> Option<Date> {
    let day = |text: &str| dates::mentions(text).first().and_then(|mention| mention.from.date(None));
    let said =
        || blocks.iter().take(HEAD).filter(|block| block.text.starts_with("Published")).find_map(|it| day(&it.text));
    day(title).or_else(said)
}

/// Returns the judgements that the page prints, in the framework's order.
fn judgements(framework: &Framework, authority: &str, blocks: &[Block]) -> Vec<Judgement> {
    let read = framework.areas.iter().filter_map(|area| {
        let (mut grade, mut score, mut words) = (None, None, None);
        for pattern in patterns(framework, area, authority) {
            let Some(found) = blocks.iter().find_map(|block| pattern.captures(&block.text)) else { continue };
            let part = |name| found.name(name).map(|part| part.as_str().trim());
            grade = grade.or_else(|| part("grade").and_then(|printed| name::grade(framework, printed)));
            score = score.or_else(|| part("score").and_then(|digits| digits.parse().ok()));
            words = words.or_else(|| part("words").filter(|words| !words.is_empty()).map(str::to_owned));
        }
        let grade = grade.or_else(|| framework.grade_of_score(area, score?))?.id.clone();
        Some(Judgement { area: area.id.clone(), name: area.name.clone(), grade, score, words })
    });
    read.collect()
}

/// Returns how the page may print the judgement of an area.
fn patterns(framework: &Framework, area: &Area, authority: &str) -> Vec<Regex> {
    let any = |names: Vec<&str>| names.into_iter().map(escape).collect::<Vec<_>>().join("|");
    let areas = any(std::iter::once(&area.name).chain(&area.aliases).map(String::as_str).collect());
    let mut grades: Vec<&str> = framework
        .grades
        .iter()
        .flat_map(|grade| std::iter::once(&grade.name).chain(&grade.aliases))
        .map(String::as_str)
        .collect();
    grades.sort_by_key(|name| std::cmp::Reverse(name.len()));
    let fill = |row: &String| {
        let row = row.replace("{area}", &format!("(?:{areas})")).replace("{authority}", &escape(authority));
        Regex::new(&format!("(?i){}", row.replace("{grade}", &format!("(?<grade>{})", any(grades.clone())))))
    };
    let rows = if area.rows.is_empty() { &framework.rows } else { &area.rows };
    rows.iter().filter_map(|row| fill(row).ok()).collect()
}

/// Returns the doubt about an overall score or grade that is not what the scores of the areas come to.
fn differs(inspection: &Inspection, framework: &Framework) -> Option<Doubt> {
    let comes_to = framework.score_overall(&inspection.judgements)?;
    let area = framework.overall()?;
    let overall = inspection.judgements.iter().find(|judgement| judgement.area == area.id)?;
    let grade = framework.grade_of_score(area, comes_to)?;
    let is_so = overall.grade == grade.id && overall.score.is_none_or(|score| score == comes_to);
    let printed = framework.grade(&overall.grade).map_or("", |grade| &grade.name);
    let score = overall.score.map(|score| format!(", {score}")).unwrap_or_default();
    let message = format!(
        "The scores of the areas come to {comes_to} of 100, {}, but the page has {printed}{score} overall.",
        grade.name
    );
    (!is_so).then(|| doubt("score-differs", Some(1), message))
}
