"""Every kind of public page of a rich world, by a name that a failing test prints."""

from privacy.views import RECEIPT
from tests.portal.access_matrix import PUBLIC

NOT_PAGES = {
    *("display_set", "site_theme", "healthz", "readyz", "robots", "sitemap", "sitemap_section"),
    *("api_schema", "site-list", "site-detail", "listing-list", "listing-detail"),
    *("park-list", "park-detail", "article-list", "article-detail", "policy-list"),
    *("policy-detail", "media_file", "admin_shortcut", "site_qr", "share_card", "article_feed"),
    "admin:invitation",  # the desk's door; tests/accounts looks at it
    *("listing_sheet_pdf", "proposal_sheet"),
    *("answer_list", "lead_watch"),  # parts for htmx; others are led to the page
    "data_erased",  # with its receipt below
    *("listing_map_points", "listing_geojson"),
    "api_docs",  # Swagger's page, not ours: test_page_budgets looks at its policy
}
# Forms carry a CSRF cookie; nothing else does. Names begin with one of these.
MAY_SET_COOKIES = ("consult", "callback", "lead_status", "admin")


def page_types(world) -> dict[str, tuple[str, int]]:
    """Name → (path, status) of each page that a GET draws; unusual states after a colon."""
    pages = {
        name: (world.address(name, row.args) + (f"?{row.query}" if row.query else ""), row.status)
        for name, row in PUBLIC.items()
        if name not in NOT_PAGES
    }
    site, industry = f"/{world.site.slug}", world.industry.slug
    receipt = RECEIPT.sign_object([world.lead.reference, "2026-11-30T08:00:00+00:00"])
    chosen, more = (
        "&".join(f"listing={listing.pk}" for listing in group)
        for group in (world.chosen[:4], world.chosen[4:])
    )
    return pages | {
        "listing_list: page 2": (f"{site}/listings/?page=2", 200),
        "listing_list: empty": (f"{site}/listings/?q=没有这样的空间", 200),
        "listing_list: bad value": (f"{site}/listings/?area_min=abc&area_max=1&area_unit=sqm", 400),
        "listing_map: a frame": (f"{site}/map/?bbox=94.7,36.3,95,36.6&kind=land", 200),
        "listing_map: empty": (f"{site}/map/?bbox=100,30,101,31", 200),
        "listing_map: bad value": (f"{site}/map/?bbox=1,2,3&area_min=abc&area_unit=sqm", 400),
        "listing_detail: land": (f"{site}/listings/{world.land.pk}/", 200),
        "listing_detail: hidden as stale": (f"{site}/listings/{world.stale.pk}/", 410),
        "listing_detail: measured": (f"{site}/listings/{world.land.pk}/?investment=9000", 200),
        "listing_detail: bad plan": (f"{site}/listings/{world.land.pk}/?investment=abc", 400),
        "listing_detail: taken": (f"{site}/listings/{world.taken.pk}/", 200),
        "listing_compare: four": (f"{site}/compare/?{chosen}", 200),
        "listing_compare: gone": (f"{site}/compare/?{chosen}&listing=987654321", 200),
        "listing_compare: too many": (f"{site}/compare/?{chosen}&{more}", 400),
        "listing_sheet: land": (f"{site}/listings/{world.land.pk}/sheet/", 200),
        "listing_sheet: taken": (f"{site}/listings/{world.taken.pk}/sheet/", 200),
        "consult: about four listings": (f"{site}/consult/?topic=space&{chosen}", 200),
        "shortlist: four": (f"{site}/shortlist/?{chosen}", 200),
        "shortlist: gone": (f"{site}/shortlist/?{chosen}&listing={world.taken.pk}", 200),
        "policy_list: bad value": (f"{site}/policies/?category=abc", 400),
        "policy_list: empty": (f"{site}/policies/?q=没有这样的政策", 200),
        "policy_detail: expired": (f"{site}/policies/{world.expired.pk}/", 200),
        "article_list: bad value": (f"{site}/news/?year=abc", 400),
        "article_list: empty": (f"{site}/news/?year=1999", 200),
        "article_detail: old": (f"{site}/news/{world.old.pk}/", 200),
        "guide_fit: what for": (f"{site}/guide/fit/?step=2", 200),
        "guide_fit: space": (f"{site}/guide/fit/?use=3&kind=factory&industry={industry}", 200),
        "guide_fit: supplies": (f"{site}/guide/fit/?step=4&kind=factory&area_min=3000", 200),
        "guide_fit: when": (f"{site}/guide/fit/?step=5&purpose=storage", 200),
        "guide_fit: bad value": (f"{site}/guide/fit/?kind=abc&area_min=abc&fire=x", 400),
        "guide_fit_result: many needs": (
            f"{site}/guide/fit/result/?industry={industry}&purpose=build&area_min=20"
            "&area_unit=mu&power_min=100&eia=1&steam=1&gas=1&rail_max=10&water=9&when=half",
            200,
        ),
        "guide_fit_result: nothing asked": (f"{site}/guide/fit/result/", 200),
        "guide_fit_result: nothing found": (f"{site}/guide/fit/result/?area_min=9999999", 200),
        "data_erased: told": (f"{site}/consult/erased/?receipt={receipt}", 200),
        "proposal_detail: sent": (f"{site}/proposal/{world.paper_token}/", 200),
        "search: nothing asked": (f"{site}/search/", 200),
        "search: nothing found": (f"{site}/search/?q=zzqq", 200),
        "search: one type": (f"{site}/search/?q=园区&type=article", 200),
        "search: narrowed": (f"{site}/search/?q=园区&scope=all&since=2020-01-01&order=newest", 200),
        "search: nothing left": (f"{site}/search/?q=园区&until=1999-01-01&type=park", 200),
        "search: bad values": (f"{site}/search/?q=PET&type=x&scope=y&since=abc&order=z", 400),
        "search_suggest: nothing": (f"{site}/search/suggest/?q=zzqq", 200),
        "network_home: by name": ("/?place=wulan", 200),
        "network_search: nothing asked": ("/search/", 200),
        "network_search: one type": ("/search/?q=园区&type=article", 200),
        "network_home: bad value": ("/?province=1&letter=?", 400),
        "site_change: with needs": (f"{site}/change/?to=land_list&area_min=20&place=x", 200),
        "consult: about a listing": (f"{site}/consult/?listing={world.listing.pk}", 200),
        "receipt": (world.receipt, 200),
        "404": ("/golmud/nothing/here/", 404),
        "404: on a site": (f"{site}/listings/987654321/", 404),
    }
