//! A desk in memory on which everything happens at once: clocks jump, targets fail, people stop and withdraw, programs are
//! killed between any two steps. Everything comes from a seed, so that what goes wrong once goes wrong again.
#![expect(clippy::disallowed_methods, reason = "the environment says how many seeds to try")]

use super::conditions::Moment;
use super::delivery::{self, Surroundings, Wanted};
use super::refused;
use crate::desk::Desk;
use crate::document::{Block, Document, Run, VersionId};
use crate::review::{
    Act, Acting, Actor, Conditions, Correction, Event, Held, PersonId, Refused, Requirement, Review, RoleId, State,
    TargetId, Terminal, TextName,
};
use crate::story::Error;
use crate::target::{Parcel, Target, TargetError};
use crate::zone::{LocalTime, Zone};
use jiff::{SignedDuration, Timestamp};
use std::cell::RefCell;
use std::fs::File;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

/// The beginning of the simulated time: before the clocks go back.
const START: i64 = 1_792_900_000;
const EMBARGO: i64 = START + 20_000;
const WINDOW: i64 = 7_200;

/// A program that was killed.
struct Killed;

struct World {
    seed: u64,
    /// The time, in seconds, by which both clocks should go.
    time: i64,
    /// How far the machine's clock is ahead.
    skew: i64,
    events: Vec<Event>,
    review: Review,
    /// What each target holds: bytes, and in which place.
    sites: [Option<Vec<u8>>; 2],
    down: [bool; 2],
    /// What each reader of a press list holds, and which of them the mail server does not serve now.
    readers: [Option<Vec<u8>>; 3],
    refused: [bool; 3],
    /// How many steps remain until the program is killed.
    fuse: Option<u32>,
    /// Whether a program is delivering.
    locked: bool,
    is_final: bool,
    errors: bool,
    versions: u32,
    breaches: Vec<String>,
}

struct Simulation(RefCell<World>);

/// A target of the simulated world.
struct Site<'a>(&'a Simulation, usize);

/// A press list of the simulated world.
struct Readers<'a>(&'a Simulation);

fn person(id: &str) -> Actor {
    Actor { id: PersonId(id.to_owned()), name: id.to_owned() }
}

fn text() -> TextName {
    TextName { council: "Avershire".to_owned(), story: Some("s".to_owned()), output: "press-release".to_owned() }
}

fn version(number: u32) -> VersionId {
    let runs = vec![Run { text: format!("version {number}"), ..Run::default() }];
    VersionId::of(&Document { title: String::new(), blocks: vec![Block::Paragraph(runs)], ..Document::default() })
}

fn local(seconds: i64) -> LocalTime {
    LocalTime::at(&Zone::default(), Timestamp::from_second(seconds).unwrap())
}

fn targets() -> Vec<TargetId> {
    ["first", "second", "press"].map(|id| TargetId(id.to_owned())).into()
}

impl Simulation {
    fn new(seed: u64) -> Simulation {
        Simulation(RefCell::new(World {
            seed,
            time: START,
            skew: 0,
            events: Vec::new(),
            review: Review::default(),
            sites: [None, None],
            down: [false; 2],
            readers: [None, None, None],
            refused: [false; 3],
            fuse: None,
            locked: false,
            is_final: true,
            errors: false,
            versions: 0,
            breaches: Vec::new(),
        }))
    }

    /// Returns a number below `end` (SplitMix64).
    fn below(&self, end: u64) -> u64 {
        let mut world = self.0.borrow_mut();
        world.seed = world.seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = world.seed;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % end
    }

    fn now(&self) -> Timestamp {
        let world = self.0.borrow();
        Timestamp::from_second(world.time + world.skew).unwrap()
    }

    fn moment(&self, window: Option<SignedDuration>) -> Moment {
        let record = Timestamp::from_second(self.0.borrow().time).unwrap();
        Moment::Now { at: self.now(), record, window }
    }

    fn acting(&self, id: &str) -> Acting {
        Acting { by: person(id), proof: None, at: self.now() }
    }

    fn breach(&self, words: &str) {
        let mut world = self.0.borrow_mut();
        let events: Vec<String> = world.events.iter().map(|event| format!("{} {:?}", event.at, event.act)).collect();
        world.breaches.push(format!("{words}\n{}", events.join("\n")));
    }

