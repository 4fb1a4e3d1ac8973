"""Rows of an import that change something public and wait for a review (ADR 46).

What the list says of them becomes a change of the desk's form, as if it had been typed there.
"""

from django.contrib import admin
from django.http import HttpRequest

from parks.models import Listing
from publishing.form_patches import NEW, difference, files_in, joined
from publishing.models import PendingChange


def keep_waiting(diffs, user, now):
    """A change beside each public row, joined with what waits there; the rows are locked."""
    asked = HttpRequest()
    asked.method, asked.user = "GET", user
    desk = admin.site.get_model_admin(Listing)
    for diff in diffs:
        stored = Listing.objects.get(pk=diff.listing.pk)
        patch = _patch_of(desk, asked, stored, diff)
        older = PendingChange.objects.open_of(stored)
        if older is not None:
            patch = joined(older.patch, patch)
        PendingChange.objects.keep(stored, user, patch, files=files_in(patch), now=now)


def _patch_of(desk, request, stored, diff):
    form_class = desk.get_form(request, stored, change=True)
    chosen = {} if diff.industries is None else {"industries": sorted(diff.industries)}
    after = form_class(instance=diff.listing, initial=chosen)
    return {
        "fields": difference(form_class(instance=stored), after),
        "rows": {} if diff.terms is None else _rows_of(desk, request, stored, diff.terms),
        "labels": [change.label for change in diff.changed],
    }


def _rows_of(desk, request, stored, terms):
    """The typed columns are the one row of their block."""
    for formset, inline in desk.get_formsets_with_inlines(request, stored):
        if inline.model is type(terms):
            before = formset.form(instance=stored.terms() or type(terms)())
            entries = difference(before, formset.form(instance=terms))
            key = f"{NEW}0" if stored.terms() is None else str(stored.terms().pk)
            return {formset.get_default_prefix(): {key: entries}} if entries else {}
    return {}
