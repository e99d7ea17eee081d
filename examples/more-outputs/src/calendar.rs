//! The time of the release as an entry for a calendar (RFC 5545), in words that do not say the result.

use copydesk_plugin::Refusal;
use copydesk_plugin::story::Request;

/// When clocks change in England.
const ZONE: &str = "BEGIN:VTIMEZONE\r\nTZID:Europe/London\r\n\
    BEGIN:DAYLIGHT\r\nDTSTART:19960331T010000\r\nTZOFFSETFROM:+0000\r\nTZOFFSETTO:+0100\r\nTZNAME:BST\r\n\
    RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r\nEND:DAYLIGHT\r\n\
    BEGIN:STANDARD\r\nDTSTART:19961027T020000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0000\r\nTZNAME:GMT\r\n\
    RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n";

/// The longest line in bytes, without its end.
const LINE: usize = 75;

/// Returns the entry.
pub(crate) fn of(request: &Request) -> Result<String, Refusal> {
    let no_time = || {
        Refusal::new("no-release-time", "the brief does not say when it is released: write publish_at into brief.toml")
    };
    let digits: String =
        request.brief.publish_at.as_deref().unwrap_or_default().chars().filter(char::is_ascii_digit).take(12).collect();
    if digits.len() != 12 {
        return Err(no_time());
    }
    let (day, time) = digits.split_at(8);
    let place = &request.inspection.authority.name;
    let slug: String = place.to_lowercase().chars().filter(char::is_ascii_alphanumeric).collect();
    let lines = [
        "BEGIN:VCALENDAR".to_owned(),
        "VERSION:2.0".to_owned(),
        "PRODID:-//copydesk//more-outputs//EN".to_owned(),
        ZONE.trim_end().to_owned(),
        "BEGIN:VEVENT".to_owned(),
        format!("UID:{digits}-{slug}@copydesk.example"),
        format!("DTSTAMP:{day}T000000Z"),
        format!("DTSTART;TZID=Europe/London:{day}T{time}00"),
        "DURATION:PT1H".to_owned(),
        format!("SUMMARY:{}", escaped(&format!("Publication, {place}"))),
        "DESCRIPTION:Please be reachable. The texts are in copydesk\\; nothing may be shared before this time."
            .to_owned(),
        "TRANSP:TRANSPARENT".to_owned(),
        "END:VEVENT".to_owned(),
        "END:VCALENDAR".to_owned(),
    ];
    Ok(lines.iter().map(|line| folded(line) + "\r\n").collect())
}

/// Returns a text as a value.
fn escaped(text: &str) -> String {
    let plain: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    plain.replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,")
}

/// Returns lines, each folded where it is too long: what follows begins with a space.
fn folded(lines: &str) -> String {
    let mut made = String::new();
    let mut length = 0;
    for c in lines.chars() {
        length = if c == '\n' { 0 } else { length + c.len_utf8() };
        if length > LINE && c != '\r' {
            made.push_str("\r\n ");
            length = 1 + c.len_utf8();
        }
        made.push(c);
    }
    made
}

#[cfg(test)]
mod tests {
    use super::*;
    use copydesk_plugin::testing;

    #[test]
    fn the_entry_is_at_the_time_of_the_release_and_says_no_grade() {
        let mut request = testing::sample();
        let entry = of(&request).unwrap();
        assert!(entry.contains("DTSTART;TZID=Europe/London:20250506T093000\r\n"));
        assert!(!entry.contains("Outstanding") && entry.split("\r\n").all(|line| line.len() <= LINE), "{entry}");
        request.inspection.authority.name = "Avershire, \r\nBEGIN:VALARM; and more".to_owned();
        assert!(of(&request).unwrap().contains("SUMMARY:Publication\\, Avershire\\,   BEGIN:VALARM\\; and more\r\n"));
        request.brief.publish_at = None;
        assert_eq!(of(&request).unwrap_err().code(), Some("no-release-time"));
    }
}
