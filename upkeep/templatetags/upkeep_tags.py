"""Words of the staff's worklists."""

from django import template

from upkeep.actions import MARK

register = template.Library()


@register.filter
def without_mark(reason):
    """The reason of a history row as a reader of the list sees it."""
    return reason.removeprefix(MARK)


@register.filter
def due_words(listing, now):
    """还有 6 天到期, 待核实 12 天, 已隐藏 3 天."""
    if listing.hidden_at <= now:
        return f"已隐藏 {_days(now - listing.hidden_at)}。"
    if listing.stale_at <= now:
        left = _days(listing.hidden_at - now)
        return f"待核实 {_days(now - listing.stale_at)}，再过 {left}从网站隐藏。"
    return f"还有 {_days(listing.stale_at - now)}到期。"


def _days(delta):
    return f"{delta.days} 天" if delta.days else "不到 1 天"
