//! Numbers: how many points to improve and how many judgements there are, and every figure that no source has.
//!
//! Rule: figures agree with their source (council practice; Publicity Code 2011, objective). A wrong count blocks; a figure
//! without a source is worth a look.

use crate::check::evidence::contacts::Contact;
use crate::check::evidence::counted::{self, Cited, Compared};
use crate::check::evidence::earlier::{EarlierReport, means_earlier};
use crate::check::evidence::ground::Ground;
use crate::check::evidence::passages::Passages;
use crate::check::evidence::prose::Part;
use crate::check::evidence::reading::Reading;
use crate::check::evidence::values::values;
use crate::check::{Check, Class, Duties, Found};
use crate::document::Origin;
use crate::finding::Severity;
use crate::inspection::Tone;
use crate::language::{self, Token, dates, number, number_like};
use crate::text::{Span, TextSpan};
use jiff::civil::Date;
use std::collections::BTreeSet;

static WRONG: Class = Class {
    id: "count-wrong",
    severity: Severity::Error,
    about: "the number of points to improve, or of judgements, is not the report’s",
};
static PARAGRAPH: Class = Class {
    id: "paragraph-not-there",
    severity: Severity::Error,
    about: "a paragraph is cited that the report does not have",
};
static UNKNOWN: Class = Class {
    id: "number-without-source",
    severity: Severity::Warning,
    about: "a figure that neither the report nor the brief nor the desk has",
};

/// The check.
pub(in crate::check) static CHECK: Check = Check {
    id: "counts",
    rule: "agreement with the source",
    classes: &[&WRONG, &PARAGRAPH, &UNKNOWN],
    duties: Duties::None,
    run,
};

fn run(reading: &Reading<'_>) -> Vec<Found> {
    let &Reading { prose, ground, .. } = reading;
    let known = ground.numbers();
    let mut found = Vec::new();
    for (leaf, part) in prose.parts.iter().enumerate() {
        let mut taken: Vec<Span> = dates::mentions(&part.own).into_iter().map(|mention| mention.span).collect();
        taken.extend(Contact::all(&part.own).into_iter().map(|(span, _)| span));
        found.extend(points(leaf, part, ground, &mut taken));
        found.extend(compared(leaf, part, ground));
        found.extend(judgements(leaf, part, ground, &mut taken));
        found.extend(cited(leaf, part, ground, &mut taken));
        found.extend(inspectors(leaf, part, ground, &mut taken));
        let unknown = unknown(leaf, part, known, &taken).into_iter();
        found.extend(unknown.filter(|found| !is_known_part(found, part, ground)));
    }
    found
}

fn wrong(leaf: usize, span: Span, said: &str, actual: usize, what: [&str; 2]) -> Found {
    let actual = actual as u64;
    let what = what[usize::from(actual != 1)];
    let message = format!("the report has {} {what}, not {}", number_like(actual, "one"), said.to_lowercase());
    Found::new(&WRONG, TextSpan { block: leaf, span }, message).edit(number_like(actual, said))
}

/// How many points to improve there are.
fn points(leaf: usize, part: &Part, ground: &Ground<'_>, taken: &mut Vec<Span>) -> Vec<Found> {
    let actual = ground.known.inspection.improvements.len();
    let mut found: Vec<Found> = Vec::new();
    if actual == 0 {
        return found;
    }
    for (whole, said) in counted::points(&part.own) {
        if taken.iter().any(|span| span.contains(said.start)) {
            continue;
        }
        taken.push(said);
        let words = &part.own[said];
        let count = counted::number_of(words);
        let then = points_then(&part.own[part.sentence_at(said.start)], ground);
        let may_be = |actual: usize| counted::may_be(&part.own, said, actual);
        if then.as_ref().is_some_and(|held| held.is_empty() || held.iter().any(|(_, then)| may_be(*then))) {
            continue;
        }
        let of_areas = part.own[whole].to_lowercase().contains("area") && areas_below_good(ground) == Some(count);
        if may_be(actual) || of_areas {
            continue;
        }
        let now = wrong(leaf, said, words, actual, ["point to improve", "points to improve"]);
        let earlier = then.and_then(|held| held.last().copied()).map(|(year, then)| {
            let message = format!("the report has {actual} points to improve, and that of {year} had {then}");
            Found::new(&WRONG, TextSpan { block: leaf, span: said }, message)
        });
        found.push(earlier.unwrap_or(now));
    }
    found
}

