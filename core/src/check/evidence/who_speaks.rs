//! Who is said to speak: of each quotation the report, a person or nobody, by the words around it. Not here: whether they
//! said it.

use crate::check::evidence::ground::{Ground, Person};
use crate::check::evidence::lines::{Finders, Lines, is_item};
use crate::check::evidence::prose::{Part, Prose};
use crate::check::evidence::roles::{ROLE_NOUN, behind_words, is_in_known, offices, role_behind};
use crate::check::evidence::speaker::Voice;
use crate::document::Within;
use crate::language::{
    self, NAME_WORDS, Quoted, SPEECH_WORDS, name_parts,
    pattern::{self, Match, Pattern},
};
use crate::text::{Span, TextSpan};
use std::sync::LazyLock;

/// Words for the inspectorate and its report.
static REPORT: LazyLock<Pattern> = LazyLock::new(|| {
    pattern::words(
        r"(?i)\b(ofsted(’s|'s)?|inspectors?|inspectorate|watchdog|HMI|(the|their|its|this|latest|ofsted|inspection|full|closing) (report|letter|summary|findings)|the inspection( team)?|report (said|says|found|finds|noted|notes|describes|highlighted|praised))\b",
    )
});
/// A body that is neither the council nor the inspectorate.
static BODY: LazyLock<Pattern> =
    LazyLock::new(|| pattern::words(&format!(r"(?i)\b(?:the |a |an )?(?:{})\b", NAME_WORDS.bodies.alternatives())));
/// Words after which a body is not the one that speaks: "told the government", "sent to Unison".
const NO_SUBJECT: [&str; 9] = ["to", "told", "with", "from", "of", "for", "by", "against", "in"];
/// Verbs that somebody speaks with.
static SPEECH: LazyLock<Pattern> =
    LazyLock::new(|| pattern::words(&format!(r"(?i)\b({})\b", SPEECH_WORDS.alternatives())));
/// A name with two words or more, with or without a title.
static NAME: LazyLock<Pattern> =
    LazyLock::new(|| pattern::words(r"\b\p{Lu}[\p{L}’'-]*\p{Ll}(?: (?:\p{Lu}\.? )?\p{Lu}[\p{L}’'-]*\p{Ll}){1,3}\b"));
/// Somebody of whom the sentence before told.
static PRONOUN: LazyLock<Pattern> = LazyLock::new(|| {
    pattern::words(&format!(
        r"\b([Hh]e|[Ss]he|[Tt]hey|[Ii]t)\b(?: also| further| then)? (?:{})\b",
        SPEECH_WORDS.alternatives()
    ))
});

/// Who speaks each quotation, in the order of [`Prose::quotes`].
pub(in crate::check) fn voices(prose: &Prose, ground: &Ground<'_>) -> Vec<Voice> {
    let mut found: Vec<Voice> = Vec::new();
    let mut last: Option<(usize, Voice)> = None;
    let mut lines = Lines::of(prose, ground, Finders { anywhere: named, alone: signature });
    for (number, quote) in prose.quotes.iter().enumerate() {
        let TextSpan { block: leaf, span } = quote.pieces[0];
        let outer = (quote.depth > 0).then(|| found[..number].last().cloned()).flatten();
        let TextSpan { block: end, span: end_span } = *quote.pieces.last().unwrap_or(&quote.pieces[0]);
        let before = antecedent(prose, ground, leaf, span.start, last.as_ref());
        let voice = outer
            .or_else(|| set_apart(&mut lines, quote))
            .or_else(|| signed(&prose.parts[end], end_span.end, ground))
            .or_else(|| in_sentence(prose, ground, leaf, span, before.as_ref()))
            .or_else(|| introduced(&mut lines, leaf, span))
            .or_else(|| signed_below(&mut lines, leaf, end))
            .or_else(|| earlier(prose, leaf, span, last.as_ref()))
            .unwrap_or(Voice::Nobody);
        if voice != Voice::Nobody {
            last = Some((end, voice.clone()));
        }
        found.push(voice);
    }
    found
}

/// In a quotation set apart, the speaker stands in its last paragraph: "Name, role".
fn set_apart(lines: &mut Lines<'_>, quote: &Quoted) -> Option<Voice> {
    let piece = quote.pieces.last()?;
    let within =
        *lines.prose.parts[piece.block].within.iter().rfind(|within| matches!(within, Within::Quote { .. }))?;
    let last = lines.end_of(within)?;
    lines.cue(last)
}

