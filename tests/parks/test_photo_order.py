"""Pictures are put in order by buttons, as typed; nothing is stored before saving."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from parks.models import ListingPhoto
from tests import admin_pages, factories
from tests.world import picture

pytestmark = pytest.mark.django_db


@pytest.fixture
def listing(site, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    listing = factories.ListingFactory(region=site.region)
    for position, alt in enumerate(("正面", "侧面", "屋顶")):
        listing.photos.create(image=picture(), alt=alt, position=position)
    return listing


@pytest.fixture
def url(listing, client, staff, site):
    client.force_login(staff("reviewer", site.region))
    return reverse("admin:parks_listing_change", args=[listing.pk])


def shown(page):
    """Words of the pictures, from the first row to the last."""
    values = admin_pages.filled(page)
    return [values[f"photos-{number}-alt"] for number in range(3)]


def key_of(alt):
    return ListingPhoto.objects.get(alt=alt).pk


@pytest.mark.parametrize(
    ("move", "alt", "order"),
    [
        ("up", "侧面", ["侧面", "正面", "屋顶"]),
        ("up", "正面", ["正面", "侧面", "屋顶"]),
        ("down", "侧面", ["正面", "屋顶", "侧面"]),
        ("down", "屋顶", ["正面", "侧面", "屋顶"]),
        ("cover", "屋顶", ["屋顶", "正面", "侧面"]),
    ],
)
def test_a_button_changes_the_order_on_the_page_then_saving_stores_it(
    client, listing, url, move, alt, order
):
    page = client.post(
        url, admin_pages.filled(client.get(url)) | {"_photo": f"{move}-{key_of(alt)}"}
    )
    stored = [photo.alt for photo in listing.photos.order_by("position")]
    assert (shown(page), stored) == (order, ["正面", "侧面", "屋顶"])
    assert "图片的顺序改好了" in page.text
    client.post(url, admin_pages.filled(page) | {"_save": "1"})
    assert [photo.alt for photo in listing.photos.order_by("position")] == order


def test_what_was_typed_stays_while_pictures_move(client, listing, url):
    typed = {"title": "新标题", "photos-2-alt": "新屋顶", "_photo": f"cover-{key_of('屋顶')}"}
    page = client.post(url, admin_pages.filled(client.get(url)) | typed)
    values = admin_pages.filled(page)
    assert (values["title"], shown(page)) == ("新标题", ["新屋顶", "正面", "侧面"])


@pytest.mark.parametrize(
    "pressed", ["", "up", "up-", "up-0", "left-1", "cover-１", "\0", "up-" + "9" * 40]
)
def test_made_up_buttons_are_refused(client, listing, url, pressed):
    typed = admin_pages.filled(client.get(url)) | {"title": "新标题", "_photo": pressed}
    assert client.post(url, typed).status_code == 400
    listing.refresh_from_db()
    assert listing.title != "新标题"


@pytest.mark.parametrize("count", ["", "x", "-1", "9" * 30])
def test_a_made_up_number_of_rows_is_refused(client, listing, url, count):
    typed = admin_pages.filled(client.get(url)) | {"photos-INITIAL_FORMS": count}
    assert client.post(url, typed | {"_photo": f"up-{key_of('侧面')}"}).status_code == 400


def test_a_picture_says_what_it_shows_or_that_it_is_decorative(client, listing, url):
    page = admin_pages.press(client, url, **{"photos-0-alt": ""})
    errors = [(error.label, error.message) for error in page.context["error_summary"]]
    assert errors == [("图片第 1 行：图片说明", "请写图片说明，或者勾“装饰性”。")]
    admin_pages.press(client, url, **{"photos-0-alt": "", "photos-0-is_decorative": "on"})
    assert listing.photos.get(is_decorative=True).alt == ""


def test_the_database_asks_for_the_same(listing):
    rule = "parks_listingphoto_told_or_decorative"
    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        listing.photos.update(alt="")


def test_who_only_reads_has_no_buttons(client, listing, staff, site, url):
    with_buttons = client.get(url).text
    client.force_login(staff("auditor", site.region))
    assert ('name="_photo"' in with_buttons, 'name="_photo"' in client.get(url).text) == (
        True,
        False,
    )
