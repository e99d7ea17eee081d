//! A registry of plugins, in a folder and at an address: what is signed and whole is listed and installed; anything else is refused
//! by name, and nothing is changed.
#![cfg(target_os = "linux")]
#![expect(clippy::disallowed_methods, reason = "tests make files")]

use crate::harness::plugins::with;
use crate::harness::{Run, copydesk_in};
use copydesk::hash::sha256;
use copydesk::pins::platform;
use minisign::KeyPair;
use serde_json::{Value, json};
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

const ID: &str = "uk.example.good";

/// A desk and a registry next to it, which lists the good plugin and one for another kind of computer.
struct World {
    folder: TempDir,
    keys: KeyPair,
}

impl World {
    fn new() -> World {
        let world = World { folder: TempDir::new().unwrap(), keys: KeyPair::generate_unencrypted_keypair().unwrap() };
        fs::create_dir_all(world.at("desk")).unwrap();
        fs::create_dir_all(world.at("registry/files")).unwrap();
        let council = "[council]\nname = \"Avershire County Council\"\nshort = \"Avershire\"\n";
        fs::write(world.at("desk/desk.toml"), council).unwrap();
        fs::write(world.at("registry/files/good.so"), good("1.2.3")).unwrap();
        world.sign(&World::index());
        world
    }

    fn at(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn index() -> Value {
        let file = |path: &str, hash: String| json!({ "path": path, "sha256": hash });
        let files = json!({ platform(): file("files/good.so", sha256(&good("1.2.3"))) });
        let other = json!({ "pdp11-unix": file("files/old.so", "0".repeat(64)) });
        json!({ "copydesk_registry": 1, "valid_until": "2999-01-01T00:00:00Z", "plugins": [
            { "id": ID, "version": "1.2.3", "outputs": ["good", "good-refusal"], "about": "For tests\u{1b}[2J", "files": files },
            { "id": "uk.example.old", "version": "1.0.0", "outputs": ["old"], "about": "An older letter", "files": other },
        ] })
    }

    /// Writes the list, signed.
    fn sign(&self, index: &Value) {
        let text = index.to_string();
        fs::write(self.at("registry/index.json"), &text).unwrap();
        let signature = minisign::sign(Some(&self.keys.pk), &self.keys.sk, text.as_bytes(), None, None).unwrap();
        fs::write(self.at("registry/index.json.minisig"), signature.into_string()).unwrap();
    }

    fn key(&self) -> String {
        self.keys.pk.to_base64()
    }

    fn run(&self, arguments: &[&str], registry: &str) -> Run {
        let key = self.key();
        let more = ["--registry", registry, "--registry-key", &key];
        copydesk_in(&self.at("desk"), &[&["plugin"], arguments, &more].concat())
    }

    /// Returns the names of the files in the desk, the store's left out.
    fn files(&self) -> Vec<String> {
        let desk = self.at("desk");
        let all = crate::harness::desk::everything(&desk).into_iter();
        let names = all.map(|(name, _)| Path::new(&name).strip_prefix(&desk).unwrap().display().to_string());
        names.filter(|name| !name.starts_with("store.")).collect()
    }

    /// Sees that an installation is refused with these words and a next step, and changes nothing.
    fn refused(&self, name: &str, words: &str) {
        let run = self.run(&["install", name, "--yes"], "../registry");
        assert!(run.code == 1 && run.err.contains(words) && run.err.contains("  help: "), "{words}: {}", run.err);
        assert_eq!(self.files(), ["desk.toml"], "{words}");
    }
}

fn good(version: &str) -> Vec<u8> {
    with("good", b"\"version\":\"1.2.3\"", format!("\"version\":\"{version}\"").as_bytes())
}

fn listed_and_installed(world: &World, registry: &str) {
    let run = world.run(&["search"], registry);
    assert_eq!(run.code, 0, "{}", run.err);
    let expected = "uk.example.good 1.2.3\n  good, good-refusal: For tests\u{fffd}[2J\nuk.example.old 1.0.0\n  old: An older letter\n  \
                    not for this kind of computer\n";
    assert_eq!(run.out, expected);
    assert!(world.run(&["search", "letter", "OLD"], registry).out.starts_with("uk.example.old 1.0.0\n"));
    assert_eq!(world.run(&["search", "letter", "good"], registry).out, "");
    let run = world.run(&["install", "good"], registry);
    assert!(run.code == 1 && run.err.contains("there is no terminal to ask on"), "a list is no yes: {}", run.err);
    assert_eq!(world.files(), ["desk.toml"], "what was fetched is taken away");
    let run = world.run(&["install", "good", "--yes", "--by", "Ann"], registry);
    assert_eq!(run.code, 0, "{}", run.err);
    let library = format!("plugins/{ID}-{:.12}.so", sha256(&good("1.2.3")));
    assert_eq!(world.files(), ["desk.toml", "plugins.lock", &library]);
    let pins = fs::read_to_string(world.at("desk/plugins.lock")).unwrap();
    assert!(pins.contains("source = \"good.so\"\n"), "{pins}");
}

#[test]
fn from_a_folder_and_from_an_address_it_is_the_same() {
    listed_and_installed(&World::new(), "../registry");
    let world = World::new();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let (address, files) = (listener.local_addr().unwrap(), world.at("registry"));
    // It ends with the test's process; each connection is for one file.
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut lines = BufReader::new(stream.try_clone().unwrap()).lines().map_while(Result::ok);
            let asked = lines.next().unwrap_or_default();
            lines.take_while(|line| !line.is_empty()).for_each(drop);
            let name = asked.split(' ').nth(1).unwrap_or_default().trim_start_matches("/shared/").to_owned();
            let (status, body) =
                fs::read(files.join(&name)).map_or(("404 Not Found", Vec::new()), |body| ("200 OK", body));
            let head = format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n", body.len());
            drop(stream.write_all(&[head.as_bytes(), &body].concat()));
        }
    });
    listed_and_installed(&world, &format!("http://{address}/shared/"));
    let run = world.run(&["search"], &format!("http://{address}/shared/elsewhere"));
    assert!(run.code == 1 && run.err.contains("gave no index.json: "), "{}", run.err);
    let run = world.run(&["search"], "http://plugins.example.org");
    assert!(
        run.code == 1 && run.err.contains("is no address that is used") && run.err.contains("https://"),
        "{}",
        run.err
    );
}

