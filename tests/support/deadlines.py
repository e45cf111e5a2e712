"""Random deadlines and their prints: `render` writes a deadline out in one of the many ways of real catalogues.

What a random deadline holds is what record.md can say; what `render` may print is what catalogues do print.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from hypothesis import strategies as st

from gkml_extract.model.deadline import (
    Bound,
    By,
    Clause,
    Deadline,
    DeadlineKind,
    Direction,
    Extension,
    Recurrence,
    Unit,
)

Choose = Callable[[Sequence[str]], str]
"""Picks one of several ways to print the same."""

THINGS = ("信息", "政府信息", "公开事项信息", "相关信息", "文件", "政策措施", "")
CHANGES = (
    *("形成", "变更", "产生", "生成", "制作", "获取", "更新"),
    *("形成或变更", "形成或者变更", "制定或获取", "形成、变更"),
)
EVENTS = (
    *(thing + change for thing in THINGS for change in CHANGES),
    *("批准", "财政部门批复", "印发", "公布", "项目开工", "工程竣工", "会议结束", "合同签订", "许可决定作出"),
    *("作出行政决定", "收到批准文件", "活动结束", "公示期满", "事项办结", "检查结束", "本级人民代表大会批准"),
)
MEETINGS = ("会议召开", "活动举办", "听证会举行", "项目开工", "政策实施", "开标", "招生工作开始")
REQUESTS = ("收到申请", "接到申请", "受理申请", "收到政府信息公开申请")
SCOPES = ("行政许可", "行政处罚", "其他信息", "机构概况", "政策文件", "预算", "办事指南", "规范性文件", "重大事项")
RETENTIONS = ("长期公开", "任期内", "长期有效", "永久公开", "保存3年", "长期保留")
STANDING = ("长期公开", "长期", "永久公开", "任期内", "长期有效", "常年公开")
LAWS = ("法律、法规另有规定的，从其规定", "法律法规对政府信息公开的期限另有规定的从其规定", "另有规定的除外")
BY_LAW = ("按相关规定公开", "依法公开", "按规定", "法定时限", "按照有关规定执行")
UNIT_WORDS = {
    Unit.HOUR: ("小时", "个小时"),
    Unit.DAY: ("日", "天", "个自然日"),
    Unit.WORKING_DAY: ("个工作日", "工作日", "个法定工作日"),
    Unit.WEEK: ("周", "个星期", "星期"),
    Unit.MONTH: ("个月",),
    Unit.QUARTER: ("个季度",),
    Unit.YEAR: ("年",),
}
HAN = "零一二三四五六七八九十"
ORDINALS = ("① ② ③", "1. 2. 3.", "1、 2、 3、", "（1） （2） （3）", "一、 二、 三、", "")
ACTS = (
    "",
    "公开",
    "予以公开",
    "向社会公开",
    "及时公开",
    "主动公开",
    "公布",
    "依法公开",
    "发布",
    "通过政府网站公开",
    "。",
)


# --- random deadlines -------------------------------------------------------------------------------


def amounts() -> st.SearchStrategy[dict[str, Any]]:
    """A number with its unit, halves where they are said."""
    whole = st.tuples(st.integers(1, 90), st.sampled_from(list(UNIT_WORDS)))
    half = st.tuples(st.sampled_from([0.5, 1.5, 2.5]), st.just(Unit.MONTH)) | st.just((0.5, Unit.YEAR))
    return (whole | half).map(lambda pair: {"amount": pair[0], "unit": pair[1]})


def kept() -> st.SearchStrategy[dict[str, Any]]:
    """What may stand beside a deadline."""
    return st.fixed_dictionaries({}, optional={"exception": st.just(True), "retention": st.sampled_from(RETENTIONS)})


def recurrences() -> st.SearchStrategy[Recurrence]:
    """Cycles, dates of the year, of the month and of the week, with their side."""
    months = st.lists(st.integers(1, 12), min_size=1, max_size=3, unique=True).map(sorted)
    day = st.sampled_from(["-1", *(str(n) for n in range(1, 29))])
    thirds = st.sampled_from([range(1, 11), range(11, 21), range(21, 32)]).map(lambda days: ",".join(map(str, days)))
    sides = st.sampled_from([By.BEFORE, By.ON])
    cycles = st.sampled_from(list(_CYCLES))
    weekdays = st.lists(st.sampled_from(WEEKDAYS), min_size=1, max_size=2, unique=True).map(
        lambda days: ",".join(sorted(days, key=WEEKDAYS.index))
    )
    return st.one_of(
        st.builds(lambda rule: Recurrence(rrule=rule, by=By.DURING), cycles),
        st.builds(lambda m, d, by: Recurrence(rrule=yearly(m, d), by=by), months, day, sides),
        st.builds(lambda m, d: Recurrence(rrule=yearly([m], d), by=By.DURING), st.integers(1, 12), thirds),
        st.builds(lambda m: Recurrence(rrule=yearly(m), by=By.DURING), months),
        st.builds(lambda d, by: Recurrence(rrule=f"FREQ=MONTHLY;BYMONTHDAY={d}", by=by), day, sides),
        st.builds(lambda d: Recurrence(rrule=f"FREQ=MONTHLY;BYMONTHDAY={d}", by=By.DURING), thirds),
        st.builds(lambda n, d, by: Recurrence(rrule=yearly(range(n, 13, 3), d), by=by), st.integers(1, 3), day, sides),
        st.builds(lambda d, by: Recurrence(rrule=f"FREQ=WEEKLY;BYDAY={d}", by=by), weekdays, sides),
    )


WEEKDAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]


def yearly(months: Sequence[int], days: str = "") -> str:
    """An RRULE of days in months of the year."""
    return f"FREQ=YEARLY;BYMONTH={','.join(map(str, months))}" + (f";BYMONTHDAY={days}" if days else "")


def simple_deadlines() -> st.SearchStrategy[Deadline]:
    """Deadlines of every kind but `compound` and `unknown`."""
    after = {"direction": Direction.AFTER, "bound": Bound.MAX}
    ahead = {"direction": Direction.BEFORE, "bound": Bound.MIN}
    extension = amounts().filter(lambda one: one["amount"] >= 1).map(lambda one: Extension(**one))
    kinds = DeadlineKind
    return st.one_of(
        _made(kinds.WITHIN, amounts(), kept(), trigger=st.sampled_from(EVENTS), **after),
        _made(kinds.WITHIN, amounts(), kept(), **after),
        _made(kinds.WITHIN, amounts(), trigger=st.sampled_from(EVENTS), direction=Direction.AFTER, bound=Bound.APPROX),
        _made(kinds.WITHIN, amounts(), trigger=st.sampled_from(MEETINGS), **ahead),
        _made(kinds.ON_REQUEST, amounts(), trigger=st.sampled_from(REQUESTS), extension=st.none() | extension, **after),
        _made(kinds.PERIOD, amounts(), bound=st.sampled_from([Bound.MIN, Bound.EXACT, Bound.MAX])),
        _made(kinds.RECURRING, kept(), recurrence=recurrences()),
        _made(kinds.IMMEDIATE, kept(), trigger=st.none() | st.sampled_from([event for event in EVENTS if event])),
        _made(kinds.ONGOING, retention=st.sampled_from(STANDING)),
        _made(kinds.EVENT, trigger=st.sampled_from(["政策文件公开", "预算公开", "规范性文件公开"])),
        _made(kinds.EVENT, trigger=st.sampled_from(MEETINGS), direction=Direction.BEFORE),
        *(_made(kind) for kind in (kinds.ON_REQUEST, kinds.STATUTORY, kinds.NONE, kinds.FIXED)),
    )


def _made(kind: DeadlineKind, *parts: st.SearchStrategy[dict[str, Any]], **values: Any) -> st.SearchStrategy[Deadline]:
    """Deadlines of one kind: random parts, and values that are given or random."""
    fixed = {key: value for key, value in values.items() if not isinstance(value, st.SearchStrategy)}
    drawn = {key: value for key, value in values.items() if isinstance(value, st.SearchStrategy)}
    return st.tuples(st.fixed_dictionaries(drawn), *parts).map(
        lambda found: Deadline(text="", kind=kind, **fixed, **{key: v for part in found for key, v in part.items()})
    )


def compound_deadlines() -> st.SearchStrategy[Deadline]:
    """Two or three different deadlines, each with what it is for."""
    plain = simple_deadlines().filter(
        lambda one: one.kind not in (DeadlineKind.NONE, DeadlineKind.STATUTORY) and not one.exception
    )
    return st.lists(
        st.tuples(plain, st.sampled_from(SCOPES)), min_size=2, max_size=3, unique_by=lambda one: one[1]
    ).map(
        lambda parts: Deadline(
            text="",
            kind=DeadlineKind.COMPOUND,
            clauses=tuple(Clause(**part.model_dump(exclude={"clauses"}), scope=scope) for part, scope in parts),
        )
    )


# --- their prints ------------------------------------------------------------------------------------


def render(deadline: Deadline, choose: Choose) -> str:
    """The deadline as a catalogue might print it; `choose` picks among the ways."""
    if deadline.kind is DeadlineKind.COMPOUND:
        numbers = choose(ORDINALS).split() or [""] * len(deadline.clauses)
        parts = [f"{clause.scope}：{render(clause, choose)}" for clause in deadline.clauses]
        return "；".join(number + part for number, part in zip(numbers, parts, strict=False))
    text = _PRINTERS[deadline.kind](deadline, choose)
    if deadline.retention and deadline.kind is not DeadlineKind.ONGOING:
        text += choose(["，", "。", "；"]) + deadline.retention
    if deadline.exception:
        law = choose(
            ["法律、法规另有规定的，从其规定", "法律法规对政府信息公开的期限另有规定的从其规定", "另有规定的除外"]
        )
        text += choose(["，{}", "（{}）", "。{}。"]).format(law)
    return text


def _number(amount: float, choose: Choose) -> str:
    if amount % 1:
        return {0.5: "半", 1.5: "一个半", 2.5: "两个半"}[amount]
    number = int(amount)
    tens, ones = divmod(number, 10)
    han = (HAN[tens] if tens > 1 else "") + ("十" if tens else "") + (HAN[ones] if ones or not tens else "")
    wide = "".join(chr(ord(digit) + 0xFEE0) for digit in str(number))
    return choose([str(number), str(number), han, wide, *(["两"] if number == 2 else [])])


def _length(amount: float, unit: Unit, choose: Choose) -> str:
    """20个工作日, 一个半月, 半年 …"""
    if amount % 1:
        if unit is Unit.YEAR:
            return "半年"
        return _number(amount, choose) + ("个月" if amount < 1 else "月")
    return _number(amount, choose) + choose(UNIT_WORDS[unit])


def _said(deadline: Deadline, choose: Choose) -> str:
    assert deadline.amount is not None and deadline.unit is not None
    return _length(deadline.amount, deadline.unit, choose)


def _within(deadline: Deadline, choose: Choose) -> str:
    length, event = _said(deadline, choose), deadline.trigger
    if deadline.direction is Direction.BEFORE:
        return choose(
            [f"{event}前{length}", f"{event}{length}前公开", f"在{event}{length}以前", f"{event}前至少{length}"]
        )
    if deadline.bound is Bound.APPROX:
        return f"{event}之日起{length}左右"
    inside = choose(["内", "以内", "之内"]) + choose(ACTS)
    if event is None:
        return choose(["", "在", "最迟", "应在", "原则上"]) + length + inside
    lead = choose(["", "自", "从", "自该" if event.startswith(("信息", "政府")) else "自", "于"])
    start = choose(["之日起", "之日起，", "后", "之后", "起" if lead else "日起", "之日起的"])
    return lead + event + start + choose(["", "", "不超过"]) + length + inside


def _on_request(deadline: Deadline, choose: Choose) -> str:
    if deadline.amount is None:
        return choose(["依申请公开", "依申请", "依申请提供"])
    text = choose(["自", "", "应当自"]) + f"{deadline.trigger}之日起{_said(deadline, choose)}内"
    text += choose(["", "答复", "予以答复"])
    if (more := deadline.extension) is not None and more.amount is not None and more.unit is not None:
        text += choose(["，可延长", "，特殊情况可延长", "；需要延长的，最多延长"])
        text += _length(more.amount, more.unit, choose)
    return text


def _period(deadline: Deadline, choose: Choose) -> str:
    bound = {
        Bound.MIN: ["不少于", "不得少于", "至少", "不低于"],
        Bound.EXACT: ["", "为"],
        Bound.MAX: ["不超过", "最长"],
    }[deadline.bound or Bound.EXACT]
    word = choose(["公示期", "公示时间", "公示期限", "公告期限", "征求意见时间"])
    return word + choose(bound) + _said(deadline, choose)


def _recurring(deadline: Deadline, choose: Choose) -> str:
    assert deadline.recurrence is not None
    parts = dict(part.split("=") for part in deadline.recurrence.rrule.split(";"))
    act = choose(["", "公开", "更新", "公布"])
    after = {By.BEFORE: choose(["前", "之前", "以前"]), By.ON: "", By.DURING: ""}[deadline.recurrence.by]
    if "BYDAY" in parts:
        days = "、".join("一二三四五六日"[WEEKDAYS.index(day)] for day in parts["BYDAY"].split(","))
        return choose(["每周", "每星期"]) + days + after + act
    if "BYMONTH" in parts:
        return _in_year(parts, after, choose) + act
    if (
        parts["FREQ"] == "MONTHLY"
        and "BYMONTHDAY" in parts
        and "INTERVAL" not in parts
        and parts["BYMONTHDAY"] != "15,-1"
    ):
        return choose(["每月", "每个月", "次月"]) + _days(parts["BYMONTHDAY"], choose) + after + act
    return choose(_CYCLES[deadline.recurrence.rrule]) + choose(["", "公开", "更新", "公开一次", "更新一次"])


_CYCLES = {
    "FREQ=YEARLY": ("每年", "按年度", "每年度"),
    "FREQ=MONTHLY": ("每月", "每个月", "按月"),
    "FREQ=WEEKLY": ("每周", "每星期"),
    "FREQ=DAILY": ("每日", "每天"),
    "FREQ=MONTHLY;INTERVAL=3": ("每季度", "每季", "每3个月", "按季度", "每个季度"),
    "FREQ=MONTHLY;INTERVAL=6": ("每半年", "每六个月"),
    "FREQ=YEARLY;INTERVAL=2": ("每两年", "每2年"),
    "FREQ=YEARLY;INTERVAL=3": ("每三年", "每3年"),
    "FREQ=WEEKLY;INTERVAL=2": ("每两周", "每2周"),
    "FREQ=MONTHLY;BYMONTHDAY=15,-1": ("每半月", "每半个月"),
}


def _in_year(parts: dict[str, str], after: str, choose: Choose) -> str:
    months = [int(month) for month in parts["BYMONTH"].split(",")]
    days = _days(parts["BYMONTHDAY"], choose) if "BYMONTHDAY" in parts else ""
    if len(months) == 4 and months[1] - months[0] == 3 and days:
        nth = choose([("首", "第一个", "第1个"), ("第二个",), ("末", "第三个", "最后一个")][months[0] - 1])
        return choose(["每季度", "每季度的"]) + nth + "月" + days + after
    if days and len(months) > 1 and choose(["a", "b"]) == "a":  # each month with its day
        return choose(["每年", ""]) + "、".join(f"{month}月{days}" for month in months) + after
    lead = choose(["每年", "每年的", ""]) if days else "每年"
    named = choose(["、", ","]).join(map(str, months))
    return lead + named + choose(["月", "月份"] if not days else ["月"]) + days + after


def _days(days: str, choose: Choose) -> str:
    spans = {"1": "上旬", "11": "中旬", "21": "下旬"}
    if "," in days:
        return spans[days.split(",")[0]]
    return choose(["底", "末"]) if days == "-1" else days + choose(["日", "号"])


def _immediate(deadline: Deadline, choose: Choose) -> str:
    word = choose(["及时", "实时", "随时", "立即", "第一时间"]) + choose(["公开", "更新", "公布", "向社会公开"])
    return word if deadline.trigger is None else deadline.trigger + choose(["后", "之后"]) + word


def _event(deadline: Deadline, choose: Choose) -> str:
    if deadline.direction is Direction.BEFORE:
        return f"{deadline.trigger}前" + choose(["", "公开", "公布"])
    thing = (deadline.trigger or "").removesuffix("公开")
    return choose(["与", "随", "和"]) + thing + choose(["同步", "同时"]) + "公开"


_PRINTERS: dict[DeadlineKind, Callable[[Deadline, Choose], str]] = {
    DeadlineKind.WITHIN: _within,
    DeadlineKind.ON_REQUEST: _on_request,
    DeadlineKind.PERIOD: _period,
    DeadlineKind.RECURRING: _recurring,
    DeadlineKind.IMMEDIATE: _immediate,
    DeadlineKind.EVENT: _event,
    DeadlineKind.ONGOING: lambda deadline, _: deadline.retention or "",
    DeadlineKind.STATUTORY: lambda _, choose: choose(
        ["按相关规定公开", "依法公开", "按规定", "法定时限", "按照有关规定执行"]
    ),
    DeadlineKind.NONE: lambda _, choose: choose(["限时公开", "/", "—", "无", "公开", "见备注"]),
    DeadlineKind.FIXED: lambda _, choose: choose(["年底前", "2024年6月30日前", "2025年底前", "年内", "当年12月底前"]),
}
