"""A row of a list of leads: its cells as values of the entry form, a sentence for each that fails.

What the file does not say of a row is taken from the form with which it was brought in. Nothing
here asks the database: rows are read ahead while a batch is written.
"""

import datetime
import json
from copy import deepcopy
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.utils import timezone

from core.mail_addresses import probable_address
from core.phones import is_phone, normalise_phone
from exchange import spreadsheet_traces
from exchange.cells import column_letter, is_filled, mark_of
from exchange.converters import UNKNOWN_WORDS, DayConverter, fold
from exchange.csv_injection import unquoted
from leads.deadlines import OFFICE_OPENS
from leads.entry_forms import BY_VISITORS, NEEDS_NOTE, NOTE_WANTED, WRITTEN_DOWN_WITHIN, EntryForm
from leads.forms import phone_problem
from leads.models import Consent, Lead

How, DAY = Consent.How, DayConverter()
# The texts of the entry form, with its limits and its sentences.
TEXTS = ("contact_name", "company", "email", "credit_code", "message", "channel_note")
TEXTS += ("area_wanted", "timing_wanted")
BESIDE = ("topic", "consent_how", "consented_on")  # what does not make another contact of it
OLDEST = datetime.timedelta(days=365)
ORAL = {"口头", "电话", "当面", "口头同意", "电话同意", "当面同意", "oral"}
WRITTEN = {"书面", "书面同意", "签字", "登记表", "名片", "回函", "表格", "扫码登记", "written"}
YES = {"是", "同意", "已同意", "有", "√", "yes", "y"}
NO = {"否", "不同意", "没有", "未同意", "无", "拒绝", "no", "n"}
CHANNELS = {fold(label): value for value, label in Lead.Channel.choices}
CHANNELS |= {word: value for label, value in CHANNELS.items() for word in label.split("、")}
CHANNELS |= {
    "来电": "phone",
    "走访": "walk_in",
    "上门": "walk_in",
    "转办": "handed",
    "引荐": "intro",
}
CHANNELS = {word: v for word, v in CHANNELS.items() if v not in BY_VISITORS}
NOBODY = "称呼和单位至少写一个。"
UNREACHABLE = "电话和邮箱至少写一个。"
NO_CONSENT = "对方没有同意，不能登记。请当场答复，或取得同意后再导入。"
CONSENT_UNSAID = "没有写对方是否同意；请写“口头”或“书面”，或上传时选一种。"
CONSENT_UNKNOWN = "请写“口头”或“书面”；没有同意的不能登记。"
TOPIC_GONE = "上传时选的主题已停用或删除，请放弃这次导入，重新上传并另选主题。"
TOO_FULL = "这一行比表头多出几格，请检查有没有串列。"


@dataclass
class LeadRow:
    """`data` is what leads.actions.entering.take_from_list takes; `said` what the file says.

    `words` is the row with its source in one spelling: what says the same twice is the same.
    """

    number: int
    cells: list
    said: dict = field(default_factory=dict)
    words: str = ""
    data: dict = field(default_factory=dict)
    errors: dict = field(default_factory=dict)
    questions: dict = field(default_factory=dict)


def _stored(name, word):
    """What the form said, as JSON has kept it."""
    return datetime.date.fromisoformat(word) if name.endswith("_on") else word


def day_problem(day, today) -> str:
    """Why a day of contact or consent is not taken."""
    if day > today:
        return f"{day} 还没有到，请核对。"
    if day < today - OLDEST:
        return f"{day} 已超过一年，请先联系对方，确认还有意向再登记。"
    return ""


