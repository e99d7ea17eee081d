//! Points to improve that a text gives falsely: as praise, as done, or as asked of somebody else. Not here: those that it leaves
//! out (balance).

use crate::check::evidence::points::{How, Told, no_points_left};
use crate::check::evidence::reading::Reading;
use crate::check::{Check, Class, Duties, Found};
use crate::finding::Severity;
use crate::text::TextSpan;

static PRAISED: Class = Class {
    id: "point-praised",
    severity: Severity::Error,
    about: "the text says that something is good which the report says needs to improve",
};
static DONE: Class = Class {
    id: "point-done",
    severity: Severity::Error,
    about: "the text says that a point to improve is done, and no source says so",
};
static OTHERS: Class = Class {
    id: "point-of-others",
    severity: Severity::Error,
    about: "the text says a point to improve of other people than the report does",
};
static UNKNOWN: Class = Class {
    id: "point-unknown",
    severity: Severity::Warning,
    about: "the text says that the inspectors ask for something, and no point to improve is like it",
};
static NONE: Class = Class {
    id: "points-none",
    severity: Severity::Error,
    about: "the text says that nothing has to improve, or that every point is done",
};

/// The check.
pub(in crate::check) static CHECK: Check = Check {
    id: "points",
    rule: "Code of Recommended Practice on Local Authority Publicity 2011, objective and even-handed",
    classes: &[&PRAISED, &DONE, &OTHERS, &UNKNOWN, &NONE],
    duties: Duties::None,
    run,
};

fn run(reading: &Reading<'_>) -> Vec<Found> {
    let points = reading.points();
    if points.told.is_empty() {
        return Vec::new();
    }
    let unknown = |place: &TextSpan| {
        Found::new(&UNKNOWN, *place, "no point to improve asks for this")
            .hint("compare it with “What needs to improve?” in the report")
    };
    let turned = points.told.iter().filter_map(turned);
    turned.chain(points.unknown.iter().map(unknown)).chain(none_left(reading, points.told.len())).collect()
}

fn turned(point: &Told) -> Option<Found> {
    let (how, place) = point.how?;
    let (class, message, hint) = match how {
        How::Praised => (
            &PRAISED,
            "the report says that this needs to improve",
            "tell the point as the report does; what the report praises of it can be quoted",
        ),
        How::Done => (
            &DONE,
            "the report says that this needs to improve, and no source says that it is done",
            "give the source as a fact in brief.toml, or say what is being done",
        ),
        How::Others => {
            (&OTHERS, "the report asks for this, but of or for other people", "name the people whom the report names")
        }
        How::Quoted | How::Near | How::Told => return None,
    };
    Some(Found::new(class, place, format!("{message}: {}", point.text)).hint(hint))
}

/// That nothing is left to improve.
fn none_left<'r>(reading: &'r Reading<'_>, count: usize) -> impl Iterator<Item = Found> + 'r {
    let parts = reading.prose.parts.iter().enumerate();
    let sentences = parts.flat_map(|(leaf, part)| part.sentences.iter().map(move |span| (leaf, part, *span)));
    sentences.filter_map(move |(leaf, part, sentence)| {
        let place = no_points_left(part.own_excerpt(sentence))?;
        let message = match count {
            1 => "the report lists a point to improve".to_owned(),
            _ => format!("the report lists {count} points to improve"),
        };
        let hint = "say what has to improve, or give the source as a fact in brief.toml";
        Some(Found::new(&NONE, TextSpan { block: leaf, span: place }, message).hint(hint))
    })
}

#[cfg(test)]
mod tests {
    use super::CHECK;
    use crate::check::tests::{With, expect, expect_with};

    #[test]
    fn a_point_is_not_praise() {
        expect(
            &CHECK,
            "Health professionals are fully involved in strategy meetings. // finding: point-praised ‹Health professionals are fully involved in strategy meetings.›
            Initial health assessments are timely, the report says. // finding: point-praised ‹Initial health assessments are timely, the report says.›",
        );
        expect(
            &CHECK,
            "The involvement of health professionals in strategy meetings impressed inspectors. // finding: point-praised ‹The involvement of health professionals in strategy meetings impressed inspectors.›",
        );
        expect(
            &CHECK,
            "Health professionals should be more involved in strategy meetings.
            Initial health assessments are not timely enough.
            Children in care are loved and listened to.",
        );
    }

    #[test]
    fn a_point_is_done_only_where_a_source_says_so() {
        expect(
            &CHECK,
            "We have put right the timeliness of initial health assessments. // finding: point-done ‹We have put right the timeliness of initial health assessments.›
            We will put right the involvement of health professionals in strategy meetings.",
        );
    }

    #[test]
    fn a_point_is_asked_of_those_whom_the_report_names() {
        expect(
            &CHECK,
            "Ofsted wants police officers to be more involved in strategy meetings. // finding: point-of-others ‹Ofsted wants police officers to be more involved in strategy meetings.›",
        );
        expect(
            &CHECK,
            "What needs to improve? Initial health assessments, and the part of the police in strategy meetings. // finding: point-of-others ‹Initial health assessments, and the part of the police in strategy meetings.›",
        );
        expect(
            &CHECK,
            "What needs to improve? Initial health assessments, and the part of nurses in strategy meetings.",
        );
        expect(&CHECK, "Councillor Marian Thackwell has read the points on which inspectors want more.");
        expect(&CHECK, "Ofsted wants nurses and midwives to be more involved in strategy meetings.");
    }

    #[test]
    fn a_point_is_about_the_team_that_the_report_names() {
        let instead = [(
            "The involvement of health professionals in strategy meetings.",
            "The stability of the safeguarding teams.",
        )];
        let with = With { instead: &instead, ..With::default() };
        expect_with(
            &CHECK,
            &with,
            "Ofsted asks us to make the fostering team more stable. // finding: point-of-others ‹Ofsted asks us to make the fostering team more stable.›",
        );
        expect_with(&CHECK, &with, "Ofsted asks us to make the safeguarding teams more stable.");
        expect_with(&CHECK, &with, "Ofsted asks us to make the teams more stable.");
    }

    #[test]
    fn a_report_with_points_has_something_to_improve() {
        expect(
            &CHECK,
            "Ofsted found nothing to improve. // finding: points-none ‹nothing to improve›
            We have put right every one of the points. // finding: points-none ‹every one of the points›",
        );
        expect(&CHECK, "We have not put right all of the points. We will answer every one of the points.");
    }
}
