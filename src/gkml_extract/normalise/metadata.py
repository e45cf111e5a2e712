"""The lines around a table: who filled it in and when, the counts it states of itself, 附件1."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from gkml_extract.model.record import Declared
from gkml_extract.normalise.citation.articles import parse_numeral
from gkml_extract.regex import regex
from gkml_extract.text import clean, clean_glyphs, simplify, squeeze

MAX_VALUE = 40
"""Characters of a value of the line; names of organs stay well below."""

# Source: seeds jinfeng and zhongwei; vocab/layouts.md F. 公开主体 and 责任主体 are other things (record.md, dawukou).
_LABELS: dict[str, tuple[str, ...]] = {
    field: tuple(labels.split())
    for field, labels in {
        "responsible_unit": "责任单位 填报单位 填表单位 编制单位 制表单位 报送单位 公开单位 单位名称 编制部门 填报部门",
        "prepared_by": "填表人 填报人 制表人 编制人 经办人 填写人 填表人员",
        "reviewed_by": "复核人 审核人 校核人 核对人 复审人 初审人",
        "approved_by": "审签人 审批人 签发人 审定人 批准人 单位负责人 部门负责人 负责人 分管领导 主要领导",
        "prepared_on": "填表时间 填表日期 填报时间 填报日期 填写时间 填写日期 编制时间 编制日期 制表时间 制表日期 "
        "报送时间 报送日期",
    }.items()
}
_SHORT: dict[str, str] = {
    label: field
    for field, labels in {
        "responsible_unit": "单位",
        "prepared_by": "填表 填报 制表",
        "reviewed_by": "审核 复核 校对 初审",
        "approved_by": "审批 审签 签发 审定",
        "prepared_on": "时间 日期",
    }.items()
    for label in labels.split()
}
"""What these say beside a label that says it whole; elsewhere they are words of a text."""
_FIELD_OF = {label: field for field, labels in _LABELS.items() for label in labels}
_NEVER_ALONE = ("经办人", "负责人", "单位负责人", "部门负责人", "分管领导", "主要领导")
"""Labels that also begin lines of contents or contacts: one of them alone makes no metadata line."""
_OTHER_LABELS = ("联系电话", "联系方式", "联系人", "电话", "政府信息", "主动公开", "备注", "盖章")


def _spaced(words: tuple[str, ...]) -> str:
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(r"\s*".join(map(re.escape, word)) for word in ordered)


_COLON = "[：:∶︰﹕]"
_LABEL = regex(
    rf"(?P<label>{_spaced(tuple(_FIELD_OF))})\s*(?:[（(](?:盖\s*章|公\s*章|签\s*[字章名])[)）])?\s*(?:(?P<colon>{_COLON})|(?<=\s)|$)"
    rf"|(?:(?<=[\s；;，,])|^)(?P<short>{_spaced(tuple(_SHORT))})\s*(?:[（(](?:盖\s*章|公\s*章)[)）])?\s*{_COLON}"
    rf"|(?P<unknown>(?<=\s)[\u3400-\u9fff]{{2,6}}\s*{_COLON})"
    rf"|(?P<other>{_spaced(_OTHER_LABELS)})\s*(?:{_COLON}|(?=一级|二级))"
)
_OTHER_LABEL_INSIDE = regex(
    "(?:(?:公开|更新|发布|成文|制定|生成|施行)?(?:时间|日期)|(?:责任|主管|分管|监督|承办)?(?:部门|科室|处室|领导|电话))[：:]"
)
"""李二时间：2024年3月5日: the blank before the next label is lost."""
_SEAL = regex(r"[（(]\s*(?:盖|公)?\s*章\s*[)）]")
_EDGES = " \t\n、，,；;。|_＿-—（）()"

_Y = r"(?P<y>(?:19|20)\d\d)"
_DAY = regex(rf"{_Y}[年.．。/\-—–、](?P<m>\d{{1,2}})[月.．。/\-—–、](?P<d>\d{{1,2}})[日号]?(?!\d)")
_COMPACT = regex(rf"{_Y}(?P<m>\d\d)(?P<d>\d\d)(?!\d)")
_MONTH = regex(rf"{_Y}[年.．/\-—–](?P<m>\d{{1,2}})月?(?![\d.．/\-])")
_YEAR = regex(rf"{_Y}年?$")
_HAN_NUMERAL = regex("[〇零○一二三四五六七八九十]+")
_WIDE = str.maketrans("０１２３４５６７８９", "0123456789")


@dataclass(frozen=True, slots=True)
class MetadataLine:
    """What one line of signatures says, by the names of record.md.

    A label without a value has no entry. `prepared_on` is an ISO 8601 date, of a month where no day is
    printed; a date that could not be read stands in `unread_date` instead. `before` is what the line says before
    its first label.
    """

    fields: dict[str, str]
    unread_date: str | None = None
    before: str = ""


def parse_date(text: str) -> str | None:
    """The date a text begins with, as ISO 8601 (`2024-09-29`, `2024-09`, `2024`); None if it is none or not valid.

    >>> parse_date("二〇二四年九月二十九日")
    '2024-09-29'
    """
    plain = _HAN_NUMERAL.sub(lambda found: str(parse_numeral(found.group())), squeeze(text).translate(_WIDE))
    for form in (_DAY, _COMPACT):
        if found := form.match(plain):
            return _iso_day(int(found["y"]), int(found["m"]), int(found["d"]))
    if found := _MONTH.match(plain):
        return f"{found['y']}-{int(found['m']):02}" if 1 <= int(found["m"]) <= 12 else None
    if found := _YEAR.match(plain):
        return found["y"]
    return None


def _iso_day(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _labels(text: str) -> list[re.Match[str]]:
    """Labels with their colon; one with a blank instead counts only beside one with a colon."""
    found = list(_LABEL.finditer(text))
    if not any(label["colon"] for label in found):
        return found if _are_cells(text, found) else []
    return [label for label in found if label["colon"] or not label["label"] or _stands_apart(text, label)]


def _are_cells(text: str, labels: list[re.Match[str]]) -> bool:
    """责任单位 某镇人民政府 填表人 王一: labels and values in cells of their own, from the beginning of the line."""
    if len(labels) < 2:
        return False
    stops = [*(label.start() for label in labels[1:]), len(text)]
    are_apart = all(label["label"] and _stands_apart(text, label) for label in labels)
    have_values = all(text[label.end() : stop].strip() for label, stop in zip(labels, stops, strict=True))
    return labels[0].start() == 0 and are_apart and have_values


def _stands_apart(text: str, label: re.Match[str]) -> bool:
    return label.start() == 0 or text[label.start() - 1].isspace()


def parse_metadata(text: str) -> MetadataLine | None:
    """The fields of a line such as “责任单位：… 填表人：… 填表时间：2023.11.2”; None if it is no such line.

    It is one if two labels of the list stand in it, or if it begins with one, a colon and a short value.
    """
    plain = clean_glyphs(text).strip()
    found = _labels(simplify(plain))
    known = [label for label in found if label["label"]]
    if not known or (len(known) == 1 and not _is_alone(plain, known[0])):
        return None
    fields: dict[str, str] = {}
    unread = None
    stops = [*(label.start() for label in found[1:]), len(plain)]
    for label, stop in zip(found, stops, strict=True):
        value = _value(plain[label.end() : stop])
        name = label["label"] or label["short"]
        if not name or not value:
            continue
        field = _FIELD_OF.get(squeeze(name)) or _SHORT[squeeze(name)]
        if field != "prepared_on":
            fields.setdefault(field, value)
        elif iso := parse_date(value):
            fields.setdefault(field, iso)
        else:
            unread = value
    return MetadataLine(fields, unread, plain[: found[0].start()].strip(_EDGES))


def _value(raw: str) -> str:
    """What stands behind a label, without the marks around it; a bracket stays where it has its other half."""
    printed = clean(_SEAL.sub("", raw).replace("\n", " ")).strip(_EDGES.rstrip("（）()"))
    if another := _OTHER_LABEL_INSIDE.search(printed):
        printed = printed[: another.start()].strip(_EDGES.rstrip("（）()"))
    bare = printed.strip(_EDGES)
    is_whole = bare.count("（") + bare.count("(") == bare.count("）") + bare.count(")")
    return bare if is_whole else printed


def _is_alone(text: str, label: re.Match[str]) -> bool:
    """Whether a single label makes a metadata line: at its start, with a colon and a short value behind it."""
    return (
        label.start() == 0
        and bool(label["colon"])
        and squeeze(label["label"]) not in _NEVER_ALONE
        and len(squeeze(text[label.end() :])) <= MAX_VALUE
    )


_N = r"\d{1,4}|[〇零一二两三四五六七八九十百]{1,6}"
_COUNT = regex(
    rf"(?P<method>主动公开|依申请公开|依申请)|(?P<level>[一二])级(?:公开)?(?:事项|目录|指标)?(?:共计?|有|为|数|合计|[：:（(])*"
    rf"(?P<n>{_N})?[)）]?(?P<unit>[项个条类])"
)


def parse_declared(text: str) -> Declared | None:
    """The counts a line states: “主动公开一级事项 6 项；二级事项 16 项；依申请公开二级事项0项”.

    A count left blank is None. Counts before any 主动公开 or 依申请公开 are taken as 主动公开. None if the line states
    no counts: it takes one number, or two blanks.
    """
    plain = simplify(squeeze(clean_glyphs(text))).translate(_WIDE)
    counts: dict[str, int | None] = {}
    method = "proactive"
    for found in _COUNT.finditer(plain):
        if found["method"]:
            method = "proactive" if found["method"] == "主动公开" else "on_request"
            continue
        level = "primary" if found["level"] == "一" else "secondary"
        counts.setdefault(f"{method}_{level}", parse_numeral(found["n"]) if found["n"] else None)
    if len(counts) < 2 and not any(count is not None for count in counts.values()):
        return None
    return Declared(**counts)


_ATTACHMENT = regex(
    r"附[件表录][：:]?(?:第?(?P<n>\d{1,3}(?:[-—－.]\d{1,3})?|[一二三四五六七八九十]{1,3}|[A-Z]))?[：:.、]?"
)


_BEFORE_TITLE = regex(
    r"(?P<attachment>附\s*[件表]\s*(?:第?(?:\d{1,3}(?:\s*[-—－.]\s*\d{1,3})?|[一二三四五六七八九十]{1,3})[：:.、]?|[：:]))"
    r"\s*(?P<title>[^\s\d：:].{3,})"
    r"|[（(](?P<bracketed>附\s*[件表]\s*\d{0,3})[)）]\s*(?P<rest>\S.{3,})"
)


def split_attachment(text: str) -> tuple[str, str] | None:
    """附件3 and the title behind it in the same line; None where no number or colon parts them."""
    found = _BEFORE_TITLE.fullmatch(clean_glyphs(text).strip())
    attachment = parse_attachment(found["attachment"] or found["bracketed"]) if found else None
    return (attachment, found["title"] or found["rest"]) if found and attachment else None


def parse_attachment(text: str) -> str | None:
    """“附件1” of a line that says nothing else (附件 1, 附 件：2, 附表1), without blanks and colon; else None."""
    plain = squeeze(clean_glyphs(text))
    found = _ATTACHMENT.fullmatch(plain)
    return plain[:2] + (found["n"] or "") if found else None
