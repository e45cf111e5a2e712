"""`gkml golden`: every sample against its hand-made truth."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path, PurePath, PurePosixPath
from typing import TYPE_CHECKING, Annotated

import typer

from gkml_extract.batch.archive import is_archive
from gkml_extract.batch.outcome import error_code
from gkml_extract.batch.walk import walk_folder
from gkml_extract.cli.console import data_out, in_user_language, tell, user_language
from gkml_extract.cli.extract import read_document
from gkml_extract.cli.guard import Exit, guarded
from gkml_extract.model.errors import DependencyError, GkmlError, SourceNotFoundError, UnknownFormatError, UsageError
from gkml_extract.writers.output import written_aside

if TYPE_CHECKING:
    from gkml_extract.compare.judged import Judged
    from gkml_extract.model.record import Document

golden_app = typer.Typer(
    help="Compare every sample with its golden, or make new goldens.", no_args_is_help=True, rich_markup_mode=None
)

SamplesOption = Annotated[Path, typer.Option("--samples", help="The folder of samples.")]
GoldenOption = Annotated[Path, typer.Option("--golden", help="The folder of goldens.")]


class Failure(StrEnum):
    """Why a sample does not pass, other than by a difference; and why it is left out."""

    GOLDEN_MISSING = "golden-missing"
    NOT_READ = "not-read"
    DOCUMENT_MISSING = "document-missing"
    GOLDEN_BROKEN = "golden-broken"
    LEFT_OUT = "left-out"


class TestFormat(StrEnum):
    """For a person, or for a program."""

    TEXT = "text"
    JSON = "json"


@dataclass(frozen=True, slots=True)
class _Case:
    """A sample and the golden of its name; either may be missing. `file` is the sample's relative name.

    Names are relative, and without suffix unless another sample would be called the same.
    """

    name: str
    sample: Path | None
    golden: Path | None
    file: str = ""


def test(
    folders: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="DIR",
            readable=False,
            help="What to test: a folder in the samples or the goldens, or one that holds samples/ and golden/.",
            show_default=False,
        ),
    ] = None,
    samples: SamplesOption = Path("samples"),
    golden: GoldenOption = Path("golden"),
    report_format: Annotated[
        TestFormat, typer.Option("--format", "-f", metavar="|".join(TestFormat), help="How to show it.")
    ] = TestFormat.TEXT,
    short: Annotated[bool, typer.Option("--short", "-s", help="Only the tables, not every difference.")] = False,
    only_golden: Annotated[
        bool, typer.Option("--only-golden", help="Count the samples without a golden instead of failing them.")
    ] = False,
) -> int:
    """Read every sample and compare it with its golden; leaves with 1 where one fails.

    Four failures are told apart: golden-missing (a sample without one), not-read (a sample that cannot be read, with
    the reason), different, and document-missing (a golden that no sample has). A golden that cannot be read is
    golden-broken. A sample that needs what is not installed here, as .doc needs LibreOffice, is named and left out;
    leaves with 5 where that are all.
    """
    from gkml_extract.compare.judged import totals_of

    cases = _wanted_cases(folders or [], samples, golden)
    wanted = [case for case in cases if case.golden] if only_golden else cases
    if len(wanted) < len(cases):
        n = len(cases) - len(wanted)
        tell(f"{n} samples without a golden are not read", f"{n} 个样本没有 golden，未读取")
    judged = [_judge(case) for case in wanted]
    if not judged:
        raise SourceNotFoundError(
            f"neither {samples} nor {golden} holds anything to test; check the folders",
            f"{samples} 与 {golden} 中都没有可测试的内容；请检查文件夹",
        )
    if report_format is TestFormat.JSON:
        _write_json(judged, samples, golden)
    else:
        from gkml_extract.cli.differences.terminal import report_console, show

        show(report_console(), judged, against_golden=True, is_short=short)
    totals = totals_of(judged)
    if totals.n_left_out == totals.n_documents:
        return DependencyError.exit_code
    return Exit.OK if totals.is_good else Exit.DIFFERENT


def _write_json(judged: Sequence[Judged], samples: Path, golden: Path) -> None:
    """The same report as of `gkml diff`."""
    from gkml_extract.compare.report import Side, diff_report
    from gkml_extract.writers.json import encode_json

    sides = Side(path=str(golden), is_golden=True), Side(path=str(samples), is_golden=False)
    report = diff_report(*sides, judged, user_language())
    with data_out() as stream:
        stream.write(encode_json(report.model_dump(mode="json"), indent=1) + b"\n")


def accept(
    names: Annotated[
        list[str], typer.Argument(metavar="NAME", help="Samples, as text/xishan or only xishan.", show_default=False)
    ],
    samples: SamplesOption = Path("samples"),
    golden: GoldenOption = Path("golden"),
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Write without asking.")] = False,
    own: Annotated[
        bool, typer.Option("--own", help="Make a golden for this format alone, where one serves several.")
    ] = False,
) -> None:
    """Show what the result of the named samples would change in their goldens, ask, and write it.

    A golden is the truth as a person read it in the document: read every difference against it first. Of a new one
    every row is shown with its names, deadline and ticked channels, and every finding; its folder is made.
    """
    cases = _cases(samples, golden, is_new=not golden.exists())
    chosen = [_named(name, cases) for name in names]
    refused = [case.name for case in chosen if not _accept(case, cases, golden, is_sure=yes, is_own=own)]
    if refused:
        raise UsageError(
            f"not written: {', '.join(refused)}; read what stands above, then answer y or use --yes",
            f"未写入：{'、'.join(refused)}；请先核对以上内容，再回答 y 或使用 --yes",
        )


golden_app.command()(guarded(test))
golden_app.command()(guarded(accept))


def _wanted_cases(folders: Sequence[Path], samples: Path, golden: Path) -> list[_Case]:
    """The cases of the named folders, each once; all without a name."""
    if not folders:
        return _cases(samples, golden)
    wanted: dict[str, _Case] = {}
    for folder in folders:
        if (folder / "samples").is_dir() and (folder / "golden").is_dir():
            cases = [
                replace(case, name=(folder / case.name).as_posix())
                for case in _cases(folder / "samples", folder / "golden")
            ]
        else:
            below = _below(folder, samples, golden)
            cases = [case for case in _cases(samples, golden) if PurePosixPath(case.name).is_relative_to(below)]
        wanted |= {case.name: case for case in cases}
    return list(wanted.values())


def _below(folder: Path, samples: Path, golden: Path) -> PurePath:
    """The folder relative to that of the samples, or of the goldens."""
    for top in (samples, golden):
        if folder.is_dir() and folder.resolve().is_relative_to(top.resolve()):
            return folder.resolve().relative_to(top.resolve())
        if (top / folder).is_dir() and not folder.is_absolute():
            return PurePath(folder)
    raise UsageError(
        f"{folder} is neither in {samples} nor in {golden}, and does not hold samples/ and golden/",
        f"{folder} 既不在 {samples} 或 {golden} 中，也不含 samples/ 与 golden/ 两个文件夹",
    )


def _cases(samples: Path, golden: Path, *, is_new: bool = False) -> list[_Case]:
    """Every sample, and every golden that serves none; of a folder that `is_new` there are no goldens."""
    from gkml_extract.compare.golden import golden_name

    files = _files_below(samples, samples, golden)
    found_goldens = [] if is_new else _files_below(golden, samples, golden)
    goldens = {file.with_suffix("").as_posix(): golden / file for file in found_goldens if file.suffix == ".json"}
    short = Counter(file.with_suffix("") for file in files)
    cases, served = [], set()
    for file in files:
        name = file.with_suffix("") if short[file.with_suffix("")] == 1 else file
        found = golden_name(file.as_posix(), goldens)
        cases.append(_Case(name.as_posix(), samples / file, goldens[found] if found else None, file.as_posix()))
        served.add(found)
    return cases + [_Case(name, None, goldens[name]) for name in sorted(goldens.keys() - served)]


def _files_below(folder: Path, samples: Path, golden: Path) -> Sequence[Path]:
    """The files of one of the two folders. Raises SourceNotFoundError, with what to do, where it is missing."""
    if not folder.exists():
        raise SourceNotFoundError(
            f"there is no folder {folder}; make both (mkdir {samples} {golden}), or name yours with --samples and"
            " --golden",
            f"没有文件夹 {folder}；请新建（mkdir {samples} {golden}），或用 --samples 与 --golden 指定",
        )
    return walk_folder(folder).files


def _judge(case: _Case) -> Judged:
    from gkml_extract.compare.documents import compare_documents
    from gkml_extract.compare.golden import read_golden, read_least_right
    from gkml_extract.compare.judged import Judged

    if case.sample is None:
        return _failed(case, Failure.DOCUMENT_MISSING, "no sample of this name", "没有同名样本")
    try:
        document = _read_sample(case.sample)
    except DependencyError as err:
        return _failed(case, Failure.LEFT_OUT, err.en, err.zh)
    except GkmlError as err:
        code = error_code(err)
        return _failed(case, Failure.NOT_READ, f"{code}: {err.en}", f"{code}：{err.zh}")
    if case.golden is None:
        return _failed(case, Failure.GOLDEN_MISSING, "no golden of this name", "没有同名 golden")
    try:
        golden, least_right = read_golden(case.golden), read_least_right(case.golden)
    except GkmlError as err:
        return _failed(case, Failure.GOLDEN_BROKEN, err.en, err.zh)
    return Judged(case.name, compare_documents(golden, document), least_right=least_right)


def _read_sample(path: Path) -> Document:
    """The document of a sample. Raises UnknownFormatError with what to do for a zip, which `gkml batch` reads."""
    try:
        return read_document(path)
    except UnknownFormatError:
        if not is_archive(path):
            raise
        raise UnknownFormatError(
            f"{path.name} is a zip: a golden is of one document; unpack it among the samples",
            f"{path.name} 是压缩包，而 golden 对应单个文件；请解压到样本文件夹中",
        ) from None


def _failed(case: _Case, failure: Failure, en: str, zh: str) -> Judged:
    from gkml_extract.compare.judged import Judged, Problem

    return Judged(case.name, problem=Problem(failure.value, en, zh), is_left_out=failure is Failure.LEFT_OUT)


def _n_items(document: Document) -> int:
    return sum(len(catalogue.items) for catalogue in document.catalogues)


def _named(name: str, cases: Sequence[_Case]) -> _Case:
    """The one case called `name`, with or without its folder."""
    wanted = PurePosixPath(name)
    matches = [
        case for case in cases if case.sample and name in (case.name, PurePosixPath(case.name).name, str(case.sample))
    ]
    if len(matches) == 1:
        return matches[0]
    known = ", ".join(case.name for case in (matches or cases))
    if matches:
        raise UsageError(f"{wanted} could be each of {known}; say which", f"{wanted} 可指 {known}；请写明是哪一个")
    raise UsageError(f"there is no sample {wanted}; there are {known}", f"没有样本 {wanted}；现有 {known}")


def _accept(case: _Case, cases: Sequence[_Case], folder: Path, *, is_sure: bool, is_own: bool) -> bool:
    """Write the golden of a case if that is wanted. Whether it is now as the result."""
    from gkml_extract.compare.documents import compare_documents
    from gkml_extract.compare.golden import golden_json, read_golden, read_least_right

    assert case.sample is not None, "only cases with a sample are named"
    document = _read_sample(case.sample)
    path = folder / f"{case.file}.json" if is_own else case.golden or folder / f"{case.name}.json"
    if case.golden is None:
        _show_new(document, path)
    else:
        comparison = compare_documents(read_golden(case.golden), document)
        if comparison.is_same:
            tell(f"{case.name}: unchanged", f"{case.name}：无变化")
            return True
        from gkml_extract.cli.differences.terminal import report_console, show_differences

        show_differences(report_console(stderr=True), case.name, comparison, against_golden=True)
        _name_others(case, cases, path)
    if not is_sure and not _is_wanted(path):
        return False
    with written_aside(path) as stream:
        stream.write(golden_json(document, read_least_right(case.golden) if case.golden else 1.0))
    tell(
        f"{path}: written, {_n_items(document)} items; read it against the document before you commit it",
        f"{path}：已写入，{_n_items(document)} 个条目；提交前请对照原文核对",
    )
    return True


def _show_new(document: Document, path: Path) -> None:
    """What a golden that does not stand yet would hold, to be read against the document."""
    from gkml_extract.cli.outline import outline

    tell(f"{path} is new:", f"{path} 为新建：")
    for line in outline(document):
        tell(line, line)


def _name_others(case: _Case, cases: Sequence[_Case], path: Path) -> None:
    """Say which other samples the golden serves that is to be written."""
    others = [other.name for other in cases if other.golden == path and other.sample and other.name != case.name]
    if others:
        names = ", ".join(others)
        tell(
            f"{path} serves {names} as well; --own makes one for {case.name} alone",
            f"{path} 同时用于 {names}；使用 --own 可为 {case.name} 单独建立",
        )


def _is_wanted(path: Path) -> bool:
    """Whether the user answers yes; no answer is none."""
    sys.stderr.write(in_user_language(f"Write {path}? [y/N] ", f"写入 {path}？[y/N] "))
    sys.stderr.flush()
    answer = sys.stdin.readline() if sys.stdin else ""
    if not answer.endswith("\n"):
        sys.stderr.write("\n")
    return answer.strip().lower() in ("y", "yes", "是")
