"""Run `gkml` in a process of its own, as a user does."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from support.goldens import ROOT

FAKE = str(ROOT / "tests" / "support" / "fake_gkml.py")


@dataclass(frozen=True)
class Ran:
    """What a command left behind."""

    code: int
    out: bytes
    err: str

    @property
    def text(self) -> str:
        """stdout as text."""
        return self.out.decode("utf-8")


def environment(lang: str = "C.UTF-8") -> dict[str, str]:
    """Ours, with this locale and nothing that would change messages."""
    ours = {key: value for key, value in os.environ.items() if not key.startswith(("LC_", "GKML_"))}
    return ours | {"LANG": lang}


def gkml(*args: object, fake: bool = False, lang: str = "C.UTF-8", stdin: bytes = b"", cwd: Path = ROOT) -> Ran:
    """Run the command; with `fake`, extraction is the stand-in of fake_gkml."""
    command = [sys.executable, FAKE] if fake else [sys.executable, "-m", "gkml_extract.cli"]
    done = subprocess.run(
        [*command, *map(str, args)], capture_output=True, input=stdin, env=environment(lang), cwd=cwd, timeout=120
    )
    return Ran(done.returncode, done.stdout, done.stderr.decode("utf-8"))
