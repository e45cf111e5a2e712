"""Text files that are empty, binary, oddly encoded, unreadable or no files at all: a result or a message, no traceback.

What is known to fail is marked xfail with the defect; nothing here writes over a device (see `test_special_output`).
"""

from __future__ import annotations

import functools
import io
import json
import os
import random
import shutil
import stat
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from gkml_extract.cli import main
from gkml_extract.extract import extract_bytes, extract_document
from gkml_extract.model.errors import CorruptSourceError, GkmlError, SourceError, SourceNotFoundError
from gkml_extract.model.record import Document
from support.command import Ran, environment, gkml
from support.goldens import ROOT, SAMPLES

PATHS = {path.stem: path for path in sorted((SAMPLES / "text").glob("*.txt"))}
TEXTS = {name: path.read_text(encoding="utf-8") for name, path in PATHS.items()}
XISHAN = TEXTS["xishan"]


def items(document: Document) -> list[dict[str, Any]]:
    """What was read, without where it stood."""
    return [item.model_dump(exclude={"origin"}) for catalogue in document.catalogues for item in catalogue.items]


def read(data: str | bytes, name: str = "a.txt") -> Document:
    """The document in a text or in bytes."""
    return extract_bytes(data.encode("utf-8") if isinstance(data, str) else data, name)


def codes(document: Document) -> set[str]:
    """The codes of its findings."""
    return {finding.code for finding in document.findings}


@functools.cache
def good(name: str) -> list[dict[str, Any]]:
    """The items of a sample."""
    return items(read(TEXTS[name]))


def is_chinese(text: str) -> bool:
    """Whether a message is in Chinese."""
    return any("\u4e00" <= char <= "\u9fff" for char in text)


def is_a_message(line: str, lang: str = "en") -> bool:
    """Whether a line of stderr is one of our messages in the language, saying what to do after a semicolon."""
    return (";" in line and not is_chinese(line)) if lang == "en" else ("；" in line and is_chinese(line))


def refused(ran: Ran, code: int, lang: str = "en") -> None:
    """The command ended with this code, nothing on stdout, and one line that says what to do."""
    assert (ran.code, ran.out) == (code, b""), ran.err
    assert ran.err.count("\n") == 1, ran.err
    assert "Traceback" not in ran.err
    assert is_a_message(ran.err, lang), ran.err


def leftovers(folder: Path) -> list[str]:
    """Files that a write left half done."""
    return [path.name for path in folder.rglob("*.part")]


# --- bytes


def _zip() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", XISHAN)
    return stream.getvalue()


_NOISE = random.Random(1)
_PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x40\0\0\0\x40\x08\x02\0\0\0\0\0\0\0" + _NOISE.randbytes(500)
BINARY = {
    "elf": b"\x7fELF\x02\x01\x01" + b"\0" * 9 + _NOISE.randbytes(3000),
    "png": _PNG,
    "png cut": _PNG[:20],
    "zip": _zip(),
    "gzip": b"\x1f\x8b\x08\0" + _NOISE.randbytes(400),
    "old word": bytes.fromhex("D0CF11E0A1B11AE1") + b"\0" * 500,
    "noise": _NOISE.randbytes(1000),
    "long noise": _NOISE.randbytes(100_000),
    "nuls": b"\0" * 1000,
    "one nul": b"\0",
    "nul in a text": XISHAN[:900].encode() + b"\0" + XISHAN[900:].encode(),
}
BLANK = {
    "nothing": b"",
    "blanks": b" \n\t\r\n ",
    "wide blanks": "\u3000\u00a0\u2003\n".encode(),
    "bom": b"\xef\xbb\xbf",
    "bom of utf-16": b"\xff\xfe",
    "tabs": b"\t" * 100_000,
    "blank lines": b"\n" * 100_000,
}


@pytest.mark.parametrize("name", BINARY)
def test_binary_bytes_are_refused(name: str) -> None:
    """In both languages, with what to do."""
    with pytest.raises(SourceError) as caught:
        read(BINARY[name])
    assert caught.value.exit_code == 3
    assert is_a_message(caught.value.en)
    assert is_a_message(caught.value.zh, "zh")


