"""What readers asked for and did not find: words and figures, nothing about who asked."""

import datetime
import re

import rjieba
from django.db import connection, models
from django.db.models import Exists, OuterRef, Subquery, Sum
from django.utils import timezone

from regions.models import Site
from search.dictionary import DICTIONARY, PLACES
from search.tokenizer import HAN_RANGE, normalise, query_words

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
# 蓝天锂业有限公司; 有限公司注册 names none.
COMPANY = re.compile(
    rf"[{HAN_RANGE}]{{2}}(?:有限|股份|责任)+公司|[{HAN_RANGE}]{{2}}(?:集团|合作社)"
)
TITLE = re.compile(r"先生|女士|小姐|老板|经理|董事|书记|主任|[局镇县市州厅处科院校行厂村乡]长")
NAMES = "nr"  # as the dictionary marks names of persons; many a plant and river, too
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
    """The query as it may be kept: one spelling, one line; "" for what looks personal.

    It is told by its looks: a name that is also a word (高峰), a firm by its short name and the
    like pass. Whoever hands these words on has to read them first.
    """
    text = " ".join(normalise(query[: MAX_LENGTH * 5]).split())
    if len(text) > MAX_LENGTH or not query_words(text):
        return ""
    is_number = LONG_NUMBER.search(text.translate(HAN_DIGITS)) or ADDRESS.search(text)
    is_name = COMPANY.search(text) or TITLE.search(text) or _holds_a_name(text)
    return "" if is_number or is_name else text


def _holds_a_name(text):
    """Of a person, as the segmenter guesses it where no dictionary and no table has the word."""
    guessed = (word for word, tag in rjieba.tag(text) if tag.startswith(NAMES) and len(word) > 1)
    known = DICTIONARY.names.union(PLACES)
    return any(not rjieba.has_word(word) and word not in known for word in guessed)


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
