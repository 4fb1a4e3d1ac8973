"""What an import would do with each row: new, changed in which columns, unchanged, or wrong."""

import enum
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from django.db.models.base import ModelState

from exchange import constraint_checks
from exchange.columns import TERMS, ListingColumn, listing_columns, terms_of
from exchange.converters import one_line
from exchange.headers import COORDINATES
from exchange.lookups import Lookups
from exchange.row_parser import CLEARED, RowParser
from parks.models import KindRule, Listing
from parks.models.coordinates import far_from_region
from publishing.content_checks.rules import Severity
from publishing.corrections import is_correction
from publishing.models import PublishWindow
from publishing.pasted_text import tidied

FOREIGN = "这个编号不能用，请换一个编号。"
DOUBLE = "这个编号在文件里出现了不止一次，只认第一次。"
STALE = "核对之后有人改过这条内容，没有导入；请重新上传核对。"
HALF_A_PLACE = "经度和纬度要一起填。"
FIXED_KIND = "类型保存后不能再改；请另编一个编号。"
NEEDED = "必填。"
REFUSED_ROW = (
    "数据库没有接受这一行：编号可能刚被别人用了，园区或产业可能刚被删除，或数值超出范围。"
    "请核对后重新导入这一行。"
)
KINDS = frozenset(Listing.Kind.values)
NEEDED_IN_PUBLIC = "内容已经公开，这一项不能清空。"


class Outcome(enum.StrEnum):
    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    FAULTY = "faulty"


class Change(NamedTuple):
    """A column that would hold something else; the words for it are asked for where it is shown."""

    column: ListingColumn
    old: object
    new: object
    own_words: Callable[[object], str] | None = None  # instead of the column's

    @property
    def label(self):
        return self.column.label

    def words(self, value):
        return (self.own_words or self.column.words)(value)


@dataclass
class RowDiff:
    """One row: what was read, the listing as it would be stored, and how that differs."""

    number: int
    cells: list
    code: str = ""
    raw: dict = field(default_factory=dict)
    errors: dict = field(default_factory=dict)
    questions: dict = field(default_factory=dict)
    listing: Listing | None = None
    terms: object = None
    industries: frozenset | None = None
    changed: list[Change] = field(default_factory=list)
    is_new: bool = False
    stored_region: object = None  # where the listing is until this row moves it
    is_correction: bool = True
    is_waiting: bool = False  # beside what is public, for a review

    @property
    def changes(self):
        """(label, what stood there, what would) of each column, in words."""
        return [(c.label, c.words(c.old), c.words(c.new)) for c in self.changed]

    @property
    def outcome(self):
        if self.errors:
            return Outcome.FAULTY
        if self.is_new:
            return Outcome.NEW
        return Outcome.CHANGED if self.changed else Outcome.SAME


