//! The desk in a browser: pages for people who have no terminal. An approver opens a mailed link, proves with a mailed code who
//! she is, reads what changed and answers; an officer does the same work as at the command line. Like [`cli`](crate::cli) it is an
//! interface to [`story`](crate::story), and holds no rules of its own.
//!
//! Every page works without script. A link shows and changes nothing by itself, because mail scanners open links; whatever changes
//! something is a POST from a page of this site. Addresses in mails come from the settings, never from a request.
//!
//! The work is synchronous and short; it runs on threads of its own, as many at a time as the machine has cores.

mod answers;
mod claims;
mod desk_pages;
mod door;
mod guard;
mod mailing;
mod pages;
mod problem;
mod server;
mod setup_pages;
mod shell;
mod site;
mod story_pages;
mod upload;

pub use server::{ServeError, Settings, serve};
