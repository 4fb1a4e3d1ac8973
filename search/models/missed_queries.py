"""What readers asked for and did not find: words and figures, nothing about who asked."""

import datetime
import re

from django.db import connection, models
from django.db.models import Exists, OuterRef, Subquery, Sum
from django.utils import timezone

from regions.models import Site
from search.tokenizer import normalise, query_words

KEPT_DAYS = 180
ROWS_PER_DAY = 500
# Longer texts are letters to somebody rather than words to search for.
MAX_LENGTH = 40
HAN_DIGITS = str.maketrans("〇零一二三四五六七八九幺壹贰叁肆伍陆柒捌玖", "001234567891123456789")
# Telephone, identity card and account numbers, however they are spaced; 2026-018 is none.
LONG_NUMBER = re.compile(r"\d{7}|\d(?:[\W_]{0,3}\d){7}")
ADDRESS = re.compile(
    r"@|wxid|(?:qq|weixin|wechat|微信号?|v信)[\W_]*[a-z0-9]|(?<![a-z])[wv]x[\W_]*[a-z]*\d"
)
UPSERT = """
    INSERT INTO search_missedquery AS missed
        (site_id, text, searched_on, times, questions, last_seen_at)
    SELECT %(site)s, %(text)s, %(day)s, 1, %(questions)s, %(hour)s
    WHERE EXISTS (SELECT FROM search_missedquery
                  WHERE site_id = %(site)s AND searched_on = %(day)s AND text = %(text)s)
       OR (SELECT count(*) FROM search_missedquery
           WHERE site_id = %(site)s AND searched_on = %(day)s) < %(most)s
    ON CONFLICT (site_id, text, searched_on)
    DO UPDATE SET times = missed.times + 1, last_seen_at = excluded.last_seen_at,
                  questions = missed.questions + excluded.questions
"""


def storable(query: str) -> str:
    """The query as it may be kept: one spelling, one line; "" for what may be personal."""
    text = " ".join(normalise(query[: MAX_LENGTH * 5]).split())
    if len(text) > MAX_LENGTH or not query_words(text):
        return ""
    is_personal = LONG_NUMBER.search(text.translate(HAN_DIGITS)) or ADDRESS.search(text)
    return "" if is_personal else text


class MissedQueryQuerySet(models.QuerySet):
    def record(self, site, query, now, *, most=ROWS_PER_DAY, is_question=False):
        """Count one more search that found nothing. One statement; raises DatabaseError.

        `is_question`: words of an enquiry that the site's own pages did not answer. `most`
        different queries of a site and day are kept: a robot cannot fill the table.
        """
        text = storable(query)
        if not text:
            return
        local = timezone.localtime(now)
        values = {
            "site": site.pk,
            "text": text,
            "day": local.date(),
            # To the hour: the moment would tell readers apart in a server's log.
            "hour": local.replace(minute=0, second=0, microsecond=0),
            "most": most,
            "questions": int(is_question),
        }
        with connection.cursor() as cursor:
            cursor.execute(UPSERT, values)

    def of_days(self, days, now):
        """One row a site and query, its newest; `asked` adds up the last `days`, today included,
        `questioned` those of them that were enquiries."""
        since = timezone.localdate(now) - datetime.timedelta(days=days - 1)
        same = MissedQuery.objects.filter(site=OuterRef("site"), text=OuterRef("text"))
        times = same.filter(searched_on__gte=since).order_by().values("text")
        return self.filter(
            ~Exists(same.filter(searched_on__gt=OuterRef("searched_on"))), searched_on__gte=since
        ).annotate(
            asked=Subquery(times.annotate(n=Sum("times")).values("n")),
            questioned=Subquery(times.annotate(n=Sum("questions")).values("n")),
        )

    def stale(self, now):
        return self.filter(
            searched_on__lt=timezone.localdate(now) - datetime.timedelta(days=KEPT_DAYS)
        )


class MissedQuery(models.Model):
    """How often a site's readers asked for something on one day and found nothing."""

    site = models.ForeignKey(
        Site, models.CASCADE, related_name="missed_queries", verbose_name="站点"
    )
    text = models.CharField("搜索词", max_length=MAX_LENGTH)
    searched_on = models.DateField("日期")
    times = models.PositiveIntegerField("次数", default=1)
    questions = models.PositiveIntegerField("其中咨询时问的", default=0, db_default=0)
    last_seen_at = models.DateTimeField("最近一次（到小时）")

    objects = MissedQueryQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "搜了没有找到"
        constraints = [
            models.UniqueConstraint(
                fields=["site", "text", "searched_on"], name="%(app_label)s_%(class)s_one_per_day"
            ),
            models.CheckConstraint(
                condition=models.Q(times__gt=0), name="%(app_label)s_%(class)s_asked_at_least_once"
            ),
            models.CheckConstraint(
                condition=models.Q(questions__lte=models.F("times")),
                name="%(app_label)s_%(class)s_questions_are_counted",
            ),
        ]
        indexes = [models.Index(fields=["searched_on", "site"], name="search_missed_day")]

    def __str__(self):
        return f"{self.text}（{self.searched_on}）"
