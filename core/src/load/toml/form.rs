//! A TOML file as a form, for people who edit it in a browser: its fields, from the schema of its type, with the values that the file
//! has; and the file with the values that a person gave. What they did not change stays as it is, byte for byte.

use super::shape::Shape;
use super::value_spans::child;
use super::{TextFinding, ValueSpans};
use crate::finding::Finding;
use crate::text::Span;
use serde_json::Value as Json;
use std::collections::BTreeMap;
use std::str::FromStr;
use toml::de::DeTable;
use toml_edit::{Array, ArrayOfTables, Datetime, DocumentMut, Item, Table, TableLike, Value, value};

/// A field of a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Its name, which is the place of its value: a JSON pointer (RFC 6901), such as `/statements/0/words`.
    pub pointer: String,
    /// Its key in the file.
    pub key: String,
    /// What it is for, from the documentation of its type; may be empty.
    pub help: String,
    /// Whether the file has to have it.
    pub required: bool,
    /// What a person enters, with the value that the file has.
    pub input: Input,
}

/// What a person enters in a field. A value that the file does not have is empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// Text.
    Text(String),
    /// A day, such as `2025-05-06`.
    Day(String),
    /// A day with a time, such as `2025-05-06T09:30`.
    Moment(String),
    /// A number.
    Number(String),
    /// Texts, one a line.
    Lines(String),
    /// One of several words, or none.
    Choice {
        /// The words.
        words: Vec<String>,
        /// The one that the file has.
        chosen: String,
    },
    /// Any of several words, each with whether the file has it.
    Ticks(Vec<(String, bool)>),
    /// Fields that belong together.
    Group(Vec<Field>),
    /// Any number of groups; the last is empty, for one more.
    Groups(Vec<Vec<Field>>),
}

/// What a person sent: the values of each field, by its pointer.
pub type Answers = BTreeMap<String, Vec<String>>;

/// Returns the fields of a file, those with the given keys, in that order. `schema` is the file's, without references.
///
/// # Errors
/// The text is not TOML.
pub fn form_fields(schema: &Json, text: &str, keys: &[&str]) -> Result<Vec<Field>, TextFinding> {
    let document = parsed(text)?;
    let all = fields(schema, Some(document.as_table()), "");
    Ok(keys.iter().filter_map(|key| all.iter().find(|field| field.key == *key).cloned()).collect())
}

/// Returns the text of a file with what a person sent. Fields that they did not send or change stay as they are. `schema` is the
/// file's, without references.
///
/// # Errors
/// The text is not TOML.
pub fn with_answers(schema: &Json, text: &str, answers: &Answers) -> Result<String, TextFinding> {
    let mut document = parsed(text)?;
    let mut filling = Filling { answers, lost: String::new() };
    filling.table(schema, document.as_table_mut(), "");
    // A comment is a person's words, also where the value that it was about is gone.
    if !filling.lost.is_empty() {
        let end = document.trailing().as_str().unwrap_or_default().to_owned();
        document.set_trailing(end + &filling.lost);
    }
    Ok(document.to_string())
}

/// Returns the pointer of the value at a place: the innermost that has it.
pub fn pointer_at(text: &str, place: Span) -> Option<String> {
    let (root, _) = DeTable::parse_recoverable(text);
    ValueSpans::of(&root).innermost(place)
}

fn parsed(text: &str) -> Result<DocumentMut, TextFinding> {
    DocumentMut::from_str(text).map_err(|error| {
        let place = error.span().map_or(Span::at(0), Span::from);
        Finding::error(place, error.message().to_owned())
    })
}

fn fields(schema: &Json, table: Option<&dyn TableLike>, pointer: &str) -> Vec<Field> {
    let Shape::Table { known: Some(known), required, .. } = Shape::of(schema) else { return Vec::new() };
    // Keys that a file has to have come first, as a person would fill them in.
    let rest = known.keys().map(String::as_str).filter(|key| !required.contains(key));
    let keys = required.iter().copied().chain(rest);
    let field = |key: &str| {
        let (schema, pointer) = (known.get(key)?, child(pointer, key));
        let help = schema.get("description").and_then(Json::as_str).unwrap_or_default().replace('\n', " ");
        let input = input(schema, table.and_then(|table| table.get(key)), &pointer)?;
        Some(Field { pointer, key: key.to_owned(), help, required: required.contains(&key), input })
    };
    keys.filter_map(field).collect()
}

