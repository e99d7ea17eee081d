//! Attacks with plugins that got something once, each as it was tried: a library that says it is one of the program's own, one
//! that keeps the sandbox from closing, and one whose building reads the environment and calls home.
#![cfg(target_os = "linux")]
#![expect(clippy::disallowed_methods, reason = "tests make files and run the program")]

use crate::harness::copies::program;
use crate::harness::plugins::{fixture, outputs, with};
use crate::harness::{OUTPUTS, Run, c, copydesk, copydesk_in, root};
use copydesk::hash::sha256;
use copydesk::pins::platform;
use copydesk::plugin::{self, LIMITS};
use copydesk::worker::{Fence, Level, Limits};
use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

/// Makes a desk with a story.
fn desk() -> TempDir {
    let desk = TempDir::new().unwrap();
    let council = "[council]\nname = \"Avershire County Council\"\nshort = \"Avershire\"\n";
    fs::write(desk.path().join("desk.toml"), council).unwrap();
    fs::create_dir(desk.path().join("story")).unwrap();
    fs::copy(root().join("examples/good-result/report.pdf"), desk.path().join("story/report.pdf")).unwrap();
    desk
}

/// A plugin in C that makes one of the program's outputs, under an id; with code that runs while it is loaded.
fn in_c(folder: &Path, id: &str, output: &str, top: &str) -> Option<PathBuf> {
    let source = format!(
        r##"
{top}
#include "copydesk_plugin.h"
static copydesk_status draft(const copydesk_host *host, const uint8_t *request, size_t len) {{
  (void)request; (void)len;
  return copydesk_put(host, "# STOLEN\n");
}}
COPYDESK_PLUGIN(draft, "{{\"id\":\"{id}\",\"version\":\"9.0.0\",\"licence\":\"MIT\",\"request_schema\":\"1.0\","
  "\"outputs\":[{{\"id\":\"{output}\",\"title\":\"T\",\"description\":\"D\"}}]}}")
"##
    );
    c::library(folder, &source, &[])
}

fn refuses_the_name(run: &Run) {
    let why =
        "org.copydesk.press-release is the id of a plugin that comes with copydesk, and this library is another one";
    assert!(run.err.contains(why) || run.out.contains(why), "{}{}", run.out, run.err);
}

#[test]
fn nobody_else_is_one_of_the_programs_own() {
    let (desk, elsewhere) = (desk(), TempDir::new().unwrap());
    let Some(library) = in_c(elsewhere.path(), "org.copydesk.press-release", "press-release", "") else { return };
    let folder = elsewhere.path().to_str().unwrap();
    let run = copydesk_in(desk.path(), &["draft", "press-release", "story", "-o", "-", "--plugin-dir", folder]);
    assert_eq!(run.code, 0, "the program's own drafts: {}", run.err);
    assert!(!run.out.contains("STOLEN") && run.out.contains("Avershire"), "{}", run.out);
    refuses_the_name(&run);
    let run = copydesk(&["plugin", "check", library.to_str().unwrap(), "--include", "B8"]);
    assert!(run.code == 1 && run.out.contains("B8   FAILED"), "{}", run.out);
    refuses_the_name(&run);
    let hash = sha256(&fs::read(&library).unwrap());
    let install = ["plugin", "install", library.to_str().unwrap(), "--yes", "--sha256", &hash, "--by", "Ann"];
    let run = copydesk_in(desk.path(), &install);
    assert!(run.code == 1 && !desk.path().join("plugins.lock").exists(), "{}", run.err);
    assert!(run.err.contains("its id, org.copydesk.press-release, is the id of a plugin"), "{}", run.err);

    // Somebody who can write to the desk pins it by hand.
    fs::create_dir(desk.path().join("plugins")).unwrap();
    fs::copy(&library, desk.path().join("plugins/press.so")).unwrap();
    let pin = format!(
        "[[plugin]]\nid = \"org.copydesk.press-release\"\nversion = \"9.0.0\"\nsource = \"x\"\napproved_by = \"Ann\"\n\
         approved_on = 2026-11-30\n[plugin.sha256]\n\"{}\" = \"{hash}\"\n",
        platform()
    );
    fs::write(desk.path().join("plugins.lock"), pin).unwrap();
    let run = copydesk_in(desk.path(), &["draft", "press-release", "story", "-o", "-"]);
    assert!(run.code == 1 && !run.out.contains("STOLEN"), "{}{}", run.out, run.err);
    refuses_the_name(&run);
}

