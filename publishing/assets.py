"""The library: every picture and paper that pages show, told once, wherever it is used."""

import datetime
import hashlib
import logging
from html import escape

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q, Sum
from django.utils import timezone

from core import whole_files
from core.error_frames import error_frames
from publishing import asset_uses, renditions
from publishing.media_names import pdf_names_in
from publishing.pdf_text import pdf_text
from publishing.picture_sizes import picture_size
from regions import access
from regions.models import Region

logger = logging.getLogger(__name__)
# How long a text may be written before it is stored and shows what was brought for it.
IN_HAND = datetime.timedelta(days=2)


class AssetQuerySet(models.QuerySet):
    def unused(self, now=None):
        """Those that nothing shows, be it public or a draft, nor a text that is still written."""
        return asset_uses.unused(self.filter(created_at__lte=(now or timezone.now()) - IN_HAND))

    def choosable_by(self, user):
        """Those that this user may put into what he writes: of his regions, or his own."""
        own = access.scope(self.model.objects.all(), user, lookup="region", roles=access.EDITORS)
        return self.filter(Q(uploaded_by=user) | Q(pk__in=own.order_by().values("pk")))

    def untold(self):
        """Pictures of which nobody has said what they show, nor that they only adorn."""
        return self.filter(kind=Asset.Kind.IMAGE, alt="", is_decorative=False)

    def without_renditions(self):
        """Pictures whose smaller copies have still to be made; the newest first."""
        return self.filter(kind=Asset.Kind.IMAGE, renditions_at=None).order_by("-pk")

    def unread(self):
        """PDF files whose pages and words have still to be read; the newest first."""
        return self.filter(kind=Asset.Kind.PDF, read_at=None).order_by("-pk")

    def words_in(self, *texts: str) -> str:
        """What the PDF files say to which these texts link; no query where there is none."""
        names = {name for text in texts for name in pdf_names_in(text)}
        return " ".join(asset.text for asset in self.read_among(names))

    def read_among(self, names):
        """The PDF files of these names that say something; no query where there are no names."""
        return self.filter(file__in=names).exclude(text="").order_by("pk") if names else ()

    def same_as(self, sha256, region):
        """The file of that region with just these bytes; None where there is none."""
        return self.filter(sha256=sha256, region=region).order_by("pk").first()

    def bytes_of_last_hour(self, user, now=None):
        """How much this account has uploaded in the last hour, in bytes."""
        since = (now or timezone.now()) - datetime.timedelta(hours=1)
        mine = self.filter(uploaded_by=user, created_at__gt=since)
        return mine.aggregate(total=Sum("size_bytes"))["total"] or 0

    def name_of(self, path) -> str:
        """The name under which readers save the file at this path of storage; empty if unknown."""
        return self.filter(file=path).values_list("file_name", flat=True).first() or ""


