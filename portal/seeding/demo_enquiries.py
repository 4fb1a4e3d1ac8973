"""The demo's enquiries, each with what the office did: acts of the desk, dated back.

Nothing is written past the actions, so that history, clocks and proofs are what they would be.
"""

import datetime
from decimal import Decimal
from urllib.parse import urlencode

from django.contrib.auth import get_user_model
from django.db import transaction
from django.http import QueryDict
from django.utils import timezone

from landing import actions as landing
from leads import actions
from leads.callbacks import SOON
from leads.consent import consent_text
from leads.entry_forms import BY_VISITORS
from leads.lead_needs import needs_of
from leads.models import Lead, LostReason, NextStep, ReplyTemplate, Topic
from leads.origins import Origin
from leads.subjects import find_subject
from parks.models import Listing
from portal.seeding.run import SEEDS
from portal.seeding.seed_files import read_rows
from proposals.actions import send_proposal
from proposals.forms import policies_for, public_places
from ratings.actions import rate
from regions import access
from regions.models import Site
from visits.actions import arrange_visit, record_results
from visits.models import RefusalReason, VisitStop

OFFICERS = {"golmud": "golmud-officer"}
CHIEF = "haixi-manager"
TEXTS = (
    *("contact_name", "company", "email", "area_wanted", "timing_wanted", "message"),
    "channel_note",
)


def invented_phone(number: int) -> str:
    """One nobody has, for each of some 25: no file of the project holds anything like a phone."""
    return f"1380000{1000 + number * 331:04}"


@transaction.atomic
def load_enquiries(folder=SEEDS, now=None) -> int:
    """How many there are new: all of seeds/enquiries.json where nobody has asked yet, else none."""
    if Lead.objects.exists():
        return 0
    now = now or timezone.now()
    rows = read_rows(folder / "enquiries.json")
    for row in rows:
        _Enquiry(row, now).load()
    share_templates(folder)
    return len(rows)


def share_templates(folder):
    """What the chief's colleagues answer with, in the whole prefecture."""
    chief = get_user_model().objects.get_by_natural_key(CHIEF)
    region = access.home_region(chief, access.MANAGERS)
    topics = {topic.slug: topic for topic in Topic.objects.all()}
    for row in read_rows(folder / "reply_templates.json"):
        topic = topics.get(row.take("topic"))
        ReplyTemplate.objects.create(
            owner=chief, region=region, topic=topic, is_shared=True, **row.data
        )


