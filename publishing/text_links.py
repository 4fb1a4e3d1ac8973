"""Where texts link to, kept beside them by the row that is meant, not by its address alone.

So a link leads to what its writer meant under whatever name it has by now, even where another row
has taken the old name; and every row knows who links to it. Written when a row is saved, and again
by the nightly round.
"""

from collections.abc import Callable
from html import escape, unescape

from ckeditor.fields import RichTextField
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q

from publishing.link_addresses import (
    LINK,
    LONGEST_HOST,
    addresses_in,
    outside_addresses,
    own_paths,
)
from regions.models import FormerAddress, Site

ROW_DEPTH = 3  # slashes: /site/news/12; what is above are lists
# Paths → by path (label, number) of the row that is meant there; others are left out.
Means = Callable[[list[str]], dict[str, tuple[str, int]]]
# A path and the number of the row that it means → where readers find that now; "" for nowhere.
Finds = Callable[[str, int], str]
_answers: list[tuple[Means, Finds]] = []


def register(means: Means, finds: Finds):
    """The room above that knows all addresses answers for them."""
    _answers[:] = [(means, finds)]


def follow_links(obj):
    """Let the texts in hand link to the present addresses of what they mean.

    No query where no row of ours is linked to; else two, and more only for what has moved.
    """
    paths = own_paths(addresses_in(html_of(obj)))
    paths = {path: address for path, address in paths.items() if path.count("/") >= ROW_DEPTH}
    if not paths:
        return
    links = TextLink.objects.of(obj).exclude(target_id=None).filter(address__in=paths.values())
    moved = _moved({link.address: link for link in links}, paths)
    if not moved:
        return
    for each in _rich_fields(obj):
        text = getattr(obj, each.attname) or ""
        setattr(obj, each.attname, LINK.sub(lambda found: _led_on(found, moved), text))


def _moved(links, paths) -> dict[str, str]:
    """{address: where it is now} of what was renamed or moved since."""
    rows = Q(pk=None)
    for link in links.values():
        rows |= Q(label=link.target_label, object_id=link.target_id)
    slugs = {path.split("/")[1] for path in paths}
    renamed = Q(label=Site._meta.label, key__in=slugs)
    former = FormerAddress.objects.filter(rows | renamed) if links else ()
    known = {(each.label, each.object_id) for each in former}
    former_slugs = {each.key for each in former if each.label == Site._meta.label}
    moved = {}
    for path, address in paths.items():
        link = links.get(address)
        if link is None or not (
            (link.target_label, link.target_id) in known or path.split("/")[1] in former_slugs
        ):
            continue
        for _, finds in _answers:
            if now := finds(path, link.target_id):
                moved[address] = address.replace(path, now, 1)
    return moved


def _led_on(found, moved):
    address = unescape(found[1])
    if address not in moved:
        return found[0]
    start, end = found.span(1)
    start, end = start - found.start(), end - found.start()
    return found[0][:start] + escape(moved[address]) + found[0][end:]


def _rich_fields(obj):
    return [each for each in obj._meta.concrete_fields if isinstance(each, RichTextField)]


def html_of(obj) -> str:
    """All rich text of a row."""
    return "".join(getattr(obj, each.attname) or "" for each in _rich_fields(obj))


class TextLinkQuerySet(models.QuerySet):
    def of(self, obj):
        kind = ContentType.objects.get_for_model(obj)
        return self.filter(content_type=kind, object_id=obj.pk)

    def leading_to(self, obj):
        """What links to the row, whether readers see it or not."""
        return self.filter(target_label=obj._meta.label, target_id=obj.pk)

    def note(self, obj):
        """Keep in step with the texts of a stored row. What is known already keeps its meaning.

        One query where nothing has changed.
        """
        html = html_of(obj)
        addresses = list(addresses_in(html))
        paths, outside = own_paths(addresses), outside_addresses(addresses)
        known = dict(self.of(obj).values_list("address", "target_id"))
        if gone := known.keys() - paths.values() - outside.keys():
            self.of(obj).filter(address__in=gone).delete()
        if unsure := [path for path, address in paths.items() if known.get(address) is None]:
            self._note_own(obj, {path: paths[path] for path in unsure})
        new = {address: host for address, host in outside.items() if address not in known}
        self._add(obj, [{"address": address, "host": host} for address, host in new.items()])

    def _note_own(self, obj, paths):
        meant = {}
        for means, _ in _answers:
            meant |= means(list(paths))
        rows = []
        for path, address in paths.items():
            label, number = meant.get(path, ("", None))
            rows.append({"address": address, "target_label": label, "target_id": number})
        self._add(obj, rows)

    def _add(self, obj, rows):
        if rows:
            kind = ContentType.objects.get_for_model(obj)
            made = [self.model(content_type=kind, object_id=obj.pk, **row) for row in rows]
            self.bulk_create(
                made,
                update_conflicts=True,
                unique_fields=["content_type", "object_id", "address"],
                update_fields=["target_label", "target_id"],
            )


class TextLink(models.Model):
    """One link of one row; `host` of those that lead elsewhere."""

    content_type = models.ForeignKey(
        ContentType, models.CASCADE, related_name="+", verbose_name="哪类内容"
    )
    object_id = models.BigIntegerField("哪一条")
    address = models.CharField("网址", max_length=500)
    host = models.CharField("别的网站", max_length=LONGEST_HOST, blank=True)
    target_label = models.CharField("指向哪类内容", max_length=60, blank=True)
    target_id = models.BigIntegerField("指向哪一条", null=True)

    objects = TextLinkQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "正文里的链接"
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id", "address"],
                name="%(app_label)s_%(class)s_once_a_row",
            ),
            models.CheckConstraint(
                condition=Q(target_label="", target_id=None)
                | (~Q(target_label="") & Q(target_id__isnull=False, host="")),
                name="%(app_label)s_%(class)s_one_target",
            ),
        ]
        indexes = [
            models.Index(fields=["target_label", "target_id"], name="publishing_textlink_target"),
            models.Index(
                fields=["address"], condition=~Q(host=""), name="publishing_textlink_outside"
            ),
        ]

    def __str__(self):
        return f"链接 {self.pk}"
