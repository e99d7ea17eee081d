//! Chooses the sentences of the report that a briefing quotes, and estimates its length: as many as fit on one page.

use copydesk_plugin::pick::{self, Quotes};
use copydesk_plugin::plan::Ref;
use copydesk_plugin::story::{Improvement, Judgement, Quote, Request, Stance, Statement, Tone};
use copydesk_plugin::summary;

/// The words that fit on a page (A4, 10 point).
pub(crate) const ONE_PAGE: usize = 540;
/// From here nothing more is quoted, once the report has spoken for both sides.
const FULL: usize = 460;
const LEAST_QUOTES: usize = 2;
/// The words of the fixed parts, and those that questions, intervention and apology add after a poor result.
const FIXED_WORDS: usize = 235;
const POOR_WORDS: usize = 60;
/// The lowest scores of praise and criticism to quote: a weaker sentence takes up space and says little on its
/// own.
const STRONG_PRAISE: i32 = 48;
const CLEAR_CRITICISM: i32 = 38;
/// The longest sentence to quote, in words.
const LONGEST_QUOTE: u32 = 30;

/// The quotations of a page, and its length.
pub(crate) struct Page {
    /// The result for children and families; after a poor result, criticism comes first.
    pub(crate) findings: Vec<Ref>,
    /// Whether children are safe: praise where the grade for their protection is good, else criticism.
    pub(crate) on_protection: Option<Ref>,
    /// After a poor result, what the summary says that leaders did not do.
    pub(crate) leaders: Option<Ref>,
    /// In words.
    pub(crate) length: usize,
}

/// Fills a page: two sentences of the report in any case, and others while there is room.
pub(crate) fn fill(request: &Request, statement: Option<&Statement>) -> Page {
    let mut room = Room { quotes: Quotes::of(request), quoted: 0, length: words_elsewhere(request, statement) };
    let tone = request.outcome.tone;
    let praises = |quote: &Quote| is_strong_praise(quote) && pick::may_praise(request, quote);
    let criticism = if tone == Tone::Good { None } else { room.criticism(request) };
    let praise = room.of_children(praises).or_else(|| room.take(LONGEST_QUOTE, praises));
    let findings = if tone == Tone::Poor { [criticism, praise] } else { [praise, criticism] };
    let on_protection = protection(request).and_then(|area| {
        let says = |quote: &Quote| if area.tone == Tone::Good { praises(quote) } else { is_clear_criticism(quote) };
        room.of_children(|quote| says(quote) && quote.is_about(area) && is_on_safety(quote) && !is_on_procedure(quote))
    });
    let leaders = if tone == Tone::Poor { summary::of_leaders(&mut room.quotes) } else { None };
    let more = if tone == Tone::Poor { None } else { room.of_children(praises) };
    let length = room.length + leaders.map_or(0, |quote| quote.words as usize);
    let leaders = leaders.map(|quote| Ref::from(&quote.id));
    Page { findings: findings.into_iter().flatten().chain(more).collect(), on_protection, leaders, length }
}

/// Returns the area that answers whether children are safe.
pub(crate) fn protection(request: &Request) -> Option<&Judgement> {
    request.outcome.areas.iter().find(|area| area.safety)
}

fn is_on_safety(quote: &Quote) -> bool {
    mentions(&quote.text, &["safe", "protect", "risk", "harm"])
}

/// Returns `true` for professional terms of child protection, which no councillor would say aloud.
fn is_on_procedure(quote: &Quote) -> bool {
    let procedure = ["protection chair", "conference", "investigation", "enquir", "assessment", "planning", "audit"];
    mentions(&quote.text, &procedure)
}

fn is_clear_criticism(quote: &Quote) -> bool {
    quote.stance == Stance::Criticism && quote.score >= CLEAR_CRITICISM
}

/// Returns `true` for strong praise that is not about people who could be taken for politicians: a council has leaders
/// of both kinds.
fn is_strong_praise(quote: &Quote) -> bool {
    let of_leaders = mentions(&quote.text, &["leader", "councillor", "politic", "corporate"]);
    quote.stance == Stance::Praise && quote.score >= STRONG_PRAISE && !of_leaders
}

