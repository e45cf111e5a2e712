"""Frozen values that are cheap to make: a page has hundreds of cells, a table tens of thousands."""

from __future__ import annotations

from dataclasses import MISSING, fields
from typing import Any, TypeVar

T = TypeVar("T")


def quickly_made(cls: type[T]) -> type[T]:
    """A frozen dataclass with slots, made in a third of the time; nothing else about it changes.

    The `__init__` of a frozen dataclass looks each field up by its name to get past its own lock. This one fills the
    value while it is of a class that has the same slots and no lock, and then makes it one of `cls`. Fields have a
    default or none: no factories, no `__post_init__`.

    Raises:
        TypeError: it has one of those.
    """
    if hasattr(cls, "__post_init__") or any(
        field.default_factory is not MISSING or not field.init or field.kw_only
        for field in fields(cls)  # type: ignore[arg-type]
    ):
        raise TypeError(f"{cls.__name__} has a factory, a keyword or a step of its own and cannot be made quickly")
    names = [field.name for field in fields(cls)]  # type: ignore[arg-type]  # which cannot say that it is a dataclass
    known: dict[str, Any] = {
        "locked": cls,
        "unlocked": type(f"_Unlocked{cls.__name__}", cls.__bases__, {"__slots__": tuple(names)}),
        "set_class": object.__dict__["__class__"].__set__,  # which no lock guards
    }
    parameters = []
    for field in fields(cls):  # type: ignore[arg-type]
        known[f"default_{field.name}"] = field.default
        parameters.append(f"{field.name}=default_{field.name}" if field.default is not MISSING else field.name)
    statements = ["set_class(self, unlocked)", *(f"self.{name} = {name}" for name in names), "self.__class__ = locked"]
    exec(f"def __init__(self, {', '.join(parameters)}):\n " + "\n ".join(statements), known)
    made = known["__init__"]
    made.__qualname__, made.__module__ = f"{cls.__qualname__}.__init__", cls.__module__
    made.__annotations__ = cls.__init__.__annotations__
    cls.__init__ = made  # type: ignore[method-assign]
    return cls
