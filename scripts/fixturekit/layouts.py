"""The PDF layouts of the fixtures: what a person wrote, set in seven ways."""
from fixturekit.sheet import HEIGHT, WIDTH, Sheet
from fixturekit.wording import degree, heading, span


def contacts(person):
    """Address lines as shown, each with the target of its link or None."""
    shown = [(person[key], None) for key in ("place", "phone") if person.get(key)]
    if person.get("email"):
        shown.append((person["email"], "mailto:" + person["email"]))
    for url in [person.get("url")] + [url for _, url in person.get("profiles", [])]:
        if url:
            shown.append((url.removeprefix("https://").removeprefix("www."), url))
    return shown


def linked_line(sheet, parts, separator, centred=False):
    """Contacts in one line, each with its link; wrapped where the line is full."""
    lines, line = [], []
    for part in parts:
        if line and sheet.width(separator.join(text for text, _ in line + [part])) > sheet.right - sheet.left:
            lines.append(line)
            line = []
        line.append(part)
    for line in lines + [line]:
        text = separator.join(part for part, _ in line)
        x = (sheet.left + sheet.right - sheet.width(text)) / 2 if centred else sheet.left
        for number, (part, url) in enumerate(line):
            if url:
                sheet.canvas.linkURL(url, (x, sheet.y - 3, x + sheet.width(part), sheet.y + sheet.size), relative=0)
            x += sheet.width(part + (separator if number + 1 < len(line) else ""))
        sheet.line(text, centred=centred)


def language_lines(person):
    return [f"{name}: {level}" for name, level in person.get("languages", [])]


def certificate_lines(person):
    return [f"{name}, {when}" if when else name for name, when in person.get("certificates", [])]


def section(sheet, person, key, set_heading, content):
    """A heading and what stands below it, kept together at a page's end; nothing where the person has nothing."""
    if content is None:
        return
    sheet.room(sheet.size * 6)
    set_heading(heading(person, key))
    content()


def whether(value, content):
    return content if value else None


def ledger(person):
    sheet = Sheet("times", 11, modified=person["modified"], foot=person["name"])
    sheet.line(person["name"], bold=True, scale=2.2, after=2)
    sheet.line(person["label"], scale=1.25, after=2)
    linked_line(sheet, contacts(person), "  |  ")
    sheet.y -= 8

    def set_heading(text):
        sheet.y -= 6
        sheet.line(text.upper(), bold=True, scale=1.05, after=2)
        sheet.rule()

    def work():
        for job in person["work"]:
            sheet.room(60)
            sheet.line(f"{job['title']}, {job['company']}", bold=True, right=span(job, person))
            sheet.line(job["place"])
            sheet.bullets(job["did"])

    def education():
        for entry in person["education"]:
            sheet.line(degree(entry, person), bold=True, right=span(entry, person))
            sheet.line(entry["school"], after=4)

    section(sheet, person, "summary", set_heading, lambda: sheet.paragraph(person["summary"]))
    section(sheet, person, "work", set_heading, work)
    section(sheet, person, "education", set_heading, education)
    section(sheet, person, "skills", set_heading, lambda: sheet.paragraph(", ".join(person["skills"])))
    section(sheet, person, "languages", set_heading,
            whether(person.get("languages"), lambda: sheet.paragraph(", ".join(f"{a} ({b})" for a, b in person["languages"]))))
    section(sheet, person, "certificates", set_heading, whether(person.get("certificates"), lambda: sheet.bullets(certificate_lines(person))))
    return sheet.data()


def gutter(person):
    """Dates in a margin of their own at the left, headings across both."""
    sheet = Sheet("sans", 9, modified=person["modified"])
    left, body, right = 52, 168, WIDTH - 52
    sheet.column(left, right)
    sheet.line(person["name"], bold=True, scale=2.0, after=3)
    sheet.line(person["label"], scale=1.2, after=5)
    for label, (text, url) in zip(("Adresse", "Telefon", "E-Mail", "Web", "Web"), contacts(person)):
        sheet.line(f"{label}: {text}")
    sheet.y -= 8

    def set_heading(text):
        sheet.column(left, right)
        sheet.y -= 8
        sheet.line(text, bold=True, scale=1.3, ink=(0.1, 0.3, 0.45), after=4)

    def row(at_left, content):
        sheet.room(48)
        y = sheet.y
        sheet.column(left, body - 8)
        sheet.paragraph(at_left)
        below = sheet.y
        sheet.column(body, right, y)
        content()
        sheet.y = min(sheet.y, below) - 4

    def work():
        for job in person["work"]:
            def content(job=job):
                sheet.line(job["title"], bold=True)
                sheet.line(f"{job['company']}, {job['place']}")
                sheet.bullets(job["did"], sign="–", after=0)
            row(span(job, person), content)

    def education():
        for entry in person["education"]:
            def content(entry=entry):
                sheet.line(degree(entry, person), bold=True)
                sheet.line(entry["school"])
            row(span(entry, person), content)

    section(sheet, person, "summary", set_heading, lambda: sheet.paragraph(person["summary"]))
    section(sheet, person, "work", set_heading, work)
    section(sheet, person, "education", set_heading, education)
    section(sheet, person, "skills", set_heading, lambda: sheet.paragraph(" · ".join(person["skills"])))
    section(sheet, person, "languages", set_heading, whether(person.get("languages"), lambda: sheet.bullets(language_lines(person), sign="–")))
    return sheet.data()


