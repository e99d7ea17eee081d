//! Posts for the council's accounts: for each network the result, the report in its own words, and what comes next, each
//! within that network's limit, counted as the network counts.
//!
//! The words of the posts stand here and not in `templates/social-posts`, which only sets them side by side: a plugin
//! cannot see what a template makes of its plan, and what it cannot see it cannot count. Politicians are not quoted.

mod count;
mod network;
mod next;
mod post;
mod quotation;
mod result;
mod wording;

use copydesk_plugin::plan::Ref;
use copydesk_plugin::story::{Id, Request};
use copydesk_plugin::{Draft, Output, Refusal};
use network::{NETWORKS, Network};
use post::Post;
use serde::Serialize;

struct SocialPosts;

copydesk_plugin::export! {
    SocialPosts,
    id: "org.copydesk.social-posts",
    outputs: [{
        id: "social-posts",
        title: "Social media posts",
        description: "For the council's accounts, each post within its network's limit",
    }],
}

/// What the template is given.
#[derive(Serialize)]
struct Plan {
    networks: Vec<Account>,
    pictures: Vec<Placed>,
}

/// The posts for one network.
#[derive(Serialize)]
struct Account {
    name: &'static str,
    limit: usize,
    advice: &'static str,
    posts: Vec<Titled>,
}

#[derive(Serialize)]
struct Titled {
    title: &'static str,
    post: Post,
    /// The numbers of the pictures that go with it.
    pictures: Vec<usize>,
}

/// A picture, and the title of the posts it goes with.
#[derive(Serialize)]
struct Placed {
    picture: Ref,
    number: usize,
    title: &'static str,
}

/// A kind of post: its title, and how it is made.
type Kind = (&'static str, fn(&Request, &Network) -> Option<Post>);

/// The posts of each network, in the order in which they go out.
const KINDS: [Kind; 3] =
    [("The result", result::post), ("In the report’s words", quotation::post), ("What comes next", next::post)];

impl Output for SocialPosts {
    fn draft(request: &Request, draft: &mut Draft<'_>) -> Result<(), Refusal> {
        if request.inspection.judgements.is_empty() {
            return Err(Refusal::new(
                "no-judgements",
                format!(
                    "these posts tell an ILACS report's judgements, and this document ({}) gives none",
                    request.inspection.document
                ),
            ));
        }
        let plan = plan(request);
        for (title, _) in KINDS {
            let lacks = |account: &&Account| account.posts.iter().all(|post| post.title != title);
            let without: Vec<&str> = plan.networks.iter().filter(lacks).map(|account| account.name).collect();
            if !without.is_empty() {
                draft.warn(&format!("no post “{title}” for {}: nothing to say fits there", without.join(", ")));
            }
        }
        draft.render("social-posts/main", &plan)
    }
}

fn plan(request: &Request) -> Plan {
    let account = |network: &Network| {
        let post = |(title, make): Kind| {
            Some(Titled { title, post: make(request, network)?, pictures: pictures_of(request, title) })
        };
        Account {
            name: network.name,
            limit: network.limit,
            advice: network.advice,
            posts: KINDS.into_iter().filter_map(post).collect(),
        }
    };
    let place = |place: usize| Placed {
        picture: Ref::from(Id::new(format!("/brief/pictures/{place}"))),
        number: place + 1,
        title: title_of(place),
    };
    Plan {
        networks: NETWORKS.iter().map(account).collect(),
        pictures: (0..request.brief.pictures.len()).map(place).collect(),
    }
}

/// The post that a picture goes with: the first picture with the first, and more than there are posts with the first too.
fn title_of(picture: usize) -> &'static str {
    KINDS.get(picture).unwrap_or(&KINDS[0]).0
}

fn pictures_of(request: &Request, title: &str) -> Vec<usize> {
    let all = 0..request.brief.pictures.len();
    all.filter(|&picture| title_of(picture) == title).map(|picture| picture + 1).collect()
}
