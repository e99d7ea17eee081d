//! Words and numbers: plural, possessive, numbers in words, first letters, full stops, "up from Good in 2022".

use super::super::value::{Args, HelperAnswer, HelperOutput, Spec, Trouble};
use crate::language::{OTHER_FORM, capitalised, number_written, ordinal_written};
use crate::text::Span;

pub(super) const HELPERS: &[Spec] = &[
    Spec { name: "concat", arguments: 1..=usize::MAX, options: &[], call: together },
    Spec { name: "number", arguments: 1..=1, options: &[], call: number },
    Spec { name: "ordinal", arguments: 1..=1, options: &[], call: ordinal },
    Spec { name: "plural", arguments: 3..=3, options: FORMS, call: |args| Ok(words(args, plural(args)?)) },
    Spec { name: "count", arguments: 3..=3, options: FORMS, call: count },
    Spec { name: "in-place", arguments: 1..=1, options: &[], call: |args| english(args, in_place) },
    Spec { name: "possessive", arguments: 1..=1, options: &[], call: |args| english(args, possessive) },
    Spec { name: "lower-first", arguments: 1..=1, options: &[], call: |args| text(args, lower_first) },
    Spec { name: "upper-first", arguments: 1..=1, options: &[], call: |args| text(args, capitalised) },
    Spec { name: "sentence", arguments: 1..=1, options: &[], call: |args| text(args, sentence) },
    Spec { name: "strip-stop", arguments: 1..=1, options: &[], call: |args| text(args, strip_stop) },
    Spec { name: "change", arguments: 1..=1, options: &["style"], call: change },
];

/// Returns all arguments, one after the other, each with its origin: for the argument of another helper.
fn together(args: &Args<'_>) -> Result<HelperAnswer, Trouble> {
    let mut pieces = Vec::new();
    for arg in args.all() {
        pieces.extend(arg.pieces()?);
    }
    let text: String = pieces.iter().map(|piece| piece.text.as_str()).collect();
    Ok(HelperOutput { value: serde_json::json!(text), pieces }.into())
}

fn words(args: &Args<'_>, words: String) -> HelperAnswer {
    HelperOutput::text(words, args.mark()).into()
}

fn number(args: &Args<'_>) -> Result<HelperAnswer, Trouble> {
    Ok(words(args, number_in_language(args)?))
}

/// Returns a number in English words or, in another language, in digits.
fn number_in_language(args: &Args<'_>) -> Result<String, Trouble> {
    let number = args.get(0)?.number()?;
    Ok(if args.language()?.is_none() { number_written(number) } else { number.to_string() })
}

fn ordinal(args: &Args<'_>) -> Result<HelperAnswer, Trouble> {
    args.in_english()?;
    Ok(words(args, ordinal_written(args.get(0)?.number()?)))
}

/// Returns a text changed as English changes it.
fn english(args: &Args<'_>, change: fn(&str) -> String) -> Result<HelperAnswer, Trouble> {
    args.in_english()?;
    text(args, change)
}

/// Returns a text changed; words that only lost something at an end are that part of the datum.
fn text(args: &Args<'_>, change: fn(&str) -> String) -> Result<HelperAnswer, Trouble> {
    let whole = args.get(0)?.text()?;
    let changed = change(&whole);
    let part = whole.find(&changed).filter(|_| changed.len() < whole.len());
    let mark = match part {
        Some(start) => args.mark().narrowed(Span::all(&changed) + start),
        None => args.mark(),
    };
    Ok(HelperOutput::text(changed, mark).into())
}

/// The options of a plural: the forms that other languages have between one and all others.
const FORMS: &[&str] = &["zero", "two", "few", "many"];

fn plural(args: &Args<'_>) -> Result<String, Trouble> {
    let number = args.get(0)?.number()?;
    let form = match args.language()? {
        None if number == 1 => "one",
        None => OTHER_FORM,
        Some(language) => language.form(number.unsigned_abs()),
    };
    let word = match (form, args.option(form)) {
        (_, Some(word)) => word,
        ("one", None) => args.get(1)?,
        (_, None) => args.get(2)?,
    };
    Ok(word.text()?.into_owned())
}

fn count(args: &Args<'_>) -> Result<HelperAnswer, Trouble> {
    Ok(words(args, format!("{} {}", number_in_language(args)?, plural(args)?)))
}

/// Returns a place after its preposition: "in Durham", "on the Isle of Wight", "in the East Riding of Yorkshire".
fn in_place(name: &str) -> String {
    if name.starts_with("Isle") {
        format!("on the {name}")
    } else if name.starts_with("East Riding") || name.starts_with("City of") {
        format!("in the {name}")
    } else {
        format!("in {name}")
    }
}

fn possessive(name: &str) -> String {
    if name.ends_with(['s', 'S']) { format!("{name}’") } else { format!("{name}’s") }
}

/// Leaves words in capitals alone, such as "SEND" and "A".
fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    match (chars.next(), chars.next()) {
        (Some(first), Some(second)) if !second.is_uppercase() => {
            first.to_lowercase().chain([second]).chain(chars).collect()
        }
        _ => text.to_owned(),
    }
}

/// Returns the text with a full stop, unless it has an end mark. A list's semicolon, as in "this; that", is replaced; a
/// colon that introduces a list stays.
fn sentence(text: &str) -> String {
    let text = without_list_mark(text);
    let ended = text.trim_end_matches(['”', '’', '"', '\'', ')']).ends_with(['.', '!', '?', '…', ':']);
    if ended { text.to_owned() } else { format!("{text}.") }
}

