"""Many of the inbox at once: assigned by a chief, given back for a reason, or left and named."""

import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from leads import actions
from leads.actions.bulk_acts import HELD, Outcome
from leads.models import FollowUp, Lead, Outbox, OwnerChange
from leads.notifications.mails import path_for
from tests.leads.factories import LeadFactory

INBOX = reverse("admin:leads_lead_changelist")
ASSIGN, GIVE_BACK = "assign_chosen", "give_back_chosen"
WHY = "这几条不归我们片区"
MOST_QUERIES = 14  # a lead, with BEGIN and COMMIT


@pytest.fixture
def li(staff, site):
    return staff("officer", site.region, first_name="小李", email="li@example.com")


@pytest.fixture
def heir(staff, site):
    return staff("officer", site.region, first_name="小王", email="wang@example.com")


@pytest.fixture
def chief(client, staff, site):
    chief = staff("manager", site.region, first_name="老陈", email="chen@example.com")
    client.force_login(chief)
    return chief


@pytest.fixture
def files(site, li):
    """One of 小李, two of nobody."""
    return [LeadFactory(site=site, owner=owner) for owner in (li, None, None)]


@pytest.fixture
def send(client):
    """send(action, leads, to=3) → the reply, as the list sends it; answered, as the page does."""

    def post(action, leads, *, box="", **words):
        data = {"action": action, ACTION_CHECKBOX_NAME: [lead.pk for lead in leads]}
        if words:
            shown = {f"owner-{lead.pk}": lead.owner_id or "" for lead in leads}
            data |= {"answered": "1"} | shown | words
        return client.post(f"{INBOX}?box={box}" if box else INBOX, data)

    return post


def said(client):
    return [str(message) for message in client.get(INBOX).context["messages"]]


def owners(leads):
    return [Lead.objects.get(pk=lead.pk).owner for lead in leads]


def names(*leads):
    pages = ((reverse("admin:leads_lead_change", args=[lead.pk]), lead) for lead in leads)
    return "、".join(f'<a href="{page}">{lead.reference}</a>' for page, lead in pages)


def buttons(page):
    return [value for value, _ in page.context["action_form"].fields["action"].choices if value]


# ---- Assigned ----


def test_chief_gives_all_to_one_who_is_told_once(client, chief, heir, files, send):
    assert buttons(client.get(INBOX)) == [ASSIGN, GIVE_BACK]
    asked = send(ASSIGN, files)
    assert (asked.status_code, OwnerChange.objects.count()) == (200, 0)
    assert asked.context["rows"] == [(files[0], "小李"), (files[1], "访客"), (files[2], "访客")]
    assert asked.text.count("还没有人负责") == 2
    assert send(ASSIGN, files, to=heir.pk).status_code == 302
    assert said(client) == ["指派 3 条，现在由小王负责。提醒邮件已排队。"]
    assert owners(files) == [heir] * 3
    changes = OwnerChange.objects.order_by("lead").values_list("from_owner", "to_owner", "by")
    assert [*changes] == [(lead.owner_id, heir.pk, chief.pk) for lead in files]
    assert LogEntry.objects.filter(change_message="指派", user=chief).count() == 3
    told = Outbox.objects.get()
    assert (told.kind, told.recipient) == ("handed", "wang@example.com")
    client.force_login(heir)
    dossiers = client.get(path_for(told)).context["dossiers"]
    assert [dossier["lead"] for dossier in dossiers] == files


def test_what_another_has_changed_is_named_and_left(client, chief, li, heir, files, send, site):
    ended = LeadFactory(site=site, stage="closed", closed_at=timezone.now())
    actions.claim(lead=files[1], by=li)  # after the page was drawn
    send(ASSIGN, [*files, ended], to=heir.pk)
    assert owners([*files, ended]) == [heir, li, heir, None]
    assert said(client) == [
        "指派 2 条，现在由小王负责。提醒邮件已排队。",
        f"没有动 1 条（{names(files[1])}）：负责人刚刚有变动，请看一下再指派。",
        f"没有动 1 条（{names(ended)}）：已经结束，不用指派。",
    ]
    send(ASSIGN, files[::2], to=heir.pk)  # a second click
    assert said(client) == [f"没有动 2 条（{names(*files[::2])}）：本来就由小王负责。"]
    assert (OwnerChange.objects.count(), Outbox.objects.count()) == (3, 1)


def test_what_another_holds_is_left_and_the_others_are_done(lead):
    outcome = Outcome()
    with outcome.of("held"), connection.cursor() as cursor:
        cursor.execute("DO $$ BEGIN RAISE lock_not_available; END $$")
    with outcome.of("free"):
        assert Lead.objects.get() == lead
    assert (outcome.done, outcome.left) == (["free"], {HELD: ["held"]})


def test_who_takes_them_on_is_told_nothing(client, chief, files, send):
    send(ASSIGN, files, to=chief.pk)
    assert said(client) == ["指派 3 条，现在由老陈负责。"]
    assert (owners(files), Outbox.objects.count()) == ([chief] * 3, 0)


# ---- Given back ----


def test_officer_gives_back_the_own_ones_alone(client, li, heir, files, send, site):
    theirs = LeadFactory(site=site, owner=heir)
    client.force_login(li)
    assert buttons(client.get(f"{INBOX}?box=mine")) == [GIVE_BACK]
    assert send(GIVE_BACK, [files[0], theirs]).status_code == 200
    send(GIVE_BACK, [*files[:2], theirs], reason=WHY)
    assert owners([files[0], theirs]) == [None, heir]
    assert [*Lead.objects.pooled()] == [files[0]]
    assert FollowUp.objects.get().body == f"退回公海：{WHY}"
    assert said(client) == [
        "退回公海 1 条，谁先认领归谁。",
        f"没有动 1 条（{names(files[1])}）：原来就没有人负责，不用退回。",
        f"没有动 1 条（{names(theirs)}）：只有负责的专员本人，或本地区的负责人，可以退回公海。",
    ]


