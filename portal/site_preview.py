"""The home page of a site as it would be with what stands in its form, and nothing stored.

The form is saved, its page drawn and the transaction rolled back: what is shown went through the
same rules as saving. Nobody else is ever handed a part of it: nothing is kept of the page, neither
its parts nor the last known values of its frame. Pictures that were only chosen lie nowhere: they
come within the page.
"""

from base64 import b64encode
from copy import copy
from dataclasses import dataclass
from mimetypes import guess_type

from django.db import transaction
from django.forms import all_valid

from core.error_summary import errors_of
from portal.media_rights import SITE_PICTURES
from portal.views.home import site_home
from publishing.preview import finish
from regions.models import Site

SIDES = ("width", "height")
STATE = "按您填的画出来，还没有保存"
REASON = "看过以后关掉这一页，回到原来那一页去保存。这里的链接通往现在的网站。"


@dataclass(frozen=True)
class ChosenPicture:
    """Stands for a picture of a site: `url` holds the picture itself; sizes in pixels."""

    url: str
    width: int | None
    height: int | None


class NotToBeShownError(Exception):
    """The form is not right yet; `errors` as for its summary."""

    def __init__(self, errors):
        super().__init__()
        self.errors = errors


def home_as_typed(request, form, formsets):
    """The page; NotToBeShownError where the form would not be saved."""
    with transaction.atomic():
        if not all_valid([form, *formsets]):
            raise NotToBeShownError(errors_of(form, formsets))
        chosen = dict(_take_chosen(form))
        form.save()
        for formset in formsets:
            formset.save()
        site = Site.objects.with_ancestors().get(pk=form.instance.pk)
        for name, picture in chosen.items():
            setattr(site, name, picture)
        response = site_home(_as_reader_of(request, site), site=site)
        transaction.set_rollback(True)
    request.is_preview = True
    return finish(request, response)


def _take_chosen(form):
    """{field: picture} that the form brings, taken out of it lest they be stored."""
    for name in SITE_PICTURES:
        picture = form.cleaned_data.get(name)
        if name in form.changed_data and picture:
            content = b64encode(picture.read()).decode()
            kind = guess_type(picture.name)[0]
            sizes = (getattr(form.instance, f"{name}_{side}", None) for side in SIDES)
            yield name, ChosenPicture(f"data:{kind};base64,{content}", *sizes)
            setattr(form.instance, name, form.initial[name])


def _as_reader_of(request, site):
    reading = copy(request)
    reading.method, reading.path = "GET", site.get_absolute_url()
    reading.site, reading.is_preview, reading.is_site_preview = site, True, True
    reading.preview_state, reading.preview_reason = STATE, REASON
    return reading
