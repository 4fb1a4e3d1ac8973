"""The day of an officer as a ruler: what has to be answered by which hour, drawn by the server."""

import datetime
from collections import Counter
from dataclasses import dataclass, replace

from django.utils import timezone

from leads.deadlines import OFFICE_CLOSES, OFFICE_OPENS
from leads.models import Message
from portal.start_lists import own_owed_leads
from portal.start_tiles import end_of_day
from regions import access

LEFT, RIGHT = 25, 975  # ends of the line in the drawing, 1,000 wide
LABEL_WIDTH = 90  # of an hour with its count, as the sheet draws it
AND_LATER = " 起"
MOST = 200
SOON = datetime.timedelta(hours=1)


@dataclass(frozen=True)
class Mark:
    """Something due, or an hour, at its place on the line."""

    x: int
    time: str
    count: int = 1
    tone: str = "next"

    @property
    def label_x(self):
        return min(max(self.x, LEFT + 25), RIGHT - 25)


@dataclass(frozen=True)
class Ruler:
    now: Mark
    hours: list[Mark]
    due: list[Mark]
    late: int
    answered: int

    @property
    def past_width(self):
        return self.now.x - LEFT

    @property
    def now_top(self):
        """Where its line begins: under its own words, or under an hour that stands in the way."""
        is_crossed = any(abs(mark.label_x - self.now.x) < LABEL_WIDTH / 2 for mark in self.labels)
        return 35 if is_crossed else 18

    @property
    def labels(self):
        """What is written at the marks: one for all those too close together to have one each."""
        labels = []
        for mark in self.due:
            last = labels and labels[-1]
            if last and mark.label_x - last.label_x < LABEL_WIDTH:
                since = f"{last.time.removesuffix(AND_LATER)}{AND_LATER}"
                labels[-1] = replace(last, time=since, count=last.count + mark.count)
            else:
                labels.append(mark)
        return labels

    @property
    def words(self):
        """All of the drawing, for who does not see it."""
        due = "、".join(f"{mark.time} 前 {mark.count} 条" for mark in self.due)
        return "；".join(
            filter(
                None,
                [
                    f"现在 {self.now.time}",
                    due and f"{due}要答复",
                    self.late and f"已逾期 {self.late} 条",
                    self.answered and f"今天已答复 {self.answered} 条",
                ],
            )
        )


def ruler_for(request, now) -> Ruler | None:
    """For officers who answer themselves; none where nothing is due today and nothing was done."""
    user = request.user
    if not access.has_role(user, access.OFFICERS) or access.has_role(user, access.MANAGERS):
        return None
    now = timezone.localtime(now)
    until = end_of_day(now)
    owed = own_owed_leads(user).filter(owed__lt=until).values_list("owed", flat=True)[:MOST]
    moments = [timezone.localtime(at) for at in owed]
    answers = Message.objects.filter(by=user, sent_at__gte=until - datetime.timedelta(days=1))
    answered = len(answers.values_list("pk")[:MOST])
    if not moments and not answered:
        return None
    due = Counter(at for at in moments if at >= now)
    return Ruler(
        now=Mark(place_of(now), f"{now:%H:%M}"),
        hours=[Mark(place_of(now.replace(hour=h, minute=0)), f"{h}:00") for h in range(9, 19, 3)],
        due=[
            Mark(place_of(at), f"{at:%H:%M}", count, "soon" if at - now < SOON else "next")
            for at, count in sorted(due.items())
        ],
        late=len(moments) - sum(due.values()),
        answered=answered,
    )


def place_of(moment) -> int:
    """Along the office's day; what lies before or after it stands at the ends."""
    minutes = [part.hour * 60 + part.minute for part in (OFFICE_OPENS, moment, OFFICE_CLOSES)]
    opens, at, closes = minutes
    share = (at - opens) / (closes - opens)
    return round(LEFT + (RIGHT - LEFT) * min(max(share, 0), 1))
