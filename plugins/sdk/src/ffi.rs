//! The C interface of `include/copydesk_plugin.h`, and the bridge from it to the trait [`Output`]. The only file of the
//! SDK with `unsafe`. The data that cross it are in [`crate::story`] and [`crate::plan`].
//!
//! An author in Rust needs none of this: [`export!`](crate::export!) makes the table. The program reads it.
//!
//! Its rules: every pointer with a length is lent for one call and never freed by the other side; text is UTF-8; a
//! status is a plain number, and one that is not listed counts as [`FAULT`]; the numbers below are the interface's
//! version, independent of any package's. A later minor version adds fields at the end of a struct and changes the
//! meaning of none; each side reads as many bytes as both know, and a field that the other side does not have is null.
//! So old and new versions work together in both directions.
#![expect(unsafe_code, reason = "the border itself: pointers from the other side are turned into slices here")]

use crate::output::{Draft, Host, Output, Refusal, Why};
use crate::story::Request;
use std::any::Any;
use std::cell::Cell;
use std::ffi::{CString, c_char, c_void};
use std::mem::{MaybeUninit, offset_of};
use std::panic::{self, AssertUnwindSafe, catch_unwind};

/// The first field of every table: the letters `CPYDESK1`, in little-endian order.
pub const MAGIC: u64 = u64::from_le_bytes(*b"CPYDESK1");
/// The minor version of this interface; the major one is in the symbol's name.
pub const ABI_MINOR: u32 = 1;
/// The one symbol that a plugin exports: a function without arguments that returns its [`Table`].
pub const SYMBOL: &str = "copydesk_plugin_v1";
/// The section of the object file with the descriptor, which can be read without loading the library.
pub const NOTE_SECTION: &str = if cfg!(target_vendor = "apple") { "__cpydesk" } else { ".cpydesk" };
/// The section with the templates that the library carries: the name and the text of each, each ending with a zero
/// byte, in UTF-8. More zero bytes may come before a name.
pub const TEMPLATE_SECTION: &str = if cfg!(target_vendor = "apple") { "__cpytmpl" } else { ".cpytmpl" };

/// The status of a call.
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

/// The functions that the program lends a plugin for one call, on the calling thread only, and only until the call
/// returns.
#[repr(C)]
#[derive(Debug)]
pub struct HostTable {
    /// How many bytes of this struct the program provides.
    pub struct_size: u32,
    /// The minor version that the program was built with.
    pub abi_minor: u32,
    /// First argument of every function below.
    pub ctx: *mut c_void,
    /// Adds Markdown to the document: the plugin's own text.
    pub write: Option<unsafe extern "C" fn(ctx: *mut c_void, text: *const u8, len: usize) -> Status>,
    /// Says why the call is about to end without a document: a short code and a sentence.
    pub fail: Option<unsafe extern "C" fn(ctx: *mut c_void, code: *const c_char, text: *const u8, len: usize)>,
    /// Tells the person at the desk something ([`NOTE`] or [`WARNING`]).
    pub log: Option<unsafe extern "C" fn(ctx: *mut c_void, level: i32, text: *const u8, len: usize)>,
    /// Adds a template to the document, rendered by the program with a plan (JSON).
    pub render:
        Option<unsafe extern "C" fn(ctx: *mut c_void, template: *const c_char, plan: *const u8, len: usize) -> Status>,
    /// Adds bytes to the file that the output makes. Since minor version 1.
    pub write_file: Option<unsafe extern "C" fn(ctx: *mut c_void, bytes: *const u8, len: usize) -> Status>,
}

impl HostTable {
    /// The bytes of the smallest table that a plugin can work with: up to and including `write`.
    pub const SMALLEST: usize = offset_of!(HostTable, write) + size_of::<*const ()>();

    /// Reads the program's table, as far as both sides know it; `None` if it is smaller than [`HostTable::SMALLEST`].
    ///
    /// # Safety
    /// `host` points to a table of as many bytes as its `struct_size` says.
    pub unsafe fn read(host: *const HostTable) -> Option<HostTable> {
        // SAFETY: the caller promises a table there, and its first field is there in every version.
        let size = unsafe { (*host).struct_size } as usize;
        // SAFETY: the caller promises `size` bytes; all fields may be zero.
        (size >= HostTable::SMALLEST).then(|| unsafe { known_part(host, size) })
    }
}

/// The functions that a plugin returns from [`SYMBOL`]: constant, valid until the process ends.
#[repr(C)]
#[derive(Debug)]
pub struct Table {
    /// [`MAGIC`].
    pub magic: u64,
    /// How many bytes of this struct the plugin provides.
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
    /// The bytes of the smallest table, that of minor version 0: up to and including `draft`.
    pub const SMALLEST: usize = offset_of!(Table, draft) + size_of::<*const ()>();