@pytest.mark.parametrize("name", BLANK)
def test_a_blank_file_is_called_empty(tmp_path: Path, name: str) -> None:
    """Whatever it is blank with."""
    path = tmp_path / "a.txt"
    path.write_bytes(BLANK[name])
    with pytest.raises(CorruptSourceError) as caught:
        extract_document(path)
    assert "empty" in caught.value.en
    assert is_a_message(caught.value.zh, "zh")


@pytest.mark.parametrize("data", ["a", "中", "√", "\ufeffx", "1", "|", "《"])
def test_one_character_is_no_catalogue(data: str) -> None:
    """And no error: an error-level finding says so."""
    document = read(data)
    assert (document.catalogues, codes(document)) == ((), {"no-catalogue"})


@pytest.mark.parametrize("seed", range(40))
def test_random_bytes_end_well(seed: int) -> None:
    """Of every length and of every range."""
    rng = random.Random(seed)
    low, high = rng.choice([(0, 256), (32, 256), (128, 256), (9, 127), (0x81, 0xFE)])
    data = bytes(rng.randrange(low, high) for _ in range(rng.choice([1, 2, 3, 8, 64, 700, 3000])))
    try:
        document = read(data)
    except GkmlError as err:
        assert isinstance(err, SourceError)
    else:
        assert document.findings


# --- encodings


ENCODINGS = ["utf-8-sig", "gbk", "utf-16", "utf-16-le", "utf-16-be", "be with mark"]


@pytest.mark.parametrize(
    ("name", "encoding"),
    [pytest.param("zhongwei", "gb18030", marks=pytest.mark.slow), *(("xishan", name) for name in ENCODINGS)],
)
def test_the_encoding_changes_no_item(name: str, encoding: str) -> None:
    """One that is not marked in the bytes is told."""
    text = TEXTS[name]
    data = b"\xfe\xff" + text.encode("utf-16-be") if encoding == "be with mark" else text.encode(encoding)
    document = read(data)
    assert items(document) == good(name)
    assert ("encoding-guessed" in codes(document)) == encoding.startswith("gb")


def test_four_byte_characters_of_gb_18030_are_kept() -> None:
    """Names of people and places need them."""
    document = read(XISHAN.replace("办公室", "办公室𠮷㐂").encode("gb18030"))
    assert "𠮷㐂" in str(items(document))


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_a_file_cut_within_a_character_is_read(encoding: str) -> None:
    """With a finding for what was lost."""
    data = XISHAN.encode(encoding)
    seen: set[str] = set()
    for length in range(3000, 3003):
        document = read(data[:length])
        assert items(document)[:2] == good("xishan")[:2]
        seen |= codes(document)
    assert "characters-lost" in seen


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_few_broken_bytes_cost_only_themselves(encoding: str) -> None:
    """And are told."""
    data = bytearray(XISHAN.encode(encoding))
    for at in (500, 1500, 2500):
        data[at] = 0xFF
    document = read(bytes(data))
    assert len(items(document)) == len(good("xishan"))
    assert "characters-lost" in codes(document)


@pytest.mark.parametrize("at", [1000, 10**6])
def test_half_a_surrogate_in_utf_16_costs_only_itself(at: int) -> None:
    """As a broken byte does in UTF-8."""
    data = XISHAN.encode("utf-16-le")
    document = read(b"\xff\xfe" + data[:at] + b"\x00\xd8" + data[at:])
    assert "characters-lost" in codes(document)


def test_text_with_one_broken_byte_in_a_hundred_is_read() -> None:
    """99 % of it is sound UTF-8."""
    data = bytes(0xFF if at % 100 == 7 else byte for at, byte in enumerate(XISHAN.encode()))
    assert "characters-lost" in codes(read(data))


def test_big5_is_read_or_doubted() -> None:
    """By its common characters."""
    table = str.maketrans("开据规应实级类书众门办务产设发电报关单", "開據規應實級類書眾門辦務產設發電報關單")
    plain = XISHAN.translate(table)
    document = read(plain.encode("big5", "ignore"))
    guess = next(finding.message for finding in document.findings if finding.code == "encoding-guessed")
    assert document.catalogues or "GB 18030" not in guess


# --- characters


