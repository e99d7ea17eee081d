//! What `copydesk plugin check` found, as a JUnit file: what build servers read as the result of tests.

use crate::export;
use crate::plugin::check::{CheckOutcome, Checked, Status};
use std::fmt::Write;

/// Returns the checks of a library as one test suite. JUnit knows no warning: the test passes, and its output says what is
/// to be looked at.
pub(super) fn show(library: &str, made: &[&Checked]) -> String {
    let count = |status| made.iter().filter(|checked| checked.outcome.status == status).count();
    let mut text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".to_owned();
    let counts = format!(
        "tests=\"{}\" failures=\"{}\" errors=\"0\" skipped=\"{}\"",
        made.len(),
        count(Status::Fail),
        count(Status::Skip)
    );
    let name = escape(&format!("copydesk plugin check {library}"));
    writeln!(text, "<testsuites {counts}>\n  <testsuite name=\"{name}\" {counts}>").expect("a string takes all");
    for checked in made {
        text.push_str(&case(checked));
    }
    text + "  </testsuite>\n</testsuites>\n"
}

fn case(Checked { id, title, outcome: CheckOutcome { status, message, fix } }: &Checked) -> String {
    let group = match id.as_bytes().first() {
        Some(b'A') => "file",
        Some(b'B') => "loading",
        Some(b'C') => "drafting",
        _ => "faults",
    };
    let head = format!("    <testcase classname=\"{group}\" name=\"{id} {}\"", escape(title));
    let (message, fix) = (escape(message), fix.as_deref().map(|fix| format!("fix: {}", escape(fix))));
    let fix = fix.unwrap_or_default();
    match status {
        Status::Pass => format!("{head}/>\n"),
        Status::Skip => format!("{head}>\n      <skipped message=\"{message}\"/>\n    </testcase>\n"),
        Status::Warn => {
            format!("{head}>\n      <system-out>warning: {message}\n{fix}</system-out>\n    </testcase>\n")
        }
        Status::Fail => format!("{head}>\n      <failure message=\"{message}\">{fix}</failure>\n    </testcase>\n"),
    }
}

/// Returns a text as it may be in an attribute of XML, which has no place for most control characters.
fn escape(text: &str) -> String {
    let shown = |c: char| match c {
        '\n' | '\t' => c,
        c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => '\u{fffd}',
        c => c,
    };
    let shown: String = text.chars().map(shown).collect();
    export::escape(&shown).replace('\n', "&#10;").replace('\t', "&#9;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_a_message_says_the_file_is_xml() {
        let outcome = CheckOutcome::fail("a <b> & \"c\"\n]]> \u{1b}[2J", "d");
        let text = show("lib&.so", &[&Checked { id: "C1", title: "drafts", outcome }]);
        let expected = concat!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n",
            "<testsuites tests=\"1\" failures=\"1\" errors=\"0\" skipped=\"0\">\n",
            "  <testsuite name=\"copydesk plugin check lib&amp;.so\" ",
            "tests=\"1\" failures=\"1\" errors=\"0\" skipped=\"0\">\n",
            "    <testcase classname=\"drafting\" name=\"C1 drafts\">\n",
            "      <failure message=\"a &lt;b&gt; &amp; &quot;c&quot;&#10;]]&gt; \u{fffd}[2J\">fix: d</failure>\n",
            "    </testcase>\n  </testsuite>\n</testsuites>\n",
        );
        assert_eq!(text, expected);
    }
}
