"""Several texts and changes signed by one click, where a list shows enough to judge them."""

import pytest
from django.urls import reverse

from core.seen_version import version_of
from news.models import Article
from publishing.models import PendingChange
from tests import factories

pytestmark = pytest.mark.django_db
QUEUE = reverse("desk_review_queue")


@pytest.fixture
def column(site):
    return factories.ColumnFactory(site=site, review_steps=2)


@pytest.fixture
def writer(staff, site):
    return staff("editor", site.region)


@pytest.fixture
def text(column, writer):
    return factories.ArticleFactory(
        column=column, title="公告", kind_tag=None, status="in_review", created_by=writer
    )


@pytest.fixture
def public(column, writer):
    article = factories.ArticleFactory(column=column, title="供水开工", kind_tag=None)
    title = {"before": ["供水开工"], "after": ["供水完工"]}
    keep(article, writer, {"title": title})
    return article


def keep(article, user, fields):
    PendingChange.objects.keep(article, user, {"fields": fields, "rows": {}, "labels": ["标题"]})


def boxes(client):
    return [card.value for card in client.get(QUEUE).context["cards"]]


def sign(client, user, *chosen):
    client.force_login(user)
    page = client.post(QUEUE, {"chosen": chosen}, follow=True)
    return [str(message) for message in page.context["messages"]]


def test_texts_and_changes_are_signed_by_one_click(client, staff, site, text, public):
    first, second = (staff("reviewer", site.region) for _ in range(2))
    client.force_login(first)
    page = client.get(QUEUE)
    assert "<del>开</del><ins>完</ins>" in page.text.replace("\n", "").replace("    ", "")
    chosen = [
        f"article {text.pk} {version_of(text)}",
        f"article {public.pk} {PendingChange.objects.get().pk}",
    ]
    assert boxes(client) == chosen
    assert len(sign(client, first, *chosen)) == 2
    assert boxes(client) == []
    sign(client, second, *chosen)
    text.refresh_from_db()
    public.refresh_from_db()
    assert (text.status, text.approved_by) == ("approved", second)
    assert (public.title, public.approved_by) == ("供水完工", second)


def test_what_the_list_does_not_show_whole_is_opened(client, staff, site, writer, public):
    reviewer = staff("reviewer", site.region)
    own, long = {"before": ["供水开工"], "after": ["停工"]}, {"before": [""], "after": ["长" * 401]}
    for author, fields in ((reviewer, {"title": own}), (writer, {"summary": long})):
        keep(public, author, fields)
        client.force_login(reviewer)
        assert boxes(client) == [""]
        chosen = f"article {public.pk} {PendingChange.objects.latest('pk').pk}"
        (said,) = sign(client, reviewer, chosen)
        assert "打开看过再签" in said
    assert Article.objects.get(pk=public.pk).title == "供水开工"


def test_nothing_made_up_is_signed(client, staff, site, other_site, text, public):
    reviewer, stranger = staff("reviewer", site.region), staff("reviewer", other_site.region)
    change = PendingChange.objects.get().pk
    for user, value in (
        (reviewer, "article"),
        (reviewer, f"article {'9' * 30} 1"),
        (reviewer, f"article {text.pk} 2020"),
        (reviewer, f"article {public.pk} {change + 1}"),
        (reviewer, f"user {reviewer.pk} 1"),
        (stranger, f"article {public.pk} {change}"),
        (stranger, f"article {text.pk} {version_of(text)}"),
    ):
        assert len(sign(client, user, value)) == 1
    assert len(sign(client, reviewer)) == 1
    assert Article.objects.get(pk=text.pk).status == "in_review"
    assert Article.objects.get(pk=public.pk).title == "供水开工"
