//! House style of a story: the rules of the program and of the desk, and the dictionary. They are read once a run, when the
//! first text is checked. Not here: the rules themselves (core/data/house), and what they find (check).

use super::open::TextFile;
use super::{Error, Remarks, Story, files};
use crate::check::{Dictionary, Mistake, Rules, SPELLING, Spelling, house_words};
use crate::desk::{Checks, Desk, Weight};
use crate::finding::Finding;
use crate::house::RuleFile;
use crate::load::house;
use crate::load::toml::Places;
use crate::text;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// Where systems keep the British dictionary, as the path of its two files without their endings.
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
    pub(super) rules: Rules,
    dictionary: Option<Dictionary>,
    wanted: bool,
}

impl House {
    /// By what spelling is looked at.
    pub(super) fn spelling(&self) -> Spelling<'_> {
        match &self.dictionary {
            _ if !self.wanted => Spelling::Off,
            Some(dictionary) => Spelling::With(dictionary),
            None => Spelling::Missing,
        }
    }
}

impl Story {
    /// The house rules that its texts are held against.
    ///
    /// # Errors
    /// What is wrong with the desk's own.
    pub fn rules(&self) -> Result<&Rules, Error> {
        self.house().map(|house| &house.rules)
    }

    /// The house rules and the dictionary, read where they have not been.
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

/// The house rules of the program.
pub fn built_in_rules() -> Rules {
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
    places: Places,
}

/// The rules of the program, of the desk's files and of its words.
fn rules(desk: Option<&Desk>, folder: Option<&Path>) -> Result<Rules, Error> {
    let own = match (desk, folder) {
        (Some(desk), Some(folder)) => own_files(&folder.join(&desk.checks.rules))?,
        _ => Vec::new(),
    };
    let mut others = house::builtin();
    others.retain(|(name, _)| own.iter().all(|file| file.name != *name));
    others.extend(desk.map(house_words));
    let all: Vec<(String, RuleFile)> =
        own.iter().map(|file| (file.name.clone(), file.rules.clone())).chain(others).collect();
    let made = Rules::new(&all).map_err(|mistakes| refused(&own, &mistakes))?;
    // The program's own are tried by a test of its own.
    let mistakes = made.tried(&all[..own.len()]);
    if mistakes.is_empty() { Ok(made) } else { Err(refused(&own, &mistakes)) }
}

fn own_files(folder: &Path) -> Result<Vec<OwnFile>, Error> {
    let mut read = Vec::new();
    let mut mistakes: Vec<Remarks> = Vec::new();
    for path in files::list(folder, "toml")? {
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

/// The mistakes of rules, each in its file at its place.
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

/// The dictionary that the desk names or the system has; none where it has none that can be read.
fn dictionary(story: &Story) -> Result<Option<Dictionary>, Error> {
    if let Some(Checks { dictionary: Some(named), .. }) = story.desk.as_ref().map(|desk| &desk.checks) {
        let path = story.desk_folder.as_deref().unwrap_or(Path::new(".")).join(named);
        return read(&path).map(Some);
    }
    let there = SYSTEM.iter().map(Path::new).find(|path| with_ending(path, "dic").is_file());
    Ok(there.and_then(|path| read(path).ok()))
}

fn read(path: &Path) -> Result<Dictionary, Error> {
    let text = |ending| files::read(&with_ending(path, ending)).map(|bytes| text::decode(&bytes).0);
    Dictionary::read(&text("aff")?, &text("dic")?).map_err(|why| {
        let cause =
            std::io::Error::new(std::io::ErrorKind::InvalidData, format!("it is no Hunspell dictionary: {why}"));
        Error::Read { path: with_ending(path, "aff"), cause }
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
