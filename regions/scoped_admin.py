"""Admin classes that obey regions.access: lists, forms, autocomplete, history, actions, inlines."""

import re

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.options import IS_POPUP_VAR
from django.contrib.admin.utils import get_fields_from_path
from django.core.exceptions import (
    BadRequest,
    FieldDoesNotExist,
    ObjectDoesNotExist,
    PermissionDenied,
)
from django.core.files.uploadedfile import UploadedFile
from django.db import connection
from django.http import Http404, HttpResponseRedirect
from django.urls import NoReverseMatch

from core.error_summary import errors_of
from core.seen_version import SeenVersionForm
from regions import access
from regions.bounded_paginator import BoundedChangeList, BoundedPaginator
from regions.deletion_preview import DeletionPreviewMixin
from regions.deletion_reasons import USED_MEANWHILE, DeletionReasonsMixin
from regions.models import FormerAddress
from regions.named_people import NamedPeopleMixin
from regions.overtaken_forms import OvertakenFormsMixin
from regions.refused_values import SENTENCE, BoundedFieldsMixin, RefusedValuesMixin
from regions.sent_once import SentOnceMixin
from regions.site_focus import narrowed
from regions.used_values import UsedValues

# Django's, for slugs that are made of titles.
OF_FORMS = re.compile(r"/(?:urlify|prepopulate|xregexp)(?:\.min)?\.js")


class ScopeMixin:
    """What ModelAdmin and inlines share.

    `region_lookup` is the field path from the model to its Region ("" for Region itself, None for
    rows that belong to the whole network: staff read them, superusers change them). The four role
    sets say who may do what in that region.
    """

    region_lookup: str | None = "region"
    view_roles = access.READERS
    add_roles = access.EDITORS
    change_roles = access.EDITORS
    delete_roles = access.MANAGERS

    def region_of(self, obj):
        """The Region an object belongs to, following region_lookup; None where there is none."""
        target = obj
        try:
            for name in filter(None, self.region_lookup.split("__")):
                target = getattr(target, name, None)
        except ObjectDoesNotExist:  # an old version that points to a row deleted since
            return None
        return target

    def _allows(self, request, roles, obj=None):
        user = request.user
        if user.is_active and user.is_superuser:
            return True
        if self.region_lookup is None:
            return False
        if obj is None or obj.pk is None:
            return access.has_role(user, roles)
        region = self.region_of(obj)
        return region is not None and access.has_role(user, roles, region)

    def has_module_permission(self, request):
        return self.has_view_permission(request)

    def has_view_permission(self, request, obj=None):
        if self.region_lookup is None:
            return access.has_role(request.user, self.view_roles)
        return self._allows(request, self.view_roles, obj)

    def has_add_permission(self, request, obj=None):
        return self._allows(request, self.add_roles, obj)

    def has_change_permission(self, request, obj=None):
        return self._allows(request, self.change_roles, obj)

    def has_delete_permission(self, request, obj=None):
        return self._allows(request, self.delete_roles, obj)

    def get_queryset(self, request):
        return self.own_rows(super().get_queryset(request), request, self.view_roles)

    def own_rows(self, queryset, request, roles):
        """Those rows of the queryset in whose region the user holds one of the roles."""
        if self.region_lookup is None:
            return queryset if access.has_role(request.user) else queryset.none()
        return access.scope(queryset, request.user, lookup=self.region_lookup, roles=roles)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        self._scope_choices(db_field, request, kwargs)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        self._scope_choices(db_field, request, kwargs)
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def _scope_choices(self, db_field, request, kwargs):
        """A choice offers and accepts only what the target's admin lets this user point to."""
        if "queryset" in kwargs or request.user.is_superuser:
            return
        model = db_field.remote_field.model
        target = self.admin_site._registry.get(model)
        if hasattr(target, "choices_for"):
            kwargs["queryset"] = target.choices_for(request, self.change_roles)
        else:  # nobody said who may see these rows
            kwargs["queryset"] = model._default_manager.none()


