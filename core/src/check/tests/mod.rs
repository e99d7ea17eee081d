//! What the tests of checks share: a story about a council that does not exist, and texts with their findings beside them.
//!
//! Each line is a paragraph of Markdown; behind ` // finding: ` stand what the check finds in it, each as the class and the
//! words of its place in ‹...›, with `-> edit` where it has one, parted by "; ". A line without one has no finding.

mod corpus;
mod points;

use crate::brief::Brief;
use crate::check::evidence::reading::Reading;
use crate::check::{Authorship, Check, Dictionary, Grammar, Ground, Known, Prose, Rules, Spelling, house_words};
use crate::desk::Desk;
use crate::inspection::{Authorities, DocumentKinds, Frameworks, Inspection, PastInspection, PublicRecord};
use crate::load::{document_kind, framework, house, markdown, record, toml, wording};
use crate::zone::Moment;
use jiff::civil::DateTime;
use std::sync::LazyLock;

const INSPECTION: &str = r#"
document = "ilacs"
framework = "ilacs-2023"
title = "Inspection of Avershire local authority children’s services"
dates = [{ from = 2025-03-03, to = 2025-03-14 }]
lead_inspectors = [{ name = "Gareth Winslade", title = "His Majesty’s Inspector" }]
authority = { name = "Avershire" }
judgements = [
  { area = "leaders", name = "The impact of leaders on social work practice with children and families", grade = "outstanding" },
  { area = "help-and-protection", name = "The experiences and progress of children who need help and protection", grade = "good" },
  { area = "children-in-care", name = "The experiences and progress of children in care", grade = "outstanding" },
  { area = "care-leavers", name = "The experiences and progress of care leavers", grade = "outstanding" },
  { area = "overall", name = "Overall effectiveness", grade = "outstanding" },
]
summary = ["Leaders in Avershire know their services well and are not complacent. Families receive thoughtful help."]
improvements = [
  { text = "The timeliness of initial health assessments." },
  { text = "The involvement of health professionals in strategy meetings." },
]
paragraphs = [
  { number = 1, page = 2, text = "Strategy meetings are held quickly. Plans are not always clear to parents, and a few drift." },
  { number = 2, page = 2, text = "Children in care are loved and listened to. Their social workers visit often." },
  { number = 3, page = 3, text = "In 2024 the council opened 14 new homes for care leavers in Wyle Cross." },
]
"#;

const BRIEF: &str = r#"
published = 2025-05-06
publish_at = 2025-05-06T09:30
report_url = "https://reports.ofsted.gov.uk/provider/44/99999"
next_steps = ["We will publish a plan by the end of July 2025."]

[[statements]]
speaker = "director"
words = "We gave our staff time, and it shows. There is more to do in help and protection."
agreed_by = "Ruth Adeyinka-Shaw"

[[statements]]
speaker = "cabinet-member"
words = "I am proud of every social worker in this county."
agreed_by = "Councillor Marian Thackwell"

[[waivers]]
of = "care-leavers"
because = "told in a text of its own"
by = "Ruth Adeyinka-Shaw"
"#;

const DESK: &str = r#"
council = { name = "Avershire County Council", short = "Avershire" }
people = [
  { id = "director", name = "Ruth Adeyinka-Shaw", role = "director of children’s services" },
  { id = "cabinet-member", name = "Councillor Marian Thackwell", role = "cabinet member for children and young people", politician = true },
]
contacts = [{ for = "press", name = "Avershire press office", phone = "01632 960 114" }]
pre_election = [{ from = 2025-05-05, to = 2025-05-08, what = "county council elections" }]
"#;

/// What the public record has of the inspection before.
pub(in crate::check) const IN_2021: &str = r#"{ "inspected": "2021-06-14", "published": "2021-08-02", "framework": "ilacs-2018", "judgements":
    { "leaders": "good", "help-and-protection": "good", "care-and-care-leavers": "requires-improvement", "overall": "good" } }"#;

static GRAMMAR: LazyLock<Grammar> = LazyLock::new(|| Grammar::new(wording::builtin()));

/// What a test changes of the story.
#[derive(Default)]
pub(in crate::check) struct With<'a> {
    /// Which output the text is.
    pub(in crate::check) output: Option<&'a str>,
    /// When it would go out.
    pub(in crate::check) now: Option<DateTime>,
    /// Words of the inspection, the brief or the desk, and what stands there instead.
    pub(in crate::check) instead: &'a [(&'a str, &'a str)],
    /// Earlier inspections, the newest last, as JSON; the usual one where there is none.
    pub(in crate::check) record: &'a [&'a str],
    /// Earlier reports, as TOML.
    pub(in crate::check) earlier: &'a [&'a str],
    /// The dictionary.
    pub(in crate::check) dictionary: Option<&'a Dictionary>,
}

