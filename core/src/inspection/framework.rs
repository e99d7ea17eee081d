//! A framework: the judgements and grades of a kind of inspection. Frameworks are data (`core/frameworks/*.toml`, and a
//! desk's `frameworks/*.toml`): to add one, add a file. The files are read in [`load`](crate::load).

use super::{AreaId, DateRange, DocumentId, FrameworkId, GradeId, Judgement, PastInspection};
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The judgements and grades of a kind of inspection.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Framework {
    /// Its identifier, such as `ilacs-2023`.
    pub id: FrameworkId,
    /// Its name in words, for notes to editors.
    pub title: String,
    /// The kind of document that reports under it.
    pub document: DocumentId,
    /// The first day on which an inspection under it could begin; `None` if that is not known.
    #[serde(default)]
    pub since: Option<Date>,
    /// The last such day; `None` while it is in force.
    #[serde(default)]
    pub until: Option<Date>,
    /// What inspectors look at under it, after "look at", for notes to editors; empty where texts say nothing of it.
    #[serde(default)]
    pub looks_at: String,
    /// Who decides on an intervention after the lowest grade, such as "the Department for Education"; empty if nobody does.
    #[serde(default)]
    pub intervenes: String,
    /// What the law asks of the council after a report, in a sentence; empty if nothing.
    #[serde(default)]
    pub duty: String,
    /// How a page prints a judgement, as regular expressions: `{area}`, `{authority}` and `{grade}` stand for their names, and
    /// the groups `score` and `words` for what goes with the grade.
    #[serde(default)]
    pub rows: Vec<String>,
    /// The judgements in the usual order of the report's table. Which rows a table has decides its framework.
    pub areas: Vec<Area>,
    /// The grades, the best first.
    pub grades: Vec<Grade>,
}

/// One of the areas that a framework grades.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Area {
    /// Its identifier.
    pub id: AreaId,
    /// The judgement's name as reports print it.
    pub name: String,
    /// A short name for running text, such as "children in care".
    pub short: String,
    /// What is graded, as the subject of a sentence: "services for children in care". Services have grades, children have none.
    /// Left out, the short name.
    #[serde(default)]
    pub service: Option<String>,
    /// The same to families, who know no names of areas: "services for young people who have left care". Its verb is that of
    /// `service`, which it is if left out.
    #[serde(default)]
    pub families: Option<String>,
    /// What the service does, to a child of ten: "looking after children in care". Left out, as to families.
    #[serde(default)]
    pub children: Option<String>,
    /// Whether `service` takes a verb in the singular or in the plural.
    #[serde(default)]
    pub number: Number,
    /// The area of an earlier framework that judged this one together with others, such as `care-and-care-leavers`.
    #[serde(default)]
    pub formerly: Option<AreaId>,
    /// Other ways in which reports print the name, slips included.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Other ways in which running text names it, such as "leadership"; its names need not be among them.
    #[serde(default)]
    pub mentions: Vec<String>,
    /// Whether this is the overall judgement.
    #[serde(default)]
    pub overall: bool,
    /// How a page prints this judgement, where that differs.
    #[serde(default)]
    pub rows: Vec<String>,
    /// What a finding of its section is about, where that is not its short name: "leadership and staff".
    #[serde(default)]
    pub about: Option<String>,
    /// Words by which a sentence is about it, in whatever section it is: "foster".
    #[serde(default)]
    pub words: Vec<String>,
    /// Whether it answers the question if people are safe.
    #[serde(default)]
    pub safety: bool,
    /// Whether its section is about those who do the work.
    #[serde(default)]
    pub staff: bool,
}

/// The grammatical number of a name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Number {
    /// It is one thing: "the impact of leaders is".
    #[default]
    Singular,
    /// It is several: "services are".
    Plural,
}

/// A grade.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Grade {
    /// Its identifier.
    pub id: GradeId,
    /// The grade in full, such as "Requires improvement to be good".
    pub name: String,
    /// Other ways in which reports print it, such as "Requires improvement".
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Other ways in which running text says it, such as "required improvement".
    #[serde(default)]
    pub mentions: Vec<String>,
    /// Its tone.
    pub tone: Tone,
    /// What is said of something that has it; left out, "is" and its name.
    #[serde(default)]
    pub predicate: Option<Predicate>,
    /// The score that stands for it, of an area.
    #[serde(default)]
    pub score: Option<u32>,
    /// From which part of all scores, in a hundred, it is the overall grade.
    #[serde(default)]
    pub from_percent: Option<u32>,
}

/// A grade as the predicate of a sentence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Predicate {
    /// Of one thing: "requires improvement to be good".
    pub one: String,
    /// Of several: "require improvement to be good".
    pub many: String,
}

/// How good a grade, or a whole result, is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Tone {
    /// Nothing to soften.
    Good,
    /// Something to improve before it is good; for a result, some of both.
    Mixed,
    /// A failure, to be accepted as such.
    Poor,
}

impl Tone {
    /// The name in files.
    pub fn as_str(self) -> &'static str {
        match self {
            Tone::Good => "good",
            Tone::Mixed => "mixed",
            Tone::Poor => "poor",
        }
    }
}

impl Area {
    /// Returns what is graded, as the subject of a sentence.
    pub fn service(&self) -> &str {
        self.service.as_deref().unwrap_or(&self.short)
    }

