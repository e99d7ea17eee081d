//! Who may draft, from the command line: pins, changed bytes, folders that others could write to, signed updates, and
//! everything that `plugin install` refuses. Each refusal names the thing and the next step, and changes nothing.
#![cfg(unix)]

use crate::harness::plugins::{fixture, with};
use crate::harness::{Run, copydesk_in, root};
use copydesk::hash::sha256;
use copydesk::pins::platform;
use minisign::KeyPair;
use serde_json::Value;
use std::fs::{self, Permissions};
use std::os::unix::fs::{PermissionsExt, chown, symlink};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;

const ID: &str = "uk.example.good";

/// A desk, with a folder next to it for libraries from elsewhere.
struct Desk(TempDir);

impl Desk {
    /// Runs the program on a terminal and types an answer; returns what is on the screen, or `None`, with a message, where no
    /// terminal can be made.
    fn answered(&self, arguments: &str, answer: &str) -> Option<String> {
        let line = format!("'{}' {arguments}", env!("CARGO_BIN_EXE_copydesk"));
        let typed = format!("(sleep 1; echo {answer}) | script -qec \"{line}\" /dev/null");
        let output = Command::new("sh").args(["-c", &typed]).current_dir(self.inside("")).output().ok()?;
        let screen = String::from_utf8_lossy(&output.stdout).into_owned();
        if !screen.contains(ID) {
            eprintln!("skipped: `script` makes no terminal here: {}", String::from_utf8_lossy(&output.stderr));
            return None;
        }
        Some(screen)
    }

    fn new() -> Desk {
        let desk = Desk(TempDir::new().unwrap());
        fs::create_dir_all(desk.inside("templates/good")).unwrap();
        fs::create_dir(desk.outside("")).unwrap();
        fs::write(desk.inside("templates/good/body.hbs"), "A body.\n").unwrap();
        let council = "[council]\nname = \"Avershire County Council\"\nshort = \"Avershire\"\n";
        fs::write(desk.inside("desk.toml"), council).unwrap();
        fs::create_dir(desk.inside("story")).unwrap();
        fs::copy(root().join("examples/good-result/report.pdf"), desk.inside("story/report.pdf")).unwrap();
        desk
    }

    fn inside(&self, name: &str) -> PathBuf {
        self.0.path().canonicalize().unwrap().join("desk").join(name)
    }

    fn outside(&self, name: &str) -> PathBuf {
        self.0.path().canonicalize().unwrap().join("outside").join(name)
    }

    /// Adds a library that came from elsewhere.
    fn arrived(&self, name: &str, bytes: &[u8]) -> String {
        let file = self.outside(name);
        fs::write(&file, bytes).unwrap();
        file.to_str().unwrap().to_owned()
    }

    fn run(&self, arguments: &[&str]) -> Run {
        copydesk_in(&self.inside(""), arguments)
    }

    fn install(&self, arguments: &[&str]) -> Run {
        self.run(&[&["plugin", "install"], arguments].concat())
    }

    /// Runs an installation that has to fail: it names all of `parts` and a next step, and changes nothing.
    fn refused(&self, arguments: &[&str], parts: &[&str]) {
        let before = self.state();
        let run = self.install(arguments);
        assert_eq!(run.code, 1, "{arguments:?}: {}", run.err);
        assert!(run.err.contains("was not installed: ") && run.err.contains("  help: "), "{}", run.err);
        for part in parts {
            assert!(run.err.contains(part), "{part:?} is not in {}", run.err);
        }
        assert!(self.state() == before, "{arguments:?} changed something");
    }

    fn installed(&self, arguments: &[&str]) -> Run {
        let run = self.install(arguments);
        assert_eq!(run.code, 0, "{arguments:?}: {}", run.err);
        run
    }

    fn pins(&self) -> String {
        fs::read_to_string(self.inside("plugins.lock")).unwrap_or_default()
    }

    /// Returns the names and hashes of the desk's libraries, and the pins.
    fn state(&self) -> (Vec<(String, String)>, String) {
        let entries = fs::read_dir(self.inside("plugins")).into_iter().flatten().map(|entry| entry.unwrap());
        let mut libraries: Vec<_> = entries
            .map(|entry| (entry.file_name().into_string().unwrap(), sha256(&fs::read(entry.path()).unwrap())))
            .collect();
        libraries.sort();
        (libraries, self.pins())
    }

