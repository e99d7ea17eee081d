//! Reading the claims of a text, sentence by sentence. Not here: whose grade it is (whose), which inspection gave it (time).

use super::grammar::Grammar;
use super::letters::{Letters, is, letters, taken};
use super::tokens::{Lexicon, Meaning, Sentence, Token};
use super::{Claim, Path, Time, Whose};
use crate::check::evidence::known::Known;
use crate::check::evidence::prose::{Part, Prose};
use crate::document::Within;
use crate::inspection::{AreaId, AuthorityEntry, Framework, Grade, GradeId};
use crate::language::pattern::{self, Pattern};
use crate::text::{Span, TextSpan};
use crate::wording::{Force, TimeRule};
use jiff::civil::Date;
use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

/// Tokens of a sentence that are read; what is longer is no sentence.
const LONGEST: usize = 400;
/// How many sentences back one may say that another is about the past.
const BACK: usize = 4;

/// Reads claims about the grades of one report.
#[derive(Debug)]
pub(in crate::check) struct Reader {
    pub(super) grammar: &'static Grammar,
    pub(super) lexicon: Lexicon,
    /// The beginnings of the words that grades are written with.
    signs: Pattern,
    /// The years of this inspection and its report.
    pub(super) years: Vec<i16>,
}

/// What is looked at to find whose a grade is.
pub(super) struct Around<'a, P> {
    /// The sentence.
    pub(super) sentence: &'a Sentence,
    /// The sentence before it, or the head of its row.
    pub(super) before: &'a Sentence,
    /// The judgements that the sentences right before it grade.
    pub(super) graded: &'a [AreaId],
    /// Where the words begin that the grade may be about.
    pub(super) used: usize,
    /// The grades read before it in the sentence.
    pub(super) others: &'a [Draft],
    /// The place of some bytes of the sentence.
    pub(super) place: &'a P,
}

/// A claim that is being read.
pub(super) struct Draft {
    pub(super) claim: Claim,
    /// The grade's token.
    pub(super) at: usize,
    /// The letters before it, without what only an aside says.
    pub(super) left: String,
    /// Whether the rule that found whose grade it is looked at nothing but a pronoun, or at nothing at all.
    pub(super) bare: bool,
}

/// What comes before a sentence.
struct Context {
    /// The sentence before it, or the head of its row.
    before: Sentence,
    /// The judgements that the sentences right before it grade.
    graded: Vec<AreaId>,
    /// Whether the sentences before it tell of an earlier time.
    is_past: bool,
    /// Whether they explain the grades that there are.
    is_scale: bool,
}

/// A cell of a table.
struct Cell<'a> {
    /// The first cell of its row.
    head: &'a str,
    /// The cells of the first row in its column.
    titles: Vec<&'a str>,
    /// The cells of its row besides itself and the first.
    others: Vec<&'a str>,
}

/// The table, the row and the column that a leaf is in, or none.
fn position(part: &Part) -> Option<((usize, usize), usize)> {
    match part.within.last() {
        Some(Within::Cell { table, row, column }) => Some(((*table, *row), *column)),
        _ => None,
    }
}

/// The sentences of a text, each read when it is first asked for, and the rows of its tables.
struct Sentences<'a> {
    lexicon: &'a Lexicon,
    prose: &'a Prose,
    read: Vec<Vec<OnceCell<Sentence>>>,
    /// Of each row of a table its columns and their words.
    rows: BTreeMap<(usize, usize), Vec<(usize, &'a str)>>,
}

