"""The cookie of the form's page: set there alone, and nowhere readable."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from tests.leads.marks import BROWSER, in_browser

NAME = settings.CONSULT_COOKIE_NAME


@pytest.fixture
def url(site):
    return reverse("consult", args=[site.slug])


def test_form_names_its_browser_for_a_day(url):
    cookie = Client().get(url).cookies[NAME]
    assert len(cookie.value) == 32
    assert (cookie["max-age"], cookie["path"], cookie["domain"]) == (24 * 3600, "/", "")
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")


def test_browser_keeps_its_name(url):
    assert in_browser(Client()).get(url).cookies[NAME].value == BROWSER


@pytest.mark.parametrize("planted", ["", "short", "b" * 33, "<script>", "é" * 32])
def test_name_that_is_none_of_ours_is_replaced(url, planted):
    value = in_browser(Client(), planted).get(url).cookies[NAME].value
    assert (len(value), value == planted) == (32, False)


def test_readers_pages_set_no_such_cookie(site):
    client = Client()
    for path in ("/", "/golmud/", reverse("lead_status", args=[site.slug])):
        assert NAME not in client.get(path).cookies
