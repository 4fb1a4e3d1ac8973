"""What a page says of itself to search engines, messengers and government inspections.

A view may pass `meta` in its context: title, description, article, column (objects), image (URL
path), canonical_path (of the object shown: get_absolute_url), is_indexed (False: noindex).
Government tags follow 国办发〔2017〕47号, annex 网页设计规范, and appear only on sites whose
profile is government.
"""

import re
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone

from core.public_url import absolute

DEFAULT_NAME = "区域招商网"
# What says which page of a list is asked for; the first one has no need of it.
TOKEN = re.compile(r"[A-Za-z0-9_-]{1,400}")
POSITIONS = {"page": re.compile(r"(?!1\Z)[1-9][0-9]{0,5}"), "after": TOKEN, "before": TOKEN}


class PageMeta:
    """Read by templates/portal/_meta.html."""

    def __init__(self, request, site, meta, crumbs):
        self.request = request
        self.site = site
        self.meta = meta or {}
        self.crumbs = crumbs or []
        self.article = self.meta.get("article")

    @property
    def site_name(self):
        return self.site.name if self.site else DEFAULT_NAME

    @property
    def title(self):
        return self.meta.get("title") or self.site_name

    @property
    def description(self):
        return self.meta.get("description") or (self.site.introduction if self.site else "")

    @property
    def is_indexed(self):
        return self.meta.get("is_indexed", True) and not getattr(self.request, "is_preview", False)

    @property
    def canonical_url(self):
        """The main address of what the page shows: that of its object, or of its list.

        As search engines ask: each page of a list stands for itself, whether it is named by its
        number or by the row before it, for the first page does not hold its rows. A list under
        other conditions stands for the list without them, a page of it for its beginning.
        """
        if path := self.meta.get("canonical_path"):
            return absolute(path)
        asked = {name: value for name, value in self.request.GET.items() if value}
        position = [
            f"?{name}={value}"
            for name, value in asked.items()
            if len(asked) == 1 and name in POSITIONS and POSITIONS[name].fullmatch(value)
        ]
        return absolute(self.request.path + "".join(position))

    @property
    def image_url(self):
        image = self.meta.get("image")
        return absolute(image) if image else ""

    @property
    def card_url(self):
        """The drawn picture of what the page shows, for messengers; lists and forms have none."""
        path = self.meta.get("canonical_path", "")
        if self.site is None or not path.startswith(f"/{self.site.slug}/") or not self.is_indexed:
            return ""
        return absolute(
            f"{reverse('share_card', args=[self.site.slug])}?{urlencode({'path': path})}"
        )

    @property
    def government_tags(self):
        """(name, content) pairs, complete or absent: an empty required tag is a fault."""
        if self.site is None or not self.site.is_government:
            return []
        pairs = [
            ("SiteName", self.site.name),
            ("SiteDomain", self.site.domain),
            ("SiteIDCode", self.site.site_code),
            *self._column_tags(),
            *self._article_tags(),
        ]
        return [(name, content) for name, content in pairs if content]

    def _column_tags(self):
        column = self.meta.get("column")
        if column is None:
            return []
        return [
            ("ColumnName", column.name),
            ("ColumnDescription", column.description),
            ("ColumnKeywords", column.keywords),
            ("ColumnType", column.type),
        ]

    def _article_tags(self):
        article = self.article
        if article is None:
            return []
        return [
            ("ArticleTitle", article.full_title),
            ("PubDate", f"{timezone.localtime(article.publish_at):%Y-%m-%d %H:%M}"),
            ("ContentSource", article.source),
            ("Author", article.responsible_editor or article.author),
            ("Description", self.description),
            ("Image", self.image_url),
            ("Url", self.canonical_url),
        ]

    @property
    def structured_data(self):
        """schema.org objects: the breadcrumb trail, and the news item if there is one."""
        data = [self._breadcrumbs()] if self.site and self.crumbs else []
        return [*data, self._news_article()] if self.article else data

    def _breadcrumbs(self):
        trail = [{"label": self.site_name, "url": self.site.get_absolute_url()}, *self.crumbs]
        return {
            "@context": "https://schema.org",
            "@type": "BreadcrumbList",
            "itemListElement": [
                {
                    "@type": "ListItem",
                    "position": position,
                    "name": str(crumb["label"]),
                    "item": absolute(crumb.get("url") or self.request.path),
                }
                for position, crumb in enumerate(trail, start=1)
            ],
        }

    def _news_article(self):
        article = self.article
        data = {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "headline": article.full_title,
            "datePublished": article.publish_at.isoformat(),
            "dateModified": article.updated_at.isoformat(),
            "author": {"@type": "Organization", "name": article.author or article.source},
            "publisher": {"@type": "Organization", "name": self.site.organiser},
            "mainEntityOfPage": self.canonical_url,
        }
        return {**data, "image": [self.image_url]} if self.image_url else data
