//! Judgements in doubt: what has to be settled in `inspection.toml` before a text may give a grade. They are computed
//! from the facts as they are now, so a doubt that a person has settled is gone.

use super::{Area, DocumentKind, Doubt, Form, Framework, Frameworks, Inspection, Section};
use std::fmt::Write;

/// The doubts about rows of the table of judgements, which a whole table settles.
const ROWS: [&str; 4] = ["unknown-judgement", "missing-judgement", "unknown-framework", "no-judgements"];
/// The code of the doubt about a grade that differs in a heading.
const DIFFERS: &str = "grade-differs";

/// The judgements of a report that are in doubt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unsettled {
    /// The doubts; never empty.
    pub doubts: Vec<Doubt>,
    /// What to put into `inspection.toml`: lines of it, with comments.
    pub put: String,
}

impl Inspection {
    /// Returns the judgements in doubt: rows that were not read or are missing, and grades that differ between the
    /// table and a heading. `None` if all is settled, or documents of this kind have no judgements.
    pub fn unsettled(&self, frameworks: &Frameworks) -> Option<Unsettled> {
        let of_kind = || frameworks.iter().filter(|framework| framework.document == self.document);
        of_kind().next()?;
        let framework = self.framework.as_ref().and_then(|id| frameworks.get(id));
        let mut unsettled = Unsettled { doubts: Vec::new(), put: String::new() };
        if !self.has_all_rows(framework) {
            let likely = framework.or_else(|| of_kind().find(|framework| framework.was_in_force(&self.dates)))?;
            unsettled.doubts = self.about_rows(likely);
            unsettled.put = self.rows_to_put(likely);
        }
        for section in self.differing() {
            let stored = |doubt: &&Doubt| doubt.code == DIFFERS && doubt.message.contains(&section.heading);
            let made = || {
                Doubt::new(
                    DIFFERS,
                    format!("“{}” has one grade in the table and another in the heading.", section.heading),
                )
            };
            unsettled.doubts.push(self.doubts.iter().find(stored).cloned().unwrap_or_else(made));
            unsettled.put += &grade_to_put(section);
        }
        (!unsettled.doubts.is_empty()).then_some(unsettled)
    }

    /// Returns the doubts about parts of the document that were not read: pages, and sections that every letter or report of
    /// the kind has.
    pub fn half_read(&self, kind: Option<&DocumentKind>) -> Vec<Doubt> {
        let has_all = kind.is_some_and(|kind| matches!(kind.form, Form::Letter | Form::Report));
        let is_missing = |doubt: &&Doubt| match doubt.code.as_str() {
            "unread-page" | "cut-page" | "no-end" => true,
            "missing-section" => has_all,
            _ => false,
        };
        self.doubts.iter().filter(is_missing).cloned().collect()
    }

    /// Takes out the doubts that the facts have settled since they were raised.
    pub fn drop_settled(&mut self, frameworks: &Frameworks) {
        let framework = self.framework.as_ref().and_then(|id| frameworks.get(id));
        let all_rows = self.has_all_rows(framework);
        let differs = self.differing().next().is_some();
        let has_sections = framework.is_some_and(|framework| {
            framework
                .areas
                .iter()
                .all(|area| area.overall || self.sections.iter().any(|section| section.area.as_ref() == Some(&area.id)))
        });
        let has_text = has_sections && !self.summary.is_empty() && !self.improvements.is_empty();
        let is_settled = |doubt: &Doubt| match doubt.code.as_str() {
            code if ROWS.contains(&code) => all_rows,
            DIFFERS => !differs,
            "no-dates" => !self.dates.is_empty(),
            "unknown-authority" => self.authority.code.is_some(),
            "no-improvements" => !self.improvements.is_empty(),
            "missing-section" => has_text,
            _ => false,
        };
        let settled: Vec<bool> = self.doubts.iter().map(is_settled).collect();
        let mut settled = settled.into_iter();
        self.doubts.retain(|_| !settled.next().unwrap_or_default());
    }

    fn has_all_rows(&self, framework: Option<&Framework>) -> bool {
        framework.is_some_and(|framework| framework.has_rows(&self.judgements))
    }

    /// Returns the sections whose heading has another grade than the table.
    fn differing(&self) -> impl Iterator<Item = &Section> {
        self.sections.iter().filter(|section| {
            let row = self.judgements.iter().find(|judgement| Some(&judgement.area) == section.area.as_ref());
            row.zip(section.grade.as_ref()).is_some_and(|(row, grade)| row.grade != *grade)
        })
    }

    /// Returns the reader's doubts about the rows; if it had none, the missing rows.
    fn about_rows(&self, framework: &Framework) -> Vec<Doubt> {
        let stored: Vec<Doubt> =
            self.doubts.iter().filter(|doubt| ROWS.contains(&doubt.code.as_str())).cloned().collect();
        if !stored.is_empty() {
            return stored;
        }
        let missing = framework.missing(&self.judgements).map(|area| format!("There is no judgement “{}”.", area.name));
        missing.map(|message| Doubt::new("missing-judgement", message)).collect()
    }

    /// Returns the missing judgements as lines of `inspection.toml`, with the grade of the section's heading if it has
    /// one.
    fn rows_to_put(&self, framework: &Framework) -> String {
        let mut put = String::new();
        if self.framework.is_none() {
            put.extend(["framework = \"", framework.id.as_str(), "\" # at the top, below `document`\n"]);
        }
        for area in framework.missing(&self.judgements) {
            let grades: Vec<&str> = framework.grades.iter().map(|grade| grade.id.as_str()).collect();
            let (grade, remark) = match self.heading_grade(area) {
                Some(grade) => (grade, "as in the heading of its section".to_owned()),
                None => ("", format!("one of {}", grades.join(", "))),
            };
            let Area { id, name, .. } = area;
            let row = format!("[[judgements]]\narea = \"{id}\"\nname = \"{name}\"\ngrade = \"{grade}\" # {remark}\n");
            put.push_str(&row);
        }
        put
    }

    fn heading_grade(&self, area: &Area) -> Option<&str> {
        let section = self.sections.iter().find(|section| section.area.as_ref() == Some(&area.id))?;
        section.grade.as_ref().map(super::GradeId::as_str)
    }
}

fn grade_to_put(section: &Section) -> String {
    let mut put = String::new();
    for table in ["judgements", "sections"] {
        writeln!(
            put,
            "[[{table}]] with area = \"{}\": the `grade` that the report has, the same in both",
            section.area.as_ref().map_or("", super::AreaId::as_str)
        )
        .expect("a string takes all");
    }
    put
}

impl Doubt {
    fn new(code: &str, message: String) -> Doubt {
        Doubt { code: code.to_owned(), message, page: None }
    }
}
