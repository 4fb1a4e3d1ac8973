"""切换: of several sites the one whose rows lists show, kept with the account's preferences."""

from django import forms
from django.db.models import Q

from portal.models import DeskPreferences
from regions import access
from regions.models import Region, Site

MOST = 12  # to choose from at a glance; beyond, one looks for it
NOT_OWN = "这个站点不在您能看的地区里，或者已经没有了。请从下面选一个。"


def preferences_of(request) -> DeskPreferences:
    """Read once a request."""
    if not hasattr(request, "_desk_preferences"):
        request._desk_preferences = DeskPreferences.of(request.user)
    return request._desk_preferences


def chosen_site(request) -> Site | None:
    """None as well where the account has lost the site since."""
    if not access.has_role(request.user):
        return None
    site = preferences_of(request).site
    return site if site and access.has_role(request.user, region=site.region) else None


def sites_of(user):
    sites = access.scope(Site.objects.select_related("region"), user, lookup="region")
    return sites.order_by("region__path")


def has_several(user) -> bool:
    """Whether there is anything to choose, as the grants tell without a query."""
    if user.is_superuser:
        return True
    regions = {m.region for m in access.memberships_of(user)}
    return len(regions) > 1 or any(region.level < Region.Level.COUNTY for region in regions)


class SiteSearch(forms.Form):
    q = forms.CharField(label="找站点", max_length=40, required=False)

    def among(self, sites):
        """Those whose name, place or address holds what was typed; all of them without."""
        text = self.cleaned_data.get("q") if self.is_valid() else ""
        if not text:
            return sites
        return sites.filter(
            Q(short_name__icontains=text)
            | Q(region__name__icontains=text)
            | Q(slug__icontains=text)
        )


class SiteChoice(forms.Form):
    """Empty: all of them again."""

    site = forms.ModelChoiceField(
        Site.objects.none(), required=False, error_messages={"invalid_choice": NOT_OWN}
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["site"].queryset = sites_of(user)
