"""The visitor goes back, changes something and sends the same form again, and again."""

import pytest

from leads.actions.resubmission import MAX_CHANGES
from leads.forms import LeadForm
from leads.models import Lead, Message, Outbox
from policies.models import Policy
from tests.factories import ListingFactory, ParkFactory, PolicyFactory, TileFactory

INTRODUCTION = "再次提交时有改动：\n"
# Every field of the form, as first sent and as changed, and what the history says of it.
FIRST = {
    "topic": "space",
    "contact_name": "赵女士",
    "phone": "13800001234",
    "email": "zhao@example.com",
    "company": "示例公司",
    "message": "想租带行车的厂房。",
    "area_wanted": "3,000 ㎡",
    "timing_wanted": "明年 3 月",
}
CHANGES = {
    "topic": ("funding", "主题：资金扶持咨询"),
    "contact_name": ("钱先生", "称呼：钱先生"),
    "phone": ("13900005678", "电话：已更正"),
    "email": ("qian@example.com", "邮箱：已更正"),
    "company": ("另一公司", "单位：另一公司"),
    "message": ("想买一块地。", "想了解什么：想买一块地。"),
    "area_wanted": ("50 亩", "需要的面积：50 亩"),
    "timing_wanted": ("越快越好", "意向时间：越快越好"),
}
# Without a tick nothing is sent at all; nobody sees the trap.
SAYS_NOTHING = {"has_consented", "leave_blank"}


@pytest.fixture
def resend(send, enquiry):
    """resend(**changes) → the reply to the one form, drawn once; what is not named stays."""
    form = enquiry(**FIRST)

    def post(**changes):
        form.update(changes)
        return send(**form)

    return post


def history():
    """What the messages say, oldest first."""
    bodies = Message.objects.order_by("pk").values_list("body", flat=True)
    return [body.removeprefix(INTRODUCTION) for body in bodies]


def stands(field):
    """The lead's value as the form would send it."""
    value = getattr(Lead.objects.get(), field)
    return value.slug if field == "topic" else value


def asked():
    """(what the inbox says, park, policy, listings in order)."""
    lead = Lead.objects.get()
    listings = lead.lead_listings.order_by("position").values_list("listing", flat=True)
    return lead.subject_label, lead.park_id, lead.policy_id, list(listings)


def test_every_field_of_the_form_is_among_the_changes():
    """A new field has to be said here, and then the tests below want it kept."""
    assert set(CHANGES) | SAYS_NOTHING == set(LeadForm.base_fields)


@pytest.mark.parametrize("field", CHANGES)
def test_changed_field_is_kept_once_and_told(resend, field):
    value, words = CHANGES[field]
    replies = [resend(), resend(**{field: value}), resend()]
    assert len({reply["Location"] for reply in replies}) == 1
    assert (stands(field), history()) == (value, [words])


@pytest.mark.parametrize("field", CHANGES)
def test_field_corrected_back_is_as_it_was_first(resend, field):
    resend()
    resend(**{field: CHANGES[field][0]})
    resend(**{field: FIRST[field]})
    assert (stands(field), len(history())) == (FIRST[field], 2)


def test_value_that_was_known_before_counts_when_it_comes_again(resend):
    a, b, c = "13800001234", "13900005678", "13700009999"
    for phone in (a, b, c, b):
        resend(phone=phone)
    assert (stands("phone"), history()) == (b, ["电话：已更正"] * 3)


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("email", "邮箱：已删去"),
        ("phone", "电话：已删去"),
        ("company", "单位：已删去"),
        ("area_wanted", "需要的面积：已删去"),
        ("timing_wanted", "意向时间：已删去"),
    ],
)
def test_optional_field_is_cleared(resend, field, words):
    resend()
    resend(**{field: ""})
    assert (stands(field), history()) == ("", [words])


def test_several_changes_are_one_message_in_a_fixed_order(resend, site):
    park = ParkFactory(region=site.region, name="昆仑园")
    resend()
    resend(message="想买一块地。", phone="13900005678", topic="funding", park=park.pk)
    assert history() == [
        "咨询对象：昆仑园\n主题：资金扶持咨询\n电话：已更正\n想了解什么：想买一块地。"
    ]


def test_first_words_stay_frozen(resend, stored):
    resend()
    for change in CHANGES:
        resend(**{change: CHANGES[change][0]})
    assert [{name: words[name] for name in FIRST} for words in stored()] == [
        FIRST | {"topic": "土地厂房咨询"}
    ]


def test_changes_are_told_to_the_office_once(resend, site, staff):
    staff("officer", site.region, email="officer@example.com")
    resend()
    for phone in ("13900005678", "13800001234", "13700009999"):
        resend(phone=phone)
    told = Outbox.objects.filter(recipient="officer@example.com").order_by("pk")
    assert list(told.values_list("kind", flat=True)) == ["new_lead", "follow_up"]


def test_change_of_an_ended_enquiry_opens_it_again(resend):
    resend()
    Lead.objects.update(stage="closed", closed_at="2026-11-28T00:00Z")
    resend()
    assert Lead.objects.get().is_ended
    resend(topic="other")
    assert (stands("stage"), stands("topic")) == ("contacted", "other")


# ---- What the enquiry is about ----


