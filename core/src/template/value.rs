//! Values in a template: the arguments and the results of helpers, each with the origin of its words.

use super::limits;
use super::origin_mark::OriginMark;
use crate::document::Source;
use crate::language::{OtherLanguage, language_of};
use handlebars::{Context, Helper, HelperDef, PathAndJson, RenderContext, RenderError, RenderErrorReason, ScopedJson};
use serde::{Deserialize, Serialize};
use serde_json::{Value as Json, json};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::RangeInclusive;

/// The key of made values inside Handlebars: a non-character, which no datum can hold (see `render::refuse_forgery`).
const MADE: &str = "\u{FDD4}";
/// The key of a reference to a datum, in a list made by a helper.
const AT: &str = "\u{FDD5}";
/// The key of the words for a datum that people were asked for and did not give.
const UNANSWERED: &str = "\u{FDD6}";

/// Returns a reference to a datum of the context, for a list that a helper makes.
pub(super) fn at(pointer: &str) -> Json {
    json!({ AT: pointer })
}

/// Returns what takes the place of a datum that people were asked for and did not give: it is null to whatever asks for it, and
/// prints as a placeholder with these words.
pub(super) fn unanswered(words: &str) -> Json {
    json!({ UNANSWERED: words })
}

fn unanswered_words(value: &Json) -> Option<&str> {
    value.get(UNANSWERED).and_then(Json::as_str)
}

/// Why a value cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Trouble {
    pub(super) message: String,
    pub(super) hint: Option<String>,
}

impl Trouble {
    pub(super) fn new(message: impl Into<String>) -> Trouble {
        Trouble { message: message.into(), hint: None }
    }

    pub(super) fn with_hint(self, hint: impl Into<String>) -> Trouble {
        Trouble { hint: Some(hint.into()), ..self }
    }
}

impl std::fmt::Display for Trouble {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Trouble {}

impl From<Trouble> for RenderError {
    fn from(trouble: Trouble) -> RenderError {
        RenderErrorReason::NestedError(Box::new(trouble)).into()
    }
}

/// Some words with one origin.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct PrintedPiece {
    pub(super) text: String,
    pub(super) mark: OriginMark,
    /// Whether the text is Markdown already, and is not to be escaped.
    pub(super) markdown: bool,
}

/// The result of a helper: a value for other helpers, and the words to print.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct HelperOutput {
    pub(super) value: Json,
    pub(super) pieces: Vec<PrintedPiece>,
}

impl HelperOutput {
    pub(super) fn text(text: impl Into<String>, mark: OriginMark) -> HelperOutput {
        let text = text.into();
        HelperOutput { value: json!(text), pieces: vec![PrintedPiece { text, mark, markdown: false }] }
    }

    /// Returns a mark for words that are missing, which only a person can give.
    pub(super) fn place(what: &str) -> HelperOutput {
        HelperOutput::text(format!("[{what}]"), OriginMark::Place)
    }

    /// Refuses words that are out of all proportion.
    fn check_size(&self) -> Result<(), Trouble> {
        let size: usize = self.pieces.iter().map(|piece| piece.text.len() + 1).sum();
        if size <= limits::MADE {
            return Ok(());
        }
        Err(Trouble::new(format!("makes a text of more than {} bytes", limits::MADE)))
    }

    pub(super) fn to_json(&self) -> Json {
        json!({ MADE: self })
    }

    pub(super) fn from_json(json: &Json) -> Option<HelperOutput> {
        HelperOutput::deserialize(json.get(MADE)?).ok()
    }
}

/// The answer of a helper.
pub(super) enum HelperAnswer {
    /// Words.
    Made(HelperOutput),
    /// A value that is never printed, such as a boolean.
    Plain(Json),
    /// A datum of the context, by its pointer.
    At(String),
}

impl From<HelperOutput> for HelperAnswer {
    fn from(made: HelperOutput) -> HelperAnswer {
        HelperAnswer::Made(made)
    }
}

/// An argument.
#[derive(Clone, Debug)]
pub(super) struct Arg<'a> {
    /// As the template names it.
    name: String,
    value: Cow<'a, Json>,
    /// The value's path in the context, if it has one.
    pointer: Option<String>,
    made: Option<HelperOutput>,
}