def main_column(sheet, person, set_heading):
    """Summary, work and education below each other: the wide column of the layouts with a rail."""
    def work():
        for job in person["work"]:
            sheet.room(60)
            sheet.paragraph(job["title"], bold=True)
            sheet.line(f"{job['company']}, {job['place']}")
            sheet.line(span(job, person), ink=(0.35, 0.35, 0.35), after=1)
            sheet.bullets(job["did"])

    def education():
        for entry in person["education"]:
            sheet.paragraph(degree(entry, person), bold=True)
            sheet.line(entry["school"])
            sheet.line(span(entry, person), ink=(0.35, 0.35, 0.35), after=4)

    section(sheet, person, "summary", set_heading, lambda: sheet.paragraph(person["summary"], after=2))
    section(sheet, person, "work", set_heading, work)
    section(sheet, person, "education", set_heading, education)


def rail_column(sheet, person, set_heading):
    """Contact, skills, languages and certificates below each other."""
    set_heading(heading(person, "contact"))
    for text, url in contacts(person):
        for part in sheet.wrap(text, sheet.right - sheet.left):
            if url:
                sheet.canvas.linkURL(url, (sheet.left, sheet.y - 3, sheet.right, sheet.y + sheet.size), relative=0)
            while sheet.width(part) > sheet.right - sheet.left:  # an address too wide for the rail goes over two lines
                cut = next(n for n in range(len(part), 0, -1) if sheet.width(part[:n]) <= sheet.right - sheet.left and part[n - 1] in "/-.@")
                sheet.line(part[:cut])
                part = part[cut:]
            sheet.line(part)
    for key, lines in (("skills", person["skills"]), ("languages", language_lines(person)), ("certificates", certificate_lines(person))):
        if lines:
            set_heading(heading(person, key))
            for line in lines:
                sheet.paragraph(line)


def headings_in(sheet, ink=None):
    def set_heading(text):
        sheet.y -= 9
        sheet.line(text, bold=True, scale=1.2, ink=ink, after=3)
    return set_heading


def rail(person):
    """A shaded rail at the left."""
    sheet = Sheet("helvetica", 9.5, modified=person["modified"])
    sheet.background = lambda: sheet.fill(0, 0, 190, HEIGHT, (0.91, 0.93, 0.95))
    sheet.background()
    sheet.column(28, 178, HEIGHT - 130)
    rail_column(sheet, person, headings_in(sheet))
    sheet.column(212, WIDTH - 40, HEIGHT - 64)
    sheet.line(person["name"], bold=True, scale=2.4, after=3)
    sheet.line(person["label"], scale=1.4, after=6)
    main_column(sheet, person, headings_in(sheet))
    return sheet.data()


def rail_right(person):
    """A dark rail at the right, light ink on it; the main column is drawn first."""
    sheet = Sheet("sans", 8.8, modified=person["modified"])
    sheet.background = lambda: sheet.fill(WIDTH - 190, 0, WIDTH, HEIGHT, (0.13, 0.2, 0.27))
    sheet.background()
    sheet.column(40, WIDTH - 212)
    sheet.line(person["name"], bold=True, scale=2.2, after=3)
    sheet.line(person["label"], scale=1.3, after=4)
    main_column(sheet, person, headings_in(sheet, (0.13, 0.2, 0.27)))
    sheet.column(WIDTH - 176, WIDTH - 18, HEIGHT - 110, ink=(0.96, 0.96, 0.96))
    rail_column(sheet, person, headings_in(sheet))
    return sheet.data()


