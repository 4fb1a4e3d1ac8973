"""登录安全: one sees and ends the own sessions, and nobody else's."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from accounts.browser_names import browser_name
from accounts.models import DeskSession

PAGE, END = reverse("admin:account_security"), reverse("admin:desk_session_end")
EDGE = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140 Safari/537.36 Edg/140"


def is_in(client):
    return client.get(reverse("admin:index")).status_code == 200


def told(reply):
    return [str(message) for message in get_messages(reply.wsgi_request)]


@pytest.fixture
def elsewhere(client_factory, guarded):
    other = client_factory()
    other.force_login(guarded)
    return other


def test_page_shows_the_own_sessions_this_one_first_and_no_key(
    client, elsewhere, guarded, client_factory, superuser
):
    stranger = client_factory()
    stranger.force_login(superuser)
    client.force_login(guarded)
    page = client.get(PAGE)
    rows = page.context["sessions"]
    assert [row.user for row in rows] == [guarded, guarded]
    assert rows[0].pk == client.session.session_key
    keys = DeskSession.objects.values_list("pk", flat=True)
    assert [key for key in keys if key in page.content.decode()] == []


def test_one_session_is_ended_by_its_mark(client, elsewhere, guarded):
    client.force_login(guarded)
    mark = client.get(PAGE).context["sessions"][1].mark
    assert told(client.post(END, {"session": mark})) == ["已结束 1 处登录。"]
    assert (is_in(client), is_in(elsewhere)) == (True, False)


def test_all_others_are_ended_and_this_one_stays(client, elsewhere, guarded):
    client.force_login(guarded)
    client.post(END, {"session": "others"})
    assert (is_in(client), is_in(elsewhere)) == (True, False)


@pytest.mark.parametrize("mark", ["", "x", "\x00", "0" * 500])
def test_made_up_marks_end_nothing(client, elsewhere, guarded, mark):
    client.force_login(guarded)
    assert told(client.post(END, {"session": mark})) == ["那一处登录已经结束了。"]
    assert is_in(elsewhere)


def test_session_of_somebody_else_is_not_ended(client, elsewhere, superuser):
    client.force_login(superuser)
    [row] = DeskSession.objects.exclude(user=superuser)
    client.post(END, {"session": row.mark})
    assert is_in(elsewhere)


@pytest.mark.parametrize(
    ("user_agent", "words"),
    [
        (EDGE, "Windows 上的 Edge"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Safari/604.1",
            "iPhone 上的 Safari",
        ),
        ("curl/8", "不明的浏览器"),
        ("", "不明的浏览器"),
    ],
)
def test_browser_is_named_as_people_say(user_agent, words):
    assert browser_name(user_agent) == words


def test_who_leaves_is_told_so_at_the_door(client, guarded):
    client.force_login(guarded)
    page = client.post(reverse("admin:logout"))
    assert ("已经退出" in page.text, 'class="rail"' in page.text) == (True, False)
    assert not is_in(client)