class _Enquiry:
    """One row; `hours_ago` of the enquiry and of each act count back from `now`."""

    def __init__(self, row, now):
        self.row, self.now = row, now
        self.site = Site.objects.select_related("region").get(slug=row.take("site"))
        users = get_user_model().objects
        self.officer = users.get_by_natural_key(OFFICERS.get(self.site.slug, CHIEF))
        self.came_in_at = self.ago(row.take("hours_ago"))
        self.acts = row.take_list("acts")

    def ago(self, hours):
        return self.now - datetime.timedelta(hours=hours)

    def load(self):
        channel = self.row.take("channel")
        lead = self.sent(channel) if channel in BY_VISITORS else self.entered(channel)
        for name, *words in self.acts:
            lead.refresh_from_db()
            getattr(self, f"act_{name}")(lead, *words)

    def values(self):
        codes = self.row.take_list("places")
        places = dict(Listing.objects.filter(code__in=codes).values_list("code", "pk"))
        query = urlencode([("listing", places[code]) for code in codes])
        self.subject = find_subject(self.site, QueryDict(query))
        topic = Topic.objects.get(slug=self.row.take("topic"))
        texts = {name: self.row.data.pop(name, "") for name in TEXTS}
        phone = invented_phone(self.row.number)
        return texts | {"topic": topic, "phone": phone, "subject_query": query}

    def sent(self, channel):
        """As from the public forms."""
        data = self.values()
        if channel == Lead.Channel.CALL_BACK:
            data["call_time"] = SOON
        return actions.submit_enquiry(
            site=self.site,
            data=data,
            subject=self.subject,
            subject_query=data["subject_query"],
            nonce=f"demo-{self.row.number}",
            source={"ip": None, "user_agent_hash": ""},
            consent=consent_text(self.site).shown,
            doubts=self.row.take_list("doubts"),
            origin=Origin(*self.row.take_list("origin")),
            now=self.came_in_at,
        )

    def entered(self, channel):
        """As by an officer who was called or visited."""
        data = self.values() | {"channel": channel, "came_in_at": self.came_in_at}
        data |= {"is_mine": False, "spoken_answer": ""}
        return actions.enter(
            site=self.site,
            by=self.officer,
            data=data,
            subject=self.subject,
            nonce=f"demo-{self.row.number}",
            now=self.came_in_at,
        )

    def act_claim(self, lead, hours):
        actions.claim(lead=lead, by=self.officer, now=self.ago(hours))

    def act_answer(self, lead, hours, body):
        nonce = f"demo-answer-{lead.pk}-{hours}"
        actions.answer(lead=lead, by=self.officer, body=body, nonce=nonce, now=self.ago(hours))

    def act_ask(self, lead, hours, body):
        nonce = f"demo-ask-{lead.pk}-{hours}"
        actions.ask_again(lead=lead, body=body, nonce=nonce, now=self.ago(hours))

    def act_note(self, lead, hours, body):
        actions.add_note(lead=lead, by=self.officer, body=body, now=self.ago(hours))

    def act_stage(self, lead, hours, stage, reason=""):
        actions.move(
            lead=lead,
            by=self.officer,
            to_stage=stage,
            stage_was=lead.stage,
            lost_reason=LostReason.objects.get(name=reason) if reason else None,
            now=self.ago(hours),
        )

    def act_promise(self, lead, hours, words, days, waits_for=""):
        due_on = timezone.localdate(self.now) + datetime.timedelta(days=days)
        actions.promise(
            lead=lead,
            by=self.officer,
            words=words,
            due_on=due_on,
            waits_for=waits_for,
            now=self.ago(hours),
        )

    def act_keep(self, lead, hours, evidence):
        """Whatever is promised by then."""
        for row in lead.promises.open():
            actions.settle(
                lead=lead,
                by=self.officer,
                promise=row.pk,
                is_kept=True,
                outcome=evidence,
                now=self.ago(hours),
            )

    def act_agreement(self, lead, hours, number):
        actions.set_agreement(lead=lead, by=self.officer, number=number)

    def act_step(self, lead, hours, kind, what, days):
        due_on = timezone.localdate(self.now) + datetime.timedelta(days=days)
        before = lead.next_steps.open().first()
        actions.plan_step(
            lead=lead,
            by=self.officer,
            kind=NextStep.Kind(kind),
            what=what,
            due_on=due_on,
            step_was=before and before.pk,
            outcome="电话里已经告诉对方" if before else "",
            now=self.ago(hours),
        )

    def act_visit(self, lead, hours, codes, days):
        """On those days at half past nine, counted from today: one is agreed on, more on offer."""
        today, half_past_nine = timezone.localdate(self.now), datetime.time(9, 30)
        on = [today + datetime.timedelta(days=number) for number in days]
        places = {row.code: row for row in Listing.objects.filter(code__in=codes)}
        arrange_visit(
            lead=lead,
            by=self.officer,
            times=[
                timezone.make_aware(datetime.datetime.combine(day, half_past_nine)) for day in on
            ],
            stops=[VisitStop(listing=places[code]) for code in codes],
            version_was=None,
            meeting_point="火车站南广场",
            guide="招商服务中心示例科长",
            guests=3,
            now=self.ago(hours),
        )

    def act_seen(self, lead, hours, result, *reasons):
        visit = lead.visits.get()
        found = list(RefusalReason.objects.filter(name__in=reasons))
        record_results(
            lead=lead,
            by=self.officer,
            visit=visit,
            results={stop.pk: (result, found, "") for stop in visit.stops.all()},
            version_was=visit.version,
            now=self.ago(hours),
        )

    def act_board(self, lead, hours, project):
        landing.make_board(lead=lead, by=self.officer, project=project, now=self.ago(hours))

    def act_node(self, lead, hours, name, state, note=""):
        """One of the board, as it stood then."""
        node = lead.landing_nodes.get(name=name)
        done_on = timezone.localdate(self.ago(hours)) if state == "done" else None
        values = {"state": state, "done_on": done_on, "note": note, "owner": node.owner}
        values |= {"reason": note if state == "skipped" else ""}
        values |= {"due_on": node.due_on}
        words = {"node": node.pk, "seen": node.changed_at, "values": values}
        landing.set_node(lead=lead, by=self.officer, now=self.ago(hours), **words)

    def act_agree(self, lead, hours, *figures):
        """As pairs, [figure, what was agreed]."""
        agreed = {figure: Decimal(number) for figure, number in figures}
        landing.agree(lead=lead, by=self.officer, figures=agreed)

    def act_check(self, lead, hours, *figures):
        actuals = {figure: Decimal(number) for figure, number in figures}
        checked_on = timezone.localdate(self.ago(hours))
        words = {"actuals": actuals, "checked_on": checked_on, "now": self.ago(hours)}
        landing.check_standards(lead=lead, by=self.officer, **words)

    def act_close_visitor(self, lead, hours):
        actions.close_by_visitor(lead=lead, now=self.ago(hours))

    def act_needs(self, lead, hours, *needs):
        """As pairs, [need, value]; they stand there without an hour of their own."""
        mark = actions.needs_mark(needs_of(lead))
        actions.set_needs(lead=lead, by=self.officer, needs=dict(needs), mark=mark)

    def act_paper(self, lead, hours, title, sentence, codes, *steps):
        """A board paper on places in the order of their codes; its link is good for two months."""
        places = {row.code: row for row in public_places(lead).filter(code__in=codes)}
        listings = [places[code] for code in codes]
        send_proposal(
            lead=lead,
            by=self.officer,
            listings=[listing.pk for listing in listings],
            policies=[policy.pk for policy in policies_for(lead, listings)],
            title=title,
            sentence=sentence,
            steps=list(steps),
            expires_on=timezone.localdate(self.now) + datetime.timedelta(days=60),
            now=self.ago(hours),
        )

    def act_rate(self, lead, hours, score, words="", *reasons):
        rate(lead=lead, score=score, reasons=reasons, words=words, now=self.ago(hours))
