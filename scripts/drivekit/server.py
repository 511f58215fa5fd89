#!/usr/bin/env python3
"""A Google Drive of our own for tests: the part of API v3 that our client uses, over a real socket.

    server.py --folder DIR [--port N] [--tls CERTIFICATE KEY] [--key PEM] [--state FILE]

Prints `listening on PORT CONTROL` once it does, and ends when its standard input does; CONTROL is the same without TLS. DIR gets two
files of credentials, made for this run: `service-account.json` and `authorized-user.json`. It is a proxy too (CONNECT).

Tests talk to it by POST of JSON:
    /_test/world        {}: another Drive, apart from all others, at the address that is answered, where all that is here is too;
                        its credentials are in the folder that is answered
    /_test/files        [{id, name, …}]: files, or new versions of them (drive.py, Drive.put)
    /_test/remove       [id]
    /_test/rules        [{…}]: what goes wrong from now on, instead of the rules before (faults.py)
    /_test/set          {clock, lifetime, expire_tokens, expire_pages, oldest_token, revoke, proxy_password, code}
    /_test/reset        {}: counts and requests from nothing
    /_test/state        {}: what was asked of it, as JSON
"""

import argparse
import base64
import collections
import email.utils
import http.server
import itertools
import json
import os
import socket
import ssl
import subprocess
import sys
import threading
import time
import urllib.parse

from drive import Drive, Refused, partial
from faults import Rule
from tokens import Denied, Tokens

SERVICE_ACCOUNT = "intake@tests.iam.gserviceaccount.com"
CLIENT = ("tests.apps.googleusercontent.com", "a client's secret")


class World:
    """A Drive and who may ask it, behind one lock."""

    def __init__(self, url):
        self.url = url
        self.lock = threading.Lock()
        self.drive = Drive()
        self.tokens = Tokens()
        self.rules = []
        self.proxy_password = None
        self.reset()

    def reset(self):
        self.counts = collections.Counter()
        self.served = collections.Counter()
        self.requests = collections.deque(maxlen=10000)

    def set(self, settings):
        for key, value in settings.items():
            match key:
                case "clock" | "lifetime":
                    setattr(self.tokens, key, value)
                case "expire_tokens":
                    self.tokens.access.clear()
                case "expire_pages":
                    self.drive.pages.clear()
                case "oldest_token":
                    self.drive.oldest_token = value
                case "revoke":
                    self.tokens.access.clear()
                    self.tokens.accounts.clear()
                    self.tokens.consents.clear()
                case "proxy_password":
                    self.proxy_password = value
                case "code":
                    self.tokens.codes[value["code"]] = (value["client_id"], value["redirect_uri"], value["challenge"])
                case _:
                    raise ValueError(f"no such setting: {key}")


class Worlds:
    """All of one server."""

    def __init__(self, folder, key):
        self.folder, self.key = folder, key
        if key is None:
            self.key = os.path.join(folder, "service-account.pem")
            subprocess.run(["openssl", "genpkey", "-quiet", "-algorithm", "RSA", "-out", self.key], check=True)
        self.numbers = itertools.count()
        self.named = {}

    def start(self, url):
        self.url = url
        self.add()

    @property
    def main(self):
        return self.named[""]

    def add(self):
        """Another one: its address, and the folder of its credentials."""
        number = next(self.numbers)
        name = f"world-{number}" if number else ""
        world = World(self.url + ("/" + name if name else ""))
        folder = os.path.join(self.folder, name)
        os.makedirs(folder, exist_ok=True)
        make_credentials(world, folder, self.key)
        self.named[name] = world
        return world.url, folder


