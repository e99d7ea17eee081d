//! How a text tells the report's points to improve: in the report's words or in others, or falsely, as if what they ask for were
//! there already, or were asked of somebody else. Not here: which points a text has to tell (balance).

mod ideas;
mod manner;
mod point;

pub(in crate::check) use manner::no_points_left;

use crate::check::claims::Claim;
use crate::check::evidence::ground::Ground;
use crate::check::evidence::passages::Passages;
use crate::check::evidence::prose::{Part, Prose};
use crate::document::Within;
use crate::inspection::{Area, Datum};
use crate::language::{self, Excerpt, Phrases, Token};
use crate::text::{self, Span, TextSpan};
use ideas::{Idea, ideas, teams};
use manner::{Manner, asked, asks_for_more, introduces_points, is_attributed, manner};
use point::{Point, points};
use std::cell::OnceCell;

/// How a text tells a point, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::check) struct Told {
    /// The point.
    pub(in crate::check) datum: Datum,
    /// Its number among the points to improve; points below a point have that point's.
    pub(in crate::check) number: usize,
    /// Its words.
    pub(in crate::check) text: String,
    /// How; none where nothing comes near.
    pub(in crate::check) how: Option<(How, TextSpan)>,
}

impl Told {
    /// Where it is told so.
    pub(in crate::check) fn place(&self, wanted: How) -> Option<TextSpan> {
        self.how.filter(|(how, _)| *how == wanted).map(|(_, place)| place)
    }
}

/// How a sentence tells a point; a later one outweighs an earlier one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::check) enum How {
    /// It quotes somebody who speaks of it.
    Quoted,
    /// It may tell it: it is the sentence that comes nearest.
    Near,
    /// It asks somebody else for it, or for somebody else.
    Others,
    /// It says that what the point asks for is there.
    Praised,
    /// It says that the point is done.
    Done,
    /// It tells it.
    Told,
}

impl How {
    /// Whether it says that there is nothing to do about it.
    fn is_turned(self) -> bool {
        matches!(self, How::Praised | How::Done)
    }
}

/// The share of a point's words, by their weight, that tell it.
const TOLD: f64 = 0.6;
/// The same, for a sentence that may tell it.
const NEAR: f64 = 0.3;
/// The same, for one that says that it is there.
const TURNED: f64 = 0.45;
/// The share from which nothing of a point is left out but words that all points have.
const ALL: f64 = 0.9;
/// The same, for one that asks others for it.
const OTHERS: f64 = 0.45;
/// The same, for one that says neither that something is amiss nor that it is good.
const NAMING: f64 = 0.5;
/// The same, for one that says that something is amiss and names people of whom no other point speaks.
const NAMED: f64 = 0.2;

/// How a text tells the points to improve.
#[derive(Debug)]
pub(in crate::check) struct Points {
    /// Each point, in the report's order.
    pub(in crate::check) told: Vec<Told>,
    /// Sentences that say that the inspectors ask for something which no point asks for.
    pub(in crate::check) unknown: Vec<TextSpan>,
}

/// How a text tells the points to improve.
pub(in crate::check) fn told(prose: &Prose, ground: &Ground<'_>, claims: &[Vec<Claim>]) -> Points {
    let evidence = PointSources::of(ground);
    let points = &evidence.points;
    let mut best: Vec<Option<(How, f64, TextSpan)>> = vec![None; points.len()];
    let mut unknown = Vec::new();
    let areas = areas(ground);
    let mut lead = Lead::default();
    for (leaf, part) in prose.parts.iter().enumerate() {
        let is_item = matches!(part.within.last(), Some(Within::Item { .. }));
        let mut introduced = lead.introduces(part, is_item);
        let plain = text::normal(&part.text).to_lowercase();
        let verbatim: Vec<Option<Span>> = points.iter().map(|point| point.stands_in(&plain, part)).collect();
        let is_verbatim = verbatim.iter().any(Option::is_some);
        for sentence in &part.sentences {
            let read = Read::of(part, *sentence, introduced);
            let is_result = read.gives_result(&claims[leaf], &areas);
            let goes_on = sentence.end < part.text.len();
            introduced = introduced || goes_on && is_lead(read.words()) && introduces_points(read.excerpt());
            let place = TextSpan { block: leaf, span: *sentence };
            let mut is_known = is_verbatim;
            for ((point, verbatim), best) in points.iter().zip(&verbatim).zip(&mut best) {
                let found = match verbatim.filter(|span| span.start < sentence.end && sentence.start < span.end) {
                    Some(span) => Some((read.told_whole(span), 1.0)),
                    // An item that is one point is none of its neighbours, however much they have in common.
                    None if is_item && is_verbatim => None,
                    None => read
                        .tells(point, &evidence)
                        .or_else(|| read.turns_examples(point, &evidence))
                        .or_else(|| read.lists_another(point, &evidence))
                        .filter(|(how, _)| !is_result || how.is_turned()),
                };
                let Some((how, share)) = found else { continue };
                is_known = true;
                if best.as_ref().is_none_or(|(before, most, _)| (how, share) > (*before, *most)) {
                    *best = Some((how, share, place));
                }
            }
            if !is_known && !is_result && read.asks_more(&evidence) {
                unknown.push(place);
            }
        }
    }
    let told = |(point, best): (Point<'_>, Option<(How, f64, TextSpan)>)| Told {
        datum: point.datum,
        number: point.number,
        text: point.text.to_owned(),
        how: best.map(|(how, _, place)| (how, place)),
    };
    Points { told: evidence.points.into_iter().zip(best).map(told).collect(), unknown }
}

