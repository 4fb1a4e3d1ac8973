import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from news.models import Article, Column, KindTag, SitePage
from tests import factories

ADD, CHANGELIST = reverse("admin:news_article_add"), reverse("admin:news_article_changelist")


@pytest.fixture
def trends(site):
    return factories.ColumnFactory(site=site, slug="trends", name="招商动态")


@pytest.fixture
def foreign(other_site):
    return factories.ColumnFactory(site=other_site, slug="theirs", name="邻县栏目")


@pytest.fixture
def editor(client, staff, site):
    user = staff("editor", site.region)
    client.force_login(user)
    return user


def fields(column, **changes):
    now = timezone.localtime()
    return {
        "column": column.pk,
        "title": "通水",
        "body": "<p>二期通水。</p>",
        "source": "示例中心",
        "publish_at_0": f"{now:%Y-%m-%d}",
        "publish_at_1": f"{now:%H:%M:%S}",
        **changes,
    }


def change_url(item):
    return reverse(f"admin:{item._meta.label_lower.replace('.', '_')}_change", args=[item.pk])


def seen(item):
    return {"_seen": item.updated_at.isoformat()}


def test_editor_writes_a_draft(client, editor, trends):
    response = client.post(ADD, fields(trends, body="<p>甲</p><script>乙</script>"))
    item = Article.objects.get()
    assert response.status_code == 302
    assert (item.title, item.body, item.status, item.created_by) == (
        "通水",
        "<p>甲</p>",
        "draft",
        editor,
    )


def test_editor_is_offered_own_columns_only(client, editor, site, trends, foreign):
    form = client.get(ADD).context["adminform"].form
    assert [str(label) for _, label in form.fields["column"].choices][1:] == [
        "格尔木招商网·招商动态"
    ]


def test_editor_cannot_put_an_article_elsewhere(client, editor, trends, foreign):
    response = client.post(ADD, fields(foreign))
    assert response.status_code == 200
    assert list(response.context["adminform"].form.errors) == ["column"]
    assert Article.objects.count() == 0


def test_editor_cannot_move_an_article_elsewhere(client, editor, trends, foreign):
    item = factories.ArticleFactory(column=trends, status="draft")
    client.post(change_url(item), fields(foreign, **seen(item)))
    item.refresh_from_db()
    assert item.column == trends


def test_editor_sees_own_articles_only(client, editor, trends, foreign):
    mine = factories.ArticleFactory(column=trends, status="draft")
    theirs = factories.ArticleFactory(column=foreign, title="邻县秘密")
    response = client.get(CHANGELIST)
    assert list(response.context["cl"].queryset) == [mine]
    assert "邻县" not in response.text
    assert client.get(change_url(theirs)).status_code == 302
    assert client.get(CHANGELIST, {"q": "邻县"}).context["cl"].result_count == 0


def test_editor_cannot_link_a_park_of_another_region(client, editor, trends, other_site):
    park = factories.ParkFactory(region=other_site.region)
    response = client.post(ADD, fields(trends, parks=[park.pk]))
    assert list(response.context["adminform"].form.errors) == ["parks"]
    assert Article.objects.count() == 0


def test_cover_without_description_is_refused_in_words(client, editor, trends):
    item = factories.ArticleFactory(column=trends, status="draft", cover="a.jpg", cover_alt="图")
    response = client.post(change_url(item), fields(trends, cover_alt="", **seen(item)))
    errors = response.context["adminform"].form.non_field_errors()
    assert errors == ["有题图就要写题图说明，给看不见图的人。"]


def test_list_finds_what_needs_a_person(client, editor, trends):
    doubtful = factories.ArticleFactory(column=trends, is_attention_needed=True)
    factories.ArticleFactory(column=trends)
    response = client.get(CHANGELIST, {"is_attention_needed__exact": "1"})
    assert list(response.context["cl"].queryset) == [doubtful]
    assert "需要人工处理" in response.text


def test_list_filters_by_own_columns_only(client, editor, site, trends, foreign):
    factories.ArticleFactory(column=foreign)
    factories.ArticleFactory(column=factories.ColumnFactory(site=site))
    mine = factories.ArticleFactory(column=trends)
    response = client.get(CHANGELIST, {"column__id__exact": trends.pk})
    assert list(response.context["cl"].queryset) == [mine]
    other = client.get(CHANGELIST, {"column__id__exact": foreign.pk})
    assert list(other.context["cl"].queryset) == []


def test_list_queries_do_not_grow(client, editor, trends, django_assert_max_num_queries):
    counts = []
    for _ in range(3):
        kind = factories.KindTagFactory(name=f"类{len(counts)}")
        factories.ArticleFactory(column=trends, kind_tag=kind)
        with django_assert_max_num_queries(25) as queries:
            client.get(CHANGELIST)
        counts.append(len(queries))
    assert counts[1] == counts[2]


