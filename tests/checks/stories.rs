//! A story of each of the real reports, with a desk and a brief about people who do not exist, and its drafts.

use crate::harness::inspections::{inspections, outputs, put};
use crate::harness::{self, Report};
use copydesk::export::Frame;
use copydesk::story::{self, Audience, MARKDOWN, Story};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use tempfile::TempDir;

/// The statement of the director.
pub(super) const STATEMENT: &str = "Good help for a family depends on a social worker who has the time to know them. We have tried to give our staff that time, and we know what we still have to do.";

static FOLDER: LazyLock<TempDir> = LazyLock::new(|| TempDir::new().unwrap());
static MADE: LazyLock<Option<Vec<PathBuf>>> = LazyLock::new(|| {
    let read = inspections();
    (!read.is_empty()).then(|| harness::each(read, |_, (report, inspection)| make(report, inspection)))
});

/// The folders of the stories; none where the reports are not at hand.
pub(super) fn folders() -> Option<&'static [PathBuf]> {
    MADE.as_deref()
}

/// What a story is called, the story, and its drafts by output.
pub(super) type Made = (String, Story, BTreeMap<String, String>);

/// A story of each report; none where the reports are not at hand.
pub(super) fn all() -> Option<Vec<Made>> {
    let folders = folders()?;
    let open = |folder: &PathBuf| {
        let drafts = harness::OUTPUTS.map(|output| {
            let text = fs::read_to_string(folder.join(format!("{output}.md"))).unwrap();
            (output.to_owned(), text)
        });
        let slug = folder.parent().unwrap().file_name().unwrap().to_string_lossy().into_owned();
        (slug, story::open(folder).unwrap(), drafts.into())
    };
    Some(folders.iter().map(open).collect())
}

fn make(Report { slug, truth, .. }: &Report, inspection: &Path) -> PathBuf {
    let desk = FOLDER.path().join(slug);
    let folder = desk.join("story");
    put(inspection, &folder);
    let bare = story::open(inspection).unwrap();
    fs::write(desk.join("desk.toml"), desk_toml(&bare.inspection.authority.name)).unwrap();
    let known = |field: &str| truth[field].as_str().unwrap();
    fs::write(folder.join("brief.toml"), brief_toml(known("published"), known("urn"))).unwrap();
    let story = story::open(&folder).unwrap();
    for output in harness::OUTPUTS {
        let drafted = outputs().draft(output, &story, Audience::Press);
        let drafted = drafted.unwrap_or_else(|error| panic!("{slug}: {output}: {error}"));
        drafted.save(&folder, (&MARKDOWN, &Frame::default()), false).unwrap();
    }
    folder
}

fn desk_toml(name: &str) -> String {
    format!(
        r#"[council]
name = "{name} Council"
short = "{name}"
authority = "{name}"

[[people]]
id = "director"
name = "Ruth Adeyinka-Shaw"
role = "director of children’s services"

[[people]]
id = "cabinet-member"
name = "Councillor Marian Thackwell"
role = "cabinet member for children and young people"
politician = true

[[people]]
id = "chief-executive"
name = "Dermot Pallisher"
role = "chief executive"

[[contacts]]
for = "press"
name = "Council press office"
phone = "01632 960 114"
email = "press@council.example"
url = "https://www.council.example/news"
"#
    )
}

fn brief_toml(published: &str, urn: &str) -> String {
    format!(
        r#"published = {published}
publish_at = {published}T09:30
report_url = "https://reports.ofsted.gov.uk/provider/44/{urn}"
next_steps = [
    "The council will publish a plan that answers every point inspectors raised.",
    "Councillors will check progress against that plan every three months.",
]

[[statements]]
speaker = "director"
words = "{STATEMENT}"
agreed_by = "Ruth Adeyinka-Shaw"

[[statements]]
speaker = "cabinet-member"
words = "I have read the points on which inspectors want more from us. I will ask about each of them until it is done."
agreed_by = "Councillor Marian Thackwell"
"#
    )
}
