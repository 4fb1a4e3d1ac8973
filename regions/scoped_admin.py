"""Admin classes that obey regions.access: lists, forms, autocomplete, history, actions, inlines."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied

from regions import access


class ScopeMixin:
    """What ModelAdmin and inlines share.

    `region_lookup` is the field path from the model to its Region ("" for Region itself, None for
    rows that belong to the whole network). The four role sets say who may do what in that region.
    """

    region_lookup: str | None = "region"
    view_roles = access.READERS
    add_roles = access.EDITORS
    change_roles = access.EDITORS
    delete_roles = access.MANAGERS

    def region_of(self, obj):
        """The Region an object belongs to, following region_lookup; None for network-wide rows."""
        if self.region_lookup is None:
            return None
        target = obj
        for name in filter(None, self.region_lookup.split("__")):
            target = getattr(target, name, None)
            if target is None:
                return None
        return target

    def _allows(self, request, roles, obj=None):
        region = self.region_of(obj) if obj is not None and obj.pk else None
        if self.region_lookup is None:
            return request.user.is_superuser or (
                roles is access.READERS and access.has_role(request.user, roles)
            )
        return access.has_role(request.user, roles, region)

    def has_module_permission(self, request):
        return self._allows(request, self.view_roles)

    def has_view_permission(self, request, obj=None):
        return self._allows(request, self.view_roles, self._scoped(obj))

    def has_add_permission(self, request, obj=None):
        return self._allows(request, self.add_roles, self._scoped(obj))

    def has_change_permission(self, request, obj=None):
        return self._allows(request, self.change_roles, self._scoped(obj))

    def has_delete_permission(self, request, obj=None):
        return self._allows(request, self.delete_roles, self._scoped(obj))

    def _scoped(self, obj):
        """Inlines are asked about their parent; only objects of our own model carry our lookup."""
        return obj if isinstance(obj, self.model) else None

    def get_queryset(self, request):
        queryset = super().get_queryset(request)
        if self.region_lookup is None:
            return queryset
        return access.scope(
            queryset, request.user, lookup=self.region_lookup, roles=self.view_roles
        )

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        self._scope_choices(db_field, request, kwargs)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        self._scope_choices(db_field, request, kwargs)
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def _scope_choices(self, db_field, request, kwargs):
        """A choice field offers (and accepts) only what the target's own admin would show."""
        target = self.admin_site._registry.get(db_field.remote_field.model)
        if target is not None and "queryset" not in kwargs:
            kwargs["queryset"] = (
                target.choices_for(request, db_field)
                if hasattr(target, "choices_for")
                else target.get_queryset(request)
            )


class ScopedModelAdmin(ScopeMixin, admin.ModelAdmin):
    """A ModelAdmin whose every view stays inside the user's regions."""

    show_full_result_count = False
    list_per_page = 50

    def choices_for(self, request, db_field):
        """Rows offered where another form points here: those the user may change things in."""
        queryset = self.model._default_manager.all()
        if self.region_lookup is None:
            return queryset
        return access.scope(queryset, request.user, lookup=self.region_lookup, roles=access.READERS)

    def save_model(self, request, obj, form, change):
        """The region chosen in the form must be one the user holds the role in."""
        roles = self.change_roles if change else self.add_roles
        region = self.region_of(obj)
        if self.region_lookup is not None and not access.has_role(request.user, roles, region):
            raise PermissionDenied("您没有在该地区执行此操作的权限。")
        super().save_model(request, obj, form, change)

    def lookup_allowed(self, lookup, value, request):
        """Only declared filters: free lookups would be an oracle on other regions' rows."""
        return lookup.split("__")[0] in {"id", "pk"} or super().lookup_allowed(
            lookup, value, request
        )


class ScopedInline(ScopeMixin, admin.TabularInline):
    """An inline that follows its parent's permissions: set region_lookup to the parent's path."""

    extra = 0
    delete_roles = access.EDITORS

    def _allows(self, request, roles, obj=None):
        return access.has_role(request.user, roles, self.region_of(obj) if obj else None)
