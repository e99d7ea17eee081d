//! Begins an act of a review: who acts on which text, and on which version of it.

use super::copies;
use super::review_arguments::{ActorArgument, TextArgument};
use super::screen::Screen;
use crate::document::VersionId;
use crate::review::{Acting, TextName};
use crate::story::{DeskStore, DraftPlace, Error};
use clap::Args;

/// Returns the desk, the draft's place, and who acts. Warns of copies of the record.
pub(super) fn begin(
    which: &TextArgument,
    acting: &ActorArgument,
    screen: &Screen,
) -> Result<(DeskStore, DraftPlace, Acting), Error> {
    let place = which.place()?;
    let desk = DeskStore::open(&place.folder)?;
    let acting = acting.acting(&desk)?;
    copies::warn(&desk, screen)?;
    Ok((desk, place, acting))
}

/// The arguments of an act about one version of a text.
#[derive(Debug, Args)]
pub(super) struct ActArguments {
    #[command(flatten)]
    pub(super) which: TextArgument,
    #[command(flatten)]
    pub(super) acting: ActorArgument,
    /// The version it is about, by its first digits. The default is the one that waits for sign-offs or has them all.
    #[arg(long, value_name = "VERSION")]
    version: Option<String>,
}

/// Who acts on which version.
pub(super) struct OnVersion {
    pub(super) desk: DeskStore,
    pub(super) place: DraftPlace,
    pub(super) text: TextName,
    pub(super) version: VersionId,
    pub(super) acting: Acting,
}

impl ActArguments {
    /// Returns the version named, or the current one of the text, and who acts. Warns of copies of the record.
    pub(super) fn begin(&self, screen: &Screen) -> Result<OnVersion, Error> {
        let (desk, place, acting) = begin(&self.which, &self.acting, screen)?;
        let text = desk.text_name(&place)?;
        let version = match &self.version {
            Some(beginning) => desk.version(beginning)?.0,
            None => desk.current(&text)?,
        };
        Ok(OnVersion { desk, place, text, version, acting })
    }
}