    /// Returns why the good plugin may draft, if it may; and everything that is ignored, in lines.
    fn trust(&self, more: &[&str]) -> (Option<String>, String) {
        let run = self.run(&[&["plugin", "list", "--json"], more].concat());
        assert_eq!(run.code, 0, "{}", run.err);
        let list: Value = serde_json::from_str(&run.out).unwrap();
        let plugins = list["plugins"].as_array().unwrap();
        let others = ["org.copydesk.press-release", "org.copydesk.staff-newsletter"];
        assert!(others.iter().all(|id| plugins.iter().any(|plugin| plugin["id"] == *id)), "others go on: {}", run.out);
        let good = plugins.iter().find(|plugin| plugin["id"] == ID);
        let problems: Vec<String> = list["problems"]
            .as_array()
            .unwrap()
            .iter()
            .map(|problem| {
                assert!(problem["hint"].as_str().is_some_and(|hint| !hint.is_empty()), "{problem}");
                format!("{} {} {}", problem["place"], problem["message"], problem["hint"])
            })
            .collect();
        (good.map(|plugin| plugin["trust"].as_str().unwrap().to_owned()), problems.join("\n"))
    }
}

fn good() -> Vec<u8> {
    fs::read(fixture("good")).unwrap()
}

/// Returns the good library with another version.
fn version(number: &str) -> Vec<u8> {
    with("good", b"\"version\":\"1.2.3\"", format!("\"version\":\"{number}\"").as_bytes())
}

fn set_mode(path: &Path, mode: u32) {
    fs::set_permissions(path, Permissions::from_mode(mode)).unwrap();
}

#[test]
fn a_plugin_with_the_publishers_hash_is_pinned_and_drafts() {
    let desk = Desk::new();
    let (file, hash) = (desk.arrived("libgood.so", &good()), sha256(&good()));
    let run = desk.installed(&[&file, "--sha256", &hash, "--by", "Ann Example"]);
    assert!(run.out.contains(ID) && run.out.contains(&hash) && run.out.contains("good (Good)"), "{}", run.out);
    let pins = desk.pins();
    for line in [
        format!("id = \"{ID}\"\nversion = \"1.2.3\"\nsource = \"libgood.so\"\napproved_by = \"Ann Example\"\n"),
        format!("[plugin.sha256]\n\"{}\" = \"{hash}\"\n", platform()),
    ] {
        assert!(pins.contains(&line), "{pins}");
    }
    assert_eq!(desk.trust(&[]), (Some("pinned".to_owned()), String::new()));
    let run = desk.run(&["draft", "good", "story"]);
    assert!(run.code == 0 && !run.err.contains("not pinned"), "{}", run.err);
    let record = fs::read_to_string(desk.inside("story/.copydesk/good.md.json")).unwrap();
    let record: Value = serde_json::from_str(&record).unwrap();
    let kept = ["plugin", "library", "trust"].map(|key| record[key].as_str().unwrap());
    assert_eq!(kept, ["uk.example.good 1.2.3", &hash, "pinned"]);
    let again = desk.installed(&[&file]);
    assert!(again.err.contains("was pinned already") && desk.pins() == pins, "{}", again.err);
}

#[test]
fn without_a_yes_nothing_is_installed() {
    let desk = Desk::new();
    let file = desk.arrived("libgood.so", &good());
    desk.refused(&[&file], &["there is no terminal to ask on", "--sha256 HEX"]);
    desk.refused(&[&file, "--yes", "--by", " "], &["it is not known who agrees", "--by NAME"]);
    assert!(!desk.inside("plugins").exists() && !desk.inside("plugins.lock").exists());
    desk.installed(&[&file, "--yes"]);
    assert!(!desk.pins().contains("approved_by = \"\""), "{}", desk.pins());
}

#[test]
fn on_a_terminal_only_a_yes_is_one() {
    let desk = Desk::new();
    let file = desk.arrived("libgood.so", &good());
    for (answer, pinned) in [("", false), ("no", false), ("y", false), ("YES", true)] {
        let Some(screen) = desk.answered(&format!("plugin install '{file}'"), answer) else { return };
        assert!(screen.contains("May uk.example.good draft in this desk?"), "{screen}");
        assert_eq!(desk.pins().contains(ID), pinned, "{answer}: {screen}");
    }
}

