//! Runs the conformance kit on a plugin, adding the check that only this layer can make: whether the templates in use
//! can render what the plugin pushes. A missing datum is the most frequent error of all. The other checks are in
//! [`plugin::check`](crate::plugin::check).

use super::{Error, Outputs};
use crate::plugin::check::{self, Answer, CheckOutcome, Checked, Skipped, Subject};

/// The id of the check that is made here.
const RENDERS: &str = "C17";

/// Returns the ids of all checks, in their order.
pub fn check_ids() -> Vec<&'static str> {
    let mut ids: Vec<&str> = check::all().map(|check| check.id).collect();
    ids.insert(place(ids.iter().copied()), RENDERS);
    ids
}

/// Returns the place of [`RENDERS`]: before the checks of group D.
fn place<'a>(mut ids: impl ExactSizeIterator<Item = &'a str>) -> usize {
    let all = ids.len();
    ids.position(|id| id.starts_with('D')).unwrap_or(all)
}

/// Makes the checks that are `wanted`, in the order of [`check_ids`].
pub fn check_plugin(subject: &Subject<'_>, outputs: &Outputs, wanted: impl Fn(&str) -> bool) -> Vec<Checked> {
    let mut made = check::run(subject, &wanted);
    if wanted(RENDERS) {
        let outcome = renders(subject, outputs).unwrap_or_else(CheckOutcome::from);
        let checked = Checked { id: RENDERS, title: "gives its templates all that they ask for", outcome };
        made.insert(place(made.iter().map(|checked| checked.id)), checked);
    }
    made
}

fn renders(subject: &Subject<'_>, outputs: &Outputs) -> Result<CheckOutcome, Skipped> {
    let plugin = subject.usable()?;
    let mut wrong = Vec::new();
    let mut fix = None;
    for answer in subject.documents()?.iter().chain(subject.strange_answers()?) {
        let Answer { what, output, request, result: Ok(drafted) } = answer else { continue };
        let request = serde_json::from_slice(request).unwrap_or_default();
        if let Err(error) = outputs.render(plugin, &drafted.parts, &request, output) {
            let (problem, hint) = error.for_author();
            fix = fix.or(hint);
            wrong.push(format!("{what}: {problem}"));
            if matches!(error, Error::Templates(_)) {
                break;
            }
        }
    }
    let fix = fix.unwrap_or_else(|| "put what the template asks for into the plan, or an {{#if}} around it".to_owned());
    Ok(CheckOutcome::of(&wrong, &fix, "the templates in use make a document of every sample"))
}
