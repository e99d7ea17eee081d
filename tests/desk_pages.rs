//! An officer's work in a browser: the brief, what was read, quotations, the final report, edited files, release and correction.

use crate::harness::c::library;
use crate::harness::desk::{DRAFT, desk, edit, ok, status};
use crate::harness::release::{sign, signed_for};
use crate::harness::site::{Site, report, wait};
use crate::own_fields::LETTER;
use copydesk::review::Acting;
use copydesk::story::{DeskStore, DraftPlace};
use std::fs;

const OFFICER: &str = "tomasz.arkwright@avershire.example";
const TEXT: &str = "/text/good-result/press-release";
const ACT: &str = "/act/good-result/press-release";
const CLAIMS: &str = "/c/good-result/press-release";
const BRIEF: &str = "/brief/good-result";

fn officer(desk: tempfile::TempDir) -> (Site, String) {
    let site = Site::start(desk, &["press-officer"]);
    let cookie = site.enter(&site.printed_link("Tomasz Arkwright"), OFFICER);
    (site, cookie)
}

fn file(site: &Site, name: &str) -> String {
    fs::read_to_string(site.desk.path().join("good-result").join(name)).unwrap()
}

#[test]
fn the_brief_is_filled_in_as_a_form() {
    let (site, cookie) = officer(desk());
    let before = file(&site, "brief.toml");
    let page = site.get(BRIEF, &cookie);
    assert!(page.body.contains("name=\"/statements/0/speaker\""), "{}", page.body);
    assert!(page.body.contains("Ruth Adeyinka-Shaw, director"), "people of the desk are offered: {}", page.body);
    let seen = page.field("seen");
    // Sent as it is, the file stays byte for byte what it was.
    assert_eq!(site.post(BRIEF, &cookie, &[("seen", &seen), ("/published", "2025-05-06")]).status, 303);
    assert_eq!(file(&site, "brief.toml"), before);
    // A mistake is said next to its field, with what was typed; nothing is saved.
    let wrong =
        [("seen", seen.as_str()), ("/published", "soon"), ("/links/1/text", "A page"), ("/links/1/url", "nowhere")];
    let refused = site.post(BRIEF, &cookie, &wrong);
    assert_eq!(refused.status, 200);
    for words in ["Nothing was saved", "value=\"soon\"", "Day of publication", "#f-published"] {
        assert!(refused.body.contains(words), "{words}: {}", refused.body);
    }
    assert_eq!(file(&site, "brief.toml"), before);
    let good = [
        ("seen", seen.as_str()),
        ("/facts/1/text", "Avershire has 212 foster families."),
        ("/facts/1/source", "Register, April 2025"),
    ];
    assert_eq!(site.post(BRIEF, &cookie, &good).status, 303);
    let after = file(&site, "brief.toml");
    assert!(after.starts_with(&before[..200]) && after.contains("Avershire has 212 foster families."), "{after}");
    // Somebody who began before that does not write over it unseen.
    let late =
        site.post(BRIEF, &cookie, &[("seen", &seen), ("/facts/1/text", "My own fact."), ("/facts/1/source", "Me")]);
    for words in ["Somebody else saved this", "My own fact.", "“Avershire has 212 foster families.”"] {
        assert!(late.body.contains(words), "{words}: {}", late.body);
    }
    assert_eq!(file(&site, "brief.toml"), after);
    let now = late.field("seen");
    assert_eq!(site.post(BRIEF, &cookie, &[("seen", &now), ("/facts/1/text", "My own fact.")]).status, 303);
    assert!(file(&site, "brief.toml").contains("My own fact."));
}

