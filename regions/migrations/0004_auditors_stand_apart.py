"""Who audits holds no other role. What is granted already stays and is named to managers."""

import logging

from django.conf import settings
from django.db import migrations

logger = logging.getLogger(__name__)
# The lock on the account lets one of two grants wait for the other, which it then sees.
TRIGGER = """
CREATE FUNCTION regions_refuse_mixed_roles() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.user_id = OLD.user_id
        AND (NEW.role = 'auditor') = (OLD.role = 'auditor') THEN
        RETURN NEW;
    END IF;
    PERFORM 1 FROM auth_user WHERE id = NEW.user_id FOR NO KEY UPDATE;
    IF EXISTS (
        SELECT 1 FROM regions_membership
        WHERE user_id = NEW.user_id AND id <> NEW.id
            AND (role = 'auditor') <> (NEW.role = 'auditor')
    ) THEN
        RAISE EXCEPTION 'regions_membership_auditor_is_apart'
            USING ERRCODE = '23514', CONSTRAINT = 'regions_membership_auditor_is_apart';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER regions_membership_auditor_is_apart BEFORE INSERT OR UPDATE ON regions_membership
FOR EACH ROW EXECUTE FUNCTION regions_refuse_mixed_roles();
"""
UNDO = """
DROP TRIGGER regions_membership_auditor_is_apart ON regions_membership;
DROP FUNCTION regions_refuse_mixed_roles();
"""


def name_mixed_accounts(apps, schema_editor):
    roles = {}
    for user_id, role in apps.get_model("regions", "Membership").objects.values_list(
        "user_id", "role"
    ):
        roles.setdefault(user_id, set()).add(role)
    mixed = sorted(u for u, held in roles.items() if "auditor" in held and len(held) > 1)
    if mixed:
        logger.warning("accounts that audit and act, to be parted by a manager: %s", mixed)


class Migration(migrations.Migration):
    dependencies = [
        ("regions", "0003_renamed_addresses_lead_on"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunPython(name_mixed_accounts, migrations.RunPython.noop),
        migrations.RunSQL(TRIGGER, UNDO),
    ]
