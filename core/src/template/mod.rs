//! The template engine, and the only module that names Handlebars. A template is Handlebars over the data of a story
//! and a plugin's plan; it is checked as a whole when it is loaded, and rendered to Markdown in which every word has
//! its origin. A desk's templates are found and read in [`story`](crate::story).

mod block_helpers;
mod compile;
mod escape;
mod helpers;
mod limits;
mod lint;
mod origin_brackets;
mod origin_mark;
mod render;
mod schema;
#[cfg(test)]
mod tests;
mod value;

use crate::document::Origin;
use crate::text::Span;
use handlebars::Handlebars;
use origin_brackets::TemplateLine;
use serde_json::Value as Json;
use std::collections::BTreeMap;
use std::fmt;

/// The templates in the program: name and text.
const TEMPLATES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/templates.rs"));

/// A template's source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The name, such as `press-release/main`.
    pub name: String,
    /// The text.
    pub text: String,
    /// The path that errors show.
    pub path: String,
    /// Whether it is in the program.
    pub built_in: bool,
}

impl Source {
    /// Returns a built-in template.
    pub fn new(name: &str, text: &str) -> Source {
        Source { name: name.to_owned(), text: text.to_owned(), path: format!("templates/{name}.hbs"), built_in: true }
    }
}

/// Returns the templates that are in the program, by name.
pub fn builtin() -> Vec<Source> {
    TEMPLATES.iter().map(|(name, text)| Source::new(name, text)).collect()
}

/// Returns the names of the helpers that templates may use besides Handlebars' own blocks.
pub fn helper_names() -> impl Iterator<Item = &'static str> {
    helpers::names()
}

/// Returns the templates in use: each of `above` replaces the one of the same name in `below`.
pub fn in_force(below: Vec<Source>, above: Vec<Source>) -> Vec<Source> {
    let all = below.into_iter().chain(above);
    all.map(|source| (source.name.clone(), source)).collect::<BTreeMap<_, _>>().into_values().collect()
}

/// Something wrong in a template, seen when it is loaded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateProblem {
    /// The template's name.
    pub template: String,
    /// The path of its source.
    pub path: String,
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1.
    pub column: usize,
    /// What is wrong.
    pub message: String,
    /// The next step.
    pub hint: Option<String>,
}

impl TemplateProblem {
    fn new(source: &Source, message: impl Into<String>) -> TemplateProblem {
        TemplateProblem {
            template: source.name.clone(),
            path: source.path.clone(),
            line: 1,
            column: 1,
            message: message.into(),
            hint: None,
        }
    }
}

impl fmt::Display for TemplateProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}: {}", self.path, self.line, self.column, self.message)
    }
}

/// Why a template could not be rendered with the data it was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateError {
    /// The template's name: of the partial, if it happened there.
    pub template: String,
    /// The path of its source; empty if there is no template of that name.
    pub path: String,
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1.
    pub column: usize,
    /// What is wrong, with the name of the datum.
    pub message: String,
    /// The next step.
    pub hint: Option<String>,
}

impl fmt::Display for TemplateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.path.as_str() {
            "" => f.write_str(&self.message),
            path => write!(f, "{path}:{}:{}: {}", self.line, self.column, self.message),
        }
    }
}

impl std::error::Error for TemplateError {}

/// A rendered text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rendered {
    /// Markdown.
    pub markdown: String,
    /// The origin of every byte of it, in order and without a gap.
    pub origins: Vec<(Span, Origin)>,
}

/// Templates that were found to be right, ready to be rendered.
pub struct Engine {
    registry: Handlebars<'static>,
    /// The path of each template's source, by its name.
    paths: BTreeMap<String, String>,
    /// The places of the templates' own words, by their number.
    places: Vec<TemplateLine>,
    /// The words of the placeholders for data that people are asked for, by pointer.
    placeholders: BTreeMap<String, String>,
}

impl fmt::Debug for Engine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Engine").field("templates", &self.paths.keys()).finish_non_exhaustive()
    }
}

impl Engine {
    /// Compiles templates and holds every name in them against the schema of the data (JSON Schema, Draft 2020-12).
    /// Answers with all problems of all templates.
    pub fn new(sources: Vec<Source>, schema: &Json) -> Result<Engine, Vec<TemplateProblem>> {
        let mut problems = Vec::new();
        let mut templates = Vec::new();
        for source in &sources {
            match compile::compile(source) {
                Ok(template) => templates.push((source, template)),
                Err(problem) => problems.push(problem),
            }
        }
        let by_name = templates.iter().map(|(source, template)| (source.name.as_str(), (*source, template))).collect();
        problems.extend(lint::lint(&by_name, schema::Schema(schema)));
        if !problems.is_empty() {
            return Err(problems);
        }
        let mut registry = Handlebars::new();
        block_helpers::register(&mut registry);
        helpers::register(&mut registry);
        let mut places = Vec::new();
        for (source, mut template) in templates {
            compile::rewrite(&mut template, &source.name, &mut places);
            registry.register_template(&source.name, template);
        }
        let paths = sources.into_iter().map(|source| (source.name, source.path)).collect();
        Ok(Engine { registry, paths, places, placeholders: BTreeMap::new() })
    }

    /// Prints a placeholder for each of these data that is null: the words in its brackets, by the datum's pointer.
    #[must_use]
    pub fn with_placeholders(self, placeholders: BTreeMap<String, String>) -> Engine {
        Engine { placeholders, ..self }
    }
}
