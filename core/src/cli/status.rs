//! `copydesk status`.

use super::Done;
use super::log::{Format, lines};
use super::review_arguments::now;
use super::screen::{Paint, Screen, print, print_lines};
use super::{comments, copies};
use crate::access::{Access, Comment};
use crate::document::Class;
use crate::phrasing::{self, by, day, in_one_line, listed, since_then, time, time_left};
use crate::review::{Despite, OpenRole, SignOff, State, Submitted};
use crate::story::{self, DeskStore, Fallen, TextStatus, Told};
use crate::text::argument;
use crate::zone::Zone;
use clap::Args;
use serde_json::{Value, json};
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// Show how far each text has got in sign-off, and who needs to sign next.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  copydesk status\n  copydesk status ofsted-2026\n  copydesk status --format json")]
pub(super) struct Arguments {
    /// A story's folder. The default is every story in the desk.
    story: Option<PathBuf>,
    /// The format.
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
}

pub(super) fn run(arguments: &Arguments, screen: &Screen) -> Done {
    let desk = DeskStore::open(arguments.story.as_deref().unwrap_or(Path::new(".")))?;
    copies::name_all(&desk, screen)?;
    let texts = desk.status(arguments.story.as_deref(), now())?;
    desk.remarks()?.iter().for_each(|remarks| screen.remarks(remarks));
    for fault in desk.unexplained_pins()? {
        screen.note(&format!("{fault}; to put a plugin on record, install it again, or remove it: copydesk plugin"));
    }
    if texts.is_empty() {
        screen.note("nothing drafted or submitted here yet; start with: copydesk draft");
    }
    let kept = comments::kept(&desk)?;
    match arguments.format {
        Format::Text => {
            let said = |text: &TextStatus| {
                Ok(in_lines(text, desk.zone(), screen) + &commented(kept.as_ref(), text, desk.zone())?)
            };
            print_lines(&texts.iter().map(said).collect::<Result<String, story::Error>>()?)?;
        }
        Format::Json => {
            let with_comments = |text: &TextStatus| {
                let mut said = value(text);
                said["comments"] = comments_of(&comments::of(kept.as_ref(), &text.text)?);
                Ok(said)
            };
            print(&lines(&Value::Array(texts.iter().map(with_comments).collect::<Result<_, story::Error>>()?)))?;
        }
    }
    // One draft that cannot be read hides nothing of the others.
    screen.all_but_last(texts.into_iter().filter_map(|text| text.unread))
}

/// Returns the open comments on a text, a few lines each.
fn commented(kept: Option<&Access>, text: &TextStatus, zone: &Zone) -> Result<String, story::Error> {
    let open = comments::lines(&comments::of(kept, &text.text)?, zone, false);
    let lines = open.iter().map(|comment| ["  comment ", &comment.trim_end().replace('\n', "\n    "), "\n"].concat());
    Ok(lines.collect())
}

fn comments_of(all: &[Comment]) -> Value {
    let one = |comment: &Comment| {
        json!({ "number": comment.number, "by": comment.by.name, "made": comment.made, "version": comment.version,
            "paragraph": comment.leaf, "words": comment.words, "says": comment.body, "answers": comment.answers,
            "closed_by": comment.closed_by })
    };
    all.iter().map(one).collect()
}

/// Returns a text, in a few lines.
fn in_lines(text: &TextStatus, zone: &Zone, screen: &Screen) -> String {
    let mut said = String::new();
    let mut line = |words: String| writeln!(said, "{words}").expect("a string takes all");
    line(format!("{}: {}", text.text, state(text, zone, screen)));
    let despite =
        |despite: &Despite| format!("    {} {}", screen.paint(Paint::Red, "despite:"), phrasing::despite(despite));
    text.review.current().and_then(Submitted::despite).map(despite).into_iter().for_each(&mut line);
    for sign_off in text.signed() {
        line(format!("  signed: {} as `{}`, {}", sign_off.by.name, sign_off.role, time(sign_off.at, zone)));
        sign_off.despite.as_ref().map(despite).into_iter().for_each(&mut line);
    }
    for Fallen { sign_off, because, since } in &text.fallen {
        let void = screen.paint(Paint::Yellow, "void");
        line(format!("  {void}:   {}, {}", phrasing::sign_off(sign_off), time(sign_off.at, zone)));
        if let Some(because) = because {
            line(format!("    {}", in_one_line(because)));
        }
        for words in since.iter().filter(|_| because.is_none()).flat_map(since_then) {
            line(format!("    changed since: {words}"));
        }
    }
    for open in text.open() {
        line(format!("  waiting for: {}", phrasing::open(&open)));
    }
    if let Some(draft) = &text.draft {
        let path = argument(&draft.path);
        match &text.review.state {
            _ if text.edited() => line(format!("  next: submit it again: copydesk submit {path}")),
            State::Returned(returned) if returned.version == draft.version => {
                line(format!("  next: edit it, then submit it again: copydesk submit {path}"));
            }
            State::Returned(_) | State::Withdrawn(_) => {
                line(format!("  next: submit it again: copydesk submit {path}"));
            }
            _ => {}
        }
    }
    going_out(text, zone, screen).into_iter().for_each(&mut line);
    if let Some(approved) = text.review.last_approved() {
        let from = approved.from.as_ref().map(|from| format!(", from {}", in_one_line(from))).unwrap_or_default();
        line(format!("  approved: version {} on {}{from}", approved.version.short(), day(approved.on)));
    }
    said
}

