//! A point to improve in a few words, all of them its own: its head without the demand and the purpose after it. Not here: points
//! told in other words (check).

use super::vocabulary::SHORT;
use crate::language::{Token, tokens};
use crate::text::Span;

/// The most words of a short form.
const LONGEST: usize = 14;
/// The fewest words that name something.
const SHORTEST: usize = 2;

/// Returns the bytes of a point's short form. `None` where what is left would be too long or is a whole sentence, or where what is
/// cut off says which cases are meant.
pub fn short(point: &str) -> Option<Span> {
    let tokens = tokens(point);
    let head = head_of(point, &tokens)?;
    let part = Span::new(head.first()?.span.start, head.last()?.span.end);
    let whole = head.len() <= LONGEST && !point[part].contains([':', ';', '(', '‘', '“', '.']);
    (whole && !is_sentence(head)).then_some(part)
}

/// Whether it says what should be done, and does not name a thing: no relative pronoun or "that" comes before its "should".
fn is_sentence(head: &[Token]) -> bool {
    let demand = head.iter().position(|token| matches!(token.form.as_str(), "should" | "must"));
    let links = ["that", "which", "who", "whose", "where", "when", "how", "what", "whether"];
    demand.is_some_and(|at| !head[..at].iter().any(|token| links.contains(&token.form.as_str())))
}

/// Returns the bytes of a point without its demand and purpose, and without what it includes, however long what is left.
pub(super) fn head(point: &str) -> Span {
    let tokens = tokens(point);
    let before_an_example = |head: &'_ [Token]| head.iter().position(|token| token.form == "including");
    let ends = head_of(point, &tokens).and_then(|head| {
        let head = before_an_example(head).filter(|at| *at >= SHORTEST).map_or(head, |at| &head[..at]);
        Some((head.first()?.span.start, head.last()?.span.end))
    });
    ends.map_or(Span::new(0, point.len()), |(start, end)| Span::new(start, end))
}

fn head_of<'a>(point: &str, tokens: &'a [Token]) -> Option<&'a [Token]> {
    let first = SHORT.openers.longest(tokens).map_or(0, |(words, ())| words - 1);
    let end = (first + SHORTEST..tokens.len()).find(|at| ends(point, tokens, *at)).unwrap_or(tokens.len());
    tokens.get(first..end)
}

/// Whether a purpose or a demand begins with this word. A "that" or "which" after a comma describes; without one it says which.
fn ends(point: &str, tokens: &[Token], at: usize) -> bool {
    let between = &point[tokens[at - 1].span.end..tokens[at].span.start];
    let rest = &tokens[at..];
    let described = between.contains(',') && SHORT.descriptions.longest(rest).is_some();
    described || SHORT.purposes.longest(rest).is_some() || includes(&tokens[..at]) && tokens[at].form == "that"
}

/// Whether one thing out of several has just been named: "including supervision that is regular", and not "including that of".
fn includes(tokens: &[Token]) -> bool {
    tokens.iter().rev().skip(1).take(2).any(|token| token.form == "including")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn demand_and_purpose_fall_and_what_is_meant_stays() {
        for (point, expected) in [
            ("The time taken to visit, so that children are seen.", Some("The time taken to visit")),
            ("Plans for children, which should say who will help.", Some("Plans for children")),
            (
                "Management oversight, including supervision that is regular and recorded.",
                Some("Management oversight, including supervision"),
            ),
            ("Oversight of plans, including that of chairs.", Some("Oversight of plans, including that of chairs")),
            ("Oversight of children who are taught at home.", Some("Oversight of children who are taught at home")),
            ("Ensuring that all care leavers have a plan.", Some("that all care leavers have a plan")),
            ("The quality of supervision to ensure that it is reflective.", Some("The quality of supervision")),
            ("Procedures should always follow the law.", None),
            ("Plans that should be clear.", Some("Plans that should be clear")),
            ("One two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen.", None),
        ] {
            assert_eq!(short(point).map(|part| &point[part]), expected, "{point}");
        }
    }
}
