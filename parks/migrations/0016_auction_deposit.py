"""What a bidder deposits for a plot: unknown of all that stand."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("parks", "0015_words_of_attributes"),
    ]

    operations = [
        migrations.AddField(
            model_name="landterms",
            name="auction_deposit_wan",
            field=models.DecimalField(
                blank=True,
                decimal_places=2,
                max_digits=10,
                null=True,
                verbose_name="竞买保证金（万元）",
            ),
        ),
    ]
