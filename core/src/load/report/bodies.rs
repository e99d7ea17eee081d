//! Reads the bodies that a document names besides the council, as the file of its kind says: partners, in a sentence or in
//! the address of a letter, and the trust or company that runs the service.

use super::doubt::doubt;
use super::running_text::Row;
use crate::inspection::{DocumentKind, Doubt, Inspection, Partners, RunBy};
use crate::language;
use regex::{Regex, escape};
use std::collections::BTreeSet;

/// The pattern of a name: words with capitals, and small words between them.
const NAME: &str = r"(?<name>\p{Lu}[\w’'&-]*(?: (?:(?:for|of|and|the) )?\p{Lu}[\w’'&-]*)*)";
/// Words that may link two words of a name.
const LINKS: [&str; 2] = ["and", "&"];

/// Returns a pattern of a file, with what `{name}` stands for.
pub(in crate::load) fn pattern(text: &str) -> Result<Regex, regex::Error> {
    Regex::new(&text.replace("{name}", NAME))
}

/// Puts the bodies that a document names into the inspection. `head` are the rows before its text.
pub(super) fn fill(inspection: &mut Inspection, head: &[Row], kind: &DocumentKind) {
    let text = texts(inspection).collect::<Vec<_>>().join("\n");
    if let Some(run_by) = &kind.run_by {
        inspection.run_by = runs(&text, run_by);
    }
    let Some(partners) = &kind.partners else { return };
    let text = if partners.sentences.is_empty() { address(head) } else { text };
    inspection.partners = names(&text, &inspection.authority.name, partners);
    inspection.doubts.extend(in_part(inspection, partners));
}

/// Returns the rows of a letter before its greeting, one a line.
fn address(head: &[Row]) -> String {
    let rows = head.iter().map(Row::text).take_while(|row| !row.starts_with("Dear "));
    rows.collect::<Vec<_>>().join("\n")
}

fn texts(inspection: &Inspection) -> impl Iterator<Item = &str> {
    let paragraphs = inspection.paragraphs.iter().map(|paragraph| paragraph.text.as_str());
    inspection.summary.iter().map(String::as_str).chain(paragraphs)
}

/// Returns the doubt about partners of whom none was read or, in a sentence, none of the place itself. An address may name
/// people by their place alone.
fn in_part(inspection: &Inspection, partners: &Partners) -> Option<Doubt> {
    let names = &inspection.partners;
    let is_whole = |name: &String| partners.sentences.is_empty() || name.contains(&inspection.authority.name);
    if names.iter().any(is_whole) {
        return None;
    }
    let read = match &names[..] {
        [] => "No partner could be read".to_owned(),
        names => format!("Of the partners only {} could be read", language::listed(names)),
    };
    Some(doubt("partners", Some(1), format!("{read}. Add the others to `partners` in inspection.toml.")))
}

/// Returns the names of the partners in a text about a place.
pub(in crate::load) fn names(text: &str, place: &str, partners: &Partners) -> Vec<String> {
    if partners.sentences.is_empty() { in_address(text, partners) } else { in_sentence(text, place, partners) }
}

fn in_sentence(text: &str, place: &str, partners: &Partners) -> Vec<String> {
    let sentences: Vec<&str> =
        text.lines().flat_map(|line| language::sentences(line).into_iter().map(|part| &line[part])).collect();
    let patterns = partners.sentences.iter().filter_map(|sentence| pattern(sentence).ok());
    let found = patterns.into_iter().find_map(|pattern| {
        sentences.iter().find_map(|sentence| Some(pattern.captures(sentence.trim())?.name("names")?.as_str()))
    });
    found.map(|list| split(list, place, partners)).unwrap_or_default()
}

/// Splits a list of names where a name is complete: it has the end of a body's name, or that of the place after "of". Other
/// "and"s are part of names: "Brighton and Hove City Council and ...".
fn split(list: &str, place: &str, partners: &Partners) -> Vec<String> {
    let list = without_brackets(list);
    let of_place = format!("of {place}");
    let ends = |text: &str| {
        let endings = partners.bodies.iter().chain(&partners.whole).chain([&of_place]);
        endings.into_iter().any(|end| is_end(text, end))
    };
    let mut names: Vec<String> = Vec::new();
    let mut open = 0;
    let separator = Regex::new(r",? and |, ").expect("the pattern is valid");
    for found in separator.find_iter(&list) {
        if found.start() > open && ends(&list[open..found.start()]) {
            names.push(bare(&list[open..found.start()]));
            open = found.end();
        }
    }
    names.push(bare(&list[open..]));
    names
}

fn is_end(text: &str, end: &str) -> bool {
    text.strip_suffix(end).is_some_and(|before| before.is_empty() || before.ends_with(' '))
}

/// Returns a text without what is in brackets: short forms.
fn without_brackets(text: &str) -> String {
    Regex::new(r" ?\([^)]*\)").expect("the pattern is valid").replace_all(text, "").into_owned()
}

