"""What touches several tables: importing a legacy page, taking it over or not."""

import datetime
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from django.contrib.admin.models import CHANGE, LogEntry
from django.db import transaction
from django.utils import timezone

from news.legacy import confidence
from news.legacy.article import LegacyArticle, parse
from news.legacy.reader import SavedPage
from news.legacy.sameness import fingerprint
from news.models import Article, Column, KindTag, OldPage
from parks.models import Park
from publishing.models import NotAllowedError
from publishing.review_rounds import LEFT_OUT
from regions.models import Site

SOURCE_UNKNOWN = "来源待核实"
NOON = datetime.time(12)
# Of the words of a page, frame and all, as they are shown beside the article.
LONGEST_TEXT = 300_000
DEALT_WITH = "这一页已经有人处理过。"
TAKEN = "从隔离区收下旧网页“{}”"
REJECTED = LEFT_OUT + "“{}”：{}"


class AlreadyImported(Exception):
    """The column has this article already; `article` is what its page became."""

    def __init__(self, article):
        super().__init__("这篇文章已经导入过。")
        self.article = article


@dataclass(frozen=True)
class Imported:
    """The new article and what its page said that differs from the order or needs a person."""

    article: Article
    notes: list[str] = field(default_factory=list)


@transaction.atomic
def import_article(
    *,
    column: Column,
    page: SavedPage,
    is_public: bool,
    legacy: LegacyArticle | None = None,
    threshold: int = confidence.THRESHOLD,
    job=None,
    now=None,
) -> Imported:
    """Make an article of a saved page: a draft that waits in quarantine.

    It is approved if `is_public`, nothing is doubtful and every field reaches the threshold. Until
    somebody takes it over it is nobody's: ten thousand are in no list of own drafts.
    `legacy` is what `parse` made of the page, where that was done before.

    Raises Unreadable or AlreadyImported; then nothing was written.
    """
    now = now or timezone.now()
    # One import at a time: two pages that say the same must not pass each other unseen.
    Site.objects.select_for_update(of=("self",), no_key=True).get(pk=column.site_id)
    if earlier := Article.objects.filter(column=column, provenance__sha256=page.sha256).first():
        raise AlreadyImported(earlier)
    legacy = legacy or parsed(page, now)
    prints = {
        "text_print": fingerprint("".join(legacy.paragraphs)),
        "title_print": fingerprint(legacy.title),
    }
    saying_so = Article.objects.filter(column=column).saying(prints["text_print"])
    for earlier in saying_so.titled(legacy.title, prints["title_print"]):
        if legacy.published_on in {None, timezone.localdate(earlier.publish_at)}:
            raise AlreadyImported(earlier)
    likes = _notes_on_likes(column, prints, legacy)
    legacy = replace(legacy, notes=legacy.notes + likes)
    article = _article(column, page, legacy, now)
    article.provenance |= prints
    is_sure = not legacy.notes and confidence.is_sure(legacy.confidences, threshold)
    if is_public and is_sure:
        has_steps = article.review_steps() > 1
        article.status = Article.Status.IN_REVIEW if has_steps else Article.Status.APPROVED
    article.save()
    text = f"{article.title}{article.body}"
    parks = Park.objects.in_region(column.site.region)
    article.parks.set([park for park in parks if park.name in text])
    column_notes = _column_note(legacy, column)
    _keep_page(article, page, legacy, column_notes, job, now if is_public and is_sure else None)
    return Imported(article, legacy.notes + column_notes)


def parsed(page: SavedPage, now) -> LegacyArticle:
    """What a saved page says, with the doubts about reading it; raises Unreadable."""
    legacy = parse(page.lines, today=timezone.localdate(now), declared=page.declared)
    legacy.notes[:0] = page.doubts
    return legacy


def accept_page(page: OldPage, *, user, now=None):
    """What an old page became is right, says `user`: it goes on to review.

    Raises NotAllowedError where somebody has dealt with it since.
    """
    with _dealing_with(page, user, TAKEN.format(page.file_name)) as page:
        page.article.created_by = page.article.created_by or user
        page.article.submit(commit=False)
        page.accepted_at = now or timezone.now()


