//! What a text tells of the result: each judgement with its grade, and each point to improve. Not here: what it has to
//! tell (balance).

use crate::brief::Waiver;
use crate::check::claims::Claim;
use crate::check::evidence::ground::Ground;
use crate::check::evidence::prose::Prose;
use crate::document::Within;
use crate::inspection::{Datum, Improvement, Inspection, PointList};
use crate::language::{self, Token};
use crate::text::{self, Span, TextSpan};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// The share of a point's longer words that tell it.
const TOLD: f64 = 0.7;

/// Something that a balanced text tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Covered {
    /// The judgement or point.
    pub datum: Datum,
    /// What it is: the judgement with its grade, or the words of the point.
    pub what: String,
    /// Where the text tells it.
    pub place: Option<TextSpan>,
    /// Who decided that it may be left out, and why.
    pub waived: Option<String>,
}

/// What a text tells of the result, in the report's order: the judgements, then the points.
pub(in crate::check) fn coverage(prose: &Prose, ground: &Ground<'_>, claims: &[Vec<Claim>]) -> Vec<Covered> {
    let inspection = ground.known.inspection;
    let told = judgements_told(ground, claims);
    let judgements = inspection.judgements.iter().enumerate().map(|(number, judgement)| {
        let place = told.iter().find(|(place_of, _)| *place_of == number).map(|(_, place)| *place);
        Covered {
            datum: Datum::Judgement(number),
            what: format!("{}: {}", judgement.name, ground.grade_name(&judgement.grade)),
            place,
            waived: waived(ground, &[judgement.area.as_str()]),
        }
    });
    let texts = points(inspection);
    let places = points_told(prose, &Points::of(texts.iter().map(|(.., text)| *text).collect()));
    let points = texts.into_iter().zip(places).map(|((number, datum, text), place)| Covered {
        datum,
        what: text.to_owned(),
        place,
        waived: waived(ground, &[&format!("improvement {}", number + 1)]),
    });
    judgements.chain(points).collect()
}

/// The points to improve and the points below them, each with the number of the point to improve and its address.
fn points<'a>(inspection: &'a Inspection) -> Vec<(usize, Datum, &'a str)> {
    let of = |(number, point): (usize, &'a Improvement)| {
        let texts =
            point.texts(PointList::Improve, number).map(move |(datum, text)| (number, datum.whole_point(), text));
        texts.collect::<Vec<_>>()
    };
    inspection.improvements.iter().enumerate().flat_map(of).collect()
}

fn waived(ground: &Ground<'_>, names: &[&str]) -> Option<String> {
    let is_it = |waiver: &&Waiver| names.iter().any(|name| waiver.of.trim().eq_ignore_ascii_case(name));
    let waiver = ground.known.brief?.waivers.iter().find(is_it)?;
    Some(format!("{}: {}", waiver.by, waiver.because))
}

/// The judgements that the text gives with their grade, by number, each with its first place.
fn judgements_told(ground: &Ground<'_>, claims: &[Vec<Claim>]) -> Vec<(usize, TextSpan)> {
    let known = &ground.known;
    let mut told = Vec::new();
    for claim in claims.iter().flatten().filter(|claim| claim.is_stated()) {
        let areas = claim.judged(known.inspection, known.framework);
        let judgements = known.inspection.judgements.iter().enumerate();
        let is_told = judgements
            .filter(|(_, judgement)| judgement.grade == claim.grade && areas.contains(&judgement.area))
            .map(|(number, _)| (number, claim.place));
        told.extend(is_told);
    }
    told
}

/// The points to improve, by their longer words without endings.
struct Points<'a> {
    texts: Vec<&'a str>,
    /// Of each point how many such words it has.
    lengths: Vec<usize>,
    /// Of each such word its number, and the points that have it.
    having: HashMap<String, (usize, Vec<usize>)>,
}