/// The years and the points of the earlier reports that a sentence may mean: none where it means this one, and an empty list where
/// the story does not hold them.
fn points_then(sentence: &str, ground: &Ground<'_>) -> Option<Vec<(i16, usize)>> {
    let first = ground.known.inspection.dates.iter().map(|days| days.from.year()).min()?;
    let record = ground.known.record.of(ground.known.inspection.authority.key()).iter();
    let recorded = record.flat_map(|past| [Some(past.inspected), past.published]).flatten().map(Date::year);
    let years: Vec<i16> = recorded.chain(ground.earlier.iter().flat_map(EarlierReport::years)).collect();
    let years: Vec<i16> = years.into_iter().filter(|year| *year < first).collect();
    let held = ground.earlier.iter().map(|report| (report.year, report.inspection.improvements.len()));
    means_earlier(sentence, &years).then(|| held.collect())
}

/// "twice as many points as last time", "fewer recommendations than in 2021": how the points compare with those of the report before.
fn compared(leaf: usize, part: &Part, ground: &Ground<'_>) -> Vec<Found> {
    let Some(last) = ground.earlier.last() else { return Vec::new() };
    let (now, then) = (ground.known.inspection.improvements.len(), last.inspection.improvements.len());
    if now == 0 || then == 0 {
        return Vec::new();
    }
    let is_of_last = |sentence: &str| means_earlier(sentence, &last.years());
    let said = counted::compared(&part.own).filter(|(said, _)| is_of_last(&part.own[part.sentence_at(said.start)]));
    let wrong = said.filter(|(_, way)| !match way {
        Compared::Times(times) => now == times * then,
        Compared::Half => 2 * now == then,
        Compared::More => now > then,
        Compared::Fewer => now < then,
    });
    let message = format!("the report has {now} points to improve, and that of {} had {then}", last.year);
    wrong.map(|(span, _)| Found::new(&WRONG, TextSpan { block: leaf, span }, message.clone())).collect()
}

/// How many judgements besides the overall one are below good.
fn areas_below_good(ground: &Ground<'_>) -> Option<usize> {
    let framework = ground.known.framework?;
    let below = ground.known.inspection.judgements.iter().filter(|judgement| {
        let overall = framework.area(&judgement.area).is_some_and(|area| area.overall);
        !overall && framework.grade(&judgement.grade).is_some_and(|grade| grade.tone != Tone::Good)
    });
    Some(below.count()).filter(|count| *count > 0)
}

fn judgements(leaf: usize, part: &Part, ground: &Ground<'_>, taken: &mut Vec<Span>) -> Vec<Found> {
    let Some(framework) = ground.known.framework else { return Vec::new() };
    let all = ground.known.inspection.judgements.len();
    let is_overall =
        |judgement: &&crate::inspection::Judgement| framework.area(&judgement.area).is_some_and(|area| area.overall);
    let areas = all - ground.known.inspection.judgements.iter().filter(is_overall).count();
    let mut found = Vec::new();
    for said in counted::judgements(&part.own) {
        taken.push(said);
        let words = &part.own[said];
        let may_be = |actual| counted::may_be(&part.own, said, actual);
        if all > 0 && !may_be(areas) && !may_be(all) {
            found.push(wrong(
                leaf,
                said,
                words,
                areas,
                ["judgement besides the overall one", "judgements besides the overall one"],
            ));
        }
    }
    found
}

/// Paragraphs that are cited are there, and as many as the text says they are.
fn cited(leaf: usize, part: &Part, ground: &Ground<'_>, taken: &mut Vec<Span>) -> Vec<Found> {
    let numbers = || ground.known.inspection.paragraphs.iter().filter_map(|paragraph| paragraph.number);
    let is_missing = |cited: &u32| numbers().next().is_some() && numbers().all(|number| number != *cited);
    let place = |span: Span| TextSpan { block: leaf, span };
    let counted = |span: Span, actual: usize, message: String| {
        let wrong = actual > 0 && !counted::may_be(&part.own, span, actual);
        wrong.then(|| Found::new(&WRONG, place(span), message).edit(number_like(actual as u64, &part.own[span])))
    };
    let mut found = Vec::new();
    for Cited { list, count } in counted::paragraphs(&part.own) {
        taken.extend([Some(list), count].into_iter().flatten());
        let length = counted::length(&part.own[list]);
        found.extend(count.zip(length).and_then(|(span, length)| {
            counted(span, length, format!("{} names {length} paragraphs", &part.own[list]))
        }));
        for token in language::tokens(&part.own[list]) {
            let cited = token.form.parse::<u32>().ok().filter(is_missing);
            let message = |cited| format!("the report has no paragraph {cited}");
            found.extend(cited.map(|cited| Found::new(&PARAGRAPH, place(token.span + list.start), message(cited))));
        }
    }
    let all = numbers().count();
    for said in counted::all_paragraphs(&part.own).filter(|said| !taken.contains(said)).collect::<Vec<_>>() {
        // "of the three paragraphs" may be of those on something.
        let is_whole = part.own[said].parse::<usize>().is_ok_and(|said| said > 9);
        taken.push(said);
        found.extend(counted(said, all, format!("the report has {all} numbered paragraphs")).filter(|_| is_whole));
    }
    found
}

