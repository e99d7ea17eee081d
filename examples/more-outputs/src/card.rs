//! The result as a picture of 1,200 by 630 pixels, the size that social networks show: the council, the document, and a line for
//! each grade. The title of the picture says the same in words.

use crate::no_grades;
use copydesk_plugin::Refusal;
use copydesk_plugin::story::{Judgement, Request};
use std::fmt::Write as _;

/// How wide the letters of a line may be, in pixels, and how wide a letter of bold type is, as a share of its height.
const WIDTH: usize = 1080;
const LETTER: f32 = 0.56;

/// Returns the picture.
pub(crate) fn of(request: &Request) -> Result<String, Refusal> {
    let (outcome, inspection) = (&request.outcome, &request.inspection);
    if inspection.judgements.is_empty() {
        return Err(no_grades());
    }
    let council = request.desk.council.as_ref().map_or(&inspection.authority.name, |council| &council.name);
    let shown: Vec<&Judgement> = outcome.overall.iter().chain(&outcome.areas).collect();
    let words: Vec<String> =
        shown.iter().map(|judgement| format!("{}: {}", name(judgement), judgement.grade_name)).collect();
    let year = inspection.dates.last().and_then(|period| period.to.get(..4)).unwrap_or_default();
    let what = format!("{}: inspection of {} {year}", inspection.kind.short, inspection.kind.service.name);
    let title = format!("{council}. {what}. {}", words.join(". "));
    let mut picture = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1200\" height=\"630\" viewBox=\"0 0 1200 630\" role=\"img\" \
         font-family=\"Arial, Helvetica, sans-serif\">\n<title>{0}</title>\n\
         <rect width=\"1200\" height=\"630\" fill=\"#12324a\"/>\n\
         <text x=\"60\" y=\"110\" font-size=\"{1}\" font-weight=\"bold\" fill=\"#ffffff\">{2}</text>\n\
         <text x=\"60\" y=\"165\" font-size=\"{3}\" fill=\"#ffffff\">{4}</text>\n",
        escaped(&title),
        size(council, 56),
        escaped(council),
        size(&what, 30),
        escaped(&what),
    );
    let step = 360 / shown.len().max(1);
    let height = (step * 2 / 5).min(40);
    for (place, judgement) in shown.iter().enumerate() {
        let y = 215 + place * step + height;
        let name = name(judgement);
        write!(
            picture,
            "<text x=\"60\" y=\"{y}\" font-size=\"{0}\" fill=\"#ffffff\">{1}</text>\n\
             <text x=\"1140\" y=\"{y}\" font-size=\"{0}\" font-weight=\"bold\" fill=\"#ffd166\" text-anchor=\"end\">{2}</text>\n",
            size(&format!("{name}   {}", judgement.grade_name), height),
            escaped(&name),
            escaped(&judgement.grade_name),
        )
        .map_err(|error| Refusal::new("picture", error.to_string()))?;
    }
    Ok(picture + "</svg>\n")
}

/// Returns what a line is about.
fn name(judgement: &Judgement) -> String {
    if judgement.overall {
        return "Overall".to_owned();
    }
    let mut letters = judgement.short.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// Returns the height of the letters of a line, at most `largest`, with which it fits.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "a few dozen letters"
)]
fn size(line: &str, largest: usize) -> usize {
    let fits = WIDTH as f32 / (line.chars().count().max(1) as f32 * LETTER);
    largest.min(fits as usize)
}

/// Returns a text as it is written in a picture.
fn escaped(text: &str) -> String {
    let plain: String = text.chars().filter(|c| !c.is_control()).collect();
    plain.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use copydesk_plugin::testing;

    #[test]
    fn the_picture_says_each_grade_twice_once_in_its_title() {
        let mut request = testing::sample();
        let picture = of(&request).unwrap();
        assert!(picture.contains(
            "<title>Avershire County Council. Ofsted: inspection of children’s services 2025. Overall: Outstanding. "
        ));
        assert!(picture.contains(". The impact of leaders: Outstanding. "));
        assert_eq!(picture.matches("text-anchor=\"end\"").count(), request.inspection.judgements.len());
        let council = request.desk.council.as_mut().unwrap();
        council.name = "A council <script> & \"others\" with a name that goes on and on and on, county of".to_owned();
        let picture = of(&request).unwrap();
        assert!(picture.contains("A council &lt;script&gt; &amp; &quot;others&quot;"));
        let letters = request.desk.council.unwrap().name.chars().count();
        let size = WIDTH * 100 / (letters * 56);
        assert!(picture.contains(&format!("font-size=\"{size}\"")), "{size}: {picture}");
    }
}
