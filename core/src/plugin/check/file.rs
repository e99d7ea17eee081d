//! Group A: the file, without running any of it.
#![expect(clippy::unnecessary_wraps, reason = "a check may find its ground pulled away; two of these cannot")]

use super::{Check, CheckOutcome, Skipped, Subject};
use crate::plugin::Unusable;
use crate::plugin::anatomy::numbers;
use copydesk_plugin::ffi::SYMBOL;

pub(super) const CHECKS: &[Check] = &[
    Check { id: "A1", title: "is a shared library for this computer", run: right_kind },
    Check { id: "A2", title: "exports the entry function", run: entry },
    Check { id: "A3", title: "exports nothing else", run: nothing_else },
    Check { id: "A4", title: "describes itself in its file", run: note },
    Check { id: "A5", title: "needs only what every system has", run: needed },
    Check { id: "A6", title: "runs on the oldest system in use", run: glibc },
    Check { id: "A7", title: "is linked safely", run: linking },
    Check { id: "A8", title: "is not a link and cannot be changed by other users", run: permissions },
    Check { id: "A9", title: "is of a usual size", run: size },
    Check { id: "A10", title: "does nothing of its own while it is loaded", run: constructors },
];

/// Libraries that are there wherever the program is, by the beginnings of their names.
const EVERYWHERE: [&str; 12] = [
    "libc.so.",
    "libm.so.",
    "libgcc_s.",
    "ld-linux",
    "libpthread.so.",
    "libdl.so.",
    "librt.so.",
    "linux-vdso.",
    "/usr/lib/libSystem.",
    "KERNEL32.dll",
    "ntdll.dll",
    "VCRUNTIME140.dll",
];

/// That of Red Hat Enterprise Linux 9 (supported to 2032), the oldest that council servers still run; Ubuntu 22.04 has
/// 2.35, Debian 12 has 2.36. Nothing that Rust builds on a current system asks for more.
const OLDEST_GLIBC: &str = "2.34";

/// A plugin built for release has half a megabyte, one built for a debugger a few.
const LARGE: usize = 16 << 20;

/// The compiler's start-up function, and the one with which Rust's standard library stores the arguments.
const USUAL_CONSTRUCTORS: u64 = 2;

fn right_kind(subject: &Subject<'_>) -> Result<CheckOutcome, Skipped> {
    Ok(match &subject.anatomy {
        Ok(_) => CheckOutcome::pass("is a shared library for this computer"),
        Err(unusable) => CheckOutcome::fail(format!("it {unusable}"), unusable.hint()),
    })
}

fn entry(subject: &Subject<'_>) -> Result<CheckOutcome, Skipped> {
    let found = subject.library()?.exports.contains(SYMBOL);
    let wrong = if found { vec![] } else { vec![format!("it does not export the function {SYMBOL}")] };
    let fix = "use the SDK's macro: `export!` in Rust, `COPYDESK_PLUGIN` in C";
    Ok(CheckOutcome::of(&wrong, fix, format!("exports {SYMBOL}")))
}

fn nothing_else(subject: &Subject<'_>) -> Result<CheckOutcome, Skipped> {
    // Older linkers export these two.
    let usual = [SYMBOL, "_init", "_fini"];
    let others: Vec<&str> =
        subject.library()?.exports.iter().map(String::as_str).filter(|name| !usual.contains(name)).collect();
    if others.is_empty() {
        return Ok(CheckOutcome::pass("exports nothing but the entry function"));
    }
    let fix = "make the rest `static`, or build with -fvisibility=hidden; in Rust, take `no_mangle` away";
    Ok(CheckOutcome::warn(format!("it also exports {}", some_of(&others)), fix))
}

fn note(subject: &Subject<'_>) -> Result<CheckOutcome, Skipped> {
    subject.library()?;
    Ok(match &subject.inspected {
        Ok(Some(plugin)) => CheckOutcome::pass(format!(
            "says that it is {} {}, and makes {}",
            plugin.descriptor.id,
            plugin.descriptor.version,
            plugin.descriptor.outputs.iter().map(|offer| offer.id.as_str()).collect::<Vec<_>>().join(", ")
        )),
        Ok(None) => CheckOutcome::fail(
            "it has no descriptor in its file, so copydesk would not find it",
            "use the SDK's macro, and do not strip sections that begin with a dot",
        ),
        Err(Unusable::Descriptor(why)) => CheckOutcome::fail(
            format!("its descriptor cannot be used: {why}"),
            "fix what the message names, then build again",
        ),
        Err(unusable) => CheckOutcome::fail(format!("it {unusable}"), "fix what the message names, then build again"),
    })
}

