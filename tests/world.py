"""The story of one county: it goes online, opens a park, offers space, explains its policies,
reports what happens, is asked and answers.

Tests take what they need: `whole_world` tells every chapter and fills every block of every page,
`marked_world` writes one row of every kind with a word in it that must not leak, `offer_at_random`
fills a site with spaces that differ in everything that can be asked for. Each chapter can be told
alone: `offer_space(open_park(World(site)))`.
"""

import datetime
import io
import random

from django.core.files.base import ContentFile
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from PIL import Image
from simple_history.utils import bulk_create_with_history

from landing.models import LandingNode, NodeTemplate
from leads import actions
from leads.default_topics import ensure_topics
from leads.models import (
    ClockRule,
    LostReason,
    OfficeHours,
    RoutingRule,
    StageGate,
    Topic,
)
from leads.tokens import receipt_key
from news.models import KindTag
from parks.models import (
    BuildingSpec,
    CostFactor,
    ExportLog,
    ImportJob,
    KindRule,
    LandTerms,
    Listing,
    ListingFile,
    ListingPhoto,
    TransportLink,
    Utility,
)
from proposals.actions import send_proposal
from proposals.links import known_token
from publishing.models import Asset, RuleSeverity, WordList
from ratings.models import Rating
from regions.models import MenuItem, Redirect
from search.models import MissedQuery, SynonymGroup
from tests import factories
from tests.leads.factories import (
    CalendarPeriodFactory,
    LeadFactory,
    MailFactory,
    NoticeChannelFactory,
    PromiseFactory,
    ReplyTemplateFactory,
)
from visits.models import RefusalReason

TODAY = timezone.localdate()
A_WHILE = datetime.timedelta(days=400)
TABLE = (
    "<table><caption>用电价格</caption><thead><tr><th scope='col'>电压</th>"
    "<th scope='col'>元/kWh</th></tr></thead><tbody><tr><td>110 kV</td><td>0.38</td></tr>"
    "</tbody></table>"
)
FIGURE = (
    '<figure class="image"><img src="/media/prose.png" alt="通水现场" width="320" height="200">'
    "<figcaption>通水现场</figcaption></figure>"
)
STANDING_PAGES = ("about", "privacy", "accessibility", "statistics")
# What the dice of offer_at_random choose from.
MEASURES = {
    "clear_height_m": (6, 8, 9, 9.5, 12),
    "floor_height_m": (4, 6),
    "load_t_per_sqm": (0.5, 2, 3, 3.1, 5),
    "column_spacing_m": (6, 9),
    "crane_t": (5, 10),
    "freight_lift_t": (1, 3),
    "power_kva": (315, 2000, 4000),
    "property_fee_yuan_per_sqm_month": (1, 2.5),
}
YES_NO = [
    "is_eia_ready",
    "is_registrable",
    "is_separately_titled",
    "has_dual_power",
    "has_sprinkler",
    "has_steam",
    "has_gas",
    "has_rail_siding",
]


class World:
    """What there is in one county, by name: `world.park`, `world.lead`."""

    def __init__(self, site):
        self.site, self.rows = site, {}

    def __getattr__(self, name):
        return self.rows[name]

    def tell(self, **rows):
        """A chapter ends: what it brought can be asked for."""
        self.rows |= rows
        return self

    def address(self, url_name, args):
        """The address of `args` as access_matrix writes them: "article.pk" or "'a literal'"."""
        values = [arg[1:-1] if arg.startswith("'") else self._resolve(arg) for arg in args]
        return reverse(url_name, args=values)

    def _resolve(self, dotted):
        target = self
        for part in dotted.split("."):
            target = getattr(target, part)
        return target


@transaction.atomic
def whole_world(site, neighbour) -> World:
    """Everything of one site, with `neighbour` beside it; needs a MEDIA_ROOT of its own."""
    ensure_topics()
    world = World(site)
    go_online(world, neighbour)
    open_park(world)
    offer_space(world)
    explain_policies(world)
    report_news(world)
    write_standing_pages(world)
    answer_one_of_two_enquiries(world)
    return world.tell(
        asset=_asset(site.region, file=picture(), alt="园区鸟瞰"),
        membership=factories.MembershipFactory(region=site.region, role="editor"),
    )


