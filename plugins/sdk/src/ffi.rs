//! The C interface, as `include/copydesk_plugin.h` has it, and the bridge from it to the trait [`Output`]. The only file
//! of the SDK with `unsafe`. Not here: what is said across the border (see [`crate::story`] and [`crate::plan`]).
//!
//! An author in Rust needs none of this: [`export!`](crate::export!) makes the table. The program reads it.
//!
//! The rules of the border: every pointer with a length is lent for one call and never freed by the other side; text is
//! UTF-8; a status is a plain number, and one that is not listed counts as [`FAULT`]; the numbers below are the
//! interface's own and have nothing to do with any package's version. A later minor adds fields at the end of a struct
//! and changes the meaning of none, so each side looks at `struct_size` before it reads further.
#![expect(unsafe_code, reason = "the border itself: pointers from the other side are turned into slices here")]

use crate::output::{Draft, Host, Output, Refusal, Why};
use crate::story::Request;
use std::any::Any;
use std::ffi::{CString, c_char, c_void};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// The first field of every table: the letters `CPYDESK1`, in little-endian order.
pub const MAGIC: u64 = u64::from_le_bytes(*b"CPYDESK1");
/// The minor version of this interface; the major one is in the symbol's name.
pub const ABI_MINOR: u32 = 0;
/// The one symbol that a plugin exports: a function without arguments that returns its [`Table`].
pub const SYMBOL: &str = "copydesk_plugin_v1";
/// The section of the object file in which the descriptor stands, so that it can be read without loading the library.
pub const NOTE_SECTION: &str = if cfg!(target_vendor = "apple") { "__cpydesk" } else { ".cpydesk" };
/// The section with the templates that the library carries: name and text of each, a zero byte behind each, UTF-8. More
/// zero bytes may stand before a name.
pub const TEMPLATE_SECTION: &str = if cfg!(target_vendor = "apple") { "__cpytmpl" } else { ".cpytmpl" };

/// How a call ended.
pub type Status = i32;
/// The document is what went through `write` and `render`.
pub const OK: Status = 0;
/// The plugin will not draft from these data; `fail` said why.
pub const REFUSED: Status = 1;
/// The plugin could not read the request; `fail` said why.
pub const BAD_REQUEST: Status = 2;
/// The plugin broke.
pub const FAULT: Status = 3;
/// A function of the program said stop.
pub const LIMIT: Status = 4;

/// `log`: worth knowing.
pub const NOTE: i32 = 0;
/// `log`: should be looked at.
pub const WARNING: i32 = 1;

/// What the program lends a plugin for one call. On the calling thread only, and only until the call returns.
#[repr(C)]
#[derive(Debug)]
pub struct HostTable {
    /// How many bytes of this struct the program has.
    pub struct_size: u32,
    /// The minor version that the program was built with.
    pub abi_minor: u32,
    /// First argument of every function below.
    pub ctx: *mut c_void,
    /// Adds Markdown, the plugin's own words, to the document.
    pub write: Option<unsafe extern "C" fn(ctx: *mut c_void, text: *const u8, len: usize) -> Status>,
    /// Says why the call is about to end without a document: a short code and a sentence.
    pub fail: Option<unsafe extern "C" fn(ctx: *mut c_void, code: *const c_char, text: *const u8, len: usize)>,
    /// Tells the person at the desk something ([`NOTE`] or [`WARNING`]).
    pub log: Option<unsafe extern "C" fn(ctx: *mut c_void, level: i32, text: *const u8, len: usize)>,
    /// Adds a template to the document, rendered by the program with a plan (JSON).
    pub render:
        Option<unsafe extern "C" fn(ctx: *mut c_void, template: *const c_char, plan: *const u8, len: usize) -> Status>,
}

/// What a plugin returns from [`SYMBOL`]: constant, valid until the process ends.
#[repr(C)]
#[derive(Debug)]
pub struct Table {
    /// [`MAGIC`].
    pub magic: u64,
    /// How many bytes of this struct the plugin has.
    pub struct_size: u32,
    /// The minor version that the plugin was built with.
    pub abi_minor: u32,
    /// The descriptor: JSON, ended by a zero byte.
    pub descriptor: *const c_char,
    /// Drafts one document.
    pub draft: Option<unsafe extern "C" fn(host: *const HostTable, request: *const u8, len: usize) -> Status>,
}

