//! Promises, apologies and admissions: what a text says in the council's name, or a person's, was agreed.
//!
//! Rule: council practice; Publicity Code 2011, objective. A promise binds the council and an admission of liability may, so the
//! people responsible have to agree to it first.

use crate::check::evidence::ground::Ground;
use crate::check::evidence::passages::Passages;
use crate::check::evidence::reading::Reading;
use crate::check::evidence::retold::telling_words;
use crate::check::evidence::speaker::Voice;
use crate::check::evidence::values::values;
use crate::check::evidence::who_speaks::people_in;
use crate::check::{Check, Class, Duties, Found};
use crate::finding::Severity;
use crate::language::{
    self, Excerpt,
    pattern::{self, Captures, Pattern},
};
use crate::text::{Span, TextSpan};
use std::sync::LazyLock;

static NOT_AGREED: Class = Class {
    id: "promise-not-agreed",
    severity: Severity::Error,
    about: "a person is said to promise or to apologise, or the council to be liable or bound, and no agreed words say so",
};
static UNKNOWN: Class = Class {
    id: "promise-without-source",
    severity: Severity::Warning,
    about: "the council is said to promise, to apologise or to accept something that the brief does not have",
};

/// The check.
pub(in crate::check) static CHECK: Check = Check {
    id: "promises",
    rule: "council practice; Publicity Code 2011, objective",
    classes: &[&NOT_AGREED, &UNKNOWN],
    duties: Duties::All,
    run,
};

/// A promise, an apology or an admission by the subject before it.
const ACTS: &str = r"(?:(?:has|have|had|also|now|again|solemnly|unreservedly|fully|publicly|is|are|and) )*(?:(promise[sd]?|pledge[sd]?|guarantee[sd]?|vow(?:s|ed)?|(?:give|gives|gave|given|giving) (?:[\w’]+ ){0,4}?(?:his|her|its|our|their|an) (?:word|assurance|guarantee)|(?:makes|made|make) (?:a|the) (?:promise|pledge|commitment)|promising|guaranteeing|(?:commit(?:s|ted)?|set aside) £[\d.,]+(?: ?(?:million|m)\b)?)|(apologise[sd]?|apologising|regret(?:s|ted)?)|(accept(?:s|ed)? (?:full |all |the |its |legal )*(?:liability|legal responsibility|responsibility|blame|all of)|(?:will|would) (?:pay )?(?:compensat\w+|refund\w*)|admit(?:s|ted)? (?:liability|fault|negligence)))\b";

/// Letters that every one of them has.
const SIGNS: [&str; 14] = [
    "£",
    "ssurance",
    "romis",
    "ledge",
    "uarantee",
    "vow",
    "word",
    "ommitment",
    "pologis",
    "egret",
    "ccept",
    "dmit",
    "ompensat",
    "efund",
];

fn has_sign(text: &str) -> bool {
    SIGNS.iter().any(|sign| text.contains(sign))
}

/// The council does it.
static BY_COUNCIL: LazyLock<Pattern> = LazyLock::new(|| {
    pattern::words(&format!(
        r"(?i)(?:^|[.;:,(“] ?|\band |\bbut )(?:the council|the authority|the local authority|we|leaders|senior leaders|(?:[\w’-]+ ){{1,3}}council)(?: [^.;:]{{0,60}}?,? and)?? {ACTS}"
    ))
});
/// The council, or a person, does it, whose name comes before.
static BY_NAMED: LazyLock<Pattern> =
    LazyLock::new(|| pattern::words(&format!(r"(?i)^(?:,[^,.;]{{3,80}},)?(?: [^.;:]{{0,60}}? and)? {ACTS}")));
/// The sentence goes on to a further act.
static FURTHER: LazyLock<Pattern> = LazyLock::new(|| {
    pattern::words(r"(?i)\b(?:and|to) (?:(?:will|would) )?(?:pay )?(compensat\w+|compensation|refund\w*)\b")
});

/// Words of a promise that knows no exception.
static ABSOLUTE: LazyLock<Pattern> =
    LazyLock::new(|| pattern::words(r"(?i)\b(?:every|each|no|never|always|nobody|all)\b"));

