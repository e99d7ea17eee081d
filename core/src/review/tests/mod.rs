//! The rules of a review, tested through its events.

mod gate;
mod joining;

use super::*;
use crate::desk::Desk;
use crate::document::{Block, Document, Run, VersionId};
use crate::inspection::Tone;
use crate::zone::{LocalTime, Zone};
use jiff::Timestamp;

const DESK: &str = r#"{
    "council": { "name": "Avershire County Council", "short": "Avershire" },
    "people": [
        { "id": "ann", "name": "Ann", "role": "press officer" },
        { "id": "ben", "name": "Ben", "role": "press officer" },
        { "id": "dora", "name": "Dora", "role": "director" },
        { "id": "cem", "name": "Cem", "role": "cabinet member" }
    ],
    "roles": [
        { "id": "press", "held_by": ["ann", "ben"] },
        { "id": "both", "held_by": ["ann", "ben"], "needs": "all" },
        { "id": "lead", "held_by": ["ann", "dora"] }
    ],
    "sign_off": [
        { "outputs": ["poor"], "results": ["poor"], "roles": ["press", "dora", "cem"], "order": "in-order" },
        { "outputs": ["all"], "roles": ["both", "dora"] },
        { "outputs": ["two"], "roles": ["lead", "press"] },
        { "outputs": ["one"], "roles": ["dora"] }
    ]
}"#;

fn needs(output: &str) -> Requirement {
    let desk: Desk = serde_json::from_str(DESK).unwrap();
    Requirement::of(&desk, output, Some(Tone::Poor))
}

fn version(text: &str) -> VersionId {
    let runs = vec![Run { text: text.to_owned(), ..Run::default() }];
    VersionId::of(&Document { title: String::new(), blocks: vec![Block::Paragraph(runs)], ..Document::default() })
}

fn actor(id: &str) -> Actor {
    let name = id[..1].to_uppercase() + &id[1..];
    Actor { id: PersonId(id.to_owned()), name }
}

fn event(person: &str, act: Act) -> Event {
    let text = TextName { council: "Avershire".to_owned(), story: Some("s".to_owned()), output: "o".to_owned() };
    Event { at: Timestamp::UNIX_EPOCH, by: actor(person), proof: None, text, act }
}

/// Parses events such as `ann submits a as one`, `dora signs a as dora`, `dora returns a`.
fn events(story: &[&str]) -> Vec<Event> {
    let told = |line: &&str| {
        let words: Vec<&str> = line.split(' ').collect();
        let (version, last) = (version(words[2]), words.last().unwrap());
        let act = match words[1] {
            "submits" => Act::Submitted { version, needs: needs(last), despite: None },
            "signs" => Act::Signed { version, role: RoleId((*last).to_owned()), despite: None },
            "returns" => Act::Returned { version, because: "a wrong date".to_owned() },
            "withdraws" => Act::Withdrawn { version, because: None },
            "approves" => Act::Approved { version, on: "2025-05-06".parse().unwrap(), from: "old.docx".to_owned() },
            "releases" => Act::Releasing(release(version)),
            "delivers" => Act::Delivered { version, target: TargetId("web".to_owned()), place: "a page".to_owned() },
            "stops" => Act::Stopped { version, because: "a by-election".to_owned() },
            other => panic!("{other}"),
        };
        event(words[0], act)
    };
    story.iter().map(told).collect()
}

fn release(version: VersionId) -> Release {
    let targets = vec![TargetId("web".to_owned())];
    Release {
        version,
        targets,
        report: "hash".to_owned(),
        embargo: None,
        under_embargo: false,
        despite: None,
        correction: None,
    }
}

fn after(story: &[&str]) -> Review {
    Review::of(&Zone::default(), &events(story)).unwrap_or_else(|(place, why)| panic!("{}: {why}", story[place]))
}

