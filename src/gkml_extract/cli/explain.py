"""`gkml explain`: where one value comes from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from gkml_extract.cli.console import data_out, in_user_language, user_language
from gkml_extract.cli.extract import read_document
from gkml_extract.cli.results import RESULT_SUFFIXES, read_result
from gkml_extract.model.errors import UsageError
from gkml_extract.writers.json import encode_json
from gkml_extract.writers.place_text import place_text

if TYPE_CHECKING:
    from gkml_extract.model.finding import Finding
    from gkml_extract.model.record import Document, Item
    from gkml_extract.model.source import Origin, Place
    from gkml_extract.writers.shared_cells import Shared


def explain(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE", readable=False, help="The document, or its JSON result; a.zip/b.docx is a member of a zip."
        ),
    ],
    item: Annotated[
        int, typer.Option("--item", "-i", metavar="N", min=0, help="The item's index, from 0 as in results.")
    ],
    field: Annotated[
        str, typer.Option("--field", "-F", help="The field, such as deadline, audience.public or 公开时限.")
    ],
    catalogue: Annotated[
        int, typer.Option("--catalogue", "-c", metavar="N", min=0, help="The catalogue's index, from 0.")
    ] = 0,
) -> None:
    """Tell how one value was read: its places in the document, the rule, the score, and what is doubtful."""
    from gkml_extract.cli.differences.wording import field_named

    field = field_named(field)
    document = _document_at(file)
    one = _item(document, catalogue, item)
    value = _value(one, field)
    top = field.partition(".")[0]
    origin = one.origin.get(field) or one.origin.get(top)
    findings = [
        finding
        for finding in document.findings
        if (finding.catalogue, finding.item) == (catalogue, item) and finding.field in (None, field, top)
    ]
    lines = [
        _heading(one, item, field),
        *_value_lines(value),
        *_origin_lines(origin, Path(document.source.path)),
        *_finding_lines(findings, _findings_shared(document, catalogue, item, field)),
    ]
    with data_out() as stream:
        stream.write("".join(f"{line}\n" for line in lines).encode("utf-8", "backslashreplace"))


def _document_at(file: Path) -> Document:
    """The document in a result, in a file, or in a member of a zip, which is read as batch reads it."""
    from gkml_extract import extract
    from gkml_extract.batch.inventory import find_member, read_input

    if file.suffix in RESULT_SUFFIXES:
        return read_result(file)
    member = find_member(file)
    if member is None:
        return read_document(file)
    return extract.extract_bytes(read_input(member.path, member.chain), str(file), lang=user_language())


def _item(document: Document, catalogue: int, item: int) -> Item:
    if catalogue >= len(document.catalogues):
        n = len(document.catalogues)
        raise UsageError(f"there are {n} catalogues; count from 0", f"共有 {n} 个目录；请从 0 开始计数")
    items = document.catalogues[catalogue].items
    if item >= len(items):
        raise UsageError(
            f"there are {len(items)} items; use --item 0 to {len(items) - 1}",
            f"共有 {len(items)} 个条目；--item 可取 0 到 {len(items) - 1}",
        )
    return items[item]


def _value(item: Item, field: str) -> Any:
    """The JSON value at the dotted `field`; null where something that would hold it is null."""
    value: Any = item.model_dump(mode="json", exclude={"origin"})
    for depth, key in enumerate(field.split(".")):
        if value is None and depth:
            return None
        if not isinstance(value, dict) or key not in value:
            known = ", ".join(value) if isinstance(value, dict) else ""
            raise UsageError(f"there is no field {field}; there are {known}", f"没有字段 {field}；可用：{known}")
        value = value[key]
    return value


def _heading(item: Item, index: int, field: str) -> str:
    named = " / ".join(part for part in (item.number, item.primary, item.secondary) if part)
    return in_user_language(f"item {index} ({named}), {field}", f"条目 {index}（{named}），{field}")


def _value_lines(value: Any) -> list[str]:
    text = value if isinstance(value, str) else encode_json(value, indent=1).decode()
    return _labelled(in_user_language("value", "值"), text.split("\n"))


def _labelled(label: str, lines: list[str]) -> list[str]:
    """Lines under a label, set in."""
    return [f"  {label}", *(f"    {line}" for line in lines)]


def _origin_lines(origin: Origin | None, source: Path) -> Iterator[str]:
    if origin is None:
        yield from _labelled(in_user_language("how", "来源"), [in_user_language("not recorded", "无记录")])
        return
    yield from _labelled(in_user_language("how", "来源"), [origin.how.value])
    if origin.rule is not None or origin.score is not None:
        score = "" if origin.score is None else f" ({origin.score:.2f})"
        first, *parts = (origin.rule or "-").split(" > ")
        tree = [f"{first}{score}", *(f"{'  ' * depth}{part}" for depth, part in enumerate(parts, start=1))]
        yield from _labelled(in_user_language("rule", "规则"), tree)
    for place in origin.places:
        printed = [f"{number:>5} | {line}" for number, line in _printed_lines(place, source)]
        yield from _labelled(place_text(place, user_language()), printed)


def _printed_lines(place: Place, source: Path) -> list[tuple[int, str]]:
    """The numbered lines at a place of a text dump; none for other places, or where the file is gone."""
    from gkml_extract.extractors.encoding import decode
    from gkml_extract.model.source import LinesPlace

    if not isinstance(place, LinesPlace) or not source.is_file():
        return []
    lines = re.split(r"\r\n|[\r\n\f]", decode(source.read_bytes())[0])
    first, last = place.lines
    return list(enumerate(lines[first - 1 : last], start=first))


def _findings_shared(document: Document, catalogue: int, item: int, field: str) -> list[Shared]:
    """Findings of other items that come from the cell of this value."""
    from gkml_extract.writers.json import document_to_json
    from gkml_extract.writers.shared_cells import shared_findings

    top = field.partition(".")[0]
    return [
        shared
        for shared in shared_findings(document_to_json(document))
        if (shared.catalogue, shared.item) == (catalogue, item) and shared.finding["field"] in (field, top)
    ]


def _finding_lines(findings: list[Finding], shared: list[Shared]) -> list[str]:
    lines = [f"{finding.severity.value} {finding.code}: {finding.message}" for finding in findings]
    for _, _, finding in shared:
        same = in_user_language(f" (as item {finding['item']})", f"（同条目 {finding['item']}）")
        lines.append(f"{finding['severity']} {finding['code']}{same}: {finding['message']}")
    return _labelled(in_user_language("findings", "疑点"), lines) if lines else []
