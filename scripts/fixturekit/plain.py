"""Plain text and Markdown, as people type them."""
import textwrap

from fixturekit.layouts import certificate_lines, contacts, language_lines
from fixturekit.wording import degree, heading, span


def txt(person):
    lines = [person["name"], person["label"], " | ".join(text for text, _ in contacts(person)), ""]

    def set_heading(key):
        lines.extend([heading(person, key).upper(), ""])

    set_heading("summary")
    lines.extend(textwrap.wrap(person["summary"], 76) + [""])
    set_heading("work")
    for job in person["work"]:
        lines.append(f"{job['title']}, {job['company']}, {job['place']}")
        lines.append(span(job, person))
        for item in job["did"]:
            lines.extend(textwrap.wrap(item, 76, initial_indent="- ", subsequent_indent="  "))
        lines.append("")
    set_heading("education")
    for entry in person["education"]:
        lines.extend([f"{degree(entry, person)}, {entry['school']}", span(entry, person), ""])
    set_heading("skills")
    lines.extend(textwrap.wrap(", ".join(person["skills"]), 76) + [""])
    for key, values in (("languages", language_lines(person)), ("certificates", certificate_lines(person))):
        if values:
            set_heading(key)
            lines.extend([f"- {value}" for value in values] + [""])
    return "\n".join(lines).encode()


def md(person):
    lines = [f"# {person['name']}", "", f"**{person['label']}**", "",
             " · ".join(f"[{text}]({url})" if url else text for text, url in contacts(person)), ""]

    def set_heading(key):
        lines.extend([f"## {heading(person, key)}", ""])

    set_heading("summary")
    lines.extend([person["summary"], ""])
    set_heading("work")
    for job in person["work"]:
        lines.extend([f"### {job['title']}, {job['company']}", "", f"*{span(job, person)}*, {job['place']}", ""])
        lines.extend([f"- {item}" for item in job["did"]] + [""])
    set_heading("education")
    for entry in person["education"]:
        lines.extend([f"### {degree(entry, person)}, {entry['school']}", "", f"*{span(entry, person)}*", ""])
    set_heading("skills")
    lines.extend([", ".join(person["skills"]), ""])
    for key, values in (("languages", language_lines(person)), ("certificates", certificate_lines(person))):
        if values:
            set_heading(key)
            lines.extend([f"- {value}" for value in values] + [""])
    return "\n".join(lines).encode()


TEXTS = {"txt": txt, "md": md}
