//! What follows the table: points to improve and the points below them, closing words, numbers of paragraphs.

use super::{Sheet, codes, first_page, texts};

#[test]
fn nothing_under_the_heading_of_points_is_lost() {
    let point =
        |sheet: Sheet, x: f32, sign: &str, text: &str| sheet.put(16.0, 12.0, false, &[(x, sign), (x + 14.0, text)]);
    let mut sheet = first_page().heading("What needs to improve?").opens("Leaders have agreed to all of this.");
    for (x, sign, text) in [
        (72.0, "◼", "The pace of plans. (Outcome 1)"),
        (72.0, "◼", "Help for young people:"),
        (90.0, "\u{2212}", "who leave school"),
        (90.0, "\u{336}", "who move house"),
        (90.0, "o", "who are parents."),
        (72.0, "◼", "The training of staff, including:"),
    ] {
        sheet = point(sheet, x, sign, text);
    }
    let read =
        sheet.page().heading("The impact of leaders on social work practice with children and families: good").read();
    let points: Vec<(&str, Vec<&str>)> = read
        .improvements
        .iter()
        .map(|point| (point.text.as_str(), point.points.iter().map(|point| point.text.as_str()).collect()))
        .collect();
    assert_eq!(
        points,
        [
            ("The pace of plans.", vec![]),
            ("Help for young people:", vec!["who leave school", "who move house", "who are parents."]),
            ("The training of staff, including:", vec![]),
        ]
    );
    let doubt = |code: &str| read.doubts.iter().find(|doubt| doubt.code == code).expect(code).message.clone();
    assert!(doubt("beside-points").contains("Leaders have agreed to all of this."));
    assert!(doubt("point-without-list").contains("The training of staff, including:"));
}

#[test]
fn closing_words_are_no_paragraph_though_the_last_line_is_full() {
    let sheet = first_page()
        .page()
        .heading("The impact of leaders on social work practice with children and families: good")
        .numbered("1.", "Leaders listen to families and to each other, and their plans say so in words all understand.")
        .page()
        .more(72.0, "The Office for Standards in Education regulates and inspects.")
        .more(72.0, "It has its own words about itself.");
    let read = sheet.read();
    assert_eq!(texts(&read).len(), 1);
    assert!(texts(&read)[0].1.ends_with("in words all understand."), "{:?}", texts(&read));
}

#[test]
fn a_number_that_is_missed_costs_no_other() {
    let long = |number: &str, text: &str| (number.to_owned(), text.to_owned());
    let mut sheet = first_page()
        .page()
        .heading("The experiences and progress of children who need help and protection: good")
        .numbered("1.", "Plans are written early.");
    for (_, text) in [
        long("2", "2.Workers visit."),
        long("?", "Visits are written up."),
        long("9", "9.Parents are heard."),
        long("10", "10. Homes are found."),
    ] {
        sheet = sheet.opens(&text);
    }
    let read = sheet.read();
    let numbers: Vec<Option<u32>> = read.paragraphs.iter().map(|paragraph| paragraph.number).collect();
    assert_eq!(numbers, [Some(1), Some(2), None, Some(9), Some(10)], "{:?}", texts(&read));
    assert_eq!(read.paragraphs[1].text, "Workers visit.");
    assert_eq!(read.paragraphs[3].text, "Parents are heard.");
    assert!(codes(&read).contains(&("no-number", Some(2))) && codes(&read).contains(&("numbering-gap", Some(2))));
}
