"""What is mended before a phrase is read: displaced, lost and misread characters, doublings, glosses.

A mend says in plain words what it did, and whether it *restored* order or a character. Only a restoring
mend makes a deadline `repaired` (record.md § Deadline); dropping a doubled word or a gloss does not.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from gkml_extract.normalise.deadline.amounts import NUMBER
from gkml_extract.regex import regex
from gkml_extract.text import fold, simplify, squeeze

_LAST_DAYS: Final = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A text in two forms of the same length: as printed (mended), and the key that the rules match."""

    print: str
    key: str

    def slice(self, start: int, end: int | None = None) -> Phrase:
        """The part from `start` to `end`, in both forms."""
        return Phrase(self.print[start:end], self.key[start:end])


@dataclass(frozen=True, slots=True)
class Mended:
    """A phrase ready to be read. `restored` tells whether order or a character was restored."""

    phrase: Phrase
    repairs: tuple[str, ...]
    restored: bool


@dataclass(frozen=True, slots=True)
class _Mend:
    pattern: re.Pattern[str]
    put: str | Callable[[re.Match[str]], str]
    what: str
    restores: bool


def is_day_of_month(month: int, day: int) -> bool:
    """True if the calendar has this day in some year."""
    return 1 <= month <= 12 and 1 <= day <= _LAST_DAYS[month - 1]


def is_month_end(month: int, day: int) -> bool:
    """True if the day is the last of its month (28 and 29 February both are)."""
    return is_day_of_month(month, day) and (day == _LAST_DAYS[month - 1] or (month, day) == (2, 28))


def _put_month_back(match: re.Match[str]) -> str:
    """131日 → 1月31日 where only one month and day can be meant; else as it was (111日 stays)."""
    digits = match["digits"]
    splits = [
        (digits[:cut], digits[cut:])
        for cut in (1, 2)
        if digits[cut : cut + 1] not in ("", "0") and is_day_of_month(int(digits[:cut]), int(digits[cut:]))
    ]
    if len(splits) != 1:
        return match[0]
    return f"{splits[0][0]}月{splits[0][1]}{match['day']}"


def _put_unit_back(match: re.Match[str]) -> str:
    """5内予以公开个工作日 → 5个工作日内予以公开."""
    return f"{match['number']}{match['ge']}{match['unit']}{match['head']}{match['tail']}"


_TAIL_WORDS = "予以|及时|主动|向社会|公开|公布|公示|发布|更新|答复|公|开|布|示|予|以"
_UNIT_WORDS = "个?工作日|个?月|小时|日|天"

