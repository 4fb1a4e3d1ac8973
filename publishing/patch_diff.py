"""What a waiting change would change, field by field, as a clerk reads it."""

from dataclasses import dataclass

from django import forms
from django.db import models

from core.sent_values import sent_values
from core.text_diff import Paragraph, compare
from core.three_way import in_words, sent_data
from publishing.fields import RichTextField
from publishing.form_patches import NEW
from publishing.richtext import sanitise, tags_of

GONE = "这一行"
MOST_BRIEF = 3  # fields, to be judged in a list
LONGEST_BRIEF = 400  # characters of all of them together
NO_FILE = "（没有文件）"


PLAIN = (
    *(models.CharField, models.TextField, models.DateField),
    *(models.DecimalField, models.IntegerField),
)


@dataclass(frozen=True)
class Difference:
    """One field: in words, or of a long text the paragraphs; of a file where it lies."""

    label: str
    before: str = ""
    after: str = ""
    paragraphs: tuple[Paragraph, ...] = ()
    file_before: str = ""
    file_after: str = ""
    is_picture: bool = False


def differences(before, rows_before, after, rows_after, patch) -> list[Difference]:
    """Of the form as it stands and with the change put on it, and of the rows of both."""
    found = [*_of_form(before, after, set(patch["fields"]), "")]
    for stood, formset in zip(rows_before, rows_after, strict=True):
        rows = patch["rows"].get(formset.prefix, {})
        found += _of_rows(stood, formset, rows)
    return found


def brief_differences(model, patch) -> list[Difference]:
    """The whole change as a list can show it; [] where it has to be opened to be judged.

    Short words, figures and days of the row itself; neither files nor chosen rows.
    """
    entries = patch["fields"]
    if patch["rows"] or not 0 < len(entries) <= MOST_BRIEF:
        return []
    found = [_brief(model, name, entry) for name, entry in entries.items()]
    if None in found or sum(len(each.before) + len(each.after) for each in found) > LONGEST_BRIEF:
        return []
    return found


def _brief(model, name, entry):
    fields = {field.name: field for field in model._meta.concrete_fields}
    model_field = fields.get(name)
    is_plain = isinstance(model_field, PLAIN) and not model_field.choices
    sides = [entry["before"], entry["after"]]
    if not is_plain or "file" in entry or any(len(side) > 1 for side in sides):
        return None
    before, after = (str(side[0] or "") if side else "" for side in sides)
    if len(before) + len(after) > LONGEST_BRIEF or _marks(model_field, before) != _marks(
        model_field, after
    ):
        return None
    paragraphs = [each for each in compare(before, after) if not each.is_same]
    if not paragraphs:  # marks and links that plain words do not tell
        return None
    return Difference(str(model_field.verbose_name), before, after, tuple(paragraphs))


def _marks(model_field, text):
    """What a comparison of words does not tell."""
    is_rich = isinstance(model_field, RichTextField)
    return tags_of(sanitise(text)) if is_rich else text.count("<")


def _of_rows(stood, formset, rows):
    places = {str(row.instance.pk): number for number, row in enumerate(stood.initial_forms)}
    first, name = stood.initial_form_count(), formset.model._meta.verbose_name
    for key, entries in rows.items():
        if key.startswith(NEW):
            number = first + int(key.removeprefix(NEW))
            yield from _of_form(None, formset.forms[number], set(entries), f"新的{name}：")
        elif key in places:
            number = places[key]
            where = f"{name}第 {number + 1} 行："
            if "DELETE" in entries:
                words = "、".join(_words_of(stood.initial_forms[number]))
                yield Difference(f"{where}删去", words, "（删去）")
            else:
                yield from _of_form(
                    stood.initial_forms[number], formset.forms[number], set(entries), where
                )


def _words_of(row):
    shown = [bound for bound in row.visible_fields() if bound.name != "DELETE"]
    words = (in_words(bound.field, sent_data(row, bound.name)) for bound in shown)
    return [each for each in words if each != "（空）"]


def _of_form(before, after, names, where):
    cut = len(after.add_prefix("")) if after.prefix else 0
    for name, form_field in after.fields.items():
        bound = after[name]
        controls = {each[cut:] for each in (bound.html_name, *sent_values(bound))}
        if name != "DELETE" and controls & names:
            yield _difference(before, after, name, form_field, f"{where}{bound.label}")


def _difference(before, after, name, form_field, label):
    if isinstance(form_field, forms.FileField):
        stood = before.initial.get(name) if before is not None else None
        return Difference(
            label,
            before="" if stood else NO_FILE,
            after="" if after[name].data else NO_FILE,
            file_before=stood.url if stood else "",
            file_after=after[name].data.url if after[name].data else "",
            is_picture=isinstance(form_field, forms.ImageField),
        )
    old = sent_data(before, name) if before is not None else ""
    new = after[name].data
    if isinstance(form_field, forms.CharField):
        return Difference(
            label,
            in_words(form_field, old),
            in_words(form_field, new),
            paragraphs=tuple(compare(old or "", new or "")),
        )
    return Difference(label, in_words(form_field, old), in_words(form_field, new))
