//! Reads the files of kinds of document into [`DocumentKinds`]: the built-in ones (`core/documents/*.toml`) and a desk's own. To
//! add a kind, add a file. What a kind means is in [`inspection`](crate::inspection).

use crate::finding::Finding;
use crate::inspection::{DocumentKind, DocumentKinds, Form};
use crate::load::report::bodies;
use crate::load::toml::{self, Loaded};
use crate::text::Span;

/// The files that the program carries: name and text.
const BUILTIN: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/documents.rs"));

/// Returns the built-in kinds.
///
/// # Panics
///
/// Never in a build whose tests pass: one reads every file.
pub fn builtin() -> DocumentKinds {
    DocumentKinds::new(BUILTIN.iter().map(|(_, text)| toml::carried(text)))
}

/// Reads one kind.
///
/// # Errors
/// Every error in the file, with its place: invalid TOML, keys that are missing, unknown or of another type, a letter or
/// report by which no title is recognised or that has no sections, a section that is required and has no headings, what is
/// no pattern, and examples that are read otherwise.
pub fn parse(text: &str) -> Result<Loaded<DocumentKind>, Vec<Finding<Span>>> {
    let loaded = toml::read::<DocumentKind>(text)?;
    let kind = &loaded.value;
    let problems = mistakes(kind).into_iter().chain(patterns(kind)).chain(examples(kind));
    let findings: Vec<_> =
        problems.map(|(pointer, problem)| Finding::error(loaded.places.value(&pointer), problem)).collect();
    if findings.is_empty() { Ok(loaded) } else { Err(findings) }
}

/// What is wrong, and the pointer of the value with which it is.
type Mistake = (String, String);

fn mistakes(kind: &DocumentKind) -> Vec<Mistake> {
    let mut found = Vec::new();
    let has_sections = matches!(kind.form, Form::Letter | Form::Report | Form::Page);
    if kind.form != Form::Judgements && kind.recognise.is_empty() {
        let message = "it has no words in `recognise`, so no title can be of this kind";
        found.push(("/id".to_owned(), message.to_owned()));
    }
    let is_other = |(_, words): &(usize, &String)| words.to_lowercase() != **words;
    found.extend(kind.recognise.iter().enumerate().filter(is_other).map(|(place, words)| {
        let message = format!("`recognise` has “{words}”, and titles are compared in lower case");
        (format!("/recognise/{place}"), message)
    }));
    if has_sections && kind.sections.is_empty() {
        let message = "it has no `[[sections]]`, so nothing of such a document would be read";
        found.push(("/form".to_owned(), message.to_owned()));
    }
    let has = |role| kind.sections.iter().any(|section| section.role == role && !section.headings.is_empty());
    let required = kind.must.sections.iter().enumerate().filter(|(_, role)| !has(**role));
    found.extend(required.map(|(place, role)| {
        (format!("/must/sections/{place}"), format!("`must` has the section {role:?}, which has no headings"))
    }));
    found
}

/// Returns what is wrong with the patterns of sentences.
fn patterns(kind: &DocumentKind) -> Vec<Mistake> {
    let partners = kind.partners.iter().flat_map(|partners| partners.sentences.iter().enumerate());
    let run_by = kind.run_by.iter().flat_map(|run_by| run_by.sentences.iter().enumerate());
    let all = partners.map(|it| ("partners", "names", it)).chain(run_by.map(|it| ("run_by", "name", it)));
    let wrong = |(table, group, (place, sentence)): (&str, &str, (usize, &String))| {
        let problem = match bodies::pattern(sentence) {
            Err(error) => format!("this is no pattern: {error}"),
            Ok(pattern) if !pattern.capture_names().any(|name| name == Some(group)) => {
                format!("this has no group `{group}`")
            }
            Ok(_) => return None,
        };
        Some((format!("/{table}/sentences/{place}"), problem))
    };
    all.filter_map(wrong).collect()
}

/// Returns the examples that are read otherwise than they say.
fn examples(kind: &DocumentKind) -> Vec<Mistake> {
    let mut found = Vec::new();
    let partners = kind.partners.iter().flat_map(|partners| partners.examples.iter().map(move |it| (it, partners)));
    for (place, (example, partners)) in partners.enumerate() {
        let read = bodies::names(&example.text, &example.place, partners);
        if read != example.names {
            found.push((format!("/partners/examples/{place}/names"), format!("the names read are {}", quoted(&read))));
        }
    }
    let run_by = kind.run_by.iter().flat_map(|run_by| run_by.examples.iter().map(move |it| (it, run_by)));
    for (place, (example, run_by)) in run_by.enumerate() {
        let read = bodies::runs(&example.text, run_by);
        if read != example.name {
            let message = format!("the name read is {}", quoted(read.as_slice()));
            found.push((format!("/run_by/examples/{place}/text"), message));
        }
    }
    found
}

fn quoted(names: &[String]) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("“{name}”")).collect();
    if names.is_empty() { "none".to_owned() } else { crate::language::listed(&names) }
}

#[cfg(test)]
mod tests {
    use super::{BUILTIN, parse};

    #[test]
    fn every_built_in_file_is_a_kind_named_like_its_file() {
        for (name, text) in BUILTIN {
            assert_eq!(parse(text).map(|kind| kind.value.id.to_string()), Ok((*name).to_owned()));
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
        let partners =
            "[partners]\ncalled = \"partnership\"\nare = \"They are\"\nspeaks = \"somebody\"\nbodies = [\"Council\"]\n";
        let sentence = "sentences = [\"(\", \"^.* are\", \"^(?<names>.*) are\"]\n";
        let example =
            "[[partners.examples]]\ntext = \"Aver Council and Ash Council are.\"\nplace = \"\"\nnames = [\"Aver\"]\n";
        let text = format!("{file}form = \"unread\"\nrecognise = [\"visit\"]\n{partners}{sentence}{example}");
        let found = parse(&text).unwrap_err();
        let places: Vec<&str> = found.iter().map(|finding| &text[finding.place]).collect();
        assert_eq!(places, ["\"(\"", "\"^.* are\"", "[\"Aver\"]"]);
        assert_eq!(found[2].message, "the names read are “Aver Council” and “Ash Council”");
        assert_eq!(messages(&format!("{file}form = \"poem\"\n")).len(), 1);
        assert_eq!(messages(&format!("{file}form = \"unread\"\nrecognise = [\"Visit\"]\n")).len(), 1);
    }
}
