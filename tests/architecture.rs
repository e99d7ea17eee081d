//! Enforces the architecture: what may import what, no cycles, a first line of documentation everywhere, line budgets,
//! types for ranges, each outside crate in one place, and `unsafe` only in the files listed. The table is the one of the
//! crate documentation of `copydesk`; change both together, and only with a reason.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Module, and what it may import: lowest layer first.
const LAYERS: &[(&str, &[&str])] = &[
    ("account", &[]),
    ("disk", &[]),
    ("zone", &[]),
    ("text", &[]),
    ("language", &["text"]),
    ("finding", &[]),
    ("hash", &[]),
    ("inspection", &[]),
    ("brief", &["zone"]),
    ("desk", &["text", "inspection", "zone"]),
    ("house", &[]),
    ("wording", &["language"]),
    ("pins", &[]),
    ("document", &["text", "language", "hash"]),
    ("quotable", &["text", "language", "inspection"]),
    (
        "check",
        &[
            "zone",
            "text",
            "language",
            "finding",
            "inspection",
            "brief",
            "desk",
            "house",
            "wording",
            "document",
            "quotable",
        ],
    ),
    ("reach", &["text", "language", "finding", "inspection", "brief", "document", "check"]),
    (
        "load",
        &[
            "zone",
            "text",
            "language",
            "finding",
            "hash",
            "inspection",
            "brief",
            "desk",
            "house",
            "wording",
            "pins",
            "document",
        ],
    ),
    ("template", &["text", "language", "finding", "document"]),
    ("export", &["text", "hash", "document", "reach"]),
    ("review", &["zone", "text", "inspection", "desk", "document"]),
    ("store", &["disk", "hash", "document", "review"]),
    ("access", &["disk", "hash", "document", "review"]),
    ("diff", &["text", "language", "document"]),
    ("mail", &["disk", "text", "hash", "desk"]),
    ("target", &["disk", "text", "mail"]),
    ("worker", &["disk"]),
    ("plugin", &["account", "disk", "text", "finding", "hash", "pins", "worker"]),
    (
        "story",
        &[
            "account",
            "disk",
            "zone",
            "text",
            "language",
            "finding",
            "hash",
            "inspection",
            "brief",
            "desk",
            "house",
            "pins",
            "document",
            "quotable",
            "check",
            "reach",
            "load",
            "template",
            "export",
            "review",
            "store",
            "mail",
            "target",
            "diff",
            "worker",
            "plugin",
        ],
    ),
    ("phrasing", &["zone", "text", "inspection", "document", "quotable", "export", "review", "story"]),
    (
        "web",
        &[
            "zone", "text", "finding", "document", "check", "export", "review", "store", "access", "mail", "story",
            "phrasing",
        ],
    ),
    (
        "cli",
        &[
            "account",
            "zone",
            "text",
            "language",
            "finding",
            "inspection",
            "document",
            "check",
            "load",
            "template",
            "export",
            "review",
            "store",
            "access",
            "diff",
            "worker",
            "plugin",
            "story",
            "phrasing",
            "web",
        ],
    ),
];

/// Outside crate (as written in code), and the files or folders of core/src that alone may name it.
const OUTSIDE: &[(&str, &[&str])] = &[
    ("aho_corasick", &["check/house"]),
    ("annotate_snippets", &["cli"]),
    ("axum", &["web"]),
    ("base64", &["export/html.rs", "target/wordpress"]),
    ("clap", &["cli"]),
    ("clap_complete", &["cli"]),
    ("clap_mangen", &["cli"]),
    ("copydesk_plugin", &["plugin", "story"]),
    ("csv", &["cli/batch", "load/made_file.rs", "load/press_list.rs", "load/record/mod.rs", "load/record/merge.rs"]),
    ("foldhash", &["check", "diff", "language"]),
    ("getrandom", &["access"]),
    ("handlebars", &["template"]),
    ("imagesize", &["story/frame.rs"]),
    ("krilla", &["export/pdf"]),
    ("landlock", &["worker/sandbox"]),
    ("lettre", &["export/eml.rs", "mail/message.rs", "mail/smtp"]),
    ("libc", &["worker"]),
    ("libloading", &["plugin/library.rs"]),
    ("lopdf", &["load/pdf"]),
    ("mail_parser", &["load/mail.rs"]),
    ("minisign_verify", &["plugin/admit.rs"]),
    ("maud", &["web"]),
    ("nix", &["account.rs"]),
    ("object", &["plugin"]),
    ("pulldown_cmark", &["load/markdown.rs"]),
    ("quick_xml", &["load/docx", "load/html", "load/made_file.rs"]),
    ("regex", &["check", "language", "load/framework.rs", "load/report/page.rs", "load/report/bodies.rs"]),
    ("rusqlite", &["access", "mail/outbox", "store/sqlite"]),
    ("rustix", &["disk/unix.rs"]),
    ("rustybuzz", &["export/pdf"]),
    ("seccompiler", &["worker/sandbox"]),
    ("semver", &["plugin/admit.rs"]),
    ("serde_path_to_error", &["plugin/descriptor.rs"]),
    ("sha2", &["hash.rs"]),
    ("similar", &["diff/sequence.rs"]),
    ("spellbook", &["check/evidence/dictionary.rs"]),
    ("strsim", &["text"]),
    ("tempfile", &["worker/sealed.rs"]),
    ("terminal_size", &["cli"]),
    ("textwrap", &["cli"]),
    ("tokio", &["web"]),
    ("toml", &["language/lists.rs", "load/toml", "story/author_folder.rs"]),
    ("toml_edit", &["load/toml"]),
    ("unicode_linebreak", &["export/pdf"]),
    ("unicode_normalization", &["text"]),
    ("unicode_script", &["text"]),
    ("unicode_security", &["text"]),
    ("unicode_width", &["text"]),
    ("ureq", &["story/registry/place.rs", "target/wordpress"]),
    ("zip", &["export/docx", "load/docx"]),
];

