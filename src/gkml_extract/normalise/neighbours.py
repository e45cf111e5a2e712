"""What a document that holds no catalogue seems to be, by its first lines."""

from __future__ import annotations

from collections.abc import Sequence

from gkml_extract.lexicon.load import load_lexicon
from gkml_extract.text import fold

_FIRST_LINES = 12


def guess_kind(texts: Sequence[str], lang: str) -> str:
    """A few words, in the language `lang`, on what the paragraphs seem to be."""
    head = "\n".join(fold(text) for text in texts[:_FIRST_LINES])
    for entry in load_lexicon("documents").entries:
        if any(fold(spelling) in head for spelling in entry.spellings):
            return f"它像是{entry.more['zh']}" if lang == "zh" else f"it seems to be {entry.value}"
    return "没有可识别的表头" if lang == "zh" else "no header of a catalogue could be recognised"