impl<'a> Sentences<'a> {
    fn of(lexicon: &'a Lexicon, prose: &'a Prose) -> Sentences<'a> {
        let read = prose.parts.iter().map(|part| vec![OnceCell::new(); part.sentences.len()]).collect();
        let mut rows: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for part in &prose.parts {
            if let Some((row, column)) = position(part) {
                rows.entry(row).or_default().push((column, part.plain.as_str()));
            }
        }
        Sentences { lexicon, prose, read, rows }
    }

    /// The cell that a leaf is, or none.
    fn cell(&self, leaf: usize) -> Option<Cell<'a>> {
        let ((table, row), column) = position(&self.prose.parts[leaf])?;
        let of_row = |row: usize| self.rows.get(&(table, row)).into_iter().flatten().copied();
        let words = |(_, words): (usize, &'a str)| words;
        let (heads, others): (Vec<_>, Vec<_>) =
            of_row(row).filter(|(other, _)| *other != column).partition(|(other, _)| *other == 0);
        Some(Cell {
            head: heads.last().map_or("", |head| head.1),
            titles: of_row(0).filter(|(other, _)| *other == column && row > 0).map(words).collect(),
            others: others.into_iter().map(words).collect(),
        })
    }

    fn sentence(&self, leaf: usize, number: usize) -> &Sentence {
        let part: &Part = &self.prose.parts[leaf];
        self.read[leaf][number].get_or_init(|| self.lexicon.read(&part.plain[part.sentences[number]]))
    }

    /// The sentences before one, the nearest first.
    fn before(&self, leaf: usize, number: usize) -> impl Iterator<Item = &Sentence> {
        let here = (0..number).rev().map(move |number| (leaf, number));
        let sentences =
            |leaf: usize| (0..self.prose.parts[leaf].sentences.len()).rev().map(move |number| (leaf, number));
        let earlier = (0..leaf).rev().flat_map(sentences);
        here.chain(earlier).take(BACK).map(|(leaf, number)| self.sentence(leaf, number))
    }
}

impl Reader {
    /// A reader for a report; none where no framework is known.
    pub(in crate::check) fn new(known: &Known<'_>) -> Option<Reader> {
        let framework = known.framework.or_else(|| known.frameworks.iter().next())?;
        let dates = known.inspection.dates.iter().flat_map(|range| [range.from.year(), range.to.year()]);
        let mut years: Vec<i16> = dates.chain(known.published.map(Date::year)).collect();
        if known.published.is_none() {
            years.extend(years.last().map(|year| year + 1));
        }
        if known.inspection.judgements.is_empty() {
            years.clear(); // no year is that of a grade of this document
        }
        let lexicon = lexicon(known, framework);
        let words = framework.grades.iter().flat_map(Grade::wordings);
        let known_words = known.grammar.words.grades.values().flatten().map(String::as_str);
        let sign = |words: &str| regex::escape(&words.chars().take(5).collect::<String>());
        let signs: BTreeSet<String> = words.chain(known_words).map(sign).collect();
        let signs = pattern::words(&format!("(?i){}", Vec::from_iter(signs).join("|")));
        Some(Reader { grammar: known.grammar, lexicon, signs, years })
    }

    /// The claims of each leaf of a text.
    pub(in crate::check) fn claims(&self, prose: &Prose) -> Vec<Vec<Claim>> {
        let read = Sentences::of(&self.lexicon, prose);
        (0..prose.parts.len()).map(|leaf| self.of_leaf(&read, leaf)).collect()
    }

    /// The claims of one leaf.
    fn of_leaf(&self, read: &Sentences<'_>, leaf: usize) -> Vec<Claim> {
        let numbers = 0..read.prose.parts[leaf].sentences.len();
        numbers.flat_map(|number| self.of_sentence(read, leaf, number)).collect()
    }

    fn of_sentence(&self, read: &Sentences<'_>, leaf: usize, number: usize) -> Vec<Claim> {
        let prose = read.prose;
        let part = &prose.parts[leaf];
        let range = part.sentences[number];
        if !self.signs.is_match(&part.plain[range]) {
            return Vec::new();
        }
        let sentence = read.sentence(leaf, number);
        let place = |bytes| sentence.place(leaf, range.start, bytes);
        if sentence.tokens.len() > LONGEST {
            return first_grade(sentence, &place).into_iter().collect();
        }
        let cell = read.cell(leaf);
        let before: Vec<&Sentence> = read.before(leaf, number).collect();
        let context = Context {
            is_past: self.is_about_the_past(&before),
            is_scale: is_about_the_scale(&before),
            graded: graded(&before),
            before: match &cell {
                Some(cell) => self.lexicon.read(cell.head),
                None => before.first().map(|before| (*before).clone()).unwrap_or_default(),
            },
        };
        let mut claims = self.read(sentence, &context, &place);
        if let Some(cell) = cell {
            let year = cell.titles.iter().find_map(|title| self.lexicon.read(title).every_year().next());
            let columns = cell.others.iter().any(|other| self.lexicon.read(other).tags.contains('G'));
            let named = context.before.named();
            for claim in &mut claims {
                self.of_column(claim, year, columns);
                if matches!(claim.whose, Whose::Whole | Whose::Other) && !named.is_empty() {
                    claim.whose = Whose::Areas(named.clone());
                }
            }
        }
        claims
    }

