"""The site answers first: what is shown, what is kept of it, what editors hear."""

import datetime
from contextlib import ExitStack

import pytest
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from answers.kept_words import kept_words
from answers.models import AnswerCount, ShownPassage
from answers.passages import passages_for
from leads.actions import release
from leads.actions.transitions import leave_quarantine
from leads.models import Lead
from leads.retention import erase
from parks.models import Listing
from portal.thread_shares import heavy
from search.models import MissedQuery
from tests.factories import (
    ArticleFactory,
    ColumnFactory,
    IndustryFactory,
    ListingFactory,
    PolicyFactory,
)

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
DAY = datetime.timedelta(days=1)


def counts():
    return list(AnswerCount.objects.values_list("topic", "solved", "unsolved", "unmet"))


def mark_of(row):
    return f"{ContentType.objects.get_for_model(row).pk}-{row.pk}"


def test_what_holds_today_is_shown_and_nothing_else(client, site, other_site):
    today = timezone.localdate()
    PolicyFactory(region=site.region, title="屋顶光伏补助办法")
    PolicyFactory(region=site.region, title="屋顶光伏旧办法", repealed_on=today)
    PolicyFactory(region=site.region, title="屋顶光伏限期办法", expires_on=today - DAY)
    PolicyFactory(region=site.region, title="屋顶光伏将来办法", effective_on=today + DAY)
    PolicyFactory(region=site.region, title="屋顶光伏草案", status="draft")
    PolicyFactory(region=other_site.region, title="屋顶光伏邻县办法")
    ListingFactory(region=site.region, title="屋顶光伏厂房")
    ListingFactory(region=site.region, title="屋顶光伏已租", status_of_offer="taken")
    guide = ColumnFactory(site=site, is_guide=True)
    ArticleFactory(column=guide, title="屋顶光伏怎么备案")
    ArticleFactory(column=ColumnFactory(site=site), title="屋顶光伏开工")
    found = passages_for(site, "funding", "我们想在屋顶装光伏，可以吗？")
    assert [entry.title for entry in found] == [
        "屋顶光伏补助办法",
        "屋顶光伏厂房",
        "屋顶光伏怎么备案",
    ]
    box = client.post(
        reverse("answer_list", args=[site.slug]), {"message": "屋顶光伏"}, headers=HTMX
    )
    shown = [entry.title for entry in box.context["passages"]]
    assert sorted(shown) == sorted(entry.title for entry in found)
    marks = " ".join(entry.mark for entry in box.context["passages"])
    assert f'value="{marks} "' in box.content.decode()


def test_what_holds_is_found_behind_what_is_over(site, django_assert_max_num_queries):
    today = timezone.localdate()
    for number in range(6):
        title = f"屋顶光伏旧办法第{number}号"
        PolicyFactory(region=site.region, title=title, repealed_on=today)
    PolicyFactory(region=site.region, title="屋顶光伏补助", body="<p>一般说明。</p>")
    ListingFactory(region=site.region, title="屋顶光伏厂房")
    passages_for(site, "", "屋顶光伏")  # what processes keep is read
    with django_assert_max_num_queries(12):
        found = passages_for(site, "", "屋顶光伏")
    assert {entry.title for entry in found} == {"屋顶光伏厂房", "屋顶光伏补助"}


def test_looking_asks_the_index_little(site, django_assert_max_num_queries):
    for number in range(6):
        ListingFactory(region=site.region, title=f"屋顶光伏厂房第{number}处")
        PolicyFactory(region=site.region, title=f"屋顶光伏办法第{number}号")
    passages_for(site, "", "屋顶光伏")
    with django_assert_max_num_queries(8):
        assert len(passages_for(site, "", "屋顶光伏")) == 4


