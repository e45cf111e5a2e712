"""How the work for an input grows with its length, told in a way that neither a slow nor a busy machine changes."""

import gc
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

HANG_S = 120.0
"""What takes so much processor time hangs. Each use takes a hundredth of it at most, so no machine is too slow."""
_TRIES = 8


def calls(run: Callable[[], object]) -> int:
    """How many calls of functions, Python's and the interpreter's own, a run makes: the same on every machine."""
    n = 0

    def count(_frame: object, event: str, _argument: object) -> None:
        nonlocal n
        n += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        run()
    finally:
        sys.setprofile(before)
    return n


def grows(short: Callable[[], object], long: Callable[[], object], *, times: float) -> bool:
    """Whether the long run takes at least so many times the processor time of the short one, whenever it is tried.

    For what counting calls cannot see, such as a pattern that backtracks. What disturbs a measure passes; what
    grows too fast does so in every try. The collector of garbage, whose work depends on all that the process
    holds, rests meanwhile. Under a millisecond nothing can be told.
    """
    gc.collect()
    gc.disable()
    try:
        least = [float("inf"), float("inf")]
        for _ in range(_TRIES):
            for which, run in enumerate((short, long)):
                began = time.process_time()
                run()
                least[which] = min(least[which], time.process_time() - began)
            if least[1] < times * max(least[0], 0.001):
                return False
        return True
    finally:
        gc.enable()


@contextmanager
def ends() -> Iterator[None]:
    """What is done within does not hang."""
    began = time.process_time()
    yield
    assert time.process_time() - began < HANG_S
