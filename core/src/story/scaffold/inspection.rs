//! An inspection as a text that people read and correct. Reading it back gives the same inspection.

use super::remark;
use crate::inspection::{Authority, Doubt, Improvement, Inspection, Inspector, Judgement, Paragraph, Point, Section};
use crate::load::toml::write_value;
use jiff::civil::Date;
use serde::Serialize;

/// Returns the text of an inspection: first the doubts, then single facts, then the tables in the report's order. Empty
/// values are left out. A paragraph stays on one line, because a line break would become part of its words.
pub fn inspection_toml(inspection: &Inspection) -> String {
    // All fields by name, so that none is forgotten when one is added.
    let Inspection {
        document,
        framework,
        title,
        published,
        report_url,
        dates_as_printed,
        letter_date,
        authority,
        partners,
        run_by,
        dates,
        lead_inspectors,
        inspectors,
        topic,
        outcome,
        judgements,
        summary,
        priority_actions,
        improvements,
        sections,
        paragraphs,
        doubts,
    } = inspection;
    let mut file = TomlWriter(head(doubts));
    file.value("document", document);
    file.option("framework", framework.as_ref());
    file.text("title", title);
    file.text("dates_as_printed", dates_as_printed);
    if let Some(day) = letter_date {
        file.day("letter_date", *day);
    }
    file.text("topic", topic);
    file.option("run_by", run_by.as_ref());
    file.texts("partners", partners);
    entered(*published, report_url.as_deref(), &mut file);
    file.texts("summary", summary);
    whom(authority, &mut file);
    file.tables("[[dates]]", dates, |range, file| {
        file.day("from", range.from);
        file.day("to", range.to);
    });
    file.tables("[[lead_inspectors]]", lead_inspectors, inspector);
    file.tables("[[inspectors]]", inspectors, inspector);
    if let Some(outcome) = outcome {
        file.table("[outcome]");
        file.value("id", &outcome.id);
        file.value("text", &outcome.text);
    }
    file.tables("[[judgements]]", judgements, judgement);
    file.tables("[[priority_actions]]", priority_actions, |action, file| improvement("priority_actions", action, file));
    file.tables("[[improvements]]", improvements, |point, file| improvement("improvements", point, file));
    file.tables("[[sections]]", sections, section);
    file.tables("[[paragraphs]]", paragraphs, paragraph);
    file.tables("[[doubts]]", doubts, doubt);
    file.0
}

fn head(doubts: &[Doubt]) -> String {
    let mut head = remark("The facts copydesk read in the report. Drafts use them, so correct anything that is wrong.");
    if !doubts.is_empty() {
        head += &remark("The doubts are also at the end, in [[doubts]]: delete each one there once it is settled.");
    }
    for doubt in doubts {
        let page = doubt.page.map(|page| format!(" (page {page})")).unwrap_or_default();
        head += &remark(&format!("In doubt: {}{page}", doubt.message));
    }
    head + "\n"
}

/// Writes what people enter, or examples of it.
fn entered(published: Option<Date>, report_url: Option<&str>, file: &mut TomlWriter) {
    file.0 += "\n";
    file.0 += &remark(
        "Not in the report, entered by people: the day on which it is published, and the address of its page (not of the \
         file). A line with # in front is an example.",
    );
    match published {
        Some(day) => file.day("published", day),
        None => file.0 += "#published = 2025-05-06\n",
    }
    match report_url {
        Some(url) => file.value("report_url", url),
        None => file.0 += "#report_url = \"https://reports.ofsted.gov.uk/provider/44/80000\"\n",
    }
}

fn whom(authority: &Authority, file: &mut TomlWriter) {
    file.table("[authority]");
    file.value("name", &authority.name);
    file.text("title", &authority.title);
    file.option("code", authority.code.as_ref());
    file.option("urn", authority.urn.as_ref());
    file.option("region", authority.region.as_ref());
}

fn inspector(inspector: &Inspector, file: &mut TomlWriter) {
    file.value("name", &inspector.name);
    file.text("title", &inspector.title);
}

fn improvement(table: &str, point: &Improvement, file: &mut TomlWriter) {
    let Improvement { text, tag, owner, points } = point;
    file.value("text", text);
    file.option("tag", tag.as_ref());
    file.option("owner", owner.as_ref());
    file.tables(&format!("[[{table}.points]]"), points, |Point { text, tag }, file| {
        file.value("text", text);
        file.option("tag", tag.as_ref());
    });
}

fn judgement(judgement: &Judgement, file: &mut TomlWriter) {
    file.value("area", &judgement.area);
    file.value("name", &judgement.name);
    file.value("grade", &judgement.grade);
    file.option("score", judgement.score.as_ref());
    file.option("words", judgement.words.as_ref());
}

