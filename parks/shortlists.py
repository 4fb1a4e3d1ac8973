"""Chosen listings carried in an address: ?listing=3&listing=8, in the order of the reader."""

from dataclasses import dataclass, field

from django.utils.http import urlencode

MOST_SHORTLISTED = 20
MOST_COMPARED = 4
MOST_LOOKED_UP = 100
MAX_DIGITS = 15


@dataclass(frozen=True)
class Selection:
    """What `listing=` parameters name: the rows found, and what could not be shown and why."""

    listings: list = field(default_factory=list)
    unreadable: int = 0  # values that are no number
    gone: tuple[int, ...] = ()  # numbers nobody may see here: withdrawn, let, another region's
    left_out: int = 0  # found, but more than fit
    most: int = MOST_SHORTLISTED

    @property
    def status(self):
        """400 where the address asks for something it cannot have; what is gone is no mistake."""
        return 400 if self.unreadable or self.left_out else 200

    @property
    def numbers(self):
        return [listing.pk for listing in self.listings]

    @property
    def query(self):
        return query_of(self.numbers)

    def query_without(self, number):
        return query_of(n for n in self.numbers if n != number)

    def notices(self):
        """A sentence for each thing that is not as the address wants it."""
        if self.unreadable:
            yield f"地址里有 {self.unreadable} 个编号看不懂，已略去。"
        if self.gone:
            yield f"有 {len(self.gone)} 处已下架或已租售，不再列出。"
        if self.left_out:
            yield f"一次最多 {self.most} 处，还有 {self.left_out} 处没有列出；移出几处再加。"


def query_of(numbers) -> str:
    return urlencode([("listing", number) for number in numbers])


def read_selection(params, queryset, most=MOST_SHORTLISTED) -> Selection:
    """The rows of `queryset` that `params` (a QueryDict) names: order kept, each once, at most
    `most`. One query; none when nothing is asked for.
    """
    values = [value.strip() for value in params.getlist("listing")]
    numbers = list(dict.fromkeys(int(v) for v in values if is_number(v)))
    looked_up = numbers[:MOST_LOOKED_UP]
    found = {row.pk: row for row in queryset.filter(pk__in=looked_up)} if looked_up else {}
    visible = [found[number] for number in looked_up if number in found]
    return Selection(
        listings=visible[:most],
        unreadable=sum(1 for v in values if v and not is_number(v)),
        gone=tuple(number for number in looked_up if number not in found),
        left_out=len(visible[most:]) + len(numbers[MOST_LOOKED_UP:]),
        most=most,
    )


def is_number(value: str) -> bool:
    """Whole numbers the database can hold; full-width digits count."""
    return value.isdecimal() and len(value) <= MAX_DIGITS
