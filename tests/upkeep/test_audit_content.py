"""The round over everything public: found, gone on with, told as page and table."""

import datetime
import re

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection
from django.db.transaction import atomic
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from core.public_url import absolute
from publishing.content_checks import audit_rounds, rules
from publishing.content_checks.rules import Rule, Severity, findings_of
from publishing.models import AuditedFinding, ContentAudit, SignedFinding
from regions.bounded_paginator import BoundedPaginator
from tests import factories
from upkeep.audit_report import in_order

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


@pytest.fixture
def article(site):
    column = factories.ColumnFactory(site=site)
    factories.ArticleFactory(column=column, body="<p>最佳</p>", status="draft")
    return factories.ArticleFactory(
        column=column, title="=最佳选择", summary="供水。", body="<p>供水。</p>"
    )


@pytest.fixture
def failing_on():
    """Rows on which a rule raises, with their titles in the error; gone with the test."""
    rows = []

    def fail(subject):
        if subject.obj in rows:
            raise ValueError(subject.obj.title)
        return ()

    rules.register(Rule("failing", "", Severity.HINT, "", "", fail))
    yield rows
    del rules._RULES["failing"]


def found():
    return list(AuditedFinding.objects.order_by("pk").values_list("object_id", "rule", "says"))


def test_what_is_public_is_checked_and_told_as_page_and_table(
    client, staff, site, other_site, article, tmp_path, capsys
):
    with pytest.raises(SystemExit, match="1"):
        call_command("audit_content", csv=tmp_path / "a.csv")
    assert found() == [(article.pk, "absolute", "“最佳”是绝对化用语")]
    assert capsys.readouterr().out.startswith(
        "查了 1 条公开内容，发现 1 处：提示 0，审核人签字才能发布 1，不改不能发布 0。"
    )
    lines = (tmp_path / "a.csv").read_text(encoding="utf-8-sig").splitlines()
    url = reverse("admin:news_article_change", args=[article.pk])
    assert lines[1].startswith("审核人签字才能发布,绝对化用语,文章,'=最佳选择,标题,")
    assert lines[1].endswith(f"《广告法》第九条,{absolute(url)}#id_title")
    client.force_login(staff("reviewer", site.region))
    page = client.get(reverse("content_findings")).text
    (leads_to,) = re.findall(r'href="([^"]+#found-[0-9a-f]{32})"', page)
    review, _, place = leads_to.partition("#")
    assert f'id="{place}">最佳</mark>' in client.get(review).text
    told = []
    for place in (site, other_site):
        client.force_login(staff("editor", place.region))
        page = client.get(reverse("content_findings")).text
        table = b"".join(client.get(reverse("content_findings_csv")).streaming_content).decode()
        told.append((f'href="{url}#id_title"' in page, "最佳" in page, "最佳" in table))
    assert told == [(True, True, True), (False, False, False)]


def test_what_a_reviewer_signed_for_is_not_told_again(article, staff, site, capsys):
    reviewer = staff("reviewer", site.region)
    SignedFinding.objects.sign(article, findings_of(article), reviewer)
    call_command("audit_content")
    assert (found(), capsys.readouterr().out[:18]) == ([], "查了 1 条公开内容，发现 0 处：")


def test_a_round_that_was_stopped_goes_on_where_it_was(site, article):
    park = factories.ParkFactory(region=site.region, name="最佳园区")
    audit = audit_rounds.begin()
    assert next(audit_rounds.carry_on(audit)).reached_id == article.pk
    assert audit_rounds.begin() == audit
    (*_, last) = audit_rounds.carry_on(audit)
    assert (last.checked_count, last.found_count) == (2, len(found()))
    assert [row[0] for row in found() if row[1] == "absolute"] == [article.pk, park.pk]
    assert list(audit_rounds.carry_on(audit)) == []
    list(audit_rounds.carry_on(audit_rounds.begin()))
    assert ContentAudit.objects.count() == 1  # of an earlier round nothing stays


