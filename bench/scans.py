"""Scanned pages a minute, the share of each step, and rapidocr alone on the same pages in the same run.

`python bench/run.py scans`. Pages of the samples are rendered at 200 dpi, turned a little, with noise and JPEG. Both
read each page one after the other, so that whatever else the machine does slows both; rapidocr takes some 10 seconds of
processor for a page.
"""

from __future__ import annotations

import io
import os
import time
from collections import defaultdict
from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

from support.goldens import SAMPLES

DPI = 200
NAMES = ("rebuilt/jinfeng.pdf", "rebuilt/lingwu.pdf", "made/linxi.pdf")
"""The first page of each: dense ones with boxes and ticks, and an upright one."""
Picture = npt.NDArray[np.uint8]


def measure_scans() -> None:
    """Processor seconds and wall seconds of both; the recogniser's cache is off."""
    from gkml_extract.extractors.scan import engine

    print("\nScans: from picture to characters and rules, 200 dpi")
    if not engine.is_installed():
        print("  the extra `ocr` is not installed")
        return
    os.environ["GKML_CACHE"] = "off"
    pages = [scanned(page, seed) for seed, page in enumerate(rendered())]
    rapidocr = _rapidocr()
    for read in (_read_ours, rapidocr):
        read(pages[0][: len(pages[0]) // 4])  # loads the networks
    shares = timed_steps()
    taken = [[_seconds(read, page) for read in (_read_ours, rapidocr)] for page in pages]
    print_steps(shares)
    ours, theirs = (np.mean([each[k] for each in taken], axis=0) for k in (0, 1))
    print(f"  {len(pages)} pages, threads of the network: {engine.network().n_threads}")
    for name, (wall, cpu) in (("gkml", ours), ("rapidocr alone, whole page", theirs)):
        print(f"  {name:28}{60 / wall:>6.1f} pages/min{wall:>8.2f} s a page{cpu:>8.2f} processor s a page")
    print(f"  rapidocr / gkml: {theirs[0] / ours[0]:.1f} by the clock, {theirs[1] / ours[1]:.1f} by processor time")


def rendered() -> list[Picture]:
    """The first page of each sample."""
    import pypdfium2

    return [
        pypdfium2.PdfDocument(SAMPLES / name)[0].render(scale=DPI / 72, rev_byteorder=True).to_numpy()[:, :, :3]
        for name in NAMES
    ]


def scanned(page: Picture, seed: int) -> Picture:
    """A page as a scanner gives it."""
    from PIL import Image

    chance = np.random.default_rng(seed)
    turned = Image.fromarray(page).rotate(chance.uniform(-0.6, 0.6), Image.Resampling.BILINEAR, fillcolor="white")
    noisy = np.clip(np.asarray(turned) + chance.normal(0, 6, page.shape), 0, 255).astype(np.uint8)
    stream = io.BytesIO()
    Image.fromarray(noisy).save(stream, "JPEG", quality=75)
    return np.asarray(Image.open(stream).convert("RGB"))


def timed_steps() -> dict[str, float]:
    """The processor seconds of each step, filled as pages are read."""
    from gkml_extract.extractors.scan import content, recognised_page

    seconds: dict[str, float] = defaultdict(float)
    steps = {
        recognised_page: ("flat_sheet", "print_of", "skew_of", "turned", "straightened"),
        content: (
            *("find_rules", "find_regions", "ink_of", "find_lines"),
            *("strips_of", "recognise", "with_boxes", "with_widths"),
        ),
    }
    for module, names in steps.items():
        for name in names:
            setattr(module, name, _timed(name, getattr(module, name), seconds))
    return seconds


def _timed(name: str, step: Callable[..., Any], seconds: dict[str, float]) -> Callable[..., Any]:
    def run(*arguments: Any, **options: Any) -> Any:
        begin = time.process_time()
        try:
            return step(*arguments, **options)
        finally:
            seconds[name] += time.process_time() - begin

    return run


def print_steps(seconds: dict[str, float]) -> None:
    """The share of each step in the time of all."""
    total = sum(seconds.values())
    parts = (f"{name} {value / total:.0%}" for name, value in sorted(seconds.items(), key=lambda each: -each[1]))
    print(f"  steps: {', '.join(parts)}")


def _read_ours(page: Picture) -> None:
    from gkml_extract.extractors.scan.pictures import PagePicture
    from gkml_extract.extractors.scan.recognised_page import recognised_page

    recognised_page(PagePicture(page, float(DPI)), 1)


def _rapidocr() -> Callable[[Picture], None]:
    from rapidocr import RapidOCR

    from gkml_extract.extractors.scan.engine import network

    threads = {"EngineConfig.onnxruntime.intra_op_num_threads": network().n_threads}
    engine = RapidOCR(params={"Global.log_level": "error", "Global.use_cls": False, **threads})
    return lambda page: engine(page[:, :, ::-1])


def _seconds(read: Callable[[Picture], None], page: Picture) -> tuple[float, float]:
    """Wall and processor seconds of a page."""
    wall, cpu = time.perf_counter(), time.process_time()
    read(page)
    return time.perf_counter() - wall, time.process_time() - cpu
