"""Pages before a deletion name what the user may see and count the rest."""

import pytest
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.db.models import CASCADE, PROTECT
from django.urls import reverse
from django.utils.html import escape

from news.models import Column
from parks.models import Listing, Park
from regions.deletion_preview import DeletionPreviewMixin
from tests import factories
from tests.portal import access_matrix as matrix
from tests.rewritten import rewritten
from tests.world import marked_world, shared_row

MARKER = "jinsique"
FORBIDDING = {CASCADE, PROTECT}
OF_OTHERS = {"axes.accessattempt", "axes.accesslog", "axes.accessfailurelog"}  # superusers only
# A link leads to a site or to an address.
ONE_TARGET = {
    "regions.FriendLink.to_site": {"url": ""},
    # One a site, topic and kind: the other row becomes one of another kind or topic.
    "leads.ClockRule.site": {"kind": "feedback"},
    "landing.NodeTemplate.site": {"name": "取水"},
    "regions.Redirect.site": {"old_path": "/other.html"},
    "leads.RoutingRule.site": {"topic": None},
    "publishing.RuleSeverity.site": {"rule": "absolute"},
    "publishing.WordList.site": {"number": 2},
}
UNSEEN = "另有 1 条您无权查看的内容"


def relations():
    """(row that is deleted, the field of another kind of row that points to it)."""
    for model in admin.site._registry:
        for relation in model._meta.related_objects:
            is_listed = relation.related_model in admin.site._registry
            if is_listed and getattr(relation, "on_delete", None) in FORBIDDING:
                yield model, relation.field


@pytest.fixture(scope="module")
def worlds(kept):
    """All that there is of two sites, made once: two hundred tests look at it."""
    sites = [
        factories.SiteFactory(region=region) for region in factories.RegionFactory.create_batch(2)
    ]
    return [marked_world(site, word) for site, word in zip(sites, ("ziji", MARKER), strict=True)]


@pytest.fixture
def own(worlds, db):
    return worlds[0]


@pytest.fixture
def foreign(worlds, db):
    return worlds[1]


@pytest.fixture
def sign_in(client, own):
    def make(role):
        user = factories.UserFactory(is_superuser=role == "superuser")
        if role != "superuser":
            factories.MembershipFactory(user=user, region=own.site.region, role=role)
        client.force_login(user)
        return client

    return make


def row_of(model, world):
    name = {"sitepage": "page"}.get(model._meta.model_name, model._meta.model_name)
    if name in {"site", "region"}:
        return world.site if name == "site" else world.site.region
    return world.rows.get(name) or shared_row(model._meta.label_lower)


def flat(lines):
    for line in lines:
        yield from flat(line) if isinstance(line, list) else [str(line)]


def test_every_admin_of_ours_previews_deletions_alike():
    others = {
        model._meta.label_lower
        for model, model_admin in admin.site._registry.items()
        if not isinstance(model_admin, DeletionPreviewMixin)
    }
    assert others == OF_OTHERS


def test_rows_edited_inside_others_stand_against_no_deletion():
    """Django names what is in the way of a row's 删除 box; nothing can be."""
    inlines = {inline.model for each in admin.site._registry.values() for inline in each.inlines}
    assert [
        (model, relation.field)
        for model in inlines
        for relation in model._meta.related_objects
        if getattr(relation, "on_delete", None) is PROTECT
    ] == []


@pytest.mark.parametrize("role", [*matrix.ROLES, "superuser"])
@pytest.mark.parametrize(
    ("model", "field"), list(relations()), ids=lambda each: getattr(each, "__name__", str(each))
)
def test_only_what_may_be_seen_is_named(model, field, role, own, foreign, sign_in):
    row, other = row_of(model, own), row_of(field.model, own if field.unique else foreign)
    with rewritten(field.model) as rows:
        rows.filter(pk=other.pk).update(**{field.name: row}, **ONE_TARGET.get(str(field), {}))
    client = sign_in(role)
    request = client.get("/admin/").wsgi_request
    taken, counts, _, against = admin.site.get_model_admin(model).get_deleted_objects(
        [row], request
    )
    lines = list(flat([*taken, *against]))
    page = reverse(f"admin:{field.model._meta.app_label}_{field.model._meta.model_name}_changelist")
    may_see = (
        admin.site.get_model_admin(field.model).has_view_permission(request)
        and admin.site.get_model_admin(field.model)
        .get_queryset(request)
        .filter(pk=other.pk)
        .exists()
    )
    named = [line for line in lines if f'"{page}{other.pk}/change/"' in line]
    assert len(named) == may_see
    assert may_see or not any(escape(str(other)) in line for line in lines)
    assert may_see or any("您无权查看的内容" in line for line in lines)
    kind = field.model._meta.verbose_name_plural
    assert field.remote_field.on_delete is PROTECT or counts[kind] >= 1


