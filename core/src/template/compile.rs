//! Compiles a template: rewrites the syntax tree so that every printed value and each of the template's own words
//! carries its origin.

use super::block_helpers::{IN_SENTENCE, PARTIAL};
use super::helpers;
use super::limits;
use super::origin_brackets::{PRINT, TemplateLine, bracket_template};
use super::{Source, TEMPLATES, TemplateProblem};
use handlebars::template::{HelperTemplate, Parameter, Subexpression, Template, TemplateElement};
use handlebars::{Handlebars, TemplateErrorReason};
use serde_json::json;
use std::collections::HashMap;
use std::sync::OnceLock;

/// Compiles a source. Every `{{else if}}` of the result knows its line and column.
pub(super) fn compile(source: &Source) -> Result<Template, TemplateProblem> {
    let hint = || Some("take parts of it out into partials".to_owned());
    let refuse = |why: String| TemplateProblem { hint: hint(), ..TemplateProblem::new(source, why) };
    limits::check_source(&source.text).map_err(refuse)?;
    let mut registry = Handlebars::new();
    registry.set_prevent_indent(true);
    let compiled = registry.register_template_string(&source.name, &source.text);
    if let Err(error) = compiled {
        let (line, column) = error.pos().unwrap_or((1, 1));
        let (message, hint) = syntax_message(error.reason());
        return Err(TemplateProblem { line, column, hint, ..TemplateProblem::new(source, message) });
    }
    let mut template = registry.get_template(&source.name).cloned().unwrap_or_default();
    limits::check_depth(&template).map_err(refuse)?;
    let mut chains = chain_places(&source.text).into_iter();
    place_chains(&mut template, &mut chains);
    Ok(template)
}

/// Returns a template's number among those of the program; `None` if its text is another.
pub(super) fn number_of(source: &Source) -> Option<usize> {
    TEMPLATES.iter().position(|(name, text)| *name == source.name && *text == source.text)
}

/// Returns a template of the program, compiled once in a process; `None` if the source is not the program's.
pub(super) fn shipped(source: &Source) -> Option<&'static Template> {
    static COMPILED: [OnceLock<Template>; TEMPLATES.len()] = [const { OnceLock::new() }; TEMPLATES.len()];
    let made = || compile(source).expect("a test compiles every one");
    number_of(source).map(|number| COMPILED[number].get_or_init(made))
}

fn syntax_message(reason: &TemplateErrorReason) -> (String, Option<String>) {
    match reason {
        TemplateErrorReason::MismatchingClosedHelper(opened, closing) => {
            (format!("the block `{opened}` is closed by `{closing}`"), Some(format!("write {{{{/{opened}}}}} here")))
        }
        TemplateErrorReason::InvalidSyntax(_) => (
            "the template cannot be read from here on".to_owned(),
            Some("is a tag incomplete, or a block left open above?".to_owned()),
        ),
        other => (other.to_string(), None),
    }
}

/// Returns where the `{{else if ...}}` tags are, in the order of the text. The compiled form does not say.
fn chain_places(text: &str) -> Vec<(usize, usize)> {
    let mut places = Vec::new();
    let mut at = 0;
    while let Some(found) = text[at..].find("{{") {
        let start = at + found;
        let tag = &text[start + 2..];
        let end = if tag.starts_with("!--") { "--}}" } else { "}}" };
        let inside = &tag[..tag.find(end).unwrap_or(tag.len())];
        at = start + 2 + inside.len();
        let words = inside.trim_matches(|c: char| c == '~' || c.is_whitespace());
        let condition = words.strip_prefix("else").or_else(|| words.strip_prefix('^'));
        if condition.is_some_and(|condition| condition.starts_with(char::is_whitespace)) {
            let line_start = text[..start].rfind('\n').map_or(0, |newline| newline + 1);
            places.push((text[..start].matches('\n').count() + 1, text[line_start..start].chars().count() + 1));
        }
    }
    places
}

