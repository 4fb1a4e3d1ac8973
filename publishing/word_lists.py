"""Word lists of the content checks: each upload is a version, the newest counts."""

import re

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from regions.models import Site

SEPARATOR = re.compile(r"[,，\t]")
MOST_LINES = 5000
LONGEST_WORD = 40


class WordListQuerySet(models.QuerySet):
    def newest(self):
        """Of each kind at each site (or at all of them) the version that counts."""
        later = self.model.objects.filter(kind=OuterRef("kind"), number__gt=OuterRef("number"))
        of_all, of_site = later.filter(site=None), later.filter(site=OuterRef("site"))
        return self.filter(Q(~Exists(of_all), site=None) | Q(~Exists(of_site), site__isnull=False))

    def next_number(self, site, kind) -> int:
        last = self.filter(site=site, kind=kind).order_by("-number").first()
        return last.number + 1 if last else 1


class WordList(models.Model):
    """One version of one list; never changed, only followed by another."""

    class Kind(models.TextChoices):
        MISTAKES = "mistakes", "错敏词"
        PLACES = "places", "地名正误"
        PEOPLE = "people", "领导姓名职务"
        ALLOWED = "allowed", "放行的说法"

    site = models.ForeignKey(
        Site,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="word_lists",
        verbose_name="站点",
        help_text="对这个站点和它下面的地区有效。不选就对所有站点有效，只有系统管理员可以。",
    )
    kind = models.CharField("哪一种表", max_length=8, choices=Kind)
    number = models.PositiveIntegerField("第几版", editable=False)
    words = models.TextField("词表", max_length=400_000, blank=True)
    note = models.CharField("这一版改了什么", max_length=100, blank=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="word_lists",
        verbose_name="谁上传的",
    )
    created_at = models.DateTimeField("上传时间", default=timezone.now, editable=False)

    objects = WordListQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "检查用的词表"
        constraints = [
            models.UniqueConstraint(
                fields=["site", "kind", "number"],
                nulls_distinct=False,
                name="%(app_label)s_%(class)s_version_once",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["mistakes", "places", "people", "allowed"]),
                name="%(app_label)s_%(class)s_known_kind",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}第 {self.number} 版（{self.pk}）"

    def pairs(self):
        """(word, what belongs to it) of each line: the right spelling, a title, or nothing."""
        for line in self.words.splitlines():
            word, *rest = (cell.strip() for cell in SEPARATOR.split(line))
            if word:
                yield word, rest[0] if rest else ""


def faults_of(words: str, kind) -> list[str]:
    """A sentence for what cannot be used of a list; the first few lines that are wrong."""
    lines = words.splitlines()
    if len(lines) > MOST_LINES:
        return [f"一份词表最多 {MOST_LINES} 行，这里有 {len(lines)} 行。"]
    faults = []
    for number, line in enumerate(lines, start=1):
        word, *rest = (cell.strip() for cell in SEPARATOR.split(line))
        if not word and not any(rest):
            continue
        if not 2 <= len(word) <= LONGEST_WORD:
            faults.append(f"第 {number} 行：词要 2 至 {LONGEST_WORD} 个字。")
        elif kind == WordList.Kind.PEOPLE and not any(rest):
            faults.append(f"第 {number} 行：姓名后面要有职务，用逗号隔开。")
        elif rest and word == rest[0]:
            faults.append(f"第 {number} 行：错的和对的写法一样。")
    return faults[:5]
