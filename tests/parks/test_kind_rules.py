"""Rules of kinds: what a change of days does at once, and what must be known before publishing."""

import datetime
import re
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from parks.actions import change_rule, would_hide
from parks.models import KindRule, Listing, ListingIndex
from publishing.models import IncompleteError
from search.models import SearchEntry
from tests import factories

DAY = datetime.timedelta(days=1)
RULES = "/admin/parks/kindrule/"


def rule(kind="factory", **fields):
    found = KindRule.objects.get(kind=kind)
    for name, value in fields.items():
        setattr(found, name, value)
    return found


def verified(site, days_ago, **fields):
    now = timezone.now()
    return factories.ListingFactory(
        region=site.region, verified_at=now - days_ago * DAY, publish_at=now - 400 * DAY, **fields
    )


def dates(model, key):
    return dict(model.objects.order_by(key).values_list(key, "expire_at"))


def test_change_of_days_reaches_listings_search_and_digests(
    site, django_capture_on_commit_callbacks
):
    old, new = verified(site, 50), verified(site, 10)
    never = factories.ListingFactory(region=site.region, publish_at=timezone.now() - 20 * DAY)
    future = factories.ListingFactory(region=site.region, publish_at=timezone.now() + 90 * DAY)
    ending = verified(site, 1, expire_at=timezone.now() + 5 * DAY)
    plot = factories.LandFactory(region=site.region)
    changed = rule(fresh_days=30, grace_days=15)
    with django_capture_on_commit_callbacks(execute=True):
        assert change_rule(rule=changed).total == 5
    for listing in (old, new, never, future, ending):
        listing.refresh_from_db()
        derived = Listing.objects.get(pk=listing.pk)
        derived.derive(changed)
        assert (listing.stale_at, listing.hidden_at) == (derived.stale_at, derived.hidden_at)
    wanted = {row.pk: row.gone_at() for row in Listing.objects.all()}
    assert dates(SearchEntry, "object_id") == wanted
    assert dates(ListingIndex, "listing_id") == wanted
    assert wanted[plot.pk] == plot.hidden_at
    assert set(Listing.objects.published()) == {new, never, ending, plot}


def test_would_hide_counts_what_is_public_now(site):
    for days_ago in (10, 50, 130):
        verified(site, days_ago)
    assert [would_hide(rule(fresh_days=days, grace_days=15)) for days in (120, 30, 1)] == [0, 1, 1]


@pytest.fixture
def form(client, superuser, django_capture_on_commit_callbacks):
    client.force_login(superuser)

    def post(**changes):
        data = {"fresh_days": 90, "grace_days": 30, "required": ["clear_height_m"]} | changes
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(f"{RULES}{rule().pk}/change/", data, follow=True)

    return post


def test_superuser_chooses_columns_by_their_labels(form):
    text = form(required=["power_kva", "price_amount"]).text
    assert rule().required == ["power_kva", "price_amount"]
    assert "供电容量" in text


def test_days_that_hide_something_have_to_be_confirmed(form, site):
    listing = verified(site, 50)
    text = form(fresh_days=30, grace_days=10).text
    assert "保存后会有 1 处公开的厂房因逾期立即从网站隐藏" in text
    assert rule().fresh_days == 90
    form(fresh_days=30, grace_days=10, is_confirmed="on")
    assert rule().fresh_days == 30
    assert not Listing.objects.published().filter(pk=listing.pk).exists()


@pytest.mark.parametrize(
    "changes",
    [
        {"fresh_days": "0"}, {"fresh_days": "731"}, {"grace_days": "366"}, {"fresh_days": "abc"},
        {"fresh_days": "99999999999"}, {"required": ["no_such_column"]}, {"required": ["\0"]},
        {"required": ["tenure_years"]}, {"fresh_days": ""},
    ],
)  # fmt: skip
def test_rule_refuses_bad_values(form, changes):
    response = form(**changes)
    assert response.status_code == 200
    assert "errorlist" in response.text
    assert (rule().fresh_days, rule().grace_days) == (90, 30)


