//! Conditions for {{#if}}.

use super::super::value::{Arg, Args, HelperAnswer, Spec, Trouble};
use serde_json::json;

pub(super) const HELPERS: &[Spec] = &[
    Spec { name: "eq", arguments: 2..=2, options: &[], call: |args| yes(equal(args)?) },
    Spec { name: "ne", arguments: 2..=2, options: &[], call: |args| yes(!equal(args)?) },
    Spec {
        name: "gt",
        arguments: 2..=2,
        options: &[],
        call: |args| yes(args.get(0)?.number()? > args.get(1)?.number()?),
    },
    Spec { name: "not", arguments: 1..=1, options: &[], call: |args| yes(args.get(0)?.is_empty()) },
    Spec {
        name: "and",
        arguments: 1..=usize::MAX,
        options: &[],
        call: |args| yes(!args.all().iter().any(Arg::is_empty)),
    },
    Spec {
        name: "or",
        arguments: 1..=usize::MAX,
        options: &[],
        call: |args| yes(!args.all().iter().all(Arg::is_empty)),
    },
];

#[expect(clippy::unnecessary_wraps, reason = "every helper answers with a Result")]
fn yes(yes: bool) -> Result<HelperAnswer, Trouble> {
    Ok(HelperAnswer::Plain(json!(yes)))
}

fn equal(args: &Args<'_>) -> Result<bool, Trouble> {
    Ok(args.get(0)?.value() == args.get(1)?.value())
}

#[cfg(test)]
mod tests {
    use super::super::printed;
    use serde_json::json;

    #[test]
    fn questions() {
        let data = json!({ "a": "x", "b": "x", "n": 3, "none": null, "empty": [] });
        let ask = |question: &str| printed(&format!("{{{{#if ({question})}}}}yes{{{{else}}}}no{{{{/if}}}}"), &data);
        for question in ["eq a b", "eq a \"x\"", "ne a n", "gt n 2", "not none", "and a b n", "or none a", "eq n 3"] {
            assert_eq!(ask(question), "yes", "{question}");
        }
        for question in ["eq a n", "ne a b", "gt n 3", "not a", "and a none", "or none empty", "gt (len empty) 0"] {
            assert_eq!(ask(question), "no", "{question}");
        }
    }
}
