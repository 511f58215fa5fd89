"""What a document shows, as JSON Resume v1.0.0. Only that: no field that a reader of the document could not find."""
import json


def resume(person):
    basics = {"name": person["name"]}
    for key in ("label", "email", "phone", "summary"):
        if person.get(key):
            basics[key] = person[key]
    if person.get("url"):
        basics["url"] = person["url"]
    if person.get("city"):
        basics["location"] = {"city": person["city"]}
    if person.get("profiles"):
        basics["profiles"] = [{"network": network, "url": url} for network, url in person["profiles"]]
    result = {"basics": basics}

    def dated(entry, fields):
        fields.update({key: entry[short] for short, key in (("start", "startDate"), ("end", "endDate")) if entry.get(short)})
        return {key: value for key, value in fields.items() if value}

    result["work"] = [
        dated(job, dict(name=job["company"], position=job["title"], location=job.get("place"), highlights=job.get("did")))
        for job in person["work"]]
    result["education"] = [
        dated(entry, dict(institution=entry["school"], studyType=entry["study"], area=entry.get("area")))
        for entry in person["education"]]
    result["skills"] = [{"name": skill} for skill in person["skills"]]
    if person.get("languages"):
        result["languages"] = [{"language": language, "fluency": level} if level else {"language": language} for language, level in person["languages"]]
    if person.get("certificates"):
        result["certificates"] = [{"name": name, "date": when} if when else {"name": name} for name, when in person["certificates"]]
    return {key: value for key, value in result.items() if value}


def text(person):
    return json.dumps(resume(person), ensure_ascii=False, indent=2) + "\n"
