"""What is told of every input, also of those that no worker has read: skipped, refused, duplicate, not reached."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from gkml_extract.batch.inventory import Input
from gkml_extract.batch.outcome import Outcome, Status, error_code, failure
from gkml_extract.batch.walk import Skip

_SKIP_TEXTS = {
    Skip.LINK: ("a link; links are not followed", "符号链接，不予跟随"),
    Skip.SPECIAL: ("not a plain file", "不是普通文件"),
    Skip.HIDDEN: ("hidden, or a lock file", "隐藏文件或锁定文件"),
    Skip.PARTIAL: ("not complete yet, or open in another program", "文件尚不完整，或正被其他程序打开"),
    Skip.ABOUT: ("tells about the folder", "文件夹说明"),
    Skip.UNREADABLE: ("this folder cannot be entered; check its permissions", "无法进入此文件夹；请检查权限"),
}


def tell_all(folder: Path, inputs: Sequence[Input], outcomes: Mapping[str, Outcome], lang: str) -> list[Outcome]:
    """The outcome of every input, in their order; `outcomes` are those of the inputs that were read, by name."""
    first = {each.digest: each for each in reversed(inputs) if each.digest}
    return [_tell(folder, each, first.get(each.digest, each), outcomes, lang) for each in inputs]


def _tell(folder: Path, given: Input, first: Input, outcomes: Mapping[str, Outcome], lang: str) -> Outcome:
    if given.skip is not None:
        return _skipped(given.name, given.skip, lang)
    if given.refusal is not None:
        return failure(given.name, error_code(given.refusal), given.refusal.text(lang), given.refusal.exit_code)
    outcome = outcomes.get(first.name) or _not_reached(first, lang)
    return outcome if first is given else _duplicate(folder, given.name, outcome, lang)


def _skipped(file: str, reason: Skip, lang: str) -> Outcome:
    en, zh = _SKIP_TEXTS[reason]
    message = zh if lang == "zh" else en
    if reason is Skip.UNREADABLE:
        return failure(file, reason.value, message)
    return Outcome(file, Status.SKIPPED, reason.value, message)


def _not_reached(given: Input, lang: str) -> Outcome:
    message = "运行已中断，尚未处理" if lang == "zh" else "not reached before the run was interrupted"
    return Outcome(given.name, Status.SKIPPED, "interrupted", message, digest=given.digest)


def _duplicate(folder: Path, file: str, of: Outcome, lang: str) -> Outcome:
    """A file with the bytes of another: it fails as that does, or that one's result stands for both."""
    if of.is_read:
        message = (
            f"与 {of.file} 完全相同，结果见 {of.output}"
            if lang == "zh"
            else f"the same as {of.file}; see its result {of.output}"
        )
        return Outcome(file, Status.SKIPPED, "duplicate", message, digest=of.digest, duplicate_of=of.file)
    message = (of.message or "").replace(str(folder / of.file), str(folder / file))
    return replace(of, file=file, message=message, duplicate_of=of.file, seconds=0.0, trace=None)