LINE_ENDS = {"crlf": "\r\n", "cr": "\r", "form feed": "\f", "vertical tab": "\v", "nel": "\x85", "u2028": "\u2028",
             "u2029": "\u2029"}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "end"),
    [
        pytest.param("zhongwei", "crlf", marks=pytest.mark.slow),
        *(("xishan", end) for end in LINE_ENDS if end != "crlf"),
    ],
)
def test_the_line_end_changes_no_item(name: str, end: str) -> None:
    """Every one that Unicode names."""
    assert items(read(TEXTS[name].replace("\n", LINE_ENDS[end]))) == good(name)


def test_form_feeds_between_pages_change_no_item() -> None:
    """pdftotext puts one after each page."""
    lines = XISHAN.split("\n")
    paged = "\n".join(line + "\f" * (at % 30 == 29) for at, line in enumerate(lines))
    assert items(read(paged)) == good("xishan")


@pytest.mark.parametrize("blank", ["\u00a0", "\u3000", "\u2003", "\u2009", "\u202f"])
def test_the_kind_of_blank_changes_no_item(blank: str) -> None:
    """NBSP, ideographic, em, thin, narrow NBSP."""
    assert items(read(XISHAN.replace(" ", blank))) == good("xishan")


@pytest.mark.parametrize("char", ["\u200b", "\u00ad", "\ufeff", "\u202e", "\x1b"])
def test_invisible_characters_change_no_item(char: str) -> None:
    """One before every line and in many words."""
    sown = "".join(f"{piece}{char}" if at % 7 == 0 else piece for at, piece in enumerate(XISHAN))
    assert items(read(char + sown)) == good("xishan")


def test_invisible_characters_do_not_hide_a_leading_tab() -> None:
    """split_fragments looks for the tab before it cleans."""
    assert items(read(TEXTS["dawukou"].replace("\t", "\u200b\t"))) == good("dawukou")


def test_kangxi_radicals_are_plain_characters() -> None:
    """Also those of the CJK supplement, which Unicode does not decompose."""
    radicals = str.maketrans("一方人大工生行门日", "⼀⽅⼈⼤⼯⽣⾏⻔⽇")
    assert items(read(XISHAN.translate(radicals))) == good("xishan")


def test_private_use_glyphs_end_well() -> None:
    """Nobody knows what they show."""
    document = read("".join(f"{char}\ue000" if at % 50 == 7 else char for at, char in enumerate(XISHAN)))
    assert items(document)
    document.model_dump_json()


@pytest.mark.parametrize("tick", ["✓", "√\ufe0f", "V"])
def test_other_ticks_are_ticks(tick: str) -> None:
    """As different programs write them."""
    assert items(read(XISHAN.replace("√", tick))) == good("xishan")


# --- the command: files that are none, in both languages


class Called:
    """What the command left when called in this process: as fast as a test should be."""

    def __init__(self, capture: pytest.CaptureFixture[bytes], *args: object) -> None:
        with _arguments(*args), pytest.raises(SystemExit) as caught:
            main()
        self.code = caught.value.code
        self.out, err = capture.readouterr()
        self.err = err.decode("utf-8")


@contextmanager
def _arguments(*args: object) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["gkml", *map(str, args)])
        for name in ("LC_ALL", "LC_MESSAGES", "GKML_DEBUG"):
            patch.delenv(name, raising=False)
        patch.setenv("LANG", "C.UTF-8")
        yield


def files_of(folder: Path) -> list[Path]:
    """Bad files of every kind, in a folder, with one good file last."""
    made = {
        "empty.txt": b"",
        "blank.txt": b" \n",
        "elf.txt": BINARY["elf"],
        "png.txt": _PNG,
        "noise.txt": BINARY["noise"],
    }
    for name, data in made.items():
        (folder / name).write_bytes(data)
    os.mkfifo(folder / "fifo.txt")
    (folder / "dangling.txt").symlink_to("nowhere")
    (folder / "loop1.txt").symlink_to("loop2.txt")
    (folder / "loop2.txt").symlink_to("loop1.txt")
    (folder / "folder.txt").mkdir()
    shutil.copy(PATHS["xishan"], folder / "good.txt")
    names = [*made, "fifo.txt", "dangling.txt", "loop1.txt", "folder.txt", "missing.txt", "good.txt/below"]
    return [*(folder / name for name in names), folder / "good.txt"]


