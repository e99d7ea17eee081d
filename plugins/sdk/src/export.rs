//! The macro that makes a library from a crate, and the descriptor it embeds in the object file. The descriptor is
//! written by `const fn`, so that it is in the file as plain JSON.

use crate::ffi;

/// A plugin's description of itself. [`export!`](crate::export!) fills it in.
#[derive(Clone, Copy, Debug)]
pub struct Descriptor {
    /// Reverse domain name, such as `org.copydesk.press-release`.
    pub id: &'static str,
    /// The version of the plugin's package.
    pub version: &'static str,
    /// The licence of the plugin's package; may be empty.
    pub licence: &'static str,
    /// The home page of the plugin's package; may be empty.
    pub homepage: &'static str,
    /// The outputs it makes.
    pub outputs: &'static [Offer],
}

/// One output that a plugin makes.
#[derive(Clone, Copy, Debug)]
pub struct Offer {
    /// The id that users type: `press-release`.
    pub id: &'static str,
    /// The title that users read in lists: "Press release".
    pub title: &'static str,
    /// Whom it is for, in half a sentence.
    pub description: &'static str,
    /// What a document must have for it: `grades`, `findings` or `points`, or several with "or" between them, of which one is
    /// enough. The program says before it drafts what a document cannot serve.
    pub needs: &'static [&'static str],
}

/// Makes the library of a crate: the exported symbol, its table, the descriptor and the templates. Once per crate.
///
/// Version, licence and home page come from the crate's manifest. `templates` may be left out; each has a name, the id of
/// one of the outputs, or that, a `/` and more, and a file, as [`include_str!`] takes it: from this source file's folder.
/// What could not be used later does not compile: a name that is none of these, a text with a zero byte.
///
/// ```
/// # use copydesk_plugin::{Draft, Output, Refusal, story::Request};
/// # struct Leaflet;
/// # impl Output for Leaflet {
/// #     fn draft(_: &Request, draft: &mut Draft<'_>) -> Result<(), Refusal> { draft.write("Hello") }
/// # }
/// copydesk_plugin::export! {
///     Leaflet,
///     id: "uk.example.leaflet",
///     outputs: [{
///         id: "leaflet",
///         title: "Leaflet",
///         description: "For families, in plain words",
///         needs: ["grades", "points"],
///     }],
///     templates: { "leaflet": "../templates/leaflet.hbs" },
/// }
/// # fn main() {}
/// ```
///
/// ```compile_fail
/// # use copydesk_plugin::{Draft, Output, Refusal, story::Request};
/// # struct Leaflet;
/// # impl Output for Leaflet {
/// #     fn draft(_: &Request, draft: &mut Draft<'_>) -> Result<(), Refusal> { draft.write("Hello") }
/// # }
/// copydesk_plugin::export! {
///     Leaflet,
///     id: "uk.example.leaflet",
///     outputs: [{ id: "leaflet", title: "Leaflet", description: "For families, in plain words" }],
///     templates: { "partials/result": "../templates/leaflet.hbs" }, // belongs to none of the outputs
/// }
/// # fn main() {}
/// ```
#[macro_export]
macro_rules! export {
    (
        $plugin:ty,
        id: $id:expr,
        outputs: [$({
            id: $output:expr, title: $title:expr, description: $description:expr
            $(, needs: [$($need:literal),* $(,)?])? $(,)?
        }),+ $(,)?]
        $(, templates: { $($template:literal: $file:literal),* $(,)? })? $(,)?
    ) => {
        #[expect(unsafe_code, reason = "the two attributes by which the program finds the plugin")]
        const _: () = {
            const DESCRIPTOR: $crate::Descriptor = $crate::Descriptor {
                id: $id,
                version: ::core::env!("CARGO_PKG_VERSION"),
                licence: ::core::env!("CARGO_PKG_LICENSE"),
                homepage: ::core::env!("CARGO_PKG_HOMEPAGE"),
                outputs: &[$($crate::Offer {
                    id: $output,
                    title: $title,
                    description: $description,
                    needs: &[$($($need),*)?],
                }),+],
            };

            #[used]
            #[cfg_attr(target_vendor = "apple", unsafe(link_section = "__DATA,__cpydesk"))]
            #[cfg_attr(not(target_vendor = "apple"), unsafe(link_section = ".cpydesk"))]
            static NOTE: [u8; DESCRIPTOR.note_len()] = DESCRIPTOR.note();

            const TEMPLATES: &[$crate::Template] =
                &[$($($crate::Template { name: $template, text: ::core::include_str!($file) }),*)?];

            #[used]
            #[cfg_attr(target_vendor = "apple", unsafe(link_section = "__DATA,__cpytmpl"))]
            #[cfg_attr(not(target_vendor = "apple"), unsafe(link_section = ".cpytmpl"))]
            static SECTION: [u8; $crate::section_len(TEMPLATES)] = $crate::section(&DESCRIPTOR, TEMPLATES);

            static TABLE: $crate::ffi::Table = $crate::ffi::Table::of::<$plugin>(&NOTE);

            #[unsafe(no_mangle)]
            extern "C" fn copydesk_plugin_v1() -> *const $crate::ffi::Table {
                &raw const TABLE
            }
        };
    };
}

