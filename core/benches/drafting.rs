//! How long drafting takes: the whole command from the PDF, one draft of each output, many drafts in one go, and, beside it
//! in the same run, what Handlebars alone takes for the same templates and data.
#![expect(clippy::disallowed_methods, reason = "a benchmark runs the program")]

use copydesk::plugin::Part;
use copydesk::story::{self, Audience, Outputs, Story};
use copydesk::worker::Program;
use copydesk::{plugin, template};
use criterion::{Criterion, criterion_group, criterion_main};
use handlebars::{
    Context, Handlebars, Helper, HelperDef, HelperResult, Output, RenderContext, RenderError, ScopedJson,
};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

const OUTPUTS: [&str; 10] = [
    "press-release",
    "staff-newsletter",
    "recruitment-page",
    "members-briefing",
    "web-news",
    "social-posts",
    "letter-to-families",
    "contact-centre",
    "children",
    "speaking-note",
];
const MANY: usize = 20;

fn example(file: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/good-result").join(file)
}

fn program() -> Program {
    Program::at(env!("CARGO_BIN_EXE_copydesk"))
}

fn outputs(story: &Story) -> Outputs {
    Outputs::open(&[plugins()], Some(story)).expect("the templates are right").with_program(program())
}

/// The folder of the plugin libraries, built as the program is: `cargo bench` builds no libraries that are loaded.
fn plugins() -> PathBuf {
    static BUILT: OnceLock<PathBuf> = OnceLock::new();
    BUILT
        .get_or_init(|| {
            let packages = OUTPUTS.map(|output| format!("--package=copydesk-{output}"));
            let built = Command::new(env!("CARGO"))
                .args(["build", "--release", "--quiet"])
                .args(packages)
                .current_dir(env!("CARGO_MANIFEST_DIR"))
                .status();
            assert!(built.expect("cargo runs").success(), "the plugins are built");
            Path::new(env!("CARGO_BIN_EXE_copydesk")).parent().expect("a folder").to_owned()
        })
        .clone()
}

fn whole_command(c: &mut Criterion) {
    let report = example("report.pdf");
    plugins();
    c.bench_function("whole command, PDF to press release", |b| {
        b.iter(|| {
            let status = Command::new(env!("CARGO_BIN_EXE_copydesk"))
                .args(["draft", "press-release", "--quiet"])
                .arg(&report)
                .stdout(Stdio::null())
                .status();
            assert!(status.expect("the program runs").success());
        });
    });
}

fn drafts(c: &mut Criterion) {
    let story = story::open(&example("")).expect("the example opens");
    let outputs = outputs(&story);
    let mut group = c.benchmark_group("one draft");
    for output in OUTPUTS {
        group.bench_function(output, |b| b.iter(|| outputs.draft(output, &story, Audience::Press).expect("a draft")));
    }
    group.finish();
    c.bench_function(&format!("{MANY} press releases in one go"), |b| {
        b.iter(|| {
            for _ in 0..MANY {
                outputs.draft("press-release", &story, Audience::Press).expect("a draft");
            }
        });
    });
}

fn rendering(c: &mut Criterion) {
    let story = story::open(&example("")).expect("the example opens");
    let request = Outputs::request("press-release", &story, Audience::Press);
    let (name, plan) = plan(&story, &request);
    let engine = template::Engine::new(template::builtin(), &json!(true)).expect("the templates are right");
    let mut raw = Handlebars::new();
    raw.register_escape_fn(handlebars::no_escape);
    for source in template::builtin() {
        raw.register_template_string(&source.name, &source.text).expect("the templates are right");
    }
    for helper in template::helper_names() {
        raw.register_helper(helper, Box::new(Stub(helper)));
    }
    let mut data = request.clone();
    data["plan"] = resolved(&plan, &request);
    let aliases = std::collections::BTreeMap::new();
    let mut group = c.benchmark_group("rendering the press release");
    group.bench_function("Handlebars alone", |b| b.iter(|| raw.render(&name, &data).expect("it renders")));
    group.bench_function("with origins", |b| {
        b.iter(|| engine.render(&name, &request, &plan, "bench", &aliases).expect("it renders"));
    });
    group.finish();
}

/// The plan that the plugin makes.
fn plan(story: &Story, request: &Value) -> (String, Value) {
    let outputs = outputs(story);
    let (maker, _) = outputs.found.maker_of("press-release").expect("the plugin is built");
    let bytes = serde_json::to_vec(request).expect("plain data");
    let made = plugin::draft(&maker.plugin, &bytes, &plugin::LIMITS, &program()).expect("a draft");
    match made.parts.into_iter().next() {
        Some(Part::Render { template, plan }) => (template, plan),
        other => panic!("the press release renders a template, not {other:?}"),
    }
}

/// The plan with its references replaced, as Handlebars alone needs it.
fn resolved(plan: &Value, request: &Value) -> Value {
    match plan {
        Value::Object(map) => match map.get("$ref").and_then(Value::as_str) {
            Some(pointer) => request.pointer(pointer).expect("the reference is right").clone(),
            None => map.iter().map(|(key, value)| (key.clone(), resolved(value, request))).collect(),
        },
        Value::Array(items) => items.iter().map(|item| resolved(item, request)).collect(),
        other => other.clone(),
    }
}

/// A helper that does as little as can be: it prints its first argument, or compares, or counts.
struct Stub(&'static str);

impl HelperDef for Stub {
    fn call_inner<'reg: 'rc, 'rc>(
        &self,
        helper: &Helper<'rc>,
        _: &'reg Handlebars<'reg>,
        _: &'rc Context,
        _: &mut RenderContext<'reg, 'rc>,
    ) -> Result<ScopedJson<'rc>, RenderError> {
        let value = |place| helper.param(place).map_or(&Value::Null, |param| param.value());
        Ok(ScopedJson::Derived(match self.0 {
            "eq" => json!(value(0) == value(1)),
            "len" => json!(value(0).as_array().map_or(0, Vec::len)),
            _ => json!(value(0).as_str()),
        }))
    }

    fn call<'reg: 'rc, 'rc>(
        &self,
        helper: &Helper<'rc>,
        _: &'reg Handlebars<'reg>,
        _: &'rc Context,
        _: &mut RenderContext<'reg, 'rc>,
        out: &mut dyn Output,
    ) -> HelperResult {
        Ok(out.write(helper.param(0).and_then(|param| param.value().as_str()).unwrap_or_default())?)
    }
}

criterion_group!(benches, whole_command, drafts, rendering);
criterion_main!(benches);
