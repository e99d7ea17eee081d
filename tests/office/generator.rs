//! Generates pairs of texts as people edit them in Word: tables whose rows move, come and go, items that go a level deeper,
//! paragraphs that become headings or quotations, links that lead elsewhere. The same on every machine.

use crate::diff::generator::Dice;

/// A piece of a text. Words are Markdown: they may have links and emphasis.
#[derive(Clone, Debug)]
enum Piece {
    Paragraph(String),
    Heading(usize, String),
    /// Items, each with its level, and whether they are numbered.
    List(bool, Vec<(usize, String)>),
    Quotation(Vec<String>),
    /// Rows; the first one has the headings.
    Table(Vec<Vec<String>>),
}

const WORDS: [&str; 36] = [
    "council",
    "children",
    "staff",
    "leaders",
    "plan",
    "Avershire",
    "families",
    "care",
    "listens",
    "works",
    "quickly",
    "every",
    "office",
    "inspectors",
    "say",
    "that",
    "the",
    "of",
    "and",
    "with",
    "2025",
    "“well”",
    "it’s",
    "carefully",
    "school",
    "partners",
    "homes",
    "visits",
    "progress",
    "team",
    "review",
    "budget",
    "court",
    "health",
    "change",
    "early",
];
const NAMES: [&str; 12] = [
    "Leaders",
    "Help and protection",
    "Children in care",
    "Care leavers",
    "Fostering",
    "Adoption",
    "Early help",
    "Front door",
    "Safeguarding partners",
    "Virtual school",
    "Youth justice",
    "Short breaks",
];

/// Makes texts.
pub(super) struct Author(Dice);

impl Author {
    pub(super) fn new(seed: u64) -> Author {
        Author(Dice::new(seed))
    }

    /// Returns an old and a new text, as Markdown.
    pub(super) fn pair(&mut self) -> (String, String) {
        let old = self.text();
        let mut new = old.clone();
        for _ in 0..=1 + self.0.roll(5) {
            self.edit(&mut new);
        }
        (written(&old), written(&new))
    }

    fn words(&mut self, count: usize) -> String {
        (0..count).map(|_| *self.0.pick(&WORDS)).collect::<Vec<_>>().join(" ")
    }

    fn sentence(&mut self) -> String {
        let length = 5 + self.0.roll(9);
        let words = self.words(length);
        match self.0.roll(6) {
            0 => format!("The {words} [{}](https://a.example/{}).", self.words(2), self.0.roll(9)),
            1 => format!("The **{}** {words}.", self.words(2)),
            _ => format!("The {words}."),
        }
    }

    fn text(&mut self) -> Vec<Piece> {
        let mut pieces = vec![Piece::Heading(1, self.words(4))];
        for _ in 0..5 + self.0.roll(5) {
            let piece = self.piece();
            pieces.push(piece);
        }
        pieces
    }

    fn piece(&mut self) -> Piece {
        match self.0.roll(9) {
            0 => Piece::Heading(2 + self.0.roll(2), self.words(4)),
            1 | 2 => {
                let mut items = vec![(0, self.sentence())];
                for _ in 0..=self.0.roll(4) {
                    let deepest = items[items.len() - 1].0 + 1;
                    items.push((self.0.roll(deepest.min(2) + 1), self.sentence()));
                }
                Piece::List(self.0.percent(40), items)
            }
            3 => Piece::Quotation((0..=self.0.roll(2)).map(|_| self.sentence()).collect()),
            4 | 5 => {
                let columns = 2 + self.0.roll(2);
                let mut rows = vec![(0..columns).map(|_| self.words(1)).collect()];
                let first = self.0.roll(NAMES.len());
                for row in 0..2 + self.0.roll(4) {
                    let mut cells = vec![NAMES[(first + row) % NAMES.len()].to_owned()];
                    cells.extend((1..columns).map(|_| self.cell()));
                    rows.push(cells);
                }
                Piece::Table(rows)
            }
            _ => Piece::Paragraph((0..=self.0.roll(3)).map(|_| self.sentence()).collect::<Vec<_>>().join(" ")),
        }
    }

    fn cell(&mut self) -> String {
        match self.0.roll(5) {
            0 => String::new(),
            1 => "[see](https://b.example/)".to_owned(),
            2 => self.sentence(),
            _ => (*self.0.pick(&["Good", "Outstanding", "**Inadequate**", "37", "1,200"])).to_owned(),
        }
    }

    fn edit(&mut self, pieces: &mut Vec<Piece>) {
        let at = self.0.roll(pieces.len());
        match self.0.roll(10) {
            0 => {
                let moved = pieces.remove(at);
                let to = self.0.roll(pieces.len() + 1);
                pieces.insert(to, moved);
            }
            1 if pieces.len() > 3 => drop(pieces.remove(at)),
            2 => {
                let piece = self.piece();
                pieces.insert(at, piece);
            }
            _ => {
                let mut piece = pieces[at].clone();
                self.edit_piece(&mut piece);
                pieces[at] = piece;
            }
        }
    }