fn place_chains(template: &mut Template, places: &mut impl Iterator<Item = (usize, usize)>) {
    for (index, element) in template.elements.iter_mut().enumerate() {
        let TemplateElement::HelperBlock(block) = element else { continue };
        if let Some(body) = &mut block.template {
            place_chains(body, places);
        }
        let Some(otherwise) = &mut block.inverse else { continue };
        if let ([TemplateElement::HelperBlock(next)], []) =
            (otherwise.elements.as_slice(), otherwise.mapping.as_slice())
            && next.is_chained()
            && let (Some((line, column)), Some(mapping)) = (places.next(), template.mapping.get(index))
        {
            // A mapping cannot be made outside Handlebars, but it can be copied and changed.
            let mut mapping = mapping.clone();
            (mapping.0, mapping.1) = (line, column);
            otherwise.mapping.push(mapping);
        }
        place_chains(otherwise, places);
    }
}

/// Rewrites a template. The places of its words are added to `places`, and named by their index.
pub(super) fn rewrite(template: &mut Template, name: &str, places: &mut Vec<TemplateLine>) {
    let in_sentence: Vec<bool> =
        (0..template.elements.len()).map(|place| has_words_before(&template.elements[..place])).collect();
    for (index, element) in template.elements.iter_mut().enumerate() {
        let line = template.mapping.get(index).map_or(1, |mapping| mapping.0);
        let mut place = |line| {
            places.push(TemplateLine { name: name.to_owned(), line });
            places.len() - 1
        };
        match element {
            TemplateElement::RawString(text) => {
                let blank = text.len() - text.trim_start().len();
                let line = line.saturating_sub(text[..blank].matches('\n').count()).max(1);
                *text = bracket_template(place(line), text);
            }
            TemplateElement::Expression(expression) => {
                let value = printed_value(expression);
                *element = call(PRINT, vec![value, Parameter::Literal(json!(place(line)))], HashMap::new());
            }
            TemplateElement::HelperBlock(block) => {
                if in_sentence[index] && block.name.as_name() == Some("each") {
                    block.hash.insert(IN_SENTENCE.to_owned(), Parameter::Literal(json!(true)));
                }
                for branch in block.template.iter_mut().chain(&mut block.inverse) {
                    rewrite(branch, name, places);
                }
            }
            TemplateElement::PartialExpression(partial) => {
                let mut params = vec![Parameter::Literal(json!(partial.name.as_name()))];
                params.append(&mut partial.params);
                *element = call(PARTIAL, params, std::mem::take(&mut partial.hash));
            }
            _ => {}
        }
    }
}

/// Returns `true` if there are words earlier in the same line.
fn has_words_before(elements: &[TemplateElement]) -> bool {
    for element in elements.iter().rev() {
        match element {
            TemplateElement::RawString(text) => {
                let line = text.rsplit('\n').next().unwrap_or_default();
                if !line.trim().is_empty() || text.contains('\n') {
                    return !line.trim().is_empty();
                }
            }
            TemplateElement::Expression(_) => return true,
            _ => return false,
        }
    }
    false
}

/// Returns what an expression prints, as a parameter: a datum, or the call of a helper.
fn printed_value(expression: &mut HelperTemplate) -> Parameter {
    let name = std::mem::replace(&mut expression.name, Parameter::Name(String::new()));
    let is_call = name.as_name().is_some_and(|name| helpers::find(name).is_some());
    if !is_call {
        return name;
    }
    let (params, hash) = (std::mem::take(&mut expression.params), std::mem::take(&mut expression.hash));
    Parameter::Subexpression(Subexpression::new(name, params, hash))
}

fn call(helper: &str, params: Vec<Parameter>, hash: HashMap<String, Parameter>) -> TemplateElement {
    *Subexpression::new(Parameter::Name(helper.to_owned()), params, hash).element
}

#[cfg(test)]
mod tests {
    use super::chain_places;

    #[test]
    fn chains_are_found_behind_any_tag() {
        assert_eq!(chain_places("{{#if a}}x{{else\tif b}}{{/if}}"), [(1, 11)]);
        assert_eq!(chain_places("{{  concat \"é\"}}{{!-- {{else if c}} --}}\n {{~ else if d ~}}"), [(2, 2)]);
        assert_eq!(chain_places("{{ é"), []);
    }
}
