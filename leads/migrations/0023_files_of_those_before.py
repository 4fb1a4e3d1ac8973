"""Leads from before get their files, five hundred a transaction: the web may run beside it."""

from django.db import migrations, transaction

from leads.identifiers import identifiers_of

BATCH = 500
NAMES = {"person": "contact_name", "company": "company"}


def fill(apps, schema_editor):
    Lead = apps.get_model("leads", "Lead")
    waiting = Lead.objects.filter(
        person_party=None, company_party=None, is_quarantined=False, erased_at=None
    )
    last = 0
    while leads := list(waiting.filter(pk__gt=last).order_by("pk")[:BATCH]):
        with transaction.atomic():
            Files(apps, leads).give()
        last = leads[-1].pk


class Files:
    """The parties of one batch of leads: those that are known and those that are made."""

    def __init__(self, apps, leads):
        self.Party, self.Identifier, self.Lead = (
            apps.get_model("leads", name) for name in ("Party", "PartyIdentifier", "Lead")
        )
        self.leads = leads
        self.wanted = {
            (lead.pk, kind): getattr(identifiers_of(lead), kind) for lead in leads for kind in NAMES
        }
        values = {value for pairs in self.wanted.values() for _, value in pairs}
        rows = self.Identifier.objects.filter(value__in=values).select_related("party")
        self.known = {(row.site_id, row.scheme, row.value): row.party for row in rows}
        self.held, self.made, self.rows = {}, [], []
        of_known = self.Identifier.objects.filter(party__in={row.party_id for row in rows})
        for row in of_known:
            self.held.setdefault(row.party_id, {})[row.scheme] = row.value

    def give(self):
        for lead in self.leads:
            for kind, name in NAMES.items():
                pairs = self.wanted[lead.pk, kind]
                if pairs:
                    party = self.party(lead, kind, pairs, getattr(lead, name))
                    setattr(lead, f"{kind}_party", party)
        self.Party.objects.bulk_create(self.made)
        self.Identifier.objects.bulk_create(self.rows, ignore_conflicts=True)
        self.Lead.objects.bulk_update(self.leads, ["person_party", "company_party"])

    def party(self, lead, kind, pairs, name):
        keys = [(lead.site_id, *pair) for pair in pairs]
        found = next((self.known[key] for key in keys if key in self.known), None)
        if found is None:
            found = self.Party(site_id=lead.site_id, kind=kind, name=name)
            self.made.append(found)
        held = self.held.setdefault(found.pk or id(found), {})
        for key in keys:
            if key not in self.known and key[1] not in held:
                held[key[1]] = key[2]
                self.known[key] = found
                site_id, scheme, value = key
                self.rows.append(
                    self.Identifier(party=found, site_id=site_id, scheme=scheme, value=value)
                )
        return found


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("leads", "0022_who_is_one")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
