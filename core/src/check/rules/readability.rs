//! How easily a text is read: long sentences, a long headline, a long opening of a page, and the school years that the whole
//! asks for.
//!
//! Rule: GOV.UK content design: sentences of up to 25 words, titles of up to 65 characters, summaries of up to 160. The grade
//! is Flesch's and Kincaid's (1975); releases of councils read at 12 to 19, so only what is harder is said, and for families
//! sooner. All of it advises. Only words of the text's own count: who quotes cannot shorten what was said.

use crate::check::evidence::prose::Prose;
use crate::check::evidence::reading::Reading;
use crate::check::{Check, Class, Duties, Found};
use crate::document::Kind;
use crate::finding::Severity;
use crate::language;
use crate::text::TextSpan;
use std::cmp::Reverse;

static SENTENCE: Class = Class {
    id: "sentence-long",
    severity: Severity::Note,
    about: "a sentence runs on for more than 25 words of the text’s own",
};
static TITLE: Class =
    Class { id: "title-long", severity: Severity::Note, about: "the headline has more than 65 characters" };
static SUMMARY: Class = Class {
    id: "summary-long",
    severity: Severity::Note,
    about: "a page’s first paragraph has more than 160 characters",
};
static GRADE: Class = Class {
    id: "reading-grade",
    severity: Severity::Note,
    about: "the text asks for more years of school than its readers may have",
};

/// The check.
pub(in crate::check) static CHECK: Check = Check {
    id: "readability",
    rule: "GOV.UK content design: writing for the web",
    classes: &[&SENTENCE, &TITLE, &SUMMARY, &GRADE],
    duties: Duties::All,
    run,
};

/// Most words of a sentence.
const WORDS: usize = 25;
/// Of the long sentences of a text so many are shown, the longest.
const SHOWN: usize = 3;
/// Most characters of a headline.
const TITLE_LENGTH: usize = 65;
/// Most characters of a page's first paragraph.
const SUMMARY_LENGTH: usize = 160;
/// Outputs that are pages for everybody.
const PAGES: [&str; 2] = ["web-news", "recruitment-page"];
/// Outputs whose headline nobody but their author reads.
const UNTITLED: [&str; 1] = ["social-posts"];
/// The highest grade, and the highest of a page for everybody.
const GRADES: (f64, f64) = (16.0, 13.0);
/// Fewer words have no grade.
const GRADED: usize = 120;

/// A sentence, and its own words.
struct Sentence {
    place: TextSpan,
    /// The most words in a row that no colon and no semicolon parts.
    longest: usize,
    words: usize,
    syllables: usize,
}

fn run(reading: &Reading<'_>) -> Vec<Found> {
    let &Reading { prose, ground, .. } = reading;
    let output = ground.known.output.unwrap_or_default();
    let sentences = sentences(reading);
    let mut found = title(prose, output);
    found.extend(summary(prose, output));
    found.extend(long(&sentences));
    found.extend(grade(&sentences, output));
    found
}

/// The sentences of paragraphs and items.
fn sentences(reading: &Reading<'_>) -> Vec<Sentence> {
    let mut all = Vec::new();
    for (leaf, (part, own)) in reading.prose.parts.iter().zip(reading.ours()).enumerate() {
        if part.kind != Kind::Paragraph {
            continue;
        }
        for range in &part.sentences {
            let (mut run, mut longest, mut words, mut syllables) = (0, 0, 0, 0);
            let own = &own[*range];
            let mut end = 0;
            for word in language::words(own).filter(|word| is_counted(&own[*word])) {
                run = if own[end..word.start].contains([':', ';']) { 1 } else { run + 1 };
                end = word.end;
                longest = longest.max(run);
                words += 1;
                syllables += self::syllables(&own[word]);
            }
            all.push(Sentence { place: TextSpan { block: leaf, span: *range }, longest, words, syllables });
        }
    }
    all
}

/// Whether it is a word to a reader: no number, no address.
fn is_counted(word: &str) -> bool {
    word.contains(char::is_alphabetic) && !word.contains('@') && !word.contains("://")
}

fn title(prose: &Prose, output: &str) -> Vec<Found> {
    if UNTITLED.contains(&output) {
        return Vec::new();
    }
    let titles = prose.parts.iter().enumerate().filter(|(_, part)| part.kind == Kind::Heading(1));
    let long = titles.map(|(leaf, part)| (leaf, part, part.text.chars().count()));
    long.filter(|(.., length)| *length > TITLE_LENGTH)
        .map(|(leaf, part, length)| {
            let message = format!("the headline has {length} characters");
            Found::new(&TITLE, TextSpan::new(leaf, 0, part.text.len()), message)
                .hint(format!("up to {TITLE_LENGTH}: searches and feeds cut off the rest"))
        })
        .collect()
}