#[test]
fn a_hash_that_differs_is_named_beside_the_real_one() {
    let desk = Desk::new();
    let (file, wrong) = (desk.arrived("libgood.so", &good()), "0".repeat(64));
    desk.refused(&[&file, "--yes", "--sha256", &wrong], &[&wrong, &sha256(&good())]);
    desk.refused(&[&file, "--yes", "--sha256", "3f5a..."], &["\"3f5a...\" is not a SHA-256"]);
}

#[test]
fn changed_bytes_are_refused_until_somebody_agrees_again() {
    let desk = Desk::new();
    let (one, two) = (good(), version("1.2.4"));
    let hashes = [sha256(&one), sha256(&two)];
    let both = hashes.each_ref().map(String::as_str);
    desk.installed(&[&desk.arrived("one.so", &one), "--yes"]);
    let copy = desk.inside(&format!("plugins/{}", desk.state().0[0].0));
    fs::write(&copy, &two).unwrap();
    let (trust, problems) = desk.trust(&[]);
    assert!(trust.is_none() && both.iter().all(|hash| problems.contains(hash)), "{problems}");
    let run = desk.run(&["draft", "good", "story"]);
    assert!(run.code == 1 && both.iter().all(|hash| run.err.matches(hash).count() == 1), "{}", run.err);
    assert!(run.err.contains("--sha256 HEX --replace"), "{}", run.err);
    let file = desk.arrived("two.so", &two);
    desk.refused(&[&file, "--yes"], &both);
    desk.refused(&[&file, "--yes", "--replace"], &both);
    desk.refused(&[&file, "--yes", "--sha256", both[1]], &both);
    fs::write(&copy, &one).unwrap();
    let run = desk.installed(&[&file, "--replace", "--sha256", both[1]]);
    assert!(run.out.contains("- version: 1.2.3\n    + version: 1.2.4"), "{}", run.out);
    assert_eq!(desk.trust(&[]), (Some("pinned".to_owned()), String::new()));
    assert_eq!(desk.state().0.len(), 1, "the earlier copy is taken away");
}

#[test]
fn what_lies_in_the_desk_unpinned_is_refused_and_its_hint_helps() {
    let desk = Desk::new();
    fs::create_dir(desk.inside("plugins")).unwrap();
    let file = desk.inside("plugins/libgood.so");
    fs::write(&file, good()).unwrap();
    for more in [&[][..], &["--plugin-dir", "plugins"][..]] {
        let (trust, problems) = desk.trust(more);
        let hint = format!("copydesk plugin install {}", file.display());
        assert!(
            trust.is_none() && problems.contains("nobody has approved it") && problems.contains(&hint),
            "{problems}"
        );
    }
    desk.installed(&[file.to_str().unwrap(), "--yes"]);
    assert_eq!(desk.trust(&[]), (Some("pinned".to_owned()), String::new()));
}

#[test]
fn a_named_folder_is_taken_and_said_so_but_a_pin_binds_there_too() {
    let desk = Desk::new();
    let file = desk.arrived("libgood.so", &good());
    let named = desk.outside("");
    let more = ["--plugin-dir", named.to_str().unwrap()];
    assert_eq!(desk.trust(&more), (Some("named".to_owned()), String::new()));
    let draft = || desk.run(&[&["draft", "good", "story"][..], &more].concat());
    for _ in 0..2 {
        let run = draft();
        let note = "uk.example.good 1.2.3 is not pinned; used because you gave its folder with --plugin-dir";
        assert!(run.code == 0 && run.err.contains(note), "{}", run.err);
    }
    desk.installed(&[&file, "--yes"]);
    assert!(!draft().err.contains("not pinned"));
    fs::remove_dir_all(desk.inside("plugins")).unwrap();
    fs::write(&file, version("6.6.6")).unwrap();
    let (trust, problems) = desk.trust(&more);
    assert!(trust.is_none(), "{trust:?}");
    for part in [&sha256(&good()), &sha256(&version("6.6.6")), "its library is not in", "plugins.lock"] {
        assert!(problems.contains(part), "{part}: {problems}");
    }
}

