"""Measures accuracy and speed, and prints them: `make bench`. Never a test: figures depend on the machine.

Run with words to choose: `python bench/run.py accuracy`, `formats`, `pages`, `phrases`, `speed`, `start`, `batch`,
`diff`, `layouts`, `scans`, `printed-texts`.
"""

from __future__ import annotations

import itertools
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "bench")]

from catalogues import measure_diff  # noqa: E402
from pages import measure_pages  # noqa: E402

from gkml_extract.compare.scoring import ReadingScore, score_items  # noqa: E402
from gkml_extract.extract import extract_bytes  # noqa: E402
from gkml_extract.model.errors import SourceError  # noqa: E402
from support.dumps import KINDS, Item, make_dump  # noqa: E402
from support.goldens import golden_catalogues  # noqa: E402
from support.layouts import OFFICE_SUFFIXES, PRINTED_SUFFIXES, LaidOut, lay_out, lay_out_collection  # noqa: E402

SEEDS = 40
OFFICE_SEEDS = 12
PRINTED_SEEDS = 2
"""Each PDF takes LibreOffice or the browser some seconds."""
PRINTED_TEXTS = 24
"""PDFs whose texts are read."""
SIZES = (500, 2000, 5000)


def measure_accuracy(n_seeds: int) -> None:
    """Cells right over seeded variations of every golden, by the manner in which it is printed."""
    print(f"Reflow: every golden printed back to text {n_seeds} times in each manner and read again")
    print(f"{'manner':10}{'document':12}{'cells':>8}{'right':>9}{'wrong, no finding':>20}{'rows flagged':>14}")
    for kind in KINDS:
        whole: list[ReadingScore] = []
        for name, catalogue in golden_catalogues().items():
            scores = [score_variation(catalogue, kind, seed) for seed in range(n_seeds)]
            print_scores(kind, name, scores)
            whole += scores
        print_scores(kind, "all", whole)


def score_variation(catalogue: dict[str, Any], kind: str, seed: int) -> ReadingScore:
    """One variation printed, read and scored."""
    dump = make_dump(catalogue["items"], kind, seed, title=catalogue["title"])
    document = extract_bytes(dump.text.encode(), f"{kind}-{seed}.txt")
    return score_items(document, dump.items, dump.fields)


def measure_text_layouts() -> None:
    """Cells right by the layout of a text dump, and how many are right by their score."""
    from text_layouts import measure_layouts, measure_scores

    measure_layouts()
    measure_scores()


def measure_formats(n_office: int, n_printed: int) -> None:
    """Cells right over seeded layouts of every golden, and of two in one file, by format.

    A file that no reader claims or can read is counted as unread, and none of its cells.
    """
    print("\nFormats: every golden printed as an office file in seeded layouts and read again")
    print(f"{'format':12}{'files':>7}{'unread':>8}{'cells':>9}{'right':>9}{'wrong, no finding':>20}{'seconds':>9}")
    catalogues = [*golden_catalogues().values(), *golden_catalogues("made").values()]
    for suffix in (*OFFICE_SUFFIXES, *PRINTED_SUFFIXES):
        n_seeds = n_office if suffix in OFFICE_SUFFIXES else n_printed
        alone = [lay_out(catalogue, seed) for catalogue in catalogues for seed in range(n_seeds)]
        pairs = list(itertools.pairwise(catalogues))
        together = [lay_out_collection(pair, seed) for pair in pairs for seed in range(-(-n_seeds // 4))]
        measure_format(suffix, [*alone, *together])


def measure_format(suffix: str, files: list[LaidOut]) -> None:
    """One line of the table."""
    scores: list[ReadingScore] = []
    seconds = 0.0
    for laid in files:
        data = laid.write(suffix)
        begin = time.perf_counter()
        try:
            document = extract_bytes(data, f"a.{suffix}")
        except SourceError:
            continue
        seconds += time.perf_counter() - begin
        scores.append(score_items(document, laid.items, laid.fields))
    print(f"{suffix:12}{len(files):>7}{len(files) - len(scores):>8}", end="")
    cells = sum(score.cells for score in scores)
    if cells:
        right = 1 - sum(len(score.wrong) for score in scores) / cells
        silent = sum(score.silent for score in scores) / cells
        print(f"{cells:>9}{right:>9.2%}{silent:>20.2%}{seconds:>9.1f}", end="")
    print()


def print_scores(kind: str, name: str, scores: list[ReadingScore]) -> None:
    """One line of the table."""
    cells = sum(score.cells for score in scores)
    wrong = sum(len(score.wrong) for score in scores)
    silent = sum(score.silent for score in scores)
    flagged = sum(score.flagged_items for score in scores) / sum(score.items for score in scores)
    print(f"{kind:10}{name:12}{cells:>8}{1 - wrong / cells:>9.2%}{silent / cells:>20.2%}{flagged:>14.1%}")


def measure_speed() -> None:
    """Rows a second at three sizes: a dump twice as long takes twice as long."""
    print(f"\n{'rows':>8}{'seconds':>10}{'rows/s':>10}")
    catalogue = golden_catalogues()["lingwu"]
    for size in SIZES:
        text = make_dump(long_catalogue(catalogue["items"], size), "wrapped", seed=9).text
        begin = time.perf_counter()
        extract_bytes(text.encode(), f"{size}.txt")
        seconds = time.perf_counter() - begin
        print(f"{size:>8}{seconds:>10.2f}{size / seconds:>10.0f}")


def long_catalogue(items: list[Item], size: int) -> list[Item]:
    """`size` items: the given ones again and again, numbered on."""
    groups = max(int(item["number"]) for item in items)
    rounds = range(-(-size // len(items)))
    return [
        item | {"number": str(int(item["number"]) + groups * turn), "primary": f"{item['primary']}{turn}"}
        for turn in rounds
        for item in items
    ][:size]


def measure_start() -> None:
    """Seconds until `gkml --help` has answered: the best of five."""
    command = [str(Path(sys.executable).parent / "gkml"), "--help"]
    seconds = []
    for _ in range(5):
        begin = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        seconds.append(time.perf_counter() - begin)
    print(f"\ngkml --help: {min(seconds):.3f} s")


def measure_phrases() -> None:
    """Texts of single cells a second."""
    from phrases import measure_phrases as measure

    measure()


def measure_batch() -> None:
    """Folders of many files."""
    from folder import measure_folder, measure_kills

    measure_folder()
    measure_kills()


def measure_printed_texts() -> None:
    """Cells right of texts that pdftotext and PDFium print; the PDFs are kept in the folder of temporary files."""
    from printed_texts import measure_printed_texts as measure

    measure(Path(tempfile.gettempdir()) / "gkml-printed-texts", PRINTED_TEXTS)


def measure_scans() -> None:
    """Scanned pages a minute."""
    from scans import measure_scans as measure

    measure()


def main(words: list[str]) -> None:
    """Run the parts that are named, or all."""
    parts = {
        "accuracy": lambda: measure_accuracy(SEEDS),
        "layouts": measure_text_layouts,
        "formats": lambda: measure_formats(OFFICE_SEEDS, PRINTED_SEEDS),
        "pages": measure_pages,
        "speed": measure_speed,
        "start": measure_start,
        "phrases": measure_phrases,
        "batch": measure_batch,
        "diff": measure_diff,
        "scans": measure_scans,
        "printed-texts": measure_printed_texts,
    }
    for name in words or list(parts):
        parts[name]()


if __name__ == "__main__":
    main(sys.argv[1:])
