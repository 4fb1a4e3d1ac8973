"""Enquiries by the hundred thousand, for the desk: leads alone, nobody's words behind them."""

import datetime
import random
from collections.abc import Callable, Sequence

from django.db import connection, transaction
from django.utils import timezone

from bench.synthetic.copying import analyze, write_rows
from leads.models import Clock, Lead, LostReason, Message, NextStep, StageChange, Topic
from leads.name_marks import marks_of_name, name_key
from leads.references import new_reference
from regions.models import Site

FIRM = "合成数据"  # marks what was made
BATCH = 25_000
DAYS = 1_000
DAY = datetime.timedelta(days=1)
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨"
# By share: most are over, a few are new, some wait in quarantine.
STAGES = {"closed": 880, "lost": 80, "answered": 25, "contacted": 8, "visiting": 5, "new": 2}
QUARANTINED = 0.02
OVERDUE = 0.1
CHANGES = """
INSERT INTO leads_stagechange (lead_id, from_stage, to_stage, changed_at)
SELECT lead.id, (%(road)s::text[])[step], (%(road)s::text[])[step + 1],
    lead.received_at + step * interval '1 day' + lead.id %% 86400 * interval '1 second'
FROM leads_lead lead CROSS JOIN generate_series(1, 3) AS step
WHERE step <= lead.id %% 4 AND NOT EXISTS (SELECT FROM leads_stagechange)
"""


def make_leads(
    number: int,
    report: Callable[[int], None] = lambda done: None,
    *,
    batch: int = BATCH,
    site: Site | None = None,
    owners: Sequence[int] = (),
) -> None:
    """Add `number` leads to all sites, or to one; `report` hears how many are done.

    `owners` are keys of officers who share them out.
    """
    maker = _Maker(count_leads(), site, owners)
    for done in range(0, number, batch):
        size = min(batch, number - done)
        with transaction.atomic():
            write_rows(Lead, [maker.lead() for _ in range(size)])
        report(done + size)
    analyze(Lead)


def work_on_open(today: datetime.date) -> None:
    """What stands beside those that somebody works on: an answer, a clock, mostly a next step."""
    open_leads = _made().filter(is_quarantined=False, owner__isnull=False, next_steps=None)
    leads = open_leads.exclude(stage__in=["closed", "lost"]).order_by("pk")
    leads = list(leads.values_list("pk", "owner", "received_at"))
    for model, rows in (
        (Message, [_answer(*lead) for lead in leads]),
        (Clock, [_clock(pk, received) for pk, _, received in leads]),
        (NextStep, [_step(pk, by, today) for pk, by, _ in leads if pk % 4]),
    ):
        model.objects.bulk_create(rows, batch_size=BATCH, ignore_conflicts=True)
        analyze(model)


def make_changes() -> None:
    """How they came along the road, once: three changes at most of each."""
    road = [Lead.Stage.NEW, *Lead.ROAD]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(CHANGES, {"road": [str(stage) for stage in road]})
    analyze(StageChange)


def _answer(pk, by, received):
    words = {"direction": "out", "body": "周四可以看地。", "nonce": f"{FIRM} {pk}"}
    return Message(lead_id=pk, by_id=by, sent_at=received + DAY, **words)


def _clock(pk, received):
    return Clock(
        lead_id=pk, kind="report", days=14, started_at=received, due_at=received + 14 * DAY
    )


def _step(pk, by, today):
    due_on = today + DAY * (pk % 20 - 10)
    return NextStep(lead_id=pk, by_id=by, kind="call", due_on=due_on)


def count_leads() -> int:
    return _made().count()


def clear_leads() -> int:
    """Remove what make_leads wrote; gives the number."""
    for model in (StageChange, NextStep, Clock, Message):
        model.objects.filter(lead__in=_made())._raw_delete("default")
    return _made()._raw_delete("default")


def _made():
    return Lead.objects.filter(company__startswith=FIRM)


class _Maker:
    def __init__(self, seed, site=None, owners=()):
        self.random = random.Random(seed)  # noqa: S311 -- not a secret
        self.now = timezone.now()
        sites = Site.objects.order_by("pk").values_list("pk", flat=True)
        self.sites = [site.pk] if site else list(sites)
        self.owners = list(owners) or [None]
        self.topics = list(Topic.objects.order_by("pk").values_list("pk", flat=True))
        self.reason = LostReason.objects.get_or_create(name=FIRM)[0].pk

    def lead(self):
        (stage,) = self.random.choices(list(STAGES), weights=STAGES.values())
        received = self.now - datetime.timedelta(days=self.random.random() * DAYS)
        due = received + datetime.timedelta(days=3)
        is_late = stage in {"new", "contacted"} and self.random.random() < OVERDUE
        name = f"{self.random.choice(SURNAMES)}先生"
        company = f"{FIRM}{self.random.randrange(100_000)}厂"
        return {
            "site_id": self.random.choice(self.sites),
            "topic_id": self.random.choice(self.topics),
            "reference": new_reference(),
            "contact_name": name,
            "company": company,
            "name_marks": f"{{{','.join(map(str, marks_of_name(name)))}}}",
            "search_text": name_key(company),
            "email": "synthetic@example.org",
            "stage": stage,
            "owner_id": None if stage == "new" else self.random.choice(self.owners),
            "received_at": received,
            "due_at": due,
            "first_reply_at": None if is_late or stage == "new" else due,
            "lost_reason_id": self.reason if stage == "lost" else None,
            "closed_at": due if stage in {"closed", "lost"} else None,
        } | self._quarantine()

    def _quarantine(self):
        if self.random.random() > QUARANTINED:
            return {"quarantine_reasons": "{}"}
        checked = {"quarantine_checked_at": self.now} if self.random.random() < 0.9 else {}
        return {"is_quarantined": True, "quarantine_reasons": "{links}"} | checked