def test_origin_of_an_import_is_readable(client, editor, trends):
    item = factories.ArticleFactory(
        column=trends,
        provenance={
            "file": "旧<b>.txt",
            "sha256": "ab12",
            "imported_at": "2026-03-01T04:05:06+00:00",
            "notes": ["页面没有注明来源。"],
        },
    )
    text = client.get(change_url(item)).text
    assert (
        "<ul><li>文件：旧&lt;b&gt;.txt</li><li>导入时间：2026-03-01 12:05</li>"
        "<li>文件指纹（SHA-256）：ab12</li><li>待核对：页面没有注明来源。</li></ul>"
    ) in text


def test_origin_of_a_written_article_says_so(client, editor, trends):
    item = factories.ArticleFactory(column=trends)
    assert "不是导入的。" in client.get(change_url(item)).text


def test_reviewer_publishes_and_the_site_shows_it(client, staff, site, trends):
    item = factories.ArticleFactory(column=trends, status="in_review")
    public = item.get_absolute_url()
    assert client.get(public).status_code == 404
    client.force_login(staff("reviewer", site.region))
    client.post(change_url(item), fields(trends, _approve="1", **seen(item)))
    client.logout()
    assert client.get(public).status_code == 200


def test_columns_are_changed_by_editors(client, staff, site, trends):
    data = {
        "site": site.pk, "name": "要闻", "slug": "trends", "description": "消息",
        "keywords": "招商", "type": "工作动态", "position": "1", "is_active": "on",
    }  # fmt: skip
    names = []
    for role in ("officer", "auditor", "editor"):
        client.force_login(staff(role, site.region))
        client.post(change_url(trends), data)
        names.append(Column.objects.get().name)
    assert names == ["招商动态", "招商动态", "要闻"]


def test_column_of_another_site_is_not_made(client, staff, site, other_site):
    client.force_login(staff("manager", site.region))
    data = {
        "site": other_site.pk, "name": "要闻", "slug": "news", "description": "消息",
        "keywords": "招商", "type": "工作动态", "position": "1", "is_active": "on",
    }  # fmt: skip
    client.post(reverse("admin:news_column_add"), data)
    assert Column.objects.count() == 0


def test_kind_tags_are_kept_by_the_superuser(client, staff, site, superuser):
    url, data = reverse("admin:news_kindtag_add"), {"name": "签约", "position": "1"}
    client.force_login(staff("manager", site.region))
    assert client.post(url, data).status_code == 403
    client.force_login(superuser)
    assert client.post(url, data).status_code == 302
    assert list(KindTag.objects.values_list("name", flat=True)) == ["签约"]


def test_pages_are_written_by_editors_of_the_site(client, editor, site, other_site):
    now = timezone.localtime() - datetime.timedelta(minutes=1)
    data = {
        "title": "关于", "slug": "about", "body": "<p>甲</p>", "position": "1",
        "publish_at_0": f"{now:%Y-%m-%d}", "publish_at_1": f"{now:%H:%M:%S}",
    }  # fmt: skip
    client.post(reverse("admin:news_sitepage_add"), {**data, "site": other_site.pk})
    client.post(reverse("admin:news_sitepage_add"), {**data, "site": site.pk})
    assert [page.site for page in SitePage.objects.all()] == [site]


def test_doubtful_article_is_not_published_before_it_is_checked(client, staff, site, trends):
    item = factories.ArticleFactory(column=trends, status="draft", is_attention_needed=True)
    client.force_login(staff("reviewer", site.region))
    flagged = fields(trends, is_attention_needed="on", _approve="1", **seen(item))
    response = client.post(change_url(item), flagged)
    assert response.context["adminform"].form.errors == {
        "is_attention_needed": ["这篇还标着“需要人工处理”：请先核对内容，取消勾选后再发布。"]
    }
    client.post(change_url(item), fields(trends, _approve="1", **seen(item)))
    item.refresh_from_db()
    assert (item.status, item.is_attention_needed) == ("approved", False)


def test_doubtful_articles_are_left_out_of_publishing_many(client, staff, site, trends):
    doubtful = factories.ArticleFactory(column=trends, status="draft", is_attention_needed=True)
    sound = factories.ArticleFactory(column=trends, status="draft")
    client.force_login(staff("reviewer", site.region))
    data = {"action": "approve_selected", "_selected_action": [doubtful.pk, sound.pk]}
    response = client.post(CHANGELIST, data, follow=True)
    assert list(Article.objects.published()) == [sound]
    assert "1 篇还标着“需要人工处理”，没有发布" in response.text


def test_list_names_the_site_of_each_column_it_filters_by(client, editor, site, trends):
    factories.ArticleFactory(column=trends)
    factories.ArticleFactory(column=factories.ColumnFactory(site=site, name="公告"))
    text = client.get(CHANGELIST).text
    assert [name in text for name in ("格尔木·招商动态", "格尔木·公告")] == [True, True]