def marked_world(site, marker) -> World:
    """One row of every kind; `marker` stands in every text that a leak could carry."""
    region = site.region
    column = factories.ColumnFactory(site=site, name=f"{marker}栏")
    lead = LeadFactory(site=site, contact_name=f"{marker}女士", subject_label=f"{marker}地")
    owner = factories.UserFactory(username=f"{marker}-owner")
    return World(site).tell(
        park=factories.ParkFactory(region=region, name=f"{marker}园区"),
        listing=factories.ListingFactory(region=region, title=f"{marker}厂房"),
        policy=factories.PolicyFactory(region=region, title=f"{marker}政策"),
        column=column,
        article=factories.ArticleFactory(column=column, title=f"{marker}动态"),
        page=factories.SitePageFactory(site=site, title=f"{marker}页"),
        lead=lead,
        asset=_asset(region, file=f"editor/{marker}.png", alt=f"{marker}图"),
        membership=factories.MembershipFactory(
            region=region, user__username=f"{marker}-clerk", role="editor"
        ),
        importjob=ImportJob.objects.create(
            region=region, name=f"{marker}.xlsx", sha256="0" * 64, size_bytes=1, state="cancelled"
        ),
        exportlog=ExportLog.objects.create(
            region=region, format="csv", rows=1, filters=f"q={marker}"
        ),
        missedquery=MissedQuery.objects.create(
            site=site, text=f"{marker}词", searched_on=TODAY, last_seen_at=timezone.now()
        ),
        clockrule=ClockRule.objects.create(site=site, kind="report", days=10),
        landingnode=LandingNode.objects.create(
            lead=lead, owner=owner, name=f"{marker}事项", due_at=timezone.now()
        ),
        nodetemplate=NodeTemplate.objects.create(site=site, name=f"{marker}事项", working_days=9),
        officehours=OfficeHours.objects.create(site=site),
        ruleseverity=RuleSeverity.objects.create(site=site, rule="mobile", severity="hint"),
        wordlist=WordList.objects.create(site=site, kind="allowed", number=1, words=f"{marker}词"),
        noticechannel=NoticeChannelFactory(site=site, name=f"{marker}群"),
        replytemplate=ReplyTemplateFactory(region=region, title=f"{marker}回复"),
        outbox=MailFactory(lead=lead, recipient=f"{marker}@example.cn"),
        promise=PromiseFactory(lead=lead, words=f"{marker}的承诺"),
        rating=Rating.objects.create(
            lead=lead,
            score=2,
            first_score=2,
            words=f"{marker}的话",
            given_at=lead.received_at,
            due_at=timezone.now(),
        ),
        routingrule=RoutingRule.objects.create(site=site, topic=lead.topic, idle_days=9),
        servicetile=factories.TileFactory(site=site, title=f"{marker}入口"),
        friendlink=factories.FriendLinkFactory(site=site, name=f"{marker}链接"),
        mapfeature=factories.MapFeatureFactory(region=region, name=f"{marker}站"),
        menuitem=MenuItem.objects.create(site=site, title=f"{marker}菜单", target="news"),
        redirect=Redirect.objects.create(site=site, old_path=f"/{marker}.html", target="/news/"),
    )


def shared_row(label):
    """A row of a list that all counties of the network share."""
    return {
        "leads.calendarperiod": CalendarPeriodFactory,
        "leads.lostreason": lambda: LostReason.objects.get_or_create(name="选了别的地方")[0],
        "visits.refusalreason": lambda: RefusalReason.objects.get_or_create(name="供电")[0],
        "leads.stagegate": lambda: StageGate.objects.create(stage="signed", requirement="company"),
        "leads.topic": lambda: Topic.objects.first(),
        "news.kindtag": lambda: KindTag.objects.first() or factories.KindTagFactory(),
        "parks.industry": factories.IndustryFactory,
        "parks.kindrule": KindRule.objects.first,
        "policies.policycategory": factories.PolicyCategoryFactory,
        "search.synonymgroup": lambda: SynonymGroup.objects.get_or_create(words="甲、乙")[0],
        "auth.user": factories.UserFactory,
    }.get(label, lambda: None)()


def picture(width=320, height=200, kind="PNG") -> ContentFile:
    """A small picture of one colour."""
    out = io.BytesIO()
    Image.new("RGB", (width, height), "#2f6f8f").save(out, kind)
    return ContentFile(out.getvalue(), name=f"picture.{kind.lower()}")


def _write_together(rows):
    """More than a page shows, with history and copies, in a few statements as an import does."""
    model = type(rows[0])
    bulk_create_with_history(rows, model)
    for copy in model.copies():
        copy.write([row.pk for row in rows])


