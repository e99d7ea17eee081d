//! Interprets content streams: the glyphs that they draw. Follows the text operators (ISO 32000-1, chapters 8 and 9)
//! and ignores the rest.

use super::font::{Code, Font};
use super::glyph::{Glyph, Glyphs, Matrix, Way, concat};
use super::layers::Layers;
use super::marks::Mark;
use super::token::{Token, Tokens};
use super::{FARTHEST, Limits, PdfError};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream};
use std::collections::HashMap;
use std::rc::Rc;

/// The text part of the graphics state.
#[derive(Clone)]
struct GraphicsState {
    matrix: Matrix,
    font: Option<Rc<Font>>,
    size: f32,
    character_space: f32,
    word_space: f32,
    scale: f32,
    leading: f32,
    rise: f32,
}

/// How deeply forms may draw forms.
const MAX_DEPTH: usize = 8;
/// How many graphics states may be saved, and how many marks may be open.
const MAX_STACK: usize = 512;
/// How many fonts a document may have.
const MAX_FONTS: usize = 300;
/// How many glyphs a page may have: ten times those of a page full of small print.
const MAX_PAGE_GLYPHS: usize = 60_000;
/// How many bytes of text a page may have: a mark may say any text for its letters.
const MAX_PAGE_TEXT: usize = 1 << 20;
/// How many bytes of content count as one operator.
const BYTES_OF_AN_OPERATOR: usize = 64;
/// How many operands an operator may have: a `TJ` of a long line has hundreds.
const MAX_OPERANDS: usize = 20_000;

/// Draws pages, keeping the fonts seen so far and what is left of the limits.
pub(super) struct ContentReader<'a> {
    document: &'a Document,
    limits: Limits,
    /// By the address of their dictionary, which the document holds.
    fonts: HashMap<*const Dictionary, Rc<Font>>,
    layers: Layers,
    glyphs_left: usize,
    operators_left: usize,
}

impl<'a> ContentReader<'a> {
    pub(super) fn new(document: &'a Document, limits: &Limits) -> ContentReader<'a> {
        let (glyphs_left, operators_left) = (limits.glyphs, limits.operators);
        ContentReader {
            document,
            limits: *limits,
            fonts: HashMap::new(),
            layers: Layers::of(document),
            glyphs_left,
            operators_left,
        }
    }

    /// Draws one page; `matrix` takes its coordinates to the page's bottom left corner.
    pub(super) fn page(
        &mut self,
        id: ObjectId,
        resources: Option<&'a Dictionary>,
        matrix: Matrix,
    ) -> Result<Glyphs, PdfError> {
        let mut glyphs = Glyphs::default();
        // A page whose content does not unpack has no text; other pages may have.
        let Ok(content) = self.document.get_page_content_with_limit(id, self.limits.unpacked) else {
            return Ok(Glyphs { unread: true, ..glyphs });
        };
        let state = GraphicsState {
            matrix,
            font: None,
            size: 0.0,
            character_space: 0.0,
            word_space: 0.0,
            scale: 1.0,
            leading: 0.0,
            rise: 0.0,
        };
        Canvas::new(self, resources, state, &mut glyphs, 0).draw(&content)?;
        Ok(glyphs)
    }

    fn font(&mut self, resources: Option<&'a Dictionary>, name: &[u8]) -> Option<Rc<Font>> {
        let document = self.document;
        let fonts = resources?.get_deref(b"Font", document).ok()?.as_dict().ok()?;
        let dict = fonts.get_deref(name, document).ok()?.as_dict().ok()?;
        if let Some(font) = self.fonts.get(&std::ptr::from_ref(dict)) {
            return Some(font.clone());
        }
        if self.fonts.len() >= MAX_FONTS {
            return None;
        }
        let font = Rc::new(Font::load(document, dict));
        self.fonts.insert(std::ptr::from_ref(dict), font.clone());
        Some(font)
    }

    /// Deducts operators from what is left of the limit.
    fn charge(&mut self, operators: usize) -> Result<(), PdfError> {
        let left = self.operators_left.checked_sub(operators);
        self.operators_left = left.ok_or_else(|| PdfError::TooBig("its pages draw without end".to_owned()))?;
        Ok(())
    }
}

/// The drawing of one content stream.
struct Canvas<'r, 'a> {
    reader: &'r mut ContentReader<'a>,
    resources: Option<&'a Dictionary>,
    out: &'r mut Glyphs,
    depth: usize,
    state: GraphicsState,
    saved: Vec<GraphicsState>,
    text: Matrix,
    line: Matrix,
    marks: Vec<Mark>,
    /// Whether a text object is open.
    in_text: bool,
}

const IDENTITY: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

impl<'r, 'a> Canvas<'r, 'a> {
    fn new(
        reader: &'r mut ContentReader<'a>,
        resources: Option<&'a Dictionary>,
        state: GraphicsState,
        out: &'r mut Glyphs,
        depth: usize,
    ) -> Canvas<'r, 'a> {
        let (saved, marks) = (Vec::new(), Vec::new());
        Canvas { reader, resources, out, depth, state, saved, text: IDENTITY, line: IDENTITY, marks, in_text: false }
    }