/// Returns what a person enters for a schema; `None` where only the file itself can be edited.
fn input(schema: &Json, item: Option<&Item>, pointer: &str) -> Option<Input> {
    let text = || item.and_then(Item::as_value).map(shown).unwrap_or_default();
    Some(match Shape::of(schema) {
        Shape::Table { known: Some(_), .. } => {
            Input::Group(fields(schema, item.and_then(Item::as_table_like), pointer))
        }
        Shape::List(Some(items)) => match Shape::of(items) {
            Shape::Table { .. } => {
                let tables = item.map(tables).unwrap_or_default();
                let all = tables.iter().map(|table| Some(*table)).chain([None]).enumerate();
                Input::Groups(all.map(|(index, table)| fields(items, table, &format!("{pointer}/{index}"))).collect())
            }
            Shape::Choice(words) => {
                let has = texts(item);
                Input::Ticks(
                    words.into_iter().map(|word| (word.to_owned(), has.iter().any(|own| own == word))).collect(),
                )
            }
            _ => Input::Lines(texts(item).join("\n")),
        },
        Shape::Choice(words) => Input::Choice { words: words.into_iter().map(str::to_owned).collect(), chosen: text() },
        Shape::Day => Input::Day(text()),
        Shape::Moment => Input::Moment(text()),
        Shape::Whole(..) | Shape::Number => Input::Number(text()),
        Shape::Truth => Input::Choice { words: TRUTHS.map(str::to_owned).into(), chosen: text() },
        Shape::Text | Shape::Id => Input::Text(text()),
        _ => return None,
    })
}

/// True and false, as TOML writes them.
const TRUTHS: [&str; 2] = ["true", "false"];

fn tables(item: &Item) -> Vec<&dyn TableLike> {
    match item {
        Item::ArrayOfTables(tables) => tables.iter().map(|table| table as &dyn TableLike).collect(),
        Item::Value(Value::Array(items)) => {
            items.iter().filter_map(Value::as_inline_table).map(|table| table as &dyn TableLike).collect()
        }
        _ => Vec::new(),
    }
}

fn texts(item: Option<&Item>) -> Vec<String> {
    item.and_then(Item::as_array).map(|items| items.iter().map(shown).collect()).unwrap_or_default()
}

/// Returns a value as a person reads it.
fn shown(value: &Value) -> String {
    match value {
        Value::String(text) => text.value().clone(),
        other => other.clone().decorated("", "").to_string(),
    }
}

/// What a person sent, on its way into a file.
struct Filling<'a> {
    answers: &'a Answers,
    /// The comments of what is removed.
    lost: String,
}

impl Filling<'_> {
    /// Puts what was sent into a table.
    fn table(&mut self, schema: &Json, table: &mut dyn TableLike, pointer: &str) {
        let Shape::Table { known: Some(known), .. } = Shape::of(schema) else { return };
        for (key, schema) in known {
            let pointer = child(pointer, key);
            match Shape::of(schema) {
                Shape::Table { .. } => self.group(schema, (table, key), &pointer),
                Shape::List(Some(items)) if matches!(Shape::of(items), Shape::Table { .. }) => {
                    self.groups(items, (table, key), &pointer);
                }
                shape => self.value(&shape, (table, key), &pointer),
            }
        }
    }

    /// Puts a value, or a list of values, into a table, if it is another than the table has.
    fn value(&mut self, shape: &Shape<'_>, (table, key): (&mut dyn TableLike, &str), pointer: &str) {
        let Some(sent) = self.answers.get(pointer) else { return };
        let old = table.get(key);
        let (is_same, new) = if let Shape::List(items) = shape {
            let lines = sent.iter().flat_map(|sent| sent.lines()).map(trimmed);
            let new: Vec<String> = lines.filter(|line| !line.is_empty()).collect();
            let numbers = items.is_some_and(|items| matches!(Shape::of(items), Shape::Any | Shape::Whole(..)));
            (texts(old) == new, (!new.is_empty()).then(|| list(&new, numbers)))
        } else {
            let new = sent.last().map(|sent| trimmed(&sent.replace("\r\n", "\n"))).unwrap_or_default();
            let old = old.and_then(Item::as_value).map(|value| trimmed(&shown(value))).unwrap_or_default();
            (old == new, (!new.is_empty()).then(|| scalar(shape, &new)))
        };
        if !is_same {
            self.put(table, key, new);
        }
    }

    fn group(&mut self, schema: &Json, (table, key): (&mut dyn TableLike, &str), pointer: &str) {
        if !sent_below(self.answers, pointer) {
            return;
        }
        if let Some(own) = table.get_mut(key).and_then(Item::as_table_like_mut) {
            let was_empty = own.is_empty();
            self.table(schema, own, pointer);
            if own.is_empty() && !was_empty {
                self.put(table, key, None);
            }
            return;
        }
        let mut new = Table::new();
        self.table(schema, &mut new, pointer);
        if !new.is_empty() {
            table.insert(key, Item::Table(new));
        }
    }

    fn groups(&mut self, schema: &Json, (table, key): (&mut dyn TableLike, &str), pointer: &str) {
        if !sent_below(self.answers, pointer) {
            return;
        }
        let all = match table.remove(key).map(Item::into_array_of_tables) {
            Some(Ok(all)) => all,
            Some(Err(other)) if other.as_array().is_none_or(|array| !array.is_empty()) => {
                table.insert(key, other); // it is something else, which the reader refuses by name
                return;
            }
            _ => ArrayOfTables::new(),
        };
        let answers = self.answers;
        let is_sent = |index: &usize| *index < all.len() || sent_below(answers, &format!("{pointer}/{index}"));
        let mut kept = ArrayOfTables::new();
        for index in (0..).take_while(is_sent) {
            let mut new = all.get(index).cloned().unwrap_or_default();
            self.table(schema, &mut new, &format!("{pointer}/{index}"));
            if new.is_empty() {
                self.lost += &comments(new.decor().prefix());
            } else {
                kept.push(new);
            }
        }
        if !kept.is_empty() {
            table.insert(key, Item::ArrayOfTables(kept));
        }
    }

    /// Gives a key another value, or takes it out.
    fn put(&mut self, table: &mut dyn TableLike, key: &str, new: Option<Item>) {
        match (new, table.get_mut(key)) {
            (Some(new), Some(old)) => {
                let decor = old.as_value().map(|old| old.decor().clone());
                *old = new;
                if let (Some(value), Some(decor)) = (old.as_value_mut(), decor) {
                    *value.decor_mut() = decor;
                }
            }
            (Some(new), None) => drop(table.insert(key, new)),
            (None, _) => {
                self.lost += &table.key(key).map(|key| comments(key.leaf_decor().prefix())).unwrap_or_default();
                table.remove(key);
            }
        }
    }
}