    /// Reads a plugin's table, as far as both sides know it; `None` if it is smaller than [`Table::SMALLEST`].
    ///
    /// # Safety
    /// `table` points to a table of as many bytes as its `struct_size` says.
    pub unsafe fn read(table: *const Table) -> Option<Table> {
        // SAFETY: the caller promises a table there, and its first fields are there in every version.
        let size = unsafe { (*table).struct_size } as usize;
        // SAFETY: the caller promises `size` bytes; all fields may be zero.
        (size >= Table::SMALLEST).then(|| unsafe { known_part(table, size) })
    }

    /// Returns the table of `P`. `note` is the descriptor with the zero byte at its end.
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

/// Returns a copy of a struct of which the other side provides `size` bytes. Missing fields are zero, and so is a field
/// that is partly missing: after their first bytes, the structs consist of pointers.
///
/// # Safety
/// There are `size` bytes at `theirs`, and zero is a value of each field of `T`.
unsafe fn known_part<T>(theirs: *const T, size: usize) -> T {
    let known = size.min(size_of::<T>());
    let whole = known - known % size_of::<*const ()>();
    let mut ours = MaybeUninit::<T>::zeroed();
    // SAFETY: both have that many bytes, and one is new.
    unsafe { theirs.cast::<u8>().copy_to_nonoverlapping(ours.as_mut_ptr().cast(), whole) };
    // SAFETY: each field is the other side's or zero, as the caller promises.
    unsafe { ours.assume_init() }
}

/// Returns the `draft` of a table: decodes the request, asks `P`, and lets no panic across the border.
///
/// # Safety
/// `host` is null or points to a table that holds what [`HostTable`] promises until this call returns; `request` points
/// to `len` bytes, or `len` is 0.
pub unsafe extern "C" fn draft<P: Output>(host: *const HostTable, request: *const u8, len: usize) -> Status {
    if host.is_null() {
        return FAULT;
    }
    // SAFETY: not null, and the caller promises a table there.
    let Some(host) = (unsafe { HostTable::read(host) }) else { return FAULT };
    let mut bridge = Bridge(host);
    let request: &[u8] = if len == 0 {
        &[]
    } else {
        // SAFETY: the caller promises `len` bytes there until this call returns.
        unsafe { std::slice::from_raw_parts(request, len) }
    };
    remember_places();
    match catch_unwind(AssertUnwindSafe(|| answer::<P>(request, &mut bridge))) {
        Ok(status) => status,
        Err(payload) => {
            bridge.fail("panic", &format!("{}{}", message_of(&*payload), PLACE.take()));
            // Dropping the payload runs the author's code once more, which may panic again.
            std::mem::forget(payload);
            FAULT
        }
    }
}

thread_local! {
    /// The place of this thread's last panic: ", at src/lib.rs:31".
    static PLACE: Cell<String> = const { Cell::new(String::new()) };
}

/// Installs a panic hook that records the place, which a caught panic does not carry. It affects only this library,
/// which has its own standard library, and this process, which is for this call.
fn remember_places() {
    let before = panic::take_hook();
    panic::set_hook(Box::new(move |panic| {
        PLACE.set(panic.location().map(|at| format!(", at {}:{}", at.file(), at.line())).unwrap_or_default());
        before(panic);
    }));
}

fn answer<P: Output>(request: &[u8], bridge: &mut Bridge) -> Status {
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

/// The program's functions, as safe ones. An older program may lack some.
struct Bridge(HostTable);

impl Bridge {
    fn fail(&mut self, code: &str, message: &str) {
        if let Some(fail) = self.0.fail {
            let code = c_string(code);
            // SAFETY: the program's own function with its own context; both texts live until it returns.
            unsafe { fail(self.0.ctx, code.as_ptr(), message.as_ptr(), message.len()) }
        }
    }
}

impl Host for Bridge {
    fn write(&mut self, text: &str) -> Status {
        // SAFETY: the program's own function with its own context; the text lives until it returns.
        self.0.write.map_or(FAULT, |write| unsafe { write(self.0.ctx, text.as_ptr(), text.len()) })
    }

    fn render(&mut self, template: &str, plan: &str) -> Status {
        let Some(render) = self.0.render else {
            self.fail("no-render", "this program is older than templates");
            return FAULT;
        };
        let template = c_string(template);
        // SAFETY: the program's own function with its own context; both texts live until it returns.
        unsafe { render(self.0.ctx, template.as_ptr(), plan.as_ptr(), plan.len()) }
    }

    fn write_file(&mut self, bytes: &[u8]) -> Status {
        let Some(write_file) = self.0.write_file else {
            self.fail("no-files", "this program is older than outputs that are files");
            return FAULT;
        };
        // SAFETY: the program's own function with its own context; the bytes live until it returns.
        unsafe { write_file(self.0.ctx, bytes.as_ptr(), bytes.len()) }
    }

    fn log(&mut self, level: i32, message: &str) {
        if let Some(log) = self.0.log {
            // SAFETY: the program's own function with its own context; the text lives until it returns.
            unsafe { log(self.0.ctx, level, message.as_ptr(), message.len()) }
        }
    }
}

/// Returns a zero byte inside cannot cross the border; the text is cut there.
fn c_string(text: &str) -> CString {
    let end = text.find('\0').unwrap_or(text.len());
    CString::new(&text[..end]).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The calls that a test program received.
    type Heard = Vec<String>;

    struct Speaker;

    impl Output for Speaker {
        fn draft(_: &Request, draft: &mut Draft<'_>) -> Result<(), Refusal> {
            draft.log("hello");
            draft.write("text")?;
            draft.render("speaker", &1)?;
            draft.write_file(b"bytes")
        }
    }

    unsafe extern "C" fn write(ctx: *mut c_void, text: *const u8, len: usize) -> Status {
        // SAFETY: the tests hand out a context of this type, and the SDK lends the text.
        let (heard, text) = unsafe { (&mut *ctx.cast::<Heard>(), std::slice::from_raw_parts(text, len)) };
        heard.push(String::from_utf8(text.to_vec()).unwrap());
        OK
    }

    unsafe extern "C" fn fail(ctx: *mut c_void, _: *const c_char, text: *const u8, len: usize) {
        // SAFETY: as the caller promises.
        unsafe { write(ctx, text, len) };
    }

    unsafe extern "C" fn log(ctx: *mut c_void, _: i32, text: *const u8, len: usize) {
        // SAFETY: as the caller promises.
        unsafe { write(ctx, text, len) };
    }

    unsafe extern "C" fn render(ctx: *mut c_void, _: *const c_char, plan: *const u8, len: usize) -> Status {
        // SAFETY: as the caller promises.
        unsafe { write(ctx, plan, len) }
    }

    /// A table with fields that a later minor may have, filled with what no pointer is.
    #[repr(C)]
    struct Later {
        host: HostTable,
        fields: [usize; 2],
    }

    /// Returns the calls received by a program whose table has `size` bytes, and the status.
    fn heard_by_a_program_of(size: usize) -> (Status, Heard) {
        let mut heard = Heard::new();
        let host = HostTable {
            struct_size: u32::try_from(size).unwrap(),
            abi_minor: 9,
            ctx: (&raw mut heard).cast(),
            write: Some(write),
            fail: Some(fail),
            log: Some(log),
            render: Some(render),
            write_file: Some(write),
        };
        let later = Later { host, fields: [1; 2] };
        // SAFETY: a table of at least `size` bytes, and a request, which both live until the call returns.
        let status = unsafe { draft::<Speaker>((&raw const later).cast(), b"{}".as_ptr(), 2) };
        (status, heard)
    }

    #[test]
    fn a_plugin_works_with_what_an_older_or_newer_program_has() {
        let whole = ["hello", "text", "1", "bytes"].map(str::to_owned).to_vec();
        assert_eq!(heard_by_a_program_of(size_of::<HostTable>()), (OK, whole.clone()));
        assert_eq!(heard_by_a_program_of(size_of::<Later>()), (OK, whole));
        let no_files = ["hello", "text", "1", "this program is older than outputs that are files"].map(str::to_owned);
        assert_eq!(heard_by_a_program_of(offset_of!(HostTable, write_file)), (FAULT, no_files.to_vec()));
        let no_render = "this program is older than templates".to_owned();
        for half in [0, 3] {
            let (status, heard) = heard_by_a_program_of(offset_of!(HostTable, render) + half);
            assert_eq!((status, heard), (FAULT, vec!["hello".to_owned(), "text".to_owned(), no_render.clone()]));
        }
        let (status, heard) = heard_by_a_program_of(offset_of!(HostTable, log));
        assert_eq!((status, heard), (FAULT, vec!["text".to_owned(), no_render]));
        assert_eq!(heard_by_a_program_of(HostTable::SMALLEST), (FAULT, vec!["text".to_owned()]));
        assert_eq!(heard_by_a_program_of(HostTable::SMALLEST - 1), (FAULT, vec![]));
    }

    #[test]
    fn the_numbers_are_the_interfaces_own_and_stay() {
        assert_eq!((MAGIC, ABI_MINOR, SYMBOL), (0x314B_5345_4459_5043, 1, "copydesk_plugin_v1"));
        assert_eq!((OK, REFUSED, BAD_REQUEST, FAULT, LIMIT, NOTE, WARNING), (0, 1, 2, 3, 4, 0, 1));
        let package = ["CARGO", "PKG"].join("_");
        assert!(!include_str!("ffi.rs").contains(&package), "a package's version does not belong into the interface");
    }
}
