//! My output: what Ofsted found, one sentence of the report, and what improves next. Here it is
//! decided *what* is said; how it is said stands in `templates/my-output.hbs`.

use copydesk_plugin::pick::Quotes;
use copydesk_plugin::plan::Ref;
use copydesk_plugin::story::{Request, Stance};
use copydesk_plugin::{Draft, Output, Refusal};
use serde::Serialize;

struct MyOutput;

copydesk_plugin::export! {
    MyOutput,
    // Your council's domain turned round, and the name: it tells your plugin from everybody else's.
    id: "uk.gov.example.my-output",
    outputs: [{
        id: "my-output",
        // What `copydesk outputs` says about it.
        title: "My output",
        description: "Who it is for, in a few words",
        // What a document must have for it.
        needs: ["grades"],
    }],
    // Each template is built into the library.
    templates: { "my-output": "../templates/my-output.hbs" },
}

/// Longest sentence quoted, in words.
const LONGEST_QUOTE: u32 = 30;

/// The plan. The template finds these fields under `plan`, with a fact of the story in place of
/// each `Ref`.
#[derive(Serialize)]
struct Plan {
    /// A sentence of the report.
    quote: Option<Ref>,
    /// What needs to improve, every point.
    points: Vec<Ref>,
}

impl Output for MyOutput {
    fn draft(request: &Request, draft: &mut Draft<'_>) -> Result<(), Refusal> {
        if request.inspection.judgements.is_empty() {
            let why = "this report gives no grades, so there is no result to tell";
            return Err(Refusal::new("no-judgements", why));
        }
        let plan = plan(request);
        if plan.quote.is_none() {
            draft.warn("found no clear, short sentence of praise to quote");
        }
        draft.render("my-output", &plan)
    }
}

fn plan(request: &Request) -> Plan {
    let quote = Quotes::of(request).take(LONGEST_QUOTE, |quote| quote.stance == Stance::Praise);
    let points = request.inspection.improvements.iter();
    Plan {
        quote: quote.map(|quote| Ref::from(&quote.id)),
        points: points.map(|point| Ref::from(&point.id)).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::MyOutput;
    use copydesk_plugin::plan::Part;
    use copydesk_plugin::testing::{run, sample};
    use serde_json::json;

    #[test]
    fn a_good_result_is_told_with_a_quotation_and_every_point() {
        let drafted = run::<MyOutput>(&sample()).expect("a draft");
        let [Part::Render { template, plan }] = &drafted.parts[..] else {
            panic!("one template, and nothing else: {drafted:?}");
        };
        assert_eq!(template, "my-output");
        let expected = json!({
            "quote": { "$ref": "/quotes/0" },
            "points": [
                { "$ref": "/inspection/improvements/0" },
                { "$ref": "/inspection/improvements/1" },
                { "$ref": "/inspection/improvements/2" },
            ],
        });
        assert_eq!(*plan, expected);
        assert!(drafted.log.is_empty(), "{:?}", drafted.log);
    }

    #[test]
    fn without_grades_there_is_no_draft() {
        let mut request = sample();
        request.inspection.judgements.clear();
        let refusal = run::<MyOutput>(&request).expect_err("a refusal");
        assert_eq!(refusal.code(), Some("no-judgements"));
    }
}
