//! `copydesk quotes`.

use super::Done;
use super::output_file::{Destination, Form, deliver};
use super::screen::{Screen, print};
use crate::document::{Block, Document, Run};
use crate::export::Frame;
use crate::phrasing::{about, number};
use crate::story::{self, HTML, Passage, PassageKind, Stance, Story, Topic, Voice};
use clap::builder::PossibleValue;
use clap::{Args, ValueEnum};
use serde_json::json;
use std::fmt::Write as _;
use std::path::PathBuf;

/// List what can be quoted from a report, the best first.
///
/// Each passage comes with its paragraph, what it is about and why it has its place. A sentence with a limit ("most", "but") is
/// marked, so that it is quoted whole.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  copydesk quotes report.pdf\n  copydesk quotes my-story --about workforce\n  copydesk quotes my-story --from children\n  copydesk quotes report.pdf --critical --first 50\n  copydesk quotes report.pdf --phrases -o quotes.html\n  copydesk quotes report.pdf --json"
)]
pub(super) struct Arguments {
    /// A report (PDF), an inspection.toml or a story's folder.
    story: PathBuf,
    /// Only what is about this.
    #[arg(long, value_name = "TOPIC")]
    about: Option<TopicArgument>,
    /// Only what hands on somebody's own words.
    #[arg(long, value_name = "WHO")]
    from: Option<VoiceArgument>,
    /// Only what says that something is not good enough.
    #[arg(long)]
    critical: bool,
    /// Only phrases, the few words that carry a judgement.
    #[arg(long)]
    phrases: bool,
    /// How many to list; 0 lists all.
    #[arg(long, value_name = "N", default_value_t = 20)]
    first: usize,
    /// Print JSON: all that fit, whatever --first says.
    #[arg(long, conflicts_with_all = ["to", "fragment", "output_file"])]
    json: bool,
    #[command(flatten)]
    form: Form,
    #[command(flatten)]
    destination: Destination,
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct TopicArgument(Topic);

impl ValueEnum for TopicArgument {
    fn value_variants<'a>() -> &'a [TopicArgument] {
        const ALL: [TopicArgument; Topic::ALL.len()] = {
            let mut all = [TopicArgument(Topic::Leadership); Topic::ALL.len()];
            let mut at = 0;
            while at < all.len() {
                all[at] = TopicArgument(Topic::ALL[at]);
                at += 1;
            }
            all
        };
        &ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.0.as_str()))
    }
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum VoiceArgument {
    Children,
    Families,
    Staff,
    Leaders,
}

impl VoiceArgument {
    fn voice(self) -> Voice {
        match self {
            VoiceArgument::Children => Voice::Children,
            VoiceArgument::Families => Voice::Families,
            VoiceArgument::Staff => Voice::Staff,
            VoiceArgument::Leaders => Voice::Leaders,
        }
    }
}

/// The width of the list in a terminal, in columns.
const WIDTH: usize = 80;

pub(super) fn run(arguments: &Arguments, screen: &Screen) -> Done {
    let path = &arguments.story;
    let story = screen.step(&format!("reading {}", path.display()), || story::open(path))?;
    let all: Vec<Passage> = story.passages();
    let fitting: Vec<&Passage> = all.iter().filter(|passage| arguments.fits(passage)).collect();
    if arguments.json {
        print(&json_of(&fitting))?;
    } else {
        let first = if arguments.first == 0 { fitting.len() } else { arguments.first.min(fitting.len()) };
        let shown = &fitting[..first];
        let format = arguments.form.of(&arguments.destination, &HTML)?;
        if arguments.destination.file().is_some() || arguments.form.is_given() {
            let page = (&page(&story, shown), "quotes");
            deliver(&arguments.destination, page, (format, &Frame::default()), None::<fn() -> _>, screen)?;
        } else {
            print(&list(&story, shown))?;
        }
        let found = number(fitting.len(), "passage", "passages");
        screen.note(&match fitting.len() - first {
            0 => found,
            _ => format!("{found}; these are the first {first}, and `--first 0` lists all"),
        });
    }
    screen.doubts(&story.inspection.doubts);
    Ok(())
}

impl Arguments {
    fn fits(&self, passage: &Passage) -> bool {
        self.about.is_none_or(|TopicArgument(topic)| passage.topics.contains(&topic))
            && self.from.is_none_or(|from| passage.from == Some(from.voice()))
            && (!self.critical || passage.stance == Stance::Criticism)
            && (!self.phrases || passage.kind == PassageKind::Phrase)
    }
}

fn list(story: &Story, passages: &[&Passage]) -> String {
    let mut said = String::new();
    for (number, passage) in (1..).zip(passages) {
        let first = format!("{number:>3}  ");
        let options = textwrap::Options::new(WIDTH).subsequent_indent("     ");
        let quoted = format!("“{}”", passage.text);
        let words = textwrap::fill(&quoted, options.clone().initial_indent(&first));
        let about = about(passage, story.framework());
        let about = textwrap::fill(&about, options.initial_indent("     "));
        writeln!(said, "{words}\n{about}\n").expect("a string takes all");
    }
    said
}

fn page(story: &Story, passages: &[&Passage]) -> Document {
    let plain = |text: String| vec![Run { text, ..Run::default() }];
    let title = format!("What can be quoted: {}", story.inspection.title);
    let mut blocks = vec![Block::Heading { level: 1, runs: plain(title.clone()) }];
    for passage in passages {
        blocks.push(Block::Quote(vec![Block::Paragraph(plain(format!("“{}”", passage.text)))]));
        blocks.push(Block::Paragraph(plain(about(passage, story.framework()))));
    }
    Document { title, blocks, ..Document::default() }
}

fn json_of(passages: &[&Passage]) -> String {
    let of = |passage: &&Passage| {
        json!({
            "text": passage.text,
            "kind": passage.kind.as_str(),
            "paragraph": passage.number,
            "page": passage.page,
            "area": passage.area,
            "topics": passage.topics.iter().map(|topic| topic.as_str()).collect::<Vec<_>>(),
            "stance": passage.stance.as_str(),
            "from": passage.from.map(Voice::as_str),
            "score": passage.score,
            "why": passage.why,
        })
    };
    let all: Vec<serde_json::Value> = passages.iter().map(of).collect();
    serde_json::to_string_pretty(&all).expect("plain data") + "\n"
}
