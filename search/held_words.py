"""Which words of a query anything in reach holds at all."""

from collections.abc import Iterable

from django.db import connection
from django.db.models import BooleanField
from django.db.models.expressions import RawSQL
from django.utils import timezone

from search.models import SearchEntry
from search.term_statistics import Frequencies
from search.tsquery import Word
from search.vectors import all_of, any_of, fact, quoted

HELD = """
SELECT number FROM unnest(%s::tsquery[]) WITH ORDINALITY AS tried (condition, number)
WHERE EXISTS ({entries})
"""


def words_held(words: Iterable[Word], scope, frequencies: Frequencies) -> list[Word]:
    """Those of the words that a published entry of the scope holds. One query.

    Common words are known to be held: only rare ones are looked for, which is cheap.
    """
    words = list(words)
    rare = [word for word in words if not word.share(frequencies)]
    places = any_of(quoted(fact(place)) for place in scope.places())
    conditions = [all_of([word.anywhere(), places]) for word in rare]
    answers = RawSQL("vector @@ tried.condition", (), BooleanField())  # noqa: S611 -- constant
    entries = SearchEntry.objects.published(timezone.now()).filter(answers).values("pk")
    sql, values = entries.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(HELD.format(entries=sql), [conditions, *values])
        found = {rare[number - 1] for (number,) in cursor.fetchall()}
    return [word for word in words if word in found or word not in rare]
