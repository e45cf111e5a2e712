"""Documents as a pandas data frame, for those who go on in Python."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from gkml_extract.model.record import Document
from gkml_extract.writers.contract import Headers
from gkml_extract.writers.csv import header_row, item_rows

if TYPE_CHECKING:
    import pandas as pd


def to_frame(documents: Document | Iterable[Document], headers: str = "zh") -> pd.DataFrame:
    """One row an item, the columns of the CSV writer, all texts; an empty cell is missing (NA).

    `headers` is `zh` or `en`. Several documents make one frame, in their order.
    """
    import pandas as pd

    several = [documents] if isinstance(documents, Document) else documents
    language = Headers(headers)
    rows = [row for document in several for row in item_rows(document, language)]
    return pd.DataFrame(rows, columns=header_row(language), dtype="string")
