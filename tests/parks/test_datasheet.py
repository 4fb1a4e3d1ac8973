"""A listing on A4: everything known, what is unknown, and two drawings."""

import io
import re
from types import SimpleNamespace

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image

from parks.datasheet import pdf as sheet_pdf_module
from parks.datasheet.pdf import PRESSES, is_drawable
from parks.datasheet.site_plan import HEIGHT, MARGIN, WIDTH, plan, strip
from parks.models import LandTerms, ListingPhoto, TransportLink
from publishing.uploads import LONGEST_SIDE
from tests import factories
from tests.timing import cpu_seconds
from tests.world import picture, whole_world

PAGE_OBJECT = re.compile(rb"/Type\s*/Page\b(?!s)")


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def place(site):
    """A plot in a park, east of its seat."""
    region = site.region
    region.latitude, region.longitude = "36.40000", "94.90000"
    region.save()
    park = factories.ParkFactory(region=region, name="昆仑园区")
    return factories.LandFactory(
        region=region, park=park, latitude="36.40000", longitude="95.00000", address="纬六路"
    )


def sheet(client, listing):
    return client.get(f"/golmud/listings/{listing.pk}/sheet/")


def test_sheet_shows_figures_controls_and_who_verified_them(client, place):
    LandTerms.objects.create(listing=place, investment_wan_per_mu=180, emission="达标排放")
    place.verify(by="招商专员", evidence="现场核对")
    response = sheet(client, place)
    assert response.status_code == 200
    html = response.text
    words = (place.code, "126.4", "≥\u00a0180\u00a0万元/亩", "达标排放", "招商专员", "现场核对")
    assert [word for word in words if word not in html] == []
    assert f"{timezone.localdate(place.verified_at):%Y-%m-%d}" in html
    assert f"path=/golmud/listings/{place.pk}/" in html.replace("%2F", "/")
    assert '<meta name="robots" content="noindex">' in html


def test_sheet_of_an_unverified_place_without_a_park_says_what_is_unknown(client, site):
    html = sheet(client, factories.ListingFactory(region=site.region)).text
    sentences = ["尚未核实", "坐标未知，画不出位置。", "到货场、高速入口和机场的公里数未知"]
    assert [sentence for sentence in sentences if sentence not in html] == []


def test_sheet_of_a_taken_place_says_so(client, site):
    taken = factories.ListingFactory(region=site.region, status_of_offer="taken")
    assert "<b>已租售</b>，本页留作参考。" in sheet(client, taken).text


@pytest.mark.parametrize("values", [{"status": "draft"}, {"status": "withdrawn"}])
def test_sheet_of_a_hidden_place_is_not_there(client, site, values):
    assert sheet(client, factories.ListingFactory(region=site.region, **values)).status_code == 404


def test_sheet_of_another_region_is_not_there(client, site, other_site):
    assert sheet(client, factories.ListingFactory(region=other_site.region)).status_code == 404


def test_sheet_of_a_draft_is_a_preview_for_its_editors(client, site, staff):
    draft = factories.ListingFactory(region=site.region, status="draft")
    client.force_login(staff("editor", site.region))
    response = sheet(client, draft)
    assert (response.status_code, response["X-Robots-Tag"]) == (200, "noindex")
    assert "no-store" in response["Cache-Control"]


def test_sheet_costs_the_same_for_little_and_for_much(client, place, django_assert_num_queries):
    sheet(client, place)
    with django_assert_num_queries(5):
        sheet(client, place)
    for number in range(3):
        TransportLink.objects.create(park=place.park, kind="rail", name=str(number), distance_km=1)
    with django_assert_num_queries(5):
        sheet(client, place)


def test_plan_puts_east_to_the_right_and_says_how_far(place):
    drawn = plan(place)
    seat, target = drawn.spots
    assert (seat.x, target.x, seat.y) == (MARGIN, WIDTH - MARGIN, target.y)
    assert drawn.words == "这块地在格尔木驻地东面，直线约 9 km"
    assert (drawn.scale_km, drawn.scale_length <= WIDTH / 2) == (5, True)


@pytest.mark.parametrize(
    ("latitude", "longitude", "wind"),
    [(37, 94.9, "北"), (36, 94.9, "南"), (36.4, 94, "西"), (36.7, 95.27, "东北")],
)
def test_plan_keeps_every_direction_inside(place, latitude, longitude, wind):
    place.latitude, place.longitude = latitude, longitude
    drawn = plan(place)
    assert f"驻地{wind}面" in drawn.words
    assert all(0 < spot.x < WIDTH and 0 < spot.label_y < HEIGHT for spot in drawn.spots)


def test_plan_of_the_seat_itself_and_of_the_far_end_of_the_country(place):
    place.latitude, place.longitude = place.region.latitude, place.region.longitude
    assert [(spot.x, spot.y) for spot in plan(place).spots] == [(120, 80), (120, 80)]
    place.latitude, place.longitude = 4, 135
    assert all(0 < spot.x < WIDTH for spot in plan(place).spots)


def test_plan_falls_back_to_the_park_and_to_nothing(place):
    place.latitude = None
    assert plan(place) is None
    place.park.latitude, place.park.longitude = "36.40000", "94.80000"
    assert plan(place).words == "这块地所在园区在格尔木驻地西面，直线约 9 km"
    place.region.latitude = None
    assert plan(place) is None


