"""What the rights of visitors add to an enquiry (leads.extensions)."""

from django.contrib.auth import get_user_model
from django.utils.dateparse import parse_datetime

from leads import extensions
from leads.actions import display_name
from leads.proofs import Proof
from privacy.erasure_mails import MAILS
from privacy.models import ErasureRequest
from privacy.views import STEPS

ERASED = "按本人要求删除个人信息"


class VisitorRights(extensions.Extension):
    name = "privacy"
    mails = MAILS
    steps = STEPS

    def told_with(self, leads):
        return ErasureRequest.objects.told_with(leads)

    def panel(self, lead, *, now):
        if not lead.erasures_told:
            return None
        told = lead.erasures_told[0]
        words = {
            "asked_at": parse_datetime(told["asked_at"]),
            "way": ErasureRequest.Way(told["way"]).label,
        }
        return extensions.Panel("admin/privacy/_panel.html", words)

    def entries(self, lead):
        for told in lead.erasures_told:
            yield extensions.Told(parse_datetime(told["asked_at"]), who_asked(told), ERASED)


def who_asked(told) -> str:
    """The visitor with what showed that it is his, or who did it for him."""
    if told["by__username"]:
        names = ("username", "first_name", "last_name")
        return display_name(get_user_model()(**{name: told[f"by__{name}"] for name in names}))
    return f"访客（{Proof(told['proof']).label}）" if told["proof"] else "系统管理员"
