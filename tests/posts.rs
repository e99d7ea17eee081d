//! The social posts: the length that each states is the length of the text that a user copies, counted here in another
//! way than in the plugin.

use crate::harness::{self, copydesk, copydesk_in};
use std::fs;
use std::path::Path;
use tempfile::TempDir;

/// The forms as they are named in the draft, with their limits.
const FORMS: [(&str, usize); 2] = [("Short", 280), ("Long", 477)];

/// Clusters that the networks count specially, with the counts of X, Bluesky and Threads.
const CLUSTERS: [(&str, usize, usize, usize); 4] =
    [("👏", 2, 1, 4), ("👩‍👧", 2, 1, 11), ("🇬🇧", 2, 1, 8), ("y\u{302}", 1, 1, 2)];

struct Post {
    form: &'static str,
    limit: usize,
    title: String,
    /// The length in the title.
    stated: usize,
    text: String,
}

/// Returns the posts of a draft in plain text.
fn posts(draft: &str) -> Vec<Post> {
    let mut posts: Vec<Post> = Vec::new();
    let mut reading = false;
    for paragraph in draft.trim_end().split("\n\n") {
        let form = FORMS.iter().find(|(name, _)| paragraph.starts_with(&format!("{name}: ")));
        if let Some((name, limit)) = form {
            let number = |text: &str| text.replace(',', "").parse().unwrap();
            let (stated, rest) = paragraph[name.len() + 2..].split_once(" of ").unwrap();
            let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
            assert_eq!(number(&rest[..end]), *limit, "{name}: {paragraph}");
            posts.push(Post {
                form: name,
                limit: *limit,
                title: paragraph.to_owned(),
                stated: number(stated),
                text: String::new(),
            });
            reading = true;
        } else if paragraph == "Pictures" || ["1. ", "2. ", "3. "].iter().any(|number| paragraph.starts_with(number)) {
            reading = false;
        } else if reading && let Some(post) = posts.last_mut() {
            post.text.push_str(if post.text.is_empty() { "" } else { "\n\n" });
            post.text.push_str(paragraph);
        }
    }
    posts
}

/// Returns a post without its placeholders.
fn without_places(text: &str) -> String {
    let without = |paragraph: &str| {
        let start = ["[Link: ", "[Next step: ", "[Words of ", "[Where people "]
            .iter()
            .find_map(|place| paragraph.find(place))?;
        let end = start + paragraph[start..].find(']')? + 1;
        Some(format!("{}{}", &paragraph[..start], &paragraph[end..]).trim().to_owned())
    };
    let without = |paragraph: &str| without(paragraph).unwrap_or_else(|| paragraph.to_owned());
    text.split("\n\n").map(without).collect::<Vec<_>>().join("\n\n")
}

/// Returns the length of a text as the network that counts most of it does, by replacing everything that is counted specially with as
/// many letters. Where an address is counted in full, it is longer than where it is not.
fn length(text: &str) -> usize {
    let with = |of: fn(&(&str, usize, usize, usize)) -> usize| {
        let letters =
            |text: String, cluster: &(&str, usize, usize, usize)| text.replace(cluster.0, &"a".repeat(of(cluster)));
        CLUSTERS.iter().fold(text.to_owned(), letters)
    };
    let counts = [
        // In these texts, only the ellipsis and the bullet are outside the ranges that count as one.
        with(|cluster| cluster.1).chars().map(|c| if matches!(c, '…' | '•') { 2 } else { 1 }).sum::<usize>()
            - addresses(text).map(|address| address.len().saturating_sub(23)).sum::<usize>(),
        with(|cluster| cluster.2).chars().count(),
        with(|cluster| cluster.3).chars().count(),
        text.encode_utf16().count(),
    ];
    counts.into_iter().max().unwrap_or_default()
}

fn addresses(text: &str) -> impl Iterator<Item = &str> {
    text.split_whitespace().filter(|word| word.starts_with("https://"))
}

