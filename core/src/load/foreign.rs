//! Names files of other programs, so that a message can say what a file is and what to do with it. Nothing is read from them.

use std::fmt;

/// A kind of file that holds words, and that copydesk does not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Foreign {
    /// A Word document of before 2007.
    OldWord,
    /// A mail that Outlook saved.
    OutlookMail,
    /// A mail or a page, saved with all its parts in one file.
    Mail,
    /// A spreadsheet.
    Sheet,
    /// Slides.
    Slides,
    /// A document of LibreOffice or another program of its kind.
    OpenDocument,
    /// A file of an Office program of before 2007, of which the contents do not say more.
    OldOffice,
    /// A Word document as one XML file.
    FlatWord,
    /// Another XML file.
    Xml,
    /// What Word keeps next to a document while somebody has it open.
    WordLock,
}

impl Foreign {
    /// Returns the next step.
    pub fn hint(self) -> &'static str {
        match self {
            Foreign::OldWord | Foreign::FlatWord | Foreign::OpenDocument => {
                "open it, save it as a Word document (.docx) and use that file"
            }
            Foreign::OutlookMail | Foreign::Mail => "open it, and copy its words into a text file",
            Foreign::Sheet | Foreign::Slides => "copy its words into a Word document or a text file",
            Foreign::OldOffice => {
                "open it in the program it is from: save a document as .docx, or copy the words of a mail into a text file"
            }
            Foreign::WordLock => "give the document itself: its name is the same without the first two signs",
            Foreign::Xml => "open it in the program it is from, and save it as a Word document, a page or plain text",
        }
    }
}

impl fmt::Display for Foreign {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Foreign::OldWord => "is a Word document from before 2007 (.doc)",
            Foreign::OutlookMail => "is a mail saved by Outlook (.msg)",
            Foreign::Mail => "is a mail or a web page saved as one file (.eml or .mht)",
            Foreign::Sheet => "is a spreadsheet",
            Foreign::Slides => "is a file of slides",
            Foreign::OpenDocument => "is an OpenDocument file (.odt, .ods or .odp)",
            Foreign::OldOffice => "is a file of an old Office program (.doc, .xls, .ppt or .msg)",
            Foreign::FlatWord => "is a Word document saved as XML",
            Foreign::WordLock => "is Word's own note that somebody has a document open",
            Foreign::Xml => "is an XML file, whose words are among its tags",
        })
    }
}

/// Returns what a file in the container of the old Office programs is: the names of its streams say so.
pub fn in_old_container(bytes: &[u8]) -> Foreign {
    const STREAMS: [(&str, Foreign); 5] = [
        ("__substg1.0_", Foreign::OutlookMail),
        ("WordDocument", Foreign::OldWord),
        ("PowerPoint Document", Foreign::Slides),
        ("Workbook", Foreign::Sheet),
        ("Book\0", Foreign::Sheet),
    ];
    let has = |name: &str| {
        let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.windows(name.len()).any(|window| window == name)
    };
    STREAMS.into_iter().find(|(name, _)| has(name)).map_or(Foreign::OldOffice, |(_, kind)| kind)
}

/// Returns what a text is if its words are not those that its characters show.
pub fn in_text(text: &str) -> Option<Foreign> {
    const HEAD: usize = 2000;
    if is_mail(text) {
        return Some(Foreign::Mail);
    }
    let head: String = text.trim_start().chars().take(HEAD).collect::<String>().to_ascii_lowercase();
    if !head.starts_with("<?xml") || head.contains("<html") || head.contains("<!doctype html") {
        return None;
    }
    let word = ["/office/2006/xmlpackage", "/office/word/2003/wordml"].iter().any(|name| head.contains(name));
    Some(if word { Foreign::FlatWord } else { Foreign::Xml })
}

/// Returns `true` if a text begins with the head of a mail, which says in what form its words are.
fn is_mail(text: &str) -> bool {
    const LINES: usize = 1000;
    let text = text.trim_start();
    let is_field = |line: &str| {
        let name = line.split(':').next().unwrap_or_default();
        line.contains(':') && !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    // Fields may go on in the next line, which is indented.
    let head: Vec<&str> = text.lines().take(LINES).take_while(|line| !line.trim().is_empty()).collect();
    let is_head = head.iter().all(|line| is_field(line) || line.starts_with([' ', '\t']));
    let has = |name: &str| {
        head.iter().any(|line| line.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name)))
    };
    is_head && has("content-type:") && ["mime-version:", "received:", "return-path:"].into_iter().any(has)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_streams_of_an_old_file_say_what_it_is() {
        let file = |name: &str| name.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
        assert_eq!(in_old_container(&file("WordDocument")), Foreign::OldWord);
        assert_eq!(in_old_container(&file("__substg1.0_1000001F")), Foreign::OutlookMail);
        assert_eq!(in_old_container(&file("Workbook")), Foreign::Sheet);
        assert_eq!(in_old_container(&file("PowerPoint Document")), Foreign::Slides);
        assert_eq!(in_old_container(b""), Foreign::OldOffice);
    }

    #[test]
    fn xml_and_mails_are_no_texts_and_pages_are() {
        let flat =
            "<?xml version=\"1.0\"?>\n<pkg:package xmlns:pkg=\"http://schemas.microsoft.com/office/2006/xmlPackage\">";
        assert_eq!(in_text(flat), Some(Foreign::FlatWord));
        assert_eq!(in_text("<?xml version=\"1.0\"?><feed><title>News</title></feed>"), Some(Foreign::Xml));
        assert_eq!(in_text("<?xml version=\"1.0\"?><!DOCTYPE html><html>"), None);
        assert_eq!(in_text("MIME-Version: 1.0\nContent-Type: text/html\n\n<p>"), Some(Foreign::Mail));
        assert_eq!(
            in_text("From: a\r\nX-A: b\r\n c\r\nMIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\nA"),
            Some(Foreign::Mail)
        );
        assert_eq!(in_text("Notes: a\nwe agree\nMIME-Version: 1.0\nContent-Type: text/plain\n\nA"), None);
        assert_eq!(in_text("Received: thanks\n\nWe say so."), None);
        assert_eq!(in_text("A plain text."), None);
    }
}
