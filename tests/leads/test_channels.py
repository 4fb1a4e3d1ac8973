"""Group chats hear how much came in, once, and nothing of a person.

What troubles one of them troubles no other.
"""

import datetime

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction

from core.database_clock import database_now
from leads.models import ChannelNotice
from leads.notifications.channels import claim, owe_to_channels, tell_channels
from leads.notifications.outbox import owe_for_new, owe_to_staff
from tests.leads.factories import ChannelNoticeFactory, LeadFactory, NoticeChannelFactory

ROOT = settings.PUBLIC_URL
MINUTE, DAY = datetime.timedelta(minutes=1), datetime.timedelta(days=1)
SOON = 2 * MINUTE


@pytest.fixture
def channel(site, webhook):
    return NoticeChannelFactory(site=site, address=f"{webhook.host}/a")


def test_all_of_a_minute_is_told_in_one_message_without_any_person(site, webhook, channel):
    leads = [LeadFactory(site=site, company=f"canary {n}") for n in range(2)]
    for lead in leads:
        owe_for_new(lead, occasion="x")
        owe_for_new(lead, occasion="x")  # a repeated post is one event
    owe_to_staff(leads[0], kind="follow_up", occasion="y")
    assert tell_channels(now=database_now()) == 0  # the minute is not over
    assert tell_channels(now=database_now() + SOON) == 1
    assert webhook.texts == [
        f"【{site.name}】新咨询 2 条、追问 1 条，请登录查看：\n"
        f"{ROOT}/admin/leads/lead/?site__id__exact={site.pk}"
    ]
    assert tell_channels(now=database_now() + SOON) == 0
    assert ChannelNotice.objects.filter(sent_at=None).count() == 0


def test_quarantine_is_told_with_its_own_tray(site, webhook, channel):
    owe_to_channels(LeadFactory(site=site), kind="quarantine", occasion="x")
    tell_channels(now=database_now() + SOON)
    assert webhook.texts == [
        f"【{site.name}】隔离区新到，请登录查看：\n"
        f"{ROOT}/admin/leads/lead/?site__id__exact={site.pk}&box=quarantine"
    ]


def test_other_sites_and_silenced_chats_hear_nothing(site, other_site, webhook, channel):
    NoticeChannelFactory(site=other_site, address=f"{webhook.host}/b")
    silenced = NoticeChannelFactory(site=site, address=f"{webhook.host}/c")
    owe_for_new(LeadFactory(site=site), occasion="x")
    silenced.is_active = False
    silenced.save()
    owe_for_new(LeadFactory(site=site), occasion="y")
    tell_channels(now=database_now() + SOON)
    assert [path for path, *_ in webhook.posted] == ["/a"]


def test_nothing_is_owed_nor_asked_where_no_host_is_named(
    site, webhook, channel, settings, django_assert_num_queries
):
    settings.NOTICE_HOSTS = []
    lead = LeadFactory(site=site)
    with django_assert_num_queries(0):
        owe_to_channels(lead, kind="new_lead", occasion="x")


def test_chat_that_is_down_holds_up_no_other_and_is_told_all_once_it_is_back(
    site, webhook, channel, settings
):
    settings.NOTICE_HOSTS = [webhook.host, "http://127.0.0.1:9"]
    down = NoticeChannelFactory(site=site, address="http://127.0.0.1:9/x")
    owe_for_new(LeadFactory(site=site), occasion="x")
    now = database_now() + SOON
    assert tell_channels(now=now) == 1
    [notice] = ChannelNotice.objects.filter(sent_at=None)
    assert (notice.channel, notice.attempts, notice.last_error) == (
        down,
        1,
        "NewConnectionError",
    )
    owe_for_new(LeadFactory(site=site), occasion="y")
    down.address = f"{webhook.host}/b"
    down.save()
    assert tell_channels(now=now + 20 * MINUTE) == 2
    told = [(path, body["text"]["content"].partition(" 条")[0]) for path, _, body in webhook.posted]
    first = f"【{site.name}】新咨询"
    assert sorted(told) == [("/a", f"{first} 1"), ("/a", f"{first} 1"), ("/b", f"{first} 2")]


def test_after_two_days_it_is_given_up(webhook, channel):
    webhook.answer = {"errcode": 93000}
    now = database_now()
    ChannelNoticeFactory(channel=channel, created_at=now - 3 * DAY)
    fresh = ChannelNoticeFactory(channel=channel)
    assert tell_channels(now=now + SOON) == 0
    rows = ChannelNotice.objects.order_by("created_at").values_list("last_error", "given_up_at")
    assert list(rows) == [
        ("ChannelRefused HTTP 200 93000", now + SOON),
        ("ChannelRefused HTTP 200 93000", None),
    ]
    assert fresh.channel == channel


def test_what_one_worker_is_telling_another_leaves_alone(channel):
    ChannelNoticeFactory(channel=channel)
    now = database_now() + SOON
    assert [len(claim(now)), len(claim(now))] == [1, 0]
    assert len(claim(now + 10 * MINUTE)) == 1  # the first has died


@pytest.mark.parametrize(
    ("wrong", "constraint"),
    [
        ({"occasion": "x"}, "leads_channelnotice_once_an_occasion"),
        ({"kind": "other"}, "leads_channelnotice_known_kind"),
        (
            {"sent_at": database_now, "given_up_at": database_now},
            "leads_channelnotice_sent_or_given_up",
        ),
    ],
)
def test_notice_is_one_event_of_a_known_kind_with_one_end(channel, wrong, constraint):
    first = ChannelNoticeFactory(channel=channel, occasion="x")
    wrong = {name: value() if callable(value) else value for name, value in wrong.items()}
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        ChannelNoticeFactory(channel=channel, lead=first.lead, **wrong)
