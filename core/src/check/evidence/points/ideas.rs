//! What points to improve and sentences about them speak of, so that two that say the same in other words can be compared. Not
//! here: the words (core/data/points), and what a sentence makes of them (manner).

use crate::language::{List, Phrases, Token, is_function_word, read, stem};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// One thing that a text speaks of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Idea {
    /// Any of the words of a list.
    Listed(Kind, &'static str),
    /// A word that no list has.
    Word(String),
}

/// What kind of thing a list names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Somebody whom the service is for, or who has to do better.
    Who,
    /// Something that the service does or gives.
    Thing,
    /// What is asked of it: speed, quality, enough of it.
    Aspect,
    /// What nearly every point has.
    Common,
}

/// The files of lists, each with what its lists name.
pub(super) const FILES: [(Kind, &str); 4] = [
    (Kind::Who, include_str!("../../../../data/points/people.toml")),
    (Kind::Thing, include_str!("../../../../data/points/things.toml")),
    (Kind::Aspect, include_str!("../../../../data/points/aspects.toml")),
    (Kind::Common, include_str!("../../../../data/points/common.toml")),
];

type Lists = Vec<(Kind, BTreeMap<String, List>)>;
static LISTS: LazyLock<Lists> = LazyLock::new(|| FILES.iter().map(|(kind, file)| (*kind, read(file))).collect());
static WORDS: LazyLock<Phrases<(Kind, &'static str)>> = LazyLock::new(|| {
    let all = LISTS.iter().flat_map(|(kind, lists)| lists.iter().map(move |(name, list)| (*kind, name.as_str(), list)));
    Phrases::new(all.flat_map(|(kind, name, list)| list.iter().map(move |phrase| (phrase, (kind, name)))))
});

/// Returns what a text speaks of, each once, in the order in which it is first named.
pub(super) fn ideas(tokens: &[Token]) -> Vec<Idea> {
    let mut found: Vec<Idea> = Vec::new();
    let mut add = |idea: Idea| {
        if !found.contains(&idea) {
            found.push(idea);
        }
    };
    let plain: Vec<&str> = tokens.iter().map(|token| token.form.strip_suffix("'s").unwrap_or(&token.form)).collect();
    let has_owners = tokens.iter().zip(&plain).any(|(token, plain)| token.form.len() > plain.len());
    let of_owners = |at: usize| if has_owners { WORDS.longest(&plain[at..]) } else { None };
    let mut at = 0;
    while at < tokens.len() {
        if let Some((length, (kind, name))) = WORDS.longest(&tokens[at..]).or_else(|| of_owners(at)) {
            add(Idea::Listed(*kind, name));
            at += length;
            continue;
        }
        let form = plain[at];
        if form.chars().count() > 2 && !is_function_word(form) {
            add(Idea::Word(form.to_owned()));
        }
        at += 1;
    }
    found
}

impl Idea {
    /// How much it tells of which point is meant.
    pub(super) fn weight(&self) -> f64 {
        match self {
            Idea::Listed(Kind::Who | Kind::Thing, _) => 1.0,
            Idea::Word(_) => 0.8,
            Idea::Listed(Kind::Aspect, _) => 0.5,
            Idea::Listed(Kind::Common, _) => 0.05,
        }
    }

    /// Whether it says which people or things are meant, and not only what is asked of them.
    pub(super) fn is_telling(&self) -> bool {
        !matches!(self, Idea::Listed(Kind::Aspect | Kind::Common, _))
    }

    /// Whether nearly every point has it.
    pub(super) fn is_common(&self) -> bool {
        matches!(self, Idea::Listed(Kind::Common, _))
    }

    /// Whether it names people.
    pub(super) fn is_who(&self) -> bool {
        matches!(self, Idea::Listed(Kind::Who, _))
    }

    /// Whether it names a body with which the council works, such as the police.
    pub(super) fn is_body(&self) -> bool {
        matches!(self, Idea::Listed(Kind::Who, name) if BODIES.contains(name))
    }

    /// Whether it names those who do the work, whom a point need not name.
    pub(super) fn is_worker(&self) -> bool {
        *self == Idea::Listed(Kind::Who, "social-workers")
    }

    /// Whether both are the same, or words of one family.
    pub(super) fn is(&self, other: &Idea) -> bool {
        match (self, other) {
            (Idea::Word(one), Idea::Word(other)) => is_family(one, other),
            _ => self == other,
        }
    }
}

/// What the teams that a text names work on: "safeguarding" teams.
pub(super) fn teams(tokens: &[Token]) -> Vec<Idea> {
    let is_team = |pair: &&[Token]| matches!(pair[1].form.as_str(), "team" | "teams");
    let of = tokens.windows(2).filter(is_team).flat_map(|pair| ideas(&pair[..1]));
    of.filter(|idea| matches!(idea, Idea::Listed(Kind::Who | Kind::Thing, _))).collect()
}

/// The lists of bodies with which councils work.
const BODIES: [&str; 7] =
    ["health-staff", "mental-health-staff", "police", "schools", "probation", "housing-staff", "fire-service"];

/// Whether two words are of one family, such as "involvement" and "involved": they begin alike, for five letters and most of the
/// longer one, or differ in their ending only.
fn is_family(one: &str, other: &str) -> bool {
    if one.bytes().next() != other.bytes().next() {
        return false; // most pairs are of two families, and it is soon seen
    }
    let same = one.bytes().zip(other.bytes()).take_while(|(a, b)| a == b).count();
    one == other || stem(one) == stem(other) || same >= 5 && same * 5 >= one.len().max(other.len()) * 3
}

#[cfg(test)]
mod tests {
    use super::{BODIES, FILES, LISTS};
    use crate::language::{List, mistakes};
    use std::collections::BTreeSet;

    #[test]
    fn every_list_does_what_its_examples_say() {
        let wrong: Vec<String> = FILES.iter().flat_map(|(_, file)| mistakes(file)).collect();
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    #[test]
    fn each_body_has_a_list() {
        let (_, people) = &LISTS[0];
        assert!(BODIES.iter().all(|name| people.contains_key(*name)));
    }

    #[test]
    fn no_phrase_names_two_things() {
        let mut seen = BTreeSet::new();
        let all = LISTS.iter().flat_map(|(_, lists)| lists.values()).flat_map(List::iter);
        let twice: Vec<&str> = all.filter(|phrase| !seen.insert(*phrase)).collect();
        assert!(twice.is_empty(), "{twice:?}");
    }
}
