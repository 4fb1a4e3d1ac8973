"""Forms of the library: a file comes in with its name and with what it shows."""

from django import forms
from django.core.exceptions import ValidationError

from core.seen_version import SeenVersionForm
from publishing.actions import take_replacement, take_upload
from publishing.models import Asset

ACCEPT = "image/jpeg,image/png,image/webp,application/pdf,.docx,.xlsx,.pptx"
UNTOLD = "请写图片说明：图里是什么。只作装饰的图，勾“装饰性”。"
KNOWN = "库里已经有这个文件：{}。直接用它就行，不用再传。"
NOT_FOR_PAPERS = "附件没有图片说明，请空着；它叫什么写在“文件名”里。"


class AssetForm(SeenVersionForm):
    """What a picture shows has to be said, or that it only adorns.

    `uploaded_by` answers for a file that comes with it.
    """

    uploaded_by = None
    content = None  # what is to be stored

    class Meta:
        model = Asset
        fields = ("file_name", "alt", "is_decorative", "focus")

    def clean(self):
        cleaned = super().clean()
        if self.instance.kind and not self.errors:
            self._refuse_untold(cleaned)
        return cleaned

    def _refuse_untold(self, cleaned):
        is_told = bool(cleaned.get("alt")) or bool(cleaned.get("is_decorative"))
        if self.instance.is_picture and not is_told:
            self.add_error("alt", UNTOLD)
        if not self.instance.is_picture and is_told:
            self.add_error("alt", NOT_FOR_PAPERS)


class AssetUploadForm(AssetForm):
    """A new file."""

    upload = forms.FileField(
        label="文件",
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
        help_text="JPG、PNG、WebP 图片，PDF，或 docx、xlsx、pptx 文件，不超过 10 MB。",
    )

    def clean_upload(self):
        file = self.cleaned_data["upload"]
        self.content = take_upload(self.instance, file=file, user=self.uploaded_by)
        if known := self.instance.stored_twin():
            raise ValidationError(KNOWN.format(known.name))
        return file

    def clean(self):
        cleaned = super().clean()
        cleaned["file_name"] = cleaned.get("file_name") or self.instance.file_name
        return cleaned


class AssetReplaceForm(AssetForm):
    """For whoever may approve: the new file shows at once wherever the old one did."""

    why_kept = None  # a function: why this file is not replaced here; "" where it may be

    replacement = forms.FileField(
        label="换成新文件",
        required=False,
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
        help_text="用到它的页面马上都换成新的，网址不变。图片换图片，附件换同样格式的附件。",
    )

    def clean_replacement(self):
        file = self.cleaned_data["replacement"]
        if not file:
            return None
        if reason := self.why_kept():
            raise ValidationError(reason)
        self.content = take_replacement(self.instance, file=file, user=self.uploaded_by)
        return file