class Asset(models.Model):
    """A file of the library: where it lies, who brought it, what it is, what it shows."""

    class Kind(models.TextChoices):
        IMAGE = "image", "图片"
        PDF = "pdf", "PDF 文件"
        OFFICE = "office", "Office 文件"

    class Focus(models.TextChoices):
        """What of a picture stays to be seen where it is cut to the frame of a card."""

        CENTRE = "centre", "中间"
        TOP = "top", "上边"
        BOTTOM = "bottom", "下边"
        LEFT = "left", "左边"
        RIGHT = "right", "右边"
        TOP_LEFT = "top-left", "左上角"
        TOP_RIGHT = "top-right", "右上角"
        BOTTOM_LEFT = "bottom-left", "左下角"
        BOTTOM_RIGHT = "bottom-right", "右下角"

    region = models.ForeignKey(
        Region,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="assets",
        verbose_name="地区",
        help_text="上传人所在的地区；系统管理员上传的没有地区。",
    )
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="assets",
        verbose_name="上传人",
    )
    file = models.FileField("文件", upload_to="editor/%Y/%m", unique=True)
    file_name = models.CharField(
        "文件名",
        max_length=110,
        blank=True,
        db_default="",
        help_text="在图片与附件里按它查找；PDF 下载时读者看到的也是它。",
    )
    kind = models.CharField("类别", max_length=6, choices=Kind)
    sha256 = models.CharField("内容指纹", max_length=64)
    size_bytes = models.PositiveIntegerField("大小（字节）")
    width = models.PositiveIntegerField("宽（像素）", null=True)
    height = models.PositiveIntegerField("高（像素）", null=True)
    pages = models.PositiveIntegerField("页数", null=True)
    text = models.TextField("文件里的文字", blank=True, default="", db_default="", editable=False)
    read_at = models.DateTimeField("读过文字的时间", null=True, editable=False)
    alt = models.CharField(
        "图片说明",
        max_length=120,
        blank=True,
        help_text="图里是什么，给看不见图的人听。",
    )
    is_decorative = models.BooleanField("装饰性（不用说明）", default=False, db_default=False)
    focus = models.CharField(
        "重点在哪里",
        max_length=12,
        choices=Focus,
        default=Focus.CENTRE,
        db_default=Focus.CENTRE,
        help_text="卡片上的图会裁成横的，裁的时候留住这一处。",
    )
    renditions_at = models.DateTimeField("小图做好的时间", null=True, editable=False)
    created_at = models.DateTimeField("上传时间", auto_now_add=True)

    objects = AssetQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "图片与附件"
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["image", "pdf", "office"]),
                name="%(app_label)s_%(class)s_known_kind",
            )
        ]
        indexes = [
            models.Index(fields=["uploaded_by", "-created_at"], name="publishing_asset_recent"),
            models.Index(
                fields=["-id"],
                condition=Q(kind="image", renditions_at=None),
                name="publishing_asset_unrendered",
            ),
            models.Index(
                fields=["-id"],
                condition=Q(kind="pdf", read_at=None),
                name="publishing_asset_unread",
            ),
        ]

    def __str__(self):
        return f"{self.name}（{self.pk}）"

    @property
    def name(self) -> str:
        """What the clerk calls it: its own name, what it shows, else what it is called here."""
        return self.file_name or self.alt or self.file.name.rpartition("/")[2]

    @property
    def is_picture(self) -> bool:
        return self.kind == self.Kind.IMAGE

    @property
    def html(self) -> str:
        """As a text shows it that takes it from the library: with what it shows, or by its name."""
        url = escape(self.file.url)
        if self.is_picture:
            return f'<img src="{url}" alt="{escape(self.alt)}">'
        return f'<a href="{url}">{escape(self.name)}</a>'

    def note_content(self, content):
        """What is known of a file by its bytes: fingerprint, length, size of a picture."""
        content.seek(0)
        self.sha256 = hashlib.sha256(content.read()).hexdigest()
        self.size_bytes = content.size
        self.width, self.height = picture_size(content) if self.is_picture else (None, None)
        content.seek(0)

    def replace_content(self, content):
        """Another file in the place of this one, under the same address, once this is committed."""
        storage, name = self.file.storage, self.file.name
        self.note_content(content)
        self.renditions_at = self.read_at = None

        def put():
            whole_files.replace(storage, name, content)
            if self.is_picture:
                renditions.drop(name)

        transaction.on_commit(put)

    def make_renditions(self, now=None):
        """Its smaller copies; what is no picture has none, and is not tried again.

        OSError of the storage: nothing is noted, it will be tried again. So it will where the file
        or what matters of it was changed meanwhile.
        """
        down, across = ("top", "bottom"), ("left", "right")
        at = [_share(self.focus, ends) for ends in (across, down)]
        try:
            renditions.make(self.file.name, tuple(at))
        except renditions.NoPictureError as error:
            logger.warning("no renditions of asset %s: %s", self.pk, error_frames(error))
        self._note(renditions_at=now or timezone.now())
        if not Asset.objects.filter(pk=self.pk).exists():
            renditions.drop(self.file.name)

    def read(self, now=None):
        """Its pages and words; OSError of the storage: it will be tried again."""
        with self.file.open() as file:
            found = pdf_text(file.read())
        self._note(pages=found.pages, text=found.text, read_at=now or timezone.now())

    def _note(self, **found):
        """What was found out, unless this is another file by now, or cut to another point."""
        same = Asset.objects.filter(pk=self.pk, sha256=self.sha256, focus=self.focus)
        if same.update(**found):
            for name, value in found.items():
                setattr(self, name, value)

    def stored_twin(self):
        """The file of its region with just these bytes, where the storage has it still."""
        twin = Asset.objects.same_as(self.sha256, self.region)
        return twin if twin is not None and twin.file.storage.exists(twin.file.name) else None

    def note_handed_out(self, now=None):
        """Somebody was given this file for a text that is not stored yet."""
        Asset.objects.filter(pk=self.pk).update(created_at=now or timezone.now())

    def may_be_in_hand(self, now=None) -> bool:
        """Whether a text may be written just now that shows it."""
        return self.created_at > (now or timezone.now()) - IN_HAND

    def delete(self, *args, **kwargs):
        storage, name = self.file.storage, self.file.name
        result = super().delete(*args, **kwargs)
        transaction.on_commit(lambda: storage.delete(name))
        if self.is_picture:
            transaction.on_commit(lambda: renditions.drop(name))
        return result


def _share(focus, ends) -> float:
    """0 at the first of the two ends, 1 at the second, else the middle."""
    first, second = (end in focus.split("-") for end in ends)
    return 0.0 if first else 1.0 if second else 0.5
