"""No error of the database brings what it refused into a log, whatever table and rule.

Each rule of each table that holds personal data is broken for real, in the middle of the request
that writes to the table: first the statement that breaks it is found, then it takes the place of
the view's own.
"""

import datetime
import io
import logging
import re

import pytest
from django.apps import apps
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone

from accounts.encryption import unseal
from accounts.models import Authenticator, OwedInvitation, RecoveryCode
from claims.actions import take_up
from claims.models import ClaimTransfer
from core.error_frames import FramesFormatter
from landing.models import NodeTemplate
from leads.actions import contact_mark
from leads.models import (
    Absence,
    AnswerFile,
    ClockRule,
    Lead,
    NoticePreferences,
    OfficeHours,
    Party,
    PartyMerge,
    ReplyTemplate,
    RoutingRule,
    StageGate,
    Submission,
)
from leads.reply_blocks import draft_mark, quote_of
from leads.tokens import new_ticket
from portal.models import DeskPreferences, SavedView
from publishing.content_checks.rules import findings_of
from publishing.models import (
    OpenForm,
    PendingChange,
    PreviewLink,
    ReviewComment,
    SignedFinding,
    WordList,
)
from ratings.models import Rating
from tests import admin_pages
from tests.accounts.conftest import SECRET, code_now
from tests.factories import (
    ArticleFactory,
    ColumnFactory,
    ListingFactory,
    SiteFactory,
    UserFactory,
)
from tests.leads.broken_rules import CANARY, Table, in_place_of, table_written_by
from tests.leads.factories import (
    CalendarPeriodFactory,
    ChannelNoticeFactory,
    LeadFactory,
    MailFactory,
    MessageFactory,
)
from tests.leads.marks import in_browser
from tests.leads.test_privacy import documented
from tests.world import picture
from visits.models import RefusalReason

CANARY_PHONE, CANARY_PASSWORD = "13912345678", "canary-Zx81!"
# Sessions hold a signed text of ours; django-axes keeps its log of failures only when told to.
# The morning's digest is the worker's: it logs the frames of what goes wrong, as views do.
# Nor words, but keys and moments alone: each rule of signatures is broken in
# tests/publishing/test_review_admin.py.
NOT_WRITTEN = {
    *("sessions.Session", "axes.AccessFailureLog", "leads.Digest"),
    "publishing.ReviewSignature",
}


@pytest.fixture
def app_log():
    """Everything that is logged, in the form of LOGGING."""
    kept = io.StringIO()
    handler = logging.StreamHandler(kept)
    handler.setFormatter(FramesFormatter())
    root = logging.getLogger()
    root.addHandler(handler)
    yield kept.getvalue
    root.removeHandler(handler)


@pytest.fixture
def known(db):
    """An account with a password and a second factor; codes on paper for the day it is lost."""
    user = UserFactory(username="canary-known", is_staff=True, email="canary@example.com")
    user.set_password(CANARY_PASSWORD)
    user.save()
    Authenticator.replace(user, SECRET, last_t=-1)
    Authenticator.objects.update(name=CANARY)
    RecoveryCode.objects.create(user=user, digest=CANARY)
    return user


@pytest.fixture
def sign_in(client, known):
    def post(password=CANARY_PASSWORD):
        client.cookies.clear()
        data = {"username": known.username, "password": password}
        return client.post(reverse("admin:login"), data)

    return post


@pytest.fixture
def sign_findings(client, site, known, superuser):
    """A reviewer puts the own name to a finding; one is signed for already."""
    praise = {"column": ColumnFactory(site=site), "title": f"{CANARY}最佳", "status": "draft"}
    signed, praised = ArticleFactory(**praise), ArticleFactory(**praise)
    SignedFinding.objects.sign(signed, findings_of(signed), known)
    keys = [finding.key for finding in findings_of(praised)]
    words = {"site": site, "kind": "people", "number": 1, "words": CANARY}
    WordList.objects.create(**words, uploaded_by=known)

    def sign():
        client.force_login(superuser)
        url = reverse("admin:news_article_change", args=[praised.pk])
        return admin_pages.press(client, url, _approve="1", _signed=keys)

    return sign