    /// A claim of a table's cell: the year of its column says which inspection; of several columns of grades without one nobody
    /// knows which is which.
    fn of_column(&self, claim: &mut Claim, year: Option<i16>, columns: bool) {
        match year {
            Some(year) if claim.time == Time::Now && !self.years.contains(&year) => {
                claim.time = Time::Year { year, exact: true };
            }
            Some(_) => {}
            None => claim.sure &= !columns,
        }
    }

    /// Whether the sentences before one, the nearest first, tell of an earlier time.
    fn is_about_the_past(&self, before: &[&Sentence]) -> bool {
        for sentence in before {
            if sentence.tags.contains('T') {
                return false;
            }
            let mut years = sentence.every_year().peekable();
            let dated = years.peek().is_some();
            if sentence.tags.contains('P') || years.any(|year| !self.years.contains(&year)) {
                return true;
            }
            if dated {
                return false;
            }
        }
        false
    }

    /// The claims of a sentence.
    fn read(&self, sentence: &Sentence, context: &Context, place: &impl Fn(Span) -> TextSpan) -> Vec<Claim> {
        let tags = sentence.tags.as_str();
        let grades: Vec<(usize, &GradeId)> = sentence
            .tokens
            .iter()
            .enumerate()
            .filter_map(|(at, token)| match &token.meaning {
                Meaning::Grade(grade) => Some((at, grade)),
                _ => None,
            })
            .collect();
        let distinct: BTreeSet<&GradeId> = grades.iter().map(|(_, grade)| *grade).collect();
        let explains = is(&SCALE, tags) || context.is_scale && goes_on(sentence);
        if distinct.len() >= 3 && !tags.contains('A') && !is(&TALLY, tags) || explains {
            return Vec::new();
        }
        let (mut drafts, mut used) = (Vec::new(), 0);
        for (at, grade) in grades {
            let left = without_asides(&tags[..at]);
            let found = self.is_grade(sentence, at, grade, &left);
            let Some((frame, plain)) = found.or_else(|| may_be_grade(sentence, at).then_some(("unknown", true))) else {
                continue;
            };
            let claim = unread(place(sentence.tokens[at].span), grade.clone(), frame, plain);
            // Words of an aside are not those that a grade after it is about, but those before the aside are.
            used = if left[..used] == tags[..used] { used } else { 0 };
            let mut draft = Draft { claim, at, left, bare: false };
            let around =
                Around { sentence, before: &context.before, graded: &context.graded, used, others: &drafts, place };
            used = self.find_whose(&mut draft, &around);
            self.find_time(&mut draft, sentence, context.is_past, place);
            self.find_force(&mut draft, sentence);
            if frame == "unknown" {
                draft.claim.whose = Whose::Other;
            }
            let echo = echo(sentence, &draft, place);
            drafts.push(draft);
            drafts.extend(echo);
        }
        if tags.contains('k') {
            respectively(&mut drafts, sentence, &context.before);
        } else {
            contradictions(&mut drafts);
        }
        if is(&COLUMNS, tags) {
            for draft in &mut drafts {
                draft.claim.sure = false;
            }
        }
        drafts.into_iter().map(|draft| draft.claim).collect()
    }

