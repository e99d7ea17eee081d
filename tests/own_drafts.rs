//! The program's own drafts of the real reports, from desks of several kinds, with a bare brief and a full one: no check
//! finds an error in them, and what the desk's people agreed to is used. Skipped, saying so, where the reports are not at
//! hand. A sample in each run; everything where `COPYDESK_SLOW` is set.
#![expect(clippy::disallowed_methods, reason = "tests make files")]

use crate::harness::inspections::{inspections, outputs, put, slow};
use crate::harness::{OUTPUTS, Report, each};
use copydesk::inspection::Tone;
use copydesk::story::{self, About, Audience, Checker, Story};
use regex::Regex;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use tempfile::TempDir;

/// What the people of a desk are: the politician for children and the officer who answers for them.
const DESKS: [(&str, &str); 8] = [
    ("cabinet member for children and young people", "director of children’s services"),
    ("executive member for early years, families and youth justice", "executive director of people"),
    (
        "portfolio holder for children, young people and lifelong learning",
        "corporate director for children and education",
    ),
    ("deputy leader and lead member for children’s services", "strategic director, children and families"),
    ("executive councillor for children’s services", "interim director of children’s social care"),
    ("lead councillor for children and families", "service director, safeguarding and inclusion"),
    ("elected mayor", "statutory director of children’s services"),
    ("lead spokesperson for young people", "director for communities, children and skills"),
];

/// What people agreed to, by the id of the speaker.
const WORDS: [(&str, &str); 4] = [
    ("politician", "I have read the points on which inspectors want more from us. I will ask about each of them."),
    (
        "officer",
        "Good help for a family depends on a worker who has the time to know them.\n\nWe have tried to give our staff that time.",
    ),
    (
        "head-of-paid-service",
        "The council has set money aside for this work, and councillors will hear how it is spent.",
    ),
    ("worker", "When a visit has gone badly, I can knock on my manager’s door the same afternoon."),
];

const FULL_BRIEF: &str = r#"
key_messages = ["Every point that inspectors name will be answered in public."]
next_steps = [
    "The council will publish a plan that answers every point inspectors raised.",
    "Councillors will check progress against that plan every three months.",
]

[[facts]]
text = "The council opened a family centre in each of its towns"
source = "Ofsted report, paragraph 4"

[[facts]]
text = "A team of four workers looks after newly qualified colleagues."
source = "the council’s workforce report"

[[links]]
text = "How children’s services work"
url = "https://www.avershire.example/childrens-services"

[[pictures]]
file = "team.jpg"
alt = "Five social workers talk round a table in a bright office"
"#;

/// How many reports there are for each one that is tried where not all are.
const SAMPLE: usize = 4;

#[test]
fn nothing_blocks_an_own_draft_and_agreed_words_are_used() {
    let scratch = TempDir::new().unwrap();
    let step = if slow() { 1 } else { SAMPLE };
    let sample: Vec<&(Report, PathBuf)> = inspections().iter().step_by(step).collect();
    let found = each(&sample, |number, (report, inspection)| {
        wrong(&scratch.path().join(&report.slug), number, report, inspection)
    });
    let wrong: BTreeSet<String> = found.into_iter().flatten().collect();
    let shown: Vec<&String> = wrong.iter().take(40).collect();
    assert!(wrong.is_empty(), "{} faults\n{shown:#?}", wrong.len());
}

/// What is wrong with the drafts of a report, from a desk in `folder`. Each report meets two of the desks, one with its roles
/// in small letters and the other with theirs in capitals.
fn wrong(folder: &Path, number: usize, report: &Report, inspection: &Path) -> Vec<String> {
    let mut wrong = Vec::new();
    let known = |field: &str| report.truth[field].as_str().unwrap().to_owned();
    let folder_of_story = folder.join("story");
    put(inspection, &folder_of_story);
    let Ok(bare) = story::open(&folder_of_story) else { return wrong };
    let authority = &bare.inspection.authority.name;
    for (which, capitals) in [(number, false), (number + DESKS.len() / 2, true)] {
        let (politician, officer) = DESKS[which % DESKS.len()];
        let form = |role: &str| if capitals { in_capitals(role) } else { role.to_owned() };
        let roles = [politician, officer, "chief executive", "social worker in the Ashmoor team"].map(form);
        fs::write(folder.join("desk.toml"), desk_toml(authority, &roles)).unwrap();
        for full in [false, true].into_iter().filter(|full| *full || !capitals) {
            let brief = if full { full_brief(&known("published"), &known("urn")) } else { String::new() };
            fs::write(folder_of_story.join("brief.toml"), brief).unwrap();
            let found = faults(&story::open(&folder_of_story).unwrap(), full);
            wrong.extend(found.into_iter().map(|fault| format!("{} {roles:?}: {fault}", report.slug)));
        }
    }
    wrong
}

