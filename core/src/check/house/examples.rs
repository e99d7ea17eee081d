//! The examples of rules, tried: a rule that does not do what its examples say is a mistake. Not here: the rules.

use super::compile::{Mistake, Rules};
use super::hit::Text;
use crate::check::Found;
use crate::check::evidence::prose::Prose;
use crate::document::{Block, Document, Run};
use crate::house::{Rule, RuleFile, RuleKind};
use crate::text::{Span, shortened};

impl Rules {
    /// Tries every rule of files on its examples. `files` are those that the rules were made of.
    pub fn tried(&self, files: &[(String, RuleFile)]) -> Vec<Mistake> {
        let rules = files.iter().enumerate().flat_map(|(number, (_, file))| {
            file.rules.iter().enumerate().map(move |(place, rule)| (number, place, rule))
        });
        let mut mistakes = Vec::new();
        for ((file, place, rule), ready) in rules.zip(&self.all) {
            let mut wrong = |key: &str, number: usize, what: &str, hint: &str| {
                let message = format!("the rule `{}` {what}", rule.id);
                mistakes.push(Mistake {
                    file,
                    pointer: format!("/rules/{place}/{key}/{number}"),
                    message,
                    hint: hint.to_owned(),
                });
            };
            for (number, example) in rule.right.iter().enumerate() {
                if let Some(found) = self.found_in(example, &ready.class).first() {
                    let words = &example[found.finding.place.span];
                    let what = format!("finds “{words}” in an example that is right");
                    wrong("right", number, &what, "narrow the rule with `except`, or put the example under `wrong`");
                }
            }
            for (number, example) in rule.wrong.iter().enumerate() {
                self.wrong_example(rule, &ready.class, example, &mut |what, hint| wrong("wrong", number, what, hint));
            }
        }
        mistakes
    }

    fn wrong_example(&self, rule: &Rule, class: &str, example: &str, wrong: &mut impl FnMut(&str, &str)) {
        let found = self.found_in(example, class);
        if found.is_empty() {
            let what = format!("finds nothing wrong in “{}”", shortened(example));
            wrong(&what, "widen the rule, or put the example under `right`");
            return;
        }
        let mut mended = example.to_owned();
        for one in found.iter().rev() {
            let Some(edit) = &one.edit else { return };
            let Span { start, end } = one.finding.place.span;
            mended.replace_range(start..end, edit);
        }
        if rule.kind == RuleKind::Substitution && !rule.right.contains(&mended) {
            let what = format!("makes “{mended}” of a wrong example");
            wrong(&what, "put that under `right` if it is right, or mend what the rule writes instead");
        }
    }

    /// What one rule finds in one paragraph.
    fn found_in(&self, paragraph: &str, class: &str) -> Vec<Found> {
        let run = Run { text: paragraph.to_owned(), ..Run::default() };
        let prose = Prose::of(&Document {
            title: String::new(),
            blocks: vec![Block::Paragraph(vec![run])],
            ..Document::default()
        });
        let own: Vec<String> = prose.parts.iter().map(|part| part.own.clone()).collect();
        let mut found = self.find(&Text { prose: &prose, own: &own, names: Vec::new() });
        found.retain(|one| one.class == class);
        found.sort_by_key(|one| one.finding.place.span.start);
        found
    }
}

#[cfg(test)]
mod tests {
    use super::Rules;
    use crate::check::house::Mistake;
    use crate::house::RuleFile;
    use crate::load::{house, toml};

    #[test]
    fn every_built_in_rule_does_what_its_examples_say() {
        let files = house::builtin();
        let rules = Rules::new(&files).expect("rules");
        let wrong: Vec<String> =
            rules.tried(&files).into_iter().map(|m| format!("{}: {}", files[m.file].0, m.message)).collect();
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        for (name, file) in &files {
            for rule in &file.rules {
                assert!(!rule.right.is_empty() && !rule.wrong.is_empty(), "{name}/{} has no examples", rule.id);
            }
        }
    }

    fn mistakes(text: &str) -> Vec<String> {
        let files = [("ours".to_owned(), toml::read::<RuleFile>(text).expect("a file of rules").value)];
        let all = Rules::new(&files).map_or_else(|mistakes| mistakes, |rules| rules.tried(&files));
        all.into_iter().map(|Mistake { pointer, message, .. }| format!("{pointer}: {message}")).collect()
    }

    #[test]
    fn a_rule_that_does_otherwise_is_a_mistake() {
        let text = r#"
            source = "us"
            [[rules]]
            id = "thrilled"
            kind = "existence"
            words = ["thrilled"]
            right = ["We are Thrilled plc.", "We are thrilled."]
            wrong = ["We are delighted."]
            [[rules]]
            id = "kids"
            kind = "substitution"
            swap = { kids = "children" }
            right = ["Children played."]
            wrong = ["Kids played.", "The kids won."]
        "#;
        assert_eq!(
            mistakes(text),
            [
                "/rules/0/right/1: the rule `thrilled` finds “thrilled” in an example that is right",
                "/rules/0/wrong/0: the rule `thrilled` finds nothing wrong in “We are delighted.”",
                "/rules/1/wrong/1: the rule `kids` makes “The children won.” of a wrong example",
            ]
        );
    }

    #[test]
    fn a_rule_that_cannot_work_is_a_mistake() {
        let text = r#"
            source = "us"
            rules = [
              { id = "a", kind = "existence", pattern = "(", right = [], wrong = [] },
              { id = "a", kind = "consistency", forms = [["one"]], right = [], wrong = [] },
            ]
        "#;
        assert_eq!(
            mistakes(text),
            [
                "/rules/0/pattern: the rule `a` has a pattern that is none: unclosed group",
                "/rules/1/id: the rule `a` is there twice",
                "/rules/1/kind: the rule `a` has nothing to look by: its kind needs groups of `forms`",
            ]
        );
    }
}
