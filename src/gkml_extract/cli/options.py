"""Options that more than one command has, and what they choose."""

from __future__ import annotations

from typing import Annotated

import typer

from gkml_extract.model.engine import Engine
from gkml_extract.writers.contract import Headers
from gkml_extract.writers.registry import FORMAT_NAMES

FormatOption = Annotated[
    str | None,
    typer.Option(
        "--format",
        "-f",
        metavar="|".join(FORMAT_NAMES),
        help=f"The output format; {FORMAT_NAMES[0]} unless said otherwise.",
        show_default=False,
    ),
]
HeadersOption = Annotated[
    Headers, typer.Option("--headers", metavar="|".join(Headers), help="Language of the column headers of a table.")
]
JobsOption = Annotated[
    int, typer.Option("--jobs", "-j", metavar="N", min=0, help="Worker processes; 0 is one for each core.")
]
TimeoutOption = Annotated[
    float, typer.Option("--timeout", metavar="SECONDS", min=0, help="Seconds for one file; 0 is no limit.")
]
MemoryOption = Annotated[
    int, typer.Option("--memory", metavar="MB", min=0, help="Memory for one file (Linux only); 0 is no limit.")
]
TIMEOUT_S, MEMORY_MB = 300.0, 3072
"""What one file may take where nothing else is said."""
RetryOption = Annotated[bool, typer.Option("--retry-failed", help="Read again what an earlier run could not read.")]
NoReportOption = Annotated[bool, typer.Option("--no-report", help="Leave out report.html.")]
EngineOption = Annotated[
    Engine,
    typer.Option(
        "--engine",
        metavar="|".join(Engine),
        help="Who reads the tables of a PDF; auto asks second readers where the first one doubts.",
    ),
]
