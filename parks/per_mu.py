"""亩均: an investor's plan against a plot's control indicators.

自然资源部《工业项目建设用地控制指标》（自然资发〔2023〕72号）: 固定资产投资强度 is fixed investment
by land area; 地均税收 and 土地产出率 are tax and output of a year at full capacity by land area.
Areas in 亩, money in 万元, tax and output a year. A plot's own figures are in LandTerms.
"""

from dataclasses import dataclass
from decimal import ROUND_UP, Decimal

from parks.attributes import BY_NAME, Attribute
from parks.display_values import UNKNOWN, number

MET, SHORT, SILENT, UNASKED = "met", "short", "silent", "unasked"
CENT = Decimal("0.01")


@dataclass(frozen=True)
class Indicator:
    """`name` is what the form asks, in 万元 (a year); `demand` what the plot demands a 亩."""

    name: str
    demand: Attribute

    @property
    def label(self):
        return self.demand.label


INDICATORS = (
    Indicator("investment", BY_NAME["investment_wan_per_mu"]),
    Indicator("tax", BY_NAME["tax_wan_per_mu"]),
    Indicator("output", BY_NAME["output_wan_per_mu"]),
)


@dataclass(frozen=True)
class Result:
    """One indicator. None as demand: the plot states none; None as plan: not filled in."""

    indicator: Indicator
    area_mu: Decimal
    demanded_per_mu: Decimal | None
    planned: Decimal | None

    @property
    def verdict(self):
        if self.demanded_per_mu is None:
            return SILENT
        if self.planned is None:
            return UNASKED
        return MET if self.gap == 0 else SHORT

    @property
    def required(self) -> Decimal:
        """万元 for the whole area: the demand a 亩 × 亩."""
        return self.demanded_per_mu * self.area_mu

    @property
    def gap(self) -> Decimal:
        """万元 still wanted for the whole area; 0 when met."""
        return max(self.required - self.planned, Decimal(0))

    @property
    def planned_per_mu(self) -> Decimal:
        return self.planned / self.area_mu

    @property
    def score(self) -> int | None:
        """Percentage of the demand that the plan reaches, rounded down; None without both."""
        if self.verdict in {SILENT, UNASKED}:
            return None
        return int(100 * self.planned / self.required) if self.required else 100

    @property
    def words(self):
        """达到, or what is missing: rounded up, so that a gap never reads 0."""
        match self.verdict:
            case "silent":
                return "这块地没有公布要求，请专员核实"
            case "unasked":
                return "没有填计划数"
            case "met":
                return "达到"
        total, each = _up(self.gap), _up(self.gap / self.area_mu)
        return f"差 {total} 万元（每亩差 {each} 万元）"

    @property
    def demanded_words(self):
        if self.demanded_per_mu is None:
            return UNKNOWN
        demand = self.indicator.demand
        return f"{demand.sign} {number(self.demanded_per_mu)} {demand.unit}"

    @property
    def planned_words(self):
        if self.planned is None:
            return "未填"
        return f"{number(self.planned_per_mu)} {self.indicator.demand.unit}"


def assess(terms, area_mu: Decimal, plan: dict) -> list[Result]:
    """One result an indicator; `plan` maps Indicator.name to 万元 or None."""
    return [
        Result(item, area_mu, getattr(terms, item.demand.name, None), plan.get(item.name))
        for item in INDICATORS
    ]


def summary(results, area_mu) -> str:
    """One line for an enquiry: 按 50 亩测算：固定资产投资强度 达到；…."""
    parts = [
        f"{row.indicator.label} 计划 {row.planned_words}，{row.words}"
        for row in results
        if row.planned is not None
    ]
    return f"按 {number(area_mu)} 亩测算：{'；'.join(parts)}。"


def _up(value):
    return number(value.quantize(CENT, ROUND_UP))