def test_strip_draws_the_nearest_of_each_kind_to_one_scale(place):
    for kind, name, km in (
        ("rail_freight", "远货场", "12"),
        ("rail_freight", "近货场", "6"),
        ("airport", "机场", "18"),
        ("city", "市区", None),
    ):
        TransportLink.objects.create(park=place.park, kind=kind, name=name, distance_km=km)
    drawn = strip(place)
    assert [(bar.name, bar.km, bar.length) for bar in drawn.bars] == [
        ("近货场", "6", 90),
        ("机场", "18", 270),
    ]
    assert drawn.reach_km == 20


def test_strip_of_nothing_known_is_absent(place):
    TransportLink.objects.create(park=place.park, kind="city", name="市区")
    assert strip(place) is None
    assert strip(SimpleNamespace(public_park=None)) is None


def test_drawings_are_told_in_words(client, place):
    TransportLink.objects.create(park=place.park, kind="city", name="市区", distance_km=5)
    html = sheet(client, place).text
    assert re.findall(r'<svg class="sheet__\w+"[^>]*role="img" aria-label="([^"]+)"', html) == [
        "这块地在格尔木驻地东面，直线约 9 km",
        "公路里程示意：市区 市区 5 km",
    ]
    assert "示意图，按近似坐标绘制，不反映界线，不作选址依据" in html


def pdf(client, listing):
    return client.get(f"/golmud/listings/{listing.pk}/sheet.pdf")


def test_pdf_is_one_page_named_after_the_place(client, place):
    response = pdf(client, place)
    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
    assert response.content.startswith(b"%PDF-")
    assert len(PAGE_OBJECT.findall(response.content)) == 1
    assert response["Content-Disposition"].startswith("inline; filename*=utf-8''")
    assert response["X-Robots-Tag"] == "noindex"
    assert len(response.content) < 400_000


def test_pdf_carries_the_photo(client, place):
    drawn = len(pdf(client, place).content)
    noise = Image.effect_noise((2400, 1500), 90).convert("RGB")
    out = io.BytesIO()
    noise.save(out, "JPEG")
    ListingPhoto.objects.create(
        listing=place, image=ContentFile(out.getvalue(), name="a.jpg"), alt="正面"
    )
    assert drawn < len(pdf(client, place).content) < 1_200_000


def test_pdf_with_the_largest_photo_holds_a_thread_for_a_moment(client, place):
    """What takes longer belongs to the worker (ADR 28)."""
    out = io.BytesIO()
    Image.effect_noise((LONGEST_SIDE, LONGEST_SIDE), 90).convert("RGB").save(out, "PNG")
    photo = ContentFile(out.getvalue(), name="a.png")
    ListingPhoto.objects.create(listing=place, image=photo, alt="正面")
    answers = []
    assert cpu_seconds(lambda: answers.append(pdf(client, place))) < 1
    assert answers[0].status_code == 200


def test_pdf_without_its_photo_file_shows_the_scene(client, place):
    photo = ListingPhoto.objects.create(
        listing=place, image=ContentFile(picture().read(), name="a.png"), alt="正面"
    )
    photo.image.storage.delete(photo.image.name)
    assert pdf(client, place).status_code == 200


@pytest.mark.parametrize("values", [{"status": "draft"}, {"status": "withdrawn"}])
def test_pdf_of_a_hidden_place_is_not_there(client, site, values):
    assert pdf(client, factories.ListingFactory(region=site.region, **values)).status_code == 404


def test_pdf_of_another_region_is_not_there(client, site, other_site):
    assert pdf(client, factories.ListingFactory(region=other_site.region)).status_code == 404


@pytest.mark.parametrize(
    "title",
    ['#read("/etc/passwd")', "*a* _b_ $x^2$ <c> @d \\ ] }", "// 注释 /* */", "= 标题\t#let x"],
)
def test_words_of_editors_are_never_markup(client, site, title):
    odd = factories.ListingFactory(region=site.region, title=title, summary=title, address=title)
    assert pdf(client, odd).status_code == 200


def test_text_beyond_the_font_leads_to_the_page(client, site):
    odd = factories.ListingFactory(region=site.region, title="𠮷昌厂房")
    response = pdf(client, odd)
    assert (response.status_code, response["Location"]) == (
        302,
        f"/golmud/listings/{odd.pk}/sheet/",
    )


def test_names_of_chinese_divisions_can_be_drawn():
    names = "鄠邑区埇桥区浉河区瀍河区猇亭区沚镇硚口区勐海县茌平区"
    assert [name for name in names if not is_drawable(name)] == []
    assert not is_drawable("龘𠮷")


def test_busy_presses_lead_to_the_page(client, place, settings):
    settings.SHEET_WAIT_SECONDS = 0
    with PRESSES, PRESSES:
        response = pdf(client, place)
    assert response["Location"] == f"/golmud/listings/{place.pk}/sheet/"
    assert pdf(client, place).status_code == 200


def test_the_same_content_is_drawn_once_and_a_change_at_once(client, place):
    first = pdf(client, place).content
    drawn = sheet_pdf_module._press.cache_info().misses
    assert pdf(client, place).content == first
    assert sheet_pdf_module._press.cache_info().misses == drawn
    place.title = "改了名的地块"
    place.save()
    pdf(client, place)
    assert sheet_pdf_module._press.cache_info().misses == drawn + 1


def test_pdf_of_everything_filled_in_has_at_most_two_pages(client, site):
    world = whole_world(site, factories.SiteFactory())
    for listing in world.chosen:
        assert len(PAGE_OBJECT.findall(pdf(client, listing).content)) in {1, 2}, listing
