//! The desk in a browser: what an approver and an officer do, and what nobody can do.
#![expect(clippy::disallowed_methods, reason = "threads answer at once")]

use crate::harness::copydesk_in;
use crate::harness::desk::{DRAFT, desk, edit, ok};
use crate::harness::site::{Answer, Site, report, wait};
use serde_json::Value;
use std::fs;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

const DIRECTOR: &str = "ruth.adeyinka-shaw@avershire.example";
const MEMBER: &str = "marian.thackwell@avershire.example";
const OFFICER: &str = "tomasz.arkwright@avershire.example";
const PAGE: &str = "/t/good-result/press-release";
const ANSWER: &str = "/answer/good-result/press-release";
const TEXT: &str = "/text/good-result/press-release";

/// Serves the desk with its text submitted.
fn submitted() -> Site {
    let desk = desk();
    ok(&desk, &["submit", DRAFT, "--as", "press-officer"]);
    Site::start(desk, &[])
}

fn log(site: &Site) -> Vec<Value> {
    let run = copydesk_in(site.desk.path(), &["log", "--format", "json"]);
    assert_eq!(run.code, 0, "{}", run.err);
    serde_json::from_str(&run.out).unwrap()
}

fn signed(site: &Site) -> Vec<Value> {
    log(site).into_iter().filter(|event| event["act"].get("signed").is_some()).collect()
}

#[test]
fn from_a_mailed_link_to_a_yes_on_record() {
    let site = submitted();
    let door = site.mailed_link(DIRECTOR);
    let cookie = site.enter(&door, DIRECTOR);
    let page = site.get(PAGE, &cookie);
    assert_eq!(page.status, 200, "{page:?}");
    for words in [
        "Ofsted lifts Avershire children’s services to Outstanding",
        "Tomasz Arkwright",
        "nothing goes out before",
        "Ruth Adeyinka-Shaw (you): not answered yet",
        "✓ paragraph 16 of the report",
        "What the text says of the result: 8 of 8",
    ] {
        assert!(page.body.contains(words), "{words}: {}", page.body);
    }
    let version = page.field("version");
    let answered =
        site.post(ANSWER, &cookie, &[("version", &version), ("answer", "yes"), ("because", "Thank the teams.")]);
    assert_eq!((answered.status, answered.header("location")), (303, Some("/t/good-result/press-release#state")));
    let events = signed(&site);
    assert_eq!(events.len(), 1);
    assert_eq!(events[0]["act"]["signed"]["version"], version.as_str());
    assert_eq!(events[0]["by"]["id"], "director");
    let proof = &events[0]["proof"]["link"];
    assert_eq!(proof["address"], "r•••@avershire.example");
    assert!(proof["session"].is_number(), "{proof}");
    let record = copydesk_in(site.desk.path(), &["log", "--verify"]);
    assert_eq!(record.code, 0, "{}", record.err);
    assert!(copydesk_in(site.desk.path(), &["log"]).out.contains("(in a browser)"));
    let page = site.get(PAGE, &cookie);
    assert!(page.body.contains("Ruth Adeyinka-Shaw (you): yes, "), "{}", page.body);
    // Mails say that something waits, and never what.
    for mail in site.mails("@avershire.example") {
        assert!(!mail.contains("Outstanding") && !mail.contains("good-result"), "{mail}");
    }
}

