//! The template engine, tested through its public functions.

use super::{Engine, Rendered, Source, TemplateError, TemplateProblem};
use crate::document::{self, Origin};
use crate::load::markdown::read;
use crate::text::Span;
use serde_json::{Value as Json, json};
use std::collections::BTreeMap;

/// Data of a council that does not exist.
fn story() -> Json {
    json!({
        "council": { "name": "Avershire County Council", "short": "Avershire", "phone": null },
        "judgements": [
            { "name": "Leaders", "grade": "Good", "notes": ["n1", "n2"] },
            { "name": "Care", "grade": "Outstanding", "notes": [] }
        ],
        "quotes": [
            { "text": "Children are safe.", "paragraph": 4 },
            { "text": "Staff feel proud. They stay.", "paragraph": 9 }
        ],
        "none": null,
        "empty": [],
        "total": 2
    })
}

fn schema() -> Json {
    let text = json!({ "type": "string" });
    let maybe = json!({ "type": ["string", "null"] });
    json!({
        "type": "object",
        "properties": {
            "council": { "anyOf": [{ "$ref": "#/$defs/Council" }, { "type": "null" }] },
            "judgements": { "type": "array", "items": { "$ref": "#/$defs/Judgement" } },
            "quotes": { "type": "array", "items": { "type": "object", "properties": {
                "text": text, "paragraph": { "type": ["integer", "null"] }
            } } },
            "none": { "anyOf": [{ "$ref": "#/$defs/Council" }, { "type": "null" }] },
            "empty": { "type": "array", "items": text },
            "total": { "type": "integer" }
        },
        "$defs": {
            "Council": { "type": "object", "properties": { "name": text, "short": text, "phone": maybe } },
            "Judgement": { "type": "object", "properties": {
                "name": text, "grade": text, "notes": { "type": "array", "items": text }
            } }
        }
    })
}

fn engine(templates: &[(&str, &str)], schema: &Json) -> Result<Engine, Vec<TemplateProblem>> {
    Engine::new(templates.iter().map(|(name, text)| Source::new(name, text)).collect(), schema)
}

fn render_all(templates: &[(&str, &str)], plan: &Json) -> Result<Rendered, TemplateError> {
    let engine = engine(templates, &schema()).unwrap();
    engine.render(templates[0].0, &story(), plan, "org.example", &BTreeMap::new())
}

/// Returns the parts that are not the template's own text, with their origins in short.
fn origins(templates: &[(&str, &str)]) -> Vec<(String, String)> {
    let rendered = render_all(templates, &json!({})).unwrap();
    assert_gapless(&rendered);
    parts(&rendered)
}

fn parts(rendered: &Rendered) -> Vec<(String, String)> {
    let parts = rendered.origins.iter().filter_map(|(span, origin)| {
        let words = rendered.markdown[*span].to_owned();
        match origin {
            Origin::Data(sources) => {
                let source = |source: &document::Source| match &source.part {
                    Some(part) => format!("{}@{}..{}", source.pointer, part.start, part.end),
                    None => source.pointer.clone(),
                };
                Some((words, sources.iter().map(source).collect::<Vec<_>>().join(" ")))
            }
            Origin::Plugin { id } => Some((words, format!("plugin {id}"))),
            Origin::Place => Some((words, "place".to_owned())),
            _ => None,
        }
    });
    parts.collect()
}

fn assert_gapless(rendered: &Rendered) {
    let mut at = 0;
    for (span, _) in &rendered.origins {
        assert_eq!(span.start, at, "{rendered:?}");
        assert!(span.end > at);
        at = span.end;
    }
    assert_eq!(at, rendered.markdown.len());
}

fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    expected.iter().map(|(words, origin)| ((*words).to_owned(), (*origin).to_owned())).collect()
}

