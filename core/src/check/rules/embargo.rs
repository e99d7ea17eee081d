//! Embargo: nothing on the result goes out before the inspectorate publishes, and a text that says when says so rightly.
//!
//! Rule: nothing before publication (Local Government Association guidance; council practice). The day in an embargo line is
//! looked at with the other dates.

use crate::check::claims::Claim;
use crate::check::evidence::prose::Part;
use crate::check::evidence::reading::Reading;
use crate::check::{Check, Class, Duties, Found};
use crate::finding::Severity;
use crate::language::dates::{self, Mention};
use crate::language::pattern::{self, Pattern};
use crate::text::{Span, TextSpan};
use jiff::civil::{DateTime, Time};
use std::sync::LazyLock;

static TIME: Class = Class {
    id: "embargo-time-wrong",
    severity: Severity::Error,
    about: "the time of the embargo is not that of the brief",
};
static IMMEDIATE: Class = Class {
    id: "embargo-not-over",
    severity: Severity::Error,
    about: "a text is for immediate release before the time of publication",
};
static MISSING: Class = Class {
    id: "embargo-missing",
    severity: Severity::Warning,
    about: "a text that is written before publication does not say until when it must be held back",
};

static DATED: Class = Class {
    id: "embargo-dated-before",
    severity: Severity::Error,
    about: "a text that tells the result bears a day before that of publication, and no embargo",
};

/// The check.
pub(in crate::check) static CHECK: Check = Check {
    id: "embargo",
    rule: "nothing before the inspectorate publishes (LGA guidance)",
    classes: &[&TIME, &IMMEDIATE, &MISSING, &DATED],
    duties: Duties::All,
    run,
};

static LINE: LazyLock<Pattern> = LazyLock::new(|| {
    pattern::words(
        r"(?i)\b(embargo\w*|not (?:for (?:release|publication) )?before|goes out before|confidential until|hold(?:ing)? until|strictly until)\b",
    )
});
static NOW: LazyLock<Pattern> = LazyLock::new(|| pattern::words(r"(?i)\bfor immediate (?:release|publication|use)\b"));
static CLOCK: LazyLock<Pattern> = LazyLock::new(|| {
    pattern::words(
        r"(?i)\b(?:(\d{1,2})(?:[:.](\d{2}))? ?(am|pm)|(\d{1,2})[:.](\d{2})(?: ?hours| ?hrs)?|(noon|midday|midnight))\b",
    )
});

/// What comes before the day that a text bears.
static BEARS: LazyLock<Pattern> = LazyLock::new(|| {
    pattern::words(
        r"(?i)(?:^|\()(?:(?:posted|issued|updated|sent|dated?|last updated)(?: on)?:?|(?:[\w’']+ ){0,3}(?:news|bulletin|newsletter|briefing|update|release|statement|notice|intranet),?) $",
    )
});

fn run(reading: &Reading<'_>) -> Vec<Found> {
    let &Reading { prose, ground, .. } = reading;
    let Some(publish_at) = ground.known.brief.and_then(|brief| brief.publish_at) else { return Vec::new() };
    let zone = ground.known.desk.map(|desk| desk.council.timezone.clone()).unwrap_or_default();
    let early = ground.known.now.is_some_and(|now| zone.is_before(now, publish_at));
    let publish_at = publish_at.at;
    let mut found = Vec::new();
    let mut held = false;
    for (leaf, part) in prose.parts.iter().enumerate() {
        let denied = |at: usize| part.own[..at].trim_end().to_lowercase().ends_with("not");
        for line in LINE.find_iter(&part.own).filter(|line| !denied(line.start())) {
            held = true;
            found.extend(time(leaf, part, part.sentence_at(line.start()), publish_at));
        }
        held |= part.places.iter().any(|place| LINE.is_match(&part.text[*place]));
        if let Some(now) = NOW.find(&part.own).filter(|_| early) {
            let message = format!("the time of publication, {}, is not reached", said(publish_at));
            let place = TextSpan { block: leaf, span: now.range().into() };
            found.push(Found::new(&IMMEDIATE, place, message).hint("say until when it is embargoed"));
        }
    }
    if !held {
        found.extend(dated_before(reading, publish_at));
    }
    if early && !held && !prose.parts.is_empty() {
        let message = format!("nothing says that this must not go out before {}", said(publish_at));
        let place = TextSpan::default();
        found.push(Found::new(&MISSING, place, message).hint("hold it back, or put the embargo on top"));
    }
    found
}

