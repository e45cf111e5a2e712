"""What a run keeps for the next one, in OUT/.gkml: which outputs are its own, and a piece for each input.

A piece holds what the tables about the whole run need of one input, so that they can be written without reading
it again. It is written aside and renamed after the result itself: where the piece stands, the input is done.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import shutil
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import IO, Any

from gkml_extract.batch.outcome import Outcome, outcome_from_json, outcome_to_json
from gkml_extract.regex import regex
from gkml_extract.writers.json import encode_json
from gkml_extract.writers.output import written_aside

STATE_FOLDER = ".gkml"
_ASIDE = regex(r"\..{0,40}\.[a-z0-9_]{8}\.part")
"""What `written_aside` calls a file that is not whole yet."""


@dataclass(frozen=True, slots=True)
class Rows:
    """The items of one document as they stand in the tables of all: CSV rows without a header, JSON Lines."""

    csv: bytes = b""
    jsonl: bytes = b""


class State:
    """The state folder of an output folder."""

    def __init__(self, out: Path) -> None:
        self.out = out
        self.folder = out / STATE_FOLDER
        self.lock_file = self.folder / "lock"
        self._plan_file = self.folder / "plan"
        self.page_file = self.folder / "page"

    def piece_file(self, file: str) -> Path:
        """Where the piece of the input called `file` is kept."""
        name = hashlib.sha256(file.encode("utf-8", "surrogateescape")).hexdigest()[:40]
        return self.folder / "pieces" / f"{name}.piece"

    def clear_aside(self) -> None:
        """Remove what a killed run has left half-written."""
        for path in self.out.rglob(".*.part"):
            if _ASIDE.fullmatch(path.name):
                path.unlink(missing_ok=True)

    def retire(self, plan: Mapping[str, str]) -> tuple[str, ...]:
        """Take up the plan of this run, output → input, and remove the results that are not in it any more.

        Returns the outputs that were not removed, since somebody has changed them: they are no result of ours.
        """
        changed = []
        for output, file in _read_plan(self._plan_file).items():
            if output not in plan and not self._remove(output, self.piece_file(file)):
                changed.append(output)
        current = {self.piece_file(file).name for file in plan.values()}
        for piece in (self.folder / "pieces").glob("*.piece"):
            if piece.name not in current:
                piece.unlink(missing_ok=True)
        with written_aside(self._plan_file) as stream:
            stream.write(encode_json(dict(plan)))
        return tuple(changed)

    def _remove(self, output: str, piece: Path) -> bool:
        """Remove a result; False if it is not as its piece says. Folders that are empty then go too."""
        path = self.out / output
        told = _head(piece)
        if told and told["outcome"].get("output") == output and _digest_of(path) not in (None, told["result"]):
            return False
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)
            for folder in path.relative_to(self.out).parents[:-1]:
                (self.out / folder).rmdir()
        return True


def write_piece(path: Path, key: str, outcome: Outcome, result: bytes | None = None, rows: Rows | None = None) -> None:
    """Keep an outcome; `result` is what was written as its output. Raises OutputError."""
    rows = rows or Rows()
    head = {
        "key": key,
        "outcome": outcome_to_json(outcome),
        "result": None if result is None else hashlib.sha256(result).hexdigest(),
        "csv": len(rows.csv),
        "jsonl": len(rows.jsonl),
        "rows": hashlib.sha256(rows.csv + rows.jsonl).hexdigest(),
    }
    with written_aside(path) as stream:
        stream.write(encode_json(head) + b"\n")
        stream.write(rows.csv)
        stream.write(rows.jsonl)


def read_piece(path: Path, keys: Collection[str], out: Path) -> Outcome | None:
    """The outcome that is kept under one of the keys, if it is whole and its result stands as it was written."""
    head = _head(path)
    if head is None or head["key"] not in keys:
        return None
    try:
        with path.open("rb") as stream:
            stream.readline()
            if hashlib.file_digest(stream, "sha256").hexdigest() != head["rows"]:
                return None
        outcome = outcome_from_json(head["outcome"])
    except (OSError, TypeError, ValueError, KeyError):
        return None
    if outcome.output is not None and _digest_of(out / outcome.output) != head["result"]:
        return None
    return outcome


def remove_results(out: Path, outputs: Iterable[PurePath]) -> None:
    """Remove results that are to be written anew, so that none is left that looks current and is not."""
    for output in outputs:
        with contextlib.suppress(OSError):
            (out / output).unlink()


def copy_rows(pieces: Iterable[Path], csv: IO[bytes], jsonl: IO[bytes]) -> None:
    """Append the rows of each piece, in their order, to the two tables."""
    for path in pieces:
        with path.open("rb") as stream:
            head = json.loads(stream.readline())
            csv.write(stream.read(head["csv"]))
            shutil.copyfileobj(stream, jsonl)


def _head(path: Path) -> dict[str, Any] | None:
    """The first line of a piece; None where there is none, or not a whole one."""
    try:
        with path.open("rb") as stream:
            head = json.loads(stream.readline())
    except (OSError, ValueError):
        return None
    wanted = {"key", "outcome", "result", "csv", "jsonl", "rows"}
    return head if isinstance(head, dict) and head.keys() == wanted else None


def _digest_of(path: Path) -> str | None:
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return None


def _read_plan(path: Path) -> dict[str, str]:
    try:
        plan = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    is_plan = isinstance(plan, dict) and all(isinstance(each, str) for pair in plan.items() for each in pair)
    return plan if is_plan else {}
