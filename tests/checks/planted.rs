//! Faults for a press release, one function a kind: each changes the text in one place, and says where, and which findings
//! are the right ones. None where a text has no room for the fault.

use super::dice::Dice;
use super::stories::STATEMENT;
use copydesk::inspection::GradeId;
use copydesk::story::Story;
use std::ops::Range;

/// A text with a fault.
pub(super) struct Planted {
    pub(super) text: String,
    /// Bytes of the text.
    pub(super) place: Range<usize>,
    /// The classes that name the fault rightly.
    pub(super) classes: &'static [&'static str],
    /// Words that the finding has to have; may be empty.
    pub(super) says: String,
}

/// A kind of fault.
pub(super) struct Fault {
    pub(super) name: &'static str,
    pub(super) plant: fn(&str, &Story, &mut Dice) -> Option<Planted>,
}

/// All kinds.
pub(super) const FAULTS: &[Fault] = &[
    Fault { name: "word changed in a quotation", plant: word_changed },
    Fault { name: "word dropped from a quotation", plant: word_dropped },
    Fault { name: "word added to a quotation", plant: word_added },
    Fault { name: "“not” put into a quotation", plant: not_added },
    Fault { name: "“not” dropped from a quotation", plant: not_dropped },
    Fault { name: "number changed in a quotation", plant: number_changed },
    Fault { name: "passages joined", plant: joined },
    Fault { name: "statement given to the inspectors", plant: statement_as_report },
    Fault { name: "report given to the director", plant: report_as_statement },
    Fault { name: "statement changed", plant: statement_changed },
    Fault { name: "quotation made up", plant: made_up },
    Fault { name: "grade changed in the list", plant: grade_in_list },
    Fault { name: "judgements exchanged", plant: judgement_exchanged },
    Fault { name: "grade changed in the notes", plant: earlier_grade },
    Fault { name: "overall grade where there is none", plant: overall_grade },
    Fault { name: "days of the inspection changed", plant: inspection_days },
    Fault { name: "day of publication changed", plant: publication_day },
    Fault { name: "embargo ends early", plant: embargo_early },
    Fault { name: "director’s name changed", plant: name_changed },
    Fault { name: "lead inspector’s name changed", plant: inspector_changed },
    Fault { name: "role changed", plant: role_changed },
    Fault { name: "count of points changed", plant: count_changed },
    Fault { name: "point to improve left out", plant: point_left_out },
    Fault { name: "child could be identified", plant: child },
    Fault { name: "link to the file", plant: link_to_file },
    Fault { name: "telephone number changed", plant: phone_changed },
    Fault { name: "e-mail address changed", plant: email_changed },
    Fault { name: "rank that the record does not have", plant: rank_made_up },
];

const ALTERED: &[&str] = &["quotation-altered"];
const GRADE: &[&str] = &["grade-wrong"];

fn replaced(text: &str, range: Range<usize>, by: &str, classes: &'static [&'static str]) -> Planted {
    let place = range.start..range.start + by.len();
    Planted { text: format!("{}{by}{}", &text[..range.start], &text[range.end..]), place, classes, says: String::new() }
}

/// The words of each quotation from the report, in bytes of the text.
fn report_quotes(text: &str, story: &Story) -> Vec<Range<usize>> {
    let paragraphs = story.inspection.paragraphs.iter().map(|paragraph| &paragraph.text);
    let sources: Vec<&String> = paragraphs.chain(&story.inspection.summary).collect();
    let opens = text.match_indices('“').map(|(at, mark)| at + mark.len());
    let quotes = opens.filter_map(|start| Some(start..start + text[start..].find('”')?));
    quotes
        .filter(|quote| quote.len() > 30 && sources.iter().any(|source| source.contains(&text[quote.clone()])))
        .collect()
}

/// The words of a stretch of text, in bytes of the text.
fn words(text: &str, within: &Range<usize>) -> Vec<Range<usize>> {
    copydesk::language::words(&text[within.clone()])
        .map(|word| within.start + word.start..within.start + word.end)
        .collect()
}

