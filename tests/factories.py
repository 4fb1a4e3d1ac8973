"""Factories: small, plausible rows; everything public unless said otherwise."""

import datetime

import factory
from django.contrib.auth import get_user_model
from django.utils import timezone
from factory.django import DjangoModelFactory

from maps.models import MapFeature
from news.models import Article, Column, KindTag, SitePage
from parks.models import BuildingSpec, Industry, LandTerms, Listing, Park
from policies.models import Policy, PolicyCategory
from publishing.models import PublishWindow
from regions.models import FriendLink, Membership, Region, ServiceTile, Site

APPROVED = PublishWindow.Status.APPROVED


def an_hour_ago():
    return timezone.now() - datetime.timedelta(hours=1)


class RegionFactory(DjangoModelFactory):
    """A county below nothing, unless a parent is given."""

    class Meta:
        model = Region
        django_get_or_create = ("adcode",)

    parent = None
    adcode = factory.Sequence(lambda n: f"{700000 + n}")
    path = factory.LazyAttribute(lambda o: f"{o.parent.path if o.parent else ''}{o.adcode}/")
    level = factory.LazyAttribute(lambda o: o.parent.level + 1 if o.parent else 1)
    name = factory.Sequence(lambda n: f"示例{n}县")
    short_name = factory.LazyAttribute(lambda o: o.name.removesuffix("县").removesuffix("市"))


class SiteFactory(DjangoModelFactory):
    class Meta:
        model = Site
        django_get_or_create = ("slug",)

    region = factory.SubFactory(RegionFactory)
    slug = factory.Sequence(lambda n: f"site-{n}")
    short_name = factory.LazyAttribute(lambda o: o.region.short_name)
    platform_name = factory.LazyAttribute(lambda o: f"{o.short_name}招商引资服务平台")
    slogan = "把项目建在|盐湖与阳光之间"
    introduction = "土地、厂房、政策，一处查清。"
    hotline = "400-116-9096"
    organiser = "示例招商服务中心"
    is_self_review_allowed = True  # most tests have one reviewer
    is_live = True


class UserFactory(DjangoModelFactory):
    class Meta:
        model = get_user_model()

    username = factory.Sequence(lambda n: f"staff{n}")
    is_staff = True


class MembershipFactory(DjangoModelFactory):
    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    region = factory.SubFactory(RegionFactory)
    role = Membership.Role.EDITOR


class TileFactory(DjangoModelFactory):
    class Meta:
        model = ServiceTile

    site = factory.SubFactory(SiteFactory)
    title = factory.Sequence(lambda n: f"入口{n}")
    summary = "一句话说明"
    target = ServiceTile.Target.LAND


class FriendLinkFactory(DjangoModelFactory):
    class Meta:
        model = FriendLink

    site = factory.SubFactory(SiteFactory)
    name = factory.Sequence(lambda n: f"友情链接{n}")
    url = "https://example.cn/"


class MapFeatureFactory(DjangoModelFactory):
    class Meta:
        model = MapFeature

    region = factory.SubFactory(RegionFactory)
    kind = MapFeature.Kind.STATION
    geometry = {"type": "Point", "coordinates": [95, 36.5]}
    source = "手工描绘"
    sourced_on = datetime.date(2026, 11, 1)


class IndustryFactory(DjangoModelFactory):
    class Meta:
        model = Industry

    name = factory.Sequence(lambda n: f"产业{n}")
    slug = factory.Sequence(lambda n: f"industry-{n}")


class PublishedFactory(DjangoModelFactory):
    class Meta:
        abstract = True

    status = APPROVED
    publish_at = factory.LazyFunction(an_hour_ago)


class ParkFactory(PublishedFactory):
    class Meta:
        model = Park

    region = factory.SubFactory(RegionFactory)
    name = factory.Sequence(lambda n: f"示例园区{n}")
    slug = factory.Sequence(lambda n: f"park-{n}")
    level = Park.Level.PROVINCIAL
    summary = "做盐湖资源的精深加工。"


class ListingFactory(PublishedFactory):
    class Meta:
        model = Listing

    region = factory.SubFactory(RegionFactory)
    code = factory.Sequence(lambda n: f"TST-F-2026-{n:03}")
    kind = Listing.Kind.FACTORY
    offer = Listing.Offer.LEASE
    title = factory.Sequence(lambda n: f"{n} 号标准厂房")
    area_sqm = 3200
    price_amount = "9.50"
    price_unit = Listing.PriceUnit.YUAN_PER_SQM_MONTH


class LandFactory(ListingFactory):
    kind = Listing.Kind.LAND
    offer = Listing.Offer.SALE
    title = factory.Sequence(lambda n: f"A-{n} 标准地")
    area_sqm = 84267
    price_amount = "6.40"
    price_unit = Listing.PriceUnit.WAN_PER_MU


class LandTermsFactory(DjangoModelFactory):
    class Meta:
        model = LandTerms

    listing = factory.SubFactory(LandFactory)
    tenure_years = 50


class BuildingSpecFactory(DjangoModelFactory):
    class Meta:
        model = BuildingSpec

    listing = factory.SubFactory(ListingFactory)
    clear_height_m = "9.60"


class PolicyCategoryFactory(DjangoModelFactory):
    class Meta:
        model = PolicyCategory

    name = factory.Sequence(lambda n: f"政策类别{n}")
    slug = factory.Sequence(lambda n: f"category-{n}")


class PolicyFactory(PublishedFactory):
    class Meta:
        model = Policy

    region = factory.SubFactory(RegionFactory)
    category = factory.SubFactory(PolicyCategoryFactory)
    title = factory.Sequence(lambda n: f"促进工业投资若干措施{n}")
    issuer = "示例市人民政府办公室"
    level = Policy.Level.COUNTY
    gist = "新建工业项目按设备投资额补助。"
    audience = "新建、技改工业企业"
    body = "<p>第一条 为促进工业投资，制定本措施。</p>"
    issued_on = datetime.date(2025, 1, 2)
    effective_on = datetime.date(2025, 2, 1)


class ColumnFactory(DjangoModelFactory):
    class Meta:
        model = Column

    site = factory.SubFactory(SiteFactory)
    name = factory.Sequence(lambda n: f"栏目{n}")
    slug = factory.Sequence(lambda n: f"column-{n}")
    description = "栏目描述"
    keywords = "招商,投资"


class KindTagFactory(DjangoModelFactory):
    class Meta:
        model = KindTag
        django_get_or_create = ("name",)

    name = "会议"


class ArticleFactory(PublishedFactory):
    class Meta:
        model = Article

    column = factory.SubFactory(ColumnFactory)
    title = factory.Sequence(lambda n: f"园区供水二期通水{n}")
    body = "<p>园区供水二期工程今日通水。</p>"
    source = "示例招商服务中心"


class SitePageFactory(PublishedFactory):
    class Meta:
        model = SitePage

    site = factory.SubFactory(SiteFactory)
    slug = factory.Sequence(lambda n: f"page-{n}")
    title = factory.Sequence(lambda n: f"关于本站{n}")
    body = "<p>本站由示例单位主办。</p>"