/// Returns why the last event is refused; all before it are accepted.
fn refusal(story: &[&str]) -> String {
    let (place, why) = Review::of(&Zone::default(), &events(story)).expect_err("the last line is refused");
    assert_eq!(place, story.len() - 1, "{why}");
    assert!(!why.hint().is_empty());
    why.to_string()
}

/// Returns who can sign what: `role: person, person`, with `(later)` if others sign first.
fn open(review: &Review) -> Vec<String> {
    let said = |open: OpenRole| {
        let from: Vec<String> = open.from.into_iter().map(|actor| actor.id.0).collect();
        format!("{}: {}{}", open.role, from.join(", "), if open.now { "" } else { " (later)" })
    };
    review.current().map(|current| current.open().into_iter().map(said).collect()).unwrap_or_default()
}

fn names(sign_offs: &[SignOff]) -> Vec<&str> {
    sign_offs.iter().map(|sign_off| sign_off.by.id.0.as_str()).collect()
}

#[test]
fn a_text_is_signed_when_every_role_has_signed() {
    let story = ["ann submits a as poor", "ben signs a as press", "dora signs a as dora", "cem signs a as cem"];
    let first = after(&story[..1]);
    assert_eq!(open(&first), ["press: ben", "dora: dora (later)", "cem: cem (later)"]);
    assert_eq!(open(&after(&story[..2])), ["dora: dora", "cem: cem (later)"]);
    let signed = after(&story);
    let State::Signed(all) = &signed.state else { panic!("{signed:?}") };
    assert_eq!(names(all.submitted().signed()), ["ben", "dora", "cem"]);
    assert_eq!(
        signed.approved,
        [Approved { version: version("a"), on: "1970-01-01".parse().unwrap(), at: Timestamp::UNIX_EPOCH, from: None }]
    );
}

#[test]
fn who_may_not_sign_is_told_why() {
    for (story, why) in [
        (&["dora signs a as dora"][..], "it has not been submitted"),
        (&["dora submits a as one"], "only the author could sign as `dora`"),
        (&["ann submits a as one", "ann signs a as dora"], "Ann is an author of version"),
        (&["ann submits a as one", "ben signs a as dora"], "Ben does not sign this text as `dora`"),
        (&["ann submits a as one", "dora signs b as dora"], "is not the current one: it is now version"),
        (&["ann submits a as poor", "cem signs a as cem"], "`press` signs before `cem`"),
        (&["ann submits a as all", "dora signs a as dora", "dora signs a as dora"], "Dora has already signed version"),
        (&["cem submits a as two", "ann signs a as lead", "ben signs a as lead"], "Ben does not sign"),
        (&["cem submits a as two", "ann signs a as lead", "dora signs a as lead"], "`lead` has signed it already"),
        (&["ann submits a as one", "dora signs a as dora", "dora signs a as dora"], "has all its sign-offs"),
        (&["ann submits a as one", "ann submits a as one"], "has already been submitted"),
        (&["ann submits a as one", "cem returns a"], "Cem is not an author of this text and does not have to sign it"),
        (&["ann submits a as one", "ann returns a"], "Ann is its author: only others can return it"),
        (
            &["ann submits a as one", "cem withdraws a"],
            "Cem is not an author of this text and does not have to sign it",
        ),
        (&["ann submits a as one", "dora returns a", "dora signs a as dora"], "Dora returned it: a wrong date"),
        (&["ann submits a as one", "ann withdraws a", "dora signs a as dora"], "Ann withdrew it"),
    ] {
        let said = refusal(story);
        assert!(said.contains(why), "{story:?}: {said}");
    }
}

#[test]
fn the_author_is_whoever_has_submitted_it_since_it_was_last_signed() {
    // Not even when a colleague submits the same words again.
    let again = ["ann submits a as two", "dora returns a", "cem submits a as two", "ann signs a as press"];
    assert!(refusal(&again).contains("Ann is an author of version"));
    // Nor when a colleague has changed a word of it.
    let edited = ["ann submits a as two", "dora returns a", "cem submits b as two", "ann signs b as press"];
    assert!(refusal(&edited).contains("Ann is an author of version"), "{}", refusal(&edited));
}

