"""`gkml lexicon`: what the vocabularies lack for a folder, and what of them it does not use."""

from __future__ import annotations

import tomllib
from pathlib import Path

from support.command import gkml

DUMP = """序号|公开事项|公开内容|公开渠道和载体|公开依据|公开时限|信息上墙时段
1|机构职能|甲|政府网站、村口大槐树|《预算法》|及时公开|丙
2|领导信息|乙|政府网站|《预算法》|及时公开|丁
"""


def test_unmatched_is_toml_of_what_nobody_knows(tmp_path: Path) -> None:
    """A label and a channel of the folder; a file that is no document is left out with a message."""
    (tmp_path / "a.txt").write_text(DUMP, encoding="utf-8")
    (tmp_path / "b.bin").write_bytes(b"\x00\x01\x02")
    ran = gkml("lexicon", "unmatched", tmp_path)
    entries = tomllib.loads(ran.text)["entry"]
    assert ran.code == 0
    assert [(one["value"], one["spellings"], one["source"]) for one in entries] == [
        ("extra", ["信息上墙时段"], "a.txt"),
        ("其他", ["村口大槐树"], "a.txt"),
    ]
    assert "b.bin" in ran.err


def test_unused_leaves_out_what_is_printed(tmp_path: Path) -> None:
    """A spelling that stands anywhere in the folder is used."""
    (tmp_path / "a.txt").write_text(DUMP, encoding="utf-8")
    ran = gkml("lexicon", "unused", tmp_path, "--lexicon", "headers")
    idle = {spelling for one in tomllib.loads(ran.text)["entry"] for spelling in one["spellings"]}
    assert {"公开频次", "网站所属栏目"} <= idle
    assert not idle & {"公开渠道和载体", "公开时限", "序号"}


def test_a_vocabulary_that_is_not_there(tmp_path: Path) -> None:
    """Is a fault of usage."""
    assert gkml("lexicon", "unused", tmp_path, "--lexicon", "../x").code == 2
