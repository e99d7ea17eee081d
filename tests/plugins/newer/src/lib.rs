//! A plugin built against a later minor version, whose tables have more fields than this program's.
#![expect(unsafe_code, reason = "the interface, written out")]

use copydesk_plugin::ffi::{self, HostTable, Status, Table};
use copydesk_plugin::{Descriptor, Offer};
use std::ffi::c_void;
use std::mem::offset_of;

/// The minor version it was built against.
const MINOR: u32 = 9;

/// The functions that a program of that version provides.
#[repr(C)]
struct NewerHost {
    host: HostTable,
    picture: Option<unsafe extern "C" fn(ctx: *mut c_void) -> Status>,
}

/// The functions that a plugin of that version returns.
#[repr(C)]
struct NewerTable {
    table: Table,
    export: Option<unsafe extern "C" fn(host: *const NewerHost) -> Status>,
}

const DESCRIPTOR: Descriptor = Descriptor {
    id: "uk.example.newer",
    version: "1.0.0",
    licence: "",
    homepage: "",
    outputs: &[Offer { id: "newer", title: "Newer", ..Offer::PLAIN }],
};

#[used]
#[cfg_attr(target_vendor = "apple", unsafe(link_section = "__DATA,__cpydesk"))]
#[cfg_attr(not(target_vendor = "apple"), unsafe(link_section = ".cpydesk"))]
static NOTE: [u8; DESCRIPTOR.note_len()] = DESCRIPTOR.note();

#[expect(clippy::cast_possible_truncation, reason = "the struct has a few dozen bytes")]
static TABLE: NewerTable = NewerTable {
    table: Table {
        magic: ffi::MAGIC,
        struct_size: size_of::<NewerTable>() as u32,
        abi_minor: MINOR,
        descriptor: NOTE.as_ptr().cast(),
        draft: Some(draft),
    },
    export: Some(export),
};

#[unsafe(no_mangle)]
extern "C" fn copydesk_plugin_v1() -> *const Table {
    &raw const TABLE.table
}

unsafe extern "C" fn draft(host: *const HostTable, _: *const u8, _: usize) -> Status {
    // SAFETY: the program lends its table for this call.
    let host = unsafe { &*host };
    let has_picture = host.struct_size as usize > offset_of!(NewerHost, picture);
    let text = if has_picture { "A program with pictures" } else { "A program without pictures" };
    // SAFETY: the program's function; the text lives until it returns.
    host.write.map_or(ffi::FAULT, |write| unsafe { write(host.ctx, text.as_ptr(), text.len()) })
}

unsafe extern "C" fn export(_: *const NewerHost) -> Status {
    ffi::FAULT
}
