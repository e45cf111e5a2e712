"""What a document that holds no catalogue seems to be: by words of its title, and by the labels of its tables."""

from __future__ import annotations

from collections.abc import Sequence

from gkml_extract.lexicon.load import Entry, load_lexicon
from gkml_extract.model.table import Column
from gkml_extract.regex import regex
from gkml_extract.text import fold, simplify

_FIRST_LINES = 12
_LABELLED_LINES = 40
"""Lines at the beginning in which the labels of a table that was set aside may stand."""
MIN_LABELS = 2
"""Labels of another kind of table that route it out, if it has no more of a catalogue's own."""
_MIN_LABELS_IN_TEXT = 3
_CATALOGUE = regex("公开(?:标准|基本|事项|清单)*(?:标准|基本|事项|清单)*目录|公开(?:事项)?清单|公开标准|事项公开")
_OWN = frozenset({"content", "legal_basis", "deadline", "publisher", "channels", "audience", "method", "five_open"})


def guess_kind(texts: Sequence[str], lang: str) -> str:
    """A few words, in the language `lang`, on what the paragraphs seem to be."""
    entry = _kind_by_title(texts[:_FIRST_LINES])
    if entry is None or entry.more.get("weak"):
        entry = _kind_by_text(texts[:_LABELLED_LINES]) or entry
    if entry:
        return _in_words(entry, lang)
    return "没有可识别的表头" if lang == "zh" else "no header of a catalogue could be recognised"


def find_neighbour(texts: Sequence[str], columns: Sequence[Column], lang: str) -> str | None:
    """What a table with these columns seems to be, the paragraphs `texts` before it; None if it is a catalogue.

    It is another kind of table if its header has at least MIN_LABELS labels of that kind, and more of them than
    of columns that only a catalogue has. One such label is enough where the title names the kind.
    """
    n_own = len({column.field.partition(".")[0] for column in columns if _is_own(column)})
    labels = {simplify(fold(column.path[-1])) for column in columns if column.path}
    is_titled = any(_CATALOGUE.search(fold(text)) for text in texts)
    title = None if is_titled else _kind_by_title(texts[-_FIRST_LINES:])
    best, n_best = None, 0
    for entry in load_lexicon("documents").entries:
        n = len(labels & set(entry.more.get("labels", ())))
        if n + (entry is title) > n_best and n:
            best, n_best = entry, n + (entry is title)
    if best is None or n_best < MIN_LABELS or n_best <= n_own:
        return None
    return _in_words(best, lang)


def _is_own(column: Column) -> bool:
    """Whether a column is one that only catalogues have: its label says 公开, or is a tick column's."""
    printed = fold("".join(column.path))
    return column.field.partition(".")[0] in _OWN and ("公开" in printed or "." in column.field)


def _kind_by_title(lines: Sequence[str]) -> Entry | None:
    head = "\n".join(fold(line) for line in lines)
    entries = load_lexicon("documents").entries
    return next((entry for entry in entries if any(fold(word) in head for word in entry.spellings)), None)


def _kind_by_text(lines: Sequence[str]) -> Entry | None:
    """The kind most of whose labels stand in the lines, if at least _MIN_LABELS_IN_TEXT do."""
    text = simplify(fold("\n".join(lines)))
    counted = [
        (sum(label in text for label in entry.more.get("labels", ())), -at, entry)
        for at, entry in enumerate(load_lexicon("documents").entries)
    ]
    n, _, entry = max(counted, key=lambda one: one[:2])
    return entry if n >= _MIN_LABELS_IN_TEXT else None


def _in_words(entry: Entry, lang: str) -> str:
    return f"它像是{entry.more['zh']}" if lang == "zh" else f"it seems to be {entry.value}"
