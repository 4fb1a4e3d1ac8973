"""Each rule of the tables of the landing board is one of the database."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from landing.models import LandingDocument, LandingNode, LandStandard, NodeTemplate


@pytest.fixture
def paper(node, officer):
    words = {"kind": "pdf", "name": "a.pdf", "size_bytes": 9, "created_at": timezone.now()}
    return node.documents.create(by=officer, file="landing/a.pdf", **words)


def test_database_guards_the_rows(node, paper):
    NodeTemplate.objects.all().delete()
    NodeTemplate.objects.create(name="公司注册", working_days=3)
    NodeTemplate.objects.create(name="取水", working_days=3)
    LandStandard.objects.create(lead=node.lead, figure="tax_wan_per_mu", agreed=20)
    LandingNode.objects.create(lead=node.lead, owner=node.owner, name="能评", due_at=node.due_at)
    LandStandard.objects.create(lead=node.lead, figure="plot_ratio", agreed=1)
    for model, changes, rule in (
        (LandingNode, {"name": ""}, "landing_landingnode_says_something"),
        (LandingNode, {"name": "环评"}, "landing_landingnode_once"),
        (LandingNode, {"state": "gone"}, "landing_landingnode_known_state"),
        (LandingNode, {"state": "done"}, "landing_landingnode_done_on_a_day"),
        (LandingNode, {"state": "skipped"}, "landing_landingnode_skipped_for_a_reason"),
        (LandingDocument, {"name": ""}, "landing_landingdocument_is_there"),
        (LandingDocument, {"kind": "exe"}, "landing_landingdocument_known_kind"),
        (NodeTemplate, {"name": ""}, "landing_nodetemplate_says_something"),
        (NodeTemplate, {"name": "公司注册"}, "landing_nodetemplate_once"),
        (NodeTemplate, {"working_days": 0}, "landing_nodetemplate_days"),
        (NodeTemplate, {"project": "sea"}, "landing_nodetemplate_known_project"),
        (LandStandard, {"figure": "height"}, "landing_landstandard_known_figure"),
        (LandStandard, {"figure": "tax_wan_per_mu"}, "landing_landstandard_once"),
        (LandStandard, {"agreed": 0}, "landing_landstandard_agreed_on_something"),
        (LandStandard, {"actual": 1}, "landing_landstandard_checked_by_somebody"),
    ):
        row = model.objects.order_by("pk").last()
        with pytest.raises(IntegrityError, match=rule), transaction.atomic():
            model.objects.filter(pk=row.pk).update(**changes)
