"""Queries that found nothing: what is kept, what is not, for how long, and who reads it."""

import datetime
from importlib import import_module

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction

from leads.retention import purge
from search.models import MissedQuery
from search.models.missed_queries import storable

pytestmark = pytest.mark.django_db
NOW = datetime.datetime(2026, 11, 21, 9, 47, 12, tzinfo=datetime.UTC)
DAY = datetime.timedelta(days=1)


def kept():
    return list(MissedQuery.objects.order_by("pk").values_list("text", "times"))


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("  冷库\n租金 ", "冷库 租金"),
        ("標準廠房", "标准厂房"),
        ("ＰＥＴ\x00瓶片", "pet 瓶片"),
        ("gem-t-2026-999", "gem-t-2026-999"),
        ("格政办〔2031〕2号", "格政办〔2031〕2号"),
        ("35kV 2000 kVA", "35kv 2000 kva"),
        # nothing to search for
        ("", ""),
        ("？！", ""),
        # may be somebody's
        ("13800138000", ""),
        ("张三 138 0013 8000", ""),
        ("138-0013-8000 厂房", ""),
        ("１３８００１３８０００", ""),
        ("一三八〇〇一三八〇〇〇", ""),
        ("8412345", ""),
        ("0979-8412345", ""),
        ("63280119900101123X", ""),
        ("632801 19900101 123x", ""),
        ("zhang@example.com", ""),
        ("ｚｈａｎｇ＠ｅｘａｍｐｌｅ．ｃｏｍ", ""),
        ("微信：abc", ""),
        ("微信公众号", "微信公众号"),
        ("wxid_abc", ""),
        ("vx: abc12345", ""),
        ("加v信abc", ""),
        ("幺三八零零幺三八零零零", ""),
        ("壹叁捌零零壹叁捌零零零", ""),
        ("厂" * 41, ""),
        # somebody's by its looks; what only may be a name is kept
        ("张伟强 副镇长", ""),
        ("陈小明的厂房", ""),
        ("李局长", ""),
        ("蓝天锂业有限公司", ""),
        ("蓝天集团", ""),
        ("有限公司注册", "有限公司注册"),
        ("石英砂", "石英砂"),
        ("高峰电价", "高峰电价"),
    ],
)
def test_only_words_are_kept(query, text):
    assert storable(query) == text


def test_the_same_words_are_counted_once_a_day_and_site(site, other_site):
    for query in ("冷库", "冷庫", " 冷库 "):
        MissedQuery.objects.record(site, query, NOW)
    MissedQuery.objects.record(other_site, "冷库", NOW)
    MissedQuery.objects.record(site, "冷库", NOW + DAY)
    assert kept() == [("冷库", 3), ("冷库", 1), ("冷库", 1)]


def test_the_hour_is_kept_not_the_moment(site):
    MissedQuery.objects.record(site, "冷库", NOW)
    row = MissedQuery.objects.get()
    assert (row.last_seen_at, row.searched_on) == (
        NOW.replace(minute=0, second=0),
        datetime.date(2026, 11, 21),
    )
    assert {field.name for field in MissedQuery._meta.fields} == {
        *("id", "site", "text", "searched_on", "times", "questions", "last_seen_at")
    }


def test_a_robot_cannot_fill_the_table(site, other_site):
    for query in ("冷库", "码头", "机场", "冷库"):
        MissedQuery.objects.record(site, query, NOW, most=2)
    MissedQuery.objects.record(other_site, "机场", NOW, most=2)
    assert kept() == [("冷库", 2), ("码头", 1), ("机场", 1)]


def test_recording_is_one_statement(site, django_assert_num_queries):
    with django_assert_num_queries(1):
        MissedQuery.objects.record(site, "冷库", NOW)


def test_rows_go_after_180_days_with_the_worker(site):
    for days in (0, 180, 181, 400):
        MissedQuery.objects.record(site, f"冷库{days}", NOW - days * DAY)
    purge(NOW)
    assert kept() == [("冷库0", 1), ("冷库180", 1)]


def test_words_of_questions_kept_by_older_releases_are_forgotten(site):
    MissedQuery.objects.record(site, "癌症 儿子", NOW, is_question=True)
    for is_question in (True, False, False):
        MissedQuery.objects.record(site, "冷库", NOW, is_question=is_question)
    import_module("search.migrations.0009_questions_words_forgotten").forget(apps, None)
    assert list(MissedQuery.objects.values_list("text", "times", "questions")) == [("冷库", 2, 0)]


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("search_missedquery_asked_at_least_once", {"times": 0}),
        ("search_missedquery_one_per_day", {"text": "冷库"}),
    ],
)
def test_missed_query_refuses(site, name, fields):
    for query in ("冷库", "码头"):
        MissedQuery.objects.record(site, query, NOW)
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        MissedQuery.objects.update(**fields)