#[test]
fn all_who_hold_a_role_sign_but_the_author() {
    let by_ann = after(&["ann submits a as all"]);
    assert_eq!(open(&by_ann), ["both: ben", "dora: dora"]);
    let by_cem = ["cem submits a as all", "ben signs a as both", "dora signs a as dora", "ann signs a as both"];
    assert_eq!(open(&after(&by_cem[..3])), ["both: ann"]);
    assert!(matches!(after(&by_cem).state, State::Signed(_)));
}

#[test]
fn nobody_signs_away_a_role_that_only_they_can_fill() {
    // `lead` is Ann or Dora, `press` is Ann or Ben: with Ben as author only Ann is left for `press`.
    let review = after(&["ben submits a as two"]);
    assert_eq!(open(&review), ["lead: ann, dora", "press: ann"]);
    let why = review.role_for(&version("a"), &actor("ann"), Some(&RoleId("lead".to_owned()))).unwrap_err();
    assert!(matches!(why, Refused::NeededElsewhere { .. }), "{why}");
    let role = review.role_for(&version("a"), &actor("ann"), None).unwrap();
    assert_eq!(role.0, "press", "who asks for no role gets the one that leaves nobody out");
}

#[test]
fn a_changed_text_has_no_sign_offs() {
    let story = ["cem submits a as all", "dora signs a as dora", "ben signs a as both", "cem submits b as all"];
    let edited = after(&story);
    assert_eq!(open(&edited), ["both: ann, ben", "dora: dora"]);
    assert_eq!(names(&edited.fallen), ["dora", "ben"]);
    assert!(edited.fallen.iter().all(|sign_off| sign_off.version == version("a")));
    // Ben, who signed again, is no longer among them; returning to the earlier words restores nothing.
    assert_eq!(names(&after(&[&story[..], &["ben signs b as both"]].concat()).fallen), ["dora"]);
    let back = after(&[&story[..], &["cem submits a as all"]].concat());
    assert_eq!((open(&back).len(), names(&back.fallen)), (2, vec!["dora", "ben"]));
}

#[test]
fn a_signed_text_stays_approved_while_the_next_is_in_review() {
    let story = ["ann submits a as one", "dora signs a as dora", "ann submits b as one"];
    let next = after(&story);
    assert!(matches!(next.state, State::Submitted(_)));
    assert_eq!(next.approved.iter().map(|approved| &approved.version).collect::<Vec<_>>(), [&version("a")]);
    let taken_back = after(&[&story[..], &["ann withdraws b"]].concat());
    assert_eq!(taken_back.approved.len(), 1, "what was taken back is the next one");
    assert!(after(&[&story[..2], &["dora withdraws a"]].concat()).approved.is_empty());
}

#[test]
fn rules_that_change_are_asked_for_by_submitting_again() {
    let story = ["cem submits a as all", "dora signs a as dora", "ben submits a as one"];
    let again = after(&story);
    assert!(matches!(again.state, State::Signed(_)), "Dora has signed these words, and that is all that is asked now");
    let other = after(&["ben submits a as two", "dora signs a as lead", "ben submits a as poor"]);
    assert_eq!(names(&other.fallen), ["dora"], "now others sign before her");
}

#[test]
fn without_a_rule_a_second_reader_signs() {
    let needs = needs("unheard-of");
    assert!(needs.is_default() && !needs.in_order());
    assert_eq!(open(&after(&["ann submits a as unheard-of"])), ["second-reader: ben, dora, cem"]);
    assert!(matches!(after(&["ann submits a as x", "cem signs a as second-reader"]).state, State::Signed(_)));
}

