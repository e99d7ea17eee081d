//! Children: no child can be identified, and no young person is named or pictured without recorded consent.
//!
//! Rule: Children Act 1989 s.97 (no publication likely to identify a child in proceedings); UK GDPR, consent. A name beside
//! an age, a school, a home or a placement identifies; so does an age beside a school.

mod details;

use crate::check::evidence::ground::Ground;
use crate::check::evidence::prose::Part;
use crate::check::evidence::reading::Reading;
use crate::check::{Check, Class, Duties, Found};
use crate::finding::Severity;
use crate::language::{
    NAME_WORDS, WEEKDAYS, name_parts, number, number_words,
    pattern::{self, Captures, Match, Pattern},
};
use crate::text::{Span, TextSpan};
use std::sync::LazyLock;

static IDENTIFIED: Class = Class {
    id: "child-identifiable",
    severity: Severity::Error,
    about: "a child could be identified: a name with age, school, home or placement, or an age with a school",
};
static CONSENT: Class = Class {
    id: "child-without-consent",
    severity: Severity::Error,
    about: "a young person is named, and the brief records no consent",
};

/// The check.
pub(in crate::check) static CHECK: Check = Check {
    id: "children",
    rule: "Children Act 1989 s.97; UK GDPR",
    classes: &[&IDENTIFIED, &CONSENT],
    duties: Duties::All,
    run,
};

