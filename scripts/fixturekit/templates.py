"""Resume templates that many people use, set again by hand: where each puts its parts, in which sizes, inks and order. No template's
own files or fonts are in it: the nearest of the standard fonts stands in for each."""
from fixturekit.sheet import HEIGHT, WIDTH, Sheet
from fixturekit.wording import PRESENT, date, span
from reportlab.pdfbase import pdfmetrics

SANS, SANS_BOLD, SANS_ITALIC = "Helvetica", "Helvetica-Bold", "Helvetica-Oblique"
SERIF, SERIF_BOLD, SERIF_ITALIC = "Times-Roman", "Times-Bold", "Times-Italic"
SIGNS = "Sans"  # DejaVu: has the pictures of letters and telephones that the others lack
BLACK, DARK, GREY, PALE = (0, 0, 0), (0.2, 0.2, 0.2), (0.36, 0.36, 0.36), (0.6, 0.6, 0.6)


class Print(Sheet):
    """A sheet on which each stretch of text has its own font, size, ink and place."""

    def put(self, x, text, font=SANS, size=10.0, ink=DARK, to="left"):
        """Draws at the height of the line; `x` is the text's left end, its right end or its middle. Returns the x behind it."""
        width = pdfmetrics.stringWidth(text, font, size)
        x -= {"left": 0, "right": width, "middle": width / 2}[to]
        self.canvas.setFillColorRGB(*ink)
        self.canvas.setFont(font, size)
        self.canvas.drawString(x, self.y, text)
        return x + width

    def run(self, x, *stretches):
        """Stretches of (text, font, size, ink) behind each other."""
        for text, font, size, ink in stretches:
            x = self.put(x, text, font, size, ink)
        return x

    def down(self, height):
        self.y -= height

    def flow(self, text, left, right, font=SANS, size=10.0, ink=DARK, lead=1.3, hang=0.0, sign=None):
        """A paragraph between two edges; `sign` stands before its first line, `hang` before the others."""
        line, lines = "", []
        for word in text.split():
            longer = f"{line} {word}".strip()
            if line and pdfmetrics.stringWidth(longer, font, size) > right - left - hang:
                lines.append(line)
                line = word
            else:
                line = longer
        for number, part in enumerate(lines + [line]):
            if sign and number == 0:
                self.put(left, sign, font, size, ink)
            self.put(left + hang, part, font, size, ink)
            self.down(size * lead)

    def url(self, left, right, target):
        self.canvas.linkURL(target, (left, self.y - 3, right, self.y + 9), relative=0)

    def stroke(self, left, right, width=0.6, ink=GREY, above=0.0):
        self.canvas.setStrokeColorRGB(*ink)
        self.canvas.setLineWidth(width)
        self.canvas.line(left, self.y + above, right, self.y + above)


def bare(url):
    return url.removeprefix("https://").removeprefix("www.")


