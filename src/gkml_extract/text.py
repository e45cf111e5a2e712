"""The only text cleaning anywhere: compatibility glyphs, widths, and joins of wrapped lines.

Two forms of a text are kept apart. `clean` gives what is printed, freed of what a font or a program put
in; punctuation keeps its width. `fold` gives a form to compare by: no white space, half width,
simplified brackets. Nothing here guesses.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from gkml_extract.regex import regex

_T = TypeVar("_T")
_CACHED = 1 << 15
"""Texts whose cleaned forms are kept: a table says the same again and again."""
_SHORT = 400
"""Characters of a text that is kept; longer ones are seldom said twice, and would fill the memory of a long run."""


class _Kept(dict[str, _T]):
    """What a function gives for short texts, by the text."""

    def __init__(self, function: Callable[[str], _T]) -> None:
        super().__init__()
        self._function = function

    def __missing__(self, text: str) -> _T:
        given = self._function(text)
        if len(text) <= _SHORT:
            if len(self) >= _CACHED:
                self.clear()
            self[text] = given
        return given


def kept_if_short(function: Callable[[str], _T]) -> Callable[[str], _T]:
    """`function`, with what it gives for short texts kept until there are too many.

    Some forty texts are asked for in each row of a table. A look-up takes a third of the time of `lru_cache` behind a
    test of length: 2 % of all that is done for a page of many cells.
    """
    return _Kept(function).__getitem__


def forget_kept(function: Callable[[str], object]) -> None:
    """Forget what a function of `kept_if_short` has given."""
    function.__self__.clear()  # type: ignore[attr-defined]  # it is the look-up of a `_Kept`


_HAN = "\u2e80-\u2fdf\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_CJK_PUNCT = "\u3000-\u303f\uff00-\uff65\u2018-\u201d\u2014\u2026\u25a0\u25a1\u2610\u2611\u2612\u221a"
_REMOVED = (
    "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufffe\uffff\ufe0e\ufe0f"  # invisible
    "\x00-\x08\x0e-\x1f\x7f-\x9f"  # control
)
_BLANK = " \t\x0b\x0c\u2028\u2029\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_REMOVABLE = regex(f"[{_REMOVED}]")
_BLANKS = regex(f"[{_BLANK}]+")
_TIGHT = regex(
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

    Source: Unicode's own compatibility decompositions; PDFs made by browsers carry such glyphs (⼀, ⽅). The fonts of
    simplified script draw 户 where ⼾ stands, and 戶 by itself (character map of Noto Sans CJK SC).
    """
    table: dict[int, str] = {ord(radical): plain for radical, plain in zip(_RADICALS, _PLAIN_RADICALS, strict=True)}
    for first, last in ((0x2E80, 0x2FDF), (0xF900, 0xFAFF), (0x2F800, 0x2FA1F)):
        for code in range(first, last + 1):
            plain = unicodedata.normalize("NFKC", chr(code))
            if len(plain) == 1 and plain != chr(code):
                table[code] = plain
    table[ord("⼾")] = "户"
    return table


_GLYPHS = _compatibility_glyphs()
_MAPPED = "".join(chr(code) for code in _GLYPHS if code < 0x10000) + "\U0002f800-\U0002fa1f"
_UNUSUAL = regex(f"[{_REMOVED}{_MAPPED}]")
_UNCLEAN = regex(f"[{_REMOVED}{_BLANK}\r{_MAPPED}]")
"""What cleaning changes. Most texts have none of it, which one search tells in a fraction of the time."""
_FOLDED = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)} | {
    "“": '"', "”": '"', "‘": "'", "’": "'", "〈": "<", "〉": ">", "﹝": "〔", "﹞": "〕", "—": "-", "–": "-", "─": "-",
    "〇": "○",
}  # fmt: skip
_FOLDABLE = regex(f"[{''.join(map(re.escape, _FOLDED))}]")


def clean_glyphs(text: str) -> str:
    """`text` with compatibility glyphs made plain and invisible and control characters removed.

    Line feeds, tabs and blanks stay: they are evidence for the readers.
    """
    return _REMOVABLE.sub("", text.translate(_GLYPHS)) if _UNUSUAL.search(text) else text


@kept_if_short
def clean(text: str) -> str:
    """One line of print: glyphs plain, blanks single, none between two Chinese characters.

    >>> clean("□ 政 府 公 报")
    '□政府公报'
    >>> clean("AB  岗")
    'AB 岗'
    """
    if not _UNCLEAN.search(text):
        return text
    single = _BLANKS.sub(" ", clean_glyphs(text).replace("\r", "")).strip(" ")
    return _TIGHT.sub("", single)


