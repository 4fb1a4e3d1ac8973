"""Enquiries kept so far ask about one listing at most."""

from django.db import migrations


def fill(apps, schema_editor):
    Lead = apps.get_model("leads", "Lead")
    LeadListing = apps.get_model("leads", "LeadListing")
    asked = Lead.objects.filter(listing__isnull=False).values_list("pk", "listing", "subject_label")
    LeadListing.objects.bulk_create(
        (
            LeadListing(lead_id=lead, listing_id=listing, label=label, position=1)
            for lead, listing, label in asked.iterator()
        ),
        batch_size=1000,
        ignore_conflicts=True,
    )


class Migration(migrations.Migration):
    dependencies = [("leads", "0005_lead_listings")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop, elidable=True)]