    /// What says that words are those of a grade and not ordinary ones, and whether it is their form alone; none for ordinary ones.
    /// `left`: the letters before them, without asides.
    fn is_grade(&self, sentence: &Sentence, at: usize, grade: &GradeId, left: &str) -> Option<(&'static str, bool)> {
        let (token, right) = (&sentence.tokens[at], &sentence.tags[at + 1..]);
        let verb = self.grammar.verb_grades.iter().any(|id| id == grade.as_str());
        let describes = right.starts_with(['H', 'o']) && !is(&RATED, left);
        if token.marked && !describes {
            return Some(("marked", true));
        }
        let opens = matches!(left.trim_end_matches('-').chars().next_back(), None | Some('.' | ':'));
        if token.capital && !opens && !is_name(sentence, at) {
            return Some(("capital", true));
        }
        let words = token.form.split(' ').count();
        if words > 2 || words == 2 && !verb || token.form.starts_with('#') || token.form.contains("-rated") {
            return Some(("phrase", true));
        }
        if verb && right.starts_with('N') {
            return Some(("noun", false));
        }
        let rules = if verb { &self.grammar.is_verb_grade } else { &self.grammar.is_grade };
        rules.iter().find(|rule| rule.fits(left, right)).map(|rule| (rule.name.as_str(), false))
    }

    /// What the sentence does with a grade.
    fn find_force(&self, draft: &mut Draft, sentence: &Sentence) {
        let Draft { claim, at, left, .. } = draft;
        let right = &sentence.tags[*at + 1..];
        let (head, text) = (sentence.tokens[0].form.as_str(), sentence.text.as_str());
        if claim.force != Force::Stated {
            return;
        }
        if head.split(' ').next() == Some("to") && !left.contains(',') && !right.contains('L') {
            claim.force = Force::Wished;
        } else if self.grammar.is_about_words(text) || sentence.tags.ends_with('?') && !self.grammar.presumes(text) {
            claim.force = Force::Open;
        } else {
            let clause = &left[clause(left)..];
            let rule = self.grammar.force.iter().find(|rule| rule.fits(clause, right));
            claim.force = rule.map_or(Force::Stated, |rule| rule.gives);
            claim.path.force = rule.map_or("stated", |rule| &rule.name);
        }
    }

    /// The last year of this inspection and its report.
    pub(super) fn latest_year(&self) -> Option<i16> {
        self.years.iter().max().copied()
    }

    /// The first rule about the time that fits.
    pub(super) fn time_rule(&self, clause: &str, sentence: &Sentence, at: usize) -> Option<(TimeRule, bool)> {
        let right = &sentence.tags[at + 1..];
        let after = &sentence.tokens[at + 1..];
        let rule = self.grammar.time.iter().find(|rule| rule.fits_words(clause, right, after))?;
        Some((rule.gives, rule.previous))
    }
}

/// The scale itself is meant: "grades range from ...", "the top mark is Outstanding".
static SCALE: Letters = letters("^[^R]*X|^[tT]*GN?L[tT]*G[.]?$");
/// Judgements are counted: "one area is Outstanding, one is Good and two require improvement".
static TALLY: Letters = letters("^[tTpC]*#(?:[pFt]+#)?[to]*B[aTy]*[LGRg]");
/// A clause about something named before it: ", which required improvement then,".
static ASIDE: Letters = letters("(?:^|[^v]),?(v[^,;:.bAW]*G[^,;:.bR]*?),?[LT]|,([Rg][^,;:.bAW]*G[^,;:.bR]*?),[LTRg]");
/// "..., and so is the impact of leaders"
static ECHO: Letters = letters("^[^G;.]*?2[tTHpa]*(A(?:[CtHpa]{1,4}A)*)(?:$|[.,;])");
/// Two grades for each name: two columns.
static COLUMNS: Letters = letters("^:.*G:+G");
/// A verb that rates, right before a grade.
static RATED: Letters = letters("R[itaT]*$");

/// The judgements that an unbroken run of sentences grades, the nearest first.
fn graded(before: &[&Sentence]) -> Vec<AreaId> {
    let run = before.iter().take_while(|sentence| sentence.tags.contains('G') && sentence.tags.contains('A'));
    run.flat_map(|sentence| sentence.named()).collect()
}

/// Whether the sentences before one, the nearest first, explain the grades that there are.
fn is_about_the_scale(before: &[&Sentence]) -> bool {
    let explains = |sentence: &Sentence| is(&SCALE, &sentence.tags);
    before.iter().find(|sentence| explains(sentence) || !goes_on(sentence)).is_some_and(|sentence| explains(sentence))
}