def awesome(person):
    """In the manner of Awesome-CV: thin and bold halves of the name, headings whose first three letters are red, the rule beside
    them; employer and place, title and dates in two lines; a foot with date, name and page."""
    sheet, red = Print(modified=person["modified"]), (0.86, 0.21, 0.13)
    left, right, first = 40, WIDTH - 40, person["name"].rsplit(" ", 1)
    sheet.y = HEIGHT - 66
    whole = sum(pdfmetrics.stringWidth(text, font, 32) for text, font in ((first[0] + " ", SANS), (first[1], SANS_BOLD)))
    sheet.run(WIDTH / 2 - whole / 2, (first[0] + " ", SANS, 32, GREY), (first[1], SANS_BOLD, 32, DARK))
    sheet.down(20)
    sheet.put(WIDTH / 2, person["label"].upper(), SANS, 7.6, red, "middle")
    sheet.down(13)
    sheet.put(WIDTH / 2, person["place"], SANS_ITALIC, 8, PALE, "middle")
    sheet.down(13)
    parts = [("☎ ", person["phone"], None), ("✉ ", person["email"], "mailto:" + person["email"])]
    parts += [("⚑ ", bare(url), url) for _, url in person["profiles"]]
    x = WIDTH / 2 - sum(pdfmetrics.stringWidth(sign, SIGNS, 6.8) + pdfmetrics.stringWidth(text, SANS, 6.8) + 14 for sign, text, _ in parts) / 2
    for number, (sign, text, target) in enumerate(parts):
        end = sheet.run(x, (sign, SIGNS, 6.8, DARK), (text, SANS, 6.8, DARK))
        if target:
            sheet.url(x, end, target)
        x = sheet.put(end + 5, "|", SANS, 6.8) + 5 if number + 1 < len(parts) else end
    sheet.down(18)

    def heading(text):
        sheet.down(12)
        end = sheet.run(left, (text[:3], SANS_BOLD, 16, red), (text[3:], SANS_BOLD, 16, DARK))
        sheet.stroke(end + 4, right, 0.9)
        sheet.down(17)

    def entry(employer, place, title, dates, items):
        sheet.put(left, employer, SANS_BOLD, 10)
        sheet.put(right, place, SANS_ITALIC, 9, red, "right")
        sheet.down(12)
        sheet.put(left, title.upper(), SANS, 7.6, GREY)
        sheet.put(right, dates, SANS_ITALIC, 8, PALE, "right")
        sheet.down(13)
        for item in items:
            sheet.flow(item, left + 8, right, SANS, 9, GREY, hang=9, sign="•")
        sheet.down(6)

    heading("Summary")
    sheet.flow(person["summary"], left, right, SANS, 9, GREY)
    heading("Work Experience")
    for job in person["work"]:
        entry(job["company"], job["place"], job["title"], span(job, person), job["did"])
    heading("Education")
    for school in person["education"]:
        entry(school["school"], school["place"], f"{school['study']} in {school['area']}", span(school, person), [])
    heading("Skills")
    for group, skills in person["groups"]:
        sheet.put(left + 92, group, SANS_BOLD, 9, DARK, "right")
        sheet.flow(", ".join(skills), left + 104, right, SANS, 9, GREY)
        sheet.down(2)
    sheet.y = 22
    sheet.put(left, "12 January 2026", SANS, 7, PALE)
    sheet.put(WIDTH / 2, f"{person['name']}  ·  Résumé", SANS, 7, PALE, "middle")
    sheet.put(right, "1", SANS, 7, PALE, "right")
    return sheet.data()


def deedy(person):
    """In the manner of Deedy-Resume: a third for schools, links and skills, two thirds for work; "EMPLOYER | Title" in one line, dates
    and place in the next; when it was last changed stands in the corner."""
    sheet = Print(modified=person["modified"])
    sheet.y = HEIGHT - 24
    sheet.put(WIDTH - 28, "Last Updated on 5th March 2026", SANS, 7, PALE, "right")
    sheet.y = HEIGHT - 58
    names = person["name"].rsplit(" ", 1)
    whole = pdfmetrics.stringWidth(names[0] + " ", SANS, 34) + pdfmetrics.stringWidth(names[1], SANS, 34)
    sheet.run(WIDTH / 2 - whole / 2, (names[0] + " ", SANS, 34, PALE), (names[1], SANS, 34, DARK))
    sheet.down(18)
    links = [person["email"], person["phone"]]
    sheet.put(WIDTH / 2, " | ".join(links), SANS, 10, DARK, "middle")
    sheet.stroke(28, WIDTH - 28, above=-8)
    top, middle = sheet.y - 30, 216

    def heading(x, text):
        sheet.put(x, text.upper(), SANS, 14, (0.25, 0.4, 0.56))
        sheet.down(17)

    def sub(x, text):
        sheet.put(x, text.upper(), SANS_BOLD, 10, DARK)

    sheet.y = top
    heading(28, "Education")
    for school in person["education"]:
        sub(28, school["school"])
        sheet.down(12)
        sheet.put(28, f"{school['study']} in {school['area']}".upper(), SANS, 8, GREY)
        sheet.down(11)
        sheet.put(28, f"{date(school['end'], person)} | {school['place']}", SANS, 8, PALE)
        sheet.down(17)
    heading(28, "Links")
    for network, url in person["profiles"]:
        end = sheet.run(28, (network + ":// ", SANS, 9, DARK), (url.rsplit("/", 1)[1], SANS_BOLD, 9, DARK))
        sheet.url(28, end, url)
        sheet.down(12)
    sheet.down(6)
    heading(28, "Skills")
    for group, skills in person["groups"]:
        sub(28, group)
        sheet.down(12)
        sheet.flow(" • ".join(skills), 28, middle - 16, SANS, 9, DARK)
        sheet.down(5)
    sheet.y = top
    heading(middle, "Experience")
    for job in person["work"]:
        sub(middle, job["company"])
        width = pdfmetrics.stringWidth(job["company"].upper(), SANS_BOLD, 10)
        sheet.put(middle + width, f" | {job['title']}".upper(), SANS, 9, GREY)
        sheet.down(12)
        sheet.put(middle, f"{span(job, person)} | {job['place']}", SANS, 8, PALE)
        sheet.down(13)
        for item in job["did"]:
            sheet.flow(item, middle + 4, WIDTH - 28, SANS, 9, DARK, hang=9, sign="•")
        sheet.down(8)
    return sheet.data()