/// The speaker that a paragraph of a quotation set apart, or one before a quotation, names.
pub(in crate::check) fn named(text: &str, ground: &Ground<'_>) -> Option<Voice> {
    let person = people_in(text, ground).into_iter().next().map(|(_, voice)| voice);
    person.or_else(|| REPORT.is_match(text).then_some(Voice::Report))
}

/// A speaker whose name stands behind the quotation and a dash: "“…” — Name, role".
fn signed(part: &Part, end: usize, ground: &Ground<'_>) -> Option<Voice> {
    let behind = part.own[end..].trim_start_matches(['”', '’', '"', '\'', ' ']);
    let behind = behind.strip_prefix(['—', '–', '-'])?;
    signature(behind.trim_start_matches(['—', '–', '-', ' ']), ground)
}

/// Whom a line names that is nothing but a name, with or without a role.
fn signature(line: &str, ground: &Ground<'_>) -> Option<Voice> {
    const MOST: usize = 20;
    let line = line.trim().trim_start_matches(['—', '–', '-', ' ']);
    if language::words(line).nth(MOST).is_some() || line.ends_with([':', '?']) || SPEECH.is_match(line) {
        return None;
    }
    let (range, voice) = people_in(line, ground).into_iter().next().filter(|(range, _)| range.start == 0)?;
    let behind = &line[range.end..];
    let is_role =
        behind.starts_with([',', '(', ';', '\n']) || [" –", " —", " -"].iter().any(|dash| behind.starts_with(dash));
    (behind.trim_matches('.').is_empty() || is_role && !behind.trim_end_matches('.').contains(". ")).then_some(voice)
}

/// A speaker whose name stands in a line of its own below a paragraph that is nothing but the quotation. Where each name
/// stands above its quotation instead, the one below is the next one's.
fn signed_below(lines: &mut Lines<'_>, first: usize, last: usize) -> Option<Voice> {
    if !lines.prose.parts[first..=last].iter().all(|part| part.is_only_quoted() && part.within.is_empty()) {
        return None;
    }
    let above = lines.top(first).checked_sub(1).and_then(|above| lines.name(above));
    if above.is_some() { lines.name(first - 1) } else { lines.name(last + 1) }
}

/// Whom "she" means: the one with whose name the sentence nearest before begins, or who spoke last.
fn antecedent(
    prose: &Prose,
    ground: &Ground<'_>,
    leaf: usize,
    at: usize,
    last: Option<&(usize, Voice)>,
) -> Option<(usize, Voice)> {
    let spoken = last.map_or(0, |(leaf, _)| *leaf);
    for number in (leaf.saturating_sub(1).max(spoken)..=leaf).rev() {
        let part = &prose.parts[number];
        let end = if number == leaf { part.sentence_at(at).start } else { part.text.len() };
        for sentence in part.sentences.iter().rev().filter(|sentence| sentence.end <= end) {
            // A sentence with a quotation in it has told who spoke.
            if part.quoted.iter().any(|piece| piece.overlaps(*sentence)) {
                return last.cloned();
            }
            let text = &part.own[*sentence];
            let begins = |at: usize| at == 0 || is_role_before(&text[..at]);
            let person = people_in(text, ground).into_iter().next().filter(|(range, _)| begins(range.start));
            if let Some((_, voice)) = person.filter(|_| !part.is_heading()) {
                return Some((number, voice));
            }
        }
    }
    last.cloned()
}

/// Whether the words before a name are its role: "Chief executive".
fn is_role_before(words: &str) -> bool {
    const MOST: usize = 5;
    language::words(words).nth(MOST).is_none() && !words.contains([',', ';', ':']) && ROLE_NOUN.is_match(words)
}

