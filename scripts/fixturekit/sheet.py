"""A PDF written top-down: columns, wrapped paragraphs, bullets, links, page breaks. Units are points, y grows upwards."""
import calendar
import io
import os
import time

from reportlab import rl_config
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen import canvas

rl_config.invariant = 1  # no clock, no random identifier in the file

DEJAVU = "/usr/share/fonts/truetype/dejavu/"
for name, file in [("Sans", "DejaVuSans"), ("Sans-Bold", "DejaVuSans-Bold"), ("Serif", "DejaVuSerif"), ("Serif-Bold", "DejaVuSerif-Bold")]:
    pdfmetrics.registerFont(TTFont(name, f"{DEJAVU}{file}.ttf"))

# A family: regular and bold. Those that aren't embedded can draw only what Windows-1252 holds.
FAMILIES = {
    "times": ("Times-Roman", "Times-Bold"),
    "helvetica": ("Helvetica", "Helvetica-Bold"),
    "sans": ("Sans", "Sans-Bold"),
    "serif": ("Serif", "Serif-Bold"),
}
WIDTH, HEIGHT = A4


class Sheet:
    def __init__(self, family="helvetica", size=10, title="", modified="2026-01-01", password=None, foot=None, subject=""):
        os.environ["SOURCE_DATE_EPOCH"] = str(calendar.timegm(time.strptime(modified, "%Y-%m-%d")) + 9 * 3600)
        self.bytes = io.BytesIO()
        encrypt = None
        if password:
            from reportlab.lib.pdfencrypt import StandardEncryption
            encrypt = StandardEncryption(password, ownerPassword=password + "-owner", strength=128)
        self.canvas = canvas.Canvas(self.bytes, pagesize=A4, invariant=1, encrypt=encrypt)
        self.canvas.setTitle(title)
        self.canvas.setSubject(subject)
        self.canvas.setAuthor("")
        self.canvas.setCreator("Fixtures")
        self.regular, self.bold = FAMILIES[family]
        self.size, self.foot, self.page = size, foot, 1
        self.background = None
        self.column(56, WIDTH - 56)
        self.y = HEIGHT - 64

    def column(self, left, right, y=None, ink=(0.1, 0.1, 0.1)):
        self.left, self.right, self.ink = left, right, ink
        if y is not None:
            self.y = y

    def font(self, bold=False, scale=1.0):
        return (self.bold if bold else self.regular), self.size * scale

    def width(self, text, bold=False, scale=1.0, spacing=0):
        name, size = self.font(bold, scale)
        return pdfmetrics.stringWidth(text, name, size) + spacing * max(len(text) - 1, 0)

    def draw(self, x, text, bold=False, scale=1.0, spacing=0, ink=None):
        name, size = self.font(bold, scale)
        run = self.canvas.beginText(x, self.y)
        run.setFont(name, size)
        run.setFillColorRGB(*(ink or self.ink))
        run.setCharSpace(spacing)
        run.textOut(text)
        self.canvas.drawText(run)

    def room(self, height):
        """A new page if less than `height` is left on this one."""
        if self.y - height < 56:
            self.finish_page()
            self.canvas.showPage()
            self.page += 1
            self.y = HEIGHT - 64
            if self.background:
                self.background()

    def wrap(self, text, width, bold=False, scale=1.0):
        lines, line = [], ""
        for word in text.split():
            longer = f"{line} {word}".strip()
            if line and self.width(longer, bold, scale) > width:
                lines.append(line)
                line = word
            else:
                line = longer
        return lines + [line]

    def line(self, text, bold=False, scale=1.0, spacing=0, right=None, after=0.0, centred=False, ink=None, right_bold=False):
        """One line, with `right` set against the right edge."""
        self.room(self.size * scale)
        x = self.left
        if centred:
            x = (self.left + self.right - self.width(text, bold, scale, spacing)) / 2
        self.draw(x, text, bold, scale, spacing, ink)
        if right:
            self.draw(self.right - self.width(right, right_bold), right, right_bold)
        self.y -= self.size * scale * 1.36 + after

    def paragraph(self, text, bold=False, scale=1.0, after=0.0, indent=0.0):
        for part in self.wrap(text, self.right - self.left - indent, bold, scale):
            self.room(self.size * scale)
            self.draw(self.left + indent, part, bold, scale)
            self.y -= self.size * scale * 1.36
        self.y -= after

    def bullets(self, items, sign="•", after=4.0):
        for item in items:
            for number, part in enumerate(self.wrap(item, self.right - self.left - 12)):
                self.room(self.size)
                if number == 0:
                    self.draw(self.left + 2, sign)
                self.draw(self.left + 12, part)
                self.y -= self.size * 1.36
        self.y -= after

    def link(self, text, url, bold=False):
        """`text` on a line of its own, with a link annotation to `url` over it."""
        self.canvas.linkURL(url, (self.left, self.y - 3, self.left + self.width(text, bold), self.y + self.size), relative=0)
        self.line(text, bold, ink=(0.05, 0.25, 0.6))

    def rule(self, gap=5.0, grey=0.45):
        self.canvas.setStrokeGray(grey)
        self.canvas.setLineWidth(0.7)
        self.canvas.line(self.left, self.y + self.size * 0.9, self.right, self.y + self.size * 0.9)
        self.y -= gap

    def fill(self, left, bottom, right, top, colour):
        self.canvas.setFillColorRGB(*colour)
        self.canvas.rect(left, bottom, right - left, top - bottom, stroke=0, fill=1)

    def finish_page(self):
        if self.foot:
            text = f"{self.foot} · {self.page}"
            name, size = self.font(scale=0.8)
            self.canvas.setFillGray(0.4)
            self.canvas.setFont(name, size)
            self.canvas.drawCentredString(WIDTH / 2, 34, text)

    def data(self):
        self.finish_page()
        self.canvas.save()
        return self.bytes.getvalue()
