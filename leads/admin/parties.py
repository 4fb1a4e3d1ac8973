"""The page of a file, two of them side by side, and what stands of files beside an enquiry."""

from dataclasses import dataclass
from functools import cached_property

from django.contrib import admin, messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.admin.options import get_content_type_for_model
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from leads.actions import LeadConflict, display_name, merge_parties, undo_merge
from leads.admin.party_forms import MergeForm, WithForm
from leads.admin.timeline import clock_words
from leads.identifiers import company_key
from leads.models import Lead, Party, PartyIdentifier, PartyMerge
from leads.models.askers import part_of_name
from leads.parties import LINKS
from leads.phone_keys import phone_keys
from regions import access

READERS = access.OFFICERS | {access.Role.AUDITOR}
MOST_SHOWN = 100
MOST_BESIDE = 5
MOST_ALIKE = 6
MOST_COMPARED = 20
COMPARED = (
    *(("称呼", "people"), ("单位", "companies"), ("信用代码", "codes")),
    *(("电话", "phones"), ("邮箱", "emails")),
)
WITH_FILES = [f"{link}__root" for link in LINKS.values()]


@dataclass(frozen=True)
class PartyFile:
    """One file as its page and the comparison show it: contacts masked, newest enquiry first."""

    party: Party

    @cached_property
    def leads(self):
        rows = Lead.objects.of_party(self.party).select_related("topic", "owner")
        rows = rows.annotate(words=Count("messages", distinct=True))
        leads = list(rows.order_by("-received_at", "-pk")[:MOST_SHOWN])
        now = timezone.now()
        for lead in leads:
            lead.clock = clock_words(lead, now)
            lead.owner_name = display_name(lead.owner) if lead.owner else "还没有人负责"
        return leads

    @cached_property
    def codes(self):
        of = Q(party=self.party) | Q(party__root=self.party)
        rows = PartyIdentifier.objects.filter(of, scheme=PartyIdentifier.Scheme.CREDIT_CODE)
        return list(rows.order_by("pk").values_list("value", flat=True))

    def _all(self, name):
        """Each value once, in the order in which they came."""
        values = (getattr(lead, name) for lead in reversed(self.leads))
        return list(dict.fromkeys(value for value in values if value))

    @property
    def phones(self):
        return self._all("masked_phone")

    @property
    def emails(self):
        return self._all("masked_email")

    @property
    def people(self):
        return self._all("contact_name")

    @property
    def companies(self):
        return self._all("company")

    @property
    def words_count(self):
        return sum(lead.words + 1 for lead in self.leads)

    @property
    def next_clock(self):
        owed = [lead for lead in self.leads if lead.owed_at]
        return min(owed, key=lambda lead: lead.owed_at).clock if owed else "没有等着答复的"

    def alike(self):
        """Files that may be of the same: of the same number, mail or name under another file."""
        link = LINKS[self.party.kind]
        rows = Lead.objects.accepted().unerased().filter(site=self.party.site_id)
        rows = rows.filter(self._signs()).exclude(**{link: None})
        rows = rows.exclude(pk__in=[lead.pk for lead in self.leads])
        rows = rows.select_related(link, f"{link}__root").order_by("-received_at", "-pk")
        found = {}
        for lead in rows[:MOST_COMPARED]:
            whole = getattr(lead, link).whole
            if whole != self.party:
                found.setdefault(whole.pk, whole)
        return list(found.values())[:MOST_ALIKE]

    def _signs(self):
        of = Q(pk__in=())
        for lead in self.leads[:MOST_COMPARED]:
            if self.party.is_company:
                if key := company_key(lead.company):
                    of |= part_of_name(key)
                continue
            of |= Q(phone_key__in=phone_keys(lead.phone)) if lead.phone else Q(pk__in=())
            of |= Q(email=lead.email) if lead.email else Q(pk__in=())
            if lead.name_sound:
                same_firm = Q(company_party=lead.company_party_id)
                of |= Q(name_sound=lead.name_sound) & same_firm
        return of


@dataclass(frozen=True)
class Row:
    """What two files say of one thing; `added` is what the older one gains by the other."""

    label: str
    kept: list
    absorbed: list

    @property
    def added(self):
        return [value for value in self.absorbed if value not in self.kept]


def rows_of(kept, absorbed) -> list[Row]:
    return [Row(label, getattr(kept, name), getattr(absorbed, name)) for label, name in COMPARED]


def party_urls(wrap):
    return [
        path("parties/<int:pk>/", wrap(party_view), name="leads_party"),
        path("parties/<int:pk>/<int:other>/", wrap(merge_view), name="leads_party_merge"),
        path("merges/<int:pk>/undo/", wrap(undo_view), name="leads_party_undo"),
    ]


