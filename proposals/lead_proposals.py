"""What board papers add to an enquiry (leads.extensions): at the desk and for its investor."""

from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime

from core.public_url import absolute
from leads import extensions
from leads.actions import display_name
from proposals.actions import MAIL
from proposals.links import known_token
from proposals.models import Proposal
from proposals.proposal_steps import STEPS


def link_of(proposal, site) -> str:
    """The whole address, "" where the key that made it is gone."""
    token = known_token(proposal)
    return absolute(reverse("proposal_detail", args=[site.slug, token])) if token else ""


class ProposalsOfEnquiries(extensions.Extension):
    name = "proposal"
    label = "方案"
    steps = STEPS
    mails = {
        MAIL: extensions.MailKind(
            label="选址方案做好了（致访客）",
            subject="您的咨询 {reference} 有了选址方案",
            body=(
                "您好，给您的选址方案做好了，可以直接转给董事会。\n\n"
                "查询口令：{code}（请不要转给别人）\n\n在这里打开，需要编号和口令：\n{url}\n\n"
                "{hotline_line}\n"
            ),
            is_to_visitor=True,
        )
    }

    def told_with(self, leads):
        return Proposal.objects.told_with(leads)

    def panel(self, lead, *, now):
        if lead.is_quarantined:
            return None
        today = timezone.localdate(now)
        live = [
            told
            for told in lead.proposals_told
            if not told["stopped_at"] and parse_date(told["expires_on"]) >= today
        ]
        words = {"count": len(lead.proposals_told), "live": len(live)}
        return extensions.Panel("admin/proposals/_panel.html", words)

    def entries(self, lead):
        names = ("username", "first_name", "last_name")
        for told in lead.proposals_told:
            who = display_name(get_user_model()(**{name: told[name] for name in names}))
            at = parse_datetime(told["created_at"])
            yield extensions.Told(at, who, "发出选址方案", told["title"])
            if told["stopped_at"]:
                at = parse_datetime(told["stopped_at"])
                yield extensions.Told(at, "", "停用方案的链接", told["title"])

    def section(self, lead, *, refused):
        """Those whose link still opens, the newest first."""
        rows = lead.proposals.live(timezone.localdate()).order_by("-created_at", "-pk")
        papers = [{"row": row, "url": link_of(row, lead.site)} for row in rows]
        if not papers:
            return None
        return extensions.Section("proposals/_progress.html", {"papers": papers}, is_aside=True)

    def erase(self, lead):
        lead.proposals.all().delete()
