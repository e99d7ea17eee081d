//! Whether a cell of a table is a formula. Not here: what is done about it.

/// Returns `true` if a spreadsheet would compute a cell, because it begins like a formula. A number with a sign does, too.
pub fn begins_formula(cell: &str) -> bool {
    cell.trim_start_matches(' ').starts_with(['\t', '\r', '\n'])
        || cell.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
}

#[cfg(test)]
mod tests {
    use super::begins_formula;

    #[test]
    fn a_formula_is_known_whatever_is_before_it() {
        for cell in ["=1+1", "@SUM(A1)", "+1", "-2", "\t=1", " =1", " \t1", "\n1", "\u{a0}=1", "＝1"] {
            assert!(begins_formula(cell), "{cell:?}");
        }
        assert!(!begins_formula("Good, up from 1+1") && !begins_formula(""));
    }
}