def _found(request, pk, roles=READERS):
    if not access.has_role(request.user, roles):
        raise PermissionDenied("档案由招商专员处理。")
    parties = Party.objects.in_scope(request.user, roles).select_related("site__region", "root")
    return get_object_or_404(parties, pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def party_view(request, pk):
    """By POST the reference of another enquiry: on to both files side by side."""
    party = _found(request, pk)
    if party.root_id:
        return redirect("admin:leads_party", party.root_id)
    may_work = access.has_role(request.user, access.OFFICERS, party.site.region)
    form = WithForm(request.POST if request.method == "POST" else None, party=party)
    if form.is_bound and not may_work:
        raise PermissionDenied
    if form.is_bound and form.is_valid():
        return redirect("admin:leads_party_merge", party.pk, form.other.pk)
    merges = PartyMerge.objects.filter(undone_at=None)
    merges = merges.filter(Q(kept=party) | Q(kept__root=party)).select_related("by", "absorbed")
    file = PartyFile(party)
    context = {
        "title": f"{party.get_kind_display()}档案",
        "party": party,
        "file": file,
        "alike": file.alike() if may_work else [],
        "merges": [_told(merge) for merge in merges.order_by("-merged_at", "-pk")],
        "may_work": may_work,
        "form": form,
    }
    return _page(request, "page", context, status=400 if form.errors else 200)


def _told(merge):
    merge.by_name = display_name(merge.by)
    merge.is_undoable = timezone.now() <= merge.undoable_until
    return merge


@require_http_methods(["GET", "HEAD", "POST"])
def merge_view(request, pk, other):
    """Side by side, the older file first; what both say is chosen, the rest is filled in."""
    kept, absorbed = (_found(request, one, access.OFFICERS) for one in (pk, other))
    if kept.root_id or absorbed.root_id or kept == absorbed:
        return redirect("admin:leads_party", kept.whole.pk)
    if (kept.kind, kept.site_id) != (absorbed.kind, absorbed.site_id):
        raise Http404("单位和个人、不同站点的档案不能合并")
    sent = request.POST if request.method == "POST" else None
    form = MergeForm(sent, kept=kept, absorbed=absorbed)
    if form.is_bound and form.is_valid():
        return _merge(request, kept, absorbed, form.chosen)
    files = {"kept": PartyFile(kept), "absorbed": PartyFile(absorbed)}
    context = {
        "title": "是不是同一家？" if kept.is_company else "是不是同一个人？",
        "rows": rows_of(**files),
        "form": form,
        **files,
    }
    return _page(request, "merge", context, status=400 if form.errors else 200)


def _merge(request, kept, absorbed, name):
    try:
        merge_parties(kept=kept, absorbed=absorbed, name=name, by=request.user)
    except LeadConflict as conflict:
        messages.warning(request, str(conflict))
    else:
        _log(request, kept, f"把档案 {absorbed.pk} 并进来")
        _log(request, absorbed, f"并入档案 {kept.pk}")
        messages.success(request, "已合并；30 天内可以在这一页撤销。")
    return redirect("admin:leads_party", kept.pk)


@require_POST
def undo_view(request, pk):
    merge = get_object_or_404(PartyMerge.objects.select_related("kept__root", "absorbed"), pk=pk)
    _found(request, merge.kept_id, access.OFFICERS)
    try:
        undo_merge(merge=merge, by=request.user)
    except LeadConflict as conflict:
        messages.warning(request, str(conflict))
        return redirect("admin:leads_party", merge.kept.whole.pk)
    for party in (merge.kept, merge.absorbed):
        _log(request, party, f"撤销档案 {merge.kept_id} 与 {merge.absorbed_id} 的合并")
    messages.success(request, "已拆回原来的两份档案。")
    return redirect("admin:leads_party", merge.kept.whole.pk)


def _log(request, party, words):
    """On record for good, by number alone."""
    LogEntry.objects.create(
        user=request.user,
        content_type=get_content_type_for_model(party),
        object_id=str(party.pk),
        object_repr=str(party),
        action_flag=CHANGE,
        change_message=words,
    )


def _page(request, name, context, *, status):
    context = admin.site.each_context(request) | {"opts": Lead._meta} | context
    return render(request, f"admin/leads/party/{name}.html", context, status=status)


@dataclass(frozen=True)
class Beside:
    """The file of a lead with the newest of what else came in from it."""

    party: Party
    leads: list

    @property
    def count(self):
        return f"{MOST_BESIDE}+" if len(self.leads) > MOST_BESIDE else str(len(self.leads))

    @property
    def shown(self):
        return self.leads[:MOST_BESIDE]

    @property
    def url(self):
        return reverse("admin:leads_party", args=[self.party.pk])


def beside(lead) -> list[Beside]:
    """A query for what else is in the files of a lead that comes with them (WITH_FILES)."""
    files = [party.whole for party in (lead.person_party, lead.company_party) if party]
    if not files:
        return []
    of_any = Lead.objects.none()
    for party in files:
        of_any |= Lead.objects.of_party(party)
    rows = of_any.accepted().exclude(pk=lead.pk)
    rows = rows.select_related("topic", "person_party", "company_party")
    found, now = {party: [] for party in files}, timezone.now()
    for other in rows.order_by("-received_at", "-pk")[:MOST_SHOWN]:
        other.clock = clock_words(other, now)
        for party in files:
            own = getattr(other, LINKS[party.kind])
            if own and party.pk in {own.pk, own.root_id}:
                found[party].append(other)
    return [Beside(party, others) for party, others in found.items()]
