"""Forms of the desk that belong to no list."""

from django import forms

from portal.models import DeskPreferences


class PreferencesForm(forms.ModelForm):
    """How the desk looks for one account, and whether it listens to single keys."""

    use_required_attribute = False

    class Meta:
        model = DeskPreferences
        fields = ("mode", "density", "theme", "has_single_keys")
        widgets = dict.fromkeys(("mode", "density", "theme"), forms.RadioSelect)
