#!/usr/bin/env python3
"""Make report.pdf beside a report.txt, in the layout of an inspection report, or
letter.pdf beside a letter.txt, in that of a letter.

    python3 make_report.py good-result/report.txt
    python3 make_report.py focused-visit/letter.txt

The text becomes a flat ODT file (report.fodt) in a temporary folder;
LibreOffice (soffice) turns that into the PDF.  Python 3 standard library only.
The form of report.txt: the lines title:, dates:, lead:, then the blocks
[judgements] [summary] [improvements] [footnote] [section] ... [about],
one paragraph a line.  A letter.txt is a letter, with # before its subject,
## before a heading and • before a point.
"""
import os
import shutil
import subprocess
import sys
import tempfile
from xml.sax.saxutils import escape

BLUE = "#1f2a6b"
NEEDS = "What needs to improve?"


def read_report(path):
    head, blocks, sections = {}, {}, []
    target = None
    with open(path, encoding="utf-8") as f:
        for number, line in enumerate(f, 1):
            line = line.strip()
            if not line:
                continue
            if line.startswith("["):
                name, _, rest = line[1:].partition("]")
                if name == "section":
                    target = []
                    sections.append((rest.strip(), target))
                elif name in ("judgements", "summary", "improvements", "footnote", "about"):
                    target = blocks.setdefault(name, [])
                else:
                    sys.exit(f"{path}:{number}: unknown block [{name}]")
            elif target is None:
                key, colon, value = line.partition(":")
                if not colon or key not in ("title", "dates", "lead"):
                    sys.exit(f"{path}:{number}: expected title:, dates: or lead:")
                head[key] = value.strip()
            else:
                target.append(line)
    for key in ("title", "dates", "lead"):
        if key not in head:
            sys.exit(f"{path}: no {key}: line")
    for key in ("judgements", "summary", "improvements", "footnote", "about"):
        if not blocks.get(key):
            sys.exit(f"{path}: block [{key}] is missing or empty")
    if not sections:
        sys.exit(f"{path}: no [section]")
    return head, blocks, sections


def two_lines(title):
    """Break the title where a real one breaks, before "children’s services"."""
    before, found, after = title.rpartition(" children’s services")
    if found:
        return [before, "children’s services" + after]
    return [title]


