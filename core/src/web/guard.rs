//! What holds for every request and response: a change comes from a page of this site, and no page is cached, framed, or may load
//! anything from elsewhere.

use super::problem::Problem;
use super::site::Site;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::sync::Arc;

const RULES: [(HeaderName, &str); 6] = [
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; \
         base-uri 'none'; frame-ancestors 'none'",
    ),
    (header::REFERRER_POLICY, "no-referrer"),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (HeaderName::from_static("x-robots-tag"), "noindex, nofollow"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
];

/// Lets a request pass, and adds the headers of every page.
pub(super) async fn guard(State(site): State<Arc<Site>>, request: Request, next: Next) -> Response {
    let reads = [Method::GET, Method::HEAD].contains(request.method());
    let is_asset = request.uri().path().starts_with("/a/");
    let mut response = if reads || is_from(&site.address, request.headers()) {
        next.run(request).await
    } else {
        Problem::NotFromHere.into_response()
    };
    let headers = response.headers_mut();
    for (name, value) in RULES {
        headers.insert(name, HeaderValue::from_static(value));
    }
    let cache = if is_asset { "max-age=3600" } else { "no-store" };
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
    response
}

/// Returns `true` if a browser says that a page of this site sent the request. Every browser since 2023 sends `Sec-Fetch-Site`
/// (OWASP, Cross-Site Request Forgery Prevention, "Fetch Metadata"); an older one sends its `Origin` with a form.
fn is_from(address: &str, headers: &HeaderMap) -> bool {
    let value = |name: &HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    match value(&HeaderName::from_static("sec-fetch-site")) {
        Some(site) => site == "same-origin",
        None => value(&header::ORIGIN) == Some(address),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_pages_of_this_site_change_anything() {
        let from = |pairs: &[(&'static str, &'static str)]| {
            let pairs =
                pairs.iter().map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)));
            is_from("https://desk.avershire.example", &pairs.collect())
        };
        assert!(from(&[("sec-fetch-site", "same-origin")]));
        assert!(from(&[("origin", "https://desk.avershire.example")]));
        for site in ["same-site", "cross-site", "none", ""] {
            let own = ("origin", "https://desk.avershire.example");
            assert!(!from(&[("sec-fetch-site", site), own]), "{site}");
        }
        for origin in ["null", "https://desk.avershire.example.evil.example", "http://desk.avershire.example"] {
            assert!(!from(&[("origin", origin)]), "{origin}");
        }
        assert!(!from(&[]));
        assert!(!from(&[("host", "desk.avershire.example")]));
    }
}
