"""Loading the demo data: once, twice, after edits, from a broken file."""

import datetime
import json
import shutil
import tempfile
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.test import TestCase, override_settings
from django.utils import timezone

from news.models import Article, SitePage
from parks.models import Listing, ListingPhoto, Park
from policies.models import Policy
from portal.seeding.run import SEEDS, load_seeds
from portal.seeding.seed_files import SeedError
from regions.models import Region, Site
from search.models import ReindexRequest

TODAY = datetime.date(2026, 11, 21)
NOON = datetime.datetime(2026, 11, 21, 12, tzinfo=datetime.UTC)


@pytest.fixture
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


@pytest.fixture
def folder(tmp_path):
    """A copy of the seeds to break, with few rows to be quick."""
    copy = shutil.copytree(SEEDS, tmp_path / "seeds")
    for name in ("listings", "articles", "policies"):
        path = copy / f"{name}.json"
        path.write_text(json.dumps(json.loads(path.read_text("utf-8"))[:3]), "utf-8")
    return copy


def change(path, number, **values):
    rows = json.loads(path.read_text(encoding="utf-8"))
    rows[number - 1].update(values)
    path.write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")


def everything():
    """Every row of every table of ours, histories included."""
    own = {"regions", "search", "parks", "policies", "news", "leads"}
    return {
        model._meta.label: list(model._base_manager.order_by("pk").values())
        for model in apps.get_models()
        if model._meta.app_label in own
    }


def files(media):
    return {path: path.stat().st_mtime_ns for path in media.rglob("*") if path.is_file()}


class TestSeeded(TestCase):
    """One load serves all of these; what a test changes is rolled back after it."""

    @classmethod
    def setUpClass(cls):
        cls.media = Path(cls.enterClassContext(tempfile.TemporaryDirectory()))
        cls.enterClassContext(override_settings(MEDIA_ROOT=cls.media))
        super().setUpClass()

    @classmethod
    def setUpTestData(cls):
        load_seeds()

    def test_load_seeds_twice_changes_nothing(self):
        # Second looks at the search entries: a minute later they are worked off by whoever comes.
        ReindexRequest.objects.filter(is_second_look=True).delete()
        rows, stored = everything(), files(self.media)
        counts = load_seeds()
        assert everything() == rows
        assert files(self.media) == stored
        assert {verb for _, verb in counts} == {"kept"}

    def test_load_seeds_labels_everything_as_demo(self):
        for model in (Site, Park, Listing, Article, Policy):
            assert list(model.objects.filter(is_demo=False)) == []
        assert list(ListingPhoto.objects.filter(is_illustration=False)) == []

    def test_load_seeds_fills_every_live_site(self):
        slugs = list(Site.objects.live().order_by("slug").values_list("slug", flat=True))
        assert slugs == ["golmud", "haixi", "mangya", "wulan"]
        for site in Site.objects.live():
            articles = Article.objects.published(NOON).on_site(site)
            columns = {
                column.slug: articles.filter(column=column).count() for column in site.columns.all()
            }
            assert columns["guide"] == 6
            assert [slug for slug, count in columns.items() if count == 0] == []
            assert site.tiles.count() == 6
            pages = SitePage.objects.published(NOON).filter(site=site).order_by("position")
            assert list(pages.values_list("slug", flat=True)) == [
                "about",
                "privacy",
                "accessibility",
                "statistics",
            ]

    def test_load_seeds_shows_every_state(self):
        """Every state that the pages and the staff's lists can show has a row."""
        policies = Policy.objects.published(NOON)
        assert {policy.validity(TODAY) for policy in policies} == set(Policy.Validity)
        assert set(Listing.objects.values_list("status_of_offer", flat=True)) == set(
            Listing.OfferStatus
        )
        assert set(Listing.objects.values_list("status", flat=True)) == set(Listing.Status)
        assert set(Article.objects.values_list("status", flat=True)) == set(Article.Status)
        approved = Article.objects.filter(status=Article.Status.APPROVED)
        assert approved.filter(publish_at__gt=NOON).count() == 1
        assert approved.filter(expire_at__lte=NOON).count() == 1
        assert Article.objects.published(NOON).filter(publish_at__year__lte=2023).count() >= 3
        assert Listing.objects.published().count() >= 40

    def test_load_seeds_shows_every_freshness_whatever_the_day(self):
        now, today = timezone.now(), timezone.localdate()
        public = Listing.objects.published(now)
        assert list(
            public.filter(stale_at__lte=now).order_by("code").values_list("code", flat=True)
        ) == [
            "DCD-W-2026-001",
            "DLH-O-2026-003",
            "GEM-T-2026-011",
            "GEM-T-2026-026",
            "GEM-W-2026-011",
            "MYA-T-2026-002",
            "MYA-W-2026-001",
        ]
        held = public.filter(held_until_on__gte=today, status_of_offer="negotiating")
        assert sorted(held.values_list("code", flat=True)) == ["GEM-C-2026-035", "GEM-T-2026-021"]
        approved = Listing.objects.filter(status=Listing.Status.APPROVED, publish_at__lte=now)
        hidden = approved.filter(expire_at=None).exclude(pk__in=public)
        assert list(hidden.values_list("code", flat=True)) == ["DCD-C-2026-003"]

    def test_load_seeds_leaves_editors_work_alone(self):
        listing = Listing.objects.get(code="GEM-T-2026-018")
        listing.title = "编辑改过的标题"
        listing.save()
        article = Article.objects.get(provenance__seed="golmud-trends-1")
        article.title = "编辑改过的新闻"
        article.save()
        Article.objects.get(provenance__seed="golmud-trends-2").delete()
        Site.objects.get(slug="golmud").tiles.get(title="人才政策").delete()
        before = everything()
        load_seeds()
        assert everything() == before

    def test_load_seeds_refresh_restores_demo_rows_only(self):
        changed = Listing.objects.get(code="GEM-T-2026-018")
        changed.title = "编辑改过的标题"
        changed.save()
        real = Listing.objects.get(code="GEM-T-2026-019")
        real.title, real.is_demo = "真实地块", False
        real.save()
        Article.objects.get(provenance__seed="golmud-trends-2").delete()
        stored = files(self.media)
        load_seeds(refresh=True)
        changed.refresh_from_db()
        real.refresh_from_db()
        assert (changed.title, real.title) == ("昆仑片区 A-12 标准地 126 亩", "真实地块")
        assert changed.land_terms.tenure_years == 50
        assert Article.objects.filter(provenance__seed="golmud-trends-2").count() == 1
        assert stored.items() <= files(self.media).items()


