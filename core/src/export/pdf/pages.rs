//! Fills pages with strips, and draws them.

use super::composition::{Area, Composition, Ink, LEADING, Strip, Words};
use super::fonts::{Cut, Fonts};
use super::lines::{Line, Piece, Style, break_lines};
use super::{MARGIN, PAGE, WIDTH};
use crate::document::Run;
use crate::export::frame::{Colour, Frame, LogoFormat};
use krilla::Document as Pdf;
use krilla::action::{Action, LinkAction};
use krilla::annotation::{Annotation, LinkAnnotation, Target};
use krilla::color::rgb;
use krilla::destination::XyzDestination;
use krilla::geom::{PathBuilder, Point, Rect, Size, Transform};
use krilla::image::Image;
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::Fill;
use krilla::surface::Surface;
use krilla::tagging::{Artifact, ArtifactType, ContentTag, SpanTag};

/// Text, links, lines of tables, grounds; as on the page in a browser.
const INK: Colour = Colour(0x11, 0x11, 0x11);
const LINK: Colour = Colour(0x00, 0x45, 0x8b);
const LINE: Colour = Colour(0x55, 0x55, 0x55);
const GROUND: Colour = Colour(0xf0, 0xf0, 0xf0);
const PLACE: Colour = Colour(0xff, 0xdd, 0x00);

/// The letters of what is written around the words.
const SMALL: Style = Style { size: 8.5, cut: Cut { bold: false, italic: false } };
const NAME: Style = Style { size: 13.0, cut: Cut { bold: true, italic: false } };
/// What the name of the council takes of the first page.
const LETTERHEAD: f32 = 34.0;
/// The height of a logo, and how wide it may be, in hundredths of a point.
const LOGO: (u32, u32) = (3000, 40_000);

/// A page: strips, each with its distance from the page's top, and whether it only repeats the head of a table.
#[derive(Default)]
struct Sheet {
    strips: Vec<(f32, Strip, bool)>,
}

/// Draws all pages.
pub(super) fn draw(pdf: &mut Pdf, mut made: Composition<'_>, frame: &Frame, (title, language): (&str, &str)) {
    let letterhead = if frame.face.name.is_some() { LETTERHEAD } else { 0.0 };
    let sheets = sheets(std::mem::take(&mut made.strips), &made.heads, letterhead);
    let count = sheets.len();
    let mut headings = Vec::new();
    for (index, sheet) in sheets.into_iter().enumerate() {
        let mut page = pdf.start_page_with(PageSettings::from_wh(PAGE.0, PAGE.1).expect("paper has a size"));
        let mut surface = page.surface();
        let mut drawing = Drawing { fonts: made.fonts, surface: &mut surface, frame, links: Vec::new() };
        drawing.around(title, index, count);
        for (y, strip, is_repeated) in sheet.strips {
            if let Some((level, text)) = strip.heading.clone() {
                headings.push((level, text, index, y));
            }
            drawing.strip(&strip, y, if is_repeated { None } else { Some(&mut made) });
        }
        let links = std::mem::take(&mut drawing.links);
        surface.finish();
        for (number, rect) in links {
            let link = &made.links[number];
            let target = Target::Action(Action::Link(LinkAction::new(link.address.clone())));
            let words = Some(link.text.clone()).filter(|text| !text.trim().is_empty());
            let said = words.unwrap_or_else(|| link.address.clone());
            let annotation = Annotation::new_link(LinkAnnotation::new(rect, target), Some(said));
            let drawn = page.add_tagged_annotation(annotation);
            made.tags.content(link.node, drawn);
        }
        page.finish();
    }
    pdf.set_outline(outline(&headings, title));
    pdf.set_tag_tree(made.tags.tree(language));
}

/// Returns the strips on pages. What has to stay together does, unless it is higher than a page.
fn sheets(strips: Vec<Strip>, heads: &[Vec<Strip>], letterhead: f32) -> Vec<Sheet> {
    let bottom = PAGE.1 - MARGIN.2;
    let mut sheets = vec![Sheet::default()];
    let mut y = MARGIN.1 + letterhead;
    let mut rest = strips.into_iter().peekable();
    while rest.peek().is_some() {
        let mut together: Vec<Strip> = Vec::new();
        while together.last().is_none_or(|last| last.with_next) && rest.peek().is_some() {
            together.extend(rest.next());
        }
        let height: f32 = together.iter().map(|strip| strip.above + strip.height).sum();
        let is_whole = height <= bottom - MARGIN.1;
        for (index, mut strip) in together.into_iter().enumerate() {
            let needs = if index == 0 && is_whole { height } else { strip.above + strip.height };
            let sheet = sheets.last_mut().expect("there is a page");
            if !sheet.strips.is_empty() && y + needs > bottom + 0.01 {
                sheets.push(Sheet::default());
                y = MARGIN.1;
                for repeated in strip.head.into_iter().flat_map(|head| &heads[head]) {
                    sheets.last_mut().expect("there is a page").strips.push((y, repeated.clone(), true));
                    y += repeated.height;
                }
            }
            let sheet = sheets.last_mut().expect("there is a page");
            if sheet.strips.is_empty() {
                strip.boxes.iter_mut().filter(|area| area.y < 0.0).for_each(|area| {
                    area.height += area.y;
                    area.y = 0.0;
                });
            } else {
                y += strip.above;
            }
            let height = strip.height;
            sheet.strips.push((y, strip, false));
            y += height;
        }
    }
    sheets
}

