"""Calendar words: a scanner that reads a run of them into months × days.

每年1月31日前, 每季度首月10日, 次月上旬, 当年7月、次年1月, 每周五 … are runs of the same few words.
Each word has one reader below; `recurrence` says what a run comes to.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from gkml_extract.normalise.deadline.amounts import NUMBER, read_number
from gkml_extract.normalise.deadline.repair import is_day_of_month, is_month_end
from gkml_extract.regex import regex

_N = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_CYCLE = r"年度?|学年度?|半年度?|学期|季度?|月度?|月份|半个?月|旬|周|星期|日|天|小时(?!均)"
_TO = r"[-~—至到]"
_WEEKDAYS: Final = dict(zip("一二三四五六日天", ("MO", "TU", "WE", "TH", "FR", "SA", "SU", "SU"), strict=True))
WORKING_WEEK: Final = "MO,TU,WE,TH,FR"
_WD = r"[一二三四五六日天](?![次般律个并期旦经])"
_CLOCK = (
    r"(?:凌晨|清晨|早晨|早上?|上午|中午|正午|下午|午后|傍晚|晚上?)?"
    r"(?:\d{1,2}(?:[时点](?![间段限效\d])|:\d\d(?!\d))|\d{1,2}[时点]\d{1,2}分|[一二三四五六七八九十]{1,3}[时点](?![间段限效]))[半整]?"
)

_WORDS: Final = {
    "every": (
        rf"每(?:周(?=工作日))?(?:(?P<every_other>间?隔(?=[一1]个?[年月周季天]))|间?隔(?=[半两二三四五六七八九十2-9]))?一?个?(?P<every_n>{NUMBER})?个?(?:自然|会计|财政)?(?P<every>工作日|{_CYCLE}"
        rf"|分钟)(?P<every_wd>(?<=[周期]){_WD}(?:(?:[、,和及]|{_TO})(?:周|星期)?{_WD})*)?"
    ),
    "by": r"(?:按|逐|分)(?P<by>年度?|学年度?|半年度?|学期|季度?|月度?|周|旬|日|天|小时)(?![期常程报初中终末底计志])",
    "next": rf"(?:次|下一?个?|翌)(?P<next>年度?|月份?|季度?|周|星期)(?P<next_wd>(?<=[周期]){_WD})?",
    "this": r"(?P<this>当年度?|本年度?内?|年度?内|今年内?|当月|本月|当季度?|本季度|当周|本周)",
    "of_cycle": (
        r"(?P<of_cycle>季度?|半年)"
        r"(?=的?(?:首个?月|[次下]个?月|第[一二三123]个月|末个?月|最后一个月)|(?:(?:结束|终了)后?|后)的?(?:[次下]月|首个?月|第一个月))"
    ),
    "alternate": r"隔(?P<alternate>年|月|周|日|天)",
    "parity": r"每?逢?(?P<parity>[单双]|[奇偶](?=数))数?月份?",
    "numbered_date": r"(?P<numbered>(?:19|20)\d\d[-/.](?:1[0-2]|0?[1-9])(?:[-/.](?:3[01]|[12]\d|0?[1-9]))?)(?![\d-])",
    "calendar_year": r"(?P<year>(?:19|20)\d\d)年度?",
    "quarter_no": r"(?<!上)第?(?P<quarter>[一二三四1-4](?:[、,和及]第?[一二三四1-4])*)季度(?!一次)",
    "both_halves": r"(?P<both_halves>(?<!原则)上(?:半年)?[、和及,]?下半年)",
    "half_no": r"(?P<half>(?<!原则)[上下])半年",
    "year_part": r"(?P<year_part>(?<!学)年初|年底|年末|年终|岁末|年中|年度[底末])",
    "cycle_part": r"(?P<cycle_part>季度?[末底初]|(?<![上下])半年度?[末底初]|[月周]末|月[底初]|学期[初末]|学年[初末])",
    "months": rf"(?P<m_from>{_N})月?份?起?{_TO}(?:次年|翌年)?(?P<m_to>{_N})月份?止?",
    "month": rf"(?P<month>元|{_N}(?:[、,]{_N})*)月份?",
    "nth_month": r"(?P<nth_month>首个?月|第?[一二三123]个月|头个?月|末个?月|最后一?个?月)份?",
    "span": rf"(?P<s_d1>{_N})[日号]?起?{_TO}(?P<s_m2>{_N})月(?P<s_d2>{_N})[日号]止?",
    "to_end": rf"(?P<open_day>{_N})[日号]?{_TO}(?:当月|本月|月)?[底末]",
    "days": rf"(?P<d_from>{_N})[日号]?起?{_TO}(?P<d_to>{_N})[日号]止?",
    "day": r"(?P<day>\d{1,3}(?:[、,]\d{1,2})*|[一二三四五六七八九十]{1,3})[日号]",
    "third": r"(?P<third>上中旬|中下旬|上旬|中旬|下旬)",
    "edge": r"(?P<edge>最后[一1]?[日天]|[底末初]|(?:结束|终了)(?=[之以]?前))",
    "nth_workday": rf"(?P<nth_wd>最后一?个?|(?:倒数)?第{_N}个?|首个?|前{_N}个?)工作日",
    "nth_day": rf"(?P<from_end>倒数)?第(?P<nth_day>{_N})[日天](?![之以]?[内后])",
    "first_months": rf"(?P<first_months>{_N})个月(?=[之以]?内)",
    "first_workdays": rf"(?P<first_workdays>{_N})个?工作日(?=[之以]?内)",
    "last_days": rf"最后(?P<last_days>{_N})(?P<last_unit>[日天]|个?工作日)(?=[之以]?内|[^后前之以]|$)",
    "first_days": rf"前(?P<first_days>{_N})[日天]",
    "nth_week": rf"(?P<nth_week>第{_N}个?(?:[、,和及与]第{_N}个?)*"
    rf"|首个?|最后一?个?|末)(?:周|星期)(?P<nth_week_wd>{_WD})?",
    "weekday": rf"(?:周|星期|礼拜)(?P<weekday>{_WD})(?:{_TO}(?:周|星期)?(?P<weekday_to>{_WD}))?",
    "clock": rf"(?P<clock>{_CLOCK}(?:[、,和及]{_CLOCK})*)(?!{_TO})",
}
_OPENING = (
    "every",
    "by",
    "next",
    "of_cycle",
    "alternate",
    "parity",
    "numbered_date",
    "calendar_year",
    "this",
    "quarter_no",
    "both_halves",
    "half_no",
    "year_part",
    "cycle_part",
    "months",
    "month",
    "weekday",
)
ANCHOR: Final = regex("(?<![0-9第])(?:" + "|".join(re.sub(r"\?P<\w+>", "?:", _WORDS[name]) for name in _OPENING) + ")")
_TOKENS: Final = regex("|".join(f"(?P<t_{name}>{pattern})" for name, pattern in _WORDS.items()))
_JOIN: Final = regex(
    r"[、,]|逢|和|以及|及|与|或|的|于|在|份|度的|度|(?:结束|终了)?后?的?(?=次月|下月|首|第一?1?个月)|\("
)
_UP_TO: Final = regex(f"{_TO}(?=[^,;])")
_UNIT_CYCLES: Final = (
    ("分钟", "minute"),
    ("小时", "hour"),
    ("工作日", "workday"),
    ("学年", "school_year"),
    ("半年", "half"),
    ("学期", "term"),
    ("半月", "half_month"),
    ("半个月", "half_month"),
    ("季", "quarter"),
    ("旬", "third"),
    ("年", "year"),
    ("月", "month"),
    ("周", "week"),
    ("星期", "week"),
    ("日", "day"),
    ("天", "day"),
)
_THIRDS: Final = {"上旬": (1, 10), "中旬": (11, 20), "下旬": (21, 31), "上中旬": (1, 20), "中下旬": (11, 31)}
MAX_WORDS: Final = 24
"""Calendar words in one run; a longer run is no date (twelve months joined by 、 have 13)."""
_CYCLE_MONTHS: Final = {"quarter": 3, "half": 6, "year": 12}


@dataclass(slots=True)
class Point:
    """One date of a run: some days in some months; empty months mean every month of the cycle."""

    months: list[int] = field(default_factory=list)
    days: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Run:
    """What the scanner has gathered so far."""

    cycle: str | None = None
    interval: int = 1
    repeats: bool = False
    once: bool = False
    points: list[Point] = field(default_factory=list)
    weekdays: list[str] = field(default_factory=list)
    setpos: list[int] = field(default_factory=list)
    is_span: bool = False
    is_stretch: bool = False
    stretch: int = 3
    """Months of each stretch: of a quarter, or of half a year."""
    opens_month: bool = False
    """Stands at 次月 or 月初: a number of days that follows is of its first days."""
    edges: str = ""
    times: list[tuple[int, int]] = field(default_factory=list)
    """Times of day: hours and minutes."""
    inexpressible: bool = False
    impossible: bool = False

    @property
    def has_position(self) -> bool:
        return bool(self.points or self.weekdays or self.setpos or self.times)

    def point(self) -> Point:
        if not self.points:
            self.points.append(Point())
        return self.points[-1]

    def add_months(self, months: list[int]) -> None:
        """New months: into the open point if it has no day yet, else a new point."""
        if not self.points or self.points[-1].days:
            self.points.append(Point())
        self.points[-1].months += months

    def add_days(self, days: list[int]) -> None:
        self.point().days += days


def cycle_of(unit: str) -> str:
    """The cycle that a word names: 年度 → year, 半个月 → half_month."""
    return next(cycle for word, cycle in _UNIT_CYCLES if word in unit)


def read_date_number(text: str) -> int:
    """A printed number of a date; 0, which no calendar has, where it cannot be read."""
    value = 1 if text == "元" else read_number(text)
    return value if isinstance(value, int) else 0


def _numbers(text: str) -> list[int]:
    return [read_date_number(part) for part in re.split("[、,]", text)]


def _range(first: int, last: int) -> list[int]:
    """first … last, over the turn of the year for months (11月至次年2月)."""
    if not (1 <= first <= 31 and 1 <= last <= 31):
        return [0]
    return list(range(first, last + 1)) if first <= last else [*range(first, 13), *range(1, last + 1)]


# --- one reader for each word -------------------------------------------------------------------


def _take_cycle(run: Run, word: re.Match[str]) -> None:
    unit = word["every"] or word["by"] or word["next"] or word["of_cycle"]
    if word["next"] and cycle_of(unit) == "month" and run.cycle in ("quarter", "half"):
        if run.points and run.points[-1].days == [-1]:
            run.points.pop()  # 季末次月15日: the end is the one after which
        _take_edge_of_cycle(run, first=True)  # 每季度次月: the first month of the next quarter
        return
    run.cycle, run.repeats = cycle_of(unit), True
    run.opens_month = bool(word["next"]) and run.cycle == "month"
    if word["every_other"]:
        run.interval = 2
    elif word["every_n"]:
        number = read_number(word["every_n"])
        if number == 0.5 and run.cycle in ("year", "month"):
            run.cycle = "half" if run.cycle == "year" else "half_month"
        elif isinstance(number, int) and number > 0:
            run.interval = number
        else:
            run.inexpressible = True
    _add_weekdays(run, (word["every_wd"] or "") + (word["next_wd"] or ""))


def _add_weekdays(run: Run, text: str) -> None:
    """周一、周四 are two days, 周一至周五 is a span of five."""
    names = list(_WEEKDAYS.values())[:7]
    if span := re.fullmatch(rf"(.){_TO}\D{{0,2}}(.)", text):
        first, last = (names.index(_WEEKDAYS[day]) for day in span.groups())
        run.is_span = True
        run.weekdays += names[first : last + 1]
        run.inexpressible = run.inexpressible or first > last
        return
    run.weekdays += [_WEEKDAYS[day] for day in text if day in _WEEKDAYS]


def _take_alternate(run: Run, word: re.Match[str]) -> None:
    run.cycle, run.interval, run.repeats = cycle_of(word["alternate"]), 2, True


def _take_parity(run: Run, word: re.Match[str]) -> None:
    """单月 is every odd month of the year, 双月 every even one."""
    run.cycle, run.repeats = "year", True
    run.add_months(list(range(1 if word["parity"] in "单奇" else 2, 13, 2)))


def _take_both_halves(run: Run, word: re.Match[str]) -> None:
    """上、下半年: each half of the year."""
    run.cycle, run.repeats = "half", True


def _take_this(run: Run, word: re.Match[str]) -> None:
    unit = word["this"] or "年"
    if "年" in unit:
        run.once, run.cycle = True, run.cycle or "year"
    else:
        run.repeats, run.cycle = True, cycle_of(unit)


def _take_part(run: Run, word: re.Match[str]) -> None:
    """年底, 季度末, 月初: the last day, or the first month or ten days, of the cycle."""
    text = word["year_part"] or word["cycle_part"]
    if word["year_part"]:
        run.once = run.once or not run.repeats
        run.cycle = "year"
    else:
        run.repeats, run.cycle = True, cycle_of(text)
    if text == "年中":  # no date that could be said
        run.inexpressible = True
        return
    if run.cycle in ("term", "school_year"):  # without months of their own, so that both ends are no one rule
        run.inexpressible = run.inexpressible or (bool(run.edges) and text[-1] not in run.edges)
        run.edges += text[-1]
    _take_edge_of_cycle(run, first=text.endswith("初"))


def _take_edge_of_cycle(run: Run, *, first: bool) -> None:
    if run.cycle in _CYCLE_MONTHS:
        length = _CYCLE_MONTHS[run.cycle]
        if run.points and run.points[-1].months and not run.points[-1].days:
            run.points.append(Point())  # 季初季末 are two dates
        run.add_months(list(range(1, 13, length)) if first else list(range(length, 13, length)))
        if not first:
            run.add_days([-1])
    elif run.cycle == "third":  # 每旬末
        run.cycle, run.inexpressible = "month", run.inexpressible or run.interval > 1 or first
        run.add_days([10, 20, -1])
    elif run.cycle == "week":
        run.weekdays.append("MO" if first else "SU")
    elif run.cycle not in ("term", "school_year"):  # these have no months of their own
        _add_month_edge(run, first=first)


def _add_month_edge(run: Run, *, first: bool) -> None:
    """月初 is the first ten days, 月底 the last one."""
    run.opens_month = first and run.cycle == "month"
    run.is_span = run.is_span or first
    run.add_days(_range(1, 10) if first else [-1])


def _take_edge(run: Run, word: re.Match[str]) -> None:
    first = word["edge"] == "初"
    if run.is_stretch and run.points:  # 一、二季度末: the ends of their last months
        months, at = run.points[-1].months, 0 if first else run.stretch - 1
        run.points[-1].months, run.is_stretch = months[at :: run.stretch], False
    if run.points and run.points[-1].months:
        _add_month_edge(run, first=first)
    else:
        _take_edge_of_cycle(run, first=first)


def _take_nth_month(run: Run, word: re.Match[str]) -> None:
    """首月, 第二个月, 末月 of each quarter or half-year."""
    length = _CYCLE_MONTHS.get(run.cycle or "", 0)
    text = word["nth_month"]
    ordinal = re.search("[一二三123]", text)
    if text.startswith(("首", "头")):
        nth = 1
    elif text.startswith(("末", "最")):
        nth = length
    else:
        nth = read_date_number(ordinal[0]) if ordinal else 0
    if not length or not 1 <= nth <= length:
        run.inexpressible = True
        return
    run.add_months(list(range(nth, 13, length)))


def _take_span(run: Run, word: re.Match[str]) -> None:
    """1月1日至3月31日: whole months, days of one month, or nothing one RRULE says."""
    months = run.points[-1].months if run.points else []
    first, day_1 = (months[-1] if months else 0), read_date_number(word["s_d1"])
    last, day_2 = read_date_number(word["s_m2"]), read_date_number(word["s_d2"])
    if not (is_day_of_month(first, day_1) and is_day_of_month(last, day_2)):
        run.impossible = True
    elif first == last and (day_1, is_month_end(last, day_2)) != (1, True):
        run.add_days(_range(day_1, day_2))
    elif day_1 == 1 and is_month_end(last, day_2):
        run.points[-1].months += [month for month in _range(first, last) if month != first]
    else:
        run.inexpressible = True
    run.is_span = True


def _take_to_end(run: Run, word: re.Match[str]) -> None:
    """每月25日至月底."""
    run.is_span = True
    run.add_days(_range(read_date_number(word["open_day"]), 31))


def _take_days(run: Run, word: re.Match[str]) -> None:
    days = _range(read_date_number(word["d_from"]), read_date_number(word["d_to"]))
    run.is_span = True
    run.add_days(days)


def _take_third(run: Run, word: re.Match[str]) -> None:
    run.is_span = True
    run.add_days(_range(*_THIRDS[word["third"]]))


def _take_nth_workday(run: Run, word: re.Match[str]) -> None:
    text = word["nth_wd"]
    count = read_date_number(number[0]) if (number := re.search(_N, text.removeprefix("最后"))) else 1
    if any(point.days for point in run.points):
        run.inexpressible = run.inexpressible or not text.startswith("最后") or run.points[-1].days != [-1]
        run.points[-1].days.clear()  # 月末最后一个工作日; but 月底前3个工作日 no RRULE says
    if text.startswith("最后"):
        run.setpos = [-1]
    elif text.startswith("前"):
        run.setpos, run.is_span = list(range(1, count + 1)), True
    else:
        run.setpos = [-count if text.startswith("倒数") else max(count, 1)]
    run.weekdays = WORKING_WEEK.split(",")
    run.inexpressible = run.inexpressible or run.cycle not in ("month", "week", "year")


def _take_nth_week(run: Run, word: re.Match[str]) -> None:
    """第一周 of a month: its first seven days; 第一个周一: by position."""
    text, day = word["nth_week"], word["nth_week_wd"]
    numbers = [read_date_number(number) for number in re.findall(_N, text.removeprefix("最后"))]
    several = [-1] if text.startswith(("最后", "末")) else numbers or [1]
    run.cycle = run.cycle or "month"
    if not all(1 <= abs(nth) <= 4 for nth in several):
        run.inexpressible = True
        return
    if day:
        run.weekdays += [f"{nth}{_WEEKDAYS[day]}" for nth in several]
        return
    run.is_span = True
    for nth in several:
        if nth < 0 and run.cycle in _CYCLE_MONTHS and not run.points:  # 每季度最后一周
            run.add_months(list(range(_CYCLE_MONTHS[run.cycle], 13, _CYCLE_MONTHS[run.cycle])))
        run.add_days(list(range(-7, 0)) if nth < 0 else list(range(7 * nth - 6, 7 * nth + 1)))


def _take_weekday(run: Run, word: re.Match[str]) -> None:
    names = list(_WEEKDAYS.values())[:7]
    first = names.index(_WEEKDAYS[word["weekday"]])
    last = names.index(_WEEKDAYS[word["weekday_to"]]) if word["weekday_to"] else first
    run.is_span = run.is_span or last != first
    run.cycle, run.repeats = run.cycle or "week", True
    run.weekdays += names[first : last + 1]


def _take_months(run: Run, word: re.Match[str]) -> None:
    """Months named outright: a range, a list, a quarter or a half of the year."""
    if word["month"] and run.is_stretch and run.points and not run.points[-1].days:
        run.points[-1].months.clear()  # 上半年7月底前: the half-year is what the date is for
    if word["m_from"]:
        ends = (read_date_number(word["m_from"]), read_date_number(word["m_to"]))
        months = _range(*ends) if max(ends) <= 12 else [0]  # 6月15至7月: a day that lost its 日
    elif word["month"]:
        months = _numbers(word["month"])
    elif word["quarter"]:
        months = [3 * read_date_number(nth) - n for nth in re.findall("[一-四1-4]", word["quarter"]) for n in (2, 1, 0)]
    else:
        months = _range(1, 6) if word["half"] == "上" else _range(7, 12)
    run.is_stretch, run.stretch = bool(word["quarter"] or word["half"]), 6 if word["half"] else 3
    run.add_months(months)
    run.cycle = "year"


def _take_first_days(run: Run, word: re.Match[str]) -> None:
    run.is_span = True
    if any(-1 in point.days for point in run.points):  # 月末前3日: of the end, which no one RRULE says for all months
        run.inexpressible = True
        return
    run.add_days(_range(1, read_date_number(word["first_days"])))


def _take_nth_day(run: Run, word: re.Match[str]) -> None:
    """每月第一天, 每季度第5日: a day of the month, or of the first month of the cycle."""
    if run.cycle in _CYCLE_MONTHS and not run.points:
        run.add_months(list(range(1, 13, _CYCLE_MONTHS[run.cycle])))
    run.inexpressible = run.inexpressible or not (run.cycle == "month" or run.points)
    day = read_date_number(word["nth_day"])
    run.inexpressible = run.inexpressible or bool(word["from_end"] and run.cycle != "month")
    run.add_days([-day if word["from_end"] else day])


def _take_last_days(run: Run, word: re.Match[str]) -> None:
    """每月最后三日, 每月最后2个工作日: of each month, or of the one named."""
    last = list(range(-read_date_number(word["last_days"]), 0))
    run.is_span = True
    if run.cycle != "month" and not (run.points and run.points[-1].months):
        run.inexpressible = True
    elif "工作" in word["last_unit"]:
        run.setpos, run.weekdays = last, WORKING_WEEK.split(",")
    else:
        run.add_days(last)


def _take_first_months(run: Run, word: re.Match[str]) -> None:
    """次年4个月内: the months from January on."""
    run.is_span = True
    run.add_months(_range(1, read_date_number(word["first_months"])))


def _take_first_workdays(run: Run, word: re.Match[str]) -> None:
    """次月5个工作日内, 每月初5个工作日内: the first of the month."""
    for point in run.points:
        point.days.clear()
    run.is_span, run.weekdays = True, WORKING_WEEK.split(",")
    run.setpos = list(range(1, read_date_number(word["first_workdays"]) + 1))


_HOUR = regex(r"(?P<part>\D{0,2}?)(?P<hour>\d{1,2}|[一二三四五六七八九十]{1,3})[时点:](?P<minute>\d{1,2}|半)?")

_LATE = frozenset(("下午", "午后", "傍晚", "晚上", "晚"))


def _take_clock(run: Run, word: re.Match[str]) -> None:
    """每日8时、20时, 下午5点: 24时 is the day's end, which needs no hour."""
    is_late = False
    for found in filter(None, map(_HOUR.match, re.split("[、,和及]", word["clock"]))):
        hour = int(found["hour"]) if found["hour"].isdecimal() else read_date_number(found["hour"])
        minute = 30 if found["minute"] == "半" else int(found["minute"] or 0)
        if found["part"]:
            is_late = found["part"] in _LATE
        if is_late and hour < 12:
            hour += 12
        if hour > 24 or minute > 59 or (hour == 24 and minute):
            run.impossible = True
        elif hour < 24:
            run.times.append((hour, minute))
    run.inexpressible = run.inexpressible or (len(run.times) > 1 and len({minute for _, minute in run.times}) > 1)


