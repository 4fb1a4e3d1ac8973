"""Readers share what is kept of a site; who sends something gets the site as it is stored."""

import pytest
from django.http import HttpResponse

from core.kept_parts import KeptParts, NothingKept
from publishing.middleware import EditionMiddleware
from regions.middleware import SHOWN


@pytest.fixture
def keeping(settings):
    settings.KEPT_PARTS_BYTES = 1_000_000


def site_of(rf, middleware, method="get", slug="golmud"):
    request = getattr(rf, method)("/")
    given = {"site": slug}
    middleware(request)
    middleware.process_view(request, None, (), given)
    return given["site"]


@pytest.fixture
def middleware(keeping):
    return EditionMiddleware(lambda request: HttpResponse())


def test_the_site_is_read_once_an_edition(rf, site, middleware, django_assert_num_queries):
    first = site_of(rf, middleware)
    assert (first, first.region.path_label()) == (site, site.region.path_label())
    site.refresh_from_db()
    with django_assert_num_queries(3):  # the edition, asked anew within a transaction
        assert site_of(rf, middleware).hotline == site.hotline
    site.hotline = "0979-8400001"
    site.save()
    assert site_of(rf, middleware).hotline == "0979-8400001"


def test_what_a_view_tells_a_site_is_not_for_others(rf, site, middleware):
    site_of(rf, middleware).organiser = "别人的"
    assert site_of(rf, middleware).organiser == site.organiser


@pytest.mark.parametrize(("method", "is_kept"), [("get", True), ("head", True), ("post", False)])
def test_only_readers_share(rf, site, middleware, method, is_kept):
    assert isinstance(site_of(rf, middleware, method).kept, KeptParts) is is_kept


def test_a_setting_switches_it_off(rf, site, settings):
    settings.KEPT_PARTS_BYTES = 0
    middleware = EditionMiddleware(lambda request: HttpResponse())
    assert isinstance(site_of(rf, middleware).kept, NothingKept)


def test_a_site_that_is_not_live_is_unknown(client, site, keeping):
    assert client.get("/golmud/news/").status_code == 200
    site.is_live = False
    site.save()
    SHOWN.clear()
    assert client.get("/golmud/news/").status_code == 404
