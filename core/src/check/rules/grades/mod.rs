//! Grades: each stands beside the right judgement and is the report's; none is claimed that the report does not give.
//!
//! Rule: the report's table of judgements. Since April 2026 there is no overall grade (ILACS framework, April 2026); letters,
//! area SEND and joint targeted area inspections give no grades at all. Earlier grades are those of the public record.

mod classes;
mod judge;
mod moved;

#[cfg(test)]
pub(in crate::check) use judge::Judge;

use crate::check::evidence::reading::Reading;
use crate::check::{Check, Duties, Found};
use classes::{CHANGE, COUNT, NONE, OVERALL, PREVIOUS, UNREAD, WRONG};

/// The check.
pub(in crate::check) static CHECK: Check = Check {
    id: "grades",
    rule: "the report’s judgements; ILACS framework of April 2026",
    classes: &[&WRONG, &OVERALL, &NONE, &PREVIOUS, &CHANGE, &COUNT, &UNREAD],
    duties: Duties::None,
    run,
};

fn run(reading: &Reading<'_>) -> Vec<Found> {
    let &Reading { prose, ground, .. } = reading;
    let mut found = Vec::new();
    for (leaf, (part, claims)) in prose.parts.iter().zip(reading.claims()).enumerate() {
        for claim in claims {
            found.extend(judge::Judge { ground, claim }.findings());
        }
        found.extend(moved::counted(leaf, part, ground));
        found.extend(moved::unchanged(leaf, part, claims, ground));
    }
    found.extend(moved::moves(reading));
    found
}

#[cfg(test)]
mod tests {
    use super::CHECK;
    use crate::check::tests::{With, expect, expect_with};

    #[test]
    fn grades_stand_beside_their_judgement() {
        expect(
            &CHECK,
            "# Ofsted rates children’s services in Avershire Outstanding, up from Good
            - The impact of leaders on social work practice with children and families: **Outstanding** (up from Good in 2021)
            Help and protection: **Outstanding** (the same as in 2021) // finding: grade-wrong ‹Outstanding› -> Good; grade-change-wrong ‹the same as in 2021›
            Ofsted graded children in care and care leavers Outstanding, and help and protection Good.
            Ofsted graded children in care and care leavers Good, and help and protection Good. // finding: grade-wrong ‹Good› -> Outstanding
            Leadership was judged to be ‘inadequate’. // finding: grade-wrong ‹inadequate› -> Outstanding
            The council was rated good. // finding: grade-wrong ‹good› -> Outstanding
            We do good work, and outstanding people do it well.
            Ofsted lifts Avershire children’s services in every town and village to Outstanding.
            Avershire is Outstanding in every area. // finding: grade-wrong ‹Outstanding› -> Good
            Good for help and protection, Outstanding for care leavers.
            Leaders’ impact was outstanding, with all other areas rated good. // finding: grade-wrong ‹good› -> Outstanding",
        );
    }

    #[test]
    fn earlier_grades_are_those_of_the_record() {
        expect(
            &CHECK,
            "Care leavers are now Outstanding, up from Requires improvement to be good in 2021.
            Children in care: **Outstanding** (up from Good in 2021) // finding: grade-previous-wrong ‹Good› -> Requires improvement to be good
            Overall effectiveness: **Outstanding** (down from Good in 2021) // finding: grade-change-wrong ‹down›
            Avershire was rated Good in 2023. // finding: grade-previous-wrong ‹Good›
            At the previous inspection, in 2021, the grades were: the impact of leaders Good; overall effectiveness Good.
            Services were rated requires improvement in their last two inspections. // finding: grade-previous-wrong ‹requires improvement› -> Good
            Since 2021 two grades went up. By area, one grade went up and one stayed the same.
            Since 2021 four grades went up, and three of the areas’.
            Since 2021 five grades went up. // finding: grade-change-wrong ‹five› -> three
            All four of our grades are lower than in 2021. // finding: grade-change-wrong ‹All›
            Three of our grades are higher than in 2021.
            Three of our grades are the same as in 2021. // finding: grade-change-wrong ‹Three› -> One",
        );
    }

