//! The two stages on Linux. Each is a Landlock ruleset and then seccomp filters. What an earlier stage forbids, no
//! later one can allow.
#![expect(clippy::disallowed_methods, reason = "a process counts its threads in a folder of the system")]

use super::Level;
use super::calls::{self, Filter};
use crate::worker::system;
use landlock::{
    ABI, Access, AccessFs, AccessNet, CompatLevel, Compatible, Ruleset, RulesetAttr, RulesetCreatedAttr, RulesetError,
    RulesetStatus, Scope, path_beneath_rules,
};
use seccompiler::{BpfProgram, SeccompFilter};
use std::fs::File;
use std::os::unix::fs::MetadataExt;
use std::path::Path;

/// Where a loader finds the libraries that a library needs.
const LIBRARIES: [&str; 6] = ["/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib", "/etc/ld.so.cache"];
/// The newest Landlock version to use. On an older kernel, seccomp refuses the calls that the missing rights would
/// stop.
const NEWEST: ABI = ABI::V6;

/// A worker that is in the first stage.
pub(in crate::worker) struct Sandbox {
    /// The folder of this process's threads, opened while that was allowed. Without it the first stage was not reached.
    threads: Option<File>,
}

impl Sandbox {
    /// Enters the first stage, as far as the kernel offers one. `library` is a file that may be read besides the system's.
    pub(in crate::worker) fn enter(library: Option<&Path>) -> (Sandbox, Level) {
        match first_stage(library) {
            Ok(threads) => (Sandbox { threads: Some(threads) }, Level::Full),
            Err(missing) => (Sandbox { threads: None }, Level::ProcessOnly(missing)),
        }
    }

    /// Enters the second stage. It fails where foreign code has started a thread, which would stay outside.
    pub(in crate::worker) fn close(self) -> Result<(), String> {
        let Some(threads) = self.threads else { return Ok(()) };
        // The kernel counts a process's threads as links of their folder, in addition to its usual two.
        let running = threads.metadata().map_err(|error| error.to_string())?.nlink().saturating_sub(2);
        drop(threads);
        if running != 1 {
            return Err(format!("{running} threads run after loading, one is allowed"));
        }
        forbid_files(&[])
            .and_then(|()| install(&calls::afterwards()))
            .map_err(|error| format!("the sandbox broke: {error}"))
    }
}

/// Returns what the worker can still do of what the second stage forbids, in words.
pub(in crate::worker) fn still_possible() -> Vec<&'static str> {
    let tries = [
        (Path::new("/").metadata().is_ok(), "the system still tells which files there are"),
        (File::open("/etc/ld.so.cache").is_ok(), "the system's libraries can still be read"),
        (system::can_make_code(), "new code can still be made"),
    ];
    tries.into_iter().filter(|(works, _)| *works).map(|(_, what)| what).collect()
}

fn first_stage(library: Option<&Path>) -> Result<File, String> {
    let threads = File::open("/proc/self/task").map_err(|error| format!("/proc cannot be read: {error}"))?;
    let readable: Vec<&Path> = LIBRARIES.into_iter().map(Path::new).chain(library).collect();
    forbid_files(&readable)?;
    calls::while_loading().iter().try_for_each(install)?;
    Ok(threads)
}

/// Forbids every file but those `readable`, TCP, and signals and abstract sockets to processes outside.
fn forbid_files(readable: &[&Path]) -> Result<(), String> {
    let restrict = || -> Result<RulesetStatus, RulesetError> {
        let ruleset = Ruleset::default()
            .set_compatibility(CompatLevel::BestEffort)
            .handle_access(AccessFs::from_all(NEWEST))?
            .handle_access(AccessNet::from_all(NEWEST))?
            .scope(Scope::from_all(NEWEST))?
            .create()?;
        let rules = path_beneath_rules(readable, AccessFs::ReadFile);
        Ok(ruleset.add_rules(rules)?.restrict_self()?.ruleset)
    };
    match restrict() {
        Ok(RulesetStatus::NotEnforced) => Err("this kernel offers no Landlock".to_owned()),
        Ok(_) => Ok(()),
        Err(error) => Err(format!("Landlock: {error}")),
    }
}

fn install(filter: &Filter) -> Result<(), String> {
    let architecture = std::env::consts::ARCH.try_into().map_err(|error| format!("seccomp: {error}"))?;
    let filter = SeccompFilter::new(filter.rules.clone(), filter.others.clone(), filter.named.clone(), architecture)
        .map_err(|error| format!("seccomp: {error}"))?;
    let program: BpfProgram = filter.try_into().map_err(|error| format!("seccomp: {error}"))?;
    seccompiler::apply_filter(&program).map_err(|error| format!("this kernel offers no seccomp filters: {error}"))
}