#[test]
fn an_update_takes_the_place_only_with_a_word() {
    let world = World::new();
    assert_eq!(world.run(&["install", ID, "--yes"], "../registry").code, 0);
    fs::write(world.at("registry/files/good.so"), good("1.3.0")).unwrap();
    let mut index = World::index();
    index["plugins"][0]["version"] = json!("1.3.0");
    index["plugins"][0]["files"][platform()]["sha256"] = json!(sha256(&good("1.3.0")));
    world.sign(&index);
    let run = world.run(&["install", ID, "--yes"], "../registry");
    assert!(run.code == 1 && run.err.contains("version 1.2.3 is pinned"), "{}", run.err);
    let run = world.run(&["install", ID, "--yes", "--replace"], "../registry");
    assert!(run.code == 0 && run.out.contains("- version: 1.2.3\n    + version: 1.3.0"), "{}{}", run.out, run.err);
}

#[test]
fn what_is_not_signed_or_not_as_it_is_listed_is_refused_by_name() {
    let world = World::new();
    world.refused("goods", "../registry has no plugin `goods`");
    world.refused("old", &format!("has uk.example.old for pdp11-unix only, and this computer is {}", platform()));
    fs::write(world.at("registry/files/good.so"), good("6.6.6")).unwrap();
    world.refused("good", &format!("has another file as good.so than its list names: {}", sha256(&good("6.6.6"))));

    // The list says it is something else; it names a file outside; it is stale, of another form, or twice in it.
    let with = |change: &dyn Fn(&mut Value)| {
        let mut index = World::index();
        change(&mut index);
        world.sign(&index);
    };
    fs::write(world.at("registry/files/good.so"), good("1.2.3")).unwrap();
    with(&|index| index["plugins"][0]["version"] = json!("2.0.0"));
    world.refused("good", "it is uk.example.good 1.2.3, and the registry lists it as uk.example.good 2.0.0");
    with(&|index| index["plugins"][0]["files"][platform()]["path"] = json!("../desk/desk.toml"));
    world.refused("good", "names a file that is not in it: ../desk/desk.toml");
    with(&|index| index["valid_until"] = json!("2026-01-01T00:00:00Z"));
    world.refused("good", "has a stale list: it was valid until 2026-01-01T00:00:00Z");
    with(&|index| index["copydesk_registry"] = json!(2));
    world.refused("good", "has a list of the form 2, and this copydesk reads form 1");
    with(&|index| index["plugins"][1]["id"] = json!(ID));
    world.refused("good", "lists uk.example.good twice");
    with(&|index| index["plugins"][1]["outputs"] = json!(["good"]));
    world.refused("good", "has more than one plugin that makes good: uk.example.good and uk.example.old");
    with(&|index| index["plugins"] = json!("none"));
    world.refused("good", "has a list that cannot be read");

    // Somebody else signs it, changes it after it was signed, or nobody signs it.
    let stranger = World { keys: KeyPair::generate_unencrypted_keypair().unwrap(), folder: TempDir::new().unwrap() };
    let key = world.key();
    let other =
        minisign::sign(Some(&stranger.keys.pk), &stranger.keys.sk, World::index().to_string().as_bytes(), None, None);
    world.sign(&World::index());
    fs::write(world.at("registry/index.json.minisig"), other.unwrap().into_string()).unwrap();
    world.refused("good", &format!("../registry has a list that the key {key} did not sign"));
    world.sign(&World::index());
    let text = fs::read_to_string(world.at("registry/index.json")).unwrap();
    fs::write(world.at("registry/index.json"), text.replace("For tests", "For thefts")).unwrap();
    world.refused("good", &format!("../registry has a list that the key {key} did not sign"));
    fs::remove_file(world.at("registry/index.json.minisig")).unwrap();
    world.refused("good", "gave no index.json.minisig");
    let run = copydesk_in(&world.at("desk"), &["plugin", "install", "good", "--registry", "../registry"]);
    assert!(run.code == 1 && run.err.contains("its public key is not given"), "{}", run.err);
    let run = copydesk_in(&world.at("desk"), &["plugin", "search"]);
    assert!(run.code == 1 && run.err.contains("no registry is given"), "{}", run.err);
}
