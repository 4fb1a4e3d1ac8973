"""What a visitor fills in: one tap, and words where he wants."""

from django import forms

from core.form_fields import CHOICE_ERRORS
from leads.forms import ChipSelect, FreeTextField
from ratings.models import SCORES, Rating

LONGEST = 1000


class RatingForm(forms.Form):
    score = forms.TypedChoiceField(
        label="这次答得怎么样",
        choices=[*SCORES.items()],
        coerce=int,
        widget=ChipSelect,
        error_messages=CHOICE_ERRORS | {"required": "请点一个分数"},
    )
    reasons = forms.MultipleChoiceField(
        label="哪里不好",
        required=False,
        choices=Rating.Reason.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages=CHOICE_ERRORS,
    )
    rating_words = FreeTextField(
        label="想说的话",
        required=False,
        max_length=LONGEST,
        help_text="办理您这件事的专员看不到，只有负责人看得到。",
        widget=forms.Textarea({"class": "input", "rows": 3}),
    )
    use_required_attribute = False

    @classmethod
    def of(cls, rating):
        """As it was given, to be changed."""
        if rating is None:
            return cls()
        values = {"score": rating.score, "reasons": rating.reasons, "rating_words": rating.words}
        return cls(initial=values)
