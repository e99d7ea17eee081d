//! Whether a sentence can be read without the one before it. Not here: what it says.

use super::vocabulary::{CLAUSES, LEANING};

/// How many words from the start a "this", "they" or "ones" is taken to point out of the sentence.
const OPENING: usize = 12;

/// Whether the sentence stands alone: it opens as a sentence opens, points at nothing that was said before it, and
/// is whole.
pub(super) fn stands(sentence: &str, tokens: &[String]) -> bool {
    whole(sentence) && !has_slip(tokens) && !leans(tokens) && !points_back(tokens)
}

fn whole(sentence: &str) -> bool {
    let count = |wanted: char| sentence.matches(wanted).count();
    let opens = sentence.trim_start_matches(['‘', '“', '\'', '"', '[']).starts_with(char::is_uppercase);
    let ends = sentence.trim_end_matches(['’', '”', '\'', '"', ')']).ends_with(['.', '!', '?']);
    opens && ends && count('(') == count(')') && count('“') == count('”') && quotation_closed(sentence)
}

/// Whether the report has a slip there that a reader would take for the council's: a word twice, or "been have been".
fn has_slip(tokens: &[String]) -> bool {
    let is_word = |word: &String| word.chars().all(char::is_alphabetic);
    let twice =
        |pair: &[String]| pair[0] == pair[1] && is_word(&pair[0]) && !matches!(pair[0].as_str(), "that" | "had");
    tokens.windows(2).any(twice) || tokens.windows(3).any(|three| three[0] == "been" && three[2] == "been")
}

/// Whether a single quotation mark that opens also closes, and the other way round; an apostrophe does neither.
fn quotation_closed(sentence: &str) -> bool {
    match sentence.rsplit_once('‘') {
        Some((_, opened)) => opened.split('’').skip(1).any(|next| !next.starts_with(char::is_alphabetic)),
        None => !sentence.ends_with('’'),
    }
}

/// Whether the sentence opens by turning against the one before.
pub(super) fn turns(tokens: &[String]) -> bool {
    tokens.first().is_some_and(|word| CLAUSES.turns.has(word))
}

/// Whether the sentence says "children" and means those few of whom the paragraph has spoken: on its own it would be
/// taken to be about all.
pub(super) fn narrowed(before: &[Vec<String>], tokens: &[String]) -> bool {
    let all = ["children", "young"].iter().any(|word| tokens.first().is_some_and(|first| first == word));
    all && CLAUSES
        .groups
        .iter()
        .any(|group| before.iter().flatten().any(|word| word == group) && !tokens.iter().any(|word| word == group))
}

fn leans(tokens: &[String]) -> bool {
    LEANING.longest(tokens).is_some()
}

/// Whether the opening points at something outside: "leaders have addressed this", "when required, they", "see
/// paragraph 12".
fn points_back(tokens: &[String]) -> bool {
    let opening = &tokens[..tokens.len().min(OPENING)];
    let as_one = tokens.first().is_some_and(|word| word == "as");
    let points = opening.iter().enumerate().any(|(at, word)| {
        let next = tokens.get(at + 1).map_or("", String::as_str);
        match word.as_str() {
            "this" | "these" => !SAID_HERE.contains(&next),
            "such" => next != "as",
            "those" => !matches!(next, "who" | "with" | "in" | "that" | "whose" | "living" | "leaving" | "aged"),
            // "As a first council to do so, it": who that is was said before.
            "they" | "it" if as_one && at > 0 && tokens[at - 1] == "," => true,
            // The last word is judged below.
            "it" if at + 1 == tokens.len() => false,
            "they" | "their" | "it" | "ones" => named(&tokens[..at]) == 0,
            "them" => named(&tokens[..at]) < 2,
            // "For other children", "The subsequent visits": other than those, after that.
            "other" | "others" | "subsequent" => at == 0 || at == 1 && OPENERS.contains(&tokens[0].as_str()),
            _ => false,
        }
    });
    let later = (opening.len()..tokens.len()).any(|at| means_what_was_before(tokens, at));
    let pairs = tokens.windows(2).any(|pair| {
        pair[1] == "also" && !matches!(pair[0].as_str(), "but" | "and" | ",")
            || pair[0] == "this" && LINKS.contains(&pair[1].as_str())
            || matches!(pair[0].as_str(), "paragraph" | "paragraphs")
                && pair[1].starts_with(|c: char| c.is_ascii_digit())
    });
    let ending = tokens.last().is_some_and(|word| match word.as_str() {
        "this" | "these" => true,
        // "required to these services": which, was said before.
        _ if tokens.len() > 1 && matches!(tokens[tokens.len() - 2].as_str(), "these" | "this") => {
            !SAID_HERE.contains(&word.as_str())
        }
        "it" => !tokens.iter().any(|word| matches!(word.as_str(), "a" | "an" | "the")),
        _ => false,
    });
    points || later || pairs || ending
}

