//! Words in other letters than a reader sees: invisible characters, look-alikes from other scripts, letters of mathematics.
//! Each fault that the checks find in plain letters is found in all of these, at its place in the file; words that are
//! written in other scripts rightly are not.

use crate::harness;
use copydesk::check::Outcome;
use copydesk::document::FilePlace;
use copydesk::load::markdown;
use copydesk::story::{self, About, Checker, Story};
use copydesk::text::Span;

/// A fault: the text before a word, the word, the text behind it, and what is found.
type Fault = (&'static str, &'static str, &'static str, &'static str);

const FAULTS: [Fault; 8] = [
    ("Ofsted graded children in care ", "Outstanding", ".", "grade-wrong"),
    ("The help and protection of children is ", "Good", ", Ofsted says.", "grade-wrong"),
    (
        "Inspectors said: “The virtual school is ambitious for every child and ",
        "ruthless",
        " in removing obstacles.”",
        "quotation-altered",
    ),
    ("The ", "inspectors", " said: “We are proud of each and every colleague here.”", "quotation-not-found"),
    ("Councillor Marian ", "Thackwall", ", cabinet member for children and young people, was there.", "name-wrong"),
    ("The council paid for ", "thirteen", " more bus stops.", "number-without-source"),
    ("The inspection took place from 8 to 20 ", "June", " 2026.", "date-wrong"),
    ("We ", "utilise", " plans.", "words-to-avoid/utilise"),
];

/// A way to write a word in other characters.
type Disguise = (&'static str, fn(&str) -> String);

const INVISIBLE: [(&str, &str); 15] = [
    ("soft hyphen", "\u{ad}"),
    ("combining grapheme joiner", "\u{34f}"),
    ("Mongolian vowel separator", "\u{180e}"),
    ("zero-width space", "\u{200b}"),
    ("zero-width non-joiner", "\u{200c}"),
    ("zero-width joiner", "\u{200d}"),
    ("left-to-right mark", "\u{200e}"),
    ("right-to-left mark", "\u{200f}"),
    ("word joiner", "\u{2060}"),
    ("invisible times", "\u{2062}"),
    ("byte order mark", "\u{feff}"),
    ("text variation", "\u{fe0e}"),
    ("supplementary variation", "\u{e0101}"),
    ("tag letter", "\u{e0061}"),
    ("several at once", "\u{ad}\u{200b}\u{fe0f}\u{e007f}"),
];

const DISGUISES: [Disguise; 19] = [
    ("one Cyrillic letter", |word| once(word, &CYRILLIC)),
    ("all Cyrillic letters that look like it", |word| each(word, &CYRILLIC)),
    ("one Greek letter", |word| once(word, &GREEK)),
    ("an Armenian o", |word| each(word, &[('o', 'օ'), ('h', 'հ'), ('n', 'ո'), ('u', 'ս')])),
    ("phonetic letters", |word| each(word, &[('a', 'ɑ'), ('g', 'ɡ'), ('i', 'ı')])),
    ("full width", |word| shifted(word, 0xff21, 0xff41)),
    ("mathematical bold", |word| shifted(word, 0x1d400, 0x1d41a)),
    ("mathematical sans-serif italic", |word| shifted(word, 0x1d608, 0x1d622)),
    ("mathematical monospace", |word| shifted(word, 0x1d670, 0x1d68a)),
    ("double-struck small letters", |word| shifted(word, 0, 0x1d552)),
    ("letters in circles", |word| shifted(word, 0x24b6, 0x24d0)),
    ("letters in boxes", |word| shifted(&word.to_uppercase(), 0x1f130, 0)),
    ("white letters in black boxes", |word| shifted(&word.to_uppercase(), 0x1f170, 0)),
    ("raised letters", |word| each(word, &[('o', 'ᵒ'), ('d', 'ᵈ'), ('e', 'ᵉ'), ('a', 'ᵃ'), ('u', 'ᵘ'), ('s', 'ˢ')])),
    ("underlined letter by letter", |word| after_each(word, "\u{332}")),
    ("struck out letter by letter", |word| after_each(word, "\u{336}")),
    ("a soft hyphen after each letter", |word| after_each(word, "\u{ad}")),
    ("an isolate around it", |word| format!("\u{2068}{word}\u{2069}")),
    ("an embedding around it", |word| format!("\u{202a}{word}\u{202c}")),
];

const CYRILLIC: [(char, char); 16] = [
    ('a', 'а'),
    ('c', 'с'),
    ('d', 'ԁ'),
    ('e', 'е'),
    ('i', 'і'),
    ('j', 'ј'),
    ('l', 'ӏ'),
    ('o', 'о'),
    ('p', 'р'),
    ('s', 'ѕ'),
    ('x', 'х'),
    ('y', 'у'),
    ('G', 'Ԍ'),
    ('J', 'Ј'),
    ('O', 'О'),
    ('T', 'Т'),
];

const GREEK: [(char, char); 6] = [('a', 'α'), ('o', 'ο'), ('i', 'ι'), ('u', 'υ'), ('v', 'ν'), ('p', 'ρ')];

fn each(word: &str, others: &[(char, char)]) -> String {
    word.chars().map(|c| others.iter().find(|(plain, _)| *plain == c).map_or(c, |(_, other)| *other)).collect()
}

fn once(word: &str, others: &[(char, char)]) -> String {
    let found = word.chars().find_map(|c| others.iter().find(|(plain, _)| *plain == c));
    found.map_or_else(|| word.to_owned(), |(plain, other)| word.replacen(*plain, &other.to_string(), 1))
}

fn after_each(word: &str, mark: &str) -> String {
    word.chars().flat_map(|c| std::iter::once(c.to_string()).chain([mark.to_string()])).collect()
}

/// Letters of an alphabet that stands elsewhere in Unicode, from its A and its a on; 0 where it has none.
fn shifted(word: &str, upper: u32, lower: u32) -> String {
    let letter = |c: char| {
        let place = match c {
            'A'..='Z' if upper > 0 => upper + (c as u32 - 'A' as u32),
            'a'..='z' if lower > 0 => lower + (c as u32 - 'a' as u32),
            _ => return c,
        };
        char::from_u32(place).unwrap()
    };
    word.chars().map(letter).collect()
}

fn story() -> Story {
    story::open(&harness::root().join("examples/mixed-result")).unwrap()
}

fn checker(story: &Story) -> Checker<'_> {
    Checker::new(story, About { output: Some("press-release"), ..About::default() }).unwrap()
}