STYLES = f"""
<office:font-face-decls>
 <style:font-face style:name="Sans" svg:font-family="'Liberation Sans'" style:font-family-generic="swiss" style:font-pitch="variable"/>
 <style:font-face style:name="Symbols" svg:font-family="'DejaVu Sans'" style:font-family-generic="swiss"/>
</office:font-face-decls>
<office:styles>
 <style:default-style style:family="paragraph">
  <style:paragraph-properties fo:orphans="2" fo:widows="2" style:writing-mode="lr-tb"/>
  <style:text-properties style:font-name="Sans" fo:font-size="12pt" fo:language="en" fo:country="GB" fo:hyphenate="false"/>
 </style:default-style>
 <style:style style:name="Standard" style:family="paragraph" style:class="text"/>
 <style:style style:name="Body" style:family="paragraph" style:parent-style-name="Standard">
  <style:paragraph-properties fo:margin-bottom="12pt"/>
 </style:style>
 <style:style style:name="Title" style:family="paragraph" style:parent-style-name="Standard">
  <style:paragraph-properties fo:margin-top="42pt" fo:margin-bottom="10pt"/>
  <style:text-properties fo:font-size="20pt" fo:font-weight="bold" fo:color="{BLUE}"/>
 </style:style>
 <style:style style:name="Front" style:family="paragraph" style:parent-style-name="Standard">
  <style:paragraph-properties fo:margin-bottom="12pt"/>
 </style:style>
 <style:style style:name="Heading_20_1" style:display-name="Heading 1" style:family="paragraph" style:parent-style-name="Standard" style:default-outline-level="1">
  <style:paragraph-properties fo:margin-top="10pt" fo:margin-bottom="6pt" fo:keep-with-next="always"/>
  <style:text-properties fo:font-size="14pt" fo:font-weight="bold" fo:color="{BLUE}"/>
 </style:style>
 <style:style style:name="Numbered" style:family="paragraph" style:parent-style-name="Body"/>
 <style:style style:name="Point" style:family="paragraph" style:parent-style-name="Standard">
  <style:paragraph-properties fo:margin-bottom="10pt"/>
 </style:style>
 <style:style style:name="Cell" style:family="paragraph" style:parent-style-name="Standard"/>
 <style:style style:name="CellHead" style:family="paragraph" style:parent-style-name="Standard">
  <style:text-properties fo:font-weight="bold" fo:color="{BLUE}"/>
 </style:style>
 <style:style style:name="About" style:family="paragraph" style:parent-style-name="Standard">
  <style:paragraph-properties fo:margin-bottom="8pt"/>
  <style:text-properties fo:font-size="10pt"/>
 </style:style>
 <style:style style:name="Footnote" style:family="paragraph" style:parent-style-name="Standard">
  <style:text-properties fo:font-size="9pt"/>
 </style:style>
 <style:style style:name="Footer" style:family="paragraph" style:parent-style-name="Standard">
  <style:paragraph-properties>
   <style:tab-stops><style:tab-stop style:position="16.5cm" style:type="right"/></style:tab-stops>
  </style:paragraph-properties>
  <style:text-properties fo:font-size="9pt"/>
 </style:style>
 <style:style style:name="Strong" style:family="text">
  <style:text-properties fo:font-weight="bold" fo:color="{BLUE}"/>
 </style:style>
 <style:style style:name="Square" style:family="text">
  <style:text-properties style:font-name="Symbols" fo:font-size="9pt" fo:color="{BLUE}"/>
 </style:style>
 <style:style style:name="Footnote_20_Symbol" style:display-name="Footnote Symbol" style:family="text"/>
 <style:style style:name="Footnote_20_anchor" style:display-name="Footnote anchor" style:family="text">
  <style:text-properties style:text-position="super 58%"/>
 </style:style>
 <text:notes-configuration text:note-class="footnote" text:citation-style-name="Footnote_20_Symbol" text:citation-body-style-name="Footnote_20_anchor" text:default-style-name="Footnote" style:num-format="1" text:start-value="0" text:footnotes-position="page" text:start-numbering-at="document"/>
 <text:list-style style:name="Numbers">
  <text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix=".">
   <style:list-level-properties text:list-level-position-and-space-mode="label-alignment">
    <style:list-level-label-alignment text:label-followed-by="listtab" text:list-tab-stop-position="1cm" fo:margin-left="1cm" fo:text-indent="-1cm"/>
   </style:list-level-properties>
  </text:list-level-style-number>
 </text:list-style>
 <text:list-style style:name="Squares">
  <text:list-level-style-bullet text:level="1" text:style-name="Square" text:bullet-char="&#x25FC;">
   <style:list-level-properties text:list-level-position-and-space-mode="label-alignment">
    <style:list-level-label-alignment text:label-followed-by="listtab" text:list-tab-stop-position="0.6cm" fo:margin-left="0.6cm" fo:text-indent="-0.6cm"/>
   </style:list-level-properties>
   <style:text-properties style:font-name="Symbols"/>
  </text:list-level-style-bullet>
 </text:list-style>
</office:styles>
<office:automatic-styles>
 <style:style style:name="First" style:family="paragraph" style:parent-style-name="Title" style:master-page-name="First_20_Page"/>
 <style:style style:name="LastPage" style:family="paragraph" style:parent-style-name="About">
  <style:paragraph-properties fo:break-before="page"/>
 </style:style>
 <style:style style:name="T" style:family="table">
  <style:table-properties style:width="16.5cm" table:align="left" fo:margin-bottom="12pt" table:border-model="collapsing"/>
 </style:style>
 <style:style style:name="T.A" style:family="table-column"><style:table-column-properties style:column-width="9.3cm"/></style:style>
 <style:style style:name="T.B" style:family="table-column"><style:table-column-properties style:column-width="7.2cm"/></style:style>
 <style:style style:name="T.row" style:family="table-row"><style:table-row-properties fo:keep-together="always"/></style:style>
 <style:style style:name="T.cell" style:family="table-cell">
  <style:table-cell-properties fo:padding="0.18cm" fo:border="0.5pt solid {BLUE}"/>
 </style:style>
 <style:page-layout style:name="Page">
  <style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm" style:print-orientation="portrait" fo:margin-top="2.2cm" fo:margin-bottom="1.2cm" fo:margin-left="2.25cm" fo:margin-right="2.25cm">
   <style:footnote-sep style:width="0.018cm" style:distance-before-sep="0.2cm" style:distance-after-sep="0.1cm" style:adjustment="left" style:rel-width="30%" style:color="#000000"/>
  </style:page-layout-properties>
  <style:footer-style><style:header-footer-properties fo:min-height="1.2cm" fo:margin-top="0.4cm"/></style:footer-style>
 </style:page-layout>
 <style:page-layout style:name="PageFirst">
  <style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm" style:print-orientation="portrait" fo:margin-top="2.2cm" fo:margin-bottom="2.2cm" fo:margin-left="2.25cm" fo:margin-right="2.25cm">
   <style:footnote-sep style:width="0.018cm" style:distance-before-sep="0.2cm" style:distance-after-sep="0.1cm" style:adjustment="left" style:rel-width="30%" style:color="#000000"/>
  </style:page-layout-properties>
 </style:page-layout>
</office:automatic-styles>
"""

NAMESPACES = " ".join(
    f'xmlns:{k}="{v}"'
    for k, v in {
        "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
        "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
        "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
        "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
        "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
        "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
        "meta": "urn:oasis:names:tc:opendocument:xmlns:meta:1.0",
        "dc": "http://purl.org/dc/elements/1.1/",
    }.items()
)


def para(style, inner):
    return f'<text:p text:style-name="{style}">{inner}</text:p>'


def cell(style, text):
    return ('<table:table-cell table:style-name="T.cell" office:value-type="string">'
            + para(style, escape(text)) + "</table:table-cell>")


