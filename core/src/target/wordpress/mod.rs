//! A WordPress site, by its REST interface: each text is a post, and nobody else's post is touched. Its own scheduler is never
//! used: it publishes late where nobody visits the site, and at once where the time is near.

mod client;

use super::{Parcel, Target, TargetError};
use client::{Answer, Client};
use serde_json::{Value, json};

/// A WordPress site, and the account that posts there.
#[derive(Clone)]
pub struct WordPressSite {
    /// The address of the site.
    pub url: String,
    /// The account.
    pub user: String,
    /// Its application password.
    pub password: String,
    /// Returns whether two pages, or parts of pages, have the same words.
    pub same_words: fn(&[u8], &[u8]) -> bool,
}

/// A site as a target.
pub struct WordPressTarget {
    client: Client,
    same_words: fn(&[u8], &[u8]) -> bool,
}

/// A post, as an editor of the site sees it.
struct Post {
    id: u64,
    status: String,
    link: String,
    title: String,
    content: String,
}

/// What people see of a post.
const PUBLISHED: &str = "publish";

impl WordPressTarget {
    /// Returns the target of a site. Nothing is connected yet.
    ///
    /// # Errors
    /// The password would leave this machine without encryption.
    pub fn new(site: &WordPressSite) -> Result<WordPressTarget, TargetError> {
        let client = Client::new(&site.url, &site.user, &site.password)?;
        Ok(WordPressTarget { same_words: site.same_words, client })
    }

    /// Sees that nobody else's post, which this account cannot change, has the parcel's place in addresses.
    fn see_free(&self, parcel: &Parcel) -> Result<(), TargetError> {
        let found = self.client.ask("GET", "posts", &format!("&slug={}", slug(&parcel.name)), None)?.expect(&[200])?;
        match found.as_array().and_then(|posts| posts.first()) {
            Some(post) => {
                let (link, id) = (post["link"].as_str().unwrap_or_default(), &post["id"]);
                Err(TargetError::Occupied { place: format!("{link} (post {id})") })
            }
            None => Ok(()),
        }
    }

    /// Returns the post of this account that has the parcel's place in addresses, in whatever state it is.
    fn post(&self, parcel: &Parcel) -> Result<Option<Post>, TargetError> {
        // A wrong password is not refused elsewhere: the site then shows what it shows to everybody.
        self.client.ask("GET", "users/me", "", None)?.expect(&[200])?;
        let query = format!("&slug={}&status=any&context=edit", slug(&parcel.name));
        let found = self.client.ask("GET", "posts", &query, None)?.expect(&[200])?;
        let posts = found.as_array().ok_or_else(|| self.client.broken("its list of posts is no list"))?;
        posts.first().map(|post| self.read(post)).transpose()
    }

    fn read(&self, post: &Value) -> Result<Post, TargetError> {
        let text = |value: &Value| value.as_str().map(str::to_owned);
        let read = || {
            Some(Post {
                id: post["id"].as_u64()?,
                status: text(&post["status"])?,
                link: text(&post["link"])?,
                title: text(&post["title"]["raw"])?,
                content: text(&post["content"]["raw"])?,
            })
        };
        read().ok_or_else(|| self.client.broken("it does not show its posts to this account"))
    }

    /// Returns whether a post has the words of a version.
    fn has(&self, post: &Post, bytes: &[u8]) -> bool {
        (self.same_words)(post.content.as_bytes(), bytes)
    }

    /// Sees that a post that was written is published, in the place that was asked for.
    fn published(&self, written: &Value, parcel: &Parcel) -> Result<String, TargetError> {
        let post = self.read(written)?;
        if written["slug"].as_str() != Some(&slug(&parcel.name)) {
            // Something that is no post has the place: what was written is taken away again.
            self.trash(post.id)?;
            return Err(occupied(&post));
        }
        if post.status != PUBLISHED {
            let cause = format!("it left the post as “{}”: the account has to be an author’s", post.status);
            return Err(self.client.broken(&cause));
        }
        Ok(post.link)
    }

    fn trash(&self, id: u64) -> Result<(), TargetError> {
        self.client.ask("DELETE", &format!("posts/{id}"), "", None)?.expect(&[200, 404, 410]).map(drop)
    }
}

fn occupied(post: &Post) -> TargetError {
    TargetError::Occupied { place: format!("{} (post {})", post.link, post.id) }
}

/// Returns the last part of the address of a text's post, by the text's name.
fn slug(name: &str) -> String {
    let plain = name.to_lowercase().replace(|c: char| !c.is_ascii_alphanumeric(), "-");
    plain.split('-').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-")
}

impl Target for WordPressTarget {
    fn find(&mut self, parcel: &Parcel) -> Result<Option<String>, TargetError> {
        let post = self.post(parcel)?;
        let is_it =
            |post: &Post| post.status == PUBLISHED && post.title == parcel.title && self.has(post, &parcel.bytes);
        Ok(post.filter(is_it).map(|post| post.link))
    }

    fn put(&mut self, parcel: &Parcel) -> Result<String, TargetError> {
        let content = String::from_utf8_lossy(&parcel.bytes);
        let words = json!({
            "title": parcel.title, "content": content, "slug": slug(&parcel.name), "status": PUBLISHED,
        });
        let written = match self.post(parcel)? {
            None => {
                self.see_free(parcel)?;
                self.client.ask("POST", "posts", "", Some(&words))?.expect(&[201])?
            }
            Some(post) => {
                let is_ours = [&parcel.bytes].into_iter().chain(&parcel.earlier).any(|bytes| self.has(&post, bytes));
                if !is_ours {
                    return Err(occupied(&post));
                }
                self.client.ask("POST", &format!("posts/{}", post.id), "", Some(&words))?.expect(&[200])?
            }
        };
        self.published(&written, parcel)
    }

    fn read_back(&mut self, place: &str) -> Result<Vec<u8>, TargetError> {
        let Answer { status, body, .. } = self.client.read(place)?;
        if status == 200 { Ok(body) } else { Err(self.client.broken(&format!("{place} answers with {status}"))) }
    }

    fn take_back(&mut self, place: Option<&str>, parcel: &Parcel) -> Result<Option<String>, TargetError> {
        let Some(post) = self.post(parcel)? else {
            return self.see_free(parcel).map(|()| place.map(str::to_owned));
        };
        if !self.has(&post, &parcel.bytes) {
            // An earlier or later version of ours is taken back as such.
            let is_other = parcel.earlier.iter().any(|bytes| self.has(&post, bytes));
            return if is_other && place.is_none() { Ok(None) } else { Err(occupied(&post)) };
        }
        self.trash(post.id)?;
        match self.client.read(&post.link)?.status {
            200 => Err(self.client.broken(&format!("{} can still be read", post.link))),
            _ => Ok(Some(place.map_or(post.link, str::to_owned))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::slug;

    #[test]
    fn a_place_in_addresses_is_plain() {
        assert_eq!(slug("ofsted 2026/Press-Release"), "ofsted-2026-press-release");
        assert_eq!(slug("Él/--x"), "l-x");
    }
}
