//! Limits on templates. A plugin may carry any templates, and they are read and rendered in this process, so none may
//! exhaust its stack, memory or time. A real one uses a tenth of each limit or less.

use handlebars::template::{Template, TemplateElement};
use handlebars::{Output, RenderError};
use serde_json::Value as Json;
use std::cell::Cell;
use std::io;

/// Bytes of a template's source.
const SOURCE: usize = 64 << 10;
/// Tags of a template. Each may open a block, and the parser goes one call deeper for each.
const TAGS: usize = 500;
/// Brackets between two tags: the parser goes one call deeper for each.
const BRACKETS: usize = 100;
/// Blocks inside each other; each `{{else if}}` is inside the one before.
const DEPTH: usize = 50;
/// Partials inside each other.
pub(super) const PARTIALS: usize = 20;
/// Arguments of a helper, or names handed to a partial.
pub(super) const ARGUMENTS: usize = 50;
/// Templates looked at, each as often as it is included from somewhere, until all are checked.
pub(super) const CHECKS: usize = 2_000;
/// What one helper may make: bytes, and pieces.
pub(super) const MADE: usize = 100_000;
/// Steps of one rendering: values, blocks, items of a list, partials.
const STEPS: usize = 200_000;
/// Bytes of one rendering.
const TEXT: usize = 8 << 20;
/// Bytes of a plan with everything it refers to: a reference of a few bytes may mean the whole story, a hundred
/// thousand times over.
const PLAN: usize = 8 << 20;
/// Bytes of all arguments of one rendering. What a step does with its arguments takes as long as they are.
const WORK: usize = 64 << 20;
/// The cost of a value apart from its text, in bytes.
const VALUE: usize = 64;

thread_local! {
    /// What is left of [`WORK`] for the rendering on this thread.
    static LEFT: Cell<usize> = const { Cell::new(WORK) };
}

/// Begins a rendering: it may do all of [`WORK`].
pub(super) fn begin() {
    LEFT.set(WORK);
}

/// Takes an argument of this size.
pub(super) fn work(size: usize) -> Result<(), String> {
    let left = LEFT.get().checked_sub(size).ok_or("rendering takes too much work");
    LEFT.set(left?);
    Ok(())
}

/// Returns the size of a value with all that is in it, in bytes.
pub(super) fn weight(value: &Json) -> usize {
    let inside: usize = match value {
        Json::Array(items) => items.iter().map(weight).sum(),
        Json::Object(fields) => fields.iter().map(|(key, field)| key.len() + weight(field)).sum(),
        Json::String(text) => text.len(),
        _ => 0,
    };
    VALUE + inside
}

/// The space left for a plan.
pub(super) struct Room(usize);

impl Room {
    pub(super) fn of_a_plan() -> Room {
        Room(PLAN)
    }

    /// Reserves space for a value, and for its content if `whole`.
    pub(super) fn take(&mut self, value: &Json, whole: bool) -> Result<(), String> {
        let size = if whole || value.is_string() { weight(value) } else { VALUE };
        let too_big = || format!("the plan has more than {PLAN} bytes with all that it refers to");
        self.0 = self.0.checked_sub(size).ok_or_else(too_big)?;
        Ok(())
    }
}

/// Refuses a source that the parser might not come back from.
pub(super) fn check_source(text: &str) -> Result<(), String> {
    let brackets = |part: &str| part.matches(['(', '[']).count();
    let why = if text.len() > SOURCE {
        format!("the template has more than {SOURCE} bytes")
    } else if text.matches("{{").count() > TAGS {
        format!("the template has more than {TAGS} tags")
    } else if text.split("{{").any(|part| brackets(part) > BRACKETS) {
        format!("there are more than {BRACKETS} brackets between two tags")
    } else {
        return Ok(());
    };
    Err(why)
}

/// Refuses a template whose blocks are nested too deeply for recursion.
pub(super) fn check_depth(template: &Template) -> Result<(), String> {
    if depth(template) <= DEPTH { Ok(()) } else { Err(format!("more than {DEPTH} blocks are nested")) }
}

fn depth(template: &Template) -> usize {
    let blocks = template.elements.iter().filter_map(|element| match element {
        TemplateElement::HelperBlock(block) => Some(block),
        _ => None,
    });
    let branches = blocks.flat_map(|block| block.template.iter().chain(&block.inverse));
    branches.map(|branch| depth(branch) + 1).max().unwrap_or_default()
}

/// Takes a rendered text, as long as it is within the limits.
#[derive(Default)]
pub(super) struct LimitedOutput {
    pub(super) text: String,
    steps: usize,
}

impl Output for LimitedOutput {
    fn write(&mut self, part: &str) -> io::Result<()> {
        self.steps += 1;
        if self.steps > STEPS {
            return Err(io::Error::other(format!("rendering takes more than {STEPS} steps")));
        }
        if self.text.len() + part.len() > TEXT {
            return Err(io::Error::other(format!("the text has more than {TEXT} bytes")));
        }
        self.text.push_str(part);
        Ok(())
    }
}