#[test]
fn pins_edited_by_hand_are_refused_as_a_whole() {
    let desk = Desk::new();
    desk.installed(&[&desk.arrived("libgood.so", &good()), "--yes", "--by", "Ann"]);
    let (file, pins) = (desk.inside("plugins.lock"), desk.pins());
    let hash = sha256(&good());
    let lines = |needle: &str| 1 + pins.lines().position(|line| line.contains(needle)).unwrap();
    for (from, to, message) in [
        ("[[plugin]]", "words", format!("{}:6", lines("[[plugin]]"))),
        ("approved_by", "aproved_by", format!("unknown key `aproved_by` {}:1", lines("approved_by"))),
        (hash.as_str(), &hash[1..], format!("this is not a SHA-256 for {} {}:", platform(), lines(&hash))),
        (hash.as_str(), &hash.to_uppercase(), format!("this is not a SHA-256 for {} {}:", platform(), lines(&hash))),
        ("approved_by = \"Ann\"", "approved_by = \"\"", format!("`approved_by` is empty {}:15", lines("approved_by"))),
        (
            "version = ",
            "key = \"RWhoever\"\nversion = ",
            format!("not a public key of minisign {}:7", lines("version")),
        ),
    ] {
        assert!(pins.contains(from), "{from}");
        fs::write(&file, pins.replace(from, to)).unwrap();
        for verb in [&["outputs"][..], &["plugin", "list"], &["draft", "press-release", "story", "-o", "-"]] {
            let run = desk.run(verb);
            assert_eq!((run.code, run.out.as_str()), (1, ""), "{verb:?} {to}");
            let (words, place) = message.rsplit_once(' ').unwrap_or(("", &message));
            let place = format!("plugins.lock:{place}");
            assert!(run.err.contains(words) && run.err.contains(&place), "{message}: {}", run.err);
            assert!(run.err.contains("help: no plugin was loaded; put plugins.lock back"), "{}", run.err);
        }
    }
    fs::write(&file, [&pins, pins.split_once("\n\n").unwrap().1].concat()).unwrap();
    assert!(desk.run(&["outputs"]).err.contains("`uk.example.good` is pinned twice"));
    fs::write(&file, &pins).unwrap();
    set_mode(&file, 0o666);
    let run = desk.run(&["outputs"]);
    assert!(run.code == 1 && run.err.contains("by everybody") && run.err.contains("chmod o-w "), "{}", run.err);
}

#[test]
fn nothing_is_taken_from_where_everybody_can_write_or_through_a_link() {
    let desk = Desk::new();
    desk.installed(&[&desk.arrived("libgood.so", &good()), "--yes"]);
    let (folder, library) = (desk.inside("plugins"), desk.inside(&format!("plugins/{}", desk.state().0[0].0)));
    let pinned = (Some("pinned".to_owned()), String::new());
    for path in [&folder, &library] {
        set_mode(path, 0o777);
        let (trust, problems) = desk.trust(&[]);
        let (who, hint) = ("can be written to by everybody", format!("chmod o-w {}", path.display()));
        assert!(trust.is_none() && problems.contains(who) && problems.contains(&hint), "{problems}");
        set_mode(path, 0o755);
        assert_eq!(desk.trust(&[]), pinned);
    }
    for path in [&library, &folder] {
        let aside = path.with_extension("aside");
        fs::rename(path, &aside).unwrap();
        symlink(&aside, path).unwrap();
        let (trust, problems) = desk.trust(&[]);
        assert!(trust.is_none() && problems.contains("is a symbolic link to "), "{problems}");
        fs::remove_file(path).unwrap();
        fs::rename(&aside, path).unwrap();
        assert_eq!(desk.trust(&[]), pinned);
    }
    let link = desk.inside("link");
    symlink(desk.outside(""), &link).unwrap();
    for name in ["link", "link/", "link/."] {
        let (_, problems) = desk.trust(&["--plugin-dir", name]);
        let hint = format!("use what it leads to: {}", desk.outside("").display());
        assert!(problems.contains(hint.trim_end_matches('/')), "{problems}");
    }
    symlink(&folder, desk.inside("to-plugins")).unwrap();
    let (trust, problems) = desk.trust(&["--plugin-dir", "to-plugins"]);
    assert!(trust.as_deref() == Some("pinned") && problems.contains("is a symbolic link to "), "{problems}");
    set_mode(&folder, 0o777);
    let file = desk.arrived("two.so", &version("1.2.4"));
    desk.refused(&[&file, "--replace", "--sha256", &sha256(&version("1.2.4"))], &["by everybody", "chmod o-w "]);
}

