"""What a deal costs in all, for the part that is wanted, each sum from figures beside it.

Only what is stated is added up; what is not stays a line of its own that can be asked for. Sums are
in whole yuan, words from ten thousand on in 万元 with one decimal.
"""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property

from parks.attributes import BY_NAME
from parks.display_values import UNKNOWN, Figure, number
from parks.units import sqm_to_mu

WAN = Decimal(10_000)
YEAR = 12  # months
DIGITS = {word: value for value, word in enumerate("一二三四五六七八九十", start=1)} | {"两": 2}
# 含物业费, 包含物业; not 不含, 不包含, 未含, 另含.
FEE_IN_RENT = re.compile(r"(?<![不未另])(?<![不未]包)含物业")
PAYMENT = re.compile(r"押([一二两三四五六七八九十]|\d{1,2})付([一二两三四五六七八九十]|\d{1,2})")


@dataclass(frozen=True)
class CostLine:
    """A line of the sum; `fact` names the attribute to ask for where its amount is unknown."""

    label: str
    value: str
    beside: str = ""
    is_total: bool = False
    fact: str = ""

    def figure(self) -> Figure:
        return Figure(self.label, self.value, beside=self.beside)


def yuan(amount) -> str:
    """9,500 元, 3.4 万元, 809 万元."""
    whole = Decimal(amount).quantize(Decimal(1), ROUND_HALF_UP)
    if whole < WAN:
        return f"{number(whole, 0)}\u00a0元"
    return f"{number(whole / WAN, 0 if whole >= 100 * WAN else 1)}\u00a0万元"


def exact(amount) -> str:
    return f"{number(amount, 0)}\u00a0元"


def payment_months(terms: str) -> tuple[int, int] | None:
    """(months of deposit, months paid at once) of 押二付三; None where it says otherwise."""
    found = PAYMENT.search(terms)
    if not found:
        return None
    deposit, ahead = (DIGITS.get(word) or int(word) for word in found.groups())
    return deposit, ahead


class DealCosts:
    """Of a listing with its terms; `wanted_sqm` is what a reader needs, None for all of it."""

    def __init__(self, listing, wanted_sqm=None):
        self.listing, self.terms = listing, listing.terms()
        self.sqm = self._part(wanted_sqm)
        self.is_part = self.sqm < listing.area_sqm

    def _part(self, wanted):
        """No less than can be had apart, no more than there is."""
        least, whole = self.listing.divisible_from_sqm, Decimal(self.listing.area_sqm)
        if wanted is None or least is None or wanted >= whole:
            return whole
        return min(whole, max(Decimal(wanted), Decimal(least)))

    @property
    def is_rent(self):
        return self.listing.rent_yuan_per_sqm_month is not None

    @property
    def area(self) -> str:
        if self.listing.is_land:
            return f"{number(sqm_to_mu(self.sqm), 1)}\u00a0亩"
        return f"{number(self.sqm, 0)}\u00a0㎡"

    @cached_property
    def rent(self) -> Decimal | None:
        """Yuan a month."""
        rate = self.listing.rent_yuan_per_sqm_month
        return None if rate is None else self.sqm * rate

    @property
    def has_fee_in_rent(self):
        return FEE_IN_RENT.search(self.listing.price_basis) is not None

    @cached_property
    def fee(self) -> Decimal | None:
        """Yuan a month, nothing where the rent has it in it."""
        rate = getattr(self.terms, "property_fee_yuan_per_sqm_month", None)
        if self.has_fee_in_rent:
            return Decimal(0)
        return None if rate is None else self.sqm * rate

    @property
    def monthly(self) -> Decimal | None:
        return None if self.rent is None else self.rent + (self.fee or 0)

    @property
    def yearly(self) -> Decimal | None:
        return None if self.monthly is None else self.monthly * YEAR

    @cached_property
    def months(self):
        return payment_months(getattr(self.terms, "deposit_terms", ""))

    @property
    def deposit(self) -> Decimal | None:
        return None if self.rent is None or not self.months else self.rent * self.months[0]

    @property
    def first(self) -> Decimal | None:
        """What is due at the start: the deposit and the months ahead with their fee."""
        if self.deposit is None:
            return None
        return self.deposit + self.monthly * self.months[1]

    @property
    def total(self) -> Decimal | None:
        """The price of it, where it is sold."""
        price = self.listing.price_yuan_per_sqm
        return None if self.is_rent or price is None else self.sqm * price

    @property
    def headline(self) -> str:
        """约 3.4 万元/月，首付约 19 万元; 总价约 809 万元; 面议."""
        part = f"按 {self.area}算，" if self.is_part else ""
        if self.rent is not None:
            first = "" if self.first is None else f"，首付约 {yuan(self.first)}"
            return f"{part}约 {yuan(self.monthly)}/月{first}"
        return "" if self.total is None else f"{part}总价约 {yuan(self.total)}"

    @cached_property
    def lines(self) -> list[CostLine]:
        if self.rent is not None:
            return self._lease()
        return self._sale() if self.total is not None else [self._negotiable()]

    def _negotiable(self):
        row = BY_NAME["price_amount"]
        return CostLine(row.label, "面议", self.listing.price_basis, fact=row.name)

    def _lease(self):
        rate = number(self.listing.rent_yuan_per_sqm_month, 4)
        lines = [CostLine(f"租金，{self.area} × {rate} 元", f"{exact(self.rent)}/月")]
        fee = BY_NAME["property_fee_yuan_per_sqm_month"]
        if self.has_fee_in_rent:
            lines.append(CostLine(fee.label, "租金已含"))
        elif self.fee is None:
            lines.append(CostLine(fee.label, UNKNOWN, fact=fee.name))
        else:
            rate = number(self.terms.property_fee_yuan_per_sqm_month, 4)
            lines.append(CostLine(f"{fee.label}，{self.area} × {rate} 元", f"{exact(self.fee)}/月"))
        known = "" if self.fee is not None else "已知"
        lines += [
            CostLine(f"{known}每月共", exact(self.monthly), is_total=True),
            CostLine("一年共，12 个月", exact(self.yearly)),
        ]
        return [*lines, *self._payment()]

    def _payment(self):
        terms, row = self.terms, BY_NAME["deposit_terms"]
        if self.first is None:
            said = getattr(terms, "deposit_terms", "")
            return [CostLine("首次要付", said or UNKNOWN, fact="" if said else row.name)]
        deposit, ahead = self.months
        known = "" if self.fee is not None else "已知"
        return [
            CostLine(f"押金，{deposit} 个月租金", exact(self.deposit)),
            CostLine(f"先付 {ahead} 个月", exact(self.monthly * ahead)),
            CostLine(f"{known}首次要付", exact(self.first), terms.deposit_terms, is_total=True),
        ]

    def _sale(self):
        amount, unit = self.listing.price_amount, self.listing.get_price_unit_display()
        figure, rate = self.listing.price_figure, f"{number(amount, 4)} {unit}"
        lines = [
            CostLine(f"{figure.label}，{self.area} × {rate}", exact(self.total)),
            CostLine("总价", f"约 {yuan(self.total)}", self.listing.price_basis, is_total=True),
        ]
        if self.listing.is_land:
            row = BY_NAME["auction_deposit_wan"]
            figure = row.figure(self.terms)
            whole = "整宗的；" if self.is_part else ""
            lines.append(
                CostLine(row.label, UNKNOWN, fact=row.name)
                if figure.is_unknown
                else CostLine(row.label, str(figure), f"{whole}竞得后怎样抵付以出让公告为准")
            )
        return lines