/// How texts name the judgements.
fn areas(ground: &Ground<'_>) -> Phrases<()> {
    let judged = ground.known.inspection.judgements.iter().map(|judgement| judgement.name.as_str());
    let areas = ground.known.framework.into_iter().flat_map(|framework| &framework.areas);
    Phrases::new(judged.chain(areas.flat_map(Area::wordings)).map(|name| (name, ())))
}

/// What introduces the leaves that follow.
#[derive(Default)]
struct Lead<'a> {
    /// Whether the heading says that it is about what has to improve.
    heading: bool,
    /// The paragraph before the list.
    paragraph: Option<&'a Part>,
}

impl<'a> Lead<'a> {
    /// Whether a leaf is introduced as one that says what has to improve; the next leaf is told of this one.
    fn introduces(&mut self, part: &'a Part, is_item: bool) -> bool {
        let introduces =
            |before: &Part| before.sentences.last().is_some_and(|last| introduces_points(before.excerpt(*last)));
        let introduced = self.heading || is_item && self.paragraph.is_some_and(introduces);
        if part.is_heading() {
            self.heading = asks_for_more(part.excerpt(Span::all(&part.text)));
            self.paragraph = None;
        } else if !is_item {
            self.paragraph = Some(part);
        }
        introduced
    }
}

/// A sentence that names so many judgements lists them.
const LISTED: usize = 3;
/// A sentence that tells so many points lists them.
const LISTED_POINTS: usize = 2;
/// How many words introduce others.
const FEW: usize = 8;

/// Whether a sentence introduces those after it: a question, or a few words.
fn is_lead(sentence: &str) -> bool {
    sentence.trim_end().ends_with(['?', ':']) || language::words(sentence).count() <= FEW
}

/// The items of a list in a sentence.
fn pieces(sentence: &str) -> impl Iterator<Item = &str> {
    sentence.split([',', ';', ':']).flat_map(|piece| piece.split(" and "))
}

/// A sentence of a text, with what is asked of it more than once.
struct Read<'a> {
    part: &'a Part,
    span: Span,
    ideas: Vec<Idea>,
    /// Whether the words before it say that it is about what has to improve.
    introduced: bool,
    /// What the text says itself speaks of: without its quotations.
    own_ideas: OnceCell<Vec<Idea>>,
    manner: OnceCell<Manner>,
    sourced: OnceCell<bool>,
}

impl<'a> Read<'a> {
    fn of(part: &'a Part, span: Span, introduced: bool) -> Read<'a> {
        let ideas = ideas(part.tokens_in(span));
        Read {
            part,
            span,
            ideas,
            introduced,
            own_ideas: OnceCell::new(),
            manner: OnceCell::new(),
            sourced: OnceCell::new(),
        }
    }

    fn excerpt(&self) -> Excerpt<'a> {
        self.part.excerpt(self.span)
    }

