//! The inspectors whom a sentence names as those who came, with their titles.

use super::{NAME_WORDS, capitalised};
use regex::Regex;
use std::sync::LazyLock;

static WHO: LazyLock<Regex> = LazyLock::new(|| {
    let title = r"(?:(?:her|his) majesty[’']s )?inspectors?(?: \(hmi\))?(?: for this visit)? (?:were|was)";
    Regex::new(&format!(r"(?i)(?:\b(?P<titled>{title})|\b(?:carried out|undertaken|led) by)\b:?\s+(?P<names>.+)$"))
        .expect("a pattern")
});
static TITLE: LazyLock<Regex> = LazyLock::new(|| {
    let title = r"(?:senior )?(?:(?:her|his) majesty[’']s inspectors?|s?hmi|ofsted inspectors?|social care regulatory inspectors?)";
    Regex::new(&format!(r"(?i)^(?:(?:both|all|two|three|four|five)(?: of whom are| of)? |an? )*(?P<title>{title})\b(?: designate)?\s*(?P<rest>.*)$"))
        .expect("a pattern")
});

/// Returns the inspectors whom a sentence names as those who came, each with the title, which may be empty: "Name and Name, title", "title Name", "Name, title, and
/// Name, title".
pub fn inspectors(sentence: &str) -> Vec<(String, String)> {
    let Some(found) = WHO.captures(sentence) else { return Vec::new() };
    let of_all = found.name("titled").map_or("", |titled| titled.as_str());
    let of_all = TITLE.captures(of_all).map(|title| singular(&title["title"]));
    let mut people: Vec<(String, String)> = Vec::new();
    // The title that goes before the names that follow it.
    let mut before = of_all.clone();
    let names = found["names"].trim_end_matches('.');
    let names = names.replace([';', '(', ')'], ",").replace(" and ", ",").replace(" & ", ",");
    for part in names.split(',').map(str::trim).filter(|part| !part.is_empty()) {
        let (title, name) = match TITLE.captures(part) {
            Some(found) => (Some(singular(&found["title"])), found.name("rest").map_or("", |rest| rest.as_str())),
            None => match split_title(part) {
                Some((name, title)) => (Some(title), name),
                None => (None, part),
            },
        };
        if is_name(name) {
            let own = title.clone().filter(|_| !part.starts_with(name));
            before = own.or(before);
            let title = title.or_else(|| before.clone()).unwrap_or_default();
            people.push((name.to_owned(), title));
        } else if let Some(title) = title.filter(|_| name.is_empty()) {
            let untitled = people.iter_mut().rev().take_while(|(_, title)| title.is_empty());
            untitled.for_each(|(_, own)| own.clone_from(&title));
        }
    }
    if of_all.is_none() && people.iter().all(|(_, title)| title.is_empty()) && !sentence.contains("nspector") {
        return Vec::new();
    }
    people
}

/// Splits "Name HMI" into both.
fn split_title(part: &str) -> Option<(&str, String)> {
    let place = part
        .find(" HMI")
        .or_else(|| part.find(" SHMI"))
        .or_else(|| part.find(" His Majesty").or_else(|| part.find(" Her Majesty")))?;
    Some((&part[..place], singular(part[place..].trim())))
}

/// Returns the title of one of several: "His Majesty’s Inspector".
fn singular(title: &str) -> String {
    capitalised(title.trim_end_matches('s').trim_end_matches('S'))
}

/// Returns `true` for two to four words with capital letters, none of which is known to be no part of a name.
fn is_name(text: &str) -> bool {
    let words: Vec<&str> = text.split(' ').collect();
    let is_part = |word: &&str| {
        word.starts_with(char::is_uppercase) && !NAME_WORDS.others.has(&word.to_lowercase().replace('’', "'"))
    };
    let joins = |word: &&str| matches!(*word, "de" | "van" | "von" | "der" | "la" | "di" | "al");
    (2..=4).contains(&words.len()) && words.iter().all(|word| is_part(word) || joins(word)) && is_part(&words[0])
}

#[cfg(test)]
mod tests {
    use super::inspectors;

    #[test]
    fn reads_who_came() {
        let read = |text: &str| -> String {
            let of = |(name, title)| format!("{name} [{title}]");
            inspectors(text).into_iter().map(of).collect::<Vec<_>>().join("; ")
        };
        let hmi = "Ann Aver [His Majesty’s Inspector]; Bo Baker-Moss [His Majesty’s Inspector]";
        for text in [
            "His Majesty’s Inspectors for this visit were Ann Aver and Bo Baker-Moss.",
            "The inspectors were Ann Aver, His Majesty’s Inspector, and Bo Baker-Moss, His Majesty’s Inspector.",
            "The inspectors were Ann Aver and Bo Baker-Moss, both His Majesty’s Inspectors.",
            "The inspectors were Ann Aver and Bo Baker-Moss, two of His Majesty’s Inspectors.",
            "The visit was carried out by Ann Aver and Bo Baker-Moss, all of whom are His Majesty’s Inspectors (HMI).",
            "The visit was carried out by His Majesty’s Inspectors Ann Aver and Bo Baker-Moss.",
        ] {
            assert_eq!(read(text), hmi, "{text}");
        }
        assert_eq!(read("The inspectors were Ann Aver HMI and Bo Baker, SHMI."), "Ann Aver [HMI]; Bo Baker [SHMI]");
        assert_eq!(read("The inspectors were very positive about the visit."), "");
        assert_eq!(read("The work was led by Ann Aver, Director of Children’s Services."), "");
    }
}
