"""What a reader's words ask of a place: 3000平, 层高9米, 带行车的厂房 as conditions of the list.

Nothing is asked of the database. Names, units and other words come from the table of attributes.
"""

import re
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from functools import cache

from finding.denials import (
    UNKNOWN,
    UNKNOWN_BEHIND,
    denied_behind,
    start_of_denial,
    without_denied,
)
from finding.needs import NEEDS
from finding.spoken_numbers import NUMBER, WAN, in_yuan, spoken_number, spoken_range
from finding.spoken_words import (
    A_PLOT,
    ABOUT,
    ABOUT_AFTER,
    ABOUT_WITHIN,
    AFTER,
    ASKED,
    BARE,
    BEYOND_AFTER,
    HIGH,
    HIGH_AFTER,
    KIND_WORDS,
    LOW,
    LOW_AFTER,
    LOW_WITHIN,
    OFFERS,
    OTHER_AREAS,
    SPOKEN,
    SPOKEN_UNITS,
    TALK,
)
from parks.attributes import BY_NAME as ATTRIBUTES
from parks.models import Listing
from parks.units import SPELLINGS, SQM_PER_MU, spellings_of
from search.common_characters import COMMON
from search.synonyms import SYNONYMS
from search.tokenizer import SMALL_TALK, THOUSANDS, normalise, query_words

MARGIN = Decimal("0.2")  # 左右: a fifth less or more
TOLD_BY_UNIT = {"power_min", "voltage_min"}  # nothing else is counted so
# 3000平台, 500平方寸, 3方面: the unit is another one, or none.
NOT_BEHIND_AREA = r"(?![库台整]|方?[英尺呎寸厘]|(?<=[^平]方)[向面式案位便])"
# 35 kV is no part of 35 kVA.
NOT_BEHIND_UNIT = r"(?![a-z])(?<!千伏(?=安))"
YUAN = r"(?:元|块钱|(?<=\d)块)"
SQM = r"(?:平方米|平米|平方|平|m2)"
PER = r"(?:[/每一·]|一个)"
A_DAY = r"(?:每天|一天)"
A_RENT = re.compile(rf"月租|日租|租金|房租|租|每月|一个?月|{A_DAY}")
A_SALE = re.compile(r"买|售|卖|单价")
CHEAP = re.compile(r"最?便宜(?:点|些|一点)?的?|价格?(?:最?低|优惠)的?|划算的?")
DEAR = 200  # yuan per ㎡: nobody rents for so much
# 一亩多少钱 asks, and sets no bound.
ASKS_PRICE = re.compile(
    rf"(?:[每一1]\s*(?:亩|个?月|年|{SQM})地?\s*)?(?:是|要)?(?:多少钱|什么价|啥价)"
)
# Who asks how something is done wants to read, not to choose.
PROCEDURE = re.compile(r"怎么|怎样|如何|流程|手续|申请|办理|注意|含不含|回事|为什么")
PAPERS = re.compile(r"政策|补贴|补助|扶持|奖励|贴息|办法|措施|细则|通知|贷款|税")
ENGLISH_UNITS = {
    r"mu": "亩",
    r"(?:square met(?:er|re)s?|sq\.? ?m)": "平方米",
    r"hectares?": "公顷",
    r"(?:tons?|tonnes?)": "吨",
    r"met(?:er|re)s?": "米",
    r"(?:square f(?:ee|oo)t|sq\.? ?ft|ft2)": "平方英尺",
}


@dataclass
class Wish:
    """`params` of the list's address; `rest` are the words that no condition says.

    `unwanted` is what was said to be unwanted, in its own words: it is told and restricts nothing.
    """

    params: dict[str, list[str]] = field(default_factory=dict)
    rest: list[str] = field(default_factory=list)
    has_figure: bool = False
    has_wish: bool = False
    is_denied: bool = False
    unwanted: list[str] = field(default_factory=list)

    def __bool__(self):
        return bool(self.params)

    @property
    def is_plain(self):
        """Whether it names a kind or a deal alone: an answer only where nothing else was said."""
        return not (self.has_figure or self.has_wish)


def wish_of(text: str, place_names=()) -> Wish:
    """What of the text can be asked of a list of places; empty where it asks for something else.

    A kind or a deal alone is an answer only where nothing else was said. `place_names` are those of
    the place in which is searched: they restrict nothing.
    """
    wish = possible_wish(text, place_names)
    return Wish() if wish.is_plain and wish.rest else wish


def possible_wish(text: str, place_names=()) -> Wish:
    """The same, also of a kind beside other words: they may name a trade, as in 化工用地."""
    reader = _Reader(THOUSANDS.sub("", normalise(text)))
    wish = reader.read(place_names)
    if wish.is_denied:
        return Wish()
    is_about_papers = PAPERS.search(reader.text) or PROCEDURE.search(reader.text)
    if is_about_papers and not (wish.has_figure and not PAPERS.search(" ".join(wish.rest))):
        return Wish()
    if wish.is_plain and (wish.unwanted or "kind" not in wish.params):
        return Wish()
    return wish


