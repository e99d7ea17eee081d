//! The parts of a Word document without text: styles, settings, properties. Elements are in the order that ECMA-376
//! requires.

use super::xml::escape;
use crate::export::frame::{Colour, Stamp};
use std::fmt::Write as _;

pub(super) const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
pub(super) const MAIN: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
pub(super) const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
pub(super) const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";

/// The deepest level of lists in Word.
pub(super) const LEVELS: usize = 9;

const CONTENT_TYPES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/><Override PartName="/word/numbering.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"/><Override PartName="/word/settings.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>"#;

const RELATIONS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/>"#;

pub(super) const SETTINGS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:settings xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:defaultTabStop w:val="720"/><w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat><w:themeFontLang w:val="en-GB"/></w:settings>"#;

/// Returns the media types of all parts; `more` are those of parts that not every file has.
pub(super) fn content_types(more: &str) -> String {
    format!("{CONTENT_TYPES}{more}</Types>")
}

/// Returns what the file begins with: its text, and its properties.
pub(super) fn relations(has_own_properties: bool) -> String {
    let own = format!("<Relationship Id=\"rId3\" Type=\"{OFFICE}/custom-properties\" Target=\"docProps/custom.xml\"/>");
    format!("{RELATIONS}{}</Relationships>", if has_own_properties { own.as_str() } else { "" })
}

/// Returns the title, the language, which screen readers announce first, and what kind of copy it is. There is no date: the
/// same document gives the same file.
pub(super) fn properties((title, language): (&str, &str), stamp: Option<&Stamp>) -> String {
    let about = stamp.map(|stamp| format!("<dc:description>{}</dc:description>", escape(&stamp.to_string())));
    format!(
        "{DECLARATION}<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>{}</dc:title>{}<dc:language>{}</dc:language></cp:coreProperties>",
        escape(title),
        about.unwrap_or_default(),
        escape(language)
    )
}

/// Returns the styles: Word's built-in ones as far as it has them, by the names that it knows them by.
pub(super) fn styles(colour: Option<Colour>, language: &str) -> String {
    let language = escape(language);
    let mut styles = format!(
        "{DECLARATION}<w:styles xmlns:w=\"{MAIN}\"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii=\"Arial\" \
         w:eastAsia=\"Arial\" w:hAnsi=\"Arial\" w:cs=\"Arial\"/><w:sz w:val=\"22\"/><w:szCs w:val=\"22\"/><w:lang \
         w:val=\"{language}\" w:eastAsia=\"en-GB\" w:bidi=\"ar-SA\"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing \
         w:after=\"160\" w:line=\"276\" w:lineRule=\"auto\"/></w:pPr></w:pPrDefault></w:docDefaults>\
         <w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/><w:qFormat/></w:style>\
         <w:style w:type=\"character\" w:default=\"1\" w:styleId=\"DefaultParagraphFont\"><w:name \
         w:val=\"Default Paragraph Font\"/><w:uiPriority w:val=\"1\"/><w:semiHidden/></w:style>\
         <w:style w:type=\"table\" w:default=\"1\" w:styleId=\"TableNormal\"><w:name w:val=\"Normal Table\"/><w:uiPriority \
         w:val=\"99\"/><w:semiHidden/><w:tblPr><w:tblInd w:w=\"0\" w:type=\"dxa\"/><w:tblCellMar><w:top w:w=\"0\" \
         w:type=\"dxa\"/><w:left w:w=\"108\" w:type=\"dxa\"/><w:bottom w:w=\"0\" w:type=\"dxa\"/><w:right w:w=\"108\" \
         w:type=\"dxa\"/></w:tblCellMar></w:tblPr></w:style>"
    );
    headings(&mut styles, colour);
    paragraph(&mut styles, "ListParagraph", "List Paragraph", "<w:contextualSpacing/>", "");
    paragraph(&mut styles, "Quote", "Quote", "<w:ind w:left=\"567\" w:right=\"567\"/>", "<w:i/><w:iCs/>");
    for level in 1..=LEVELS {
        let number = if level == 1 { String::new() } else { format!(" {level}") };
        let (left, deeper) = (indent(level), indent(level) + 283);
        let style = |name: &str| (format!("{}{level}", name.replace(' ', "")), format!("{name}{number}"));
        let (id, name) = style("List Continue");
        paragraph(&mut styles, &id, &name, &format!("<w:spacing w:after=\"80\"/><w:ind w:left=\"{left}\"/>"), "");
        let (id, name) = style("List Quote");
        paragraph(&mut styles, &id, &name, &format!("<w:ind w:left=\"{deeper}\" w:right=\"567\"/>"), "<w:i/><w:iCs/>");
    }
    let line = "<w:pBdr><w:bottom w:val=\"single\" w:sz=\"6\" w:space=\"1\" w:color=\"555555\"/></w:pBdr>";
    paragraph(&mut styles, "HorizontalLine", "Horizontal Line", line, "");
    paragraph(&mut styles, "Picture", "Picture", "", "");
    paragraph(&mut styles, "TableText", "Table Text", "<w:spacing w:before=\"60\" w:after=\"60\"/>", "");
    paragraph(
        &mut styles,
        "TableHeading",
        "Table Heading",
        "<w:keepNext/><w:spacing w:before=\"60\" w:after=\"60\"/>",
        "<w:b/><w:bCs/>",
    );
    styles.push_str(
        "<w:style w:type=\"character\" w:styleId=\"Hyperlink\"><w:name w:val=\"Hyperlink\"/><w:uiPriority w:val=\"99\"/><w:rPr>\
         <w:color w:val=\"00458B\"/><w:u w:val=\"single\"/></w:rPr></w:style>\
         <w:style w:type=\"character\" w:customStyle=\"1\" w:styleId=\"PlaceToFill\"><w:name w:val=\"Place To Fill\"/><w:rPr>\
         <w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"FFDD00\"/></w:rPr></w:style>\
         <w:style w:type=\"table\" w:styleId=\"TableGrid\"><w:name w:val=\"Table Grid\"/><w:basedOn w:val=\"TableNormal\"/>\
         <w:uiPriority w:val=\"39\"/><w:tblPr><w:tblBorders>",
    );
    for side in ["top", "left", "bottom", "right", "insideH", "insideV"] {
        let _ = write!(styles, "<w:{side} w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"555555\"/>");
    }
    styles + "</w:tblBorders></w:tblPr></w:style></w:styles>"
}

