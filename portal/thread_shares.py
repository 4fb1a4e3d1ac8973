"""Which requests share how many threads of a web process (core/bulkheads.py).

What the office lives by is never held up by readers: the desk, enquiries, their status. Health
checks and files are answered before this. Answers that are looked for beside an enquiry are for
readers; where the page of an enquiry looks itself, it takes a heavy slot for that alone
(`request.heavy_slot`) and is drawn without where there is none.
"""

import re
from contextlib import ExitStack

from django.conf import settings

from core.bulkheads import Bulkhead

OFFICE = re.compile(r"/(?:(?:admin|editor)/|[^/]+/consult/(?!answers/|solved/))")
# What asks much of the database, or of the processor, for one reader.
HEAVY = {
    *("listing_list", "land_list", "factory_list", "warehouse_list", "office_list"),
    *("listing_map", "listing_map_points", "listing_geojson", "listing-list"),
    *("listing_compare", "listing_sheet_pdf", "guide_fit", "guide_fit_result"),
    *("search", "search_suggest", "answer_list", "preview_link_open"),
}
readers = Bulkhead(max(1, settings.WEB_THREADS * 3 // 4))
heavy = Bulkhead(max(1, settings.WEB_THREADS // 2))


class ThreadShares:
    """Readers hold three quarters of the threads at most, their heavy pages half."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.heavy_slot = heavy.slot
        with ExitStack() as request.thread_slots:
            if not OFFICE.match(request.path_info):
                request.thread_slots.enter_context(readers.slot())
            return self.get_response(request)

    def process_view(self, request, view_func, view_args, view_kwargs):
        if request.resolver_match.url_name in HEAVY:
            request.thread_slots.enter_context(heavy.slot())