class LeadReader:
    """Reads rows below one header; `brought_at` is when the list was uploaded.

    The form's topic is known by its key: its name and slug may change while the list waits.
    """

    def __init__(self, header, topics, defaults, brought_at):
        self.header, self.brought_at = header, brought_at
        self.defaults = {name: _stored(name, word) for name, word in defaults.items() if word}
        self.topics = {fold(topic.name): topic for topic in topics}
        self.topics |= {topic.slug: topic for topic in topics}
        self.chosen = {topic.pk: topic for topic in topics}.get(self.defaults.pop("topic", None))
        self.fields = {name: deepcopy(EntryForm.base_fields[name]) for name in TEXTS}

    def read(self, number, cells) -> LeadRow:
        row = LeadRow(number, cells)
        for index, column in self.header.columns:
            cell = cells[index] if index < len(cells) else ""
            try:
                if text := self._text(column, cell):
                    row.said[column.name] = self._value(row, column, text)
            except ValueError as error:
                self._refuse(row, column.name, str(error))
            except ValidationError as error:
                self._refuse(row, column.name, "；".join(error.messages))
        if any(map(is_filled, cells[len(self.header.texts) :])):
            row.errors["（表头之外）"] = TOO_FULL
        self._complete(row)
        return row

    def _text(self, column, cell):
        text = unquoted(cell.strip())
        if not text and mark_of(cell) is None:
            return ""
        text, _ = spreadsheet_traces.as_meant(column, cell, text)
        return "" if fold(text) in UNKNOWN_WORDS - NO else text

    def _value(self, row, column, text):
        if "\0" in text:
            raise ValueError("这一格里有看不见的控制字符，请重新输入。")
        read = getattr(self, f"_{column.name}", None)
        if read is not None:
            return read(row, text)
        value = column.converter.parse(text)
        return self.fields[column.name].clean(value) if column.name in TEXTS else value

    def _phone(self, row, text):
        phone = normalise_phone(text)
        if not is_phone(phone):
            raise ValueError(phone_problem(phone, is_alone=True))
        return phone

    def _email(self, row, text):
        """What looks misspelt is asked about; the clerk cannot be asked twice as on a form."""
        field = self.fields["email"]
        field.confirmed = field.to_python(text)
        value = field.clean(text)
        if probable := probable_address(value):
            row.questions[self.header.text_of("email")] = f"是不是 {probable}？照写的导入。"
        return value

    def _topic(self, row, text):
        topic = self.topics.get(fold(text))
        if topic and topic.is_active:
            return topic
        reason = f"主题“{topic.name}”已停用" if topic else "没有这个主题"
        names = {each.name: 1 for each in self.topics.values() if each.is_active}
        raise ValueError(f"{reason}，可填：{'、'.join(names)}。")

    def _channel(self, row, text):
        if channel := CHANNELS.get(fold(text)):
            return channel
        labels = "、".join(Lead.Channel(value).label for value in dict.fromkeys(CHANNELS.values()))
        raise ValueError(f"没有这种来源，可填：{labels}。")

    def _came_in_on(self, row, text):
        return self._past_day(text)

    def _consented_on(self, row, text):
        return self._past_day(text)

    def _consent_how(self, row, text):
        word = fold(text)
        if word in NO:
            raise ValueError(NO_CONSENT)
        if word in YES:
            return self.defaults.get("consent_how") or How.ORAL
        how = How.ORAL if word in ORAL else How.WRITTEN if word in WRITTEN else None
        if how is None:
            raise ValueError(CONSENT_UNKNOWN)
        return how

    def _past_day(self, text):
        day = DAY.parse(text)
        if problem := day_problem(day, timezone.localdate(self.brought_at)):
            raise ValueError(problem)
        return day

    def _refuse(self, row, name, sentence):
        """Beside the column, with the place of the cell where it has one."""
        index = self.header.index_of(name)
        place = "" if index is None else f"{column_letter(index + 1)}{row.number}"
        sentence = sentence.replace(spreadsheet_traces.THIS_CELL, "这一格")
        row.errors.setdefault(self.header.text_of(name), f"{place} {sentence}".strip())

    def _complete(self, row):
        """Rules that look at the whole row, and what it leaves to the form."""
        said, bad = row.said, row.errors
        text_of = self.header.text_of
        if not (said.get("contact_name") or said.get("company") or text_of("company") in bad):
            self._refuse(row, "contact_name", NOBODY)
        if not (said.get("phone") or said.get("email") or text_of("email") in bad):
            self._refuse(row, "phone", UNREACHABLE)
        given = self.defaults | said
        channel = given["channel"]
        if channel in NEEDS_NOTE and not given.get("channel_note"):
            self._refuse(row, "channel_note", NOTE_WANTED)
        if not given.get("consent_how"):
            self._refuse(row, "consent_how", CONSENT_UNSAID)
        if not (said.get("topic") or (self.chosen and self.chosen.is_active)):
            self._refuse(row, "topic", TOPIC_GONE)
        if not row.errors:
            told = {name: word for name, word in given.items() if name not in BESIDE}
            row.words = json.dumps(told, ensure_ascii=False, sort_keys=True, default=str)
            row.data = self._data(given, row)

    def _data(self, given, row):
        data = {name: given.get(name, "") for name in ("phone", *TEXTS)}
        came_in_at = self._moment(given.get("came_in_on"))
        if came_in_at < self.brought_at - WRITTEN_DOWN_WITHIN:
            day = given["came_in_on"]
            data["message"] = f"{data['message']}\n（{day:%Y-%m-%d} 接触）".strip()
            words = f"{day:%Y-%m-%d} 已过 14 天：答复期限从今天算起，日期写进内容。"
            row.questions.setdefault(self.header.text_of("came_in_on"), words)
            came_in_at = self.brought_at
        consented_on = given.get("consented_on") or given.get("came_in_on")
        return data | {
            "topic": given.get("topic") or self.chosen,
            "channel": given["channel"],
            "came_in_at": came_in_at,
            "consent_how": given["consent_how"],
            "consented_at": self._moment(consented_on),
            "subject_query": "",
        }

    def _moment(self, day):
        """That morning; the moment of the upload where no day is told, or it is the same."""
        if day is None:
            return self.brought_at
        morning = timezone.make_aware(datetime.datetime.combine(day, OFFICE_OPENS))
        return min(morning, self.brought_at)
