"""Forms of the desk that belong to no list."""

from django import forms

from leads.models import NoticePreferences
from portal.models import DeskPreferences, SavedView
from publishing.change_forms import QuoteField
from regions import access
from regions.models import Region


class PreferencesForm(forms.ModelForm):
    """How the desk looks for one account, and whether it listens to single keys."""

    use_required_attribute = False

    class Meta:
        model = DeskPreferences
        fields = ("mode", "density", "theme", "has_single_keys")
        widgets = dict.fromkeys(("mode", "density", "theme"), forms.RadioSelect)


class NoticesForm(forms.ModelForm):
    """When one account hears of enquiries by mail."""

    use_required_attribute = False

    class Meta:
        model = NoticePreferences
        fields = ("has_digest", "quiet_from", "quiet_until")
        widgets = dict.fromkeys(("quiet_from", "quiet_until"), forms.TimeInput({"type": "time"}))
        error_messages = dict.fromkeys(
            ("quiet_from", "quiet_until"), {"invalid": "请写成 22:00 这样的时间。"}
        )


class ReturnForm(forms.Form):
    """Why a text goes back to its writer; kept in its history."""

    use_required_attribute = False

    reason = forms.CharField(
        label="哪里要改",
        max_length=90,
        widget=forms.Textarea({"rows": 3}),
        help_text="作者打开它就看到。写清哪一处、改成什么。",
        error_messages={
            "required": "请写明哪里要改：没有写，作者不知道从哪里改起。",
            "max_length": "最多 %(limit_value)d 个字，现在有 %(show_value)d 个。",
        },
    )
    quote = QuoteField()


class SavedViewForm(forms.ModelForm):
    """The name of a view, and with whom a chief shares it; `query` comes from the list."""

    use_required_attribute = False

    class Meta:
        model = SavedView
        fields = ("name", "region")
        error_messages = {
            "name": {
                "required": "请给视图起个名字。",
                "max_length": "视图名称最多 %(limit_value)d 个字，现在有 %(show_value)d 个。",
            }
        }

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["region"]
        field.queryset = _regions_of(user)
        field.empty_label = "只有我自己"
        if not field.queryset:
            del self.fields["region"]

    def clean_name(self):
        return " ".join(self.cleaned_data["name"].split())

    def clean(self):
        cleaned = super().clean()
        others = SavedView.objects.filter(user=self.instance.user, list=self.instance.list)
        if self.instance.pk is None and others.count() >= SavedView.MOST:
            text = f"一个列表最多存 {SavedView.MOST} 个视图：请先删掉不用的。"
            raise forms.ValidationError(text)
        same = others.filter(name=cleaned.get("name", "")).exclude(pk=self.instance.pk)
        if same.exists():
            self.add_error("name", "您在这个列表上已经有一个同名的视图，换个名字。")
        return cleaned


def _regions_of(user):
    """Where the account is in charge; for whoever runs the installation, wherever a site is."""
    rows = Region.objects.order_by("path")
    if user.is_superuser:
        return rows.filter(site__isnull=False)
    held = [m.region_id for m in access.memberships_of(user) if m.role in access.MANAGERS]
    return rows.filter(pk__in=held)
