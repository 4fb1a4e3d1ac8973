"""A form that knows of which version its page was drawn, and never overwrites a newer one."""

import hashlib

from django import forms
from django.core.exceptions import ValidationError
from django.utils.timezone import localtime

STALE = "stale"  # the code of the refusal


def version_of(row) -> str:
    """When it was last saved, or for rows that do not note it, a digest of what they hold."""
    if hasattr(row, "updated_at"):
        return row.updated_at.isoformat()
    columns = (str(field.value_to_string(row)) for field in row._meta.concrete_fields)
    return hashlib.sha256("\0".join(columns).encode()).hexdigest()


class VersionField(forms.CharField):
    """No column of the row, so it never counts as a change of it."""

    widget = forms.HiddenInput

    def has_changed(self, initial, data):
        return False


class SeenVersionForm(forms.ModelForm):
    """Locks the stored row while it is valid, so it belongs into a transaction."""

    seen = VersionField(required=False)

    posted_names = {"seen": "_seen"}
    # Whether a page that does not tell what it was drawn from is refused, too.
    must_tell = False

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("label_suffix", "")  # labels stand above their fields
        super().__init__(*args, **kwargs)
        if self.instance.pk is not None:
            self.initial["seen"] = version_of(self.instance)

    def add_prefix(self, field_name):
        return self.posted_names.get(field_name, super().add_prefix(field_name))

    def clean(self):
        cleaned = super().clean()
        is_told = self.must_tell or self.add_prefix("seen") in self.data
        if self.instance.pk is not None and is_told:
            self._refuse_overtaken(self.cleaned_data.get("seen"))
        return cleaned

    def _refuse_overtaken(self, seen):
        rows = type(self.instance)._default_manager.filter(pk=self.instance.pk)
        stored = rows.select_for_update(of=("self",), no_key=True).first()
        if stored is not None and seen == version_of(stored):
            return
        at = getattr(stored, "updated_at", None)
        when = f"（{localtime(at):%H:%M}）" if at else ""
        raise ValidationError(
            f"您打开本页之后，这条内容已被别人改过{when}，所以没有保存，以免盖掉别人的修改。"
            "您写的文字还在下面：请先复制，再重新打开本页，把需要的部分补上。",
            code=STALE,
        )
