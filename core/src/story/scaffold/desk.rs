//! A new `desk.toml`.

use super::{EXAMPLES, remark, with_schema};
use crate::inspection::{Framework, Frameworks};
use crate::load::toml::write_value;

/// Returns the text of a new desk for a council, given by its full name. Everything else is an example; the example of
/// an earlier inspection uses the newest framework.
pub fn desk_toml(council: &str, frameworks: &Frameworks) -> String {
    let text = [
        remark(&format!("Facts about {council} that copydesk uses in every draft.")),
        remark(EXAMPLES),
        format!("\n[council]\nname = {}\n", write_value(council)),
        format!("# As in \"children in …\".\nshort = {}\n", write_value(short_name(council))),
        COUNCIL.to_owned(),
        PATHS_TO_RECRUITMENT.to_owned(),
        "\n# Inspections that the public record does not have (`copydesk record` says when it ends).\n".to_owned(),
        frameworks.iter().next().map(past_inspection).unwrap_or_default(),
        WORDS.to_owned(),
    ];
    with_schema("./schemas/desk.schema.json", &text.concat())
}

/// Returns the short name that a council's full name holds, as in "children in …".
///
/// ```
/// use copydesk::story::scaffold::short_name;
/// assert_eq!(short_name("Avershire County Council"), "Avershire");
/// assert_eq!(short_name("London Borough of Averham"), "Averham");
/// assert_eq!(short_name("Council"), "Council");
/// ```
pub fn short_name(council: &str) -> &str {
    const BEFORE: [&str; 6] = [
        "London Borough of ",
        "Royal Borough of ",
        "Metropolitan Borough of ",
        "Borough of ",
        "City of ",
        "County of ",
    ];
    const AFTER: [&str; 5] =
        [" Metropolitan Borough Council", " Borough Council", " County Council", " City Council", " Council"];
    let name = council.trim();
    let name = name.strip_prefix("The ").unwrap_or(name);
    let name = BEFORE.iter().find_map(|before| name.strip_prefix(before)).unwrap_or(name);
    AFTER.iter().find_map(|after| name.strip_suffix(after)).unwrap_or(name)
}

fn past_inspection(framework: &Framework) -> String {
    // The example takes the second grade, which no framework so far reserves for the rare case.
    let grade = framework.grades.get(1).or(framework.grades.first());
    let rows: Vec<String> = framework
        .areas
        .iter()
        .zip(grade.into_iter().cycle())
        .map(|(area, grade)| format!("{} = {}", area.id, write_value(grade.id.as_str())))
        .collect();
    format!(
        "#[[record]]\n#inspected = 2025-06-02\n#framework = {}\n#judgements = {{ {} }}\n",
        write_value(framework.id.as_str()),
        rows.join(", ")
    )
}

const COUNCIL: &str = r#"# The authority's name in the inspectorate's reports, where it is not the short name.
#authority = "Name in the report"
# Other authorities whose reports are this desk's too, where it serves several councils.
#also_for = ["Name in the report"]
# A paragraph about the council, for notes to editors.
#about = "Who the council serves, and how many people."
#website = "https://www.example.gov.uk"
#region = "North East"
# The time zone of the council's clocks: times are shown and days counted by it.
#timezone = "Europe/London"
"#;

const PATHS_TO_RECRUITMENT: &str = r#"
# Folders, relative to this one. The examples show the defaults.
[paths]
#stories = "."
#templates = "templates"
#frameworks = "frameworks"
#plugins = "plugins"
# A table of past inspections, such as `copydesk batch` writes, to use instead of the one that comes with copydesk.
#record = "record.csv"

# People who speak, write or sign for the council. A statement in a brief names its speaker by `id`, and `--as` names who
# submits or signs a text.
#[[people]]
#id = "director"
#name = "Firstname Surname"
#role = "director of children’s services"

#[[people]]
#id = "cabinet-member"
#name = "Councillor Firstname Surname"
#role = "cabinet member for children and families"
#politician = true

# Somebody who speaks for another body: a partner, or the trust that runs the service.
#[[people]]
#id = "nhs-chief-executive"
#name = "Firstname Surname"
#role = "chief executive of the integrated care board"
#body = "NHS Example Integrated Care Board"

#[[people]]
#id = "head-of-communications"
#name = "Firstname Surname"
#role = "head of communications"

#[[people]]
#id = "press-officer"
#name = "Firstname Surname"
#role = "press officer"

# Roles shared by several people. Every person's `id` is also a role. Set `needs` to "any" or "all".
#[[roles]]
#id = "press-office"
#held_by = ["head-of-communications", "press-officer"]
#needs = "any"

# Who signs off what. copydesk uses the first rule that matches a text. `outputs` and `results` (good, mixed, poor) limit a
# rule; `order` is "together" or "in-order". If no rule matches, anyone in the desk except the author can sign. Authors
# cannot sign off their own text, and each person signs in one role only.
#[[sign_off]]
#results = ["poor"]
#roles = ["press-office", "director", "cabinet-member"]
#order = "in-order"

#[[sign_off]]
#outputs = ["press-release", "web-news"]
#roles = ["director", "cabinet-member"]

#[[sign_off]]
#roles = ["press-office"]