/// Returns how a text leaves the council: when, where it is, and what is in the way.
fn going_out(text: &TextStatus, zone: &Zone, screen: &Screen) -> Vec<String> {
    let mut lines = Vec::new();
    if let State::Scheduled(scheduled) = &text.review.state {
        let left = time_left(scheduled.due().instant.duration_since(now()));
        lines.push(format!("  release: {left}, to {}, set by {}", listed(scheduled.targets()), scheduled.by().name));
        lines.extend(scheduled.despite().map(|reason| format!("    despite: {}", phrasing::despite(reason))));
    }
    lines.extend(text.bars.iter().map(|bar| {
        let words = bar.to_string().replace('\n', "\n    ");
        format!("  {} {words}", screen.paint(Paint::Red, "missing:"))
    }));
    if let Some(stop) = &text.review.stop {
        let (by, at, because) = (&stop.by.name, time(stop.at, zone), in_one_line(&stop.because));
        lines.push(format!("  {} by {by}, {at}: {because}", screen.paint(Paint::Red, "stopped")));
    }
    for delivery in &text.review.deliveries {
        let is_old = text.review.out().is_some_and(|out| *out.version() != delivery.version);
        let old = if is_old { screen.paint(Paint::Yellow, ", an older version") } else { String::new() };
        let (version, place, at) = (delivery.version.short(), &delivery.place, time(delivery.at, zone));
        lines.push(format!("  at {}: version {version}{old}, {place}, {at}", delivery.target));
    }
    lines.extend(told(&text.told, zone, screen));
    lines
}

/// Returns who was told what by mail: how many have it, and each who has not.
fn told(all: &[Told], zone: &Zone, screen: &Screen) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let of = |told: &Told| (told.target.clone(), told.notice, told.short().to_owned());
    let mut seen = Vec::new();
    for first in all {
        if seen.contains(&of(first)) {
            continue;
        }
        seen.push(of(first));
        let same: Vec<&Told> = all.iter().filter(|told| of(told) == of(first)).collect();
        let sent: Vec<_> = same.iter().filter_map(|told| told.sent).collect();
        let last = sent.iter().max().map(|at| format!(", the last at {}", time(*at, zone))).unwrap_or_default();
        let (target, notice, version) = (&first.target, first.notice, first.short());
        lines.push(format!("  mail to {target}: {notice} of version {version} sent to {}{last}", sent.len()));
        lines.extend(same.iter().filter_map(|told| {
            let why = in_one_line(told.unsent.as_ref()?);
            Some(format!("    {} to {}: {why}", screen.paint(Paint::Yellow, "not sent"), told.to))
        }));
    }
    lines
}

