"""What somebody chose goes with the account: to every page of the desk, on every machine."""

import re

import pytest
from django.db import IntegrityError, transaction
from django.template.loader import get_template
from django.template.loaders.app_directories import Loader
from django.urls import reverse

from portal.models import DeskPreferences
from tests import factories

pytestmark = pytest.mark.django_db
PAGE = reverse("desk_preferences")
PAGES = ("admin:index", "admin:news_article_changelist", "admin:news_article_add", "desk_tables")
CHOSEN = {"mode": "care", "density": "tight", "theme": "dark"}


@pytest.fixture
def editor(client, staff, site):
    user = staff("editor", site.region)
    client.force_login(user)
    return user


def look_of(page):
    """The `data-…` of <html>."""
    (tag,) = re.findall(r"<html[^>]*>", page.text)
    return dict(re.findall(r'data-(\w+)="(\w+)"', tag))


def test_choice_is_kept_and_stands_on_every_page(client, editor):
    assert [look_of(client.get(reverse(name))) for name in PAGES] == [{}] * len(PAGES)
    saved = client.post(PAGE, CHOSEN, follow=True)
    assert saved.redirect_chain == [(PAGE, 302)]
    assert [str(said) for said in saved.context["messages"]] == [
        "已按您的习惯显示，换一台电脑登录也一样。"
    ]
    wanted = CHOSEN | {"keys": "off"}
    assert [look_of(client.get(reverse(name))) for name in PAGES] == [wanted] * len(PAGES)


def test_choice_is_taken_back(client, editor):
    client.post(PAGE, CHOSEN)
    client.post(PAGE, {"mode": "", "density": "", "theme": "", "has_single_keys": "on"})
    assert look_of(client.get(PAGE)) == {}
    assert DeskPreferences.objects.count() == 1


def test_choice_is_of_one_account(client, editor, staff, site):
    client.post(PAGE, CHOSEN)
    client.force_login(staff("officer", site.region))
    assert look_of(client.get(PAGE)) == {}
    client.logout()
    assert look_of(client.get(reverse("admin:login"))) == {}


@pytest.mark.parametrize("field", ["mode", "density", "theme"])
def test_unknown_value_is_refused_and_the_rest_stays_chosen(client, editor, field):
    page = client.post(PAGE, CHOSEN | {field: "nonsense"})
    assert (page.status_code, [*page.context["form"].errors]) == (400, [field])
    assert page.text.count("有一项没有选好，请改正后再保存。") == 1
    assert page.text.count(" checked") == 2
    assert not DeskPreferences.objects.exists()


def test_first_day_list_is_hidden_for_good(client, editor):
    reply = client.post(reverse("first_day_hide"))
    assert (reply.status_code, reply["Location"]) == (302, reverse("admin:index"))
    assert DeskPreferences.of(editor).is_first_day_over
    client.post(PAGE, CHOSEN)
    assert DeskPreferences.of(editor).is_first_day_over


@pytest.mark.parametrize("field", ["mode", "density", "theme"])
def test_database_knows_the_values(field):
    row = {"user": factories.UserFactory(), field: "x"}
    with pytest.raises(IntegrityError, match="known_values"), transaction.atomic():
        DeskPreferences.objects.create(**row)


def test_frame_has_every_block_of_django(settings):
    """The frame is ours for the sake of <html>: what Django adds to its own is looked at."""
    engine = get_template("admin/base.html").template.engine
    (theirs,) = [
        origin
        for origin in Loader(engine).get_template_sources("admin/base.html")
        if "contrib/admin" in origin.name
    ]
    wanted, ours = (
        set(re.findall(r"{% block ([\w-]+)", text))
        for text in (Loader(engine).get_contents(theirs), own_frame(settings))
    )
    assert wanted - ours == {"stylesheet_rtl"}


def own_frame(settings):
    return (settings.BASE_DIR / "templates/admin/base.html").read_text()