/// How many inspectors there were: those whom a letter names; a report says nothing of it.
fn inspectors(leaf: usize, part: &Part, ground: &Ground<'_>, taken: &mut Vec<Span>) -> Vec<Found> {
    let all = counted::inspectors(&part.own).filter(|said| !taken.contains(said)).collect::<Vec<_>>();
    let named = ground.known.inspection.inspectors.len();
    if named > 0 {
        taken.extend(&all);
        let others = all.into_iter().filter(|said| counted::number_of(&part.own[*said]) != named);
        return others.map(|said| wrong(leaf, said, &part.own[said], named, ["inspector", "inspectors"])).collect();
    }
    let is_known = |said: &Span| {
        let number = number(&part.own[*said].to_lowercase());
        let mut sourced = ground.sources().flat_map(Passages::all);
        sourced.any(|passage| {
            counted::inspectors(&passage.text)
                .any(|known| language::number(&passage.text[known].to_lowercase()) == number)
        })
    };
    taken.extend(&all);
    let unknown = all.into_iter().filter(|said| !is_known(said));
    unknown.map(|said| without_source(TextSpan { block: leaf, span: said }, &part.own[said])).collect()
}

fn without_source(place: TextSpan, said: &str) -> Found {
    Found::new(&UNKNOWN, place, format!("no source has the figure {said}"))
        .hint("give its source as a fact in brief.toml, or take it out")
}

/// What a word says as a figure, if it does: in digits; spelled from four on, for smaller ones are words like others; or as
/// an amount, a part of something.
fn figure(tokens: &[Token], place: usize) -> Option<String> {
    let form = tokens[place].form.as_str();
    if form.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',')) {
        return Some(form.to_owned());
    }
    let spelled = number(form).filter(|number| (4..=20).contains(number)).map(|number| number.to_string());
    let is_part = || tokens.get(place + 1).is_some_and(|next| next.form == "of") && language::is_amount(form);
    spelled.or_else(|| is_part().then(|| form.to_owned()))
}

/// Figures that no source has. Times, telephone numbers and addresses are looked at elsewhere; those of a
/// template or plugin are the house's own.
fn unknown(leaf: usize, part: &Part, known: &BTreeSet<String>, taken: &[Span]) -> Vec<Found> {
    let tokens = part.own_tokens();
    let mut found = Vec::new();
    for (place, token) in tokens.iter().enumerate() {
        let mut others = taken.iter().chain(part.links.iter().map(|(span, _)| span));
        let mut is_taken = || others.any(|span| span.contains(token.span.start));
        let Some(figure) = figure(tokens, place) else { continue };
        let is_own = matches!(part.origin_at(token.span.start), Origin::Template { .. } | Origin::Plugin { .. });
        if !is_own && !known.contains(&figure) && !is_other(tokens, place, &part.own) && !is_taken() {
            found.push(without_source(TextSpan { block: leaf, span: token.span }, &part.own[token.span]));
        }
    }
    found
}

/// Whether a figure is of a part that a source has in other words.
fn is_known_part(found: &Found, part: &Part, ground: &Ground<'_>) -> bool {
    let place = found.finding.place.span;
    let sentence = part.sentence_at(place.start);
    let all = values(part.own_excerpt(sentence));
    all.iter().any(|value| value.span.overlaps(place) && ground.retold().has_part(value))
}

