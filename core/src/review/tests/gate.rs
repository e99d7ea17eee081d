//! The gate: everything that keeps a version from being released is said, and each reason is enough.

use super::*;

/// A moment at which everything is as it should be.
fn fine() -> Conditions {
    Conditions {
        now: "2026-07-28T08:30:00Z".parse().unwrap(),
        record_clock: Some("2026-07-28T08:30:01Z".parse().unwrap()),
        seen: Some("2026-07-27T15:00:00Z".parse().unwrap()),
        embargo: Some(local("2026-07-28T09:30")),
        under_embargo: false,
        held: Held::default(),
        report: Some("hash".to_owned()),
        copy: None,
        window: Some(jiff::SignedDuration::from_mins(120)),
    }
}

fn local(at: &str) -> LocalTime {
    LocalTime::of(&Zone::default(), at.parse().unwrap()).unwrap()
}

/// Returns the version `a`, signed and scheduled for the end of the embargo.
fn scheduled() -> Review {
    let (due, targets) = (local("2026-07-28T09:30"), vec![TargetId("web".to_owned())]);
    let act = Act::Scheduled { version: version("a"), due, targets, despite: None };
    after(&["ann submits a as one", "dora signs a as dora"]).then(&event("ann", act)).unwrap()
}

fn bars(review: &Review, conditions: Conditions, waiver: Option<Waiver<'_>>) -> Vec<String> {
    let bars = review.pass(&version("a"), conditions, waiver).err().unwrap_or_default();
    assert!(bars.iter().all(|bar| !bar.hint().is_empty()));
    bars.iter().map(ToString::to_string).collect()
}

#[test]
fn a_version_passes_only_if_nothing_is_in_the_way() {
    let review = scheduled();
    assert_eq!(bars(&review, fine(), None), Vec::<String>::new());
    let (error, place) = (vec!["“Good” [grade-wrong]".to_owned()], vec!["[Date]".to_owned()]);
    for (conditions, words) in [
        (
            Conditions { now: "2026-07-28T08:29:59Z".parse().unwrap(), ..fine() },
            "must not go out before 09:30 BST on 28 July",
        ),
        (
            Conditions { record_clock: Some("2026-07-28T08:29:59Z".parse().unwrap()), ..fine() },
            "must not go out before",
        ),
        (Conditions { embargo: Some(local("2026-07-28T10:00")), ..fine() }, "must not go out before 10:00 BST"),
        (
            Conditions { now: "2026-07-28T10:30:02Z".parse().unwrap(), record_clock: None, ..fine() },
            "was due at 09:30 BST on 28 July 2026, too long ago",
        ),
        (
            Conditions { seen: Some("2026-07-28T08:30:05Z".parse().unwrap()), ..fine() },
            "the clock of this machine is wrong",
        ),
        (
            Conditions { record_clock: Some("2026-07-28T08:30:03Z".parse().unwrap()), ..fine() },
            "the clocks differ: it is 09:30:00 BST by this machine, and 09:30:03 BST where the record is",
        ),
        (Conditions { report: None, ..fine() }, "final report"),
        (
            Conditions { copy: Some("store 2.db".to_owned()), ..fine() },
            "store 2.db, another copy of the record, has events",
        ),
        (Conditions { held: Held { errors: error, places: Vec::new() }, ..fine() }, "[grade-wrong]"),
        (Conditions { held: Held { errors: Vec::new(), places: place }, ..fine() }, "[Date]"),
    ] {
        let said = bars(&review, conditions, None);
        assert!(said.len() == 1 && said[0].contains(words), "{words}: {said:?}");
    }
    // A clock that is set by the network goes back a little now and then.
    let set_back = Conditions { seen: Some("2026-07-28T08:30:01.5Z".parse().unwrap()), ..fine() };
    assert_eq!(bars(&review, set_back, None), Vec::<String>::new());
    // A person who asks for it late may have it.
    let asked = Conditions { now: "2026-07-29T08:30:00Z".parse().unwrap(), record_clock: None, window: None, ..fine() };
    assert_eq!(bars(&review, asked, None), Vec::<String>::new());
    for (story, words) in [
        (&["ann submits a as one"][..], "has not been signed by all"),
        (&["ann submits b as one", "dora signs b as dora"], "is not the current one"),
        (&["ann submits a as one", "dora returns a"], "Dora returned it"),
        (&["ann submits a as one", "dora signs a as dora", "dora withdraws a"], "Dora withdrew it"),
        (&["ann submits a as one", "dora signs a as dora", "ann stops a"], "Ann stopped it: a by-election"),
        (&["ann submits a as one", "dora signs a as dora", "ann releases a"], "is out already, or on its way"),
    ] {
        let said = bars(&after(story), fine(), None);
        assert!(said.len() == 1 && said[0].contains(words), "{story:?}: {said:?}");
    }
}

