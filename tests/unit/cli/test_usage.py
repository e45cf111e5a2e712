"""A command line that cannot work, where the locale is Chinese: nothing is told in English."""

from __future__ import annotations

import errno
import os
import re
from pathlib import Path

import pytest
from typer.main import get_command

from gkml_extract.cli.app import app
from gkml_extract.cli.usage import UsageFault, tell_usage
from gkml_extract.writers.output import output_error

_LATIN = re.compile("[A-Za-z]+")
FAULTS = [
    (["nosuch"], "没有命令 nosuch"),
    (["extrac", "a.pdf"], "没有命令 extrac，可能是 extract"),
    (["golden", "nope"], "没有命令 nope"),
    (["extract"], "缺少参数 FILE"),
    (["batch", "in"], "缺少选项 --out / -o"),
    (["extract", "a.pdf", "--engin", "auto"], "没有选项 --engin，可能是 --engine"),
    (["-x"], "没有选项 -x"),
    (["extract", "a.pdf", "--format"], "选项 --format 后面缺少内容"),
    (["batch", "in", "--retry-failed=1"], "选项 --retry-failed 后面不应有内容"),
    (["schema", "a", "b"], "多余的参数 a b"),
    (["extract", "a.pdf", "--engine", "nope"], "选项 --engine 的内容不可用（没有 nope 这一项，可用：auto、pdfium"),
    (["parse", "nope", "x"], "参数 CELL 的内容不可用（没有 nope 这一项，可用：deadline、header"),
    (["batch", "in", "-o", "out", "--jobs", "abc"], "选项 --jobs / -j 的内容不可用（abc 不是整数）"),
    (["batch", "in", "-o", "out", "--jobs", "1.5"], "选项 --jobs / -j 的内容不可用（1.5 不是整数）"),
    (["batch", "in", "-o", "out", "--jobs", "-3"], "选项 --jobs / -j 的内容不可用（应为不小于 0 的数）"),
    (["batch", "in", "-o", "out", "--timeout", "q"], "选项 --timeout 的内容不可用（q 不是数）"),
    (["tables", "a.pdf", "--page", "0"], "选项 --page 的内容不可用（应为不小于 1 的数）"),
]


@pytest.mark.parametrize(("arguments", "expected"), FAULTS, ids=lambda each: " ".join(each) if each else "")
def test_a_fault_of_usage_is_told_in_chinese(
    arguments: list[str], expected: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The only Latin words are those of the command line itself."""
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    with pytest.raises(UsageFault) as caught:
        get_command(app).main(arguments, prog_name="gkml", standalone_mode=False)
    assert tell_usage(caught.value) == 2
    told = capsys.readouterr().err
    assert told.startswith(f"gkml：{expected}")
    said, _, where = told.partition("；用法见 ")
    assert where.startswith("gkml")
    own = {"gkml", "engine", "engines", "hint", "extract", "FILE", "CELL", *_LATIN.findall(" ".join(arguments))}
    own |= {"auto", "pdfium", "pdfplumber", "camelot", "deadline", "header", "citation", "channels", "out", "o", "j"}
    assert set(_LATIN.findall(said)) <= own


def test_a_fault_of_an_unknown_kind_is_told_without_typer_s_words(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What typer may say one day."""
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert tell_usage(UsageFault("Something else is amiss.")) == 2
    assert capsys.readouterr().err == "gkml：命令有误；用法见 gkml -h\n"


@pytest.mark.parametrize(
    ("number", "reason"),
    [(errno.EACCES, "没有权限"), (errno.ENOSPC, "磁盘空间不足"), (errno.EXDEV, f"系统错误 {errno.EXDEV}")],
)
def test_what_the_system_will_not_do_is_told_in_chinese(number: int, reason: str) -> None:
    """The reason too; one that has no words here by its number."""
    err = output_error(Path("结果.json"), OSError(number, os.strerror(number)))
    assert err.zh.startswith(f"无法写入 结果.json：{reason}；")
    assert os.strerror(number) in err.en
