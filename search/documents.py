"""What a searchable object hands to the index."""

import datetime
from dataclasses import dataclass

from search.tokenizer import normalise, squeeze


@dataclass(frozen=True)
class SearchDocument:
    """Plain text and filing facts of one object.

    `names` are other names it goes by, found like its title. `codes` are found whole (文号,
    listing codes, phone numbers). `facet` is its column or category within its type, `facet_label`
    what readers call that. `path` is what follows the site slug in the URL, so that one entry
    serves every site that shows the object; `site_slug` is set when the object lives on one site
    only. `reaches_below` makes it visible on sites of the regions below its own (a province's
    policy).
    """

    type: str
    region_id: int
    title: str
    path: str
    dated_on: datetime.date
    body: str = ""
    names: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    facet: str = ""
    facet_label: str = ""
    site_slug: str = ""
    reaches_below: bool = False

    def __post_init__(self):
        # An object made in code may hold the text that its field would turn into a date.
        if isinstance(self.dated_on, str):
            object.__setattr__(self, "dated_on", datetime.date.fromisoformat(self.dated_on))

    def head(self) -> str:
        """Title, names and codes, normalised, each on a line of its own; codes also squeezed."""
        squeezed = (squeeze(code) for code in self.codes)
        lines = dict.fromkeys((*map(normalise, (self.title, *self.names, *self.codes)), *squeezed))
        return "\n" + "".join(f"{' '.join(line.split())}\n" for line in lines if line)
