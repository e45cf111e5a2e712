"""`gkml lexicon`: what the vocabularies lack for a folder of documents, and what of them it does not use."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gkml_extract.batch.walk import walk_folder
from gkml_extract.cli.console import data_out, tell
from gkml_extract.cli.extract import read_document
from gkml_extract.cli.guard import guarded
from gkml_extract.model.errors import GkmlError, SourceError, UsageError

if TYPE_CHECKING:
    from gkml_extract.model.record import Document

lexicon_app = typer.Typer(
    help="Compare the vocabularies with a folder of documents.", no_args_is_help=True, rich_markup_mode=None
)
FolderArgument = Annotated[
    Path, typer.Argument(metavar="DIR", readable=False, help="The folder of documents.", show_default=False)
]
_LEXICONS = ("headers", "channels")
_MAX_SOURCES = 3
"""Files that an entry names as its source; the rest is counted."""

Seen = dict[str, dict[str, set[str]]]
"""lexicon → spelling → files that print it."""


def unmatched(folder: FolderArgument) -> None:
    """Print the header labels and channels of the documents in DIR that no vocabulary knows, as TOML ready to paste.

    `value` is a guess where the label was read by likeness or by its values, else `extra`; of a channel it is 其他.
    """
    seen: Seen = {name: {} for name in _LEXICONS}
    guessed: dict[str, str] = {}
    for path in _files(folder):
        document = _document(folder / path)
        if document is not None:
            for name, text in _unknown(document, guessed):
                seen[name].setdefault(text, set()).add(path.as_posix())
    with data_out() as stream:
        for name, texts in seen.items():
            if texts:
                stream.write(f"# lexicon/data/{name}.toml\n".encode())
            for text in sorted(texts):
                value = guessed.get(text, "extra") if name == "headers" else "其他"
                stream.write(_entry(value, [text], _sources(texts[text])).encode())


def unused(
    folder: FolderArgument,
    names: Annotated[
        list[str] | None, typer.Option("--lexicon", "-l", help="The vocabularies to look at: headers and channels.")
    ] = None,
) -> None:
    """Print the spellings of the vocabularies that no document in DIR prints anywhere, as TOML."""
    from gkml_extract.lexicon.load import load_lexicon
    from gkml_extract.text import fold, simplify

    wrong = [name for name in names or () if not _is_lexicon(name)]
    if wrong:
        raise UsageError(f"there is no vocabulary {wrong[0]}", f"没有词表 {wrong[0]}")
    printed = "\n".join(simplify(fold(text)) for path in _files(folder) for text in _texts(folder / path))
    with data_out() as stream:
        for name in names or _LEXICONS:
            stream.write(f"# lexicon/data/{name}.toml\n".encode())
            for entry in load_lexicon(name).entries:
                idle = [spelling for spelling in entry.spellings if simplify(fold(spelling)) not in printed]
                if idle:
                    stream.write(_entry(entry.value, idle, entry.source).encode())


def _is_lexicon(name: str) -> bool:
    from importlib.resources import files

    return name.isidentifier() and (files("gkml_extract.lexicon") / "data" / f"{name}.toml").is_file()


def _files(folder: Path) -> Iterator[Path]:
    yield from walk_folder(folder).files


def _document(path: Path) -> Document | None:
    """The document; None, with a message, where it cannot be read."""
    try:
        return read_document(path)
    except SourceError as err:
        _tell_unread(path, err)
        return None


def _tell_unread(path: Path, err: GkmlError) -> None:
    tell(f"left out {path}: {err.en}", f"已略过 {path}：{err.zh}")


def _unknown(document: Document, guessed: dict[str, str]) -> Iterator[tuple[str, str]]:
    """(vocabulary, text) of what a document prints and no vocabulary knows; `guessed` takes the fields guessed."""
    from gkml_extract.lexicon.header import parse_label
    from gkml_extract.normalise.channels import standard_channel

    for catalogue in document.catalogues:
        for item in catalogue.items:
            for path in item.extra:
                leaf = path.split("/")[-1].rstrip("′")
                if parse_label(leaf).rule == "unknown" and parse_label(path).rule == "unknown":
                    yield "headers", leaf
            for channel in item.channels:
                if standard_channel(channel.name) is None:
                    yield "channels", channel.name
    for finding in document.findings:
        if finding.code == "header-guessed" and (label := _quoted(finding.message)):
            found = parse_label(label.split("/")[-1])
            if not found.rule.startswith("exact"):
                guessed[label.split("/")[-1]] = found.field
                yield "headers", label.split("/")[-1]


def _quoted(message: str) -> str:
    """What stands between the first “ and the last ” of a message."""
    return message.partition("“")[2].rpartition("”")[0]


def _texts(path: Path) -> Iterator[str]:
    """Every printed text of a file; nothing, with a message, where it cannot be read."""
    from gkml_extract.extract import read_content
    from gkml_extract.extractors.registry import identify
    from gkml_extract.extractors.source_file import read_bytes
    from gkml_extract.model.table import Fragments, Paragraph

    try:
        data = read_bytes(path)
        content = read_content(data, identify(data, path.name))
    except SourceError as err:
        _tell_unread(path, err)
        return
    if isinstance(content, Fragments):
        yield "".join(fragment.text for fragment in content.fragments)
        return
    for block in content.blocks:
        if isinstance(block, Paragraph):
            yield block.text
        else:
            yield from (cell.text for cell in block.cells)


def _sources(files: Iterable[str]) -> str:
    named = sorted(files)
    more = f" and {len(named) - _MAX_SOURCES} more" if len(named) > _MAX_SOURCES else ""
    return ", ".join(named[:_MAX_SOURCES]) + more


def _entry(value: str, spellings: Iterable[str], source: str) -> str:
    listed = ", ".join(map(_toml_text, spellings))
    return f"\n[[entry]]\nvalue = {_toml_text(value)}\nspellings = [{listed}]\nsource = {_toml_text(source)}\n"


def _toml_text(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(char if char >= " " and char != "\x7f" else f"\\u{ord(char):04x}" for char in escaped) + '"'


lexicon_app.command()(guarded(unmatched))
lexicon_app.command()(guarded(unused))
