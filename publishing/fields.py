"""Model fields whose content is safe by construction: rich text, pictures, documents."""

from ckeditor.fields import RichTextField as CKEditorField
from django.db import models

from publishing.asset_choices import (
    LibraryDocumentField,
    LibraryDocumentInput,
    LibraryPictureField,
    LibraryPictureInput,
)
from publishing.picture_sizes import with_picture_sizes
from publishing.richtext import sanitise
from publishing.widgets import RichTextFormField


class RichTextField(CKEditorField):
    """HTML from the editor, cleaned whenever it is saved; its pictures get their size."""

    def pre_save(self, model_instance, add):
        cleaned = with_picture_sizes(sanitise(getattr(model_instance, self.attname) or ""))
        setattr(model_instance, self.attname, cleaned)
        return cleaned

    def formfield(self, **kwargs):
        return models.Field.formfield(self, **{"form_class": RichTextFormField, **kwargs})


class FromLibrary:
    """Of a model field for a file: a form may choose one that the library has."""

    form_class, widget = None, None

    def formfield(self, **kwargs):
        kwargs["widget"] = self.widget  # the admin would bring its own
        field = super().formfield(**{"form_class": self.form_class, **kwargs})
        field.model_field = self
        return field


class PictureField(FromLibrary, models.ImageField):
    """A JPEG, PNG or WebP that was decoded, re-encoded without metadata and named by us."""

    form_class, widget = LibraryPictureField, LibraryPictureInput


class DocumentField(FromLibrary, models.FileField):
    """A PDF, recognised by its content and named by us."""

    form_class, widget = LibraryDocumentField, LibraryDocumentInput
