"""Notes everything a page should never do: console errors (CSP violations too), foreign hosts."""

OWN_SCHEMES = ("data:", "blob:", "about:")


class Watch:
    """Listens to one page; `complaints` stays empty while all is well."""

    def __init__(self, page, origin):
        self.origin = origin
        self.complaints = []
        self.expected = ""
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.complaints.append(f"script: {error}"))
        page.on("request", self._request)

    def expect_status(self, url):
        """The next page may answer with an error status: browsers log that as an error."""
        self.expected = url

    def _console(self, message):
        is_status = message.text.startswith("Failed to load resource")
        if message.type not in {"error", "warning"}:
            return
        if is_status and message.location["url"] == self.expected:
            return
        self.complaints.append(f"{message.text} ({message.location['url']})")

    def _request(self, request):
        if not request.url.startswith((self.origin, *OWN_SCHEMES)):
            self.complaints.append(f"foreign request: {request.url}")
