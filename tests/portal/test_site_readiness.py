"""What a site must have before the public can open it, whoever tries to open it."""

import pytest
from django.contrib.admin.models import LogEntry
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from portal.site_readiness import (
    NotReadyError,
    complete,
    go_live,
    incomplete,
    missing_of,
    refuse_unready,
)
from regions.models import Site
from tests import factories
from tests.admin_pages import filled

GOVERNMENT = ["ICP 备案号", "公安备案号", "政府网站标识码"]
EVERYBODY = ["招商热线", "已公开的隐私说明", "收得到邮件的招商专员"]
REGISTERED = {
    "profile": "government",
    "icp_number": "青ICP备00000000号",
    "police_number": "青公网安备00000000000000号",
    "site_code": "6328220001",
}


@pytest.fixture
def draft(prefecture):
    """都兰, not live, with nothing that a live site needs."""
    region = factories.RegionFactory(adcode="632822", parent=prefecture, name="都兰县")
    return factories.SiteFactory(region=region, slug="dulan", is_live=False, hotline="")


@pytest.fixture
def ready(draft, staff):
    """The same with all that it needs."""
    draft.hotline = "0977-8231234"
    draft.save()
    factories.SitePageFactory(site=draft, slug="privacy", title="隐私说明")
    staff("officer", draft.region, email="zhao@example.com")
    return draft


def labels(site):
    return [each.label for each in missing_of(site)]


def test_everything_that_is_missing_is_named(draft):
    assert labels(draft) == EVERYBODY
    draft.profile = "government"
    assert labels(draft) == [*EVERYBODY, *GOVERNMENT]
    with pytest.raises(NotReadyError, match="^还不能上线，缺招商热线、已公开的隐私说明、"):
        refuse_unready(draft)


def test_a_form_in_hand_is_asked_as_it_stands(ready):
    ready.hotline = ""
    assert labels(ready) == ["招商热线"]
    for name, value in REGISTERED.items():
        setattr(ready, name, value)
    assert labels(ready) == ["招商热线"]
    ready.site_code = ""
    assert labels(ready) == ["招商热线", "政府网站标识码"]
    assert labels(Site(region=ready.region)) == ["招商热线", "已公开的隐私说明"]


def test_privacy_text_counts_once_the_public_can_read_it(ready):
    page = ready.pages.get()
    page.publish_at = timezone.now() + timezone.timedelta(hours=1)
    page.save()
    assert labels(ready) == ["已公开的隐私说明"]
    page.publish_at, page.status = timezone.now(), "draft"
    page.save()
    assert labels(ready) == ["已公开的隐私说明"]


@pytest.mark.parametrize(
    ("role", "place", "account", "missing"),
    [
        ("officer", "own", {}, []),
        ("manager", "above", {}, []),
        ("editor", "own", {}, EVERYBODY[-1:]),
        ("officer", "beside", {}, EVERYBODY[-1:]),
        ("officer", "own", {"email": ""}, EVERYBODY[-1:]),
        ("officer", "own", {"is_active": False}, EVERYBODY[-1:]),
        ("officer", "own", {"is_staff": False}, EVERYBODY[-1:]),
    ],
)
def test_officer_is_who_gets_the_mail(
    ready, other_site, prefecture, staff, role, place, account, missing
):
    ready.region.memberships.all().delete()
    region = {"own": ready.region, "above": prefecture, "beside": other_site.region}[place]
    staff(role, region, **{"email": "qian@example.com"} | account)
    assert labels(ready) == missing


def test_incomplete_sites_are_those_that_lack_something(ready, draft, other_site):
    now = timezone.now()
    assert list(incomplete(Site.objects.all(), now)) == [other_site]
    Site.objects.filter(pk=ready.pk).update(hotline="")
    assert list(incomplete(Site.objects.order_by("slug"), now)) == [ready, other_site]
    assert list(complete(Site.objects.all(), now)) == []
    for site in incomplete(Site.objects.all(), now):
        assert missing_of(site, now)


