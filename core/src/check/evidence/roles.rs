//! Roles: what of a role tells it from others, who holds it, and the speakers that a text names by their role or not at
//! all: "the cabinet member", "a council spokesperson". Not here: what is wrong with a role (people).

use crate::check::evidence::ground::{Ground, Person};
use crate::check::evidence::speaker::Voice;
use crate::language::{
    self, NAME_WORDS, ROLE_WORDS, SPEECH_WORDS,
    pattern::{self, Pattern},
};
use crate::text::{self, Span};
use std::sync::LazyLock;

/// A speaker without a name: an article, whose he is, and what he is.
static OFFICE: LazyLock<Pattern> = LazyLock::new(|| {
    pattern::words(&format!(
        r"(?i)\b(?:the|our|its|their|a|an|one) ((?:[\w-]+[’']s |(?:{}|{}) )*({}|{}))\b( (?:of|for) [^,;:.“”‘]{{3,80}})?",
        ROLE_WORDS.others.alternatives(),
        ROLE_WORDS.qualifiers.alternatives(),
        ROLE_WORDS.offices.alternatives(),
        ROLE_WORDS.speakers.alternatives(),
    ))
});
/// Where a role that is given behind a speaker's office ends.
static VERB: LazyLock<Pattern> = LazyLock::new(|| {
    pattern::words(&format!(
        r"(?i) (?:also |then |and )?(?:{}|welcomed|thanked|praised|was|is|has|had)\b",
        SPEECH_WORDS.saying.alternatives()
    ))
});

pub(in crate::check) static ROLE_NOUN: LazyLock<Pattern> =
    LazyLock::new(|| pattern::words(&format!(r"(?i)\b({})\b", ROLE_WORDS.nouns.alternatives())));

/// What may be a role after a name, which may have letters after it.
static BEHIND: LazyLock<Pattern> = LazyLock::new(|| {
    pattern::words(&format!(
        r"^(?:,? (?:{})\b)*(?:’s|'s)?,? ?(?:who is |the |our |its |is (?:the )?)?([^,;:.()“”]{{3,90}}?)(?:,|;|:|\.|\)|$| who | and | (?:{}|thanked)\b)",
        NAME_WORDS.letters.alternatives().to_uppercase(),
        SPEECH_WORDS.saying.alternatives(),
    ))
});

/// A role in brackets, with whatever it has of commas.
static IN_BRACKETS: LazyLock<Pattern> = LazyLock::new(|| {
    pattern::words(&format!(
        r"^(?:,? (?:{}))* \((?:the |our )?([^()“”]{{3,90}})\)",
        NAME_WORDS.letters.alternatives().to_uppercase()
    ))
});

/// How many words may come between a name and the noun of its role where nothing joins them: "Ann Lee interim strategic
/// director".
const NEAR: usize = 3;

/// The words behind a name that may be a role, with their place.
pub(in crate::check) fn role_behind(text: &str, name_end: usize) -> Option<(Span, &str)> {
    let behind = &text[name_end..];
    if let Some(role) = IN_BRACKETS.captures(behind).and_then(|found| found.get(1)) {
        return ROLE_NOUN.is_match(role.as_str()).then(|| (Span::from(role.range()) + name_end, role.as_str()));
    }
    let found = BEHIND.captures(behind)?.get(1)?;
    let mut role = found.as_str().trim_end();
    // "who runs the services as their director" has a role, "who met the director" has none.
    if role.trim_start().starts_with("who ") {
        role = role.split_once(" as ")?.1;
    }
    let start = name_end + found.start() + found.as_str().find(role)?;
    let noun = ROLE_NOUN.find(role)?;
    // Right after a name, without a comma, a role is soon named: "talks through her work with a manager" is none.
    let is_joined = !text[name_end..start].trim().is_empty();
    let is_near = language::words(&role[..noun.start()]).count() <= NEAR;
    (is_joined || is_near).then(|| (Span::all(role) + start, role))
}

