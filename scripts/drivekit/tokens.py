"""Who may ask: service accounts by signed assertions, people by refresh tokens and codes, and the access tokens they get."""

import base64
import functools
import hashlib
import json
import os
import re
import subprocess
import time

GRANTS = {
    "urn:ietf:params:oauth:grant-type:jwt-bearer": "assertion",
    "refresh_token": "refresh",
    "authorization_code": "code",
}
# Whom an assertion is for, wherever it is sent: Google, "Using OAuth 2.0 for server to server applications".
AUDIENCE = "https://oauth2.googleapis.com/token"
READ_ONLY = "https://www.googleapis.com/auth/drive.readonly"
# The DER head of a SHA-256 digest in a signature: RFC 8017 §9.2, note 1.
SHA256_HEAD = bytes.fromhex("3031300d060960864801650304020105000420")


class Denied(Exception):
    """An answer of the token endpoint by RFC 6749 §5.2."""

    def __init__(self, error, description, status=400):
        super().__init__(description)
        self.status = status
        self.body = {"error": error, "error_description": description}


class Tokens:
    """Callers hold a lock."""

    def __init__(self):
        self.accounts = {}
        # (client id, secret, refresh token)
        self.consents = set()
        # code -> (client id, redirect address, challenge)
        self.codes = {}
        # access token -> when it ends, by the server's clock
        self.access = {}
        self.lifetime = 3600
        # Seconds that the server's clock is ahead of this machine's.
        self.clock = 0
        self.count = 0

    def now(self):
        return time.time() + self.clock

    def add_account(self, email, key_file):
        """A service account by the private key of a PEM file."""
        self.accounts[email] = modulus(key_file)

    def grant(self, form):
        kind = GRANTS.get(form.get("grant_type"))
        if kind is None:
            raise Denied("unsupported_grant_type", "Invalid grant_type: " + form.get("grant_type", ""))
        answer = getattr(self, kind)(form)
        self.count += 1
        token = f"ya29.access-{self.count}-{os.urandom(8).hex()}"
        self.access[token] = self.now() + self.lifetime
        return {"access_token": token, "expires_in": self.lifetime, "token_type": "Bearer", "scope": READ_ONLY} | answer

    def check(self, header):
        """Whether an Authorization header holds a token that is good now."""
        match = re.fullmatch(r"Bearer (\S+)", header or "")
        return match is not None and self.access.get(match.group(1), 0) > self.now()

    def assertion(self, form):
        try:
            head, claims, signature = form["assertion"].split(".")
            head, claims = (json.loads(decoded(part)) for part in (head, claims))
            email = claims["iss"]
        except (KeyError, ValueError):
            raise Denied("invalid_grant", "Bad Request")
        key = self.accounts.get(email)
        if key is None:
            raise Denied("invalid_grant", "Invalid grant: account not found")
        message = form["assertion"].rsplit(".", 1)[0].encode()
        if head.get("alg") != "RS256" or not signed(message, decoded(signature), key):
            raise Denied("invalid_grant", "Invalid JWT Signature.")
        if claims.get("aud") != AUDIENCE:
            raise Denied("invalid_grant", "Invalid JWT: Failed audience check. The right audience is " + AUDIENCE)
        issued, ends = claims.get("iat", 0), claims.get("exp", 0)
        if not (issued < ends <= issued + 3600 and issued - 60 <= self.now() < ends and self.now() - issued < 3600):
            raise Denied(
                "invalid_grant",
                "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. "
                "Check your iat and exp values in the JWT claim.",
            )
        if READ_ONLY not in claims.get("scope", "").split():
            raise Denied("invalid_scope", "Invalid OAuth scope or ID token audience provided.")
        return {}

    def refresh(self, form):
        client = (form.get("client_id"), form.get("client_secret"))
        if not any(consent[:2] == client for consent in self.consents):
            raise Denied("invalid_client", "The OAuth client was not found.", 401)
        if (*client, form.get("refresh_token")) not in self.consents:
            raise Denied("invalid_grant", "Token has been expired or revoked.")
        return {}

    def code(self, form):
        client, redirect, challenge = self.codes.pop(form.get("code"), (None,) * 3)
        if client is None or (client, redirect) != (form.get("client_id"), form.get("redirect_uri")):
            raise Denied("invalid_grant", "Malformed auth code.")
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        if base64.urlsafe_b64encode(digest).decode().rstrip("=") != challenge:
            raise Denied("invalid_grant", "Invalid code verifier.")
        token = "1//refresh-" + os.urandom(8).hex()
        self.consents.add((client, form.get("client_secret"), token))
        return {"refresh_token": token}


@functools.cache
def modulus(key_file):
    text = subprocess.run(["openssl", "rsa", "-in", key_file, "-noout", "-modulus"], capture_output=True, check=True).stdout
    return int(text.decode().split("=")[1], 16)


def decoded(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def signed(message, signature, modulus):
    """RSASSA-PKCS1-v1_5 with SHA-256 and the exponent 65537. Source: RFC 8017 §8.2.2."""
    length = (modulus.bit_length() + 7) // 8
    tail = SHA256_HEAD + hashlib.sha256(message).digest()
    expected = b"\x00\x01" + b"\xff" * (length - len(tail) - 3) + b"\x00" + tail
    return len(signature) == length and pow(int.from_bytes(signature, "big"), 65537, modulus).to_bytes(length, "big") == expected
