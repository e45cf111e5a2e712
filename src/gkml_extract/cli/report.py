"""Comparisons as a person, or a program, reads them: shared by `gkml diff` and `gkml golden`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from gkml_extract.cli.console import in_user_language

if TYPE_CHECKING:
    from rich.console import Console

    from gkml_extract.compare.documents import Comparison, Difference


@dataclass(frozen=True, slots=True)
class Judged:
    """One document of a comparison. `problem` says why there is no `comparison`: a stable code and a text.

    `least_right` is the share of cells that must be right; below 1 for pictures alone.
    """

    name: str
    n_items: int = 0
    comparison: Comparison | None = None
    problem: tuple[str, str] | None = None
    least_right: float = 1.0

    @property
    def is_good(self) -> bool:
        """Whether it was compared and is the same, or right as far as is asked of it."""
        return self.comparison is not None and self.comparison.meets(self.least_right)


def show_table(console: Console, judged: Sequence[Judged]) -> None:
    """One row a document and one line for all of them."""
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("")
    table.add_column(in_user_language("document", "文件"))
    table.add_column(in_user_language("items", "条目"), justify="right")
    table.add_column(in_user_language("cells right", "正确单元格"), justify="right")
    table.add_column(in_user_language("differences", "差异"), justify="right")
    table.add_column("", overflow="fold")
    for one in judged:
        mark = "[green]✓[/]" if one.is_good else "[bold red]✗[/]"
        if one.comparison is None:
            code, text = one.problem or ("", "")
            table.add_row(mark, one.name, "", "", "", f"[red]{code}[/]: {_plain(text)}")
        else:
            n_differences = len(one.comparison.differences)
            asked = ""
            if one.least_right < 1:
                share = f"{one.least_right * 100:g} %"
                asked = in_user_language(f"of a picture: {share} are asked", f"图片：要求 {share}")
            table.add_row(mark, one.name, str(one.n_items), cells_text(one.comparison), str(n_differences), asked)
    console.print(table)
    console.print(_verdict(judged))


def cells_text(comparison: Comparison) -> str:
    """Cells right of all cells, and the share; 100 % only where all are."""
    score = comparison.cells
    percent = "100" if score.right == score.total else f"{min(score.share * 100, 99.9):.1f}"
    return f"{score.right}/{score.total}  {percent:>5} %"


def _verdict(judged: Sequence[Judged]) -> str:
    n_good = sum(one.is_good for one in judged)
    colour = "bold green" if n_good == len(judged) else "bold red"
    right = sum(one.comparison.cells.right for one in judged if one.comparison)
    total = sum(one.comparison.cells.total for one in judged if one.comparison)
    text = in_user_language(
        f"{n_good} of {len(judged)} documents as expected, {right} of {total} cells right",
        f"{len(judged)} 个文件中 {n_good} 个与预期一致，{total} 个单元格中 {right} 个正确",
    )
    return f"[{colour}]{text}[/]"


def show_differences(console: Console, name: str, comparison: Comparison) -> None:
    """Every difference, the expected value in red and the one got in green; then the fields that are not all right."""
    console.print(f"[bold]{_plain(name)}[/]")
    for difference in comparison.differences:
        for line in _difference_lines(difference):
            console.print(line)
    wrong = {field: score for field, score in comparison.scores.items() if score.right < score.total}
    if wrong:
        scores = ", ".join(f"{field} {score.right}/{score.total}" for field, score in wrong.items())
        console.print("  " + in_user_language("cells right: ", "正确单元格：") + scores)


def _difference_lines(difference: Difference) -> Iterator[str]:
    where = " ".join(
        part
        for part in (
            f"catalogue {difference.catalogue}" if difference.catalogue else "",
            f"item {difference.item}" if difference.item is not None else "",
            difference.field or "",
        )
        if part
    )
    yield f"  [cyan]{_plain(where or 'catalogue 0')}[/] [dim]{difference.kind.value}[/]"
    if difference.kind != "surplus":
        yield f"    [red]- {_plain(_value_text(difference.expected))}[/]"
    if difference.kind != "missing":
        yield f"    [green]+ {_plain(_value_text(difference.got))}[/]"


def _value_text(value: Any) -> str:
    from gkml_extract.writers.json import encode_json

    return value.replace("\n", "⏎") if isinstance(value, str) else encode_json(value).decode()


def _plain(text: str) -> str:
    from rich.markup import escape

    return escape(text)


def judged_json(judged: Sequence[Judged]) -> dict[str, Any]:
    """The same as plain JSON values."""
    return {"documents": [_one_json(one) for one in judged]}


def _one_json(one: Judged) -> dict[str, Any]:
    data: dict[str, Any] = {"name": one.name, "same": one.is_good}
    if one.problem:
        return data | {"problem": {"code": one.problem[0], "message": one.problem[1]}}
    assert one.comparison is not None, "what has no comparison has a problem"
    scores = one.comparison.scores
    return data | {
        "cells": {"right": one.comparison.cells.right, "total": one.comparison.cells.total},
        "scores": {field: {"right": score.right, "total": score.total} for field, score in scores.items()},
        "differences": [
            {
                "kind": difference.kind.value,
                "catalogue": difference.catalogue,
                "item": difference.item,
                "field": difference.field,
                "expected": difference.expected,
                "got": difference.got,
            }
            for difference in one.comparison.differences
        ],
    }