static AGE: LazyLock<Pattern> = LazyLock::new(|| {
    pattern::words(&format!(
        r"(?i)\b(?:aged? (\d{{1,2}})\b|(\d{{1,2}})[- ]years?[- ]old|({0})[- ]years?[- ]old|(?:aged|(?:boy|girl|son|daughter|pupil) of) ({0}|1[0-7]|[1-9])\b|year ([1-9]|1[0-3]) (?:pupil|boy|girl|student)\b)",
        number_words(17)
    ))
});
/// "Sam, 15," and "Sam (15)", "Sam, six, who"
static NAME_AGE: LazyLock<Pattern> = LazyLock::new(|| {
    pattern::words(&format!(
        r"\b(?:(?:Little|Baby|Young) )?(\p{{Lu}}\p{{Ll}}+(?: \p{{Lu}}[\p{{L}}’'-]+)?)(?:, (\d{{1,2}}|{0})(?:[,.;)]|$| (?:and|who|from|is|was|has))| \((\d{{1,2}})\))",
        number_words(17)
    ))
});
static SCHOOL: LazyLock<Pattern> = LazyLock::new(|| {
    pattern::words(
        r"\b(?:\p{Lu}[\p{L}’'-]+ )+(?:(?:Primary|Secondary|Infants?|Junior|High|Grammar|Special|Community|Nursery) )*(?:School|Academy|College|Nursery)\b|\b\p{Lu}[\p{L}’'-]+ (?:High|Primary|Grammar|Infants|Juniors)\b",
    )
});
static HOME: LazyLock<Pattern> = LazyLock::new(|| {
    pattern::words(
        r"(?i)\b(placed (?:with|in|at)|placement (?:in|at|with)|fostered (?:by|in|with)|lives? (?:at|with)|living (?:at|with)|attends|pupil (?:at|of)|goes to school|children’s home|children's home|residential home|foster (?:home|family|carers?|mum|dad|parents?))\b",
    )
});
static CHILD: LazyLock<Pattern> = LazyLock::new(|| {
    pattern::words(
        r"(?i)\b(child|boy|girl|baby|toddler|teenager|teen|pupil|schoolboy|schoolgirl|youngster|son|daughter|brother|sister|in care|fostered|adopted|care leaver|young person|young woman|young man)\b",
    )
});
/// "Kira, a care leaver" - somebody young, by name.
static YOUNG: LazyLock<Pattern> = LazyLock::new(|| {
    pattern::words(
        r"\b(\p{Lu}\p{Ll}+(?: \p{Lu}[\p{L}’'-]+)?),? (?:who is )?(?:an? |one )?(?:\w+ )?(?:care leaver|young person|child in care|looked-after child|care-experienced \w+|foster child)\b",
    )
});
/// "a care leaver, Kira" - the same, the other way round.
static YOUNG_THEN_NAME: LazyLock<Pattern> = LazyLock::new(|| {
    pattern::words(
        r"\b(?:care leaver|young person|child in care|looked-after child|foster child),? (\p{Lu}\p{Ll}+(?: \p{Lu}[\p{L}’'-]+)?)\b",
    )
});
/// What is told of one child by name, with the name first: "Lily, who has just turned sixteen", "Baby Noah was placed".
static TOLD: LazyLock<Pattern> = LazyLock::new(|| {
    const NAME: &str = r"(\p{Lu}\p{Ll}+(?:\ \p{Lu}[\p{L}’'-]+)?)";
    const FAMILY: &str = "(?:mother|father|mum|dad|brother|sister|grandmother|grandfather)";
    let number = format!("(?:1[0-7]|[1-9]|{})", number_words(17));
    pattern::words(&format!(
        r"(?x:
            \b{NAME}\ (?:came|went|was\ taken|has\ been\ taken|was\ received)\ into\ (?:care|foster\ care)\b
          | \b{NAME},?\ (?:who\ )?(?:has\ just\ turned|has\ turned|has\ just\ become|just\ turned|turned|is\ (?:only|just|now)|is)\ {number}(?:,|\.|;|$|\ and\b|\ years?\ old)
          | \b{NAME}(?:,\ born\ in\ 20\d\d,)?\ (?:has\ been|was|is\ being)\ (?:adopted|fostered|placed\ for\ adoption)\b
          | \b(?:[Tt]eenager|[Bb]aby|[Tt]oddler|[Ss]choolboy|[Ss]choolgirl)\ {NAME}(?:,|\ (?:was|is|has|had|lives|came|went|who))
          | \b{NAME}\ (?:has\ been|is|was)\ in\ (?:foster\ )?care\b
          | \b{NAME}\ is\ in\ Year\ \d{{1,2}}(?:\ and\b|,|\.|;|$|\ at\b)
          | \b{NAME}[’']s\ {FAMILY},\ \p{{Lu}}\p{{Ll}}+
          | \b(?:[Tt]he|[Aa])\ (?:son|daughter|child|baby)\ of\ {NAME}\ (?:was|is|has|came|went)\b
          | \b{NAME}\ and\ (?:his|her|their)\ (?:little\ |older\ |younger\ )?(?:brother|sister|siblings?)\b(?:\ \p{{Lu}}\p{{Ll}}+)?[^.]*\ (?:care|foster|adopt)
          | \b((?:\p{{Lu}}\.?){{1,3}})(?:,\ {number},|\ \({number}\))
          | \b{NAME}\ and\ \p{{Lu}}\p{{Ll}}+,\ (?:both|all)\ (?:under|aged|over|of)\ {number}\b
        )"
    ))
});
static FIRST_NAME: LazyLock<Pattern> = LazyLock::new(|| pattern::words(r"\b\p{Lu}\p{Ll}{2,}(?: \p{Lu}[\p{L}’'-]+)?\b"));

/// Words before the name of a place.
const BEFORE_PLACES: [&str; 8] = ["in", "at", "near", "around", "from", "a", "an", "the"];
/// What follows the name of somebody with whom a sentence begins.
const VERBS: [&str; 16] = [
    "is", "was", "has", "had", "and", "lives", "loves", "likes", "goes", "came", "went", "told", "said", "says",
    "wants", "who",
];

/// Words for many young people.
const MANY: [&str; 9] = ["children", "people", "boys", "girls", "teenagers", "pupils", "adults", "leavers", "those"];

/// Up to this age somebody is a child.
const ADULT: u64 = 18;

fn run(reading: &Reading<'_>) -> Vec<Found> {
    let &Reading { prose, ground, .. } = reading;
    let mut found = Vec::new();
    for (leaf, part) in prose.parts.iter().enumerate() {
        for sentence in &part.sentences {
            let examined = Sentence { leaf, part, span: *sentence, ground };
            let reports = |found: &Found| examined.is_reports(found.finding.place.span.start);
            found.extend(examined.finding().filter(|found| !reports(found)));
        }
    }
    found
}

struct Sentence<'a> {
    leaf: usize,
    part: &'a Part,
    span: Span,
    ground: &'a Ground<'a>,
}

