//! Group B: loading, the table and the descriptor.

use super::{Check, CheckOutcome, Skipped, Subject};
use crate::plugin::{Cause, Descriptor, Distrust, Offer, is_own_id, scaffold};
use crate::worker::Level;
use std::time::Duration;

pub(super) const CHECKS: &[Check] = &[
    Check { id: "B1", title: "loads, with all that it needs", run: loads },
    Check { id: "B2", title: "is quiet while it is loaded", run: quiet },
    Check { id: "B3", title: "loads quickly", run: quickly },
    Check { id: "B4", title: "always returns the same table", run: steady },
    Check { id: "B5", title: "has a table of this interface", run: table },
    Check { id: "B6", title: "says the same in its file and in its table", run: same },
    Check { id: "B7", title: "says all about itself", run: complete },
    Check { id: "B8", title: "claims no output of another plugin", run: free },
];

/// Loading comes before every draft.
const QUICK: Duration = Duration::from_millis(100);

fn loads(subject: &Subject<'_>) -> Result<CheckOutcome, Skipped> {
    Ok(match subject.loading()? {
        Ok(_) | Err(Cause::Changed) => CheckOutcome::pass("loads, with all that it needs"),
        Err(cause) => CheckOutcome::fail(
            format!("it {cause}"),
            "link what the message names, and let nothing run before the draft is asked for",
        ),
    })
}

fn quiet(subject: &Subject<'_>) -> Result<CheckOutcome, Skipped> {
    let (seen, drafted) = subject.loaded()?;
    let mut wrong = Vec::new();
    if seen.is_crowded() {
        wrong.push("it starts a thread while it is loaded".to_owned());
    }
    if !drafted.printed.is_empty() {
        wrong.push(format!("it prints {:?} while it is loaded", drafted.printed.trim()));
    }
    if let Level::FirstStage(possible) = &drafted.level
        && seen.table.is_ok()
        && !seen.is_crowded()
    {
        wrong.push(format!("it keeps the second stage of the sandbox from working: {possible}"));
    }
    Ok(CheckOutcome::of(&wrong, "do nothing before the draft is asked for", "starts no thread and prints nothing"))
}

fn quickly(subject: &Subject<'_>) -> Result<CheckOutcome, Skipped> {
    let (seen, _) = subject.loaded()?;
    let time = format!("{} milliseconds", seen.load.as_millis());
    if seen.load < QUICK {
        return Ok(CheckOutcome::pass(format!("loads in {time}")));
    }
    let fix = "build it for release, link fewer libraries, and do the work in the draft";
    Ok(CheckOutcome::warn(format!("loading takes {time}, and comes before every draft"), fix))
}

fn steady(subject: &Subject<'_>) -> Result<CheckOutcome, Skipped> {
    let (seen, _) = subject.loaded()?;
    let wrong = if seen.steady { vec![] } else { vec!["asked twice, it returns two tables".to_owned()] };
    Ok(CheckOutcome::of(&wrong, "return the address of one constant table", "returns the same table when asked twice"))
}

fn table(subject: &Subject<'_>) -> Result<CheckOutcome, Skipped> {
    let (seen, _) = subject.loaded()?;
    let fix = "build it with this program's SDK or header, and its macro";
    Ok(CheckOutcome::of(
        seen.table.as_ref().err().map_or(&[], std::slice::from_ref),
        fix,
        "has a table of this interface",
    ))
}

fn same(subject: &Subject<'_>) -> Result<CheckOutcome, Skipped> {
    match subject.loading()? {
        Err(cause @ Cause::Changed) => {
            Ok(CheckOutcome::fail(format!("it {cause}"), "use the SDK's macro, which writes one descriptor for both"))
        }
        _ => subject.usable().map(|_| CheckOutcome::pass("says the same in its file and in its table")),
    }
}

fn complete(subject: &Subject<'_>) -> Result<CheckOutcome, Skipped> {
    let descriptor = &subject.description()?.descriptor;
    let left = placeholders_in(descriptor);
    if !left.is_empty() {
        let fix = "put your own in: the id is your council's domain turned round, and the name";
        return Ok(CheckOutcome::fail(left.join("; "), fix));
    }
    let missing = missing_in(descriptor);
    if missing.is_empty() {
        return Ok(CheckOutcome::pass("has a version, a licence and, for each output, a description"));
    }
    let fix = "add it to the descriptor; in Rust, version and licence come from Cargo.toml";
    Ok(CheckOutcome::warn(missing.join("; "), fix))
}

/// Returns what is as `copydesk plugin new` wrote it, and was meant to be replaced.
fn placeholders_in(descriptor: &Descriptor) -> Vec<String> {
    let id = Some(&descriptor.id).filter(|id| id.starts_with(scaffold::PLACEHOLDER_DOMAIN));
    let id = id.map(|id| format!("the id {id} is a placeholder"));
    let is_left = |offer: &&Offer| scaffold::PLACEHOLDERS.contains(&offer.description.as_str());
    let outputs = descriptor.outputs.iter().filter(is_left);
    let outputs = outputs.map(|offer| format!("{:?}, of {}, is a placeholder", offer.description, offer.id));
    id.into_iter().chain(outputs).collect()
}

fn missing_in(descriptor: &Descriptor) -> Vec<String> {
    let mut missing = Vec::new();
    if !is_version(&descriptor.version) {
        missing.push(format!("the version {:?} is not MAJOR.MINOR.PATCH", descriptor.version));
    }
    if descriptor.licence.is_empty() {
        missing.push("there is no licence".to_owned());
    }
    let bare = descriptor.outputs.iter().filter(|offer| offer.description.is_empty());
    missing.extend(bare.map(|offer| format!("the output {} has no description", offer.id)));
    missing
}

/// Returns `true` if a text begins with three numbers, as in `1.2.3` and `1.2.3-beta.1`.
fn is_version(text: &str) -> bool {
    let release = text.split(['-', '+']).next().unwrap_or_default();
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    release.split('.').count() == 3 && release.split('.').all(is_number)
}

fn free(subject: &Subject<'_>) -> Result<CheckOutcome, Skipped> {
    let plugin = subject.description()?;
    let descriptor = &plugin.descriptor;
    let is_bundled = || subject.others.get(&descriptor.id).is_some_and(|own| own.plugin.sha256 == plugin.sha256);
    if is_own_id(&descriptor.id) && !is_bundled() {
        let wrong = format!("{} {}", descriptor.id, Distrust::Pretender);
        return Ok(CheckOutcome::fail(
            wrong,
            "give it an id of its own: your council's domain turned round, and a name",
        ));
    }
    let taken = |output: &str| {
        let (other, _) = subject.others.maker_of(output)?;
        let plugin = Some(&other.plugin).filter(|plugin| plugin.descriptor.id != descriptor.id)?;
        Some(format!("the output {output} is made by {} ({})", plugin.descriptor.id, plugin.file.display()))
    };
    let wrong: Vec<String> = descriptor.outputs.iter().filter_map(|offer| taken(&offer.id)).collect();
    Ok(CheckOutcome::of(
        &wrong,
        "give the output a name of its own: of two that claim one, neither is used",
        "no other plugin makes its outputs",
    ))
}