/// What is found in a text, with the places in the file.
fn found(checker: &Checker<'_>, text: &str) -> Vec<(String, Span)> {
    let (document, places, _) = markdown::read_placed(text, &[]);
    let (_, Outcome { found, .. }) = checker.check(&document);
    let place = |found: &copydesk::check::Found| match places.of(found.finding.place) {
        FilePlace::Bytes(bytes) => bytes,
        _ => Span::at(0),
    };
    found.iter().map(|found| (found.class.to_string(), place(found))).collect()
}

/// Why a fault is not found as it should be, if it is not.
fn missed(checker: &Checker<'_>, (before, _, behind, class): Fault, written: &str) -> Option<String> {
    let text = format!("{before}{written}{behind}");
    let found = found(checker, &text);
    let here = found.iter().find(|(found, _)| found == class);
    let Some((_, place)) = here else { return Some(format!("{class} in {text:?}: {found:?}")) };
    let word = before.len()..before.len() + written.len();
    // A quotation's place is its words, wherever the disguise is.
    let fits = place.start < word.end && word.start < place.end || class == "quotation-not-found";
    let whole = text.is_char_boundary(place.start) && text.is_char_boundary(place.end);
    (!fits || !whole).then(|| format!("{class} in {text:?} at {place:?}, not at {word:?}"))
}

#[test]
fn faults_are_found_in_every_disguise() {
    let story = story();
    let checker = checker(&story);
    let (mut tried, mut all) = (0, Vec::new());
    for fault in FAULTS {
        let word = fault.1;
        assert_eq!(missed(&checker, fault, word), None, "in plain letters");
        let middle = word.len() / 2;
        let with =
            |(name, mark): &(&str, &str)| (name.to_string(), format!("{}{mark}{}", &word[..middle], &word[middle..]));
        let written = DISGUISES.iter().map(|(name, disguise)| (name.to_string(), disguise(word)));
        // In capitals some words are no names and no words of a rule, whatever they are written in.
        let in_capitals = missed(&checker, fault, &word.to_uppercase()).is_none();
        let written = written.filter(|(name, _)| in_capitals || !name.contains("boxes"));
        for (name, written) in INVISIBLE.iter().map(with).chain(written).filter(|(_, written)| written != word) {
            tried += 1;
            all.extend(missed(&checker, fault, &written).map(|missed| format!("{name}: {missed}")));
        }
    }
    assert!(tried > 200, "{tried} disguises");
    assert!(all.is_empty(), "{} of {tried} were not found\n{}", all.len(), all.join("\n"));
}

