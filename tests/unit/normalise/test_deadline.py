"""Properties of the deadline grammar that hold for every text, and the scan for spans."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gkml_extract.model.deadline import Bound, By, Deadline, DeadlineKind, Direction, Recurrence, Unit
from gkml_extract.normalise.deadline import find_deadline_spans, parse_deadline
from gkml_extract.normalise.deadline.amounts import read_number
from gkml_extract.normalise.deadline.repair import mend
from gkml_extract.normalise.deadline.rules import RULES
from gkml_extract.text import simplify, squeeze
from support.effort import ends

PHRASES = (
    "自该信息形成或者变更之日起20个工作日内予以公开",
    "每年1月31日前",
    "信息形成20个工作日内公开；其中行政许可、行政处罚事项应自作出行政决定之日起7个工作日内公示",
    "信息生成或者变更之日起5内予以公开个工作日",
    "自收到申请之日起20个工作日内答复，可延长20个工作日",
    "会议召开前3个工作日",
    "与政策文件同步发布，时间跨度不超过5个工作日",
    "长期公开（相关法律法规另有规定的，从其规定）",
    "公示期不少于7天",
    "每季度结束后15日内",
)
CHARACTERS = "自该之日起内前后时每年月季度周半个工作公示开及长期按依另从其延（）()，,。；;：:、①②12.0３Oo曰目以至-"
WORDS = ("20个工作日", "信息形成", "变更", "1月31日", "另有规定", "收到申请", "实时", "不少于", "同步", "季度末")
PIECES = st.sampled_from([*CHARACTERS, *WORDS])
TRIGGERS = st.sampled_from(
    ["信息形成或变更", "项目开工", "财政部门批复", "收到征地批准文件", "信息产生", "作出行政决定", "合同签订"]
)
UNITS = {
    Unit.WORKING_DAY: "个工作日",
    Unit.DAY: "日",
    Unit.HOUR: "小时",
    Unit.WEEK: "周",
    Unit.MONTH: "个月",
    Unit.QUARTER: "个季度",
    Unit.YEAR: "年",
}


def read(text: str) -> Deadline:
    return parse_deadline(text).deadline


def render(deadline: Deadline) -> str:
    """A print of a simple deadline, for the round trip."""
    length = f"{deadline.amount}{UNITS[deadline.unit]}" if deadline.unit else ""
    match deadline.kind, deadline.direction, deadline.bound:
        case DeadlineKind.WITHIN, Direction.AFTER, Bound.MAX:
            text = f"自{deadline.trigger}之日起{length}内公开"
        case DeadlineKind.WITHIN, Direction.AFTER, Bound.MIN:
            text = f"{deadline.trigger}{length}后公开"
        case DeadlineKind.WITHIN, Direction.AFTER, _:
            text = f"{deadline.trigger}后{length}左右"
        case DeadlineKind.WITHIN, Direction.BEFORE, Bound.MAX:
            text = f"{deadline.trigger}前{length}内"
        case DeadlineKind.WITHIN, Direction.BEFORE, _:
            text = f"{deadline.trigger}{length}前公开"
        case DeadlineKind.PERIOD, _, Bound.MIN:
            text = f"公示期不少于{length}"
        case DeadlineKind.PERIOD, _, _:
            text = f"公示期为{length}"
        case _:
            text = "及时公开" if deadline.trigger is None else f"{deadline.trigger}后及时公开"
    if deadline.retention:
        text += f"，{deadline.retention}"
    if deadline.exception:
        text += "（法律、法规另有规定的，从其规定）"
    return text


@st.composite
def deadlines(draw: st.DrawFn) -> Deadline:
    """Simple deadlines that `render` can say."""
    kind = draw(st.sampled_from([DeadlineKind.WITHIN, DeadlineKind.PERIOD, DeadlineKind.IMMEDIATE]))
    values: dict[str, object] = {
        "exception": draw(st.booleans()),
        "retention": draw(st.sampled_from([None, "长期公开", "永久公开"])),
    }
    if kind is not DeadlineKind.IMMEDIATE:
        values |= {"amount": draw(st.integers(1, 99)), "unit": draw(st.sampled_from(list(Unit)))}
    if kind is DeadlineKind.WITHIN:
        sides = [
            (Direction.AFTER, Bound.MAX), (Direction.AFTER, Bound.MIN), (Direction.AFTER, Bound.APPROX),
            (Direction.BEFORE, Bound.MAX), (Direction.BEFORE, Bound.MIN),
        ]  # fmt: skip
        direction, bound = draw(st.sampled_from(sides))
        values |= {"direction": direction, "bound": bound, "trigger": draw(TRIGGERS)}
    elif kind is DeadlineKind.PERIOD:
        values |= {"bound": draw(st.sampled_from([Bound.MIN, Bound.EXACT]))}
    else:
        values |= {"trigger": draw(st.none() | TRIGGERS)}
    deadline = Deadline.model_validate({"text": "", "kind": kind, **values})
    return deadline.model_copy(update={"text": render(deadline)})


@given(st.text(max_size=200))
def test_any_text_is_read_without_an_error(text: str) -> None:
    """A string is never too odd for a reading."""
    assert isinstance(read(text), Deadline)


@given(st.lists(PIECES, max_size=40).map("".join))
def test_any_run_of_deadline_words_is_read_without_an_error(text: str) -> None:
    """Nor is a heap of the grammar's own words."""
    deadline = read(text)
    assert (deadline.kind is DeadlineKind.COMPOUND) == bool(deadline.clauses)
    for start, end in find_deadline_spans(text):
        assert 0 <= start < end <= len(text)