fn mentions(text: &str, words: &[&str]) -> bool {
    let text = text.to_lowercase();
    words.iter().any(|word| text.contains(word))
}

const CHILDREN: [&str; 6] = ["child", "family", "families", "parent", "young people", "care leaver"];

/// Returns `true` if a sentence begins with children or families, and so is about their experience rather than about
/// how the service is run.
fn is_of_children(quote: &Quote) -> bool {
    let opening: Vec<&str> = quote.text.split_whitespace().take(3).collect();
    mentions(&opening.join(" "), &CHILDREN)
}

/// Hands out sentences while there is room for them.
struct Room<'a> {
    quotes: Quotes<'a>,
    quoted: usize,
    length: usize,
}

impl Room<'_> {
    fn take(&mut self, words: u32, wanted: impl Fn(&Quote) -> bool) -> Option<Ref> {
        if self.quoted >= LEAST_QUOTES && self.length >= FULL {
            return None;
        }
        let quote = self.quotes.take(words, wanted)?;
        self.quoted += 1;
        self.length += quote.words as usize;
        Some(Ref::from(&quote.id))
    }

    /// Takes a finding about children and families; sentences that begin with them come first.
    fn of_children(&mut self, wanted: impl Fn(&Quote) -> bool) -> Option<Ref> {
        self.take(LONGEST_QUOTE, |quote| wanted(quote) && is_of_children(quote))
            .or_else(|| self.take(LONGEST_QUOTE, |quote| wanted(quote) && mentions(&quote.text, &CHILDREN)))
    }

    /// Takes criticism: after a poor result, the summary's, which is about the whole service; otherwise, if possible,
    /// from the area with the lowest grade.
    fn criticism(&mut self, request: &Request) -> Option<Ref> {
        let lowest = request.outcome.groups.last();
        let of_lowest =
            |quote: &Quote| lowest.is_some_and(|group| group.judgements.iter().any(|row| quote.is_about(row)));
        let verdict = |quote: &Quote| request.outcome.tone == Tone::Poor && quote.area.is_none();
        self.of_children(|quote| is_clear_criticism(quote) && verdict(quote))
            .or_else(|| self.of_children(|quote| is_clear_criticism(quote) && of_lowest(quote)))
            .or_else(|| self.of_children(is_clear_criticism))
            .or_else(|| self.take(LONGEST_QUOTE, is_clear_criticism))
    }
}

/// Estimates the number of words outside the quotations.
fn words_elsewhere(request: &Request, statement: Option<&Statement>) -> usize {
    let judgements = request.inspection.judgements.iter().map(judgement_words);
    let brief = request.brief.next_steps.iter().map(|text| words(text));
    let spoken = statement.and_then(|statement| statement.words.split("\n\n").next()).map(words);
    let own = if request.outcome.tone == Tone::Poor { FIXED_WORDS + POOR_WORDS } else { FIXED_WORDS };
    judgements.chain(brief).chain(spoken).sum::<usize>() + points_to_improve(request) + own
}

/// Returns the length of the points to improve, in words.
pub(crate) fn points_to_improve(request: &Request) -> usize {
    request.inspection.improvements.iter().flat_map(Improvement::texts).map(words).sum()
}

/// Returns a judgement in the list, with its change.
fn judgement_words(judgement: &Judgement) -> usize {
    words(&judgement.short) + words(&judgement.grade_name) + if judgement.change.is_some() { 5 } else { 0 }
}