class _Reader:
    """Takes what it understands out of the text, the most particular first."""

    def __init__(self, text):
        text = _in_chinese(text).replace("可以", "可").replace("已经", "已")
        self.text = in_yuan(_in_known_words(text))
        self.left = ASKS_PRICE.sub(" ", self.text)
        self.wish = Wish()

    def read(self, place_names):
        for take in (
            self._denied_behind,
            self._named_figures,
            self._prices,
            self._areas,
            self._choices,
            self._offers,
            self._kinds,
            self._order,
        ):
            take()
        for name in sorted(filter(None, place_names), key=len, reverse=True):
            self.left = self.left.replace(name, " ")
        self._deny_unknown(UNKNOWN)
        words = [word for word in query_words(self.left) if word not in TALK | SMALL_TALK]
        self.wish.rest = [word for word in words if word not in COMMON]
        return self.wish

    def _take(self, pattern, *, denies_all=False):
        """The first match that is wanted; it is taken out of what is left to read.

        So are those that are not wanted. `denies_all`: nothing is read where it is denied.
        """
        while match := re.search(pattern, self.left):
            self.wish.is_denied |= match.groupdict().get("post") in BEYOND_AFTER
            denial = start_of_denial(self.left[: match.start()])
            start = match.start() if denial is None else denial
            self.left = f"{self.left[:start]} {self.left[match.end() :]}"
            if denial is None or denies_all:
                self.wish.is_denied |= denial is not None
                return match
            self.wish.unwanted.append(match[0].strip())
        return None

    def _denied_behind(self):
        """行车不要; in 不要行车 the denial stands before the word, and later takes find it."""
        ours = denied_behind(_longest_first(_known_words()))
        self.left, found = without_denied(self.left, ours)
        self.wish.unwanted += found
        self._deny_unknown(UNKNOWN_BEHIND)

    def _deny_unknown(self, pattern):
        """Words that no list can be asked for."""
        self.left, found = without_denied(self.left, pattern)
        self.wish.unwanted += [word for word in found if word not in TALK | SMALL_TALK]

    def _put(self, name, *values):
        self.wish.params.setdefault(name, []).extend(values)

    def _take_ends(self, pattern, usual, second=""):
        """(match, low, high); 1000平以上3000平以下 names its two ends one by one."""
        if not (found := self._take(pattern, denies_all=True)):
            return None, None, None
        low, high = _ends(found, usual)
        before = self.left
        if (low is None) != (high is None) and not _is_about(found):
            if (other := self._take(second or pattern, denies_all=True)) and _is_bound(other):
                ends = _joined_ends((low, high), _ends(other, usual), found, other)
                if ends:
                    return found, *ends
            self.left = before
        return found, low, high

    def _named_figures(self):
        for need, names, units, telling in _named_needs():
            figure = rf"{_figure()}\s*(?P<unit>{units}){NOT_BEHIND_UNIT}"
            bounds = rf"(?P<post>{_either(*AFTER)})?"
            if need.name in self.wish.params:
                continue
            found = (
                self._take(rf"(?:距|离)?(?:{names}){ASKED}\s*{figure}\s*{bounds}")
                or self._take(rf"{figure}\s*{bounds}(?:的|有)?\s*(?:{names})")
                or (
                    telling
                    and self._take(
                        rf"{_figure()}\s*(?P<unit>{telling}){NOT_BEHIND_UNIT}\s*{bounds}"
                    )
                )
            )
            is_most = need.operator == "at_most"
            value = found and spoken_number(is_most and found["high"] or found["low"])
            if found and _is_opposite(found, is_most=is_most):
                self.wish.is_denied = True
            if value is not None and found:
                factor = _units_of(need)[found["unit"]]
                self._put(need.name, _plain(value * factor))
                self.wish.has_figure = True

    def _prices(self):
        bounds = rf"(?P<post>{_either(*AFTER)})?"
        per = rf"(?:[每一1]个?{SQM})?"
        times = rf"租金|月租金?|日租金?|房租|单价|售价|每月|一个?月|{A_DAY}"
        before = rf"{per}(?:{times})?{per}\s*"
        second = rf"{_figure()}\s*万元?(?:\s*{PER}亩)?\s*{bounds}"
        for pattern in (
            rf"每亩\s*{_figure()}\s*万元?\s*{bounds}",
            rf"{_figure()}\s*万元?\s*{PER}亩\s*{bounds}",
            rf"万元/亩\s*{_figure()}\s*{bounds}",
        ):
            found, low, high = self._take_ends(pattern, "high", second)
            if low or high:
                low = low / WAN if low and high and low > high else low  # 10万到20万
                self._put_ends("price", low, high, "wan_per_mu")
            if found:
                self._put("kind", "land")
                return
        of_what = rf"(?:\s*{PER}?\s*{SQM})?(?P<time>\s*{PER}?个?[月天日])?"
        pattern = rf"{before}{_figure(YUAN)}\s*{YUAN}{of_what}\s*{bounds}"
        found, low, high = self._take_ends(pattern, "high")
        if low or high:
            self._put_ends("price", low, high, self._yuan_unit(found))

    def _yuan_unit(self, found):
        if found["time"]:
            return "yuan_per_sqm_month" if "月" in found["time"] else "yuan_per_sqm_day"
        if re.search(rf"日租|{A_DAY}", self.text):
            return "yuan_per_sqm_day"
        amount = spoken_number(found["low"]) or 0
        is_sale = A_SALE.search(self.text) or amount > DEAR
        return "yuan_per_sqm" if is_sale and not A_RENT.search(self.text) else "yuan_per_sqm_month"

    def _areas(self):
        bounds = rf"(?P<post>{_either(*AFTER)})?"
        names = _longest_first(_area_units())
        found, low, high = self._take_ends(
            rf"{_figure(names)}\s*个?(?P<unit>{names}){NOT_BEHIND_AREA}\s*{bounds}", "low"
        )
        if low is None and high is None:
            return
        factor = _factor(found)
        unit, share = ("mu", factor / SQM_PER_MU) if factor > 1 else ("sqm", factor)
        if _is_about(found):
            self._put("area_about", _plain(spoken_number(found["low"]) * share))
        low, high = (end and end * share for end in (low, high))
        self._put_ends("area", *((None, None) if _is_about(found) else (low, high)), unit)

    def _put_ends(self, name, low, high, unit):
        for end, value in (("min", low), ("max", high)):
            if value is not None:
                self._put(f"{name}_{end}", _plain(value))
        self._put(f"{name}_unit", unit)
        self.wish.has_figure = True

    def _choices(self):
        """What has to be there, or one of several codes; also a crane of no said size."""
        for word, name, values in _choice_words():
            if self._take(re.escape(word)):
                known = self.wish.params.get(name, ())
                if name not in BARE or not known:
                    self._put(name, *(value for value in values if value not in known))
                self.wish.has_wish = True

    def _offers(self):
        for offer, words in OFFERS.items():
            if self._take(_either(*words)):
                self._put("offer", offer)

    def _kinds(self):
        if self.wish.params.get("area_unit") == ["mu"] and self.wish.params.get("kind") is None:
            self._put("kind", "land")
        for word, kind in _kind_words():
            is_open = self.wish.params.get("kind") in (None, [kind]) or len(word) > 1
            if is_open and self._take(A_PLOT if word == "地" else re.escape(word)):
                others = self.wish.params.get("kind", [])
                if kind not in others and not (others == ["land"] and word == "地"):
                    self.wish.params["kind"] = [kind]

    def _order(self):
        """便宜 is no condition, and says what to see first."""
        if self._take(CHEAP.pattern):
            self._put("sort", "price")


