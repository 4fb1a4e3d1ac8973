"""To which files a lead belongs (ADR 42): found by what identifies, made where nobody is known.

Whoever writes identifiers holds the locks of all of them, taken in one order, until the commit: two
enquiries of the same number at once find one file. The unique key guards what this only orders.
"""

import hashlib
from contextlib import suppress
from types import SimpleNamespace

from django.db import connection
from django.db.models import Q

from core.sealing import Unreadable
from leads.identifiers import identifiers_of
from leads.models import Lead, Party, PartyIdentifier

LINKS = {Party.Kind.PERSON: "person_party", Party.Kind.COMPANY: "company_party"}
NAMES = {Party.Kind.PERSON: "contact_name", Party.Kind.COMPANY: "company"}
WHO = ("contact_name", "company", "phone", "email", "credit_code")


def parties_of(site, values) -> dict:
    """{link of Lead: its party or None} for the `values` of a form; for what is in the inbox.

    A known party gets what it did not have; nothing that it has is changed.
    """
    lead = SimpleNamespace(**{name: values.get(name, "") for name in WHO})
    wanted = {kind: getattr(identifiers_of(lead), kind) for kind in LINKS}
    pairs = [pair for own in wanted.values() for pair in own]
    lock(site.pk, pairs)
    known = _known(site, pairs)
    return {
        link: _party(site, kind, wanted[kind], known, getattr(lead, NAMES[kind]))
        for kind, link in LINKS.items()
    }


def join(lead):
    """Into the files of whom its values name; what it was part of by other values is left."""
    left = _left_by(lead)
    for party in left:
        _tidy(party)  # what was put right is no longer said by anybody
    values = {name: getattr(lead, name) for name in WHO}
    for link, party in parties_of(lead.site, values).items():
        setattr(lead, link, party)
    lead.save(update_fields=[*LINKS.values()])
    for party in left:
        if party not in (lead.person_party, lead.company_party):
            _tidy(party)


def leave(lead):
    """Out of its files, for good: what only it knew of them is gone. Its values still stand.

    Also where they cannot be read: then what its files know is left as it is.
    """
    left = _parties_of(lead)
    with suppress(Unreadable):
        _hold(lead, left)
    Lead.objects.filter(pk=lead.pk).update(**dict.fromkeys(LINKS.values()))
    lead.person_party = lead.company_party = None
    for party in left:
        with suppress(Unreadable):
            _tidy(party)


def part(lead, kind):
    """Out of the file it shares into one of its own, with what nobody else of the old one says."""
    _left_by(lead)
    old, own = getattr(lead, LINKS[kind]), getattr(identifiers_of(lead), kind)
    new = Party.objects.create(site=lead.site, kind=kind, name=getattr(lead, NAMES[kind]))
    setattr(lead, LINKS[kind], new)
    lead.save(update_fields=[LINKS[kind]])
    _tidy(old)
    known = _known(lead.site, own)
    _identify(new, [pair for pair in own if pair not in known])


def _left_by(lead):
    """The parties it has, with everything locked by which they or the lead itself are found."""
    left = _parties_of(lead)
    _hold(lead, left)
    return left


def _parties_of(lead):
    return [party for party in (getattr(lead, link) for link in LINKS.values()) if party]


def _hold(lead, left):
    known = PartyIdentifier.objects.filter(party__in=left).values_list("scheme", "value")
    own = identifiers_of(lead)
    lock(lead.site_id, [*own.person, *own.company, *known])


def lock(site_pk, pairs):
    """Each at most once a transaction, the lowest first."""
    numbers = sorted({_number(f"{site_pk} {scheme} {value}") for scheme, value in pairs})
    if numbers:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(n) FROM unnest(%s) AS n", [numbers])


def _number(text):
    digest = hashlib.blake2b(text.encode(), digest_size=8, person=b"leads.party").digest()
    return int.from_bytes(digest, "big", signed=True)


def _known(site, pairs):
    """{(scheme, value): party} of those that somebody has."""
    any_of = Q(pk__in=())
    for scheme, value in pairs:
        any_of |= Q(scheme=scheme, value=value)
    rows = PartyIdentifier.objects.filter(any_of, site=site).select_related("party")
    return {(row.scheme, row.value): row.party for row in rows}


def _party(site, kind, wanted, known, name):
    """The party of the strongest identifier that is known, with its blanks filled."""
    if not wanted:
        return None
    found = next((known[pair] for pair in wanted if pair in known), None)
    held = dict(found.identifiers.values_list("scheme", "value")) if found else {}
    if found is None or _is_another_company(held, wanted):
        found, held = Party.objects.create(site=site, kind=kind, name=name), {}
    _identify(found, [pair for pair in wanted if pair[0] not in held and pair not in known])
    if name and not found.name:
        found.name = name
        found.save(update_fields=["name"])
    return found


def _identify(party, pairs):
    PartyIdentifier.objects.bulk_create(
        PartyIdentifier(party=party, site_id=party.site_id, scheme=scheme, value=value)
        for scheme, value in pairs
    )


def _is_another_company(held, wanted):
    """Of the same name, but of another code: the code decides."""
    code = dict(wanted).get(PartyIdentifier.Scheme.CREDIT_CODE)
    return bool(code) and held.get(PartyIdentifier.Scheme.CREDIT_CODE, code) != code


def _tidy(party):
    """Keeps of a party what its remaining leads say, and nothing where none is left."""
    party = Party.objects.locked().select_related("root").filter(pk=party.pk).first()
    if party is None:
        return
    link, name = LINKS[party.kind], NAMES[party.kind]
    rest = list(Lead.objects.unerased().filter(**{link: party}).order_by("pk").only(*WHO))
    if not rest and not party.merged_parties.exists():
        party.delete()
        if party.root and not party.root.merged_parties.exists():
            _tidy(party.root)
        return
    said = {pair for lead in rest for pair in getattr(identifiers_of(lead), party.kind)}
    for row in party.identifiers.all():
        if (row.scheme, row.value) not in said:
            row.delete()
    names = [getattr(lead, name) for lead in rest if getattr(lead, name)]
    if party.name not in names:
        party.name = next(iter(names), "")
        party.save(update_fields=["name"])
