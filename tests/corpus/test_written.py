"""Phrases, labels, citations and channels as offices write them, in `written/`, read as they are said to be there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest

from gkml_extract.lexicon.header import parse_header
from gkml_extract.model.deadline import DeadlineKind
from gkml_extract.model.record import Citation
from gkml_extract.normalise.channels import parse_channels
from gkml_extract.normalise.citation import parse_legal_basis
from gkml_extract.normalise.deadline import parse_deadline
from gkml_extract.text import squeeze
from support.short_readings import says

WRITTEN = Path(__file__).parent / "written"
LOOKALIKES = {
    "0": "OoQ", "1": "lI", "2": "Z", "5": "S", "日": "曰目", "个": "介仐", "工": "エ", "二": "ニ",
    "末": "未", "于": "干千", "示": "亓", "开": "升幵井", "公": "厶么", "旬": "句", "内": "肉", "作": "怍", "天": "夭",
}  # fmt: skip
MAX_SILENT = 0.02
"""Share of phrases with one damaged character that are read wrong and nothing tells of it."""
SIGNS = {True: "+", False: "-", None: "?"}


def _lines(name: str) -> Iterator[str]:
    for line in (WRITTEN / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line


def _pairs(name: str) -> Iterator[tuple[str, str]]:
    for line in _lines(name):
        text, expected = line.rsplit(" => ", 1)
        yield text.replace("⏎", "\n"), expected


def test_deadlines_read_as_written() -> None:
    """Kind, amount, unit, direction, bound, recurrence, exception and clauses of each."""
    wrong = {text: short for text, short in _pairs("deadlines.txt") if not says(parse_deadline(text).deadline, short)}
    assert wrong == {}


def _misread(text: str, chance: Random) -> str:
    """`text` with one character as a recogniser may read it; as it is where none looks like another."""
    places = [at for at, char in enumerate(text) if char in LOOKALIKES]
    if not places:
        return text
    at = chance.choice(places)
    return text[:at] + chance.choice(LOOKALIKES[text[at]]) + text[at + 1 :]


def _doubled(text: str, chance: Random) -> str:
    at = chance.choice([at for at, char in enumerate(text) if not char.isdigit()])  # 33个工作日 may be meant
    return text[: at + 1] + text[at:]


@pytest.mark.parametrize("damage", [_misread, _doubled])
def test_one_damaged_character_is_seldom_wrong_in_silence(damage: Callable[[str, Random], str]) -> None:
    """It is mended, or the reading is unknown or noted as doubtful; what still looks whole stays below the limit."""
    chance = Random(7)
    phrases = [(text, short) for text, short in _pairs("deadlines.txt") if len(text) >= 8 and " + " not in short]
    silent = []
    for text, short in phrases:
        reading = parse_deadline(damaged := damage(text, chance))
        is_told = reading.deadline.kind is DeadlineKind.UNKNOWN or reading.deadline.repaired
        is_told |= reading.is_in_part or reading.is_unlikely or bool(reading.odd)
        is_told |= any(clause.kind is DeadlineKind.UNKNOWN for clause in reading.deadline.clauses)
        if not is_told and not says(reading.deadline, short):
            silent.append(damaged)
    assert len(silent) <= MAX_SILENT * len(phrases), silent


def test_labels_have_their_field() -> None:
    """Each label alone or below its parents, without the values below it."""
    labels = [
        (label.replace("⏎", "\n"), field)
        for field, _, listed in (line.partition(": ") for line in _lines("labels.txt"))
        for label in listed.split(" | ")
    ]
    assert len(labels) >= 300
    wrong = {label: (field, got) for label, field in labels if (got := parse_header(label).field) != field}
    assert wrong == {}


def _cited(citation: Citation) -> str:
    pinpoints = " ".join(
        "/".join("" if number is None else str(number) for number in (one.article, one.paragraph, one.item))
        for one in citation.articles
    )
    return " | ".join((squeeze(citation.title), citation.doc_number or "", pinpoints)).rstrip("| ")


def test_citations_read_as_written() -> None:
    """Titles, numbers and pinpoints of each cell, in order; an empty list where nothing is cited."""
    wrong = {
        text: (expected, got)
        for text, expected in _pairs("citations.txt")
        if (got := " ;; ".join(map(_cited, parse_legal_basis(text).basis.citations))) != expected.strip()
    }
    assert wrong == {}


def test_channels_read_as_written() -> None:
    """Names and ticks of each cell, in order."""
    wrong = {
        text: (expected, got)
        for text, expected in _pairs("channels.txt")
        if (got := " ".join(SIGNS[one.selected] + squeeze(one.name) for one in parse_channels(text).channels))
        != expected.strip()
    }
    assert wrong == {}


def test_characters_that_no_deadline_has_are_told() -> None:
    """What stands for others; a numeral and a word of this field are none."""
    assert parse_deadline("公告之日起不讠于30日").odd == "讠"
    assert [parse_deadline(text).odd for text in ("廿日内", "殡葬价格调整10日前", "毎年一次")] == ["", "", ""]


@pytest.mark.parametrize(
    "text",
    [
        "每年4月下旬至5月",
        "每年12月20日至次年1月10日",
        "每日8:00、17:30各发布一次",
        "学期初、学期末各公布一次",
        "每月逢5公开",
        "食堂收支每月公布一次，并长期留存备查",
        "每年 月 日前",
        "政策制定过程中公开征求意见，出台后5个工作日内发布",
        "行政处罚公示期限3个月至3年",
        "每年1月31日煎",
        "季后25日前",
        "客服电话24小时",
        "每季度公开，年末汇总",
        "公开期限自公布之日起至下一年度公布时止",
        "按月按季按年",
        "不少于5个工作日不多于20个工作日",
        "下下月10日前",
        "每年6月高考前",
        "月报、季报、年报分别于次月、次季首月、次年3月底前",
        "学生资助名单公示5个工作日，不得长期公示",
        "每季度性月上旬",
        "每年利四季度",
        "每年不少于四",
        "每季度末月路5日前",
        "公示期不得革于3日",
        "征地补偿安置公告时间不量于三十日",
        "公开却求意见稿30日",
        "结果公近5日",
        "自信息形成之日起20过工作日内及时公开",
        "招聘公告发布不少于7个道作日，考试成绩公布后即时公示",
        "次月15亲前公开",
        "毛月25号前",
        "12回31日内",
        "申之日起5个工作日内",
        "每季度1次（20日前）",
        "每季度首10日前",
        "25年底前",
        "每年元31日前",
        "每月月前更新一次",
        "每年一季公布",
        "环评受理示10个工作日",
        "审计整改情况每年前公布",
        "行政处罚信息最公示期3个月",
        "建设工程规划许可批前公示7，批后公布长期",
        "土地使用权出让前20发布公告，出让后10日内公布结果",
        "自收到报告之日起30内批复，批复后10日内公开",
        "补贴受理情况每更新，补贴资金兑付后10个工作日",
        "应当前7日通知用户",
        "审核通过后示7天",
        "医疗服务价格变动后时更新",
        "预警信息即时发布解除后1小时内公告",
        "依当事人请，7日内提供",
        "文件同时，最迟不超过3个工作日",
        "十二三十一日前",
        "会议召开前3日至会议结束后5日",
        "每月月底前3个工作日内",
        "批准后次月",
        "每届任期内至少公开一次",
        "形成或变更之日起信息20个工作日内",
        "每年1月31日煎公布",
        "每旬第一天",
        "年末前10个工作日",
        "每年汛期前、汛期中、汛期后",
        "特种设备事故：1小时快报、24小时续报、调查结案后30日内公布",
        "动物疫情按规定，检疫收费长期，强制扑杀补助公示5日",
    ],
)
def test_a_time_that_no_reading_holds_is_told(text: str) -> None:
    """Half a reading is never whole: it is unknown, or told as one that the print says more than."""
    reading = parse_deadline(text)
    assert reading.is_in_part or reading.deadline.kind is DeadlineKind.UNKNOWN
