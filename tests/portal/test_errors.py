"""Error pages help on, inside the site they happened in."""

from tests import factories


def test_lost_page_keeps_the_frame_of_its_site(client, site):
    response = client.get("/golmud/no-such-page/")
    assert (response.status_code, response.context["site"]) == (404, site)
    body = response.content.decode()
    assert [
        word for word in ("格尔木", "tel:4001169096", 'role="search"') if word not in body
    ] == []


def test_lost_page_of_an_offline_or_unknown_site_names_none(client, db):
    factories.SiteFactory(slug="hidden", is_live=False, short_name="秘密县")
    for path in ("/hidden/", "/nowhere/x/", "/a/b/c/"):
        response = client.get(path)
        assert (response.status_code, response.context["site"]) == (404, None)
        assert "秘密县" not in response.content.decode()


def test_lost_page_is_not_indexed(client, site):
    assert '<meta name="robots" content="noindex">' in client.get("/golmud/x/").content.decode()
