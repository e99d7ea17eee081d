//! What the drafts of the real reports quote as praise and as criticism: none of it may say the opposite. Skipped, with
//! a message, if the reports are missing.

use crate::harness::inspections::{Bare, bare};
use copydesk::document::{Document, Origin, Source};
use copydesk::quotable::{Place, Quotable, Stance};
use copydesk::story::Story;
use regex::Regex;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Words that may not be in praise.
static NO_PRAISE: LazyLock<Regex> = LazyLock::new(|| {
    let forms = [
        r"^there (is|are|was|were|has been|have been|remains?) (\w+ )?(no|not|an over|too|little|few|limited|insufficient|a need)\b",
        r"\b(needs?|require|requires) (to be |to )?(more|further|better|greater|additional|improve|strengthen|development)",
        r"\b(the|a) need (to|for)\b",
        r"\b(is|are|still) needed\b",
        r"\bover-?(relian|optimis|confiden|depend|emphasi)|\boverly\b",
        r"\b(lacks?|lacked|lacking)\b|\bnot yet\b|\byet to\b|\b(must|should|deserves?)\b",
        r"^(few|not|neither|without|historically)\b",
        r"^(\w+ ){0,3}leaders (describe|say|report|believe|consider)\b",
        r"^where (\w+ ){0,3}(lower|better|stronger|smaller)\b",
    ];
    Regex::new(&format!("(?i){}", forms.join("|"))).unwrap()
});
/// Words that begin a sentence, or are in it, and qualify the one before it.
static TAKEN_BACK: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^(however|but|nevertheless|nonetheless|yet|although|despite|conversely)\b|^this (had been|was|is) (paused|not)\b|^there (is|are) (currently )?no (active|clear|effective)\b").unwrap()
});
/// Words that ask for nothing: the name of a grade, and what somebody has understood.
static ASKS_NOTHING: LazyLock<Regex> =
    LazyLock::new(|| Regex::new("requires improvement to be good|that is needed").unwrap());
/// Words by which a failing is said.
static FAILING: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(not|no|nor|neither|too|less|slower|lacks?|lacking|without|never|few|low|limited|poor|weak|weaker|slow|late|serious|variab\w+|inconsisten\w+|insufficient\w*|inadequate|ineffective|underdeveloped|over-?\w+|undermines?|declined?|deteriorat\w+|delays?|drift|instability|risks? of harm|concerns|reactive|wait|waits|waiting)\b").unwrap()
});
/// Words that may not be in criticism.
static NO_CRITICISM: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^(historically|previously)\b|\b(took|taken|take) (swift|decisive|prompt|effective|immediate) action\b|, (this|it|they) (is|are|has|have) (now )?(improving|improved)\b|\bpreviously\b.* now\b").unwrap()
});

#[test]
fn no_quotation_says_the_opposite_of_what_it_is_quoted_for() {
    let mut told: BTreeMap<(String, String), Vec<String>> = BTreeMap::new();
    let mut wrong = Vec::new();
    let mut ledger: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for Bare { report, story, drafts: made } in bare() {
        let quotes = story.quotes();
        for (output, document) in made {
            let Ok(document) = document else { continue };
            let quoted = quoted(document, quotes);
            let (drafts, praised) = ledger.entry(output).or_default();
            *drafts += 1;
            *praised += usize::from(quoted.iter().any(|quote| quote.stance == Stance::Praise));
            for quote in quoted {
                let told = told.entry((format!("{:?}", quote.stance), quote.text.clone())).or_default();
                told.push(format!("{} {output}", report.slug));
                if is_wrong(quote, story) && told.len() == 1 {
                    wrong.push(format!("{} {output}: {:?}: {}", report.slug, quote.stance, quote.text));
                }
            }
        }
    }
    for ((stance, sentence), drafts) in &told {
        println!("{stance}\t{sentence}\t{}", drafts.join(", "));
    }
    println!("drafts, and those with praise, by output: {ledger:?}");
    assert!(wrong.is_empty(), "{} quotations\n{}", wrong.len(), wrong.join("\n"));
    for output in ["press-release", "staff-newsletter", "recruitment-page", "web-news"] {
        let (drafts, praised) = ledger[output];
        assert!(praised * 10 >= drafts * 8, "{output}: {praised} of {drafts} drafts have praise");
    }
}

/// Returns the report's sentences that a draft quotes.
fn quoted<'a>(document: &Document, quotes: &'a [Quotable]) -> Vec<&'a Quotable> {
    let mut found: Vec<&Quotable> = Vec::new();
    document.for_each_run(|run| {
        let Origin::Data(sources) = &run.origin else { return };
        let is_of = |quote: &&Quotable| sources.iter().any(|source| is_source(source, quote));
        if let Some(quote) = quotes.iter().find(is_of)
            && !found.contains(&quote)
        {
            found.push(quote);
        }
    });
    found
}

fn is_source(source: &Source, quote: &Quotable) -> bool {
    let pointer = match quote.place {
        Place::Summary(place) => format!("/inspection/summary/{place}"),
        Place::Paragraph(place) => format!("/inspection/paragraphs/{place}/text"),
    };
    source.pointer == pointer && source.part.is_some_and(|part| quote.part.cover(part) == quote.part)
}

fn is_wrong(quote: &Quotable, story: &Story) -> bool {
    let text = match quote.place {
        Place::Summary(place) => &story.inspection.summary[place],
        Place::Paragraph(place) => &story.inspection.paragraphs[place].text,
    };
    let behind = text[quote.part.end..].trim_start();
    match quote.stance {
        Stance::Praise => NO_PRAISE.is_match(&ASKS_NOTHING.replace_all(&quote.text, "")) || TAKEN_BACK.is_match(behind),
        Stance::Criticism => NO_CRITICISM.is_match(&quote.text) || !FAILING.is_match(&quote.text),
        // It says both in one breath, and is quoted whole.
        Stance::Mixed => TAKEN_BACK.is_match(behind),
        Stance::Neutral => !quote.text.contains(|letter: char| letter.is_ascii_digit()),
    }
}
