//! Embeds templates in a section of the object file, so that a plugin is one file and the program reads them without
//! loading it.

use crate::Descriptor;
use crate::plan::{is_template_name, is_template_of};

/// A template that a library carries. [`export!`](crate::export!) fills it in.
#[derive(Clone, Copy, Debug)]
pub struct Template {
    /// Its name: an output's id, optionally followed by `/` and more, as [`is_template_of`] checks.
    pub name: &'static str,
    /// Its text, Handlebars, without a zero byte.
    pub text: &'static str,
}

/// Returns how many bytes the section takes for these templates.
#[doc(hidden)]
pub const fn section_len(templates: &[Template]) -> usize {
    let (mut at, mut len) = (0, 0);
    while at < templates.len() {
        len += templates[at].name.len() + 1 + templates[at].text.len() + 1;
        at += 1;
    }
    len
}

/// Returns the section: the name and the text of each template, each ending with a zero byte.
///
/// # Panics
/// At compile time, if a name does not belong to this plugin or a text contains a zero byte.
#[doc(hidden)]
pub const fn section<const N: usize>(plugin: &Descriptor, templates: &[Template]) -> [u8; N] {
    let mut bytes = [0; N];
    let (mut at, mut end) = (0, 0);
    while at < templates.len() {
        let Template { name, text } = templates[at];
        assert!(is_template_name(name), "a template's name is made of a to z, 0 to 9, - and /");
        assert!(
            is_ours(plugin, name),
            "a template's name is the id of one of the outputs, in lower case, or begins with it and a /"
        );
        end = put(&mut bytes, end, name.as_bytes());
        end = put(&mut bytes, end, text.as_bytes());
        at += 1;
    }
    assert!(end == N, "the section has the length of section_len");
    bytes
}

const fn is_ours(plugin: &Descriptor, name: &str) -> bool {
    let mut at = 0;
    while at < plugin.outputs.len() {
        if is_template_of(plugin.outputs[at].id, name) {
            return true;
        }
        at += 1;
    }
    false
}

/// Copies `text` to `start`; returns where the next one begins, after the zero byte that is there already.
const fn put(bytes: &mut [u8], start: usize, text: &[u8]) -> usize {
    let mut at = 0;
    while at < text.len() {
        assert!(text[at] != 0, "a template holds no zero byte");
        bytes[start + at] = text[at];
        at += 1;
    }
    start + text.len() + 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Offer;

    #[test]
    fn names_and_texts_stand_one_behind_the_other() {
        const PLUGIN: Descriptor = Descriptor {
            id: "uk.example.two",
            version: "1",
            licence: "",
            homepage: "",
            outputs: &[Offer { id: "two", title: "Two", ..Offer::PLAIN }],
        };
        const TEMPLATES: &[Template] =
            &[Template { name: "two", text: "{{> two/ü}}" }, Template { name: "two/end", text: "" }];
        const SECTION: [u8; section_len(TEMPLATES)] = section(&PLUGIN, TEMPLATES);
        assert_eq!(str::from_utf8(&SECTION), Ok("two\0{{> two/ü}}\0two/end\0\0"));
        assert!(section::<0>(&PLUGIN, &[]).is_empty());
    }
}