def test_a_row_on_which_a_rule_fails_is_told_and_the_round_goes_on(
    article, site, client, staff, failing_on, caplog
):
    bad = factories.ArticleFactory(column=article.column, title="出错的题目", body="<p>最佳</p>")
    last = factories.ArticleFactory(column=article.column, title="最佳园区")
    failing_on.append(bad)
    list(audit_rounds.carry_on(audit_rounds.begin()))
    told = [row[:2] for row in found() if row[1] in {"absolute", "unchecked"}]
    assert told == [(article.pk, "absolute"), (bad.pk, "unchecked"), (last.pk, "absolute")]
    (line,) = [record.getMessage() for record in caplog.records if "not checked" in record.msg]
    assert line.startswith(f"news.Article {bad.pk} not checked: ValueError at ")
    assert bad.title not in line
    client.force_login(staff("editor", site.region))
    page = client.get(reverse("content_findings"))
    (row,) = [row for row in page.context["page_obj"] if row.object_id == bad.pk]
    url = reverse("admin:news_article_change", args=[bad.pk])
    assert (row.rule_label, row.desk_url) == ("没能检查", url)


def test_pages_of_the_report_are_counted_to_a_bound(client, staff, site):
    client.force_login(staff("editor", site.region))
    page = client.get(reverse("content_findings")).context["page_obj"]
    assert type(page.paginator) is BoundedPaginator


def test_the_report_is_read_in_the_order_of_an_index(client, staff, site, article):
    audit = ContentAudit.objects.create(finished_at=timezone.now())
    client.force_login(staff("editor", site.region))
    client.get(reverse("content_findings"))  # content types and the like are read once
    numbers = []
    for severity, weight in (("hint", 2), ("block", 0), ("sign", 1)):
        AuditedFinding.objects.create(
            audit=audit,
            region=site.region,
            object_id=article.pk,
            rule="absolute",
            content_type=ContentType.objects.get_for_model(article),
            severity=severity,
            weight=weight,
        )
        with CaptureQueriesContext(connection) as queries:
            page = client.get(reverse("content_findings")).context["page_obj"]
        numbers.append(len(queries))
    assert [row.severity for row in page] == ["block", "sign", "hint"]
    assert len(set(numbers)) == 1
    rows = AuditedFinding.objects.filter(audit=audit)
    with connection.cursor() as cursor:
        for way in ("seqscan", "bitmapscan", "sort"):
            cursor.execute(f"SET LOCAL enable_{way} = off")
    plan = in_order(rows)[:20].explain()
    assert ("Sort" in plan, "publishing_audit_in_order" in plan) == (False, True)


def test_a_new_start_waits_for_the_batch_of_another_process(site):
    old = audit_rounds.begin()
    with CaptureQueriesContext(connection) as queries:
        call_command("audit_content", restart=True)
    told = [query["sql"] for query in queries]
    lock = next(i for i, sql in enumerate(told) if "FOR NO KEY UPDATE" in sql)
    assert lock < next(i for i, sql in enumerate(told) if sql.startswith("DELETE"))
    assert not ContentAudit.objects.filter(pk=old.pk).exists()


def test_a_report_that_cannot_be_written_begins_no_round(tmp_path):
    with pytest.raises(CommandError, match="写不了报告"):
        call_command("audit_content", csv=tmp_path / "none" / "a.csv")
    assert not ContentAudit.objects.exists()


def test_no_draft_of_another_region_is_named(site, other_site):
    """As if the number were unknown; what was public there, or is one's own, is told."""
    ended = {"effective_on": None, "expires_on": "2021-01-01"}
    rows = [
        ("示例办〔2020〕1号", other_site.region, "draft"),
        ("示例办〔2020〕2号", other_site.region, "approved"),
        ("示例办〔2020〕3号", site.region, "draft"),
    ]
    for number, region, status in rows:
        factories.PolicyFactory(document_number=number, region=region, status=status, **ended)
    text = "、".join(number for number, *_ in rows)
    article = factories.ArticleFactory(column__site=site, body=f"<p>{text}</p>")
    told = [f.passage for f in findings_of(article) if f.rule.code == "ended_policy"]
    assert told == [rows[1][0], rows[2][0]]


def test_one_round_a_night(article):
    noon = timezone.localtime().replace(hour=12)
    night = noon.replace(hour=2)
    counts = []
    for now in (noon, night, night, night + DAY):
        rounds = list(audit_rounds.by_night(now))
        counts.append(bool(rounds))
    assert counts == [False, True, False, True]


def test_one_round_goes_on_at_a_time_and_weights_are_known(site):
    audit = ContentAudit.objects.create()
    with pytest.raises(IntegrityError, match="publishing_contentaudit_one_at_a_time"), atomic():
        ContentAudit.objects.create()
    with pytest.raises(IntegrityError, match="publishing_auditedfinding_known_severity"):
        AuditedFinding.objects.create(
            audit=audit, region=site.region, content_type_id=1, object_id=1, severity="loud"
        )
