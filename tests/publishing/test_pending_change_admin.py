"""What is public stays while a change of it is written, waits and is reviewed."""

import datetime

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse

from news.models import Article
from parks.models import Listing, ListingPhoto
from publishing.models import PendingChange, PublishWindow
from tests import admin_pages, factories
from tests.world import picture

pytestmark = pytest.mark.django_db
State = PendingChange.State
APPROVED, WITHDRAWN = PublishWindow.Status.APPROVED, PublishWindow.Status.WITHDRAWN
OLD, NEW = "供水工程开工", "供水工程完工"


@pytest.fixture
def article(site):
    column = factories.ColumnFactory(site=site)
    return factories.ArticleFactory(
        column=column, title=OLD, body="<p>第一段。</p><p>第二段。</p>", source="本站"
    )


@pytest.fixture
def people(staff, site):
    return {role: staff(role, site.region) for role in ("editor", "reviewer")}


@pytest.fixture
def as_role(client, people):
    def log_in(role):
        client.force_login(people[role])
        return people[role]

    return log_in


def urls(obj):
    name = f"admin:{obj._meta.app_label}_{obj._meta.model_name}"
    return [reverse(f"{name}_{each}", args=[obj.pk]) for each in ("change", "pending_change")]


def press(client, obj, button="_save", **changes):
    reply = admin_pages.press(client, urls(obj)[0], button, **changes)
    obj.refresh_from_db()
    return reply


def decide(client, obj, button, **words):
    url = urls(obj)[1]
    page = client.get(url)
    shown = {"_change": page.context["pending"].version, "_seen": page.context["seen"]}
    reply = client.post(url, shown | {button: "1"} | words)
    obj.refresh_from_db()
    return reply


def said(reply):
    return [str(message) for message in get_messages(reply.wsgi_request)]


def states():
    return [(row.state, row.author.username) for row in PendingChange.objects.order_by("pk")]


def test_what_is_public_stays_until_a_reviewer_agrees(client, as_role, people, article):
    as_role("editor")
    versions = article.history.count()
    reply = press(client, article, title=NEW, body="<p>第一段。</p><p>第二段改了。</p>")
    assert said(reply) == [f"“{article}”的改动已存下并送审；公开的内容不变，审核通过后换上新的。"]
    assert (article.title, article.status, article.history.count()) == (OLD, APPROVED, versions)
    assert states() == [(State.IN_REVIEW, people["editor"].username)]
    assert LogEntry.objects.latest("pk").change_message == "改动待审：标题、正文"
    client.logout()
    public = client.get(article.get_absolute_url())
    assert (public.status_code, OLD in public.text, NEW in public.text) == (200, True, False)

    reviewer = as_role("reviewer")
    form = client.get(urls(article)[0])
    assert admin_pages.filled(form)["title"] == NEW
    assert [step.label for step in form.context["steps"]] == ["通过并换上", "撤回"]
    page = client.get(urls(article)[1])
    assert [each.label for each in page.context["differences"]] == ["标题", "正文"]
    assert "<ins>改了</ins>" in page.text
    reply = decide(client, article, "_accept")
    assert (reply.status_code, article.title, article.status) == (302, NEW, APPROVED)
    assert article.body == "<p>第一段。</p><p>第二段改了。</p>"
    newest = article.history.latest()
    assert (newest.history_user, newest.history_change_reason, article.approved_by) == (
        reviewer,
        "通过并换上：标题、正文",
        reviewer,
    )
    change = PendingChange.objects.get()
    assert (change.state, change.decided_by) == (State.PUBLISHED, reviewer)


def test_a_change_comes_back_with_a_reason_and_is_version_at(client, as_role, article):
    as_role("editor")
    press(client, article, title=NEW)
    assert client.post(urls(article)[1], {"_accept": "1"}).status_code == 403
    as_role("reviewer")
    refused = decide(client, article, "_return", reason="")
    assert (refused.status_code, PendingChange.objects.get().state) == (400, State.IN_REVIEW)
    decide(client, article, "_return", reason="日期不对")
    editor = as_role("editor")
    form = client.get(urls(article)[0])
    assert "退回：日期不对" in form.text
    press(client, article, "_continue", title="供水工程完工了")
    press(client, article)
    assert states() == [
        (State.REPLACED, editor.username),
        (State.REPLACED, editor.username),
        (State.IN_REVIEW, editor.username),
    ]
    assert article.title == OLD


def test_a_change_is_dropped(client, as_role, article):
    as_role("editor")
    press(client, article, "_continue", title=NEW)
    assert [state for state, _ in states()] == [State.DRAFT]
    decide(client, article, "_drop")
    assert [state for state, _ in states()] == [State.DROPPED]
    assert admin_pages.filled(client.get(urls(article)[0]))["title"] == OLD


def test_what_must_be_true_at_once_does_not_wait_for_the_rest(client, as_role, article):
    editor = as_role("editor")
    press(client, article, title=NEW, event_on="2026-11-20")
    assert (article.title, article.event_on) == (OLD, datetime.date(2026, 11, 20))
    newest = article.history.latest()
    assert (newest.history_user, newest.history_change_reason) == (editor, "更正：事件日期")
    change = PendingChange.objects.get()
    assert (list(change.patch["fields"]), change.version_at) == (["title"], article.updated_at)