fn bare(name: &str) -> String {
    let name = name.trim();
    name.strip_prefix("The ").or_else(|| name.strip_prefix("the ")).unwrap_or(name).to_owned()
}

/// A word of an address.
struct Word<'a> {
    text: &'a str,
    /// Whether a comma or another sign that ends a part follows it.
    is_last: bool,
    opens_line: bool,
}

/// Returns the names of bodies in an address: what ends as names of bodies do, with the words before it that are part of the
/// name. A name may go on from the line before: between a person and a body there is what the person is.
fn in_address(text: &str, partners: &Partners) -> Vec<String> {
    let text = without_brackets(text);
    let words: Vec<Word> = text
        .lines()
        .flat_map(|line| {
            line.split_whitespace().enumerate().map(|(place, word)| Word {
                text: word.trim_end_matches([',', '.', ';', ':']),
                is_last: word.ends_with([',', '.', ';', ':', '–']),
                opens_line: place == 0,
            })
        })
        .collect();
    let mut names: Vec<String> = Vec::new();
    let (mut from, mut taken) = (0, 0);
    while from < words.len() {
        let Some((length, is_whole)) = body_at(&words[from..], partners) else {
            from += 1;
            continue;
        };
        let start = start_of(&words[taken..from], partners) + taken;
        from += length;
        taken = from;
        let name = joined(&words[start..from]);
        if is_whole || from - start > length {
            names.push(name);
        }
    }
    // The same body may be named twice, once in short.
    let is_longer = |name: &str, other: &String| other.len() > name.len() && other.starts_with(name);
    let all = names.clone();
    let mut seen = BTreeSet::new();
    names.retain(|name| !all.iter().any(|other| is_longer(name, other)) && seen.insert(name.clone()));
    names
}

fn joined(words: &[Word]) -> String {
    let last = words.len() - 1;
    let text = |(place, word): (usize, &Word)| {
        let comma = if word.is_last && place < last { "," } else { "" };
        format!("{}{comma}", word.text)
    };
    bare(&words.iter().enumerate().map(text).collect::<Vec<_>>().join(" "))
}

/// Returns how many of the first words are the end of a body's name, and whether they are a name by themselves.
fn body_at(words: &[Word], partners: &Partners) -> Option<(usize, bool)> {
    let fits = |end: &&String| {
        let parts: Vec<&str> = end.split(' ').collect();
        let same = |(part, word): (&&str, &Word)| part.trim_end_matches(',') == word.text;
        parts.len() <= words.len() && parts.iter().zip(words).all(same)
    };
    let longest =
        |list: &[String]| list.iter().filter(fits).map(|end| end.split(' ').count()).max().unwrap_or_default();
    let (part, whole) = (longest(&partners.bodies), longest(&partners.whole));
    (part.max(whole) > 0).then_some((part.max(whole), whole >= part))
}

/// Returns where the name begins that ends after these words: how many of them are not part of it.
fn start_of(words: &[Word], partners: &Partners) -> usize {
    let mut start = words.len();
    while let Some(before) = start.checked_sub(1).map(|place| &words[place]) {
        if before.is_last {
            match of_places(&words[..start], partners).filter(|_| words[start..].iter().any(Word::links)) {
                Some(first) => start = first,
                None => break,
            }
        } else if before.links() || before.names(partners) {
            start -= 1;
        } else {
            break;
        }
    }
    start + words[start..].iter().take_while(|word| word.links()).count()
}

/// Returns where the places begin that are listed at the end of these words, as in "Officer Ashmoor, Avermouth, ..."; `None`
/// where it is a person, who opens a line.
fn of_places(words: &[Word], partners: &Partners) -> Option<usize> {
    let start = words.iter().rposition(|word| !word.names(partners)).map_or(0, |place| place + 1);
    let has_person = words[start..].iter().any(|word| word.opens_line);
    (start < words.len() && !has_person).then_some(start)
}

impl Word<'_> {
    fn links(&self) -> bool {
        LINKS.contains(&self.text)
    }

    /// Returns `true` for a word that may be part of a body's name.
    fn names(&self, partners: &Partners) -> bool {
        self.text.starts_with(char::is_uppercase) && !partners.people.iter().any(|word| word == self.text)
    }
}

/// Returns the name of what runs the service: the first that the surest sentence has, in full where the text explains a
/// short form of it.
pub(in crate::load) fn runs(text: &str, run_by: &RunBy) -> Option<String> {
    let patterns = run_by.sentences.iter().filter_map(|sentence| pattern(sentence).ok());
    let found = patterns.into_iter().find_map(|pattern| Some(pattern.captures(text)?.name("name")?.as_str()))?;
    let in_full = Regex::new(&format!(r"{NAME} \({}\)", escape(found))).ok()?;
    let name = in_full.captures(text).and_then(|found| Some(found.name("name")?.as_str()));
    Some(bare(name.unwrap_or(found)))
}