impl<'a> Arg<'a> {
    /// Takes a parameter; one that is absent is refused, unless it is absent because something above it is null.
    pub(super) fn new(
        param: &'a PathAndJson<'_>,
        context: &'a Context,
        scope: &RenderContext<'_, '_>,
    ) -> Result<Arg<'a>, Trouble> {
        let written = param.relative_path().cloned();
        let above = if param.is_value_missing() { null_above(written.as_deref(), context, scope) } else { None };
        if param.is_value_missing() && above.is_none() {
            return Err(Trouble::new(format!("`{}` is missing", written.unwrap_or_default()))
                .with_hint("is the name misspelt, or does the plugin leave it out of its plan? what may be absent is asked for with {{#if}}"));
        }
        let pointer = param.context_path().map(|path| to_pointer(path));
        let name = written.or_else(|| pointer.clone()).unwrap_or_else(|| "the value".to_owned());
        // A value without a path in the context was made or copied for this call.
        limits::work(if pointer.is_some() { name.len() } else { limits::weight(param.value()) })
            .map_err(Trouble::new)?;
        let unanswered = unanswered_words(above.as_ref().unwrap_or(param.value()));
        if let Some(words) = unanswered {
            let made = Some(HelperOutput { value: Json::Null, ..HelperOutput::place(words) });
            return Ok(Arg { name, value: Cow::Owned(Json::Null), pointer: None, made });
        }
        let arg = Arg { name, value: Cow::Borrowed(param.value()), pointer: None, made: None };
        Ok(Arg { pointer, ..arg }.resolved(context.data()))
    }

    /// Returns the placeholder for a datum that people were asked for and did not give.
    fn unanswered(&self) -> Option<&HelperOutput> {
        self.made.as_ref().filter(|made| made.value.is_null())
    }

    fn resolved(self, data: &'a Json) -> Arg<'a> {
        if self.pointer.is_some() {
            return self;
        }
        if let Some(made) = HelperOutput::from_json(&self.value) {
            return Arg { value: Cow::Owned(made.value.clone()), made: Some(made), ..self };
        }
        if let Some(pointer) = self.value.get(AT).and_then(Json::as_str).map(str::to_owned) {
            let value = data.pointer(&pointer).map_or(Cow::Owned(Json::Null), Cow::Borrowed);
            return Arg { value, pointer: Some(pointer), ..self };
        }
        self
    }

    pub(super) fn name(&self) -> &str {
        &self.name
    }

    pub(super) fn value(&self) -> &Json {
        &self.value
    }

    pub(super) fn pointer(&self) -> Option<&str> {
        self.pointer.as_deref()
    }

    pub(super) fn made(&self) -> Option<&HelperOutput> {
        self.made.as_ref()
    }

    /// Returns `true` if there is nothing in it: null, false, nothing to read, nothing listed, zero.
    pub(super) fn is_empty(&self) -> bool {
        match self.value() {
            Json::Null => true,
            Json::Bool(yes) => !yes,
            Json::Number(number) => number.as_f64() == Some(0.0),
            Json::String(text) => text.is_empty(),
            Json::Array(items) => items.is_empty(),
            Json::Object(fields) => fields.is_empty(),
        }
    }

    /// Returns the words: of a text or a number.
    pub(super) fn text(&self) -> Result<Cow<'_, str>, Trouble> {
        match self.value() {
            Json::String(text) => Ok(Cow::Borrowed(text)),
            Json::Number(number) => Ok(Cow::Owned(number.to_string())),
            other => Err(self.unfit(other, "a text")),
        }
    }

    pub(super) fn number(&self) -> Result<i64, Trouble> {
        self.value().as_i64().ok_or_else(|| self.unfit(self.value(), "a whole number"))
    }

    /// Returns a field of an object.
    pub(super) fn field(&self, name: &str) -> Result<Arg<'_>, Trouble> {
        let value = match self.value() {
            Json::Object(fields) => fields.get(name),
            other => return Err(self.unfit(other, "an object")),
        };
        let value = value.ok_or_else(|| Trouble::new(format!("`{}.{name}` is missing", self.name)))?;
        Ok(self.child(name, value))
    }

    fn child<'b>(&'b self, key: &str, value: &'b Json) -> Arg<'b> {
        Arg {
            name: format!("{}.{key}", self.name),
            value: Cow::Borrowed(value),
            pointer: self.pointer.as_ref().map(|pointer| below(pointer, key)),
            made: None,
        }
    }

    /// Returns the items of a list; null has none.
    pub(super) fn items<'b>(&'b self, data: &'b Json) -> Result<Vec<Arg<'b>>, Trouble> {
        match self.value() {
            Json::Array(items) => Ok(items
                .iter()
                .enumerate()
                .map(|(index, item)| self.child(&index.to_string(), item).resolved(data))
                .collect()),
            Json::Null => Ok(Vec::new()),
            other => Err(self.unfit(other, "a list")),
        }
    }

    /// Returns the error for an empty value: it would leave a gap in the sentence.
    pub(super) fn absent(&self, what: &str) -> Trouble {
        Trouble::new(format!("`{}` has {what}", self.name)).with_hint("ask for it with {{#if}} first")
    }

    pub(super) fn mark(&self) -> OriginMark {
        match (&self.pointer, &self.made) {
            (Some(pointer), _) => OriginMark::Data(vec![Source { pointer: pointer.clone(), part: None }]),
            (None, Some(made)) => made.pieces.iter().fold(OriginMark::Template, |mark, piece| mark.and(&piece.mark)),
            (None, None) => OriginMark::Template,
        }
    }

    /// Returns the pieces to print.
    pub(super) fn pieces(&self) -> Result<Vec<PrintedPiece>, Trouble> {
        match &self.made {
            Some(made) => Ok(made.pieces.clone()),
            None => Ok(vec![PrintedPiece { text: self.text()?.into_owned(), mark: self.mark(), markdown: false }]),
        }
    }

    fn unfit(&self, value: &Json, wanted: &str) -> Trouble {
        let (kind, hint) = match value {
            Json::Null => ("null", "ask for it with {{#if}} first, or print it with or-place"),
            Json::Bool(_) => ("yes or no", "ask for it with {{#if}}"),
            Json::Number(_) => ("a number", "take another helper"),
            Json::String(_) => ("a text", "take another helper"),
            Json::Array(_) => ("a list", "print its items with {{#each}} or list"),
            Json::Object(_) => ("an object", "print one of its fields"),
        };
        Trouble::new(format!("`{}` is {kind}, but {wanted} is needed here", self.name)).with_hint(hint)
    }
}

