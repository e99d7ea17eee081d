//! Escapes data for Markdown: what a person wrote is printed as written, never as a heading, a list or a link.

use std::borrow::Cow;

/// Escapes a text that follows `before` and is followed by the character `after`. Line breaks become spaces: a datum
/// that has paragraphs is printed with the helpers that know about them.
pub(super) fn escape(text: &str, before: &str, after: Option<char>) -> String {
    let text = on_one_line(text);
    let mut escaped = String::with_capacity(text.len() + 8);
    let starts_line = starts_line(before);
    let number_end = text.find(|c: char| !c.is_ascii_digit());
    for (at, c) in text.char_indices() {
        let special = match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '|' | '~' => true,
            '#' | '+' | '-' | '=' | ':' => at == 0 && starts_line,
            '.' | ')' => starts_line && at > 0 && number_end == Some(at),
            _ => false,
        };
        if special {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    let is_number = !text.is_empty() && number_end.is_none();
    if is_number && starts_line && matches!(after, Some('.' | ')')) {
        let last = escaped.pop().map(|digit| format!("&#{};", u32::from(digit)));
        escaped.extend(last);
    }
    escaped
}

fn on_one_line(text: &str) -> Cow<'_, str> {
    if !text.contains(['\n', '\r']) {
        return Cow::Borrowed(text);
    }
    let lines = text.split(['\n', '\r']).map(str::trim).filter(|line| !line.is_empty());
    Cow::Owned(lines.collect::<Vec<_>>().join(" "))
}

/// Returns `true` if the text that follows could start a Markdown block: there are only block markers before it on its
/// line.
fn starts_line(before: &str) -> bool {
    let line = before.rsplit('\n').next().unwrap_or_default();
    line.chars().all(|c| matches!(c, ' ' | '\t' | '>' | '-' | '*' | '+' | '.' | ')' | '|') || c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::escape;

    #[test]
    fn marks_of_markdown_lose_their_meaning() {
        assert_eq!(escape("a_b *c* [d](e) <f> `g` h|i \\ &amp;", "x ", None), {
            r"a\_b \*c\* \[d\](e) \<f\> \`g\` h\|i \\ \&amp;"
        });
    }

    #[test]
    fn a_line_start_is_no_block() {
        assert_eq!(escape("#1 council", "", None), r"\#1 council");
        assert_eq!(escape("#1 council", "The ", None), "#1 council");
        assert_eq!(escape("- not a list", "> ", None), r"\- not a list");
        assert_eq!(escape("2025. A year", "text\n", None), r"2025\. A year");
        assert_eq!(escape("2025", "", Some('.')), "202&#53;");
        assert_eq!(escape("2025", "In ", Some('.')), "2025");
    }

    #[test]
    fn line_breaks_become_spaces() {
        assert_eq!(escape("one\n\n  two\r\nthree", "", None), "one two three");
    }
}