@pytest.mark.parametrize("who", ["manager", "superuser"])
def test_start_page_opens_what_is_ready_with_one_button(
    client, staff, superuser, ready, other_site, prefecture, who
):
    factories.SiteFactory(region=prefecture, slug="haixi", is_live=False, hotline="")
    user = staff("manager", ready.region) if who == "manager" else superuser
    client.force_login(user)
    url = reverse("site_check", args=[ready.pk])
    page = client.get(reverse("admin:index")).text
    assert page.count(f'<form class="tasks__sign" method="post" action="{url}">') == 1
    assert page.count('class="tasks__sign"') == 1
    assert client.post(url).status_code == 302
    ready.refresh_from_db()
    assert ready.is_live
    assert url not in client.get(reverse("admin:index")).text


def test_list_of_sites_narrows_to_those_with_a_gap(client, ready, other_site, superuser):
    client.force_login(superuser)
    page = client.get(reverse("admin:regions_site_changelist"), {"gap": "1"})
    assert list(page.context["cl"].result_list) == [other_site]
    assert reverse("site_check", args=[other_site.pk]) in page.text


def test_going_live_is_an_act_on_record(ready, superuser):
    go_live(site=ready, by=superuser)
    ready.refresh_from_db()
    assert ready.is_live
    assert LogEntry.objects.get().get_change_message() == "站点上线"
    go_live(site=ready, by=superuser)
    assert LogEntry.objects.count() == 1


def test_unready_site_does_not_go_live(draft, superuser):
    with pytest.raises(NotReadyError) as refused:
        go_live(site=draft, by=superuser)
    assert [each.label for each in refused.value.missing] == EVERYBODY
    draft.refresh_from_db()
    assert not draft.is_live


def test_plain_form_refuses_in_the_same_words_and_keeps_what_was_typed(client, draft, superuser):
    client.force_login(superuser)
    url = reverse("admin:regions_site_change", args=[draft.pk])
    page = client.get(url)
    sent = filled(page) | {"is_live": "on", "hotline": "0977-8231234", "slogan": "新的标语"}
    reply = client.post(url, sent)
    form = reply.context["adminform"].form
    [sentence] = form.errors["is_live"]
    assert sentence.startswith("还不能上线，缺已公开的隐私说明、收得到邮件的招商专员。")
    assert 'value="新的标语"' in reply.text
    draft.refresh_from_db()
    assert (draft.is_live, draft.hotline) == (False, "")


def test_plain_form_opens_a_ready_site(client, ready, staff):
    client.force_login(staff("manager", ready.region))
    url = reverse("admin:regions_site_change", args=[ready.pk])
    assert client.post(url, filled(client.get(url)) | {"is_live": "on"}).status_code == 302
    ready.refresh_from_db()
    assert ready.is_live


def test_live_site_that_lacks_something_is_still_saved(client, site, superuser):
    client.force_login(superuser)
    url = reverse("admin:regions_site_change", args=[site.pk])
    assert client.post(url, filled(client.get(url)) | {"slogan": "新"}).status_code == 302
    assert labels(site) == EVERYBODY[1:]


@pytest.mark.parametrize(
    ("constraint", "changes"),
    [
        ("regions_site_live_has_a_hotline", {"hotline": ""}),
        *(
            ("regions_site_live_government_is_registered", REGISTERED | {name: ""})
            for name in ("icp_number", "police_number", "site_code")
        ),
    ],
)
def test_database_refuses_what_the_row_itself_lacks(ready, constraint, changes):
    rows = Site.objects.filter(pk=ready.pk)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        rows.update(**changes, is_live=True)
    rows.update(is_live=True)
    rows.update(**changes)
    rows.update(slogan="Live sites stay live.")
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        factories.SiteFactory(**changes)


def test_database_lets_a_registered_government_go_live(ready):
    assert Site.objects.filter(pk=ready.pk).update(**REGISTERED, is_live=True) == 1
