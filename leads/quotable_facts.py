"""What an officer may quote in an answer: facts of a place, a policy or a park as they stand."""

import hashlib
import re
from dataclasses import dataclass

from django.db.models import Model, Q
from django.utils import timezone

from parks import attributes
from parks.display_values import UNKNOWN
from parks.models import Listing, Park
from parks.models.listing_display import OFFER
from policies.models import Policy
from publishing.richtext import plain_text, sanitise
from publishing.visibility import visibility_of

LONGEST_PASSAGE = 300
FEWEST_LETTERS = 4
BLOCK_END = re.compile(r"</(?:p|li|h[1-6]|tr|blockquote)>|<br\s*/?>")
SENTENCE = re.compile(r"[^。；]+[。；]?")


@dataclass(frozen=True)
class Fact:
    """`name` is its own within the subject, `label` stands on the button, `words` go into the
    answer; `value` is what of them must stand there for it to be a quote, `said` how a button shows
    it where it is short."""

    name: str
    label: str
    value: str
    words: str
    said: str = ""


@dataclass(frozen=True)
class Subject:
    """A row that can be quoted: a listing, a policy or a park."""

    kind: str
    row: Model

    @property
    def key(self):
        return f"{self.kind}-{self.row.pk}"

    @property
    def label(self) -> str:
        return _label_of(self.row)

    @property
    def mark(self) -> str:
        """By what an answer names it."""
        match self.row:
            case Listing():
                return self.row.code
            case Policy():
                return self.row.document_number or self.row.title
        return self.row.name

    @property
    def facts(self) -> list[Fact]:
        return FACTS[self.kind](self.row)

    @property
    def first_facts(self) -> list[Fact]:
        return self.facts[:2]

    @property
    def refusal(self) -> str:
        """Why nothing of it may be quoted now; "" while it may."""
        return refusal_of(self.row, timezone.now())

    def version(self):
        """Of its history; None where nothing was kept."""
        newest = self.row.history.order_by("-history_date", "-history_id")
        return newest.values_list("history_id", flat=True).first()


def refusal_of(row, now) -> str:
    if not row.is_published(now):
        return f"{visibility_of(row, now).reason or '现在不公开'}，不能引用"
    today = timezone.localdate(now)
    match row:
        case Listing() if row.shown_status(today) not in Listing.OfferStatus.open():
            return f"{row.shown_status(today).label}，不能引用"
        case Policy() if row.is_repealed(today):
            return f"已于 {row.repealed_on:%Y-%m-%d} 废止，不能引用"
        case Policy() if row.validity(today) == Policy.Validity.EXPIRED:
            return f"已于 {row.ends_on:%Y-%m-%d} 失效，不能引用"
    return ""


def _label_of(row):
    match row:
        case Listing():
            return f"{row.title}（{row.code}）"
        case Policy():
            return f"《{row.title}》{row.document_number}"
    return row.name


def listing_facts(listing) -> list[Fact]:
    """Price, area and whatever else is known, with the day on which somebody looked."""
    terms = listing.terms()
    figures = {"price": listing.price_figure, "area": listing.area_figure}
    figures |= {name: attributes.BY_NAME[name].figure(listing) for name in OFFER}
    figures |= {row.name: row.figure(terms) for row in attributes.typed(listing.kind)}
    known = {name: figure for name, figure in figures.items() if not figure.is_unknown}
    return [_figure_fact(listing, name, figure) for name, figure in known.items()]


def _figure_fact(listing, name, figure):
    said = plain(figure)
    words = f"{_label_of(listing)}{figure.label}：{said}（{listing.verified_label}）。"
    return _fact(name, figure.label, plain(figure.value), words, said)


