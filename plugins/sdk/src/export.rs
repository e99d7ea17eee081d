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
    /// What it asks people for.
    pub fields: &'static [Field],
    /// Whether it picks from the result on purpose: then a check of its drafts says nothing of what they leave out, unless the
    /// desk lists the output as balanced.
    pub partial: bool,
    /// The language that it is written in, such as `cy`; empty for English. Its words are marked as being in that language, those
    /// of the report as English, and checks that read English leave it alone.
    pub language: &'static str,
    /// The file that it makes, if it is more than a text.
    pub file: Option<FileType>,
}

/// The file that an output makes, such as a table or a picture: [`Draft::write_file`](crate::Draft::write_file) gives its bytes.
#[derive(Clone, Copy, Debug)]
pub struct FileType {
    /// The ending of its name, such as `csv`.
    pub extension: &'static str,
    /// What is in it, such as `text/csv`.
    pub media_type: &'static str,
}

impl Offer {
    /// An output without a name: what an output is where its author says nothing else.
    #[doc(hidden)]
    pub const PLAIN: Offer =
        Offer { id: "", title: "", description: "", needs: &[], fields: &[], partial: false, language: "", file: None };
}

/// Something that an output asks people for: a line in `brief.toml` or `desk.toml`, or an option of a draft. The plugin finds the
/// answer in [`Brief::own`](crate::story::Brief::own), [`Desk::own`](crate::story::Desk::own) or
/// [`Request::options`](crate::story::Request::options); where there is none, a template prints a placeholder.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// Where people write it: `brief`, for one story; `desk`, for all of them; `options`, with `--set` for one draft.
    pub of: &'static str,
    /// Its key: `a` to `z`, digits and `_`, beginning with a letter.
    pub id: &'static str,
    /// What it is: `text`, `number`, `day`, `yes-no`, `list` (of texts), `address` (of a page), `choice` or `contact` (name, and
    /// e-mail address, telephone number or page).
    pub kind: &'static str,
    /// What it is for, in a sentence.
    pub help: &'static str,
    /// An example, as it would be written in the file, such as `5 May 2026`; of a contact, the name.
    pub example: &'static str,
    /// Whether the output needs it; then drafting says that it is missing.
    pub required: bool,
    /// The words that a `choice` may be. Of an option, the first is what it is where nobody says.
    pub choices: &'static [&'static str],
}

impl Field {
    /// A text of the brief without a name: what a field is where its author says nothing else.
    #[doc(hidden)]
    pub const PLAIN: Field =
        Field { of: "brief", id: "", kind: "text", help: "", example: "", required: false, choices: &[] };

    /// What `of` can be.
    #[doc(hidden)]
    pub const PLACES: &[&str] = &["brief", "desk", "options"];

    /// What `kind` can be.
    #[doc(hidden)]
    pub const KINDS: &[&str] = &["text", "number", "day", "yes-no", "list", "address", "choice", "contact"];

    /// Stops the build where the program would refuse the field, so that its author need not wait for that.
    const fn check(&self) {
        let mut i = 0;
        while i < self.id.len() {
            let byte = self.id.as_bytes()[i];
            let is_right = byte.is_ascii_lowercase() || i > 0 && (byte.is_ascii_digit() || byte == b'_');
            assert!(is_right, "the id of a field has lower case, digits and underscores only, as in `evening_date`");
            i += 1;
        }
        assert!(!self.id.is_empty(), "a field has an id, such as `evening_date`");
        assert!(is_one_of(self.of, Self::PLACES), "`of` of a field is `brief`, `desk` or `options`");
        assert!(
            is_one_of(self.kind, Self::KINDS),
            "`kind` of a field is `text`, `number`, `day`, `yes-no`, `list`, `address`, `choice` or `contact`"
        );
    }
}

const fn is_one_of(word: &str, words: &[&str]) -> bool {
    let mut i = 0;
    while i < words.len() {
        if is_same(word.as_bytes(), words[i].as_bytes()) {
            return true;
        }
        i += 1;
    }
    false
}

const fn is_same(one: &[u8], other: &[u8]) -> bool {
    let mut i = 0;
    while i < one.len() && i < other.len() && one[i] == other[i] {
        i += 1;
    }
    i == one.len() && i == other.len()
}

