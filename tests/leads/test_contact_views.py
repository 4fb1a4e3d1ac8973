"""Who saw whose contact: the report on the desk, and the command for a breach."""

import datetime
import io

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from leads.models import ContactView, PhoneSearch
from regions.models import Membership
from tests import factories
from tests.leads.factories import LeadFactory
from tests.rewritten import rewritten

REPORT = reverse("admin:leads_lead_contact_views")
NOW = timezone.make_aware(datetime.datetime(2026, 11, 20, 10, 30))
PERIOD = {"since": "2026-11-01", "until": "2026-11-30"}


def granted_before(moment, user):
    """The user, whose grants are told of in history as given a day before."""
    with rewritten(Membership.history.model) as history:
        history.filter(user=user).update(history_date=moment - datetime.timedelta(days=1))
    return user


@pytest.fixture
def officer(staff, site):
    return granted_before(NOW, staff("officer", site.region, username="li", first_name="小李"))


@pytest.fixture
def seen(officer, lead, site):
    """小李 saw one contact twice and another once, and looked for two numbers."""
    for one, reason in ((lead, ""), (lead, "回访"), (LeadFactory(site=site), "")):
        view = one.contact_views.create(by=officer, viewed_at=NOW, has_reason=bool(reason))
        if reason:
            one.follow_ups.create(by=officer, contact_view=view, body=reason)
    for hits in (1, 0):
        PhoneSearch.objects.create(by=officer, hits=hits, searched_at=NOW)
    return officer


@pytest.fixture
def report(client, staff, site):
    """report(role="manager", **query) → the page."""

    def get(role="manager", region=None, **query):
        client.force_login(staff(role, region or site.region))
        return client.get(REPORT, query)

    return get


def figures(page):
    return [
        (row.name, row.views, row.leads, row.with_reason, row.searches, row.hits)
        for row in page.context["rows"]
    ]


@pytest.mark.parametrize("role", ["manager", "auditor"])
def test_report_counts_by_account(report, seen, role):
    assert figures(report(role, **PERIOD)) == [("小李", 3, 2, 1, 2, 1)]


def test_report_lists_what_one_account_saw_and_why(report, seen, lead):
    page = report(**PERIOD, by=seen.pk)
    listed = [(one.reference, reason) for _, one, reason in page.context["listed"]]
    assert listed[1:] == [(lead.reference, "回访"), (lead.reference, "")]
    assert ("理由：回访" in page.text, lead.phone in page.text) == (True, False)


def test_days_of_the_period_count_whole(report, seen):
    with rewritten(ContactView) as views:
        views.update(viewed_at=NOW.replace(hour=23, minute=59))
    day = {"since": "2026-11-20", "until": "2026/11/20"}
    assert figures(report(**day)) == [("小李", 3, 2, 1, 2, 1)]
    assert figures(report(since="2026-11-21", until="2026-11-30")) == []
    assert figures(report(since="2026-11-01", until="2026-11-19")) == []


def test_without_a_period_it_is_the_last_thirty_days(report, officer, lead):
    now = timezone.now()
    for days in (29, 31):
        at = now - datetime.timedelta(days=days)
        ContactView.objects.create(lead=lead, by=officer, viewed_at=at)
    assert figures(report()) == [("小李", 1, 1, 0, 0, 0)]


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({"since": "gestern"}, "请填日期，如 2027-03-01。"),
        ({"until": "2026-13-01"}, "请填日期，如 2027-03-01。"),
        ({"until": "9999-12-31"}, "请填日期，如 2027-03-01。"),
        ({"since": "2026-11-02", "until": "2026-11-01"}, "开始的一天不能晚于结束的一天"),
    ],
)
def test_wrong_period_is_named_and_comes_back_filled_in(report, query, sentence):
    page = report(**query)
    assert (page.status_code, sentence in page.text) == (400, True)
    assert all(f'value="{value}"' in page.text for value in query.values())


@pytest.mark.parametrize("by", ["x", "0", "-1", "9" * 30, "\0"])
def test_account_that_cannot_be_is_no_fault_of_ours(report, seen, by):
    assert report(**PERIOD, by=by).status_code == 400


def test_report_is_of_the_own_region(report, seen, staff, other_site):
    stranger = staff("officer", other_site.region, first_name="远方")
    granted_before(NOW, stranger)
    ContactView.objects.create(lead=LeadFactory(site=other_site), by=stranger, viewed_at=NOW)
    PhoneSearch.objects.create(by=stranger, hits=1, searched_at=NOW)
    assert figures(report(**PERIOD)) == [("小李", 3, 2, 1, 2, 1)]
    assert report(**PERIOD, by=stranger.pk).context["listed"] == []
    assert figures(report(region=other_site.region, **PERIOD)) == [("远方", 1, 1, 0, 1, 1)]
    assert len(figures(report(region=other_site.region.parent, **PERIOD))) == 2


def test_two_posts_of_an_account_count_its_searches_once(report, seen, site):
    factories.MembershipFactory(user=seen, region=site.region, role="editor")
    assert figures(report(**PERIOD)) == [("小李", 3, 2, 1, 2, 1)]


