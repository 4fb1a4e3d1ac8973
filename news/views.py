"""Public pages of the newsroom: lists, articles, the guide, standing pages."""

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from core.blank_parameters import drop_blanks
from core.htmx import page_or_part
from core.kept_pages import keep_page
from core.shown_objects import shows
from news.article_pages import ArticlePages
from news.column_tree import ColumnTree
from news.filters import ArticleFilter
from news.models import Article, Column, KindTag
from news.page_rows import Beside, public_article
from publishing import preview

OLD_AFTER_YEARS = 2
MOST_STEPS = 100  # of the guide on one page; who has more reads on in its column
ALL_COLUMNS = "动态"


@require_safe
@vary_on_headers("HX-Request")
@drop_blanks
@keep_page(number="page")
def article_list(request, site, column=None):
    """Articles of a site, or of one of its columns and those below it, newest first."""
    columns = _columns(site)
    current = _column_or_404(columns, column) if column else None
    tree = ColumnTree(columns)
    public = Article.objects.published().on_site(site)
    branch = [each.pk for each in tree.branch(current)] if current else []
    searched = Column.objects.filter(pk__in=branch) if current else site.columns.all()
    shown = public.filter(column__in=branch) if current else public
    filterset = ArticleFilter(request.GET, queryset=_for_rows(shown))
    pages = ArticlePages(filterset.qs, searched)
    name = _name_of(filterset, site, column)
    if name:
        pages.count = site.kept.get(("articles", name), lambda: pages.count)
    page = pages.get_page(request.GET.get("page"))
    page.object_list = pages.rows(site.kept, page, name)
    heading = current.name if current else ALL_COLUMNS
    context = {
        "heading": heading,
        "column": current,
        "is_in_column": len(branch) == 1,
        "levels": tree.levels(current),
        "kinds": site.kept.get(("kinds", column), lambda: list(_kinds(searched, public))),
        "years": site.kept.get(("years", column), lambda: _years(searched, public)),
        "filter": filterset,
        "page_obj": page,
        "has_lead": page.number == 1 and not filterset.form.changed_data and len(page) > 1,
        "crumbs": _trail(site, tree, current) or [{"label": heading, "url": request.path}],
        "meta": {
            "title": f"{heading}·{site.name}",
            "description": current.description if current else "",
            "column": current,
        },
    }
    status = 200 if filterset.is_valid() else 400
    return render(request, page_or_part(request, "news/article_list.html"), context, status=status)


def _name_of(filterset, site, column):
    """Of a list that many ask for: of all articles, of a year, of a kind. "" of nonsense."""
    if not filterset.is_valid():
        return ""
    asked = filterset.form.cleaned_data
    kind, year = asked["kind"], asked["year"]
    return f"{site.slug}/{column or ''}/{kind.pk if kind else ''}/{year or ''}"


def _columns(site):
    """Without their site: what is kept must not lead to one reader's."""
    rows = Column.objects.filter(site=site.pk).order_by("position", "pk")
    return site.kept.get("columns", lambda: list(rows))


def _trail(site, tree, column):
    """Crumbs down to the column, none without one. Those above that are not shown are left out."""
    trail = [each for each in tree.trail(column) if each.is_active or each is column]
    urls = [reverse("article_list_column", args=[site.slug, each.slug]) for each in trail]
    return [{"label": each.name, "url": url} for each, url in zip(trail, urls, strict=True)]


def _column_or_404(columns, slug):
    found = next((column for column in columns if column.slug == slug), None)
    if found is None:
        raise Http404("没有这个栏目")
    return found


def _for_rows(articles):
    return articles.select_related("column__site", "kind_tag")


def _kinds(columns, articles):
    used = KindTag.objects.used_in(columns, articles)
    return used.filter(is_active=True).order_by("position", "pk")


def _years(columns, articles):
    """As the filter's form holds them: strings."""
    return [str(year) for year in columns.years_of(articles)]


@require_safe
@keep_page()
def article_detail(request, site, pk):
    now = timezone.now()
    article = preview.visible_or_404(
        request,
        public_article(now=now, site=site.pk, pk=pk),
        lambda: Article.objects.on_site(site).filter(pk=pk).with_park_keys(),
        region_lookup="column__site__region",
    )
    column = article.column
    column.site = site
    beside = Beside(article, site, now)
    previous, following = beside.neighbours()
    trail = _trail(site, ColumnTree(_columns(site) if column.parent_id else []), column)
    column_url, page_path = trail[-1]["url"], article.get_absolute_url()
    context = {
        "article": article,
        "column": column,
        "column_url": column_url,
        "page_path": page_path,
        "parks": beside.parks(),
        "previous": previous,
        "following": following,
        "related": beside.related,
        "guide": beside.guide,
        "years_public": article.years_public(),
        "is_old": article.years_public() >= OLD_AFTER_YEARS,
        "crumbs": [*trail, {"label": article.title, "url": page_path}],
        "meta": {
            "title": article.full_title,
            "description": article.lead_text,
            "article": article,
            "column": column,
            "image": article.cover.url if article.cover else "",
        },
    }
    page = render(request, "news/article_detail.html", context)
    return shows(preview.finish(request, page), article)


@require_safe
@keep_page()
def page_detail(request, site, slug):
    page = preview.get_visible_or_404(
        request,
        site.pages.all(),
        region_lookup="site__region",
        slug=slug,
    )
    others = site.pages.published().order_by("position", "pk")
    context = {
        "page": page,
        "others": others.exclude(pk=page.pk),
        "crumbs": [{"label": page.title, "url": page.get_absolute_url()}],
        "meta": {"title": f"{page.title}·{site.name}", "description": page.summary},
    }
    return preview.finish(request, render(request, "news/page_detail.html", context))


@require_safe
@keep_page()
def guide(request, site):
    """投资指南: the guide column as numbered steps, the earliest published first."""
    column = site.columns.filter(is_guide=True).first()
    steps = _for_rows(Article.objects.published().filter(column=column))
    first = list(steps.order_by("publish_at", "pk")[: MOST_STEPS + 1])
    context = {
        "steps": first[:MOST_STEPS],
        "has_more": len(first) > MOST_STEPS,
        "column": column,
        "crumbs": [{"label": "投资指南", "url": reverse("guide", args=[site.slug])}],
        "meta": {
            "title": f"投资指南·{site.name}",
            "description": column.description if column else "",
            "column": column,
        },
    }
    return render(request, "news/guide.html", context)
