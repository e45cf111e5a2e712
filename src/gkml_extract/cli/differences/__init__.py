"""Comparisons as a person reads them: on a terminal, as a page, as a table."""
