"""What touches several tables: importing a legacy page."""

import datetime
from dataclasses import dataclass, field

from django.db import IntegrityError, transaction
from django.utils import timezone

from news.legacy.article import LegacyArticle, parse
from news.legacy.reader import SavedPage
from news.models import Article, Column, KindTag
from parks.models import Park

SOURCE_UNKNOWN = "来源待核实"
NOON = datetime.time(12)


class AlreadyImported(Exception):
    """The same file is in the column already; `article` is what it became."""

    def __init__(self, article):
        super().__init__("这个文件已经导入过。")
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
    if earlier := earlier_import(column, page):
        raise AlreadyImported(earlier)
    legacy = parse(page.lines, today=timezone.localdate(now))
    article = _article(column, page, legacy, now)
    if is_public and not legacy.notes:
        article.status = Article.Status.APPROVED
    _save_once(article, page)
    text = f"{article.title}{article.body}"
    parks = Park.objects.in_region(column.site.region)
    article.parks.set([park for park in parks if park.name in text])
    return Imported(article, legacy.notes + _column_note(legacy, column))


def earlier_import(column, page) -> Article | None:
    """What this file became in this column before."""
    return Article.objects.filter(column=column, provenance__sha256=page.sha256).first()


def _article(column, page, legacy: LegacyArticle, now) -> Article:
    provenance = {
        "file": page.file_name,
        "sha256": page.sha256,
        "imported_at": now.isoformat(timespec="seconds"),
    }
    if legacy.notes:
        provenance["notes"] = legacy.notes
    return Article(
        column=column,
        kind_tag=KindTag.objects.get_or_create(name=legacy.kind)[0] if legacy.kind else None,
        title=legacy.title,
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


def _save_once(article, page):
    try:
        with transaction.atomic():
            article.save()
    except IntegrityError as error:
        # Another import of the same file finished between our look and our save.
        if (earlier := earlier_import(article.column, page)) is None:
            raise
        raise AlreadyImported(earlier) from error


def _column_note(legacy, column) -> list[str]:
    if not legacy.column_name or legacy.column_name == column.name:
        return []
    return [f"页面原属栏目“{legacy.column_name}”，按您的指定放进了“{column.name}”。"]