/// Counts a step that writes nothing itself.
pub(super) fn step(out: &mut dyn Output) -> Result<(), RenderError> {
    Ok(out.write("")?)
}

#[cfg(test)]
mod tests {
    use crate::template::{Engine, Source};
    use serde_json::json;
    use std::collections::BTreeMap;

    /// Renders the first of the templates with a list of ten and a word.
    fn outcome(templates: &[String]) -> Result<String, String> {
        let sources = templates.iter().enumerate().map(|(i, text)| Source::new(&format!("partials/t{i}"), text));
        let engine = Engine::new(sources.collect(), &json!({})).map_err(|problems| problems[0].message.clone())?;
        let data = json!({ "ten": vec![1; 10], "word": "word", "words": vec!["a word"; 10_000] });
        let rendered = engine.render("partials/t0", &data, &json!({}), "plugin", &BTreeMap::new());
        rendered.map(|rendered| rendered.markdown).map_err(|error| error.message)
    }

    fn nested(count: usize) -> String {
        format!("{}x{}", "{{#if word}}".repeat(count), "{{/if}}".repeat(count))
    }

    #[test]
    fn a_plan_that_refers_to_the_same_again_and_again_is_refused() {
        let engine = Engine::new(vec![Source::new("letter", "x")], &json!({})).unwrap();
        let data = json!({ "report": "a".repeat(10_000) });
        let plan = |pointer: &str, count| json!({ "list": vec![json!({ "$ref": pointer }); count] });
        let message = |plan| engine.render("letter", &data, &plan, "plugin", &BTreeMap::new()).map_err(|e| e.message);
        assert!(message(plan("/report", 500)).is_ok());
        for plan in [plan("/report", 1_000), plan("", 1_000), json!(vec![0; 200_000]), json!(["a".repeat(9_000_000)])] {
            assert_eq!(message(plan).unwrap_err(), "the plan has more than 8388608 bytes with all that it refers to");
        }
    }

    /// Templates that each hold the next as often as `body` says, with `NEXT` for its name.
    fn chain(count: usize, body: &str) -> Vec<String> {
        let link = |i| body.replace("NEXT", &format!("partials/t{i}"));
        (1..count).map(link).chain(["x".to_owned()]).collect()
    }

    #[test]
    fn what_is_within_the_limits_is_rendered() {
        assert_eq!(outcome(&[nested(50)]), Ok("x".to_owned()));
        assert_eq!(outcome(&chain(20, "{{> NEXT}}")), Ok("x".to_owned()));
    }

    #[test]
    fn a_template_made_to_cost_too_much_is_refused() {
        let else_if = "{{else if word}}y".repeat(51);
        let too_many = |unit: &str, count| unit.repeat(count);
        for (templates, message) in [
            (vec![too_many("x", 65_537)], "the template has more than 65536 bytes"),
            (vec![too_many("{{word}}", 501)], "the template has more than 500 tags"),
            (vec![too_many("{{#if word}}", 30_000)], "the template has more than 65536 bytes"),
            (
                vec![format!("{{{{#if {}word", too_many("(not ", 101))],
                "there are more than 100 brackets between two tags",
            ),
            (vec![nested(51)], "more than 50 blocks are nested"),
            (vec![format!("{{{{#if word}}}}x{else_if}{{{{/if}}}}")], "more than 50 blocks are nested"),
            (chain(22, "{{> NEXT}}"), "more than 20 partials include each other down to here"),
            (chain(15, "{{> NEXT}}{{> NEXT}}{{> NEXT}}"), "the templates include each other too often to be checked"),
            (
                vec![format!("{{{{concat{}}}}}", too_many(" word", 51))],
                "the helper `concat` is given more than 50 arguments",
            ),
            (
                vec![format!("{}{}", too_many("{{#each @root.ten}}", 6), too_many("{{/each}}", 6))],
                "rendering takes more than 200000 steps",
            ),
            (
                vec![format!(
                    "{}{{{{#if (eq @root.words @root.words)}}}}{{{{/if}}}}{}",
                    too_many("{{#each @root.ten}}", 4),
                    too_many("{{/each}}", 4)
                )],
                "rendering takes too much work",
            ),
            (
                vec![format!(
                    "{}{}{}",
                    too_many("{{#each @root.ten}}", 3),
                    too_many("long text ", 2_000),
                    too_many("{{/each}}", 3)
                )],
                "the text has more than 8388608 bytes",
            ),
            (
                [vec!["{{> partials/t1 x=word}}".to_owned()], chain(20, "{{> NEXT x=(concat x x x)}}").split_off(1)]
                    .concat(),
                "concat: makes a text of more than 100000 bytes",
            ),
        ] {
            assert_eq!(outcome(&templates).unwrap_err(), message);
        }
    }
}
