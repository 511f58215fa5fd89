"""What Google Drive holds, as far as our client asks for it: files, shared drives and the feed of changes."""

import base64
import datetime
import hashlib
import io
import re
import zipfile

FOLDER = "application/vnd.google-apps.folder"
SHORTCUT = "application/vnd.google-apps.shortcut"
DOCUMENT = "application/vnd.google-apps.document"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# Google exports no more.
EXPORT_LIMIT = 10 << 20
PIECE = 1 << 16


class Refused(Exception):
    """An answer of the API that is no success, as its documentation words them."""

    def __init__(self, status, reason, message, location=None, kind="parameter"):
        super().__init__(message)
        self.status, self.reason, self.message = status, reason, message
        self.location, self.kind = location, kind

    def body(self):
        detail = {"message": self.message, "domain": "usageLimits" if "Limit" in self.reason else "global", "reason": self.reason}
        if self.location:
            detail |= {"location": self.location, "locationType": self.kind}
        return {"error": {"code": self.status, "message": self.message, "errors": [detail]}}


class Content:
    """Bytes: given, or `size` of a pattern that is never held whole."""

    def __init__(self, data=None, size=0, seed=0):
        self.data = data
        self.size = len(data) if data is not None else size
        self.block = hashlib.sha256(str(seed).encode()).digest() * (PIECE // 32)
        digest = hashlib.md5()
        for piece in self.pieces(0):
            digest.update(piece)
        self.md5 = digest.hexdigest()

    def pieces(self, start):
        while start < self.size:
            if self.data is not None:
                piece = self.data[start : start + PIECE]
            else:
                offset = start % PIECE
                piece = self.block[offset : offset + self.size - start]
            yield piece
            start += len(piece)


def docx(text):
    """The least that is a document of Word's. Its bytes differ each time, as those of Google's exports do."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    lines = "".join(f'<w:p><w:r><w:t xml:space="preserve">{line}</w:t></w:r></w:p>' for line in escaped.split("\n"))
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{DOCX}.main+xml"/></Types>',
        "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>'
        "</Relationships>",
        "word/document.xml": '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
        f"{lines}</w:body></w:document>",
    }
    docx.made += 1
    parts["docProps/made.xml"] = f"<made>{docx.made}</made>"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>' + part)
    return buffer.getvalue()


docx.made = 0


class Drive:
    """Callers hold a lock. Ids, times and versions are given or counted, so that two runs are alike."""

    def __init__(self):
        self.files = {}
        self.contents = {}
        self.texts = {}
        # Each file's latest change only, as the feed has it: id -> number.
        self.changed = {}
        self.removed = set()
        self.number = 1000
        # A token below is too old.
        self.oldest_token = 0
        # Page tokens of listings: token -> (question, position). Cleared when they "expire".
        self.pages = {}
        # Whom nothing is shared with any more: ids.
        self.hidden = set()

    # Setting up

    def put(self, entry):
        """A file or a new version of it.

        `text`, `base64` or `size` (+ `seed`) are its bytes; of a Google document `text` is what it says. Other fields are the
        resource's. `hidden`: it exists and is not shared.
        """
        entry = dict(entry)
        identity = entry["id"]
        old = self.files.get(identity, {})
        text, encoded = entry.pop("text", None), entry.pop("base64", None)
        size, seed = entry.pop("size", None), entry.pop("seed", 0)
        if entry.pop("hidden", identity in self.hidden):
            self.hidden.add(identity)
        else:
            self.hidden.discard(identity)
        self.number += 1
        file = {"kind": "drive#file", "name": identity, "mimeType": "text/plain", "parents": [], "trashed": False} | old | entry
        file["version"] = str(entry.get("version", self.number))
        file.setdefault("capabilities", {"canDownload": True})
        if entry.get("modifiedTime") is None and (text, encoded, size) != (None, None, None) or "modifiedTime" not in file:
            start = datetime.datetime(2026, 1, 1)
            file["modifiedTime"] = (start + datetime.timedelta(seconds=self.number)).isoformat(timespec="milliseconds") + "Z"
        if file["mimeType"] == DOCUMENT:
            if text is not None:
                self.texts[identity] = text
                # What it takes of the quota: nothing to do with its exports.
                file["size"] = "1024"
        elif not file["mimeType"].startswith("application/vnd.google-apps."):
            content = self.contents.get(identity)
            if text is not None:
                content = Content(text.encode())
            elif encoded is not None:
                content = Content(base64.b64decode(encoded))
            elif size is not None or content is None:
                content = Content(size=int(size or 0), seed=seed)
            if content is not self.contents.get(identity):
                self.contents[identity] = content
                file["headRevisionId"] = entry.get("headRevisionId", f"revision-{self.number}")
            file["size"], file["md5Checksum"] = str(content.size), content.md5
        self.files[identity] = file
        self.removed.discard(identity)
        self.changed[identity] = self.number

    def remove(self, identity):
        """For good; or no longer shared: the feed does not say which."""
        self.number += 1
        drive = self.files.pop(identity, {}).get("driveId")
        self.removed.add((identity, drive))
        self.changed[identity] = self.number

    # What the API answers

    def seen(self, identity, parameters):
        file = self.files.get(identity)
        if file is None or identity in self.hidden or ("driveId" in file and parameters.get("supportsAllDrives") != "true"):
            raise Refused(404, "notFound", f"File not found: {identity}.", "fileId")
        return file

    def list(self, parameters):
        self.check_drive(parameters, corpora=True)
        parents, matches = query(parameters.get("q", ""))
        for parent in parents:
            if parent not in self.files or parent in self.hidden:
                raise Refused(404, "notFound", "File not found: .", "fileId")
        with_drives = parameters.get("includeItemsFromAllDrives") == "true" and parameters.get("supportsAllDrives") == "true"
        drive = parameters.get("driveId")
        found = [
            file
            for identity, file in sorted(self.files.items())
            if identity not in self.hidden
            and ("driveId" not in file or with_drives)
            and (drive is None or file.get("driveId") == drive)
            and matches(file)
        ]
        size = page_size(parameters)
        question = tuple(sorted((k, v) for k, v in parameters.items() if k not in ("pageToken", "fields", "pageSize", "alt")))
        start = 0
        if "pageToken" in parameters:
            asked, start = self.pages.get(parameters["pageToken"], (None, 0))
            if asked != question:
                raise Refused(400, "invalid", "Invalid Value", "pageToken")
        answer = {"kind": "drive#fileList", "incompleteSearch": False, "files": found[start : start + size]}
        if start + size < len(found):
            token = f"~!!~page-{len(self.pages)}-{hashlib.sha256(repr(question).encode()).hexdigest()[:16]}"
            self.pages[token] = (question, start + size)
            answer["nextPageToken"] = token
        return answer

    def start_token(self, parameters):
        self.check_drive(parameters)
        return {"kind": "drive#startPageToken", "startPageToken": str(self.number)}

    def changes(self, parameters):
        self.check_drive(parameters)
        token = parameters.get("pageToken")
        if token is None:
            raise Refused(400, "required", "Required parameter: pageToken", "pageToken")
        if not token.isdecimal() or not self.oldest_token <= int(token) <= self.number:
            raise Refused(400, "invalid", "Invalid Value", "pageToken")
        drive = parameters.get("driveId")
        with_drives = parameters.get("includeItemsFromAllDrives") == "true" and parameters.get("supportsAllDrives") == "true"
        gone = dict(self.removed)
        size = page_size(parameters)
        entries = []
        following = None
        for identity, number in sorted(self.changed.items(), key=lambda item: item[1]):
            if number <= int(token):
                continue
            removed = identity in gone or identity in self.hidden
            of = gone.get(identity) if identity in gone else self.files[identity].get("driveId")
            if (drive is not None and of != drive) or (drive is None and of is not None and not with_drives):
                continue
            if len(entries) == size:
                following = entries[-1][0]
                break
            entry = {
                "kind": "drive#change",
                "changeType": "file",
                "time": self.time(number),
                "removed": removed,
                "fileId": identity,
            }
            if not removed:
                entry["file"] = self.files[identity]
            elif parameters.get("includeRemoved") == "false":
                continue
            entries.append((number, entry))
        answer = {"kind": "drive#changeList", "changes": [entry for _, entry in entries]}
        if following is None:
            answer["newStartPageToken"] = str(self.number)
        else:
            answer["nextPageToken"] = str(following)
        return answer

    @staticmethod
    def time(number):
        start = datetime.datetime(2026, 1, 1)
        return (start + datetime.timedelta(seconds=number)).isoformat(timespec="milliseconds") + "Z"

    def media(self, identity, parameters):
        file = self.seen(identity, parameters)
        content = self.contents.get(identity)
        if content is None:
            raise Refused(
                403, "fileNotDownloadable", "Only files with binary content can be downloaded. Use Export with Docs Editors files.", "alt"
            )
        if not file["capabilities"].get("canDownload", True):
            raise Refused(403, "cannotDownloadFile", "This file cannot be downloaded by the user.")
        return file["mimeType"], content

    def export(self, identity, parameters):
        # The method has no supportsAllDrives: it always does.
        file = self.seen(identity, {"supportsAllDrives": "true"})
        if file["mimeType"] != DOCUMENT:
            raise Refused(403, "fileNotExportable", "Export only supports Docs Editors files.")
        if "mimeType" not in parameters:
            raise Refused(400, "required", "Required parameter: mimeType", "mimeType")
        if parameters["mimeType"] != DOCX:
            raise Refused(400, "badRequest", "The requested conversion is not supported.", "convertTo")
        data = docx(self.texts.get(identity, ""))
        if len(self.texts.get(identity, "")) > EXPORT_LIMIT:
            raise Refused(403, "exportSizeLimitExceeded", "This file is too large to be exported.")
        return DOCX, Content(data)

    def check_drive(self, parameters, corpora=False):
        drive = parameters.get("driveId")
        if corpora and (parameters.get("corpora") == "drive") != (drive is not None):
            raise Refused(400, "invalid", "The driveId parameter must be specified if and only if corpora is set to drive.", "corpora")
        if drive is None:
            return
        if parameters.get("supportsAllDrives") != "true":
            raise Refused(403, "teamDrivesParameterRequired", "The supportsAllDrives parameter must be true.", "supportsAllDrives")
        known = {file["driveId"] for file in self.files.values() if "driveId" in file}
        if drive not in known or drive in self.hidden:
            raise Refused(404, "notFound", f"Shared drive not found: {drive}", "driveId")


def page_size(parameters):
    text = parameters.get("pageSize", "100")
    if not text.isdecimal() or not 1 <= int(text) <= 1000:
        raise Refused(400, "invalidParameter", f"Invalid value '{text}'. Values must be within the range: [1, 1000]", "pageSize")
    return int(text)


def query(text):
    """The part of the search language that our client speaks, terms joined by `and`: which folders it names, and what matches."""
    parents, terms = [], []
    rest = text.strip()
    while rest:
        match = re.match(r"'((?:[^'\\]|\\.)*)' in parents|trashed ?= ?(true|false)|mimeType ?(!?=) ?'((?:[^'\\]|\\.)*)'", rest)
        if not match:
            raise Refused(400, "invalid", "Invalid Value", "q")
        parent, trashed, comparison, kind = match.groups()
        if parent is not None:
            parents.append(unquoted(parent))
            terms.append(lambda file, parent=parents[-1]: parent in file["parents"])
        elif trashed is not None:
            terms.append(lambda file, wanted=trashed == "true": file["trashed"] == wanted)
        else:
            terms.append(lambda file, kind=unquoted(kind), same=comparison == "=": (file["mimeType"] == kind) == same)
        rest = rest[match.end() :].lstrip()
        if rest:
            if not rest.startswith("and "):
                raise Refused(400, "invalid", "Invalid Value", "q")
            rest = rest[4:].lstrip()
            if not rest:
                raise Refused(400, "invalid", "Invalid Value", "q")
    return parents, lambda file: all(term(file) for term in terms)


def unquoted(text):
    return re.sub(r"\\(.)", r"\1", text)


# The fields of the resources that a client may ask for.
FILE_FIELDS = {
    name: None
    for name in "kind id name mimeType size md5Checksum modifiedTime createdTime headRevisionId version parents trashed driveId".split()
} | {"shortcutDetails": {"targetId": None, "targetMimeType": None}, "capabilities": {"canDownload": None}}
FIELDS = {
    "file": FILE_FIELDS,
    "list": {"kind": None, "nextPageToken": None, "incompleteSearch": None, "files": FILE_FIELDS},
    "start": {"kind": None, "startPageToken": None},
    "changes": {
        "kind": None,
        "nextPageToken": None,
        "newStartPageToken": None,
        "changes": {name: None for name in "kind changeType time removed fileId driveId".split()} | {"file": FILE_FIELDS},
    },
}
# What comes where nothing is asked for.
DEFAULTS = {
    "file": "kind,id,name,mimeType",
    "list": "kind,incompleteSearch,nextPageToken,files(kind,id,name,mimeType)",
    "start": "*",
    "changes": "kind,nextPageToken,newStartPageToken,changes(kind,changeType,time,removed,fileId,file(kind,id,name,mimeType))",
}


def partial(answer, kind, fields):
    """What `fields` leaves of an answer: `a,b(c,d/e)`, `*`."""
    tree = selection(fields if fields is not None else DEFAULTS[kind], FIELDS[kind])
    return pruned(answer, tree)


def selection(text, known):
    position = 0

    def wrong(name):
        return Refused(400, "invalidParameter", f"Invalid field selection {name}", "fields")

    def items(known):
        nonlocal position
        chosen = {}
        while True:
            match = re.compile(r"[A-Za-z0-9]+|\*").match(text, position)
            if not match:
                raise wrong(text[position:] or text)
            name, position = match.group(), match.end()
            if name == "*":
                chosen |= {key: all_of(below) for key, below in known.items()}
            elif name not in known:
                raise wrong(name)
            elif text[position : position + 1] == "(":
                position += 1
                if known[name] is None:
                    raise wrong(name)
                chosen[name] = items(known[name])
                if text[position : position + 1] != ")":
                    raise wrong(text)
                position += 1
            elif text[position : position + 1] == "/":
                position += 1
                if known[name] is None:
                    raise wrong(name)
                chosen[name] = items(known[name])
            else:
                chosen[name] = all_of(known[name])
            if text[position : position + 1] != ",":
                return chosen
            position += 1

    tree = items(known)
    if position != len(text):
        raise wrong(text[position:])
    return tree


def all_of(known):
    return None if known is None else {key: all_of(below) for key, below in known.items()}


def pruned(value, tree):
    if tree is None:
        return value
    if isinstance(value, list):
        return [pruned(item, tree) for item in value]
    return {key: pruned(item, tree[key]) for key, item in value.items() if key in tree}
