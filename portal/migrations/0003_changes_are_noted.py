"""Whatever changes what may be public is noted in the transaction of the change (ADR 25).

As portal.edition_sources said when this was written; a later declaration gets a later migration.
"""

from django.db import migrations

from publishing.editions.triggers import Triggers

TRIGGERS = (
    Triggers(
        "regions_site",
        keys=(),
        paths="SELECT ''",
    ),
    Triggers(
        "regions_region",
        keys=(),
        paths="SELECT ''",
    ),
    Triggers(
        "regions_regionalias",
        keys=(),
        paths="SELECT ''",
    ),
    Triggers(
        "regions_servicetile",
        keys=("site_id",),
        paths="SELECT coalesce((SELECT place.path FROM regions_site step1 JOIN regions_region place ON place.id = step1.region_id WHERE step1.id = touched.site_id), '')",
    ),
    Triggers(
        "regions_friendlink",
        keys=("site_id",),
        paths="SELECT coalesce((SELECT place.path FROM regions_site step1 JOIN regions_region place ON place.id = step1.region_id WHERE step1.id = touched.site_id), '')",
    ),
    Triggers(
        "leads_topic",
        keys=(),
        paths="SELECT ''",
        quiet=("routing_email",),
    ),
    Triggers(
        "leads_calendarperiod",
        keys=(),
        paths="SELECT ''",
    ),
    Triggers(
        "news_column",
        keys=("site_id",),
        paths="SELECT coalesce((SELECT place.path FROM regions_site step1 JOIN regions_region place ON place.id = step1.region_id WHERE step1.id = touched.site_id), '')",
        quiet=("max_age_days",),
    ),
    Triggers(
        "news_kindtag",
        keys=(),
        paths="SELECT ''",
    ),
    Triggers(
        "news_article",
        keys=("column_id",),
        paths="SELECT coalesce((SELECT place.path FROM news_column step1 JOIN regions_site step2 ON step2.id = step1.site_id JOIN regions_region place ON place.id = step2.region_id WHERE step1.id = touched.column_id), '')",
        where="this.status = 'approved'",
        quiet=(
            "created_by_id",
            "approved_by_id",
            "created_at",
            "provenance",
            "is_attention_needed",
        ),
    ),
    Triggers(
        "news_article_parks",
        keys=("article_id",),
        paths="SELECT coalesce((SELECT place.path FROM news_article step1 JOIN news_column step2 ON step2.id = step1.column_id JOIN regions_site step3 ON step3.id = step2.site_id JOIN regions_region place ON place.id = step3.region_id WHERE step1.id = touched.article_id), '')",
    ),
    Triggers(
        "news_sitepage",
        keys=("site_id",),
        paths="SELECT coalesce((SELECT place.path FROM regions_site step1 JOIN regions_region place ON place.id = step1.region_id WHERE step1.id = touched.site_id), '')",
        where="this.status = 'approved'",
        quiet=("created_by_id", "approved_by_id", "created_at"),
    ),
    Triggers(
        "policies_policycategory",
        keys=(),
        paths="SELECT ''",
    ),
    Triggers(
        "policies_policy",
        keys=("region_id",),
        paths="SELECT coalesce((SELECT place.path FROM regions_region place WHERE place.id = touched.region_id), '')",
        where="this.status = 'approved'",
        quiet=("created_by_id", "approved_by_id", "created_at"),
    ),
    Triggers(
        "policies_policy_industries",
        keys=("policy_id",),
        paths="SELECT coalesce((SELECT place.path FROM policies_policy step1 JOIN regions_region place ON place.id = step1.region_id WHERE step1.id = touched.policy_id), '')",
    ),
    Triggers(
        "parks_industry",
        keys=(),
        paths="SELECT ''",
    ),
    Triggers(
        "parks_kindrule",
        keys=(),
        paths="SELECT ''",
    ),
    Triggers(
        "parks_park",
        keys=("id", "region_id"),
        paths="SELECT coalesce((SELECT place.path FROM regions_region place WHERE place.id = touched.region_id), '') UNION SELECT place.path FROM parks_listing step1 JOIN regions_region place ON place.id = step1.region_id WHERE step1.park_id = touched.id UNION SELECT place.path FROM news_article_parks step1_link JOIN news_article step1 ON step1.id = step1_link.article_id JOIN news_column step2 ON step2.id = step1.column_id JOIN regions_site step3 ON step3.id = step2.site_id JOIN regions_region place ON place.id = step3.region_id WHERE step1_link.park_id = touched.id",
        where="this.status = 'approved'",
        quiet=("created_by_id", "approved_by_id", "created_at"),
    ),
    Triggers(
        "parks_park_industries",
        keys=("park_id",),
        paths="SELECT coalesce((SELECT place.path FROM parks_park step1 JOIN regions_region place ON place.id = step1.region_id WHERE step1.id = touched.park_id), '')",
    ),
    Triggers(
        "parks_utility",
        keys=("park_id",),
        paths="SELECT coalesce((SELECT place.path FROM parks_park step1 JOIN regions_region place ON place.id = step1.region_id WHERE step1.id = touched.park_id), '') UNION SELECT place.path FROM parks_park step1 JOIN parks_listing step2 ON step2.park_id = step1.id JOIN regions_region place ON place.id = step2.region_id WHERE step1.id = touched.park_id",
    ),
    Triggers(
        "parks_transportlink",
        keys=("park_id",),
        paths="SELECT coalesce((SELECT place.path FROM parks_park step1 JOIN regions_region place ON place.id = step1.region_id WHERE step1.id = touched.park_id), '') UNION SELECT place.path FROM parks_park step1 JOIN parks_listing step2 ON step2.park_id = step1.id JOIN regions_region place ON place.id = step2.region_id WHERE step1.id = touched.park_id",
    ),
    Triggers(
        "parks_costfactor",
        keys=("park_id",),
        paths="SELECT coalesce((SELECT place.path FROM parks_park step1 JOIN regions_region place ON place.id = step1.region_id WHERE step1.id = touched.park_id), '') UNION SELECT place.path FROM parks_park step1 JOIN parks_listing step2 ON step2.park_id = step1.id JOIN regions_region place ON place.id = step2.region_id WHERE step1.id = touched.park_id",
    ),
    Triggers(
        "parks_listing",
        keys=("region_id",),
        paths="SELECT coalesce((SELECT place.path FROM regions_region place WHERE place.id = touched.region_id), '')",
        where="this.status = 'approved'",
        quiet=("created_by_id", "approved_by_id", "created_at", "hold_reason"),
    ),
    Triggers(
        "parks_listing",
        keys=("region_id",),
        paths="SELECT coalesce((SELECT substring(place.path FROM '^(?:[^/]*/){1,2}') FROM regions_region place WHERE place.id = touched.region_id), '')",
        where="this.status = 'approved' AND this.kind = 'land'",
        only=("region_id", "kind", "status", "publish_at", "expire_at", "hidden_at"),
        name="medians",
    ),
    Triggers(
        "parks_listing_industries",
        keys=("listing_id",),
        paths="SELECT coalesce((SELECT place.path FROM parks_listing step1 JOIN regions_region place ON place.id = step1.region_id WHERE step1.id = touched.listing_id), '')",
    ),
    Triggers(
        "parks_listingphoto",
        keys=("listing_id",),
        paths="SELECT coalesce((SELECT place.path FROM parks_listing step1 JOIN regions_region place ON place.id = step1.region_id WHERE step1.id = touched.listing_id), '')",
    ),
    Triggers(
        "parks_listingfile",
        keys=("listing_id",),
        paths="SELECT coalesce((SELECT place.path FROM parks_listing step1 JOIN regions_region place ON place.id = step1.region_id WHERE step1.id = touched.listing_id), '')",
    ),
    Triggers(
        "parks_buildingspec",
        keys=("listing_id",),
        paths="SELECT coalesce((SELECT place.path FROM parks_listing step1 JOIN regions_region place ON place.id = step1.region_id WHERE step1.id = touched.listing_id), '')",
    ),
    Triggers(
        "parks_landterms",
        keys=("listing_id",),
        paths="SELECT coalesce((SELECT place.path FROM parks_listing step1 JOIN regions_region place ON place.id = step1.region_id WHERE step1.id = touched.listing_id), '')",
    ),
    Triggers(
        "parks_landterms",
        keys=("listing_id",),
        paths="SELECT coalesce((SELECT substring(place.path FROM '^(?:[^/]*/){1,2}') FROM parks_listing step1 JOIN regions_region place ON place.id = step1.region_id WHERE step1.id = touched.listing_id), '')",
        only=(
            "listing_id",
            "investment_wan_per_mu",
            "tax_wan_per_mu",
            "output_wan_per_mu",
            "energy_tce_per_wan",
            "green_ratio_max_percent",
            "office_land_max_percent",
        ),
        name="medians",
    ),
    Triggers(
        "parks_listingdigest",
        keys=("park_id", "region_id"),
        paths="SELECT coalesce((SELECT place.path FROM regions_region place WHERE place.id = touched.region_id), '') UNION SELECT place.path FROM parks_park step1 JOIN regions_region place ON place.id = step1.region_id WHERE step1.id = touched.park_id",
    ),
    Triggers(
        "search_searchentry",
        keys=("region_id",),
        paths="SELECT coalesce((SELECT place.path FROM regions_region place WHERE place.id = touched.region_id), '')",
    ),
)


class Migration(migrations.Migration):
    dependencies = [
        ("portal", "0002_audit_seals"),
        ("publishing", "0004_changes"),
        ("leads", "0013_contact_views_have_reasons"),
        ("news", "0005_moments"),
        ("parks", "0009_moments"),
        ("policies", "0004_moments"),
        ("regions", "0004_auditors_stand_apart"),
        ("search", "0001_initial"),
    ]

    operations = [migrations.RunSQL(each.create(), each.drop()) for each in TRIGGERS]
