//! Bad libraries in a plugin folder: the list is shown, the good ones draft, and each bad one is named with its cause.
#![cfg(target_os = "linux")]
#![expect(clippy::disallowed_methods, reason = "tests make files and run a compiler")]

use crate::harness::copies::{patched, program};
use crate::harness::plugins::{aborting, fixture};
use crate::harness::{c, copydesk};
use copydesk::plugin::{self, LIMITS, Plugin};
use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;

/// The names of files that are not plugins, and the reason given in the list.
const PASSED_OVER: [(&str, &str); 11] = [
    ("text.so", "is not a whole shared library"),
    ("empty.so", "is not a whole shared library"),
    ("cut.so", "is not a whole shared library"),
    ("stub.so", "is not a whole shared library"),
    ("huge.so", "it is larger than 256 MB"),
    ("foreign.so", "is built for Elf "),
    ("narrow.so", "is not a whole shared library"),
    ("folder.so", "is not a file"),
    ("pipe.so", "is not a file"),
    ("link.so", "is a symbolic link to "),
    ("open.so", "can be written to by everybody"),
];

fn make_passed_over(folder: &Path) {
    let good = fs::read(fixture("good")).unwrap();
    let changed = |at: usize, to: u8| {
        let mut bytes = good.clone();
        bytes[at] = to;
        bytes
    };
    let file = |name: &str| folder.join(name);
    fs::write(file("text.so"), "not a library").unwrap();
    fs::write(file("empty.so"), "").unwrap();
    fs::write(file("cut.so"), &good[..9000]).unwrap();
    fs::write(file("stub.so"), &good[..40]).unwrap();
    fs::File::create(file("huge.so")).unwrap().set_len(300 << 20).unwrap();
    fs::write(file("foreign.so"), changed(18, if cfg!(target_arch = "aarch64") { 62 } else { 183 })).unwrap();
    fs::write(file("narrow.so"), changed(4, 1)).unwrap();
    fs::create_dir(file("folder.so")).unwrap();
    assert!(Command::new("mkfifo").arg(file("pipe.so")).status().unwrap().success());
    symlink(fixture("good"), file("link.so")).unwrap();
    patched("good", "open.so", b"uk.example.good", b"uk.example.open", folder);
    fs::set_permissions(file("open.so"), fs::Permissions::from_mode(0o666)).unwrap();
}

/// Returns a plugin in C by this name, with its table and the code before it.
fn in_c(name: &str, before: &str, table: &str) -> String {
    format!(
        "#include \"copydesk_plugin.h\"
         {before}
         COPYDESK_NOTE static const char note[] = \"{}\";
         COPYDESK_C COPYDESK_EXPORT const copydesk_plugin *copydesk_plugin_v1(void) {{
           {table}
         }}",
        descriptor(name).replace('"', "\\\"")
    )
}