def right_dates(person):
    """Employer and dates in one line, title and place in the next, both pairs set apart to the edges."""
    sheet = Sheet("serif", 9, modified=person["modified"])
    sheet.line(person["name"], bold=True, scale=2.1, centred=True, after=3)
    sheet.line(person["label"], scale=1.2, centred=True, after=3)
    linked_line(sheet, contacts(person), "   ", centred=True)

    def set_heading(text):
        sheet.y -= 10
        sheet.line(text, bold=True, scale=1.2, after=2)
        sheet.rule(grey=0.7)

    def work():
        for job in person["work"]:
            sheet.room(60)
            sheet.line(job["company"], bold=True, right=span(job, person))
            sheet.line(job["title"], right=job["place"])
            sheet.bullets(job["did"])

    def education():
        for entry in person["education"]:
            sheet.line(entry["school"], bold=True, right=span(entry, person))
            sheet.line(degree(entry, person), after=4)

    section(sheet, person, "summary", set_heading, lambda: sheet.paragraph(person["summary"]))
    section(sheet, person, "work", set_heading, work)
    section(sheet, person, "education", set_heading, education)
    section(sheet, person, "skills", set_heading, lambda: sheet.paragraph(", ".join(person["skills"])))
    section(sheet, person, "languages", set_heading,
            whether(person.get("languages"), lambda: sheet.paragraph(", ".join(f"{a} – {b}" for a, b in person["languages"]))))
    return sheet.data()


def split(person):
    """A coloured band across the page, two columns of unequal width below it."""
    sheet = Sheet("helvetica", 9.6, modified=person["modified"])
    sheet.fill(0, HEIGHT - 116, WIDTH, HEIGHT, (0.16, 0.36, 0.3))
    sheet.column(44, WIDTH - 44, HEIGHT - 52, ink=(1, 1, 1))
    sheet.line(person["name"], bold=True, scale=2.5, after=2)
    sheet.line(person["label"], scale=1.3, after=2)
    linked_line(sheet, contacts(person), "  •  ")
    top = HEIGHT - 138
    sheet.column(44, 356, top)
    set_heading = headings_in(sheet, (0.16, 0.36, 0.3))
    section(sheet, person, "summary", set_heading, lambda: sheet.paragraph(person["summary"], after=2))

    def work():
        for job in person["work"]:
            sheet.line(job["title"], bold=True)
            sheet.line(f"{job['company']} | {job['place']}")
            sheet.line(span(job, person), after=1)
            sheet.bullets(job["did"])

    section(sheet, person, "work", set_heading, work)
    sheet.column(388, WIDTH - 40, top)
    set_heading = headings_in(sheet, (0.16, 0.36, 0.3))

    def education():
        for entry in person["education"]:
            sheet.paragraph(degree(entry, person), bold=True)
            sheet.line(entry["school"])
            sheet.line(span(entry, person), after=4)

    section(sheet, person, "education", set_heading, education)
    section(sheet, person, "skills", set_heading, lambda: sheet.bullets(person["skills"]))
    section(sheet, person, "certificates", set_heading, whether(person.get("certificates"), lambda: [sheet.paragraph(line) for line in certificate_lines(person)]))
    return sheet.data()


def spaced(person):
    """Name and headings with wide letter-spacing, centred."""
    sheet = Sheet("helvetica", 10, modified=person["modified"])
    sheet.line(person["name"].upper(), scale=2.0, spacing=6, centred=True, after=4)
    sheet.line(person["label"], scale=1.15, centred=True, after=3)
    linked_line(sheet, contacts(person), "   /   ", centred=True)

    def set_heading(text):
        sheet.y -= 12
        sheet.line(text.upper(), bold=True, scale=1.05, spacing=4.5, centred=True, after=5)

    def work():
        for job in person["work"]:
            sheet.room(60)
            sheet.line(f"{job['title']} at {job['company']}", bold=True)
            sheet.line(f"{span(job, person)}, {job['place']}")
            sheet.bullets(job["did"])

    def education():
        for entry in person["education"]:
            sheet.line(f"{degree(entry, person)} – {entry['school']}", bold=True)
            sheet.line(span(entry, person), after=4)

    section(sheet, person, "summary", set_heading, lambda: sheet.paragraph(person["summary"]))
    section(sheet, person, "work", set_heading, work)
    section(sheet, person, "education", set_heading, education)
    section(sheet, person, "skills", set_heading, lambda: sheet.paragraph(" / ".join(person["skills"])))
    return sheet.data()


LAYOUTS = {
    "ledger": ledger, "gutter": gutter, "rail": rail, "rail-right": rail_right, "right-dates": right_dates, "split": split, "spaced": spaced,
}
