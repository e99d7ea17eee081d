//! Reading a report from where its lines stand. The sheets are drawn here; every word is about a council that is not.

mod bodies;
mod judgements;
mod letters;
mod text;

use copydesk::inspection::{
    Authorities, AuthorityEntry, DocumentKinds, Frameworks, Inspection, PastInspection, PublicRecord,
};
use copydesk::load::pdf::{Line, Page, Pages, TextPiece};
use copydesk::load::{document_kind, framework, report};

/// Draws pages line by line, as the real reports are set: text of 12 points, lines 14.5 apart.
#[derive(Default)]
struct Sheet {
    pages: Pages,
    y: f32,
}

impl Sheet {
    fn page(mut self) -> Sheet {
        self.pages.0.push(Page { width: 595.0, height: 842.0, ..Page::default() });
        self.y = 100.0;
        self
    }

    fn put(mut self, down: f32, size: f32, bold: bool, pieces: &[(f32, &str)]) -> Sheet {
        self.y += down;
        let piece = |(x, text): &(f32, &str)| {
            let letters = u16::try_from(text.chars().count()).expect("a line");
            TextPiece {
                x: *x,
                end: x + f32::from(letters) * size * 0.45,
                y: self.y,
                size,
                bold,
                text: (*text).to_owned(),
            }
        };
        let line = Line { y: self.y, size, artifact: false, pieces: pieces.iter().map(piece).collect() };
        self.pages.0.last_mut().expect("a page").lines.push(line);
        self
    }

    fn title(self, authority: &str) -> Sheet {
        self.title_of(authority, "5 to 9 June 2022")
    }

    fn title_of(self, authority: &str, dates: &str) -> Sheet {
        let title = format!("Inspection of {authority} children’s services");
        self.put(30.0, 26.0, false, &[(72.0, &title)])
            .put(30.0, 12.0, true, &[(72.0, "Inspection dates:"), (180.0, dates)])
            .put(25.0, 12.0, true, &[(72.0, "Lead inspector:"), (180.0, "Ann Aver, His Majesty’s Inspector")])
    }

    fn table(self, rows: &[(&str, &str)]) -> Sheet {
        let head = self.put(40.0, 12.0, true, &[(78.0, "Judgement"), (330.0, "Grade")]);
        rows.iter().fold(head, |sheet, (name, grade)| {
            // A name as long as the column is wide goes on below.
            let split = name.get(..44).and_then(|start| start.rfind(' ')).unwrap_or(name.len());
            let (first, second) = name.split_at(split);
            let sheet = sheet.put(27.0, 12.0, false, &[(78.0, first), (330.0, grade)]);
            if second.is_empty() { sheet } else { sheet.put(14.5, 12.0, false, &[(78.0, second.trim())]) }
        })
    }

    fn heading(self, text: &str) -> Sheet {
        self.put(30.0, 14.0, true, &[(72.0, text)])
    }

    /// The first line of a paragraph.
    fn opens(self, text: &str) -> Sheet {
        self.put(27.0, 12.0, false, &[(72.0, text)])
    }

    fn numbered(self, number: &str, text: &str) -> Sheet {
        self.put(27.0, 12.0, false, &[(72.0, number), (100.0, text)])
    }

    fn more(self, x: f32, text: &str) -> Sheet {
        self.put(14.5, 12.0, false, &[(x, text)])
    }

    fn foot(mut self, text: &str) -> Sheet {
        self.y = 800.0;
        self.put(0.0, 8.0, false, &[(72.0, text)])
    }

    /// A point of a list.
    fn point(self, text: &str) -> Sheet {
        self.put(16.0, 12.0, false, &[(72.0, "◼"), (86.0, text)])
    }

    fn read_with(&self, frameworks: &Frameworks, record: &PublicRecord) -> Inspection {
        self.read_as(&document_kind::builtin(), frameworks, record)
    }

    fn read_as(&self, kinds: &DocumentKinds, frameworks: &Frameworks, record: &PublicRecord) -> Inspection {
        let authorities = Authorities::new(vec![AuthorityEntry {
            name: "Avershire".into(),
            aliases: Vec::new(),
            code: Some("E99000001".into()),
            urn: Some("99001".into()),
            region: Some("Nowhere".into()),
            ended: None,
        }]);
        report::read(&self.pages, &report::Known { kinds, frameworks, authorities: &authorities, record })
    }

    fn read(&self) -> Inspection {
        self.read_with(&framework::builtin(), &PublicRecord::default())
    }
}

const LEADERS: &str = "The impact of leaders on social work practice with children and families";
const HELP: &str = "The experiences and progress of children who need help and protection";
const BOTH: &str = "The experiences and progress of children in care and care leavers";
const OLD_TABLE: [(&str, &str); 4] =
    [(LEADERS, "Good"), (HELP, "Good"), (BOTH, "Requires improvement to be good"), ("Overall effectiveness", "Good")];

