//! How a desk says where its texts and its mail go.

use super::{DESK, desk_findings};

/// Returns what is said of a desk with these lines in addition: the words at the place, and the message.
fn said(lines: &str) -> Vec<String> {
    let text = format!("{DESK}\n{lines}\n");
    desk_findings(&text)
        .iter()
        .map(|finding| {
            let hint = finding.hint.as_deref().unwrap_or_default();
            format!("{}: {} ({hint})", &text[finding.place], finding.message)
        })
        .collect()
}

#[test]
fn mail_goes_through_one_server_or_into_one_folder() {
    let from = "[mail]\nfrom = \"Avershire <press@avershire.example>\"";
    for right in
        ["server = \"smtps://mail.example\"", "server = \"smtp://10.0.0.1:25\"\nuser = \"a\"", "folder = \"mails\""]
    {
        assert_eq!(said(&format!("{from}\n{right}")), [""; 0], "{right}");
    }
    for (wrong, message) in [
        ("", "`server` and `folder` are both missing"),
        ("server = \"smtps://a.example\"\nfolder = \"mails\"", "`server` and `folder` exclude each other"),
        ("server = \"mail.example\"", "is no mail server: write smtps://HOST"),
        ("server = \"smtp://ann:secret@mail.example\"", "has no user or password"),
        ("folder = \"mails\"\npassword_file = \"p\"", "a password without a `user`"),
        ("folder = \" \"", "`folder` is empty"),
        ("folder = \"mails\"\npassword = \"secret\"", "unknown key `password`"),
    ] {
        let said = said(&format!("{from}\n{wrong}"));
        assert!(said.len() == 1 && said[0].contains(message), "{wrong}: {said:?}");
    }
    let sender = said("[mail]\nfrom = \"the press office\"\nfolder = \"mails\"");
    assert!(sender.len() == 1 && sender[0].contains("is not a mail address"), "{sender:?}");
}

#[test]
fn a_person_has_one_address() {
    let person = |mail: &str| {
        said(&format!("[[people]]\nid = \"ann\"\nname = \"Ann Lee\"\nrole = \"press officer\"\nmail = \"{mail}\""))
    };
    assert_eq!(person("ann.lee@avershire.example"), [""; 0]);
    for wrong in ["ann.lee", "Ann Lee <ann@avershire.example>", "a@b.example, c@b.example", ""] {
        let said = person(wrong);
        assert!(said.len() == 1 && said[0].contains("write the address alone"), "{wrong}: {said:?}");
    }
}

#[test]
fn a_target_is_one_of_three() {
    let mail = "[mail]\nfrom = \"press@avershire.example\"\nfolder = \"mails\"\n";
    let target = |lines: &str| said(&format!("{mail}[[targets]]\nid = \"t\"\n{lines}"));
    for right in [
        "folder = \"site\"",
        "folder = \"site\"\nformat = \"docx\"\noutputs = [\"web-news\"]",
        "press_list = \"press.csv\"\nunder_embargo = true\nformat = \"docx\"",
        "wordpress = \"https://news.example\"\nuser = \"copydesk\"\npassword_file = \"p\"",
    ] {
        assert_eq!(target(right), [""; 0], "{right}");
    }
    for (wrong, message) in [
        ("", "the target `t` leads nowhere: write `folder`, `press_list` or `wordpress`"),
        (
            "folder = \"a\"\npress_list = \"b\"",
            "the target `t` is two: keep one of `folder`, `press_list` and `wordpress`",
        ),
        ("folder = \"a\"\nunder_embargo = true", "has `under_embargo`, which a folder does not have"),
        ("folder = \"a\"\nformat = \"rtf\"", "there is no format `rtf`: write one of html, docx, pdf, md, txt"),
        ("press_list = \"b\"\nuser = \"a\"", "has `user`, which a press list does not have"),
        ("wordpress = \"https://news.example\"", "has no `user`: name the account that posts"),
        (
            "wordpress = \"https://a.example\"\nuser = \"a\"\nformat = \"md\"",
            "has `format`, which a WordPress site does",
        ),
        ("wordpress = \"news.example\"\nuser = \"a\"", "`news.example` is not a web address"),
        ("folder = \" \"", "`folder` is empty"),
    ] {
        let said = target(wrong);
        assert!(said.len() == 1 && said[0].contains(message), "{wrong}: {said:?}");
        assert!(!said[0].starts_with(": "), "it names the place: {said:?}");
    }
    let without = said("[[targets]]\nid = \"t\"\npress_list = \"press.csv\"");
    assert!(
        without.len() == 1 && without[0].contains("\"press.csv\": the desk does not say how it sends mail"),
        "{without:?}"
    );
}
