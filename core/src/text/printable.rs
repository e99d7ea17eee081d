//! Foreign words on a terminal. Not here: what is said about them.

/// Foreign words - a plugin's, or a report's in a message about it - as they may reach a terminal: no control characters,
/// which could command it, but line breaks.
pub fn printable(text: &str) -> String {
    text.chars().map(|c| if c.is_control() && c != '\n' { '\u{fffd}' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_are_shown_and_not_sent() {
        assert_eq!(printable("“Tŷ”\n\u{1b}[2J\r\u{9b}"), "“Tŷ”\n\u{fffd}[2J\u{fffd}\u{fffd}");
    }
}
