"""DOCX files written part by part: paragraphs, tables, page headers, text boxes. No clock and no random identifier in them."""
import io
import zipfile
from xml.sax.saxutils import escape

from fixturekit.layouts import certificate_lines, contacts, language_lines
from fixturekit.wording import degree, heading, span

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="{R}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"')
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
MIME = "application/vnd.openxmlformats-officedocument.wordprocessingml."

STYLES = f"""{XML}<w:styles xmlns:w="{W}">
<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Calibri" w:hAnsi="Calibri"/><w:sz w:val="21"/></w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/><w:basedOn w:val="Normal"/><w:rPr><w:sz w:val="48"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Subtitle"><w:name w:val="Subtitle"/><w:basedOn w:val="Normal"/><w:rPr><w:sz w:val="26"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/>
<w:pPr><w:keepNext/><w:spacing w:before="240" w:after="60"/><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/><w:sz w:val="28"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="ListBullet"><w:name w:val="List Bullet"/><w:basedOn w:val="Normal"/>
<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
</w:styles>"""

NUMBERING = f"""{XML}<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/>
<w:lvlText w:val="•"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="360" w:hanging="260"/></w:pPr></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>"""


class Word:
    """Collects relationships while the body is written; `data` packs it all."""

    def __init__(self, title="", modified="2026-01-01"):
        self.title, self.modified = title, modified
        self.links, self.header = {}, None

    def run(self, text, bold=False):
        parts = escape(text).split("\t")
        inner = '<w:tab/>'.join(f'<w:t xml:space="preserve">{part}</w:t>' for part in parts)
        return f'<w:r>{"<w:rPr><w:b/></w:rPr>" if bold else ""}{inner}</w:r>'

    def link(self, text, url):
        identifier = self.links.setdefault(url, f"rIdLink{len(self.links) + 1}")
        return f'<w:hyperlink r:id="{identifier}">{self.run(text)}</w:hyperlink>'

    def paragraph(self, content="", style=None, bold=False, right_tab=False):
        """`content` is text, or the markup of runs."""
        runs = content if content.startswith("<w:") else self.run(content, bold) if content else ""
        properties = (f'<w:pStyle w:val="{style}"/>' if style else "") + (
            '<w:tabs><w:tab w:val="right" w:pos="9000"/></w:tabs>' if right_tab else "")
        return f'<w:p>{f"<w:pPr>{properties}</w:pPr>" if properties else ""}{runs}</w:p>'

    def contact_runs(self, person, separator):
        return self.run(separator).join(self.link(text, url) if url else self.run(text) for text, url in contacts(person))

    def table(self, rows, widths):
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        body = "".join("<w:tr>" + "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{cell}</w:tc>' for cell, width in zip(row, widths)) + "</w:tr>"
            for row in rows)
        return f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>'

    def text_box(self, content):
        """The same content twice, as Word writes it: a drawing, and VML for those that can't read one."""
        drawing = (
            '<w:drawing><wp:anchor distT="0" distB="0" distL="114300" distR="114300" simplePos="0" relativeHeight="2" behindDoc="0"'
            ' locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
            '<wp:positionH relativeFrom="page"><wp:posOffset>4900000</wp:posOffset></wp:positionH>'
            '<wp:positionV relativeFrom="page"><wp:posOffset>700000</wp:posOffset></wp:positionV>'
            '<wp:extent cx="2200000" cy="2600000"/><wp:wrapSquare wrapText="bothSides"/><wp:docPr id="1" name="Contact"/>'
            '<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>'
            '<wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="2200000" cy="2600000"/></a:xfrm>'
            '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></wps:spPr>'
            f'<wps:txbx><w:txbxContent>{content}</w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing>')
        vml = (f'<w:pict><v:shape type="#_x0000_t202" style="width:173pt;height:205pt"><v:textbox><w:txbxContent>{content}</w:txbxContent>'
               '</v:textbox></v:shape></w:pict>')
        return (f'<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps">{drawing}</mc:Choice><mc:Fallback>{vml}</mc:Fallback>'
                '</mc:AlternateContent></w:r></w:p>')

    def relationships(self, entries):
        return f'{XML}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{"".join(entries)}</Relationships>'

    def data(self, body):
        target = '<Relationship Id="{}" Type="{}" Target="{}"/>'.format
        links = [f'<Relationship Id="{identifier}" Type="{OFFICE}hyperlink" Target="{escape(url)}" TargetMode="External"/>'
                 for url, identifier in self.links.items()]
        document = [target("rId1", OFFICE + "styles", "styles.xml"), target("rId2", OFFICE + "numbering", "numbering.xml")]
        overrides = [("/word/document.xml", MIME + "document.main+xml"), ("/word/styles.xml", MIME + "styles+xml"),
                     ("/word/numbering.xml", MIME + "numbering+xml"),
                     ("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml")]
        reference = ""
        if self.header:
            document.append(target("rId3", OFFICE + "header", "header1.xml"))
            overrides.append(("/word/header1.xml", MIME + "header+xml"))
            reference = '<w:headerReference w:type="default" r:id="rId3"/>'
        stamp = f"{self.modified}T09:00:00Z"
        parts = {
            "[Content_Types].xml": f'{XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            + "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in overrides) + "</Types>",
            "_rels/.rels": self.relationships([
                target("rId1", OFFICE + "officeDocument", "word/document.xml"),
                target("rId2", "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties", "docProps/core.xml")]),
            "docProps/core.xml": f'{XML}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
            ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
            f' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{escape(self.title)}</dc:title>'
            f'<dcterms:created xsi:type="dcterms:W3CDTF">{stamp}</dcterms:created>'
            f'<dcterms:modified xsi:type="dcterms:W3CDTF">{stamp}</dcterms:modified></cp:coreProperties>',
            "word/document.xml": f'{XML}<w:document {NAMESPACES}><w:body>{body}<w:sectPr>{reference}<w:pgSz w:w="11906" w:h="16838"/>'
            '<w:pgMar w:top="1200" w:right="1200" w:bottom="1200" w:left="1200" w:header="600" w:footer="600" w:gutter="0"/></w:sectPr></w:body></w:document>',
            "word/_rels/document.xml.rels": self.relationships(document + ([] if self.header else links)),
            "word/styles.xml": STYLES,
            "word/numbering.xml": NUMBERING,
        }
        if self.header:
            parts["word/header1.xml"] = f"{XML}<w:hdr {NAMESPACES}>{self.header}</w:hdr>"
            parts["word/_rels/header1.xml.rels"] = self.relationships(links)
        return archive(parts)


