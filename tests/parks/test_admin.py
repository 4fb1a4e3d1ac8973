from pathlib import Path

import pytest
from django.contrib.admin.utils import flatten_fieldsets
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from parks.admin.listing_inlines import BuildingSpecInline, LandTermsInline
from parks.models import KindRule, Listing, ListingIndex, TransportLink, Utility
from publishing.models import PendingChange
from tests import factories
from tests.admin_pages import press

LISTINGS = "/admin/parks/listing/"
LAND_PICTURE = SimpleUploadedFile(
    "a.webp", Path("seeds/pictures/land.webp").read_bytes(), "image/webp"
)


@pytest.fixture
def own(site):
    return factories.ListingFactory(region=site.region, code="GEM-F-1", title="本县厂房")


@pytest.fixture
def foreign(other_site):
    return factories.ListingFactory(region=other_site.region, code="WL-F-1", title="邻县秘密")


@pytest.fixture
def editor(client, staff, site):
    user = staff("editor", site.region)
    client.force_login(user)
    return user


@pytest.fixture
def reviewer(client, staff, site):
    """Whose changes of what is public are public at once."""
    user = staff("reviewer", site.region)
    client.force_login(user)
    return user


def change(client, path, listing, **data):
    return client.post(path, {"_selected_action": [listing.pk], **data}, follow=True)


def test_list_shows_own_region_with_completeness(client, editor, own, foreign):
    text = client.get(LISTINGS).text
    assert "本县厂房" in text
    assert f"{own.completeness()}%" in text
    assert "尚未核实" in text
    assert "邻县秘密" not in text


def test_foreign_listing_cannot_be_opened_or_changed(client, editor, own, foreign):
    assert client.get(reverse("admin:parks_listing_change", args=[foreign.pk])).status_code == 302
    change(client, LISTINGS, foreign, action="mark_taken")
    foreign.refresh_from_db()
    assert foreign.status_of_offer == "available"


def test_actions_obey_the_role_in_each_region(client, staff, site, other_site, own, foreign):
    user = staff("editor", site.region)
    factories.MembershipFactory(user=user, region=other_site.region, role="officer")
    client.force_login(user)
    chosen = {"_selected_action": [own.pk, foreign.pk], "action": "verify_today"}
    text = client.post(LISTINGS, chosen, follow=True).text
    own.refresh_from_db()
    foreign.refresh_from_db()
    assert own.verified_by == "编辑"
    assert foreign.verified_at is None
    assert "已处理 1 条。" in text
    assert "1 条不在您可以修改的地区" in text


@pytest.mark.parametrize(
    ("action", "state"), [("start_negotiation", "negotiating"), ("mark_taken", "taken")]
)
def test_actions_move_the_offer(client, editor, own, action, state):
    change(client, LISTINGS, own, action=action)
    own.refresh_from_db()
    assert own.status_of_offer == state


@pytest.mark.parametrize(("kind", "inline"), [("land", "land_terms"), ("office", "building_spec")])
def test_form_offers_the_columns_of_the_kind_once_saved(client, editor, site, kind, inline):
    listing = factories.ListingFactory(region=site.region, kind=kind)
    blank = client.get(f"{LISTINGS}add/").text
    filled = client.get(f"{LISTINGS}{listing.pk}/change/").text
    names = ("land_terms-TOTAL_FORMS", "building_spec-TOTAL_FORMS")
    assert [name for name in names if name in blank] == []
    assert [name for name in names if name in filled] == [f"{inline}-TOTAL_FORMS"]


@pytest.mark.parametrize("inline", [LandTermsInline, BuildingSpecInline])
def test_inline_asks_for_every_column(inline):
    asked = set(flatten_fieldsets(inline.fieldsets))
    columns = {field.name for field in inline.model._meta.concrete_fields}
    assert columns - asked == {"id", "listing"}


def test_parks_to_choose_from_are_ones_own(client, editor, site, other_site):
    factories.ParkFactory(region=site.region, name="本县园区")
    factories.ParkFactory(region=other_site.region, name="邻县园区")
    url = "/admin/autocomplete/?app_label=parks&model_name=listing&field_name=park&term=园区"
    assert [row["text"] for row in client.get(url).json()["results"]] == ["本县园区"]


def test_park_form_has_supplies_distances_and_prices(client, editor, site):
    park = factories.ParkFactory(region=site.region)
    text = client.get(f"/admin/parks/park/{park.pk}/change/").text
    for name in ("utilities", "transport", "cost_factors"):
        assert f"{name}-TOTAL_FORMS" in text