fn words(text: &str) -> usize {
    text.split_whitespace().count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use copydesk_plugin::story::{Group, Id, Improvement};

    fn area(area: &str, tone: Tone) -> Judgement {
        Judgement { area: area.to_owned(), tone, safety: area == "help-and-protection", ..Judgement::default() }
    }

    /// Returns a result with good protection and poor care, and these sentences: area, stance, text.
    fn request(tone: Tone, sentences: &[(&str, Stance, &str)]) -> Request {
        let mut request = Request::default();
        request.outcome.tone = tone;
        request.outcome.areas = vec![area("help-and-protection", Tone::Good), area("children-in-care", Tone::Mixed)];
        let groups = request.outcome.areas.iter();
        request.outcome.groups =
            groups.map(|area| Group { judgements: vec![area.clone()], ..Group::default() }).collect();
        let quote = |(place, (area, stance, text)): (usize, &(&str, Stance, &str))| Quote {
            id: Id::new(place.to_string()),
            area: Some((*area).to_owned()),
            stance: *stance,
            text: (*text).to_owned(),
            words: 10,
            score: 60,
            standalone: true,
            ..Quote::default()
        };
        request.quotes = sentences.iter().enumerate().map(quote).collect();
        request
    }

    fn at(places: &[usize]) -> Vec<Ref> {
        places.iter().map(|place| Ref::from(Id::new(place.to_string()))).collect()
    }

    const SENTENCES: [(&str, Stance, &str); 6] = [
        ("help-and-protection", Stance::Praise, "Leaders inspire everybody."),
        ("children-in-care", Stance::Praise, "Children flourish in foster homes."),
        ("help-and-protection", Stance::Praise, "Managers explain decisions to parents."),
        ("help-and-protection", Stance::Praise, "Families trust their workers deeply."),
        ("help-and-protection", Stance::Criticism, "Children wait outside meetings."),
        ("children-in-care", Stance::Criticism, "Children move house several times."),
    ];

    #[test]
    fn findings_are_of_children_and_praise_only_of_good_areas_and_never_of_leaders() {
        let good = fill(&request(Tone::Good, &SENTENCES), None);
        assert_eq!(good.findings, at(&[3, 2]));
    }

    #[test]
    fn the_lowest_area_is_criticised_and_after_a_poor_result_first() {
        assert_eq!(fill(&request(Tone::Mixed, &SENTENCES), None).findings, at(&[3, 5, 2]));
        let poor = fill(&request(Tone::Poor, &SENTENCES), None);
        assert_eq!(poor.findings, at(&[5, 3]));
    }

    #[test]
    fn after_a_poor_result_the_verdict_of_the_summary_comes_first() {
        let mut request = request(Tone::Poor, &SENTENCES);
        let verdict = Quote {
            id: Id::new("6"),
            area: None,
            text: "Children get uneven help.".to_owned(),
            ..request.quotes[5].clone()
        };
        request.quotes.push(verdict);
        assert_eq!(fill(&request, None).findings, at(&[6, 3]));
    }

    #[test]
    fn whether_children_are_safe_is_not_told_by_procedure() {
        let sentences = [
            ("help-and-protection", Stance::Praise, "Families trust their workers deeply."),
            ("help-and-protection", Stance::Praise, "Child protection enquiries make children safer."),
            ("help-and-protection", Stance::Praise, "Young people feel welcome everywhere."),
        ];
        let page = fill(&request(Tone::Good, &sentences), None);
        assert_eq!(page.on_protection, None);
    }

    #[test]
    fn whether_children_are_safe_is_told_as_the_grade_is() {
        let sentences = [
            ("help-and-protection", Stance::Criticism, "Children stay at risk."),
            ("help-and-protection", Stance::Praise, "Families trust their workers deeply."),
            ("help-and-protection", Stance::Praise, "Children become safer quickly."),
        ];
        let mut request = request(Tone::Good, &sentences);
        assert_eq!(fill(&request, None).on_protection, Some(at(&[2]).remove(0)));
        request.outcome.areas[0].tone = Tone::Poor;
        assert_eq!(fill(&request, None).on_protection, Some(at(&[0]).remove(0)));
        request.outcome.areas.clear();
        assert_eq!(fill(&request, None).on_protection, None);
    }

    #[test]
    fn a_full_page_keeps_both_sides_and_drops_the_rest() {
        let mut request = request(Tone::Mixed, &SENTENCES);
        let point = Improvement { text: "word ".repeat(300), ..Improvement::default() };
        request.inspection.improvements = vec![point];
        let full = fill(&request, None);
        assert_eq!(full.findings, at(&[3, 5]));
        assert!(full.length > ONE_PAGE && points_to_improve(&request) == 300, "{}", full.length);
    }
}