_TAKERS: Final = {
    "clock": _take_clock,
    "every": _take_cycle,
    "by": _take_cycle,
    "next": _take_cycle,
    "of_cycle": _take_cycle,
    "this": _take_this,
    "calendar_year": _take_this,
    "numbered_date": _take_this,
    "quarter_no": _take_months,
    "both_halves": _take_both_halves,
    "half_no": _take_months,
    "year_part": _take_part,
    "cycle_part": _take_part,
    "months": _take_months,
    "month": _take_months,
    "alternate": _take_alternate,
    "parity": _take_parity,
    "nth_month": _take_nth_month,
    "span": _take_span,
    "to_end": _take_to_end,
    "days": _take_days,
    "third": _take_third,
    "edge": _take_edge,
    "nth_workday": _take_nth_workday,
    "last_days": _take_last_days,
    "first_days": _take_first_days,
    "nth_day": _take_nth_day,
    "first_months": _take_first_months,
    "first_workdays": _take_first_workdays,
    "nth_week": _take_nth_week,
    "weekday": _take_weekday,
}


def _take_day(run: Run, word: re.Match[str]) -> None:
    if run.cycle in ("quarter", "half") and run.points and run.points[-1].days == [-1]:
        run.points[-1].days.clear()  # 每季末15日: a day of its last month
    days = _numbers(word["day"])
    if run.points and run.points[-1].days == _range(1, 10) and set(days) <= set(run.points[-1].days):
        run.points[-1].days.clear()  # 每月初5日前: the day says it more closely
        run.is_span = False
    run.add_days(days)


