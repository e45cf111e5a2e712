"""`gkml parse`: one cell's text to its value, one JSON line a text."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from gkml_extract.cli.console import data_out, in_user_language, user_language
from gkml_extract.model.errors import CorruptSourceError, UsageError
from gkml_extract.writers.json import encode_json

if TYPE_CHECKING:
    from gkml_extract.model.deadline import Deadline


class Cell(StrEnum):
    """The sorts of cells that can be read alone."""

    DEADLINE = "deadline"
    HEADER = "header"
    CITATION = "citation"
    CHANNELS = "channels"


def parse(
    cell: Annotated[
        Cell, typer.Argument(metavar="CELL", help=f"What the texts are: {', '.join(Cell)}.", show_default=False)
    ],
    texts: Annotated[
        list[str] | None,
        typer.Argument(metavar="TEXT", help="The texts; - or nothing reads them from stdin, a line each."),
    ] = None,
    start: Annotated[
        str | None,
        typer.Option(
            "--from",
            metavar="DATE",
            help="For deadline: the day its clock starts, such as 2024-09-29 (2024-09-29T10:00 for hours); adds when it"
            " is due.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Read the text of a single cell: prints one JSON line for each text, in order."""
    if start is not None and cell is not Cell.DEADLINE:
        raise UsageError(f"--from goes with deadline, not with {cell}", f"--from 只用于 deadline，不用于 {cell}")
    read = _PARSERS[cell]() if start is None else _due_parser(_moment(start))
    with data_out() as stream:
        for text in _texts(texts or ["-"]):
            stream.write(encode_json(read(text)) + b"\n")


def _texts(given: Iterable[str]) -> Iterator[str]:
    for text in given:
        if text == "-":
            yield from _stdin_lines()
        else:
            yield text


def _stdin_lines() -> Iterator[str]:
    for number, line in enumerate(sys.stdin.buffer, start=1):
        try:
            yield line.decode("utf-8-sig").rstrip("\r\n")
        except UnicodeDecodeError as err:
            raise CorruptSourceError(
                f"line {number} of stdin is not UTF-8; convert it first (iconv -f GB18030 -t UTF-8)",
                f"标准输入第 {number} 行不是 UTF-8；请先转换（iconv -f GB18030 -t UTF-8）",
            ) from err


def _deadline_parser() -> Callable[[str], Any]:
    from gkml_extract.normalise.deadline import parse_deadline

    return lambda text: parse_deadline(text).deadline.model_dump(mode="json")


def _moment(text: str) -> date:
    """A day, or a moment where an hour is given."""
    try:
        return date.fromisoformat(text) if len(text) <= len("2024-09-29") else datetime.fromisoformat(text)
    except ValueError as err:
        raise UsageError(
            f"--from {text} is no date; write it as 2024-09-29 or 2024-09-29T10:00",
            f"--from {text} 不是日期；请写成 2024-09-29 或 2024-09-29T10:00",
        ) from err


def _due_parser(start: date) -> Callable[[str], Any]:
    from gkml_extract.normalise.deadline import parse_deadline

    return lambda text: _with_due(parse_deadline(text).deadline, start)


def _with_due(deadline: Deadline, start: date) -> dict[str, Any]:
    """A deadline as JSON with when it is due; a compound's clauses have days of their own."""
    from gkml_extract.normalise.deadline.due import due_of
    from gkml_extract.normalise.deadline.reasons import moved_text, reason_text

    due, lang = due_of(deadline, start), user_language()
    notes = [reason_text(due.reason, lang)] if due.reason else []
    notes += [moved_text(due.moved_from, lang)] if due.moved_from else []
    return deadline.model_dump(mode="json") | {
        "clauses": [_with_due(clause, start) for clause in deadline.clauses],
        "due": due.due.isoformat() if due.due else None,
        "due_not_before": due.not_before.isoformat() if due.not_before else None,
        "due_reason": due.reason,
        "due_moved_from": due.moved_from.isoformat() if due.moved_from else None,
        "due_note": in_user_language("; ", "；").join(notes) or None,
    }


def _header_parser() -> Callable[[str], Any]:
    from gkml_extract.lexicon.header import parse_header

    def read(text: str) -> dict[str, Any]:
        label = parse_header(text)
        return {"text": label.text, "field": label.field, "score": label.score, "rule": label.rule}

    return read


def _citation_parser() -> Callable[[str], Any]:
    from gkml_extract.normalise.citation import parse_legal_basis

    return lambda text: parse_legal_basis(text).basis.model_dump(mode="json")


def _channels_parser() -> Callable[[str], Any]:
    from gkml_extract.normalise.channels import parse_channels

    return lambda text: [channel.model_dump(mode="json") for channel in parse_channels(text).channels]


_PARSERS: dict[Cell, Callable[[], Callable[[str], Any]]] = {
    Cell.DEADLINE: _deadline_parser,
    Cell.HEADER: _header_parser,
    Cell.CITATION: _citation_parser,
    Cell.CHANNELS: _channels_parser,
}
