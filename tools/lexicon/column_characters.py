"""Writes lexicon/data/column_characters.txt: how often each character stands in the columns of a kind.

`python tools/lexicon/column_characters.py`. It counts what the project has of its own: the rows of item_rows.txt, the
phrases of the deadline corpus, the vocabularies of laws and channels, and names of bodies put together below.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2] / "src/gkml_extract"
TARGET = ROOT / "lexicon/data/column_characters.txt"
OF = 10_000
"""Characters of a column that the counts are of."""
HEAD = (
    "# Of 10,000 characters of the columns of a kind, how many are this one: items, content, legal_basis, deadline,\n"
    "# bodies, channels. 0 is any figure. Written by tools/lexicon/column_characters.py; do not edit.\n"
)
_PLACES = ("", "", "县", "市", "区", "镇", "乡", "各镇", "街道", "本级", "相关")
_BODIES = """
人民政府 人民政府办公室 人民政府办公厅 街道办事处 教育局 科技局 工业和信息化局 公安局 民政局 司法局 财政局
人力资源和社会保障局 自然资源局 自然资源和规划局 生态环境局 住房和城乡建设局 交通运输局 水务局 水利局
农业农村局 商务局 文化和旅游局 文化广电体育局 卫生健康局 卫生健康委员会 退役军人事务局 应急管理局 审计局
市场监督管理局 统计局 医疗保障局 林业和草原局 城市管理局 综合行政执法局 行政审批服务局 政务服务中心 大数据局
信访局 乡村振兴局 发展和改革局 发展和改革委员会 粮食和物资储备局 税务局 气象局 消防救援大队 残疾人联合会
管理委员会 社会事务办公室 党政办公室 综合办公室 办公室 财务科 人事科 法规科 规划科 业务科 监督科 审批科
政策法规股 行政审批股 综合股 经济发展办 公共服务办公室 社区居委会 村民委员会 村委会 便民服务中心 各有关部门
主管部门 相关责任单位 供水有限公司
"""
_ORDERS = ("（国务院令第00号）", "（国办发〔0000〕00号）", "（主席令第00号）", "第00条", "", "", "", "")
_BOXED = "■□"
_NUMBERED = 4
"""Each of so many contents is printed as a numbered list."""


def main() -> None:
    """Count and write."""
    counts = [
        Counter(re.sub(r"\d", "0", "".join(texts)))
        for texts in (*_rows(), _laws(), _deadlines(), _bodies(), _channels())
    ]
    totals = [sum(of.values()) for of in counts]
    lines = []
    for char in sorted(set().union(*counts)):
        shares = [round(OF * of[char] / total) for of, total in zip(counts, totals, strict=True)]
        if any(shares) and not char.isspace():
            lines.append("\t".join([char, *map(str, shares)]))
    TARGET.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")


def _rows() -> tuple[Iterator[str], Iterator[str]]:
    lines = Path(__file__).with_name("item_rows.txt").read_text(encoding="utf-8").splitlines()
    rows = [line.split("|") for line in lines if not line.startswith("#")]
    contents = (f"1.{content}；" if k % _NUMBERED == 0 else content for k, (_, _, content) in enumerate(rows))
    return (group + name for group, name, _ in rows), contents


def _laws() -> Iterator[str]:
    for k, entry in enumerate(_toml("lexicon/data/laws.toml")["entry"]):
        yield f"《{entry['value']}》{_ORDERS[k % len(_ORDERS)]}"
        yield "《中华人民共和国政府信息公开条例》" * (k % 3 == 0)


def _deadlines() -> Iterator[str]:
    for case in _toml("normalise/deadline/corpus.toml")["case"]:
        if case["group"] == "positive":
            yield re.sub(r"\s", "", case["text"])


def _bodies() -> Iterator[str]:
    return (place + body for body in _BODIES.split() for place in _PLACES)


def _channels() -> Iterator[str]:
    for entry in _toml("lexicon/data/channels.toml")["entry"]:
        for k, spelling in enumerate(entry["spellings"]):
            yield _BOXED[k % 2] + spelling


def _toml(path: str) -> dict[str, list[dict[str, str]]]:
    return tomllib.loads((ROOT / path).read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
