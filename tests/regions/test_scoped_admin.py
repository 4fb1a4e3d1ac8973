"""Side doors of the admin: a canary in 乌兰 that staff of 格尔木 must never see or touch."""

import itertools
import re
from collections import defaultdict
from pathlib import Path

import pytest
from django.contrib import admin
from django.contrib.admin.models import DELETION, LogEntry
from django.contrib.auth import get_user_model
from django.contrib.staticfiles import finders
from django.db.models.fields.files import FieldFile
from django.urls import reverse

from news.models import Article
from parks.models import Listing
from publishing.models import PublishWindow
from regions.models import FriendLink, Membership, Region, Site
from tests import factories

pytestmark = pytest.mark.django_db
CANARY = "金丝雀文章"
DRAFT = PublishWindow.Status.DRAFT


@pytest.fixture
def foreign(other_site):
    """An article of 乌兰 with a history, its words a marker."""
    column = factories.ColumnFactory(site=other_site, name="金丝雀栏目", slug="canary")
    return factories.ArticleFactory(column=column, title=CANARY, status=DRAFT)


@pytest.fixture
def own(site):
    return factories.ArticleFactory(column=factories.ColumnFactory(site=site), title="自己的文章")


@pytest.fixture
def manager(client, staff, site):
    user = staff("manager", site.region)
    client.force_login(user)
    return user


def address(obj, what, *args):
    return reverse(f"admin:{obj._meta.app_label}_{obj._meta.model_name}_{what}", args=args)


def read_doors(foreign):
    pk = foreign.pk
    version = foreign.history.first().pk
    yield address(foreign, "changelist")
    yield address(foreign, "changelist") + "?q=金丝雀"
    yield address(foreign, "changelist") + f"?id__exact={pk}"
    yield address(foreign, "changelist") + f"?column__id__exact={foreign.column_id}"
    yield address(foreign, "changelist") + "?_popup=1&_to_field=id"
    yield address(foreign, "add")
    yield address(foreign, "add") + f"?column={foreign.column_id}"
    yield address(foreign, "change", pk)
    yield address(foreign, "change", pk) + "?_popup=1&_to_field=id"
    yield address(foreign, "delete", pk)
    yield address(foreign, "history", pk)
    yield address(foreign, "simple_history", pk, version)
    yield f"/admin/r/{7}/{pk}/"
    for model in ("park", "listing"):
        yield reverse("admin:autocomplete") + (
            f"?app_label=parks&model_name={model}&field_name=region&term=乌兰"
        )


def test_no_door_shows_the_canary_to_another_region(client, manager, own, foreign):
    seen = {url: client.get(url, follow=True).content.decode() for url in read_doors(foreign)}
    assert [
        url
        for url, text in seen.items()
        if "金丝雀" in text.replace("?q=金丝雀", "") and 'value="金丝雀"' not in text
    ] == []
    assert "自己的文章" in seen[address(foreign, "changelist")]


def test_the_doors_do_show_the_canary_at_home(client, staff, foreign, other_site):
    client.force_login(staff("manager", other_site.region))
    for what in ("change", "delete", "history"):
        assert CANARY in client.get(address(foreign, what, foreign.pk)).content.decode()


def test_deleted_rows_of_other_regions_show_no_history(client, manager, foreign):
    url = address(foreign, "history", foreign.pk)
    foreign.delete()
    assert client.get(url).status_code == 404


def test_no_door_changes_the_canary(client, manager, own, foreign):
    pk, version = foreign.pk, foreign.history.first().pk
    form = {"title": "改", "source": "x", "body": "<p>x</p>", "column": own.column_id}
    for url, data in [
        (address(foreign, "change", pk), form),
        (address(foreign, "change", pk), form | {"_saveasnew": "1", "column": foreign.column_id}),
        (address(foreign, "delete", pk), {"post": "yes"}),
        (address(foreign, "simple_history", pk, version), form),
        (address(foreign, "add"), form | {"column": foreign.column_id}),
        *(
            (
                address(foreign, "changelist"),
                {
                    "action": action,
                    "_selected_action": [pk],
                    "post": "yes",
                    "reason": "重复",
                    "select_across": across,
                },
            )
            for action in ("delete_selected", "approve_selected", "withdraw_selected")
            for across in ("0", "1")
        ),
    ]:
        client.post(url, data)
    before = Article.objects.values_list("title", "status", "column__slug")
    assert list(before.filter(column__site=foreign.column.site)) == [(CANARY, DRAFT, "canary")]