/// A word of a quotation from the report that fits.
fn word_of(text: &str, story: &Story, dice: &mut Dice, fits: impl Fn(&str) -> bool) -> Option<Range<usize>> {
    let quotes = report_quotes(text, story);
    let inner = |quote: &Range<usize>| {
        let all = words(text, quote);
        let last = all.len().saturating_sub(1);
        all.into_iter().take(last).skip(1).collect::<Vec<_>>()
    };
    let all: Vec<Range<usize>> = quotes.iter().flat_map(inner).filter(|word| fits(&text[word.clone()])).collect();
    dice.pick(&all).cloned()
}

fn word_changed(text: &str, story: &Story, dice: &mut Dice) -> Option<Planted> {
    const OTHERS: [&str; 6] = ["remarkable", "consistently", "families", "strong", "timely", "improved"];
    let word = word_of(text, story, dice, |word| word.len() > 4)?;
    let other = dice.pick(&OTHERS)?;
    (*other != &text[word.clone()]).then(|| replaced(text, word, other, ALTERED))
}

fn word_dropped(text: &str, story: &Story, dice: &mut Dice) -> Option<Planted> {
    let word = word_of(text, story, dice, |word| word.len() > 2)?;
    Some(replaced(text, word.start..word.end + 1, "", ALTERED))
}

fn word_added(text: &str, story: &Story, dice: &mut Dice) -> Option<Planted> {
    let word = word_of(text, story, dice, |word| word.len() > 3)?;
    Some(replaced(text, word.start..word.start, "very ", ALTERED))
}

fn not_added(text: &str, story: &Story, dice: &mut Dice) -> Option<Planted> {
    let word =
        word_of(text, story, dice, |word| matches!(word, "are" | "is" | "have" | "has" | "were" | "was" | "and"))?;
    Some(replaced(text, word.end..word.end, " not", ALTERED))
}

/// A sentence of the report with "not" in it is quoted without it.
fn not_dropped(text: &str, story: &Story, dice: &mut Dice) -> Option<Planted> {
    let sentence = sentence_with(story, dice, |sentence| sentence.contains(" not "))?;
    let quote = dice.pick(&report_quotes(text, story))?.clone();
    let mut planted = replaced(text, quote, &sentence.replacen(" not ", " ", 1), ALTERED);
    planted.place.end = planted.place.start + sentence.len();
    Some(planted)
}

fn number_changed(text: &str, story: &Story, dice: &mut Dice) -> Option<Planted> {
    let is_number = |word: &str| word.chars().all(|c| c.is_ascii_digit());
    let sentence = sentence_with(story, dice, |sentence| sentence.split(' ').any(is_number))?;
    let changed: Vec<String> =
        sentence.split(' ').map(|word| if is_number(word) { format!("{word}7") } else { word.to_owned() }).collect();
    let quote = dice.pick(&report_quotes(text, story))?.clone();
    Some(replaced(text, quote, &changed.join(" "), ALTERED))
}

/// A sentence of the report, 8 to 40 words, that fits.
fn sentence_with(story: &Story, dice: &mut Dice, fits: impl Fn(&str) -> bool) -> Option<String> {
    let mut all = Vec::new();
    for paragraph in &story.inspection.paragraphs {
        for range in copydesk::language::sentences(&paragraph.text) {
            let sentence = &paragraph.text[range];
            let length = sentence.split_whitespace().count();
            if (8..=40).contains(&length) && !sentence.contains(['“', '‘', '(', '\n', '[', '*', '_']) && fits(sentence)
            {
                all.push(sentence.to_owned());
            }
        }
    }
    dice.pick(&all).cloned()
}

fn joined(text: &str, story: &Story, dice: &mut Dice) -> Option<Planted> {
    let (one, other) = (sentence_with(story, dice, |_| true)?, sentence_with(story, dice, |_| true)?);
    let half = |sentence: &str| sentence.split(' ').count() / 2;
    let first: Vec<&str> = one.split(' ').take(half(&one).max(4)).collect();
    let last: Vec<&str> = other.split(' ').skip(half(&other)).collect();
    let quote = dice.pick(&report_quotes(text, story))?.clone();
    (one != other).then(|| replaced(text, quote, &format!("{} {}", first.join(" "), last.join(" ")), ALTERED))
}