/// The speaker that the sentence around a quotation names.
fn in_sentence(
    prose: &Prose,
    ground: &Ground<'_>,
    leaf: usize,
    quote: Span,
    last: Option<&(usize, Voice)>,
) -> Option<Voice> {
    let part = &prose.parts[leaf];
    let frame = frame(prose, leaf, quote);
    let text = &part.own[frame];
    let at = quote.start - frame.start;
    let mut cues: Vec<(Span, Voice)> = people_in(text, ground);
    let is_subject = |found: &Match<'_>| {
        !text[..found.start()].split_whitespace().next_back().is_some_and(|word| NO_SUBJECT.contains(&word))
    };
    let bodies = BODY.find_iter(text).filter(is_subject);
    let bodies = bodies.map(|found| (found, Voice::Stranger(found.as_str().to_owned())));
    for (found, voice) in REPORT.find_iter(text).map(|found| (found, Voice::Report)).chain(bodies) {
        let span = Span::from(found.range());
        if !cues.iter().any(|(cue, _)| cue.overlaps(span)) {
            cues.push((span, voice));
        }
    }
    let pronoun = PRONOUN.captures(text).and_then(|found| found.get(1));
    if let (Some(found), None) = (pronoun, last)
        && found.as_str().eq_ignore_ascii_case("they")
        && REPORT.is_match(&part.own[..frame.start])
    {
        cues.push((found.range().into(), Voice::Report));
    }
    if let (Some(found), Some((_, voice))) = (pronoun, last) {
        let is_it = found.as_str().eq_ignore_ascii_case("it");
        let is_they = found.as_str().eq_ignore_ascii_case("they");
        // Of one person and several inspectors, "they" are the inspectors.
        let inspectors = is_they && *voice != Voice::Report && REPORT.is_match(&part.own[..frame.start]);
        let fits = is_they || is_it == (*voice == Voice::Report);
        if inspectors {
            cues.push((found.range().into(), Voice::Report));
        } else if fits {
            cues.push((found.range().into(), voice.clone()));
        } else if is_it {
            cues.push((found.range().into(), Voice::Report));
        }
    }
    cues.extend(unnamed(text, &cues, ground));
    cues.sort_by_key(|(span, _)| span.start);
    let speech: Vec<Span> = SPEECH.find_iter(text).map(|found| found.range().into()).collect();
    let before = speech.iter().rfind(|verb| verb.end <= at);
    let after = speech.iter().find(|verb| verb.start >= at);
    // Right behind the quotation ("…,” said Name") counts more than far before it.
    let close_after = after.filter(|verb| text[at..verb.start].split_whitespace().count() <= 4 && before.is_none());
    let verb = close_after.or(before).or(after);
    let subject = verb.and_then(|verb| subject(text, *verb, at, &cues));
    subject.or_else(|| named_before_colon(text, at, &cues)).or_else(|| {
        let report = cues.iter().find(|(_, voice)| *voice == Voice::Report);
        report.map(|(_, voice)| voice.clone())
    })
}

/// Speakers that a sentence names by their office only. Somebody whom nobody known can be told to be speaks only where
/// the sentence does not name the report: what "a care leaver told inspectors" stands in it.
fn unnamed(text: &str, cues: &[(Span, Voice)], ground: &Ground<'_>) -> Vec<(Span, Voice)> {
    if cues.iter().any(|(_, voice)| *voice != Voice::Report) {
        return Vec::new();
    }
    let is_free = |span: Span| !cues.iter().any(|(cue, _)| cue.overlaps(span));
    let found = offices(text, ground).into_iter();
    let known = |voice: &Voice| cues.is_empty() || matches!(voice, Voice::Person(_));
    found.filter(|(span, voice)| is_free(*span) && known(voice)).collect()
}

/// Who does what a verb says: the last one named before it or, where the verb follows the quotation, right behind it.
fn subject(text: &str, verb: Span, at: usize, cues: &[(Span, Voice)]) -> Option<Voice> {
    let agent = cues.iter().find(|(cue, _)| cue.start >= verb.end);
    if let Some((cue, voice)) = agent
        && matches!(text[verb.end..cue.start].trim(), "by" | "by the" | "by its" | "by our")
    {
        return Some(voice.clone());
    }
    let mut before = cues.iter().rfind(|(cue, _)| cue.end <= verb.start + 1 && (verb.start < at || cue.start >= at));
    // "She welcomed the report and said": who says so is the one who welcomed.
    if let Some((cue, _)) = before
        && text[cue.end.min(verb.start)..verb.start].trim().ends_with("and")
    {
        before = cues.iter().find(|(cue, _)| verb.start < at || cue.start >= at);
    }
    let inside = cues.iter().find(|(cue, _)| cue.encloses(verb));
    let after = cues.iter().find(|(cue, _)| cue.start >= verb.end);
    let found = if verb.start >= at {
        inside.or(before).or(after)
    } else {
        inside.or(before).or(after.filter(|(cue, _)| cue.end <= at))
    };
    found.map(|(_, voice)| voice.clone())
}

