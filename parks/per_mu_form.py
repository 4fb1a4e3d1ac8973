"""The form of the 亩均 calculator: shareable by its address, nothing is stored."""

from decimal import Decimal
from urllib.parse import urlencode

from django import forms

from core.form_fields import FigureField
from parks import per_mu
from parks.display_values import number
from parks.units import sqm_to_mu

LIMITS = {"max_digits": 11, "decimal_places": 2}
SQM = Decimal("0.01")


def _money(label):
    return FigureField(
        label,
        widget=forms.TextInput({"class": "input", "inputmode": "decimal", "maxlength": 20}),
        error_messages={"max_decimal_places": "最多填两位小数。"},
        **LIMITS,
    )


def per_mu_form(params, listing):
    """None for buildings and for plots that state nothing to measure against."""
    terms = listing.terms() if listing.is_land else None
    is_stated = any(item.demand.is_stated(terms) for item in per_mu.INDICATORS)
    return PerMuForm(params, listing) if is_stated else None


class PerMuForm(forms.Form):
    """A plan for this plot. Bound only by its own parameters: others belong to the page."""

    investment = _money("计划固定资产投资（万元）")
    tax = _money("达产后年税收（万元）")
    output = _money("达产后年产值（万元）")
    mu = _money("需要用地（亩）")

    def __init__(self, params, listing):
        is_asked = any(name in params for name in self.base_fields)
        # One value a name: a repeated key is no second plan.
        data = {name: params.get(name, "") for name in self.base_fields} if is_asked else None
        super().__init__(data, auto_id="per-mu-%s", use_required_attribute=False)
        self.listing = listing
        self.fields["mu"].help_text = f"不填就按整块 {number(listing.area_mu)} 亩测算。"

    def clean_mu(self):
        mu = self.cleaned_data["mu"]
        if mu is None:
            return mu
        sqm, whole = mu * self.listing.area_sqm / self.listing.area_mu, self.listing.area_sqm
        least = self.listing.divisible_from_sqm
        if mu == 0:
            raise forms.ValidationError("用地应大于 0 亩。")
        if sqm.quantize(SQM) > whole:
            raise forms.ValidationError(
                f"这块地只有 {number(self.listing.area_mu)} 亩，请填不超过它的数。"
            )
        if least is not None and sqm.quantize(SQM) < least - 1:
            raise forms.ValidationError(f"这块地从 {number(sqm_to_mu(least))} 亩起分割。")
        return mu

    def clean(self):
        cleaned = super().clean()
        names = [item.name for item in per_mu.INDICATORS]
        if not self.errors and all(cleaned.get(name) is None for name in names):
            raise forms.ValidationError("请至少填一项：投资、税收或产值。")
        return cleaned

    @property
    def area_mu(self):
        return self.cleaned_data["mu"] or self.listing.area_mu

    def results(self):
        """Of a valid form; empty while nothing was asked or something is wrong."""
        if not self.is_valid():
            return []
        return per_mu.assess(self.listing.terms(), self.area_mu, self.cleaned_data)

    def consult_query(self):
        """The plan in words for the enquiry form."""
        message = per_mu.summary(self.results(), self.area_mu)
        plan = {"topic": "space", "listing": self.listing.pk, "message": message}
        typed = {"investment_wan": "investment", "output_wan": "output"}
        plan |= {"kind": "land", "area_min": f"{self.area_mu:f}", "area_unit": "mu"}
        plan |= {name: self.data[own] for name, own in typed.items() if self.data.get(own)}
        return "?" + urlencode(plan)