    fn edit_piece(&mut self, piece: &mut Piece) {
        match piece {
            Piece::Paragraph(text) => match self.0.roll(5) {
                0 => {
                    *piece =
                        Piece::Heading(2, text.split(". ").next().unwrap_or_default().trim_end_matches('.').to_owned());
                }
                1 => *piece = Piece::List(self.0.percent(40), vec![(0, text.clone())]),
                2 => *piece = Piece::Quotation(vec![text.clone()]),
                3 => *text = text.replacen(". The", ".\n\nThe", 1),
                _ => self.reword(text),
            },
            Piece::Heading(level, text) => match self.0.roll(3) {
                0 => *level = 2 + (*level % 2),
                1 => *piece = Piece::Paragraph(text.clone()),
                _ => self.reword(text),
            },
            Piece::List(is_numbered, items) => {
                let at = self.0.roll(items.len());
                match self.0.roll(6) {
                    0 => items.insert(at, (items[at].0, self.sentence())),
                    1 if items.len() > 1 => drop(items.remove(at)),
                    2 if at > 0 => items[at].0 = (items[at].0 + 1) % 3,
                    3 => *is_numbered = !*is_numbered,
                    4 => items.rotate_left(1),
                    _ => self.reword(&mut items[at].1),
                }
                level(items);
            }
            Piece::Quotation(paragraphs) => match self.0.roll(4) {
                0 => *piece = Piece::Paragraph(paragraphs.join("\n\n")),
                1 => paragraphs.push(self.sentence()),
                _ => self.reword(&mut paragraphs[0]),
            },
            Piece::Table(rows) => self.edit_table(rows),
        }
    }

    fn edit_table(&mut self, rows: &mut Vec<Vec<String>>) {
        let at = 1 + self.0.roll(rows.len() - 1);
        match self.0.roll(8) {
            0 => {
                let name = NAMES.iter().find(|name| rows.iter().all(|row| row[0] != **name));
                let mut cells = vec![name.copied().unwrap_or("Others").to_owned()];
                cells.extend((1..rows[0].len()).map(|_| self.cell()));
                rows.insert(at, cells);
            }
            1 if rows.len() > 2 => drop(rows.remove(at)),
            2 | 3 => {
                let moved = rows.remove(at);
                let to = 1 + self.0.roll(rows.len());
                rows.insert(to, moved);
            }
            4 => {
                let column = self.0.roll(rows[0].len() + 1);
                for (number, row) in rows.iter_mut().enumerate() {
                    let cell = if number == 0 { "Before".to_owned() } else { self.cell() };
                    row.insert(column, cell);
                }
            }
            5 if rows[0].len() > 2 => {
                let column = 1 + self.0.roll(rows[0].len() - 1);
                for row in rows {
                    row.remove(column);
                }
            }
            _ => {
                let column = self.0.roll(rows[0].len());
                rows[at][column] = self.cell();
            }
        }
    }

    fn reword(&mut self, text: &mut String) {
        let (old, new) = (*self.0.pick(&WORDS), *self.0.pick(&WORDS));
        *text = match self.0.roll(4) {
            0 => text.replacen("https://a.example/", "https://c.example/", 1),
            1 => format!("{text} {}", self.sentence()),
            _ => text.replacen(&format!(" {old} "), &format!(" {new} "), 1),
        };
    }
}

/// Makes each item at most one level deeper than the one before.
fn level(items: &mut [(usize, String)]) {
    let mut most = 0;
    for (level, _) in items {
        *level = (*level).min(most);
        most = *level + 1;
    }
}

fn written(pieces: &[Piece]) -> String {
    pieces.iter().map(|piece| written_piece(piece) + "\n\n").collect()
}

fn written_piece(piece: &Piece) -> String {
    match piece {
        Piece::Paragraph(text) => text.clone(),
        Piece::Heading(level, text) => format!("{} {text}", "#".repeat(*level)),
        Piece::List(is_numbered, items) => {
            let mark = if *is_numbered { "1. " } else { "- " };
            let line = |(level, text): &(usize, String)| format!("{}{mark}{text}", " ".repeat(level * mark.len()));
            items.iter().map(line).collect::<Vec<_>>().join("\n")
        }
        Piece::Quotation(paragraphs) => {
            paragraphs.iter().map(|text| format!("> {text}")).collect::<Vec<_>>().join("\n>\n")
        }
        Piece::Table(rows) => {
            let row = |cells: &Vec<String>| format!("| {} |", cells.join(" | "));
            let mut lines: Vec<String> = rows.iter().map(row).collect();
            lines.insert(1, format!("|{}", "---|".repeat(rows[0].len())));
            lines.join("\n")
        }
    }
}