class ScopedModelAdmin(
    NamedPeopleMixin,
    OvertakenFormsMixin,
    RefusedValuesMixin,
    SentOnceMixin,
    DeletionPreviewMixin,
    DeletionReasonsMixin,
    ScopeMixin,
    admin.ModelAdmin,
):
    """A ModelAdmin whose every view stays inside the user's regions."""

    form = SeenVersionForm
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER  # a full count a choice; views have theirs (portal)
    paginator = BoundedPaginator
    list_per_page = 20  # a page keeps within 35 KB

    def changelist_view(self, request, extra_context=None):
        """Without the scripts that only forms need."""
        media = forms.Media(js=[each for each in self.media._js if not OF_FORMS.search(str(each))])
        return super().changelist_view(request, {"media": media} | (extra_context or {}))

    def get_changelist(self, request, **kwargs):
        return BoundedChangeList

    def get_changelist_instance(self, request):
        """Rows of the site in focus; a row's own page opens whatever its site."""
        return super().get_changelist_instance(narrowed(request))

    def choices_for(self, request, roles):
        """Rows that a form of another model may point to, for a user who needs these roles."""
        return self.own_rows(self.model._default_manager.all(), request, roles)

    def save_model(self, request, obj, form, change):
        """Both the region a row comes from and the one chosen in the form must be the user's."""
        self.require_region(request, obj, self.change_roles if change else self.add_roles)
        super().save_model(request, obj, form, change)

    def require_region(self, request, obj, roles):
        """Raises PermissionDenied unless the user holds one of the roles there."""
        if request.user.is_superuser:
            return
        region = self.region_of(obj) if self.region_lookup is not None else None
        stored = self.model._default_manager.filter(pk=obj.pk)
        is_own = obj.pk is None or self.own_rows(stored, request, roles).exists()
        if region is None or not is_own or not access.has_role(request.user, roles, region):
            raise PermissionDenied("您没有在该地区执行此操作的权限。")

    # Deleting: what others have begun to point to meanwhile is found now, not at the commit, when
    # the page has already said that it is gone.

    def delete_view(self, request, object_id, extra_context=None):
        """Looks again when overtaken, as delete_selected() does."""
        view = super().delete_view
        try:
            return view(request, object_id, extra_context)
        except USED_MEANWHILE:
            return view(request, object_id, extra_context)

    def delete_model(self, request, obj):
        super().delete_model(request, obj)
        connection.check_constraints()

    def delete_queryset(self, request, queryset):
        """One by one, so that a model's own delete() tidies up after each."""
        for obj in queryset:
            obj.delete()
        connection.check_constraints()

    def response_action(self, request, queryset, **kwargs):
        """The boxes hold row numbers, else a program typed them; “all” has a limit."""
        if not all(key.isdecimal() for key in request.POST.getlist(ACTION_CHECKBOX_NAME)):
            raise BadRequest("选中的内容不是编号。")
        count = queryset.count() if request.POST.get("select_across") == "1" else 0
        if count > settings.ADMIN_ACTION_MAX_ROWS:
            text = f"一次最多处理 {settings.ADMIN_ACTION_MAX_ROWS} 条，这里有 {count} 条。"
            self.message_user(request, f"{text}请先筛选，分几次处理。", messages.ERROR)
            return HttpResponseRedirect(request.get_full_path())
        return super().response_action(request, queryset, **kwargs)

    def lookup_allowed(self, lookup, value, request):
        """Only declared filters: any other column would be an oracle, masked phones included."""
        name = lookup.split("__")[0]
        declared = {self.date_hierarchy, "pk", self.opts.pk.name}
        for item in self.get_list_filter(request):
            field = item[0] if isinstance(item, (tuple, list)) else item
            declared.add(field.split("__")[0] if isinstance(field, str) else None)
        try:
            self.opts.get_field(name)
        except FieldDoesNotExist:  # the parameter of a filter class, or nothing
            return super().lookup_allowed(lookup, value, request)
        return name in declared and super().lookup_allowed(lookup, value, request)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):  # noqa: FBT002 -- Django's signature
        if obj is not None and not request.GET.get(IS_POPUP_VAR):
            context |= {"former_addresses": FormerAddress.objects.of(obj)}
        if context["errors"]:  # our summary in place of Django's line
            rows = [inline.formset for inline in context["inline_admin_formsets"]]
            summary = errors_of(context["adminform"].form, rows)
            is_refused = getattr(request, "sentence_as_sent", SENTENCE) == SENTENCE
            context |= {"error_summary": summary, "is_refused": is_refused, "errors": None}
        self._name_files_of_refused_form(request)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def _name_files_of_refused_form(self, request):
        """No browser sends a chosen file twice unasked, so a form that comes back has lost it."""
        sent = [file for file in request.FILES.values() if isinstance(file, UploadedFile)]
        names = "、".join(file.name for file in sent)
        if names:
            text = f"选好的文件（{names}）没有存下来：改正之后请重新选一次，再保存。"
            self.message_user(request, text, messages.WARNING)

    def get_view_on_site_url(self, obj=None):
        """Straight to the page: Django's redirect view would tell addresses of other regions."""
        if obj is None or not obj.pk or not self.view_on_site:
            return None
        try:
            return obj.get_absolute_url()
        except (AttributeError, ObjectDoesNotExist, NoReverseMatch):  # no page, or no site yet
            return None

    def get_list_filter(self, request):
        """Related values in a filter are those of the user's own rows."""
        return [self._own_values(item) for item in super().get_list_filter(request)]

    def _own_values(self, item):
        if isinstance(item, str) and get_fields_from_path(self.model, item)[-1].is_relation:
            return item, UsedValues
        return item

    def history_view(self, request, object_id, extra_context=None):
        self._require_own(request, object_id)
        return super().history_view(request, object_id, extra_context)

    def history_form_view(self, request, object_id, version_id, extra_context=None):
        """An old version, to read only: a POST here would bring back an old status, too."""
        self._require_own(request, object_id)
        if request.method not in {"GET", "HEAD"}:
            raise PermissionDenied("旧版本只能查看。")
        return super().history_form_view(request, object_id, version_id, extra_context)

    def _require_own(self, request, object_id):
        """Other regions' rows answer like rows that never were."""
        if self.get_object(request, object_id) is None and not request.user.is_superuser:
            raise Http404("没有这条内容")


class NamedRows(forms.BaseInlineFormSet):
    """In a table no label stands beside the box that deletes a row."""

    def add_fields(self, form, index):
        super().add_fields(form, index)
        if self.can_delete and "DELETE" in form.fields:
            row = "这一行" if index is None else f"第 {index + 1} 行"
            form.fields["DELETE"].widget.attrs["aria-label"] = f"删除{row}"


class ScopedInline(BoundedFieldsMixin, ScopeMixin, admin.TabularInline):
    """An inline that follows its parent: who may do it to the parent may do it to the rows."""

    formset = NamedRows
    extra = 0
    delete_roles = access.EDITORS
    is_cards = False  # many fields a row: each under its own name instead of in a column
    jump_label = ""  # in the list of headings beside a long form; empty: the heading itself

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """In a table a heading names the column and no control: each carries its own name."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None:
            field.widget.attrs.setdefault("aria-label", field.label)
        return field

    def _allows(self, request, roles, obj=None):
        """`obj` is the parent here; its own admin knows its region."""
        parent = self.admin_site._registry.get(self.parent_model)
        if obj is None or obj.pk is None or not isinstance(parent, ScopeMixin):
            return access.has_role(request.user, roles)
        return parent._allows(request, roles, obj)