    fn draw(&mut self, content: &[u8]) -> Result<(), PdfError> {
        // Unpacking and reading is work too, also where nothing is drawn.
        self.reader.charge(content.len() / BYTES_OF_AN_OPERATOR)?;
        let mut operands: Vec<Token> = Vec::new();
        for token in Tokens::new(content) {
            match token {
                Token::Operator(operator) => {
                    self.reader.charge(1)?;
                    self.operator(operator, &operands)?;
                    operands.clear();
                }
                _ if operands.len() < MAX_OPERANDS => operands.push(token),
                _ => {}
            }
        }
        // A page that breaks off between two text objects leaves open what is around them. Forms of real reports do too.
        let is_around = self.depth == 0 && !(self.saved.is_empty() && self.marks.is_empty());
        self.out.cut |= self.in_text || is_around || !operands.is_empty();
        Ok(())
    }

    fn operator(&mut self, operator: &[u8], operands: &[Token]) -> Result<(), PdfError> {
        match operator {
            b"Tj" | b"TJ" => return self.show(operands),
            b"'" | b"\"" => {
                if let [Token::Number(word), Token::Number(character), _] = operands {
                    (self.state.word_space, self.state.character_space) = (*word, *character);
                }
                self.move_line(0.0, -self.state.leading);
                return self.show(operands);
            }
            b"Do" => return self.form(operands),
            b"q" if self.saved.len() < MAX_STACK => self.saved.push(self.state.clone()),
            b"Q" => self.state = self.saved.pop().unwrap_or_else(|| self.state.clone()),
            b"BT" => (self.text, self.line, self.in_text) = (IDENTITY, IDENTITY, true),
            b"ET" => self.in_text = false,
            b"BDC" | b"BMC" if self.marks.len() < MAX_STACK => {
                let hidden = self.is_on_a_hidden_layer(operands);
                let mark = Mark::of(operands, hidden, &self.marks);
                self.marks.push(mark);
            }
            b"EMC" => drop(self.marks.pop()),
            b"Tf" => {
                if let [Token::Name(name), Token::Number(size)] = operands {
                    self.state.font = self.reader.font(self.resources, name);
                    self.state.size = *size;
                }
            }
            _ => self.position(operator, operands),
        }
        Ok(())
    }

    /// Applies an operator that takes numbers only.
    fn position(&mut self, operator: &[u8], operands: &[Token]) {
        let mut numbers = [0.0; 6];
        for (number, token) in numbers.iter_mut().zip(operands) {
            let Token::Number(value) = token else { return };
            *number = *value;
        }
        let [first, second, ..] = numbers;
        match (operator, operands.len()) {
            (b"cm", 6) => self.state.matrix = concat(&numbers, &self.state.matrix),
            (b"Tm", 6) => (self.text, self.line) = (numbers, numbers),
            (b"Td", 2) => self.move_line(first, second),
            (b"TD", 2) => {
                self.state.leading = -second;
                self.move_line(first, second);
            }
            (b"T*", 0) => self.move_line(0.0, -self.state.leading),
            (b"Tc", 1) => self.state.character_space = first,
            (b"Tw", 1) => self.state.word_space = first,
            (b"Tz", 1) => self.state.scale = first / 100.0,
            (b"TL", 1) => self.state.leading = first,
            (b"Ts", 1) => self.state.rise = first,
            _ => {}
        }
    }

