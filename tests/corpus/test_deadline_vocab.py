"""Every phrase collected beside the project reads as its reading there says, or it is argued here why not."""

from __future__ import annotations

from typing import Any

import pytest

from gkml_extract.normalise.deadline import parse_deadline
from support.vocab import COMPARED, Collected, collected_phrases, compared

PHRASES = list(collected_phrases())
UNREAD = {"kind": "unknown"}

ARGUED: dict[str, tuple[str, dict[str, Any]]] = {
    "6个月": ("a bare length of months is unknown", UNREAD),
    "1个月": ("a bare length of months is unknown", UNREAD),
    "同上行": ("同上 read alone is unknown", UNREAD),
    "自公示之日起 届满5年的": ("a piece of a longer cell: what happens then is lost", UNREAD),
    "动态更新": ("动态 is ongoing", {"kind": "ongoing"}),
    "动态调整": ("动态 is ongoing", {"kind": "ongoing"}),
    "与政策文件同步发布，时间跨度不超过5个工作日": (
        "同步…不超过N is one event with amount and max",
        {"kind": "event", "amount": 5, "unit": "working_day", "direction": "after", "bound": "max"},
    ),
    "在3个工作日内决定是否公开，可延长至10个工作日": (
        "no request is printed, and an extension is no clause",
        {"kind": "within", "amount": 3, "unit": "working_day", "direction": "after", "bound": "max"},
    ),
    "每年每季度末，如遇国家法定节假日，顺延至节后第三个工作日前": (
        "季度末 without 前 is on the last day, and a holiday's postponement is no exception",
        {
            "kind": "recurring",
            "recurrence": {"rrule": "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1", "by": "on"},
        },
    ),
    (
        "作出决定之日起7个工作日内；情况复杂的，经本单位负责人批准，可延长7个工作日(上海市城管执法行政处罚案件信息主动"
        "公开实施细则规定，涉及企事业单位的行政处罚信息自公示之日起届满5年的，记录于市城管执法局案件信息公示系统，但不再"
        "公示。涉及个人的行政处罚信息自公示之日起届满3年的，记录于市城管执法局案件信息公示系统，但不再公示。)"
    ): (
        "the extension is of the first clause, none of its own",
        {
            "kind": "compound",
            "clauses": [
                {"kind": "within", "amount": 7, "unit": "working_day", "direction": "after", "bound": "max"},
                {"kind": "period", "amount": 5, "unit": "year", "bound": "max"},
                {"kind": "period", "amount": 3, "unit": "year", "bound": "max"},
            ],
        },
    ),
    (
        "能够当场答复的，应当当场予以答复。不能当场答复的，应当自收到申请之日起15个工作日内予以答复；如需延长答复期限的，"
        "延长答复的期限最长不得超过15个工作日"
    ): (
        "当场答复 beside it makes a compound of two, the extension is no clause",
        {
            "kind": "compound",
            "clauses": [
                {"kind": "immediate"},
                {"kind": "on_request", "amount": 15, "unit": "working_day", "direction": "after", "bound": "max"},
            ],
        },
    ),
}
"""Phrase → the rule of record.md that the file's reading is older than, and what the rule makes of the phrase."""


def whole(reading: dict[str, Any]) -> dict[str, Any]:
    """A short reading with every compared key."""
    values = {key: reading.get(key, False if key == "exception" else None) for key in COMPARED}
    return values | {"clauses": [whole(clause) for clause in reading.get("clauses", [])]}


@pytest.mark.skipif(not PHRASES, reason="the collected phrases lie outside the repository")
def test_every_collected_phrase_reads_as_its_reading() -> None:
    """Kind, amount, unit, direction, bound, recurrence, exception and clauses agree, or the difference is argued."""
    misses = {
        one.phrase: (expected(one), got)
        for one in PHRASES
        if (got := compared(parse_deadline(one.phrase).deadline)) != expected(one)
    }
    assert misses == {}


@pytest.mark.skipif(not PHRASES, reason="the collected phrases lie outside the repository")
def test_every_argued_phrase_is_there_and_differs() -> None:
    """No argument outlives its phrase, and none is for a phrase whose reading is right as it is."""
    by_phrase = {one.phrase: one for one in PHRASES}
    assert set(ARGUED) <= set(by_phrase)
    assert all(by_phrase[phrase].reading != whole(reading) for phrase, (_, reading) in ARGUED.items())


def expected(one: Collected) -> dict[str, Any]:
    """What record.md asks for: the argued reading, or the file's own."""
    return whole(ARGUED[one.phrase][1]) if one.phrase in ARGUED else one.reading
