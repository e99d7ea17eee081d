//! The FFI to a loaded library: opens it, checks its table, calls it and serves its callbacks. The only file of the
//! program that names `libloading`, and with the worker's `system` the only one with `unsafe`. It runs only in a
//! worker.
//!
//! A library's pointers cannot be validated. A wrong one ends the worker, and the program reports that.
#![expect(unsafe_code, reason = "the border itself: foreign code is loaded, called and calls back")]

use super::Report;
use copydesk_plugin::ffi::{self, HostTable, Status, Table};
use std::cell::RefCell;
use std::ffi::{CStr, c_char, c_void};
use std::path::Path;
use std::thread::{self, ThreadId};

/// The program's functions, as the plugin calls them.
pub(super) trait Callbacks {
    /// Returns an error if there is no room for a text of this length, without reading it.
    fn admit(&self, len: usize) -> Result<(), Report>;
    /// Tells the plugin to stop, and keeps why.
    fn stop(&mut self, report: Report) -> Status;
    fn write(&mut self, text: &[u8]) -> Status;
    fn render(&mut self, template: &str, plan: &[u8]) -> Status;
    fn write_file(&mut self, bytes: &[u8]) -> Status;
    fn log(&mut self, level: i32, text: &str);
    fn fail(&mut self, code: &str, text: &str);
}

/// The version of the program's table that a probe shows to the plugin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum HostAge {
    /// The table of this version.
    Current,
    /// Without `fail`, `log`, `render` and `write_file`.
    Older,
    /// With further functions, as of a later version.
    Newer,
}

/// The type of [`ffi::SYMBOL`].
type EntryFunction = unsafe extern "C" fn() -> *const Table;

/// A library that is loaded and has the symbol [`ffi::SYMBOL`]. It is never unloaded: the process ends instead.
pub(super) struct EntrySymbol(EntryFunction);

impl EntrySymbol {
    /// Loads the library, with all that it needs. The error is the loader's.
    pub(super) fn of(file: &Path) -> Result<EntrySymbol, String> {
        entry_of(file).map(EntrySymbol)
    }

    /// Returns `true` if it returns the same table when it is asked again.
    pub(super) fn is_steady(&self) -> bool {
        self.table() == self.table()
    }

    fn table(&self) -> *const Table {
        // SAFETY: the symbol's name is the interface's own, which says that it is such a function.
        unsafe { self.0() }
    }
}

/// A library that is loaded and has a table of this interface.
pub(super) struct Loaded {
    table: Table,
    descriptor: &'static CStr,
}

impl Loaded {
    /// Loads the library and checks its table. The error says what is wrong with it.
    pub(super) fn open(file: &Path) -> Result<Loaded, String> {
        Loaded::of(&EntrySymbol::of(file)?)
    }

    /// Checks the table of a library that is loaded.
    pub(super) fn of(entry: &EntrySymbol) -> Result<Loaded, String> {
        let table = entry.table();
        if table.is_null() || !table.is_aligned() {
            return Err("its table is null or in a wrong place".to_owned());
        }
        // SAFETY: a table begins with these two fields in every version.
        let (magic, size) = unsafe { ((*table).magic, (*table).struct_size as usize) };
        if magic != ffi::MAGIC {
            return Err(format!("its table begins with {magic:#018x}, not with {:#018x}", ffi::MAGIC));
        }
        // SAFETY: not null, aligned, constant until the process ends, and as long as it says.
        let Some(table) = (unsafe { Table::read(table) }) else {
            return Err(format!("its table has {size} bytes, the smallest has {}", Table::SMALLEST));
        };
        if table.draft.is_none() || table.descriptor.is_null() {
            return Err("its table lacks the function or the descriptor".to_owned());
        }
        // SAFETY: not null; the interface says that it ends with a zero byte and is constant.
        let descriptor = unsafe { CStr::from_ptr(table.descriptor) };
        Ok(Loaded { table, descriptor })
    }

    pub(super) fn descriptor(&self) -> &[u8] {
        self.descriptor.to_bytes()
    }

    /// Calls the plugin. What it pushes goes to `callbacks`, what it returns comes back as it is.
    pub(super) fn draft(&self, request: &[u8], age: HostAge, callbacks: &mut dyn Callbacks) -> Status {
        let Some(draft) = self.table.draft else { return ffi::FAULT };
        let context = Context { owner: thread::current().id(), callbacks: RefCell::new(callbacks) };
        let host = HostTable {
            struct_size: age.size(),
            abi_minor: ffi::ABI_MINOR,
            ctx: (&raw const context).cast_mut().cast(),
            write: Some(write),
            fail: age.has_all().then_some(fail),
            log: age.has_all().then_some(log),
            render: age.has_all().then_some(render),
            write_file: age.has_all().then_some(write_file),
        };
        let host = Later { host, unknown: [usize::MAX; UNKNOWN] };
        // SAFETY: a function of the interface; table, context and request live until it returns.
        unsafe { draft(&raw const host.host, request.as_ptr(), request.len()) }
    }
}

/// How many functions the probe adds to the table, as a later version might.
const UNKNOWN: usize = 4;

/// The program's table followed by functions of a later version, which an earlier plugin must not read.
#[repr(C)]
struct Later {
    host: HostTable,
    unknown: [usize; UNKNOWN],
}