// SAFETY: a table is never written to, and what it points to is constant.
unsafe impl Sync for Table {}

impl Table {
    /// The table of `P`. `note` is the descriptor with the zero byte at its end.
    ///
    /// # Panics
    /// At compile time, where the zero byte is missing.
    #[expect(clippy::cast_possible_truncation, reason = "the struct has a few dozen bytes")]
    pub const fn of<P: Output>(note: &'static [u8]) -> Table {
        assert!(matches!(note, [.., 0]), "the descriptor ends with a zero byte");
        Table {
            magic: MAGIC,
            struct_size: size_of::<Table>() as u32,
            abi_minor: ABI_MINOR,
            descriptor: note.as_ptr().cast(),
            draft: Some(draft::<P>),
        }
    }
}

/// The `draft` of a table: decodes the request, asks `P`, and lets no panic across the border.
///
/// # Safety
/// `host` is null or points to a table that holds what [`HostTable`] promises until this call returns; `request` points
/// to `len` bytes, or `len` is 0.
pub unsafe extern "C" fn draft<P: Output>(host: *const HostTable, request: *const u8, len: usize) -> Status {
    if host.is_null() {
        return FAULT;
    }
    // SAFETY: not null, and the caller promises a table there; its first field is there in every version.
    let size = unsafe { (*host).struct_size };
    if (size as usize) < size_of::<HostTable>() {
        return FAULT;
    }
    // SAFETY: as above, and the table has all the fields that are known here.
    let mut bridge = Bridge(unsafe { &*host });
    let request: &[u8] = if len == 0 {
        &[]
    } else {
        // SAFETY: the caller promises `len` bytes there until this call returns.
        unsafe { std::slice::from_raw_parts(request, len) }
    };
    match catch_unwind(AssertUnwindSafe(|| answer::<P>(request, &mut bridge))) {
        Ok(status) => status,
        Err(payload) => {
            bridge.fail("panic", message_of(&*payload));
            // Dropping the payload runs the author's code once more, which may panic again.
            std::mem::forget(payload);
            FAULT
        }
    }
}

fn answer<P: Output>(request: &[u8], bridge: &mut Bridge<'_>) -> Status {
    let request: Request = match serde_json::from_slice(request) {
        Ok(request) => request,
        Err(error) => {
            bridge.fail("request", &error.to_string());
            return BAD_REQUEST;
        }
    };
    match P::draft(&request, &mut Draft::new(bridge)) {
        Ok(()) => OK,
        Err(Refusal(Why::Host(status))) => status,
        Err(Refusal(Why::Said { status, code, message })) => {
            bridge.fail(&code, &message);
            status
        }
    }
}

fn message_of(payload: &(dyn Any + Send)) -> &str {
    let text = payload.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| payload.downcast_ref::<&str>().copied()).unwrap_or("no message")
}

/// The program's functions, as safe ones.
struct Bridge<'a>(&'a HostTable);

impl Bridge<'_> {
    fn fail(&mut self, code: &str, message: &str) {
        if let Some(fail) = self.0.fail {
            let code = c_string(code);
            // SAFETY: the program's own function with its own context; both texts live until it returns.
            unsafe { fail(self.0.ctx, code.as_ptr(), message.as_ptr(), message.len()) }
        }
    }
}

impl Host for Bridge<'_> {
    fn write(&mut self, text: &str) -> Status {
        // SAFETY: the program's own function with its own context; the text lives until it returns.
        self.0.write.map_or(FAULT, |write| unsafe { write(self.0.ctx, text.as_ptr(), text.len()) })
    }

    fn render(&mut self, template: &str, plan: &str) -> Status {
        let template = c_string(template);
        self.0.render.map_or(FAULT, |render| {
            // SAFETY: the program's own function with its own context; both texts live until it returns.
            unsafe { render(self.0.ctx, template.as_ptr(), plan.as_ptr(), plan.len()) }
        })
    }

    fn log(&mut self, level: i32, message: &str) {
        if let Some(log) = self.0.log {
            // SAFETY: the program's own function with its own context; the text lives until it returns.
            unsafe { log(self.0.ctx, level, message.as_ptr(), message.len()) }
        }
    }
}

/// A zero byte inside cannot cross the border; the text is cut there.
fn c_string(text: &str) -> CString {
    let end = text.find('\0').unwrap_or(text.len());
    CString::new(&text[..end]).unwrap_or_default()
}
