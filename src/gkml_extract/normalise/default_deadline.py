"""A deadline stated in the text around a table that has no column of deadlines.

Source: vocab/layouts.md, B and F: the templates of Guangdong say 【公开时限】… once, above the table.
"""

from __future__ import annotations

from collections.abc import Sequence

from gkml_extract.model.deadline import DeadlineKind
from gkml_extract.model.finding import Note, note
from gkml_extract.model.record import Item
from gkml_extract.model.source import How, Origin
from gkml_extract.model.table import Column, Paragraph
from gkml_extract.normalise.deadline import parse_deadline
from gkml_extract.regex import regex
from gkml_extract.text import clean

_EXCEPT = r"(?:[。；;][^。；;【\n]{0,40}(?:另有规定|除外)[^。；;【\n]{0,16})?"
_STATED = regex(
    r"(?:^|[。；;】\s）)、.．，,:：])(?:【\s*(?:信息|主动)?公开(?:的)?(?:时限|期限|时间)\s*】\s*[:：]?|"
    r"(?:(?:本|此|该|以下|下列|上述|以上)?(?:目录|清单|表)?(?:中|内)?(?:所列|所涉)?(?:的)?(?:各项?|所有|全部)?(?:公开)?(?:事项|信息|内容)(?:的)?)?"
    r"(?:信息|主动)?公开(?:的)?(?:时限|期限|时间)\s*"
    r"(?:[:：。]|(?:均|都|一律|统一|全部|原则上){0,2}[为是](?=[\u3400-\u9fff\d])))\s*"
    rf"(?P<text>[^。；;【\n]{{2,80}}{_EXCEPT})"
)
_OF_ALL = regex(
    r"(?:^|[。；;】\s）)])(?:本|此|该|以下|下列|上述|下|附)?(?:目录|清单|表)(?:中|内|所列|列出|公布|各项|所示)(?:的)?[^。；;，,\n]{0,12}(?:事项|信息|内容)?[，,]?"
    rf"(?:[^。；;，,\n]{{0,16}}外[，,])?(?:均|都|一律|统一|应当?|须|将){{0,3}}"
    rf"(?P<text>(?:自|在|于|从|信息|按)[^。；;【\n]{{6,80}}{_EXCEPT})"
)
"""本目录所列事项均应自信息形成或变更之日起20个工作日内公开: said of all rows, without a label."""
_HEADING = regex(
    r"\s*(?:[（(]?[一二三四五六七八九十\d]{1,2}[)）、.．]\s*)?【?(?:信息|主动)?公开(?:的)?(?:时限|期限)】?\s*[:：]?\s*"
)
"""三、公开时限, a paragraph of its own over the one that states it."""
_NEXT_LABEL = regex(
    r"[，,]?\s*(?:公开|责任|监督|咨询|更新|发布)(?:方式|渠道|主体|载体|依据|范围|对象|部门|单位|电话|机构)\s*"
    r"(?:[:：]|[为是由]|(?=\d)).*$"
)
_RECORD = regex("索引号|索取号|成文日期|发文日期|发布机构|发文机关|主题分类|有效性|主题词|体裁")
_NEIGHBOURHOOD = 4
"""Paragraphs on either side in which the labels of a web page's own record make 公开时限：长期公开 a part of it."""


def with_default_deadline(
    items: Sequence[Item], columns: Sequence[Column], around: Sequence[Paragraph]
) -> tuple[tuple[Item, ...], tuple[Note, ...]]:
    """The items with the deadline that the text states for all of them, if the table has no column of deadlines.

    Each is marked as inferred, and a note tells what was taken.
    """
    if not items or any(column.field == "deadline" for column in columns):
        return tuple(items), ()
    found = _find_stated(around)
    if found is None:
        return tuple(items), ()
    text, paragraph = found
    reading = parse_deadline(text)
    origin = Origin(how=How.INFERRED, places=paragraph.places, rule=f"stated-around-the-table > {reading.rule}")
    changed = tuple(
        item.model_copy(update={"deadline": reading.deadline, "origin": {**item.origin, "deadline": origin}})
        for item in items
    )
    place = paragraph.places[0] if paragraph.places else None
    return changed, (note("deadline-from-text", field="deadline", place=place, text=text),)


def _find_stated(around: Sequence[Paragraph]) -> tuple[str, Paragraph] | None:
    """The one deadline that the paragraphs state; None if they state none, or different ones."""
    found: dict[str, Paragraph] = {}
    for at, paragraph in enumerate(around):
        before = around[at - 1].text if at and _HEADING.fullmatch(around[at - 1].text) else ""
        near = around[max(0, at - _NEIGHBOURHOOD) : at + _NEIGHBOURHOOD + 1]
        stated = [
            clean(_NEXT_LABEL.sub("", one["text"]))
            for form in (_STATED, _OF_ALL)
            for one in form.finditer(_HEADING.sub("公开时限：", before) + paragraph.text)
        ]
        if stated and not any(_RECORD.search(each.text) for each in near):
            for text in stated:
                if parse_deadline(text).deadline.kind not in (DeadlineKind.UNKNOWN, DeadlineKind.NONE):
                    found.setdefault(text, paragraph)
    return next(iter(found.items())) if len(found) == 1 else None
