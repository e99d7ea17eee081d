//! Whether a sentence may be offered for what its words add up to: praise that it denies, asks for or hands on from the
//! council itself is none, and neither is criticism of what is past or relieved. In doubt it may not: no quotation is
//! better than a wrong one. Not here: what the words add up to (stance), and what the sentence behind it says (mod).

use super::vocabulary::{CLAUSES, Signal};
use crate::language::{List, Marker, TokenRange};

/// The phrases found in a sentence, each with its words and what it does.
type Signals<'a> = &'a [(TokenRange, Signal)];

/// How many words a denial reaches to find what it denies.
const REACH: usize = 5;
/// How many words before a denial a relative clause may begin: "young people who cannot live at home".
const RELATIVE: usize = 4;

/// Whether praise holds: the sentence asserts it, and says nothing of work that is still to be done.
pub(super) fn holds(tokens: &[String], found: Signals<'_>) -> bool {
    !(denies(tokens, found)
        || wishes(tokens)
        || (0..tokens.len()).any(|at| needs(tokens, found, at) || is_too_much(tokens, at))
        || knows_of_work(tokens)
        || has_ended(tokens, found)
        || is_past(tokens))
}

/// Whether criticism is lifted: what it is about is past, is getting better, or is denied.
pub(super) fn is_lifted(tokens: &[String]) -> bool {
    is_past(tokens) || ends_better(tokens) || is_turned(tokens) || (0..tokens.len()).any(|at| relieves(tokens, at))
}

/// Whether a word denies what would be bad: "never feel alone", "never without", "need no".
pub(super) fn relieves(tokens: &[String], at: usize) -> bool {
    denies_next(tokens, at) && clause_from(tokens, at, 3).any(|next| is_hardship(tokens, next))
        || is("no never", tokens, at) && tokens[at..].iter().any(|word| word == "without")
        || tokens[at] == "need" && is("no", tokens, at + 1)
        || lacks_nothing(tokens, at)
        || tokens[at] == "without" && is("good", tokens, at + 1)
}

/// Whether a sentence says of something good that it is not there: a denial that turns over nothing bad.
pub(super) fn denies(tokens: &[String], found: Signals<'_>) -> bool {
    let stands = |at: usize| {
        let few = !is("few", tokens, at) || at == 0 || is("very too", tokens, at - 1);
        denies_next(tokens, at)
            && few
            && !in_phrase(found, at)
            && !is_relative(tokens, at)
            && !turns_bad(tokens, found, at)
    };
    (0..tokens.len()).any(stands)
}

/// Whether a denial is of something bad: "no waiting list", "never feel alone". What it meets first counts.
fn turns_bad(tokens: &[String], found: Signals<'_>, at: usize) -> bool {
    let met = found.iter().find(|(range, signal)| {
        range.start > at && matches!(signal, Signal::Praise(_) | Signal::Criticism(_) | Signal::Negation)
    });
    let bad = met.is_some_and(|(range, signal)| {
        matches!(signal, Signal::Criticism(_)) && clause_from(tokens, at, REACH).any(|next| next == range.start)
    });
    bad || clause_from(tokens, at, 3).any(|next| is_hardship(tokens, next))
}

fn is_hardship(tokens: &[String], at: usize) -> bool {
    listed(&CLAUSES.hardships, tokens, at) || is("give gives gave", tokens, at) && is("up", tokens, at + 1)
}

/// Whether a denial stands in a phrase that has a meaning of its own: "not only", "without delay", "no longer".
fn in_phrase(found: Signals<'_>, at: usize) -> bool {
    found.iter().any(|(range, signal)| {
        let told = matches!(signal, Signal::None | Signal::Praise(_) | Signal::Criticism(2) | Signal::Remedy);
        told && range.contains(at)
    })
}

/// "Children need more opportunities", "support is needed", "the need to": not "children in need", "their needs", "the
/// help that families need".
fn needs(tokens: &[String], found: Signals<'_>, at: usize) -> bool {
    let before = |back: usize| at.checked_sub(back).map_or("", |at| tokens[at].as_str());
    match tokens[at].as_str() {
        "need" | "needs" if listed(&CLAUSES.more, tokens, at + 1) => true,
        "needs" => is("to", tokens, at + 1) && !in_phrase(found, at) && !is_relative(tokens, at),
        "needed" | "required" => matches!(before(1), "is" | "are" | "be" | "still") && !is_relative(tokens, at),
        "need" => {
            let owned =
                before(1).ends_with("'s") || before(1).ends_with("s'") || matches!(before(1), "in" | "of" | "their");
            let reduced = before(1) == "they" || tokens.get(at + 1).is_none_or(|next| next == "," || next == "no");
            !owned && !reduced && !in_phrase(found, at) && !is_relative(tokens, at)
        }
        "lack" | "lacks" | "lacked" => !in_phrase(found, at) && !lacks_nothing(tokens, at),
        _ => false,
    }
}