/// Returns the ancestor of a datum that is null, or that people did not give, as in `desk.council.about` without a council.
fn null_above(written: Option<&str>, context: &Context, scope: &RenderContext<'_, '_>) -> Option<Json> {
    let mut above = written?;
    while let Some(end) = above.rfind(['.', '/']) {
        above = above[..end].trim_end_matches(['.', '/']);
        if above.is_empty() || above == "@root" {
            return None;
        }
        let value = scope.evaluate(context, above).ok()?;
        if !value.is_missing() {
            let value = value.as_json();
            return (value.is_null() || unanswered_words(value).is_some()).then(|| value.clone());
        }
    }
    None
}

/// Returns a JSON pointer from the segments of a path.
pub(super) fn to_pointer(path: &[String]) -> String {
    path.iter().fold(String::new(), |pointer, segment| below(&pointer, segment))
}

/// Returns the segments of a path from a JSON pointer.
pub(super) fn to_path(pointer: &str) -> Vec<String> {
    pointer.split('/').skip(1).map(|segment| segment.replace("~1", "/").replace("~0", "~")).collect()
}

/// Returns the pointer of a field or item below a pointer.
pub(super) fn below(pointer: &str, key: &str) -> String {
    format!("{pointer}/{}", key.replace('~', "~0").replace('/', "~1"))
}

/// The arguments of a helper.
pub(super) struct Args<'a> {
    values: Vec<Arg<'a>>,
    options: BTreeMap<String, Arg<'a>>,
    /// The whole context.
    pub(super) data: &'a Json,
}