/// With the rewriting, templates print what Handlebars alone would print.
#[test]
fn the_text_is_that_of_handlebars() {
    let partials =
        [("partials/p", "<{{name}}>\n"), ("partials/h", "{{a}}-{{b}}-{{name}}\n"), ("partials/q", "{{> partials/p}}!")];
    for text in [
        "plain {{council.name}} text",
        "{{total}}{{~ council.short ~}} x ",
        "a  {{~#if total~}}  b  {{~else~}} c {{~/if~}}  d",
        "{{#each judgements}}{{name}}: {{grade}}\n{{/each}}",
        "{{#each judgements}}\n- {{name}}\n  {{#each notes}}\n  - {{this}}{{@index}}\n  {{else}}\n  none\n  {{/each}}\n{{/each}}\nend\n",
        "{{#each judgements as |j|}}{{j.name}}{{../council.short}}{{@root.total}}{{#unless @last}}, {{/unless}}{{/each}}",
        "{{#each judgements as |j i|}}{{i}}{{j.grade}}{{#if @first}}!{{/if}}{{/each}}",
        "{{#each council}}{{@key}} {{/each}}",
        "{{#with council}}{{name}} {{../total}}{{/with}}",
        "{{#with council as |c|}}{{c.name}}{{/with}}",
        "{{#if none}}a{{else if total}}b{{else}}c{{/if}}",
        "{{#if none}}\na\n{{else if empty}}\nb\n{{else}}\nc\n{{/if}}\n",
        "{{#unless none}}a{{/unless}}{{#if empty}}b{{/if}}",
        "{{! a comment }}a{{!-- another {{one}} --}}b",
        "{{judgements.[1].name}}{{judgements.0.grade}}",
        "\\{{escaped}} {{this.total}}",
        "{{> partials/p council}}x",
        "x\n{{> partials/p council}}\ny\n",
        "x\n  {{> partials/p council}}\ny\n",
        "{{#each judgements}}{{> partials/p}}{{> partials/h a=@index b=../total}}{{/each}}",
        "{{#with council}}{{> partials/h a=short b=name}}{{> partials/q}}{{/with}}",
        "{{> partials/h council a=total b=\"literal\"}}",
    ] {
        let mut plain = handlebars::Handlebars::new();
        plain.set_prevent_indent(true);
        plain.register_escape_fn(handlebars::no_escape);
        let templates: Vec<_> = [("main", text)].into_iter().chain(partials).collect();
        for (name, text) in &templates {
            plain.register_template_string(name, text).unwrap();
        }
        let expected = plain.render("main", &story()).unwrap();
        assert_eq!(render_all(&templates, &json!({})).unwrap().markdown, expected, "{text}");
    }
}

#[test]
fn data_keep_their_origin_in_blocks() {
    assert_eq!(
        origins(&[(
            "t",
            "{{council.name}} {{#each judgements}}{{name}} {{../total}} {{@root.total}} {{#if notes}}{{#each notes}}{{this}}{{/each}}{{/if}}{{/each}}"
        )]),
        pairs(&[
            ("Avershire County Council", "/council/name"),
            ("Leaders", "/judgements/0/name"),
            ("2", "/total"),
            ("2", "/total"),
            ("n1", "/judgements/0/notes/0"),
            ("n2", "/judgements/0/notes/1"),
            ("Care", "/judgements/1/name"),
            ("2", "/total"),
            ("2", "/total"),
        ])
    );
    assert_eq!(
        origins(&[(
            "t",
            "{{#with council as |c|}}{{c.name}} {{short}}{{/with}} {{#each judgements as |j|}}{{#if @first}}{{j.name}}{{/if}}{{/each}}"
        )]),
        pairs(&[
            ("Avershire County Council", "/council/name"),
            ("Avershire", "/council/short"),
            ("Leaders", "/judgements/0/name"),
        ])
    );
}

#[test]
fn data_keep_their_origin_in_partials() {
    let partial = (
        "partials/p",
        "{{name}} {{#with q}}{{text}}{{/with}} {{q.paragraph}} {{#each list}}{{this}}{{/each}} {{own}} {{upper}}\n",
    );
    let main = "{{#each judgements}}{{#if @first}}{{> partials/p this q=@root.quotes.[1] list=notes own=\"own\" \
                upper=(upper-first ../council.short)}}{{/if}}{{/each}}";
    assert_eq!(
        origins(&[("t", main), partial]),
        pairs(&[
            ("Leaders", "/judgements/0/name"),
            ("Staff feel proud. They stay.", "/quotes/1/text"),
            ("9", "/quotes/1/paragraph"),
            ("n1", "/judgements/0/notes/0"),
            ("n2", "/judgements/0/notes/1"),
            ("Avershire", "/council/short"),
        ])
    );
}

