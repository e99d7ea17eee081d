//! Tokenises content streams and character maps.

/// A token of a content stream or a character map.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token<'a> {
    Number(f32),
    Name(&'a [u8]),
    String(Vec<u8>),
    ArrayStart,
    ArrayEnd,
    /// A dictionary's `<<` or `>>`; what is between them are ordinary tokens.
    Dictionary,
    Operator(&'a [u8]),
}

/// The tokens of some bytes. Never fails: what makes no sense is skipped.
pub(super) struct Tokens<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Tokens<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Tokens<'a> {
        Tokens { bytes, at: 0 }
    }

    fn peek(&self, ahead: usize) -> u8 {
        self.bytes.get(self.at + ahead).copied().unwrap_or(0)
    }

    fn skip_space(&mut self) {
        while let Some(byte) = self.bytes.get(self.at) {
            match byte {
                b'%' => self.at += self.bytes[self.at..].iter().take_while(|b| !matches!(b, b'\n' | b'\r')).count(),
                0 | b'\t' | b'\n' | 12 | b'\r' | b' ' => self.at += 1,
                _ => return,
            }
        }
    }

    /// Returns the bytes up to the next space or delimiter.
    fn word(&mut self) -> &'a [u8] {
        let rest = &self.bytes[self.at..];
        let is_end = |b: &u8| b.is_ascii_whitespace() || *b == 0 || b"()<>[]{}/%".contains(b);
        let length = rest.iter().position(is_end).unwrap_or(rest.len());
        self.at += length;
        &rest[..length]
    }

    /// Returns a string in brackets, the first one read already.
    fn literal(&mut self) -> Vec<u8> {
        let mut string = Vec::new();
        let mut depth = 1;
        while let Some(&byte) = self.bytes.get(self.at) {
            self.at += 1;
            match byte {
                b'(' => depth += 1,
                b')' => depth -= 1,
                b'\\' => {
                    string.extend(self.escaped());
                    continue;
                }
                _ => {}
            }
            if depth == 0 {
                break;
            }
            string.push(byte);
        }
        string
    }

    fn escaped(&mut self) -> Option<u8> {
        let byte = self.peek(0);
        self.at += 1;
        match byte {
            b'n' => Some(b'\n'),
            b'r' => Some(b'\r'),
            b't' => Some(b'\t'),
            b'b' => Some(8),
            b'f' => Some(12),
            b'\n' => None,
            b'\r' => {
                self.at += usize::from(self.peek(0) == b'\n');
                None
            }
            b'0'..=b'7' => {
                let mut value = u32::from(byte - b'0');
                for _ in 0..2 {
                    if let digit @ b'0'..=b'7' = self.peek(0) {
                        value = value * 8 + u32::from(digit - b'0');
                        self.at += 1;
                    }
                }
                u8::try_from(value & 0xFF).ok()
            }
            other => Some(other),
        }
    }

    /// Returns a string of hexadecimal digits, the `<` read already.
    fn hexadecimal(&mut self) -> Vec<u8> {
        let rest = &self.bytes[self.at..];
        let length = rest.iter().position(|b| *b == b'>').unwrap_or(rest.len());
        self.at += length + 1;
        let digit = |b: &u8| char::from(*b).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
        let digits: Vec<u8> = rest[..length].iter().filter_map(digit).collect();
        digits.chunks(2).map(|pair| pair[0] << 4 | pair.get(1).unwrap_or(&0)).collect()
    }

    fn number_or_operator(&mut self, first: u8) -> Token<'a> {
        let word = self.word();
        if word == b"ID" {
            self.skip_picture();
        }
        let number = matches!(first, b'0'..=b'9' | b'+' | b'-' | b'.')
            .then(|| std::str::from_utf8(word).ok()?.parse().ok())
            .flatten()
            .filter(|number: &f32| number.is_finite());
        number.map_or(Token::Operator(word), Token::Number)
    }

    /// Skips the bytes of a picture inside the stream, up to the `EI` that ends it.
    fn skip_picture(&mut self) {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let is_end = |window: &[u8]| {
            window[0].is_ascii_whitespace() && &window[1..3] == b"EI" && window[3].is_ascii_whitespace()
        };
        self.at += rest.windows(4).position(is_end).map_or(rest.len(), |place| place + 3);
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            self.skip_space();
            let byte = *self.bytes.get(self.at)?;
            self.at += 1;
            return Some(match byte {
                b'/' => Token::Name(self.word()),
                b'(' => Token::String(self.literal()),
                b'[' => Token::ArrayStart,
                b']' => Token::ArrayEnd,
                b'<' | b'>' if self.peek(0) == byte => {
                    self.at += 1;
                    Token::Dictionary
                }
                b'<' => Token::String(self.hexadecimal()),
                // Alone they mean nothing here.
                b'>' | b'{' | b'}' | b')' => continue,
                _ => {
                    self.at -= 1;
                    self.number_or_operator(byte)
                }
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Token, Tokens};

    #[test]
    fn reads_what_content_is_made_of() {
        let tokens: Vec<Token> =
            Tokens::new(b"/F1 -.5 Tf [(a\\(b\\051(c))<4 16>]TJ %x\nBI /W 1 ID \x00)EI( EI Q").collect();
        let string = |text: &str| Token::String(text.as_bytes().to_vec());
        let expected = [
            Token::Name(b"F1"),
            Token::Number(-0.5),
            Token::Operator(b"Tf"),
            Token::ArrayStart,
            string("a(b)(c)"),
            string("A`"),
            Token::ArrayEnd,
            Token::Operator(b"TJ"),
            Token::Operator(b"BI"),
            Token::Name(b"W"),
            Token::Number(1.0),
            Token::Operator(b"ID"),
            Token::Operator(b"Q"),
        ];
        assert_eq!(tokens, expected);
    }

    #[test]
    fn a_million_closing_brackets_are_nothing() {
        assert_eq!(Tokens::new(&vec![b')'; 1 << 20]).next(), None);
    }
}
