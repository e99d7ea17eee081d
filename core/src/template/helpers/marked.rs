//! Placeholders, links, and statements of several paragraphs.

use super::super::origin_mark::OriginMark;
use super::super::value::{Arg, Args, HelperAnswer, HelperOutput, PrintedPiece, Spec, Trouble};
use crate::document::Source;
use crate::text::Span;
use serde_json::json;

pub(super) const HELPERS: &[Spec] = &[
    Spec {
        name: "place",
        arguments: 1..=usize::MAX,
        options: &[],
        call: |args| Ok(HelperOutput::place(&joined(args)?).into()),
    },
    Spec { name: "or-place", arguments: 2..=2, options: &[], call: or_place },
    Spec { name: "link", arguments: 2..=2, options: &[], call: link },
    Spec { name: "image", arguments: 2..=2, options: &[], call: image },
    Spec { name: "split", arguments: 1..=1, options: &[], call: split },
    Spec { name: "paragraphs", arguments: 1..=1, options: &["quoted"], call: paragraphs },
];

/// Returns the words of all arguments, one after the other.
fn joined(args: &Args<'_>) -> Result<String, Trouble> {
    args.all().iter().map(|arg| Ok(arg.text()?.into_owned())).collect()
}

fn or_place(args: &Args<'_>) -> Result<HelperAnswer, Trouble> {
    let value = args.get(0)?;
    if value.is_empty() {
        return Ok(HelperOutput::place(&args.get(1)?.text()?).into());
    }
    Ok(HelperOutput { value: value.value().clone(), pieces: value.pieces()? }.into())
}

fn link(args: &Args<'_>) -> Result<HelperAnswer, Trouble> {
    let (text, url) = (args.get(0)?, args.get(1)?);
    target("[", text, url)
}

/// Returns a picture: its file, then what can be seen on it.
fn image(args: &Args<'_>) -> Result<HelperAnswer, Trouble> {
    let (file, alt) = (args.get(0)?, args.get(1)?);
    target("![", alt, file)
}

/// Prints `[text](<address>)`, or a picture with `![`.
fn target(open: &str, text: &Arg<'_>, url: &Arg<'_>) -> Result<HelperAnswer, Trouble> {
    let address = url.text()?;
    let mut escaped = String::new();
    for c in address.trim().chars() {
        match c {
            '<' => escaped.push_str("%3C"),
            '>' => escaped.push_str("%3E"),
            '\\' => escaped.push_str("%5C"),
            '&' => escaped.push_str("&amp;"),
            c if c.is_whitespace() => escaped.push_str("%20"),
            c => escaped.push(c),
        }
    }
    let markdown = |text: &str, mark| PrintedPiece { text: text.to_owned(), mark, markdown: true };
    let mut pieces = vec![markdown(open, OriginMark::Template)];
    pieces.extend(text.pieces()?);
    pieces.push(markdown("](<", OriginMark::Template));
    pieces.push(markdown(&escaped, url.mark()));
    pieces.push(markdown(">)", OriginMark::Template));
    Ok(HelperOutput { value: json!(text.text()?), pieces }.into())
}

/// Returns the paragraphs of a text, which are parted by empty lines, as byte ranges.
fn paragraph_ranges(text: &str) -> Vec<Span> {
    let mut ranges: Vec<Span> = Vec::new();
    let mut at = 0;
    let mut open = false;
    for line in text.split_inclusive('\n') {
        let words = line.trim();
        if words.is_empty() {
            open = false;
        } else {
            let start = at + line.find(words).unwrap_or_default();
            match ranges.last_mut().filter(|_| open) {
                Some(range) => range.end = start + words.len(),
                None => ranges.push(Span::new(start, start + words.len())),
            }
            open = true;
        }
        at += line.len();
    }
    ranges
}

/// Returns the paragraphs of an argument, each with its part of the datum as origin.
fn split_pieces(arg: &Arg<'_>) -> Result<Vec<PrintedPiece>, Trouble> {
    let text = arg.text()?;
    let piece = |range: Span| PrintedPiece {
        text: text[range].to_owned(),
        mark: match arg.pointer() {
            Some(pointer) => OriginMark::Data(vec![Source { pointer: pointer.to_owned(), part: Some(range) }]),
            None => arg.mark(),
        },
        markdown: false,
    };
    Ok(paragraph_ranges(&text).into_iter().map(piece).collect())
}

fn split(args: &Args<'_>) -> Result<HelperAnswer, Trouble> {
    let pieces = split_pieces(args.get(0)?)?.into_iter();
    let made = pieces.map(|piece| HelperOutput { value: json!(piece.text), pieces: vec![piece] }.to_json());
    Ok(HelperAnswer::Plain(made.collect()))
}

/// Paragraphs in quotation marks, the British way: each opens with one, the last alone is closed.
fn paragraphs(args: &Args<'_>) -> Result<HelperAnswer, Trouble> {
    let arg = args.get(0)?;
    let quoted = args.option("quoted").is_none_or(|quoted| !quoted.is_empty());
    let paragraphs = split_pieces(arg)?;
    if paragraphs.is_empty() {
        return Err(Trouble::new(format!("`{}` has no words", arg.name())));
    }
    let last = paragraphs.len() - 1;
    let own = |text: &str| PrintedPiece { text: text.to_owned(), mark: OriginMark::Template, markdown: true };
    let mut pieces = Vec::new();
    for (index, paragraph) in paragraphs.into_iter().enumerate() {
        if index > 0 {
            pieces.push(own("\n\n"));
        }
        pieces.extend(quoted.then(|| own("“")));
        pieces.push(paragraph);
        pieces.extend((quoted && index == last).then(|| own("”")));
    }
    Ok(HelperOutput { value: arg.value().clone(), pieces }.into())
}

#[cfg(test)]
mod tests {
    use super::super::printed;
    use serde_json::json;

    #[test]
    fn places() {
        let data = json!({ "phone": "01234 567", "none": null, "empty": "" });
        assert_eq!(printed(r#"{{place "Statement: cabinet member"}}"#, &data), r"\[Statement: cabinet member\]");
        assert_eq!(printed(r#"{{or-place phone "Press contact"}}"#, &data), "01234 567");
        assert_eq!(printed(r#"{{or-place none "Press contact"}}"#, &data), r"\[Press contact\]");
        assert_eq!(printed(r#"{{or-place empty "Press contact"}}"#, &data), r"\[Press contact\]");
    }

    #[test]
    fn links() {
        let data = json!({ "text": "the [report]", "url": "https://a.example/x_y?b=1&c=<2> z" });
        let expected = r"[the \[report\]](<https://a.example/x_y?b=1&amp;c=%3C2%3E%20z>)";
        assert_eq!(printed("{{link text url}}", &data), expected);
    }

    #[test]
    fn statements_of_several_paragraphs() {
        let data = json!({ "words": "One\nline.\n\n  Two_2.\n\n\nThree.\n" });
        assert_eq!(printed("{{paragraphs words}}", &data), "“One line.\n\n“Two\\_2.\n\n“Three.”");
        assert_eq!(printed("{{paragraphs words quoted=false}}", &data), "One line.\n\nTwo\\_2.\n\nThree.");
        assert_eq!(printed("{{#each (split words)}}<{{this}}>{{/each}}", &data), "<One line.><Two\\_2.><Three.>");
        assert_eq!(printed("{{first (split words)}} / {{list (rest (split words))}}", &data), {
            "One line. / Two\\_2. and Three."
        });
    }
}
