//! The templates that a library carries in a section of its file. They are the plugin's and untrusted.

use super::Descriptor;
use copydesk_plugin::plan::is_template_name;

/// More templates than this, in bytes, no library carries.
pub(super) const LIMIT: u64 = 1 << 20;

/// Nor more than these.
const COUNT: usize = 100;

/// A template that a library carries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    /// Its name: the id of one of the plugin's outputs, optionally followed by `/` and more.
    pub name: String,
    /// Its text: without control characters other than line breaks and tabs.
    pub text: String,
}

/// Reads a section: the name and the text of each template, each ending with a zero byte. Zero bytes before a name are
/// skipped, as compilers align. The error says what is wrong.
pub(super) fn parse(section: &[u8], plugin: &Descriptor) -> Result<Vec<Template>, String> {
    let mut templates: Vec<Template> = Vec::new();
    let mut rest = after_padding(section);
    while !rest.is_empty() {
        let (name, text);
        (name, rest) = ended(rest).ok_or("the last name has no zero byte at its end")?;
        let name = str::from_utf8(name).map_err(|_| "a name is not UTF-8")?;
        check_name(name, plugin)?;
        if templates.iter().any(|earlier| earlier.name == name) {
            return Err(format!("{name} is there twice"));
        }
        if templates.len() == COUNT {
            return Err(format!("there are more than {COUNT}"));
        }
        (text, rest) = ended(rest).ok_or_else(|| format!("{name} has no zero byte at its end"))?;
        let text =
            str::from_utf8(text).map_err(|error| format!("{name} is not UTF-8, at byte {}", error.valid_up_to()))?;
        if let Some(c) = text.chars().find(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t')) {
            return Err(format!("{name} holds the control character U+{:04X}", u32::from(c)));
        }
        templates.push(Template { name: name.to_owned(), text: text.to_owned() });
        rest = after_padding(rest);
    }
    Ok(templates)
}

fn check_name(name: &str, plugin: &Descriptor) -> Result<(), String> {
    if !is_template_name(name) {
        return Err(format!("{name:?} is not the name of a template"));
    }
    if !plugin.owns(name) {
        return Err(format!("{name} belongs to none of its outputs: it is not named after one"));
    }
    Ok(())
}

/// Returns a text and what follows the zero byte at its end.
fn ended(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let end = bytes.iter().position(|byte| *byte == 0)?;
    Some((&bytes[..end], &bytes[end + 1..]))
}

fn after_padding(bytes: &[u8]) -> &[u8] {
    let start = bytes.iter().position(|byte| *byte != 0).unwrap_or(bytes.len());
    &bytes[start..]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(section: &[u8]) -> Result<Vec<(String, String)>, String> {
        let plugin = br#"{"id":"uk.example.one","version":"1","request_schema":"1.0",
            "outputs":[{"id":"letter","title":"Letter"},{"id":"card","title":"Card"}]}"#;
        let templates = parse(section, &Descriptor::parse(plugin).unwrap())?;
        Ok(templates.into_iter().map(|template| (template.name, template.text)).collect())
    }

    #[test]
    fn names_and_texts_alternate_with_room_between_them() {
        let own = |pairs: &[(&str, &str)]| -> Vec<(String, String)> {
            pairs.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
        };
        assert_eq!(read(b""), Ok(own(&[])));
        assert_eq!(read(b"\0\0"), Ok(own(&[])));
        assert_eq!(read(b"letter\0# A\r\n\tb\0"), Ok(own(&[("letter", "# A\r\n\tb")])));
        assert_eq!(read(b"\0card/main\0\0\0\0letter\0text\0\0\0"), Ok(own(&[("card/main", ""), ("letter", "text")])));
    }

    #[test]
    fn there_are_not_endlessly_many() {
        let section = |count: u32| (1..=count).map(|i| format!("letter/{i}\0text\0")).collect::<Vec<_>>().concat();
        assert_eq!(read(section(100).as_bytes()).unwrap().len(), 100);
        assert_eq!(read(section(101).as_bytes()).unwrap_err(), "there are more than 100");
    }

    #[test]
    fn what_cannot_be_used_is_named() {
        for (section, message) in [
            (&b"letter"[..], "the last name has no zero byte at its end"),
            (b"letter\0text", "letter has no zero byte at its end"),
            (b"\xff\0text\0", "a name is not UTF-8"),
            (b"letter\0a\xff\0", "letter is not UTF-8, at byte 1"),
            (b"letter\0\x1b[2J\0", "letter holds the control character U+001B"),
            (b"../letter\0text\0", "\"../letter\" is not the name of a template"),
            (b"letters\0text\0", "letters belongs to none of its outputs: it is not named after one"),
            (b"partials/result\0text\0", "partials/result belongs to none of its outputs: it is not named after one"),
            (b"letter\0a\0letter\0b\0", "letter is there twice"),
        ] {
            assert_eq!(read(section).unwrap_err(), message);
        }
    }
}