/// What is said to be done.
#[derive(Clone, Copy, PartialEq)]
enum Act {
    Promise,
    Apology,
    /// Liability is accepted, or money is promised.
    Admission,
}

fn run(reading: &Reading<'_>) -> Vec<Found> {
    let ground = reading.ground;
    if ground.known.brief.is_none() {
        return Vec::new();
    }
    let mut found = Vec::new();
    for (place, text) in said(reading) {
        if !has_sign(text) {
            continue; // most sentences promise nothing, and finding their people takes its time
        }
        let acts = by_people(text, ground).into_iter().chain(by_council(text, ground));
        for (act, kind, person) in acts {
            if !is_agreed(text, kind, person, ground) {
                let place = TextSpan { block: place.block, span: act + place.span.start };
                found.push(unagreed(place, (text, act), kind, person, ground));
                break;
            }
        }
    }
    found
}

/// What a text says itself, sentence by sentence, and what it quotes of somebody unnamed: the words of others are held against theirs.
fn said<'a>(reading: &Reading<'a>) -> impl Iterator<Item = (TextSpan, &'a str)> {
    let prose = reading.prose;
    let own = prose.parts.iter().enumerate().flat_map(|(block, part)| {
        part.sentences.iter().map(move |span| (TextSpan { block, span: *span }, &part.own[*span]))
    });
    let is_of_nobody = |voice: &Voice| matches!(voice, Voice::Unnamed(_) | Voice::Nobody);
    let quoted = prose.quotes.iter().zip(reading.voices()).filter(|(_, voice)| is_of_nobody(voice));
    let quoted: Vec<TextSpan> = quoted.flat_map(|(quote, _)| quote.pieces.iter().copied()).collect();
    own.chain(quoted.into_iter().map(|place| (place, prose.at(place))))
}

fn unagreed(place: TextSpan, (text, at): (&str, Span), act: Act, person: Option<usize>, ground: &Ground<'_>) -> Found {
    let said = text[at].trim();
    let hint = "leave it out, or have it agreed and put it into brief.toml, as a statement or a next step";
    match person {
        Some(number) => {
            let name = &ground.people[number].name;
            Found::new(&NOT_AGREED, place, format!("“{said}”: {name} has agreed to no such words")).hint(hint)
        }
        None if act == Act::Admission || binds(text, at) => {
            Found::new(&NOT_AGREED, place, format!("“{said}”: nothing in the brief says so")).hint(hint)
        }
        None => Found::new(&UNKNOWN, place, format!("“{said}”: nothing in the brief says so")).hint(hint),
    }
}

/// Whether a promise can be held against the council: it has a figure, an amount or a day, or is of every one.
fn binds(text: &str, act: Span) -> bool {
    let behind = &text[act.end..];
    let behind = &behind[..behind.find(['.', '!', '?']).unwrap_or(behind.len())];
    // "It will be halved, the council has pledged."
    let promised = if behind.trim().is_empty() { &text[..act.start] } else { behind };
    let is_wish = promised.trim_start().starts_with("to ");
    let tokens = language::tokens(promised);
    !values(Excerpt::all(promised, &tokens)).is_empty()
        || tokens.iter().any(|token| language::is_amount(&token.form))
        || text[act].contains('£')
        || !is_wish && ABSOLUTE.is_match(promised)
}

fn act_of(captures: &Captures<'_>) -> Option<(Span, Act)> {
    let acts = [Act::Promise, Act::Apology, Act::Admission];
    (1..=3).zip(acts).find_map(|(group, act)| Some((captures.get(group)?.range().into(), act)))
}

fn by_council(text: &str, ground: &Ground<'_>) -> Vec<(Span, Act, Option<usize>)> {
    let mut found = Vec::new();
    let named = || {
        let behind = text.strip_prefix(&ground.known.desk?.council.short)?;
        let (span, act) = act_of(&BY_NAMED.captures(behind)?)?;
        Some((span + (text.len() - behind.len()), act))
    };
    if let Some((span, act)) = BY_COUNCIL.captures(text).and_then(|captures| act_of(&captures)).or_else(named) {
        if let Some(money) = FURTHER.captures(&text[span.end..]).and_then(|further| further.get(1)) {
            found.push((Span::from(money.range()) + span.end, Act::Admission, None));
        }
        found.push((span, act, None));
    }
    found
}

