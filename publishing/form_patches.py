"""What a form changes, in the words of the form: each field with what stood there and what shall.

A patch is kept beside the public row (publishing.pending_changes) and put onto the form of that row
as it stands by then: what others changed meanwhile in other fields stays, whatever the order of
rows. Where they changed the same field, it is told (`conflicts`).

    {"fields": {name: entry}, "rows": {prefix: {row: {name: entry}}}, "labels": [...]}

An entry is {"before": [...], "after": [...]}: values as a browser sends them. Of a file it holds
`file`, the path where it is stored already, or `clear`. Rows are named by their key, new ones
"new-0" and so on.
"""

import enum
from dataclasses import dataclass, field

from django import forms
from django.core.files.storage import default_storage
from django.db import models
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from core.sent_values import sent_values
from publishing.corrections import corrects
from publishing.kept_files import kept_file
from publishing.richtext import sanitise
from publishing.widgets import RichTextFormField

NEW = "new-"


def twin_of(form):
    """The same form as it was before anything was typed."""
    return type(form)(instance=form.instance, initial=form.initial, prefix=form.prefix)


class Part(enum.Enum):
    """What of a form is meant: what must be true at once, all else, or both.

    A new row is not divided.
    """

    WHOLE = "whole"
    AT_ONCE = "at once"
    WAITING = "waiting"

    def has(self, row, name) -> bool:
        return self is Part.WHOLE or corrects(row, name) == (self is Part.AT_ONCE)

    def has_row(self, row) -> bool:
        is_at_once = all(corrects(row, name) for name in row.changed_data)
        return self is Part.WHOLE or is_at_once == (self is Part.AT_ONCE)


def patch_of(form, formsets, part=Part.WHOLE) -> dict:
    """Of a valid bound form and its rows: what differs from what is stored."""
    rows, labels = {}, []
    fields = _entries(form, _changed(form, part), labels)
    for formset in formsets:
        found = dict(_changed_rows(formset, part, labels))
        if found:
            rows[formset.prefix] = found
    return {"fields": fields, "rows": rows, "labels": list(dict.fromkeys(labels))}


def difference(before, after, *, without=(), is_new=False) -> dict:
    """Entries by control, of two unbound forms of one row: as it is stored, and as it shall be.

    Of a row that `is_new` everything, for nothing of it is stored. `without`: names of fields left
    out unseen.
    """
    found = {}
    # Hidden ones say which version it is of.
    shown = [each.name for each in before.visible_fields() if each.name not in without]
    for name in shown:
        stood, shall = sent_values(before[name]), sent_values(after[name])
        changed = [each for each, values in stood.items() if is_new or shall[each] != values]
        found |= {each: {"before": stood[each], "after": shall[each]} for each in changed}
    return found


def file_entries(form, now, then):
    """(name, entry) of each file that differs; it lies where it lay, unless it was deleted."""
    for field_of in now._meta.concrete_fields:
        if not isinstance(field_of, models.FileField) or field_of.name not in form.fields:
            continue
        stood, stand = (getattr(each, field_of.name).name or "" for each in (then, now))
        entry = {"before": [stand], "after": []}
        if stood != stand and not stood:
            yield field_of.name, entry | {"clear": True}
        elif stood != stand and default_storage.exists(stood):
            yield field_of.name, entry | {"file": stood}


def joined(older, newer) -> dict:
    """One patch of two of the same row; where both change a field, the newer has it."""
    rows = {prefix: dict(found) for prefix, found in older["rows"].items()}
    for prefix, found in newer["rows"].items():
        stood = rows.setdefault(prefix, {})
        for key, entries in found.items():
            stood[key] = stood.get(key, {}) | entries
    return {
        "fields": older["fields"] | newer["fields"],
        "rows": rows,
        "labels": list(dict.fromkeys((*older["labels"], *newer["labels"]))),
    }


def is_empty(patch) -> bool:
    return not (patch["fields"] or patch["rows"])


def files_in(patch) -> list[str]:
    """Paths of the files that it brings along."""
    rows = [row for found in patch["rows"].values() for row in found.values()]
    entries = [entry for row in (patch["fields"], *rows) for entry in row.values()]
    return [entry["file"] for entry in entries if "file" in entry]


