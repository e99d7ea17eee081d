//! Saved mails: their words are read, whichever part has them and however it is packed, and what is left out is named.

use crate::harness::copydesk_in;

const HEAD: &str = "From: Ruth Dale <ruth@a.example>\r\nSubject: Our answer\r\nMIME-Version: 1.0\r\n";

#[test]
fn the_words_of_a_mail_are_those_of_its_page() {
    let folder = tempfile::tempdir().unwrap();
    let mail = format!(
        "{HEAD}Content-Type: multipart/alternative; boundary=\"y\"\r\n\r\n--y\r\nContent-Type: text/plain\r\n\r\n\
         The council is glad. Only here.\r\n--y\r\nContent-Type: text/html; charset=utf-8\r\n\
         Content-Transfer-Encoding: quoted-printable\r\n\r\n<p>The <b>council</b> is=20glad.</p><ul><li>Caf=C3=A9</li></ul>\r\n\
         --y--\r\n"
    );
    std::fs::write(folder.path().join("answer.eml"), mail).unwrap();
    let run = copydesk_in(folder.path(), &["export", "answer.eml", "--to", "md", "-o", "-"]);
    assert_eq!((run.code, run.out.as_str()), (0, "The **council** is glad.\n\n- Café\n"), "{}", run.err);
    for said in ["the subject of the mail is left out: “Our answer”", "the page of the mail has not: “Only here.”"]
    {
        assert!(run.err.contains(said), "{said}: {}", run.err);
    }
    // Two mails with one text are not the same if only one has a subject.
    std::fs::write(folder.path().join("answer.md"), "The **council** is glad.\n\n- Café\n").unwrap();
    let diff = copydesk_in(folder.path(), &["diff", "answer.eml", "answer.md", "--exit-code"]);
    assert!(diff.code == 1 && diff.out.contains("the subject of the mail is left out"), "{}", diff.out);
}

#[test]
fn a_mail_in_plain_text_is_plain_text() {
    let folder = tempfile::tempdir().unwrap();
    let mail = format!(
        "{HEAD}Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\nV2UgYWdyZWUuCgpSdXRo\r\n"
    );
    std::fs::write(folder.path().join("answer.eml"), mail).unwrap();
    let run = copydesk_in(folder.path(), &["export", "answer.eml", "--to", "txt", "-o", "-"]);
    assert_eq!((run.code, run.out.as_str()), (0, "We agree.\n\nRuth\n"), "{}", run.err);
}

#[test]
fn a_mail_without_words_is_refused_by_name() {
    let folder = tempfile::tempdir().unwrap();
    let mail = format!("{HEAD}Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n");
    std::fs::write(folder.path().join("answer.eml"), mail).unwrap();
    let run = copydesk_in(folder.path(), &["export", "answer.eml", "--to", "txt", "-o", "-"]);
    assert!(run.code == 1 && run.err.contains("help: open it, and copy its words into a text file"), "{}", run.err);
}