fn strip_stop(text: &str) -> String {
    let text = without_list_mark(text);
    match text.strip_suffix('.') {
        Some(stripped) if !stripped.ends_with('.') => stripped.to_owned(),
        _ => text.to_owned(),
    }
}

fn without_list_mark(text: &str) -> &str {
    text.trim_end().trim_end_matches([';', ',']).trim_end()
}

/// Prints a grade and the one before, as in "up from Good in 2022"; with `style="grade"`, without the year.
fn change(args: &Args<'_>) -> Result<HelperAnswer, Trouble> {
    args.in_english()?;
    let arg = args.get(0)?;
    let (direction, from, year) = (arg.field("direction")?, arg.field("from")?, arg.field("year")?);
    let (from, year) = (from.text()?, year.text()?);
    let style = args.option("style").map(|style| style.text().map(std::borrow::Cow::into_owned)).transpose()?;
    let with_year = match style.as_deref() {
        None => true,
        Some("grade") => false,
        Some(other) => return Err(Trouble::new(format!("there is no style `{other}`")).with_hint("it knows: grade")),
    };
    let text = match (&*direction.text()?, with_year) {
        ("same", true) => format!("the same as in {year}"),
        ("same", false) => "the same as before".to_owned(),
        (way @ ("up" | "down"), true) => format!("{way} from {from} in {year}"),
        (way @ ("up" | "down"), false) => format!("{way} from {from}"),
        (other, _) => return Err(Trouble::new(format!("`{}` is not up, down or same: {other}", direction.name()))),
    };
    Ok(words(args, text))
}

#[cfg(test)]
mod tests {
    use super::super::{printed, try_printed};
    use super::*;
    use serde_json::json;

    #[test]
    fn places_take_their_preposition() {
        let places = ["Durham", "Isle of Wight", "Isles of Scilly", "East Riding of Yorkshire"].map(in_place);
        assert_eq!(
            places,
            ["in Durham", "on the Isle of Wight", "on the Isles of Scilly", "in the East Riding of Yorkshire"]
        );
    }

    #[test]
    fn plurals() {
        let data = json!({ "one": 1, "two": 2, "many": [1, 2, 3] });
        assert_eq!(printed(r#"{{plural one "area" "areas"}}"#, &data), "area");
        assert_eq!(printed(r#"{{count two "area" "areas"}}"#, &data), "two areas");
        assert_eq!(printed(r#"{{upper-first (count (len many) "area" "areas")}}"#, &data), "Three areas");
        assert_eq!(
            try_printed(r#"{{count many "area" "areas"}}"#, &data).unwrap_err(),
            "count: `many` is a list, but a whole number is needed here"
        );
    }

    #[test]
    fn other_languages() {
        let data = json!({ "language": "cy", "count": 2, "six": 6, "day": "2025-05-06", "at": "2025-05-06T09:30",
            "areas": ["plant", "Avershire"], "name": "Avershire", "dates": [{ "from": "2025-03-03", "to": "2025-03-14" }] });
        assert_eq!(printed(r#"{{count count "plentyn" "o blant" two="blentyn"}}"#, &data), "2 blentyn");
        assert_eq!(printed(r#"{{plural six "ci" "ci" two="gi" few="chi" many="chi"}}"#, &data), "chi");
        assert_eq!(printed("{{date day}}; {{time at}}; {{dates dates}}", &data), "6 Mai 2025; 09:30; 3–14 Mawrth 2025");
        assert_eq!(printed("{{datetime at}}", &data), "dydd Mawrth 6 Mai 2025, 09:30");
        assert_eq!(printed("{{list areas}}", &data), "plant ac Avershire");
        for helper in ["possessive name", "in-place name", "ordinal six", "on-dates dates"] {
            let why = try_printed(&format!("{{{{{helper}}}}}"), &data).unwrap_err();
            assert!(why.ends_with("prints English, and the document is in cy"), "{why}");
        }
        let unknown = try_printed("{{date day}}", &json!({ "language": "xx", "day": "2025-05-06" })).unwrap_err();
        assert_eq!(unknown, "date: prints nothing in the language xx");
    }

    #[test]
    fn possessives() {
        assert_eq!(["Durham", "St Helens"].map(possessive), ["Durham’s", "St Helens’"]);
    }

    #[test]
    fn first_letters_and_full_stops() {
        assert_eq!(["Children in care", "SEND", "A", ""].map(lower_first), ["children in care", "SEND", "A", ""]);
        assert_eq!(["élan", ""].map(capitalised), ["Élan", ""]);
        assert_eq!(
            ["It is good", "It is.", "“It is.”", "Is it?", "It is;", "It is:"].map(sentence),
            ["It is good.", "It is.", "“It is.”", "Is it?", "It is.", "It is:"]
        );
        assert_eq!(["It is good.", "And so on...", "It is;"].map(strip_stop), ["It is good", "And so on...", "It is"]);
    }

    #[test]
    fn changes() {
        let of = |direction: &str, expression| {
            printed(expression, &json!({ "change": { "direction": direction, "from": "Good", "year": 2022 } }))
        };
        assert_eq!(of("up", "{{change this.change}}"), "up from Good in 2022");
        assert_eq!(of("down", "{{change this.change}}"), "down from Good in 2022");
        assert_eq!(of("same", "{{change this.change}}"), "the same as in 2022");
        assert_eq!(of("up", r#"{{change this.change style="grade"}}"#), "up from Good");
    }
}