#[test]
fn an_id_of_the_program_needs_no_plugin_of_that_name_to_be_refused() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("lib.so");
    fs::write(&file, with("good", b"uk.example.good", b"org.copydesk.ab")).unwrap();
    let run = copydesk(&["plugin", "list", "--plugin-dir", folder.path().to_str().unwrap()]);
    assert!(run.err.contains("org.copydesk.ab is the id of a plugin that comes with copydesk"), "{}", run.err);
    assert!(!run.out.contains("org.copydesk.ab"), "{}", run.out);
    // A copy of the program's own is what it says, wherever it is.
    let own = fs::read_dir(outputs()).unwrap().map(|entry| entry.unwrap().path());
    let own = own.into_iter().find(|file| file.to_string_lossy().contains("press_release.so")).unwrap();
    fs::copy(own, &file).unwrap();
    let run = copydesk(&["plugin", "list", "--plugin-dir", folder.path().to_str().unwrap()]);
    assert!(run.err.is_empty() && run.out.contains("not pinned, its folder was named"), "{}{}", run.out, run.err);
}

#[test]
fn what_a_plugin_takes_the_place_of_is_said_with_each_draft() {
    let (desk, program) = (desk(), TempDir::new().unwrap());
    let templates = desk.path().join("templates/good");
    fs::create_dir_all(&templates).unwrap();
    fs::write(templates.join("body.hbs"), "A body.\n").unwrap();
    let copy = program.path().join("copydesk");
    fs::copy(env!("CARGO_BIN_EXE_copydesk"), &copy).unwrap();
    fs::write(program.path().join("libgood.so"), with("good", b"\"version\":\"1.2.3\"", b"\"version\":\"1.0.0\""))
        .unwrap();
    let run = |arguments: &[&str]| {
        let mut command = Command::new(&copy);
        let output = command.args(arguments).env_clear().current_dir(desk.path()).output().unwrap();
        [output.stdout, output.stderr].map(|text| String::from_utf8(text).unwrap())
    };
    let draft = ["draft", "good", "story", "-o", "-"];
    assert!(!run(&draft)[1].contains("in place of"));
    let library = fixture("good").to_str().unwrap();
    let [out, _] = run(&["plugin", "install", library, "--yes"]);
    let place = format!("it takes the place of an earlier one ({}/libgood.so)", program.path().display());
    assert!(out.contains(&place) && out.contains("- version: 1.0.0\n    + version: 1.2.3"), "{out}");
    let [_, err] = run(&draft);
    let said = format!("uk.example.good 1.2.3 is used in place of {}/libgood.so", program.path().display());
    assert!(err.contains(&said), "{err}");
    assert!(run(&["plugin", "list"])[0].contains("in place of     "), "{}", run(&["plugin", "list"])[0]);
}

/// Has the system answer "done" to what closes the sandbox.
const LIE: &str = r"
#include <stddef.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
__attribute__((constructor)) static void lie(void) {
  struct sock_filter code[] = {
    BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_seccomp, 2, 0),
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_landlock_restrict_self, 1, 0),
    BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | 0),
  };
  struct sock_fprog program = {sizeof code / sizeof *code, code};
  prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program);
}
";

#[test]
fn a_sandbox_is_full_only_where_that_was_tried() {
    let (desk, folder) = (desk(), TempDir::new().unwrap());
    let Some(file) = in_c(folder.path(), "uk.testing.liar", "liar", LIE) else { return };
    let plugin = plugin::inspect(&file).unwrap().unwrap();
    let level = plugin::draft(&plugin, b"{}", &LIMITS, &program()).unwrap().level;
    let Level::FirstStage(possible) = &level else { panic!("{level}") };
    for part in
        ["the system still tells which files there are", "libraries can still be read", "new code can still be made"]
    {
        assert!(possible.contains(part), "{possible}");
    }
    let required = Limits { fence: Fence::Required, ..LIMITS };
    let error = plugin::draft(&plugin, b"{}", &required, &program()).unwrap_err();
    assert!(error.to_string().contains("was not asked: the sandbox is required, and its level is first stage only"));
    assert!(error.hint().contains("do not use it"), "{}", error.hint());
    let named = ["--plugin-dir", folder.path().to_str().unwrap()];
    let run = copydesk_in(desk.path(), &[&["draft", "liar", "story", "-o", "-"][..], &named].concat());
    assert!(run.code == 0 && run.err.contains("sandbox: first stage only: "), "{}", run.err);
    let run = copydesk(&["plugin", "check", file.to_str().unwrap(), "--include", "B2"]);
    assert!(run.code == 1 && run.out.contains("it keeps the second stage of the sandbox from working"), "{}", run.out);
    let run = copydesk_in(desk.path(), &["plugin", "install", file.to_str().unwrap(), "--yes"]);
    assert!(run.code == 1 && run.err.contains("it keeps the sandbox from closing"), "{}", run.err);
}

