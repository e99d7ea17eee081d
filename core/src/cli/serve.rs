//! `copydesk serve`.

use super::Done;
use super::screen::{Screen, print};
use super::unit::Unit;
use crate::review::{Acting, PersonId, Proof, Submitted};
use crate::story::{DeskStore, Error, UsageError, copy_desk, this_machine};
use crate::web::{ServeError, Settings, serve};
use clap::Args;
use std::net::SocketAddr;
use std::path::PathBuf;

/// Serve the desk to browsers, for people who have no terminal.
///
/// Approvers get a link by mail, see what changed and answer; officers (`[web] officers` in desk.toml) draft, edit and send. A
/// link shows nothing until a code, mailed to the same person, was typed. Put a server that speaks https in front of it, and
/// give its address with --address or in desk.toml (`[web] address`). Mail is sent as `[mail]` in desk.toml says. A desk that is
/// a sample is copied first, and the copy served.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  copydesk serve examples\n  copydesk serve . --invite press-officer --mail-dir mails\n  copydesk serve /srv/desk --listen 127.0.0.1:8080 --address https://desk.avershire.example\n  copydesk serve . --unit > ~/.config/systemd/user/copydesk-web.service"
)]
pub(super) struct Arguments {
    /// The desk's folder. The default is the desk you are in.
    #[arg(value_name = "DESK", default_value = ".")]
    desk: PathBuf,
    /// Where to listen. Port 0 takes a free one.
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// The address at which people reach it, which links in mails begin with.
    #[arg(long, value_name = "URL")]
    address: Option<String>,
    /// Write mails into this folder instead of sending them. A relative path begins at the desk's folder.
    #[arg(long, value_name = "DIR")]
    mail_dir: Option<String>,
    /// Print a link for this person: their `id` in desk.toml. Repeatable.
    #[arg(long, value_name = "PERSON")]
    invite: Vec<String>,
    /// Print a systemd unit that serves this desk, and end.
    #[arg(long, conflicts_with_all = ["invite", "mail_dir"])]
    unit: bool,
}

pub(super) fn run(arguments: &Arguments, screen: &Screen) -> Done {
    if arguments.unit {
        let address = arguments.address.as_ref().map(|address| format!(" --address {address}")).unwrap_or_default();
        let options = format!("--listen {}{address}", arguments.listen);
        let unit = Unit { job: "the desk", verb: "serve", options: &options, after: "network-online" };
        return print(&unit.of(&DeskStore::open(&arguments.desk)?)?);
    }
    let invite = arguments.invite.iter().cloned().map(PersonId).collect();
    let mut settings = Settings {
        desk: arguments.desk.clone(),
        listen: arguments.listen,
        address: arguments.address.clone(),
        mail_folder: arguments.mail_dir.clone(),
        invite,
    };
    if DeskStore::open(&arguments.desk)?.is_sample() {
        sample(&mut settings, screen)?;
    }
    serve(&settings, &|words| screen.note(words)).map_err(|error| match error {
        ServeError::Desk(error) => *error,
        other => UsageError::Site { cause: other.to_string(), hint: other.hint() }.into(),
    })
}

/// Has a copy of a sample served, with one text sent for sign-off, so that there is something to answer.
fn sample(settings: &mut Settings, screen: &Screen) -> Done {
    let copy = std::env::temp_dir().join(format!("copydesk-sample-{}", std::process::id()));
    copy_desk(&settings.desk, &copy)?;
    settings.desk.clone_from(&copy);
    settings.mail_folder.get_or_insert_with(|| "mails".to_owned());
    let desk = DeskStore::open(&copy)?;
    screen.note(&format!("This desk is a sample: a copy of it is served, in {}", copy.display()));
    let Some(officer) = desk.officers().into_iter().next() else { return Ok(()) };
    if settings.invite.is_empty() {
        settings.invite.push(officer.clone());
    }
    let acting = Acting {
        by: desk.person(Some(&officer.0))?,
        proof: Some(Proof::Terminal(this_machine())),
        at: super::review_arguments::now(),
    };
    if let Some((text, approvers)) = submit_first(&desk, &acting)? {
        screen.note(&format!("  {text} was sent for sign-off by {}", acting.by.name));
        settings.invite.extend(approvers.into_iter().take(1));
    }
    let mails = settings.mail_folder.as_deref().unwrap_or_default();
    screen.note(&format!("  mails, with the codes in them, are written into {}", copy.join(mails).display()));
    Ok(())
}

/// Drafts and submits the press release of the first story in which it is possible; returns the text, and who can sign it.
fn submit_first(desk: &DeskStore, acting: &Acting) -> Result<Option<(String, Vec<PersonId>)>, Error> {
    const OUTPUT: &str = "press-release";
    for story in desk.stories()? {
        if desk.draft(&story, OUTPUT, false).is_err() {
            continue;
        }
        let Some(text) =
            desk.texts()?.into_iter().find(|text| text.story.as_ref() == Some(&story) && text.output == OUTPUT)
        else {
            continue;
        };
        if let Ok(submission) = desk.submit(&desk.draft_place(&text), None, acting) {
            let open = submission.review.current().map(Submitted::open).unwrap_or_default();
            let approvers = open.iter().flat_map(|open| &open.from).map(|actor| actor.id.clone()).collect();
            return Ok(Some((text.to_string(), approvers)));
        }
    }
    Ok(None)
}