#[test]
fn a_no_goes_back_with_its_reason_and_a_new_version_shows_what_changed() {
    let site = submitted();
    let cookie = site.enter(&site.mailed_link(DIRECTOR), DIRECTOR);
    let version = site.get(PAGE, &cookie).field("version");
    let without = site.post(ANSWER, &cookie, &[("version", &version), ("answer", "no"), ("because", "  ")]);
    assert_eq!(without.status, 422);
    let neither = site.post(ANSWER, &cookie, &[("version", &version)]);
    assert_eq!(neither.status, 422);
    let reason = "<script>alert(1)</script> & name the teams";
    assert_eq!(site.post(ANSWER, &cookie, &[("version", &version), ("answer", "no"), ("because", reason)]).status, 303);
    let page = site.get(PAGE, &cookie);
    assert!(page.body.contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp; name the teams"), "{}", page.body);
    assert!(!page.body.contains("<script>alert"), "{}", page.body);
    assert!(!page.body.contains("Send my answer"), "nothing is asked of her");
    edit(&site.desk, "up from Good in 2021", "up from Good at the last inspection");
    ok(&site.desk, &["submit", DRAFT, "--as", "press-officer"]);
    let page = site.get(PAGE, &cookie);
    assert!(page.body.contains("What changed since the version that you gave back on"), "{}", page.body);
    assert!(page.body.contains("<span class=\"vh\">inserted: </span>"), "{}", page.body);
    // The old version is not what she sees: an answer to it is refused.
    let late = site.post(ANSWER, &cookie, &[("version", &version), ("answer", "yes")]);
    assert_eq!(late.status, 409, "{late:?}");
    assert!(late.body.contains("See the text as it is now"), "{}", late.body);
    assert_eq!(signed(&site).len(), 0);
}

#[test]
fn a_link_alone_opens_nothing() {
    let site = submitted();
    let door = site.mailed_link(DIRECTOR);
    let (events, mails) = (log(&site).len(), site.mails(DIRECTOR).len());
    for _ in 0..3 {
        for method in ["GET", "HEAD"] {
            let opened = site.send(method, &door, &[], b"");
            assert_eq!(opened.status, 200);
            assert!(!opened.body.contains("good-result") && !opened.body.contains("Ofsted"), "{}", opened.body);
            assert!(opened.header("set-cookie").is_none());
        }
    }
    assert_eq!((log(&site).len(), site.mails(DIRECTOR).len()), (events, mails), "a scanner changes nothing");
    assert_eq!(site.get(PAGE, "").status, 401);
    assert_eq!(site.post(ANSWER, "", &[("version", &"0".repeat(64)), ("answer", "yes")]).status, 401);
    for wrong in ["/r/", "/r/00000000000000000000000000000000", "/r/..%2f..%2fdesk.toml", "/r/%00"] {
        assert_eq!(site.get(wrong, "").status, 404, "{wrong}");
    }
    // A scanner that submits the form causes mails, and no more than three.
    for expected in [303, 303, 303, 429, 429] {
        assert_eq!(site.post(&format!("{door}/code"), "", &[]).status, expected);
    }
    let code = site.code(DIRECTOR);
    let not_it = if code == "000000" { "000001" } else { "000000" };
    for _ in 0..5 {
        assert_eq!(site.post(&door, "", &[("code", not_it)]).status, 403);
    }
    assert_eq!(site.post(&door, "", &[("code", &code)]).status, 403, "after five tries the right one comes too late");
    assert_eq!(signed(&site).len(), 0);
}

#[test]
fn codes_are_counted_together_over_two_servers() {
    let site = submitted();
    let door = site.mailed_link(DIRECTOR);
    // A second server of the same desk: another process on the same folder.
    let other = site.beside();
    let (path, own) = (format!("{door}/code"), [("Sec-Fetch-Site", "same-origin")]);
    let mut sent = 0;
    for _ in 0..3 {
        sent += usize::from(site.send("POST", &path, &own, b"").status == 303);
        sent += usize::from(other.send("POST", &path, &own, b"").status == 303);
    }
    assert_eq!(sent, 3);
}

#[test]
fn requests_from_elsewhere_change_nothing() {
    let site = submitted();
    let door = site.mailed_link(DIRECTOR);
    let cookie = site.enter(&door, DIRECTOR);
    let version = site.get(PAGE, &cookie).field("version");
    let body = format!("version={version}&answer=yes");
    let kind = ("Content-Type", "application/x-www-form-urlencoded");
    for origin in [
        ("Sec-Fetch-Site", "cross-site"),
        ("Sec-Fetch-Site", "same-site"),
        ("Sec-Fetch-Site", "none"),
        ("Origin", "https://evil.example"),
        ("Origin", "null"),
        ("Referer", "http://127.0.0.1/"),
    ] {
        let refused = site.send("POST", ANSWER, &[("Cookie", &cookie), kind, origin], body.as_bytes());
        assert_eq!(refused.status, 403, "{origin:?}");
    }
    assert_eq!(site.send("GET", &format!("{ANSWER}?{body}"), &[("Cookie", &cookie)], b"").status, 405, "never by GET");
    // A forged host changes no address in a mail.
    let forged =
        [("Host", "evil.example"), ("X-Forwarded-Host", "evil.example"), ("Sec-Fetch-Site", "same-origin"), kind];
    site.send("POST", &format!("{door}/code"), &forged, b"");
    assert!(site.mails("@avershire.example").iter().all(|mail| !mail.contains("evil.example")));
    // A cookie that somebody else chose opens nothing: the site makes its own.
    assert_eq!(site.get(PAGE, "copydesk=fixed").status, 401);
    let again = site.enter_with(&door, DIRECTOR, "copydesk=fixed");
    assert_ne!(again, "copydesk=fixed");
    assert_eq!(site.get(PAGE, "copydesk=fixed").status, 401);
    let page = site.get(PAGE, &cookie);
    let rules = page.header("content-security-policy").unwrap();
    assert!(rules.starts_with("default-src 'none'") && !rules.contains("unsafe"), "{rules}");
    assert_eq!(page.header("cache-control"), Some("no-store"));
    assert_eq!(page.header("referrer-policy"), Some("no-referrer"));
    let set = site.post(&format!("{door}/code"), "", &[]);
    assert!(set.header("set-cookie").is_none());
    assert_eq!(signed(&site).len(), 0);
}

#[test]
fn people_see_what_they_are_asked_about_and_nothing_else() {
    let desk = desk();
    ok(&desk, &["submit", DRAFT, "--as", "press-officer"]);
    let site = Site::start(desk, &["chief-executive", "press-officer"]);
    let chief = site.enter(&site.printed_link("Dermot Pallisher"), "dermot.pallisher@avershire.example");
    let list = site.get("/t", &chief);
    assert!(list.body.contains("Nothing waits for your answer"), "{}", list.body);
    let member = site.enter(&site.mailed_link(MEMBER), MEMBER);
    assert_eq!(site.get(PAGE, &member).status, 200);
    let version = site.get(PAGE, &member).field("version");
    for cookie in [&chief, &member] {
        for path in [TEXT, "/record", "/story/good-result", "/story/..", "/t/../desk.toml", "/t/good-result/brief"] {
            assert_eq!(site.get(path, cookie).status, 404, "{path}");
        }
        for path in [
            "/save/good-result/press-release",
            "/act/good-result/press-release",
            "/draft/good-result",
            "/check/good-result/press-release",
        ] {
            let refused = site.post(
                path,
                cookie,
                &[("words", "x"), ("act", "withdraw"), ("output", "web-news"), ("version", &version)],
            );
            assert_eq!(refused.status, 404, "{path}");
        }
    }
    assert_eq!(site.get(PAGE, &chief).status, 404, "nobody asked him");
    let no = site.post(ANSWER, &chief, &[("version", &version), ("answer", "no"), ("because", "me too")]);
    assert_eq!(no.status, 404);
    // The author reads it, and cannot sign it.
    let officer = site.enter(&site.printed_link("Tomasz Arkwright"), OFFICER);
    let own = site.post(ANSWER, &officer, &[("version", &version), ("answer", "yes")]);
    assert_eq!(own.status, 409, "{own:?}");
    assert_eq!(signed(&site).len(), 0);
    // Signing out ends the session, in every browser that has its cookie.
    assert_eq!(site.post("/leave", &member, &[]).status, 200);
    assert_eq!(site.get(PAGE, &member).status, 401);
}

#[test]
fn comments_are_answered_and_closed() {
    let site = submitted();
    let cookie = site.enter(&site.mailed_link(DIRECTOR), DIRECTOR);
    let version = site.get(PAGE, &cookie).field("version");
    let on = "/comment/good-result/press-release";
    let words = "<img src=x onerror=alert(1)>";
    for _ in 0..2 {
        let saved = site.post(on, &cookie, &[("version", &version), ("leaf", "2"), ("comment", words)]);
        assert_eq!((saved.status, saved.header("location")), (303, Some("/t/good-result/press-release#l2")));
    }
    let page = site.get(PAGE, &cookie);
    assert_eq!(page.body.matches("&lt;img src=x onerror=alert(1)&gt;").count(), 1, "sent twice, kept once");
    assert!(!page.body.contains("<img"), "{}", page.body);
    assert_eq!(site.post(on, &cookie, &[("version", &version), ("leaf", "2"), ("comment", " ")]).status, 422);
    assert_eq!(site.post(on, &cookie, &[("version", &version), ("leaf", "999"), ("comment", "x")]).status, 404);
    let member = site.enter(&site.mailed_link(MEMBER), MEMBER);
    let reply = [("version", version.as_str()), ("leaf", "2"), ("comment", "Agreed."), ("answers", "1")];
    assert_eq!(site.post(on, &member, &reply).status, 303);
    assert_eq!(site.post(on, &member, &[("version", &version), ("leaf", "2"), ("close", "1")]).status, 303);
    let page = site.get(PAGE, &cookie);
    assert!(
        page.body.contains("Agreed.") && page.body.contains("Closed by Councillor Marian Thackwell"),
        "{}",
        page.body
    );
}

#[test]
fn an_officer_goes_from_the_pdf_to_sign_off() {
    let site = Site::start(desk(), &["press-officer"]);
    let cookie = site.enter(&site.printed_link("Tomasz Arkwright"), OFFICER);
    let made = upload(&site, &cookie, "ofsted-2025", &report());
    assert_eq!((made.status, made.header("location")), (303, Some("/story/ofsted-2025")), "{made:?}");
    let page = site.get("/story/ofsted-2025", &cookie);
    assert!(page.body.contains("Overall effectiveness: <strong>Outstanding</strong>"), "{}", page.body);
    let drafted = site.post("/draft/ofsted-2025", &cookie, &[("output", "staff-newsletter")]);
    assert_eq!(drafted.header("location"), Some("/text/ofsted-2025/staff-newsletter"), "{drafted:?}");
    let page = site.get("/text/ofsted-2025/staff-newsletter", &cookie);
    let (seen, file) = (page.field("seen"), site.desk.path().join("ofsted-2025/staff-newsletter.md"));
    let words = "# Our result\r\n\r\nOfsted rates us Inadequate overall.\r\n";
    let found = site.post("/check/ofsted-2025/staff-newsletter", &cookie, &[("words", words)]);
    assert!(found.body.contains("blocks the text") || found.body.contains("block the text"), "{}", found.body);
    assert!(fs::read_to_string(&file).unwrap().len() > 500, "a check saves nothing");
    let save = "/save/ofsted-2025/staff-newsletter";
    assert_eq!(site.post(save, &cookie, &[("seen", &seen), ("words", words)]).status, 303);
    assert_eq!(fs::read_to_string(&file).unwrap(), words.replace('\r', ""));
    // Somebody who began before that does not write over it, and gets their words back.
    let late = site.post(save, &cookie, &[("seen", &seen), ("words", "My own words <b>")]);
    assert!(
        late.body.contains("Your words are not saved") && late.body.contains("My own words &lt;b&gt;"),
        "{}",
        late.body
    );
    assert_eq!(fs::read_to_string(&file).unwrap(), words.replace('\r', ""));
    let act = "/act/ofsted-2025/staff-newsletter";
    let send = |seen: &str, because: &str| {
        site.post(act, &cookie, &[("act", "submit"), ("version", seen), ("because", because)])
    };
    assert_eq!(send(&seen, "").status, 422, "the draft was saved since");
    let seen = site.get("/text/ofsted-2025/staff-newsletter", &cookie).field("seen");
    assert_eq!(send(&seen, "").status, 409, "an error holds it back");
    assert_eq!(send(&seen, "The director asked for it.").status, 303);
    let door = site.mailed_link(DIRECTOR);
    let director = site.enter(&door, DIRECTOR);
    let page = site.get("/t/ofsted-2025/staff-newsletter", &director);
    assert!(page.body.contains("This text cannot go out as it is"), "{}", page.body);
    let stopped = site.post(act, &cookie, &[("act", "stop"), ("because", "A by-election was called.")]);
    assert_eq!(stopped.status, 303, "{stopped:?}");
    assert!(log(&site).last().unwrap()["act"].get("stopped").is_some());
}

#[test]
fn bad_uploads_are_refused_by_name() {
    let site = Site::start(desk(), &["press-officer"]);
    let cookie = site.enter(&site.printed_link("Tomasz Arkwright"), OFFICER);
    for name in ["", "../out", "a/b", ".hidden", "UPPER", "-x", "good-result"] {
        let refused = upload(&site, &cookie, name, &report());
        assert!([409, 422].contains(&refused.status), "{name}: {refused:?}");
    }
    for bytes in [&b""[..], b"<html>", b"%PDF-1.7 and nothing more", b"PK\x03\x04"] {
        let refused = upload(&site, &cookie, "new-one", bytes);
        assert!([409, 422].contains(&refused.status), "{refused:?}");
        assert!(!site.desk.path().join("new-one").exists());
    }
    let large = upload(&site, &cookie, "new-one", &vec![b'%'; 21 << 20]);
    assert!([413, 422].contains(&large.status), "{}", large.status);
    let hidden = fs::read_dir(site.desk.path().join(".copydesk")).unwrap().map(|file| file.unwrap().file_name());
    assert!(hidden.into_iter().all(|name| !name.to_string_lossy().starts_with("upload")), "nothing is left over");
}

fn upload(site: &Site, cookie: &str, name: &str, report: &[u8]) -> Answer {
    // A file name that leads out of the folder.
    site.upload("/new", cookie, &[("name", name)], ("../../desk.toml", report))
}

#[test]
fn no_answer_lands_on_a_text_that_the_person_has_not_seen() {
    let rounds = if std::env::var_os("COPYDESK_SLOW").is_some() { 300 } else { 12 };
    let site = submitted();
    let cookie = site.enter(&site.mailed_link(DIRECTOR), DIRECTOR);
    let (done, mut seen, mut recorded) = (AtomicBool::new(false), Vec::new(), 0);
    thread::scope(|scope| {
        // An officer changes the text and submits it again, as fast as the desk lets her.
        scope.spawn(|| {
            let mut number = 0;
            while !done.load(Ordering::Relaxed) {
                number += 1;
                let path = site.desk.path().join(DRAFT);
                let draft = fs::read_to_string(&path).unwrap();
                let cut = draft.find("\n\nRound ").unwrap_or(draft.trim_end().len());
                fs::write(&path, format!("{}\n\nRound {number}.\n", &draft[..cut])).unwrap();
                let by = if number % 2 == 0 { "press-officer" } else { "head-of-communications" };
                let because = ["--despite", "a race"];
                copydesk_in(site.desk.path(), &["submit", DRAFT, "--as", by, because[0], because[1]]);
            }
        });
        for _ in 0..rounds {
            let page = site.get(PAGE, &cookie);
            if !page.body.contains("name=\"version\"") {
                continue;
            }
            let version = page.field("version");
            let fields = [("version", version.as_str()), ("answer", "yes"), ("because", "seen")];
            let answered = site.post(ANSWER, &cookie, &fields);
            assert!([303, 409, 422].contains(&answered.status), "{answered:?}");
            recorded += usize::from(answered.status == 303);
            seen.push((version, answered.status));
        }
        done.store(true, Ordering::Relaxed);
    });
    let of_record: Vec<String> =
        signed(&site).iter().map(|event| event["act"]["signed"]["version"].as_str().unwrap().to_owned()).collect();
    assert_eq!(of_record.len(), recorded);
    for version in &of_record {
        assert!(seen.iter().any(|(shown, status)| shown == version && *status == 303), "{version} was never shown");
    }
    assert!(wait(|| Some(seen.len())) > rounds / 2, "she could hardly ever answer");
}