/// "Too" before a word is too much of it, unless nothing is.
fn is_too_much(tokens: &[String], at: usize) -> bool {
    let ends = tokens.get(at + 1).is_none_or(|next| next == ",");
    let denied = (at.saturating_sub(3)..at).any(|before| denies_next(tokens, before));
    tokens[at] == "too" && !ends && !denied && !is_relative(tokens, at)
}

/// What ought to be: not "as a good parent would", "the person they would ring".
fn wishes(tokens: &[String]) -> bool {
    let likened = |at: usize| (at.saturating_sub(4)..at).any(|before| tokens[before] == "as");
    let habit = |at: usize| at > 0 && tokens[at] == "would" && is("they he she", tokens, at - 1);
    (0..tokens.len())
        .any(|at| listed(&CLAUSES.duties, tokens, at) && !likened(at) && !habit(at) && !is_relative(tokens, at))
}

/// Whether it says of those in charge that they know what is still to be done.
fn knows_of_work(tokens: &[String]) -> bool {
    let knows = |word: &String| CLAUSES.knowing.has(word) || word == "understanding" || word == "awareness";
    let work = || CLAUSES.work.iter().any(|phrase| has_words(tokens, phrase));
    tokens.iter().any(knows) && tokens.iter().any(|word| CLAUSES.leaders.has(word)) && work()
}

/// Whether the sentence hands on what the council thinks of itself: no finding of the inspectors.
pub(super) fn is_own_view(tokens: &[String]) -> bool {
    let verb = tokens.iter().position(|word| CLAUSES.saying.has(word)).unwrap_or(0);
    let subject = &tokens[..verb];
    let leaders =
        subject.iter().any(|word| CLAUSES.leaders.has(word)) && !subject.iter().any(|word| CLAUSES.others.has(word));
    leaders || tokens.iter().any(|word| word == "believed" || word == "believe") || has_words(tokens, "self assessment")
}

/// "Children lack for nothing"
fn lacks_nothing(tokens: &[String], at: usize) -> bool {
    let next = if is("for", tokens, at + 1) { at + 2 } else { at + 1 };
    is("lack lacks lacked", tokens, at) && is("nothing", tokens, next)
}

/// "The once impressive school", "the skilled team closed in May", "it no longer offers it": what is good is over.
fn has_ended(tokens: &[String], found: Signals<'_>) -> bool {
    let praised =
        |at: usize| found.iter().any(|(range, signal)| range.start == at && matches!(signal, Signal::Praise(_)));
    let bad =
        |from: usize| found.iter().any(|(range, signal)| range.start > from && matches!(signal, Signal::Criticism(_)));
    let ends = |at: usize| {
        let over =
            tokens.get(at + 1).is_none_or(|next| next == "," || has("in at on last since when after because", next));
        is("closed disbanded ceased ended stopped", tokens, at) && over && !(at > 0 && denies_next(tokens, at - 1))
    };
    let does = |at: usize| tokens.get(at).is_some_and(|word| word.len() > 3 && word.ends_with('s') || word == "able");
    let no_longer = |at: usize| {
        let good = !bad(at) && !(at..tokens.len()).any(|next| is_hardship(tokens, next));
        tokens[at] == "no" && is("longer", tokens, at + 1) && does(at + 2) && good
    };
    (0..tokens.len()).any(|at| tokens[at] == "once" && praised(at + 1) || ends(at) || no_longer(at))
}

fn is_past(tokens: &[String]) -> bool {
    is("historically previously formerly", tokens, 0)
}

/// "Services which were previously weak are now a strength": what is so now is not denied.
fn is_turned(tokens: &[String]) -> bool {
    let now = tokens.iter().position(|word| word == "now").unwrap_or(0);
    let before = tokens[..now].iter().any(|word| has("previously formerly", word));
    before && !tokens[now..].iter().any(|word| is_denial(word))
}

