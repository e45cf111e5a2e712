"""Which files of a folder are documents to read."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path, PurePath

from gkml_extract.model.errors import SourceNotFoundError


class Skip(StrEnum):
    """Why a file, or a whole folder, is left alone."""

    LINK = "link"
    SPECIAL = "special"
    HIDDEN = "hidden"
    PARTIAL = "partial"
    ABOUT = "about"
    UNREADABLE = "unreadable-folder"


PARTIAL_SUFFIXES = frozenset(
    {".part", ".partial", ".crdownload", ".download", ".filepart", ".opdownload", ".td", ".tmp"}
)
"""What browsers, chat programs and copies call a file that is still coming in; Office calls its drafts .tmp."""


_OF_SYSTEM = frozenset({"thumbs.db", "ehthumbs.db", "desktop.ini", "$recycle.bin", "system volume information"})


@dataclass(frozen=True, slots=True)
class Walk:
    """The files below a folder, relative to it and sorted; and what was left alone, with the reason."""

    files: tuple[Path, ...]
    skipped: tuple[tuple[Path, Skip], ...]


def walk_folder(folder: Path) -> Walk:
    """Every document below `folder`. No link is followed, no hidden folder entered.

    Raises:
        SourceNotFoundError: there is no such folder.
    """
    if not folder.is_dir():
        raise _no_folder(folder)
    files: list[Path] = []
    skipped: list[tuple[Path, Skip]] = []

    def note_unreadable(err: OSError) -> None:
        skipped.append((Path(err.filename).relative_to(folder), Skip.UNREADABLE))

    for root, folders, names in os.walk(folder, onerror=note_unreadable):
        for name in [*folders, *names]:
            path = Path(root, name)
            reason = _reason_to_skip(path)
            if reason:
                skipped.append((path.relative_to(folder), reason))
            elif name in names:
                files.append(path.relative_to(folder))
        folders[:] = sorted(name for name in folders if not _reason_to_skip(Path(root, name)))
    return Walk(tuple(sorted(files)), tuple(sorted(skipped)))


def _reason_to_skip(path: Path) -> Skip | None:
    """None for a plain file or folder. Office's lock files (~$…) count as hidden, a README as about the folder."""
    mode = path.lstat().st_mode
    if stat.S_ISLNK(mode):
        return Skip.LINK
    if stat.S_ISDIR(mode):
        return Skip.HIDDEN if _is_hidden(path.name) else None
    if not stat.S_ISREG(mode):
        return Skip.HIDDEN if _is_hidden(path.name) else Skip.SPECIAL
    return reason_to_skip_name(path.name)


def reason_to_skip_name(name: str) -> Skip | None:
    """Whether a file of this name is left alone, wherever it lies."""
    if _is_hidden(name):
        return Skip.HIDDEN
    path = PurePath(name)
    if path.suffix.lower() in PARTIAL_SUFFIXES:
        return Skip.PARTIAL
    return Skip.ABOUT if path.stem.casefold() == "readme" else None


def _is_hidden(name: str) -> bool:
    """Whether nobody put the file there as a document: Windows and macOS keep files of their own in every folder."""
    return name.startswith((".", "~$")) or name.casefold() in _OF_SYSTEM


def _no_folder(folder: Path) -> SourceNotFoundError:
    if folder.exists():
        return SourceNotFoundError(
            f"{folder} is a file; use `gkml extract {folder}`", f"{folder} 是文件；请使用 `gkml extract {folder}`"
        )
    return SourceNotFoundError(f"there is no folder {folder}; check its name", f"没有文件夹 {folder}；请检查名称")