class Answer:
    def __init__(self, status, kind, pieces, length, headers=()):
        self.status, self.kind, self.pieces, self.length = status, kind, pieces, length
        self.headers = dict(headers)

    @classmethod
    def json(cls, status, value, headers=()):
        data = json.dumps(value, ensure_ascii=False).encode()
        return cls(status, "application/json; charset=UTF-8", iter([data]), len(data), headers)


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server_version, sys_version = "drivekit", ""

    def date_time_string(self, timestamp=None):
        return email.utils.formatdate(timestamp if timestamp is not None else self.world.tokens.now(), usegmt=True)

    def log_message(self, format, *arguments):
        pass

    def do_GET(self):
        self.enter()
        self.answer(self.asked("GET"))

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.enter()
        if self.path.startswith("/_test/"):
            self.answer_test(self.path.removeprefix("/_test/"), json.loads(body or b"null"))
        else:
            self.answer(self.asked("POST", body))

    def setup(self):
        super().setup()
        self.world = self.server.worlds.main

    def enter(self):
        """Goes to the world that the address begins with: as /world-3/drive/v3/files."""
        name, _, rest = self.path[1:].partition("/")
        self.world = self.server.worlds.named.get(name, self.server.worlds.main)
        if name in self.server.worlds.named:
            self.path = "/" + rest

    # Google's side

    def asked(self, method, body=b""):
        """The answer to a request, and the rule that spoils it."""
        world = self.world
        parts = urllib.parse.urlsplit(self.path)
        parameters = dict(urllib.parse.parse_qsl(parts.query, keep_blank_values=True))
        names = [urllib.parse.unquote(name) for name in parts.path.split("/")[1:]]
        endpoint, identity = self.endpoint(method, names, parameters)
        with world.lock:
            world.counts[endpoint] += 1
            world.requests.append(
                {
                    "endpoint": endpoint,
                    "id": identity,
                    "parameters": parameters,
                    "range": self.headers.get("Range"),
                    "agent": self.headers.get("User-Agent"),
                }
            )
            rule = next((rule for rule in world.rules if rule.fires(endpoint, identity, self.path)), None)
            if rule is not None and rule["expire_tokens"]:
                world.tokens.access.clear()
            try:
                answer = self.spoiled(rule) or self.right(endpoint, identity, parameters, body)
            except Refused as refused:
                answer = Answer.json(refused.status, refused.body())
            except Denied as denied:
                answer = Answer.json(denied.status, denied.body)
            if rule is not None and rule["put"]:
                world.drive.put(rule["put"])
        if identity is not None and answer.status in (200, 206) and endpoint in ("media", "export"):
            answer.pieces = self.counted(answer.pieces, identity)
        return answer, rule

    @staticmethod
    def endpoint(method, names, parameters):
        match (method, *names):
            case ("POST", "token"):
                return "token", None
            case ("GET", "drive", "v3", "files"):
                return "list", None
            case ("GET", "drive", "v3", "files", identity):
                return ("media" if parameters.get("alt") == "media" else "file"), identity
            case ("GET", "drive", "v3", "files", identity, "export"):
                return "export", identity
            case ("GET", "drive", "v3", "changes"):
                return "changes", None
            case ("GET", "drive", "v3", "changes", "startPageToken"):
                return "start", None
            case _:
                return "none", None

    def spoiled(self, rule):
        """The answer that a rule gives instead of the right one, if it does."""
        if rule is None:
            return None
        headers = {"Retry-After": rule["retry_after"]} if rule["retry_after"] is not None else {}
        if rule["redirect"]:
            return Answer(302, "text/html", iter([]), 0, {"Location": rule["redirect"]})
        if rule["garbage"] is not None:
            data = rule["garbage"].encode()
            return Answer(rule["status"] or 200, "text/html", iter([data]), len(data), headers)
        if rule["status"]:
            message = rule["message"] or rule["reason"] or "Backend Error"
            if rule["endpoint"] == "token":
                return Answer.json(rule["status"], {"error": rule["reason"], "error_description": message}, headers)
            refused = Refused(rule["status"], rule["reason"] or "backendError", message, rule["location"])
            return Answer.json(rule["status"], refused.body(), headers)
        return None

    def right(self, endpoint, identity, parameters, body):
        world = self.world
        if endpoint == "token":
            form = dict(urllib.parse.parse_qsl(body.decode()))
            return Answer.json(200, world.tokens.grant(form))
        if endpoint == "none":
            raise Refused(404, "notFound", "Not Found")
        if not world.tokens.check(self.headers.get("Authorization")):
            raise Refused(401, "authError", "Invalid Credentials", "Authorization", "header")
        drive = world.drive
        match endpoint:
            case "list":
                answer, kind = drive.list(parameters), "list"
            case "file":
                answer, kind = drive.seen(identity, parameters), "file"
            case "start":
                answer, kind = drive.start_token(parameters), "start"
            case "changes":
                answer, kind = drive.changes(parameters), "changes"
            case "media":
                return self.bytes(*drive.media(identity, parameters), ranges=True)
            case "export":
                return self.bytes(*drive.export(identity, parameters), ranges=False)
        return Answer.json(200, partial(answer, kind, parameters.get("fields")))

    def bytes(self, kind, content, ranges):
        start = 0
        asked = self.headers.get("Range", "")
        if ranges and asked.startswith("bytes=") and asked.endswith("-"):
            start = int(asked[6:-1])
            if start >= content.size:
                headers = {"Content-Range": f"bytes */{content.size}"}
                refused = Refused(416, "requestedRangeNotSatisfiable", "Request range not satisfiable", "Range", "header")
                return Answer.json(416, refused.body(), headers)
        # Exports come without a length, as they are made meanwhile.
        length = content.size - start if ranges else None
        answer = Answer(206 if start else 200, kind, content.pieces(start), length)
        if start:
            answer.headers["Content-Range"] = f"bytes {start}-{content.size - 1}/{content.size}"
        if ranges:
            answer.headers["X-Goog-Hash"] = "md5=" + base64.b64encode(bytes.fromhex(content.md5)).decode()
        return answer

    def counted(self, pieces, identity):
        world = self.world
        for piece in pieces:
            with world.lock:
                world.served[identity] += len(piece)
            yield piece

    # The answer's way

    def answer(self, both):
        answer, rule = both
        if rule is not None and rule["delay"]:
            time.sleep(rule["delay"])
        if rule is not None and rule["cut"]:
            return self.hang_up()
        limit = rule["cut_after"] if rule is not None else None
        if limit is not None and limit < 1:
            limit = int(limit * answer.length) if answer.length is not None else 1
        pieces = spoil(answer.pieces, rule, limit) if rule is not None else answer.pieces
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.kind)
        for name, value in answer.headers.items():
            self.send_header(name, str(value))
        if answer.length is None:
            self.send_header("Transfer-Encoding", "chunked")
        else:
            self.send_header("Content-Length", str(answer.length))
        first = next(pieces, b"")
        # With the head in one packet.
        self._headers_buffer.append(b"\r\n" + self.framed(first, answer))
        self.flush_headers()
        for piece in pieces:
            self.wfile.write(self.framed(piece, answer))
        if limit is not None:
            return self.hang_up()
        if answer.length is None:
            self.wfile.write(b"0\r\n\r\n")

    @staticmethod
    def framed(piece, answer):
        if answer.length is None and piece:
            return f"{len(piece):x}\r\n".encode() + piece + b"\r\n"
        return piece

    def hang_up(self):
        self.close_connection = True
        try:
            self.connection.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass

    # A proxy's side

    def do_CONNECT(self):
        world = self.world
        with world.lock:
            world.counts["connect"] += 1
            password = world.proxy_password
        given = self.headers.get("Proxy-Authorization", "")
        if password is not None and given != "Basic " + base64.b64encode(password.encode()).decode():
            self.send_response(407)
            self.send_header("Proxy-Authenticate", 'Basic realm="tests"')
            self.send_header("Content-Length", "0")
            return self.end_headers()
        host, port = self.path.rsplit(":", 1)
        with socket.create_connection((host.strip("[]"), int(port))) as other:
            self.send_response(200)
            self.end_headers()
            back = threading.Thread(target=carry, args=(other, self.connection), daemon=True)
            back.start()
            carry(self.connection, other)
            back.join()
        self.close_connection = True

    # The tests' side

    def answer_test(self, what, value):
        world = self.world
        if what == "world":
            url, folder = self.server.worlds.add()
            return self.answer((Answer.json(200, {"url": url, "folder": folder}), None))
        try:
            with world.lock:
                match what:
                    case "files":
                        for entry in value:
                            world.drive.put(entry)
                    case "remove":
                        for identity in value:
                            world.drive.remove(identity)
                    case "rules":
                        world.rules = [Rule(description) for description in value]
                    case "set":
                        world.set(value)
                    case "reset":
                        world.reset()
                    case "state":
                        pass
                    case _:
                        raise ValueError(f"no such request: {what}")
                answer = Answer.json(
                    200,
                    {
                        "counts": world.counts,
                        "served": world.served,
                        "requests": list(world.requests),
                        "fired": [rule.fired for rule in world.rules],
                        "tokens": world.tokens.count,
                    },
                )
        except (KeyError, TypeError, ValueError) as error:
            answer = Answer.json(400, {"error": str(error)})
        self.answer((answer, None))


