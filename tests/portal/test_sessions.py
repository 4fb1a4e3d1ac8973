"""Session cookies stay in the staff area: no public reply carries, makes or prolongs one."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import DeskSession as Session
from portal.worker_steps import forget_ended_sessions
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def public_urls(site):
    picture = '<p><img alt="" src="/media/a.png"></p>'
    article = factories.ArticleFactory(column=factories.ColumnFactory(site=site), body=picture)
    names = ("site_home", "site_qr", "article_list", "article_feed", "listing_list", "search")
    return [
        *(reverse(name, args=[site.slug]) for name in names),
        reverse("article_detail", args=[site.slug, article.pk]),
        reverse("site_theme", args=[site.slug]),
        *("/", "/healthz", "/robots.txt", "/sitemap.xml", "/media/a.png", "/no/such/page/"),
        reverse("site-list"),
    ]


def test_public_replies_to_staff_carry_no_session_cookie(client, staff, site, public_urls):
    client.force_login(staff("editor", site.region))
    assert [url for url in public_urls if client.get(url).cookies] == []


def test_made_up_session_cookie_stores_nothing(client, settings, public_urls):
    replies = []
    for number, url in enumerate(public_urls):
        client.cookies[settings.SESSION_COOKIE_NAME] = f"{number:032}"
        replies.append((url, client.get(url).cookies.output()))
    assert replies == [(url, "") for url in public_urls]
    assert not Session.objects.exists()


def test_work_in_the_staff_area_starts_the_half_hour_anew(client, staff, site):
    client.force_login(staff("editor", site.region))
    Session.objects.update(expire_date=timezone.now() + datetime.timedelta(minutes=1))
    client.get(reverse("site_home", args=[site.slug]))
    minutes = datetime.timedelta(minutes=1)
    assert Session.objects.get().expire_date < timezone.now() + 2 * minutes
    assert client.get(reverse("admin:index")).status_code == 200
    assert Session.objects.get().expire_date > timezone.now() + 29 * minutes


def test_asking_the_login_whether_a_session_lasts_is_no_work(client, staff, site):
    client.force_login(staff("editor", site.region))
    Session.objects.update(expire_date=timezone.now() + datetime.timedelta(minutes=1))
    assert client.get(reverse("admin:login")).url == reverse("admin:index")
    assert Session.objects.get().expire_date < timezone.now() + datetime.timedelta(minutes=2)


def test_worker_forgets_sessions_that_are_over(client, staff, site):
    client.force_login(staff("editor", site.region))
    forget_ended_sessions()
    assert Session.objects.count() == 1
    Session.objects.update(expire_date=timezone.now())
    forget_ended_sessions()
    assert Session.objects.count() == 0


def test_half_an_hour_without_work_signs_out(client, staff, site):
    client.force_login(staff("editor", site.region))
    Session.objects.update(expire_date=timezone.now())
    assert client.get(reverse("admin:index")).status_code == 302