def test_auditor_reads_but_changes_nothing(client, staff, site, own):
    client.force_login(staff("auditor", site.region))
    url = address(own, "change", own.pk)
    assert client.get(url).status_code == 200
    assert client.post(url, {"title": "改"}).status_code == 403
    data = {"action": "withdraw_selected", "_selected_action": [own.pk]}
    client.post(address(own, "changelist"), data)
    own.refresh_from_db()
    assert (own.title, own.status) == ("自己的文章", "approved")


def test_a_role_here_is_no_role_there(client, staff, site, other_site, foreign, own):
    """Editor in 格尔木, officer in 乌兰: sees both, changes one."""
    user = staff("editor", site.region)
    factories.MembershipFactory(user=user, region=other_site.region, role="officer")
    client.force_login(user)
    assert CANARY in client.get(address(foreign, "changelist")).content.decode()
    assert client.post(address(foreign, "change", foreign.pk), {"title": "改"}).status_code == 403
    data = {"action": "submit_selected", "_selected_action": [foreign.pk]}
    client.post(address(foreign, "changelist"), data)
    foreign.refresh_from_db()
    assert (foreign.title, foreign.status) == (CANARY, DRAFT)


def test_inline_rows_of_another_parent_cannot_be_taken(client, manager, site, other_site):
    mine = factories.FriendLinkFactory(site=site)
    canary = factories.FriendLinkFactory(site=other_site, name="金丝雀链接")
    page = client.get(address(site, "change", site.pk))
    form = page.context["adminform"].form
    values = {name: form[name].value() for name in form.fields}
    typed = {name: value for name, value in values.items() if not isinstance(value, FieldFile)}
    data = {name: value for name, value in typed.items() if value is not None}
    for formset in page.context["inline_admin_formsets"]:
        prefix = formset.formset.prefix
        data |= {f"{prefix}-TOTAL_FORMS": 0, f"{prefix}-INITIAL_FORMS": 0}
    data |= {
        "friend_links-TOTAL_FORMS": 1,
        "friend_links-INITIAL_FORMS": 1,
        "friend_links-0-id": canary.pk,
        "friend_links-0-site": site.pk,
        "friend_links-0-name": "偷来的",
        "friend_links-0-url": "https://example.cn/",
        "friend_links-0-position": 0,
    }
    client.post(address(site, "change", site.pk), data)
    links = FriendLink.objects.order_by("pk").values_list("name", "site__slug")
    assert list(links) == [(mine.name, "golmud"), ("金丝雀链接", "wulan")]


def test_filters_refuse_free_lookups(client, superuser, manager, own):
    url = address(own, "changelist")
    for lookup in (
        "created_by__password__startswith=p",
        "body__contains=供",
        "title__startswith=自",
    ):
        reply = client.get(f"{url}?{lookup}")
        assert (lookup, reply.status_code) == (lookup, 400)


def test_filters_and_choices_show_only_own_values(client, manager, own, foreign):
    text = client.get(address(own, "changelist")).content.decode()
    assert (own.column.name in text, "金丝雀栏目" in text) == (True, False)
    form = client.get(address(own, "add")).context["adminform"].form
    assert list(form.fields["column"].queryset) == [own.column]


def test_region_lists_are_scoped_and_read_only(client, manager, site, other_site):
    listing = client.get(reverse("admin:regions_region_changelist"))
    assert list(listing.context["cl"].queryset) == [site.region]
    assert client.get(reverse("admin:regions_region_add")).status_code == 403
    url = reverse("admin:regions_region_change", args=[site.region_id])
    assert client.post(url, {"name": "改"}).status_code == 403