def test_form_is_drawn_while_readers_hold_all_slots(client, site):
    ListingFactory(region=site.region, title="三号冷库")
    page = reverse("consult", args=[site.slug])
    asked = {"message": "三号冷库", "find": "1"}
    assert "可能就是答案" in client.post(page, asked).text
    with ExitStack() as held:
        for _ in range(settings.WEB_THREADS // 2):
            held.enter_context(heavy.slot())
        drawn = client.post(page, asked)
    assert (drawn.status_code, "可能就是答案" in drawn.text) == (200, False)
    assert drawn.context["form"]["message"].value() == "三号冷库"


def test_who_has_no_script_gets_the_form_back_as_it_was(client, site, enquiry):
    ListingFactory(region=site.region, title="带行车的厂房")
    url = reverse("consult", args=[site.slug])
    asked = client.post(url, enquiry(find="1", email="bad"))
    assert asked.status_code == 200
    assert (asked.context["form"]["phone"].value(), asked.context["form"].errors) == (
        "13800001234",
        {},
    )
    assert "带行车的厂房" in asked.content.decode().replace("<mark>", "").replace("</mark>", "")
    plain = client.get(reverse("answer_list", args=[site.slug]), {"message": "行车"})
    assert plain["Location"] == f"{url}?topic=&message=%E8%A1%8C%E8%BD%A6&look=1"
    assert client.get(plain["Location"]).context["form"]["message"].value() == "行车"
    assert (Lead.objects.count(), counts()) == (0, [])


def test_an_index_that_does_not_answer_costs_no_enquiry(site, send):
    ListingFactory(region=site.region, title="冷库")
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE search_searchentry RENAME TO away")
    assert passages_for(site, "", "冷库") is None
    assert send(answers_shown="1-1").status_code == 302
    assert (Lead.objects.count(), counts()) == (1, [])


def test_who_asks_all_the_same_leaves_numbers_and_words_of_everybody(
    client, site, other_site, staff, send, django_capture_on_commit_callbacks
):
    listing = ListingFactory(region=site.region, title="三号冷库")
    hidden = ListingFactory(region=site.region, status="draft")
    elsewhere = ListingFactory(region=other_site.region)  # public, but of no page of this site
    made_up = f"{mark_of(hidden)} {mark_of(elsewhere)} 9-99 x"
    shown = f"{mark_of(listing)} {made_up} {mark_of(listing)}"
    with django_capture_on_commit_callbacks(execute=True):
        send(answers_shown=shown, message="我是王建国，蓝天锂业，屋顶光伏余电怎么卖？13800001234")
    lead = Lead.objects.get()
    assert list(lead.shown_passages.values_list("object_id", "position")) == [(listing.pk, 1)]
    with django_capture_on_commit_callbacks(execute=True):
        send(answers_shown="", phone="13900001234", message="屋顶光伏余电怎么卖")
        send(phone="13700001234", message="什么也没看过")
    assert counts() == [("space", 0, 1, 1)]
    missed = MissedQuery.objects.order_by("pk").values_list("text", "times", "questions")
    assert list(missed) == [("屋顶", 1, 1), ("光伏", 1, 1), ("余电", 1, 1)]
    client.force_login(staff("officer", site.region))
    page = client.get(reverse("admin:leads_lead_change", args=[lead.pk])).content.decode()
    assert f'<a href="/golmud/listings/{listing.pk}/">三号冷库</a>' in page
    Listing.objects.filter(pk=listing.pk).first().delete()
    page = client.get(reverse("admin:leads_lead_change", args=[lead.pk])).content.decode()
    assert "现在不公开了" in page
    erase(lead=lead, now=timezone.now())
    assert ShownPassage.objects.count() == 0


def test_what_was_shown_survives_quarantine_and_counts_when_it_is_let_in(
    site, staff, send, django_capture_on_commit_callbacks
):
    listing = ListingFactory(region=site.region, title="三号冷库")
    with django_capture_on_commit_callbacks(execute=True):
        send(answers_shown=mark_of(listing), leave_blank="x")
    lead = Lead.objects.get()
    assert (lead.is_quarantined, lead.shown_passages.count(), counts()) == (True, 1, [])
    with django_capture_on_commit_callbacks(execute=True):
        release(lead=lead, by=staff("manager", site.region))
    assert counts() == [("space", 0, 1, 0)]


def test_who_proves_to_be_a_person_is_counted_as_he_was_shown(
    site, send, django_capture_on_commit_callbacks
):
    sent = {"answers_shown": "", "leave_blank": "x", "message": "屋顶光伏怎么装"}
    with django_capture_on_commit_callbacks(execute=True):
        send(**sent)
    assert (counts(), MissedQuery.objects.count()) == ([], 0)
    with django_capture_on_commit_callbacks(execute=True):
        leave_quarantine(Lead.objects.get(), by=None, note="答对了", now=timezone.now(), sent=sent)
    assert counts() == [("space", 0, 0, 1)]
    assert list(MissedQuery.objects.order_by("pk").values_list("text", flat=True)) == [
        "屋顶",
        "光伏",
    ]


@pytest.mark.parametrize(
    ("query", "is_looked_for"),
    [
        ({"message": "请核实：净高。需要：厂房"}, False),
        ({"message": "咨询编号 A-12", "topic": "space"}, False),
        ({"message": "冷库净高", "look": "1"}, True),
        ({"message": "", "look": "1"}, False),
        ({"message": "？", "look": "1"}, False),
    ],
)
def test_our_own_words_in_a_form_are_no_question(client, site, query, is_looked_for):
    page = client.get(reverse("consult", args=[site.slug]), query)
    told = ("站上还没有这个答案" in page.text, 'name="answers_shown"' in page.text)
    assert told == (is_looked_for, is_looked_for)


def test_form_that_comes_back_shows_the_answers_that_it_had(send):
    assert "站上还没有这个答案" in send(answers_shown="", phone="x").text
    assert "站上还没有这个答案" not in send(phone="x").text


def test_silent_index_is_not_told_as_no_answer(client, site):
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE search_searchentry RENAME TO away")
    page = client.post(reverse("consult", args=[site.slug]), {"message": "冷库", "find": "1"})
    assert (page.status_code, 'name="answers_shown"' in page.text) == (200, False)


def test_long_question_is_looked_for_and_stands_in_no_address(client, site):
    ListingFactory(region=site.region, title="三号冷库")
    url = reverse("answer_list", args=[site.slug])
    box = client.post(url, {"message": "冷库" + "。我们的情况是这样的" * 190}, headers=HTMX)
    assert (box.status_code, "可能就是答案" in box.text) == (200, True)
    page = client.get(reverse("consult", args=[site.slug])).text
    assert [f'data-hx-{verb}="{url}"' in page for verb in ("post", "get")] == [True, False]


def test_one_line_is_read_out_and_the_box_is_not(client, site):
    listing = ListingFactory(region=site.region, title="三号冷库")
    page = client.get(reverse("consult", args=[site.slug])).text
    assert ("aria-live" in page, 'id="answers-told" role="status"' in page) == (False, True)
    box = client.post(
        reverse("answer_list", args=[site.slug]), {"message": "三号冷库"}, headers=HTMX
    ).text
    told = box.split('<p data-hx-swap-oob="innerHTML:#answers-told">')[1].split("</p>")[0]
    assert told.split() == ["站上有", "1", "处可能就是答案，在下面。"]
    assert 'role="status"' not in box
    assert f'id="answer-{mark_of(listing)}"' in box  # htmx gives the focus back by it


def test_looking_needs_the_mark_of_the_form(site):
    url = reverse("answer_list", args=[site.slug])
    strange = Client(enforce_csrf_checks=True)
    assert strange.post(url, {"message": "冷库"}, headers=HTMX).status_code == 403


def test_what_was_enough_is_a_number(client, site):
    url = reverse("answer_solved", args=[site.slug])
    for sent in ({"topic": "space"}, {"topic": "space"}, {"topic": "made-up"}):
        done = client.post(url, sent | {"answers_shown": "1-1", "phone": "13800001234"})
        assert (done.status_code, done["Location"]) == (302, url)
    client.post(url, {"topic": "space"})  # nothing had been shown
    assert counts() == [("space", 2, 0, 0), ("", 1, 0, 0)]
    assert "答案找到了就好" in client.get(url).content.decode()


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("厂房屋顶能不能装光伏？", "厂房 屋顶 光伏"),
        ("标准厂房净高多少，有没有行车？", "标准 厂房 净高 行车"),
        ("我是中石化采购部的高峰，想租厂房", "采购 厂房"),
        ("腾讯想在园区建数据中心", "园区 数据中心"),
        ("蒙牛要建奶粉厂，污水怎么处理", "污水"),
        ("李局长介绍我来的，儿子有癌症", ""),
        ("我叫黎明，离婚了，欠债，想开店", ""),
        ("蓝天锂业有限公司王建国", "公司"),
        ("我叫张伟强，电话 13800001234", "电话"),
        ("zhang@example.com 微信 abc123", ""),
        ("一三八零零零零一二三四", ""),
        ("？", ""),
    ],
)
def test_words_of_our_trade_are_kept_and_nobody_s(question, words):
    assert kept_words(question) == words.split()


def test_names_of_industries_are_words_of_ours(site):
    assert kept_words("想做藏毯加工") == []
    IndustryFactory(name="藏毯加工")
    assert kept_words("想做藏毯加工") == ["藏毯", "加工"]


def test_the_database_guards_what_was_shown_and_counted(site, lead):
    day = {"site": site, "topic": "space", "counted_on": timezone.localdate()}
    AnswerCount.objects.create(**day, solved=1)
    row = {"lead": lead, "content_type": ContentType.objects.get_for_model(Listing)}
    ShownPassage.objects.create(**row, object_id=1, position=1)
    MissedQuery.objects.record(site, "冷库", timezone.now())
    broken = {
        "answers_answercount_one_per_day": lambda: AnswerCount.objects.create(**day, unmet=1),
        "answers_answercount_counts_something": lambda: AnswerCount.objects.update(solved=0),
        "answers_shownpassage_once_a_lead": lambda: ShownPassage.objects.create(
            **row, object_id=1, position=2
        ),
        "answers_shownpassage_position_check": lambda: ShownPassage.objects.update(position=-1),
        "search_missedquery_questions_are_counted": lambda: MissedQuery.objects.update(questions=2),
    }
    for name, act in broken.items():
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            act()
