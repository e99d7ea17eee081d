//! How the time of a check and of a comparison grows with a text that somebody made to be slow: eight times the text takes
//! about eight times as long, and not sixty-four times. The ratios are those of one run, so that a busy machine does not
//! matter; a ratio above 16 ends the benchmark with an error.
#![expect(clippy::disallowed_methods, reason = "a benchmark takes the time")]

use copydesk::document::Document;
use copydesk::load::markdown;
use copydesk::story::{self, About, Checker, Story};
use std::path::Path;
use std::time::{Duration, Instant};

/// Bytes of the smaller text, and how many times longer the other one is.
const SMALL: usize = 64 << 10;
const TIMES: usize = 8;
/// The ratio of the times from which the growth is more than that of n log n.
const MOST: f64 = 16.0;

/// A hostile shape: its name, and the number-th piece of it.
type Shape = (&'static str, fn(usize) -> String);

const SHAPES: [Shape; 22] = [
    ("words that nobody knows", |number| format!("qw{}rtz ", letters(number))),
    ("false quotations in one paragraph", |number| format!("Inspectors said: “The plan was made of {number} teams.” ")),
    ("false quotations, a paragraph each", |number| format!("Inspectors said: “It was made of {number} teams.”\n\n")),
    ("quotations of a word", |_| "“a” ".to_owned()),
    ("opening marks", |_| "“".to_owned()),
    ("single marks and plurals", |_| "‘a workers’ ".to_owned()),
    ("quotations that are items", |_| "- “a b c d e”\n".to_owned()),
    ("quotations in one quotation set apart", |_| "> “a b c d e”\n>\n".to_owned()),
    ("pictures that are none", |_| "![".to_owned()),
    ("brackets", |_| "[".to_owned()),
    ("marks of emphasis", |_| "**a_ ".to_owned()),
    ("paragraphs of a letter", |_| "a\n\n".to_owned()),
    ("headings", |_| "# Plan one two\n\n".to_owned()),
    ("one table", |number| if number == 0 { "| a | b |\n|---|---|\n".to_owned() } else { "| Good | 3 |\n".to_owned() }),
    ("names", |number| format!("Maria Ab{}, director of plans, ", letters(number))),
    ("known names", |_| "Ruth Adeyinka-Shaw and Councillor Marian Thackwell met. ".to_owned()),
    ("figures", |number| format!("{} plans ", 1000 + number)),
    ("dates", |number| format!("{} June 20{:02} and ", 1 + number % 28, 10 + number % 80)),
    ("grades", |_| "children in care Outstanding, ".to_owned()),
    ("short forms", |number| format!("{} ", letters(number).to_uppercase())),
    ("words to avoid", |_| "We utilise plans going forward. ".to_owned()),
    ("look-alikes", |_| "Gооd р\u{ad}lаn ".to_owned()),
];

/// A number in letters.
fn letters(number: usize) -> String {
    let letter = |place: u32| char::from(b'a' + u8::try_from(number / 26_usize.pow(place) % 26).unwrap_or_default());
    (0..4).map(letter).collect()
}

fn made(shape: Shape, bytes: usize) -> Document {
    let mut text = String::new();
    for number in 0.. {
        text += &shape.1(number);
        if text.len() >= bytes {
            break;
        }
    }
    markdown::read(&text, &[]).0
}

/// The shortest of three times.
fn time(work: impl Fn()) -> Duration {
    let once = || {
        let start = Instant::now();
        work();
        start.elapsed()
    };
    (0..3).map(|_| once()).min().unwrap_or_default()
}

fn grown(name: &str, what: &str, work: impl Fn(&Document), of: impl Fn(usize) -> Document) -> bool {
    let (small, large) = (of(SMALL), of(SMALL * TIMES));
    let (short, long) = (time(|| work(&small)), time(|| work(&large)));
    let ratio = long.as_secs_f64() / short.as_secs_f64().max(0.001);
    let verdict = if ratio > MOST { "  grows too fast" } else { "" };
    let line = format!("{what:<8}{name:<42}{short:>10.1?}{long:>12.1?}   x {ratio:.1}{verdict}\n");
    drop(std::io::Write::write_all(&mut std::io::stdout(), line.as_bytes()));
    ratio <= MOST
}

fn main() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/mixed-result");
    let story: Story = story::open(&folder).expect("the example is a story");
    let about = About { output: Some("press-release"), ..About::default() };
    let check = |document: &Document| {
        let checker = Checker::new(&story, about).expect("the desk is right");
        drop(checker.check(document));
    };
    let compare = |document: &Document| {
        let mut other = document.clone();
        let leaves = document.leaves().len();
        other.blocks.truncate(leaves.max(2) - 1);
        let compared = story::compare_documents((&other, &folder), (document, &folder));
        drop(compared.expect("the desk is right"));
    };
    let wanted: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with('-')).collect();
    let mut all = true;
    for shape in
        SHAPES.into_iter().filter(|shape| wanted.is_empty() || wanted.iter().any(|name| shape.0.contains(name)))
    {
        all &= grown(shape.0, "check", check, |bytes| made(shape, bytes));
        all &= grown(shape.0, "diff", compare, |bytes| made(shape, bytes));
    }
    assert!(all, "a check or a comparison grows faster than n log n");
}
