//! A plugin that does what it should.

use copydesk_plugin::plan::Ref;
use copydesk_plugin::story::{Id, Request};
use copydesk_plugin::{Draft, Output, Refusal};
use serde_json::json;

struct Good;

impl Output for Good {
    fn draft(request: &Request, draft: &mut Draft<'_>) -> Result<(), Refusal> {
        if request.output == "good-refusal" {
            return Err(Refusal::new("not-today", "this output refuses every request"));
        }
        draft.log(&format!("{} judgements", request.inspection.judgements.len()));
        draft.warn("a test plugin");
        draft.write("# Own words, with an ü\n\n")?;
        draft.render("good/body", &json!({ "title": Ref::from(Id::new("/inspection/title")), "words": "own" }))
    }
}

copydesk_plugin::export! {
    Good,
    id: "uk.example.good",
    outputs: [
        { id: "good", title: "Good", description: "Own words and a template" },
        { id: "good-refusal", title: "Refusal", description: "Says no" },
    ],
    templates: { "good/body": "../templates/body.hbs", "good/words": "../templates/words.hbs" },
}

#[cfg(test)]
mod tests {
    use super::*;
    use copydesk_plugin::testing;

    #[test]
    fn it_writes_and_renders() {
        let drafted = testing::run::<Good>(&Request::default()).unwrap();
        assert_eq!(drafted.parts.len(), 2);
        assert_eq!(drafted.log, ["0 judgements", "warning: a test plugin"]);
    }
}
