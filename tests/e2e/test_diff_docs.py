"""What docs/diff.md and its Chinese twin show is what the command prints."""

from __future__ import annotations

import re
import shlex

import pytest

from support.command import gkml
from support.goldens import ROOT

DOCS = ROOT / "docs"
SHOWN = re.compile(r"^```\n\$ gkml (?P<args>.*)\n(?P<out>(?:.*\n)*?)```$", re.MULTILINE)
EXAMPLES = [
    (name, lang, match["args"], match["out"])
    for name, lang in (("diff.md", "C.UTF-8"), ("diff.zh-CN.md", "zh_CN.UTF-8"))
    for match in SHOWN.finditer((DOCS / name).read_text(encoding="utf-8"))
]


@pytest.mark.parametrize(("name", "lang", "args", "out"), EXAMPLES, ids=[f"{each[0]} {each[2]}" for each in EXAMPLES])
def test_the_example_prints_what_is_shown(name: str, lang: str, args: str, out: str) -> None:
    """Line by line."""
    ran = gkml(*shlex.split(args), cwd=DOCS / "examples", lang=lang)
    assert (ran.code, ran.err) == (1, "")
    assert ran.text.splitlines() == out.splitlines()


def test_both_languages_show_examples() -> None:
    """The same ones."""
    shown = [[args for each, _, args, _ in EXAMPLES if each == name] for name in ("diff.md", "diff.zh-CN.md")]
    assert len(shown[0]) == 2
    assert shown[0] == shown[1]


def test_the_example_has_every_kind_of_change() -> None:
    """As a person sees it in the two pages: a group moved up, a row split, one added, one removed, cells edited."""
    out = next(out for name, _, args, out in EXAMPLES if name == "diff.md" and "--short" not in args)
    assert "rows: moved 2, split 1, removed 1, added 1" in out
    for edited in (
        "主要职责、办公地址、联系电话{+、办公时间+}",
        "自信息形成或者变更之日起[-20-]{+7+}个工作日内",
        "《中华人民共和国水法》{+《中华人民共和国长江保护法》+}",
        "■政府网站；[-□-]{+■+}政务新媒体",
        "自批复之日起20日内{+公开+}  (read the same)",
        "每年[-6-]{+5+}月底前",
    ):
        assert edited in out
