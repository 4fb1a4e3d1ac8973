"""The board of one project at the desk: its nodes, their papers, the figures agreed at signing."""

import datetime
from decimal import Decimal

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.urls import reverse
from django.utils import timezone

from landing.models import LandingDocument, LandingNode, LandStandard, NodeTemplate
from leads import actions
from leads.gates import missing_for
from leads.models import FollowUp, Lead, StageGate
from leads.retention import erase, purge
from tests.factories import ListingFactory
from tests.leads.factories import LeadFactory
from tests.world import picture

DAY = datetime.timedelta(days=1)


@pytest.fixture
def templates(site, other_site):
    NodeTemplate.objects.all().delete()
    rows = [
        (None, "any", "公司注册", 2),
        (None, "any", "备案", 5),
        (None, "land", "用地", 8),
        (None, "building", "消防", 3),
        (site, "any", "公司注册", 1),
        (other_site, "any", "取水", 1),
    ]
    for position, (where, project, name, days) in enumerate(rows, start=1):
        NodeTemplate.objects.create(
            site=where, project=project, name=name, working_days=days, position=position
        )
    NodeTemplate.objects.create(
        site=site, project="any", name="备案", working_days=5, is_active=False
    )


@pytest.fixture
def stored(tmp_path):
    """The folder where papers of this test lie."""
    storage = LandingDocument.file.field.storage
    storage.replace(FileSystemStorage(location=tmp_path))
    yield storage
    storage.restore()


def in_days(days):
    return (timezone.localdate() + days * DAY).isoformat()


def filled(node, **changes):
    words = {"node": node.pk, "seen": node.changed_at.isoformat(), "state": node.state}
    words |= {"due_on": in_days(9), "owner": node.owner_id}
    return words | changes


def photo(name):
    file = picture()
    file.name = name
    return file


def test_signing_puts_nodes_of_the_kind_onto_the_board_by_working_days(
    site, officer, staff, templates, board, at
):
    plot = ListingFactory(region=site.region, kind="land")
    came_in = {"received_at": at(18, 9), "owner": officer, "listing": plot}
    lead = LeadFactory(site=site, stage="visiting", **came_in)
    assert "还没有签约" in board(lead).text
    friday = at(20, 10)
    actions.move(lead=lead, by=officer, to_stage="signed", stage_was="visiting", now=friday)
    nodes = lead.landing_nodes.order_by("due_at")
    due = [(node.name, timezone.localtime(node.due_at), node.owner) for node in nodes]
    assert due == [("公司注册", at(23, 18), officer), ("用地", at(20, 18) + 12 * DAY, officer)]
    for _ in range(2):
        assert board(lead, "board", project="building").context["open_count"] == 3
    words = {"name": "道路开口", "due_on": in_days(9), "owner": officer.pk}
    page = board(lead, "add", **words)
    names = {node.name for node in page.context["nodes"]}
    assert names == {"公司注册", "消防", "用地", "道路开口"}
    assert board(lead, "add", **words).status_code == 409
    heir = staff("officer", site.region)
    actions.assign(lead=lead, by=officer, to=heir, owner_was=officer.pk)
    assert {node.owner for node in lead.landing_nodes.all()} == {heir}
    to_come = LeadFactory(site=site)
    assert board(to_come, "add", **words).status_code == 409


def test_what_is_wrong_is_said_at_the_field(node, board):
    for changes, field in (
        ({"state": "done"}, "done_on"),
        ({"state": "done", "done_on": "2199-01-01"}, "done_on"),
        ({"state": "skipped"}, "reason"),
        ({"state": "gone"}, "state"),
        ({"due_on": ""}, "due_on"),
        ({"due_on": "2199-01-01"}, "due_on"),
        ({"owner": "0"}, "owner"),
        ({"seen": "yesterday"}, "seen"),
        ({"seen": "2026-13-01T00:00:00"}, "seen"),
        ({"note": "字" * 401}, "note"),
    ):
        page = board(node.lead, "node", **filled(node, **changes))
        [shown] = [each.form for each in page.context["nodes"]]
        assert (page.status_code, [*shown.errors]) == (400, [field])
    assert board(node.lead, "fly").status_code == 404
    assert board(node.lead, "node", node="x").status_code == 400
    gone = filled(node) | {"node": node.pk + 99}
    assert board(node.lead, "node", **gone).status_code == 409


def test_node_is_updated_once_and_told_in_the_story(node, board, officer):
    today = timezone.localdate().isoformat()
    words = filled(node, state="done", done_on=today, note="批复已取", owner=officer.pk)
    assert board(node.lead, "node", **words).status_code == 200
    node.refresh_from_db()
    assert (node.state, node.owner, node.note) == ("done", officer, "批复已取")
    told = FollowUp.objects.get().body
    assert told.startswith("落地事项“环评”：已办结；")
    assert "负责人 小王 → 小李" in told
    late = board(node.lead, "node", **words | {"note": "我也写了"})
    assert late.status_code == 409
    assert "我也写了" in late.text
    node.refresh_from_db()
    assert node.note == "批复已取"
    reopened = filled(node, state="doing", due_on=in_days(20))
    assert board(node.lead, "node", **reopened).status_code == 200
    node.refresh_from_db()
    assert (node.done_on, f"{node.due_on}") == (None, in_days(20))