#[test]
fn a_flood_of_words_costs_its_own_draft_only() {
    let (desk, folder) = (desk(), TempDir::new().unwrap());
    let story = desk.path().join("story");
    fs::remove_file(story.join("report.pdf")).unwrap();
    fs::copy(root().join("examples/good-result/inspection.toml"), story.join("inspection.toml")).unwrap();
    // 300 KB of words that no dictionary has, in one paragraph; and as many paragraphs of one letter.
    for (name, unit, count) in [("words", "qwrtz ", 500), ("letters", "a\\n\\n", 1_000)] {
        let unit = unit.repeat(100);
        let top = format!(
            "#include \"copydesk_plugin.h\"
             static void flood(const copydesk_host *host) {{ for (int i = 0; i < {count}; i++) copydesk_put(host, \"{unit}\"); }}
             #define copydesk_put(host, text) (flood(host), 0)"
        );
        let name_of = format!("uk.testing.{name}");
        let Some(file) = in_c(folder.path(), &name_of, name, &top) else { return };
        fs::rename(&file, folder.path().join(format!("lib{name}.so"))).unwrap();
    }
    let run = copydesk_in(desk.path(), &["draft", "all", "story", "--plugin-dir", folder.path().to_str().unwrap()]);
    assert_eq!(run.code, 1, "{}", run.err);
    for name in ["words", "letters"] {
        assert!(run.err.contains(&format!("`{name}` made no clean document: it is longer than")), "{}", run.err);
        assert!(!story.join(name).with_extension("md").exists());
    }
    for output in OUTPUTS {
        assert!(story.join(output).with_extension("md").exists(), "{output}: {}", run.err);
    }
}

/// What a plugin's author can have run when it is built: it tells what it saw in a file next to its source.
const BUILD: &str = r#"fn main() {
    let secret = std::env::var("COPYDESK_SECRET").is_ok();
    let network = std::net::TcpStream::connect("127.0.0.1:PORT").is_ok();
    std::fs::write("seen", format!("secret {secret}, network {network}")).unwrap();
}"#;

#[test]
fn building_is_asked_about_and_gets_no_environment_and_no_network() {
    let (desk, source) = (desk(), TempDir::new().unwrap());
    fs::create_dir(source.path().join("src")).unwrap();
    for file in ["Cargo.toml", "src/lib.rs"] {
        let from = root().join("tests/fixtures/own-build").join(format!("{file}.txt"));
        fs::copy(from, source.path().join(file)).unwrap();
    }
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port().to_string();
    fs::write(source.path().join("build.rs"), BUILD.replace("PORT", &port)).unwrap();
    let install = |more: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_copydesk"));
        command.args(["plugin", "install", "--from-source"]).arg(source.path()).args(more).current_dir(desk.path());
        command.env("CARGO", env!("CARGO")).env("COPYDESK_SECRET", "x").env_remove("CARGO_TARGET_DIR");
        String::from_utf8(command.output().unwrap().stderr).unwrap()
    };
    let err = install(&[]);
    assert!(err.contains("runs code of its author") && err.contains("there is no terminal to ask on"), "{err}");
    assert!(!source.path().join("seen").exists(), "nothing of it ran");
    let err = install(&["--yes", "--by", "Ann"]);
    let seen = fs::read_to_string(source.path().join("seen")).unwrap_or_else(|error| panic!("{error}: {err}"));
    // Where the system cannot do without network, that is said.
    let cut_off = !err.contains("this system cannot run it without network");
    assert_eq!(seen, format!("secret false, network {}", !cut_off), "{err}");
    assert_eq!(cut_off, err.contains(", without network"), "{err}");
}
