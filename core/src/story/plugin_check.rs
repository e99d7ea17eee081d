//! Runs the conformance kit on a plugin, adding the checks that only this layer can make: whether the templates in use
//! can render what the plugin pushes (a missing datum is the most frequent error of all) and, in its author's folder,
//! whether it drafts what its golden drafts say, and whether every template there is read. The other checks are in
//! [`plugin::check`](crate::plugin::check).

use super::author_folder::AuthorFolder;
use super::try_out::{Tried, Verdict, draft_all};
use super::{Error, Outputs};
use crate::plugin::check::{self, Answer, CheckOutcome, Checked, Skipped, Subject};
use crate::plugin::{Part, Plugin};
use crate::template;
use std::collections::BTreeSet;

/// A check that is made here.
struct Own {
    id: &'static str,
    title: &'static str,
    /// Whether it is about the author's folder, and left out elsewhere.
    in_folder: bool,
    run: fn(&Subject<'_>, &Outputs, Option<&AuthorFolder>) -> Result<CheckOutcome, Skipped>,
}

const OWN: [Own; 3] = [
    Own { id: "C17", title: "gives its templates all that they ask for", in_folder: false, run: renders },
    Own { id: GOLDEN, title: "drafts what its golden drafts say", in_folder: true, run: golden },
    Own { id: READ, title: "reads every template in its folder", in_folder: true, run: read },
];

const GOLDEN: &str = "C18";
const READ: &str = "C19";

/// The checks of an author's folder: they say nothing of a library that is to be installed.
pub(super) const OF_FOLDER: [&str; 2] = [GOLDEN, READ];

/// Returns the ids of all checks, in their order.
pub fn check_ids() -> Vec<&'static str> {
    let mut ids: Vec<&str> = check::all().map(|check| check.id).collect();
    let place = place(ids.iter().copied());
    ids.splice(place..place, OWN.iter().map(|own| own.id));
    ids
}

/// Returns the place of the checks made here: before those of group D.
fn place<'a>(mut ids: impl ExactSizeIterator<Item = &'a str>) -> usize {
    let all = ids.len();
    ids.position(|id| id.starts_with('D')).unwrap_or(all)
}

/// Makes the checks that are `wanted`, in the order of [`check_ids`]. Those of an author's folder are made where the library
/// is in one.
pub fn check_plugin(subject: &Subject<'_>, outputs: &Outputs, wanted: impl Fn(&str) -> bool) -> Vec<Checked> {
    let mut made = check::run(subject, &wanted);
    let folder = AuthorFolder::of_library(subject.file());
    let own = OWN.iter().filter(|own| wanted(own.id) && (folder.is_some() || !own.in_folder)).map(|own| {
        let outcome = (own.run)(subject, outputs, folder.as_ref()).unwrap_or_else(CheckOutcome::from);
        Checked { id: own.id, title: own.title, outcome }
    });
    let place = place(made.iter().map(|checked| checked.id));
    made.splice(place..place, own.collect::<Vec<_>>());
    made
}

fn renders(subject: &Subject<'_>, outputs: &Outputs, _: Option<&AuthorFolder>) -> Result<CheckOutcome, Skipped> {
    let plugin = subject.usable()?;
    // One mistake shows in many requests: it is listed once, for the first of them, with the number of the others.
    let mut wrong: Vec<(String, &str, usize)> = Vec::new();
    let mut fix = None;
    for answer in subject.documents()?.iter().chain(subject.strange_answers()?) {
        let Answer { what, output, request, result: Ok(drafted) } = answer else { continue };
        let request = serde_json::from_slice(request).unwrap_or_default();
        if let Err(error) = outputs.render(plugin, &drafted.parts, &request, output) {
            let (problem, hint) = error.for_author();
            fix = fix.or(hint);
            match wrong.iter_mut().find(|(known, ..)| *known == problem) {
                Some((_, _, more)) => *more += 1,
                None => wrong.push((problem, what, 0)),
            }
            if matches!(error, Error::Templates(_)) {
                break;
            }
        }
    }
    let listed = |(problem, what, more): (String, &str, usize)| match more {
        0 => format!("{what}: {problem}"),
        more => format!("{what} (and {more} more): {problem}"),
    };
    let wrong: Vec<String> = wrong.into_iter().map(listed).collect();
    let fix = fix.unwrap_or_else(|| "put what the template asks for into the plan, or an {{#if}} around it".to_owned());
    Ok(CheckOutcome::of(&wrong, &fix, "the templates in use make a document of every sample"))
}

