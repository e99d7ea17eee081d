//! One rendering: the context from data and plan, the text, and the origins of its words.

use super::limits::{self, LimitedOutput, Room};
use super::origin_brackets::{PRINT, Print, PrintLog, is_reserved, strip};
use super::origin_mark::OriginMark;
use super::value::{Trouble, below, unanswered};
use super::{Engine, Rendered, TemplateError};
use crate::document::{Origin, Source};
use crate::text::nearest;
use handlebars::{Context, RenderContext, RenderError, RenderErrorReason, Renderable};
use serde_json::{Map, Value as Json};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::error::Error;

/// The key of a reference in a plan.
const REFERENCE: &str = "$ref";

impl Engine {
    /// Renders a template. Its context has the fields of `data`, and `plan`. A reference in the plan, `{"$ref":
    /// "/json/pointer"}`, is replaced by the datum it points at, and words from there have the datum's origin; all
    /// other words of the plan are those of the plugin `plugin`. `aliases` maps data, by pointer, to the data they were
    /// derived from, as a quotation is part of the report's paragraph.
    pub fn render(
        &self,
        name: &str,
        data: &Json,
        plan: &Json,
        plugin: &str,
        aliases: &BTreeMap<String, Source>,
    ) -> Result<Rendered, TemplateError> {
        let refuse = |trouble| self.whole_template(name, trouble);
        let ready = self.ready(name);
        let Some((ready, template)) =
            ready.as_ref().and_then(|ready| Some((ready, ready.registry.get_template(name)?)))
        else {
            let hint = nearest(name, self.sources.keys().map(String::as_str));
            let trouble = Trouble::new(format!("there is no template `{name}`"));
            return Err(refuse(trouble.with_hint(match hint {
                Some(near) => format!("did you mean `{near}`?"),
                None => "name it among the templates that the plugin carries, and build the plugin again".to_owned(),
            })));
        };
        let (context, references) = context(data, plan, &self.placeholders).map_err(refuse)?;
        let context = Context::from(context);
        let log = PrintLog::default();
        let mut scope = RenderContext::new(None);
        scope.register_local_helper(PRINT, Box::new(Print(log.clone())));
        let mut sheet = LimitedOutput::default();
        limits::begin();
        template.render(&ready.registry, &context, &mut scope, &mut sheet).map_err(|error| self.error(name, &error))?;
        let origins = Origins { plugin, references: &references, aliases };
        Ok(strip(&sheet.text, &ready.places, &log.take(), |mark| origins.of(mark)))
    }

    fn whole_template(&self, name: &str, trouble: Trouble) -> TemplateError {
        TemplateError {
            template: name.to_owned(),
            path: self.sources.get(name).map(|source| source.path.clone()).unwrap_or_default(),
            line: 1,
            column: 1,
            message: trouble.message,
            hint: trouble.hint,
        }
    }

    fn error(&self, name: &str, error: &RenderError) -> TemplateError {
        let trouble = match error.reason() {
            RenderErrorReason::NestedError(inner) => inner.downcast_ref::<Trouble>().cloned(),
            RenderErrorReason::IOError(limit) => Some(Trouble::new(limit.to_string())),
            RenderErrorReason::InvalidJsonIndex(field) => {
                Some(Trouble::new(format!("`{field}` is asked of a list")).with_hint("take its items with {{#each}}"))
            }
            _ => None,
        };
        let trouble = trouble.unwrap_or_else(|| {
            let reason: &dyn Error = error.reason();
            Trouble::new(reason.to_string())
        });
        let template = error.template_name.as_deref().unwrap_or(name);
        let (line, column) = (error.line_no.unwrap_or(1), error.column_no.unwrap_or(1));
        TemplateError { line, column, ..self.whole_template(template, trouble) }
    }
}

/// Returns the context, and the plan's references: paths in the context, mapped to data.
fn context(
    data: &Json,
    plan: &Json,
    placeholders: &BTreeMap<String, String>,
) -> Result<(Json, BTreeMap<String, String>), Trouble> {
    refuse_forgery(data, "")?;
    refuse_forgery(plan, "/plan")?;
    let mut data = Cow::Borrowed(data);
    for (pointer, words) in placeholders {
        if data.pointer(pointer).is_some_and(Json::is_null)
            && let Some(datum) = data.to_mut().pointer_mut(pointer)
        {
            *datum = unanswered(words);
        }
    }
    let data = &*data;
    let mut references = BTreeMap::new();
    let plan = resolve(plan, data, "/plan", &mut references, &mut Room::of_a_plan())?;
    let mut context = match data {
        Json::Object(fields) => fields.clone(),
        _ => Map::new(),
    };
    context.insert("plan".to_owned(), plan);
    Ok((Json::Object(context), references))
}

