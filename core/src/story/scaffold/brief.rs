//! A new `brief.toml`.

use super::{EXAMPLES, answers_toml, remark};
use crate::desk::Desk;
use crate::inspection::{Improvement, Inspection};
use crate::load::toml::write_value;
use crate::plugin::{FieldOf, Offer};
use jiff::civil::Date;

/// Returns the text of a new brief for an inspection: a commented example of everything that people can add, one
/// statement for each person of the desk, the points to improve as comments at the next steps, and what outputs ask for.
pub fn brief_toml<'a>(inspection: &Inspection, desk: Option<&Desk>, offers: impl Iterator<Item = &'a Offer>) -> String {
    let mut text = remark(&format!("The brief: what you add to the report on {}.", subject(inspection)));
    text += &remark(EXAMPLES);
    text += &remark("copydesk never makes words up. Anything missing here becomes a placeholder in the drafts.");
    text += &publication(inspection);
    text += KEY_MESSAGES;
    text += &next_steps(inspection);
    text += &statements(desk, example_day(inspection));
    text += FACTS_TO_PICTURES;
    for offer in offers {
        let answers = answers_toml(offer, FieldOf::Brief);
        if !answers.is_empty() {
            text.push('\n');
            text += &remark(&format!("What {} asks for.", offer.id));
            answers.lines().for_each(|line| text += &commented(line));
        }
    }
    text
}

/// Returns a line as a comment; one that is a comment already is left as it is.
fn commented(line: &str) -> String {
    if line.starts_with('#') { format!("{line}\n") } else { format!("#{line}\n") }
}

fn subject(inspection: &Inspection) -> String {
    let authority = &inspection.authority;
    let name = if authority.title.is_empty() { &authority.name } else { &authority.title };
    match inspection.dates_as_printed.as_str() {
        "" => name.clone(),
        dates => format!("{name} ({dates})"),
    }
}

fn example_day(inspection: &Inspection) -> Date {
    inspection.published.unwrap_or(jiff::civil::date(2025, 5, 6))
}

fn publication(inspection: &Inspection) -> String {
    let day = example_day(inspection);
    let page = inspection.report_url.as_deref().unwrap_or("https://reports.ofsted.gov.uk/provider/44/80000");
    format!(
        "\n# The day on which the inspectorate publishes the report, and the local time before which nothing goes out.\n\
         # A time that the clocks show twice in autumn is written with its offset: 2026-10-25T01:30+00:00.\n\
         #published = {day}\n\
         #publish_at = {day}T09:30\n\
         \n# The report's page at the inspectorate, not the file.\n\
         #report_url = {}\n",
        example_value(page)
    )
}

fn next_steps(inspection: &Inspection) -> String {
    let mut text = "\n# What the council does next, a sentence each.\n".to_owned();
    text += &listed("The areas for priority action:", &inspection.priority_actions);
    text += &listed("What the report says needs to improve:", &inspection.improvements);
    text + "#next_steps = [\n#\"The council will do this by then.\",\n#]\n"
}

fn listed(heading: &str, points: &[Improvement]) -> String {
    let mut text = if points.is_empty() { String::new() } else { remark(heading) };
    for improvement in points {
        text += &remark(&format!("- {}", improvement.text));
        improvement.points.iter().for_each(|point| text += &remark(&format!("  - {}", point.text)));
    }
    text
}

fn statements(desk: Option<&Desk>, day: Date) -> String {
    let mut text =
        "\n# Agreed statements, without quotation marks. Leave an empty line between paragraphs. Words for staff alone have\n# for = [\"staff\"] and are printed in the newsletter only; so do \"families\" and \"members\".\n".to_owned();
    let people = desk.map_or(&[][..], |desk| &desk.people);
    for person in people {
        text += &statement(&person.id, &person.name, None, day);
    }
    if people.is_empty() {
        text += "# With a desk, `speaker` is the `id` of a person in desk.toml, and `role` is taken from there.\n";
        text += &statement("Firstname Surname", "Firstname Surname", Some("director of children’s services"), day);
    }
    text
}

