//! Reads what a letter says before its findings: its day, and in the introduction who came when and what they looked at.

use super::block::Block;
use super::letter_words::WORDS;
use super::running_text::Row;
use super::title::periods;
use crate::inspection::{DateRange, Inspector};
use crate::language::{self, dates};
use jiff::civil::Date;

/// Returns the day that a letter bears: the first row before the subject that is a date.
pub(super) fn day(head: &[Row]) -> Option<Date> {
    head.iter().find_map(|row| {
        let text = row.text();
        let found = dates::mentions(&text);
        let [mention] = &found[..] else { return None };
        let is_alone = text.trim().len() <= mention.span.len() + 12;
        mention.from.date(None).filter(|_| is_alone && mention.to.is_none())
    })
}

/// Returns the rows before the greeting at the end. It is found before rows are joined, because it may be close below the
/// last paragraph.
pub(super) fn before_greeting(rows: &[Row]) -> &[Row] {
    let is_greeting = |row: &Row| WORDS.closing.begin(&row.text());
    &rows[..rows.iter().position(is_greeting).unwrap_or(rows.len())]
}

/// What an introduction says.
#[derive(Debug, Default)]
pub(super) struct Introduction {
    pub(super) dates_as_printed: String,
    pub(super) dates: Vec<DateRange>,
    pub(super) inspectors: Vec<Inspector>,
    pub(super) topic: String,
}

/// Reads the introduction. A day without a year is of the last such day before the letter's.
pub(super) fn introduction(blocks: &[Block], letter: Option<Date>) -> Introduction {
    let mut read = Introduction::default();
    for (place, block) in blocks.iter().enumerate() {
        for sentence in language::sentences(&block.text) {
            let text = block.text[sentence].trim();
            if read.dates.is_empty() {
                (read.dates_as_printed, read.dates) = visit(text, letter).unwrap_or_default();
            }
            if read.inspectors.is_empty() {
                read.inspectors =
                    language::inspectors(text).into_iter().map(|(name, title)| Inspector { name, title }).collect();
            }
            if read.topic.is_empty() && is_topic(text) {
                text.clone_into(&mut read.topic);
                if text.ends_with(':') {
                    let bullets =
                        blocks[place + 1..].iter().take_while(|block| block.kind == super::block::BlockKind::Bullet);
                    let items: Vec<&str> = bullets.map(|block| block.text.trim_end_matches(['.', ';'])).collect();
                    read.topic = format!("{text} {}.", items.join("; "));
                }
            }
        }
    }
    read
}

/// Returns the days of a visit that a sentence names, as printed and as periods.
fn visit(sentence: &str, letter: Option<Date>) -> Option<(String, Vec<DateRange>)> {
    if !WORDS.visit.are_in(sentence) {
        return None;
    }
    let mention = dates::mentions(sentence).into_iter().find(|mention| mention.from.day.is_some())?;
    let before = &sentence[..mention.span.start];
    let printed = dates::with_days_before(sentence, &mention);
    let is_period = before.trim_end().to_lowercase().ends_with("between");
    let printed = if is_period { printed.replacen(" and ", " to ", 1) } else { printed.to_owned() };
    let found = periods(&printed);
    if !found.is_empty() {
        return Some((printed, found));
    }
    let letter = letter?;
    let dated = |year: i16| periods(&format!("{printed} {year}"));
    let is_before = |range: &DateRange| range.to <= letter;
    let years = [letter.year(), letter.year() - 1];
    let found = years.into_iter().map(dated).find(|found| !found.is_empty() && found.iter().all(is_before))?;
    Some((printed, found))
}

fn is_topic(sentence: &str) -> bool {
    WORDS.looked.begin(sentence) && !WORDS.evidence.are_in(sentence)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_day_without_a_year_is_the_last_one_before_the_letter() {
        let read = |text: &str, letter| visit(text, Some(letter)).map(|(printed, days)| (printed, days[0].from));
        let text = "This letter summarises a focused visit on 13 and 14 December.";
        let printed = "13 and 14 December".to_owned();
        assert_eq!(read(text, date(2022, 1, 20)), Some((printed.clone(), date(2021, 12, 13))));
        assert_eq!(read(text, date(2021, 12, 20)), Some((printed, date(2021, 12, 13))));
        let between = "Between 8 October 2018 and 12 October 2018, inspectorates undertook a joint inspection.";
        assert_eq!(
            read(between, date(2019, 1, 2)),
            Some(("8 October 2018 to 12 October 2018".to_owned(), date(2018, 10, 8)))
        );
    }
}
