//! What a text tells of the result: each judgement with its grade, and each point to improve. Not here: what it has to
//! tell (balance).

use crate::brief::Waiver;
use crate::check::claims::Claim;
use crate::check::evidence::ground::Ground;
use crate::check::evidence::points::{How, Told};
use crate::inspection::Datum;
use crate::text::TextSpan;

/// Something that a balanced text tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Covered {
    /// The judgement or point.
    pub datum: Datum,
    /// What it is: the judgement with its grade, or the words of the point.
    pub what: String,
    /// Where the text tells it.
    pub place: Option<TextSpan>,
    /// Where the text may tell it in other words: the sentence that comes nearest.
    pub near: Option<TextSpan>,
    /// Who decided that it may be left out, and why.
    pub waived: Option<String>,
}

/// What a text tells of the result, in the report's order: the judgements, then the points.
pub(in crate::check) fn coverage(ground: &Ground<'_>, claims: &[Vec<Claim>], points: &[Told]) -> Vec<Covered> {
    let inspection = ground.known.inspection;
    let told = judgements_told(ground, claims);
    let judgements = inspection.judgements.iter().enumerate().map(|(number, judgement)| {
        let place = told.iter().find(|(place_of, _)| *place_of == number).map(|(_, place)| *place);
        Covered {
            datum: Datum::Judgement(number),
            what: format!("{}: {}", judgement.name, ground.grade_name(&judgement.grade)),
            place,
            near: None,
            waived: waived(ground, &[judgement.area.as_str()]),
        }
    });
    let points = points.iter().map(|point| Covered {
        datum: point.datum.clone(),
        what: point.text.clone(),
        place: point.place(How::Told),
        near: point.place(How::Near),
        waived: waived(ground, &[&format!("improvement {}", point.number + 1)]),
    });
    judgements.chain(points).collect()
}

fn waived(ground: &Ground<'_>, names: &[&str]) -> Option<String> {
    let is_it = |waiver: &&Waiver| names.iter().any(|name| waiver.of.trim().eq_ignore_ascii_case(name));
    let waiver = ground.known.brief?.waivers.iter().find(is_it)?;
    Some(format!("{}: {}", waiver.by, waiver.because))
}

/// The judgements that the text gives with their grade, by number, each with its first place.
fn judgements_told(ground: &Ground<'_>, claims: &[Vec<Claim>]) -> Vec<(usize, TextSpan)> {
    let known = &ground.known;
    let mut told = Vec::new();
    for claim in claims.iter().flatten().filter(|claim| claim.is_stated()) {
        let areas = claim.judged(known.inspection, known.framework);
        let judgements = known.inspection.judgements.iter().enumerate();
        let is_told = judgements
            .filter(|(_, judgement)| judgement.grade == claim.grade && areas.contains(&judgement.area))
            .map(|(number, _)| (number, claim.place));
        told.extend(is_told);
    }
    told
}
