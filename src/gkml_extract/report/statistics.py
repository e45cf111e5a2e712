"""What the documents of a run say when they are counted together: deadlines, channels, items by office."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache

from gkml_extract.model.deadline import Deadline, DeadlineKind
from gkml_extract.model.finding import Finding
from gkml_extract.model.record import Catalogue, Document, Item
from gkml_extract.normalise.channels.names import standard_channel
from gkml_extract.report.offices import office_of

_standard_channel = lru_cache(1 << 12)(standard_channel)

Length = tuple[float | None, str | None]


@dataclass(slots=True)
class Tally:
    """How often a channel is listed, ticked, and listed without its box."""

    listed: int = 0
    ticked: int = 0
    lost: int = 0


@dataclass(slots=True)
class Statistics:
    """Counts, filled document by document: none of them needs to stay in memory.

    `lengths` are those of deadlines of the kind `within`, the clauses of a compound each for itself.
    `offices` counts items; None is the office that nothing tells.
    """

    deadline_kinds: Counter[str] = field(default_factory=Counter)
    lengths: Counter[Length] = field(default_factory=Counter)
    channels: dict[str, Tally] = field(default_factory=dict)
    offices: Counter[str | None] = field(default_factory=Counter)
    codes: Counter[tuple[str, str]] = field(default_factory=Counter)

    def add(self, document: Document) -> None:
        """Count one document."""
        for catalogue in document.catalogues:
            self._add_catalogue(catalogue)
        for finding in document.findings:
            self._add_finding(finding)

    def _add_catalogue(self, catalogue: Catalogue) -> None:
        if catalogue.items:
            self.offices[office_of(catalogue)] += len(catalogue.items)
        for item in catalogue.items:
            self._add_channels(item)
            if item.deadline is not None:
                self.deadline_kinds[item.deadline.kind.value] += 1
                self._add_lengths(item.deadline)

    def _add_lengths(self, deadline: Deadline) -> None:
        for each in deadline.clauses or (deadline,):
            if each.kind is DeadlineKind.WITHIN:
                self.lengths[each.amount, each.unit.value if each.unit else None] += 1

    def _add_channels(self, item: Item) -> None:
        for channel in item.channels:
            tally = self.channels.setdefault(_standard_channel(channel.name) or channel.name, Tally())
            tally.listed += 1
            tally.ticked += channel.selected is True
            tally.lost += channel.selected is None

    def _add_finding(self, finding: Finding) -> None:
        self.codes[finding.severity.value, finding.code] += 1