fn codes(inspection: &Inspection) -> Vec<(&str, Option<u32>)> {
    inspection.doubts.iter().map(|doubt| (doubt.code.as_str(), doubt.page)).collect()
}

fn texts(inspection: &Inspection) -> Vec<(Option<u32>, &str)> {
    inspection.paragraphs.iter().map(|paragraph| (paragraph.number, paragraph.text.as_str())).collect()
}

fn first_page() -> Sheet {
    Sheet::default()
        .page()
        .title("Avershire local authority")
        .table(&OLD_TABLE)
        .opens("Families in Avershire are helped by people who know them, and who stay for as long as they are needed.")
}

#[test]
fn a_sentence_over_two_pages_has_no_footer_in_it() {
    let sheet = first_page()
        .heading("What needs to improve?")
        .put(20.0, 12.0, false, &[(72.0, "◼ The pace of pre-")])
        .more(90.0, "proceedings. (Outcome 1)")
        .put(20.0, 12.0, false, &[(72.0, "\u{f06e} Help for 16- ")])
        .more(90.0, "and 17-year-olds (those at school).")
        .foot("Inspection of Avershire 5 to 9 June 2022 1")
        .page()
        .heading("The experiences and progress of children who need help and protection: good")
        .numbered("1.", "Plans are written early, and pre-proceedings are well led. Workers know what a")
        .foot("Inspection of Avershire 5 to 9 June 2022 2")
        .page()
        .more(100.0, "child wants in the year that counts for most, as it did in")
        .more(100.0, "2021. Leaders saw this with well-")
        .more(100.0, "being in mind, and com-")
        .more(100.0, "plete it. Work is complete.")
        .numbered("2.", "A second paragraph.")
        .heading("The experiences and progress of children in care and care leavers: requires improvement to be good")
        .numbered("3.", "Homes are found.")
        .heading("The impact of leaders on social work practice with children and families is good")
        .numbered("4.", "Leaders listen.")
        .put(30.0, 10.0, false, &[(72.0, "Who we are and what we do, in small print.")])
        .foot("Inspection of Avershire 5 to 9 June 2022 3");
    let read = sheet.read();
    assert_eq!(codes(&read), []);
    let first = "Plans are written early, and pre-proceedings are well led. Workers know what a child wants in the year \
                 that counts for most, as it did in 2021. Leaders saw this with well-being in mind, and complete it. \
                 Work is complete.";
    let last = [(Some(2), "A second paragraph."), (Some(3), "Homes are found."), (Some(4), "Leaders listen.")];
    assert_eq!(texts(&read), [vec![(Some(1), first)], last.to_vec()].concat());
    let points: Vec<_> = read.improvements.iter().map(|point| (point.text.as_str(), point.tag.as_deref())).collect();
    assert_eq!(
        points,
        [
            ("The pace of pre-proceedings.", Some("Outcome 1")),
            ("Help for 16- and 17-year-olds (those at school).", None)
        ]
    );
    assert_eq!(read.framework.map(|id| id.to_string()).as_deref(), Some("ilacs-2018"));
    assert_eq!(read.authority.code.as_deref(), Some("E99000001"));
    assert_eq!((read.lead_inspectors.len(), read.dates.len(), read.summary.len()), (1, 1, 1));
}

#[test]
fn what_does_not_fit_is_a_doubt() {
    let sheet = first_page()
        .foot("5 to 9 June 2022")
        .page()
        .heading("The experiences and progress of children who need help and protection: inadequate")
        .numbered("1.", "Plans are written early.")
        .numbered("3.", "Plans are read late.")
        .foot("6 to 9 June 2022")
        .page()
        .heading("The experiences and progress of children in care and care leavers: requires improvement")
        .numbered("4.", "Homes are found.")
        .foot("6 to 9 June 2022");
    let read = sheet.read();
    let expected = [
        ("two-dates", Some(2)),
        ("missing-section", None),
        ("missing-section", None),
        ("grade-differs", Some(2)),
        ("numbering-gap", Some(2)),
    ];
    assert_eq!(codes(&read), expected);
    assert_eq!(read.doubts[3].message, format!("“{HELP}” is Good in the table but Inadequate in the heading."));
    assert_eq!(read.doubts[4].message, "Paragraph 1 is followed by paragraph 3.");
}

#[test]
fn rows_and_names_that_nobody_knows_are_doubts() {
    let rows = [(LEADERS, "Splendid"), (HELP, "Good"), ("The speed of the lift", "Good")];
    let read = Sheet::default().page().title("Elsewhere local authority").table(&rows).opens("Text.").read();
    let found = codes(&read);
    assert!(found.contains(&("unknown-authority", Some(1))), "{found:?}");
    assert_eq!(found.iter().filter(|(code, _)| *code == "unknown-judgement").count(), 2, "{:?}", read.doubts);
    assert_eq!((read.document.as_str(), read.framework), ("ilacs", None));
    let none = Sheet::default().page().title("Avershire local authority").opens("Text.").read();
    assert!(codes(&none).contains(&("no-judgements", Some(1))));
}