    fn words(&self) -> &'a str {
        self.excerpt().words()
    }

    /// What the text says itself.
    fn own(&self) -> Excerpt<'a> {
        self.part.own_excerpt(self.span)
    }

    /// Whether it gives a grade, lists the judgements or introduces a list, so that it tells no point.
    fn gives_result(&self, claims: &[Claim], areas: &Phrases<()>) -> bool {
        let tokens = self.part.tokens_in(self.span);
        claims.iter().any(|claim| claim.is_stated() && self.span.contains(claim.place.span.start))
            || areas.find(tokens).len() >= LISTED
            || self.words().trim_end().ends_with(':')
    }

    fn own_ideas(&self) -> &[Idea] {
        self.own_ideas.get_or_init(|| ideas(self.own().tokens))
    }

    fn manner(&self) -> Manner {
        *self.manner.get_or_init(|| match manner(self.excerpt()) {
            Manner::Praise | Manner::Statement | Manner::Plain if self.introduced => Manner::Wanting,
            own => own,
        })
    }

    /// How it tells a point whose words it has.
    fn told_whole(&self, place: Span) -> How {
        let place = Span::new(place.start.max(self.span.start), place.end.min(self.span.end));
        let part = &self.part.text;
        let (Some(before), Some(after)) = (part.get(self.span.start..place.start), part.get(place.end..self.span.end))
        else {
            return How::Told;
        };
        let around = format!("{before} it {after}");
        match manner(Excerpt::all(&around, &language::tokens(&around))) {
            Manner::Praise if !self.introduced => How::Praised,
            Manner::Done => How::Done,
            Manner::Wanting | Manner::Plain | Manner::Statement | Manner::Praise => How::Told,
        }
    }

    /// How it tells a point in other words, and the share of its words; none where it does not come near.
    fn tells(&self, point: &Point<'_>, evidence: &PointSources<'_>) -> Option<(How, f64)> {
        let share = point.share(&self.ideas);
        let asks = |least: f64| share >= least && self.manner() == Manner::Wanting && is_attributed(self.excerpt());
        if asks(NEAR) && self.is_of_another_team(point) {
            return Some((How::Others, share));
        }
        let shared: Vec<&Idea> = point.shared(&self.ideas).collect();
        if !shared.iter().any(|idea| idea.is_telling()) {
            return None;
        }
        let all = &evidence.points;
        let manner = self.manner();
        // What a text has not said itself it has not turned.
        let own = || point.share(self.own_ideas());
        let turns = |least: f64| {
            let telling = |ideas: &mut dyn Iterator<Item = &Idea>| ideas.filter(|idea| idea.is_telling()).count();
            let most = telling(&mut shared.iter().copied()) * 2 >= telling(&mut point.ideas.iter());
            let is_enough =
                most && shared.iter().filter(|idea| !idea.is_common()).count() > 1 || share > ALL || self.is_answer();
            is_enough && own() >= least && !self.is_sourced(evidence)
        };
        if self.means_others(point, all) {
            return (asks(OTHERS) && turns(OTHERS)).then_some((How::Others, share));
        }
        let only = |idea: &Idea| all.iter().filter(|point| point.has(idea)).count() == 1;
        let named = || shared.iter().any(|idea| idea.is_who() && only(idea));
        let body = |idea: &Idea| idea.is_body() && !all.iter().any(|point| point.has(idea));
        let how = match manner {
            // Somebody is named besides, of whom no point speaks.
            Manner::Wanting if share >= TOLD && self.ideas.iter().any(body) => How::Near,
            Manner::Wanting | Manner::Plain if own() >= TOLD => How::Told,
            Manner::Wanting if share >= TOLD && own() < NEAR => How::Quoted,
            Manner::Wanting if own() >= NEAR || own() >= NAMED && named() => How::Near,
            Manner::Praise if share >= TURNED && !self.is_of_some(point) && turns(TURNED) => How::Praised,
            Manner::Done if share >= TURNED && turns(TURNED) => How::Done,
            Manner::Statement | Manner::Plain if own() >= NAMING => How::Near,
            _ => return None,
        };
        let is_quoted = how == How::Near && self.wants_in_quotation();
        Some((if is_quoted { How::Quoted } else { how }, share))
    }

    /// Whether only what it quotes says that something has to be done.
    fn wants_in_quotation(&self) -> bool {
        let own = self.own();
        self.manner() == Manner::Wanting && own.words() != self.words() && manner(own) != Manner::Wanting
    }

    /// How it tells the examples of a point, where it turns them.
    fn turns_examples(&self, point: &Point<'_>, evidence: &PointSources<'_>) -> Option<(How, f64)> {
        let found = self.tells(point.examples.as_deref()?, evidence)?;
        found.0.is_turned().then_some(found)
    }

    /// How a list of the points tells a point of which it has all but the body that is meant: that of another one.
    fn lists_another(&self, point: &Point<'_>, evidence: &PointSources<'_>) -> Option<(How, f64)> {
        let all = &evidence.points;
        let is_meant = point.ideas.iter().any(|idea| idea.is_body() && !self.ideas.contains(idea));
        let is_list = || all.iter().filter(|point| point.share(&self.ideas) >= NEAR).count() >= LISTED_POINTS;
        if !is_meant || self.manner() != Manner::Wanting || !is_list() {
            return None;
        }
        let items = pieces(self.words()).map(|item| ideas(&language::tokens(item)));
        let is_other = |idea: &Idea| idea.is_body() && !all.iter().any(|point| point.has(idea));
        let mut others = items.filter(|item| item.iter().any(is_other));
        others.any(|item| point.shared(&item).any(|idea| !idea.is_common())).then_some((How::Others, OTHERS))
    }

    /// Whether it says that the inspectors ask for something, of which neither a point nor the report speaks.
    fn asks_more(&self, evidence: &PointSources<'_>) -> bool {
        let own = self.own();
        let rest = |asked: usize| own.part(Span::new(asked, own.span.end));
        let is_telling = |asked: usize| ideas(rest(asked).tokens).iter().any(Idea::is_telling);
        !is_lead(self.words())
            && asked(own).is_some_and(is_telling)
            && evidence.points.iter().all(|point| point.share(&self.ideas) < NEAR)
            && !self.is_sourced(evidence)
    }

    /// Whether it says that what the inspectors asked for is done.
    fn is_answer(&self) -> bool {
        self.manner() == Manner::Done && is_attributed(self.excerpt())
    }

    /// Whether it is about some of those only whom the point is about: people whom the point does not name.
    fn is_of_some(&self, point: &Point<'_>) -> bool {
        self.ideas.iter().any(|idea| idea.is_who() && !idea.is_worker() && !point.named.contains(idea))
    }

    /// Whether it names other people than the point does, of whom no point speaks.
    fn means_others(&self, point: &Point<'_>, all: &[Point<'_>]) -> bool {
        let mut who = point.ideas.iter().filter(|idea| idea.is_who()).peekable();
        let unnamed = who.peek().is_some() && !who.any(|idea| self.ideas.contains(idea));
        let known = |idea: &Idea| all.iter().any(|point| point.has(idea));
        unnamed && self.ideas.iter().any(|idea| idea.is_who() && !known(idea))
    }

    /// Whether it names a team and not the one that the point names.
    fn is_of_another_team(&self, point: &Point<'_>) -> bool {
        let named = teams(self.part.tokens_in(self.span));
        !named.is_empty() && !point.teams.is_empty() && !named.iter().any(|team| point.teams.contains(team))
    }

    /// Whether the report, or a source of the council, says so elsewhere, and as much in favour of it.
    fn is_sourced(&self, evidence: &PointSources<'_>) -> bool {
        let find = || {
            let wants = self.manner() == Manner::Wanting;
            let telling: Vec<&Idea> = self.ideas.iter().filter(|idea| !idea.is_common()).collect();
            evidence.said().iter().any(|said| {
                let count = telling.iter().filter(|idea| said.ideas.iter().any(|other| other.is(idea))).count();
                text::share(count, telling.len()) >= SOURCED && said.wants() == wants
            })
        };
        *self.sourced.get_or_init(find)
    }
}

