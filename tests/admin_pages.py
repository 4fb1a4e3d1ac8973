"""Pages of the admin as a browser has them: what is filled in, and what a button sends."""

from html.parser import HTMLParser


class _Form(HTMLParser):
    """Reads names and values of everything in the page's one <form id="…_form">."""

    def __init__(self):
        super().__init__()
        self.values = {}
        self._is_inside = False
        self._open_name = ""  # of the select or textarea that is being read

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        name, kind = attrs.get("name"), attrs.get("type")
        if tag == "form":
            self._is_inside = attrs.get("id", "").endswith("_form")
        if not self._is_inside:
            return
        if tag in {"select", "textarea"}:
            self._open_name = name
        if tag == "textarea":
            self.values[name] = ""
        elif tag == "option" and "selected" in attrs:
            self.values.setdefault(self._open_name, []).append(attrs["value"])
        elif tag == "input" and kind not in {"submit", "file"} and _is_sent(kind, attrs):
            self.values[name] = attrs.get("value", "on" if kind == "checkbox" else "")

    def handle_endtag(self, tag):
        if tag in {"select", "textarea"}:
            self._open_name = ""
        elif tag == "form":
            self._is_inside = False

    def handle_data(self, data):
        if self._open_name and isinstance(self.values.get(self._open_name), str):
            self.values[self._open_name] += data


def _is_sent(kind, attrs):
    return kind not in {"checkbox", "radio"} or "checked" in attrs


def filled(page) -> dict:
    """All fields of the form and of the rows below it."""
    form = _Form()
    form.feed(page.text)
    return {name: value for name, value in form.values.items() if "__prefix__" not in name}


def press(client, url, button="_save", **changes):
    """Opens the page, changes something, presses a button."""
    return client.post(url, filled(client.get(url)) | changes | {button: "1"})
