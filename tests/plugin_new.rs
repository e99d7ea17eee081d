//! A new plugin: the commands of the guide, run as printed there, from nothing to the draft; and what `plugin new`
//! refuses. `UPDATE_EXAMPLES=1 cargo test plugin_new` rewrites the golden drafts; then read the difference.

use crate::harness::{self, Run, copydesk_in};
use copydesk::story::{self, Audience, Outputs};
use copydesk::template::{self, Engine, Source};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tempfile::TempDir;

const NAME: &str = "foster-letter";

#[test]
fn the_guide_leads_to_a_draft_in_rust() {
    let folder = walk("Rust");
    compare_with_golden(&folder, "plugin-rust");
    draft_without_source(&folder, "target/release");
    shell("cargo test", &folder);
    builds_without_network(&folder);
}

#[test]
fn the_guide_leads_to_a_draft_in_c() {
    if !has_c_compiler() {
        return;
    }
    let folder = walk("C");
    compare_with_golden(&folder, "plugin-c");
    draft_without_source(&folder, "build");
    shell("make check", &folder);
}

/// Says loudly where there is none.
fn has_c_compiler() -> bool {
    let found = Command::new("cc").arg("--version").stdout(Stdio::null()).status().is_ok();
    if !found {
        eprintln!("skipped: there is no C compiler `cc`, so no plugin in C was tried");
    }
    found
}

/// Runs the guide's commands for a language in an empty folder. Returns the plugin's folder.
fn walk(language: &str) -> PathBuf {
    let start = format!("```sh walk in {language}\n");
    let guide = guide();
    let commands = guide.split(&start).nth(1).expect("the guide has the walk").split("```").next().unwrap();
    assert!(commands.lines().count() >= 5, "{commands}");
    // Always the same folder: in a new one each time, cargo would keep what it compiled for all of them.
    let folder = scratch(language);
    if folder.exists() {
        fs::remove_dir_all(&folder).unwrap();
    }
    fs::create_dir_all(&folder).unwrap();
    shell(commands, &folder);
    folder.join(NAME)
}

fn scratch(name: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("plugin-new").join(name)
}

/// Runs commands as a person types them. Cargo takes crates from its cache only, and keeps what it compiles of them from one
/// run to the next; the libraries still come out where the guide says.
fn shell(commands: &str, folder: &Path) {
    let program = Path::new(env!("CARGO_BIN_EXE_copydesk")).parent().unwrap().to_owned();
    let usual = std::env::var_os("PATH").unwrap_or_default();
    let path = std::env::join_paths(std::iter::once(program).chain(std::env::split_paths(&usual))).unwrap();
    let output = Command::new("sh")
        .args(["-e", "-c", commands])
        .current_dir(folder)
        .env("PATH", path)
        .env("CARGO_NET_OFFLINE", "true")
        .env("CARGO_BUILD_BUILD_DIR", scratch("built"))
        .env_remove("CARGO_TARGET_DIR")
        .env_remove("COPYDESK_PLUGIN_DIR")
        .output()
        .unwrap();
    let said = [output.stdout, output.stderr].map(|said| String::from_utf8(said).unwrap()).concat();
    assert!(output.status.success(), "{commands}\n{said}");
    assert!(!said.contains("warning:"), "{commands}\n{said}");
}