fn statement_as_report(text: &str, story: &Story, dice: &mut Dice) -> Option<Planted> {
    let quote = dice.pick(&report_quotes(text, story))?.clone();
    let sentence = STATEMENT.split_inclusive('.').next()?;
    Some(replaced(text, quote, sentence, &["quotation-wrong-speaker"]))
}

fn report_as_statement(text: &str, story: &Story, dice: &mut Dice) -> Option<Planted> {
    let sentence = sentence_with(story, dice, |_| true)?;
    let start = text.find(STATEMENT)?;
    Some(replaced(text, start..start + STATEMENT.len(), &sentence, &["quotation-wrong-speaker"]))
}

fn statement_changed(text: &str, _: &Story, _: &mut Dice) -> Option<Planted> {
    let start = text.find(STATEMENT)? + STATEMENT.find("the time")?;
    Some(replaced(text, start..start + "the time".len(), "plenty of time", ALTERED))
}

fn made_up(text: &str, story: &Story, dice: &mut Dice) -> Option<Planted> {
    let quote = dice.pick(&report_quotes(text, story))?.clone();
    Some(replaced(
        text,
        quote,
        "This county is a beacon and every other place should copy what it does.",
        &["quotation-not-found", "quotation-altered"],
    ))
}

const GRADES: [&str; 4] = ["Outstanding", "Good", "Requires improvement to be good", "Inadequate"];

/// The lines of the list of judgements: the bytes of the name and of the grade.
fn rows(text: &str) -> Vec<(Range<usize>, Range<usize>)> {
    let mut rows = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let item = line.trim_start();
        if let Some((name, rest)) = item.strip_prefix("- ").and_then(|item| item.split_once(": **"))
            && let Some(end) = rest.find("**")
        {
            let start = at + line.len() - item.len() + 2;
            let grade = start + name.len() + ": **".len();
            rows.push((start..start + name.len(), grade..grade + end));
        }
        at += line.len();
    }
    rows
}

fn grade_in_list(text: &str, _: &Story, dice: &mut Dice) -> Option<Planted> {
    let rows = rows(text);
    let (_, grade) = dice.pick(&rows)?;
    let other = GRADES.iter().filter(|other| **other != &text[grade.clone()]).collect::<Vec<_>>();
    Some(replaced(text, grade.clone(), dice.pick(&other)?, GRADE))
}

/// Two judgements with different grades change their names.
fn judgement_exchanged(text: &str, _: &Story, _: &mut Dice) -> Option<Planted> {
    let rows = rows(text);
    let (first, second) = rows.iter().enumerate().find_map(|(number, row)| {
        let other = rows[number + 1..].iter().find(|other| text[other.1.clone()] != text[row.1.clone()])?;
        Some((row.clone(), other.clone()))
    })?;
    let names = (text[first.0.clone()].to_owned(), text[second.0.clone()].to_owned());
    let later = replaced(text, second.0, &names.0, GRADE);
    let both = replaced(&later.text, first.0.clone(), &names.1, GRADE);
    let line = both.text[both.place.end..].find('\n').map_or(both.text.len(), |end| both.place.end + end);
    Some(Planted { place: both.place.start..line, ..both })
}

fn earlier_grade(text: &str, _: &Story, dice: &mut Dice) -> Option<Planted> {
    let earlier = |grade: &&str| {
        let before = format!("** ({grade} in ");
        let told = text.match_indices(&before).map(|(at, _)| at + "** (".len());
        told.map(|at| at..at + grade.len()).collect::<Vec<_>>()
    };
    let found: Vec<Range<usize>> = GRADES.iter().flat_map(earlier).collect();
    let range = dice.pick(&found)?.clone();
    let others: Vec<&&str> = GRADES
        .iter()
        .filter(|other| !text[range.clone()].contains(**other) && !other.contains(&text[range.clone()]))
        .collect();
    Some(replaced(text, range, dice.pick(&others)?, &["grade-previous-wrong"]))
}