def modern(person):
    """In the manner of moderncv's classic style: dates right-aligned in a narrow margin with a bar beside each heading; title,
    employer and place in one line, in bold, italic and upright; contacts in italics at the top right, with signs."""
    sheet, blue = Print(modified=person["modified"]), (0.22, 0.45, 0.7)
    hint, body, right = 132, 142, WIDTH - 57
    sheet.y = HEIGHT - 84
    sheet.put(57, person["name"], SANS, 34, PALE)
    sheet.y += 22
    contacts = [(None, person["place"], None), ("☏ ", person["phone"], None), ("✉ ", person["email"], "mailto:" + person["email"])]
    contacts += [(None, bare(url), url) for _, url in person["profiles"]]
    for sign, text, target in contacts:
        start = right - pdfmetrics.stringWidth(text, SANS_ITALIC, 9)
        sheet.put(right, text, SANS_ITALIC, 9, PALE, "right")
        if sign:
            sheet.put(start, sign, SIGNS, 8, PALE, "right")
        if target:
            sheet.url(start, right, target)
        sheet.down(12)
    sheet.y = HEIGHT - 110
    sheet.put(57, person["label"], SANS_ITALIC, 18, PALE)
    sheet.down(34)

    def heading(text):
        sheet.down(10)
        sheet.fill(57, sheet.y, hint, sheet.y + 4, blue)
        sheet.put(body, text, SANS, 14, blue)
        sheet.down(17)

    def entry(dates, *stretches, items=()):
        lines = dates.split("\n")
        for number, part in enumerate(lines):
            sheet.y -= 11 * number
            sheet.put(hint, part, SANS, 10, DARK, "right")
            sheet.y += 11 * number
        sheet.run(body, *[(text, font, 10, DARK) for text, font in stretches])
        sheet.down(13)
        for item in items:
            sheet.flow(item, body, right, SANS, 9, DARK, hang=9, sign="•")
        sheet.down(max(0, 13 * (len(lines) - 1) - 12 * len(items)) + 4)

    heading("Berufserfahrung")
    for job in person["work"]:
        dates = f"{date(job['start'], person)}–\n{date(job['end'], person) if job.get('end') else PRESENT[person['lang']]}"
        entry(dates, (job["title"], SANS_BOLD), (", ", SANS), (job["company"], SANS_ITALIC), (f", {job['place']}.", SANS), items=job["did"])
    heading("Ausbildung")
    for school in person["education"]:
        entry(f"{school['start']}–{school['end']}", (f"{school['study']} {school['area']}", SANS_BOLD), (", ", SANS), (school["school"], SANS_ITALIC), (f", {school['place']}.", SANS))
    heading("Sprachen")
    for language, level in person["languages"]:
        entry(language, (level, SANS_BOLD))
    heading("Kenntnisse")
    for group, skills in person["groups"]:
        entry(group, (", ".join(skills), SANS))
    return sheet.data()


