"""Answers that were enough, and that were not, by topic: within reach, within the period."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from answers.models import AnswerCount
from leads.models import Topic
from leads.retention import purge
from reporting.answer_figures import answer_table
from reporting.reach import Reach
from reporting.report_periods import months_from

pytestmark = pytest.mark.django_db
JUNE = datetime.date(2026, 6, 5)


def _counted(site, day=JUNE, **counts):
    AnswerCount.objects.create(site=site, counted_on=day, **counts)


def test_topics_are_counted_within_reach_and_period(site, other_site, django_assert_num_queries):
    Topic.objects.get_or_create(slug="space", defaults={"name": "找空间"})
    name = Topic.objects.get(slug="space").name
    _counted(site, topic="space", solved=2, unmet=1)
    _counted(site, JUNE + datetime.timedelta(days=9), topic="space", solved=1, unsolved=4)
    _counted(site, topic="", unmet=1)
    _counted(site, JUNE + datetime.timedelta(days=40), topic="space", solved=9)
    _counted(other_site, topic="space", solved=9)
    reach = Reach(1, whole=[site.pk])
    with django_assert_num_queries(1):
        table = answer_table(reach, months_from(JUNE, 1))
    assert [(row.name, row.cells) for row in table.rows] == [
        (name, ["3", "4", "1", "37\u00a0%"]),
        ("没有选主题", ["0", "0", "1", "0\u00a0%"]),
    ]


def test_who_counts_his_own_alone_is_shown_no_counts_of_all(client, staff, site):
    _counted(site, timezone.localdate(), topic="", solved=1)
    shown = {}
    for role in ("officer", "manager"):
        client.force_login(staff(role, site.region))
        page = client.get(reverse("lead_report"))
        shown[role] = (page.status_code, 'id="answers-h"' in page.text)
    assert shown == {"officer": (200, False), "manager": (200, True)}


def test_counts_go_after_400_days_with_the_worker(site):
    now = timezone.now()
    today = timezone.localdate(now)
    for days in (0, 400, 401):
        _counted(site, today - datetime.timedelta(days=days), topic="", solved=1)
    purge(now)
    kept = AnswerCount.objects.order_by("counted_on").values_list("counted_on", flat=True)
    assert list(kept) == [today - datetime.timedelta(days=400), today]