    /// A place between two steps: the program may be killed here, or somebody else does something.
    fn point(&self) {
        let killed = {
            let mut world = self.0.borrow_mut();
            world.fuse = world.fuse.map(|fuse| fuse.saturating_sub(1));
            world.fuse == Some(0)
        };
        if killed {
            resume_unwind(Box::new(Killed));
        }
        if self.below(40) == 0 {
            let fuse = self.0.borrow_mut().fuse.take();
            self.somebody();
            self.0.borrow_mut().fuse = fuse;
        }
    }

    /// Lets a person do something that may or may not be allowed now.
    fn somebody(&self) {
        let text = text();
        let current = self.0.borrow().review.current().map(|current| current.version().clone());
        let act = |act: Act| drop(self.record(&self.acting("dora"), &|_| Ok(act.clone())));
        let because = || "so".to_owned();
        match (self.below(12), current) {
            (0 | 1, _) => self.submit_and_sign(),
            (2, Some(version)) => act(Act::Stopped { version, because: because() }),
            (3 | 4, Some(version)) => act(Act::Resumed { version, because: because() }),
            (5, Some(version)) if self.below(3) == 0 => act(Act::Withdrawn { version, because: None }),
            (6, Some(version)) => act(Act::Unscheduled { version }),
            (7 | 8, Some(version)) => self.schedule(&text, &version),
            (9 | 10, Some(version)) => self.release(&text, &version),
            (_, _) if !self.0.borrow().locked => self.work(),
            _ => {}
        }
    }

