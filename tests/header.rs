//! The C header: it compiles as C11 and as C++17, matches the SDK's `ffi`, and can be used to write a plugin. Skipped,
//! with a message, if there is no compiler.
#![expect(clippy::disallowed_methods, reason = "a compiler is a process, and may not be there")]

use crate::harness::c::{C, CPP, Compiler, HEADERS, compiled};
use crate::harness::copies::program;
use crate::harness::{copydesk, root};
use copydesk::plugin::{self, LIMITS, Part};
use copydesk_plugin::ffi::{self, HostTable, Table};
use serde_json::json;
use std::fs;
use std::mem::offset_of;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

/// Builds a library from C or C++ source that includes the header; `None`, with a message, if there is no compiler.
fn library(compiler: Compiler, source: &str, folder: &Path) -> Option<PathBuf> {
    made(compiler, &["-shared", "-fPIC", "-Wl,--gc-sections"], source, folder)
}

fn made(compiler: Compiler, kind: &[&str], source: &str, folder: &Path) -> Option<PathBuf> {
    let source = format!("#include \"copydesk_plugin.h\"\n{source}");
    compiled(compiler, folder, &source, &[&["-pedantic"], kind].concat())
}

/// Compares both definitions of a struct: its size and the offset of each field.
macro_rules! layout {
    ($rust:ident is $c:literal: $($field:ident),+) => {
        [
            vec![(format!("sizeof({})", $c), size_of::<$rust>() as u64)],
            vec![$((format!("offsetof({}, {})", $c, stringify!($field)), offset_of!($rust, $field) as u64)),+],
        ].concat()
    };
}

/// Returns C's constants, and the value of each in Rust.
fn numbers() -> Vec<(String, u64)> {
    let status = |name: &str, value: i32| (format!("COPYDESK_{name}"), u64::try_from(value).unwrap());
    [
        layout!(HostTable is "copydesk_host": struct_size, abi_minor, ctx, write, fail, log, render, write_file),
        layout!(Table is "copydesk_plugin": magic, struct_size, abi_minor, descriptor, draft),
        vec![
            ("COPYDESK_ABI_MAGIC".to_owned(), ffi::MAGIC),
            ("COPYDESK_ABI_MINOR".to_owned(), u64::from(ffi::ABI_MINOR)),
            ("offsetof(copydesk_host, write) + sizeof(void *)".to_owned(), HostTable::SMALLEST as u64),
            ("offsetof(copydesk_plugin, draft) + sizeof(void *)".to_owned(), Table::SMALLEST as u64),
            ("sizeof(copydesk_status)".to_owned(), size_of::<ffi::Status>() as u64),
            status("OK", ffi::OK),
            status("REFUSED", ffi::REFUSED),
            status("BAD_REQUEST", ffi::BAD_REQUEST),
            status("FAULT", ffi::FAULT),
            status("LIMIT", ffi::LIMIT),
            status("LOG_NOTE", ffi::NOTE),
            status("LOG_WARNING", ffi::WARNING),
        ],
    ]
    .concat()
}

#[test]
fn the_header_and_the_sdk_have_the_same_layout_and_numbers() {
    for (compiler, hold) in [(C, "_Static_assert"), (CPP, "static_assert")] {
        let folder = TempDir::new().unwrap();
        let lines = numbers().into_iter().map(|(c, rust)| format!("{hold}({c} == {rust}u, \"{c} is {rust}\");\n"));
        if library(compiler, &lines.collect::<String>(), folder.path()).is_none() {
            return;
        }
    }
    let header = fs::read_to_string(Path::new(HEADERS).join("copydesk_plugin.h")).unwrap();
    for name in [ffi::SYMBOL, ".cpydesk", ".cpytmpl", "__DATA,__cpydesk", "__DATA,__cpytmpl"] {
        assert!(header.contains(name), "{name}");
    }
}

