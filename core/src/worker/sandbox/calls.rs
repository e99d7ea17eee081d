//! Lists of system calls that a worker may make, or that end it, each group with its reason.

use seccompiler::SeccompCmpArgLen::{Dword, Qword};
use seccompiler::SeccompCmpOp::{Eq, Lt, MaskedEq, Ne};
use seccompiler::{SeccompAction, SeccompCmpArgLen, SeccompCmpOp, SeccompCondition, SeccompRule};
use std::collections::BTreeMap;

/// One filter: what happens to the calls that it names, and to all others.
pub(super) struct Filter {
    pub(super) rules: BTreeMap<i64, Vec<SeccompRule>>,
    pub(super) named: SeccompAction,
    pub(super) others: SeccompAction,
}

/// A call's number, and its name as the header has it.
type Call = (i64, &'static str);

macro_rules! calls {
    ($($call:ident)+) => { &[$((libc::$call, stringify!($call))),+] };
}

/// Other programs and processes, and what would take a worker out of its group or its limits.
const PROCESSES: &[Call] = calls! {
    SYS_execve SYS_execveat SYS_ptrace SYS_process_vm_readv SYS_process_vm_writev SYS_process_madvise SYS_kcmp
    SYS_kill SYS_tkill SYS_rt_sigqueueinfo SYS_rt_tgsigqueueinfo SYS_pidfd_open SYS_pidfd_send_signal SYS_pidfd_getfd
    SYS_setsid SYS_setpgid SYS_setrlimit SYS_unshare SYS_setns SYS_personality
};

/// The network.
const NETWORK: &[Call] = calls! {
    SYS_socket SYS_socketpair SYS_connect SYS_bind SYS_listen SYS_accept SYS_accept4 SYS_sendto SYS_sendmsg SYS_sendmmsg
};

/// Calls that share memory with other processes without a file.
const SHARED: &[Call] = calls! {
    SYS_shmget SYS_shmat SYS_shmctl SYS_semget SYS_semctl SYS_msgget SYS_msgctl SYS_msgsnd SYS_mq_open SYS_mq_unlink
    SYS_memfd_create SYS_add_key SYS_request_key SYS_keyctl
};

/// Changes to files that Landlock does not know, or not in every version.
const FILES: &[Call] = calls! {
    SYS_fchmod SYS_fchmodat SYS_fchmodat2 SYS_fchown SYS_fchownat SYS_truncate SYS_ftruncate SYS_fallocate SYS_utimensat
    SYS_setxattr SYS_lsetxattr SYS_fsetxattr SYS_removexattr SYS_lremovexattr SYS_fremovexattr
    SYS_open_by_handle_at SYS_name_to_handle_at SYS_fanotify_init SYS_inotify_init1
};

/// The machine as a whole, and the kernel's rarer doors, through which most break out.
const MACHINE: &[Call] = calls! {
    SYS_io_uring_setup SYS_io_uring_enter SYS_io_uring_register SYS_bpf SYS_perf_event_open SYS_userfaultfd
    SYS_mount SYS_umount2 SYS_pivot_root SYS_chroot SYS_open_tree SYS_move_mount SYS_fsopen SYS_fsconfig SYS_fsmount
    SYS_fspick SYS_mount_setattr SYS_init_module SYS_finit_module SYS_delete_module SYS_kexec_load SYS_reboot SYS_swapon
    SYS_swapoff SYS_acct SYS_quotactl SYS_settimeofday SYS_clock_settime SYS_clock_adjtime SYS_adjtimex SYS_sethostname
    SYS_setdomainname SYS_syslog SYS_vhangup
};

/// Calls that only this architecture still has.
#[cfg(target_arch = "x86_64")]
const OLD: &[Call] = calls! {
    SYS_fork SYS_vfork SYS_chmod SYS_chown SYS_lchown SYS_utime SYS_utimes SYS_futimesat SYS_inotify_init SYS_iopl SYS_ioperm
    SYS_modify_ldt SYS_kexec_file_load
};
#[cfg(not(target_arch = "x86_64"))]
const OLD: &[Call] = &[];

/// Calls that end the worker whatever their arguments are.
const FORBIDDEN: [&[Call]; 6] = [PROCESSES, NETWORK, SHARED, FILES, MACHINE, OLD];
/// Calls that end it for some arguments.
const HALF_FORBIDDEN: &[Call] = calls! { SYS_clone SYS_tgkill SYS_prlimit64 SYS_prctl };

/// Returns the name of a forbidden call, such as `socket`. It allocates nothing: a signal handler asks.
pub(in crate::worker) fn name_of(number: i64) -> Option<&'static str> {
    let mut all = FORBIDDEN.into_iter().chain([HALF_FORBIDDEN]).flatten();
    all.find(|call| call.0 == number & !X32).and_then(|call| call.1.strip_prefix("SYS_"))
}

