"""Until when one can apply: what readers of policies look at first."""

import datetime

from django.db import models
from django.db.models import Case, Q, When

SOON = datetime.timedelta(days=30)


class Deadline(models.IntegerChoices):
    """In the order of a list; computed from dates (`Policy.deadline`, `deadline_turn`)."""

    SOON = 0, "30 天内截止"
    LATER = 1, "以后截止"
    NONE = 2, "没有截止日"
    UPCOMING = 3, "还未施行"
    PASSED = 4, "申报已截止"
    OVER = 5, "已失效"

    @property
    def is_open(self):
        """Whether one can apply."""
        return self <= Deadline.NONE

    @property
    def is_past(self):
        return self >= Deadline.PASSED


def deadline_turn(over: Q, today: datetime.date) -> Case:
    """The Deadline of each policy as an expression; `over` says which are no longer in force."""
    until = "apply_until_on"
    return Case(
        When(over, then=Deadline.OVER),
        When(effective_on__gt=today, then=Deadline.UPCOMING),
        When(**{f"{until}__lt": today}, then=Deadline.PASSED),
        When(**{f"{until}__lte": today + SOON}, then=Deadline.SOON),
        When(**{f"{until}__isnull": False}, then=Deadline.LATER),
        default=Deadline.NONE,
        output_field=models.SmallIntegerField(),
    )
