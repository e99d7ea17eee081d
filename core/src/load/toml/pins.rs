//! Validates `plugins.lock` beyond its schema.

use super::shared_rules::Findings;
use super::value_spans::child;
use super::{TextFinding, ValueSpans};
use crate::hash::is_sha256;
use crate::pins::{Pin, Pins};

/// Checks the pins of a desk.
pub fn check_pins(pins: &Pins, places: &ValueSpans) -> Vec<TextFinding> {
    let mut findings = Findings::new(places);
    for (index, pin) in pins.plugins.iter().enumerate() {
        let at = format!("/plugin/{index}");
        let texts =
            [("id", &pin.id), ("version", &pin.version), ("source", &pin.source), ("approved_by", &pin.approved_by)];
        for (key, text) in texts {
            findings.words(&format!("{at}/{key}"), text);
        }
        if pins.plugins[..index].iter().any(|earlier| earlier.id == pin.id) {
            let message = format!("`{}` is pinned twice", pin.id);
            findings.error(&format!("{at}/id"), message, "keep the entry that people agreed to last");
        }
        hashes(&at, pin, &mut findings);
        if pin.key.as_ref().is_some_and(|key| !is_public_key(key)) {
            let hint = "it has 56 characters and begins with RW: take the second line of the publisher's minisign.pub";
            findings.error(&format!("{at}/key"), "this is not a public key of minisign", hint);
        }
    }
    findings.sorted()
}

fn hashes(at: &str, pin: &Pin, findings: &mut Findings<'_>) {
    const HINT: &str = "restore what was here: a hash is 64 of the digits 0 to 9 and a to f, and cannot be made up";
    if pin.sha256.is_empty() {
        findings.error(&format!("{at}/sha256"), format!("`{}` is pinned to nothing", pin.id), HINT);
    }
    for (platform, hash) in &pin.sha256 {
        if !is_sha256(hash) {
            let pointer = child(&format!("{at}/sha256"), platform);
            findings.error(&pointer, format!("this is not a SHA-256 for {platform}"), HINT);
        }
    }
}

fn is_public_key(text: &str) -> bool {
    let base64 = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/');
    text.len() == 56 && text.starts_with("RW") && text.bytes().all(base64)
}
