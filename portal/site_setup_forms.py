"""The small forms of 建站. All are made alike: Form(data, site=…, by=…); save() stores the step."""

from dataclasses import dataclass

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.actions import make_account
from accounts.staff_scope import visible_staff
from core.person_names import person_name
from core.seen_version import SeenVersionForm
from leads.notifications.recipients import officers_of
from news.models import SitePage
from portal.seeding.paragraphs import to_html
from portal.seeding.seed_files import read_rows
from portal.seeding.sites import filled
from regions import access
from regions.admin import SiteAdmin
from regions.forms import SiteForm
from regions.models import Membership, Site
from regions.role_words import role_choices

Role = Membership.Role
# The pages of docs that every site needs; the first is demanded before going live.
STANDING_PAGES = ("privacy", "accessibility")


class SiteStepForm(SeenVersionForm):
    """Some columns of the site. What only a superuser changes is not offered to others."""

    use_required_attribute = False

    def __init__(self, data=None, *, site, by):
        super().__init__(data, instance=site)
        if not by.is_superuser:
            for name in SiteAdmin.reserved_fields:
                self.fields.pop(name, None)

    def tell(self, request):
        """What is to be said after saving, beyond that it is saved."""


class NamesForm(SiteStepForm):
    class Meta:
        model = Site
        fields = ("short_name", "product_name", "platform_name", "slug", "slogan", "introduction")
        error_messages = {"slug": {"invalid": "只用小写字母、数字和连字符，如 dulan。"}}


class PublisherForm(SiteStepForm):
    class Meta:
        model = Site
        fields = ("organiser", "profile", "site_code", "icp_number", "police_number")
        widgets = {"profile": forms.RadioSelect}
        help_texts = {
            "site_code": "只有政府网站有，10 位，上线前必填。",
            "icp_number": "如：青ICP备00000000号。政府网站上线前必填。",
            "police_number": "如：青公网安备00000000000000号。政府网站上线前必填。",
        }

    def clean(self):
        cleaned = super().clean()
        profile = cleaned.get("profile", self.instance.profile)
        if profile != Site.Profile.GOVERNMENT and cleaned.get("site_code"):
            self.add_error("site_code", "企业网站没有标识码：请清空，或把“网站性质”改成政府网站。")
        return cleaned


class ContactForm(SiteStepForm):
    class Meta:
        model = Site
        fields = ("hotline", "hotline_hours", "reply_working_days", "address")


class LookForm(SiteStepForm, SiteForm):
    """Scene and accent, with the swatches and the check of contrast of the plain form."""

    facts = None

    class Meta(SiteForm.Meta):
        model = Site
        fields = ("scene", "hue", "chroma")


class StepForm(forms.Form):
    """A step whose answers lie in other tables than the site's own."""

    use_required_attribute = False

    def __init__(self, data=None, *, site, by):
        super().__init__(data, label_suffix="")
        self.site, self.by = site, by

    def tell(self, request):
        """What is to be said after saving, beyond that it is saved."""


class Checked(forms.ModelMultipleChoiceField):
    """Rows as boxes to tick, each by its own words."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, label, words):
        super().__init__(queryset=None, required=False, label=label)
        self._words = words

    def label_from_instance(self, row):
        return self._words(row)


class FrameForm(StepForm):
    """Which columns, entrances and links to neighbours are shown."""

    columns = Checked("栏目", lambda column: f"{column.name}：{column.description}")
    tiles = Checked("首页的投资入口", lambda tile: f"{tile.title}：{tile.summary}")
    links = Checked("友情链接：本网的邻近站点", lambda site: site.name)

    def __init__(self, data=None, *, site, by):
        super().__init__(data, site=site, by=by)
        rows = {
            "columns": site.columns.order_by("position", "pk"),
            "tiles": site.tiles.order_by("position", "pk"),
            "links": Site.objects.neighbours(site).order_by("region__path"),
        }
        for name, queryset in rows.items():
            self.fields[name].queryset = queryset
        linked = site.friend_links.filter(is_active=True)
        self.initial = {
            "columns": rows["columns"].filter(is_active=True),
            "tiles": rows["tiles"].filter(is_active=True),
            "links": rows["links"].filter(pk__in=linked.values("to_site")),
        }
        if not rows["links"].exists():
            del self.fields["links"]

    def clean_columns(self):
        columns = self.cleaned_data["columns"]
        if not columns:
            raise ValidationError("至少留一个栏目：没有栏目，文章没有地方放。")
        return columns

    @transaction.atomic
    def save(self):
        for name in ("columns", "tiles"):
            for row in self.fields[name].queryset:
                self._show(row, row in self.cleaned_data[name])
        if "links" in self.fields:
            self._link(self.cleaned_data["links"])

    @staticmethod
    def _show(row, is_shown):
        if row.is_active != is_shown:
            row.is_active = is_shown
            row.save()

    def _link(self, chosen):
        """Links that were kept by hand to anywhere else stay as they are."""
        offered = self.fields["links"].queryset
        links = self.site.friend_links.filter(to_site__in=offered)
        known = {link.to_site_id: link for link in links}
        for neighbour in offered:
            if neighbour.pk in known:
                self._show(known[neighbour.pk], neighbour in chosen)
            elif neighbour in chosen:
                self.site.friend_links.create(
                    to_site=neighbour, name=neighbour.name, position=self.site.friend_links.count()
                )


@dataclass(frozen=True)
class StandingText:
    """A page of a site as it would be published, its blanks filled with the site's own words."""

    slug: str
    title: str
    summary: str
    body: str


