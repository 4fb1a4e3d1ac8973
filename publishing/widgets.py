"""The editor in forms: configured in one place, fed with cleaned HTML only."""

from ckeditor.widgets import CKEditorWidget
from django import forms
from django.core.validators import MaxLengthValidator

from publishing.editor import editor_config
from publishing.richtext import is_blank, sanitise

LONGEST = 300_000


class RichTextWidget(CKEditorWidget):
    """CKEditor under our configuration; what it loads was cleaned first."""

    @property
    def media(self):
        editor = super().media
        # One list: Django reorders lists that it merges, and ours must come last.
        return forms.Media(css=editor._css, js=[*editor._js, "admin/js/portal-editor.js"])

    def format_value(self, value):
        return sanitise(value) if value else value

    def _set_config(self):
        self.config = editor_config()


class RichTextFormField(forms.CharField):
    """Rich text of a form; an empty paragraph counts as nothing."""

    def __init__(self, **kwargs):
        # The admin asks for its own textarea; the editor is the point of this field.
        kwargs["widget"] = RichTextWidget()
        super().__init__(**kwargs)
        self.validators.append(
            MaxLengthValidator(LONGEST, "正文太长（超过 30 万个字符），请分成几篇。")
        )

    def to_python(self, value):
        html = super().to_python(value)
        return self.empty_value if len(html) <= LONGEST and is_blank(html) else html
