"""The whole load, in the order in which rows need one another."""

from collections import Counter
from pathlib import Path

from django.conf import settings
from django.db import transaction

from landing.default_nodes import ensure_node_templates
from leads.default_clocks import ensure_clock_rules
from leads.default_stages import ensure_gates, ensure_lost_reasons
from leads.default_topics import ensure_topics
from portal.seeding.articles import load_articles, load_guides, load_policies
from portal.seeding.loader import Loader
from portal.seeding.parks import load_listings, load_parks
from portal.seeding.sites import load_map_features, load_pages, load_sites, load_vocabularies
from regions.gbt2260 import load_divisions
from search.following import catch_up
from visits.default_refusals import ensure_refusal_reasons

SEEDS = settings.BASE_DIR / "seeds"
STEPS = (
    load_sites,
    load_map_features,
    load_parks,
    load_listings,
    load_articles,
    load_guides,
    load_policies,
    load_pages,
)


def load_seeds(folder: Path = SEEDS, *, refresh: bool = False, is_demo: bool = True) -> Counter:
    """Load all or nothing; raises SeedError. Counts as in Loader.counts.

    Without the demo only what a real installation needs too: the region tree, topics, stages' gates
    and lost reasons, industries, policy categories and kind tags.
    """
    loader = Loader(folder, refresh=refresh)
    try:
        with transaction.atomic():
            load_divisions()
            ensure_topics()
            ensure_lost_reasons()
            ensure_gates()
            ensure_refusal_reasons()
            ensure_clock_rules()
            ensure_node_templates()
            for step in (load_vocabularies, *(STEPS if is_demo else ())):
                step(loader)
            catch_up()
    except BaseException:
        loader.pictures.forget()
        raise
    return loader.counts
