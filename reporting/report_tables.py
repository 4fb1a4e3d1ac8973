"""Figures as the rows of a page: names, words and bars beside each number."""

from dataclasses import dataclass

from django.contrib.auth import get_user_model

from leads.actions import display_name
from leads.models import Lead, Topic
from reporting.lead_figures import BELOW, NOBODY, STAGES
from reporting.line_charts import line_chart

HOUR, DAY = 3600, 86_400
MOST_ROWS = 40
UNKNOWN = "—"
NAMED = {NOBODY: "没有专员", BELOW: "下级地区"}
HEADINGS = {"channel": "来源", "topic": "主题", "site": "地区", "officer": "专员"}
SHOWN_STAGES = STAGES[1:5]  # 研判 to 签约


@dataclass(frozen=True)
class Tile:
    figures: str
    label: str
    note: str = ""
    tone: str = ""
    url: str = ""


@dataclass(frozen=True)
class Row:
    """`width`: of 100, what its bar fills."""

    name: str
    width: int
    cells: list[str]


@dataclass(frozen=True)
class Table:
    key: str
    title: str
    headings: list[str]
    rows: list[Row]
    note: str = ""


def hours(seconds) -> str:
    return UNKNOWN if seconds is None else f"{seconds / HOUR:.1f}"


def hours_in_words(seconds) -> str:
    return UNKNOWN if seconds is None else f"{hours(seconds)}\u00a0小时"


def share(part, whole) -> str:
    """Rounded down: 100 % is said of all alone."""
    return f"{100 * part // whole}\u00a0%" if whole else UNKNOWN


def tiles(now, before, lost) -> list[Tile]:
    """`now` and `before`: Figures of the period and of the one before."""
    reasoned = [row for row in lost if not row.is_invalid]
    spread = f"九成在 {hours_in_words(now.ninth_seconds)}内"
    late = f"还有 {now.late_now} 条逾期未答复" if now.late_now else "没有逾期未答复的"
    return [
        Tile(str(now.received), "收到的咨询", f"上一期 {before.received} 条"),
        Tile(
            hours_in_words(now.median_seconds),
            "首次答复中位数",
            f"{spread}；上一期中位数 {hours_in_words(before.median_seconds)}",
        ),
        Tile(
            share(now.on_time, now.judged),
            "按时首次答复",
            f"上一期 {share(before.on_time, before.judged)}；{late}",
            "warn" if now.late_now else "",
        ),
        Tile(
            str(now.reached[4]),
            "走到签约",
            f"上一期 {before.reached[4]} 件；未成 {sum(row.count for row in reasoned)} 件",
        ),
    ]


def funnel(now, before, stays) -> Table:
    rows = []
    for place, (name, count) in enumerate(zip(STAGES, now.reached, strict=True)):
        stay = stays.get(place)
        cells = [
            str(count),
            share(count, now.reached[place - 1]) if place else UNKNOWN,
            str(before.reached[place]),
            f"{stay.median_seconds / DAY:.1f}" if stay else UNKNOWN,
        ]
        rows.append(Row(name, _width(count, now.received), cells))
    return Table(
        "funnel",
        "走到哪一步",
        ["阶段", "到过", "比上一步", "上一期", "停留中位数（天）"],
        rows,
        "这段时间收到的咨询，至今到过的最远一步",
    )


def _width(count, most):
    return round(100 * count / most) if most else 0


def by_time(found, period) -> Table:
    cut = "周" if period.bucket == "week" else "月"
    rows = [
        Row(
            _name_of_bucket(day, period),
            _width(row.received, max(each.received for each in found.values())),
            [str(row.received), hours(row.median_seconds), hours(row.ninth_seconds)]
            + [share(row.on_time, row.judged)],
        )
        for day, row in sorted(found.items())
    ]
    headings = [cut, "收到", "中位数（时）", "九成以内（时）", "按时"]
    return Table("time", "首次答复用了多久", headings, rows, f"每{cut}，按工作时间")


def _name_of_bucket(day, period):
    return f"{day:%m-%d} 起" if period.bucket == "week" else f"{day:%Y-%m}"


def reply_chart(found, period):
    rows = [
        (
            f"{day:%m-%d}" if period.bucket == "week" else f"{day:%Y-%m}",
            None if row.median_seconds is None else row.median_seconds / HOUR,
        )
        for day, row in sorted(found.items())
    ]
    return line_chart(rows, unit="小时")


def by_side(side, found, names) -> Table:
    """The largest first; `names` by key."""
    ordered = sorted(found.items(), key=lambda item: (-item[1].received, str(item[0])))
    most = ordered[0][1].received if ordered else 0
    rows = [
        Row(
            names.get(key, UNKNOWN),
            _width(row.received, most),
            [str(row.received), *map(str, row.reached[1:5]), hours(row.median_seconds)]
            + [hours(row.ninth_seconds), share(row.on_time, row.judged), str(row.late_now)],
        )
        for key, row in ordered[:MOST_ROWS]
    ]
    title = HEADINGS[side]
    headings = [title, "收到", *SHOWN_STAGES, "中位数（时）", "九成以内（时）", "按时", "现在逾期"]
    note = f"只列最多的 {MOST_ROWS} 个" if len(ordered) > MOST_ROWS else ""
    return Table(side, f"按{title}", headings, rows, note)


def names_of(reach, sides) -> dict[str, dict]:
    """How the keys of each side read. Two queries."""
    officers = get_user_model().objects.in_bulk([pk for pk in sides["officer"] if pk > 0])
    topics = Topic.objects.filter(pk__in=sides["topic"]).values_list("pk", "name")
    return {
        "channel": dict(Lead.Channel.choices),
        "topic": dict(topics),
        "site": reach.names,
        "officer": NAMED | {pk: display_name(user) for pk, user in officers.items()},
    }


def lost_table(lost) -> Table:
    told = [row for row in lost if not row.is_invalid]
    most = max((row.count for row in told), default=0)
    invalid = sum(row.count for row in lost if row.is_invalid)
    rows = [Row(row.name, _width(row.count, most), [str(row.count)]) for row in told]
    note = f"共 {sum(row.count for row in told)} 件" + (
        f"；另有 {invalid} 件无效，不计" if invalid else ""
    )
    return Table("lost", "为什么没成", ["原因", "件数"], rows, note)


def need_table(gaps) -> Table:
    """Of month_gaps.NeedGap."""
    most = max((gap.times for gap in gaps), default=0)
    rows = [
        Row(gap.words, _width(gap.times, most), [str(gap.times), str(gap.met), str(gap.unknown)])
        for gap in gaps
    ]
    headings = ["要的条件", "要的次数", "在架满足", "在架未知"]
    return Table("needs", "咨询里要的条件", headings, rows, "在架少、要得多的在前")


def refusal_table(counted) -> Table:
    """Of month_gaps.refusals_of."""
    counted = list(counted)
    most = counted[0]["times"] if counted else 0
    rows = [
        Row(
            row["reason__name"],
            _width(row["times"], most),
            [str(row[name]) for name in ("times", "places", "unsettled")],
        )
        for row in counted
    ]
    headings = ["原因", "次数", "几处", "还没解决"]
    return Table("refusals", "踏勘后没有要，为什么", headings, rows)
