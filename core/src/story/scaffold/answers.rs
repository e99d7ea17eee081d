//! What an output asks people for, as lines of the file in which they answer.

use super::remark;
use crate::load::toml::write_value;
use crate::plugin::{Field, FieldKind, FieldOf, Offer};
use jiff::civil::Date;
use serde_json::Value;

/// Returns the table in which people answer an output: each field with an example, below what it is for; empty if the output asks
/// for nothing in this file.
pub fn answers_toml(offer: &Offer, of: FieldOf) -> String {
    let mut fields = offer.fields_of(of).peekable();
    if fields.peek().is_none() {
        return String::new();
    }
    let lines = fields.map(|field| remark(&about(field)) + &format!("{} = {}\n", field.id, example(field)));
    format!("[outputs.{}]\n", offer.id) + &lines.collect::<String>()
}

/// Says what a field is for, what an answer may be and whether the output needs it.
pub fn about(field: &Field) -> String {
    let needed = if field.required { "; needed" } else { "" };
    let help = field.help.trim_end_matches('.');
    let expects = field.expects() + needed;
    if help.is_empty() { format!("{expects}.") } else { format!("{help} ({expects}).") }
}

/// Returns an example of an answer, as TOML.
fn example(field: &Field) -> String {
    let text = field.example.trim();
    let or = |usual: &str| write_value(if text.is_empty() { usual } else { text });
    match field.kind {
        FieldKind::Text => or("words"),
        FieldKind::Address => or("https://www.example.gov.uk/page"),
        FieldKind::Choice => write_value(
            field.choices.iter().find(|word| *word == text).or(field.choices.first()).map_or("", String::as_str),
        ),
        FieldKind::List => format!("[{}]", or("words")),
        FieldKind::YesNo => if text == "false" { "false" } else { "true" }.to_owned(),
        FieldKind::Day => text.parse::<Date>().unwrap_or(jiff::civil::date(2026, 5, 5)).to_string(),
        FieldKind::Number => {
            let number = serde_json::from_str::<Value>(text).ok().filter(Value::is_number);
            number.map_or_else(|| "1".to_owned(), |number| number.to_string())
        }
        FieldKind::Contact => format!("{{ name = {}, email = \"team@example.gov.uk\" }}", or("The team")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::brief::Brief;
    use crate::load::toml::{check_answers, read};
    use crate::plugin::outputs_schema;
    use serde_json::json;

    #[test]
    fn every_example_is_an_answer() {
        let kinds = ["text", "number", "day", "yes-no", "list", "address", "choice", "contact"];
        for example in ["", "5 May", "2026-05-05", "12", "warm", "It “is” \"so\""] {
            let field = |(place, kind): (usize, &&str)| {
                let choices = if *kind == "choice" { vec!["plain", "warm"] } else { Vec::new() };
                json!({
                    "of": "brief", "id": format!("f{place}"), "kind": kind, "help": "What it is for", "example": example,
                    "required": place == 0, "choices": choices,
                })
            };
            let fields: Vec<Value> = kinds.iter().enumerate().map(field).collect();
            let offer = json!({ "id": "letter", "title": "Letter", "fields": fields });
            let offer: Offer = serde_json::from_value(offer).unwrap();
            let text = answers_toml(&offer, FieldOf::Brief);
            assert!(text.starts_with("[outputs.letter]\n# What it is for (a text; needed).\nf0 = "), "{text}");
            let brief = read::<Brief>(&text).expect("TOML").value;
            assert_eq!(brief.outputs["letter"].len(), kinds.len(), "{text}");
            assert_eq!(check_answers(&text, &outputs_schema([&offer].into_iter(), FieldOf::Brief)), [], "{text}");
            assert_eq!(answers_toml(&offer, FieldOf::Desk), "");
        }
    }
}