def test_listing_is_changed_for_another_and_back(resend, site):
    one = ListingFactory(region=site.region, title="甲", code="T-1")
    two = ListingFactory(region=site.region, title="乙", code="T-2")
    resend(listing=[one.pk])
    resend(listing=[two.pk])
    assert asked() == ("乙（T-2）", None, None, [two.pk])
    assert Lead.objects.get().listing == two
    resend(listing=[one.pk])
    assert asked() == ("甲（T-1）", None, None, [one.pk])
    assert history() == ["咨询对象：乙（T-2）", "咨询对象：甲（T-1）"]


def test_list_of_listings_is_cut_grown_and_reordered(resend, site):
    a, b, c = (
        ListingFactory(region=site.region, title=title, code=f"T-{number}")
        for number, title in enumerate("甲乙丙", start=1)
    )
    resend(listing=[a.pk, b.pk, c.pk])
    for places in ([a, b], [b, a], [b, a, c], [b, a, c]):
        resend(listing=[place.pk for place in places])
    assert asked() == ("乙（T-2） 等 3 处", None, None, [b.pk, a.pk, c.pk])
    assert history() == [
        "咨询对象：甲（T-1）；乙（T-2）",
        "咨询对象：乙（T-2）；甲（T-1）",
        "咨询对象：乙（T-2）；甲（T-1）；丙（T-3）",
    ]


def test_one_kind_of_subject_takes_the_place_of_another(resend, site):
    listing = ListingFactory(region=site.region, title="甲", code="T-1")
    park = ParkFactory(region=site.region, name="昆仑园")
    policy = PolicyFactory(region=site.region, title="租金补贴办法")
    tile = TileFactory(site=site, title="土地厂房")
    found = []
    for field, target in [("listing", listing), ("park", park), ("policy", policy), ("tile", tile)]:
        names = dict.fromkeys(("listing", "park", "policy", "tile"), "")
        resend(**names | {field: target.pk})
        found.append(asked())
    assert found == [
        ("甲（T-1）", None, None, [listing.pk]),
        ("昆仑园", park.pk, None, []),
        ("《租金补贴办法》", None, policy.pk, []),
        ("土地厂房", None, None, []),
    ]
    assert history() == ["咨询对象：昆仑园", "咨询对象：《租金补贴办法》", "咨询对象：土地厂房"]


def test_parks_of_the_same_name_are_two_subjects(resend, site):
    one, two = (ParkFactory(region=site.region, name="工业园") for _ in range(2))
    resend(park=one.pk)
    resend(park=two.pk)
    assert asked() == ("工业园", two.pk, None, [])
    assert history() == ["咨询对象：工业园"]


def test_subject_is_taken_away(resend, site):
    listing = ListingFactory(region=site.region)
    resend(listing=[listing.pk])
    resend(listing=[])
    assert (asked(), history()) == (("", None, None, []), ["咨询对象：已删去"])


@pytest.mark.parametrize("field", ["listing", "park", "policy"])
def test_subject_withdrawn_meanwhile_is_no_change_of_the_visitors(resend, site, field):
    made = {"listing": ListingFactory, "park": ParkFactory, "policy": PolicyFactory}
    thing = made[field](region=site.region)
    resend(**{field: thing.pk})
    before = asked()
    type(thing).objects.filter(pk=thing.pk).update(status=Policy.Status.WITHDRAWN)
    resend()
    resend(topic="other")
    assert (asked(), history()) == (before, ["主题：其他相关咨询"])


def test_tile_taken_down_meanwhile_is_no_change_of_the_visitors(resend, site):
    tile = TileFactory(site=site, title="土地厂房")
    resend(tile=tile.pk)
    tile.delete()
    resend()
    assert (asked(), history()) == (("土地厂房", None, None, []), [])


def test_words_changed_after_going_back_are_kept_as_a_message(send, enquiry, stored):
    """Whatever is changed how often: staff get one mail about it."""
    token = enquiry()["form_token"]
    send(form_token=token)
    for _ in range(2):
        response = send(form_token=token, message="还要 10 吨行车。", email="zhao@example.com")
    lead = Lead.objects.get()
    assert lead.reference in response["Location"]
    assert stored()[0]["message"] == "想租带行车的厂房。"
    assert [message.body for message in lead.messages.all()] == [
        "再次提交时有改动：\n邮箱：已更正\n想了解什么：还要 10 吨行车。"
    ]
    assert lead.email == "zhao@example.com"
    send(form_token=token, message="又想到一点。")
    assert lead.messages.count() == 2
    assert list(Outbox.objects.order_by("pk").values_list("kind", flat=True)) == [
        "new_lead",
        "follow_up",
    ]


def test_program_that_changes_one_form_for_ever_is_not_followed(send, enquiry):
    token = enquiry()["form_token"]
    times = range(MAX_CHANGES + 3)
    replies = {send(form_token=token, message=f"第 {n} 次")["Location"] for n in times}
    assert len(replies) == 1
    bodies = Message.objects.order_by("pk").values_list("body", flat=True)
    assert list(bodies) == [
        f"再次提交时有改动：\n想了解什么：第 {n} 次" for n in range(1, MAX_CHANGES + 1)
    ]


def test_changed_places_after_going_back_are_kept_as_a_message(send, enquiry, places):
    token = enquiry()["form_token"]
    send(form_token=token, listing=[place.pk for place in places])
    for _ in range(2):
        send(form_token=token, listing=[place.pk for place in places[:2]])
    assert [message.body for message in Lead.objects.get().messages.all()] == [
        "再次提交时有改动：\n咨询对象：甲（T-1）；乙（T-2）"
    ]