@pytest.fixture
def own_requests(client, site, known, sign_in, superuser, sign_findings):
    """Those by which staff write of themselves: second factor, preferences, views, open forms."""
    article = ArticleFactory(column=ColumnFactory(site=site), title=CANARY)
    view = {"list": "news.article", "query": "status__exact=draft"}
    DeskPreferences.objects.create(user=known, density="tight")
    NoticePreferences.objects.create(user=known)
    SavedView.objects.create(user=known, list="news.article", query=CANARY, name=CANARY)
    OpenForm.objects.note(article, known)
    draft = ArticleFactory(column=article.column, status="draft")
    PreviewLink.objects.make(draft, known)
    title = {"before": [CANARY], "after": [f"{CANARY}改"]}
    patch = {"fields": {"title": title}, "rows": {}, "labels": ["标题"]}
    change = PendingChange.objects.keep(article, known, patch)
    set_up = reverse("admin:second_factor_setup")

    OwedInvitation.objects.owe(known, superuser)

    def invite():
        client.force_login(superuser)
        return client.post(reverse("admin:staff_act", args=[known.pk]), {"act": "invite"})

    def type_code():
        with override_settings(SECOND_FACTOR=True):
            sign_in()
            return client.post(reverse("admin:second_factor"), {"code": code_now()})

    def enrol():
        client.force_login(known)
        client.get(set_up)
        secret = unseal(client.session["new_second_factor"], owner=known.pk)
        words = {"code": code_now(secret), "password": CANARY_PASSWORD}
        return client.post(set_up, words)

    def prefer():
        client.force_login(known)
        return client.post(reverse("desk_preferences"), {"density": "tight"})

    def be_told():
        client.force_login(superuser)
        return client.post(reverse("desk_notices"), {"has_digest": "on"})

    def keep_view():
        client.force_login(superuser)
        url = reverse("saved_view_add", query=view)
        return client.post(url, {"name": CANARY})

    def open_form():
        client.force_login(superuser)
        return client.get(reverse("admin:news_article_change", args=[article.pk]))

    def make_link():
        client.force_login(superuser)
        return client.post(reverse("admin:news_article_preview_links", args=[draft.pk]))

    def drop_change():
        client.force_login(superuser)
        url = reverse("admin:news_article_pending_change", args=[article.pk])
        return client.post(url, {"_drop": "1", "_change": change.version})

    return {
        "code": type_code,
        "enrolment": enrol,
        "invitation": invite,
        "preferences": prefer,
        "notices": be_told,
        "view": keep_view,
        "open form": open_form,
        "preview link": make_link,
        "change": drop_change,
        "signature": sign_findings,
    }


@pytest.fixture
def review_requests(client, site, known, superuser):
    """Those by which a text is remarked on."""
    draft = ArticleFactory(column=ColumnFactory(site=site), status="draft", title=CANARY)
    ReviewComment.objects.add(draft, known, CANARY, quote=CANARY)
    ReviewComment.objects.resolve(known)

    def remark():
        client.force_login(superuser)
        url = reverse("admin:news_article_review", args=[draft.pk])
        return client.post(url, {"_comment": "1", "remark-words": CANARY})

    return {"remark": remark}


def step_of_visitor(client, lead, step, **data):
    """By the page of progress."""
    address = reverse("lead_status", args=[lead.site.slug])
    ticket = new_ticket(lead.reference, "code")
    return client.post(address, {"step": step, "ticket": ticket} | data)


@pytest.fixture
def investor_requests(client, site, staff):
    """What is written after the end of an enquiry, and for the investor's board."""
    chief, today = staff("manager", site.region), timezone.localdate()
    lead = LeadFactory(site=site, contact_name=CANARY, stage="signed")
    over = LeadFactory(site=site, stage="closed", ended_in="answered", closed_at=timezone.now())
    settled = {"settled_at": timezone.now(), "settled_by": chief, "outcome": CANARY}
    bad = {"score": 1, "first_score": 1, "words": CANARY, "due_at": timezone.now()}
    Rating.objects.create(lead=over, given_at=over.received_at, owner=chief, **bad, **settled)
    paper = {"title": CANARY, "sentence": CANARY, "sent": {}, "expires_on": today}
    lead.proposals.create(by=chief, **paper)
    place = ListingFactory(region=site.region, code="P-1")
    sent = {"heading": "x", "sentence": "x", "codes": place.code}
    sent |= {"expires_on": (today + datetime.timedelta(days=9)).isoformat()}
    firm = {"company": f"{CANARY}有限公司"}
    asked, other = LeadFactory(site=site, **firm), LeadFactory(site=SiteFactory(), **firm)
    talks = {"giver": take_up(asked, timezone.now()), "taker": take_up(other, timezone.now())}
    words = {"asked_by": chief, "credit": "half", "words": CANARY} | talks
    transfer = ClaimTransfer.objects.create(**words)
    back = {"state": "withdrawn", "answered_by": chief, "answered_at": timezone.now()}
    ClaimTransfer.objects.create(**words, **back)
    agreed = {"act": "answer", "transfer": transfer.pk, "agrees": "yes", "words": CANARY}

    def by_chief(address, data):
        client.force_login(chief)
        return client.post(address, data)

    plan = reverse("proposal_plan", args=[lead.pk])
    return {
        "rating": lambda: step_of_visitor(client, over, "rate", score=2, rating_words=CANARY),
        "board paper": lambda: by_chief(plan, sent),
        "first talk": lambda: by_chief(reverse("claim", args=[asked.pk]), agreed),
    }


