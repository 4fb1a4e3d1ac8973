"""A changed rule reaches its listings: at once where they are few, else batch by batch."""

import datetime

import pytest
from django.core.management import call_command
from django.utils import timezone

from parks import actions
from parks.models import KindRule, Listing, ListingIndex, RuleRecalculation
from publishing.models import NotAllowedError
from search.models import SearchEntry
from tests import factories
from tests.transactions import overlapping

DAY = datetime.timedelta(days=1)
PAGE = "/admin/parks/kindrule/{}/change/"


def changed_rule(**days):
    rule = KindRule.objects.get(kind="factory")
    for name, value in days.items():
        setattr(rule, name, value)
    return rule


def listings(site, count, **fields):
    published = {"publish_at": timezone.now() - 400 * DAY, "verified_at": timezone.now() - 9 * DAY}
    return [
        factories.ListingFactory(region=site.region, **published, **fields) for _ in range(count)
    ]


def are_in_step(rule):
    """Whether every stored listing of the kind, its entry and its row have the rule's dates."""
    answers = set()
    for listing in Listing.objects.filter(kind=rule.kind):
        dates = (listing.stale_at, listing.hidden_at)
        wanted = [
            date(listing.verified_at, listing.publish_at)
            for date in (rule.stale_at, rule.hidden_at)
        ]
        gone_at = {
            SearchEntry.objects.get(object_id=listing.pk, type="listing").expire_at,
            ListingIndex.objects.get(listing=listing).expire_at,
        }
        answers.add((dates == tuple(wanted), gone_at == {wanted[1]}))
    return answers == {(True, True)}


def test_few_listings_follow_at_once(site, django_capture_on_commit_callbacks):
    listings(site, 3)
    rule = changed_rule(fresh_days=40)
    with django_capture_on_commit_callbacks(execute=True):
        assert actions.change_rule(rule=rule).total == 3
    assert are_in_step(rule)
    assert not RuleRecalculation.objects.exists()


def test_many_listings_follow_batch_by_batch(site):
    mine, plot = listings(site, 5), factories.LandFactory(region=site.region)
    rule = changed_rule(fresh_days=40)
    actions.change_rule(rule=rule)
    before = (plot.stale_at, plot.hidden_at)
    progress = []
    while actions.recalculate_batch(size=2):
        owed = RuleRecalculation.objects.first()
        progress.append(owed.progress if owed else "")
    assert progress == ["2 / 5 处", "4 / 5 处", ""]
    assert are_in_step(rule)
    plot.refresh_from_db()
    assert (plot.stale_at, plot.hidden_at) == before
    assert len(mine) == 5


def test_worker_carries_on_where_a_batch_ended(site):
    first, *_ = listings(site, 5)
    rule = changed_rule(fresh_days=40)
    actions.change_rule(rule=rule)
    actions.recalculate_batch(size=2)
    Listing.objects.filter(pk=first.pk).update(title="nobody computes it again")
    call_command("worker", once=True)
    assert are_in_step(rule)
    assert not RuleRecalculation.objects.exists()


def test_new_saves_use_the_new_rule_meanwhile(site):
    *_, last = listings(site, 3)
    rule = changed_rule(fresh_days=40)
    actions.change_rule(rule=rule)
    last.verify("招商专员", "现场")
    last.refresh_from_db()
    assert last.stale_at == last.verified_at + 40 * DAY


def test_second_change_waits_for_the_first(site):
    listings(site, 1)
    actions.change_rule(rule=changed_rule(fresh_days=40))
    with pytest.raises(NotAllowedError, match="重新计算"):
        actions.change_rule(rule=changed_rule(fresh_days=50))
    assert KindRule.objects.get(kind="factory").fresh_days == 40


def test_other_demands_compute_nothing(site):
    listings(site, 1)
    assert actions.change_rule(rule=changed_rule(required=["power_kva"])) is None
    assert not RuleRecalculation.objects.exists()


def test_page_shows_progress_and_takes_no_second_change(site, client, superuser):
    client.force_login(superuser)
    listings(site, 3)
    rule = changed_rule(fresh_days=40)
    actions.change_rule(rule=rule)
    actions.recalculate_batch(size=2)
    assert "正在重新计算 2 / 3 处" in client.get("/admin/parks/kindrule/").text
    page = client.get(PAGE.format(rule.pk)).text
    assert "正在重新计算 2 / 3 处" in page
    answer = client.post(PAGE.format(rule.pk), {"fresh_days": 50, "grace_days": 30})
    assert "正在按上一次修改重新计算核实期限：2 / 3 处。" in answer.text
    assert KindRule.objects.get(pk=rule.pk).fresh_days == 40


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("is_new", [True, False])
def test_save_under_way_is_found_by_the_change_of_its_rule(site, is_new):
    """It has read the old rule; the change waits for it, and then computes it anew."""
    KindRule.objects.get_or_create(kind="factory", defaults={"fresh_days": 90, "grace_days": 30})
    [listing] = listings(site, 1)

    def save():
        if is_new:
            listings(site, 1)
        else:
            listing.verify("招商专员", "现场")

    rule = changed_rule(fresh_days=40)
    overlapping(save, lambda: actions.change_rule(rule=rule))
    list(actions.recalculate())
    assert are_in_step(rule)
