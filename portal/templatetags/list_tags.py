"""What the desk's lists need beside Django's admin_list.

{% date_menu cl %}, {% list_cleared cl as url %}, {% list_count cl %}, {% search_words cl %};
{% list_views cl as views %}, {% view_to_keep cl views as kept %}; `row|labelled:headers`.
"""

from urllib.parse import urlencode

from django import template
from django.contrib import admin
from django.contrib.admin.options import IS_POPUP_VAR, TO_FIELD_VAR
from django.contrib.admin.templatetags.admin_list import date_hierarchy
from django.contrib.admin.utils import get_fields_from_path
from django.core.exceptions import FieldDoesNotExist
from django.urls import reverse
from django.utils.html import format_html

from portal.list_views import filters_of, label_of, views_of
from portal.models import SavedView
from regions.models import Membership
from regions.scoped_admin import ScopeMixin

register = template.Library()

KEPT = {IS_POPUP_VAR, TO_FIELD_VAR}  # whose page it is, not what it shows
CELL = "<td"
LOOKUPS = "^=@"  # before the names in search_fields


@register.inclusion_tag("admin/date_hierarchy.html")
def date_menu(cl):
    """Years, then months, then days as one more menu of the filter bar."""
    prefix = f"{cl.date_hierarchy}__"
    chosen = [value for name, value in cl.params.items() if name.startswith(prefix)]
    is_on = bool(chosen)
    return (date_hierarchy(cl) or {}) | {
        "is_on": is_on,
        "chosen": f"：{'-'.join(map(str, chosen))}" if is_on else "",
    }


@register.simple_tag
def list_cleared(cl):
    """The address of the same list unnarrowed; empty where nothing narrows it."""
    narrowing = [name for name in cl.params if name not in KEPT]
    return cl.get_query_string(remove=narrowing) if narrowing else ""


@register.simple_tag
def list_count(cl):
    """How many rows, with 约 where that is an estimate (regions/bounded_paginator.py)."""
    is_estimated = getattr(cl.paginator, "is_estimated", False)
    return f"约 {cl.result_count:,}" if is_estimated else f"{cl.result_count:,}"


@register.simple_tag
def search_words(cl):
    """What is looked through (标题、摘要、来源): the admin's own words, else names of columns."""
    if words := getattr(cl.model_admin, "search_words", ""):
        return words
    names = (_label_of(cl.model, path.lstrip(LOOKUPS)) for path in cl.search_fields)
    return "、".join(dict.fromkeys(filter(None, names)))


def _label_of(model, path):
    try:
        field = get_fields_from_path(model, path)[-1]
    except FieldDoesNotExist:
        return ""
    return str(field.verbose_name) if field.editable else ""


@register.simple_tag(takes_context=True)
def list_views(context, cl):
    return views_of(context["request"], cl.model)


@register.filter
def within_list(url):
    """The address of a view as links of its own list need it."""
    _, mark, query = url.partition("?")
    return f"?{query}" if mark else "?"


@register.simple_tag(takes_context=True)
def view_to_keep(context, cl, views):
    """Where the present filter is kept under a name, or what is kept of it is changed."""
    request = context["request"]
    current = next((view for view in views if view.is_current), None)
    if current is None:
        query = {"list": label_of(cl.model), "query": filters_of(request.GET)}
        url = f"{reverse('saved_view_add')}?{urlencode(query)}"
        return {"url": url, "icon": "plus", "label": "把现在的筛选存成视图"}
    if current.saved and SavedView.objects.kept_by(request.user).filter(pk=current.saved.pk):
        url = reverse("saved_view_change", args=[current.saved.pk])
        return {"url": url, "icon": "gear", "label": "改名、共享或删除这个视图"}
    return None


@register.simple_tag(takes_context=True)
def read_only_words(context, opts):
    """One line for who may look and not touch: who may; "" for who may."""
    request, desk = context["request"], admin.site.get_model_admin(opts.model)
    if desk.has_change_permission(request) or desk.has_add_permission(request):
        return ""
    if hasattr(desk, "read_only_words"):
        return desk.read_only_words
    if request.user.is_superuser:
        return "只读：这里是记录，谁也不能改。"
    who = _who_may_change(desk)
    return "只读：您可以看，不能改。" + (f"能改的是{who}。" if who else "")


def _who_may_change(desk):
    """In words; "" where the desk has a rule of its own."""
    if type(desk).has_change_permission is not ScopeMixin.has_change_permission:
        return ""
    if desk.region_lookup is None:
        return "系统管理员"
    roles = [role.label for role in Membership.Role if role in desk.change_roles]
    return f"本地区的{'、'.join(roles)}"


@register.simple_tag
def clocks_of(cl):
    """How the page asks for the clocks of its rows (portal.views.clock_polls)."""
    return urlencode([("lead", row.pk) for row in cl.result_list])


@register.simple_tag
def empty_words(cl):
    """What is not there yet, and when something will be."""
    return getattr(cl.model_admin, "empty_words", "有了就显示在这里。")


@register.filter
def labelled(row, headers):
    """The cells of a row, each with the name of its column: on a phone there is no heading."""
    return [_with_label(cell, header["text"]) for cell, header in zip(row, headers, strict=False)]


def _with_label(cell, label):
    """Cells that hold nothing say nothing; the box and the title need no name."""
    if not cell.startswith(f'{CELL} class="field-') or cell.partition(">")[2] == "</td>":
        return cell
    rest = cell.removeprefix(CELL).replace("{", "{{").replace("}", "}}")
    return format_html(f'{CELL} data-l="{{}}"{rest}', label)
