"""The recogniser's network and its alphabet, loaded once in a process from the files that the extra `ocr` brings.

rapidocr's wheel carries the models; nothing is downloaded. The network is run without rapidocr's own calls: they pad
every line to 320 pixels, and keep neither the place nor the score of a character.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from gkml_extract.model.errors import DependencyError

THREADS = "GKML_OCR_THREADS"
"""Environment: threads of the network; all cores where it is not set."""
_PACKAGES = ("rapidocr", "onnxruntime", "cv2")
_PATTERN = "*_rec_*.onnx"


@dataclass(frozen=True, slots=True, eq=False)
class Network:
    """A recognition network: `alphabet[0]` is the blank of CTC. `n_threads` may run it at the same time.

    Threads that each run a batch cost less than one batch cut up among them: 2.4 to 3.0 seconds of processor a page.
    """

    session: Any
    alphabet: tuple[str, ...]
    n_threads: int


def is_installed() -> bool:
    """Whether the extra `ocr` is there."""
    return all(find_spec(name) is not None for name in _PACKAGES) and _model_path() is not None


def check_installed() -> None:
    """Raises DependencyError, with the command that installs it, where the extra `ocr` is not there."""
    if not is_installed():
        raise missing()


def missing() -> DependencyError:
    """What is said where the extra `ocr` is not there."""
    return DependencyError(
        "a scan or picture needs the recogniser, which is not installed; run: pip install 'gkml-extract[ocr]'",
        "读取扫描件或图片需要文字识别组件，尚未安装；请运行：pip install 'gkml-extract[ocr]'",
    )


@cache
def network() -> Network:
    """The recognition network.

    Raises:
        DependencyError: the extra `ocr` is not installed.
    """
    check_installed()
    import onnxruntime

    path = _model_path()
    assert path is not None
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 4
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    letters = session.get_modelmeta().custom_metadata_map["character"].splitlines()
    return Network(session, ("", *letters, " "), _threads())


def version() -> str:
    """What names the model, without loading it."""
    path = _model_path()
    return path.stem if path else ""


def _threads() -> int:
    named = os.environ.get(THREADS, "")
    if named.isdigit() and int(named) > 0:
        return int(named)
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@cache
def _model_path() -> Path | None:
    spec = find_spec("rapidocr")
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        for path in sorted(Path(folder, "models").glob(_PATTERN), reverse=True):
            return path
    return None
