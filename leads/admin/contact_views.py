"""Who saw whose contact: a report by account and period, for managers and auditors."""

import datetime
from dataclasses import dataclass

from django import forms
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Exists, Q
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from core.form_fields import DayField
from leads.actions import display_name
from leads.deadlines import in_words
from leads.models import ContactView, PhoneSearch
from regions import access
from regions.models import Membership
from regions.site_focus import narrowed

READERS = access.MANAGERS | {access.Role.AUDITOR}
USUAL_DAYS = 30
MAX_LISTED = 200


class PeriodForm(forms.Form):
    """From one day to another, both included; the last thirty days unless said otherwise."""

    since = DayField("从")
    until = DayField("到")
    by = forms.IntegerField(required=False, min_value=1, max_value=2**31, widget=forms.HiddenInput)
    use_required_attribute = False

    def clean(self):
        words = super().clean()
        words["until"] = words.get("until") or timezone.localdate()
        usual = words["until"] - datetime.timedelta(days=USUAL_DAYS - 1)
        words["since"] = words.get("since") or usual
        if words["since"] > words["until"]:
            raise ValidationError("开始的一天不能晚于结束的一天，请改一下。")
        return words

    @property
    def period(self):
        """(first moment, moment after the last)."""
        days = self.cleaned_data["since"], self.cleaned_data["until"] + datetime.timedelta(days=1)
        midnight = datetime.time()
        return [timezone.make_aware(datetime.datetime.combine(day, midnight)) for day in days]


@dataclass
class AccountRow:
    """What one account has seen."""

    user: object
    views: int = 0
    leads: int = 0
    with_reason: int = 0
    searches: int = 0
    hits: int = 0

    @property
    def name(self):
        return display_name(self.user) if self.user else "已删除的账号"


@require_safe
def contact_view_report(request):
    """Counts by account; of one account, what it saw and why."""
    if not access.has_role(request.user, READERS):
        raise PermissionDenied
    form = PeriodForm(request.GET)
    is_valid = form.is_valid()
    context = admin.site.each_context(request) | {
        "title": "谁看过联系方式",
        "form": form,
        "limit": ContactView.MAX_WITHOUT_REASON,
    }
    if is_valid:
        user = narrowed(request).user
        views = own_views(user).between(*form.period)
        context |= {
            "since": form.cleaned_data["since"],
            "until": form.cleaned_data["until"],
            "rows": rows_of(views, own_searches(user).between(*form.period)),
        }
        if by := form.cleaned_data["by"]:
            context |= listed(views.filter(by=by))
    status = 200 if is_valid else 400
    return render(request, "admin/leads/contact_views.html", context, status=status)


def own_views(user):
    """Of the leads of the regions whose manager or auditor the user is."""
    return access.scope(ContactView.objects.all(), user, lookup="lead__site__region", roles=READERS)


def own_searches(user):
    """Of the accounts that worked there when they searched: a search has no region.

    Superusers search everywhere, and so did who held no grant then: all who read the report see it.
    """
    held = Membership.objects.held_at("by", "searched_at")
    own = access.scope(held, user, lookup="region", roles=READERS)
    is_everywhere = Q(by__is_superuser=True) | ~Exists(held)
    return PhoneSearch.objects.filter(is_everywhere | Exists(own))


def rows_of(views, searches) -> list[AccountRow]:
    """The account that saw most first."""
    counts = {row.pop("by"): row for row in views.by_account()}
    for row in searches.by_account():
        counts.setdefault(row.pop("by"), {}).update(row)
    users = get_user_model().objects.in_bulk(counts)
    rows = [AccountRow(users.get(pk), **count) for pk, count in counts.items()]
    return sorted(rows, key=lambda row: (-row.views, -row.searches, row.name))


def listed(views):
    """The latest of one account's views, in words."""
    rows = views.select_related("lead", "by", "note").order_by("-viewed_at", "-pk")[
        : MAX_LISTED + 1
    ]
    rows = list(rows)
    return {
        "account": display_name(rows[0].by) if rows else "",
        "listed": [(in_words(row.viewed_at), row.lead, row.reason) for row in rows[:MAX_LISTED]],
        "is_cut": len(rows) > MAX_LISTED,
        "most_listed": MAX_LISTED,
    }