    fn submit_and_sign(&self) {
        let desk = r#"{ "council": { "name": "A", "short": "A" }, "people": [
            { "id": "ann", "name": "Ann", "role": "officer" }, { "id": "dora", "name": "Dora", "role": "director" }],
            "sign_off": [{ "roles": ["dora"] }] }"#;
        let desk: Desk = serde_json::from_str(desk).unwrap();
        let needs = Requirement::of(&desk, "press-release", None);
        let number = {
            let mut world = self.0.borrow_mut();
            world.versions += u32::from(!world.seed.is_multiple_of(4) || world.versions == 0);
            world.versions
        };
        let submitted = Act::Submitted { version: version(number), needs, despite: None };
        drop(self.record(&self.acting("ann"), &|_| Ok(submitted.clone())));
        let signed = Act::Signed { version: version(number), role: RoleId("dora".to_owned()), despite: None };
        drop(self.record(&self.acting("dora"), &|_| Ok(signed.clone())));
    }

    fn schedule(&self, text: &TextName, version: &VersionId) {
        let wait = i64::try_from(self.below(30_000)).unwrap() - 3_000;
        let at = self.0.borrow().time + wait;
        let Ok(conditions) = self.conditions(text, version, Moment::Foreseen { at: local(at).instant }) else { return };
        let decide = |review: &Review| {
            let despite = review.foresee(version, &conditions, None).map_err(|bars| delivery::barred(text, bars))?;
            Ok(Act::Scheduled { version: version.clone(), due: local(at), targets: targets(), despite })
        };
        drop(self.record(&self.acting("ann"), &decide));
    }

    /// A person releases a version, as a correction if another one is out.
    fn release(&self, text: &TextName, version: &VersionId) {
        let out = self.0.borrow().review.out().map(|out| out.version().clone());
        let words = || "x".to_owned();
        let correction = out.map(|of| Correction { of, wrong: words(), right: words() });
        let (acting, targets) = (self.acting("ann"), targets());
        let (of, correction, moment) = ((text, version), correction.as_ref(), self.moment(None));
        let wanted = Wanted { of, targets: &targets, waiver: None, correction, moment };
        drop(delivery::begin(self, &wanted, &acting));
        if !self.0.borrow().locked {
            drop(delivery::carry_out(self, text, &acting));
        }
    }

    /// Runs the worker once.
    fn work(&self) {
        let terminal = Terminal { account: "a".to_owned(), host: "h".to_owned(), program: "p".to_owned() };
        let review = self.0.borrow().review.clone();
        let moment = self.moment(Some(SignedDuration::from_secs(WINDOW)));
        drop(delivery::advance(self, (&text(), &review), &terminal, moment));
        self.0.borrow_mut().locked = false;
    }

    /// Adds an event, as a transaction of the store does: all of it or nothing.
    fn record(&self, acting: &Acting, decide: &dyn Fn(&Review) -> Result<Act, Error>) -> Result<Review, Error> {
        let before = self.0.borrow().review.clone();
        let act = decide(&before)?;
        let Acting { by, proof, at } = acting.clone();
        let event = Event { at, by, proof, text: text(), act };
        let after = before.clone().then(&event).map_err(|why: Refused| refused(&text(), why))?;
        if let Act::Releasing(_) = event.act {
            self.check_release(&before);
        }
        let mut world = self.0.borrow_mut();
        world.events.push(event);
        world.review = after.clone();
        Ok(after)
    }

    /// What must be true of the world when a release begins, whatever the program believes.
    fn check_release(&self, before: &Review) {
        let (time, is_final, errors) = {
            let world = self.0.borrow();
            (world.time, world.is_final, world.errors)
        };
        let due = before.due().map(|due| due.instant.as_second());
        for (is_wrong, words) in [
            (time < EMBARGO, "released under embargo"),
            (due.is_some_and(|due| time < due), "released before its time"),
            (!is_final, "released without a final report"),
            (errors, "released with an error"),
            (before.stop.is_some(), "released in spite of a stop"),
            (before.signed().is_none(), "released without sign-off"),
        ] {
            if is_wrong {
                self.breach(words);
            }
        }
    }

    /// Changes something that no person decides.
    fn weather(&self) {
        let (what, number) = (self.below(10), self.below(9_000));
        let mut world = self.0.borrow_mut();
        match what {
            0..=2 => world.time += i64::try_from(number).unwrap(),
            3 => world.skew = i64::try_from(number).unwrap() - 4_500,
            4 => world.skew = i64::try_from(number % 5).unwrap() - 2,
            5 => world.skew = 0,
            6 => world.down[usize::try_from(number % 2).unwrap()] ^= true,
            7 => world.is_final = number % 8 > 0,
            8 => world.refused[usize::try_from(number % 3).unwrap()] ^= true,
            _ => world.errors = number % 5 == 0,
        }
    }

    /// Does something, in which the program may be killed.
    fn do_something(&self) {
        let fuse = (self.below(3) == 0).then(|| 1 + u32::try_from(self.below(12)).unwrap());
        self.0.borrow_mut().fuse = fuse;
        let done = catch_unwind(AssertUnwindSafe(|| if self.below(2) == 0 { self.work() } else { self.somebody() }));
        if let Err(cause) = done
            && !cause.is::<Killed>()
        {
            resume_unwind(cause);
        }
        let mut world = self.0.borrow_mut();
        (world.fuse, world.locked) = (None, false);
    }

    /// Everything works again: what was begun comes to its end, and what was withdrawn is gone.
    fn settle(&self) {
        {
            let mut world = self.0.borrow_mut();
            (world.down, world.skew, world.errors, world.is_final) = ([false; 2], 0, false, true);
            world.refused = [false; 3];
            // The clock may have been ahead when something was recorded.
            world.time += 10_000;
        }
        for _ in 0..400 {
            self.work();
        }
        let review = self.0.borrow().review.clone();
        let holds = |version: &VersionId| {
            let bytes = Some(version.as_str().as_bytes().to_vec());
            let world = self.0.borrow();
            world.sites.iter().chain(&world.readers).all(|there| *there == bytes)
        };
        match &review.state {
            State::Releasing(_) if review.stop.is_none() => {
                self.breach("a release never ends");
            }
            State::Released(released) if !holds(released.release().version()) => {
                self.breach("it is not where it should be");
            }
            State::Withdrawn(_) if self.0.borrow().sites.iter().any(Option::is_some) => {
                self.breach("it was not taken back");
            }
            State::Withdrawn(_) if self.0.borrow().readers.iter().any(Option::is_some) => {
                self.breach("somebody was not told that it is withdrawn");
            }
            _ => {}
        }
        let replayed = Review::of(&Zone::default(), &self.0.borrow().events);
        if replayed.as_ref() != Ok(&review) {
            self.breach("the record does not say what happened");
        }
    }
}

