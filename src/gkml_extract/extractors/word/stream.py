"""The body of a document, parsed piece by piece: the tree of 5,000 rows takes half a gigabyte, that of one row nothing.

A piece is what stands in the body itself, or in a table that does; it is given out when it is whole, settled, and
emptied once the next is asked for.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import TYPE_CHECKING

from gkml_extract.extractors.word.controls import settle_controls
from gkml_extract.extractors.word.names import BODY, DEL, INS, MOVE_FROM, MOVE_TO, TBL, TR, w
from gkml_extract.extractors.word.package import check_part, check_tree, in_transitional_names, not_well_formed

if TYPE_CHECKING:
    from lxml.etree import _Element

_MARK = re.compile(rb"<(?:[^\s<>/:]+:)?(?:del|moveFrom|vanish)[\s/>]")
_GRID = w("tblGrid")
_REVISIONS = (INS, MOVE_TO, DEL, MOVE_FROM)


def may_have_marks(data: bytes) -> bool:
    """Whether text of a part may be deleted, moved away or hidden; of one that is not in single bytes, always."""
    return b"\0" in data[:4096] or _MARK.search(data) is not None


class BodyStream:
    """The pieces of the body in a part, to be gone through once.

    `is_found` tells whether there was a body, `revisions` counts those met in it, by their tags.
    """

    def __init__(self, data: bytes, name: str) -> None:
        from lxml import etree

        check_part(data, name)
        self.revisions: Counter[str] = Counter()
        self._name = name
        self._parser = etree.iterparse(
            BytesIO(in_transitional_names(data, name)),
            events=("start", "end"),
            tag=(BODY, TBL, TR),
            resolve_entities=False,
            no_network=True,
            huge_tree=False,
            load_dtd=False,
            remove_comments=True,
            remove_pis=True,
        )
        self._events = self._parsed()
        self._open: _Element | None = None
        self.is_found = False

    def pieces(self) -> Iterator[_Element]:
        """The children of the body. Of a table only the beginning is there: `rows` has the rest.

        Raises:
            CorruptSourceError: what comes is not well-formed, or declares entities.
        """
        body: _Element | None = None
        last: _Element | None = None
        for event, element in self._events:
            if element.tag == BODY and event == "start" and body is None:
                body = element
                self.is_found = True
            if element.tag != TBL or event != "start" or body is None or element.getparent() is not body:
                continue
            yield from self._given(_between(body, last, element))
            self._open = last = element
            yield element
            for _ in self.rows(element):
                pass
        if body is not None:
            yield from self._given(_between(body, last, None))
        self._check_end()

    def rows(self, table: _Element) -> Iterable[_Element]:
        """The children of a table: of one that `pieces` has begun, as they come."""
        return self._rows_to_come(table) if table is self._open else table

    def _rows_to_come(self, table: _Element) -> Iterator[_Element]:
        last: _Element | None = None
        for event, element in self._events:
            if event != "end" or (element is not table and element.getparent() is not table):
                continue
            is_end = element is table
            yield from self._given(_between(table, last, None if is_end else element))
            if is_end:
                self._open = None
                return
            yield from self._given([element])
            last = element

    def _given(self, pieces: Iterable[_Element]) -> Iterator[_Element]:
        for piece in pieces:
            settle_controls(piece)
            yield piece
            self.revisions.update(element.tag for element in piece.iter(*_REVISIONS))
            if piece.tag != _GRID:
                piece.clear()

    def _parsed(self) -> Iterator[tuple[str, _Element]]:
        from lxml import etree

        try:
            yield from self._parser
        except etree.XMLSyntaxError as err:
            raise not_well_formed(self._name) from err

    def _check_end(self) -> None:
        root = self._parser.root
        if root is not None:
            check_tree(root, self._name)


def _between(parent: _Element, last: _Element | None, stop: _Element | None) -> list[_Element]:
    """The children of a parent after `last` and before `stop`."""
    siblings = parent.iterchildren() if last is None else last.itersiblings()
    found: list[_Element] = []
    for element in siblings:
        if element is stop:
            break
        found.append(element)
    return found