def gather_run(key: str, start: int) -> tuple[Run, int]:
    """Read calendar words from `start` as long as they go on; a join counts only before a word."""
    run, end, name = Run(), start, ""
    for _ in range(MAX_WORDS):
        word = _TOKENS.match(key, end)
        is_joined = word is None
        if word is None and end > start and (join := _JOIN.match(key, end)):
            word = _TOKENS.match(key, join.end())
            if word is None and (second := _JOIN.match(key, join.end())):
                word = _TOKENS.match(key, second.end())
        if word is None and (word := _other_end(key, end)) and run.has_position:
            run.inexpressible, is_joined = True, False  # 4月下旬至5月: no one RRULE says it
        if word is None or word.lastgroup is None:
            return run, end
        before, name = name, word.lastgroup.removeprefix("t_")
        if (before, name) == ("by", "by"):  # 按月按季按年: three cycles
            return run, end
        if not _fits(run, name, key, word) or (is_joined and name in ("every", "by") and run.repeats):
            return run, end
        (_take_day if name == "day" else _TAKERS[name])(run, word)
        end = word.end()
    return run, end


def _other_end(key: str, end: int) -> re.Match[str] | None:
    """The calendar word after 至, where one stands at `end`: 12月20日 *至次年1月* 10日."""
    to = _UP_TO.match(key, end)
    return _TOKENS.match(key, to.end()) if to else None


