"""Tables as camelot reads them."""

from __future__ import annotations

from gkml_extract.second.camelot_reader import Camelot
from support.goldens import SAMPLES

DATA = (SAMPLES / "rebuilt" / "xishan.pdf").read_bytes()


def test_pages_asked_for_together_are_read_as_each_alone() -> None:
    """One call for several pages opens the file once."""
    together = Camelot().read(DATA, (1, 2))
    assert all(together[page] for page in (1, 2))
    assert together == {page: Camelot().read(DATA, (page,))[page] for page in (1, 2)}


def test_a_page_that_cannot_be_read_costs_no_other_page_its_tables() -> None:
    """The file has two pages."""
    found = Camelot().read(DATA, (2, 9))
    assert found[2] and found[9] == ()
