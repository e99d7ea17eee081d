//! The few calls into the operating system that have no safe form in the standard library: the process group, the
//! pipes, the limits, sealed memory. The worker's only file with `unsafe`. On other systems than Unix a worker is only
//! a process with a deadline.

use super::Limits;
use std::io::{self, Read, Write};
use std::process::{Child, Command, ExitStatus};

/// The worker's two pipes.
pub(super) type Pipes = (Box<dyn Read>, Box<dyn Write>);

#[cfg(unix)]
pub(super) use unix::{
    close, close_others, describe, kill_group, leave, name_forbidden_calls, own_group, pipes, seal, set_limits,
    was_killed,
};

#[cfg(target_os = "linux")]
pub(super) use unix::can_make_code;

#[cfg(unix)]
#[expect(unsafe_code, reason = "system calls; each is one operation with its own reason")]
mod unix {
    use super::{Child, Command, ExitStatus, Limits, Pipes, io};
    use std::fs::File;
    use std::os::fd::AsFd;
    use std::os::unix::process::{CommandExt, ExitStatusExt};

    /// Descriptors that a worker may have open.
    const DESCRIPTORS: u64 = 64;

    pub(crate) fn own_group(command: &mut Command) {
        command.process_group(0);
    }

    /// Kills the worker and what it has started. To be called before the worker is reaped, while its number is its own.
    pub(crate) fn kill_group(child: &mut Child) {
        if let Ok(group) = i32::try_from(child.id()) {
            // SAFETY: takes no pointer. The group is the child's own, as the child is not yet reaped.
            unsafe { libc::killpg(group, libc::SIGKILL) };
        }
    }

    /// Ends this process without running anything else.
    pub(crate) fn leave(code: i32) -> ! {
        // SAFETY: takes no pointer and does not return.
        unsafe { libc::_exit(code) }
    }

    /// Moves the two pipes away from 0 and 1, so that a `printf` cannot touch them: 0 is then empty, 1 is what 2 is.
    pub(crate) fn pipes() -> io::Result<Pipes> {
        let input = File::from(io::stdin().as_fd().try_clone_to_owned()?);
        let output = File::from(io::stdout().as_fd().try_clone_to_owned()?);
        let (reader, writer) = io::pipe()?;
        drop(writer);
        replace(0, &reader)?;
        replace(1, &io::stderr())?;
        Ok((Box::new(input), Box::new(output)))
    }

    fn replace(number: i32, with: &impl std::os::fd::AsRawFd) -> io::Result<()> {
        // SAFETY: takes no pointer. Nothing in this process owns 0 or 1 but the standard streams, which stay valid.
        checked(unsafe { libc::dup2(with.as_raw_fd(), number) })
    }

    /// Ties the worker's life to the program's and sets the limits. The processor's time is a second net under the
    /// deadline, which the program keeps.
    pub(crate) fn set_limits(limits: &Limits) -> io::Result<()> {
        macro_rules! limit {
            ($resource:ident, $most:expr) => {{
                let most = libc::rlimit { rlim_cur: $most, rlim_max: $most };
                // SAFETY: the struct lives until the call returns.
                checked(unsafe { libc::setrlimit(libc::$resource, &raw const most) })?;
            }};
        }
        #[cfg(target_os = "linux")]
        {
            // SAFETY: takes no pointer.
            checked(unsafe { libc::prctl(libc::PR_SET_PDEATHSIG, libc::SIGKILL) })?;
            // Nobody may look into it or take it over. SAFETY: takes no pointer.
            checked(unsafe { libc::prctl(libc::PR_SET_DUMPABLE, 0) })?;
            limit!(RLIMIT_AS, limits.memory);
        }
        limit!(RLIMIT_CPU, limits.time.as_secs() + 2);
        limit!(RLIMIT_FSIZE, 0);
        limit!(RLIMIT_CORE, 0);
        limit!(RLIMIT_NOFILE, DESCRIPTORS);
        Ok(())
    }

    /// Closes one of this process's descriptors, which nothing else here owns.
    pub(crate) fn close(number: i32) {
        // SAFETY: takes no pointer.
        unsafe { libc::close(number) };
    }

    /// Closes all descriptors but the standard streams and `keep`: the program may be starting other workers.
    pub(crate) fn close_others(keep: Option<i32>) {
        #[cfg(target_os = "linux")]
        {
            let keep = keep.map_or(2, i32::cast_unsigned);
            for (first, last) in [(3, keep.saturating_sub(1)), (keep + 1, u32::MAX)] {
                if first <= last {
                    // SAFETY: takes no pointer. Nothing in this process owns a descriptor yet but the standard streams.
                    unsafe { libc::syscall(libc::SYS_close_range, first, last, 0) };
                }
            }
        }
        #[cfg(not(target_os = "linux"))]
        let _ = keep;
    }

    /// Writes bytes to an anonymous file and seals it against changes.
    #[cfg(target_os = "linux")]
    pub(crate) fn seal(bytes: &[u8]) -> io::Result<File> {
        use std::io::Write;
        use std::os::fd::{AsRawFd, FromRawFd};
        // A worker has to inherit it, so it is not closed when a program starts. Kernels before 6.3 do not know the last flag.
        let make = |flags| {
            // SAFETY: the name ends with a zero byte and is constant.
            unsafe { libc::memfd_create(c"plugin".as_ptr(), libc::MFD_ALLOW_SEALING | flags) }
        };
        let number = match make(libc::MFD_NOEXEC_SEAL) {
            number @ 0.. => number,
            _ => make(0),
        };
        checked(number)?;
        // SAFETY: the descriptor is new and nothing else owns it.
        let mut file = unsafe { File::from_raw_fd(number) };
        file.write_all(bytes)?;
        let seals = libc::F_SEAL_WRITE | libc::F_SEAL_SHRINK | libc::F_SEAL_GROW | libc::F_SEAL_SEAL;
        // SAFETY: takes no pointer.
        checked(unsafe { libc::fcntl(file.as_raw_fd(), libc::F_ADD_SEALS, seals) })?;
        Ok(file)
    }