def standing_texts(site) -> list[StandingText]:
    rows = {row.data["slug"]: row for row in read_rows(settings.BASE_DIR / "seeds" / "pages.json")}
    return [
        StandingText(
            slug,
            rows[slug].data["title"],
            rows[slug].data["summary"],
            to_html(filled(rows[slug], rows[slug].data["body"], site)),
        )
        for slug in STANDING_PAGES
    ]


def unpublished(site) -> list[str]:
    """Slugs of the standing pages that no reader can open yet."""
    published = SitePage.objects.published(timezone.now()).filter(site=site)
    public = set(published.values_list("slug", flat=True))
    return [slug for slug in STANDING_PAGES if slug not in public]


class TextsForm(StepForm):
    """Standing pages that the site has not written yet, to be read and put out under its name."""

    pages = forms.MultipleChoiceField(
        required=False,
        label="读过了，内容属实，公开",
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, data=None, *, site, by):
        super().__init__(data, site=site, by=by)
        self.kept = {page.slug: page for page in site.pages.filter(slug__in=STANDING_PAGES)}
        self.texts = {
            text.slug: text for text in standing_texts(site) if text.slug not in self.kept
        }
        self.fields["pages"].choices = [(text.slug, text.title) for text in self.texts.values()]
        if not self.texts:
            del self.fields["pages"]

    @property
    def blanks(self) -> list[str]:
        """What the texts would say nothing about, since an earlier step is not filled."""
        named = {"主办单位": self.site.organiser, "招商热线": self.site.hotline}
        return [label for label, value in named.items() if not value]

    def clean_pages(self):
        chosen = self.cleaned_data["pages"]
        if chosen and self.blanks:
            raise ValidationError(f"说明里要写明{'、'.join(self.blanks)}：请先回到前面填好。")
        if chosen and not access.has_role(self.by, access.APPROVERS, self.site.region):
            raise ValidationError("公开要由本地区的审核人员或负责人来点。")
        return chosen

    @transaction.atomic
    def save(self):
        for slug in self.cleaned_data.get("pages", []):
            text = self.texts[slug]
            page = SitePage(
                site=self.site,
                slug=slug,
                title=text.title,
                summary=text.summary,
                body=text.body,
                position=10 * (1 + STANDING_PAGES.index(slug)),
                created_by=self.by,
            )
            if page.review_steps() > 1:
                page.submit(commit=False)
            else:
                page.approve(self.by, commit=False)
            page.full_clean()
            page.save()


class PersonField(forms.ModelChoiceField):
    def label_from_instance(self, user):
        return f"{person_name(user)}（{user.email}）"


class AnswersForm(StepForm):
    """A colleague who has an account already, or a new one by name and mail."""

    person = PersonField(
        queryset=None, required=False, label="已有账号的同事", empty_label="没有，登记一位新的"
    )
    name = forms.CharField(label="姓名", max_length=50, required=False)
    email = forms.EmailField(
        label="工作邮箱",
        max_length=254,
        required=False,
        help_text="邀请和咨询提醒都发到这里；密码由本人打开邮件里的链接自己设。",
    )
    role = forms.ChoiceField(
        label="做什么",
        choices=[choice for choice in role_choices() if choice[0] in access.OFFICERS],
        initial=Role.OFFICER,
        widget=forms.RadioSelect,
    )

    def __init__(self, data=None, *, site, by):
        super().__init__(data, site=site, by=by)
        self.officers = officers_of(site.region).exclude(email="").order_by("last_name", "pk")
        others = visible_staff(by).filter(is_active=True, is_superuser=False).exclude(email="")
        others = others.exclude(pk=by.pk).exclude(memberships__role=Role.AUDITOR)
        self.fields["person"].queryset = others.exclude(pk__in=self.officers.values("pk"))
        if not self.fields["person"].queryset.exists():
            del self.fields["person"]

    def clean_email(self):
        email = self.cleaned_data["email"]
        if email and get_user_model().objects.filter(email__iexact=email).exists():
            raise ValidationError("这个邮箱已经有账号了：请在“已有账号的同事”里选，或换一个邮箱。")
        return email

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("person") or (self.officers and not self._is_begun()):
            return cleaned
        for name, what in (("name", "姓名"), ("email", "邮箱")):
            if name not in self.errors and not cleaned.get(name):
                self.add_error(name, f"请填{what}；现在还定不下来的，点“先跳过”。")
        return cleaned

    def _is_begun(self):
        return any(self.data.get(self.add_prefix(name)) for name in ("name", "email"))

    @transaction.atomic
    def save(self):
        cleaned, self.invited = self.cleaned_data, None
        place = {"region": self.site.region, "role": cleaned["role"]}
        if person := cleaned.get("person"):
            grant = Membership(user=person, **place)
            grant.full_clean()
            grant.save()
        elif cleaned["email"]:
            self.invited = make_account(
                name=cleaned["name"], email=cleaned["email"], by=self.by, **place
            )

    def tell(self, request):
        """The worker sends the invitation, stored with the account."""
        if self.invited is None:
            return
        messages.success(request, f"邀请邮件正发往 {self.invited.email}，7 天内有效。")
