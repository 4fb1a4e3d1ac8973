"""Which enquiry a form continues when it is sent again, and which it does not.

A form is recognised by its nonce, a person by phone or mail address. In a service hall the next
person goes back and types over what is there: her words are an enquiry of her own.
"""

from leads.models import FollowUp, Lead, Submission

MAX_PEOPLE = 20  # at one form; more are a program


class FormUsedUp(Exception):
    """So many people have sent this one form that it has to be drawn anew."""


def submission_tokens(nonce) -> list[str]:
    """The names of the submissions that one form may make, in order: one a person."""
    return [nonce, *(f"{nonce}.{number}" for number in range(2, MAX_PEOPLE + 1))]


def locked_leads(site, nonce) -> list[Lead]:
    """What this form has made at this site; an erased lead is forgotten."""
    return list(_made_by(site, nonce).locked().select_related("site__region", "topic"))


def is_of_known_person(site, nonce, *, phone, email) -> bool:
    """Whether the form seems to continue what it made; who holds the locks looks again."""
    leads = _made_by(site, nonce).only("phone", "email")
    return lead_of_person(leads, phone=phone, email=email) is not None


def _made_by(site, nonce):
    leads = Lead.objects.unerased().filter(site=site).order_by("pk")
    return leads.filter(submission__token__in=submission_tokens(nonce))


def lead_of_person(leads, *, phone, email) -> Lead | None:
    """The one of the leads that is in the hands of whoever has this phone or mail address.

    None where it might be two: joining the phone of the one with the mail of the other would put
    both into the wrong hands.
    """
    same = [lead for lead in leads if (lead.phone, lead.email) == (phone, email)]
    alike = [
        lead for lead in leads if (phone and lead.phone == phone) or (email and lead.email == email)
    ]
    found = same or alike
    return found[0] if len(found) == 1 else None


def free_token(nonce) -> str:
    tokens = submission_tokens(nonce)
    used = set(Submission.objects.filter(token__in=tokens).values_list("token", flat=True))
    for token in tokens:
        if token not in used:
            return token
    raise FormUsedUp


def note_the_others(lead, others, now):
    """Tell the office: it may be the next person, and it may be a number put right."""
    if others:
        references = "、".join(other.reference for other in others)
        body = f"与 {references} 出自同一张表单，电话和邮箱都不同：可能是另一个人，也可能是更正。"
        FollowUp.objects.create(lead=lead, body=body, created_at=now)
