//! The networks: the limit of each, how it counts, and its particulars. Sources are given with each network. Nextdoor
//! is left out: it publishes no limit.

use crate::count;
use copydesk_plugin::story::Kind;

/// A network.
#[derive(Debug)]
pub(crate) struct Network {
    /// The name, as a heading.
    pub(crate) name: &'static str,
    /// The most it allows, in its own characters.
    pub(crate) limit: usize,
    /// The length of a text, in its own characters.
    pub(crate) count: fn(&str) -> usize,
    /// Advice for the person who posts there: how it counts, and what else it does.
    pub(crate) advice: &'static str,
    /// Hashtags. In each, every word has its capital, so that screen readers read them word by word.
    pub(crate) tags: &'static [Tag],
    /// Whether an address in a post leads anywhere.
    pub(crate) links: bool,
}

/// A hashtag by what it names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tag {
    /// The inspectorate.
    Body,
    /// The service.
    Service,
    /// The work that is done in it.
    Work,
}

impl Tag {
    /// Returns the datum, and its text.
    pub(crate) fn of(self, kind: &Kind) -> (&'static str, &str) {
        match self {
            Tag::Body => ("/inspection/kind/tag", &kind.tag),
            Tag::Service => ("/inspection/kind/service/tag", &kind.service.tag),
            Tag::Work => ("/inspection/kind/service/work_tag", &kind.service.work_tag),
        }
    }
}

/// The networks, those with the shortest posts first.
pub(crate) const NETWORKS: [Network; 7] = [
    // https://docs.x.com/fundamentals/counting-characters
    Network {
        name: "X",
        limit: 280,
        count: count::weighted,
        advice: "X counts every link as 23 characters and every emoji as two.",
        tags: &[Tag::Body, Tag::Service],
        links: true,
    },
    // maxGraphemes 300, maxLength 3000 bytes: lexicons/app/bsky/feed/post.json of github.com/bluesky-social/atproto.
    // Only clusters of more than ten bytes could meet the second limit first, and no post is made of them.
    Network {
        name: "Bluesky",
        limit: 300,
        count: count::clusters,
        advice: "Bluesky counts what a reader sees as one character as one, and a link in full.",
        tags: &[Tag::Body, Tag::Service],
        links: true,
    },
    // https://docs.joinmastodon.org/user/posting/#text; a server may allow more.
    Network {
        name: "Mastodon",
        limit: 500,
        count: count::clusters_and_addresses,
        advice: "Mastodon counts every link as 23 characters. Some servers allow more than 500.",
        tags: &[Tag::Body, Tag::Service],
        links: true,
    },
    // https://developers.facebook.com/docs/threads/posts; one tag: https://www.ayrshare.com/docs/apis/post/social-networks/threads
    Network {
        name: "Threads",
        limit: 500,
        count: count::emoji_in_bytes,
        advice: "Threads counts a link in full and an emoji as its bytes, and takes one hashtag.",
        tags: &[Tag::Service],
        links: true,
    },
    // It takes 63,206 characters (https://docs.upload-post.com/resources/character-limits/); its feed shows about 477
    // (https://socialk.it/fr/tools/facebook-character-counter), and a post that is cut there is not read to its end.
    Network {
        name: "Facebook",
        limit: 477,
        count: count::code_units,
        advice: "Facebook takes far longer posts, but hides what follows about 477 characters behind “See more”.",
        tags: &[],
        links: true,
    },
    // 2,200 characters, links that lead nowhere: https://www.ayrshare.com/docs/apis/post/social-networks/instagram;
    // five hashtags in place of 30 since December 2025: https://routenote.com/blog/Instagram-hashtags;
    // no post without a picture: https://help.blotato.com/platforms/instagram/limitations.md
    Network {
        name: "Instagram",
        limit: 2200,
        count: count::code_units,
        advice: "A link in an Instagram post leads nowhere, so put it into the profile. Instagram takes no post without a picture, and five hashtags at most.",
        tags: &[Tag::Body, Tag::Service, Tag::Work],
        links: false,
    },
    // https://docs.upload-post.com/resources/character-limits/, https://ifttt.com/linkedin/actions/share_text; what is seen
    // first: skills/social/references/platform-limits.md of github.com/coreyhaines31/marketingskills
    Network {
        name: "LinkedIn",
        limit: 3000,
        count: count::code_units,
        advice: "LinkedIn shows the first 200 characters or so, and the rest behind “see more”.",
        tags: &[Tag::Work, Tag::Service],
        links: true,
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_few() {
        for network in &NETWORKS {
            assert!(network.tags.len() <= if network.name == "Threads" { 1 } else { 3 }, "{}", network.name);
        }
    }
}
