"""What no column can hold, sent to a form of the desk: the form again, as it was sent.

Fields refuse what they know of. What only the database finds out (a rule of its own, a number too
large, text where a key belongs) ends here instead of in a fault.
"""

import datetime
import logging

from django import forms
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.db import DataError, IntegrityError

from core.form_fields import within_reach

logger = logging.getLogger(__name__)
REFUSED = (DataError, IntegrityError, ValueError, OverflowError)
SENTENCE = (
    "没有保存：这一页里有一项内容存不进去（数字或日期超出范围、文字填在了要选的地方，"
    "或与已有的内容冲突）。您填的都在下面，请核对后再保存。"
)
LONGEST_KEY = 18  # digits of a bigint that are certain to fit


class AsSent(forms.ModelForm):
    """Drawn as it was sent and not looked at again: looking is what failed."""

    sentence = ""

    def is_valid(self):
        return False

    def full_clean(self):
        self._errors, self.cleaned_data = forms.utils.ErrorDict(), {}
        if self.sentence:
            self.add_error(None, self.sentence)


class RowsAsSent(forms.BaseModelFormSet):
    def full_clean(self):
        self._errors = [forms.utils.ErrorDict() for _ in self.forms]
        self._non_form_errors = self.error_class()

    def is_valid(self):
        return False


class Chosen:
    """An autocomplete offers what was chosen; text instead of a key was not.

    The box that is drawn over it has no label of its own: its placeholder says what it is for.
    """

    def build_attrs(self, base_attrs, extra_attrs=None):
        attrs = super().build_attrs(base_attrs, extra_attrs)
        return attrs | {"data-placeholder": f"搜{self.field.verbose_name}…"}

    def optgroups(self, name, value, attr=None):
        return super().optgroups(name, [each for each in value if _is_key(str(each))], attr)


class ChosenOne(Chosen, AutocompleteSelect):
    pass


class ChosenMany(Chosen, AutocompleteSelectMultiple):
    pass


class ChosenFromAll(ChosenMany):
    """Searched by name like the others; without a script, the whole list to choose from."""

    def optgroups(self, name, value, attr=None):
        keys = [each for each in value if _is_key(str(each))]
        return forms.SelectMultiple.optgroups(self, name, keys, attr)


def _is_key(text):
    return text.isascii() and text.isdecimal() and len(text) <= LONGEST_KEY


class BoundedFieldsMixin:
    """The same bounds for every date, and keys alone in every autocomplete: desks and inlines."""

    narrower_dates: tuple[str, ...] = ()  # whose form has closer bounds and says which
    short_lists: tuple[str, ...] = ()  # of autocomplete_fields: those that a page can hold whole

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        is_date = isinstance(
            field, (forms.DateField, forms.DateTimeField, forms.SplitDateTimeField)
        )
        if is_date and db_field.name not in self.narrower_dates:
            field.validators = [*field.validators, within_reach]
        # Both stand in a fieldset, whose legend names no control.
        if isinstance(field, (forms.FileField, forms.ModelMultipleChoiceField)):
            field.widget.attrs.setdefault("aria-label", field.label)
        return field

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", ChosenOne(db_field, self.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            widget = ChosenFromAll if db_field.name in self.short_lists else ChosenMany
            kwargs.setdefault("widget", widget(db_field, self.admin_site))
        return super().formfield_for_manytomany(db_field, request, **kwargs)


class RefusedValuesMixin(BoundedFieldsMixin):
    """A desk whose form comes back whatever was sent; 400, and nothing is stored."""

    # What may come between a form's look at the database and its writing.
    overtaken_by: tuple[type[Exception], ...] = (IntegrityError,)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """Looks again when overtaken: the form now finds what the other has stored, and says so."""
        view = super().changeform_view
        try:
            try:
                return view(request, object_id, form_url, extra_context)
            except self.overtaken_by:
                return view(request, object_id, form_url, extra_context)
        except REFUSED:
            if request.method != "POST":
                raise
            logger.exception("value refused by %s", self.opts.label)
        # From here on the form is drawn, nothing is stored.
        request.sentence_as_sent = SENTENCE
        response = view(request, object_id, form_url, extra_context)
        response.status_code = 400
        return response

    def get_form(self, request, obj=None, **kwargs):
        form = super().get_form(request, obj, **kwargs)
        sentence = getattr(request, "sentence_as_sent", None)
        if sentence is None:
            return form
        return type(form.__name__, (AsSent, form), {"sentence": sentence})

    def get_formsets_with_inlines(self, request, obj=None):
        is_drawn_as_sent = hasattr(request, "sentence_as_sent")
        for formset, inline in super().get_formsets_with_inlines(request, obj):
            if is_drawn_as_sent:
                row = type(formset.form.__name__, (AsSent, formset.form), {})
                yield type(formset.__name__, (RowsAsSent, formset), {"form": row}), inline
            else:
                yield formset, inline

    def get_changelist_instance(self, request):
        """A value no column can hold (NUL, the year 99999999999) is a wrong filter, not a fault."""
        try:
            self._refuse_unreal_day(request)
            return super().get_changelist_instance(request)
        except REFUSED as error:
            raise IncorrectLookupParameters(error) from error

    def _refuse_unreal_day(self, request):
        """The hierarchy of dates makes a day of three parameters while the page is drawn."""
        names = [f"{self.date_hierarchy}__{part}" for part in ("year", "month", "day")]
        parts = [request.GET.get(name) for name in names]
        if all(parts):
            datetime.date(*map(int, parts))

    def get_search_results(self, request, queryset, search_term):
        """PostgreSQL takes no NUL; the autocomplete hands on what it was sent."""
        return super().get_search_results(request, queryset, search_term.replace("\0", ""))
