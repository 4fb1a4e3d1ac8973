"""`{% load news_tags %}`: news on other apps' pages."""

from django import template

from news.models import Article

register = template.Library()

SHOWN = 3


@register.simple_tag
def listing_news(listing, site):
    """`{% listing_news listing site as articles %}`: the site's newest that link to the listing or
    its park, are said to be about the park, or have the code or the park's name in the title.
    One query.
    """
    park = listing.public_park
    rows, names = [listing], [listing.code]
    if park:
        rows, names = [*rows, park], [*names, *park.names()]
    articles = Article.objects.published().on_site(site).concerning(rows, names)
    return articles.select_related("column__site", "kind_tag").newest_first()[:SHOWN]