#[test]
fn what_was_approved_before_is_on_record_beside_the_review() {
    let review = after(&["ann approves a", "ann submits b as one", "dora approves c"]);
    let froms: Vec<_> = review.approved.iter().map(|approved| approved.from.as_deref()).collect();
    assert_eq!(froms, [Some("old.docx"), Some("old.docx")]);
    assert!(matches!(review.state, State::Submitted(_)));
    assert!(
        refusal(&["ann approves a", "ben approves a"]).contains("has already been added as approved on 2025-05-06")
    );
    let taken_back = after(&["ann approves a", "ben approves b", "dora withdraws a"]);
    assert_eq!(taken_back.approved.iter().map(|approved| &approved.version).collect::<Vec<_>>(), [&version("b")]);
    assert_eq!(refusal(&["ann approves a", "dora withdraws b"]), "it has not been submitted");
}

#[test]
fn events_are_written_and_read() {
    let events = events(&[
        "ann submits a as poor",
        "ben signs a as press",
        "ben returns a",
        "ann withdraws a",
        "ann approves a",
    ]);
    for event in events {
        let written = serde_json::to_string(&event).unwrap();
        assert_eq!(serde_json::from_str::<Event>(&written).unwrap(), event, "{written}");
    }
}

#[test]
fn the_reason_to_go_on_stays_with_the_submission_and_the_sign_off() {
    let mut story = events(&["ann submits a as two", "dora signs a as lead"]);
    let over = |because: &str| {
        let errors = vec!["“Good”: the report says Outstanding [grade-wrong]".to_owned()];
        Some(Despite { because: because.to_owned(), over: Held { errors, places: Vec::new() } })
    };
    for (event, because) in story.iter_mut().zip(["the page says so", "agreed with Ofsted"]) {
        match &mut event.act {
            Act::Submitted { despite, .. } | Act::Signed { despite, .. } => *despite = over(because),
            other => panic!("{other:?}"),
        }
        let written = serde_json::to_string(&event).unwrap();
        assert_eq!(serde_json::from_str::<Event>(&written).unwrap(), *event, "{written}");
    }
    let review = Review::of(&Zone::default(), &story).unwrap();
    let current = review.current().unwrap();
    assert_eq!(
        (current.despite(), &current.signed()[0].despite),
        (over("the page says so").as_ref(), &over("agreed with Ofsted"))
    );
    // When others have to sign the same words, the sign-off holds with its reason.
    story.extend(events(&["ann submits a as one"]));
    let review = Review::of(&Zone::default(), &story).unwrap();
    assert_eq!(review.current().unwrap().despite(), None);
    // An older program's events have no reason, and an event without one is written as it was then.
    let old = r#"{"signed":{"version":"VERSION","role":"lead"}}"#.replace("VERSION", version("a").as_str());
    let act: Act = serde_json::from_str(&old).unwrap();
    assert_eq!((act.despite(), serde_json::to_string(&act).unwrap()), (None, old));
}

#[test]
fn the_day_of_an_approval_is_that_of_the_councils_clocks() {
    let mut story = events(&["ann submits a as one", "dora signs a as dora"]);
    for (at, london, new_york) in [
        ("2027-05-05T23:31:00Z", "2027-05-06", "2027-05-05"),
        ("2026-10-24T23:30:00Z", "2026-10-25", "2026-10-24"),
        ("2026-10-25T23:30:00Z", "2026-10-25", "2026-10-25"),
        ("2027-03-27T23:30:00Z", "2027-03-27", "2027-03-27"),
        ("2027-03-28T23:30:00Z", "2027-03-29", "2027-03-28"),
    ] {
        story[1].at = at.parse().unwrap();
        for (zone, day) in [("Europe/London", london), ("America/New_York", new_york)] {
            let review = Review::of(&Zone::try_from(zone.to_owned()).unwrap(), &story).unwrap();
            assert_eq!(review.last_approved().unwrap().on.to_string(), day, "{at} in {zone}");
        }
    }
}