# Where texts are released: `copydesk release` and `copydesk run` put each signed text there, and read it back. A target has one
# of `folder`, `press_list` (a CSV file with the columns name, address, organisation; it needs [mail] below) and `wordpress`.
# `outputs` limits a target; `format`, of the files in a folder or with a mail, is "html", "docx", "md" or "txt".
#[[targets]]
#id = "newsroom"
#folder = "released"
#outputs = ["press-release", "web-news"]
#format = "html"

#[[targets]]
#id = "press"
#press_list = "press.csv"
#outputs = ["press-release"]
#under_embargo = true

#[[targets]]
#id = "site"
#wordpress = "https://news.example.gov.uk"
#user = "copydesk"
#password_file = "wordpress.password"
#outputs = ["web-news"]

# How mail is sent. The password may be in the variable COPYDESK_SMTP_PASSWORD instead of a file. To try it out, write
# `folder = "mails"` and no `server`.
#[mail]
#from = "Press office <press@example.gov.uk>"
#server = "smtps://mail.example.gov.uk"
#user = "press"
#password_file = "mail.password"

# How pages, PDFs and Word documents look. The colour is that of headings and lines. Word documents have the styles, heads and
# feet of the template. Files are relative to this folder.
#[look]
#colour = '#004d40'
#logo = "look/logo.png"
#stylesheet = "look/council.css"
#template = "look/letter.dotx"

# The desk in a browser: `copydesk serve`. Officers write and send texts there; everybody else with a `mail` gets links to the
# texts that wait for their answer, and is reminded once a day after so many hours (0: never).
#[web]
#officers = ["press-office"]
#address = "https://desk.example.gov.uk"
#remind_after = 24

# `waive` names the roles that may let a text out despite errors or a pre-election period; left out, anybody may, with a
# reason. `window` is how many minutes late a scheduled release may begin; later, a person has to ask for it.
[release]
#waive = ["head-of-communications"]
#window = 120

# Contacts printed in the drafts. Set `for` to "press", "staff", "recruitment", "families" or "support" (for staff). One of `email`, `phone` and `url` is enough.
#[[contacts]]
#for = "press"
#name = "Press office"
#email = "press@example.gov.uk"
#phone = "01632 960000"

#[[contacts]]
#for = "staff"
#name = "Internal communications"
#email = "communications@example.gov.uk"

#[[contacts]]
#for = "recruitment"
#name = "Recruitment team"
#url = "https://www.example.gov.uk/social-work-jobs"

# Where families can get help, and where people can report a worry about a child.
#[[contacts]]
#for = "families"
#name = "Children’s services front door"
#phone = "01632 960000"
#url = "https://www.example.gov.uk/help-for-families"

# What a recruitment page offers: `offer` a phrase each, the place and the practice model in a sentence or two.
#[recruitment]
#offer = ["a protected caseload", "supervision every month"]
#place = "What it is like to live and work here."
#practice_model = "How social workers work with families here."
#apply = "https://www.example.gov.uk/social-work-jobs"
"#;

const WORDS: &str = r#"
# Preferred words. On the left, the word to use; on the right, the words it replaces.
[words]
#"children in care" = ["looked-after children", "LAC"]

# How texts are checked. `copydesk check --list` names all that can be found; each weighs off, note, warning or error.
# House rules of your own are files in the folder `rules`; `spelt` has words that no dictionary knows.
#[checks]
#rules = "rules"
#dictionary = "/usr/share/hunspell/en_GB"
#spelt = ["doorstepping"]
#weigh = { spelling = "note", title-long = "off", words-to-avoid = "off", "words-to-avoid/utilise" = "warning" }
"#;

#[cfg(test)]
mod tests {
    use super::super::tests::uncommented;
    use super::{desk_toml, short_name};
    use crate::desk::Desk;
    use crate::inspection::Frameworks;
    use crate::load::toml::{check_desk, read};

    fn frameworks() -> Frameworks {
        let text = include_str!("../../../../tests/fixtures/toml/framework.toml");
        Frameworks::new([read(text).expect("a framework").value])
    }

    #[test]
    fn loads_as_it_stands_and_with_every_example() {
        let text = desk_toml("Avershire County Council", &frameworks());
        let desk = read::<Desk>(&text).expect("the desk as it stands");
        assert_eq!(check_desk(&desk.value, &frameworks(), &desk.places), []);
        assert_eq!((desk.value.council.short.as_str(), desk.value.people.len()), ("Avershire", 0));

        let full = read::<Desk>(&uncommented(&text)).expect("the desk with its examples");
        assert_eq!(check_desk(&full.value, &frameworks(), &full.places), []);
        let Desk { people, roles, sign_off, contacts, recruitment, record, words, .. } = full.value;
        assert_eq!((people.len(), contacts.len(), record[0].judgements.len(), words.len()), (5, 4, 5, 1));
        assert_eq!((roles.len(), sign_off.len(), recruitment.is_some()), (1, 3, true));
    }

    #[test]
    fn any_name_can_be_written() {
        let name = "The \"Aver\\shire\"\nCouncil";
        let desk = read::<Desk>(&desk_toml(name, &Frameworks::default())).expect("a desk").value;
        assert_eq!((desk.council.name.as_str(), desk.council.short.as_str()), (name, "\"Aver\\shire\"\nCouncil"));
    }

    #[test]
    fn shortens_the_usual_forms() {
        let shorts =
            ["City of Averham Council", "Averham Metropolitan Borough Council", "Isle of Aver Council", "Aver"];
        assert_eq!(shorts.map(short_name), ["Averham", "Averham", "Isle of Aver", "Aver"]);
    }
}
