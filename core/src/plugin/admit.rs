//! Decides whether a plugin library may be pinned, by comparing its hash, signature and version with the current pin.
//! The only file that names `minisign_verify` and `semver`. Asking the user and writing `plugins.lock` are in
//! [`story`](crate::story).

use super::{Plugin, Refusal};
use crate::pins::Pin;
use minisign_verify::{PublicKey, Signature};
use semver::Version;

/// The evidence for a library, apart from a person's approval.
#[derive(Clone, Copy, Debug, Default)]
pub struct Evidence<'a> {
    /// The hash that its publisher names: 64 hexadecimal digits.
    pub sha256: Option<&'a str>,
    /// The text of the `.minisig` file next to it.
    pub signature: Option<&'a str>,
    /// The publisher's public key (minisign), in base64.
    pub key: Option<&'a str>,
    /// Whether it may take the place of other bytes, if the hash is given, the person has built it or, without a publisher's
    /// key, a person is asked.
    pub replace: bool,
    /// Whether it was built here, from source.
    pub own_build: bool,
    /// Whether a person is asked before it is installed, and cannot have said yes in advance.
    pub asked: bool,
}

/// A library that may be pinned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Admission {
    /// How the pin relates to the previous one.
    pub step: Step,
    /// The publisher's key to be pinned.
    pub key: Option<String>,
    /// Whether its signature was verified with that key.
    pub signed: bool,
    /// Whether its hash was given, so that no one needs to be asked.
    pub vouched: bool,
}

/// How a pin relates to the previous one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The first pin of this plugin on this platform.
    New,
    /// It is the same.
    Same,
    /// It takes its place.
    Replaces,
}

/// Holds a library against the hash, signature and key that are given, and against the pin of its id.
///
/// # Errors
/// Names what does not hold.
pub fn admit(plugin: &Plugin, bytes: &[u8], evidence: &Evidence<'_>, pin: Option<&Pin>) -> Result<Admission, Refusal> {
    let vouched = evidence.sha256.map(|given| hash(given, &plugin.sha256)).transpose()?.is_some();
    let pinned_key = pin.and_then(|pin| pin.key.as_deref());
    let asked = evidence.asked && pinned_key.is_none();
    let replace = evidence.replace && (vouched || evidence.own_build || asked);
    let key = match (evidence.key, pinned_key) {
        (Some(given), Some(pinned)) if given != pinned && !replace => {
            return Err(Refusal::OtherKey { pinned: pinned.to_owned() });
        }
        (given, pinned) => given.or(pinned),
    };
    let signed = match (key, evidence.signature) {
        (Some(key), Some(signature)) => verify(key, bytes, signature).map(|()| true)?,
        (_, None) if evidence.key.is_some() => return Err(Refusal::NoSignature),
        _ => false,
    };
    let update = signed && pinned_key.is_some();
    let step = match pin {
        None => Step::New,
        Some(pin) if pin.here() == Some(&plugin.sha256) && key == pinned_key => Step::Same,
        Some(pin) if pin.here() == Some(&plugin.sha256) => Step::Replaces,
        Some(pin) if pin.here().is_none() && pin.version == plugin.descriptor.version => Step::New,
        Some(_) if replace => Step::Replaces,
        Some(pin) if update => newer(&plugin.descriptor.version, &pin.version).map(|()| Step::Replaces)?,
        Some(pin) => {
            let (version, sha256) = (pin.version.clone(), pin.here().map(str::to_owned));
            return Err(Refusal::Pinned { version, sha256, found: plugin.sha256.clone() });
        }
    };
    Ok(Admission { step, key: key.map(str::to_owned), signed, vouched })
}

fn hash(given: &str, found: &str) -> Result<(), Refusal> {
    let plain = given.trim().to_lowercase();
    if plain.len() != 64 || !plain.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Err(Refusal::NoHash { given: given.to_owned() });
    }
    if plain == found { Ok(()) } else { Err(Refusal::WrongHash { given: plain, found: found.to_owned() }) }
}

/// Verifies a signature of bytes with a public key (minisign, in base64).
///
/// # Errors
/// The key is none, or the signature does not hold.
pub fn verify(key: &str, bytes: &[u8], signature: &str) -> Result<(), Refusal> {
    let key = PublicKey::from_base64(key).map_err(|_| Refusal::NoKey { given: key.to_owned() })?;
    let wrong = |error: minisign_verify::Error| Refusal::WrongSignature { why: error.to_string() };
    let signature = Signature::decode(signature).map_err(wrong)?;
    key.verify(bytes, &signature, false).map_err(wrong)
}