impl<'a> Points<'a> {
    fn of(texts: Vec<&'a str>) -> Points<'a> {
        let mut lengths = Vec::new();
        let mut having: HashMap<String, (usize, Vec<usize>)> = HashMap::new();
        for (point, text) in texts.iter().enumerate() {
            let tokens = language::tokens(text);
            let words: BTreeSet<&str> = tokens.iter().filter_map(long_word).collect();
            lengths.push(words.len());
            for word in words {
                let fresh = having.len();
                having.entry(word.to_owned()).or_insert((fresh, Vec::new())).1.push(point);
            }
        }
        Points { texts, lengths, having }
    }

    /// Of each point the share of its words that a text has.
    fn shares(&self, tokens: &[Token]) -> Vec<f64> {
        let mut seen = vec![false; self.having.len()];
        let mut counts = vec![0; self.texts.len()];
        for (word, points) in tokens.iter().filter_map(long_word).filter_map(|word| self.having.get(word)) {
            if !std::mem::replace(&mut seen[*word], true) {
                for point in points {
                    counts[*point] += 1;
                }
            }
        }
        counts.into_iter().zip(&self.lengths).map(|(count, length)| text::share(count, *length)).collect()
    }
}

/// Of each point the leaf or sentence that tells it: the one that has its words, or most of its longer ones.
fn points_told(prose: &Prose, points: &Points<'_>) -> Vec<Option<TextSpan>> {
    let mut best: Vec<(f64, usize)> = vec![(0.0, 0); points.texts.len()];
    for (leaf, part) in prose.parts.iter().enumerate() {
        let shares = points.shares(part.tokens());
        // An item that is one point is none of its neighbours, however much they have in common.
        let is_item = matches!(part.within.last(), Some(Within::Item { .. }));
        let least = if is_item && shares.contains(&1.0) { 1.0 } else { 0.0 };
        for (best, share) in best.iter_mut().zip(shares) {
            if share > best.0 && share >= least {
                *best = (share, leaf);
            }
        }
    }
    let place = |(point, (share, leaf)): (usize, (f64, usize))| {
        if share < TOLD {
            return None;
        }
        let part = &prose.parts[leaf];
        let plain = text::normal(points.texts[point]).to_lowercase();
        let whole = text::normal(&part.text).to_lowercase().contains(plain.trim_end_matches('.'));
        let tells = |sentence: &&Span| points.shares(part.tokens_in(**sentence))[point] >= TOLD;
        let sentence = || part.sentences.iter().find(tells).copied();
        let span = if whole { Some(Span::all(&part.text)) } else { sentence() };
        span.map(|span| TextSpan { block: leaf, span })
    };
    best.into_iter().enumerate().map(place).collect()
}

/// The share of the words of a point's head that tell it in other words.
const NEAR: f64 = 0.7;

/// The leaf that may tell a point in other words: it has at least two of the longer words of the point's head, and most of them, or
/// words of the same family, or plainer ones. What the head is follows the house's rules for shortening a point.
pub(in crate::check) fn in_other_words(
    prose: &Prose,
    point: &str,
    plain: &BTreeMap<String, Vec<String>>,
) -> Option<TextSpan> {
    const LIMITS: [&str; 6] = [", so that ", ", in order to ", ", to ensure ", ", which ", " that is ", " that are "];
    let end = LIMITS.iter().filter_map(|limit| point.find(limit)).min().unwrap_or(point.len());
    let head = language::tokens(&point[..end]);
    let words: BTreeSet<&str> =
        head.iter().filter(|token| long_word(token).is_some()).map(|token| token.form.as_str()).collect();
    let tells = |word: &str, tokens: &[Token]| {
        let plainer = plain.get(word).map_or(&[][..], Vec::as_slice);
        tokens.iter().any(|token| is_family(word, &token.form) || plainer.contains(&token.form))
    };
    let share = |tokens: &[Token]| {
        let count = words.iter().filter(|word| tells(word, tokens)).count();
        if count < 2 { 0.0 } else { text::share(count, words.len()) }
    };
    let parts = prose.parts.iter().enumerate().map(|(leaf, part)| (share(part.tokens()), leaf));
    let (best, leaf) = parts.max_by(|one, other| one.0.total_cmp(&other.0))?;
    (best >= NEAR).then(|| TextSpan::new(leaf, 0, prose.parts[leaf].text.len()))
}

/// Whether two words are of one family, such as "involvement" and "involved": they begin alike, for five letters and most of the
/// longer one.
fn is_family(one: &str, other: &str) -> bool {
    let same = one.bytes().zip(other.bytes()).take_while(|(a, b)| a == b).count();
    one == other || same >= 5 && same * 5 >= one.len().max(other.len()) * 3
}

/// A longer word without its ending.
fn long_word(token: &Token) -> Option<&str> {
    const COMMON: [&str; 14] = [
        "children",
        "children's",
        "their",
        "with",
        "that",
        "this",
        "which",
        "they",
        "when",
        "have",
        "from",
        "including",
        "where",
        "young",
    ];
    let form = token.form.as_str();
    (form.chars().count() > 3 && !COMMON.contains(&form)).then(|| stem(form))
}

fn stem(form: &str) -> &str {
    let form = form.trim_end_matches("'s");
    let endings = ["ing", "ed", "es", "s", "ly"];
    let cut = endings.iter().find_map(|ending| form.strip_suffix(ending)).filter(|stem| stem.chars().count() > 3);
    cut.unwrap_or(form)
}
