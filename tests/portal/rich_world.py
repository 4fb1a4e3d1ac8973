"""A world with every block of every page filled: what browsers, budgets and markers walk over."""

import datetime
import io

from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from leads import actions
from leads.default_topics import ensure_topics
from leads.tokens import receipt_key
from parks.models import (
    BuildingSpec,
    CostFactor,
    LandTerms,
    ListingFile,
    ListingPhoto,
    TransportLink,
    Utility,
)
from publishing.models import Asset
from tests import factories
from tests.leads.factories import LeadFactory, MailFactory
from tests.portal.world import World

TODAY = timezone.localdate()
A_WHILE = datetime.timedelta(days=400)
TABLE = (
    "<table><caption>用电价格</caption><thead><tr><th scope='col'>电压</th>"
    "<th scope='col'>元/kWh</th></tr></thead><tbody><tr><td>110 kV</td><td>0.38</td></tr>"
    "</tbody></table>"
)
STANDING_PAGES = ("about", "privacy", "accessibility", "statistics")


def picture(width=320, height=200, kind="PNG") -> ContentFile:
    """A small picture of one colour."""
    out = io.BytesIO()
    Image.new("RGB", (width, height), "#2f6f8f").save(out, kind)
    return ContentFile(out.getvalue(), name=f"picture.{kind.lower()}")


def build_rich_world(site, neighbour) -> World:
    """Everything of one site, with `neighbour` beside it; needs a MEDIA_ROOT of its own."""
    ensure_topics()
    _describe(site, neighbour)
    rows = _spaces(site) | _documents(site) | _news(site) | _leads(site)
    rows["asset"] = Asset.objects.create(
        region=site.region,
        file=picture(),
        kind="image",
        sha256="0" * 64,
        size_bytes=1,
        alt="园区鸟瞰",
    )
    rows["membership"] = factories.MembershipFactory(region=site.region, role="editor")
    return World(site=site, marker="", rows=rows)


def _describe(site, neighbour):
    region = site.region
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


def _spaces(site):
    region = site.region
    industry = factories.IndustryFactory(name="盐湖化工", slug="salt-lake-chemicals")
    park = _park(region)
    park.industries.add(industry)
    common = {"region": region, "park": park, "address": "纬六路", "summary": "临近铁路货场。"}
    land = factories.LandFactory(**common, title="昆仑片区 A-12 标准地", body="<p>净地。</p>")
    listing = factories.ListingFactory(**common, title="3 号标准厂房", body="<p>新建。</p>")
    store = factories.ListingFactory(
        **common, kind="warehouse", title="铁路仓库", price_amount=None, price_unit="",
        price_basis="按货种报价",
    )  # fmt: skip
    office = factories.ListingFactory(**common, kind="office", title="盐湖大厦 6 层")
    taken = factories.LandFactory(**common, title="A-11 标准地", status_of_offer="taken")
    long_ago = timezone.now() - datetime.timedelta(days=400)
    stale = factories.ListingFactory(**common, publish_at=long_ago)
    for number in range(20):
        last = factories.LandFactory(region=region, park=park, area_sqm=20000 + number * 1000)
    _terms(land, listing)
    for thing in (land, listing):
        thing.industries.add(industry)
        thing.verify(by="招商专员", evidence="现场核对")
        _attach(thing)
    chosen = [land, listing, store, office, last]
    return {
        "industry": industry,
        "park": park,
        "land": land,
        "listing": listing,
        "taken": taken,
        "stale": stale,
        "chosen": chosen,
    }


def _park(region):
    park = factories.ParkFactory(
        region=region,
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
    return park


def _terms(land, listing):
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


def _attach(listing):
    ListingPhoto.objects.create(listing=listing, image=picture(), alt="正面", credit="招商中心")
    ListingPhoto.objects.create(
        listing=listing, image=picture(), alt="示意", is_illustration=True, position=1
    )
    pdf = ContentFile(b"%PDF-1.4\n%%EOF", name="map.pdf")
    ListingFile.objects.create(listing=listing, title="宗地图", document=pdf)


def _documents(site):
    category = factories.PolicyCategoryFactory(name="资金扶持", slug="funding")
    common = {
        "region": site.region,
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
    factories.PolicyFactory(region=site.region, category=category)
    return {"policy": policy, "expired": expired, "category": category}


def _news(site):
    column = factories.ColumnFactory(site=site, name="园区动态", slug="trends")
    figure = (
        '<figure class="image"><img src="/media/prose.png" alt="通水现场" width="320" height="200">'
        "<figcaption>通水现场</figcaption></figure>"
    )
    article = factories.ArticleFactory(
        column=column,
        kind_tag=factories.KindTagFactory(),
        title="园区供水二期通水",
        subtitle="日供水 5 万吨",
        summary="供水能力翻倍。",
        author="记者",
        responsible_editor="编辑",
        body=f"<h2>供水</h2><p>今日通水，<a href='/golmud/'>详见首页</a>。</p>{TABLE}{figure}",
        cover=picture(),
        cover_alt="泵站",
        event_on=TODAY,
    )
    article.cover.storage.save("prose.png", picture())
    old = factories.ArticleFactory(column=column, publish_at=timezone.now() - 4 * A_WHILE)
    article.parks.add(*site.region.parks.all())
    old.parks.add(*site.region.parks.all())
    factories.ArticleFactory.create_batch(22, column=column, publish_at=timezone.now() - A_WHILE)
    guide = factories.ColumnFactory(site=site, name="投资指南", slug="guide", is_guide=True)
    factories.ArticleFactory.create_batch(3, column=guide)
    pages = [
        factories.SitePageFactory(
            site=site,
            slug=slug,
            title=f"{slug} 说明",
            summary="一句话",
            body=f"<p>说明。</p>{TABLE}",
        )
        for slug in STANDING_PAGES
    ]
    return {"column": column, "article": article, "old": old, "page": pages[0]}


def _leads(site):
    """An enquiry that was answered, and one that still waits."""
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
    return {
        "lead": answered,
        "waiting": waiting,
        "officer": officer,
        "outbox": MailFactory(lead=answered),
        "receipt": f"{receipt}?key={receipt_key(answered.reference)}",
    }
