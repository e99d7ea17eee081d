//! Reads the files of kinds of document into [`DocumentKinds`]: the built-in ones (`core/documents/*.toml`) and a desk's own. To
//! add a kind, add a file. What a kind means is in [`inspection`](crate::inspection).

use crate::finding::Finding;
use crate::inspection::{DocumentKind, DocumentKinds, Form};
use crate::load::toml;
use crate::text::Span;

/// The files that the program carries: name and text.
const BUILTIN: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/documents.rs"));

/// Returns the built-in kinds.
///
/// # Panics
///
/// Never in a build whose tests pass: one reads every file.
pub fn builtin() -> DocumentKinds {
    DocumentKinds::new(BUILTIN.iter().map(|(_, text)| parse(text).expect("a test reads every one")))
}

/// Reads one kind.
///
/// # Errors
/// Every error in the file, with its place: invalid TOML, keys that are missing, unknown or of another type, a letter or
/// report by which no title is recognised or that has no sections, and a section that is required and has no headings.
pub fn parse(text: &str) -> Result<DocumentKind, Vec<Finding<Span>>> {
    let kind = toml::read::<DocumentKind>(text)?.value;
    let problems = mistakes(&kind);
    if problems.is_empty() {
        return Ok(kind);
    }
    Err(problems.into_iter().map(|problem| Finding::error(Span::at(0), problem)).collect())
}

fn mistakes(kind: &DocumentKind) -> Vec<String> {
    let mut found = Vec::new();
    let has_sections = matches!(kind.form, Form::Letter | Form::Report | Form::Page);
    if kind.form != Form::Judgements && kind.recognise.is_empty() {
        found.push("it has no words in `recognise`, so no title can be of this kind".to_owned());
    }
    found.extend(
        kind.recognise
            .iter()
            .filter(|words| words.to_lowercase() != **words)
            .map(|words| format!("`recognise` has “{words}”, and titles are compared in lower case")),
    );
    if has_sections && kind.sections.is_empty() {
        found.push("it has no `[[sections]]`, so nothing of such a document would be read".to_owned());
    }
    let has = |role| kind.sections.iter().any(|section| section.role == role && !section.headings.is_empty());
    let required = kind.must.sections.iter().filter(|role| !has(**role));
    found.extend(required.map(|role| format!("`must` has the section {role:?}, which has no headings")));
    found
}

#[cfg(test)]
mod tests {
    use super::{BUILTIN, parse};

    #[test]
    fn every_built_in_file_is_a_kind_named_like_its_file() {
        for (name, text) in BUILTIN {
            assert_eq!(parse(text).map(|kind| kind.id.to_string()), Ok((*name).to_owned()));
        }
    }

    #[test]
    fn says_what_is_wrong_with_a_file() {
        let messages = |text: &str| -> Vec<String> {
            parse(text).map_or_else(|found| found.into_iter().map(|finding| finding.message).collect(), |_| Vec::new())
        };
        let file = "id = \"visit\"\ntitle = \"Visit\"\ncalled = \"a visit\"\ninspectorate = \"Somebody\"\nshort = \"Somebody\"\npage = \"example.org\"\ntag = \"#Some\"\nservice = \"childrens-services\"\nnames = \"the letter\"\nvisit = \"visit\"\nfound = \"on\"\nlink = \"the letter\"\n";
        insta::assert_debug_snapshot!(messages(&format!("{file}form = \"letter\"\nmust.sections = [\"findings\"]\n")), @r#"
        [
            "it has no words in `recognise`, so no title can be of this kind",
            "it has no `[[sections]]`, so nothing of such a document would be read",
            "`must` has the section Findings, which has no headings",
        ]
        "#);
        assert_eq!(messages(&format!("{file}form = \"poem\"\n")).len(), 1);
        assert_eq!(messages(&format!("{file}form = \"unread\"\nrecognise = [\"Visit\"]\n")).len(), 1);
    }
}