    fn move_line(&mut self, x: f32, y: f32) {
        self.line = concat(&[1.0, 0.0, 0.0, 1.0, x, y], &self.line);
        self.text = self.line;
    }

    fn advance(&mut self, x: f32) {
        self.text = concat(&[1.0, 0.0, 0.0, 1.0, x, 0.0], &self.text);
    }

    fn is_on_a_hidden_layer(&self, operands: &[Token]) -> bool {
        let [Token::Name(b"OC"), Token::Name(name)] = operands else { return false };
        let document = self.reader.document;
        let named = self.resources.and_then(|own| own.get_deref(b"Properties", document).ok()?.as_dict().ok());
        named.and_then(|named| named.get(name).ok()).is_some_and(|layer| self.reader.layers.hide(document, layer))
    }

    fn show(&mut self, operands: &[Token]) -> Result<(), PdfError> {
        let Some(font) = self.state.font.clone() else {
            self.out.cut |= operands.iter().any(|token| matches!(token, Token::String(text) if !text.is_empty()));
            return Ok(());
        };
        for token in operands {
            match token {
                Token::String(bytes) => self.string(&font, bytes)?,
                Token::Number(back) if operands.len() > 3 || matches!(operands.first(), Some(Token::ArrayStart)) => {
                    self.advance(-back / 1000.0 * self.state.size * self.state.scale);
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn string(&mut self, font: &Font, bytes: &[u8]) -> Result<(), PdfError> {
        if self.marks.last().is_some_and(|mark| mark.hidden) {
            return Ok(());
        }
        let artifact = self.marks.last().is_some_and(|mark| mark.artifact);
        for code in font.codes(bytes) {
            let left = self.reader.glyphs_left.checked_sub(1);
            let too_many = || PdfError::TooBig("it has more letters than any report".to_owned());
            self.reader.glyphs_left = left.ok_or_else(too_many)?;
            self.glyph(font, &code, artifact);
            let GraphicsState { size, scale, character_space, word_space, .. } = self.state;
            let space = character_space + if code.is_space { word_space } else { 0.0 };
            self.advance((code.width * size + space) * scale);
        }
        Ok(())
    }

    /// Keeps a glyph that is upright on its line. Of watermarks and words along the margin the letters are kept.
    fn glyph(&mut self, font: &Font, code: &Code, artifact: bool) {
        let GraphicsState { size, scale, rise, .. } = self.state;
        let at = concat(&concat(&[size, 0.0, 0.0, size, 0.0, rise], &self.text), &self.state.matrix);
        let [along, skew, lean, up, x, y] = at;
        let is_level = skew.abs() < 0.05 * along.abs() && along * scale > 0.0 && lean.abs() < up.abs();
        let width = code.width * along * scale;
        let is_near = [x, y, width, up].iter().all(|number| number.abs() < FARTHEST);
        if !is_near {
            return;
        }
        if self.out.drawn.len() >= MAX_PAGE_GLYPHS || self.out.text.len() >= MAX_PAGE_TEXT {
            self.out.cut = true;
            return;
        }
        let mut text = String::new();
        let said = self.marks.last().and_then(|mark| mark.said);
        match said.and_then(|said| self.marks.get_mut(said)) {
            Some(mark) => mark.words().chars().for_each(|c| push_plain(&mut text, c)),
            None => code.text.chars().for_each(|c| push_plain(&mut text, c)),
        }
        if !is_level {
            let turned = &mut self.out.turned[way(&at, scale) as usize];
            if !artifact {
                turned.push_str(&text);
            }
            return;
        }
        let continues = said.is_some() && text.is_empty();
        if let Some(last) = self.out.drawn.last_mut().filter(|last| continues && (last.y - y).abs() < 1.0) {
            last.width = (x + width - last.x).max(last.width);
            return;
        }
        let start = self.out.text.len();
        self.out.text.push_str(&text);
        let end = self.out.text.len();
        self.out.drawn.push(Glyph { x, y, width, size: up.abs(), bold: font.bold, artifact, start, end });
    }

    fn form(&mut self, operands: &[Token]) -> Result<(), PdfError> {
        let Some(stream) = self.drawn(operands) else { return Ok(()) };
        match stream.dict.get(b"Subtype").and_then(Object::as_name) {
            Ok(b"Form") if self.depth < MAX_DEPTH => {}
            Ok(b"Form") => {
                self.out.cut = true;
                return Ok(());
            }
            Ok(b"Image") => {
                // A picture fills the unit square.
                let [a, b, c, d, ..] = self.state.matrix;
                self.out.picture = self.out.picture.max((a * d - b * c).abs().min(FARTHEST));
                return Ok(());
            }
            _ => return Ok(()),
        }
        let document = self.reader.document;
        if stream.dict.get(b"OC").is_ok_and(|layer| self.reader.layers.hide(document, layer)) {
            return Ok(());
        }
        let Ok(content) = stream.get_plain_content_with_limit(self.reader.limits.unpacked) else {
            self.out.cut = true;
            return Ok(());
        };
        let mut state = self.state.clone();
        if let Ok(items) = stream.dict.get_deref(b"Matrix", document).and_then(Object::as_array) {
            let numbers: Vec<f32> = items.iter().filter_map(|item| item.as_float().ok()).collect();
            if let Ok(matrix) = Matrix::try_from(numbers) {
                state.matrix = concat(&matrix, &state.matrix);
            }
        }
        let own = stream.dict.get_deref(b"Resources", document).and_then(Object::as_dict).ok();
        let resources = own.or(self.resources);
        let mut canvas = Canvas::new(self.reader, resources, state, self.out, self.depth + 1);
        canvas.marks.clone_from(&self.marks);
        canvas.draw(&content)
    }

    /// Returns the form or picture that is drawn.
    fn drawn(&self, operands: &[Token]) -> Option<&'a Stream> {
        let [Token::Name(name)] = operands else { return None };
        let document = self.reader.document;
        let objects = self.resources?.get_deref(b"XObject", document).ok()?.as_dict().ok()?;
        objects.get_deref(name, document).ok()?.as_stream().ok()
    }
}

/// Returns the way that the letters of a matrix run that are not level.
fn way([along, skew, _, up, ..]: &Matrix, scale: f32) -> Way {
    let ahead = if scale < 0.0 { (-along, -skew) } else { (*along, *skew) };
    match ahead {
        (along, skew) if along.abs() < 0.05 * skew.abs() => {
            if skew > 0.0 {
                Way::Up
            } else {
                Way::Down
            }
        }
        (along, skew) if skew.abs() < 0.05 * along.abs() && along < 0.0 && *up < 0.0 => Way::UpsideDown,
        _ => Way::Aslant,
    }
}

/// Appends a character as a person would type it: ligatures resolved, one kind of space, hyphens as hyphens. A soft
/// hyphen that is drawn is seen as a hyphen (Word writes some hyphens so); whether it breaks a word is for the reader.
fn push_plain(text: &mut String, c: char) {
    match c {
        '\u{FB00}' => text.push_str("ff"),
        '\u{FB01}' => text.push_str("fi"),
        '\u{FB02}' => text.push_str("fl"),
        '\u{FB03}' => text.push_str("ffi"),
        '\u{FB04}' => text.push_str("ffl"),
        '\u{FB05}' | '\u{FB06}' => text.push_str("st"),
        '\u{AD}' | '\u{2010}' | '\u{2011}' => text.push('-'),
        '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' => {}
        c if c.is_whitespace() => text.push(' '),
        // Controls, and the non-characters by which templates mark origins.
        '\u{FDD0}'..='\u{FDEF}' => {}
        c if c.is_control() => {}
        c => text.push(c),
    }
}
