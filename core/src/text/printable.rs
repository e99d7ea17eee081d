//! Foreign words on a terminal. Not here: what is said about them.

/// Foreign words - a plugin's, or a report's in a message about it - as they may reach a terminal: no control characters,
/// which could command it, but line breaks.
pub fn printable(text: &str) -> String {
    text.chars().map(|c| if is_command(c) && c != '\n' { '\u{fffd}' } else { c }).collect()
}

/// A foreign address as a message shows it: on one line, and cut where it is long.
pub fn printable_address(address: &str) -> String {
    const MOST: usize = 120;
    let line: String = address.chars().take(MOST).map(|c| if c == '\n' { ' ' } else { c }).collect();
    printable(&line) + if address.chars().count() > MOST { "…" } else { "" }
}

/// Whether a character is not shown but commands how others are: the control characters, and those that turn the direction
/// of writing, with which a line can be made to read as another.
pub fn is_command(c: char) -> bool {
    let turns = matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    c.is_control() || turns || matches!(c, '\u{2028}' | '\u{2029}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_are_shown_and_not_sent() {
        assert_eq!(printable("“Tŷ”\n\u{1b}[2J\r\u{9b}"), "“Tŷ”\n\u{fffd}[2J\u{fffd}\u{fffd}");
    }
}
