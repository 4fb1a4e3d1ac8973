"""One person in everything that is kept: found by number, address or reference; copied, erased."""

from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from core.mail_addresses import normalise_mail_address
from core.phones import is_phone, normalise_phone
from exchange import jobs
from leads.models import ContactView, Lead
from leads.references import normalise_reference
from parks.models import ImportJob
from privacy.actions import erase_on_request
from privacy.kept_data import as_document
from privacy.personal_traces import Trace, traces_of

RELATED = ("topic", "submission", "site__region")


class NobodyNamed(Exception):
    """The message says what can be typed."""


@dataclass(frozen=True)
class Person:
    """By what somebody is looked for; of a reference the numbers and addresses that it left."""

    phones: tuple[str, ...] = ()
    mails: tuple[str, ...] = ()
    references: tuple[str, ...] = ()

    @property
    def words(self):
        return (*self.phones, *self.mails)


def person_of(typed: str) -> Person:
    """NobodyNamed for what is neither a whole number nor an address nor a reference we gave."""
    if is_phone(phone := normalise_phone(typed)):
        return Person(phones=(phone,))
    if "@" in typed:
        return Person(mails=(normalise_mail_address(typed),))
    lead = Lead.objects.filter(reference=normalise_reference(typed)).first()
    if lead is None:
        raise NobodyNamed("请填完整的电话、邮箱或查询编号。")
    left = {"phones": lead.phone, "mails": lead.email}
    left = {name: (value,) for name, value in left.items() if value}
    return Person(references=(lead.reference,), **left)


def leads_of(person: Person):
    """Enquiries not erased yet, oldest first, of every site."""
    leads = Lead.objects.unerased()
    found = Q(reference__in=person.references)
    for phone in person.phones:
        found |= Q(pk__in=leads.with_phone(phone).values("pk"))
    for mail in person.mails:
        found |= Q(pk__in=leads.with_mail(mail).values("pk"))
    return leads.filter(found).select_related(*RELATED).order_by("received_at", "pk")


def copy_of(person: Person, now) -> dict:
    """For the person; that it was taken stands in each enquiry as a look at its contact."""
    leads = list(leads_of(person))
    ContactView.objects.bulk_create(ContactView(lead=lead, viewed_at=now) for lead in leads)
    return {
        "exported_at": f"{timezone.localtime(now):%Y-%m-%d %H:%M}",
        "enquiries": [as_document(lead, now) for lead in leads],
    }


@dataclass(frozen=True)
class Erased:
    """What was done, and what is left for somebody to decide."""

    leads: int
    lists: int
    left: list[Trace]


def erase_person(person: Person, *, way, by=None) -> Erased:
    """Each enquiry in a transaction of its own; lists that wait are given up with their files.

    What is left stands in the words of others, or in records that are only added to.
    """
    leads = sum(erase_on_request(lead=lead, way=way, by=by) for lead in leads_of(person))
    lists = sum(map(give_up, jobs_with(traces_of(person.words))))
    return Erased(leads, lists, traces_of(person.words))


def jobs_with(traces) -> list[ImportJob]:
    """Lists of enquiries whose upload, rows or faults hold the person."""
    names = [trace.key for trace in traces if trace.where == "storage imports"]
    numbers = [trace.key for trace in traces if trace.where == "parks.ImportJob"]
    faults = [trace.key for trace in traces if trace.where == "parks.ImportFault"]
    found = Q(file__in=names) | Q(spool_name__in=names) | Q(pk__in=numbers) | Q(faults__in=faults)
    return list(ImportJob.objects.filter(found, kind=ImportJob.Kind.LEADS).distinct())


def give_up(job) -> bool:
    """A list that is being read or written at this moment is left to the next try."""
    if job.is_at_work:
        return False
    if job.state == ImportJob.State.READY:
        return jobs.cancel(job.pk)
    job.drop_file()
    return True
