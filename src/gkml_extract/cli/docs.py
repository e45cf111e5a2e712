"""The pages that are made from the code: `python -m gkml_extract.cli.docs [FOLDER]` writes them anew."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

MADE_BY = "<!-- Made by `make docs`; do not edit. -->"


def pages() -> dict[str, str]:
    """Every made page: its name in docs/ and its text."""
    from gkml_extract.compare.report import diff_schema
    from gkml_extract.compare.score_report import score_schema
    from gkml_extract.schema import document_schema
    from gkml_extract.writers.json import encode_json

    return {
        "diff.schema.json": encode_json(diff_schema(), indent=1).decode() + "\n",
        "score.schema.json": encode_json(score_schema(), indent=1).decode() + "\n",
        "cli.md": cli_page(),
        "export-tables.md": tables_page(),
        "findings.md": findings_page(),
        "record.schema.json": encode_json(document_schema(), indent=1).decode() + "\n",
    }


def cli_page() -> str:
    """Every command with its arguments and options."""
    from typer.main import get_command

    from gkml_extract.cli.app import app

    group = get_command(app)
    lines = [MADE_BY, "", "# Command line", "", str(group.help or ""), "", str(group.epilog or ""), ""]
    for path, command in _commands("gkml", group):
        lines += _command_lines(path, command)
    return "\n".join(lines)


def _commands(path: str, command: Any) -> Iterator[tuple[str, Any]]:
    """Every command below `command` with its full name; a group itself is left out."""
    for name, inner in getattr(command, "commands", {}).items():
        if hasattr(inner, "commands"):
            yield from _commands(f"{path} {name}", inner)
        else:
            yield f"{path} {name}", inner


def _command_lines(path: str, command: Any) -> Iterator[str]:
    arguments = [param for param in command.params if param.param_type_name == "argument"]
    options = [param for param in command.params if param.param_type_name == "option" and param.name != "help"]
    usage = " ".join([path, *(_usage(param) for param in (*arguments, *options))])
    yield from (f"## {path}", "", f"`{usage}`", "")
    yield from (" ".join(paragraph.split()) + "\n" for paragraph in str(command.help).split("\n\n"))
    if arguments or options:
        yield from ("| | |", "|---|---|")
    for param in arguments:
        yield f"| `{_metavar(param)}` | {_cell(param.help)} |"
    for param in options:
        value = "" if param.is_flag else f" {_metavar(param)}"
        default = "" if param.is_flag or param.required or param.default is None else f" Default: {param.default}."
        yield f"| `{', '.join(param.opts)}{_cell(value)}` | {_cell(param.help)}{default} |"
    yield ""


def _usage(param: Any) -> str:
    if param.param_type_name == "argument":
        name = _metavar(param) + ("…" if param.nargs == -1 else "")
        return name if param.required else f"[{name}]"
    text = param.opts[0] if param.is_flag else f"{param.opts[0]} {_metavar(param)}"
    return text if param.required else f"[{text}]"


def _metavar(param: Any) -> str:
    return str(param.metavar or param.name.upper())


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def findings_page() -> str:
    """Every code with its severity, what it says and what to do."""
    from gkml_extract.model.finding import FINDING_KINDS

    lines = [
        MADE_BY,
        "",
        "# Findings",
        "",
        "What does not add up in a document is a finding, never silence. `error`: a value is wrong or lost; `warning`: "
        "check it; `info`: we chose. Codes are stable.",
        "",
        "| code | severity | says | what to do |",
        "|---|---|---|---|",
    ]
    for kind in FINDING_KINDS:
        says, advice = f"{kind.en}<br>{kind.zh}", f"{kind.advice_en}<br>{kind.advice_zh}"
        lines.append(f"| `{kind.code}` | {kind.severity.value} | {_cell(says)} | {_cell(advice)} |")
    return "\n".join(lines) + "\n"


def tables_page() -> str:
    """Every table of an export with its columns, in both languages."""
    from gkml_extract.export.tables import ITEMS_WIDE, TABLES, TABLES_VERSION, wide_columns

    lines = [
        MADE_BY,
        "",
        "# Tables of an export",
        "",
        f"What `gkml export` writes, for every target ([export.md](export.md)). Version {TABLES_VERSION}. "
        "**Bold**: primary key; → refers to; *: never null. "
        "`texts` is a list of texts: `text[]`, `VARCHAR[]`, a JSON array in SQLite and CSV. "
        "`object` and `objects` are JSON.",
        "",
        "所有导出目标共用的表（[export.zh-CN.md](export.zh-CN.md)）。**粗体**为主键，→ 为引用的表，* 为不可为空。"
        "`texts` 为文字列表，`object`、`objects` 为 JSON。",
        "",
    ]
    for table in TABLES:
        lines += [f"## {table.name} {table.zh}", "", f"{_sentence(table.en)}. {table.about}。", ""]
        refers = {reference.columns[-1]: reference.table for reference in table.references}
        lines += _column_lines(table.columns, table.key, refers)
    lines += [f"## {ITEMS_WIDE.name} {ITEMS_WIDE.zh}", "", f"{_sentence(ITEMS_WIDE.en)}. {ITEMS_WIDE.about}。", ""]
    lines += ["A view in databases, a file of its own in Parquet. 数据库中为视图，Parquet 中为单独的文件。", ""]
    return "\n".join([*lines, *_column_lines(wide_columns(), (), {})])


def _column_lines(columns: Any, key: tuple[str, ...], refers: dict[str, str]) -> Iterator[str]:
    yield from ("| column | type | | |", "|---|---|---|---|")
    for column in columns:
        name = f"**`{column.name}`**" if column.name in key else f"`{column.name}`"
        link = f" → {refers[column.name]}" if column.name in refers else ""
        values = f": {', '.join(f'`{value}`' for value in column.values)}" if column.values else ""
        said = f"{_cell(column.en)}{values} | {column.zh}：{_cell(column.about)}"
        yield f"| {name}{link} | {column.kind}{'*' if column.is_required else ''} | {said} |"
    yield ""


def _sentence(text: str) -> str:
    return text[0].upper() + text[1:]


def main(folder: Path) -> None:
    """Write every page into `folder`."""
    for name, text in pages().items():
        (folder / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "docs"))
