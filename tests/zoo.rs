//! Faulty plugins: whatever a plugin does, only its own document is lost. Each fault is reported with the plugin and
//! its cause, leaves no process running and touches no file.
#![expect(clippy::disallowed_methods, reason = "tests make files and run the program")]

use crate::harness::copies::{Copy, program};
use crate::harness::{copydesk, root};
use copydesk::plugin::{self, Drafted, LIMITS, Part};
use copydesk::worker::{Level, Limits};
use copydesk_plugin::story::{Inspection, Request};
use std::fs;
use std::io::Read;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::Duration;

/// One test for each fault: the output, the beginning of the message.
macro_rules! faults {
    ($limits:expr; $($test:ident: $output:literal => $message:literal,)+) => { $(
        #[test]
        fn $test() {
            let message = Copy::of("faulty").fault($output, &$limits);
            assert!(message.starts_with($message), "{message}");
        }
    )+ };
}

faults! { LIMITS;
    panic: "panic" => "broke: index 7 is not there, at tests/plugins/faulty/src/lib.rs:",
    panic_whose_payload_panics: "panic-in-drop" => "broke: no message, at tests/plugins/faulty/src/lib.rs:",
    panic_in_a_panic: "panic-twice" => "died: SIGABRT (it gave up); its last words: ",
    abort: "abort" => "died: SIGABRT (it gave up)",
    exit_code_0_is_no_success: "exit" => "died: exit code 0",
    segfault: "segfault" => "died: SIGSEGV (invalid memory access)",
    stack_overflow: "stack-overflow" => "died: SIGABRT (it gave up); its last words: ",
    memory_bomb: "memory" => "died: SIGABRT (it gave up); its last words: memory allocation of 1073741824 bytes failed",
    forged_level: "forged-level" => "sent garbage: a frame out of turn",
    quick_exit_is_no_success: "quick-exit" => "died: exit code 0",
    double_free: "double-free" => "died: SIGABRT (it gave up); its last words: ",
    memory_bomb_in_c: "memory-in-c" => "died: SIGABRT (it gave up)",
    garbage_on_the_channel: "garbage" => "sent garbage: a frame of the unknown kind 90",
    forged_length: "forged-length" => "made a document of more than the 8388608 bytes allowed",
    forged_answer: "forged-answer" => "drafted an empty document",
    huge_document_that_stops: "big" => "made a document of more than the 8388608 bytes allowed",
    huge_document_that_goes_on: "big-and-on" => "made a document of more than the 8388608 bytes allowed",
    huge_length: "huge-length" => "made a document of more than the 8388608 bytes allowed",
    null_text: "null-text" => "called the program wrongly: a text is a null pointer",
    invalid_text: "not-utf8" => "wrote text that is not UTF-8, at byte 3",
    success_after_a_stop_is_none: "stopped-but-ok" => "wrote text that is not UTF-8, at byte 3",
    invalid_plan: "bad-plan" => "gave the template faulty a plan that is not JSON: EOF",
    endless_templates: "many-plans" => "made a document of more than 50 templates, or with plans of more than 1048576 bytes",
    plan_that_fills_the_memory: "big-plan" => "made a document of more than 50 templates, or with plans of more than 1048576",
    template_name_that_leads_out: "bad-template" => "called the program wrongly: \"../../etc/passwd\" is not the name of",
    limit_that_nobody_set: "limit-for-nothing" => "ended with the unknown status 4",
    terminal_commands: "terminal" => "refused: \u{fffd}[2Jgone (terminal)",
    unknown_status: "status" => "ended with the unknown status 99",
    fault_without_reason: "fault-without-reason" => "broke: it gave no reason (no-reason)",
}

const SHORT: Limits = Limits { time: Duration::from_millis(1500), ..LIMITS };

faults! { SHORT;
    endless_loop: "loop" => "gave no answer within 1.5 seconds and was stopped",
    sleep: "sleep" => "gave no answer within 1.5 seconds and was stopped",
    closed_descriptors: "close" => "died: it closed its channel to the program",
    stopped_worker: "stop" => "gave no answer within 1.5 seconds and was stopped",
}

#[test]
fn bad_manners_cost_no_document() {
    let faulty = Copy::of("faulty");
    for (output, printed) in [("print", "to standard output\n"), ("thread", ""), ("thread-writes", "")] {
        let drafted = faulty.draft(output, &LIMITS).unwrap();
        assert_eq!(drafted.parts, [Part::Text("done".to_owned())], "{output}");
        assert_eq!(drafted.printed, printed, "{output}");
    }
}