/// Returns the bookmarks: the headings or, without one, the document.
fn outline(headings: &[(u8, String, usize, f32)], title: &str) -> Outline {
    let mut outline = Outline::new();
    if headings.is_empty() {
        let top = XyzDestination::new(0, Point::from_xy(MARGIN.0, MARGIN.1));
        outline.push_child(OutlineNode::new(title.to_owned(), top));
    }
    for node in bookmarks(headings) {
        outline.push_child(node);
    }
    outline
}

/// Returns headings as bookmarks, each within the one of a lower level before it.
fn bookmarks(headings: &[(u8, String, usize, f32)]) -> Vec<OutlineNode> {
    let mut nodes = Vec::new();
    let mut rest = headings;
    while let Some(((level, text, page, y), after)) = rest.split_first() {
        let inner = after.iter().take_while(|(deeper, ..)| deeper > level).count();
        let mut node = OutlineNode::new(text.clone(), XyzDestination::new(*page, Point::from_xy(MARGIN.0, *y)));
        for child in bookmarks(&after[..inner]) {
            node.push_child(child);
        }
        nodes.push(node.with_open(true));
        rest = &after[inner..];
    }
    nodes
}

struct Drawing<'a, 's> {
    fonts: &'a Fonts<'a>,
    surface: &'a mut Surface<'s>,
    frame: &'a Frame,
    /// The links of the page, by number, and where each is.
    links: Vec<(usize, Rect)>,
}

