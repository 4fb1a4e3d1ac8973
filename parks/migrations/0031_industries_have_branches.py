"""Industries stand in a tree of two levels (ADR 74).

A trigger keeps the two levels: whatever two sessions do at once, no label is its own grandparent.
Where the labels of our seeds for chemistry are in use, they get the trade they belong to; what
listings copy of it follows by the trigger.
"""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q

import parks.models.industries

TWO_LEVELS = """
CREATE FUNCTION parks_industry_two_levels() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- Waits for whoever is changing the parent, so that its own parent is the last word.
    PERFORM 1 FROM parks_industry WHERE id = NEW.parent_id FOR SHARE;
    IF EXISTS (SELECT FROM parks_industry WHERE id = NEW.parent_id AND parent_id IS NOT NULL)
        OR EXISTS (SELECT FROM parks_industry WHERE parent_id = NEW.id AND id <> NEW.id)
    THEN
        RAISE EXCEPTION 'parks_industry_two_levels: a branch has no branches'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'parks_industry_two_levels';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER parks_industry_two_levels BEFORE INSERT OR UPDATE OF parent_id ON parks_industry
FOR EACH ROW WHEN (NEW.parent_id IS NOT NULL)
EXECUTE FUNCTION parks_industry_two_levels();
"""
ANY_LEVELS = """
DROP TRIGGER parks_industry_two_levels ON parks_industry;
DROP FUNCTION parks_industry_two_levels();
"""
FOLLOW = """
DROP TRIGGER parks_industry_copied ON parks_industry;
CREATE TRIGGER parks_industry_copied AFTER UPDATE OF is_active, parent_id ON parks_industry
FOR EACH ROW WHEN (
    (OLD.is_active, OLD.parent_id) IS DISTINCT FROM (NEW.is_active, NEW.parent_id)
)
EXECUTE FUNCTION search_request_reindex('parks.Industry', 'id');
"""
FOLLOW_NO_MORE = """
DROP TRIGGER parks_industry_copied ON parks_industry;
CREATE TRIGGER parks_industry_copied AFTER UPDATE OF is_active ON parks_industry
FOR EACH ROW WHEN (OLD.is_active IS DISTINCT FROM NEW.is_active)
EXECUTE FUNCTION search_request_reindex('parks.Industry', 'id');
"""
# Last of all: no table may be changed after it in the same transaction.
CHEMISTRY = """
INSERT INTO parks_industry (name, slug, gb_divisions, hints, position, is_active)
SELECT '化工', 'chemicals', '["25", "26"]'::jsonb, '石化 化学原料 化学制品', min(position), TRUE
FROM parks_industry
WHERE slug IN ('salt-lake-chemicals', 'oil-gas-chemicals', 'coal-chemicals')
    AND NOT EXISTS (SELECT FROM parks_industry WHERE slug = 'chemicals' OR name = '化工')
HAVING count(*) > 0;
UPDATE parks_industry AS branch SET parent_id = trade.id
FROM parks_industry AS trade
WHERE trade.slug = 'chemicals' AND trade.parent_id IS NULL AND branch.parent_id IS NULL
    AND branch.slug IN ('salt-lake-chemicals', 'oil-gas-chemicals', 'coal-chemicals');
"""


class Migration(migrations.Migration):
    dependencies = [
        ("parks", "0030_lists_of_any_kind"),
    ]

    operations = [
        migrations.AddField(
            model_name="industry",
            name="parent",
            field=models.ForeignKey(
                blank=True,
                help_text="如“盐湖化工”的上级是“化工”：选“化工”的读者也会看到它。只有两级。",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="children",
                to="parks.industry",
                verbose_name="上级产业",
            ),
        ),
        migrations.AlterField(
            model_name="industry",
            name="gb_divisions",
            field=models.JSONField(
                blank=True,
                default=list,
                help_text='GB/T 4754-2017 的大类、中类或小类，如 ["26", "2613"]。',
                validators=[parks.models.industries.are_gb_codes],
                verbose_name="国民经济行业代码",
            ),
        ),
        migrations.AddConstraint(
            model_name="industry",
            constraint=models.CheckConstraint(
                condition=~Q(parent=F("pk")),
                name="parks_industry_not_its_own_parent",
                violation_error_message="上级不能是它自己。",
            ),
        ),
        migrations.RunSQL(TWO_LEVELS, ANY_LEVELS),
        migrations.RunSQL(FOLLOW, FOLLOW_NO_MORE),
        migrations.RunSQL(CHEMISTRY, migrations.RunSQL.noop, elidable=True),
    ]
