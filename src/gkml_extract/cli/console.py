"""What the user sees: messages on stderr in their language, data on stdout and nothing else."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from gkml_extract.writers.output import output_error

if TYPE_CHECKING:
    from rich.console import Console


def user_language() -> str:
    """`zh` where the locale is Chinese, else `en`. The first of LC_ALL, LC_MESSAGES and LANG that is set decides."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        locale = os.environ.get(name)
        if locale:
            return "zh" if locale.lower().startswith("zh") else "en"
    return "en"


def in_user_language(en: str, zh: str) -> str:
    """The one of the two texts that the user reads."""
    return zh if user_language() == "zh" else en


def tell(en: str, zh: str) -> None:
    """Put one message on stderr, in the user's language."""
    print(in_user_language(en, zh), file=sys.stderr)  # noqa: T201 - this is the one place that prints


@contextmanager
def page_progress(name: str) -> Iterator[None]:
    """Shows on a terminal which page of a file is being recognised, and nothing anywhere else."""
    if not sys.stderr.isatty():
        yield
        return
    from gkml_extract.extractors.scan.progress import heard_by

    def show(number: int) -> None:
        en, zh = f"{name}: recognising page {number}", f"{name}：正在识别第 {number} 页"
        sys.stderr.write(f"\r\x1b[2K{in_user_language(en, zh)}")
        sys.stderr.flush()

    with heard_by(show):
        try:
            yield
        finally:
            sys.stderr.write("\r\x1b[2K")
            sys.stderr.flush()


@contextmanager
def data_out() -> Iterator[BinaryIO]:
    """stdout for data, in bytes.

    Raises:
        OutputError: stdout could not take it. A closed pipe stays a BrokenPipeError.
    """
    try:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as err:
        raise output_error(Path("stdout"), err) from err


def terminal(*, stderr: bool = True) -> Console:
    """A rich console on stderr, or on stdout. Without a terminal it is as wide as its tables need, and plain."""
    from rich.console import Console

    stream = sys.stderr if stderr else sys.stdout
    return Console(stderr=stderr, highlight=False, soft_wrap=True, width=None if stream.isatty() else 140)