fn section(section: &Section, file: &mut TomlWriter) {
    file.option("area", section.area.as_ref());
    file.option("role", section.role.as_ref());
    file.value("heading", &section.heading);
    file.option("grade", section.grade.as_ref());
}

fn paragraph(paragraph: &Paragraph, file: &mut TomlWriter) {
    file.option("number", paragraph.number.as_ref());
    file.value("page", &paragraph.page);
    file.option("area", paragraph.area.as_ref());
    file.option("role", paragraph.role.as_ref());
    file.value("text", &paragraph.text);
}

fn doubt(doubt: &Doubt, file: &mut TomlWriter) {
    file.value("code", &doubt.code);
    file.value("message", &doubt.message);
    file.option("page", doubt.page.as_ref());
}

/// A text in the making.
struct TomlWriter(String);

impl TomlWriter {
    fn line(&mut self, key: &str, value: &str) {
        self.0.extend([key, " = ", value, "\n"]);
    }

    fn table(&mut self, header: &str) {
        self.0.extend(["\n", header, "\n"]);
    }

    fn tables<T>(&mut self, header: &str, items: &[T], write: impl Fn(&T, &mut TomlWriter)) {
        for item in items {
            self.table(header);
            write(item, self);
        }
    }

    fn value(&mut self, key: &str, value: &(impl Serialize + ?Sized)) {
        self.line(key, &write_value(value));
    }

    fn option(&mut self, key: &str, value: Option<&impl Serialize>) {
        if let Some(value) = value {
            self.value(key, value);
        }
    }

    fn text(&mut self, key: &str, text: &str) {
        if !text.is_empty() {
            self.value(key, text);
        }
    }

    fn texts(&mut self, key: &str, texts: &[String]) {
        if !texts.is_empty() {
            self.0.extend(["\n", key, " = [\n"]);
            for text in texts {
                self.0.extend(["    ", &write_value(text), ",\n"]);
            }
            self.0 += "]\n";
        }
    }

    fn day(&mut self, key: &str, day: Date) {
        self.line(key, &day.to_string());
    }
}

#[cfg(test)]
pub(super) fn sample() -> Inspection {
    let text = include_str!("../../../../tests/fixtures/toml/inspection.toml");
    crate::load::toml::read(text).expect("an inspection").value
}

#[cfg(test)]
mod tests {
    use super::{inspection_toml, sample};
    use crate::inspection::{
        AreaId, Authority, DateRange, DocumentId, Doubt, FrameworkId, GradeId, Improvement, Inspection, Inspector,
        Judgement, Paragraph, Point, PrintedOutcome, Section, SectionRole,
    };
    use crate::load::toml::read;
    use jiff::ToSpan;
    use jiff::civil::date;

