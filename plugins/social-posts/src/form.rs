//! The two forms of a post: one that fits the networks with the shortest posts, and one for the others.

/// A form, and the networks that it is for.
#[derive(Debug)]
pub(crate) struct Form {
    /// The name, as a heading.
    pub(crate) name: &'static str,
    /// The most that each of its networks allows, or shows before a reader has to ask for more.
    pub(crate) limit: usize,
    /// Whether it has hashtags.
    pub(crate) tags: bool,
    /// Whether what can be left out is left out, so that a post can be read at a glance.
    pub(crate) brief: bool,
}

/// The forms, the shorter one first. X allows 280 (<https://docs.x.com/fundamentals/counting-characters>), Bluesky 300
/// (`lexicons/app/bsky/feed/post.json` of <https://github.com/bluesky-social/atproto>), Threads and Mastodon 500
/// (<https://developers.facebook.com/docs/threads/posts>, <https://docs.joinmastodon.org/user/posting/#text>). Facebook shows about
/// 477 (<https://socialk.it/fr/tools/facebook-character-counter>) and takes more, as LinkedIn and Instagram do.
pub(crate) const FORMS: [Form; 2] = [
    Form { name: "Short", limit: 280, tags: false, brief: true },
    Form { name: "Long", limit: 477, tags: true, brief: false },
];