@pytest.fixture
def requests(
    client,
    site,
    staff,
    enquiry,
    superuser,
    places,
    sign_in,
    own_requests,
    review_requests,
    settings,
    tmp_path,
    investor_requests,
):
    """{name: a request that writes}, by visitors and staff; the rows they write next to exist."""
    manager = staff("manager", site.region, email="canary-officer@example.com")
    lead = LeadFactory(
        site=site, contact_name=CANARY, phone=CANARY_PHONE, email="canary@example.com", owner=None
    )
    message = MessageFactory(lead=lead, body=CANARY)
    quote = {"kind": "park", "row_number": 1, "fact": "area", "label": CANARY, "words": CANARY}
    message.quotes.create(quoted_on=timezone.localdate(), **quote)
    file = {"kind": "pdf", "name": CANARY, "file": CANARY, "size_bytes": 1, "by": manager}
    lead.answer_files.create(message=message, created_at=timezone.now(), **file)
    text = {"title": CANARY, "body": CANARY, "region": site.region}
    ReplyTemplate.objects.create(owner=manager, **text)
    MailFactory(lead=lead, recipient="canary@example.com")
    lead.lead_listings.create(label=CANARY, position=1)
    view = lead.contact_views.create(by=manager)
    lead.erasure_requests.create(way="page", proof="code", asked_at=timezone.now())
    lead.follow_ups.create(body=CANARY, contact_view=view)
    firms = [Party.objects.create(site=site, kind="company", name=CANARY) for _ in range(2)]
    undone = {"undone_at": timezone.now(), "undone_by": manager}
    PartyMerge.objects.create(kept=firms[0], absorbed=firms[1], by=manager, moved=[], **undone)
    lead.stage_changes.create(by=manager, from_stage="new", to_stage="contacted")
    lead.owner_changes.create(by=manager, to_owner=manager)
    done = {"done_at": timezone.now(), "done_by": manager, "outcome": CANARY}
    place = lead.visits.create(
        by=manager,
        state="done",
        starts_at=timezone.now(),
        meeting_point=CANARY,
        guide=CANARY,
    )
    place.slots.create(starts_at=timezone.now())
    place.events.create(by=manager, kind="results", words=CANARY)
    stop = place.stops.create(listing=places[1], label=CANARY, position=1, result="unsuitable")
    power = RefusalReason.objects.create(name=CANARY[:20], position=1)
    settled = {"settled_on": timezone.localdate(), "settled_by": manager}
    given = {"stop": stop, "refused_on": timezone.localdate()}
    stop.refusals.create(listing=places[1], reason=power, **given, **settled)
    lead.next_steps.create(by=manager, kind="call", due_on=timezone.localdate(), **done)
    lead.calls.create(by=manager, outcome="reached", minutes=5, body=CANARY)
    kept = {"closed_at": timezone.now(), "closed_by": manager, "outcome": CANARY, "is_kept": True}
    promised = {"owner": manager, "words": CANARY, "due_on": timezone.localdate()}
    lead.promises.create(by=manager, **promised, **kept)
    stored = AnswerFile._meta.get_field("file").storage
    stored.replace(FileSystemStorage(location=tmp_path))
    quoted = quote_of(f"listing-{places[0].pk}-area", site.region)
    LogEntry.objects.create(user=manager, object_repr=CANARY, action_flag=CHANGE)
    CalendarPeriodFactory()
    ChannelNoticeFactory(channel__site=site, lead=lead)
    ClockRule.objects.create(site=site, kind="report", days=10)
    OfficeHours.objects.create(site=site)
    StageGate.objects.create(stage="performing", requirement="owner")
    signed = LeadFactory(site=site, contact_name=CANARY, stage="signed")
    named = {"owner": manager, "name": CANARY, "due_at": timezone.now()}
    node = signed.landing_nodes.create(**named)
    words = {"kind": "pdf", "name": CANARY, "size_bytes": 9, "created_at": timezone.now()}
    node.documents.create(by=manager, file=f"landing/{CANARY}.pdf", **words)
    checked = {"actual": 18, "checked_on": timezone.localdate(), "checked_by": manager}
    signed.land_standards.create(figure="tax_wan_per_mu", agreed=20, **checked)
    NodeTemplate.objects.create(site=site, name=CANARY, working_days=9)
    resting = LeadFactory(site=site, contact_name=CANARY)
    term = {"started_at": timezone.now(), "due_at": timezone.now()}
    until = timezone.now() + datetime.timedelta(days=2)
    resting.clocks.create(kind="report", days=10, **term)
    resting.pauses.create(by=manager, reason=CANARY, resumes_at=until)
    resting.texts.create(occasion="x")
    settings.NOTICE_HOSTS = ["qyapi.weixin.qq.com"]
    settings.SMS_GATEWAY = "https://sms.example.com"
    form = {"contact_name": CANARY, "phone": CANARY_PHONE, "email": "canary@example.com"}
    form |= {"listing": places[0].pk, "policy_purpose": CANARY}
    kind = ContentType.objects.get_for_model(places[0])
    form |= {"answers_shown": f"{kind.pk}-{places[0].pk}"}
    called = {"contact_name": f"{CANARY}来电", "phone": "13912340000", "channel": "phone"}
    called |= {"site": site.pk, "topic": "space", "message": CANARY, "has_consented": "on"}
    today = timezone.localdate().isoformat()
    steps = {
        "claim": {},
        "note": {"body": CANARY},
        "stage": {"to_stage": "visiting", "stage_was": lead.stage},
        "reveal": {},
        "correct": {"contact_name": CANARY, "company": CANARY, "mark": contact_mark(lead)},
        "pause": {"reason": CANARY, "last_on": timezone.localdate().isoformat()},
        "answer": {"body": f"{CANARY}{quoted.words}", "nonce": "n"},
        "next": {"kind": "call", "what": CANARY, "due_on": timezone.localdate().isoformat()},
        "call": {"outcome": "reached", "body": CANARY},
        "promise": {"words": CANARY, "due_on": timezone.localdate().isoformat()},
    }

    consult = reverse("consult", args=[site.slug])

    def visit(act, **data):
        client.force_login(manager)
        return client.post(reverse("visit_plan", args=[lead.pk]), {"act": act} | data)

    times = [timezone.localtime() + datetime.timedelta(days=n) for n in (3, 4)]
    offered = {f"time_{n}": f"{at:%Y-%m-%dT%H:%M}" for n, at in enumerate(times, start=1)}
    offered |= {"meeting_point": CANARY, "guide": CANARY, "stops-0-code": places[0].code}
    offered |= {"stops-TOTAL_FORMS": 1, "stops-INITIAL_FORMS": 0}
    refused = {f"stop-{stop.pk}-result": "unsuitable", f"stop-{stop.pk}-reasons": [power.pk]}
    refused |= {"version_was": 0}

    def search():
        client.force_login(manager)
        return client.get(reverse("admin:leads_lead_changelist"), {"q": CANARY_PHONE})

    def step(name):
        client.force_login(manager)
        more = put_in() if name == "answer" else {}
        return client.post(
            reverse("admin:leads_lead_step", args=[lead.pk, name]), steps[name] | more
        )

    def put_in():
        file = SimpleUploadedFile(f"{CANARY}.png", picture().read())
        return {"draft": draft_mark(lead, [quoted]), "files": file}

    def answer_by_text():
        client.force_login(manager)
        url = reverse("admin:leads_lead_step", args=[resting.pk, "answer"])
        return client.post(url, {"body": CANARY, "nonce": "n"})

    def land(act, **words):
        client.force_login(manager)
        address = reverse("admin:landing_board", args=[signed.pk])
        return client.post(address, {"act": act} | words)

    def merge():
        client.force_login(manager)
        pks = [firm.pk for firm in firms]
        return client.post(reverse("admin:leads_party_merge", args=pks))

    def add(model, data):
        client.force_login(superuser)
        return client.post(reverse(f"admin:{model}_add"), data)

    def enter_absence():
        client.force_login(superuser)
        return client.post(reverse("admin:leads_lead_absences"), absence)

    words = {"username": "canary-user", "usable_password": "true"}
    words |= {"password1": CANARY_PASSWORD, "password2": CANARY_PASSWORD}
    absence = {"person": superuser.pk, "first_on": today, "last_on": today}
    rule = {"site": site.pk, "topic": "", "way": "turn", "officers": [manager.pk], "idle_days": "9"}
    made = RoutingRule.objects.create(site=site, topic=lead.topic, idle_days=9)
    made.places.create(officer=manager)
    Absence.objects.create(person=manager, stand_in=superuser, first_on=today, last_on=today)
    chat = {"site": site.pk, "name": CANARY, "shape": "wecom", "is_active": "on"}
    chat |= {"address": f"https://qyapi.weixin.qq.com/?key={CANARY}"}
    template = {"site": site.pk, "project": "any", "name": f"{CANARY}事项", "working_days": 5}
    template |= {"position": 1, "is_active": "on"}
    hours = {"site": SiteFactory().pk, "opens_at": "08:30", "closes_at": "18:00"}
    period = {"first_on": "2031-05-01", "last_on": "2031-05-03", "name": CANARY}
    member = {"user": manager.pk, "region": site.region.pk, "role": "editor"}

    reply = {"title": CANARY, "body": CANARY, "topic": "", "region": site.region.pk}

    yield {
        # First, for the test's client writes to the log of logins, too, without a request.
        "login": sign_in,
        "wrong login": lambda: sign_in("canary-wrong"),
        "consult": lambda: in_browser(client).post(consult, enquiry(**form)),
        "search": search,
        "merge": merge,
        "text": answer_by_text,
        "erased": lambda: step_of_visitor(client, lead, "data-erase", sure="on"),
        "entry": lambda: add("leads_lead", called),
        **{name: (lambda name=name: step(name)) for name in steps},
        "node": lambda: land("add", name=f"{CANARY}事项", due_on=today, owner=manager.pk),
        "paper": lambda: land("document", node=node.pk, file=picture()),
        "agreement on figures": lambda: land("agree", tax_wan_per_mu="20", plot_ratio="1.2"),
        "template": lambda: add("landing_nodetemplate", template),
        "channel": lambda: add("leads_noticechannel", chat),
        "reply": lambda: add("leads_replytemplate", reply),
        "calendar": lambda: add("leads_calendarperiod", period),
        "lost reason": lambda: add("leads_lostreason", {"name": CANARY, "position": 1}),
        "visit": lambda: visit("plan", **offered),
        "results": lambda: visit("results", **refused),
        "refusal reason": lambda: add("visits_refusalreason", {"name": "x", "position": 1}),
        "gate": lambda: add("leads_stagegate", {"stage": "building", "requirement": "company"}),
        "rule": lambda: add("leads_clockrule", {"site": site.pk, "kind": "assess", "days": 2}),
        "hours": lambda: add("leads_officehours", hours),
        "words": lambda: add("publishing_wordlist", {"kind": "allowed", "words": CANARY}),
        "user": lambda: add("auth_user", words),
        "routing": lambda: add("leads_routingrule", rule),
        "absence": enter_absence,
        "member": lambda: add("regions_membership", member),
        **own_requests,
        **review_requests,
        **investor_requests,
    }
    stored.restore()


