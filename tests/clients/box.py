"""The box as these checks steer it: its clock, and who waits in it."""

import json
import urllib.request


class Box:
    def __init__(self, endpoint):
        self.endpoint = endpoint

    def _ask(self, path, order=None):
        body = None if order is None else json.dumps(order).encode()
        with urllib.request.urlopen(urllib.request.Request(self.endpoint + "/_proofbox/" + path, data=body)) as answer:
            return json.load(answer)

    def freeze(self):
        self._ask("clock", {"mode": "frozen"})

    def run(self):
        self._ask("clock", {"mode": "real"})

    def advance(self, duration):
        """Moves a frozen clock on, as by "30s", and does what is due on the way."""
        self._ask("clock", {"advance": duration})

    def wait_for_clients(self, count):
        """Returns as soon as so many requests are open at once, that is, long polls."""
        while self._ask("health")["openRequests"] - 1 < count:
            pass
