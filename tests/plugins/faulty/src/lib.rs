//! A plugin that does everything wrong: the requested output names the fault.
#![expect(
    unsafe_code,
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::disallowed_methods,
    reason = "most faults need it, the others print"
)]

mod escape;

use copydesk_plugin::ffi::{self, HostTable, Status, Table};
use copydesk_plugin::story::Request;
use copydesk_plugin::{Descriptor, Draft, Offer, Output, Refusal};
use std::hint::black_box;
use std::time::Duration;
use std::{ptr, thread};

/// Longer than any deadline.
const FOR_EVER: Duration = Duration::from_mins(10);

const DESCRIPTOR: Descriptor = Descriptor {
    id: "uk.example.faulty",
    version: "0.0.1",
    licence: "",
    homepage: "",
    outputs: &[
        Offer { id: "faulty", title: "Faulty", description: "Its own words", ..Offer::PLAIN },
        Offer { id: "panic", title: "Panic", ..Offer::PLAIN },
        Offer { id: "segfault", title: "Segfault", ..Offer::PLAIN },
    ],
};

#[used]
#[cfg_attr(target_vendor = "apple", unsafe(link_section = "__DATA,__cpydesk"))]
#[cfg_attr(not(target_vendor = "apple"), unsafe(link_section = ".cpydesk"))]
static NOTE: [u8; DESCRIPTOR.note_len()] = DESCRIPTOR.note();

static TABLE: Table = Table { draft: Some(draft), ..Table::of::<Panicking>(&NOTE) };

#[unsafe(no_mangle)]
extern "C" fn copydesk_plugin_v1() -> *const Table {
    &raw const TABLE
}

unsafe extern "C" fn draft(host: *const HostTable, request: *const u8, len: usize) -> Status {
    // SAFETY: the program lends both until this returns.
    let (table, bytes) = unsafe { (&*host, std::slice::from_raw_parts(request, len)) };
    let Ok(decoded) = serde_json::from_slice::<Request>(bytes) else { return ffi::BAD_REQUEST };
    let fault = decoded.output.as_str();
    if fault.starts_with("panic") {
        // SAFETY: the arguments of this very call.
        return unsafe { ffi::draft::<Panicking>(host, request, len) };
    }
    die(fault);
    escape::attempt(fault, &decoded.inspection.title);
    misuse(fault, table).unwrap_or_else(|| then_write(fault, table))
}

/// Faults in an author's safe code.
struct Panicking;

impl Output for Panicking {
    fn draft(request: &Request, _: &mut Draft<'_>) -> Result<(), Refusal> {
        match request.output.as_str() {
            "panic-in-drop" => std::panic::panic_any(PanicsInDrop),
            "panic-twice" => {
                let _second = PanicsInDrop;
                panic!("the first")
            }
            _ => panic!("index {} is not there", request.quotes.len() + 7),
        }
    }
}

struct PanicsInDrop;

impl Drop for PanicsInDrop {
    fn drop(&mut self) {
        panic!("once more");
    }
}

/// Faults after which nothing comes back.
fn die(fault: &str) {
    // SAFETY: nothing of this is safe; that is the point.
    unsafe {
        match fault {
            "exit" => libc::exit(0),
            "segfault" => ptr::null_mut::<u8>().wrapping_add(16).write_volatile(1),
            "stack-overflow" => drop(black_box(deep(1))),
            "memory" => drop(black_box(vec![1_u8; 1 << 30])),
            "loop" => loop {
                black_box(());
            },
            "sleep" => thread::sleep(FOR_EVER),
            "abort" => libc::abort(),
            "quick-exit" => libc::_exit(0),
            "stop" => drop(libc::raise(libc::SIGSTOP)),
            "double-free" => {
                let block = libc::malloc(64);
                libc::free(black_box(block));
                libc::free(black_box(block));
            }
            "memory-in-c" => {
                while !black_box(libc::calloc(1, 1 << 24)).is_null() {}
                libc::abort();
            }
            "close" => {
                close_all();
                thread::sleep(FOR_EVER);
            }
            "garbage" => shout(b"ZZZZZZZZZZZZZZZZ"),
            "forged-length" => shout(&[2, 0xff, 0xff, 0xff, 0xff, b'!']),
            "forged-level" => shout(&[254, 6, 0, 0, 0, b'"', b'F', b'u', b'l', b'l', b'"']),
            "forged-reason" => {
                let body = format!("{{\"Err\":{{\"BadRequest\":\"{}\\nerror: no\"}}}}", "x".repeat(9_000));
                let len = u32::try_from(body.len()).unwrap_or_default();
                shout(&[&[0], &len.to_le_bytes()[..], body.as_bytes()].concat());
            }
            "forged-answer" => {
                shout(&[0, 11, 0, 0, 0]);
                shout(b"{\"Ok\":null}");
            }
            _ => {}
        }
    }
}

