"""Every extractor against one set of promises."""

from __future__ import annotations

import contextlib
import importlib
import inspect
import pkgutil
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from gkml_extract import extractors
from gkml_extract.extractors.registry import EXTRACTORS, Extractor, identify
from gkml_extract.extractors.source_file import HEAD_BYTES
from gkml_extract.model.content import Blocks, Pages, TableFragment
from gkml_extract.model.errors import GkmlError, SourceError
from gkml_extract.model.table import Fragments

each_extractor = pytest.mark.parametrize("extractor", EXTRACTORS, ids=lambda extractor: extractor.name)

TEXT = "某局政务公开目录\n序号\t公开事项\t公开内容\t公开时限\n1\t概况\t□政府网站 ■公报\t及时|\n"
ENCODED = [TEXT.encode(name) for name in ("utf-8", "utf-8-sig", "utf-16", "utf-16-be", "gb18030")]
STARTS = [b"", b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf", b"PK\x03\x04", b"%PDF-1.7\n", b"\xd0\xcf\x11\xe0", b"{\\rtf1"]


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """A text in some encoding, cut and with bytes changed."""
    data = bytearray(draw(st.sampled_from(ENCODED)) * draw(st.integers(1, 4)))
    for at, byte in draw(st.lists(st.tuples(st.integers(0, len(data) - 1), st.integers(0, 255)), max_size=6)):
        data[at] = byte
    return bytes(data[: draw(st.integers(0, len(data)))])


any_bytes = st.one_of(
    st.binary(max_size=300),
    st.tuples(st.sampled_from(STARTS), st.binary(max_size=100)).map(b"".join),
    damaged(),
)


def classes() -> list[type[Any]]:
    """The classes in extractors/ that identify and read, but for the protocol itself."""
    found = []
    for module in pkgutil.walk_packages(extractors.__path__, f"{extractors.__name__}."):
        for _, defined in inspect.getmembers(importlib.import_module(module.name), inspect.isclass):
            is_reader = callable(getattr(defined, "identify", None)) and callable(getattr(defined, "read", None))
            if is_reader and defined.__module__ == module.name and not getattr(defined, "_is_protocol", False):
                found.append(defined)
    return found


def check_content(content: Fragments | Blocks | Pages) -> None:
    """Holds content to what its type promises: lines or pages in order, each place of a grid covered once."""
    if isinstance(content, Pages):
        assert [page.number for page in content] == list(range(1, content.count + 1))
        return
    if isinstance(content, Fragments):
        lines = [fragment.line for fragment in content.fragments]
        assert lines == sorted(lines)
        assert all(line >= 1 for line in lines)
        return
    for block in content.blocks:
        if isinstance(block, TableFragment):
            covered = [
                (row, column)
                for cell in block.cells
                for row in range(cell.row, cell.row + cell.rowspan)
                for column in range(cell.column, cell.column + cell.colspan)
            ]
            assert sorted(covered) == [
                (row, column) for row in range(block.n_rows) for column in range(block.n_columns)
            ]


def test_every_extractor_is_in_the_registry() -> None:
    """One that is in the folder but not in the tuple would silently not exist."""
    assert set(classes()) == {type(extractor) for extractor in EXTRACTORS}


def test_names_are_distinct() -> None:
    """A document's source names its reader."""
    assert len({extractor.name for extractor in EXTRACTORS}) == len(EXTRACTORS)


@each_extractor
def test_it_says_what_it_is(extractor: Extractor) -> None:
    """A dotted name, a short format, at least one media type."""
    assert extractor.name and extractor.name == extractor.name.strip().lower()
    assert extractor.format.isidentifier()
    assert extractor.media_types
    assert all(media_type.count("/") == 1 for media_type in extractor.media_types)


@each_extractor
@settings(deadline=None)
@given(head=any_bytes, name=st.text(max_size=12))
@example(head=b"", name="")
@example(head=b"\n\0" * 4, name=".txt")
def test_identify_answers_for_any_bytes(extractor: Extractor, head: bytes, name: str) -> None:
    """True or false, the same each time; it never raises."""
    answer = extractor.identify(head, name)
    assert answer is True or answer is False
    assert extractor.identify(head, name) is answer


@each_extractor
@settings(deadline=None)
@given(head=any_bytes)
def test_identify_goes_by_the_bytes(extractor: Extractor, head: bytes) -> None:
    """A file's name is a hint; it does not make a picture a text."""
    answers = {extractor.identify(head, name) for name in ("", "目录.txt", "目录.pdf", "目录.doc", "x")}
    assert len(answers) == 1


@each_extractor
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=any_bytes)
def test_read_gives_content_or_says_why_not(extractor: Extractor, data: bytes) -> None:
    """Of any bytes, claimed or not, nothing but a GkmlError is raised, with both languages."""
    try:
        check_content(extractor.read(data))
    except GkmlError as error:
        assert error.en and error.zh and error.en != error.zh


@each_extractor
def test_reading_twice_gives_the_same(extractor: Extractor) -> None:
    """A reader keeps nothing between files."""
    for data in ENCODED:
        if extractor.identify(data, "x"):
            assert extractor.read(data) == extractor.read(data)


@settings(deadline=None)
@given(data=any_bytes)
def test_a_file_has_one_reader_or_none(data: bytes) -> None:
    """Never two; a text that is long is claimed by its head as by the whole."""
    with contextlib.suppress(SourceError):
        assert identify(data, "x") in EXTRACTORS
    assert sum(extractor.identify(data[:HEAD_BYTES], "x") for extractor in EXTRACTORS) <= 1