/// What is wrong with the drafts of a story.
fn faults(story: &Story, full: bool) -> Vec<String> {
    let mut texts = BTreeMap::new();
    let mut found = Vec::new();
    for output in OUTPUTS {
        let drafted = match outputs().draft(output, story, Audience::Press) {
            Ok(drafted) => drafted,
            Err(error) => {
                found.push(format!("{output}: {error}"));
                continue;
            }
        };
        let checker = Checker::new(story, About { output: Some(output), now: None }).unwrap();
        let (prose, outcome) = checker.check(&drafted.document);
        for blocking in outcome.found.iter().filter(|found| found.blocks()) {
            let (class, finding) = (&blocking.class, &blocking.finding);
            found.push(format!("{output}: {class} ‹{}›: {}", prose.written(finding.place), finding.message));
        }
        let leaves = drafted.document.leaves();
        texts.insert(output, leaves.iter().map(copydesk::document::Leaf::text).collect::<Vec<_>>().join("\n"));
    }
    if full {
        found.extend(unused(&texts, story.tone()));
    } else {
        found
            .extend(texts.iter().filter_map(|(output, text)| said_for(text).map(|words| format!("{output}: {words}"))));
    }
    found
}

/// What a text says for the council that only a person can say: outside quotations and marked places.
static SAID_FOR: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\bwe (accept|welcome|regret|apologise|promise|pledge|will|thank|would rather)\b|\bthank(s| you)\b|\b(proud|sorry|delighted|pleased|grateful|committed to)\b|\banswers? for it\b").unwrap()
});
static OF_OTHERS: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"“[^”]*”|\[[^\]]*\]").unwrap());

fn said_for(text: &str) -> Option<String> {
    SAID_FOR.find(&OF_OTHERS.replace_all(text, "")).map(|found| found.as_str().to_owned())
}

/// Agreed words that an output leaves out which takes statements of such people.
fn unused(texts: &BTreeMap<&str, String>, tone: Option<Tone>) -> Vec<String> {
    let good = tone == Some(Tone::Good);
    let wanted: [(&str, &[&str]); 5] = [
        ("press-release", &["politician", "officer", "head-of-paid-service"]),
        ("staff-newsletter", &["officer"]),
        ("web-news", &["officer"]),
        ("recruitment-page", &["worker"]),
        ("members-briefing", if good { &[] } else { &["officer"] }),
    ];
    let mut unused = Vec::new();
    for (output, speakers) in wanted {
        let Some(text) = texts.get(output) else { continue };
        for (speaker, words) in WORDS.iter().filter(|(speaker, _)| speakers.contains(speaker)) {
            let first = words.split("\n\n").next().unwrap();
            let all = if output == "members-briefing" { first } else { words };
            if !all.split("\n\n").all(|paragraph| text.contains(paragraph)) {
                unused.push(format!("{output}: the words of the {speaker} are not used"));
            }
        }
    }
    unused
}

/// A role as councils write it after a name: each longer word with a capital.
fn in_capitals(role: &str) -> String {
    let word = |word: &str| match word {
        "of" | "for" | "and" | "in" | "the" => word.to_owned(),
        _ => word[..1].to_uppercase() + &word[1..],
    };
    role.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

fn desk_toml(authority: &str, [politician, officer, chief, worker]: &[String; 4]) -> String {
    format!(
        r#"[council]
name = "{authority} Council"
short = "{authority}"
authority = "{authority}"

[[people]]
id = "politician"
name = "Councillor Marian Thackwell"
role = "{politician}"
politician = true

[[people]]
id = "officer"
name = "Ruth Adeyinka-Shaw"
role = "{officer}"

[[people]]
id = "head-of-paid-service"
name = "Dermot Pallisher"
role = "{chief}"

[[people]]
id = "worker"
name = "Imani Castellow"
role = "{worker}"

[[contacts]]
for = "press"
name = "Council press office"
phone = "01632 960 114"
"#
    )
}

fn full_brief(published: &str, urn: &str) -> String {
    let mut brief = format!(
        "published = {published}\npublish_at = {published}T09:30\n\
         report_url = \"https://reports.ofsted.gov.uk/provider/44/{urn}\"\n{FULL_BRIEF}"
    );
    for (speaker, words) in WORDS {
        write!(
            brief,
            "\n[[statements]]\nspeaker = \"{speaker}\"\nwords = \"\"\"\n{words}\"\"\"\nagreed_by = \"{speaker}\"\n"
        )
        .unwrap();
    }
    brief
}