def test_what_others_changed_meanwhile_in_other_fields_stays(client, as_role, article):
    as_role("editor")
    press(client, article, title=NEW)
    Article.objects.get(pk=article.pk).save()  # another version of the row
    Article.objects.filter(pk=article.pk).update(source="新华社")
    as_role("reviewer")
    decide(client, article, "_accept")
    assert (article.title, article.source) == (NEW, "新华社")


def test_where_both_changed_the_same_somebody_chooses(client, as_role, article):
    as_role("editor")
    press(client, article, title=NEW)
    theirs = Article.objects.get(pk=article.pk)
    theirs.title = "供水工程停工"
    theirs.save()
    as_role("reviewer")
    reply = decide(client, article, "_accept")
    assert (article.title, reply["Location"]) == ("供水工程停工", urls(article)[0])
    page = client.get(urls(article)[0])
    (part,) = page.context["found"].to_choose
    assert (page.status_code, part.label) == (409, "标题")
    typed = dict(page.context["typed"]) | {
        "_seen": page.context["seen"],
        "_before": page.context["before"],
        "_merge": "1",
    }
    client.post(urls(article)[0], typed | {part.choice_name: "mine", "_save": "1"})
    decide(client, article, "_accept")
    assert article.title == NEW


def test_the_form_itself_takes_the_change_over_and_withdraws_it(client, as_role, article):
    as_role("editor")
    press(client, article, title=NEW)
    as_role("reviewer")
    press(client, article, "_approve", summary="还改了一处")
    assert (article.title, article.summary, article.status) == (NEW, "还改了一处", APPROVED)
    as_role("editor")
    press(client, article, title="又改了")
    press(client, article, "_withdraw")
    assert (article.title, article.status) == ("又改了", WITHDRAWN)
    assert [state for state, _ in states()] == [State.PUBLISHED, State.MERGED]


def test_a_page_from_before_the_change_overwrites_nothing(client, as_role, article):
    as_role("editor")
    early = admin_pages.filled(client.get(urls(article)[0]))
    press(client, article, title=NEW)
    reply = client.post(urls(article)[0], early | {"title": "另一个标题", "_save": "1"})
    assert "存了一份待审的改动" in reply.text
    assert admin_pages.filled(reply)["title"] == "另一个标题"
    assert PendingChange.objects.get().patch["fields"]["title"]["after"] == [NEW]
    client.post(urls(article)[0], admin_pages.filled(reply) | {"_save": "1"})
    newest = PendingChange.objects.latest("pk")
    assert newest.patch["fields"]["title"]["after"] == ["另一个标题"]


def test_a_chosen_picture_waits_with_the_rest(client, as_role, article):
    as_role("editor")
    cover = SimpleUploadedFile("题图.png", picture().read(), "image/png")
    press(client, article, cover=cover, cover_alt="水厂")
    (path,) = PendingChange.objects.get().files
    assert not article.cover
    press(client, article, title=NEW)
    assert PendingChange.objects.latest("pk").files == [path]
    shown = client.get(reverse("media_file", args=[path]))
    assert shown.status_code == 200
    assert b"".join(shown.streaming_content)
    as_role("reviewer")
    client.get(urls(article)[0])
    decide(client, article, "_accept")
    assert (article.title, article.cover.name, article.cover_alt) == (NEW, path, "水厂")


def test_rows_and_pictures_of_a_listing_wait_too(client, as_role, site):
    listing = factories.ListingFactory(region=site.region, title="三号厂房")
    kept = ListingPhoto.objects.create(listing=listing, alt="航拍", image="listings/a.png")
    as_role("editor")
    page = admin_pages.filled(client.get(urls(listing)[0]))
    new = {
        "photos-1-image": SimpleUploadedFile("新.png", picture().read(), "image/png"),
        "photos-1-alt": "正门",
        "photos-1-position": "1",
        "photos-TOTAL_FORMS": "2",
        "photos-0-alt": "航拍，朝北",
    }
    reply = client.post(urls(listing)[0], page | new | {"price_amount": "12", "_save": "1"})
    assert reply.status_code == 302
    listing.refresh_from_db()
    rows = list(listing.photos.order_by("pk").values_list("alt", flat=True))
    assert (rows, listing.price_amount) == (["航拍"], 12)
    as_role("reviewer")
    labels = [each.label for each in client.get(urls(listing)[1]).context["differences"]]
    assert labels[0] == "图片第 1 行：图片说明"
    reply = decide(client, listing, "_accept")
    rows = list(ListingPhoto.objects.order_by("pk").values_list("pk", "alt"))
    assert (reply.status_code, rows[0], rows[1][1]) == (302, (kept.pk, "航拍，朝北"), "正门")
    assert Listing.objects.get().is_published()


def test_the_typed_preview_shows_the_change(client, as_role, article):
    as_role("editor")
    press(client, article, title=NEW)
    reply = press(client, article, "_preview")
    assert (reply.status_code, NEW in reply.text) == (200, True)
    assert article.title == OLD


def test_one_change_is_open_a_row_and_closed_ones_say_when(client, as_role, article):
    as_role("editor")
    press(client, article, title=NEW)
    change = PendingChange.objects.get()
    with pytest.raises(IntegrityError, match="one_open_a_row"), transaction.atomic():
        PendingChange.objects.create(
            content_type=change.content_type,
            object_id=change.object_id,
            patch={},
            version_at=change.version_at,
            state=State.DRAFT,
            created_at=change.created_at,
        )
    with pytest.raises(IntegrityError, match="closed_with_its_state"), transaction.atomic():
        PendingChange.objects.update(state=State.DROPPED)
