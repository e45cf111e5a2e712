"""report.html put together: results read back, places pictured, one page written."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gkml_extract.report.charts import charts
from gkml_extract.report.choice import MAX_PICTURES, Choice, choose
from gkml_extract.report.illustrate import PictureTask, Wanted
from gkml_extract.report.illustration import Illustration, NoPicture
from gkml_extract.report.plain import plain
from gkml_extract.report.reading import SEVERITIES, Found, Line, Read, Run, read_run
from gkml_extract.report.view import STATUS_LABELS, document_views, failure_views, status_label
from gkml_extract.report.words import code_label
from gkml_extract.writers.output import written_aside

if TYPE_CHECKING:
    from jinja2 import Environment

    from gkml_extract.model.source import Place

REPORT = "report.html"
Draw = Callable[[Sequence[PictureTask]], Iterable[tuple[int, tuple[Illustration, ...] | None]]]
"""What makes pictures: the index of each task with its pictures, as they come, or None where the drawer was lost. It is
handed in, since a page may crash who draws it, and sources may stand in archives."""
FEW_CARDS = 30
"""Up to so many documents with findings all of them stand open."""
MOST_REASONS = 20
"""Reasons for failed files that stand at the top; the table has all."""
MOST_RESUBMITTED = 100
"""Catalogues that were handed in more than once which are named; summary.json has all."""


def write_report(out: Path, lang: str, draw: Draw | None, max_pictures: int = MAX_PICTURES) -> Path:
    """Write report.html into `out`, the output folder of a batch; the path of the page.

    `draw` makes the pictures of places; None leaves them out. The same results and sources give the same bytes.

    Raises:
        SourceError: `out` holds no summary of a batch.
        OutputError: the page cannot be written.
    """
    run = read_run(out)
    choice = choose(run.lines, max_pictures)
    drawn = _drawn(choice, draw) if draw else {}
    page = _environment(lang).get_template("report.html")
    with written_aside(out / REPORT) as stream:
        for piece in page.generate(**_context(run, choice, drawn, lang, has_pictures=draw is not None)):
            stream.write(piece.encode("utf-8", "backslashreplace"))
    return out / REPORT


def _drawn(choice: Choice, draw: Draw) -> dict[str, dict[Place, Illustration]]:
    """The pictures of each document, by its file."""
    tasks = [_task(line, line.read, choice) for line in choice.lines if line.read and choice.pictured.get(line.file)]
    drawn: dict[str, dict[Place, Illustration]] = {}
    for index, pictures in draw(tasks):
        places = [wanted.place for wanted in tasks[index].wanted]
        known = pictures or (NoPicture.UNREADABLE,) * len(places)
        drawn[tasks[index].file] = dict(zip(places, known, strict=True))
    return drawn


def _task(line: Line, read: Read, choice: Choice) -> PictureTask:
    places = [found.place for found in choice.pictured[line.file] if found.place is not None]
    wanted = tuple(Wanted(place, _values_at(place, choice.listed[line.file])) for place in places)
    return PictureTask(line.file, read.path, read.sha256, read.format, wanted)


def _values_at(place: Place, listed: Sequence[Found]) -> tuple[str, ...]:
    """What was read at a place: more findings than one may speak of it."""
    return tuple(dict.fromkeys(found.value for found in listed if found.place == place and found.value))


def _environment(lang: str) -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("gkml_extract.report", "page"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_seen,
    )
    environment.filters["base64"] = lambda data: base64.b64encode(data).decode("ascii")
    environment.filters["count"] = lambda count: f"{count:,}"
    environment.filters["percent"] = lambda share: f"{100 * share:.2f}%"
    environment.globals["plural"] = lambda count, word: word if count == 1 else f"{word}s"
    environment.globals["t"] = lambda en, zh: zh if lang == "zh" else en
    return environment


def _seen(value: Any) -> Any:
    """Every text that is put on the page, with what would not be seen spelled out. Markup is our own."""
    return plain(value) if type(value) is str else value


def _context(
    run: Run, choice: Choice, drawn: Mapping[str, Mapping[Place, Illustration]], lang: str, *, has_pictures: bool
) -> dict[str, Any]:
    from gkml_extract import __version__

    documents = list(document_views(choice, drawn, lang))
    failures = failure_views(documents)
    with_groups = [document for document in documents if document.groups]
    without_result = [document for document in documents if document.status in ("skipped", "failed")]
    statuses = {status: sum(line.status == status for line in run.lines) for status in STATUS_LABELS}
    return {
        "lang": "zh-CN" if lang == "zh" else "en",
        "version": __version__,
        "folder": _folder(run),
        "n_files": len(run.lines),
        "n_catalogues": sum(line.n_catalogues for line in run.lines),
        "n_offices": sum(office is not None for office in run.statistics.offices),
        "n_items": sum(line.n_items for line in run.lines),
        "n_findings": dict(zip(SEVERITIES, _totals(run), strict=True)),
        "statuses": [(status, status_label(status, lang), count) for status, count in statuses.items()],
        "failures": failures[:MOST_REASONS],
        "n_more_failures": max(len(failures) - MOST_REASONS, 0),
        "n_failed": statuses["failed"],
        "resubmitted": run.resubmitted[:MOST_RESUBMITTED],
        "n_more_resubmitted": max(len(run.resubmitted) - MOST_RESUBMITTED, 0),
        "key_of": {document.file: document.key for document in documents},
        "charts": charts(run.statistics, lang),
        "documents": documents,
        "n_left_out": choice.n_lines_left_out,
        "cards": with_groups,
        "are_cards_open": len(with_groups) <= FEW_CARDS,
        "codes": _codes(choice, lang),
        "n_not_listed": sum(document.n_not_listed for document in documents if document not in without_result),
        "n_of_duplicates": sum(document.n_not_listed for document in without_result),
        "n_not_pictured": sum(document.n_not_pictured for document in documents) if has_pictures else 0,
        "has_pictures": has_pictures,
        **_inlined(),
    }


def _totals(run: Run) -> list[int]:
    return [sum(line.n_findings[rank] for line in run.lines) for rank in range(len(SEVERITIES))]


def _codes(choice: Choice, lang: str) -> list[tuple[str, str]]:
    """The codes that documents of the table have, with what they say."""
    codes = {found.code for line in choice.lines if line.read for found in line.read.findings}
    codes |= {line.code for line in choice.lines if line.code}
    return sorted((code, code_label(code, lang)) for code in codes)


def _folder(run: Run) -> str:
    """The name of the folder that was read, as far as the results tell it."""
    for line in run.lines:
        if line.read is not None and line.read.path.endswith(f"/{line.file}"):
            return Path(line.read.path.removesuffix(line.file)).name
    return ""


def _inlined() -> dict[str, Any]:
    """Style and script as they stand in the page, with their hashes for its policy: nothing else may run."""
    from markupsafe import Markup

    inlined: dict[str, Any] = {}
    for key, name in (("style", "report.css"), ("script", "report.js")):
        text = (files("gkml_extract.report") / "page" / name).read_text(encoding="utf-8")
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode("ascii")
        inlined |= {key: Markup(text), f"{key}_hash": f"sha256-{digest}"}
    return inlined