/// Whether a sentence may go on explaining the scale: it names nothing that is graded, and nobody who grades.
fn goes_on(sentence: &Sentence) -> bool {
    !sentence.tags.contains(['A', 'W', 'O', 'I', 'R'])
}

/// Where the clause begins that letters end with: after a full stop or semicolon, or after a comma or colon with a verb behind it.
fn clause(left: &str) -> usize {
    let stop = left.rfind([';', '.']).map_or(0, |at| at + 1);
    let says =
        |part: &str| part.contains('R') || part.find(['A', 'W']).is_some_and(|subject| part[subject..].contains('L'));
    let mut commas = left.match_indices([',', ':']).map(|(at, _)| at + 1);
    let opening = commas.rfind(|at| says(left[*at..].split([',', ':']).next().unwrap_or_default()));
    stop.max(opening.unwrap_or(0))
}

/// Whether words that no rule takes for a grade may be one all the same: the sentence is about grades or what is graded, and they
/// describe no noun.
fn may_be_grade(sentence: &Sentence, at: usize) -> bool {
    static AFTER: Letters = letters("^(?:$|[-,;:.!?)(\\]~]|[pf][tT]*[AB#Y]|[CV][tTa]*G|L)");
    sentence.tags.contains(['A', 'N', 'R', 'O', 'B']) && is(&AFTER, &sentence.tags[at + 1..])
}

/// Letters, with those of asides that name a grade of their own made letters that change nothing.
fn without_asides(left: &str) -> String {
    let mut letters = left.to_owned();
    for aside in ASIDE.captures_iter(left).filter_map(|found| found.get(1).or(found.get(2))) {
        letters.replace_range(aside.range(), &"a".repeat(aside.len()));
    }
    letters
}

/// A claim of which nothing is known yet but the grade.
fn unread(place: TextSpan, grade: GradeId, frame: &'static str, plain: bool) -> Claim {
    Claim {
        place,
        grade,
        whose: Whose::Other,
        time: Time::Now,
        force: Force::Stated,
        way: None,
        again: None,
        sure: true,
        path: Path { frame, whose: "", time: "now", force: "stated" },
        plain,
        echo: false,
    }
}

/// The first grade of what is too long for a sentence, as a claim that was not read.
fn first_grade(sentence: &Sentence, place: &impl Fn(Span) -> TextSpan) -> Option<Claim> {
    sentence.tokens.iter().find_map(|token| match &token.meaning {
        Meaning::Grade(grade) => Some(unread(place(token.span), grade.clone(), "unknown", true)),
        _ => None,
    })
}

/// The claim of the same grade for what the sentence names after it: "..., and so is the impact of leaders".
fn echo(sentence: &Sentence, draft: &Draft, place: &impl Fn(Span) -> TextSpan) -> Option<Draft> {
    let from = draft.at + 1;
    let areas = taken(&ECHO, &sentence.tags[from..])? + from;
    let bytes = sentence.tokens[areas.start].span.cover(sentence.tokens[areas.end - 1].span);
    let whose = Whose::Areas(sentence.areas(areas));
    let claim = Claim { place: place(bytes), whose, echo: true, ..draft.claim.clone() };
    Some(Draft { claim, at: draft.at, left: draft.left.clone(), bare: false })
}

/// Whether the words of a grade begin a name: "Good and Beyond Board".
fn is_name(sentence: &Sentence, at: usize) -> bool {
    let next = |number: usize| {
        let token: &Token = sentence.tokens.get(at + number)?;
        Some((sentence.tags.as_bytes()[at + number], token.capital))
    };
    let adjacent = sentence.tokens.get(at + 1).is_some_and(|token| token.span.start < sentence.tokens[at].span.end + 2);
    match next(1) {
        Some((b'o' | b'C', true)) => adjacent,
        Some((b'C', false)) => next(2) == Some((b'o', true)),
        _ => false,
    }
}

