//! What the program writes by itself in other languages than English, from `core/data/language/others.toml`: days, lists, and the
//! form of a word that goes with a number.

use super::read;
use jiff::civil::Date;
use serde::Deserialize;
use std::sync::LazyLock;

static ALL: LazyLock<Languages> =
    LazyLock::new(|| read(include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/data/language/others.toml"))));

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Languages {
    languages: Vec<OtherLanguage>,
}

/// A language other than English.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct OtherLanguage {
    /// The first part of its tag, such as `cy`.
    pub tag: String,
    /// Its name in English.
    pub name: String,
    months: [String; 12],
    weekdays: [String; 7],
    date: String,
    weekday_date: String,
    and: String,
    and_before_vowel: Option<String>,
    plural: Vec<PluralForm>,
    #[cfg_attr(not(test), expect(dead_code, reason = "a test tries them"))]
    examples: Vec<String>,
}

/// A form of a word, and the numbers that it goes with.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct PluralForm {
    form: String,
    #[serde(default)]
    is: Vec<u64>,
    #[serde(default)]
    ends_in: Vec<u64>,
    #[serde(default)]
    but_not: Vec<u64>,
}

/// Returns the part of a language tag that names the language: `cy` of `cy-GB`.
pub fn language_of(tag: &str) -> &str {
    tag.split('-').next().unwrap_or(tag)
}

/// The name of the form that goes with every other number.
pub const OTHER_FORM: &str = "other";

impl OtherLanguage {
    /// Returns the language of a tag, such as `cy` or `cy-GB`, or `None` if nothing is known of it.
    pub fn of(tag: &str) -> Option<&'static OtherLanguage> {
        ALL.languages.iter().find(|language| language.tag == language_of(tag))
    }

    /// Returns the names of all languages that something is known of, in English.
    pub fn names() -> impl Iterator<Item = &'static str> {
        ALL.languages.iter().map(|language| language.name.as_str())
    }

    /// Returns a day, as in "14 Mawrth 2025".
    pub fn date(&self, date: Date) -> String {
        let month = &self.months[usize::from(date.month().unsigned_abs()) - 1];
        let day = self.date.replace("{day}", &date.day().to_string());
        day.replace("{month}", month).replace("{year}", &date.year().to_string())
    }

    /// Returns a day with the day of the week.
    pub fn weekday_date(&self, date: Date) -> String {
        let weekday = &self.weekdays[usize::from(date.weekday().to_monday_zero_offset().unsigned_abs())];
        self.weekday_date.replace("{weekday}", weekday).replace("{date}", &self.date(date))
    }

    /// Returns a period, as in "3–14 Mawrth 2025": what both days share is written once.
    pub fn period(&self, from: Date, to: Date) -> String {
        if from == to {
            self.date(from)
        } else if (from.year(), from.month()) == (to.year(), to.month()) {
            self.date(to).replacen(&to.day().to_string(), &format!("{}–{}", from.day(), to.day()), 1)
        } else {
            format!("{} – {}", self.date(from), self.date(to))
        }
    }

    /// Returns the word before the last item of a list.
    pub fn and(&self, last: &str) -> &str {
        let begins = last.chars().find(|c| c.is_alphanumeric()).and_then(|c| c.to_lowercase().next());
        let before_vowel = self.and_before_vowel.as_deref();
        before_vowel.filter(|_| begins.is_some_and(|c| "aeiouwyâêîôûŵŷ".contains(c))).unwrap_or(&self.and)
    }

    /// Returns the name of the form of a word that goes with a number: `zero`, `one`, `two`, `few`, `many` or `other`.
    pub fn form(&self, number: u64) -> &str {
        let fits = |form: &&PluralForm| {
            let ends = form.ends_in.contains(&(number % 10)) && !form.but_not.contains(&(number % 100));
            form.is.contains(&number) || ends
        };
        self.plural.iter().find(fits).map_or(OTHER_FORM, |form| &form.form)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn each_example_comes_out() {
        for language in &ALL.languages {
            assert!(language.examples.len() > 2, "{}", language.name);
            for example in &language.examples {
                let (given, expected) = example.split_once(' ').unwrap();
                let made = match given.parse::<Date>() {
                    Ok(day) => language.date(day),
                    Err(_) => language.form(given.parse().unwrap()).to_owned(),
                };
                assert_eq!(made, expected, "{}: {given}", language.name);
            }
        }
    }

    #[test]
    fn periods_and_lists() {
        let welsh = OtherLanguage::of("cy-GB").unwrap();
        assert_eq!(welsh.period(date(2025, 3, 3), date(2025, 3, 14)), "3–14 Mawrth 2025");
        assert_eq!(welsh.period(date(2025, 3, 31), date(2025, 4, 4)), "31 Mawrth 2025 – 4 Ebrill 2025");
        assert_eq!(welsh.weekday_date(date(2025, 5, 6)), "dydd Mawrth 6 Mai 2025");
        assert_eq!((welsh.and("Avershire"), welsh.and("plant")), ("ac", "a"));
        assert!(OtherLanguage::of("xx").is_none() && OtherLanguage::names().any(|name| name == "Polish"));
    }
}