def written_by(request):
    """The tables that a request writes to; what it wrote is gone afterwards."""
    seen = set()

    def watch(execute, sql, params, many, context):
        seen.add(table_written_by(sql))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch), transaction.atomic():
        request()
        transaction.set_rollback(True)
    return seen - {None}


def personal_models():
    """Those that a request of ours writes, whose rows somebody's words may stand in."""
    return [apps.get_model(label) for label in documented() if label not in NOT_WRITTEN]


@pytest.mark.django_db
def test_every_rule_of_every_personal_table_is_broken_and_no_log_repeats_it(
    client, requests, app_log, postgres_log, capfd
):
    client.raise_request_exception = False
    for request in ("consult", "entry", "search", "login", "wrong login"):  # rows to copy
        requests[request]()
    assert Lead.objects.count() == Submission.objects.count() == 9
    writers = {}
    for request in requests.values():
        for table in written_by(request):
            writers.setdefault(table, request)
    tables = {model._meta.db_table for model in personal_models()}
    assert tables - set(writers) == set()
    told = set()
    for model in personal_models():
        table = Table(model)
        for what, statement in table.breaking():
            done = []
            wrapper = in_place_of(table.name, statement, done)
            with connection.execute_wrapper(wrapper), transaction.atomic():
                writers[table.name]()
                transaction.set_rollback(True)
            assert done, f"nothing was written to {table.name}: {what}"
            told.add((table.name, what))
    assert len(told) > 150
    logged = app_log()
    assert logged.count("Internal Server Error") > 100  # the control: they were failures, and told
    assert len(set(re.findall(r"Violation \d{5} (\w+)", logged))) > 20
    printed = capfd.readouterr()
    for secret in (CANARY, CANARY_PHONE):
        for log in (logged, postgres_log(), printed.out, printed.err):
            assert secret not in log
