//! Where a desk's texts are released.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The formats that a text can be released in.
const FORMATS: [&str; 5] = ["html", "docx", "pdf", "md", "txt"];

/// The format of a target that names none.
const USUAL: &str = "html";

/// A place where texts are released.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "Written", into = "Written")]
#[schemars(with = "Written")]
pub struct ReleaseTarget {
    /// The name by which commands refer to it, such as `newsroom`.
    pub id: String,
    /// The outputs that go there, such as `press-release`; all if it is empty.
    pub outputs: Vec<String>,
    /// The place.
    pub to: Destination,
}

/// The place that texts are released to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Destination {
    /// A folder, in which each text is a file.
    Folder {
        /// The folder, relative to the desk's.
        folder: String,
        /// The format of the files.
        format: String,
    },
    /// A list of journalists, each of whom gets a mail.
    PressList {
        /// The file of the list, relative to the desk's folder.
        file: String,
        /// The format of the file that goes with the mail.
        format: String,
        /// Whether they may have a text before its embargo ends.
        under_embargo: bool,
    },
    /// A WordPress site, on which each text is a post.
    WordPress {
        /// The address of the site.
        url: String,
        /// The account that posts.
        user: String,
        /// The file with the account's application password, relative to the desk.
        password_file: Option<String>,
    },
}

/// A target as it is written in `desk.toml`: with one of `folder`, `press_list` and `wordpress`.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Written {
    /// The name by which commands refer to it, such as `newsroom`.
    id: String,
    /// The outputs that go there, such as `press-release`; all if left out.
    #[serde(default)]
    outputs: Vec<String>,
    /// A folder, relative to the desk's: each text is a file in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    folder: Option<String>,
    /// A list of journalists, each of whom gets a mail: a CSV file, relative to the desk's folder, with the columns `name`,
    /// `address` and `organisation`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    press_list: Option<String>,
    /// The address of a WordPress site: each text is a post of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    wordpress: Option<String>,
    /// The format of the files in a folder or with a mail: `html`, `docx`, `pdf`, `md` or `txt`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    format: Option<String>,
    /// Whether those on the press list may have a text before its embargo ends; each mail then says until when it holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    under_embargo: Option<bool>,
    /// The account of the WordPress site: one that is an author there, and no more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    user: Option<String>,
    /// A file that holds the account's application password and that nobody else may read, relative to the desk; left out, the
    /// password is in the environment variable `COPYDESK_WORDPRESS_PASSWORD`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    password_file: Option<String>,
}

impl ReleaseTarget {
    /// Returns `true` if everybody there may have a text before its embargo ends.
    pub fn holds_embargo(&self) -> bool {
        matches!(self.to, Destination::PressList { under_embargo: true, .. })
    }
}

impl TryFrom<Written> for ReleaseTarget {
    type Error = String;

    fn try_from(written: Written) -> Result<ReleaseTarget, String> {
        let Written { id, outputs, folder, press_list, wordpress, format, under_embargo, user, password_file } =
            written;
        let stray = |keys: &[(&str, bool)], kind: &str| match keys.iter().find(|(_, is_there)| *is_there) {
            Some((key, _)) => Err(format!("the target `{id}` has `{key}`, which {kind} does not have: take it out")),
            None => Ok(()),
        };
        let site = [("user", user.is_some()), ("password_file", password_file.is_some())];
        let (mail, file) = (("under_embargo", under_embargo.is_some()), ("format", format.is_some()));
        let format = || match format.clone().unwrap_or_else(|| USUAL.to_owned()) {
            known if FORMATS.contains(&known.as_str()) => Ok(known),
            other => Err(format!("there is no format `{other}`: write one of {}", FORMATS.join(", "))),
        };
        let to = match (folder, press_list, wordpress) {
            (Some(folder), None, None) => {
                stray(&[&site[..], &[mail]].concat(), "a folder")?;
                Destination::Folder { folder, format: format()? }
            }
            (None, Some(file), None) => {
                stray(&site, "a press list")?;
                Destination::PressList { file, format: format()?, under_embargo: under_embargo.unwrap_or(false) }
            }
            (None, None, Some(url)) => {
                stray(&[mail, file], "a WordPress site")?;
                let user =
                    user.ok_or_else(|| format!("the target `{id}` has no `user`: name the account that posts"))?;
                Destination::WordPress { url, user, password_file }
            }
            (None, None, None) => {
                return Err(format!("the target `{id}` leads nowhere: write `folder`, `press_list` or `wordpress`"));
            }
            _ => return Err(format!("the target `{id}` is two: keep one of `folder`, `press_list` and `wordpress`")),
        };
        Ok(ReleaseTarget { id, outputs, to })
    }
}

impl From<ReleaseTarget> for Written {
    fn from(target: ReleaseTarget) -> Written {
        let written = Written { id: target.id, outputs: target.outputs, ..Written::default() };
        match target.to {
            Destination::Folder { folder, format } => Written { folder: Some(folder), format: Some(format), ..written },
            Destination::PressList { file, format, under_embargo } => {
                Written { press_list: Some(file), format: Some(format), under_embargo: Some(under_embargo), ..written }
            }
            Destination::WordPress { url, user, password_file } => {
                Written { wordpress: Some(url), user: Some(user), password_file, ..written }
            }
        }
    }
}