    /// Returns what is graded, to families.
    pub fn for_families(&self) -> &str {
        self.families.as_deref().unwrap_or_else(|| self.service())
    }

    /// Returns what the service does, to a child.
    pub fn for_children(&self) -> &str {
        self.children.as_deref().unwrap_or_else(|| self.for_families())
    }

    /// Returns every way in which texts name it.
    pub fn wordings(&self) -> impl Iterator<Item = &str> {
        // Of the overall judgement they name all services, which texts do without a judgement.
        let services = [&self.service, &self.families, &self.children].into_iter().flatten().filter(|_| !self.overall);
        let names = [&self.name, &self.short].into_iter().chain(services).chain(&self.aliases).chain(&self.mentions);
        names.map(String::as_str)
    }
}

impl Grade {
    /// Returns what is said of one thing that has it, or of several: "is Good", "are Good".
    pub fn predicate(&self, number: Number) -> String {
        match (&self.predicate, number) {
            (Some(predicate), Number::Singular) => predicate.one.clone(),
            (Some(predicate), Number::Plural) => predicate.many.clone(),
            (None, Number::Singular) => format!("is {}", self.name),
            (None, Number::Plural) => format!("are {}", self.name),
        }
    }

    /// Returns every way in which texts say it.
    pub fn wordings(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&self.name).chain(&self.aliases).chain(&self.mentions).map(String::as_str)
    }
}

impl Framework {
    /// Returns the area with this identifier.
    pub fn area(&self, id: &AreaId) -> Option<&Area> {
        self.areas.iter().find(|area| area.id == *id)
    }

    /// Returns the overall judgement, or `None` under a framework that has none.
    pub fn overall(&self) -> Option<&Area> {
        self.areas.iter().find(|area| area.overall)
    }

    /// Returns the grade with this identifier.
    pub fn grade(&self, id: &GradeId) -> Option<&Grade> {
        self.grades.iter().find(|grade| grade.id == *id)
    }

    /// Returns the grade's place among the grades: 0 is the best.
    pub fn rank(&self, id: &GradeId) -> Option<usize> {
        self.grades.iter().position(|grade| grade.id == *id)
    }

    /// Returns `true` if an inspection on these days can have been one under this framework; without days, it can.
    pub fn was_in_force(&self, days: &[DateRange]) -> bool {
        let Some(first) = days.first() else { return true };
        self.since.is_none_or(|since| since <= first.from) && self.until.is_none_or(|until| first.from <= until)
    }

    /// Returns the areas that have no judgement among these, in the framework's order.
    pub fn missing<'a>(&'a self, judgements: &'a [Judgement]) -> impl Iterator<Item = &'a Area> {
        self.areas.iter().filter(|area| judgements.iter().all(|judgement| judgement.area != area.id))
    }

    /// Returns the grade for a score: of an area, or overall in a hundred.
    pub fn grade_of_score(&self, area: &Area, score: u32) -> Option<&Grade> {
        if area.overall {
            let reached = |grade: &&Grade| grade.from_percent.is_some_and(|from| from <= score);
            return self.grades.iter().filter(reached).max_by_key(|grade| grade.from_percent);
        }
        self.grades.iter().find(|grade| grade.score == Some(score))
    }

    /// Returns the overall score in a hundred that the scores of all areas come to; `None` if the framework has no such rule,
    /// or a score is missing.
    pub fn score_overall(&self, judgements: &[Judgement]) -> Option<u32> {
        let best = self.grades.iter().filter_map(|grade| grade.score).max()?;
        self.grades.iter().find(|grade| grade.from_percent.is_some())?;
        let areas = self.areas.iter().filter(|area| !area.overall);
        let score = |area: &Area| judgements.iter().find(|judgement| judgement.area == area.id)?.score;
        let scores: Vec<u32> = areas.map(score).collect::<Option<_>>()?;
        let most = best * u32::try_from(scores.len()).ok()?;
        // Rounded to the nearest whole number.
        (200 * scores.iter().sum::<u32>() + most).checked_div(2 * most)
    }

    /// Returns `true` if these rows are all of the framework's judgements, in any order, and no others.
    pub fn has_rows(&self, rows: &[Judgement]) -> bool {
        rows.len() == self.areas.len() && self.missing(rows).next().is_none()
    }
}

/// The frameworks that the program knows, the newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Frameworks(Vec<Framework>);

impl Frameworks {
    /// Collects frameworks; a later one replaces an earlier one with the same identifier.
    pub fn new(frameworks: impl IntoIterator<Item = Framework>) -> Frameworks {
        let mut all: Vec<Framework> = Vec::new();
        for framework in frameworks {
            all.retain(|known| known.id != framework.id);
            all.push(framework);
        }
        all.sort_by(|a, b| b.id.cmp(&a.id));
        Frameworks(all)
    }

    /// Returns the framework with this identifier.
    pub fn get(&self, id: &FrameworkId) -> Option<&Framework> {
        self.0.iter().find(|framework| framework.id == *id)
    }

    /// Returns the overall grade of an earlier inspection, or `None` under a framework that gives none.
    pub fn overall_grade<'a>(&self, past: &'a PastInspection) -> Option<&'a GradeId> {
        past.judgements.get(&self.get(&past.framework)?.overall()?.id)
    }

    /// Returns all of them, the newest first.
    pub fn iter(&self) -> impl Iterator<Item = &Framework> {
        self.0.iter()
    }
}