/// "While plans are weak, they are improving": the main clause is the good one.
fn ends_better(tokens: &[String]) -> bool {
    let end = tokens.iter().rposition(|word| word == ",").map_or(tokens.len(), |comma| comma + 1);
    let main = &tokens[end..];
    is("while although", tokens, 0)
        && main.len() <= RELATIVE
        && main.iter().any(|word| has("improving improved better", word))
        && !main.iter().any(|word| is_denial(word))
}

/// Whether a word stands in a relative clause, or one of condition or time, that began a few words before it.
fn is_relative(tokens: &[String], at: usize) -> bool {
    let opens = |opener: usize| {
        let knowing = tokens[opener] == "that" && opener > 0 && listed(&CLAUSES.knowing, tokens, opener - 1);
        listed(&CLAUSES.subordinators, tokens, opener) && !knowing
    };
    let clause = (at.saturating_sub(RELATIVE)..at).rev().take_while(|before| tokens[*before] != ",");
    clause.into_iter().any(opens)
}

/// The places of the words behind one, in its clause and in reach.
fn clause_from(tokens: &[String], at: usize, reach: usize) -> impl Iterator<Item = usize> {
    let end = tokens.len().min(at + 1 + reach);
    (at + 1..end).take_while(|next| tokens[*next] != "," && tokens[*next] != "but")
}

/// Whether a word denies what follows it.
fn denies_next(tokens: &[String], at: usize) -> bool {
    tokens.get(at).is_some_and(|word| is_denial(word))
}

fn is_denial(word: &str) -> bool {
    Marker::Negation.list().has(word) || CLAUSES.scarcity.has(word)
}

/// Whether words stand somewhere, one after the other.
fn has_words(tokens: &[String], words: &str) -> bool {
    let count = words.split(' ').count();
    tokens.windows(count).any(|window| words.split(' ').eq(window))
}

fn listed(list: &List, tokens: &[String], at: usize) -> bool {
    tokens.get(at).is_some_and(|word| list.has(word))
}

fn is(words: &str, tokens: &[String], at: usize) -> bool {
    tokens.get(at).is_some_and(|word| has(words, word))
}

fn has(words: &str, word: &str) -> bool {
    words.split(' ').any(|other| other == word)
}

#[cfg(test)]
mod tests {
    use crate::language::words_and_pauses as tokens;
    use crate::quotable::Stance;
    use crate::quotable::stance::read;

    fn stance(sentence: &str) -> Stance {
        read(&tokens(sentence)).stance
    }

    #[test]
    fn praise_that_is_denied_wanted_or_known_to_be_missing_is_none() {
        let praised: Vec<&str> = WRONG.into_iter().filter(|sentence| stance(sentence) == Stance::Praise).collect();
        assert!(praised.is_empty(), "{praised:#?}");
    }

    #[test]
    fn a_denial_that_is_good_news_is_praise_or_at_the_worst_left_out() {
        let of = |wanted: Stance| RIGHT.into_iter().filter(move |sentence| stance(sentence) == wanted);
        let criticised: Vec<&str> = of(Stance::Criticism).collect();
        assert!(criticised.is_empty(), "{criticised:#?}");
        let left: Vec<&str> = RIGHT.into_iter().filter(|sentence| stance(sentence) != Stance::Praise).collect();
        assert!(left.len() * 3 <= RIGHT.len(), "{left:#?}");
    }

    #[test]
    fn what_is_mended_is_not_criticised() {
        let criticised: Vec<&str> =
            MENDED.into_iter().filter(|sentence| stance(sentence) == Stance::Criticism).collect();
        assert!(criticised.is_empty(), "{criticised:#?}");
    }