impl Sentence<'_> {
    fn text(&self) -> &str {
        &self.part.text[self.span]
    }

    fn finding(&self) -> Option<Found> {
        let text = self.text();
        if let Some(found) = NAME_AGE.captures(text).filter(|_| text.contains([',', '('])) {
            let age = found.get(2).or(found.get(3)).and_then(|age| number(age.as_str()));
            let name = found.get(1).expect("it is part of the match");
            if age.is_some_and(|age| age < ADULT) && self.is_unknown(name.as_str()) {
                return Some(self.identified(Span::new(name.range().start, found.get(0)?.end()), "a name with an age"));
            }
        }
        if let Some((whole, name)) = self.told() {
            let is_letters = |name: &str| !name.contains(char::is_lowercase);
            let is_child = |name: &str| is_letters(name) || self.is_unknown(name);
            if is_child(&text[name]) {
                return Some(self.identified(whole, "a name with what is told of the child"));
            }
        }
        let age = AGE.captures(text).filter(|age| is_minor(age) && !is_group(text, age)).and_then(|age| age.get(0));
        let is_school = ["School", "Academy", "College", "Nursery", "High", "Primary", "Grammar", "Infants", "Juniors"]
            .iter()
            .any(|word| text.contains(word));
        let school = if is_school { SCHOOL.find(text) } else { None };
        let home = HOME.find(text);
        let may_be_a_child = age.is_some() || (school.is_some() || home.is_some()) && CHILD.is_match(text);
        let name = if may_be_a_child { self.name() } else { None };
        match (age, school, home, name) {
            (Some(age), _, _, Some(name)) => {
                Some(self.identified(Span::from(age.range()).cover(name), "a name with an age"))
            }
            (Some(age), Some(school), ..) => {
                Some(self.identified(Span::from(age.range()).cover(school.range().into()), "an age with a school"))
            }
            (_, school, home, Some(name)) => {
                let place = school.or(home).map_or(name, |other| name.cover(other.range().into()));
                Some(self.identified(place, "a name with a school or a home"))
            }
            _ => self.without_consent().or_else(|| self.by_details()),
        }
    }

    /// A child who can be told from what the sentence tells, without a name.
    fn by_details(&self) -> Option<Found> {
        let place = details::identified(self.text(), self.ground)?;
        Some(self.identified(place, "one child, with a place or a family that readers may know"))
    }

    /// What the sentence tells of one child by name: its place, and the name.
    fn told(&self) -> Option<(Span, Span)> {
        let captures = TOLD.captures(self.text())?;
        let name = captures.iter().skip(1).flatten().next()?;
        // "Our new Framework was adopted" tells of a thing.
        let before = self.text()[..name.start()].trim_end().rsplit(' ').next().unwrap_or_default().to_lowercase();
        let is_thing = ["our", "its", "this", "that", "new", "revised"].contains(&before.as_str());
        (!is_thing && !BEFORE_PLACES.contains(&before.as_str()))
            .then_some((captures.get(0)?.range().into(), name.range().into()))
    }

    /// Whether the report has what stands at a byte of the part, as words of a quotation.
    fn is_reports(&self, place: usize) -> bool {
        const FEWEST: usize = 4;
        let part = self.part;
        let blank = |at: &usize| part.own.as_bytes().get(*at) == Some(&b' ') || part.text.as_bytes()[*at] == b' ';
        if part.own.as_bytes().get(place) == part.text.as_bytes().get(place) {
            return false;
        }
        let start = (0..place).rev().take_while(blank).last().unwrap_or(place);
        let end = (place..part.text.len()).take_while(blank).last().map_or(place, |at| at + 1);
        let (Some(words), true) = (part.text.get(start..end), place < end) else { return false };
        let tokens = crate::language::tokens(words);
        tokens.len() >= FEWEST && !self.ground.report.exact(&self.ground.report.ids(&tokens)).is_empty()
    }

    fn place(&self, span: Span) -> TextSpan {
        TextSpan { block: self.leaf, span: span + self.span.start }
    }

    fn identified(&self, span: Span, by: &str) -> Found {
        let message = format!("a child could be identified: {by}");
        Found::new(&IDENTIFIED, self.place(span), message).hint("leave out the name and what leads to the child")
    }

    fn without_consent(&self) -> Option<Found> {
        let young =
            ["care leaver", "young person", "child in care", "looked-after child", "care-experienced", "foster child"];
        if !young.iter().any(|words| self.text().contains(words)) {
            return None;
        }
        let named = [&*YOUNG, &*YOUNG_THEN_NAME].into_iter().flat_map(|words| words.captures_iter(self.text()));
        let name = named.filter_map(|found| found.get(1)).find(|name| self.is_unknown(name.as_str()))?;
        let message = format!("the brief records no consent that {} is named", name.as_str());
        let found = Found::new(&CONSENT, self.place(name.range().into()), message);
        Some(found.hint("use no name, or record the consent in brief.toml as [[consents]]"))
    }

    /// A first name that is nobody's who may be named: not at the sentence's beginning unless a verb or comma follows, and not the
    /// name of a place: "in Tarnbrook", "a Tarnbrook shop".
    fn name(&self) -> Option<Span> {
        let text = self.text();
        let is_name = |name: &Match<'_>| {
            let before = text[..name.start()].trim_end_matches([' ', '“', '‘']);
            let last = before.rsplit(' ').next().unwrap_or_default().to_lowercase();
            let behind = &text[name.end()..];
            let next = behind.trim_start().split(' ').next().unwrap_or_default();
            let is_subject =
                behind.starts_with([',', '’', '\'']) || name.as_str().contains(' ') || VERBS.contains(&next);
            !BEFORE_PLACES.contains(&last.as_str()) && (!before.is_empty() || is_subject)
        };
        let names = FIRST_NAME.find_iter(text).filter(|name| is_name(name));
        let mut names = names.filter(|name| self.is_unknown(name.as_str()) && !self.is_school(name.start()));
        names.next().map(|name| name.range().into())
    }

    fn is_school(&self, start: usize) -> bool {
        SCHOOL.find_iter(self.text()).any(|school| school.range().contains(&start))
    }

    /// Whether a name is neither that of a known person, nor of a place or body that a source has, nor a common word.
    fn is_unknown(&self, name: &str) -> bool {
        let parts = name_parts(name);
        let consents = self.ground.known.brief.map_or(&[][..], |brief| &brief.consents);
        let agreed = consents.iter().any(|consent| name_parts(&consent.name).first() == parts.first());
        let known = self.ground.people.iter().any(|person| person.parts.iter().any(|part| parts.contains(part)));
        let sourced = |part: &String| {
            self.ground.report.has(part)
                || self.ground.own.has(part)
                || NAME_WORDS.common.has(part)
                || WEEKDAYS.contains(&part.as_str())
        };
        !agreed
            && !known
            && parts.first().is_some_and(|first| !sourced(first))
            && self.ground.known.authorities.find(name).is_none()
    }
}

