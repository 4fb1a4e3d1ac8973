"""The staff's lists: what to verify, which facts are missed, one tap each, and how it is undone."""

import datetime

import pytest
from django.test import Client
from django.utils import timezone

from leads.models import LeadListing
from parks.models import BuildingSpec, KindRule, Listing, NeedDemand, TransportLink, UnknownDemand
from portal.dashboard import todo_for
from search.following import catch_up
from tests import factories
from tests.leads.factories import LeadFactory
from tests.rewritten import rewritten
from upkeep import worklists

DAY = datetime.timedelta(days=1)
LIST = "/admin/worklists/verification/"
UNKNOWN = "/admin/worklists/unknown/"


def verified(region, days_ago, **fields):
    now = timezone.now()
    fields = {"publish_at": now - 400 * DAY} | fields
    return factories.ListingFactory(region=region, verified_at=now - days_ago * DAY, **fields)


@pytest.fixture
def stale(site):
    return verified(site.region, 100, title="待核实的厂房")


@pytest.fixture
def foreign(other_site):
    return verified(other_site.region, 100, title="邻县秘密厂房")


@pytest.fixture
def editor(client, staff, site):
    user = staff("editor", site.region)
    client.force_login(user)
    return user


def tap(client, listing, **data):
    seen = Listing.objects.get(pk=listing.pk).updated_at.isoformat()
    return client.post(f"{LIST}{listing.pk}/", {"seen": seen} | data, follow=True)


def state(listing):
    listing.refresh_from_db()
    return listing.status_of_offer, listing.verified_evidence, listing.is_fresh()


def listed(client, query=""):
    return [row.title for row in client.get(LIST + query).context["page_obj"]]


def test_list_holds_what_is_due_overdue_or_hidden_in_own_regions(
    client, editor, site, stale, foreign
):
    verified(site.region, 75, title="有效，还有 15 天")
    verified(site.region, 77, title="快到期")
    verified(site.region, 130, title="已隐藏")
    verified(site.region, 100, title="已租售", status_of_offer="taken")
    verified(site.region, 100, title="草稿", status="draft")
    assert listed(client) == ["已隐藏", "待核实的厂房", "快到期"]
    by_state = [listed(client, f"?state={key}") for key in ("hidden", "stale", "soon", "\0")]
    assert by_state == [["已隐藏"], ["待核实的厂房"], ["快到期"], listed(client)]
    text = client.get(LIST).text
    assert "已隐藏 9 天" in text or "已隐藏 10 天" in text


def test_what_investors_want_comes_first(client, editor, site, stale):
    asked = verified(site.region, 99, title="被问过")
    missed = verified(site.region, 98, title="没查到")
    lead = LeadFactory(site=site)
    LeadListing.objects.create(lead=lead, listing=asked, label="被问过", position=1)
    spam = LeadFactory(site=site, is_quarantined=True)
    LeadListing.objects.create(lead=spam, listing=stale, label="垃圾", position=1)
    today = timezone.localdate()
    for need, times, last_on in [("load_min", 7, today), ("eia", 99, today - 100 * DAY)]:
        UnknownDemand.objects.create(listing=missed, need=need, times=times, last_on=last_on)
    rows = worklists.with_demand(Listing.objects.to_verify(), timezone.now())
    assert [(row.title, row.enquiries, row.unknowns, row.demand) for row in rows] == [
        ("被问过", 1, 0, 10),
        ("没查到", 0, 7, 7),
        ("待核实的厂房", 0, 0, 0),
    ]


@pytest.mark.parametrize("evidence", ["电话核实", "现场查看", "业主确认"])
def test_one_tap_verifies_and_says_who(client, editor, stale, evidence):
    text = tap(client, stale, do="still", evidence=evidence).text
    assert state(stale) == ("available", evidence, True)
    assert stale.verified_by == "编辑"
    newest = stale.history.latest()
    assert (newest.history_user, newest.history_change_reason) == (
        editor,
        f"一点即改：仍可用（{evidence}）",
    )
    assert "已生效" in text
    assert listed(client) == []


@pytest.mark.parametrize("roles", [("officer", "editor"), ("editor", "officer")])
def test_a_read_only_role_never_signs(client, staff, site, stale, roles):
    user = staff(roles[0], site.region)
    factories.MembershipFactory(user=user, region=site.region, role=roles[1])
    client.force_login(user)
    tap(client, stale, do="still", evidence="现场查看")
    stale.refresh_from_db()
    assert stale.verified_by == "编辑"