    #[test]
    fn shows_doubts_first_then_facts_then_tables() {
        insta::assert_snapshot!(inspection_toml(&sample()), @r#"
        # The facts copydesk read in the report. Drafts use them, so correct anything that is wrong.
        # The doubts are also at the end, in [[doubts]]: delete each one there once it is settled.
        # In doubt: The title page has 24 March, the end has 25 March. (page 12)

        document = "ilacs"
        framework = "ilacs-2023"
        title = "Inspection of Avershire local authority children’s services"
        dates_as_printed = "24 to 28 March 2025"

        # Not in the report, entered by people: the day on which it is published, and the address of its
        # page (not of the file). A line with # in front is an example.
        #published = 2025-05-06
        #report_url = "https://reports.ofsted.gov.uk/provider/44/80000"

        summary = [
            "Much is better.",
            "Some things are not.",
        ]

        [authority]
        name = "Avershire"
        title = "Avershire local authority"
        code = "E10000099"

        [[dates]]
        from = 2025-03-24
        to = 2025-03-28

        [[lead_inspectors]]
        name = "Robin Vale"
        title = "His Majesty’s Inspector"

        [[judgements]]
        area = "leaders"
        name = "The impact of leaders"
        grade = "good"

        [[judgements]]
        area = "overall"
        name = "Overall effectiveness"
        grade = "requires-improvement"

        [[improvements]]
        text = "How soon care leavers hear of their rights."
        tag = "Outcome 1"

        [[sections]]
        area = "leaders"
        heading = "The impact of leaders: good"

        [[paragraphs]]
        number = 1
        page = 2
        area = "leaders"
        text = 'Leaders “know” their "service".'

        [[paragraphs]]
        page = 3
        text = 'A path \ with a slash, it’s said.'

        [[doubts]]
        code = "two-dates"
        message = "The title page has 24 March, the end has 25 March."
        page = 12
        "#);
    }

    #[test]
    fn reads_back_as_it_was() {
        for seed in 0..500 {
            let inspection = Random(seed).inspection();
            let text = inspection_toml(&inspection);
            match read::<Inspection>(&text) {
                Ok(read) => assert_eq!(read.value, inspection, "seed {seed}:\n{text}"),
                Err(findings) => panic!("seed {seed}: {findings:?}\n{text}"),
            }
        }
    }

    /// A seeded source of inspections (SplitMix64).
    struct Random(u64);

    impl Random {
        fn below(&mut self, end: usize) -> usize {
            self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mut z = self.0;
            z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            usize::try_from((z ^ (z >> 31)) % end as u64).expect("below `end`")
        }

        /// Returns a text of pieces that are hard to write in TOML. A report that was read has no control characters.
        fn text(&mut self) -> String {
            const PIECES: [&str; 19] = [
                "care", " ", "\"", "\"\"\"", "'", "'''", "\\", "\\u0041", "\n", "\r\n", "\r", "\t", "\u{2028}",
                "\u{feff}", "\u{fdd0}", "é", "😀", "#", "[x]\n",
            ];
            (0..self.below(9)).map(|_| PIECES[self.below(PIECES.len())]).collect()
        }

        fn maybe<T>(&mut self, make: impl FnOnce(&mut Random) -> T) -> Option<T> {
            (self.below(2) == 0).then(|| make(self))
        }

        fn list<T>(&mut self, make: impl Fn(&mut Random) -> T) -> Vec<T> {
            (0..self.below(4)).map(|_| make(self)).collect()
        }

        fn id(&mut self) -> &'static str {
            ["leaders", "children-in-care", "1-2-3"][self.below(3)]
        }

        fn area(&mut self) -> AreaId {
            AreaId::new(self.id()).expect("an identifier")
        }

        fn grade(&mut self) -> GradeId {
            GradeId::new(self.id()).expect("an identifier")
        }

        fn role(&mut self) -> SectionRole {
            [SectionRole::Headline, SectionRole::Improve][self.below(2)]
        }

        fn inspector(&mut self) -> Inspector {
            Inspector { name: self.text(), title: self.text() }
        }

        fn improvement(&mut self) -> Improvement {
            Improvement {
                text: self.text(),
                tag: self.maybe(Random::text),
                owner: self.maybe(Random::text),
                points: self.list(|r| Point { text: r.text(), tag: r.maybe(Random::text) }),
            }
        }

        fn day(&mut self) -> jiff::civil::Date {
            date(1, 1, 1).saturating_add(i32::try_from(self.below(3_600_000)).expect("a few days").days())
        }

        fn page(&mut self) -> u32 {
            [1, 7, u32::MAX][self.below(3)]
        }

        fn inspection(&mut self) -> Inspection {
            Inspection {
                document: DocumentId::new(self.id()).expect("an identifier"),
                framework: self.maybe(|r| FrameworkId::new(r.id()).expect("an identifier")),
                title: self.text(),
                published: self.maybe(Random::day),
                report_url: self.maybe(Random::text),
                dates_as_printed: self.text(),
                letter_date: self.maybe(Random::day),
                authority: Authority {
                    name: self.text(),
                    title: self.text(),
                    code: self.maybe(Random::text),
                    urn: self.maybe(Random::text),
                    region: self.maybe(Random::text),
                },
                partners: self.list(Random::text),
                run_by: self.maybe(Random::text),
                dates: self.list(|r| DateRange { from: r.day(), to: r.day() }),
                lead_inspectors: self.list(Random::inspector),
                inspectors: self.list(Random::inspector),
                topic: self.text(),
                outcome: self.maybe(|r| PrintedOutcome { id: r.text(), text: r.text() }),
                judgements: self.list(|r| Judgement {
                    area: r.area(),
                    name: r.text(),
                    grade: r.grade(),
                    score: r.maybe(|_| 3),
                    words: r.maybe(Random::text),
                }),
                summary: self.list(Random::text),
                priority_actions: self.list(Random::improvement),
                improvements: self.list(Random::improvement),
                sections: self.list(|r| Section {
                    area: r.maybe(Random::area),
                    role: r.maybe(Random::role),
                    heading: r.text(),
                    grade: r.maybe(Random::grade),
                }),
                paragraphs: self.list(|r| Paragraph {
                    number: r.maybe(Random::page),
                    page: r.page(),
                    area: r.maybe(Random::area),
                    role: r.maybe(Random::role),
                    text: r.text(),
                }),
                doubts: self.list(|r| Doubt { code: r.text(), message: r.text(), page: r.maybe(Random::page) }),
            }
        }
    }
}
