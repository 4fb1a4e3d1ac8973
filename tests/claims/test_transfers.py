"""A company passes from one region to another where both agree."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from claims.claim_parts import standing_of
from claims.models import ClaimTransfer
from leads.models import Outbox
from leads.notifications.mails import compose

WHY = {"words": "项目选址在我们县，由我们来服务。", "credit": "half"}


@pytest.fixture
def sides(site, other_site, officer, other_officer, chief, other_chief, talk):
    """(the enquiry of who was first, that of who came later)"""
    return talk(site, officer), talk(other_site, other_officer)


def standing(lead):
    return standing_of(lead, timezone.now())


def asked(claim_page, sides, other_officer, **changes):
    return claim_page(other_officer, sides[1], "ask", **(WHY | changes))


def answer(claim_page, chief, sides, **data):
    transfer = ClaimTransfer.objects.get().pk
    return claim_page(chief, sides[0], "answer", **({"transfer": transfer} | data))


def test_both_agree_and_the_company_passes_on(claim_page, sides, other_officer, chief, other_chief):
    reply = asked(claim_page, sides, other_officer)
    assert "已请对方移交" in reply.text
    mail = Outbox.objects.get(kind="claim")
    assert (mail.recipient, mail.lead) == (chief.email, sides[0])
    assert reverse("claim", args=[sides[0].pk]) in compose(mail).body
    reply = answer(claim_page, chief, sides, agrees="yes", words="")
    assert "已答复" in reply.text
    assert standing(sides[1]).is_ours
    assert standing(sides[0]).is_others
    assert Outbox.objects.get(kind="claimback").recipient == other_chief.email
    row = ClaimTransfer.objects.get()
    assert (row.state, row.credit, row.answered_by) == ("agreed", "half", chief)


def test_declined_with_a_reason_everything_stays(claim_page, sides, other_officer, chief):
    asked(claim_page, sides, other_officer)
    reply = answer(claim_page, chief, sides, agrees="no", words="")
    assert reply.status_code == 400
    assert "不同意的，请写原因" in reply.text
    answer(claim_page, chief, sides, agrees="no", words="下周就签约了。")
    assert standing(sides[0]).is_ours
    shown = claim_page(other_officer, sides[1]).text
    assert "下周就签约了。" in shown
    assert "请对方移交" in shown  # once more, later


def test_an_officer_of_the_first_region_does_not_decide(claim_page, sides, officer, other_officer):
    asked(claim_page, sides, other_officer)
    assert "由本站负责人答复" in claim_page(officer, sides[0]).text
    assert answer(claim_page, officer, sides, agrees="yes").status_code == 403
    assert standing(sides[0]).is_ours


def test_nobody_answers_for_the_other_side(claim_page, sides, other_officer, other_chief, chief):
    asked(claim_page, sides, other_officer)
    transfer = ClaimTransfer.objects.get().pk
    mine = {"transfer": transfer, "agrees": "yes"}
    assert claim_page(other_chief, sides[1], "answer", **mine).status_code == 409
    assert claim_page(chief, sides[0], "withdraw", transfer=transfer).status_code == 409
    assert claim_page(chief, sides[1]).status_code in {403, 404}
    assert ClaimTransfer.objects.get().state == "asked"


def test_asked_twice_is_asked_once(claim_page, sides, other_officer):
    asked(claim_page, sides, other_officer)
    reply = asked(claim_page, sides, other_officer, words="再问一次")
    assert reply.status_code == 409
    assert "等对方答复" in reply.text
    assert ClaimTransfer.objects.count() == 1
    giver, taker = ClaimTransfer.objects.values_list("giver", "taker").get()
    with pytest.raises(IntegrityError), transaction.atomic():
        ClaimTransfer.objects.create(
            giver_id=giver, taker_id=taker, credit="half", words="x", asked_by=other_officer
        )


def test_what_was_asked_can_be_taken_back(claim_page, sides, other_officer, chief):
    asked(claim_page, sides, other_officer)
    transfer = ClaimTransfer.objects.get().pk
    assert "请求已撤回" in claim_page(other_officer, sides[1], "withdraw", transfer=transfer).text
    assert answer(claim_page, chief, sides, agrees="yes").status_code == 409
    assert standing(sides[0]).is_ours


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"words": ""}, "请填写理由"),
        ({"words": "长" * 201}, "最多 200 字"),
        ({"credit": "all"}, "选"),
    ],
)
def test_a_form_comes_back_filled(claim_page, sides, other_officer, wrong, sentence):
    reply = asked(claim_page, sides, other_officer, **wrong)
    assert reply.status_code == 400
    assert sentence in reply.text
    kept = (WHY | wrong)["words"]
    assert not kept or kept in reply.text
    assert ClaimTransfer.objects.count() == 0


def test_who_is_first_has_nothing_to_ask(claim_page, sides, officer):
    shown = claim_page(officer, sides[0])
    assert "本站" in shown.text
    assert claim_page(officer, sides[0], "ask", **WHY).status_code == 409
    assert claim_page(officer, sides[0], "else").status_code == 404


def test_the_list_shows_either_side_its_own_enquiry(
    client, claim_page, sides, other_officer, chief
):
    asked(claim_page, sides, other_officer)
    for user, own, other in ((other_officer, sides[1], sides[0]), (chief, *sides)):
        client.force_login(user)
        shown = client.get(reverse("claim_list")).content.decode()
        assert own.reference in shown
        assert other.reference not in shown


def test_no_stranger_reads_the_list(client, sides, staff, site):
    client.force_login(staff("editor", site.region))
    assert client.get(reverse("claim_list")).status_code == 403