#[test]
fn data_keep_their_origin_in_helpers() {
    assert_eq!(
        origins(&[(
            "t",
            "{{upper-first council.short}} {{count (len judgements) \"area\" \"areas\"}} {{list judgements field=\"name\"}} \
             {{#with (first quotes)}}{{text}}{{/with}} {{#each (rest quotes)}}{{paragraph}}{{/each}} \
             {{upper-first (possessive council.short)}} {{plural total \"a\" council.name}} {{or-place council.phone \"Phone\"}}"
        )]),
        pairs(&[
            ("Avershire", "/council/short"),
            ("two areas", "/judgements"),
            ("Leaders", "/judgements/0/name"),
            ("Care", "/judgements/1/name"),
            ("Children are safe.", "/quotes/0/text"),
            ("9", "/quotes/1/paragraph"),
            ("Avershire’s", "/council/short"),
            ("Avershire County Council", "/total /council/name"),
            (r"\[Phone\]", "place"),
        ])
    );
}

#[test]
fn a_templates_own_words_have_their_line() {
    let templates = [
        ("main", "one\n{{total}} two\n\n{{> partials/p}}\nthree {{upper-first \"four\"}}\n"),
        ("partials/p", "\n\nfive\n"),
    ];
    let rendered = render_all(&templates, &json!({})).unwrap();
    let lines: Vec<_> = rendered
        .origins
        .iter()
        .filter_map(|(span, origin)| match origin {
            Origin::Template { name, line } => Some((rendered.markdown[*span].trim(), name.as_str(), *line)),
            _ => None,
        })
        .filter(|(words, ..)| !words.is_empty())
        .collect();
    assert_eq!(
        lines,
        [("one", "main", 1), ("two", "main", 2), ("five", "partials/p", 3), ("three", "main", 5), ("Four", "main", 5)]
    );
}

#[test]
fn a_plan_refers_to_data_and_has_words_of_its_own() {
    let plan = json!({
        "lead": { "quote": { "$ref": "/quotes/1" }, "angle": "progress" },
        "areas": [{ "$ref": "/judgements/1" }, { "$ref": "/judgements/0" }],
        "name": { "$ref": "/council/name" }
    });
    let engine = engine(
        &[(
            "t",
            "{{plan.lead.quote.text}}|{{plan.lead.angle}}|{{#each plan.areas}}{{name}}{{/each}}|{{list plan.areas field=\"grade\"}}|\
             {{plan.name}}|{{#each (split plan.lead.quote.text)}}{{this}}{{/each}}|{{len plan.areas}}",
        )],
        &schema(),
    )
    .unwrap();
    let source = |pointer: &str, part| document::Source { pointer: pointer.to_owned(), part };
    let aliases = BTreeMap::from([(
        "/quotes/1/text".to_owned(),
        source("/inspection/paragraphs/8/text", Some(Span::new(100, 128))),
    )]);
    let rendered = engine.render("t", &story(), &plan, "org.example", &aliases).unwrap();
    assert_eq!(
        parts(&rendered),
        pairs(&[
            ("Staff feel proud. They stay.", "/inspection/paragraphs/8/text@100..128"),
            ("progress", "plugin org.example"),
            ("Care", "/judgements/1/name"),
            ("Leaders", "/judgements/0/name"),
            ("Outstanding", "/judgements/1/grade"),
            ("Good", "/judgements/0/grade"),
            ("Avershire County Council", "/council/name"),
            ("Staff feel proud. They stay.", "/inspection/paragraphs/8/text@100..128"),
            ("2", "/judgements/1 /judgements/0"),
        ])
    );
    let error = engine.render("t", &story(), &json!({ "lead": [{ "$ref": "/quotes/7" }] }), "p", &aliases).unwrap_err();
    assert_eq!(error.message, "the plan refers at /plan/lead/0 to /quotes/7, which the story does not have");
}

#[test]
fn a_missing_datum_stops_everywhere() {
    for (text, column) in [
        ("{{plan.x.y}}", 1),
        ("{{#if plan.x.y}}{{/if}}", 1),
        ("{{#unless plan.x.y}}{{/unless}}", 1),
        ("{{#each plan.x.y}}{{else}}{{/each}}", 1),
        ("{{#with plan.x.y}}{{else}}{{/with}}", 1),
        ("{{#if none}}{{else if plan.x.y}}{{/if}}", 13),
        ("{{upper-first plan.x.y}}", 1),
        ("{{#if (eq plan.x.y 1)}}{{/if}}", 1),
        ("{{upper-first (or-place plan.x.y \"z\")}}", 1),
        ("{{list empty last=plan.x.y}}", 1),
        ("{{> partials/p plan.x.y}}", 1),
        ("{{> partials/p a=plan.x.y}}", 1),
        ("{{#each judgements}}a{{else}}{{/each}} {{plan.x.y}}", 40),
    ] {
        let text = format!("first line\n{text}");
        let error = render_all(&[("t", &text), ("partials/p", "p")], &json!({ "x": {} })).unwrap_err();
        assert_eq!((error.line, error.column, error.path.as_str()), (2, column, "templates/t.hbs"), "{text}: {error}");
        assert!(error.message.ends_with("`plan.x.y` is missing"), "{text}: {error}");
    }
}

