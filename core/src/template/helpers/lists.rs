//! Lists: joined with commas and "and", counted, their first and their other items.

use super::super::origin_mark::OriginMark;
use super::super::value::{Arg, Args, HelperAnswer, HelperOutput, PrintedPiece, Spec, Trouble, at};
use crate::language::OtherLanguage;
use serde_json::{Value as Json, json};

pub(super) const HELPERS: &[Spec] = &[
    Spec { name: "list", arguments: 1..=usize::MAX, options: &["field", "last", "between"], call: list },
    Spec { name: "len", arguments: 1..=1, options: &[], call: len },
    Spec { name: "first", arguments: 1..=1, options: &[], call: first },
    Spec { name: "rest", arguments: 1..=1, options: &[], call: rest },
    Spec { name: "take", arguments: 2..=2, options: &[], call: take },
    Spec { name: "where", arguments: 2..=3, options: &[], call: only_where },
    Spec { name: "sort", arguments: 2..=2, options: &["descending"], call: sort },
    Spec { name: "group", arguments: 2..=2, options: &[], call: group },
];

/// Joins items: "one, two and three"; if one of three or more contains "and", "one, two, and three and four".
/// Where the sign between them is not a comma, it is before the last as well: "one; two, three and four; and five".
pub(super) fn join(items: &[String], last: &str) -> String {
    let separators = separators(items, COMMA, last);
    separators.into_iter().zip(items).flat_map(|(separator, item)| [separator, item.clone()]).collect()
}

