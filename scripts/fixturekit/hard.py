"""Fixtures/hard: documents that an intake must survive, each with the outcome it is expected to have.

`CASES` is in the order of Fixtures/hard.tsv. Each case starts from a person who has nothing unusual, so that only the one thing
which it is about is unusual. Outcomes are those of one run over the whole folder by an empty database.
"""
import io

from PIL import Image, ImageDraw, ImageFont

from fixturekit import plain, word
from fixturekit.layouts import ledger, rail, spaced
from fixturekit.sheet import DEJAVU, Sheet


def person(name, email, **changes):
    base = dict(
        lang="en", dates="short", modified="2025-06-15", name=name, email=email, label="Warehouse Supervisor", phone="+1 312 555 0171",
        city="Joliet", place="Joliet, IL", summary="Supervisor who keeps shelves, people and forklifts in good order.",
        work=[
            dict(company="Des Plaines Logistics Inc.", title="Warehouse Supervisor", place="Joliet, IL", start="2019-04", did=[
                "Planned shifts for thirty pickers and packers"]),
            dict(company="Prairie Storage LLC", title="Forklift Operator", place="Aurora, IL", start="2014-02", end="2019-03", did=[
                "Loaded eighty trailers a week without an accident"])],
        education=[dict(school="Joliet Junior College", study="Associate Degree", area="Supply Chain Management", start="2012", end="2014")],
        skills=["Inventory Control", "Forklift", "Safety Training", "Scheduling"])
    return base | changes


def no_name():
    sheet = Sheet("helvetica", 10.5, modified="2025-06-15")
    sheet.line("Curriculum Vitae", bold=True, scale=1.6, after=8)
    sheet.line("E-mail: office.applications@example.com")
    sheet.line("Phone: +1 312 555 0172", after=10)
    sheet.line("Professional Experience", bold=True, scale=1.2, after=3)
    sheet.line("Payroll Clerk, Fox River Mills Inc.", bold=True, right="Mar 2018 – Present")
    sheet.bullets(["Paid 400 employees on time, each month"])
    sheet.line("Education", bold=True, scale=1.2, after=3)
    sheet.line("Certificate in Bookkeeping, Elgin Community College", right="2017", after=6)
    sheet.line("Skills", bold=True, scale=1.2, after=3)
    sheet.paragraph("Payroll, Excel, Bookkeeping")
    return sheet.data()


def two_addresses():
    """One's own in the head, a referee's at the foot."""
    someone = person("Delphine Marchetti", "delphine.marchetti@example.com", phone="+1 312 555 0173")
    return word_with(someone, [("Heading1", "References"), (None, "Prof. Arnold Beckwith, arnold.beckwith@example.org, +1 312 555 0199")])


def word_with(someone, extra):
    document = word.Word(modified=someone["modified"])
    body = word.opening(document, someone) + [document.paragraph(document.contact_runs(someone, " | "))]
    body += word.summary(document, someone) + word.history(document, someone) + word.tail(document, someone)
    return document.data("".join(body + [document.paragraph(text, style) for style, text in extra]))


def address_behind_link():
    sheet = Sheet("helvetica", 10.5, modified="2025-06-15")
    sheet.line("Stellan Oduya", bold=True, scale=2.2, after=2)
    sheet.line("Piano Tuner", scale=1.2, after=2)
    sheet.link("Write to me", "mailto:stellan.oduya@example.com?subject=Your%20resume")
    sheet.line("Rockford, IL", after=10)
    sheet.line("Experience", bold=True, scale=1.2, after=3)
    sheet.line("Piano Tuner, Rock River Music Hall", bold=True, right="2015 – Present")
    sheet.bullets(["Keep two grands and eleven uprights in tune"])
    sheet.line("Skills", bold=True, scale=1.2, after=3)
    sheet.paragraph("Tuning, Voicing, Restringing")
    return sheet.data()


LONG_TITLE = ("Senior Associate Vice President for Cross-Functional Warehouse Excellence, Continuous Improvement, Forklift Harmony, Pallet "
              "Stewardship, Shelf Governance, Shift Planning, Parking Allocation, Loading Dock Diplomacy, Seasonal Decoration, Label Printing, "
              "Box Folding, Tape Procurement, Key Custody, Coffee Supply, Visitor Guidance, Lost Property and all further duties as they "
              "may be assigned")
