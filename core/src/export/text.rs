//! Writes plain text, as a press officer pastes it into an email: no markup, no hard line breaks, each heading on a
//! separate line, and addresses written out.

use crate::document::{Block, Document, Run};

pub(super) fn write(document: &Document) -> String {
    blocks(&document.blocks) + "\n"
}

fn blocks(blocks: &[Block]) -> String {
    blocks.iter().map(block).collect::<Vec<_>>().join("\n\n")
}

fn block(block: &Block) -> String {
    match block {
        Block::Heading { runs, .. } | Block::Paragraph(runs) => words(runs),
        Block::List { start, items } => list(*start, items),
        Block::Quote(inner) => blocks(inner),
        Block::Table { head, rows } => table(head, rows),
        Block::Image { alt, .. } => format!("[Picture: {}]", words(alt)),
        Block::Rule => "---".to_owned(),
    }
}

fn list(start: Option<u64>, items: &[Vec<Block>]) -> String {
    let mut number = start;
    let items = items.iter().map(|item| {
        let marker = number.as_mut().map_or_else(
            || "- ".to_owned(),
            |number| {
                *number += 1;
                format!("{}. ", *number - 1)
            },
        );
        let text = item.iter().map(block).collect::<Vec<_>>().join("\n");
        marker.clone() + &text.replace('\n', &format!("\n{}", " ".repeat(marker.len())))
    });
    items.collect::<Vec<_>>().join("\n")
}

/// Returns a line a row, the row of headings too: "area: grade", and with more columns "area: one; two".
fn table(head: &[Vec<Run>], rows: &[Vec<Vec<Run>>]) -> String {
    let row = |row: &[Vec<Run>]| {
        let cells: Vec<String> = row.iter().map(|cell| words(cell)).collect();
        let last = cells.iter().rposition(|cell| !cell.is_empty()).unwrap_or_default();
        match &cells[..=last] {
            [alone] => alone.clone(),
            [name, values @ ..] => {
                let values: Vec<&str> = values.iter().map(|value| if value.is_empty() { "–" } else { value }).collect();
                format!("{name}: {}", values.join("; ")).replace('\n', " ")
            }
            [] => String::new(),
        }
    };
    let head = Some(head).filter(|head| !head.is_empty());
    head.into_iter().chain(rows.iter().map(Vec::as_slice)).map(row).collect::<Vec<_>>().join("\n")
}

fn words(runs: &[Run]) -> String {
    let mut text = String::new();
    for (index, run) in runs.iter().enumerate() {
        text.push_str(&run.text);
        let Some(url) = run.link.as_deref() else { continue };
        let next = runs.get(index + 1).and_then(|next| next.link.as_deref());
        let bare = url.trim_start_matches("mailto:").trim_start_matches("tel:");
        if next != Some(url) && !text.ends_with(bare) {
            text.push_str(": ");
            text.push_str(bare);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use crate::export::to_text;
    use crate::load::markdown::read;

    #[test]
    fn a_table_loses_no_cell() {
        let (document, _) =
            read("|  |  |  |\n|---|---|---|\n| Phone | | 01632 960001 |\n| One<br>two |\n| x | a<br>b |\n", &[]);
        assert_eq!(to_text(&document), "Phone: –; 01632 960001\nOne\ntwo\nx: a b\n");
    }

    #[test]
    fn ready_to_paste() {
        let (document, _) = read(
            "# Good for Avershire\n\nThe **council** was [inspected](https://a.example/r).\n\n## What next\n\n1. One\n2. Two\n   - a\n   \
             - b\n\n> “Words.”\n\n| Area | Grade |\n|---|---|\n| Leaders | Good |\n\n| a | b | c |\n|---|---|---|\n| 1 | 2 | 3 |\n\n\
             ---\n\nWrite to [press@a.example](mailto:press@a.example).\n\n![A boat](b.jpg)\n",
            &[],
        );
        assert_eq!(
            to_text(&document),
            "Good for Avershire\n\nThe council was inspected: https://a.example/r.\n\nWhat next\n\n1. One\n2. Two\n   - a\n   - b\n\n\
             “Words.”\n\nArea: Grade\nLeaders: Good\n\na: b; c\n1: 2; 3\n\n---\n\nWrite to press@a.example.\n\n[Picture: A boat]\n"
        );
    }
}
