"""Accent colours, QR codes, the pictures of links."""

import io

import pytest
from django.urls import reverse
from PIL import Image

from publishing.workflow import APPROVED
from tests import factories


def test_site_theme_prints_the_four_numbers(client, site):
    response = client.get(reverse("site_theme", args=["golmud"]))
    assert response["Content-Type"] == "text/css; charset=utf-8"
    assert response.content.decode() == (
        ":root{--region-hue:200;--region-chroma:0.078;--region-warm:58;--region-stone:245}\n"
    )


def test_site_theme_of_an_offline_site_is_not_found(client, db):
    factories.SiteFactory(slug="hidden", is_live=False)
    assert client.get(reverse("site_theme", args=["hidden"])).status_code == 404


def test_site_qr_draws_an_svg(client, site):
    response = client.get(reverse("site_qr", args=["golmud"]), {"path": "/golmud/parks/"})
    assert response["Content-Type"] == "image/svg+xml"
    assert response.content.startswith(b"<svg")
    assert response.headers["Cache-Control"] == "public, max-age=86400"


def test_site_qr_refuses_other_addresses(client, site):
    for path in ("/wulan/", "https://evil.example/", "/golmud/" + "x" * 400, "/golmud/园区"):
        response = client.get(reverse("site_qr", args=["golmud"]), {"path": path})
        assert response.status_code == 400
        assert "Cache-Control" not in response.headers


def test_share_card_is_a_small_picture_of_what_is_public_alone(client, site):
    shown = factories.LandFactory(region=site.region, title="昆仑片区三类工业用地" * 6)
    hidden = factories.LandFactory(region=site.region, status="draft")
    cards = reverse("share_card", args=[site.slug])
    drawn = client.get(cards, {"path": shown.get_absolute_url()})
    with Image.open(io.BytesIO(drawn.content)) as picture:
        assert (drawn["Content-Type"], picture.format, picture.size) == (
            *("image/png", "PNG"),
            (1200, 630),
        )
    assert 1_000 < len(drawn.content) < 100_000
    refused = (hidden.get_absolute_url(), "/golmud/listings/", "/wulan/", "x" * 5000)
    assert {client.get(cards, {"path": path}).status_code for path in refused} == {404}
    assert "max-age=60" in drawn["Cache-Control"]
    page = client.get(shown.get_absolute_url()).text
    assert f"{cards}?path=%2Fgolmud%2Flistings" in page


@pytest.mark.parametrize("name", ["listing", "park", "policy", "article"])
def test_share_card_of_what_is_not_public_is_not_found(client, site, name):
    column = factories.ColumnFactory(site=site)
    make, given, key = {
        "listing": (factories.LandFactory, {"region": site.region}, "pk"),
        "park": (factories.ParkFactory, {"region": site.region}, "slug"),
        "policy": (factories.PolicyFactory, {"region": site.region}, "pk"),
        "article": (factories.ArticleFactory, {"column": column}, "pk"),
    }[name]

    def status(row):
        path = reverse(f"{name}_detail", args=[site.slug, getattr(row, key)])
        return client.get(reverse("share_card", args=[site.slug]), {"path": path}).status_code

    ways = (APPROVED, "draft", "withdrawn")
    assert [status(make(status=way, **given)) for way in ways] == [200, 404, 404]
