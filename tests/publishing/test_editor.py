"""What makes up for CKEditor 4: its filter, its plugins, its files, its policy."""

import re

import pytest
from django.contrib import admin
from django.contrib.staticfiles import finders
from django.urls import reverse

from publishing.editor import EXTRA_PLUGINS, REMOVED_PLUGINS, editor_config, editor_filter
from publishing.richtext import ALLOWED, CLASSES
from publishing.workflow_admin import PublishableAdmin
from tests import factories

EDITOR = "ckeditor/ckeditor/"
FORBIDDEN_PLUGINS = {
    *("exportpdf", "scayt", "wsc", "iframe", "iframedialog", "forms", "flash", "smiley"),
    *("preview", "print", "save", "newpage", "templates", "docprops", "language"),
    *("codesnippetgeshi", "sourcearea"),
}


def test_editor_filter_is_the_allow_list():
    rules = {
        tag: set(filter(None, rule["attributes"].split(",")))
        | ({"class"} if "classes" in rule else set())
        for tag, rule in editor_filter().items()
    }
    assert rules == ALLOWED
    assert set(editor_filter()["figure"]["classes"].split(",")) == CLASSES["figure"]


def test_editor_config_removes_foreign_and_dangerous_plugins():
    config = editor_config()
    assert set(REMOVED_PLUGINS) >= FORBIDDEN_PLUGINS
    assert set(EXTRA_PLUGINS) & set(REMOVED_PLUGINS) == set()
    assert config["removePlugins"] == ",".join(REMOVED_PLUGINS)
    assert config["allowedContent"] == editor_filter()
    assert (config["versionCheck"], config["language"]) == (False, "zh-cn")
    assert {key for key in config if key.startswith("filebrowser")} == set()


def test_editor_knows_all_names_of_this_site(settings):
    settings.ALLOWED_HOSTS = ["zs.example.cn", "*"]
    settings.PUBLIC_URL = "https://www.example.cn"
    assert editor_config()["ourHosts"] == ["zs.example.cn", "www.example.cn"]


def test_served_editor_has_no_samples_and_no_removed_plugin():
    served = {
        path
        for finder in finders.get_finders()
        for path, _ in finder.list([])
        if path.startswith("ckeditor/")
    }
    assert f"{EDITOR}ckeditor.js" in served
    assert f"{EDITOR}plugins/divarea/plugin.js" in served
    folders = {path.split("/")[3] for path in served if path.startswith(f"{EDITOR}plugins/")}
    assert folders & set(REMOVED_PLUGINS) == set()
    assert [path for path in served if "samples" in path or path.endswith((".php", ".html"))] == []
    assert finders.find(f"{EDITOR}plugins/exportpdf/plugin.js") is None
    assert finders.find(f"{EDITOR}ckeditor.js") is not None


def test_no_app_serves_papers_that_name_versions():
    served = {path for finder in finders.get_finders() for path, _ in finder.list([])}
    papers = [
        path
        for path in served
        if re.search(r"\.md$|licen[cs]e|changes|changelog|readme", path, re.I)
    ]
    assert papers == []
    assert finders.find(f"{EDITOR}CHANGES.md") is None
    assert {"admin/js/vendor/jquery/jquery.min.js", "admin/css/base.css"} <= served


def policy(client, url):
    return client.get(url)["Content-Security-Policy"]


@pytest.mark.django_db
def test_only_forms_with_rich_text_relax_the_policy(client, staff, site):
    client.force_login(staff("manager", site.region))
    article = factories.ArticleFactory(column__site=site)
    version = article.history.first().pk
    relaxed = [
        reverse("admin:news_article_add"),
        reverse("admin:news_article_change", args=[article.pk]),
        reverse("admin:news_article_simple_history", args=[article.pk, version]),
    ]
    strict = [
        reverse("admin:index"),
        reverse("admin:news_article_changelist"),
        reverse("admin:news_article_delete", args=[article.pk]),
        reverse("admin:news_article_history", args=[article.pk]),
        reverse("admin:regions_site_change", args=[site.pk]),
        reverse("admin:regions_membership_add"),
    ]
    loose = [url for url in relaxed + strict if "unsafe-inline" in policy(client, url)]
    assert loose == relaxed
    for url in relaxed:
        parts = policy(client, url).split("; ")
        scripts = [part for part in parts if part.startswith("script-src ")]
        assert len(scripts) == 1
        assert "unsafe" not in scripts[0]
        assert "script-src-attr 'unsafe-inline'" in parts


@pytest.mark.django_db
def test_editor_form_carries_cleaned_text_and_our_script_last(client, staff, site):
    client.force_login(staff("editor", site.region))
    article = factories.ArticleFactory(column__site=site)
    type(article).objects.filter(pk=article.pk).update(body="<p>字<img src=x onerror=CANARY></p>")
    text = client.get(reverse("admin:news_article_change", args=[article.pk])).content.decode()
    assert "CANARY" not in text
    assert text.index("ckeditor/ckeditor.js") < text.index("portal-editor.js")
    assert "<script>" not in text


def test_every_publishable_desk_has_the_steps():
    desks = [d for d in admin.site._registry.values() if isinstance(d, PublishableAdmin)]
    assert {desk.opts.label for desk in desks} >= {"news.Article", "parks.Listing"}
    for desk in desks:
        assert desk.actions[:3] == PublishableAdmin.step_actions
