"""What was there before an act stands again, through the same paths, for ten minutes."""

import datetime

import pytest
from django.utils import timezone

from news.models import Article
from publishing import undo as taken_back
from publishing.models import PublishWindow
from publishing.undo import OvertakenError, changed_columns, offered
from search.models import SearchEntry
from tests import factories
from tests.rewritten import rewritten

pytestmark = pytest.mark.django_db
DRAFT, IN_REVIEW, APPROVED, WITHDRAWN, *_ = PublishWindow.Status


@pytest.fixture
def article(site):
    column = factories.ColumnFactory(site=site)
    return factories.ArticleFactory(column=column, title="供水工程")


@pytest.fixture
def editor(staff, site):
    return staff("editor", site.region)


def act(article, user, reason="撤回"):
    article._history_user, article._change_reason = user, reason
    article.withdraw()


def undoable(user, now=None):
    return taken_back.undoable(Article, user, now or timezone.now(), words=("撤回",))


def undo(user):
    done = undoable(user).first()
    rows = Article.objects.all()
    return taken_back.undo(
        done, rows, user=user, still_undoable=lambda: undoable(user).first(), said="撤回"
    )


def in_search(article):
    return SearchEntry.objects.published().filter(object_id=article.pk).exists()


def test_what_was_withdrawn_is_public_again_in_search_and_history(article, editor):
    act(article, editor)
    gone = (article.is_published(), in_search(article))
    undo(editor)
    article.refresh_from_db()
    assert (gone, (article.is_published(), in_search(article))) == ((False, False), (True, True))
    newest = article.history.latest("history_id")
    assert (newest.history_user, newest.history_change_reason) == (editor, "撤销：撤回")


def test_only_what_the_act_changed_is_put_back(article, editor):
    act(article, editor)
    done, before = article.history.order_by("-history_id")[:2]
    assert changed_columns(done, before) == ["status"]


def test_nobody_undoes_late_or_for_another_or_what_went_on(article, editor, staff, site):
    act(article, editor)
    later = timezone.now() + datetime.timedelta(minutes=11)
    other = staff("manager", site.region)
    seen = [undoable(editor).count(), undoable(editor, later).count(), undoable(other).count()]
    Article.objects.get(pk=article.pk).save()
    assert (*seen, undoable(editor).count()) == (1, 0, 0, 0)


def test_an_act_that_did_more_is_not_taken_back(article, editor):
    act(article, editor, reason="撤回，同时改了：标题")
    assert undoable(editor).count() == 0


def test_whoever_was_quicker_is_not_overwritten(article, editor):
    act(article, editor)
    done = undoable(editor).first()
    with pytest.raises(OvertakenError, match="已经不能撤销"):
        taken_back.undo(
            done, Article.objects.all(), user=editor, still_undoable=lambda: None, said=""
        )
    article.refresh_from_db()
    assert article.status == WITHDRAWN


def test_a_row_without_an_earlier_version_stays(article, editor):
    act(article, editor)
    with rewritten(Article.history.model) as history:
        history.filter(history_type="+").delete()
    with pytest.raises(OvertakenError):
        undo(editor)


def test_words_of_the_row_are_escaped_in_the_message():
    assert offered("<b>", "/admin/x/", [1, 2]) == (
        '&lt;b&gt; <button class="button" form="desk-post" formaction="/admin/x/" name="versions"'
        ' value="1,2">撤销（10 分钟内）</button>'
    )
