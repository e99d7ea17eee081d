//! Reads framework files into [`Frameworks`]: the built-in ones (`core/frameworks/*.toml`) and a desk's own. To add a
//! framework, add a file. What a framework means is in [`inspection`](crate::inspection).

use crate::finding::Finding;
use crate::inspection::{Area, Framework, Frameworks};
use crate::load::toml;
use crate::text::Span;
use regex::Regex as Pattern;

/// The files that the program carries: name and text.
const BUILTIN: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/frameworks.rs"));

/// The id of the overall judgement in every framework, so that texts mean the same one by “overall”.
const OVERALL: &str = "overall";

/// Returns the built-in frameworks.
///
/// # Panics
///
/// Never in a build whose tests pass: one reads every file.
pub fn builtin() -> Frameworks {
    Frameworks::new(BUILTIN.iter().map(|(_, text)| toml::carried(text)))
}

/// Reads one framework.
///
/// # Errors
/// Every error in the file, with its place: invalid TOML, keys that are missing, unknown or of another type, and areas
/// or grades that are missing or share an identifier.
pub fn parse(text: &str) -> Result<Framework, Vec<Finding<Span>>> {
    let framework = toml::read::<Framework>(text)?.value;
    let areas: Vec<&str> = framework.areas.iter().map(|area| area.id.as_str()).collect();
    let grades: Vec<&str> = framework.grades.iter().map(|grade| grade.id.as_str()).collect();
    let is_overall = |area: &&Area| area.overall != (area.id.as_str() == OVERALL);
    let odd = framework.areas.iter().find(is_overall).map(|area| {
        format!(
            "the area `{}`: the overall judgement, and no other, has the id `{OVERALL}` and `overall = true`",
            area.id
        )
    });
    let mut rows = framework.rows.iter().chain(framework.areas.iter().flat_map(|area| &area.rows));
    let filled = |row: &String| {
        ["{area}", "{authority}", "{grade}"].iter().fold(row.clone(), |row, name| row.replace(name, "x"))
    };
    let bad_row = rows.find_map(|row| Some((row, Pattern::new(&filled(row)).err()?)));
    let bad_row = bad_row.map(|(row, error)| format!("`rows` has “{row}”, which is no pattern: {error}"));
    let problems = [ambiguous("area", areas), ambiguous("grade", grades), odd, bad_row];
    let findings: Vec<_> = problems.into_iter().flatten().map(|problem| Finding::error(Span::at(0), problem)).collect();
    if findings.is_empty() { Ok(framework) } else { Err(findings) }
}

fn ambiguous(what: &str, mut ids: Vec<&str>) -> Option<String> {
    ids.sort_unstable();
    if ids.is_empty() {
        return Some(format!("it has no {what}"));
    }
    let twice = ids.windows(2).find(|pair| pair[0] == pair[1])?;
    Some(format!("it has the {what} `{}` twice", twice[0]))
}

#[cfg(test)]
mod tests {
    use super::{BUILTIN, builtin, parse};

    #[test]
    fn every_built_in_file_is_a_framework_named_like_its_file() {
        for (name, text) in BUILTIN {
            assert_eq!(parse(text).map(|framework| framework.id.to_string()), Ok((*name).to_owned()));
        }
        let areas: Vec<_> =
            builtin().iter().map(|framework| (framework.id.to_string(), framework.areas.len())).collect();
        assert_eq!(
            areas,
            [
                ("ilacs-2026".into(), 4),
                ("ilacs-2023".into(), 5),
                ("ilacs-2018".into(), 4),
                ("housing-judgement-2024".into(), 1),
                ("cqc-local-authority-2023".into(), 10)
            ]
        );
    }

    #[test]
    fn says_what_is_wrong_with_a_file() {
        let (_, text) = BUILTIN.iter().find(|(name, _)| *name == "ilacs-2026").expect("there is one");
        let messages = |text: &str| -> Vec<String> {
            parse(text).map_or_else(|found| found.into_iter().map(|finding| finding.message).collect(), |_| Vec::new())
        };
        let twice = text.replace("id = \"help-and-protection\"", "id = \"leaders\"");
        assert_eq!(messages(&twice), ["it has the area `leaders` twice"]);
        let whole = text.replace("id = \"leaders\"", "id = \"leaders\"\noverall = true");
        assert!(messages(&whole)[0].starts_with("the area `leaders`: the overall judgement"), "{:?}", messages(&whole));
        assert_eq!(messages(&format!("colour = \"red\"\n{text}")).len(), 1);
    }
}
