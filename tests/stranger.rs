//! Outputs under a body, a service and a framework that share no word with today's: a desk has them as files, each output is
//! drafted, and nothing of Ofsted's comes out.

use crate::harness::{self, OUTPUTS, copydesk_in};
use std::fs;
use std::path::Path;
use tempfile::TempDir;

/// The outputs that are for documents on children’s services only.
const OF_CHILDREN: [&str; 3] = ["letter-to-families", "contact-centre", "children"];

const SERVICE: &str = r##"
id = "harbours"
name = "harbour services"
people = "crews and passengers"
one = "crew or passenger"
help = "berths for boats"
director = "harbour master"
work = "pilotage"
workers = "pilots"
tag = "#Harbours"
work_tag = "#Pilotage"
safe = "Is the harbour safe?"
need_help = "your boat needs a berth"
in_danger = "On the water, call on channel 16."
ask = "a berth holder’s number"
"##;

const DOCUMENT: &str = r##"
id = "harbour-review"
title = "Review of harbour services"
called = "a review of harbour services"
inspectorate = "the Office of Quays"
short = "Quays"
page = "quays.example"
tag = "#Quays"
service = "harbours"
names = "the report"
visit = "review"
found = "in"
link = "the Office of Quays’ report on harbour services"
form = "judgements"
recognise = ["review of harbour services"]
"##;

const FRAMEWORK: &str = r#"
id = "harbours-2028"
title = "Review of harbour services"
document = "harbour-review"
since = 2028-01-01
looks_at = "moorings, dredging and lights"

[[areas]]
id = "moorings"
name = "The state of moorings"
short = "moorings"
safety = true

[[areas]]
id = "dredging"
name = "The depth of channels"
short = "dredging"

[[areas]]
id = "lights"
name = "Lights and marks"
short = "lights"
staff = true

[[grades]]
id = "gleaming"
name = "Gleaming"
tone = "good"

[[grades]]
id = "shipshape"
name = "Shipshape"
tone = "good"

[[grades]]
id = "adrift"
name = "Adrift"
tone = "mixed"

[[grades]]
id = "sunken"
name = "Sunken"
tone = "poor"
"#;

const OVERALL: &str =
    "[[areas]]\nid = \"overall\"\nname = \"The harbour as a whole\"\nshort = \"the whole\"\noverall = true\n\n";

/// Words of today’s body, services and frameworks, in lower case; grades as they are printed.
const OFSTEDS: [&str; 20] = [
    "ofsted",
    "ilacs",
    "child",
    "famil",
    "social work",
    "care leaver",
    "in care",
    "protection",
    "young",
    "inadequate",
    "outstanding",
    "requires improvement",
    "require improvement",
    "department for",
    "majesty",
    "national framework",
    "reports.ofsted",
    "area send",
    "school",
    "foster",
];

fn story(grades: &[(&str, &str)]) -> String {
    let mut text = "document = \"harbour-review\"\nframework = \"harbours-2028\"\ntitle = \"Review of harbour services in Avershire\"\n\
        dates_as_printed = \"6 to 10 March 2028\"\nsummary = [\n\
        \"Crews praise the pilots, who are skilled and well led. The lights are excellent.\",\n\
        \"Channels silt up because dredging is too rare, and it is not good enough.\"]\n\
        [authority]\nname = \"Avershire\"\ntitle = \"Avershire\"\n[[dates]]\nfrom = 2028-03-06\nto = 2028-03-10\n\
        [[improvements]]\ntext = \"The depth of the northern channel.\"\n"
        .to_owned();
    for (area, grade) in grades {
        text.extend(["[[judgements]]\narea = \"", area, "\"\nname = \"", area, "\"\ngrade = \"", grade, "\"\n"]);
    }
    text + "[[paragraphs]]\nnumber = 1\npage = 2\narea = \"lights\"\ntext = \"Pilots are well trained, and managers support them well.\"\n"
}

fn desk(overall: bool) -> TempDir {
    let desk = TempDir::new().unwrap();
    let made = copydesk_in(desk.path(), &["init", ".", "--council", "Avershire County Council"]);
    assert_eq!(made.code, 0, "{}", made.err);
    let framework = if overall {
        FRAMEWORK.replacen("[[grades]]", &format!("{OVERALL}[[grades]]"), 1)
    } else {
        FRAMEWORK.to_owned()
    };
    for (folder, name, text) in [
        ("services", "harbours", SERVICE),
        ("documents", "harbour-review", DOCUMENT),
        ("frameworks", "harbours-2028", &framework),
    ] {
        fs::create_dir_all(desk.path().join(folder)).unwrap();
        fs::write(desk.path().join(folder).join(format!("{name}.toml")), text).unwrap();
    }
    desk
}

/// Drafts an output, and returns the words of Ofsted's that are in it.
fn strange_words(desk: &Path, output: &str) -> Vec<&'static str> {
    let run = copydesk_in(desk, &["draft", output, "inspection.toml"]);
    assert_eq!(run.code, 0, "{output}: {}", run.err);
    let errors: Vec<&str> = run.err.lines().filter(|line| line.trim_start().starts_with("error")).collect();
    assert!(errors.is_empty(), "{output}: {errors:?}");
    let text = run.out.to_lowercase();
    assert!(
        ["harbour", "quays", "pilot", "moorings"].iter().any(|word| text.contains(word)),
        "{output} is about it: {text}"
    );
    OFSTEDS.into_iter().filter(|words| text.contains(words)).collect()
}

#[test]
fn nothing_of_ofsteds_comes_out_under_another_framework() {
    let results: [&[(&str, &str)]; 6] = [
        &[("moorings", "gleaming"), ("dredging", "shipshape"), ("lights", "gleaming")],
        &[("moorings", "shipshape"), ("dredging", "shipshape"), ("lights", "shipshape")],
        &[("moorings", "gleaming"), ("dredging", "adrift"), ("lights", "gleaming")],
        &[("moorings", "sunken"), ("dredging", "adrift"), ("lights", "shipshape")],
        &[("moorings", "gleaming"), ("dredging", "adrift"), ("lights", "gleaming"), ("overall", "shipshape")],
        &[("moorings", "adrift"), ("dredging", "sunken"), ("lights", "adrift"), ("overall", "sunken")],
    ];
    let mut found = Vec::new();
    for grades in results {
        let desk = desk(grades.len() == 4);
        fs::write(desk.path().join("inspection.toml"), story(grades)).unwrap();
        let outputs = OUTPUTS.iter().filter(|output| !OF_CHILDREN.contains(output)).collect::<Vec<_>>();
        let outputs = harness::each(&outputs, |_, output| (**output, strange_words(desk.path(), output)));
        found.extend(outputs.into_iter().filter(|(_, words)| !words.is_empty()).map(|found| (grades, found)));
    }
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn a_kind_of_document_whose_service_is_unknown_is_a_mistake_in_its_file() {
    let desk = desk(false);
    fs::remove_file(desk.path().join("services/harbours.toml")).unwrap();
    let run = copydesk_in(desk.path(), &["documents"]);
    let is_clear = ["harbour-review.toml", "there is no service `harbours`", "childrens-services"]
        .iter()
        .all(|it| run.err.contains(it));
    assert!(run.code != 0 && is_clear, "{}", run.err);
}
