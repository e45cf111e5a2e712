"""Pages a second from PDF file to JSON, beside what other tools need for their tables alone.

`python bench/run.py pages`. The catalogues are printed by LibreOffice and by Chromium: sparse ones, a page of which
has forty short rows, and dense ones, a page of which has four rows of long texts. All tools read the same pages, one
after the other in one process, in rounds; what is counted is processor time.
"""

from __future__ import annotations

import io
import itertools
import random
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

from gkml_extract.extract import extract_bytes
from gkml_extract.extractors.pdf import Pdf
from gkml_extract.writers.contract import WriteOptions
from gkml_extract.writers.registry import WRITERS
from support.goldens import golden_catalogues
from support.invented import invent
from support.layouts import PRINTED_SUFFIXES, LaidOut, lay_out
from support.printing.catalogue import Column, Layout, boxes, names_only, print_table
from support.printing.model import Paragraph, Printed

SPARSE_ROWS, DENSE_ROWS = 700, 110
"""Enough for PAGES. LibreOffice takes half a minute for a table of 3,000 rows."""
PAGES, ROUNDS = 12, 2
"""Pages that every tool reads, from the beginning of the file, and how often; camelot takes half a second a page."""
OURS_A_ROUND = 3
GROUPS, COPIES = 20, 10
"""How often the rows of a given catalogue stand in the file of some 50 pages whose peak memory is told, and how often
its pages stand in the long one: a program that lays out 500 pages of tables takes many minutes."""
_PEAK = """
import re, sys, time
from gkml_extract.extract import extract_document
extract_document(sys.argv[1])
print(re.search(r"VmHWM:\\s*(\\d+)", open("/proc/self/status").read())[1], time.process_time())
"""


def measure_pages() -> None:
    """Every tool on both kinds of catalogues of both makers; memory and time of 50 pages and of ten times as many."""
    print(f"\nPages: the first {PAGES} of a catalogue, from file to JSON; other tools find tables and nothing more")
    for (kind, laid), suffix in itertools.product((("sparse", sparse()), ("dense", dense())), PRINTED_SUFFIXES):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "pages.pdf"
            path.write_bytes(first_pages(laid.write(suffix)))
            print_rates(f"{kind}, {suffix}", path)
    for suffix in PRINTED_SUFFIXES:
        with tempfile.TemporaryDirectory() as folder:
            path, short_path = Path(folder) / "long.pdf", Path(folder) / "short.pdf"
            short_path.write_bytes(catalogue_of(GROUPS).write(suffix))
            repeat_pages(short_path, path)
            told = [(count_pages(each), *peak_mb_and_seconds(each)) for each in (short_path, path)]
            sizes = ", ".join(f"{mb} MB, {seconds:.1f} s at {pages} pages" for pages, mb, seconds in told)
            print(f"{suffix}: {sizes} (peak of a process, and its time)")


def sparse() -> LaidOut:
    """Short rows, one line of print each."""
    rng = random.Random(1)
    names = ("机构职能", "领导信息", "政策文件", "办事指南", "审批结果", "行政处罚", "监督检查", "预算决算", "应急预案")
    items = invent(1, SPARSE_ROWS)["items"]
    for index, item in enumerate(items):
        item |= {"number": str(index + 1), "primary": f"{names[index // 40 % 9]}{index // 40}"}
        item |= {"secondary": f"{rng.choice(names)}{index}", "content": f"文件{rng.randrange(100)}全文"}
        item["legal_basis"] = {"text": rng.choice(("《政府信息公开条例》", "《预算法》", "《行政许可法》"))}
        item["deadline"] = {"text": rng.choice(("20个工作日内", "实时公开", "每年1月31日前", "长期公开"))}
        item |= {"publisher": rng.choice(("民政局", "教育局")), "channels": [{"name": "政府网站", "selected": True}]}
    widths = {"number": 12.0, "legal_basis": 45.0}
    columns = tuple(Column(name, label, widths.get(name, 35.0)) for name, label in _LABELS.items())
    return _laid_out(items, Layout(columns, size=9))


def dense() -> LaidOut:
    """Long rows: contents, bases and lists of channels of eight lines."""
    rng = random.Random(2)
    items = invent(4, DENSE_ROWS)["items"]
    texts = {name: [_text(item[name]) for item in items] for name in ("content", "legal_basis", "deadline")}
    names = ("政府网站", "两微一端", "政府公报", "发布会/听证会", "广播电视", "纸质媒体", "公开查阅点", "政务服务中心",
             "便民服务站", "入户/现场", "社区/企事业单位/村公示栏（电子屏）", "精准推送", "其他")  # fmt: skip
    for index, item in enumerate(items):
        chosen = set(rng.sample(names, 3))
        item |= {"number": str(index + 1), "content": "；".join([*rng.sample(texts["content"], 4), f"第{index}项"])}
        item["legal_basis"] = {"text": "、".join(rng.sample(texts["legal_basis"], 3))}
        item["deadline"] = {"text": f"{rng.choice(texts['deadline'])}（法律、法规另有规定的，从其规定）"}
        item |= {
            "publisher": "某某县民政局",
            "channels": [{"name": each, "selected": each in chosen} for each in names],
        }
    widths = {"number": 10.0, "content": 75.0, "legal_basis": 62.0, "channels": 48.0, "publisher": 18.0}
    columns = tuple(Column(name, label, widths.get(name, 20.0)) for name, label in _LABELS.items())
    return _laid_out(items, Layout(columns, size=7.5))