def test_site_managers_cannot_move_or_pose(client, manager, site):
    form = client.get(address(site, "change", site.pk)).context["adminform"].form
    reserved = {"region", "slug", "profile", "site_code", "domain", "is_home", "is_demo"}
    assert reserved & set(form.fields) == set()
    assert client.get(reverse("admin:regions_site_add")).status_code == 403


def grant(client, user, region, role):
    data = {"user": user.pk, "region": region.pk, "role": role}
    return client.post(reverse("admin:regions_membership_add"), data)


def test_managers_grant_only_below_themselves_and_never_to_themselves(
    client, manager, staff, site, other_site, prefecture, superuser
):
    colleague = staff("editor", site.region)
    stranger = staff("editor", other_site.region)
    grant(client, colleague, site.region, "reviewer")
    for user, region in [
        (colleague, other_site.region),
        (colleague, prefecture),
        (stranger, site.region),
        (superuser, site.region),
        (manager, site.region),
    ]:
        grant(client, user, region, "auditor")
    assert sorted(Membership.objects.values_list("user__pk", "region__adcode", "role")) == sorted(
        [
            (manager.pk, "632801", "manager"),
            (colleague.pk, "632801", "editor"),
            (colleague.pk, "632801", "reviewer"),
            (stranger.pk, "632821", "editor"),
        ]
    )


def test_managers_cannot_touch_their_own_grant(client, manager, site):
    mine = manager.memberships.get()
    form = {"user": manager.pk, "region": site.region_id, "role": "auditor"}
    assert client.post(address(mine, "change", mine.pk), form).status_code == 403
    assert client.post(address(mine, "delete", mine.pk), {"post": "yes"}).status_code == 403
    assert list(manager.memberships.values_list("role", flat=True)) == ["manager"]


@pytest.mark.parametrize("role", ["editor", "reviewer", "officer"])
def test_grants_are_invisible_to_ordinary_staff(client, staff, site, role):
    client.force_login(staff(role, site.region))
    assert client.get(reverse("admin:regions_membership_changelist")).status_code == 403


def test_accounts_are_for_superusers(client, manager, superuser):
    for what, args in [("changelist", ()), ("add", ()), ("change", (superuser.pk,))]:
        assert client.get(reverse(f"admin:auth_user_{what}", args=args)).status_code == 403
    form = {"is_superuser": "on", "username": manager.username}
    client.post(reverse("admin:auth_user_change", args=[manager.pk]), form)
    assert list(get_user_model().objects.filter(is_superuser=True)) == [superuser]


def test_no_desk_uses_raw_ids_or_list_editable():
    """A raw id field names any row it is given, whatever the region."""
    desks = admin.site._registry.items()
    assert [m._meta.label for m, desk in desks if desk.raw_id_fields] == []
    assert {Region, Site, Membership, Article, Listing} <= set(admin.site._registry)


@pytest.mark.parametrize(
    "query", ["status__exact=%00", "publish_at__year=99999999999", "publish_at__day=99", "p=%00"]
)
def test_impossible_filter_values_are_answered_like_wrong_ones(client, manager, own, query):
    url = address(own, "changelist")
    assert client.get(f"{url}?{query}", follow=True).status_code == 200


def test_autocomplete_survives_what_postgres_cannot_hold(client, manager, own):
    url = reverse("admin:autocomplete")
    query = "?app_label=regions&model_name=site&field_name=region&term=%00"
    assert client.get(url + query).status_code == 200


@pytest.mark.parametrize("ticked", ["abc", "", "1 OR 1=1", "\0"])
def test_actions_take_row_numbers_only(client, manager, own, ticked):
    words = {"action": "withdraw_selected", "_selected_action": [str(own.pk), ticked]}
    assert client.post(address(own, "changelist"), words).status_code == 400
    own.refresh_from_db()
    assert own.status == PublishWindow.Status.APPROVED


