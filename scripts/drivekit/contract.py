"""Asks the server of server.py, by Google's client, what our client asks, and compares the answers: see scripts/drive-contract."""

import io
import json
import os
import subprocess
import sys
import tempfile
import urllib.request

import google.auth.exceptions
import google.oauth2.credentials
import google_auth_httplib2
import httplib2
from google.oauth2 import service_account
from googleapiclient import discovery, errors, http

SCOPES = ["https://www.googleapis.com/auth/drive.readonly"]


class Server:
    def __init__(self, folder):
        script = os.path.join(os.path.dirname(__file__), "server.py")
        self.process = subprocess.Popen(
            [sys.executable, script, "--folder", folder], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self.url = "http://127.0.0.1:" + self.process.stdout.readline().split()[2]

    def post(self, what, value):
        request = urllib.request.Request(f"{self.url}/_test/{what}", json.dumps(value).encode())
        with urllib.request.urlopen(request) as answer:
            return json.load(answer)

    def stop(self):
        self.process.stdin.close()
        self.process.wait()


class Failed(Exception):
    pass


def expect(found, expected, what):
    if found != expected:
        raise Failed(f"{what}:\n    found    {json.dumps(found, ensure_ascii=False)}\n    expected {json.dumps(expected, ensure_ascii=False)}")


def service(credentials, url):
    return discovery.build(
        "drive",
        "v3",
        http=google_auth_httplib2.AuthorizedHttp(credentials, http=httplib2.Http()),
        static_discovery=True,
        client_options={"api_endpoint": url + "/drive/v3/"},
    )


def run(case, contract, drive, kept):
    """One case: Google's client refuses by itself a parameter that the API does not have, or of another type."""
    collection, method = case["method"].split(".")
    parameters = {}
    for name, value in case["parameters"].items():
        if isinstance(value, str) and value.startswith("@"):
            value = contract["fields"].get(value[1:]) or kept[value[1:]]
        parameters[name] = value
    request = getattr(getattr(drive, collection)(), method)(**parameters)
    try:
        if method.endswith("_media"):
            # In pieces, as its users do; an export comes at once.
            buffer = io.BytesIO()
            if method == "get_media" and case.get("text"):
                download = http.MediaIoBaseDownload(buffer, request, chunksize=7)
                done = False
                while not done:
                    _, done = download.next_chunk(num_retries=0)
            else:
                buffer.write(request.execute())
            answer = buffer.getvalue()
        else:
            answer = request.execute()
    except errors.HttpError as error:
        if "error" not in case:
            raise
        expect([error.status_code, error.error_details[0]["reason"]], [case["error"]["status"], case["error"]["reason"]], "refused")
        return
    if "error" in case:
        raise Failed("not refused")
    if "text" in case:
        return expect(answer.decode(), case["text"], "bytes")
    if "begins" in case:
        return expect(answer[: len(case["begins"])].decode(), case["begins"], "beginning")
    for name in ("nextPageToken", "startPageToken", "newStartPageToken"):
        if name in answer:
            kept[name] = answer[name]
            answer[name] = "*" if answer[name] else ""
    expect(answer, case["answer"], "answer")


def authorizations(folder, server):
    """Both kinds of credentials, with what is wrong with them."""
    info = json.load(open(os.path.join(folder, "service-account.json")))
    person = json.load(open(os.path.join(folder, "authorized-user.json")))
    request = google_auth_httplib2.Request(httplib2.Http())

    def account(**changes):
        return service_account.Credentials.from_service_account_info(info | changes, scopes=SCOPES)

    def user(**changes):
        given = person | changes
        return google.oauth2.credentials.Credentials(
            None, given["refresh_token"], token_uri=server.url + "/token", client_id=given["client_id"], client_secret=given["client_secret"]
        )

    yield "a service account's key", lambda: account().refresh(request), None
    yield "a person's token", lambda: user().refresh(request), None
    yield "an account that is gone", lambda: account(client_email="gone@tests").refresh(request), "account not found"
    yield "a token that was withdrawn", lambda: user(refresh_token="1//old").refresh(request), "expired or revoked"
    yield "a client that is gone", lambda: user(client_id="gone").refresh(request), "client was not found"

    def ahead():
        server.post("set", {"clock": -600})
        try:
            account().refresh(request)
        finally:
            server.post("set", {"clock": 0})

    yield "a clock that is ahead", ahead, "reasonable timeframe"


def main():
    contract = json.load(open(sys.argv[1]))
    passed = failed = 0

    def check(name, action):
        nonlocal passed, failed
        try:
            action()
            passed += 1
        except Exception as error:
            failed += 1
            print(f"{name}: {type(error).__name__}: {error}", file=sys.stderr)

    with tempfile.TemporaryDirectory() as folder:
        server = Server(folder)
        try:
            for name, action, refusal in authorizations(folder, server):

                def attempt(action=action, refusal=refusal):
                    try:
                        action()
                    except google.auth.exceptions.RefreshError as error:
                        if refusal is None or refusal not in str(error):
                            raise
                    else:
                        if refusal is not None:
                            raise Failed("not refused")

                check(name, attempt)
            server.post("files", contract["files"])
            key = os.path.join(folder, "service-account.json")
            drive = service(service_account.Credentials.from_service_account_file(key, scopes=SCOPES), server.url)
            kept = {}
            for case in contract["cases"]:
                if "before" in case:
                    server.post("files", case["before"]["files"])
                    server.post("remove", case["before"]["remove"])
                check(case["name"], lambda: run(case, contract, drive, kept))
        finally:
            server.stop()
    print(f"drive contract: {passed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
