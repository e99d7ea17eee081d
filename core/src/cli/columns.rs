//! Lines that fit the screen.
#![expect(clippy::disallowed_methods, reason = "the width of the screen may be in `COLUMNS`")]

/// Returns how many columns lines may have: those of the terminal or, where there is none, of `COLUMNS`. `None` if neither
/// says: another program reads the lines, and they stay as they are.
pub(super) fn columns(is_terminal: bool) -> Option<usize> {
    let said = || std::env::var("COLUMNS").ok()?.parse().ok();
    let shown = is_terminal.then(terminal_size::terminal_size).flatten();
    shown.map(|(width, _)| usize::from(width.0)).or_else(said).filter(|columns| *columns >= 20)
}

/// Returns lines that are no longer than the screen, but for a single long word. What follows of a line is indented: under
/// its second column if it has one, or else a little more than the line is.
pub(super) fn wrapped(text: &str, columns: Option<usize>) -> String {
    let Some(columns) =
        columns.filter(|columns| text.lines().any(|line| textwrap::core::display_width(line) > *columns))
    else {
        return text.to_owned();
    };
    let fold = |line: &str| {
        if is_source(line) {
            return line.to_owned();
        }
        let start = line.len() - line.trim_start().len();
        let gap = line[start..].find("  ").map(|gap| start + gap);
        let second = gap.map(|gap| line.len() - line[gap..].trim_start().len());
        let second = second.filter(|at| *at <= columns / 2).map(|at| textwrap::core::display_width(&line[..at]));
        let indent = " ".repeat(second.unwrap_or((start + 4).min(columns / 2)));
        let options = textwrap::Options::new(columns).subsequent_indent(&indent).break_words(false);
        textwrap::fill(line, options.word_splitter(textwrap::WordSplitter::NoHyphenation))
    };
    text.split('\n').map(fold).collect::<Vec<_>>().join("\n")
}

/// Returns `true` for a line of a text that is shown with marks below it, such as ` 12 | Words`: it stays as it is.
fn is_source(line: &str) -> bool {
    let bare = line.trim_start_matches(|c: char| {
        c.is_ascii_digit() || c.is_whitespace() || matches!(c, '\u{1b}' | '[' | ';' | 'm')
    });
    bare.starts_with('|') || bare.starts_with("\u{1b}[0m|")
}

#[cfg(test)]
mod tests {
    use super::wrapped;

    #[test]
    fn lines_are_no_wider_than_the_screen() {
        let text = "short\n  a note that is longer than thirty columns\nname   what it does in a good many words\n\nhttps://www.avershire.example/a/very/long/address\n";
        let expected = "short\n  a note that is longer than\n      thirty columns\nname   what it does in a good\n       many words\n\nhttps://www.avershire.example/a/very/long/address\n";
        assert_eq!(wrapped(text, Some(30)), expected);
        assert_eq!(wrapped(text, None), text);
        assert_eq!(
            wrapped("\u{1b}[1;31merror\u{1b}[0m: of thirty columns", Some(30)),
            "\u{1b}[1;31merror\u{1b}[0m: of thirty columns"
        );
    }
}
