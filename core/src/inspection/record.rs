//! The public record: the authorities, and their past judgements. copydesk includes the official figures; a desk adds
//! newer ones.

use super::{AreaId, FrameworkId, GradeId};
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One inspection of the record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PastInspection {
    /// First day on site.
    pub inspected: Date,
    /// The day its report was published.
    #[serde(default)]
    pub published: Option<Date>,
    /// The framework it was judged under.
    pub framework: FrameworkId,
    /// The grade of each area.
    pub judgements: BTreeMap<AreaId, GradeId>,
}

/// All inspections of all authorities that the record has.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicRecord {
    /// By the authority's key, in order of time.
    by_key: BTreeMap<String, Vec<PastInspection>>,
}

impl PublicRecord {
    /// Collects inspections, each with the key of its authority: see [`AuthorityEntry::key`].
    pub fn new(inspections: impl IntoIterator<Item = (String, PastInspection)>) -> PublicRecord {
        let mut record = PublicRecord::default();
        for (key, inspection) in inspections {
            record.add(&key, inspection);
        }
        record
    }

    /// Adds an inspection of the authority with this key; it replaces one that began on the same day.
    pub fn add(&mut self, key: &str, inspection: PastInspection) {
        let inspections = self.by_key.entry(key.to_owned()).or_default();
        match inspections.binary_search_by_key(&inspection.inspected, |other| other.inspected) {
            Ok(place) => inspections[place] = inspection,
            Err(place) => inspections.insert(place, inspection),
        }
    }

    /// Returns the day on which the newest report of the record was published; what is newer, the record cannot know.
    pub fn ends(&self) -> Option<Date> {
        self.by_key.values().flatten().filter_map(|past| past.published).max()
    }

    /// Returns the inspections of the authority with this key, in order of time.
    pub fn of(&self, key: &str) -> &[PastInspection] {
        self.by_key.get(key).map_or(&[], Vec::as_slice)
    }

    /// Returns those whose reports were published by a day.
    pub fn published_by(&self, key: &str, day: Date) -> impl DoubleEndedIterator<Item = &PastInspection> {
        self.of(key).iter().filter(move |past| past.published.is_some_and(|published| published <= day))
    }
}

/// Returns the latest of these inspections that began before a day. The same inspection, whose first day may differ by
/// a slip or a preparatory week, is excluded: only those at least 90 days earlier count (the shortest time between two
/// standard inspections of one authority in the record is over a year).
pub fn latest_before<'a>(
    inspections: impl IntoIterator<Item = &'a PastInspection>,
    first_day: Date,
) -> Option<&'a PastInspection> {
    let limit = first_day.checked_sub(jiff::Span::new().days(90)).ok()?;
    inspections.into_iter().filter(|past| past.inspected <= limit).max_by_key(|past| past.inspected)
}

/// An authority of the official table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuthorityEntry {
    /// The place, such as "Durham".
    pub name: String,
    /// Other names under which it is known.
    pub aliases: Vec<String>,
    /// The nine-character code of the Office for National Statistics; `None` for an authority that only a desk knows.
    pub code: Option<String>,
    /// The inspectorate's number.
    pub urn: Option<String>,
    /// The region of England.
    pub region: Option<String>,
    /// The day from which it no longer existed; none while it does.
    #[serde(default)]
    pub ended: Option<Date>,
}

/// The official table of authorities.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Vec<AuthorityEntry>", into = "Vec<AuthorityEntry>")]
pub struct Authorities {
    entries: Vec<AuthorityEntry>,
    /// By the words that say which place it is, the number of the first entry with them.
    places: BTreeMap<String, usize>,
}

impl Authorities {
    /// Collects the entries.
    pub fn new(entries: Vec<AuthorityEntry>) -> Authorities {
        let mut all = Authorities::default();
        for entry in entries {
            all.add(entry);
        }
        all
    }

    /// Adds an entry.
    pub fn add(&mut self, entry: AuthorityEntry) {
        for name in entry.names() {
            self.places.entry(place(name)).or_insert(self.entries.len());
        }
        self.entries.push(entry);
    }

