"""The landing board as the investor reads it: what is done, what goes on, what is late."""

from collections import Counter
from dataclasses import dataclass

from django.utils import timezone

from landing.models import LandingNode
from leads.deadlines import DAY

State = LandingNode.State
DONE, DOING, LATE, WAITING = "办完", "在办", "已晚", "未开始"
SIGNS = {DONE: ("ok", "check"), DOING: ("on", "clock"), LATE: ("bad", "alert")}
UNSIGNED = ("", "list")


@dataclass(frozen=True)
class NodeLamp:
    """One node: its public word, a sign for it, and the day that matters now."""

    name: str
    word: str
    when: str

    @property
    def tone(self):
        return SIGNS.get(self.word, UNSIGNED)[0]

    @property
    def icon(self):
        return SIGNS.get(self.word, UNSIGNED)[1]


def lamp_of(node, now) -> NodeLamp:
    """`node.lead` is at hand. What an ended project left undone is late no more."""
    due_on, today = node.due_on, timezone.localdate(now)
    if node.state == State.DONE:
        return NodeLamp(node.name, DONE, f"{node.done_on} 办完")
    if node.is_late(now):
        return NodeLamp(node.name, LATE, f"已晚 {max((today - due_on) // DAY, 1)} 天")
    if node.state == State.DOING:
        left = (due_on - today) // DAY
        when = "今天到期" if left <= 0 else f"还剩 {left} 天"
        return NodeLamp(node.name, DOING, when if not node.lead.is_ended else f"最迟 {due_on}")
    return NodeLamp(node.name, WAITING, f"最迟 {due_on}")


def board_words(nodes, now) -> dict:
    """`nodes` in the order shown; what is not needed is left out."""
    lamps = [lamp_of(node, now) for node in nodes if node.state != State.SKIPPED]
    counts = Counter(lamp.word for lamp in lamps)
    tally = [(word, counts[word], *SIGNS.get(word, UNSIGNED)) for word in (DONE, DOING, LATE)]
    return {
        "lamps": lamps,
        "tally": [row for row in tally if row[1]],
        "waiting": counts[WAITING],
        "sum": f"{len(lamps)} 个节点办完 {counts[DONE]} 个",
        "is_over": counts[DONE] == len(lamps),
    }