def test_taken_leaves_the_lists(client, editor, stale):
    tap(client, stale, do="taken")
    assert state(stale)[0] == "taken"


def test_changed_price_verifies_at_once(client, editor, stale):
    tap(client, stale, do="price", price_amount="12.50", price_unit="yuan_per_sqm_month")
    assert state(stale) == ("available", "价格更新", True)
    assert (stale.price_amount, stale.rent_yuan_per_sqm_month) == (12.5, 12.5)
    tap(client, stale, do="price", price_amount="", price_unit="")
    stale.refresh_from_db()
    assert (stale.price_amount, stale.price_unit) == (None, "")


@pytest.mark.parametrize(
    ("amount", "unit", "sentence"),
    [
        ("abc", "yuan_per_sqm_month", "请填数字，如 12.5；面议就留空。"),
        ("NaN", "yuan_per_sqm_month", "请填数字，如 12.5；面议就留空。"),
        ("9" * 30, "yuan_per_sqm_month", "数字太大了，请核对单位。"),
        ("1.234", "yuan_per_sqm_month", "最多两位小数。"),
        ("-1", "yuan_per_sqm_month", "价格与单位要么都填，要么都不填（面议）。"),
        ("12", "", "价格与单位要么都填，要么都不填（面议）。"),
        ("12", "\0", "请从列表里选一个单位。"),
    ],
)
def test_bad_price_is_answered_with_a_sentence(client, editor, stale, amount, unit, sentence):
    response = tap(client, stale, do="price", price_amount=amount, price_unit=unit)
    assert response.status_code == 400
    assert sentence in response.text
    assert state(stale) == ("available", "", False)


def test_a_price_that_must_be_known_is_not_taken_away(client, editor, stale):
    rule = {"fresh_days": 90, "grace_days": 30, "required": ["price_amount"]}
    KindRule.objects.update_or_create(kind=stale.kind, defaults=rule)
    before = Listing.objects.values().get()
    reply = tap(client, stale, do="price", price_amount="", price_unit="")
    assert [str(message) for message in reply.context["messages"]] == [
        f"“{stale.title}”没有改动。公开的内容不能缺：价格（面议写原因）。"
    ]
    assert Listing.objects.values().get() == before


@pytest.mark.parametrize(
    "data",
    [{}, {"do": "delete"}, {"do": "still"}, {"do": "still", "evidence": "猜的"}, {"do": "\0"}],
)
def test_unknown_buttons_are_refused(client, editor, stale, data):
    assert tap(client, stale, **data).status_code == 400
    assert state(stale) == ("available", "", False)


def test_second_tap_of_the_same_page_changes_nothing(client, editor, stale):
    seen = stale.updated_at.isoformat()
    for do in ("still", "taken"):
        data = {"do": do, "evidence": "电话核实", "seen": seen}
        text = client.post(f"{LIST}{stale.pk}/", data, follow=True).text
    assert "已经更新过，这一次没有再改" in text
    assert state(stale) == ("available", "电话核实", True)
    assert stale.history.count() == 2


@pytest.mark.parametrize("role", ["officer", "auditor"])
def test_others_see_the_list_without_buttons(client, staff, site, stale, role):
    client.force_login(staff(role, site.region))
    text = client.get(LIST).text
    assert "待核实的厂房" in text
    assert 'name="do"' not in text
    assert tap(client, stale, do="taken").status_code == 404
    assert state(stale)[0] == "available"


def test_foreign_listings_cannot_be_tapped(client, editor, foreign):
    for data in ({"do": "taken"}, {"do": "price", "price_amount": "x"}):
        assert tap(client, foreign, **data).status_code == 404
    assert state(foreign)[0] == "available"


def test_taps_need_the_csrf_token_and_post(editor, stale, client):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(editor)
    assert strict.post(f"{LIST}{stale.pk}/", {"do": "taken"}).status_code == 403
    assert client.get(f"{LIST}{stale.pk}/").status_code == 405


def undo_url(client):
    """The address of the only undo button on the page."""
    (version,) = client.get(LIST).context["undoable"]
    return f"{LIST}undo/{version.history_id}/"


