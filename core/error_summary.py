"""What is wrong in a form and in the rows below it, as a summary whose lines lead to the fields."""

from dataclasses import dataclass

from django.forms import SplitDateTimeField


@dataclass(frozen=True)
class FormError:
    """One refusal: the field's label and the id it has in the page; both empty for no field."""

    label: str
    anchor: str
    message: str

    @property
    def place(self):
        """Where the field is, as “第 2 行：”; its name follows in the label."""
        return "".join(self.label.rpartition("：")[:2])

    @property
    def names_itself(self):
        """Whether the message begins by asking for the field: its name is not said twice."""
        name = self.label.removeprefix(self.place)
        asks = self.message.startswith("请") and name in self.message[: len(name) + 5]
        return bool(self.anchor and name) and asks


def errors_of(form, formsets=()) -> list[FormError]:
    """In the order of the page. The fields repeat their own; a summary alone has the others."""
    errors = [*_of_form(form)]
    for formset in formsets:
        name = formset.model._meta.verbose_name
        errors += (FormError("", "", each) for each in formset.non_form_errors())
        for number, row in enumerate(formset.forms, start=1):
            where = "" if formset.max_num == 1 else f"{name}第 {number} 行："
            errors += _of_form(row, where)
    return errors


def _of_form(form, where=""):
    for name, messages in form.errors.items():
        if name not in form.fields:
            yield from (FormError(where, "", each) for each in messages)
            continue
        bound = form[name]
        yield FormError(f"{where}{bound.label}", anchor_of(bound), messages[0])


def anchor_of(bound) -> str:
    """The id of the control, or of the first where the field has several."""
    first = f"{bound.auto_id}_0"
    return first if isinstance(bound.field, SplitDateTimeField) else bound.auto_id
