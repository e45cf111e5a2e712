"""Bytes → text: which encoding, and what was chosen or lost on the way."""

from __future__ import annotations

import codecs

from gkml_extract.model.errors import UnknownFormatError
from gkml_extract.model.finding import Note, note

_LOST = "\ufffd"
_SOUND_PER_LOST = 4
"""Sound characters beyond ASCII for each lost one from which an encoding is the right one: GB 18030 read as UTF-8
has next to none."""
_SAMPLE = 1 << 16
_COMMON_IN_GB, _COMMON_IN_BIG5 = range(0xB0, 0xD8), range(0xA4, 0xC7)
"""First bytes of the common characters: level 1 of GB/T 2312-1980, of Big5 (1984)."""
_MOSTLY = 0.8
"""Share of common characters in a text: over 0.89 in real ones, under 0.7 in one read in the other code."""


def utf16_codec(data: bytes) -> str | None:
    """The UTF-16 codec of the bytes: by its mark, else by zero bytes in every second place."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    sample = data[:4096]
    if len(sample) < 8 or b"\0" not in sample:
        return None
    for codec, line_feed in (("utf-16-le", b"\n\0"), ("utf-16-be", b"\0\n")):
        try:
            decoded = sample[: len(sample) // 2 * 2].decode(codec)
        except UnicodeDecodeError:
            continue
        plain = sum(char.isalnum() or char.isspace() or char in "，。、；：（）《》“”" for char in decoded)
        if line_feed in sample and plain > 0.8 * len(decoded):
            return codec
    return None


def decode(data: bytes) -> tuple[str, tuple[Note, ...]]:
    """The text of the bytes and what was chosen or lost on the way.

    UTF-8 and UTF-16 are certain, even with broken bytes among sound ones. Bytes that are neither are GB 18030,
    the superset of what Chinese programs write (GB 18030-2022), unless they are Big5 by their common characters or
    charset-normalizer finds a likelier one.

    Raises:
        UnknownFormatError: no encoding gives a text.
    """
    for codec in ("utf-8-sig", utf16_codec(data)):
        if codec is None:
            continue
        try:
            return data.decode(codec), ()
        except UnicodeDecodeError:
            text = data.decode(codec, errors="replace")
        n_lost = text.count(_LOST)
        sound = sum(char > "\x7f" for char in text) - n_lost
        if sound >= _SOUND_PER_LOST * n_lost:
            chosen = codec.removesuffix("-sig")
            return text.replace(_LOST, ""), (
                note("characters-lost", n=n_lost),
                note("encoding-guessed", encoding=chosen),
            )
    if _is_big5(data):
        text = data.decode("cp950", errors="replace")
        lost = (note("characters-lost", n=text.count(_LOST)),) if _LOST in text else ()
        return text.replace(_LOST, ""), (*lost, note("encoding-guessed", encoding="Big5"))
    try:
        return data.decode("gb18030"), (note("encoding-guessed", encoding="GB 18030"),)
    except UnicodeDecodeError:
        pass
    return _decode_damaged(data)


def _is_big5(data: bytes) -> bool:
    """Whether bytes that GB 18030 reads too are Big5: common characters of the one, hardly any of the other."""
    sample = data[:_SAMPLE].rpartition(b"\n")[0] or data
    return (
        _share_of_common(sample, "cp950", _COMMON_IN_BIG5) > _MOSTLY
        and _share_of_common(sample, "gb18030", _COMMON_IN_GB) < _MOSTLY
    )


def _share_of_common(data: bytes, codec: str, rows: range) -> float:
    """Share of the two-byte characters of a text that stand in these rows of its code; 0 if it is no such text."""
    try:
        text = data.decode(codec)
    except UnicodeDecodeError:
        return 0.0
    leads = [char.encode(codec)[0] for char in text if "\u3400" <= char <= "\u9fff"]
    return sum(lead in rows for lead in leads) / len(leads) if leads else 0.0


def _decode_damaged(data: bytes) -> tuple[str, tuple[Note, ...]]:
    candidates = [(data.decode(codec, errors="replace"), codec) for codec in ("utf-8", "gb18030")]
    text, codec = min(candidates, key=lambda candidate: candidate[0].count(_LOST))
    lost = text.count(_LOST)
    if lost > 0.05 * len(text):
        from charset_normalizer import from_bytes

        best = from_bytes(data).best()
        if best is None or best.encoding == "ascii":
            raise UnknownFormatError(
                "the bytes are not text in any known encoding; save the file as UTF-8 and try again",
                "无法按任何已知编码读取文本；请另存为 UTF-8 后重试",
            )
        return str(best), (note("encoding-guessed", encoding=best.encoding),)
    return text.replace(_LOST, ""), (note("characters-lost", n=lost), note("encoding-guessed", encoding=codec))