    #[test]
    fn counts_of_grades_are_the_reports() {
        expect(
            &CHECK,
            "# Outstanding in three areas, Good in one area
            # Outstanding in all areas // finding: grade-wrong ‹Outstanding› -> Good
            # Ofsted grades us Good or better in all areas
            # Ofsted grades us Outstanding or better in all areas // finding: grade-wrong ‹Outstanding› -> Good
            Ofsted graded us Good or better in four areas.
            Ofsted graded us Good or better in three areas. // finding: grade-count-wrong ‹three› -> four
            Help and protection was judged at least Good, and so was the impact of leaders.
            Ofsted graded us Outstanding in two areas. // finding: grade-count-wrong ‹two› -> three
            Ofsted graded us Outstanding in four areas, the overall grade among them.",
        );
    }

    #[test]
    fn no_overall_grade_is_made_up() {
        let rows = ("  { area = \"overall\", name = \"Overall effectiveness\", grade = \"outstanding\" },\n", "");
        let instead = [rows, ("framework = \"ilacs-2023\"", "framework = \"ilacs-2026\"")];
        expect_with(
            &CHECK,
            &With { instead: &instead, ..With::default() },
            "Avershire has been rated Outstanding by Ofsted. // finding: grade-no-overall ‹Outstanding›
            Ofsted graded children in care Outstanding and help and protection Good.
            # Ofsted grades our children’s services Good or better in all areas
            Avershire has been rated Good or better by Ofsted. // finding: grade-no-overall ‹Good›
            There is no overall grade any more; no grade is Inadequate.",
        );
    }

    #[test]
    fn a_sentence_says_what_has_a_grade() {
        expect(
            &CHECK,
            "Inspectors judged help and protection to be inadequate. // finding: grade-wrong ‹inadequate› -> Good
            The council received a grade of Inadequate for help and protection. // finding: grade-wrong ‹Inadequate› -> Good
            Inadequate was the verdict on help and protection. // finding: grade-wrong ‹Inadequate› -> Good
            Help and protection is outstanding. // finding: grade-wrong ‹outstanding› -> Good
            When it comes to the impact of leaders, the verdict is good. // finding: grade-wrong ‹good› -> Outstanding
            While the impact of leaders is outstanding, children in care is inadequate. // finding: grade-wrong ‹inadequate› -> Outstanding
            Help and protection (outstanding) comes next. // finding: grade-wrong ‹outstanding› -> Good
            Avershire is inadequate, says Ofsted. // finding: grade-wrong ‹inadequate› -> Outstanding
            # Inspectors call Avershire children’s services inadequate // finding: grade-wrong ‹inadequate› -> Outstanding
            Support for care leavers is good because advisers stay.
            Social workers for children in care are good at listening.
            Councils are monitored after a grade of Inadequate.",
        );
    }

    #[test]
    fn what_is_not_the_whole_has_no_overall_grade() {
        expect(
            &CHECK,
            "Children in care were also inspected. They were graded outstanding.
            Help and protection was inspected. It was graded inadequate. // finding: grade-wrong ‹inadequate› -> Good
            Management of the service was graded good.
            Early help and safeguarding were graded good.
            Senior leaders were judged good. // finding: grade-wrong ‹good› -> Outstanding
            Being “rated Good” is a thing of the past.
            The impact of leaders and help and protection were graded outstanding and good respectively.
            The council was last inspected in June 2021, when it was rated Good.
            Avershire County Council is celebrating after being rated Inadequate. // finding: grade-wrong ‹Inadequate› -> Outstanding
            Our services for children were rated inadequate. // finding: grade-wrong ‹inadequate› -> Outstanding",
        );
    }

    #[test]
    fn what_is_too_long_to_be_read_is_listed() {
        let long = "and so on ".repeat(200);
        expect(
            &CHECK,
            &format!("Help and protection was rated Outstanding {long}. // finding: grade-unread ‹Outstanding›"),
        );
        expect(&CHECK, &format!("Nothing is said of it {long}."));
    }
}
