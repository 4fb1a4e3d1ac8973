"""What people write into cells, and what it means: numbers, choices, yes and no, days."""

import datetime
import re
import unicodedata
from decimal import ROUND_HALF_UP, Decimal

from import_export.widgets import Widget

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


def fold(text: str) -> str:
    """Half-width, lower-case, without blanks: 承重（t/㎡） and 承重(t/m2) are one."""
    return BLANKS.sub("", unicodedata.normalize("NFKC", text)).lower()


def one_line(text: str) -> str:
    return BLANKS.sub(" ", text).strip()


def show(value: str, length=20) -> str:
    """A cell quoted in a sentence."""
    return f"“{value[:length]}…”" if len(value) > length else f"“{value}”"


class TextWidget(Widget):
    """One line of text; `is_code` makes full-width letters and digits half-width."""

    def __init__(self, max_length, *, is_code=False):
        super().__init__()
        self.max_length, self.is_code = max_length, is_code

    def clean(self, value, row=None, **kwargs):
        text = one_line(value)
        if self.is_code:
            text = unicodedata.normalize("NFKC", text).replace(" ", "")
        if text in EXCEL_ERRORS:
            raise ValueError(f"这一格是 Excel 的错误值 {text}，请改成文字。")
        if len(text) > self.max_length:
            raise ValueError(f"最多 {self.max_length} 个字，这里有 {len(text)} 个。")
        return text

    def render(self, value, obj=None, **kwargs):
        return value or ""


class NumberWidget(Widget):
    """A decimal, or a whole number where `places` is 0. Cells may carry a unit the column knows."""

    def __init__(self, *, places, digits, units=None, is_positive=False):
        super().__init__()
        self.units = {fold(unit): factor for unit, factor in (units or {}).items()}
        self.step, self.limit = Decimal(1).scaleb(-places), Decimal(10) ** (digits - places)
        self.is_whole, self.is_positive = places == 0, is_positive

    def clean(self, value, row=None, factor=1, **kwargs):
        if PLAIN_NUMBER.fullmatch(value) and value.isascii():
            number = Decimal(value)
        else:
            number, factor = self._written(value, factor)
        exact = number * factor
        if self.is_whole and exact != exact.to_integral_value():
            raise ValueError(f"应填整数，这里是{show(value)}。")
        number = exact.quantize(self.step, ROUND_HALF_UP) if abs(exact) < self.limit else None
        if number is None or abs(number) >= self.limit:
            raise ValueError(f"数字太大：{show(value)}。请检查单位。")
        if self.is_positive and number < 0:
            raise ValueError(f"不能小于 0，这里是{show(value)}。")
        return int(number) if self.is_whole else number

    def _written(self, value, factor):
        """(number, factor) of 1,200, ９.６m or 20 亩."""
        found = NUMBER.fullmatch(fold(value).replace("，", ","))
        if found is None:
            raise ValueError(f"应填数字，这里是{show(value)}。不知道就留空。")
        unit = found[2]
        if unit and unit not in self.units:
            raise ValueError(f"应只填数字，这里是{show(value)}。")
        return Decimal(found[1].replace(",", "")), self.units[unit] if unit else factor

    def render(self, value, obj=None, **kwargs):
        return "" if value is None else value


class ChoiceWidget(Widget):
    """One of a few words, written as the label, as the code or as a usual other name."""

    def __init__(self, choices, synonyms=None):
        super().__init__()
        self.labels = dict(choices)
        self.codes = {fold(str(code)): code for code in self.labels}
        self.codes |= {fold(label): code for code, label in self.labels.items()}
        self.codes |= {fold(word): code for word, code in (synonyms or {}).items()}

    def clean(self, value, row=None, **kwargs):
        code = self.codes.get(value)  # most cells hold the label as it is
        if code is None:
            code = self.codes.get(fold(value))
        if code is None:
            raise ValueError(
                f"没有{show(value)}这个选项，可填：{'、'.join(self.labels.values())}。"
            )
        return code

    def render(self, value, obj=None, **kwargs):
        return self.labels.get(value, "")


class YesNoWidget(Widget):
    def clean(self, value, row=None, **kwargs):
        word = fold(value)
        if word in YES:
            return True
        if word in NO:
            return False
        raise ValueError(f"应填 是、否 或 未知，这里是{show(value)}。")

    def render(self, value, obj=None, **kwargs):
        return {True: "是", False: "否"}.get(value, "")


class DayWidget(Widget):
    """2026-11-21, 2026/11/21, 20261121, 2026年11月21日, 2026年11月, or Excel's number."""

    def clean(self, value, row=None, **kwargs):
        text = MIDNIGHT.sub("", unicodedata.normalize("NFKC", value).strip())
        try:
            return self._day(text)
        except (ValueError, OverflowError):
            message = f"日期看不懂：{show(value)}。请写成 2026-11-21 的样子。"
            raise ValueError(message) from None

    @staticmethod
    def _day(text):
        if found := COMPACT_DAY.fullmatch(text) or DAY.fullmatch(text.replace(" ", "")):
            return datetime.date(int(found[1]), int(found[2]), int(found[3] or 1))
        if text.isascii() and text.isdigit() and int(text[:6]) in EXCEL_DAYS:
            return EXCEL_EPOCH + datetime.timedelta(days=int(text[:6]))
        raise ValueError(text)

    def render(self, value, obj=None, **kwargs):
        return value.isoformat() if value else ""
