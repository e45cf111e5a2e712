"""The only text cleaning anywhere: compatibility glyphs, widths, and joins of wrapped lines.

Two forms of a text are kept apart. `clean` gives what is printed, freed of what a font or a program put
in; punctuation keeps its width. `fold` gives a form to compare by: no white space, half width,
simplified brackets. Nothing here guesses.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

_CACHED = 1 << 15
"""Texts whose cleaned forms are kept: a table says the same again and again."""
_HAN = "\u2e80-\u2fdf\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_CJK_PUNCT = "\u3000-\u303f\uff00-\uff65\u2018-\u201d\u2014\u2026\u25a0\u25a1\u2610\u2611\u2612\u221a"
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufffe\uffff\ufe0e\ufe0f]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_BLANKS = re.compile("[ \t\x0b\x0c\u2028\u2029\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_TIGHT = re.compile(
    f"(?<=[{_HAN}{_CJK_PUNCT}]) (?=[{_HAN}{_CJK_PUNCT}0-9(\\[<)\\]>.,:;])"
    f"|(?<=[0-9)\\]>(\\[<.,:;]) (?=[{_HAN}{_CJK_PUNCT}])"
)


# CJK Radicals Supplement that fonts put for the character itself and that Unicode does not decompose.
# Source: Unicode EquivalentUnifiedIdeograph.txt.
_RADICALS = (
    "⺁⺇⺋⺌⺎⺏⺐⺗⺝⺠⺩⺪⺬⺮⺯⺰⺱⺳⺶⺸⺻⻄⻅⻆⻉⻋⻌⻍⻏⻑⻒⻓⻔⻖⻗⻘⻙⻚⻛⻜⻝⻞⻟⻠⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰"
)
_PLAIN_RADICALS = (
    "厂几㔾小兀尣尢㣺月民王疋示竹糸纟罓㓁羊羋肀西见角贝车辶辶阝長镸长门阝雨青韦页风飞食飠飠饣马骨鬼鱼鸟卤麦黄黾齐齿龙"
)


def _compatibility_glyphs() -> dict[int, str]:
    """Kangxi and CJK radicals and compatibility ideographs → the plain character.

    Source: Unicode's own compatibility decompositions; PDFs made by browsers carry such glyphs (⼀, ⽅).
    """
    table: dict[int, str] = {ord(radical): plain for radical, plain in zip(_RADICALS, _PLAIN_RADICALS, strict=True)}
    for first, last in ((0x2E80, 0x2FDF), (0xF900, 0xFAFF), (0x2F800, 0x2FA1F)):
        for code in range(first, last + 1):
            plain = unicodedata.normalize("NFKC", chr(code))
            if len(plain) == 1 and plain != chr(code):
                table[code] = plain
    return table


_GLYPHS = _compatibility_glyphs()
_FOLDED = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {
    ord("“"): '"', ord("”"): '"', ord("‘"): "'", ord("’"): "'", ord("〈"): "<", ord("〉"): ">",
    ord("﹝"): "〔", ord("﹞"): "〕", ord("—"): "-", ord("–"): "-", ord("─"): "-", ord("〇"): "○",
}  # fmt: skip


def clean_glyphs(text: str) -> str:
    """`text` with compatibility glyphs made plain and invisible and control characters removed.

    Line feeds, tabs and blanks stay: they are evidence for the readers.
    """
    return _CONTROL.sub("", _INVISIBLE.sub("", text.translate(_GLYPHS)))


@lru_cache(maxsize=_CACHED)
def clean(text: str) -> str:
    """One line of print: glyphs plain, blanks single, none between two Chinese characters.

    >>> clean("□ 政 府 公 报")
    '□政府公报'
    >>> clean("AB  岗")
    'AB 岗'
    """
    single = _BLANKS.sub(" ", clean_glyphs(text).replace("\r", "")).strip(" ")
    return _TIGHT.sub("", single)


def join_wrapped(lines: list[str] | tuple[str, ...]) -> str:
    """The lines of one cell as one text: a wrap is removed, a blank stays only between two Latin words."""
    parts: list[str] = []
    for line in lines:
        part = line.strip()
        if parts and part and _is_latin(parts[-1][-1]) and _is_latin(part[0]):
            parts.append(" ")
        if part:
            parts.append(part)
    return clean("".join(parts))


_OPENERS, _CLOSERS = "（(《〈〔[【“‘「『", "）)》〉〕]】”’」』"
_GOES_ON = re.compile("[（(《〈〔[【“‘「『、，,]$")
_BELONGS_BEFORE = re.compile("^(?:[）)》〉〕\\]】”’」』，。、；：,;]|个?工作日|个(?:自然)?[日月])")
_BEGINS = re.compile("^(?:[（(]?[0-9一二三四五六七八九十]{1,3}[)）.．、]|[■□☑☐√●◆①-⑳《])")


def join_breaks(lines: Sequence[str]) -> str:
    """The lines of one cell, parted by breaks that its author set: a real one stays, one in mid-phrase is a wrap.

    In mid-phrase means inside brackets or title marks, after a mark that opens or goes on, before one that closes.
    Two bare words may be two entries of a list: their break stays.
    """
    if len(lines) == 1:
        return clean(lines[0])
    kept: list[list[str]] = []
    depth = 0
    for line in lines:
        text = clean(line)
        if not text:
            depth = 0
            continue
        is_inside = depth > 0 and not _BEGINS.match(text)
        if kept and (is_inside or _GOES_ON.search(kept[-1][-1]) or _BELONGS_BEFORE.match(text)):
            kept[-1].append(text)
        else:
            kept.append([text])
            depth = 0
        depth = max(0, depth + sum(char in _OPENERS for char in text) - sum(char in _CLOSERS for char in text))
    return "\n".join(parts[0] if len(parts) == 1 else join_wrapped(parts) for parts in kept)


_TRADITIONAL = dict(
    zip(
        map(
            ord,
            "開關於單據時間體載對規應實際級範圍類別園書會議電視報點務臺網門戶眾號頒準審諮詢監進長變產獲製個內請屬執結買環鄉鎮"
            "縣區歷與為無業專項領導機構職責設預決財學醫療衛濟貿採購資訊發佈標條聯繫證領處罰權運動態農補貼濟辦線庫館項總領從其"
            "讀劃衆員價檢驗稅費協調維護穩貧寧雲廣東閱製詳見檔簡曆傳統戰績優選複歸評測論壇團隊當週歲後數據築鐵龍馬"
            "寫欄註備層編紀錄擇碼組織羣計鏈連營頁頻圖場紙質細稱訴徵擬並經創藥義殘復雙隨擴種貫徹勢險額賬訂賣樣習傭勞顯錯誤節輔釋驟蓋納負話覽約談讓遷僅問圓養題",
        ),
        "开关于单据时间体载对规应实际级范围类别园书会议电视报点务台网门户众号颁准审咨询监进长变产获制个内请属执结买环乡镇"
        "县区历与为无业专项领导机构职责设预决财学医疗卫济贸采购资讯发布标条联系证领处罚权运动态农补贴济办线库馆项总领从其"
        "读划众员价检验税费协调维护稳贫宁云广东阅制详见档简历传统战绩优选复归评测论坛团队当周岁后数据筑铁龙马"
        "写栏注备层编纪录择码组织群计链连营页频图场纸质细称诉征拟并经创药义残复双随扩种贯彻势险额账订卖样习佣劳显错误节辅释骤盖纳负话览约谈让迁仅问圆养题",
        strict=True,
    )
)


def simplify(text: str) -> str:
    """`text` with the traditional characters of this field's words made simplified, to compare by.

    Print is kept as it is: this form never reaches a record. Only characters with one simplified form here.
    """
    return text.translate(_TRADITIONAL)


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalpha()


def squeeze(text: str) -> str:
    """`text` without any white space: two texts are compared in this form (record.md)."""
    return "".join(text.split())


@lru_cache(maxsize=_CACHED)
def fold(text: str) -> str:
    """A form to compare by: squeezed, full-width ASCII made half width, like brackets and dashes made one."""
    return squeeze(clean_glyphs(text)).translate(_FOLDED)


def display_width(text: str) -> int:
    """Width in half-width cells: 1 for a character of Latin-1, 2 for any other.

    Source: Unicode UAX #11; characters of ambiguous width (“ ” ■ □ √) are wide in Chinese fonts.
    """
    return 2 * len(text) - len(text.encode("latin-1", "ignore"))