_SHORTEST_FIRST: Final = ("minute", "hour", "day", "workday", "week", "third", "half_month", "month", "quarter", "half")


def _rank(cycle: str | None) -> int:
    """How long a cycle is beside others; those of a year and what has no place among them are the longest."""
    return _SHORTEST_FIRST.index(cycle) if cycle in _SHORTEST_FIRST else len(_SHORTEST_FIRST)


def _fits(run: Run, name: str, key: str, word: re.Match[str]) -> bool:
    """False where a word cannot go on the run: a day without month or cycle, 每月10日内 that is 10日 …"""
    if name in (
        "day",
        "days",
        "to_end",
        "third",
        "edge",
        "last_days",
        "first_days",
        "nth_month",
        "nth_week",
        "nth_workday",
        "nth_day",
        "span",
    ):
        if run.cycle is None and not run.points:
            return False
        if name == "edge" and run.once and not run.points and run.cycle != "year":
            return False
        if name == "edge" and word["edge"] in ("结束", "终了") and not run.points:
            return False  # 每学期结束前 is an event
    if name == "clock":
        return bool(run.cycle in ("day", "workday") or run.weekdays or any(point.days for point in run.points))
    if name == "first_months":
        return run.cycle == "year" and not run.points
    if name in ("every", "by") and run.has_position:
        return False
    if name == "every" and run.repeats and _rank(cycle_of(word["every"])) >= _rank(run.cycle):
        return False  # 每月每季每年 are three; 每年每季度末 is one
    if name == "year_part" and run.repeats and run.cycle not in (None, "year", "school_year"):
        return False  # 每季度、年底 are two
    if name == "first_workdays":
        return run.opens_month
    return not (name == "month" and key.startswith(("内", "之内", "以内"), word.end()) and run.cycle is None)
