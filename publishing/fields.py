"""Model fields whose content is safe by construction: rich text, pictures, documents."""

from ckeditor.fields import RichTextField as CKEditorField
from django.db import models

from publishing import uploads
from publishing.picture_sizes import with_picture_sizes
from publishing.richtext import sanitise
from publishing.widgets import RichTextFormField
from regions.pickers import DocumentInput, PictureInput


class RichTextField(CKEditorField):
    """HTML from the editor, cleaned whenever it is saved; its pictures get their size."""

    def pre_save(self, model_instance, add):
        cleaned = with_picture_sizes(sanitise(getattr(model_instance, self.attname) or ""))
        setattr(model_instance, self.attname, cleaned)
        return cleaned

    def formfield(self, **kwargs):
        return models.Field.formfield(self, **{"form_class": RichTextFormField, **kwargs})


class PictureField(models.ImageField):
    """A JPEG, PNG or WebP that was decoded, re-encoded without metadata and named by us."""

    def formfield(self, **kwargs):
        kwargs["widget"] = PictureInput  # the admin would bring its own
        return super().formfield(**{"form_class": uploads.PictureFormField, **kwargs})


class DocumentField(models.FileField):
    """A PDF, recognised by its content and named by us."""

    def formfield(self, **kwargs):
        kwargs["widget"] = DocumentInput
        return super().formfield(**{"form_class": uploads.DocumentFormField, **kwargs})
