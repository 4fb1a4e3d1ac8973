"""What being first with a company adds to an enquiry (leads.extensions)."""

from django.urls import reverse

from claims.actions import ANSWERED_MAIL, ASKED_MAIL, let_go, take_up
from claims.company_marks import marks_of
from claims.models import Standing, Talk
from leads import extensions
from leads.models import Lead


def claim_path(lead_pk) -> str:
    return reverse("claim", args=[lead_pk])


def standing_of(lead, now) -> Standing:
    return Standing.of(Talk.objects.known_by(marks_of(lead)), lead.site_id, now)


class FirstTalks(extensions.Extension):
    name = "claims"
    mails = {
        ASKED_MAIL: extensions.MailKind(
            label="请求移交首谈（致负责人）",
            subject="咨询 {reference} 的企业，有地区请求移交首谈",
            body="另一个地区也在接洽这家企业，请求由它接手。请登录后答复：\n{url}\n",
            path=lambda mail: claim_path(mail.lead_id),
        ),
        ANSWERED_MAIL: extensions.MailKind(
            label="首谈移交有了答复（致负责人）",
            subject="咨询 {reference} 的首谈移交有了答复",
            body="首谈地区答复了移交的请求。登录后查看：\n{url}\n",
            path=lambda mail: claim_path(mail.lead_id),
        ),
    }

    def panel(self, lead, *, now):
        """Where a company is named: who was first, without a name or a region."""
        if lead.is_quarantined or lead.erased_at or not marks_of(lead):
            return None
        standing = standing_of(lead, now)
        if standing.first is None:
            return None
        return extensions.Panel("admin/claims/_panel.html", {"standing": standing})

    def follow_stage(self, lead, *, by, now):
        """Whoever has answered a company is in touch with it; what has ended keeps its term."""
        if not (lead.is_quarantined or lead.is_ended or lead.stage == Lead.Stage.NEW):
            take_up(lead, now)

    def follow_call(self, lead, *, by, now):
        if not lead.is_ended:
            take_up(lead, now)

    def erase(self, lead):
        let_go(lead)
