//! Validates a brief beyond its schema.

use super::shared_rules::Findings;
use super::{TextFinding, ValueSpans};
use crate::brief::{Brief, Statement};
use crate::desk::Desk;
use crate::document::is_file_beside;
use crate::text::printable_address;

/// Validates a brief, also against the desk if there is one.
pub fn check_brief(brief: &Brief, desk: Option<&Desk>, places: &ValueSpans) -> Vec<TextFinding> {
    let mut findings = Findings::new(places);
    times(brief, desk, &mut findings);
    if let Some(url) = &brief.report_url {
        findings.report_page("/report_url", url);
    }
    for (key, texts) in [("key_messages", &brief.key_messages), ("next_steps", &brief.next_steps)] {
        for (index, text) in texts.iter().enumerate() {
            findings.words(&format!("/{key}/{index}"), text);
        }
    }
    for (index, statement) in brief.statements.iter().enumerate() {
        let at = format!("/statements/{index}");
        findings.words(&format!("{at}/words"), &statement.words);
        speaker(&format!("{at}/speaker"), statement, desk, &mut findings);
    }
    for (index, fact) in brief.facts.iter().enumerate() {
        findings.words(&format!("/facts/{index}/text"), &fact.text);
        findings.words(&format!("/facts/{index}/source"), &fact.source);
    }
    for (index, link) in brief.links.iter().enumerate() {
        findings.words(&format!("/links/{index}/text"), &link.text);
        findings.web_address(&format!("/links/{index}/url"), &link.url);
    }
    for (index, picture) in brief.pictures.iter().enumerate() {
        let at = format!("/pictures/{index}/file");
        findings.words(&at, &picture.file);
        if !picture.file.trim().is_empty() && !is_file_beside(&picture.file) {
            let message = format!("`{}` is not a file in the story's folder", printable_address(&picture.file));
            findings.error(&at, message, "put the picture into the story's folder, and write its name here");
        }
        findings.words(&format!("/pictures/{index}/alt"), &picture.alt);
    }
    for (index, earlier) in brief.earlier.iter().enumerate() {
        let at = format!("/earlier/{index}/file");
        findings.words(&at, &earlier.file);
        if !earlier.file.trim().is_empty() && !is_file_beside(&earlier.file) {
            let message = format!("`{}` is not a file in the story's folder", printable_address(&earlier.file));
            findings.error(&at, message, "put the earlier report into the story's folder, and write its name here");
        }
    }
    for (index, waiver) in brief.waivers.iter().enumerate() {
        for (key, text) in [("of", &waiver.of), ("because", &waiver.because), ("by", &waiver.by)] {
            findings.words(&format!("/waivers/{index}/{key}"), text);
        }
    }
    for (index, consent) in brief.consents.iter().enumerate() {
        for (key, text) in [("name", &consent.name), ("given_by", &consent.given_by)] {
            findings.words(&format!("/consents/{index}/{key}"), text);
        }
    }
    findings.sorted()
}

fn times(brief: &Brief, desk: Option<&Desk>, findings: &mut Findings<'_>) {
    let zone = desk.map(|desk| desk.council.timezone.clone()).unwrap_or_default();
    if let Some(why) = brief.publish_at.and_then(|at| zone.instant(at).err()) {
        findings.error("/publish_at", why.to_string(), why.hint());
    }
    let (Some(published), Some(publish_at)) = (brief.published, brief.publish_at) else { return };
    let day = publish_at.date();
    if day < published {
        let message = format!("`publish_at` is before {published}, when the report is published");
        findings.error("/publish_at", message, "nothing goes out before the inspectorate publishes");
    } else if day > published {
        let message = format!("`publish_at` is after {published}, when the report is published");
        findings.warning("/publish_at", message, "give both the same day unless the council means to wait");
    }
}

fn speaker(pointer: &str, statement: &Statement, desk: Option<&Desk>, findings: &mut Findings<'_>) {
    let speaker = &statement.speaker;
    if speaker.trim().is_empty() {
        return findings.words(pointer, speaker);
    }
    if let Some(desk) = desk {
        findings.person(pointer, speaker, desk);
    }
}
