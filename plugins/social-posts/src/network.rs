//! The networks: the limit of each, how it counts, and its particulars. Sources are given with each network. Nextdoor
//! is left out: it publishes no limit.

use crate::count;

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
    /// Hashtags; screen readers read them word by word, as each word has its capital.
    pub(crate) tags: &'static str,
    /// Whether an address in a post leads anywhere.
    pub(crate) links: bool,
}

/// The networks, those with the shortest posts first.
pub(crate) const NETWORKS: [Network; 7] = [
    // https://docs.x.com/fundamentals/counting-characters
    Network {
        name: "X",
        limit: 280,
        count: count::weighted,
        advice: "X counts every link as 23 characters and every emoji as two.",
        tags: "#Ofsted #ChildrensServices",
        links: true,
    },
    // maxGraphemes 300, maxLength 3000 bytes: lexicons/app/bsky/feed/post.json of github.com/bluesky-social/atproto.
    // Only clusters of more than ten bytes could meet the second limit first, and no post is made of them.
    Network {
        name: "Bluesky",
        limit: 300,
        count: count::clusters,
        advice: "Bluesky counts what a reader sees as one character as one, and a link in full.",
        tags: "#Ofsted #ChildrensServices",
        links: true,
    },
    // https://docs.joinmastodon.org/user/posting/#text; a server may allow more.
    Network {
        name: "Mastodon",
        limit: 500,
        count: count::clusters_and_addresses,
        advice: "Mastodon counts every link as 23 characters. Some servers allow more than 500.",
        tags: "#Ofsted #ChildrensServices",
        links: true,
    },
    // https://developers.facebook.com/docs/threads/posts; one tag: https://www.ayrshare.com/docs/apis/post/social-networks/threads
    Network {
        name: "Threads",
        limit: 500,
        count: count::emoji_in_bytes,
        advice: "Threads counts a link in full and an emoji as its bytes, and takes one hashtag.",
        tags: "#ChildrensServices",
        links: true,
    },
    // It takes 63,206 characters (https://docs.upload-post.com/resources/character-limits/); its feed shows about 477
    // (https://socialk.it/fr/tools/facebook-character-counter), and a post that is cut there is not read to its end.
    Network {
        name: "Facebook",
        limit: 477,
        count: count::code_units,
        advice: "Facebook takes far longer posts, but hides what follows about 477 characters behind “See more”.",
        tags: "",
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
        tags: "#Ofsted #ChildrensServices #SocialWork",
        links: false,
    },
    // https://docs.upload-post.com/resources/character-limits/, https://ifttt.com/linkedin/actions/share_text; what is seen
    // first: skills/social/references/platform-limits.md of github.com/coreyhaines31/marketingskills
    Network {
        name: "LinkedIn",
        limit: 3000,
        count: count::code_units,
        advice: "LinkedIn shows the first 200 characters or so, and the rest behind “see more”.",
        tags: "#SocialWork #ChildrensServices",
        links: true,
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_few_and_each_word_has_its_capital() {
        for network in &NETWORKS {
            let tags: Vec<&str> = network.tags.split_whitespace().collect();
            assert!(tags.len() <= if network.name == "Threads" { 1 } else { 3 }, "{}", network.name);
            for tag in tags {
                let word = tag.strip_prefix('#').unwrap();
                assert!(word.starts_with(char::is_uppercase) && word.chars().all(char::is_alphabetic), "{tag}");
            }
        }
    }
}