impl Drawing<'_, '_> {
    /// Draws what is around the words: the council's name on the first page, the stamp and the page's number on each.
    fn around(&mut self, title: &str, index: usize, count: usize) {
        self.surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Header)));
        if let Some(stamp) = &self.frame.stamp {
            let run = |text: String, strong| Run { text, strong, ..Run::default() };
            let (status, all) = (stamp.status.to_string(), stamp.to_string());
            let runs = [run(status.clone(), true), run(all[status.len()..].to_owned(), false)];
            let line = break_lines(self.fonts, &runs, SMALL, WIDTH).swap_remove(0);
            self.words(&line, (MARGIN.0, 28.0), SMALL.size, INK);
        }
        if let Some(name) = self.frame.face.name.as_ref().filter(|_| index == 0) {
            if !self.logo() {
                let line = self.one_line(name, NAME, WIDTH);
                self.words(&line, (MARGIN.0, MARGIN.1 - 4.0), NAME.size, self.council());
            }
            let y = MARGIN.1 + LETTERHEAD - 18.0;
            self.fill(Area { x: MARGIN.0, y, width: WIDTH, height: 1.5, ink: Ink::Council }, 0.0);
        }
        self.surface.end_tagged();
        self.surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Footer)));
        let y = PAGE.1 - 38.0;
        let number = self.one_line(&format!("Page {} of {count}", index + 1), SMALL, WIDTH);
        self.words(&number, (MARGIN.0 + WIDTH - number.width, y), SMALL.size, LINE);
        let title = self.one_line(title, SMALL, WIDTH - number.width - 20.0);
        self.words(&title, (MARGIN.0, y), SMALL.size, LINE);
        self.surface.end_tagged();
    }

    /// Draws the logo, if there is one that can be drawn.
    fn logo(&mut self) -> bool {
        let Some(logo) = &self.frame.face.logo else { return false };
        let data = logo.bytes.clone().into();
        let image = match logo.format {
            LogoFormat::Png => Image::from_png(data, false),
            LogoFormat::Jpeg => Image::from_jpeg(data, false),
        };
        let (width, height) = logo.fitted(LOGO.0, LOGO.1);
        let points = |hundredths: u32| f32::from(u16::try_from(hundredths).unwrap_or(u16::MAX)) / 100.0;
        let (width, height) = (points(width), points(height));
        let (Ok(image), Some(size)) = (image, Size::from_wh(width, height)) else { return false };
        let top = MARGIN.1 + LETTERHEAD - 22.0 - height;
        self.surface.push_transform(&Transform::from_translate(MARGIN.0, top));
        self.surface.draw_image(image, size);
        self.surface.pop();
        true
    }

    /// Returns as much of a text as one line holds.
    fn one_line(&self, text: &str, style: Style, width: f32) -> Line {
        let runs = [Run { text: text.replace('\n', " "), ..Run::default() }];
        break_lines(self.fonts, &runs, style, width).swap_remove(0)
    }

    /// Draws a strip, tagged; without a composition, as what is not part of the text.
    fn strip(&mut self, strip: &Strip, y: f32, made: Option<&mut Composition<'_>>) {
        self.surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout)));
        strip.boxes.iter().for_each(|area| self.fill(*area, y));
        for words in &strip.words {
            for piece in words.line.pieces.iter().filter(|piece| piece.look.place) {
                let (x, top) = (words.at.0 + piece.x, words.at.1);
                let area = Area { x, y: top, width: piece.width, height: words.height, ink: Ink::Place };
                self.fill(area, y);
            }
        }
        match made {
            None => {
                for words in &strip.words {
                    let at = (words.at.0, y + words.at.1);
                    self.words(&words.line, at, words.height / LEADING, self.ink(words));
                }
                self.surface.end_tagged();
            }
            Some(made) => {
                self.surface.end_tagged();
                strip.words.iter().for_each(|words| self.tagged(words, y, made));
            }
        }
    }

    fn ink(&self, words: &Words) -> Colour {
        if words.coloured { self.council() } else { INK }
    }

    fn tagged(&mut self, words: &Words, y: f32, made: &mut Composition<'_>) {
        for piece in &words.line.pieces {
            let (x, top) = (words.at.0, y + words.at.1);
            let tag = SpanTag::empty().with_actual_text(piece.instead_of.as_deref());
            let drawn = self.surface.start_tagged(ContentTag::Span(tag));
            let colour = if piece.look.link.is_some() { LINK } else { self.ink(words) };
            self.piece(piece, (x, self.baseline(top, words.height, piece.look.size)), colour);
            if piece.look.link.is_some() {
                let under = self.baseline(top, words.height, piece.look.size) + 1.5;
                let width = piece.width;
                self.rect((x + piece.x, under, width, 0.5), LINK);
            }
            self.surface.end_tagged();
            let node = piece.look.link.map_or(words.tag, |number| made.links[number].node);
            made.tags.content(node, drawn);
            if let Some(number) = piece.look.link
                && let Some(rect) = Rect::from_xywh(x + piece.x, top, piece.width.max(1.0), words.height)
            {
                self.links.push((number, rect));
            }
        }
    }

    /// Draws a line of words from its top left corner.
    fn words(&mut self, line: &Line, (x, y): (f32, f32), size: f32, colour: Colour) {
        let baseline = self.baseline(y, size * LEADING, size);
        line.pieces.iter().for_each(|piece| self.piece(piece, (x, baseline), colour));
    }

    /// Returns where the letters stand on a line of this top and height.
    fn baseline(&self, top: f32, height: f32, size: f32) -> f32 {
        let (ascent, descent) = self.fonts.extent();
        top + (height - (ascent + descent) * size) / 2.0 + ascent * size
    }

    fn piece(&mut self, piece: &Piece, (x, baseline): (f32, f32), colour: Colour) {
        self.surface.set_fill(Some(fill(colour)));
        let font = self.fonts.font(piece.look.cut);
        let start = Point::from_xy(x + piece.x, baseline);
        self.surface.draw_glyphs(start, &piece.glyphs, font, &piece.text, piece.look.size, false);
    }

    fn fill(&mut self, area: Area, y: f32) {
        let colour = match area.ink {
            Ink::Line => LINE,
            Ink::Council => self.council(),
            Ink::Ground => GROUND,
            Ink::Place => PLACE,
        };
        self.rect((area.x, y + area.y, area.width, area.height), colour);
    }

    fn rect(&mut self, (x, y, width, height): (f32, f32, f32, f32), colour: Colour) {
        let mut path = PathBuilder::new();
        let Some(rect) = Rect::from_xywh(x, y, width, height) else { return };
        path.push_rect(rect);
        if let Some(path) = path.finish() {
            self.surface.set_fill(Some(fill(colour)));
            self.surface.draw_path(&path);
        }
    }

    /// Returns the council's colour, or that of the text.
    fn council(&self) -> Colour {
        self.frame.face.colour.unwrap_or(INK)
    }
}

fn fill(Colour(red, green, blue): Colour) -> Fill {
    Fill { paint: rgb::Color::new(red, green, blue).into(), ..Fill::default() }
}