fn named_before_colon(text: &str, at: usize, cues: &[(Span, Voice)]) -> Option<Voice> {
    let colon = text[..at].trim_end_matches(['“', '‘', '"', '\'', ' ']).ends_with(':');
    let cue = cues.iter().rfind(|(cue, _)| cue.end <= at)?;
    colon.then(|| cue.1.clone())
}

/// The sentences that a quotation belongs to: from the beginning of the one it opens in to the end of the one behind it.
fn frame(prose: &Prose, leaf: usize, quote: Span) -> Span {
    let part = &prose.parts[leaf];
    let (mut start, mut end) = (part.sentence_at(quote.start).start, part.sentence_at(quote.end).end);
    // A sentence that ends inside the quotation goes on behind it: "“We know. We act,” she said."
    while let Some(earlier) = part.sentences.iter().rfind(|sentence| sentence.end <= start) {
        let stop = part.text[*earlier].trim_end();
        if stop.ends_with(':') || prose.is_quoted(leaf, start.saturating_sub(1)) && earlier.start >= quote.start {
            start = earlier.start;
        } else {
            break;
        }
    }
    let behind = part.text[end..].trim_start();
    if part.text[quote.end..end].trim_matches(|c: char| !c.is_alphanumeric()).is_empty()
        && behind.starts_with(char::is_lowercase)
    {
        end = part.sentence_at(part.text.len() - behind.len()).end;
    }
    let (first, last) = (quote.start.saturating_sub(FAR), (quote.end + FAR).min(part.text.len()));
    let start = start.min(quote.start).max(part.text.floor_char_boundary(first));
    Span::new(start, end.max(quote.end).min(part.text.ceil_char_boundary(last)))
}

/// Bytes before and behind a quotation in which its speaker is looked for: more than any sentence has.
const FAR: usize = 1000;

/// A quotation without a speaker of its own goes on with the one before it: in the same paragraph, or in a paragraph that
/// is nothing but a quotation right behind one.
fn earlier(prose: &Prose, leaf: usize, quote: Span, last: Option<&(usize, Voice)>) -> Option<Voice> {
    let (where_, voice) = last?;
    let part = &prose.parts[leaf];
    let alone = part.is_only_quoted() && !reads_as_headline(part);
    let same = *where_ == leaf && part.says_before(quote.start);
    (same || alone && *where_ + 1 == leaf && !part.is_heading()).then(|| voice.clone())
}

/// Whether a line is nothing but a few quoted words: a headline, whether or not it is marked as one.
pub(in crate::check) fn reads_as_headline(part: &Part) -> bool {
    const MOST: usize = 12;
    let ends = part.text.trim_end_matches(['’', '”', '\'', '"', ' ']).ends_with(['.', '!', '?', ',']);
    part.is_heading()
        || part.is_only_quoted() && part.within.is_empty() && !ends && language::words(&part.text).nth(MOST).is_none()
}

/// A paragraph or list of quotations is introduced by the paragraph before it, which ends with a colon or names the source
/// in a heading.
fn introduced(lines: &mut Lines<'_>, leaf: usize, quote: Span) -> Option<Voice> {
    let part = &lines.prose.parts[leaf];
    if part.says_before(quote.start) {
        return None;
    }
    let before = lines.before(leaf)?;
    let introduces = lines.prose.parts[before].own.trim_end().ends_with(':') || is_item(&part.within);
    if introduces { lines.cue(before) } else { None }
}

