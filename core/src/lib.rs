//! From an inspectorate's report to communications that a council can stand behind.
//!
//! This page is the architecture. At its foot the modules stand in layers, the lowest first; each may import only what
//! `tests/architecture.rs` lists for it, and a test holds the sources against that list.
//!
//! # The way of the data
//!
//! ```text
//! report.pdf --load--> inspection --+
//! brief.toml --load--> brief -------+--> request --> plugin --> plan --> template --> document --> export
//! desk.toml  --load--> desk --------+    (data)      (what)              (how)        (origins)
//! ```
//!
//! 1. [`load`] turns bytes into data, with findings that name file, line and column, or doubts that name the page. It
//!    never touches the disk. A PDF is read in a worker process, as files may be damaged and pages may hold
//!    anything.
//! 2. [`inspection`] holds what a report says, [`brief`] what people add, [`desk`] the council's own facts, [`pins`] which
//!    plugins they agreed to. Frameworks - which judgements and grades an inspection has - are data, not code: adding one
//!    is adding a file.
//! 3. [`quotable`] finds the sentences of the report that can be quoted.
//! 4. [`plugin`] has a shared library that somebody stands for draft one document in a [`worker`] process of its own. The
//!    library is given the story as data and answers with a plan: references to data and sentences, its own short words,
//!    the template to use.
//! 5. [`template`] renders the plan in this process, after the worker has ended, so that a plugin can neither see the text
//!    nor forge an origin. Every printed value passes one helper, which is why each word knows its [`document::Origin`]. A
//!    datum that is missing stops the draft and is named.
//! 6. [`check`] holds a text - a draft, or any other - against the report, the agreed statements, the desk and the public
//!    record, and says what is wrong with it, where, and what the source says. House style is data ([`house`]): a file of
//!    rules, each with examples that it is tried on.
//!    A draft that was edited, or that comes back from Word, keeps the origins of the words that nobody touched
//!    ([`diff::carry_origins`]); new words are a person's, or are found in the sources again ([`check::sources_of`]):
//!    [`story::trace`] tells it, and a fact that a person put in without a source is a finding.
//!    Whatever reads English asks [`language`]: where sentences begin and end, which words are a number, a date, a name or a
//!    verb of speech, where phrases stand, and whether a clause says that something is so or wishes, asks or denies it.
//!    Its words are lists in files, each with examples.
//! 7. [`diff`] compares two documents: a [`document::Redline`] with each word once, and a summary by class.
//! 8. [`export`] writes a [`document`] or a redline in a file format.
//! 9. [`review`] says what has to happen before a text may leave the council: who signs, and that a sign-off holds for one
//!    version. A version is a document named by the hash of its content ([`document::VersionId`]).
//! 10. [`store`] keeps versions and what people did to them for ever, each event tied to the one before
//!     ([`story::DeskStore`] joins both to a desk and its drafts).
//! 11. [`story`] is the only place where these parts meet, and the door to the disk; [`cli`] is a face over it.
//!
//! # What differs from the first design, and why
//!
//! - [`worker`] is a layer of its own under [`plugin`]: the fence around the PDF reader is the same fence, and neither
//!   layer may know the other.
//! - The template engine runs in the program and not in the plugin's worker; the plugin's `render` call leaves the plan
//!   and returns. An origin is only worth something where the code that could lie about it cannot reach it.
//! - So [`template`] has limits of its own, on what a template may hold, nest, step through and write: those of a worker do
//!   not reach it, and any library may bring templates.
//! - A library carries its templates in its file, and is a whole output. Each that does has an engine of its own, made when
//!   it drafts: a mistake in its templates stops its drafts and nobody else's. The desk's files stand over them all.
//! - The fence closes in two stages, before the library is loaded and before the request is read. Loading needs files and
//!   makes memory executable, drafting needs neither; so what is given the story can do less than what loads it.
//! - A worker is handed sealed bytes and not the name of a file. The bytes that were hashed are the bytes that run, whoever
//!   writes to the folder meanwhile.
//! - Who may draft is asked of the bytes ([`pins`]), and of a folder only where its owner could replace the program as well
//!   or a person has named it in this run. A pin is never renewed by itself.
//! - Any text - Markdown, a page, plain text, a Word document - is read into a document that knows where its words stand
//!   ([`document::Places`]). Pages and Word files have readers of our own: no crate says of each word where it stands, or
//!   what a file has beside its words.
//! - PDFs are read by our own text layer over lopdf, not by pdf-extract: it sees fonts and sizes, can be limited at every
//!   count, and is several times as fast.
//! - [`brief`] and [`desk`] stand beside [`inspection`] as data without behaviour: [`load`] checks them, [`story`] joins
//!   them.
//! - Areas and grades are identifiers that a framework gives a meaning, not enums: the framework announced for 2027 may
//!   have others, and adding it has to be adding a file.
//! - The store is SQLite through rusqlite and not through sqlx: a command line does one thing after the other, and has no use
//!   for a runtime of tasks and a thread beside the one that starts workers. It is 8 crates more and not 85, 9 seconds of
//!   building and not 40, and locks and failures have names. What PostgreSQL will share is not SQL: an implementation of
//!   [`store::Store`] reads and adds rows, and all that rows mean stands above it, once. rusqlite 0.39 is the last whose SQLite
//!   sqlx 0.9 can live beside.
//! - It keeps a rollback journal, not a write-ahead log: a desk may lie on a shared drive.
//! - A version's name is made of what a reader gets. Origins are none of it, for a text that went through Word has lost
//!   them; they are kept with the version, and the event that put it on record has their hash.
//! - Who has to sign is fixed when a text is submitted, and stands in the event. A desk whose rules change later neither
//!   takes a sign-off away nor makes one good.
//!
//! # Rules
//!
//! - Disk, clock, environment, processes and printing only in [`story`], [`store`], [`worker`], [`plugin`] and [`cli`];
//!   everything else is pure. Same input, same bytes.
//! - Whatever is written goes through [`disk`]: whole or not at all, and never through a symbolic link.
//! - The user's mistakes are values ([`finding::Finding`], [`inspection::Doubt`]), all of them at once; our failures are
//!   errors, one enum per layer, with the next step as a hint. Exit codes and colours live in [`cli`].
//! - `unsafe` stands in the SDK's `ffi`, in `plugin/library.rs` and in `worker/system.rs`, one operation a block.
//!
//! # To add something
//!
//! Copy the one nearest to yours. What a test of the last column says is what is still missing.
//!
//! | To add a | touch | if you forget something, this says so |
//! |---|---|---|
//! | check | `check/rules/NAME.rs`; a line in `check/rules/mod.rs` and one in `check/mod.rs`, whose head says when a house rule is enough | the compiler; `tests/findings` shows what it says of the examples |
//! | house rule | a few lines of `core/data/house/*.toml`, with a right and a wrong example | the rule's own examples; `tests/findings` |
//! | word of English | a line in a list of `core/data/language`, or of `core/data/quotable` if only quotations are read by it, and an example | the list’s own examples |
//! | format of texts | `export/NAME.rs`, `load/NAME.rs`; a function in `export/mod.rs`, a row in `story/formats.rs` | `tests/texts.rs`; add it to `tests/formats`, which writes documents made at random |
//! | verb | `cli/NAME.rs`; three lines in `cli/mod.rs` | the compiler; `tests/commands.rs`: each verb has an example in its help |
//! | helper of the templates | a line in its group in `template/helpers`, a row in `plugins/README.md` | `tests/plugin_new.rs`, by its name |
//! | framework | `core/frameworks/ID.toml`, or the desk's `frameworks/ID.toml` without any code | `load/framework.rs` reads every file; `tests/commands.rs` |
//! | output | a crate in `plugins/` (`copydesk plugin new`), its templates, its name in `tests/harness` (`OUTPUTS`) and the README's table | `copydesk plugin check`; `tests/examples.rs` wants its drafts |
//! | datum that words can be from | a row in `inspection/datum.rs` | the compiler: the label in `story/trace/label.rs` |
//! | key or act of an event | `review/event.rs`; a step in `store/sqlite/form.rs` | `store/sqlite/tests.rs`: the form's file |
//!
//! What examples or drafts say otherwise after a change that is meant: `UPDATE_EXAMPLES=1 cargo test examples`, and read the
//! difference. `.ci/run` runs all that must hold.
//!
//! # One command
//!
//! `cargo run -- ...` on a fresh clone has to build the program *and* its plugin libraries and put them side by side.
//! Cargo does so for a virtual workspace with exactly one binary among its default members and no `default-run`: then it
//! builds all default members, and copies each `cdylib` beside the program. `tests/workspace.rs` guards that.

// Words, bytes, and what is said about them: no domain.
pub mod disk;
pub mod finding;
pub mod hash;
pub mod language;
pub mod text;
pub mod zone;

// What is known, as data.
pub mod brief;
pub mod desk;
pub mod document;
pub mod house;
pub mod inspection;
pub mod pins;
pub mod wording;

// What is made of it, without a disk or a clock; these do not know each other.
pub mod check;
pub mod diff;
pub mod export;
pub mod load;
pub mod quotable;
pub mod review;
pub mod template;

// What is kept for ever.
pub mod store;

// Processes.
pub mod plugin;
pub mod worker;

// The joining layer, and the face over it.
pub mod cli;
pub mod story;
