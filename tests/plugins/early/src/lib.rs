//! A plugin that does something while it is loaded, before it is called. What it does is in its file, where the tests
//! change it: there is no other way to tell it.
#![expect(
    unsafe_code,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "code that runs while a library is loaded"
)]

use copydesk_plugin::story::Request;
use copydesk_plugin::{Draft, Output, Refusal};
use std::net::TcpStream;
use std::time::Duration;
use std::{fs, ptr, thread};

struct Early;

impl Output for Early {
    fn draft(_: &Request, draft: &mut Draft<'_>) -> Result<(), Refusal> {
        draft.write("done")
    }
}

copydesk_plugin::export! {
    Early,
    id: "uk.example.early",
    outputs: [{ id: "early", title: "Early", description: "Acts while it is loaded" }],
}

/// The fault: everything after the colon, up to the first space.
static FAULT: [u8; 32] = *b"while-loading:nothing           ";

#[used]
#[cfg_attr(target_vendor = "apple", unsafe(link_section = "__DATA,__mod_init_func"))]
#[cfg_attr(not(target_vendor = "apple"), unsafe(link_section = ".init_array"))]
static CONSTRUCTOR: extern "C" fn() = constructor;

/// Returns the result of a call into C.
fn answer(result: libc::c_long) -> std::io::Result<()> {
    if result < 0 { Err(std::io::Error::last_os_error()) } else { Ok(()) }
}

extern "C" fn constructor() {
    // SAFETY: a constant; read as if it could change, as the tests change the file.
    let fault = unsafe { ptr::read_volatile(&raw const FAULT) };
    let text = String::from_utf8_lossy(&fault).into_owned();
    let path = std::env::temp_dir().join("copydesk-early");
    let result = match text.trim_end().trim_start_matches("while-loading:") {
        "crash" => {
            // SAFETY: it is not; that is the point.
            unsafe { ptr::null_mut::<u8>().wrapping_add(16).write_volatile(1) };
            Ok(())
        }
        // SAFETY: takes no pointer.
        "exit" => unsafe { libc::_exit(0) },
        "loop" => loop {
            std::hint::black_box(());
        },
        "thread" => {
            thread::spawn(|| thread::sleep(Duration::from_mins(10)));
            Ok(())
        }
        // The program would be sent a signal with the next byte in the pipe.
        // SAFETY: takes no pointer.
        "own" => answer(unsafe { libc::fcntl(2, libc::F_SETOWN, libc::getppid()) }.into()),
        "poison" => {
            let mut page = vec![0_u8; 8192];
            let start = page.as_mut_ptr().wrapping_add(page.as_ptr().align_offset(4096));
            // SAFETY: a page of the vector's; nothing looks at it any more.
            answer(unsafe { libc::madvise(start.cast(), 4096, libc::MADV_HWPOISON) }.into())
        }
        // SAFETY: null pointers for offsets are allowed.
        "splice" => answer(unsafe { libc::syscall(libc::SYS_tee, 0, 1, 1, 0) }),
        "run" => std::process::Command::new("/bin/true").status().map(drop),
        "connect" => TcpStream::connect("127.0.0.1:9").map(drop),
        "write" => fs::write(path, "written"),
        "read" => fs::read("/etc/passwd").map(drop),
        "environment" => fs::read("/proc/self/environ").map(drop),
        _ => return,
    };
    println!("{:?}", result.map_err(|error| error.kind()));
}
