"""Rules of the kinds, readable columns for what stood in free text, and the first digests."""

from django.db import migrations

RULES = """
INSERT INTO parks_kindrule (kind, fresh_days, grace_days, required) VALUES
    ('land', 180, 60, ARRAY['use_code', 'supply_mode', 'tenure_years', 'investment_wan_per_mu']),
    ('factory', 90, 30, ARRAY['clear_height_m', 'load_t_per_sqm', 'power_kva', 'fire_class']),
    ('warehouse', 90, 30, ARRAY['clear_height_m', 'load_t_per_sqm', 'fire_class']),
    ('office', 90, 30, ARRAY['delivery_standard', 'property_fee_yuan_per_sqm_month'])
ON CONFLICT (kind) DO NOTHING
"""
# What is public now gets its grace from today: nothing vanishes with the upgrade.
FRESHNESS = """
UPDATE parks_listing l
SET stale_at = CASE WHEN l.verified_at IS NULL THEN l.publish_at
                    ELSE l.verified_at + make_interval(days => r.fresh_days) END,
    hidden_at = greatest(
        coalesce(l.verified_at, l.publish_at) + make_interval(days => r.fresh_days),
        l.publish_at,
        now()
    ) + make_interval(days => r.grace_days)
FROM parks_kindrule r WHERE r.kind = l.kind
"""
DELIVERY = """
UPDATE parks_buildingspec SET delivery_standard = CASE
    WHEN delivery LIKE '毛坯%' THEN 'bare'
    WHEN delivery LIKE '简装%' THEN 'basic'
    WHEN delivery LIKE '精装%' THEN 'fitted'
    WHEN delivery LIKE '带%' THEN 'equipped'
    ELSE '' END
"""
SPACING = r"""
UPDATE parks_buildingspec
SET column_spacing_m = substring(column_grid from '^\s*(\d{1,3}(?:\.\d{1,2})?)')::numeric
WHERE column_grid ~ '^\s*\d{1,3}(\.\d{1,2})?(\s|×|x|$)'
"""
ENTRIES = """
UPDATE search_searchentry e SET expire_at = least(l.expire_at, l.hidden_at)
FROM parks_listing l, django_content_type c
WHERE c.app_label = 'parks' AND c.model = 'listing'
    AND e.content_type_id = c.id AND e.object_id = l.id
"""
# As parks/models/listing_index.py wrote it when this migration was made.
DIGESTS = """
INSERT INTO parks_listingdigest (
    listing_id, status, publish_at, expire_at, region_id, park_id, industries, kind,
    status_of_offer, is_for_sale, is_for_lease, verified_at, available_on, area_sqm,
    divisible_from_sqm, price_yuan_per_sqm, rent_yuan_per_sqm_month, power_kva, is_eia_ready,
    use_code, supply_mode, state, is_standard_land, tenure_years, investment_wan_per_mu,
    fire_class, delivery_standard, is_separately_titled, is_registrable, has_dual_power,
    has_sprinkler, has_steam, has_gas, has_rail_siding, clear_height_m, floor_height_m,
    load_t_per_sqm, column_spacing_m, crane_t, freight_lift_t, efficiency_percent,
    property_fee_yuan_per_sqm_month, rail_freight_km, highway_km, latitude, longitude
)
SELECT
    l.id, l.status, l.publish_at, least(l.expire_at, l.hidden_at), l.region_id, l.park_id,
    ARRAY(
        SELECT i.industry_id FROM parks_listing_industries i
        JOIN parks_industry n ON n.id = i.industry_id
        WHERE n.is_active AND i.listing_id = l.id ORDER BY 1
    ),
    l.kind, l.status_of_offer, l.offer IN ('sale', 'both', 'transfer'),
    l.offer IN ('lease', 'both'), coalesce(l.verified_at, '1970-01-01 00:00:00+00'),
    l.available_on, l.area_sqm, coalesce(l.divisible_from_sqm, l.area_sqm),
    l.price_yuan_per_sqm, l.rent_yuan_per_sqm_month, coalesce(b.power_kva, t.power_kva),
    coalesce(b.is_eia_ready, t.is_eia_ready), coalesce(t.use_code, ''),
    coalesce(t.supply_mode, ''), coalesce(t.state, ''), t.is_standard_land, t.tenure_years,
    t.investment_wan_per_mu, coalesce(b.fire_class, ''), coalesce(b.delivery_standard, ''),
    b.is_separately_titled, b.is_registrable, b.has_dual_power, b.has_sprinkler, b.has_steam,
    b.has_gas, b.has_rail_siding, b.clear_height_m, b.floor_height_m, b.load_t_per_sqm,
    b.column_spacing_m, b.crane_t, b.freight_lift_t, b.efficiency_percent,
    b.property_fee_yuan_per_sqm_month,
    (SELECT min(k.distance_km) FROM parks_transportlink k
     WHERE k.park_id = l.park_id AND k.kind = 'rail_freight'),
    (SELECT min(k.distance_km) FROM parks_transportlink k
     WHERE k.park_id = l.park_id AND k.kind = 'highway'),
    l.latitude, l.longitude
FROM parks_listing l
LEFT JOIN parks_buildingspec b ON b.listing_id = l.id
LEFT JOIN parks_landterms t ON t.listing_id = l.id
WHERE l.status = 'approved'
"""


class Migration(migrations.Migration):
    dependencies = [
        ("parks", "0004_finding"),
        ("search", "0001_initial"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [
        migrations.RunSQL(
            [RULES, FRESHNESS, DELIVERY, SPACING, ENTRIES, DIGESTS], migrations.RunSQL.noop
        )
    ]
