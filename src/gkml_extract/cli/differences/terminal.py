"""Differences as text: coloured on a terminal, with brackets around what changed where there is no colour."""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterator, Sequence
from typing import IO, Any, cast

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from gkml_extract.cli.console import in_user_language, user_language
from gkml_extract.cli.differences.wording import (
    field_text,
    is_run,
    is_value,
    kind_text,
    rows_text,
    run_text,
    short_label,
    value_text,
)
from gkml_extract.compare.blocks import Block, blocks_of
from gkml_extract.compare.difference import Aspect, Comparison, Difference, Kind, Score
from gkml_extract.compare.judged import Judged, Totals, totals_of
from gkml_extract.compare.marks import Mark, elide, mark_changes

PLAIN_WIDTH = 100
"""Columns of what goes to a file or a pipe."""
_FIELD_WIDTH = 16
_LONG = 60
"""Characters from which on a text is shown only where it changed."""
_LABEL_OF_WHOLE_ROW = 160
"""Characters of a row that was added or removed: of it nothing else is shown."""

_SIGNS = {"added": "+", "removed": "-", "moved": "↕", "split": "÷", "merged": "∪"}
_STYLES = {"added": "green", "removed": "red", "moved": "blue", "split": "magenta", "merged": "magenta"}
_MARK_STYLES = {Mark.REMOVED: "red strike", Mark.ADDED: "bold green", Mark.SAME: ""}
_BRACKETS = {Mark.REMOVED: ("[-", "-]"), Mark.ADDED: ("{+", "+}"), Mark.SAME: ("", "")}


def report_console(*, stderr: bool = False) -> Console:
    """A console of the terminal's width; of PLAIN_WIDTH, and without colour, where there is none."""
    stream = sys.stderr if stderr else sys.stdout
    return Console(stderr=stderr, highlight=False, emoji=False) if stream.isatty() else _plain_console(stream)


def _plain_console(stream: IO[str]) -> Console:
    file = cast("IO[str]", _WithoutPadding(stream))
    return Console(file=file, highlight=False, emoji=False, width=PLAIN_WIDTH, color_system=None)


class _WithoutPadding:
    """A stream that takes the blanks away with which tables fill their lines."""

    def __init__(self, stream: IO[str]) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        """Pass it on; rich writes whole lines."""
        return self._stream.write(re.sub(r" +$", "", text, flags=re.MULTILINE))

    def flush(self) -> None:
        """Pass it on."""
        self._stream.flush()


def shown_text(judged: Sequence[Judged], *, against_golden: bool, is_short: bool) -> str:
    """What `show` puts on a console without colour."""
    text = io.StringIO()
    show(_plain_console(text), judged, against_golden=against_golden, is_short=is_short)
    return text.getvalue()


def show(console: Console, judged: Sequence[Judged], *, against_golden: bool, is_short: bool) -> None:
    """Every difference unless `is_short`, those of a document that is right as far as is asked of it too; then a row
    a document, and the accuracy of each field."""
    if not is_short:
        for one in judged:
            if one.comparison and one.comparison.differences:
                show_differences(console, one.title, one.comparison, against_golden=against_golden)
    show_table(console, judged, against_golden=against_golden)
    show_totals(console, totals_of(judged), against_golden=against_golden)


def show_differences(console: Console, name: str, comparison: Comparison, *, against_golden: bool) -> None:
    """The blocks of one document."""
    console.print(Text(name, style="bold"))
    writer = _Writer(console, against_golden)
    for block in blocks_of(comparison.differences):
        writer.write(block)
    console.print()


