"""Jump: what somebody types in the bar leads to rows, pages and acts that this account may open.

Rows come from the lists' own querysets, so that nothing is found here that the list would not show;
no list says how many there are. Phones go the inbox's way: whole numbers only, on record, seldom.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.contrib import admin
from django.contrib.admin.templatetags.admin_urls import admin_urlname
from django.db.models import Model
from django.urls import reverse
from django.utils.http import urlencode

from core.phones import is_phone, normalise_phone
from core.text_folding import fold, fold_code
from leads.models import Lead
from leads.models.askers import part_of_name
from leads.name_marks import name_key
from leads.references import normalise_reference
from news.models import Article, SitePage
from parks.models import Listing, Park
from policies.document_numbers import normalise_document_number
from policies.models import Policy
from portal.desk_navigation import navigation_for
from regions.models import Site
from regions.site_focus import narrowed
from search.bigrams import LEAST_LETTERS, with_part

MOST_HITS = 6
MOST_READ = 200
ACTS = (
    ("登记咨询", "inbox", Lead),
    ("写一篇文章", "pen", Article),
    ("登记空间", "land", Listing),
    ("登记政策", "policy", Policy),
    ("登记园区", "places", Park),
)


class JumpForm(forms.Form):
    q = forms.CharField(label="找什么", max_length=100, required=False)


@dataclass(frozen=True)
class Hit:
    title: str
    url: str
    icon: str
    meta: str = ""


@dataclass(frozen=True)
class HitGroup:
    title: str
    hits: list[Hit]
    more_url: str = ""


@dataclass(frozen=True)
class Kind:
    """Rows of one list. `exact` narrows to a number typed in full, `part` to a part of a name."""

    model: type[Model]
    icon: str
    part: Callable
    meta: Callable
    title: Callable = str
    exact: Callable = lambda rows, text: rows.none()

    @property
    def desk(self):
        return admin.site.get_model_admin(self.model)

    def rows(self, request):
        """None where the account may not open the list."""
        if not self.desk.has_view_permission(request):
            return None
        return self.desk.get_queryset(narrowed(request)).order_by("-pk")

    def hit(self, row) -> Hit:
        url = reverse(admin_urlname(self.desk.opts, "change"), args=[row.pk])
        return Hit(self.title(row), url, self.icon, self.meta(row))

    def found(self, request, text) -> list[Model]:
        """The newest; of more than MOST_READ, the newest of those met first.

        To put all in order, the database would have to read every row that a common word stands in.
        """
        rows = self.rows(request)
        if rows is None:
            return []
        met = self.part(rows.order_by(), text).values_list("pk", flat=True)[:MOST_READ]
        keys = sorted(met, reverse=True)[: MOST_HITS + 1]
        return list(rows.filter(pk__in=keys)) if keys else []

    def group(self, request, text) -> HitGroup:
        found = self.found(request, text)
        more = ""
        if len(found) > MOST_HITS:
            url = reverse(admin_urlname(self.desk.opts, "changelist"))
            more = f"{url}?{urlencode({'q': text})}"
        label = str(self.desk.opts.verbose_name)
        return HitGroup(label, [self.hit(row) for row in found[:MOST_HITS]], more)


def _status(row):
    return row.get_status_display()


def _visitor(lead):
    return admin.site.get_model_admin(Lead).visitor(lead)


def _named(leads, text):
    key = name_key(text)
    return leads.filter(part_of_name(key)) if len(key) >= LEAST_LETTERS else leads.none()


KINDS = (
    Kind(
        Lead,
        "inbox",
        part=_named,
        exact=lambda rows, text: rows.filter(reference=normalise_reference(text) or None),
        title=lambda lead: "·".join(filter(None, [lead.topic.name, lead.subject_label])),
        meta=lambda lead: f"{lead.reference}，{lead.get_stage_display()}，{_visitor(lead)}",
    ),
    Kind(
        Listing,
        "land",
        part=lambda rows, text: with_part(rows, "searched_text", fold(text)),
        exact=lambda rows, text: rows.filter(code=fold_code(text)),
        meta=_status,
    ),
    Kind(
        Park,
        "places",
        part=lambda rows, text: rows.filter(name__icontains=text),
        meta=_status,
        title=lambda park: park.name,
    ),
    Kind(
        Policy,
        "policy",
        part=lambda rows, text: with_part(rows, "title", text),
        exact=lambda rows, text: rows.filter(
            document_number=normalise_document_number(text)
        ).exclude(document_number=""),
        title=lambda policy: policy.title,
        meta=lambda policy: "，".join(filter(None, [policy.document_number, _status(policy)])),
    ),
    Kind(
        Article,
        "pen",
        part=lambda rows, text: with_part(rows, "title", text),
        title=lambda article: article.full_title,
        meta=_status,
    ),
    Kind(
        SitePage,
        "file",
        part=lambda rows, text: rows.filter(title__icontains=text),
        title=lambda page: page.title,
        meta=_status,
    ),
)


def exact_address(request, text) -> str:
    """Of the one row whose code, reference or document number was typed in full; else ""."""
    for kind in KINDS:
        rows = kind.rows(request)
        found = None if rows is None else kind.exact(rows, text).first()
        if found is not None:
            return kind.hit(found).url
    return ""


def groups_for(request, text) -> list[HitGroup]:
    """Acts and lists by their names, then rows; a phone finds enquiries alone."""
    groups = [acts_for(request, text)]
    if is_phone(normalise_phone(text)):
        groups.append(_of_phone(request, text))
    elif text:
        groups += [kind.group(request, text) for kind in KINDS]
    return [group for group in groups if group.hits]


def _of_phone(request, text):
    """By the inbox's own search: it counts, records and refuses."""
    leads = KINDS[0]
    rows = leads.rows(request)
    if rows is None:
        return HitGroup("", [])
    found, _ = leads.desk.get_search_results(request, rows, text)
    return HitGroup("线索", [leads.hit(lead) for lead in found[:MOST_HITS]])


def acts_for(request, text) -> HitGroup:
    """What can be done, and the lists of the rail; all of them before anything is typed."""
    hits = []
    for label, icon, model in ACTS:
        desk = admin.site.get_model_admin(model)
        if desk.has_add_permission(request):
            hits.append(Hit(label, reverse(admin_urlname(desk.opts, "add")), icon))
    if admin.site.get_model_admin(Site).has_add_permission(request):
        hits.append(Hit("建一个新站点", reverse("site_setup_start"), "home"))
    for section in navigation_for(request):
        hits += [
            Hit(entry.job.label, entry.url, entry.job.icon, section.label)
            for entry in section.entries
        ]
    return HitGroup("马上做", [hit for hit in hits if text in hit.title])