def row(style, left, right):
    return ('<table:table-row table:style-name="T.row">'
            + cell(style, left) + cell(style, right) + "</table:table-row>")


def front(label, value):
    return para("Front", f'<text:span text:style-name="Strong">{label}</text:span> {escape(value)}')


def heading(inner):
    return f'<text:h text:style-name="Heading_20_1" text:outline-level="1">{inner}</text:h>'


def fodt(head, blocks, sections):
    out = [para("First", "<text:line-break/>".join(escape(x) for x in two_lines(head["title"]))),
           front("Inspection dates:", head["dates"]),
           front("Lead inspector:", head["lead"])]

    out.append('<table:table table:name="Judgements" table:style-name="T">'
               '<table:table-column table:style-name="T.A"/><table:table-column table:style-name="T.B"/>'
               "<table:table-header-rows>" + row("CellHead", "Judgement", "Grade") + "</table:table-header-rows>")
    for line in blocks["judgements"]:
        name, bar, grade = line.partition("|")
        if not bar:
            sys.exit(f"no | in the judgement: {line}")
        out.append(row("Cell", name.strip(), grade.strip()))
    out.append("</table:table>")

    out += [para("Body", escape(p)) for p in blocks["summary"]]

    note = "".join(para("Footnote", escape(p)) for p in blocks["footnote"])
    out.append(heading(
        escape(NEEDS) + '<text:note text:id="ftn1" text:note-class="footnote">'
        "<text:note-citation>1</text:note-citation>"
        f"<text:note-body>{note}</text:note-body></text:note>"))
    out.append('<text:list text:style-name="Squares">'
               + "".join("<text:list-item>" + para("Point", escape(p)) + "</text:list-item>"
                         for p in blocks["improvements"]) + "</text:list>")

    # One numbered list through the whole report: each later part continues the first.
    for i, (name, paragraphs) in enumerate(sections):
        out.append(heading(escape(name)))
        link = ' xml:id="numbers"' if i == 0 else ' text:continue-list="numbers" text:continue-numbering="true"'
        out.append(f'<text:list{link} text:style-name="Numbers">'
                   + "".join("<text:list-item>" + para("Numbered", escape(p)) + "</text:list-item>"
                             for p in paragraphs) + "</text:list>")

    for i, p in enumerate(blocks["about"]):
        out.append(para("LastPage" if i == 0 else "About", escape(p)))

    footer = (para("Footer", escape(head["title"]))
              + para("Footer", escape(head["dates"]) + '<text:tab/><text:page-number text:select-page="current"/>'))
    return document(escape(head["title"]), footer, out)


def document(title, footer, out):
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document {NAMESPACES} office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text">
<office:meta><dc:title>{title}</dc:title><dc:language>en-GB</dc:language></office:meta>
{STYLES}
<office:master-styles>
 <style:master-page style:name="Standard" style:page-layout-name="Page"><style:footer>{footer}</style:footer></style:master-page>
 <style:master-page style:name="First_20_Page" style:display-name="First Page" style:page-layout-name="PageFirst" style:next-style-name="Standard"/>
</office:master-styles>
<office:body><office:text>
{chr(10).join(out)}
</office:text></office:body>
</office:document>
"""


def letter(path):
    """Lay out a letter: address and text as paragraphs, subject and headings bold, points as a list."""
    out, points = [], []

    def flush():
        if points:
            out.append('<text:list text:style-name="Squares">'
                       + "".join("<text:list-item>" + para("Point", escape(p)) + "</text:list-item>" for p in points)
                       + "</text:list>")
            points.clear()

    title = ""
    with open(path, encoding="utf-8") as f:
        for paragraph in f.read().strip().split("\n\n"):
            lines = [escape(line.strip()) for line in paragraph.splitlines()]
            inner = "<text:line-break/>".join(lines)
            if inner.startswith("• "):
                points.append(inner[2:])
                continue
            flush()
            if inner.startswith("## "):
                out.append(heading(inner[3:]))
            elif inner.startswith("# "):
                title = inner[2:]
                out.append(para("Body", f'<text:span text:style-name="Strong">{title}</text:span>'))
            else:
                out.append(para("Body", inner))
    flush()
    footer = para("Footer", '<text:tab/><text:page-number text:select-page="current"/>')
    return document(title, footer, out)


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: python3 make_report.py FOLDER/report.txt or FOLDER/letter.txt")
    source = os.path.abspath(sys.argv[1])
    target = os.path.splitext(source)[0] + ".pdf"
    made = letter(source) if os.path.basename(source) == "letter.txt" else fodt(*read_report(source))
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "report.fodt")
        with open(path, "w", encoding="utf-8") as f:
            f.write(made)
        # A profile of its own, so that an open LibreOffice is not in the way.
        done = subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless",
             "--convert-to", "pdf", "--outdir", folder, path],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=300)
        made = os.path.join(folder, "report.pdf")
        if done.returncode != 0 or not os.path.exists(made):
            sys.exit(f"soffice made no PDF:\n{done.stdout}")
        shutil.copyfile(made, target)
    print(target)


if __name__ == "__main__":
    main()
