//! The texts for people outside the trade are what they have to be: easy to read, short enough, and fit to be said. Of the example
//! stories, and of real reports where they are at hand.

use crate::harness::inspections::{bare, slow};
use crate::harness::{copydesk, root};
use copydesk::export;
use regex::Regex;
use std::sync::LazyLock;

/// The stories of the examples.
const STORIES: [&str; 3] = ["good-result", "mixed-result", "focused-visit"];
/// How many reports there are for each one that is tried where not all are.
const SAMPLE: usize = 6;

static QUOTED: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"“[^”]*(?:”|$)").unwrap());
static PLACES: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\\?\[[^\]]*\](?:\([^)]*\))?").unwrap());

/// Returns the draft of an output for each example story and of some real reports, each with its name.
fn drafts(output: &str) -> Vec<(String, String)> {
    let examples = STORIES.into_iter().map(|story| {
        let run = copydesk(&["draft", output, &format!("examples/{story}"), "-o", "-"]);
        assert_eq!(run.code, 0, "{}", run.err);
        (story.to_owned(), run.out)
    });
    let real = bare().iter().step_by(if slow() { 1 } else { SAMPLE }).map(|bare| {
        let (_, draft) = bare.drafts.iter().find(|(name, _)| *name == output).expect("every output is drafted");
        let document = draft.as_ref().unwrap_or_else(|error| panic!("{}: {error}", bare.report.slug));
        (bare.report.slug.clone(), export::to_markdown(document))
    });
    examples.chain(real).collect()
}

/// Returns a text without places to fill in; a link keeps no words.
fn without_places(text: &str) -> String {
    PLACES.replace_all(text, "").into_owned()
}

fn words(text: &str) -> usize {
    text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count()
}

/// Returns how many groups of vowels a word has, a silent "e" at its end left out.
fn syllables(word: &str) -> usize {
    let word = word.to_lowercase();
    let is_vowel = |c: char| "aeiouy".contains(c);
    let mut groups = 0;
    let mut before = false;
    for c in word.chars() {
        groups += usize::from(is_vowel(c) && !before);
        before = is_vowel(c);
    }
    let is_silent = word.ends_with('e') && !word.ends_with("le") && groups > 1;
    (groups - usize::from(is_silent)).max(1)
}

/// Returns the school grade of Flesch and Kincaid (1975). A line is a sentence at least, as an item of a list is read as one.
fn grade(text: &str) -> f64 {
    let mut sentences = 0;
    let mut count = 0;
    let mut sounds = 0;
    for line in text.lines() {
        for sentence in line.split(['.', '!', '?', ':']) {
            let words: Vec<&str> = sentence
                .split(|c: char| !c.is_alphabetic() && c != '’' && c != '-')
                .filter(|word| word.contains(char::is_alphabetic))
                .collect();
            sentences += usize::from(!words.is_empty());
            count += words.len();
            sounds += words.into_iter().map(syllables).sum::<usize>();
        }
    }
    let ratio = |of: usize, to: usize| f64::from(u32::try_from(of).unwrap()) / f64::from(u32::try_from(to).unwrap());
    0.39 * ratio(count, sentences) + 11.8 * ratio(sounds, count) - 15.59
}

#[test]
fn the_grade_is_that_of_flesch_and_kincaid() {
    assert_eq!(["children", "care", "little", "together", "a"].map(syllables), [2, 1, 2, 3, 1]);
    assert!(grade("The cat sat on the mat.") < 0.0);
    assert!(grade("Comprehensive multi-agency arrangements facilitate sustainable improvements.") > 20.0);
}

#[test]
fn children_of_nine_can_read_their_version() {
    for (name, text) in drafts("children") {
        let own = QUOTED.replace_all(&without_places(&text), "").into_owned();
        let grade = grade(&own);
        assert!(grade <= 4.5, "{name}: grade {grade:.1}\n{own}");
    }
}

#[test]
fn a_letter_has_at_most_400_words() {
    for (name, text) in drafts("letter-to-families") {
        let count = words(&without_places(&text));
        assert!(count <= 400, "{name}: {count} words");
    }
}

#[test]
fn what_a_councillor_says_takes_ninety_seconds() {
    for (name, text) in drafts("speaking-note") {
        let said = text.split("## ").find_map(|part| part.strip_prefix("Say\n")).expect("it has a part to say");
        let count = words(&without_places(said));
        assert!(count <= 190, "{name}: {count} words\n{said}");
    }
}

/// A quotation belongs to the sentence that introduces it.
#[test]
fn an_answer_to_a_caller_has_at_most_three_sentences() {
    for (name, text) in drafts("contact-centre") {
        let answers: Vec<&str> = text.lines().filter(|line| line.starts_with("**") && line.contains("?** ")).collect();
        assert!(answers.len() >= 9, "{name}: {} questions", answers.len());
        for line in answers {
            let (_, answer) = line.split_once("?** ").unwrap();
            let own = QUOTED.replace_all(&without_places(answer), "x.").replace("x..", "x.");
            let sentences = own.split(['.', '?', '!']).filter(|part| words(part) > 1).count();
            assert!(sentences <= 4 && (sentences <= 3 || answer.starts_with("Do not answer")), "{name}: {line}");
        }
    }
}

#[test]
fn the_result_is_told_a_caller_in_one_breath() {
    for (name, text) in drafts("contact-centre") {
        let (_, breath) = text.split_once("## The result in one breath\n\n").expect("it has a result");
        let breath = breath.lines().next().unwrap();
        let most = if root().join("examples").join(&name).is_dir() { 48 } else { 80 };
        assert!(words(breath) <= most, "{name}: {} words\n{breath}", words(breath));
    }
}