/// Returns the state in words: what is recorded, compared with the draft as it is now.
fn state(text: &TextStatus, zone: &Zone, screen: &Screen) -> String {
    let changed = if text.edited() { screen.paint(Paint::Yellow, ", edited since") } else { String::new() };
    let gone = match (&text.draft, &text.unread, &text.text.story) {
        (_, Some(_), _) => "; the draft cannot be read",
        (None, None, Some(_)) => "; the draft is missing. Was its folder renamed?",
        _ => "",
    };
    let said = match &text.review.state {
        State::Drafted if text.text.story.is_none() => "approved outside copydesk".to_owned(),
        State::Drafted => "drafted".to_owned(),
        State::Submitted(submitted) => {
            format!(
                "version {} submitted by {}, {}",
                submitted.version().short(),
                by(submitted.authors()),
                time(submitted.at(), zone)
            )
        }
        State::Signed(signed) => {
            let version = signed.submitted().version().short();
            format!("{}, version {version}, {}", screen.paint(Paint::Green, "signed off"), time(signed.at(), zone))
        }
        State::Scheduled(scheduled) => {
            let version = scheduled.signed().submitted().version().short();
            format!("{}, version {version} goes out at {}", screen.paint(Paint::Green, "signed off"), scheduled.due())
        }
        State::Releasing(releasing) => {
            let version = releasing.release().version().short();
            let word = screen.paint(Paint::Yellow, "on its way");
            format!("version {version} {word} since {}", time(releasing.at(), zone))
        }
        State::Released(released) => {
            let version = released.release().version().short();
            format!("version {version} {}, {}", screen.paint(Paint::Green, "out"), time(released.at(), zone))
        }
        State::Returned(returned) => format!(
            "version {} {} by {}, {}: {}",
            returned.version.short(),
            screen.paint(Paint::Yellow, "returned"),
            returned.by.name,
            time(returned.at, zone),
            in_one_line(&returned.because)
        ),
        State::Withdrawn(withdrawn) => {
            let because =
                withdrawn.because.as_ref().map(|because| format!(": {}", in_one_line(because))).unwrap_or_default();
            let (version, by) = (withdrawn.version.short(), &withdrawn.by.name);
            format!("version {version} withdrawn by {by}, {}{because}", time(withdrawn.at, zone))
        }
    };
    format!("{said}{changed}{gone}")
}

fn value(text: &TextStatus) -> Value {
    let current = text.review.current();
    json!({
        "story": text.text.story,
        "output": text.text.output,
        "council": text.text.council,
        "state": word(&text.review.state),
        "edited": text.edited(),
        "unreadable": text.unread.as_ref().map(ToString::to_string),
        "draft": text.draft.as_ref().map(|draft| json!({ "path": draft.path, "version": draft.version })),
        "version": current.map(Submitted::version),
        "despite": current.and_then(Submitted::despite),
        "authors": current.map_or(&[][..], |current| current.authors()),
        "signed": text.signed().iter().map(signed).collect::<Vec<_>>(),
        "fallen": text.fallen.iter().map(fallen).collect::<Vec<_>>(),
        "needed": text.open().iter().map(needed).collect::<Vec<_>>(),
        "approved": text.review.last_approved().map(|approved| {
            json!({ "version": approved.version, "on": approved.on, "from": approved.from })
        }),
        "due": text.review.due(),
        "missing": text.bars.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "stopped": text.review.stop.as_ref().map(|stop| json!({ "by": stop.by, "because": stop.because, "at": stop.at })),
        "at": text.review.deliveries.iter().map(|there| {
            json!({ "target": there.target, "version": there.version, "place": there.place, "at": there.at })
        }).collect::<Vec<_>>(),
        "told": text.told,
        "because": because(&text.review.state),
    })
}

fn word(state: &State) -> &'static str {
    match state {
        State::Drafted => "drafted",
        State::Submitted(_) => "submitted",
        State::Signed(_) => "signed",
        State::Scheduled(_) => "scheduled",
        State::Releasing(_) => "releasing",
        State::Released(_) => "released",
        State::Returned(_) => "returned",
        State::Withdrawn(_) => "withdrawn",
    }
}

fn because(state: &State) -> Option<&str> {
    match state {
        State::Returned(returned) => Some(&returned.because),
        State::Withdrawn(withdrawn) => withdrawn.because.as_deref(),
        _ => None,
    }
}

fn signed(sign_off: &SignOff) -> Value {
    json!({ "person": sign_off.by, "role": sign_off.role, "version": sign_off.version, "at": sign_off.at, "despite": sign_off.despite })
}

fn fallen(fallen: &Fallen) -> Value {
    let mut value = signed(&fallen.sign_off);
    value["because"] = json!(fallen.because);
    value["since"] = fallen.since.as_ref().map_or(Value::Null, |since| {
        let of_class = |class: Class| (class.key().to_owned(), json!(since.of(class).collect::<Vec<_>>()));
        Value::Object(Class::ALL.into_iter().map(of_class).collect())
    });
    value
}

fn needed(open: &OpenRole) -> Value {
    json!({ "role": open.role, "from": open.from, "needs": open.needs, "now": open.now })
}
