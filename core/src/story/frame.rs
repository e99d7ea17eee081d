//! The frame of a copy that leaves the desk: the council's face, from the files that `desk.toml` names, and what kind of copy
//! it is.

use super::compare::story_at;
use super::desk_store::{DeskStore, embargo};
use super::open::DeskFolder;
use super::{Error, user_files};
use crate::document::{Document, VersionId};
use crate::export::{Colour, CopyStatus, Face, Frame, Logo, LogoFormat, Stamp, word_template};
use jiff::Timestamp;
use std::path::Path;

/// The largest logo and the largest style sheet, in bytes.
const LARGEST: usize = 2 << 20;

/// A frame, and what of the council's look could not be used.
#[derive(Clone, Debug, Default)]
pub struct Framed {
    /// The frame.
    pub frame: Frame,
    /// For each file that could not be used: why, and what to do. The plain face is used in its place.
    pub remarks: Vec<String>,
}

/// Returns the frame of a copy of a text in a folder: of a story, or anywhere in a desk. Outside a desk nothing is known of
/// whose text it is and who signed it, so nothing is said of it. `now` is the time, and the day of the copy.
///
/// # Errors
/// A file of the desk has errors, or its store cannot be read.
pub fn frame(here: &Path, document: &Document, now: Timestamp) -> Result<Framed, Error> {
    let desk = match DeskStore::open(here) {
        Err(Error::NoDesk { .. }) => return Ok(Framed::default()),
        desk => desk?,
    };
    let version = VersionId::of(document);
    let texts = desk.texts_of_version(&version)?;
    let is_approved = texts.iter().any(|(_, is_approved)| *is_approved);
    let status = if is_approved { CopyStatus::Approved } else { CopyStatus::Draft };
    // A version that is named by its digits is exported from anywhere; its embargo is that of its story.
    let story = texts.iter().find_map(|(text, _)| text.story.as_deref()).map(|name| desk.story_folder(name));
    let story = story.filter(|folder| folder.is_dir()).unwrap_or_else(|| here.to_owned());
    let ends = embargo(&story_at(&story)?, desk.zone())?.filter(|ends| ends.instant > now);
    let stamp = Stamp { status, version, embargo: ends.map(|ends| ends.to_string()) };
    Ok(desk.framed(Some(stamp), now))
}

/// Returns the council's face, and what could not be used of it.
pub(super) fn face(desk: &DeskFolder) -> (Face, Vec<String>) {
    let look = &desk.desk.look;
    let mut remarks = Vec::new();
    let mut used = |file: &Option<String>, what: &str| {
        let file = file.as_deref()?;
        match user_files::read(&desk.path.join(file)) {
            Ok(bytes) if bytes.len() <= LARGEST => Some(bytes),
            Ok(_) => {
                remarks.push(format!("the {what} {file} is larger than 2 MB and was not used: make it smaller"));
                None
            }
            Err(error) => {
                let next = error.hint().map(|hint| format!("; {hint}")).unwrap_or_default();
                remarks.push(format!("the {what} was not used: {error}{next}"));
                None
            }
        }
    };
    let (logo, sheet, template) =
        (used(&look.logo, "logo"), used(&look.stylesheet, "style sheet"), used(&look.template, "Word template"));
    let logo = logo.and_then(|bytes| {
        let logo = logo_of(bytes);
        if logo.is_none() {
            let file = look.logo.as_deref().unwrap_or_default();
            remarks
                .push(format!("the logo {file} is not a PNG or JPEG picture and was not used: save it as one of them"));
        }
        logo
    });
    let stylesheet = sheet.and_then(|bytes| {
        let rules = stylesheet_of(bytes);
        let file = look.stylesheet.as_deref().unwrap_or_default();
        rules.map_err(|why| remarks.push(format!("the style sheet {file} was not used: {why}"))).ok()
    });
    let word = template.and_then(|bytes| {
        let file = look.template.as_deref().unwrap_or_default();
        match word_template(&bytes) {
            Ok(missing) => {
                let styles = missing.join(", ");
                let lacks = format!(
                    "the Word template {file} lacks the styles {styles}: plain ones are used; add them in Word"
                );
                remarks.extend(Some(lacks).filter(|_| !missing.is_empty()));
                Some(bytes)
            }
            Err(why) => {
                remarks.push(format!("the Word template {file} was not used: {why}"));
                None
            }
        }
    });
    let colour = look.rgb().map(|[red, green, blue]| Colour(red, green, blue));
    (Face { name: Some(desk.desk.council.name.clone()), logo, colour, word, stylesheet }, remarks)
}

fn logo_of(bytes: Vec<u8>) -> Option<Logo> {
    let format = match imagesize::image_type(&bytes).ok()? {
        imagesize::ImageType::Png => LogoFormat::Png,
        imagesize::ImageType::Jpeg => LogoFormat::Jpeg,
        _ => return None,
    };
    let size = imagesize::blob_size(&bytes).ok()?;
    let size = (u32::try_from(size.width).ok()?, u32::try_from(size.height).ok()?);
    (size.0 > 0 && size.1 > 0).then_some(Logo { bytes, format, size })
}

/// Returns the rules of a style sheet, which can neither end the element that holds it nor load anything.
fn stylesheet_of(bytes: Vec<u8>) -> Result<String, String> {
    let rules = String::from_utf8(bytes).map_err(|_| "it is not UTF-8: save it as that".to_owned())?;
    let small: String = rules.to_ascii_lowercase().chars().filter(|c| !c.is_whitespace()).collect();
    for (sign, what) in [("</", "a tag"), ("@import", "`@import`"), ("\\", "a backslash")] {
        if small.contains(sign) {
            return Err(format!("it has {what}: take it out"));
        }
    }
    let leads_away = small
        .match_indices("url(")
        .any(|(at, found)| !small[at + found.len()..].trim_start_matches(['"', '\'']).starts_with("data:"));
    if leads_away || small.contains("image-set(") {
        return Err(
            "it loads a file with `url(…)`, which a page that is sent to somebody cannot: put it in as `data:`"
                .to_owned(),
        );
    }
    Ok(rules)
}

impl DeskStore {
    /// Returns a frame in the council's face.
    pub(super) fn framed(&self, stamp: Option<Stamp>, now: Timestamp) -> Framed {
        let (face, remarks) = face(self.desk_folder());
        Framed { frame: Frame { face, stamp, day: Some(self.zone().show(now).date()) }, remarks }
    }
}

#[cfg(test)]
mod tests {
    use super::{logo_of, stylesheet_of};

    #[test]
    fn a_style_sheet_loads_nothing_and_ends_no_element() {
        let rules = |text: &str| stylesheet_of(text.as_bytes().to_vec());
        assert!(rules("h1 { color: teal } .frame { background: url(data:image/png;base64,AA==) }").is_ok());
        for wrong in [
            "</style><script>",
            "@import 'x.css';",
            "h1{background:url(https://tracker.example/x)}",
            "h1{background:u\\72l(x)}",
            "h1{background:URL( 'x.png')}",
            "h1{background:image-set('x.png' 1x)}",
        ] {
            assert!(rules(wrong).is_err(), "{wrong}");
        }
        assert!(stylesheet_of(vec![0xff, 0xfe]).is_err());
    }

    #[test]
    fn a_logo_is_a_picture() {
        assert!(logo_of(b"<svg/>".to_vec()).is_none());
        assert!(logo_of(Vec::new()).is_none());
        let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x10\0\0\0\x08\x08\x06\0\0\0\0\0\0\0";
        assert_eq!(logo_of(png.to_vec()).map(|logo| logo.size), Some((16, 8)));
    }
}
