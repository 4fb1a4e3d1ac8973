from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("leads", "0007_enquiry_as_it_stands")]

    operations = [
        migrations.RemoveConstraint("consent", "leads_consent_once_a_text"),
        migrations.AddConstraint(
            "consent",
            models.UniqueConstraint(
                fields=["lead", "purpose", "text_version", "text_hash"],
                name="leads_consent_once_a_text",
            ),
        ),
    ]
