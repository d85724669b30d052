"""A subscriber over HTTP: a server in this process that keeps what is posted to it, and answers with the status it is told to."""

import collections
import http.server
import json
import queue
import threading
import urllib.request

Post = collections.namedtuple("Post", "path headers body")


class Subscriber:
    def __init__(self):
        self.status = 200
        self._posts = queue.Queue()
        subscriber = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                subscriber._posts.put(Post(self.path, self.headers, body))
                self.send_response(subscriber.status)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_):
                pass

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        self.host = f"127.0.0.1:{self._server.server_port}"
        self.url = f"http://{self.host}/news?from=box"

    def next(self):
        """What was posted after what was told of before, as soon as it is there."""
        return self._posts.get(timeout=30)

    def next_envelope(self):
        return json.loads(self.next().body)


def follow(link):
    """What a link answers whoever clicks on it."""
    with urllib.request.urlopen(link) as answer:
        assert answer.status == 200, answer.status
        return answer.read().decode()
