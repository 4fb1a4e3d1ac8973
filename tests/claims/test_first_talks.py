"""Who was first with a company: known across regions by digests, never by a name."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from claims.actions import take_up
from claims.company_marks import marks_of
from claims.models import CompanyMark, Standing, Talk
from leads.retention import erase
from tests.leads.factories import LeadFactory

DAY = datetime.timedelta(days=1)
CODE, OTHER_CODE = "91350211M000100Y43", "91320100X00000000A"


def standing(lead, now=None):
    return Standing.of(Talk.objects.known_by(marks_of(lead)), lead.site_id, now or timezone.now())


def test_whoever_answered_first_is_first(site, other_site, officer, other_officer, talk):
    first = talk(site, officer)
    second = talk(other_site, other_officer, company="示例锂业(青海)有限责任公司")
    assert standing(first).is_ours
    assert standing(second).is_others
    assert standing(second).first.site == site


def test_asking_alone_makes_nobody_first(site, officer):
    lead = LeadFactory(site=site, company="示例锂业（青海）有限公司")
    assert Talk.objects.count() == 0
    assert standing(lead).first is None


def test_without_a_company_nothing_is_kept(site, officer, talk):
    talk(site, officer, company="")
    talk(site, officer, company="个体户")
    assert Talk.objects.count() == 0


def test_protection_ends_ninety_days_after_the_last_contact(
    site, other_site, officer, other_officer, talk
):
    start = timezone.now() - 200 * DAY
    early = {"received_at": start - DAY}
    first = talk(site, officer, now=start, **early)
    take_up(first, start + 30 * DAY)  # another call
    second = talk(other_site, other_officer, now=start + 119 * DAY, **early)
    assert standing(second, start + 119 * DAY).is_others
    take_up(second, start + 121 * DAY)
    assert standing(second, start + 121 * DAY).is_ours
    assert standing(first, start + 121 * DAY).is_others


def test_a_code_decides_where_names_are_alike(site, other_site, officer, other_officer, talk):
    first = talk(site, officer, credit_code=CODE)
    same_name = talk(other_site, other_officer, credit_code=OTHER_CODE)
    assert standing(same_name).is_ours
    assert standing(first).is_ours


def test_a_code_finds_another_name(site, other_site, officer, other_officer, talk):
    talk(site, officer, credit_code=CODE)
    renamed = talk(other_site, other_officer, company="示例新能源有限公司", credit_code=CODE)
    assert standing(renamed).is_others


def test_no_name_and_no_code_is_kept(site, officer, talk):
    talk(site, officer, credit_code=CODE)
    kept = str([*CompanyMark.objects.values_list("digest", "scheme"), *Talk.objects.values()])
    assert CompanyMark.objects.count() == 2
    assert "示例" not in kept
    assert CODE not in kept


def test_a_former_key_still_finds_the_first(
    site, other_site, officer, other_officer, talk, settings
):
    talk(site, officer)
    former = settings.SECRET_KEY
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another" * 10, [former]
    assert standing(talk(other_site, other_officer)).is_others


def test_a_name_put_right_leaves_the_wrong_company(site, officer, talk):
    lead = talk(site, officer, company="错写的单位有限公司")
    lead.company = "示例锂业（青海）有限公司"
    take_up(lead, timezone.now())
    assert Talk.objects.count() == 1
    assert standing(lead).is_ours


def test_erasing_the_enquiry_lets_the_company_go(site, other_site, officer, other_officer, talk):
    first, second = talk(site, officer), talk(other_site, other_officer)
    erase(lead=first, now=timezone.now())
    take_up(second, timezone.now())
    assert standing(second).is_ours
    assert Talk.objects.count() == 1


def test_the_database_knows_one_first_alone(site, other_site, officer, other_officer, talk):
    talk(site, officer)
    second = standing(talk(other_site, other_officer)).own
    with pytest.raises(IntegrityError), transaction.atomic():
        second.marks.update(is_first=True)


def test_the_desk_says_that_not_who(client, site, other_site, officer, other_officer, talk):
    first = talk(site, officer)
    second = talk(other_site, other_officer)
    client.force_login(other_officer)
    shown = client.get(reverse("admin:leads_lead_change", args=[second.pk])).content.decode()
    assert "另一地区已于" in shown
    assert site.short_name not in shown
    assert first.reference not in shown
    client.force_login(officer)
    shown = client.get(reverse("admin:leads_lead_change", args=[first.pk])).content.decode()
    assert "本站首谈，保护到" in shown
    assert other_site.short_name not in shown