@pytest.fixture
def park(own, foreign):
    """A park of ours with one place of ours and one that another county offers there."""
    Listing.objects.filter(pk__in=(own.listing.pk, foreign.listing.pk)).update(park=own.park)
    return own.park


@pytest.mark.parametrize("way", ["page", "action"])
def test_what_stands_against_a_deletion(way, park, sign_in):
    client = sign_in("manager")
    if way == "page":
        response = client.get(reverse("admin:parks_park_delete", args=[park.pk]))
    else:
        data = {"action": "delete_selected", "_selected_action": park.pk}
        response = client.post(reverse("admin:parks_park_changelist"), data)
    words = response.content.decode()
    assert ("ziji厂房" in words, MARKER in words, words.count(UNSEEN)) == (True, False, 1)


@pytest.mark.parametrize("way", ["page", "action"])
def test_confirming_all_the_same_deletes_nothing_and_tells_no_name(way, park, sign_in):
    client = sign_in("manager")
    if way == "page":
        address, data = reverse("admin:parks_park_delete", args=[park.pk]), {}
    else:
        address = reverse("admin:parks_park_changelist")
        data = {"action": "delete_selected", "_selected_action": park.pk}
    response = client.post(address, {**data, "post": "yes", "reason": "重复"}, follow=True)
    assert Park.objects.filter(pk=park.pk).exists()
    assert MARKER not in response.content.decode()
    assert [str(entry) for entry in LogEntry.objects.all() if MARKER in str(entry)] == []


def test_what_would_go_along_without_the_right_is_counted(own, foreign, sign_in):
    """A site takes its columns along; a column of ours below it is named, the kind is told."""
    client = sign_in("editor")
    request = client.get("/admin/").wsgi_request
    site_admin = admin.site.get_model_admin(type(own.site))
    _, _, lacking, _ = site_admin.get_deleted_objects([own.site], request)
    assert [kind for kind in lacking if "条" not in kind] == [
        "分派规则",
        "办公时间",
        "办理期限",
        "友情链接",
        "固定页面",
        "投资入口",
        "搜了没有找到",
        "栏目",
        "检查用的词表",
        "检查规则的轻重",
        "站点",
        "菜单",
        "落地事项模板",
        "转址",
        "通知渠道",
    ]


def test_superuser_reads_every_name(park, sign_in):
    words = sign_in("superuser").get(reverse("admin:parks_park_delete", args=[park.pk])).text
    assert ("ziji厂房" in words, f"{MARKER}厂房" in words, UNSEEN in words) == (True, True, False)


def test_column_below_is_counted_and_not_named(own, foreign, sign_in):
    Column.objects.filter(pk=foreign.column.pk).update(parent=own.column)
    page = sign_in("manager").get(reverse("admin:news_column_delete", args=[own.column.pk]))
    words = page.content.decode()
    assert ("ziji动态" in words, MARKER in words, UNSEEN in words) == (True, False, True)


def test_deletable_row_goes_as_before(own, sign_in):
    client = sign_in("manager")
    address = reverse("admin:news_article_delete", args=[own.article.pk])
    assert "另有" not in client.get(address).content.decode()
    assert client.post(address, {"post": "yes"}).status_code == 302
    assert not type(own.article).objects.filter(pk=own.article.pk).exists()


def test_a_relation_is_named_by_its_two_ends(sign_in, own):
    park = factories.ParkFactory(region=own.site.region, name="昆仑片区")
    article = factories.ArticleFactory(column=factories.ColumnFactory(site=own.site), title="开工")
    article.parks.add(park)
    page = sign_in("manager").get(reverse("admin:news_article_delete", args=[article.pk]))
    assert f"关联：开工（{article.pk}） — 昆仑片区</li>" in page.text
    assert "object (" not in page.text
