//! Forms with a file. The file's name is never used but for its ending, and its content is read in a process of its own.

use super::problem::Problem;
use axum::extract::Multipart;
use std::collections::BTreeMap;

/// How large a form may be, in bytes: the largest of 330 real reports has half a megabyte.
pub(super) const LARGEST: usize = 20 << 20;

/// What a form with a file has.
#[derive(Debug, Default)]
pub(super) struct Sent {
    /// The bytes of the file.
    pub(super) file: Vec<u8>,
    name: String,
    words: BTreeMap<String, String>,
}

impl Sent {
    /// Returns the words in a field, without blanks around them.
    pub(super) fn word(&self, field: &str) -> &str {
        self.words.get(field).map_or("", |words| words.trim())
    }

    /// Returns which of these endings the file's name has.
    pub(super) fn ending(&self, known: &[&'static str]) -> Option<&'static str> {
        let (_, ending) = self.name.rsplit_once('.')?;
        known.iter().find(|known| known.eq_ignore_ascii_case(ending)).copied()
    }

    /// Returns the file as a report.
    ///
    /// # Errors
    /// It is no PDF.
    pub(super) fn report(&self) -> Result<&[u8], Problem> {
        let is_pdf = self.file.starts_with(b"%PDF-");
        let why = "The file is not a PDF. Choose the report as the inspectorate sent it.";
        if is_pdf { Ok(&self.file) } else { Err(Problem::Form(why.to_owned())) }
    }
}

/// Reads a form: its file is the field `file`.
///
/// # Errors
/// It did not arrive whole, or is too large.
pub(super) async fn read(mut form: Multipart) -> Result<Sent, Problem> {
    let cut = |_| Problem::Form("The file did not arrive whole, or is larger than 20 MB.".to_owned());
    let mut sent = Sent::default();
    while let Some(field) = form.next_field().await.map_err(cut)? {
        let Some(name) = field.name().map(str::to_owned) else { continue };
        if name == "file" {
            field.file_name().unwrap_or_default().clone_into(&mut sent.name);
            sent.file = field.bytes().await.map_err(cut)?.to_vec();
        } else {
            sent.words.insert(name, field.text().await.map_err(cut)?);
        }
    }
    Ok(sent)
}