/// Returns the faults of a draft's posts.
fn faults(draft: &str) -> Vec<String> {
    let posts = posts(draft);
    let mut faults = Vec::new();
    for (form, _) in FORMS {
        let texts: Vec<&str> = posts.iter().filter(|post| post.form == form).map(|post| post.text.as_str()).collect();
        if texts.len() < 2 {
            faults.push(format!("{form} has {} posts", texts.len()));
        }
        if texts.iter().enumerate().any(|(place, text)| texts[..place].contains(text)) {
            faults.push(format!("{form} has a post twice"));
        }
    }
    for post in &posts {
        let (counted, at) = (length(&without_places(&post.text)), &post.title);
        if counted != post.stated || counted > post.limit {
            faults.push(format!("{} is {counted} long, and says “{at}”: {}", post.form, post.text));
        }
    }
    faults
}

fn draft(story: &Path) -> String {
    let run = copydesk(&["draft", "social-posts", &story.to_string_lossy(), "--to", "txt", "-o", "-"]);
    assert_eq!(run.code, 0, "{}", run.err);
    run.out
}

#[test]
fn the_length_stated_is_the_length_of_what_is_copied() {
    let mut stories = vec![harness::root().join("examples/good-result"), harness::root().join("examples/mixed-result")];
    stories.extend(harness::reports().into_iter().step_by(3).map(|report| report.pdf));
    for story in stories {
        let faults = faults(&draft(&story));
        assert!(faults.is_empty(), "{}:\n{}", story.display(), faults.join("\n"));
    }
}

#[test]
fn what_is_copied_is_the_same_from_markdown_and_from_text() {
    for story in ["examples/good-result", "examples/mixed-result"] {
        let markdown = copydesk(&["draft", "social-posts", story, "-o", "-"]).out;
        for post in posts(&draft(&harness::root().join(story))) {
            let whole = format!("### {}\n\n{}\n", post.title, post.text);
            assert!(markdown.contains(&whole), "{story}: {whole}");
        }
    }
}

/// A brief with what Markdown, Handlebars and the networks could stumble over.
const BRIEF: &str = r##"
published = 2025-05-06
report_url = "https://reports.ofsted.gov.uk/provider/44/99999?a_b=1&c=*d*"
next_steps = [
    "#1 is *help* for Tŷ Gwŷn & all_of [it] <now> 👩‍👧 🇬🇧…",
    """
    Read www.avershire.gov.uk. Or write:
      \\ {{place}} `code` y&#770;""",
]

[[pictures]]
file = "team_photo.jpg"
alt = "A team"
"##;

#[test]
fn marks_and_emoji_of_a_brief_are_counted_as_they_are_read() {
    let desk = TempDir::new().unwrap();
    fs::create_dir(desk.path().join("good-result")).unwrap();
    let examples = harness::root().join("examples");
    for file in ["desk.toml", "good-result/inspection.toml"] {
        fs::copy(examples.join(file), desk.path().join(file)).unwrap();
    }
    fs::write(desk.path().join("good-result/brief.toml"), BRIEF.replace("&#770;", "\u{302}")).unwrap();
    let run = copydesk_in(desk.path(), &["draft", "social-posts", "good-result", "--to", "txt", "-o", "-"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(faults(&run.out).is_empty(), "{}", faults(&run.out).join("\n"));
    for words in ["#1 is *help* for Tŷ Gwŷn & all_of [it] <now> 👩‍👧 🇬🇧…", "Or write: \\ {{place}} `code` y\u{302}."]
    {
        assert!(run.out.contains(words), "{words}: {}", run.out);
    }
}

#[test]
fn each_post_leads_to_the_report_and_quotes_nobody_else() {
    for post in posts(&draft(&harness::root().join("examples/good-result"))) {
        assert!(post.text.contains("/provider/44/99999"), "{}: {}", post.form, post.text);
        assert!(!post.text.contains("Thackwell"), "{}", post.text);
    }
}