def europass(person):
    """In the manner of the Europass CV of 2020: dates and place over "TITLE – EMPLOYER" in capitals, a dot at each heading, grades of
    language in a table."""
    sheet, blue = Print(modified=person["modified"]), (0.09, 0.25, 0.55)
    left, right = 60, WIDTH - 50
    sheet.fill(0, HEIGHT - 128, WIDTH, HEIGHT, (0.93, 0.95, 0.98))
    sheet.y = HEIGHT - 58
    sheet.put(left, person["name"], SANS, 20, blue)
    sheet.down(22)
    x = left
    for label, value in (("Nationality: ", "Portuguese"), ("Phone: ", person["phone"]), ("Email address: ", person["email"])):
        x = sheet.run(x, (label, SANS_BOLD, 8.5, DARK), (value, SANS, 8.5, DARK))
        x = sheet.put(x + 6, "|", SANS, 8.5) + 6 if label != "Email address: " else x
    sheet.down(14)
    sheet.run(left, ("Home: ", SANS_BOLD, 8.5, DARK), (person["place"] + " (Home)", SANS, 8.5, DARK))
    sheet.down(44)

    def heading(text):
        sheet.down(8)
        sheet.canvas.setFillColorRGB(*PALE)
        sheet.canvas.circle(left - 14, sheet.y + 4, 3.5, stroke=0, fill=1)
        sheet.put(left, text.upper(), SANS_BOLD, 11, blue)
        sheet.down(6)
        sheet.stroke(left, right)
        sheet.down(15)

    def entry(dates, place, what, where, items=()):
        sheet.put(left, f"{dates} – {place}", SANS, 9, GREY)
        sheet.down(13)
        sheet.run(left, (what.upper(), SANS_BOLD, 10, DARK), (f" – {where.upper()}", SANS, 10, DARK))
        sheet.down(14)
        for item in items:
            sheet.flow(item, left + 6, right, SANS, 9.5, DARK, hang=9, sign="•")
        sheet.down(6)

    heading("About me")
    sheet.flow(person["summary"], left, right, SANS, 9.5)
    heading("Work experience")
    for job in person["work"]:
        end = date(job["end"], person) if job.get("end") else "CURRENT"
        entry(f"{date(job['start'], person)} – {end}", f"{job['place']}, Portugal", job["title"], job["company"], job["did"])
    heading("Education and training")
    for school in person["education"]:
        entry(f"{date(school['start'], person)} – {date(school['end'], person)}", f"{school['place']}, Portugal", f"{school['study']} in {school['area']}", school["school"])
    heading("Language skills")
    sheet.run(left, ("MOTHER TONGUE(S): ", SANS, 9, DARK), (person["languages"][0][0].upper(), SANS_BOLD, 9, DARK))
    sheet.down(13)
    sheet.put(left, "Other language(s):", SANS, 9)
    sheet.down(16)
    columns = (150, 225, 300, 390, 480)
    for x, text in zip((185, 345, 480), ("UNDERSTANDING", "SPEAKING", "WRITING")):
        sheet.put(x, text, SANS, 7.5, GREY, "middle")
    sheet.down(11)
    for x, text in zip(columns, ("Listening", "Reading", "Spoken production", "Spoken interaction")):
        sheet.put(x, text, SANS, 7.5, GREY, "middle")
    sheet.down(13)
    for language, level in person["languages"][1:]:
        sheet.put(left, language.upper(), SANS_BOLD, 9)
        for x in columns:
            sheet.put(x, level, SANS, 9, DARK, "middle")
        sheet.down(13)
    sheet.put(left, "Levels: A1 and A2: Basic user; B1 and B2: Independent user; C1 and C2: Proficient user", SANS_ITALIC, 7.5, GREY)
    sheet.down(14)
    heading("Skills")
    sheet.flow("  |  ".join(person["skills"]), left, right, SANS, 9.5)
    return sheet.data()