fn by_people(text: &str, ground: &Ground<'_>) -> Vec<(Span, Act, Option<usize>)> {
    let of_person = |(span, voice): (Span, Voice)| {
        let Voice::Person(number) = voice else { return None };
        let person = ground.people.get(number).filter(|person| !person.inspector)?;
        let (act, kind) = act_of(&BY_NAMED.captures(&text[span.end..])?)?;
        (!person.roles.is_empty()).then_some((act + span.end, kind, Some(number)))
    };
    people_in(text, ground).into_iter().filter_map(of_person).collect()
}

/// Whether a source has what is promised, or an apology where one is told.
fn is_agreed(text: &str, act: Act, person: Option<usize>, ground: &Ground<'_>) -> bool {
    const ALIKE: usize = 60;
    let statements: Vec<&Passages> = match person {
        Some(number) => vec![&ground.people[number].statements],
        None => ground.people.iter().map(|person| &person.statements).collect(),
    };
    let sorry = ["sorry", "apologise", "apologises", "apologised", "apology", "regret", "regrets"];
    let has_sorry = |passages: &Passages| sorry.iter().any(|word| passages.has(word));
    if act == Act::Apology && (statements.iter().any(|passages| has_sorry(passages)) || has_sorry(&ground.own)) {
        return true;
    }
    let mut words = telling_words(text);
    words.retain(|word| !has_sign(word));
    let is_like = |sentence: &str| {
        let told = telling_words(sentence);
        let shared = words.iter().filter(|word| told.contains(*word)).count();
        shared > 2 && 100 * shared > ALIKE * words.len()
    };
    // A next step is a promise; what the report says that the council has is none.
    let own = statements.into_iter().chain([&ground.own]).map(|source| (source, false));
    own.chain([(&ground.report, true)]).any(|(source, has_to_promise)| {
        source.all().iter().any(|passage| {
            let mut sentences = language::sentences(&passage.text).into_iter().map(|part| &passage.text[part]);
            sentences.any(|sentence| (!has_to_promise || has_sign(sentence)) && is_like(sentence))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::CHECK;
    use crate::check::tests::expect;

    #[test]
    fn promises_are_agreed() {
        expect(
            &CHECK,
            "Councillor Marian Thackwell promised that no family would wait again. // finding: promise-not-agreed ‹promised›
            Ruth Adeyinka-Shaw regrets the failings. // finding: promise-not-agreed ‹regrets›
            We promise that no child will wait again. // finding: promise-not-agreed ‹promise›
            We promise to listen to every child. // finding: promise-without-source ‹promise›
            The council guarantees a nurse at every meeting. // finding: promise-not-agreed ‹guarantees›
            The council apologises unreservedly and will pay compensation. // finding: promise-not-agreed ‹compensation›
            The council is sorry, and accepts legal responsibility for that. // finding: promise-not-agreed ‹accepts legal responsibility›
            We have vowed to halve the wait. // finding: promise-not-agreed ‹vowed›
            The wait will be cut to ten days, the council has pledged. // finding: promise-not-agreed ‹pledged›
            We give every parent our assurance that it is over. // finding: promise-without-source ‹give every parent our assurance›
            Cllr Marian Thackwell has committed £2 million to it. // finding: promise-not-agreed ‹committed £2 million›
            Avershire accepts that it was wrong and will refund the costs. // finding: promise-not-agreed ‹will refund›
            “The council admits liability for it,” a spokesperson said. // finding: promise-not-agreed ‹admits liability›
            We are committed to every child, and give families the same page to read.
            The council accepts legal responsibility for it. // finding: promise-not-agreed ‹accepts legal responsibility›
            We have promised to publish a plan by the end of July 2025.
            Councillor Marian Thackwell is proud of every social worker in this county.
            Social workers keep their promises, and the council’s promise to children in care is known.
            Inspectors regret that meetings are missed.",
        );
    }
}
