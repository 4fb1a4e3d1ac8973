"""Telephones, mail addresses and names that are stored already, in the form of today's."""

from django.db import migrations, models

from core.mail_addresses import normalise_mail_address
from core.phones import is_phone, normalise_phone
from leads.name_marks import name_key

FIELDS = ("phone", "email", "search_text")


def spell_as_one(apps, schema_editor):
    """What cannot be read as one number or address stays as it was typed."""
    Lead = apps.get_model("leads", "Lead")
    leads = Lead.objects.filter(erased_at=None).only("contact_name", "company", "phone", "email")
    for lead in leads.iterator(chunk_size=1000):
        phone = normalise_phone(lead.phone)
        lead.phone = phone if is_phone(phone) else lead.phone
        lead.email = normalise_mail_address(lead.email)[:254]
        names = (lead.contact_name, lead.company)
        lead.search_text = " ".join(map(name_key, names)).strip()
        lead.save(update_fields=FIELDS)


class Migration(migrations.Migration):
    dependencies = [("leads", "0003_renamed_addresses_lead_on")]

    operations = [
        migrations.AddField(
            model_name="lead",
            name="search_text",
            field=models.TextField(
                blank=True,
                editable=False,
                help_text="称呼和单位的统一写法。",
                verbose_name="查找用的写法",
            ),
        ),
        migrations.RunPython(spell_as_one, migrations.RunPython.noop),
    ]
