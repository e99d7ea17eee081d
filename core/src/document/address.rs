//! Which addresses a page may have: those that words may lead to, and those that a picture may be shown from. Addresses come
//! from other people's files, and a picture's is fetched by everybody who opens the page. Not here: what is said of the others.

use super::leaf::each_line;
use super::{Block, Document};

impl Document {
    /// The document without the addresses that no page may have. The words of a link stay, and so do those of a picture.
    #[must_use]
    pub fn with_allowed_addresses(mut self) -> Document {
        each_line(&mut self.blocks, &mut |runs| {
            for run in runs {
                run.link = run.link.take().filter(|address| may_lead_to(address));
            }
        });
        each_picture(&mut self.blocks, &mut |src| {
            if !may_show(src) {
                src.clear();
            }
        });
        self
    }
}

fn each_picture(blocks: &mut [Block], visit: &mut impl FnMut(&mut String)) {
    for block in blocks {
        match block {
            Block::Image { src, .. } => visit(src),
            Block::List { items, .. } => items.iter_mut().for_each(|item| each_picture(item, visit)),
            Block::Quote(blocks) => each_picture(blocks, visit),
            Block::Heading { .. } | Block::Paragraph(_) | Block::Table { .. } | Block::Rule => {}
        }
    }
}

/// Whether words may lead to an address: to the web, an e-mail address, a telephone, or a place of the same site. None that
/// runs a script, opens a file of the reader's computer or names another computer without saying how it is spoken to.
pub fn may_lead_to(address: &str) -> bool {
    if address.contains(char::is_control) {
        return false;
    }
    match scheme(address) {
        Some(scheme) => ["http", "https", "mailto", "tel"].iter().any(|safe| scheme.eq_ignore_ascii_case(safe)),
        None => !address.contains('\\') && !address.trim_start().starts_with("//"),
    }
}

/// Whether a picture may be shown from an address: a file in the folder of the text, or one of the web that is fetched in
/// secret. A picture without an address is one that has to be put in.
pub fn may_show(address: &str) -> bool {
    address.is_empty() || is_file_beside(address) || is_of_web(address)
}

/// Whether the address of a picture is one of the web: whoever has it learns who reads the page, and when.
pub fn is_of_web(address: &str) -> bool {
    let host = address.get(..8).filter(|start| start.eq_ignore_ascii_case("https://")).map(|_| &address[8..]);
    host.is_some_and(|host| host.starts_with(char::is_alphanumeric)) && !address.contains(char::is_control)
}

/// Whether an address is the name of a file in the folder of the text or in one below it.
pub fn is_file_beside(address: &str) -> bool {
    let is_up = |part: &str| part.trim().to_ascii_lowercase().replace("%2e", ".") == "..";
    !address.trim().is_empty()
        && scheme(address).is_none()
        && !address.contains(|c: char| c.is_control() || c == '\\')
        && !address.trim_start().starts_with('/')
        && !address.split('/').any(is_up)
}

/// What an address begins with up to its colon, if that says how it is spoken to.
fn scheme(address: &str) -> Option<&str> {
    address.split_once(':').map(|(scheme, _)| scheme).filter(|scheme| !scheme.contains(['/', '?', '#']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_lead_to_the_web_to_people_and_to_the_same_site() {
        for good in [
            "https://a.example/b?c=d:e",
            "HTTP://a.example",
            "mailto:press@a.example",
            "tel:01632 960001",
            "/news/b",
            "b.html#c",
            "#part",
            "?page=2:3",
            "",
        ] {
            assert!(may_lead_to(good), "{good}");
        }
        for bad in [
            "javascript:alert(1)",
            " JavaScript:alert(1)",
            "java\nscript:alert(1)",
            "data:text/html,x",
            "file:///c/b.docx",
            "C:\\b.docx",
            "\\\\host\\share",
            "//host/x",
            " //host/x",
            "/\\host",
            "https://a.example/\u{1b}",
        ] {
            assert!(!may_lead_to(bad), "{bad}");
        }
    }

    #[test]
    fn pictures_are_files_beside_the_text_or_of_the_web() {
        for good in
            ["", "boat.jpg", "pictures/a b.jpg", "media/image1.png", "a..b.jpg", "./b.jpg", "https://a.example/b.jpg"]
        {
            assert!(may_show(good), "{good}");
        }
        for bad in [
            "http://a.example/b.jpg",
            "https://",
            "https:b.jpg",
            "//host/b.jpg",
            "/etc/passwd",
            "../b.jpg",
            "a/../../b.jpg",
            "a/%2E%2e/b.jpg",
            "a\\b.jpg",
            "\\\\host\\b.jpg",
            "file:///b.jpg",
            "data:image/svg+xml,x",
            "javascript:x",
            "C:/b.jpg",
            "b\u{7}.jpg",
        ] {
            assert!(!may_show(bad), "{bad}");
        }
    }
}