/// Whether a "this" or "these" after the opening means what was said before the sentence: it is in the first clause, "do not
/// understand these shortfalls", or with a word for something that the sentence has not spoken of, as in "when this decline began".
fn means_what_was_before(tokens: &[String], at: usize) -> bool {
    if !matches!(tokens[at].as_str(), "this" | "these") {
        return false;
    }
    let next = tokens.get(at + 1).map_or("", String::as_str);
    let opens_a_clause = |word: &String| matches!(word.as_str(), "," | "but" | "as") || CLAUSES.subordinators.has(word);
    let is_first = next != "," && !SAID_HERE.contains(&next) && !tokens[..at].iter().any(opens_a_clause);
    let stem = |word: &str| word.trim_end_matches('s').to_owned();
    let named = tokens[at + 1..].iter().take(3).find(|word| POINTED_AT.contains(&stem(word).as_str()));
    let is_new = |word: &String| !tokens[..at].iter().any(|before| stem(before) == stem(word));
    is_first && !next.is_empty() || named.is_some_and(is_new)
}

/// What a "this" or "these" points at that was said before, without the "s" at its end.
const POINTED_AT: [&str; 10] =
    ["area", "decline", "deterioration", "shortfall", "weaknesse", "weaknes", "issue", "concern", "failing", "gap"];

/// What "this" says of the report itself.
const SAID_HERE: [&str; 4] = ["inspection", "visit", "report", "authority"];

/// What follows a "this" that stands for a whole thought, wherever in the sentence it is.
const LINKS: [&str; 6] = ["and", "but", ",", "however", "or", "during"];

/// The words before an "other" with which a sentence opens.
const OPENERS: [&str; 6] = ["for", "in", "the", "with", "many", "some"];

/// How many of these words name somebody or something that a pronoun behind them can mean.
fn named(words: &[String]) -> usize {
    let names = |word: &&String| {
        matches!(word.as_str(), "children" | "people" | "staff" | "council" | "child" | "authority")
            || word.len() > 3
                && word.ends_with('s')
                && !matches!(word.as_str(), "this" | "does" | "always" | "has" | "was")
    };
    words.iter().filter(names).count()
}

#[cfg(test)]
mod tests {
    use crate::language::words_and_pauses as tokens;

    fn stands(sentence: &str) -> bool {
        super::stands(sentence, &tokens(sentence))
    }

    #[test]
    fn a_whole_thought_stands() {
        for sentence in [
            "Leaders in Avershire listen to children.",
            "‘Your voice’ groups help children to say what they need.",
            "Children say that they trust their social workers.",
            "When children move home, they keep the friends they have.",
            "There is a warm welcome for those who join.",
            "Staff at this inspection were proud of their work.",
            "Older children look after younger ones.",
            "Work with other agencies is strong.",
            "Contacts are slow, and leaders have not fully understood the scale and impact of this on children and families.",
            "Leaders found gaps in the support for young carers in the two towns, and have closed these gaps since.",
            "Avershire is an exceptional place for those who leave it.",
        ] {
            assert!(stands(sentence), "{sentence}");
        }
    }

    #[test]
    fn children_of_a_group_are_not_all_children() {
        let narrowed = |before, sentence| super::narrowed(&[tokens(before)], &tokens(sentence));
        let group = "Care for unaccompanied children is strong.";
        assert!(narrowed(group, "Children are warmly welcomed."));
        assert!(!narrowed(group, "Unaccompanied children are warmly welcomed."));
        assert!(!narrowed(group, "Foster carers are warmly welcomed."));
        assert!(!narrowed("Care for children is strong.", "Children are warmly welcomed."));
    }

    #[test]
    fn an_opening_that_leans_on_the_last_sentence_does_not_stand() {
        for sentence in [
            "This helps children.",
            "These visits are kind.",
            "They are skilled.",
            "It is a strong team.",
            "However, children are safe.",
            "As a result, children are safe.",
            "In addition, plans are clear.",
            "The latter are strong.",
            "Their work is strong.",
            "Here, staff excel.",
            "Both are strong.",
            "Some of these are strong.",
            "Such care is rare.",
            "When required, they act.",
            "The weaker ones come too late.",
            "For other children, help comes too late.",
            "The subsequent visits are kind.",
        ] {
            assert!(!stands(sentence), "{sentence}");
        }
    }

    #[test]
    fn a_sentence_that_points_elsewhere_or_is_not_whole_does_not_stand() {
        for sentence in [
            "Leaders have tackled this.",
            "Leaders know it.",
            "Until this inspection, leaders had not seen what is needed in these services.",
            "As the first authority to try the model, it is ahead of others.",
            "Leaders know of this and act.",
            "Leaders have also opened a club.",
            "Senior leaders and councillors do not have a wholly accurate understanding of these practice and service shortfalls.",
            "Leaders did not see that what they had asked for to improve this area of practice had not been done.",
            "A lack of focus in the past few years has meant that the significance of this decline was seen late.",
            "Avershire’s record is strong (see paragraph 12).",
            "Leaders made three changes:",
            "and plans are clear.",
            "Leaders said: “We listen.",
            "One child said, ‘It’s my home.",
            "It’s my home.’",
            "Plans are clear",
            "Children are seen by by workers who know them.",
            "Staff have been have been well supported.",
        ] {
            assert!(!stands(sentence), "{sentence}");
        }
    }
}