impl Simulation {
    /// What must be true of the world when a text is put somewhere.
    fn check_put(&self, parcel: &Parcel) {
        let is_begun = |event: &Event| matches!(&event.act, Act::Releasing(release) if release.version().as_str().as_bytes() == parcel.bytes);
        if !self.0.borrow().events.iter().any(is_begun) {
            self.breach("put before the record says so");
        }
        if self.0.borrow().time < EMBARGO {
            self.breach("put under embargo");
        }
    }
}

impl Surroundings for Simulation {
    fn state(&self, _: &TextName) -> Result<Review, Error> {
        self.point();
        Ok(self.0.borrow().review.clone())
    }

    fn write_down(
        &self,
        acting: &Acting,
        _: &TextName,
        decide: &dyn Fn(&Review) -> Result<Act, Error>,
    ) -> Result<Review, Error> {
        self.point();
        let done = self.record(acting, decide);
        self.point();
        done
    }

    fn conditions(&self, _: &TextName, _: &VersionId, moment: Moment) -> Result<Conditions, Error> {
        let world = self.0.borrow();
        let (now, record_clock, window) = match moment {
            Moment::Now { at, record, window } => (at, Some(record), window),
            Moment::Foreseen { at } => (at, None, None),
        };
        let errors = if world.errors { vec!["an error".to_owned()] } else { Vec::new() };
        Ok(Conditions {
            now,
            record_clock,
            seen: world.events.last().map(|last| last.at),
            embargo: Some(local(EMBARGO)),
            under_embargo: false,
            held: Held { errors, places: Vec::new() },
            report: world.is_final.then(|| "hash".to_owned()),
            copy: None,
            window,
        })
    }

    fn lock(&self) -> Result<Option<File>, Error> {
        self.0.borrow_mut().locked = true;
        Ok(None)
    }

    fn target(&self, id: &TargetId, _: Timestamp) -> Result<Box<dyn Target + '_>, Error> {
        Ok(match id.0.as_str() {
            "press" => Box::new(Readers(self)),
            id => Box::new(Site(self, usize::from(id == "second"))),
        })
    }

    fn hold_embargo(&self, _: &[TargetId]) -> bool {
        false
    }

    fn parcel(&self, (_, version): (&TextName, &VersionId), _: &TargetId, _: Timestamp) -> Result<Parcel, Error> {
        let bytes = |version: &VersionId| version.as_str().as_bytes().to_vec();
        let world = self.0.borrow();
        let releases = world.events.iter().filter_map(|event| match &event.act {
            Act::Releasing(release) if release.version() != version => Some(bytes(release.version())),
            _ => None,
        });
        let earlier = releases.collect();
        let correction = world.events.iter().rev().find_map(|event| match &event.act {
            Act::Releasing(release) if release.version() == version => release.correction(),
            _ => None,
        });
        let correction = correction.map(|of| (of.wrong.clone(), of.right.clone()));
        let name = "s/press-release".to_owned();
        Ok(Parcel { name, bytes: bytes(version), earlier, correction, ..Parcel::default() })
    }
}

impl Site<'_> {
    fn up(&self) -> Result<(), TargetError> {
        self.0.point();
        let cause = || "it is down".to_owned();
        if self.0.0.borrow().down[self.1] { Err(TargetError::Unreachable { cause: cause() }) } else { Ok(()) }
    }
}