/// Whether a figure belongs to a time of day, a telephone number, an address or the number of an item.
pub(in crate::check) fn is_other(tokens: &[Token], place: usize, text: &str) -> bool {
    let token = &tokens[place];
    let (before, after) = (&text[..token.span.start], &text[token.span.end..]);
    let joined = before.ends_with([':', '@', '/', '.', '-', '+', '#', '_', '='])
        || after.starts_with([':', '@', '/', '-', '_', '=']);
    let is_digits =
        |token: Option<&Token>| token.is_some_and(|token| token.form.chars().all(|c| c.is_ascii_digit() || c == ','));
    let labels =
        ["picture", "figure", "table", "question", "step", "version", "option", "item", "part", "page", "level"];
    let labelled = place > 0 && labels.contains(&tokens[place - 1].form.as_str());
    let phone =
        token.form.len() >= 3 && (is_digits(tokens.get(place + 1)) || place > 0 && is_digits(tokens.get(place - 1)));
    let before_it = |back: usize| place.checked_sub(back).map(|place| tokens[place].form.as_str());
    let aged = before_it(1) == Some("aged") || before_it(3) == Some("aged");
    let counted_in = tokens.get(place + 1).is_some_and(|next| next.form == "characters");
    let clock = after.trim_start().starts_with("am") || after.trim_start().starts_with("pm");
    let of_length = after.trim_start().starts_with("of ") && is_digits(tokens.get(place + 2))
        || before.ends_with(" of ") && place > 1 && is_digits(tokens.get(place - 2));
    joined
        || labelled
        || aged
        || counted_in
        || phone
        || clock
        || of_length
        || before.trim().is_empty() && after.starts_with(['.', ')'])
}

#[cfg(test)]
mod tests {
    use super::CHECK;
    use crate::check::tests::{With, expect, expect_with};

    #[test]
    fn points_of_an_earlier_report_are_its() {
        let text = "document = \"ilacs\"\nframework = \"ilacs-2018\"\ntitle = \"Inspection\"\nauthority = { name = \"Avershire\" }\n\
                    dates = [{ from = 2021-06-14, to = 2021-06-25 }]\nimprovements = [{ text = \"The help for care leavers.\" }]";
        expect_with(
            &CHECK,
            &With { earlier: &[text], ..With::default() },
            "In 2021 inspectors named one area for improvement.
            In 2021 inspectors named four areas for improvement. // finding: count-wrong ‹four›
            The report has twice as many points to improve as in 2021, and more points than last time.
            It lists fewer points than in 2021. // finding: count-wrong ‹fewer points than›
            It lists three times as many points as the last report. // finding: count-wrong ‹three times as many points as›",
        );
        expect(&CHECK, "In 2021 inspectors named four areas for improvement.");
    }

    #[test]
    fn counts_are_the_reports_and_figures_have_a_source() {
        expect(
            &CHECK,
            "The report names two areas that need to improve.
            The report names three areas that need to improve. // finding: count-wrong ‹three› -> two
            ## Four things we must improve // finding: count-wrong ‹Four› -> Two
            Inspectors name 5 things to improve. // finding: count-wrong ‹5› -> 2
            Inspectors made six recommendations. // finding: count-wrong ‹six› -> two
            Ofsted has graded four areas of children’s services.
            Ofsted has graded six areas of children’s services. // finding: count-wrong ‹six› -> four
            The council opened 14 new homes in 2024.
            The council opened 15 new homes, and 80% of them are let. // finding: number-without-source ‹15›; number-without-source ‹80›
            The council opened fourteen new homes, and nine of them are let. // finding: number-without-source ‹nine›
            Nearly half of all families agreed, and dozens of staff; half the room laughed. // finding: number-without-source ‹half›; number-without-source ‹dozens›
            The report names no areas for improvement. // finding: count-wrong ‹no› -> two
            Inspectors asked for three improvements. // finding: count-wrong ‹three› -> two
            A couple of areas for improvement are left.
            There are three bullet points under what needs to improve. // finding: count-wrong ‹three› -> two
            Half a dozen points were listed. // finding: count-wrong ‹Half a dozen› -> Two
            More than one point for improvement, and fewer than three areas for improvement, are named.
            The report names over three areas for improvement. // finding: count-wrong ‹three› -> two
            Read two paragraphs on plans (1 to 2), and paragraphs 1-3.
            Read three paragraphs, 1 and 2, on plans. // finding: count-wrong ‹three› -> two
            The report has 46 numbered paragraphs. // finding: count-wrong ‹46› -> 3
            A team of nine inspectors came. // finding: number-without-source ‹nine›
            Two inspectors visited us, and inspectors saw two teams. // finding: number-without-source ‹Two›
            Children aged nine to eleven may come, and a link counts as 23 characters.
            Call 01632 960 114 or 01632960114 at 9:30am. See paragraph 2.
            See paragraphs 2 and 12. // finding: paragraph-not-there ‹12›",
        );
    }
}