LONG_TITLE += " from time to time" * ((400 - len(LONG_TITLE)) // 18)
LONG_TITLE += "." * (400 - len(LONG_TITLE))


def long_title():
    someone = person("Barnaby Thistlewood", "barnaby.thistlewood@example.com")
    someone["work"] = [dict(someone["work"][0], title=LONG_TITLE), someone["work"][1]]
    someone["label"] = LONG_TITLE
    return word_with(someone, [])


def advert():
    sheet = Sheet("sans", 9.5, modified="2025-06-15")
    sheet.line("We are hiring: Warehouse Supervisor (m/f/d)", bold=True, scale=1.6, after=6)
    sheet.paragraph("Des Plaines Logistics Inc. is looking for a Warehouse Supervisor to join our team in Joliet, Illinois, as soon as possible.", after=6)
    for title, items in (
        ("Your responsibilities", ["You plan shifts and lead a team of thirty", "You report to the site manager", "You see to it that safety rules are kept"]),
        ("What we expect of you", ["At least three years of experience in a warehouse", "A forklift licence", "Good English, both written and spoken"]),
        ("What we offer", ["A salary of $58,000 to $64,000", "Health insurance from the first day", "Twenty days of paid leave"])):
        sheet.line(title, bold=True, scale=1.2, after=2)
        sheet.bullets(items)
    sheet.paragraph("How to apply: send your resume and a short letter to jobs@desplaines-logistics.example.com before August 31. "
                    "We are an equal opportunity employer.")
    return sheet.data()


def cover_letter():
    """Without the resume that should come with it."""
    sheet = Sheet("sans", 10, modified="2025-03-04")
    for row in ("Wiebke Harmsen", "Deichstraße 8", "26721 Emden", "wiebke.harmsen@example.de", "+49 4921 555 0173"):
        sheet.line(row)
    sheet.line("Emden, 4. März 2025", after=8)
    sheet.line("Bewerbung als Disponentin", bold=True, after=8)
    sheet.paragraph("Sehr geehrte Frau Onneken,", after=6)
    sheet.paragraph("mit großem Interesse habe ich Ihre Anzeige gelesen. Seit acht Jahren plane ich für eine Reederei die Verladung von Stückgut und "
                    "leite dabei ein Team von sechs Leuten. An Ihrem Haus reizt mich besonders, dass Sie auf die Schiene setzen.", after=6)
    sheet.paragraph("Meinen Lebenslauf schicke ich Ihnen gern. Über eine Einladung zu einem Gespräch freue ich mich sehr.", after=6)
    sheet.paragraph("Mit freundlichen Grüßen", after=14)
    sheet.line("Wiebke Harmsen")
    return sheet.data()


def invoice():
    sheet = Sheet("sans", 10, modified="2025-03-14")
    sheet.line("Menuiserie Grosdidier", bold=True, scale=1.4, right="FACTURE n° 2025-031", after=4)
    sheet.line("8 rue du Moulin, 54000 Nancy")
    sheet.line("contact@menuiserie-grosdidier.example.fr", after=10)
    sheet.line("Date de facture : 14/03/2025")
    sheet.line("Échéance : 13/04/2025", after=8)
    for item, amount in (("Porte en chêne, sur mesure", "820,00 €"), ("Pose et finitions", "240,00 €"), ("Total HT", "1 060,00 €"),
                         ("TVA 10 %", "106,00 €"), ("Total TTC", "1 166,00 €")):
        sheet.line(item, right=amount)
    sheet.line("IBAN FR76 3000 6000 0112 3456 7890 189", after=4)
    return sheet.data()


def certificate():
    sheet = Sheet("serif", 12, modified="2023-11-20")
    sheet.line("Certificado de asistencia", bold=True, scale=1.8, after=16)
    sheet.paragraph("El Centro de Formación Arganda hace constar que", after=8)
    sheet.line("Dña. Noelia Pazos Ferrín", bold=True, scale=1.3, after=8)
    sheet.paragraph("ha participado en el curso «Prevención de riesgos laborales en almacenes», de 30 horas, celebrado del 6 al 17 de noviembre de "
                    "2023, y lo ha superado con aprovechamiento.", after=16)
    sheet.line("Arganda del Rey, 20 de noviembre de 2023", after=20)
    sheet.line("La directora, Amparo Gil")
    return sheet.data()


def employers_reference():
    sheet = Sheet("sans", 10, modified="2023-01-09")
    sheet.line("Fjällbyggen AB", bold=True, scale=1.3, after=10)
    sheet.line("Arbetsintyg", bold=True, scale=1.5, after=10)
    sheet.paragraph("Härmed intygas att Joar Ekroth, född 1990, har varit anställd hos oss som snickare från 2017-02-01 till 2022-12-31.", after=6)
    sheet.paragraph("Joar har byggt trapphus och kök, handlett två lärlingar och alltid kommit i tid. Han slutar på egen begäran, och vi "
                    "rekommenderar honom varmt.", after=16)
    sheet.line("Åre den 9 januari 2023")
    sheet.line("Lena Fjellström, personalchef, lena.fjellstrom@fjallbyggen.example.se")
    return sheet.data()


def letter_and_resume():
    """A page of letter in front of the resume."""
    someone = person("Rosalind Achterberg", "rosalind.achterberg@example.com", phone="+1 312 555 0178")
    document = word.Word(modified=someone["modified"])
    letter = ("Dear Ms. Pritchard,", "I am writing to apply for the post of warehouse supervisor that you advertised last week. For six years I have planned the "
              "shifts of thirty people, and not one trailer left late on my account.", "I look forward to hearing from you.", "Yours sincerely,",
              "Rosalind Achterberg")
    body = [document.paragraph(text) for text in letter]
    body += word.opening(document, someone) + [document.paragraph(document.contact_runs(someone, " | "))]
    body += word.summary(document, someone) + word.history(document, someone) + word.tail(document, someone)
    return document.data("".join(body))


def encrypted():
    sheet = Sheet("helvetica", 10.5, modified="2025-06-15", password="open sesame")
    sheet.line("Nobody Reads This", bold=True, scale=2)
    sheet.line("nobody.reads@example.com")
    return sheet.data()


def truncated():
    """The first third of a PDF: no page tree, no cross-reference table."""
    whole = rail(person("Truncated Example", "truncated@example.com"))
    return whole[:len(whole) // 3]


def picture():
    """A page that is one picture: a scan."""
    image = Image.new("L", (620, 420), 255)
    pen = ImageDraw.Draw(image)
    for y, size, text in ((30, 34, "Picture Example"), (84, 18, "picture.example@example.com"), (130, 22, "Experience"),
                          (170, 18, "Photographer, Lakeside Studio, 2016 - 2024")):
        pen.text((40, y), text, fill=0, font=ImageFont.truetype(f"{DEJAVU}DejaVuSans.ttf", size))
    sheet = Sheet("helvetica", 10, modified="2025-06-15")
    sheet.canvas.drawInlineImage(image.convert("1"), 40, 380, 515, 349)
    return sheet.data()


def odt():
    text = "urn:oasis:names:tc:opendocument:xmlns:"
    kind = "application/vnd.oasis.opendocument.text"
    lines = ("Odette Example", "odette.example@example.com", "Experience", "Librarian, Joliet Public Library, 2015 – 2024")
    return word.archive({
        "mimetype": kind,
        "content.xml": f'{word.XML}<office:document-content xmlns:office="{text}office:1.0" xmlns:text="{text}text:1.0" office:version="1.2">'
        f'<office:body><office:text>{"".join(f"<text:p>{line}</text:p>" for line in lines)}</office:text></office:body></office:document-content>',
        "META-INF/manifest.xml": f'{word.XML}<manifest:manifest xmlns:manifest="{text}manifest:1.0" manifest:version="1.2">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>',
    }, stored={"mimetype"})


def rtf():
    return (rb"{\rtf1\ansi\deff0{\fonttbl{\f0 Times New Roman;}}\f0\fs40 Rita Example\par\fs22 rita.example@example.com\par "
            rb"{\b Experience}\par Florist, Garden Street Flowers, 2015 - 2024\par}")


def older_and_newer():
    older = person("Ottilie Brandvold", "ottilie.brandvold@example.com", phone="+1 312 555 0174", modified="2021-05-04", label="Forklift Operator")
    older["work"] = [dict(company="Prairie Storage LLC", title="Forklift Operator", place="Aurora, IL", start="2016-02", did=[
        "Loaded eighty trailers a week without an accident"])]
    newer = person("Ottilie Brandvold", "Ottilie.Brandvold@example.com", phone="+1 312 555 0175", modified="2025-11-20")
    newer["work"] = [newer["work"][0], dict(older["work"][0], end="2019-03")]
    newer["skills"] = newer["skills"] + ["Lean"]
    return ledger(older), spaced(newer)


def with_nul():
    text = plain.txt(person("Nuala Example", "nuala.example@example.com"))
    return text.replace(b"thirty pickers", b"thirty\0 pickers").replace(b"Safety Training", b"Safety\0 Training")


def endless_phone():
    return plain.txt(person("Digby Numbers", "digby.numbers@example.com", phone="+" + "1234567890" * 10))


def png():
    image = Image.new("1", (16, 16), 1)
    result = io.BytesIO()
    image.save(result, "PNG")
    return result.getvalue()


# File, outcome, error code, what is unusual about it. Two outcomes with a bar between: of the files in this case one has the one
# and one the other, whichever came first.
CASES = [
    ("no-name.pdf", "completed", "", "no name anywhere: full_name holds the address, warning missing_name", no_name),
    ("no-email.pdf", "failed", "missing_email", "no e-mail address at all", lambda: ledger(person("Winifred Noaddress", None))),
    ("two-emails.docx", "completed", "", "one's own address in the head, a referee's at the foot: the own one counts", two_addresses),
    ("email-behind-link.pdf", "completed", "", "the address is only in a mailto: link", address_behind_link),
    ("long-title.docx", "completed", "", "label and job title of 400 characters: cut with a warning, whole in parsed_data", long_title),
    ("family-address-anna.pdf", "completed|failed", "identity_conflict", "two people with one family address",
     lambda: ledger(person("Anna Pellegrew", "pellegrew.family@example.com", phone="+1 312 555 0176"))),
    ("family-address-george.pdf", "completed|failed", "identity_conflict", "two people with one family address",
     lambda: ledger(person("George Pellegrew", "pellegrew.family@example.com", phone="+1 312 555 0177", label="Forklift Operator"))),
    ("same-person-2021.pdf", "completed", "", "the older document of a person: fills gaps, overwrites nothing newer", lambda: older_and_newer()[0]),
    ("same-person-2025.pdf", "completed", "", "the newer one, its address in other case: its values win", lambda: older_and_newer()[1]),
    ("job-advert.pdf", "failed", "not_a_resume", "a job advert with the employer's address", advert),
    ("cover-letter.pdf", "failed", "not_a_resume", "a letter of application in German without a resume", cover_letter),
    ("invoice.pdf", "failed", "not_a_resume", "an invoice in French", invoice),
    ("certificate.pdf", "failed", "not_a_resume", "a certificate of attendance in Spanish", certificate),
    ("reference.pdf", "failed", "not_a_resume", "an employer's reference in Swedish, with its address", employers_reference),
    ("letter-and-resume.docx", "completed", "", "a letter of application in front of the resume", letter_and_resume),
    ("encrypted.pdf", "failed", "encrypted", "needs a password: open sesame", encrypted),
    ("truncated.pdf", "failed", "corrupt", "the first third of a PDF", truncated),
    ("zero-bytes.pdf", "failed", "empty", "zero bytes", lambda: b""),
    ("picture-only.pdf", "completed", "", "a page that is one picture: its text is recognised", picture),
    ("open-document.odt", "completed", "", "OpenDocument text", odt),
    ("rich-text.rtf", "completed", "", "Rich Text Format", rtf),
    ("picture-named.pdf", "failed", "empty", "a PNG picture with a PDF's name, and nothing on it", png),
    ("nul-bytes.txt", "completed", "", "plain text with two NUL bytes in it: they reach no value", with_nul),
    ("endless-phone.txt", "completed", "", "a phone number of 100 digits: none", endless_phone),
]


def files():
    return {name: make() for name, _, _, _, make in CASES}


def expected():
    """The table beside the folder, tab-separated."""
    rows = [("file", "outcome", "error_code", "what is unusual about it")] + [case[:4] for case in CASES]
    return "".join("\t".join(row) + "\n" for row in rows)