/// Returns the word before the last of some items: "and", in the language of the document.
pub(super) fn last_word(language: Option<&'static OtherLanguage>, items: &[String]) -> &'static str {
    language.zip(items.last()).map_or("and", |(language, last)| language.and(last))
}

const COMMA: &str = ",";

/// Returns the separator before each item.
fn separators(items: &[String], between: &str, last: &str) -> Vec<String> {
    let is_sure = between != COMMA;
    let compound = items.len() > 2 && (is_sure || items.iter().any(|item| item.contains(&format!(" {last} "))));
    let before = |index| match index {
        0 => String::new(),
        _ if index + 1 == items.len() && compound => format!("{between} {last} "),
        _ if index + 1 == items.len() => format!(" {last} "),
        _ => format!("{between} "),
    };
    (0..items.len()).map(before).collect()
}

fn list(args: &Args<'_>) -> Result<HelperAnswer, Trouble> {
    let items = match args.all() {
        [only] if !only.value().is_string() => only.items(args.data)?,
        several => several.to_vec(),
    };
    let field = args.option("field").map(Arg::text).transpose()?;
    let last = args.option("last").map(Arg::text).transpose()?;
    let between = args.option("between").map_or(Ok(COMMA.into()), Arg::text)?;
    let items = items.iter().map(|item| match &field {
        Some(field) => item.field(field)?.pieces(),
        None => item.pieces(),
    });
    let items: Vec<Vec<PrintedPiece>> = items.collect::<Result<_, Trouble>>()?;
    let texts: Vec<String> = items.iter().map(|item| item.iter().map(|piece| piece.text.as_str()).collect()).collect();
    let last = match last {
        Some(last) => last,
        None => last_word(args.language()?, &texts).into(),
    };
    let mut pieces = Vec::new();
    for (separator, item) in separators(&texts, &between, &last).into_iter().zip(items) {
        if !separator.is_empty() {
            pieces.push(PrintedPiece { text: separator, mark: OriginMark::Template, markdown: false });
        }
        pieces.extend(item);
    }
    if pieces.is_empty() {
        return Err(args.get(0)?.absent("no items"));
    }
    let text: String = pieces.iter().map(|piece| piece.text.as_str()).collect();
    Ok(HelperOutput { value: json!(text), pieces }.into())
}

fn len(args: &Args<'_>) -> Result<HelperAnswer, Trouble> {
    let count = args.get(0)?.items(args.data)?.len();
    let pieces = vec![PrintedPiece { text: count.to_string(), mark: args.mark(), markdown: false }];
    Ok(HelperOutput { value: json!(count), pieces }.into())
}

fn first(args: &Args<'_>) -> Result<HelperAnswer, Trouble> {
    let items = args.get(0)?.items(args.data)?;
    Ok(items.first().map_or(HelperAnswer::Plain(Json::Null), one))
}

fn one(item: &Arg<'_>) -> HelperAnswer {
    match (item.pointer(), item.made()) {
        (Some(pointer), _) => HelperAnswer::At(pointer.to_owned()),
        (None, Some(made)) => HelperAnswer::Made(made.clone()),
        (None, None) => HelperAnswer::Plain(item.value().clone()),
    }
}

fn rest(args: &Args<'_>) -> Result<HelperAnswer, Trouble> {
    let items = args.get(0)?.items(args.data)?;
    Ok(several(items.get(1..).unwrap_or_default()))
}

/// Returns a list of some items, each where it is in the context if it is there.
fn several(items: &[Arg<'_>]) -> HelperAnswer {
    HelperAnswer::Plain(items.iter().map(kept).collect())
}

/// Returns an item as it is kept in a list that a helper makes: by its pointer, or with the origin of its words.
fn kept(item: &Arg<'_>) -> Json {
    let plain = || item.made().map_or_else(|| item.value().clone(), HelperOutput::to_json);
    item.pointer().map_or_else(plain, at)
}

/// Returns the first items of a list.
fn take(args: &Args<'_>) -> Result<HelperAnswer, Trouble> {
    let (items, count) = (args.get(0)?.items(args.data)?, args.get(1)?.number()?);
    Ok(several(&items[..usize::try_from(count).unwrap_or_default().min(items.len())]))
}

/// Returns the items whose field is, or has among its own items, a value; without a value, those whose field is not empty.
fn only_where(args: &Args<'_>) -> Result<HelperAnswer, Trouble> {
    let (items, field, wanted) = (args.get(0)?.items(args.data)?, args.get(1)?.text()?, args.all().get(2));
    let mut fit = Vec::new();
    for item in items {
        let value = item.field(&field)?;
        let fits = match (wanted, value.value()) {
            (None, _) => !value.is_empty(),
            (Some(wanted), Json::Array(own)) => own.contains(wanted.value()),
            (Some(wanted), own) => own == wanted.value(),
        };
        if fits {
            fit.push(kept(&item));
        }
    }
    Ok(HelperAnswer::Plain(Json::Array(fit)))
}

/// Returns the items by a field, a number or a text, the least first; those that are alike in their order.
fn sort(args: &Args<'_>) -> Result<HelperAnswer, Trouble> {
    let (items, field) = (args.get(0)?.items(args.data)?, args.get(1)?.text()?);
    let descending = args.option("descending").is_some_and(|option| !option.is_empty());
    let mut keyed = Vec::new();
    for item in items {
        let key = match item.field(&field)?.value() {
            Json::Number(number) => (number.as_f64().unwrap_or_default(), String::new()),
            Json::String(text) => (0.0, text.to_lowercase()),
            Json::Null => (f64::MAX, String::new()),
            _ => {
                return Err(Trouble::new(format!(
                    "`{field}` is neither a number nor a text, so nothing can be sorted by it"
                )));
            }
        };
        keyed.push((key, kept(&item)));
    }
    keyed.sort_by(|((a, text), _), ((b, other), _)| {
        let order = a.total_cmp(b).then_with(|| text.cmp(other));
        if descending { order.reverse() } else { order }
    });
    Ok(HelperAnswer::Plain(keyed.into_iter().map(|(_, item)| item).collect()))
}

/// Returns a list of groups, in the order of their first items: the `key`, which is the field that the `items` share.
fn group(args: &Args<'_>) -> Result<HelperAnswer, Trouble> {
    let (items, field) = (args.get(0)?.items(args.data)?, args.get(1)?.text()?);
    let mut groups: Vec<(Json, Json, Vec<Json>)> = Vec::new();
    for item in &items {
        let key = item.field(&field)?;
        match groups.iter_mut().find(|(value, ..)| value == key.value()) {
            Some((.., members)) => members.push(kept(item)),
            None => groups.push((key.value().clone(), kept(&key), vec![kept(item)])),
        }
    }
    let group = |(_, key, items)| json!({ "key": key, "items": Json::Array(items) });
    Ok(HelperAnswer::Plain(groups.into_iter().map(group).collect()))
}

#[cfg(test)]
mod tests {
    use super::super::{printed, try_printed};
    use serde_json::json;

    #[test]
    fn joined() {
        let data = json!({ "names": ["a", "b", "c"], "one": ["a"], "people": [{ "name": "x" }, { "name": "y" }] });
        assert_eq!(printed("{{list names}}", &data), "a, b and c");
        assert_eq!(printed("{{list one}}", &data), "a");
        assert_eq!(printed(r#"{{list people field="name"}}"#, &data), "x and y");
        assert_eq!(printed(r#"{{list "a" "b" "c and d"}}"#, &data), "a, b, and c and d");
        assert_eq!(printed(r#"{{list "a" "b, c and d" "e" between=";"}}"#, &data), "a; b, c and d; and e");
        assert_eq!(printed(r#"{{list "d" (first names) last="or"}}"#, &data), "d or a");
    }

    #[test]
    fn parts() {
        let data = json!({ "names": ["a", "b", "c"], "none": [] });
        assert_eq!(printed("{{len names}}", &data), "3");
        assert_eq!(printed("{{first names}}", &data), "a");
        assert_eq!(printed("{{list (rest names)}}", &data), "b and c");
        assert_eq!(printed("{{first (rest names)}}", &data), "b");
        assert_eq!(printed("{{#each (rest names)}}{{this}}{{@index}}{{/each}}", &data), "b0c1");
        assert_eq!(printed("{{#if (rest none)}}some{{else}}none{{/if}}", &data), "none");
    }

    #[test]
    fn chosen() {
        let quotes = json!([
            { "text": "One.", "stance": "praise", "words": 9, "topics": ["staff"] },
            { "text": "Two.", "stance": "criticism", "words": 4, "topics": [] },
            { "text": "Three.", "stance": "praise", "words": 6, "topics": ["staff", "leaders"] },
        ]);
        let data = json!({ "quotes": quotes });
        let texts = |list: &str| printed(&format!("{{{{#each {list}}}}}{{{{text}}}}{{{{/each}}}}"), &data);
        assert_eq!(texts("(take quotes 2)"), "One.Two.");
        assert_eq!(texts("(take quotes 9)"), "One.Two.Three.");
        assert_eq!(texts(r#"(where quotes "stance" "praise")"#), "One.Three.");
        assert_eq!(texts(r#"(take (where quotes "stance" "praise") 1)"#), "One.");
        assert_eq!(texts(r#"(where quotes "topics" "leaders")"#), "Three.");
        assert_eq!(texts(r#"(where quotes "topics")"#), "One.Three.");
        assert_eq!(texts(r#"(sort quotes "words")"#), "Two.Three.One.");
        assert_eq!(texts(r#"(sort quotes "text" descending=true)"#), "Two.Three.One.");
        let groups = r#"{{#each (group quotes "stance")}}{{key}}: {{#each items}}{{text}}{{/each}} {{/each}}"#;
        assert_eq!(printed(groups, &data), "praise: One.Three. criticism: Two. ");
        let missing = try_printed(r#"{{len (where quotes "tone" "warm")}}"#, &data).unwrap_err();
        assert_eq!(missing, "where: `quotes.0.tone` is missing");
    }

    #[test]
    fn an_empty_list_is_not_printed() {
        assert_eq!(try_printed("{{list none}}", &json!({ "none": [] })).unwrap_err(), "list: `none` has no items");
    }
}