def _asset(region, file, alt):
    return Asset.objects.create(
        region=region, file=file, kind="image", sha256="0" * 64, size_bytes=1, alt=alt
    )


# ---- The county goes online ----


def go_online(world, neighbour) -> World:
    """Its seat, its figures, who answers for the site, the tiles and links of its home page."""
    site, region = world.site, world.site.region
    region.latitude, region.longitude = "36.40223", "94.90333"
    region.save()
    site.facts = [
        {"label": "年日照", "value": "3100", "unit": "小时", "source": "气象局", "as_of": "2025年"}
    ]
    site.icp_number, site.police_number = "青ICP备00000000号", "青公网安备00000000000000号"
    site.address, site.mini_program_url = "盐桥路 1 号", "https://example.cn/mini"
    site.save()
    for target in ("land", "factories", "offices"):
        factories.TileFactory(site=site, target=target, topic_slug="space")
    factories.FriendLinkFactory(site=site)
    factories.FriendLinkFactory(site=site, to_site=neighbour, url="")
    return world


# ---- It opens a park and offers space there ----


def open_park(world) -> World:
    """A park for one industry, with supplies, ways there and what power costs."""
    industry = factories.IndustryFactory(name="盐湖化工", slug="salt-lake-chemicals")
    park = factories.ParkFactory(
        region=world.site.region,
        name="昆仑经济开发区",
        slug="kunlun",
        also_known_as="昆仑园区",
        body="<p>做盐湖资源的精深加工。</p>",
        cover=picture(),
        cover_alt="园区大门",
        approved_area_sqm=12_000_000,
        planned_area_sqm=30_000_000,
        supplied_percent=60,
        available_percent=25,
        address="昆仑路",
        latitude="36.43",
        longitude="94.80",
        contact_name="园区管委会",
        source="管委会，2025 年",
    )
    for kind in ("water", "power", "gas"):
        Utility.objects.create(park=park, kind=kind, is_supplied=True, capacity="两路", note="稳定")
    Utility.objects.create(park=park, kind="heat")
    TransportLink.objects.create(
        park=park, kind="rail_freight", name="格尔木货场", distance_km="6.2", note="有装卸线"
    )
    CostFactor.objects.create(
        park=park,
        kind="power",
        value="0.380",
        unit="元/kWh",
        capacity="110 kV",
        valid_from_on=TODAY,
        source="电网公司目录电价",
    )
    park.industries.add(industry)
    return world.tell(industry=industry, park=park)


def offer_space(world) -> World:
    """Land and a factory in full, others in brief, one taken, one stale, more than a page shows."""
    place = {"region": world.site.region, "park": world.park}
    common = place | {"address": "纬六路", "summary": "临近铁路货场。"}
    land = factories.LandFactory(**common, title="昆仑片区 A-12 标准地", body="<p>净地。</p>")
    listing = factories.ListingFactory(**common, title="3 号标准厂房", body="<p>新建。</p>")
    store = factories.ListingFactory(
        **common, kind="warehouse", title="铁路仓库", price_amount=None, price_unit="",
        price_basis="按货种报价",
    )  # fmt: skip
    office = factories.ListingFactory(**common, kind="office", title="盐湖大厦 6 层")
    taken = factories.LandFactory(**common, title="A-11 标准地", status_of_offer="taken")
    stale = factories.ListingFactory(**common, publish_at=timezone.now() - A_WHILE)
    more = [factories.LandFactory.build(**place, area_sqm=20000 + n * 1000) for n in range(20)]
    rule = KindRule.of(land.kind)
    for each in more:
        each.derive(rule)
    _write_together(more)
    _describe_land(land)
    _describe_building(listing)
    for thing in (land, listing):
        thing.industries.add(world.industry)
        thing.verify(by="招商专员", evidence="现场核对")
        _attach_pictures_and_a_plan(thing)
    chosen = [land, listing, store, office, more[-1]]
    return world.tell(land=land, listing=listing, taken=taken, stale=stale, chosen=chosen)


def _describe_land(land):
    LandTerms.objects.create(
        listing=land,
        tenure_years=50,
        is_standard_land=True,
        plot_ratio_min="0.8",
        investment_wan_per_mu=180,
        tax_wan_per_mu=12,
        emission="达标排放",
        assessments="已完成 6 项区域评估",
        geology="砾石层",
    )