class _Writer:
    """Puts blocks on a console."""

    def __init__(self, console: Console, against_golden: bool) -> None:
        self.console = console
        self.against_golden = against_golden
        self.has_colour = console.color_system is not None and not console.no_color

    def write(self, block: Block) -> None:
        """One block."""
        first = block.differences[0]
        if is_run(block):
            self._line(block, run_text(block, has_labels=True))
            return
        match block.title:
            case "findings":
                self._line(block, "")
                for each in block.differences:
                    self._finding(each)
            case "around":
                self._line(block, "")
                self._changes(block.differences)
            case "added" | "removed":
                where = rows_text(first.old, first.new) or in_user_language("catalogue", "目录")
                self._line(block, where, short_label(first.label, _LABEL_OF_WHOLE_ROW))
            case "split" | "merged":
                self._line(block, rows_text(first.old, first.new), first.label, is_cut=True)
                self._parts(first)
            case _:
                self._line(block, rows_text(first.old, first.new), first.label, is_cut=True)
                self._changes([each for each in block.differences if each.kind is not Kind.MOVED])

    def _line(self, block: Block, where: str, label: str = "", *, is_cut: bool = False) -> None:
        """How a block begins; with `is_cut` in one line."""
        kind = "" if block.title == "changed" else kind_text(block.title, against_golden=self.against_golden)
        parts = [(kind, "bold"), (where, "dim"), (label.replace("\n", " "), "")]
        line = Text.assemble((f"{_SIGNS.get(block.title, '~')} ", _STYLES.get(block.title, "cyan")))
        line.append_text(Text("  ").join(Text(text, style) for text, style in parts if text))
        if is_cut:
            line.truncate(self.console.width - 2, overflow="ellipsis")
        self._print(line, 2)

    def _print(self, what: Text | Table, indent: int) -> None:
        self.console.print(Padding(what, (0, 0, 0, indent), expand=False))

    def _finding(self, difference: Difference) -> None:
        sign, style = ("-", "red") if difference.kind is Kind.REMOVED else ("+", "green")
        line = Text.assemble((f"{sign} {difference.before or difference.after}", style))
        where = rows_text(difference.old, difference.new)
        line.append(f"  {where}  {short_label(difference.label, 60)}" if where else "", style="dim")
        self._print(line, 6)

    def _changes(self, differences: Sequence[Difference]) -> None:
        grid = _grid()
        for name, text in self._rows(differences):
            grid.add_row(Text(name, style="cyan"), text)
        if grid.row_count:
            self._print(grid, 6)

    def _parts(self, difference: Difference) -> None:
        grid = _grid()
        for side, mark in ((difference.before, Mark.REMOVED), (difference.after, Mark.ADDED)):
            for value in side if isinstance(side, list) else [side]:
                grid.add_row(Text(field_text("content"), style="cyan"), self._piece(mark, value_text("content", value)))
        self._print(grid, 6)

    def _rows(self, differences: Sequence[Difference]) -> Iterator[tuple[str, Text]]:
        """A field and what became of it; readings of one field stand together, and beside them what is the same."""
        texts = {_above(each) for each in differences if each.aspect is Aspect.TEXT}
        readings = {_above(each) for each in differences if each.aspect is Aspect.READING}
        for each in differences:
            path = each.field or ""
            text = self._change(path, each.before, each.after)
            if each.aspect is Aspect.TEXT and _above(each) not in readings:
                text.append(in_user_language("  (read the same)", "  （解读相同）"), style="dim")
            if each.aspect is Aspect.READING and _above(each) not in texts:
                text.append(in_user_language("  (same text)", "  （文字相同）"), style="dim")
            yield field_text(path), text

    def _change(self, path: str, before: Any, after: Any) -> Text:
        was, is_now = value_text(path, before), value_text(path, after)
        if not (is_value(was) and is_value(is_now)) or not isinstance(before, str | list):
            return Text.assemble(self._piece(Mark.REMOVED, was), " → ", self._piece(Mark.ADDED, is_now))
        pieces = mark_changes(was, is_now)
        if max(len(was), len(is_now)) > _LONG:
            pieces = elide(pieces)
        return Text.assemble(*(self._piece(piece.mark, piece.text) for piece in pieces))

    def _piece(self, mark: Mark, text: str) -> Text:
        if self.has_colour:
            return Text.assemble((text, _MARK_STYLES[mark]))
        before, after = _BRACKETS[mark]
        return Text(f"{before}{text}{after}")


def _above(difference: Difference) -> str:
    return (difference.field or "").split(".")[0]


def _grid() -> Table:
    grid = Table.grid(padding=(0, 1))
    grid.add_column(min_width=_FIELD_WIDTH, max_width=30, overflow="fold")
    grid.add_column(overflow="fold", ratio=1)
    return grid


