//! Words that are not known: the known one that somebody may have meant, and how they are quoted in messages.
//! Not here: which words are known.

/// The known word nearest to one that is not known, if any is near. Upper case, `_` and spaces do not count.
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    const LONGEST: usize = 64;
    let word = plain(word);
    if word.is_empty() || word.len() > LONGEST {
        return None;
    }
    let most = word.chars().count().div_ceil(3);
    let distance = |candidate: &str| {
        let candidate = plain(candidate);
        let begins = word.len() > 2 && (candidate.starts_with(&word) || word.starts_with(&candidate));
        if begins { most } else { strsim::osa_distance(&word, &candidate) }
    };
    known
        .into_iter()
        .map(|candidate| (distance(candidate), candidate))
        .filter(|(distance, _)| *distance <= most)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// What to do about a word that is not known: the nearest known one or, where none is near, all of them.
pub fn suggestion<'a>(word: &str, known: impl IntoIterator<Item = &'a str> + Clone) -> String {
    match nearest(word, known.clone()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => one_of(known),
    }
}

fn one_of<'a>(known: impl IntoIterator<Item = &'a str>) -> String {
    let known: Vec<String> = known.into_iter().map(|word| format!("`{word}`")).collect();
    if known.is_empty() { "none is known".to_owned() } else { format!("known: {}", known.join(", ")) }
}

/// How alike two names are, from 0 to 1, whatever their case: a common beginning counts most.
pub fn alike(one: &str, other: &str) -> f64 {
    strsim::jaro_winkler(&one.to_lowercase(), &other.to_lowercase())
}

/// Returns how many slips make one text of the other: a letter more, less or exchanged, or two neighbours in the wrong order.
pub fn slips(one: &str, other: &str) -> usize {
    strsim::osa_distance(one, other)
}

/// The share of letters, from 0 to 1, that need no change to make one text of the other.
pub fn agreement(one: &str, other: &str) -> f64 {
    strsim::normalized_levenshtein(one, other)
}

/// The share of a whole, from 0 to 1; 0 of nothing.
pub fn share(part: usize, whole: usize) -> f64 {
    let number = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
    if whole == 0 { 0.0 } else { number(part) / number(whole) }
}

/// A text as messages quote it: its beginning, in one line.
pub fn shortened(text: &str) -> String {
    const MOST: usize = 40;
    let line: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(MOST).collect();
    if text.chars().count() > MOST { format!("{line}…") } else { line }
}

fn plain(word: &str) -> String {
    word.trim().to_lowercase().replace(['_', ' '], "-")
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn finds_slips_case_and_beginnings_but_nothing_far() {
        let known = ["requires-improvement", "good", "outstanding", "inadequate"];
        let near = |word| nearest(word, known);
        assert_eq!(near("Good"), Some("good"));
        assert_eq!(near("godo"), Some("good"));
        assert_eq!(near("Requires improvement"), Some("requires-improvement"));
        assert_eq!(near("requires_improvement_to_be_good"), Some("requires-improvement"));
        assert_eq!(near("oustanding"), Some("outstanding"));
        assert_eq!(near("excellent"), None);
        assert_eq!(near(""), None);
        assert_eq!(nearest(&"x".repeat(1_000_000), known), None);
    }
}
