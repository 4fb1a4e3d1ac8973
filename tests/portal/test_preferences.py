"""What somebody chose goes with the account: to every page of the desk, on every machine."""

import re

import pytest
from django.db import IntegrityError, transaction
from django.template.loader import get_template
from django.template.loaders.app_directories import Loader
from django.urls import reverse

from leads.models import NoticePreferences
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


NOTICES = reverse("desk_notices")


def test_officer_says_when_mails_may_come(client, staff, site):
    user = staff("officer", site.region)
    client.force_login(user)
    assert NOTICES in client.get(PAGE).text
    answers = {"quiet_from": "22:00", "quiet_until": "07:30"}
    saved = client.post(NOTICES, answers, follow=True)
    assert [str(said) for said in saved.context["messages"]] == ["已记下，从现在起按它提醒您。"]
    kept = NoticePreferences.of(user)
    found = kept.has_digest, f"{kept.quiet_from:%H:%M}", f"{kept.quiet_until:%H:%M}"
    assert found == (False, "22:00", "07:30")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"quiet_from": "22:00"}, "免打扰要填开始和结束两个时间，不需要就都清空。"),
        ({"quiet_from": "8:00", "quiet_until": "08:00"}, "开始和结束不能相同。"),
        ({"quiet_from": "25:00", "quiet_until": "7:00"}, "请写成 22:00 这样的时间。"),
    ],
)
def test_wrong_hours_are_refused_and_stay_typed(client, staff, site, typed, sentence):
    client.force_login(staff("manager", site.region))
    page = client.post(NOTICES, typed | {"has_digest": "on"})
    assert (page.status_code, NoticePreferences.objects.count()) == (400, 0)
    assert sentence in page.text
    assert f'value="{typed["quiet_from"]}"' in page.text


def test_who_is_never_mailed_has_no_such_page(client, staff, site):
    client.force_login(staff("editor", site.region))
    assert client.get(NOTICES).status_code == 403
    assert NOTICES not in client.get(PAGE).text
