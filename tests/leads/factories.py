"""Leads as the public form makes them, without the form."""

import datetime

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from leads.models import (
    CalendarPeriod,
    ChannelNotice,
    Lead,
    Message,
    NoticeChannel,
    Outbox,
    Promise,
    ReplyTemplate,
    Submission,
    Topic,
)
from leads.tokens import new_nonce
from tests.factories import RegionFactory, SiteFactory, UserFactory

WORDS = "想租带行车的厂房，明年 3 月入驻。"


class TopicFactory(DjangoModelFactory):
    class Meta:
        model = Topic
        django_get_or_create = ("slug",)

    slug = "space"
    name = factory.LazyAttribute(lambda o: f"主题{o.slug}")


class CalendarPeriodFactory(DjangoModelFactory):
    class Meta:
        model = CalendarPeriod

    first_on = datetime.date(2031, 1, 23)
    last_on = factory.SelfAttribute("first_on")
    name = "春节"


class LeadFactory(DjangoModelFactory):
    class Meta:
        model = Lead
        skip_postgeneration_save = True

    site = factory.SubFactory(SiteFactory)
    topic = factory.SubFactory(TopicFactory)
    contact_name = "赵女士"
    message = WORDS
    phone = "13800001234"
    received_at = factory.LazyFunction(lambda: timezone.now() - datetime.timedelta(hours=1))
    due_at = factory.LazyAttribute(lambda o: o.received_at + datetime.timedelta(days=1))
    quarantine_reasons = factory.LazyAttribute(lambda o: ["trap"] if o.is_quarantined else [])
    is_quarantined = False

    @factory.post_generation
    def submission(self, create, extracted, **kwargs):
        Submission.objects.create(
            lead=self,
            token=new_nonce(),
            payload={"message": extracted or WORDS},
            ip="192.0.2.7",
            submitted_at=self.received_at,
        )


class MessageFactory(DjangoModelFactory):
    class Meta:
        model = Message

    lead = factory.SubFactory(LeadFactory)
    direction = Message.Direction.OUT
    body = "您好，3 号厂房可以整租。"
    nonce = factory.LazyFunction(new_nonce)


class MailFactory(DjangoModelFactory):
    class Meta:
        model = Outbox

    lead = factory.SubFactory(LeadFactory)
    kind = Outbox.Kind.NEW_LEAD
    occasion = factory.LazyFunction(new_nonce)
    recipient = "officer@example.com"


class PromiseFactory(DjangoModelFactory):
    class Meta:
        model = Promise

    lead = factory.SubFactory(LeadFactory)
    by = factory.SubFactory(UserFactory)
    owner = factory.SelfAttribute("by")
    words = "三天内书面答复接电时间"
    due_on = factory.LazyFunction(lambda: timezone.localdate() + datetime.timedelta(days=3))


class NoticeChannelFactory(DjangoModelFactory):
    class Meta:
        model = NoticeChannel

    site = factory.SubFactory(SiteFactory)
    name = factory.Sequence(lambda number: f"工作群 {number}")
    shape = "wecom"
    address = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=1"


class ReplyTemplateFactory(DjangoModelFactory):
    class Meta:
        model = ReplyTemplate

    owner = factory.SubFactory(UserFactory)
    region = factory.SubFactory(RegionFactory)
    title = factory.Sequence(lambda number: f"常用回复 {number}")
    body = "{称呼}您好，编号 {编号}。"
    is_shared = True


class ChannelNoticeFactory(DjangoModelFactory):
    class Meta:
        model = ChannelNotice

    channel = factory.SubFactory(NoticeChannelFactory)
    lead = factory.SubFactory(LeadFactory, site=factory.SelfAttribute("..channel.site"))
    kind = ChannelNotice.Kind.NEW_LEAD
    occasion = factory.LazyFunction(new_nonce)
