"""The page 数字: whose enquiries it counts for whom, and for which days."""

import pytest
from django.urls import reverse
from django.utils import timezone

from regions.models import Membership
from reporting.models import QuarterFigures
from reporting.report_tables import share
from tests.factories import SiteFactory, UserFactory
from tests.leads.factories import LeadFactory

ADDRESS = reverse("lead_report")


@pytest.fixture
def worked(site, prefecture):
    """(the prefecture's own site, officer of the county): three enquiries, one of spam."""
    above = SiteFactory(region=prefecture)
    officer = UserFactory(last_name="钱", first_name="县里", is_staff=True)
    Membership.objects.create(user=officer, region=site.region, role="officer")
    now = timezone.now()
    LeadFactory(site=site, owner=officer, received_at=now)
    LeadFactory(site=site, received_at=now)
    LeadFactory(site=above, received_at=now)
    LeadFactory(site=site, received_at=now, is_quarantined=True)
    return above, officer


def _counts(client, user):
    client.force_login(user)
    response = client.get(ADDRESS, {"span": "month"})
    sides = {
        table.key: [(row.name, row.cells[0]) for row in table.rows]
        for table in response.context["sides"]
    }
    return response.context["total"].received, sides["officer"], sides["site"], response.text


def test_counts_reach_as_far_as_the_grant_and_names_do_not(
    client, staff, superuser, site, other_site, worked, prefecture, django_assert_max_num_queries
):
    above, officer = worked
    chief = staff("manager", prefecture)
    client.force_login(chief)
    client.get(ADDRESS)
    with django_assert_max_num_queries(20):
        client.get(ADDRESS)
    received, officers, sites, text = _counts(client, chief)
    assert (received, officers) == (3, [("下级地区", "2"), ("没有专员", "1")])
    assert sites == [(site.region.name, "2"), (above.region.name, "1")]
    assert "钱" not in text
    assert _counts(client, officer)[:3] == (1, [("钱县里", "1")], [(site.region.name, "1")])
    for user in (staff("auditor", prefecture), superuser):
        assert _counts(client, user)[:2] == (3, [("没有专员", "2"), ("钱县里", "1")])
    assert _counts(client, staff("manager", other_site.region))[0] == 0


def test_looking_at_one_county_names_nobody_of_it(client, staff, site, worked, prefecture):
    chief = staff("manager", prefecture)
    client.force_login(chief)
    client.post(reverse("desk_site"), {"site": site.pk})
    received, officers, _, text = _counts(client, chief)
    assert (received, officers) == (2, [("下级地区", "2")])
    assert "钱" not in text
    ledger = reverse("lead_ledger_export") + "?span=month"
    reply = client.post(ledger, {"format": "csv", "reason": "季度汇报"})
    assert "赵女士" not in b"".join(reply.streaming_content).decode("utf-8-sig")


def test_a_share_is_never_said_to_be_all_of_it_where_it_is_not():
    assert share(399, 400) == "99\u00a0%"
    assert share(400, 400) == "100\u00a0%"
    assert QuarterFigures(judged=400, on_time=399).on_time_share == "99"


def test_days_of_ones_own_are_compared_with_as_many_before(client, staff, site):
    client.force_login(staff("manager", site.region))
    page = client.get(ADDRESS, {"since": "2026-03-02", "until": "2026-03-11"})
    before = page.context["before"]
    assert (str(before.since_on), str(before.until_on)) == ("2026-02-20", "2026-03-01")
    for asked, words in (
        ({"since": "2026-03-12", "until": "2026-03-11"}, "开始的一天不能晚于结束的一天"),
        ({"since": "2020-01-01", "until": "2026-03-11"}, "一次最多看三年"),
        ({"since": "gestern"}, "请填日期"),
        ({"span": "decade"}, "看这段时间"),
    ):
        page = client.get(ADDRESS, asked)
        assert page.status_code == 400
        assert words in page.text
