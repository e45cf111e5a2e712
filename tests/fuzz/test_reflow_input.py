"""Texts cut, shuffled, hostile and huge: a result that keeps its promises or a GkmlError, in linear time, nothing lost.

What is known to fail is marked xfail with the defect. Time limits are wide: what meets them takes a tenth of them.
"""

from __future__ import annotations

import functools
import json
import os
import random
import re
import signal
import threading
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from gkml_extract.extract import extract_bytes
from gkml_extract.extractors.plain_text import split_fragments
from gkml_extract.model.errors import GkmlError, SourceError
from gkml_extract.model.record import Document
from gkml_extract.reflow.header.find import find_headers
from gkml_extract.schema import document_schema
from gkml_extract.text import clean_glyphs, squeeze
from gkml_extract.writers.json import document_to_json, encode_json
from support.goldens import SAMPLES

TEXTS = {path.stem: path.read_text(encoding="utf-8") for path in sorted((SAMPLES / "text").glob("*.txt"))}
ITEM_KEYS = {
    "number", "primary", "secondary", "levels", "content", "legal_basis", "deadline", "publisher", "department",
    "channels", "audience", "method", "five_open", "website_column", "remarks", "extra", "origin",
}  # fmt: skip
SCHEMA = Draft202012Validator(document_schema())
TABBED = "序号\t一级事项\t二级事项\t公开内容\t公开依据\t公开时限\t公开主体\t公开渠道和载体\n"
ROW = (
    "{}\t机构信息\t{}\t机构名称、办公地址\t《中华人民共和国政府信息公开条例》\t形成之日起20个工作日内\t"
    "某某局\t■政府网站 □两微一端\n"
)
ROWS = [ROW.format(1, "机构概况"), ROW.format(2, "内设机构"), ROW.format(3, "领导信息")]


class TooLong(Exception):  # noqa: N818 - a limit, not an error of the program
    """The time is up."""


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Ends what takes more processor time, so that a hang costs no more than its limit; a busy machine ends nothing."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(*_: object) -> None:
        raise TooLong(f"more than {seconds} s")

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def read(text: str | bytes) -> Document:
    """The document in a text."""
    return extract_bytes(text.encode("utf-8") if isinstance(text, str) else text, "a.txt")


@functools.cache
def sample(name: str) -> Document:
    """A sample, read once."""
    return read(TEXTS[name])


def items(document: Document) -> list[dict[str, Any]]:
    """What was read, without where it stood."""
    return [item.model_dump(exclude={"origin"}) for catalogue in document.catalogues for item in catalogue.items]


def codes(document: Document) -> list[str]:
    """The codes of its findings."""
    return [finding.code for finding in document.findings]


def plain(document: Document) -> dict[str, Any]:
    """The document as its JSON is read back."""
    back: dict[str, Any] = json.loads(encode_json(document_to_json(document)))
    return back


def keeps_promises(document: Document, *, with_schema: bool = False) -> None:
    """Every item has every key, every finding speaks of something that is there, the JSON is by the schema."""
    data = plain(document)
    for catalogue in data["catalogues"]:
        assert all(item.keys() == ITEM_KEYS for item in catalogue["items"])
    for finding in data["findings"]:
        catalogue, item = finding["catalogue"], finding["item"]
        assert catalogue is None or 0 <= catalogue < len(data["catalogues"])
        assert item is None or (catalogue is not None and 0 <= item < len(data["catalogues"][catalogue]["items"]))
    if with_schema:
        SCHEMA.validate(data)


# --- nothing printed is lost


_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff]+")


def han_runs(text: str) -> list[str]:
    """The runs of Chinese characters in a text, compatibility glyphs made plain."""
    return _HAN.findall(unicodedata.normalize("NFKC", clean_glyphs(text)))