def test_chief_gives_back_those_of_the_region(client, chief, li, heir, site, send):
    leads = [LeadFactory(site=site, owner=owner) for owner in (li, heir)]
    Lead.objects.filter(pk=leads[1].pk).update(owner=chief)
    send(GIVE_BACK, leads, reason=WHY)
    assert owners(leads) == [None, chief]
    assert said(client)[1:] == [
        f"没有动 1 条（{names(leads[1])}）：负责人刚刚有变动，请看一下再退回。"
    ]


# ---- Who may, and what is sent wrongly ----


def test_rows_of_other_regions_are_left_with_a_sentence(
    client, chief, staff, heir, files, send, site, other_site
):
    foreign = LeadFactory(site=other_site, contact_name="canary乌兰")
    hidden = LeadFactory(site=site, is_quarantined=True)
    left = "2 条不在收件箱，或不在您可以处理的地区，没有改动。"
    page = send(ASSIGN, [foreign, hidden, *files])
    assert ([lead for lead, _ in page.context["rows"]], "canary" in page.text) == (files, False)
    assert [str(message) for message in page.context["messages"]] == [left]
    for action, words in ((ASSIGN, {"to": heir.pk}), (GIVE_BACK, {"reason": WHY})):
        assert send(action, [foreign, hidden], **words).status_code == 302
        assert said(client) == [left]
    assert (OwnerChange.objects.count(), FollowUp.objects.count()) == (0, 0)


@pytest.mark.parametrize("role", ["officer", "auditor", "editor"])
def test_only_a_chief_assigns_many_and_only_officers_give_back(
    client, staff, site, heir, files, send, role
):
    client.force_login(staff(role, site.region))
    send(ASSIGN, files, to=heir.pk)
    send(GIVE_BACK, files, reason=WHY)
    assert (owners(files), OwnerChange.objects.count()) == ([files[0].owner, None, None], 0)
    page = client.get(INBOX)
    shown = page.context["action_form"] and buttons(page) if page.status_code == 200 else 403
    assert shown == {"officer": [GIVE_BACK], "auditor": None, "editor": 403}[role]


def test_trays_offer_what_fits_them(client, chief):
    offered = {box: buttons(client.get(f"{INBOX}?box={box}")) for box in ("new", "nobody", "pool")}
    assert offered == {
        "new": [ASSIGN, GIVE_BACK, "throw_out"],
        "nobody": [ASSIGN],
        "pool": [ASSIGN],
    }
    for box in ("spam", "erasure"):
        assert client.get(f"{INBOX}?box={box}").context["action_form"] is None


@pytest.mark.parametrize(
    ("action", "words"),
    [
        (ASSIGN, {"to": ""}),
        (ASSIGN, {"to": "x"}),
        (ASSIGN, {"to": "9" * 30}),
        (ASSIGN, {"to": "stranger"}),
        (GIVE_BACK, {"reason": " "}),
        (GIVE_BACK, {"reason": "忙……"}),
        (GIVE_BACK, {"reason": "长" * 201}),
    ],
)
def test_bad_answer_comes_back_with_what_was_typed(
    client, chief, staff, files, send, other_site, action, words
):
    if words.get("to") == "stranger":
        words = {"to": str(staff("officer", other_site.region).pk)}
    page = send(action, files, **words)
    [(name, typed)] = words.items()
    field = page.context["form"][name]
    assert (page.status_code, field.value(), len(field.errors)) == (400, typed, 1)
    assert page.text.count(f'name="{ACTION_CHECKBOX_NAME}"') == len(files)
    assert (owners(files), OwnerChange.objects.count()) == ([files[0].owner, None, None], 0)


@pytest.mark.parametrize("shown", ["x", "-1", "9" * 30, "²"])
def test_forged_owner_counts_as_changed(client, chief, heir, files, send, shown):
    send(ASSIGN, files[1:2], to=heir.pk, **{f"owner-{files[1].pk}": shown})
    assert "负责人刚刚有变动" in said(client)[0]
    assert owners(files[1:2]) == [None]


def test_no_more_than_a_list_takes_at_once(client, chief, heir, files, send, settings):
    page = client.post(
        f"{INBOX}?box=nobody",
        {"action": ASSIGN, "select_across": "1", ACTION_CHECKBOX_NAME: [files[1].pk]},
    )
    assert [lead for lead, _ in page.context["rows"]] == files[1:]
    settings.ADMIN_ACTION_MAX_ROWS = 2
    assert send(ASSIGN, files, to=heir.pk).status_code == 302
    assert said(client) == ["一次最多处理 2 条，请分几次处理。"]
    assert OwnerChange.objects.count() == 0


def test_page_costs_the_same_and_each_lead_a_bounded_number(client, chief, heir, site, send):
    leads = LeadFactory.create_batch(4, site=site)
    send(ASSIGN, leads)  # what a process keeps is kept from here on
    counts = []
    for chosen, words in (
        *((leads[:1], {}), (leads[:3], {})),
        *((leads[:1], {"to": heir.pk}), (leads[1:], {"to": heir.pk})),
    ):
        with CaptureQueriesContext(connection) as queries:
            send(ASSIGN, chosen, **words)
        counts.append(len(queries))
    page_of_one, page_of_three, one, three = counts
    assert page_of_one == page_of_three
    assert 0 < three - one <= 2 * MOST_QUERIES, counts
