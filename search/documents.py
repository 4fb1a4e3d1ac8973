"""What a searchable object hands to the index."""

import datetime
from dataclasses import dataclass


@dataclass(frozen=True)
class SearchDocument:
    """Plain text and filing facts of one object.

    `codes` are found whole (文号, listing codes, phone numbers). `path` is what follows the site
    slug in the URL, so that one entry serves every site that shows the object; `site_slug` is set
    when the object lives on one site only. `reaches_below` makes it visible on sites of the
    regions below its own (a province's policy).
    """

    type: str
    region_id: int
    title: str
    path: str
    dated_on: datetime.date
    body: str = ""
    codes: tuple[str, ...] = ()
    facet: str = ""
    site_slug: str = ""
    reaches_below: bool = False