/// Planted wherever the report has none; elsewhere the overall grade is made another one.
fn overall_grade(text: &str, story: &Story, _: &mut Dice) -> Option<Planted> {
    let at = text.find("\n\n## ")?;
    let grade = |id: &GradeId| id.as_str() == "good";
    let overall = story.inspection.judgements.iter().find(|judgement| judgement.area.as_str() == "overall");
    let name = if overall.is_some_and(|judgement| grade(&judgement.grade)) { "Outstanding" } else { "Good" };
    let sentence = format!("\n\nThe council has been rated {name} by Ofsted.");
    let mut planted = replaced(text, at..at, &sentence, if overall.is_some() { GRADE } else { &["grade-no-overall"] });
    planted.place.start += 2;
    Some(planted)
}

fn inspection_days(text: &str, _: &Story, _: &mut Dice) -> Option<Planted> {
    let start = text.find(" inspected from ")? + " inspected from ".len();
    let day = text[start..].find(' ')?;
    let first: u32 = text[start..start + day].parse().ok()?;
    let other = if first > 2 { first - 2 } else { first + 1 };
    Some(replaced(text, start..start + day, &other.to_string(), &["date-wrong"]))
}

fn publication_day(text: &str, _: &Story, _: &mut Dice) -> Option<Planted> {
    let line = text.lines().next()?;
    let day = words(line, &(0..line.len())).into_iter().find(|word| line[word.clone()].parse::<u32>().is_ok())?;
    let number: u32 = line[day.clone()].parse().ok()?;
    // The same day of the week.
    let other = if number > 7 { number - 7 } else { number + 7 };
    Some(replaced(text, day, &other.to_string(), &["date-wrong", "embargo-time-wrong"]))
}

fn embargo_early(text: &str, _: &Story, dice: &mut Dice) -> Option<Planted> {
    let start = text.find("9:30am")?;
    let early = ["8am", "00:01", "midnight", "7:15am"];
    Some(replaced(text, start..start + "9:30am".len(), dice.pick(&early)?, &["embargo-time-wrong"]))
}

fn name_changed(text: &str, _: &Story, dice: &mut Dice) -> Option<Planted> {
    let start = text.find("Ruth Adeyinka-Shaw")?;
    let others = ["Ruth Adeyinka-Shore", "Ruth Adeyinka", "Rose Adeyinka-Shaw", "Ruth Adeynka-Shaw"];
    Some(replaced(text, start..start + "Ruth Adeyinka-Shaw".len(), dice.pick(&others)?, &["name-wrong"]))
}

fn inspector_changed(text: &str, story: &Story, dice: &mut Dice) -> Option<Planted> {
    let name = &story.inspection.lead_inspectors.first()?.name;
    let start = text.find(name)?;
    let others = ["Joan Fenwick", "Philippa Thornbeck", "Gareth Winslade"];
    Some(replaced(text, start..start + name.len(), dice.pick(&others)?, &["name-wrong"]))
}

fn role_changed(text: &str, _: &Story, dice: &mut Dice) -> Option<Planted> {
    let role = "director of children’s services";
    let start = text.find(&format!("Ruth Adeyinka-Shaw, {role}"))? + "Ruth Adeyinka-Shaw, ".len();
    let others = ["chief executive", "head of early help", "cabinet member for children and young people"];
    Some(replaced(text, start..start + role.len(), dice.pick(&others)?, &["role-wrong"]))
}

fn count_changed(text: &str, story: &Story, _: &mut Dice) -> Option<Planted> {
    const WORDS: [&str; 10] = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
    let count = story.inspection.improvements.len();
    let word = WORDS.get(count).map_or_else(|| count.to_string(), |word| (*word).to_owned());
    let other = WORDS.get(count + 1).map_or_else(|| (count + 1).to_string(), |word| (*word).to_owned());
    let start = text.find(&format!(" names {word} thing"))? + " names ".len();
    Some(replaced(text, start..start + word.len(), &other, &["count-wrong"]))
}

