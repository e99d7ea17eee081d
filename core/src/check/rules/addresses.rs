//! Addresses that no page may have, and pictures that are not the council's own.
//!
//! Rule: council practice. Everybody who opens a page fetches its pictures: one on another server tells that server who reads
//! the page, and when, also before the result may be known. An address that runs a script or opens a file is lost when the
//! text is written in another format.

use crate::check::evidence::reading::Reading;
use crate::check::{Check, Class, Duties, Found};
use crate::document::{Kind, is_of_web, may_lead_to, may_show};
use crate::finding::Severity;
use crate::text::{TextSpan, printable_address};

static OUTSIDE: Class = Class {
    id: "picture-from-outside",
    severity: Severity::Error,
    about: "a picture that is not a file in the story's folder",
};
static LINK: Class = Class {
    id: "link-not-allowed",
    severity: Severity::Warning,
    about: "a link that no page may have, such as one to a script or a file",
};

/// The check.
pub(in crate::check) static CHECK: Check =
    Check { id: "addresses", rule: "council practice", classes: &[&OUTSIDE, &LINK], duties: Duties::All, run };

fn run(reading: &Reading<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    for (leaf, part) in reading.prose.parts.iter().enumerate() {
        if let Kind::Image { src } = &part.kind
            && (is_of_web(src) || !may_show(src))
        {
            let message = format!("the picture is at “{}”, not in the story's folder", printable_address(src));
            let place = TextSpan::new(leaf, 0, part.text.len());
            found.push(
                Found::new(&OUTSIDE, place, message).hint("put the picture into the story's folder, and name its file"),
            );
        }
        for (range, address) in part.links.iter().filter(|(_, address)| !may_lead_to(address)) {
            let message = format!("no page may have a link to “{}”", printable_address(address));
            let place = TextSpan { block: leaf, span: *range };
            found.push(
                Found::new(&LINK, place, message)
                    .hint("link to a page of the web, an e-mail address or a telephone number"),
            );
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::CHECK;
    use crate::check::tests::expect;

    #[test]
    fn pictures_are_files_of_the_story_and_links_lead_to_pages() {
        expect(
            &CHECK,
            "![A boat](boat.jpg)
            ![A counter](https://a.example/b.png) // finding: picture-from-outside ‹A counter›
            ![Another](http://a.example/b.png) // finding: picture-from-outside ‹Another›
            ![One more](../../b.png) // finding: picture-from-outside ‹One more›
            Read [this](https://a.example) or [that page](/news), [write](mailto:b@a.example).
            Read [this](javascript:x). // finding: link-not-allowed ‹this›
            Read [that](//host/x). // finding: link-not-allowed ‹that›
            Read [more](<\\\\\\\\host\\\\share>). // finding: link-not-allowed ‹more›",
        );
    }
}
