//! The helpers of the template language, in groups. To add one, add a line to its group and a row to the table in
//! `plugins/README.md` with what it prints. None of them changes a fact; words made from data keep the data as their
//! origin.

mod dates;
mod lists;
mod logic;
mod marked;
mod words;

use super::value::Spec;
use handlebars::Handlebars;

const GROUPS: [&[Spec]; 5] = [dates::HELPERS, words::HELPERS, lists::HELPERS, logic::HELPERS, marked::HELPERS];

fn all() -> impl Iterator<Item = &'static Spec> {
    GROUPS.into_iter().flatten()
}

/// Returns the helper of that name.
pub(super) fn find(name: &str) -> Option<&'static Spec> {
    all().find(|spec| spec.name == name)
}

/// Returns the names of all helpers.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    all().map(|spec| spec.name)
}

pub(super) fn register(registry: &mut Handlebars<'static>) {
    for spec in all() {
        registry.register_helper(spec.name, Box::new(spec));
    }
}

/// Renders a template that consists of one expression, for the helpers' tests.
#[cfg(test)]
fn printed(expression: &str, data: &serde_json::Value) -> String {
    try_printed(expression, data).unwrap()
}

#[cfg(test)]
fn try_printed(expression: &str, data: &serde_json::Value) -> Result<String, String> {
    use super::{Engine, Source};
    let source = Source::new("test", &format!("x {expression}"));
    let engine = Engine::new(vec![source], &serde_json::json!({})).map_err(|problems| format!("{problems:?}"))?;
    let rendered = engine.render("test", data, &serde_json::Value::Null, "plugin", &std::collections::BTreeMap::new());
    let rendered = rendered.map_err(|error| error.message)?;
    Ok(rendered.markdown[2..].to_owned())
}
