"""What visitors do while others work on the same lead, or on its site."""

import datetime

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from exchange.headers import read_header
from exchange.row_diff import Differ
from exchange.writer import write
from leads import actions, tokens
from leads.models import Lead, Message, Topic
from leads.retention import erase
from leads.tokens import new_nonce
from parks.actions import change_rule as change_rule_of_listings
from parks.actions import recalculate_batch
from parks.models import KindRule, Listing
from regions.models import Region, Site
from search.reindexing import Rebuilding
from tests import factories
from tests.leads.factories import LeadFactory
from tests.transactions import overlapping, uncommitted, without_waiting
from upkeep.actions import tap
from upkeep.forms import TAKEN

two_transactions = pytest.mark.django_db(transaction=True)


def hold_the_region():
    """As a batch of an import does, for as long as it takes."""
    list(Site.objects.select_for_update(no_key=True))
    list(Region.objects.select_for_update(no_key=True))


@two_transactions
def test_question_does_not_wait_for_work_on_its_site(site):
    lead = LeadFactory(site=site)
    with uncommitted(hold_the_region), without_waiting():
        actions.ask_again(lead=lead, body="电价多少？", nonce=new_nonce())
        actions.close_by_visitor(lead=lead)
    lead.refresh_from_db()
    assert lead.stage == "closed"


@two_transactions
def test_question_locks_the_lead_and_not_its_site(site):
    lead = LeadFactory(site=site)

    def ask():
        actions.ask_again(lead=lead, body="电价多少？", nonce=new_nonce())

    with uncommitted(ask), without_waiting(), transaction.atomic():
        hold_the_region()
        assert Site.objects.update(slogan="新的口号") == 1


@two_transactions
def test_changed_form_does_not_wait_for_work_on_its_site(send, enquiry):
    form = enquiry()
    send(**form)
    with uncommitted(hold_the_region), without_waiting():
        send(**form | {"message": "想买一块地。"})
    assert Lead.objects.get().message == "想买一块地。"


@two_transactions
def test_question_that_meets_the_erasing_of_its_lead_stores_nothing(client, site):
    """Words added to an erased lead would stay for ever: nobody erases it again."""
    lead = LeadFactory(site=site)
    ticket = tokens.new_ticket(lead.reference, "code")
    address = reverse("lead_status", args=[site.slug])
    data = {"step": "ask", "ticket": ticket, "body": "写了很久的问题"}
    page = overlapping(
        lambda: erase(lead=lead, now=timezone.now()), lambda: client.post(address, data)
    )
    assert (page.status_code, "写了很久的问题" in page.text) == (400, True)
    assert list(Message.objects.all()) == []


@two_transactions
def test_changed_form_that_meets_the_erasing_of_its_lead_is_a_new_enquiry(send, enquiry):
    form = enquiry()
    send(**form)
    first = Lead.objects.get()
    reply = overlapping(
        lambda: erase(lead=first, now=timezone.now()),
        lambda: send(**form | {"phone": "13900005678"}),
    )
    assert reply.status_code == 302
    assert [lead.phone for lead in Lead.objects.order_by("pk")] == ["", "13900005678"]


def test_question_typed_anew_on_the_page_before_is_kept_too(site):
    """Back, other words, sent again: the same ticket, and still a question of its own."""
    lead, nonce = LeadFactory(site=site), new_nonce()
    for body in ("电价多少？", "电价多少？", "水价多少？"):
        actions.ask_again(lead=lead, body=body, nonce=nonce)
    assert [m.body for m in lead.messages.order_by("pk")] == ["电价多少？", "水价多少？"]


@two_transactions
def test_visitor_and_officer_at_once_keep_each_others_changes(site, staff):
    answered = timezone.now() - datetime.timedelta(minutes=5)
    lead = LeadFactory(site=site, stage="answered", first_reply_at=answered)
    officer = staff("officer", site.region)
    overlapping(
        lambda: actions.claim(lead=lead, by=officer),
        lambda: actions.close_by_visitor(lead=lead),
    )
    lead.refresh_from_db()
    assert (lead.owner, lead.stage) == (officer, "closed")


def import_batch(site):
    """One batch of an import that changes the listing LOCK-1."""
    now = timezone.now()
    header = read_header(["编号", "标题"])
    differ = Differ(header, site.region, is_clearing=False, may_approve=lambda region: True)
    diffs = differ.diff([(2, ["LOCK-1", "导入改了名"])], now, is_locking=True)
    assert [diff.outcome for diff in diffs] == ["changed"]
    write(diffs, user_id=None, now=now)


def rebuilding_batch(site):
    next(Rebuilding().index(Listing))


@two_transactions
@pytest.mark.parametrize("work", [import_batch, rebuilding_batch])
def test_enquiry_does_not_wait_for_an_import_or_a_rebuilding(site, send, work):
    """Long batches lock listings, neither their site and region nor what an enquiry refers to."""
    listing = factories.ListingFactory(region=site.region, code="LOCK-1")
    with uncommitted(lambda: work(site)), without_waiting():
        assert send(listing=listing.pk).status_code == 302
    chosen = Lead.objects.get().lead_listings.values_list("listing_id", flat=True)
    assert list(chosen) == [listing.pk]


@two_transactions
@pytest.mark.parametrize("label", ["tap", "rule", "park"])
def test_enquiry_does_not_wait_for_staff(site, send, staff, label):
    """A tap, a rule's new days, a park that is being withdrawn: nobody changes a key."""
    park = factories.ParkFactory(region=site.region)
    listing = factories.ListingFactory(region=site.region, park=park)
    editor = staff("editor", site.region)
    seen = Listing.objects.get().updated_at.isoformat()
    rule, _ = KindRule.objects.get_or_create(
        kind=listing.kind, defaults={"fresh_days": 90, "grace_days": 30}
    )
    rule.fresh_days += 10

    def change_rule():
        change_rule_of_listings(rule=rule)
        recalculate_batch(rule)

    work = {
        "tap": lambda: tap(user=editor, pk=listing.pk, seen=seen, do=TAKEN),
        "rule": change_rule,
        "park": lambda: park.withdraw(),
    }
    with uncommitted(work[label]), without_waiting():
        assert send(listing=listing.pk, park=park.pk).status_code == 302
    assert Lead.objects.get().lead_listings.count() == 1


@two_transactions
@pytest.mark.parametrize("name", ["listing", "park", "policy"])
def test_enquiry_about_what_is_just_being_deleted_is_kept(site, send, name):
    made = {
        "listing": factories.ListingFactory,
        "park": factories.ParkFactory,
        "policy": factories.PolicyFactory,
    }[name](region=site.region)
    delete = type(made).objects.get(pk=made.pk).delete
    reply = overlapping(delete, lambda: send(**{name: made.pk}))
    assert reply.status_code == 302
    lead = Lead.objects.get()
    assert (getattr(lead, name), lead.subject_query) == (None, f"{name}={made.pk}")


@two_transactions
def test_enquiry_on_a_topic_that_is_just_being_deleted_comes_back_filled_in(send, enquiry):
    topic = Topic.objects.create(name="临时主题", slug="passing")
    form = enquiry(topic="passing", message="写了很久的问题")
    reply = overlapping(Topic.objects.get(pk=topic.pk).delete, lambda: send(**form))
    assert (reply.status_code, "写了很久的问题" in reply.text) == (400, True)
    assert not Lead.objects.exists()
