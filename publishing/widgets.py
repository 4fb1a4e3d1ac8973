"""The editor in forms: configured in one place, fed with cleaned HTML only."""

import re

from ckeditor.widgets import CKEditorWidget
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.utils.html import format_html

from core.html_limits import is_tangled
from publishing.actions import store_embedded
from publishing.asset_choices import AS_HTML, library_address
from publishing.editor import editor_config
from publishing.embedded_pictures import put_back, take_out
from publishing.missing_pictures import address, filled, places_in
from publishing.richtext import LINK_REL, is_blank, sanitise, words_of
from publishing.uploads import MAX_BYTES

LONGEST = 300_000
# The editor breaks lines around blocks in its own way.
AROUND_BLOCKS = re.compile(
    r" ?(</?(?:p|h[1-6]|ul|ol|li|table|thead|tbody|tr|td|th|figure|figcaption|blockquote|hr)"
    r"(?: [^<>]*)?>) ?"
)
TANGLED = (
    "正文的排版太复杂（嵌套太深或标签太多），没有保存；下面只留下了文字。"
    "请把原文先粘贴到记事本，再从记事本粘贴过来。"
)


# The pop-up hands its choice to portal-editor.js; without a script addresses stand in the library.
LIBRARY = (
    '{}<p><a class="related-lookup" id="lookup_{}" href="{}" target="_blank" rel="noopener">'
    "从图片与附件里选，放到光标处</a></p>"
)


class RichTextWidget(CKEditorWidget):
    """CKEditor under our configuration; what it loads was cleaned first."""

    library = ""  # where its files are chosen

    @property
    def media(self):
        editor = super().media
        # One list: Django reorders lists that it merges, and ours must come last.
        return forms.Media(css=editor._css, js=[*editor._js, "admin/js/portal-editor.js"])

    def render(self, name, value, attrs=None, renderer=None):
        drawn = super().render(name, value, attrs, renderer)
        if not self.library:
            return drawn
        return format_html(LIBRARY, drawn, (attrs or {}).get("id", name), self.library)

    def format_value(self, value):
        """Pictures of a refused form wait in their data: addresses for the next attempt."""
        if not value:
            return value
        html, pictures = take_out(value)
        return put_back(words_of(html) if is_tangled(html) else sanitise(html), pictures)

    def value_from_datadict(self, data, files, name):
        """A file chosen for the place of a missing picture comes as if it had been pasted there."""
        html = super().value_from_datadict(data, files, name)
        chosen = {
            place.number: files[place.control(name)]
            for place in places_in(html or "")
            if place.control(name) in files
        }
        return filled(html, {number: _bytes_of(file) for number, file in chosen.items()})

    def _set_config(self):
        self.config = editor_config()


def _bytes_of(file) -> bytes:
    """No more than is enough to refuse it."""
    file.seek(0)
    return file.read(MAX_BYTES + 1)


def refuse_tangled(html):
    """Raises ValidationError for what could only be stored as its own source."""
    if len(html) <= LONGEST and is_tangled(html):
        raise ValidationError(TANGLED)


class RichTextFormField(forms.CharField):
    """Rich text of a form; an empty paragraph counts as nothing.

    Pictures that came with a paste are stored when the text is found good. `uploaded_by` answers
    for them; a form that has no such person takes none.
    """

    uploaded_by = None

    def __init__(self, **kwargs):
        # The admin asks for its own textarea; the editor is the point of this field.
        kwargs["widget"] = RichTextWidget()
        super().__init__(**kwargs)
        self.stored = {}  # by data: address
        self.validators += [
            MaxLengthValidator(LONGEST, "正文太长（超过 30 万个字符），请分成几篇。"),
            refuse_tangled,
        ]

    def offer_library(self, user):
        self.uploaded_by = user
        self.widget.library = library_address(AS_HTML)

    def to_python(self, value):
        html = super().to_python(value)
        return self.empty_value if len(html) <= LONGEST and is_blank(html) else html

    def clean(self, value):
        html, pictures = take_out(value or "")
        html = super().clean(html)
        if not pictures or not self.uploaded_by:
            return html
        found = store_embedded(pictures=pictures, user=self.uploaded_by)
        self.stored = {pictures[path]: stored for path, stored in found.addresses.items()}
        self.stored |= {pictures[path]: address() for path in found.useless}
        if found.refused:
            raise ValidationError(found.refused)
        return put_back(html, found.addresses)

    def has_changed(self, initial, data):
        """Whether more than the line breaks between blocks differs."""
        if not super().has_changed(initial, data):
            return False
        return _without_breaks(initial) != _without_breaks(data)

    def bound_data(self, data, initial):
        """What a refused form shows again: pictures that are stored by now do not come twice, and
        one that cannot be stored leaves its place."""
        html, pictures = take_out(data or "")
        return put_back(html, {path: self.stored.get(at, at) for path, at in pictures.items()})


def _without_breaks(html):
    """Less what the editor writes in its own way: also <br />, and links as they were typed."""
    html = (html or "").replace(f' rel="{LINK_REL}"', "").replace(" />", ">")
    return AROUND_BLOCKS.sub(r"\1", " ".join(html.split()))