/// The day that a text bears, where it is before that of publication and the text tells the result.
fn dated_before(reading: &Reading<'_>, publish_at: DateTime) -> Option<Found> {
    if !reading.claims().iter().flatten().any(Claim::is_stated) {
        return None;
    }
    let borne = reading.prose.parts.iter().enumerate().flat_map(|(block, part)| {
        let bears = |mention: &Mention| {
            let before = &part.own[..mention.span.start];
            let from = before.rfind('(').unwrap_or_default();
            BEARS.is_match(&before[from..]) && mention.to.is_none()
        };
        dates::mentions(&part.own).into_iter().filter(bears).map(move |mention| (block, mention)).collect::<Vec<_>>()
    });
    let is_early = |(_, mention): &(usize, Mention)| mention.from.date(None).is_some_and(|day| day < publish_at.date());
    let (block, mention) = borne.into_iter().find(is_early)?;
    let message = format!("the text tells the result and bears a day before its publication, {}", said(publish_at));
    let place = TextSpan { block, span: mention.span };
    Some(Found::new(&DATED, place, message).hint("date it from the day of publication, or put the embargo on top"))
}

fn said(at: DateTime) -> String {
    format!("{} on {}", clock(at.time()), crate::language::dates::written(at.date()))
}

/// "9:30am", "noon", "midnight"
fn clock(time: Time) -> String {
    let (hour, minute) = (time.hour(), time.minute());
    let half = if hour < 12 { "am" } else { "pm" };
    let twelve = if hour % 12 == 0 { 12 } else { hour % 12 };
    match (hour, minute) {
        (0, 0) => "midnight".to_owned(),
        (12, 0) => "midday".to_owned(),
        (_, 0) => format!("{twelve}{half}"),
        _ => format!("{twelve}:{minute:02}{half}"),
    }
}

fn time(leaf: usize, part: &Part, sentence: Span, publish_at: DateTime) -> Option<Found> {
    let captures = CLOCK.captures(&part.own[sentence])?;
    let number = |group: usize| captures.get(group).and_then(|found| found.as_str().parse::<i8>().ok());
    let half = captures.get(3).map(|half| half.as_str().to_lowercase());
    let (hour, minute) = match (number(1), captures.get(6)) {
        (Some(hour), _) => (hour % 12 + if half.as_deref() == Some("pm") { 12 } else { 0 }, number(2).unwrap_or(0)),
        (None, Some(word)) => (if word.as_str().eq_ignore_ascii_case("midnight") { 0 } else { 12 }, 0),
        (None, None) => (number(4)?, number(5)?),
    };
    let stated = Time::new(hour, minute, 0, 0).ok()?;
    let place = TextSpan { block: leaf, span: Span::from(captures.get(0)?.range()) + sentence.start };
    let right = clock(publish_at.time());
    let message = format!("the brief’s time of publication is {right}");
    (stated != publish_at.time()).then(|| Found::new(&TIME, place, message).edit(right))
}

#[cfg(test)]
mod tests {
    use super::CHECK;
    use crate::check::tests::{With, expect, expect_with};

    #[test]
    fn the_embargo_ends_when_the_brief_says() {
        expect(
            &CHECK,
            "Embargoed until 9:30am on Tuesday 6 May 2025
            Confidential until 00:01 on Tuesday 6 May 2025. // finding: embargo-time-wrong ‹00:01› -> 9:30am
            Nothing here goes out before noon on 6 May. // finding: embargo-time-wrong ‹noon› -> 9:30am",
        );
    }

    #[test]
    fn no_text_with_the_result_bears_an_earlier_day() {
        let text = |line: &str| format!("{line}\nOfsted has rated Avershire Outstanding.");
        expect(&CHECK, &text("Staff bulletin, Friday 2 May 2025 // finding: embargo-dated-before ‹Friday 2 May 2025›"));
        expect(&CHECK, &text("Posted on 5 May 2025, 6pm // finding: embargo-dated-before ‹5 May 2025›"));
        expect(&CHECK, &text("Staff bulletin, 6 May 2025"));
        expect(&CHECK, "Staff bulletin, 2 May 2025\nInspectors will publish their report on 6 May 2025.");
        expect(&CHECK, &text("Press release, 2 May 2025: embargoed until 9:30am on 6 May 2025"));
    }

    #[test]
    fn nothing_is_released_early() {
        let now = Some(jiff::civil::date(2025, 5, 5).at(12, 0, 0, 0));
        let with = With { now, ..With::default() };
        expect_with(
            &CHECK,
            &with,
            "For immediate release // finding: embargo-not-over ‹For immediate release›; embargo-missing ‹›",
        );
        expect_with(&CHECK, &with, "Ofsted rates us Outstanding. // finding: embargo-missing ‹›");
        expect_with(&CHECK, &with, "Not embargoed – free to use now // finding: embargo-missing ‹›");
        expect_with(&CHECK, &with, "Embargoed until 9:30am on Tuesday 6 May 2025");
        let after = Some(jiff::civil::date(2025, 5, 6).at(9, 30, 0, 0));
        expect_with(&CHECK, &With { now: after, ..With::default() }, "For immediate release");
    }
}
