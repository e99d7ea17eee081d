//! The version for children and young people of about 9 to 11: who inspectors are, the marks, what was not good enough, what is, and
//! whom to talk to. What is said is decided here; its wording is in `templates/children`.

use copydesk_plugin::findings::Findings;
use copydesk_plugin::pick::{self, Quotes};
use copydesk_plugin::plain;
use copydesk_plugin::plan::Ref;
use copydesk_plugin::story::{Change, Direction, Judgement, Quote, Request, Stance, Statement, Tone};
use copydesk_plugin::{Draft, Output, Refusal};
use serde::Serialize;

struct Children;

copydesk_plugin::export! {
    Children,
    id: "org.copydesk.children",
    outputs: [{
        id: "children",
        title: "Version for children and young people",
        description: "What inspectors found, for children of about 9 to 11",
        needs: ["childrens-services"],
    }],
}

/// The order in which children are told the grades: their own services first.
const ORDER: [&str; 5] =
    ["children-in-care", "care-and-care-leavers", "care-leavers", "help-and-protection", "leaders"];
/// The longest sentence quoted, in words, and how many are.
const LONGEST_QUOTE: u32 = 18;
const QUOTES: usize = 2;
/// The most words of what the result means, and of a statement.
const LONGEST_EFFECT: usize = 24;
const LONGEST_STATEMENT: usize = 30;
/// The longest word, in letters, of a sentence that is easy to read, and how many words may have more than `SHORT` letters.
const LONGEST_WORD: usize = 11;
const SHORT: usize = 8;
const LONG_WORDS: usize = 2;
/// How words of grown-ups at work begin, and words that frighten: a sentence with one of them is not for a child, however short
/// it is.
const OF_WORK: &str = "\
    access agenc allocat approach appropriat arrangement assess benefit consider coordinat creative custody decision edge \
    effective embed engage exploit framework grant harm high-quality identif impact individual inform intens intervention \
    issue life-story multi offer outcome panel partner pathway permanen placement plan practice premium prompt proportionat \
    provision purposeful referr resilient resourc review risk robust strateg tailored timely transfer trauma workforce";
/// The lowest score of praise to quote.
const STRONG_PRAISE: i32 = 40;
/// How sentences begin that are about children themselves.
const OPENINGS: [&str; 8] = [
    "Children",
    "Young people",
    "Most children",
    "Many children",
    "Care leavers",
    "Brothers and sisters",
    "Babies",
    "Families",
];
/// So many subjects of points are named.
const SUBJECTS: usize = 8;
/// Who speaks to children after a poor result.
const SPEAKERS: [&str; 2] = ["director", "chief-executive"];

/// The plan for the templates.
#[derive(Default, Serialize)]
struct Plan {
    /// The judgements in the children's order.
    areas: Vec<Ref>,
    /// The way that all marks went, and the year before.
    all: Option<Direction>,
    year: Option<Ref>,
    /// The areas whose marks rose by two or more: a big change.
    risen: Vec<Ref>,
    /// What the result means for children, where the report says it in easy words.
    effect: Option<Ref>,
    /// What inspectors wrote of children, in easy words.
    praise: Vec<Ref>,
    /// What the points are about, and whether that is all of them.
    subjects: Vec<Ref>,
    all_subjects: bool,
    /// What has to be put right at once, likewise.
    urgent: Vec<Ref>,
    all_urgent: bool,
    /// Whether the result is poor, or something has to be put right at once.
    serious: bool,
    /// Easy words of the person in charge, and that person where there are none.
    statement: Option<Ref>,
    director: Option<Ref>,
}

impl Output for Children {
    fn draft(request: &Request, draft: &mut Draft<'_>) -> Result<(), Refusal> {
        if !request.brief.next_steps.is_empty() {
            draft.log("the next steps of the brief are not in words for children: write what happens now for them");
        }
        if let Some(found) = Findings::of(request, 0, 0, LONGEST_QUOTE) {
            let (urgent, all_urgent) = plain::subjects(&request.inspection.priority_actions, SUBJECTS);
            let urgent = urgent.into_iter().map(Ref::from).collect();
            return draft.render("children/ungraded", &Plan { urgent, all_urgent, ..plan(request, found.serious) });
        }
        pick::judgements(request, "this version for children tells")?;
        draft.render("children/main", &plan(request, request.outcome.tone == Tone::Poor))
    }
}

fn plan(request: &Request, serious: bool) -> Plan {
    let (subjects, all_subjects) = plain::subjects(&request.inspection.improvements, SUBJECTS);
    let told = request.inspection.effect_in_full.as_deref().unwrap_or_default();
    let effect = plain::effect(request, LONGEST_EFFECT).filter(|_| serious && is_easy(told));
    let risen = request.outcome.areas.iter().filter(|area| area.change.as_ref().is_some_and(is_big));
    let year = request.outcome.areas.first().filter(|area| area.change.is_some());
    Plan {
        areas: areas(request).into_iter().map(|area| Ref::from(&area.id)).collect(),
        all: pick::all_went(request),
        year: year.map(|area| Ref::from(area.id.child("change").child("year"))),
        risen: risen.map(|area| Ref::from(&area.id)).collect(),
        effect: effect.map(Ref::from),
        praise: praise(request).iter().map(|quote| Ref::from(&quote.id)).collect(),
        subjects: subjects.into_iter().map(Ref::from).collect(),
        all_subjects,
        serious,
        statement: statement(request).filter(|_| serious).map(|statement| Ref::from(&statement.id)),
        director: pick::person(request, "director").map(Ref::from),
        ..Plan::default()
    }
}

