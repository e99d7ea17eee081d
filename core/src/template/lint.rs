//! Checks templates against the data's schema when they are loaded: every name of a datum, a helper, an argument and a
//! partial, reporting all problems at once. A value that is missing at run time is found in `value`.

use super::block_helpers::BLOCKS;
use super::helpers;
use super::limits;
use super::schema::{Schema, Shape};
use super::value::Spec;
use super::{Source, TemplateProblem};
use crate::text::nearest;
use handlebars::template::{BlockParam, DecoratorTemplate, HelperTemplate, Parameter, Template, TemplateElement};
use handlebars::{Path, PathSeg};
use std::collections::{BTreeMap, BTreeSet};

/// A template with its source.
pub(super) type Compiled<'a> = BTreeMap<&'a str, (&'a Source, &'a Template)>;

/// Returns all problems of templates that hold all their partials; `names` are those of all templates there are.
pub(super) fn lint(templates: &Compiled<'_>, names: &[&str], schema: Schema<'_>) -> Vec<TemplateProblem> {
    let included: BTreeSet<&str> = templates.values().flat_map(|(_, template)| included_by(template)).collect();
    let mut problems = Vec::new();
    let mut checks = limits::CHECKS;
    for (name, (source, template)) in templates {
        // A partial is checked where it is used: only there its context is known.
        let this = if name.starts_with("partials/") { Shape::Any } else { schema.root() };
        if included.contains(name) && !in_a_ring(name, templates) {
            continue;
        }
        let scope = Scope { this, names: Vec::new(), in_loop: false };
        let mut linter =
            Linter { templates, names, schema, source, inside: vec![name], scopes: vec![scope], problems, checks };
        linter.template(template);
        (problems, checks) = (linter.problems, linter.checks);
    }
    problems.sort_by(|a, b| (&a.path, a.line, a.column, &a.message).cmp(&(&b.path, b.line, b.column, &b.message)));
    problems.dedup();
    problems
}

/// Returns the templates that have to be checked: those that are `doubtful`, those that include one of them, and everything that
/// any of these include.
pub(super) fn unproven(sources: &BTreeMap<String, Source>, doubtful: impl Fn(&Source) -> bool) -> Vec<&Source> {
    let mut found: BTreeSet<&str> =
        sources.values().filter(|source| doubtful(source)).map(|source| source.name.as_str()).collect();
    let named: BTreeMap<&str, Vec<&str>> =
        sources.iter().map(|(name, source)| (name.as_str(), named_in(&source.text).collect())).collect();
    let mut known = 0;
    while found.len() > known {
        known = found.len();
        let includes = |partials: &[&str]| partials.iter().any(|partial| found.contains(partial));
        let above: Vec<&str> = named.iter().filter(|(_, partials)| includes(partials)).map(|(name, _)| *name).collect();
        found.extend(above);
    }
    let mut open: Vec<&str> = found.iter().copied().collect();
    while let Some(name) = open.pop() {
        let partials = named.get(name).into_iter().flatten();
        open.extend(partials.copied().filter(|partial| found.insert(partial)).collect::<Vec<_>>());
    }
    found.into_iter().filter_map(|name| sources.get(name)).collect()
}

/// Returns the partials that the source of a template names, as in `{{> letter/meaning}}`, those in its comments among them.
pub(super) fn named_in(text: &str) -> impl Iterator<Item = &str> {
    let tags =
        text.split("{{").skip(1).map(|tag| tag.trim_start_matches(|c: char| "~#".contains(c) || c.is_whitespace()));
    tags.filter_map(|tag| tag.strip_prefix('>'))
        .filter_map(|tag| tag.split(|c: char| c.is_whitespace() || "}~".contains(c)).find(|name| !name.is_empty()))
}

/// Returns the partials that a template names.
pub(super) fn included_by(template: &Template) -> Vec<&str> {
    let mut names = Vec::new();
    for element in &template.elements {
        match element {
            TemplateElement::PartialExpression(partial) => names.extend(partial.name.as_name()),
            TemplateElement::HelperBlock(block) => {
                names.extend(block.template.iter().chain(&block.inverse).flat_map(included_by));
            }
            _ => {}
        }
    }
    names
}

/// Returns `true` if a template includes itself, directly or through others.
fn in_a_ring(name: &str, templates: &Compiled<'_>) -> bool {
    let mut seen = BTreeSet::new();
    let mut open = vec![name];
    while let Some(next) = open.pop() {
        for partial in templates.get(next).map(|(_, template)| included_by(template)).unwrap_or_default() {
            if partial == name {
                return true;
            }
            if seen.insert(partial) {
                open.push(partial);
            }
        }
    }
    false
}