def linkedin(person):
    """In the manner of a LinkedIn profile saved as PDF: a dark column with contact, top skills and languages; an employer with one
    role has four lines of its own, one with several has its length of service and each role below it."""
    sheet = Print(modified=person["modified"])
    sheet.fill(0, 0, 196, HEIGHT, (0.16, 0.24, 0.29))
    pale, left, right = (0.88, 0.91, 0.92), 224, WIDTH - 32
    sheet.y = HEIGHT - 52

    def side(title, lines):
        sheet.put(22, title, SANS, 13, (1, 1, 1))
        sheet.down(20)
        for text, target, ink in lines:
            end = sheet.put(22, text, SANS, 10.5, ink)
            if target:
                sheet.url(22, end, target)
            sheet.down(14)
        sheet.down(16)

    network, url = person["profiles"][0]
    start, _, rest = url.removeprefix("https://").partition("-")  # too wide for the column: broken behind a hyphen
    side("Contact", [(person["phone"] + " (Mobile)", None, pale), (person["email"], "mailto:" + person["email"], pale),
                     (start + "-", url, pale), (rest, url, pale), (f"({network})", None, PALE)])
    side("Top Skills", [(skill, None, pale) for skill in person["skills"]])
    side("Languages", [(f"{language} ({level})", None, pale) for language, level in person["languages"]])
    side("Certifications", [(name, None, pale) for name, _ in person["certificates"]])

    sheet.y = HEIGHT - 62
    sheet.put(left, person["name"], SANS, 26, DARK)
    sheet.down(20)
    sheet.put(left, person["label"], SANS, 12, DARK)
    sheet.down(16)
    sheet.put(left, person["place"], SANS, 12, PALE)
    sheet.down(34)

    def heading(text):
        sheet.put(left, text, SANS, 15.75, DARK)
        sheet.down(24)

    def months(job):
        (year, month), (last, final) = (map(int, value.split("-")) for value in (job["start"], job.get("end") or person["modified"][:7]))
        return divmod((last - year) * 12 + final - month + 1, 12)

    def length(jobs):
        years, left_over = divmod(sum(12 * years + more for years, more in map(months, jobs)), 12)
        parts = [f"{count} {unit}{'s' if count != 1 else ''}" for count, unit in ((years, "year"), (left_over, "month")) if count]
        return " ".join(parts)

    heading("Summary")
    sheet.flow(person["summary"], left, right, SANS, 12, DARK)
    sheet.down(20)
    heading("Experience")
    employers = []
    for job in person["work"]:
        if employers and employers[-1][0]["company"] == job["company"]:
            employers[-1].append(job)
        else:
            employers.append([job])
    for jobs in employers:
        sheet.put(left, jobs[0]["company"], SANS, 12, DARK)
        sheet.down(16)
        if len(jobs) > 1:
            sheet.put(left, length(jobs), SANS, 11.5, DARK)
            sheet.down(17)
        for job in jobs:
            sheet.put(left, job["title"], SANS, 11.5, DARK)
            sheet.down(14)
            sheet.put(left, f"{span(job, person).replace('–', '-')} ({length([job])})", SANS, 10.5, GREY)
            sheet.down(14)
            if job.get("place"):
                sheet.put(left, job["place"], SANS, 10.5, PALE)
                sheet.down(18)
            for item in job.get("did", []):
                sheet.flow(item, left, right, SANS, 10.5, DARK, hang=0)
            sheet.down(10)
        sheet.down(6)
    heading("Education")
    for school in person["education"]:
        sheet.put(left, school["school"], SANS, 12, DARK)
        sheet.down(15)
        sheet.put(left, f"{school['study']}, {school['area']} · ({school['start']} - {school['end']})", SANS, 10.5, GREY)
        sheet.down(20)
    sheet.y = 30
    sheet.put(WIDTH / 2 + 98, "Page 1 of 1", SANS, 9, PALE, "middle")
    return sheet.data()


def docs(person):
    """In the manner of Google Docs' template "Serif": two columns; "Employer, Place — Title" with the dates in small capitals below;
    duties without bullets; contacts below each other at the top right."""
    sheet = Print(modified=person["modified"])
    left, split, right = 54, 396, WIDTH - 46
    sheet.y = HEIGHT - 84
    sheet.put(left, person["name"], SERIF_BOLD, 32, BLACK)
    sheet.down(20)
    sheet.put(left, person["label"], SERIF, 11, GREY)
    sheet.y = HEIGHT - 66
    for text, font in ((person["place"], SERIF), (person["phone"], SERIF_BOLD), (person["email"], SERIF_BOLD)):
        sheet.put(split + 14, text, font, 10, GREY)
        sheet.down(14)
    top = HEIGHT - 142

    def heading(x, text):
        sheet.put(x, text.upper(), SANS_BOLD, 9, (0.13, 0.47, 0.8))
        sheet.down(18)

    def entry(x, end, name, place, what, dates, items=()):
        words = [(name, SERIF_BOLD), (f", {place} — " if place else " — ", SERIF), (what, SERIF_ITALIC)]
        sheet.run(x, *[(text, font, 11, BLACK) for text, font in words])
        sheet.down(14)
        sheet.put(x, dates.upper(), SANS, 8, PALE)
        sheet.down(14)
        for item in items:
            sheet.flow(item, x, end, SERIF, 10, GREY)
        sheet.down(10)

    sheet.y = top
    heading(left, "Experience")
    for job in person["work"]:
        entry(left, split - 14, job["company"], job["place"], job["title"], span(job, person).replace("–", "-"), job["did"])
    heading(left, "Education")
    for school in person["education"]:
        entry(left, split - 14, school["school"], school["place"], f"{school['study']} in {school['area']}", span(school, person).replace("–", "-"))
    sheet.y = top
    heading(split + 14, "Skills")
    for skill in person["skills"]:
        sheet.put(split + 14, skill, SERIF, 10, GREY)
        sheet.down(14)
    sheet.down(14)
    heading(split + 14, "Languages")
    sheet.flow(", ".join(f"{language} ({level})" for language, level in person["languages"]), split + 14, right, SERIF, 10, GREY)
    return sheet.data()


TEMPLATES = {"awesome": awesome, "deedy": deedy, "modern": modern, "europass": europass, "linkedin": linkedin, "docs": docs}