def test_a_distance_is_added_to_a_public_park_without_a_second_review(client, editor, site):
    park = factories.ParkFactory(region=site.region)
    url = f"/admin/parks/park/{park.pk}/change/"
    added = {"kind": "highway", "name": "格尔木东收费站", "distance_km": "6"}
    row = {f"transport-0-{name}": value for name, value in added.items()}
    press(client, url, **row, **{"transport-TOTAL_FORMS": "1"})
    park.refresh_from_db()
    reason = park.history.latest().history_change_reason
    assert (park.status, reason) == ("approved", "更正：种类、名称、公里数")
    press(client, url, **{"transport-0-name": "换了名字"})
    park.refresh_from_db()
    assert (park.status, park.transport.get().name) == ("approved", "格尔木东收费站")
    assert list(PendingChange.objects.open_of(park).patch["rows"]) == ["transport"]


def test_park_form_writes_index_rows_once_for_all_its_supplies(client, staff, site):
    """However many supplies and distances a form changes, and at once."""
    park = factories.ParkFactory(region=site.region)
    factories.LandFactory.create_batch(3, region=site.region, park=park)
    for kind in ("heat", "gas"):
        Utility.objects.create(park=park, kind=kind)
    for kind in ("rail_freight", "highway"):
        TransportLink.objects.create(park=park, kind=kind, name="站", distance_km=9)
    client.force_login(staff("reviewer", site.region))
    changes = {f"utilities-{n}-is_supplied": "true" for n in range(2)}
    changes |= {f"transport-{n}-distance_km": "5" for n in range(2)}
    with CaptureQueriesContext(connection) as captured:
        press(client, reverse("admin:parks_park_change", args=[park.pk]), **changes)
    writes = [q for q in captured if q["sql"].startswith("INSERT INTO parks_listingdigest")]
    rows = ListingIndex.objects.values_list("has_steam", "has_gas", "rail_freight_km", "highway_km")
    assert (len(writes), list(rows)) == (1, [(True, True, 5.0, 5.0)] * 3)


def test_new_listing_is_a_draft_in_ones_own_region(client, editor, site, other_site):
    data = {
        "code": "GEM-F-7", "kind": "factory", "offer": "lease", "title": "新厂房",
        "area_sqm": "3200", "status_of_offer": "available", "region": site.region.pk,
        "publish_at_0": "2026-11-01", "publish_at_1": "08:00",
        "photos-TOTAL_FORMS": 0, "photos-INITIAL_FORMS": 0,
        "files-TOTAL_FORMS": 0, "files-INITIAL_FORMS": 0,
    }  # fmt: skip
    client.post(f"{LISTINGS}add/", {**data, "region": other_site.region.pk})
    assert list(Listing.objects.all()) == []
    client.post(f"{LISTINGS}add/", data)
    assert [(x.code, x.status) for x in Listing.objects.all()] == [("GEM-F-7", "draft")]


@pytest.fixture
def public(own):
    """A public workshop of whose typed columns one is known."""
    factories.BuildingSpecFactory(listing=own, clear_height_m="9")
    return own


def saved(client, listing, **changes):
    """(status, reason of the newest version, what was said) after saving the form."""
    reply = press(client, f"{LISTINGS}{listing.pk}/change/", **changes)
    said = [str(message) for message in get_messages(reply.wsgi_request)]
    listing.refresh_from_db()
    return listing.status, listing.history.latest().history_change_reason, said


@pytest.mark.parametrize(
    ("changes", "labels"),
    [
        ({"status_of_offer": "taken"}, "供应状态"),
        ({"price_amount": "8.00"}, "价格"),
        ({"price_amount": "", "price_unit": ""}, "价格、价格单位"),
        ({"available_on": "2027-01-31"}, "可交付日期"),
        ({"building_spec-0-load_t_per_sqm": "3"}, "楼面承重（t/㎡）"),
        ({"price_amount": "8", "building_spec-0-has_gas": "true"}, "价格、天然气"),
    ],
)
def test_corrections_stay_public_and_are_logged(client, editor, public, changes, labels):
    assert saved(client, public, **changes) == (
        "approved",
        f"更正：{labels}",
        [f"“{public}”已更正，不用重新审核。"],
    )
    assert public.history.latest().history_user == editor
    assert public.history.count() == 2


