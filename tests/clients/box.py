"""The box as these checks steer it: its clock, who waits in it, and what it shows of itself."""

import json
import time
import urllib.parse
import urllib.request


class Box:
    def __init__(self, endpoint):
        self.endpoint = endpoint

    def _read(self, path, body=None):
        with urllib.request.urlopen(urllib.request.Request(self.endpoint + path, data=body)) as answer:
            return answer.read()

    def _ask(self, path, order=None):
        text = self._read(path, None if order is None else json.dumps(order).encode())
        return json.loads(text) if text else None

    def freeze(self):
        self._ask("/_proofbox/clock", {"mode": "frozen"})

    def run(self):
        self._ask("/_proofbox/clock", {"mode": "real"})

    def advance(self, duration):
        """Moves a frozen clock on, as by "30s", and does what is due on the way."""
        self._ask("/_proofbox/clock", {"advance": duration})

    def wait_for_clients(self, count):
        """Returns as soon as so many requests are open at once, that is, long polls."""
        while self._ask("/_proofbox/health")["openRequests"] - 1 < count:
            pass

    def look(self, view, **asked):
        """What the box shows under /_proofbox/VIEW."""
        return self._ask("/_proofbox/" + view + "?" + urllib.parse.urlencode(asked))

    def mails(self, to):
        """The mails in the inbox that went to an address, the oldest first."""
        return self.look("ses/messages", to=to)["messages"]

    def mail(self, to):
        """The one mail that went to an address."""
        mails = self.mails(to)
        assert len(mails) == 1, f"{len(mails)} mails to {to} instead of one: {mails}"
        return mails[0]

    def eml(self, mail):
        """The bytes of a mail, as it left."""
        return self._read(f"/_proofbox/ses/messages/{mail['id']}.eml")

    def attachments(self, mail):
        """The names, types and bytes of what is attached to a mail."""
        return [
            (one["fileName"], one["contentType"], self._read(f"/_proofbox/ses/messages/{mail['id']}/attachments/{number}"))
            for number, one in enumerate(mail["attachments"], 1)
        ]

    def localstack(self, path, order=None, **asked):
        """What it shows, or is told, under LocalStack's /_aws/PATH."""
        return self._ask("/_aws/" + path + "?" + urllib.parse.urlencode(asked), order)

    def look_until(self, view, found, **asked):
        """What `found` makes of a view, as soon as it makes anything of it."""
        end = time.monotonic() + 30
        while time.monotonic() < end:
            result = found(self.look(view, **asked))
            if result:
                return result
        raise SystemExit(f"{view} does not come to show what it should: {self.look(view, **asked)}")