#[test]
fn beside_the_program_a_plugin_is_trusted_like_it() {
    let desk = Desk::new();
    let program = desk.outside("copydesk");
    fs::copy(env!("CARGO_BIN_EXE_copydesk"), &program).unwrap();
    let file = desk.arrived("libgood.so", &good());
    let list = || {
        let mut command = Command::new(&program);
        command.args(["plugin", "list", "--json"]).env_clear().current_dir(desk.inside(""));
        serde_json::from_slice::<Value>(&command.output().unwrap().stdout).unwrap()
    };
    assert_eq!(list()["plugins"][0]["trust"], "bundled");
    set_mode(&desk.outside(""), 0o777);
    let open = list();
    assert_eq!(open["plugins"].as_array().unwrap().len(), 0);
    assert!(open["problems"][0]["message"].as_str().unwrap().contains("by everybody"), "{open}");
    set_mode(&desk.outside(""), 0o755);
    // In a checkout that a team shares, anyone who may write to the library may write to the program as well.
    let shared = [desk.outside(""), file.clone().into(), program.clone()];
    if shared.iter().all(|path| chown(path, None, Some(1)).is_ok()) {
        for path in &shared {
            set_mode(path, 0o775);
        }
        assert_eq!(list()["plugins"][0]["trust"], "bundled");
        set_mode(&program, 0o755);
        assert!(list()["problems"][0]["message"].as_str().unwrap().contains("other people of its group"));
        set_mode(&desk.outside(""), 0o755);
        set_mode(file.as_ref(), 0o755);
    } else {
        eprintln!("skipped: only root can give a folder to a group");
    }
    fs::create_dir_all(desk.0.path().join("lib/copydesk/plugins")).unwrap();
    fs::rename(file, desk.0.path().join("lib/copydesk/plugins/libgood.so")).unwrap();
    assert_eq!(list()["plugins"][0]["trust"], "bundled");
}

#[test]
fn a_signed_update_by_the_pinned_key_takes_the_place_of_an_earlier_version() {
    let desk = Desk::new();
    let (keys, others) =
        (KeyPair::generate_unencrypted_keypair().unwrap(), KeyPair::generate_unencrypted_keypair().unwrap());
    let key = keys.pk.to_base64();
    let signed = |name: &str, bytes: &[u8], keys: &KeyPair| {
        let signature = minisign::sign(Some(&keys.pk), &keys.sk, bytes, None, None).unwrap().into_string();
        fs::write(desk.outside(&format!("{name}.minisig")), signature).unwrap();
        desk.arrived(name, bytes)
    };
    let unsigned = desk.arrived("unsigned.so", &good());
    desk.refused(&[&unsigned, "--yes", "--key", &key], &["no signature to verify with the key"]);
    let first = signed("first.so", &good(), &keys);
    desk.refused(&[&first, "--yes", "--key", &others.pk.to_base64()], &["the signature does not hold"]);
    desk.refused(&[&first, "--yes", "--key", "RWhoever"], &["\"RWhoever\" is not a public key"]);
    desk.installed(&[&first, "--yes", "--key", &key]);
    assert!(desk.pins().contains(&format!("key = \"{key}\"")), "{}", desk.pins());

    let new = version("1.3.0");
    let strange = signed("strange.so", &new, &others);
    desk.refused(&[&strange, "--yes"], &["the signature does not hold"]);
    desk.refused(&[&strange, "--yes", "--key", &others.pk.to_base64()], &["another", &key]);
    let tampered = signed("tampered.so", &new, &keys);
    fs::write(&tampered, version("1.4.0")).unwrap();
    desk.refused(&[&tampered, "--yes"], &["the signature does not hold"]);
    let (older, bare) = (signed("older.so", &version("1.2.2"), &keys), desk.arrived("bare.so", &new));
    desk.refused(&[&older, "--yes"], &["version 1.2.2 is not higher than the pinned 1.2.3"]);
    desk.refused(&[&bare, "--yes"], &[&sha256(&good()), &sha256(&new)]);
    let good_update = signed("update.so", &new, &keys);
    desk.refused(&[&good_update], &["there is no terminal to ask on"]);

    let run = desk.installed(&[&good_update, "--yes"]);
    assert!(run.out.contains("good, by the key") && run.out.contains("+ version: 1.3.0"), "{}", run.out);
    assert!(desk.pins().contains("version = \"1.3.0\"") && desk.pins().contains(&key), "{}", desk.pins());
    assert_eq!(desk.trust(&[]), (Some("pinned".to_owned()), String::new()));
}