/// Returns `true` if a person sent something for a value below a pointer.
fn sent_below(answers: &Answers, pointer: &str) -> bool {
    let below = format!("{pointer}/");
    answers.range(below.clone()..).next().is_some_and(|(sent, _)| sent.starts_with(&below))
}

fn trimmed(text: &str) -> String {
    text.trim().to_owned()
}

/// Returns the comments before a value, each on its line.
fn comments(before: Option<&toml_edit::RawString>) -> String {
    let before = before.and_then(toml_edit::RawString::as_str).unwrap_or_default();
    let lines = before.lines().map(str::trim).filter(|line| line.starts_with('#'));
    lines.flat_map(|line| ["\n", line]).chain(["\n"]).collect::<String>().trim_end().to_owned()
}

/// Returns a value that is no list, in the form that the file has it.
fn scalar(shape: &Shape<'_>, text: &str) -> Item {
    match shape {
        Shape::Day | Shape::Moment => Datetime::from_str(text).map_or_else(|_| value(text), value),
        Shape::Whole(..) => text.parse::<i64>().map_or_else(|_| value(text), value),
        Shape::Number => {
            let whole = text.parse::<i64>().map(value);
            whole.unwrap_or_else(|_| text.parse::<f64>().map_or_else(|_| value(text), value))
        }
        Shape::Truth => text.parse::<bool>().map_or_else(|_| value(text), value),
        _ => value(text),
    }
}

/// Returns a list, an item a line.
fn list(texts: &[String], numbers: bool) -> Item {
    let item = |text: &String| {
        let number = if numbers { text.parse::<i64>().ok() } else { None };
        number.map_or_else(|| Value::from(text.as_str()), Value::from)
    };
    let mut all = texts.iter().map(item).collect::<Array>();
    all.iter_mut().for_each(|item| item.decor_mut().set_prefix("\n    "));
    all.set_trailing_comma(true);
    all.set_trailing("\n");
    value(all)
}

#[cfg(test)]
mod tests {
    use super::{Answers, Input, form_fields, pointer_at, with_answers};
    use crate::brief::Brief;
    use crate::load::schema;
    use crate::load::toml::read;
    use crate::text::Span;

    fn brief() -> serde_json::Value {
        schema::for_form::<Brief>()
    }

    const BRIEF: &str = "\
# The brief of the story.

# The day.
published = 2025-05-06   # as agreed
key_messages = [
    \"One message.\",
]

# What the director said.
[[statements]]
speaker = \"director\" # by telephone
words = \"Thank you.\"

[[statements]]
speaker = \"leader\"
words = \"\"\"
One.

Two.\"\"\"
";

    fn answers(sent: &[(&str, &str)]) -> Answers {
        sent.iter().map(|(pointer, value)| ((*pointer).to_owned(), vec![(*value).to_owned()])).collect()
    }

    fn edited(sent: &[(&str, &str)]) -> String {
        with_answers(&brief(), BRIEF, &answers(sent)).expect("it is TOML")
    }

