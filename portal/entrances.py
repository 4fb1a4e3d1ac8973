"""Where the tiles of a site's home page may lead, in the words of clerks, and whether it exists.

A form sends one word: land, column:trends, page:about, address. Stored are the two parts of it.
"""

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db.models import Exists, OuterRef, Q
from django.urls import Resolver404, resolve, reverse

from core.public_url import path_on_this_site
from news.models import Article, Column, SitePage
from parks.landing_pages import EVERYTHING, LANDINGS
from parks.models import Listing, Park
from policies.models import Policy
from regions.models import ServiceTile, Site

Target = ServiceTile.Target
LISTS = {
    Target.LAND: (LANDINGS["land"].url_name, ""),
    Target.FACTORIES: (EVERYTHING.url_name, "?kind=factory&kind=warehouse"),
    Target.OFFICES: (LANDINGS["office"].url_name, ""),
    Target.WAREHOUSES: (LANDINGS["warehouse"].url_name, ""),
    Target.LISTINGS: (EVERYTHING.url_name, ""),
    Target.MAP: ("listing_map", ""),
    Target.PARKS: ("park_list", ""),
    Target.POLICIES: ("policy_list", ""),
    Target.ENTERPRISE_POLICIES: ("policy_list", "?category=enterprise"),
    Target.FUNDING_POLICIES: ("policy_list", "?category=funding"),
    Target.TALENT_POLICIES: ("policy_list", "?category=talent"),
    Target.NEWS: ("article_list", ""),
    Target.GUIDE: ("guide", ""),
    Target.FIT: ("guide_fit", ""),
}
GROUPS = (
    ("空间和园区", "land factories offices warehouses listings map parks fit"),
    ("政策", "policies enterprise funding talent"),
    ("动态和指南", "news guide"),
)
ADDRESS_SHAPE = "网址要写全：本网的以 / 开头（如 /golmud/parks/），别的网站以 https:// 开头。"
NOT_HERE = "本网没有这一页：请在浏览器里打开它，再把网址栏里的网址复制过来。"


def url_of(tile) -> str:
    """Where it leads."""
    slug = tile.site.slug
    match tile.target:
        case Target.COLUMN:
            return reverse("article_list_column", args=[slug, tile.target_key])
        case Target.PAGE:
            return reverse("page_detail", args=[slug, tile.target_key])
        case Target.ADDRESS:
            return tile.target_key
    name, query = LISTS[Target(tile.target)]
    return reverse(name, args=[slug]) + query


def leading_somewhere(tiles):
    """Without those whose column or page readers do not see (any more)."""
    same = {"site": OuterRef("site"), "slug": OuterRef("target_key")}
    columns = Column.objects.filter(**same, is_active=True)
    pages = SitePage.objects.published().filter(**same)
    return tiles.filter(
        ~Q(target__in=[Target.COLUMN, Target.PAGE])
        | (Q(target=Target.COLUMN) & Exists(columns))
        | (Q(target=Target.PAGE) & Exists(pages))
    )


def choices_at(site) -> list:
    """(group, [(word, label)]) of what a tile of this site may lead to; None: no site yet."""
    labels = dict(Target.choices)
    groups = [(name, [(key, labels[key]) for key in keys.split()]) for name, keys in GROUPS]
    if site is not None:
        columns = site.columns.filter(is_active=True).order_by("position", "pk")
        pages = SitePage.objects.published().filter(site=site).order_by("position", "pk")
        groups += [
            ("栏目", [(word_of(Target.COLUMN, each.slug), each.name) for each in columns]),
            ("固定页面", [(word_of(Target.PAGE, each.slug), each.title) for each in pages]),
        ]
    groups.append(("其他", [(Target.ADDRESS.value, "别的网址（写在下面）")]))
    return [("", "请选择"), *groups]


def word_of(target, key) -> str:
    return f"{target}:{key}" if key and target != Target.ADDRESS else str(target)


def checked_address(text: str) -> str:
    """The address as a tile keeps it; ValidationError in words where nothing is there."""
    text = text.strip()
    path = path_on_this_site(text)
    if path is None:
        try:
            URLValidator(schemes=["http", "https"])(text)
        except ValidationError as error:
            raise ValidationError(ADDRESS_SHAPE) from error
        return text
    if not _is_public_page(path):
        raise ValidationError(NOT_HERE)
    return text[text.index(path) :]


def _is_public_page(path) -> bool:
    try:
        found = resolve(path)
    except Resolver404:
        return False
    site = Site.objects.live().filter(slug=found.kwargs.get("site", "")).first()
    if site is None:
        return False
    rows = ROWS.get(found.url_name)
    named = {key: value for key, value in found.captured_kwargs.items() if key != "site"}
    if "column" in named:
        named["slug"] = named.pop("column")
    return rows(site).filter(**named).exists() if rows else not named


# What an address names by a number or a word, as its view looks for it.
ROWS = {
    "listing_detail": lambda site: Listing.objects.published().in_region(site.region),
    "park_detail": lambda site: Park.objects.published().in_region(site.region),
    "article_detail": lambda site: Article.objects.published().filter(column__site=site),
    "policy_detail": lambda site: Policy.objects.published().applying_to(site.region),
    "page_detail": lambda site: SitePage.objects.published().filter(site=site),
    "article_list_column": lambda site: Column.objects.filter(site=site, is_active=True),
}
