//! What surrounds a plugin and may vary: the system's sandbox, its files, its disk, its language. A draft is made
//! correctly or not at all, and the message says which.
#![cfg(target_os = "linux")]
#![expect(clippy::disallowed_methods, reason = "tests make files and run the program")]

use crate::harness::copies::{Copy, program};
use crate::harness::{copydesk_in, plugins, root};
use copydesk::hash::sha256;
use copydesk::plugin::{self, LIMITS, Part};
use copydesk::worker::{Fence, Level, Limits};
use seccompiler::{BpfProgram, SeccompAction, SeccompFilter};
use std::collections::BTreeMap;
use std::env::consts::{DLL_PREFIX, DLL_SUFFIX};
use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::os::unix::process::CommandExt;
use std::process::{Command, Output};
use tempfile::TempDir;

const REQUEST: &[u8] = br#"{"output":"faulty"}"#;

/// Runs something in a thread on which system calls do not exist, as on an older kernel.
fn without<T: Send>(calls: &[i64], work: impl FnOnce() -> T + Send) -> T {
    let rules: BTreeMap<i64, Vec<_>> = calls.iter().map(|call| (*call, Vec::new())).collect();
    let missing = SeccompAction::Errno(libc::ENOSYS.cast_unsigned());
    let architecture = std::env::consts::ARCH.try_into().unwrap();
    let filter = SeccompFilter::new(rules, SeccompAction::Allow, missing, architecture).unwrap();
    let filter: BpfProgram = filter.try_into().unwrap();
    let in_thread = || {
        seccompiler::apply_filter(&filter).unwrap();
        work()
    };
    std::thread::scope(|scope| scope.spawn(in_thread).join().unwrap())
}

#[test]
fn a_missing_sandbox_is_said_and_refused_where_it_is_required() {
    let faulty = Copy::of("faulty");
    let required = Limits { fence: Fence::Required, ..LIMITS };
    let draft = |limits: &Limits| plugin::draft(&faulty.plugin, REQUEST, limits, &program());
    assert_eq!(draft(&required).unwrap().level, Level::Full);
    for (call, missing) in [
        (libc::SYS_landlock_create_ruleset, "this kernel offers no Landlock"),
        (libc::SYS_seccomp, "this kernel offers no seccomp filters"),
    ] {
        let (made, refused) = without(&[call], || (draft(&LIMITS), draft(&required)));
        let Level::ProcessOnly(why) = made.unwrap().level else { panic!("{missing}: it says that it is whole") };
        assert!(why.starts_with(missing), "{why}");
        let refused = refused.unwrap_err();
        let message = refused.cause.to_string();
        assert!(
            message.starts_with("was not asked: the sandbox is required, and this system's level is process only: ")
        );
        assert!(refused.hint().ends_with("without --require-sandbox"));
    }
}