/// A program may provide less than the header defines; the header's own functions check before they call.
#[test]
fn a_plugin_in_c_works_with_an_older_program() {
    let source = "
        static int written;
        static copydesk_status write_text(void *ctx, const uint8_t *text, size_t len) {
          (void)ctx; (void)text; written += (int)len; return COPYDESK_OK;
        }
        int main(void) {
          copydesk_host host;
          memset(&host, 0x55, sizeof host);
          host.struct_size = (uint32_t)offsetof(copydesk_host, fail);
          host.write = write_text;
          if (copydesk_put(&host, \"text\") != COPYDESK_OK || written != 4) return 1;
          if (copydesk_refuse(&host, \"code\", \"why\") != COPYDESK_REFUSED) return 2;
          if (copydesk_render(&host, \"template\", \"{}\") != COPYDESK_FAULT) return 3;
          copydesk_log(&host, COPYDESK_LOG_NOTE, \"note\");
          return 0;
        }";
    for compiler in [C, CPP] {
        let folder = TempDir::new().unwrap();
        let Some(file) = made(compiler, &[], source, folder.path()) else { return };
        assert_eq!(Command::new(file).status().unwrap().code(), Some(0));
    }
}

const C_DESCRIPTOR: &str = r#""{\"id\":\"uk.example.c\",\"version\":\"1\",\"request_schema\":\"1.0\",\"outputs\":[{\"id\":\"c\",\"title\":\"C\"}]}""#;

#[test]
fn a_plugin_can_be_written_in_c_and_cpp() {
    let source = format!(
        "static copydesk_status draft(const copydesk_host *host, const uint8_t *request, size_t len) {{
           if (len == 2) return copydesk_refuse(host, \"empty\", \"there is nothing in it\");
           copydesk_status status = copydesk_put(host, \"From C\");
           if (status != COPYDESK_OK) return status;
           return host->render(host->ctx, \"c\", request, len);
         }}
         COPYDESK_TEMPLATE(\"c\", \"# C\\n\\n\" \"{{{{> c/much-longer-than-a-compiler-would-align-to}}}}\\n\")
         COPYDESK_TEMPLATE(\"c/much-longer-than-a-compiler-would-align-to\", \"12\\n\")
         COPYDESK_PLUGIN(draft, {C_DESCRIPTOR})"
    );
    let templates = ["# C\n\n{{> c/much-longer-than-a-compiler-would-align-to}}\n", "12\n"];
    for compiler in [C, CPP] {
        let folder = TempDir::new().unwrap();
        let Some(file) = library(compiler, &source, folder.path()) else { return };
        let plugin = plugin::inspect(&file).unwrap().unwrap();
        let mut carried: Vec<&str> = plugin.templates.iter().map(|template| template.text.as_str()).collect();
        carried.sort_unstable();
        assert_eq!(carried, templates);
        let drafted = plugin::draft(&plugin, b"{\"a\":1}", &LIMITS, &program()).unwrap();
        let body = Part::Render { template: "c".to_owned(), plan: json!({ "a": 1 }) };
        assert_eq!(drafted.parts, [Part::Text("From C".to_owned()), body]);
        let error = plugin::draft(&plugin, b"{}", &LIMITS, &program()).unwrap_err();
        assert_eq!(error.cause.to_string(), "refused: there is nothing in it (empty)");
    }
}

#[test]
fn a_c_plugin_without_a_table_or_with_two_descriptors_is_named() {
    let note = format!("COPYDESK_NOTE const char note[] = {C_DESCRIPTOR};");
    let null = format!("{note}\nconst copydesk_plugin *copydesk_plugin_v1(void) {{ return NULL; }}");
    let other = C_DESCRIPTOR.replace("uk.example.c", "uk.example.other");
    let two = format!(
        "{note}
         static copydesk_status draft(const copydesk_host *h, const uint8_t *r, size_t n) {{
           (void)r; (void)n; return copydesk_put(h, \"x\");
         }}
         const copydesk_plugin *copydesk_plugin_v1(void) {{
           static const copydesk_plugin table = {{COPYDESK_ABI_MAGIC, sizeof table, COPYDESK_ABI_MINOR, {other}, draft}};
           return &table;
         }}"
    );
    for (source, message) in [
        (null, "did not load: its table is null or in a wrong place"),
        (two, "says something else when it is loaded than in its file"),
    ] {
        let folder = TempDir::new().unwrap();
        let Some(file) = library(C, &source, folder.path()) else { return };
        let plugin = plugin::inspect(&file).unwrap().unwrap();
        let error = plugin::draft(&plugin, b"{}", &LIMITS, &program()).unwrap_err();
        assert_eq!(error.cause.to_string(), message);
    }
}

/// The example in C, built as its README says. After an intended change, `UPDATE_EXAMPLES=1` rewrites the drafts.
#[test]
fn the_example_in_c_drafts_what_stands_beside_it() {
    let (folder, root) = (TempDir::new().unwrap(), root());
    let out = format!("OUT={}", folder.path().display());
    for tool in ["make", "cc"] {
        if let Err(error) = Command::new(tool).arg("--version").output() {
            return eprintln!("skipped: the example in C is not made, there is no {tool}: {error}");
        }
    }
    let made = Command::new("make").arg("-C").arg(root.join("examples/plugin-in-c")).arg(out).output().unwrap();
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let plugins = folder.path().to_str().unwrap();
    for (draft, story) in
        [("good-result", "good-result"), ("mixed-result", "mixed-result"), ("bare", "good-result/report.pdf")]
    {
        let story = format!("examples/{story}");
        let run = copydesk(&["draft", "lobby-screen", &story, "-o", "-", "--plugin-dir", plugins]);
        assert_eq!(run.code, 0, "{}", run.err);
        let expected = root.join(format!("examples/plugin-in-c/{draft}.md"));
        if std::env::var_os("UPDATE_EXAMPLES").is_some() {
            fs::write(expected, run.out).unwrap();
        } else {
            assert_eq!(run.out, fs::read_to_string(expected).unwrap());
        }
    }
}

#[test]
fn an_output_says_what_it_needs_and_is_not_asked_for_what_a_document_has_not() {
    let source = "static copydesk_status draft(const copydesk_host *host, const uint8_t *request, size_t len) {\n\
        (void)request; (void)len; return copydesk_put(host, \"Drafted.\"); }\n\
        COPYDESK_PLUGIN(draft, \"{\\\"id\\\": \\\"uk.example.needs\\\", \\\"version\\\": \\\"1\\\", \\\"request_schema\\\": \\\"1.0\\\",\"\n\
        \"\\\"outputs\\\": [{\\\"id\\\": \\\"graded\\\", \\\"title\\\": \\\"Graded\\\", \\\"needs\\\": [\\\"grades\\\", \\\"points\\\"]},\"\n\
        \"{\\\"id\\\": \\\"any\\\", \\\"title\\\": \\\"Any\\\", \\\"needs\\\": [\\\"grades or findings\\\"]}]}\")\n";
    let folder = TempDir::new().unwrap();
    let Some(_library) = library(C, source, folder.path()) else { return };
    let own = folder.path().to_str().unwrap();
    let letter = root().join("examples/focused-visit/inspection.toml");
    let letter = letter.to_str().unwrap();
    let listed = copydesk(&["outputs", letter, "--plugin-dir", own]).out;
    let graded = "cannot be drafted: needs grades, and this document (focused-visit) has none";
    assert!(listed.contains(graded) && listed.contains("needs grades or findings: can be drafted"), "{listed}");
    let refused = copydesk(&["draft", "graded", letter, "--plugin-dir", own]);
    assert!(refused.code == 1 && refused.out.is_empty(), "{}", refused.err);
    assert!(
        refused.err.contains("`graded` needs grades") && refused.err.contains("copydesk outputs"),
        "{}",
        refused.err
    );
    assert_eq!(copydesk(&["draft", "any", letter, "--plugin-dir", own]).out.trim(), "Drafted.");
    let report = root().join("examples/good-result/inspection.toml");
    assert_eq!(copydesk(&["draft", "graded", report.to_str().unwrap(), "--plugin-dir", own]).out.trim(), "Drafted.");
}