#[test]
fn figures_are_read_in_every_alphabet() {
    let story = story();
    let checker = checker(&story);
    for written in ["３７", "𝟑𝟕", "𝟥𝟩", "3\u{200b}7", "3\u{ad}7", "3\u{2060}7", "\u{2068}37\u{2069}"] {
        let fault = ("The council paid for ", "37", " more bus stops.", "number-without-source");
        assert_eq!(missed(&checker, fault, written), None);
    }
    for written in ["２０", "𝟐𝟎", "2\u{200b}0", "2\u{ad}0"] {
        let fault = ("The inspection took place from 8 to ", "20", " June 2026.", "date-wrong");
        assert_eq!(missed(&checker, fault, written), None);
    }
}

#[test]
fn letters_of_two_scripts_and_turned_lines_are_errors() {
    let story = story();
    let checker = checker(&story);
    for (text, class, words) in [
        ("Families liked the рlan.", "letters-mixed", "рlan"),
        ("Families liked the plаns we made.", "letters-mixed", "plаns"),
        ("Families liked Αvershire.", "letters-mixed", "Αvershire"),
        ("Families liked the \u{202e}nalp\u{202c} we made.", "direction-turned", "\u{202e}"),
        ("Families liked the \u{2067}plan\u{2069} we made.", "direction-turned", "\u{2067}"),
    ] {
        let found = found(&checker, text);
        let start = text.find(words).unwrap();
        assert!(found.contains(&(class.to_owned(), Span::new(start, start + words.len()))), "{text:?}: {found:?}");
    }
}

/// Nothing of this is a disguise: names and sentences in their own letters, and what Word and InDesign put in by themselves.
#[test]
fn honest_letters_are_no_finding() {
    let story = story();
    let checker = checker(&story);
    let base = |text: &str| -> Vec<String> {
        let found = found(&checker, text);
        found.into_iter().map(|(class, _)| class).filter(|class| !class.starts_with("balance")).collect()
    };
    for text in [
        "Rhodri Llŷr and Siân Tŵr met Zoë, Renée, Łukasz Żółkiewski, Jürgen Weiß and Ngũgĩ.",
        "Cafe\u{301} owners met Rhy\u{302}s and Ẹ\u{301}niọla.",
        "A young man read from «Война и мир» and said спасибо.",
        "Мы сделаем отчёт понятным для всех семей.",
        "Ми зробимо звіт Ofstedу зрозумілим: оцінка, родина, сосо.",
        "Θα κάνουμε την έκθεση σαφή για όλες τις οικογένειες.",
        "سنجعل التقرير واضحًا لجميع \u{200f}العائلات، كما تقول Ofsted\u{200e} أيضًا.",
        "נעשה את הדוח ברור \u{2067}לכל\u{2069} המשפחות.",
        "我们将让所有家庭都能看懂Ofsted报告，二〇二六年。",
        "すべての家族にOfstedの報告を。 모든 가족에게 Ofsted보고서를.",
        "हम सभी परिवारों के लिए रिपोर्ट को स्पष्ट करेंगे। ਅਸੀਂ ਸਾਰੇ ਪਰਿਵਾਰਾਂ ਲਈ।",
        "Fami\u{ad}lies met at\u{a0}Wyle\u{a0}Cross\u{200b}, and\u{202f}talked\u{2009}\u{2013} over co\u{ad}ff\u{ad}ee.",
        "It weighs µg and Ωs, at an angle of α; the β‑version of Δt is ﬁne.",
        "Well done 👩\u{200d}👧\u{200d}👦 🏴\u{e0067}\u{e0062}\u{e0077}\u{e006c}\u{e0073}\u{e007f} ❤\u{fe0f}",
    ] {
        assert_eq!(base(text), Vec::<String>::new(), "{text:?}");
    }
}