fn is_big(change: &Change) -> bool {
    change.direction == Direction::Up && change.steps > 1
}

/// Returns the areas in the order for children; those that the order does not know come last.
fn areas(request: &Request) -> Vec<&Judgement> {
    let mut areas: Vec<&Judgement> = request.outcome.areas.iter().collect();
    areas.sort_by_key(|area| ORDER.iter().position(|known| *known == area.area).unwrap_or(ORDER.len()));
    areas
}

/// Returns what inspectors wrote of children in easy words: first what children themselves did or said.
fn praise(request: &Request) -> Vec<&Quote> {
    let of_them = |quote: &Quote| OPENINGS.iter().any(|opening| quote.text.starts_with(opening));
    let easy = |quote: &Quote| {
        quote.stance == Stance::Praise && of_them(quote) && is_easy(&quote.text) && !is_of_work(&quote.text)
    };
    let mut quotes = Quotes::of(request).of_good_areas(request).of_score(STRONG_PRAISE).without(|quote| !easy(quote));
    let own = |quote: &Quote| {
        let text = quote.text.to_lowercase();
        ["children said", "children told", "children asked", "children chose", "children feel", "children trust"]
            .iter()
            .any(|words| text.contains(words))
    };
    let mut found = Vec::from_iter(quotes.take(LONGEST_QUOTE, own));
    found.extend(quotes.spread(Stance::Praise, QUOTES - found.len(), LONGEST_QUOTE));
    found
}

/// Returns the statement of the person in charge, if its first paragraph is in easy words.
fn statement(request: &Request) -> Option<&Statement> {
    let first = |statement: &Statement| statement.words.split("\n\n").next().unwrap_or_default().to_owned();
    let easy = |words: &str| words.split_whitespace().count() <= LONGEST_STATEMENT && is_easy(words);
    let mut statements = pick::statements(request, &SPEAKERS).into_iter();
    statements.find(|statement| !statement.speaker.politician && easy(&first(statement)))
}

/// Returns `true` if a sentence has no very long word and few long ones: a child of ten can read it.
fn is_easy(text: &str) -> bool {
    let lengths = text.split(|c: char| !c.is_alphanumeric() && c != '’').map(|word| word.chars().count());
    let long: Vec<usize> = lengths.filter(|length| *length > SHORT).collect();
    long.len() <= LONG_WORDS && long.iter().all(|length| *length <= LONGEST_WORD)
}

/// Returns `true` if a sentence has a word of grown-ups at work.
fn is_of_work(text: &str) -> bool {
    let text = text.to_lowercase();
    let mut words = text.split(|c: char| !c.is_alphanumeric() && c != '-');
    words.any(|word| OF_WORK.split(' ').any(|beginning| word.starts_with(beginning)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use copydesk_plugin::testing;

    fn mixed() -> Request {
        testing::samples().find(|(name, _)| *name == "mixed-result").unwrap().1
    }

    #[test]
    fn the_childs_own_services_come_first_and_all_are_told() {
        let request = testing::sample();
        let told: Vec<&str> = areas(&request).iter().map(|area| area.area.as_str()).collect();
        assert_eq!(told, ["children-in-care", "care-leavers", "help-and-protection", "leaders"]);
        let mut request = request;
        "something-new".clone_into(&mut request.outcome.areas[0].area);
        assert_eq!(areas(&request).last().map(|area| area.area.as_str()), Some("something-new"));
    }

    #[test]
    fn a_big_change_is_one_of_two_marks() {
        let big = plan(&testing::sample(), false).risen;
        assert_eq!(big.len(), 2, "care and leaving care");
        assert!(plan(&mixed(), true).risen.is_empty());
    }

    #[test]
    fn words_that_a_child_cannot_read_are_not_quoted() {
        assert!(is_easy("Children in care are loved, listened to and expected to do well."));
        assert!(!is_easy("Children benefit from comprehensive multi-agency assessments."));
        assert!(!is_easy("Children’s relationships are supportive, consistent and ambitious."));
        assert!(is_of_work("Children have timely reviews.") && is_of_work("Care plans are kind."));
        assert!(!is_of_work("Children feel listened to, and enjoy family holidays."));
        for request in [testing::sample(), mixed()] {
            for quote in praise(&request) {
                assert!(!is_of_work(&quote.text), "{}", quote.text);
                assert!(is_easy(&quote.text) && quote.words <= LONGEST_QUOTE, "{}", quote.text);
            }
        }
    }

    #[test]
    fn somebody_speaks_only_after_a_poor_result_and_only_in_easy_words() {
        let mut request = mixed();
        assert!(plan(&request, true).statement.is_some());
        assert!(plan(&testing::sample(), false).statement.is_none());
        "We acknowledge unacceptable organisational shortcomings.".clone_into(&mut request.brief.statements[0].words);
        assert!(plan(&request, true).statement.is_none());
    }
}
