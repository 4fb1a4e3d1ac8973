"""Stored codes get the one spelling in which new ones are stored."""

import logging

from django.db import migrations

from core.text_folding import fold, fold_code

logger = logging.getLogger(__name__)
TAKEN = "载体 %s 的编号 %s 没有改写成 %s：已有另一条用着。请在后台核对，改掉或删去一条。"


def fold_codes(apps, schema_editor):
    """Where somebody else has that spelling, both stay as they are, and the log names them."""
    listings = apps.get_model("parks", "Listing").objects.using(schema_editor.connection.alias)
    index = apps.get_model("parks", "ListingIndex").objects.using(schema_editor.connection.alias)
    unfolded, taken = [], set()
    for pk, code in listings.order_by("pk").values_list("pk", "code").iterator():
        taken.add(code)
        if code != fold_code(code):
            unfolded.append((pk, code))
    for pk, code in unfolded:
        folded = fold_code(code)
        if not folded or folded in taken:
            logger.warning(TAKEN, pk, code, folded)
            continue
        listing = listings.get(pk=pk)
        searched = fold("\n".join((listing.title, folded, listing.address)))
        listings.filter(pk=pk).update(code=folded, searched_text=searched)
        index.filter(listing_id=pk).update(searched_text=searched)
        taken.add(folded)


class Migration(migrations.Migration):
    dependencies = [("parks", "0001_initial")]

    operations = [migrations.RunPython(fold_codes, migrations.RunPython.noop, elidable=True)]