    /// Returns all entries.
    pub fn iter(&self) -> impl Iterator<Item = &AuthorityEntry> {
        self.entries.iter()
    }

    /// Returns the entry that a printed name means: "the London Borough of", "Council", "Children's Trust" and the like do not
    /// count, nor do case, punctuation and "&" for "and". The first words of a name are enough where only one entry
    /// begins with them: "East Riding".
    pub fn find(&self, printed: &str) -> Option<&AuthorityEntry> {
        let key = place(printed);
        if key.is_empty() {
            return None;
        }
        let start = format!("{key} ");
        let begins = || {
            let places = self.places.range(start.clone()..).take_while(|(place, _)| place.starts_with(&start));
            let mut entries: Vec<usize> = places.map(|(_, entry)| *entry).collect();
            entries.sort_unstable();
            entries.dedup();
            (entries.len() == 1).then(|| entries[0])
        };
        self.places.get(&key).copied().or_else(begins).map(|entry| &self.entries[entry])
    }
}

impl From<Vec<AuthorityEntry>> for Authorities {
    fn from(entries: Vec<AuthorityEntry>) -> Authorities {
        Authorities::new(entries)
    }
}

impl From<Authorities> for Vec<AuthorityEntry> {
    fn from(all: Authorities) -> Vec<AuthorityEntry> {
        all.entries
    }
}

impl AuthorityEntry {
    /// Returns the authority's key in the public record: its code or, without one, its name.
    pub fn key(&self) -> &str {
        self.code.as_deref().unwrap_or(&self.name)
    }

    /// Returns the name, then the aliases.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.name.as_str()).chain(self.aliases.iter().map(String::as_str))
    }
}

/// Words of an authority's printed name that do not say which place it is.
const GENERIC: &[&str] = &[
    "the",
    "of",
    "and",
    "royal",
    "borough",
    "metropolitan",
    "district",
    "city",
    "county",
    "unitary",
    "council",
    "mbc",
    "local",
    "authority",
    "childrens",
    "children",
    "child",
    "social",
    "care",
    "services",
    "service",
    "trust",
    "first",
    "partnership",
    "area",
    "together",
    "for",
    "families",
    "brighter",
    "futures",
    "corporation",
];

/// Returns the words of a printed name that say which place it is. If none is left, the name was made of the others.
fn place(printed: &str) -> String {
    let plain: String = printed
        .replace("London Borough", "")
        .to_lowercase()
        .chars()
        .filter(|c| !matches!(c, '\'' | '\u{2019}' | '.'))
        .map(|c| if c.is_alphanumeric() { c } else { ' ' })
        .collect();
    let words: Vec<&str> = plain.split_whitespace().filter(|word| !GENERIC.contains(word)).collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::{Authorities, AuthorityEntry};

    #[test]
    fn finds_a_place_however_its_authority_is_printed() {
        let entry = |name: &str, aliases: &[&str]| AuthorityEntry {
            name: name.into(),
            aliases: aliases.iter().map(|alias| (*alias).into()).collect(),
            ..AuthorityEntry::default()
        };
        let table = Authorities::new(vec![
            entry("Avershire", &["County of Avershire"]),
            entry("Aver-on-Sea and St Olm", &[]),
            entry("Aver-on-Wold", &[]),
            entry("City of London", &[]),
        ]);
        let found = |printed| table.find(printed).map(|entry| entry.name.as_str());
        for printed in
            ["Avershire County Council", "the Royal Borough of Avershire", "Avershire Children\u{2019}s Trust"]
        {
            assert_eq!(found(printed), Some("Avershire"), "{printed}");
        }
        assert_eq!(found("Aver on Sea & St. Olm local authority"), Some("Aver-on-Sea and St Olm"));
        assert_eq!(found("City of London Corporation"), Some("City of London"));
        assert_eq!(found("Aver local authority"), None);
        assert_eq!(found("Aver-on-Sea Council"), Some("Aver-on-Sea and St Olm"));
        assert_eq!(found("Avershires"), None);
        assert_eq!(found("the Council"), None);
    }
}