#[test]
fn a_person_reads_how_well_a_draft_was_fenced_in() {
    let story = example();
    let draft = |more: &[&str]| {
        let arguments = ["draft", "press-release", ".", "--force"].iter().chain(more).copied().collect::<Vec<_>>();
        copydesk_in(story.path(), &arguments)
    };
    let record = || fs::read_to_string(story.path().join(".copydesk/press-release.md.json")).unwrap();
    let run = draft(&["--require-sandbox"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.err.contains("sandbox: full\n") && record().contains(r#""sandbox": "full""#), "{}", run.err);
    let (run, refused) = without(&[libc::SYS_landlock_create_ruleset], || (draft(&[]), draft(&["--require-sandbox"])));
    let said = "sandbox: process only: this kernel offers no Landlock";
    assert!(run.code == 0 && run.err.contains(said) && record().contains("process only: this kernel"), "{}", run.err);
    assert_eq!(refused.code, 1);
    assert!(refused.err.contains("the sandbox is required"), "{}", refused.err);
}

/// Copies an example's story, with its desk above it.
fn example() -> TempDir {
    let story = TempDir::new().unwrap();
    for file in ["inspection.toml", "brief.toml"] {
        fs::copy(root().join("examples/good-result").join(file), story.path().join(file)).unwrap();
    }
    fs::copy(root().join("examples/desk.toml"), story.path().join("desk.toml")).unwrap();
    story
}

#[test]
fn a_request_that_is_too_big_is_not_sent() {
    let faulty = Copy::of("faulty");
    let request = vec![b' '; LIMITS.input + 1];
    let message = faulty.ask(&request, &LIMITS).unwrap_err().cause.to_string();
    assert_eq!(message, "was not asked: the request has 67108865 bytes, 67108864 are allowed");
    let most = [&vec![b' '; LIMITS.input - REQUEST.len()], REQUEST].concat();
    assert_eq!(faulty.ask(&most, &LIMITS).unwrap().parts, [Part::Text("done".to_owned())]);
}

#[test]
fn what_was_loaded_stays_when_its_folder_goes_and_what_was_replaced_is_not_loaded() {
    let faulty = Copy::of("faulty");
    let file = &faulty.plugin.file;
    let bytes = fs::read(file).unwrap();
    let start = || plugin::start(&faulty.plugin, &LIMITS, &program());
    let (first, second) = (start().unwrap(), start().unwrap());
    fs::write(file, [&bytes[..], b"more"].concat()).unwrap();
    assert!(first.draft(REQUEST).is_ok());
    let message = start().unwrap_err().cause.to_string();
    assert!(message.contains(&sha256(&bytes)) && message.contains("and now has "), "{message}");
    fs::remove_dir_all(faulty.folder.path()).unwrap();
    assert!(second.draft(REQUEST).is_ok());
    assert!(start().unwrap_err().cause.to_string().starts_with("was not loaded: it cannot be read"));
}

#[test]
fn language_and_time_zone_change_nothing() {
    let drafts: Vec<Output> = [("C", "UTC"), ("cy_GB.UTF-8", "Pacific/Kiritimati"), ("tr_TR.UTF-8", "America/Adak")]
        .into_iter()
        .map(|(language, zone)| {
            let mut command = Command::new(env!("CARGO_BIN_EXE_copydesk"));
            command.args(["draft", "press-release", "examples/good-result", "-o", "-"]).current_dir(root()).env_clear();
            command.env("LANG", language).env("LC_ALL", language).env("TZ", zone);
            command.env(plugin::DIR_VARIABLE, plugins::outputs()).output().unwrap()
        })
        .collect();
    assert!(drafts[0].status.success() && !drafts[0].stdout.is_empty());
    assert!(drafts.iter().all(|draft| draft.stdout == drafts[0].stdout));
}

#[test]
fn a_program_that_was_replaced_has_workers_of_its_own_version() {
    let folder = TempDir::new().unwrap();
    let copy = folder.path().join("copydesk");
    fs::copy(env!("CARGO_BIN_EXE_copydesk"), &copy).unwrap();
    let library = format!("{DLL_PREFIX}copydesk_press_release{DLL_SUFFIX}");
    fs::copy(plugins::outputs().join(&library), folder.path().join(&library)).unwrap();
    let mut shell = Command::new("sh");
    shell.args([
        "-c",
        r#"exec 3< "$0"; echo "not a program" > "$0.new"; mv "$0.new" "$0"; shift; exec /proc/self/fd/3 "$@""#,
    ]);
    shell.arg(&copy).args(["-", "draft", "press-release", "examples/good-result", "-o", "-", "--require-sandbox"]);
    let output = shell.current_dir(root()).env_remove(plugin::DIR_VARIABLE).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(fs::read(&copy).unwrap(), b"not a program\n");
}

/// The tests may run as root, for whom the system makes exceptions.
#[test]
fn a_person_without_rights_is_fenced_in_as_well() {
    let folder = TempDir::new().unwrap();
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
    let copy = folder.path().join("copydesk");
    fs::copy(env!("CARGO_BIN_EXE_copydesk"), &copy).unwrap();
    let library = format!("{DLL_PREFIX}copydesk_press_release{DLL_SUFFIX}");
    fs::copy(plugins::outputs().join(&library), folder.path().join(&library)).unwrap();
    fs::copy(root().join("examples/good-result/inspection.toml"), folder.path().join("inspection.toml")).unwrap();
    let mut command = Command::new(&copy);
    command.args(["draft", "press-release", "inspection.toml", "--require-sandbox"]).current_dir(folder.path());
    if folder.path().metadata().unwrap().uid() == 0 {
        command.uid(65534).gid(65534);
    }
    let output = command.env_clear().output().unwrap();
    let err = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && err.contains("sandbox: full"), "{err}");
}

#[test]
fn a_full_disk_leaves_the_story_as_it_was() {
    let story = example();
    let script = r#"mount -t tmpfs -o size=200k none "$1" && cp "$0"/*.toml "$1" || exit 77
        head -c 1000000 /dev/zero > "$1/filler" 2> /dev/null
        cd "$1" && "$2" draft press-release . ; echo "code $?" ; ls -A "#;
    let disk = TempDir::new().unwrap();
    let mut shell = Command::new("unshare");
    shell.args(["--map-root-user", "--mount", "sh", "-c", script]).args([story.path(), disk.path()]);
    shell.arg(env!("CARGO_BIN_EXE_copydesk")).env(plugin::DIR_VARIABLE, plugins::outputs());
    let output = match shell.output() {
        Ok(output) if output.status.code() != Some(77) && !output.stdout.is_empty() => output,
        other => {
            eprintln!("skipped: no small disk can be mounted here: {other:?}");
            return;
        }
    };
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    let said = "press-release.md: no storage space\n  help: free some disk space, then run the command again\n";
    assert!(err.contains("error: cannot write ") && err.contains(said), "{err}");
    let left: Vec<&str> = out.lines().filter(|line| *line != ".copydesk").collect();
    assert_eq!(left, ["code 1", "brief.toml", "desk.toml", "filler", "inspection.toml"]);
}
