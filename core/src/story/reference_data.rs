//! Reference data: frameworks, authorities and the public record, with the desk's additions.

use super::open::TextFile;
use super::{Error, user_files};
use crate::finding::Finding;
use crate::inspection::{
    Authorities, AuthorityEntry, DocumentKind, DocumentKinds, Frameworks, Inspection, PastInspection, PublicRecord,
    Services,
};
use crate::load::toml::Loaded;
use crate::load::{document_kind, framework, record, report, service};
use crate::text::Span;
use serde::{Deserialize, Serialize};
use std::path::Path;
use std::sync::OnceLock;

/// Frameworks, authorities and the public record.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Known {
    /// The kinds of document.
    pub kinds: DocumentKinds,
    /// The services that they are about.
    pub services: Services,
    /// The frameworks.
    pub frameworks: Frameworks,
    /// The authorities.
    pub authorities: Authorities,
    /// Past judgements of authorities.
    pub record: PublicRecord,
}

impl Known {
    /// Returns the built-in reference data, which a process reads once.
    pub fn built_in() -> Known {
        static BUILT_IN: OnceLock<Known> = OnceLock::new();
        let read = || Known {
            kinds: document_kind::builtin(),
            services: service::builtin(),
            frameworks: framework::builtin(),
            authorities: record::authorities(),
            record: record::public_record(),
        };
        BUILT_IN.get_or_init(read).clone()
    }

    /// Adds the frameworks of a folder. They have to be known before `desk.toml` is checked.
    pub(super) fn add_frameworks(&mut self, folder: &Path) -> Result<(), Error> {
        let own = read_all(folder, framework::parse)?;
        self.frameworks = Frameworks::new(self.frameworks.iter().cloned().chain(own));
        Ok(())
    }

    /// Adds the services of a folder. They have to be known before the kinds of document.
    pub(super) fn add_services(&mut self, folder: &Path) -> Result<(), Error> {
        let own = read_all(folder, service::parse)?;
        self.services = Services::new(self.services.iter().cloned().chain(own));
        Ok(())
    }

    /// Adds the kinds of document of a folder.
    pub(super) fn add_document_kinds(&mut self, folder: &Path) -> Result<(), Error> {
        let own = read_all(folder, |text| document_kind::parse(text).and_then(|kind| self.with_service(kind)))?;
        self.kinds = DocumentKinds::new(self.kinds.iter().cloned().chain(own));
        Ok(())
    }

    /// Returns a kind whose service is known.
    fn with_service(&self, kind: Loaded<DocumentKind>) -> Result<DocumentKind, Vec<Finding<Span>>> {
        let Loaded { value: kind, places } = kind;
        if self.services.get(&kind.service).is_some() {
            return Ok(kind);
        }
        let known = self.services.iter().map(|service| format!("`{}`", service.id)).collect::<Vec<_>>().join(", ");
        let message = format!("there is no service `{}`; known: {known}", kind.service);
        Err(vec![Finding::error(places.value("/service"), message)])
    }

    /// Takes a table of past inspections (CSV) as the public record, instead of the one that the program carries.
    ///
    /// # Errors
    /// [`Error::Read`], or [`Error::Record`] with all that is wrong in it.
    pub fn use_record(&mut self, path: &Path) -> Result<(), Error> {
        let text = user_files::read_text(path)?;
        let read = record::read(&path.display().to_string(), &text, &self.authorities, &self.frameworks);
        self.record = read.map_err(|problems| Error::Record { problems })?;
        Ok(())
    }

    /// Adds the desk's council and its record.
    pub(super) fn add_desk(&mut self, desk: &crate::desk::Desk) {
        let council = &desk.council;
        for name in council.authorities() {
            let is_own = name == council.authority();
            let known = self.authorities.find(name).cloned();
            let entry = known.clone().unwrap_or_else(|| AuthorityEntry {
                name: name.to_owned(),
                aliases: is_own.then(|| council.name.clone()).into_iter().collect(),
                region: council.region.clone(),
                ..AuthorityEntry::default()
            });
            for past in desk.record.iter().filter(|_| is_own) {
                self.record.add(entry.key(), past.clone());
            }
            if known.is_none() {
                self.authorities.add(entry);
            }
        }
    }

    /// Adds earlier reports of an authority to the record, where it does not have their inspections.
    pub(super) fn add_earlier(&mut self, key: &str, reports: &[Inspection]) {
        for past in reports.iter().filter_map(past) {
            if self.record.of(key).iter().all(|known| known.inspected != past.inspected) {
                self.record.add(key, past);
            }
        }
    }

    pub(super) fn to_read_with(&self) -> report::Known<'_> {
        report::Known {
            kinds: &self.kinds,
            frameworks: &self.frameworks,
            authorities: &self.authorities,
            record: &self.record,
        }
    }
}

/// Reads every TOML file of a folder.
fn read_all<T>(folder: &Path, parse: impl Fn(&str) -> Result<T, Vec<Finding<Span>>>) -> Result<Vec<T>, Error> {
    let read = |path| {
        let file = TextFile::read(path)?;
        parse(file.text()).map_err(|findings| file.mistakes(findings))
    };
    user_files::list(folder, "toml")?.into_iter().map(read).collect()
}

/// What the public record has of an inspection; none where the report gives no grades.
pub(super) fn past(earlier: &Inspection) -> Option<PastInspection> {
    let judgements = earlier.judgements.iter().map(|judgement| (judgement.area.clone(), judgement.grade.clone()));
    Some(PastInspection {
        inspected: earlier.dates.iter().map(|days| days.from).min()?,
        published: earlier.published,
        framework: earlier.framework.clone()?,
        judgements: judgements.collect(),
    })
    .filter(|past| !past.judgements.is_empty())
}
