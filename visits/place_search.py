"""What an officer types of a place leads to it: its code, or a part of its name."""

from django.core.exceptions import ValidationError

from core.text_folding import fold, fold_code
from parks.models import Listing
from search.bigrams import with_part

MOST_NAMED = 4  # of those that a typed name fits


def named_place(typed, region) -> Listing:
    """The public place of the region that has this code, or alone holds this in its title or
    address."""
    public = public_places(region)
    if found := public.filter(code=fold_code(typed)).first():
        return found
    alike = list(with_part(public, "searched_text", fold(typed))[: MOST_NAMED + 1])
    if len(alike) == 1:
        return alike[0]
    if not alike:
        raise ValidationError("没有这个编号或名称的公开载体，请核对")
    names = "、".join(f"{place.title}（{place.code}）" for place in alike[:MOST_NAMED])
    more = "等" if len(alike) > MOST_NAMED else ""
    raise ValidationError(f"不止一处叫这个名称，请填编号：{names}{more}")


def public_places(region):
    """Those that a visit of this region may lead to, newest first."""
    return Listing.objects.published().in_region(region).defer("body").order_by("-pk")
