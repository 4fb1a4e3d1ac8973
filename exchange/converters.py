"""Between the text of a cell and a value of ours: numbers, choices, yes and no, days, names."""

import datetime
import re
import unicodedata
from decimal import ROUND_HALF_UP, Decimal

from core import text_folding
from core.coordinate_systems import degrees_of
from exchange import chinese_numerals

# Clears a cell even where blank cells keep what is stored.
UNKNOWN_TEXT = """
未知 不详 不明 待定 未定 无数据 暂无 暂缺 暂未确定 待确认 待核实 待补充 不清楚 清空
- -- / // ? ?? n/a na null none tbd
"""
UNKNOWN_WORDS = frozenset(UNKNOWN_TEXT.split())
NEGOTIABLE_TEXT = "面议 另议 电议 待议 详谈 价格面议 可议 面谈"
NEGOTIABLE = frozenset(NEGOTIABLE_TEXT.split())
# Stands in for a text too long for a cell; brings nothing back in.
TOO_LONG = "（过长，未导出）"
EXCEL_ERRORS = frozenset({"#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!"})
YES_TEXT = """
是 是的 有 已有 可 可以 能 行 对 真 √ √有 ✓ ✔ ☑ y yes true t ok 1 具备 具有 已具备 具备条件 支持
允许 符合 满足 通 已通 接通 已接通 可办 能办 已办 已 需要 提供 含 包含
"""
NO_TEXT = """
否 不是 无 没有 没 尚无 暂无 不可 不能 不可以 不行 错 假 × ✗ ✘ ☒ ✖ ╳ x n no false f 0 非 不具备
未具备 暂不具备 不支持 暂不支持 不允许 不符合 不满足 不通 未通 没通 未接通 不可办 不能办 未办 未
尚未 不需要 不提供 不含 不包含
"""
YES, NO = frozenset(YES_TEXT.split()), frozenset(NO_TEXT.split())
PLAIN_NUMBER = re.compile(r"[+-]?\d{1,20}(?:\.\d{1,20})?")
FIGURES = r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d{1,20})(?:\.\d{0,20})?"
NUMBER = re.compile(rf"({FIGURES})(.*)", re.DOTALL)
NEAR = rf"\d{chinese_numerals.CHARACTERS}"
ABOUT = re.compile(
    rf"^(?:大?约为?|约计|将?近|接近)(?=[{NEAR}])|(?<=[{NEAR}])[余多]|(?:左右|上下|余|多)$"
)
RANGE = re.compile(rf"{FIGURES}[^\d,.]{{0,8}}?(?:-+|~+|至|到)\d[\d,.]*.{{0,8}}")
BOUND = re.compile(
    r"[≥≤<>]|不低于|不少于|不高于|不超过|大于|小于|高于|低于|不[足到]|超过|以[上下内]$"
)
CURRENCY = re.compile(r"(?:¥|rmb|cny|人民币)(?=[\d+-])")
THOUSANDS = {
    "千万": 10**7,
    "百万": 10**6,
    "十万": 10**5,
    "亿": 10**8,
    "万": 10**4,
    "千": 1000,
    "百": 100,
}
DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?|月)?")
YEAR_AND_TENTH = re.compile(r"(?:19|20)\d\d\.1")
YEAR = re.compile(r"(?:19|20)\d\d年?(?:[底末初中内]|年底|年末|年初|年内)?")
AT_ONCE_TEXT = "现房 即日 即日起 随时 立即 即时 现在 已交付 立即交付 随时交付 即时交付 可立即交付"
AT_ONCE = frozenset(AT_ONCE_TEXT.split())
YEARS = range(1990, 2101)
TIME = re.compile(r"[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?$")
COMPACT_DAY = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})?")
NOTICEABLE = Decimal("0.001")  # of a figure: a lease of 0.385 a day is not one of 0.39
EXCEL_EPOCH = datetime.date(1899, 12, 30)
EXCEL_DAYS = range(20_000, 80_000)  # 1954–2119
BLANKS = re.compile(r"\s+")
HTML_LENGTH = 32_000


def fold(text: str) -> str:
    """As texts are compared, without blanks: 承重（t/㎡） and 承重(t/m2) are one."""
    return text_folding.fold(text).replace(" ", "")


def one_line(text: str) -> str:
    return BLANKS.sub(" ", text).strip()


def plain_percent(share: Decimal) -> str:
    return f"{(share * 100).normalize():f}%"


def show(value: str, length=20) -> str:
    """A cell quoted in a sentence."""
    return f"“{value[:length]}…”" if len(value) > length else f"“{value}”"