def _either(*words):
    return "|".join(map(re.escape, words))


def _longest_first(words):
    return _either(*sorted(words, key=len, reverse=True))


def _figure(unit_between=""):
    """One number or two, with what bounds them before."""
    between = rf"(?:{unit_between})?\s*" if unit_between else ""
    to = rf"{between}(?:-|~|到|至)" + ("|及?以上到?" if unit_between else "")
    second = rf"(?:\s*(?:{to})\s*(?P<high>{NUMBER}))?"
    within = _either(*ABOUT_WITHIN, *LOW_WITHIN)
    before = _either(*LOW, *HIGH, *ABOUT)
    return rf"(?P<pre>{before})?\s*(?P<low>{NUMBER})(?P<within>{within})?{second}"


def _ends(found, usual):
    """(low, high) as meant; `usual` is the end that a bare number sets."""
    value = spoken_number(found["low"])
    if value is None or not value:
        return None, None
    if found["high"]:
        return value, spoken_number(found["high"])
    if either := spoken_range(found["low"]):
        return either
    if _is_about(found):
        return value * (1 - MARGIN), value * (1 + MARGIN)
    if found["within"] or found["pre"] in LOW or found["post"] in LOW_AFTER:
        return value, None
    if found["pre"] in HIGH or found["post"] in HIGH_AFTER:
        return None, value
    return (value, None) if usual == "low" else (None, value)


def _is_about(found):
    """五千来平, 一百亩左右; not 80到100亩左右 or 七八十亩."""
    if found["high"] or spoken_range(found["low"]):
        return False
    about = (found["within"] in ABOUT_WITHIN, found["pre"] in ABOUT, found["post"] in ABOUT_AFTER)
    return any(about)


