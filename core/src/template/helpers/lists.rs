//! Lists: joined with commas and "and", counted, their first and their other items.

use super::super::origin_mark::OriginMark;
use super::super::value::{Arg, Args, HelperAnswer, HelperOutput, PrintedPiece, Spec, Trouble};
use serde_json::{Value as Json, json};

pub(super) const HELPERS: &[Spec] = &[
    Spec { name: "list", arguments: 1..=usize::MAX, options: &["field", "last", "between"], call: list },
    Spec { name: "len", arguments: 1..=1, options: &[], call: len },
    Spec { name: "first", arguments: 1..=1, options: &[], call: first },
    Spec { name: "rest", arguments: 1..=1, options: &[], call: rest },
];

/// Joins items: "one, two and three"; if one of three or more contains "and", "one, two, and three and four".
/// Where the sign between them is not a comma, it is before the last as well: "one; two, three and four; and five".
pub(super) fn join(items: &[String], last: &str) -> String {
    let separators = separators(items, COMMA, last);
    separators.into_iter().zip(items).flat_map(|(separator, item)| [separator, item.clone()]).collect()
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
    let last = args.option("last").map_or(Ok("and".into()), Arg::text)?;
    let between = args.option("between").map_or(Ok(COMMA.into()), Arg::text)?;
    let items = items.iter().map(|item| match &field {
        Some(field) => item.field(field)?.pieces(),
        None => item.pieces(),
    });
    let items: Vec<Vec<PrintedPiece>> = items.collect::<Result<_, Trouble>>()?;
    let texts: Vec<String> = items.iter().map(|item| item.iter().map(|piece| piece.text.as_str()).collect()).collect();
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
    let others = items.get(1..).unwrap_or_default();
    let pointers: Option<Vec<_>> = others.iter().map(|item| item.pointer().map(str::to_owned)).collect();
    let plain = |item: &Arg<'_>| item.made().map_or_else(|| item.value().clone(), HelperOutput::to_json);
    Ok(pointers.map_or_else(|| HelperAnswer::Plain(others.iter().map(plain).collect()), HelperAnswer::AllAt))
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
    fn an_empty_list_is_not_printed() {
        assert_eq!(try_printed("{{list none}}", &json!({ "none": [] })).unwrap_err(), "list: `none` has no items");
    }
}
