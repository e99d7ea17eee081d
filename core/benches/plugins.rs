//! What isolation costs: one draft in this very process, in a cold worker, and in a cold worker inside the sandbox; and a
//! thousand drafts in a row, with the next worker started while the one before is at work. Not here: reading a report and
//! rendering a plan (see `drafting`).
#![expect(clippy::disallowed_methods, reason = "a benchmark builds the plugins with cargo")]
#![expect(unsafe_code, reason = "one draft is made in this very process, to compare")]

use copydesk::plugin::{self, LIMITS, Plugin};
use copydesk::story::{self, Audience, Outputs};
use copydesk::worker::{Fence, Limits, Program};
use copydesk_plugin::ffi::{HostTable, OK, SYMBOL, Status, Table};
use criterion::{Criterion, criterion_group, criterion_main};
use libloading::Library;
use std::env::consts::{DLL_PREFIX, DLL_SUFFIX};
use std::ffi::{c_char, c_void};
use std::path::Path;
use std::process::Command;

const MANY: usize = 1000;

/// The press release as it is shipped, and what it is asked for the example.
fn press_release() -> (Plugin, Vec<u8>) {
    let built = Command::new(env!("CARGO"))
        .args(["build", "--release", "--quiet", "--package=copydesk-press-release"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .status();
    assert!(built.expect("cargo runs").success(), "the plugin is built");
    let name = format!("{DLL_PREFIX}copydesk_press_release{DLL_SUFFIX}");
    let plugin = plugin::inspect(&Path::new(env!("CARGO_BIN_EXE_copydesk")).with_file_name(name));
    let plugin = plugin.expect("it lies beside the program").expect("it is a plugin");
    let story = story::open(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/good-result")).expect("a story");
    let request = Outputs::request("press-release", &story, Audience::Press);
    (plugin, serde_json::to_vec(&request).expect("plain data"))
}

fn isolation(c: &mut Criterion) {
    let (plugin, request) = press_release();
    let program = Program::at(env!("CARGO_BIN_EXE_copydesk"));
    let library = library_size(&plugin);
    let mut group = c.benchmark_group(format!("one draft, request of {} bytes, library of {library}", request.len()));
    group.bench_function("in process", |b| {
        let here = Here::load(&plugin.file);
        b.iter(|| here.draft(&request));
    });
    for (name, fence) in [("cold worker", Fence::Off), ("cold sandboxed worker", Fence::Required)] {
        let limits = Limits { fence, ..LIMITS };
        group.bench_function(name, |b| {
            b.iter(|| plugin::draft(&plugin, &request, &limits, &program).expect("a draft"));
        });
    }
    group.finish();
    let mut group = c.benchmark_group(format!("{MANY} drafts"));
    group.sample_size(10);
    let limits = Limits { fence: Fence::Required, ..LIMITS };
    group.bench_function("in process", |b| {
        let here = Here::load(&plugin.file);
        b.iter(|| (0..MANY).for_each(|_| here.draft(&request)));
    });
    group.bench_function("one sandboxed worker after the other", |b| {
        b.iter(|| {
            for _ in 0..MANY {
                plugin::draft(&plugin, &request, &limits, &program).expect("a draft");
            }
        });
    });
    group.bench_function("the next sandboxed worker started ahead", |b| {
        b.iter(|| {
            let start = || plugin::start(&plugin, &limits, &program).expect("a worker");
            let mut next = start();
            for _ in 0..MANY {
                let now = std::mem::replace(&mut next, start());
                now.draft(&request).expect("a draft");
            }
        });
    });
    group.finish();
}

fn library_size(plugin: &Plugin) -> u64 {
    plugin.file.metadata().expect("it is there").len()
}

/// The plugin, loaded into this process.
struct Here {
    table: &'static Table,
    _library: Library,
}

impl Here {
    fn load(file: &Path) -> Here {
        // SAFETY: our own plugin, whose constructors do nothing.
        let library = unsafe { Library::new(file) }.expect("it loads");
        // SAFETY: the symbol's name is the interface's own, which says that it is such a function; its table is constant
        // for as long as the library stays, which is until the process ends.
        let table = unsafe { &*library.get::<unsafe extern "C" fn() -> *const Table>(SYMBOL).expect("a symbol")() };
        Here { table, _library: library }
    }

    fn draft(&self, request: &[u8]) {
        let mut parts: Vec<Vec<u8>> = Vec::new();
        let host = HostTable {
            struct_size: u32::try_from(size_of::<HostTable>()).expect("a few dozen bytes"),
            abi_minor: 0,
            ctx: (&raw mut parts).cast(),
            write: None,
            fail: None,
            log: None,
            render: Some(render),
            write_file: None,
        };
        // SAFETY: a function of the interface; table, parts and request live until it returns.
        let status = unsafe { self.table.draft.expect("a function")(&raw const host, request.as_ptr(), request.len()) };
        assert!(status == OK && !parts.is_empty());
    }
}

unsafe extern "C" fn render(ctx: *mut c_void, _: *const c_char, plan: *const u8, len: usize) -> Status {
    // SAFETY: `ctx` is the list that `draft` lent, and the plugin lends `len` bytes.
    unsafe { (*ctx.cast::<Vec<Vec<u8>>>()).push(std::slice::from_raw_parts(plan, len).to_vec()) };
    OK
}

criterion_group!(benches, isolation);
criterion_main!(benches);