class Differ:
    """Compares rows with the database, a batch at a time.

    `may_approve(region)` tells whether the importer's changes to public content stand without a
    second look, as corrections do for everybody; `unseen_since` is the moment after which others'
    changes are not overwritten; `refuse_text(new, stored)` says why the importer may not write a
    text; `brought_in(listing, rows)` are the findings of the content checks that a change brings.
    """

    def __init__(
        self,
        header,
        region,
        *,
        is_clearing,
        may_approve,
        unseen_since=None,
        user_id=None,
        refuse_text=lambda new, stored: "",
        brought_in=lambda listing, rows: (),
    ):
        self.region = region
        self.may_approve, self.unseen_since, self.user_id = may_approve, unseen_since, user_id
        self.refuse_text, self.brought_in = refuse_text, brought_in
        self.lookups = Lookups(region)
        self.parser = RowParser(header, self.lookups, is_clearing=is_clearing)
        self.code_parser = RowParser(header.only("code"), self.lookups, is_clearing=is_clearing)
        self.headers = {m.column.name: header.texts[m.index] for m in header.columns}
        self.rules = {}  # kind → its rule, as of this batch
        self.blank = None  # a new listing of this batch, before it holds anything
        self.blank_terms = {key: model() for key, model in TERMS.items()}
        self.seen = set()  # codes of all rows so far

    def diff(self, rows, now, *, is_locking=False):
        """A RowDiff for each (number, cells)."""
        return self.compare(self.clean(rows), now, is_locking=is_locking)

    def clean(self, rows):
        """What each row says by itself; asks nothing of the database."""
        return [self.parser.clean(number, cells) for number, cells in rows]

    def compare(self, cleaned, now, *, is_locking=False):
        find_rule = KindRule.held if is_locking else KindRule.of
        self.rules = {kind: find_rule(kind) for kind in Listing.Kind}
        stored = self._stored(cleaned, is_locking=is_locking)
        self.blank = Listing(region=self.region, publish_at=now, created_by_id=self.user_id)
        return [self._diff(row, stored, now) for row in cleaned]

    def remember(self, rows):
        """Rows that an earlier process dealt with: their codes count as seen, as after diff()."""
        cleaned = [self.code_parser.clean(number, cells) for number, cells in rows]
        stored = set(self._of_these_codes(cleaned).values_list("code", flat=True))
        self.seen |= {code for row in cleaned if (code := _code_of(row, stored))}

    def _of_these_codes(self, cleaned):
        codes = {text for row in cleaned for text in (row.raw.get("code"), row.values.get("code"))}
        return Listing.objects.filter(code__in=[c for c in codes if isinstance(c, str)])

    def _stored(self, cleaned, *, is_locking):
        listings = self._of_these_codes(cleaned)
        if is_locking:
            # No key is changed: visitors may go on asking about these listings meanwhile.
            listings = listings.select_for_update(of=("self",), no_key=True).order_by("pk")
        # Many listings share a region or a park: one object for all of them.
        listings = listings.select_related("land_terms", "building_spec")
        listings = listings.prefetch_related("region", "park")
        if "industries" in self.headers:
            listings = listings.prefetch_related("industries")
        return {listing.code: listing for listing in listings}

    def _diff(self, row, stored, now):
        diff = RowDiff(row.number, row.cells, raw=row.raw, errors=row.errors)
        diff.questions = row.questions
        diff.code = _code_of(row, stored)
        if not diff.code:
            diff.errors.setdefault(self.headers["code"], NEEDED)
            return diff
        row.values["code"] = diff.code
        existing = stored.get(diff.code)
        if diff.code in self.seen:
            diff.errors[self.headers["code"]] = DOUBLE
        elif existing and not existing.region.path.startswith(self.region.path):
            diff.errors = {self.headers["code"]: FOREIGN}
        else:
            self._merge(diff, row.values, existing, now)
        self.seen.add(diff.code)
        return diff

    def _merge(self, diff, values, existing, now):
        diff.is_new = existing is None
        diff.listing = listing = existing or _another(self.blank)
        diff.stored_region = listing.region
        kind = values.get("kind", listing.kind)
        if existing and kind != existing.kind:
            diff.errors[self.headers["kind"]] = FIXED_KIND
            return
        known_gaps = self._gaps_in_public(existing)
        columns, of_terms = listing_columns(), {}
        for name, value in values.items():
            column = columns[name]
            if column.terms:
                of_terms[name] = value
            else:
                self._set(diff, listing, column, value)
        if of_terms and listing.kind in KINDS:
            self._merge_terms(diff, of_terms)
        if not (diff.changed or diff.is_new):
            return
        for name in self._gaps_in_public(existing) - known_gaps:
            diff.errors[self._header_of(columns[name])] = NEEDED_IN_PUBLIC
        self._finish(diff, now)

    def _gaps_in_public(self, existing):
        """Columns that the rule of the kind demands of public content and that are empty."""
        if existing is None or existing.status != PublishWindow.Status.APPROVED:
            return set()
        missing = existing.missing_under(self.rules[existing.kind])
        return {item.attribute.stored_in[0] for item in missing}

    def _set(self, diff, target, column, value):
        """Put a cleaned value where it belongs and note the change."""
        name = column.name
        if name == "industries":
            self._set_industries(diff, value)
            return
        old = getattr(target, name, None)
        new = column.empty if value is CLEARED else value
        if old == new or (old and _reads_alike(old, diff.raw.get(name))):
            return
        if name == "body" and new:
            new = tidied(new).html
            if old == new:
                return
        if value is CLEARED and column.is_required:
            diff.errors[self._header_of(column)] = NEEDED
            return
        if name == "body" and (refusal := self.refuse_text(new, old)):
            diff.errors[self._header_of(column)] = refusal
            return
        if not diff.is_new:
            diff.is_correction &= is_correction(type(target), name, old)
        setattr(target, name, new)
        diff.changed.append(Change(column, old, new))

    def _set_industries(self, diff, value):
        new = frozenset() if value is CLEARED else value
        old = frozenset() if diff.is_new else frozenset(i.pk for i in diff.listing.industries.all())
        if old != new:
            diff.industries, diff.is_correction = new, False
            column = listing_columns()["industries"]
            diff.changed.append(Change(column, old, new, self.lookups.industry_names))

    def _merge_terms(self, diff, wanted):
        """`wanted` has the values of the typed columns, of this kind or of another."""
        key, columns = terms_of(diff.listing.kind), listing_columns()
        for name in [n for n in wanted if key not in columns[n].terms]:
            if wanted.pop(name) is not CLEARED:
                word = f"不适用于{diff.listing.get_kind_display()}，请留空。"
                diff.errors.setdefault(self.headers[name], word)
        terms = None if diff.is_new else diff.listing.terms()
        if terms is None and any(value is not CLEARED for value in wanted.values()):
            terms = _another(self.blank_terms[key])
        if terms is None:
            return
        before = len(diff.changed)
        for name, value in wanted.items():
            self._set(diff, terms, columns[name], value)
        if len(diff.changed) > before:
            diff.terms = terms

    def _finish(self, diff, now):
        """Rules that look at the whole row, and what follows from it."""
        listing = diff.listing
        for column in _required_columns():
            if getattr(listing, column.name, None) in {None, ""}:
                diff.errors.setdefault(self._header_of(column), NEEDED)
        if diff.errors:
            return
        self._ask_where(diff, listing)
        listing.derive(self.rules[listing.kind])
        self._check(diff, listing)
        if diff.terms is not None:
            self._check(diff, diff.terms)
        if not diff.is_new and self.unseen_since and listing.updated_at > self.unseen_since:
            diff.errors[self.headers["code"]] = STALE
        if diff.errors:
            return
        is_public = not diff.is_new and listing.status == PublishWindow.Status.APPROVED
        if is_public and not (diff.is_correction or self._may_approve(diff)):
            diff.is_waiting = True
        elif is_public and not diff.is_correction:
            self._check_content(diff, listing)
        listing.updated_at = now

    def _may_approve(self, diff):
        """Where the listing is and where it goes: no move takes steps of a review away."""
        return all(self.may_approve(r) for r in (diff.stored_region, diff.listing.region))

    def _check_content(self, diff, listing):
        """What becomes public at once: it is refused, or waits until somebody has signed for it."""
        for finding in self.brought_in(listing, _terms_in_place(diff, listing)):
            diff.is_waiting = True
            if finding.severity == Severity.BLOCK:
                column = listing_columns().get(finding.field.rpartition(".")[2])
                header = self._header_of(column) if column else "其他"
                diff.errors.setdefault(header, f"{finding.says}：{finding.cure}。")

    def _ask_where(self, diff, listing):
        place = (listing.latitude, listing.longitude)
        named = [self.headers[name] for name in COORDINATES if name in self.headers]
        if named and place.count(None) == 1:
            diff.errors[named[0]] = HALF_A_PLACE
        if "latitude" in self.headers and None not in place:
            words = far_from_region(*place, listing.region)
            diff.questions |= {self.headers["latitude"]: words} if words else {}

    def _check(self, diff, target):
        for message, names in constraint_checks.broken_by(type(target))(target):
            name = next((n for n in names if n in self.headers), names[0])
            column = listing_columns().get(name)
            diff.errors[self._header_of(column) if column else "其他"] = message

    def refusal(self) -> dict:
        """What is said of a row that the database refused."""
        return {self.headers["code"]: REFUSED_ROW}

    def _header_of(self, column):
        """The header as the file has it, else as the template would."""
        return self.headers.get(column.name, column.label)


@cache
def _required_columns():
    return [column for column in listing_columns().values() if column.is_required]


def _terms_in_place(diff, listing) -> tuple[str, ...]:
    """The terms of the list where the stored ones were; the name of their relation."""
    if diff.terms is None:
        return ()
    name = type(diff.terms)._meta.get_field("listing").remote_field.get_accessor_name()
    listing._state.fields_cache[name] = diff.terms
    return (name,)


def _another(blank):
    """A new object that holds what this one does; copy() would pickle it first."""
    other = type(blank).__new__(type(blank))
    other.__dict__.update(blank.__dict__)
    other._state = ModelState()
    other._state.fields_cache = blank._state.fields_cache.copy()
    return other


def _code_of(row, stored):
    """The code as somebody stored it, else as we would write it; "" where there is none."""
    raw, written = row.raw.get("code", ""), row.values.get("code", "")
    if raw in stored:
        return raw
    return "" if written is CLEARED else written


def _reads_alike(old, raw):
    """The cell holds the stored text but for blanks and line ends, which files do not keep."""
    if not isinstance(old, str) or raw is None:
        return False
    return one_line(old) == one_line(raw)
