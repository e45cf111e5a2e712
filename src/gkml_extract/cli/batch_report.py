"""`gkml report`: the page of a batch, made anew."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from gkml_extract.cli.console import tell, user_language
from gkml_extract.cli.options import JobsOption
from gkml_extract.model.errors import SourceNotFoundError


def report(
    out: Annotated[Path, typer.Argument(metavar="OUT", readable=False, help="The output folder of `gkml batch`.")],
    sources: Annotated[
        Path | None,
        typer.Option(
            "--sources",
            metavar="FOLDER",
            help="The folder that was read, if it has moved since; pictures are made from its files.",
            show_default=False,
        ),
    ] = None,
    pictures: Annotated[
        int | None,
        typer.Option(
            "--pictures", metavar="N", min=0, help="Pictures of places, at most; 500 by default.", show_default=False
        ),
    ] = None,
    jobs: JobsOption = 0,
) -> None:
    """Write report.html of a batch anew.

    It shows what became of every file, the findings with pictures of their places, and charts. It is one file that
    needs nothing else. A source that is gone or has changed costs only its pictures.
    """
    from gkml_extract.batch.page import locate_source, write_page
    from gkml_extract.batch.run import default_n_workers

    if sources is not None and not sources.is_dir():
        raise SourceNotFoundError(f"there is no folder {sources}; check its name", f"没有文件夹 {sources}；请检查名称")
    n_workers = jobs or default_n_workers()
    page = write_page(
        out,
        user_language(),
        lambda task: locate_source(Path(task.path) if sources is None else sources / task.file),
        n_workers,
        max_pictures=pictures,
    )
    tell(f"→ {page}", f"→ {page}")
