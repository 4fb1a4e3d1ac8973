"""A board paper: put together at the desk, read behind its link, stopped by either side."""

import datetime
import io

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from leads.actions import LeadConflict
from leads.lead_needs import keep_needs
from leads.models import Outbox
from leads.notifications.mails import compose
from leads.retention import erase
from parks.datasheet.pdf import PRESSES
from proposals import actions
from proposals.board_paper import paper_of
from proposals.lead_proposals import link_of
from proposals.links import digest_of, known_token, token_of
from proposals.models import Proposal
from proposals.proposal_steps import STOPPED
from tests.factories import ListingFactory, PolicyFactory

DAY = datetime.timedelta(days=1)
LONG_AGO = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)


def in_days(number):
    return timezone.localdate() + number * DAY


@pytest.fixture
def send(asked, officer, places):
    """send(policies=[…], …) → a paper on both places."""

    def make(**changes):
        words = {"title": "电池材料项目", "sentence": "建议先看甲厂房。", "steps": ["12-08 报名"]}
        words |= {"expires_on": in_days(60), "policies": [], "lead": asked, "by": officer}
        words |= {"listings": [place.pk for place in places]}
        return actions.send_proposal(**words | changes)

    return make


@pytest.fixture
def desk(client, officer, asked):
    """desk(**data) → the page after its form, else the page itself."""
    address = reverse("proposal_plan", args=[asked.pk])

    def post(**data):
        client.force_login(officer)
        return client.post(address, data, follow=True) if data else client.get(address)

    return post


def typed(halls, **changes):
    return {
        "heading": "电池材料项目",
        "sentence": "建议先看甲厂房。",
        "places": [place.pk for place in halls],
        "steps": "12 月 8 日 报名截止\n\n12 月 18 日 竞价",
        "expires_on": in_days(30).isoformat(),
    } | changes


def paper_page(site, proposal, url_name="proposal_detail"):
    """By somebody who has the link and nothing else."""
    return Client().get(reverse(url_name, args=[site.slug, known_token(proposal)]))


# ---- The desk ----


def test_officer_sends_a_paper_and_the_investor_is_told(client, desk, asked, places, site):
    page = desk()
    assert [label for _, label in page.context["form"].fields["places"].choices] == [
        "甲厂房（F-1）",
        "乙厂房（F-2）",
    ]
    page = desk(**typed(places))
    assert [str(m) for m in page.context["messages"]] == ["方案已发出，投资人在进度页看得到链接。"]
    row = Proposal.objects.get()
    assert row.steps == ["12 月 8 日 报名截止", "12 月 18 日 竞价"]
    assert link_of(row, site) in page.text
    mail = compose(Outbox.objects.get(kind="proposal"))
    assert (mail.to, known_token(row) in mail.body) == (["zhao@example.com"], False)
    case = client.get(reverse("admin:leads_lead_change", args=[asked.pk]))
    assert "发过 1 份，1 份的链接打得开" in case.text
    told = [(e.who, e.what, e.body) for e in case.context["story"].entries if e.kind == "proposal"]
    assert told == [("小李", "发出选址方案", "电池材料项目")]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"heading": ""}, "请写方案的标题"),
        ({"sentence": " "}, "请写一句话建议"),
        ({"heading": "赵女士的方案"}, "请去掉访客的称呼"),
        ({"sentence": "打 138 0000 1234 联系"}, "请去掉手机号"),
        ({"steps": "找 zhao@example.com"}, "请去掉访客的邮箱"),
        ({"steps": "\n".join("一二三四五六七八九")}, "最多 8 行"),
        ({"steps": "长" * 81}, "一行最多 80 字"),
        ({"places": []}, "请至少放一处空间"),
        ({"places": [10**9]}, "请在列表里重新选择"),
        ({"codes": "F-1，X-9"}, "没有公开的这个编号：X-9"),
        ({"expires_on": ""}, "请填链接有效到哪天"),
        ({"expires_on": "2020-01-01"}, "请填明天以后、180 天以内的一天"),
    ],
)
def test_what_cannot_be_sent_comes_back_filled(desk, places, changes, sentence):
    page = desk(**typed(places, **changes))
    assert (page.status_code, sentence in page.text) == (400, True)
    assert "12 月 18 日 竞价" in page.text or "steps" in changes
    assert not Proposal.objects.exists()