/// What is built is what the lock file says, and vendored it needs no cache and no network.
fn builds_without_network(folder: &Path) {
    let lock = fs::read_to_string(folder.join("Cargo.lock")).unwrap();
    let again = scratch("again");
    drop(fs::remove_dir_all(&again));
    fs::create_dir_all(&again).unwrap();
    assert_eq!(new(&again, &[NAME]).code, 0);
    assert_eq!(fs::read_to_string(again.join(NAME).join("Cargo.lock")).unwrap(), lock, "cargo left it as it was");
    let guide = guide();
    let commands = guide.split("```sh vendor\n").nth(1).expect("the guide says how").split("```").next().unwrap();
    shell(commands, folder);
    let mut vendored: Vec<_> = fs::read_dir(folder.join("vendor"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    vendored.sort();
    let expected = "itoa memchr proc-macro2 quote serde serde_core serde_derive serde_json syn unicode-ident zmij";
    assert_eq!(vendored.join(" "), expected, "these are all, and the guide counts them");
    assert!(guide.contains(&format!("fetches {} crates", vendored.len())));
    let home = scratch("no-cache");
    let line =
        format!("CARGO_HOME='{}' cargo metadata --offline --locked --format-version 1 > metadata", home.display());
    shell(&line, folder);
    let metadata: Value = serde_json::from_slice(&fs::read(folder.join("metadata")).unwrap()).unwrap();
    assert_eq!(metadata["packages"].as_array().unwrap().len(), vendored.len() + 2);
}

/// The guide's walk builds from the cache of this workspace, so the versions are those that it has.
#[test]
fn a_new_plugin_is_built_with_the_versions_of_the_workspace() {
    let read = |path: PathBuf| fs::read_to_string(path).unwrap().parse::<toml::Table>().unwrap();
    let root = harness::root();
    let (ours, theirs) = (read(root.join("Cargo.lock")), read(root.join("core/scaffolds/plugin-rust/Cargo.lock")));
    let known = ours["package"].as_array().unwrap();
    for package in theirs["package"].as_array().unwrap().iter().filter(|package| package.get("source").is_some()) {
        let is_same =
            |other: &&toml::Value| ["name", "version", "checksum"].iter().all(|key| other.get(key) == package.get(key));
        assert!(known.iter().any(|other| is_same(&other)), "{package} is not in Cargo.lock: update the scaffold's");
    }
}

fn compare_with_golden(folder: &Path, scaffold: &str) {
    let draft = fs::read_to_string(folder.join(format!("samples/story/{NAME}.md"))).unwrap();
    if std::env::var_os("UPDATE_EXAMPLES").is_some() {
        let golden = harness::root().join("core/scaffolds").join(scaffold).join("golden/my-output.md");
        return fs::write(golden, draft).unwrap();
    }
    assert_eq!(draft, fs::read_to_string(folder.join(format!("golden/{NAME}.md"))).unwrap());
}

/// The wording is in the library: without the template files the draft is the same, byte for byte.
fn draft_without_source(folder: &Path, library: &str) {
    fs::rename(folder.join("templates"), folder.join("away")).unwrap();
    shell(&format!("copydesk draft {NAME} samples/story -o again.md --plugin-dir {library}"), folder);
    fs::rename(folder.join("away"), folder.join("templates")).unwrap();
    let draft = fs::read(folder.join(format!("samples/story/{NAME}.md"))).unwrap();
    assert_eq!(fs::read(folder.join("again.md")).unwrap(), draft);
}

fn guide() -> String {
    fs::read_to_string(harness::root().join("plugins/README.md")).unwrap()
}

#[test]
fn the_guide_shows_every_helper_and_what_it_prints() {
    let story = story::open(&harness::root().join("examples/good-result")).unwrap();
    let request = Outputs::request(NAME, &story, Audience::Press);
    let guide = guide();
    let rows = guide.lines().filter(|line| line.starts_with("| `") && line.contains("{{"));
    let rows: Vec<Vec<&str>> =
        rows.map(|row| row.trim_matches('|').split('|').map(|cell| cell.trim().trim_matches('`')).collect()).collect();
    let shown: Vec<&str> = rows.iter().map(|row| row[0]).collect();
    for name in template::helper_names() {
        let row = format!("| `{name}` | `{{{{{name} ...}}}}` | `what it prints` |");
        assert!(shown.contains(&name), "`{name}` has no row in plugins/README.md: add {row}");
    }
    for (place, name) in shown.iter().enumerate() {
        assert!(template::helper_names().any(|known| known == *name), "there is no helper `{name}`: take its row out");
        assert!(!shown[..place].contains(name), "`{name}` has two rows in plugins/README.md");
    }
    for row in rows {
        let (name, expression, expected) = (row[0], row[1], row[2]);
        assert!(expression.contains(name), "{name}: {expression}");
        let printed = print(expression, &request).replace('\\', "");
        let agrees = expected.strip_suffix('…').map_or(printed == expected, |begin| printed.starts_with(begin));
        assert!(agrees, "{expression} prints\n{printed}\nnot\n{expected}");
    }
}

fn print(expression: &str, request: &Value) -> String {
    // A line that begins with a block is taken for one that has nothing else on it.
    let source = Source::new("example", &format!("x {expression}"));
    let engine = Engine::new(vec![source], &copydesk_plugin::request_schema()).unwrap();
    let rendered = engine.render("example", request, &Value::Null, "plugin", &BTreeMap::new()).unwrap();
    rendered.markdown[2..].to_owned()
}

fn new(folder: &Path, arguments: &[&str]) -> Run {
    copydesk_in(folder, &[&["plugin", "new"], arguments].concat())
}

#[test]
fn a_name_is_an_outputs_name() {
    let folder = TempDir::new().unwrap();
    for (name, hint) in [
        ("Foster Letter", "did you mean `foster-letter`?"),
        ("foster_letter", "did you mean `foster-letter`?"),
        ("../2025_Result", "did you mean `result`?"),
        ("copydesk-plugin", "did you mean `copydesk-plugin-output`?"),
        ("Brief für Pflegeeltern", "did you mean `brief-f-r-pflegeeltern`?"),
        ("42", "such as `foster-letter`"),
        ("", "such as `foster-letter`"),
    ] {
        let run = new(folder.path(), &[name]);
        assert!(run.code == 1 && run.err.contains(hint), "{name}: {}", run.err);
    }
    let taken = new(folder.path(), &["press-release"]);
    assert!(taken.code == 1 && taken.err.contains("org.copydesk.press-release makes"), "{}", taken.err);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn what_is_there_stays() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join(NAME), "Mine.\n").unwrap();
    let run = new(folder.path(), &[NAME]);
    assert!(run.code == 1 && run.err.contains("already exists, so copydesk left it alone"), "{}", run.err);
    let run = new(folder.path(), &[NAME, "--in", "plugins", "--lang", "c"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(folder.path().join("plugins").join(NAME).join("foster-letter.c").is_file());
    assert!(run.err.contains(&format!("cd {}", Path::new("plugins").join(NAME).display())), "{}", run.err);
}

#[test]
fn the_sdk_in_a_new_folder_is_the_workspaces() {
    let folder = TempDir::new().unwrap();
    assert_eq!(new(folder.path(), &[NAME]).code, 0);
    let (ours, copy) = (harness::root().join("plugins/sdk"), folder.path().join(NAME).join("copydesk-plugin"));
    for file in ["src/lib.rs", "src/ffi.rs", "include/copydesk_plugin.h"] {
        assert_eq!(fs::read(copy.join(file)).unwrap(), fs::read(ours.join(file)).unwrap(), "{file}");
    }
    let read = |path: PathBuf| fs::read_to_string(path).unwrap().parse::<toml::Table>().unwrap();
    let (standalone, inside) = (read(copy.join("Cargo.toml")), read(ours.join("Cargo.toml")));
    let workspace = read(harness::root().join("Cargo.toml"))["workspace"].clone();
    for (field, value) in inside["package"].as_table().unwrap() {
        let value = if value.is_str() { value } else { &workspace["package"][field] };
        assert_eq!(&standalone["package"][field], value, "{field}");
    }
    let dependencies = inside["dependencies"].as_table().unwrap().iter();
    let needed: Vec<_> = dependencies.filter(|(_, how)| how.get("optional").is_none()).collect();
    assert_eq!(standalone["dependencies"].as_table().unwrap().len(), needed.len());
    for (name, _) in needed {
        assert_eq!(standalone["dependencies"][name], workspace["dependencies"][name], "{name}");
    }
}

#[test]
fn the_sdk_in_a_folder_is_renewed_and_what_its_author_changed_is_kept() {
    let folder = TempDir::new().unwrap();
    let sdk = Path::new(NAME).join("copydesk-plugin");
    assert_eq!(new(folder.path(), &[NAME]).code, 0);
    let update = |folder: &Path, name: &str| copydesk_in(folder, &["plugin", "update", name]);
    let run = update(folder.path(), NAME);
    assert!(run.code == 0 && run.err.contains("is the one of this program already"), "{}", run.err);
    let (plan, pick, own) = (sdk.join("src/plan.rs"), sdk.join("src/pick.rs"), Path::new(NAME).join("src/lib.rs"));
    let at = |path: &Path| folder.path().join(path);
    let (before, mine) = (fs::read_to_string(at(&plan)).unwrap(), fs::read_to_string(at(&own)).unwrap());
    fs::write(at(&plan), format!("// An older SDK.\n// Two lines.\n{}", before.split_once('\n').unwrap().1)).unwrap();
    fs::remove_file(at(&pick)).unwrap();
    let run = update(folder.path(), NAME);
    for line in [
        "copydesk-plugin/src/plan.rs: 1 line added, 2 removed; the earlier one is kept as copydesk-plugin/src/plan.rs.bak\n",
        "copydesk-plugin/src/pick.rs: new\n",
        "renewed 2 files of the SDK; next:\n  copydesk plugin try foster-letter\n",
    ] {
        assert!(run.code == 0 && run.err.contains(line), "{line}{}", run.err);
    }
    assert_eq!(fs::read_to_string(at(&plan)).unwrap(), before);
    assert!(fs::read_to_string(at(&sdk.join("src/plan.rs.bak"))).unwrap().starts_with("// An older SDK.\n"));
    assert!(at(&pick).is_file() && fs::read_to_string(at(&own)).unwrap() == mine, "the author's own source stays");
    assert_eq!(new(folder.path(), &["in-c", "--lang", "c"]).code, 0);
    fs::write(folder.path().join("in-c/copydesk_plugin.h"), "/* old */\n").unwrap();
    let run = update(folder.path(), "in-c");
    assert!(run.err.contains("copydesk_plugin.h: ") && run.err.contains(", 1 removed; the earlier one"), "{}", run.err);
    fs::remove_file(folder.path().join("in-c/copydesk_plugin.h")).unwrap();
    let run = update(folder.path(), "in-c");
    assert!(run.code == 1 && run.err.contains("has no copy of the SDK") && run.err.contains("  help: "), "{}", run.err);
}

#[test]
fn a_checkouts_sdk_takes_the_copys_place() {
    let folder = TempDir::new().unwrap();
    let sdk = harness::root().join("plugins/sdk");
    let run = new(folder.path(), &[NAME, "--sdk", &sdk.display().to_string()]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(!folder.path().join(NAME).join("copydesk-plugin").exists());
    let manifest = fs::read_to_string(folder.path().join(NAME).join("Cargo.toml")).unwrap();
    let path = manifest.parse::<toml::Table>().unwrap()["dependencies"]["copydesk-plugin"]["path"].clone();
    assert_eq!(path.as_str().map(Path::new), Some(sdk.canonicalize().unwrap().as_path()));
    assert_eq!(new(folder.path(), &["in-c", "--lang", "c", "--sdk", &sdk.display().to_string()]).code, 0);
    assert!(!folder.path().join("in-c/copydesk_plugin.h").exists());
    if has_c_compiler() {
        shell("make", &folder.path().join("in-c"));
    }
    let run = new(folder.path(), &["other", "--sdk", "."]);
    assert!(run.code == 1 && run.err.contains("is not the folder of copydesk's SDK"), "{}", run.err);
}