@pytest.mark.parametrize(
    "data",
    [
        {"do": "still", "evidence": "电话核实"},
        {"do": "taken"},
        {"do": "price", "price_amount": "12", "price_unit": "yuan_per_sqm_month"},
    ],
)
def test_a_tap_can_be_taken_back(client, editor, site, data):
    listing = verified(
        site.region, 100, status_of_offer="negotiating", hold_reason="有意向",
        held_until_on=timezone.localdate() + DAY,
    )  # fmt: skip
    names = ["verified_at", "verified_evidence", "status_of_offer", "held_until_on", "hold_reason"]
    names += ["price_amount", "stale_at", "hidden_at", "rent_yuan_per_sqm_month"]
    before = Listing.objects.filter(pk=listing.pk).values(*names).get()
    tap(client, listing, **data)
    assert Listing.objects.filter(pk=listing.pk).values(*names).get() != before
    url = undo_url(client)
    assert "已恢复成原来的样子" in client.post(url, follow=True).text
    assert Listing.objects.filter(pk=listing.pk).values(*names).get() == before
    assert "已经不能撤销" in client.post(url, follow=True).text


def test_undo_ends_after_ten_minutes_or_with_the_next_change(client, editor, stale):
    tap(client, stale, do="taken")
    url = undo_url(client)
    with rewritten(Listing.history.model) as history:
        history.filter(id=stale.pk).update(
            history_date=timezone.now() - datetime.timedelta(minutes=11)
        )
    assert "已经不能撤销" in client.post(url, follow=True).text
    with rewritten(Listing.history.model) as history:
        history.filter(id=stale.pk).update(history_date=timezone.now())
    Listing.objects.get(pk=stale.pk).save()
    assert "已经不能撤销" in client.post(url, follow=True).text
    assert state(stale)[0] == "taken"


def test_nobody_undoes_what_another_has_done(client, editor, staff, site, stale):
    tap(client, stale, do="taken")
    url = undo_url(client)
    client.force_login(staff("manager", site.region))
    assert "已经不能撤销" in client.post(url, follow=True).text
    assert client.post(f"{LIST}undo/{10**30}/", follow=True).status_code == 200
    assert state(stale)[0] == "taken"


def test_list_costs_the_same_for_one_row_and_for_three(
    client, editor, site, stale, django_assert_num_queries
):
    client.get(LIST)
    with django_assert_num_queries(11):
        client.get(LIST)
    for _ in range(2):
        verified(site.region, 100)
    with django_assert_num_queries(11):
        client.get(LIST)


# Unknown facts.


@pytest.fixture
def unknown(site):
    """A public workshop with nothing filled in."""
    return verified(site.region, 1, title="条件未填的厂房")


def ask(site, need, times, days_ago=0):
    day = timezone.localdate() - days_ago * DAY
    NeedDemand.objects.create(site=site, need=need, times=times, asked_on=day)


def test_facts_most_asked_come_first(staff, site, other_site, unknown, foreign):
    ask(site, "load_min", 4)
    ask(site, "load_min", 3, days_ago=89)
    ask(site, "load_min", 99, days_ago=91)
    ask(site, "eia", 8)
    ask(other_site, "height_min", 50)
    verified(site.region, 1)
    BuildingSpec.objects.create(listing=unknown, is_eia_ready=False)
    rows = worklists.unknowns(staff("editor", site.region), timezone.now())
    assert [(row.need.name, row.asked, row.listings) for row in rows[:2]] == [
        ("eia", 8, 1),
        ("load_min", 7, 2),
    ]
    assert {row.asked for row in rows[2:]} == {0}
    assert {row.listings for row in rows[2:]} <= {1, 2}
    assert "use" not in {row.need.name for row in rows}


def test_list_of_facts_reads_like_a_sentence(client, editor, site, unknown):
    ask(site, "load_min", 7)
    text = client.get(UNKNOWN).text
    assert "<strong>承重</strong>" in text
    assert "7 次被问，1 处未填" in text


def fill(client, need, listing, **data):
    return client.post(f"{UNKNOWN}{need}/", {"listing": listing.pk} | data, follow=True)


@pytest.mark.parametrize(
    ("need", "data", "column", "value"),
    [
        ("load_min", {"load_t_per_sqm": "3.5"}, "load_t_per_sqm", 3.5),
        ("eia", {"is_eia_ready": "true"}, "is_eia_ready", True),
        ("eia", {"is_eia_ready": "false"}, "is_eia_ready", False),
        ("fire", {"fire_class": "ding"}, "fire_class", "ding"),
    ],
)
def test_filling_a_fact_removes_its_row(client, editor, unknown, need, data, column, value):
    assert [row.title for row in client.get(f"{UNKNOWN}{need}/").context["page_obj"]] == [
        "条件未填的厂房"
    ]
    assert "已填好，已公开" in fill(client, need, unknown, **data).text
    assert list(client.get(f"{UNKNOWN}{need}/").context["page_obj"]) == []
    assert getattr(BuildingSpec.objects.get(listing=unknown), column) == value
    newest = unknown.history.latest()
    assert newest.history_user == editor
    assert newest.history_change_reason.startswith("补未知条件：")


