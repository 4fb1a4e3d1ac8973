"""The columns of a list of leads: what offices call them, and which row of a sheet names them."""

import re
from dataclasses import dataclass, field
from functools import cache
from itertools import chain, islice

from exchange.cells import is_filled
from exchange.converters import Converter, DayConverter, TextConverter, fold
from exchange.headers import REASON, STARS
from exchange.sheet_findings import numbered
from exchange.upload_checks import RefusedFile
from exchange.workbooks import ROWS_ABOVE

LONGEST_LINE = 400
NAMED_TEXT = 30
NO_CONTACT = (
    "前 20 行里没有“电话”或“邮箱”这一列。请用下载的模板，第一行写列名；"
    "看到的是乱码，请用 Excel 打开，另存为 xlsx 再上传。"
)
TOTAL = re.compile(r"(?:合计|总计|共计|小计)[:：]?")


@dataclass(frozen=True)
class LeadColumn:
    """`words` are what it is also called; `how` and `example` tell a clerk what to write."""

    name: str
    label: str
    words: tuple[str, ...] = ()
    how: str = "文字"
    example: str = ""
    is_required: bool = False
    converter: Converter = field(default_factory=lambda: TextConverter(LONGEST_LINE))


COLUMNS = (
    LeadColumn(
        "contact_name",
        "称呼",
        ("姓名", "名字", "联系人", "联系人姓名", "客户姓名", "name"),
        "称呼和单位至少写一个",
        "李女士",
    ),
    LeadColumn(
        "company",
        "单位",
        ("公司", "企业", "公司名称", "企业名称", "单位名称", "客户名称", "company"),
        "称呼和单位至少写一个",
        "示例新材料有限公司",
    ),
    LeadColumn(
        "phone",
        "电话",
        ("手机", "手机号", "手机号码", "联系电话", "电话号码", "联系方式", "phone", "mobile"),
        "手机，或带区号的座机；电话和邮箱至少写一个",
        "一格一个号码",
    ),
    LeadColumn(
        "email",
        "邮箱",
        ("电子邮箱", "邮件", "电子邮件", "email", "e-mail", "mail"),
        "电话和邮箱至少写一个",
        "name@example.com",
    ),
    LeadColumn("credit_code", "统一社会信用代码", ("信用代码",), "18 位，写了最能认出同一家单位"),
    LeadColumn(
        "topic", "咨询主题", ("主题", "类别"), "系统里的主题；空着用上传时选的", "土地厂房咨询"
    ),
    LeadColumn(
        "message",
        "想了解什么",
        ("内容", "咨询内容", "需求", "意向", "投资意向", "备注", "留言"),
        "对方的话，最多 2000 字",
        "想找 50 亩工业用地",
        converter=Converter(),
    ),
    LeadColumn("area_wanted", "需要的面积", ("面积",), "文字", "50 亩"),
    LeadColumn("timing_wanted", "意向时间", ("时间要求",), "文字", "明年 3 月"),
    LeadColumn("channel", "来源", ("怎么来的", "渠道"), "空着用上传时选的", "展会、推介会"),
    LeadColumn(
        "channel_note",
        "来源说明",
        ("活动", "展会", "活动名称", "介绍人", "转办部门"),
        "哪场活动、哪个部门、谁介绍",
        "示例推介会",
    ),
    LeadColumn(
        "came_in_on",
        "接触日期",
        ("日期", "联系日期", "登记日期", "来访日期"),
        "日期；空着是上传当天。14 天以前的，期限从上传时算",
        "2026-11-21",
        converter=DayConverter(),
    ),
    LeadColumn(
        "consent_how",
        "同意方式",
        ("是否同意", "同意", "授权方式"),
        "对方怎样同意登记的：口头，或书面；空着用上传时选的",
        "口头",
    ),
    LeadColumn(
        "consented_on",
        "同意日期",
        ("授权日期",),
        "日期；空着是接触日期",
        "2026-11-21",
        converter=DayConverter(),
    ),
)
BY_NAME = {column.name: column for column in COLUMNS}
CONTACTS = {"phone", "email"}


@dataclass
class LeadHeader:
    """(position, column) of those that we know, and what nobody reads."""

    texts: list
    columns: list = field(default_factory=list)
    ignored: list = field(default_factory=list)
    questions: list = field(default_factory=list)

    def text_of(self, name):
        """The header as the file has it, else as the template would."""
        found = (self.texts[at] for at, column in self.columns if column.name == name)
        return next(found, BY_NAME[name].label)

    def index_of(self, name):
        return next((at for at, column in self.columns if column.name == name), None)


@cache
def spellings() -> dict:
    """Folded header → column."""
    return {fold(word): column for column in COLUMNS for word in (column.label, *column.words)}


def header_key(text) -> str:
    return fold(STARS.sub("", text)).rstrip(":")


def known_columns(cells) -> dict:
    """{position: column} of the header texts that we know."""
    keys = enumerate(map(header_key, cells))
    return {at: spellings()[key] for at, key in keys if key in spellings()}


def is_header(cells) -> bool:
    names = {column.name for column in known_columns(cells).values()}
    return bool(names & CONTACTS) and (len(names) > 1 or len(cells) == 1)


def read_header(texts) -> LeadHeader:
    """RefusedFile where nobody could be reached, or two columns say the same."""
    header = LeadHeader([text.strip() for text in texts])
    known, seen = known_columns(header.texts), {}
    for at, text in enumerate(header.texts):
        column = known.get(at)
        if column is None:
            if text and fold(text) != fold(REASON):
                header.ignored.append(text)
            continue
        if column.name in seen:
            other = seen[column.name]
            raise RefusedFile(f"“{other}”和“{text}”说的是同一列，请只留一列。")
        seen[column.name] = text
        header.columns.append((at, column))
    if not CONTACTS & seen.keys():
        raise RefusedFile(NO_CONTACT)
    return header


def read_table(rows, findings):
    """(header cells, iterator of the rows below it) of rows with numbers; ([], …) of none."""
    first = list(islice(rows, ROWS_ABOVE))
    if not first:
        return [], iter(())
    at = next((i for i, (_, cells) in enumerate(first) if is_header(cells)), 0)
    if at:
        titles = "；".join(" ".join(filter(None, cells)) for _, cells in first[:at])[:NAMED_TEXT]
        above = numbered(number for number, _ in first[:at])
        findings.tell(f"第 {above} 行在列名之上，没有读：{titles}。")
    header = [str(cell) for cell in first[at][1]]
    return header, _leads(header, chain(first[at + 1 :], rows), findings)


def _leads(header, rows, findings):
    """Rows without totals, repeated headers and what holds nothing in a column we know."""
    known, left_out = known_columns(header), []
    for number, cells in rows:
        filled = [at for at in known if at < len(cells) and is_filled(cells[at])]
        is_total = any(TOTAL.fullmatch(cell.strip()) for cell in cells[:2])
        if not filled or is_total or cells[: len(header)] == header:
            left_out.append(number)
        else:
            yield number, cells
    if left_out:
        findings.tell(f"第 {numbered(left_out)} 行是空行、合计或又是列名，没有读。")
