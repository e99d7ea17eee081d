//! Bytes of a text file to its words: UTF-8, UTF-16 with its mark, or Windows-1252. Not here: whether the bytes are a text.

/// In which encoding a text was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, with or without a mark.
    Utf8,
    /// UTF-16 with its mark.
    Utf16,
    /// None of these: it was read as Windows-1252, as old programs write it.
    Windows1252,
}

/// Decodes a text, without its mark. What stands for no character becomes U+FFFD.
pub fn decode(bytes: &[u8]) -> (String, Encoding) {
    let wide = |bytes: &[u8], read: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = bytes.as_chunks().0.iter().map(|&pair| read(pair)).collect();
        (String::from_utf16_lossy(&units), Encoding::Utf16)
    };
    match bytes {
        [0xff, 0xfe, rest @ ..] => wide(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => wide(rest, u16::from_be_bytes),
        _ => match std::str::from_utf8(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)) {
            Ok(text) => (text.to_owned(), Encoding::Utf8),
            Err(_) => (bytes.iter().map(|&byte| windows_1252(byte)).collect(), Encoding::Windows1252),
        },
    }
}

/// The characters of the bytes 0x80 to 0x9f.
const WINDOWS: [char; 32] = [
    '€', '\u{fffd}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{fffd}', 'Ž', '\u{fffd}', '\u{fffd}',
    '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{fffd}', 'ž', 'Ÿ',
];

/// The character that a byte stands for in Windows-1252.
pub fn windows_1252(byte: u8) -> char {
    match byte {
        0x80..=0x9f => WINDOWS[usize::from(byte - 0x80)],
        byte => char::from(byte),
    }
}

/// Returns the first characters that are UTF-8 read as Windows-1252 and written as UTF-8 again, and the character that they were.
/// Only those count that begin as quotation marks, dashes, pounds and accents do: no English word has them.
pub fn encoded_twice(text: &str) -> Option<(String, String)> {
    let byte = |c: char| match WINDOWS.iter().position(|&known| known == c && c != char::REPLACEMENT_CHARACTER) {
        Some(at) => u8::try_from(0x80 + at).ok(),
        None => u8::try_from(u32::from(c)).ok(),
    };
    text.match_indices(['Â', 'Ã', 'â']).find_map(|(at, lead)| {
        let count = if lead == "â" { 3 } else { 2 };
        let end = text[at..].char_indices().nth(count).map_or(text.len(), |(end, _)| at + end);
        let found = &text[at..end];
        let bytes: Vec<u8> = found.chars().map(byte).collect::<Option<_>>()?;
        let meant = std::str::from_utf8(&bytes).ok()?;
        Some((found.to_owned(), meant.to_owned()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_encoded_twice_has_signs_of_it() {
        let pair = |found: &str, meant: &str| (found.to_owned(), meant.to_owned());
        assert_eq!(encoded_twice("The councilâ€™s plan"), Some(pair("â€™", "’")));
        assert_eq!(encoded_twice("It costs Â£5m"), Some(pair("Â£", "£")));
        assert_eq!(encoded_twice("Its cafÃ©"), Some(pair("Ã©", "é")));
        for right in ["château", "Âge", "“CAFÉ»", "l’âne – £5m", "SÃO PAULO"] {
            assert_eq!(encoded_twice(right), None, "{right}");
        }
    }

    #[test]
    fn every_encoding_that_a_council_s_files_come_in() {
        assert_eq!(decode("é".as_bytes()), ("é".to_owned(), Encoding::Utf8));
        assert_eq!(decode(b"\xef\xbb\xbfa"), ("a".to_owned(), Encoding::Utf8));
        assert_eq!(decode(b"\xff\xfea\0\x1c\x20"), ("a“".to_owned(), Encoding::Utf16));
        assert_eq!(decode(b"\xfe\xff\0a\x20\x1c"), ("a“".to_owned(), Encoding::Utf16));
        assert_eq!(decode(b"\x93a\x94 \xa3 \x81"), ("“a” £ \u{fffd}".to_owned(), Encoding::Windows1252));
    }
}