fn needed(subject: &Subject<'_>) -> Result<CheckOutcome, Skipped> {
    let needed = &subject.library()?.needed;
    let usual = |name: &&str| EVERYWHERE.iter().any(|start| name.starts_with(start));
    let (usual, others): (Vec<&str>, Vec<&str>) = needed.iter().map(String::as_str).partition(usual);
    if others.is_empty() {
        return Ok(CheckOutcome::pass(format!("needs {}", or_nothing(&usual))));
    }
    let fix = "link them statically, or tell your users to install them first";
    Ok(CheckOutcome::warn(format!("it needs {}, which other computers may not have", others.join(", ")), fix))
}

fn glibc(subject: &Subject<'_>) -> Result<CheckOutcome, Skipped> {
    Ok(match &subject.library()?.glibc {
        None => CheckOutcome::pass("asks for no version of the GNU C library"),
        Some(version) if numbers(version) <= numbers(OLDEST_GLIBC) => {
            CheckOutcome::pass(format!("asks for the GNU C library {version}"))
        }
        Some(version) => CheckOutcome::warn(
            format!("it asks for the GNU C library {version}; systems in use have {OLDEST_GLIBC}"),
            "build it on an older system, such as Red Hat Enterprise Linux 9 or a container of it",
        ),
    })
}

fn linking(subject: &Subject<'_>) -> Result<CheckOutcome, Skipped> {
    let Some(linking) = subject.library()?.linking else {
        return Err(Skipped("not checked: the file is not ELF".to_owned()));
    };
    let mut wrong = Vec::new();
    if linking.executable_stack {
        wrong.push("its stack may hold code (-z noexecstack)");
    }
    if linking.text_relocations {
        wrong.push("its code is changed while it is loaded (-fPIC)");
    }
    if !linking.relro {
        wrong.push("its tables can be changed after it is loaded (-z relro)");
    }
    if wrong.is_empty() {
        return Ok(CheckOutcome::pass("is linked without executable stack, without text relocations, with RELRO"));
    }
    Ok(CheckOutcome::warn(wrong.join("; "), "build it with the options in brackets, which are the usual ones"))
}

fn permissions(subject: &Subject<'_>) -> Result<CheckOutcome, Skipped> {
    let mut wrong = Vec::new();
    if subject.file.is_symlink() {
        wrong.push("it is a link, which may lead elsewhere tomorrow".to_owned());
    }
    if anybody_may_write(subject) {
        wrong.push("everybody on this computer can change it".to_owned());
    }
    let fix = "check the file itself, after `chmod go-w` on it";
    Ok(CheckOutcome::of(&wrong, fix, "is not a link and cannot be changed by other users"))
}

#[cfg(unix)]
fn anybody_may_write(subject: &Subject<'_>) -> bool {
    use std::os::unix::fs::PermissionsExt;
    subject.file.metadata().is_ok_and(|file| file.permissions().mode() & 0o002 != 0)
}

#[cfg(not(unix))]
fn anybody_may_write(_: &Subject<'_>) -> bool {
    false
}

fn size(subject: &Subject<'_>) -> Result<CheckOutcome, Skipped> {
    let library = subject.library()?;
    let seen = format!("has {} bytes, SHA-256 {}", library.size, library.sha256);
    if library.size <= LARGE {
        return Ok(CheckOutcome::pass(seen));
    }
    Ok(CheckOutcome::warn(format!("it {seen}, and each draft reads all of them"), "build it for release, and strip it"))
}

fn constructors(subject: &Subject<'_>) -> Result<CheckOutcome, Skipped> {
    let Some(linking) = subject.library()?.linking else {
        return Err(Skipped("not checked: the file is not ELF".to_owned()));
    };
    let seen = format!("functions that run while it is loaded: {}", linking.constructors);
    if linking.constructors <= USUAL_CONSTRUCTORS {
        return Ok(CheckOutcome::pass(format!("{seen}, which is usual")));
    }
    let fix = "do the work in the draft: take constructors and global objects with constructors away";
    Ok(CheckOutcome::warn(format!("{seen}, and {USUAL_CONSTRUCTORS} are usual"), fix))
}

/// Returns the first few names, and how many more there are.
fn some_of(names: &[&str]) -> String {
    const SHOWN: usize = 5;
    let shown = names[..names.len().min(SHOWN)].join(", ");
    if names.len() > SHOWN { format!("{shown} and {} more", names.len() - SHOWN) } else { shown }
}

fn or_nothing(names: &[&str]) -> String {
    if names.is_empty() { "nothing".to_owned() } else { names.join(", ") }
}
