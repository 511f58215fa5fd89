"""Headings, month names and words for an ongoing job, as people of each language write them."""

HEADINGS = {
    "en": dict(summary="Profile", work="Professional Experience", education="Education", skills="Skills",
               languages="Languages", certificates="Certifications", contact="Contact"),
    "de": dict(summary="Profil", work="Berufserfahrung", education="Ausbildung", skills="Kenntnisse",
               languages="Sprachen", certificates="Zertifikate", contact="Kontakt"),
    "fr": dict(summary="Profil", work="Expérience professionnelle", education="Formation", skills="Compétences",
               languages="Langues", certificates="Certifications", contact="Coordonnées"),
    "es": dict(summary="Perfil", work="Experiencia profesional", education="Formación académica", skills="Competencias",
               languages="Idiomas", certificates="Certificaciones", contact="Contacto"),
    "pl": dict(summary="O mnie", work="Doświadczenie zawodowe", education="Wykształcenie", skills="Umiejętności",
               languages="Języki", certificates="Certyfikaty", contact="Kontakt"),
    "it": dict(summary="Profilo", work="Esperienza lavorativa", education="Istruzione", skills="Competenze",
               languages="Lingue", certificates="Certificazioni", contact="Contatti"),
    "pt": dict(summary="Resumo", work="Experiência profissional", education="Formação acadêmica", skills="Habilidades",
               languages="Idiomas", certificates="Certificações", contact="Contato"),
    "nl": dict(summary="Profiel", work="Werkervaring", education="Opleiding", skills="Vaardigheden",
               languages="Talen", certificates="Certificaten", contact="Contact"),
}

PRESENT = dict(en="Present", de="heute", fr="aujourd'hui", es="actualidad", pl="obecnie", it="oggi", pt="atual", nl="heden")

MONTHS = {
    "en": "January February March April May June July August September October November December",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "pl": "styczeń luty marzec kwiecień maj czerwiec lipiec sierpień wrzesień październik listopad grudzień",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
}


def date(value, person):
    """`value` ("2021-03" or "2021") in the person's language and date style: long, short, slash or dot."""
    year, _, month = value.partition("-")
    if not month:
        return year
    name = MONTHS[person["lang"]].split()[int(month) - 1]
    style = person.get("dates", "long")
    if style == "slash":
        return f"{month}/{year}"
    if style == "dot":
        return f"{month}.{year}"
    return f"{name if style == 'long' else name[:3]} {year}"


def span(entry, person):
    """The dates of a work or education entry as the document shows them; "" where it shows none."""
    start, end = entry.get("start"), entry.get("end")
    if start is None:
        return date(end, person) if end else ""
    return f"{date(start, person)} – {date(end, person) if end else PRESENT[person['lang']]}"


def heading(person, section):
    return person.get("headings", {}).get(section) or HEADINGS[person["lang"]][section]


def degree(entry, person):
    """Degree and subject in one line, joined as the person's language does: "BSc in Physics", "Magister, Fizyka"."""
    if not entry.get("area"):
        return entry["study"]
    joint = person.get("joint", "in")
    return f"{entry['study']}{'' if joint == ',' else ' '}{joint} {entry['area']}"
