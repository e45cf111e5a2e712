"""What stands at two places, compared: two files, two folders, a folder and its goldens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from gkml_extract.batch.outcome import error_code
from gkml_extract.cli.extract import read_document
from gkml_extract.cli.results import RESULT_SUFFIXES, entries_of, read_entry, read_result, read_results
from gkml_extract.compare.documents import compare_documents
from gkml_extract.compare.fields import Fields
from gkml_extract.compare.golden import is_golden, read_least_right
from gkml_extract.compare.judged import Judged, Problem
from gkml_extract.compare.pairing import Entry, EntryPair, Facts, facts_of, pair_entries, pair_with_goldens
from gkml_extract.compare.report import Side
from gkml_extract.model.errors import DependencyError, GkmlError, SourceError, SourceNotFoundError, UsageError
from gkml_extract.model.record import Document

_NEEDS = error_code(DependencyError("", ""))
"""The code of a document that needs what is not installed here."""


@dataclass(frozen=True, slots=True)
class Compared:
    """The documents of two places, and what the places are. With `against_golden` the old side is the truth."""

    old: Side
    new: Side
    judged: tuple[Judged, ...]

    @property
    def against_golden(self) -> bool:
        """Whether one side, and only one, is a golden."""
        return self.old.is_golden and not self.new.is_golden


def compare_places(old: Path, new: Path, fields: Fields) -> Compared:
    """Compare two results, two documents as they were submitted, or two folders of results.

    Raises:
        UsageError: one is a folder and the other a file.
        SourceError: there is nothing to compare at one of them; of two files, one cannot be read.
    """
    for path in (old, new):
        if not path.exists():
            raise SourceNotFoundError(f"there is no {path}; check its name", f"{path} 不存在；请检查名称")
    if old.is_dir() != new.is_dir():
        raise UsageError(
            f"{old} and {new} are a folder and a file; give two files or two folders",
            f"{old} 与 {new} 一个是文件夹、一个是文件；请给出两个文件或两个文件夹",
        )
    return (
        _compare_folders(old, new, fields) if _holds_many(old) or _holds_many(new) else _compare_files(old, new, fields)
    )


def _holds_many(path: Path) -> bool:
    return path.is_dir() or (path.suffix == ".jsonl" and len(read_results(path)) != 1)


def _compare_files(old: Path, new: Path, fields: Fields) -> Compared:
    documents = _document_at(old), _document_at(new)
    if is_golden(documents[1]) and not is_golden(documents[0]):
        old, new, documents = new, old, documents[::-1]
    name, new_name = old.stem, new.stem if new.stem != old.stem else None
    if is_golden(documents[0]) and not is_golden(documents[1]):
        name, new_name = new.stem, None
    comparison = compare_documents(*documents, fields)
    judged = Judged(name, comparison, new_name=new_name, least_right=_least_right(old, documents))
    return Compared(_side(old, documents[0]), _side(new, documents[1]), (judged,))


def _document_at(path: Path) -> Document:
    """The document in a result, or in a file as it was submitted."""
    if path.suffix.lower() in (*RESULT_SUFFIXES, ".csv"):
        return read_result(path)
    return read_document(path)


def _side(path: Path, document: Document) -> Side:
    return Side(path=str(path), is_golden=is_golden(document))


def _compare_folders(old: Path, new: Path, fields: Fields) -> Compared:
    ours, theirs = entries_of(old), entries_of(new)
    sides = Side(path=str(old), is_golden=_are_goldens(ours)), Side(path=str(new), is_golden=_are_goldens(theirs))
    if sides[1].is_golden and not sides[0].is_golden:
        ours, theirs, sides = theirs, ours, sides[::-1]
    against_golden = sides[0].is_golden and not sides[1].is_golden
    pairs = pair_with_goldens(ours, theirs) if against_golden else pair_entries(ours, theirs, _read_facts)
    judged = [_judge(pair, fields, against_golden=against_golden) for pair in pairs]
    return Compared(*sides, tuple(judged))


def _are_goldens(entries: Sequence[Entry]) -> bool:
    """Whether the first of them that can be read is a golden."""
    for entry in entries:
        try:
            return is_golden(read_entry(entry))
        except SourceError:
            continue
    return False


def _read_facts(entry: Entry) -> Facts | None:
    try:
        return facts_of(read_entry(entry))
    except SourceError:
        return None


def _judge(pair: EntryPair, fields: Fields, *, against_golden: bool) -> Judged:
    old, new = pair.old, pair.new
    first = (new or old) if against_golden else (old or new)
    assert first is not None, "a pair names at least one side"
    problem = _problem_of(old, new, against_golden)
    if problem or old is None or new is None:
        is_left_out = problem is not None and (
            _is_of_both(old, new) or _is_counted(old, new) or (against_golden and problem.code == _NEEDS)
        )
        return Judged(first.name, problem=problem, is_left_out=is_left_out)
    try:
        documents = _read_both(old, new)
    except GkmlError as err:
        return Judged(first.name, problem=Problem("not-a-result", err.en, err.zh))
    new_name = new.name if new.name != old.name and not against_golden else None
    comparison = compare_documents(*documents, fields)
    least_right = _least_right(old.path, documents)
    return Judged(first.name, comparison, new_name=new_name, paired_by=pair.by, least_right=least_right)


def _least_right(golden: Path | None, documents: tuple[Document, Document]) -> float:
    """What a golden on the old side asks for; all cells where there is none."""
    is_judged = golden is not None and is_golden(documents[0]) and not is_golden(documents[1])
    return read_least_right(golden) if golden is not None and is_judged else 1.0


def _read_both(old: Entry, new: Entry) -> tuple[Document, Document]:
    """Both documents; two files of the same bytes are read once."""
    document = read_entry(old)
    if old.path and new.path and old.document is None and old.path.read_bytes() == new.path.read_bytes():
        return document, document
    return document, read_entry(new)


def _problem_of(old: Entry | None, new: Entry | None, against_golden: bool) -> Problem | None:
    """Why these two cannot be compared."""
    if new is not None and new.problem:
        return new.problem
    if old is not None and old.problem:
        return old.problem
    if against_golden:
        if new is None:
            return Problem("missing", "no result for this golden", "没有与此 golden 对应的结果")
        if old is None:
            return Problem("surplus", "no golden of this name", "没有同名 golden")
    if new is None:
        return Problem("removed", "only the old side has it", "仅旧的一方有此文件")
    if old is None:
        return Problem("added", "only the new side has it", "仅新的一方有此文件")
    if _is_counted(old, new):
        other = old.duplicate_of
        return Problem("duplicate", f"the same file as {other}, which is compared", f"与 {other} 相同，已比较后者")
    return None


def _is_counted(old: Entry | None, new: Entry | None) -> bool:
    """Whether on both sides it is the same file as one that is compared: its items are not to count twice."""
    return bool(old and new and old.duplicate_of and old.duplicate_of == new.duplicate_of)


def _is_of_both(old: Entry | None, new: Entry | None) -> bool:
    """Whether neither side could be read, for the same reason."""
    return bool(old and new and old.problem and new.problem and old.problem.code == new.problem.code)