#[test]
fn what_an_output_asks_for_is_part_of_the_form() {
    let desk = desk();
    let found = desk.path().join("found");
    fs::create_dir(&found).unwrap();
    if library(&found, LETTER, &[]).is_none() {
        return;
    }
    let (site, cookie) = officer(desk);
    let page = site.get(BRIEF, &cookie);
    for words in
        ["For your outputs", "Foster letter", "name=\"/outputs/foster-letter/evening\"", "The day of the evening"]
    {
        assert!(page.body.contains(words), "{words}: {}", page.body);
    }
    let (seen, evening, topics) =
        (page.field("seen"), "/outputs/foster-letter/evening", "/outputs/foster-letter/topics");
    let refused = site.post(BRIEF, &cookie, &[("seen", &seen), (evening, "soon")]);
    for words in ["Nothing was saved", "value=\"soon\"", "#f-outputs-foster-letter-evening"] {
        assert!(refused.body.contains(words), "{words}: {}", refused.body);
    }
    let answers = [("seen", seen.as_str()), (evening, "2025-05-20"), (topics, "contact\r\nschool")];
    assert_eq!(site.post(BRIEF, &cookie, &answers).status, 303);
    let saved = file(&site, "brief.toml");
    let table = "[outputs.foster-letter]\nevening = 2025-05-20\ntopics = [\n    \"contact\",\n    \"school\",\n]\n";
    assert!(saved.contains(table), "{saved}");
    let seen = site.get(BRIEF, &cookie).field("seen");
    assert_eq!(site.post(BRIEF, &cookie, &[("seen", &seen), (evening, ""), (topics, "")]).status, 303);
    assert!(!file(&site, "brief.toml").contains("foster-letter"), "an empty table is taken out");
}

#[test]
fn a_file_that_is_no_toml_is_mended_as_a_whole() {
    let (site, cookie) = officer(desk());
    let good = file(&site, "brief.toml");
    fs::write(site.desk.path().join("good-result/brief.toml"), format!("{good}\nlinks = = 3\n")).unwrap();
    let page = site.get(BRIEF, &cookie);
    assert!(page.body.contains("name=\"whole\"") && page.body.contains("Line "), "{}", page.body);
    let seen = page.field("seen");
    assert_eq!(site.post(BRIEF, &cookie, &[("seen", &seen), ("whole", &good)]).status, 303);
    assert_eq!(file(&site, "brief.toml"), good);
}

#[test]
fn a_wrong_grade_is_corrected_and_a_doubt_is_settled() {
    let (site, cookie) = officer(desk());
    let path = site.desk.path().join("good-result/inspection.toml");
    let doubt = "\n[[doubts]]\ncode = \"two-dates\"\nmessage = \"two days are printed\"\npage = 3\n";
    let text = fs::read_to_string(&path).unwrap() + doubt;
    fs::write(&path, &text).unwrap();
    fs::write(site.desk.path().join("good-result/report.pdf"), report()).unwrap();
    let reading = "/reading/good-result";
    let page = site.get(reading, &cookie);
    assert!(page.body.contains("Two days are printed. (page 3)"), "{}", page.body);
    let opened = site.get("/report/good-result", &cookie);
    assert_eq!((opened.status, opened.header("content-type")), (200, Some("application/pdf")));
    let grade = page.body.split("name=\"/judgements/0/grade\"").nth(1).unwrap();
    assert!(grade.split("</select>").next().unwrap().contains(">Outstanding<"), "the grades of the framework: {grade}");
    let sent = [("seen", page.field("seen")), ("settled", "0".into()), ("/judgements/0/grade", "good".into())];
    let sent: Vec<(&str, &str)> = sent.iter().map(|(key, value)| (*key, value.as_str())).collect();
    assert_eq!(site.post(reading, &cookie, &sent).status, 303);
    let after = fs::read_to_string(&path).unwrap();
    assert!(!after.contains("[[doubts]]"), "{after}");
    let lines = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
    let (old, new) = (lines(&text), lines(&after));
    let changed = old.iter().zip(&new).filter(|(old, new)| old != new).count();
    assert_eq!(changed, 1, "one grade and nothing else");
    let refused = site.post(
        reading,
        &cookie,
        &[("seen", &site.get(reading, &cookie).field("seen")), ("/judgements/0/grade", "superb")],
    );
    assert!(refused.body.contains("Nothing was saved") && refused.body.contains("superb"), "{}", refused.body);
}

