"""What goes wrong on purpose: rules, each for some requests, and what they do to the answer."""

import random

# What a rule may look at and do.
KEYS = {
    # Of which requests: an endpoint (list, file, media, export, start, changes, token) or nothing for all; a file's id; only
    # after the first `skip` of them; at most `times`; each with `probability`, by a generator of the rule's own seed;
    # `once_each`: at most once for the same request.
    "endpoint", "id", "skip", "times", "probability", "seed", "once_each",
    # Another answer: a status with Google's reason and message, Retry-After (seconds or a date), where it sends to, or bytes
    # that are no JSON.
    "status", "reason", "message", "location", "retry_after", "redirect", "garbage",
    # The connection: closed before the answer, or after so many bytes of the body (less than 1: that part of it); all but
    # `flip` bytes right; so many seconds before it begins; so many bytes a second.
    "cut", "cut_after", "flip", "delay", "rate",
    # What happens at the same time: a new version of a file (as to /_test/files), all access tokens expire.
    "put", "expire_tokens",
}


class Rule:
    def __init__(self, description):
        unknown = set(description) - KEYS
        if unknown:
            raise ValueError(f"no such key of a rule: {', '.join(sorted(unknown))}")
        self.description = description
        self.seen = self.fired = 0
        self.generator = random.Random(description.get("seed", 0))
        self.met = set()

    def __getitem__(self, key):
        return self.description.get(key)

    def fires(self, endpoint, identity, target):
        if self["endpoint"] not in (None, endpoint) or self["id"] not in (None, identity):
            return False
        self.seen += 1
        if self.seen <= (self["skip"] or 0) or self.fired >= (self["times"] or float("inf")):
            return False
        if self["once_each"]:
            if target in self.met:
                return False
            self.met.add(target)
        if self["probability"] is not None and self.generator.random() >= self["probability"]:
            return False
        self.fired += 1
        return True
