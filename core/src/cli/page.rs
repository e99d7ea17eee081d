//! A page that needs no other file: what it says is in it, and nothing in it comes from elsewhere.

use crate::export::escape;

const RULE: &str = "default-src 'none'; style-src 'unsafe-inline'";

const STYLE: &str = "\
*{box-sizing:border-box}\
body{max-width:60rem;margin:2rem auto;padding:0 1rem;font:1rem/1.5 sans-serif;color:#111;background:#fff}\
h1{font-size:1.6rem;line-height:1.25}h2{font-size:1.25rem;margin-top:2.5rem;border-top:2px solid #111;padding-top:.5rem}\
.wide{overflow-x:auto}table{border-collapse:collapse;width:100%}\
th,td{text-align:left;vertical-align:top;padding:.4rem .8rem .4rem 0;border-bottom:1px solid #767676}\
a{color:#00458b}a:focus-visible,summary:focus-visible,.wide:focus-visible{outline:3px solid #111}";

/// Returns a page with a heading, a style of its own besides that of all pages, and its content in HTML.
pub(super) fn page(title: &str, style: &str, body: &str) -> String {
    let title = escape(title);
    format!(
        "<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{RULE}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n\
         <style>{STYLE}{style}</style>\n</head>\n<body>\n<h1>{title}</h1>\n{body}</body>\n</html>\n"
    )
}