def each_bad_file_is_named(folder: Path, files: Sequence[Path], ran: Ran | Called, lang: str) -> None:
    """Code 1, one line a file in the language (of the good one, what was found), only its data on stdout."""
    assert ran.code == 1, ran.err
    for path, line in zip(files, ran.err.splitlines(), strict=True):
        assert path.name in line
        assert is_a_message(line, lang), line
    rows = [json.loads(line) for line in ran.out.splitlines()]
    assert {row["source"]["path"] for row in rows if "source" in row} == {str(folder / "good.txt")}


def test_each_bad_file_costs_only_itself(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """In English."""
    files = files_of(tmp_path)
    called = Called(capfdbinary, "extract", *files, "--format", "jsonl")
    each_bad_file_is_named(tmp_path, files, called, "en")


def test_each_bad_file_costs_only_itself_in_chinese(tmp_path: Path) -> None:
    """Under a Chinese locale."""
    files = files_of(tmp_path)
    ran = gkml("extract", *files, "--format", "jsonl", lang="zh_CN.UTF-8")
    each_bad_file_is_named(tmp_path, files, ran, "zh")


def test_a_name_too_long_costs_only_itself(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """As a file in a folder that may not be entered does."""
    called = Called(capfdbinary, "extract", tmp_path / ("x" * 300), PATHS["xishan"], "-o", tmp_path / "out")
    assert called.code == 1
    assert (tmp_path / "out" / "xishan.json").exists()


def test_nothing_read_is_3(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """And nothing on stdout."""
    called = Called(capfdbinary, "extract", *files_of(tmp_path)[:-1], "--format", "jsonl")
    assert (called.code, called.out) == (3, b"")


@pytest.mark.parametrize("kind", ["fifo.txt", "dangling.txt", "loop1.txt", "folder.txt", "missing.txt"])
def test_what_is_no_file_is_not_found(tmp_path: Path, kind: str) -> None:
    """By the API too, and without waiting for a writer of the FIFO."""
    files_of(tmp_path)
    with pytest.raises(SourceNotFoundError):
        extract_document(tmp_path / kind)


def without_root(*command: object) -> Ran:
    """Run the command as one who may not read everything, in a user namespace; skip where there is none."""
    unshare = ["unshare", "--user"]
    if shutil.which("unshare") is None or subprocess.run([*unshare, "true"], capture_output=True).returncode:
        pytest.skip("no user namespaces here")
    done = subprocess.run(
        [*unshare, sys.executable, "-m", "gkml_extract.cli", *map(str, command)],
        capture_output=True, env=environment("zh_CN.UTF-8"), cwd=ROOT, timeout=60,
    )  # fmt: skip
    return Ran(done.returncode, done.stdout, done.stderr.decode("utf-8"))


def test_an_unreadable_file_is_3(tmp_path: Path) -> None:
    """In Chinese under a Chinese locale."""
    path = tmp_path / "a.txt"
    path.write_text(XISHAN, encoding="utf-8")
    path.chmod(0)
    refused(without_root("extract", path), 3, "zh")


def test_a_file_in_a_closed_folder_is_3(tmp_path: Path) -> None:
    """The message names the path."""
    folder = tmp_path / "closed"
    folder.mkdir()
    (folder / "a.txt").write_text(XISHAN, encoding="utf-8")
    folder.chmod(0)
    try:
        refused(without_root("extract", folder / "a.txt"), 3, "zh")
    finally:
        folder.chmod(0o755)


# --- the command: paths and places that are odd


def write_refused(capture: pytest.CaptureFixture[bytes], folder: Path, out: Path | str, code: int = 4) -> None:
    """Extract into `out` is refused with the code and leaves nothing half-written in `folder`."""
    called = Called(capture, "extract", PATHS["xishan"], "-o", out)
    assert (called.code, called.out) == (code, b""), called.err
    assert called.err.count("\n") == 1
    assert is_a_message(called.err), called.err
    assert leftovers(folder) == []


def test_a_file_where_a_folder_should_be_is_4(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """And the file stays."""
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    write_refused(capfdbinary, tmp_path, tmp_path / "file" / "a.json")
    assert (tmp_path / "file").read_text(encoding="utf-8") == "mine"


def test_a_place_that_cannot_be_made_is_4(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """A name too long, a folder in /proc."""
    write_refused(capfdbinary, tmp_path, "/proc/none/a.json")
    write_refused(capfdbinary, tmp_path, tmp_path / ("x" * 300))


def test_missing_folders_are_made(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """But only once there is something to write."""
    called = Called(capfdbinary, "extract", PATHS["xishan"], "-o", tmp_path / "a" / "b" / "c.json")
    assert (called.code, called.out) == (0, b"")
    assert len(items(Document.model_validate_json((tmp_path / "a" / "b" / "c.json").read_bytes()))) == 10
    (tmp_path / "empty.txt").touch()
    assert Called(capfdbinary, "extract", tmp_path / "empty.txt", "-o", tmp_path / "d" / "e.json").code == 3
    assert not (tmp_path / "d").exists()


def test_an_output_equal_to_the_input_is_2(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """Also by way of a link or of the folder; the input stays."""
    source = tmp_path / "a.json"
    source.write_text(XISHAN, encoding="utf-8")
    (tmp_path / "link.json").symlink_to(source)
    for out in (source, tmp_path / "." / "a.json", tmp_path / "link.json", tmp_path):
        called = Called(capfdbinary, "extract", source, "-o", out)
        assert (called.code, called.out) == (2, b"")
        assert source.read_text(encoding="utf-8") == XISHAN
    assert leftovers(tmp_path) == []


def test_a_special_output_stays_special(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """A FIFO stands in for /dev/null, /dev/full and /dev/stdout: never try those."""
    os.mkfifo(tmp_path / "out.json")
    called = Called(capfdbinary, "extract", PATHS["xishan"], "-o", tmp_path / "out.json")
    assert called.code == 4
    assert stat.S_ISFIFO((tmp_path / "out.json").lstat().st_mode)


def test_an_output_that_is_a_link_is_written_through(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """As every other program does."""
    (tmp_path / "real.json").write_text("old", encoding="utf-8")
    (tmp_path / "link.json").symlink_to("real.json")
    assert Called(capfdbinary, "extract", PATHS["xishan"], "-o", tmp_path / "link.json").code == 0
    assert (tmp_path / "real.json").read_text(encoding="utf-8") != "old"


@pytest.mark.slow
def test_a_read_only_folder_is_4(tmp_path: Path) -> None:
    """For one who is not root."""
    folder = tmp_path / "out"
    folder.mkdir()
    folder.chmod(0o555)
    try:
        refused(without_root("extract", PATHS["xishan"], "-o", folder / "a.json"), 4, "zh")
    finally:
        folder.chmod(0o755)
    assert list(folder.iterdir()) == []


def test_odd_names_are_read_and_written(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """A line feed, an escape, no suffix, a dash, bytes that are no UTF-8."""
    names = [b"new\nline.txt", b"esc\x1b[31m.txt", b"none", b"\xff\xfe.txt"]
    paths = [Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)) for name in names]
    for path in paths:
        path.write_text(XISHAN, encoding="utf-8")
    called = Called(capfdbinary, "extract", *paths, "-o", tmp_path / "out")
    assert (called.code, called.out) == (0, b"")
    assert len(list((tmp_path / "out").iterdir())) == len(names)
    for path in (tmp_path / "out").iterdir():
        assert len(json.loads(path.read_bytes())["catalogues"][0]["items"]) == 10


def test_a_result_of_a_name_that_is_no_utf_8_is_read_back(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    """By diff: nor can strict JSON readers (jq, PostgreSQL) take \\udcff."""
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff\xfe.txt"))
    path.write_text(XISHAN, encoding="utf-8")
    assert Called(capfdbinary, "extract", path, "-o", tmp_path / "a.json").code == 0
    assert Called(capfdbinary, "diff", tmp_path / "a.json", tmp_path / "a.json").code == 0


# --- the command: streams that are closed or full


def with_streams(tail: str, *args: object) -> Ran:
    """Run the command by a shell with redirections at its end."""
    command = " ".join([sys.executable, "-m", "gkml_extract.cli", *map(str, args), tail])
    done = subprocess.run(["sh", "-c", command], capture_output=True, env=environment(), cwd=ROOT, timeout=60)
    return Ran(done.returncode, done.stdout, done.stderr.decode("utf-8"))


NEEDS_FULL = pytest.mark.skipif(not Path("/dev/full").is_char_device(), reason="no /dev/full here")


@NEEDS_FULL
@pytest.mark.slow
def test_a_full_stdout_is_4() -> None:
    """As a full disk is."""
    refused(with_streams(">/dev/full", "extract", PATHS["xishan"]), 4)


@NEEDS_FULL
@pytest.mark.slow
@pytest.mark.parametrize("command", ["--version", "--help", f"diff {ROOT}/golden {ROOT}/golden"])
def test_a_full_stdout_is_4_for_every_command(command: str) -> None:
    """Those that print by typer or rich too."""
    ran = with_streams(">/dev/full", command)
    assert (ran.code, "Traceback" in ran.err) == (4, False)


def test_a_closed_stdout_is_4() -> None:
    """`gkml extract a.txt >&-`."""
    refused(with_streams(">&-", "extract", PATHS["xishan"]), 4)


@pytest.mark.slow
def test_a_closed_stderr_puts_no_message_among_the_data(tmp_path: Path) -> None:
    """The code still tells."""
    (tmp_path / "empty.txt").touch()
    ran = with_streams("2>&-", "extract", tmp_path / "empty.txt")
    assert (ran.code, ran.out) == (3, b"")


@pytest.mark.slow
def test_a_reader_that_leaves_is_no_error() -> None:
    """`gkml extract … | head -c 1`."""
    ran = with_streams("| head -c 1", "extract", PATHS["zhongwei"])
    assert (ran.out, ran.err) == (b"{", "")


# --- batch


def test_a_folder_of_everything(tmp_path: Path) -> None:
    """Every good file gets its result, the summary names every file, nothing else is left."""
    folder, out = tmp_path / "in", tmp_path / "out"
    (folder / "sub").mkdir(parents=True)
    files_of(folder)
    (folder / "folder.txt").rmdir()
    expected = {f"{name}.txt": len(good(name)) for name in TEXTS} | {
        "good.txt": 10,
        "sub/好的.txt": 10,
        "new\nline.txt": 10,
    }
    expected |= {"gb.txt": 10, "utf-16.txt": 10, "=cmd.txt": 10, "summary.json": 10, "a[b]*?.txt": 10}
    for number, name in enumerate(expected):  # each with content of its own, or it would be a duplicate
        text = TEXTS.get(name.removesuffix(".txt"), XISHAN) + "\n" * number
        encoding = {"gb.txt": "gb18030", "utf-16.txt": "utf-16"}.get(name, "utf-8")
        (folder / name).write_text(text, encoding=encoding, newline="")
    (folder / "prose.txt").write_text("没有表\n", encoding="utf-8")
    bad = {"empty.txt", "blank.txt", "elf.txt", "png.txt", "noise.txt"}
    skipped = {"fifo.txt", "dangling.txt", "loop1.txt", "loop2.txt"}

    ran = gkml("batch", folder, "-o", out, lang="zh_CN.UTF-8")

    assert (ran.code, ran.out) == (1, b""), ran.err
    assert "Traceback" not in ran.err
    files = {row["file"]: row for row in json.loads((out / "summary.json").read_bytes())["files"]}
    assert files.keys() == expected.keys() | bad | skipped | {"prose.txt"}
    assert {name: files[name]["items"] for name in expected} == expected
    assert {name for name, row in files.items() if row["status"] == "failed"} == bad
    assert {name for name, row in files.items() if row["status"] == "skipped"} == skipped
    assert all(is_chinese(files[name]["message"]) for name in bad | skipped)
    for name in expected:
        document = Document.model_validate_json((out / files[name]["output"]).read_bytes())
        assert len(items(document)) == expected[name]
    results = {row["output"] for row in files.values() if row["output"]}
    tables = {"summary.json", "summary.csv", "items.csv", "items.jsonl", "findings.csv", "timing.csv"}
    tables |= {"report.html", "datapackage.json"}
    below = {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()}
    assert {name for name in below if not name.startswith(".gkml/")} == results | tables
