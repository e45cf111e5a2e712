"""What the values of a column look like, and which field its label means with them beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from enum import StrEnum
from functools import lru_cache

from gkml_extract.lexicon.header import Label, field_of_path, is_usual_name, parse_label
from gkml_extract.lexicon.load import load_lexicon
from gkml_extract.lexicon.match import match_exact
from gkml_extract.regex import regex
from gkml_extract.text import fold, simplify

TELLING = 0.7
"""Share of a column's values that must look alike before they speak against its label."""
ALL_ALIKE = 0.9
"""Share from which values speak for a column that has no label."""
MAX_VALUES = 60
"""Values of a column that are looked at."""
_MAX_LENGTH = 120


class Look(StrEnum):
    """What a value looks like."""

    TICK = "tick"
    NUMBER = "number"
    METHOD = "method"
    AUDIENCE = "audience"
    LEVEL = "level"
    FIVE_OPEN = "five_open"
    LEGAL_BASIS = "legal_basis"
    DEADLINE = "deadline"
    CHANNELS = "channels"
    OFFICE = "office"
    AGENCY = "agency"
    OTHER = "other"


_TICKS = regex("[√✓✔☑vV×xX]{1,3}")
_NUMBER = regex(r"\d{1,4}[.、]?|[一二三四五六七八九十]{1,3}[、.]?")
_METHOD = regex(
    "(?:全社会范围)?(?:依法)?(?:主动|依申请|不予)(?:公开)?(?:[、/和]?(?:依申请|主动)(?:公开)?)?|全文(?:公开|发布)"
)
_OF_METHOD = regex("公开|主动|申请|发布|全文|部分|不予|[√✓✔☑■□]|^[是否有无YNyn✕×]$")
_AUDIENCE = regex(
    "(?:面?向)?(?:全?社会(?:公众)?|公众|社会各界|全体[\u3400-\u9fff]{2,6}|特定(?:群体|对象|人群))(?:公开)?"
)
_FIVE = regex("(?:(?:决策|执行|管理|服务|结果)(?:公开)?[、/和]?)+")
_BASIS = regex(r"《[^《》]{2,}》?|[〔\[]\d{4}[〕\]]\d+号|令第?\d+号|(?:条例|办法|规定)第.{1,5}条")
_DEADLINE = regex(
    "工作日|[日月年周]内|及时|实时|即时|长期|常年|动态|随时|定期|适时|每个?[年月季半周日]|按[年月季]|[月年]底|[日月年]前|"
    "之日起|当[日天]|形成或|变更"
)
_CHANNEL_END = regex(
    "(?:网站|网|公示栏|公开栏|公告栏|宣传栏|平台|公众号|公报|大厅|服务中心|服务站|微一端|新媒体|电子屏|媒体|栏目|专栏|电视|"
    "报刊|报纸|查阅点|推送|现场|微博|微信)"
    "(?:[(（][^()（）]*[)）])?$"
)
_CHANNEL_PARTS = regex("[、，,；;/|]|[■□☑☐●○√þ¨▲◆]|\\d{1,2}[.．、]")
_OFFICE = regex("(?:办公室|办|科|股|处|室|组|队|岗|站|部)(?:[(（].*[)）])?$")
_AGENCY = regex("(?:局|厅|委|院|会|人民政府|街道办事处|政府|公司|管委会|中心|医院|学校)(?:[(（].*[)）])?$")


@lru_cache(maxsize=1 << 14)
def look_of(text: str) -> Look:
    """What one value looks like; `other` where nothing tells."""
    plain = simplify(fold(text))
    if not plain or len(plain) > _MAX_LENGTH * 3:
        return Look.OTHER
    for look, whole in _WHOLE:
        if whole.fullmatch(plain):
            return look
    if len(plain) <= 10 and parse_label(plain).group == "公开层级":
        return Look.LEVEL
    if _BASIS.search(plain):
        return Look.LEGAL_BASIS
    if _are_channels(plain):
        return Look.CHANNELS
    if len(plain) <= _MAX_LENGTH and _DEADLINE.search(plain):
        return Look.DEADLINE
    if len(plain) <= _MAX_LENGTH and _AGENCY.search(plain):
        return Look.AGENCY
    return Look.OFFICE if len(plain) <= _MAX_LENGTH and _OFFICE.search(plain) else Look.OTHER


