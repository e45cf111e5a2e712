"""Every input of a folder with the digest of its content: plain files, and the members of archives."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from gkml_extract.batch.archive import Chain, Member, is_archive, list_members, read_member, refuse_other_archive
from gkml_extract.batch.walk import Skip, Walk
from gkml_extract.extractors.source_file import MAX_FILE_BYTES, read_bytes, unreadable
from gkml_extract.model.errors import SourceError, SourceNotFoundError

_MOST_NAMED = 400
"""Most characters of a list of what an archive holds."""


@dataclass(frozen=True, slots=True)
class Input:
    """One input, called `name` below the folder; `a.zip/b.docx` is a member of an archive, which `chain` finds.

    `digest` is the SHA-256 of its bytes in hex, empty where there is a `refusal` or a `skip`. `modified` is seconds
    since 1970.
    """

    name: str
    path: Path
    chain: Chain = ()
    digest: str = ""
    modified: float = 0.0
    refusal: SourceError | None = None
    skip: Skip | None = None


@dataclass(slots=True)
class Digests:
    """What is known of files that have not changed since, by size and time: only for as long as this process runs."""

    _known: dict[Path, tuple[tuple[int, int, int], tuple[Input, ...]]] = field(default_factory=dict)

    def inputs_of(self, folder: Path, file: Path) -> tuple[Input, ...]:
        """The inputs that a file is, read anew only if it changed."""
        path = folder / file
        try:
            stat = path.stat()
        except OSError as err:
            return (Input(file.as_posix(), path, refusal=unreadable(path, err)),)
        stamp = (stat.st_size, stat.st_mtime_ns, stat.st_ino)
        known = self._known.get(path)
        if known is None or known[0] != stamp:
            known = self._known[path] = (stamp, tuple(_inputs_of(path, file.as_posix())))
        return known[1]


def take_inventory(folder: Path, walk: Walk, digests: Digests | None = None) -> tuple[Input, ...]:
    """Every input below `folder`, in the order of their names; what was left alone is there too, with the reason."""
    digests = digests or Digests()
    inputs = [each for file in walk.files for each in digests.inputs_of(folder, file)]
    inputs += [Input(path.as_posix(), folder / path, skip=reason) for path, reason in walk.skipped]
    return tuple(sorted(inputs, key=lambda each: each.name))


def find_member(path: Path) -> Input | None:
    """The member that `path` names, as the summary calls it: `inbox/a.zip/b.docx`; None where no archive is on its way.

    Raises:
        SourceError: the archive holds no such member, or it may not be read.
    """
    is_file = os.path.isfile  # Path.is_file raises for a name too long
    archive = next(filter(is_file, path.parents), None)
    try:
        if archive is None or not is_archive(archive):
            return None
        members = [_of_member(archive, "", member) for member in list_members(archive) if not member.skip]
    except OSError as err:
        raise unreadable(archive or path, err) from err
    name = path.relative_to(archive).as_posix()
    found = next((member for member in members if member.name == f"/{name}"), None)
    if found is None:
        raise _no_member(archive, name, ", ".join(member.name.lstrip("/") for member in members))
    if found.refusal:
        raise found.refusal
    return found


def read_input(path: Path, chain: Chain) -> bytes:
    """The bytes of an input. Raises SourceError."""
    if not chain:
        return read_bytes(path)
    try:
        return read_member(path, chain)
    except OSError as err:
        raise unreadable(path, err) from err


def _inputs_of(path: Path, name: str) -> Iterator[Input]:
    try:
        if is_archive(path):
            yield from (_of_member(path, name, member) for member in list_members(path))
            return
        refuse_other_archive(path)
        yield Input(name, path, digest=_digest(path), modified=path.stat().st_mtime)
    except OSError as err:
        yield Input(name, path, refusal=unreadable(path, err))
    except SourceError as err:
        yield Input(name, path, refusal=err)


def _of_member(path: Path, name: str, member: Member) -> Input:
    whole = f"{name}/{member.name}".rstrip("/")
    return Input(whole, path, member.chain, member.digest, member.modified, member.refusal, member.skip)


def _digest(path: Path) -> str:
    if path.stat().st_size > MAX_FILE_BYTES:
        read_bytes(path)  # says that it is too large
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _no_member(archive: Path, name: str, known: str) -> SourceNotFoundError:
    known = known if len(known) <= _MOST_NAMED else f"{known[:_MOST_NAMED]}…"
    return SourceNotFoundError(
        f"{archive} holds no {name}; it holds {known or 'nothing that could be read'}",
        f"{archive} 中没有 {name}；其中{f'有 {known}' if known else '没有可读取的文件'}",
    )
