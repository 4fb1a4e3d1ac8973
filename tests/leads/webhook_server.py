"""A webhook on this machine: keeps what is posted, answers what a test wants."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class WebhookServer:
    """`posted`: (path with query, headers, body as JSON) in the order they came in."""

    def __init__(self):
        self.posted, self.status, self.answer, self.headers = [], 200, {"errcode": 0}, {}
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                outer.posted.append((self.path, dict(self.headers), json.loads(body)))
                content = json.dumps(outer.answer).encode()
                self.send_response(outer.status)
                for name, value in outer.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *args):
                """Nothing of a test into the output."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.host = f"http://127.0.0.1:{self.server.server_port}"
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()

    @property
    def texts(self):
        return [body["text"]["content"] for _, _, body in self.posted]

    def close(self):
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()