#[test]
fn what_is_no_plugin_for_here_is_not_installed() {
    let desk = Desk::new();
    let mut foreign = good();
    foreign[18] = if cfg!(target_arch = "aarch64") { 62 } else { 183 };
    for (name, bytes, message) in [
        ("text.so", b"words".to_vec(), "it is not a whole shared library"),
        ("foreign.so", foreign, "it is built for Elf "),
        ("cut.so", good()[..9000].to_vec(), "it is not a whole shared library"),
        ("plain.so", with("good", b".cpydesk", b".another"), "it is a library but not a copydesk plugin"),
        ("broken.so", with("good", b"copydesk_plugin_v1", b"copydesk_plugin_v2"), "it was tried, and failed:\n  A2 "),
    ] {
        desk.refused(&[&desk.arrived(name, &bytes), "--yes"], &[message]);
    }
    desk.refused(&[desk.outside("missing.so").to_str().unwrap(), "--yes"], &["it cannot be read"]);
    let folder = desk.outside("");
    let folder = folder.to_str().unwrap();
    desk.refused(&[folder, "--yes"], &["there is more than one library in it", "text.so", "cut.so"]);
    let own = desk.outside("own");
    fs::create_dir(&own).unwrap();
    desk.refused(&[own.to_str().unwrap(), "--yes"], &["there is no library in it", "--from-source"]);
    desk.refused(&["--from-source", "nowhere", "--yes"], &["it was not built: there is no such folder"]);
    fs::write(own.join("libgood.so"), good()).unwrap();
    desk.installed(&[own.to_str().unwrap(), "--yes"]);
    let evil = desk.arrived("evil.so", &with("good", b"uk.example.good", b"uk.example.evil"));
    desk.refused(&[&evil, "--yes"], &["its output good is made by uk.example.good already"]);
}

#[test]
fn an_installation_that_is_cut_short_leaves_no_pin_without_its_bytes() {
    let desk = Desk::new();
    desk.installed(&[&desk.arrived("one.so", &good()), "--yes"]);
    // As after the copy of an update and before its pin; then as after the pin and before the old copy is taken away.
    let (pins, new) = (desk.pins(), version("1.2.4"));
    let name = |hash: &str| desk.inside(&format!("plugins/{ID}-{}.so", &hash[..12]));
    fs::write(name(&sha256(&new)), &new).unwrap();
    let (trust, problems) = desk.trust(&[]);
    assert!(trust.as_deref() == Some("pinned") && problems.contains(&sha256(&new)), "{problems}");
    let file = desk.arrived("two.so", &new);
    desk.installed(&[&file, "--replace", "--sha256", &sha256(&new)]);
    fs::write(name(&sha256(&good())), good()).unwrap();
    let (trust, problems) = desk.trust(&[]);
    assert!(trust.as_deref() == Some("pinned") && problems.contains(&sha256(&good())), "{problems}");
    // If the copy cannot be made, the pins stay as they were.
    fs::remove_dir_all(desk.inside("plugins")).unwrap();
    fs::write(desk.inside("plugins"), "in the way").unwrap();
    fs::write(desk.inside("plugins.lock"), &pins).unwrap();
    let run = desk.install(&[&file, "--replace", "--sha256", &sha256(&new)]);
    assert!(run.code == 1 && run.err.contains("cannot write") && desk.pins() == pins, "{}", run.err);
}