impl Descriptor {
    /// Returns the length of the note in bytes.
    #[doc(hidden)]
    pub const fn note_len(&self) -> usize {
        let mut count = Writer::<0> { bytes: [], len: 0 };
        self.write(&mut count);
        count.len
    }

    /// Returns the descriptor as JSON, with a zero byte at its end.
    #[doc(hidden)]
    pub const fn note<const N: usize>(&self) -> [u8; N] {
        let mut writer = Writer { bytes: [0; N], len: 0 };
        self.write(&mut writer);
        assert!(writer.len == N, "the note has the length of note_len");
        writer.bytes
    }

    const fn write<const N: usize>(&self, to: &mut Writer<N>) {
        assert!(!self.outputs.is_empty(), "a plugin makes at least one output");
        to.member("{\"id\":", self.id);
        to.member(",\"version\":", self.version);
        to.member(",\"request_schema\":", crate::REQUEST_SCHEMA);
        to.member(",\"sdk\":", crate::SDK);
        to.member(",\"licence\":", self.licence);
        to.member(",\"homepage\":", self.homepage);
        to.member(",\"panic\":", if cfg!(panic = "abort") { "abort" } else { "unwind" });
        let mut i = 0;
        while i < self.outputs.len() {
            to.raw(if i == 0 { ",\"outputs\":[" } else { "," });
            to.member("{\"id\":", self.outputs[i].id);
            to.member(",\"title\":", self.outputs[i].title);
            to.member(",\"description\":", self.outputs[i].description);
            let needs = self.outputs[i].needs;
            let mut n = 0;
            while n < needs.len() {
                to.member(if n == 0 { ",\"needs\":[" } else { "," }, needs[n]);
                n += 1;
            }
            to.raw(if n > 0 { "]" } else { "" });
            to.raw("}");
            i += 1;
        }
        to.raw("]}\0");
    }
}

/// Writes JSON at compile time. With `N = 0` it only counts.
struct Writer<const N: usize> {
    bytes: [u8; N],
    len: usize,
}

impl<const N: usize> Writer<N> {
    const fn byte(&mut self, byte: u8) {
        if N > 0 {
            self.bytes[self.len] = byte;
        }
        self.len += 1;
    }

    const fn raw(&mut self, text: &str) {
        let mut i = 0;
        while i < text.len() {
            self.byte(text.as_bytes()[i]);
            i += 1;
        }
    }

    const fn member(&mut self, key: &str, value: &str) {
        self.raw(key);
        self.byte(b'"');
        let mut i = 0;
        while i < value.len() {
            let byte = value.as_bytes()[i];
            assert!(byte >= b' ', "a descriptor has no line breaks or other control characters");
            if byte == b'"' || byte == b'\\' {
                self.byte(b'\\');
            }
            self.byte(byte);
            i += 1;
        }
        self.byte(b'"');
    }
}

// Whoever renames the symbol renames it in the macro too, where it cannot be taken from the constant.
const _: () = assert!(matches!(ffi::SYMBOL.as_bytes(), b"copydesk_plugin_v1"));

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_is_json_and_ends_with_a_zero() {
        const DESCRIPTOR: Descriptor = Descriptor {
            id: "uk.example.two",
            version: "1.2.3",
            licence: "",
            homepage: "https://example.org/",
            outputs: &[
                Offer {
                    id: "one",
                    title: "The \"one\"",
                    description: "Back\\slash",
                    needs: &["grades or findings", "points"],
                },
                Offer { id: "two", title: "Zwölf", description: "", needs: &[] },
            ],
        };
        let note: [u8; DESCRIPTOR.note_len()] = DESCRIPTOR.note();
        let (end, json) = note.split_last().unwrap();
        assert_eq!(*end, 0);
        let json: serde_json::Value = serde_json::from_slice(json).unwrap();
        assert_eq!(json["outputs"][0]["title"], "The \"one\"");
        assert_eq!(json["outputs"][0]["description"], "Back\\slash");
        assert_eq!(json["outputs"][0]["needs"], serde_json::json!(["grades or findings", "points"]));
        assert_eq!(
            (&json["outputs"][1]["title"], &json["outputs"][1]["needs"]),
            (&"Zwölf".into(), &serde_json::Value::Null)
        );
        assert_eq!(json["request_schema"], crate::REQUEST_SCHEMA);
        assert_eq!(json["homepage"], "https://example.org/");
    }
}
