//! Outputs other than prose in English: a table of the judgements (CSV), a picture of the result (SVG), an entry for the calendar on
//! the day of the release (ICS), and a notice in Welsh. Each file comes with a text that describes it, for the people who compare
//! and sign it.

mod calendar;
mod card;
mod table;

use copydesk_plugin::story::Request;
use copydesk_plugin::{Draft, Output, Refusal};

struct MoreOutputs;

copydesk_plugin::export! {
    MoreOutputs,
    id: "uk.avershire.more-outputs",
    outputs: [
        {
            id: "judgements-table",
            title: "Judgements as a table",
            description: "For colleagues who keep figures: a CSV file of the grades, now and before",
            needs: ["grades"],
            partial: true,
            file: { extension: "csv", media_type: "text/csv" },
        },
        {
            id: "result-card",
            title: "Picture of the result",
            description: "For social media and screens: an SVG picture of the grades",
            needs: ["grades"],
            partial: true,
            file: { extension: "svg", media_type: "image/svg+xml" },
        },
        {
            id: "release-day",
            title: "Calendar entry of the release",
            description: "For everybody who has to be reachable: an ICS file that does not say the result",
            partial: true,
            file: { extension: "ics", media_type: "text/calendar" },
        },
        {
            id: "hysbysiad",
            title: "Hysbysiad (a notice in Welsh)",
            description: "For families who speak Welsh: the grades in a few sentences",
            needs: ["grades", "childrens-services"],
            partial: true,
            language: "cy",
        },
    ],
    templates: {
        "judgements-table": "../templates/judgements-table.hbs",
        "result-card": "../templates/result-card.hbs",
        "release-day": "../templates/release-day.hbs",
        "hysbysiad": "../templates/hysbysiad.hbs",
    },
}

impl Output for MoreOutputs {
    fn draft(request: &Request, draft: &mut Draft<'_>) -> Result<(), Refusal> {
        match request.output.as_str() {
            "judgements-table" => draft.write_file(table::of(request)?.as_bytes())?,
            "result-card" => draft.write_file(card::of(request)?.as_bytes())?,
            "release-day" => draft.write_file(calendar::of(request)?.as_bytes())?,
            "hysbysiad" => {}
            _ => return Err(Refusal::new("no-such-output", "this plugin makes no output of that name")),
        }
        draft.render(&request.output, &())
    }
}

/// Returns the refusal of a document that gives no grades.
fn no_grades() -> Refusal {
    Refusal::new("no-grades", "this document gives no grades, so there is nothing to put into the file")
}
