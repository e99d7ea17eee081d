//! The figures, shares and days of a sentence, so that two sentences that say the same can be compared by them. Not here: whether
//! they say the same (retold), and which figures a story has (figures).

use crate::language::dates::mentions;
use crate::language::{
    Excerpt, MONTHS, NUMBERS, ORDINALS, Token, number,
    pattern::{self, Captures, Pattern},
};
use crate::text::Span;
use foldhash::fast::RandomState;
use std::collections::HashSet;
use std::sync::LazyLock;

/// What a value is of. Only values of one kind are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::check) enum Kind {
    /// How many.
    Number,
    /// How large a part, in hundredths.
    Share,
    /// By how much more or less, in hundredths.
    Change,
    /// The day of a month.
    Day,
    /// A month.
    Month,
    /// A year.
    Year,
}

/// A figure, a share or a part of a date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::check) struct Value {
    /// What it is of.
    pub(in crate::check) kind: Kind,
    /// How much it is.
    pub(in crate::check) amount: u64,
    /// Its words.
    pub(in crate::check) span: Span,
}

impl Kind {
    /// Whether it is how many or how much, and no part of a date.
    pub(in crate::check) fn is_figure(self) -> bool {
        self == Kind::Number || self.is_share()
    }

    /// Whether it is a part of something.
    pub(in crate::check) fn is_share(self) -> bool {
        matches!(self, Kind::Share | Kind::Change)
    }
}

impl Value {
    /// Whether another value says the same: shares are seldom given to the last hundredth.
    pub(in crate::check) fn agrees(&self, other: &Value) -> bool {
        const ROUNDED: u64 = 3;
        let are_shares = self.kind.is_share() && other.kind.is_share();
        let by = if are_shares { ROUNDED } else { 0 };
        (self.kind == other.kind || are_shares) && self.amount.abs_diff(other.amount) <= by
    }
}

/// "a third", "three quarters", "half"
static PART: LazyLock<Pattern> =
    LazyLock::new(|| pattern::words(r"(?i)\b(?:(half)|(a|one|two|three|four) (third|quarter|fifth|sixth|tenth)s?)\b"));
/// "four in ten", "20 per cent"
static RATE: LazyLock<Pattern> = LazyLock::new(|| {
    let number = format!(r"(\d{{1,3}}|{})", NUMBERS[1..].join("|"));
    pattern::words(&format!(r"(?i)\b{number} (?:in|out of) (?:every )?{number}\b|\b(\d{{1,3}}) ?(?:%|per ?cent\b)"))
});

/// "by about" a fifth
static BY: LazyLock<Pattern> = LazyLock::new(|| {
    pattern::words(
        r"(?i)\bby (?:about |around |roughly |some |nearly |almost |just |over |under |more than |less than |fully |an estimated )*$",
    )
});
/// a fifth "more"
static MORE: LazyLock<Pattern> = LazyLock::new(|| {
    pattern::words(r"(?i)^[ -](?:more|fewer|less|rise|increase|growth|fall|drop|cut|reduction|higher|lower|up|down)\b")
});

/// The words without which a sentence that has no digit has no value.
static SIGNS: LazyLock<HashSet<&str, RandomState>> = LazyLock::new(|| {
    let parts =
        ["half", "third", "thirds", "quarter", "quarters", "fifth", "fifths", "sixth", "sixths", "tenth", "tenths"];
    NUMBERS.into_iter().chain(ORDINALS).chain(MONTHS).chain(parts).collect()
});

/// Whether a word may be a value, or a part of one.
fn is_sign(token: &Token) -> bool {
    token.form.contains(|c: char| c.is_ascii_digit())
        || SIGNS.contains(token.form.strip_suffix("'s").unwrap_or(&token.form))
}

/// The values of a sentence.
pub(in crate::check) fn values(sentence: Excerpt<'_>) -> Vec<Value> {
    let mut found: Vec<Value> = Vec::new();
    if !sentence.tokens.iter().any(is_sign) {
        return found; // most have none, and the patterns take their time
    }
    let Excerpt { text, tokens, span: Span { start, end } } = sentence;
    for mention in mentions(sentence.words()) {
        let parts = mention.days().flat_map(|day| {
            let small = |part: Option<i8>| part.and_then(|part| u64::try_from(part).ok());
            let year = day.year.and_then(|year| u64::try_from(year).ok());
            [(Kind::Day, small(day.day)), (Kind::Month, small(day.month)), (Kind::Year, year)]
        });
        let value =
            |(kind, amount): (Kind, Option<u64>)| Some(Value { kind, amount: amount?, span: mention.span + start });
        found.extend(parts.filter_map(value));
    }
    let shares = [(&*PART, part as fn(&Captures<'_>) -> Option<u64>), (&*RATE, rate)];
    for (regex, amount) in shares {
        for share in regex.captures_iter(sentence.words()) {
            let span = share.get(0).map_or(Span::at(0), |whole| whole.span()) + start;
            let is_new = found.iter().all(|other| !other.span.overlaps(span));
            let is_change = BY.is_match(&text[start..span.start]) || MORE.is_match(&text[span.end..end]);
            let kind = if is_change { Kind::Change } else { Kind::Share };
            found.extend(amount(&share).filter(|_| is_new).map(|amount| Value { kind, amount, span }));
        }
    }
    for token in tokens.iter().filter(|token| token.form != "one") {
        let month = || {
            let place = MONTHS.iter().position(|month| *month == token.form)?;
            text[token.span].starts_with(char::is_uppercase).then_some((Kind::Month, place as u64 + 1))
        };
        let value = number(&token.form).map(|number| (Kind::Number, number)).or_else(month);
        let is_new = found.iter().all(|other| !other.span.overlaps(token.span));
        let value = value.filter(|_| is_new).map(|(kind, amount)| Value { kind, amount, span: token.span });
        found.extend(value);
    }
    found
}

fn part(captures: &Captures<'_>) -> Option<u64> {
    if captures.get(1).is_some() {
        return Some(50);
    }
    let many = match captures[2].to_lowercase().as_str() {
        "a" => 1,
        word => number(word)?,
    };
    let of = match captures[3].to_lowercase().as_str() {
        "third" => 3,
        "quarter" => 4,
        "fifth" => 5,
        "sixth" => 6,
        _ => 10,
    };
    Some(100 * many / of)
}

fn rate(captures: &Captures<'_>) -> Option<u64> {
    let said = |group: usize| captures.get(group).and_then(|word| number(&word.as_str().to_lowercase()));
    match (said(1), said(2), said(3)) {
        (Some(some), Some(all), _) => (all > 0).then(|| 100 * some / all),
        (_, _, percent) => percent,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::tokens;

    #[test]
    fn a_sentence_has_figures_shares_and_days() {
        let read = |text: &str| {
            let found = values(Excerpt::all(text, &tokens(text)));
            found.iter().map(|value| (value.kind, value.amount)).collect::<Vec<_>>()
        };
        assert_eq!(read("About a third of 14 teams"), [(Kind::Share, 33), (Kind::Number, 14)]);
        assert_eq!(read("Four in ten, or 40%"), [(Kind::Share, 40), (Kind::Share, 40)]);
        assert_eq!(
            read("By 30 October 2026, and in May"),
            [(Kind::Day, 30), (Kind::Month, 10), (Kind::Year, 2026), (Kind::Month, 5)]
        );
        assert_eq!(read("Up by about a fifth, a 20% rise"), [(Kind::Change, 20), (Kind::Change, 20)]);
        assert!(read("One worker may be there").is_empty());
    }
}