def policy_facts(policy) -> list[Fact]:
    """The document with its term, what it gives, until when one applies; then its passages."""
    label, term = _label_of(policy), term_of(policy)
    issuer = f"（{policy.issuer}）"
    facts = [_fact("document", "名称与有效期", label, f"{label}{issuer}，{term}。")]
    if policy.support:
        words = f"{label}支持标准：{policy.support}（{term}）。"
        facts.append(_fact("support", "支持标准", policy.support, words))
    if policy.apply_until_on:
        day = f"{policy.apply_until_on:%Y-%m-%d}"
        facts.append(_fact("apply_until", "申报截止", day, f"{label}申报截止 {day}。", day))
    for text in passages_of(policy.body):
        name = f"passage_{hashlib.sha256(text.encode()).hexdigest()[:12]}"
        facts.append(_fact(name, text, text, f"{label}：“{text}”（{term}）。"))
    return facts


def term_of(policy) -> str:
    begun = f"{policy.begins_on:%Y-%m-%d} 起施行"
    if policy.validity() == Policy.Validity.UPCOMING:
        begun += "（尚未施行）"
    return f"{begun}，有效至 {policy.ends_on:%Y-%m-%d}" if policy.ends_on else f"{begun}，长期有效"


def passages_of(html) -> list[str]:
    """Paragraphs of a text; of a long one its sentences."""
    found = []
    for block in BLOCK_END.split(sanitise(html)):
        text = plain_text(block)
        is_long = len(text) > LONGEST_PASSAGE
        parts = SENTENCE.findall(text) if is_long else [text]
        found += [part.strip() for part in parts]
    fits = [text for text in found if FEWEST_LETTERS <= len(text) <= LONGEST_PASSAGE]
    return list(dict.fromkeys(fits))


def park_facts(park) -> list[Fact]:
    """Area, what it supplies, how far things are, what they cost and since when."""
    name, area = park.name, park.area_figure
    facts = []
    if not area.is_unknown:
        words = f"{name}{area.label}：{plain(area)}。"
        facts.append(_fact("area", area.label, plain(area.value), words, plain(area)))
    for kind, utility in park.utility_rows():
        if utility and utility.status != UNKNOWN:
            said = "，".join(filter(None, [utility.status, utility.capacity]))
            words = f"{name}{kind.label}：{said}。"
            facts.append(_fact(f"utility_{kind.value}", kind.label, said, words, said))
    for link in park.transport_rows():
        if link.distance_km is not None:
            stage = f"{link.get_state_display()} " if link.is_unbuilt else ""
            said = f"{stage}{link.distance_km.normalize():f} 公里"
            words = f"{name}距{link.name} {said}。"
            facts.append(_fact(f"transport_{link.pk}", f"距{link.name}", said, words, said))
    for cost in park.cost_rows():
        said = f"{cost.value.normalize():f} {cost.unit}"
        since = f"{cost.valid_from_on:%Y-%m-%d} 起，{cost.source}"
        label = cost.get_kind_display()
        words = f"{name}{label}：{said}（{since}）。"
        facts.append(_fact(f"cost_{cost.kind}", label, said, words, said))
    return facts


FACTS = {"listing": listing_facts, "policy": policy_facts, "park": park_facts}


def plain(text) -> str:
    """With blanks that are typed."""
    return str(text).replace("\u00a0", " ")


def _fact(name, label, value, words, said=""):
    """是 stands in every answer: so short a value is no sign of a quote."""
    return Fact(name, label, value if len(value) > 1 else words, words, said)


# ---- Where the rows come from ----


def rows_of(kind, region):
    """Of the region, whatever their state: why one is refused has to be said.

    Policies of the regions above only once they are public: their drafts are not this office's.
    """
    match kind:
        case "listing":
            rows = Listing.objects.in_region(region)
            return rows.select_related("land_terms", "building_spec", "park").defer("body")
        case "policy":
            own = Q(region__path__startswith=region.path)
            is_public = Q(pk__in=Policy.objects.published().values("pk"))
            return Policy.objects.applying_to(region).filter(own | is_public)
    rows = Park.objects.in_region(region)
    return rows.prefetch_related("utilities", "transport", "cost_factors").defer("body", "boundary")
