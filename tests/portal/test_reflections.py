"""A marker in every text an editor or visitor can write comes out escaped, everywhere."""

import pytest
from django.contrib import admin
from django.db import models
from django.http import HttpResponse
from django.urls import NoReverseMatch, reverse

from leads.models import FollowUp, Lead, Message
from leads.proofs import code_of
from maps.models import MapFeature
from news.models import Article, Column, KindTag, SitePage
from parks.models import (
    BuildingSpec,
    CostFactor,
    Industry,
    LandTerms,
    Listing,
    ListingFile,
    ListingPhoto,
    Park,
    TransportLink,
    Utility,
)
from policies.models import Policy, PolicyCategory
from publishing.models import Asset
from publishing.richtext import sanitise
from regions.models import FriendLink, Region, ServiceTile, Site
from tests.leads.factories import LeadFactory
from tests.portal.access_matrix import PUBLIC
from tests.portal.page_types import page_types
from tests.world import whole_world

pytestmark = pytest.mark.sweep
MARKER = "\"'><x7>"
RAW, ESCAPED = "<x7", "&lt;x7&gt;"
MARKED = (
    *(Region, Site, ServiceTile, FriendLink, MapFeature, Column, KindTag, Article, SitePage, Asset),
    *(Industry, Park, Utility, TransportLink, CostFactor, Listing, LandTerms, BuildingSpec),
    *(ListingFile, ListingPhoto, Policy, PolicyCategory, Lead, Message, FollowUp),
)
# Columns that hold a code, a path or a number in words, or that a page cannot do without.
KEPT = {
    *("reference", "nonce", "token", "path", "adcode", "domain", "sha256", "police_number"),
    *("hotline", "site_code", "icon", "phone", "map_approval_number"),
}
ROWS_A_MODEL = 3


@pytest.fixture
def world(site, other_site, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    world = whole_world(site, other_site)
    FollowUp.objects.create(lead=world.lead, by=world.officer, body="备注")
    # What a visitor wrote is frozen: it has to carry the marker from the start.
    world.rows["typed"] = LeadFactory(site=site, submission=MARKER)
    for model in MARKED:
        for row in model._base_manager.all():
            mark(row)
    world.officer.first_name = MARKER
    world.officer.save()
    return world


def is_free_text(field):
    plain = (models.CharField, models.TextField)
    narrow = (models.SlugField, models.URLField, models.EmailField)
    return (
        isinstance(field, plain)
        and not isinstance(field, narrow)
        and not field.choices
        and field.editable
        and field.name not in KEPT
    )


def mark(row):
    """The marker in every column of free text, behind the row's number: some must be unique."""
    for field in row._meta.concrete_fields:
        if is_free_text(field):
            setattr(row, field.name, f"{row.pk}{MARKER}")
        elif isinstance(field, models.JSONField) and getattr(row, field.name):
            setattr(row, field.name, in_json(getattr(row, field.name)))
    if isinstance(row, ServiceTile):
        row.target = ServiceTile.Target.ADDRESS  # only there a tile has a text to lead to
    row.save()


def in_json(value):
    if isinstance(value, dict):
        return {key: in_json(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [in_json(inner) for inner in value]
    return MARKER


def reflections(response):
    """Raw markers in a reply that a browser reads as markup."""
    kind = response.headers.get("Content-Type", "")
    is_markup = any(word in kind for word in ("html", "xml", "svg"))
    return response.text.count(RAW) if is_markup else 0


def admin_pages():
    """Every list, and every form, history and deletion page of the marked rows."""
    for model in MARKED:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        if model in admin.site._registry:
            yield reverse(f"{name}_changelist")
            yield f"{reverse(f'{name}_changelist')}?q=x7"
            for row in model._base_manager.order_by("pk")[:ROWS_A_MODEL]:
                for view in ("change", "history", "delete"):
                    try:
                        yield reverse(f"{name}_{view}", args=[row.pk])
                    except NoReverseMatch:
                        continue


def test_public_addresses_escape_every_text(client, world):
    paths = {name: path for name, (path, _) in page_types(world).items()}
    paths |= {f"address {name}": world.address(name, row.args) for name, row in PUBLIC.items()}
    found, escaped = {}, set()
    for name, path in paths.items():
        response = client.get(path)
        if hasattr(response, "content"):
            found[name] = reflections(response)
            escaped |= {name} if ESCAPED.encode() in response.content else set()
    assert {name: count for name, count in found.items() if count} == {}
    # A link that nobody made; what was erased is told without a word of it; a search of the network
    # that asks or finds nothing.
    searches = {"network_search: nothing asked", "network_search: one type"}
    nothing_to_say = {"404", "preview_link_open", "data_erased: told", *searches}
    assert {name for name in page_types(world) if name not in escaped} <= nothing_to_say


def test_query_strings_are_escaped(client, world):
    asked = {
        name: f"{path.partition('?')[0]}?{key}={MARKER}"
        for name, (path, _) in page_types(world).items()
        for key in ("q", "page", "kind", "year", "category", "area_min", "topic", "reference")
    }
    found = {name: reflections(client.get(path)) for name, path in asked.items()}
    assert {name: count for name, count in found.items() if count} == {}


def test_typed_enquiry_comes_back_escaped(client, world):
    fields = ("contact_name", "phone", "email", "company", "message", "area_wanted", "topic")
    response = client.post(f"/{world.site.slug}/consult/", dict.fromkeys(fields, MARKER))
    assert (response.status_code, reflections(response)) == (400, 0)
    assert response.text.count(ESCAPED) >= len(fields) - 1


def test_progress_of_an_enquiry_is_escaped(client, world):
    for lead in (world.lead, world.typed):
        lead.refresh_from_db()
        pair = {"reference": lead.reference, "proof": code_of(lead.reference)}
        response = client.post(f"/{world.site.slug}/consult/status/", pair)
        assert (response.status_code, reflections(response)) == (200, 0)
        assert ESCAPED in response.text


def test_desk_escapes_every_text(client, world, superuser):
    client.force_login(superuser)
    pages = {path: client.get(path) for path in ["/admin/", *admin_pages()]}
    raw = {path: reflections(r) for path, r in pages.items() if hasattr(r, "content")}
    assert {path: count for path, count in raw.items() if count} == {}
    shown = [path for path, r in pages.items() if ESCAPED in r.text]
    assert len(shown) > len(pages) / 2


def test_rich_text_loses_the_marker_s_tag():
    assert RAW not in sanitise(f"<p>{MARKER}</p>")


def test_a_raw_marker_would_be_counted():
    assert reflections(HttpResponse(f"<p>{MARKER}</p>")) == 1