/// Holds a check against a text of the story above.
pub(in crate::check) fn expect(check: &Check, text: &str) {
    expect_with(check, &With::default(), text);
}

/// The same, of a story about another document.
pub(in crate::check) fn expect_of(inspection: &str, check: &Check, text: &str) {
    expect_with(check, &With { instead: &[(INSPECTION, inspection)], ..With::default() }, text);
}

/// The same, of a story that is a little different.
pub(in crate::check) fn expect_with(check: &Check, with: &With<'_>, text: &str) {
    let mut lines: Vec<(&str, Vec<String>)> = Vec::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let (words, expected) = line.split_once(" // finding: ").unwrap_or((line, ""));
        lines.push((words, expected.split("; ").filter(|one| !one.is_empty()).map(str::to_owned).collect()));
    }
    let markdown_text = lines.iter().map(|(words, _)| *words).collect::<Vec<_>>().join("\n\n");
    let (document, _) = markdown::read(&markdown_text, &[]);
    let prose = Prose::of(&document);
    assert_eq!(prose.parts.len(), lines.len(), "a line is a paragraph, heading or item");
    let mut found: Vec<Vec<String>> = vec![Vec::new(); lines.len()];
    with_ground(with, |ground| {
        for one in (check.run)(&Reading::new(&prose, ground)) {
            let edit = one.edit.as_ref().map(|edit| format!(" -> {edit}")).unwrap_or_default();
            let place = &one.finding.place;
            found[place.block].push(format!("{} ‹{}›{edit}", one.class, prose.at(*place)).trim_end().to_owned());
        }
    });
    let differs = |((words, expected), found): ((&str, &[String]), &Vec<String>)| {
        (found != expected).then(|| format!("in: {words}\n    found {found:?}\n expected {expected:?}"))
    };
    let lines = lines.iter().map(|(words, expected)| (*words, expected.as_slice()));
    let wrong: Vec<String> = lines.zip(&found).filter_map(differs).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What is found across texts, each with its name: "text: ‹words›: message".
pub(in crate::check) fn across(texts: &[(&str, &str)]) -> Vec<String> {
    let read: Vec<(&str, Prose)> =
        texts.iter().map(|(name, text)| (*name, Prose::of(&markdown::read(text, &[]).0))).collect();
    let lent: Vec<(&str, &Prose)> = read.iter().map(|(name, prose)| (*name, prose)).collect();
    let mut shown = Vec::new();
    with_ground(&With::default(), |ground| {
        for (text, found) in crate::check::rules::consistency::across(&lent, ground) {
            let (name, prose) = &read[text];
            shown.push(format!("{name}: ‹{}›: {}", prose.at(found.finding.place), found.finding.message));
        }
    });
    shown
}

/// Uses the story above, a little different.
pub(in crate::check) fn with_ground(with: &With<'_>, use_it: impl FnOnce(&Ground<'_>)) {
    let changed = |text: &str| with.instead.iter().fold(text.to_owned(), |text, (old, new)| text.replace(old, new));
    let inspection = toml::read::<Inspection>(&changed(INSPECTION)).expect("it is an inspection").value;
    let brief = toml::read::<Brief>(&changed(BRIEF)).expect("it is a brief").value;
    let desk = toml::read::<Desk>(&changed(DESK)).expect("it is a desk").value;
    let (frameworks, kinds): (Frameworks, DocumentKinds) = (framework::builtin(), document_kind::builtin());
    let authorities: Authorities = record::authorities();
    let record = if with.record.is_empty() { &[IN_2021] } else { with.record };
    let past = |text: &&str| serde_json::from_str::<PastInspection>(text).expect("it is an inspection of the record");
    let record: Vec<PastInspection> = record.iter().map(past).collect();
    let past = record.last().expect("there is one").clone();
    let record = PublicRecord::new(record.into_iter().map(|past| (inspection.authority.key().to_owned(), past)));
    let read = |text: &&str| toml::read::<Inspection>(text).expect("it is an inspection").value;
    let earlier: Vec<Inspection> = with.earlier.iter().map(read).collect();
    let rules: Vec<_> = house::builtin().into_iter().chain([house_words(&desk)]).collect();
    let rules = Rules::new(&rules).expect("they are rules");
    use_it(&Ground::new(Known {
        grammar: &GRAMMAR,
        inspection: &inspection,
        kind: kinds.get(&inspection.document),
        framework: inspection.framework.as_ref().and_then(|id| frameworks.get(id)),
        previous: Some(&past),
        earlier: &earlier,
        brief: Some(&brief),
        desk: Some(&desk),
        published: brief.published,
        report_url: brief.report_url.as_deref(),
        frameworks: &frameworks,
        authorities: &authorities,
        record: &record,
        now: with.now.map(Moment::from),
        authorship: Authorship::Own,
        partial: false,
        output: with.output,
        rules: &rules,
        spelling: with.dictionary.map_or(Spelling::Off, Spelling::With),
    }));
}
