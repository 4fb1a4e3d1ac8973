"""Notes everything a page should never do: console errors (CSP violations too), foreign hosts."""

OWN_SCHEMES = ("data:", "blob:", "about:")


class Watch:
    """Listens to one page; `complaints` stays empty while all is well."""

    def __init__(self, page, origin):
        self.origin = origin
        self.complaints = []
        self.expected = ""
        self.foreseen = []
        page.on("console", self._console)
        page.on("pageerror", lambda error: self._note(f"script: {error}"))
        page.on("request", self._request)

    def expect_status(self, url):
        """The next page may answer with an error status: browsers log that as an error."""
        self.expected = url

    def foresee(self, address):
        """What a paste brings along and no browser can load: whenever it says so, it is right."""
        self.foreseen.append(address)

    def _note(self, complaint):
        if not any(address in complaint for address in self.foreseen):
            self.complaints.append(complaint)

    def _console(self, message):
        is_status = message.text.startswith("Failed to load resource")
        if message.type not in {"error", "warning"}:
            return
        if is_status and message.location["url"] == self.expected:
            return
        self._note(f"{message.text} ({message.location['url']})")

    def _request(self, request):
        if not request.url.startswith((self.origin, *OWN_SCHEMES)):
            self._note(f"foreign request: {request.url}")