_HALF_DIGITS: Final = str.maketrans("０１２３４５６７８９", "0123456789")
_FORMAL: Final = str.maketrans("壹贰叁肆伍陆柒捌玖拾", "一二三四五六七八九十")
_DOUBLED_TEXT: Final = _Mend(regex(r"^(.{6,120}?)[，,。；;、]?\1[。；;]?$"), r"\1", "doubled text dropped", False)
# Order matters: a misread character is put right before a rule looks for the word it is part of.
_MENDS: Final = (
    _DOUBLED_TEXT,
    _Mend(regex(r"[(（][A-Za-z\u00c0-\u024f\u1e00-\u1eff'’·]+[)）]"), "", "gloss dropped", False),
    _Mend(
        regex(r"(?P<n>[0-9一二两三四])次[/／](?P<cycle>半年|年度?|季度?|月|周|日|天)"),
        r"每\g<cycle>\g<n>次",
        "1次/年 read as 每年1次",
        False,
    ),
    _Mend(
        regex(r"(?<=[年月季周日度时新开])[/／](?=及时|实时|随时|即时|长期|有变|变[更动化]|每)"),
        "；",
        "/ between two times",
        False,
    ),
    _Mend(
        regex("(?<![退入队行收野])[壹贰叁肆伍陆柒捌玖拾]{1,3}(?=个?(?:工作)?日|个月|天|年|小时|次)"),
        lambda match: match[0].translate(_FORMAL),
        "numeral of documents read as usual one",
        False,
    ),
    _Mend(
        regex("(?<=[0-9])年[初末底终](?=(?:1[0-2]|[1-9])月)|(?<![0-9])(?P<alone>年[初末底终])(?=(?:1[0-2]|[1-9])月)"),
        lambda match: "" if match["alone"] else "年",
        "年初 before its date dropped",
        False,
    ),
    _Mend(regex(r"[(（](?:不?含|包括)[\u4e00-\u9fff]{1,5}[)）](?=[之以]?内)"), "", "aside dropped", False),
    _Mend(
        regex(
            r"(?:(?<![\u4e00-\u9fff])(?P<cycle>[月年季])度?|每(?P<each>年度?|月度?|季度?))[:：](?=[0-9]{1,2}[日号月][^,，。;；内]{0,2}前)"
        ),
        lambda match: "每" + (match["each"] or {"季": "季度"}.get(match["cycle"], match["cycle"])),
        "月度： read as 每月",
        False,
    ),
    _Mend(regex(r"24小时(?=实时)"), "", "24小时 before 实时 dropped", False),
    _Mend(regex(r"(?<=[0-9０-９])[hHｈＨ](?=[之以]?内|[，,。；;]|$)"), "小时", "h read as 小时", False),
    _Mend(regex(r"…+|\.{3,}"), "", "dots dropped", False),
    _Mend(regex(r"[,，、]([、。；;])"), r"\1", "doubled mark dropped", False),
    _Mend(regex(r"(?<=[0-9０-９])[OoＯｏ〇○QＱ](?=[0-9OoＯｏ〇○个個工日天月年])"), "0", "letter O read as 0", True),
    _Mend(
        regex(r"(?<![A-Za-z])[ZzＺ](?=[05]?(?:个|工作|日内|月)|[0-9]?(?:小时|[日天次]))"),
        "2",
        "letter Z read as 2",
        True,
    ),
    _Mend(regex(r"(?<=[0-9])[SＳ](?=工作)|(?<![A-Za-z])[SＳ](?=[日天月个]|小时)"), "5", "letter S read as 5", True),
    _Mend(regex(r"(?<=[0-9一二三四五六七八九十首末])[介仐亇](?=工作|月|星期|季)"), "个", "个 restored", True),
    _Mend(
        regex(r"(?<=[0-9])[目曰臼](?![标录])|(?<=[当即次翌每])目(?=$|[，,。；;前内公])"),
        "日",
        "目 read as 日",
        True,
    ),
    _Mend(regex("[毎侮](?=[年月季周日天半个])"), "每", "每 restored", True),
    _Mend(regex(r"[厶么](?=[布告])"), "公", "公 restored", True),
    _Mend(regex(r"ニ(?=[十月])|(?<=[十第])ニ"), "二", "ニ read as 二", True),
    _Mend(regex(r"(?<=[日月])[肉冈囚](?=$|[，,。；;（(及予向公])"), "内", "内 restored", True),
    _Mend(regex(r"(?<=[少低短])[干千亍丁](?=[0-9一二两三四五六七八九十半])"), "于", "于 restored", True),
    _Mend(regex(r"(?<=月[上中下])[句甸]"), "旬", "旬 restored", True),
    _Mend(regex(r"(?<=季度)未(?=月|[，,。；;]|$)"), "末", "末 restored", True),
    _Mend(regex(r"(?<=每)丙(?=个?[月周年])"), "两", "两 restored", True),
    _Mend(regex(r"公亓|厶示|么示"), "公示", "公示 restored", True),
    _Mend(regex(r"公[升幵井]|[厶么]开"), "公开", "公开 restored", True),
    _Mend(regex(r"(?<=[0-9十])个日(?=[之以]?内)"), "", "个日 taken for a lost unit", True),
    _Mend(regex(r"(?<=[一二三四五六七八九])[OoＯｏ](?=[个個工日天])"), "〇", "letter O read as 〇", True),
    _Mend(
        regex(
            r"(?<![A-Za-z0-9])[lI|](?=[0-9]{0,2}(?:个|工作|[日号天月年周]|小时))|(?<=[0-9])[lI|](?=[0-9]?(?:个|工作|[日号天月年周]))"
        ),
        "1",
        "letter l read as 1",
        True,
    ),
    _Mend(regex(r"(?<=[之作每0-9])曰|曰(?=[起内前])"), "日", "曰 read as 日", True),
    _Mend(
        regex(r"(?<=工作)[目臼白囗口H]|(?<=之)目(?=起)|(?<=[0-9lI一二三四五六七八九十])目(?=[内前])"),
        "日",
        "目 read as 日",
        True,
    ),
    _Mend(regex(r"(?<=[示告开布期间限])(?:[≥≧]|[>＞]=?)(?=[0-9])"), "不少于", "≥ read as 不少于", False),
    _Mend(regex(r"(?<=[一-龥])[\\＼&＆](?=[一-龥0-9])"), "，", "a mark between two times", False),
    _Mend(regex(r"(?<=[及适实小即随])吋"), "时", "吋 read as 时", True),
    _Mend(regex(r"(?<=同)歩"), "步", "歩 read as 步", False),
    _Mend(regex(r"(?<=不[少低短迟晚])子(?=[0-9一二三四五六七八九十])"), "于", "子 read as 于", True),
    _Mend(regex(r"(?<=[到依])(?:申[情清晴]|[甲中由]请)(?=[之公后，,]|$)"), "申请", "申请 restored", True),
    _Mend(regex(r"(?<=工作)天(?=[之以]?内|$|[，,。；;])"), "日", "工作天 read as 工作日", False),
    _Mend(regex(r"(?<=[0-9])\.(?=个?工作日)"), "", "stray mark dropped", False),
    _Mend(regex(r"工日作|作工日"), "工作日", "工作日 put in order", True),
    _Mend(regex(r"(?<=[0-9一二三四五六七八九十])工作个日"), "个工作日", "个 put before 工作日", True),
    _Mend(
        regex(r"个(?P<n>[0-9]{1,3}|[一二三四五六七八九十]{1,3})(?=工作日)"),
        r"\g<n>个",
        "个 put behind its number",
        True,
    ),
    _Mend(regex(r"(?<=工)[做怍件昨](?=日)"), "作", "作 restored in 工作日", True),
    _Mend(regex(r"[エＩIT王丁土](?=作日)"), "工", "エ read as 工", True),
    _Mend(regex(r"(?<=[0-9])夭"), "天", "夭 read as 天", True),
    _Mend(regex(r"(?<=之日)[其启超](?=[0-9一二三四五六七八九十])"), "起", "起 restored after 之日", True),
    _Mend(regex(r"(?<=之)起(?=[0-9])"), "日起", "日 restored in 之日起", True),
    _Mend(regex(r"(之日起|工作日|予以公开|内公开|公开|[内自])\1+"), r"\1", "doubled word dropped", False),
    _Mend(
        regex(
            r"(?!(?<=[转升入休退复留])学学[期年])([之起期内前个示每以少后终束除次季或者予信息形获受请作结申间常公告小学过了初底末度步限得于旬首半届迟不的第至]"
            r"|下(?=下[旬半])|(?<!隔)周(?=周[一二三四五六日末]))\1+"
            r"|(?<=[0-9次个下上当首末半每两三])([月年周季])\2+(?![底末初终中度报会审检考计])"
        ),
        r"\1\2",
        "doubled word dropped",
        False,
    ),
    _Mend(
        regex(r"每(?=[0-9]{1,2}月(?:份|[0-9]{1,2}[日号]|[底末初上中下]|[、,，和及][0-9]{1,2}月))"),
        "每年",
        "年 restored after 每",
        True,
    ),
    _Mend(regex(r"每(?=[0-9]{1,2}[日号][之以]?前)"), "每月", "月 restored after 每", True),
    _Mend(regex(r"每(?=(?:[5789]|1[0-2])月(?!份?[0-9]))"), "每年", "年 restored after 每", True),
    _Mend(
        regex(r"(?<=提前)(?P<n>[0-9一二两三半])(?=月(?![0-9底末初上中下]))"),
        r"\g<n>个",
        "个 restored before 月",
        True,
    ),
    _Mend(regex(r"(?<=的)外(?=$|[。；;)）])"), "除外", "除 restored before 外", True),
    _Mend(
        regex(r"(?<=[始名学业办行施放开]前)(?P<n>[一1两2二三3])月(?![0-9一二三四五六七八九十份底末初上中下])"),
        r"\g<n>个月",
        "个 restored before 月",
        True,
    ),
    _Mend(
        regex(
            r"(?<=[0-9个])(?P<of_day>工)工(?=作日)|(?<![及实即随临])(?P<of_time>时)时(?=[限间长])"
            r"|(?<![市县区镇局部院校])(?P<of_long>长)长(?=期)|(?P<of_month>月)月(?=[底末初度])|(?P<of_year>年)年(?=度(?![报总计决预考工审检]))"
            r"|(?P<of_act>公开)开(?=[时期][间限])|(?P<plain>[及最第至持况限定])(?P=plain)(?=时|迟|晚|长|一|少|[0-9]|常|除|自|及|期|[:：])"
        ),
        lambda match: match[match.lastgroup or 0],
        "doubled character dropped",
        False,
    ),
    _Mend(regex(r"日日(?=[，,。；;、]|$|不)"), "日", "doubled 日 dropped", False),
    _Mend(regex(r"(?<=[0-9一二三四五六七八九十])天天(?!气)"), "天", "doubled 天 dropped", False),
    _Mend(regex(r"(?<=[二三])十十(?=[一二三四五六七八九]?[日号])"), "十", "doubled 十 dropped", True),
    _Mend(regex(r"([，,、；;])\1+"), r"\1", "doubled mark dropped", False),
    _Mend(regex(r"([一二三])\1(?=十[一二三四五六七八九]?[日号])"), r"\1", "doubled numeral dropped", True),
    _Mend(regex(r"(?<=[0-9日月])[—–-]{2,}(?=[0-9])"), "—", "doubled dash dropped", False),
    _Mend(regex(r"日日(?=[内前起之以至到~-])"), "日", "doubled 日 dropped", False),
    _Mend(regex(r"(?<=[及实即随])时时"), "时", "doubled 时 dropped", False),
    _Mend(
        regex(r"([一二三四五六七八九十])\1(?=[日天个周次])|(?<=每)([两半])\2"),
        r"\1\2",
        "doubled numeral dropped",
        True,
    ),
    _Mend(regex(r"(?<=[0-9十])个个"), "个", "doubled 个 dropped", False),
    _Mend(
        regex(
            rf"(?P<number>{NUMBER})(?P<ge>个?)(?P<head>[之以]?内(?:{_TAIL_WORDS}){{0,5}})(?P<unit>{_UNIT_WORDS})"
            rf"(?P<tail>(?:{_TAIL_WORDS}){{0,3}})(?=$|[。；;，,)）(（])"
        ),
        _put_unit_back,
        "unit moved back before 内",
        True,
    ),
    _Mend(
        regex(rf"(?P<n>{NUMBER})(?P<start>之日起)(?=个?工作日|日内|天内|个月)"),
        r"\g<start>\g<n>",
        "number moved after 之日起",
        True,
    ),
    _Mend(
        regex(rf"(?<=[之更成])日(?P<n>{NUMBER})起(?=个?工作日|日内|天内|个月)"),
        r"日起\g<n>",
        "number moved after 之日起",
        True,
    ),
    _Mend(
        regex(r"(?<=之日起)(?P<unit>个工作日)(?P<n>[0-9]{1,2})(?=内)"),
        r"\g<n>\g<unit>",
        "number moved before its unit",
        True,
    ),
    _Mend(
        regex(r"(?<=[0-9十])(?P<ge>个?)(?:工作|工日|作日|工)(?=[之以]?内|$|[。；;，,])"),
        r"\g<ge>工作日",
        "工作日 restored",
        True,
    ),
    _Mend(
        regex(
            r"(?:(?<=每年)|(?<=次年)|(?<=年内)|(?<=当年)|(?<=年度)|(?<=年于)"
            r"|^)(?P<digits>[1-9][0-9]{2,3})(?P<day>[日号])(?=[之以]?前|$|[，,。公发更])"
        ),
        _put_month_back,
        "月 restored between month and day",
        True,
    ),
    _Mend(
        regex(r"(?<![0-9])(?P<date>(?:1[0-2]|[1-9])月(?:[12][0-9]|3[01]|[1-9]))(?=[之以]?前)"),
        r"\g<date>日",
        "日 restored after the day",
        True,
    ),
    _DOUBLED_TEXT,
)


def mend(text: str) -> Mended:
    """`text`, squeezed, in simplified script and with its damage mended, and its key.

    >>> mend("信息生成之日起5内予以公开个工作日").phrase.print
    '信息生成之日起5个工作日内予以公开'
    """
    printed = squeeze(text)
    plain = simplify(printed).translate(_HALF_DIGITS)
    repairs = ["traditional script read as simplified"] if plain != printed.translate(_HALF_DIGITS) else []
    restored = False
    for step in _MENDS:
        mended = step.pattern.sub(step.put, plain)
        if mended != plain:
            plain = mended
            restored = restored or step.restores
            repairs.append(step.what)
    key = fold(plain)
    if len(key) != len(plain):  # a glyph that folding drops: let print follow the key
        plain = key
    return Mended(Phrase(plain, key), tuple(repairs), restored)
