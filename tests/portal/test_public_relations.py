"""Nothing public tells of what is hidden, whichever way leads there.

One world in which everything that can be hidden is public and related to everything it can be
related to. Each thing in turn is hidden, and every public address that told of it is asked again.
"""

import itertools
from dataclasses import dataclass, field

import pytest
from django.core.cache import cache
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone

from landing.models import NodeTemplate
from leads.default_topics import ensure_topics
from leads.models import LostReason, NoticeChannel, Topic
from parks.models import (
    CostFactor,
    ListingFile,
    ListingIndex,
    ListingPhoto,
    TransportLink,
    Utility,
)
from portal.sitemaps import SITEMAPS
from publishing.models import PublishWindow
from search import following
from search.models import SearchEntry, SynonymGroup
from tests import factories
from tests.portal.access_matrix import PUBLIC
from tests.publishing.hidden import HIDDEN
from tests.test_conventions import own_models
from tests.world import picture
from visits.models import RefusalReason

OFFLINE = {"offline": {"is_live": False}}
NOT_IN_WORDS = {
    *("display_set", "site_theme", "healthz", "readyz", "api_docs", "media_file", "admin_shortcut"),
    *(
        "lead_watch",
        "site_qr",
        "lead_status",
        "consult_receipt",
        "sitemap_section",
        "admin:invitation",
    ),
    "data_erased",
    *("answer_list", "answer_solved"),  # drawn within consult; thanks
    "share_card",  # a picture of what its page says
    "preview_link_open",  # shows one hidden thing on purpose, to whoever has its link
    *("proposal_detail", "proposal_sheet"),  # what was sent to one investor, by its link alone
    "listing_sheet_pdf",  # drawn from what listing_sheet says
}
AROUND_PAGES = 60  # what so many addresses tell of stands in the frame of pages
WITHDRAWN = {"withdrawn": HIDDEN["withdrawn"], "no longer": HIDDEN["no longer"]}
# Under embargo, or for colleagues alone: of one row of each kind; another of it is withdrawn.
INTERNAL = {"internal": HIDDEN["internal"]}
UNSEEN = INTERNAL | {"not yet": HIDDEN["not yet"]}
# Shown although hidden elsewhere, and why.
SHOWN_WHEN_OUT_OF_USE = {
    "column": "an inactive column leaves the menus; its articles stay, and say where they stand",
    "kind_tag": "a tag out of use is not offered any more; it is part of the titles that have it",
    "category": "a category out of use is not offered any more; its policies stay filed under it",
}
# Relations that no public page follows.
UNTOLD = {
    "reporting.QuarterFigures.site": "told on the page of enquiries of that very site alone",
    "news.OldPage.article": "the page as it came, for the editors of its site",
    "regions.Redirect.site": "leads on from addresses that show nothing",
    "search.MissedQuery.site": "counts for staff",
    "answers.AnswerCount.site": "counts for staff",
    "parks.NeedDemand.site": "counts for staff",
    "parks.UnknownDemand.listing": "counts for staff",
    "leads.LeadListing.listing": "frozen words of the visitor's own enquiry",
    "leads.Lead.site": "an enquiry is read by its visitor and by staff",
    "leads.Lead.topic": "an enquiry is read by its visitor and by staff",
    "leads.Lead.listing": "an enquiry is read by its visitor and by staff",
    "leads.Lead.park": "an enquiry is read by its visitor and by staff",
    "leads.Lead.policy": "an enquiry is read by its visitor and by staff",
    "leads.ClockRule.site": "deadlines of the office count by it",
    "leads.ClockRule.topic": "deadlines of the office count by it",
    "landing.NodeTemplate.site": "what the office puts onto a board",
    "claims.Talk.site": "with which companies the office is in touch",
    "leads.OfficeHours.site": "deadlines of the office count by it",
    "leads.Lead.lost_reason": "what the office says of an end; visitors read that it has ended",
    "leads.StageChange.lost_reason": "what the office says of an end",
    "leads.NoticeChannel.site": "where the office is told",
    "leads.ChannelNotice.channel": "where the office is told",
    "leads.Party.site": "files of the office",
    "leads.PartyIdentifier.site": "files of the office",
    "visits.VisitStop.listing": "a visit is read by its investor and by staff",
    "visits.Refusal.listing": "what staff are to mend",
    "visits.Refusal.reason": "what staff are to mend",
    "leads.Promise.policy": "an enquiry is read by its visitor and by staff",
    "leads.ReplyTemplate.topic": "texts of the office",
    "leads.RoutingRule.site": "who at the office answers",
    "leads.RoutingRule.topic": "who at the office answers",
    "publishing.RuleSeverity.site": "by what texts are checked before they are public",
    "publishing.WordList.site": "by what texts are checked before they are public",
    "portal.DeskPreferences.site": "of which site an account's lists are",
}


@dataclass
class Thing:
    """Something that can be hidden, and the words by which an answer tells of it."""

    row: models.Model
    words: list
    ways: dict = field(default_factory=lambda: {"out of use": {"is_active": False}})