#[test]
fn a_quotation_is_picked_and_left_again_and_the_next_draft_has_it() {
    let (site, cookie) = officer(desk());
    let page = site.get("/quotes/good-result", &cookie);
    let words = page.body.split("<q>").nth(4).unwrap().split("</q>").next().unwrap();
    let words = words.replace("&amp;", "&").replace("&quot;", "\"");
    let quotes_it = || {
        let (draft, words) = (file(&site, "press-release.md"), words.split(' ').collect::<Vec<_>>());
        words.windows(5).any(|five| draft.contains(&five.join(" ")))
    };
    assert!(!quotes_it(), "one that the release does not have: {words}");
    let picked = site.post("/quote/good-result", &cookie, &[("words", &words), ("wish", "pick"), ("back", "?about=")]);
    assert_eq!((picked.status, picked.header("location")), (303, Some("/quotes/good-result?about=")));
    assert!(site.get("/quotes/good-result", &cookie).body.contains("Quoted before any other"));
    let draft = [("output", "press-release"), ("again", "yes")];
    assert_eq!(site.post("/draft/good-result", &cookie, &draft).status, 303);
    assert!(quotes_it(), "{words}: {}", file(&site, "press-release.md"));
    let left =
        site.post("/quote/good-result", &cookie, &[("words", &words), ("wish", "either"), ("back", "//evil.example")]);
    assert_eq!(left.header("location"), Some("/quotes/good-result"));
    assert!(!site.get("/quotes/good-result", &cookie).body.contains("Quoted before any other"));
    let banned = site.post("/quote/good-result", &cookie, &[("words", &words), ("wish", "ban")]);
    assert_eq!(banned.status, 303);
    assert!(site.get("/quotes/good-result", &cookie).body.contains("Allow it again"));
    let none = site.get("/quotes/good-result?about=nothing&stance=%3Cb%3E", &cookie);
    assert!(none.status == 200 && none.body.contains("0 sentences") && !none.body.contains("<b>"), "{}", none.body);
}

#[test]
fn an_edited_word_file_comes_back_with_its_changes_and_comments() {
    let (site, cookie) = officer(desk());
    ok(&site.desk, &["export", DRAFT, "--to", "docx", "-o", "back.docx"]);
    let bytes = fs::read(site.desk.path().join("back.docx")).unwrap();
    let same = site.upload("/revise/good-result/press-release", &cookie, &[("open", "refuse")], ("back.docx", &bytes));
    assert!(same.status == 200 && same.body.contains("The draft is the edited file now"), "{same:?}");
    let edited =
        file(&site, "press-release.md").replace("in Avershire are Outstanding", "across Avershire are Outstanding");
    let sent = site.upload("/revise/good-result/press-release", &cookie, &[], ("x.MD", edited.as_bytes()));
    assert!(sent.body.contains("1 word is new"), "{}", sent.body);
    assert!(file(&site, "press-release.md").contains("across Avershire are Outstanding"));
    // A file with other words may be the wrong one: it is taken only when the officer says so.
    let other = b"# Minutes\n\nThe parish hall is let on Tuesdays. Dogs stay outside, and cups are washed by those who used them.\n";
    let before = file(&site, "press-release.md");
    let asked = site.upload("/revise/good-result/press-release", &cookie, &[], ("minutes.md", other));
    assert!(asked.status == 200 && asked.body.contains("This seems to be another text"), "{asked:?}");
    assert_eq!(file(&site, "press-release.md"), before);
    let taken = site.upload("/revise/good-result/press-release", &cookie, &[("force", "yes")], ("minutes.md", other));
    assert!(taken.body.contains("The draft is the edited file now"), "{taken:?}");
    for (name, bytes) in [("x.exe", &b"MZ"[..]), ("x.docx", b"no zip"), ("x.md", b""), ("x", b"words")] {
        let refused = site.upload("/revise/good-result/press-release", &cookie, &[], (name, bytes));
        assert!([409, 422].contains(&refused.status), "{name}: {refused:?}");
    }
    let hidden = fs::read_dir(site.desk.path().join(".copydesk")).unwrap().map(|file| file.unwrap().file_name());
    assert!(hidden.into_iter().all(|name| !name.to_string_lossy().starts_with("upload")), "nothing is left over");
}

