"""`gkml golden`: every sample against its hand-made truth."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Annotated

import typer

from gkml_extract.batch.outcome import error_code
from gkml_extract.batch.walk import walk_folder
from gkml_extract.cli.console import in_user_language, tell, terminal
from gkml_extract.cli.extract import read_document
from gkml_extract.cli.guard import Exit, guarded
from gkml_extract.cli.report import Judged, show_differences, show_table
from gkml_extract.model.errors import ExtractorConflictError, GkmlError, UnknownFormatError, UsageError
from gkml_extract.writers.output import written_aside

if TYPE_CHECKING:
    from gkml_extract.model.record import Document

golden_app = typer.Typer(
    help="Compare every sample with its golden, or make new goldens.", no_args_is_help=True, rich_markup_mode=None
)

SamplesOption = Annotated[Path, typer.Option("--samples", help="The folder of samples.")]
GoldenOption = Annotated[Path, typer.Option("--golden", help="The folder of goldens.")]


@dataclass(frozen=True, slots=True)
class _Case:
    """A sample and the golden of its name; either may be missing.

    Names are relative, and without suffix unless another sample would be called the same.
    """

    name: str
    sample: Path | None
    golden: Path | None


def test(
    samples: SamplesOption = Path("samples"),
    golden: GoldenOption = Path("golden"),
    short: Annotated[bool, typer.Option("--short", "-s", help="Only the table, not every difference.")] = False,
) -> int:
    """Read every sample and compare it with its golden; leaves with 1 where one fails.

    Four failures are told apart: no-golden (a sample without one), no-source (a golden without a sample, or
    whose sample no reader claims), two-readers (more than one claims it), and differences.
    """
    judged = [_judge(case) for case in _cases(samples, golden)]
    console = terminal(stderr=False)
    for one in judged:
        if not short and one.comparison and not one.is_good:
            show_differences(console, one.name, one.comparison)
    show_table(console, judged)
    return Exit.OK if all(one.is_good for one in judged) else Exit.DIFFERENT


def accept(
    names: Annotated[
        list[str], typer.Argument(metavar="NAME", help="Samples, as text/xishan or only xishan.", show_default=False)
    ],
    samples: SamplesOption = Path("samples"),
    golden: GoldenOption = Path("golden"),
    force: Annotated[bool, typer.Option("--force", help="Write over a golden that differs.")] = False,
) -> None:
    """Write the result of the named samples as their goldens, and show what that changes.

    A golden is the truth as a person read it in the document: read every difference against it first.
    """
    cases = [_named(name, _cases(samples, golden)) for name in names]
    refused = [case.name for case in cases if not _accept(case, golden, force)]
    if refused:
        raise UsageError(
            f"not written over: {', '.join(refused)}; read the differences above, then use --force",
            f"未覆盖：{'、'.join(refused)}；请先核对以上差异，再使用 --force",
        )


golden_app.command()(guarded(test))
golden_app.command()(guarded(accept))


def _cases(samples: Path, golden: Path) -> list[_Case]:
    """Every sample, and every golden that serves none."""
    from gkml_extract.compare.golden import golden_name

    goldens = {
        file.with_suffix("").as_posix(): golden / file for file in walk_folder(golden).files if file.suffix == ".json"
    }
    files = walk_folder(samples).files
    short = Counter(file.with_suffix("") for file in files)
    cases, served = [], set()
    for file in files:
        name = file.with_suffix("") if short[file.with_suffix("")] == 1 else file
        found = golden_name(file.as_posix(), goldens)
        cases.append(_Case(name.as_posix(), samples / file, goldens[found] if found else None))
        served.add(found)
    return cases + [_Case(name, None, goldens[name]) for name in sorted(goldens.keys() - served)]


def _judge(case: _Case) -> Judged:
    if case.sample is None:
        return _failed(case, "no-source", "no sample of this name", "没有同名样本")
    if case.golden is None:
        return _failed(case, "no-golden", "no golden of this name", "没有同名 golden")
    try:
        document = read_document(case.sample)
    except UnknownFormatError as err:
        return _failed(case, "no-source", err.en, err.zh)
    except ExtractorConflictError as err:
        return _failed(case, "two-readers", err.en, err.zh)
    except GkmlError as err:
        return _failed(case, error_code(err), err.en, err.zh)
    from gkml_extract.compare.documents import compare_documents
    from gkml_extract.compare.golden import read_golden

    comparison = compare_documents(document, read_golden(case.golden))
    return Judged(case.name, _n_items(document), comparison)


def _failed(case: _Case, code: str, en: str, zh: str) -> Judged:
    return Judged(case.name, problem=(code, in_user_language(en, zh)))


def _n_items(document: Document) -> int:
    return sum(len(catalogue.items) for catalogue in document.catalogues)


def _named(name: str, cases: list[_Case]) -> _Case:
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


def _accept(case: _Case, folder: Path, force: bool) -> bool:
    """Write the golden of a case unless it differs from one that stands. Whether it is now as the result."""
    from gkml_extract.compare.documents import compare_documents
    from gkml_extract.compare.golden import golden_json, read_golden

    assert case.sample is not None, "only cases with a sample are named"
    document = read_document(case.sample)
    path = case.golden or folder / f"{case.name}.json"
    if case.golden is not None:
        comparison = compare_documents(document, read_golden(case.golden))
        if comparison.is_same:
            tell(f"{case.name}: unchanged", f"{case.name}：无变化")
            return True
        show_differences(terminal(), case.name, comparison)
        if not force:
            return False
    with written_aside(path) as stream:
        stream.write(golden_json(document))
    tell(
        f"{path}: written, {_n_items(document)} items; read it against the document before you commit it",
        f"{path}：已写入，{_n_items(document)} 个条目；提交前请对照原文核对",
    )
    return True
