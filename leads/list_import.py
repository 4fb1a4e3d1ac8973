"""A list of leads from a fair or another office, brought in by the import that listings have.

Each row becomes an enquiry as if it had been entered by hand. Who is known already, by number, mail
or company, gets a new conversation in the same file; a row that was brought in before is passed
over.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from types import SimpleNamespace

from django.db.models import Q

from core.person_names import person_name
from exchange.import_kinds import ImportKind, register
from exchange.row_diff import Outcome
from leads import list_columns
from leads.actions.entering import take_from_list, token_of
from leads.identifiers import identifiers_of
from leads.list_columns import BY_NAME, read_header
from leads.list_rows import LeadReader
from leads.masking import mask_email, mask_phone
from leads.models import Lead, PartyIdentifier, Submission, Topic
from leads.parties import WHO, lock
from parks.models import ImportJob
from regions import access

Scheme = PartyIdentifier.Scheme
BATCH = 50  # each row is some thirty statements
SMALL_ROWS = 100
COLUMN_OF = {
    Scheme.PHONE: "phone",
    Scheme.MAIL: "email",
    Scheme.CREDIT_CODE: "credit_code",
    Scheme.COMPANY_NAME: "company",
}
# Told before somebody has confirmed the list. Numbers and mailboxes are not: a list of thousands of
# made-up numbers would otherwise say which of them belong to whom.
TOLD_BEFOREHAND = {Scheme.CREDIT_CODE, Scheme.COMPANY_NAME}
WORDS = {
    Outcome.NEW: "新线索",
    Outcome.CHANGED: "已有档案",
    Outcome.SAME: "重复，跳过",
    Outcome.FAULTY: "有错误",
}
NO_RIGHT = "导入人的账号已停用，或不再有这个地区的招商专员权限。"
REFUSED = "数据库没有接受这一行，请核对后重新导入这一行。"
SHOWN = ("company", "channel_note", "area_wanted", "timing_wanted", "message")


@dataclass
class LeadDiff:
    """A row, what would become of it, and why; `same_as` says where it was said before."""

    row: object
    token: str = ""
    same_as: str = ""
    known: dict = field(default_factory=dict)  # sentences by header text
    is_waiting = False  # nothing of it is public

    @property
    def number(self):
        return self.row.number

    @property
    def errors(self):
        return self.row.errors

    @errors.setter
    def errors(self, errors):
        self.row.errors = errors

    @property
    def questions(self) -> dict:
        if self.same_as:
            return {"重复": f"{self.same_as}，跳过。"}
        return self.row.questions | self.known

    @property
    def outcome(self):
        if self.errors:
            return Outcome.FAULTY
        if self.same_as:
            return Outcome.SAME
        return Outcome.CHANGED if self.known else Outcome.NEW


class LeadDiffer:
    """Compares rows with what the office knows, and with the rows before them in the list."""

    def __init__(self, job):
        self.header, self.site = read_header(job.header), job.region.site
        self.reader = LeadReader(self.header, Topic.objects.all(), job.defaults, job.created_at)
        self.tokens, self.contacts = {}, {}  # → the row that said it first

    def clean(self, rows):
        return [self.reader.read(number, cells) for number, cells in rows]

    def remember(self, rows):
        """Rows that an earlier batch has dealt with."""
        for row in self.clean(rows):
            if not row.errors:
                self._note(row, self._token(row))

    def diff(self, rows, now):
        return self.compare(self.clean(rows), now)

    def compare(self, cleaned, now, *, is_locking=False):
        good = [row for row in cleaned if not row.errors]
        tokens = {self._token(row) for row in good}
        stored = Submission.objects.filter(token__in=tokens).select_related("lead")
        made = {submission.token: submission.lead for submission in stored}
        known = self._known(good, {*Scheme} if is_locking else TOLD_BEFOREHAND)
        return [self._diff(row, made, known) for row in cleaned]

    def refusal(self) -> dict:
        return {self.header.text_of("phone"): REFUSED}

    def _token(self, row):
        return token_of(f"list {self.site.pk} {row.words}")

    def _diff(self, row, made, known):
        if row.errors:
            return LeadDiff(row)
        diff = LeadDiff(row, self._token(row))
        if diff.token in self.tokens:
            diff.same_as = f"与第 {self.tokens[diff.token]} 行一模一样"
        elif diff.token in made:
            diff.same_as = f"以前导入过：{made[diff.token].reference}"
        else:
            self._tell_known(diff, known)
        self._note(row, diff.token)
        return diff

    def _tell_known(self, diff, known):
        for scheme, value in _identifiers(diff.row):
            text = self.header.text_of(COLUMN_OF[scheme])
            if lead := known.get((scheme, value)):
                owner = f"{person_name(lead.owner)} 负责" if lead.owner else "还没有人负责"
                diff.known[text] = f"与 {lead.reference} 同一档案（{owner}），作为新的会谈放进去"
            elif (scheme, value) in self.contacts:
                number = self.contacts[scheme, value]
                diff.known[text] = f"与第 {number} 行相同，放进同一档案"

    def _note(self, row, token):
        self.tokens.setdefault(token, row.number)
        for pair in _identifiers(row):
            self.contacts.setdefault(pair, row.number)

    def _known(self, rows, schemes):
        """{(scheme, value): the newest lead of the file that has it}."""
        wanted = defaultdict(set)
        for row in rows:
            for scheme, value in _identifiers(row):
                if scheme in schemes:
                    wanted[scheme].add(value)
        any_of = Q(pk__in=())
        for scheme, values in wanted.items():
            any_of |= Q(scheme=scheme, value__in=values)
        found = PartyIdentifier.objects.filter(any_of, site=self.site)
        party_of = {(each.scheme, each.value): each.party_id for each in found}
        newest = _newest_of({*party_of.values()})
        return {pair: newest[party] for pair, party in party_of.items() if party in newest}


def _identifiers(row):
    values = {name: row.data.get(name, "") for name in WHO}
    found = identifiers_of(SimpleNamespace(**values))
    return [*found.person, *found.company]


def _newest_of(parties):
    """{key of a party: its newest lead}."""
    of_them = Q(person_party__in=parties) | Q(company_party__in=parties)
    leads = Lead.objects.unerased().accepted().filter(of_them).select_related("owner")
    newest = {}
    for lead in leads.order_by("received_at", "pk"):
        newest |= {key: lead for key in (lead.person_party_id, lead.company_party_id) if key}
    return newest


def write_leads(diffs, job, now):
    """All that the batch is found by is locked at once, in one order (leads.parties)."""
    site = job.region.site
    lock(site.pk, [pair for diff in diffs if diff.token for pair in _identifiers(diff.row)])
    for diff in diffs:
        if diff.outcome in {Outcome.NEW, Outcome.CHANGED}:
            take_from_list(site=site, by=job.user, data=diff.row.data, token=diff.token, now=now)


def row_of(diff) -> dict:
    """For the page of the import; whoever looks sees no whole number there."""
    said = diff.row.said
    contacts = (mask_phone(str(said.get("phone", ""))), mask_email(str(said.get("email", ""))))
    told = [(BY_NAME[name].label, said[name]) for name in SHOWN if said.get(name)]
    return {
        "number": diff.number,
        "code": "　".join(filter(None, contacts)),
        "title": said.get("contact_name") or said.get("company", ""),
        "outcome": diff.outcome.value,
        "word": WORDS[diff.outcome],
        "errors": diff.errors.items(),
        "questions": diff.questions.items(),
        "contents": told if diff.outcome == Outcome.NEW else [],
    }


LEADS = ImportKind(
    in_every_list="电话",
    roles=access.OFFICERS,
    no_right=NO_RIGHT,
    is_header=list_columns.is_header,
    read_table=list_columns.read_table,
    read_header=read_header,
    differ_for=LeadDiffer,
    write=write_leads,
    batch=BATCH,
    small_rows=SMALL_ROWS,
    is_personal=True,
    row_of=row_of,
    words=WORDS,
)


def register_leads():
    register(ImportJob.Kind.LEADS, LEADS)