@given(deadlines())
def test_reading_a_rendered_deadline_gives_it_back(deadline: Deadline) -> None:
    """parse(render(deadline)) = deadline."""
    assert read(deadline.text) == deadline


@given(st.sampled_from(PHRASES), st.data())
def test_white_space_between_characters_changes_nothing(phrase: str, data: st.DataObject) -> None:
    """Blanks, wraps and full-width blanks inside a phrase leave its reading and its text as they are."""
    gaps = data.draw(
        st.lists(
            st.sampled_from(["", "", " ", "\n", "\u3000", "\t ", "\n\n", "\xa0"]),
            min_size=len(phrase),
            max_size=len(phrase),
        )
    )
    spread = "".join(gap + char for gap, char in zip(gaps, phrase, strict=True))
    got, want = read(spread), read(phrase)
    assert got.model_dump(exclude={"text"}) == want.model_dump(exclude={"text"})
    assert squeeze(got.text) == want.text


@given(st.sampled_from(PHRASES))
def test_full_width_digits_read_like_half_width_ones(phrase: str) -> None:
    """２０ is 20; the text keeps the print."""
    wide = phrase.translate({ord("0") + digit: ord("０") + digit for digit in range(10)})
    got, want = read(wide), read(phrase)
    assert got.text == wide
    assert got.model_dump(exclude={"text", "clauses"}) == want.model_dump(exclude={"text", "clauses"})


def test_days_and_working_days_are_never_mixed_up() -> None:
    """20日 stays 20 days, 20工作日 stays 20 working days."""
    assert read("信息形成之日起20日内").unit is Unit.DAY
    assert read("信息形成之日起20工作日内").unit is Unit.WORKING_DAY


def test_repaired_only_where_order_or_a_character_was_restored() -> None:
    """A doubled word or a gloss is dropped and told, yet nothing was restored."""
    doubled = parse_deadline("信息形成后20个工作日内公开内公开")
    assert doubled.repairs
    assert not doubled.deadline.repaired
    assert parse_deadline("每年131日前").deadline.repaired


def test_what_could_be_two_dates_stays_unknown() -> None:
    """111日 is 1月11日 or 11月1日."""
    assert read("每年111日前").kind is DeadlineKind.UNKNOWN
    assert mend("每年121日前").restored is False


def test_the_rule_is_named() -> None:
    """Every reading names its rule; rule names in the table are unique."""
    assert parse_deadline("每年1月31日前").rule == "recurring-date"
    assert len({rule.name for rule in RULES}) == len(RULES)


def test_a_day_of_each_month() -> None:
    """A recurrence is RFC 5545 text with what 前 says beside it."""
    assert read("每月10日前").recurrence == Recurrence(rrule="FREQ=MONTHLY;BYMONTHDAY=10", by=By.BEFORE)


@pytest.mark.parametrize(
    ("numeral", "value"), [("二十", 20), ("两", 2), ("半", 0.5), ("1.5", 1.5), ("廿", 20), ("×", None)]
)
def test_numerals(numeral: str, value: float | None) -> None:
    """Chinese numerals, halves and digits; None for what is none."""
    assert read_number(numeral) == value


def test_simplified_text_passes_the_script_table_unchanged() -> None:
    """Only traditional characters are replaced, one for one."""
    text = "信息形成或者变更之日起二十个工作日内予以公开，法律、法规另有规定的，从其规定"
    assert simplify(text) == text
    assert simplify("變更開個內") == "变更开个内"


