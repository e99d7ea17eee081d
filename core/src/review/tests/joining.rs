//! Two copies of a record that are joined: nothing is lost, and a "no" of either holds against every "yes" of the other.

use super::*;

/// What is left when `there` is joined to `here`, which both go on from `common`.
struct Left {
    /// The events of `here` that are void, and those of `there`, as their place on their own side and the reason.
    void: [Vec<(usize, String)>; 2],
    review: Review,
}

fn joined(common: &[&str], here: &[&str], there: &[&str]) -> Left {
    // Each side was right by itself.
    for side in [here, there] {
        after(&[common, side].concat());
    }
    let (base, added) = (events(&[common, here].concat()), events(there));
    let is_common = |place: usize| place < common.len();
    let known: Vec<Entry<'_>> = base
        .iter()
        .enumerate()
        .map(|(place, event)| Entry { event, void: None, is_common: is_common(place) })
        .collect();
    let new: Vec<Entry<'_>> = added.iter().map(|event| Entry { event, void: None, is_common: false }).collect();
    let joining = join(&Zone::default(), &known, &new);
    assert_eq!(joining.void.len(), there.len());
    let is_void = |place: usize| joining.voids.iter().any(|voids| voids.here == place);
    let before = base.iter().enumerate().map(|(place, event)| (event, is_void(place)));
    let all = before.chain(added.iter().zip(&joining.void).map(|(event, void)| (event, void.is_some())));
    let review = Review::of_joined(&Zone::default(), all).unwrap_or_else(|(place, why)| panic!("event {place}: {why}"));
    let voids = joining.voids.into_iter().map(|voids| (voids.here - common.len(), voids.because)).collect();
    let there = joining.void.into_iter().enumerate().filter_map(|(place, why)| Some((place, why?))).collect();
    Left { void: [voids, there], review }
}

/// Joins both ways round; returns the void events of the two sides, which are the same each time.
fn both_ways(common: &[&str], one: &[&str], other: &[&str]) -> [Vec<usize>; 2] {
    let places = |void: &[(usize, String)]| void.iter().map(|(place, _)| *place).collect::<Vec<_>>();
    let (first, second) = (joined(common, one, other), joined(common, other, one));
    let [here, there] = first.void.each_ref().map(|void| places(void));
    assert_eq!([&here, &there], [&places(&second.void[1]), &places(&second.void[0])], "whichever is joined to which");
    for left in [first, second] {
        assert!(!matches!(left.review.state, State::Signed(_)), "{:?}", left.review.state);
    }
    [here, there]
}

#[test]
fn a_return_wins_over_sign_offs_of_the_other_copy() {
    let common = ["ann submits a as poor", "ben signs a as press"];
    let yes = ["dora signs a as dora", "cem signs a as cem"];
    assert_eq!(both_ways(&common, &yes[..1], &["dora returns a"]), [vec![0], vec![]]);
    assert_eq!(both_ways(&common, &yes, &["cem returns a"]), [vec![0, 1], vec![]], "also when it was signed off");
    let left = joined(&common, &yes, &["cem returns a"]);
    let State::Returned(returned) = &left.review.state else { panic!("{:?}", left.review.state) };
    assert_eq!((returned.by.name.as_str(), names(&returned.signed)), ("Cem", vec!["ben"]));
    assert!(left.review.approved.is_empty());
    assert_eq!(
        left.void[0][0].1,
        format!("Cem returned version {} in the other copy: a wrong date", version("a").short())
    );
    assert_eq!(names(&left.review.fallen), ["dora", "cem"], "those who signed are told that it is void");
}

#[test]
fn a_withdrawal_wins_over_sign_offs_of_the_other_copy() {
    let common = ["ann submits a as one"];
    assert_eq!(both_ways(&common, &["dora signs a as dora"], &["ann withdraws a"]), [vec![0], vec![]]);
    let approved = ["ann approves a", "dora withdraws a"];
    assert!(joined(&approved, &["ben approves a"], &[]).review.last_approved().is_some());
    let again = joined(&["ann approves a"], &["dora withdraws a", "ben approves a"], &["cem withdraws a"]);
    assert_eq!(again.review.last_approved(), None, "{:?}", again.void);
}

