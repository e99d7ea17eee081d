//! The type of the file that an output makes, as its descriptor declares it. What is in the file is read in
//! [`load`](crate::load).

use serde::{Deserialize, Serialize};
use std::fmt;

/// The type of a file that an output makes besides its text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileType {
    /// The ending of its name, such as `csv`.
    pub extension: String,
    /// What is in it, such as `text/csv`.
    pub media_type: String,
}

/// The endings under which the program writes texts.
const OF_TEXTS: [&str; 8] = ["md", "markdown", "txt", "html", "htm", "docx", "pdf", "eml"];

/// The endings of files that a computer runs, or that a browser runs scripts of, when somebody opens them.
const RUN: [&str; 36] = [
    "app", "bat", "chm", "cmd", "com", "cpl", "desktop", "docm", "dotm", "exe", "hta", "inf", "jar", "js", "jse",
    "lnk", "mht", "msi", "pif", "pptm", "ps1", "py", "reg", "scf", "scr", "sh", "shtml", "svgz", "url", "vb", "vbe",
    "vbs", "wsf", "xhtml", "xlsm", "xml",
];

/// The longest ending, in letters.
const LONGEST: usize = 12;

impl FileType {
    /// Returns why no output may make such a file, as the end of a sentence that begins "it makes a file", or `None`.
    pub(super) fn wrong(&self) -> Option<String> {
        let FileType { extension, media_type } = self;
        let is_plain = |text: &str| text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
        if extension.is_empty() || extension.len() > LONGEST || !is_plain(extension) {
            return Some(format!("whose ending {extension:?} is not letters in lower case and digits, such as csv"));
        }
        if OF_TEXTS.contains(&extension.as_str()) {
            return Some(format!("that ends in .{extension}, which is the ending of a text"));
        }
        if RUN.contains(&extension.as_str()) {
            return Some(format!("that ends in .{extension}, which a reader's computer may run"));
        }
        let part = |text: &str| {
            !text.is_empty()
                && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"+-.".contains(&b))
        };
        let is_media_type = media_type.split_once('/').is_some_and(|(kind, of)| part(kind) && part(of));
        (!is_media_type).then(|| format!("of the type {media_type:?}, which is no media type, such as text/csv"))
    }
}

impl fmt::Display for FileType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, ".{}, {}", self.extension, self.media_type)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_a_computer_would_run_is_refused_by_its_ending() {
        let wrong = |extension: &str, media_type: &str| {
            FileType { extension: extension.to_owned(), media_type: media_type.to_owned() }.wrong()
        };
        for (extension, media_type) in
            [("csv", "text/csv"), ("svg", "image/svg+xml"), ("ics", "text/calendar"), ("json", "application/ld+json")]
        {
            assert_eq!(wrong(extension, media_type), None);
        }
        for (extension, media_type, said) in [
            ("", "text/csv", "whose ending \"\" is not"),
            ("../csv", "text/csv", "is not letters in lower case"),
            ("CSV", "text/csv", "is not letters in lower case"),
            ("html", "text/html", "that ends in .html, which is the ending of a text"),
            ("exe", "text/csv", "that ends in .exe, which a reader's computer may run"),
            ("csv", "csv", "which is no media type, such as text/csv"),
            ("csv", "text/", "which is no media type"),
        ] {
            assert!(wrong(extension, media_type).is_some_and(|why| why.contains(said)), "{extension} {media_type}");
        }
    }
}
