"""The form of a tile: its picture, where it leads, what one asks there: all chosen, none typed."""

from django import forms
from django.core.exceptions import ValidationError

from core.seen_version import SeenVersionForm
from leads.models import Topic
from portal.entrances import Target, checked_address, choices_at, word_of
from regions.icons import ICONS
from regions.models import ServiceTile, Site
from regions.pickers import IconPicker
from regions.scoped_admin import NamedRows

LONGEST_KEY = 18  # digits of a bigint that are certain to fit


class TargetForm(forms.ModelForm):
    """Where an entry of a site leads, chosen among what the site has (portal.entrances).

    `site` is given by the page of a site; alone it is that of the entry, or the one chosen.
    """

    target = forms.ChoiceField(label="通往")

    class Meta:
        help_texts = {
            "target_key": "“通往”选了“别的网址”才填：本网的以 / 开头，别的网站以 https:// 开头。"
        }

    def __init__(self, *args, site=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.site = site or self._site()
        self.fields["target"].choices = choices_at(self.site)
        entry = self.instance
        if entry.pk is not None:
            self.initial["target"] = word_of(entry.target, entry.target_key)
            if entry.target != Target.ADDRESS:
                self.initial["target_key"] = ""

    def _site(self):
        if self.instance.site_id:
            return self.instance.site
        chosen = str(self.data.get(self.add_prefix("site")) or self.initial.get("site") or "")
        is_key = chosen.isascii() and chosen.isdecimal() and len(chosen) <= LONGEST_KEY
        return Site.objects.filter(pk=chosen).first() if is_key else None

    def clean(self):
        cleaned = super().clean()
        target, _, key = cleaned.get("target", "").partition(":")
        typed = (cleaned.get("target_key") or "").strip()
        if target == Target.ADDRESS:
            key = self._address(typed)
        elif target and typed and "target_key" in self.changed_data:
            self.add_error("target_key", "要通往这个网址，请把“通往”选成“别的网址”；不然请清空。")
        if target:
            cleaned |= {"target": target, "target_key": key}
        return cleaned

    def _address(self, typed):
        try:
            return checked_address(typed)
        except ValidationError as error:
            self.add_error("target_key", error)
            return ""


class InlineTileForm(TargetForm):
    """With its picture and what one asks there."""

    icon = forms.ChoiceField(label="图标", choices=list(ICONS.items()), widget=IconPicker)
    topic_slug = forms.ChoiceField(label="“问专员”的主题", required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        topics = [(topic.slug, topic.name) for topic in Topic.objects.active()]
        self.fields["topic_slug"].choices = [("", "不选主题"), *topics]

    def clean_topic_slug(self):
        return self.cleaned_data["topic_slug"] or ServiceTile._meta.get_field("topic_slug").default

    def clean_title(self):
        """Also where the site is no field of the form, so that nobody else looks."""
        title = self.cleaned_data["title"]
        others = ServiceTile.objects.filter(site=self.site, title=title).exclude(
            pk=self.instance.pk
        )
        if "site" not in self.fields and others.exists():
            raise ValidationError("这个站点已经有同名的入口，换个标题。")
        return title


class TileForm(InlineTileForm, SeenVersionForm):
    """On a page of its own."""


class TileFormSet(NamedRows):
    """Tiles on the page of their site, in a table whose headings name no control."""

    def add_fields(self, form, index):
        super().add_fields(form, index)
        for name in ("icon", "target", "topic_slug"):
            form.fields[name].widget.attrs.setdefault("aria-label", form.fields[name].label)

    def get_form_kwargs(self, index):
        site = self.instance if self.instance.pk else None
        return super().get_form_kwargs(index) | {"site": site}
