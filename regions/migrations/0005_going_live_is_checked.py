"""What a site's own row must hold before it goes live; sites that are live already stay so.

A trigger and no check constraint: asked at the moment of going live alone (ADR 40).
"""

from django.db import migrations

TRIGGER = """
CREATE FUNCTION regions_check_going_live() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    broken text;
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.is_live THEN
        RETURN NEW;
    END IF;
    broken := CASE
        WHEN NEW.hotline = '' THEN 'regions_site_live_has_a_hotline'
        WHEN NEW.profile = 'government' AND '' IN (
            NEW.icp_number, NEW.police_number, NEW.site_code
        ) THEN 'regions_site_live_government_is_registered'
    END;
    IF broken IS NOT NULL THEN
        RAISE EXCEPTION '%', broken USING ERRCODE = '23514', CONSTRAINT = broken;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER regions_site_going_live_is_checked BEFORE INSERT OR UPDATE ON regions_site
FOR EACH ROW WHEN (NEW.is_live) EXECUTE FUNCTION regions_check_going_live();
"""
UNDO = """
DROP TRIGGER regions_site_going_live_is_checked ON regions_site;
DROP FUNCTION regions_check_going_live();
"""


class Migration(migrations.Migration):
    dependencies = [("regions", "0004_auditors_stand_apart")]

    operations = [migrations.RunSQL(TRIGGER, UNDO)]