/// The meaning of names inside a block.
#[derive(Clone)]
struct Scope<'a> {
    this: Shape<'a>,
    names: Vec<(&'a str, Shape<'a>)>,
    in_loop: bool,
}

struct Linter<'a> {
    templates: &'a Compiled<'a>,
    names: &'a [&'a str],
    schema: Schema<'a>,
    source: &'a Source,
    /// The names of the templates that include each other down to this one.
    inside: Vec<&'a str>,
    /// The innermost last.
    scopes: Vec<Scope<'a>>,
    problems: Vec<TemplateProblem>,
    /// How many more templates may be checked.
    checks: usize,
}

/// Line and column.
type LineColumn = (usize, usize);

impl<'a> Linter<'a> {
    fn report(&mut self, (line, column): LineColumn, message: String, hint: Option<String>) {
        let problem = TemplateProblem::new(self.source, message);
        self.problems.push(TemplateProblem { line, column, hint, ..problem });
    }

    fn scope(&self) -> Scope<'a> {
        self.scopes.last().cloned().unwrap_or(Scope { this: Shape::Any, names: Vec::new(), in_loop: false })
    }

    fn template(&mut self, template: &'a Template) {
        for (index, element) in template.elements.iter().enumerate() {
            let at = template.mapping.get(index).map_or((1, 1), |mapping| (mapping.0, mapping.1));
            match element {
                TemplateElement::Expression(expression) => self.expression(expression, at),
                TemplateElement::HelperBlock(block) => self.block(block, at),
                TemplateElement::PartialExpression(partial) => self.partial(partial, at),
                TemplateElement::HtmlExpression(_) => self.report(
                    at,
                    "a datum cannot be printed as raw Markdown".to_owned(),
                    Some("write {{...}} with two braces; links are made with the helper link".to_owned()),
                ),
                TemplateElement::DecoratorExpression(_)
                | TemplateElement::DecoratorBlock(_)
                | TemplateElement::PartialBlock(_) => self.report(
                    at,
                    "decorators and blocks of partials are not part of these templates".to_owned(),
                    Some("put the words into a partial and use it with {{> partials/name}}".to_owned()),
                ),
                _ => {}
            }
        }
    }

    fn expression(&mut self, expression: &'a HelperTemplate, at: LineColumn) {
        let bare = expression.params.is_empty() && expression.hash.is_empty();
        let name = expression.name.as_name().unwrap_or_default();
        let shape = if bare && helpers::find(name).is_none() {
            self.parameter(&expression.name, at)
        } else {
            self.call(name, &expression.params, &expression.hash, at)
        };
        match shape {
            Shape::List(_) => self.report(
                at,
                format!("`{name}` is a list, and cannot be printed as one"),
                Some("print its items with {{#each}} or with the helper list".to_owned()),
            ),
            Shape::Object(_) => {
                let fields = Schema::fields(shape).join(", ");
                self.report(
                    at,
                    format!("`{name}` has several fields, and cannot be printed as one"),
                    Some(format!("print one of {fields}")),
                );
            }
            Shape::Any | Shape::Scalar => {}
        }
    }

    fn call(
        &mut self,
        name: &str,
        params: &'a [Parameter],
        hash: &'a std::collections::HashMap<String, Parameter>,
        at: LineColumn,
    ) -> Shape<'a> {
        let shapes: Vec<_> = params.iter().map(|param| self.parameter(param, at)).collect();
        let hash: BTreeMap<_, _> = hash.iter().collect();
        for value in hash.values() {
            self.parameter(value, at);
        }
        let Some(spec) = helpers::find(name) else {
            let hint = nearest(name, helpers::names()).map(|near| format!("did you mean `{near}`?"));
            self.report(at, format!("there is no helper `{name}`"), hint);
            return Shape::Any;
        };
        self.arity(spec, shapes.len(), at);
        for option in hash.keys().filter(|option| !spec.options.contains(&option.as_str())) {
            let hint = match nearest(option, spec.options.iter().copied()) {
                Some(near) => Some(format!("did you mean `{near}`?")),
                None => Some(format!("it knows: {}", spec.options.join(", "))).filter(|_| !spec.options.is_empty()),
            };
            self.report(at, format!("the helper `{name}` has no option `{option}`"), hint);
        }
        match (name, shapes.first()) {
            ("first", Some(&list)) => self.schema.item(list),
            ("rest" | "take" | "where" | "sort", Some(&list)) => list,
            ("split" | "group", _) => Shape::List(None),
            _ => Shape::Any,
        }
    }

    fn arity(&mut self, spec: &Spec, given: usize, at: LineColumn) {
        if given > limits::ARGUMENTS {
            self.report(
                at,
                format!("the helper `{}` is given more than {} arguments", spec.name, limits::ARGUMENTS),
                None,
            );
            return;
        }
        if spec.arguments.contains(&given) {
            return;
        }
        let (least, most) = (*spec.arguments.start(), *spec.arguments.end());
        let wanted = match (least, most) {
            (least, usize::MAX) => format!("{least} or more arguments"),
            (1, 1) => "one argument".to_owned(),
            (least, most) if least == most => format!("{least} arguments"),
            (least, most) => format!("{least} to {most} arguments"),
        };
        let message = format!("the helper `{}` takes {wanted}, and is given {given}", spec.name);
        let hint = (given == 0).then(|| format!("a datum of that name is printed with {{{{this.{}}}}}", spec.name));
        self.report(at, message, hint);
    }

    fn block(&mut self, block: &'a HelperTemplate, at: LineColumn) {
        let name = block.name.as_name().unwrap_or_default();
        if !BLOCKS.contains(&name) {
            let hint = nearest(name, BLOCKS).map(|near| format!("did you mean `{near}`?"));
            let hint = hint.or_else(|| Some(format!("blocks are {}", BLOCKS.join(", "))));
            self.report(at, format!("there is no block `{name}`"), hint);
        }
        if let (false, [subject]) = (block.hash.is_empty(), block.params.as_slice()) {
            self.parameter(subject, at);
            self.report(at, format!("the block `{name}` has no options"), None);
        } else if block.params.len() != 1 {
            self.report(
                at,
                format!("the block `{name}` takes one argument, and is given {}", block.params.len()),
                None,
            );
        }
        let subject = block.params.first().map_or(Shape::Any, |param| self.parameter(param, at));
        let inner = match name {
            "each" => {
                if subject == Shape::Scalar {
                    self.report(at, "`each` needs a list".to_owned(), None);
                }
                Some((self.schema.item(subject), true))
            }
            "with" => Some((subject, self.scope().in_loop)),
            _ => None,
        };
        if let Some((this, in_loop)) = inner {
            let names = block_names(block.block_param.as_ref(), this);
            self.scopes.push(Scope { this, names, in_loop });
        }
        if let Some(body) = &block.template {
            self.template(body);
        }
        if inner.is_some() {
            self.scopes.pop();
        }
        if let Some(otherwise) = &block.inverse {
            self.template(otherwise);
        }
    }

    fn partial(&mut self, partial: &'a DecoratorTemplate, at: LineColumn) {
        let this = match partial.params.as_slice() {
            [] => self.scope().this,
            [context, ..] => self.parameter(context, at),
        };
        let hash: BTreeMap<_, _> = partial.hash.iter().collect();
        let names = hash.into_iter().map(|(name, value)| (name.as_str(), self.parameter(value, at))).collect();
        if partial.hash.len() > limits::ARGUMENTS {
            self.report(at, format!("a partial is handed more than {} values", limits::ARGUMENTS), None);
        }
        let Some(name) = partial.name.as_name() else {
            self.report(at, "a partial is named as it is, not worked out".to_owned(), None);
            return;
        };
        let Some((source, template)) = self.templates.get(name).copied() else {
            let hint = nearest(name, self.names.iter().copied()).map(|near| format!("did you mean `{near}`?"));
            self.report(at, format!("there is no partial `{name}`"), hint);
            return;
        };
        if self.inside.contains(&name) {
            self.report(at, format!("`{name}` includes itself"), None);
            return;
        }
        if self.inside.len() == limits::PARTIALS {
            self.report(at, format!("more than {} partials include each other down to here", limits::PARTIALS), None);
            return;
        }
        match self.checks {
            0 => return,
            1 => self.report(at, "the templates include each other too often to be checked".to_owned(), None),
            _ => {}
        }
        self.checks -= 1;
        let scope = Scope { this, names, in_loop: self.scope().in_loop };
        self.inside.push(name);
        let (outer_source, outer_scopes) = (self.source, std::mem::replace(&mut self.scopes, vec![scope]));
        self.source = source;
        self.template(template);
        (self.source, self.scopes) = (outer_source, outer_scopes);
        self.inside.pop();
    }

    fn parameter(&mut self, parameter: &'a Parameter, at: LineColumn) -> Shape<'a> {
        match parameter {
            Parameter::Path(path) => self.path(path, at),
            Parameter::Subexpression(call) => match call.as_element() {
                TemplateElement::Expression(inner) if call.is_helper() => {
                    self.call(call.name(), &inner.params, &inner.hash, at)
                }
                TemplateElement::Expression(inner) => {
                    let name = inner.name.as_name().unwrap_or_default();
                    let hint = Some(format!("write it without brackets, or call a helper: ({name} argument)"));
                    self.report(at, format!("`({name})` calls nothing"), hint);
                    Shape::Any
                }
                _ => Shape::Any,
            },
            Parameter::Literal(_) => Shape::Scalar,
            _ => Shape::Any,
        }
    }

    fn path(&mut self, path: &'a Path, at: LineColumn) -> Shape<'a> {
        let (segments, written) = match path {
            Path::Local((_, name, written)) => {
                self.local(name, written, at);
                return Shape::Scalar;
            }
            Path::Relative((segments, written)) => (segments, written),
        };
        let names: Vec<&str> = segments.iter().filter_map(segment_name).collect();
        let from_root = written.starts_with("@root") && segments.len() > names.len();
        let up = if from_root { 0 } else { segments.len() - names.len() };
        let (mut shape, names) = match (from_root, self.named(names.first().copied())) {
            (true, _) => (self.schema.root(), names.as_slice()),
            (false, Some(shape)) => (shape, &names[1..]),
            (false, None) if up >= self.scopes.len() => {
                let hint = match self.inside.len() {
                    1 => "there is nothing above the data",
                    _ => "a partial sees only its own context: hand the value over with {{> partial name=value}}",
                };
                self.report(at, format!("`{written}` leaves the template"), Some(hint.to_owned()));
                return Shape::Any;
            }
            (false, None) => (self.scopes[self.scopes.len() - 1 - up].this, names.as_slice()),
        };
        let at_root = from_root || (shape == self.schema.root() && shape != Shape::Any);
        for (depth, name) in names.iter().enumerate() {
            if depth == 0 && at_root && *name == "plan" {
                return Shape::Any;
            }
            let Some(next) = self.schema.field(shape, name) else {
                self.unknown(shape, name, written, at);
                return Shape::Any;
            };
            shape = next;
        }
        shape
    }

    /// Returns a name given by a block or handed to the partial.
    fn named(&self, name: Option<&str>) -> Option<Shape<'a>> {
        let name = name?;
        let mut names = self.scopes.iter().rev().flat_map(|scope| &scope.names);
        names.find(|(known, _)| *known == name).map(|(_, shape)| *shape)
    }

    fn unknown(&mut self, shape: Shape<'a>, name: &str, written: &str, at: LineColumn) {
        let mut known = Schema::fields(shape);
        known.extend(self.scopes.iter().flat_map(|scope| scope.names.iter().map(|(name, _)| *name)));
        if shape == self.schema.root() {
            known.push("plan");
        }
        let hint = match (nearest(name, known.iter().copied()), shape) {
            (Some(near), _) => Some(format!("did you mean `{near}`?")),
            (None, Shape::Scalar) => Some("it is a single value without fields".to_owned()),
            (None, Shape::List(_)) => Some("it is a list: take its items with {{#each}}".to_owned()),
            (None, _) => Some(format!("known here: {}", known.join(", "))),
        };
        let of = if written == name { String::new() } else { format!(" (of `{written}`)") };
        self.report(at, format!("there is no datum `{name}`{of}"), hint);
    }

    fn local(&mut self, name: &str, written: &str, at: LineColumn) {
        const LOCALS: [&str; 4] = ["index", "key", "first", "last"];
        if !LOCALS.contains(&name) {
            let hint = nearest(name, LOCALS).map(|near| format!("did you mean `@{near}`?"));
            self.report(at, format!("there is no `{written}`"), hint);
        } else if !self.scope().in_loop {
            self.report(at, format!("`{written}` is outside {{{{#each}}}}"), None);
        }
    }
}

fn segment_name(segment: &PathSeg) -> Option<&str> {
    match segment {
        PathSeg::Named(name) => Some(name),
        _ => None,
    }
}

fn block_names<'a>(param: Option<&'a BlockParam>, this: Shape<'a>) -> Vec<(&'a str, Shape<'a>)> {
    match param {
        Some(BlockParam::Single(name)) => name.as_name().map(|name| (name, this)).into_iter().collect(),
        Some(BlockParam::Pair((name, key))) => {
            let names = [(name.as_name(), this), (key.as_name(), Shape::Scalar)];
            names.into_iter().filter_map(|(name, shape)| Some((name?, shape))).collect()
        }
        _ => Vec::new(),
    }
}