#[test]
fn marks_and_notes_leave_no_trace() {
    let mut sheet = first_page()
        .page()
        .heading("The impact of leaders on social work practice with children and families: good")
        .numbered("1.", "Leaders listen to families")
        .more(100.0, "and to each other.")
        .put(400.0, 9.0, false, &[(72.0, "1 A note at the foot of the page.")]);
    let lines = &mut sheet.pages.0[1].lines;
    let end = lines[1].pieces[1].end;
    let mark =
        |x: f32, y: f32, text: &str, size: f32| TextPiece { x, end: x + 5.0, y, size, bold: false, text: text.into() };
    let y = lines[1].y;
    lines[1].pieces.push(mark(end, y - 4.0, "1", 7.0));
    lines[1].pieces.push(mark(end + 5.0, y, ", often,", 12.0));
    let read = sheet.read();
    assert_eq!(texts(&read), [(Some(1), "Leaders listen to families, often, and to each other.")]);
}

#[test]
fn the_report_is_held_against_the_record() {
    let past = |text: &str, grade: &str| PastInspection {
        inspected: text.parse().expect("a date"),
        published: None,
        framework: "ilacs-2018".to_owned().try_into().expect("an identifier"),
        judgements: [("overall", grade)]
            .map(|(area, grade)| {
                (area.to_owned().try_into().expect("an area"), grade.to_owned().try_into().expect("a grade"))
            })
            .into(),
    };
    let differs = |grade: &str, text: &str| {
        let record = PublicRecord::new([("E99000001".to_owned(), past("2019-03-04", grade))]);
        let sheet = Sheet::default().page().title("Avershire local authority").table(&OLD_TABLE).opens(text);
        let read = sheet.read_with(&framework::builtin(), &record);
        codes(&read).contains(&("previous-differs", Some(1)))
    };
    let summary = |text: &str| differs("inadequate", text);
    assert!(summary("Services are better than at the last inspection in 2017."));
    assert!(summary("At the last inspection in 2019, services were judged to be good."));
    assert!(!summary("At the last inspection in 2019, services were judged inadequate."));
    let improve = "At the last inspection in 2019, services were judged to require improvement to be good.";
    assert!(differs("inadequate", improve) && !differs("requires-improvement", improve));
    assert!(!summary("Since the last inspection, services for care leavers, judged good then, have grown."));
}

#[test]
fn a_framework_of_next_year_is_a_file() {
    let next = r#"
        id = "ilacs-2027"
        title = "Inspection of children’s services, from 2027"
        document = "ilacs"
        [[areas]]
        id = "leaders"
        name = "The impact of leaders on social work practice with children and families"
        short = "leaders"
        [[areas]]
        id = "family-help"
        name = "How well families are helped together"
        short = "family help"
        [[grades]]
        id = "exceptional"
        name = "Exceptional"
        tone = "good"
        [[grades]]
        id = "needs-attention"
        name = "Needs attention"
        tone = "mixed"
    "#;
    let next = framework::parse(next).expect("a framework");
    let frameworks = Frameworks::new(framework::builtin().iter().cloned().chain([next]));
    let sheet = Sheet::default()
        .page()
        .title("Avershire local authority")
        .table(&[("How well families are helped together", "Needs attention"), (LEADERS, "Exceptional")])
        .opens("Families are helped.")
        .page()
        .heading("How well families are helped together: needs attention")
        .numbered("1.", "Families are helped late.");
    let read = sheet.read_with(&frameworks, &PublicRecord::default());
    assert_eq!(read.framework.as_ref().map(ToString::to_string).as_deref(), Some("ilacs-2027"));
    let rows: Vec<_> = read.judgements.iter().map(|row| (row.area.to_string(), row.grade.to_string())).collect();
    assert_eq!(rows, [("family-help".into(), "needs-attention".into()), ("leaders".into(), "exceptional".into())]);
    assert_eq!(read.paragraphs[0].area.as_ref().map(ToString::to_string).as_deref(), Some("family-help"));
    assert_eq!(sheet.read().framework, None, "without the file the table is not known");
    assert_eq!(codes(&sheet.read())[..2], [("unknown-judgement", Some(1)); 2]);
}

#[test]
fn numbers_may_stand_without_a_dot() {
    let sheet = first_page()
        .page()
        .heading("The experiences and progress of children who need help and protection: good")
        .numbered("1", "Plans are written early in")
        .more(72.0, "3) or more homes.")
        .opens("2) Plans are read late.");
    assert_eq!(
        texts(&sheet.read()),
        [(Some(1), "Plans are written early in 3) or more homes."), (Some(2), "Plans are read late.")]
    );
}
