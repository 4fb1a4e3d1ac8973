"""Who may see an uploaded file: everybody while something public shows it, else its own staff.

A file is as public as what shows it: a photo, a cover, an attachment, a picture or PDF inside a
text, a picture of a live site. Withdrawn, expired, not yet published means gone from /media/ as
well.
"""

from dataclasses import dataclass

from django.db.models import Model, Q, Value

from news.models import Article, SitePage
from parks.models import Listing, Park
from policies.models import Policy
from publishing.media_names import EVERYBODY, NOBODY, OWN_STAFF, MediaNames
from publishing.models import Asset, PendingChange, PreviewLink
from regions import access
from regions.models import Site

SITE_PICTURES = ("logo", "favicon", "hero")


@dataclass(frozen=True)
class Owner:
    """A publishable model, the way to its region, where it names files and where its texts are."""

    model: type[Model]
    region: str
    files: tuple[str, ...]
    texts: tuple[str, ...]

    def showing(self, rows, path):
        """One queryset for each index that is asked: rows that show the file."""
        for field in self.files:
            yield rows.filter(**{field: path})
        for field in self.texts:
            named = rows.annotate(shown=MediaNames(field))
            yield named.filter(shown__contains=[path])


OWNERS = (
    Owner(Article, "column__site__region", ("cover",), ("body",)),
    Owner(SitePage, "site__region", (), ("body",)),
    Owner(Park, "region", ("cover",), ("body",)),
    Owner(Listing, "region", ("photos__image", "files__document"), ("body",)),
    Owner(Policy, "region", (), ("body", "interpretation", "how_to_apply")),
)


def named_by_site(path) -> Q:
    """Of sites: one of their own pictures is that file (or an expression's)."""
    return Q(*((field, path) for field in SITE_PICTURES), _connector=Q.OR)


def media_right(user, path: str) -> str:
    """EVERYBODY, OWN_STAFF or NOBODY: who of these the user has to be one of to see the file."""
    if "\0" in path:
        return NOBODY
    sites = Site.objects.filter(named_by_site(path)) if path else Site.objects.none()
    public = [part for owner in OWNERS for part in owner.showing(_public(owner), path)]
    if _any([*public, sites.live()]):
        return EVERYBODY
    if user.is_authenticated and access.has_role(user):
        own_sites = access.scope(sites, user, lookup="region")
        if _any([*_own_parts(user, path), own_sites]):
            return OWN_STAFF
    return NOBODY


def shown_by_link(mark: str, path: str) -> bool:
    """Whether the page of a preview link shows the file, and the link is still good.

    It opens no file that its maker may not see, whatever addresses a text spells out.
    """
    link = PreviewLink.objects.by_file_mark(mark, path) if mark and "\0" not in path else None
    if link is None or link.ended(link.target()):
        return False
    return media_right(link.created_by, path) != NOBODY


def _public(owner):
    return owner.model.objects.published()


def _own_parts(user, path):
    for owner in OWNERS:
        rows = access.scope(owner.model.objects.all(), user, lookup=owner.region)
        yield from owner.showing(rows, path)
        waiting = PendingChange.objects.open().of_model(owner.model).filter(files__contains=[path])
        yield rows.filter(pk__in=waiting.values("object_id"))
    own = Q(uploaded_by=user)
    yield Asset.objects.filter(own, file=path)
    yield access.scope(Asset.objects.filter(file=path), user, lookup="region")


def _any(parts):
    """Whether one of the querysets holds a row, in one statement."""
    first, *others = (part.order_by().values_list(Value(1)) for part in parts)
    return first.union(*others, all=True).exists()
