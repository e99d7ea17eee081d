//! The comparisons of a text with other councils that the public record decides. Not here: comparisons that need another
//! source (ranking).

mod rank;
mod record;

pub(in crate::check) use record::Answer;

use crate::check::evidence::known::Known;
use crate::check::evidence::prose::Prose;
use crate::text::TextSpan;
use rank::Rank;

/// Returns the comparisons that the public record decides, and where they are.
pub(in crate::check) fn ranks(prose: &Prose, known: &Known<'_>) -> Vec<(TextSpan, Answer)> {
    let Some(framework) = known.framework else { return Vec::new() };
    let mut found = Vec::new();
    for (block, part) in prose.parts.iter().enumerate() {
        found.extend(part.sentences.iter().filter_map(|sentence| {
            let rank = Rank::read(&part.text[*sentence], framework, known.authorities)?;
            let answer = record::held(&rank, known)?;
            Some((TextSpan { block, span: rank.at + sentence.start }, answer))
        }));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::rank::Rank;
    use super::record::{Answer, held};
    use crate::check::evidence::known::Known;
    use crate::check::tests::{With, with_ground};
    use crate::inspection::{DateRange, Inspection, Judgement};
    use crate::load::record;

    const SENTENCES: &str = include_str!("../../../../../tests/checks/ranking-sentences.tsv");

    /// Holds each sentence of the corpus against the record, as if it were in a text about that inspection.
    #[test]
    fn the_record_decides_comparisons() {
        let (authorities, record) = (record::authorities(), record::public_record());
        let mut wrong = Vec::new();
        with_ground(&With::default(), |ground| {
            for row in SENTENCES.lines().filter(|line| !line.starts_with('#')) {
                let [code, day, expected, sentence] = row.split('\t').collect::<Vec<_>>()[..] else { panic!("{row}") };
                let day = day.parse().expect("it is a date");
                let past = record.of(code).iter().find(|past| past.published == Some(day)).expect("it is on record");
                let framework = ground.known.frameworks.get(&past.framework).expect("it is known");
                let authority = authorities.iter().find(|entry| entry.key() == code).expect("it is known");
                let judgements = past.judgements.iter().map(|(area, grade)| Judgement {
                    area: area.clone(),
                    name: String::new(),
                    grade: grade.clone(),
                    score: None,
                    words: None,
                });
                let mut inspection = Inspection { judgements: judgements.collect(), ..ground.known.inspection.clone() };
                inspection.authority.name.clone_from(&authority.name);
                inspection.dates = vec![DateRange { from: past.inspected, to: past.inspected }];
                let known = Known {
                    inspection: &inspection,
                    framework: Some(framework),
                    published: Some(day),
                    record: &record,
                    authorities: &authorities,
                    ..ground.known
                };
                let rank = Rank::read(sentence, framework, &authorities);
                let answer = match rank.as_ref().and_then(|rank| held(rank, &known)) {
                    Some(Answer::Right(_)) => "right",
                    Some(Answer::Wrong(_)) => "wrong",
                    None => "open",
                };
                if answer != expected {
                    wrong.push(format!("{expected}, not {answer}: {sentence}\n      {rank:?}"));
                }
            }
        });
        assert!(wrong.is_empty(), "{} sentences\n{}", wrong.len(), wrong.join("\n"));
    }
}