/// On x86-64 each call has a second number, with this bit. Elsewhere no number has it.
const X32: i64 = 0x4000_0000;

/// Calls that the loader and the library's initialisers need in addition to [`ALLOWED`], and that set up the second
/// stage.
const LOADING: &[Call] = calls! {
    SYS_openat SYS_newfstatat SYS_statx SYS_faccessat SYS_faccessat2 SYS_readlinkat SYS_getdents64 SYS_lseek SYS_pread64
    SYS_statfs SYS_fstatfs SYS_dup SYS_dup3
    SYS_mmap SYS_mprotect SYS_mincore
    SYS_set_tid_address SYS_clone SYS_tgkill SYS_prlimit64 SYS_rt_sigaction SYS_rt_sigpending
    SYS_landlock_create_ruleset SYS_landlock_add_rule SYS_landlock_restrict_self SYS_seccomp
};

/// Calls for loading that only this architecture still has.
#[cfg(target_arch = "x86_64")]
const LOADING_OLD: &[Call] = calls! { SYS_open SYS_stat SYS_lstat SYS_access SYS_readlink SYS_dup2 };
#[cfg(not(target_arch = "x86_64"))]
const LOADING_OLD: &[Call] = &[];

/// Of `fcntl`, what has the system neither send signals to other processes nor keep files from them.
const OWN_DESCRIPTORS: [i32; 6] =
    [libc::F_DUPFD, libc::F_DUPFD_CLOEXEC, libc::F_GETFD, libc::F_SETFD, libc::F_GETFL, libc::F_GET_SEALS];
/// Of `prctl`, a thread's and a memory area's name.
const NAMES: [i32; 2] = [libc::PR_SET_NAME, libc::PR_SET_VMA];
/// The operations of `prctl` that can only tighten the sandbox.
const FENCES: [i32; 3] = [libc::PR_SET_NO_NEW_PRIVS, libc::PR_GET_NO_NEW_PRIVS, libc::PR_SET_SECCOMP];

/// Returns the filters of the first stage. Code that runs while the library is loaded may do the worker's work in its
/// place and never reach the second stage, so nothing is allowed that reaches out of the worker.
pub(super) fn while_loading() -> [Filter; 3] {
    let mut trapped = BTreeMap::new();
    for (number, _) in FORBIDDEN.into_iter().flatten() {
        trapped.insert(*number, Vec::new());
        trapped.insert(*number | X32, Vec::new());
    }
    let thread = flag(libc::CLONE_THREAD);
    for (number, rule) in [
        (libc::SYS_clone, only_if(0, Dword, MaskedEq(thread), 0)),
        (libc::SYS_tgkill, only_if(0, Dword, Ne, own_number())),
        (libc::SYS_prlimit64, only_if(2, Qword, Ne, 0)),
        (libc::SYS_prctl, only_if(0, Dword, Eq, flag(libc::PR_SET_PDEATHSIG))),
    ] {
        trapped.insert(number, vec![rule.clone()]);
        trapped.insert(number | X32, vec![rule]);
    }
    let mut allowed = calls_of(&[ALLOWED, ALLOWED_OLD, LOADING, LOADING_OLD]);
    allowed.extend([
        (libc::SYS_fcntl, only_for(1, &OWN_DESCRIPTORS)),
        (libc::SYS_madvise, to_own_memory()),
        (libc::SYS_prctl, only_for(0, &[&NAMES[..], &FENCES[..]].concat())),
    ]);
    let no_clone3 = BTreeMap::from([(libc::SYS_clone3, Vec::new())]);
    [
        // The arguments of `clone3` are in memory, where no filter can look. Told that it does not exist, the C library
        // falls back to `clone`.
        Filter { rules: allowed, named: SeccompAction::Allow, others: SeccompAction::Errno(errno(libc::EPERM)) },
        Filter { rules: no_clone3, named: SeccompAction::Errno(errno(libc::ENOSYS)), others: SeccompAction::Allow },
        Filter { rules: trapped, named: SeccompAction::Trap, others: SeccompAction::Allow },
    ]
}

