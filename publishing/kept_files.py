"""Files of a change that waits: stored when they were chosen, and never sent by a browser again.

The page names them in a hidden control beside the choice of a file; only those of the open change
of the very row are taken from there.
"""

from django.db.models.fields.files import FieldFile
from django.utils.html import format_html

from core.form_renderer import NamingBoundField

NAMED = "-kept"


def kept_file(model, field_name, path) -> FieldFile:
    """A file that is stored already, as it would come with a form."""
    model_field = model._meta.get_field(field_name)
    return model_field.attr_class(model(), model_field, path)


def is_stored(data) -> bool:
    """Whether this came from us: what a browser sends is no FieldFile."""
    return isinstance(data, FieldFile)


class KeptFileBoundField(NamingBoundField):
    """Draws the hidden control beside the choice of a file."""

    def as_widget(self, widget=None, attrs=None, only_initial=False):  # noqa: FBT002 -- Django's signature
        drawn = super().as_widget(widget, attrs, only_initial)
        value = self.value() if self.form.is_bound else None
        if not (is_stored(value) and value is not self.initial):
            return drawn
        hidden = '{}<input type="hidden" name="{}" value="{}">'
        return format_html(hidden, drawn, f"{self.html_name}{NAMED}", value.name)