#[test]
fn the_final_report_is_taken_and_what_differs_is_shown() {
    let (site, cookie) = officer(desk());
    let path = site.desk.path().join("good-result/inspection.toml");
    let earlier = fs::read_to_string(&path).unwrap().replacen("grade = \"outstanding\"", "grade = \"good\"", 1);
    fs::write(&path, earlier).unwrap();
    let taken = site.upload("/final/good-result", &cookie, &[], ("final.pdf", &report()));
    assert!(taken.body.contains("1 difference from the report you drafted from"), "{taken:?}");
    assert!(taken.body.contains("with children and families: good → outstanding."), "{}", taken.body);
    assert!(site.get("/story/good-result", &cookie).body.contains("the final one"));
    let no_pdf = site.upload("/final/good-result", &cookie, &[("replace", "yes")], ("final.pdf", b"<html>"));
    assert_eq!(no_pdf.status, 422);
    assert_eq!(site.upload("/final/none", &cookie, &[], ("final.pdf", &report())).status, 404);
}

#[test]
fn a_signed_text_is_released_corrected_and_taken_back() {
    let (site, cookie) = officer(signed_for("[[targets]]\nid = \"newsroom\"\nfolder = \"site\""));
    let out = || fs::read_to_string(site.desk.path().join("site/good-result/press-release.html")).ok();
    let version = |page: &str| {
        page.split("<h2 id=\"gate\"").nth(1).unwrap().split("name=\"version\" value=\"").nth(1).unwrap()[..64]
            .to_owned()
    };
    let shown = version(&site.get(TEXT, &cookie).body);
    let act = |fields: &[(&str, &str)]| site.post(ACT, &cookie, fields);
    let other = "0".repeat(64);
    assert_eq!(act(&[("act", "release"), ("version", &other)]).status, 409, "another version than the signed one");
    assert_eq!(act(&[("act", "release"), ("version", &shown)]).status, 303);
    let first = out().unwrap();
    assert_eq!(status(&site.desk)["state"], "released");
    edit(&site.desk, "in Avershire are Outstanding", "across Avershire are Outstanding");
    sign(&site.desk, "press-officer");
    let page = site.get(TEXT, &cookie);
    assert!(page.body.contains("Another version of this text is out."), "{}", page.body);
    let shown = version(&page.body);
    let without = act(&[("act", "correct"), ("version", &shown), ("wrong", "A word was missing."), ("right", " ")]);
    assert_eq!(without.status, 422);
    let right = [("act", "correct"), ("version", &shown), ("wrong", "A word was missing."), ("right", "It is across.")];
    assert_eq!(act(&right).status, 303);
    assert!(out().unwrap().contains("across Avershire") && out().unwrap() != first);
    assert_eq!(act(&[("act", "withdraw"), ("version", &shown), ("because", "A wrong figure.")]).status, 303);
    assert_eq!(out(), None);
    ok(&site.desk, &["log", "--verify"]);
}

