"""The button 撤销 in the message after an act."""

import datetime
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from parks.models import Listing
from publishing.models import PublishWindow
from tests import admin_pages, factories

pytestmark = pytest.mark.django_db
DRAFT, IN_REVIEW, APPROVED, WITHDRAWN, INTERNAL = PublishWindow.Status
BUTTON = re.compile(r'form="desk-post" formaction="([^"]+)" name="versions" value="([\d,]+)"')
ARTICLES = "admin:news_article_changelist"


@pytest.fixture
def article(site):
    column = factories.ColumnFactory(site=site)
    return factories.ArticleFactory(column=column, status=DRAFT, title="供水工程")


@pytest.fixture
def url(article):
    return reverse("admin:news_article_change", args=[article.pk])


@pytest.fixture
def reviewer(client, staff, site):
    user = staff("reviewer", site.region)
    client.force_login(user)
    return user


def status(obj):
    obj.refresh_from_db()
    return obj.status


def after(client, url, button, **changes):
    """The button of the message after a press in the form: address and versions, or nothing."""
    page = client.get(admin_pages.press(client, url, button, **changes).url)
    return BUTTON.findall(page.text)


def press_undo(client, button, **headers):
    address, versions = button
    return client.post(address, {"versions": versions}, follow=True, headers=headers)


@pytest.mark.parametrize(
    ("before", "button", "then"),
    [
        (DRAFT, "_submit", IN_REVIEW),
        (DRAFT, "_approve", APPROVED),
        (APPROVED, "_withdraw", WITHDRAWN),
        (IN_REVIEW, "_withdraw", WITHDRAWN),
        (APPROVED, "_inside", INTERNAL),
    ],
)
def test_a_step_of_the_form_is_taken_back(client, reviewer, article, url, before, button, then):
    type(article).objects.filter(pk=article.pk).update(status=before)
    article.refresh_from_db()
    article.save()
    (offer,) = after(client, url, button)
    done = status(article)
    page = press_undo(client, offer)
    assert (done, status(article)) == (then, before)
    assert "已恢复成原来的样子" in page.text
    assert "已经不能撤销" in press_undo(client, offer).text


def test_a_step_with_new_words_is_not_offered_to_be_taken_back(client, staff, site, article, url):
    """Else an editor's own words would be public without a reviewer."""
    article.approve(None)
    client.force_login(staff("editor", site.region))
    assert after(client, url, "_withdraw", title="没人看过的标题") == []
    assert article.history.latest("history_id").history_change_reason == "撤回，同时改了：标题"
    versions = str(article.history.latest("history_id").history_id)
    client.post(reverse("admin:news_article_undo"), {"versions": versions})
    assert status(article) == WITHDRAWN


def test_steps_of_the_list_are_taken_back_together(client, reviewer, site):
    column = factories.ColumnFactory(site=site)
    articles = factories.ArticleFactory.create_batch(3, column=column)
    chosen = {"_selected_action": [a.pk for a in articles], "action": "withdraw_selected"}
    page = client.post(reverse(ARTICLES), chosen, follow=True)
    (offer,) = BUTTON.findall(page.text)
    gone = [status(article) for article in articles]
    press_undo(client, offer)
    assert gone == [WITHDRAWN] * 3
    assert [status(article) for article in articles] == [APPROVED] * 3


@pytest.mark.parametrize("action", ["start_negotiation", "mark_taken", "verify_today"])
def test_what_listings_have_on_their_list_is_taken_back(client, reviewer, site, action):
    listing = factories.ListingFactory(region=site.region)
    names = ("status_of_offer", "verified_at", "verified_by", "stale_at")
    before = Listing.objects.values(*names).get()
    chosen = {"_selected_action": [listing.pk], "action": action}
    page = client.post(reverse("admin:parks_listing_changelist"), chosen, follow=True)
    (offer,) = BUTTON.findall(page.text)
    done = Listing.objects.values(*names).get()
    press_undo(client, offer)
    assert done != before
    assert Listing.objects.values(*names).get() == before


def test_a_hold_is_taken_back_with_its_reason(client, reviewer, site):
    listing = factories.ListingFactory(region=site.region)
    chosen = {
        "_selected_action": [listing.pk],
        "action": "hold",
        "until_on": (timezone.localdate() + datetime.timedelta(days=9)).isoformat(),
        "reason": "为一家电池企业留着",
    }
    page = client.post(reverse("admin:parks_listing_changelist"), chosen, follow=True)
    (offer,) = BUTTON.findall(page.text)
    press_undo(client, offer)
    row = Listing.objects.get()
    assert (row.status_of_offer, row.held_until_on, row.hold_reason) == ("available", None, "")


def test_undo_leads_back_to_where_it_was_pressed_and_nowhere_else(client, reviewer, url):
    (offer,) = after(client, url, "_submit")
    here = press_undo(client, offer, referer=f"http://testserver{url}").redirect_chain
    there = press_undo(client, offer, referer="https://example.com/").redirect_chain
    assert ([step[0] for step in here], [step[0] for step in there]) == (
        [f"http://testserver{url}"],
        [reverse(ARTICLES)],
    )


@pytest.mark.parametrize("versions", ["", "x", "1,,2", "9" * 40, "-1", "１"])
def test_made_up_versions_are_refused(client, reviewer, versions):
    posted = client.post(reverse("admin:news_article_undo"), {"versions": versions})
    assert posted.status_code == 400


def test_who_has_lost_the_region_takes_nothing_back(client, reviewer, article, url):
    (offer,) = after(client, url, "_submit")
    reviewer.memberships.all().delete()
    press_undo(client, offer)
    assert status(article) == IN_REVIEW
