//! The house style of a story: the rules of the program and of the desk, and the spelling dictionary. They are read
//! once a run, when the first text is checked. The rules themselves are in `core/data/house`, the matching in
//! [`check`](crate::check).

use super::open::TextFile;
use super::{Error, Remarks, Story, user_files};
use crate::check::{Dictionary, Mistake, Rules, SPELLING, Spelling, house_words};
use crate::desk::{Checks, Desk, Weight};
use crate::finding::Finding;
use crate::hash::sha256;
use crate::house::RuleFile;
use crate::load::house;
use crate::load::toml::ValueSpans;
use crate::text;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// Where systems keep the British dictionary: the path of its two files, without their endings.
const SYSTEM: [&str; 4] = [
    "/usr/share/hunspell/en_GB",
    "/usr/share/myspell/dicts/en_GB",
    "/usr/share/myspell/en_GB",
    "/Library/Spelling/en_GB",
];

/// The house rules and the dictionary.
#[derive(Debug)]
pub(super) struct House {
    /// The rules.
    pub(super) rules: Arc<Rules>,
    dictionary: Option<Arc<Dictionary>>,
    wanted: bool,
}

impl House {
    /// Returns the dictionary and words that spelling is checked with.
    pub(super) fn spelling(&self) -> Spelling<'_> {
        match &self.dictionary {
            _ if !self.wanted => Spelling::Off,
            Some(dictionary) => Spelling::With(dictionary),
            None => Spelling::Missing,
        }
    }
}

impl Story {
    /// Returns the house rules that the story's texts are checked against.
    ///
    /// # Errors
    /// The desk's own rules have errors.
    pub fn rules(&self) -> Result<&Rules, Error> {
        self.house().map(|house| &*house.rules)
    }

    /// Returns the house rules and the dictionary, reading them the first time.
    pub(super) fn house(&self) -> Result<&House, Error> {
        if let Some(house) = self.house.get() {
            return Ok(house);
        }
        let made = House {
            rules: rules(self.desk.as_ref(), self.desk_folder.as_deref())?,
            wanted: wanted(self.desk.as_ref()),
            dictionary: if wanted(self.desk.as_ref()) { dictionary(self)? } else { None },
        };
        Ok(self.house.get_or_init(|| made))
    }
}

/// Returns the built-in house rules.
pub fn built_in_rules() -> Arc<Rules> {
    rules(None, None).expect("a test reads every one")
}

fn wanted(desk: Option<&Desk>) -> bool {
    desk.and_then(|desk| desk.checks.weigh.get(SPELLING.id)) != Some(&Weight::Off)
}

/// A file of the desk's rules.
struct OwnFile {
    file: TextFile,
    name: String,
    rules: RuleFile,
    places: ValueSpans,
}

/// Returns the rules of the program, of the desk's files and of its words.
fn rules(desk: Option<&Desk>, folder: Option<&Path>) -> Result<Arc<Rules>, Error> {
    static LAST: Last<Vec<(String, RuleFile)>, Rules> = Last::new();
    let own = match (desk, folder) {
        (Some(desk), Some(folder)) => own_files(&folder.join(&desk.checks.rules))?,
        _ => Vec::new(),
    };
    let mut others = house::builtin();
    others.retain(|(name, _)| own.iter().all(|file| file.name != *name));
    others.extend(desk.map(house_words));
    let all: Vec<(String, RuleFile)> =
        own.iter().map(|file| (file.name.clone(), file.rules.clone())).chain(others).collect();
    LAST.get_or_make(all, |all| {
        let made = Rules::new(all).map_err(|mistakes| refused(&own, &mistakes))?;
        // The built-in rules have a test.
        let mistakes = made.tried(&all[..own.len()]);
        if mistakes.is_empty() { Ok(made) } else { Err(refused(&own, &mistakes)) }
    })
}

/// What was made last, with what it was made of: a process that checks many texts makes it once, and again only when what it is made
/// of is something else.
struct Last<Of, Made>(Mutex<Option<(Of, Arc<Made>)>>);

impl<Of: PartialEq, Made> Last<Of, Made> {
    const fn new() -> Last<Of, Made> {
        Last(Mutex::new(None))
    }