def test_places_by_code_stand_beside_those_asked_about_up_to_four(desk, places, site):
    more = [ListingFactory(region=site.region, code=f"M-{n}", kind="factory") for n in range(3)]
    page = desk(**typed(places, codes="M-0, M-1、M-2"))
    assert (page.status_code, "一份方案最多放 4 处空间" in page.text) == (400, True)
    desk(**typed(places, codes="M-1 F-1"))
    assert Proposal.objects.get().sent["order"] == [places[0].pk, places[1].pk, more[1].pk]


def test_place_that_went_meanwhile_is_said(asked, officer, places, send):
    places[1].withdraw()
    with pytest.raises(LeadConflict, match="刚刚下线"):
        send()


def test_only_officers_of_the_region_send_and_stop(client, asked, send, staff, site, other_site):
    paper = send()
    address = reverse("proposal_plan", args=[asked.pk])
    for person, status in (
        (staff("officer", other_site.region), 404),
        (staff("editor", site.region), 404),
    ):
        client.force_login(person)
        assert client.get(address).status_code == status
        with pytest.raises(PermissionDenied):
            actions.stop_proposal(proposal=paper, by=person)
    client.force_login(staff("auditor", site.region))
    page = client.get(address)
    assert (page.status_code, known_token(paper) in page.text) == (200, False)
    assert client.post(address, {"stop": paper.pk}).status_code == 403


# ---- Behind the link ----


def test_paper_holds_verdicts_costs_policies_steps_and_nobody(send, site, places, asked):
    policy = PolicyFactory(region=site.region, title="厂房补贴办法", ceiling_wan=60)
    asked.follow_ups.create(body="内部机密")
    page = paper_page(site, send(policies=[policy.pk]))
    paper = page.context["paper"]
    assert [(label, [cell.verdict for cell in row]) for label, row in paper.needs] == [
        ("面积 ≥ 2,000\u00a0㎡", ["符合", "不符合"])
    ]
    costs = {label: [cell.words for cell in row] for label, row in paper.costs}
    assert costs["每月共"] == ["约 3\u00a0万元", "约 1.2\u00a0万元"]
    assert costs["10 年累计"] == ["约 360\u00a0万元", "约 144\u00a0万元"]
    [widths] = [[bar.width for bar in bars] for label, _, bars in paper.groups if label == "10 年"]
    assert widths == [560, 224]
    for words in ("厂房补贴办法", "最高 60 万元", "12-08 报名", "建议先看甲厂房。"):
        assert words in page.text
    for words in ("赵女士", "13800001234", "zhao@example.com", asked.reference, "内部机密", "小李"):
        assert words not in page.text
    assert paper.changed == 0


def test_link_is_kept_by_nobody(send, site):
    page = paper_page(site, send())
    assert "no-store" in page["Cache-Control"]
    assert (page["X-Robots-Tag"], page["Referrer-Policy"]) == ("noindex, nofollow", "no-referrer")
    assert '<meta name="robots" content="noindex, nofollow">' in page.text
    assert not page.cookies


def test_what_changed_since_is_marked_with_the_old_value_struck(send, site, places):
    policy = PolicyFactory(region=site.region, ceiling_wan=60)
    proposal = send(policies=[policy.pk])
    places[0].price_amount = 11
    places[0].save()
    policy.ceiling_wan = 80
    policy.save()
    places[1].withdraw()
    page = paper_page(site, proposal)
    paper = page.context["paper"]
    costs = dict(paper.costs)
    assert (costs["每月共"][0].words, costs["每月共"][0].was) == (
        "约 3.3\u00a0万元",
        "约 3\u00a0万元",
    )
    assert "<s>约 3\u00a0万元</s>" in page.text
    assert paper.policies[0].ceiling.was == "最高 60 万元"
    assert [cell.words for cell in (costs["每月共"][1], paper.needs[0][1][1])] == ["现在不公开"] * 2
    assert f"发出以后有 {paper.changed} 处变了" in page.text
    # Cheaper words about needs change nothing that was sent.
    keep_needs(proposal.lead, {"area_min": "1", "area_unit": "sqm"})
    assert paper_of(Proposal.objects.get(), site).needs[0][0] == "面积 ≥ 2,000\u00a0㎡"


def test_policy_that_went_stays_as_it_was_sent(send, site):
    policy = PolicyFactory(region=site.region, title="厂房补贴办法")
    proposal = send(policies=[policy.pk])
    policy.withdraw()
    [line] = paper_page(site, proposal).context["paper"].policies
    assert (line.key, line.title, line.state.words) == (0, "厂房补贴办法", "现在不公开")