def reject_page(page: OldPage, *, user, reason: str):
    """An old page is not wanted, says `user`: it and its article stay, out of everybody's way.

    Brought in again it is known. Raises NotAllowedError where somebody has dealt with it since.
    """
    with _dealing_with(page, user, REJECTED.format(page.file_name, reason)) as page:
        page.article.withdraw(commit=False)
        page.article.created_by = None  # it is in nobody's list of what is to be mended
        page.rejection = reason


@contextmanager
def _dealing_with(page, user, said):
    """The page that waits, locked with its article; what is done with them is stored and named."""
    with transaction.atomic():
        page = OldPage.objects.select_for_update(of=("self",), no_key=True).get(pk=page.pk)
        article = page.article
        with article.held():
            if page.accepted_at or article.status != Article.Status.DRAFT:
                raise NotAllowedError(DEALT_WITH)
            yield page
            article.is_attention_needed = False
            article._history_user, article._change_reason = user, said[:100]
            article.save()
        page.save(update_fields=["accepted_at", "rejection"])
        LogEntry.objects.log_actions(user.pk, [article], CHANGE, said, single_object=True)


def _keep_page(article, page, legacy, column_notes, job, accepted_at):
    places = dict(legacy.taken_from)
    by_name = {name: places.get(label, "") for name, label in confidence.NAMES.items()}
    ordered = "您的指定" + (f"；原页面写的是“{legacy.column_name}”" if column_notes else "")
    confidences = {"column": confidence.AGREED, **legacy.confidences}
    if legacy.notes:  # what a person has to look at is not sure, whatever says so
        confidences["body"] = min(confidences["body"], confidence.DOUBTED)
    OldPage.objects.create(
        article=article,
        job=job,
        file_name=page.file_name[-120:],
        packed_file=OldPage.packed(page.data),
        text="\n".join(page.lines)[:LONGEST_TEXT],
        confidences=confidences,
        places={name: place for name, place in by_name.items() if place} | {"column": ordered},
        notes=legacy.notes,
        lowest_confidence=min(confidences.values()),
        accepted_at=accepted_at,
    )


def _notes_on_likes(column, prints, legacy) -> list[str]:
    """Sentences on articles of the site that say the same under another title, or the reverse."""
    on_site = Article.objects.on_site(column.site).order_by("pk")
    if like := on_site.saying(prints["text_print"]).first():
        return [f"正文和编号 {like.pk} 的文章（{like.title}）相同，请核对是不是同一篇。"]
    if like := on_site.titled(legacy.title, prints["title_print"]).first():
        return [f"标题和编号 {like.pk} 的文章相同，正文不同，请核对以哪一篇为准。"]
    return []


def _article(column, page, legacy: LegacyArticle, now) -> Article:
    provenance = {
        "file": page.file_name,
        "sha256": page.sha256,
        "imported_at": now.isoformat(timespec="seconds"),
    }
    if legacy.taken_from:
        provenance["taken_from"] = [f"{name}取自 {place}" for name, place in legacy.taken_from]
    if legacy.notes:
        provenance["notes"] = legacy.notes
    if page.misread:
        provenance["misread"] = page.misread
    return Article(
        column=column,
        kind_tag=KindTag.objects.get_or_create(name=legacy.kind)[0] if legacy.kind else None,
        title=legacy.title,
        subtitle=legacy.subtitle,
        body=legacy.body,
        event_on=legacy.event_on,
        source=legacy.source or SOURCE_UNKNOWN,
        author=legacy.author,
        responsible_editor=legacy.responsible_editor,
        publish_at=_noon(legacy.published_on) if legacy.published_on else now,
        provenance=provenance,
        is_attention_needed=bool(legacy.notes),
    )


def _noon(day: datetime.date) -> datetime.datetime:
    """The page names a day, not an hour: noon keeps it the same day in every zone nearby."""
    return timezone.make_aware(datetime.datetime.combine(day, NOON))


def _column_note(legacy, column) -> list[str]:
    if not legacy.column_name or legacy.column_name == column.name:
        return []
    return [f"页面原属栏目“{legacy.column_name}”，按您的指定放进了“{column.name}”。"]
