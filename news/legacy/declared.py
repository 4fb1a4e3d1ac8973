"""What a page says of its article outside the visible text: meta tags, <title>, time, JSON-LD."""

import json
import re

from news.legacy.dates import stamp_of
from news.legacy.evidence import Evidence
from news.legacy.head_labels import EMPTY
from news.legacy.markup import Declared

# Names of meta tags in lower case, the most telling first. Those of offices are from the
# inspection rules for government sites; the others are Open Graph, Dublin Core and schema.org.
TITLES = (
    *("articletitle", "og:title", "dc.title", "dcterms.title", "twitter:title", "headline"),
    *("parsely-title", "weibo:article:title"),
)
DATES = (
    *("pubdate", "publishdate", "publish_date", "publish-date", "pub_date", "publishtime"),
    *("publishedtime", "article:published_time", "datepublished", "dc.date.issued"),
    *("dcterms.issued", "dc.date", "release_date", "og:release_date", "og:published_time"),
    *("firstpublishedtime", "weibo:article:create_at", "bytedance:published_time"),
)
SOURCES = ("contentsource", "dc.source", "source", "dc.publisher", "article:publisher")
AUTHORS = ("author", "article:author", "dc.creator")
SITES = ("sitename", "og:site_name", "application-name")
COLUMNS = ("columnname", "article:section")
HEADLINES = {"activity-name", "headline"}
PUBLISHED = {"publish_time", "datepublished"}
HAN = re.compile(r"[\u3400-\u9fff]")
# What a template leaves behind that nobody filled, and systems that sign as authors.
UNFILLED = re.compile(r"[{}$<>]|\[!--")
PLATFORMS = re.compile(r"微信公众平台|公众号|大汉|TRS|拓尔思|织梦|帝国", re.IGNORECASE)
TITLE_PARTS = re.compile(
    r"\s*[_|｜»>]+\s*|\s+[-–—]+\s+|\s*[-–—]{2,}\s*|(?<=[\u3400-\u9fff）”])-(?=[\u3400-\u9fff])"
)
LONGEST_STRUCTURE = 100_000


def titles(declared: Declared) -> list[Evidence]:
    """Titles by meta tags and headings; <title> is read apart, it also holds names of sites."""
    found = [Evidence(value, f"meta {name}") for name, value in _metas(declared, TITLES)]
    found += [Evidence(value, "JSON-LD headline") for value in _structured(declared, "headline")]
    found += [Evidence(v, f"{n} 元素") for n, v in declared.named if n in HEADLINES]
    headings = list(dict.fromkeys(declared.headings))
    if len(headings) == 1:
        found.append(Evidence(headings[0], "h1"))
    return [evidence for evidence in found if HAN.search(evidence.value)]


def title_parts(declared: Declared) -> list[str]:
    """青溪县举行推介会 and 青溪县人民政府 of <title>青溪县举行推介会_青溪县人民政府</title>."""
    return [part.strip() for part in TITLE_PARTS.split(declared.title) if HAN.search(part)]


def dates(declared: Declared) -> list[Evidence]:
    found = [(f"meta {name}", value) for name, value in _metas(declared, DATES)]
    found += [("JSON-LD datePublished", v) for v in _structured(declared, "datePublished")]
    found += [(f"{n} 元素", v) for n, v in declared.named if n in PUBLISHED]
    stamps = [Evidence(day, place) for place, value in found if (day := stamp_of(value))]
    days = {day for value in declared.times if (day := stamp_of(value))}
    # Several times are those of a list or of comments.
    return stamps + [Evidence(day, "time 元素", is_clear=False) for day in days if len(days) == 1]


def sources(declared: Declared) -> list[Evidence]:
    found = [Evidence(v, f"meta {name}") for name, v in _metas(declared, SOURCES) if HAN.search(v)]
    found += [Evidence(v, "JSON-LD publisher") for v in _structured_names(declared, "publisher")]
    return found + [Evidence(v, "js_name 元素") for n, v in declared.named if n == "js_name" and v]


def author(declared: Declared) -> str:
    found = [v for _, v in _metas(declared, AUTHORS)] + _structured_names(declared, "author")
    return next((v for v in found if HAN.search(v)), "")


def site_name(declared: Declared) -> str:
    return next((v for _, v in _metas(declared, SITES) if HAN.search(v)), "")


def column_name(declared: Declared) -> str:
    return next((value for _, value in _metas(declared, COLUMNS)), "")[:20]


def _metas(declared, names):
    """(name, content) of the known meta tags, in the order of `names`."""
    filled = [
        (name, value)
        for name, value in declared.metas
        if not UNFILLED.search(value) and not EMPTY.fullmatch(value) and not PLATFORMS.search(value)
    ]
    known = [(name, value) for name, value in filled if name.lower() in names]
    return sorted(known, key=lambda meta: names.index(meta[0].lower()))


def _structured(declared, key):
    found = [item.get(key) for source in declared.structured for item in _items_in(source)]
    return [value for value in found if isinstance(value, str)]


def _structured_names(declared, key):
    """Names of persons or units: "何某", {"name": "何某"} or a list of these."""
    found = [item.get(key) for source in declared.structured for item in _items_in(source)]
    flat = [one for value in found for one in (value if isinstance(value, list) else [value])]
    names = [one.get("name") if isinstance(one, dict) else one for one in flat]
    return [name for name in names if isinstance(name, str) and HAN.search(name)]


def _items_in(source):
    """What a JSON-LD block tells of: one thing, a list, or the list in @graph."""
    try:
        content = json.loads(source[:LONGEST_STRUCTURE], strict=False)
    except (ValueError, RecursionError):
        return []
    items = content if isinstance(content, list) else [content]
    graphs = [i["@graph"] for i in items if isinstance(i, dict) and "@graph" in i]
    items += [one for graph in graphs if isinstance(graph, list) for one in graph]
    return [item for item in items if isinstance(item, dict)]