@pytest.mark.parametrize(
    ("changes", "labels", "at_once"),
    [
        ({"title": "改了名"}, ["标题"], None),
        ({"price_amount": "8.00", "summary": "降价了"}, ["一句话说明"], "更正：价格"),
        ({"building_spec-0-clear_height_m": "8"}, ["净高（m）"], None),
        ({"building_spec-0-delivery": "带行车梁"}, ["交付说明"], None),
        ({"building_spec-0-DELETE": "on"}, ["删除"], None),
        (
            {
                "photos-TOTAL_FORMS": "1", "photos-0-alt": "外景", "photos-0-position": "0",
                "photos-0-image": LAND_PICTURE,
            },
            ["图片"],
            None,
        ),
    ],
)  # fmt: skip
def test_other_changes_of_a_plain_editor_wait_beside_what_is_public(
    client, editor, public, changes, labels, at_once, tmp_path, settings
):
    settings.MEDIA_ROOT = tmp_path
    KindRule.objects.update(required=[])
    kept = f"“{public}”的改动已存下并送审；公开的内容不变，审核通过后换上新的。"
    corrected = [f"“{public}”已更正，不用重新审核。"] if at_once else []
    assert saved(client, public, **changes) == ("approved", at_once, [*corrected, kept])
    assert PendingChange.objects.open_of(public).patch["labels"] == labels


def test_nobody_opens_a_gap_in_public(client, editor, public):
    KindRule.objects.filter(kind="factory").update(required=["clear_height_m"])
    assert saved(client, public, **{"building_spec-0-DELETE": "on"}) == ("approved", None, [])


def test_the_gap_is_said_at_the_top_and_where_it_is(client, editor, public):
    KindRule.objects.filter(kind="factory").update(required=["clear_height_m"])
    url = f"{LISTINGS}{public.pk}/change/"
    reply = press(client, url, **{"building_spec-0-clear_height_m": ""})
    assert reply.text.count("公开的内容不能缺") == 2
    note, said = reply.text.index('class="errornote"'), reply.text.index("公开的内容不能缺")
    assert note < said < reply.text.index("id_code")


def test_the_moment_of_publishing_keeps_its_seconds(client, editor, public):
    before = public.publish_at
    saved(client, public, price_amount="8")
    assert public.publish_at == before


def test_a_forged_page_cannot_hide_another_moment(client, editor, public):
    moment = {"publish_at_0": "2026-11-01", "publish_at_1": "08:00"}
    forged = {f"initial-{name}": value for name, value in moment.items()}
    before = public.publish_at
    saved(client, public, **moment, **forged)
    waiting = PendingChange.objects.open_of(public).patch["fields"]
    assert (public.publish_at, "publish_at_0" in waiting) == (before, True)


def test_reviewers_words_stay_public(client, staff, site, public):
    client.force_login(staff("reviewer", site.region))
    assert saved(client, public, title="改了名")[:2] == ("approved", "保存")


def test_the_form_says_what_stays_public_and_what_does_not(client, editor, staff, site, public):
    url = f"{LISTINGS}{public.pk}/change/"
    sentence = "更正供应状态、可交付日期、价格、价格单位"
    assert sentence in client.get(url).text
    client.force_login(staff("reviewer", site.region))
    assert sentence not in client.get(url).text


def test_industries_are_the_superusers(client, editor, superuser):
    assert client.get("/admin/parks/industry/add/").status_code == 403
    client.force_login(superuser)
    assert client.get("/admin/parks/industry/add/").status_code == 200


SPELLINGS = (
    "gem–f–1",
    "\ufeffGEM-F-1\u200b",
    "ＧＥＭ－Ｆ－１",
    "GEM\u2011F\u20111\u202c",
    "GEM - F - 1",
)


@pytest.mark.parametrize("typed", SPELLINGS)
def test_form_takes_no_code_twice_however_it_is_typed(client, editor, own, site, typed):
    other = factories.ListingFactory(region=site.region, code="GEM-F-2")
    page = press(client, f"{LISTINGS}{other.pk}/change/", code=typed)
    other.refresh_from_db()
    assert (page.status_code, other.code) == (200, "GEM-F-2")
    assert list(page.context["adminform"].form.errors) == ["code"]


def test_form_stores_the_one_spelling_of_a_code(client, reviewer, own):
    press(client, f"{LISTINGS}{own.pk}/change/", code="gem–f–９\u200b")
    own.refresh_from_db()
    assert own.code == "GEM-F-9"


def test_code_of_invisible_marks_is_none(client, editor, own):
    page = press(client, f"{LISTINGS}{own.pk}/change/", code="\u200b\u3164")
    assert list(page.context["adminform"].form.errors) == ["code"]


def test_code_from_before_the_one_spelling_does_not_hold_up_its_form(client, reviewer, own, site):
    twin = factories.ListingFactory(region=site.region, code="GEM–F–1")
    press(client, f"{LISTINGS}{twin.pk}/change/", title="新标题")
    twin.refresh_from_db()
    assert (twin.code, twin.title) == ("GEM–F–1", "新标题")


