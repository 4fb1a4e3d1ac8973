"""Web server, worker and mail sink as real processes and sockets, to be killed by tests."""

import contextlib
import http.client
import os
import re
import signal
import subprocess
import sys
import time
from email import message_from_bytes, policy
from pathlib import Path
from urllib.parse import urlencode

from django.conf import settings
from django.db import connection

from tests.leads.marks import BROWSER

ROOT = Path(__file__).resolve().parents[2]
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


class MailSink:
    """Keeps Message-ID and subject of every mail that was accepted."""

    def __init__(self, pause=0):
        self.ids, self.subjects = [], {}
        self.pause = pause

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 -- aiosmtpd's name
        message = message_from_bytes(envelope.content, policy=policy.default)
        self.ids.append(message["Message-ID"])
        self.subjects[message["Message-ID"]] = message["Subject"]
        time.sleep(self.pause)
        return "250 OK"


class Process:
    """A process of ours that can be killed without warning and started again.

    What it prints goes to `output`: a file, or nowhere.
    """

    def __init__(self, *arguments, smtp_port, environment=(), output=subprocess.DEVNULL):
        self.arguments, self.output = [sys.executable, *arguments], output
        self.environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "tests.leads.crash_settings",
            "PORTAL_SECRET_KEY": settings.SECRET_KEY,
            "CRASH_DATABASE": connection.settings_dict["NAME"],
            "CRASH_SMTP_PORT": str(smtp_port),
            **dict(environment),
        }
        self.start()

    def start(self):
        self.process = subprocess.Popen(
            self.arguments,
            cwd=ROOT,
            env=self.environment,
            stdout=self.output,
            stderr=self.output,
        )

    def children(self):
        try:
            listing = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
            return [int(pid) for pid in listing.read_text().split()]
        except OSError:
            return []

    def kill(self):
        """kill -9 of the process and of what it forked."""
        for pid in [self.process.pid, *self.children()]:
            kill_hard(pid)
        self.process.wait()

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=15)


def kill_hard(pid):
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


class Visitor:
    """Posts enquiries, and again until a receipt comes back."""

    def __init__(self, port, path):
        self.port, self.path = port, path

    def request(self, method, body=None, headers=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request(method, self.path, body, headers or {})
            response = connection.getresponse()
            return response, response.read().decode()
        finally:
            connection.close()

    def insist(self, method, body=None, headers=None, *, until):
        for _ in range(120):
            try:
                response, text = self.request(method, body, headers)
            except (OSError, http.client.HTTPException):
                time.sleep(0.25)
            else:
                if response.status == until:
                    return response, text
                time.sleep(0.1)
        raise AssertionError("no answer from the server")

    def open_form(self):
        """Cookies and CSRF mark of the browser that fills in the forms; good for any number."""
        cookie = f"{settings.CONSULT_COOKIE_NAME}={BROWSER}"
        headers = self.sender("192.0.2.1") | {"Cookie": cookie}
        response, page = self.insist("GET", headers=headers, until=200)
        cookies = response.headers.get_all("Set-Cookie")
        self.cookie = "; ".join(cookie.split(";")[0] for cookie in cookies)
        self.mark = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]

    def sender(self, address):
        return {"Host": "localhost", "X-Forwarded-For": address}

    def submit(self, data, address):
        """The reference on the receipt."""
        body = urlencode(data | {"csrfmiddlewaretoken": self.mark})
        headers = self.sender(address) | FORM | {"Cookie": self.cookie}
        response, _ = self.insist("POST", body, headers, until=302)
        return re.search(r"/consult/([0-9A-Z-]{14})/", response.headers["Location"])[1]