#[test]
fn what_a_plugin_says_cannot_pass_for_what_the_program_says() {
    let faulty = Copy::of("faulty");
    let log = faulty.draft("log", &LIMITS).unwrap().log;
    assert_eq!((log.len(), &log[..3]), (100, &["one", "error: \u{fffd}two", "line"].map(str::to_owned)[..]));
    let message = faulty.fault("forged-reason", &LIMITS);
    assert!(message.starts_with("could not read the request: xxx") && message.chars().count() <= 5_000, "{message}");
    let message = faulty.fault("panic-twice", &LIMITS);
    assert!(message.lines().skip(1).all(|line| line.starts_with("    ")), "{message}");
}

#[test]
fn a_flood_is_drained_and_its_end_kept() {
    let drafted = Copy::of("faulty").draft("flood", &LIMITS).unwrap();
    assert_eq!(drafted.parts, [Part::Text("done".to_owned())]);
    assert!(drafted.printed.len() <= 2048 && drafted.printed.ends_with("\nthe end\n"), "{}", drafted.printed);
}

#[test]
fn a_worker_has_no_environment() {
    let drafted = Copy::of("faulty").draft("environment", &LIMITS).unwrap();
    assert_eq!(drafted.printed, "0 variables in Some(\"/\")\n");
}

/// Writes a file that no plugin may touch, in the folder of a library.
fn canary(plugin: &Copy) -> PathBuf {
    let file = plugin.folder.path().join("canary");
    fs::write(&file, "untouched").unwrap();
    file
}

/// Has a plugin attempt something, and sees that nothing came of it outside.
fn attempt(attempt: &str) -> Result<Drafted, String> {
    let faulty = Copy::of("faulty");
    let file = canary(&faulty);
    let mode = file.metadata().unwrap().permissions();
    let inspection = Inspection { title: file.to_str().unwrap().to_owned(), ..Inspection::default() };
    let request = Request { output: attempt.to_owned(), inspection, ..Request::default() };
    let result = faulty.ask(&serde_json::to_vec(&request).unwrap(), &LIMITS);
    assert_eq!(fs::read(&file).unwrap(), b"untouched");
    assert_eq!(file.metadata().unwrap().permissions(), mode);
    assert_eq!(faulty.folder.path().read_dir().unwrap().count(), 2, "a file was made");
    result.map_err(|error| error.cause.to_string())
}

/// Calls that fail: the plugin can go on, and does.
#[cfg(target_os = "linux")]
#[test]
fn what_a_plugin_reaches_for_is_refused() {
    for name in [
        "read-file",
        "read-environment",
        "write-file",
        "create-file",
        "delete-file",
        "rename-file",
        "link-file",
        "list-folder",
        "stat",
        "hide-forbidden",
        "executable-memory",
        "made-executable",
        "signal-program",
        "bad-memory",
        "more-pipes",
        "timer",
    ] {
        let drafted = attempt(name).unwrap_or_else(|message| panic!("{name}: {message}"));
        assert_eq!((drafted.printed.as_str(), &drafted.level), ("PermissionDenied\n", &Level::Full), "{name}");
        assert_eq!(drafted.parts, [Part::Text("done".to_owned())], "{name}");
    }
}

/// Calls that end the worker, by the name that the message gives.
#[cfg(target_os = "linux")]
#[test]
fn what_no_document_needs_ends_the_worker_and_is_named() {
    for (name, calls) in [
        ("tcp", "socket"),
        ("udp", "socket"),
        ("unix-socket", "socket"),
        ("name-service", "socket"),
        ("exec", "execve"),
        ("fork", "clone fork"),
        ("clone", "clone"),
        ("daemon", "clone fork"),
        ("setsid", "setsid"),
        ("kill-program", "kill"),
        ("kill-group", "kill"),
        ("trace-program", "ptrace"),
        ("outlive-program", "prctl"),
        ("raise-limit", "prlimit64 setrlimit"),
        ("shared-memory", "shmget"),
        ("io-uring", "io_uring_setup"),
        ("chmod", "chmod fchmodat"),
        ("truncate", "truncate"),
        #[cfg(target_arch = "x86_64")]
        ("other-numbers", "socket"),
    ] {
        let message = attempt(name).expect_err(name);
        let call =
            message.strip_prefix("died: SIGSYS (a forbidden system call); its last words: forbidden system call ");
        assert!(call.is_some_and(|call| calls.split(' ').any(|one| one == call)), "{name}: {message}");
    }
    // While the C library starts a program it holds all signals back, so the name of the call cannot be reported.
    for name in ["run", "system"] {
        assert_eq!(attempt(name).expect_err(name), "died: SIGSYS (a forbidden system call)");
    }
}

