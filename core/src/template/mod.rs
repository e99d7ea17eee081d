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
use handlebars::{Handlebars, Template};
use origin_brackets::TemplateLine;
use serde_json::Value as Json;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

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

/// Returns all problems of templates, those of the program too.
pub fn problems(sources: &[Source], schema: &Json) -> Vec<TemplateProblem> {
    let names: Vec<&str> = sources.iter().map(|source| source.name.as_str()).collect();
    checked(&sources.iter().collect::<Vec<_>>(), &names, schema).1
}

/// Returns the names of the parts that the source of a template asks for, as in `{{> letter/meaning}}`, those in its comments among
/// them.
pub fn partials_named(text: &str) -> impl Iterator<Item = &str> {
    lint::named_in(text)
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

/// Templates that were found to be right. Each is made ready when it is rendered for the first time.
pub struct Engine {
    /// The sources, by name.
    sources: BTreeMap<String, Source>,
    /// The templates that are not the program's, by name.
    compiled: BTreeMap<String, Template>,
    /// The templates that were rendered, by name.
    ready: Mutex<BTreeMap<String, Arc<Ready>>>,
    /// The words of the placeholders for data that people are asked for, by pointer.
    placeholders: BTreeMap<String, String>,
}

/// A template and its partials, ready to be rendered.
struct Ready {
    registry: Handlebars<'static>,
    /// The places of the templates' own words, by their number.
    places: Vec<TemplateLine>,
}

impl fmt::Debug for Engine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Engine").field("templates", &self.sources.keys()).finish_non_exhaustive()
    }
}

impl Engine {
    /// Checks templates, and holds every name in them against the schema of the data (JSON Schema, Draft 2020-12). The
    /// program's own are checked where they include one that is not; a test has checked the others.
    ///
    /// # Errors
    /// All problems of all templates.
    pub fn new(sources: Vec<Source>, schema: &Json) -> Result<Engine, Vec<TemplateProblem>> {
        let sources: BTreeMap<String, Source> =
            sources.into_iter().map(|source| (source.name.clone(), source)).collect();
        let unproven = lint::unproven(&sources, |source| compile::number_of(source).is_none());
        let names: Vec<&str> = sources.keys().map(String::as_str).collect();
        let (compiled, problems) = checked(&unproven, &names, schema);
        if !problems.is_empty() {
            return Err(problems);
        }
        let compiled = compiled.into_iter().map(|(source, template)| (source.name.clone(), template)).collect();
        Ok(Engine { sources, compiled, ready: Mutex::default(), placeholders: BTreeMap::new() })
    }

    /// Prints a placeholder for each of these data that is null: the words in its brackets, by the datum's pointer.
    #[must_use]
    pub fn with_placeholders(self, placeholders: BTreeMap<String, String>) -> Engine {
        Engine { placeholders, ..self }
    }

    /// Returns a template with its partials, or `None` if there is none of this name.
    fn ready(&self, name: &str) -> Option<Arc<Ready>> {
        let mut ready = self.ready.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = ready.get(name) {
            return Some(Arc::clone(known));
        }
        self.compiled(name)?;
        let mut made = Ready { registry: Handlebars::new(), places: Vec::new() };
        block_helpers::register(&mut made.registry);
        helpers::register(&mut made.registry);
        let mut open = vec![name];
        while let Some(name) = open.pop() {
            let Some(template) = self.compiled(name).filter(|_| !made.registry.has_template(name)) else { continue };
            open.extend(lint::included_by(template));
            let mut template = template.clone();
            compile::rewrite(&mut template, name, &mut made.places);
            made.registry.register_template(name, template);
        }
        let made = Arc::new(made);
        ready.insert(name.to_owned(), Arc::clone(&made));
        Some(made)
    }

    fn compiled(&self, name: &str) -> Option<&Template> {
        self.compiled.get(name).or_else(|| compile::shipped(self.sources.get(name)?))
    }
}

/// Compiles templates that hold all their partials; returns those that can be compiled, and the problems of all. `names` are
/// those of all templates there are.
fn checked<'a>(
    sources: &[&'a Source],
    names: &[&str],
    schema: &Json,
) -> (Vec<(&'a Source, Template)>, Vec<TemplateProblem>) {
    let (mut problems, mut templates) = (Vec::new(), Vec::new());
    for source in sources {
        match compile::compile(source) {
            Ok(template) => templates.push((*source, template)),
            Err(problem) => problems.push(problem),
        }
    }
    let by_name = templates.iter().map(|(source, template)| (source.name.as_str(), (*source, template))).collect();
    problems.extend(lint::lint(&by_name, names, schema::Schema(schema)));
    (templates, problems)
}
