"""An account with open enquiries is not taken out: they are given away first (ADR 44)."""

from django.conf import settings
from django.db import migrations

TRIGGER = """
CREATE FUNCTION leads_owner_hands_over() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM leads_lead
        WHERE owner_id = OLD.id AND NOT is_quarantined AND closed_at IS NULL AND erased_at IS NULL
    ) THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation',
            CONSTRAINT = 'leads_owner_hands_over',
            MESSAGE = 'account owns open enquiries (leads_owner_hands_over)';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER leads_account_hands_over
BEFORE UPDATE OF is_active, is_staff ON auth_user
FOR EACH ROW WHEN (OLD.is_active AND OLD.is_staff AND NOT (NEW.is_active AND NEW.is_staff))
EXECUTE FUNCTION leads_owner_hands_over();
CREATE TRIGGER leads_account_gone_hands_over
BEFORE DELETE ON auth_user FOR EACH ROW EXECUTE FUNCTION leads_owner_hands_over();
"""
UNDO = """
DROP TRIGGER leads_account_gone_hands_over ON auth_user;
DROP TRIGGER leads_account_hands_over ON auth_user;
DROP FUNCTION leads_owner_hands_over();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("leads", "0026_promises_and_calls"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [migrations.RunSQL(TRIGGER, UNDO)]