/// Whether an age is that of many: a range, or a plural before or behind it.
fn is_group(text: &str, age: &Captures<'_>) -> bool {
    let Some(whole) = age.get(0) else { return false };
    let range = [" to ", " or ", " and ", "–", "-", " to under"];
    let behind = &text[whole.end()..];
    let goes_on = range.iter().any(|word| behind.strip_prefix(word).is_some_and(is_number_first));
    let many = ["s", "s’"]
        .iter()
        .any(|end| behind.strip_prefix(end).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric)));
    let plural =
        behind.trim_start().split(|c: char| !c.is_alphabetic()).next().is_some_and(|word| MANY.contains(&word));
    let before = text[..whole.start()]
        .trim_end()
        .rsplit(' ')
        .next()
        .is_some_and(|word| MANY.contains(&word.to_lowercase().as_str()));
    goes_on || many || plural || before
}

fn is_number_first(text: &str) -> bool {
    let word = text.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    number(&word.to_lowercase()).is_some()
}

fn is_minor(age: &Captures<'_>) -> bool {
    let digits = age.get(1).or(age.get(2)).and_then(|age| number(age.as_str()));
    (3..=5).any(|group| age.get(group).is_some()) || digits.is_some_and(|age| age < ADULT)
}

#[cfg(test)]
mod tests {
    use super::CHECK;
    use crate::check::tests::{With, expect, expect_with};