@pytest.mark.parametrize(("limit", "statuses"), [(2, {"draft"}), (3, {"approved"})])
def test_action_on_all_rows_has_a_limit(client, superuser, site, settings, limit, statuses):
    """Each row is saved by itself: no request may work through a hundred thousand."""
    settings.ADMIN_ACTION_MAX_ROWS = limit
    column = factories.ColumnFactory(site=site)
    rows = [factories.ArticleFactory(column=column, status=DRAFT) for _ in range(3)]
    client.force_login(superuser)
    chosen = {
        "action": "approve_selected",
        "_selected_action": [rows[0].pk],
        "select_across": "1",
        "index": "0",
    }
    page = client.post(address(rows[0], "changelist"), chosen, follow=True)
    refusal = "一次最多处理 2 条，这里有 3 条。请先筛选，分几次处理。"
    assert (refusal in page.text) == (limit == 2)
    assert set(Article.objects.values_list("status", flat=True)) == statuses


@pytest.fixture
def boxes(own):
    """What the page after the list sends, as it asks for a reason."""
    return {"action": "delete_selected", "_selected_action": [own.pk], "post": "yes"}


@pytest.mark.parametrize(
    ("reason", "sentence"),
    [
        ("", "没有删除：请写明为什么删除。"),
        ("  ", "没有删除：请写明为什么删除。"),
        ("长" * 101, "没有删除：原因最多 100 个字，现在有 101 个。"),
    ],
)
def test_many_are_not_deleted_without_a_reason(client, manager, own, boxes, reason, sentence):
    client.force_login(manager)
    page = client.post(address(own, "changelist"), boxes | {"reason": reason})
    assert page.status_code == 400
    assert sentence in page.text
    assert f'value="{reason}"' in page.text
    assert Article.objects.filter(pk=own.pk).exists()


def test_reason_of_a_deletion_stands_in_the_record(client, manager, own, boxes):
    client.force_login(manager)
    asked = {name: value for name, value in boxes.items() if name != "post"}
    page = client.post(address(own, "changelist"), asked)
    assert (page.status_code, "为什么删除" in page.text) == (200, True)
    client.post(address(own, "changelist"), boxes | {"reason": "和上一篇重复"})
    assert not Article.objects.filter(pk=own.pk).exists()
    assert LogEntry.objects.get(action_flag=DELETION).get_change_message() == "和上一篇重复"


# ---- What stands in the forms has a name, and is drawn by us ----


def test_each_box_to_search_in_is_named_after_its_field(client, staff, site):
    client.force_login(staff("editor", site.region))
    page = client.get(reverse("admin:news_article_add")).text
    assert re.findall(r'data-placeholder="([^"]*)"', page) == ["搜相关园区…"]


def test_columns_of_inlines_have_names(client, staff, site):
    client.force_login(staff("editor", site.region))
    page = client.get(reverse("admin:parks_listing_add")).text
    headings = re.findall(r"<th[^>]*>(.*?)</th>", page, re.DOTALL)
    assert headings != []
    assert [h for h in headings if not re.sub(r"<[^>]*>|\s", "", h)] == []


@pytest.mark.parametrize("name", ["icon-changelink", "icon-calendar", "selector-icons", "search"])
def test_small_pictures_are_our_own(name):
    picture = Path(finders.find(f"admin/img/{name}.svg")).read_text()
    assert (len(picture) < 1200, "Font Awesome" in picture) == (True, False)


def test_no_two_parts_of_a_desk_call_a_step_of_their_own_alike():
    """The one that comes first would be taken for the other: a repair was once accepted so."""
    alike = []
    for desk in admin.site._registry.values():
        owners = defaultdict(list)
        for part in type(desk).__mro__:
            for name in vars(part):
                if name.startswith("_") and not name.startswith("__"):
                    owners[name].append(part)
        for name, parts in owners.items():
            pairs = [(a, b) for a, b in itertools.combinations(parts, 2) if not issubclass(a, b)]
            alike += [(name, a.__name__, b.__name__) for a, b in pairs]
    assert alike == []
