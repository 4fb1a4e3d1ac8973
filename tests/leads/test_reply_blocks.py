"""Facts in answers: as they stand when they are put in, looked at again when they are sent."""

import datetime

import pytest
from django.core import signing
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from core.public_url import absolute
from leads.models import Message, MessageQuote
from leads.quotable_facts import passages_of
from leads.reply_blocks import SALT, read_draft
from parks.models import Utility
from tests.factories import ListingFactory, ParkFactory, PolicyFactory
from tests.leads.factories import LeadFactory, MessageFactory

DAY = datetime.timedelta(days=1)


@pytest.fixture
def officer(staff, site):
    return staff("officer", site.region, first_name="小李")


@pytest.fixture
def listing(site):
    return ListingFactory(
        region=site.region,
        code="GM-1",
        title="一号厂房",
        price_amount=12,
        price_unit="yuan_per_sqm_month",
    )


@pytest.fixture
def policy(site):
    body = "<p>第一条 总则在此。</p><p>第五条 设备补助最高 200 万元。</p>"
    return PolicyFactory(
        region=site.region, document_number="示例〔2026〕12号", title="补助办法", body=body
    )


@pytest.fixture
def take(client, officer, lead):
    """take(form, button) → the page after that button of the answer's form."""
    client.force_login(officer)
    address = reverse("admin:leads_lead_step", args=[lead.pk, "answer"])

    def press(form, **button):
        return client.post(address, {**form, **button}, follow=True)

    return press


def form_of(page):
    """What a browser would send of the answer as it was drawn."""
    form = page.context["steps"]["answer"]
    return {name: form[name].value() or "" for name in ("body", "nonce", "draft")}


def said(page):
    return [str(message) for message in page.context["messages"]]


def start(body="您好。"):
    return {"body": body, "nonce": "n", "draft": ""}


def test_price_goes_into_the_words_and_stays_with_the_answer(take, lead, listing):
    page = take(start(), _insert=f"listing-{listing.pk}-price")
    words = f"一号厂房（GM-1）{listing.price_figure.label}：12 元/㎡·月"
    form = form_of(page)
    assert form["body"].startswith(f"您好。\n{words}")
    assert (page.status_code, said(page)) == (200, ["已放进答复，在末尾。"])
    assert "引用 1 处：一号厂房（GM-1）" in page.text
    page = take(form)
    row = MessageQuote.objects.get()
    version = listing.history.latest().history_id
    assert (row.kind, row.row_number, row.fact) == ("listing", listing.pk, "price")
    assert (row.version, row.quoted_on) == (version, timezone.localdate())
    assert (row.words in row.message.body, row.is_reworded, row.is_outdated) == (True, False, False)
    told = f"引用空间一号厂房（GM-1），版本号 {version}，{timezone.localdate()}：{row.words}"
    assert told in page.text


def test_chooser_offers_what_stands_near_and_finds_the_rest(take, lead, listing, policy, site):
    park = ParkFactory(region=site.region, name="昆仑园区")
    Utility.objects.create(park=park, kind="power", is_supplied=True, capacity="110 kV")
    listing.park = park
    listing.save()
    lead.lead_listings.create(listing=listing, label="一号", position=1)
    over = PolicyFactory(
        region=site.region, title="老办法", effective_on=None, expires_on=timezone.localdate() - DAY
    )
    hidden = ListingFactory(region=site.region, code="GM-9", title="草稿厂房", status="draft")
    page = take(start("写到一半"), _choose="1", find="老办法")
    named = [subject.label for subject in page.context["subjects"]]
    assert named == ["一号厂房（GM-1）", "《补助办法》示例〔2026〕12号", "昆仑园区"]
    assert [subject.label for subject in page.context["found"]] == [
        f"《老办法》{over.document_number}"
    ]
    assert f"已于 {over.ends_on} 失效，不能引用。" in page.text
    assert (hidden.title in page.text, "写到一半</textarea>" in page.text) == (False, True)
    page = take(start("写到一半"), _look=f"park-{park.pk}")
    assert f'value="park-{park.pk}-utility_power"' in page.text
    page = take(start("写到一半"), _back="1")
    assert form_of(page)["body"] == "写到一半"