def _describe_building(listing):
    BuildingSpec.objects.create(
        listing=listing,
        clear_height_m="9.60",
        floors="1/1 层",
        column_grid="9×24",
        delivery="毛坯",
        deposit_terms="押二付三",
        has_sprinkler=True,
        crane_t=10,
        power_kva=800,
    )


def _attach_pictures_and_a_plan(listing):
    ListingPhoto.objects.create(listing=listing, image=picture(), alt="正面", credit="招商中心")
    ListingPhoto.objects.create(
        listing=listing, image=picture(), alt="示意", is_illustration=True, position=1
    )
    pdf = ContentFile(b"%PDF-1.4\n%%EOF", name="map.pdf")
    ListingFile.objects.create(listing=listing, title="宗地图", document=pdf)


# ---- It explains its policies and reports what happens ----


def explain_policies(world) -> World:
    """One in force until the year after next, one that has expired, one that says little."""
    region = world.site.region
    category = factories.PolicyCategoryFactory(name="资金扶持", slug="funding")
    common = {
        "region": region,
        "category": category,
        "conditions": ["在本地注册", "依法纳税"],
        "materials": ["申请表", "营业执照"],
        "support": "设备投资额的 8%",
        "how_to_apply": "<p>到窗口递交。</p>",
        "interpretation": "<h2>给谁</h2><p>新建工业项目。</p>",
        "contact": "工信局 0979-8412345",
        "ceiling_wan": 300,
        "apply_url": "https://example.cn/apply",
    }
    policy = factories.PolicyFactory(
        **common,
        title="促进工业投资若干措施",
        document_number="格政办〔2025〕2号",
        expires_on=TODAY + datetime.timedelta(days=900),
    )
    expired = factories.PolicyFactory(
        **common, title="旧的工业投资措施", expires_on=TODAY - datetime.timedelta(days=9)
    )
    factories.PolicyFactory(region=region, category=category)
    return world.tell(policy=policy, expired=expired, category=category)


def report_news(world) -> World:
    """The water works, an old report, more than a page of others, and an investor's guide."""
    site, parks = world.site, world.site.region.parks.all()
    column = factories.ColumnFactory(site=site, name="园区动态", slug="trends")
    article = factories.ArticleFactory(
        column=column,
        kind_tag=factories.KindTagFactory(),
        title="园区供水二期通水",
        subtitle="日供水 5 万吨",
        summary="供水能力翻倍。",
        author="记者",
        responsible_editor="编辑",
        body=f"<h2>供水</h2><p>今日通水，<a href='/golmud/'>详见首页</a>。</p>{TABLE}{FIGURE}",
        cover=picture(),
        cover_alt="泵站",
        event_on=TODAY,
    )
    article.cover.storage.save("prose.png", picture())
    old = factories.ArticleFactory(column=column, publish_at=timezone.now() - 4 * A_WHILE)
    article.parks.add(*parks)
    old.parks.add(*parks)
    long_ago = timezone.now() - A_WHILE
    _write_together(factories.ArticleFactory.build_batch(22, column=column, publish_at=long_ago))
    guide = factories.ColumnFactory(site=site, name="投资指南", slug="guide", is_guide=True)
    factories.ArticleFactory.create_batch(3, column=guide)
    return world.tell(column=column, article=article, old=old)


def write_standing_pages(world) -> World:
    about, *_ = [
        factories.SitePageFactory(
            site=world.site,
            slug=slug,
            title=f"{slug} 说明",
            summary="一句话",
            body=f"<p>说明。</p>{TABLE}",
        )
        for slug in STANDING_PAGES
    ]
    return world.tell(page=about)


# ---- It is asked and answers ----


def answer_one_of_two_enquiries(world) -> World:
    """An enquiry that was answered, and one that still waits."""
    site = world.site
    officer = factories.UserFactory(first_name="专员")
    factories.MembershipFactory(user=officer, region=site.region, role="officer")
    answered = LeadFactory(
        site=site,
        subject_label="3 号标准厂房",
        company="示例公司",
        email="a@example.cn",
        area_wanted="3,000 ㎡",
        timing_wanted="明年 3 月",
    )
    actions.answer(lead=answered, by=officer, body="可以整租。", nonce="n" * 32)
    waiting = LeadFactory(site=site, contact_name="钱先生", phone="13900005678")
    answered.refresh_from_db()
    receipt = reverse("consult_receipt", args=[site.slug, answered.reference])
    return world.tell(
        lead=answered,
        waiting=waiting,
        officer=officer,
        outbox=MailFactory(lead=answered),
        receipt=f"{receipt}?key={receipt_key(answered.reference)}",
        paper_token=known_token(paper_about(world, answered, officer)),
    )