/// The share of a sentence's words that a sentence of a source has, so that it says so too.
const SOURCED: f64 = 0.7;

/// What a text is compared with: the points, and what the sources say besides.
struct PointSources<'a> {
    points: Vec<Point<'a>>,
    ground: &'a Ground<'a>,
    said: OnceCell<Vec<Said<'a>>>,
}

impl<'a> PointSources<'a> {
    fn of(ground: &'a Ground<'a>) -> PointSources<'a> {
        let points = points(ground.known.inspection).map(Point::of).collect();
        PointSources { points, ground, said: OnceCell::new() }
    }

    /// The sentences of the sources, but for the points to improve.
    fn said(&self) -> &[Said<'a>] {
        self.said.get_or_init(|| {
            let is_point = |datum: &Datum| self.points.iter().any(|point| point.datum == datum.clone().whole_point());
            let passages = self.ground.sources().flat_map(Passages::all).filter(|passage| !is_point(&passage.datum));
            let of = |text: &'a str| language::sentences(text).into_iter().map(|sentence| Said::of(&text[sentence]));
            passages.flat_map(|passage| of(&passage.text)).collect()
        })
    }
}

/// A sentence of a source, with what is asked of it for each sentence of a text.
struct Said<'a> {
    text: &'a str,
    tokens: Vec<Token>,
    ideas: Vec<Idea>,
    wants: OnceCell<bool>,
}

impl Said<'_> {
    fn of(text: &str) -> Said<'_> {
        let tokens = language::tokens(text);
        Said { text, ideas: ideas(&tokens), tokens, wants: OnceCell::new() }
    }

    fn wants(&self) -> bool {
        *self.wants.get_or_init(|| manner(Excerpt::all(self.text, &self.tokens)) == Manner::Wanting)
    }
}