#[test]
fn a_colleague_checks_the_facts_and_an_answer_holds_as_long_as_its_sentence() {
    let desk = desk();
    edit(
        &desk,
        "Children’s services in Avershire are Outstanding",
        "All 212 foster families were asked. Children’s services in Avershire are Outstanding",
    );
    ok(&desk, &["submit", DRAFT, "--as", "press-officer", "--despite", "The figure is being checked."]);
    let settings = fs::read_to_string(desk.path().join("desk.toml")).unwrap();
    let role = "role = \"social worker in the Ashmoor safeguarding team\"\n";
    let with_mail = settings.replace(role, &format!("{role}mail = \"imani.castellow@avershire.example\"\n"));
    fs::write(desk.path().join("desk.toml"), with_mail).unwrap();
    let (site, officer) = officer(desk);
    let nobody = site.post("/ask/good-result/press-release", &officer, &[("person", "senior-practitioner")]);
    assert_eq!(nobody.status, 422, "{nobody:?}");
    let asked = site.post("/ask/good-result/press-release", &officer, &[("person", "social-worker")]);
    assert_eq!(asked.status, 303, "{asked:?}");
    let address = "imani.castellow@avershire.example";
    let checker = site.enter(&site.mailed_link(address), address);
    // She is asked about this text, signs nothing, and sees no other text.
    assert_eq!(site.get("/t/good-result/press-release", &checker).header("location"), Some(CLAIMS));
    assert_eq!(site.get("/t/mixed-result/press-release", &checker).status, 404);
    let page = site.get(CLAIMS, &checker);
    let (without, with) = page.body.split_once("From the report, the brief or the desk").expect("both kinds");
    assert!(without.contains("<mark>All 212 foster families were asked.</mark>"), "{without}");
    assert!(with.contains("Paragraph 16 of the report") && !with.contains("212 foster"), "{with}");
    let version = page.field("version");
    let sentence = "All 212 foster families were asked.";
    let say = |sentence: &str, version: &str, verdict: &str, because: &str| {
        let fields = [("version", version), ("sentence", sentence), ("verdict", verdict), ("because", because)];
        site.post(CLAIMS, &checker, &fields).status
    };
    assert_eq!(say(sentence, &version, "wrong", " "), 422, "what is right is missing");
    assert_eq!(say(sentence, &version, "perhaps", ""), 422);
    assert_eq!(say("Another sentence.", &version, "right", ""), 409);
    assert_eq!(say(sentence, &"0".repeat(64), "right", ""), 409);
    assert_eq!(say(sentence, &version, "wrong", "There are 221."), 303);
    let line = "Imani Castellow says that it is wrong: “All 212 foster families were asked.”: There are 221.";
    for page in [TEXT, "/t/good-result/press-release", CLAIMS] {
        assert!(site.get(page, &officer).body.contains(line), "{page}: {}", site.get(page, &officer).body);
    }
    assert!(ok(&site.desk, &["log"]).out.contains("says that it is wrong"));
    let state = status(&site.desk);
    assert_eq!(state["state"], "submitted", "it changes nothing about the sign-offs");
    // In the next version the sentence is another one; what was said of the old one stays on record, and holds no longer.
    assert_eq!(say("Help and protection for children is Good.", &version, "right", ""), 303);
    edit(&site.desk, "All 212 foster", "All 221 foster");
    ok(&site.desk, &["submit", DRAFT, "--as", "press-officer", "--despite", "Corrected."]);
    let page = site.get(CLAIMS, &officer).body;
    assert!(!page.contains("There are 221.") && page.contains("says that it is right"), "{page}");
    assert_eq!(say(sentence, &version, "right", ""), 409, "the version that she saw is not the current one");
    ok(&site.desk, &["log", "--verify"]);
}

#[test]
fn what_was_copied_from_word_or_a_page_becomes_markdown() {
    let (site, cookie) = officer(desk());
    let page = "<html><body><!--StartFragment--><p class=MsoNormal><b>Result</b></p><ul><li>One</li><li>Two &amp; <i>three</i></li></ul><p style='display:none'>Hidden</p><script>x()</script><!--EndFragment--></body></html>";
    let pasted = site.post("/paste", &cookie, &[("page", page)]);
    assert_eq!((pasted.status, pasted.body.trim()), (200, "**Result**\n\n- One\n- Two & _three_"), "{pasted:?}");
    assert!(pasted.header("content-type").unwrap().starts_with("text/plain"), "{pasted:?}");
    assert_eq!(site.post("/paste", "", &[("page", page)]).status, 401);
}

#[test]
fn an_officer_sees_who_else_has_a_text_open() {
    let site = Site::start(desk(), &["press-officer", "head-of-communications"]);
    let cookie = site.enter(&site.printed_link("Tomasz Arkwright"), OFFICER);
    let other = site.enter(&site.printed_link("Oona Merridew"), "oona.merridew@avershire.example");
    assert!(!site.get(TEXT, &cookie).body.contains("has this text open too"));
    assert!(site.get(TEXT, &other).body.contains("Tomasz Arkwright has this text open too"));
    let page = site.get(TEXT, &cookie).body;
    assert!(page.contains("Oona Merridew has this text open too") && !page.contains("Tomasz Arkwright has this"));
}