def _changed_rows(formset, part, labels):
    stored = [row for row in formset.initial_forms if row.has_changed()]
    for row in stored:
        if entries := _entries(row, _changed(row, part), labels):
            yield str(row.instance.pk), entries
    added = [row for row in formset.extra_forms if row.has_changed()]
    wanted = [row for row in added if row not in formset.deleted_forms and part.has_row(row)]
    for number, row in enumerate(wanted):
        labels.append(str(formset.model._meta.verbose_name))
        yield f"{NEW}{number}", _entries(row, _typed(row), [])


def _changed(form, part) -> list[str]:
    return [name for name in form.changed_data if part.has(form, name)]


def _typed(row) -> list[str]:
    """Of a new row everything, for nothing of it is stored; a choice of no file is nothing."""
    return [
        bound.name
        for bound in row.visible_fields()
        if not (bound.field.widget.needs_multipart_form and bound.name not in row.changed_data)
    ]


def _entries(form, changed, labels) -> dict:
    """By the name of each control, less the form's prefix."""
    units = {name: unit for unit in getattr(form, "taken_together", ()) for name in unit}
    names = dict.fromkeys(
        each for name in changed for each in units.get(name, (name,)) if each in form.fields
    )
    labels += [str(form.fields[name].label) for name in changed]
    before = twin_of(form)
    found = {}
    for name in names:
        found |= _entry_of(form, before, name)
    cut = len(form.add_prefix("")) if form.prefix else 0
    return {name[cut:]: entry for name, entry in found.items()}


def _entry_of(form, before, name):
    bound, form_field = form[name], form.fields[name]
    if isinstance(form_field, forms.FileField):
        return {bound.html_name: _file_entry(form, name)}
    if name not in before.fields:  # the box that deletes a row
        return {bound.html_name: {"before": [], "after": form.data.getlist(bound.html_name)}}
    if isinstance(form_field, RichTextFormField):
        after = {bound.html_name: [sanitise(form.cleaned_data[name])]}
    else:
        after = {}
    return {
        each: {"before": values, "after": after.get(each, form.data.getlist(each))}
        for each, values in sent_values(before[name]).items()
    }


def _file_entry(form, name):
    """The file is stored now, under the name that it will keep."""
    stood = form.initial.get(name)
    entry = {"before": [stood.name if stood else ""], "after": []}
    if form.cleaned_data[name] is False:
        return entry | {"clear": True}
    model_field = form._meta.model._meta.get_field(name)
    return entry | {"file": model_field.pre_save(form.instance, add=False).name}


@dataclass
class Patched:
    """What a browser would send that has the form of the stored row open and typed the patch."""

    data: QueryDict
    files: MultiValueDict
    conflicts: list = field(default_factory=list)  # names of controls


def patched(form, formsets, patch) -> Patched:
    """Onto the unbound form of the row as it stands now, and its rows."""
    result = Patched(_sent(form, formsets), MultiValueDict())
    _put(result, form, form._meta.model, "", patch["fields"])
    for formset in formsets:
        rows = patch["rows"].get(formset.prefix, {})
        places = {str(row.instance.pk): row for row in formset.initial_forms}
        news = [entries for key, entries in rows.items() if key.startswith(NEW)]
        for key, entries in rows.items():
            if key in places:
                _put(result, places[key], formset.model, f"{places[key].prefix}-", entries)
            elif not key.startswith(NEW):
                result.conflicts.append(f"{formset.prefix}-{key}")
        first = formset.initial_form_count()
        for number, entries in enumerate(news, start=first):
            _put(result, None, formset.model, f"{formset.prefix}-{number}-", entries)
        total = f"{formset.prefix}-TOTAL_FORMS"
        result.data[total] = str(max(int(result.data[total]), first + len(news)))
    return result


def _sent(form, formsets):
    data = QueryDict(mutable=True)
    rows = [row for formset in formsets for row in (formset.management_form, *formset.forms)]
    for each in (form, *rows):
        for bound in each:
            for name, values in sent_values(bound).items():
                data.setlist(name, values)
    return data


def _put(result, form, model, prefix, entries):
    for name, entry in entries.items():
        control = f"{prefix}{name}"
        if "file" in entry:
            result.files[control] = kept_file(model, name, entry["file"])
            result.data[f"{control}-kept"] = entry["file"]
            now = [_stored_name(form, name)]
        elif "clear" in entry:
            result.data[f"{control}-clear"] = "on"
            now = [_stored_name(form, name)]
        else:
            now = result.data.getlist(control)
            result.data.setlist(control, entry["after"])
        if form is not None and now not in (entry["before"], entry["after"]):
            result.conflicts.append(control)


def _stored_name(form, name):
    stood = form.initial.get(name) if form is not None else None
    return stood.name if stood else ""
