"""Files that lie beside the library come into it: covers, photos, papers, logos, old ones too."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.core.files.storage import default_storage
from django.db.models import Exists, F, Model, OuterRef, Q, Value

from news.models import Article
from parks.models import ListingFile, ListingPhoto, Park
from publishing.asset_uses import uses_of
from publishing.file_names import shown_name
from publishing.models import Asset
from regions.models import Site
from search.models import Searchable

BATCH = 50  # files are read whole
AN_HOUR = 200
A_MINUTE = 4  # pictures, a second or two each
MOST_LOST = 500  # files that cannot be read, in one round
ENDINGS = (".jpg", ".jpeg", ".png", ".webp", ".pdf")


@dataclass(frozen=True)
class Shelf:
    """A column with files, the ways to their region and to what is said of them."""

    model: type[Model]
    file: str
    region: str
    alt: str = ""
    title: str = ""

    def unlisted(self):
        """(file, region, alt, title) of those without a row in the library."""
        known = Asset.objects.filter(file=OuterRef(self.file))
        words = (F(name) if name else Value("") for name in (self.alt, self.title))
        endings = Q(*((f"{self.file}__iendswith", ending) for ending in ENDINGS), _connector=Q.OR)
        rows = self.model.objects.filter(endings, ~Exists(known)).order_by("-pk")
        return rows.values_list(F(self.file), F(f"{self.region}_id"), *words)


SHELVES = (
    Shelf(Article, "cover", "column__site__region", "cover_alt"),
    Shelf(Park, "cover", "region", "cover_alt"),
    Shelf(ListingPhoto, "image", "listing__region", "alt"),
    Shelf(ListingFile, "document", "listing__region", title="title"),
    Shelf(Site, "logo", "region", title="short_name"),
    Shelf(Site, "favicon", "region", title="short_name"),
    Shelf(Site, "hero", "region", title="short_name"),
)


def list_new_files(limit: int | None = None) -> Iterator[str]:
    """Names in storage of the files that got a row; `limit` of each shelf, all by default.

    The newest first, so that files that are lost keep no new one waiting.

    A file that has no row but is gone from storage is left out: nothing can be said of it.
    """
    for shelf in SHELVES:
        for path, region, alt, title in shelf.unlisted()[:limit].iterator(BATCH):
            if _list(path, region, alt, title):
                yield path


def list_files():
    """What the worker takes in once an hour."""
    for _ in list_new_files(AN_HOUR):
        pass


def _list(path, region_id, alt, title):
    """Whether its file could be read; another row may have brought the same one meanwhile."""
    is_paper = path.lower().endswith(".pdf")
    asset = Asset(
        file=path,
        region_id=region_id,
        kind=Asset.Kind.PDF if is_paper else Asset.Kind.IMAGE,
        file_name=shown_name(title, "pdf") if is_paper else title,
        alt="" if is_paper else alt,
    )
    try:
        with default_storage.open(path) as file:
            asset.note_content(file)
    except OSError:
        return False
    Asset.objects.bulk_create([asset], ignore_conflicts=True)
    return True


def measure_pictures() -> int:
    """Of pictures that came when their size was not noted; how many could be read."""
    count = 0
    for asset in Asset.objects.filter(kind=Asset.Kind.IMAGE, width=None).iterator(BATCH):
        try:
            with asset.file.open() as file:
                asset.note_content(file)
        except OSError:
            continue
        found = {name: getattr(asset, name) for name in ("width", "height", "sha256", "size_bytes")}
        Asset.objects.filter(pk=asset.pk).update(**found)
        count += asset.width is not None
    return count


def tend_files():
    """What the worker does once a minute."""
    make_renditions(A_MINUTE)
    read_papers(A_MINUTE)


def read_papers(limit: int | None = None):
    """Pages and words of PDF files; search knows them with what links to the file."""
    for asset in _tended(Asset.objects.unread(), Asset.read, limit):
        for use in uses_of([asset.file.name]).get(asset.file.name, ()):
            if asset.text and issubclass(use.model, Searchable):
                use.model.write_entries([use.pk])


def make_renditions(limit: int | None = None):
    """Smaller copies of the pictures that have none yet; a few a minute, all without a limit."""
    for _ in _tended(Asset.objects.without_renditions(), Asset.make_renditions, limit):
        pass


def _tended(assets, tend, limit) -> Iterator[Asset]:
    """Each as it is just now. What the storage does not give is left for a later round."""
    done = lost = 0
    for pk in assets.values_list("pk", flat=True)[: None if limit is None else limit + MOST_LOST]:
        asset = assets.filter(pk=pk).first()
        if asset is None:  # done or deleted meanwhile
            continue
        try:
            tend(asset)
        except OSError:
            lost += 1
            if lost == MOST_LOST:
                return
            continue
        yield asset
        done += 1
        if done == limit:
            return