    #[test]
    fn a_form_has_the_values_of_the_file_and_an_empty_group_for_one_more() {
        let fields = form_fields(&brief(), BRIEF, &["published", "key_messages", "statements", "none"]).expect("TOML");
        assert_eq!(fields.len(), 3);
        assert_eq!(fields[0].input, Input::Day("2025-05-06".into()));
        assert_eq!(fields[1].input, Input::Lines("One message.".into()));
        let Input::Groups(statements) = &fields[2].input else { panic!("{fields:?}") };
        let words: Vec<_> = statements.iter().map(|statement| &statement[1].input).collect();
        let text = |text: &str| Input::Text(text.to_owned());
        assert_eq!(words, [&text("Thank you."), &text("One.\n\nTwo."), &text("")]);
        assert_eq!(statements[1][1].pointer, "/statements/1/words");
        assert!(statements[2][0].required && statements[2][0].help.starts_with("The speaker: the `id`"));
    }

    #[test]
    fn what_was_sent_unchanged_leaves_the_file_as_it_is() {
        let same = [
            ("/published", "2025-05-06"),
            ("/key_messages", " One message.\r\n\r\n"),
            ("/statements/0/speaker", "director"),
            ("/statements/1/words", "One.\r\n\r\nTwo."),
            ("/statements/2/speaker", ""),
            ("/statements/2/words", "  "),
            ("/publish_at", ""),
        ];
        assert_eq!(edited(&same), BRIEF);
        assert_eq!(edited(&[]), BRIEF);
    }

    #[test]
    fn what_was_changed_is_written_and_no_comment_is_lost() {
        let text = edited(&[
            ("/published", "2025-05-07"),
            ("/publish_at", "2025-05-07T09:30"),
            ("/key_messages", "One message.\nAnother, “quoted”."),
            ("/statements/0/speaker", ""),
            ("/statements/0/words", ""),
            ("/statements/1/words", "One.\n\nThree \"3\" \\ back."),
            ("/statements/2/speaker", "member"),
            ("/statements/2/words", "New."),
            ("/quotes/pick", "16\nsome words"),
        ]);
        let brief = read::<Brief>(&text).unwrap_or_else(|findings| panic!("{findings:?} in {text}")).value;
        assert_eq!(brief.published.map(|day| day.to_string()).as_deref(), Some("2025-05-07"));
        assert_eq!(brief.publish_at.map(|at| at.to_string()).as_deref(), Some("2025-05-07T09:30:00"));
        assert_eq!(brief.key_messages, ["One message.", "Another, “quoted”."]);
        let said: Vec<_> = brief.statements.iter().map(|said| (said.speaker.as_str(), said.words.as_str())).collect();
        assert_eq!(said, [("leader", "One.\n\nThree \"3\" \\ back."), ("member", "New.")]);
        assert_eq!(brief.quotes.pick.len(), 2);
        assert!(text.contains("pick = [\n    16,\n    \"some words\",\n]"), "{text}");
        assert!(text.contains("published = 2025-05-07   # as agreed"), "{text}");
        assert!(text.starts_with("# The brief of the story.\n"), "{text}");
        assert!(text.contains("# What the director said."), "{text}");
    }

    #[test]
    fn values_that_are_wrong_are_kept_for_the_reader_to_refuse() {
        let text = edited(&[("/published", "tomorrow"), ("/statements/1/speaker", "")]);
        assert!(text.contains("published = \"tomorrow\""), "{text}");
        let findings = read::<Brief>(&text).expect_err("no day, and nobody speaks");
        let places: Vec<_> = findings.iter().map(|found| pointer_at(&text, found.place)).collect();
        assert_eq!(places, [Some("/published".to_owned()), Some("/statements/1".to_owned())]);
        assert_eq!(pointer_at("", Span::at(0)), None);
        let broken = with_answers(&brief(), "a = = 1", &Answers::new()).expect_err("no TOML");
        assert_eq!(broken.place.start, 4);
    }

    #[test]
    fn tables_in_one_line_and_a_file_of_comments_alone_are_edited_too() {
        let facts = "facts = [{ text = \"A.\", source = \"B.\" }]\n";
        let text = with_answers(&brief(), facts, &answers(&[("/facts/1/text", "C."), ("/facts/1/source", "D.")]));
        let facts = read::<Brief>(&text.expect("TOML")).expect("a brief").value.facts;
        assert_eq!(facts.iter().map(|fact| fact.text.as_str()).collect::<Vec<_>>(), ["A.", "C."]);
        let text =
            with_answers(&brief(), "# Only words.\n", &answers(&[("/links/0/text", "T"), ("/links/0/url", "U")]));
        let text = text.expect("TOML");
        assert!(text.contains("# Only words.") && text.contains("[[links]]"), "{text}");
    }
}
