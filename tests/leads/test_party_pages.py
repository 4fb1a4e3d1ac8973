"""The page of a file and two side by side: one region's officers, masked, undoable for 30 days."""

import datetime
import re
import threading

import pytest
from django.contrib.admin.models import LogEntry
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone

from leads import actions
from leads.models import Lead, Party, PartyMerge
from leads.parties import join
from leads.references import new_reference
from tests.leads.factories import LeadFactory


def joined(site, **values):
    lead = LeadFactory(site=site, first_reply_at=None, **values)
    join(lead)
    return lead


@pytest.fixture
def officer(client, staff, site):
    officer = staff("officer", site.region)
    client.force_login(officer)
    return officer


@pytest.fixture
def two(site):
    """One firm under two names: (lead, lead)."""
    return (
        joined(site, company="示例锂业有限公司", email="zhao@example.com"),
        joined(site, company="示例锂材料公司", phone="13900005678", contact_name="钱先生"),
    )


def url(name, *args):
    return reverse(f"admin:leads_{name}", args=args)


def merge(one, other, by, name=None):
    return actions.merge_parties(
        kept=one.company_party,
        absorbed=other.company_party,
        name=name or one.company_party.name,
        by=by,
    )


def of_file(lead):
    party = Party.objects.get(pk=lead.company_party_id).whole
    return set(Lead.objects.of_party(party))


def test_enquiry_shows_what_else_came_from_the_same_person_and_firm(client, officer, site):
    first = joined(site, company="示例锂业公司", message="第一次的话")
    second = joined(site, company="示例锂业公司")
    page = client.get(url("lead_change", second.pk)).content.decode()
    titles = re.findall(r"<h2[^>]*>\s*(同一\S+)\s*</h2>", page)
    assert titles == ["同一个人的其他咨询（1）", "同一单位的其他咨询（1）"]
    assert page.count(url("lead_change", first.pk)) == 3  # the queue, too
    file = client.get(url("party", second.person_party_id)).content.decode()
    assert file.index(second.reference) < file.index(first.reference)
    assert "138****1234" in file
    assert "13800001234" not in file
    listed = client.get(url("lead_changelist"), {"party": second.company_party_id})
    assert listed.context["cl"].result_count == 2


def test_nothing_is_told_of_another_region(client, officer, site, other_site):
    own, foreign = joined(site, company="示例锂业公司"), joined(other_site, company="示例锂业公司")
    page = client.get(url("lead_change", own.pk)).content.decode()
    assert "其他咨询（0）" in page
    assert foreign.reference not in page
    assert client.get(url("party", foreign.company_party_id)).status_code == 404
    both = url("party_merge", own.company_party_id, foreign.company_party_id)
    assert client.post(both).status_code == 404
    typed = client.post(url("party", own.company_party_id), {"reference": foreign.reference})
    unknown = client.post(url("party", own.company_party_id), {"reference": new_reference()})
    words = "本站点没有这个编号的咨询，或者它没有这种档案，请核对"
    assert [reply.context["form"].errors["reference"] for reply in (typed, unknown)] == [
        [words],
        [words],
    ]
    listed = client.get(url("lead_changelist"), {"party": foreign.company_party_id})
    assert {lead.pk for lead in listed.context["cl"].result_list} == {own.pk}


def test_auditor_reads_the_file_and_cannot_merge(client, staff, site, two):
    client.force_login(staff("auditor", site.region))
    one, other = (lead.company_party_id for lead in two)
    page = client.get(url("party", one))
    assert (page.status_code, page.context["may_work"]) == (200, False)
    assert client.post(url("party", one), {"reference": two[1].reference}).status_code == 403
    assert client.get(url("party_merge", one, other)).status_code == 403
    client.force_login(staff("editor", site.region))
    assert client.get(url("party", one)).status_code == 403


def test_files_are_merged_side_by_side_and_taken_apart(client, officer, two):
    one, other = (lead.company_party for lead in two)
    found = client.post(url("party", one.pk), {"reference": two[1].reference.lower()})
    assert found["Location"] == url("party_merge", one.pk, other.pk)
    page = client.get(found["Location"]).content.decode()
    assert "139****5678" in page
    assert "checked" not in page  # nothing is chosen beforehand
    gained = re.findall(r"<ins[^>]*>([^<]*)</ins>", page)
    assert gained == ["钱先生", "示例锂材料公司", "139****5678"]
    refused = client.post(found["Location"])
    assert (refused.status_code, refused.context["form"].errors) == (
        400,
        {"name": ["请选择合并后用哪个名称"]},
    )
    client.post(found["Location"], {"name": other.name})
    assert of_file(two[0]) == of_file(two[1]) == {*two}
    one.refresh_from_db()
    assert one.name == "示例锂材料公司"
    file = client.get(url("party", other.pk), follow=True).content.decode()
    assert two[0].reference in file
    client.post(url("party_undo", PartyMerge.objects.get().pk))
    assert [of_file(lead) for lead in two] == [{two[0]}, {two[1]}]
    one.refresh_from_db()
    assert one.name == "示例锂业有限公司"
    told = LogEntry.objects.order_by("pk").values_list("object_id", "change_message")
    assert list(told) == [
        (str(one.pk), f"把档案 {other.pk} 并进来"),
        (str(other.pk), f"并入档案 {one.pk}"),
        (str(one.pk), f"撤销档案 {one.pk} 与 {other.pk} 的合并"),
        (str(other.pk), f"撤销档案 {one.pk} 与 {other.pk} 的合并"),
    ]