_WHOLE = (
    (Look.TICK, _TICKS),
    (Look.NUMBER, _NUMBER),
    (Look.METHOD, _METHOD),
    (Look.AUDIENCE, _AUDIENCE),
    (Look.FIVE_OPEN, _FIVE),
)


def _are_channels(plain: str) -> bool:
    """Whether at least half of the parts of a list are named as channels are."""
    parts = [part for part in _CHANNEL_PARTS.split(plain) if part]
    known = sum(bool(_CHANNEL_END.search(part) or match_exact(part, load_lexicon("channels"))) for part in parts)
    return bool(parts) and 2 * known >= len(parts)


def most_looks(values: Iterable[str]) -> tuple[Look, float]:
    """The look that most of the printed values have, and their share; (`other`, 0) without values."""
    printed = [value for value in values if value.strip()][:MAX_VALUES]
    if not printed:
        return Look.OTHER, 0.0
    look, n = Counter(map(look_of, printed)).most_common(1)[0]
    return look, n / len(printed)


_BY_VALUES = {
    Look.LEGAL_BASIS: "legal_basis", Look.DEADLINE: "deadline", Look.CHANNELS: "channels",
    Look.METHOD: "method", Look.AUDIENCE: "audience", Look.FIVE_OPEN: "five_open", Look.TICK: "extra",
}  # fmt: skip
"""The field of a column without a label, by the look of its values. Numbers that count are `tables.columns` to tell."""
_INSTEAD = {
    ("method", Look.CHANNELS): "channels",
    ("method", Look.LEVEL): "extra",
    ("method", Look.AUDIENCE): "audience",
    ("method", Look.FIVE_OPEN): "five_open",
    ("channels", Look.METHOD): "method",
    ("audience", Look.METHOD): "method",
    ("audience", Look.LEVEL): "extra",
    ("deadline", Look.METHOD): "method",
}
"""(what the label says, what the values look like) → the field meant.
Source: vocab/headers.dev.json, 公开方式 (莱西、张店: channels; 三门: levels)."""


def field_of_column(path: tuple[str, ...], values: Sequence[str]) -> Label:
    """The field of a column whose header cells are `path`, with some of its printed values to judge by.

    公开方式 over 政府网站、公开栏 is `channels`, over 主动公开 `method`. A column without a label, or one cut to 公开,
    is named by what its values look like. A reading by values has the rule `by-values` and their share as score.
    """
    label = field_of_path(path)
    is_open = label.rule == "unlabelled" or (label.rule == "unknown" and fold("".join(path)) in _CUT)
    if not is_open and not any(field == label.field for field, _ in _INSTEAD):
        return label
    look, share = most_looks(values)
    if is_open:
        field = _BY_VALUES.get(look) if share >= ALL_ALIKE else None
        return replace(label, field=field, rule="by-values", score=round(share, 2)) if field else label
    instead = _INSTEAD.get((label.field, look)) if share >= TELLING else None
    if instead is None and label.field == "method" and not is_usual_name(label) and _says_no_method(label, values):
        return Label(label.text, "extra", 1.0, "by-values")
    if instead is None or instead == label.field:
        return label
    return Label(label.text, instead, round(share, 2), "by-values")


def _says_no_method(label: Label, values: Sequence[str]) -> bool:
    """Whether no value is a way of publishing: 公开类型 may as well be 业务类, 服务类."""
    printed = [value for value in values if value.strip()][:MAX_VALUES]
    return label.is_group and bool(printed) and not any(_OF_METHOD.search(simplify(value)) for value in printed)


_CUT = ("公开", "公", "开")
