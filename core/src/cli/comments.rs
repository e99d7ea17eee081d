//! `copydesk comments`.

use super::Done;
use super::act;
use super::review_arguments::{ActorArgument, TextArgument, now};
use super::screen::{Screen, print_lines};
use crate::access::{Access, AccessError, Comment, NewComment};
use crate::phrasing::{in_one_line, time};
use crate::review::TextName;
use crate::story::{DeskStore, Error, UsageError};
use crate::zone::Zone;
use clap::Args;
use std::fmt::Write as _;

/// List the comments on a text, answer one, or close it.
///
/// Comments are made in the browser, or come with a Word document that `copydesk revise` takes: who made them, when, on
/// which words, and the replies. They are kept next to the text, and are no part of it.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  copydesk comments my-story/press-release.md\n  copydesk comments my-story press-release --answer 3 --say \"It is in the report.\" --as press-officer\n  copydesk comments my-story/press-release.md --close 3 --as press-officer"
)]
pub(super) struct Arguments {
    #[command(flatten)]
    which: TextArgument,
    #[command(flatten)]
    acting: ActorArgument,
    /// Answer this comment, by its number.
    #[arg(long, value_name = "NUMBER", requires = "say", conflicts_with = "close")]
    answer: Option<i64>,
    /// The answer.
    #[arg(long, value_name = "WORDS", requires = "answer")]
    say: Option<String>,
    /// Close this comment, by its number.
    #[arg(long, value_name = "NUMBER")]
    close: Option<i64>,
}

pub(super) fn run(arguments: &Arguments, screen: &Screen) -> Done {
    if arguments.answer.is_none() && arguments.close.is_none() {
        let place = arguments.which.place()?;
        let desk = DeskStore::open(&place.folder)?;
        let all = of(kept(&desk)?.as_ref(), &desk.text_name(&place)?)?;
        if all.is_empty() {
            screen.note("there are no comments on this text");
        }
        return print_lines(&lines(&all, desk.zone(), true).concat());
    }
    let (desk, place, acting) = act::begin(&arguments.which, &arguments.acting, screen)?;
    let text = desk.text_name(&place)?;
    let access = Access::open(desk.folder()).map_err(failed)?;
    let all = access.comments(&text).map_err(failed)?;
    let number = arguments.answer.or(arguments.close).unwrap_or_default();
    let Some(comment) = all.iter().find(|comment| comment.number == number && comment.answers.is_none()) else {
        let cause = format!("there is no comment {number} on {text}");
        return Err(UsageError::Site { cause, hint: "list them: copydesk comments".to_owned() }.into());
    };
    if let Some(say) = &arguments.say {
        let (version, leaf, words) = (comment.version.as_ref(), comment.leaf.as_str(), comment.words.as_str());
        let by = &acting.by;
        let new = NewComment { text: &text, version, leaf, words, by, body: say.trim(), answers: Some(number) };
        access.comment(&new, acting.at).map_err(failed)?;
        screen.note(&format!("comment {number} answered"));
    } else {
        access.close(&text, number, &acting.by, now()).map_err(failed)?;
        screen.note(&format!("comment {number} closed"));
    }
    Ok(())
}

/// Opens what is kept of a desk's comments, if anything is: looking them up makes no file.
pub(super) fn kept(desk: &DeskStore) -> Result<Option<Access>, Error> {
    Ok(Access::existing(desk.folder()).map_err(failed)?)
}

/// Returns the comments on a text.
pub(super) fn of(kept: Option<&Access>, text: &TextName) -> Result<Vec<Comment>, Error> {
    Ok(kept.map(|access| access.comments(text)).transpose().map_err(failed)?.unwrap_or_default())
}

/// Returns the message if the comments cannot be read or written.
#[expect(clippy::needless_pass_by_value, reason = "it is what `map_err` takes")]
pub(super) fn failed(error: AccessError) -> UsageError {
    UsageError::Site { cause: error.to_string(), hint: error.hint().to_owned() }
}

/// Returns comments, each with its replies: who, when, on which words, and what; the closed ones only if they are asked for.
pub(super) fn lines(all: &[Comment], zone: &Zone, with_closed: bool) -> Vec<String> {
    let shown = all.iter().filter(|comment| comment.answers.is_none() && (with_closed || comment.closed_by.is_none()));
    let mut lines = Vec::new();
    for comment in shown {
        let on = [&comment.words, &comment.leaf].into_iter().find(|words| !words.is_empty());
        let on = on.map(|words| format!(", on “{}”", in_one_line(words))).unwrap_or_default();
        let (by, at) = (in_one_line(&comment.by.name), time(comment.made, zone));
        let mut line = format!("{}. {by}, {at}{on}: {}\n", comment.number, in_one_line(&comment.body));
        for reply in all.iter().filter(|reply| reply.answers == Some(comment.number)) {
            let (by, at) = (in_one_line(&reply.by.name), time(reply.made, zone));
            let _ = writeln!(line, "  {by}, {at}: {}", in_one_line(&reply.body));
        }
        if let Some(by) = &comment.closed_by {
            let _ = writeln!(line, "  closed by {}", in_one_line(by));
        }
        lines.push(line);
    }
    lines
}