def _is_bound(found):
    """Whether it says of which end it speaks."""
    return found["pre"] in (*LOW, *HIGH) or found["post"] in (*LOW_AFTER, *HIGH_AFTER)


def _is_opposite(found, *, is_most):
    """铁路10公里以上, 层高9米以下: the other end than the list can be asked for."""
    other_before, other_after = (LOW, LOW_AFTER) if is_most else (HIGH, HIGH_AFTER)
    return found["pre"] in other_before or found["post"] in other_after


def _joined_ends(ends, others, found, other):
    """Both ends in the unit of the first; None where they are no range."""
    factor, other_factor = _factor(found), _factor(other)
    if others.count(None) != 1 or (factor > 1) != (other_factor > 1):
        return None
    low, high = (a or (b and b * other_factor / factor) for a, b in zip(ends, others, strict=True))
    return (low, high) if low and high and low <= high else None


def _factor(found):
    """㎡ in the unit of an area; 1 for other figures."""
    return _area_units().get(found.groupdict().get("unit"), Decimal(1))


@cache
def _area_units():
    """{as written: ㎡}."""
    known = {normalise(unit): Decimal(factor) for unit, factor in SPELLINGS["㎡"].items()}
    return known | OTHER_AREAS


def _plain(value):
    """As an address has it: 15000, 0.5."""
    rounded = Decimal(value).quantize(Decimal("0.0001"), ROUND_HALF_UP).normalize()
    return f"{rounded:f}"


def _units_of(need):
    """{as written: factor} of what may stand behind its figure."""
    return _factors(need.unit) | SPOKEN_UNITS.get(need.name, {})


def _factors(unit):
    return {normalise(spelling): Decimal(factor) for spelling, factor in spellings_of(unit).items()}


@cache
def _named_needs():
    """(need, its names, its units, those that alone tell it) of needs that are one figure."""
    rows = []
    for need in NEEDS:
        if need.operator not in {"at_least", "at_most"}:
            continue
        attribute = need.attribute
        names = {need.label, attribute.label, *attribute.other_names, *SPOKEN.get(need.name, ())}
        units = _longest_first(_units_of(need))
        telling = _longest_first(_factors(need.unit)) if need.name in TOLD_BY_UNIT else ""
        for group in ([n for n in names if len(n) > 1], [n for n in names if len(n) == 1]):
            if group:
                rows.append((need, _longest_first(map(normalise, group)), units, telling))
    return sorted(rows, key=lambda row: len(row[1]) == 1)  # 层高 before 高


@cache
def _choice_words():
    """(word, parameter, values) of needs that words alone say, the longest words first."""
    rows = []
    for need in NEEDS:
        spoken = SPOKEN.get(need.name, ())
        if need.operator == "yes":
            words = {need.label, need.attribute.label, *need.attribute.other_names, *spoken}
            rows += [(word, need.name, ("1",)) for word in words]
        elif need.choices:
            for code, label in need.choices.items():
                others = need.attribute.words.get(code, ())
                words = {label, *(word for word in others if len(word) > 1)}
                rows += [(word, need.name, (code,)) for word in words]
        elif need.name in BARE:
            words = {need.label, *need.attribute.other_names}
            rows += [(word, need.name, (BARE[need.name],)) for word in words]
    rows += [("丙类", "fire", ("bing1", "bing2"))]
    rows = [(normalise(word), name, values) for word, name, values in rows]
    return sorted(rows, key=lambda row: -len(row[0]))


@cache
def _kind_words():
    """(word, kind), the longest words first."""
    of_table = ATTRIBUTES["kind"].words
    rows = [
        (normalise(word), kind.value)
        for kind in Listing.Kind
        for word in {kind.label, *of_table.get(kind, ()), *KIND_WORDS.get(kind, ())}
    ]
    needs = {word for word, *_ in _choice_words()}  # a kind of land that is a need of its own
    rows = [row for row in rows if row[0] not in needs]
    return sorted(rows, key=lambda row: -len(row[0]))


@cache
def _known_words():
    """All words that say a kind or a need."""
    return {word for word, *_ in (*_choice_words(), *_kind_words())}


def _in_chinese(text):
    """English words and units behind figures as they are written here: 100 mu, 20 tons."""
    for pattern, unit in ENGLISH_UNITS.items():
        text = re.sub(rf"(?<=\d)\s*{pattern}(?![a-z])", unit, text)
    return SYNONYMS.in_chinese(text)


def _in_known_words(text):
    """The text with synonyms of such words in their place: 天车 → 行车, factory → 厂房."""
    for word, others in SYNONYMS.held_by(text):
        known = next((other for other in others if other in _known_words()), None)
        if known and word not in _known_words():
            text = text.replace(word, known)
    return text