def show_table(console: Console, judged: Sequence[Judged], *, against_golden: bool) -> None:
    """One row a document and one line for all of them."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("")
    table.add_column(in_user_language("document", "文件"), overflow="fold")
    table.add_column(in_user_language("items", "条目"), justify="right")
    table.add_column(_cells_header(against_golden), justify="right", no_wrap=True)
    table.add_column(in_user_language("differences", "差异"), justify="right")
    table.add_column("", overflow="fold")
    for one in judged:
        table.add_row(*_table_row(one))
    console.print(table)
    console.print(_verdict(totals_of(judged), against_golden))


def _table_row(one: Judged) -> tuple[Text, ...]:
    mark = Text("✓", "green") if one.is_good else Text("·", "dim") if one.is_left_out else Text("✗", "bold red")
    if one.comparison is None:
        problem = one.problem
        text = Text(
            f"{problem.code}: {problem.text(user_language())}" if problem else "", "" if one.is_left_out else "red"
        )
        return mark, Text(one.title), Text(), Text(), Text(), text
    n_differences = len(one.comparison.differences)
    n_items = (
        str(one.comparison.n_new)
        if one.comparison.n_old == one.comparison.n_new
        else f"{one.comparison.n_old} → {one.comparison.n_new}"
    )
    return (
        mark,
        Text(one.title),
        Text(n_items),
        Text(cells_text(one.comparison.cells)),
        Text(str(n_differences)),
        Text(),
    )


def _cells_header(against_golden: bool) -> str:
    return (
        in_user_language("cells right", "正确单元格")
        if against_golden
        else in_user_language("cells the same", "相同单元格")
    )


def cells_text(score: Score) -> str:
    """Cells right of all cells, and the share; 100 % only where all are."""
    return f"{score.right}/{score.total}  {percent_text(score):>5} %"


def percent_text(score: Score) -> str:
    """The share in per cent; 100 only where all are right, 0 only where none is."""
    if score.right == score.total:
        return "100"
    return f"{min(max(score.share * 100, 0.1 if score.right else 0.0), 99.9):.1f}"


def _verdict(totals: Totals, against_golden: bool) -> Text:
    style = "bold green" if totals.is_good else "bold red"
    n_asked = totals.n_documents - totals.n_left_out
    right, total = totals.cells.right, totals.cells.total
    if against_golden:
        en = f"{totals.n_good} of {n_asked} documents as expected, {right} of {total} cells right"
        zh = f"{n_asked} 个文件中 {totals.n_good} 个与预期一致，{total} 个单元格中 {right} 个正确"
    else:
        en = f"{totals.n_good} of {n_asked} documents the same, {right} of {total} cells the same"
        zh = f"{n_asked} 个文件中 {totals.n_good} 个相同，{total} 个单元格中 {right} 个相同"
    if totals.n_left_out:
        en, zh = f"{en}; {totals.n_left_out} left out", f"{zh}；另有 {totals.n_left_out} 个未参与比较"
    return Text(in_user_language(en, zh), style)


def show_totals(console: Console, totals: Totals, *, against_golden: bool) -> None:
    """How many rows differ in which way, how many documents failed why, and how right each field is, if not all are."""
    rows = [
        f"{kind_text(kind.value, against_golden=against_golden)} {count}"
        for kind, count in totals.rows.items()
        if count and kind is not Kind.CHANGED
    ]
    if rows:
        console.print(in_user_language("rows: ", "行：") + in_user_language(", ", "，").join(rows), markup=False)
    # that two results differ is no failure, and the line above has it
    is_failure = against_golden or bool(totals.problems)
    failures = totals.problems | ({"different": totals.n_different} if totals.n_different and is_failure else {})
    if failures and totals.n_documents > 1:
        counts = in_user_language(", ", "，").join(f"{code} {count}" for code, count in sorted(failures.items()))
        console.print(in_user_language("failures: ", "未通过：") + counts, markup=False)
    if totals.cells.right < totals.cells.total:
        console.print(_fields_table(totals, against_golden))


def _fields_table(totals: Totals, against_golden: bool) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column(in_user_language("field", "字段"))
    table.add_column(_cells_header(against_golden), justify="right")
    for name, score in totals.scores.items():
        style = "green" if score.right == score.total else "red"
        table.add_row(field_text(name), Text(cells_text(score), style))
        for part in (f"{name}.text", f"{name}.reading"):
            if score.right < score.total and part in totals.parts:
                table.add_row(Text(f"  {field_text(part)}", "dim"), Text(cells_text(totals.parts[part]), "dim"))
    return table
