"""Which fields there are to compare, and which of them are to be."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import BaseModel

from gkml_extract.model.deadline import Deadline
from gkml_extract.model.record import Audience, Catalogue, Declared, Item, LegalBasis, Metadata, Method
from gkml_extract.regex import regex

ITEM_FIELDS = tuple(name for name in Item.model_fields if name != "origin")
CATALOGUE_FIELDS = tuple(name for name in Catalogue.model_fields if name != "items")
FINDINGS, ORDER = "findings", "order"
"""What is no field of a record and yet differs: the findings, and the order of the rows."""
FIELD_NAMES = (*ITEM_FIELDS, *CATALOGUE_FIELDS, FINDINGS, ORDER)

PARSED_FIELDS = ("deadline", "legal_basis")
"""Fields of a printed text and our reading of it: their differences are told apart."""

WHOLE_FIELDS = ("channels", "legal_basis.citations")
"""Lists whose elements say what they are only beside one another: they differ as a whole."""

_BELOW: dict[str, type[BaseModel]] = {
    "deadline": Deadline,
    "legal_basis": LegalBasis,
    "audience": Audience,
    "method": Method,
    "metadata": Metadata,
    "declared": Declared,
}
_INDEX = regex(r"\[\d+\]")


def is_field(name: str) -> bool:
    """Whether `name` is a field, or dotted a part of one: `deadline.amount`, `extra.公开层级`."""
    top, _, below = name.partition(".")
    if not below:
        return top in FIELD_NAMES
    model = _BELOW.get(top)
    return top == "extra" or (model is not None and below.split(".")[0] in model.model_fields)


def top_field(path: str) -> str:
    """The field of the record that a path such as `deadline.clauses[0].text` lies in."""
    return path.replace("[", ".").split(".")[0]


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields to compare: those of `only`, or all; without those of `ignored`.

    Rows that only one side has are always told; the order of rows, findings and what stands around the table only
    where they are meant.
    """

    only: frozenset[str] = frozenset()
    ignored: frozenset[str] = frozenset()

    def takes(self, path: str) -> bool:
        """Whether the value at this path is compared. That of a clause's text is `deadline.clauses[0].text`."""
        above = _with_parents(_INDEX.sub("", path))
        return (not self.only or bool(self.only & above)) and not self.ignored & above

    def takes_any_of(self, field: str) -> bool:
        """Whether the field, or a part of it, is compared."""
        return self.takes(field) or any(name.startswith(f"{field}.") for name in self.only)


def _with_parents(path: str) -> set[str]:
    parts = path.split(".")
    return {".".join(parts[:n]) for n in range(1, len(parts) + 1)}


ALL_FIELDS = Fields()