class Converter:
    """Reads the text of a cell (ValueError with a sentence for the clerk) and writes it again.

    `instruction` tells in a template how to fill the cell in; `options` are all words it may hold,
    empty where there are too many to list.
    """

    instruction = "文字"
    options: tuple[str, ...] = ()

    def parse(self, text: str):
        return text.strip()

    def render(self, value):
        """Text, or a number as it is; blank for what nobody knows."""
        return value or ""


class TextConverter(Converter):
    """One line of text; `is_code` has it in the one spelling of codes."""

    def __init__(self, max_length, *, is_code=False):
        self.max_length, self.is_code = max_length, is_code
        self.instruction = f"文字，最多 {max_length} 字"

    def parse(self, text):
        text = one_line(text)
        if self.is_code:
            text = text_folding.fold_code(text)
        if text in EXCEL_ERRORS:
            raise ValueError(f"这一格是 Excel 的错误值 {text}，请改成文字。")
        if len(text) > self.max_length:
            raise ValueError(f"最多 {self.max_length} 个字，这里有 {len(text)} 个。")
        return text


class NumberConverter(Converter):
    """A decimal, or a whole number where `places` is 0. Cells may carry a unit the column knows."""

    def __init__(self, *, places, digits, units=None, is_positive=False):
        units = units or {}
        self.units = {fold(unit): factor for unit, factor in units.items()}
        self.instruction = f"数字；单位也可以是 {'、'.join(units)}" if len(units) > 1 else "数字"
        self.step, self.limit = Decimal(1).scaleb(-places), Decimal(10) ** (digits - places)
        self.is_whole, self.is_positive = places == 0, is_positive

    def parse(self, text, factor=1):
        if PLAIN_NUMBER.fullmatch(text) and text.isascii():
            number = Decimal(text)
        else:
            number, factor = self._written(text, factor)
        exact = number * factor
        if "%" in self.units and 0 < exact < 1 and "%" not in fold(text):
            raise ValueError(f"{text} 是 {plain_percent(exact)} 吗？请写成百分数，如 72.5%。")
        if self.is_whole and exact != exact.to_integral_value():
            raise ValueError(f"应填整数，这里是{show(text)}。")
        number = exact.quantize(self.step, ROUND_HALF_UP) if abs(exact) < self.limit else None
        if number is None or abs(number) >= self.limit:
            raise ValueError(f"数字太大：{show(text)}。请检查单位。")
        if self.is_positive and number < 0:
            raise ValueError(f"不能小于 0，这里是{show(text)}。")
        return int(number) if self.is_whole else number

    def loss(self, text, value) -> str:
        """A sentence where a figure has more decimals than are kept, and that shows: 0.385."""
        if not PLAIN_NUMBER.fullmatch(text) or not isinstance(value, Decimal):
            return ""
        written = Decimal(text)
        if abs(written - value) <= abs(written) * NOTICEABLE:
            return ""
        return f"只存 {-self.step.as_tuple().exponent} 位小数：{text} 存成 {value}。"

    def _written(self, text, factor):
        """(number, factor) of 1,200, ９.６m, 3万㎡, 约 20 亩 or 五十亩."""
        folded = CURRENCY.sub("", ABOUT.sub("", fold(text).replace("，", ",")), count=1)
        if folded in {"无", "没有"}:
            raise ValueError("“无”是没有，还是不知道？没有就填 0，不知道就留空。")
        if RANGE.fullmatch(folded) or self._is_between(folded):
            raise ValueError(f"应填一个数，这里是一个范围：{show(text)}。范围可以写进详细说明。")
        if BOUND.search(folded):
            raise ValueError(f"应填一个数，这里是上限或下限：{show(text)}。")
        number, unit = self._figures(folded)
        if number is None:
            raise ValueError(f"应填数字，这里是{show(text)}。不知道就留空。")
        found = self._factor(unit, factor)
        if found is None:
            raise ValueError(f"应只填数字，这里是{show(text)}。")
        return number, found

    @staticmethod
    def _is_between(folded):
        """两三百㎡, 七八十亩."""
        found = chinese_numerals.NUMERAL.match(folded)
        return found is not None and chinese_numerals.is_approximate(found[0])

    @staticmethod
    def _figures(folded):
        """(number, what follows), in figures or Chinese."""
        if found := NUMBER.fullmatch(folded):
            return Decimal(found[1].replace(",", "")), found[2]
        if found := chinese_numerals.NUMERAL.match(folded):
            return chinese_numerals.value_of(found[0]), folded[found.end() :]
        return None, ""

    def _factor(self, unit, factor):
        """Of a unit the column knows, also in tens of thousands; None of others."""
        if not unit:
            return factor
        if unit in self.units:
            return self.units[unit]
        for word, times in THOUSANDS.items():
            if unit.startswith(word):
                rest = unit.removeprefix(word)
                known = factor if not rest else self.units.get(rest)
                return None if known is None else known * times
        return None

    def render(self, value):
        return "" if value is None else value


