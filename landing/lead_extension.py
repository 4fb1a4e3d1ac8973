"""What the landing board adds to an enquiry (leads.extensions)."""

from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.http import urlencode

from landing.boards import WARNED_BEFORE, is_signed, make_nodes, project_of
from landing.models import LandingDocument, LandingNode
from landing.public_board import board_words
from leads import extensions
from leads.handover import opened_by
from leads.models import Lead
from regions.open_duties import Duty

NODE_MAIL = "node"


def board_path(lead_pk) -> str:
    return reverse("admin:landing_board", args=[lead_pk])


def open_duty(user, without=None) -> Duty | None:
    """What an account still has to get done, of enquiries that are others', too."""
    nodes = LandingNode.objects.mine(user)
    if without is not None:
        nodes = nodes.filter(lead__in=opened_by(without, Lead.objects.open()))
    count = nodes.count()
    asked = urlencode({"due": "open", "owner__id__exact": user.pk})
    url = f"{reverse('admin:landing_landingnode_changelist')}?{asked}"
    return Duty(f"手上还有 {count} 项没有办结的落地事项", url) if count else None


def _last_owner(lead):
    """Who had it before it lay in the pool, where it comes from; None if nobody ever had it."""
    given_up = lead.owner_changes.exclude(from_owner=None).order_by("changed_at", "pk").last()
    return given_up and given_up.from_owner_id


class LandingBoard(extensions.Extension):
    name = "landing"
    requirements = {
        "standards": extensions.Requirement(
            label="约定的标准地指标已核验",
            anchor="case-landing",
            is_met=lambda lead: not lead.land_standards.filter(actual=None).exists(),
            stage="performing",
        )
    }
    mails = {
        NODE_MAIL: extensions.MailKind(
            label="落地事项快到期（致专员）",
            subject="咨询 {reference} 有落地事项 48 小时内到期",
            body="您负责的一项落地事项 48 小时内到期，还没有办结。\n\n登录后查看：\n{url}\n",
            path=lambda mail: board_path(mail.lead_id),
        )
    }

    def told_with(self, leads):
        return LandingNode.objects.told_with(leads)

    def panel(self, lead, *, now):
        """What is still to be done, from 签约 on; also of a project that fell back since."""
        if not (is_signed(lead) or lead.nodes_told):
            return None
        goes_on = not (lead.is_ended or lead.is_quarantined)
        told = [node for node in lead.nodes_told if goes_on and node["state"] in LandingNode.OPEN]
        due = [parse_datetime(node["due_at"]) for node in told]
        words = {
            "url": board_path(lead.pk),
            "open_count": len(told),
            "late_count": sum(moment < now for moment in due),
            "next": f"{told[0]['name']} {timezone.localdate(due[0])}" if told else "",
        }
        return extensions.Panel("admin/landing/_panel.html", words)

    def section(self, lead, *, refused):
        """What is public of the board: names, days, signs; no owner, no note, no paper."""
        if not is_signed(lead):
            return None
        nodes = list(lead.landing_nodes.order_by("due_at", "position", "pk"))
        if not nodes:
            return None
        words = board_words(nodes, timezone.now())
        headline = "" if words["is_over"] else words["sum"]
        return extensions.Section(
            "landing/_progress.html", words, headline=headline, anchor="landing-title"
        )

    def follow_stage(self, lead, *, by, now):
        """Who signs has a board from then on; nodes are whose the enquiry is."""
        owner = lead.owner or by
        if owner is None or lead.is_ended or not is_signed(lead):
            return
        if not lead.landing_nodes.exists():
            make_nodes(lead, project_of(lead), owner=owner, now=now)

    def follow_owner(self, lead, *, was, now):
        """What is still to be done by who had the enquiry goes along, through the pool too."""
        if lead.owner is None:
            return
        had = was.pk if was else _last_owner(lead)
        nodes = lead.landing_nodes.filter(state__in=LandingNode.OPEN, owner=had)
        nodes.update(owner=lead.owner, changed_at=now)

    def kept(self, lead):
        nodes = lead.landing_nodes.order_by("due_at", "position", "pk")
        rows = [
            {"事项": node.name, "状态": node.get_state_display(), "办结": node.done_on}
            for node in nodes
        ]
        yield extensions.KeptPart("落地事项", rows)
        papers = LandingDocument.objects.filter(node__lead=lead).select_related("node")
        rows = [{"文件": paper.name, "事项": paper.node.name} for paper in papers.order_by("pk")]
        yield extensions.KeptPart("落地材料", rows)
        rows = [
            {
                "指标": row.get_figure_display(),
                "约定": row.agreed,
                "实际": row.actual,
                "单位": row.unit,
            }
            for row in lead.land_standards.order_by("pk")
        ]
        yield extensions.KeptPart("标准地指标", rows)

    def called_off(self, lead, *, now):
        if count := lead.landing_nodes.filter(state__in=LandingNode.OPEN).count():
            yield f"没有办结的落地事项 {count} 项不再跟进，相关材料一并删除"

    def erase(self, lead):
        LandingDocument.objects.filter(node__lead=lead).drop()
        lead.landing_nodes.all().delete()
        lead.land_standards.all().delete()

    def sweep(self, now):
        LandingDocument.objects.sweep(now)

    def late(self, since):
        return LandingNode.objects.late(since)

    def due_of(self, user, now):
        nodes = LandingNode.objects.mine(user)
        return {
            "过期的落地事项": nodes.late(now),
            "48 小时内到期的落地事项": nodes.due_by(now + WARNED_BEFORE).exclude(due_at__lt=now),
        }
