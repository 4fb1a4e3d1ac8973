"""A named person takes a repair over: what it says becomes a draft, what stood there is kept.

Beside a public article it is a change that waits (ADR 46), like what an editor types. A draft is
changed in place; the version before, with its words as they were, stays in its history.
"""

import copy

from django.contrib.admin.models import CHANGE, LogEntry
from django.forms import modelform_factory

from core.seen_version import version_of
from news.models import Article
from news.repair.repaired_article import RepairedArticle, repaired_article
from publishing.form_patches import difference
from publishing.models import NotAllowedError, PendingChange

RAW = "修复以前的文字"
ACCEPTED = "修复文字"
LONGEST_REASON = 100
OVERTAKEN = "打开本页以后，这一篇有人改过：请看现在的样子，再修复。"
ALSO_WAITING = "旁边还有一份改动没有处理完：先处理那一份，再修复文字。"
NOTHING = "没有能修的地方，文字没有变。"
TOO_LOW = "现在的得分是 {}，低于要求的 {}。"


def accept_repair(article: Article, *, user, seen: str, least_score: int = 0) -> RepairedArticle:
    """Repair the stored article as `user` accepts it; raises NotAllowedError with a sentence.

    `seen`: the version that the person looked at.
    """
    with article.held():
        if seen != version_of(article):
            raise NotAllowedError(OVERTAKEN)
        if PendingChange.objects.open_of(article):
            raise NotAllowedError(ALSO_WAITING)
        repaired = repaired_article(article)
        if not repaired:
            raise NotAllowedError(NOTHING)
        if repaired.found.score < least_score:
            raise NotAllowedError(TOO_LOW.format(repaired.found.score, least_score))
        _keep_raw(article, user, repaired)
        if article.status == Article.Status.APPROVED:
            patch = _patch(article, repaired)
            PendingChange.objects.keep(article, user, patch, is_finished=False)
        else:
            _save(article, user, f"{ACCEPTED}，{repaired.summary}", _texts(repaired))
        log = f"{ACCEPTED}，{repaired.summary}；原文在历史版本里。"
        LogEntry.objects.log_actions(user.pk, [article], CHANGE, log, single_object=True)
    return repaired


def _keep_raw(article, user, repaired):
    """History has the words as they stand, whatever brought them into the table."""
    newest = article.history.order_by("-history_id").first()
    before = {name: stood for name, (stood, _) in repaired.changes.items()}
    if newest is None or any(getattr(newest, name) != text for name, text in before.items()):
        _save(article, user, RAW, {})


def _save(article, user, reason, texts):
    for name, text in texts.items():
        setattr(article, name, text)
    article._history_user, article._change_reason = user, reason[:LONGEST_REASON]
    article.save()


def _texts(repaired):
    return {name: after for name, (_, after) in repaired.changes.items()}


def _patch(article, repaired):
    """In the words of the form, as if somebody had typed it."""
    form = modelform_factory(Article, fields=tuple(repaired.changes))
    shall = copy.copy(article)
    for name, text in _texts(repaired).items():
        setattr(shall, name, text)
    labels = [str(field.label) for field in form.base_fields.values()]
    fields = difference(form(instance=article), form(instance=shall))
    return {"fields": fields, "rows": {}, "labels": labels}