def parts_at_blanks(line: str) -> tuple[str, ...]:
    """The parts of a line between the blanks that `clean` removes; none where it removes none.

    They may be letters spread over a cell, or things that nothing else parts.

    >>> parts_at_blanks("政府网站 公示栏"), parts_at_blanks("AB  岗")
    (('政府网站', '公示栏'), ())
    """
    if not _BLANKS.search(line):
        return ()
    parts = _TIGHT.split(_BLANKS.sub(" ", clean_glyphs(line).replace("\r", "")).strip(" "))
    return tuple(parts) if len(parts) > 1 else ()


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
_GOES_ON = regex("[（(《〈〔[【“‘「『、，,]$")
_BELONGS_BEFORE = regex("^(?:[）)》〉〕\\]】”’」』，。、；：,;]|个?工作日|个(?:自然)?[日月])")
_BEGINS = regex("^(?:[（(]?[0-9一二三四五六七八九十]{1,3}[)）.．、]|[■□☑☐√●◆①-⑳《])")


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

# Words of deadlines and of prose; some characters stand above too. Source: layouts.md § G (19 % of the pages read came
# through a converter to traditional script).
_LONG_TRADITIONAL = (
    "變個內開關時間產業務農報並為應當須經過對於與從屬區縣鄉鎮級財動態實際執監審計劃規範圍總結團體組織機構職責權項標準備設證書單條約訂簽發佈號碼網絡聯繫電話傳遞達進運營輸環質檢驗測試處罰許決議會選舉導師學員"
    "額費價購買賣貿貨幣銀錢稅課獎勵懲補貼貸債資積極統籌歸檔類別製獲據庫數點線圖館場廠礦鐵車輛輪飛艙衛藥醫療護養殘婦兒撫卹優軍隊貧擴張廣闊邊遠離灣島嶼陽陰陸東臺華國語節氣氫災難險預禦緊後復專門戶週歲歷齡領幹"
    "長見視頻認識說讀寫記錄誌評論講請問訊詢誤謝謹譯讓負賬賠賴贈趕趙跡躍轉較載輔輕輿適遲還鄰釋針釘鈔鋼錯鍵鎖鏈鑒閉閱隨雙雜雖靈靜韻響頁頂順頒頓顧顯風餘駐驟髮鬥魚鳥麥黃黨齊擬徵擇擔擁擾攝敗敵斂斷無晝曆朧榮樣樹"
    "橋樓歡殺沒沖況溝滅滿漢潔潛濟濕瀏灘煙燈熱爭爾牆獨獵獻現瑪畝畢畫異瘋盜盤眾睏礙禮禍種稱穩窮競筆筍簡築糧紀紅納紛紙紋細終絕給綠維綱緒締編緩練縱績繪繳續纖罷羅義習聖聞聲聽肅脫腦腳膽臨舊艱藝蘇虛蟲裝裡複褲覺覽"
    "觀觸訓託訪訴診詳該誠調談譜貢貫賓賞賢銷錦閃陣陳隱顆題願飯飲飾馬驅駕黴齒龍龜們倫偉側偵傑傘傷傾僅僑僱億儀儘償儲兩冊凍剛創劇劍勁勝勞勢勸匯協厲參叢吳啟喪嚴園圓堅塊塵墊壓壞壟壯夠夢夾奪奮妝嬰孫寧寬寶將尋層屆"
    "岡峽嶺巖帳帶廢廳彈彌徑徹恆惡愛慮慶憂憑懇懷戰戲拋挾捨掃採換揚損搖搶撥撲擊擋擠擺攔攤敘昇晉暫棄槍欄術樸殼毀滾澤灑爐牽狀狹獄疊瘡癥盡礎祕穀窩竊籤籃糾純紮紹絲綜緣縮繼聰膚臟蓋藍蘭蝕裏襲親討訟誇誕誘誰諸諾謀謂"
    "謄譽贊贏軌軟輝輩輯轄辦辭逕遊違遷遺鄧醜釐釣鋪錶鐘鑑閒閣闆闡階隸雲霧颱騎鬆鬧魯鮮鴻鹽鹼齋変実発価収徴処佔啓羣衝闢乾鉤傢礪隕瀋溫鄭劉諒賦慣撈"
)
_LONG_SIMPLIFIED = (
    "变个内开关时间产业务农报并为应当须经过对于与从属区县乡镇级财动态实际执监审计划规范围总结团体组织机构职责权项标准备设证书单条约订签发布号码网络联系电话传递达进运营输环质检验测试处罚许决议会选举导师学员"
    "额费价购买卖贸货币银钱税课奖励惩补贴贷债资积极统筹归档类别制获据库数点线图馆场厂矿铁车辆轮飞舱卫药医疗护养残妇儿抚恤优军队贫扩张广阔边远离湾岛屿阳阴陆东台华国语节气氢灾难险预御紧后复专门户周岁历龄领干"
    "长见视频认识说读写记录志评论讲请问讯询误谢谨译让负账赔赖赠赶赵迹跃转较载辅轻舆适迟还邻释针钉钞钢错键锁链鉴闭阅随双杂虽灵静韵响页顶顺颁顿顾显风余驻骤发斗鱼鸟麦黄党齐拟征择担拥扰摄败敌敛断无昼历胧荣样树"
    "桥楼欢杀没冲况沟灭满汉洁潜济湿浏滩烟灯热争尔墙独猎献现玛亩毕画异疯盗盘众困碍礼祸种称稳穷竞笔笋简筑粮纪红纳纷纸纹细终绝给绿维纲绪缔编缓练纵绩绘缴续纤罢罗义习圣闻声听肃脱脑脚胆临旧艰艺苏虚虫装里复裤觉览"
    "观触训托访诉诊详该诚调谈谱贡贯宾赏贤销锦闪阵陈隐颗题愿饭饮饰马驱驾霉齿龙龟们伦伟侧侦杰伞伤倾仅侨雇亿仪尽偿储两册冻刚创剧剑劲胜劳势劝汇协厉参丛吴启丧严园圆坚块尘垫压坏垄壮够梦夹夺奋妆婴孙宁宽宝将寻层届"
    "冈峡岭岩帐带废厅弹弥径彻恒恶爱虑庆忧凭恳怀战戏抛挟舍扫采换扬损摇抢拨扑击挡挤摆拦摊叙升晋暂弃枪栏术朴壳毁滚泽洒炉牵状狭狱叠疮症尽础秘谷窝窃签篮纠纯扎绍丝综缘缩继聪肤脏盖蓝兰蚀里袭亲讨讼夸诞诱谁诸诺谋谓"
    "誊誉赞赢轨软辉辈辑辖办辞径游违迁遗邓丑厘钓铺表钟鉴闲阁板阐阶隶云雾台骑松闹鲁鲜鸿盐碱斋变实发价收征处占启群冲辟干钩家砺陨沈温郑刘谅赋惯捞"
)
_TRADITIONAL |= dict(zip(map(ord, _LONG_TRADITIONAL), _LONG_SIMPLIFIED, strict=True))
_SIMPLIFIED = {chr(code): simplified for code, simplified in _TRADITIONAL.items()}
_IS_TRADITIONAL = regex(f"[{''.join(_SIMPLIFIED)}]")