fn statement(speaker: &str, name: &str, role: Option<&str>, day: Date) -> String {
    let [speaker, name] = [speaker, name].map(example_value);
    let role = role.map(|role| format!("#role = {}\n", example_value(role))).unwrap_or_default();
    format!(
        "#[[statements]]\n#speaker = {speaker}\n{role}\
         #words = \"\"\"\n#The first paragraph.\n#\n#The second paragraph.\"\"\"\n\
         #agreed_by = {name}\n#agreed_on = {day}\n\n"
    )
}

/// Returns a text in one line: an example is commented out line by line.
fn example_value(text: &str) -> String {
    write_value(&text.split_whitespace().collect::<Vec<_>>().join(" "))
}

const KEY_MESSAGES: &str = r#"
# Key messages, the most important first. They decide which quotations come first, and are not printed.
#key_messages = [
#"One thing that readers should remember.",
#]
"#;

const FACTS_TO_PICTURES: &str = r#"# Local facts, each with its source.
#[[facts]]
#text = "A figure, in a sentence."
#source = "Where it is from, with the day."

# Links.
#[[links]]
#text = "Words that say where the link leads"
#url = "https://www.example.gov.uk/page"

# Pictures, relative to this folder, with alternative text for people who cannot see them.
#[[pictures]]
#file = "pictures/team.jpg"
#alt = "Four social workers around a table"

# Sentences of the report that texts quote before any other, and that no text quotes: the number of a paragraph, or some words of a
# sentence. To see what can be quoted: copydesk quotes STORY
#[quotes]
#pick = [16, "words of a sentence"]
#ban = []

# Earlier reports on the council, in this folder, which texts may quote too: a PDF, or what `copydesk import` wrote of it.
#[[earlier]]
#file = "earlier-report.pdf"
"#;

#[cfg(test)]
mod tests {
    use super::super::inspection::sample;
    use super::super::tests::uncommented;
    use super::brief_toml;
    use crate::brief::Brief;
    use crate::desk::Desk;
    use crate::load::toml::{check_brief, read};
    use crate::plugin::Offer;
    use serde_json::json;

    const DESK: &str = "
        council = { name = 'Avershire County Council', short = 'Avershire' }
        [[people]]
        id = 'director'
        name = 'Sam Okoro'
        role = 'director of children’s services'
        [[people]]
        id = 'leader'
        name = 'Ann “Nan” \"Hill\"'
        role = 'leader of the council'
        politician = true
    ";

    #[test]
    fn loads_as_it_stands_and_with_every_example() {
        let desk = read::<Desk>(DESK).expect("a desk").value;
        for (desk, speakers) in [(None, vec!["Firstname Surname"]), (Some(&desk), vec!["director", "leader"])] {
            let asking =
                json!({ "of": "brief", "id": "evening", "kind": "day", "help": "The day of the open evening" });
            let offer = json!({ "id": "letter", "title": "Letter", "fields": [asking] });
            let offer: Offer = serde_json::from_value(offer).unwrap();
            let text = brief_toml(&sample(), desk, [&offer].into_iter());
            assert_eq!(read::<Brief>(&text).expect("the brief as it stands").value, Brief::default());

            let full = read::<Brief>(&uncommented(&text)).expect("the brief with its examples");
            assert_eq!(check_brief(&full.value, desk, &full.places), []);
            let brief = full.value;
            let said: Vec<_> = brief.statements.iter().map(|statement| statement.speaker.as_str()).collect();
            assert_eq!(said, speakers);
            assert_eq!(brief.statements[0].words, "The first paragraph.\n\nThe second paragraph.");
            assert!(brief.published.is_some() && brief.publish_at.is_some() && brief.report_url.is_some());
            let lists = [brief.key_messages.len(), brief.next_steps.len()];
            let tables = [brief.facts.len(), brief.links.len(), brief.pictures.len()];
            assert_eq!((lists, tables), ([1, 1], [1, 1, 1]));
            assert_eq!(brief.earlier[0].file, "earlier-report.pdf");
            assert_eq!(brief.outputs["letter"]["evening"], json!("2026-05-05"));
        }
    }
}