/// Code that runs while the library is loaded is sandboxed too, before the program has seen anything of it.
#[cfg(target_os = "linux")]
#[test]
fn a_constructor_costs_only_the_worker() {
    let made = std::env::temp_dir().join("copydesk-early");
    for (fault, outcome) in [
        ("nothing", Ok("")),
        ("read", Ok("Err(PermissionDenied)\n")),
        ("environment", Ok("Err(PermissionDenied)\n")),
        ("write", Ok("Err(PermissionDenied)\n")),
        ("own", Ok("Err(PermissionDenied)\n")),
        ("poison", Ok("Err(PermissionDenied)\n")),
        ("splice", Ok("Err(PermissionDenied)\n")),
        ("crash", Err("died: SIGSEGV (invalid memory access)")),
        ("exit", Err("died: exit code 0")),
        ("loop", Err("gave no answer within 1.5 seconds and was stopped")),
        ("thread", Err("did not load: 2 threads run after loading, one is allowed")),
        ("run", Err("died: SIGSYS (a forbidden system call)")),
        ("connect", Err("died: SIGSYS (a forbidden system call); its last words: forbidden system call socket")),
    ] {
        let early = Copy::patched(
            "early",
            b"while-loading:nothing           ",
            format!("while-loading:{fault:<18}").as_bytes(),
        );
        match (early.draft("early", &SHORT), outcome) {
            (Ok(drafted), Ok(printed)) => assert_eq!(drafted.printed, printed, "{fault}"),
            (Err(error), Err(message)) => {
                assert!(error.cause.to_string().starts_with(message), "{fault}: {error}");
            }
            (other, _) => panic!("{fault}: {other:?}"),
        }
        assert!(!made.exists(), "{fault}");
    }
}

#[test]
fn a_fault_costs_no_other_output_of_the_story() {
    let faulty = Copy::of("faulty");
    let story = faulty.folder.path().join("story");
    fs::create_dir(&story).unwrap();
    for file in ["inspection.toml", "brief.toml"] {
        fs::copy(root().join("examples/good-result").join(file), story.join(file)).unwrap();
    }
    fs::copy(root().join("examples/desk.toml"), faulty.folder.path().join("desk.toml")).unwrap();
    let folder = faulty.folder.path().to_str().unwrap();
    let run = copydesk(&["draft", "all", story.to_str().unwrap(), "--plugin-dir", folder]);
    assert_eq!(run.code, 1, "{}", run.err);
    for part in [
        "error: the plugin uk.example.faulty (",
        "broke: index 56 is not there, at tests/plugins/faulty/src/lib.rs:",
        "died: SIGSEGV (invalid memory access)",
        "outputs were not drafted",
        "press-release for Avershire: written to ",
        "drafted by uk.example.faulty 0.0.1, sandbox: ",
    ] {
        assert!(run.err.contains(part), "{part:?} is missing in {}", run.err);
    }
    let made = |output: &str| story.join(output).with_extension("md").exists();
    for output in ["press-release", "staff-newsletter", "recruitment-page", "faulty"] {
        assert!(made(output), "{output}");
    }
    assert!(!made("panic") && !made("segfault"));
}

#[test]
fn many_at_once_do_not_disturb_each_other() {
    let (good, faulty) = (Copy::of("good"), Copy::of("faulty"));
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..100)
            .map(|i| {
                let (plugin, output) = if i % 2 == 0 { (&good.plugin, "good") } else { (&faulty.plugin, "abort") };
                let request = serde_json::to_vec(&Request { output: output.to_owned(), ..Request::default() }).unwrap();
                scope.spawn(move || plugin::draft(plugin, &request, &LIMITS, &program()).is_ok())
            })
            .collect();
        for (i, thread) in threads.into_iter().enumerate() {
            assert_eq!(thread.join().unwrap(), i % 2 == 0);
        }
    });
}

#[cfg(target_os = "linux")]
#[test]
fn a_worker_does_not_outlive_the_program() {
    let good = Copy::of("good");
    let mut command = Command::new(env!("CARGO_BIN_EXE_copydesk"));
    command.args(["__worker", "draft", "60000,1000,100000,536870912,1"]).arg(&good.plugin.file);
    command.stdin(Stdio::piped()).stdout(Stdio::piped());
    // For the system, the worker's parent is the thread that started it. This one ends once the library is loaded.
    let starter = std::thread::spawn(move || {
        let mut worker = command.spawn().unwrap();
        worker.stdout.as_mut().unwrap().read_exact(&mut [0; 5]).unwrap();
        worker
    });
    let mut worker = starter.join().unwrap();
    let ended = (0..500).find_map(|_| {
        std::thread::sleep(Duration::from_millis(10));
        worker.try_wait().unwrap()
    });
    worker.kill().unwrap();
    assert_eq!(ended.expect("it ends by itself").to_string(), "signal: 9 (SIGKILL)");
}
