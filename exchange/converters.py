"""Between the text of a cell and a value of ours: numbers, choices, yes and no, days, names."""

import datetime
import re
import unicodedata
from decimal import ROUND_HALF_UP, Decimal

from core import text_folding

# Clears a cell even where blank cells keep what is stored.
UNKNOWN_WORDS = frozenset(
    {"未知", "不详", "不明", "待定", "无数据", "-", "--", "—", "——", "/", "清空"}
)
# Stands in for a text too long for a cell; brings nothing back in.
TOO_LONG = "（过长，未导出）"
EXCEL_ERRORS = frozenset({"#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!"})
YES = frozenset({"是", "有", "可", "可以", "能", "√", "✓", "y", "yes", "true", "1", "具备"})
NO = frozenset(
    {"否", "无", "没有", "不可", "不能", "不可以", "×", "✗", "x", "n", "no", "false", "0"}
)
PLAIN_NUMBER = re.compile(r"[+-]?\d{1,20}(?:\.\d{1,20})?")
NUMBER = re.compile(r"([+-]?(?:\d{1,3}(?:,\d{3})+|\d{1,20})(?:\.\d{0,20})?)(.*)", re.DOTALL)
DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?|月)?")
MIDNIGHT = re.compile(r"[T ]0?0:00(?::00)?$")
COMPACT_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})")
EXCEL_EPOCH = datetime.date(1899, 12, 30)
EXCEL_DAYS = range(20_000, 80_000)  # 1954–2119
BLANKS = re.compile(r"\s+")
HTML_LENGTH = 32_000


def fold(text: str) -> str:
    """As texts are compared, without blanks: 承重（t/㎡） and 承重(t/m2) are one."""
    return text_folding.fold(text).replace(" ", "")


def one_line(text: str) -> str:
    return BLANKS.sub(" ", text).strip()


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
        if self.is_whole and exact != exact.to_integral_value():
            raise ValueError(f"应填整数，这里是{show(text)}。")
        number = exact.quantize(self.step, ROUND_HALF_UP) if abs(exact) < self.limit else None
        if number is None or abs(number) >= self.limit:
            raise ValueError(f"数字太大：{show(text)}。请检查单位。")
        if self.is_positive and number < 0:
            raise ValueError(f"不能小于 0，这里是{show(text)}。")
        return int(number) if self.is_whole else number

    def _written(self, text, factor):
        """(number, factor) of 1,200, ９.６m or 20 亩."""
        found = NUMBER.fullmatch(fold(text).replace("，", ","))
        if found is None:
            raise ValueError(f"应填数字，这里是{show(text)}。不知道就留空。")
        unit = found[2]
        if unit and unit not in self.units:
            raise ValueError(f"应只填数字，这里是{show(text)}。")
        return Decimal(found[1].replace(",", "")), self.units[unit] if unit else factor

    def render(self, value):
        return "" if value is None else value


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
        written = MIDNIGHT.sub("", unicodedata.normalize("NFKC", text).strip())
        try:
            return self._day(written)
        except (ValueError, OverflowError):
            message = f"日期看不懂：{show(text)}。请写成 2026-11-21 的样子。"
            raise ValueError(message) from None

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