#[test]
fn a_removed_plugin_leaves_no_pin_and_no_library() {
    let desk = Desk::new();
    desk.installed(&[&desk.arrived("libgood.so", &good()), "--yes"]);
    let (before, remove) = (desk.state(), |arguments: &[&str]| desk.run(&[&["plugin", "remove"], arguments].concat()));
    for (arguments, message) in [
        (&["good"][..], "uk.example.good was not removed: there is no terminal to ask on"),
        (&["goods", "--yes"], "plugins.lock has no plugin `goods`"),
        (&["press-release", "--yes"], "org.copydesk.press-release makes it, and comes with copydesk"),
        (&["good", "--yes", "--desk", "/"], "/ is not in a desk"),
    ] {
        let run = remove(arguments);
        assert!(run.code == 1 && run.err.contains(message) && run.err.contains("  help: "), "{}", run.err);
        assert!(desk.state() == before, "{arguments:?}");
    }
    assert!(remove(&["uk.example.god", "--yes"]).err.contains("did you mean `uk.example.good`?"));
    assert_eq!(desk.run(&["draft", "good", "story"]).code, 0);
    let run = remove(&["good", "--yes"]);
    assert!(run.code == 0 && run.err.contains("uk.example.good 1.2.3 is removed"), "{}", run.err);
    assert!(desk.state().0.is_empty() && !desk.pins().contains("uk.example.good"), "{}", desk.pins());
    assert!(desk.inside("story/good.md").is_file(), "drafts stay");
    let (trust, problems) = desk.trust(&[]);
    assert_eq!((trust, problems.as_str()), (None, ""));
    // A pin whose library is gone, or was pinned elsewhere, is removed by its id.
    desk.installed(&[&desk.arrived("libgood.so", &good()), "--yes"]);
    fs::remove_dir_all(desk.inside("plugins")).unwrap();
    assert_eq!(remove(&["uk.example.good", "--yes"]).code, 0);
    assert_eq!(desk.trust(&[]), (None, String::new()));
}

#[test]
fn an_own_build_takes_an_earlier_ones_place_once_its_author_says_yes() {
    let desk = Desk::new();
    desk.installed(&[&desk.arrived("one.so", &good()), "--yes"]);
    let file = desk.arrived("two.so", &version("1.2.4"));
    let before = desk.state();
    desk.refused(&[&file, "--replace"], &["there is no terminal to ask on"]);
    for (answer, replaced) in [("no", false), ("yes", true)] {
        let Some(screen) = desk.answered(&format!("plugin install '{file}' --replace"), answer) else { return };
        let question = "in place of version 1.2.3, which makes good, good-refusal now? Write yes or no: ";
        assert!(screen.contains(question), "{screen}");
        assert_eq!(desk.state() != before, replaced, "{answer}: {screen}");
    }
    assert!(desk.pins().contains("version = \"1.2.4\""), "{}", desk.pins());
}

#[test]
fn a_plugin_is_built_from_its_source() {
    let desk = Desk::new();
    let source = desk.outside("own");
    let fixture = root().join("tests/fixtures/own-build");
    fs::create_dir_all(source.join("src")).unwrap();
    for file in ["Cargo.toml", "src/lib.rs"] {
        fs::copy(fixture.join(format!("{file}.txt")), source.join(file)).unwrap();
    }
    let run = |more: &[&str]| -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_copydesk"));
        command.args(["plugin", "install", "--from-source"]).arg(&source).args(more);
        command.current_dir(desk.inside("")).env("CARGO", env!("CARGO")).env_remove("CARGO_TARGET_DIR");
        command.output().unwrap()
    };
    let output = run(&["--yes", "--by", "Ann"]);
    let err = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && err.contains("running cargo build --release in"), "{err}");
    let pins = desk.pins();
    assert!(pins.contains("source = \"own build of own\"\n"), "{pins}");
    assert!(!pins.contains(desk.0.path().to_str().unwrap()), "no folder of this computer is in it: {pins}");
    fs::write(source.join("src/lib.rs"), "fn broken( {}").unwrap();
    let output = run(&["--yes"]);
    let err = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success() && err.contains("src/lib.rs:1") && err.contains("it was not built"), "{err}");
    assert_eq!(desk.pins(), pins);
}