/// Where in capitalised words a name may begin: behind those of a role. None where they are nothing but a role's.
pub(in crate::check) fn behind_words(capitalised: &str) -> Option<usize> {
    let is_of_role = |word: &str| ROLE_WORDS.parts.has(&word.to_lowercase());
    let mut words = language::words(capitalised);
    words.find(|word| !is_of_role(&capitalised[*word])).map(|word| word.start)
}

/// Whether words stand in the role of somebody who is known: "Lifelong Learning".
pub(in crate::check) fn is_in_known(words: &str, ground: &Ground<'_>) -> bool {
    let plain = |text: &str| format!(" {} ", text::normal(text).to_lowercase().replace(',', " "));
    let words = plain(words);
    ground.people.iter().flat_map(|person| &person.roles).any(|role| plain(role).contains(&words))
}

/// The words that tell a role from others.
pub(in crate::check) fn telling(role: &str, ground: &Ground<'_>) -> Vec<String> {
    let short = ground.known.desk.map(|desk| desk.council.short.to_lowercase());
    let forms = language::tokens(role).into_iter().map(|token| token.form.trim_end_matches("'s").to_owned());
    forms.filter(|form| !ROLE_WORDS.joining.has(form) && Some(form) != short.as_ref()).collect()
}

/// Whether words name a role: all its telling words or some of them, and none that makes it another one.
pub(in crate::check) fn is_role(said: &str, role: &str, ground: &Ground<'_>) -> bool {
    let (said, role) = (telling(said, ground), telling(role, ground));
    let inside = |a: &[String], b: &[String]| !a.is_empty() && a.iter().all(|word| b.contains(word));
    !is_other(&said, &role) && (inside(&said, &role) || inside(&role, &said))
}

fn is_other(said: &[String], role: &[String]) -> bool {
    ROLE_WORDS
        .others
        .iter()
        .any(|other| said.iter().any(|word| word == other) && !role.iter().any(|word| word == other))
}

/// Whether somebody may be meant by what a text calls a speaker: the same office, whatever of it is told.
pub(in crate::check) fn may_be(person: &Person, called: &str, ground: &Ground<'_>) -> bool {
    let said = telling(called, ground);
    let office = OFFICE.captures(called).and_then(|found| found.get(2)).map_or("", |office| office.as_str());
    let names = person.roles.iter().chain([&person.name]);
    names.into_iter().any(|role| {
        role.to_lowercase().contains(&office.to_lowercase()) && !is_other(&said, &telling(role, ground))
            || is_role(called, role, ground)
    })
}

/// The speakers that a text names by their office, with their places: the one person who holds it, or somebody unnamed.
pub(in crate::check) fn offices(text: &str, ground: &Ground<'_>) -> Vec<(Span, Voice)> {
    let found = OFFICE.captures_iter(text).filter_map(|captures| {
        let (whole, office) = (captures.get(0)?, captures.get(1)?);
        let end = VERB.find(&text[office.end()..whole.end()]).map_or(whole.end(), |verb| office.end() + verb.start());
        if text[end..].starts_with(['’', '\'']) {
            return None; // "the director’s report" is not the director
        }
        let called = &text[whole.start()..end];
        // "One social worker" is any of them.
        if ["a ", "an ", "one "].iter().any(|article| called.to_lowercase().starts_with(article)) {
            return Some((Span::new(whole.start(), end), Voice::Unnamed(called.to_owned())));
        }
        let said = telling(called, ground);
        let holds = |role: &String| {
            let role = telling(role, ground);
            said.iter().all(|word| role.contains(word))
        };
        let people = ground.people.iter().enumerate().filter(|(_, person)| !person.inspector);
        let mut holders = people.filter(|(_, person)| !said.is_empty() && person.roles.iter().any(holds));
        let voice = match (holders.next(), holders.next()) {
            (Some((number, _)), None) => Voice::Person(number),
            (Some(_), Some(_)) => return None,
            (None, _) => Voice::Unnamed(called.to_owned()),
        };
        Some((Span::new(whole.start(), end), voice))
    });
    found.collect()
}
