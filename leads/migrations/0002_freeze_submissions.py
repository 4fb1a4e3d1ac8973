"""The visitor's words cannot be changed, and go only when a lead is erased on purpose."""

from django.db import migrations

FREEZE = """
CREATE FUNCTION leads_submission_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND current_setting('portal.erasing', true) = 'on' THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'leads_submission is frozen' USING ERRCODE = 'integrity_constraint_violation';
END
$$;
CREATE TRIGGER leads_submission_frozen BEFORE UPDATE OR DELETE ON leads_submission
    FOR EACH ROW EXECUTE FUNCTION leads_submission_is_frozen();
"""
THAW = """
DROP TRIGGER leads_submission_frozen ON leads_submission;
DROP FUNCTION leads_submission_is_frozen();
"""


class Migration(migrations.Migration):
    dependencies = [("leads", "0001_initial")]

    operations = [migrations.RunSQL(FREEZE, THAW)]