@pytest.fixture
def world(site, other_site, prefecture, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    ensure_topics()
    return {**places(site, other_site, prefecture), **papers(site, other_site)}


def places(site, other_site, prefecture):
    """`far` is the neighbour's site; the prefecture's site shows what both have."""
    factories.SiteFactory(region=prefecture, slug="haixi")
    for name, value in {
        "slug": "far-site",
        "short_name": "远处",
        "hotline": "400-555-7777",
    }.items():
        setattr(other_site, name, value)
    other_site.save()
    tile = factories.TileFactory(site=site, title="入口丙", summary="入口一句话")
    linked = factories.SiteFactory(slug="linked-site")
    link = factories.FriendLinkFactory(site=site, name="友链丁", to_site=linked, url="")
    item = site.menu_items.create(
        title="菜单戊戌", place="footer", target="column", target_key="column-h"
    )
    trade = factories.IndustryFactory(name="上级行当己", slug="trade-above")
    industry = factories.IndustryFactory(name="行业戊", slug="trade-e", parent=trade)
    park = factories.ParkFactory(
        region=site.region, name="共同园区己", slug="park-f", also_known_as="别称庚",
        summary="园区一句话", address="园区路", latitude="36.43211", longitude="94.80123",
    )  # fmt: skip
    park.industries.add(industry)
    Utility.objects.create(park=park, kind="heat", is_supplied=True, capacity="蒸汽能力辛")
    Utility.objects.create(park=park, kind="gas", is_supplied=True, note="燃气说明壬")
    TransportLink.objects.create(park=park, kind="rail_freight", name="货场癸", distance_km="77.7")
    CostFactor.objects.create(
        park=park, kind="power", value="0.777", unit="元/kWh", source="电价出处",
        valid_from_on=timezone.localdate(),
    )  # fmt: skip
    plot = factories.LandFactory(region=site.region, park=park, title="共同地块子", code="PLOT-1")
    hall = factories.ListingFactory(
        region=site.region, park=park, title="共同厂房丑", code="HALL-1"
    )
    factories.LandTermsFactory(listing=plot)
    factories.BuildingSpecFactory(listing=hall)
    for listing in (plot, hall):
        listing.industries.add(industry)
        listing.index()
    ListingPhoto.objects.create(listing=hall, image=picture(), alt="照片说明寅")
    ListingFile.objects.create(listing=hall, title="附件卯", document=picture())
    following.catch_up()
    supplies = ["蒸汽能力辛", "燃气说明壬", "货场癸", "77.7", "0.777", "电价出处"]
    told = ["共同园区己", "park-f", "别称庚", "园区一句话", "园区路", "36.43211", *supplies]
    return {
        "site": Thing(
            other_site, ["远处", "far-site", "400-555-7777"], {"off": {"is_live": False}}
        ),
        "linked": Thing(linked, ["友链丁", "linked-site"], OFFLINE),
        "tile": Thing(tile, ["入口丙", "入口一句话"]),
        "friend_link": Thing(link, ["友链丁"]),
        "menu_item": Thing(item, ["菜单戊戌"]),
        "industry": Thing(industry, ["行业戊", "trade-e"]),
        "trade": Thing(trade, ["上级行当己", "trade-above"]),
        "park": Thing(park, told, WITHDRAWN),
        "plot": Thing(plot, ["共同地块子", "PLOT-1", f"/listings/{plot.pk}/"], WITHDRAWN),
        "hall": Thing(
            hall,
            ["共同厂房丑", "HALL-1", f"/listings/{hall.pk}/", "照片说明寅", "附件卯"],
            UNSEEN,
        ),
        "topic": Thing(Topic.objects.create(name="主题甲乙", slug="topic-k"), ["主题甲乙"]),
    }


def papers(site, other_site):
    park = site.region.parks.get()
    category = factories.PolicyCategoryFactory(name="政策类辰", slug="sort-g")
    policy = factories.PolicyFactory(region=site.region, category=category, title="共同办法巳")
    policy.industries.set(park.industries.all())
    above = factories.ColumnFactory(site=site, name="上级庚午", slug="column-up")
    column = factories.ColumnFactory(
        site=site, name="栏目午", slug="column-h", is_guide=True, parent=above
    )
    tag = factories.KindTagFactory(name="标签未")
    article = factories.ArticleFactory(column=column, kind_tag=tag, title="共同动态申")
    other = factories.ArticleFactory(column=factories.ColumnFactory(site=site), title="共同动态酉")
    for each in (article, other):
        each.parks.add(park)
    page = factories.SitePageFactory(site=site, title="共同页面戌", slug="page-i")
    beside = factories.SitePageFactory(site=site, title="共同页面亥", slug="page-j")
    factories.ArticleFactory(column=factories.ColumnFactory(site=other_site), title="远处动态")
    return {
        "category": Thing(category, ["政策类辰", "sort-g"]),
        "policy": Thing(policy, ["共同办法巳", f"/policies/{policy.pk}/"], WITHDRAWN | INTERNAL),
        "above": Thing(above, ["上级庚午", "column-up"]),
        "column": Thing(column, ["栏目午", "column-h"]),
        "kind_tag": Thing(tag, ["标签未"]),
        "article": Thing(article, ["共同动态申", f"/news/{article.pk}/"], WITHDRAWN),
        "other": Thing(other, ["共同动态酉", f"/news/{other.pk}/"], UNSEEN),
        "page": Thing(page, ["共同页面戌", "page-i"], UNSEEN),
        "beside": Thing(beside, ["共同页面亥", "page-j"], WITHDRAWN),
    }


def addresses(world):
    """(URL name, address) of all that answers in words, on the site itself and the one above it."""
    rows = {name: thing.row for name, thing in world.items()}
    listings = f"listing={rows['plot'].pk}&listing={rows['hall'].pk}"
    needs = "steam=1&gas=1&rail_max=100&industry=trade-e"
    asked = {
        "search": ["q=共同", "q=共同&scope=all&type=article"],
        "search_suggest": ["q=共同"],
        "listing_list": ["", needs, "park=park-f", "status=available"],
        "listing_compare": [listings],
        "shortlist": [listings],
        "guide_fit_result": [needs, "purpose=build"],
        "callback": ["", listings],
        "consult": [
            *("", "message=共同", listings),
            *(f"{n}={rows[n].pk}" for n in ("park", "policy", "tile")),
        ],
        "listing_map_points": ["zoom=9&bbox=94,36,96,37"],
        "listing_geojson": ["", needs],
        "listing-list": ["", needs],
    }
    numbers = {
        "site": ["golmud", "haixi"],
        "listing": [rows["plot"].pk, rows["hall"].pk],
        "article": [rows["article"].pk, rows["other"].pk],
        "page": [rows["page"].slug, rows["beside"].slug],
        "park": ["park-f"],
        "park.pk": [rows["park"].pk],
        "policy": [rows["policy"].pk],
        "column": ["column-h"],
    }
    for name, public in PUBLIC.items():
        if name in NOT_IN_WORDS:
            continue
        choices = [numbers.get(arg) or numbers[arg.partition(".")[0]] for arg in public.args]
        for args in itertools.product(*choices):
            for query in asked.get(name, [public.query]):
                yield name, reverse(name, args=args) + (f"?{query}" if query else "")
    for section in SITEMAPS:
        yield section, reverse("sitemap_section", args=[section])


def told(client, world, paths):
    """{path: names of the things it tells of}; what stands in the address itself is no news."""
    cache.clear()
    found = {}
    for path in paths:
        text = client.get(path).content.decode()
        found[path] = {
            name
            for name, thing in world.items()
            if any(word in text and word not in path for word in thing.words)
        }
    return found


def one_a_name(paths, named):
    return list({named[path]: path for path in paths}.values())


def told_when(change, row, *asked):
    """As told(), after a change that is undone again."""
    with transaction.atomic():
        row = type(row).objects.get(pk=row.pk)
        for column, value in change.items():
            setattr(row, column, value)
        row.save()
        following.catch_up()
        found = told(*asked)
        transaction.set_rollback(True)
    return found


def hideable(model):
    fields = {f.name for f in model._meta.concrete_fields}
    return issubclass(model, PublishWindow) or bool(fields & {"is_active", "is_live"})


def test_everything_that_can_be_hidden_is_in_the_world(world):
    copies = {SearchEntry, ListingIndex}  # search.copies: their own tests
    # Of the office: no public page reads them.
    own_lists = {LostReason, NodeTemplate, NoticeChannel, RefusalReason, SynonymGroup}
    known = {type(thing.row) for thing in world.values()}
    assert {model for model in own_models() if hideable(model)} - copies - own_lists == known


def test_every_relation_is_in_the_world_or_nobody_follows_it(world):
    """A new relation to or from something that can be hidden needs a row above, or a reason."""
    missing = {
        f"{model._meta.label}.{relation.name}"
        for model in own_models()
        for relation in (*model._meta.fields, *model._meta.many_to_many)
        if relation.remote_field
        and (hideable(model) or hideable(relation.related_model))
        and relation.related_model in own_models()
        and not model._default_manager.filter(**{f"{relation.name}__isnull": False}).exists()
    }
    assert missing == set(UNTOLD)


@pytest.mark.sweep
def test_nothing_public_tells_of_what_is_hidden(client, world):
    named = {path: name for name, path in addresses(world)}
    before = told(client, world, named)
    leaks = {}
    for name, thing in world.items():
        telling = [path for path, names in before.items() if name in names]
        paths = telling if len(telling) < AROUND_PAGES else one_a_name(telling, named)
        assert paths, f"nothing tells of {name} even while it is public"
        for change in thing.ways.values():
            after = told_when(change, thing.row, client, {name: thing}, paths)
            leaks.setdefault(name, set()).update(path for path, names in after.items() if names)
    leaking = {name: sorted(paths) for name, paths in leaks.items() if paths}
    assert {name: leaking[name] for name in leaking.keys() - set(SHOWN_WHEN_OUT_OF_USE)} == {}
    assert leaking.keys() == SHOWN_WHEN_OUT_OF_USE.keys()