#[test]
fn the_calendar_and_the_desk_say_when_and_who() {
    let target = "[[targets]]\nid = \"newsroom\"\nfolder = \"site\"";
    let (site, cookie) = officer(signed_for(target));
    assert!(site.get("/times", &cookie).body.contains("Signed off by all, without a time"));
    let at = ["schedule", DRAFT, "--at", "2999-07-28T09:30", "--as", "press-officer"];
    ok(&site.desk, &at);
    let page = site.get("/times", &cookie).body;
    assert!(page.contains("28 July 2999, 09:30 BST") && page.contains("To newsroom"), "{page}");
    let file = site.get("/times.ics", &cookie);
    assert!(file.body.contains("DTSTART") && !file.body.contains("good-result"), "{file:?}");
    let page = site.get("/desk", &cookie).body;
    for words in ["Ruth Adeyinka-Shaw", "the folder site", "Press release", "one after the other", "none: gets no link"]
    {
        assert!(page.contains(words), "{words}: {page}");
    }
}

#[test]
fn people_who_have_not_answered_for_a_day_are_reminded_in_the_morning() {
    let desk = desk();
    let store = DeskStore::open(desk.path()).unwrap();
    let (by, at) = (store.person(Some("press-officer")).unwrap(), "2025-05-01T15:00:00Z".parse().unwrap());
    let place = DraftPlace::of(&desk.path().join(DRAFT), None).unwrap();
    store.submit(&place, None, &Acting { by, proof: None, at }).unwrap();
    let overdue = |at: &str| -> Vec<(String, usize)> {
        let people = store.overdue(at.parse().unwrap()).unwrap();
        people.into_iter().map(|(person, count)| (person.id.0, count)).collect()
    };
    assert_eq!(overdue("2025-05-02T14:59:00Z"), [], "not yet a day");
    let both = [("cabinet-member".to_owned(), 1), ("director".to_owned(), 1)];
    assert_eq!(overdue("2025-05-02T15:00:00Z"), both);
    assert_eq!(overdue("2025-05-03T06:59:00Z"), [], "07:59 by the clocks of the council");
    assert_eq!(overdue("2025-05-03T07:00:00Z"), both);
    // The site sends it once, however often it looks, with a link to all that waits.
    if jiff::Zoned::now().with_time_zone(jiff::tz::TimeZone::get("Europe/London").unwrap()).hour() >= 8 {
        let site = Site::start(desk, &[]);
        let reminded = || {
            site.mails("ruth.adeyinka-shaw@")
                .iter()
                .filter(|mail| mail.contains("Subject: A text waits for your answer") && !mail.contains("Tomasz"))
                .count()
        };
        wait(|| (reminded() > 0).then_some(()));
        std::thread::sleep(std::time::Duration::from_secs(6));
        assert_eq!(reminded(), 1);
    }
}

#[test]
fn officers_alone_have_these_pages() {
    let site = Site::start(desk(), &["director"]);
    let cookie = site.enter(&site.printed_link("Ruth Adeyinka-Shaw"), "ruth.adeyinka-shaw@avershire.example");
    for page in [
        BRIEF,
        "/reading/good-result",
        "/quotes/good-result",
        "/report/good-result",
        "/story/good-result",
        "/times",
        "/times.ics",
        "/desk",
    ] {
        assert_eq!(site.get(page, &cookie).status, 404, "{page}");
        assert_eq!(site.get(page, "").status, 401, "{page}");
    }
    let before = file(&site, "brief.toml");
    for (page, fields) in
        [(BRIEF, &[("seen", ""), ("whole", "x")][..]), ("/quote/good-result", &[("words", "w"), ("wish", "pick")])]
    {
        assert_eq!(site.post(page, &cookie, fields).status, 404, "{page}");
    }
    for page in ["/final/good-result", "/revise/good-result/press-release"] {
        assert_eq!(site.upload(page, &cookie, &[], ("x.md", b"words")).status, 404, "{page}");
    }
    let (officers, own) = officer(desk());
    for page in
        ["/brief/../good-result", "/brief/..%2f..%2fetc", "/brief/nothing", "/report/%2e%2e", "/quotes/desk.toml"]
    {
        assert_eq!(officers.get(page, &own).status, 404, "{page}");
    }
    assert_eq!(file(&site, "brief.toml"), before);
}