    const WRONG: [&str; 38] = [
        "There is no dedicated head of service to champion the ambitions of care leavers.",
        "There is an overreliance on the skill and commitment of a few experienced managers.",
        "Children in care need more opportunities to build trusting relationships with mentors.",
        "The new director is aware of the need to take swift and decisive action on caseloads.",
        "Managers are over-optimistic about the strong progress that teams have made.",
        "A stable and skilled workforce has not yet been secured.",
        "Care leavers lack the trusted adult they need to flourish.",
        "Nobody has offered young people a creative and inspiring way to be heard.",
        "Few children benefit from the excellent mentoring that the charity provides.",
        "Robust and effective scrutiny by councillors is absent.",
        "The council still needs to create a culture in which staff feel valued and supported.",
        "Ambitious plans for the virtual school have stalled.",
        "Highly skilled workers are leaving Avershire for neighbouring councils.",
        "It is not clear that the ambitious strategy is making a difference to children.",
        "Leaders know that they must strengthen their support for foster carers.",
        "Effective challenge from independent chairs is the exception rather than the rule.",
        "Without a permanent head, the virtual school can be neither ambitious nor effective.",
        "The strong start that leaders made in 2023 has not been sustained.",
        "There has been insufficient focus on building a confident and stable workforce.",
        "Strong and effective leadership is needed to turn the service around.",
        "Better supervision would help skilled workers to make a real difference.",
        "Neither the panel nor the board has a thorough and accurate understanding of practice.",
        "Foster carers would like the warm and responsive support that they once had.",
        "Opportunities to celebrate children’s achievements are being missed.",
        "Leaders recognise that more has to be done to make the workforce stable and secure.",
        "Over-confidence in the strength of early help leaves some families without support.",
        "The workforce is less stable and less experienced than at the last inspection.",
        "There remains a need for stronger and more rigorous oversight of plans.",
        "The ambition of leaders has yet to be felt by families.",
        "Too much rests on the goodwill of dedicated foster carers.",
        "Where workers have lower caseloads, they build strong and trusting relationships.",
        "Senior leaders describe the service as innovative and relentlessly ambitious.",
        "Leaders understand their strengths well and the areas where progress is required.",
        "Historically, leaders were ambitious and the workforce was strong and stable.",
        "The once admired training academy no longer offers places to new social workers.",
        "The innovative youth hub closed in March, and young people were not asked.",
        "A skilled and dedicated team of mediators was disbanded last year.",
        "Leaving the service with nowhere to go is the reality for ambitious young people.",
    ];

    const RIGHT: [&str; 31] = [
        "No child in Avershire waits for a social worker, and help arrives quickly.",
        "There is no delay in finding children a loving and stable home.",
        "Workers are not only kind but also highly skilled.",
        "Nothing is too much trouble for these dedicated and caring workers.",
        "Children’s needs are met well by skilled and sensitive carers.",
        "Children in need benefit from strong, purposeful plans.",
        "Families get the help that they need quickly, from workers whom they trust.",
        "Foster carers know whom to call and never feel alone, because support is excellent.",
        "Leaders are never complacent and are relentless in improving practice.",
        "Children do not have to repeat their story, and they trust their workers.",
        "Disabled children’s complex needs are thoroughly understood and very well met.",
        "Young people who cannot live at home are looked after with warmth and skill.",
        "Children who need protection are kept safe by prompt and effective action.",
        "Leaders leave no stone unturned in their determination to improve children’s lives.",
        "There is no waiting list, and families speak highly of the support.",
        "Children are not moved without good reason, and their homes are stable and loving.",
        "Workers do not give up on young people, and build strong and trusting relationships.",
        "Staff need no prompting to go the extra mile for children.",
        "Unaccompanied children’s need for safety and belonging is exceptionally well understood.",
        "Vacancies are few, and social workers feel valued and proud to work in Avershire.",
        "Care leavers are never without a trusted adviser.",
        "Children lack for nothing in these warm and caring homes.",
        "Families no longer wait for help, and they trust their skilled workers.",
        "Cases are closed with care, and families know whom to call.",
        "Workers overcome barriers with imagination and tenacity.",
        "Oversight by managers is strong and effective.",
        "Overall, children receive excellent care.",
        "Children in care have no doubt that their carers love them.",
        "Needs are assessed thoroughly and plans are effective.",
        "Leaders’ strong commitment means that children are less likely to be moved.",
        "No decision about a child is made without a careful and thorough look at what the child wants.",
    ];

    const MENDED: [&str; 13] = [
        "Leaders took swift action when delays came to light, and children now wait less.",
        "The number of children waiting for an assessment has fallen sharply.",
        "Councillors acted decisively to end the failings that inspectors found in 2022.",
        "Weak practice of the past has been put right.",
        "Few children have to wait for a worker.",
        "Children rarely wait for help.",
        "Inspectors found no children in unsafe or unsuitable homes.",
        "Investment has ended the shortage of foster homes.",
        "Workers no longer have unmanageable caseloads.",
        "Leaders dealt quickly with the weaknesses that the audit revealed.",
        "While children do not always get a good service, this is improving.",
        "Historically, there was no coherent plan for homes.",
        "Help for young carers, formerly a weakness of the service, is now a strength.",
    ];
}
