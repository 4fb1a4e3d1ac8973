"""What one tap of the list says, and the one field that a tap may fill."""

from django import forms
from django.db.models import DateField

from parks.attributes import Holder
from parks.models import Listing
from parks.models.listing_state import EVIDENCE as EVIDENCE
from parks.models.terms import terms_model

UNFILLED = "请填写；不知道就先不填。"
STILL, TAKEN, PRICE = "still", "taken", "price"


class PriceForm(forms.ModelForm):
    """A changed price; both empty: 面议."""

    class Meta:
        model = Listing
        fields = ("price_amount", "price_unit")
        labels = {"price_amount": "新价格"}
        widgets = {"price_amount": forms.NumberInput({"inputmode": "decimal", "min": "0"})}
        error_messages = {
            "price_amount": {
                "invalid": "请填数字，如 12.5；面议就留空。",
                "max_digits": "数字太大了，请核对单位。",
                "max_whole_digits": "数字太大了，请核对单位。",
                "max_decimal_places": "最多两位小数。",
            },
            "price_unit": {"invalid_choice": "请从列表里选一个单位。"},
        }


class FactForm(forms.ModelForm):
    """One column of a row whose other columns stand: all its constraints are asked."""

    def clean(self):
        cleaned = super().clean()
        for name in self.fields:
            if name not in self.errors and cleaned.get(name) in (None, ""):
                self.add_error(name, UNFILLED)
        return cleaned

    def _post_clean(self):
        super()._post_clean()
        if not self.errors:
            try:
                self.instance.validate_constraints()
            except forms.ValidationError as error:
                (name,) = self.fields
                self.add_error(name, error.messages)


def fact_form(listing, need, data=None):
    """A form of the one typed column that holds this fact, None where it is not kept in one.

    Typed columns only: what is said in words goes through review like every text.
    """
    holder, name = need.attribute.holder_for(listing.kind), need.attribute.name
    if holder is Holder.PARK:
        return None
    model = Listing if holder is Holder.LISTING else terms_model(listing.kind)
    field = model._meta.get_field(name)
    if field.is_relation:
        return None
    instance = listing if model is Listing else listing.terms() or model(listing=listing)
    widgets = {name: forms.DateInput({"type": "date"})} if isinstance(field, DateField) else None
    form_class = forms.modelform_factory(model, FactForm, fields=[name], widgets=widgets)
    return form_class(data, instance=instance, auto_id=f"id_{listing.pk}_%s")
