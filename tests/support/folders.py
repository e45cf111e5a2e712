"""A folder of submissions as offices send them: copies of the samples with other names in them, and some broken."""

from __future__ import annotations

import random
import struct
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from support.goldens import SAMPLE_FILES, SAMPLES

BROKEN_SHARE, DUPLICATE_SHARE, ZIPPED_SHARE = 0.05, 0.02, 0.05
LEFT_OUT = (".doc", ".md")
"""A start of LibreOffice takes seconds."""
_PLACES = ("大武口", "金凤", "灵武", "西山", "中卫", "临溪", "南浦", "石桥", "东岭", "青岚", "竹林", "青石", "云浦")
_SYLLABLES = "安宁平和兴盛昌隆永丰福泽清泉松柏桃李梅兰江湖海川云岭峰谷晨曦朝阳新城古镇长青秀水"
_ZIPPED = (".docx", ".xlsx", ".ods")
_PER_FOLDER = 50
_PER_ZIP = 5


@dataclass(frozen=True)
class Made:
    """One input as it was made: its name as the summary will call it, and whether it can be read.

    `same_as` names an input with the same bytes.
    """

    name: str
    is_good: bool
    same_as: str | None = None


def make_folder(folder: Path, n_inputs: int, seed: int = 1) -> list[Made]:
    """Write so many inputs below `folder`; the same seed gives the same bytes."""
    rng = random.Random(seed)
    samples = [file for file in SAMPLE_FILES if file.suffix not in LEFT_OUT]
    made: list[tuple[Made, bytes]] = []
    for index in range(n_inputs):
        made.append(_one(rng, index, samples, made))
    zipped = [pair for pair in made if rng.random() < ZIPPED_SHARE]
    in_zips = {pair[0].name for pair in zipped}
    names = {}
    for start in range(0, len(zipped), _PER_ZIP):
        names |= _write_zip(folder / f"打包{start // _PER_ZIP:03}.zip", zipped[start : start + _PER_ZIP])
    for one, data in made:
        if one.name not in in_zips:
            path = folder / one.name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
    return [
        Made(names.get(one.name, one.name), one.is_good, names.get(one.same_as or "", one.same_as)) for one, _ in made
    ]


def _one(rng: random.Random, index: int, samples: list[Path], made: list[tuple[Made, bytes]]) -> tuple[Made, bytes]:
    good = [pair for pair in made if pair[0].is_good and pair[0].same_as is None]
    if good and rng.random() < DUPLICATE_SHARE:
        other, data = rng.choice(good)
        return Made(_name(rng, index, Path(other.name).suffix), True, other.name), data
    sample = rng.choice(samples)
    data = renamed((SAMPLES / sample).read_bytes(), sample.suffix, rng)
    if rng.random() < BROKEN_SHARE:
        return Made(_name(rng, index, sample.suffix), False), rng.choice(BREAKS)(data, rng)
    return Made(_name(rng, index, sample.suffix), True), data


def _name(rng: random.Random, index: int, suffix: str) -> str:
    return f"第{index // _PER_FOLDER:02}批/{''.join(rng.choices(_SYLLABLES, k=2))}镇{index:04}{suffix}"


def renamed(data: bytes, suffix: str, rng: random.Random) -> bytes:
    """The document with other names of places in it, and in any case with other bytes that change nothing else."""
    places = {place: "".join(rng.choices(_SYLLABLES, k=len(place))) for place in _PLACES}
    if suffix in _ZIPPED:
        return _renamed_parts(data, places, str(rng.random()).encode())
    if suffix == ".pdf":
        return data + f"\n% {rng.random()}\n".encode()
    tail = {".html": f"<!-- {rng.random()} -->\n".encode(), ".xls": rng.randbytes(512)}
    for place, other in places.items():
        for encoding in ("utf-8", "gb18030") if suffix != ".xls" else ("utf-16-le",):
            data = data.replace(place.encode(encoding), other.encode(encoding))
    return data + tail.get(suffix, b"\n" + bytes(rng.choices(b" \n", k=64)) + b"\n")


def _renamed_parts(data: bytes, places: dict[str, str], comment: bytes) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        new.comment = comment
        for entry in old.infolist():
            part = old.read(entry)
            for place, other in places.items():
                part = part.replace(place.encode(), other.encode())
            new.writestr(zipfile.ZipInfo(entry.filename, (2024, 5, 1, 0, 0, 0)), part, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _noise(data: bytes, rng: random.Random) -> bytes:
    return b"\0\1" + rng.randbytes(2000)


def _picture(data: bytes, rng: random.Random) -> bytes:
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + b"IHDR" + rng.randbytes(500)


def _blank(data: bytes, rng: random.Random) -> bytes:
    return b" \n" * rng.randint(1, 5000)


def _torn_zip(data: bytes, rng: random.Random) -> bytes:
    """A Word file whose second half is noise: the directory of the zip is gone."""
    whole = (SAMPLES / "made" / "linxi.docx").read_bytes()
    return whole[: len(whole) // 2] + rng.randbytes(1000)


def _program(data: bytes, rng: random.Random) -> bytes:
    return b"\x7fELF\2\1\1" + rng.randbytes(1000)


BREAKS: tuple[Callable[[bytes, random.Random], bytes], ...] = (_noise, _picture, _blank, _torn_zip, _program)


def _write_zip(path: Path, members: list[tuple[Made, bytes]]) -> dict[str, str]:
    """The members as a Windows program packs them, names in GBK and said nowhere to be; old name → new."""
    path.parent.mkdir(parents=True, exist_ok=True)
    names = {made.name: f"{path.name}/{Path(made.name).name}" for made, _ in members}
    path.write_bytes(gbk_zip({Path(made.name).name: data for made, data in members}))
    return names


def gbk_zip(members: dict[str, bytes]) -> bytes:
    """A zip whose names are in GBK, without the flag for UTF-8."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            entry = zipfile.ZipInfo(name.encode("gbk").decode("cp437"), (2024, 5, 1, 0, 0, 0))
            archive.writestr(entry, data, zipfile.ZIP_DEFLATED)
    return _without_utf8_flags(out.getvalue(), {name.encode("gbk").decode("cp437"): name for name in members})


def _without_utf8_flags(data: bytes, names: dict[str, str]) -> bytes:
    """zipfile writes names beyond ASCII as UTF-8: the same archive with GBK instead."""
    out, end = bytearray(), BytesIO(data)
    directory = bytearray()
    with zipfile.ZipFile(end) as archive:
        for entry in archive.infolist():
            raw = names[entry.filename].encode("gbk")
            begin = entry.header_offset
            name_size, extra_size = struct.unpack_from("<HH", data, begin + 26)
            body = begin + 30 + name_size + extra_size
            head = bytearray(data[begin : begin + 26])
            struct.pack_into("<H", head, 6, entry.flag_bits & ~0x800)
            at = len(out)
            out += head + struct.pack("<HH", len(raw), 0) + raw + data[body : body + entry.compress_size]
            directory += struct.pack(
                "<4s4B4HL2L5H2L", b"PK\1\2", 20, 0, 20, 0, entry.flag_bits & ~0x800, entry.compress_type,
                *struct.unpack_from("<2H", data, begin + 10), entry.CRC, entry.compress_size, entry.file_size,
                len(raw), 0, 0, 0, 0, 0, at,
            ) + raw  # fmt: skip
        n = len(archive.infolist())
    return bytes(out + directory + struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, n, n, len(directory), len(out), 0))
