//! Queries a JSON Schema: which fields an object has, what a list holds.

use serde_json::Value as Json;

/// The known shape of a value.
#[derive(Clone, Copy, Debug)]
pub(super) enum Shape<'s> {
    /// Nothing: it may be anything.
    Any,
    /// A text, a number or a boolean.
    Scalar,
    /// A list.
    List(Option<&'s Json>),
    /// An object with its schema.
    Object(&'s Json),
}

/// Two shapes are the same if they are the same place of a schema: comparing what is there would take longer than all the rest.
impl PartialEq for Shape<'_> {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Shape::Any, Shape::Any) | (Shape::Scalar, Shape::Scalar) | (Shape::List(None), Shape::List(None)) => true,
            (Shape::List(Some(one)), Shape::List(Some(other))) | (Shape::Object(one), Shape::Object(other)) => {
                std::ptr::eq(*one, *other)
            }
            _ => false,
        }
    }
}

/// A schema.
#[derive(Clone, Copy, Debug)]
pub(super) struct Schema<'s>(pub(super) &'s Json);

impl<'s> Schema<'s> {
    pub(super) fn root(self) -> Shape<'s> {
        self.shape(self.0)
    }

    fn shape(self, node: &'s Json) -> Shape<'s> {
        let node = self.resolve(node);
        let is = |wanted: &str| match node.get("type") {
            Some(Json::String(kind)) => kind == wanted,
            Some(Json::Array(kinds)) => kinds.iter().any(|kind| kind == wanted),
            _ => false,
        };
        if node.get("properties").is_some() {
            Shape::Object(node)
        } else if is("array") {
            Shape::List(node.get("items"))
        } else if ["string", "number", "integer", "boolean"].into_iter().any(is)
            || ["enum", "const", "oneOf"].into_iter().any(|key| node.get(key).is_some())
        {
            Shape::Scalar
        } else {
            Shape::Any
        }
    }

    /// Follows references, and takes the one that is not null of two.
    fn resolve(self, mut node: &'s Json) -> &'s Json {
        for _ in 0..16 {
            let reference = node.get("$ref").and_then(Json::as_str).and_then(|name| name.strip_prefix('#'));
            let only = |key: &str| {
                let mut choices = node.get(key)?.as_array()?.iter().filter(|choice| choice["type"] != "null");
                choices.next().filter(|_| choices.next().is_none())
            };
            match reference.and_then(|at| self.0.pointer(at)).or_else(|| only("anyOf")).or_else(|| only("allOf")) {
                Some(next) => node = next,
                None => break,
            }
        }
        node
    }

    /// Returns a field of an object or an item of a list, by its name or number; `None` if there cannot be one.
    pub(super) fn field(self, shape: Shape<'s>, name: &str) -> Option<Shape<'s>> {
        match shape {
            Shape::Any => Some(Shape::Any),
            Shape::Scalar => None,
            Shape::List(_) => name.bytes().all(|b| b.is_ascii_digit()).then(|| self.item(shape)),
            Shape::Object(node) => Some(self.shape(node["properties"].get(name)?)),
        }
    }

    /// Returns the shape of a list's items.
    pub(super) fn item(self, shape: Shape<'s>) -> Shape<'s> {
        match shape {
            Shape::List(Some(items)) => self.shape(items),
            _ => Shape::Any,
        }
    }

    /// Returns the fields of an object, by name.
    pub(super) fn fields(shape: Shape<'s>) -> Vec<&'s str> {
        match shape {
            Shape::Object(node) => {
                node["properties"].as_object().into_iter().flatten().map(|(name, _)| name.as_str()).collect()
            }
            _ => Vec::new(),
        }
    }
}