#[test]
fn a_template_that_nobody_has_is_named_without_a_place_and_with_a_next_step() {
    let engine = engine(&[("t", "x")], &schema()).unwrap();
    let error = engine.render("letter", &story(), &json!({}), "org.example", &BTreeMap::new()).unwrap_err();
    assert_eq!(error.to_string(), "there is no template `letter`");
    assert!(error.hint.is_some_and(|hint| hint.starts_with("name it among the templates")));
}

#[test]
fn an_error_in_a_partial_has_the_partials_place() {
    let main = "{{> partials/p council}}";
    let partial = "{{name}}\n{{#if name}}\n  {{phone}}\n{{/if}}\n";
    let error = render_all(&[("t", main), ("partials/p", partial)], &json!({})).unwrap_err();
    assert_eq!(error.to_string(), "templates/partials/p.hbs:3:3: `phone` is null, but a text is needed here");
    assert_eq!(error.hint.as_deref(), Some("ask for it with {{#if}} first, or print it with or-place"));
    let after =
        render_all(&[("t", "{{> partials/p}}\n\n {{none.name}}"), ("partials/p", "p\n")], &json!({})).unwrap_err();
    assert_eq!((after.template.as_str(), after.line, after.column), ("t", 3, 2), "{after}");
}

#[test]
fn a_null_may_be_asked_for_but_not_printed() {
    let asked = "{{#if none}}a{{/if}}{{#if none.name}}b{{/if}}{{#each none}}c{{/each}}{{#with none.name}}d{{else}}e{{/with}}\
                 {{#if (and none.name total)}}f{{/if}}{{or-place none.phone \"Phone\"}}{{#unless none}}g{{/unless}}";
    assert_eq!(render_all(&[("t", asked)], &json!({})).unwrap().markdown, r"e\[Phone\]g");
    for (text, message) in [
        ("{{council.phone}}", "`council.phone` is null, but a text is needed here"),
        ("{{none.name}}", "`none.name` is null, but a text is needed here"),
        ("{{upper-first none.name}}", "upper-first: `none.name` is null, but a text is needed here"),
        ("{{plan.list}}", "`plan.list` is a list, but a text is needed here"),
        ("{{plan.yes}}", "`plan.yes` is yes or no, but a text is needed here"),
        ("{{plan.list.name}}", "`name` is asked of a list"),
    ] {
        let error = render_all(&[("t", text)], &json!({ "list": [1], "yes": true })).unwrap_err();
        assert_eq!(error.message, message);
    }
}