def test_date_of_the_listing_itself_is_filled_in_too(client, editor, unknown):
    fill(client, "by", unknown, available_on="2027-01-31")
    unknown.refresh_from_db()
    assert unknown.available_on == datetime.date(2027, 1, 31)


@pytest.mark.parametrize(
    ("need", "data"),
    [
        ("load_min", {"load_t_per_sqm": ""}),
        ("load_min", {"load_t_per_sqm": "abc"}),
        ("load_min", {"load_t_per_sqm": "0"}),
        ("load_min", {"load_t_per_sqm": "9" * 40}),
        ("load_min", {"load_t_per_sqm": "NaN"}),
        ("eia", {"is_eia_ready": "unknown"}),
        ("fire", {"fire_class": "\0"}),
        ("power_min", {"power_kva": "99999999999999"}),
        ("by", {"available_on": "31.1.2027"}),
    ],
)
def test_bad_fact_is_answered_at_its_field(client, editor, unknown, need, data):
    response = fill(client, need, unknown, **data)
    assert response.status_code == 400
    assert "errorlist" in response.text
    assert "没有保存，请看标红的那一处" in response.text
    assert not BuildingSpec.objects.filter(listing=unknown).exists()


def test_facts_kept_elsewhere_lead_there(client, editor, site, unknown):
    rail = client.get(f"{UNKNOWN}rail_max/").text
    assert f"/admin/parks/listing/{unknown.pk}/change/#id_park" in rail
    unknown.park = factories.ParkFactory(region=site.region)
    unknown.save()
    rail = client.get(f"{UNKNOWN}rail_max/").text
    assert f"/admin/parks/park/{unknown.park_id}/change/" in rail
    assert fill(client, "rail_max", unknown, distance_km="3").status_code == 404
    assert client.get(f"{UNKNOWN}nonsense/").status_code == 404


def test_a_fact_of_a_hidden_park_says_why_it_is_unknown(client, editor, site, unknown):
    """The distance is there; what readers may not see of the park counts for nothing."""
    unknown.park = factories.ParkFactory(region=site.region, status="draft")
    unknown.save()
    TransportLink.objects.create(park=unknown.park, kind="rail_freight", name="站", distance_km=6)
    catch_up()
    assert "园区没有公开，去看园区资料" in client.get(f"{UNKNOWN}rail_max/").text
    unknown.park.approve(editor)
    assert unknown.title not in client.get(f"{UNKNOWN}rail_max/").text


def test_a_colleague_was_quicker(client, editor, unknown):
    BuildingSpec.objects.create(listing=unknown, load_t_per_sqm=3)
    assert (
        "刚才已经有人填了，没有再改" in fill(client, "load_min", unknown, load_t_per_sqm="5").text
    )
    assert BuildingSpec.objects.get().load_t_per_sqm == 3


@pytest.mark.parametrize("listing", ["x", "", "\0", "9" * 40, "１"])
def test_fill_of_nothing_is_a_404(client, editor, unknown, listing):
    data = {"listing": listing, "load_t_per_sqm": "3"}
    assert client.post(f"{UNKNOWN}load_min/", data).status_code == 404


def test_foreign_facts_are_neither_seen_nor_filled(client, editor, foreign):
    foreign.verify(by="专员", evidence="现场")
    assert "邻县秘密" not in client.get(f"{UNKNOWN}load_min/").text
    assert fill(client, "load_min", foreign, load_t_per_sqm="3").status_code == 404
    assert not BuildingSpec.objects.exists()


def test_auditors_see_and_do_not_fill(client, staff, site, unknown):
    client.force_login(staff("auditor", site.region))
    text = client.get(f"{UNKNOWN}load_min/").text
    assert "条件未填的厂房" in text
    assert "填好</button>" not in text
    assert fill(client, "load_min", unknown, load_t_per_sqm="3").status_code == 404


def test_start_page_says_what_is_to_do(rf, staff, site, stale, foreign):
    ask(site, "load_min", 7)
    request = rf.get("/admin/")
    request.user = staff("editor", site.region)
    items = {item.title: item for item in todo_for(request)}
    assert items["待核实的空间"].count == 1
    assert items["未知条件"].hint == "最近被问：承重 7 次。"
    request.user = staff("auditor", site.region)
    assert {item.title for item in todo_for(request)} & set(items) == set()
