//! Phrases for times, people, sign-offs and changes, which the command line and the web pages share. They are pure: a time zone
//! is passed in, and nothing is printed here.

mod calendar;
mod difference;
mod event;
mod passage;

pub(crate) use calendar::calendar;
pub(crate) use difference::difference;
pub(crate) use event::{checked, proven, what};
pub(crate) use passage::about;

use crate::document::{Class, Noted, Summary};
use crate::review::{Actor, Despite, OpenRole, SignOff, TargetId};
use crate::text::{printable, shortened};
use crate::zone::Zone;
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};

/// Returns "1 place" or "3 places".
pub(crate) fn number(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// Returns a time as people say it, by the clocks of their council.
pub(crate) fn time(at: Timestamp, zone: &Zone) -> String {
    zone.show(at).strftime("%-d %B %Y, %H:%M %Z").to_string()
}

/// Returns a day as people say it.
pub(crate) fn day(day: Date) -> String {
    day.strftime("%-d %B %Y").to_string()
}

/// Returns a person's words on one line, made printable: they may contain anything.
pub(crate) fn in_one_line(words: &str) -> String {
    printable(words).replace('\n', " ")
}

/// Returns "newsroom, archive".
pub(crate) fn listed(targets: &[TargetId]) -> String {
    targets.iter().map(|target| target.0.as_str()).collect::<Vec<_>>().join(", ")
}

/// Returns "Ann signed off version 3f5a0c11 as `director`".
pub(crate) fn sign_off(sign_off: &SignOff) -> String {
    format!("{} signed off version {} as `{}`", sign_off.by.name, sign_off.version.short(), sign_off.role)
}

/// Returns "although it has 2 errors: the page says so".
pub(crate) fn despite(despite: &Despite) -> String {
    format!("although it has {}: {}", despite.over, in_one_line(&despite.because))
}

/// Returns "Ann or Ben as `press` (once the earlier roles have signed)".
pub(crate) fn open(open: &OpenRole) -> String {
    let word = if open.needs_all() { "and" } else { "or" };
    let later = if open.now { "" } else { " (once the earlier roles have signed)" };
    format!("{} as `{}`{later}", people(&open.from, word), open.role)
}

/// Returns "Ann, Ben or Cem".
fn people(people: &[Actor], word: &str) -> String {
    let names: Vec<&str> = people.iter().map(|actor| actor.name.as_str()).collect();
    match &names[..] {
        [] => "nobody can sign".to_owned(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} {word} {last}", first.join(", ")),
    }
}

/// Returns "in 2 hours 5 minutes", or "due 3 minutes ago".
pub(crate) fn time_left(left: SignedDuration) -> String {
    let minutes = (left.as_secs().unsigned_abs() + 30) / 60;
    let (days, hours, minutes) = (minutes / 1440, minutes / 60 % 24, minutes % 60);
    let all = [(days, "day", "days"), (hours, "hour", "hours"), (minutes, "minute", "minutes")];
    let parts = all.into_iter().filter(|(count, ..)| *count > 0).take(2);
    let parts: Vec<String> =
        parts.map(|(count, one, many)| number(usize::try_from(count).unwrap_or(usize::MAX), one, many)).collect();
    match (parts.is_empty(), left.is_negative()) {
        (true, _) => "now".to_owned(),
        (_, false) => format!("in {}", parts.join(" ")),
        (_, true) => format!("due {} ago", parts.join(" ")),
    }
}

/// Returns what changed, in a few words a line: facts, quotations and names one by one, other changes counted.
pub(crate) fn since_then(summary: &Summary) -> Vec<String> {
    const MOST: usize = 5;
    let mut said = Vec::new();
    for class in [Class::Facts, Class::Quotations, Class::Names] {
        let of_class: Vec<&Noted> = summary.of(class).collect();
        said.extend(
            of_class.iter().take(MOST).map(|noted| format!("{}: {}", class.title().to_lowercase(), change(noted))),
        );
        if let Some(more @ 1..) = of_class.len().checked_sub(MOST) {
            said.push(format!("{}: and {more} more", class.title().to_lowercase()));
        }
    }
    let count = |class, one: &str, many: &str| {
        let count = summary.of(class).count();
        (count > 0).then(|| number(count, one, many))
    };
    let others: Vec<String> = [
        count(Class::Wording, "change of wording", "changes of wording"),
        count(Class::Moved, "passage moved", "passages moved"),
        count(Class::Added, "passage added", "passages added"),
        count(Class::Removed, "passage removed", "passages removed"),
    ]
    .into_iter()
    .flatten()
    .chain(summary.shapes_in_words())
    .collect();
    if !others.is_empty() {
        said.push(others.join(", "));
    }
    said.extend(summary.left_out.in_words().into_iter().map(|one| format!("not compared: {one}")));
    if said.is_empty() {
        said.push("nothing: this is the text that was signed off".to_owned());
    }
    said
}

fn change(noted: &Noted) -> String {
    let about = noted.about.as_ref().map(|about| format!("{about}: ")).unwrap_or_default();
    let (before, after) = (shortened(&noted.before), shortened(&noted.after));
    match (before.is_empty(), after.is_empty()) {
        (true, _) => format!("{about}+ {after}"),
        (_, true) => format!("{about}- {before}"),
        _ => format!("{about}{before} → {after}"),
    }
}

/// Returns "Ann and Ben".
pub(crate) fn by(authors: &[Actor]) -> String {
    authors.iter().map(|author| author.name.as_str()).collect::<Vec<_>>().join(" and ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::{PersonId, RoleId};

    #[test]
    fn who_can_sign_is_said_in_a_line() {
        let actor = |name: &str| Actor { id: PersonId(name.to_lowercase()), name: name.to_owned() };
        let said = |names: &[&str], needs: &str, now| {
            let (role, from) = (RoleId("press".to_owned()), names.iter().map(|name| actor(name)).collect());
            open(&OpenRole { role, from, needs: serde_json::from_str(needs).unwrap(), now })
        };
        assert_eq!(said(&["Ann", "Ben", "Cem"], "\"any\"", true), "Ann, Ben or Cem as `press`");
        assert_eq!(
            said(&["Ann", "Ben"], "\"all\"", false),
            "Ann and Ben as `press` (once the earlier roles have signed)"
        );
        assert_eq!(said(&["Ann"], "\"any\"", true), "Ann as `press`");
        let shown = |at: &str, zone: &str| time(at.parse().unwrap(), &Zone::try_from(zone.to_owned()).unwrap());
        for (at, london) in [
            ("2027-05-05T23:31:00Z", "6 May 2027, 00:31 BST"),
            ("2026-10-25T00:59:00Z", "25 October 2026, 01:59 BST"),
            ("2026-10-25T01:00:00Z", "25 October 2026, 01:00 GMT"),
            ("2027-03-28T00:59:00Z", "28 March 2027, 00:59 GMT"),
            ("2027-03-28T01:00:00Z", "28 March 2027, 02:00 BST"),
        ] {
            assert_eq!(shown(at, "Europe/London"), london);
        }
        assert_eq!(shown("2027-05-05T23:31:00Z", "UTC"), "5 May 2027, 23:31 UTC");
    }
}
