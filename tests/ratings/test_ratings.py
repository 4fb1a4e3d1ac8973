"""One tap after the end: what is kept, who hears of a bad word, who reads what was said."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from leads.actions import LeadConflict, ask_again
from leads.deadlines import in_words, reply_due_at
from leads.models import Outbox
from leads.notifications.breaches import tell_of_breaches
from leads.notifications.digests import due_of
from leads.notifications.mails import compose
from leads.retention import erase
from ratings import actions
from ratings.models import Rating
from ratings.rating_steps import THANKS

DAY = datetime.timedelta(days=1)
LONG_AGO = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)
WORDS = "等了两天才有人回，问的没答。"


def kinds():
    return list(Outbox.objects.order_by("pk").values_list("kind", "recipient"))


# ---- The visitor ----


def test_one_tap_is_a_rating_and_opens_no_case(visitor, closed, manager):
    lead = closed()
    page = visitor(lead)
    assert page.text.count('type="radio" name="score"') == 5
    page = visitor(lead, "rate", score=4)
    assert (page.status_code, THANKS in page.text) == (200, True)
    assert "您评了 4 分（好）" in page.text
    row = Rating.objects.get()
    assert (row.score, row.proof, row.due_at, row.words) == (4, "code", None, "")
    assert kinds() == []


def test_bad_word_is_the_managers_case_with_a_term(visitor, closed, officer, manager):
    lead = closed()
    page = visitor(lead, "rate", score=2, reasons=["slow"], rating_words=WORDS)
    row = Rating.objects.get()
    assert (row.owner, row.reasons, row.words) == (manager, ["slow"], WORDS)
    assert row.due_at == reply_due_at(row.given_at, 1)
    assert f"已转给负责人，{in_words(row.due_at)} 前亲自联系您" in page.text
    assert kinds() == [("rated", "wang@example.com")]
    mail = compose(Outbox.objects.get())
    assert (WORDS in mail.body, reverse("admin:ratings_rating_changelist") in mail.body) == (
        False,
        True,
    )
    assert due_of(manager, timezone.now())["评价不好、等您联系的访客"] == 1
    assert "评价不好、等您联系的访客" not in due_of(officer, timezone.now())


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({}, "请点一个分数"),
        ({"score": 6}, "请在列表里重新选择"),
        ({"score": "x"}, "请在列表里重新选择"),
        ({"score": 3, "reasons": "rude"}, "请在列表里重新选择"),
        ({"score": 3, "rating_words": "长" * 1001}, "最多 1000 字"),
    ],
)
def test_what_cannot_be_kept_comes_back_filled(visitor, closed, data, sentence):
    words = {"rating_words": WORDS} | data
    page = visitor(closed(), "rate", **words)
    assert (page.status_code, sentence in page.text) == (400, True)
    assert words["rating_words"] in page.text
    assert not Rating.objects.exists()


def test_the_same_words_twice_are_one_rating_and_one_mail(visitor, closed, manager):
    lead = closed()
    for _ in range(2):
        visitor(lead, "rate", score=1, rating_words=WORDS)
    row = Rating.objects.get()
    assert (row.changed_at, kinds()) == (None, [("rated", "wang@example.com")])


def test_word_may_be_changed_for_a_week_and_not_longer(closed, manager):
    lead = closed()
    given = actions.rate(lead=lead, score=1)
    later = given.given_at + 6 * DAY
    row = actions.rate(lead=lead, score=5, now=later)
    assert (row.score, row.first_score, row.changed_at) == (5, 1, later)
    # Who was to be called is content: the case is over, and nobody is said to have closed it.
    assert (row.is_case_open, row.settled_by, row.outcome) == (
        False,
        None,
        "访客改评为 5 分，不用再联系。",
    )
    with pytest.raises(actions.NotRateable, match="评价满 7 天"):
        actions.rate(lead=lead, score=1, now=given.given_at + 8 * DAY)


def test_worse_word_later_opens_the_case_once_more(closed, manager):
    lead = closed()
    for score in (1, 4, 2):
        row = actions.rate(lead=lead, score=score)
    assert (row.is_case_open, row.outcome) == (True, "")
    actions.settle(rating=row, by=manager, outcome="已当面道歉。")
    row = actions.rate(lead=lead, score=1)
    assert (row.is_case_open, row.settled_by) == (False, manager)


def test_what_goes_on_is_not_rated(visitor, closed):
    lead = closed()
    ask_again(lead=lead, body="还有一问", nonce="n")
    page = visitor(lead, "rate", score=5)
    assert (page.status_code, "这件事还没有结束" in page.text) == (409, True)
    assert 'name="score"' not in page.text
    assert not Rating.objects.exists()


def test_ticket_that_ran_out_gives_the_words_back(client, site, closed):
    status = reverse("lead_status", args=[site.slug])
    page = client.post(status, {"step": "rate", "ticket": "x", "score": 1, "rating_words": WORDS})
    assert (page.status_code, WORDS in page.text) == (400, True)


# ---- The office ----


def test_manager_says_what_came_of_it_once(client, visitor, closed, manager):
    row = actions.rate(lead=closed(), score=2, words=WORDS)
    client.force_login(manager)
    listed = client.get(reverse("admin:ratings_rating_changelist"), {"case": "open"})
    assert (WORDS[:5] in listed.text, "最迟" in listed.text) == (True, True)
    address = reverse("admin:ratings_rating_change", args=[row.pk])
    assert WORDS in client.get(address).text
    empty = client.post(address, {"outcome": " "})
    assert (empty.status_code, "请写上联系的结果" in empty.text) == (200, True)
    client.post(address, {"outcome": "已电话说明，重发材料。"})
    row.refresh_from_db()
    assert (row.settled_by, row.outcome) == (manager, "已电话说明，重发材料。")
    page = visitor(row.lead)
    assert f"负责人 {in_words(row.settled_at)} 已就您的评价处理" in page.text
    assert "已电话说明" not in page.text
    with pytest.raises(LeadConflict):
        actions.settle(rating=row, by=manager, outcome="再一次")


def test_who_answered_reads_the_score_and_never_the_words(client, closed, officer, manager):
    row = actions.rate(lead=closed(), score=2, reasons=["slow"], words=WORDS)
    client.force_login(officer)
    case = client.get(reverse("admin:leads_lead_change", args=[row.lead_id]))
    assert ("2 分（不好）：等太久" in case.text, WORDS in case.text) == (True, False)
    assert client.get(reverse("admin:ratings_rating_changelist")).status_code == 403
    own = actions.rate(lead=closed(owner=manager), score=1, words=WORDS)
    client.force_login(manager)
    assert client.get(reverse("admin:ratings_rating_change", args=[own.pk])).status_code == 302
    for by, rating in ((officer, row), (manager, own)):
        with pytest.raises(PermissionDenied):
            actions.settle(rating=rating, by=by, outcome="我自己来")


def test_own_case_of_a_lone_manager_goes_to_the_auditors(closed, manager, staff, site):
    staff("auditor", site.region, email="audit@example.com")
    row = actions.rate(lead=closed(owner=manager), score=1)
    assert (row.owner, kinds()) == (None, [("rated", "audit@example.com")])


def test_the_nearest_manager_has_the_case(closed, manager, staff, site):
    staff("manager", site.region.parent, email="above@example.com")
    assert actions.rate(lead=closed(), score=1).owner == manager


def test_late_case_is_told_to_whose_it_is(closed, manager):
    row = actions.rate(lead=closed(), score=1)
    Outbox.objects.all().delete()
    assert tell_of_breaches(now=row.due_at - DAY / 24) == 0
    tell_of_breaches(now=row.due_at + DAY / 24)
    assert kinds() == [("late", "wang@example.com")]


def test_story_tells_scores_and_who_called(client, closed, manager, officer):
    lead = closed()
    row = actions.rate(lead=lead, score=1, proof="code")
    actions.rate(lead=lead, score=2, proof="code")
    actions.settle(rating=row, by=manager, outcome="已道歉。")
    client.force_login(officer)
    story = client.get(reverse("admin:leads_lead_change", args=[lead.pk])).context["story"]
    told = [(each.who, each.what) for each in story.entries if each.kind == "rating"]
    assert told == [
        ("访客（凭查询口令）", "评价 1 分（很差）"),
        ("访客（凭查询口令）", "改评 2 分（不好）"),
        ("老王", "已就评价联系访客"),
    ]


def test_erased_enquiry_keeps_the_figure_and_no_word(closed, manager):
    row = actions.rate(lead=closed(), score=2, reasons=["slow"], words=WORDS, proof="code")
    actions.settle(rating=row, by=manager, outcome="孙女士说材料没收到。")
    erase(lead=row.lead, now=timezone.now())
    row.refresh_from_db()
    assert (row.score, row.words, row.reasons, row.proof) == (2, "", [], "")
    assert "孙女士" not in row.outcome


# ---- What the database refuses ----


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("ratings_rating_one_to_five", {"score": 6}),
        ("ratings_rating_one_to_five", {"score": 4, "first_score": 0}),
        ("ratings_rating_bad_opens_a_case", {"score": 2}),
        ("ratings_rating_settled_with_outcome", {"outcome": "x"}),
        ("ratings_rating_settled_with_outcome", {"settled_at": LONG_AGO}),
        ("ratings_rating_times_in_order", {"changed_at": LONG_AGO}),
    ],
)
def test_constraints(closed, name, values):
    now = timezone.now()
    words = {"lead": closed(), "score": 4, "first_score": 4, "given_at": now}
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Rating.objects.create(**words | values)


def test_one_rating_an_enquiry(closed):
    lead = closed()
    Rating.objects.create(lead=lead, score=4, first_score=4)
    with pytest.raises(IntegrityError), transaction.atomic():
        Rating.objects.create(lead=lead, score=5, first_score=5)
