//! Which sentences of a report can be quoted: whether each stands alone, praises or criticises, how long it is, what it
//! is about, and which ones a press officer would pick first. Not here: where sentences end (text), and which ones an
//! output takes (plugins).

mod alone;
mod effect;
mod figure;
mod passages;
mod reserve;
mod score;
mod short;
mod stance;
mod subject;
mod theme;
mod vocabulary;
mod weave;

pub use effect::{effect, effect_in_full};
pub use figure::{Figure, figures};
pub use passages::{Passage, PassageKind, Voice, passages};
pub use short::short;
pub use stance::Stance;
pub use subject::{Subject, subject};
pub use theme::theme;

use crate::inspection::{AreaId, Inspection, Paragraph, SectionRole};
use crate::language::{sentences, words, words_and_pauses};
use crate::text::{Span, normal};
use score::Candidate;
use stance::Reading;
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// A sentence of a report that can be quoted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quotable {
    /// The text it stands in.
    pub place: Place,
    /// Its bytes in that text.
    pub part: Span,
    /// Which sentence of the text it is, from 0.
    pub sentence: usize,
    /// Its words as printed.
    pub text: String,
    /// The bytes of its words that can be quoted after its subject has been said, as in: Leaders are “relentless in ...”.
    pub rest: Option<Span>,
    /// The number of the paragraph, where it has one.
    pub number: Option<u32>,
    /// The area whose section it stands in; none for the summary.
    pub area: Option<AreaId>,
    /// Whether it can be read without the sentence before it.
    pub standalone: bool,
    /// Whether it praises or criticises.
    pub stance: Stance,
    /// How many words it has.
    pub words: usize,
    /// What it is about, in the order of [`Topic`].
    pub topics: Vec<Topic>,
    /// How good a quotation it is: the more the better, comparable within a report.
    pub score: i32,
}

/// A text of the inspection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// The paragraph of the summary with this index.
    Summary(usize),
    /// The paragraph of the report with this index.
    Paragraph(usize),
}

/// What a sentence is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Topic {
    /// Leaders, the director, councillors.
    Leadership,
    /// Help before a family needs a social worker.
    EarlyHelp,
    /// Protection from harm.
    Safeguarding,
    /// Children in care, their carers and homes.
    Care,
    /// Young people who leave or have left care.
    CareLeavers,
    /// What children say, and whether it counts.
    ChildrensVoice,
    /// The people who do the work.
    Workforce,
    /// How much work each has.
    Workload,
    /// Learning, supervision, careers.
    Training,
    /// Other agencies.
    Partnership,
    /// Health of body and mind.
    Health,
    /// School, college, work.
    Education,
}

impl Topic {
    /// All topics, in their order.
    pub const ALL: [Topic; 12] = [
        Topic::Leadership,
        Topic::EarlyHelp,
        Topic::Safeguarding,
        Topic::Care,
        Topic::CareLeavers,
        Topic::ChildrensVoice,
        Topic::Workforce,
        Topic::Workload,
        Topic::Training,
        Topic::Partnership,
        Topic::Health,
        Topic::Education,
    ];

    /// The name in files and for plugins.
    pub fn as_str(self) -> &'static str {
        match self {
            Topic::Leadership => "leadership",
            Topic::EarlyHelp => "early-help",
            Topic::Safeguarding => "safeguarding",
            Topic::Care => "care",
            Topic::CareLeavers => "care-leavers",
            Topic::ChildrensVoice => "childrens-voice",
            Topic::Workforce => "workforce",
            Topic::Workload => "workload",
            Topic::Training => "training",
            Topic::Partnership => "partnership",
            Topic::Health => "health",
            Topic::Education => "education",
        }
    }
}

/// Whether a sentence praises and whether it criticises, in more than faint words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Leaning {
    /// Whether it praises.
    pub praises: bool,
    /// Whether it criticises.
    pub criticises: bool,
}

/// Returns whether a sentence praises and whether it criticises, whoever wrote it.
pub fn leaning(sentence: &str) -> Leaning {
    let reading = stance::read(&words_and_pauses(sentence));
    Leaning { praises: reading.plain > 0, criticises: reading.criticism > 1 }
}

/// The sentences of the summary and the paragraphs that can be quoted, the best first; among equals, in the report's
/// order. They praise or criticise, or they hand on what somebody said; of the summary, which is a verdict as a whole,
/// a word of either is enough, and its paragraphs' first sentences need none. A step of a procedure is none. What the report says twice is given once.
pub fn find(inspection: &Inspection) -> Vec<Quotable> {
    let authority = &inspection.authority.name;
    let mut found: Vec<Quotable> = sources(inspection).flat_map(|source| source.quotables(authority)).collect();
    found.sort_by_key(|quotable| Reverse(quotable.score));
    let mut said = BTreeSet::new();
    found.retain(|quotable| said.insert(normal(&quotable.text)));
    found
}

