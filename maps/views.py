"""The map: listings and map side by side, and the markers the live map asks for."""

from dataclasses import asdict

from django.conf import settings
from django.http import JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.csp import CSP
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers
from django_htmx.http import push_url

from core.htmx import wants_part
from core.kept_pages import keep_page
from finding.result_page import Narrowing
from finding.tidy_addresses import tidy_address
from maps.basemap import BaseMap, outline, province_of
from maps.bbox import BadBoundingBox, BoundingBox
from maps.drawn_features import DrawnFeatures
from maps.labels import labels, legible
from maps.map_query import map_query, results
from maps.markers import (
    CELL,
    located_parks,
    rings_around,
    seats_in,
    titles_of_single,
    with_near,
)
from maps.svg_map import TALL, WIDE, Drawing

ZOOMS = (3.0, 18.0)
# Around all that is found, as a share of it: labels of pins at the edge stay whole.
AIR = 0.18
SCHEMATIC = "示意图，不作划界依据"
TILES = (
    "https://t{s}.tianditu.gov.cn/{layer}_w/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0"
    "&LAYER={layer}&STYLE=default&TILEMATRIXSET=w&FORMAT=tiles"
    "&TILEMATRIX={z}&TILEROW={y}&TILECOL={x}&tk="
)
TILE_HOSTS = [f"https://t{number}.tianditu.gov.cn" for number in range(8)]
tiles_policy = csp_override(settings.SECURE_CSP | {"img-src": [CSP.SELF, *TILE_HOSTS]})


@require_safe
@vary_on_headers("HX-Request")
@tidy_address
@keep_page()
def listing_map(request, site):
    """List and map in step; htmx gets the list alone. `bbox` narrows both to a box."""
    asked = map_query(request, site)
    context = results(request, site, asked) | {"is_part": wants_part(request)}
    status = 400 if asked.has_errors else 200
    if context["is_part"]:
        response = render(request, "maps/listing_map.html#answer", context, status=status)
        query = asked.address()
        return push_url(response, f"{request.path}?{query}" if query else request.path)
    context |= _page(site, context)
    response = render(request, "maps/listing_map.html", context, status=status)
    return tiles_policy(lambda _: response)(request) if context["tiles"] else response


def _page(site, context):
    """What surrounds the list: the drawing, the live map's settings, the page's title."""
    parks = located_parks(site.region)
    shown = [*context["spots_shown"], *context["spots_near"]]
    box = context["spots"].box or _box_of(site.region, parks, context["extent"])
    if context["spots_near"]:
        box |= BoundingBox.around([spot.place for spot in context["spots_near"]])
    features = DrawnFeatures(site.region)
    sheets = (BaseMap(site.region, box, size, features.areas(parks)) for size in (WIDE, TALL))
    names = features.names()
    has_tiles = bool(settings.TIANDITU_KEY and site.map_approval_number)
    credit = f"天地图，审图号：{site.map_approval_number}" if has_tiles else SCHEMATIC
    return {
        "results": Narrowing(context["spots"].plain_list, context["tally"]),
        "drawings": [Drawing(sheet, shown, parks, names) for sheet in sheets],
        "features": features,
        "map_box": box,
        "limits": box.grown(4),
        "credit": credit,
        "tiles": f"{TILES}{settings.TIANDITU_KEY}" if has_tiles else "",
        "has_leaflet": settings.HAS_LEAFLET,
        "outline": _outline_file(site.region),
        "here": "".join(site.region.lineage()[1:2]),
        "crumbs": [
            {"label": "找空间", "url": reverse("listing_list", args=[site.slug])},
            {"label": "地图", "url": context["reset_url"]},
        ],
        "meta": {
            "title": f"地图找空间{_told(context['counts'])}·{site.name}",
            "description": f"在地图上看{site.short_name}的土地、厂房、仓库和写字楼，与列表对照。",
        },
    }


def _told(counts):
    return f"（{counts.words}）" if counts else ""


def _outline_file(region):
    province = province_of(region)
    return f"geo/{province}.json" if outline(province) else ""


def _box_of(region, parks, extent):
    """Everything found; without results the parks, the seat, or the whole province's middle."""
    if extent:
        corners = [(extent.south, extent.west), (extent.north, extent.east)]
    else:
        corners = [(float(park.latitude), float(park.longitude)) for park in parks]
    if region.latitude is not None and region.longitude is not None and not parks:
        corners.append((float(region.latitude), float(region.longitude)))
    return BoundingBox.around(corners, AIR) if corners else BoundingBox(73.0, 18.0, 135.0, 54.0)


@require_safe
def listing_map_points(request, site):
    """Markers for the part of the map a reader sees (`box`, `zoom`); never above 2,000."""
    try:
        box = BoundingBox.parse(request.GET.get("frame", ""))
        zoom = _zoom(request.GET.get("zoom", ""))
    except BadBoundingBox as bad:
        return JsonResponse({"detail": str(bad)}, status=400)
    asked = map_query(request, site, is_boxed=False)
    near = [row for row in asked.near_rows if box.holds(row.latitude, row.longitude)]
    found = with_near(asked.cells(box, zoom), near, zoom)
    asked.release()
    titles = titles_of_single(found)
    parks = located_parks(site.region)
    rings = rings_around(site.region, zoom)
    seats = seats_in(box, zoom)
    pins = [(cell.latitude, cell.longitude, cell.text or "00") for cell in found]
    features = DrawnFeatures(site.region)
    written = labels(site.region, box, rings, seats, parks, features.names())
    answer = {
        "cell": CELL,
        "cells": [_marker(cell, titles) for cell in found],
        "rings": [{"at": ring.at, "km": ring.km} for ring in rings],
        "features": features.collection(box, parks),
        "names": [asdict(label) for label in legible(written, pins, zoom)],
    }
    return JsonResponse(answer, status=400 if asked.has_errors else 200)


def _zoom(text):
    try:
        zoom = float(text)
    except ValueError:
        raise BadBoundingBox("缩放级别应是 3 到 18 之间的数。") from None
    if not ZOOMS[0] <= zoom <= ZOOMS[1]:
        raise BadBoundingBox("缩放级别应是 3 到 18 之间的数。")
    return zoom


def _marker(cell, titles):
    return {
        "x": cell.x,
        "y": cell.y,
        "n": cell.count,
        "at": [round(cell.latitude, 5), round(cell.longitude, 5)],
        "frame": str(cell.box),
        "title": titles.get(cell.pk, ""),
        "text": cell.text,
        "said": cell.said,
        "tone": cell.tone,
    }
