"""Where deadline phrases stand in a long text whose cell boundaries were lost.

A span begins at an event that catalogues use as a trigger, at a cycle (每年…) or at a word such as
长期公开, and ends with its 内, 前 or action, with the retention and the exception printed right after.
The events are a closed list: in a text without boundaries an unknown word before 后20日内 may be of another cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from gkml_extract.normalise.deadline.amounts import AMOUNT, NUMBER
from gkml_extract.normalise.deadline.recurrence import scan_calendar
from gkml_extract.regex import regex
from gkml_extract.text import fold, simplify

_MAKING = "形成|变更|产生|生成|制作|获取|获得|制定|变动|更新|修改|修订|确定|保存|更改|作出|做出"
_THINGS = (
    "公开事项|政府|相关|有关|公共|其他|其它|所有|该|本|此|执法|行政|处罚|许可|决定|数据|文件"
    "|政策|事项|信息|公开|内容|措施|扶持|补贴|备案|指南"
)
_START = r"(?:之日起?|之后|以后|[当即]日起|日起|起|后)(?:的)?,?"
_INFO = (
    rf"(?:或?者)?(?:(?:公开事项|政府|相关|有关|公共|其他|其它|所有|该|本|此|公开"
    rf"|数据){{0,3}}信息)?(?:{_MAKING})(?:[(（](?:{_MAKING}"
    rf"|[、或及和者]){{1,5}}[)）])?(?:(?:或者?|、|和|及|与"
    rf"|以及)(?:{_MAKING})){{0,3}}(?:(?:{_THINGS}){{1,4}}(?={_START}))?(?:{_START})?"
)
_FREE = r"[^,。;:!?、0-9<>《》〔〕\[\]|■□√☑☐\s]"
_SAID = (
    rf"(?:自(?![来治然贸])|从)(?:{_FREE}|、|[(（](?:{_FREE}|、){{1,12}}[)）]){{2,36}}?(?:之日起|之日|日起|起)(?:的)?,?"
)
_RECEIVED = rf"(?:收到|接到|制定或者?获取|作出|做出|完成|获得)(?:{_FREE}|、){{0,24}}?(?:之日起|后)(?:的)?,?"
_AUTHORITY = (
    "(?:本级|市级|县级|区级|上级|同级|经)?(?:人民)?(?:政府)?(?:财政部门"
    "|人民代表大会(?:或者?其?|及其)?(?:常务委员会|常委会)?|人大常委会|人大会议|人代会|人大"
    "|主管部门)?"
)
_EVENTS = (
    rf"(?:{_AUTHORITY}(?:批准|批复)|(?:项目|工程|建设项目)(?:开工|竣工|完工|验收|立项|审批"
    rf"|批准)|(?:文件|公文|政策|规范性文件)?(?:印发|签发|发布|出台|公布)"
    r"|(?:会议|听证会?|公示期?|活动|征集|评审|调查|采购活动|招标|考试|检查)(?:召开|结束|期满"
    r"|开始|完成)|(?:合同|协议)(?:签订|签署)|(?:事项|案件)?办结|中标通知书发出)"
    rf"(?:之日起|之后|后|前)(?:的)?,?"
)
_ACTS = (
    r"(?:予以|及时|主动|向社会|依法|对外|上网|进行)*(?:(?:公开|公布|公示|发布|更新"
    r"|答复)(?!查阅|[栏内主对方渠依时属事])(?:公开|公布|公示)?)?"
)
_NAMELESS_AMOUNT = re.sub(r"\?P<\w+>", "?:", AMOUNT)
_LENGTH = (
    rf"(?:不超过"
    rf"|不得超过)?(?:{_NAMELESS_AMOUNT}(?:之内|以内|内"
    rf"|左右|(?<=[日月])前)|{NUMBER}个?内(?:予以|及时)?公?开?个?(?:工作日|日)|{NUMBER}工?作?内"
    rf"|{NUMBER}个?工作日)"
)
_KEPT = r"(?:[,、。]?(?:并|保持|(?:在)?有[效限]期限?内)?(?:长期|永久|常年)公开)?"
_LAW = r"(?:[。,;]?[(（]?[^。()（）;■□√]{0,36}?另有(?:明确|特殊)?规定的?,?(?:从其规定|除外|的除外)[)）]?)?"
_LENGTH_ALONE, _LENGTH_WORD = regex(_LENGTH), regex("内|左右|[日月]前|工作日")
"""A length, and the words one of which each has: to look for these first takes a tenth of the time."""
_LENGTH_PHRASE = regex(
    rf"(?:公开时限[:为]?)?(?:最[晚迟])?(?:(?:自|从|于|在)该?(?:{_THINGS}){{0,5}}{_INFO}|{_INFO}"
    rf"|{_SAID}|(?:自|从|于|在)?该?(?:{_RECEIVED}|{_EVENTS})"
    rf"|(?<![\u4e00-\u9fff0-9])){_LENGTH}{_ACTS}{_KEPT}{_LAW}[。;]?"
)
_TURNED = regex(rf"{NUMBER}个工作日(?:之内|以内|内)?[(（](?:自|从)[^()（）]{{2,30}}起[)）]")
_NOTICE = regex(
    rf"(?:事[前中后]公示,?)?公示(?:时间|期限?)?(?:一般)?(?:为|(?:应当?|得)?不(?:得?少|低|短)于|至少){_NAMELESS_AMOUNT}"
)
_WORDS = regex(
    r"(?<![应并要须将内以行期,、和\d])(?:(?:按照?|根据|依据|视)[^，。；《》■□√|\d]{0,6}?(?:进展|进度|完成|更新|变化|变动)(?:情况)?(?:及时|实时|即时|随时)公开"
    r"|(?:长期|永久|常年|实时|即时|随时)(?:动态)?公开"
    r"|(?:长期|永久|常年)有效|动态(?:更新|调整)|及时公开(?=$|[■□√。;|]|[^,。;、]{0,16}(?:局"
    r"|委|办|室|科|股|中心|政府)))(?!查阅|的|了)[。;]?"
)
_YEARLY = regex(r"每(?=一?个?(?:年|季|月|周|半|学|日|旬|[两二三]|\d))")
_REPORT = regex(
    r"(?:[^。;,■□√《》|]{0,45}?(?:并)?向社会公[布开]|(?:公开|公布|发布|更新)(?!查阅|[栏内主对方渠依时属]))?[。;]?"
)
_NEXT_PART = regex(r"[;；,，]?其中")
_FIGURE = regex("[0-9零〇○一二两三四五六七八九十百廿卅半]{1,12}(?=[(.个法工自日天小星季周半月年时内至到~\\-])")
"""A number that may begin the length of a phrase."""
_LEAD = regex(r"[^。;!?<>《》〔〕\[\]|■□√☑☐\s0-9]*")
"""What may stand before the length."""
_LONGEST_LEAD, _LONGEST_LENGTH, _LONGEST_REST = 520, 24, 160
"""Characters of a phrase before its length, of that behind its first number, and behind it."""
_WORKING_DAYS = regex("个工作日")
_NOTICES = regex("公示[时期一为应得不至]")
_WORD_BEGINS = regex("[长永常实即随动及]")
MAX_JOIN: Final = 30
"""Characters between a deadline and the 其中… that belongs to its cell (zs.gov.cn, jiande.gov.cn)."""


def find_deadline_spans(text: str) -> list[tuple[int, int]]:
    """Half-open spans of `text` (free of white space) that read as deadlines, in order, none over another.

    >>> find_deadline_spans("条例》信息形成之日起20个工作日内办公室")
    [(3, 16)]
    """
    key = fold(text)
    if len(key) != len(text):  # white space or an invisible character: the caller's text was not squeezed
        key = text
    key = simplify(key)
    spans: list[tuple[int, int]] = []
    for start, end in sorted(_candidates(key), key=lambda span: (span[0], -span[1])):
        if spans and start < spans[-1][1]:
            continue
        if spans and _NEXT_PART.match(key, spans[-1][1] - 1) and start - spans[-1][1] <= MAX_JOIN:
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return spans


def _candidates(key: str) -> Iterator[tuple[int, int]]:
    yield from _length_phrases(key)
    yield from _near(_TURNED, _WORKING_DAYS, key)
    yield from _near(_NOTICE, _NOTICES, key)
    yield from _near(_WORDS, _WORD_BEGINS, key, before=0)
    read_to = 0
    for match in _YEARLY.finditer(key):
        if match.start() < read_to:  # inside the run before
            continue
        reading = scan_calendar(key, match.start())
        if reading is None or reading.is_bare or not reading.is_possible:
            continue
        read_to = reading.end
        tail = _REPORT.match(key, reading.end)
        yield match.start(), tail.end() if tail else reading.end


def _length_phrases(key: str) -> Iterator[tuple[int, int]]:
    """The matches of `_LENGTH_PHRASE`, looked for around numbers only: tried everywhere it takes four times as long."""
    read_to = 0
    for figure in _FIGURE.finditer(key):
        start = figure.start()
        end = figure.end() + _LONGEST_LENGTH
        if start < read_to or not (_LENGTH_WORD.search(key, start, end) and _LENGTH_ALONE.search(key, start, end)):
            continue
        backwards = key[max(read_to, start - _LONGEST_LEAD) : start][::-1]
        lead = _LEAD.match(backwards)
        first = start - (lead.end() if lead else 0)
        phrase = _LENGTH_PHRASE.search(key, first, figure.end() + _LONGEST_REST)
        if phrase and phrase.start() < figure.end():
            yield phrase.span()
            read_to = phrase.end()


def _near(
    pattern: re.Pattern[str], signs: re.Pattern[str], key: str, *, before: int = 8, after: int = 60
) -> Iterator[tuple[int, int]]:
    """The matches of a pattern, looked for around the signs that each of them has."""
    read_to = 0
    for sign in signs.finditer(key):
        if sign.start() < read_to:
            continue
        found = pattern.search(key, max(read_to, sign.start() - before), sign.end() + after)
        if found and found.start() <= sign.start():
            yield found.span()
            read_to = found.end()
