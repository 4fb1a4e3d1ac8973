"""Links to other websites: taken up from texts and frames, looked at by night, told as a report."""

import datetime
import socket

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from publishing.content_checks import audit_rounds
from publishing.models import OutsideLink
from tests import factories
from upkeep import outside_link_rounds as rounds

pytestmark = pytest.mark.django_db
NIGHT = datetime.datetime(2027, 3, 2, 2, tzinfo=timezone.get_default_timezone())
LINK = '<p><a href="https://a.gov.cn/1.html">依据</a></p>'


@pytest.fixture
def article(site, settings):
    settings.LINK_CHECK_HOSTS = [".gov.cn", "www.example.com"]
    return factories.ArticleFactory(column__site=site, body=LINK)


def nights(status, count=1):
    """What is stored after as many nights on which everybody answers like that."""

    def look(address, may_ask):
        if isinstance(status, Exception):
            raise status
        return status

    for night in range(count):
        list(rounds.by_night(NIGHT + datetime.timedelta(days=night), look=look))
    return list(OutsideLink.objects.order_by("pk").values_list("address", "status", "failures"))


def test_addresses_of_texts_and_frames_are_taken_up_where_one_may_ask(site, article):
    factories.FriendLinkFactory(site=site, url="https://www.example.com/")
    factories.FriendLinkFactory(site=site, url="https://elsewhere.example/")
    rounds.gather_outside_links()
    found = OutsideLink.objects.order_by("address").values_list("address", flat=True)
    assert [*found] == ["https://a.gov.cn/1.html", "https://www.example.com/"]
    article.body = "<p>没有链接了。</p>"
    article.save()
    rounds.gather_outside_links()
    assert [*found.all()] == ["https://www.example.com/"]


def test_without_a_named_host_nothing_is_asked(article, settings):
    settings.LINK_CHECK_HOSTS = []
    rounds.gather_outside_links()
    assert (OutsideLink.objects.count(), list(rounds.by_night(NIGHT))) == (0, [])


@pytest.mark.parametrize(
    ("host", "may"),
    [("a.gov.cn", True), ("gov.cn", False), ("www.example.com", True), ("xgov.cn", False)],
)
def test_hosts_are_asked_as_they_are_named(article, host, may):
    assert rounds.may_ask(host) is may


@pytest.mark.parametrize(
    ("status", "stored"),
    [(200, (200, 0)), (403, (403, 0)), (404, (404, 1)), (500, (500, 1)), (OSError(), (None, 1))],
)
def test_what_comes_back_is_kept(article, status, stored):
    rounds.gather_outside_links()
    kept = nights(status)
    assert kept == [("https://a.gov.cn/1.html", *stored)]


def test_each_is_looked_at_once_a_night_and_by_night_only(article):
    rounds.gather_outside_links()
    assert list(rounds.by_night(NIGHT.replace(hour=12), look=None)) == []
    nights(OSError())
    assert nights(OSError()) == [("https://a.gov.cn/1.html", None, 1)]
    assert nights(OSError(), 4)[0][2] == 4


def test_a_closed_way_out_says_nothing_of_others(article):
    article.body = "".join(f'<a href="https://{name}.gov.cn/">{name}</a>' for name in "abc")
    article.save()
    rounds.gather_outside_links()
    kept = nights(socket.gaierror(), 3)
    assert [row[1:] for row in kept] == [(None, 0)] * 3


def test_dead_ones_are_told_as_page_and_table(client, staff, site, other_site, article):
    link = factories.FriendLinkFactory(site=site, name="省厅", url="https://a.gov.cn/1.html")
    rounds.gather_outside_links()
    nights(404)
    list(audit_rounds.carry_on(audit_rounds.begin()))
    told = []
    for place in (site, other_site):
        client.force_login(staff("editor", place.region))
        page = client.get(reverse("content_findings"), {"state": "links"}).text
        table = client.get(reverse("content_findings_csv"), {"state": "links"})
        rows = b"".join(table.streaming_content).decode()
        form = reverse("admin:regions_friendlink_change", args=[link.pk])
        told.append((article.title in page, form in page, "对方说没有这一页（404）" in rows))
    assert told == [(True, True, True), (False, False, False)]


def test_a_failure_has_a_reason():
    with pytest.raises(IntegrityError, match="failure_has_a_reason"), transaction.atomic():
        OutsideLink.objects.create(address="https://a.cn/", host="a.cn", failures=1)
