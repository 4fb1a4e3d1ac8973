"""The consultation form: what it asks, what it says, what it keeps."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse

from leads.actions.corrections import MAX_CHANGES
from leads.models import Consent, Lead, Message, Outbox, Submission
from regions.models import ServiceTile
from tests.factories import (
    ListingFactory,
    ParkFactory,
    PolicyCategoryFactory,
    PolicyFactory,
    TileFactory,
)


@pytest.fixture
def url(site):
    return reverse("consult", args=[site.slug])


def test_consult_shows_an_empty_uncached_form(client, url):
    response = client.get(url)
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    assert [str(radio.choice_label) for radio in response.context["form"]["topic"]] == [
        "注册公司政策",
        "土地厂房咨询",
        "资金扶持咨询",
        "其他相关咨询",
    ]
    html = response.content.decode()
    assert "checked" not in html  # neither a topic nor the consent is chosen for the visitor
    assert "<title>在线咨询·格尔木招商网</title>" in html


def test_consult_costs_the_same_queries_with_a_subject(
    client, site, url, django_assert_max_num_queries
):
    listing = ListingFactory(region=site.region)
    client.get(url)
    with django_assert_max_num_queries(9):  # site, topics, listing and at most six for the frame
        client.get(url, {"listing": listing.pk})


def test_enquiry_is_kept_word_by_word_and_acknowledged(send, site, settings, stored):
    response = send(company="示例公司", email="Zhao@Example.COM", area_wanted="3,000 ㎡")
    lead = Lead.objects.get()
    assert response.status_code == 302
    assert response["Location"].startswith(f"/golmud/consult/{lead.reference}/?key=")
    assert (lead.contact_name, lead.phone, lead.email) == (
        "赵女士",
        "13800001234",
        "Zhao@example.com",
    )
    assert (lead.site, lead.stage, lead.is_quarantined) == (site, "new", False)
    assert stored() == [
        {
            "contact_name": "赵女士",
            "company": "示例公司",
            "phone": "13800001234",
            "email": "Zhao@example.com",
            "area_wanted": "3,000 ㎡",
            "timing_wanted": "",
            "message": "想租带行车的厂房。",
            "topic": "土地厂房咨询",
            "subject": "",
        }
    ]
    consent = Consent.objects.get()
    assert (consent.lead, consent.text_version, len(consent.text_hash)) == (lead, "2026-11", 64)


def test_enquiry_without_consent_leaves_no_row(send):
    assert send(has_consented="").status_code == 400
    assert (Lead.objects.count(), Submission.objects.count()) == (0, 0)


BAD = [
    ({"topic": ""}, "请选择咨询主题"),
    ({"topic": "nonsense"}, "请选择咨询主题"),
    ({"contact_name": " \u3000"}, "请填写怎么称呼您"),
    ({"contact_name": "长" * 41}, "称呼太长了，最多 40 个字"),
    ({"phone": ""}, "请填写手机号，或者在下面留一个邮箱"),
    ({"phone": "1380000123"}, "手机号少了 1 位，应为 11 位数字"),
    ({"phone": "138000012345"}, "手机号多了 1 位，应为 11 位数字"),
    ({"phone": "12800001234"}, "没有这个号段的手机号，请核对前 3 位"),
    ({"phone": "8412345"}, "座机请带区号，如 0979-8412345"),
    ({"phone": "找张三"}, "电话里有不是数字的字，请只填号码"),
    ({"phone": "55"}, "请填 11 位手机号，或带区号的座机，如 0979-8412345"),
    ({"email": "zhao@"}, "邮箱不完整，应像 name@example.com"),
    ({"message": ""}, "请写一句您想了解什么"),
    ({"message": "长" * 2001}, "最多 2000 字，现在有 2001 字，请删去一些"),
    ({"company": "长" * 81}, "单位名称太长了，最多 80 个字"),
    ({"area_wanted": "长" * 41}, "面积写得太长了，最多 40 个字"),
    ({"timing_wanted": "长" * 41}, "时间写得太长了，最多 40 个字"),
    ({"has_consented": ""}, "请勾选同意隐私说明"),
]


@pytest.mark.parametrize(("change", "sentence"), BAD)
def test_bad_field_is_named_in_a_sentence(send, errors_of, change, sentence):
    response = send(**change)
    assert response.status_code == 400
    assert errors_of(response) == [sentence]
    assert not Lead.objects.exists()


@pytest.mark.parametrize("field", ["topic", "phone", "email", "website", "contact_name"])
def test_null_characters_are_refused_or_removed_without_a_crash(send, field):
    assert send(**{field: "a\0b"}).status_code in {302, 400}


def test_errors_are_counted_linked_and_the_form_stays_filled(send, enquiry):
    token = enquiry()["form_token"]
    response = send(form_token=token, phone="1380000123", message="", has_consented="")
    html = response.content.decode()
    assert "<title>请更正 3 处：在线咨询·格尔木招商网</title>" in html
    assert "还差 3 处没填好" in html
    assert 'href="#id_phone"' in html
    assert 'value="1380000123"' in html
    assert 'value="赵女士"' in html
    assert 'aria-describedby="id_phone_helptext id_phone_error"' in html
    assert f'name="form_token" value="{token}"' in html  # the clock of the first drawing runs on


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("１３８ ００００ １２３４", "13800001234"),
        ("+86 138-0000-1234", "13800001234"),
        ("\u202a13800001234\u202c", "13800001234"),
        ("（0979）8412345", "09798412345"),
        ("0979-8412345", "0979-8412345"),
        ("400-116-9096", "400-116-9096"),
    ],
)
def test_phone_is_accepted_as_people_write_it(send, typed, kept):
    assert send(phone=typed).status_code == 302
    assert Lead.objects.get().phone == kept


def test_mail_address_alone_is_enough(send):
    assert send(phone="", email="zhao@example.com").status_code == 302
    assert Lead.objects.get().email == "zhao@example.com"


@pytest.mark.parametrize(
    "typed", ["630102199003071234", "630102 19900307 123X", "６３０１０２１９９００３０７１２３４"]
)
def test_identity_card_number_is_hidden_before_storing(send, stored, typed):
    send(message=f"我的身份证{typed}，请联系", contact_name=f"赵{typed}")
    words = stored()[0]
    assert words["message"] == "我的身份证［身份证号已隐去］，请联系"
    assert words["contact_name"] == "赵［身份证号已隐去］"


@pytest.mark.parametrize("typed", ["916301001990030712", "630102199013071234", "400-116-9096"])
def test_other_numbers_stay(send, stored, typed):
    send(message=f"编号{typed}")
    assert stored()[0]["message"] == f"编号{typed}"


def test_control_and_reversing_characters_go(send, stored):
    send(message="第一行\r\n第二行\u202e\x07", company="\u2066公司")
    assert (stored()[0]["message"], stored()[0]["company"]) == ("第一行\n第二行", "公司")


def test_extra_keys_are_not_taken(send, superuser):
    send(stage="signed", owner=superuser.pk, is_quarantined="on", reference="AAAA-AAAA-AAAA")
    lead = Lead.objects.get()
    assert (lead.stage, lead.owner, lead.is_quarantined) == ("new", None, False)
    assert lead.reference != "AAAA-AAAA-AAAA"


# ---- The subject ----


def test_subject_is_shown_kept_and_chooses_the_topic(client, send, site, url):
    listing = ListingFactory(region=site.region, title="3 号标准厂房", code="GEM-F-2026-003")
    page = client.get(url, {"listing": listing.pk})
    html = page.content.decode()
    assert "您咨询的是：" in html
    assert f'<input type="hidden" name="listing" value="{listing.pk}">' in html
    assert page.context["form"]["topic"].value() == "space"
    send(listing=listing.pk)
    lead = Lead.objects.get()
    assert (lead.listing, lead.subject_label) == (listing, "3 号标准厂房（GEM-F-2026-003）")


def test_topic_in_the_address_wins_over_the_subject(client, site, url):
    listing = ListingFactory(region=site.region)
    page = client.get(url, {"listing": listing.pk, "topic": "funding"})
    assert page.context["form"]["topic"].value() == "funding"


@pytest.mark.parametrize(
    ("category", "topic"),
    [("enterprise", "register"), ("funding", "funding"), ("talent", "other")],
)
def test_policy_chooses_the_topic_its_own_page_links_to(client, site, url, category, topic):
    category = PolicyCategoryFactory(slug=category)
    policy = PolicyFactory(region=site.region, category=category)
    page = client.get(url, {"policy": policy.pk})
    assert (page.context["form"]["topic"].value(), policy.consult_topic) == (topic, topic)


def test_park_policy_and_tile_are_subjects_too(send, site):
    park = ParkFactory(region=site.region, name="昆仑园")
    policy = PolicyFactory(region=site.region, title="租金补贴办法")
    tile = TileFactory(site=site, title="土地厂房", target=ServiceTile.Target.LAND)
    send(park=park.pk)
    send(policy=policy.pk)
    send(tile=tile.pk)
    assert [
        (lead.park, lead.policy, lead.subject_label) for lead in Lead.objects.order_by("pk")
    ] == [
        (park, None, "昆仑园"),
        (None, policy, "《租金补贴办法》"),
        (None, None, "土地厂房"),
    ]


def test_hidden_foreign_or_nonsense_subject_is_ignored(client, send, site, other_site, url):
    draft = ListingFactory(region=site.region, status="draft", title="机密地块")
    elsewhere = ListingFactory(region=other_site.region, title="乌兰厂房")
    tile = TileFactory(site=other_site, title="乌兰入口")
    asked = [
        {"listing": draft.pk},
        {"listing": elsewhere.pk},
        {"tile": tile.pk},
        {"listing": "9" * 30},
        {"listing": "-1"},
        {"listing": "\0"},
        {"park": "abc"},
    ]
    for query in asked:
        page = client.get(url, query)
        assert (page.status_code, page.context["subject"]) == (200, None)
    send(listing=draft.pk)
    lead = Lead.objects.get()
    assert (lead.listing, lead.subject_label) == (None, "")


# ---- Once, and nothing lost ----


def test_same_form_sent_again_leads_to_the_same_receipt(send, enquiry):
    token = enquiry()["form_token"]
    first, second = send(form_token=token), send(form_token=token)
    assert first["Location"] == second["Location"]
    assert (Lead.objects.count(), Message.objects.count()) == (1, 0)


def test_words_changed_after_going_back_are_kept_as_a_message(send, enquiry, stored):
    """Whatever is changed how often: staff get one mail about it."""
    token = enquiry()["form_token"]
    send(form_token=token)
    for _ in range(2):
        response = send(form_token=token, message="还要 10 吨行车。", phone="13900005678")
    lead = Lead.objects.get()
    assert lead.reference in response["Location"]
    assert stored()[0]["message"] == "想租带行车的厂房。"
    assert [message.body for message in lead.messages.all()] == [
        "再次提交时有改动：\n电话：已更正\n想了解什么：还要 10 吨行车。"
    ]
    assert lead.phone == "13900005678"
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


@pytest.mark.parametrize("token", ["", "forged:1:x", "\0"])
def test_form_without_a_valid_mark_comes_back_filled(send, token):
    response = send(form_token=token)
    html = response.content.decode()
    assert response.status_code == 400
    assert "请再点一次“提交咨询”" in html
    assert "想租带行车的厂房。" in html
    assert not Lead.objects.exists()


def test_form_older_than_a_day_comes_back_with_a_fresh_mark(send, form_token):
    old = form_token(datetime.timedelta(hours=25))
    response = send(form_token=old)
    assert response.status_code == 400
    assert send(form_token=response.context["form_token"]).status_code == 302


def test_csrf_failure_brings_the_form_back_filled(site, url, enquiry):
    strict = Client(enforce_csrf_checks=True)
    response = strict.post(url, enquiry())
    html = response.content.decode()
    assert response.status_code == 403
    assert "想租带行车的厂房。" in html
    assert "浏览器没有带上安全标记" in html
    assert "no-store" in response["Cache-Control"]
    again = enquiry(csrfmiddlewaretoken=strict.cookies["csrftoken"].value)
    assert strict.post(url, again).status_code == 302


# ---- Doubtful senders ----


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"website": "http://spam.example"}, "trap"),
        ({"message": "http://a.cn http://b.cn www.c.cn"}, "links"),
    ],
)
def test_doubtful_enquiry_is_kept_quietly_and_sends_no_mail(send, changes, reason):
    response = send(email="zhao@example.com", **changes)
    lead = Lead.objects.get()
    assert response["Location"].startswith(f"/golmud/consult/{lead.reference}/?key=")
    assert (lead.is_quarantined, lead.quarantine_reasons) == (True, [reason])
    assert not Outbox.objects.exists()


def test_form_sent_within_three_seconds_is_doubtful(send, form_token):
    send(form_token=form_token(datetime.timedelta(seconds=1)))
    assert Lead.objects.get().quarantine_reasons == ["hasty"]


def test_eleventh_enquiry_of_a_network_in_an_hour_is_doubtful(send):
    for _ in range(11):
        send()
    doubts = Lead.objects.order_by("pk").values_list("quarantine_reasons", flat=True)
    assert list(doubts) == [[]] * 10 + [["network"]]


def test_flood_of_a_site_goes_to_quarantine_from_any_network(send, monkeypatch):
    monkeypatch.setattr("leads.spam_signals.MAX_PER_SITE", 2)
    for _ in range(4):
        send()
    doubts = Lead.objects.order_by("pk").values_list("quarantine_reasons", flat=True)
    assert list(doubts) == [[], [], ["flood"], ["flood"]]


def test_other_methods_are_refused(client, url):
    assert client.put(url).status_code == 405
