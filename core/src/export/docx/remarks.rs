//! Comments in a Word document: next to the text, and no part of it. They can be answered and closed in Word.

use super::changed_paragraphs::{Done, Paragraph, plain};
use super::fixed_parts::{DECLARATION, MAIN};
use super::xml::escape;
use jiff::civil;
use std::fmt::Write as _;

/// A comment to be written next to the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Remark {
    /// Who says it.
    pub author: String,
    /// The local time at which it was said, if that is known.
    pub time: Option<civil::DateTime>,
    /// The words of the paragraph of the new text that it is about. Without such a paragraph it is about the first.
    pub about: String,
    /// What it says.
    pub text: String,
    /// The comment before it that it answers, by its place among the comments.
    pub answers: Option<usize>,
    /// Whether somebody has closed it.
    pub is_closed: bool,
}

/// Gives each comment the paragraph that it is about. A document without any gets an empty one.
pub(super) fn place(paragraphs: &mut Vec<Paragraph>, remarks: &[Remark]) {
    if paragraphs.is_empty() && !remarks.is_empty() {
        paragraphs.push(plain(Done::Nothing));
    }
    let texts: Vec<Option<String>> = paragraphs.iter().map(text).collect();
    let first = texts.iter().position(Option::is_some).unwrap_or_default();
    for (number, remark) in remarks.iter().enumerate() {
        let root = remark.answers.and_then(|root| remarks.get(root)).unwrap_or(remark);
        let own = texts.iter().position(|text| text.as_ref().is_some_and(|text| *text == root.about));
        paragraphs[own.unwrap_or(first)].remarks.push(number);
    }
}

/// Returns the words that a paragraph has in the new text, if it is in it.
fn text(paragraph: &Paragraph) -> Option<String> {
    let words = paragraph.words.iter().filter(|piece| piece.done.is_new());
    paragraph.new.as_ref().map(|_| words.map(|piece| piece.run.text.as_str()).collect())
}

/// Returns where comments on a paragraph begin.
pub(super) fn starts(numbers: &[usize]) -> String {
    numbers.iter().fold(String::new(), |all, number| all + &format!("<w:commentRangeStart w:id=\"{number}\"/>"))
}

/// Returns where they end.
pub(super) fn ends(numbers: &[usize]) -> String {
    let end = |number: &usize| {
        format!("<w:commentRangeEnd w:id=\"{number}\"/><w:r><w:commentReference w:id=\"{number}\"/></w:r>")
    };
    numbers.iter().fold(String::new(), |all, number| all + &end(number))
}

/// Returns the part of the file with the comments, and the one that says which of them answer others or are closed.
pub(super) fn parts(remarks: &[Remark]) -> (String, String) {
    let mut comments = format!("{DECLARATION}<w:comments xmlns:w=\"{MAIN}\" xmlns:w14=\"{WORD_2010}\">");
    let mut more = format!("{DECLARATION}<w15:commentsEx xmlns:w15=\"{WORD_2012}\">");
    for (number, remark) in remarks.iter().enumerate() {
        let date = remark.time.map(|time| format!(" w:date=\"{}\"", time.strftime("%Y-%m-%dT%H:%M:%SZ")));
        let _ = write!(
            comments,
            "<w:comment w:id=\"{number}\" w:author=\"{}\"{}>",
            escape(&remark.author),
            date.unwrap_or_default()
        );
        let lines: Vec<&str> = remark.text.split('\n').collect();
        for (at, line) in lines.iter().enumerate() {
            // The last paragraph is the name of the comment.
            let id = if at + 1 == lines.len() { format!(" w14:paraId=\"{}\"", id(number)) } else { String::new() };
            let _ = write!(comments, "<w:p{id}><w:r><w:t xml:space=\"preserve\">{}</w:t></w:r></w:p>", escape(line));
        }
        comments.push_str("</w:comment>");
        let answers = remark.answers.map(|root| format!(" w15:paraIdParent=\"{}\"", id(root)));
        let done = u8::from(remark.is_closed);
        let (own, answers) = (id(number), answers.unwrap_or_default());
        let _ = write!(more, "<w15:commentEx w15:paraId=\"{own}\"{answers} w15:done=\"{done}\"/>");
    }
    (comments + "</w:comments>", more + "</w15:commentsEx>")
}

const WORD_2010: &str = "http://schemas.microsoft.com/office/word/2010/wordml";
const WORD_2012: &str = "http://schemas.microsoft.com/office/word/2012/wordml";

fn id(number: usize) -> String {
    format!("{:08X}", number + 1)
}