def test_what_is_on_the_board_can_be_ended_after_the_project_fell_back(node, board, client):
    Lead.objects.update(stage="visiting")
    page = board(node.lead, query=f"?node={node.pk}")
    assert "还没有签约" not in page.text
    desk = reverse("admin:leads_lead_change", args=[node.lead_id])
    assert f"最近：{node.name} {node.due_on}" in client.get(desk).text
    today = timezone.localdate().isoformat()
    words = filled(node, state="done", done_on=today)
    later = {"name": "能评", "due_at": node.due_at + DAY}
    LandingNode.objects.create(lead=node.lead, owner=node.owner, **later)
    assert board(node.lead, "node", **words).status_code == 200
    assert LandingNode.objects.open().get().name == "能评"
    listed = client.get(reverse("admin:landing_landingnode_changelist")).context["cl"].result_list
    assert [row.name for row in listed] == ["能评", "环评"]  # done: last, though due first


def test_papers_are_of_the_office_alone(node, board, client, staff, site, other_site, stored):
    script = ContentFile(b"<script>", name="x.pdf")
    assert board(node.lead, "document", node=node.pk, file=script).status_code == 400
    words = {"node": node.pk, "file": photo("环评 批复.PNG")}
    assert board(node.lead, "document", **words).status_code == 200
    row = LandingDocument.objects.get()
    assert (row.name, row.file.name.partition("/")[0]) == ("环评 批复.png", "landing")
    paper = reverse("admin:landing_document", args=[node.lead_id, row.pk])
    reply = client.get(paper)
    assert reply["Content-Type"] == "image/png"
    assert "no-store" in reply["Cache-Control"]
    assert b"".join(reply)[1:4] == b"PNG"
    other = LeadFactory(site=site, stage="signed")
    assert client.get(reverse("admin:landing_document", args=[other.pk, row.pk])).status_code == 404
    client.force_login(staff("auditor", site.region))
    page = client.get(reverse("admin:landing_board", args=[node.lead_id]))
    assert "<form" not in page.text.partition("<main")[2].partition("</main")[0]
    assert board(node.lead, "node", **filled(node)).status_code == 403
    client.force_login(staff("officer", other_site.region))
    assert client.get(paper).status_code in {403, 404}


def test_files_go_with_the_row_with_the_enquiry_and_as_strays(
    node, board, stored, django_capture_on_commit_callbacks
):
    for name in ("一.png", "二.png"):
        board(node.lead, "document", node=node.pk, file=photo(name))
    first, second = LandingDocument.objects.order_by("pk")
    with django_capture_on_commit_callbacks(execute=True):
        board(node.lead, "drop", document=first.pk)
    assert not stored.exists(first.file.name)
    assert board(node.lead, "drop", document=first.pk).status_code == 409
    LandStandard.objects.create(lead=node.lead, figure="tax_wan_per_mu", agreed=20)
    stray = stored.save("landing/stray.pdf", ContentFile(b"x"))
    purge(timezone.now() + 2 * DAY)  # as the worker does once an hour
    assert (stored.exists(stray), stored.exists(second.file.name)) == (False, True)
    with django_capture_on_commit_callbacks(execute=True):
        erase(lead=node.lead, now=timezone.now())
    assert not stored.exists(second.file.name)
    assert not LandingNode.objects.exists() | LandStandard.objects.exists()


def test_standards_are_agreed_checked_and_asked_for_before_the_last_stage(node, board):
    lead = node.lead
    StageGate.objects.get_or_create(stage="performing", requirement="standards")
    assert missing_for(lead, "performing") == []
    assert board(lead, "agree", investment_wan_per_mu="0").status_code == 400
    board(lead, "agree", investment_wan_per_mu="300", energy_tce_per_wan="0.50")
    assert missing_for(lead, "performing") == ["约定的标准地指标已核验"]
    today = timezone.localdate().isoformat()
    assert board(lead, "check", checked_on=today).status_code == 400
    board(lead, "check", checked_on=today, investment_wan_per_mu="299.5")
    assert missing_for(lead, "performing") == ["约定的标准地指标已核验"]
    page = board(lead, "check", checked_on=today, energy_tce_per_wan="0.5")
    shown = [(row.agreed_words, row.actual_words, row.is_met) for row in page.context["standards"]]
    assert shown == [
        ("300 万元/亩", "299.5 万元/亩", False),
        ("0.5 吨标准煤/万元", "0.5 吨标准煤/万元", True),
    ]
    assert missing_for(lead, "performing") == []
    changed = {"investment_wan_per_mu": "200", "energy_tce_per_wan": "0.5"}
    assert board(lead, "agree", **changed).status_code == 409
    row = LandStandard.objects.get(figure="investment_wan_per_mu")
    assert (row.agreed, row.checked_by.first_name) == (Decimal(300), "小李")
    assert "固定资产投资强度未达到约定" in FollowUp.objects.order_by("pk").first().body
