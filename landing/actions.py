"""The board of a signed project, its papers, and the figures agreed with the investor."""

from django.db import transaction
from django.utils import timezone

from landing import boards
from landing.models import LandingDocument, LandingNode, LandStandard
from leads.actions import LeadConflict, display_name
from leads.actions.officers import lock_for
from leads.actions.private_files import keep_private
from leads.models import FollowUp
from leads.models.next_steps import day_words
from regions import access

MOST_NODES, MOST_DOCUMENTS = 60, 20
State = LandingNode.State


@transaction.atomic
def make_board(*, lead, by, project, now=None) -> int:
    """Put onto the board what the templates of that kind say; how many nodes are new."""
    lead, now = _locked(lead, by), now or timezone.now()
    return len(boards.make_nodes(lead, project, owner=lead.owner or by, now=now))


@transaction.atomic
def add_node(*, lead, by, name, due_on, owner, now=None) -> LandingNode:
    """One that no template knows, at the end of the board."""
    lead = _locked(lead, by)
    known = lead.landing_nodes.order_by("position").values_list("name", "position")
    if name in dict(known):
        raise LeadConflict(f"已经有“{name}”这一项。")
    if len(known) >= MOST_NODES:
        raise LeadConflict(f"一个项目最多 {MOST_NODES} 项。")
    return LandingNode.objects.create(
        lead=lead,
        owner=_officer(lead, owner),
        name=name,
        position=max((position for _, position in known), default=0) + 1,
        due_at=boards.end_of_day(lead, due_on),
        changed_at=now or timezone.now(),
    )


@transaction.atomic
def set_node(*, lead, by, node, seen, values, now=None) -> LandingNode:
    """`values`: state, reason, done_on, note, due_on, owner. `seen` is the node's changed_at as the
    form showed it: nobody overwrites what a colleague has just written.

    What ends or goes on again, and another day or owner, are told in the story of the enquiry.
    """
    lead, now = _locked(lead, by), now or timezone.now()
    row = _node_of(lead, node)
    if row.changed_at != seen:
        raise LeadConflict(f"“{row.name}”刚刚有人更新过，请看一下再改。")
    words = _changes(row, values)
    if row.owner != values["owner"]:
        row.owner = _officer(lead, values["owner"])
    row.state, row.note = values["state"], values["note"]
    row.reason = values["reason"] if row.state == State.SKIPPED else ""
    row.done_on = values["done_on"] if row.state == State.DONE else None
    if row.due_on != values["due_on"]:
        row.due_at = boards.end_of_day(lead, values["due_on"])
    row.changed_at = now
    row.save()
    if words:
        _tell(lead, by, f"落地事项“{row.name}”：{'；'.join(words)}", now)
    return row


def _changes(row, values):
    """In words, of the row as it was."""
    words = []
    if row.state != values["state"]:
        words.append(State(values["state"]).label)
        if values["state"] == State.SKIPPED:
            words.append(values["reason"])
        if values["state"] == State.DONE:
            words.append(day_words(values["done_on"]))
    if row.due_on != values["due_on"]:
        words.append(f"最迟 {row.due_words} → {day_words(values['due_on'])}")
    if row.owner != values["owner"]:
        words.append(f"负责人 {display_name(row.owner)} → {display_name(values['owner'])}")
    return words


@transaction.atomic
def keep_document(*, lead, by, node, file, title="", now=None) -> LandingDocument:
    """As with answers: a PDF, or a picture made anew."""
    lead, now = _locked(lead, by), now or timezone.now()
    row = _node_of(lead, node)
    if row.documents.count() >= MOST_DOCUMENTS:
        raise LeadConflict(f"一项最多 {MOST_DOCUMENTS} 份材料。")
    document = LandingDocument(node=row, by=by, created_at=now)
    return keep_private(document, file, title=title)


@transaction.atomic
def drop_document(*, lead, by, document):
    """With its file, once that is certain."""
    lead = _locked(lead, by)
    rows = LandingDocument.objects.filter(node__lead=lead, pk=document)
    if not rows.exists():
        raise LeadConflict("这份材料刚刚有人删除了。")
    rows.drop()


@transaction.atomic
def agree(*, lead, by, figures):
    """`figures`: {figure: what was agreed, or None}. What has been checked stays as it was."""
    lead = _locked(lead, by)
    known = {row.figure: row for row in lead.land_standards.all()}
    for figure, agreed in figures.items():
        row = known.get(figure)
        if row and row.agreed == agreed:
            continue
        if row and row.actual is not None:
            raise LeadConflict(f"“{row.get_figure_display()}”已经核验，约定值不能再改。")
        if agreed is None:
            lead.land_standards.filter(figure=figure).delete()
        else:
            LandStandard.objects.update_or_create(
                lead=lead, figure=figure, defaults={"agreed": agreed}
            )


@transaction.atomic
def check_standards(*, lead, by, actuals, checked_on, now=None):
    """What was found of the agreed figures: on that day, by whom; told in the story."""
    lead = _locked(lead, by)
    words = []
    for row in lead.land_standards.order_by("pk"):
        actual = actuals.get(row.figure)
        if actual is None or actual == row.actual:
            continue
        row.actual, row.checked_on, row.checked_by = actual, checked_on, by
        row.save()
        words.append(f"{row.get_figure_display()}{'达到' if row.is_met else '未达到'}约定")
    if words:
        _tell(lead, by, f"标准地指标核验：{'；'.join(words)}", now or timezone.now())


def _tell(lead, by, body, now):
    FollowUp.objects.create(lead=lead, by=by, body=body, created_at=now)


def _locked(lead, by):
    lead = lock_for(lead, by)
    if lead.is_quarantined:
        raise LeadConflict("请先点“不是垃圾信息”，再处理。")
    if not boards.has_board(lead):
        raise LeadConflict("签约以后才有落地事项，请先改阶段。")
    return lead


def _node_of(lead, pk):
    row = lead.landing_nodes.select_related("owner").filter(pk=pk).first()
    if row is None:
        raise LeadConflict("这个事项已经不在了，请看一下。")
    return row


def _officer(lead, user):
    if not access.has_role(user, access.OFFICERS, lead.site.region):
        raise LeadConflict("对方不是该地区的招商专员。")
    return user
