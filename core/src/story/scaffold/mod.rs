//! The texts of new files: `desk.toml`, `brief.toml`, `inspection.toml` and `plugins.lock`. Each loads unchanged. A
//! line that begins with `#` and a space is a comment; one that begins with `#` alone is an example to be uncommented.

mod answers;
mod brief;
mod desk;
mod inspection;
mod pins;

pub use answers::{about, answers_toml};
pub use brief::brief_toml;
pub use desk::{desk_toml, short_name};
pub use inspection::inspection_toml;
pub use pins::plugins_lock;

/// How to use a file with examples.
const EXAMPLES: &str = "Lines that start with # and no space are examples. Delete the # and put in your own words.";

/// Returns the text with a first line that tells an editor which JSON Schema to check it by. `path` is relative to the
/// file.
pub fn with_schema(path: &str, text: &str) -> String {
    format!("#:schema {path}\n\n{text}")
}

/// Returns a remark, wrapped. What comes from a report may hold anything: control characters become spaces.
fn remark(text: &str) -> String {
    const WIDTH: usize = 100;
    let mut lines = vec!["#".to_owned()];
    let text: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    for word in text.split_whitespace() {
        let full = lines.last().is_some_and(|line| line != "#" && line.chars().count() + word.chars().count() >= WIDTH);
        if full {
            lines.push("#".to_owned());
        }
        if let Some(line) = lines.last_mut() {
            line.push(' ');
            line.push_str(word);
        }
    }
    lines.join("\n") + "\n"
}

#[cfg(test)]
mod tests {
    use super::{remark, with_schema};

    /// Returns the text with its examples uncommented.
    pub(super) fn uncommented(text: &str) -> String {
        let lines = text.lines().map(|line| match line.strip_prefix('#') {
            Some(rest) if !rest.starts_with([' ', ':']) => rest,
            _ => line,
        });
        lines.collect::<Vec<_>>().join("\n") + "\n"
    }

    #[test]
    fn a_remark_stays_a_remark() {
        assert_eq!(remark("two\r\ndates\u{0}[authority]"), "# two dates [authority]\n");
        let long = remark(&"word ".repeat(30));
        assert!(long.lines().count() == 2 && long.lines().all(|line| line.starts_with("# word") && line.len() <= 100));
    }

    #[test]
    fn the_schema_stands_on_top() {
        assert_eq!(with_schema("./schemas/brief.schema.json", "x\n"), "#:schema ./schemas/brief.schema.json\n\nx\n");
    }
}
