"""How every command ends: with one of the stated exit codes, and never with a traceback."""

from __future__ import annotations

import errno
import os
import signal
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from enum import IntEnum
from functools import wraps
from pathlib import Path
from typing import ParamSpec

import typer

from gkml_extract.cli.console import tell
from gkml_extract.cli.streams import drop_stdout
from gkml_extract.model.errors import GkmlError, SourceError, SourceNotFoundError, reason_in_chinese
from gkml_extract.writers.output import output_error

P = ParamSpec("P")

DEBUG_VARIABLE = "GKML_DEBUG"
"""Set by `--debug`: an internal error shows its traceback instead of keeping it in a file."""


_UNUSABLE_PLACE = frozenset({errno.ENAMETOOLONG, errno.EACCES, errno.EPERM, errno.ELOOP, errno.ENOTDIR})
"""What only a path that the user named can give; ENOENT could as well be a file of ours."""


_FULL_OR_CLOSED = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EBADF})


class Exit(IntEnum):
    """The exit codes. They are public interface; errors carry the rest of them (2 to 6)."""

    OK = 0
    FINDINGS = 1
    DIFFERENT = 1
    INTERNAL = 70
    INTERRUPTED = 130


def guarded(command: Callable[P, int | None]) -> Callable[P, None]:
    """`command`, which returns its exit code or None, with every error made a message and a code."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        raise typer.Exit(_exit_code(lambda: command(*args, **kwargs)))

    return run


def _exit_code(run: Callable[[], int | None]) -> int:
    try:
        return run() or Exit.OK
    except GkmlError as err:
        report(err)
        return err.exit_code
    except KeyboardInterrupt:
        tell("gkml: interrupted", "gkml：已中断")
        return Exit.INTERRUPTED
    except BrokenPipeError:
        # The reader of our stdout has seen enough (`gkml … | head`): that is its choice, not an error.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Exit.OK
    except (typer.Exit, typer.BadParameter):
        raise
    except OSError as err:
        if is_of_stdout(err):
            return _stdout_failed(err)
        if err.errno not in _UNUSABLE_PLACE:
            report_bug(err)
            return Exit.INTERNAL
        unusable = _unusable_place(err)
        report(unusable)
        return unusable.exit_code
    except Exception as err:
        report_bug(err)
        return Exit.INTERNAL


def is_of_stdout(err: OSError) -> bool:
    """Whether it is stdout that failed: a print names no file, and all else that writes gives our errors."""
    return err.filename is None and err.errno in _FULL_OR_CLOSED


def _stdout_failed(err: OSError) -> int:
    drop_stdout()
    failed = output_error(Path("stdout"), err)
    report(failed)
    return failed.exit_code


@contextmanager
def leave_if_stdout_fails() -> Iterator[None]:
    """What is printed outside of a command, such as `--help`, ends as a command does if stdout cannot take it."""
    try:
        yield
    except OSError as err:
        if not is_of_stdout(err):
            raise
        raise SystemExit(_stdout_failed(err)) from err


def _unusable_place(err: OSError) -> SourceNotFoundError:
    place = str(err.filename)
    short = place if len(place) < 100 else f"{place[:60]}…"
    return SourceNotFoundError(
        f"cannot use {short}: {err.strerror}; check the path", f"无法使用 {short}：{reason_in_chinese(err)}；请检查路径"
    )


def report(err: GkmlError) -> None:
    """Put the message of `err` on stderr, in one line."""
    tell(f"gkml: {_one_line(err.text('en'))}", f"gkml：{_one_line(err.text('zh'))}")


def report_bug(err: Exception) -> None:
    """Say in one line that we erred, and where the traceback is."""
    if os.environ.get(DEBUG_VARIABLE):
        traceback.print_exception(err)
        return
    what = _one_line(f"{type(err).__name__}: {err}")[:200]
    kept = _keep_traceback(err)
    tell(
        f"gkml: internal error ({what}); please report it with the file {kept}",
        f"gkml：内部错误（{what}）；请将文件 {kept} 一并反馈给开发者",
    )


def _keep_traceback(err: Exception) -> str:
    try:
        with tempfile.NamedTemporaryFile(
            "w", prefix="gkml-", suffix=".log", delete=False, encoding="utf-8", errors="backslashreplace"
        ) as log:
            log.write(f"gkml {' '.join(sys.argv[1:])}\n\n")
            traceback.print_exception(err, file=log)
            return log.name
    except OSError:
        return "(--debug)"


def _one_line(text: str) -> str:
    return " ".join(text.split())


@contextmanager
def ended_as_interrupt() -> Iterator[None]:
    """Being told to end (SIGTERM) is as an interrupt: what is done is kept."""

    def interrupt(number: int, frame: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def exit_code_of_failures(codes: Iterable[int], n_read: int) -> int:
    """The code of a run over several files, of which some failed with these codes.

    Findings if something was read; else the one code that all failures share, or that of a source.
    """
    distinct = set(codes)
    if n_read:
        return Exit.FINDINGS if distinct else Exit.OK
    return distinct.pop() if len(distinct) == 1 else SourceError.exit_code
