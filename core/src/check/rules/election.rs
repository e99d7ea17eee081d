//! Elections: between the notice of election and the close of the poll, no politician is quoted or pictured.
//!
//! Rule: Local Government Act 1986 s.2; Code of Recommended Practice on Local Authority Publicity 2011, care in periods of
//! heightened sensitivity. The periods stand in the desk.

use crate::check::evidence::ground::Ground;
use crate::check::evidence::reading::Reading;
use crate::check::evidence::speaker::Voice;
use crate::check::evidence::who_speaks::people_in;
use crate::check::{Check, Class, Duties, Found};
use crate::desk::PreElection;
use crate::document::Kind;
use crate::finding::Severity;
use crate::text::TextSpan;
use crate::zone::Moment;

static QUOTED: Class = Class {
    id: "election-politician-quoted",
    severity: Severity::Error,
    about: "a politician is quoted in a pre-election period",
};
static PICTURED: Class = Class {
    id: "election-politician-pictured",
    severity: Severity::Error,
    about: "a politician is pictured in a pre-election period",
};

/// The check.
pub(in crate::check) static CHECK: Check = Check {
    id: "election",
    rule: "Local Government Act 1986 s.2; Publicity Code 2011, heightened sensitivity",
    classes: &[&QUOTED, &PICTURED],
    duties: Duties::All,
    run,
};

fn run(reading: &Reading<'_>) -> Vec<Found> {
    let &Reading { prose, ground, .. } = reading;
    let Some(period) = period(ground) else { return Vec::new() };
    let why = format!(
        "from {} to {} nobody who stands for office is quoted or pictured ({})",
        crate::language::dates::written(period.from),
        crate::language::dates::written(period.to),
        period.what
    );
    let mut found = Vec::new();
    for (quote, voice) in prose.quotes.iter().zip(reading.voices()).filter(|(quote, _)| quote.depth == 0) {
        if let Some(name) = politician(voice, ground) {
            let place = prose.words_of(quote).first();
            found.push(
                Found::new(&QUOTED, place, format!("{name} is quoted in a pre-election period")).hint(why.clone()),
            );
        }
    }
    for (leaf, part) in prose.parts.iter().enumerate().filter(|(_, part)| matches!(part.kind, Kind::Image { .. })) {
        for (range, voice) in people_in(&part.text, ground) {
            if let Some(name) = politician(&voice, ground) {
                let message = format!("{name} is pictured in a pre-election period");
                found.push(Found::new(&PICTURED, TextSpan { block: leaf, span: range }, message).hint(why.clone()));
            }
        }
    }
    found
}

/// The desk's period that holds the day on which the text goes out.
fn period<'a>(ground: &Ground<'a>) -> Option<&'a PreElection> {
    let known = &ground.known;
    let stated = known.brief.and_then(|brief| brief.publish_at);
    // A text goes out when it is said to, but not before the result may be told.
    let (now, stated) = (known.now.map(Moment::date), stated.map(Moment::date));
    let goes_out = now.map(|now| stated.map_or(now, |stated| stated.max(now))).or(stated);
    let day = goes_out.or(known.published)?;
    known.desk?.pre_election.iter().find(|period| (period.from..=period.to).contains(&day))
}

fn politician(voice: &Voice, ground: &Ground<'_>) -> Option<String> {
    match voice {
        Voice::Person(number) => {
            ground.people.get(*number).filter(|person| person.politician).map(|person| person.name.clone())
        }
        Voice::Stranger(name) => {
            let title = name.split(' ').next().unwrap_or_default().to_lowercase();
            matches!(title.trim_end_matches('.'), "councillor" | "cllr" | "mp" | "mayor").then(|| name.clone())
        }
        Voice::Unnamed(called) => {
            let called = called.to_lowercase();
            let office = ["leader", "cabinet member", "lead member", "portfolio holder", "councillor", "mayor"];
            office.iter().any(|office| called.contains(office)).then_some(called)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::CHECK;
    use crate::check::tests::{With, expect, expect_with};

    #[test]
    fn no_politician_speaks_before_a_poll() {
        let text = "Ruth Adeyinka-Shaw said: “We gave our staff time.”
            Councillor Marian Thackwell said: “I am proud.” // finding: election-politician-quoted ‹I am proud.›
            Cllr Hugh Wrenfield said: “I am too.” // finding: election-politician-quoted ‹I am too.›
            The cabinet member for children said: “I am very proud.” // finding: election-politician-quoted ‹I am very proud.›
            “We are proud,” as Councillor Thackwell put it. // finding: election-politician-quoted ‹We are proud,›
            Councillor Marian Thackwell welcomed the report. “It is good,” she said. // finding: election-politician-quoted ‹It is good,›
            “It is a good day for all.” // finding: election-politician-quoted ‹It is a good day for all.›
            Councillor Marian Thackwell, cabinet member for children and young people
            ![Councillor Marian Thackwell at a desk](a.jpg) // finding: election-politician-pictured ‹Councillor Marian Thackwell›";
        expect(&CHECK, text);
        let instead = [("2025-05-05, to = 2025-05-08", "2026-05-05, to = 2026-05-08")];
        let with = With { instead: &instead, ..With::default() };
        expect_with(&CHECK, &with, "Councillor Marian Thackwell said: “I am proud.”");
        let now = Some(jiff::civil::date(2025, 5, 12).at(9, 0, 0, 0));
        let with = With { now, ..With::default() };
        expect_with(&CHECK, &with, "Councillor Marian Thackwell said: “I am proud.”");
    }
}