@pytest.mark.parametrize(
    "text",
    [
        "每年" * 5000,
        "自" * 10_000,
        "（另有规定" * 2000,
        "20个" * 3333,
        "①1.公示" * 2000,
        "延长" * 5000,
        "一二三" * 8000,
    ],
)
def test_a_long_text_answers_at_once(text: str) -> None:
    """10,000 characters and more do not make it hang, whatever they are."""
    with ends():
        assert read(text).kind is DeadlineKind.UNKNOWN
        find_deadline_spans(text)


@pytest.mark.parametrize(
    ("text", "trigger", "scope"),
    [
        ("会议纪要20个工作日，领导讲话及时", None, "会议纪要"),
        ("舆情回应24小时内，其他及时", "舆情回应", None),
        ("违法行为每月通报，其他及时", None, "违法行为"),
        ("身份证办理时限20日内，其他及时", None, "身份证办理"),
        ("挂牌公告应当至少在挂牌开始前20日发布，其他及时", "挂牌开始", "挂牌公告"),
    ],
)
def test_words_that_end_like_a_hedge_are_whole(text: str, trigger: str | None, scope: str | None) -> None:
    """要, 应 and 为 behind what a deadline is for are taken off, but not off 纪要, 回应 and 行为."""
    first = read(text).clauses[0]
    assert (first.trigger, first.scope) == (trigger, scope)


# --- spans -----------------------------------------------------------------------------------------

SPANS = {
    "《条例》信息形成或变更之日起20个工作日内办公室■政府网站": ["信息形成或变更之日起20个工作日内"],
    "条例》信息生成或者变更之日起20内予以公开个工作日办公室": ["信息生成或者变更之日起20内予以公开个工作日"],
    "《条例》自该信息形成之日起5个工作日内公开，保持长期公开（相关法律法规另有规定的，从其规定）。人事科": [
        "自该信息形成之日起5个工作日内公开，保持长期公开（相关法律法规另有规定的，从其规定）。"
    ],
    "财政部门批复后20日内中卫市医疗保障局": ["财政部门批复后20日内"],
    "每年1月31日前某局每年1月15日之前某局": ["每年1月31日前", "每年1月15日之前"],
    "形成或变更之日起20个工作日内形成或变更之日起15个工作日内公开查阅点": [
        "形成或变更之日起20个工作日内",
        "形成或变更之日起15个工作日内",
    ],
    "信息形成20个工作日内公开；其中行政处罚事项应自作出行政决定之日起7个工作日内公示□": [
        "信息形成20个工作日内公开；其中行政处罚事项应自作出行政决定之日起7个工作日内公示"
    ],
    "项目开工后7个工作日内公开某局": ["项目开工后7个工作日内公开"],
    "|长期公开|": ["长期公开"],
    "自收到申请之日起20个工作日内": ["自收到申请之日起20个工作日内"],
    "政府信息公开指南形成或变更之日起20个工作日内公开": ["形成或变更之日起20个工作日内公开"],
    "机构名称、办公地址、办公时间■政府网站□两微一端": [],
    "及时公开自治区、市出台的医疗救助相关政策措施": [],
    "《国务院办公厅关于推进公共资源配置领域政府信息公开的意见》（国办发〔2017〕97号）": [],
    "三年行动计划、每年度工作总结": [],
}  # fmt: skip


@pytest.mark.parametrize("text", SPANS)
def test_spans_of_deadlines_in_a_squeezed_text(text: str) -> None:
    """A span is one deadline with what belongs to its cell, and nothing of the next cell."""
    assert [text[start:end] for start, end in find_deadline_spans(text)] == SPANS[text]


@given(st.sampled_from(PHRASES[:2] + PHRASES[3:4]), st.sampled_from(["", "《条例》", "■政府网站", "备注。"]))
def test_a_span_reads_as_the_phrase_alone(phrase: str, before: str) -> None:
    """What stands before a phrase does not change its span's reading."""
    text = before + phrase + "■政府网站"
    ((start, end),) = find_deadline_spans(text)
    assert read(text[start:end]).model_dump(exclude={"text"}) == read(phrase).model_dump(exclude={"text"})


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("作出查封决定的当日", "作出查封决定"),
        ("召开会议的次日", "召开会议"),
        ("许可证有效期满30日前", "许可证有效期满"),
    ],
)
def test_an_event_is_whole(text: str, trigger: str) -> None:
    """Without the 的 before the day, with the 满 that is no part of the length."""
    assert parse_deadline(text).deadline.trigger == trigger