def test_editors_may_read_rules_and_not_change_them(client, staff, site):
    client.force_login(staff("manager", site.region))
    assert client.get(RULES).status_code == 200
    assert client.post(f"{RULES}{rule().pk}/change/", {"fresh_days": 1}).status_code == 403


def test_who_may_only_read_a_rule_reads_words(client, staff, site):
    client.force_login(staff("manager", site.region))
    page = client.get(f"{RULES}{rule().pk}/change/").text
    shown = re.findall(r'class="readonly">([^<]+)<', page)
    assert shown == ["厂房", "90", "30", "没有在进行", "净高、楼面承重、供电容量、火灾危险性类别"]


def test_every_stored_rule_demands_columns_that_exist(db):
    for stored in KindRule.objects.all():
        stored.full_clean()


# Before publishing.


@pytest.fixture
def draft(site):
    KindRule.objects.filter(kind="factory").update(required=["clear_height_m", "price_amount"])
    return factories.ListingFactory(
        region=site.region, status="draft", code="GEM-F-1", price_amount=None, price_unit=""
    )


@pytest.fixture
def reviewer(client, staff, site):
    user = staff("reviewer", site.region)
    client.force_login(user)
    return user


def labels(listing):
    return [item.label for item in Listing.objects.get(pk=listing.pk).missing_before_publishing()]


def test_approving_needs_the_required_facts(draft):
    with pytest.raises(IncompleteError, match="发布前还缺：价格（面议写原因）、净高。"):
        draft.approve(None)
    draft.price_basis = "面议：按货种"
    draft.save()
    factories.BuildingSpecFactory(listing=draft, clear_height_m="9")
    draft.approve(None)
    assert draft.is_published()


def save(client, listing, step="_save", **changes):
    """What the browser sends back from the change form, with these changes."""
    page = client.get(f"/admin/parks/listing/{listing.pk}/change/")
    form = page.context["adminform"].form
    data = {name: form[name].value() for name in form.fields if name != "publish_at"}
    local = timezone.localtime(listing.publish_at)
    data |= {"publish_at_0": f"{local:%Y-%m-%d}", "publish_at_1": f"{local:%H:%M:%S}"}
    for formset in page.context["inline_admin_formsets"]:
        management = formset.formset.management_form
        data |= {
            management.add_prefix(name): management[name].value() for name in management.fields
        }
        for row in formset.formset:
            data |= {row.add_prefix(name): row[name].value() for name in row.fields}
    data |= {"_seen": listing.updated_at.isoformat(), step: "1"} | changes
    data = {name: value for name, value in data.items() if value is not None and value is not False}
    return client.post(f"/admin/parks/listing/{listing.pk}/change/", data)


def test_desk_lists_what_is_missing_with_links_to_the_fields(client, reviewer, draft):
    page = client.get(f"/admin/parks/listing/{draft.pk}/change/").text
    links = (
        '<a href="#id_price_amount">价格（面议写原因）</a>、'
        '<a href="#id_building_spec-0-clear_height_m">净高</a>'
    )
    assert f"发布前还缺：{links}" in page
    assert 'id="id_building_spec-0-clear_height_m"' in page
    answer = save(client, draft, "_approve", title="改过的标题")
    assert f"公开的内容不能缺：{links}" in answer.text
    assert 'value="改过的标题"' in answer.text
    draft.refresh_from_db()
    assert (draft.status, draft.title == "改过的标题") == ("draft", False)


def test_facts_filled_in_with_the_same_click_count(client, reviewer, draft):
    facts = {"building_spec-0-clear_height_m": "9", "price_basis": "面议：按货种"}
    assert save(client, draft, "_approve", **facts).status_code == 302
    draft.refresh_from_db()
    assert (draft.status, labels(draft)) == ("approved", [])
    assert draft.history.count() == 2


