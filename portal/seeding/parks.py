"""Parks with utilities, distances and costs; listings with their typed conditions and photos."""

import datetime
from decimal import Decimal

from django.utils import timezone

from core.drawn_geometry import Shape, drawn_geometry
from parks.models import (
    BuildingSpec,
    CostFactor,
    Industry,
    LandTerms,
    Listing,
    ListingPhoto,
    Park,
    TransportLink,
    Utility,
)
from parks.units import mu_to_sqm
from portal.seeding.paragraphs import to_html
from portal.seeding.sites import DEMO_SINCE
from publishing.models import PublishWindow

APPROVED = PublishWindow.Status.APPROVED
CENT = Decimal("0.01")
TEN_YEARS = range(-3650, 3651)
HOURS = {"publish_at": 10, "verified_at": 15, "expire_at": 18}


def load_parks(loader):
    for row in loader.rows("parks"):
        parts = [
            (Utility, row.take_list("utilities")),
            (TransportLink, row.take_list("transport")),
            (CostFactor, row.take_list("cost_factors")),
        ]
        industries = take_industries(loader, row)
        park, is_new = loader.put(
            row,
            Park,
            {"region": loader.region(row), "slug": row.take("slug")},
            picture=("cover", row.take("picture")),
            body=to_html(row.take_list("body")),
            boundary=_boundary(row),
            status=APPROVED,
            publish_at=DEMO_SINCE,
            is_demo=True,
        )
        if is_new:
            park.industries.set(industries)
            for model, rows in parts:
                _replace_parts(loader, row, park, model, rows)


def _boundary(row):
    """Typed as 经度,纬度 of each corner."""
    if not (corners := row.data.pop("boundary", "")):
        return None
    try:
        return drawn_geometry(corners.replace(" ", "\n"), Shape.AREA)
    except ValueError as error:
        raise row.error(str(error)) from error


def _replace_parts(loader, row, park, model, rows):
    model.objects.filter(park=park).delete()
    for data in rows:
        loader.add(row.child(data, model.__name__), model, park=park)


def load_listings(loader):
    for row in loader.rows("listings"):
        region = loader.region(row)
        conditions = row.data.pop("land_terms", None), row.data.pop("building_spec", None)
        photos = row.take_list("photos")
        industries = take_industries(loader, row)
        park = row.data.pop("park", None)
        if park is not None:
            park = loader.one(row, Park.objects.filter(region=region), "园区", slug=park)
        listing, is_new = loader.put(
            row,
            Listing,
            {"code": row.take("code")},
            region=region,
            park=park,
            body=to_html(row.take_list("body")),
            status=APPROVED,
            is_demo=True,
            **_area(row),
            **_days(row),
        )
        if is_new:
            listing.industries.set(industries)
            _write_conditions(loader, row, listing, *conditions)
            _write_photos(loader, row, listing, photos)
            listing.index()


def _area(row):
    """Land is written in 亩, as in its announcements; stored in ㎡."""
    fields = {}
    for name in ("area", "divisible_from"):
        mu = row.data.pop(f"{name}_mu", None)
        if mu is not None:
            fields[f"{name}_sqm"] = mu_to_sqm(Decimal(mu)).quantize(CENT)
    return fields


def _days(row):
    """Listings go stale, so their dates are counted from the day of loading: -3, three days ago."""
    days = row.data.pop("days_from_today", {})
    if not isinstance(days, dict) or not all(n in TEN_YEARS for n in days.values()):
        raise row.error("“days_from_today”应是字段名到天数的对象。")
    return {name: _moment(name, n) for name, n in days.items()}


def _moment(name, days):
    day = timezone.localdate() + datetime.timedelta(days=days)
    if name not in HOURS:
        return day
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time(HOURS[name])))


def _write_conditions(loader, row, listing, land_terms, building_spec):
    for model, data in [(LandTerms, land_terms), (BuildingSpec, building_spec)]:
        model.objects.filter(listing=listing).delete()
        if data is not None:
            loader.add(row.child(data, model.__name__), model, listing=listing)


def _write_photos(loader, row, listing, photos):
    """Only where there are none: a refresh must not heap up files."""
    if listing.photos.exists():
        return
    for position, data in enumerate(photos):
        photo = row.child(data, "photos")
        loader.add(
            photo,
            ListingPhoto,
            picture=("image", photo.take("picture")),
            listing=listing,
            credit="程序绘制",
            is_illustration=True,
            position=position,
        )


def take_industries(loader, row):
    return [
        loader.one(row, Industry.objects, "产业", name=name) for name in row.take_list("industries")
    ]