@pytest.mark.parametrize("typed", SPELLINGS[:4])
def test_desk_finds_a_code_however_it_is_typed(client, editor, own, site, typed):
    factories.ListingFactory(region=site.region, code="GEM-F-2")
    found = client.get(LISTINGS, {"q": typed}).context["cl"].result_list
    assert [listing.code for listing in found] == ["GEM-F-1"]


def edit_page(obj):
    return reverse(f"admin:parks_{obj._meta.model_name}_change", args=[obj.pk])


def place_of(obj):
    obj.refresh_from_db()
    return str(obj.latitude), str(obj.longitude)


@pytest.fixture(params=["listing", "park"])
def placed(request, own, site):
    return own if request.param == "listing" else factories.ParkFactory(region=site.region)


@pytest.mark.parametrize(
    ("system", "latitude", "longitude"),
    [
        ("wgs84", "36.4023", "94.9033"),
        ("gcj02", "36.40182", "94.90419"),
        ("bd09", "36.408016432", "94.910629123"),
    ],
)
def test_coordinates_are_stored_in_one_system(client, editor, placed, system, latitude, longitude):
    typed = {"latitude": latitude, "longitude": longitude, "coordinate_system": system}
    press(client, edit_page(placed), **typed)
    assert place_of(placed) == ("36.40230", "94.90330")


def test_stored_coordinates_are_converted_where_their_system_is_corrected(client, reviewer, placed):
    type(placed).objects.filter(pk=placed.pk).update(latitude="36.40802", longitude="94.91063")
    press(client, edit_page(placed), coordinate_system="bd09")
    assert place_of(placed) == ("36.40230", "94.90330")
    press(client, edit_page(placed))
    assert place_of(placed) == ("36.40230", "94.90330")


@pytest.mark.parametrize(
    ("latitude", "longitude", "words"),
    [
        ("94.9033", "36.4023", "像是经度：写反了？"),
        ("36°24′08″", "94.9033", "这是度分秒，请换算成度：36.40222。"),
        ("36.4023", "", "经度和纬度要一起填。"),
        ("36.4023", "104.9033", "公里，请检查坐标。"),
        ("36.4023,94.9033", "94.9033", "这里是一对坐标"),
    ],
)
def test_wrong_coordinates_come_back_as_they_were_typed(
    client, editor, placed, site, latitude, longitude, words
):
    type(site.region).objects.filter(pk=site.region.pk).update(latitude=36.4, longitude=94.9)
    before = place_of(placed)
    typed = {"latitude": latitude, "longitude": longitude, "coordinate_system": "gcj02"}
    page = press(client, edit_page(placed), **typed)
    assert (page.status_code, place_of(placed)) == (200, before)
    form = page.context["adminform"].form
    assert words in " ".join(form.errors["latitude"])
    assert [form[name].value() for name in typed] == list(typed.values())


def test_those_who_only_look_see_the_system(client, staff, site, placed):
    client.force_login(staff("auditor", site.region))
    page = client.get(edit_page(placed))
    assert (page.status_code, "CGCS2000" in page.text) == (200, True)


def test_verifying_in_the_form_is_signed_dated_and_stays_public(client, staff, site):
    listing = factories.LandTermsFactory(listing__region=site.region).listing
    client.force_login(staff("editor", site.region))
    url = reverse("admin:parks_listing_change", args=[listing.pk])
    reply = press(client, url, verified_how="现场查看")
    assert reply.status_code == 302
    before = listing.verified_at
    listing.refresh_from_db()
    told = (listing.status, listing.verified_by, listing.verified_evidence)
    assert told == (listing.Status.APPROVED, "编辑", "现场查看")
    assert listing.verified_at != before
    assert listing.history.latest().history_change_reason == "核实：现场查看；保存"


def test_saving_without_a_word_on_it_verifies_nothing(client, staff, site):
    listing = factories.LandTermsFactory(listing__region=site.region).listing
    client.force_login(staff("editor", site.region))
    url = reverse("admin:parks_listing_change", args=[listing.pk])
    press(client, url, title="另一个标题")
    before = (listing.verified_at, listing.verified_by, listing.verified_evidence)
    listing.refresh_from_db()
    assert (listing.verified_at, listing.verified_by, listing.verified_evidence) == before


def test_an_area_may_be_typed_in_mu(client, staff, site):
    listing = factories.LandTermsFactory(listing__region=site.region).listing
    client.force_login(staff("reviewer", site.region))
    url = reverse("admin:parks_listing_change", args=[listing.pk])
    press(client, url, area_sqm="210", area_sqm_unit="mu")
    listing.refresh_from_db()
    assert listing.area_sqm == 140_000
