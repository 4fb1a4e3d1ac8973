"""One row of every kind in one region, marked so that a leak into another region shows."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone

from leads.models import Topic
from news.models import KindTag
from parks.models import ExportLog, ImportJob, KindRule
from publishing.models import Asset
from search.models import MissedQuery
from tests import factories
from tests.leads.factories import LeadFactory, MailFactory


@dataclass
class World:
    """Objects of one region; `marker` stands in every text a leak could carry."""

    site: Any
    marker: str
    rows: dict

    def __getattr__(self, name):
        return self.rows[name]

    def address(self, url_name, args):
        """The address of `args` as access_matrix writes them: "article.pk" or "'a literal'"."""
        values = [arg[1:-1] if arg.startswith("'") else self._resolve(arg) for arg in args]
        return reverse(url_name, args=values)

    def _resolve(self, dotted):
        target = self
        for part in dotted.split("."):
            target = getattr(target, part)
        return target


def build_world(site, marker):
    region = site.region
    column = factories.ColumnFactory(site=site, name=f"{marker}栏")
    rows = {
        "park": factories.ParkFactory(region=region, name=f"{marker}园区"),
        "listing": factories.ListingFactory(region=region, title=f"{marker}厂房"),
        "policy": factories.PolicyFactory(region=region, title=f"{marker}政策"),
        "column": column,
        "article": factories.ArticleFactory(column=column, title=f"{marker}动态"),
        "page": factories.SitePageFactory(site=site, title=f"{marker}页"),
        "lead": LeadFactory(site=site, contact_name=f"{marker}女士", subject_label=f"{marker}地"),
        "asset": Asset.objects.create(
            region=region,
            file=f"editor/{marker}.png",
            kind="image",
            sha256="0" * 64,
            size_bytes=1,
            alt=f"{marker}图",
        ),
        "membership": factories.MembershipFactory(
            region=region, user__username=f"{marker}-clerk", role="editor"
        ),
    }
    rows["importjob"] = ImportJob.objects.create(
        region=region, name=f"{marker}.xlsx", sha256="0" * 64, size_bytes=1, state="cancelled"
    )
    rows["exportlog"] = ExportLog.objects.create(
        region=region, format="csv", rows=1, filters=f"q={marker}"
    )
    rows["missedquery"] = MissedQuery.objects.create(
        site=site, text=f"{marker}词", searched_on=timezone.localdate(), last_seen_at=timezone.now()
    )
    rows["outbox"] = MailFactory(lead=rows["lead"], recipient=f"{marker}@example.cn")
    return World(site=site, marker=marker, rows=rows)


def shared_row(label):
    """A row of a network-wide list."""
    return {
        "leads.topic": lambda: Topic.objects.first(),
        "news.kindtag": lambda: KindTag.objects.first() or factories.KindTagFactory(),
        "parks.industry": factories.IndustryFactory,
        "parks.kindrule": KindRule.objects.first,
        "policies.policycategory": factories.PolicyCategoryFactory,
        "auth.user": factories.UserFactory,
    }.get(label, lambda: None)()