impl Target for Site<'_> {
    fn find(&mut self, parcel: &Parcel) -> Result<Option<String>, TargetError> {
        self.up()?;
        let there = self.0.0.borrow().sites[self.1].as_ref() == Some(&parcel.bytes);
        Ok(there.then(|| "page".to_owned()))
    }

    fn put(&mut self, parcel: &Parcel) -> Result<String, TargetError> {
        self.up()?;
        self.0.check_put(parcel);
        if self.0.0.borrow().sites[self.1].as_ref() == Some(&parcel.bytes) {
            self.0.breach("put twice");
        }
        let there = self.0.0.borrow().sites[self.1].clone();
        if there.is_some_and(|there| there != parcel.bytes && !parcel.earlier.contains(&there)) {
            self.0.breach("what is there is taken for somebody else’s");
        }
        self.0.0.borrow_mut().sites[self.1] = Some(parcel.bytes.clone());
        self.0.point();
        Ok("page".to_owned())
    }

    fn read_back(&mut self, place: &str) -> Result<Vec<u8>, TargetError> {
        self.up()?;
        let there = self.0.0.borrow().sites[self.1].clone();
        there.ok_or_else(|| TargetError::OtherText { place: place.to_owned() })
    }

    fn take_back(&mut self, place: Option<&str>, parcel: &Parcel) -> Result<Option<String>, TargetError> {
        let Some(place) = place.map_or_else(|| self.find(parcel), |place| Ok(Some(place.to_owned())))? else {
            return Ok(None);
        };
        self.up()?;
        self.0.0.borrow_mut().sites[self.1] = None;
        self.0.point();
        Ok(Some(place))
    }
}

impl Readers<'_> {
    /// Sends a mail to each reader of whom `is_due` says so; each may be refused, and after each the program may be killed.
    fn send(
        &self,
        parcel: &Parcel,
        is_due: impl Fn(Option<&Vec<u8>>) -> bool,
        then: Option<&Vec<u8>>,
    ) -> Result<(), TargetError> {
        let mut missed = Vec::new();
        for reader in 0..3 {
            self.0.point();
            let (held, is_refused) = {
                let world = self.0.0.borrow();
                (world.readers[reader].clone(), world.refused[reader])
            };
            if !is_due(held.as_ref()) {
                continue;
            }
            if is_refused {
                missed.push(reader.to_string());
                continue;
            }
            if then.is_some() && held.is_some() && parcel.correction.is_none() {
                self.0.breach("a reader gets another text without a word of what was wrong");
            }
            self.0.0.borrow_mut().readers[reader] = then.cloned();
            self.0.point();
        }
        let (list, reached, of) = ("press".to_owned(), 3 - missed.len(), 3);
        if missed.is_empty() { Ok(()) } else { Err(TargetError::Partly { list, reached, of, missed }) }
    }
}

impl Target for Readers<'_> {
    fn find(&mut self, parcel: &Parcel) -> Result<Option<String>, TargetError> {
        self.0.point();
        let all = self.0.0.borrow().readers.iter().all(|held| held.as_ref() == Some(&parcel.bytes));
        Ok(all.then(|| "list".to_owned()))
    }

    fn put(&mut self, parcel: &Parcel) -> Result<String, TargetError> {
        self.0.check_put(parcel);
        self.send(parcel, |held| held != Some(&parcel.bytes), Some(&parcel.bytes))?;
        Ok("list".to_owned())
    }

    fn read_back(&mut self, place: &str) -> Result<Vec<u8>, TargetError> {
        self.0.point();
        let held = self.0.0.borrow().readers[0].clone();
        held.ok_or_else(|| TargetError::OtherText { place: place.to_owned() })
    }

    fn take_back(&mut self, place: Option<&str>, parcel: &Parcel) -> Result<Option<String>, TargetError> {
        self.send(parcel, |held| held == Some(&parcel.bytes), None)?;
        Ok(place.map(str::to_owned))
    }
}

#[test]
fn nothing_is_lost_goes_out_early_or_twice_whatever_happens() {
    let seeds = if std::env::var_os("COPYDESK_SLOW").is_some() { 10_000 } else { 500 };
    let (mut released, mut withdrawn) = (0, 0);
    for seed in 0..seeds {
        let simulation = Simulation::new(seed);
        simulation.submit_and_sign();
        for _ in 0..200 {
            simulation.weather();
            simulation.do_something();
        }
        simulation.settle();
        let world = simulation.0.into_inner();
        assert!(world.breaches.is_empty(), "seed {seed}: {}", world.breaches.join("\n\n"));
        released += world.events.iter().filter(|event| matches!(event.act, Act::Delivered { .. })).count();
        withdrawn += world.events.iter().filter(|event| matches!(event.act, Act::TakenBack { .. })).count();
    }
    // It is a test of something only if much happens in it.
    let seeds = usize::try_from(seeds).unwrap();
    assert!(released > seeds && withdrawn > seeds / 20, "{released} deliveries, {withdrawn} taken back");
}
