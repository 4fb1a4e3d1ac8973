"""Somebody at a browser, over real HTTP: cookies are kept, forms go back as they were drawn."""

import re
from collections.abc import Mapping
from html import unescape
from urllib.parse import quote

from django.core.files.uploadedfile import UploadedFile
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from bench.installation import Answer, ask

HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')


class Browser:
    """One visitor or officer, known by an address of their own: as X-Forwarded-For says, or, of
    this machine (127.4.0.9), where they come from indeed."""

    def __init__(self, port: int, address: str = "198.51.100.7", *, timeout: float = 60):
        self.port, self.address, self.timeout, self.cookies = port, address, timeout, {}

    def get(self, path: str, **headers: str) -> Answer:
        return self._ask("GET", path, None, headers)

    def post(self, path: str, form: Mapping[str, str | UploadedFile], **headers: str) -> Answer:
        """As a form with files is sent, whether it has any or not; fields of None stay out."""
        body = encode_multipart(BOUNDARY, {k: v for k, v in form.items() if v is not None})
        return self._ask("POST", path, body, {"Content-Type": MULTIPART_CONTENT} | headers)

    def sign_in(self, username: str, password: str) -> Answer:
        form = hidden_fields(self.get("/admin/login/").text)
        return self.post(
            "/admin/login/?next=/admin/", form | {"username": username, "password": password}
        )

    def _ask(self, method, path, body, headers):
        sent = {"X-Forwarded-For": self.address} | headers
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        address = quote(path, safe="/?&=%~:,;+@")
        source = self.address if self.address.startswith("127.") else ""
        answer = ask(self.port, method, address, body, sent, timeout=self.timeout, source=source)
        self.cookies |= answer.cookies
        return answer


def hidden_fields(page: str) -> dict[str, str]:
    return {name: unescape(value) for name, value in HIDDEN.findall(page)}


def enquiry(page: str, **words: str) -> dict[str, str]:
    """The consult form of this page, filled in."""
    return hidden_fields(page) | {
        "topic": "space",
        "contact_name": "赵女士",
        "phone": "13800001234",
        "message": "想租带行车的厂房。",
        "has_consented": "on",
        **words,
    }
