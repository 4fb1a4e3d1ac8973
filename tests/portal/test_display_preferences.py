"""Display settings: kept only when chosen, never an open redirect."""

import pytest
from django.urls import reverse

from portal.display_preferences import changed, cookie_value, parse


def test_parse_drops_what_is_unknown():
    assert parse("mode=care&theme=pink&x=1") == {"mode": "care"}


def test_changed_takes_back_an_empty_value():
    assert changed({"mode": "care", "theme": "dark"}, {"mode": ""}) == {"theme": "dark"}


def test_display_set_remembers_the_choice_and_returns(client, site):
    response = client.get(reverse("display_set"), {"mode": "care", "next": "/golmud/?page=2"})
    assert (response.status_code, response["Location"]) == (302, "/golmud/?page=2")
    assert response.cookies["display"].value == "mode=care"
    page = client.get("/golmud/")
    assert 'data-mode="care"' in page.content.decode()


def test_display_set_forgets_everything_when_nothing_is_left(client, db):
    client.cookies["display"] = cookie_value({"mode": "care"})
    response = client.get(reverse("display_set"), {"mode": "", "next": "/"})
    assert response.cookies["display"]["max-age"] == 0


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "javascript:alert(1)",
        "\r\nX: 1",
        "http:evil.example",
        "",
        "///evil.example",
    ],
)
def test_display_set_never_leaves_the_site(client, db, target):
    response = client.get(reverse("display_set"), {"mode": "care", "next": target})
    assert response["Location"] == "/"


def test_reader_who_chose_nothing_gets_no_cookie(client, site):
    assert dict(client.get("/golmud/").cookies) == {}


def test_pages_vary_by_cookie_and_data_does_not(client, site):
    """Or a cache between us would give one reader's large print to all."""
    assert "Cookie" in client.get("/golmud/")["Vary"]
    assert {"Cookie", "HX-Request"} <= set(client.get("/golmud/listings/")["Vary"].split(", "))
    assert "Cookie" not in client.get("/api/v1/sites/").get("Vary", "")
    assert "Cookie" not in client.get("/theme/golmud.css").get("Vary", "")


@pytest.mark.parametrize("path", ["listings/", "news/", "policies/", "search/?q=厂房", "map/"])
def test_pages_with_parts_vary_by_all_that_htmx_says(client, site, path):
    """A boosted link and a step back in the browser get other pages than a part does."""
    varies = set(client.get(f"/golmud/{path}")["Vary"].split(", "))
    assert varies == {"Cookie", "HX-Request", "HX-Boosted", "HX-History-Restore-Request"}


def test_pages_without_parts_do_not_vary_by_htmx(client, site):
    assert client.get("/golmud/")["Vary"] == "Cookie"


def test_outside_this_machine_the_cookie_is_this_hosts_alone(client, site, settings):
    """A neighbouring host can set `display` for us, never `__Host-display`."""
    settings.DISPLAY_COOKIE_NAME, settings.CSRF_COOKIE_SECURE = "__Host-display", True
    for mode in ("care", ""):
        reply = client.get(reverse("display_set"), {"mode": mode, "next": "/golmud/"})
        cookie = reply.cookies["__Host-display"]
        assert (cookie["secure"], cookie["path"], cookie["domain"]) == (True, "/", "")
    client.cookies["display"] = cookie_value({"mode": "care"})
    assert 'data-mode="care"' not in client.get("/golmud/").content.decode()