fn resolve(
    plan: &Json,
    data: &Json,
    at: &str,
    found: &mut BTreeMap<String, String>,
    room: &mut Room,
) -> Result<Json, Trouble> {
    room.take(plan, false).map_err(Trouble::new)?;
    match plan {
        Json::Object(fields) => {
            if let (1, Some(pointer)) = (fields.len(), fields.get(REFERENCE).and_then(Json::as_str)) {
                found.insert(at.to_owned(), pointer.to_owned());
                let datum = data.pointer(pointer).ok_or_else(|| {
                    Trouble::new(format!("the plan refers at {at} to {pointer}, which the story does not have"))
                        .with_hint("a plugin takes identities from the request, and makes none up")
                })?;
                room.take(datum, true).map_err(Trouble::new)?;
                return Ok(datum.clone());
            }
            let fields = fields
                .iter()
                .map(|(key, value)| Ok((key.clone(), resolve(value, data, &below(at, key), found, room)?)));
            fields.collect::<Result<_, _>>().map(Json::Object)
        }
        Json::Array(items) => {
            let items = items.iter().enumerate();
            items.map(|(index, item)| resolve(item, data, &format!("{at}/{index}"), found, room)).collect()
        }
        other => Ok(other.clone()),
    }
}

/// Refuses the characters that carry origins: with them, a datum could claim another origin than its own.
fn refuse_forgery(value: &Json, at: &str) -> Result<(), Trouble> {
    let refuse = |text: &str, at: &str| match text.chars().find(|&c| is_reserved(c)) {
        Some(c) => Err(Trouble::new(format!("{at} holds U+{:04X}, which is not a character", u32::from(c)))
            .with_hint("take it out of the text")),
        None => Ok(()),
    };
    match value {
        Json::String(text) => refuse(text, at),
        Json::Array(items) => {
            items.iter().enumerate().try_for_each(|(index, item)| refuse_forgery(item, &format!("{at}/{index}")))
        }
        Json::Object(fields) => fields.iter().try_for_each(|(key, field)| {
            let at = format!("{at}/{key}");
            refuse(key, &at).and_then(|()| refuse_forgery(field, &at))
        }),
        _ => Ok(()),
    }
}

/// The meaning of marks in one rendering.
struct Origins<'a> {
    plugin: &'a str,
    references: &'a BTreeMap<String, String>,
    aliases: &'a BTreeMap<String, Source>,
}

impl Origins<'_> {
    /// Returns the origin of a mark; `None` for a template's own text.
    fn of(&self, mark: &OriginMark) -> Option<Origin> {
        match mark {
            OriginMark::Template => None,
            OriginMark::Place => Some(Origin::Place),
            OriginMark::Data(sources) => {
                let mut data: Vec<Source> = Vec::new();
                for source in sources.iter().flat_map(|source| self.data(source)) {
                    if !data.contains(&source) {
                        data.push(source);
                    }
                }
                let own = data.is_empty();
                Some(if own { Origin::Plugin { id: self.plugin.to_owned() } } else { Origin::Data(data) })
            }
        }
    }

    /// Returns the data that a path in the context refers to; empty for a plugin's own words.
    fn data(&self, source: &Source) -> Vec<Source> {
        let pointer = source.pointer.as_str();
        if pointer != "/plan" && !pointer.starts_with("/plan/") {
            return vec![self.deepest(source.clone())];
        }
        let above = pointer.match_indices('/').map(|(end, _)| &pointer[..end]).chain([pointer]);
        for prefix in above {
            if let Some(datum) = self.references.get(prefix) {
                let pointer = format!("{datum}{}", &pointer[prefix.len()..]);
                return vec![self.deepest(Source { pointer, part: source.part })];
            }
        }
        let inside = format!("{pointer}/");
        let below = self.references.range(inside.clone()..).take_while(|(at, _)| at.starts_with(&inside));
        below.map(|(_, datum)| self.deepest(Source { pointer: datum.clone(), part: None })).collect()
    }

    fn deepest(&self, source: Source) -> Source {
        let Some(alias) = self.aliases.get(&source.pointer) else { return source };
        let part = match (alias.part, source.part) {
            (Some(whole), Some(part)) => Some(part + whole.start),
            (whole, part) => part.or(whole),
        };
        Source { pointer: alias.pointer.clone(), part }
    }
}
