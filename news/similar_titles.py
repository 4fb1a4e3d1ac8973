"""Two articles of a column under one title (a rule of publishing.content_checks)."""

from difflib import SequenceMatcher

from core.text_folding import fold
from news.models import Article
from publishing.content_checks.rules import Hit, Rule, Severity
from search.bigrams import holding

NEWEST = 200  # of the column, beside those of exactly this title
ALIKE = 0.9
SHORTEST = 8  # characters: shorter titles are alike by chance
SIGNS = " ,.:;!?，。：；！？、“”‘’\"'《》()（）-—·"


def _bare(title: str) -> str:
    return "".join(character for character in fold(title) if character not in SIGNS)


def _alike(subject):
    """One of the column's newest that is the same but for signs, or nearly; or one as old as may
    be under this very title.
    """
    article = subject.obj
    part = subject.by_name.get("title")
    if not isinstance(article, Article) or article.column_id is None or part is None:
        return
    rows = Article.objects.filter(column_id=article.column_id).exclude(pk=article.pk)
    rows = rows.exclude(status=Article.Status.WITHDRAWN)
    newest = rows.order_by("-publish_at", "-pk").values_list("title", flat=True)[:NEWEST]
    other = next((title for title in newest if _is_like(article.title, title)), None)
    other = other or _same_title(rows, article.title)
    if other is not None:
        yield Hit(part, 0, len(part.text), cure=f"同一栏目已有“{other}”，请看是不是同一篇")


def _same_title(rows, title):
    """In no order: one by a column's own would walk all of them."""
    same = rows.filter(holding(title, "title"), title__iexact=title)
    return next(iter(same.values_list("title", flat=True)[:1]), None)


def _is_like(title, other):
    mine, theirs = _bare(title), _bare(other)
    if mine == theirs:
        return True
    if min(len(mine), len(theirs)) < SHORTEST or _digits(mine) != _digits(theirs):
        return False
    matcher = SequenceMatcher(None, mine, theirs, autojunk=False)
    return (
        matcher.real_quick_ratio() >= ALIKE
        and matcher.quick_ratio() >= ALIKE
        and matcher.ratio() >= ALIKE
    )


def _digits(title):
    """The third and the fourth notice of one kind differ in nothing else."""
    return [character for character in title if character in "0123456789一二三四五六七八九十"]


SIMILAR_TITLES = Rule(
    "similar_title",
    "标题重复",
    Severity.HINT,
    "标题和同一栏目的另一篇一样或很像",
    "请看是不是同一篇",
    _alike,
)
