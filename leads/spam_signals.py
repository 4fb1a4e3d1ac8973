"""Signs that a submission is not from a person. They lead to quarantine, never to refusal.

Nobody is doubted because others flood: a flood makes us ask a question of those who come with it
(leads/captcha.py), and whoever is like nobody else of it is heard without one.
"""

import datetime
import re

from django.db import transaction

from core.public_url import absolute
from leads.models import Contact, Lead, Throttle
from leads.sources import Weight, place_of, weigh

TRAP, HASTY, NETWORK, FLOOD, LINKS = "trap", "hasty", "network", "flood", "links"
TAUGHT, SAID = "taught", "said"
REPEATED, DENSE = "repeated", "dense"
WORDS = {
    TRAP: "填了人看不见的栏目",
    HASTY: "打开页面后 3 秒内就提交",
    NETWORK: "同一网络一小时内提交过多",
    FLOOD: "全站短时间内提交过多，没有答对验证问题",
    LINKS: "内容里有多个网址",
    TAUGHT: "和判过垃圾信息的内容几乎一样",
    SAID: "工作人员判为垃圾信息",
    REPEATED: "一周内从别的联系方式来过几次同样的内容",
    DENSE: "内容大半是网址",
}
# What the answer to a question takes away: only a sender's company speaks against it.
ASKED_ABOUT = {NETWORK, FLOOD}
# What somebody's word that such a text is a person's takes away.
ABOUT_WORDS = {LINKS, TAUGHT, REPEATED, DENSE}
# No person fills in a form so soon, and with one of these besides.
WITH_HASTE = {TRAP, LINKS, TAUGHT}
HOUR = datetime.timedelta(hours=1)
# An hour from one place (leads/sources.py). An office, a hotel or a mobile carrier has many people
# behind one address: they differ in who they are, less in their words, which a page may have put
# for them.
MAX_PER_CONTACT = 10
MAX_SAME_WORDS = 30
MAX_PER_NETWORK = 60
# A flood at a site: so many that were let in within an hour; or far fewer, several of which show
# that programs are at work.
MAX_PER_SITE = 300
MANY, SIGNS = 40, 5
# In a flood, without a question: so many of one block or one look, by one provider, in all.
MAX_ALIKE = 20
MAX_PER_PROVIDER = 60
MAX_UNASKED = 30
MAX_ASKED = 5  # of one submission
MAX_LINKS = 2
MAX_SAME_A_WEEK = 5  # from others; more of the same words is a sign, and no more than that
MOST_OF_IT = 0.5
LINK = re.compile(r"(?:https?://)?www\.|https?://", re.IGNORECASE)
WHOLE_LINK = re.compile(r"(?:https?://|www\.)[^\s，。；！、）]+", re.IGNORECASE)


def form_doubts(*, is_trapped: bool, is_hasty: bool, message: str) -> list[str]:
    """What the form itself gives away."""
    checks = {TRAP: is_trapped, HASTY: is_hasty, LINKS: foreign_links(message) > MAX_LINKS}
    return [doubt for doubt, is_raised in checks.items() if is_raised]


def foreign_links(message: str) -> int:
    """How many addresses a text holds; those of our own pages are what visitors ask about."""
    return len(LINK.findall(message.replace(absolute("/"), "/")))


def is_mostly_links(message: str) -> bool:
    """Whether addresses of others take up more than half of a text."""
    text = "".join(message.replace(absolute("/"), "/").split())
    return sum(map(len, WHOLE_LINK.findall(text))) > MOST_OF_IT * len(text) > 0


def verdict_of(doubts, flags) -> str:
    """One of four: all are kept, none is told to the sender."""
    if HASTY in doubts and WITH_HASTE.intersection(doubts):
        return Lead.Verdict.MACHINE
    if doubts:
        return Lead.Verdict.QUARANTINED
    return Lead.Verdict.FLAGGED if flags else Lead.Verdict.ACCEPTED