fn summary(prose: &Prose, output: &str) -> Option<Found> {
    let top = prose.parts.iter().position(|part| part.kind == Kind::Heading(1)).filter(|_| PAGES.contains(&output))?;
    let part = prose.parts.get(top + 1).filter(|part| part.kind == Kind::Paragraph && part.within.is_empty())?;
    let length = part.text.chars().count();
    let found = || {
        let message = format!("the page opens with {length} characters");
        Found::new(&SUMMARY, TextSpan::new(top + 1, 0, part.text.len()), message)
            .hint(format!("say it in up to {SUMMARY_LENGTH}: searches show no more of a page"))
    };
    (length > SUMMARY_LENGTH).then(found)
}

fn long(sentences: &[Sentence]) -> Vec<Found> {
    let mut long: Vec<&Sentence> = sentences.iter().filter(|sentence| sentence.longest > WORDS).collect();
    long.sort_by_key(|sentence| Reverse(sentence.longest));
    let more = long.len().saturating_sub(SHOWN);
    let found = long.iter().take(SHOWN).enumerate().map(|(number, sentence)| {
        let message = format!("this sentence runs on for {} words", sentence.longest);
        let others = if number == 0 && more > 0 {
            format!("; so do with {more} more, which are shorter")
        } else {
            String::new()
        };
        Found::new(&SENTENCE, sentence.place, message)
            .hint(format!("make two or three of it, each up to {WORDS} words{others}"))
    });
    found.collect()
}

/// The grade of the whole, at its hardest sentence.
fn grade(sentences: &[Sentence], output: &str) -> Option<Found> {
    let sentences: Vec<&Sentence> = sentences.iter().filter(|sentence| sentence.words > 2).collect();
    let words: usize = sentences.iter().map(|sentence| sentence.words).sum();
    let syllables: usize = sentences.iter().map(|sentence| sentence.syllables).sum();
    let grade = kincaid(sentences.len(), words, syllables);
    let most = if PAGES.contains(&output) { GRADES.1 } else { GRADES.0 };
    if words < GRADED || grade <= most {
        return None;
    }
    let hardness = |sentence: &Sentence| kincaid(1, sentence.words, sentence.syllables);
    let hardest = sentences.into_iter().max_by(|a, b| hardness(a).total_cmp(&hardness(b)))?;
    let message = format!("the text reads at grade {grade:.0}, this sentence hardest of all");
    Some(Found::new(&GRADE, hardest.place, message).hint(format!(
        "shorter sentences and shorter words bring it down; {most:.0} is much for {}",
        if PAGES.contains(&output) { "a page for everybody" } else { "a release" }
    )))
}

/// The grade of Flesch and Kincaid; 0 of nothing.
fn kincaid(sentences: usize, words: usize, syllables: usize) -> f64 {
    let per = |part: usize, whole: usize| if whole == 0 { 0.0 } else { number(part) / number(whole) };
    if words == 0 { 0.0 } else { 0.39 * per(words, sentences) + 11.8 * per(syllables, words) - 15.59 }
}

fn number(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

/// Syllables as a rule of thumb: groups of vowels, without an "e" that is silent at the end.
fn syllables(word: &str) -> usize {
    let word: String = word.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect();
    let mut count = 0;
    let mut before = false;
    for c in word.chars() {
        let vowel = "aeiouyáéíóúâêîôûàèìòùäëïöü".contains(c);
        count += usize::from(vowel && !before);
        before = vowel;
    }
    let silent = word.ends_with('e') && !word.ends_with("le")
        || word.ends_with("es")
        || word.ends_with("ed") && !word.ends_with("ted") && !word.ends_with("ded");
    (count - usize::from(silent && count > 1)).max(1)
}

#[cfg(test)]
mod tests {
    use super::{CHECK, kincaid, syllables};
    use crate::check::tests::{With, expect, expect_with};

    #[test]
    fn sentences_are_counted_without_what_is_quoted() {
        let long = "We will look at this with the people who know it best and then say by the end of July what we will do first, what next and who does it.";
        expect(
            &CHECK,
            &format!(
                "{long} // finding: sentence-long ‹{long}›
                The inspectors said of us: “{long}”
                We will look at this."
            ),
        );
    }

    #[test]
    fn headlines_and_openings_are_short() {
        let opening = "This is a page about a report. It says what inspectors saw when they came. It says what they want to see next time. It says where you can read all of that in their own words.";
        let text = format!(
            "# Ofsted has published its report on children’s services in Avershire // finding: title-long ‹Ofsted has published its report on children’s services in Avershire›
            {opening} // finding: summary-long ‹{opening}›"
        );
        expect_with(&CHECK, &With { output: Some("web-news"), ..With::default() }, &text);
    }

    #[test]
    fn the_grade_is_that_of_flesch_and_kincaid() {
        assert_eq!(
            ["cat", "report", "children", "made", "visited", "independent", "people"].map(syllables),
            [1, 2, 2, 1, 3, 4, 2]
        );
        assert!((kincaid(1, 10, 15) - 6.01).abs() < 0.001);
        assert!(kincaid(0, 0, 0).abs() < 0.001);
    }
}