/// Makes the library of a crate: the exported symbol, its table, the descriptor and the templates. Once per crate.
///
/// Version, licence and home page come from the crate's manifest. `templates` may be left out; each has a name, the id of
/// one of the outputs, or that, a `/` and more, and a file, as [`include_str!`] takes it: from this source file's folder.
/// What could not be used later does not compile: a name that is none of these, a text with a zero byte.
///
/// An output may have `needs`, `fields`, `partial`, `language` and `file`, in this order ([`Offer`], [`Field`], [`FileType`]). Of a
/// field, what is left out is as in a text of the brief that nobody has to give.
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
///         fields: [
///             { id: "open_evening", kind: "day", help: "The day of the open evening", example: "2026-05-05", required: true },
///             { of: "desk", id: "team", kind: "contact", help: "Who answers families", example: "Family Hub" },
///             { of: "options", id: "tone", kind: "choice", help: "How it speaks", choices: &["plain", "warm"] },
///         ],
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
            $(, needs: [$($need:literal),* $(,)?])?
            $(, fields: [$({ $($part:ident: $value:expr),+ $(,)? }),* $(,)?])?
            $(, partial: $partial:literal)?
            $(, language: $language:literal)?
            $(, file: { extension: $extension:literal, media_type: $media_type:literal $(,)? })? $(,)?
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
                    fields: &[$($($crate::Field { $($part: $value,)+ ..$crate::Field::PLAIN }),*)?],
                    $(partial: $partial,)?
                    $(language: $language,)?
                    $(file: ::core::option::Option::Some($crate::FileType {
                        extension: $extension,
                        media_type: $media_type,
                    }),)?
                    ..$crate::Offer::PLAIN
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
            to.list("needs", self.outputs[i].needs);
            self.outputs[i].write_fields(to);
            to.raw(if self.outputs[i].partial { ",\"partial\":true" } else { "" });
            self.outputs[i].write_kind(to);
            to.raw("}");
            i += 1;
        }
        to.raw("]}\0");
    }
}

impl Offer {
    const fn write_fields<const N: usize>(&self, to: &mut Writer<N>) {
        let mut i = 0;
        while i < self.fields.len() {
            let field = &self.fields[i];
            field.check();
            to.raw(if i == 0 { ",\"fields\":[" } else { "," });
            to.member("{\"of\":", field.of);
            to.member(",\"id\":", field.id);
            to.member(",\"kind\":", field.kind);
            to.member(",\"help\":", field.help);
            to.member(",\"example\":", field.example);
            to.raw(if field.required { ",\"required\":true" } else { "" });
            to.list("choices", field.choices);
            to.raw("}");
            i += 1;
        }
        to.raw(if i > 0 { "]" } else { "" });
    }

    const fn write_kind<const N: usize>(&self, to: &mut Writer<N>) {
        if !self.language.is_empty() {
            to.member(",\"language\":", self.language);
        }
        if let Some(file) = &self.file {
            to.member(",\"file\":{\"extension\":", file.extension);
            to.member(",\"media_type\":", file.media_type);
            to.raw("}");
        }
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

    /// Writes a member with a list of texts, unless the list is empty.
    const fn list(&mut self, key: &str, texts: &[&str]) {
        let mut i = 0;
        while i < texts.len() {
            if i == 0 {
                self.raw(",\"");
                self.raw(key);
                self.raw("\":[");
            }
            self.member(if i == 0 { "" } else { "," }, texts[i]);
            i += 1;
        }
        self.raw(if i > 0 { "]" } else { "" });
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
                    fields: &[
                        Field { id: "evening", kind: "day", required: true, ..Field::PLAIN },
                        Field {
                            of: "options",
                            id: "tone",
                            kind: "choice",
                            choices: &["plain", "warm"],
                            ..Field::PLAIN
                        },
                    ],
                    partial: true,
                    language: "cy",
                    file: Some(FileType { extension: "csv", media_type: "text/csv" }),
                },
                Offer { id: "two", title: "Zwölf", ..Offer::PLAIN },
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
        assert_eq!((&json["outputs"][0]["partial"], json["outputs"][1].get("partial")), (&true.into(), None));
        let (first, second) = (&json["outputs"][0], &json["outputs"][1]);
        let file = serde_json::json!({ "extension": "csv", "media_type": "text/csv" });
        assert_eq!((&first["language"], &first["file"]), (&"cy".into(), &file));
        assert_eq!((second.get("language"), second.get("file")), (None, None));
        let fields = &json["outputs"][0]["fields"];
        assert_eq!(
            fields[0],
            serde_json::json!({ "of": "brief", "id": "evening", "kind": "day", "help": "", "example": "",
            "required": true })
        );
        assert_eq!(
            (&fields[1]["of"], &fields[1]["choices"]),
            (&"options".into(), &serde_json::json!(["plain", "warm"]))
        );
        assert_eq!(json["request_schema"], crate::REQUEST_SCHEMA);
        assert_eq!(json["homepage"], "https://example.org/");
    }
}