_LABELS = {
    "number": "序号", "primary": "一级事项", "secondary": "二级事项", "content": "公开内容", "legal_basis": "公开依据",
    "deadline": "公开时限", "publisher": "公开主体", "channels": "公开渠道和载体",
}  # fmt: skip


def _text(value: Any) -> str:
    """On one line."""
    text = value["text"] if isinstance(value, dict) else value or "《政府信息公开条例》"
    return str(text).replace("\n", "")


def _laid_out(items: list[dict[str, Any]], layout: Layout) -> LaidOut:
    has_boxes = len(items[0]["channels"]) > 1
    table = print_table(items, layout, boxes((2,) * 7) if has_boxes else names_only)
    printed = Printed((Paragraph("某某县政务公开基本目录", 16, "center", is_bold=True), table), margin=12)
    return LaidOut(printed, items, tuple(_LABELS))


def catalogue_of(groups: int) -> LaidOut:
    """The rows of lingwu again and again, numbered on, in one seeded layout."""
    catalogue = golden_catalogues()["lingwu"]
    items = [
        item | {"number": str(int(item["number"]) + 5 * turn), "primary": f"{item['primary']}{turn}"}
        for turn, item in itertools.product(range(groups), catalogue["items"])
    ]
    return lay_out({**catalogue, "items": items}, 1)


def first_pages(data: bytes) -> bytes:
    """A file with the first PAGES of another."""
    import pypdfium2

    whole = pypdfium2.PdfDocument.new()
    whole.import_pages(pypdfium2.PdfDocument(data), list(range(PAGES)))
    stream = io.BytesIO()
    whole.save(stream)
    return stream.getvalue()


def repeat_pages(source: Path, target: Path) -> None:
    """A file with the pages of another COPIES times."""
    import pypdfium2

    pages = pypdfium2.PdfDocument(source)
    whole = pypdfium2.PdfDocument.new()
    for _ in range(COPIES):
        whole.import_pages(pages)
    whole.save(target)


def print_rates(kind: str, path: Path) -> None:
    """One line a tool: the best of its rounds."""
    tools: dict[str, Callable[[], Any]] = {
        "gkml, file to JSON": lambda: to_json(path),
        "PDFium: characters and paths alone": lambda: sum(1 for _ in Pdf().read(path.read_bytes())),
        "pdfplumber extract_tables": lambda: by_pdfplumber(path),
        "camelot lattice": lambda: by_camelot(path),
        "camelot lattice, engine vector": lambda: by_camelot(path, engine="vector"),
    }
    seconds: dict[str, float] = dict.fromkeys(tools, float("inf"))
    for _, (name, read) in itertools.product(range(ROUNDS), tools.items()):
        for _ in range(OURS_A_ROUND if name.startswith(("gkml", "PDFium")) else 1):
            seconds[name] = min(seconds[name], cpu_seconds(read))
    ours, *_ = seconds.values()
    print(f"{kind}, {count_pages(path)} pages")
    for name, needed in seconds.items():
        than = "" if needed == ours else f"  gkml is {needed / ours:.1f} times as fast"
        print(f"  {name:38}{PAGES / needed:>8.1f} pages/s{than}")


def to_json(path: Path) -> None:
    """What `gkml extract` does with a file."""
    WRITERS[0].write(extract_bytes(path.read_bytes(), path.name), io.BytesIO(), WriteOptions())


def cpu_seconds(read: Callable[[], Any]) -> float:
    """Seconds of processor time."""
    begin = time.process_time()
    read()
    return time.process_time() - begin


def count_pages(path: Path) -> int:
    """How many pages a file has."""
    return Pdf().read(path.read_bytes()).count


def by_pdfplumber(path: Path) -> None:
    """Its tables."""
    import logging

    import pdfplumber

    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
    with pdfplumber.open(path) as document:
        for page in document.pages:
            page.extract_tables()
            page.close()


def by_camelot(path: Path, **options: Any) -> None:
    """Its tables."""
    from camelot.io import read_pdf

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        read_pdf(str(path), pages="all", flavor="lattice", suppress_stdout=True, **options)


def peak_mb_and_seconds(path: Path) -> tuple[int, float]:
    """Peak memory of a process that reads the file, as Linux tells it, and its processor time, its start with it."""
    end = subprocess.run([sys.executable, "-c", _PEAK, str(path)], capture_output=True, text=True, check=True)
    peak, seconds = end.stdout.split()
    return int(peak) // 1024, float(seconds)