impl HostAge {
    fn size(self) -> u32 {
        let size = match self {
            HostAge::Current => size_of::<HostTable>(),
            HostAge::Older => HostTable::SMALLEST,
            HostAge::Newer => size_of::<Later>(),
        };
        u32::try_from(size).expect("the table has a few dozen bytes")
    }

    fn has_all(self) -> bool {
        self != HostAge::Older
    }
}

#[cfg(unix)]
fn entry_of(file: &Path) -> Result<EntryFunction, String> {
    use libloading::os::unix::{Library, RTLD_LOCAL, RTLD_NOW};
    // SAFETY: the library's constructors run now. This is a worker, which exists to run them.
    let library = unsafe { Library::open(Some(file), RTLD_NOW | RTLD_LOCAL) }.map_err(|error| in_full(&error))?;
    // SAFETY: the symbol's name is the interface's own, which says that it has this type.
    let entry = unsafe { library.get::<EntryFunction>(ffi::SYMBOL) }.map(|symbol| *symbol);
    // Unloading a library is not sound; the process ends soon.
    std::mem::forget(library);
    entry.map_err(|_| format!("it has no symbol {}", ffi::SYMBOL))
}

#[cfg(not(unix))]
fn entry_of(_: &Path) -> Result<EntryFunction, String> {
    Err("this program cannot load plugins on this system yet".to_owned())
}

#[cfg(unix)]
fn in_full(error: &libloading::Error) -> String {
    std::error::Error::source(error).map_or_else(|| error.to_string(), ToString::to_string)
}

/// The context that a plugin passes back with every call.
struct Context<'a> {
    owner: ThreadId,
    callbacks: RefCell<&'a mut dyn Callbacks>,
}

/// Runs `act` with the callbacks at `ctx`, or returns `None` on a wrong pointer or thread.
fn with<R>(ctx: *mut c_void, act: impl FnOnce(&mut dyn Callbacks) -> R) -> Option<R> {
    let context = ctx.cast_const().cast::<Context<'_>>();
    if context.is_null() || !context.is_aligned() {
        return None;
    }
    // SAFETY: not null, aligned; the plugin was lent this pointer until its call returns.
    let context = unsafe { &*context };
    if context.owner != thread::current().id() {
        return None;
    }
    context.callbacks.try_borrow_mut().ok().map(|mut callbacks| act(&mut **callbacks))
}

/// Returns the bytes that a plugin lends, or the reason why they are not looked at.
fn lent<'a>(callbacks: &dyn Callbacks, text: *const u8, len: usize) -> Result<&'a [u8], Report> {
    callbacks.admit(len)?;
    if len == 0 {
        return Ok(&[]);
    }
    if text.is_null() {
        return Err(Report::BadCall("a text is a null pointer".to_owned()));
    }
    // SAFETY: not null, and the plugin says that there are `len` bytes until this call returns.
    Ok(unsafe { std::slice::from_raw_parts(text, len) })
}

/// Returns a zero-ended text of the plugin's.
fn named<'a>(text: *const c_char) -> Result<&'a str, Report> {
    if text.is_null() {
        return Err(Report::BadCall("a name is a null pointer".to_owned()));
    }
    // SAFETY: not null, and the plugin says that it ends with a zero byte.
    let text = unsafe { CStr::from_ptr(text) };
    text.to_str().map_err(|error| Report::NotUtf8 { at: error.valid_up_to() })
}

unsafe extern "C" fn write(ctx: *mut c_void, text: *const u8, len: usize) -> Status {
    let answer = with(ctx, |callbacks| match lent(callbacks, text, len) {
        Ok(text) => callbacks.write(text),
        Err(report) => callbacks.stop(report),
    });
    answer.unwrap_or(ffi::FAULT)
}

unsafe extern "C" fn render(ctx: *mut c_void, template: *const c_char, plan: *const u8, len: usize) -> Status {
    let answer =
        with(ctx, |callbacks| match named(template).and_then(|template| Ok((template, lent(callbacks, plan, len)?))) {
            Ok((template, plan)) => callbacks.render(template, plan),
            Err(report) => callbacks.stop(report),
        });
    answer.unwrap_or(ffi::FAULT)
}

unsafe extern "C" fn write_file(ctx: *mut c_void, bytes: *const u8, len: usize) -> Status {
    let answer = with(ctx, |callbacks| match lent(callbacks, bytes, len) {
        Ok(bytes) => callbacks.write_file(bytes),
        Err(report) => callbacks.stop(report),
    });
    answer.unwrap_or(ffi::FAULT)
}

unsafe extern "C" fn log(ctx: *mut c_void, level: i32, text: *const u8, len: usize) {
    with(ctx, |callbacks| match lent(callbacks, text, len) {
        Ok(text) => callbacks.log(level, &String::from_utf8_lossy(text)),
        Err(report) => drop(callbacks.stop(report)),
    });
}

unsafe extern "C" fn fail(ctx: *mut c_void, code: *const c_char, text: *const u8, len: usize) {
    with(ctx, |callbacks| match named(code).and_then(|code| Ok((code, lent(callbacks, text, len)?))) {
        Ok((code, text)) => callbacks.fail(code, &String::from_utf8_lossy(text)),
        Err(report) => drop(callbacks.stop(report)),
    });
}
