"""Which uploaded files a rich text shows, read by the database so that no writer can forget it."""

import re

from django.contrib.postgres.fields import ArrayField
from django.db.models import Func, TextField

NAMES = re.compile(r"""/media/([^"'<>?#\s]+)""")  # as publishing_media_names(html) in the database
# Who may see a file.
EVERYBODY, OWN_STAFF, NOBODY = "everybody", "own staff", "nobody"


def pdf_names_in(html: str) -> list[str]:
    """Those of PDF files, in the order of the text."""
    return [name for name in NAMES.findall(html) if name.endswith(".pdf")]


class MediaNames(Func):
    """The names in storage behind the /media/ addresses of a text: publishing_media_names(html).

    Immutable, so indexes on it (GIN) find the texts that show a file.
    """

    function = "publishing_media_names"
    arity = 1
    output_field = ArrayField(TextField())
