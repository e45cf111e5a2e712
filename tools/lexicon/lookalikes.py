"""Writes lexicon/data/lookalikes.txt: which characters look like each common one, measured on glyphs.

`python tools/lexicon/lookalikes.py`. Every character of GB 2312 is drawn in four fonts, blurred as a scanner does, and
correlated with those of its first level and of the vocabularies. Needs the fonts named here.
"""

from __future__ import annotations

import sys
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFont

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "src"))

from gkml_extract.lexicon.load import load_lexicon  # noqa: E402
from gkml_extract.lexicon.lookalikes import is_ordinary  # noqa: E402

VOCABULARIES = ("laws", "channels", "headers", "deadline_words", "basis_words")
FONTS = (
    ("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc", 2),
    ("/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc", 2),
    ("/usr/share/fonts/truetype/wqy/wqy-microhei.ttc", 0),
    ("/usr/share/fonts/truetype/arphic/uming.ttc", 0),
)
SIDE, SIZE, BLUR = 40, 36, 1.2
LIKE, VERY_LIKE = 0.72, 0.84
"""Correlation from which two characters are taken for one another, and from which hardly anything tells them apart.
未末 0.96, 日曰 0.95, 人入 0.85; 站姑 0.85, 政攻 0.74; characters of different words stay below 0.7."""
MOST = 10
FAMILIAR = {
    "日": "曰臼白囗",
    "目": "曰",
    "工": "エ",
    "已": "己巳",
    "己": "已巳",
    "网": "冈",
    "内": "肉",
    "政": "攻",
    "公": "么厶",
    "予": "子矛",
    "个": "介仐",
    "府": "俯腑",
    "会": "佥",
    "口": "囗",
    "二": "ニ",
    "天": "夭",
    "自": "臼",
    "两": "丙",
    "微": "徵",
    "博": "搏",
    "栏": "兰拦",
    "站": "跕",
    "示": "亓",
    "末": "未",
    "未": "末",
    "人": "入",
    "入": "人",
    "治": "洽冶",
    "法": "沄",
    "贝": "见",
    "见": "贝",
    "的": "旳",
    "条": "奈",
    "例": "列",
    "务": "努",
    "部": "郎",
    "阅": "闵",
}
"""Pairs of the same shape that the correlation of whole glyphs does not find, known from OCR of such documents."""
OUT = ROOT / "src" / "gkml_extract" / "lexicon" / "data" / "lookalikes.txt"
HEAD = """\
# Common characters, those that look very much like each, and those that look like it.
# Written by tools/lexicon/lookalikes.py from the glyphs of four fonts; do not edit.
"""


def all_characters() -> list[str]:
    """Those of GB 2312."""
    codes = [bytes([row, cell]) for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF)]
    return [char for code in codes if (char := code.decode("gb2312", "ignore"))]


def meant_characters() -> list[str]:
    """The common ones, and those that the vocabularies are made of."""
    spellings = [text for name in VOCABULARIES for entry in load_lexicon(name).entries for text in entry.spellings]
    of_words = {char for spelling in spellings for char in spelling}
    return [char for char in all_characters() if char in of_words or is_ordinary(char)]


def glyphs(path: str, index: int, chars: list[str]) -> npt.NDArray[np.float32]:
    """The characters as unit vectors."""
    font = ImageFont.truetype(path, SIZE, index=index)
    drawn = []
    for char in chars:
        image = Image.new("L", (SIDE, SIDE))
        ImageDraw.Draw(image).text((SIDE // 2, SIDE // 2), char, fill=255, font=font, anchor="mm")
        drawn.append(cv2.GaussianBlur(np.asarray(image, np.float32), (0, 0), BLUR).ravel())
    vectors = np.array(drawn, np.float32)
    vectors -= vectors.mean(axis=1, keepdims=True)
    unit: npt.NDArray[np.float32] = vectors / (np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-9)
    return unit


def main() -> None:
    """Measure and write."""
    chars = all_characters()
    known = meant_characters()
    rows = [chars.index(char) for char in known]
    likeness = sum(unit[rows] @ unit.T for unit in (glyphs(path, index, chars) for path, index in FONTS)) / len(FONTS)
    lines = []
    for char, values in zip(known, likeness, strict=True):
        near = [k for k in np.argsort(-values)[: MOST + 1] if chars[k] != char and values[k] >= LIKE]
        very = "".join(chars[k] for k in near if values[k] >= VERY_LIKE)
        very += "".join(other for other in FAMILIAR.get(char, "") if other not in very and other != char)
        less = "".join(chars[k] for k in near if values[k] < VERY_LIKE)
        less = "".join(other for other in less if other not in very)
        if very or less:
            lines.append(f"{char}\t{very}\t{less}\n")
    OUT.write_text(HEAD + "".join(lines), encoding="utf-8")
    print(f"{OUT.relative_to(ROOT)}: {len(lines)} characters")


if __name__ == "__main__":
    main()