/// Files that may say `unsafe`.
const UNSAFE: &[&str] =
    &["core/benches/plugins.rs", "core/src/plugin/library.rs", "core/src/worker/system.rs", "plugins/sdk/src/ffi.rs"];

/// Hard limit of a file, in lines.
const LINES: usize = 600;
/// How many lines nearly all functions have at most.
const FUNCTION_LINES: usize = 40;

#[test]
fn modules_import_only_what_the_table_allows() {
    let mut wrong = Vec::new();
    for (file, text) in core_files() {
        let module = module_of(&file);
        let Some((_, allowed)) = LAYERS.iter().find(|(name, _)| *name == module) else {
            assert!(matches!(module.as_str(), "lib" | "main"), "{} is a module without a layer", file.display());
            continue;
        };
        for used in paths(&file, &text).into_iter().filter_map(|path| path.into_iter().next()) {
            if used != module && !allowed.contains(&used.as_str()) && LAYERS.iter().any(|(name, _)| *name == used) {
                wrong.push(format!("{}: `{module}` may not import `{used}`", file.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_table_goes_one_way() {
    for (place, (module, allowed)) in LAYERS.iter().enumerate() {
        for used in *allowed {
            let below = LAYERS[..place].iter().any(|(name, _)| name == used);
            assert!(below, "`{module}` imports `{used}`, which does not stand before it");
        }
    }
}

#[test]
fn files_of_a_module_have_no_cycles() {
    let mut edges: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let files = core_files();
    let names: BTreeSet<String> = files.iter().map(|(file, _)| path_of(file)).collect();
    for (file, text) in &files {
        let from = path_of(file);
        for used in paths(file, text) {
            // The longest prefix that is a file; a parent folder's `mod.rs` re-exports, so it does not count.
            let target = (1..=used.len()).rev().map(|n| used[..n].join("/")).find(|name| names.contains(name));
            if let Some(target) = target.filter(|target| *target != from && !from.starts_with(&format!("{target}/"))) {
                edges.entry(from.clone()).or_default().insert(target);
            }
        }
    }
    for start in edges.keys() {
        let mut seen = BTreeSet::new();
        let mut next: Vec<&String> = edges[start].iter().collect();
        while let Some(name) = next.pop() {
            assert!(name != start, "`{start}` imports itself through other files");
            if seen.insert(name) {
                next.extend(edges.get(name).into_iter().flatten());
            }
        }
    }
}

#[test]
fn outside_crates_are_named_in_one_place() {
    let mut wrong = Vec::new();
    for (file, text) in core_files() {
        let place = file.strip_prefix(root().join("core/src")).expect("a file of core").to_owned();
        for (name, homes) in OUTSIDE {
            if !homes.iter().any(|home| place.starts_with(home)) && names_crate(&file, &text, name) {
                wrong.push(format!("{}: `{name}` belongs to {}", file.display(), homes.join(" and ")));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// All writing goes through `disk`, which follows no link. SQLite writes its own file, which is opened without
/// following one (store/sqlite), and a worker's copy of a library is in a folder that `tempfile` has just made
/// (worker/sealed).
#[test]
fn one_door_leads_to_the_disk() {
    const WRITES: [&str; 19] = [
        "fs::write",
        "fs::copy",
        "fs::rename",
        "fs::hard_link",
        "fs::remove_",
        "fs::create_dir",
        "fs::set_permissions",
        "fs::symlink(",
        "fs::soft_link",
        "unix::fs::chown",
        "DirBuilder",
        "OpenOptions",
        "File::create",
        "File::options",
        ".set_len(",
        ".set_permissions(",
        "rustix::fs",
        ".tempfile",
        ".persist",
    ];
    let mut wrong = Vec::new();
    for (file, text) in core_files().into_iter().filter(|(file, _)| module_of(file) != "disk") {
        for line in code(&text) {
            let lines = WRITES.iter().filter(|write| line.contains(**write));
            wrong.extend(lines.map(|write| format!("{}: `{write}` belongs to disk: {line}", file.display())));
            // `use std::fs::{self, File}` and the like would hide what follows.
            let renamed =
                line.contains("use std::fs::") && [" as ", "write", "rename", "copy"].iter().any(|w| line.contains(w));
            wrong.extend(renamed.then(|| format!("{}: {line}", file.display())));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let inside: Vec<String> =
        core_files().iter().filter(|(file, _)| module_of(file) == "disk").map(|(_, text)| text.clone()).collect();
    assert!(inside.iter().any(|text| text.contains("rustix::fs")), "the door is where it is looked for");
}

#[test]
fn every_dependency_has_its_place() {
    let manifest = std::fs::read_to_string(root().join("core/Cargo.toml")).unwrap();
    let common = ["jiff", "schemars", "serde", "serde_json"]; // the vocabulary that every layer shares
    let listed = manifest.split("[dependencies]").nth(1).unwrap().split("\n[").next().unwrap();
    for line in listed.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#')) {
        let name = line.split(['.', ' ', '=']).next().unwrap().replace('-', "_");
        let known = common.contains(&name.as_str()) || OUTSIDE.iter().any(|(outside, _)| *outside == name);
        assert!(known, "`{name}` stands in core/Cargo.toml and in no line of OUTSIDE");
    }
}

#[test]
fn every_file_opens_with_its_purpose() {
    for (file, text) in all_files() {
        assert!(text.starts_with("//!"), "{} does not open with //!", file.display());
    }
}

#[test]
fn files_stay_within_their_budget() {
    for (file, text) in all_files() {
        let lines = text.lines().count();
        assert!(
            lines <= LINES,
            "{} has {lines} lines, {LINES} are the limit: what is its second idea?",
            file.display()
        );
    }
}

/// So that most functions have one idea, of a hundred at most one may be longer; clippy holds that one to 60.
#[test]
fn one_function_in_a_hundred_may_be_long() {
    let files = core_files();
    let lengths: Vec<(usize, &Path)> = files
        .iter()
        .flat_map(|(file, text)| function_lengths(text).into_iter().map(|length| (length, file.as_path())))
        .collect();
    assert!(lengths.len() > 2000, "functions are found: {}", lengths.len());
    let long: Vec<_> = lengths.iter().filter(|(length, _)| *length > FUNCTION_LINES).collect();
    assert!(long.len() * 100 <= lengths.len(), "{} of {} functions are long: {long:#?}", long.len(), lengths.len());
}

/// Bytes of a text are a `Span` and words a `TokenRange`; a range of anything else has a name that says of what.
#[test]
fn a_range_says_what_it_is_of() {
    for (file, text) in core_files() {
        if !["check", "diff", "document"].contains(&module_of(&file).as_str()) {
            continue;
        }
        let is_bare = |line: &&str| {
            let names_one = line.split_once("type ").is_some_and(|(_, rest)| rest.ends_with(" = Range<usize>;"));
            line.contains("Range<usize>") && !names_one && !line.contains("schemars(with") // the form of stores
        };
        let bare = code(&text).find(is_bare);
        assert_eq!(bare, None, "{}: bytes are a Span, words a TokenRange", file.display());
    }
}

#[test]
fn unsafe_stands_in_the_files_named_for_it() {
    for (file, text) in all_files() {
        let name = file.strip_prefix(root()).unwrap().to_string_lossy().into_owned();
        let fixture = name.starts_with("tests/plugins/");
        let says =
            code(&text).any(|line| ["{", "fn", "impl"].iter().any(|what| line.contains(&["unsafe ", what].concat())));
        assert!(!says || fixture || UNSAFE.contains(&name.as_str()), "{name} says `unsafe`");
    }
}

#[test]
fn no_test_file_is_forgotten() {
    let main = std::fs::read_to_string(root().join("tests/main.rs")).unwrap();
    for entry in std::fs::read_dir(root().join("tests")).unwrap() {
        let path = entry.unwrap().path();
        let stem = path.file_stem().unwrap().to_str().unwrap().to_owned();
        if path.extension().is_some_and(|ending| ending == "rs") && stem != "main" {
            assert!(main.contains(&format!("mod {stem};")), "tests/main.rs does not name `{stem}`");
        }
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

fn rust_files(folder: &Path, found: &mut Vec<(PathBuf, String)>) {
    let mut entries: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() && path.file_name().is_none_or(|name| name != "target") {
            rust_files(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let text = std::fs::read_to_string(&path).unwrap();
            found.push((path, text));
        }
    }
}

/// Returns the files of core/src; a `tests.rs` among them, or a folder of this name, may import anything.
fn core_files() -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    rust_files(&root().join("core/src"), &mut found);
    let is_test = |file: &Path| file.ends_with("tests.rs") || file.components().any(|part| part.as_os_str() == "tests");
    found.retain(|(file, _)| !is_test(file.strip_prefix(root()).expect("a file of the project")));
    found
}

fn all_files() -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    for folder in ["core", "plugins", "tests"] {
        rust_files(&root().join(folder), &mut found);
    }
    found
}

/// Returns the top-level module of a file of core/src.
fn module_of(file: &Path) -> String {
    path_of(file).split('/').next().unwrap().to_owned()
}

/// Returns the path of a file as a module path with slashes: `load/pdf` for `load/pdf/mod.rs`.
fn path_of(file: &Path) -> String {
    let inside = file.strip_prefix(root().join("core/src")).unwrap().with_extension("");
    inside.to_string_lossy().trim_end_matches("/mod").to_owned()
}

/// Returns the lines of a file without comments and without the tests at its foot.
fn code(text: &str) -> impl Iterator<Item = &str> {
    let end = text.find("#[cfg(test)]\nmod tests {").unwrap_or(text.len());
    text[..end].lines().filter(|line| !line.trim_start().starts_with("//"))
}

/// How many lines each function of a file has, from its signature to its end.
fn function_lengths(text: &str) -> Vec<usize> {
    let lines: Vec<&str> = code(text).collect();
    let is_function = |line: &str| {
        let line = line.trim_start();
        let rest = line.strip_prefix("pub").map_or(line, |rest| rest.split_once(' ').map_or(rest, |(_, rest)| rest));
        rest.trim_start_matches("const ").trim_start_matches("unsafe ").starts_with("fn ")
    };
    let length = |at: usize| {
        let indent = lines[at].len() - lines[at].trim_start().len();
        let is_end =
            |line: &str| line.len() > indent && line[..indent].trim().is_empty() && line[indent..].starts_with('}');
        let is_whole = lines[at].ends_with(['}', ';']);
        if is_whole { 1 } else { lines[at..].iter().copied().position(is_end).map_or(1, |end| end + 1) }
    };
    (0..lines.len()).filter(|at| is_function(lines[*at])).map(length).collect()
}

/// Returns what a file names of its crate, as segments from the crate's root: `crate::a::b`, `super::b` and each of
/// `super::{b, c::d}`.
fn paths(file: &Path, text: &str) -> Vec<Vec<String>> {
    let code: String = code(text).flat_map(|line| [line.trim(), " "]).collect();
    let own: Vec<String> = path_of(file).split('/').map(str::to_owned).collect();
    let mut paths = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        named(Vec::new(), &code[at + "crate::".len()..], &mut paths);
    }
    for (at, _) in code.match_indices("super::").filter(|(at, _)| !code[..*at].ends_with("super::")) {
        let rest = code[at..].trim_start_matches("super::");
        let ups = (code.len() - at - rest.len()) / "super::".len();
        named(own[..own.len().saturating_sub(ups)].to_vec(), rest, &mut paths);
    }
    paths
}

/// Collects the paths that begin with `from` and continue with `rest`: one, or those of a group.
fn named(from: Vec<String>, rest: &str, paths: &mut Vec<Vec<String>>) {
    if let Some(group) = rest.strip_prefix('{') {
        let mut depth = 0;
        let end = group.find(|c| {
            depth += i32::from(c == '{') - i32::from(c == '}');
            depth < 0
        });
        let mut depth = 0;
        let items = group[..end.unwrap_or(group.len())].split(|c| {
            depth += i32::from(c == '{') - i32::from(c == '}');
            c == ',' && depth == 0
        });
        items.for_each(|item| named(from.clone(), item.trim(), paths));
        return;
    }
    let word = rest.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default();
    let path: Vec<String> = from.into_iter().chain((!word.is_empty()).then(|| word.to_owned())).collect();
    match rest[word.len()..].strip_prefix("::") {
        Some(after) if !word.is_empty() => named(path, after, paths),
        _ => paths.push(path),
    }
}

/// Returns whether a file names an outside crate. A module of ours may have the name of a crate.
fn names_crate(file: &Path, text: &str, name: &str) -> bool {
    if paths(file, text).iter().any(|path| path.iter().any(|segment| segment == name)) {
        return false;
    }
    code(text).any(|line| {
        line.match_indices(&format!("{name}::")).any(|(at, _)| {
            let before = line[..at].chars().next_back();
            // `crate::toml::x` and `self::toml` are ours.
            !before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':')
        }) || line.trim_start() == format!("use {name};")
    })
}