def learned(*, site, data, doubts, now) -> tuple[list[str], list[str]]:
    """(doubts, flags) after what the office has said of such words before, and how often they came.

    A telephone that sends its own words again is no stranger to them.
    """
    judged = Lead.objects.judged_like(site, data["message"], now)
    if judged and not judged[0].is_taught_spam:
        return [doubt for doubt in doubts if doubt not in ABOUT_WORDS], []
    same = Lead.objects.same_words(site, data["message"], now)
    others = same.exclude(phone=data["phone"], email=data["email"])[:MAX_SAME_A_WEEK]
    checks = {REPEATED: others.count() == MAX_SAME_A_WEEK}
    checks |= {DENSE: is_mostly_links(data["message"])}
    flags = [flag for flag, is_raised in checks.items() if is_raised]
    return [*doubts, *([TAUGHT] if judged else [])], flags


def judge(*, site, ip, data, doubts, now, form="") -> list[str]:
    """All that speaks against an enquiry; `doubts` are those of the form.

    Counts it, so ask once an enquiry; the same `form`, where it is named, is counted once an hour.
    Ask outside of the transaction that keeps it: everybody of a flood counts in the same rows.
    """
    weight, by = _weigh_once(form, site=site, ip=ip, data=data, now=now)
    doubts = [*doubts, *([NETWORK] if _is_too_much(weight) else [])]
    if _is_sign(weight, doubts):
        Throttle.objects.hit("flood-signs", str(site.pk), now, by=by)
    if not doubts and is_flooded(site, now) and _comes_with_it(site, weight, data, now, by):
        return [FLOOD]
    return doubts


def _weigh_once(form, *, now, **enquiry):
    """(weight, by how much it counted): a twin of what was counted adds nothing."""
    if not form:
        return weigh(**enquiry, now=now), 1
    with transaction.atomic():
        by = int(Throttle.objects.hit("submit-form", form, now) == 1)
        return weigh(**enquiry, now=now, by=by), by


def is_flooded(site, now) -> bool:
    """Whether more comes in than people of one county send."""
    recent = Lead.objects.accepted().filter(site=site, received_at__range=(now - HOUR, now))
    accepted = recent[:MAX_PER_SITE].count()
    signs = Throttle.objects.recent("flood-signs", str(site.pk), now)
    return accepted == MAX_PER_SITE or (signs >= SIGNS and accepted + signs >= MANY)


def _is_sign(weight: Weight, doubts) -> bool:
    """Doubtful from the start, or comes back; whoever goes on is no further sign."""
    return weight.network == 2 or (bool(doubts) and weight.network < 2)


def _is_too_much(weight: Weight) -> bool:
    """Too many from one place, or too many of them alike."""
    return (
        weight.place > MAX_PER_NETWORK
        or weight.contact > MAX_PER_CONTACT
        or weight.words > MAX_SAME_WORDS
    )


def _comes_with_it(site, weight: Weight, data, now, by) -> bool:
    """Whether an enquiry in a flood is like the rest of it, or the newcomers are too many.

    Nobody is new whose phone or mailbox we know, unless many share it.
    """
    if weight.pattern > MAX_ALIKE:
        return True
    if Contact.objects.of(data["phone"], data["email"]).confirmed().exists():
        return False
    is_like = (
        weight.network > 1
        or weight.provider > MAX_PER_PROVIDER
        or max(weight.block, weight.alike) > MAX_ALIKE
    )
    return is_like or Throttle.objects.hit("flood-unasked", str(site.pk), now, by=by) > MAX_UNASKED


def awaits_answer(lead) -> bool:
    """Whether a right answer lets it in."""
    is_open = lead.is_quarantined and lead.quarantine_checked_at is None
    return is_open and is_answerable(lead.quarantine_reasons)


def is_answerable(doubts) -> bool:
    return ASKED_ABOUT.issuperset(doubts)


def may_still_prove(ip, now) -> bool:
    """Whether an answer from there counts: a few people answer, only programs do so all day."""
    return Throttle.objects.hit("flood-answers", place_of(ip or ""), now) <= MAX_PER_NETWORK


def may_be_asked(token, now) -> bool:
    """Whether a submission gets its question once more; who cannot answer it is not held up."""
    return Throttle.objects.hit("flood-asked", token, now) <= MAX_ASKED
