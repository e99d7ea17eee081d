//! Validates an inspection, which people may edit, beyond its schema.

use super::shared_rules::Findings;
use super::{TextFinding, ValueSpans};
use crate::inspection::{AreaId, DocumentKinds, Framework, Frameworks, GradeId, Inspection};

/// Checks an inspection against the kinds of document and the frameworks.
pub fn check_inspection(
    inspection: &Inspection,
    kinds: &DocumentKinds,
    frameworks: &Frameworks,
    places: &ValueSpans,
) -> Vec<TextFinding> {
    let mut findings = Findings::new(places);
    let known = findings.document_kind("/document", &inspection.document, kinds);
    if let Some(url) = &inspection.report_url {
        findings.report_page("/report_url", url);
    }
    for (index, range) in inspection.dates.iter().enumerate().filter(|(_, range)| range.to < range.from) {
        let message = format!("the period ends on {}, before it begins", range.to);
        findings.error(&format!("/dates/{index}/to"), message, "look at the title page of the report");
    }
    let framework = match &inspection.framework {
        Some(id) => findings.framework("/framework", id, frameworks),
        None => None,
    };
    if known {
        may_have_judgements(inspection, framework, frameworks, &mut findings);
    }
    if let Some(framework) = framework {
        vocabulary(inspection, framework, &mut findings);
    }
    findings.sorted()
}

/// Checks that judgements are in a document of a kind with a framework, and under a framework of that kind.
fn may_have_judgements(
    inspection: &Inspection,
    framework: Option<&Framework>,
    frameworks: &Frameworks,
    findings: &mut Findings<'_>,
) {
    let graded: Vec<&str> = frameworks
        .iter()
        .filter(|known| known.document == inspection.document)
        .map(|known| known.id.as_str())
        .collect();
    if let Some(framework) = framework.filter(|framework| framework.document != inspection.document) {
        let message = format!("framework `{}` is for another kind of document", framework.id);
        findings.error("/framework", message, "look at `document`, or leave `framework` out");
    }
    if inspection.judgements.is_empty() {
        return;
    }
    if graded.is_empty() {
        let message = "a document of this kind has no judgements";
        findings.error("/judgements/0", message, "look at `document`, or take the judgements out");
    } else if inspection.framework.is_none() {
        let hint = format!("add `framework`: {}", graded.join(", "));
        findings.error("/judgements/0", "judgements without a framework", hint);
    }
}

fn vocabulary(inspection: &Inspection, framework: &Framework, findings: &mut Findings<'_>) {
    let judgements = &inspection.judgements;
    for (index, judgement) in judgements.iter().enumerate() {
        let at = format!("/judgements/{index}");
        area_and_grade(&at, Some(&judgement.area), Some(&judgement.grade), framework, findings);
        if judgements[..index].iter().any(|earlier| earlier.area == judgement.area) {
            let message = format!("`{}` is judged twice", judgement.area);
            findings.error(&format!("{at}/area"), message, "keep the one that the report has");
        }
    }
    for (index, section) in inspection.sections.iter().enumerate() {
        let at = format!("/sections/{index}");
        area_and_grade(&at, section.area.as_ref(), section.grade.as_ref(), framework, findings);
    }
    for (index, paragraph) in inspection.paragraphs.iter().enumerate() {
        area_and_grade(&format!("/paragraphs/{index}"), paragraph.area.as_ref(), None, framework, findings);
    }
}

fn area_and_grade(
    at: &str,
    area: Option<&AreaId>,
    grade: Option<&GradeId>,
    framework: &Framework,
    findings: &mut Findings<'_>,
) {
    if let Some(area) = area {
        findings.area(findings.places().value(&format!("{at}/area")), area, framework);
    }
    if let Some(grade) = grade {
        findings.grade(&format!("{at}/grade"), grade, framework);
    }
}
