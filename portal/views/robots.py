"""What search engines and lost readers ask for: robots.txt, sitemap.xml, the map of a site."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from core.kept_pages import keep_page
from core.public_url import absolute
from news.column_tree import ColumnTree
from news.models import SitePage
from parks.models import Park
from portal.sitemaps import SITEMAPS


@require_safe
@cache_control(public=True, max_age=3600)
@keep_page()
def robots(request):
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /display/",
        "Disallow: /*/consult/",
        "Disallow: /*/search/",
        "Allow: /",
        f"Sitemap: {absolute(reverse('sitemap'))}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
@cache_control(public=True, max_age=3600)
@keep_page()
def sitemap_index(request):
    """All sections under PUBLIC_URL: Django's own index takes the address from the request."""
    pages = []
    for section, sitemap_class in SITEMAPS.items():
        url = absolute(reverse("sitemap_section", args=[section]))
        count = sitemap_class().paginator.num_pages
        pages += [url, *(f"{url}?p={page}" for page in range(2, count + 1))]
    context = {"sitemaps": [{"location": url} for url in pages]}
    return render(request, "sitemap_index.xml", context, content_type="application/xml")


def _column_links(site):
    """Each with what it hangs below: 招商动态 › 签约."""
    tree = ColumnTree(site.columns.order_by("position", "pk"))
    return [
        {
            "name": " › ".join(each.name for each in tree.trail(column)),
            "url": reverse("article_list_column", args=[site.slug, column.slug]),
        }
        for column in tree.shown()
    ]


@require_safe
@keep_page()
def site_map(request, site):
    """网站地图: every list, column, park and standing page of the site."""
    context = {
        "crumbs": [{"label": "网站地图", "url": ""}],
        "columns": _column_links(site),
        "parks": [
            {"name": park.name, "url": park.url_on(site)}
            for park in Park.objects.published().in_region(site.region).order_by("name", "pk")
        ],
        "pages": SitePage.objects.published()
        .filter(site=site)
        .select_related("site")
        .order_by("position", "pk"),
        "meta": {"title": "网站地图"},
    }
    return render(request, "portal/site_map.html", context)