@pytest.mark.parametrize("way", ["deleted", "moved", "given again"])
def test_searches_stay_in_the_report_when_the_grant_ends(report, seen, site, other_site, way):
    """They are of those regions where the account could search when it did."""
    grant = seen.memberships.get()
    if way == "moved":
        grant.region = other_site.region
        grant.save()
    else:
        grant.delete()
    if way == "given again":
        seen.memberships.create(region=other_site.region, role="officer")
    assert figures(report("auditor", **PERIOD)) == [("小李", 3, 2, 1, 2, 1)]
    assert figures(report("auditor", region=other_site.region, **PERIOD)) == []
    assert figures(report("auditor", region=site.region.parent, **PERIOD))[0][-2:] == (2, 1)


def test_searches_after_a_move_are_told_where_the_account_is_now(report, staff, site, other_site):
    officer = staff("officer", site.region, first_name="小王")
    PhoneSearch.objects.create(by=officer, hits=1)
    officer.memberships.get().delete()
    officer.memberships.create(region=other_site.region, role="officer")
    for _ in range(2):
        PhoneSearch.objects.create(by=officer, hits=0)
    assert figures(report("manager")) == [("小王", 0, 0, 0, 1, 1)]
    assert figures(report("manager", region=other_site.region)) == [("小王", 0, 0, 0, 2, 0)]
    assert figures(report("manager", region=site.region.parent)) == [("小王", 0, 0, 0, 3, 1)]


def test_searches_of_superusers_are_told_to_all_readers(report, superuser, site, other_site):
    """Also of one that is a superuser no more, and works in one region now."""
    PhoneSearch.objects.create(by=superuser, hits=1)
    told = [(superuser.username, 0, 0, 0, 1, 1)]
    assert figures(report("auditor")) == figures(report("manager")) == told
    superuser.is_superuser = False
    superuser.save()
    superuser.memberships.create(region=other_site.region, role="officer")
    assert figures(report("auditor", region=site.region)) == told
    assert figures(report("auditor", region=other_site.region)) == told


def test_grant_of_a_superuser_narrows_its_searches_not(report, superuser, site, other_site):
    superuser.memberships.create(region=other_site.region, role="officer")
    PhoneSearch.objects.create(by=superuser, hits=1)
    assert figures(report("auditor")) == [(superuser.username, 0, 0, 0, 1, 1)]


def test_searches_of_a_region_that_is_gone_are_told_to_all_readers(report, staff, prefecture):
    gone = factories.RegionFactory(adcode="632822", parent=prefecture)
    officer = staff("officer", gone, first_name="小赵")
    PhoneSearch.objects.create(by=officer, hits=1)
    assert figures(report("auditor")) == []  # the control
    gone.delete()
    assert figures(report("manager")) == [("小赵", 0, 0, 0, 1, 1)]


def test_report_costs_the_same_queries_with_one_and_three_accounts(
    client, staff, site, lead, seen, django_assert_num_queries
):
    client.force_login(staff("auditor", site.region))
    client.get(REPORT, PERIOD)
    with django_assert_num_queries(10):
        client.get(REPORT, PERIOD)
    for _ in range(2):
        ContactView.objects.create(lead=lead, by=staff("officer", site.region), viewed_at=NOW)
    with django_assert_num_queries(10):
        client.get(REPORT, PERIOD)


def test_start_page_tells_managers_of_accounts_that_see_many(client, staff, site, officer, lead):
    ContactView.objects.create(lead=lead, by=officer, has_reason=True)
    told = {}
    for role in ("manager", "auditor", "officer"):
        client.force_login(staff(role, site.region))
        told[role] = client.get(reverse("admin:index")).text.count("<b>频繁查看联系方式的账号<")
    assert told == {"manager": 1, "auditor": 1, "officer": 0}


# ---- The command ----


def answer(*arguments):
    out = io.StringIO()
    call_command("contact_views", *arguments, stdout=out)
    return out.getvalue().splitlines()


def test_command_lists_whose_contact_an_account_saw(seen, lead):
    lines = answer("li", "--since", "2026-11-20", "--until", "2026-11-20")
    assert lines[:2] == [
        f"2026-11-20 10:30:00  {lead.reference}  golmud",
        f"2026-11-20 10:30:00  {lead.reference}  golmud  回访",
    ]
    assert lines[3:] == ["共查看 3 次联系方式，按电话查找 2 次。"]
    assert answer("li", "--since", "2026-11-21", "--until", "2026-11-30") == [
        "共查看 0 次联系方式，按电话查找 0 次。"
    ]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("nobody", "--since", "2026-11-01", "--until", "2026-11-30"), "没有这个账号"),
        (("li", "--since", "gestern", "--until", "2026-11-30"), "日期应像 2026-11-28"),
    ],
)
def test_command_says_what_it_does_not_understand(seen, arguments, sentence):
    with pytest.raises(CommandError, match=sentence):
        answer(*arguments)