/// One of the points is taken out of the list, and the sentence that names the points in short. The finding is next to the other
/// points. A point of few words, such as a group and a service, is told by the sentence that the release quotes on them: leaving
/// out its item is no fault.
fn point_left_out(text: &str, story: &Story, dice: &mut Dice) -> Option<Planted> {
    const FEW: usize = 6;
    let points = &story.inspection.improvements;
    let point = &points.get(dice.roll(points.len()))?.text;
    if point.split_whitespace().count() < FEW {
        return None;
    }
    let in_short = text.lines().find(|line| line.contains(" names ") && line.contains(" to improve"));
    let text = in_short.map_or_else(|| text.to_owned(), |line| text.replacen(line, "", 1));
    let start = text.find(&format!("- {point}"))?;
    let end = start + 2 + point.len() + 1;
    let left = format!("{}{}", &text[..start], &text[end.min(text.len())..]);
    let list = left.rfind("What needs to improve, in the words").unwrap_or(0);
    let whole = points.len() == 1 || list == 0;
    Some(Planted {
        place: if whole { 0..left.len() } else { list..(end + 2_000).min(left.len()) },
        text: left,
        // Where a sentence comes near, such as one about the plan for all points, the point is a warning that names it.
        classes: &["balance-point-missing", "balance-partial"],
        says: point.clone(),
    })
}

fn child(text: &str, _: &Story, dice: &mut Dice) -> Option<Planted> {
    const SENTENCES: [&str; 5] = [
        "Kelsey, 14, told us that her foster carers listen.",
        "Jaydon, who is 9 years old, now lives with his aunt.",
        "One girl, Kelsey, goes to Tarnbrook High School and is doing well.",
        "A boy aged 12 at Tarnbrook Primary School has a new social worker.",
        "Jaydon was placed with a foster family and the boy is thriving.",
    ];
    let at = text.find("\n\n## ")?;
    let mut planted = replaced(text, at..at, &format!("\n\n{}", dice.pick(&SENTENCES)?), &["child-identifiable"]);
    planted.place.start += 2;
    Some(planted)
}

fn phone_changed(text: &str, _: &Story, dice: &mut Dice) -> Option<Planted> {
    let start = text.find("01632 960 114")?;
    let others = ["01632 960 141", "01632 960 999", "01632 690 114", "01623 960 114", "01632 960 11", "01632 960 1114"];
    Some(replaced(text, start..start + "01632 960 114".len(), dice.pick(&others)?, &["contact-wrong"]))
}

fn email_changed(text: &str, _: &Story, dice: &mut Dice) -> Option<Planted> {
    let start = text.find("press@council.example")?;
    let others = ["pres@council.example", "press@counci1.example", "press@councils.example", "perss@council.example"];
    Some(replaced(text, start..start + "press@council.example".len(), dice.pick(&others)?, &["contact-wrong"]))
}

/// A line with a rank that no authority can have, after the headline.
fn rank_made_up(text: &str, story: &Story, dice: &mut Dice) -> Option<Planted> {
    let at = text.find("\n\n")? + 2;
    let name = &story.inspection.authority.name;
    let grades = ["an Outstanding rating", "a rating of Good", "a rating of Requires improvement"];
    let line = format!("{name} is one of 149 councils in England with {}.", dice.pick(&grades)?);
    let mut planted = replaced(text, at..at, &format!("{line}\n\n"), &["ranking-wrong", "ranking-without-evidence"]);
    planted.place = at..at + line.len();
    Some(planted)
}

fn link_to_file(text: &str, _: &Story, _: &mut Dice) -> Option<Planted> {
    let start = text.find("](https://reports.ofsted.gov.uk/provider/")? + 2;
    let end = start + text[start..].find(')')?;
    let mut planted = replaced(text, start..end, "https://files.ofsted.gov.uk/v1/file/50271234", &["link-to-file"]);
    planted.place.start -= 20;
    Some(planted)
}
