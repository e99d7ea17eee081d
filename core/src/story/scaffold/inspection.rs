//! An inspection as a text that people read and correct. Reading it gives the same inspection.

use super::remark;
use crate::inspection::{Authority, Doubt, Inspection};
use crate::load::toml::write_value;
use jiff::civil::Date;
use serde::Serialize;

/// The text of an inspection: what is in doubt on top, then the single facts, then the tables in the report's order. What
/// is empty is left out. A paragraph stays in one line, however long: a break would be a part of the words.
pub fn inspection_toml(inspection: &Inspection) -> String {
    // All fields by name, so that none is forgotten when one is added.
    let Inspection {
        document,
        framework,
        title,
        published,
        report_url,
        dates_as_printed,
        authority,
        dates,
        lead_inspectors,
        judgements,
        summary,
        improvements,
        sections,
        paragraphs,
        doubts,
    } = inspection;
    let mut file = Writer(head(doubts));
    file.value("document", document);
    file.option("framework", framework.as_ref());
    file.text("title", title);
    file.text("dates_as_printed", dates_as_printed);
    entered(*published, report_url.as_deref(), &mut file);
    file.texts("summary", summary);
    whom(authority, &mut file);
    for range in dates {
        file.table("[[dates]]");
        file.day("from", range.from);
        file.day("to", range.to);
    }
    for inspector in lead_inspectors {
        file.table("[[lead_inspectors]]");
        file.value("name", &inspector.name);
        file.text("title", &inspector.title);
    }
    for judgement in judgements {
        file.table("[[judgements]]");
        file.value("area", &judgement.area);
        file.value("name", &judgement.name);
        file.value("grade", &judgement.grade);
    }
    for improvement in improvements {
        file.table("[[improvements]]");
        file.value("text", &improvement.text);
        file.option("tag", improvement.tag.as_ref());
    }
    for section in sections {
        file.table("[[sections]]");
        file.value("area", &section.area);
        file.value("heading", &section.heading);
        file.option("grade", section.grade.as_ref());
    }
    for paragraph in paragraphs {
        file.table("[[paragraphs]]");
        file.option("number", paragraph.number.as_ref());
        file.value("page", &paragraph.page);
        file.option("area", paragraph.area.as_ref());
        file.value("text", &paragraph.text);
    }
    for doubt in doubts {
        file.table("[[doubts]]");
        file.value("code", &doubt.code);
        file.value("message", &doubt.message);
        file.option("page", doubt.page.as_ref());
    }
    file.0
}

fn head(doubts: &[Doubt]) -> String {
    let mut head = remark("What the report says, as copydesk read it. Drafts take their facts from here: correct what is wrong.");
    for doubt in doubts {
        let page = doubt.page.map(|page| format!(" (page {page})")).unwrap_or_default();
        head += &remark(&format!("In doubt: {}{page}", doubt.message));
    }
    head + "\n"
}

/// What people enter, or the places for it.
fn entered(published: Option<Date>, report_url: Option<&str>, file: &mut Writer) {
    file.0 += "\n# Not in the report, entered by people: the day on which it is published, and the address of its page (not of\n\
               # the file). Behind a # they are examples.\n";
    match published {
        Some(day) => file.day("published", day),
        None => file.0 += "#published = 2025-05-06\n",
    }
    match report_url {
        Some(url) => file.value("report_url", url),
        None => file.0 += "#report_url = \"https://reports.ofsted.gov.uk/provider/44/80000\"\n",
    }
}

fn whom(authority: &Authority, file: &mut Writer) {
    file.table("[authority]");
    file.value("name", &authority.name);
    file.text("title", &authority.title);
    file.option("code", authority.code.as_ref());
    file.option("urn", authority.urn.as_ref());
    file.option("region", authority.region.as_ref());
}

struct Writer(String);

impl Writer {
    fn line(&mut self, key: &str, value: &str) {
        self.0 += &format!("{key} = {value}\n");
    }

    fn table(&mut self, header: &str) {
        self.0 += &format!("\n{header}\n");
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
            let lines: Vec<String> = texts.iter().map(|text| format!("    {},\n", write_value(text))).collect();
            self.0 += &format!("\n{key} = [\n{}]\n", lines.concat());
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
        AreaId, Authority, DateRange, DocumentKind, Doubt, FrameworkId, GradeId, Improvement, Inspection, Judgement,
        LeadInspector, Paragraph, Section,
    };
    use crate::load::toml::read;
    use jiff::ToSpan;
    use jiff::civil::date;

    #[test]
    fn shows_doubts_first_then_facts_then_tables() {
        insta::assert_snapshot!(inspection_toml(&sample()), @"");
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

        /// A text of pieces that are hard to write in TOML.
        fn text(&mut self) -> String {
            const PIECES: [&str; 22] = [
                "care", " ", "\"", "\"\"\"", "'", "'''", "\\", "\\u0041", "\n", "\r\n", "\r", "\t", "\u{0}", "\u{7f}", "\u{85}",
                "\u{2028}", "\u{feff}", "\u{fdd0}", "é", "😀", "#", "[x]\n",
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

        fn day(&mut self) -> jiff::civil::Date {
            date(1, 1, 1).saturating_add(i32::try_from(self.below(3_600_000)).expect("a few days").days())
        }

        fn page(&mut self) -> u32 {
            [1, 7, u32::MAX][self.below(3)]
        }

        fn inspection(&mut self) -> Inspection {
            Inspection {
                document: [DocumentKind::Ilacs, DocumentKind::AreaSend, DocumentKind::Other][self.below(3)],
                framework: self.maybe(|r| FrameworkId::new(r.id()).expect("an identifier")),
                title: self.text(),
                published: self.maybe(Random::day),
                report_url: self.maybe(Random::text),
                dates_as_printed: self.text(),
                authority: Authority {
                    name: self.text(),
                    title: self.text(),
                    code: self.maybe(Random::text),
                    urn: self.maybe(Random::text),
                    region: self.maybe(Random::text),
                },
                dates: self.list(|r| DateRange { from: r.day(), to: r.day() }),
                lead_inspectors: self.list(|r| LeadInspector { name: r.text(), title: r.text() }),
                judgements: self.list(|r| Judgement { area: r.area(), name: r.text(), grade: r.grade() }),
                summary: self.list(Random::text),
                improvements: self.list(|r| Improvement { text: r.text(), tag: r.maybe(Random::text) }),
                sections: self.list(|r| Section { area: r.area(), heading: r.text(), grade: r.maybe(Random::grade) }),
                paragraphs: self.list(|r| Paragraph {
                    number: r.maybe(Random::page),
                    page: r.page(),
                    area: r.maybe(Random::area),
                    text: r.text(),
                }),
                doubts: self.list(|r| Doubt { code: r.text(), message: r.text(), page: r.maybe(Random::page) }),
            }
        }
    }
}