_OPENING, _CLOSING = "（(《〈“【〔[", "）)》〉”】〕]"


@kept_if_short
def simplify(text: str) -> str:
    """`text` with the traditional characters of this field's words made simplified, of the same length, to compare by.

    Only characters with one simplified form here, which simplified text does not use. Of what is read in this form
    only a document's number and a deadline's `trigger`, `scope` and `retention` reach a record; its `text` stays as
    printed.

    >>> simplify("信息獲取(形成、變更)")
    '信息获取(形成、变更)'
    """
    return _IS_TRADITIONAL.sub(_simplified, text)


def _simplified(found: re.Match[str]) -> str:
    return _SIMPLIFIED[found[0]]


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalpha()


def squeeze(text: str) -> str:
    """`text` without any white space: two texts are compared in this form (record.md)."""
    return "".join(text.split())


@kept_if_short
def fold(text: str) -> str:
    """A form to compare by: squeezed, full-width ASCII made half width, like brackets and dashes made one."""
    return _FOLDABLE.sub(_folded, squeeze(clean_glyphs(text)))


def _folded(found: re.Match[str]) -> str:
    return _FOLDED[found[0]]


_AT_ONCE = 64
"""Branches that are passed over at once. Of 305, 64 to 80 take the least time (3 MB of a catalogue's text)."""


def any_of(words: Iterable[str], spelt: Callable[[str], str] = re.escape) -> str:
    """A regular expression of words, the longest that fits first. `spelt` gives the expression of a character.

    Words that begin alike share their beginnings, so that a search takes less than half the time that a list of them
    takes. Branches are tried one by one: of many, some at a time are passed over by a look at what they begin with,
    which halves the time again.
    """
    by_first: dict[str, list[str]] = {}
    may_end = False
    for word in sorted(set(words)):
        if word:
            by_first.setdefault(word[0], []).append(word[1:])
        may_end = may_end or not word
    branches = [spelt(first) + any_of(rest, spelt) for first, rest in by_first.items()]
    if not branches:
        return ""
    if len(branches) > _AT_ONCE and spelt is re.escape:
        heads = [spelt(first) for first in by_first]
        branches = [
            f"(?=[{''.join(heads[k : k + _AT_ONCE])}])(?:{'|'.join(branches[k : k + _AT_ONCE])})"
            for k in range(0, len(branches), _AT_ONCE)
        ]
    joined = branches[0] if len(branches) == 1 and not may_end else f"(?:{'|'.join(branches)})"
    return f"{joined}?" if may_end else joined


_TWICE = regex(r"(.{2,})\1")


def undoubled(text: str) -> str:
    """A text without its second half if that is the first again: 公开时限公开时限, as converters print it."""
    twice = _TWICE.fullmatch(text)
    return twice[1] if twice else text


def shortened(text: str, most: int) -> str:
    """A text as a note quotes it: what is longer than `most` characters ends with … there."""
    return text if len(text) <= most else f"{text[:most]}…"


def bracket_depth(text: str) -> int:
    """Opening brackets less closing ones."""
    return sum((char in _OPENING) - (char in _CLOSING) for char in text)


def display_width(text: str) -> int:
    """Width in half-width cells: 1 for a character of Latin-1, 2 for any other.

    Source: Unicode UAX #11; characters of ambiguous width (“ ” ■ □ √) are wide in Chinese fonts.
    """
    return 2 * len(text) - len(text.encode("latin-1", "ignore"))
