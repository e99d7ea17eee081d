//! Prints origins for people: each paragraph, with words that have a source, or should have one, in numbered brackets,
//! and the sources below it. Standard wording has no brackets and is listed on one line.

use crate::cli::screen::{Paint, Screen};
use crate::language;
use crate::phrasing::number;
use crate::story::{Traced, TracedLine, TracedRun, Whose};
use crate::text;
use std::fmt::Write;

pub(super) fn show(traced: &Traced, screen: &Screen, coloured: bool) -> String {
    let paint = |whose: Whose, words: &str| {
        let paint = match whose {
            _ if !coloured => Paint::Plain,
            Whose::Report | Whose::Brief | Whose::Desk | Whose::Record => Paint::Green,
            Whose::Place | Whose::Person => Paint::Yellow,
            Whose::Unknown => Paint::Red,
            Whose::Template | Whose::Plugin => Paint::Plain,
        };
        screen.paint(paint, words)
    };
    let mut shown = String::new();
    for line in traced.lines.iter().filter(|line| !line.runs.is_empty()) {
        shown += &of_line(line, &paint);
        shown.push('\n');
    }
    shown + &summary(traced)
}

/// Returns `true` for standard wording, which has no brackets.
fn is_house(run: &TracedRun) -> bool {
    matches!(run.whose, Whose::Template | Whose::Plugin)
}

fn of_line(line: &TracedLine, paint: &impl Fn(Whose, &str) -> String) -> String {
    let mut words = String::new();
    let mut origins: Vec<&str> = Vec::new();
    for runs in line.runs.chunk_by(|a, b| a.label == b.label || is_house(a) && is_house(b)) {
        let (first, said) = (&runs[0], runs.iter().map(|run| run.run.text.as_str()).collect::<String>());
        let said = text::printable(&said).replace('\n', " ");
        if is_house(first) {
            words += &said;
            continue;
        }
        let place = origins.iter().position(|known| *known == first.label).unwrap_or_else(|| {
            origins.push(&first.label);
            origins.len() - 1
        });
        let (inner, behind) = (said.trim_end(), &said[said.trim_end().len()..]);
        words += &paint(first.whose, &format!("‹{inner}›{}", place + 1));
        words += behind;
    }
    let mut shown = words + "\n";
    for (place, origin) in origins.iter().enumerate() {
        writeln!(shown, "    {}  {}", place + 1, text::printable(origin)).expect("a string takes all that is written");
    }
    let house = house(line);
    if !house.is_empty() {
        writeln!(shown, "    -  {house}").expect("a string takes all that is written");
    }
    shown
}

/// Returns the templates and plugins of a paragraph, each once, with its lines.
fn house(line: &TracedLine) -> String {
    let mut all: Vec<(&str, Vec<&str>)> = Vec::new();
    for run in line.runs.iter().filter(|run| is_house(run)) {
        let (name, place) = run.label.split_once(", line ").unwrap_or((&run.label, ""));
        match all.iter_mut().find(|(known, _)| *known == name) {
            Some((_, places)) if !places.contains(&place) => places.push(place),
            Some(_) => {}
            None => all.push((name, vec![place])),
        }
    }
    let told = all.into_iter().map(|(name, places)| match places.as_slice() {
        [] | [""] => name.to_owned(),
        [place] => format!("{name}, line {place}"),
        places => format!("{name}, lines {}", language::listed(places)),
    });
    text::printable(&told.collect::<Vec<_>>().join("; "))
}

fn summary(traced: &Traced) -> String {
    let words = traced.words();
    let all: usize = words.iter().map(|(_, count)| count).sum();
    let mut shown = format!("{}: {}\n", traced.path.display(), number(all, "word", "words"));
    for (whose, count) in words {
        writeln!(shown, "  {count:>5}  {}", whose.about()).expect("a string takes all that is written");
    }
    shown
}
