"""Who hears how far the recognition of a file is: nobody, unless somebody asks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

Listener = Callable[[int], None]
"""Called with the number of a page before it is recognised."""

_listener: ContextVar[Listener | None] = ContextVar("recognition_listener", default=None)


@contextmanager
def heard_by(listener: Listener) -> Iterator[None]:
    """While this is entered, `listener` is told of every page."""
    token = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(token)


def begin_page(number: int) -> None:
    """Tell the listener, if there is one."""
    listener = _listener.get()
    if listener is not None:
        listener(number)