/// Returns every sentence of the summary and the findings in the report's order, whatever it says.
pub fn every_sentence(inspection: &Inspection) -> impl Iterator<Item = Quotable> {
    let authority = &inspection.authority.name;
    let of = move |source: Source<'_>| {
        let sentence = |(place, part)| {
            let tokens = words_and_pauses(&source.text[part]);
            let quotable = source.sentence(part, &tokens, &stance::read(&tokens), authority);
            Quotable { sentence: place, ..quotable }
        };
        sentences(source.text).into_iter().enumerate().map(sentence).collect::<Vec<_>>()
    };
    sources(inspection).flat_map(of)
}

/// The paragraphs of the summary and those with findings.
fn sources(inspection: &Inspection) -> impl Iterator<Item = Source<'_>> {
    let summary = inspection.summary.iter().enumerate().map(|(index, text)| Source {
        place: Place::Summary(index),
        text,
        number: None,
        area: None,
    });
    let findings = |(_, paragraph): &(usize, &Paragraph)| paragraph.role.is_none_or(SectionRole::has_findings);
    let paragraphs = inspection.paragraphs.iter().enumerate();
    let paragraphs = paragraphs.filter(findings).map(|(index, paragraph)| Source {
        place: Place::Paragraph(index),
        text: &paragraph.text,
        number: paragraph.number,
        area: paragraph.area.as_ref(),
    });
    summary.chain(paragraphs)
}

/// A text of the inspection, with what a sentence of it inherits.
#[derive(Clone, Copy)]
struct Source<'a> {
    place: Place,
    text: &'a str,
    number: Option<u32>,
    area: Option<&'a AreaId>,
}

impl Source<'_> {
    /// The sentences that can be quoted. Praise that the sentence after it takes back is not praise: a reader of the
    /// report would call it out of context. Praise beside a criticism is worth less.
    fn quotables(&self, authority: &str) -> Vec<Quotable> {
        let parts = sentences(self.text);
        let tokens: Vec<Vec<String>> = parts.iter().map(|part| words_and_pauses(&self.text[*part])).collect();
        let mut found = Vec::new();
        for (place, part) in parts.into_iter().enumerate() {
            let Some(mut quotable) = self.quotable(part, &tokens[place], authority) else { continue };
            quotable.sentence = place;
            quotable.score += if self.place == Place::Summary(0) && place == 0 { VERDICT } else { 0 };
            quotable.standalone &=
                matches!(self.place, Place::Summary(_)) || !alone::narrowed(&tokens[..place], &tokens[place]);
            let (last, next) = (place.checked_sub(1).map(|last| &tokens[last]), tokens.get(place + 1));
            if quotable.stance == Stance::Praise {
                quotable.score -= if last.is_some_and(|last| criticises(last)) { 8 } else { 0 };
                quotable.score -= if next.is_some_and(|next| criticises(next)) { 16 } else { 0 };
            }
            let is_taken_back = next.is_some_and(|next| alone::turns(next) || stance::takes_back(next));
            if matches!(quotable.stance, Stance::Praise | Stance::Mixed) && is_taken_back {
                quotable.stance = Stance::Neutral;
            }
            found.push(quotable);
        }
        found
    }

    /// The sentence at `part`, whose words are `tokens`, where it can be quoted.
    fn quotable(&self, part: Span, tokens: &[String], authority: &str) -> Option<Quotable> {
        let sentence = &self.text[part];
        let reading = stance::read(tokens);
        let summary = matches!(self.place, Place::Summary(_));
        let is_verdict = summary && (part.start == 0 && tokens.len() >= A_THOUGHT || reading.leans());
        let can_be_quoted = reading.stance != Stance::Neutral || is_verdict || speech(sentence);
        can_be_quoted.then(|| self.sentence(part, tokens, &reading, authority))
    }

    /// The sentence at `part`, whatever it says.
    fn sentence(&self, part: Span, tokens: &[String], reading: &Reading, authority: &str) -> Quotable {
        let sentence = &self.text[part];
        let summary = matches!(self.place, Place::Summary(_));
        let standalone = alone::stands(sentence, tokens);
        let topics = topics(tokens);
        let words = words(sentence).count();
        let candidate = Candidate { sentence, tokens, reading, standalone, topics: &topics, words, summary, authority };
        let score = candidate.score();
        Quotable {
            place: self.place,
            part,
            sentence: 0,
            text: sentence.to_owned(),
            rest: if standalone { weave::rest(sentence) } else { None },
            number: self.number,
            area: self.area.cloned(),
            standalone,
            stance: reading.stance,
            words,
            topics,
            score,
        }
    }
}

/// What the sentence with which the summary begins has ahead of the others.
const VERDICT: i32 = 10;

fn criticises(tokens: &[String]) -> bool {
    alone::turns(tokens) || stance::read(tokens).stance == Stance::Criticism
}

