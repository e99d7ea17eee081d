//! A plugin built against minor version 0, with its structs as they were published: it depends on nothing, and its text
//! does not change when the interface grows.
#![expect(unsafe_code, reason = "the interface, written out")]

use std::ffi::{c_char, c_void};

type Status = i32;

#[repr(C)]
struct Host {
    struct_size: u32,
    abi_minor: u32,
    ctx: *mut c_void,
    write: unsafe extern "C" fn(ctx: *mut c_void, text: *const u8, len: usize) -> Status,
    fail: unsafe extern "C" fn(ctx: *mut c_void, code: *const c_char, text: *const u8, len: usize),
    log: unsafe extern "C" fn(ctx: *mut c_void, level: i32, text: *const u8, len: usize),
    render: unsafe extern "C" fn(ctx: *mut c_void, template: *const c_char, plan: *const u8, len: usize) -> Status,
}

#[repr(C)]
struct Table {
    magic: u64,
    struct_size: u32,
    abi_minor: u32,
    descriptor: *const c_char,
    draft: unsafe extern "C" fn(host: *const Host, request: *const u8, len: usize) -> Status,
}

// SAFETY: nothing writes to it.
unsafe impl Sync for Table {}

const DESCRIPTOR: &str = "{\"id\":\"uk.example.oldest\",\"version\":\"1\",\"request_schema\":\"1.0\",\"outputs\":[{\"id\":\"oldest\",\"title\":\"Oldest\"}]}\0";

#[used]
#[cfg_attr(target_vendor = "apple", unsafe(link_section = "__DATA,__cpydesk"))]
#[cfg_attr(not(target_vendor = "apple"), unsafe(link_section = ".cpydesk"))]
static NOTE: [u8; DESCRIPTOR.len()] = *DESCRIPTOR.as_bytes().first_chunk().expect("as long as itself");

static TABLE: Table = Table {
    magic: u64::from_le_bytes(*b"CPYDESK1"),
    struct_size: 32,
    abi_minor: 0,
    descriptor: (&raw const NOTE).cast(),
    draft,
};

#[unsafe(no_mangle)]
extern "C" fn copydesk_plugin_v1() -> *const Table {
    &raw const TABLE
}

unsafe extern "C" fn draft(host: *const Host, _: *const u8, _: usize) -> Status {
    // SAFETY: the program lends its table for this call.
    let host = unsafe { &*host };
    let (text, level) = (b"From minor version 0", 1);
    // SAFETY: a function of the program's; the text lives until it returns.
    unsafe { (host.log)(host.ctx, level, text.as_ptr(), text.len()) };
    // SAFETY: as above.
    let status = unsafe { (host.write)(host.ctx, text.as_ptr(), text.len()) };
    if status != 0 {
        return status;
    }
    // SAFETY: as above.
    unsafe { (host.render)(host.ctx, c"oldest".as_ptr(), b"{}".as_ptr(), 2) }
}