class CoordinateConverter(NumberConverter):
    """Degrees of one axis, with more digits than are stored: another system may be converted."""

    def __init__(self, axis):
        super().__init__(places=5, digits=8)
        self.axis = axis
        self.instruction = "以度计的数字；列名写明坐标系"

    def parse(self, text, factor=1):
        return degrees_of(text, self.axis)


class ChoiceConverter(Converter):
    """One of a few words, written as the label, as the code or as a usual other name."""

    instruction = "从列表里选"

    def __init__(self, choices, synonyms):
        """`synonyms`: {code: its other words}."""
        self.labels = dict(choices)
        self.options = tuple(self.labels.values())
        self.codes = {fold(str(code)): code for code in self.labels}
        self.codes |= {fold(label): code for code, label in self.labels.items()}
        self.codes |= {fold(word): code for code, words in synonyms.items() for word in words}

    def parse(self, text):
        code = self.codes.get(text)  # most cells hold the label as it is
        if code is None:
            code = self.codes.get(fold(text))
        if code is None:
            raise ValueError(f"没有{show(text)}这个选项，可填：{'、'.join(self.options)}。")
        return code

    def render(self, value):
        return self.labels.get(value, "")


class YesNoConverter(Converter):
    instruction = "是 或 否；不知道留空"
    options = ("是", "否")

    def parse(self, text):
        word = fold(text)
        if word in YES:
            return True
        if word in NO:
            return False
        raise ValueError(f"应填 是、否 或 未知，这里是{show(text)}。")

    def render(self, value):
        return {True: "是", False: "否"}.get(value, "")


class DayConverter(Converter):
    """2026-11-21, 2026/11/21, 20261121, 2026年11月21日, 2026年11月, or Excel's number."""

    instruction = "日期"

    def parse(self, text):
        written = TIME.sub("", unicodedata.normalize("NFKC", text).strip())
        written = chinese_numerals.in_figures(written).replace("月份", "月")
        if written in AT_ONCE:
            raise ValueError(f"{show(text)}不是日期；现在就能交付，请写今天的日期。")
        if YEAR_AND_TENTH.fullmatch(written):
            year = written[:4]
            raise ValueError(
                f"{written} 是 1 月还是 10 月？Excel 把 {year}.10 存成 {year}.1，请写成 {year}-10。"
            )
        if YEAR.fullmatch(written):
            raise ValueError(f"只写了年：{show(text)}。请写到月，如 {written[:4]}-12。")
        try:
            day = self._day(written)
        except (ValueError, OverflowError):
            message = f"日期看不懂：{show(text)}。请写成 2026-11-21 的样子。"
            raise ValueError(message) from None
        if day.year not in YEARS:
            raise ValueError(f"年份不对：{day.isoformat()}。请写成 2026-11-21 的样子。")
        return day

    @staticmethod
    def _day(text):
        if found := COMPACT_DAY.fullmatch(text) or DAY.fullmatch(text.replace(" ", "")):
            return datetime.date(int(found[1]), int(found[2]), int(found[3] or 1))
        if text.isascii() and text.isdigit() and int(text[:6]) in EXCEL_DAYS:
            return EXCEL_EPOCH + datetime.timedelta(days=int(text[:6]))
        raise ValueError(text)

    def render(self, value):
        return value.isoformat() if value else ""


class NameConverter(Converter):
    """A region or park by name; looked up for a whole batch (exchange.lookups)."""

    instruction = "系统里的名称"

    def render(self, value):
        return "" if value is None else getattr(value, "name", str(value))


class IndustriesConverter(NameConverter):
    instruction = "名称之间用顿号"

    def render(self, value):
        return "、".join(industry.name for industry in value.all())


class RichTextConverter(Converter):
    """Plain lines become paragraphs; HTML is cleaned when it is stored."""

    instruction = "文字，可以有几行"

    def parse(self, text):
        if len(text) > HTML_LENGTH:
            raise ValueError(f"最多 {HTML_LENGTH} 个字，这里有 {len(text)} 个。")
        return text.strip()