def test_new_listing_is_first_saved_as_a_draft(client, reviewer, site, draft):
    data = {
        "code": "GEM-F-2", "kind": "factory", "offer": "lease", "title": "新厂房",
        "region": site.region.pk, "area_sqm": "100", "status_of_offer": "available",
        "publish_at_0": "2026-11-01", "publish_at_1": "08:00", "_approve": "1",
        "photos-TOTAL_FORMS": "0", "photos-INITIAL_FORMS": "0",
        "files-TOTAL_FORMS": "0", "files-INITIAL_FORMS": "0",
    }  # fmt: skip
    text = client.post("/admin/parks/listing/add/", data).text
    assert "请先“保存草稿”，再补上：价格（面议写原因）、净高。" in text
    assert not Listing.objects.filter(code="GEM-F-2").exists()
    del data["_approve"]
    assert client.post("/admin/parks/listing/add/", data | {"_save": "1"}).status_code == 302
    assert Listing.objects.get(code="GEM-F-2").status == "draft"


def test_public_listing_cannot_lose_a_required_fact(client, reviewer, draft):
    spec = factories.BuildingSpecFactory(listing=draft, clear_height_m="9")
    draft.price_basis = "面议：按货种"
    draft.save()
    draft.approve(None)
    answer = save(client, draft, **{"building_spec-0-clear_height_m": ""})
    assert "公开的内容不能缺" in answer.text
    spec.refresh_from_db()
    assert spec.clear_height_m == 9
    assert save(client, draft, title="只改标题").status_code == 302


def test_new_demands_do_not_reach_back(client, reviewer, draft):
    draft.price_basis = "面议：按货种"
    draft.save()
    factories.BuildingSpecFactory(listing=draft, clear_height_m="9")
    draft.approve(None)
    KindRule.objects.filter(kind="factory").update(required=["clear_height_m", "fire_class"])
    assert save(client, draft, title="只改标题").status_code == 302
    draft.refresh_from_db()
    assert (draft.title, draft.status, labels(draft)) == (
        "只改标题",
        "approved",
        ["火灾危险性类别"],
    )


def test_approving_many_names_those_left_alone(client, reviewer, draft, site):
    whole = factories.ListingFactory(region=site.region, status="in_review", code="GEM-F-9")
    factories.BuildingSpecFactory(listing=whole, clear_height_m="9")
    chosen = {"_selected_action": [draft.pk, whole.pk], "action": "approve_selected"}
    text = client.post("/admin/parks/listing/", chosen, follow=True).text
    assert "1 条内容已通过审核" in text
    assert f"“{draft}”没有发布。发布前还缺：价格（面议写原因）、净高。" in text
    statuses = Listing.objects.order_by("code").values_list("code", "status")
    assert list(statuses) == [("GEM-F-1", "draft"), ("GEM-F-9", "approved")]


def test_uploads_survive_the_second_look(client, reviewer, draft, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    picture = Path("seeds/pictures/land.webp").read_bytes()
    photo = {
        "photos-TOTAL_FORMS": "1", "photos-0-alt": "厂房外景", "photos-0-position": "0",
        "photos-0-image": SimpleUploadedFile("a.webp", picture, "image/webp"),
    }  # fmt: skip
    answer = save(client, draft, "_approve", **photo)
    assert "公开的内容不能缺" in answer.text
    assert draft.photos.count() == 0


def test_completeness_asks_a_sale_nothing_that_only_a_lease_has(site):
    lease, sale = (
        factories.ListingFactory(region=site.region, offer=offer, price_amount=None, price_unit="")
        for offer in ("lease", "sale")
    )
    only_lease = {item.name for item in lease.missing_facts()} - {
        item.name for item in sale.missing_facts()
    }
    assert only_lease == {"deposit_terms", "rent_free_months"}
    assert (lease.completeness(), sale.completeness()) == (0, 0)