def test_merges_of_merged_files_are_taken_apart_in_any_order(officer, site, two):
    third = joined(site, company="示例锂电公司", phone="13700001111")
    inner, outer = merge(two[1], third, officer), merge(*two, officer)
    assert of_file(third) == {*two, third}
    late = joined(site, company="示例锂电公司", phone="13700002222")
    actions.undo_merge(merge=inner, by=officer)
    assert of_file(third) == {third, late}
    assert of_file(two[0]) == {*two}
    actions.undo_merge(merge=outer, by=officer)
    assert [of_file(lead) for lead in two] == [{two[0]}, {two[1]}]
    with pytest.raises(actions.LeadConflict, match="已经撤销"):
        actions.undo_merge(merge=outer, by=officer)


def test_merging_is_refused(officer, staff, other_site, site, two):
    done = merge(*two, officer)
    later = timezone.now() + datetime.timedelta(days=31)
    with pytest.raises(actions.LeadConflict, match="满 30 天"):
        actions.undo_merge(merge=done, by=officer, now=later)
    with pytest.raises(actions.LeadConflict, match="刚刚有人改过"):
        merge(*two, officer)
    coded = [
        joined(site, company=f"示例{code}公司", credit_code=code, phone="13700001111")
        for code in ("甲乙丙", "丁戊己")
    ]
    with pytest.raises(actions.LeadConflict, match="信用代码不同"):
        merge(*coded, officer)
    stranger = staff("officer", other_site.region)
    with pytest.raises(PermissionDenied):
        actions.undo_merge(merge=done, by=stranger)


def test_one_enquiry_is_taken_out_of_its_file(client, officer, site):
    first, second = joined(site), joined(site, email="qian@example.com")
    alone = client.post(url("lead_step", first.pk, "split"), {"kind": "company"}, follow=True)
    assert [str(m) for m in alone.context["messages"]] == ["这份档案里只有这一条咨询，不用拆。"]
    client.post(url("lead_step", second.pk, "split"), {"kind": "person"})
    second.refresh_from_db()
    assert second.person_party != first.person_party
    assert joined(site).person_party == first.person_party
    again = joined(site, phone="", email="qian@example.com")
    assert again.person_party == second.person_party
    note = second.follow_ups.get().body
    assert note == "从个人档案里拆出，不再与其他咨询连在一起。"


def test_contact_is_put_right_and_the_first_words_stay(client, officer, site):
    lead = joined(site, email="zhao@example.com")
    known = joined(site, phone="13900005678")
    step = url("lead_step", lead.pk, "correct")
    words = {"contact_name": "赵先生", "company": "示例锂业公司", "phone": "139 0000 5678"}
    sent = words | {"mark": actions.contact_mark(lead)}
    page = client.get(url("lead_change", lead.pk)).content.decode()
    assert "13800001234" not in page
    bad = client.post(step, sent | {"phone": "139", "credit_code": "1"})
    assert bad.status_code == 400
    assert 'value="赵先生"' in bad.content.decode()
    client.post(step, sent, follow=True)
    lead.refresh_from_db()
    assert (lead.contact_name, lead.phone, lead.email) == (
        "赵先生",
        "13900005678",
        "zhao@example.com",
    )
    assert lead.person_party == known.person_party
    assert lead.submission.payload == {"message": lead.message}
    assert lead.follow_ups.get().body == (
        "更正：称呼 赵女士 → 赵先生；单位 空 → 示例锂业公司；电话 138****1234 → 139****5678"
    )
    late = client.post(step, sent | {"contact_name": "赵"}, follow=True)
    assert [str(m) for m in late.context["messages"]] == [
        "刚刚有人改过这里的内容，请看一下现在的再改。"
    ]


@pytest.mark.django_db(transaction=True)
def test_what_arrives_while_two_files_are_merged_is_in_the_merged_file(site, staff):
    officer = staff("officer", site.region)
    one, other = joined(site, company="示例锂业公司"), joined(site, company="示例锂材料公司")
    merged, arrived = threading.Event(), threading.Event()
    late = LeadFactory(site=site, company="示例锂材料公司")

    def arrive():
        try:
            with transaction.atomic():
                join(late)
                merged.wait(10)  # commits after the merge, which had not seen it
        finally:
            arrived.set()
            connection.close()

    visitor = threading.Thread(target=arrive)
    visitor.start()
    merge(one, other, officer)
    merged.set()
    visitor.join(10)
    assert arrived.is_set()
    assert of_file(one) == of_file(late) == {one, other, late}
