"""Whose rights, password or second factor change is signed out, whoever makes the change.

A grant that is added ends nothing: it gives rights, from the next request on.
"""

from django.conf import settings
from django.db import migrations

TRIGGERS = """
CREATE FUNCTION accounts_end_sessions() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_TABLE_NAME = 'auth_user' THEN
        DELETE FROM accounts_desksession WHERE user_id = NEW.id;
    ELSIF TG_OP = 'INSERT' THEN
        DELETE FROM accounts_desksession WHERE user_id = NEW.user_id;
    ELSE
        DELETE FROM accounts_desksession WHERE user_id = OLD.user_id;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER accounts_account_ends_sessions
AFTER UPDATE OF password, is_active, is_staff, is_superuser ON auth_user
FOR EACH ROW WHEN (
    (OLD.password, OLD.is_active, OLD.is_staff, OLD.is_superuser)
    IS DISTINCT FROM (NEW.password, NEW.is_active, NEW.is_staff, NEW.is_superuser)
) EXECUTE FUNCTION accounts_end_sessions();
CREATE TRIGGER accounts_grant_ends_sessions
AFTER UPDATE OF user_id, region_id, role ON regions_membership
FOR EACH ROW WHEN (
    (OLD.user_id, OLD.region_id, OLD.role) IS DISTINCT FROM (NEW.user_id, NEW.region_id, NEW.role)
) EXECUTE FUNCTION accounts_end_sessions();
CREATE TRIGGER accounts_grant_gone_ends_sessions
AFTER DELETE ON regions_membership
FOR EACH ROW EXECUTE FUNCTION accounts_end_sessions();
CREATE TRIGGER accounts_factor_ends_sessions
AFTER INSERT OR DELETE ON otp_totp_totpdevice
FOR EACH ROW EXECUTE FUNCTION accounts_end_sessions();
"""
UNDO = """
DROP TRIGGER accounts_factor_ends_sessions ON otp_totp_totpdevice;
DROP TRIGGER accounts_grant_gone_ends_sessions ON regions_membership;
DROP TRIGGER accounts_grant_ends_sessions ON regions_membership;
DROP TRIGGER accounts_account_ends_sessions ON auth_user;
DROP FUNCTION accounts_end_sessions();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_sessions_and_recovery_codes"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("otp_totp", "0003_add_timestamps"),
        ("regions", "0004_auditors_stand_apart"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [migrations.RunSQL(TRIGGERS, UNDO)]
