"""The site's newest articles as RSS."""

from django.contrib.syndication.views import Feed
from django.urls import reverse
from django.utils.feedgenerator import DefaultFeed
from django.utils.html import escape

from core.public_url import absolute
from news.models import Article

NEWEST = 20


def feed_text(text):
    """Readers show text as HTML, and XML allows no control characters."""
    return escape("".join(c if c.isprintable() else " " for c in text))


class SteadyFeed(DefaultFeed):
    """A feed without articles says when its site last changed. Django would say the time of
    drawing, and every reader would fetch an empty feed as changed."""

    def latest_post_date(self):
        return super().latest_post_date() if self.items else self.feed["site_updated_at"]


class ArticleFeed(Feed):
    """The newest public articles of one site, all columns."""

    feed_type = SteadyFeed
    language = "zh-cn"

    def get_object(self, request, site):
        return site

    def title(self, site):
        return f"{site.name}动态"

    def description(self, site):
        return feed_text(site.introduction)

    def link(self, site):
        return absolute(reverse("article_list", args=[site.slug]))

    def feed_url(self, site):
        return absolute(reverse("article_feed", args=[site.slug]))

    def feed_extra_kwargs(self, site):
        return {"site_updated_at": site.updated_at}

    def items(self, site):
        newest = Article.objects.published().newest_of(site.columns.all(), NEWEST)
        return newest.select_related("column__site", "kind_tag")[:NEWEST]

    def item_title(self, article):
        return feed_text(article.full_title)

    def item_description(self, article):
        return feed_text(article.lead_text)

    def item_link(self, article):
        return absolute(article.get_absolute_url())

    def item_pubdate(self, article):
        return article.publish_at

    def item_updateddate(self, article):
        return article.updated_at

    def item_categories(self, article):
        return [article.column.name]
