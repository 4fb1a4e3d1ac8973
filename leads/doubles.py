"""Whether somebody who calls is known already: the same number, mail, company, or a name that
sounds alike, among the leads that the officer may open."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.cache import cache

from core.mail_addresses import normalise_mail_address
from core.phones import is_phone, normalise_phone
from leads.actions import TooManySearches, find_by_phone
from leads.models import Lead
from leads.models.askers import part_of_name
from leads.name_marks import name_key
from leads.name_sounds import name_sound
from leads.phone_keys import phone_key

MOST_SHOWN = 6
FEWEST_OF_A_COMPANY = 4  # characters of its name: 锂业 alone says nothing
ASKED_LATELY = 3600  # seconds in which the same number is looked for once


@dataclass(frozen=True)
class Double:
    """One lead that may be of the same person or company, and by what."""

    lead: Lead
    why: str


def doubles_of(user, *, phone="", email="", company="", contact_name="") -> list[Double]:
    """At most six, surest first, each once. Numbers are looked for on record and seldom."""
    leads = Lead.objects.in_scope(user).accepted().unerased()
    leads = leads.select_related("topic", "owner", "site").order_by("-received_at", "-pk")
    found = {}
    for why, rows in _likely(leads, user, phone, email, company, contact_name):
        for lead in rows[:MOST_SHOWN]:
            found.setdefault(lead.pk, Double(lead, why))
    return list(found.values())[:MOST_SHOWN]


def _likely(leads, user, phone, email, company, contact_name) -> Iterable:
    phone = normalise_phone(phone)
    if is_phone(phone):
        yield "同一电话", _with_phone(leads, user, phone)
    if email := normalise_mail_address(email):
        yield "同一邮箱", leads.with_mail(email)
    if len(key := name_key(company)) >= FEWEST_OF_A_COMPANY:
        yield "单位相同或相近", leads.filter(part_of_name(key))
    if sound := name_sound(contact_name):
        yield "称呼读音相同", leads.filter(name_sound=sound)


def _with_phone(leads, user, phone):
    """Typed once, looked for once: what is asked again while typing uses up no turn."""
    mark = f"doubles:{user.pk}:{phone_key(phone)}"
    if cache.get(mark):
        return leads.with_phone(phone)
    try:
        found = find_by_phone(leads, phone, by=user)
    except TooManySearches:
        return leads.none()
    cache.set(mark, 1, ASKED_LATELY)
    return found