/// As many words say something.
const A_THOUGHT: usize = 6;

/// Whether the sentence hands on somebody's own words, and not just a name in quotation marks.
fn speech(sentence: &str) -> bool {
    sentence.split(['‘', '“']).skip(1).any(|opened| {
        let said = opened.rfind(['’', '”']).map_or(opened, |end| &opened[..end]);
        words(said).count() >= A_THOUGHT
    })
}

fn topics(tokens: &[String]) -> Vec<Topic> {
    let mut found: Vec<Topic> = vocabulary::TOPICS.find(tokens).into_iter().map(|(_, topic)| topic).collect();
    found.sort();
    found.dedup();
    found
}

#[cfg(test)]
mod tests {
    use super::{Place, Quotable, Stance, Topic, find};
    use crate::inspection::{AreaId, Inspection};

    fn avershire(summary: &[&str], paragraphs: &[&str]) -> Inspection {
        let paragraphs: Vec<_> = paragraphs
            .iter()
            .zip(1..)
            .map(|(text, number)| serde_json::json!({"number": number, "page": 2, "area": "leaders", "text": text}))
            .collect();
        let inspection = serde_json::json!({
            "document": "ilacs",
            "authority": {"name": "Avershire"},
            "summary": summary,
            "paragraphs": paragraphs,
        });
        serde_json::from_value(inspection).unwrap()
    }

    fn shown(found: &[Quotable]) -> Vec<(Place, Stance, &str)> {
        found.iter().map(|quotable| (quotable.place, quotable.stance, quotable.text.as_str())).collect()
    }

    #[test]
    fn the_best_comes_first_and_procedure_not_at_all() {
        let inspection = avershire(
            &["Leaders in Avershire are ambitious for children and make a real difference to their lives."],
            &[
                "The panel meets each month. However, oversight of plans is inconsistent and too slow.",
                "Social workers have manageable caseloads and feel valued by their managers.",
            ],
        );
        assert_eq!(
            shown(&find(&inspection)),
            [
                (
                    Place::Summary(0),
                    Stance::Praise,
                    "Leaders in Avershire are ambitious for children and make a real difference to their lives."
                ),
                (
                    Place::Paragraph(1),
                    Stance::Praise,
                    "Social workers have manageable caseloads and feel valued by their managers."
                ),
                (Place::Paragraph(0), Stance::Criticism, "However, oversight of plans is inconsistent and too slow."),
            ]
        );
    }

    #[test]
    fn a_sentence_knows_its_place_and_its_subject() {
        let inspection = avershire(&[], &["All is recorded. Social workers have manageable caseloads and are proud."]);
        let [quotable] = &find(&inspection)[..] else { panic!("one sentence can be quoted") };
        assert_eq!(&inspection.paragraphs[0].text[quotable.part], quotable.text);
        assert_eq!((quotable.number, quotable.words, quotable.standalone), (Some(1), 8, true));
        assert_eq!(quotable.area, Some(AreaId::new("leaders").unwrap()));
        assert_eq!(quotable.topics, [Topic::Workforce, Topic::Workload]);
    }

    #[test]
    fn praise_that_the_next_sentence_takes_back_is_none() {
        let stance = |next: &str| {
            let text = format!("Leaders have built a strong and ambitious training programme. {next}");
            find(&avershire(&[], &[&text]))
                .into_iter()
                .find(|quotable| quotable.text.starts_with("Leaders have"))
                .unwrap()
                .stance
        };
        for next in [
            "However, few workers have time for it.",
            "This had been paused since the spring.",
            "There is no plan to make it last.",
            "Other workers wait too long for a place.",
        ] {
            assert_eq!(stance(next), Stance::Neutral, "{next}");
        }
        for next in ["It is valued by staff.", "Visits are late.", "There is no delay for new staff.", ""] {
            assert_eq!(stance(next), Stance::Praise, "{next}");
        }
    }

    #[test]
    fn what_is_said_twice_is_given_once() {
        let said = "Leaders are ambitious for children’s lives.";
        assert_eq!(find(&avershire(&[said], &[&said.replace('’', "'")])).len(), 1);
    }

    #[test]
    fn equals_keep_the_order_of_the_report() {
        let found =
            find(&avershire(&[], &["Workers here are ambitious, Ann says.", "Workers here are ambitious, Bob says."]));
        assert_eq!(found.iter().map(|quotable| quotable.number).collect::<Vec<_>>(), [Some(1), Some(2)]);
    }

    #[test]
    fn somebody_s_own_words_can_be_quoted_whatever_they_say() {
        let found = find(&avershire(&[], &["One young person said, ‘I now have a key to my own front door.’"]));
        assert_eq!(shown(&found)[0].1, Stance::Neutral);
        assert!(find(&avershire(&[], &["The panel is called ‘the round table’."])).is_empty());
    }
}