    #[test]
    fn no_child_can_be_identified() {
        expect(
            &CHECK,
            "Kelsey, 14, loves her foster home. // finding: child-identifiable ‹Kelsey, 14,›
            One boy, Jaydon, is a 9-year-old who likes football. // finding: child-identifiable ‹Jaydon, is a 9-year-old›
            A girl aged 12 at Tarnbrook High School was helped. // finding: child-identifiable ‹aged 12 at Tarnbrook High School›
            Jaydon was placed with a foster family, and the boy is happy. // finding: child-identifiable ‹Jaydon was placed with›
            Kelsey, a care leaver, told us about it. // finding: child-without-consent ‹Kelsey›
            One care leaver, Kelsey, told us about it. // finding: child-without-consent ‹Kelsey›
            Lily came into care after her father was jailed. // finding: child-identifiable ‹Lily came into care›
            Lily, who has just turned sixteen, is in supported lodgings. // finding: child-identifiable ‹Lily, who has just turned sixteen,›
            Lily is eight and loves her foster home. // finding: child-identifiable ‹Lily is eight and›
            Lily, born in 2014, has been adopted. // finding: child-identifiable ‹Lily, born in 2014, has been adopted›
            Teenager Lily Hobson has been in care for six years. // finding: child-identifiable ‹Teenager Lily Hobson has›
            Little Poppy, six, has a package of support. // finding: child-identifiable ‹Poppy, six,›
            Tom and Jude, both under ten, live here. // finding: child-identifiable ‹Tom and Jude, both under ten›
            J.T. (15) was moved. // finding: child-identifiable ‹J.T. (15)›
            A Year 9 pupil at Tarnbrook High went missing. // finding: child-identifiable ‹Year 9 pupil at Tarnbrook High›
            A deaf girl of 11 from a village near Tarnbrook goes sailing. // finding: child-identifiable ‹A deaf girl of 11 from a village near Tarnbrook›
            The girl who was harmed by her uncle, a Tarnbrook shopkeeper, has a foster home. // finding: child-identifiable ‹The girl who was harmed by her uncle, a Tarnbrook›
            The only Syrian family in Tarnbrook got help. // finding: child-identifiable ‹The only Syrian family in Tarnbrook›
            The boy whose father was jailed in May is in foster care. // finding: child-identifiable ‹The boy›
            If a girl in Tarnbrook needs a foster home, ring us; a boy or a girl in care in Avershire may ask for an advocate.
            Arrangements made for a six-year-old may still be in place for a child of nine.
            Children aged nine to eleven in foster care come to Tarnbrook, and pupils aged 14.
            Lily is in Year 4 and lives with her grandmother Joan. // finding: child-identifiable ‹Lily is in Year 4 and›
            Maisie’s mother, Tracey Hobson, told us. // finding: child-identifiable ‹Maisie’s mother, Tracey›
            The son of Tracey Hobson was taken into care. // finding: child-identifiable ‹The son of Tracey Hobson was›
            J., 11, who lives at Oak Lodge children’s home, is happy. // finding: child-identifiable ‹J., 11,›
            Baby Noah was placed for adoption in July. // finding: child-identifiable ‹Baby Noah was placed for adoption›
            Jayden and his sister Lily were moved to separate foster homes. // finding: child-identifiable ‹Jayden and his sister Lily were moved to separate foster›
            Our new Framework was adopted in May. Unaccompanied children aged 16 to 17 live in suitable homes.
            The National Children’s Bureau ran a survey of 14-year-olds, and of 15-year-old pupils.
            Avershire is one of ten places. Tarnbrook is in Year 2 of its plan for early help. Leaders were in care themselves.
            Ruth Adeyinka-Shaw was in care as a child. Some came into care late. Baby Loss Awareness Week is near.
            Young people aged 16 or 17 are helped. Ruth Adeyinka-Shaw has worked here for 12 years.
            Children in care live in Wyle Cross, close to their schools.",
        );
    }

    #[test]
    fn a_young_person_may_agree() {
        let consent = "[[consents]]\nname = \"Kelsey\"\ngiven_by = \"Kelsey\"\ngiven_on = 2025-04-01\n[[waivers]]";
        let instead = [("[[waivers]]", consent)];
        expect_with(&CHECK, &With { instead: &instead, ..With::default() }, "Kelsey, a care leaver, told us about it.");
    }
}