#[test]
fn all_problems_are_seen_when_templates_are_loaded() {
    let main = "{{council.nmae}} {{jugdements}}\n{{#each judgements as |j|}}{{j.grad}} {{nam}} {{../nothing}}{{/each}}\n\
                {{uper-first total}} {{list}} {{list judgements felid=\"name\"}}\n{{{total}}} {{&total}}\n\
                {{#iff total}}{{/iff}}\n{{> partials/x}} {{> partials/p q=(first quotes)}} {{> partials/loop}}\n{{council}} {{judgements}}\n\
                {{#if total}}{{else if totla}}{{/if}}\n{{@index}} {{../total}} {{total.x}} {{judgements.name}}\n{{#> partials/p}}{{/partials/p}}\n\
                {{#if (eq council.x 1)}}{{/if}}{{(len judgments)}}{{(total)}}";
    let partial = "{{q.text}} {{q.txt}}\n{{short}} {{../total}}";
    let problems = engine(
        &[
            ("main", main),
            ("partials/p", partial),
            ("partials/loop", "{{> partials/loop}}"),
            ("broken", "a\n{{#if x}}"),
        ],
        &schema(),
    )
    .unwrap_err();
    let lines: Vec<_> =
        problems.iter().map(|problem| format!("{problem} ({})", problem.hint.as_deref().unwrap_or_default())).collect();
    insta::assert_snapshot!(lines.join("\n"), @"
    templates/broken.hbs:2:10: the template cannot be read from here on (is a tag incomplete, or a block left open above?)
    templates/main.hbs:1:1: there is no datum `nmae` (of `council.nmae`) (did you mean `name`?)
    templates/main.hbs:1:18: there is no datum `jugdements` (did you mean `judgements`?)
    templates/main.hbs:2:28: there is no datum `grad` (of `j.grad`) (did you mean `grade`?)
    templates/main.hbs:2:39: there is no datum `nam` (did you mean `name`?)
    templates/main.hbs:2:47: there is no datum `nothing` (of `../nothing`) (known here: council, empty, judgements, none, quotes, total, j, plan)
    templates/main.hbs:3:1: there is no helper `uper-first` (did you mean `upper-first`?)
    templates/main.hbs:3:22: the helper `list` takes 1 or more arguments, and is given 0 (a datum of that name is printed with {{this.list}})
    templates/main.hbs:3:31: the helper `list` has no option `felid` (did you mean `field`?)
    templates/main.hbs:4:1: a datum cannot be printed as raw Markdown (write {{...}} with two braces; links are made with the helper link)
    templates/main.hbs:4:13: a datum cannot be printed as raw Markdown (write {{...}} with two braces; links are made with the helper link)
    templates/main.hbs:5:1: there is no block `iff` (did you mean `if`?)
    templates/main.hbs:6:1: there is no partial `partials/x` (did you mean `partials/p`?)
    templates/main.hbs:7:1: `council` has several fields, and cannot be printed as one (print one of name, phone, short)
    templates/main.hbs:7:13: `judgements` is a list, and cannot be printed as one (print its items with {{#each}} or with the helper list)
    templates/main.hbs:8:14: there is no datum `totla` (did you mean `total`?)
    templates/main.hbs:9:1: `@index` is outside {{#each}} ()
    templates/main.hbs:9:12: `../total` leaves the template (there is nothing above the data)
    templates/main.hbs:9:25: there is no datum `x` (of `total.x`) (it is a single value without fields)
    templates/main.hbs:9:37: there is no datum `name` (of `judgements.name`) (it is a list: take its items with {{#each}})
    templates/main.hbs:10:1: decorators and blocks of partials are not part of these templates (put the words into a partial and use it with {{> partials/name}})
    templates/main.hbs:11:1: there is no datum `x` (of `council.x`) (known here: name, phone, short)
    templates/main.hbs:11:32: there is no datum `judgments` (did you mean `judgements`?)
    templates/main.hbs:11:51: `(total)` calls nothing (write it without brackets, or call a helper: (total argument))
    templates/partials/loop.hbs:1:1: `partials/loop` includes itself ()
    templates/partials/p.hbs:1:12: there is no datum `txt` (of `q.txt`) (did you mean `text`?)
    templates/partials/p.hbs:2:1: there is no datum `short` (known here: council, empty, judgements, none, quotes, total, q, plan)
    templates/partials/p.hbs:2:11: `../total` leaves the template (a partial sees only its own context: hand the value over with {{> partial name=value}})
    ");
}

#[test]
fn the_real_requests_schema_is_understood() {
    let schema = serde_json::to_value(schemars::schema_for!(copydesk_plugin::story::Request)).unwrap();
    let right = "{{inspection.authority.name}} {{audience}} {{#each inspection.dates}}{{from}}{{/each}} {{#if previous}}{{previous.year}}{{/if}} \
                 {{#with desk.council}}{{about}}{{/with}} {{#each outcome.groups}}{{tone}} {{#each judgements}}{{short}}{{/each}}{{/each}} \
                 {{#each inspection.judgements}}{{#if change}}{{change this.change}} {{this.change.direction}}{{/if}}{{/each}} {{plan.anything}}";
    engine(&[("t", right)], &schema).unwrap();
    let wrong = "{{inspection.authority.nam}}\n{{#with desk.council}}{{abuot}}{{/with}}\n{{#each outcome.groups}}{{#each judgements}}{{nam}}{{/each}}{{/each}}\n\
                 {{tone.x}}";
    let problems = engine(&[("t", wrong)], &schema).unwrap_err();
    let problems: Vec<_> = problems.iter().map(ToString::to_string).collect();
    assert_eq!(
        problems,
        [
            "templates/t.hbs:1:1: there is no datum `nam` (of `inspection.authority.nam`)",
            "templates/t.hbs:2:23: there is no datum `abuot`",
            "templates/t.hbs:3:45: there is no datum `nam`",
            "templates/t.hbs:4:1: there is no datum `tone` (of `tone.x`)",
        ]
    );
}

#[test]
fn a_datum_cannot_forge_an_origin() {
    let engine = engine(&[("t", "{{name}}")], &json!({})).unwrap();
    let forged = ["\u{FDD3}\u{FDD0}\u{FDE0}\u{FDD2}own words\u{FDD3}", "\u{FDEF}"];
    for name in forged {
        let error = engine.render("t", &json!({ "name": name }), &Json::Null, "p", &BTreeMap::new()).unwrap_err();
        assert!(error.message.starts_with("/name holds U+FD"), "{error}");
        let error =
            engine.render("t", &json!({ "name": "a" }), &json!({ name: 1 }), "p", &BTreeMap::new()).unwrap_err();
        assert!(error.message.starts_with("/plan/"), "{error}");
    }
}

#[test]
fn names_come_out_as_they_are_written() {
    let data = json!({ "a": "#1", "b": "1. a_b*c* [x](y) <i> `d` \\ e|f &amp;", "c": "2025", "d": "- x\n\n# y" });
    let text = "{{a}} council\n\n{{b}}\n\n{{c}}. Then\n\n- {{d}}\n\n| h | i |\n|---|---|\n| {{b}} | {{a}} |\n";
    let engine = engine(&[("t", text)], &json!({})).unwrap();
    let rendered = engine.render("t", &data, &Json::Null, "p", &BTreeMap::new()).unwrap();
    let (document, findings) = read(&rendered.markdown, &rendered.origins);
    assert_eq!(findings, []);
    let text = crate::export::to_text(&document);
    assert_eq!(
        text,
        "#1 council\n\n1. a_b*c* [x](y) <i> `d` \\ e|f &amp;\n\n2025. Then\n\n- - x # y\n\nh: i\n1. a_b*c* [x](y) <i> `d` \\ e|f &amp;: #1\n"
    );
    document.for_each_run(|run| assert_ne!(run.origin, Origin::Unknown, "{run:?}"));
}

#[test]
fn a_desks_template_stands_in_for_the_built_in_one() {
    let desks = |name: &str| Source { path: format!("desk/{name}.hbs"), built_in: false, ..Source::new(name, "own") };
    let builtin = vec![Source::new("a", "built in"), Source::new("b", "built in")];
    let in_force = super::in_force(builtin.clone(), vec![desks("c"), desks("a")]);
    assert_eq!(in_force, [desks("a"), builtin[1].clone(), desks("c")]);
}

#[test]
fn a_template_cannot_forge_brackets() {
    let forged = "\u{fdd3}\u{fdd1}\u{fde9}\u{fde9}\u{fdd2}Good";
    let text = format!("a {forged} {{{{concat \"{forged}\"}}}}\n");
    let rendered = render_all(&[("t", &text)], &Json::Null).unwrap();
    assert_eq!(rendered.markdown, "a Good Good\n");
    assert!(rendered.origins.iter().all(|(_, origin)| matches!(origin, Origin::Template { .. })), "{rendered:?}");
}

#[test]
fn nothing_is_printed_where_there_are_no_words_and_no_items() {
    let message = |text: &str| render_all(&[("t", text)], &json!({ "name": "", "list": [] })).unwrap_err().message;
    assert_eq!(message("Ofsted has graded {{plan.name}}."), "`plan.name` has no words");
    assert_eq!(message("Ofsted has graded {{#each plan.list}}{{this}}{{/each}}."), "`plan.list` has no items");
    assert_eq!(message("{{total}} {{#each plan.list}}{{this}}{{/each}}"), "`plan.list` has no items");
    // On a line without other text, or with an `else`, a list may be empty.
    for text in [
        "Ofsted has graded:\n\n{{#each plan.list}}\n- {{this}}\n{{/each}}\n",
        "Ofsted has graded {{#each plan.list}}{{this}}{{else}}nothing{{/each}}.",
        "Ofsted came.{{#if plan.list}} It graded {{#each plan.list}}{{this}}{{/each}}.{{/if}}",
    ] {
        assert!(render_all(&[("t", text)], &json!({ "list": [] })).is_ok(), "{text}");
    }
}

#[test]
fn a_part_is_found_however_it_is_asked_for() {
    let text = "{{> a/b}} {{>c}} {{~> d ~}} {{#> e}}x{{/e}} {{> f x=1}} {{#if g}} {{h}}";
    assert_eq!(super::partials_named(text).collect::<Vec<_>>(), ["a/b", "c", "d", "e", "f"]);
}
