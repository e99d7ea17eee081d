//! Turns an inspection report into communications that a council can sign off.
//!
//! This page describes the architecture. The modules at its foot are in layers, the lowest first; each may import only
//! what `tests/architecture.rs` lists for it, and a test enforces the list.
//!
//! # Data flow
//!
//! ```text
//! report.pdf --load--> inspection --+
//! brief.toml --load--> brief -------+--> request --> plugin --> plan --> template --> document --> export
//! desk.toml  --load--> desk --------+    (data)      (what)              (how)        (origins)
//! ```
//!
//! 1. [`load`] turns bytes into data, with findings that name file, line and column, or doubts that name the page. It
//!    never touches the disk. A PDF is read in a worker process, because files may be damaged and pages may contain
//!    anything.
//! 2. [`inspection`] holds the facts of a report, [`brief`] what people add, [`desk`] the council's own facts, and
//!    [`pins`] the plugins it has approved. Frameworks (the judgements and grades of a kind of inspection) are data, not
//!    code: to add one, add a file.
//! 3. [`quotable`] finds the sentences of the report that can be quoted; whatever reads English uses [`language`]: sentences,
//!    numbers, dates, names, verbs of speech, phrases, and whether a clause states, wishes, asks or denies something. Its
//!    words are lists in files, each with examples.
//! 4. [`plugin`] has an approved shared library draft one document in a separate [`worker`] process. The library
//!    receives the story as data and answers with a plan: references to data and sentences, short words of its own, and
//!    the template to use.
//! 5. [`template`] renders the plan in this process, after the worker has ended, so that a plugin can neither see the
//!    text nor forge an origin. Every printed value passes one helper, so each word has its [`document::Origin`]. A
//!    missing datum stops the draft and is named.
//! 6. [`check`] compares any text with the report, the agreed statements, the desk and the public record, and reports
//!    what is wrong with it, where, and what the source says. House style is data ([`house`]): rules with examples that
//!    they are tested on. A draft that was edited, here or in Word, keeps the origins of unchanged words
//!    ([`diff::carry_origins`]); new words are a person's, or are found in the sources again ([`check::sources_of`]).
//!    [`story::trace`] shows origins, and a fact that a person added without a source is a finding.
//! 7. [`diff`] compares two documents: a [`document::Redline`] with each word once, and a summary by class.
//! 8. [`export`] writes a [`document`] or a redline in a file format.
//!    What of a release came through in newspaper cuttings is measured by [`reach`], over the evidence of the checks.
//! 9. [`review`] decides what has to happen before a text may leave the council: who signs, and that a sign-off is for
//!    one version. A version is a document named by the hash of its content ([`document::VersionId`]).
//! 10. [`store`] keeps versions and the events about them for good, each event tied to the one before
//!     ([`story::DeskStore`] joins both to a desk and its drafts).
//! 11. A signed version is released only if everything is true at that moment: [`review::Review::pass`] is the gate. It
//!     goes to each [`target`], is read back there, and is on record before and after. [`mail`] is in an outbox on the disk
//!     before it is sent.
//! 12. [`story`] is the only place where these modules meet and files are read. [`cli`] and [`web`] are interfaces to it: the one
//!     prints, the other writes pages. Who may open a page is in [`access`]. What both say in the same words is in `phrasing`.
//!     A folder of reports goes all this way in one run: [`story::Batch`].
//!
//! # Glossary
//!
//! | term | meaning |
//! |---|---|
//! | report, inspection | the inspectorate's PDF, and the facts read from it |
//! | judgement, area, grade | Ofsted's terms: a judgement gives one area a grade |
//! | desk, story, brief | the council's folder with `desk.toml`; the folder of one report in it; what people add to a story |
//! | output, draft, text | a kind of document; a file that copydesk wrote and people may edit; any file to check or compare |
//! | version, sign-off | a draft as submitted; one person's approval of one version, which is void for any other |
//! | approved | signed off, or added as approved outside copydesk |
//! | release, target | the moment a signed version leaves the council; a place it goes to |
//! | copy, frame, stamp | a file of a text that leaves the desk; what is written around its words; what it says of itself: DRAFT or APPROVED, which version, until when under embargo |
//! | press list, recipient | a target: journalists who each get a mail; one of them |
//! | outbox, queue | the mails of a desk on the disk, each with how far it has got; those of the desk, or those of releases |
//! | under embargo | to be kept to oneself until a time: for a text that goes to a press list before that |
//! | final report | the report as it was published, which a version is checked against before its release |
//! | placeholder | words in square brackets that a person must supply |
//! | datum, pointer | a fact of the story, and its address: [`inspection::Datum`], a JSON pointer (RFC 6901) |
//! | origin | where a word is from: a datum, a template, a plugin or a person |
//! | source map | where each word of a document is in the file it was read from |
//! | finding, severity | one result of a check; an error (which blocks the text), a warning or a note |
//! | doubt | something in a report that copydesk is not sure it read correctly |
//! | public record | the past grades of authorities that come with copydesk |
//! | pinned | approved in `plugins.lock` by the hash of its bytes |
//! | officer, approver | who writes and sends texts in a browser; who is asked to sign them |
//! | link, code, session | what is mailed to one person; what proves that they read that mailbox; a browser in which they have |
//! | field, answer | what an output asks people for, in the brief, in the desk's file or as an option of a draft; what they wrote |
//! | cutting, message | what a newspaper printed, as a file; something that a release says: a grade, a statement, a finding |
//! | plan, request | a plugin's answer, and the data it receives |
//!
//! # What differs from the first design, and why
//!
//! - [`worker`] is a separate layer below [`plugin`]: the PDF reader needs the same sandbox, and neither layer may know
//!   the other.
//! - The template engine runs in the program and not in the plugin's worker; the plugin's `render` call leaves the plan
//!   and returns. An origin is only worth something if the code that could lie about it cannot reach it.
//! - So [`template`] limits what a template may contain, nest, execute and write: a worker's limits do not apply to it,
//!   and any library may bring templates.
//! - What a plugin answers is parsed in the program and not in a worker of its own: a document has at most 256 KB, and the
//!   slowest of 23 texts of that size that were made to be slow took a tenth of a second, where a worker takes 5 ms for every
//!   draft.
//! - A library carries its templates in its file, and is a complete output. Each such library has a separate engine,
//!   made when it drafts: an error in its templates stops its drafts and no others. The desk's files override them all.
//! - The sandbox closes in two stages, before the library is loaded and before the request is read. Loading needs files
//!   and executable memory, drafting needs neither; so the code that receives the story can do less than the code that
//!   loads it.
//! - WebAssembly as a second kind of library was measured and not built. The interpreter wasmi 2.0 adds 1.6 MB and 10 crates
//!   (2.5 MB and 17 crates with its reader of text modules), within the 3 MB that were allowed, and 34 seconds of a release build on two cores
//!   (56 with that reader), where 30 were allowed. What it would bring is one file for every system; the sandbox
//!   and the SDK serve shared libraries already.
//! - A worker receives sealed bytes and not a file name. The bytes that were hashed are the bytes that run, even if
//!   someone writes to the folder in the meantime.
//! - Permission to draft depends on a library's bytes ([`pins`]), and on its folder only if the folder's owner could
//!   replace the program as well, or a person has named it for this run. A pin is never renewed automatically.
//! - Any text (Markdown, HTML, plain text, a Word document) is read into a document with a source map
//!   ([`document::Places`]). The readers of HTML and Word files are our own: no crate gives the position of each word,
//!   or reports what a file has besides its words.
//! - PDFs are read by our own text layer over lopdf, not by pdf-extract: it knows fonts and sizes, can be limited in
//!   every count, and is several times as fast.
//! - PDFs are written with krilla, which tags them and holds them against PDF/UA-1 and PDF/A-2a; breaking lines and filling pages
//!   is our own, because a document has only words in lines, lists, quotations and tables. It brings about
//!   40 crates, and the program brings 1.6 MB of typeface (Liberation Sans). veraPDF is in none of the package registries that CI uses, so the files
//!   are held against the standards by the library alone, and read back letter by letter by our own reader.
//! - What is written around a text (the council's name, the stamp, page numbers) carries a mark made from its words. A reader
//!   leaves out what has such a mark, and names it as soon as somebody has changed it.
//! - [`brief`] and [`desk`] are, like [`inspection`], data without behaviour: [`load`] validates them, [`story`] joins
//!   them.
//! - Areas and grades are identifiers that a framework gives a meaning, not enums: the framework announced for 2027 may
//!   have others, and adding it has to be adding a file.
//! - The store is SQLite through rusqlite and not through sqlx: a command line does one thing after another, and has no
//!   use for an async runtime, or for threads besides those that start workers and inspect libraries. It is 8 crates more and not 85, 9
//!   seconds of building and not 40, and locks and failures have names. What PostgreSQL will share is not SQL: an
//!   implementation of [`store::Store`] reads and adds rows, and the code above it gives them their meaning, once.
//!   rusqlite 0.39 is the last version whose SQLite is compatible with that of sqlx 0.9.
//! - Mail is sent with lettre and without an async runtime, over one connection for all mails of a round, so that it is
//!   known of each answer whether it is about the recipient or about the desk. The HTTP client is ureq: it is well kept,
//!   blocks as everything here does, and is 7 crates more beside lettre's, because both use rustls with ring. Mail trusts
//!   the system's certificates, because a council's relay may have one of the council's own; WordPress those of Mozilla, as
//!   its site is public.
//! - Mail that a release sends is a queue of its own: the part that sends the desk's other mail never sends a text that was stopped.
//! - A text goes out in one release. So a press release that journalists get under embargo goes to the press list alone; what
//!   the public reads at that time is another output.
//! - It keeps a rollback journal, not a write-ahead log, because a desk may be on a shared drive.
//! - A version's name depends on what a reader sees. Origins are not part of it, because a text that went through Word
//!   has lost them; they are kept with the version, and the event that records it has their hash.
//! - The pages are functions of maud and not templates of handlebars: they are typed and escape by default, and nobody overrides
//!   them. They have one style sheet, one short script that only the editor needs, and nothing inline, so that the content
//!   security policy can forbid everything else. axum serves them; it is the one user of an async runtime, and the core stays
//!   synchronous, on a thread for each request.
//! - A link for an approver is random and stored as a hash, not signed: that it was revoked, and for whom it is, needs the row
//!   anyway. It opens nothing without a mailed code, because mail scanners open links and submit forms.
//! - Who has to sign is fixed when a text is submitted, and recorded in the event. A later change of the desk's rules
//!   neither voids a sign-off nor completes one.
//!
//! # Rules
//!
//! - Disk, clock, environment, network, processes and printing only in [`story`], [`store`], [`access`], [`mail`], [`target`],
//!   [`worker`], [`plugin`], [`cli`] and [`web`];
//!   everything else is pure. Same input, same bytes.
//! - All files are written through [`disk`]: atomically, and never through a symbolic link.
//! - The user's mistakes are values ([`finding::Finding`], [`inspection::Doubt`]), all of them at once; our failures are
//!   errors, one enum per layer, with the next step as a hint. Exit codes and colours are in [`cli`].
//! - `unsafe` is only in the SDK's `ffi`, in `plugin/library.rs` and in `worker/system.rs`, one operation a block.
//!
//! # To add something
//!
//! Copy the one most like yours. A failing test in the last column tells you what is still missing.
//!
//! | To add a | change | what reports anything forgotten |
//! |---|---|---|
//! | check | `check/rules/NAME.rs`; a line in `check/rules/mod.rs` and one in `check/mod.rs`, whose module documentation says when a house rule is enough | the compiler; `tests/findings` shows its findings on the examples |
//! | house rule | a few lines of `core/data/house/*.toml`, with a right and a wrong example | the rule's own examples; `tests/findings` |
//! | word of English | a line in a list of `core/data/language`, or of `core/data/quotable` if only quotations are read by it, and an example | the list’s own examples |
//! | format of texts | `export/NAME.rs`, `load/NAME.rs`; a function in `export/mod.rs`, a row in `story/formats.rs` | `tests/texts.rs`; add it to `tests/formats`, which writes random documents |
//! | command | `cli/NAME.rs`; three lines in `cli/mod.rs` | the compiler; `tests/commands.rs`: each command has an example in its help |
//! | page of the site | a handler in `web/`, a function in `web/pages/`, a route in `web/server.rs` or `web/desk_pages.rs` | `tests/web.rs` |
//! | helper of the templates | a line in its group in `template/helpers`, a row in `plugins/README.md` | `tests/plugin_new.rs`, which names the helper |
//! | kind of document | `core/documents/ID.toml`, or the desk's `documents/ID.toml` without any code; its README says how | `load/document_kind.rs` reads every file; `tests/layout/letters.rs` |
//! | service of the council | `core/services/ID.toml`, or the desk's `services/ID.toml` without any code | `load/service.rs` reads every file; `tests/stranger.rs` drafts under one of its own |
//! | framework | `core/frameworks/ID.toml`, or the desk's `frameworks/ID.toml` without any code | `load/framework.rs` reads every file; `tests/commands.rs` |
//! | output | a crate in `plugins/` (`copydesk plugin new`), its templates, its name in `tests/harness` (`OUTPUTS`) and the README's table | `copydesk plugin check`; `tests/examples.rs` expects its drafts |
//! | datum that can be an origin | a row in `inspection/datum.rs` | the compiler: the label in `story/trace/label.rs` |
//! | target | `target/NAME.rs`, which implements [`target::Target`]; its settings in `desk/target.rs`; a few lines in `story/desk_store/places.rs` | the compiler; `tests/release.rs`, `tests/press.rs` and `tests/wordpress.rs` are models |
//! | way to send mail | `mail/NAME.rs`, which implements [`mail::Post`]; its settings in `desk/mail.rs`; a line in `mail/post.rs` | `tests/press.rs` |
//! | key or act of an event | `review/event.rs`; a step in `store/sqlite/migrations.rs` | `store/sqlite/tests.rs`: the form's file |
//!
//! After an intended change of examples or drafts, run `UPDATE_EXAMPLES=1 cargo test examples`, and read the difference.
//! `.ci/run` runs every test.
//!
//! # One command
//!
//! `cargo run -- ...` on a fresh clone has to build the program *and* its plugin libraries into one folder. Cargo does so
//! for a virtual workspace with exactly one binary among its default members and no `default-run`: then it builds all
//! default members, and puts each `cdylib` next to the program. `tests/workspace.rs` guards that.

// Text, bytes, findings and the machine, without domain knowledge.
pub mod account;
pub mod disk;
pub mod finding;
pub mod hash;
pub mod language;
pub mod text;
pub mod zone;

// Data.
pub mod brief;
pub mod desk;
pub mod document;
pub mod house;
pub mod inspection;
pub mod pins;
pub mod wording;

// Pure functions of the data. These modules do not know each other, except that check asks quotable whether a sentence
// praises, reach measures over the evidence of check, and export writes what reach measured.
pub mod check;
pub mod diff;
pub mod export;
pub mod load;
pub mod quotable;
pub mod reach;
pub mod review;
pub mod template;

// The permanent record, and who may open it in a browser.
pub mod access;
pub mod store;

// Places outside the desk.
pub mod mail;
pub mod target;

// Processes.
pub mod plugin;
pub mod worker;

// The joining layer, and its two interfaces: the command line and the web pages.
pub mod cli;
mod phrasing;
pub mod story;
pub mod web;