def paper_about(world, lead, officer):
    """A board paper on a plot."""
    return send_proposal(
        lead=lead,
        by=officer,
        listings=[world.land.pk],
        policies=[],
        title="示例项目选址方案",
        sentence="建议先看这一处。",
        steps=["12 月 8 日 报名截止"],
        expires_on=TODAY + A_WHILE,
    )


# ---- Elsewhere, spaces as the dice fall ----


def offer_at_random(site, count, seed=1):
    """`count` listings with random facts, of which every third is unknown."""
    dice = random.Random(seed)  # noqa: S311 -- not a secret
    parks = [_random_park(site, slug, dice) for slug in ("north", "south")]
    unseen = _random_park(site, "unseen", dice, status="draft")
    industries = [factories.IndustryFactory(slug=slug) for slug in ("salt", "solar")]
    others = _tree_of(industries[0])
    other_dice = random.Random(seed + 1)  # noqa: S311 -- not a secret
    for _ in range(count):
        listing = _random_listing(site, dice, dice.choice([*parks, unseen, None]))
        listing.industries.set(dice.sample(industries, dice.randrange(3)))
        listing.industries.add(*other_dice.sample(others, other_dice.choice([0, 0, 1])))
        if dice.random() < 0.85:
            _random_terms(listing, dice)
        listing.index()


def _tree_of(branch):
    """The branch gets a trade and a sibling: these two."""
    trade = factories.IndustryFactory(slug="chemicals")
    branch.parent = trade
    branch.save()
    return [trade, factories.IndustryFactory(slug="coal", parent=trade)]


def _random_park(site, slug, dice, **kwargs):
    park = factories.ParkFactory(region=site.region, slug=slug, name=slug, **kwargs)
    for kind in (TransportLink.Kind.RAIL_FREIGHT, TransportLink.Kind.HIGHWAY):
        km = dice.choice([None, 5, 10, 30])
        state = "planned" if slug == "south" and kind == TransportLink.Kind.HIGHWAY else ""
        TransportLink.objects.create(park=park, kind=kind, name="站", distance_km=km, state=state)
    Utility.objects.create(park=park, kind="gas", is_supplied=dice.choice([None, True, False]))
    return park


def _random_listing(site, dice, park):
    area = dice.choice([400, 3000, 13333, 13333.33, 20000])
    unit, offer = dice.choice(
        [("yuan_per_sqm_month", "lease"), ("wan_per_mu", "sale"), ("yuan_per_sqm_day", "both")]
    )
    price = dice.choice([None, 0.5, 6, 12])
    day = timezone.localdate() + datetime.timedelta(days=dice.choice([-30, 20, 200]))
    return factories.ListingFactory(
        region=site.region,
        park=park,
        kind=dice.choice(Listing.Kind.values),
        offer=offer,
        area_sqm=area,
        divisible_from_sqm=dice.choice([None, area / 2]),
        price_amount=price,
        price_unit=unit if price else "",
        available_on=dice.choice([None, day]),
        verified_at=dice.choice([None, timezone.now() - datetime.timedelta(days=dice.random())]),
        status_of_offer=dice.choice(["available", "available", "negotiating", "taken"]),
    )


def _random_terms(listing, dice):
    def maybe(values):
        return dice.choice([None, *values])

    common = {"power_kva": maybe(MEASURES["power_kva"]), "is_eia_ready": maybe([True, False])}
    if listing.is_land:
        LandTerms.objects.create(
            listing=listing,
            use_code=dice.choice(["", "100101", "100102"]),
            supply_mode=dice.choice(["", "listed", "lease"]),
            state=dice.choice(["", "cleared", "planned"]),
            is_standard_land=maybe([True, False]),
            investment_wan_per_mu=maybe([100, 300]),
            **common,
        )
        return
    BuildingSpec.objects.create(
        listing=listing,
        fire_class=dice.choice(["", "jia", "ding"]),
        delivery_standard=dice.choice(["", "bare", "fitted"]),
        **{name: maybe(values) for name, values in MEASURES.items()},
        **{name: maybe([True, False]) for name in YES_NO},
    )
