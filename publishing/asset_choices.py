"""A file of the library chosen in a form: the same file once more, never a copy.

Beside the choice of a new file stands a box for one that is there. Django's own page of choices
(the pop-up of related rows) fills it; without a script its name or address is typed. Texts lead to
the same page, and what is chosen there stands where the caret is (portal-editor.js).
"""

from dataclasses import dataclass
from urllib.parse import unquote, urlencode

from django.conf import settings
from django.contrib.admin.options import TO_FIELD_VAR
from django.core.exceptions import ValidationError
from django.forms.widgets import FILE_INPUT_CONTRADICTION
from django.urls import reverse

from publishing.kept_files import KeptFileBoundField, is_stored, kept_file
from publishing.models import Asset
from publishing.renditions import original_of
from publishing.uploads import DocumentFormField, PictureFormField
from regions.pickers import DocumentInput, PictureInput

NAMED = "-library"  # after the name of the field: the box
# What the page of choices hands over of a row: its name in storage, or how a text shows it.
AS_FILE, AS_HTML = CHOSEN_AS = ("file", "html")
NOT_THERE = "库里没有这个文件，或者它归别的地区：请点“从图片与附件里选”，或者照抄它的网址。"
ONE_OF_THREE = "新选的文件、库里的文件、“不要了”，只能用一样，请去掉多的。"


def library_address(chosen_as: str, kind: str = "") -> str:
    """Of the page of choices; `kind` is one of Asset.Kind."""
    asked = {TO_FIELD_VAR: chosen_as} | ({"kind__exact": kind} if kind else {})
    return f"{reverse('admin:publishing_asset_changelist')}?{urlencode(asked)}"


@dataclass(frozen=True)
class ChosenFile:
    """What stands in the box."""

    words: str

    def __str__(self):
        return self.words

    @property
    def path(self) -> str:
        """The name in storage that is meant by a name or an address, of a smaller copy as well."""
        address = self.words.partition("?")[0].partition("#")[0]
        return original_of(unquote(address.rpartition(settings.MEDIA_URL)[2]))


class LibraryInput:
    """Of a widget for a file: with the box, where the field has said where the library is."""

    template_name = "publishing/asset_choice.html"
    library = ""
    words = ""  # in the box of a form that comes back

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        widget = context["widget"]
        attrs = widget["attrs"]
        widget |= {"library": self.library, "words": self.words, "box": f"{name}{NAMED}"}
        widget["box_id"] = f"{attrs.get('id') or name}{NAMED}"
        widget["box_label"] = f"{attrs.get('aria-label', '文件')}：库里的"
        return context

    def value_from_datadict(self, data, files, name):
        sent = super().value_from_datadict(data, files, name)
        words = (data.get(f"{name}{NAMED}") or "").strip() if self.library else ""
        if not words:
            return sent
        is_alone = sent is None or is_stored(sent)
        return ChosenFile(words) if is_alone else FILE_INPUT_CONTRADICTION

    def sent_beside(self, name) -> dict[str, list[str]]:
        """Of a form that nobody touched (core.sent_values)."""
        return {f"{name}{NAMED}": [""]} if self.library else {}


class LibraryPictureInput(LibraryInput, PictureInput):
    pass


class LibraryDocumentInput(LibraryInput, DocumentInput):
    pass


class LibraryBoundField(KeptFileBoundField):
    """Draws the box as it was sent."""

    def as_widget(self, widget=None, attrs=None, only_initial=False):  # noqa: FBT002 -- Django's signature
        if self.form.is_bound:
            drawn = widget or self.field.widget
            drawn.words = self.form.data.get(f"{self.html_name}{NAMED}", "")
        return super().as_widget(widget, attrs, only_initial)


class LibraryFieldMixin:
    """Of a form field for a file. It takes none of the library until somebody is named who may."""

    model_field = None
    kind = ""
    chosen_by = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.error_messages["contradiction"] = ONE_OF_THREE

    def offer_library(self, user):
        self.chosen_by = user
        self.widget.library = library_address(AS_FILE, self.kind)

    def get_bound_field(self, form, field_name):
        return LibraryBoundField(form, self, field_name)

    def to_python(self, data):
        if not isinstance(data, ChosenFile):
            return super().to_python(data)
        found = Asset.objects.choosable_by(self.chosen_by).filter(kind=self.kind)
        asset = None if "\0" in data.path else found.filter(file=data.path).first()
        if asset is None or not asset.file.storage.exists(asset.file.name):
            raise ValidationError(NOT_THERE)
        asset.note_handed_out()  # nobody clears it away as unused until this form is stored
        file = kept_file(self.model_field.model, self.model_field.name, asset.file.name)
        file.asset = asset
        return file


class LibraryPictureField(LibraryFieldMixin, PictureFormField):
    kind = Asset.Kind.IMAGE


class LibraryDocumentField(LibraryFieldMixin, DocumentFormField):
    kind = Asset.Kind.PDF


class AssetChoiceMixin:
    """Of a desk or of rows in it: fields for files and texts lead to the library."""

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if hasattr(field, "offer_library"):
            field.offer_library(request.user)
        return field


def take_words_along(form, cleaned, *, picture, alt, decorative=""):
    """What the library says of a picture that was just chosen, where nothing new was typed."""
    asset = getattr(cleaned.get(picture), "asset", None)
    if asset is None or cleaned.get(alt) != (form.initial.get(alt) or ""):
        return
    if asset.alt:
        _put(form, cleaned, alt, asset.alt)
    elif asset.is_decorative and decorative:
        _put(form, cleaned, decorative, sent="on", value=True)


def _put(form, cleaned, name, sent, value=None):
    """As if it had been typed: a change that waits is made of what was sent."""
    cleaned[name] = sent if value is None else value
    form.data = form.data.copy()
    form.data[form.add_prefix(name)] = sent
    if name not in form.changed_data:
        form.changed_data.append(name)
