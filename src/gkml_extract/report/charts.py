"""Charts as rows of bars, with the exact numbers as a table behind them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from gkml_extract.report.statistics import Statistics
from gkml_extract.report.words import DAYS_OF, code_label, deadline_kind_label, length_label

MAX_BARS = 12
MAX_TABLE_ROWS = 300


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of `share` (0 to 1) of the full width, followed by one of `rest`; `look` says how it is coloured."""

    label: str
    number: str
    share: float
    rest: float = 0.0
    look: str = "accent"


@dataclass(frozen=True, slots=True)
class Chart:
    """`bars` are what is drawn; `rows` under `header` are all numbers but the `n_more` that are left out."""

    key: str
    title: str
    lead: str
    bars: tuple[Bar, ...]
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    n_more: int = 0


def charts(statistics: Statistics, lang: str) -> tuple[Chart, ...]:
    """The charts that have something to show."""
    made = [make(statistics, lang) for make in _CHARTS]
    return tuple(chart for chart in made if chart.bars)


def _findings(statistics: Statistics, lang: str) -> Chart:
    order = {"error": 0, "warning": 1, "info": 2}
    counted = sorted(
        ((severity, code, count) for (severity, code), count in statistics.codes.items()),
        key=lambda each: (order.get(each[0], 3), -each[2], each[1]),
    )
    most = max((count for *_, count in counted), default=1)
    t = _picker(lang)
    return _chart(
        "findings",
        t("What was found", "发现的疑点"),
        t("Findings by kind, errors first", "按种类统计，错误在前"),
        [_bar(code_label(code, lang), _n(count), count / most, look=severity) for severity, code, count in counted],
        (t("code", "代码"), t("severity", "级别"), t("findings", "疑点数")),
        [(code, severity, _n(count)) for severity, code, count in counted],
    )


def _deadline_kinds(statistics: Statistics, lang: str) -> Chart:
    counted = sorted(statistics.deadline_kinds.items(), key=lambda each: (-each[1], each[0]))
    t = _picker(lang)
    return _counts(
        "kinds",
        t("Deadlines by kind", "公开时限的类型"),
        t("How the time of publication is said", "时限是怎样规定的"),
        (t("kind", "类型"), t("items", "条目数")),
        [(deadline_kind_label(kind, lang), count) for kind, count in counted],
    )


def _lengths(statistics: Statistics, lang: str) -> Chart:
    most_first = sorted(statistics.lengths.items(), key=lambda each: (-each[1], str(each[0])))
    drawn = {length for length, _ in most_first[:MAX_BARS]}
    by_length = sorted(
        statistics.lengths.items(),
        key=lambda each: (each[0] not in drawn, (each[0][0] or 0) * DAYS_OF.get(each[0][1] or "", 0), str(each[0])),
    )
    t = _picker(lang)
    return _counts(
        "lengths",
        t("Deadlines by length", "公开时限的长短"),
        t("Of deadlines that count from an event, shortest first", "自事件起算的时限，由短到长"),
        (t("length", "时长"), t("deadlines", "时限数")),
        [(length_label(*length, lang), count) for length, count in by_length],
    )


def _channels(statistics: Statistics, lang: str) -> Chart:
    counted = sorted(statistics.channels.items(), key=lambda each: (-each[1].listed, each[0]))
    t = _picker(lang)
    bars = [
        _bar(
            name,
            f"{_percent(tally.ticked, tally.listed)} · {_n(tally.ticked)}/{_n(tally.listed)}",
            tally.ticked / tally.listed,
            rest=tally.lost / tally.listed,
        )
        for name, tally in counted
    ]
    return _chart(
        "channels",
        t("Channels: share ticked", "公开渠道：勾选比例"),
        t("Of the items that list the channel; hatched where the box was lost", "占列出该渠道的条目；斜纹为方框丢失"),
        bars,
        (t("channel", "渠道"), t("listed", "列出"), t("ticked", "勾选"), t("box lost", "方框丢失"), t("share", "比例")),
        [
            (name, _n(tally.listed), _n(tally.ticked), _n(tally.lost), _percent(tally.ticked, tally.listed))
            for name, tally in counted
        ],
    )


def _offices(statistics: Statistics, lang: str) -> Chart:
    t = _picker(lang)
    counted = sorted(statistics.offices.items(), key=lambda each: (-each[1], each[0] or ""))
    return _counts(
        "offices",
        t("Items by office", "各单位条目数"),
        t("The unit that a catalogue names, or its title", "按目录所载责任单位或标题"),
        (t("office", "单位"), t("items", "条目数")),
        [(name or t("(not stated)", "（未写明）"), count) for name, count in counted],
    )


_CHARTS: tuple[Callable[[Statistics, str], Chart], ...] = (
    _findings,
    _deadline_kinds,
    _lengths,
    _channels,
    _offices,
)


def _counts(key: str, title: str, lead: str, header: tuple[str, str], counted: Sequence[tuple[str, int]]) -> Chart:
    """A chart of plain counts: each with its share of all."""
    total = sum(count for _, count in counted) or 1
    most = max((count for _, count in counted), default=1)
    return _chart(
        key,
        title,
        lead,
        [_bar(label, f"{_n(count)} · {_percent(count, total)}", count / most) for label, count in counted],
        (*header, "%"),
        [(label, _n(count), _percent(count, total)) for label, count in counted],
    )


def _chart(
    key: str,
    title: str,
    lead: str,
    bars: Sequence[Bar],
    header: tuple[str, ...],
    rows: Sequence[tuple[str, ...]],
) -> Chart:
    shown = tuple(rows[:MAX_TABLE_ROWS])
    return Chart(key, title, lead, tuple(bars[:MAX_BARS]), header, shown, max(len(rows) - MAX_TABLE_ROWS, 0))


def _bar(label: str, number: str, share: float, *, rest: float = 0.0, look: str = "accent") -> Bar:
    return Bar(" ".join(label.split()), number, share, rest, look)


def _picker(lang: str) -> Callable[[str, str], str]:
    return lambda en, zh: zh if lang == "zh" else en


def _n(count: int) -> str:
    return f"{count:,}"


def _percent(part: int, whole: int) -> str:
    """A share; 100 % only where all are, 0 % only where none is."""
    share = 100 * part / whole
    if 0 < share < 0.1:
        return "< 0.1 %"
    return "100 %" if part == whole else f"{min(share, 99.9):.1f} %" if part else "0 %"