    #[cfg(not(target_os = "linux"))]
    pub(crate) fn seal(_: &[u8]) -> io::Result<File> {
        Err(io::ErrorKind::Unsupported.into())
    }

    /// Says which call it was before a forbidden system call ends this process.
    pub(crate) fn name_forbidden_calls() -> io::Result<()> {
        #[cfg(target_os = "linux")]
        {
            let flags = libc::SA_SIGINFO | libc::SA_NODEFER | libc::SA_RESETHAND;
            // SAFETY: all zeros are a valid value of this struct of numbers and one address.
            let mut action: libc::sigaction = unsafe { std::mem::zeroed() };
            action.sa_sigaction = forbidden as *const () as usize;
            action.sa_flags = flags;
            // SAFETY: both pointers are valid or null; the handler calls nothing that a handler must not.
            checked(unsafe { libc::sigaction(libc::SIGSYS, &raw const action, std::ptr::null_mut()) })?;
        }
        Ok(())
    }

    /// The start of what the kernel reports about a forbidden call (`siginfo_t` in sigaction(2)).
    #[cfg(target_os = "linux")]
    #[repr(C)]
    struct Forbidden {
        signal: [i32; 4],
        address: usize,
        call: i32,
    }

    #[cfg(target_os = "linux")]
    extern "C" fn forbidden(_: i32, info: *const Forbidden, _: *const std::ffi::c_void) {
        // SAFETY: the kernel hands over a valid pointer with this signal.
        let call = i64::from(unsafe { (*info).call });
        let name = super::super::sandbox::name_of(call).unwrap_or("unknown");
        for part in ["forbidden system call ", name, "\n"] {
            // SAFETY: the text lives until the call returns.
            unsafe { libc::write(2, part.as_ptr().cast(), part.len()) };
        }
        // The handler is gone by now (SA_RESETHAND), so this ends the process.
        // SAFETY: takes no pointer.
        unsafe { libc::raise(libc::SIGSYS) };
    }

    /// Returns `true` if memory can be had that code runs from.
    #[cfg(target_os = "linux")]
    pub(crate) fn can_make_code() -> bool {
        const PAGE: usize = 4096;
        let (protection, flags) = (libc::PROT_READ | libc::PROT_EXEC, libc::MAP_PRIVATE | libc::MAP_ANONYMOUS);
        // SAFETY: a new page of no file, wherever the system has room for it.
        let page = unsafe { libc::mmap(std::ptr::null_mut(), PAGE, protection, flags, -1, 0) };
        if page == libc::MAP_FAILED {
            return false;
        }
        // SAFETY: the page that was just made, which nothing else knows.
        unsafe { libc::munmap(page, PAGE) };
        true
    }

    fn checked(result: i32) -> io::Result<()> {
        if result < 0 { Err(io::Error::last_os_error()) } else { Ok(()) }
    }

    pub(crate) fn was_killed(status: ExitStatus) -> bool {
        status.signal() == Some(libc::SIGKILL)
    }

    /// Describes how a process ended: `SIGSEGV (invalid memory access)`, `exit code 0`.
    pub(crate) fn describe(status: ExitStatus) -> String {
        let Some(signal) = status.signal() else {
            return format!("exit code {}", status.code().unwrap_or_default());
        };
        let name = match signal {
            libc::SIGSEGV => "SIGSEGV (invalid memory access)",
            libc::SIGBUS => "SIGBUS (its file or memory is cut short)",
            libc::SIGABRT => "SIGABRT (it gave up)",
            libc::SIGILL => "SIGILL (invalid instruction)",
            libc::SIGFPE => "SIGFPE (invalid arithmetic)",
            libc::SIGKILL => "SIGKILL (it was killed)",
            libc::SIGXCPU => "SIGXCPU (it used too much processor time)",
            libc::SIGXFSZ => "SIGXFSZ (it tried to write a file)",
            libc::SIGSYS => "SIGSYS (a forbidden system call)",
            _ => return format!("signal {signal}"),
        };
        name.to_owned()
    }
}

#[cfg(not(unix))]
pub(super) use other::{
    close, close_others, describe, kill_group, leave, name_forbidden_calls, own_group, pipes, seal, set_limits,
    was_killed,
};

#[cfg(not(unix))]
mod other {
    use super::{Child, Command, ExitStatus, Limits, Pipes, io};

    pub(crate) fn own_group(_: &mut Command) {}

    pub(crate) fn kill_group(child: &mut Child) {
        let _ = child.kill();
    }

    #[expect(clippy::exit, reason = "the end of a worker")]
    pub(crate) fn leave(code: i32) -> ! {
        std::process::exit(code)
    }

    pub(crate) fn pipes() -> io::Result<Pipes> {
        Ok((Box::new(io::stdin()), Box::new(io::stdout())))
    }

    pub(crate) fn set_limits(_: &Limits) -> io::Result<()> {
        Ok(())
    }

    pub(crate) fn seal(_: &[u8]) -> io::Result<std::fs::File> {
        Err(io::ErrorKind::Unsupported.into())
    }

    pub(crate) fn close(_: i32) {}

    pub(crate) fn close_others(_: Option<i32>) {}

    pub(crate) fn name_forbidden_calls() -> io::Result<()> {
        Ok(())
    }

    pub(crate) fn was_killed(status: ExitStatus) -> bool {
        status.code() == Some(1)
    }

    pub(crate) fn describe(status: ExitStatus) -> String {
        status.to_string()
    }
}
