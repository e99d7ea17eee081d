//! Reads the map from a font's codes to text that a PDF carries with the font.

use super::token::{Token, Tokens};
use std::collections::HashMap;

/// How many codes a map may have: those of two bytes.
const MAX_CODES: usize = 1 << 16;

/// Codes to text.
#[derive(Default)]
pub(super) struct CMap(HashMap<u32, String>);

impl CMap {
    /// Reads what it understands and skips the rest.
    pub(super) fn parse(bytes: &[u8]) -> CMap {
        let mut map = CMap::default();
        let mut operands: Vec<Token> = Vec::new();
        for token in Tokens::new(bytes) {
            match token {
                Token::Operator(b"endbfchar") => map.chars(&operands),
                Token::Operator(b"endbfrange") => map.ranges(&operands),
                Token::Operator(_) => operands.clear(),
                _ if operands.len() > 4 * MAX_CODES => break,
                _ => operands.push(token),
            }
        }
        map
    }

    pub(super) fn get(&self, code: u32) -> Option<&str> {
        self.0.get(&code).map(String::as_str)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn chars(&mut self, operands: &[Token]) {
        for pair in operands.chunks_exact(2) {
            if let [Token::String(code), Token::String(text)] = pair {
                self.put(number(code), utf16(text));
            }
        }
    }

    fn ranges(&mut self, operands: &[Token]) {
        let mut rest = operands;
        while let [Token::String(first), Token::String(last), after @ ..] = rest {
            let (first, last) = (number(first), number(last));
            match after {
                [Token::String(text), after @ ..] => {
                    self.run(first, last, text);
                    rest = after;
                }
                [Token::ArrayStart, after @ ..] => {
                    let end = after.iter().position(|token| *token == Token::ArrayEnd).unwrap_or(after.len());
                    for (code, text) in (first..=last).zip(&after[..end]) {
                        if let Token::String(text) = text {
                            self.put(code, utf16(text));
                        }
                    }
                    rest = after.get(end + 1..).unwrap_or(&[]);
                }
                _ => return,
            }
        }
    }

    /// Maps a range of codes to a range of texts, counting up the last unit.
    fn run(&mut self, first: u32, last: u32, text: &[u8]) {
        let Some((unit, before)) =
            text.split_last_chunk::<2>().map(|(before, unit)| (u16::from_be_bytes(*unit), before))
        else {
            return;
        };
        for (step, code) in (first..=last).take(MAX_CODES).enumerate() {
            let step = u16::try_from(step).unwrap_or(u16::MAX);
            let mut units = before.to_vec();
            units.extend(unit.wrapping_add(step).to_be_bytes());
            self.put(code, utf16(&units));
        }
    }

    fn put(&mut self, code: u32, text: String) {
        if self.0.len() < MAX_CODES {
            self.0.insert(code, text);
        }
    }
}

fn number(bytes: &[u8]) -> u32 {
    bytes.iter().take(4).fold(0, |number, byte| number << 8 | u32::from(*byte))
}

fn utf16(bytes: &[u8]) -> String {
    let units = bytes.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
    char::decode_utf16(units).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

#[cfg(test)]
mod tests {
    use super::CMap;

    #[test]
    fn reads_single_codes_ranges_and_lists() {
        let map = CMap::parse(
            b"1 beginbfchar <0003> <0020> <0140> <00660069> endbfchar
              2 beginbfrange <0010> <0012> <0041> <0020> <0021> [<2019> <2013>] endbfrange",
        );
        let texts: Vec<_> = [0x03, 0x140, 0x10, 0x12, 0x20, 0x21, 0x22].map(|code| map.get(code)).into();
        assert_eq!(texts, [Some(" "), Some("fi"), Some("A"), Some("C"), Some("’"), Some("–"), None]);
    }

    #[test]
    fn a_huge_range_is_cut() {
        let map = CMap::parse(b"1 beginbfrange <00000000> <ffffffff> <0041> endbfrange");
        assert!(map.get(0).is_some() && map.get(0x0001_0000).is_none());
    }
}