/// Compares what the library alone drafts, without the templates in the folder: it is what others will be given.
fn golden(subject: &Subject<'_>, _: &Outputs, folder: Option<&AuthorFolder>) -> Result<CheckOutcome, Skipped> {
    let (plugin, Some(folder)) = (subject.usable()?, folder) else { return Err(Skipped::because_of("A1")) };
    let fix = format!("to see what differs: copydesk plugin try {}; then build again", folder.path.display());
    let drafted = folder.sample_stories().and_then(|stories| draft_all(folder, plugin, &stories, &[]));
    let trials = match drafted {
        Ok(trials) => trials,
        Err(error) => return Ok(CheckOutcome::fail(error.to_string(), error.hint().unwrap_or(fix))),
    };
    let (mut wrong, mut missing) = (Vec::new(), Vec::new());
    for trial in &trials {
        let what = format!("{} from {}", trial.output, trial.story.display());
        match &trial.drafted {
            Err(_) if trial.is_good(folder) => {}
            Err(error) => wrong.push(format!("{what}: {error}")),
            Ok(Tried { verdict: Verdict::Differs(_), .. }) => {
                wrong.push(format!("{what} is not as in {}", trial.golden.display()));
            }
            Ok(Tried { verdict: Verdict::New, .. }) => missing.push(trial.golden.display().to_string()),
            Ok(Tried { verdict: Verdict::Same, .. }) => {}
        }
    }
    if wrong.is_empty() && !missing.is_empty() {
        let fix = format!("to write it: copydesk plugin try {} --accept", folder.path.display());
        return Ok(CheckOutcome::warn(format!("there is no {}", missing.join(", ")), fix));
    }
    Ok(CheckOutcome::of(&wrong, &fix, "drafts what its golden drafts say"))
}

/// Warns of templates that neither the library carries nor anything asks for: their author may change them for long.
fn read(subject: &Subject<'_>, _: &Outputs, folder: Option<&AuthorFolder>) -> Result<CheckOutcome, Skipped> {
    let (plugin, Some(folder)) = (subject.usable()?, folder) else { return Err(Skipped::because_of("A1")) };
    let templates = match folder.templates() {
        Ok(templates) => templates,
        Err(error) => return Ok(CheckOutcome::fail(error.to_string(), error.hint().unwrap_or_default())),
    };
    let mut known = asked_for(subject, plugin)?;
    let texts = plugin.templates.iter().map(|template| template.text.as_str());
    for text in texts.chain(templates.iter().map(|template| template.text.as_str())) {
        known.extend(template::partials_named(text).map(str::to_owned));
    }
    let unread: Vec<&template::Source> = templates.iter().filter(|source| !known.contains(&source.name)).collect();
    let Some(first) = unread.first() else {
        return Ok(CheckOutcome::pass(format!("reads each of {} templates in its folder", templates.len())));
    };
    let carried = plugin.templates.iter().find(|template| template.text.trim() == first.text.trim());
    let fix = match carried {
        Some(template) => format!("the library has it as {0}: move it to templates/{0}.hbs", template.name),
        None => "name it where the plugin names its templates, ask for it with {{> NAME}}, or take it away".to_owned(),
    };
    let names: Vec<String> = unread.iter().map(|source| format!("templates/{}.hbs", source.name)).collect();
    Ok(CheckOutcome::warn(format!("nothing reads {}", names.join(", ")), fix))
}

/// Returns the names of the templates that the library carries, that it asked for, and that override a built-in one.
fn asked_for(subject: &Subject<'_>, plugin: &Plugin) -> Result<BTreeSet<String>, Skipped> {
    let mut known: BTreeSet<String> = plugin.templates.iter().map(|template| template.name.clone()).collect();
    known.extend(template::builtin().into_iter().map(|source| source.name));
    for drafted in subject.documents()?.iter().filter_map(|answer| answer.result.as_ref().ok()) {
        known.extend(drafted.parts.iter().filter_map(|part| match part {
            Part::Render { template, .. } => Some(template.clone()),
            Part::Text(_) => None,
        }));
    }
    Ok(known)
}
