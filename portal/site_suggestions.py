"""What a site is the better for when readers come: the first place, the first article.

None of it is demanded. Each with the page where it is done, for whoever may open that page.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.contrib import admin
from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils.http import urlencode

from news.models import Article, SitePage
from parks.models import Listing, Park
from policies.models import Policy
from regions.models import Site


def _in_region(site):
    return {"region": site.region_id}


def _in_first_column(site):
    columns = site.columns.filter(is_active=True, is_guide=False).order_by("position", "pk")
    return {"column": columns.values_list("pk", flat=True).first() or ""}


def _about(site):
    return {"site": site.pk, "slug": "about", "title": "关于本站"}


@dataclass(frozen=True)
class Worth:
    """`rows` of the site that show it was done; `values` fill in the form that adds one."""

    model: type[Model]
    label: str
    why: str
    rows: Callable[[Site], QuerySet]
    values: Callable[[Site], dict] = _in_region


WORTHWHILE = (
    Worth(
        Park,
        "第一个园区",
        "空间和文章都能挂在园区下面。",
        lambda site: Park.objects.in_region(site.region),
    ),
    Worth(
        Listing,
        "第一处土地或厂房",
        "来找空间的人，第一眼看的就是它。",
        lambda site: Listing.objects.in_region(site.region),
    ),
    Worth(
        Policy,
        "第一条政策",
        "写清条件、金额和期限。",
        lambda site: Policy.objects.applying_to(site.region),
    ),
    Worth(
        Article,
        "第一篇文章",
        "例如：园区里刚开工的项目、能马上入驻的厂房。",
        lambda site: Article.objects.filter(column__site=site),
        _in_first_column,
    ),
    Worth(
        SitePage,
        "关于本站",
        "谁在办、做什么、不做什么。",
        lambda site: site.pages.filter(slug="about"),
        _about,
    ),
)


@dataclass(frozen=True)
class Suggestion:
    label: str
    why: str
    url: str
    is_done: bool


def suggestions_for(request, site) -> list[Suggestion]:
    found = [
        Suggestion(each.label, each.why, _add_url(each, site), each.rows(site).exists())
        for each in WORTHWHILE
        if admin.site.get_model_admin(each.model).has_add_permission(request)
    ]
    if admin.site.get_model_admin(Site).has_change_permission(request, site):
        found += [_logo(site), _hero(site)]
    return found + ([_mail()] if request.user.is_superuser else [])


def _logo(site):
    url = f"{reverse('admin:regions_site_change', args=[site.pk])}#id_logo"
    why = "不上传就用小山标志。PNG、WebP 或 JPG，上传后在页头显示。"
    return Suggestion("本单位的标志", why, url, bool(site.logo))


def _hero(site):
    url = f"{reverse('admin:regions_site_change', args=[site.pk])}#id_hero"
    why = "不上传就用选好的场景画。横的照片，至少宽 1200 像素。"
    return Suggestion("本地的首页大图", why, url, bool(site.hero))


def _mail():
    """For whoever runs the installation: without a server its mails go nowhere."""
    return Suggestion(
        "邮件服务器",
        "没有设置 PORTAL_SMTP_HOST 时，咨询提醒和邀请只写到日志里，谁也收不到。",
        "",
        bool(settings.SMTP_HOST),
    )


def _add_url(each, site):
    meta = each.model._meta
    name = f"admin:{meta.app_label}_{meta.model_name}_add"
    return f"{reverse(name)}?{urlencode(each.values(site))}"
