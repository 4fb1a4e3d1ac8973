"""What was shown before somebody was asked, and how often it was enough."""

import datetime
import re

from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import F, OuterRef, Q
from django.db.models.functions import JSONObject
from django.utils import timezone

from leads.models import Lead
from regions.models import Site
from search.models import SearchEntry
from search.scopes import shows

MARK = re.compile(r"(\d{1,6})-(\d{1,18})", re.ASCII)
MOST_MARKS = 12
KEPT_DAYS = 400  # a year beside the one before, as 数字 compares them, and a month


class ShownPassageQuerySet(models.QuerySet):
    def keep(self, lead, marks):
        """Those of the posted `marks` that the lead's site shows now; one made up is none."""
        found = dict.fromkeys(MARK.findall(marks[: MOST_MARKS * 26]))
        numbers = [(int(kind), int(number)) for kind, number in found][:MOST_MARKS]
        asked = Q(pk__in=[])
        for kind, number in numbers:
            asked |= Q(content_type=kind, object_id=number)
        entries = SearchEntry.objects.published().filter(asked).select_related("region")
        public = {
            (entry.content_type_id, entry.object_id)
            for entry in (entries.defer("vector", "head", "body") if numbers else ())
            if shows(lead.site, entry)
        }
        kept = [mark for mark in numbers if mark in public]
        self.bulk_create(
            ShownPassage(lead=lead, content_type_id=kind, object_id=number, position=position)
            for position, (kind, number) in enumerate(kept, start=1)
        )
        return kept

    def told_with(self, leads):
        """Leads with what their visitors were shown as `passages_told`: no further query.

        Title and address as the index has them now; what is not public any more says neither.
        """
        now = timezone.now()
        entry = SearchEntry.objects.published(now).filter(
            content_type=OuterRef("content_type"), object_id=OuterRef("object_id")
        )
        words = {name: models.Subquery(entry.values(name)[:1]) for name in ("title", "path")}
        shown = self.filter(lead=OuterRef("pk")).annotate(**words).order_by("position")
        told = shown.values(told=JSONObject(title="title", path="path"))
        return leads.annotate(passages_told=ArraySubquery(told))


class ShownPassage(models.Model):
    """A page of the site that stood before a visitor's eyes when he asked a person all the same."""

    lead = models.ForeignKey(
        Lead, models.CASCADE, related_name="shown_passages", verbose_name="线索"
    )
    content_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    object_id = models.BigIntegerField("编号")
    position = models.PositiveSmallIntegerField("先后")

    objects = ShownPassageQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "咨询前看到的内容"
        constraints = [
            models.UniqueConstraint(
                fields=["lead", "content_type", "object_id"],
                name="%(app_label)s_%(class)s_once_a_lead",
            ),
        ]

    def __str__(self):
        return f"咨询前看到的内容 {self.pk}"


class AnswerCountQuerySet(models.QuerySet):
    def count(self, site, topic, what, now):
        """One more of `what`: solved, unsolved or unmet."""
        day = {"site": site, "topic": topic[:40], "counted_on": timezone.localdate(now)}
        row, is_new = self.get_or_create(**day, defaults={what: 1})
        if not is_new:
            self.filter(pk=row.pk).update(**{what: F(what) + 1})

    def stale(self, now):
        return self.filter(
            counted_on__lt=timezone.localdate(now) - datetime.timedelta(days=KEPT_DAYS)
        )


class AnswerCount(models.Model):
    """How one day's questions of a topic ended. Integers; nobody who asked is kept."""

    site = models.ForeignKey(
        Site, models.CASCADE, related_name="answer_counts", verbose_name="站点"
    )
    topic = models.SlugField("主题", max_length=40, blank=True)
    counted_on = models.DateField("日期")
    solved = models.PositiveIntegerField("解决了", default=0)
    unsolved = models.PositiveIntegerField("看了还问专员", default=0)
    unmet = models.PositiveIntegerField("站上没有，问了专员", default=0)

    objects = AnswerCountQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "先看答案的次数"
        constraints = [
            models.UniqueConstraint(
                fields=["site", "topic", "counted_on"], name="%(app_label)s_%(class)s_one_per_day"
            ),
            models.CheckConstraint(
                condition=Q(solved__gt=0) | Q(unsolved__gt=0) | Q(unmet__gt=0),
                name="%(app_label)s_%(class)s_counts_something",
            ),
        ]

    def __str__(self):
        return f"先看答案 {self.site_id}/{self.topic}（{self.counted_on}）"