fn descriptor(name: &str) -> String {
    let outputs = format!(r#"[{{"id":"{name}","title":"{name}"}}]"#);
    format!(r#"{{"id":"uk.example.{name}","version":"1.0.0","request_schema":"1.0","outputs":{outputs}}}"#)
}

const TABLE: &str =
    "static copydesk_plugin table = {COPYDESK_ABI_MAGIC, sizeof table, COPYDESK_ABI_MINOR, note, draft};
    return &table;";
const DRAFT: &str =
    "static copydesk_status draft(const copydesk_host *h, const uint8_t *r, size_t n) { (void)r; (void)n;";

/// Makes libraries that look like plugins in the list, with the message of a draft.
fn make_loadable(folder: &Path) -> Option<Vec<(String, &'static str)>> {
    let mut made = Vec::new();
    for (name, before, table, message) in [
        ("null-table", String::new(), "(void)note; return 0;", "did not load: its table is null or in a wrong place"),
        (
            "null-function",
            String::new(),
            "static copydesk_plugin table = {COPYDESK_ABI_MAGIC, sizeof table, COPYDESK_ABI_MINOR, note, 0}; return &table;",
            "did not load: its table lacks the function or the descriptor",
        ),
        (
            "broken-json",
            format!("{DRAFT} return copydesk_put(h, \"x\"); }}"),
            "(void)note; static copydesk_plugin table = {COPYDESK_ABI_MAGIC, sizeof table, COPYDESK_ABI_MINOR, \"{\\\"id\", draft};
             return &table;",
            "says something else when it is loaded than in its file",
        ),
        (
            "missing-symbol",
            format!("void nowhere(void);\n{DRAFT} nowhere(); return copydesk_put(h, \"x\"); }}"),
            TABLE,
            "did not load: ",
        ),
        ("table-crashes", String::new(), "(void)note; __builtin_trap();", "died: SIGILL (invalid instruction)"),
        (
            "jumps-away",
            format!("{DRAFT} (void)h; ((void (*)(void))(uintptr_t)8)(); return 0; }}"),
            TABLE,
            "died: SIGSEGV (invalid memory access)",
        ),
    ] {
        let own = folder.join(format!("{name}.build"));
        fs::create_dir(&own).unwrap();
        let library = c::library(&own, &in_c(name, &before, table), &[])?;
        let file = format!("{name}.so");
        fs::rename(library, folder.join(&file)).unwrap();
        made.push((file, message));
    }
    Some(made)
}

fn fault(plugin: &Plugin, output: &str) -> String {
    let request = format!(r#"{{"output":"{output}"}}"#);
    plugin::draft(plugin, request.as_bytes(), &LIMITS, &program()).unwrap_err().cause.to_string()
}

#[test]
fn libraries_that_fail_when_they_are_loaded_are_named() {
    let folder = TempDir::new().unwrap();
    for (file, message) in make_loadable(folder.path()).unwrap_or_default() {
        let plugin = plugin::inspect(&folder.path().join(&file)).unwrap().unwrap();
        let found = fault(&plugin, "any");
        assert!(found.starts_with(message), "{file}: {found}");
        if file == "missing-symbol.so" {
            assert!(found.contains("undefined symbol: nowhere"), "{found}");
        }
    }
}

#[test]
fn with_bad_libraries_about_the_list_is_shown_and_the_good_ones_draft() {
    let folder = TempDir::new().unwrap();
    make_passed_over(folder.path());
    let loadable = make_loadable(folder.path()).unwrap_or_default();
    fs::copy(fixture("good"), folder.path().join("libgood.so")).unwrap();
    let named = ["--plugin-dir", folder.path().to_str().unwrap()];
    let list = copydesk(&[&["plugin", "list"][..], &named].concat());
    assert_eq!(list.code, 0, "{}", list.err);
    assert!(list.out.contains("uk.example.good 1.2.3"), "{}", list.out);
    for (file, message) in PASSED_OVER {
        let line = list.err.lines().find(|line| line.contains(&format!("/{file}: ")));
        assert!(line.is_some_and(|line| line.contains(message)), "{file}: {}", list.err);
    }
    for (file, _) in loadable {
        assert!(list.out.contains(&file), "{file}: {}", list.out);
    }
    for output in ["good", "press-release"] {
        let run = copydesk(&[&["draft", output, "examples/good-result", "-o", "-"][..], &named].concat());
        assert_eq!(run.code, 0, "{}", run.err);
        assert!(!run.out.is_empty());
    }
}

#[test]
fn an_exception_that_leaves_the_function_costs_only_the_worker() {
    let folder = TempDir::new().unwrap();
    let code = folder.path().join("plugin.cpp");
    let file = folder.path().join("plugin.so");
    let source = format!(
        "{DRAFT} (void)h; throw 7; }}\nCOPYDESK_PLUGIN(draft, \"{}\")",
        descriptor("throws").replace('"', "\\\"")
    );
    fs::write(&code, format!("#include \"copydesk_plugin.h\"\n{source}")).unwrap();
    let header = concat!(env!("CARGO_MANIFEST_DIR"), "/../plugins/sdk/include");
    match Command::new("c++").args(["-shared", "-fPIC", "-I", header, "-o"]).arg(&file).arg(&code).output() {
        Ok(output) => assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr)),
        Err(error) => {
            eprintln!("skipped: there is no C++ compiler: {error}");
            return;
        }
    }
    let plugin = plugin::inspect(&file).unwrap().unwrap();
    let found = fault(&plugin, "throws");
    assert!(found.starts_with("died: SIGABRT (it gave up)"), "{found}");
}

#[test]
fn a_panic_in_a_library_that_aborts_costs_only_the_worker_and_keeps_its_words() {
    let plugin = plugin::inspect(aborting()).unwrap().unwrap();
    assert_eq!(plugin.descriptor.panic, "abort");
    let found = fault(&plugin, "panic");
    assert!(found.starts_with("died: SIGABRT (it gave up)") && found.contains("index 7 is not there"), "{found}");
}
