"""常用回复: each officer's own, and those that a chief shares with the region."""

from django import forms
from django.contrib import admin
from django.db.models import Q

from core.seen_version import SeenVersionForm
from leads.forms import MAX_MESSAGE, FreeTextField
from leads.models import ReplyTemplate, Topic
from leads.placeholders import NAMES, wrong_in
from regions import access
from regions.scoped_admin import ScopedModelAdmin


class ReplyTemplateForm(SeenVersionForm):
    body = FreeTextField(
        label="内容",
        max_length=MAX_MESSAGE,
        widget=admin.widgets.AdminTextareaWidget,
        help_text=f"可以写 {NAMES}，放进答复时换成实际的内容。价格、政策不要写在这里："
        "用“插入答案”，才是当时的事实。",
        error_messages={"required": "请写上内容"},
    )

    class Meta:
        model = ReplyTemplate
        fields = ("title", "topic", "body", "is_shared", "region")

    user = None

    def clean_body(self):
        body = self.cleaned_data["body"]
        if wrong := wrong_in(body):
            raise forms.ValidationError(wrong)
        return body

    def clean(self):
        words = super().clean()
        region = words.get("region")
        if words.get("is_shared") and region and not self._may_share(region):
            self.add_error("is_shared", "只有该地区的负责人可以给同事共用")
        return words

    def _may_share(self, region):
        return self.user.is_superuser or access.has_role(self.user, access.MANAGERS, region)


@admin.register(ReplyTemplate)
class ReplyTemplateAdmin(ScopedModelAdmin):
    """What is shared is the chief's; what is one's own nobody else sees."""

    form = ReplyTemplateForm
    view_roles = add_roles = access.OFFICERS
    change_roles = delete_roles = access.OFFICERS  # of shared ones the chief alone
    list_display = ("title", "about", "whose", "updated_at")
    list_select_related = ("topic", "owner", "region")
    list_filter = ("is_shared",)
    search_fields = ("title", "body")
    ordering = ("-is_shared", "title", "pk")
    empty_words = "写一条，答复时一点就放进去。"

    def own_rows(self, queryset, request, roles):
        """Shared ones of the user's regions and of those above, and the user's own wherever."""
        user = request.user
        if user.is_superuser:
            return super().own_rows(queryset, request, roles)
        shared = super().own_rows(queryset.filter(is_shared=True), request, roles)
        above = Q(is_shared=True, region__adcode__in=_above(user))
        own = Q(owner=user.pk, is_shared=False)
        return queryset.filter(own | above | Q(pk__in=shared.values("pk")))

    def get_fields(self, request, obj=None):
        """Sharing is the chief's; an officer's own serve wherever the officer answers."""
        own = ("title", "topic", "body")
        return (*own, "is_shared", "region") if _is_chief(request) else own

    def get_changeform_initial_data(self, request):
        home = access.home_region(request.user, access.OFFICERS)
        return super().get_changeform_initial_data(request) | {"region": home and home.pk}

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "topic":
            kwargs |= {"queryset": Topic.objects.active(), "empty_label": "各种主题"}
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def _allows(self, request, roles, obj=None):
        user = request.user
        if obj is None or obj.pk is None or obj.is_shared or user.is_superuser:
            return super()._allows(request, roles, obj)
        return obj.owner_id == user.pk and access.has_role(user, roles)

    def has_view_permission(self, request, obj=None):
        is_read = obj is not None and obj.is_shared and obj.region.adcode in _above(request.user)
        return is_read or super().has_view_permission(request, obj)

    def has_change_permission(self, request, obj=None):
        return self._allows(request, _writers_of(obj), obj)

    def has_delete_permission(self, request, obj=None):
        return self._allows(request, _writers_of(obj), obj)

    def get_form(self, request, obj=None, **kwargs):
        form = super().get_form(request, obj, **kwargs)
        form.user = request.user  # a class made for this request
        return form

    def save_model(self, request, obj, form, change):
        if not change:
            obj.owner = request.user
            if obj.region_id is None:
                obj.region = access.home_region(request.user, access.OFFICERS)
        super().save_model(request, obj, form, change)

    @admin.display(description="咨询主题", ordering="topic")
    def about(self, template):
        return template.topic.name if template.topic else "各种主题"

    @admin.display(description="谁的", ordering="is_shared")
    def whose(self, template):
        return "共用" if template.is_shared else "自己的"


def _above(user):
    """Codes of the regions where the user answers, and of all those above them."""
    held = [m for m in access.memberships_of(user) if m.role in access.OFFICERS]
    return {code for membership in held for code in membership.region.lineage()}


def _writers_of(template):
    is_shared = template is not None and template.pk is not None and template.is_shared
    return access.MANAGERS if is_shared else access.OFFICERS


def _is_chief(request):
    return request.user.is_superuser or access.has_role(request.user, access.MANAGERS)