    fn get_or_make(&self, of: Of, make: impl FnOnce(&Of) -> Result<Made, Error>) -> Result<Arc<Made>, Error> {
        let last = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, ready)) = last().as_ref().filter(|(known, _)| *known == of) {
            return Ok(Arc::clone(ready));
        }
        let made = Arc::new(make(&of)?);
        *last() = Some((of, Arc::clone(&made)));
        Ok(made)
    }
}

fn own_files(folder: &Path) -> Result<Vec<OwnFile>, Error> {
    let mut read = Vec::new();
    let mut mistakes: Vec<Remarks> = Vec::new();
    for path in user_files::list(folder, "toml")? {
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let file = TextFile::read(path)?;
        match house::parse(file.text()) {
            Ok(loaded) => read.push(OwnFile { name, rules: loaded.value, places: loaded.places, file }),
            Err(findings) => {
                if let Error::Findings(more) = file.mistakes(findings) {
                    mistakes.extend(more);
                }
            }
        }
    }
    if mistakes.is_empty() { Ok(read) } else { Err(Error::Findings(mistakes)) }
}

/// Returns the error for rules with errors, each in its file at its place.
fn refused(own: &[OwnFile], mistakes: &[Mistake]) -> Error {
    let mut all = Vec::new();
    for (number, OwnFile { file, places, .. }) in own.iter().enumerate() {
        let of_file = mistakes.iter().filter(|mistake| mistake.file == number);
        let findings: Vec<_> = of_file
            .map(|mistake| {
                Finding::error(places.value(&mistake.pointer), mistake.message.clone()).with_hint(mistake.hint.clone())
            })
            .collect();
        if let (false, Error::Findings(more)) = (findings.is_empty(), file.mistakes(findings)) {
            all.extend(more);
        }
    }
    Error::Findings(all)
}

/// Returns the dictionary that the desk names or the system has, or `None` if neither can be read.
fn dictionary(story: &Story) -> Result<Option<Arc<Dictionary>>, Error> {
    if let Some(Checks { dictionary: Some(named), .. }) = story.desk.as_ref().map(|desk| &desk.checks) {
        let path = story.desk_folder.as_deref().unwrap_or(Path::new(".")).join(named);
        return read(&path).map(Some);
    }
    let there = SYSTEM.iter().map(Path::new).find(|path| with_ending(path, "dic").is_file());
    Ok(there.and_then(|path| read(path).ok()))
}

/// Reads a dictionary.
fn read(path: &Path) -> Result<Arc<Dictionary>, Error> {
    static LAST: Last<[String; 2], Dictionary> = Last::new();
    let bytes = |ending| user_files::read(&with_ending(path, ending));
    let (aff, dic) = (bytes("aff")?, bytes("dic")?);
    LAST.get_or_make([&aff, &dic].map(|bytes| sha256(bytes)), |_| {
        Dictionary::read(&text::decode(&aff).0, &text::decode(&dic).0).map_err(|why| {
            let cause =
                std::io::Error::new(std::io::ErrorKind::InvalidData, format!("it is not a Hunspell dictionary: {why}"));
            Error::Read { path: with_ending(path, "aff"), cause }
        })
    })
}

fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(".");
    name.push(ending);
    PathBuf::from(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::markdown;
    use crate::story::{About, Checker, open};

    #[test]
    fn the_dictionary_of_the_system_knows_british_words() {
        let story = open(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/good-result"))).expect("a story");
        if let Spelling::Missing = story.house().expect("rules").spelling() {
            println!("skipped: the system has no dictionary (package hunspell-en-gb)");
            return;
        }
        let text = "Safeguarding in Avershire: we recieved the report. Its color, colour and organisation are ours.";
        let (prose, outcome) =
            Checker::new(&story, About::default()).expect("it is ready").check(&markdown::read(text, &[]).0);
        let spelling = outcome.found.iter().filter(|found| found.class == SPELLING.id);
        let found: Vec<_> = spelling.map(|found| (prose.written(found.finding.place), found.edit.as_deref())).collect();
        assert_eq!(found, [("recieved", Some("received")), ("color", Some("colour"))]);
    }
}