#[test]
fn a_no_holds_when_the_other_copy_has_gone_on() {
    // Dora signed the text, and its next version too; Ben had returned the first one on his computer.
    let common = ["ann submits a as one"];
    let here = ["dora signs a as dora", "ann submits b as one", "dora signs b as dora"];
    let left = joined(&common, &here, &["dora returns a"]);
    assert_eq!(left.void.each_ref().map(Vec::len), [1, 1], "{:?}", left.void);
    assert!(left.void[1][0].1.contains("it cannot follow"), "the return is kept and says why it changes nothing");
    assert!(matches!(&left.review.state, State::Signed(signed) if *signed.submitted().version() == version("b")));
    assert_eq!(left.review.approved.iter().map(|approved| &approved.version).collect::<Vec<_>>(), [&version("b")]);
    // The same words were submitted again after they had been returned; the sign-off in the other copy knew nothing of it.
    let again = ["dora returns a", "ann submits a as one"];
    assert_eq!(both_ways(&common, &again, &["dora signs a as dora"]), [vec![], vec![0]]);
}

#[test]
fn what_follows_from_a_void_event_is_void() {
    // Ann could sign version b only because version a was signed off, so that its authors were done.
    let common = ["ann submits a as one"];
    let here = ["dora signs a as dora", "cem submits b as two", "ann signs b as press"];
    let left = joined(&common, &here, &["dora returns a"]);
    assert_eq!(left.void[0].iter().map(|(place, _)| *place).collect::<Vec<_>>(), [0, 2]);
    assert!(left.void[0][1].1.contains("Ann is an author"), "{:?}", left.void);
}

#[test]
fn nobody_signs_what_they_submitted_in_the_other_copy() {
    let left = joined(&[], &["cem submits b as x"], &["ben submits b as x"]);
    assert_eq!(left.void[1].len(), 1, "it is submitted already");
    let role = left.review.role_for(&version("b"), &actor("ben"), None).unwrap_err();
    assert!(matches!(role, Refused::OwnText { .. }), "{role}");
    // Nor does a sign-off hold that was given before the two were joined.
    let left = joined(&["cem submits a as x"], &["ben signs a as second-reader"], &["ben submits a as one"]);
    assert!(left.void[0][0].1.ends_with("and is its author"), "{:?}", left.void);
    assert_eq!(open(&left.review), ["dora: dora"]);
}

#[test]
fn two_who_sign_the_same_are_no_conflict() {
    let common = ["cem submits a as all"];
    let left = joined(&common, &["dora signs a as dora"], &["ben signs a as both", "ann signs a as both"]);
    assert_eq!(left.void, [vec![], vec![]]);
    assert!(matches!(left.review.state, State::Signed(_)), "each of the three has signed these words");
    let twice = joined(&common, &["dora signs a as dora"], &["dora signs a as dora"]);
    assert_eq!(twice.void[1].len(), 1);
    assert!(twice.void[1][0].1.contains("Dora has already signed"), "{:?}", twice.void);
}

/// What one copy of the record put out is out, whatever the other one says about it.
#[test]
fn what_was_released_in_one_copy_is_known_to_be_out() {
    let common = ["ann submits a as one", "dora signs a as dora"];
    let (out, no) = (["ann releases a", "ann delivers a"], ["dora withdraws a"]);
    for (here, there) in [(&out[..], &no[..]), (&no, &out)] {
        let left = joined(&common, here, there);
        assert!(matches!(left.review.state, State::Withdrawn(_)), "{:?}", left.review.state);
        assert_eq!(left.review.deliveries.len(), 1, "so that it can be taken back");
        // One that may not have arrived is asked about.
        let going = joined(&common, &here[..1], &there[..1]);
        assert_eq!((going.review.unsettled.len(), going.review.out().is_some()), (1, true));
    }
    let stopped = joined(&common, &["ann releases a"], &["dora stops a"]);
    assert!(stopped.review.stop.is_some());
    let stopped = joined(&common, &["dora stops a"], &["ann releases a"]);
    assert_eq!((stopped.review.stop.is_some(), stopped.void[1].len(), stopped.review.unsettled.len()), (true, 1, 1));
}