def archive(parts, stored=()):
    """A ZIP of `parts` whose bytes depend on nothing else. Those in `stored` are not compressed."""
    result = io.BytesIO()
    with zipfile.ZipFile(result, "w") as pack:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            entry.create_system = 3
            pack.writestr(entry, content)
    return result.getvalue()


def tail(word, person):
    """Skills, languages and certificates as headed paragraphs."""
    parts = [word.paragraph(heading(person, "skills"), "Heading1"), word.paragraph(", ".join(person["skills"]))]
    for key, lines in (("languages", language_lines(person)), ("certificates", certificate_lines(person))):
        if lines:
            parts += [word.paragraph(heading(person, key), "Heading1")] + [word.paragraph(line, "ListBullet") for line in lines]
    return parts


def history(word, person):
    """Work and education as paragraphs, dates behind a right tab."""
    parts = [word.paragraph(heading(person, "work"), "Heading1")]
    for job in person["work"]:
        parts.append(word.paragraph(f"{job['title']}\t{span(job, person)}", bold=True, right_tab=True))
        parts.append(word.paragraph(f"{job['company']}, {job['place']}"))
        parts += [word.paragraph(item, "ListBullet") for item in job["did"]]
    parts.append(word.paragraph(heading(person, "education"), "Heading1"))
    for entry in person["education"]:
        parts.append(word.paragraph(f"{degree(entry, person)}\t{span(entry, person)}", bold=True, right_tab=True))
        parts.append(word.paragraph(entry["school"]))
    return parts


def opening(word, person):
    return [word.paragraph(person["name"], "Title"), word.paragraph(person["label"], "Subtitle")]


def summary(word, person):
    return [word.paragraph(heading(person, "summary"), "Heading1"), word.paragraph(person["summary"])]


def plain(person):
    word = Word(modified=person["modified"])
    return word.data("".join(
        opening(word, person) + [word.paragraph(word.contact_runs(person, " | "))]
        + summary(word, person) + history(word, person) + tail(word, person)))


def table(person):
    """Each section a row of one table: dates or headings in the left cell, the rest in the right one."""
    word = Word(modified=person["modified"])
    rows = []
    for job in person["work"]:
        rows.append((word.paragraph(span(job, person)), "".join(
            [word.paragraph(job["title"], bold=True), word.paragraph(f"{job['company']}, {job['place']}")]
            + [word.paragraph(item, "ListBullet") for item in job["did"]])))
    education = [(word.paragraph(span(entry, person)), word.paragraph(degree(entry, person), bold=True) + word.paragraph(entry["school"]))
                 for entry in person["education"]]
    widths = (2300, 7200)
    return word.data("".join(
        opening(word, person)
        + [word.table([(word.paragraph(word.contact_runs(person, " · ")),)], (9500,))] + summary(word, person)
        + [word.paragraph(heading(person, "work"), "Heading1"), word.table(rows, widths)]
        + [word.paragraph(heading(person, "education"), "Heading1"), word.table(education, widths)] + tail(word, person)))


def header(person):
    """Name and contact in the page header, nothing of them in the body."""
    word = Word(modified=person["modified"])
    word.header = "".join([word.paragraph(person["name"], "Title"), word.paragraph(word.contact_runs(person, " | "))])
    return word.data("".join(
        [word.paragraph(person["label"], "Subtitle")] + summary(word, person) + history(word, person) + tail(word, person)))


def text_box(person):
    """Contact and skills in a text box beside the body."""
    word = Word(modified=person["modified"])
    box = [word.paragraph(heading(person, "contact"), "Heading1")]
    box += [word.paragraph(word.link(text, url) if url else text) for text, url in contacts(person)]
    box += [word.paragraph(heading(person, "skills"), "Heading1")] + [word.paragraph(skill, "ListBullet") for skill in person["skills"]]
    without_skills = tail(word, person)[2:]
    return word.data("".join(
        opening(word, person) + [word.text_box("".join(box))] + summary(word, person) + history(word, person) + without_skills))


DOCUMENTS = {"plain": plain, "table": table, "header": header, "text-box": text_box}