#[expect(unconditional_recursion, reason = "a fault")]
fn deep(n: u64) -> u64 {
    black_box(deep(black_box(n + 1))) + 1
}

fn close_all() {
    for descriptor in 0..1024 {
        // SAFETY: takes no pointer; what it breaks is meant to break.
        unsafe { libc::close(descriptor) };
    }
}

/// Writes to every descriptor there may be, and among them the worker's channel.
fn shout(bytes: &[u8]) {
    for descriptor in 3..64 {
        // SAFETY: the slice lives until the call returns.
        unsafe { libc::write(descriptor, bytes.as_ptr().cast(), bytes.len()) };
    }
}

/// Misuses the program's functions, and returns the resulting status.
fn misuse(fault: &str, host: &HostTable) -> Option<Status> {
    const MEGABYTE: &[u8] = &[b'a'; 1 << 20];
    let write = |text: *const u8, len| {
        // SAFETY: the program's function; wrong arguments are the point.
        host.write.map_or(ffi::FAULT, |write| unsafe { write(host.ctx, text, len) })
    };
    let render = |template: &std::ffi::CStr, plan: &[u8]| {
        // SAFETY: the program's function; both texts live until it returns.
        host.render.map_or(ffi::FAULT, |f| unsafe { f(host.ctx, template.as_ptr(), plan.as_ptr(), plan.len()) })
    };
    Some(match fault {
        "big" => (0..64).map(|_| write(MEGABYTE.as_ptr(), MEGABYTE.len())).find(|s| *s != ffi::OK)?,
        "big-and-on" => loop {
            write(MEGABYTE.as_ptr(), MEGABYTE.len());
        },
        "stopped-but-ok" => {
            write(b"abc\xff".as_ptr(), 4);
            ffi::OK
        }
        "huge-length" => write(b"a".as_ptr(), 1 << 40),
        "null-text" => write(ptr::null(), 10),
        "not-utf8" => write(b"abc\xffdef".as_ptr(), 7),
        "bad-plan" => render(c"faulty", b"{\"words\": "),
        "many-plans" => (0..100).map(|_| render(c"faulty", b"{}")).find(|s| *s != ffi::OK).unwrap_or(ffi::OK),
        "big-plan" => render(c"faulty", format!("[{}0]", "{\"\":0},".repeat(200_000)).as_bytes()),
        "bad-template" => render(c"../../etc/passwd", b"{}"),
        "limit-for-nothing" => ffi::LIMIT,
        "terminal" => {
            let (code, text) = (c"terminal", b"\x1b[2Jgone");
            if let Some(fail) = host.fail {
                // SAFETY: the program's function; both texts live until it returns.
                unsafe { fail(host.ctx, code.as_ptr(), text.as_ptr(), text.len()) };
            }
            ffi::REFUSED
        }
        "status" => 99,
        "fault-without-reason" => ffi::FAULT,
        _ => return None,
    })
}

/// Misbehaves in ways that do not cost the document.
fn then_write(fault: &str, host: &HostTable) -> Status {
    match fault {
        "log" => {
            let text = format!("one\nerror: \u{202e}two\n{}", "line\n".repeat(1_000));
            // SAFETY: the program's function; the text lives until it returns.
            host.log.iter().for_each(|log| unsafe { log(host.ctx, ffi::NOTE, text.as_ptr(), text.len()) });
        }
        "print" => println!("to standard output"),
        "flood" => {
            for _ in 0..20_000 {
                eprintln!("{}", "all work and no play ".repeat(50));
            }
            eprintln!("the end");
        }
        "thread" => drop(thread::spawn(|| thread::sleep(FOR_EVER))),
        "thread-writes" => thread::scope(|scope| {
            let (ctx, write) = (host.ctx as usize, host.write);
            scope.spawn(move || {
                // SAFETY: the program's function; the wrong thread is the point.
                write.map(|write| unsafe { write(ctx as *mut _, b"from elsewhere".as_ptr(), 14) });
            });
        }),
        "environment" => eprintln!("{} variables in {:?}", std::env::vars_os().count(), std::env::current_dir().ok()),
        _ => {}
    }
    // SAFETY: the program's function; the text lives until it returns.
    host.write.map_or(ffi::FAULT, |write| unsafe { write(host.ctx, b"done".as_ptr(), 4) })
}
