"""Values that are cheap to make are values like others."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, dataclass, replace

import pytest

from gkml_extract.model.frozen import quickly_made


@quickly_made
@dataclass(frozen=True, slots=True)
class _Value:
    name: str
    parts: tuple[int, ...] = ()


def test_it_is_equal_hashed_shown_and_replaced_as_before() -> None:
    """By position and by name."""
    assert _Value("a", (1,)) == _Value(name="a", parts=(1,))
    assert {_Value("a")} == {_Value("a")}
    assert repr(replace(_Value("a"), parts=(2,))).endswith("_Value(name='a', parts=(2,))")


def test_it_stays_frozen() -> None:
    """Only the way into its own slots is shorter."""
    with pytest.raises(FrozenInstanceError):
        _Value("a").name = "b"  # type: ignore[misc]


def test_what_is_missing_or_unknown_is_refused() -> None:
    """As by any other class."""
    with pytest.raises(TypeError):
        _Value()  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        _Value("a", size=1)  # type: ignore[call-arg]