/// Returns the indent of an item's words at this depth of lists, in twentieths of a point.
pub(super) fn indent(depth: usize) -> usize {
    425 * depth
}

fn headings(styles: &mut String, colour: Option<Colour>) {
    let colour = colour.map(|colour| format!("<w:color w:val=\"{}\"/>", colour.to_string().trim_start_matches('#')));
    let colour = colour.unwrap_or_default();
    for (level, size) in (1..).zip([36, 28, 24, 22, 22, 22]) {
        let _ = write!(
            styles,
            "<w:style w:type=\"paragraph\" w:styleId=\"Heading{level}\"><w:name w:val=\"heading {level}\"/><w:basedOn \
             w:val=\"Normal\"/><w:next w:val=\"Normal\"/><w:uiPriority w:val=\"9\"/><w:qFormat/><w:pPr><w:keepNext/>\
             <w:keepLines/><w:spacing w:before=\"{}\" w:after=\"120\"/><w:outlineLvl w:val=\"{}\"/></w:pPr><w:rPr><w:b/>\
             <w:bCs/>{colour}<w:sz w:val=\"{size}\"/><w:szCs w:val=\"{size}\"/></w:rPr></w:style>",
            if level == 1 { 0 } else { 280 },
            level - 1
        );
    }
}

/// Writes a paragraph style; `looks` is the content of its `w:pPr`, `letters` that of its `w:rPr`.
fn paragraph(styles: &mut String, id: &str, name: &str, looks: &str, letters: &str) {
    let own = ["HorizontalLine", "Picture", "TableText", "TableHeading"].contains(&id) || id.starts_with("ListQuote");
    let custom = if own { " w:customStyle=\"1\"" } else { "" };
    let within = |element: &str, inner: &str| match inner {
        "" => String::new(),
        inner => format!("<w:{element}>{inner}</w:{element}>"),
    };
    let _ = write!(
        styles,
        "<w:style w:type=\"paragraph\"{custom} w:styleId=\"{id}\"><w:name w:val=\"{name}\"/><w:basedOn w:val=\"Normal\"/>\
         <w:qFormat/>{}{}</w:style>",
        within("pPr", looks),
        within("rPr", letters)
    );
}
