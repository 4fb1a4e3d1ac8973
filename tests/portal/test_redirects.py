"""Nobody is sent off the site, whatever an address asks for. Row I10 of security-targets.md."""

import re
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.http import HttpResponseRedirect
from django.urls import reverse

from tests import factories

EVIL = "evil.example"
FRONTS = [
    *("https://", "http://", "//", "///", "////", "/\\", "\\\\", "\\/", "/\\/", "https:", "http:/"),
    *(
        "https:\\\\",
        "HTTPS://",
        "ftp://",
        " https://",
        "\t//",
        "\n//",
        "\r\n//",
        "\x00//",
        "\x0b//",
    ),
    *(
        "/\t/",
        "/\n/",
        "/\r/",
        "/%09/",
        "/%2f",
        "/%5c",
        "//%0d%0a",
        "/%2f%2f",
        "/;//",
        "/.//",
        "/..//",
    ),
    *("https://testserver@", "//testserver@", "https://testserver.", "https://testserver:x@"),
    *(
        "https://testserver%00.",
        "https://testserver\\@",
        "//testserver\\.",
        "https://[::1]@",
        "//[::]",
    ),
    *("https：//", "／／", "//。", "https:///", "h\tttps://", "htt\nps://", "//\u2028", "\u3000//"),
    *(
        "javascript://",
        "javascript:alert(1)//",
        "java\tscript:alert(1)//",
        "data:text/html,",
        "data:",
    ),
    *(
        "vbscript:",
        "file://",
        "blob:https://",
        "view-source:https://",
        "intent://",
        "tel:",
        "mailto:",
    ),
    *("//////", "/\\\\", "\u2044\u2044", "https:?//", "?//", "#//"),
]
PAYLOADS = [f"{front}{EVIL}/x" for front in FRONTS]


def lies_elsewhere(location):
    """Whether a browser would leave: it drops tabs and line ends, and takes \\ for / there."""
    plain = re.sub(r"[\t\r\n]", "", location.strip("".join(map(chr, range(33))))).replace("\\", "/")
    return plain.startswith("//") or bool(re.match(r"[A-Za-z][\w+.-]*:", plain))


def test_enough_is_tried_and_seen():
    """The control: sent as they are, most of them leave."""
    assert len(set(PAYLOADS)) >= 60
    assert sum(map(lies_elsewhere, PAYLOADS)) > 35
    assert lies_elsewhere(HttpResponseRedirect(f"//{EVIL}/")["Location"])
    assert not lies_elsewhere("/golmud/?next=//evil.example")


def leaving(replies):
    return [reply["Location"] for reply in replies if lies_elsewhere(reply.get("Location", ""))]


def test_display_page_leads_back_to_the_site(client, db):
    address = reverse("display_set")
    assert leaving(client.get(address, {"mode": "care", "next": to}) for to in PAYLOADS) == []


@pytest.mark.parametrize("is_in_address", [True, False])
def test_login_leads_to_the_site(client, db, is_in_address):
    user = factories.UserFactory(username="zhao", is_superuser=True)
    user.set_password("long-enough-7Q")
    user.save()
    address, words = reverse("admin:login"), {"username": "zhao", "password": "long-enough-7Q"}
    replies = []
    for to in PAYLOADS:
        client.cookies.clear()
        query = {"QUERY_STRING": urlencode({"next": to})} if is_in_address else {}
        replies.append(
            client.post(address, words | ({} if is_in_address else {"next": to}), **query)
        )
        replies.append(client.get(address, {"next": to}))  # signed in already
    assert {reply.status_code for reply in replies} == {302}
    assert leaving(replies) == []


def test_missing_and_former_addresses_lead_to_the_site(client, site):
    column = factories.ColumnFactory(site=site, slug="trends")
    type(column).objects.filter(pk=column.pk).update(slug="dongtai")
    paths = [
        *(f"/{front}{EVIL}" for front in ("/", "//", "\\", "/\\", "%2f", "%5c", "%09/", ";/")),
        *(f"//{EVIL}/golmud/news/trends", f"/golmud//{EVIL}/", f"//{EVIL}//", f"/{EVIL}:80//"),
    ]
    replies = [client.get(path) for path in paths]
    replies += [client.get("/golmud/news/trends/", {"next": to, "q": to}) for to in PAYLOADS]
    replies += [client.get("/golmud/news/trends", {"next": to}) for to in PAYLOADS]
    assert leaving(replies) == []
    assert [reply.status_code for reply in replies[-1:]] == [301]
    assert settings.APPEND_SLASH