MISTAKES = {
    "unknown field": ("policies", 2, {"colour": "红"}, "没有名为“colour”的字段。"),
    "unknown region": ("listings", 3, {"region": "999999"}, "没有区划代码为“999999”的地区。"),
    "not a list": ("articles", 1, {"body": "一段话"}, "“body”应是列表。"),
    "unknown column": ("articles", 1, {"column": "nowhere"}, "没有栏目“nowhere”。"),
    "impossible value": (
        "listings",
        1,
        {"divisible_from_mu": "900"},
        "最小可分割面积应大于 0，且不超过总面积。",
    ),
    "impossible day": (
        "listings",
        1,
        {"days_from_today": {"publish_at": "gestern"}},
        "“days_from_today”应是字段名到天数的对象。",
    ),
    "no such picture": (
        "parks",
        1,
        {"picture": "none"},
        "没有图片 none.webp（No such file or directory）。",
    ),
    "unknown placeholder": ("pages", 1, {"body": ["{nobody}"]}, "正文里的占位符不对：'nobody'。"),
}


@pytest.mark.parametrize(
    ("name", "number", "values", "reason"), MISTAKES.values(), ids=MISTAKES.keys()
)
@pytest.mark.django_db
def test_load_seeds_names_file_and_row_and_leaves_nothing(
    folder, media, name, number, values, reason
):
    change(folder / f"{name}.json", number, **values)
    with pytest.raises(SeedError) as caught:
        load_seeds(folder)
    assert str(caught.value) == f"{name}.json 第 {number} 条：{reason}"
    assert Site.objects.count() == 0
    assert files(media) == {}


@pytest.mark.django_db
def test_load_seeds_reports_broken_json_as_one_sentence(folder, media):
    (folder / "tags.json").write_text("[", encoding="utf-8")
    with pytest.raises(CommandError, match=r"^演示数据没有载入。tags\.json：不是完好的 JSON"):
        call_command("load_seeds", folder=folder)


def test_basics_load_vocabularies_and_no_demo(db):
    counts = load_seeds(is_demo=False)
    assert {what for what, _ in counts} == {"产业", "政策类别", "类别标签"}
    assert (Site.objects.count(), Article.objects.count(), Region.objects.count()) == (0, 0, 3214)