impl<'a> Args<'a> {
    /// Returns an argument; its presence was seen to when the template was loaded.
    pub(super) fn get(&self, index: usize) -> Result<&Arg<'a>, Trouble> {
        self.values.get(index).ok_or_else(|| Trouble::new(format!("argument {} is missing", index + 1)))
    }

    pub(super) fn all(&self) -> &[Arg<'a>] {
        &self.values
    }

    pub(super) fn option(&self, name: &str) -> Option<&Arg<'a>> {
        self.options.get(name)
    }

    /// Returns the language that the document is in; `None` for English.
    pub(super) fn language(&self) -> Result<Option<&'static OtherLanguage>, Trouble> {
        let Some(tag) = self.other_language() else { return Ok(None) };
        let known = OtherLanguage::of(tag).ok_or_else(|| {
            let names: Vec<&str> = OtherLanguage::names().collect();
            Trouble::new(format!("prints nothing in the language {tag}"))
                .with_hint(format!("write the words into the template; copydesk knows {}", names.join(", ")))
        });
        known.map(Some)
    }

    /// Fails where the document is not in English: the helper prints English words.
    pub(super) fn in_english(&self) -> Result<(), Trouble> {
        match self.other_language() {
            None => Ok(()),
            Some(tag) => Err(Trouble::new(format!("prints English, and the document is in {tag}"))
                .with_hint("write the words into the template")),
        }
    }

    fn other_language(&self) -> Option<&'a str> {
        let tag = self.data.get("language").and_then(Json::as_str)?;
        Some(tag).filter(|tag| !tag.is_empty() && language_of(tag) != "en")
    }

    /// Returns the origin of words that are made of all arguments.
    pub(super) fn mark(&self) -> OriginMark {
        self.values.iter().chain(self.options.values()).fold(OriginMark::Template, |mark, arg| mark.and(&arg.mark()))
    }
}

/// The helpers that take a datum that people were asked for and did not give. Any other prints its placeholder.
const TAKES_NULL: [&str; 8] = ["eq", "ne", "gt", "not", "and", "or", "or-place", "len"];

/// A helper: its name, how many arguments and which options it takes, and what it does.
pub(super) struct Spec {
    pub(super) name: &'static str,
    pub(super) arguments: RangeInclusive<usize>,
    pub(super) options: &'static [&'static str],
    pub(super) call: fn(&Args<'_>) -> Result<HelperAnswer, Trouble>,
}

impl HelperDef for &'static Spec {
    fn call_inner<'reg: 'rc, 'rc>(
        &self,
        helper: &Helper<'rc>,
        _: &'reg handlebars::Handlebars<'reg>,
        context: &'rc Context,
        scope: &mut RenderContext<'reg, 'rc>,
    ) -> Result<ScopedJson<'rc>, RenderError> {
        let take = |param| Arg::new(param, context, scope);
        let values = helper.params().iter().map(take).collect::<Result<_, _>>()?;
        let options = helper.hash().iter().map(|(key, param)| Ok(((*key).to_owned(), take(param)?)));
        let options = options.collect::<Result<_, Trouble>>()?;
        let args = Args { values, options, data: context.data() };
        if let Some(place) = args.all().iter().find_map(Arg::unanswered).filter(|_| !TAKES_NULL.contains(&self.name)) {
            return Ok(ScopedJson::Derived(place.to_json()));
        }
        let mut sizes = args.all().iter().chain(args.options.values()).map(|arg| limits::weight(arg.value()));
        sizes.try_for_each(limits::work).map_err(Trouble::new)?;
        let in_helper =
            |trouble: Trouble| Trouble { message: format!("{}: {}", self.name, trouble.message), ..trouble };
        Ok(match (self.call)(&args).map_err(in_helper)? {
            HelperAnswer::Made(made) => {
                made.check_size().map_err(in_helper)?;
                ScopedJson::Derived(made.to_json())
            }
            HelperAnswer::Plain(json) => ScopedJson::Derived(json),
            HelperAnswer::At(pointer) => match context.data().pointer(&pointer) {
                Some(value) => ScopedJson::Context(value, to_path(&pointer)),
                None => ScopedJson::Missing,
            },
        })
    }
}