def test_passage_is_quoted_with_its_term(take, policy):
    page = take(start(), _look=f"policy-{policy.pk}")
    fact = page.context["looked"].facts[-1]
    page = take(start(), _insert=f"policy-{policy.pk}-{fact.name}")
    since = f"{policy.begins_on:%Y-%m-%d} 起施行"
    words = f"《补助办法》示例〔2026〕12号：“第五条 设备补助最高 200 万元。”（{since}"
    assert words in form_of(page)["body"]
    policy.body = "<p>第五条 没有补助了。</p>"
    policy.save()
    page = take(form_of(page))
    assert (page.status_code, Message.objects.count()) == (400, 0)
    assert "原文里已经没有这一段，不能引用：请删去这一段。" in page.text


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"status_of_offer": "taken"}, "已租售，不能引用"),
        ({"status_of_offer": "closed"}, "已停止，不能引用"),
        ({"status": "withdrawn"}, "已经撤回，不能引用"),
        ({"price_amount": 13}, ""),
    ],
)
def test_what_has_ended_is_neither_put_in_nor_sent(take, listing, change, reason):
    form = form_of(take(start(), _insert=f"listing-{listing.pk}-price"))
    for name, value in change.items():
        setattr(listing, name, value)
    listing.save()
    again = take(start(), _insert=f"listing-{listing.pk}-price")
    assert said(again) == [f"没有放进去：{reason}。" if reason else "已放进答复，在末尾。"]
    page = take(form)
    assert (page.status_code, Message.objects.count()) == (400, 0)
    told = f"引用的“一号厂房（GM-1）”{reason}：请删去这一段。" if reason else "引用的内容已经变了"
    assert told in page.text
    assert form_of(page)["body"] == form["body"]
    take(form | {"body": "您好，请来电。"})  # without its words nothing is quoted
    assert (Message.objects.get().body, MessageQuote.objects.count()) == ("您好，请来电。", 0)


def test_changed_fact_is_refreshed_or_confirmed(take, listing):
    form = form_of(take(start(), _insert=f"listing-{listing.pk}-price"))
    listing.reprice(15, "yuan_per_sqm_month", by="小李")
    asked = take(form)
    mark = asked.context["steps"]["answer"].changed_mark
    page = take(form, _refresh="1")
    assert ("15 元" in form_of(page)["body"], "12 元" in form_of(page)["body"]) == (True, False)
    assert said(page) == ["已换成现在的内容，请再看一遍。"]
    take(form, _as_written="0" * 16)
    assert not Message.objects.exists()
    take(form, _as_written=mark)
    row = MessageQuote.objects.get()
    assert (row.is_outdated, "12 元" in row.words) == (True, True)


def test_reworded_quote_counts_while_its_name_and_value_stand(take, listing):
    form = form_of(take(start(), _insert=f"listing-{listing.pk}-price"))
    take(form | {"body": "GM-1 现在是每月 12 元，可谈。"})
    assert MessageQuote.objects.get().is_reworded
    form["body"] = "GM-1 现在是每月 12 元，可以谈。"
    listing.reprice(15, "yuan_per_sqm_month", by="小李")
    assert said(take(form, _refresh="1")) == ["有 1 处改过字，没有自动换：请照现在的内容改。"]


def test_draft_of_another_enquiry_or_forged_key_quotes_nothing(take, lead, listing, other_site):
    mark = form_of(take(start(), _insert=f"listing-{listing.pk}-price"))["draft"]
    assert read_draft(LeadFactory(site=lead.site), mark) == ([], [])
    far = ListingFactory(region=other_site.region)
    wrong = [
        "",
        "\0",
        "listing-x-price",
        f"listing-{far.pk}-price",
        f"listing-{listing.pk}-nothing",
    ]
    wrong += ["template-1", "template-²", f"policy-{'9' * 18}-document"]
    for key in wrong:
        page = take(start() | {"draft": "forged"}, _insert=key)
        assert said(page)[0].startswith("没有放进去："), key
        assert form_of(page)["body"] == "您好。"


def test_passages_are_paragraphs_and_long_ones_sentences():
    long = "长" * 200
    html = f"<h2>总则</h2><p>第一条  有 词。<br>第二行在此</p><p>{long}。{long}。</p>"
    assert passages_of(html) == ["第一条 有 词。", "第二行在此", f"{long}。"]


@pytest.mark.parametrize(
    ("wrong", "rule"),
    [
        ({"words": ""}, "leads_messagequote_says_something"),
        ({"kind": "news"}, "leads_messagequote_known_kind"),
    ],
)
def test_quote_says_something_of_a_known_kind(db, wrong, rule):
    row = {"kind": "park", "row_number": 1, "fact": "area", "label": "园区", "words": "一句"}
    row |= {"quoted_on": timezone.localdate(), **wrong}
    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        MessageQuote.objects.create(message=MessageFactory(), **row)


def test_marks_of_an_older_page_keep_their_files(lead):
    held = {"quotes": [], "files": [7]}
    mark = signing.dumps(held, salt=f"{SALT}.{lead.pk}", compress=True)
    assert read_draft(lead, mark) == ([], [(7, "附件")])


def test_what_would_not_be_published_is_answered_only_knowingly(take, lead):
    words = "您好，这里是最佳园区，稳赚不赔，请打 13800001234。"
    words += f"见{absolute('/admin/')}。"
    page = take(start(words))
    assert not Message.objects.exists()
    assert (form_of(page)["body"], "请改好，或确认照样发出" in page.text) == (words, True)
    told = [each.rule.code for each in page.context["steps"]["answer"].findings]
    assert told == ["absolute", "promise", "dead_link"]
    mark = page.context["steps"]["answer"].findings_mark
    assert f'name="_confirmed" value="{mark}"' in page.text
    take(form_of(page) | {"body": f"{words}顶级。"}, _confirmed=mark)
    assert not Message.objects.exists()
    take(form_of(page), _confirmed=mark)
    assert Message.objects.get().body == words