/// The people that a text names, with their places: those who are known, and others who seem to be people.
pub(in crate::check) fn people_in(text: &str, ground: &Ground<'_>) -> Vec<(Span, Voice)> {
    let mut found: Vec<(Span, Voice)> = Vec::new();
    for name in NAME.find_iter(text) {
        let span = Span::new(name_start(text, name.range().into()).min(name.end()), name.end());
        let name = &text[span];
        let parts = name_parts(name);
        let known = ground.people.iter().position(|person| same_person(&person.parts, &parts));
        // "Director Ruth Adeyinka-Shaw": the name begins behind the role.
        if let (None, Some((at, person))) = (known, behind_role(name, ground)) {
            found.push((Span::new(span.start + at, span.end), Voice::Person(person)));
            continue;
        }
        if let Some(person) = known {
            found.push((span, Voice::Person(person)));
            continue;
        }
        let Some(begins) = behind_words(name) else { continue };
        if begins == 0 && is_of_role(text, span, found.last()) {
            continue;
        }
        let (span, name) = (Span::new(span.start + begins, span.end), &name[begins..]);
        let parts = name_parts(name);
        let is_name = parts.len() >= 2 && !parts.iter().any(|part| NAME_WORDS.others.has(part));
        if is_name && !is_in_known(name, ground) && !is_place(name, ground) {
            found.push((span, Voice::Stranger(name.to_owned())));
        }
    }
    let lower = text.to_lowercase();
    let is_named = |person: &Person| person.parts.last().is_some_and(|surname| holds(&lower, surname));
    if !ground.people.iter().any(is_named) {
        return found; // in reading order already
    }
    let plain = language::tokens(text);
    for (number, person) in ground.people.iter().enumerate() {
        let Some(surname) = person.parts.last().filter(|surname| surname.len() > 2) else { continue };
        let is_new = |span: &Span| !found.iter().any(|(other, _)| other.overlaps(*span));
        let places = plain.iter().filter(|token| {
            token.form.trim_end_matches("'s") == surname && text[token.span].starts_with(char::is_uppercase)
        });
        let new: Vec<_> = places.map(|token| token.span).filter(is_new).collect();
        found.extend(new.into_iter().map(|span| (span, Voice::Person(number))));
    }
    found.sort_by_key(|(span, _)| span.start);
    found
}

/// Whether capitalised words stand in the role that a name before them is given: "Name, Executive Member for Lifelong
/// Learning, said".
fn is_of_role(text: &str, words: Span, before: Option<&(Span, Voice)>) -> bool {
    let Some((name, _)) = before.filter(|(name, _)| text[name.end..].starts_with(',')) else { return false };
    let last = text[..words.start].trim_end().rsplit(' ').next().unwrap_or_default();
    matches!(last, "for" | "of" | "and" | "the" | "&")
        && role_behind(text, name.end).is_some_and(|(role, _)| role.encloses(words))
}

/// Whether a text in lower case may hold a surname in lower case: its letters but the first, whatever its apostrophes.
fn holds(text: &str, surname: &str) -> bool {
    let rest: String = surname.chars().skip(1).take_while(|c| c.is_alphabetic()).collect();
    text.contains(&rest)
}

/// Whether a capitalised name is that of a place or a body: an authority's, or one that the report or the council's own texts
/// have. Reports name nobody but who led the inspection.
fn is_place(name: &str, ground: &Ground<'_>) -> bool {
    let tokens = language::tokens(name);
    let sourced = [&ground.report, &ground.own].iter().any(|source| !source.exact(&source.ids(&tokens)).is_empty());
    sourced || ground.known.authorities.find(name).is_some()
}

/// Where a name begins: not with a word that opens a sentence ("Following John Pearce", "From Ruth").
fn name_start(text: &str, span: Span) -> usize {
    let first = text[span].split(' ').next().unwrap_or_default();
    span.start + if NAME_WORDS.openers.has(&first.to_lowercase()) { first.len() + 1 } else { 0 }
}

/// A known person's whole name that stands behind other capitalised words, and where it begins.
fn behind_role(name: &str, ground: &Ground<'_>) -> Option<(usize, usize)> {
    let starts = name.match_indices(' ').map(|(at, _)| at + 1).filter(|at| ROLE_NOUN.is_match(&name[..*at]));
    let mut found = starts.filter_map(|at| {
        let parts = name_parts(&name[at..]);
        let same = |person: &Person| parts.len() > 1 && same_person(&person.parts, &parts);
        Some((at, ground.people.iter().position(same)?))
    });
    found.next()
}

/// Whether the words of a name mean a known person: all of it, or the surname with a title before it.
fn same_person(known: &[String], named: &[String]) -> bool {
    if known.is_empty() || named.is_empty() {
        return false;
    }
    let plain = |part: &String| part.trim_end_matches("'s").to_owned();
    let (known, named): (Vec<_>, Vec<_>) = (known.iter().map(plain).collect(), named.iter().map(plain).collect());
    known == named
        || named.len() == 1 && known.last() == named.last()
        || named.len() > 1 && known.last() == named.last() && same_first(&known[0], &named[0])
}

/// Whether a first name is the known one or its initial.
fn same_first(known: &str, named: &str) -> bool {
    known == named || named.chars().count() == 1 && known.starts_with(named)
}