def test_paper_costs_the_same_queries_for_one_place_and_for_two(
    send, site, places, django_assert_num_queries
):
    policies = [PolicyFactory(region=site.region).pk]
    for keys in ([places[0].pk], [place.pk for place in places]):
        proposal = send(listings=keys, policies=policies)
        with django_assert_num_queries(3):
            paper_of(proposal, site)


def test_pdf_says_what_the_page_says(send, site):
    policy = PolicyFactory(region=site.region, title="厂房补贴办法", ceiling_wan=60)
    reply = paper_page(site, send(policies=[policy.pk]), "proposal_sheet")
    assert (reply.status_code, reply["Content-Type"]) == (200, "application/pdf")
    assert reply["X-Robots-Tag"] == "noindex, nofollow"
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(reply.content)).pages)
    text = "".join(text.split())
    for words in ("电池材料项目", "甲厂房", "不符合", "约360万元", "厂房补贴办法", "12-08报名"):
        assert words in text
    assert "赵女士" not in text


def test_pdf_of_a_busy_press_is_the_page(send, site, settings):
    settings.SHEET_WAIT_SECONDS = 0.01
    proposal = send()
    taken = [PRESSES.acquire(blocking=False) for _ in range(2)]
    try:
        page = paper_page(site, proposal, "proposal_sheet")
    finally:
        for _ in filter(None, taken):
            PRESSES.release()
    assert (page.status_code, "请过几秒再试" in page.text) == (503, True)


def test_link_that_is_over_says_so_and_leads_on(send, site, other_site, officer):
    stopped, expired = send(), send(expires_on=in_days(1))
    actions.stop_proposal(proposal=stopped, by=officer)
    Proposal.objects.filter(pk=expired.pk).update(expires_on=in_days(-1))
    for proposal, words in ((stopped, "已停用"), (expired, "已到期")):
        for url_name in ("proposal_detail", "proposal_sheet"):
            page = paper_page(site, proposal, url_name)
            assert (page.status_code, words in page.text, "甲厂房" in page.text) == (
                410,
                True,
                False,
            )
            assert reverse("lead_status", args=[site.slug]) in page.text
            assert page["X-Robots-Tag"] == "noindex, nofollow"
    assert paper_page(other_site, send()).status_code == 404
    guess = reverse("proposal_detail", args=[site.slug, "a" * 32])
    assert Client().get(guess).status_code == 404


# ---- The investor ----


def test_investor_has_the_link_and_stops_it(visitor, send, site, asked, other_site):
    proposal = send()
    assert link_of(proposal, site) in visitor(asked).text
    page = visitor(asked, "paper-stop", proposal=proposal.pk)
    assert STOPPED in page.text
    assert known_token(proposal) not in page.text
    proposal.refresh_from_db()
    assert (proposal.stopped_by, proposal.stopped_at is not None) == (None, True)
    assert paper_page(site, proposal).status_code == 410
    for key in ("x", 10**9, 10**30):
        assert visitor(asked, "paper-stop", proposal=key).status_code == 404


# ---- What is kept ----


def test_database_alone_opens_nothing_and_an_old_key_still_does(send, site, settings):
    proposal = send()
    token = known_token(proposal)
    assert len(token) == 32
    assert token not in str(Proposal.objects.values().get())
    assert proposal.link_digest == digest_of(token) == digest_of(token_of(proposal.salt))
    old = settings.SECRET_KEY
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "new" * 20, [old]
    assert known_token(proposal) == token
    settings.SECRET_KEY_FALLBACKS = []
    assert (known_token(proposal), link_of(proposal, site)) == ("", "")


def test_erased_enquiry_leaves_no_paper(send, site):
    proposal = send()
    erase(lead=proposal.lead, now=timezone.now())
    assert paper_page(site, proposal).status_code == 404


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("proposals_proposal_says_something", {"title": ""}),
        ("proposals_proposal_says_something", {"sentence": ""}),
        ("proposals_proposal_link_is_a_digest", {"link_digest": "x"}),
        ("proposals_proposal_times_in_order", {"stopped_at": LONG_AGO}),
    ],
)
def test_constraints(asked, officer, name, values):
    words = {"lead": asked, "by": officer, "title": "a", "sentence": "b", "sent": {}}
    words |= {"expires_on": in_days(9)}
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Proposal.objects.create(**words | values)
