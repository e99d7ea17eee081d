//! Attempts to reach out of the worker: to files, the network, other processes, or more memory than allowed. An attempt
//! that fails prints the kind of its error; a forbidden one ends the process.

use std::fs;
use std::io::{Error, Result};
use std::net::{TcpStream, ToSocketAddrs, UdpSocket};
use std::os::unix::net::UnixListener;
use std::process::Command;
use std::ptr;

/// Makes the attempt of this name, if there is one. `path` is one of the test's files.
pub(crate) fn attempt(name: &str, path: &str) {
    let result = to_files(name, path).or_else(|| to_the_network(name, path)).or_else(|| to_processes(name));
    match result.or_else(|| to_the_machine(name)) {
        Some(Ok(())) => eprintln!("it worked"),
        Some(Err(error)) => eprintln!("{:?}", error.kind()),
        None => {}
    }
}

fn to_files(name: &str, path: &str) -> Option<Result<()>> {
    let other = format!("{path}.new");
    let path_in_c = std::ffi::CString::new(path).unwrap_or_default();
    Some(match name {
        "read-file" => fs::read(path).map(drop),
        "read-environment" => fs::read("/proc/self/environ").map(drop),
        "write-file" => fs::write(path, "overwritten"),
        "create-file" => fs::write(other, "new"),
        "delete-file" => fs::remove_file(path),
        "rename-file" => fs::rename(path, other),
        "link-file" => fs::hard_link(path, other),
        "list-folder" => fs::read_dir("/").map(drop),
        "stat" => fs::metadata(path).map(drop),
        // SAFETY: the path lives until the call returns.
        "chmod" => answer(unsafe { libc::chmod(path_in_c.as_ptr(), 0) }),
        // SAFETY: the path lives until the call returns.
        "truncate" => answer(unsafe { libc::truncate(path_in_c.as_ptr(), 0) }),
        _ => return None,
    })
}

fn to_the_network(name: &str, path: &str) -> Option<Result<()>> {
    Some(match name {
        "tcp" => TcpStream::connect("127.0.0.1:9").map(drop),
        "udp" => UdpSocket::bind("127.0.0.1:0").map(drop),
        "unix-socket" => UnixListener::bind(format!("{path}.new")).map(drop),
        "name-service" => "council.example:80".to_socket_addrs().map(drop),
        _ => return None,
    })
}

fn to_processes(name: &str) -> Option<Result<()>> {
    // SAFETY: none of these calls is allowed to do anything; that is the point.
    Some(unsafe {
        match name {
            "run" => Command::new("/bin/true").status().map(drop),
            "exec" => answer(libc::execl(c"/bin/true".as_ptr(), c"true".as_ptr(), ptr::null::<libc::c_char>())),
            "system" => answer(libc::system(c"true".as_ptr())),
            "fork" => answer(libc::fork()),
            "clone" => long_answer(libc::syscall(libc::SYS_clone, libc::CLONE_VFORK | libc::SIGCHLD, 0)),
            "daemon" => answer(libc::daemon(0, 0)),
            "setsid" => answer(libc::setsid()),
            "kill-program" => answer(libc::kill(libc::getppid(), libc::SIGKILL)),
            "kill-group" => answer(libc::kill(0, libc::SIGKILL)),
            "trace-program" => long_answer(libc::ptrace(libc::PTRACE_ATTACH, libc::getppid(), 0, 0)),
            "signal-program" => answer(libc::fcntl(2, libc::F_SETOWN, libc::getppid())),
            "outlive-program" => answer(libc::prctl(libc::PR_SET_PDEATHSIG, 0)),
            _ => return None,
        }
    })
}

fn to_the_machine(name: &str) -> Option<Result<()>> {
    let (read, write, run) = (libc::PROT_READ, libc::PROT_WRITE, libc::PROT_EXEC);
    let area = |access| {
        // SAFETY: new memory, wherever it is.
        unsafe { libc::mmap(ptr::null_mut(), 4096, access, libc::MAP_PRIVATE | libc::MAP_ANONYMOUS, -1, 0) }
    };
    // SAFETY: none of these calls is allowed to do anything; that is the point.
    Some(unsafe {
        match name {
            "raise-limit" => {
                let most = libc::rlimit { rlim_cur: libc::RLIM_INFINITY, rlim_max: libc::RLIM_INFINITY };
                answer(libc::setrlimit(libc::RLIMIT_AS, &raw const most))
            }
            "hide-forbidden" => answer(if libc::signal(libc::SIGSYS, libc::SIG_IGN) == libc::SIG_ERR { -1 } else { 0 }),
            "bad-memory" => answer(libc::madvise(area(read | write), 4096, libc::MADV_HWPOISON)),
            "more-pipes" => answer(libc::pipe([0; 2].as_mut_ptr())),
            "timer" => long_answer(libc::syscall(libc::SYS_timer_create, 0, 0, 0)),
            "shared-memory" => answer(libc::shmget(libc::IPC_PRIVATE, 4096, 0o600)),
            "io-uring" => long_answer(libc::syscall(libc::SYS_io_uring_setup, 1, 0)),
            #[cfg(target_arch = "x86_64")]
            "other-numbers" => long_answer(libc::syscall(0x4000_0000 | libc::SYS_socket, 1, 1, 0)),
            "executable-memory" => answer(if area(read | write | run) == libc::MAP_FAILED { -1 } else { 0 }),
            "made-executable" => answer(libc::mprotect(area(read | write), 4096, read | run)),
            _ => return None,
        }
    })
}

/// Returns the result of a call into C.
fn answer(result: i32) -> Result<()> {
    long_answer(result.into())
}

fn long_answer(result: libc::c_long) -> Result<()> {
    if result < 0 { Err(Error::last_os_error()) } else { Ok(()) }
}
