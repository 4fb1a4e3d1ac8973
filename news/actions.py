"""What touches several tables: importing a legacy page."""

import datetime
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone

from news.legacy.article import LegacyArticle, parse
from news.legacy.reader import SavedPage
from news.legacy.sameness import fingerprint
from news.models import Article, Column, KindTag
from parks.models import Park
from regions.models import Site

SOURCE_UNKNOWN = "来源待核实"
NOON = datetime.time(12)


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
def import_article(*, column: Column, page: SavedPage, is_public: bool, now=None) -> Imported:
    """Make an article of a saved page: a draft, or approved if `is_public` and nothing is doubtful.

    Raises Unreadable or AlreadyImported; then nothing was written.
    """
    now = now or timezone.now()
    # One import at a time: two pages that say the same must not pass each other unseen.
    Site.objects.select_for_update(of=("self",), no_key=True).get(pk=column.site_id)
    if earlier := Article.objects.filter(column=column, provenance__sha256=page.sha256).first():
        raise AlreadyImported(earlier)
    legacy = parse(page.lines, today=timezone.localdate(now), declared=page.declared)
    legacy.notes[:0] = page.doubts
    prints = {
        "text_print": fingerprint("".join(legacy.paragraphs)),
        "title_print": fingerprint(legacy.title),
    }
    saying_so = Article.objects.filter(column=column).saying(prints["text_print"])
    if earlier := saying_so.titled(legacy.title, prints["title_print"]).first():
        raise AlreadyImported(earlier)
    legacy.notes += _notes_on_likes(column, prints, legacy)
    article = _article(column, page, legacy, now)
    article.provenance |= prints
    if is_public and not legacy.notes:
        has_steps = article.review_steps() > 1
        article.status = Article.Status.IN_REVIEW if has_steps else Article.Status.APPROVED
    article.save()
    text = f"{article.title}{article.body}"
    parks = Park.objects.in_region(column.site.region)
    article.parks.set([park for park in parks if park.name in text])
    return Imported(article, legacy.notes + _column_note(legacy, column))


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
