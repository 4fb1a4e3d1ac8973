"""An area as people type it: in ㎡, 亩, 公顷 or km², chosen beside the number or written behind."""

import re
import unicodedata
from decimal import Decimal, InvalidOperation

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html

from core.form_fields import LONGEST_TYPED
from parks.units import SPELLINGS, sqm_to_mu

FACTORS = SPELLINGS["㎡"]
OFFERED = {"sqm": "㎡", "mu": "亩", "ha": "公顷", "sqkm": "km²"}
# NFKC writes the signs out; what is compared is written out as well.
WRITTEN = {unicodedata.normalize("NFKC", unit).lower(): Decimal(n) for unit, n in FACTORS.items()}
TYPED = re.compile(r"([-+]?[\d.]+)(.*)", re.DOTALL)
CENTI = Decimal("0.01")


class AreaInput(forms.MultiWidget):
    """The number under the field's own name and id, its unit beside it as `<name>_unit`."""

    use_fieldset = False  # the label names the number, the unit has its own

    def __init__(self, attrs=None):
        number = forms.TextInput({"inputmode": "decimal", "autocomplete": "off", "size": 14})
        unit = forms.Select({"aria-label": "面积单位"}, choices=OFFERED.items())
        super().__init__({"": number, "unit": unit}, attrs)

    def id_for_label(self, id_):
        return id_

    def render(self, name, value, attrs=None, renderer=None):
        both = super().render(name, value, attrs, renderer)
        return format_html('<span class="cluster">{}</span>', both)

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        number, unit = context["widget"]["subwidgets"]
        id_ = context["widget"]["attrs"].get("id", "")
        number["attrs"]["id"], unit["attrs"]["id"] = id_, f"{id_}_unit"
        for described in ("aria-describedby", "aria-invalid"):
            unit["attrs"].pop(described, None)
        return context

    def decompress(self, value):
        text = "" if value is None else str(value)
        for key, label in OFFERED.items():
            if text.endswith(label):
                return [text.removesuffix(label).strip(), key]
        return [text, "sqm"]

    def value_from_datadict(self, data, files, name):
        number, unit = data.get(name), data.get(f"{name}_unit", "sqm")
        if number is None or not number.strip() or unit == "sqm" or unit not in OFFERED:
            return number
        return number if _names_unit(number) else f"{number.strip()} {OFFERED[unit]}"

    def value_omitted_from_data(self, data, files, name):
        return name not in data


class AreaField(forms.DecimalField):
    """Cleans to ㎡; full-width digits and thousands commas are fine."""

    widget = AreaInput
    default_error_messages = {
        "invalid": "面积请填数字，如 14000，或连单位写：210 亩。",
        "max_digits": "面积太大，请看看单位选得对不对。",
        "max_whole_digits": "面积太大，请看看单位选得对不对。",
        "max_decimal_places": "面积最多填 2 位小数。",
    }

    def to_python(self, value):
        if not isinstance(value, str) or value.strip() in self.empty_values:
            return super().to_python(value.strip() if isinstance(value, str) else value)
        if len(value) > LONGEST_TYPED:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        plain = unicodedata.normalize("NFKC", value).lower()
        found = TYPED.fullmatch(re.sub(r"[\s,]", "", plain))
        factor = WRITTEN.get(found[2] or "m2") if found else None
        if factor is None:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        try:
            number = Decimal(found[1])
        except InvalidOperation:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None
        return number if factor == 1 else (number * factor).quantize(CENTI)


def _names_unit(text):
    """A unit that is written behind the number counts, whatever is chosen."""
    end = unicodedata.normalize("NFKC", text.strip()[-12:]).lower()
    return end.endswith(tuple(WRITTEN))


def in_mu(sqm) -> str:
    """What stands beside a stored area; empty for an unknown one."""
    return "" if sqm is None else f"现在存的约合 {sqm_to_mu(sqm):,.2f} 亩。"
