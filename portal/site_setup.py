"""建站: from nothing to a live site in small steps, each of which stores what it asked.

How far a site has come is worked out from what it holds, so that whoever comes back, or somebody
else, goes on where it was left.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse

from portal import site_setup_forms as forms
from portal.site_readiness import missing_of
from regions.models import Region, Site

MOST_FOUND = 20


@dataclass(frozen=True)
class Step:
    """One small page. `is_filled` says whether what it asks for is there."""

    key: str
    label: str
    intro: str
    form: type
    is_filled: Callable[[Site], bool]


def _has_all(*names):
    return lambda site: all(getattr(site, name) for name in names)


STEPS = {
    step.key: step
    for step in (
        Step(
            "names",
            "名称",
            "读者在网址、页头和首页看到的字。都替您写好了一份，改成自己的话更好。",
            forms.NamesForm,
            _has_all("short_name", "slogan", "introduction"),
        ),
        Step(
            "publisher",
            "主办与备案",
            "谁办这个网站，写在每一页的页脚。备案号没有下来的，先空着，下来了再填。",
            forms.PublisherForm,
            _has_all("organiser"),
        ),
        Step(
            "contact",
            "热线与地址",
            "打不通的电话比没有电话更糟：请填有人接的号码和真正有人接的时间。",
            forms.ContactForm,
            _has_all("hotline"),
        ),
        Step(
            "look",
            "场景与颜色",
            "首页最上面的画，选一种像本地的；以后可以在“站点”里换成自己的照片。"
            "每个站点一种主色，深浅由系统掌握，任何取值文字都看得清。",
            forms.LookForm,
            lambda site: True,
        ),
        Step(
            "columns",
            "栏目与入口",
            "动态页的栏目、首页的六个入口、页脚的友情链接。用不上的去掉勾，以后随时可以再开。",
            forms.FrameForm,
            lambda site: site.columns.filter(is_active=True).exists(),
        ),
        Step(
            "texts",
            "必备说明",
            "访客留下姓名和电话之前，要先告诉他怎样处理。下面是按本系统的实际做法写好的一份。",
            forms.TextsForm,
            lambda site: not forms.unpublished(site),
        ),
        Step(
            "answers",
            "谁来答复",
            "有人咨询时，系统发邮件给这里的人。没有人收到的咨询，没有人会答复。",
            forms.AnswersForm,
            lambda site: "answers" not in {each.step for each in missing_of(site)},
        ),
    )
}
KEYS = tuple(STEPS)


@dataclass(frozen=True)
class Mark:
    """A step as one site stands."""

    step: Step
    url: str
    is_filled: bool
    is_current: bool


def step_url(site, key) -> str:
    return reverse("site_setup_step", args=[site.pk, key])


def check_url(site) -> str:
    return reverse("site_check", args=[site.pk])


def marks_of(site, current="") -> list[Mark]:
    return [
        Mark(step, step_url(site, step.key), step.is_filled(site), step.key == current)
        for step in STEPS.values()
    ]


def next_url(site, key) -> str:
    """Of the step after this one; after the last, of the check."""
    place = KEYS.index(key) + 1
    return step_url(site, KEYS[place]) if place < len(KEYS) else check_url(site)


def previous_url(site, key) -> str:
    place = KEYS.index(key)
    return step_url(site, KEYS[place - 1]) if place else ""


def resume_url(site) -> str:
    """Where somebody who comes back goes on: the first step that is not filled, else the check."""
    unfilled = (mark.url for mark in marks_of(site) if not mark.is_filled)
    return next(unfilled, check_url(site))


def regions_found(text: str) -> list[Region]:
    """Known under this name or code, with their sites; those that are gone are left out."""
    named = Q(name__icontains=text) | Q(short_name__icontains=text) | Q(adcode__startswith=text)
    known = Region.objects.filter(named | Q(aliases__name__icontains=text))
    present = known.exclude(kind=Region.Kind.FORMER).select_related("site", "parent__parent")
    return list(present.distinct().order_by("path")[:MOST_FOUND])