/// "A and B were graded Outstanding and Good respectively."
fn respectively(drafts: &mut [Draft], sentence: &Sentence, before: &Sentence) {
    let pairs = |sentence: &Sentence| {
        let areas = sentence.tokens.iter().filter_map(|token| match &token.meaning {
            Meaning::Areas(areas) => Some(areas.clone()),
            _ => None,
        });
        let mut areas: Vec<Vec<AreaId>> = areas.collect();
        areas.dedup();
        areas
    };
    let areas = Some(pairs(sentence)).filter(|areas| !areas.is_empty()).unwrap_or_else(|| pairs(before));
    if areas.len() == drafts.len() {
        let time = drafts.last().map_or(Time::Now, |last| last.claim.time);
        for (draft, areas) in drafts.iter_mut().zip(areas) {
            draft.claim.whose = Whose::Areas(areas);
            draft.claim.time = time;
        }
    } else {
        for draft in drafts {
            draft.claim.sure = false;
        }
    }
}

/// Two grades of the same thing at one time: the sentence was not understood.
fn contradictions(drafts: &mut [Draft]) {
    let is_said = |claim: &Claim| {
        (claim.time, claim.force) == (Time::Now, Force::Stated)
            && !matches!(claim.whose, Whose::Count(_) | Whose::Other)
    };
    for one in 0..drafts.len() {
        for other in 0..one {
            let (a, b) = (&drafts[one].claim, &drafts[other].claim);
            if is_said(a) && is_said(b) && a.whose == b.whose && a.grade != b.grade {
                drafts[one].claim.sure = false;
                drafts[other].claim.sure = false;
            }
        }
    }
}

/// The words by which a report's judgements, its grades and other things are known.
fn lexicon(known: &Known<'_>, framework: &Framework) -> Lexicon {
    let mut lexicon = Lexicon::default();
    let words = &known.grammar.words;
    for class in words.classes.values() {
        for phrase in class.all() {
            lexicon.add(phrase, class.letter, Meaning::None);
        }
    }
    let ours = known.authorities.find(&known.inspection.authority.name).map(AuthorityEntry::key);
    for entry in known.authorities.iter().filter(|entry| Some(entry.key()) != ours) {
        for name in entry.names() {
            lexicon.add(name, 'S', Meaning::Council);
        }
    }
    let names = known.authorities.iter().filter(|entry| Some(entry.key()) == ours).flat_map(AuthorityEntry::names);
    for name in names.chain([known.inspection.authority.name.as_str()]) {
        lexicon.add(name, 'W', Meaning::None);
        lexicon.add(&name.replace(" and ", " & "), 'W', Meaning::None);
        lexicon.add(&name.replace(',', ""), 'W', Meaning::None);
    }
    for (id, phrases) in &words.areas {
        let shares = |phrases: &[String], area: &crate::inspection::Area| {
            area.wordings().any(|words| phrases.iter().any(|phrase| phrase.eq_ignore_ascii_case(words)))
        };
        let same = framework.areas.iter().find(|area| area.id.as_str() == id);
        let elsewhere = || {
            known.frameworks.iter().flat_map(|other| &other.areas).find(|area| area.overall && area.id.as_str() == id)
        };
        let area = same.or_else(|| framework.areas.iter().find(|area| shares(phrases, area))).or_else(elsewhere);
        let meant: Vec<AreaId> = area.map(|area| area.id.clone()).into_iter().collect();
        for phrase in phrases {
            lexicon.add(phrase, 'A', Meaning::Areas(meant.clone()));
        }
    }
    for area in &framework.areas {
        if let Some(service) = area.service.as_ref().filter(|_| area.overall) {
            lexicon.add(service, 'W', Meaning::None);
        }
        for phrase in area.wordings() {
            lexicon.add(phrase, 'A', Meaning::Areas(vec![area.id.clone()]));
        }
    }
    for (id, phrases) in &words.grades {
        let Some(grade) = framework.grades.iter().find(|grade| grade.id.as_str() == id) else { continue };
        for phrase in phrases {
            lexicon.add(phrase, 'G', Meaning::Grade(grade.id.clone()));
        }
    }
    for grade in &framework.grades {
        for phrase in grade.wordings() {
            lexicon.add(phrase, 'G', Meaning::Grade(grade.id.clone()));
        }
    }
    lexicon
}