/// Calls for memory, threads, signals, time and open pipes.
const ALLOWED: &[Call] = calls! {
    SYS_read SYS_readv SYS_write SYS_writev SYS_close SYS_fstat SYS_ppoll
    SYS_brk SYS_munmap SYS_mremap
    SYS_futex SYS_set_robust_list SYS_get_robust_list SYS_rseq SYS_sched_yield SYS_sched_getaffinity SYS_getcpu SYS_membarrier
    SYS_rt_sigprocmask SYS_rt_sigreturn SYS_sigaltstack SYS_restart_syscall
    SYS_exit SYS_exit_group
    SYS_clock_gettime SYS_clock_getres SYS_gettimeofday SYS_nanosleep SYS_clock_nanosleep SYS_times
    SYS_getpid SYS_getppid SYS_gettid SYS_getuid SYS_geteuid SYS_getgid SYS_getegid SYS_getrusage SYS_sysinfo SYS_uname
    SYS_getrandom SYS_getcwd
    SYS_clone3
};

/// Allowed calls that only this architecture still has.
#[cfg(target_arch = "x86_64")]
const ALLOWED_OLD: &[Call] = calls! { SYS_poll SYS_time SYS_getrlimit SYS_arch_prctl };
#[cfg(not(target_arch = "x86_64"))]
const ALLOWED_OLD: &[Call] = &[];

/// Returns the filter of the second stage. It allows `clone3` so that the first stage's answer applies: of two errors
/// the newest filter's would.
pub(super) fn afterwards() -> Filter {
    let mut rules = calls_of(&[ALLOWED, ALLOWED_OLD]);
    let (thread, executable) = (flag(libc::CLONE_THREAD), flag(libc::PROT_EXEC));
    rules.extend([
        (libc::SYS_madvise, to_own_memory()),
        (libc::SYS_mmap, vec![only_if(2, Dword, MaskedEq(executable), 0)]),
        (libc::SYS_mprotect, vec![only_if(2, Dword, MaskedEq(executable), 0)]),
        (libc::SYS_clone, vec![only_if(0, Dword, MaskedEq(thread), thread)]),
        (libc::SYS_tgkill, vec![only_if(0, Dword, Eq, own_number())]),
        (libc::SYS_prlimit64, vec![only_if(2, Qword, Eq, 0)]),
        (libc::SYS_rt_sigaction, vec![only_if(0, Dword, Ne, flag(libc::SIGSYS))]),
        (libc::SYS_prctl, only_for(0, &NAMES)),
    ]);
    Filter { rules, named: SeccompAction::Allow, others: SeccompAction::Errno(errno(libc::EPERM)) }
}

/// Calls whatever their arguments are.
fn calls_of(lists: &[&[Call]]) -> BTreeMap<i64, Vec<SeccompRule>> {
    lists.iter().copied().flatten().map(|call| (call.0, Vec::new())).collect()
}

/// Returns a call for these values of an argument.
fn only_for(argument: u8, values: &[i32]) -> Vec<SeccompRule> {
    values.iter().map(|value| only_if(argument, Dword, Eq, flag(*value))).collect()
}

/// Returns rules for `madvise` without the operations that take memory from the whole machine (`MADV_HWPOISON`,
/// `MADV_SOFT_OFFLINE`), which root may use.
fn to_own_memory() -> Vec<SeccompRule> {
    vec![only_if(2, Dword, Lt, flag(libc::MADV_HWPOISON))]
}

fn only_if(argument: u8, size: SeccompCmpArgLen, compare: SeccompCmpOp, value: u64) -> SeccompRule {
    let condition = SeccompCondition::new(argument, size, compare, value).expect("a call has six arguments");
    SeccompRule::new(vec![condition]).expect("there is a condition")
}

fn own_number() -> u64 {
    u64::from(std::process::id())
}

fn flag(number: i32) -> u64 {
    u64::from(number.cast_unsigned())
}

fn errno(number: i32) -> u32 {
    number.cast_unsigned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_call_is_both_forbidden_and_allowed() {
        for (number, name) in [ALLOWED, ALLOWED_OLD, LOADING, LOADING_OLD].into_iter().flatten() {
            let half = HALF_FORBIDDEN.iter().any(|call| call.0 == *number);
            assert!(half || name_of(*number).is_none(), "{name}");
        }
        assert_eq!(name_of(libc::SYS_socket), Some("socket"));
        assert_eq!(name_of(libc::SYS_socket | X32), Some("socket"));
    }
}