def texts_of(value: Any) -> Iterator[str]:
    """Every text in a JSON value, the keys of `extra` and so on included, without `origin` and `source`."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            if key not in ("origin", "source"):
                yield key
                yield from texts_of(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts_of(inner)


def lost_runs(lines: Sequence[str], document: Document) -> list[str]:
    """The runs of Chinese characters in the lines that stand in no value, note, preamble or finding."""
    texts = [squeeze(text) for text in texts_of(plain(document))]
    kept = "|".join(texts) + "|" + "|".join("".join(han_runs(text)) for text in texts)
    pieces = [piece for line in lines for piece in re.split(r"\s+", re.sub("<[^<>]*>", " ", line))]
    return [run for piece in pieces for run in han_runs(piece) if run not in kept]


@functools.cache
def parts(name: str) -> tuple[list[str], list[str], list[str]]:
    """A sample's lines: all up to its header's end, the header's own, and the table's body."""
    fragments = split_fragments(TEXTS[name])
    header = find_headers(fragments)[0]
    lines = TEXTS[name].split("\n")
    first, last = fragments[header.first].line, fragments[header.last].line
    return lines[:last], lines[first - 1 : last], lines[last:]


GROUP_NUMBERS = set("一二三四五六")
"""zhongwei prints a number for each group; only the inner number is a value (record.md, number)."""


def with_header_after(name: str, *lines: int) -> str:
    """A sample with its header printed again after these lines of its body, as at the top of a page."""
    top, header, body = parts(name)
    text = list(top)
    for number, line in enumerate(body, start=1):
        text += [line, "", *header] if number in lines else [line]
    return "\n".join(text)


MUTATIONS = {
    "shuffled": lambda lines: random.Random(7).sample(lines, len(lines)),
    "doubled": lambda lines: [line for line in lines for _ in range(2)],
    "without blank lines": lambda lines: [line for line in lines if line.strip()],
    "breaks doubled": lambda lines: [text for line in lines for text in (line, "")],
    "reversed": lambda lines: lines[::-1],
    "in one line": lambda lines: [" ".join(lines)],
    "without breaks": lambda lines: ["".join(lines)],
    "a character a line": lambda lines: list("".join(lines)),
    "rotated": lambda lines: lines[len(lines) // 2 :] + lines[: len(lines) // 2],
    "tabs before lines": lambda lines: ["\t" + line for line in lines],
    "pipes between lines": lambda lines: ["|".join(lines)],
}


def slow_but(fast: Sequence[str], every: Iterable[str]) -> list[Any]:
    """Parameters of which only the fast ones are not marked slow."""
    return [name if name in fast else pytest.param(name, marks=pytest.mark.slow) for name in every]


QUICK = ("shuffled", "doubled", "in one line", "rotated", "without breaks")


@pytest.mark.parametrize("mutation", slow_but(QUICK, MUTATIONS))
@pytest.mark.parametrize("name", slow_but(["xishan"], TEXTS))
def test_lines_moved_or_joined(name: str, mutation: str) -> None:
    """A result that keeps its promises; of the body, nothing is lost."""
    top, _, body = parts(name)
    text = "\n".join([*top, *MUTATIONS[mutation](body)])
    document = read(text)
    keeps_promises(document)
    is_refused = mutation == "shuffled" and "columns-out-of-order" in {finding.code for finding in document.findings}
    assert document.catalogues or is_refused
    if mutation != "a character a line" and not is_refused:
        assert set(lost_runs(body, document)) <= GROUP_NUMBERS


@pytest.mark.parametrize("name", ["jinfeng", "xishan"])
def test_blank_lines_change_no_item(name: str) -> None:
    """In a dump that has none but those, or none at all."""
    for mutation in ("without blank lines", "breaks doubled"):
        text = "\n".join(MUTATIONS[mutation](TEXTS[name].split("\n")))
        assert items(read(text)) == items(sample(name)), mutation


@pytest.mark.parametrize("name", TEXTS)
def test_samples_keep_every_promise(name: str) -> None:
    """By the schema, the same when read again, nothing of the body lost."""
    document = sample(name)
    keeps_promises(document, with_schema=name in ("xishan", "zhongwei"))
    assert read(TEXTS[name]) == document
    assert set(lost_runs(parts(name)[2], document)) <= GROUP_NUMBERS


@pytest.mark.parametrize("name", slow_but(["jinfeng", "xishan"], TEXTS))
def test_a_header_printed_twice_running_is_one(name: str) -> None:
    """As where a page ends with the header."""
    top, header, body = parts(name)
    assert items(read("\n".join([*top, *header, *body]))) == items(sample(name))


PAGE_STARTS = {"dawukou": (62, 190), "jinfeng": (183, 445), "xishan": (92, 225), "zhongwei": (7, 20, 30)}
"""Lines of the body at which a row begins."""


@pytest.mark.parametrize("name", PAGE_STARTS)
def test_a_header_on_every_page_changes_no_item(name: str) -> None:
    """Where the page ends with a row."""
    assert items(read(with_header_after(name, *PAGE_STARTS[name]))) == items(sample(name))


PAGE_ENDS = {
    "dawukou": "\t参保人员异地就医登记备案",
    "jinfeng": "预决算",
    "lingwu": "责任清单",
    "xishan": "5 管理公开 医疗保障工作管理",
}
"""Lines of the body after which a page may end, near a cell that reads like a label (服务, 管理, 结果公开)."""


@pytest.mark.parametrize("name", PAGE_ENDS)
def test_a_header_on_every_page_costs_no_text(name: str) -> None:
    """Where the page ends within a row."""
    body = parts(name)[2]
    document = read(with_header_after(name, body.index(PAGE_ENDS[name]) + 1))
    assert lost_runs(body, document) == []


@pytest.mark.slow
@pytest.mark.parametrize("name", TEXTS)
def test_a_header_anywhere_ends_well(name: str) -> None:
    """After forty lines of each text in turn; zhongwei, which has a row a line, loses nothing by it."""
    body = parts(name)[2]
    for line in range(2, len(body), max(len(body) // 40, 1)):
        document = read(with_header_after(name, line))
        keeps_promises(document)
        if name == "zhongwei":
            assert set(lost_runs(body, document)) <= GROUP_NUMBERS


# --- cuts


def cut_keeps_what_is_before(name: str, step: int) -> list[str]:
    """For cuts of a sample at every `step` bytes: those that changed an item before the last two without a finding."""
    data = TEXTS[name].encode()
    whole = items(sample(name))
    silent = []
    for length in range(step, len(data), step):
        try:
            document = read(data[:length])
        except GkmlError as err:
            assert isinstance(err, SourceError)
            continue
        keeps_promises(document)
        flagged = {finding.item for finding in document.findings}
        for index, (item, expected) in enumerate(zip(items(document)[:-2], whole, strict=False)):
            if item != expected and index not in flagged:
                silent.append(f"cut at {length}: item {index}")
    return silent


@pytest.mark.parametrize("name", ["dawukou", "jinfeng", "lingwu", "xishan"])
def test_items_before_a_cut_are_the_same(name: str) -> None:
    """Or bear a finding."""
    assert cut_keeps_what_is_before(name, 2000) == []


@pytest.mark.slow
@pytest.mark.parametrize("name", ["dawukou", "jinfeng", "lingwu", "xishan"])
def test_items_before_any_cut_are_the_same(name: str) -> None:
    """At every 200th byte."""
    assert cut_keeps_what_is_before(name, 200) == []


@pytest.mark.slow
def test_any_cut_of_zhongwei_ends_well() -> None:
    """What goes wrong with its numbers is told below."""
    cut_keeps_what_is_before("zhongwei", 200)


def test_group_numbers_are_known_from_two_groups_on() -> None:
    """The first 3000 bytes hold 一 and 二 only."""
    first = items(read(TEXTS["zhongwei"].encode()[:3000]))[0]
    assert (first["number"], first["primary"]) == ("1", "概况信息")


def test_a_cut_in_the_middle_of_a_row_is_told() -> None:
    """Item 2 ends after its 一级事项 … 公开依据 …; its 时限 is taken from above as if it stood there."""
    document = read(TEXTS["xishan"][:636])
    last = len(items(document)) - 1
    assert any(finding.item in (None, last) for finding in document.findings)


# --- headers


def test_no_table_is_a_finding() -> None:
    """Of prose, of code, of one character again and again."""
    for text in (
        "关于做好政务公开工作的通知\n各科室：\n请认真落实。\n",
        "hello world\n" * 9,
        "√\n" * 99,
        "1\n2\n3\n" * 99,
    ):
        document = read(text)
        assert (document.catalogues, codes(document)) == ((), ["no-catalogue"])


@pytest.mark.parametrize("name", TEXTS)
def test_a_header_without_rows_is_a_finding(name: str) -> None:
    """One catalogue, no items."""
    document = read("\n".join(parts(name)[0]))
    keeps_promises(document, with_schema=True)
    assert (len(document.catalogues), items(document)) == (1, [])
    assert "no-rows" in codes(document)


@pytest.mark.parametrize("name", slow_but(["xishan"], TEXTS))
def test_a_header_partly_there_costs_no_text(name: str) -> None:
    """Its first half, its second half, at the end only."""
    top, header, body = parts(name)
    before = top[: len(top) - len(header)]
    half = len(header) // 2
    for lines in ([*before, *header[:half], *body], [*before, *header[half:], *body], [*before, *body, *header]):
        document = read("\n".join(lines))
        keeps_promises(document)
        if document.catalogues:
            assert set(lost_runs(body, document)) <= GROUP_NUMBERS
        else:
            assert codes(document) == ["no-catalogue"]


def test_two_catalogues_with_a_title_each_are_two() -> None:
    """A 汇编: each has its own items."""
    for name in ("jinfeng", "xishan"):
        document = read(f"{TEXTS[name]}\n{TEXTS[name]}")
        keeps_promises(document)
        assert [len(catalogue.items) for catalogue in document.catalogues] == [len(items(sample(name)))] * 2


def test_a_long_preamble_belongs_to_the_catalogue_below_it() -> None:
    """dawukou has ten lines between its title and its table."""
    document = read(f"{TEXTS['dawukou']}\n{TEXTS['dawukou']}")
    assert [len(catalogue.items) for catalogue in document.catalogues] == [19, 19]
    assert document.catalogues[1].title == "大武口区医疗保障局政府信息主动公开基本目录"


# --- small tables of separated fields


@pytest.mark.parametrize("n_rows", [1, 2, 3])
def test_a_small_table_is_read(n_rows: int) -> None:
    """Even of one row."""
    document = read(TABBED + "".join(ROWS[:n_rows]))
    keeps_promises(document, with_schema=True)
    assert [item["secondary"] for item in items(document)] == ["机构概况", "内设机构", "领导信息"][:n_rows]
    assert codes(document) == []


def test_a_note_below_a_table_is_no_item() -> None:
    """Nor is the page number."""
    document = read(TABBED + "".join(ROWS) + "\n备注：本目录由某局负责解释。\n第 1 页\n")
    assert len(items(document)) == 3
    assert any("某局负责解释" in text for text in document.catalogues[0].notes)


def test_more_fields_than_columns_make_no_row() -> None:
    """They stand somewhere, with a finding."""
    document = read(TABBED + ROWS[0].rstrip("\n") + "\t多出\t来的\t列\n" + ROWS[1] + ROWS[2])
    assert len(items(document)) == 3 or document.findings
    assert lost_runs(["多出 来的"], document) == []


def test_rows_that_lack_their_end_are_rows() -> None:
    """Each has a number of its own."""
    document = read(TABBED + "1\t机构信息\n2\t政策文件\t规范性文件\n3\t财政信息\t预算\n")
    assert [item["number"] for item in items(document)] == ["1", "2", "3"]


def test_two_full_rows_are_two_items() -> None:
    """With a column printed twice and two more columns."""
    more = "\t公开时限\t备注\t备注\n"
    rows = "".join(row.rstrip("\n") + "\t长期公开\ta\tb\n" for row in ROWS[:2])
    assert len(items(read(TABBED.rstrip("\n") + more + rows))) == 2


# --- hostile and huge


HEADER = "\n".join(TEXTS["xishan"].split("\n")[:11]) + "\n"
HOSTILE = {
    "ticks": "√" * 30_000,
    "boxes": "□" * 30_000,
    "numbers": "".join(f"{number}\n" for number in range(400)),
    "the same number": "1\n" * 400,
    "han numbers": "一\n二\n三\n" * 150,
    "a long number": "9" * 30_000,
    "a line of numbers": " ".join(map(str, range(400))),
    "tick lines": "√\n" * 400,
    "box lines": "□\n" * 400,
    "open brackets": "（" * 30_000,
    "open titles": "《" * 30_000,
    "closed brackets": "）" * 30_000,
    "nested brackets": "（" * 15_000 + "机构" + "）" * 15_000,
    "nested titles": "《" * 15_000 + "条例" + "》" * 15_000,
    "unclosed names": "（机构信息" * 5000,
    "open tags": "<input " * 400,
    "a long line": "机构信息公开目录" * 8000,
    "commas": "、" * 30_000,
    "deadlines": "信息形成之日起20个工作日内" * 3000,
    "laws": "《中华人民共和国政府信息公开条例》（国务院令第711号）" * 3000,
    "articles": "《条例》" + "第二十条第（十一）项、" * 2000,
    "blank lines": "\n" * 100_000 + "1 机构信息\n",
    "pipes": "|" * 500,
    "headers": HEADER * 60,
}
LONG_LINES = {
    "arrows": ">" * 2000,
    "dashes": "-" * 40_000 + "x",
    "blanks": " " * 40_000 + "x",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_texts_end_in_time(name: str) -> None:
    """Alone and below a header."""
    with within(10):
        for text in (HOSTILE[name][:10_000], HEADER + HOSTILE[name]):
            try:
                document = read(text)
            except GkmlError as err:
                assert isinstance(err, SourceError)
            else:
                keeps_promises(document)


@pytest.mark.parametrize("name", LONG_LINES)
def test_hostile_lines_end_in_time(name: str) -> None:
    """One line of 40 kB at most, below a header."""
    with within(0.5):
        keeps_promises(read(HEADER + LONG_LINES[name]))


@pytest.mark.slow
def test_a_line_of_many_fields_ends_in_time() -> None:
    """12 000 boxes with their names: 5 s if linear."""
    with within(20):
        keeps_promises(read(HEADER + "■政府网站 " * 12_000))


@pytest.mark.parametrize("line", ["0123456789abcdef" * 4, "机构信息公开目录" * 8], ids=["hex", "wide"])
def test_full_lines_without_a_table_end_in_time(line: str) -> None:
    """Each would go on in the next."""
    with within(10):
        assert codes(read(f"{line}\n" * 10_000)) == ["no-catalogue"]


def test_more_than_the_learning_sample_is_read() -> None:
    """Some of the first 4000 chunks stand outside the table: a note on a page of a long catalogue is enough."""
    keeps_promises(read(HEADER + "1 " * 4100))


@pytest.mark.slow
def test_a_long_catalogue_with_a_note_within_is_read() -> None:
    """Some 180 rows."""
    top, _, body = parts("lingwu")
    lines = [*top, *body, "", "注：以上内容由本单位负责解释。", "", *(body * 11)]
    keeps_promises(read("\n".join(lines)))


@pytest.mark.slow
def test_a_text_of_50_mb_of_noise_is_answered() -> None:
    """In a minute: no header, so no decoding."""
    rng = random.Random(3)
    line = "".join(chr(rng.randrange(0x4E00, 0x9FA5)) for _ in range(20))
    with within(120):
        assert codes(read(f"{line}\n" * (50_000_000 // 61))) == ["no-catalogue"]


@pytest.mark.slow
def test_one_line_of_5_mb_is_answered() -> None:
    """Below a header."""
    with within(60):
        keeps_promises(read(HEADER + "机构信息公开目录" * 210_000))


@pytest.mark.slow
def test_more_than_64_mb_is_refused() -> None:
    """With the limit and what to do."""
    with pytest.raises(SourceError) as caught:
        read(b"a " * (33 * 2**20))
    assert "64 MB" in caught.value.en
    assert "64 MB" in caught.value.zh


# --- random


PIECES = [
    *"√□■☑\t|\n\f\u3000\u00a0《》（）“”123一二、。：<>-—\x00\x0b\x1b\u2028\u200b\ufeff\ue000𠮷９①²Ⅳ〇零",
    "公开时限", "序号", "一级事项", "公开内容", "备注", "同上", "20个工作日内", "每年1月31日前",
    "<input checked>", "附件1", "政务公开目录", "责任单位：", "(1)", "第", "条",
    "√√", "##", "|---|", "=1+1", "主动公开一级事项 6 项",
]  # fmt: skip


def scrambled(seed: int) -> str:
    """A sample, changed in up to four ways."""
    rng = random.Random(seed)
    text = rng.choice(list(TEXTS.values()))
    for _ in range(rng.randrange(1, 5)):
        lines = text.split("\n")
        at, length = rng.randrange(len(lines)), rng.randrange(1, 60)
        way = rng.randrange(8)
        if way == 0:
            del lines[at : at + length]
        elif way == 1:
            lines[at:at] = lines[at : at + length]
        elif way == 2:
            other = rng.choice(list(TEXTS.values())).split("\n")
            lines[at:at] = other[at : at + length]
        elif way == 3:
            lines = lines[:at] or lines
        elif way == 4:
            lines = [rng.choice(["", "\t", " ", "|"]) + line for line in lines]
        elif way == 5:
            joined = "".join(lines)
            lines = [joined[k : k + length] for k in range(0, len(joined), length)]
        else:
            for _ in range(length):
                k = rng.randrange(len(lines) or 1)
                if lines:
                    lines[k] = lines[k].replace(rng.choice(lines[k] or " "), rng.choice(PIECES), rng.choice([1, -1]))
        text = "\n".join(lines) or "x"
    return text[:40_000]


def ends_well(seed: int) -> None:
    """A scrambled sample gives the same result twice, one that keeps its promises, or a SourceError."""
    data = scrambled(seed).encode("utf-8", "surrogatepass")
    try:
        document = read(data)
    except GkmlError as err:
        assert isinstance(err, SourceError)
        return
    keeps_promises(document, with_schema=seed % 5 == 0)
    if seed % 5 == 0:
        assert read(data) == document


@pytest.mark.parametrize("seed", range(8))
def test_scrambled_samples_end_well(seed: int) -> None:
    """A few."""
    ends_well(seed)


@pytest.mark.slow
@pytest.mark.parametrize("start", range(100, 900 if os.environ.get("GKML_FUZZ") else 400, 50))
def test_many_scrambled_samples_end_well(start: int) -> None:
    """Hundreds; GKML_FUZZ=1 tries more."""
    for seed in range(start, start + 50):
        ends_well(seed)