def spoil(pieces, rule, limit):
    """What is left of the bytes."""
    sent, flips = 0, rule["flip"] or 0
    for piece in pieces:
        if limit is not None:
            piece = piece[: limit - sent]
        if flips and piece:
            piece = bytes([piece[0] ^ 1]) + piece[1:]
            flips -= 1
        if rule["rate"]:
            for start in range(0, len(piece), max(rule["rate"] // 10, 1)):
                time.sleep(0.1)
                yield piece[start : start + max(rule["rate"] // 10, 1)]
        else:
            yield piece
        sent += len(piece)
        if limit is not None and sent >= limit:
            return


def carry(source, target):
    try:
        while data := source.recv(1 << 16):
            target.sendall(data)
        target.shutdown(socket.SHUT_WR)
    except OSError:
        pass


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, port, worlds, tls):
        super().__init__(("127.0.0.1", port), Handler)
        self.worlds = worlds
        self.tls = None
        if tls:
            self.tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self.tls.load_cert_chain(*tls)

    def get_request(self):
        connection, address = super().get_request()
        if self.tls:
            # The handshake is the connection's own thread's.
            connection = self.tls.wrap_socket(connection, server_side=True, do_handshake_on_connect=False)
        return connection, address

    def handle_error(self, request, client_address):
        # A client that goes in mid-answer is no error of ours.
        if not isinstance(sys.exception() if hasattr(sys, "exception") else sys.exc_info()[1], (OSError, ssl.SSLError)):
            super().handle_error(request, client_address)


def make_credentials(world, folder, key_file):
    """Two files as Google's console and tools write them, good for this server."""
    world.tokens.add_account(SERVICE_ACCOUNT, key_file)
    with open(key_file) as file:
        key = file.read()
    token = "1//refresh-token"
    world.tokens.consents.add((*CLIENT, token))
    files = {
        "service-account.json": {
            "type": "service_account",
            "project_id": "tests",
            "private_key_id": "1",
            "private_key": key,
            "client_email": SERVICE_ACCOUNT,
            "client_id": "1",
            "token_uri": world.url + "/token",
        },
        "authorized-user.json": {
            "type": "authorized_user",
            "client_id": CLIENT[0],
            "client_secret": CLIENT[1],
            "refresh_token": token,
        },
    }
    for name, content in files.items():
        with open(os.path.join(folder, name), "w", opener=lambda path, flags: os.open(path, flags, 0o600)) as file:
            json.dump(content, file)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--folder", required=True)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--tls", nargs=2, metavar=("CERTIFICATE", "KEY"))
    parser.add_argument("--key", help="the service account's, instead of a new one")
    parser.add_argument("--state", help="a JSON array of files")
    arguments = parser.parse_args()
    # Whoever starts it may have pipes open whose other end waits for their end: none of them is held here.
    os.closerange(3, 1024)
    worlds = Worlds(arguments.folder, arguments.key)
    server = Server(arguments.port, worlds, arguments.tls)
    # By name under TLS: certificates are for names.
    worlds.start(("https://localhost" if arguments.tls else "http://127.0.0.1") + f":{server.server_address[1]}")
    if arguments.state:
        with open(arguments.state) as file:
            for entry in json.load(file):
                worlds.main.drive.put(entry)
    servers = [server, Server(0, worlds, None)] if arguments.tls else [server]
    for each in servers:
        threading.Thread(target=each.serve_forever, daemon=True).start()
    print(f"listening on {server.server_address[1]} {servers[-1].server_address[1]}", flush=True)
    sys.stdin.buffer.read()


if __name__ == "__main__":
    main()