/// Fails if a signed update is not newer: it could lead back to a version with known faults.
fn newer(found: &str, pinned: &str) -> Result<(), Refusal> {
    let versions = Version::parse(found).ok().zip(Version::parse(pinned).ok());
    if versions.is_some_and(|(found, pinned)| found.cmp_precedence(&pinned).is_gt()) {
        return Ok(());
    }
    Err(Refusal::NotNewer { pinned: pinned.to_owned(), found: found.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hash::sha256;
    use crate::pins::platform;
    use crate::plugin::Descriptor;
    use minisign::KeyPair;

    fn library(version: &str, bytes: &[u8]) -> Plugin {
        let json = format!(
            r#"{{"id":"a.b","version":"{version}","request_schema":"1.0","outputs":[{{"id":"o","title":"O"}}]}}"#
        );
        let descriptor = Descriptor::parse(json.as_bytes()).unwrap();
        Plugin { file: "x.so".into(), descriptor, templates: Vec::new(), sha256: sha256(bytes) }
    }

    fn pin(bytes: &[u8], key: Option<&str>) -> Pin {
        let mut pin = Pin { key: key.map(str::to_owned), ..Pin::sample("a.b", "pdp11-unix", "a") };
        pin.sha256.insert(platform(), sha256(bytes));
        pin
    }

    fn sign(keys: &KeyPair, bytes: &[u8]) -> String {
        minisign::sign(Some(&keys.pk), &keys.sk, bytes, None, None).unwrap().into_string()
    }

    #[test]
    fn a_hash_must_be_one_and_the_right_one() {
        let plugin = library("1.0.0", b"one");
        let with = |given: &str| {
            let evidence = Evidence { sha256: Some(given), ..Evidence::default() };
            admit(&plugin, b"one", &evidence, None).map(|admission| (admission.step, admission.vouched))
        };
        assert_eq!(with(&plugin.sha256.to_uppercase()).unwrap(), (Step::New, true));
        assert!(matches!(with("abc"), Err(Refusal::NoHash { .. })));
        let wrong = with(&"0".repeat(64)).unwrap_err().to_string();
        assert!(wrong.contains(&"0".repeat(64)) && wrong.contains(&plugin.sha256), "{wrong}");
    }

    #[test]
    fn other_bytes_need_a_hash_and_a_word_or_an_own_build() {
        let (old, new) = (pin(b"one", None), library("1.0.0", b"two"));
        let with = |evidence: Evidence<'_>| admit(&new, b"two", &evidence, Some(&old)).map(|admission| admission.step);
        let (sha256, none) = (Some(new.sha256.as_str()), Evidence::default());
        for evidence in [
            none,
            Evidence { sha256, ..none },
            Evidence { replace: true, ..none },
            Evidence { own_build: true, ..none },
        ] {
            let refusal = with(evidence).unwrap_err().to_string();
            assert!(refusal.contains(old.here().unwrap()) && refusal.contains(&new.sha256), "{refusal}");
        }
        assert_eq!(with(Evidence { sha256, replace: true, ..none }).unwrap(), Step::Replaces);
        assert_eq!(with(Evidence { own_build: true, replace: true, ..none }).unwrap(), Step::Replaces);
        assert_eq!(with(Evidence { asked: true, replace: true, ..none }).unwrap(), Step::Replaces);
        assert!(with(Evidence { asked: true, ..none }).is_err());
        // A publisher's key is pinned so that only the publisher replaces it.
        let key = KeyPair::generate_unencrypted_keypair().unwrap().pk.to_base64();
        let keyed = pin(b"one", Some(&key));
        let evidence = Evidence { asked: true, replace: true, ..none };
        assert!(matches!(admit(&new, b"two", &evidence, Some(&keyed)), Err(Refusal::Pinned { .. })));
    }

    #[test]
    fn the_same_again_and_another_platform() {
        let (same, none) = (library("1.0.0", b"one"), Evidence::default());
        assert_eq!(admit(&same, b"one", &none, Some(&pin(b"one", None))).unwrap().step, Step::Same);
        let elsewhere = Pin::sample("a.b", "pdp11-unix", "a");
        assert_eq!(admit(&same, b"one", &none, Some(&elsewhere)).unwrap().step, Step::New);
        let other_version = admit(&library("1.1.0", b"one"), b"one", &none, Some(&elsewhere));
        assert!(matches!(other_version, Err(Refusal::Pinned { sha256: None, .. })), "{other_version:?}");
    }

    #[test]
    fn a_signed_update_must_be_the_same_publishers_and_newer() {
        let (keys, others) =
            (KeyPair::generate_unencrypted_keypair().unwrap(), KeyPair::generate_unencrypted_keypair().unwrap());
        let (key, other) = (keys.pk.to_base64(), others.pk.to_base64());
        let old = pin(b"one", Some(&key));
        let update = |version: &str, signature: &str, key: Option<&str>| {
            let evidence = Evidence { signature: Some(signature), key, ..Evidence::default() };
            admit(&library(version, b"two"), b"two", &evidence, Some(&old))
        };
        let good = sign(&keys, b"two");
        let admission = update("1.1.0", &good, None).unwrap();
        assert_eq!((admission.step, admission.signed, admission.vouched), (Step::Replaces, true, false));
        for version in ["1.0.0", "1.0.0+later", "0.9.0", "1.0.0-rc.1", "two"] {
            assert!(matches!(update(version, &good, None), Err(Refusal::NotNewer { .. })), "{version}");
        }
        for signature in [sign(&others, b"two"), sign(&keys, b"three"), "words".to_owned()] {
            assert!(matches!(update("1.1.0", &signature, None), Err(Refusal::WrongSignature { .. })), "{signature}");
        }
        assert!(matches!(update("1.1.0", &sign(&others, b"two"), Some(&other)), Err(Refusal::OtherKey { .. })));
        let new = Evidence { key: Some(&key), ..Evidence::default() };
        assert!(matches!(admit(&library("1.0.0", b"one"), b"one", &new, None), Err(Refusal::NoSignature)));
        let no_key = Evidence { key: Some("words"), signature: Some(&good), ..Evidence::default() };
        assert!(matches!(admit(&library("1.0.0", b"two"), b"two", &no_key, None), Err(Refusal::NoKey { .. })));
    }
}