#[test]
fn an_error_passes_only_if_somebody_accepts_it_who_may() {
    let error = |what: &str| Held { errors: vec![what.to_owned()], places: Vec::new() };
    let with = |what: &str| Conditions { held: error(what), ..fine() };
    let mut story = events(&["ann submits a as one", "dora signs a as dora"]);
    let Act::Signed { despite, .. } = &mut story[1].act else { panic!() };
    *despite = Some(Despite { because: "agreed".to_owned(), over: error("one") });
    let review = Review::of(&Zone::default(), &story).unwrap();
    assert_eq!(bars(&review, with("one"), None), Vec::<String>::new(), "who signed has accepted it");
    assert_eq!(bars(&review, with("two"), None).len(), 1, "it came later");
    let (ann, dora) = (PersonId("ann".to_owned()), PersonId("dora".to_owned()));
    let may = [dora.clone()];
    let waiver = |by, may| Some(Waiver { because: "so", may, by });
    assert_eq!(bars(&review, with("two"), waiver(&ann, None)), Vec::<String>::new());
    assert_eq!(bars(&review, with("two"), waiver(&dora, Some(&may[..]))), Vec::<String>::new());
    let refused = bars(&review, with("two"), waiver(&ann, Some(&may[..])));
    assert!(refused.len() == 2 && refused[1].contains("may not let it out"), "{refused:?}");
    let pass = review.pass(&version("a"), with("two"), waiver(&dora, None)).unwrap();
    let release = pass.release(vec![TargetId("web".to_owned())], None);
    assert_eq!(release.despite().map(|despite| (despite.because.as_str(), &despite.over)), Some(("so", &error("two"))));
    // No reason makes up for a place that is to be filled in.
    let place = Conditions { held: Held { errors: Vec::new(), places: vec!["[Date]".to_owned()] }, ..fine() };
    assert_eq!(bars(&review, place, waiver(&dora, None)).len(), 1);
}

#[test]
fn a_release_on_record_before_its_time_was_not_written_by_copydesk() {
    let mut early = event("ann", Act::Releasing(release(version("a"))));
    early.at = "2026-07-28T08:29:59Z".parse().unwrap();
    let why = scheduled().then(&early).unwrap_err();
    assert!(why.to_string().contains("must not go out before 09:30 BST"), "{why}");
    let embargoed = Release { embargo: Some(local("2026-07-28T09:30")), ..release(version("a")) };
    let signed = after(&["ann submits a as one", "dora signs a as dora"]);
    let mut early = event("ann", Act::Releasing(embargoed));
    assert!(signed.clone().then(&early).is_err());
    early.at = "2026-07-28T08:30:00Z".parse().unwrap();
    assert!(signed.then(&early).is_ok());
}

#[test]
fn an_embargo_holds_unless_all_may_have_the_text_before_it_ends() {
    let signed = after(&["ann submits a as one", "dora signs a as dora"]);
    let early = Conditions { now: "2026-07-27T15:00:01Z".parse().unwrap(), record_clock: None, ..fine() };
    assert_eq!(bars(&signed, early.clone(), None).len(), 1);
    let may = Conditions { under_embargo: true, ..early.clone() };
    assert_eq!(bars(&signed, may.clone(), None), Vec::<String>::new());
    assert!(signed.foresee(&version("a"), &early, None).is_err() && signed.foresee(&version("a"), &may, None).is_ok());
    // The time that a person has set holds for them too.
    assert_eq!(bars(&scheduled(), may.clone(), None).len(), 1);
    let release =
        signed.pass(&version("a"), may.clone(), None).unwrap().release(vec![TargetId("press".to_owned())], None);
    assert_eq!(release.embargo_at(may.now), Some(&local("2026-07-28T09:30")));
    let mut begun = event("ann", Act::Releasing(release.clone()));
    begun.at = may.now;
    assert!(signed.clone().then(&begun).is_ok());
    begun.act = Act::Releasing(Release { under_embargo: false, ..release });
    assert!(signed.then(&begun).is_err(), "only what the gate let through so is on record so");
}
